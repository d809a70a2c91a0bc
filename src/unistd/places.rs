//! Places in a file: where it is read and written next, and elsewhere.

use crate::base::args::{Fd, In, Named, Offset, Out};
use crate::base::gate::{Position, gate};
use crate::base::waiting::InKernel;
use crate::stddef::*;
use crate::trace::WHENCE;
use core::ffi::c_int;
use libc::{off_t, ssize_t};

/// For [`lseek`]: the next place, from the one given, where there is data.
pub const SEEK_DATA: c_int = libc::SEEK_DATA;
/// For [`lseek`]: the next place, from the one given, in a hole, which reads as zeros; at the latest
/// the end of the file.
pub const SEEK_HOLE: c_int = libc::SEEK_HOLE;

/// `off_t lseek(int fd, off_t offset, int whence)` — says where a file is read and written next.
///
/// The place belongs to the open file: descriptors that [`dup`](super::dup) or [`fork`](super::fork)
/// made share it. It may lie beyond the end; what is then written there leaves a hole of zeros.
///
/// # Parameters
///
/// * `fd` — a file, or a device that has places.
/// * `offset` — where, in bytes.
/// * `whence` — from where that counts: [`SEEK_SET`](super::SEEK_SET), the beginning;
///   [`SEEK_CUR`](super::SEEK_CUR), the place so far; [`SEEK_END`](super::SEEK_END), the end of the
///   file; or [`SEEK_DATA`], [`SEEK_HOLE`].
///
/// # Returns
///
/// The place, counted from the beginning; or −1, with [`errno`](crate::errno::errno), and it is where
/// it was.
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `EINVAL` — `whence` is none of these, or the place would be before the beginning.
/// * `ENXIO` — of `SEEK_DATA` and `SEEK_HOLE`: there is nothing from `offset` on.
/// * `EOVERFLOW` — an `off_t` has no room for the place.
/// * `ESPIPE` — `fd` is a socket or a pipe, which have no places.
///
/// ```
/// use berkeley::{fcntl::*, unistd::*};
///
/// let fd = open("/etc/passwd", O_RDONLY, 0);
/// let size = lseek(fd, 0, SEEK_END); // off_t size = lseek(fd, 0, SEEK_END);
/// assert!(size > 0);
/// assert_eq!(lseek(fd, 0, SEEK_SET), 0); // lseek(fd, 0, SEEK_SET)
/// close(fd);
/// ```
///
/// See lseek(2), POSIX.1-2024.
pub fn lseek(fd: c_int, offset: off_t, whence: c_int) -> off_t {
    gate(
        "lseek",
        (Fd(fd), Offset(offset), Named(whence, &WHENCE)),
        // SAFETY: `fd` is held; no memory is passed.
        |(fd, offset, whence)| Position(unsafe { libc::lseek(fd.raw(), offset, whence) }),
    )
}

/// `ssize_t pread(int fd, void *buf, size_t count, off_t offset)` — [`read`](super::read), from a
/// place in a file.
///
/// The file's own place is neither used nor changed: threads can read one file without waiting for
/// each other.
///
/// # Parameters
///
/// * `fd` — a file.
/// * `buf`, `count` — as for [`read`](super::read).
/// * `offset` — where in the file, in bytes from its beginning.
///
/// # Returns
///
/// As [`read`](super::read).
///
/// # Errors
///
/// Those of [`read`](super::read), and
///
/// * `EINVAL` — `offset` is negative, or goes beyond the largest with `count`.
/// * `ESPIPE` — `fd` is a socket or a pipe, which have no places.
///
/// ```
/// use berkeley::{fcntl::*, string::*, unistd::*};
///
/// let fd = open("/proc/self/exe", O_RDONLY, 0);
/// let magic = &mut [0u8; 3]; // char magic[3];
/// assert_eq!(pread(fd, magic, sizeof(magic), 1), 3); // pread(fd, magic, sizeof(magic), 1)
/// assert_eq!(cstr(magic).to_string(), "ELF");
/// close(fd);
/// ```
///
/// See pread(2), POSIX.1-2024.
pub fn pread<B: BytesMut + ?Sized>(
    fd: c_int,
    buf: &mut B,
    count: impl Length,
    offset: off_t,
) -> ssize_t {
    gate(
        "pread",
        (Fd(fd), Out::new(buf, count), InKernel(Offset(offset), "pread64")),
        // SAFETY: `fd` is held; `Out` lends room for `count` bytes at `buf`.
        |(fd, (buf, count), at)| unsafe { libc::pread(fd.raw(), buf, count, at) },
    )
}

/// `ssize_t pwrite(int fd, const void *buf, size_t count, off_t offset)` — [`write`](fn@super::write),
/// to a place in a file.
///
/// The file's own place is neither used nor changed. On Linux what a file with `O_APPEND` is given goes
/// to its end, whatever `offset` says.
///
/// # Parameters
///
/// * `fd` — a file.
/// * `buf`, `count` — as for [`write`](fn@super::write).
/// * `offset` — where in the file, in bytes from its beginning.
///
/// # Returns
///
/// As [`write`](fn@super::write).
///
/// # Errors
///
/// Those of [`write`](fn@super::write), and
///
/// * `EINVAL` — `offset` is negative, or goes beyond the largest with `count`.
/// * `ESPIPE` — `fd` is a socket or a pipe, which have no places.
///
/// ```
/// use berkeley::{fcntl::*, string::*, unistd::*};
///
/// # let path = std::env::temp_dir().join(format!("berkeley-pwrite-{}", std::process::id()));
/// # let path = path.to_str().unwrap();
/// let fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600);
/// # std::fs::remove_file(path).unwrap();
/// assert_eq!(pwrite(fd, "Client!", 7, 7), 7); // pwrite(fd, "Client!", 7, 7)
/// write(fd, "Hello, ", 7); // where the file's own place still is: at the beginning
/// # let buf = &mut [0u8; 30];
/// # assert_eq!(pread(fd, buf, 30, 0), 14);
/// # assert_eq!(cstr(buf).to_string(), "Hello, Client!");
/// close(fd);
/// ```
///
/// See pwrite(2), POSIX.1-2024.
pub fn pwrite<B: Bytes + ?Sized>(fd: c_int, buf: &B, count: impl Length, offset: off_t) -> ssize_t {
    gate(
        "pwrite",
        (Fd(fd), In::new(buf, count), InKernel(Offset(offset), "pwrite64")),
        // SAFETY: `fd` is held; `In` lends `count` bytes at `buf`.
        |(fd, (buf, count), at)| unsafe { libc::pwrite(fd.raw(), buf, count, at) },
    )
}
