//! `send` and its kin.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::{become_nobody, bound, limit, loopback};
use crate::net::*;
use crate::{Outcome, Row, expect};
use berkeley::errno::*;
use berkeley::net::route::RTF_REJECT;
use berkeley::netinet::in_::*;
use berkeley::netinet::tcp::*;
use berkeley::netpacket::packet::sockaddr_ll;
use berkeley::string::strcpy;
use berkeley::sys::ioctl::*;
use berkeley::sys::un::*;
use berkeley::unistd::*;
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "send", error: "EPIPE", how: Provoked(no_connection) },
    Row { call: "send", error: "ECONNRESET", how: Provoked(|| failing(broken(), ECONNRESET)) },
    Row { call: "send", error: "EAGAIN", how: Provoked(no_room) },
    Row { call: "send", error: "ENOTCONN", how: Provoked(unix_not_connected) },
    Row { call: "send", error: "EDESTADDRREQ", how: Provoked(udp_not_connected) },
    Row { call: "send", error: "ECONNREFUSED", how: Provoked(|| failing(refused(), ECONNREFUSED)) },
    Row { call: "sendto", error: "EMSGSIZE", how: Provoked(too_long) },
    Row { call: "sendmsg", error: "EMSGSIZE", how: Provoked(too_many_buffers) },
    Row { call: "send", error: "EBADF", how: Provoked(|| failing(-1, EBADF)) },
    Row { call: "sendmsg", error: "EBADF", how: Provoked(passing_nothing) },
    Row { call: "send", error: "EINTR", how: Apart(interrupted_by_a_signal) },
    Row { call: "sendto", error: "EACCES", how: Provoked(broadcast) },
    Row { call: "sendto", error: "EPERM", how: Apart(connected_elsewhere) },
    Row { call: "sendmsg", error: "EPERM", how: Apart(others_credentials) },
    Row { call: "sendto", error: "ENETUNREACH", how: Apart(no_route) },
    Row { call: "sendto", error: "EHOSTUNREACH", how: Apart(unreachable) },
    Row { call: "sendto", error: "EINVAL", how: Provoked(no_port) },
    Row { call: "sendmsg", error: "EINVAL", how: Provoked(no_such_control_message) },
    Row { call: "send", error: "EFAULT", how: Provoked(beyond_the_object) },
    Row { call: "sendto", error: "EISCONN", how: Provoked(address_too_many) },
    Row { call: "sendto", error: "EAFNOSUPPORT", how: Provoked(other_family) },
    Row { call: "send", error: "ENOTSOCK", how: Provoked(no_socket) },
    Row { call: "send", error: "EOPNOTSUPP", how: Provoked(no_such_flag) },
    Row { call: "send", error: "ETIMEDOUT", how: Provoked(|| failing(given_up(), ETIMEDOUT)) },
    Row { call: "sendmsg", error: "ENOBUFS", how: Provoked(too_much_control) },
    Row { call: "sendto", error: "ENOENT", how: Apart(|| to_path("nobody", ENOENT)) },
    Row { call: "sendto", error: "ENOTDIR", how: Apart(|| to_path("file/socket", ENOTDIR)) },
    Row { call: "sendto", error: "ELOOP", how: Apart(|| to_path("loop/socket", ELOOP)) },
    Row { call: "sendto", error: "EPROTOTYPE", how: Apart(|| to_path("stream", EPROTOTYPE)) },
    Row { call: "sendmsg", error: "ETOOMANYREFS", how: Apart(never_received) },
    Row { call: "sendmsg", error: "ESRCH", how: Apart(no_such_process) },
    Row { call: "send", error: "ENETDOWN", how: Apart(dead_interface) },
    Row { call: "sendto", error: "ENXIO", how: Apart(no_such_interface) },
    Row { call: "sendmsg", error: "ENODEV", how: Provoked(no_such_device) },
    Row { call: "send", error: "ECONNABORTED", how: Apart(|| failing(killed()?, ECONNABORTED)) },
    Row { call: "sendto", error: "EINPROGRESS", how: Provoked(fast_open) },
    Row { call: "sendto", error: "EALREADY", how: Apart(two_fast_opens) },
    Row { call: "send", error: "ENOMEM", how: NotHere("the kernel would have to run out of memory") },
];

