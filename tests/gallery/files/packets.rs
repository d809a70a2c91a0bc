//! TFTP packet by packet: the test is the other side of a transfer, and not always a good one.

use super::site::{SECRET, large};
use super::tftp::Place;
use crate::run::{
    Outcome, Run, Under, children, compare, datagrams, sleeps_in, state, uninterrupted,
};
use crate::support::numbers;
use crate::support::poll;
use std::fs;
use std::net::{SocketAddr, UdpSocket};
use std::path::Path;

/// The other side: a socket that may be a client, a server or a stranger.
struct Side(UdpSocket);

impl Side {
    fn new() -> Side {
        Side(datagrams().0)
    }

    fn send(&self, packet: &[u8], to: SocketAddr) {
        self.0.send_to(packet, to).unwrap();
    }

    fn receive(&self) -> (Vec<u8>, SocketAddr) {
        let mut packet = vec![0; 1000];
        let (len, from) = uninterrupted(|| self.0.recv_from(&mut packet));
        packet.truncate(len);
        (packet, from)
    }

    fn gets(&self, packet: &[u8]) {
        assert_eq!(self.receive().0.escape_ascii().to_string(), packet.escape_ascii().to_string());
    }

    /// Nothing has come; nor will it, once the other side waits again.
    fn gets_nothing(&self) {
        self.0.set_nonblocking(true).unwrap();
        assert!(self.0.recv(&mut [0]).is_err());
        self.0.set_nonblocking(false).unwrap();
    }
}

fn request(opcode: u8, name: &str, mode: &str) -> Vec<u8> {
    [&[0, opcode], name.as_bytes(), b"\0", mode.as_bytes(), b"\0"].concat()
}

const RRQ: u8 = 1;
const WRQ: u8 = 2;

fn data(block: u16, data: &[u8]) -> Vec<u8> {
    [&[0, 3], &block.to_be_bytes()[..], data].concat()
}

fn ack(block: u16) -> Vec<u8> {
    [[0, 4], block.to_be_bytes()].concat()
}

fn error(code: u8, message: &str) -> Vec<u8> {
    [&[0, 5, 0, code], message.as_bytes(), b"\0"].concat()
}

fn unknown_id() -> Vec<u8> {
    error(5, "Unknown transfer ID")
}

fn here(port: u16) -> SocketAddr {
    ([127, 0, 0, 1], port).into()
}

/// Waits until the child that is about a transfer waits for a packet.
fn child_waits(server: &Run) {
    let child = poll("a child", || children(server.pid).first().copied());
    sleeps_in(child, numbers::SYS_recvfrom);
}

fn finish(server: Run, place: &Place) -> Outcome {
    let outcome = server.finish(&format!("openat(AT_FDCWD, {:?}", place.root()));
    assert_eq!(outcome.status, Some(0));
    place.same(outcome)
}

/// How many children are about a transfer.
fn alive(server: &Run) -> usize {
    let is_alive = |child: &u32| state(*child).is_some_and(|(state, _)| state != 'Z');
    children(server.pid).iter().filter(|child| is_alive(child)).count()
}

fn transfer_ends(server: &Run) {
    poll("the end of the transfer", || (alive(server) == 0).then_some(()));
}

/// Packets that are not what anybody waits for.
fn nonsense() -> [Vec<u8>; 6] {
    [vec![], vec![0], vec![0, 4, 0], ack(77), data(77, b"x"), vec![0; 600]]
}

