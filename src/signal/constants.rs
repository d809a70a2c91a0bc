//! The numbers of `<signal.h>`.

use crate::trace::names::Names;
use core::ffi::c_int;

/// The terminal is gone; servers by custom read their configuration again. Ends the process.
pub const SIGHUP: c_int = libc::SIGHUP;
/// Ctrl-C at the terminal. Ends the process.
pub const SIGINT: c_int = libc::SIGINT;
/// Ctrl-\\ at the terminal. Ends the process, with a core file.
pub const SIGQUIT: c_int = libc::SIGQUIT;
/// An instruction that there is none of. Ends the process, with a core file.
pub const SIGILL: c_int = libc::SIGILL;
/// A breakpoint. Ends the process, with a core file.
pub const SIGTRAP: c_int = libc::SIGTRAP;
/// `abort`. Ends the process, with a core file.
pub const SIGABRT: c_int = libc::SIGABRT;
/// Memory that is not there, or not aligned. Ends the process, with a core file.
pub const SIGBUS: c_int = libc::SIGBUS;
/// Arithmetic that has no result. Ends the process, with a core file.
pub const SIGFPE: c_int = libc::SIGFPE;
/// Ends the process. It can be neither handled nor blocked nor ignored.
pub const SIGKILL: c_int = libc::SIGKILL;
/// For the program's own use. Ends the process.
pub const SIGUSR1: c_int = libc::SIGUSR1;
/// Memory that may not be used so. Ends the process, with a core file.
pub const SIGSEGV: c_int = libc::SIGSEGV;
/// For the program's own use. Ends the process.
pub const SIGUSR2: c_int = libc::SIGUSR2;
/// Nobody reads what was written. Ends the process; but Rust starts it with this ignored.
pub const SIGPIPE: c_int = libc::SIGPIPE;
/// The time of [`alarm`](crate::unistd::alarm) or of [`ITIMER_REAL`](crate::sys::time::ITIMER_REAL)
/// is up. Ends the process.
pub const SIGALRM: c_int = libc::SIGALRM;
/// A request to end: what `kill` sends. Ends the process.
pub const SIGTERM: c_int = libc::SIGTERM;
/// A child has ended, stopped or gone on. Ignored.
pub const SIGCHLD: c_int = libc::SIGCHLD;
/// Go on: of a stopped process. Ignored otherwise.
pub const SIGCONT: c_int = libc::SIGCONT;
/// Stops the process. It can be neither handled nor blocked nor ignored.
pub const SIGSTOP: c_int = libc::SIGSTOP;
/// Ctrl-Z at the terminal. Stops the process.
pub const SIGTSTP: c_int = libc::SIGTSTP;
/// A background job reads from its terminal. Stops the process.
pub const SIGTTIN: c_int = libc::SIGTTIN;
/// A background job writes to its terminal. Stops the process.
pub const SIGTTOU: c_int = libc::SIGTTOU;
/// Out-of-band data has come, for a socket that has an owner (`F_SETOWN`). Ignored.
pub const SIGURG: c_int = libc::SIGURG;
/// The process has used its processor time (`RLIMIT_CPU`). Ends it, with a core file.
pub const SIGXCPU: c_int = libc::SIGXCPU;
/// A file would be larger than it may (`RLIMIT_FSIZE`). Ends the process, with a core file.
pub const SIGXFSZ: c_int = libc::SIGXFSZ;
/// The time of [`ITIMER_VIRTUAL`](crate::sys::time::ITIMER_VIRTUAL) is up. Ends the process.
pub const SIGVTALRM: c_int = libc::SIGVTALRM;
/// The time of [`ITIMER_PROF`](crate::sys::time::ITIMER_PROF) is up. Ends the process.
pub const SIGPROF: c_int = libc::SIGPROF;
/// The terminal's window has another size. Ignored.
pub const SIGWINCH: c_int = libc::SIGWINCH;
/// A descriptor with `O_ASYNC` is ready. Ends the process.
pub const SIGIO: c_int = libc::SIGIO;
/// The power fails. Ends the process.
pub const SIGPWR: c_int = libc::SIGPWR;
/// A system call that is forbidden (seccomp). Ends the process, with a core file.
pub const SIGSYS: c_int = libc::SIGSYS;
/// The same as [`SIGIO`], as System V called it.
pub const SIGPOLL: c_int = SIGIO;
/// The same as [`SIGABRT`], as the PDP-11 called it.
pub const SIGIOT: c_int = SIGABRT;
/// The same as [`SIGCHLD`], as System V called it.
pub const SIGCLD: c_int = SIGCHLD;
/// A fault of the coprocessor's stack: never sent. Ends the process.
#[cfg(not(any(target_arch = "mips", target_arch = "mips64", target_arch = "sparc64")))]
pub const SIGSTKFLT: c_int = libc::SIGSTKFLT;

