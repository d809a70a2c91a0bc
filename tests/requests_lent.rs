//! What the kernel is lent for a request: seen, and scribbled over, by an `ioctl` of this program's
//! own, which takes the place of libc's.
//!
//! It stands for the families and drivers that take a request's number for one of theirs, which
//! this machine may not have. They read and write up to 220 bytes where a program lent an `int`.

use berkeley::unistd::*;
use berkeley::{errno::*, net::if_::*, net::if_arp::*, net::route::*, string::*, sys::ioctl::*};
use std::cell::{Cell, RefCell};
use std::ffi::{c_int, c_ulong};

/// How much memory there must be at every argument, whatever its own size.
const ROOM: usize = 256;

thread_local! {
    /// What the last call was lent.
    static LENT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    /// What calls return, after they have filled what they were lent with ones.
    static RETURNS: Cell<c_int> = const { Cell::new(0) };
}

/// Takes the place of libc's.
// SAFETY: no other function of this name is in this program.
#[unsafe(no_mangle)]
extern "C" fn ioctl(_fd: c_int, _request: c_ulong, arg: *mut u8) -> c_int {
    // SAFETY: that there are so many bytes, for the kernel to read and to write, is what this file
    // tests; nothing but the crate calls this.
    let lent = unsafe { std::slice::from_raw_parts_mut(arg, ROOM) };
    LENT.set(lent.to_vec());
    lent.fill(0xff);
    RETURNS.get()
}

/// Makes a request that succeeds, or fails, and returns what the kernel was lent and what has become
/// of the argument.
fn lend<A: IoctlArg>(request: Request<A>, returns: c_int, arg: &mut A) -> Vec<u8> {
    let sock = socket(AF_UNIX, SOCK_STREAM, 0);
    LENT.take();
    RETURNS.set(returns);
    assert_eq!(berkeley::sys::ioctl::ioctl(sock, request, arg), returns);
    assert_eq!(close(sock), 0);
    LENT.take()
}

/// The bytes with zeros behind them.
fn with_zeros(bytes: &[u8]) -> Vec<u8> {
    let mut all = bytes.to_vec();
    all.resize(ROOM, 0);
    all
}

#[test]
fn what_the_kernel_only_writes_is_lent_as_zeros() {
    for request in [FIONREAD, FIOGETOWN, SIOCGPGRP, SIOCATMARK] {
        let mut guarded = [0x11223344; 3];
        assert_eq!(lend(request, 0, &mut guarded[1]), [0; ROOM]);
        assert_eq!(guarded, [0x11223344, -1, 0x11223344]);
        assert_eq!(lend(request, -1, &mut guarded[0]), [0; ROOM]);
        assert_eq!(guarded, [0x11223344, -1, 0x11223344]);
    }
    let time = &mut libc::timeval { tv_sec: 1, tv_usec: 2 };
    assert_eq!(lend(SIOCGSTAMP_OLD, 0, time), [0; ROOM]);
    assert_eq!((time.tv_sec, time.tv_usec), (-1, -1));
    let time = &mut libc::timespec { tv_sec: 1, tv_nsec: 2 };
    assert_eq!(lend(SIOCGSTAMPNS_OLD, 0, time), [0; ROOM]);
    assert_eq!((time.tv_sec, time.tv_nsec), (-1, -1));
}

#[test]
fn what_the_kernel_only_reads_stays_as_it_is() {
    for request in [FIONBIO, FIOASYNC, FIOSETOWN, SIOCSPGRP] {
        let mut guarded = [0x11223344; 3];
        assert_eq!(lend(request, 0, &mut guarded[1]), with_zeros(&[0x44, 0x33, 0x22, 0x11]));
        assert_eq!(guarded, [0x11223344; 3]);
    }
    let mut ifr = ifreq::zeroed();
    strcpy(&mut ifr.ifr_name, "lo");
    ifr.set_ifr_mtu(1400);
    let before = ifr;
    assert_eq!(lend(SIOCSIFMTU, 0, &mut ifr), with_zeros(before.as_bytes()));
    assert_eq!(ifr.as_bytes(), before.as_bytes());
}

#[test]
fn what_the_kernel_reads_and_writes_is_lent_and_taken_back() {
    for (returns, after) in [(0, [0xff; 40]), (-1, [0x33; 40]), (7, [0xff; 40])] {
        let mut guarded = [ifreq::zeroed(); 3];
        memset(&mut guarded, 0x33, 120);
        assert_eq!(lend(SIOCGIFADDR, returns, &mut guarded[1]), with_zeros(&[0x33; 40]));
        assert_eq!(guarded[1].as_bytes(), after);
        assert_eq!([guarded[0], guarded[2]].as_bytes(), [0x33; 80]);
    }
    let mut arp = arpreq::zeroed();
    arp.arp_flags = ATF_PERM;
    let before = arp;
    assert_eq!(lend(SIOCGARP, 0, &mut arp), with_zeros(before.as_bytes()));
    assert_eq!(arp.as_bytes(), [0xff; 68]);
}

#[test]
fn of_a_list_of_interfaces_only_the_length_is_taken_back() {
    let mut memory = [0x33_u8; 80];
    let address = memory.as_ptr().addr();
    let ifc = &mut ifconf { ifc_len: 79, ifc_buf: (&mut memory).into() };
    let lent = lend(SIOCGIFCONF, 0, ifc);
    assert_eq!(lent[..4], 79_i32.to_ne_bytes());
    assert_eq!(lent[8..16], address.to_ne_bytes());
    assert_eq!(ifc.ifc_len, -1);
    assert!(ifc.ifc_req(0).is_none());
    assert_eq!(memory, [0x33; 80]);
}

#[test]
fn of_a_route_the_name_of_the_interface_is_lent_beside_it() {
    let names: [(&[u8], &[u8]); 5] = [
        (b"eth0", b"eth0"),
        (b"eth0\0and more", b"eth0"),
        (b"", b""),
        (b"exactly fifteen", b"exactly fifteen"),
        (b"a name that is too long for any", b"a name that is "),
    ];
    for (name, expected) in names {
        let rt = &mut rtentry::zeroed();
        rt.rt_flags = RTF_UP;
        rt.rt_irtt = 7;
        rt.rt_dev = name.into();
        let lent = lend(SIOCADDRT, 0, rt);
        // Where it is, in a copy of what was lent: 16 bytes at its end, of which the pointer in the
        // structure says the address.
        let mut sixteen = expected.to_vec();
        sixteen.resize(16, 0);
        assert_eq!(lent[ROOM - 16..], sixteen);
        assert_ne!(lent[88..96], [0; 8]);
        // Behind the structure, which has 120 bytes, there is nothing else.
        assert_eq!(lent[120..ROOM - 16], [0; ROOM - 136]);
        assert_eq!((rt.rt_flags, rt.rt_irtt), (RTF_UP, 7));
    }
    let lent = lend(SIOCDELRT, 0, &mut rtentry::zeroed());
    assert_eq!(lent, [0; ROOM], "no name: a null pointer");
}

#[test]
fn refused_requests_are_not_made() {
    let sock = socket(AF_UNIX, SOCK_STREAM, 0);
    for request in [SIOCSIFLINK, SIOCGIFBR, SIOCSIFBR, SIOCDEVPRIVATE, SIOCPROTOPRIVATE] {
        LENT.take();
        let ret = berkeley::sys::ioctl::ioctl(sock, request, &mut ifreq::zeroed());
        assert_eq!((ret, errno()), (-1, ENOTTY));
        assert_eq!(LENT.take(), []);
    }
    close(sock);
}
