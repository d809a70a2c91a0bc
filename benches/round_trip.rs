//! What a round trip of 64 bytes costs through each library, beside bare libc.
//!
//!     cargo bench --bench round_trip [-- --quick]
//!
//! The contenders take turns: a round is a batch of trips by each of them, and every round starts
//! with another one and goes in the other direction. So whatever slows the machine for a while
//! slows all of them alike. Both ends of a connection are in one thread, so that the scheduler has
//! no part in it, and all contenders use the same connection, through descriptors of their own.
//!
//! The ratio is the median over the rounds of a contender's time to libc's time in the same round,
//! for the same calls; the ratio of the medians would vary several times as much from run to run.
//! libc takes part twice: how far "libc again" is from 1 says what the other ratios are good for.
//!
//! With the ledger (`berkeley::ledger`) this crate takes part once more for each pair of calls; the
//! last lines of a report compare that with the same calls without it.
//!
//! All of it is done a second time after the process has started another thread: then the kernel
//! counts who uses a file, glibc makes its calls cancellable, and the descriptor table of this
//! crate counts with locked instructions.

use berkeley::adopt;
use socket2::Socket;
use std::hint::black_box;
use std::io::{self, Read, Write};
use std::mem::swap;
use std::net::{TcpListener, TcpStream};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

const SIZE: usize = 64;
/// What this crate is called with a ledger.
const LEDGER: &str = "and ledger";
/// Trips in a batch: enough for the clock, few enough for the turns to be quick.
const TRIPS: u32 = 50;

fn main() -> io::Result<()> {
    // Without `--bench` cargo only wants to know that it runs: `cargo test --benches`.
    let args: Vec<String> = std::env::args().collect();
    let quick = args.iter().any(|arg| arg == "--quick") || !args.iter().any(|arg| arg == "--bench");
    let time = Duration::from_millis(if quick { 100 } else { 1500 });

    println!("A round trip of {SIZE} bytes: the median, and the ratio to libc.");
    for threads in ["in a process with one thread", "in a process with two threads"] {
        let (near, far) = UnixStream::pair()?;
        let taking_part = contenders::<UnixStream>([near.into(), far.into()]);
        report(&format!("A socketpair, {threads}"), taking_part, time);

        let listener = TcpListener::bind("127.0.0.1:0")?;
        let near = TcpStream::connect(listener.local_addr()?)?;
        let (far, _) = listener.accept()?;
        near.set_nodelay(true)?;
        far.set_nodelay(true)?;
        let taking_part = contenders::<TcpStream>([near.into(), far.into()]);
        report(&format!("TCP over loopback, {threads}"), taking_part, time);

        // It sleeps until the process ends.
        std::thread::spawn(std::thread::park);
    }
    Ok(())
}

/// A library, with a pair of its calls.
struct Contender {
    library: &'static str,
    calls: &'static str,
    /// Makes [`TRIPS`] trips.
    batch: Box<dyn FnMut()>,
    /// Whether a ledger is kept meanwhile. It is started and stopped before and after the time.
    ledger: bool,
    /// Nanoseconds a trip, in each round.
    times: Vec<f64>,
}

/// A contender with descriptors of its own for the two `ends`, which `from` turns into what the
/// library has for one. The calls give how many bytes they transferred.
fn contender<End: 'static>(
    (library, calls): (&'static str, &'static str),
    ends: &[OwnedFd; 2],
    from: impl Fn(OwnedFd) -> End,
    send: impl Fn(&End, &[u8]) -> usize + 'static,
    receive: impl Fn(&End, &mut [u8]) -> usize + 'static,
) -> Contender {
    let mut ends = ends.each_ref().map(|end| from(end.try_clone().expect("a descriptor")));
    let mut message = [7; SIZE];
    let batch = move || {
        let [near, far] = &mut ends;
        // There and back. Each call stands here once, so that the compiler inlines it.
        for _ in 0..2 * TRIPS {
            assert_eq!(send(near, &message), SIZE);
            assert_eq!(receive(far, black_box(&mut message)), SIZE);
            swap(near, far);
        }
    };
    Contender {
        library,
        calls,
        batch: Box::new(batch),
        ledger: library == LEDGER,
        times: Vec::new(),
    }
}

