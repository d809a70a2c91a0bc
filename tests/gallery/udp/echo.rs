//! Echo over UDP, with a client that is connected and one that is not.

use super::without_ports;
use crate::run::{
    BOUND, Outcome, Pair, Run, Start, Under, compare, complains, datagrams, has, pairings,
    prints_usage, same, uninterrupted,
};
use std::net::UdpSocket;
use std::path::Path;

/// A client that has sent these lines and printed these answers.
const LINES: [&str; 3] = ["first\n", "second\n", "third and last\n"];

fn meet(server: &Path, client: &Path, under: Under) -> [Outcome; 2] {
    let server = Run::start(server, &["0", "3"], under);
    let port = server.udp_port().to_string();
    let client = talk(client, &port, under);
    let said = "6 bytes from 127.0.0.1 port …\n7 bytes from 127.0.0.1 port …\n\
        15 bytes from 127.0.0.1 port …\n";
    let server = without_ports(server.finish("socket("));
    assert_eq!((server.status, &*server.said), (Some(0), said));
    [server, client]
}

/// Lets a client send its lines to an echo server.
fn talk(client: &Path, port: &str, under: Under) -> Outcome {
    let mut client = Start::new(client, &["127.0.0.1", port], under).with_input().run();
    for line in LINES {
        client.types(line);
        client.says(line.trim_end());
    }
    client.types_no_more();
    let client = without_ports(client.finish("socket("));
    assert!(client.said.ends_with(&LINES.concat()), "{client:?}");
    assert_eq!(client.status, Some(0));
    client
}

#[test]
fn any_server_serves_any_client() {
    pairings("udp_echo_server", "udp_echo_client", meet);
    pairings("udp_echo_server", "udp_connected_client", meet);
}

