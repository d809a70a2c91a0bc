//! `ioctl`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::netinet::in_::*;
use berkeley::{
    errno::*, fcntl::*, net::if_::*, net::if_arp::*, net::route::*, string::*, sys::ioctl::*,
    sys::time::*,
};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "ioctl", error: "ENODEV", how: Provoked(no_interface) },
    Row { call: "ioctl", error: "ENOTTY", how: Provoked(not_known) },
    Row { call: "ioctl", error: "EADDRNOTAVAIL", how: Provoked(no_address) },
    Row { call: "ioctl", error: "EPERM", how: Apart(a_change) },
    Row { call: "ioctl", error: "EINVAL", how: Provoked(bytes_of_a_listener) },
    Row { call: "ioctl", error: "EBADF", how: Provoked(not_open) },
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

fn interface(name: &str) -> ifreq {
    let mut ifr = ifreq::zeroed();
    strcpy(&mut ifr.ifr_name, name);
    ifr
}

/// Makes a request of a socket, which must fail.
fn asked<A: IoctlArg>(request: Request<A>, arg: &mut A, error: c_int) -> Outcome {
    expect(ioctl(*udp(), request, arg) == -1, error)
}

fn no_interface() -> Outcome {
    asked(SIOCGIFFLAGS, &mut interface("none such"), ENODEV)
}

fn not_known() -> Outcome {
    asked(SIOCATMARK, &mut 0, ENOTTY)?;
    asked(SIOCDEVPRIVATE, &mut interface("lo"), ENOTTY)?;
    expect(ioctl(*no_socket(), SIOCGIFFLAGS, &mut interface("lo")) == -1, ENOTTY)
}

fn no_address() -> Outcome {
    asked(SIOCGIFADDR, &mut interface("lo:none"), EADDRNOTAVAIL)
}

fn a_change() -> Outcome {
    no_rights()?;
    asked(SIOCSIFFLAGS, &mut interface("lo"), EPERM)
}

fn bytes_of_a_listener() -> Outcome {
    expect(ioctl(*listener(1).0, FIONREAD, &mut 0) == -1, EINVAL)
}

fn not_open() -> Outcome {
    expect(ioctl(NOT_OPEN, FIONREAD, &mut 0) == -1, EBADF)
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
    (*pa, pa.sin_family) = (loopback(0), family as sa_family_t);
    strcpy(&mut arp.arp_dev, "lo");
    arp
}

fn no_neighbour() -> Outcome {
    asked(SIOCGARP, &mut neighbour(AF_INET), ENXIO)
}

fn neighbour_of_another_family() -> Outcome {
    asked(SIOCGARP, &mut neighbour(AF_UNIX), EPFNOSUPPORT)
}

/// A route through the loopback interface.
fn route() -> rtentry<'static> {
    let mut rt = rtentry::zeroed();
    rt.rt_dst = inet("10.1.0.0", 0).into();
    rt.rt_genmask = inet("255.255.0.0", 0).into();
    rt.rt_flags = RTF_UP;
    rt.rt_dev = "lo".into();
    rt
}

fn a_route_twice() -> Outcome {
    own_network()?;
    assert_eq!(ioctl(*udp(), SIOCADDRT, &mut route()), 0);
    asked(SIOCADDRT, &mut route(), EEXIST)
}

fn far_gateway() -> Outcome {
    own_network()?;
    let mut rt = route();
    rt.rt_dev = NULL.into();
    rt.rt_gateway = inet("192.0.2.1", 0).into();
    rt.rt_flags |= RTF_GATEWAY;
    asked(SIOCADDRT, &mut rt, ENETUNREACH)
}

fn route_through_what_is_down() -> Outcome {
    own_network()?;
    set_flags_of_loopback(0)?;
    asked(SIOCADDRT, &mut route(), ENETDOWN)
}

fn no_route() -> Outcome {
    // No process has such a number.
    asked(SIOCSPGRP, &mut { c_int::MAX }, ESRCH)?;
    own_network()?;
    asked(SIOCDELRT, &mut route(), ESRCH)
}

fn route_of_another_family() -> Outcome {
    own_network()?;
    let mut rt = route();
    rt.rt_dst = sockaddr_in { sin_family: AF_UNIX as sa_family_t, ..sockaddr_in::zeroed() }.into();
    asked(SIOCADDRT, &mut rt, EAFNOSUPPORT)
}

fn metric() -> Outcome {
    own_network()?;
    asked(SIOCSIFMETRIC, &mut interface("lo"), EOPNOTSUPP)
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
    own_network()?;
    let [one, other] = [(); 2].map(|()| Fd(open("/dev/net/tun", O_RDWR, 0)));
    let ifr = &mut interface("tap0");
    ifr.set_ifr_flags(IFF_TAP);
    if ioctl(*one, TUNSETIFF, ifr) == -1 {
        return Err(format!("needs an interface: {}", strerror(errno())));
    }
    expect(ioctl(*other, TUNSETIFF, ifr) == -1, EBUSY)
}

fn none_free() -> Outcome {
    let sock = udp();
    no_descriptor_left();
    expect(ioctl(*sock, SIOCGSKNS, NULL) == -1, EMFILE)
}
