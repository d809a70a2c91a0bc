//! Clocks, and to wait by them.

use crate::Pointer;
use crate::base::gate::gate;
use crate::base::process::{SLEEP, Sleep};
use crate::base::table::{InFlight, fail};
use crate::errno::EINVAL;
use core::ffi::c_int;
use core::ptr;
use libc::{clockid_t, time_t, timespec};

/// The time of the calendar: seconds since 1970 (UTC). It goes as the clock is set.
pub const CLOCK_REALTIME: clockid_t = 0;
/// Time that only goes forwards, from some moment on: to measure with. It stands still while the
/// machine is suspended.
pub const CLOCK_MONOTONIC: clockid_t = 1;
/// The processor's time that the process has used.
pub const CLOCK_PROCESS_CPUTIME_ID: clockid_t = 2;
/// The processor's time that the thread has used.
pub const CLOCK_THREAD_CPUTIME_ID: clockid_t = 3;
/// [`CLOCK_MONOTONIC`], at the speed of the hardware: NTP does not slow it down or speed it up.
/// Linux's own.
pub const CLOCK_MONOTONIC_RAW: clockid_t = 4;
/// [`CLOCK_REALTIME`], faster to read and less exact. Linux's own.
pub const CLOCK_REALTIME_COARSE: clockid_t = 5;
/// [`CLOCK_MONOTONIC`], faster to read and less exact. Linux's own.
pub const CLOCK_MONOTONIC_COARSE: clockid_t = 6;
/// [`CLOCK_MONOTONIC`], which goes on while the machine is suspended. Linux's own.
pub const CLOCK_BOOTTIME: clockid_t = 7;
/// [`CLOCK_REALTIME`], of timers that wake a suspended machine. Linux's own.
pub const CLOCK_REALTIME_ALARM: clockid_t = 8;
/// [`CLOCK_BOOTTIME`], of timers that wake a suspended machine. Linux's own.
pub const CLOCK_BOOTTIME_ALARM: clockid_t = 9;
/// Atomic time: [`CLOCK_REALTIME`] without leap seconds, if somebody tells the kernel their number.
/// Linux's own.
pub const CLOCK_TAI: clockid_t = 11;

/// For `clock_nanosleep` and timers: a moment, not a distance from now.
pub const TIMER_ABSTIME: c_int = 1;

/// How many units of `clock_t` are a second, for what `clock` returns. (The times that the kernel
/// counts in `clock_t` have 100.)
pub const CLOCKS_PER_SEC: libc::clock_t = 1_000_000;

/// `time_t time(time_t *tloc)` — the time of the calendar, in seconds.
///
/// It is read without a system call, where the machine lets it.
///
/// # Parameters
///
/// * `tloc` — is given the time, too; or [`NULL`](crate::NULL).
///
/// # Returns
///
/// The seconds since 1970 (UTC), without leap seconds.
///
/// ```
/// use berkeley::time::*;
///
/// let mut then = 0; // time_t then;
/// let now = time(&mut then); // time(&then)
/// assert_eq!(now, then);
/// assert!(time(NULL) >= 1_700_000_000); // time(NULL)
/// ```
///
/// See time(2), POSIX.1-2024.
#[doc(alias = "time.h")]
pub fn time<T: Pointer<time_t>>(tloc: &mut T) -> time_t {
    // SAFETY: no memory is passed.
    let now = unsafe { libc::time(ptr::null_mut()) };
    if let Some(tloc) = tloc.target() {
        *tloc = now;
    }
    now
}

/// `int clock_gettime(clockid_t clockid, struct timespec *tp)` — what a clock says.
///
/// Most are read without a system call, where the machine lets it.
///
/// # Parameters
///
/// * `clockid` — [`CLOCK_REALTIME`], [`CLOCK_MONOTONIC`]…
/// * `tp` — is given the seconds and nanoseconds.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — there is no such clock, or, of one that is made of a descriptor, it is not an open
///   descriptor of this crate.
///
/// ```
/// use berkeley::time::*;
///
/// let (start, end) = (&mut timespec::zeroed(), &mut timespec::zeroed());
/// clock_gettime(CLOCK_MONOTONIC, start); // clock_gettime(CLOCK_MONOTONIC, &start);
/// clock_gettime(CLOCK_MONOTONIC, end);
/// assert!((end.tv_sec, end.tv_nsec) >= (start.tv_sec, start.tv_nsec));
/// ```
///
/// See clock_gettime(2), POSIX.1-2024.
pub fn clock_gettime(clockid: clockid_t, tp: &mut timespec) -> c_int {
    let Ok(_held) = hold(clockid) else { return fail(EINVAL) };
    // SAFETY: `tp` points to one; a descriptor in the number is held.
    unsafe { libc::clock_gettime(clockid, tp) }
}

/// `int clock_getres(clockid_t clockid, struct timespec *res)` — how fine a clock is.
///
/// # Parameters
///
/// * `clockid` — as for [`clock_gettime`].
/// * `res` — is given the time between one thing that the clock says and the next; or
///   [`NULL`](crate::NULL).
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// Those of [`clock_gettime`].
///
/// ```
/// use berkeley::time::*;
///
/// let res = &mut timespec::zeroed(); // struct timespec res;
/// assert_eq!(clock_getres(CLOCK_REALTIME, res), 0); // clock_getres(CLOCK_REALTIME, &res)
/// assert!(res.tv_nsec > 0 || res.tv_sec > 0);
/// ```
///
/// See clock_getres(2), POSIX.1-2024.
pub fn clock_getres<R: Pointer<timespec>>(clockid: clockid_t, res: &mut R) -> c_int {
    let Ok(_held) = hold(clockid) else { return fail(EINVAL) };
    let res = res.target().map_or(ptr::null_mut(), ptr::from_mut);
    // SAFETY: `res` points to one, or is null; a descriptor in the number is held.
    unsafe { libc::clock_getres(clockid, res) }
}

/// Holds the descriptor of a clock that is made of one, as the kernel makes them: of its complement,
/// with 3 in the lowest three bits.
fn hold(clockid: clockid_t) -> Result<Option<InFlight>, ()> {
    match clockid {
        ..0 if clockid & 7 == 3 => InFlight::new(!(clockid >> 3)).map(Some).ok_or(()),
        _ => Ok(None),
    }
}

/// `int nanosleep(const struct timespec *req, struct timespec *rem)` — waits for a time.
///
/// # Parameters
///
/// * `req` — the time.
/// * `rem` — is given what was left of it, if a signal came first; or [`NULL`](crate::NULL).
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINTR` — a signal came first.
/// * `EINVAL` — the time is negative, or its `tv_nsec` is not below 1000000000.
///
/// ```
/// use berkeley::time::*;
///
/// let ts = &timespec { tv_sec: 0, tv_nsec: 1_000_000 }; // struct timespec ts = {0, 1000000};
/// assert_eq!(nanosleep(ts, NULL), 0); // nanosleep(&ts, NULL)
/// ```
///
/// See nanosleep(2), POSIX.1-2024.
pub fn nanosleep<R: Pointer<timespec>>(req: &timespec, rem: &mut R) -> c_int {
    gate(
        SLEEP,
        (Sleep::new(req, rem),),
        // SAFETY: `req` points to one, `rem` to one or is null.
        |((req, rem),)| unsafe { libc::nanosleep(req, rem) },
    )
}
