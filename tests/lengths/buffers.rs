//! Buffers: of `send`, `sendto`, `write`, `recv`, `recvfrom` and `read`.

use crate::*;

/// A call that sends `n` bytes of a buffer.
type Sends = fn(c_int, &[u8], usize) -> ssize_t;

/// Their names; through this crate; through libc.
const SENDS: [(&str, Sends, Sends); 3] = [
    ("send", |fd, buf, n| send(fd, buf, n, 0), libc_send),
    ("sendto", |fd, buf, n| sendto(fd, buf, n, 0, NULL, 0), libc_sendto),
    ("write", |fd, buf, n| write(fd, buf, n), libc_write),
];

fn libc_send(fd: c_int, buf: &[u8], n: usize) -> ssize_t {
    // SAFETY: the slice has `n` bytes.
    unsafe { libc::send(fd, buf[..n].as_ptr().cast(), n, 0) }
}

fn libc_sendto(fd: c_int, buf: &[u8], n: usize) -> ssize_t {
    // SAFETY: the slice has `n` bytes.
    unsafe { libc::sendto(fd, buf[..n].as_ptr().cast(), n, 0, ptr::null(), 0) }
}

fn libc_write(fd: c_int, buf: &[u8], n: usize) -> ssize_t {
    // SAFETY: the slice has `n` bytes.
    unsafe { libc::write(fd, buf[..n].as_ptr().cast(), n) }
}

/// A call that receives `n` bytes into a buffer.
type Receives = fn(c_int, &mut [u8], usize) -> ssize_t;

/// Their names; through this crate; through libc.
const RECEIVES: [(&str, Receives, Receives); 3] = [
    ("recv", |fd, buf, n| recv(fd, buf, n, 0), libc_recv),
    ("recvfrom", |fd, buf, n| recvfrom(fd, buf, n, 0, NULL, NULL), libc_recvfrom),
    ("read", |fd, buf, n| read(fd, buf, n), libc_read),
];

fn libc_recv(fd: c_int, buf: &mut [u8], n: usize) -> ssize_t {
    // SAFETY: the slice has `n` bytes.
    unsafe { libc::recv(fd, buf[..n].as_mut_ptr().cast(), n, 0) }
}

fn libc_recvfrom(fd: c_int, buf: &mut [u8], n: usize) -> ssize_t {
    let (buf, nobody) = (buf[..n].as_mut_ptr().cast(), ptr::null_mut());
    // SAFETY: the slice has `n` bytes.
    unsafe { libc::recvfrom(fd, buf, n, 0, nobody, ptr::null_mut()) }
}

fn libc_read(fd: c_int, buf: &mut [u8], n: usize) -> ssize_t {
    // SAFETY: the slice has `n` bytes.
    unsafe { libc::read(fd, buf[..n].as_mut_ptr().cast(), n) }
}

/// Lengths that say more than 8 bytes; the last are what −1, i32::MIN and the least `ssize_t` turn
/// into.
const TOO_LONG: [usize; 7] = [
    9,
    4096,
    1 << 31,
    1 << (usize::BITS / 2),
    usize::MAX,
    i32::MIN as usize,
    ssize_t::MIN as usize,
];

#[test]
fn sending_less_than_the_buffer() {
    for type_ in [SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET] {
        for (name, ours, libcs) in SENDS {
            for n in 0..=8 {
                let by = |sends: &dyn Fn(c_int) -> ssize_t| {
                    let ([sock, peer], buf) = (unix_pair(type_), &mut [CANARY; 16]);
                    let took = count(|| sends(sock));
                    let came = count(|| recv(peer, buf, 16, MSG_DONTWAIT));
                    close_all([sock, peer]);
                    (took, came, *buf)
                };
                let our = by(&|sock| ours(sock, b"abcdefgh", n));
                assert_eq!(our, by(&|sock| libcs(sock, b"abcdefgh", n)), "{name} {n}, {type_}");
                assert_eq!((our.0, &our.2[..n]), (returned(n as i64), &b"abcdefgh"[..n]));
            }
        }
    }
}

#[test]
fn sending_more_than_the_buffer() {
    for type_ in [SOCK_STREAM, SOCK_DGRAM] {
        let [sock, peer] = unix_pair(type_);
        for (name, sends, _) in SENDS {
            for n in TOO_LONG {
                assert_eq!(count(|| sends(sock, b"abcdefgh", n)), failed(EFAULT), "{name} {n}");
                assert_silent(peer);
            }
        }
        assert_eq!(count(|| write(sock, "abcdefgh", -1)), failed(EFAULT));
        assert_eq!(count(|| send(sock, "abcdefgh", -1, 0)), failed(EFAULT));
        assert_eq!(count(|| sendto(sock, "abcdefgh", -1, 0, NULL, 0)), failed(EFAULT));
        assert_silent(peer);
        close_all([sock, peer]);
    }
}

