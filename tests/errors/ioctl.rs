//! `ioctl`.

use crate::How::{Apart, NotHere, Provoked};
use crate::files::own;
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::netinet::in_::*;
use berkeley::{
    errno::*, fcntl::*, net::if_::*, net::if_arp::*, net::route::*, string::*, sys::ioctl::*,
    sys::time::*, unistd::*,
};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "ioctl", error: "ENODEV", how: Provoked(no_interface) },
    Row { call: "ioctl", error: "ENOTTY", how: Provoked(no_socket) },
    Row { call: "ioctl", error: "EADDRNOTAVAIL", how: Provoked(no_address) },
    Row { call: "ioctl", error: "EPERM", how: Apart(a_change) },
    Row { call: "ioctl", error: "EINVAL", how: Provoked(bytes_of_a_listener) },
    Row { call: "ioctl", error: "EBADF", how: Provoked(closed) },
    Row { call: "ioctl", error: "EFAULT", how: Provoked(more_than_there_is_room_for) },
    Row { call: "ioctl", error: "ENXIO", how: Provoked(no_neighbour) },
    Row { call: "ioctl", error: "EEXIST", how: Apart(a_route_twice) },
    Row { call: "ioctl", error: "ENETUNREACH", how: Apart(far_gateway) },
    Row { call: "ioctl", error: "ENETDOWN", how: Apart(route_through_what_is_down) },
    Row { call: "ioctl", error: "ESRCH", how: Apart(no_route) },
    Row { call: "ioctl", error: "ENOENT", how: Provoked(no_packet) },
    Row { call: "ioctl", error: "EOPNOTSUPP", how: Apart(metric) },
    Row { call: "ioctl", error: "EBUSY", how: Apart(taken) },
    Row { call: "ioctl", error: "EAFNOSUPPORT", how: Apart(route_of_another_family) },
    Row { call: "ioctl", error: "EPFNOSUPPORT", how: Provoked(neighbour_of_another_family) },
    Row { call: "ioctl", error: "EMFILE", how: Apart(none_free) },
    Row { call: "ioctl", error: "ENFILE", how: NotHere(ALL_FILES) },
    Row { call: "ioctl", error: "ENOBUFS", how: NotHere(ALL_MEMORY) },
    Row { call: "ioctl", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
];

fn named(name: &str) -> ifreq {
    let mut ifr = ifreq::zeroed();
    strcpy(&mut ifr.ifr_name, name);
    ifr
}

/// Makes a request of a new socket, which must fail.
fn asked<A: IoctlArg>(request: Request<A>, arg: &mut A, error: c_int) -> Outcome {
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    let outcome = expect(ioctl(sock, request, arg) == -1, error);
    close(sock);
    outcome
}

fn no_interface() -> Outcome {
    asked(SIOCGIFFLAGS, &mut named("none such"), ENODEV)
}

fn no_socket() -> Outcome {
    asked(SIOCATMARK, &mut 0, ENOTTY)?;
    asked(SIOCDEVPRIVATE, &mut named("lo"), ENOTTY)?;
    let fds = &mut [0; 2];
    assert_eq!(pipe(fds), 0);
    let outcome = expect(ioctl(fds[0], SIOCGIFFLAGS, &mut named("lo")) == -1, ENOTTY);
    close(fds[0]);
    close(fds[1]);
    outcome
}

fn no_address() -> Outcome {
    asked(SIOCGIFADDR, &mut named("lo:none"), EADDRNOTAVAIL)
}

fn a_change() -> Outcome {
    if root().is_ok() {
        become_nobody()?;
    }
    asked(SIOCSIFFLAGS, &mut named("lo"), EPERM)
}

fn bytes_of_a_listener() -> Outcome {
    let sock = socket(AF_INET, SOCK_STREAM, 0);
    assert_eq!(listen(sock, 1), 0);
    let outcome = expect(ioctl(sock, FIONREAD, &mut 0) == -1, EINVAL);
    close(sock);
    outcome
}

fn closed() -> Outcome {
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    close(sock);
    expect(ioctl(sock, FIONREAD, &mut 0) == -1, EBADF)
}

fn more_than_there_is_room_for() -> Outcome {
    let reqs = &mut [ifreq::zeroed(); 2];
    let ifc = &mut ifconf::zeroed();
    ifc.ifc_len = sizeof(reqs) as c_int + 1;
    ifc.ifc_buf = reqs.into();
    asked(SIOCGIFCONF, ifc, EFAULT)
}

