//! Nothing around an argument changes, whatever the request, the descriptor and the argument.

use crate::interfaces::{GETTERS, SETTERS};
use crate::{c, namespace};
use berkeley::{
    adopt, fcntl::*, linux::sockios::*, net::if_::*, net::if_arp::*, net::route::*, sys::ioctl::*,
};
use berkeley::{string::*, unistd::*};
use std::ffi::c_int;
use std::fs::OpenOptions;

/// Something between bytes that must not change.
#[repr(C)]
struct Guarded<T> {
    before: [u8; 512],
    it: T,
    after: [u8; 512],
}

impl<T: Plain> Guarded<T> {
    fn new(it: T) -> Self {
        Guarded { before: [0x55; 512], it, after: [0xaa; 512] }
    }

    fn check(&self, what: &str) {
        assert!(self.before == [0x55; 512] && self.after == [0xaa; 512], "{what} wrote beyond");
    }
}

/// Bytes that look like chance and are the same on every run (xorshift).
struct Chance(u64);

impl Chance {
    fn fill(&mut self, object: &mut impl BytesMut) {
        for byte in object.as_bytes_mut() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            *byte = self.0 as u8;
        }
    }
}

/// Descriptors of many kinds, each new.
fn kinds() -> Vec<(&'static str, c_int)> {
    let ends = &mut [0; 2];
    assert_eq!(pipe(ends), 0);
    let mut all = vec![
        ("TCP", socket(AF_INET, SOCK_STREAM, 0)),
        ("UDP", socket(AF_INET, SOCK_DGRAM, 0)),
        ("UDP over IPv6", socket(AF_INET6, SOCK_DGRAM, 0)),
        ("raw", socket(AF_INET, SOCK_RAW, 1)),
        ("raw over IPv6", socket(AF_INET6, SOCK_RAW, 58)),
        ("packet", socket(AF_PACKET, SOCK_RAW, 0)),
        ("Unix", socket(AF_UNIX, SOCK_STREAM, 0)),
        ("netlink", socket(AF_NETLINK, SOCK_RAW, 0)),
        ("pipe", ends[0]),
        ("pipe to write", ends[1]),
        ("file", open("/proc/self/exe", O_RDONLY, 0)),
        ("directory", open("/", O_RDONLY, 0)),
        ("device", open("/dev/zero", O_RDWR, 0)),
        ("tap", open("/dev/net/tun", O_RDWR, 0)),
    ];
    if let Ok(terminal) = nix::pty::openpty(None, None) {
        all.push(("terminal", adopt(terminal.slave)));
        all.push(("terminal's other end", adopt(terminal.master)));
    }
    all.retain(|(_, fd)| *fd != -1);
    all
}

/// One request, with an argument of a kind, of every kind of descriptor.
fn everywhere<A: Plain + IoctlArg>(request: Request<A>, arg: impl Fn() -> A) {
    for (kind, fd) in kinds() {
        let mut guarded = Guarded::new(arg());
        let before = guarded.it.as_bytes().to_vec();
        let ret = ioctl(fd, request, &mut guarded.it);
        let what = format!("{request:?} of a {kind}");
        guarded.check(&what);
        if ret == -1 {
            assert_eq!(guarded.it.as_bytes(), before, "{what} failed, and changed its argument");
        }
        close(fd);
    }
}

#[test]
fn requests_of_files_stay_within_their_arguments() {
    let of_sockets = [FIOGETOWN, SIOCGPGRP, SIOCATMARK, SIOCOUTQ, SIOCOUTQNSD];
    for request in of_sockets.into_iter().chain([FIONREAD, FIONBIO, FIOASYNC]) {
        everywhere(request, || 0x01010101);
    }
    for request in [FIOSETOWN, SIOCSPGRP] {
        everywhere(request, || 0);
    }
    everywhere(SIOCGSTAMP_OLD, || libc::timeval { tv_sec: -1, tv_usec: -1 });
    everywhere(SIOCGSTAMPNS_OLD, || libc::timespec { tv_sec: -1, tv_nsec: -1 });
}

