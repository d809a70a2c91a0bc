//! The re-entrant twins that glibc has and musl has not. `plain` stands in for this module there.

use super::errors::h_errno_location;
use super::look_up::{Entry, Room, look_up, look_up_host, reported_in};
use super::{hostent, netent, protoent, servent};
use crate::base::chars::Chars;
use core::ffi::{c_char, c_int};
use libc::size_t;

unsafe extern "C" {
    fn gethostent_r(
        entry: *mut libc::hostent,
        buf: *mut c_char,
        len: size_t,
        found: *mut *mut libc::hostent,
        h_err: *mut c_int,
    ) -> c_int;
    fn getservent_r(
        entry: *mut libc::servent,
        buf: *mut c_char,
        len: size_t,
        found: *mut *mut libc::servent,
    ) -> c_int;
    fn getprotoent_r(
        entry: *mut libc::protoent,
        buf: *mut c_char,
        len: size_t,
        found: *mut *mut libc::protoent,
    ) -> c_int;
    fn getprotobyname_r(
        name: *const c_char,
        entry: *mut libc::protoent,
        buf: *mut c_char,
        len: size_t,
        found: *mut *mut libc::protoent,
    ) -> c_int;
    fn getprotobynumber_r(
        proto: c_int,
        entry: *mut libc::protoent,
        buf: *mut c_char,
        len: size_t,
        found: *mut *mut libc::protoent,
    ) -> c_int;
}

/// [`look_up`] of the next host or network, by a twin that reports in its second argument.
///
/// # Safety
///
/// As for [`look_up`], whatever the twin returns.
unsafe fn look_up_next_host<E: Entry>(
    twin: impl Fn(Room<E::Raw>, *mut c_int) -> c_int,
) -> Option<E> {
    // As the plain functions do. glibc reports some of it here wherever it is told to.
    // SAFETY: as the caller promises; this thread's `h_errno` is there.
    unsafe { reported_in(h_errno_location(), twin) }
}

// For each of the functions below:
// SAFETY: the twin keeps to its room and finds an entry or none, as gethostbyname(3),
// getnetent_r(3), getservent_r(3) and getprotoent_r(3) have it; a name ends with a NUL.

pub(super) fn next_host() -> Option<hostent> {
    // SAFETY: as said above.
    unsafe {
        look_up_next_host(|Room { entry, buf, len, found }, h_err| {
            gethostent_r(entry, buf, len, found, h_err)
        })
    }
}

pub(super) fn next_network() -> Option<netent> {
    // SAFETY: as said above.
    unsafe {
        look_up_next_host(|Room { entry, buf, len, found }, h_err| {
            libc::getnetent_r(entry, buf, len, found, h_err)
        })
    }
}

pub(super) fn network_by_name(name: &Chars<'_>) -> Option<netent> {
    // SAFETY: as said above.
    unsafe {
        look_up_host(|Room { entry, buf, len, found }, h_err| {
            libc::getnetbyname_r(name.as_ptr(), entry, buf, len, found, h_err)
        })
    }
}

pub(super) fn network_by_number(net: u32, type_: c_int) -> Option<netent> {
    // SAFETY: as said above.
    unsafe {
        look_up_host(|Room { entry, buf, len, found }, h_err| {
            libc::getnetbyaddr_r(net, type_, entry, buf, len, found, h_err)
        })
    }
}

pub(super) fn next_service() -> Option<servent> {
    // SAFETY: as said above.
    unsafe { look_up(|Room { entry, buf, len, found }| getservent_r(entry, buf, len, found)) }
}

pub(super) fn next_protocol() -> Option<protoent> {
    // SAFETY: as said above.
    unsafe { look_up(|Room { entry, buf, len, found }| getprotoent_r(entry, buf, len, found)) }
}

pub(super) fn protocol_by_name(name: &Chars<'_>) -> Option<protoent> {
    // SAFETY: as said above.
    unsafe {
        look_up(|Room { entry, buf, len, found }| {
            getprotobyname_r(name.as_ptr(), entry, buf, len, found)
        })
    }
}

pub(super) fn protocol_by_number(proto: c_int) -> Option<protoent> {
    // SAFETY: as said above.
    unsafe {
        look_up(|Room { entry, buf, len, found }| getprotobynumber_r(proto, entry, buf, len, found))
    }
}
