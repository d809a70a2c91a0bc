//! Lengths and counts that say one more than there is, and −1: in every call that takes one. What
//! becomes of all the others, tests/lengths and tests/messages say.

use crate::sources::functions;
use crate::{alone, c};
use berkeley::{arpa::inet::*, checksum::in_cksum, errno::*, netdb::*, poll::*};
use berkeley::{string::*, sys::epoll::*, sys::select::*, sys::uio::*, time::*, unistd::*};
use std::panic::catch_unwind;

/// A call on a socket with this length.
type Call = fn(i32, i64) -> i64;

/// A function; the call, of an object that has one less; the `errno` of one more than there is, and
/// that of −1.
type Row = (&'static str, Call, i64, i32, i32);

macro_rules! row {
    (|$fd:ident, $len:ident| $function:ident($($arg:expr),*), $more:expr, $errno:expr, $negative:expr) => {
        (stringify!($function), |$fd, $len| $function($($arg),*).failed(), $more, $errno, $negative)
    };
}

/// −1 of a call that failed. (A length that is 0 says so, too.)
trait Failed {
    fn failed(&self) -> i64;
}

impl Failed for i32 {
    fn failed(&self) -> i64 {
        (*self).into()
    }
}

impl Failed for isize {
    fn failed(&self) -> i64 {
        *self as i64
    }
}

impl Failed for usize {
    fn failed(&self) -> i64 {
        if *self == 0 { -1 } else { 0 }
    }
}

impl<T> Failed for Option<T> {
    fn failed(&self) -> i64 {
        if self.is_none() { -1 } else { 0 }
    }
}

const ROWS: &[Row] = &[
    row!(|fd, n| read(fd, &mut [0u8; 8], n), 9, EFAULT, EFAULT),
    row!(|fd, n| write(fd, &[0u8; 8], n), 9, EFAULT, EFAULT),
    row!(|_fd, n| gethostname(&mut [0u8; 8], n), 9, EFAULT, EFAULT),
    row!(|_fd, n| getdomainname(&mut [0u8; 8], n), 9, EFAULT, EFAULT),
    row!(|_fd, n| sethostname(&[0u8; 8], n), 9, EFAULT, EFAULT),
    row!(|fd, n| bind(fd, &addr(), n), 17, EFAULT, EINVAL),
    row!(|fd, n| connect(fd, &addr(), n), 17, EFAULT, EINVAL),
    row!(|fd, n| accept(fd, &mut addr(), &mut (n as u32)), 17, EFAULT, EINVAL),
    row!(|fd, n| accept4(fd, &mut addr(), &mut (n as u32), 0), 17, EFAULT, EINVAL),
    row!(|fd, n| getsockname(fd, &mut addr(), &mut (n as u32)), 17, EFAULT, EINVAL),
    row!(|fd, n| getpeername(fd, &mut addr(), &mut (n as u32)), 17, EFAULT, EINVAL),
    row!(|fd, n| getsockopt(fd, SOL_SOCKET, SO_TYPE, &mut 0, &mut (n as u32)), 5, EFAULT, EINVAL),
    row!(|fd, n| setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &1, n), 5, EFAULT, EINVAL),
    row!(|fd, n| send(fd, &[0u8; 8], n, 0), 9, EFAULT, EFAULT),
    row!(|fd, n| sendto(fd, &[0u8; 8], 8, 0, &addr(), n), 17, EFAULT, EINVAL),
    row!(|fd, n| recv(fd, &mut [0u8; 8], n, 0), 9, EFAULT, EFAULT),
    row!(
        |fd, n| recvfrom(fd, &mut [0u8; 8], 8, 0, &mut addr(), &mut (n as u32)),
        17,
        EFAULT,
        EINVAL
    ),
    row!(|fd, n| sendmmsg(fd, &mut [mmsghdr::zeroed()], n, 0), 2, EFAULT, EFAULT),
    row!(|fd, n| recvmmsg(fd, &mut [mmsghdr::zeroed()], n, 0, NULL), 2, EFAULT, EFAULT),
    row!(|fd, n| readv(fd, &[iovec::zeroed()], n), 2, EFAULT, EINVAL),
    row!(|fd, n| writev(fd, &[iovec::zeroed()], n), 2, EFAULT, EINVAL),
    row!(|fd, n| pread(fd, &mut [0u8; 8], n, 0), 9, EFAULT, EFAULT),
    row!(|fd, n| pwrite(fd, &[0u8; 8], n, 0), 9, EFAULT, EFAULT),
    row!(|fd, n| preadv(fd, &[iovec::zeroed()], n, 0), 2, EFAULT, EINVAL),
    row!(|fd, n| pwritev(fd, &[iovec::zeroed()], n, 0), 2, EFAULT, EINVAL),
    row!(|fd, n| preadv2(fd, &[iovec::zeroed()], n, 0, 0), 2, EFAULT, EINVAL),
    row!(|fd, n| pwritev2(fd, &[iovec::zeroed()], n, 0, 0), 2, EFAULT, EINVAL),
    row!(|_fd, n| poll(&mut pollfd::zeroed(), n, 0), 2, EFAULT, EINVAL),
    row!(|_fd, n| ppoll(&mut pollfd::zeroed(), n, NULL, NULL), 2, EFAULT, EINVAL),
    row!(|_fd, n| select(n as i32, &mut fd_set::zeroed(), NULL, NULL, NULL), 1025, EFAULT, EINVAL),
    row!(
        |_fd, n| pselect(n as i32, NULL, &mut fd_set::zeroed(), NULL, NULL, NULL),
        1025,
        EFAULT,
        EINVAL
    ),
    row!(|fd, n| epoll_wait(fd, &mut epoll_event::zeroed(), n, 0), 2, EFAULT, EINVAL),
    row!(|fd, n| epoll_pwait(fd, &mut epoll_event::zeroed(), n, 0, NULL), 2, EFAULT, EINVAL),
    row!(|fd, n| epoll_pwait2(fd, &mut epoll_event::zeroed(), n, NULL, NULL), 2, EFAULT, EINVAL),
    row!(|fd, n| setipv4sourcefilter(fd, any(), any(), 0, n as u32, &any()), 2, EFAULT, EFAULT),
    row!(
        |fd, n| getipv4sourcefilter(fd, any(), any(), &mut 0, &mut (n as u32), &mut any()),
        2,
        EFAULT,
        EFAULT
    ),
    row!(|fd, n| setsourcefilter(fd, 1, &addr(), n, 0, 0, NULL), 28, EFAULT, EINVAL),
    row!(|fd, n| getsourcefilter(fd, 1, &addr(), n, &mut 0, &mut 0, NULL), 28, EFAULT, EINVAL),
    row!(
        |_fd, n| getnameinfo(&addr(), n, &mut [0u8; 8], 8, NULL, 0, NI_NUMERICHOST),
        17,
        EFAULT,
        EFAULT
    ),
    row!(|_fd, n| gethostbyaddr(&any(), n, AF_INET), 5, EFAULT, EINVAL),
    row!(|_fd, n| inet_ntop(AF_INET, &any(), &mut [0u8; 8], n), 9, EFAULT, EFAULT),
    // −1 is no multiple of 8, which is no matter of memory: as in C there is no errno.
    row!(|_fd, n| inet6_opt_init(&mut [0u8; 8], n), 16, EFAULT, 0),
    row!(|_fd, n| inet6_opt_append(&mut [0u8; 8], n, 2, 5, 2, 1, NULL), 16, EFAULT, EFAULT),
    row!(|_fd, n| inet6_opt_finish(&mut [0u8; 8], n, 2), 16, EFAULT, EFAULT),
    row!(|_fd, n| inet6_opt_set_val(&mut [0u8; 8], 0, &0u32, n), 5, EFAULT, EFAULT),
    row!(|_fd, n| inet6_opt_get_val(&[0u8; 8], 0, &mut 0u32, n), 5, EFAULT, EFAULT),
    row!(|_fd, n| inet6_opt_next(&[0u8; 8], n, 0, &mut 0, &mut 0, &mut 0), 16, EFAULT, EFAULT),
    row!(|_fd, n| inet6_opt_find(&[0u8; 8], n, 0, 9, &mut 0, &mut 0), 16, EFAULT, EFAULT),
    row!(|_fd, n| strftime(&mut [0u8; 8], n, "%Y", &tm::zeroed()), 9, EFAULT, EFAULT),
    row!(|_fd, n| inet6_rth_init(&mut [0u8; 24], n, 0, 1), 25, EFAULT, EFAULT),
];

