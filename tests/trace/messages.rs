//! Messages and vectors under strace and traced at once.

use berkeley::{NULL, arpa::inet::*, sys::uio::*, unistd::*};
use core::ffi::c_int;
use std::cell::Cell;

/// The calls, in many ways.
pub(crate) fn messages() {
    let _ = socket(-1, -1, -1); // Where the comparison begins.
    vectors();
    local();
    kinds();
    internet();
    batches();
}

/// Control messages of every kind that has a name, and others, with data of every length.
fn kinds() {
    let sock = socket(AF_UNIX, SOCK_DGRAM, 0); // Nobody is there.
    let data: Vec<u8> = (0..60u8).map(|i| if i % 8 < 2 { i * 4 } else { 0 }).collect();
    for kind in 0..70 {
        for len in [0, 1, 3, 4, 5, 8, 11, 12, 15, 16, 17, 31, 32, 47, 48, 50, 60] {
            if kind != SCM_RIGHTS {
                send_with(sock, &control(SOL_SOCKET, kind, &data[..len]), 0);
            }
            send_with(sock, &control(IPPROTO_IP, kind, &data[..len]), 0);
            send_with(sock, &control(IPPROTO_IPV6, kind, &data[..len]), 0);
        }
    }
    // Lengths that are not those of the data, before another one.
    for len in (0..40u64).chain([1u64 << 31, 1 << 40, 1 << 63u64]) {
        let mut control = [control(IPPROTO_IP, IP_TTL, &data[..4]), control(1, 2, b"")].concat();
        control[..8].copy_from_slice(&len.to_ne_bytes());
        for end in [16, 17, 23, 24, 39, 40] {
            send_with(sock, &control[..end], 0);
        }
    }
    close(sock);
}

fn vectors() {
    let fds = &mut [0; 2];
    assert_eq!(pipe(fds), 0);
    let long = [b'x'; 40];
    let iov = [iovec::from(b"one\0\n\xff1"), iovec::from(&long), iovec::zeroed(), iovec::from("")];
    for count in 0..=4 {
        writev(fds[1], &iov, count);
    }
    let (a, b) = (&mut [0u8; 10], &mut [0u8; 60]);
    let iov = [iovec::from(a), iovec::from(b), iovec::zeroed()];
    for count in 0..=3 {
        readv(fds[0], &iov, count);
    }
    writev(fds[1], &iov, -1);
    preadv(fds[0], &iov, 2, 3);
    pwritev(fds[1], &iov, 2, -1);
    for flags in [0, RWF_HIPRI, RWF_NOWAIT | RWF_APPEND, 0x4000_0000, -1] {
        preadv2(fds[0], &iov, 1, 1 << (off_t::BITS - 24), flags);
        pwritev2(fds[1], &iov, 1, 5, flags);
    }
    close(fds[0]);
    close(fds[1]);
}

/// A control message, and room after it.
fn control(level: c_int, kind: c_int, data: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0; CMSG_SPACE(data.len())];
    bytes[..8].copy_from_slice(&CMSG_LEN(data.len()).to_ne_bytes());
    bytes[8..12].copy_from_slice(&level.to_ne_bytes());
    bytes[12..16].copy_from_slice(&kind.to_ne_bytes());
    bytes[16..16 + data.len()].copy_from_slice(data);
    bytes
}

/// Sends with these control messages.
fn send_with(sock: c_int, control: &[u8], flags: c_int) {
    let iov = [iovec::from(b"text")];
    let mut msg = msghdr::zeroed();
    msg.msg_iov = &iov;
    msg.msg_iovlen = 1;
    msg.msg_control = control.into();
    msg.msg_controllen = control.len();
    sendmsg(sock, &msg, flags);
}

/// Receives, with so much room for the address and for control messages.
fn receive(sock: c_int, name: usize, control: usize, flags: c_int) {
    let (name, control, buf) = (&mut vec![0u8; name], &mut vec![0u8; control], &mut [0u8; 40]);
    let iov = [iovec::from(buf)];
    let mut msg = msghdr::zeroed();
    msg.msg_iov = &iov;
    msg.msg_iovlen = 1;
    msg.msg_namelen = name.len() as socklen_t;
    if !name.is_empty() {
        msg.msg_name = name.into();
    }
    msg.msg_controllen = control.len();
    if !control.is_empty() {
        msg.msg_control = control.into();
    }
    recvmsg(sock, &mut msg, flags | MSG_DONTWAIT);
    // What came with it stays open: its numbers are in the lines.
}