/// All requests about interfaces, routes and ARP, with names that there are and bytes that mean
/// nothing. Only where they can do no harm.
fn all_of_them() {
    let mut bytes = Chance(0x5eed_0147);
    for (_, request) in GETTERS.iter().chain(SETTERS) {
        for name in ["lo", "tap0"] {
            let mut ifr = ifreq::zeroed();
            bytes.fill(&mut ifr);
            strncpy(&mut ifr.ifr_name, name, 16);
            everywhere(*request, || ifr);
        }
    }
    for request in [SIOCGARP, SIOCSARP, SIOCDARP, SIOCGRARP, SIOCSRARP, SIOCDRARP] {
        let mut arp = arpreq::zeroed();
        bytes.fill(&mut arp);
        arp.arp_pa.sa_family = AF_INET as sa_family_t;
        strcpy(&mut arp.arp_dev, "tap0");
        everywhere(request, || arp);
    }
    for request in [SIOCGIFCOUNT, SIOCGIFENCAP, SIOCSIFENCAP] {
        everywhere(request, || 0x01010101);
    }
    for request in [SIOCADDRT, SIOCDELRT, SIOCRTMSG] {
        for (_, fd) in kinds() {
            let mut name = [0u8; 40];
            bytes.fill(&mut name);
            let mut rt = rtentry::zeroed();
            bytes.fill(&mut rt.rt_dst);
            rt.rt_dst.sa_family = AF_INET as sa_family_t;
            rt.rt_flags = RTF_HOST;
            for len in [0, 1, 15, 16, 40] {
                rt.rt_dev = (&name[..len]).into();
                ioctl(fd, request, &mut rt);
            }
            close(fd);
        }
    }
    for (kind, fd) in kinds() {
        let mut guarded = Guarded::new([0u8; 80]);
        for len in [-1, 0, 39, 40, 79, 80] {
            let mut ifc = ifconf { ifc_len: len, ifc_buf: (&mut guarded.it).into() };
            ioctl(fd, SIOCGIFCONF, &mut ifc);
            guarded.check(kind);
        }
        close(fd);
    }
}

#[test]
fn requests_about_interfaces_stay_within_their_arguments() {
    let test = "requests_about_interfaces_stay_within_their_arguments";
    if namespace::within(test, all_of_them).is_none() {
        c::say(&format!("{test}: only those that ask"));
        for (_, request) in GETTERS {
            let mut ifr = ifreq::zeroed();
            strcpy(&mut ifr.ifr_name, "lo");
            everywhere(*request, || ifr);
        }
    }
}

#[test]
fn commands_stay_within_their_arguments() {
    let path = std::env::temp_dir().join(format!("berkeley-canaries-{}", std::process::id()));
    OpenOptions::new().write(true).create(true).truncate(true).open(&path).unwrap();
    let file = open(path.to_str().unwrap(), O_RDWR, 0);
    let sock = socket(AF_INET, SOCK_STREAM, 0);
    for fd in [file, sock] {
        for command in [F_GETLK, F_SETLK, F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW] {
            let mut guarded = Guarded::new(flock::zeroed());
            fcntl(fd, command, &mut guarded.it);
            guarded.check("a lock");
        }
        for command in [F_GETOWN_EX, F_SETOWN_EX] {
            let mut guarded = Guarded::new(f_owner_ex { type_: F_OWNER_PID, pid: 0 });
            assert_eq!(fcntl(fd, command, &mut guarded.it), 0);
            guarded.check("an owner");
        }
        let mut guarded = Guarded::new([0; 2]);
        fcntl(fd, F_GETOWNER_UIDS, &mut guarded.it);
        guarded.check("users");
        for command in [F_GET_RW_HINT, F_SET_RW_HINT, F_GET_FILE_RW_HINT, F_SET_FILE_RW_HINT] {
            let mut guarded = Guarded::new(0u64);
            fcntl(fd, command, &mut guarded.it);
            guarded.check("a hint");
        }
    }
    let mut guarded = Guarded::new(0 as off_t);
    berkeley::sys::sendfile::sendfile(sock, file, &mut guarded.it, 1);
    guarded.check("a place");
    close(file);
    close(sock);
    std::fs::remove_file(path).unwrap();
}
