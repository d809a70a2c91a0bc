//! Kinds of control messages, as the kernel gives and takes them.

use crate::{child, pair, pass, take};
use berkeley::{errno::*, netinet::in_::*, string::*, unistd::*};
use std::cell::Cell;
use std::net::{Ipv6Addr, UdpSocket};
use std::os::fd::AsRawFd;

const SO_PASSPIDFD: i32 = 76;
const SCM_PIDFD: i32 = 4;
const SOL_UDP: i32 = 17;
const UDP_SEGMENT: i32 = 103;
const UDP_GRO: i32 = 104;

/// A control message: level, kind, data.
type Part = (i32, i32, Vec<u8>);

/// Control messages as C makes them, one after the other.
fn made(parts: &[Part]) -> Vec<u8> {
    let mut control = vec![0u8; parts.iter().map(|(_, _, data)| CMSG_SPACE(data.len())).sum()];
    let mut msg = msghdr::zeroed();
    msg.msg_controllen = control.len();
    msg.msg_control = (&mut control).into();
    let mut cmsg = CMSG_FIRSTHDR(&msg);
    for (level, kind, data) in parts {
        cmsg.set_cmsg_level(*level);
        cmsg.set_cmsg_type(*kind);
        cmsg.set_cmsg_len(CMSG_LEN(data.len()));
        memcpy(&mut CMSG_DATA(cmsg), data, data.len());
        cmsg = CMSG_NXTHDR(&msg, cmsg);
    }
    assert!(cmsg == NULL);
    control
}

/// Sends text with control messages.
fn send_with(sock: i32, text: &[u8], control: &[u8]) -> isize {
    let iov = [iovec::from(text)];
    let mut msg = msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
    (msg.msg_control, msg.msg_controllen) = (control.into(), control.len());
    sendmsg(sock, &msg, 0)
}

/// Receives: how much, the control messages, and the flags.
fn receive(sock: i32, room: usize, flags: i32) -> (isize, Vec<Part>, i32) {
    let (buf, control) = (Cell::new([0u8; 4096]), &mut vec![0u8; room]);
    let iov = [iovec::from(&buf)];
    let mut msg = msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
    (msg.msg_control, msg.msg_controllen) = (control.into(), room);
    let n = recvmsg(sock, &mut msg, flags);
    let mut parts = vec![];
    let mut cmsg = CMSG_FIRSTHDR(&msg);
    while n >= 0 && cmsg != NULL {
        let data = &mut vec![0u8; cmsg.cmsg_len - CMSG_LEN(0)];
        memcpy(data, &CMSG_DATA(cmsg), data.len());
        parts.push((cmsg.cmsg_level, cmsg.cmsg_type, data.clone()));
        cmsg = CMSG_NXTHDR(&msg, cmsg);
    }
    (n, parts, msg.msg_flags)
}

/// A UDP socket of this family at the loopback address, connected to itself.
fn udp(family: i32) -> i32 {
    let any = if family == AF_INET { "127.0.0.1:0" } else { "[::1]:0" };
    let std = UdpSocket::bind(any).unwrap();
    std.connect(std.local_addr().unwrap()).unwrap();
    berkeley::adopt(std.into())
}

fn switch_on(sock: i32, level: i32, option: i32) -> bool {
    setsockopt(sock, level, option, &1, 4) == 0
}

fn int(n: i32) -> Vec<u8> {
    n.to_ne_bytes().to_vec()
}

/// How many descriptors the process has.
fn open() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