/// Sends to it, which fails, and closes it.
fn failing(fd: c_int, error: c_int) -> Outcome {
    let outcome = expect(send(fd, "ping", 4, 0) == -1, error);
    close(fd);
    outcome
}

fn no_connection() -> Outcome {
    failing(socket(AF_INET, SOCK_STREAM, 0), EPIPE)?;
    let (one, two) = tcp();
    assert_eq!(shutdown(one, SHUT_WR), 0);
    failing(one, EPIPE)?;
    close(two);
    let fd = broken();
    failing(dup(fd), ECONNRESET)?;
    failing(fd, EPIPE)
}

/// Sends until there is no room.
fn fill(fd: c_int) -> c_int {
    let piece = &[0u8; 4096];
    while send(fd, piece, sizeof(piece), MSG_DONTWAIT) > 0 {}
    fd
}

fn no_room() -> Outcome {
    let (one, two) = pair(SOCK_STREAM);
    let outcome = failing(without_waiting(fill(one)), EAGAIN);
    close(two);
    outcome
}

fn interrupted_by_a_signal() -> Outcome {
    let (one, _two) = pair(SOCK_STREAM);
    fill(one);
    interrupted(|| send(one, "ping", 4, 0) == -1)
}

fn unix_not_connected() -> Outcome {
    failing(socket(AF_UNIX, SOCK_DGRAM, 0), ENOTCONN)?;
    failing(socket(AF_UNIX, SOCK_STREAM, 0), ENOTCONN)
}

fn udp_not_connected() -> Outcome {
    failing(socket(AF_INET, SOCK_DGRAM, 0), EDESTADDRREQ)
}

/// Sends `n` bytes to an address, which fails.
fn failing_to(fd: c_int, n: usize, addr: &sockaddr_in, error: c_int) -> Outcome {
    let outcome = expect(sendto(fd, &vec![0u8; n], n, 0, addr, sizeof(addr)) == -1, error);
    close(fd);
    outcome
}

fn too_long() -> Outcome {
    let (other, addr) = bound(SOCK_DGRAM);
    let outcome = failing_to(socket(AF_INET, SOCK_DGRAM, 0), 65508, &addr, EMSGSIZE);
    close(other);
    outcome
}

/// Sends a message with this control message, which fails, over a Unix socket.
fn failing_with(control: &[u8], error: c_int) -> Outcome {
    let (one, two) = pair(SOCK_STREAM);
    let outcome = expect(send_with(one, control) == -1, error);
    close(two);
    close(one);
    outcome
}

fn send_with(fd: c_int, control: &[u8]) -> isize {
    let iov = [iovec::from("ping")];
    let mut msg = msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
    let mut control = control.to_vec();
    msg.msg_controllen = control.len();
    msg.msg_control = control.as_mut_slice().into();
    sendmsg(fd, &msg, MSG_DONTWAIT)
}

fn too_many_buffers() -> Outcome {
    let (one, two) = pair(SOCK_STREAM);
    let iov = [iovec::zeroed(); 1025];
    let mut msg = msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1025);
    let outcome = expect(sendmsg(one, &msg, 0) == -1, EMSGSIZE);
    close(two);
    close(one);
    outcome
}

fn passing_nothing() -> Outcome {
    failing_with(&rights(-1), EBADF)
}

fn broadcast() -> Outcome {
    let mut addr = loopback(9);
    addr.sin_addr.s_addr = htonl(0x7fff_ffff); // 127.255.255.255
    failing_to(socket(AF_INET, SOCK_DGRAM, 0), 1, &addr, EACCES)
}

/// An abstract address, which no other socket has; and how long it is.
fn unnamed(fd: c_int) -> (sockaddr_un, socklen_t) {
    let mut addr = sockaddr_un::zeroed();
    addr.sun_family = AF_UNIX as sa_family_t;
    // With a family alone the kernel chooses the name.
    assert_eq!(bind(fd, &addr, 2), 0);
    let mut len = sizeof(&addr) as socklen_t;
    assert_eq!(getsockname(fd, &mut addr, &mut len), 0);
    (addr, len)
}

