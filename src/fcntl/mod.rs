//! `<fcntl.h>`: opening files, and what a descriptor is like.
//!
//! | C | here |
//! |---|---|
//! | `open("log", O_RDONLY)` | [`open`]`("log", O_RDONLY, 0)` |
//! | `open("log", O_WRONLY \| O_CREAT, 0644)` | `open("log", O_WRONLY \| O_CREAT, 0o644)` |
//! | `openat(dir, "log", O_RDONLY)` | [`openat`]`(dir, "log", O_RDONLY, 0)` |
//! | `creat("log", 0644)` | [`creat`]`("log", 0o644)` |
//! | `flags = fcntl(fd, F_GETFL)` | `let flags = `[`fcntl`]`(fd, F_GETFL, 0)` |
//! | `fcntl(fd, F_SETFL, flags \| O_NONBLOCK)` | `fcntl(fd, F_SETFL, flags \| O_NONBLOCK)` |
//! | `struct flock lock = { .l_type = F_WRLCK };` | `let mut lock = flock { l_type: F_WRLCK as i16, ..flock::zeroed() };` |
//! | `fcntl(fd, F_SETLK, &lock)` | `fcntl(fd, F_SETLK, &mut lock)` |
//!
//! ```
//! use berkeley::{fcntl::*, sys::socket::*, unistd::*};
//!
//! let sock = socket(PF_INET, SOCK_STREAM, 0);
//! let flag = fcntl(sock, F_GETFL, 0); // int flag = fcntl(sock, F_GETFL, 0);
//! fcntl(sock, F_SETFL, flag | O_NONBLOCK); // fcntl(sock, F_SETFL, flag | O_NONBLOCK);
//! # assert_eq!(fcntl(sock, F_GETFL, 0), flag | O_NONBLOCK);
//! close(sock);
//! ```
//!
//! C leaves out the last argument of [`open`], [`openat`] and [`fcntl`] where there is none to give. Here it is
//! always there, and 0 stands for none; many C programs write it so too.

mod constants;

pub use crate::base::command::FcntlArg;
pub use constants::*;
pub use libc::mode_t;

#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

use crate::base::args::Fd;
use crate::base::command::{Answer, Command};
use crate::base::file::{Directory, Mode, OpenFlags, Path};
use crate::base::gate::{New, gate};
use crate::plain;
use core::ffi::{c_int, c_short, c_uchar, c_uint};
use core::mem::offset_of;

