//! The proxy, byte by byte: the test is its client, and the target.

use super::site::large;
use super::whenever_children_ended;
use crate::run::{
    Outcome, Pair, Run, Under, children, compare, compare_calls, complains, connect, listener,
    prints_usage, sleeps_in, state, tells_calls,
};
use crate::support::numbers;
use crate::support::{poll, skip};
use nix::libc;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// With so many seconds nothing is over too early.
pub(super) const LONG: &str = "60";

/// The replies.
const SUCCEEDED: u8 = 0;
const FAILURE: u8 = 1;
const NOT_ALLOWED: u8 = 2;
const REFUSED: u8 = 5;
const NO_SUCH_COMMAND: u8 = 7;
const NO_SUCH_TYPE: u8 = 8;

fn start(program: &Path, connections: usize, target: &str, under: Under) -> Run {
    Run::start(program, &["0", &connections.to_string(), LONG, target], under)
}

/// A request to connect with an address.
fn request(to: SocketAddr) -> Vec<u8> {
    let mut request = vec![5, 1, 0];
    match to {
        SocketAddr::V4(to) => {
            request.push(1);
            request.extend_from_slice(&to.ip().octets());
        }
        SocketAddr::V6(to) => {
            request.push(4);
            request.extend_from_slice(&to.ip().octets());
        }
    }
    request.extend_from_slice(&to.port().to_be_bytes());
    request
}

/// The same with a name.
fn request_by_name(name: &str, port: u16) -> Vec<u8> {
    [&[5, 1, 0, 3, name.len() as u8], name.as_bytes(), &port.to_be_bytes()].concat()
}

/// A connection with the proxy, which knows that there is no authentication.
fn greeted(proxy: &Run) -> TcpStream {
    let mut stream = proxy.connect();
    stream.write_all(&[5, 1, 0]).unwrap();
    let mut answer = [9; 2];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(answer, [5, 0]);
    stream
}

/// The reply to a request, and the address in it.
fn reply(stream: &mut TcpStream) -> (u8, SocketAddr) {
    let mut head = [9; 4];
    stream.read_exact(&mut head).unwrap();
    assert_eq!((head[0], head[2]), (5, 0));
    let mut port = [0; 2];
    let ip = match head[3] {
        1 => {
            let mut ip = [0; 4];
            stream.read_exact(&mut ip).unwrap();
            ip.into()
        }
        4 => {
            let mut ip = [0; 16];
            stream.read_exact(&mut ip).unwrap();
            std::net::IpAddr::from(ip)
        }
        kind => panic!("an address of type {kind}"),
    };
    stream.read_exact(&mut port).unwrap();
    (head[1], SocketAddr::new(ip, u16::from_be_bytes(port)))
}

/// A connection through the proxy: its two ends.
fn through(proxy: &Run, request: &[u8], target: &TcpListener) -> [TcpStream; 2] {
    let mut client = greeted(proxy);
    client.write_all(request).unwrap();
    let (code, bound) = reply(&mut client);
    assert_eq!(code, SUCCEEDED);
    let (far, peer) = target.accept().unwrap();
    assert_eq!(bound, peer, "where the target sees the connection come from");
    far.set_read_timeout(Some(crate::run::BOUND)).unwrap();
    [client, far]
}

/// All that comes until the end.
fn rest(mut stream: &TcpStream) -> Vec<u8> {
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    rest
}

fn passes(from: &mut TcpStream, to: &mut TcpStream, what: &[u8]) {
    from.write_all(what).unwrap();
    let mut came = vec![0; what.len()];
    to.read_exact(&mut came).unwrap();
    assert_eq!(came, what);
}

/// The child that is about a connection.
fn child(proxy: &Run) -> u32 {
    let is_alive = |child: &u32| state(*child).is_some_and(|(state, _)| state != 'Z');
    poll("a child", || children(proxy.pid).into_iter().find(is_alive))
}

/// Waits until the proxy relays, and has nothing to do.
fn relays(proxy: &Run) {
    sleeps_in(child(proxy), numbers::SYS_poll);
}

