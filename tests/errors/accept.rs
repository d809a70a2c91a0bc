//! `accept` and `accept4`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, netinet::in_::*};
use std::ffi::c_int;

const LATER: &str = "Linux tells such an error at the calls that use the connection";

pub(crate) const ROWS: &[Row] = &[
    Row { call: "accept", error: "EAGAIN", how: Provoked(nobody_waits) },
    Row { call: "accept", error: "EINTR", how: Apart(interrupted) },
    Row { call: "accept", error: "EMFILE", how: Apart(none_left) },
    Row { call: "accept", error: "EINVAL", how: Provoked(does_not_listen) },
    Row { call: "accept4", error: "EINVAL", how: Provoked(no_flags) },
    Row { call: "accept", error: "EBADF", how: Provoked(not_open) },
    Row { call: "accept", error: "ENOTSOCK", how: Provoked(not_a_socket) },
    Row { call: "accept", error: "EOPNOTSUPP", how: Provoked(datagrams) },
    Row { call: "accept", error: "EFAULT", how: Provoked(too_long) },
    Row {
        call: "accept",
        error: "ECONNABORTED",
        how: NotHere("Linux hands over the connection, and its read fails"),
    },
    Row {
        call: "accept",
        error: "EPERM",
        how: NotHere("a security module would have to forbid it"),
    },
    Row { call: "accept", error: "ENFILE", how: NotHere(ALL_FILES) },
    Row { call: "accept", error: "ENOBUFS", how: NotHere(ALL_MEMORY) },
    Row { call: "accept", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
    Row { call: "accept", error: "ENETDOWN", how: NotHere(LATER) },
    Row { call: "accept", error: "EPROTO", how: NotHere(LATER) },
    Row { call: "accept", error: "ENOPROTOOPT", how: NotHere(LATER) },
    Row { call: "accept", error: "EHOSTDOWN", how: NotHere(LATER) },
    Row { call: "accept", error: "ENONET", how: NotHere(LATER) },
    Row { call: "accept", error: "EHOSTUNREACH", how: NotHere(LATER) },
    Row { call: "accept", error: "ENETUNREACH", how: NotHere(LATER) },
];

fn from(fd: c_int, errno: c_int) -> Outcome {
    expect(accept(fd, NULL, NULL) == -1, errno)
}

fn nobody_waits() -> Outcome {
    let fd = Fd(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
    assert_eq!(listen(*fd, 5), 0);
    from(*fd, EAGAIN)
}

fn interrupted() -> Outcome {
    let (fd, _) = listener(5);
    interrupt();
    from(*fd, EINTR)
}

fn none_left() -> Outcome {
    let (fd, addr) = listener(5);
    let caller = tcp();
    assert_eq!(connect(*caller, &addr, sizeof(&addr)), 0);
    no_descriptor_left();
    from(*fd, EMFILE)
}

fn does_not_listen() -> Outcome {
    from(*tcp(), EINVAL)
}

fn no_flags() -> Outcome {
    let (fd, _) = listener(5);
    expect(accept4(*fd, NULL, NULL, 1) == -1, EINVAL)
}

fn not_open() -> Outcome {
    from(NOT_OPEN, EBADF)
}

fn not_a_socket() -> Outcome {
    from(*no_socket(), ENOTSOCK)
}

fn datagrams() -> Outcome {
    from(*udp(), EOPNOTSUPP)
}

fn too_long() -> Outcome {
    let (fd, _) = listener(5);
    let addr = &mut loopback(0);
    let len = &mut (sizeof(addr) as socklen_t + 1);
    expect(accept(*fd, addr, len) == -1, EFAULT)
}
