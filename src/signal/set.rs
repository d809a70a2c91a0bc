//! Sets of signals, and which of them wait.

use crate::base::args::As;
use crate::base::gate::{ErrorNumber, gate};
use crate::base::process::{Before, Blocked, Given};
use crate::base::waiting::Sigmask;
use crate::{Plain, Pointer};
use core::ffi::c_int;

/// `sigset_t` — a set of signals.
///
/// It is copied by assignment, as in C. `sigset_t::zeroed()` is the empty set.
#[doc(inline)]
pub use libc::sigset_t;

// SAFETY: libc keeps its field private: in every libc of Linux it is an array of unsigned integers
// that fills the structure, one bit for each signal.
unsafe impl Plain for sigset_t {}

/// `int sigemptyset(sigset_t *set)` — takes all signals out of a set.
///
/// # Returns
///
/// 0.
///
/// ```
/// use berkeley::signal::*;
///
/// let set = &mut sigset_t::zeroed(); // sigset_t set;
/// assert_eq!(sigemptyset(set), 0); // sigemptyset(&set)
/// assert_eq!(sigismember(set, SIGINT), 0);
/// ```
///
/// See sigemptyset(3), POSIX.1-2024.
pub fn sigemptyset(set: &mut sigset_t) -> c_int {
    // SAFETY: `set` points to one.
    unsafe { libc::sigemptyset(set) }
}

/// `int sigfillset(sigset_t *set)` — puts all signals into a set.
///
/// All but those that libc keeps for itself: see [`sigaddset`].
///
/// # Returns
///
/// 0.
///
/// ```
/// use berkeley::signal::*;
///
/// let set = &mut sigset_t::zeroed(); // sigset_t set;
/// assert_eq!(sigfillset(set), 0); // sigfillset(&set)
/// assert_eq!(sigismember(set, SIGINT), 1);
/// ```
///
/// See sigfillset(3), POSIX.1-2024.
pub fn sigfillset(set: &mut sigset_t) -> c_int {
    // SAFETY: `set` points to one.
    unsafe { libc::sigfillset(set) }
}

/// `int sigaddset(sigset_t *set, int signum)` — puts a signal into a set.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — there is no such signal, or libc keeps it for itself (32 and 33, of glibc).
///
/// ```
/// use berkeley::{errno::*, signal::*};
///
/// let set = &mut sigset_t::zeroed();
/// assert_eq!(sigaddset(set, SIGINT), 0); // sigaddset(&set, SIGINT)
/// assert_eq!((sigaddset(set, NSIG), errno()), (-1, EINVAL));
/// ```
///
/// See sigaddset(3), POSIX.1-2024.
pub fn sigaddset(set: &mut sigset_t, signum: c_int) -> c_int {
    // SAFETY: `set` points to one; libc refuses what has no bit in it.
    unsafe { libc::sigaddset(set, signum) }
}

/// `int sigdelset(sigset_t *set, int signum)` — takes a signal out of a set.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — as for [`sigaddset`].
///
/// ```
/// use berkeley::signal::*;
///
/// let set = &mut sigset_t::zeroed();
/// sigfillset(set);
/// assert_eq!(sigdelset(set, SIGINT), 0); // sigdelset(&set, SIGINT)
/// assert_eq!(sigismember(set, SIGINT), 0);
/// ```
///
/// See sigdelset(3), POSIX.1-2024.
pub fn sigdelset(set: &mut sigset_t, signum: c_int) -> c_int {
    // SAFETY: `set` points to one; libc refuses what has no bit in it.
    unsafe { libc::sigdelset(set, signum) }
}

/// `int sigismember(const sigset_t *set, int signum)` — whether a signal is in a set.
///
/// # Returns
///
/// 1 if it is, 0 if it is not; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — there is no such signal.
///
/// ```
/// use berkeley::signal::*;
///
/// let set = &mut sigset_t::zeroed();
/// sigaddset(set, SIGTERM);
/// // if (sigismember(&set, SIGTERM))
/// if sigismember(set, SIGTERM) == 1 {
///     println!("SIGTERM is in it");
/// }
/// # assert_eq!(sigismember(set, SIGTERM), 1);
/// ```
///
/// See sigismember(3), POSIX.1-2024.
pub fn sigismember(set: &sigset_t, signum: c_int) -> c_int {
    // SAFETY: `set` points to one; libc refuses what has no bit in it.
    unsafe { libc::sigismember(set, signum) }
}

