//! What every descriptor can do.

use crate::base::args::{As, Fd, In, Int, Named, Number, Out, Pair};
use crate::base::gate::{New, gate};
use crate::base::table;
use crate::errno::EINVAL;
use crate::trace::names::OPEN_FLAGS;
use crate::{Bytes, BytesMut, Length};
use core::ffi::c_int;
use libc::ssize_t;

/// `ssize_t read(int fd, void *buf, size_t count)` — reads bytes from a descriptor.
///
/// Takes what is there, at most `count` bytes, and waits if nothing is. Of a socket it is
/// [`recv`](crate::sys::socket::recv) without flags: what one call wrote into a stream may come in
/// several portions. (But a `count` of 0 does nothing, where `recv` takes a datagram away.)
///
/// # Parameters
///
/// * `fd` — a descriptor that is open for reading.
/// * `buf` — is given the bytes. What lies behind them stays as it was: no NUL is put there.
/// * `count` — how many at most, in bytes. `sizeof(buf) - 1` leaves room for a NUL.
///
/// # Returns
///
/// How many bytes were read; 0 at the end of the file, of the pipe, or of the connection; or −1,
/// with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EAGAIN` (which is `EWOULDBLOCK`) — nothing is there, and the descriptor is non-blocking.
/// * `EBADF` — `fd` is not an open descriptor of this crate, or not open for reading.
/// * `EFAULT` — `count` says more than the object has; nothing was read.
/// * `EINTR` — a signal came first.
/// * `EINVAL` — there is nothing to read from such a descriptor, or not with this `count`.
/// * `EIO` — the device failed; or a background job reads from its terminal.
/// * `EISDIR` — `fd` is a directory.
/// * `ENOMEM` — no memory for it.
/// * `ENOTCONN`, `ECONNRESET`, `ECONNREFUSED`, `ETIMEDOUT`… — of a socket: those of
///   [`recv`](crate::sys::socket::recv).
///
/// ```
/// use berkeley::{string::*, unistd::*};
///
/// # let fds = &mut [0; 2];
/// # assert_eq!(pipe(fds), 0);
/// # let [sock, other] = *fds;
/// # assert_eq!(write(other, "Hello, Client!", 14), 14);
/// let message = &mut [0u8; 30]; // char message[30];
/// // read(sock, message, sizeof(message) - 1)
/// let str_len = read(sock, message, sizeof(message) - 1);
/// assert_eq!(str_len, 14);
/// println!("Message from server: {}", cstr(message));
/// # close(sock);
/// # close(other);
/// ```
///
/// See read(2), POSIX.1-2024.
#[doc(alias = "unistd.h")]
#[inline]
pub fn read<B: BytesMut + ?Sized>(fd: c_int, buf: &mut B, count: impl Length) -> ssize_t {
    gate(
        "read",
        (Fd(fd), Out::new(buf, count)),
        // SAFETY: `fd` is held; `Out` lends room for `count` bytes at `buf`.
        |(fd, (buf, count))| unsafe { libc::read(fd.raw(), buf, count) },
    )
}

