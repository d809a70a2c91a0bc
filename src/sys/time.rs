//! `<sys/time.h>`: the time with microseconds, and timers that send signals.
//!
//! | C | here |
//! |---|---|
//! | `struct timeval tv;` | `let tv = &mut `[`timeval`]`::zeroed();` |
//! | `gettimeofday(&tv, NULL)` | [`gettimeofday`]`(tv, NULL)` |
//! | `setitimer(ITIMER_REAL, &it, NULL)` | [`setitimer`]`(ITIMER_REAL, it, NULL)` |
//! | `getitimer(ITIMER_REAL, &it)` | [`getitimer`]`(ITIMER_REAL, it)` |
//! | `timeradd(&now, &limit, &deadline)` | [`timeradd`]`(now, limit, deadline)` |
//! | `timersub(&end, &start, &taken)` | [`timersub`]`(end, start, taken)` |
//! | `timersub(&end, &start, &end)` | [`timersub`]`(&end.clone(), start, end)` |
//! | `timerclear(&tv)`, `if (timerisset(&tv))` | [`timerclear`]`(tv)`, `if `[`timerisset`]`(tv)` |
//! | `if (timercmp(&now, &deadline, <))` | `if `[`timercmp`]`(now, deadline, i64::lt)` |
//!
//! ```
//! use berkeley::sys::time::*;
//!
//! let (start, end, taken) =
//!     (&mut timeval::zeroed(), &mut timeval::zeroed(), &mut timeval::zeroed());
//! gettimeofday(start, NULL); // gettimeofday(&start, NULL);
//! gettimeofday(end, NULL); // gettimeofday(&end, NULL);
//! timersub(end, start, taken); // timersub(&end, &start, &taken);
//! println!("{}.{:06} s", taken.tv_sec, taken.tv_usec);
//! ```

#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::sys::select::*;

pub use libc::itimerval;

use crate::base::args::Named;
use crate::base::gate::gate;
use crate::base::process::Given;
use crate::base::waiting::Const;
use crate::trace::names::Names;
use core::ffi::c_int;

/// `struct timezone` — BSD's time zone, which no system keeps in its kernel any more.
///
/// See gettimeofday(2).
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct timezone {
    /// Minutes west of Greenwich.
    pub tz_minuteswest: c_int,
    /// The kind of daylight saving.
    pub tz_dsttime: c_int,
}

crate::plain! {
    timezone { tz_minuteswest: c_int, tz_dsttime: c_int }
    itimerval { it_interval: timeval, it_value: timeval }
}

/// For [`setitimer`]: real time; [`SIGALRM`](crate::signal::SIGALRM) when it is up.
pub const ITIMER_REAL: c_int = 0;
/// For [`setitimer`]: the processor's time that the program itself uses;
/// [`SIGVTALRM`](crate::signal::SIGVTALRM) when it is up.
pub const ITIMER_VIRTUAL: c_int = 1;
/// For [`setitimer`]: the processor's time that the program uses, and the kernel for it;
/// [`SIGPROF`](crate::signal::SIGPROF) when it is up.
pub const ITIMER_PROF: c_int = 2;

/// The names of the timers.
static TIMERS: Names = Names::Values(
    &[
        (ITIMER_REAL as u32, "ITIMER_REAL"),
        (ITIMER_VIRTUAL as u32, "ITIMER_VIRTUAL"),
        (ITIMER_PROF as u32, "ITIMER_PROF"),
    ],
    "ITIMER_???",
);

/// `int gettimeofday(struct timeval *tv, struct timezone *tz)` — the time of the calendar.
///
/// It goes forwards and backwards as the clock is set: to measure how long something takes,
/// [`clock_gettime`](crate::time::clock_gettime) has
/// [`CLOCK_MONOTONIC`](crate::time::CLOCK_MONOTONIC). It is read without a system call, where the
/// machine lets it.
///
/// # Parameters
///
/// * `tv` — is given the seconds since 1970 (UTC), and the microseconds.
/// * `tz` — [`NULL`]. Otherwise it is given zeros.
///
/// # Returns
///
/// 0.
///
/// ```
/// use berkeley::sys::time::*;
///
/// let tv = &mut timeval::zeroed(); // struct timeval tv;
/// assert_eq!(gettimeofday(tv, NULL), 0); // gettimeofday(&tv, NULL)
/// assert!(tv.tv_sec > 0 && (0..1_000_000).contains(&tv.tv_usec));
/// ```
///
/// See gettimeofday(2). Of POSIX until 2008.
#[doc(alias = "sys/time.h")]
pub fn gettimeofday<Z: Pointer<timezone>>(tv: &mut timeval, tz: &mut Z) -> c_int {
    if let Some(tz) = tz.target() {
        *tz = timezone::zeroed();
    }
    // SAFETY: `tv` points to one; the other may be null.
    unsafe { libc::gettimeofday(tv, core::ptr::null_mut()) }
}

