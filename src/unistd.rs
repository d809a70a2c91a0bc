//! `<unistd.h>`: descriptors.

#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

use crate::base::args::{As, Fd, In, Int, NameIn, Named, Out, Pair, TextOut};
use crate::base::gate::{New, gate};
use crate::base::table;
use crate::errno::EINVAL;
use crate::trace::names::OPEN_FLAGS;
use core::ffi::c_int;

/// Standard input.
pub const STDIN_FILENO: c_int = 0;
/// Standard output.
pub const STDOUT_FILENO: c_int = 1;
/// Standard error.
pub const STDERR_FILENO: c_int = 2;

/// `ssize_t read(int fd, void *buf, size_t count)`
#[inline]
pub fn read<B: BytesMut + ?Sized>(fd: c_int, buf: &mut B, count: impl Length) -> ssize_t {
    gate(
        "read",
        (Fd(fd), Out::new(buf, count)),
        // SAFETY: `fd` is held; `Out` lends room for `count` bytes at `buf`.
        |(fd, (buf, count))| unsafe { libc::read(fd.raw(), buf, count) },
    )
}

/// `ssize_t write(int fd, const void *buf, size_t count)`
#[inline]
pub fn write<B: Bytes + ?Sized>(fd: c_int, buf: &B, count: impl Length) -> ssize_t {
    gate(
        "write",
        (Fd(fd), In::new(buf, count)),
        // SAFETY: `fd` is held; `In` lends `count` bytes at `buf`.
        |(fd, (buf, count))| unsafe { libc::write(fd.raw(), buf, count) },
    )
}

/// `int close(int fd)`
pub fn close(fd: c_int) -> c_int {
    gate("close", (Int(fd),), |(fd,)| table::close(fd))
}

/// `int dup(int fd)`
pub fn dup(fd: c_int) -> c_int {
    gate(
        "dup",
        (Fd(fd),),
        // SAFETY: `fd` is held; no memory is passed.
        |(fd,)| New(unsafe { libc::dup(fd.raw()) }),
    )
}

/// `int dup2(int fd, int fd2)`
pub fn dup2(fd: c_int, fd2: c_int) -> c_int {
    gate("dup2", (Fd(fd), Int(fd2)), |(fd, fd2)| {
        table::dup_onto(fd.raw(), fd2, libc::F_DUPFD, || {
            // SAFETY: `fd` is held, and so is `fd2` while this runs; no memory is passed.
            unsafe { libc::dup2(fd.raw(), fd2) }
        })
    })
}

/// `int dup3(int fd, int fd2, int flags)`
pub fn dup3(fd: c_int, fd2: c_int, flags: c_int) -> c_int {
    if flags & !libc::O_CLOEXEC != 0 || fd == fd2 {
        // The kernel refuses that before it looks at the numbers. A newer one may know more flags,
        // and is not asked: `fd2` may be anybody's.
        return gate("dup3", (Int(fd), Int(fd2), Named(flags, &OPEN_FLAGS)), |_| {
            table::fail(EINVAL)
        });
    }
    gate("dup3", (Fd(fd), Int(fd2), Named(flags, &OPEN_FLAGS)), |(fd, fd2, flags)| {
        let duplicate = if flags == 0 { libc::F_DUPFD } else { libc::F_DUPFD_CLOEXEC };
        table::dup_onto(fd.raw(), fd2, duplicate, || {
            // SAFETY: `fd` is held, and so is `fd2` while this runs; no memory is passed.
            unsafe { libc::dup3(fd.raw(), fd2, flags) }
        })
    })
}

/// `int pipe(int fds[2])`
pub fn pipe(fds: &mut [c_int; 2]) -> c_int {
    gate(
        "pipe",
        (Pair(fds), As { call: "pipe2", rest: "0" }),
        // SAFETY: `Pair` lends room for two descriptors.
        |(fds, ())| unsafe { libc::pipe(fds) },
    )
}

/// `int pipe2(int fds[2], int flags)`
pub fn pipe2(fds: &mut [c_int; 2], flags: c_int) -> c_int {
    gate(
        "pipe2",
        (Pair(fds), Named(flags, &OPEN_FLAGS)),
        // SAFETY: `Pair` lends room for two descriptors.
        |(fds, flags)| unsafe { libc::pipe2(fds, flags) },
    )
}

/// `int gethostname(char *name, size_t len)`
pub fn gethostname<B: BytesMut + ?Sized>(name: &mut B, len: impl Length) -> c_int {
    gate(
        "gethostname",
        (TextOut(Out::new(name, len)),),
        // SAFETY: `TextOut` lends room for `len` bytes at `name`.
        |((name, len),)| unsafe { libc::gethostname(name.cast(), len) },
    )
}

/// `int sethostname(const char *name, size_t len)`
pub fn sethostname<B: Bytes + ?Sized>(name: &B, len: impl Length) -> c_int {
    gate(
        "sethostname",
        (NameIn(In::new(name, len)),),
        // SAFETY: `NameIn` lends `len` bytes at `name`.
        |((name, len),)| unsafe { libc::sethostname(name.cast(), len) },
    )
}

/// `int getdomainname(char *name, size_t len)`
pub fn getdomainname<B: BytesMut + ?Sized>(name: &mut B, len: impl Length) -> c_int {
    gate(
        "getdomainname",
        (TextOut(Out::new(name, len)),),
        // SAFETY: `TextOut` lends room for `len` bytes at `name`.
        |((name, len),)| unsafe { libc::getdomainname(name.cast(), len) },
    )
}