/// `ssize_t write(int fd, const void *buf, size_t count)` — writes bytes to a descriptor.
///
/// Waits while the kernel has no room for them. Of a socket it is
/// [`send`](crate::sys::socket::send) without flags.
///
/// # Parameters
///
/// * `fd` — a descriptor that is open for writing.
/// * `buf` — the bytes: an array, a slice, text, a structure.
/// * `count` — how many, in bytes. Less than the object has writes its beginning.
///
/// # Returns
///
/// How many bytes were written; or −1, with [`errno`](crate::errno::errno). They may be fewer than
/// `count`, if the descriptor is non-blocking, a signal came, or the disk is full: write the rest
/// with another call.
///
/// # Errors
///
/// * `EAGAIN` (which is `EWOULDBLOCK`) — there is no room, and the descriptor is non-blocking.
/// * `EBADF` — `fd` is not an open descriptor of this crate, or not open for writing.
/// * `EFAULT` — `count` says more than the object has; nothing was written.
/// * `EINTR` — a signal came before anything was written.
/// * `EPIPE` — nobody reads the pipe, or the connection has ended. (C's `SIGPIPE` comes with it;
///   Rust ignores that signal from the start of the program.)
/// * `EINVAL` — there is nothing to write to in such a descriptor, or not with this `count`.
/// * `EIO`, `ENOSPC`, `EDQUOT`, `EFBIG`, `EPERM` — of a file: the device failed; it, or the user's
///   share of it, is full; the file would be too large; it is sealed.
/// * `ENOMEM` — no memory for it.
/// * `EDESTADDRREQ`, `ENOTCONN`, `ECONNRESET`, `EMSGSIZE`… — of a socket: those of
///   [`send`](crate::sys::socket::send).
///
/// ```
/// use berkeley::{string::*, unistd::*};
///
/// # let fds = &mut [0; 2];
/// # assert_eq!(pipe(fds), 0);
/// # let [other, client_sock] = *fds;
/// let message = b"Hello, Client!\0"; // char message[] = "Hello, Client!";
/// // write(client_sock, message, sizeof(message))
/// assert_eq!(write(client_sock, message, sizeof(message)), 15); // the NUL too
/// # assert_eq!(read(other, &mut [0u8; 30], 30), 15);
/// # close(other);
/// # close(client_sock);
/// ```
///
/// See write(2), POSIX.1-2024.
#[inline]
pub fn write<B: Bytes + ?Sized>(fd: c_int, buf: &B, count: impl Length) -> ssize_t {
    gate(
        "write",
        (Fd(fd), In::new(buf, count)),
        // SAFETY: `fd` is held; `In` lends `count` bytes at `buf`.
        |(fd, (buf, count))| unsafe { libc::write(fd.raw(), buf, count) },
    )
}

/// `int close(int fd)` — gives a descriptor back.
///
/// With the last descriptor of a socket its connection ends: what was sent still goes out, then the
/// other side reads end of file. (What lay here unread breaks the connection off instead: the other
/// side gets `ECONNRESET`.) `SO_LINGER` makes `close` wait, or break off at once.
///
/// Closing takes effect at once: from then on the number is `EBADF`. If another thread is in a call
/// on the descriptor, or a [`Held`](crate::Held) holds it, the kernel gets the number back when
/// that is over, so that it cannot become another descriptor meanwhile. In C the thread would go on
/// in its call just the same; to wake it, call [`shutdown`](crate::sys::socket::shutdown) first.
///
/// # 0, 1 and 2
///
/// Rust's standard library uses these three as long as the program runs, so their numbers are never
/// given back. To close one puts `/dev/null` in its place, lets go of what was there, and answers
/// `EBADF` from then on, until [`dup2`] puts something there again. So C's old idiom of `close(0)`
/// and `dup(sock)`, which relies on 0 being the lowest free number, is `dup2(sock, 0)` here.
///
/// # Parameters
///
/// * `fd` — the descriptor.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno). Whatever it returns, the descriptor is closed, if
/// it was open: do not close it again.
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `EINTR`, `EIO`, `ENOSPC`, `EDQUOT` — of files: what was written earlier did not reach the
///   disk, or a signal came first. (If another thread's call still holds the descriptor, nobody
///   learns of it.)
/// * `EMFILE`, `ENFILE`, `ENOENT` — 0, 1 or 2 could not be replaced, and stays open: there is no
///   free descriptor for `/dev/null`, or no such file.
///
/// ```
/// use berkeley::{errno::*, sys::socket::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_STREAM, 0);
/// assert_eq!(close(sock), 0); // close(sock);
/// assert_eq!(close(sock), -1);
/// assert_eq!(errno(), EBADF);
/// ```
///
/// See close(2), POSIX.1-2024.
pub fn close(fd: c_int) -> c_int {
    gate("close", (Number(fd),), |(fd,)| table::close(fd))
}