/// `int fcntl(int fd, int cmd, ...)` — asks what a descriptor is like, or changes it.
///
/// | `cmd` | `arg` | what it does |
/// |---|---|---|
/// | [`F_DUPFD`] | `int` | makes another descriptor for the file, from this number on |
/// | [`F_DUPFD_CLOEXEC`] | `int` | likewise, with [`FD_CLOEXEC`] |
/// | [`F_GETFD`] | 0 | returns the flags of the descriptor: [`FD_CLOEXEC`] or 0 |
/// | [`F_SETFD`] | `int` | sets them |
/// | [`F_GETFL`] | 0 | returns the flags of the file: access and status, as [`open`] takes them |
/// | [`F_SETFL`] | `int` | sets the status: [`O_NONBLOCK`], [`O_APPEND`], [`O_ASYNC`], [`O_DIRECT`], [`O_NOATIME`] |
/// | [`F_GETOWN`] | 0 | returns who gets the signals of the file: a process, or a group with a minus |
/// | [`F_SETOWN`] | `int` | sets it |
/// | [`F_GETOWN_EX`] | [`f_owner_ex`] | tells it, with its kind |
/// | [`F_SETOWN_EX`] | [`f_owner_ex`] | sets it, with its kind |
/// | [`F_GETSIG`] | 0 | returns which signal tells of data; 0 is `SIGIO` |
/// | [`F_SETSIG`] | `int` | sets it |
/// | [`F_SETLK`] | [`flock`] | locks a part of a file, or unlocks it |
/// | [`F_SETLKW`] | [`flock`] | likewise, and waits for it |
/// | [`F_GETLK`] | [`flock`] | tells which lock is in the way |
/// | [`F_OFD_SETLK`], [`F_OFD_SETLKW`], [`F_OFD_GETLK`] | [`flock`] | likewise, for locks of the open file instead of the process |
/// | [`F_GETPIPE_SZ`] | 0 | returns how many bytes a pipe holds |
/// | [`F_SETPIPE_SZ`] | `int` | sets it, to this or more, and returns it |
/// | [`F_GET_SEALS`] | 0 | returns what may not be done with a memory file any more |
/// | [`F_ADD_SEALS`] | `int` | adds to it |
/// | [`F_GETLEASE`], [`F_SETLEASE`] | 0, `int` | leases: a signal before somebody else opens the file |
/// | [`F_NOTIFY`] | `int` | a signal when something changes in a directory |
/// | [`F_GET_RW_HINT`], [`F_SET_RW_HINT`] | `u64` | how long what is written will be kept |
///
/// # Parameters
///
/// * `fd` — a descriptor.
/// * `cmd` — the command.
/// * `arg` — what the command takes: a number, or a `&mut` of a structure, declared as a value
///   (`let mut lock = …; fcntl(fd, F_SETLK, &mut lock)`). 0 or [`NULL`] where it takes nothing.
///
/// # Returns
///
/// What the command returns, or 0; or −1, with [`errno`](crate::errno::errno). What
/// [`F_GETOWN`] returns may be negative.
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate. For [`F_SETLK`], it may not be read (or
///   written, as the lock is).
/// * `EINVAL` — the kernel does not know the command, or not for this file, or the number is out of
///   bounds; or `arg` is not what the command takes. (In C the kernel would take a number for an
///   address.) A command that this crate does not know may only have 0, for the same reason.
/// * `EFAULT` — 0 or [`NULL`] where the command takes a structure.
/// * `EMFILE` — for [`F_DUPFD`], no descriptor from that number on is free.
/// * `ENOMEM` — for [`F_DUPFD`], no memory for the table up to so high a number; for
///   [`F_SETPIPE_SZ`], none for the larger pipe.
/// * `EAGAIN`, `EACCES` — for [`F_SETLK`], somebody else holds a lock that is in the way.
/// * `EDEADLK` — for [`F_SETLKW`], the one who holds it waits for a lock of ours.
/// * `EINTR` — for [`F_SETLKW`], a signal came first.
/// * `ENOLCK` — too many locks.
/// * `EOVERFLOW` — for a lock, its range ends beyond the largest place that there is.
/// * `ENOTDIR` — for [`F_NOTIFY`], `fd` is not a directory.
/// * `EPERM` — [`F_SETFL`] would take [`O_APPEND`] away from a file that must have it; for
///   [`F_SETPIPE_SZ`], more than the process may; for [`F_ADD_SEALS`], sealed.
/// * `EBUSY` — for [`F_SETPIPE_SZ`], more is in the pipe; for [`F_ADD_SEALS`], the file is mapped.
/// * `ESRCH` — for [`F_SETOWN`], there is no such process or group.
///
/// ```
/// use berkeley::{fcntl::*, sys::socket::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_STREAM, 0);
/// let copy = fcntl(sock, F_DUPFD, 100); // copy = fcntl(sock, F_DUPFD, 100);
/// assert!(copy >= 100);
/// fcntl(copy, F_SETFD, FD_CLOEXEC); // fcntl(copy, F_SETFD, FD_CLOEXEC);
/// assert_eq!(fcntl(copy, F_GETFD, 0), FD_CLOEXEC); // of the descriptor,
/// assert_eq!(fcntl(sock, F_GETFD, 0), 0); // not of what it stands for
/// # close(copy);
/// # close(sock);
/// ```
///
/// See fcntl(2), POSIX.1-2024 (without what has to do with `F_…_EX`, signals, pipes, seals, leases
/// and hints: Linux).
#[doc(alias = "fcntl.h")]
pub fn fcntl<A: FcntlArg>(fd: c_int, cmd: c_int, arg: A) -> c_int {
    gate("fcntl", (Fd(fd), Command::new(cmd, arg)), |(fd, (cmd, arg, _named))| {
        // SAFETY: `fd` is held, and so is what `arg` names; `Command` lends a pointer where the
        // command takes one, to what it works on, and a number where it takes none.
        Answer::of(cmd, unsafe { libc::fcntl(fd.raw(), cmd, arg) })
    })
}

/// `int open(const char *path, int flags, ...)` — opens a file.
///
/// # Parameters
///
/// * `path` — the name of the file: text, or bytes up to a NUL or to their end.
/// * `flags` — [`O_RDONLY`], [`O_WRONLY`] or [`O_RDWR`], and any others.
/// * `mode` — who may do what with the file if it is a new one (`0o644`), less what `umask` takes
///   away. It counts with [`O_CREAT`] and [`O_TMPFILE`] only; C leaves it out otherwise, and here it
///   is 0 then.
///
/// # Returns
///
/// The descriptor, the lowest free number; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `ENOENT` — there is no such file, and [`O_CREAT`] was not given; or no such directory.
/// * `EACCES` — the file may not be opened so, or a directory of the path not be searched, or not be
///   written for a new file.
/// * `EEXIST` — there is such a file, and [`O_CREAT`] came with [`O_EXCL`].
/// * `EISDIR` — a directory, to be written.
/// * `ENOTDIR` — part of the path is not a directory; or [`O_DIRECTORY`] was given and the file is
///   none.
/// * `ENAMETOOLONG` — the path has 4096 bytes or more, or a part of it more than 255.
/// * `ELOOP` — too many symbolic links; or [`O_NOFOLLOW`] was given and the file is one.
/// * `ENXIO` — the file is a socket; or a FIFO to be written, without waiting, which nobody reads.
/// * `EROFS` — the file is to be written, and the file system may not.
/// * `EINVAL` — flags that do not go together.
/// * `EFAULT` — `path` is [`NULL`].
/// * `EMFILE`, `ENFILE` — the process, or the system, has no descriptor free.
/// * `EINTR` — a signal came while a slow device was being opened.
/// * `ENOSPC`, `EDQUOT`, `ENOMEM` — no room for a new file; no memory.
/// * `EPERM` — [`O_NOATIME`] on another's file; a file that is sealed or append-only.
/// * `EAGAIN` (which is `EWOULDBLOCK`) — without waiting, and somebody has a lease on the file
///   ([`F_SETLEASE`]).
/// * `EBUSY` — with [`O_EXCL`], a device that the system uses (a disk that is mounted).
/// * `ETXTBSY` — to be written, and it is a program that runs, or a file that is swapped to.
/// * `EOVERFLOW` — a large file, on 32 bits, without [`O_LARGEFILE`].
/// * `ENODEV` — a device file without a device.
/// * `EOPNOTSUPP` — with [`O_TMPFILE`], the file system has no files without names.
///
/// ```
/// use berkeley::{fcntl::*, errno::*, unistd::*};
///
/// let fd = open("/dev/null", O_WRONLY, 0); // fd = open("/dev/null", O_WRONLY);
/// assert_eq!(write(fd, "away", 4), 4);
/// close(fd);
///
/// assert_eq!(open("/dev/none such", O_RDONLY, 0), -1);
/// assert_eq!(errno(), ENOENT);
/// ```
///
/// See open(2), POSIX.1-2024.
pub fn open<P: Bytes + ?Sized>(path: &P, flags: c_int, mode: mode_t) -> c_int {
    let path = Path::new(path).of_call(OPENAT);
    gate("open", (path, OpenFlags { flags, mode }), |(path, (flags, mode))| {
        // SAFETY: `Path` lends text that ends with a NUL, or null.
        path.lend_to(|path| New(unsafe { libc::open(path, flags, mode as c_uint) }))
    })
}

/// What glibc makes of [`open`].
const OPENAT: Option<&str> = if cfg!(target_env = "gnu") { Some("openat") } else { None };

/// `int openat(int fd, const char *path, int flags, ...)` — opens a file in a directory.
///
/// The path begins in that directory, wherever it has been moved meanwhile. A server goes down a path
/// that somebody else has given in such steps, and knows at each where it is.
///
/// # Parameters
///
/// * `fd` — a descriptor of the directory; or [`AT_FDCWD`], which makes it [`open`]. Nobody looks at it
///   if the path begins with a `/`.
/// * `path`, `flags`, `mode` — as for [`open`].
///
/// # Returns
///
/// The descriptor, the lowest free number; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// Those of [`open`], and
///
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `ENOTDIR` — `fd` is not a directory.
///
/// ```
/// use berkeley::{errno::*, fcntl::*, unistd::*};
///
/// let dir = open("/etc", O_RDONLY | O_DIRECTORY, 0); // dir = open("/etc", O_RDONLY | O_DIRECTORY);
/// // fd = openat(dir, "passwd", O_RDONLY | O_NOFOLLOW);
/// let fd = openat(dir, "passwd", O_RDONLY | O_NOFOLLOW, 0);
/// assert!(fd != -1);
/// assert_eq!(openat(fd, "x", O_RDONLY, 0), -1);
/// assert_eq!(errno(), ENOTDIR);
/// # close(fd);
/// # close(dir);
/// ```
///
/// See openat(2), POSIX.1-2024.
pub fn openat<P: Bytes + ?Sized>(fd: c_int, path: &P, flags: c_int, mode: mode_t) -> c_int {
    let path = Path::new(path);
    let args = (Directory::of(fd, &path), path, OpenFlags { flags, mode });
    gate("openat", args, |((fd, _held), path, (flags, mode))| {
        // SAFETY: `fd` is held, unless the kernel does not look at it; `Path` lends text that ends
        // with a NUL, or null.
        path.lend_to(|path| New(unsafe { libc::openat(fd, path, flags, mode as c_uint) }))
    })
}

/// `int creat(const char *path, mode_t mode)` — makes a file, or empties it, and opens it for
/// writing.
///
/// The same as [`open`] with `O_WRONLY | O_CREAT | O_TRUNC`.
///
/// # Parameters
///
/// * `path`, `mode` — as for [`open`].
///
/// # Returns
///
/// The descriptor; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// Those of [`open`].
///
/// ```
/// use berkeley::{errno::*, fcntl::*};
///
/// // creat("/none such/file", 0644)
/// assert_eq!(creat("/none such/file", 0o644), -1);
/// assert_eq!(errno(), ENOENT);
/// ```
///
/// See creat(2), POSIX.1-2024.
pub fn creat<P: Bytes + ?Sized>(path: &P, mode: mode_t) -> c_int {
    gate("creat", (Path::new(path), Mode(mode)), |(path, mode)| {
        // SAFETY: `Path` lends text that ends with a NUL, or null.
        path.lend_to(|path| New(unsafe { libc::creat(path, mode) }))
    })
}

/// `struct flock` — a lock on a part of a file.
///
/// ```
/// use berkeley::{fcntl::*, unistd::*};
///
/// # let path = std::env::temp_dir().join(format!("berkeley-flock-{}", std::process::id()));
/// # let path = path.to_str().unwrap();
/// let fd = open(path, O_RDWR | O_CREAT, 0o600);
/// let mut lock = flock::zeroed(); // struct flock lock = {0};
/// lock.l_type = F_WRLCK as i16; // lock.l_type = F_WRLCK;
/// lock.l_whence = SEEK_SET as i16; // lock.l_whence = SEEK_SET;
/// assert_eq!(fcntl(fd, F_SETLK, &mut lock), 0); // fcntl(fd, F_SETLK, &lock)
/// close(fd); // the lock is gone with it
/// # std::fs::remove_file(path)?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct flock {
    /// The kind of lock: [`F_RDLCK`], [`F_WRLCK`]; [`F_UNLCK`] for none.
    pub l_type: c_short,
    /// What `l_start` counts from: [`SEEK_SET`], [`SEEK_CUR`], [`SEEK_END`].
    pub l_whence: c_short,
    /// Nothing, in C without a name.
    pub spare: [c_uchar; offset_of!(libc::flock, l_start) - 2 * size_of::<c_short>()],
    /// Where the part begins, in bytes.
    pub l_start: off_t,
    /// How many bytes it has; 0 for all to the end, wherever that will be.
    pub l_len: off_t,
    /// For [`F_GETLK`]: the process that holds the lock, or −1 for an open file. For
    /// [`F_OFD_SETLK`] and its kin: 0.
    pub l_pid: pid_t,
    /// Nothing, in C without a name.
    pub spare2: [c_uchar; FLOCK_END],
}

