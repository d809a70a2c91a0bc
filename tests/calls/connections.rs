//! socket, socketpair, bind, listen, accept, accept4, connect, shutdown.

use crate::*;

/// An option of a socket that is an `int`, as libc says it.
fn int_option(fd: c_int, name: c_int) -> c_int {
    let (mut value, mut len) = (0, 4);
    // SAFETY: there is room for `len` bytes at `value`.
    let ret = unsafe { libc::getsockopt(fd, SOL_SOCKET, name, (&raw mut value).cast(), &mut len) };
    assert_eq!((ret, len), (0, 4));
    value
}

#[test]
fn a_socket_is_of_its_domain_type_and_protocol() {
    for (domain, type_, protocol, has) in [
        (PF_INET, SOCK_STREAM, 0, IPPROTO_TCP),
        (PF_INET, SOCK_DGRAM, 0, IPPROTO_UDP),
        (PF_INET, SOCK_DGRAM, IPPROTO_UDP, IPPROTO_UDP),
        (PF_UNIX, SOCK_SEQPACKET, 0, 0),
    ] {
        let fd = socket(domain, type_, protocol);
        assert_eq!(int_option(fd, SO_DOMAIN), domain);
        assert_eq!(int_option(fd, SO_TYPE), type_);
        assert_eq!(int_option(fd, SO_PROTOCOL), has);
        close(fd);
    }
}

#[test]
fn flags_of_new_sockets() {
    for (asked, nonblock, cloexec) in [
        (0, 0, 0),
        (SOCK_NONBLOCK, libc::O_NONBLOCK, 0),
        (SOCK_CLOEXEC, 0, libc::FD_CLOEXEC),
        (SOCK_NONBLOCK | SOCK_CLOEXEC, libc::O_NONBLOCK, libc::FD_CLOEXEC),
    ] {
        let (server, addr) = listener(); // which is non-blocking itself
        let client = caller(&addr);
        wait_for(server, libc::POLLIN);
        let conn = accept4(server, NULL, NULL, asked);
        let sock = socket(PF_INET, SOCK_STREAM | asked, 0);
        let sv = unix_pair(SOCK_STREAM | asked);
        for fd in [conn, sock, sv[0], sv[1]] {
            assert_eq!(flags(fd, libc::F_GETFL) & libc::O_NONBLOCK, nonblock, "{asked:#x}");
            assert_eq!(flags(fd, libc::F_GETFD), cloexec, "{asked:#x}");
        }
        close_all([server, client, conn, sock, sv[0], sv[1]]);
    }
}

#[test]
fn accept_inherits_no_flags() {
    let (server, addr) = listener();
    let client = caller(&addr);
    wait_for(server, libc::POLLIN);
    let conn = accept(server, NULL, NULL);
    assert_eq!(flags(conn, libc::F_GETFL) & libc::O_NONBLOCK, 0);
    close_all([server, client, conn]);
}

#[test]
fn accept_fails() {
    let (server, _) = listener();
    assert_eq!(answer(|| accept(server, NULL, NULL)), failed(EAGAIN));
    // SAFETY: no memory is passed.
    let kernel =
        answer(|| unsafe { libc::accept4(server, std::ptr::null_mut(), std::ptr::null_mut(), 1) });
    assert_eq!((answer(|| accept4(server, NULL, NULL, 1)), kernel), (failed(EINVAL), kernel));
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    assert_eq!(answer(|| accept(sock, NULL, NULL)), failed(EINVAL));
    let udp = socket(PF_INET, SOCK_DGRAM, 0);
    assert_eq!(answer(|| accept(udp, NULL, NULL)), failed(EOPNOTSUPP));
    close_all([server, sock, udp]);
}

#[test]
fn a_pair_is_connected_both_ways() {
    for type_ in [SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET] {
        let [one, two] = unix_pair(type_);
        for (from, to) in [(one, two), (two, one)] {
            let buf = &mut [0u8; 8];
            assert_eq!(count(|| write(from, "ping", 4)), returned(4));
            assert_eq!(count(|| read(to, buf, 8)), returned(4));
            assert_eq!(&buf[..4], b"ping");
        }
        close_all([one, two]);
    }
    assert_eq!(answer(|| socketpair(PF_INET, SOCK_STREAM, 0, &mut [0; 2])), failed(EOPNOTSUPP));
}

#[test]
fn bind_fails() {
    let (sock, addr) = bound(SOCK_STREAM);
    assert_eq!(answer(|| bind(sock, &addr, sizeof(&addr))), failed(EINVAL), "it has an address");
    let other = socket(PF_INET, SOCK_STREAM, 0);
    assert_eq!(answer(|| bind(other, &addr, sizeof(&addr))), failed(EADDRINUSE));
    let mut foreign = loopback();
    foreign.sin_addr.s_addr = htonl(0xc0000201); // 192.0.2.1, which is nobody's
    assert_eq!(answer(|| bind(other, &foreign, sizeof(&foreign))), failed(EADDRNOTAVAIL));
    foreign.sin_family = AF_INET6 as sa_family_t;
    assert_eq!(answer(|| bind(other, &foreign, sizeof(&foreign))), failed(EAFNOSUPPORT));
    close_all([sock, other]);
}

