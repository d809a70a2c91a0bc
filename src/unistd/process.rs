//! Processes: who they are, and how there come to be more and fewer of them.

use crate::base::args::Int;
use crate::base::gate::{Forked, announce, gate};
use crate::base::signals;
use crate::base::table::fail;
use crate::base::threads;
use crate::errno::EAGAIN;
use core::ffi::c_int;
use libc::{gid_t, pid_t, uid_t};

/// `pid_t fork(void)` — makes a second process, a copy of this one.
///
/// Both go on from here: in the old one, the parent, `fork` returns the number of the new one; in
/// the new one, the child, 0. Both have all descriptors, and each closes its own: a connection ends
/// when both have. Memory is as it was, and from here on each has its own.
///
/// # Only of a process with one thread
///
/// The child has the thread that called `fork` and no other. What others were about at that moment
/// stays half done there for ever: a lock that one held, `malloc`'s for instance, nobody unlocks.
/// C leaves the programmer to see to that. Here `fork` works in a process that has one thread, now: one
/// that had more, and has joined them, may fork. With more it fails with `EAGAIN`.
///
/// (libc knows whether there has ever been a second thread. If there has, the kernel is asked, by way of
/// `/proc`, how many there are; without `/proc`, the answer is `EAGAIN`, too. `cargo test` runs each
/// test in a thread beside the first: there `fork` fails.)
///
/// # Returns
///
/// The child's number, in the parent; 0, in the child; or −1, with [`errno`](crate::errno::errno),
/// and there is no child.
///
/// # Errors
///
/// * `EAGAIN` — the process has more than one thread; or the user, or the system, has as many
///   processes as it may (`RLIMIT_NPROC`).
/// * `ENOMEM` — the kernel has no memory for it.
///
/// ```standalone_crate
/// use berkeley::{stdio::*, sys::socket::*, sys::wait::*, unistd::*};
///
/// let sv = &mut [0; 2];
/// socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
///
/// let pid = fork(); // pid_t pid = fork();
/// if pid == -1 {
///     perror("fork");
/// } else if pid == 0 {
///     close(sv[0]); // the child keeps one end
///     write(sv[1], "hello", 5);
///     _exit(0);
/// }
/// close(sv[1]); // and the parent the other
/// let buf = &mut [0u8; 16];
/// assert_eq!(read(sv[0], buf, sizeof(buf)), 5);
/// assert_eq!(read(sv[0], buf, sizeof(buf)), 0); // the child is gone
/// assert_eq!(waitpid(pid, NULL, 0), pid);
/// # close(sv[0]);
/// ```
///
/// What `print!` has not written yet is in both processes, and comes out twice unless one of them
/// ends with [`_exit`].
///
/// See fork(2), POSIX.1-2024.
pub fn fork() -> pid_t {
    gate("fork", (), |()| {
        if !threads::is_only_one() {
            return Forked(fail(EAGAIN));
        }
        // SAFETY: this is the only thread, and nobody but it could start another. So no lock is held
        // by a thread that the child lacks, and nothing is half done but by this thread, which is
        // here and goes on in both: the child may do whatever the parent may. Each process
        // has descriptors of its own, with the same owners as before: to close one in the one leaves
        // the other's open.
        Forked(signals::forking(|| unsafe { libc::fork() }))
    })
}

/// `void _exit(int status)` — ends the process at once.
///
/// Nothing is done first: what `print!` has not written yet is lost, and functions that are to run
/// at the end (`atexit`) do not. That is how a child ends that [`fork`] made and that has nothing of
/// its own to say; [`exit`](crate::stdlib::exit) is the orderly way.
///
/// # Parameters
///
/// * `status` — what the parent is told: its low 8 bits.
///
/// ```no_run
/// use berkeley::unistd::*;
///
/// // if (fork() == 0) _exit(3);
/// if fork() == 0 { _exit(3) }
/// ```
///
/// See _exit(2), POSIX.1-2024.
pub fn _exit(status: c_int) -> ! {
    announce("exit_group", (Int(status),));
    // SAFETY: ends the process; nothing of it runs any more that could miss what was not done.
    unsafe { libc::_exit(status) }
}

/// `pid_t getpid(void)` — the number of this process.
///
/// ```
/// use berkeley::unistd::*;
///
/// assert_eq!(getpid() as u32, std::process::id());
/// ```
///
/// See getpid(2), POSIX.1-2024.
pub fn getpid() -> pid_t {
    // SAFETY: passes nothing.
    gate("getpid", (), |()| unsafe { libc::getpid() })
}

/// `pid_t getppid(void)` — the number of the process that made this one.
///
/// If that has ended, of the one that has adopted it: process 1, mostly. 0, if it is outside of this
/// container.
///
/// ```
/// use berkeley::unistd::*;
///
/// println!("made by {}", getppid());
/// # assert_eq!(getppid() as u32, std::os::unix::process::parent_id());
/// ```
///
/// See getppid(2), POSIX.1-2024.
pub fn getppid() -> pid_t {
    // SAFETY: passes nothing.
    gate("getppid", (), |()| unsafe { libc::getppid() })
}

/// `pid_t getpgrp(void)` — the process group of this process.
///
/// ```
/// use berkeley::unistd::*;
///
/// assert_eq!(getpgrp(), getpgid(0));
/// ```
///
/// See getpgrp(2), POSIX.1-2024.
pub fn getpgrp() -> pid_t {
    // SAFETY: passes nothing.
    gate("getpgrp", (), |()| unsafe { libc::getpgrp() })
}