/// `int setitimer(int which, const struct itimerval *value, struct itimerval *ovalue)` — starts a
/// timer that sends a signal, once or again and again; or stops it.
///
/// The process has one of each kind. [`alarm`](crate::unistd::alarm) sets the same as
/// [`ITIMER_REAL`]. A child that [`fork`](crate::unistd::fork) makes has none of them running.
///
/// # Parameters
///
/// * `which` — [`ITIMER_REAL`], [`ITIMER_VIRTUAL`] or [`ITIMER_PROF`].
/// * `value` — the time until the signal, in `it_value`, and from then on between one and the next,
///   in `it_interval`; 0 there: once. 0 in `it_value` stops the timer.
/// * `ovalue` — is given what was left of it, and its interval; or [`NULL`].
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — there is no such timer; a time is negative, or has 1000000 microseconds or more.
///
/// ```standalone_crate
/// use berkeley::sys::time::*;
///
/// let it = &mut itimerval::zeroed(); // struct itimerval it;
/// it.it_value.tv_sec = 3600; // in an hour
/// assert_eq!(setitimer(ITIMER_REAL, it, NULL), 0); // setitimer(ITIMER_REAL, &it, NULL)
///
/// let (none, left) = (&itimerval::zeroed(), &mut itimerval::zeroed());
/// assert_eq!(setitimer(ITIMER_REAL, none, left), 0); // not at all
/// assert!(left.it_value.tv_sec > 0);
/// ```
///
/// See setitimer(2). Of POSIX until 2008.
pub fn setitimer<O: Pointer<itimerval>>(which: c_int, value: &itimerval, ovalue: &mut O) -> c_int {
    gate(
        "setitimer",
        (Named(which, &TIMERS), Const::new(value), Given::new(ovalue)),
        // SAFETY: `value` points to one, `ovalue` to one or is null. The first is an enumeration to
        // some libcs' prototypes, an `int` to all.
        |(which, value, ovalue)| unsafe { libc::setitimer(which as _, value, ovalue) },
    )
}

/// `int getitimer(int which, struct itimerval *value)` — how much of a timer is left.
///
/// # Parameters
///
/// * `which` — as for [`setitimer`].
/// * `value` — is given the time until the signal, and the interval; zeros if it does not run.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — there is no such timer.
///
/// ```
/// use berkeley::sys::time::*;
///
/// let it = &mut itimerval::zeroed(); // struct itimerval it;
/// assert_eq!(getitimer(ITIMER_PROF, it), 0); // getitimer(ITIMER_PROF, &it)
/// assert_eq!((it.it_value.tv_sec, it.it_value.tv_usec), (0, 0)); // it does not run
/// ```
///
/// See getitimer(2). Of POSIX until 2008.
pub fn getitimer(which: c_int, value: &mut itimerval) -> c_int {
    gate(
        "getitimer",
        (Named(which, &TIMERS), Given::new(value)),
        // SAFETY: `value` points to one.
        |(which, value)| unsafe { libc::getitimer(which as _, value) },
    )
}

/// How many microseconds a second has.
const SECOND: libc::suseconds_t = 1_000_000;

