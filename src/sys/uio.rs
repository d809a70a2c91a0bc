//! `<sys/uio.h>`: scatter and gather: several buffers in one call.
//!
//! | C | here |
//! |---|---|
//! | `struct iovec iov[2];` | `let iov = &mut [iovec::zeroed(); 2];` |
//! | `iov[0].iov_base = buf;` | `iov[0].iov_base = buf.into();` |
//! | `iov[0].iov_len = sizeof(buf);` | the same, before the line above: from there on `buf` is lent |
//! | `iov[0].iov_base += n;` | the same: what a call has taken already is left behind |
//! | `readv(fd, iov, 2)` | [`readv`]`(fd, iov, 2)` |
//! | `writev(fd, iov, 2)` | [`writev`]`(fd, iov, 2)` |
//! | `preadv`, `pwritev`, `preadv2`, `pwritev2` | [`preadv`], [`pwritev`], [`preadv2`], [`pwritev2`] |
//!
//! ```
//! use berkeley::{sys::uio::*, unistd::*};
//!
//! let iov = [iovec::from(b"Hello, "), iovec::from(b"Client!\0")];
//! // writev(STDOUT_FILENO, iov, 2);
//! writev(STDOUT_FILENO, &iov, 2);
//! ```

#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

pub use crate::base::memory::Memory;

use crate::base::args::{Fd, Named, Offset};
use crate::base::gate::gate;
use crate::base::vectors::Vectors;
use crate::trace::names::Names;
use core::ffi::c_int;

/// `struct iovec` — one buffer of several.
///
/// The borrow of the buffer lasts as long as the `iovec` is in use. To look at a buffer while it
/// is, make it a [`Cell`](std::cell::Cell): see [`Memory`].
///
/// ```
/// use berkeley::sys::uio::*;
///
/// let buf = &mut [0u8; 512];
/// let mut iov = iovec::from(buf); // struct iovec iov = { buf, sizeof(buf) };
/// iov.iov_len = 100; // only the beginning of it
/// ```
///
/// See iovec(3type), readv(2), POSIX.1-2024.
#[derive(Clone, Copy, Debug, Default)]
pub struct iovec<'a> {
    /// Where the buffer is.
    pub iov_base: Memory<'a>,
    /// How many bytes of it take part: all of them or fewer.
    pub iov_len: size_t,
}

impl iovec<'_> {
    /// No buffer: a null pointer and no bytes.
    pub const fn zeroed() -> iovec<'static> {
        iovec { iov_base: Memory::NULL, iov_len: 0 }
    }
}

/// All of a buffer.
impl<'a, B: ?Sized> From<&'a B> for iovec<'a>
where
    Memory<'a>: From<&'a B>,
{
    fn from(buf: &'a B) -> Self {
        let iov_base = Memory::from(buf);
        iovec { iov_base, iov_len: iov_base.len() }
    }
}

/// All of a buffer.
impl<'a, B: ?Sized> From<&'a mut B> for iovec<'a>
where
    Memory<'a>: From<&'a mut B>,
{
    fn from(buf: &'a mut B) -> Self {
        let iov_base = Memory::from(buf);
        iovec { iov_base, iov_len: iov_base.len() }
    }
}

/// The most buffers, and the most messages, that one call takes: POSIX's `IOV_MAX`.
pub const UIO_MAXIOV: c_int = 1024;

/// For [`preadv2`] and [`pwritev2`]: high priority; polls the device instead of waiting.
pub const RWF_HIPRI: c_int = 0x01;
/// For [`pwritev2`]: the data is on the disk when the call returns, as with `O_DSYNC`.
pub const RWF_DSYNC: c_int = 0x02;
/// For [`pwritev2`]: data and what describes it are, as with `O_SYNC`.
pub const RWF_SYNC: c_int = 0x04;
/// For [`preadv2`]: takes what is there without waiting for a disk, or answers `EAGAIN`.
pub const RWF_NOWAIT: c_int = 0x08;
/// For [`pwritev2`]: writes to the end of the file, as with `O_APPEND`.
pub const RWF_APPEND: c_int = 0x10;
/// For [`pwritev2`]: writes where it is told, though the file has `O_APPEND`.
pub const RWF_NOAPPEND: c_int = 0x20;

