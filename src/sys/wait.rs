//! `<sys/wait.h>`: waiting for child processes, and how they ended.
//!
//! | C | here |
//! |---|---|
//! | `wait(NULL)` | [`wait`]`(NULL)` |
//! | `int status; pid = wait(&status);` | `let mut status = 0; pid = `[`wait`]`(&mut status);` |
//! | `while (waitpid(-1, &status, WNOHANG) > 0)` | `while `[`waitpid`]`(-1, &mut status, WNOHANG) > 0` |
//! | `if (WIFEXITED(status))` | `if `[`WIFEXITED`]`(status)` |
//! | `WEXITSTATUS(status)` | [`WEXITSTATUS`]`(status)` |
//! | `if (WIFSIGNALED(status)) sig = WTERMSIG(status);` | `if `[`WIFSIGNALED`]`(status) { sig = `[`WTERMSIG`]`(status) }` |
//! | `if (WIFSTOPPED(status)) sig = WSTOPSIG(status);` | `if `[`WIFSTOPPED`]`(status) { sig = `[`WSTOPSIG`]`(status) }` |
//! | `wait3(&status, 0, &usage)` | [`wait3`]`(&mut status, 0, usage)` |
//! | `wait4(pid, &status, 0, &usage)` | [`wait4`]`(pid, &mut status, 0, usage)` |
//! | `waitid(P_PID, pid, &info, WEXITED)` | [`waitid`]`(P_PID, pid as id_t, info, WEXITED)` |
//!
//! ```standalone_crate
//! use berkeley::{stdlib::*, sys::wait::*, unistd::*};
//!
//! let mut status = 0; // int status;
//! // if (fork() == 0) exit(3);
//! if fork() == 0 { exit(3) }
//! wait(&mut status); // wait(&status);
//! assert!(WIFEXITED(status) && WEXITSTATUS(status) == 3);
//! ```
//!
//! A child that has ended stays, as a *zombie*, until it is waited for: a server that forks waits for
//! its children, at each `SIGCHLD` or now and then with [`WNOHANG`]; or ignores `SIGCHLD`, and
//! nothing stays.
//!
//! To wait for any child takes those, too, that [`std::process::Command`] has started. Whoever waits
//! for them there learns no more than `ECHILD`.

#[doc(no_inline)]
pub use crate::signal::*;

#[doc(inline)]
pub use crate::base::plain::Zeroed;
pub use libc::{id_t, idtype_t, rusage};

use crate::base::args::{As, Int, Named};
use crate::base::gate::gate;
use crate::base::plain::{Object, sealed::Sealed};
use crate::base::pointer::sealed as pointer;
use crate::base::process::{AnyChild, Child, Given, Status};
use crate::trace::names::Names;
use core::ffi::c_int;

impl Zeroed for rusage {
    fn zeroed() -> Self {
        // SAFETY: two times and numbers, all of them, and what libc keeps behind them.
        unsafe { core::mem::zeroed() }
    }
}

impl Sealed for rusage {}
impl Object for rusage {}

impl pointer::Sealed<rusage> for rusage {}
impl Pointer<rusage> for rusage {
    fn target(&mut self) -> Option<&mut rusage> {
        Some(self)
    }
    fn const_target(&self) -> Option<&rusage> {
        Some(self)
    }
}

impl pointer::Sealed<rusage> for Null {}
impl Pointer<rusage> for Null {
    fn target(&mut self) -> Option<&mut rusage> {
        None
    }
    fn const_target(&self) -> Option<&rusage> {
        None
    }
}

/// For the calls that wait: do not wait, but return 0 if no child has anything to tell.
pub const WNOHANG: c_int = libc::WNOHANG;
/// For the calls that wait: children that have stopped, too.
pub const WUNTRACED: c_int = libc::WUNTRACED;
/// For [`waitid`]: children that have stopped. The same number as [`WUNTRACED`].
pub const WSTOPPED: c_int = libc::WSTOPPED;
/// For [`waitid`]: children that have ended.
pub const WEXITED: c_int = libc::WEXITED;
/// For the calls that wait: children that go on after they had stopped, too.
pub const WCONTINUED: c_int = libc::WCONTINUED;
/// For [`waitid`]: leave the child to be waited for again.
pub const WNOWAIT: c_int = libc::WNOWAIT;
/// For the calls that wait: only the children of this thread. Linux's own.
pub const __WNOTHREAD: c_int = libc::__WNOTHREAD;
/// For the calls that wait: children of whatever kind. Linux's own.
pub const __WALL: c_int = libc::__WALL;
/// For the calls that wait: only children that do not tell their end with `SIGCHLD`. Linux's own.
pub const __WCLONE: c_int = libc::__WCLONE;

