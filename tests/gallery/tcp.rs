//! TCP: echo servers of every kind and their clients, a chat, and the time of day.

mod chat;
mod clock;
mod echo;
mod many;

use crate::calls::without_numbers;
use crate::run::{Outcome, Pair, Run, Start, Under, same};
use crate::support::Process;
use socket2::{Domain, SockAddr, SockRef, Socket, Type};
use std::fs;
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &[
    "chat_server",
    "daytime_client",
    "daytime_server",
    "echo_client",
    "echo_epoll_edge_server",
    "echo_epoll_server",
    "echo_poll_server",
    "echo_select_client",
    "echo_select_server",
    "echo_server",
    "echo_thread_server",
    "time_client",
    "time_server",
];

/// Runs a program in C and in Rust once, where what the kernel makes of it differs from one run to the
/// next, and compares.
fn alike(name: &str, run: impl Fn(&Path) -> Outcome) {
    let Some(pair) = Pair::new(name) else { return };
    let [c, rust] = pair.both().map(run);
    same(name, &rust, &c);
}

/// An outcome without what the kernel chose, the ports, and without the program's own path.
fn normal(outcome: Outcome, program: &Path) -> Outcome {
    let path = program.to_str().unwrap();
    let without_port = |line: &String| without_numbers(line, " port ");
    Outcome {
        said: without_port(&outcome.said),
        complained: outcome.complained.replace(path, "program"),
        calls: outcome.calls.iter().map(|calls| calls.iter().map(without_port).collect()).collect(),
        ..outcome
    }
}

/// A connection that takes in next to nothing unless it is read.
fn narrow(port: u16) -> TcpStream {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    socket.connect(&local(port)).unwrap();
    let stream = TcpStream::from(socket);
    stream.set_read_timeout(Some(crate::run::BOUND)).unwrap();
    stream
}

/// A port at which nobody listens, as long as this is kept.
fn refusing() -> (Socket, String) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&local(0)).unwrap();
    let port = socket.local_addr().unwrap().as_socket().unwrap().port().to_string();
    (socket, port)
}

fn local(port: u16) -> SockAddr {
    SocketAddrV4::new(Ipv4Addr::LOCALHOST, port).into()
}

/// Ends a connection as a host does that crashed and came back: with a reset.
fn vanish(stream: TcpStream) {
    SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
}

/// A server that may open no more than so many descriptors.
fn limited(program: &Path, args: &[&str], descriptors: u32, under: Under) -> Run {
    let script = format!("ulimit -n {descriptors}; exec \"$@\"");
    let mut all = vec!["-c", &script, "sh", program.to_str().unwrap()];
    all.extend(args);
    Start::new(Path::new("sh"), &all, under).run()
}

/// What a program answers that nobody here wrote, to what it reads from standard input.
fn answer_of(program: &str, args: &[&str], input: &Path) -> Vec<u8> {
    let mut command = Command::new(program);
    command.args(args).stdin(fs::File::open(input).unwrap());
    let dir = crate::support::Dir::new();
    let answer = dir.path().join("answer");
    command.stdout(fs::File::create(&answer).unwrap()).stderr(Stdio::piped());
    let output = Process::start(&mut command).finish();
    assert!(output.status.success(), "{command:?}: {output:?}");
    fs::read(answer).unwrap()
}