/// How a trace shows them.
static RWF_FLAGS: Names = Names::Flags(
    &[
        (RWF_HIPRI as u32, "RWF_HIPRI"),
        (RWF_DSYNC as u32, "RWF_DSYNC"),
        (RWF_SYNC as u32, "RWF_SYNC"),
        (RWF_NOWAIT as u32, "RWF_NOWAIT"),
        (RWF_APPEND as u32, "RWF_APPEND"),
    ],
    "RWF_???",
);

/// `ssize_t readv(int fd, const struct iovec *iov, int count)` — reads into several buffers, one
/// after the other.
///
/// It fills the first buffer before it begins with the next. Apart from that it is
/// [`read`](crate::unistd::read): of what lies in the last buffers, and behind what was read,
/// nothing changes.
///
/// # Parameters
///
/// * `fd` — a socket, a pipe, a file…
/// * `iov` — the buffers.
/// * `count` — how many of them take part, at most 1024.
///
/// # Returns
///
/// How many bytes were read, in all; 0 at the end; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// Those of [`read`](crate::unistd::read), and
///
/// * `EINVAL` — `count` is negative or more than 1024; an `iov_len` is negative as a `ssize_t`.
/// * `EFAULT` — `count` or an `iov_len` says more than there is; or a buffer may only be read,
///   having been made from a `&` rather than a `&mut` or `&Cell`. Nothing was read.
///
/// ```
/// use berkeley::{string::*, sys::uio::*, unistd::*};
///
/// # let fds = &mut [0; 2];
/// # assert_eq!(pipe(fds), 0);
/// # let fd = fds[0];
/// # assert_eq!(write(fds[1], "headbody", 8), 8);
/// let (head, body) = (&mut [0u8; 4], &mut [0u8; 512]); // char head[4], body[512];
/// {
///     let iov = [iovec::from(&mut *head), iovec::from(&mut *body)];
///     assert_eq!(readv(fd, &iov, 2), 8); // readv(fd, iov, 2)
/// }
/// assert_eq!(head, b"head");
/// assert_eq!(cstr(body).to_string(), "body");
/// # close(fds[0]);
/// # close(fds[1]);
/// ```
///
/// See readv(2), POSIX.1-2024.
pub fn readv(fd: c_int, iov: &[iovec<'_>], count: impl Length) -> ssize_t {
    gate(
        "readv",
        (Fd(fd), Vectors::to_write(iov, count)),
        // SAFETY: `fd` is held; `Vectors` lends `n` buffers to write to.
        |(fd, iov)| iov.lend_to(|iov, n| unsafe { libc::readv(fd.raw(), iov, n) }),
    )
}

/// `ssize_t writev(int fd, const struct iovec *iov, int count)` — writes several buffers, one after
/// the other.
///
/// Apart from that it is [`write`](crate::unistd::write): what one call writes stays together. A
/// datagram socket makes one datagram of it.
///
/// # Parameters
///
/// * `fd` — a socket, a pipe, a file…
/// * `iov` — the buffers.
/// * `count` — how many of them take part, at most 1024.
///
/// # Returns
///
/// How many bytes were written, in all, which may be fewer than there are; or −1, with
/// [`errno`](crate::errno::errno).
///
/// # Errors
///
/// Those of [`write`](crate::unistd::write), and
///
/// * `EINVAL` — `count` is negative or more than 1024; an `iov_len` is negative as a `ssize_t`.
/// * `EFAULT` — `count` or an `iov_len` says more than there is. Nothing was written.
///
/// ```
/// use berkeley::{sys::uio::*, unistd::*};
///
/// # let fds = &mut [0; 2];
/// # assert_eq!(pipe(fds), 0);
/// # let fd = fds[1];
/// let iov = [iovec::from(b"head"), iovec::from(b"body")];
/// assert_eq!(writev(fd, &iov, 2), 8); // writev(fd, iov, 2)
/// # close(fds[0]);
/// # close(fds[1]);
/// ```
///
/// See writev(2), POSIX.1-2024.
pub fn writev(fd: c_int, iov: &[iovec<'_>], count: impl Length) -> ssize_t {
    gate(
        "writev",
        (Fd(fd), Vectors::to_read(iov, count)),
        // SAFETY: `fd` is held; `Vectors` lends `n` buffers to read from.
        |(fd, iov)| iov.lend_to(|iov, n| unsafe { libc::writev(fd.raw(), iov, n) }),
    )
}

/// `ssize_t preadv(int fd, const struct iovec *iov, int count, off_t offset)` — [`readv`], from a
/// place in a file.
///
/// The file's own offset is neither used nor changed.
///
/// # Parameters
///
/// * `fd` — a file.
/// * `iov`, `count` — as for [`readv`].
/// * `offset` — where in the file, in bytes from its beginning.
///
/// # Returns
///
/// As [`readv`].
///
/// # Errors
///
/// Those of [`readv`], and
///
/// * `EINVAL` — `offset` is negative, or goes beyond the largest with what is to be read.
/// * `ESPIPE` — `fd` is a socket or a pipe, which have no places.
///
/// ```
/// use berkeley::{fcntl::*, sys::uio::*, unistd::*};
///
/// let fd = open("/proc/self/exe", O_RDONLY, 0);
/// let (magic, class) = (&mut [0u8; 3], &mut [0u8; 1]); // char magic[3], class[1];
/// {
///     let iov = [iovec::from(&mut *magic), iovec::from(&mut *class)];
///     assert_eq!(preadv(fd, &iov, 2, 1), 4); // preadv(fd, iov, 2, 1)
/// }
/// assert_eq!(magic, b"ELF");
/// # assert!([1, 2].contains(&class[0]));
/// close(fd);
/// ```
///
/// See preadv(2). Of the BSDs and Linux.
pub fn preadv(fd: c_int, iov: &[iovec<'_>], count: impl Length, offset: off_t) -> ssize_t {
    gate(
        "preadv",
        (Fd(fd), Vectors::to_write(iov, count), Offset(offset)),
        // SAFETY: `fd` is held; `Vectors` lends `n` buffers to write to.
        |(fd, iov, at)| iov.lend_to(|iov, n| unsafe { libc::preadv(fd.raw(), iov, n, at) }),
    )
}

/// `ssize_t pwritev(int fd, const struct iovec *iov, int count, off_t offset)` — [`writev`], to a
/// place in a file.
///
/// The file's own offset is neither used nor changed. On Linux what a file with `O_APPEND` is given
/// goes to its end, whatever `offset` says.
///
/// # Parameters
///
/// * `fd` — a file.
/// * `iov`, `count` — as for [`writev`].
/// * `offset` — where in the file, in bytes from its beginning.
///
/// # Returns
///
/// As [`writev`].
///
/// # Errors
///
/// Those of [`writev`], and
///
/// * `EINVAL` — `offset` is negative, or goes beyond the largest with what is to be written.
/// * `ESPIPE` — `fd` is a socket or a pipe, which have no places.
///
/// ```
/// use berkeley::{fcntl::*, string::*, sys::uio::*, unistd::*};
///
/// # let path = std::env::temp_dir().join(format!("berkeley-pwritev-{}", std::process::id()));
/// # let path = path.to_str().unwrap();
/// let fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600);
/// # std::fs::remove_file(path).unwrap();
/// let iov = [iovec::from(b"Client"), iovec::from(b"!")];
/// assert_eq!(pwritev(fd, &iov, 2, 7), 7); // pwritev(fd, iov, 2, 7)
/// write(fd, "Hello, ", 7); // where the file's own offset still is: at the beginning
/// # let buf = &mut [0u8; 30];
/// # assert_eq!(preadv(fd, &[iovec::from(&mut *buf)], 1, 0), 14);
/// # assert_eq!(cstr(buf).to_string(), "Hello, Client!");
/// close(fd);
/// ```
///
/// See pwritev(2). Of the BSDs and Linux.
pub fn pwritev(fd: c_int, iov: &[iovec<'_>], count: impl Length, offset: off_t) -> ssize_t {
    gate(
        "pwritev",
        (Fd(fd), Vectors::to_read(iov, count), Offset(offset)),
        // SAFETY: `fd` is held; `Vectors` lends `n` buffers to read from.
        |(fd, iov, at)| iov.lend_to(|iov, n| unsafe { libc::pwritev(fd.raw(), iov, n, at) }),
    )
}

/// `ssize_t preadv2(int fd, const struct iovec *iov, int count, off_t offset, int flags)` —
/// [`preadv`], with flags.
///
/// # Parameters
///
/// * `fd`, `iov`, `count` — as for [`readv`].
/// * `offset` — as for [`preadv`]; −1 stands for the file's own offset, which then moves on, and
///   with which sockets and pipes serve too.
/// * `flags` — 0, or [`RWF_HIPRI`] and [`RWF_NOWAIT`], ORed.
///
/// # Returns
///
/// As [`readv`].
///
/// # Errors
///
/// Those of [`preadv`], and
///
/// * `EOPNOTSUPP` — a flag that the kernel, or the kind of file, does not have.
/// * `EAGAIN` — [`RWF_NOWAIT`], and nothing can be read at once.
///
/// ```
/// use berkeley::{sys::uio::*, unistd::*};
///
/// # let fds = &mut [0; 2];
/// # assert_eq!(pipe(fds), 0);
/// # let fd = fds[0];
/// # assert_eq!(write(fds[1], "hello", 5), 5);
/// let buf = &mut [0u8; 512]; // char buf[512];
/// let iov = [iovec::from(buf)];
/// assert_eq!(preadv2(fd, &iov, 1, -1, 0), 5); // preadv2(fd, iov, 1, -1, 0)
/// # close(fds[0]);
/// # close(fds[1]);
/// ```
///
/// See preadv2(2). Of Linux.
pub fn preadv2(
    fd: c_int,
    iov: &[iovec<'_>],
    count: impl Length,
    offset: off_t,
    flags: c_int,
) -> ssize_t {
    gate(
        "preadv2",
        (Fd(fd), Vectors::to_write(iov, count), Offset(offset), Named(flags, &RWF_FLAGS)),
        |(fd, iov, at, flags)| {
            // SAFETY: `fd` is held; `Vectors` lends `n` buffers to write to.
            iov.lend_to(|iov, n| unsafe { libc::preadv2(fd.raw(), iov, n, at, flags) })
        },
    )
}

/// `ssize_t pwritev2(int fd, const struct iovec *iov, int count, off_t offset, int flags)` —
/// [`pwritev`], with flags.
///
/// # Parameters
///
/// * `fd`, `iov`, `count` — as for [`writev`].
/// * `offset` — as for [`pwritev`]; −1 stands for the file's own offset, which then moves on, and
///   with which sockets and pipes serve too.
/// * `flags` — 0, or any of [`RWF_DSYNC`], [`RWF_SYNC`], [`RWF_APPEND`], [`RWF_NOAPPEND`],
///   [`RWF_HIPRI`], [`RWF_NOWAIT`], ORed.
///
/// # Returns
///
/// As [`writev`].
///
/// # Errors
///
/// Those of [`pwritev`], and
///
/// * `EOPNOTSUPP` — a flag that the kernel, or the kind of file, does not have.
/// * `EAGAIN` — [`RWF_NOWAIT`], and nothing can be written at once.
///
/// ```
/// use berkeley::{fcntl::*, string::*, sys::uio::*, unistd::*};
///
/// # let path = std::env::temp_dir().join(format!("berkeley-pwritev2-{}", std::process::id()));
/// # let path = path.to_str().unwrap();
/// let fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600);
/// # std::fs::remove_file(path).unwrap();
/// write(fd, "Hello, ", 7);
/// let iov = [iovec::from(b"Client"), iovec::from(b"!")];
/// // pwritev2(fd, iov, 2, 0, RWF_APPEND)
/// assert_eq!(pwritev2(fd, &iov, 2, 0, RWF_APPEND), 7);
/// # let buf = &mut [0u8; 30];
/// # assert_eq!(preadv(fd, &[iovec::from(&mut *buf)], 1, 0), 14);
/// # assert_eq!(cstr(buf).to_string(), "Hello, Client!");
/// close(fd);
/// ```
///
/// See pwritev2(2). Of Linux.
pub fn pwritev2(
    fd: c_int,
    iov: &[iovec<'_>],
    count: impl Length,
    offset: off_t,
    flags: c_int,
) -> ssize_t {
    gate(
        "pwritev2",
        (Fd(fd), Vectors::to_read(iov, count), Offset(offset), Named(flags, &RWF_FLAGS)),
        |(fd, iov, at, flags)| {
            // SAFETY: `fd` is held; `Vectors` lends `n` buffers to read from.
            iov.lend_to(|iov, n| unsafe { libc::pwritev2(fd.raw(), iov, n, at, flags) })
        },
    )
}