#[test]
fn no_room_for_descriptors_leaks_none() {
    child::in_child("kinds::no_room_for_descriptors_leaks_none", || {
        let sv = pair(SOCK_DGRAM);
        let before = open();
        for room in 0..=CMSG_SPACE(4 * 5) {
            let fits = (room.saturating_sub(CMSG_LEN(0)) / 4).min(5);
            assert_eq!(pass(sv[0], &[sv[0], sv[1], sv[0], sv[1], sv[0]]), 1);
            let (got, flags) = take(sv[1], room);
            assert_eq!((got.len(), flags & MSG_CTRUNC != 0), (fits, fits < 5), "{room} bytes");
            assert_eq!(open(), before + fits);
            for fd in got {
                assert_eq!(fcntl_flags(fd), libc::FD_CLOEXEC);
                assert_eq!(close(fd), 0);
            }
            assert_eq!(open(), before);
        }
        // Peeking gives more of them, which are the program's too.
        assert_eq!(pass(sv[0], &[sv[0]]), 1);
        for flags in [MSG_PEEK, MSG_PEEK, 0] {
            let (n, parts, _) = receive(sv[1], 100, flags);
            assert_eq!((n, parts.len()), (1, 1));
            let fd = i32::from_ne_bytes(parts[0].2[..].try_into().unwrap());
            assert_eq!((fcntl_flags(fd), close(fd)), (0, 0));
        }
        assert_eq!(open(), before);
        assert_eq!((close(sv[0]), close(sv[1])), (0, 0));
        assert_eq!(open(), before - 2);
    });
}

fn fcntl_flags(fd: i32) -> i32 {
    // SAFETY: passes numbers.
    unsafe { libc::fcntl(fd, libc::F_GETFD) }
}

#[test]
fn who_sent_it() {
    let sv = pair(SOCK_DGRAM);
    assert!(switch_on(sv[1], SOL_SOCKET, SO_PASSCRED));
    // SAFETY: pass nothing.
    let me = unsafe { ucred { pid: libc::getpid(), uid: libc::getuid(), gid: libc::getgid() } };
    let said = (SOL_SOCKET, SCM_CREDENTIALS, me.as_bytes().to_vec());
    for control in [made(&[]), made(std::slice::from_ref(&said))] {
        assert_eq!(send_with(sv[0], b"x", &control), 1);
        assert_eq!(receive(sv[1], 100, 0), (1, vec![said.clone()], 0));
    }
    let wrong = ucred { pid: i32::MAX, ..me };
    let control = made(&[(SOL_SOCKET, SCM_CREDENTIALS, wrong.as_bytes().to_vec())]);
    assert_eq!(send_with(sv[0], b"x", &control), -1);
    assert!([EPERM, ESRCH].contains(&errno()));
    if switch_on(sv[1], SOL_SOCKET, SO_PASSPIDFD) {
        assert_eq!(send_with(sv[0], b"x", b""), 1);
        let (_, parts, _) = receive(sv[1], 100, MSG_CMSG_CLOEXEC);
        let (_, _, data) = parts.iter().find(|part| part.1 == SCM_PIDFD).unwrap();
        let fd = i32::from_ne_bytes(data[..].try_into().unwrap());
        assert_eq!(close(fd), 0, "the table has it");
    } else {
        crate::c::say("who_sent_it: no SO_PASSPIDFD before Linux 6.5");
    }
    close(sv[0]);
    close(sv[1]);
}