/// All of them, over one connection. `Std` is std's type for it.
fn contenders<Std>(ends: [OwnedFd; 2]) -> Vec<Contender>
where
    Std: From<OwnedFd> + 'static,
    for<'a> &'a Std: Read + Write,
{
    use nix::sys::socket::MsgFlags;
    use rustix::net::{RecvFlags, SendFlags};
    const READ: &str = "write, read";
    const RECV: &str = "send, recv";
    let ends = &ends;
    let as_is = |fd: OwnedFd| fd;
    vec![
        contender(("libc", READ), ends, as_is, libc_write, libc_read),
        contender(("libc again", READ), ends, as_is, libc_write, libc_read),
        contender(
            ("berkeley", READ),
            ends,
            adopt,
            |fd, buf| berkeley::unistd::write(*fd, buf, SIZE) as usize,
            |fd, buf| berkeley::unistd::read(*fd, buf, SIZE) as usize,
        ),
        contender(
            (LEDGER, READ),
            ends,
            adopt,
            |fd, buf| berkeley::unistd::write(*fd, buf, SIZE) as usize,
            |fd, buf| berkeley::unistd::read(*fd, buf, SIZE) as usize,
        ),
        contender(
            ("nix", READ),
            ends,
            as_is,
            |fd, buf| nix::unistd::write(fd, buf).expect("write"),
            |fd, buf| nix::unistd::read(fd, buf).expect("read"),
        ),
        contender(
            ("rustix", READ),
            ends,
            as_is,
            |fd, buf| rustix::io::write(fd, buf).expect("write"),
            |fd, buf| rustix::io::read(fd, buf).expect("read"),
        ),
        contender(("libc", RECV), ends, as_is, libc_send, libc_recv),
        contender(("libc again", RECV), ends, as_is, libc_send, libc_recv),
        contender(
            ("berkeley", RECV),
            ends,
            adopt,
            |fd, buf| berkeley::sys::socket::send(*fd, buf, SIZE, 0) as usize,
            |fd, buf| berkeley::sys::socket::recv(*fd, buf, SIZE, 0) as usize,
        ),
        contender(
            (LEDGER, RECV),
            ends,
            adopt,
            |fd, buf| berkeley::sys::socket::send(*fd, buf, SIZE, 0) as usize,
            |fd, buf| berkeley::sys::socket::recv(*fd, buf, SIZE, 0) as usize,
        ),
        contender(
            ("nix", RECV),
            ends,
            |fd| fd,
            |fd, buf| nix::sys::socket::send(fd.as_raw_fd(), buf, MsgFlags::empty()).expect("send"),
            |fd, buf| nix::sys::socket::recv(fd.as_raw_fd(), buf, MsgFlags::empty()).expect("recv"),
        ),
        contender(
            ("rustix", RECV),
            ends,
            |fd| fd,
            |fd, buf| rustix::net::send(fd, buf, SendFlags::empty()).expect("send"),
            |fd, buf| rustix::net::recv(fd, buf, RecvFlags::empty()).expect("recv").0,
        ),
        contender(
            ("socket2", RECV),
            ends,
            Socket::from,
            |mut socket, buf| socket.write(buf).expect("send"),
            |mut socket, buf| socket.read(buf).expect("recv"),
        ),
        // A `UnixStream` of an older std writes and reads.
        contender(
            ("std", RECV),
            ends,
            Std::from,
            |mut stream, buf| stream.write(buf).expect("send"),
            |mut stream, buf| stream.read(buf).expect("recv"),
        ),
    ]
}

fn libc_write(fd: &OwnedFd, buf: &[u8]) -> usize {
    // SAFETY: the descriptor is borrowed, and the buffer is as long as is said.
    unsafe { libc::write(fd.as_raw_fd(), buf.as_ptr().cast(), buf.len()) as usize }
}

fn libc_read(fd: &OwnedFd, buf: &mut [u8]) -> usize {
    // SAFETY: as for `libc_write`.
    unsafe { libc::read(fd.as_raw_fd(), buf.as_mut_ptr().cast(), buf.len()) as usize }
}

fn libc_send(fd: &OwnedFd, buf: &[u8]) -> usize {
    // SAFETY: as for `libc_write`.
    unsafe { libc::send(fd.as_raw_fd(), buf.as_ptr().cast(), buf.len(), 0) as usize }
}

fn libc_recv(fd: &OwnedFd, buf: &mut [u8]) -> usize {
    // SAFETY: as for `libc_write`.
    unsafe { libc::recv(fd.as_raw_fd(), buf.as_mut_ptr().cast(), buf.len(), 0) as usize }
}

/// Lets the contenders run in turns for so long, and prints how they did.
fn report(what: &str, mut contenders: Vec<Contender>, time: Duration) {
    let count = contenders.len();
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed() < time {
        for turn in 0..count {
            let turn = if rounds % 2 == 0 { turn } else { count - 1 - turn };
            let contender = &mut contenders[(rounds + turn) % count];
            if contender.ledger {
                berkeley::ledger::start();
            }
            let start = Instant::now();
            (contender.batch)();
            contender.times.push(start.elapsed().as_nanos() as f64 / f64::from(TRIPS));
            berkeley::ledger::stop();
        }
        rounds += 1;
    }

    println!("\n{what}, {rounds} rounds of {TRIPS} trips\n");
    println!("  {:<12} {:<12} {:>8}  {:>7}", "library", "calls", "trip", "to libc");
    for Contender { library, calls, times, .. } in &contenders {
        let libc = contenders.iter().find(|libc| libc.calls == *calls).expect("the first");
        let trip = median(times.iter().copied());
        let ratio = median(times.iter().zip(&libc.times).map(|(time, libc)| time / libc));
        println!("  {library:<12} {calls:<12} {trip:>5.0} ns  {ratio:>7.3}");
    }
    for with in contenders.iter().filter(|contender| contender.ledger) {
        let is_without =
            |other: &&Contender| other.library == "berkeley" && other.calls == with.calls;
        let without = contenders.iter().find(is_without).expect("this crate");
        let ratio =
            median(with.times.iter().zip(&without.times).map(|(with, without)| with / without));
        println!("  the ledger, to this crate without: {:<12}  {ratio:>7.3}", with.calls);
    }
}

fn median(of: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = of.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
