//! `<sys/timerfd.h>`: a timer that can be waited for like a socket. Linux's own.
//!
//! | C | here |
//! |---|---|
//! | `tfd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK)` | `tfd = `[`timerfd_create`]`(CLOCK_MONOTONIC, TFD_NONBLOCK)` |
//! | `struct itimerspec it = { 0 };` | `let it = &mut `[`itimerspec`]`::zeroed();` |
//! | `timerfd_settime(tfd, 0, &it, NULL)` | [`timerfd_settime`]`(tfd, 0, it, NULL)` |
//! | `timerfd_gettime(tfd, &it)` | [`timerfd_gettime`]`(tfd, it)` |
//! | `uint64_t expired; read(tfd, &expired, sizeof(expired))` | `let expired = &mut 0u64; `[`read`]`(tfd, expired, sizeof(expired))` |
//!
//! ```
//! use berkeley::{sys::timerfd::*, unistd::*};
//!
//! let tfd = timerfd_create(CLOCK_MONOTONIC, 0); // tfd = timerfd_create(CLOCK_MONOTONIC, 0);
//! let it = &mut itimerspec::zeroed(); // struct itimerspec it = { 0 };
//! it.it_value.tv_nsec = 1_000_000; // in a millisecond
//! timerfd_settime(tfd, 0, it, NULL); // timerfd_settime(tfd, 0, &it, NULL);
//! let expired = &mut 0u64; // uint64_t expired;
//! read(tfd, expired, sizeof(expired)); // waits: read(tfd, &expired, sizeof(expired));
//! assert_eq!(*expired, 1);
//! close(tfd);
//! ```
//!
//! It is ready to be read once it has expired: a server's loop waits for it with `poll`, `select` or
//! `epoll` beside its sockets, and needs no signal. [`read`] of 8 bytes says how often it has expired
//! since it was read last.
//!
//! [`read`]: crate::unistd::read

#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::time::*;

use crate::base::args::{Fd, Named};
use crate::base::gate::{New, gate};
use crate::base::process::Given;
use crate::base::waiting::Const;
use crate::trace::names::Names;
use core::ffi::c_int;

/// For [`timerfd_create`]: a program that `exec` starts does not get the descriptor.
pub const TFD_CLOEXEC: c_int = libc::TFD_CLOEXEC;
/// For [`timerfd_create`]: to read does not wait, but fails with `EAGAIN`.
pub const TFD_NONBLOCK: c_int = libc::TFD_NONBLOCK;
/// For [`timerfd_settime`]: `it_value` is a moment by the clock, not a distance from now.
pub const TFD_TIMER_ABSTIME: c_int = 1;
/// For [`timerfd_settime`], with [`TFD_TIMER_ABSTIME`] and a clock that is set: when it is, to read
/// fails with `ECANCELED`.
pub const TFD_TIMER_CANCEL_ON_SET: c_int = 2;

/// The names of the clocks.
static CLOCKS: Names = Names::Values(
    &[
        (0, "CLOCK_REALTIME"),
        (1, "CLOCK_MONOTONIC"),
        (2, "CLOCK_PROCESS_CPUTIME_ID"),
        (3, "CLOCK_THREAD_CPUTIME_ID"),
        (4, "CLOCK_MONOTONIC_RAW"),
        (5, "CLOCK_REALTIME_COARSE"),
        (6, "CLOCK_MONOTONIC_COARSE"),
        (7, "CLOCK_BOOTTIME"),
        (8, "CLOCK_REALTIME_ALARM"),
        (9, "CLOCK_BOOTTIME_ALARM"),
        (10, "CLOCK_SGI_CYCLE"),
        (11, "CLOCK_TAI"),
    ],
    "CLOCK_???",
);

/// The names of the flags of both calls, in strace's order.
static FLAGS: Names = Names::Flags(
    &[
        (TFD_TIMER_ABSTIME as u32, "TFD_TIMER_ABSTIME"),
        (TFD_TIMER_CANCEL_ON_SET as u32, "TFD_TIMER_CANCEL_ON_SET"),
        (TFD_CLOEXEC as u32, "TFD_CLOEXEC"),
        (TFD_NONBLOCK as u32, "TFD_NONBLOCK"),
    ],
    "TFD_???",
);