/// `pid_t getpgid(pid_t pid)` — the process group of a process.
///
/// # Parameters
///
/// * `pid` — the process; 0 is this one.
///
/// # Returns
///
/// The group; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `ESRCH` — there is no such process.
///
/// ```
/// use berkeley::{errno::*, unistd::*};
///
/// assert_eq!(getpgid(getpid()), getpgrp()); // getpgid(getpid())
/// assert_eq!((getpgid(-1), errno()), (-1, ESRCH));
/// ```
///
/// See getpgid(2), POSIX.1-2024.
pub fn getpgid(pid: pid_t) -> pid_t {
    // SAFETY: passes a number only.
    gate("getpgid", (Int(pid),), |(pid,)| unsafe { libc::getpgid(pid) })
}

/// `int setpgid(pid_t pid, pid_t pgid)` — puts a process into a process group, or makes one for it.
///
/// # Parameters
///
/// * `pid` — this process, which is 0, too, or a child of it.
/// * `pgid` — the group, of the same session; 0, or `pid` itself, for a new one.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EACCES` — the child executes another program already.
/// * `EINVAL` — `pgid` is negative; or `pid` is the number of a thread.
/// * `EPERM` — the process, or the group, is of another session; there is no such group; or the process
///   leads its session.
/// * `ESRCH` — `pid` is neither this process nor a child of it.
///
/// ```standalone_crate
/// use berkeley::{sys::wait::*, unistd::*};
///
/// let pid = fork();
/// if pid == 0 {
///     setpgid(0, 0); // setpgid(0, 0);
///     _exit((getpgrp() == getpid()) as i32);
/// }
/// let mut status = 0;
/// wait(&mut status);
/// assert_eq!(WEXITSTATUS(status), 1);
/// ```
///
/// See setpgid(2), POSIX.1-2024.
pub fn setpgid(pid: pid_t, pgid: pid_t) -> c_int {
    gate(
        "setpgid",
        (Int(pid), Int(pgid)),
        // SAFETY: passes numbers only.
        |(pid, pgid)| unsafe { libc::setpgid(pid, pgid) },
    )
}

/// `pid_t getsid(pid_t pid)` — the session of a process.
///
/// # Parameters
///
/// * `pid` — the process; 0 is this one.
///
/// # Returns
///
/// The session, which has the number of the process that began it; or −1, with
/// [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `ESRCH` — there is no such process.
///
/// ```
/// use berkeley::unistd::*;
///
/// assert_eq!(getsid(0), getsid(getpid())); // getsid(0)
/// ```
///
/// See getsid(2), POSIX.1-2024.
pub fn getsid(pid: pid_t) -> pid_t {
    // SAFETY: passes a number only.
    gate("getsid", (Int(pid),), |(pid,)| unsafe { libc::getsid(pid) })
}

/// `pid_t setsid(void)` — begins a session: a new one, with a new group, and without a terminal.
///
/// A server that goes into the background does so in a child that [`fork`] has made.
///
/// # Returns
///
/// The session, which has the number of this process; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EPERM` — there is a process group of this process's number: it leads one already.
///
/// ```standalone_crate
/// use berkeley::{sys::wait::*, unistd::*};
///
/// // if (fork() == 0)
/// if fork() == 0 {
///     _exit((setsid() == getpid()) as i32); // setsid()
/// }
/// let mut status = 0;
/// wait(&mut status);
/// assert_eq!(WEXITSTATUS(status), 1);
/// ```
///
/// See setsid(2), POSIX.1-2024.
pub fn setsid() -> pid_t {
    // SAFETY: passes nothing.
    gate("setsid", (), |()| unsafe { libc::setsid() })
}

/// `uid_t getuid(void)` — the user who started this process: its real user.
///
/// ```
/// use berkeley::unistd::*;
///
/// println!("user {}", getuid());
/// ```
///
/// See getuid(2), POSIX.1-2024.
pub fn getuid() -> uid_t {
    // SAFETY: passes nothing.
    gate("getuid", (), |()| unsafe { libc::getuid() })
}

/// `uid_t geteuid(void)` — the user whose rights this process has: its effective user.
///
/// ```
/// use berkeley::unistd::*;
///
/// if geteuid() != 0 {
///     println!("raw sockets are root's");
/// }
/// ```
///
/// See geteuid(2), POSIX.1-2024.
pub fn geteuid() -> uid_t {
    // SAFETY: passes nothing.
    gate("geteuid", (), |()| unsafe { libc::geteuid() })
}

/// `gid_t getgid(void)` — the group of the user who started this process: its real group.
///
/// ```
/// use berkeley::unistd::*;
///
/// println!("group {}", getgid());
/// ```
///
/// See getgid(2), POSIX.1-2024.
pub fn getgid() -> gid_t {
    // SAFETY: passes nothing.
    gate("getgid", (), |()| unsafe { libc::getgid() })
}

/// `gid_t getegid(void)` — the group whose rights this process has: its effective group.
///
/// ```
/// use berkeley::unistd::*;
///
/// println!("with the rights of group {}", getegid());
/// ```
///
/// See getegid(2), POSIX.1-2024.
pub fn getegid() -> gid_t {
    // SAFETY: passes nothing.
    gate("getegid", (), |()| unsafe { libc::getegid() })
}
