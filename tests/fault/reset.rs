//! A reset: what the calls return afterwards, compared with a connection that was reset in truth.

use super::why;
use berkeley::netinet::in_::*;
use berkeley::unistd::*;
use berkeley::{adopt, fault};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;

fn tcp() -> (i32, TcpStream) {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = TcpStream::connect(server.local_addr().unwrap()).unwrap();
    let (peer, _) = server.accept().unwrap();
    (adopt(client.into()), peer)
}

fn said(n: isize) -> String {
    if n == -1 { why() } else { n.to_string() }
}

/// Reads and writes in turn, by all kinds of calls.
fn calls(fd: i32, order: &str) -> Vec<String> {
    let buf = &mut [0u8; 8];
    let iov = [iovec::from("xy")];
    let mut msg = msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
    let call = |call| match call {
        'r' => read(fd, buf, 8),
        'R' => recv(fd, buf, 8, 0),
        'f' => recvfrom(fd, buf, 8, 0, NULL, NULL),
        'w' => write(fd, "x", 1),
        's' => send(fd, "x", 1, MSG_NOSIGNAL),
        'm' => sendmsg(fd, &msg, MSG_NOSIGNAL),
        _ => unreachable!(),
    };
    order.chars().map(call).map(said).collect()
}

#[test]
fn a_reset_is_like_a_true_one() {
    for order in ["rrwwr", "wwrrw", "RRsmf", "srrr", "mRwf", "fff"] {
        let (fd, peer) = tcp();
        // Closed with something unread, a connection is reset.
        write(fd, "unread", 6);
        peer.peek(&mut [0; 8]).unwrap();
        drop(peer);
        // Until it is here.
        let mut poll = [libc::pollfd { fd, events: libc::POLLIN, revents: 0 }];
        // SAFETY: one structure is there.
        assert_eq!(unsafe { libc::poll(poll.as_mut_ptr(), 1, 10_000) }, 1);
        let truly = calls(fd, order);
        assert_eq!(truly[0], "ECONNRESET");
        close(fd);

        let (fd, _peer) = tcp();
        let _guard = fault::thread("%read|%write:reset:nth=1").unwrap();
        assert_eq!(calls(fd, order), truly, "{order}");
        close(fd);
    }
}

#[test]
fn the_rest_of_the_connection_stays() {
    let (fd, mut peer) = tcp();
    peer.write_all(b"waits").unwrap();
    let copy = dup(fd);
    let (other, mut other_peer) = tcp();
    other_peer.write_all(b"fine").unwrap();

    let guard = fault::thread(fault::on("read").reset().fd(fd).times(1)).unwrap();
    assert_eq!(calls(fd, "r"), ["ECONNRESET"]);
    // By its other number too, and by a new one.
    assert_eq!(calls(copy, "rw"), ["0", "EPIPE"]);
    let third = dup(copy);
    assert_eq!(calls(third, "Rs"), ["0", "EPIPE"]);
    // Others are not.
    assert_eq!(calls(other, "r"), ["4"]);
    // The number is another's: it has nothing to do with the reset. (Not closed before: another
    // test's thread might get it.)
    let again = dup2(other, fd);
    other_peer.write_all(b"fine").unwrap();
    assert_eq!((again, calls(again, "r")), (fd, vec!["4".to_string()]));
    assert_eq!(guard.counts()[0].done, 1);

    // When the rule is gone, so is what it did: the kernel was never told.
    drop(guard);
    assert_eq!(calls(copy, "rw"), ["5", "1"]);
    for fd in [fd, copy, third, other] {
        close(fd);
    }
    let mut sent = String::new();
    peer.read_to_string(&mut sent).unwrap();
    assert_eq!(sent, "x");
}

/// Not of what has no connection.
#[test]
fn only_connections_are_reset() {
    let _guard = fault::thread("%read|%write:reset").unwrap();
    let fds = &mut [0; 2];
    pipe(fds);
    assert_eq!((write(fds[1], "ping", 4), read(fds[0], &mut [0u8; 8], 8)), (4, 4));
    let sv = &mut [0; 2];
    socketpair(AF_UNIX, SOCK_DGRAM, 0, sv);
    assert_eq!((write(sv[1], "ping", 4), read(sv[0], &mut [0u8; 8], 8)), (4, 4));
    for fd in [fds[0], fds[1], sv[0], sv[1]] {
        close(fd);
    }
    socketpair(AF_UNIX, SOCK_SEQPACKET, 0, sv);
    assert_eq!((write(sv[1], "ping", 4), why()), (-1, "ECONNRESET".to_string()));
    close(sv[0]);
    close(sv[1]);
}

/// More of them than are remembered.
#[test]
fn many_resets() {
    let _guard = fault::thread("write:reset").unwrap();
    let (one, _) = UnixStream::pair().unwrap();
    let fd = adopt(one.into());
    for _ in 0..1500 {
        let sv = &mut [0; 2];
        socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
        assert_eq!(calls(sv[0], "wwr"), ["ECONNRESET", "EPIPE", "0"]);
        close(sv[0]);
        close(sv[1]);
    }
    assert_eq!(calls(fd, "wwr"), ["ECONNRESET", "EPIPE", "0"]);
    close(fd);
}
