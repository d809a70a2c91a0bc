//! `send` and its kin.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::net::*;
use crate::support::Dir;
use crate::{Outcome, Row, expect};
use berkeley::errno::*;
use berkeley::fcntl::*;
use berkeley::net::route::RTF_REJECT;
use berkeley::netinet::in_::*;
use berkeley::netinet::tcp::*;
use berkeley::netpacket::packet::sockaddr_ll;
use berkeley::sys::ioctl::*;
use berkeley::sys::un::*;
use berkeley::unistd::*;
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "send", error: "EPIPE", how: Provoked(no_connection) },
    Row { call: "send", error: "ECONNRESET", how: Provoked(|| of(*broken(), ECONNRESET)) },
    Row { call: "send", error: "EAGAIN", how: Provoked(no_room) },
    Row { call: "send", error: "ENOTCONN", how: Provoked(unix_not_connected) },
    Row { call: "send", error: "EDESTADDRREQ", how: Provoked(|| of(*udp(), EDESTADDRREQ)) },
    Row { call: "send", error: "ECONNREFUSED", how: Provoked(|| of(*refused(), ECONNREFUSED)) },
    Row { call: "sendto", error: "EMSGSIZE", how: Provoked(too_long) },
    Row { call: "sendmsg", error: "EMSGSIZE", how: Provoked(too_many_buffers) },
    Row { call: "send", error: "EBADF", how: Provoked(|| of(NOT_OPEN, EBADF)) },
    Row { call: "sendmsg", error: "EBADF", how: Provoked(passing_nothing) },
    Row { call: "send", error: "EINTR", how: Apart(interrupted) },
    Row { call: "sendto", error: "EACCES", how: Provoked(|| to("127.255.255.255", 9, EACCES)) },
    Row { call: "sendto", error: "EPERM", how: Provoked(connected_elsewhere) },
    Row { call: "sendmsg", error: "EPERM", how: Apart(others_credentials) },
    Row { call: "sendto", error: "ENETUNREACH", how: Apart(no_route) },
    Row { call: "sendto", error: "EHOSTUNREACH", how: Apart(unreachable) },
    Row { call: "sendto", error: "EINVAL", how: Provoked(|| to("127.0.0.1", 0, EINVAL)) },
    Row { call: "sendmsg", error: "EINVAL", how: Provoked(no_such_control_message) },
    Row { call: "send", error: "EFAULT", how: Provoked(beyond_the_object) },
    Row { call: "sendto", error: "EISCONN", how: Provoked(address_too_many) },
    Row { call: "sendto", error: "EAFNOSUPPORT", how: Provoked(other_family) },
    Row { call: "send", error: "ENOTSOCK", how: Provoked(|| of(*no_socket(), ENOTSOCK)) },
    Row { call: "send", error: "EOPNOTSUPP", how: Provoked(no_such_flag) },
    Row { call: "send", error: "ETIMEDOUT", how: Provoked(|| of(*given_up(), ETIMEDOUT)) },
    Row { call: "sendmsg", error: "ENOBUFS", how: Provoked(too_much_control) },
    Row { call: "send", error: "ENOBUFS", how: Apart(|| of(*on_a_full_interface()?, ENOBUFS)) },
    Row { call: "sendto", error: "ENOENT", how: Provoked(|| to_path("nobody", ENOENT)) },
    Row { call: "sendto", error: "ENOTDIR", how: Provoked(|| to_path("file/socket", ENOTDIR)) },
    Row { call: "sendto", error: "ELOOP", how: Provoked(|| to_path("loop/socket", ELOOP)) },
    Row { call: "sendto", error: "EPROTOTYPE", how: Provoked(|| to_path("stream", EPROTOTYPE)) },
    Row { call: "sendmsg", error: "ETOOMANYREFS", how: Apart(never_received) },
    Row { call: "sendmsg", error: "ESRCH", how: Apart(no_such_process) },
    Row { call: "send", error: "ENETDOWN", how: Apart(|| of(*on_a_dead_interface()?, ENETDOWN)) },
    Row { call: "sendto", error: "ENXIO", how: Apart(no_such_interface) },
    Row { call: "sendmsg", error: "ENODEV", how: Provoked(no_such_device) },
    Row { call: "send", error: "ECONNABORTED", how: Apart(|| of(*killed()?, ECONNABORTED)) },
    Row { call: "sendto", error: "EINPROGRESS", how: Provoked(fast_open) },
    Row { call: "sendto", error: "EALREADY", how: Apart(two_fast_opens) },
    Row { call: "send", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
];

fn of(fd: c_int, errno: c_int) -> Outcome {
    expect(send(fd, "ping", 4, 0) == -1, errno)
}

/// Of a datagram to an address.
fn to(addr: &str, port: u16, errno: c_int) -> Outcome {
    let addr = inet(addr, port);
    expect(sendto(*udp(), "ping", 4, 0, &addr, sizeof(&addr)) == -1, errno)
}