/// For [`waitid`]: any child.
pub const P_ALL: idtype_t = libc::P_ALL;
/// For [`waitid`]: the child of this number.
pub const P_PID: idtype_t = libc::P_PID;
/// For [`waitid`]: any child of this process group; 0 is the caller's own.
pub const P_PGID: idtype_t = libc::P_PGID;
/// For [`waitid`]: the child that this descriptor is of. Linux's own.
pub const P_PIDFD: idtype_t = libc::P_PIDFD;

/// For [`waitpid`]: any child. BSD's.
pub const WAIT_ANY: c_int = -1;
/// For [`waitpid`]: any child of the caller's process group. BSD's.
pub const WAIT_MYPGRP: c_int = 0;
/// The bit of a status that [`WCOREDUMP`] looks at. BSD's.
pub const WCOREFLAG: c_int = 0x80;

/// The names of the options, in strace's order.
static OPTIONS: Names = Names::Flags(
    &[
        (WNOHANG as u32, "WNOHANG"),
        (WEXITED as u32, "WEXITED"),
        (WSTOPPED as u32, "WSTOPPED"),
        (WCONTINUED as u32, "WCONTINUED"),
        (WNOWAIT as u32, "WNOWAIT"),
        (__WCLONE as u32, "__WCLONE"),
        (__WALL as u32, "__WALL"),
        (__WNOTHREAD as u32, "__WNOTHREAD"),
    ],
    "W???",
);

/// The names of what [`waitid`] waits for.
static KINDS: Names = Names::Values(
    &[(P_ALL, "P_ALL"), (P_PID, "P_PID"), (P_PGID, "P_PGID"), (P_PIDFD, "P_PIDFD")],
    "P_???",
);

/// `WIFEXITED(int status)` — whether the child ended by itself, with `exit` or at the end of `main`.
///
/// In C an `int`; a `bool` lets `if (WIFEXITED(status))` port as it stands.
///
/// ```
/// use berkeley::sys::wait::*;
///
/// assert!(WIFEXITED(0x0300)); // what Linux gives for exit(3)
/// assert!(!WIFEXITED(SIGKILL));
/// ```
///
/// See wait(2), POSIX.1-2024.
pub const fn WIFEXITED(status: c_int) -> bool {
    WTERMSIG(status) == 0
}

/// `WEXITSTATUS(int status)` — the low 8 bits of what the child gave to `exit`.
///
/// ```
/// use berkeley::sys::wait::*;
///
/// assert_eq!(WEXITSTATUS(0x0300), 3);
/// ```
///
/// See wait(2), POSIX.1-2024.
pub const fn WEXITSTATUS(status: c_int) -> c_int {
    (status & 0xff00) >> 8
}

/// `WIFSIGNALED(int status)` — whether a signal ended the child.
///
/// ```
/// use berkeley::sys::wait::*;
///
/// assert!(WIFSIGNALED(SIGKILL)); // what Linux gives for a child that SIGKILL ended
/// assert!(!WIFSIGNALED(0x0300));
/// ```
///
/// See wait(2), POSIX.1-2024.
pub const fn WIFSIGNALED(status: c_int) -> bool {
    // Neither 0, that it ended by itself, nor 0x7f, that it did not end.
    ((WTERMSIG(status) + 1) as i8) >> 1 > 0
}

/// `WTERMSIG(int status)` — the signal that ended the child.
///
/// ```
/// use berkeley::sys::wait::*;
///
/// assert_eq!(WTERMSIG(SIGKILL), SIGKILL);
/// ```
///
/// See wait(2), POSIX.1-2024.
pub const fn WTERMSIG(status: c_int) -> c_int {
    status & 0x7f
}

/// `WCOREDUMP(int status)` — whether the signal that ended the child left a core file.
///
/// ```
/// use berkeley::sys::wait::*;
///
/// assert!(WCOREDUMP(SIGSEGV | WCOREFLAG));
/// ```
///
/// See wait(2), POSIX.1-2024.
pub const fn WCOREDUMP(status: c_int) -> bool {
    status & WCOREFLAG != 0
}

/// `WIFSTOPPED(int status)` — whether the child has stopped; [`WUNTRACED`] asks for that.
///
/// ```
/// use berkeley::sys::wait::*;
///
/// assert!(WIFSTOPPED(SIGSTOP << 8 | 0x7f)); // what Linux gives for SIGSTOP
/// ```
///
/// See wait(2), POSIX.1-2024.
pub const fn WIFSTOPPED(status: c_int) -> bool {
    status & 0xff == 0x7f
}

