//! The echo servers and the echo clients, each with each, and with those of others.

use super::{answer_of, normal, refusing};
use crate::run::{
    BOUND, Outcome, Pair, Run, Start, Under, compare, compare_calls, complains, has, listener,
    pairings, prints_usage, state,
};
use crate::support::numbers;
use crate::support::{Dir, Process, listening_port, poll};
use nix::libc;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The servers, and the call in which each waits for its next client.
pub(super) const SERVERS: [(&str, libc::c_long); 6] = [
    ("echo_server", numbers::SYS_accept),
    ("echo_thread_server", numbers::SYS_accept),
    ("echo_select_server", libc::SYS_pselect6),
    ("echo_poll_server", numbers::SYS_poll),
    ("echo_epoll_server", numbers::SYS_epoll_wait),
    ("echo_epoll_edge_server", numbers::SYS_epoll_wait),
];

const CLIENTS: [&str; 2] = ["echo_client", "echo_select_client"];

/// A client sends some lines, one after the other.
fn meet(server: &Path, waits: libc::c_long, client: &Path, under: Under) -> [Outcome; 2] {
    let programs = [server, client];
    let server = Run::start(server, &["0", "1"], under);
    let args = ["127.0.0.1", &server.port().to_string()];
    let mut client = Start::new(client, &args, under).with_input().run();
    let long = "long ".repeat(100);
    for line in ["one", "two, with blanks and Grüße", &long] {
        client.types(&format!("{line}\n"));
        client.says(&format!("{line}\r\n"));
        // One that is edge triggered looks for more before it waits.
        if waits == numbers::SYS_epoll_wait {
            server.sleeps_in(waits);
        }
    }
    let client = client.finish("socket(");
    assert_eq!(client.said, format!("one\ntwo, with blanks and Grüße\n{long}\n"));
    assert_eq!(client.status, Some(0));
    [of_threads(normal(server.finish("socket("), programs[0])), of_stdio(client)]
}

/// stdio of C and of Rust ask for different amounts.
fn of_stdio(mut outcome: Outcome) -> Outcome {
    for line in outcome.calls.iter_mut().flatten() {
        if line.starts_with("read(0, ") {
            *line = line.replacen(", 8192)", ", 4096)", 1);
        }
    }
    outcome
}

/// Threads end as their language and libc have it: behind the end of the connection.
pub(super) fn of_threads(mut outcome: Outcome) -> Outcome {
    for calls in outcome.calls.iter_mut().skip(1) {
        let end = calls.iter().rposition(|line| line.starts_with("close(")).unwrap();
        calls.truncate(end + 1);
    }
    outcome
}

#[test]
fn any_echo_server_serves_any_client() {
    for (server, waits) in SERVERS {
        pairings(server, "echo_client", |server, client, under| meet(server, waits, client, under));
    }
}

#[test]
fn any_echo_server_serves_any_select_client() {
    for (server, waits) in SERVERS {
        pairings(server, "echo_select_client", |server, client, under| {
            meet(server, waits, client, under)
        });
    }
}

/// Accepts a client, and sends back what comes, byte by byte. The client sleeps before each.
fn answers_in_pieces(client: &Run, stream: &mut TcpStream, line: &[u8], asleep: libc::c_long) {
    let mut got = vec![0; line.len()];
    stream.read_exact(&mut got).unwrap();
    assert_eq!(got, line);
    stream.set_nodelay(true).unwrap();
    for byte in &got {
        client.sleeps_in(asleep);
        stream.write_all(&[*byte]).unwrap();
    }
}

#[test]
fn a_line_that_comes_back_in_pieces() {
    for (client, asleep) in CLIENTS.iter().zip([libc::SYS_read, libc::SYS_pselect6]) {
        compare(client, |program, under| {
            let (listener, port) = listener();
            let mut client = Start::new(program, &["127.0.0.1", &port], under).with_input().run();
            let mut stream = listener.accept().unwrap().0;
            stream.set_read_timeout(Some(BOUND)).unwrap();
            client.types("Hello\n");
            answers_in_pieces(&client, &mut stream, b"Hello\n", asleep);
            client.says("Hello\r\n");
            client.types_no_more();
            assert_eq!(stream.read_to_end(&mut Vec::new()).unwrap(), 0);
            drop(stream);
            let outcome = client.finish("socket(");
            assert_eq!((outcome.status, &*outcome.said), (Some(0), "Hello\n"));
            of_stdio(outcome)
        });
    }
}