fn connected_elsewhere() -> Outcome {
    let (server, other) = (socket(AF_UNIX, SOCK_DGRAM, 0), socket(AF_UNIX, SOCK_DGRAM, 0));
    let (addr, len) = unnamed(server);
    let (other_addr, other_len) = unnamed(other);
    assert_eq!(connect(server, &other_addr, other_len), 0);
    let fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    expect(sendto(fd, "ping", 4, 0, &addr, len) == -1, EPERM)
}

/// A control message that says who sends.
fn credentials(pid: c_int, uid: u32) -> [u8; CMSG_SPACE(12)] {
    let parts = [pid.to_ne_bytes(), uid.to_ne_bytes(), getgid().to_ne_bytes()];
    control(SOL_SOCKET, SCM_CREDENTIALS, parts.as_flattened())
}

fn others_credentials() -> Outcome {
    if geteuid() == 0 {
        become_nobody()?;
    }
    failing_with(&credentials(getpid(), 0), EPERM)
}

fn no_such_process() -> Outcome {
    crate::help::root()?;
    // Beyond the largest number of a process.
    failing_with(&credentials(c_int::MAX, getuid()), ESRCH)
}

fn no_route() -> Outcome {
    network()?;
    failing_to(socket(AF_INET, SOCK_DGRAM, 0), 1, &nowhere(), ENETUNREACH)
}

fn unreachable() -> Outcome {
    network()?;
    route(SIOCADDRT, RTF_REJECT);
    failing_to(socket(AF_INET, SOCK_DGRAM, 0), 1, &nowhere(), EHOSTUNREACH)
}

fn no_port() -> Outcome {
    failing_to(socket(AF_INET, SOCK_DGRAM, 0), 1, &loopback(0), EINVAL)
}

fn no_such_control_message() -> Outcome {
    let nonsense: [u8; CMSG_SPACE(4)] = control(SOL_SOCKET, 12345, &[0; 4]);
    failing_with(&nonsense, EINVAL)
}

fn beyond_the_object() -> Outcome {
    let (one, two) = pair(SOCK_STREAM);
    let outcome = expect(send(one, "ping", 5, 0) == -1, EFAULT);
    assert_eq!(recv(two, &mut [0u8; 8], 8, MSG_DONTWAIT), -1);
    close(two);
    close(one);
    outcome
}

fn address_too_many() -> Outcome {
    let (one, two) = pair(SOCK_STREAM);
    let addr = sockaddr_un::zeroed();
    let outcome = expect(sendto(one, "ping", 4, 0, &addr, sizeof(&addr)) == -1, EISCONN);
    close(two);
    close(one);
    outcome
}

fn other_family() -> Outcome {
    let mut addr = loopback(9);
    addr.sin_family = AF_INET6 as sa_family_t;
    failing_to(socket(AF_INET, SOCK_DGRAM, 0), 1, &addr, EAFNOSUPPORT)
}

fn no_socket() -> Outcome {
    let (reader, writer) = pipes();
    close(reader);
    failing(writer, ENOTSOCK)
}

fn no_such_flag() -> Outcome {
    let (one, two) = pair(SOCK_DGRAM);
    expect(send(one, "ping", 4, MSG_OOB) == -1, EOPNOTSUPP)?;
    let outcome = expect(send(one, "ping", 4, MSG_ZEROCOPY) == -1, EOPNOTSUPP);
    close(two);
    close(one);
    outcome
}

fn too_much_control() -> Outcome {
    let most = std::fs::read_to_string("/proc/sys/net/core/optmem_max");
    let most: usize = most.ok().and_then(|most| most.trim().parse().ok()).ok_or("needs /proc")?;
    failing_with(&vec![0u8; most + 1], ENOBUFS)
}

