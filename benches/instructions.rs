//! How many instructions a call takes in user space, through bare libc and through berkeley, as
//! valgrind's callgrind counts them.
//!
//!     cargo bench --bench instructions
//!
//! Valgrind runs this program again, and there it makes every call so many times, but one of them
//! twice as often. The difference to a run with none of them twice is what that one takes, since
//! all the rest is the same. Unlike a time, it comes out the same in every run, under any load.
//!
//! Libc's number includes the loop around the call, as berkeley's does.

use berkeley::{adopt, netinet::in_::*, unistd::*};
use libc::c_int;
use std::fs::File;
use std::net::{TcpListener, UdpSocket};
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};
use std::ptr::{from_mut, from_ref, null_mut};
use std::{env, io, thread};

const TIMES: u32 = 10_000;
const AIM: f64 = 40.0;

const SIZE: usize = 64;
type Buffer = [u8; SIZE];

fn main() -> io::Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    if let ["make", library, threads, twice] = args[..] {
        return make(library, threads == "2", twice);
    }
    if !args.contains(&"--bench") {
        // `cargo test --benches`, which only wants to know that it runs.
        return make("libc", false, "none").and_then(|()| make("berkeley", true, "none"));
    }
    if Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("SKIPPED: valgrind, which counts the instructions, is not installed.");
        return Ok(());
    }

    println!("Instructions in user space per call; the aim is {AIM} beyond libc's or fewer.\n");
    println!("  {:<14}{:^28}  {:^28}", "", "with one thread", "with two threads");
    let heads = format!("{:>8}{:>10}{:>10}", "libc", "berkeley", "beyond");
    println!("  {:<14}{heads}  {heads}", "call");
    // Valgrind is slow; the runs need not wait for each other.
    let [one, two] = thread::scope(|scope| {
        let [one, two] = ["1", "2"].map(|threads| scope.spawn(move || per_call(threads)));
        [one, two].map(|count| count.join().expect("no panic"))
    });
    for ((call, one), two) in calls()?.iter().zip(one?).zip(two?) {
        let [one, two] = [one, two].map(|[libc, berkeley]| {
            format!("{libc:>8.0}{berkeley:>10.0}{:>10.0}", berkeley - libc)
        });
        println!("  {:<14}{one}  {two}", call.name);
    }
    Ok(())
}

/// How many instructions each call takes through libc and through berkeley.
fn per_call(threads: &str) -> io::Result<Vec<[f64; 2]>> {
    let base = [count("libc", threads, "none")?, count("berkeley", threads, "none")?];
    calls()?
        .iter()
        .map(|call| {
            let libc = count("libc", threads, call.name)? - base[0];
            let berkeley = count("berkeley", threads, call.name)? - base[1];
            Ok([libc / f64::from(TIMES), berkeley / f64::from(TIMES)])
        })
        .collect()
}

/// Runs this program under valgrind. How many instructions it took from beginning to end.
fn count(library: &str, threads: &str, twice: &str) -> io::Result<f64> {
    let out = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe()?)
        .args(["make", library, threads, twice])
        .env_remove("BERKELEY_TRACE")
        .output()?;
    let said = String::from_utf8_lossy(&out.stderr);
    let count = said.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    match count {
        Some(count) if out.status.success() => Ok(count),
        _ => Err(io::Error::other(format!("valgrind did not count:\n{said}"))),
    }
}

/// Under valgrind: makes the calls of one library, one of them twice as often.
fn make(library: &str, threads: bool, twice: &str) -> io::Result<()> {
    if threads {
        // It sleeps until the process ends.
        thread::spawn(thread::park);
    }
    for call in calls()? {
        let made = if library == "libc" { &call.libc } else { &call.berkeley };
        made(if call.name == twice { 2 * TIMES } else { TIMES });
    }
    Ok(())
}

/// A call, and what makes it so many times through each library.
struct Call {
    name: &'static str,
    libc: Box<dyn Fn(u32)>,
    berkeley: Box<dyn Fn(u32)>,
}

/// A call through `libc` and through `berkeley`, which say whether it went as it should.
fn call(
    name: &'static str,
    libc: impl Fn(&mut Buffer) -> bool + 'static,
    berkeley: impl Fn(&mut Buffer) -> bool + 'static,
) -> Call {
    fn repeat(call: impl Fn(&mut Buffer) -> bool + 'static) -> Box<dyn Fn(u32)> {
        Box::new(move |times| {
            let mut buf = [0; SIZE];
            for _ in 0..times {
                assert!(call(&mut buf));
            }
        })
    }
    Call { name, libc: repeat(libc), berkeley: repeat(berkeley) }
}