/// One more than the largest number of a signal.
pub const NSIG: c_int = _NSIG;
/// The same as [`NSIG`].
pub const _NSIG: c_int =
    if cfg!(any(target_arch = "mips", target_arch = "mips64")) { 128 } else { 65 };

/// `SIGRTMIN` — the first of the real-time signals: those for the program's own use, which queue up,
/// each with a value ([`sigqueue`](crate::signal::sigqueue)). Each of them ends the process.
///
/// In C it looks like a constant and is a call, since libc keeps the first few for itself.
///
/// ```
/// use berkeley::signal::*;
///
/// let mine = SIGRTMIN() + 1; // int mine = SIGRTMIN + 1;
/// assert!(mine <= SIGRTMAX());
/// ```
///
/// See signal(7), POSIX.1-2024.
pub fn SIGRTMIN() -> c_int {
    libc::SIGRTMIN()
}

/// `SIGRTMAX` — the last of the real-time signals.
///
/// It is one less than in C: this crate keeps the topmost for itself, as libc does with the first
/// few.
///
/// ```
/// use berkeley::signal::*;
///
/// assert!(SIGRTMAX() - SIGRTMIN() + 1 >= 8); // POSIX promises as many
/// ```
///
/// See signal(7), POSIX.1-2024.
pub fn SIGRTMAX() -> c_int {
    libc::SIGRTMAX() - 1
}

/// For [`sigprocmask`](crate::signal::sigprocmask): block these signals too.
pub const SIG_BLOCK: c_int = libc::SIG_BLOCK;
/// For [`sigprocmask`](crate::signal::sigprocmask): do not block these any more.
pub const SIG_UNBLOCK: c_int = libc::SIG_UNBLOCK;
/// For [`sigprocmask`](crate::signal::sigprocmask): block these and no others.
pub const SIG_SETMASK: c_int = libc::SIG_SETMASK;

/// The names of those, as strace has them.
pub(crate) static HOW: Names = Names::Values(
    &[
        (SIG_BLOCK as u32, "SIG_BLOCK"),
        (SIG_UNBLOCK as u32, "SIG_UNBLOCK"),
        (SIG_SETMASK as u32, "SIG_SETMASK"),
    ],
    "SIG_???",
);

/// For `sa_flags`, of [`SIGCHLD`]: not when a child stops or goes on, only when it ends.
pub const SA_NOCLDSTOP: c_int = libc::SA_NOCLDSTOP;
/// For `sa_flags`, of [`SIGCHLD`]: children that end leave nothing to wait for.
pub const SA_NOCLDWAIT: c_int = libc::SA_NOCLDWAIT;
/// For `sa_flags`: the handler takes three arguments: `sa_sigaction`.
pub const SA_SIGINFO: c_int = libc::SA_SIGINFO;
/// For `sa_flags`: the handler runs on the stack that `sigaltstack` named, if it did.
pub const SA_ONSTACK: c_int = libc::SA_ONSTACK;
/// For `sa_flags`: a call that the signal interrupts goes on after the handler, where it can.
pub const SA_RESTART: c_int = libc::SA_RESTART;
/// For `sa_flags`: the signal is not blocked while its handler runs.
pub const SA_NODEFER: c_int = libc::SA_NODEFER;
/// For `sa_flags`: once handled, the signal is back to its default.
pub const SA_RESETHAND: c_int = libc::SA_RESETHAND;
/// For `sa_flags`: nothing. It is what [`SA_RESTART`] is not, and Linux's default.
pub const SA_INTERRUPT: c_int = 0x2000_0000;
/// The older name of [`SA_NODEFER`].
pub const SA_NOMASK: c_int = SA_NODEFER;
/// The older name of [`SA_RESETHAND`].
pub const SA_ONESHOT: c_int = SA_RESETHAND;
/// The older name of [`SA_ONSTACK`].
pub const SA_STACK: c_int = SA_ONSTACK;