/// Sends a datagram to this path, which fails. The process is in a directory of its own.
fn to_path(path: &str, error: c_int) -> Outcome {
    let name = format!("{}/to-path-{}", env!("CARGO_TARGET_TMPDIR"), getpid());
    std::fs::create_dir(&name).unwrap();
    std::env::set_current_dir(&name).unwrap();
    std::fs::write("file", "").unwrap();
    std::os::unix::fs::symlink("loop", "loop").unwrap();
    let addr = &mut sockaddr_un::zeroed();
    addr.sun_family = AF_UNIX as sa_family_t;
    strcpy(&mut addr.sun_path, "stream");
    let server = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_eq!(bind(server, addr, sizeof(addr)), 0);
    strcpy(&mut addr.sun_path, path);
    let fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    let outcome = expect(sendto(fd, "ping", 4, 0, addr, sizeof(addr)) == -1, error);
    std::fs::remove_dir_all(&name).unwrap();
    outcome
}

/// Descriptors that are sent and never received: as many as a user with no rights may send.
fn never_received() -> Outcome {
    limit(libc::RLIMIT_NOFILE, 20);
    if geteuid() == 0 {
        become_nobody()?;
    }
    let (one, _two) = pair(SOCK_STREAM);
    let passed = rights(one);
    for _ in 0..100 {
        if send_with(one, &passed) == -1 {
            return expect(true, ETOOMANYREFS);
        }
    }
    Err("needs a user without privileges".into())
}

fn dead_interface() -> Outcome {
    failing(on_a_dead_interface()?, ENETDOWN)
}

fn no_such_interface() -> Outcome {
    network()?;
    let fd = socket(AF_PACKET, SOCK_DGRAM, 0);
    let mut addr = sockaddr_ll::zeroed();
    addr.sll_family = AF_PACKET as u16;
    addr.sll_ifindex = 12345;
    expect(sendto(fd, "ping", 4, 0, &addr, sizeof(&addr)) == -1, ENXIO)
}

fn no_such_device() -> Outcome {
    let mut info = in_pktinfo::zeroed();
    info.ipi_ifindex = c_int::MAX;
    let mut room: [u8; CMSG_SPACE(12)] = control(IPPROTO_IP, IP_PKTINFO, info.as_bytes());
    let (iov, to) = ([iovec::from("ping")], &mut loopback(9));
    let mut msg = msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
    (msg.msg_namelen, msg.msg_name) = (16, to.into());
    (msg.msg_controllen, msg.msg_control) = (sizeof(&room), (&mut room).into());
    let fd = socket(AF_INET, SOCK_DGRAM, 0);
    let outcome = expect(sendmsg(fd, &msg, 0) == -1, ENODEV);
    close(fd);
    outcome
}

/// Whether clients may send with the first packet.
fn has_fast_open() -> Result<(), String> {
    let on = std::fs::read_to_string("/proc/sys/net/ipv4/tcp_fastopen").unwrap_or_default();
    match on.trim().parse::<u32>() {
        Ok(on) if on & 1 != 0 => Ok(()),
        _ => Err("net.ipv4.tcp_fastopen is off".into()),
    }
}

fn fast_open() -> Outcome {
    has_fast_open()?;
    let (server, addr) = listener();
    let fd = without_waiting(socket(AF_INET, SOCK_STREAM, 0));
    let failed = sendto(fd, "ping", 4, MSG_FASTOPEN, &addr, sizeof(&addr)) == -1;
    let outcome = expect(failed, EINPROGRESS);
    close(server);
    close(fd);
    outcome
}

/// One thread sends to a server whose queue is full, so that it waits; the other is refused.
fn two_fast_opens() -> Outcome {
    has_fast_open()?;
    let (server, addr) = bound(SOCK_STREAM);
    assert_eq!(listen(server, 0), 0);
    // Of a queue of 0 the first is taken.
    let first = socket(AF_INET, SOCK_STREAM, 0);
    assert_eq!(connect(first, &addr, sizeof(&addr)), 0);
    let fd = socket(AF_INET, SOCK_STREAM, 0);
    let fast = move || sendto(fd, "ping", 4, MSG_FASTOPEN, &addr, sizeof(&addr));
    std::thread::spawn(fast);
    // It waits as soon as the socket has begun to connect.
    let info = &mut tcp_info::zeroed();
    while info.tcpi_state != TCP_SYN_SENT as u8 {
        assert_eq!(getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, &mut (sizeof(info) as u32)), 0);
    }
    // The process ends with the thread still waiting.
    expect(fast() == -1, EALREADY)
}