#[test]
fn receiving_less_than_the_buffer() {
    for type_ in [SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET] {
        for (name, ours, libcs) in RECEIVES {
            for n in 0..=8 {
                let by = |receives: &dyn Fn(c_int, &mut [u8; 8]) -> ssize_t| {
                    let ([sock, peer], buf) = (unix_pair(type_), &mut [CANARY; 8]);
                    assert_eq!(send(peer, "abcd", 4, 0), 4);
                    let got = count(|| receives(sock, buf));
                    // What is left: the rest of a stream, nothing of a datagram.
                    let left = count(|| recv(sock, &mut [0u8; 8], 8, MSG_DONTWAIT));
                    close_all([sock, peer]);
                    (got, *buf, left)
                };
                let our = by(&|sock, buf| ours(sock, buf, n));
                assert_eq!(our, by(&|sock, buf| libcs(sock, buf, n)), "{name} {n}, {type_}");
                assert_eq!(
                    (our.0, &our.1[..n.min(4)]),
                    (returned(n.min(4) as i64), &b"abcd"[..n.min(4)])
                );
            }
        }
    }
}

#[test]
fn receiving_more_than_the_buffer() {
    for type_ in [SOCK_STREAM, SOCK_DGRAM] {
        let [sock, peer] = unix_pair(type_);
        assert_eq!(send(peer, "abcd", 4, 0), 4);
        let buf = &mut [CANARY; 8];
        for (name, receives, _) in RECEIVES {
            for n in TOO_LONG {
                assert_eq!(count(|| receives(sock, buf, n)), failed(EFAULT), "{name} {n}");
            }
        }
        assert_eq!(count(|| read(sock, buf, -1)), failed(EFAULT));
        assert_eq!(count(|| recv(sock, buf, -1, 0)), failed(EFAULT));
        assert_eq!(*buf, [CANARY; 8]);
        assert_eq!(recv(sock, buf, 8, 0), 4, "it still waits");
        close_all([sock, peer]);
    }
}

#[test]
fn no_buffer_at_all() {
    let [sock, peer] = unix_pair(SOCK_DGRAM);
    // Without bytes it is an empty datagram, there and back.
    assert_eq!(count(|| send(sock, NULL, 0, 0)), returned(0));
    assert_eq!(count(|| write(sock, NULL, 0)), returned(0));
    assert_eq!(count(|| recv(peer, NULL, 0, 0)), returned(0));
    assert_eq!(count(|| recv(peer, &mut [0u8; 1], 1, 0)), returned(0));
    assert_silent(peer);
    // With MSG_PEEK and MSG_TRUNC, the classic way to ask how long the next datagram is.
    assert_eq!(send(sock, "abcd", 4, 0), 4);
    assert_eq!(count(|| recv(peer, NULL, 0, MSG_PEEK | MSG_TRUNC)), returned(4));
    // With a length, the kernel says EFAULT when it has taken the datagram out; here it stays.
    for n in [1, 8, usize::MAX] {
        assert_eq!(count(|| send(sock, NULL, n, 0)), failed(EFAULT));
        assert_eq!(count(|| write(sock, NULL, n)), failed(EFAULT));
        assert_eq!(count(|| recv(peer, NULL, n, 0)), failed(EFAULT));
        assert_eq!(count(|| read(peer, NULL, n)), failed(EFAULT));
    }
    assert_eq!(count(|| recv(peer, &mut [0u8; 8], 8, 0)), returned(4));
    assert_silent(peer);
    close_all([sock, peer]);
}

#[test]
fn throwing_bytes_away_needs_a_buffer() {
    let [sock, peer] = tcp_pair();
    assert_eq!(send(peer, "abcdef", 6, 0), 6);
    // SAFETY: with MSG_TRUNC TCP writes nothing.
    let kernel = count(|| unsafe { libc::recv(sock, ptr::null_mut(), 2, MSG_TRUNC) });
    assert_eq!(kernel, returned(2));
    // NULL has no bytes here, whatever the flags.
    assert_eq!(count(|| recv(sock, NULL, 2, MSG_TRUNC)), failed(EFAULT));
    let buf = &mut [CANARY; 8];
    assert_eq!(count(|| recv(sock, buf, 2, MSG_TRUNC)), returned(2));
    assert_eq!(*buf, [CANARY; 8]);
    assert_eq!(recv(sock, buf, 8, 0), 2);
    assert_eq!(&buf[..2], b"ef");
    close_all([sock, peer]);
}
