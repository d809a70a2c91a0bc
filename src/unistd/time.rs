//! Waiting for a time, or for a signal.

use crate::base::args::Unsigned;
use crate::base::gate::{Unslept, gate};
use crate::base::process::{Microseconds, SLEEP, Seconds};
use core::ffi::{c_int, c_uint};
use libc::useconds_t;

/// `int pause(void)` — waits for a signal.
///
/// (Between a look at what a signal is to tell, and this, the signal may come and be missed:
/// [`sigsuspend`](crate::signal::sigsuspend) leaves no such gap.)
///
/// # Returns
///
/// −1, with [`errno`](crate::errno::errno), once a signal has been handled.
///
/// # Errors
///
/// * `EINTR` — a signal came: that is what it is for.
///
/// ```no_run
/// use berkeley::unistd::*;
///
/// alarm(5);
/// pause(); // for five seconds, then SIGALRM ends the program
/// ```
///
/// See pause(2), POSIX.1-2024.
pub fn pause() -> c_int {
    // SAFETY: passes nothing.
    gate("pause", (), |()| unsafe { libc::pause() })
}

/// `unsigned int alarm(unsigned int seconds)` — has [`SIGALRM`](crate::signal::SIGALRM) sent after a
/// time.
///
/// The process has one such clock, which is [`setitimer`](crate::sys::time::setitimer)'s
/// [`ITIMER_REAL`](crate::sys::time::ITIMER_REAL), too.
///
/// # Parameters
///
/// * `seconds` — the time until then; 0 calls it off.
///
/// # Returns
///
/// The seconds that were left of an earlier `alarm`, which this replaces; or 0.
///
/// ```standalone_crate
/// use berkeley::unistd::*;
///
/// assert_eq!(alarm(3600), 0); // alarm(3600)
/// // here something that must not take an hour
/// assert!(alarm(0) > 0); // alarm(0)
/// ```
///
/// See alarm(2), POSIX.1-2024.
pub fn alarm(seconds: c_uint) -> c_uint {
    gate(
        "alarm",
        (Unsigned(seconds as c_int),),
        // SAFETY: passes a number only.
        |(seconds,)| unsafe { libc::alarm(seconds as c_uint) },
    )
}

/// `unsigned int sleep(unsigned int seconds)` — waits for a time.
///
/// # Parameters
///
/// * `seconds` — the time.
///
/// # Returns
///
/// 0; or the seconds that were left when a signal was handled.
///
/// ```
/// use berkeley::unistd::*;
///
/// assert_eq!(sleep(1), 0); // sleep(1)
/// ```
///
/// See sleep(3), POSIX.1-2024.
pub fn sleep(seconds: c_uint) -> c_uint {
    gate(
        SLEEP,
        (Seconds(seconds),),
        // SAFETY: passes a number only.
        |(seconds,)| Unslept(unsafe { libc::sleep(seconds) }),
    )
}

/// `int usleep(useconds_t usec)` — waits for a time in microseconds.
///
/// # Parameters
///
/// * `usec` — the time. Elsewhere than on Linux 1000000 and more may be `EINVAL`.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINTR` — a signal came first.
///
/// ```
/// use berkeley::unistd::*;
///
/// assert_eq!(usleep(1000), 0); // usleep(1000): a millisecond
/// ```
///
/// See usleep(3). Of POSIX until 2001; [`nanosleep`](crate::time::nanosleep) is what it has now.
pub fn usleep(usec: useconds_t) -> c_int {
    gate(
        SLEEP,
        (Microseconds(usec),),
        // SAFETY: passes a number only.
        |(usec,)| unsafe { libc::usleep(usec) },
    )
}
