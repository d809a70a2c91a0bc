//! `socket` and `socketpair`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, netinet::in_::*};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "socket", error: "EMFILE", how: Apart(none_left) },
    Row { call: "socket", error: "EPERM", how: Apart(raw) },
    Row { call: "socket", error: "EACCES", how: Apart(ping) },
    Row { call: "socket", error: "EAFNOSUPPORT", how: Provoked(no_domain) },
    Row { call: "socket", error: "EPROTONOSUPPORT", how: Provoked(another_protocol) },
    Row { call: "socket", error: "ESOCKTNOSUPPORT", how: Provoked(another_type) },
    Row { call: "socket", error: "EINVAL", how: Provoked(no_flags) },
    Row { call: "socket", error: "ENFILE", how: NotHere(ALL_FILES) },
    Row { call: "socket", error: "ENOBUFS", how: NotHere(ALL_MEMORY) },
    Row { call: "socket", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
];

fn of(domain: c_int, kind: c_int, protocol: c_int, errno: c_int) -> Outcome {
    expect(socket(domain, kind, protocol) == -1, errno)
}

fn none_left() -> Outcome {
    no_descriptor_left();
    of(AF_INET, SOCK_STREAM, 0, EMFILE)
}

fn raw() -> Outcome {
    if root().is_ok() {
        become_nobody()?;
    }
    of(AF_INET, SOCK_RAW, IPPROTO_ICMP, EPERM)
}

fn ping() -> Outcome {
    // A new network is open to no group.
    unshare(libc::CLONE_NEWNET)?;
    of(AF_INET, SOCK_DGRAM, IPPROTO_ICMP, EACCES)
}

fn no_domain() -> Outcome {
    of(12345, SOCK_STREAM, 0, EAFNOSUPPORT)
}

fn another_protocol() -> Outcome {
    of(AF_INET, SOCK_STREAM, IPPROTO_UDP, EPROTONOSUPPORT)
}

fn another_type() -> Outcome {
    of(AF_INET, SOCK_RDM, 0, ESOCKTNOSUPPORT)
}

fn no_flags() -> Outcome {
    of(AF_INET, SOCK_STREAM | 0x10000, 0, EINVAL)
}