#[test]
fn datagrams_of_every_size_from_clients_that_come_and_go() {
    compare("udp_echo_server", |program, under| {
        let server = Run::start(program, &["0", "6"], under);
        let address = ("127.0.0.1", server.udp_port());
        let [first, second, gone] = [0; 3].map(|_| datagrams().0);
        let echo = |socket: &UdpSocket, message: &[u8]| {
            assert_eq!(socket.send_to(message, address).unwrap(), message.len());
            let mut answer = vec![0; 65536];
            let (n, _) = uninterrupted(|| socket.recv_from(&mut answer));
            assert!(answer[..n] == *message, "{n} bytes of {}", message.len());
        };
        echo(&first, b"one byte more or less");
        echo(&second, b"");
        gone.send_to(b"Goodbye!", address).unwrap();
        drop(gone);
        // The most that fits a datagram of IPv4.
        echo(&first, &[b'x'; 65507]);
        echo(&second, b"\0\n\0");
        echo(&first, b"and no more");
        let outcome = without_ports(server.finish("socket("));
        let sizes: Vec<&str> =
            outcome.said.lines().map(|line| line.split(' ').next().unwrap()).collect();
        assert_eq!(sizes, ["21", "0", "8", "65507", "3", "11"]);
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

#[test]
fn a_stranger_is_not_taken_for_the_server() {
    compare("udp_echo_client", |program, under| {
        let ((server, port), (stranger, _)) = (datagrams(), datagrams());
        let mut client = Start::new(program, &["127.0.0.1", &port], under).with_input().run();
        client.types("Who is there?\n");
        let (n, address) = uninterrupted(|| server.recv_from(&mut [0; 100]));
        assert_eq!(n, 14);
        stranger.send_to(b"The server!\n", address).unwrap();
        client.says("12 bytes");
        server.send_to(b"I am.\n", address).unwrap();
        client.says("I am.");
        client.types_no_more();
        let outcome = without_ports(client.finish("socket("));
        let said = "not from the server, but from 127.0.0.1 port …: 12 bytes\nI am.\n";
        assert_eq!((outcome.status, &*outcome.said), (Some(0), said));
        outcome
    });
}

#[test]
fn a_connected_client_hears_its_server_alone_and_that_there_is_none() {
    compare("udp_connected_client", |program, under| {
        // The port is this socket's at one address; so nobody else gets it at another.
        let (stranger, port) = datagrams();
        let server_address = format!("127.1.2.3:{port}");
        let mut client = Start::new(program, &["127.1.2.3", &port], under).with_input().run();
        client.types("first\n");
        client.says("nobody is there");
        let server = UdpSocket::bind(&server_address).unwrap();
        server.set_read_timeout(Some(BOUND)).unwrap();
        client.types("second\n");
        let (n, address) = uninterrupted(|| server.recv_from(&mut [0; 100]));
        assert_eq!(n, 7);
        stranger.send_to(b"The server!\n", address).unwrap();
        server.send_to(b"I am.\n", address).unwrap();
        client.says("I am.");
        // Nobody again, at least for the client. To close the socket would not do: another test's child
        // may have it open for a moment, until it runs its program.
        server.connect(stranger.local_addr().unwrap()).unwrap();
        client.types("third\n");
        client.says("refused\r\nI am.\r\nnobody is there: Connection refused");
        client.types_no_more();
        let outcome = without_ports(client.finish("socket("));
        let said = "from 127.0.0.1 port …\nnobody is there: Connection refused\nI am.\n\
            nobody is there: Connection refused\n";
        assert_eq!((outcome.status, &*outcome.said), (Some(0), said));
        outcome
    });
}

/// Others' clients.
#[test]
fn socat_and_nc_talk_to_the_server() {
    let Some(server) = Pair::new("udp_echo_server") else { return };
    for program in ["socat", "nc"] {
        if !has(program) {
            continue;
        }
        for server in server.both() {
            let server = Run::start(server, &["0", "3"], Under::Nobody);
            let port = server.udp_port().to_string();
            let to = format!("UDP4:127.0.0.1:{port}");
            let args: &[&str] =
                if program == "socat" { &["-", &to] } else { &["-u", "127.0.0.1", &port] };
            let mut client = Start::new(Path::new(program), args, Under::Nobody).with_input().run();
            for line in LINES {
                client.types(line);
                client.says(line.trim_end());
            }
            assert_eq!(server.finish("").status, Some(0));
        }
    }
}

/// Others' servers: socat has an echo of its own, nc's is the test.
#[test]
fn the_clients_talk_to_socat_and_nc() {
    for client in ["udp_echo_client", "udp_connected_client"] {
        let Some(client) = Pair::new(client) else { return };
        for client in client.both() {
            if has("socat") {
                let args = ["UDP4-LISTEN:0,bind=127.0.0.1", "PIPE"];
                let server = Run::start(Path::new("socat"), &args, Under::Nobody);
                talk(client, &server.udp_port().to_string(), Under::Nobody);
            }
            if has("nc") {
                let args = ["-u", "-l", "127.0.0.1", "0"];
                let mut server =
                    Start::new(Path::new("nc"), &args, Under::Nobody).with_input().run();
                let port = server.udp_port().to_string();
                let mut client =
                    Start::new(client, &["127.0.0.1", &port], Under::Nobody).with_input().run();
                for line in LINES {
                    client.types(line);
                    server.says(line.trim_end());
                    server.types(line);
                    client.says(line.trim_end());
                }
                client.types_no_more();
                assert_eq!(client.finish("").status, Some(0));
            }
        }
    }
}

#[test]
fn failures() {
    let (_socket, port) = datagrams();
    complains("udp_echo_server", &[&port], "bind: Address already in use\n");
    // Who may not broadcast.
    complains("udp_connected_client", &["127.255.255.255", "1"], "connect: Permission denied\n");
    let Some(pair) = Pair::new("udp_echo_client") else { return };
    let [c, rust] = pair.both().map(|program| {
        let args = ["127.255.255.255", "1"];
        let mut client = Start::new(program, &args, Under::Nobody).with_input().run();
        client.types("Anybody there?\n");
        client.fail("")
    });
    assert_eq!((c.status, &*c.complained), (Some(1), "sendto: Permission denied\n"));
    same("udp_echo_client", &rust, &c);
}

#[test]
fn wrong_arguments() {
    prints_usage("udp_echo_server", &[&[], &["no port"], &["65536"], &["1", "2", "3"]]);
    for client in ["udp_echo_client", "udp_connected_client"] {
        prints_usage(client, &[&[], &["127.0.0.1"], &["1", "127.0.0.1"], &["127.0.0.1", "1", "2"]]);
    }
}