/// `si_code`: sent by [`kill`](crate::signal::kill).
pub const SI_USER: c_int = 0;
/// `si_code`: sent by the kernel.
pub const SI_KERNEL: c_int = 128;
/// `si_code`: sent by [`sigqueue`](crate::signal::sigqueue).
pub const SI_QUEUE: c_int = -1;
/// `si_code`: the time of a POSIX timer is up.
pub const SI_TIMER: c_int = -2;
/// `si_code`: a message has come into an empty POSIX queue.
pub const SI_MESGQ: c_int = -3;
/// `si_code`: asynchronous reading or writing is done.
pub const SI_ASYNCIO: c_int = -4;
/// `si_code`: a [`SIGIO`] that was queued, of old kernels.
pub const SI_SIGIO: c_int = -5;
/// `si_code`: sent to a thread, as by [`raise`](crate::signal::raise).
pub const SI_TKILL: c_int = -6;
/// `si_code`: of `execve`, which ends the other threads.
pub const SI_DETHREAD: c_int = -7;
/// `si_code`: `getaddrinfo_a` has its answer.
pub const SI_ASYNCNL: c_int = -60;

/// `si_code` of [`SIGCHLD`]: the child has ended by itself.
pub const CLD_EXITED: c_int = 1;
/// `si_code` of [`SIGCHLD`]: a signal has ended it.
pub const CLD_KILLED: c_int = 2;
/// `si_code` of [`SIGCHLD`]: a signal has ended it, with a core file.
pub const CLD_DUMPED: c_int = 3;
/// `si_code` of [`SIGCHLD`]: it is traced, and has come to a trap.
pub const CLD_TRAPPED: c_int = 4;
/// `si_code` of [`SIGCHLD`]: it has stopped.
pub const CLD_STOPPED: c_int = 5;
/// `si_code` of [`SIGCHLD`]: it goes on.
pub const CLD_CONTINUED: c_int = 6;

/// `si_code` of [`SIGIO`]: something can be read.
pub const POLL_IN: c_int = 1;
/// `si_code` of [`SIGIO`]: there is room to write.
pub const POLL_OUT: c_int = 2;
/// `si_code` of [`SIGIO`]: a message can be read.
pub const POLL_MSG: c_int = 3;
/// `si_code` of [`SIGIO`]: an error.
pub const POLL_ERR: c_int = 4;
/// `si_code` of [`SIGIO`]: something urgent can be read.
pub const POLL_PRI: c_int = 5;
/// `si_code` of [`SIGIO`]: hung up.
pub const POLL_HUP: c_int = 6;

/// `si_code` of [`SIGILL`]: no such operation.
pub const ILL_ILLOPC: c_int = 1;
/// `si_code` of [`SIGILL`]: no such operand.
pub const ILL_ILLOPN: c_int = 2;
/// `si_code` of [`SIGILL`]: no such way of addressing.
pub const ILL_ILLADR: c_int = 3;
/// `si_code` of [`SIGILL`]: no such trap.
pub const ILL_ILLTRP: c_int = 4;
/// `si_code` of [`SIGILL`]: an operation for the kernel alone.
pub const ILL_PRVOPC: c_int = 5;
/// `si_code` of [`SIGILL`]: a register for the kernel alone.
pub const ILL_PRVREG: c_int = 6;
/// `si_code` of [`SIGILL`]: an error of a coprocessor.
pub const ILL_COPROC: c_int = 7;
/// `si_code` of [`SIGILL`]: an error of the internal stack.
pub const ILL_BADSTK: c_int = 8;
/// `si_code` of [`SIGILL`]: an instruction at an address that is none.
pub const ILL_BADIADDR: c_int = 9;