/// `WSTOPSIG(int status)` — the signal that stopped the child.
///
/// ```
/// use berkeley::sys::wait::*;
///
/// assert_eq!(WSTOPSIG(SIGSTOP << 8 | 0x7f), SIGSTOP);
/// ```
///
/// See wait(2), POSIX.1-2024.
pub const fn WSTOPSIG(status: c_int) -> c_int {
    WEXITSTATUS(status)
}

/// `WIFCONTINUED(int status)` — whether the child goes on after it had stopped; [`WCONTINUED`] asks
/// for that.
///
/// ```
/// use berkeley::sys::wait::*;
///
/// assert!(WIFCONTINUED(0xffff)); // what Linux gives for SIGCONT
/// ```
///
/// See wait(2), POSIX.1-2024.
pub const fn WIFCONTINUED(status: c_int) -> bool {
    status == 0xffff
}

/// `pid_t wait(int *status)` — waits until a child has ended.
///
/// # Parameters
///
/// * `status` — is given how: [`WIFEXITED`], [`WIFSIGNALED`]… read it. Or [`NULL`].
///
/// # Returns
///
/// The child; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `ECHILD` — there is no child to wait for: all have been waited for, or `SIGCHLD` is ignored.
/// * `EINTR` — a signal came first.
///
/// ```standalone_crate
/// use berkeley::{errno::*, sys::wait::*, unistd::*};
///
/// let pid = fork(); // pid_t pid = fork();
/// if pid == 0 {
///     _exit(7);
/// }
/// let mut status = 0; // int status;
/// assert_eq!(wait(&mut status), pid); // wait(&status)
/// assert_eq!(WEXITSTATUS(status), 7);
/// assert_eq!((wait(NULL), errno()), (-1, ECHILD)); // wait(NULL)
/// ```
///
/// See wait(2), POSIX.1-2024.
#[doc(alias = "sys/wait.h")]
pub fn wait<S: Pointer<c_int>>(status: &mut S) -> pid_t {
    gate(
        "wait4",
        (AnyChild, Status::new(status), As { call: "wait4", rest: "0, NULL" }),
        // SAFETY: `status` points to one, or is null.
        |((), status, ())| unsafe { libc::wait(status) },
    )
}

/// `pid_t waitpid(pid_t pid, int *status, int options)` — waits until a certain child has ended, or
/// asks whether one has.
///
/// # Parameters
///
/// * `pid` — the child; −1 is any; 0 is any of the caller's process group; another negative one is
///   any of the group of that number.
/// * `status` — as for [`wait`].
/// * `options` — 0, or ORed: [`WNOHANG`] to ask and not to wait; [`WUNTRACED`] and [`WCONTINUED`],
///   to be told of children that stop and go on, too.
///
/// # Returns
///
/// The child; with [`WNOHANG`], 0 if no child has anything to tell, and then `status` is left as it
/// was; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `ECHILD` — there is no such child, or it is another's.
/// * `EINTR` — a signal came first.
/// * `EINVAL` — unknown options.
/// * `ESRCH` — `pid` is the smallest `int`.
///
/// ```standalone_crate
/// use berkeley::{sys::wait::*, unistd::*};
///
/// let pid = fork();
/// if pid == 0 {
///     loop {
///         pause();
///     }
/// }
/// let mut status = 0;
/// assert_eq!(waitpid(-1, &mut status, WNOHANG), 0); // it has not ended yet
/// kill(pid, SIGTERM);
/// assert_eq!(waitpid(pid, &mut status, 0), pid); // waitpid(pid, &status, 0)
/// assert!(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
/// ```
///
/// See waitpid(2), POSIX.1-2024.
pub fn waitpid<S: Pointer<c_int>>(pid: pid_t, status: &mut S, options: c_int) -> pid_t {
    gate(
        "wait4",
        (
            Int(pid),
            Status::new(status),
            Named(options, &OPTIONS),
            As { call: "wait4", rest: "NULL" },
        ),
        // SAFETY: `status` points to one, or is null.
        |(pid, status, options, ())| unsafe { libc::waitpid(pid, status, options) },
    )
}

/// `pid_t wait3(int *status, int options, struct rusage *rusage)` — [`wait4`], for any child.
///
/// # Parameters
///
/// * `status`, `options`, `rusage` — as for [`wait4`].
///
/// # Returns
///
/// As [`waitpid`].
///
/// # Errors
///
/// Those of [`waitpid`].
///
/// ```standalone_crate
/// use berkeley::{sys::wait::*, unistd::*};
///
/// if fork() == 0 {
///     _exit(0);
/// }
/// let usage = &mut rusage::zeroed(); // struct rusage usage;
/// assert!(wait3(NULL, 0, usage) > 0); // wait3(NULL, 0, &usage)
/// println!("{} kilobytes at the most", usage.ru_maxrss);
/// ```
///
/// See wait3(2). Of BSD; POSIX does not have it.
pub fn wait3<S: Pointer<c_int>, R: Pointer<rusage>>(
    status: &mut S,
    options: c_int,
    rusage: &mut R,
) -> pid_t {
    wait4(WAIT_ANY, status, options, rusage)
}

