//! `connect`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::support::Dir;
use crate::{Outcome, Row, expect};
use berkeley::netinet::tcp::*;
use berkeley::{errno::*, netinet::in_::*};
use std::ffi::c_int;
use std::fs;
use std::path::Path;
use std::process::Command;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "connect", error: "ECONNREFUSED", how: Provoked(nobody_listens) },
    Row { call: "connect", error: "ETIMEDOUT", how: Provoked(no_answer) },
    Row { call: "connect", error: "ENETUNREACH", how: Apart(no_route) },
    Row { call: "connect", error: "EHOSTUNREACH", how: Apart(unreachable) },
    Row { call: "connect", error: "EINPROGRESS", how: Provoked(on_its_way) },
    Row { call: "connect", error: "EALREADY", how: Provoked(still_on_its_way) },
    Row { call: "connect", error: "EISCONN", how: Provoked(twice) },
    Row { call: "connect", error: "EADDRNOTAVAIL", how: Apart(no_port) },
    Row { call: "connect", error: "EAFNOSUPPORT", how: Provoked(another_family) },
    Row { call: "connect", error: "ENOENT", how: Provoked(no_file) },
    Row { call: "connect", error: "EACCES", how: Provoked(broadcast) },
    Row { call: "connect", error: "EPERM", how: Provoked(has_another_peer) },
    Row { call: "connect", error: "EPROTOTYPE", how: Provoked(another_type) },
    Row { call: "connect", error: "EAGAIN", how: Provoked(queue_full) },
    Row { call: "connect", error: "EINTR", how: Apart(interrupted) },
    Row { call: "connect", error: "EBADF", how: Provoked(not_open) },
    Row { call: "connect", error: "ENOTSOCK", how: Provoked(not_a_socket) },
    Row { call: "connect", error: "EINVAL", how: Provoked(too_short) },
    Row { call: "connect", error: "EFAULT", how: Provoked(too_long) },
    Row { call: "connect", error: "ENOTDIR", how: Provoked(through_a_file) },
    Row {
        call: "connect",
        error: "EADDRINUSE",
        how: NotHere("Linux says EADDRNOTAVAIL in its place"),
    },
];

fn to<A: SockAddr + Plain>(fd: c_int, addr: &A, errno: c_int) -> Outcome {
    expect(connect(fd, addr, sizeof(addr)) == -1, errno)
}

fn to_path(kind: c_int, path: &Path, errno: c_int) -> Outcome {
    to(*Fd(socket(AF_UNIX, kind, 0)), &unix(path)?, errno)
}

/// A socket whose queue is full, its address, and what fills it: who calls it gets no answer.
fn silent() -> (Vec<Fd>, sockaddr_in) {
    let (server, addr) = listener(0);
    let caller = tcp();
    assert_eq!(connect(*caller, &addr, sizeof(&addr)), 0);
    (vec![server, caller], addr)
}

fn nobody_listens() -> Outcome {
    let bound = tcp();
    to(*tcp(), &named(*bound), ECONNREFUSED)
}

fn no_answer() -> Outcome {
    let (_full, addr) = silent();
    let fd = tcp();
    let milliseconds = 1;
    let set = setsockopt(*fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof(&milliseconds));
    assert_eq!(set, 0);
    to(*fd, &addr, ETIMEDOUT)
}

fn no_route() -> Outcome {
    own_network()?;
    to(*tcp(), &inet("192.0.2.1", 80), ENETUNREACH)
}

fn unreachable() -> Outcome {
    own_network()?;
    let added = Command::new("ip").args("route add unreachable 192.0.2.1".split(' ')).status();
    if !added.is_ok_and(|status| status.success()) {
        return Err("needs `ip`".into());
    }
    to(*tcp(), &inet("192.0.2.1", 80), EHOSTUNREACH)
}

fn on_its_way() -> Outcome {
    let (_server, addr) = listener(1);
    to(*Fd(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)), &addr, EINPROGRESS)
}