/// `si_code` of [`SIGFPE`]: an integer divided by nought.
pub const FPE_INTDIV: c_int = 1;
/// `si_code` of [`SIGFPE`]: an integer too large.
pub const FPE_INTOVF: c_int = 2;
/// `si_code` of [`SIGFPE`]: a number divided by nought.
pub const FPE_FLTDIV: c_int = 3;
/// `si_code` of [`SIGFPE`]: a number too large.
pub const FPE_FLTOVF: c_int = 4;
/// `si_code` of [`SIGFPE`]: a number too small.
pub const FPE_FLTUND: c_int = 5;
/// `si_code` of [`SIGFPE`]: an inexact result.
pub const FPE_FLTRES: c_int = 6;
/// `si_code` of [`SIGFPE`]: an operation that has no result.
pub const FPE_FLTINV: c_int = 7;
/// `si_code` of [`SIGFPE`]: an index out of range.
pub const FPE_FLTSUB: c_int = 8;
/// `si_code` of [`SIGFPE`]: nobody knows what.
pub const FPE_FLTUNK: c_int = 14;
/// `si_code` of [`SIGFPE`]: a trap on a condition.
pub const FPE_CONDTRAP: c_int = 15;

/// `si_code` of [`SIGSEGV`]: nothing is at the address.
pub const SEGV_MAPERR: c_int = 1;
/// `si_code` of [`SIGSEGV`]: what is there may not be used so.
pub const SEGV_ACCERR: c_int = 2;
/// `si_code` of [`SIGSEGV`]: beyond the bounds of the pointer.
pub const SEGV_BNDERR: c_int = 3;
/// `si_code` of [`SIGSEGV`]: a protection key forbids it.
pub const SEGV_PKUERR: c_int = 4;
/// `si_code` of [`SIGSEGV`]: the address carries a tag, and tags are off. SPARC's.
pub const SEGV_ACCADI: c_int = 5;
/// `si_code` of [`SIGSEGV`]: a wrong tag, noticed later. SPARC's.
pub const SEGV_ADIDERR: c_int = 6;
/// `si_code` of [`SIGSEGV`]: a wrong tag, noticed at once. SPARC's.
pub const SEGV_ADIPERR: c_int = 7;
/// `si_code` of [`SIGSEGV`]: a wrong tag, noticed later. ARM's.
pub const SEGV_MTEAERR: c_int = 8;
/// `si_code` of [`SIGSEGV`]: a wrong tag, noticed at once. ARM's.
pub const SEGV_MTESERR: c_int = 9;

/// `si_code` of [`SIGBUS`]: an address that is not aligned.
pub const BUS_ADRALN: c_int = 1;
/// `si_code` of [`SIGBUS`]: an address without memory: of a mapped file, beyond its end.
pub const BUS_ADRERR: c_int = 2;
/// `si_code` of [`SIGBUS`]: the memory has an error.
pub const BUS_OBJERR: c_int = 3;
/// `si_code` of [`SIGBUS`]: the memory has an error, and was in use.
pub const BUS_MCEERR_AR: c_int = 4;
/// `si_code` of [`SIGBUS`]: the memory has an error, and was not in use.
pub const BUS_MCEERR_AO: c_int = 5;

/// `si_code` of [`SIGTRAP`]: a breakpoint.
pub const TRAP_BRKPT: c_int = 1;
/// `si_code` of [`SIGTRAP`]: a single step.
pub const TRAP_TRACE: c_int = 2;
/// `si_code` of [`SIGTRAP`]: a branch.
pub const TRAP_BRANCH: c_int = 3;
/// `si_code` of [`SIGTRAP`]: a breakpoint of the processor's.
pub const TRAP_HWBKPT: c_int = 4;
/// `si_code` of [`SIGTRAP`]: nobody knows what.
pub const TRAP_UNK: c_int = 5;

/// `sigev_notify`: a signal tells of the event.
pub const SIGEV_SIGNAL: c_int = 0;
/// `sigev_notify`: nothing tells of the event.
pub const SIGEV_NONE: c_int = 1;
/// `sigev_notify`: a new thread calls a function.
pub const SIGEV_THREAD: c_int = 2;
/// `sigev_notify`: a signal to a certain thread tells of the event. Linux's own.
pub const SIGEV_THREAD_ID: c_int = 4;