/// What the proxy said and did, without the numbers of ports, in whatever form, and when children ended.
fn finish(proxy: Run, ports: &[u16]) -> Outcome {
    let outcome = proxy.finish("socket(AF_INET, SOCK_STREAM, IPPROTO_IP)");
    let mut outcome = whenever_children_ended(outcome);
    assert_eq!(outcome.status, Some(0));
    for (at, port) in ports.iter().enumerate() {
        outcome.said = outcome.said.replace(&format!(" {port}: "), &format!(" port {at}: "));
    }
    for calls in &mut outcome.calls {
        for call in calls {
            // The port of a request, and the reply with one.
            let has_port = call.contains(", 2, MSG_WAITALL")
                || call.starts_with("sendto(")
                    && (call.ends_with(" = 10") || call.ends_with(" = 22"));
            if let Some((before, rest)) = call.split_once('"').filter(|_| has_port) {
                *call = format!("{before}…{}", rest.rsplit_once('"').unwrap().1);
            }
            for (at, port) in ports.iter().enumerate() {
                *call = call.replace(&format!(" {port}: "), &format!(" port {at}: "));
            }
        }
    }
    outcome
}

#[test]
fn each_hears_the_other_and_each_ends_by_itself() {
    compare("socks_server", |program, under| {
        let (target, _) = listener();
        let to = target.local_addr().unwrap();
        let proxy = start(program, 3, "127.0.0.1", under);
        // The client ends first; then the target.
        for first in [0, 1] {
            let mut ends = through(&proxy, &request(to), &target);
            relays(&proxy);
            let [client, far] = &mut ends;
            passes(client, far, b"there");
            relays(&proxy);
            passes(far, client, b"and back");
            relays(&proxy);
            let (first, second) = if first == 0 { (client, far) } else { (far, client) };
            first.shutdown(Shutdown::Write).unwrap();
            assert_eq!(rest(second), b"");
            relays(&proxy);
            passes(second, first, b"still there");
            relays(&proxy);
            second.shutdown(Shutdown::Write).unwrap();
            assert_eq!(rest(first), b"");
        }
        // What the client sends too early waits.
        let mut client = greeted(&proxy);
        client.write_all(&[&request(to)[..], b"at once"].concat()).unwrap();
        assert_eq!(reply(&mut client).0, SUCCEEDED);
        let mut far = target.accept().unwrap().0;
        let mut came = [0; 7];
        far.read_exact(&mut came).unwrap();
        assert_eq!(&came, b"at once");
        relays(&proxy);
        drop(client);
        assert_eq!(rest(&far), b"");
        drop(far);
        let outcome = finish(proxy, &[to.port()]);
        assert_eq!(outcome.said, "127.0.0.1 port 0: succeeded\n".repeat(3));
        outcome
    });
}

fn reset(stream: TcpStream) {
    socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
}

#[test]
fn what_breaks_off_breaks_off_for_both() {
    compare("socks_server", |program, under| {
        let (target, _) = listener();
        let to = target.local_addr().unwrap();
        let proxy = start(program, 2, "127.0.0.1", under);
        for breaks in [0, 1] {
            let [client, far] = through(&proxy, &request(to), &target);
            relays(&proxy);
            let (first, mut second) = if breaks == 0 { (client, far) } else { (far, client) };
            reset(first);
            let error = second.read_exact(&mut [0]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ConnectionReset);
        }
        finish(proxy, &[to.port()])
    });
}

#[test]
fn names_and_both_families() {
    compare_calls("socks_server", |program, under| {
        let (v4, _) = listener();
        let port = v4.local_addr().unwrap().port();
        // Of the addresses of localhost, the one that is allowed.
        let proxy = start(program, 1, "127.0.0.1", under);
        let [mut client, mut far] = through(&proxy, &request_by_name("localhost", port), &v4);
        relays(&proxy);
        passes(&mut client, &mut far, b"by name");
        relays(&proxy);
        drop(far);
        assert_eq!(rest(&client), b"");
        relays(&proxy);
        drop(client);
        let outcome = finish(proxy, &[port]);
        assert_eq!(outcome.said, "localhost port 0: succeeded\n");
        outcome
    });
    if TcpListener::bind("[::1]:0").is_err() {
        return skip("no IPv6 on the loopback interface");
    }
    compare_calls("socks_server", |program, under| {
        let v6 = TcpListener::bind("[::1]:0").unwrap();
        let to = v6.local_addr().unwrap();
        let proxy = start(program, 1, "::1", under);
        let [mut client, mut far] = through(&proxy, &request(to), &v6);
        relays(&proxy);
        passes(&mut far, &mut client, b"over IPv6");
        relays(&proxy);
        drop(client);
        assert_eq!(rest(&far), b"");
        relays(&proxy);
        drop(far);
        let outcome = finish(proxy, &[to.port()]);
        assert_eq!(outcome.said, "::1 port 0: succeeded\n");
        outcome
    });
}