/// The calls, on descriptors on which any number of them goes the same way: reading zeros or what
/// stays unread, writing to nobody or to a socket that drops what is too much, accepting nobody.
///
/// The table owns the descriptors; libc is given the same numbers.
fn calls() -> io::Result<Vec<Call>> {
    let zero = adopt(File::open("/dev/zero")?.into());
    let null = adopt(File::options().write(true).open("/dev/null")?.into());

    let (near, far) = UnixStream::pair()?;
    let [near, far] = [adopt(near.into()), adopt(far.into())];
    assert_eq!(write(far, &[7; SIZE], SIZE), SIZE as ssize_t);

    let receiver = UdpSocket::bind("127.0.0.1:0")?;
    let sender = UdpSocket::bind("127.0.0.1:0")?;
    sender.connect(receiver.local_addr()?)?;
    let mut to = sockaddr_in::zeroed();
    let [_, sender] = [adopt(receiver.into()), adopt(sender.into())];
    assert_eq!(getpeername(sender, &mut to, &mut { size_of::<sockaddr_in>() as socklen_t }), 0);

    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let listener = adopt(listener.into());

    const ADDR: socklen_t = size_of::<sockaddr_in>() as socklen_t;
    const INT: socklen_t = size_of::<c_int>() as socklen_t;
    let all = SIZE as ssize_t;
    Ok(vec![
        call(
            "read",
            // SAFETY: there is room for SIZE bytes.
            move |buf| unsafe { libc::read(zero, from_mut(buf).cast(), SIZE) == all },
            move |buf| read(zero, buf, SIZE) == all,
        ),
        call(
            "write",
            // SAFETY: there are SIZE bytes.
            move |buf| unsafe { libc::write(null, from_ref(buf).cast(), SIZE) == all },
            move |buf| write(null, buf, SIZE) == all,
        ),
        call(
            "recv",
            // SAFETY: there is room for SIZE bytes.
            move |buf| unsafe { libc::recv(near, from_mut(buf).cast(), SIZE, MSG_PEEK) == all },
            move |buf| recv(near, buf, SIZE, MSG_PEEK) == all,
        ),
        call(
            "send",
            // SAFETY: there are SIZE bytes.
            move |buf| unsafe { libc::send(sender, from_ref(buf).cast(), SIZE, 0) == all },
            move |buf| send(sender, buf, SIZE, 0) == all,
        ),
        call(
            "recvfrom",
            move |buf| {
                let (mut from, mut len) = (sockaddr_in::zeroed(), ADDR);
                let from = from_mut(&mut from).cast();
                // SAFETY: there is room for SIZE bytes and for an address of `len` bytes.
                unsafe {
                    libc::recvfrom(near, from_mut(buf).cast(), SIZE, MSG_PEEK, from, &mut len)
                        == all
                }
            },
            move |buf| {
                let (from, len) = (&mut sockaddr_in::zeroed(), &mut { ADDR });
                recvfrom(near, buf, SIZE, MSG_PEEK, from, len) == all
            },
        ),
        call(
            "sendto",
            move |buf| {
                let to = from_ref(&to).cast();
                // SAFETY: there are SIZE bytes, and an address of ADDR bytes.
                unsafe { libc::sendto(sender, from_ref(buf).cast(), SIZE, 0, to, ADDR) == all }
            },
            move |buf| sendto(sender, buf, SIZE, 0, &to, ADDR) == all,
        ),
        call(
            "accept",
            // SAFETY: no memory is passed.
            move |_| unsafe { libc::accept(listener, null_mut(), null_mut()) == -1 },
            move |_| accept(listener, NULL, NULL) == -1,
        ),
        call(
            "getsockname",
            move |_| {
                let (mut name, mut len) = (sockaddr_in::zeroed(), ADDR);
                // SAFETY: there is room for an address of `len` bytes.
                unsafe { libc::getsockname(sender, from_mut(&mut name).cast(), &mut len) == 0 }
            },
            move |_| getsockname(sender, &mut sockaddr_in::zeroed(), &mut { ADDR }) == 0,
        ),
        call(
            "setsockopt",
            move |_| {
                let on = from_ref(&1 as &c_int).cast();
                // SAFETY: there is a value of INT bytes.
                unsafe { libc::setsockopt(sender, SOL_SOCKET, SO_BROADCAST, on, INT) == 0 }
            },
            move |_| setsockopt(sender, SOL_SOCKET, SO_BROADCAST, &1, INT) == 0,
        ),
        call(
            "getsockopt",
            move |_| {
                let (mut value, mut len) = (0 as c_int, INT);
                let value = from_mut(&mut value).cast();
                // SAFETY: there is room for a value of `len` bytes.
                unsafe { libc::getsockopt(sender, SOL_SOCKET, SO_ERROR, value, &mut len) == 0 }
            },
            move |_| getsockopt(sender, SOL_SOCKET, SO_ERROR, &mut 0, &mut { INT }) == 0,
        ),
        call(
            "dup, close",
            // SAFETY: no memory is passed; the number closed is the one just opened.
            move |_| unsafe { libc::close(libc::dup(null)) == 0 },
            move |_| close(dup(null)) == 0,
        ),
    ])
}
