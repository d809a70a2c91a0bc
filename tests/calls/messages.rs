//! send, recv, sendto, recvfrom and their flags; sockatmark.

use crate::*;

#[test]
fn peeking_leaves_it_there() {
    for type_ in [SOCK_STREAM, SOCK_DGRAM] {
        let ([sock, peer], buf) = (unix_pair(type_), &mut [0u8; 8]);
        assert_eq!(send(peer, "ping", 4, 0), 4);
        for _ in 0..3 {
            assert_eq!(count(|| recv(sock, buf, 8, MSG_PEEK)), returned(4));
        }
        assert_eq!(count(|| recvfrom(sock, buf, 8, 0, NULL, NULL)), returned(4));
        assert_silent(sock);
        close_all([sock, peer]);
    }
}

#[test]
fn truncation_tells_the_true_length() {
    let (server, addr) = bound(SOCK_DGRAM);
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    let buf = &mut [CANARY; 4];
    for (flags, says) in [(0, 3), (MSG_TRUNC, 11)] {
        assert_eq!(count(|| sendto(sock, "hello world", 11, 0, &addr, 16)), returned(11));
        assert_eq!(count(|| recv(server, buf, 3, flags)), returned(says));
        assert_eq!(buf, b"hel\xee");
        assert_silent(server); // the rest of it is lost
    }
    close_all([server, sock]);
}

#[test]
fn not_waiting_this_once() {
    let [sock, peer] = unix_pair(SOCK_STREAM);
    let buf = &mut [0u8; 4096];
    assert_eq!(count(|| recv(sock, buf, 1, MSG_DONTWAIT)), failed(EAGAIN));
    while send(sock, buf, sizeof(buf), MSG_DONTWAIT) > 0 {}
    assert_eq!(errno(), EAGAIN, "the other side is full");
    assert_eq!(count(|| send(sock, buf, sizeof(buf), MSG_DONTWAIT)), failed(EAGAIN));
    assert_eq!(flags(sock, libc::F_GETFL) & libc::O_NONBLOCK, 0, "it is not the socket's own");
    close_all([sock, peer]);
}

#[test]
fn waiting_for_all() {
    let ([sock, peer], buf) = (tcp_pair(), &mut [0u8; 8]);
    let sender = std::thread::spawn(move || {
        for part in ["ab", "cd", "efgh"] {
            assert_eq!(send(peer, part, part.len(), 0), part.len() as ssize_t);
        }
    });
    assert_eq!(count(|| recv(sock, buf, 8, MSG_WAITALL)), returned(8));
    assert_eq!(buf, b"abcdefgh");
    sender.join().unwrap();
    close_all([sock, peer]);
}

#[test]
fn more_is_coming() {
    let (server, addr) = bound(SOCK_DGRAM);
    let (sock, buf) = (socket(PF_INET, SOCK_DGRAM, 0), &mut [0u8; 16]);
    assert_eq!(connect(sock, &addr, 16), 0);
    assert_eq!(send(sock, "hello ", 6, MSG_MORE), 6);
    assert_silent(server);
    assert_eq!(send(sock, "world", 5, 0), 5);
    assert_eq!(recv(server, buf, 16, 0), 11, "one datagram of both");
    assert_eq!(&buf[..11], b"hello world");
    close_all([server, sock]);
}

#[test]
fn the_sender_gets_the_answer() {
    let (server, addr) = bound(SOCK_DGRAM);
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    assert_eq!(count(|| sendto(sock, "ping", 4, 0, &addr, sizeof(&addr))), returned(4));
    let (from, mut len, buf) = (&mut sockaddr_in::zeroed(), 16, &mut [0u8; 8]);
    assert_eq!(count(|| recvfrom(server, buf, 8, 0, from, &mut len)), returned(4));
    assert_eq!((from.sin_family, len), (AF_INET as sa_family_t, 16));
    assert_eq!(from.sin_port, own_address(sock).sin_port);
    assert_eq!(count(|| sendto(server, "pong", 4, 0, from, len)), returned(4));
    assert_eq!(recv(sock, buf, 8, 0), 4);
    assert_eq!(&buf[..4], b"pong");
    close_all([server, sock]);
}

