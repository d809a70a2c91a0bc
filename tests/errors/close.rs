//! `close` and `shutdown`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::net::*;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, netinet::in_::*, unistd::*};
use std::ffi::c_int;
use std::os::unix::fs::chroot;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "close", error: "EBADF", how: Provoked(twice) },
    Row { call: "close", error: "EINTR", how: NotHere(NETWORK_FILE) },
    Row { call: "close", error: "EIO", how: NotHere(NETWORK_FILE) },
    Row { call: "close", error: "ENOSPC", how: NotHere(NETWORK_FILE) },
    Row { call: "close", error: "EDQUOT", how: NotHere(NETWORK_FILE) },
    Row { call: "close", error: "EMFILE", how: Apart(none_left_for_null) },
    Row { call: "close", error: "ENFILE", how: NotHere(ALL_FILES) },
    Row { call: "close", error: "ENOENT", how: Apart(no_null) },
    Row { call: "shutdown", error: "ENOTCONN", how: Provoked(over) },
    Row { call: "shutdown", error: "EBADF", how: Provoked(|| ends(NOT_OPEN, EBADF)) },
    Row { call: "shutdown", error: "EINVAL", how: Provoked(no_direction) },
    Row { call: "shutdown", error: "ENOTSOCK", how: Provoked(|| ends(*no_socket(), ENOTSOCK)) },
    Row { call: "shutdown", error: "EOPNOTSUPP", how: Provoked(netlink) },
];

/// What such an error of `close` needs.
const NETWORK_FILE: &str =
    "needs a file on a network file system whose server does not answer or refuses";

fn twice() -> Outcome {
    let fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_eq!(close(fd), 0);
    expect(close(fd) == -1, EBADF)
}

fn none_left_for_null() -> Outcome {
    no_descriptor_left();
    let outcome = expect(close(0) == -1, EMFILE);
    assert_eq!(read(0, &mut [0u8; 1], 1), 0, "it stays open");
    outcome
}

fn no_null() -> Outcome {
    own(0)?;
    // A directory that has none, and is nobody's to remove.
    chroot("/proc/self").map_err(|error| format!("needs chroot: {error}"))?;
    expect(close(0) == -1, ENOENT)
}

fn ends(fd: c_int, errno: c_int) -> Outcome {
    expect(shutdown(fd, SHUT_RDWR) == -1, errno)
}

fn over() -> Outcome {
    ends(*tcp(), ENOTCONN)?;
    let fd = broken();
    assert_eq!(recv(*fd, &mut [0u8; 1], 1, 0), -1);
    ends(*fd, ENOTCONN)?;
    // It has its effect all the same.
    let fd = udp();
    let outcome = ends(*fd, ENOTCONN);
    assert_eq!(recv(*fd, &mut [0u8; 1], 1, 0), 0);
    outcome
}

fn no_direction() -> Outcome {
    let (one, _two) = pair(SOCK_STREAM);
    expect(shutdown(*one, 3) == -1, EINVAL)
}

fn netlink() -> Outcome {
    ends(*Fd(socket(AF_NETLINK, SOCK_RAW, 0)), EOPNOTSUPP)
}