fn no_connection() -> Outcome {
    of(*tcp(), EPIPE)?;
    let (one, _two) = connection();
    assert_eq!(shutdown(*one, SHUT_WR), 0);
    of(*one, EPIPE)?;
    let fd = broken();
    of(*fd, ECONNRESET)?;
    of(*fd, EPIPE)
}

fn no_room() -> Outcome {
    let (one, _two) = pair(SOCK_STREAM);
    of(*full(one), EAGAIN)
}

fn interrupted() -> Outcome {
    let (one, _two) = pair(SOCK_STREAM);
    let one = full(one);
    assert_eq!(fcntl(*one, F_SETFL, O_RDWR), 0);
    interrupt();
    expect(send(*one, "ping", 4, 0) == -1, EINTR)
}

fn unix_not_connected() -> Outcome {
    of(*Fd(socket(AF_UNIX, SOCK_DGRAM, 0)), ENOTCONN)?;
    of(*Fd(socket(AF_UNIX, SOCK_STREAM, 0)), ENOTCONN)
}

fn too_long() -> Outcome {
    let addr = loopback(9);
    expect(sendto(*udp(), &[0u8; 65508], 65508, 0, &addr, sizeof(&addr)) == -1, EMSGSIZE)
}

/// Of a message with this control message, over a Unix socket.
fn with(control: &[u8], errno: c_int) -> Outcome {
    let (one, _two) = pair(SOCK_STREAM);
    expect(send_with(*one, control) == -1, errno)
}

fn send_with(fd: c_int, control: &[u8]) -> isize {
    let (iov, mut control) = ([iovec::from("ping")], control.to_vec());
    let mut msg = msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
    msg.msg_controllen = control.len();
    msg.msg_control = control.as_mut_slice().into();
    sendmsg(fd, &msg, MSG_DONTWAIT)
}

fn too_many_buffers() -> Outcome {
    let (one, _two) = pair(SOCK_STREAM);
    let iov = [iovec::zeroed(); 1025];
    let mut msg = msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1025);
    expect(sendmsg(*one, &msg, 0) == -1, EMSGSIZE)
}

fn passing_nothing() -> Outcome {
    with(&rights(NOT_OPEN), EBADF)
}

/// A Unix socket, and the abstract address that the kernel chose for it, which no other has.
fn somewhere() -> (Fd, sockaddr_un, socklen_t) {
    let (fd, mut addr) = (Fd(socket(AF_UNIX, SOCK_DGRAM, 0)), sockaddr_un::zeroed());
    addr.sun_family = AF_UNIX as sa_family_t;
    // A family alone asks for that.
    assert_eq!(bind(*fd, &addr, sizeof(&addr.sun_family)), 0);
    let mut len = sizeof(&addr) as socklen_t;
    assert_eq!(getsockname(*fd, &mut addr, &mut len), 0);
    (fd, addr, len)
}

fn connected_elsewhere() -> Outcome {
    let (_elsewhere, there, there_len) = somewhere();
    let (other, addr, len) = somewhere();
    assert_eq!(connect(*other, &there, there_len), 0);
    let fd = Fd(socket(AF_UNIX, SOCK_DGRAM, 0));
    expect(sendto(*fd, "ping", 4, 0, &addr, len) == -1, EPERM)
}

/// A control message that says that this process and this user have sent the message.
fn of_sender(pid: c_int, uid: u32) -> [u8; CMSG_SPACE(12)] {
    let parts = [pid.to_ne_bytes(), uid.to_ne_bytes(), getgid().to_ne_bytes()];
    control(SOL_SOCKET, SCM_CREDENTIALS, parts.as_flattened())
}

fn others_credentials() -> Outcome {
    no_rights()?;
    with(&of_sender(getpid(), 0), EPERM)
}

fn no_such_process() -> Outcome {
    root()?;
    let control = of_sender(c_int::MAX, getuid());
    let (one, _two) = pair(SOCK_STREAM);
    let has_failed = send_with(*one, &control) == -1;
    if errno() == EPERM {
        return Err("needs CAP_SYS_ADMIN".into());
    }
    expect(has_failed, ESRCH)
}

fn no_route() -> Outcome {
    own_network()?;
    to("192.0.2.1", 9, ENETUNREACH)
}

fn unreachable() -> Outcome {
    own_network()?;
    route(SIOCADDRT, RTF_REJECT);
    to("192.0.2.1", 9, EHOSTUNREACH)
}

fn no_such_control_message() -> Outcome {
    with(&control::<{ CMSG_SPACE(4) }>(SOL_SOCKET, 12345, &[0; 4]), EINVAL)
}

fn beyond_the_object() -> Outcome {
    let (one, two) = pair(SOCK_STREAM);
    let outcome = expect(send(*one, "ping", 5, 0) == -1, EFAULT);
    assert_eq!(recv(*two, &mut [0u8; 8], 8, MSG_DONTWAIT), -1);
    outcome
}

