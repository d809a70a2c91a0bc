//! A client of many servers at once. Those that do not answer have a queue that is full: then Linux passes
//! over who calls, who calls again after a second, and after two more.

use crate::hosts::{hosts, island};
use crate::run::{
    Outcome, Pair, Run, Start, Under, compare, compare_calls, complains, prints_usage, same,
};
use crate::udp::without_ports;
use socket2::{Domain, Socket, Type};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;

/// A server that does not answer, until its queue is emptied.
struct Silent {
    socket: Socket,
    address: SocketAddr,
    _first: TcpStream,
    /// The same port of another address: nobody else gets it, whatever becomes of the server.
    _port: TcpListener,
}

impl Silent {
    fn new() -> Silent {
        let port = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = SocketAddr::from(([127, 1, 2, 3], port.local_addr().unwrap().port()));
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        socket.bind(&address.into()).unwrap();
        // There is room for one more than this.
        socket.listen(0).unwrap();
        let first = TcpStream::connect(address).unwrap();
        Silent { socket, address, _first: first, _port: port }
    }
}

/// A server that takes every call, over IPv6 if there is that.
fn server() -> (TcpListener, SocketAddr) {
    let server = TcpListener::bind("[::1]:0").or_else(|_| TcpListener::bind("127.0.0.1:0"));
    let server = server.unwrap();
    let address = server.local_addr().unwrap();
    (server, address)
}

/// Starts the client for so many seconds and these servers.
fn start(program: &Path, seconds: u32, servers: &[SocketAddr], under: Under) -> Run {
    let mut args = vec![seconds.to_string()];
    for server in servers {
        args.extend([server.ip().to_string(), server.port().to_string()]);
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    Run::start(program, &args, under)
}

/// Without the ports that the kernel chose, and without the time that was left.
fn normal(outcome: Outcome) -> Outcome {
    let mut outcome = without_ports(outcome);
    for line in outcome.calls.iter_mut().flatten().filter(|line| line.starts_with("poll(")) {
        let (call, result) = line.split_once(") = ").unwrap();
        let (fds, _) = call.rsplit_once(", ").unwrap();
        *line = format!("{fds}, …) = {result}");
    }
    outcome
}

#[test]
fn servers_are_told_in_the_order_in_which_they_answer() {
    compare("connect_many", |program, under| {
        let [last, refusing] = [Silent::new(), Silent::new()];
        let (_server, first) = server();
        let servers = [last.address, first, refusing.address];
        let mut client = start(program, 60, &servers, under);
        client.says("connected first");
        drop(refusing.socket);
        client.says("Connection refused");
        last.socket.accept().unwrap();
        let outcome = normal(client.finish("socket("));
        let said = format!(
            "{} port …: connected first\n127.1.2.3 port …: Connection refused\n\
                127.1.2.3 port …: connected\n",
            first.ip()
        );
        assert_eq!((outcome.status, outcome.said), (Some(0), said.clone()));
        Outcome { said, ..outcome }
    });
}

#[test]
fn no_answer_in_time() {
    compare("connect_many", |program, under| {
        let silent = [Silent::new(), Silent::new()];
        let servers = silent.each_ref().map(|server| server.address);
        let outcome = normal(start(program, 1, &servers, under).finish("socket("));
        let said = "127.1.2.3 port …: no answer\n".repeat(2);
        assert_eq!((outcome.status, outcome.said.as_str()), (Some(1), said.as_str()));
        outcome
    });
}

/// One answers, and that is enough.
#[test]
fn a_success_among_those_that_do_not_answer() {
    compare("connect_many", |program, under| {
        let silent = Silent::new();
        let (_server, address) = server();
        let servers = [silent.address, address];
        let outcome = normal(start(program, 1, &servers, under).finish("socket("));
        let said =
            format!("{} port …: connected first\n127.1.2.3 port …: no answer\n", address.ip());
        assert_eq!((outcome.status, &outcome.said), (Some(0), &said));
        outcome
    });
}

/// An address of the network that no host has: after three questions the kernel knows.
#[test]
fn a_host_that_is_not_there() {
    let Some([left, _right]) = hosts() else { return };
    compare_calls("connect_many", |program, under| {
        let args = ["60", "10.1.1.77", "7"];
        let client = Start::new(program, &args, under).on(&left).run();
        let outcome = normal(client.finish("socket("));
        let said = "10.1.1.77 port …: No route to host\n";
        assert_eq!((outcome.status, outcome.said.as_str()), (Some(1), said));
        outcome
    });
}

/// On a host that is not even up to itself, no call can begin.
#[test]
fn failures_at_once() {
    let (Some(pair), Some(island)) = (Pair::new("connect_many"), island()) else { return };
    let [c, rust] = pair.both().map(|program| {
        let args = ["60", "127.0.0.1", "7", "127.0.0.2", "7"];
        Start::new(program, &args, Under::Nobody).on(&island).run().finish("")
    });
    let said =
        "127.0.0.1 port 7: Network is unreachable\n127.0.0.2 port 7: Network is unreachable\n";
    assert_eq!((c.status, c.said.as_str()), (Some(1), said));
    same("connect_many", &rust, &c);
}

#[test]
fn failures() {
    let what = "getaddrinfo: Name or service not known\n";
    complains("connect_many", &["1", "localhost", "7"], what);
    complains("connect_many", &["1", "127.0.0.1", "echo"], what);
}

#[test]
fn wrong_arguments() {
    let address = "127.0.0.1";
    let seventeen = [&["1"], [[address, "7"]; 17].as_flattened()].concat();
    prints_usage(
        "connect_many",
        &[&[], &["1"], &["1", address], &["0", address, "7"], &[address, "7"], &seventeen],
    );
    prints_usage("connect_many", &[&["1", address, "7", address], &["3601", address, "7"]]);
}
