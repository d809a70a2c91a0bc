//! The examples that live on signals. The test is the other side of each program. It goes on when the
//! program sleeps in the call in which the signal is to find it, so nothing depends on how long anything
//! takes. And the trace of each is what strace prints of it.

use crate::run::{
    Outcome, Pair, Run, Under, children, compare, connect, datagrams, echo, prints_usage, state,
    tells_calls, uninterrupted,
};
use crate::support::numbers;
use crate::support::strace;
use crate::support::traced::Compared;
use crate::support::{example, poll, say};
use nix::libc;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs;
use std::io::{ErrorKind, Read};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::thread;
use std::time::Instant;

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] =
    &["alarm_client", "fork_server", "stop_server", "ticker", "urgent_client", "urgent_server"];

#[test]
fn fork_server() {
    compare("fork_server", |program, under| {
        let server = Run::start(program, &["0", "2"], under);
        let mut first = server.connect();
        echo(&mut first, b"first");
        server.sleeps_in(numbers::SYS_accept);
        // The child ends while its parent waits for the next connection.
        let child = children(server.pid)[0];
        drop(first);
        poll("a zombie", || state(child).is_none().then_some(()));
        server.sleeps_in(numbers::SYS_accept);
        let mut second = server.connect();
        echo(&mut second, b"second");
        server.sleeps_in(libc::SYS_wait4);
        drop(second);
        let outcome = server.finish("rt_sigaction(SIGCHLD");
        assert_eq!(outcome.status, Some(0));
        assert_eq!(outcome.calls.len(), if under == Under::Nobody { 0 } else { 3 });
        outcome
    });
}