#[test]
fn listen_lets_call() {
    let (server, addr) = bound(SOCK_STREAM);
    let client = socket(PF_INET, SOCK_STREAM, 0);
    assert_eq!(answer(|| connect(client, &addr, sizeof(&addr))), failed(ECONNREFUSED));
    assert_eq!(int_option(server, SO_ACCEPTCONN), 0);
    assert_eq!(answer(|| listen(server, 5)), returned(0));
    assert_eq!(int_option(server, SO_ACCEPTCONN), 1);
    assert_eq!(answer(|| connect(client, &addr, sizeof(&addr))), returned(0));
    assert_eq!(answer(|| connect(client, &addr, sizeof(&addr))), failed(EISCONN));
    assert_eq!(answer(|| listen(client, 5)), failed(EINVAL));
    let udp = socket(PF_INET, SOCK_DGRAM, 0);
    assert_eq!(answer(|| listen(udp, 5)), failed(EOPNOTSUPP));
    close_all([server, client, udp]);
}

#[test]
fn connect_without_waiting() {
    let (server, addr) = listener();
    let sock = socket(PF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    assert_eq!(answer(|| connect(sock, &addr, sizeof(&addr))), failed(EINPROGRESS));
    wait_for(sock, libc::POLLOUT);
    assert_eq!(int_option(sock, SO_ERROR), 0);
    let conn = accept(server, NULL, NULL);
    assert!(conn >= 0);
    close_all([server, sock, conn]);
}

#[test]
fn connect_of_a_datagram_socket() {
    let (server, addr) = bound(SOCK_DGRAM);
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    assert_eq!(count(|| send(sock, "ping", 4, 0)), failed(EDESTADDRREQ));
    assert_eq!(answer(|| connect(sock, &addr, sizeof(&addr))), returned(0));
    assert_eq!(count(|| send(sock, "ping", 4, 0)), returned(4));
    assert_eq!(recv(server, &mut [0u8; 8], 8, 0), 4);
    // AF_UNSPEC undoes it.
    assert_eq!(answer(|| connect(sock, &sockaddr::zeroed(), 16)), returned(0));
    assert_eq!(count(|| send(sock, "ping", 4, 0)), failed(EDESTADDRREQ));
    close_all([server, sock]);
}

#[test]
fn shutdown_ends_a_direction() {
    for [one, two] in [tcp_pair(), unix_pair(SOCK_STREAM)] {
        let buf = &mut [0u8; 8];
        assert_eq!(write(one, "bye", 3), 3);
        assert_eq!(answer(|| shutdown(one, SHUT_WR)), returned(0));
        assert_eq!(read(two, buf, 8), 3);
        assert_eq!(count(|| read(two, buf, 8)), returned(0), "end of file");
        assert_eq!(count(|| send(one, "more", 4, MSG_NOSIGNAL)), failed(EPIPE));
        // The other direction still goes.
        assert_eq!(write(two, "bye", 3), 3);
        assert_eq!(read(one, buf, 8), 3);
        assert_eq!(answer(|| shutdown(one, 3)), failed(EINVAL));
        close_all([one, two]);
    }
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    assert_eq!(answer(|| shutdown(sock, SHUT_WR)), failed(ENOTCONN));
    close(sock);
}

/// `cond ? &object : NULL`, which is an `Option` here.
#[test]
fn a_pointer_that_may_be_null() {
    use berkeley::sys::select::*;

    let [sock, peer] = unix_pair(SOCK_STREAM);
    let (type_, mut len, now) = (&mut 0, 4, &mut timeval::zeroed());
    assert_eq!(getsockopt(sock, SOL_SOCKET, SO_TYPE, type_, &mut Some(&mut len)), 0);
    assert_eq!((*type_, len), (SOCK_STREAM, 4));
    let none = &mut None::<&mut socklen_t>;
    assert_eq!((getsockopt(sock, SOL_SOCKET, SO_TYPE, type_, none), errno()), (-1, EFAULT));

    let (readable, writable) = (&mut fd_set::zeroed(), &mut fd_set::zeroed());
    for (to_read, to_write) in [(false, false), (false, true), (true, false), (true, true)] {
        FD_SET(sock, readable);
        FD_SET(sock, writable);
        let ready = select(
            sock + 1,
            &mut to_read.then_some(&mut *readable),
            &mut to_write.then_some(&mut *writable),
            NULL,
            &mut Some(&mut *now),
        );
        assert_eq!(ready, to_write.into(), "it may be written, and has nothing to be read");
        assert_eq!(FD_ISSET(sock, readable), !to_read, "a set that is not given stays as it was");
    }
    // Without a timeout it waits until there is something.
    assert_eq!(write(peer, "x", 1), 1);
    FD_SET(sock, readable);
    assert_eq!(select(sock + 1, readable, NULL, NULL, &mut None::<&mut timeval>), 1);
    close(sock);
    close(peer);
}