/// What follows the last field.
const FLOCK_END: usize =
    size_of::<libc::flock>() - offset_of!(libc::flock, l_pid) - size_of::<pid_t>();

/// `struct f_owner_ex` — who gets the signals of a file: for [`F_GETOWN_EX`] and [`F_SETOWN_EX`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct f_owner_ex {
    /// What `pid` is: [`F_OWNER_TID`], [`F_OWNER_PID`] or [`F_OWNER_PGRP`]. (C's name for it, `type`,
    /// is a keyword of Rust.)
    pub type_: c_int,
    /// The number of the thread, the process or the group.
    pub pid: pid_t,
}

plain! {
    flock {
        l_type: c_short,
        l_whence: c_short,
        spare: [c_uchar; offset_of!(libc::flock, l_start) - 2 * size_of::<c_short>()],
        l_start: off_t,
        l_len: off_t,
        l_pid: pid_t,
        spare2: [c_uchar; FLOCK_END],
    }
    f_owner_ex { type_: c_int, pid: pid_t }
}

const _: () = {
    assert!(size_of::<flock>() == size_of::<libc::flock>());
    assert!(offset_of!(flock, l_type) == offset_of!(libc::flock, l_type));
    assert!(offset_of!(flock, l_whence) == offset_of!(libc::flock, l_whence));
    assert!(offset_of!(flock, l_start) == offset_of!(libc::flock, l_start));
    assert!(offset_of!(flock, l_len) == offset_of!(libc::flock, l_len));
    assert!(offset_of!(flock, l_pid) == offset_of!(libc::flock, l_pid));
};