/// `int dup(int fd)` — makes another descriptor of the same open file or socket.
///
/// Both share everything: the position in a file, `O_NONBLOCK`, the options of a socket. Only
/// `FD_CLOEXEC` belongs to the descriptor, and the new one is without it. The socket stays open
/// until both are closed.
///
/// # Parameters
///
/// * `fd` — the descriptor.
///
/// # Returns
///
/// The new descriptor, the lowest free number; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `EMFILE` — the process has as many descriptors as it may (`RLIMIT_NOFILE`).
/// * `ENOMEM` — no memory to remember the descriptor, which is closed again.
///
/// ```
/// use berkeley::{sys::socket::*, unistd::*};
///
/// let sv = &mut [0; 2];
/// assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
/// let writer = dup(sv[0]); // writer = dup(sv[0]);
/// close(sv[0]);
/// assert_eq!(write(writer, "ping", 4), 4); // still connected
/// # close(writer);
/// # close(sv[1]);
/// ```
///
/// See dup(2), POSIX.1-2024.
pub fn dup(fd: c_int) -> c_int {
    gate(
        "dup",
        (Fd(fd),),
        // SAFETY: `fd` is held; no memory is passed.
        |(fd,)| New(unsafe { libc::dup(fd.raw()) }),
    )
}

/// `int dup2(int fd, int fd2)` — makes `fd2` a descriptor of what `fd` is.
///
/// What `fd2` was before is closed, in one step with that: no other thread can take the number in
/// between. If the two are the same number, nothing happens.
///
/// # Which numbers `fd2` may be
///
/// * An open descriptor of this crate: it is replaced.
/// * 0, 1 or 2: likewise, closed or not. From then on Rust's `print!` goes there too.
/// * A number that nobody has open: it becomes a descriptor of this crate.
/// * A number that somebody else in the process has open (a Rust [`File`](std::fs::File), a
///   library): `EBUSY`. C would close it under its owner.
/// * One that is lent, by [`hold`](crate::hold): `EBUSY` as well, until the guard is dropped.
///
/// To tell the last two apart without a race, the kernel is asked for the lowest free number from
/// `fd2` on (`fcntl` with `F_DUPFD`), which is given back if it is not `fd2`. That is the call
/// which `strace` shows for them.
///
/// # Parameters
///
/// * `fd` — the descriptor.
/// * `fd2` — the number that it is to have too.
///
/// # Returns
///
/// `fd2`; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate, which leaves `fd2` open; or `fd2` is
///   negative, or not less than `RLIMIT_NOFILE`.
/// * `EBUSY` — somebody else has `fd2` open, or it is lent. (The kernel's own meaning: another thread
///   is just opening it.)
/// * `ENOMEM` — no memory to remember the descriptor, which is closed again.
///
/// ```
/// use berkeley::{string::*, unistd::*};
///
/// let (fds, others) = (&mut [0; 2], &mut [0; 2]);
/// assert_eq!(pipe(fds), 0);
/// assert_eq!(pipe(others), 0);
/// // dup2(fds[1], others[1])
/// assert_eq!(dup2(fds[1], others[1]), others[1]);
/// assert_eq!(write(others[1], "ping", 4), 4);
/// assert_eq!(read(fds[0], &mut [0u8; 16], 16), 4); // it came through the first pipe
/// # for fd in [fds[0], fds[1], others[0], others[1]] { assert_eq!(close(fd), 0) }
/// ```
///
/// See dup2(2), POSIX.1-2024.
pub fn dup2(fd: c_int, fd2: c_int) -> c_int {
    gate("dup2", (Fd(fd), Int(fd2)), |(fd, fd2)| {
        table::dup_onto(fd.raw(), fd2, libc::F_DUPFD, || {
            // SAFETY: `fd` is held, and so is `fd2` while this runs; no memory is passed.
            unsafe { libc::dup2(fd.raw(), fd2) }
        })
    })
}