/// `pid_t wait4(pid_t pid, int *status, int options, struct rusage *rusage)` — [`waitpid`], which
/// also tells what the child has used.
///
/// # Parameters
///
/// * `pid`, `status`, `options` — as for [`waitpid`].
/// * `rusage` — is given what the child and its own children have used of time and memory:
///   `ru_utime`, `ru_stime`, `ru_maxrss` (in kilobytes)… Or [`NULL`].
///
/// # Returns
///
/// As [`waitpid`].
///
/// # Errors
///
/// Those of [`waitpid`].
///
/// ```standalone_crate
/// use berkeley::{sys::wait::*, unistd::*};
///
/// let pid = fork();
/// if pid == 0 {
///     _exit(0);
/// }
/// let (mut status, usage) = (0, &mut rusage::zeroed());
/// assert_eq!(wait4(pid, &mut status, 0, usage), pid); // wait4(pid, &status, 0, &usage)
/// println!("{} seconds", usage.ru_utime.tv_sec);
/// ```
///
/// See wait4(2). Of BSD; POSIX does not have it.
pub fn wait4<S: Pointer<c_int>, R: Pointer<rusage>>(
    pid: pid_t,
    status: &mut S,
    options: c_int,
    rusage: &mut R,
) -> pid_t {
    gate(
        "wait4",
        (Int(pid), Status::new(status), Named(options, &OPTIONS), Given::above_0(rusage)),
        // SAFETY: `status` and `rusage` point to one each, or are null.
        |(pid, status, options, rusage)| unsafe { libc::wait4(pid, status, options, rusage) },
    )
}

/// `int waitid(idtype_t idtype, id_t id, siginfo_t *info, int options)` — waits for a child, and
/// tells of it as a signal's handler is told.
///
/// # Parameters
///
/// * `idtype`, `id` — [`P_PID`]: the child `id`; [`P_PGID`]: any of the process group `id`; [`P_ALL`]:
///   any; [`P_PIDFD`]: the one that the descriptor `id` is of.
/// * `info` — is given `si_signo` (`SIGCHLD`), `si_code` ([`CLD_EXITED`]…), `si_pid()`, `si_uid()`
///   and `si_status()`; the rest is left as it was. Or [`NULL`].
/// * `options` — what to wait for, ORed: [`WEXITED`], [`WSTOPPED`], [`WCONTINUED`], at least one of
///   them; and [`WNOHANG`]; and [`WNOWAIT`], to leave the child to be waited for again.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno). With [`WNOHANG`], if no child has anything to
/// tell, 0, and `si_signo` and `si_pid()` are 0.
///
/// # Errors
///
/// * `EAGAIN` — [`P_PIDFD`] of a non-blocking descriptor, and the child has nothing to tell.
/// * `EBADF` — [`P_PIDFD`] of what is not an open descriptor of this crate.
/// * `ECHILD` — there is no such child, or it is another's.
/// * `EINTR` — a signal came first.
/// * `EINVAL` — unknown options, or nothing to wait for among them; no such `idtype`; a descriptor
///   that is not of a process; or an `id` that no child or group can have.
///
/// ```standalone_crate
/// use berkeley::{sys::wait::*, unistd::*};
///
/// let pid = fork();
/// if pid == 0 {
///     _exit(7);
/// }
/// let info = &mut siginfo_t::zeroed(); // siginfo_t info;
/// // waitid(P_PID, pid, &info, WEXITED)
/// assert_eq!(waitid(P_PID, pid as id_t, info, WEXITED), 0);
/// assert_eq!((info.si_code, info.si_pid(), info.si_status()), (CLD_EXITED, pid, 7));
/// ```
///
/// See waitid(2), POSIX.1-2024.
pub fn waitid<I: Pointer<siginfo_t>>(
    idtype: idtype_t,
    id: id_t,
    info: &mut I,
    options: c_int,
) -> c_int {
    gate(
        "waitid",
        (
            Named(idtype as c_int, &KINDS),
            Child { kind: idtype, id },
            Given::new(info),
            Named(options, &OPTIONS),
            As { call: "waitid", rest: "NULL" },
        ),
        // SAFETY: `info` points to one, of libc's size and alignment, or is null; the descriptor, if
        // it is one, is held.
        |(_, (id, _held), info, options, ())| unsafe {
            libc::waitid(idtype, id, info.cast(), options)
        },
    )
}
