//! `getsockname` and `getpeername`, and what else sockets are asked for.

use crate::How::{NotHere, Provoked};
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, netinet::in_::*};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "getpeername", error: "ENOTCONN", how: Provoked(no_peer) },
    Row { call: "getsockname", error: "EBADF", how: Provoked(not_open) },
    Row { call: "getsockname", error: "ENOTSOCK", how: Provoked(not_a_socket) },
    Row { call: "getsockname", error: "EFAULT", how: Provoked(too_long) },
    Row { call: "getpeername", error: "EFAULT", how: Provoked(too_long_for_the_peer) },
    Row { call: "getsockname", error: "EINVAL", how: Provoked(negative) },
    Row {
        call: "getsockname",
        error: "ENOBUFS",
        how: NotHere("no socket of Linux needs memory for it"),
    },
    Row { call: "sockatmark", error: "EBADF", how: Provoked(no_mark_and_not_open) },
    Row { call: "isfdtype", error: "EBADF", how: Provoked(type_of_none) },
    Row { call: "sockatmark", error: "ENOTTY", how: Provoked(nothing_urgent) },
    Row { call: "sockatmark", error: "EOPNOTSUPP", how: Provoked(unix_datagrams) },
];

fn of(fd: c_int, len: usize, errno: c_int) -> Outcome {
    expect(getsockname(fd, &mut loopback(0), &mut (len as socklen_t)) == -1, errno)
}

const LEN: usize = size_of::<sockaddr_in>();

fn no_peer() -> Outcome {
    let (listening, mut addr) = listener(1);
    expect(getpeername(*listening, &mut addr, &mut (LEN as socklen_t)) == -1, ENOTCONN)
}

fn not_open() -> Outcome {
    of(NOT_OPEN, LEN, EBADF)
}

fn not_a_socket() -> Outcome {
    of(*no_socket(), LEN, ENOTSOCK)
}

fn too_long() -> Outcome {
    of(*tcp(), LEN + 1, EFAULT)
}

fn too_long_for_the_peer() -> Outcome {
    let len = &mut (LEN as socklen_t + 1);
    expect(getpeername(*connection().0, &mut loopback(0), len) == -1, EFAULT)
}

fn negative() -> Outcome {
    of(*tcp(), usize::MAX, EINVAL)
}

fn no_mark_and_not_open() -> Outcome {
    expect(sockatmark(NOT_OPEN) == -1, EBADF)
}

fn type_of_none() -> Outcome {
    expect(isfdtype(NOT_OPEN, libc::S_IFSOCK as c_int) == -1, EBADF)
}

fn nothing_urgent() -> Outcome {
    expect(sockatmark(*no_socket()) == -1, ENOTTY)?;
    expect(sockatmark(*udp()) == -1, ENOTTY)
}

fn unix_datagrams() -> Outcome {
    let result = sockatmark(*Fd(socket(AF_UNIX, SOCK_DGRAM, 0)));
    if result == -1 && errno() == ENOTTY {
        return Err("needs Linux 5.15".into());
    }
    expect(result == -1, EOPNOTSUPP)
}