/// A call with this length.
type Panics = fn(i64);

/// What has no error to return: it panics where C would write beyond the object.
const PANICS: &[(&str, Panics)] = &[
    ("memset", |n| _ = memset(&mut [0u8; 8], 0, n)),
    ("bzero", |n| bzero(&mut [0u8; 8], n)),
    ("memcpy", |n| _ = memcpy(&mut [0u8; 8], &[0u8; 99], n)),
    ("memcmp", |n| _ = memcmp(&[0u8; 8], &[0u8; 99], n)),
    ("strncpy", |n| _ = strncpy(&mut [0u8; 8], "", n)),
    ("in_cksum", |n| _ = in_cksum(&[0u8; 8], n)),
];

/// What takes a length of no object: as much as there is, at most this.
const NO_OBJECT: &[&str] = &["sendfile", "strncat", "strncmp"];

fn addr() -> sockaddr_in {
    sockaddr_in { sin_family: AF_INET as sa_family_t, ..sockaddr_in::zeroed() }
}

fn any() -> in_addr {
    in_addr::zeroed()
}

#[test]
fn a_length_says_no_more_than_there_is() {
    let _alone = alone();
    let sock = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    let mut wrong = vec![];
    for (name, call, more, errno_of_more, errno_of_negative) in ROWS {
        for (n, expected) in [(*more, *errno_of_more), (-1, *errno_of_negative)] {
            set_errno(0);
            let ret = call(sock, n);
            // getnameinfo has other numbers than −1, none of them 0.
            if ret == 0 || errno() != expected {
                wrong.push(format!("{name} of {n}: {ret}, errno {} not {expected}", errno()));
            }
        }
    }
    close(sock);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_call_with_a_length_is_missing() {
    let _alone = alone();
    let mut calls = 0;
    for function in functions().iter().filter(|function| function.takes_length()) {
        let name = &function.name.as_str();
        let has = ROWS.iter().any(|row| row.0 == *name) || PANICS.iter().any(|row| row.0 == *name);
        assert!(has || NO_OBJECT.contains(name), "{name} was not called with a wrong length");
        calls += 1;
    }
    c::say(&format!("every_call: {calls} functions with wrong lengths"));
}

#[test]
fn what_cannot_fail_panics() {
    for (name, call) in PANICS {
        call(8);
        for n in [9, -1] {
            assert!(catch_unwind(|| call(n)).is_err(), "{name} of {n}");
        }
    }
}
