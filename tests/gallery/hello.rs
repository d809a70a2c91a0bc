//! The two programs of the beginning: a server that says hello, and a client that hears it.

use crate::run::{Outcome, Pair, Run, Under, complains, pairings, prints_usage};
use crate::support::Dir;
use crate::support::strace::{self, Log};
use crate::support::{Process, example, listening_port, say, traced};
use std::path::Path;
use std::process::Stdio;

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &["hello_client", "hello_server"];

fn meet(server: &Path, client: &Path, under: Under) -> [Outcome; 2] {
    let server = Run::start(server, &["0"], under);
    let port = server.port().to_string();
    let client = Run::start(client, &["127.0.0.1", &port], under).finish("socket(");
    assert_eq!(client.said, "Message from server: Hello, Client!\n");
    assert_eq!(client.status, Some(0));
    [server.finish("socket("), client]
}

#[test]
fn any_server_serves_any_client() {
    pairings("hello_server", "hello_client", meet);
}

#[test]
fn the_trace_is_what_strace_prints() {
    if !strace::is_here() {
        return;
    }
    let logs = [Log::new(), Log::new()];
    let dir = Dir::new();
    let traces = ["server", "client"].map(|program| dir.path().join(program));
    let traced = |program: usize, args: &[&str]| {
        let example = example(["hello_server", "hello_client"][program]);
        let mut command = logs[program].command(&example, &[]);
        traced::traced(&mut command, &traces[program]).args(args);
        Process::start(command.stdin(Stdio::null()).stdout(Stdio::piped()))
    };
    let server = traced(0, &["0"]);
    let port = listening_port(logs[0].pid()).to_string();
    for process in [traced(1, &["127.0.0.1", &port]), server] {
        let output = process.finish();
        assert!(output.status.success(), "{output:?}");
    }
    let lines: usize =
        logs.iter().zip(&traces).map(|(log, trace)| traced::compare(trace, log).lines).sum();
    assert!(lines >= 11, "{lines} lines");
    say(&format!("hello: {lines} lines of the trace are strace's"));
}

#[test]
fn a_port_in_use_is_said_and_is_a_failure() {
    let Some(server) = Pair::new("hello_server") else { return };
    let first = Run::start(&server.c, &["0"], Under::Nobody);
    complains("hello_server", &[&first.port().to_string()], "bind: Address already in use\n");
}

#[test]
fn wrong_arguments() {
    prints_usage("hello_server", &[&["no port"], &["65536"], &["1", "2"], &[""]]);
    prints_usage(
        "hello_client",
        &[&["12345"], &["127.0.0.1", "-1"], &["12345", "127.0.0.1"], &["127.0.0.1", "1", "2"]],
    );
}
