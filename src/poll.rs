//! `<poll.h>`: waiting until one of many descriptors is ready.
//!
//! | C | here |
//! |---|---|
//! | `struct pollfd fds[2];` | `let fds = &mut [`[`pollfd`]`::zeroed(); 2];` |
//! | `fds[0].fd = sock; fds[0].events = POLLIN;` | the same |
//! | `poll(fds, 2, -1)` | [`poll`]`(fds, 2, -1)` |
//! | `if (fds[0].revents & POLLIN)` | `if fds[0].revents & `[`POLLIN`]` != 0` |
//! | `struct pollfd pfd; poll(&pfd, 1, 0)` | `let pfd = &mut pollfd::zeroed(); poll(pfd, 1, 0)` |
//! | `poll(NULL, 0, 100)` | [`poll`]`(NULL, 0, 100)` |
//! | `ppoll(fds, 2, &timeout, &sigmask)` | [`ppoll`]`(fds, 2, timeout, sigmask)` |
//!
//! ```
//! use berkeley::{poll::*, sys::socket::*, unistd::*};
//! # let sv = &mut [0; 2];
//! # socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
//! # let sock = sv[0];
//! # write(sv[1], "x", 1);
//!
//! let fds = &mut [pollfd { fd: sock, events: POLLIN, revents: 0 }]; // struct pollfd fds[1] = {…};
//! let ready = poll(fds, fds.len(), -1); // ready = poll(fds, 1, -1);
//! # assert_eq!((ready, fds[0].revents), (1, POLLIN));
//! # close(sv[0]);
//! # close(sv[1]);
//! ```
//!
//! # Descriptors that are not the program's own
//!
//! A number in the array that the crate's table does not own is answered as C answers a closed
//! descriptor: `revents` is [`POLLNVAL`], the entry counts in the result, and the call does not
//! wait. Such a call is made in parts of 29 entries, on copies of them; strace shows those parts,
//! each with an entry `{fd=2147483647}` before the others. Every other call is one system call with
//! the program's own array.
//!
//! A descriptor that another thread closes meanwhile stays in the call until it returns, and only
//! then is its number given back. What happens to its file is still reported; in C it is `POLLNVAL`
//! from then on, if anything else ends the wait.

#[doc(no_inline)]
pub use crate::stddef::*;

pub use crate::signal::sigset_t;
pub use libc::{nfds_t, pollfd, timespec};

use crate::base::args::{As, Int};
use crate::base::gate::gate;
use crate::base::waiting::{Polled, Sigmask, Timeout};
use crate::trace::names::Names;
use core::ffi::{c_int, c_short};

crate::plain! {
    pollfd { fd: c_int, events: c_short, revents: c_short }
}

/// For `events` and `revents`: there is something to read. For a listening socket, a connection
/// waits; at the end of a stream, it is the end that is there to be read.
pub const POLLIN: c_short = libc::POLLIN;
/// For `events` and `revents`: something urgent is there: out-of-band data of TCP, a state change
/// of a pseudo-terminal in packet mode or of a cgroup's file.
pub const POLLPRI: c_short = libc::POLLPRI;
/// For `events` and `revents`: a write does not wait. (One that is larger than the room there is
/// still does.) For a socket that connects, it is connected, or could not be.
pub const POLLOUT: c_short = libc::POLLOUT;
/// For `events` and `revents`: ordinary data to read. On Linux it comes with [`POLLIN`].
pub const POLLRDNORM: c_short = libc::POLLRDNORM;
/// For `events` and `revents`: data of a priority band to read. Linux hardly uses it (DECnet did).
pub const POLLRDBAND: c_short = libc::POLLRDBAND;
/// For `events` and `revents`: ordinary data can be written. On Linux it comes with [`POLLOUT`].
pub const POLLWRNORM: c_short = libc::POLLWRNORM;
/// For `events` and `revents`: data of a priority band can be written.
pub const POLLWRBAND: c_short = libc::POLLWRBAND;
/// For `events`: of SIGPOLL on System V. Linux knows it and does nothing with it.
pub const POLLMSG: c_short = 0x400;
/// For `events`: of Solaris' `/dev/poll`. Linux knows it and does nothing with it.
pub const POLLREMOVE: c_short = 0x1000;
/// For `events` and `revents`: the other side of a stream socket has closed, or shut down its
/// writing half.
pub const POLLRDHUP: c_short = libc::POLLRDHUP;
/// In `revents`, asked for or not: an error: of a socket, `SO_ERROR` says which; of a pipe's
/// writing end, nobody reads any more.
pub const POLLERR: c_short = libc::POLLERR;
/// In `revents`, asked for or not: hung up: a connection is closed in both directions; nobody writes
/// to a pipe any more. What is still there can be read, up to the end.
pub const POLLHUP: c_short = libc::POLLHUP;
/// In `revents`, asked for or not: `fd` is not an open descriptor of this crate.
pub const POLLNVAL: c_short = libc::POLLNVAL;

/// The names of events, in strace's order.
pub(crate) static EVENTS: Names = Names::Flags(
    &[
        (POLLIN as u32, "POLLIN"),
        (POLLPRI as u32, "POLLPRI"),
        (POLLOUT as u32, "POLLOUT"),
        (POLLERR as u32, "POLLERR"),
        (POLLHUP as u32, "POLLHUP"),
        (POLLNVAL as u32, "POLLNVAL"),
        (POLLRDNORM as u32, "POLLRDNORM"),
        (POLLRDBAND as u32, "POLLRDBAND"),
        (POLLWRNORM as u32, "POLLWRNORM"),
        (POLLWRBAND as u32, "POLLWRBAND"),
        (POLLMSG as u32, "POLLMSG"),
        (POLLREMOVE as u32, "POLLREMOVE"),
        (POLLRDHUP as u32, "POLLRDHUP"),
        // Of no header.
        (0x8000, "POLL_BUSY_LOOP"),
    ],
    "POLL???",
);

