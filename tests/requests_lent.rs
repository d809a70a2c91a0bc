//! What the kernel is lent for a request or a command: seen by an `ioctl` and an `fcntl` of this
//! program's own, which take the places of libc's.
//!
//! The `ioctl` scribbles over all that it is lent, too. It stands for the families and drivers that
//! take a request's number for one of theirs, which this machine may not have. They read and write
//! up to 220 bytes where a program lent an `int`.

use berkeley::{errno::*, net::if_::*, net::if_arp::*, net::route::*, string::*, sys::ioctl::*};
use berkeley::{fcntl as c, unistd::*};
use std::cell::{Cell, RefCell};
use std::ffi::{c_int, c_ulong};
use std::mem::offset_of;

/// How many bytes an `ifreq` has.
const SIZE: usize = size_of::<ifreq>();

/// How much memory there must be at every argument, whatever its own size.
const ROOM: usize = 256;

thread_local! {
    /// What the last call was lent, and where that is.
    static LENT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static LENT_AT: Cell<usize> = const { Cell::new(0) };
    /// What the last `fcntl` was given.
    static GIVEN: Cell<Option<(c_int, usize)>> = const { Cell::new(None) };
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
    LENT_AT.set(lent.as_ptr().addr());
    lent.fill(0xff);
    RETURNS.get()
}

/// Takes the place of libc's.
// SAFETY: no other function of this name is in this program. (C's has any arguments behind the
// second; where there is one, it is found in the same place.)
#[unsafe(no_mangle)]
extern "C" fn fcntl(_fd: c_int, cmd: c_int, arg: usize) -> c_int {
    GIVEN.set(Some((cmd, arg)));
    set_errno(ENOSYS);
    -1
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
        assert_eq!(lend(request, 0, &mut guarded[1]), with_zeros(&0x11223344_i32.to_ne_bytes()));
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
    for (returns, after) in [(0, [0xff; SIZE]), (-1, [0x33; SIZE]), (7, [0xff; SIZE])] {
        let mut guarded = [ifreq::zeroed(); 3];
        memset(&mut guarded, 0x33, 3 * SIZE);
        assert_eq!(lend(SIOCGIFADDR, returns, &mut guarded[1]), with_zeros(&[0x33; SIZE]));
        assert_eq!(guarded[1].as_bytes(), after);
        assert_eq!([guarded[0], guarded[2]].as_bytes(), [0x33; 2 * SIZE]);
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
    let pointer = offset_of!(libc::ifconf, ifc_ifcu);
    assert_eq!(lent[..4], 79_i32.to_ne_bytes());
    assert_eq!(lent[pointer..][..size_of::<usize>()], address.to_ne_bytes());
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
        // It has 16 bytes at the end of what is lent, to which `rt_dev` points.
        let mut sixteen = expected.to_vec();
        sixteen.resize(16, 0);
        assert_eq!(lent[ROOM - 16..], sixteen);
        let pointer = (LENT_AT.get() + ROOM - 16).to_ne_bytes();
        assert_eq!(lent[offset_of!(libc::rtentry, rt_dev)..][..pointer.len()], pointer);
        // Behind the structure there is nothing else.
        const END: usize = size_of::<libc::rtentry>();
        assert_eq!(lent[END..ROOM - 16], [0; ROOM - 16 - END]);
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

/// Gives a command, and returns what the kernel was given for its third argument; none if it was not
/// asked, and the errno said so.
fn give(cmd: c_int, arg: impl c::FcntlArg) -> Option<usize> {
    let sock = socket(AF_UNIX, SOCK_STREAM, 0);
    GIVEN.set(None);
    assert_eq!(c::fcntl(sock, cmd, arg), -1);
    let given = GIVEN.take();
    let why = errno();
    assert_eq!(close(sock), 0);
    // Where an offset has two sizes, libc would read a lock that is not there.
    let no_lock = usize::BITS == 32 && why == EFAULT && LOCK.contains(&cmd);
    assert!(no_lock || why == if given.is_some() { ENOSYS } else { EINVAL }, "{cmd}: {why}");
    given.map(|(given, arg)| {
        assert_eq!(given, cmd);
        arg
    })
}

const LOCK: [c_int; 6] =
    [c::F_GETLK, c::F_SETLK, c::F_SETLKW, c::F_OFD_GETLK, c::F_OFD_SETLK, c::F_OFD_SETLKW];
const OWNER: [c_int; 2] = [c::F_GETOWN_EX, c::F_SETOWN_EX];
const USERS: [c_int; 1] = [c::F_GETOWNER_UIDS];
const HINT: [c_int; 4] =
    [c::F_GET_RW_HINT, c::F_SET_RW_HINT, c::F_GET_FILE_RW_HINT, c::F_SET_FILE_RW_HINT];
const NUMBER: [c_int; 19] = [
    c::F_DUPFD,
    c::F_DUPFD_CLOEXEC,
    c::F_GETFD,
    c::F_SETFD,
    c::F_GETFL,
    c::F_SETFL,
    c::F_GETOWN,
    c::F_SETOWN,
    c::F_GETSIG,
    c::F_SETSIG,
    c::F_GETLEASE,
    c::F_SETLEASE,
    c::F_NOTIFY,
    c::F_GETPIPE_SZ,
    c::F_SETPIPE_SZ,
    c::F_GET_SEALS,
    c::F_ADD_SEALS,
    1028,
    1029,
];

#[test]
fn a_command_is_given_what_it_takes_or_nothing() {
    let (mut lock, mut owner) = (c::flock::zeroed(), c::f_owner_ex::zeroed());
    let (mut users, mut hint) = ([0; 2], 0_u64);
    let at = |object: *const u8| Some(object.addr());
    let places = [
        at((&raw const lock).cast()),
        at((&raw const owner).cast()),
        at((&raw const users).cast()),
        at((&raw const hint).cast()),
    ];
    // All that there are, those of later kernels, and others.
    for cmd in (-10..100).chain(1000..1100).chain([c_int::MIN, c_int::MAX]) {
        let takes =
            [LOCK.contains(&cmd), OWNER.contains(&cmd), USERS.contains(&cmd), HINT.contains(&cmd)];
        let expected = |i: usize| places[i].filter(|_| takes[i]);
        assert_eq!(give(cmd, &mut lock), expected(0), "{cmd}");
        assert_eq!(give(cmd, &mut owner), expected(1), "{cmd}");
        assert_eq!(give(cmd, &mut users), expected(2), "{cmd}");
        assert_eq!(give(cmd, &mut hint), expected(3), "{cmd}");
        let none = if usize::BITS == 32 && takes[0] { None } else { Some(0) };
        assert_eq!(give(cmd, NULL), none, "{cmd}");
        // F_DUPFD_QUERY takes a descriptor.
        if cmd != 1027 {
            assert_eq!(give(cmd, 0), none, "{cmd}");
            for n in [1, -1, 0x400000] {
                let number = NUMBER.contains(&cmd).then_some(n as isize as usize);
                assert_eq!(give(cmd, n), number, "{cmd}");
            }
        }
    }
}
