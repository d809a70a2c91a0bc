//! Sending signals.

use crate::Bytes;
use crate::base::args::Int;
use crate::base::gate::gate;
use crate::base::process::{Group, Signal, Value};
use crate::base::table::fail;
use crate::errno::EINVAL;
use crate::signal::sigval;
use crate::stdio::report;
use crate::string::{cstr, strsignal};
use core::ffi::c_int;
use libc::pid_t;

/// `int kill(pid_t pid, int sig)` — sends a signal to a process, or to several.
///
/// # Parameters
///
/// * `pid` — the process; 0 is all of the caller's process group; −1 is every process that the
///   caller may send to, but for itself and process 1; another negative one is the group of that
///   number.
/// * `sig` — the signal; 0 sends none, and asks whether one could be sent.
///
/// # Returns
///
/// 0, if the signal was sent to at least one; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — there is no such signal.
/// * `EPERM` — the caller may not send to any of them: they are another user's.
/// * `ESRCH` — there is no such process or group. One that has ended is there until it is waited for.
///
/// ```
/// use berkeley::{errno::*, signal::*, unistd::*};
///
/// assert_eq!(kill(getpid(), 0), 0); // kill(getpid(), 0)
/// assert_eq!((kill(getpid(), NSIG), errno()), (-1, EINVAL));
/// ```
///
/// See kill(2), POSIX.1-2024.
#[doc(alias = "signal.h")]
pub fn kill(pid: pid_t, sig: c_int) -> c_int {
    gate(
        "kill",
        (Int(pid), Signal(sig)),
        // SAFETY: passes numbers only. What a signal does to this process is what its handlers do,
        // and to install one takes care of that.
        |(pid, sig)| unsafe { libc::kill(pid, sig) },
    )
}

/// `int killpg(int pgrp, int sig)` — sends a signal to a process group.
///
/// # Parameters
///
/// * `pgrp` — the group; 0 is the caller's own. (1 is every process, as −1 is for [`kill`].)
/// * `sig` — as for [`kill`].
///
/// # Returns
///
/// As [`kill`].
///
/// # Errors
///
/// Those of [`kill`], and
///
/// * `EINVAL` — `pgrp` is negative.
///
/// ```
/// use berkeley::{signal::*, unistd::*};
///
/// assert_eq!(killpg(getpgrp(), 0), 0); // killpg(getpgrp(), 0)
/// ```
///
/// See killpg(3), POSIX.1-2024.
pub fn killpg(pgrp: pid_t, sig: c_int) -> c_int {
    gate(
        "killpg",
        (Group(pgrp), Signal(sig)),
        // SAFETY: passes numbers only; as for `kill`.
        |(pgrp, sig)| unsafe { libc::killpg(pgrp, sig) },
    )
}

/// `int raise(int sig)` — sends a signal to this very thread.
///
/// Unless it is blocked, it has had its effect when this returns.
///
/// # Parameters
///
/// * `sig` — the signal; 0 sends none.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — there is no such signal, or libc keeps it for itself: those below
///   [`SIGRTMIN`](crate::signal::SIGRTMIN), from 32 on. (glibc sends these too.)
/// * `EAGAIN` — of a real-time signal: as many are queued as may be (`RLIMIT_SIGPENDING`).
///
/// ```
/// use berkeley::{errno::*, signal::*};
///
/// assert_eq!(raise(SIGWINCH), 0); // raise(SIGWINCH)
/// assert_eq!((raise(NSIG), errno()), (-1, EINVAL));
/// ```
///
/// See raise(3), POSIX.1-2024.
pub fn raise(sig: c_int) -> c_int {
    gate("raise", (Signal(sig),), |(sig,)| {
        // From itself, libc takes them for its own: to cancel the thread, or to make for another one
        // the system call that it believes to be under way.
        if (32..libc::SIGRTMIN()).contains(&sig) {
            return fail(EINVAL);
        }
        // SAFETY: passes a number only; as for `kill`, and it is not one of libc's own.
        unsafe { libc::raise(sig) }
    })
}

/// `int sigqueue(pid_t pid, int sig, const union sigval value)` — sends a signal to a process, with a
/// value.
///
/// A handler with [`SA_SIGINFO`](crate::signal::SA_SIGINFO) reads it with
/// [`si_value`](crate::signal::siginfo_t::si_value). Of a real-time signal every one that is sent
/// arrives, in order; of others only one waits at a time.
///
/// # Parameters
///
/// * `pid` — the process.
/// * `sig` — the signal; 0 sends none, and asks whether one could be sent.
/// * `value` — what goes with it: a number, or a pointer, which means something to a process of the
///   same program alone.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EAGAIN` — of a real-time signal: as many are queued as may be (`RLIMIT_SIGPENDING`).
/// * `EINVAL` — there is no such signal.
/// * `EPERM` — the caller may not send to the process.
/// * `ESRCH` — there is no such process.
///
/// ```
/// use berkeley::{signal::*, unistd::*};
///
/// let value = &mut sigval::zeroed(); // union sigval value;
/// value.set_sival_int(7); // value.sival_int = 7;
/// assert_eq!(sigqueue(getpid(), 0, *value), 0); // sigqueue(getpid(), 0, value)
/// ```
///
/// See sigqueue(3), POSIX.1-2024.
pub fn sigqueue(pid: pid_t, sig: c_int, value: sigval) -> c_int {
    gate(
        "sigqueue",
        (Int(pid), Signal(sig), Value(value)),
        // SAFETY: passes values only; as for `kill`. Nobody but the program follows the pointer.
        |(pid, sig, value)| unsafe { libc::sigqueue(pid, sig, value) },
    )
}

/// `void psignal(int sig, const char *s)` — says on standard error what a signal is.
///
/// Prints `s`, a colon and the name of the signal as [`strsignal`] has it, or that alone if `s` is
/// empty or [`NULL`](crate::NULL). `errno` is left as it was. (So POSIX has it. glibc has no names for
/// real-time signals here, and says `Unknown signal 35`.)
///
/// ```
/// use berkeley::signal::*;
///
/// psignal(SIGTERM, "child"); // child: Terminated
/// ```
///
/// See psignal(3), POSIX.1-2024.
pub fn psignal<S: Bytes + ?Sized>(sig: c_int, s: &S) {
    report(cstr(s).to_bytes(), &strsignal(sig));
}