/// `int timerfd_create(clockid_t clockid, int flags)` — makes a timer, which does not run yet.
///
/// # Parameters
///
/// * `clockid` — by which clock it goes: [`CLOCK_MONOTONIC`], [`CLOCK_REALTIME`],
///   [`CLOCK_BOOTTIME`]; or [`CLOCK_REALTIME_ALARM`], [`CLOCK_BOOTTIME_ALARM`], which wake a suspended
///   machine.
/// * `flags` — 0, or [`TFD_NONBLOCK`], [`TFD_CLOEXEC`].
///
/// # Returns
///
/// The descriptor; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — no timer goes by such a clock; unknown flags.
/// * `EMFILE` — the process has as many descriptors as it may (`RLIMIT_NOFILE`).
/// * `ENFILE` — the system has.
/// * `ENODEV`, `ENOMEM` — nothing in the kernel to make it of, or no memory for it.
/// * `EPERM` — a clock that wakes the machine takes the capability `CAP_WAKE_ALARM`.
///
/// ```
/// use berkeley::{errno::*, sys::timerfd::*, unistd::*};
///
/// let tfd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
/// assert_eq!((read(tfd, &mut 0u64, 8), errno()), (-1, EAGAIN)); // it does not run
/// close(tfd);
/// ```
///
/// See timerfd_create(2). Of Linux.
#[doc(alias = "sys/timerfd.h")]
pub fn timerfd_create(clockid: clockid_t, flags: c_int) -> c_int {
    gate(
        "timerfd_create",
        (Named(clockid, &CLOCKS), Named(flags, &FLAGS)),
        // SAFETY: passes numbers only.
        |(clockid, flags)| New(unsafe { libc::timerfd_create(clockid, flags) }),
    )
}

/// `int timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old)` —
/// starts a timer, or stops it.
///
/// How often it has expired before, and was not read, is forgotten.
///
/// # Parameters
///
/// * `fd` — the timer.
/// * `flags` — 0, or [`TFD_TIMER_ABSTIME`], [`TFD_TIMER_CANCEL_ON_SET`].
/// * `new` — the time until it expires, in `it_value`, and from then on between one and the next, in
///   `it_interval`; 0 there: once. 0 in `it_value` stops it.
/// * `old` — is given what was left of it, and its interval; or [`NULL`].
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno), and it goes on as it did.
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `EINVAL` — `fd` is no timer; unknown flags; a time is negative, or has 1000000000 nanoseconds or
///   more.
/// * `EPERM` — a clock that wakes the machine takes the capability `CAP_WAKE_ALARM`.
/// * `ECANCELED` — with [`TFD_TIMER_CANCEL_ON_SET`]: the clock has been set since it was asked last. The
///   timer was set all the same.
///
/// ```
/// use berkeley::{sys::timerfd::*, unistd::*};
///
/// let tfd = timerfd_create(CLOCK_MONOTONIC, 0);
/// let (it, old) = (&mut itimerspec::zeroed(), &mut itimerspec::zeroed());
/// it.it_value.tv_sec = 10;
/// it.it_interval.tv_sec = 5;
/// assert_eq!(timerfd_settime(tfd, 0, it, NULL), 0); // timerfd_settime(tfd, 0, &it, NULL)
/// it.it_value.tv_sec = 0;
/// assert_eq!(timerfd_settime(tfd, 0, it, old), 0); // stopped
/// assert!(old.it_interval.tv_sec == 5 && (1..=10).contains(&old.it_value.tv_sec));
/// close(tfd);
/// ```
///
/// See timerfd_settime(2). Of Linux.
pub fn timerfd_settime<O: Pointer<itimerspec>>(
    fd: c_int,
    flags: c_int,
    new: &itimerspec,
    old: &mut O,
) -> c_int {
    gate(
        "timerfd_settime",
        (Fd(fd), Named(flags, &FLAGS), Const::new(new), Given::new(old)),
        // SAFETY: `fd` is held; `new` points to one, `old` to one or is null.
        |(fd, flags, new, old)| unsafe { libc::timerfd_settime(fd.raw(), flags, new, old) },
    )
}

/// `int timerfd_gettime(int fd, struct itimerspec *curr)` — how much of a timer is left.
///
/// # Parameters
///
/// * `fd` — the timer.
/// * `curr` — is given the time until it expires, whatever it was set with, and its interval; zeros
///   in `it_value` if it does not run.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `EINVAL` — `fd` is no timer.
///
/// ```
/// use berkeley::{sys::timerfd::*, unistd::*};
///
/// let tfd = timerfd_create(CLOCK_MONOTONIC, 0);
/// let it = &mut itimerspec::zeroed(); // struct itimerspec it;
/// assert_eq!(timerfd_gettime(tfd, it), 0); // timerfd_gettime(tfd, &it)
/// assert_eq!((it.it_value.tv_sec, it.it_value.tv_nsec), (0, 0)); // it does not run
/// close(tfd);
/// ```
///
/// See timerfd_gettime(2). Of Linux.
pub fn timerfd_gettime(fd: c_int, curr: &mut itimerspec) -> c_int {
    gate(
        "timerfd_gettime",
        (Fd(fd), Given::new(curr)),
        // SAFETY: `fd` is held; `curr` points to one.
        |(fd, curr)| unsafe { libc::timerfd_gettime(fd.raw(), curr) },
    )
}
