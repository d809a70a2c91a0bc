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
    Row { call: "socketpair", error: "EOPNOTSUPP", how: Provoked(pair_of_the_internet) },
    Row { call: "socketpair", error: "EMFILE", how: Apart(no_two_left) },
    Row { call: "socketpair", error: "EPROTONOSUPPORT", how: Provoked(pair_of_another_protocol) },
    Row { call: "socketpair", error: "ESOCKTNOSUPPORT", how: Provoked(pair_of_another_type) },
    Row { call: "socketpair", error: "EAFNOSUPPORT", how: Provoked(pair_of_no_domain) },
    Row { call: "socketpair", error: "EINVAL", how: Provoked(pair_with_no_flags) },
    Row { call: "socketpair", error: "ENFILE", how: NotHere(ALL_FILES) },
];

fn of(domain: c_int, kind: c_int, protocol: c_int, errno: c_int) -> Outcome {
    expect(socket(domain, kind, protocol) == -1, errno)
}

fn none_left() -> Outcome {
    no_descriptor_left();
    of(AF_INET, SOCK_STREAM, 0, EMFILE)
}

fn raw() -> Outcome {
    no_rights()?;
    of(AF_INET, SOCK_RAW, IPPROTO_ICMP, EPERM)
}

fn ping() -> Outcome {
    // A new network is open to no group.
    own(libc::CLONE_NEWNET)?;
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

fn pair(domain: c_int, kind: c_int, protocol: c_int, errno: c_int) -> Outcome {
    expect(socketpair(domain, kind, protocol, &mut [0; 2]) == -1, errno)
}

fn pair_of_the_internet() -> Outcome {
    pair(AF_INET, SOCK_STREAM, 0, EOPNOTSUPP)
}

fn no_two_left() -> Outcome {
    no_descriptor_left();
    pair(AF_UNIX, SOCK_STREAM, 0, EMFILE)
}

fn pair_of_another_protocol() -> Outcome {
    pair(AF_UNIX, SOCK_STREAM, IPPROTO_TCP, EPROTONOSUPPORT)
}

fn pair_of_another_type() -> Outcome {
    pair(AF_UNIX, SOCK_RDM, 0, ESOCKTNOSUPPORT)
}

fn pair_of_no_domain() -> Outcome {
    pair(12345, SOCK_STREAM, 0, EAFNOSUPPORT)
}

fn pair_with_no_flags() -> Outcome {
    pair(AF_UNIX, SOCK_STREAM | 0x10000, 0, EINVAL)
}