/// One who asks twice, confirms twice, and is disturbed by others.
#[test]
fn a_server_sends_each_block_once() {
    compare("tftp_server", |program, under| {
        let place = Place::new();
        let file = large(1100);
        fs::write(place.served("dir/file"), &file).unwrap();
        let server = place.start(program, &["2", "60000"], under);
        let main = here(server.udp_port());
        let (client, stranger) = (Side::new(), Side::new());
        let asks = request(RRQ, "//dir/file", "OcTet");
        client.send(&asks, main);
        let (first, transfer) = client.receive();
        assert_eq!(first, data(1, &file[..512]));
        child_waits(&server);
        server.sleeps_in(numbers::SYS_recvfrom);
        client.send(&asks, main);
        client.send(&error(0, "stop"), main);
        // An answer tells that the server has come so far.
        client.send(&ack(1), main);
        client.gets(&error(4, "Illegal TFTP operation"));
        stranger.send(&ack(1), transfer);
        stranger.gets(&unknown_id());
        stranger.send(&error(0, "stop"), transfer);
        for nonsense in nonsense() {
            client.send(&nonsense, transfer);
        }
        client.send(&ack(0), transfer);
        stranger.send(&ack(1), transfer);
        stranger.gets(&unknown_id());
        client.gets_nothing();
        client.send(&ack(1), transfer);
        client.send(&ack(1), transfer);
        client.send(&ack(1), transfer);
        client.gets(&data(2, &file[512..1024]));
        client.send(&ack(2), transfer);
        client.gets(&data(3, &file[1024..]));
        client.send(&ack(1), transfer);
        client.send(&ack(2), transfer);
        client.send(&ack(3), transfer);
        transfer_ends(&server);
        client.gets_nothing();
        // The same port asks for something else; then the server has served two.
        client.send(&request(RRQ, "none", "octet"), main);
        client.gets(&error(1, "File not found"));
        let outcome = finish(server, &place);
        assert!(
            outcome.said.starts_with("127.0.0.1 reads //dir/file: 1100 bytes\n"),
            "{outcome:?}"
        );
        outcome
    });
}

#[test]
fn a_server_takes_each_block_once() {
    compare("tftp_server", |program, under| {
        let place = Place::new();
        let file = large(600);
        let server = place.start(program, &["1", "60000"], under);
        let main = here(server.udp_port());
        let (client, stranger) = (Side::new(), Side::new());
        let asks = request(WRQ, "new", "octet");
        client.send(&asks, main);
        let (first, transfer) = client.receive();
        assert_eq!(first, ack(0));
        child_waits(&server);
        client.send(&data(1, &file[..512]), transfer);
        client.gets(&ack(1));
        stranger.send(&data(2, b"wrong"), transfer);
        stranger.gets(&unknown_id());
        for nonsense in nonsense() {
            client.send(&nonsense, transfer);
        }
        // Its acknowledgement was lost; it is of no other use.
        client.send(&data(1, b"other"), transfer);
        client.gets(&ack(1));
        client.send(&data(2, &file[512..]), transfer);
        client.gets(&ack(2));
        client.send(&data(2, &file[512..]), transfer);
        client.gets(&ack(2));
        // Else the server would wait for a third time.
        client.send(&error(0, "bye"), transfer);
        let outcome = finish(server, &place);
        client.gets_nothing();
        assert_eq!(outcome.said, "127.0.0.1 writes new: 600 bytes\n");
        assert_eq!(fs::read(place.served("new")).unwrap(), file);
        outcome
    });
}

#[test]
fn what_breaks_off_leaves_nothing() {
    compare("tftp_server", |program, under| {
        let place = Place::new();
        let server = place.start(program, &["3", "60000"], under);
        let main = here(server.udp_port());
        let client = Side::new();
        for (number, breaks_off) in [true, false, true].into_iter().enumerate() {
            // Another time, another packet: the server knows its clients by that.
            let mode = ["octet", "Octet", "OCTET"][number];
            client.send(&request(WRQ, "dir/new", mode), main);
            let (answer, transfer) = client.receive();
            if number == 2 {
                assert_eq!(answer, error(6, "File already exists"));
                break;
            }
            assert_eq!(answer, ack(0));
            child_waits(&server);
            server.sleeps_in(numbers::SYS_recvfrom);
            client.send(&data(1, &[b'x'; 512]), transfer);
            client.gets(&ack(1));
            if !breaks_off {
                client.send(&data(2, b"the end"), transfer);
                client.gets(&ack(2));
            }
            client.send(&error(0, "\x1b[2Jbye"), transfer);
            transfer_ends(&server);
            assert_eq!(place.served("dir/new").exists(), !breaks_off);
        }
        let outcome = finish(server, &place);
        assert!(outcome.said.starts_with("127.0.0.1 writes dir/new: ?[2Jbye\n"), "{outcome:?}");
        assert_eq!(fs::read(place.served("dir/new")).unwrap().len(), 519);
        outcome
    });
}

