//! `listen`.

use crate::How::Provoked;
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, netinet::in_::*};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "listen", error: "EADDRINUSE", how: Provoked(another_listens) },
    Row { call: "listen", error: "EOPNOTSUPP", how: Provoked(datagrams) },
    Row { call: "listen", error: "EINVAL", how: Provoked(connected) },
    Row { call: "listen", error: "EBADF", how: Provoked(not_open) },
    Row { call: "listen", error: "ENOTSOCK", how: Provoked(not_a_socket) },
];

fn on(fd: c_int, errno: c_int) -> Outcome {
    expect(listen(fd, 5) == -1, errno)
}

fn another_listens() -> Outcome {
    let (one, two) = (tcp(), tcp());
    for fd in [*one, *two] {
        assert_eq!(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &1, sizeof(&1)), 0);
    }
    let addr = named(*one);
    assert_eq!(bind(*two, &addr, sizeof(&addr)), 0);
    assert_eq!(listen(*one, 5), 0);
    on(*two, EADDRINUSE)
}

fn datagrams() -> Outcome {
    on(*udp(), EOPNOTSUPP)
}

fn connected() -> Outcome {
    on(*connection().0, EINVAL)
}

fn not_open() -> Outcome {
    on(NOT_OPEN, EBADF)
}

fn not_a_socket() -> Outcome {
    on(*no_socket(), ENOTSOCK)
}
