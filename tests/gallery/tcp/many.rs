//! What becomes of an echo server when its clients are many, slow, or gone.

use super::echo::{SERVERS, of_threads};
use super::{alike, limited, narrow, normal, vanish};
use crate::run::{Run, Start, Under, compare, compare_calls, connect, echo, has};
use crate::still::while_it_stands_still;
use crate::support::numbers;
use crate::support::{poll, skip};
use nix::libc;
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::Command;
use std::thread;

/// Those that serve all their clients in one thread.
const IN_ONE_THREAD: &[(&str, libc::c_long)] = SERVERS.split_at(2).1;

/// All that serve several clients at once.
const AT_ONCE: &[(&str, libc::c_long)] = SERVERS.split_at(1).1;

/// Ends a connection in order, and waits until the server has too.
fn hangs_up(mut stream: TcpStream) {
    stream.shutdown(Shutdown::Write).unwrap();
    // Unlike `read`, this goes on after a signal, which a socket with a timeout does not by itself.
    assert_eq!(stream.read_to_end(&mut Vec::new()).unwrap(), 0);
}

#[test]
fn several_clients_in_turn() {
    for (server, waits) in AT_ONCE {
        compare(server, |program, under| {
            let server = Run::start(program, &["0", "3"], under);
            let asleep = || server.sleeps_in(*waits);
            let mut clients = [(); 2].map(|()| {
                asleep();
                let mut client = server.connect();
                echo(&mut client, b"first words");
                client
            });
            for words in [b"second words", b"third words "] {
                for client in &mut clients {
                    asleep();
                    echo(client, words);
                }
            }
            let [first, second] = clients;
            asleep();
            // It takes a number that is free again.
            hangs_up(first);
            asleep();
            let mut third = server.connect();
            echo(&mut third, b"words");
            // Nobody else accepts: threads wait for each other now.
            if *waits != numbers::SYS_accept {
                asleep();
            }
            hangs_up(second);
            if *waits != numbers::SYS_accept {
                asleep();
            }
            hangs_up(third);
            let outcome = server.finish("socket(");
            assert_eq!((outcome.status, &*outcome.said), (Some(0), ""));
            of_threads(outcome)
        });
    }
}

#[test]
fn a_client_that_vanishes() {
    for (server, waits) in SERVERS {
        compare(server, |program, under| {
            let server = Run::start(program, &["0", "2"], under);
            let mut first = server.connect();
            echo(&mut first, b"words");
            let reads = program.ends_with("echo_server");
            server.sleeps_in(if reads { libc::SYS_read } else { waits });
            vanish(first);
            server.sleeps_in(waits);
            let mut second = server.connect();
            echo(&mut second, b"words");
            if waits != numbers::SYS_accept {
                server.sleeps_in(waits);
            }
            hangs_up(second);
            let outcome = normal(server.fail("socket("), program);
            assert_eq!(outcome.status, Some(0));
            assert_eq!(outcome.complained, "read: Connection reset by peer\n");
            of_threads(outcome)
        });
    }
}

/// Sends until nobody takes any more: the server waits for this client to read.
fn fill(server: &Run, waits: libc::c_long, stream: &mut TcpStream) -> Vec<u8> {
    let mut sent = Vec::new();
    stream.set_nonblocking(true).unwrap();
    loop {
        let before = sent.len();
        loop {
            let next: Vec<u8> = (0..1000).map(|at| ((sent.len() + at) % 251) as u8).collect();
            match stream.write(&next) {
                Ok(n) => sent.extend(&next[..n]),
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::WouldBlock);
                    break;
                }
            }
        }
        server.sleeps_in(waits);
        if sent.len() == before {
            stream.set_nonblocking(false).unwrap();
            return sent;
        }
    }
}

#[test]
fn a_slow_reader_stops_nobody_and_gets_all() {
    for (server, waits) in IN_ONE_THREAD {
        alike(server, |program| {
            let server = Run::start(program, &["0", "2"], Under::Nobody);
            let mut slow = narrow(server.port());
            let sent = fill(&server, *waits, &mut slow);
            let mut other = server.connect();
            echo(&mut other, b"Does it still answer?");
            hangs_up(other);
            // And it ends only its own half.
            let mut got = Vec::new();
            thread::scope(|scope| {
                let reader = scope.spawn(|| (&slow).read_to_end(&mut got).unwrap());
                (&slow).write_all(b"the end").unwrap();
                slow.shutdown(Shutdown::Write).unwrap();
                reader.join().unwrap();
            });
            assert!(got == [&sent, &b"the end"[..]].concat(), "{} of {}", got.len(), sent.len());
            let outcome = server.finish("");
            assert_eq!((outcome.status, &*outcome.said), (Some(0), ""));
            outcome
        });
    }
}

#[test]
fn a_slow_reader_that_vanishes() {
    for (server, waits) in IN_ONE_THREAD {
        alike(server, |program| {
            let server = Run::start(program, &["0", "2"], Under::Nobody);
            let mut slow = narrow(server.port());
            fill(&server, *waits, &mut slow);
            vanish(slow);
            let mut other = server.connect();
            echo(&mut other, b"Does it still answer?");
            hangs_up(other);
            let outcome = server.fail("");
            assert_eq!(outcome.complained, "write: Connection reset by peer\n");
            assert_eq!(outcome.status, Some(0));
            outcome
        });
    }
}