/// The code and text of an error; none, if the server is not to answer.
type No = Option<(u8, &'static str)>;

/// What is asked for, and the code and text that the server says no with; or nothing.
fn refused() -> Vec<(Vec<u8>, No)> {
    const NOT_FOUND: No = Some((1, "File not found"));
    const NO_ACCESS: No = Some((2, "Access violation"));
    const ILLEGAL: No = Some((4, "Illegal TFTP operation"));
    const EXISTS: No = Some((6, "File already exists"));
    let mut refused = vec![
        (vec![], ILLEGAL),
        (vec![0], ILLEGAL),
        (vec![0, 0], ILLEGAL),
        (vec![1, 0], ILLEGAL),
        (data(1, b"x"), ILLEGAL),
        (ack(0), ILLEGAL),
        (vec![0, 6, 0, 0], ILLEGAL),
        (error(1, "x"), None),
        (vec![0, 5], None),
        (vec![0, RRQ], ILLEGAL),
        (vec![0, RRQ, b'a', 0, b'o', b'c', b't', b'e', b't'], ILLEGAL),
        (vec![0, WRQ, b'a', b'b'], ILLEGAL),
        (vec![0, WRQ, b'a', 0], ILLEGAL),
        ([&[0, RRQ][..], &[b'x'; 700]].concat(), ILLEGAL),
        (request(RRQ, "file", "mail"), ILLEGAL),
        (request(RRQ, "file", ""), ILLEGAL),
        (request(RRQ, "file", "octets"), ILLEGAL),
    ];
    let no_reading = [
        ("", NOT_FOUND),
        ("none", NOT_FOUND),
        ("none/file", NOT_FOUND),
        ("dir/", NOT_FOUND),
        ("file/x", NOT_FOUND),
        ("secret.txt", NOT_FOUND),
        ("/etc/passwd", NOT_FOUND),
        ("up/secret.txt", NOT_FOUND),
        ("..", NO_ACCESS),
        ("../secret.txt", NO_ACCESS),
        ("/../secret.txt", NO_ACCESS),
        ("dir/../file", NO_ACCESS),
        ("dir/../../secret.txt", NO_ACCESS),
        ("link", NO_ACCESS),
        ("dir", NO_ACCESS),
        ("fifo", NO_ACCESS),
    ];
    refused.extend(no_reading.map(|(name, why)| (request(RRQ, name, "octet"), why)));
    let no_writing = [
        ("", NOT_FOUND),
        ("none/new", NOT_FOUND),
        ("up/new", NOT_FOUND),
        ("../new", NO_ACCESS),
        ("dir/../new", NO_ACCESS),
        ("file", EXISTS),
        ("link", EXISTS),
        ("dir", EXISTS),
        ("fifo", EXISTS),
    ];
    refused.extend(no_writing.map(|(name, why)| (request(WRQ, name, "netascii"), why)));
    refused
}

#[test]
fn a_server_says_no() {
    let refused = refused();
    let is_request = |packet: &[u8]| matches!(packet, [0, RRQ | WRQ, ..]);
    let requests = refused.iter().filter(|(packet, _)| is_request(packet)).count() + 1;
    compare("tftp_server", |program, under| {
        let place = Place::new();
        fs::write(place.served("file"), "some text").unwrap();
        let server = place.start(program, &[&requests.to_string(), "60000"], under);
        let main = here(server.udp_port());
        // All at once, so that no two of them have the same port.
        let clients: Vec<Side> = refused.iter().map(|_| Side::new()).collect();
        for ((packet, why), client) in refused.iter().zip(&clients) {
            client.send(packet, main);
            if let Some((code, message)) = why {
                client.gets(&error(*code, message));
            }
            transfer_ends(&server);
            server.sleeps_in(numbers::SYS_recvfrom);
        }
        let client = Side::new();
        client.send(&request(RRQ, "file", "octet"), main);
        let (answer, transfer) = client.receive();
        assert_eq!(answer, data(1, b"some text"));
        client.send(&ack(1), transfer);
        let outcome = finish(server, &place);
        clients.iter().for_each(Side::gets_nothing);
        assert!(!outcome.said.contains(SECRET));
        let mut left: Vec<_> = fs::read_dir(place.root()).unwrap().collect();
        left.extend(fs::read_dir(place.path("")).unwrap());
        assert_eq!(left.len(), 5 + 2, "{left:?}");
        outcome
    });
}

#[test]
fn who_does_not_answer_is_asked_again_but_not_for_ever() {
    compare("tftp_server", |program, under| {
        let place = Place::new();
        fs::write(place.served("file"), "some text").unwrap();
        let server = place.start(program, &["1", "200", "3"], under);
        let client = Side::new();
        client.send(&request(RRQ, "file", "octet"), here(server.udp_port()));
        for _ in 0..3 {
            client.gets(&data(1, b"some text"));
        }
        let outcome = finish(server, &place);
        client.gets_nothing();
        assert_eq!(outcome.said, "127.0.0.1 reads file: no answer\n");
        outcome
    });
    compare("tftp_client", |program, under| {
        let place = Place::new();
        let (main, args) = (Side::new(), ["octet", "200", "3"]);
        let client = get(&place, program, &main, &args, under);
        for _ in 0..3 {
            main.gets(&request(RRQ, "file", "octet"));
        }
        let outcome = place.same(client.fail("socket("));
        main.gets_nothing();
        assert_eq!((outcome.status, &*outcome.complained), (Some(1), "file: no answer\n"));
        assert!(!place.path("copy").exists());
        outcome
    });
}

/// A client that gets a file from this side.
fn get(place: &Place, program: &Path, main: &Side, more: &[&str], under: Under) -> Run {
    let port = main.0.local_addr().unwrap().port().to_string();
    let copy = place.path("copy");
    let args = ["127.0.0.1", &port, "get", "file", copy.to_str().unwrap()];
    Run::start(program, &[&args, more].concat(), under)
}

#[test]
fn a_client_takes_each_block_once() {
    compare("tftp_client", |program, under| {
        let (place, file) = (Place::new(), large(700));
        let (main, transfer, stranger) = (Side::new(), Side::new(), Side::new());
        let run = get(&place, program, &main, &["octet", "60000"], under);
        let (asks, client) = main.receive();
        assert_eq!(asks, request(RRQ, "file", "octet"));
        // The first block says who the other side is.
        for nonsense in nonsense() {
            stranger.send(&nonsense, client);
        }
        transfer.send(&data(1, &file[..512]), client);
        transfer.gets(&ack(1));
        for other in [&stranger, &main] {
            other.send(&data(2, b"wrong"), client);
            other.gets(&unknown_id());
            other.send(&error(0, "wrong"), client);
        }
        transfer.send(&data(1, b"other"), client);
        transfer.gets(&ack(1));
        for nonsense in nonsense() {
            transfer.send(&nonsense, client);
        }
        transfer.send(&data(2, &file[512..]), client);
        transfer.gets(&ack(2));
        transfer.send(&data(2, &file[512..]), client);
        transfer.gets(&ack(2));
        // Else the client would wait whether it comes once more.
        transfer.send(&error(0, "bye"), client);
        let outcome = place.same(run.finish("socket("));
        transfer.gets_nothing();
        assert_eq!((outcome.status, &*outcome.said), (Some(0), "700 bytes\n"));
        assert_eq!(fs::read(place.path("copy")).unwrap(), file);
        outcome
    });
}

/// A CR that nothing follows, or something else than the two that may.
#[test]
fn a_client_takes_text_from_a_careless_server() {
    compare("tftp_client", |program, under| {
        let (place, main, transfer) = (Place::new(), Side::new(), Side::new());
        let run = get(&place, program, &main, &["netascii", "60000"], under);
        let (_, client) = main.receive();
        let text = [&[b'x'; 509][..], b"\r\n\r", b"\r\n\ry\n\r\0\r"].concat();
        transfer.send(&data(1, &text[..512]), client);
        transfer.gets(&ack(1));
        transfer.send(&data(2, &text[512..]), client);
        transfer.gets(&ack(2));
        transfer.send(&error(0, "bye"), client);
        let outcome = place.same(run.finish("socket("));
        let expected = [&[b'x'; 509][..], b"\n\r\n\ry\n\r\r"].concat();
        assert_eq!(fs::read(place.path("copy")).unwrap(), expected);
        outcome
    });
}

#[test]
fn a_client_sends_each_block_once() {
    compare("tftp_client", |program, under| {
        let (place, file) = (Place::new(), large(1024));
        let (main, transfer) = (Side::new(), Side::new());
        fs::write(place.path("own"), &file).unwrap();
        let port = main.0.local_addr().unwrap().port().to_string();
        let own = place.path("own");
        let args = ["127.0.0.1", &port, "put", own.to_str().unwrap(), "file", "octet", "60000"];
        let run = Run::start(program, &args, under);
        let (asks, client) = main.receive();
        assert_eq!(asks, request(WRQ, "file", "octet"));
        transfer.send(&ack(0), client);
        transfer.gets(&data(1, &file[..512]));
        transfer.send(&ack(0), client);
        // The request came twice, and this is the answer to the other one.
        main.send(&ack(0), client);
        main.gets(&unknown_id());
        transfer.send(&ack(1), client);
        transfer.send(&ack(1), client);
        transfer.gets(&data(2, &file[512..]));
        transfer.send(&ack(0), client);
        transfer.send(&ack(1), client);
        transfer.send(&ack(2), client);
        transfer.gets(&data(3, b""));
        transfer.send(&ack(3), client);
        let outcome = place.same(run.finish("socket("));
        transfer.gets_nothing();
        assert_eq!((outcome.status, &*outcome.said), (Some(0), "1024 bytes\n"));
        outcome
    });
}

#[test]
fn a_client_says_what_the_server_says() {
    compare("tftp_client", |program, under| {
        let (place, main, transfer) = (Place::new(), Side::new(), Side::new());
        let run = get(&place, program, &main, &["netascii", "60000"], under);
        let (asks, client) = main.receive();
        assert_eq!(asks, request(RRQ, "file", "netascii"));
        for nonsense in nonsense() {
            transfer.send(&nonsense, client);
        }
        transfer.send(&error(0, "\x1b[2Jnothing\n"), client);
        let outcome = place.same(run.fail("socket("));
        assert_eq!((outcome.status, &*outcome.complained), (Some(1), "file: ?[2Jnothing?\n"));
        assert!(!place.path("copy").exists());
        outcome
    });
}

#[test]
fn a_client_without_room_says_so() {
    compare("tftp_client", |program, under| {
        let (place, main, transfer) = (Place::new(), Side::new(), Side::new());
        let port = main.0.local_addr().unwrap().port().to_string();
        let args = ["127.0.0.1", &port, "get", "file", "/dev/full", "octet", "60000"];
        let run = Run::start(program, &args, under);
        let (_, client) = main.receive();
        transfer.send(&data(1, b"some text"), client);
        transfer.gets(&error(3, "Disk full or allocation exceeded"));
        let outcome = place.same(run.fail("socket("));
        assert_eq!(outcome.complained, "file: No space left on device\n");
        assert_eq!(outcome.status, Some(1));
        outcome
    });
}