#[test]
fn of_datagrams_over_the_internet() {
    let sock = udp(AF_INET);
    for option in [IP_PKTINFO, IP_RECVTTL, IP_RECVTOS] {
        assert!(switch_on(sock, IPPROTO_IP, option));
    }
    let control = made(&[(IPPROTO_IP, IP_TTL, int(7)), (IPPROTO_IP, IP_TOS, vec![0x20])]);
    assert_eq!(send_with(sock, b"x", &control), 1);
    let (n, parts, flags) = receive(sock, 200, 0);
    let [pktinfo, ttl, tos] = &parts[..] else { panic!("{parts:?}") };
    assert_eq!((n, flags, pktinfo.1), (1, 0, IP_PKTINFO));
    assert_eq!(pktinfo.2[4..], [127, 0, 0, 1, 127, 0, 0, 1]);
    assert_eq!(*ttl, (IPPROTO_IP, IP_TTL, int(7)));
    assert_eq!(*tos, (IPPROTO_IP, IP_TOS, vec![0x20]));
    close(sock);

    if std::net::UdpSocket::bind("[::1]:0").is_err() {
        return crate::c::say("of_datagrams_over_the_internet: no IPv6 here");
    }
    let sock = udp(AF_INET6);
    for option in [IPV6_RECVPKTINFO, IPV6_RECVHOPLIMIT] {
        assert!(switch_on(sock, IPPROTO_IPV6, option));
    }
    assert_eq!(send_with(sock, b"x", &made(&[(IPPROTO_IPV6, IPV6_HOPLIMIT, int(9))])), 1);
    let (_, parts, _) = receive(sock, 200, 0);
    let [pktinfo, hops] = &parts[..] else { panic!("{parts:?}") };
    assert_eq!((pktinfo.1, &pktinfo.2[..16]), (IPV6_PKTINFO, &Ipv6Addr::LOCALHOST.octets()[..]));
    assert_eq!(*hops, (IPPROTO_IPV6, IPV6_HOPLIMIT, int(9)));
    close(sock);
}

#[test]
fn when_it_came() {
    for (option, kind) in [(SO_TIMESTAMP, SCM_TIMESTAMP), (SO_TIMESTAMPNS, SCM_TIMESTAMPNS)] {
        let sock = udp(AF_INET);
        assert!(switch_on(sock, SOL_SOCKET, option));
        assert_eq!(send(sock, "x", 1, 0), 1);
        let (_, parts, _) = receive(sock, 100, 0);
        let [(SOL_SOCKET, got, time)] = &parts[..] else { panic!("{parts:?}") };
        assert_eq!((*got, time.len()), (kind, 2 * size_of::<libc::c_long>()));
        assert!(time.iter().any(|byte| *byte != 0));
        close(sock);
    }
}

#[test]
fn what_came_back_with_an_error() {
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    assert!(switch_on(sock, IPPROTO_IP, IP_RECVERR));
    // Has a port, and takes nothing there but from itself.
    let peer = UdpSocket::bind("127.0.0.1:0").unwrap();
    peer.connect(peer.local_addr().unwrap()).unwrap();
    let port = peer.local_addr().unwrap().port();
    let addr = sockaddr_in {
        sin_family: AF_INET as sa_family_t,
        sin_port: htons(port),
        sin_addr: in_addr { s_addr: htonl(INADDR_LOOPBACK) },
        ..sockaddr_in::zeroed()
    };
    assert_eq!(connect(sock, &addr, 16), 0);
    assert_eq!(send(sock, "lost", 4, 0), 4);
    let mut poll = libc::pollfd { fd: sock, events: 0, revents: 0 };
    // SAFETY: there is one `pollfd`.
    assert_eq!(unsafe { libc::poll(&mut poll, 1, 60_000) }, 1);
    let (n, parts, flags) = receive(sock, 200, MSG_ERRQUEUE);
    assert_eq!((n, flags & MSG_ERRQUEUE), (4, MSG_ERRQUEUE), "what was sent comes back");
    let [(IPPROTO_IP, IP_RECVERR, error)] = &parts[..] else { panic!("{parts:?}") };
    assert_eq!(error[..4], ECONNREFUSED.to_ne_bytes());
    assert_eq!(error[4], 2, "SO_EE_ORIGIN_ICMP");
    close(sock);
}

#[test]
fn datagrams_in_one_piece() {
    let sock = udp(AF_INET);
    if !switch_on(sock, SOL_UDP, UDP_GRO) {
        return crate::c::say("datagrams_in_one_piece: no UDP_GRO here");
    }
    let control = made(&[(SOL_UDP, UDP_SEGMENT, 500u16.to_ne_bytes().to_vec())]);
    assert_eq!(send_with(sock, &[1; 1700], &control), 1700);
    let mut received = 0;
    while received < 1700 {
        let (n, parts, _) = receive(sock, 100, 0);
        received += n;
        // Several at once come with the size of each.
        let size = (SOL_UDP, UDP_GRO, int(500));
        assert_eq!(parts, if n > 500 { vec![size] } else { vec![] }, "{n}");
    }
    assert_eq!(received, 1700);
    close(sock);
}