fn local() {
    for kind in [SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET] {
        let sv = &mut [0; 2];
        assert_eq!(socketpair(AF_UNIX, kind, 0, sv), 0);
        let bytes = |ints: &[c_int]| ints.iter().flat_map(|n| n.to_ne_bytes()).collect::<Vec<_>>();
        let rights = control(SOL_SOCKET, SCM_RIGHTS, &bytes(sv));
        let (pid, uid, gid) =
            // SAFETY: pass nothing.
            unsafe { (libc::getpid(), libc::getuid() as c_int, libc::getgid() as c_int) };
        let who = control(SOL_SOCKET, SCM_CREDENTIALS, &bytes(&[pid, uid, gid]));
        let no_one = control(SOL_SOCKET, SCM_CREDENTIALS, &bytes(&[-1, -1, -1]));
        let both = [&rights[..], &who[..]].concat();
        let strange = control(12345, 6789, b"unknown");
        let empty = control(SOL_SOCKET, SCM_RIGHTS, b"");
        let cut = &rights[..rights.len() - 7];
        let mut short = rights.clone();
        short[0] = 5;
        let all =
            [&rights, &who, &no_one, &both, &strange, &empty, cut, &short, &rights[..15], b""];
        for on in [0, 1] {
            assert_eq!(setsockopt(sv[1], SOL_SOCKET, SO_PASSCRED, &on, 4), 0);
            for control in all {
                send_with(sv[0], control, MSG_NOSIGNAL);
                for (name, room) in [(0, 0), (0, 20), (128, 200)] {
                    receive(sv[1], name, room, MSG_PEEK);
                }
                receive(sv[1], 5, 100, MSG_CMSG_CLOEXEC);
            }
        }
        receive(sv[1], 5, 100, 0);
        receive(sv[1], 0, 0, 0x0100_0000);
        close(sv[0]);
        close(sv[1]);
    }
}

fn internet() {
    let loopback = sockaddr_in {
        sin_family: AF_INET as sa_family_t,
        sin_addr: in_addr { s_addr: htonl(INADDR_LOOPBACK) },
        ..sockaddr_in::zeroed()
    };
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    bind(sock, &loopback, 16);
    let mut own = sockaddr_in::zeroed();
    getsockname(sock, &mut own, &mut 16);
    for option in [IP_PKTINFO, IP_RECVTTL, IP_RECVTOS, IP_RECVERR, IP_RECVORIGDSTADDR] {
        setsockopt(sock, IPPROTO_IP, option, &1, 4);
        to(sock, &own, &control(IPPROTO_IP, IP_TTL, &7i32.to_ne_bytes()));
        receive(sock, 128, 200, 0);
    }
    to(sock, &own, &control(IPPROTO_IP, IP_TOS, &[8]));
    receive(sock, 16, 200, 0);
    to(sock, &own, &control(IPPROTO_IP, IP_TOS, &8i32.to_ne_bytes()));
    receive(sock, 7, 10, 0);
    to(sock, &own, &control(IPPROTO_IP, IP_PKTINFO, &[0; 12]));
    receive(sock, 1, 50, 0);
    to(sock, &own, &control(IPPROTO_UDP, 103, &[1, 0]));
    for option in [SO_TIMESTAMP, SO_TIMESTAMPNS] {
        setsockopt(sock, SOL_SOCKET, option, &1, 4);
        to(sock, &own, b"");
        receive(sock, 16, 200, 0);
    }
    // Nobody is at the port 1: the error comes back.
    let mut nobody = own;
    nobody.sin_port = htons(1);
    to(sock, &nobody, b"");
    for _ in 0..6 {
        receive(sock, 16, 200, MSG_ERRQUEUE);
    }
    for _ in 0..8 {
        receive(sock, 16, 0, 0);
    }
    close(sock);
}

/// Sends to an address.
fn to(sock: c_int, addr: &sockaddr_in, control: &[u8]) {
    let iov = [iovec::from(b"ab"), iovec::from(b"cd")];
    let mut msg = msghdr::zeroed();
    msg.msg_name = addr.into();
    msg.msg_namelen = sizeof(addr) as socklen_t;
    msg.msg_iov = &iov;
    msg.msg_iovlen = 2;
    msg.msg_control = control.into();
    msg.msg_controllen = control.len();
    msg.msg_flags = MSG_EOR;
    sendmsg(sock, &msg, 0);
}

fn batches() {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_DGRAM, 0, sv), 0);
    let texts = ["one", "", "three", "four"].map(iovec::from);
    let mut msgs = [const { mmsghdr::zeroed() }; 4];
    for (msg, text) in msgs.iter_mut().zip(texts.chunks(1)) {
        msg.msg_hdr.msg_iov = text;
        msg.msg_hdr.msg_iovlen = 1;
    }
    for count in [4, 1, 0] {
        sendmmsg(sv[0], &mut msgs, count, MSG_NOSIGNAL);
    }
    sendmmsg(sv[0], &mut msgs, 2, MSG_OOB);
    let bufs = [const { Cell::new([0u8; 4]) }; 3];
    let iovs: [iovec<'_>; 3] = std::array::from_fn(|i| iovec::from(&bufs[i]));
    let mut msgs = [const { mmsghdr::zeroed() }; 3];
    for (msg, iov) in msgs.iter_mut().zip(iovs.chunks(1)) {
        msg.msg_hdr.msg_iov = iov;
        msg.msg_hdr.msg_iovlen = 1;
    }
    for (count, flags) in [(2, 0), (1, MSG_WAITFORONE), (3, MSG_DONTWAIT)] {
        recvmmsg(sv[1], &mut msgs, count, flags, NULL);
    }
    recvmmsg(sv[1], &mut msgs, 3, MSG_DONTWAIT, NULL);
    let tmo = &mut libc::timespec { tv_sec: 1, tv_nsec: -1 };
    recvmmsg(sv[1], &mut msgs, 3, MSG_DONTWAIT, tmo);
    tmo.tv_nsec = 0;
    recvmmsg(sv[1], &mut msgs, 3, MSG_DONTWAIT, tmo);
    close(sv[0]);
    close(sv[1]);
}