/// Requests that are refused, with the reply: none of them makes the proxy connect with anybody, except
/// with the port at which nobody listens.
fn refused(nobody: u16) -> Vec<(Vec<u8>, u8)> {
    let here = |port: u16| SocketAddr::from(([127, 0, 0, 1], port));
    let mut refused = vec![
        (request(here(nobody)), REFUSED),
        (request_by_name("localhost", nobody), REFUSED),
        (request(([127, 0, 0, 2], nobody).into()), NOT_ALLOWED),
        (request(([0, 0, 0, 0], nobody).into()), NOT_ALLOWED),
        (request(([0; 16], nobody).into()), NOT_ALLOWED),
        (request("[::1]:1".parse().unwrap()), NOT_ALLOWED),
        (request("[::ffff:127.0.0.1]:1".parse().unwrap()), NOT_ALLOWED),
        (request_by_name("localhost\0.example", nobody), FAILURE),
        (request_by_name("\0", nobody), FAILURE),
    ];
    for command in [0, 2, 3, 255] {
        for mut request in [request(here(nobody)), request_by_name("\x1b[2J", nobody)] {
            request[1] = command;
            refused.push((request, NO_SUCH_COMMAND));
        }
    }
    for kind in [0, 2, 5, 255] {
        refused.push((vec![5, 1, 0, kind], NO_SUCH_TYPE));
        refused.push(([&[5, 1, 0, kind][..], &[1; 300]].concat(), NO_SUCH_TYPE));
    }
    refused
}

#[test]
fn requests_that_are_refused() {
    // Taken, and nobody listens.
    let taken = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    taken.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    let nobody = taken.local_addr().unwrap().as_socket().unwrap().port();
    let refused = refused(nobody);
    compare_calls("socks_server", |program, under| {
        let proxy = start(program, refused.len(), "127.0.0.1", under);
        for (request, expected) in &refused {
            let mut client = greeted(&proxy);
            client.write_all(request).unwrap();
            client.shutdown(Shutdown::Write).unwrap();
            let (code, bound) = reply(&mut client);
            assert_eq!((code, bound.to_string()), (*expected, "0.0.0.0:0".into()), "{request:?}");
            assert_eq!(rest(&client), b"");
            drop(client);
            poll("no child", || {
                let is_alive = |child: &u32| state(*child).is_some_and(|(state, _)| state != 'Z');
                (!children(proxy.pid).iter().any(is_alive)).then_some(())
            });
        }
        let outcome = finish(proxy, &[nobody]);
        assert!(outcome.said.contains("\n?[2J port 0: command not supported\n"), "{outcome:?}");
        outcome
    });
}