/// `timeradd(struct timeval *a, struct timeval *b, struct timeval *res)` — the sum of two times.
///
/// C lets `res` be one of the two; here that one is given as a copy: `timeradd(&a.clone(), b, a)`.
///
/// ```
/// use berkeley::sys::time::*;
///
/// let a = &mut timeval { tv_sec: 1, tv_usec: 600_000 };
/// let b = &timeval { tv_sec: 0, tv_usec: 500_000 };
/// timeradd(&a.clone(), b, a); // timeradd(&a, &b, &a);
/// assert_eq!((a.tv_sec, a.tv_usec), (2, 100_000));
/// ```
///
/// See timeradd(3). Of BSD; POSIX does not have it.
pub fn timeradd(a: &timeval, b: &timeval, res: &mut timeval) {
    res.tv_sec = a.tv_sec.wrapping_add(b.tv_sec);
    res.tv_usec = a.tv_usec.wrapping_add(b.tv_usec);
    if res.tv_usec >= SECOND {
        res.tv_sec = res.tv_sec.wrapping_add(1);
        res.tv_usec -= SECOND;
    }
}

/// `timersub(struct timeval *a, struct timeval *b, struct timeval *res)` — the time from `b` to `a`.
///
/// C lets `res` be one of the two; here that one is given as a copy.
///
/// ```
/// use berkeley::sys::time::*;
///
/// let start = &timeval { tv_sec: 1, tv_usec: 900_000 };
/// let end = &mut timeval { tv_sec: 3, tv_usec: 100_000 };
/// timersub(&end.clone(), start, end); // timersub(&end, &start, &end);
/// assert_eq!((end.tv_sec, end.tv_usec), (1, 200_000));
/// ```
///
/// See timersub(3). Of BSD; POSIX does not have it.
pub fn timersub(a: &timeval, b: &timeval, res: &mut timeval) {
    res.tv_sec = a.tv_sec.wrapping_sub(b.tv_sec);
    res.tv_usec = a.tv_usec.wrapping_sub(b.tv_usec);
    if res.tv_usec < 0 {
        res.tv_sec = res.tv_sec.wrapping_sub(1);
        res.tv_usec += SECOND;
    }
}

/// `timerclear(struct timeval *tv)` — makes a time nought.
///
/// ```
/// use berkeley::sys::time::*;
///
/// let tv = &mut timeval { tv_sec: 1, tv_usec: 1 };
/// timerclear(tv); // timerclear(&tv);
/// assert!(!timerisset(tv));
/// ```
///
/// See timerclear(3). Of BSD; POSIX does not have it.
pub fn timerclear(tv: &mut timeval) {
    *tv = timeval::zeroed();
}

/// `timerisset(struct timeval *tv)` — whether a time is not nought.
///
/// ```
/// use berkeley::sys::time::*;
///
/// let tv = &timeval { tv_sec: 0, tv_usec: 1 };
/// assert!(timerisset(tv)); // if (timerisset(&tv))
/// ```
///
/// See timerisset(3). Of BSD; POSIX does not have it.
pub fn timerisset(tv: &timeval) -> bool {
    tv.tv_sec != 0 || tv.tv_usec != 0
}

/// `timercmp(struct timeval *a, struct timeval *b, CMP)` — compares two times.
///
/// # Parameters
///
/// * `a`, `b` — the times.
/// * `cmp` — the comparison, in C an operator: for `<` it is `i64::lt`, for `>` `i64::gt`, for `<=`
///   `i64::le`, for `>=` `i64::ge`, for `==` `i64::eq`, for `!=` `i64::ne`.
///
/// ```
/// use berkeley::sys::time::*;
///
/// let now = &timeval { tv_sec: 5, tv_usec: 0 };
/// let deadline = &timeval { tv_sec: 5, tv_usec: 1 };
/// assert!(timercmp(now, deadline, i64::lt)); // timercmp(&now, &deadline, <)
/// assert!(timercmp(now, deadline, i64::ne)); // timercmp(&now, &deadline, !=)
/// ```
///
/// See timercmp(3). Of BSD; POSIX does not have it.
#[allow(clippy::useless_conversion, reason = "on 32 bits they are smaller")]
pub fn timercmp(a: &timeval, b: &timeval, cmp: impl FnOnce(&i64, &i64) -> bool) -> bool {
    if a.tv_sec == b.tv_sec {
        cmp(&i64::from(a.tv_usec), &i64::from(b.tv_usec))
    } else {
        cmp(&i64::from(a.tv_sec), &i64::from(b.tv_sec))
    }
}