/// `int sigprocmask(int how, const sigset_t *set, sigset_t *oldset)` — blocks signals, or lets them
/// through again.
///
/// A signal that is blocked waits until it is not. Each thread has its own set; a new one begins with
/// that of the thread that started it, and so does a child that [`fork`](crate::unistd::fork)
/// makes. (POSIX lets only a program with one thread call this; on Linux it is
/// [`pthread_sigmask`], whatever the program has.)
///
/// # Parameters
///
/// * `how` — [`SIG_BLOCK`](crate::signal::SIG_BLOCK): the signals of `set` too;
///   [`SIG_UNBLOCK`](crate::signal::SIG_UNBLOCK): those not any more;
///   [`SIG_SETMASK`](crate::signal::SIG_SETMASK): those and no others.
/// * `set` — the signals; or [`NULL`](crate::NULL), to change nothing. SIGKILL and SIGSTOP in it,
///   and those that libc keeps for itself, are passed over.
/// * `oldset` — is given the signals that were blocked until now; or [`NULL`](crate::NULL).
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — there is no such `how`.
///
/// ```
/// use berkeley::signal::*;
///
/// let (set, old) = (&mut sigset_t::zeroed(), &mut sigset_t::zeroed());
/// sigaddset(set, SIGINT);
/// assert_eq!(sigprocmask(SIG_BLOCK, set, old), 0); // sigprocmask(SIG_BLOCK, &set, &old)
/// // here Ctrl-C waits
/// assert_eq!(sigprocmask(SIG_SETMASK, old, NULL), 0); // sigprocmask(SIG_SETMASK, &old, NULL)
/// ```
///
/// See sigprocmask(2), POSIX.1-2024.
pub fn sigprocmask<S, O>(how: c_int, set: &S, oldset: &mut O) -> c_int
where
    S: Pointer<sigset_t>,
    O: Pointer<sigset_t>,
{
    gate(
        "rt_sigprocmask",
        (Blocked::new(how, set), Before::new(oldset), As { call: "rt_sigprocmask", rest: "8" }),
        // SAFETY: `set` and `oldset` point to one each, or are null.
        |((how, set), oldset, ())| unsafe { libc::sigprocmask(how, set, oldset) },
    )
}

/// `int pthread_sigmask(int how, const sigset_t *set, sigset_t *oldset)` — [`sigprocmask`], of this
/// thread, with the error as its result.
///
/// # Parameters
///
/// * `how`, `set`, `oldset` — as for [`sigprocmask`].
///
/// # Returns
///
/// 0, or the number of the error. `errno` is left as it was.
///
/// # Errors
///
/// * `EINVAL` — there is no such `how`.
///
/// ```
/// use berkeley::{errno::*, signal::*};
///
/// let set = &mut sigset_t::zeroed();
/// sigaddset(set, SIGPIPE);
/// assert_eq!(pthread_sigmask(SIG_BLOCK, set, NULL), 0); // pthread_sigmask(SIG_BLOCK, &set, NULL)
/// assert_eq!(pthread_sigmask(99, set, NULL), EINVAL);
/// ```
///
/// See pthread_sigmask(3), POSIX.1-2024.
pub fn pthread_sigmask<S, O>(how: c_int, set: &S, oldset: &mut O) -> c_int
where
    S: Pointer<sigset_t>,
    O: Pointer<sigset_t>,
{
    gate(
        "rt_sigprocmask",
        (Blocked::new(how, set), Before::new(oldset), As { call: "rt_sigprocmask", rest: "8" }),
        // SAFETY: `set` and `oldset` point to one each, or are null.
        |((how, set), oldset, ())| ErrorNumber(unsafe { libc::pthread_sigmask(how, set, oldset) }),
    )
}

/// `int sigpending(sigset_t *set)` — which signals wait because they are blocked.
///
/// # Parameters
///
/// * `set` — is given those of this thread, and those of the process.
///
/// # Returns
///
/// 0.
///
/// ```standalone_crate
/// use berkeley::signal::*;
///
/// let set = &mut sigset_t::zeroed();
/// sigaddset(set, SIGUSR1);
/// sigprocmask(SIG_BLOCK, set, NULL);
/// raise(SIGUSR1);
///
/// let waiting = &mut sigset_t::zeroed();
/// assert_eq!(sigpending(waiting), 0); // sigpending(&waiting)
/// assert_eq!(sigismember(waiting, SIGUSR1), 1);
/// ```
///
/// See sigpending(2), POSIX.1-2024.
pub fn sigpending(set: &mut sigset_t) -> c_int {
    gate(
        "rt_sigpending",
        (Given::new(set), As { call: "rt_sigpending", rest: "8" }),
        // SAFETY: `set` points to one.
        |(set, ())| unsafe { libc::sigpending(set) },
    )
}

/// `int sigsuspend(const sigset_t *mask)` — waits for a signal, with others blocked meanwhile.
///
/// To block a signal, look whether what it tells of has happened, and if not wait with the signal
/// let through, all in one step, is the way not to miss it.
///
/// # Parameters
///
/// * `mask` — the signals that are blocked while it waits, in place of the thread's own.
///
/// # Returns
///
/// −1, with [`errno`](crate::errno::errno), once a signal has been handled. (One that ends the
/// process does so; one that is ignored does not end the wait.)
///
/// # Errors
///
/// * `EINTR` — a signal came: that is what it is for.
///
/// ```no_run
/// use berkeley::signal::*;
///
/// let (set, old) = (&mut sigset_t::zeroed(), &mut sigset_t::zeroed());
/// sigaddset(set, SIGCHLD);
/// sigprocmask(SIG_BLOCK, set, old); // sigprocmask(SIG_BLOCK, &set, &old);
/// # let children = 1;
/// while children > 0 {
///     sigsuspend(old); // sigsuspend(&old);
/// }
/// ```
///
/// See sigsuspend(2), POSIX.1-2024.
pub fn sigsuspend(mask: &sigset_t) -> c_int {
    gate(
        "rt_sigsuspend",
        (Sigmask::new(mask), As { call: "rt_sigsuspend", rest: "8" }),
        // SAFETY: `mask` points to one.
        |(mask, ())| unsafe { libc::sigsuspend(mask) },
    )
}