/// What the server sends back to this one finds nobody: that this is not the end of the server, and of
/// all its clients, it has to see to.
#[test]
fn a_client_that_does_not_wait_for_its_echo() {
    for (server, waits) in SERVERS {
        alike(server, |program| {
            let server = Run::start(program, &["0", "2"], Under::Nobody);
            let mut client = server.connect();
            let reads = program.ends_with("echo_server");
            let asleep = if reads { libc::SYS_read } else { waits };
            while_it_stands_still(&server, asleep, || {
                // In several pieces for the server, and less than it takes without reading: so it has the
                // end, too.
                client.write_all(&[b'x'; 20_000]).unwrap();
                drop(client);
                poll("the end", || has_closed(server.port()).then_some(()));
            });
            let mut other = server.connect();
            echo(&mut other, b"Does it still answer?");
            hangs_up(other);
            let outcome = normal(server.fail(""), program);
            assert_eq!(outcome.complained, "write: Broken pipe\n");
            assert_eq!(outcome.status, Some(0));
            outcome
        });
    }
}

/// Whether a client of a server has ended its half of the connection.
fn has_closed(port: u16) -> bool {
    let table = fs::read_to_string("/proc/net/tcp").unwrap();
    table.lines().skip(1).any(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        // The local address, the remote one, and the state: 08 is CLOSE_WAIT.
        fields[1].ends_with(&format!(":{port:04X}")) && fields[3] == "08"
    })
}

/// How many descriptors a server has for one client: the standard three, the one that listens, epoll's,
/// and the client's.
fn descriptors_for_one(server: &str) -> u32 {
    if server.contains("epoll") { 6 } else { 5 }
}

#[test]
fn with_no_descriptor_left_a_client_waits() {
    for (server, waits) in IN_ONE_THREAD {
        compare_calls(server, |program, under| {
            let limit = descriptors_for_one(server);
            let run = limited(program, &["0", "2"], limit, under);
            let mut first = run.connect();
            echo(&mut first, b"words");
            run.sleeps_in(*waits);
            let sleeps = sleeps(run.pid);
            let mut second = run.connect();
            poll("noticed", || (self::sleeps(run.pid) > sleeps).then_some(()));
            run.sleeps_in(*waits);
            hangs_up(first);
            echo(&mut second, b"words");
            run.sleeps_in(*waits);
            hangs_up(second);
            let outcome = run.fail("socket(");
            let call = if server.contains("epoll") { "accept4" } else { "accept" };
            // At the edge one asks until there is no more, and learns of it without a client that waits.
            let times = if server.contains("edge") { 2 } else { 1 };
            assert_eq!(outcome.complained, format!("{call}: Too many open files\n").repeat(times));
            assert_eq!(outcome.status, Some(0));
            outcome
        });
    }
    alike("echo_thread_server", |program| {
        let server =
            limited(program, &["0", "2"], descriptors_for_one("echo_thread_server"), Under::Nobody);
        let mut first = server.connect();
        echo(&mut first, b"words");
        let mut second = server.connect();
        server.sleeps_in(libc::SYS_clock_nanosleep);
        hangs_up(first);
        echo(&mut second, b"words");
        hangs_up(second);
        let outcome = server.finish("");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

/// How often a process went to sleep.
fn sleeps(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
    line.unwrap().trim().parse().unwrap()
}

/// What a server tells one that it has no room for.
fn refusal(port: u16) -> String {
    let mut answer = String::new();
    connect(port).read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_number_too_large_for_select() {
    if !has("bash") {
        return;
    }
    // Those below are taken: the server listens at the last but one that is in a set.
    const SCRIPT: &str = "ulimit -n 1100 && for ((n = 3; n < 1022; n++)); do \
        eval \"exec $n</dev/null\"; done && exec \"$@\"";
    let args = ["-c", SCRIPT, "bash", "true"];
    if !Command::new("bash").args(args).status().unwrap().success() {
        skip("no 1100 descriptors");
        return;
    }
    compare_calls("echo_select_server", |program, under| {
        let args = ["-c", SCRIPT, "bash", program.to_str().unwrap(), "0", "2"];
        let server = Start::new(Path::new("bash"), &args, under).run();
        let asleep = || server.sleeps_in(libc::SYS_pselect6);
        let mut first = server.connect();
        echo(&mut first, b"words");
        asleep();
        assert_eq!(refusal(server.port()), "Too many clients, try again later.\r\n");
        asleep();
        echo(&mut first, b"words");
        asleep();
        hangs_up(first);
        asleep();
        let mut second = server.connect();
        echo(&mut second, b"words");
        asleep();
        hangs_up(second);
        let outcome = server.finish("socket(");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

#[test]
fn more_clients_than_poll_has_room_for() {
    alike("echo_poll_server", |program| {
        let server = Run::start(program, &["0", "501"], Under::Nobody);
        let port = server.port();
        let mut clients: Vec<TcpStream> = (0..500).map(|_| connect(port)).collect();
        clients.iter_mut().for_each(|client| echo(client, b"words"));
        assert_eq!(refusal(port), "Too many clients, try again later.\r\n");
        hangs_up(clients.swap_remove(100));
        let mut last = connect(port);
        echo(&mut last, b"words");
        clients.push(last);
        // In another order than they came.
        clients.sort_by_key(|client| client.local_addr().unwrap().port() % 7);
        clients.iter_mut().for_each(|client| echo(client, b"words"));
        clients.into_iter().for_each(hangs_up);
        let outcome = server.finish("");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}
