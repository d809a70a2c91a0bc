//! What stands in for the re-entrant twins where libc has none: its plain functions, one at a time.
//!
//! What one of them found is copied before another is called, as far as this crate goes. (musl has
//! a table of protocols, and neither hosts, services nor networks to walk through.)

use super::look_up::{Entry, alone};
use super::{hostent, netent, protoent, servent};
use crate::base::chars::Chars;
use core::ffi::{c_char, c_int};

unsafe extern "C" {
    fn gethostent() -> *mut libc::hostent;
    fn getnetent() -> *mut libc::netent;
    fn getnetbyname(name: *const c_char) -> *mut libc::netent;
    fn getnetbyaddr(net: u32, type_: c_int) -> *mut libc::netent;
    fn getservent() -> *mut libc::servent;
    fn getprotoent() -> *mut libc::protoent;
    fn getprotobyname(name: *const c_char) -> *mut libc::protoent;
    fn getprotobynumber(proto: c_int) -> *mut libc::protoent;
}

/// Copies what a plain function found.
///
/// # Safety
///
/// `found` is null, or an entry that is as its header says and that nobody changes meanwhile.
unsafe fn copy<E: Entry>(found: *mut E::Raw) -> Option<E> {
    // SAFETY: as the caller promises.
    unsafe { found.as_ref().map(|raw| E::copy(raw)) }
}

// For each of the functions below:
// SAFETY: the function finds an entry or none, and no other thread calls one of them until it is
// copied; a name ends with a NUL.

pub(super) fn next_host() -> Option<hostent> {
    // SAFETY: as said above; `gethostent` of this crate, which calls this, is alone.
    unsafe { copy(gethostent()) }
}

pub(super) fn next_network() -> Option<netent> {
    // SAFETY: as said above; `getnetent` of this crate, which calls this, is alone.
    unsafe { copy(getnetent()) }
}

pub(super) fn network_by_name(name: &Chars<'_>) -> Option<netent> {
    // SAFETY: as said above.
    alone(|| unsafe { copy(getnetbyname(name.as_ptr())) })
}

pub(super) fn network_by_number(net: u32, type_: c_int) -> Option<netent> {
    // SAFETY: as said above.
    alone(|| unsafe { copy(getnetbyaddr(net, type_)) })
}

pub(super) fn next_service() -> Option<servent> {
    // SAFETY: as said above; `getservent` of this crate, which calls this, is alone.
    unsafe { copy(getservent()) }
}

pub(super) fn next_protocol() -> Option<protoent> {
    // SAFETY: as said above; `getprotoent` of this crate, which calls this, is alone.
    unsafe { copy(getprotoent()) }
}

pub(super) fn protocol_by_name(name: &Chars<'_>) -> Option<protoent> {
    // SAFETY: as said above.
    alone(|| unsafe { copy(getprotobyname(name.as_ptr())) })
}

pub(super) fn protocol_by_number(proto: c_int) -> Option<protoent> {
    // SAFETY: as said above.
    alone(|| unsafe { copy(getprotobynumber(proto)) })
}

#[cfg(all(test, target_env = "gnu"))]
mod tests {
    use super::*;
    use crate::netdb::*;
    use std::fmt::Debug;
    use std::{fs, iter};

    /// Both find the same, whatever that is on this machine.
    fn same(plain: impl Debug, twin: impl Debug) {
        assert_eq!(format!("{plain:?}"), format!("{twin:?}"));
    }

    #[test]
    fn the_plain_functions_look_up_what_the_twins_do() {
        for name in ["tcp", "TCP", "icmp", "no such protocol", ""] {
            let name = Chars::of(name);
            same(protocol_by_name(&name), twins::protocol_by_name(&name));
        }
        for proto in -1..256 {
            same(protocol_by_number(proto), twins::protocol_by_number(proto));
        }
        let switch = fs::read_to_string("/etc/nsswitch.conf").unwrap_or_default();
        if !switch.lines().any(|line| line.starts_with("networks:") && !line.contains("dns")) {
            return; // Networks are not looked up in a file, and there may be no name server.
        }
        for name in ["loopback", "default", "no such network"] {
            let name = Chars::of(name);
            same(network_by_name(&name), twins::network_by_name(&name));
        }
        for net in [0, 0x7f000000, 0xa9fe0000, 1] {
            same(network_by_number(net, AF_INET), twins::network_by_number(net, AF_INET));
        }
    }

    /// One walk after the other, since all share their place.
    #[test]
    fn the_plain_functions_walk_where_the_twins_do() {
        sethostent(1);
        let plain: Vec<_> = iter::from_fn(next_host).collect();
        sethostent(1);
        same(plain, iter::from_fn(twins::next_host).collect::<Vec<_>>());
        endhostent();
        setnetent(1);
        let plain: Vec<_> = iter::from_fn(next_network).collect();
        setnetent(1);
        same(plain, iter::from_fn(twins::next_network).collect::<Vec<_>>());
        endnetent();
        setservent(1);
        let plain: Vec<_> = iter::from_fn(next_service).collect();
        setservent(1);
        same(plain, iter::from_fn(twins::next_service).collect::<Vec<_>>());
        endservent();
        setprotoent(1);
        let plain: Vec<_> = iter::from_fn(next_protocol).collect();
        setprotoent(1);
        same(plain, iter::from_fn(twins::next_protocol).collect::<Vec<_>>());
        endprotoent();
    }
}