#[test]
fn sending_and_receiving_fails() {
    let _quiet = no_children();
    let buf = &mut [0u8; 8];
    let tcp = socket(PF_INET, SOCK_STREAM, 0);
    assert_eq!(count(|| send(tcp, "x", 1, 0)), failed(EPIPE), "never connected");
    assert_eq!(count(|| recv(tcp, buf, 8, 0)), failed(ENOTCONN));
    assert_eq!(count(|| recv(tcp, buf, 8, MSG_OOB)), failed(EINVAL));
    let udp = socket(PF_INET, SOCK_DGRAM, 0);
    assert_eq!(count(|| send(udp, "x", 1, MSG_OOB)), failed(EOPNOTSUPP));
    assert_eq!(count(|| sendto(udp, "x", 1, 0, &loopback(), 16)), failed(EINVAL), "port 0");
    let (receiver, addr) = bound(SOCK_DGRAM);
    let long = vec![0u8; 65508];
    assert_eq!(count(|| sendto(udp, &long, 65508, 0, &addr, 16)), failed(EMSGSIZE));
    assert_eq!(count(|| sendto(udp, &long, 65507, 0, &addr, 16)), returned(65507));
    let mut broadcast = addr;
    broadcast.sin_addr.s_addr = htonl(0x7fffffff);
    assert_eq!(count(|| sendto(udp, "x", 1, 0, &broadcast, 16)), failed(EACCES));
    close(receiver);
    // Nobody is there any more: the first datagram finds out, the second call learns of it.
    assert_eq!(connect(udp, &addr, 16), 0);
    assert_eq!(count(|| send(udp, "x", 1, 0)), returned(1));
    assert_eq!(count(|| send(udp, "x", 1, 0)), failed(ECONNREFUSED));
    let [one, two] = unix_pair(SOCK_STREAM);
    assert_eq!(count(|| sendto(one, "x", 1, 0, &sockaddr_un::zeroed(), 110)), failed(EISCONN));
    // Closed with something unread: that breaks the connection off.
    assert_eq!(send(one, "x", 1, 0), 1);
    close(two);
    assert_eq!(count(|| recv(one, buf, 8, 0)), failed(ECONNRESET));
    assert_eq!(count(|| recv(one, buf, 8, 0)), returned(0));
    let pipe_ends = &mut [0; 2];
    assert_eq!(pipe(pipe_ends), 0);
    assert_eq!(count(|| send(pipe_ends[1], "x", 1, 0)), failed(ENOTSOCK));
    assert_eq!(count(|| recv(pipe_ends[0], buf, 1, 0)), failed(ENOTSOCK));
    close_all([tcp, udp, one, pipe_ends[0], pipe_ends[1]]);
}

#[test]
fn urgent_bytes_set_a_mark() {
    for inline in [0, 1] {
        let ([sock, peer], buf) = (tcp_pair(), &mut [0u8; 8]);
        assert_eq!(setsockopt(sock, SOL_SOCKET, SO_OOBINLINE, &inline, 4), 0);
        assert_eq!(answer(|| sockatmark(sock)), returned(0));
        assert_eq!(send(peer, "ab", 2, 0), 2);
        assert_eq!(count(|| send(peer, "!", 1, MSG_OOB)), returned(1));
        assert_eq!(send(peer, "cd", 2, 0), 2);
        assert_eq!(shutdown(peer, SHUT_WR), 0);
        wait_for(sock, libc::POLLRDHUP); // all of it has come
        assert_eq!(sockatmark(sock), 0);
        assert_eq!(count(|| read(sock, buf, 8)), returned(2), "not past the mark");
        assert_eq!(answer(|| sockatmark(sock)), returned(1));
        // SAFETY: passes a number.
        assert_eq!(answer(|| unsafe { c_sockatmark(sock) }), returned(1));
        if inline == 0 {
            assert_eq!(count(|| recv(sock, buf, 1, MSG_OOB)), returned(1));
            assert_eq!(buf[0], b'!');
            assert_eq!(count(|| recv(sock, buf, 1, MSG_OOB)), failed(EINVAL), "taken");
            assert_eq!(count(|| read(sock, buf, 8)), returned(2));
            assert_eq!(&buf[..2], b"cd");
        } else {
            assert_eq!(count(|| recv(sock, buf, 1, MSG_OOB)), failed(EINVAL), "in the stream");
            assert_eq!(count(|| read(sock, buf, 8)), returned(3));
            assert_eq!(&buf[..3], b"!cd");
        }
        assert_eq!(sockatmark(sock), 0);
        close_all([sock, peer]);
    }
}

unsafe extern "C" {
    #[link_name = "sockatmark"]
    fn c_sockatmark(fd: c_int) -> c_int;
}

#[test]
fn sockatmark_fails() {
    let udp = socket(PF_INET, SOCK_DGRAM, 0);
    let [unix, other] = unix_pair(SOCK_DGRAM);
    let ends = &mut [0; 2];
    assert_eq!(pipe(ends), 0);
    for (fd, errno) in [(udp, ENOTTY), (unix, EOPNOTSUPP), (ends[0], ENOTTY)] {
        // SAFETY: passes a number.
        let libc = answer(|| unsafe { c_sockatmark(fd) });
        assert_eq!((answer(|| sockatmark(fd)), libc), (failed(errno), libc));
    }
    assert_eq!(answer(|| sockatmark(-1)), failed(EBADF));
    close_all([udp, unix, other, ends[0], ends[1]]);
}
