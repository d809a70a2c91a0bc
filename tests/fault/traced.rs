//! What the trace says of faults, against what strace says of its own; and what strace sees of the
//! calls that meet them.

use super::support::lines::Lines;
use super::support::strace::{self, Call, Log, normal};
use super::support::{Dir, Process};
use super::{alone, answer, is_alone};
use berkeley::errno::*;
use berkeley::netinet::in_::*;
use berkeley::sys::uio::*;
use berkeley::unistd::*;
use berkeley::{fault, trace};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// The calls of the network, among those that strace saw.
fn of_the_network(calls: Vec<Call>) -> Vec<Call> {
    let names = [
        "socket",
        "socketpair",
        "bind",
        "listen",
        "connect",
        "accept",
        "accept4",
        "shutdown",
        "sendto",
        "recvfrom",
        "sendmsg",
        "recvmsg",
        "read",
        "write",
        "readv",
    ];
    // std's own writing to standard output.
    let is_stds = |call: &Call| call.name == "write" && call.args.starts_with("1,");
    let of_it = |call: &Call| names.contains(&&*call.name) && !is_stds(call);
    calls.into_iter().filter(of_it).collect()
}

/// Runs this program's one test alone under strace, with these options and this environment.
fn under_strace(test: &str, options: &[&str], environment: &[(&str, &Path)]) -> Vec<Call> {
    let log = Log::new();
    let mut command = log.command(&std::env::current_exe().unwrap(), options);
    let of_this: Command = alone(test);
    command.args(of_this.get_args()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (key, value) in of_this.get_envs() {
        match value {
            Some(value) => command.env(key, value),
            None => command.env_remove(key),
        };
    }
    command.envs(environment.iter().copied());
    let output = Process::start(&mut command).finish();
    assert!(output.status.success(), "{output:?}");
    of_the_network(log.calls_from("socketpair"))
}

/// Calls each of which strace can inject something into.
fn conversation() {
    let sv = &mut [0; 2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
    let (addr, mut len) = (&mut sockaddr_in::zeroed(), 16);
    let server = socket(PF_INET, SOCK_STREAM, 0);
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(server, addr, 16);
    getsockname(server, addr, &mut len);
    listen(server, 5);
    let client = socket(PF_INET, SOCK_STREAM, 0);
    connect(client, addr, 16);
    accept(server, addr, &mut len);
    let other = accept(server, NULL, NULL);
    send(client, "hello", 5, 0);
    let buf = &mut [0u8; 3];
    recv(other, buf, 3, 0);
    recv(other, buf, 3, 0);
    recv(other, buf, 3, 0);
    let iov = [iovec::from("message")];
    let mut msg = msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
    sendmsg(sv[0], &msg, 0);
    shutdown(client, SHUT_WR);
    shutdown(client, SHUT_WR);
}

/// The same faults, injected by strace and by rules: the same text, line by line.
#[test]
fn strace_injects_the_same() {
    let name = "traced::strace_injects_the_same";
    if is_alone() {
        conversation();
        answer("done");
    }
    if !strace::is_here() || !strace::is_6_1() {
        return;
    }
    let theirs = under_strace(
        name,
        &[
            "-e",
            "inject=accept:error=ECONNABORTED:when=1",
            "-e",
            "inject=sendto:delay_enter=1000",
            "-e",
            "inject=recvfrom:error=EINTR:when=2",
            "-e",
            "inject=sendmsg:error=ENOBUFS:delay_enter=1000",
            "-e",
            "inject=shutdown:error=ENOTCONN:when=2+",
        ],
        &[],
    );
    let (dir, rules) = (
        Dir::new(),
        "accept:errno=ECONNABORTED:nth=1;send:delay=1ms;\
         recv:errno=EINTR:nth=2;sendmsg:errno=ENOBUFS:delay=1ms;shutdown:errno=ENOTCONN:from=2",
    );
    let file = dir.path().join("trace");
    let output =
        alone(name).env("BERKELEY_FAULT", rules).env("BERKELEY_TRACE", &file).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let ours = fs::read_to_string(&file).unwrap();
    let ours = of_the_network(ours.lines().filter_map(Call::parse).collect());

    let lines = |calls: &[Call]| -> Vec<String> {
        let mut ports = Vec::new();
        calls.iter().map(|call| normal(&call.line, &mut ports)).collect()
    };
    assert_eq!(lines(&ours), lines(&theirs));
    let marked = |mark: &str| theirs.iter().filter(|call| call.line.ends_with(mark)).count();
    assert_eq!((marked("(INJECTED)"), marked("(DELAYED)")), (3, 2), "{theirs:#?}");
    println!("{} lines", theirs.len());
}

/// What the kernel is asked, and what it is not.
#[test]
fn the_kernel_is_asked_no_more() {
    let name = "traced::the_kernel_is_asked_no_more";
    if is_alone() {
        let sv = &mut [0; 2];
        socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
        let _guard = fault::thread(
            "send:short=2:nth=1;send:errno=EINTR:nth=2;recv:eof:nth=1;recv:short=1:nth=2;\
             readv:short=2;accept|connect|listen|bind:errno=EIO;write:reset",
        )
        .unwrap();
        let buf = &mut [0u8; 8];
        assert_eq!(send(sv[0], "hello", 5, 0), 2);
        assert_eq!(send(sv[0], "hello", 5, 0), -1);
        assert_eq!(send(sv[0], "hello", 5, 0), 5);
        assert_eq!(recv(sv[1], buf, 8, 0), 0);
        assert_eq!(recv(sv[1], buf, 8, 0), 1);
        let cells = [const { std::cell::Cell::new(0u8) }; 3];
        let iov = [iovec::from(&cells[0]), iovec::from(&cells[1]), iovec::from(&cells[2])];
        assert_eq!(readv(sv[1], &iov, 3), 2);
        assert_eq!((accept(sv[0], NULL, NULL), errno()), (-1, EIO));
        assert_eq!((listen(sv[0], 5), bind(sv[0], &sockaddr_in::zeroed(), 16)), (-1, -1));
        assert_eq!(connect(sv[0], &sockaddr_in::zeroed(), 16), -1);
        assert_eq!((write(sv[0], "x", 1), write(sv[0], "x", 1)), (-1, -1));
        assert_eq!(recv(sv[0], buf, 8, 0), 0);
        assert_eq!(recv(sv[1], buf, 8, 0), 4);
        answer("done");
    }
    if !strace::is_here() {
        return;
    }
    let seen = under_strace(name, &[], &[]);
    let seen: Vec<&str> = seen.iter().map(|call| &*call.line).collect();
    let fds = seen[0].split_once('[').unwrap().1.split_once(']').unwrap().0;
    let (a, b) = fds.split_once(", ").unwrap();
    let column = |call: String, result: &str| format!("{call:<39} = {result}");
    let expected = [
        seen[0].to_string(),
        column(format!("sendto({a}, \"he\", 2, 0, NULL, 0)"), "2"),
        column(format!("sendto({a}, \"hello\", 5, 0, NULL, 0)"), "5"),
        column(format!("recvfrom({b}, \"h\", 1, 0, NULL, NULL)"), "1"),
        column(
            format!(
                "readv({b}, [{{iov_base=\"e\", iov_len=1}}, {{iov_base=\"h\", iov_len=1}}, \
                 {{iov_base=\"\", iov_len=0}}], 3)"
            ),
            "2",
        ),
        column(format!("recvfrom({b}, \"ello\", 8, 0, NULL, NULL)"), "4"),
    ];
    assert_eq!(seen, expected);
}

/// What the trace shows of calls that come short: the arguments are the program's.
#[test]
fn lines_show_what_the_program_asked() {
    let name = "traced::lines_show_what_the_program_asked";
    if !is_alone() {
        let output = alone(name).output().unwrap();
        assert_eq!(super::answer_of(&output), "fine", "{output:?}");
        return;
    }
    let lines = Lines::default();
    let sv = &mut [0; 2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
    let _guard = fault::thread(
        "write|read|recvfrom|sendmsg:short=2;recvfrom:eof:nth=2;read:delay=1us;getpeername:delay=1us:errno=EIO",
    )
    .unwrap();
    trace::start(lines.clone());
    write(sv[0], "hello", 5);
    write(sv[0], "llo", 2);
    read(sv[1], &mut [0u8; 5], 5);
    let (addr, mut len) = (&mut sockaddr_in::zeroed(), 16);
    recvfrom(sv[1], &mut [0u8; 5], 5, 0, addr, &mut len);
    let iov = [iovec::from("a"), iovec::from("bcd")];
    let mut msg = msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 2);
    sendmsg(sv[0], &msg, 0);
    getpeername(sv[0], addr, &mut len);
    recvfrom(sv[1], &mut [0u8; 5], 5, 0, addr, &mut len);
    recvfrom(sv[1], &mut [0u8; 5], 5, MSG_DONTWAIT, NULL, NULL);
    read(-1, &mut [0u8; 5], 5);
    trace::stop();
    let text = lines.text();
    // A pointer is as long as it happens to be, and so is what fills the column behind it.
    let text = normal(&text, &mut Vec::new());
    let squeeze = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: Vec<String> = text.lines().map(squeeze).collect();
    let column = |call: String, result: &str| format!("{call} = {result}");
    let [a, b] = *sv;
    let expected = [
        column(format!("write({a}, \"hello\", 5)"), "2 (INJECTED)"),
        column(format!("write({a}, \"ll\", 2)"), "2"),
        column(format!("read({b}, \"he\", 5)"), "2 (INJECTED) (DELAYED)"),
        column(format!("recvfrom({b}, \"ll\", 5, 0, 0x…, [16 => 0])"), "2 (INJECTED)"),
        column(
            format!(
                "sendmsg({a}, {{msg_name=NULL, msg_namelen=0, msg_iov=[{{iov_base=\"a\", iov_len=1}}, \
                 {{iov_base=\"bcd\", iov_len=3}}], msg_iovlen=2, msg_controllen=0, msg_flags=0}}, 0)"
            ),
            "2 (INJECTED)",
        ),
        column(
            format!("getpeername({a}, 0x…, [0])"),
            "-1 EIO (Input/output error) (INJECTED) (DELAYED)",
        ),
        // The end, which is in the second rule, comes after what is short, which is in the first.
        column(format!("recvfrom({b}, \"ab\", 5, 0, 0x…, [0])"), "2 (INJECTED)"),
        // It was made with 2, and failed by itself.
        column(
            format!("recvfrom({b}, 0x…, 5, MSG_DONTWAIT, NULL, NULL)"),
            "-1 EAGAIN (Resource temporarily unavailable)",
        ),
        column("read(-1, 0x…, 5)".to_string(), "-1 EBADF (Bad file descriptor)"),
    ];
    assert_eq!(text, expected);
    answer("fine");
}

/// A trace's sink that makes calls itself meets nothing.
#[test]
fn the_sink_meets_nothing() {
    struct Sink(i32);
    impl Write for Sink {
        fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
            match berkeley::unistd::write(self.0, line, line.len()) {
                -1 => Err(std::io::Error::last_os_error()),
                n => Ok(n as usize),
            }
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let name = "traced::the_sink_meets_nothing";
    if !is_alone() {
        let output = alone(name).env("BERKELEY_FAULT", "write:errno=EIO").output().unwrap();
        assert_eq!(super::answer_of(&output), "fine", "{output:?}");
        return;
    }
    let fds = &mut [0; 2];
    pipe2(fds, libc::O_NONBLOCK);
    trace::start(Sink(fds[1]));
    assert_eq!((write(1, "x", 0), errno()), (-1, EIO));
    trace::stop();
    let buf = &mut [0u8; 200];
    let n = read(fds[0], buf, 200);
    let line = String::from_utf8_lossy(&buf[..n as usize]).to_string();
    assert!(line.ends_with("= -1 EIO (Input/output error) (INJECTED)\n"), "{line}");
    answer("fine");
}