/// An entry of the ARP table, of the loopback interface, which has none.
fn neighbour(family: c_int) -> arpreq {
    let mut arp = arpreq::zeroed();
    let pa = cast_mut::<sockaddr_in>(&mut arp.arp_pa);
    pa.sin_family = family as sa_family_t;
    pa.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    strcpy(&mut arp.arp_dev, "lo");
    arp
}

fn no_neighbour() -> Outcome {
    asked(SIOCGARP, &mut neighbour(AF_INET), ENXIO)
}

fn neighbour_of_another_family() -> Outcome {
    asked(SIOCGARP, &mut neighbour(AF_UNIX), EPFNOSUPPORT)
}

/// A network of this process's own, in which `lo` is up if wanted.
fn own_network(is_up: bool) -> Result<(), String> {
    own(libc::CLONE_NEWNET)?;
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    let mut lo = named("lo");
    lo.set_ifr_flags(if is_up { IFF_UP } else { 0 });
    assert_eq!(ioctl(sock, SIOCSIFFLAGS, &mut lo), 0);
    close(sock);
    Ok(())
}

fn address(addr: u32) -> sockaddr_in {
    sockaddr_in {
        sin_family: AF_INET as sa_family_t,
        sin_addr: in_addr { s_addr: htonl(addr) },
        ..sockaddr_in::zeroed()
    }
}

/// The route to 10.1.0.0/16.
fn route(dev: &'static str) -> rtentry<'static> {
    let mut rt = rtentry::zeroed();
    rt.rt_dst = address(0x0a01_0000).into();
    rt.rt_genmask = address(0xffff_0000).into();
    rt.rt_flags = RTF_UP;
    rt.rt_dev = dev.into();
    rt
}

fn a_route_twice() -> Outcome {
    own_network(true)?;
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    assert_eq!(ioctl(sock, SIOCADDRT, &mut route("lo")), 0);
    expect(ioctl(sock, SIOCADDRT, &mut route("lo")) == -1, EEXIST)
}

fn far_gateway() -> Outcome {
    own_network(true)?;
    let mut rt = route("lo");
    rt.rt_dev = NULL.into();
    rt.rt_gateway = address(0xc000_0201).into();
    rt.rt_flags |= RTF_GATEWAY;
    asked(SIOCADDRT, &mut rt, ENETUNREACH)
}

fn route_through_what_is_down() -> Outcome {
    own_network(false)?;
    asked(SIOCADDRT, &mut route("lo"), ENETDOWN)
}

fn no_route() -> Outcome {
    asked(SIOCSPGRP, &mut c_int::MAX.clone(), ESRCH)?;
    own_network(true)?;
    asked(SIOCDELRT, &mut route("lo"), ESRCH)
}

fn route_of_another_family() -> Outcome {
    own_network(true)?;
    let mut rt = route("lo");
    rt.rt_dst = sockaddr_in { sin_family: AF_UNIX as sa_family_t, ..address(0) }.into();
    asked(SIOCADDRT, &mut rt, EAFNOSUPPORT)
}

fn metric() -> Outcome {
    own_network(true)?;
    asked(SIOCSIFMETRIC, &mut named("lo"), EOPNOTSUPP)
}

fn no_packet() -> Outcome {
    asked(SIOCGSTAMP, &mut timeval::zeroed(), ENOENT)
}

/// Makes an interface of an open `/dev/net/tun`.
// SAFETY: it is given to no other descriptor, below; there the kernel reads and writes an `ifreq`
// and follows nothing in it.
const TUNSETIFF: Request<ifreq> = unsafe { Request::new(0x400454ca) };

fn taken() -> Outcome {
    const IFF_TAP: c_int = 2;
    own_network(true)?;
    let tap = || (open("/dev/net/tun", O_RDWR, 0), named("tap0"));
    let ((one, mut ifr), (other, mut same)) = (tap(), tap());
    ifr.set_ifr_flags(IFF_TAP);
    same.set_ifr_flags(IFF_TAP);
    if one == -1 || other == -1 || ioctl(one, TUNSETIFF, &mut ifr) == -1 {
        return Err(format!("needs an interface: {}", strerror(errno())));
    }
    expect(ioctl(other, TUNSETIFF, &mut same) == -1, EBUSY)
}

fn none_free() -> Outcome {
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    no_descriptor_left();
    expect(ioctl(sock, SIOCGSKNS, NULL) == -1, EMFILE)
}