/// What is no SOCKS5, or too little of it: whatever the proxy says, then it hangs up.
#[test]
fn who_does_not_speak_socks5_is_not_answered() {
    let greetings: [(&[u8], &[u8]); 11] = [
        (b"", b""),
        (b"\x05", b""),
        (b"\x05\x02\x00", b""),
        (b"\x04\x01\x00\x50\x7f\x00\x00\x01\x00", b""),
        (b"GET / HTTP/1.0\r\n\r\n", b""),
        (b"\x05\x00", b"\x05\xff"),
        (b"\x05\x01\x02", b"\x05\xff"),
        (b"\x05\x02\x01\x02", b"\x05\xff"),
        (b"\x05\x02\x02\x00", b"\x05\x00"),
        (b"\x05\x01\x00\x05\x01\x00", b"\x05\x00"),
        (b"\x05\x01\x00\x04\x01\x00\x01\x7f\x00\x00\x01\x00\x01", b"\x05\x00"),
    ];
    let Some(pair) = Pair::new("socks_server") else { return };
    for program in pair.both() {
        let proxy = Run::start(program, &["0", "24", "1", "127.0.0.1"], Under::Nobody);
        for (greeting, answer) in greetings {
            for leaves in [true, false] {
                let mut client = proxy.connect();
                client.write_all(greeting).unwrap();
                if leaves {
                    // It may have hung up already.
                    let _ = client.shutdown(Shutdown::Write);
                }
                // Else the proxy waits for a second, and no longer.
                let mut said = Vec::new();
                match client.read_to_end(&mut said) {
                    Ok(_) => assert_eq!(said, answer, "{}", greeting.escape_ascii()),
                    // What nobody has read breaks the connection off.
                    Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
                }
            }
        }
        // One that has said everything, and waits behind another that says nothing.
        let silent = proxy.connect();
        let mut other = greeted(&proxy);
        other.write_all(&[5, 9, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
        assert_eq!(reply(&mut other).0, NO_SUCH_COMMAND);
        drop((silent, other));
        let outcome = proxy.finish("");
        assert_eq!(
            (outcome.status, &*outcome.said),
            (Some(0), "0.0.0.0 0: command not supported\n")
        );
    }
}

/// Writes as long as anybody between the two ends has room. How much that was.
fn fill(proxy: &Run, mut end: &TcpStream, what: &[u8]) -> usize {
    let mut sent = 0;
    end.set_nonblocking(true).unwrap();
    let mut is_full = false;
    loop {
        match end.write(&what[sent..]) {
            Ok(n) => (sent, is_full) = (sent + n, false),
            Err(_) if is_full => break,
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::WouldBlock);
                relays(proxy);
                is_full = true;
            }
        }
    }
    end.set_nonblocking(false).unwrap();
    sent
}

#[test]
fn much_in_both_directions_at_once() {
    let Some(pair) = Pair::new("socks_server") else { return };
    let file = large(40_000_000);
    let file = file.as_slice();
    for program in pair.both() {
        let (target, _) = listener();
        let to = target.local_addr().unwrap();
        let proxy = start(program, 2, "127.0.0.1", Under::Nobody);
        let ends = through(&proxy, &request(to), &target);
        thread::scope(|scope| {
            for end in &ends {
                scope.spawn(move || {
                    let mut writer = end;
                    writer.write_all(file).unwrap();
                    end.shutdown(Shutdown::Write).unwrap();
                });
                scope.spawn(move || assert!(rest(end) == file));
            }
        });
        // The target sends more than there is room for, and is heard out last.
        let [mut client, mut far] = through(&proxy, &request(to), &target);
        let sent = fill(&proxy, &far, file);
        assert!(sent < file.len());
        for _ in 0..100 {
            passes(&mut client, &mut far, b"the other direction");
        }
        let mut came = vec![0; sent];
        client.read_exact(&mut came).unwrap();
        assert!(came == file[..sent]);
        drop((client, far));
        assert_eq!(proxy.finish("").status, Some(0));
    }
}

#[test]
fn no_more_than_64_at_once() {
    let Some(pair) = Pair::new("socks_server") else { return };
    if !tells_calls() {
        return;
    }
    for program in pair.both() {
        let proxy = start(program, 65, "127.0.0.1", Under::Nobody);
        let mut idle: Vec<TcpStream> = (0..64).map(|_| proxy.connect()).collect();
        poll("64 children", || (children(proxy.pid).len() == 64).then_some(()));
        let mut next = connect(proxy.port());
        next.write_all(&[5, 1, 2]).unwrap();
        proxy.sleeps_in(libc::SYS_wait4);
        idle.pop();
        assert_eq!(rest(&next), [5, 255]);
        drop((next, idle));
        assert_eq!(proxy.finish("").status, Some(0));
    }
}

#[test]
fn what_is_wrong_from_the_beginning() {
    let Some(pair) = Pair::new("socks_server") else { return };
    let first = Run::start(&pair.c, &["0"], Under::Nobody);
    complains("socks_server", &[&first.port().to_string()], "bind: Address already in use\n");
    let wrong: &[&[&str]] = &[
        &[],
        &["no port"],
        &["65536"],
        &["0", "1", "0"],
        &["0", "1", "1", "localhost"],
        &["0", "1", "1", "12345"],
        &["0", "1", "1", "127.0.0.1", "1"],
    ];
    prints_usage("socks_server", wrong);
}
