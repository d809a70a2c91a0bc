//! `getsockopt` and `setsockopt`.

use crate::How::{Apart, Provoked};
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::linux::if_packet::*;
use berkeley::netinet::tcp::*;
use berkeley::{errno::*, netinet::in_::*, sys::time::*};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "getsockopt", error: "ENOPROTOOPT", how: Provoked(no_such_option) },
    Row { call: "getsockopt", error: "EOPNOTSUPP", how: Provoked(no_such_level) },
    Row { call: "getsockopt", error: "EBADF", how: Provoked(not_open) },
    Row { call: "getsockopt", error: "ENOTSOCK", how: Provoked(not_a_socket) },
    Row { call: "getsockopt", error: "EINVAL", how: Provoked(negative) },
    Row { call: "getsockopt", error: "EFAULT", how: Provoked(too_long) },
    Row { call: "getsockopt", error: "ENOTCONN", how: Provoked(no_way) },
    Row { call: "getsockopt", error: "ENODATA", how: Provoked(no_peer) },
    Row { call: "getsockopt", error: "ERANGE", how: Apart(many_groups) },
    Row { call: "getsockopt", error: "EADDRNOTAVAIL", how: Provoked(no_member) },
    Row { call: "getsockopt", error: "EPERM", how: Apart(not_an_administrator) },
    Row { call: "setsockopt", error: "EINVAL", how: Provoked(too_short) },
    Row { call: "setsockopt", error: "ENOPROTOOPT", how: Provoked(nothing_to_set) },
    Row { call: "setsockopt", error: "EPERM", how: Apart(only_for_administrators) },
    Row { call: "setsockopt", error: "EBADF", how: Provoked(set_not_open) },
    Row { call: "setsockopt", error: "ENOTSOCK", how: Provoked(set_not_a_socket) },
    Row { call: "setsockopt", error: "EFAULT", how: Provoked(set_too_long) },
    Row { call: "setsockopt", error: "EOPNOTSUPP", how: Provoked(no_level_to_set) },
    Row { call: "setsockopt", error: "EACCES", how: Apart(debug) },
    Row { call: "setsockopt", error: "EDOM", how: Provoked(many_microseconds) },
    Row { call: "setsockopt", error: "ENODEV", how: Provoked(no_interface) },
    Row { call: "setsockopt", error: "EADDRINUSE", how: Apart(joined_twice) },
    Row { call: "setsockopt", error: "EADDRNOTAVAIL", how: Provoked(left_without_joining) },
    Row { call: "setsockopt", error: "ENOBUFS", how: Apart(too_many_groups) },
    Row { call: "setsockopt", error: "ENOENT", how: Provoked(no_algorithm) },
    Row { call: "setsockopt", error: "ENOTCONN", how: Provoked(not_connected) },
    Row { call: "setsockopt", error: "EBUSY", how: Apart(ring_before_version) },
    Row { call: "setsockopt", error: "EPROTO", how: Apart(stream_joins) },
    Row { call: "setsockopt", error: "ENOMEM", how: Apart(immense_ring) },
];

/// Asks for an option that is an `int`.
fn get(fd: c_int, level: c_int, option: c_int, errno: c_int) -> Outcome {
    expect(getsockopt(fd, level, option, &mut 0, &mut 4) == -1, errno)
}

/// Sets an option to a value.
fn set<V: Plain>(fd: c_int, level: c_int, option: c_int, value: &V, errno: c_int) -> Outcome {
    expect(setsockopt(fd, level, option, value, sizeof(value)) == -1, errno)
}

/// A Unix socket without a peer.
fn alone() -> Fd {
    Fd(socket(AF_UNIX, SOCK_STREAM, 0))
}

fn no_such_option() -> Outcome {
    get(*tcp(), SOL_SOCKET, 12345, ENOPROTOOPT)
}

fn no_such_level() -> Outcome {
    get(*alone(), IPPROTO_TCP, TCP_NODELAY, EOPNOTSUPP)
}

fn not_open() -> Outcome {
    get(NOT_OPEN, SOL_SOCKET, SO_ERROR, EBADF)
}

fn not_a_socket() -> Outcome {
    get(*no_socket(), SOL_SOCKET, SO_ERROR, ENOTSOCK)
}

fn negative() -> Outcome {
    let len = &mut (-1i32 as socklen_t);
    expect(getsockopt(*tcp(), SOL_SOCKET, SO_ERROR, &mut 0, len) == -1, EINVAL)
}

fn too_long() -> Outcome {
    expect(getsockopt(*tcp(), SOL_SOCKET, SO_ERROR, &mut 0, &mut 8) == -1, EFAULT)
}

fn no_way() -> Outcome {
    get(*tcp(), IPPROTO_IP, IP_MTU, ENOTCONN)
}

fn no_peer() -> Outcome {
    get(*alone(), SOL_SOCKET, SO_PEERGROUPS, ENODATA)
}

fn many_groups() -> Outcome {
    root()?;
    // SAFETY: reads three groups.
    if unsafe { libc::setgroups(3, [1, 2, 3].as_ptr()) } == -1 {
        return Err("needs to change its groups".into());
    }
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    get(sv[0], SOL_SOCKET, SO_PEERGROUPS, ERANGE)
}