/// `int poll(struct pollfd *fds, nfds_t nfds, int timeout)` — waits until one of several
/// descriptors is ready.
///
/// # Parameters
///
/// * `fds` — the descriptors. Of each entry, `fd` is the number (a negative one: the entry is
///   skipped, and `revents` is 0), `events` the [`POLLIN`], [`POLLOUT`]… that are waited for.
///   `revents` is given what is ready of that, and [`POLLERR`], [`POLLHUP`], [`POLLNVAL`] whether
///   asked for or not. An array, a slice, a `Vec` or a single `pollfd`; or [`NULL`], with `nfds` 0,
///   to wait and nothing else.
/// * `nfds` — how many entries take part: all of them or fewer.
/// * `timeout` — the most to wait, in milliseconds: 0 not at all, negative for ever.
///
/// # Returns
///
/// The number of entries whose `revents` is not 0; 0 if the time was up; or −1, with
/// [`errno`](crate::errno::errno). `fd` and `events` are left as they are.
///
/// A number that is no open descriptor of this crate is no error of the call: its `revents` is
/// [`POLLNVAL`].
///
/// # Errors
///
/// * `EINTR` — a signal came first. `poll` is never restarted, `SA_RESTART` or not.
/// * `EINVAL` — `nfds` is more than the process may have open (`RLIMIT_NOFILE`).
/// * `EFAULT` — `nfds` says more than the object has.
/// * `ENOMEM` — the kernel has no memory for so many.
///
/// With −1, `revents` is left as it was.
///
/// ```
/// use berkeley::{poll::*, string::*, unistd::*};
///
/// let fds = &mut [0; 2];
/// pipe(fds);
/// let pfd = &mut pollfd::zeroed(); // struct pollfd pfd;
/// pfd.fd = fds[0];
/// pfd.events = POLLIN;
/// assert_eq!(poll(pfd, 1, 0), 0); // poll(&pfd, 1, 0): nothing there yet
///
/// write(fds[1], "ping", 4);
/// assert_eq!(poll(pfd, 1, -1), 1); // poll(&pfd, 1, -1)
/// // if (pfd.revents & POLLIN)
/// if pfd.revents & POLLIN != 0 {
///     let buf = &mut [0u8; 16];
///     assert_eq!(read(pfd.fd, buf, sizeof(buf)), 4);
/// }
///
/// close(fds[0]);
/// assert_eq!(poll(pfd, 1, -1), 1);
/// assert_eq!(pfd.revents, POLLNVAL);
/// # close(fds[1]);
/// ```
///
/// See poll(2), POSIX.1-2024.
#[doc(alias = "poll.h")]
pub fn poll<F: Array<pollfd> + ?Sized>(fds: &mut F, nfds: impl Length, timeout: c_int) -> c_int {
    gate(
        "poll",
        (Polled::new(fds, nfds), Int(timeout)),
        // SAFETY: `Polled` lends `n` entries at `fds`, whose descriptors are held, or null, of
        // which the kernel reads nothing but a fault.
        |(fds, timeout)| fds.lend_to(|fds, n| unsafe { libc::poll(fds, n, timeout) }),
    )
}

/// `int ppoll(struct pollfd *fds, nfds_t nfds, const struct timespec *timeout, const sigset_t *ss)`
/// — [`poll`], with a finer timeout, and with other signals blocked while it waits.
///
/// To block the signals before and to unblock them for the wait alone is the way to wait for a
/// descriptor *or* a signal: one that comes just before the call is not missed.
///
/// # Parameters
///
/// * `fds`, `nfds` — as for [`poll`].
/// * `timeout` — the most to wait; [`NULL`] for ever, `{0, 0}` not at all. It is left as it is.
/// * `ss` — the signals that are blocked while the call runs, in place of the thread's own; or
///   [`NULL`], to leave them. `sigset_t::zeroed()` is the empty set.
///
/// # Returns
///
/// As [`poll`].
///
/// # Errors
///
/// Those of [`poll`], and
///
/// * `EINVAL` — `timeout` is negative, or its `tv_nsec` is not below 1000000000.
///
/// ```
/// use berkeley::{poll::*, unistd::*};
///
/// # let fds = &mut [0; 2];
/// # pipe(fds);
/// let pfd = &mut pollfd { fd: fds[0], events: POLLIN, revents: 0 };
/// let timeout = timespec { tv_sec: 0, tv_nsec: 1000 }; // a microsecond
/// let none = &sigset_t::zeroed(); // sigset_t none; sigemptyset(&none);
/// // ppoll(&pfd, 1, &timeout, &none)
/// assert_eq!(ppoll(pfd, 1, &timeout, none), 0);
/// # close(fds[0]);
/// # close(fds[1]);
/// ```
///
/// See ppoll(2), POSIX.1-2024.
pub fn ppoll<F, T, S>(fds: &mut F, nfds: impl Length, timeout: &T, ss: &S) -> c_int
where
    F: Array<pollfd> + ?Sized,
    T: Pointer<timespec>,
    S: Pointer<sigset_t>,
{
    gate(
        "ppoll",
        (
            Polled::new(fds, nfds),
            Timeout::new(timeout),
            Sigmask::new(ss),
            As { call: "ppoll", rest: "8" },
        ),
        // SAFETY: as for `poll`; `timeout` and `ss` point to one each, or are null.
        |(fds, timeout, ss, ())| fds.lend_to(|fds, n| unsafe { libc::ppoll(fds, n, timeout, ss) }),
    )
}