/// What libc says to the same bytes, on another pair.
fn libc_send(sock: i32, control: &[u8]) -> (isize, i32) {
    // SAFETY: all zeros is such a structure; the kernel reads `control`, which is as long.
    unsafe {
        let mut msg: libc::msghdr = std::mem::zeroed();
        msg.msg_control = control.as_ptr().cast_mut().cast();
        msg.msg_controllen = control.len() as _;
        set_errno(0);
        (libc::sendmsg(sock, &msg, 0), errno())
    }
}

#[test]
fn malformed_ones_earn_the_kernel_s_error() {
    let sv = pair(SOCK_DGRAM);
    let inet = udp(AF_INET);
    let good = made(&[(SOL_SOCKET, SCM_RIGHTS, int(sv[0])), (99, 99, b"unknown".to_vec())]);
    let mut cases: Vec<Vec<u8>> = (0..good.len()).map(|end| good[..end].to_vec()).collect();
    for len in (0..64u64).chain([1 << 31, 1 << 63, u64::MAX, u64::MAX - 7]) {
        for at in [0, CMSG_SPACE(4)] {
            let mut case = good.clone();
            case[at..at + 8].copy_from_slice(&len.to_ne_bytes());
            // Where more numbers are read, they are open ones.
            if len != 20 && at == 0 {
                case[20..].chunks_mut(4).for_each(|n| n.copy_from_slice(&int(sv[0])));
            }
            cases.push(case);
        }
    }
    cases.push(made(&[(SOL_SOCKET, SCM_RIGHTS, int(sv[0]).repeat(253))]));
    cases.push(made(&[(SOL_SOCKET, SCM_RIGHTS, int(sv[0]).repeat(254))]));
    cases.push(made(&[(SOL_SOCKET, SCM_RIGHTS, vec![])]));
    cases.push(made(&[(SOL_SOCKET, SCM_CREDENTIALS, int(1))]));
    cases.push(made(&[(SOL_SOCKET, 77, int(1))]));
    cases.push(made(&[(IPPROTO_IP, IP_TTL, int(256))]));
    cases.push(made(&[(IPPROTO_IP, IP_TTL, b"".to_vec())]));
    let mut errors = 0;
    for case in cases {
        for sock in [sv[0], inet] {
            set_errno(0);
            let ours = (send_with(sock, b"", &case), errno());
            let theirs = libc_send(sock, &case);
            assert_eq!(ours, theirs, "{case:?}");
            errors += i32::from(theirs.0 == -1);
        }
        // Received without room, what was passed is gone.
        while recv(sv[1], &mut [0u8; 1], 1, MSG_DONTWAIT) >= 0 {}
        while recv(inet, &mut [0u8; 1], 1, MSG_DONTWAIT) >= 0 {}
    }
    assert!(errors > 50, "{errors}");
    let file = std::fs::File::open("/dev/null").unwrap();
    let rds = made(&[(SOL_SOCKET, SCM_RIGHTS, int(sv[0])), (276, 1, vec![0; 48])]);
    assert_eq!((send_with(sv[0], b"", &rds), errno()), (-1, EINVAL), "addresses of memory");
    let foreign = made(&[(SOL_SOCKET, SCM_RIGHTS, int(file.as_raw_fd()))]);
    assert_eq!((send_with(sv[0], b"", &foreign), errno()), (-1, EBADF));
    // Nothing is held any more.
    let [one, other] = sv.map(berkeley::release);
    assert!(one.is_some() && other.is_some());
    close(inet);
}