fn still_on_its_way() -> Outcome {
    let (_full, addr) = silent();
    let fd = Fd(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
    to(*fd, &addr, EINPROGRESS)?;
    to(*fd, &addr, EALREADY)
}

fn twice() -> Outcome {
    let (_server, addr) = listener(1);
    let fd = tcp();
    assert_eq!(connect(*fd, &addr, sizeof(&addr)), 0);
    to(*fd, &addr, EISCONN)
}

fn no_port() -> Outcome {
    own_network()?;
    sysctl("net.ipv4.ip_local_port_range", "50000 50000")?;
    let server = tcp();
    let addr = loopback(12345);
    assert_eq!((bind(*server, &addr, sizeof(&addr)), listen(*server, 5)), (0, 0));
    let first = tcp();
    assert_eq!(connect(*first, &addr, sizeof(&addr)), 0);
    to(*tcp(), &addr, EADDRNOTAVAIL)
}

fn another_family() -> Outcome {
    to(*tcp(), &inet6("::1", 80), EAFNOSUPPORT)
}

fn no_file() -> Outcome {
    to_path(SOCK_STREAM, &Dir::new().path().join("socket"), ENOENT)
}

fn broadcast() -> Outcome {
    to(*udp(), &inet("127.255.255.255", 80), EACCES)
}

fn has_another_peer() -> Outcome {
    let dir = Dir::new();
    let [one, two] = ["one", "two"].map(|name| dir.path().join(name));
    let sockets = [(); 2].map(|()| Fd(socket(AF_UNIX, SOCK_DGRAM, 0)));
    for (socket, path) in sockets.iter().zip([&one, &two]) {
        let addr = unix(path)?;
        assert_eq!(bind(**socket, &addr, sizeof(&addr)), 0);
    }
    let addr = unix(&two)?;
    assert_eq!(connect(*sockets[0], &addr, sizeof(&addr)), 0);
    to_path(SOCK_DGRAM, &one, EPERM)
}

fn another_type() -> Outcome {
    let (dir, server) = (Dir::new(), Fd(socket(AF_UNIX, SOCK_DGRAM, 0)));
    let path = dir.path().join("socket");
    let addr = unix(&path)?;
    assert_eq!(bind(*server, &addr, sizeof(&addr)), 0);
    to_path(SOCK_STREAM, &path, EPROTOTYPE)
}

fn queue_full() -> Outcome {
    let (dir, server) = (Dir::new(), Fd(socket(AF_UNIX, SOCK_STREAM, 0)));
    let addr = unix(&dir.path().join("socket"))?;
    assert_eq!((bind(*server, &addr, sizeof(&addr)), listen(*server, 0)), (0, 0));
    let first = Fd(socket(AF_UNIX, SOCK_STREAM, 0));
    assert_eq!(connect(*first, &addr, sizeof(&addr)), 0);
    to(*Fd(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0)), &addr, EAGAIN)
}

fn interrupted() -> Outcome {
    let (_full, addr) = silent();
    interrupt();
    to(*tcp(), &addr, EINTR)
}

fn not_open() -> Outcome {
    to(NOT_OPEN, &loopback(80), EBADF)
}

fn not_a_socket() -> Outcome {
    to(*no_socket(), &loopback(80), ENOTSOCK)
}

fn too_short() -> Outcome {
    let addr = &loopback(80);
    expect(connect(*tcp(), addr, sizeof(addr) - 1) == -1, EINVAL)
}

fn too_long() -> Outcome {
    let addr = &loopback(80);
    expect(connect(*tcp(), addr, sizeof(addr) + 1) == -1, EFAULT)
}

fn through_a_file() -> Outcome {
    let dir = Dir::new();
    fs::write(dir.path().join("socket"), "").unwrap();
    to_path(SOCK_STREAM, &dir.path().join("socket/control"), ENOTDIR)
}