#[test]
fn a_server_that_hangs_up() {
    for (client, asleep) in CLIENTS.iter().zip([libc::SYS_read, libc::SYS_pselect6]) {
        compare_calls(client, |program, under| {
            let (listener, port) = listener();
            let mut client = Start::new(program, &["127.0.0.1", &port], under).with_input().run();
            let mut stream = listener.accept().unwrap().0;
            client.types("Hello\n");
            stream.read_exact(&mut [0; 6]).unwrap();
            client.sleeps_in(asleep);
            drop(stream);
            // Its input has not ended.
            poll("its end", || state(client.pid).is_none_or(|(now, _)| now == 'Z').then_some(()));
            let outcome = normal(client.fail("socket("), program);
            assert_eq!((outcome.status, &*outcome.said), (Some(1), ""));
            assert_eq!(outcome.complained, "program: the server hung up\n");
            of_stdio(outcome)
        });
    }
}

/// More than all buffers on the way hold.
fn batch(dir: &Dir) -> PathBuf {
    let file = dir.path().join("batch");
    let line = |line: u32| format!("line {line} of the batch {}\n", "x".repeat(2000));
    let lines: String = (0..5000).map(line).collect();
    fs::write(&file, lines + &"y".repeat(100_000) + "\nwithout an end").unwrap();
    file
}

#[test]
fn a_batch_comes_back_whole() {
    let clients = CLIENTS.map(Pair::new);
    let dir = Dir::new();
    let batch = batch(&dir);
    for (server, _) in SERVERS {
        let Some(servers) = Pair::new(server) else { return };
        for server in servers.both() {
            let run = Run::start(server, &["0", "4"], Under::Nobody);
            let port = run.port().to_string();
            for client in clients.iter().flatten().flat_map(Pair::both) {
                let answer = answer_of(client.to_str().unwrap(), &["127.0.0.1", &port], &batch);
                assert!(answer == fs::read(&batch).unwrap(), "{client:?} with {server:?}");
            }
            assert_eq!(run.finish("").status, Some(0));
        }
    }
}

#[test]
fn socat_and_nc_are_clients() {
    if !(has("socat") && has("nc")) {
        return;
    }
    let dir = Dir::new();
    let batch = batch(&dir);
    for (server, _) in SERVERS {
        let Some(servers) = Pair::new(server) else { return };
        for server in servers.both() {
            let run = Run::start(server, &["0", "2"], Under::Nobody);
            let port = run.port().to_string();
            // Half of a minute, for the other half of the connection to end as well.
            let socat =
                answer_of("socat", &["-t", "30", "-", &format!("TCP4:127.0.0.1:{port}")], &batch);
            assert!(socat == fs::read(&batch).unwrap(), "{server:?}");
            let nc = answer_of("nc", &["-N", "127.0.0.1", &port], &batch);
            assert!(nc == fs::read(&batch).unwrap(), "{server:?}");
            assert_eq!(run.finish("").status, Some(0));
        }
    }
}

#[test]
fn socat_is_a_server() {
    if !has("socat") {
        return;
    }
    let dir = Dir::new();
    let batch = batch(&dir);
    let mut command = Command::new("socat");
    let socat = Process::start(command.args(["TCP4-LISTEN:0,bind=127.0.0.1,fork", "EXEC:cat"]));
    let port = listening_port(socat.id()).to_string();
    for client in CLIENTS.map(Pair::new).iter().flatten().flat_map(Pair::both) {
        let answer = answer_of(client.to_str().unwrap(), &["127.0.0.1", &port], &batch);
        assert!(answer == fs::read(&batch).unwrap(), "{client:?}");
    }
}

#[test]
fn a_port_in_use() {
    for (server, _) in SERVERS {
        let (_socket, port) = refusing();
        complains(server, &[&port], "bind: Address already in use\n");
    }
}

#[test]
fn nobody_listens() {
    let (_socket, port) = refusing();
    for client in CLIENTS {
        complains(client, &["127.0.0.1", &port], "connect: Connection refused\n");
    }
}

#[test]
fn wrong_arguments() {
    for (server, _) in SERVERS {
        prints_usage(server, &[&[], &["no port"], &["65536"], &[""], &["1", "2", "3"]]);
    }
    for client in CLIENTS {
        prints_usage(
            client,
            &[&[], &["127.0.0.1"], &["1", "127.0.0.1"], &["12345", "1"], &["127.0.0.1", "1", "2"]],
        );
    }
}
