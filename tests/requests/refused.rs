//! Requests that are refused, and descriptors that are not ours.

use crate::interfaces::{GETTERS, SETTERS};
use berkeley::{adopt, errno::*, net::if_::*, sys::ioctl::*, unistd::*};
use std::ffi::c_int;
use std::fs::File;
use std::os::fd::AsRawFd;

#[test]
fn requests_that_follow_addresses_are_refused() {
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    let refused = [SIOCSIFLINK, SIOCGIFBR, SIOCSIFBR, SIOCDEVPRIVATE, SIOCPROTOPRIVATE];
    for request in refused {
        // The words of a bridge's request that has its version told: in C it is answered.
        let ifr = &mut ifreq::zeroed();
        assert_eq!((ioctl(sock, request, ifr), errno()), (-1, ENOTTY), "{request:?}");
        // What is not ours is EBADF all the same.
        assert_eq!((ioctl(99999, request, ifr), errno()), (-1, EBADF), "{request:?}");
        assert_eq!(ifr.as_bytes(), [0; size_of::<ifreq>()]);
    }
    close(sock);
}

#[test]
fn a_number_that_is_not_ours_takes_no_requests() {
    let file = File::open("/dev/null").unwrap();
    for fd in [file.as_raw_fd(), -1, 99999, c_int::MAX, c_int::MIN] {
        for request in [FIONREAD, FIONBIO, FIOASYNC, SIOCATMARK] {
            let mut n = 7;
            assert_eq!((ioctl(fd, request, &mut n), errno(), n), (-1, EBADF, 7));
        }
        for (_, request) in GETTERS.iter().chain(SETTERS) {
            assert_eq!((ioctl(fd, *request, &mut ifreq::zeroed()), errno()), (-1, EBADF));
        }
        assert_eq!((ioctl(fd, SIOCGIFCONF, &mut ifconf::zeroed()), errno()), (-1, EBADF));
    }
}

#[test]
fn a_file_that_is_no_socket_knows_none_of_them() {
    let null = adopt(File::open("/dev/null").unwrap().into());
    for (_, request) in GETTERS.iter().chain(SETTERS) {
        assert_eq!((ioctl(null, *request, &mut ifreq::zeroed()), errno()), (-1, ENOTTY));
    }
    assert_eq!(close(null), 0);
}

/// A request of a program's own may have an argument larger than any of the crate's.
#[test]
fn a_request_of_ones_own() {
    // SAFETY: of a UDP socket it writes an int at the beginning of the argument, and it is given no
    // other descriptor.
    let outgoing: Request<c_int> = unsafe { Request::new(0x5411) };
    // SAFETY: likewise.
    let large: Request<[c_int; 100]> = unsafe { Request::new(0x5411) };
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    let mut n = 7;
    assert_eq!((ioctl(sock, outgoing, &mut n), n), (0, 0));
    let many = &mut [7; 100];
    assert_eq!(ioctl(sock, large, many), 0);
    assert_eq!((many[0], &many[1..]), (0, &[7; 99][..]));
    assert_eq!(format!("{outgoing:?} {FIONREAD:?}"), "Request(0x5411) FIONREAD");
    close(sock);
}