/// `int dup3(int fd, int fd2, int flags)` — [`dup2`], with a flag for the new descriptor.
///
/// # Parameters
///
/// * `fd`, `fd2` — as for [`dup2`], but not the same number.
/// * `flags` — 0; or `O_CLOEXEC`, to have the descriptor closed where the process executes another
///   program. ([`SOCK_CLOEXEC`](crate::sys::socket::SOCK_CLOEXEC) is the same number.)
///
/// # Returns
///
/// `fd2`; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// Those of [`dup2`], and
///
/// * `EINVAL` — `fd` and `fd2` are the same number; or unknown flags.
///
/// ```
/// use berkeley::{errno::*, sys::socket::*, unistd::*};
///
/// let sv = &mut [0; 2];
/// assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
/// assert_eq!(dup3(sv[0], sv[1], SOCK_CLOEXEC), sv[1]); // dup3(sv[0], sv[1], O_CLOEXEC)
/// assert_eq!(dup3(sv[0], sv[0], 0), -1);
/// assert_eq!(errno(), EINVAL);
/// # close(sv[0]);
/// # close(sv[1]);
/// ```
///
/// See dup3(2), POSIX.1-2024.
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

/// `int pipe(int fds[2])` — makes a pipe: what is written into one end is read from the other.
///
/// # Parameters
///
/// * `fds` — is given two descriptors: `fds[0]` to read from, `fds[1]` to write to. Untouched on
///   failure.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EMFILE` — the process has as many descriptors as it may (`RLIMIT_NOFILE`).
/// * `ENFILE` — the system has, or the user's pipes take as much memory as they may.
///
/// ```
/// use berkeley::{string::*, unistd::*};
///
/// let fds = &mut [0; 2]; // int fds[2];
/// assert_eq!(pipe(fds), 0); // pipe(fds)
/// assert_eq!(write(fds[1], "ping", 4), 4);
/// close(fds[1]);
/// let buf = &mut [0u8; 16];
/// assert_eq!(read(fds[0], buf, sizeof(buf)), 4);
/// assert_eq!(read(fds[0], buf, sizeof(buf)), 0); // nobody writes any more
/// close(fds[0]);
/// ```
///
/// See pipe(2), pipe(7), POSIX.1-2024.
pub fn pipe(fds: &mut [c_int; 2]) -> c_int {
    gate(
        "pipe",
        (Pair(fds), As { call: "pipe2", rest: "0" }),
        // SAFETY: `Pair` lends room for two descriptors.
        |(fds, ())| unsafe { libc::pipe(fds) },
    )
}

/// `int pipe2(int fds[2], int flags)` — [`pipe`], with flags for both descriptors.
///
/// # Parameters
///
/// * `fds` — as for [`pipe`].
/// * `flags` — 0, or ORed: `O_NONBLOCK`, `O_CLOEXEC`
///   ([`SOCK_NONBLOCK`](crate::sys::socket::SOCK_NONBLOCK) and
///   [`SOCK_CLOEXEC`](crate::sys::socket::SOCK_CLOEXEC) are the same numbers), `O_DIRECT` (each
///   write is read as one packet).
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// Those of [`pipe`], and
///
/// * `EINVAL` — unknown flags.
/// * `ENOPKG` — `O_NOTIFICATION_PIPE`, and the kernel was built without.
///
/// ```
/// use berkeley::{errno::*, sys::socket::*, unistd::*};
///
/// let fds = &mut [0; 2];
/// assert_eq!(pipe2(fds, SOCK_NONBLOCK), 0); // pipe2(fds, O_NONBLOCK)
/// assert_eq!(read(fds[0], &mut [0u8; 16], 16), -1);
/// assert_eq!(errno(), EAGAIN); // nothing was written yet
/// # close(fds[0]);
/// # close(fds[1]);
/// ```
///
/// See pipe2(2), POSIX.1-2024.
pub fn pipe2(fds: &mut [c_int; 2], flags: c_int) -> c_int {
    gate(
        "pipe2",
        (Pair(fds), Named(flags, &OPEN_FLAGS)),
        // SAFETY: `Pair` lends room for two descriptors.
        |(fds, flags)| unsafe { libc::pipe2(fds, flags) },
    )
}