fn no_member() -> Outcome {
    // `struct ip_msfilter`: group, interface, mode, number of sources.
    let filter = &mut [
        inet("239.1.2.3", 0).sin_addr.s_addr,
        inet("127.0.0.1", 0).sin_addr.s_addr,
        MCAST_INCLUDE as u32,
        0,
    ];
    let len = &mut (sizeof(filter) as socklen_t);
    expect(getsockopt(*udp(), IPPROTO_IP, IP_MSFILTER, filter, len) == -1, EADDRNOTAVAIL)
}

fn not_an_administrator() -> Outcome {
    no_rights()?;
    let (value, len) = (&mut [0u32; 5], &mut 20);
    expect(getsockopt(*tcp(), IPPROTO_TCP, TCP_REPAIR_WINDOW, value, len) == -1, EPERM)
}

fn too_short() -> Outcome {
    set(*tcp(), SOL_SOCKET, SO_REUSEADDR, &1u8, EINVAL)
}

fn nothing_to_set() -> Outcome {
    set(*tcp(), SOL_SOCKET, SO_TYPE, &1, ENOPROTOOPT)
}

fn only_for_administrators() -> Outcome {
    no_rights()?;
    set(*tcp(), SOL_SOCKET, SO_MARK, &1, EPERM)
}

fn set_not_open() -> Outcome {
    set(NOT_OPEN, SOL_SOCKET, SO_REUSEADDR, &1, EBADF)
}

fn set_not_a_socket() -> Outcome {
    set(*no_socket(), SOL_SOCKET, SO_REUSEADDR, &1, ENOTSOCK)
}

fn set_too_long() -> Outcome {
    expect(setsockopt(*tcp(), SOL_SOCKET, SO_REUSEADDR, &1, 8) == -1, EFAULT)
}

fn no_level_to_set() -> Outcome {
    set(*alone(), IPPROTO_TCP, TCP_NODELAY, &1, EOPNOTSUPP)
}

fn debug() -> Outcome {
    no_rights()?;
    set(*tcp(), SOL_SOCKET, SO_DEBUG, &1, EACCES)
}

fn many_microseconds() -> Outcome {
    let timeout = &mut timeval::zeroed();
    timeout.tv_usec = 2_500_000;
    set(*tcp(), SOL_SOCKET, SO_RCVTIMEO, timeout, EDOM)
}

fn no_interface() -> Outcome {
    set(*udp(), IPPROTO_IP, IP_ADD_MEMBERSHIP, &membership(1, "192.0.2.1"), ENODEV)
}

/// One of many multicast groups, at an interface.
fn membership(nth: u8, interface: &str) -> ip_mreq {
    let mut mreq = ip_mreq::zeroed();
    mreq.imr_multiaddr = inet(&format!("239.1.2.{nth}"), 0).sin_addr;
    mreq.imr_interface = inet(interface, 0).sin_addr;
    mreq
}

fn join(fd: c_int, nth: u8) -> c_int {
    let mreq = membership(nth, "127.0.0.1");
    setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof(&mreq))
}

fn joined_twice() -> Outcome {
    own_network()?;
    let fd = udp();
    assert_eq!(join(*fd, 1), 0);
    expect(join(*fd, 1) == -1, EADDRINUSE)
}

fn left_without_joining() -> Outcome {
    set(*udp(), IPPROTO_IP, IP_DROP_MEMBERSHIP, &membership(1, "127.0.0.1"), EADDRNOTAVAIL)
}

fn too_many_groups() -> Outcome {
    own_network()?;
    let fd = udp();
    let failed = (1..=255).any(|nth| join(*fd, nth) == -1);
    expect(failed, ENOBUFS)
}

fn stream_joins() -> Outcome {
    own_network()?;
    expect(join(*tcp(), 1) == -1, EPROTO)
}

fn no_algorithm() -> Outcome {
    set(*tcp(), IPPROTO_TCP, TCP_CONGESTION, b"no such", ENOENT)
}

fn not_connected() -> Outcome {
    let fd = Fd(socket(AF_INET6, SOCK_STREAM, 0));
    if *fd == -1 {
        return Err("needs IPv6".into());
    }
    set(*fd, IPPROTO_IPV6, IPV6_ADDRFORM, &AF_INET, ENOTCONN)
}

/// A packet socket in a network of its own.
fn packets() -> Result<Fd, String> {
    own_network()?;
    let fd = socket(AF_PACKET, SOCK_RAW, 0);
    if fd == -1 { Err("needs a packet socket".into()) } else { Ok(Fd(fd)) }
}

fn ring(blocks: u32) -> tpacket_req {
    let mut req = tpacket_req::zeroed();
    (req.tp_block_size, req.tp_block_nr) = (4096, blocks);
    (req.tp_frame_size, req.tp_frame_nr) = (4096, blocks);
    req
}

fn ring_before_version() -> Outcome {
    let (fd, req) = (packets()?, ring(1));
    assert_eq!(setsockopt(*fd, SOL_PACKET, PACKET_RX_RING, &req, sizeof(&req)), 0);
    set(*fd, SOL_PACKET, PACKET_VERSION, &(TPACKET_V2 as c_int), EBUSY)
}

fn immense_ring() -> Outcome {
    // The list of its blocks alone is more than the kernel has in one piece.
    set(*packets()?, SOL_PACKET, PACKET_RX_RING, &ring(1 << 30), ENOMEM)
}