#[test]
fn alarm_client() {
    compare("alarm_client", |program, under| {
        let (socket, port) = datagrams();
        let client = Run::start(program, &["127.0.0.1", &port], under);
        let question = &mut [0; 100];
        uninterrupted(|| socket.recv_from(question));
        let (n, address) = uninterrupted(|| socket.recv_from(question));
        assert_eq!(&question[..n], b"Anybody there?\0");
        socket.send_to(b"I am", address).unwrap();
        let outcome = client.finish("rt_sigaction(SIGALRM");
        assert_eq!(outcome.said, "no answer to question 1\nanswer: I am\n");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

#[test]
fn alarm_client_gives_up() {
    compare("alarm_client", |program, under| {
        let (_socket, port) = datagrams();
        let outcome =
            Run::start(program, &["127.0.0.1", &port], under).finish("rt_sigaction(SIGALRM");
        assert!(outcome.said.ends_with("no answer to question 3\ngiving up\n"), "{outcome:?}");
        assert_eq!(outcome.status, Some(1));
        outcome
    });
}

#[test]
fn ticker() {
    /// Answers each tick. None if the machine was so slow that there were more ticks than answers.
    fn run(program: &Path, under: Under) -> Option<Outcome> {
        let (socket, port) = datagrams();
        let ticker = Run::start(program, &["127.0.0.1", &port, "3"], under);
        let message = &mut [0; 100];
        for tick in 1..=3 {
            let (n, address) = uninterrupted(|| socket.recv_from(message));
            assert_eq!(message[..n], *format!("tick {tick}").as_bytes());
            ticker.sleeps_in(numbers::SYS_recvmsg);
            socket.send_to(&message[..n], address).unwrap();
        }
        let outcome = ticker.finish("socket(");
        assert_eq!(outcome.said, "tick 1\ntick 2\ntick 3\n");
        assert_eq!(outcome.status, Some(0));
        socket.set_nonblocking(true).unwrap();
        let more = socket.recv_from(message).map_err(|error| error.kind());
        if more != Err(ErrorKind::WouldBlock) {
            return None;
        }
        // Each signal found it asleep.
        let mut lines = outcome.calls.iter().flatten().zip(outcome.calls.iter().flatten().skip(1));
        let asleep = |(before, line): (&String, &String)| {
            !line.starts_with("--- SIGALRM") || before.starts_with("recvmsg(")
        };
        lines.all(asleep).then_some(outcome)
    }
    compare("ticker", |program, under| {
        (0..20).find_map(|_| run(program, under)).expect("a run without a superfluous tick")
    });
}

#[test]
fn stop_server() {
    compare("stop_server", |program, under| {
        let server = Run::start(program, &["0"], under);
        let mut hello = String::new();
        server.connect().read_to_string(&mut hello).unwrap();
        assert_eq!(hello, "Hello, Client!\0");
        server.sleeps_in(numbers::SYS_accept);
        kill(Pid::from_raw(server.pid as i32), Signal::SIGINT).unwrap();
        let outcome = server.finish("socket(");
        assert_eq!(outcome.said, "stopped: 1 served\n");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

/// What the urgent server says of what the urgent client sends.
pub(crate) const URGENT: [&str; 5] =
    ["read: 123", "urgent: 4", "read: 56", "urgent: 7", "read: 89"];

#[test]
fn urgent_server() {
    compare("urgent_server", |program, under| {
        let mut server = Run::start(program, &["0"], under);
        let client = server.connect();
        for line in URGENT {
            server.sleeps_in(libc::SYS_read);
            let (kind, bytes) = line.split_once(": ").unwrap();
            let flags = if kind == "urgent" { libc::MSG_OOB } else { 0 };
            send(&client, bytes, flags);
            server.says(line);
        }
        server.sleeps_in(libc::SYS_read);
        client.shutdown(Shutdown::Both).unwrap();
        let outcome = server.finish("socket(");
        assert_eq!(outcome.said, URGENT.join("\n") + "\n");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

/// std has no urgent bytes.
pub(crate) fn send(stream: &TcpStream, bytes: &str, flags: i32) {
    let n = socket2::SockRef::from(stream).send_with_flags(bytes.as_bytes(), flags).unwrap();
    assert_eq!(n, bytes.len());
}

#[test]
fn urgent_client() {
    compare("urgent_client", |program, under| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        let client = Run::start(program, &["127.0.0.1", &port], under);
        let mut ordinary = String::new();
        listener.accept().unwrap().0.read_to_string(&mut ordinary).unwrap();
        assert_eq!(ordinary, "1235689");
        let outcome = client.finish("socket(");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

#[test]
fn any_urgent_server_serves_any_urgent_client() {
    serves_any_urgent_client("urgent_server");
}

pub(crate) fn serves_any_urgent_client(server: &str) {
    let (Some(servers), Some(clients)) = (Pair::new(server), Pair::new("urgent_client")) else {
        return;
    };
    // The client's pauses are long, but on a machine that is busy they may be too short: bytes that
    // come together are read together, and of two urgent ones the first is lost, in C too.
    let meets = |server: &Path, client: &Path| {
        let server = Run::start(server, &["0"], Under::Nobody);
        let port = server.port().to_string();
        let client = Run::start(client, &["127.0.0.1", &port], Under::Nobody).finish("");
        assert_eq!((client.status, &*client.said), (Some(0), ""));
        let server = server.finish("");
        assert_eq!(server.status, Some(0));
        server.said == URGENT.join("\n") + "\n"
    };
    thread::scope(|scope| {
        for server in servers.both() {
            for client in clients.both() {
                scope.spawn(move || assert!((0..10).any(|_| meets(server, client))));
            }
        }
    });
}

/// Here children end whenever they do, so `SIGCHLD` finds the parent anywhere.
#[test]
fn the_trace_of_signals_that_come_at_any_time() {
    if !(tells_calls() && strace::is_here()) {
        return;
    }
    let server = Run::start(&example("fork_server"), &["0", "40"], Under::StraceAndTrace);
    let port = server.port();
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            scope.spawn(move || {
                for connection in 0..40 / CLIENTS {
                    echo(&mut connect(port), format!("{client} {connection}").as_bytes());
                }
            });
        }
    });
    let outcome = server.finish("socket(");
    assert_eq!((outcome.status, outcome.calls.len()), (Some(0), 41));
    let Compared { lines, late } = outcome.compared;
    assert!(lines > 40 * 9, "{lines} lines");
    say(&format!("at any time: {lines} lines of the trace are strace's, {late} behind their call"));
}

const CLIENTS: usize = 4;
const CONNECTIONS: usize = 5000;

#[test]
fn a_server_that_forks_serves_5000() {
    if !tells_calls() {
        return;
    }
    let server = Run::start(&example("fork_server"), &["0", "5001"], Under::Nobody);
    let port = server.port();
    server.sleeps_in(numbers::SYS_accept);
    let descriptors = || {
        let all = fs::read_dir(format!("/proc/{}/fd", server.pid)).unwrap();
        let mut all: Vec<_> = all.map(|fd| fs::read_link(fd.unwrap().path()).unwrap()).collect();
        all.sort();
        all
    };
    let before = descriptors();
    let start = Instant::now();
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            scope.spawn(move || {
                for connection in 0..CONNECTIONS / CLIENTS {
                    echo(&mut connect(port), format!("{client} {connection}").as_bytes());
                }
            });
        }
    });
    let took = start.elapsed();
    poll("children that nobody waits for", || children(server.pid).is_empty().then_some(()));
    server.sleeps_in(numbers::SYS_accept);
    assert_eq!(descriptors(), before);
    say(&format!("{CONNECTIONS} connections, a process each: {took:.1?}"));
    echo(&mut server.connect(), b"the last one");
    assert_eq!(server.finish("").status, Some(0));
}

#[test]
fn wrong_arguments() {
    for server in ["stop_server", "urgent_server"] {
        prints_usage(server, &[&[], &["no port"], &["65536"], &["1", "2"]]);
    }
    prints_usage("fork_server", &[&[], &["no port"], &["1", "2", "3"]]);
    for client in ["alarm_client", "urgent_client"] {
        prints_usage(client, &[&[], &["127.0.0.1"], &["1", "127.0.0.1"], &["127.0.0.1", "1", "2"]]);
    }
    prints_usage("ticker", &[&[], &["127.0.0.1"], &["127.0.0.1", "1", "2", "3"]]);
}
