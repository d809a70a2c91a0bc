//! `<sys/eventfd.h>`: a counter that can be waited for like a socket. Linux's own.
//!
//! | C | here |
//! |---|---|
//! | `efd = eventfd(0, EFD_NONBLOCK)` | `efd = `[`eventfd`]`(0, EFD_NONBLOCK)` |
//! | `eventfd_write(efd, 1)` | [`eventfd_write`]`(efd, 1)` |
//! | `eventfd_t value; eventfd_read(efd, &value)` | `let mut value = 0; `[`eventfd_read`]`(efd, &mut value)` |
//!
//! ```
//! use berkeley::{sys::eventfd::*, unistd::*};
//!
//! let efd = eventfd(0, EFD_NONBLOCK); // efd = eventfd(0, EFD_NONBLOCK);
//! eventfd_write(efd, 1); // eventfd_write(efd, 1);
//! # close(efd);
//! ```
//!
//! One thread or process adds to the counter, another waits for it with `poll`, `select` or `epoll`
//! beside its sockets: the usual way to wake a server's loop. [`read`](crate::unistd::read) and
//! [`write`](crate::unistd::write) of 8 bytes do the same as the functions here.

#[doc(no_inline)]
pub use crate::stddef::*;

pub use libc::eventfd_t;

use crate::base::args::{Fd, Named};
use crate::base::gate::{New, gate};
use crate::base::waiting::{Count, Counter, InKernel};
use crate::trace::names::Names;
use core::ffi::{c_int, c_uint};

/// For [`eventfd`]: to read takes 1 from the counter, not all of it.
pub const EFD_SEMAPHORE: c_int = libc::EFD_SEMAPHORE;
/// For [`eventfd`]: a program that `exec` starts does not get the descriptor.
pub const EFD_CLOEXEC: c_int = libc::EFD_CLOEXEC;
/// For [`eventfd`]: to read or to write does not wait, but fails with `EAGAIN`.
pub const EFD_NONBLOCK: c_int = libc::EFD_NONBLOCK;

/// The names of the flags, in strace's order.
static FLAGS: Names = Names::Flags(
    &[
        (EFD_SEMAPHORE as u32, "EFD_SEMAPHORE"),
        (EFD_CLOEXEC as u32, "EFD_CLOEXEC"),
        (EFD_NONBLOCK as u32, "EFD_NONBLOCK"),
    ],
    "EFD_???",
);

/// `int eventfd(unsigned int count, int flags)` — makes a counter.
///
/// It is ready to be read while it is above 0, and to be written while 1 can be added to it.
///
/// # Parameters
///
/// * `count` — what it begins with.
/// * `flags` — 0, or [`EFD_NONBLOCK`], [`EFD_CLOEXEC`], [`EFD_SEMAPHORE`].
///
/// # Returns
///
/// The descriptor; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — unknown flags.
/// * `EMFILE` — the process has as many descriptors as it may (`RLIMIT_NOFILE`).
/// * `ENFILE` — the system has.
/// * `ENODEV`, `ENOMEM` — no memory for it, or nothing in the kernel to make it of.
///
/// ```
/// use berkeley::{sys::eventfd::*, unistd::*};
///
/// let efd = eventfd(3, EFD_CLOEXEC); // efd = eventfd(3, EFD_CLOEXEC);
/// assert_ne!(efd, -1);
/// close(efd);
/// ```
///
/// See eventfd(2). Of Linux.
#[doc(alias = "sys/eventfd.h")]
pub fn eventfd(count: c_uint, flags: c_int) -> c_int {
    gate(
        "eventfd",
        (InKernel(Count(count), "eventfd2"), Named(flags, &FLAGS)),
        // SAFETY: passes numbers only.
        |(count, flags)| New(unsafe { libc::eventfd(count, flags) }),
    )
}

/// `int eventfd_read(int fd, eventfd_t *value)` — takes from a counter.
///
/// All that it has, or 1 with [`EFD_SEMAPHORE`]. While it is 0, waits, or fails with
/// [`EFD_NONBLOCK`].
///
/// # Parameters
///
/// * `fd` — the counter.
/// * `value` — is given what was taken.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EAGAIN` — it is 0, and is not to be waited for.
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `EINTR` — a signal came first.
///
/// It is a [`read`](crate::unistd::read) of 8 bytes. Of something else than a counter it has that
/// call's errors; if that gives fewer bytes, −1 and no `errno`, and the first bytes of `value` are
/// they.
///
/// ```
/// use berkeley::{errno::*, sys::eventfd::*, unistd::*};
///
/// let efd = eventfd(3, EFD_NONBLOCK);
/// let mut value = 0; // eventfd_t value;
/// assert_eq!(eventfd_read(efd, &mut value), 0); // eventfd_read(efd, &value)
/// assert_eq!(value, 3);
/// assert_eq!((eventfd_read(efd, &mut value), errno()), (-1, EAGAIN));
/// close(efd);
/// ```
///
/// See eventfd_read(3). Of glibc.
pub fn eventfd_read(fd: c_int, value: &mut eventfd_t) -> c_int {
    gate(
        "eventfd_read",
        (Fd(fd), Counter(value)),
        // SAFETY: `fd` is held; `value` points to one.
        |(fd, value)| unsafe { libc::eventfd_read(fd.raw(), value) },
    )
}

/// `int eventfd_write(int fd, eventfd_t value)` — adds to a counter.
///
/// If that is more than it holds (2⁶⁴ − 2), waits until somebody reads, or fails with
/// [`EFD_NONBLOCK`].
///
/// # Parameters
///
/// * `fd` — the counter.
/// * `value` — what to add.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EAGAIN` — it would be more than it holds, and that is not to be waited for.
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `EINVAL` — `value` is 2⁶⁴ − 1.
/// * `EINTR` — a signal came first.
///
/// It is a [`write`](crate::unistd::write) of 8 bytes: of something else than a counter it has that
/// call's errors.
///
/// ```
/// use berkeley::{errno::*, sys::eventfd::*, unistd::*};
///
/// let efd = eventfd(0, 0);
/// assert_eq!(eventfd_write(efd, 1), 0); // eventfd_write(efd, 1)
/// assert_eq!((eventfd_write(efd, u64::MAX), errno()), (-1, EINVAL));
/// close(efd);
/// ```
///
/// See eventfd_write(3). Of glibc.
pub fn eventfd_write(fd: c_int, value: eventfd_t) -> c_int {
    gate(
        "eventfd_write",
        (Fd(fd), Count(value)),
        // SAFETY: `fd` is held; no memory is passed.
        |(fd, value)| unsafe { libc::eventfd_write(fd.raw(), value) },
    )
}