fn address_too_many() -> Outcome {
    let ((one, _two), addr) = (pair(SOCK_STREAM), sockaddr_un::zeroed());
    expect(sendto(*one, "ping", 4, 0, &addr, sizeof(&addr)) == -1, EISCONN)
}

fn other_family() -> Outcome {
    let addr = inet6("::1", 9);
    expect(sendto(*udp(), "ping", 4, 0, &addr, sizeof(&addr)) == -1, EAFNOSUPPORT)
}

fn no_such_flag() -> Outcome {
    let (one, _two) = pair(SOCK_DGRAM);
    expect(send(*one, "ping", 4, MSG_OOB) == -1, EOPNOTSUPP)?;
    expect(send(*one, "ping", 4, MSG_ZEROCOPY) == -1, EOPNOTSUPP)
}

fn too_much_control() -> Outcome {
    if usize::BITS == 32 {
        return Err("a kernel of 64 bits looks into the messages first".into());
    }
    let most = std::fs::read_to_string("/proc/sys/net/core/optmem_max");
    let most: usize = most.ok().and_then(|most| most.trim().parse().ok()).ok_or("needs /proc")?;
    with(&vec![0u8; most + 1], ENOBUFS)
}

/// Of a datagram to a path in a directory that has what goes wrong.
fn to_path(path: &str, errno: c_int) -> Outcome {
    let dir = Dir::new();
    std::fs::write(dir.path().join("file"), "").unwrap();
    std::os::unix::fs::symlink("loop", dir.path().join("loop")).unwrap();
    let (server, addr) = (Fd(socket(AF_UNIX, SOCK_STREAM, 0)), unix(&dir.path().join("stream"))?);
    assert_eq!(bind(*server, &addr, sizeof(&addr)), 0);
    let (fd, addr) = (Fd(socket(AF_UNIX, SOCK_DGRAM, 0)), unix(&dir.path().join(path))?);
    expect(sendto(*fd, "ping", 4, 0, &addr, sizeof(&addr)) == -1, errno)
}

/// Descriptors that are sent and never received, by a user with no rights, up to the limit.
fn never_received() -> Outcome {
    limit(libc::RLIMIT_NOFILE, 20);
    no_rights()?;
    let (one, _two) = pair(SOCK_STREAM);
    let passed = rights(*one);
    let failed = (0..100).any(|_| send_with(*one, &passed) == -1);
    expect(failed, ETOOMANYREFS)
}

fn no_such_interface() -> Outcome {
    own_network()?;
    let (fd, mut addr) = (Fd(socket(AF_PACKET, SOCK_DGRAM, 0)), sockaddr_ll::zeroed());
    addr.sll_family = AF_PACKET as u16;
    addr.sll_ifindex = c_int::MAX;
    expect(sendto(*fd, "ping", 4, 0, &addr, sizeof(&addr)) == -1, ENXIO)
}

fn no_such_device() -> Outcome {
    let mut info = in_pktinfo::zeroed();
    info.ipi_ifindex = c_int::MAX;
    let mut room: [u8; CMSG_SPACE(12)] = control(IPPROTO_IP, IP_PKTINFO, info.as_bytes());
    let (iov, to) = ([iovec::from("ping")], &mut loopback(9));
    let mut msg = msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
    msg.msg_namelen = sizeof(to) as socklen_t;
    msg.msg_name = to.into();
    (msg.msg_controllen, msg.msg_control) = (sizeof(&room), (&mut room).into());
    expect(sendmsg(*udp(), &msg, 0) == -1, ENODEV)
}

/// Whether clients may send with the first packet.
fn has_fast_open() -> Result<(), String> {
    let on = std::fs::read_to_string("/proc/sys/net/ipv4/tcp_fastopen").unwrap_or_default();
    match on.trim().parse::<u32>() {
        Ok(on) if on & 1 != 0 => Ok(()),
        _ => Err("needs net.ipv4.tcp_fastopen".into()),
    }
}

fn fast_open() -> Outcome {
    has_fast_open()?;
    let ((_server, addr), fd) = (listener(1), without_waiting(tcp()));
    expect(sendto(*fd, "ping", 4, MSG_FASTOPEN, &addr, sizeof(&addr)) == -1, EINPROGRESS)
}

/// One thread waits for a server whose queue is full; the other is refused.
fn two_fast_opens() -> Outcome {
    has_fast_open()?;
    let ((_server, addr), first, fd) = (listener(0), tcp(), socket(AF_INET, SOCK_STREAM, 0));
    // Of a queue for none, the first is taken.
    assert_eq!(connect(*first, &addr, sizeof(&addr)), 0);
    let fast = move || sendto(fd, "ping", 4, MSG_FASTOPEN, &addr, sizeof(&addr));
    std::thread::spawn(fast);
    // It waits as soon as the socket has begun to connect.
    let info = &mut tcp_info::zeroed();
    while info.tcpi_state != TCP_SYN_SENT {
        let len = &mut (sizeof(info) as socklen_t);
        assert_eq!(getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, len), 0);
    }
    // The thread waits still, when the process ends.
    expect(fast() == -1, EALREADY)
}
