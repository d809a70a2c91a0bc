//! `<sys/epoll.h>`: waiting for many descriptors, which the kernel keeps a list of. Linux's own.
//!
//! | C | here |
//! |---|---|
//! | `epfd = epoll_create1(0)` | `epfd = `[`epoll_create1`]`(0)` |
//! | `struct epoll_event ev, events[10];` | `let ev = &mut `[`epoll_event`]`::zeroed(); let events = &mut [*ev; 10];` |
//! | `ev.events = EPOLLIN \| EPOLLET;` | the same |
//! | `ev.data.fd = sock;` | `ev.data.`[`set_fd`](epoll_data::set_fd)`(sock);` |
//! | `epoll_ctl(epfd, EPOLL_CTL_ADD, sock, &ev)` | [`epoll_ctl`]`(epfd, EPOLL_CTL_ADD, sock, ev)` |
//! | `epoll_ctl(epfd, EPOLL_CTL_DEL, sock, NULL)` | [`epoll_ctl`]`(epfd, EPOLL_CTL_DEL, sock, NULL)` |
//! | `n = epoll_wait(epfd, events, 10, -1)` | `n = `[`epoll_wait`]`(epfd, events, 10, -1)` |
//! | `epoll_pwait(epfd, events, 10, -1, &sigmask)` | [`epoll_pwait`]`(epfd, events, 10, -1, sigmask)`; [`epoll_pwait2`] with a `timespec` |
//! | `if (events[i].data.fd == sock)` | `if events[i].data.`[`fd`](epoll_data::fd)`() == sock` |
//!
//! ```
//! use berkeley::{sys::epoll::*, sys::socket::*, unistd::*};
//! # let sv = &mut [0; 2];
//! # socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
//! # let sock = sv[0];
//!
//! let epfd = epoll_create1(0); // epfd = epoll_create1(0);
//! let ev = &mut epoll_event::zeroed(); // struct epoll_event ev;
//! ev.events = EPOLLIN; // ev.events = EPOLLIN;
//! ev.data.set_fd(sock); // ev.data.fd = sock;
//! assert_eq!(epoll_ctl(epfd, EPOLL_CTL_ADD, sock, ev), 0);
//! # close(epfd);
//! # close(sv[0]);
//! # close(sv[1]);
//! ```
//!
//! See epoll(7).

mod constants;
mod event;

pub use constants::*;
pub use event::*;

#[doc(no_inline)]
pub use crate::stddef::*;

pub use crate::signal::sigset_t;
pub use libc::timespec;

use crate::base::args::{As, Fd, Int, Named};
use crate::base::gate::{New, gate};
#[cfg(target_env = "gnu")]
use crate::base::waiting::Timeout;
use crate::base::waiting::{Event, Events, ReadAfter, Sigmask};
use constants::{FLAGS, OPERATIONS};
use core::ffi::c_int;

/// `int epoll_create(int size)` — makes an epoll instance: a list of descriptors to wait for.
///
/// [`epoll_create1`] is the same with flags, and without the size.
///
/// # Parameters
///
/// * `size` — a number above 0, which nothing depends on any more.
///
/// # Returns
///
/// The descriptor; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — `size` is not above 0.
/// * `EMFILE`, `ENFILE`, `ENOMEM` — as for [`epoll_create1`].
///
/// ```
/// use berkeley::{sys::epoll::*, unistd::*};
///
/// let epfd = epoll_create(10); // epfd = epoll_create(10);
/// assert_ne!(epfd, -1);
/// close(epfd);
/// ```
///
/// See epoll_create(2). Of Linux.
#[doc(alias = "sys/epoll.h")]
pub fn epoll_create(size: c_int) -> c_int {
    gate(
        "epoll_create",
        (Int(size),),
        // SAFETY: passes a number only.
        |(size,)| New(unsafe { libc::epoll_create(size) }),
    )
}

/// `int epoll_create1(int flags)` — makes an epoll instance: a list of descriptors to wait for.
///
/// Its descriptor can itself be waited for: it is ready to be read when a descriptor on the list is
/// ready.
///
/// # Parameters
///
/// * `flags` — 0 or [`EPOLL_CLOEXEC`].
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
/// * `ENOMEM` — no memory for it.
///
/// ```
/// use berkeley::{errno::*, sys::epoll::*, unistd::*};
///
/// let epfd = epoll_create1(EPOLL_CLOEXEC); // epfd = epoll_create1(EPOLL_CLOEXEC);
/// assert_ne!(epfd, -1);
/// assert_eq!((epoll_create1(1), errno()), (-1, EINVAL));
/// close(epfd);
/// ```
///
/// See epoll_create1(2), epoll(7). Of Linux.
pub fn epoll_create1(flags: c_int) -> c_int {
    gate(
        "epoll_create1",
        (Named(flags, &FLAGS),),
        // SAFETY: passes a number only.
        |(flags,)| New(unsafe { libc::epoll_create1(flags) }),
    )
}

/// `int epoll_ctl(int epfd, int op, int fd, struct epoll_event *event)` — puts a descriptor on the
/// list of an epoll instance, or takes it off.
///
/// The kernel takes it off by itself when the last descriptor of its file is closed. (With a copy
/// of it left, made by `dup` or `fork`, it does not, and events go on coming.)
///
/// # Parameters
///
/// * `epfd` — the epoll instance.
/// * `op` — [`EPOLL_CTL_ADD`], [`EPOLL_CTL_MOD`] or [`EPOLL_CTL_DEL`].
/// * `fd` — the descriptor: a socket, a pipe, a terminal, an eventfd, another epoll instance…; not
///   a file on a disk or a directory.
/// * `event` — `events`: what to wait for, [`EPOLLIN`], [`EPOLLOUT`]…, with [`EPOLLET`] or
///   [`EPOLLONESHOT`] for how ([`EPOLLERR`] and [`EPOLLHUP`] are always waited for); `data`: what
///   [`epoll_wait`] is to give back. [`NULL`] for [`EPOLL_CTL_DEL`], which looks at none.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `epfd` or `fd` is not an open descriptor of this crate.
/// * `EEXIST` — [`EPOLL_CTL_ADD`] of one that is on the list.
/// * `ENOENT` — [`EPOLL_CTL_MOD`] or [`EPOLL_CTL_DEL`] of one that is not.
/// * `EPERM` — `fd` is a file that cannot be waited for, such as one on a disk.
/// * `EINVAL` — `epfd` is no epoll instance, or is `fd` itself; `op` is none of the three;
///   [`EPOLLEXCLUSIVE`] with [`EPOLL_CTL_MOD`] or of one that was added with it, with
///   [`EPOLLONESHOT`] or [`EPOLLRDHUP`], or of an epoll instance.
/// * `ELOOP` — `fd` is an epoll instance that waits, itself or through others, for `epfd`; or they
///   would be more than five deep.
/// * `EFAULT` — no `event` where one is needed.
/// * `ENOSPC` — the user has as many on lists as `/proc/sys/fs/epoll/max_user_watches` allows.
/// * `ENOMEM` — no memory for it.
///
/// ```
/// use berkeley::{errno::*, sys::epoll::*, unistd::*};
///
/// # let fds = &mut [0; 2];
/// # pipe(fds);
/// let epfd = epoll_create1(0);
/// let ev = &mut epoll_event::zeroed(); // struct epoll_event ev;
/// ev.events = EPOLLIN | EPOLLET; // ev.events = EPOLLIN | EPOLLET;
/// ev.data.set_fd(fds[0]); // ev.data.fd = fds[0];
/// // epoll_ctl(epfd, EPOLL_CTL_ADD, fds[0], &ev)
/// assert_eq!(epoll_ctl(epfd, EPOLL_CTL_ADD, fds[0], ev), 0);
/// assert_eq!((epoll_ctl(epfd, EPOLL_CTL_ADD, fds[0], ev), errno()), (-1, EEXIST));
/// // epoll_ctl(epfd, EPOLL_CTL_DEL, fds[0], NULL)
/// assert_eq!(epoll_ctl(epfd, EPOLL_CTL_DEL, fds[0], NULL), 0);
/// # for fd in [epfd, fds[0], fds[1]] { close(fd); }
/// ```
///
/// See epoll_ctl(2), epoll(7). Of Linux.
pub fn epoll_ctl<E: Pointer<epoll_event>>(
    epfd: c_int,
    op: c_int,
    fd: c_int,
    event: &mut E,
) -> c_int {
    gate(
        "epoll_ctl",
        (Fd(epfd), Named(op, &OPERATIONS), Fd(fd), Event::new(op, event)),
        // SAFETY: `epfd` and `fd` are held; `event` points to one, or is null.
        |(epfd, op, fd, event)| unsafe { libc::epoll_ctl(epfd.raw(), op, fd.raw(), event) },
    )
}

/// `int epoll_wait(int epfd, struct epoll_event *events, int maxevents, int timeout)` — waits until
/// a descriptor on the list of an epoll instance is ready.
///
/// A descriptor that stays ready is reported by each call, unless [`EPOLLET`] or [`EPOLLONESHOT`]
/// was asked for.
///
/// # Parameters
///
/// * `epfd` — the epoll instance.
/// * `events` — is given the events. What lies beyond those is untouched. An array, a slice, a `Vec`
///   or a single `epoll_event`.
/// * `maxevents` — how many at most: as many as there is room for, or fewer.
/// * `timeout` — the most to wait, in milliseconds: 0 not at all, −1 for ever.
///
/// # Returns
///
/// How many events there are; 0 if the time was up; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `epfd` is not an open descriptor of this crate.
/// * `EINVAL` — `epfd` is no epoll instance; or `maxevents` is not above 0, or is beyond all memory.
/// * `EFAULT` — `maxevents` says more than the object has.
/// * `EINTR` — a signal came first. `epoll_wait` is never restarted, `SA_RESTART` or not.
///
/// ```
/// use berkeley::{sys::epoll::*, sys::socket::*, unistd::*};
///
/// let sv = &mut [0; 2];
/// socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
/// let epfd = epoll_create1(0);
/// let ev = &mut epoll_event::zeroed();
/// ev.events = EPOLLIN;
/// ev.data.set_fd(sv[0]);
/// epoll_ctl(epfd, EPOLL_CTL_ADD, sv[0], ev);
/// write(sv[1], "ping", 4);
///
/// let events = &mut [epoll_event::zeroed(); 10]; // struct epoll_event events[10];
/// let nfds = epoll_wait(epfd, events, 10, -1); // nfds = epoll_wait(epfd, events, 10, -1);
/// for n in 0..nfds as usize {
///     // if (events[n].data.fd == sv[0])
///     if events[n].data.fd() == sv[0] {
///         assert_eq!(events[n].events, EPOLLIN);
///     }
/// }
/// # assert_eq!(nfds, 1);
/// # for fd in [epfd, sv[0], sv[1]] { close(fd); }
/// ```
///
/// See epoll_wait(2), epoll(7). Of Linux.
pub fn epoll_wait<E: Array<epoll_event> + ?Sized>(
    epfd: c_int,
    events: &mut E,
    maxevents: impl Length,
    timeout: c_int,
) -> c_int {
    gate(
        "epoll_wait",
        (Fd(epfd), Events::new(events, maxevents), Int(timeout)),
        // SAFETY: `epfd` is held; `Events` lends room for `max` events, or a `max` that the kernel
        // refuses.
        |(epfd, (events, max), timeout)| unsafe {
            libc::epoll_wait(epfd.raw(), events, max, timeout)
        },
    )
}

/// `int epoll_pwait(int epfd, struct epoll_event *events, int maxevents, int timeout, const sigset_t
/// *ss)` — [`epoll_wait`], with other signals blocked while it waits.
///
/// To block the signals before and to unblock them for the wait alone is the way to wait for a
/// descriptor *or* a signal: one that comes just before the call is not missed.
///
/// # Parameters
///
/// * `epfd`, `events`, `maxevents`, `timeout` — as for [`epoll_wait`].
/// * `ss` — the signals that are blocked while the call runs, in place of the thread's own; or
///   [`NULL`], to leave them. `sigset_t::zeroed()` is the empty set.
///
/// # Returns
///
/// As [`epoll_wait`].
///
/// # Errors
///
/// Those of [`epoll_wait`].
///
/// ```
/// use berkeley::{sys::epoll::*, unistd::*};
///
/// let epfd = epoll_create1(0);
/// let events = &mut [epoll_event::zeroed(); 10];
/// let none = &sigset_t::zeroed(); // sigset_t none; sigemptyset(&none);
/// // epoll_pwait(epfd, events, 10, 0, &none)
/// assert_eq!(epoll_pwait(epfd, events, 10, 0, none), 0);
/// close(epfd);
/// ```
///
/// See epoll_pwait(2). Of Linux.
pub fn epoll_pwait<E, S>(
    epfd: c_int,
    events: &mut E,
    maxevents: impl Length,
    timeout: c_int,
    ss: &S,
) -> c_int
where
    E: Array<epoll_event> + ?Sized,
    S: Pointer<sigset_t>,
{
    gate(
        "epoll_pwait",
        (
            Fd(epfd),
            Events::new(events, maxevents),
            Int(timeout),
            ReadAfter(Sigmask::new(ss)),
            As { call: "epoll_pwait", rest: "8" },
        ),
        // SAFETY: as for `epoll_wait`; `ss` points to one, or is null.
        |(epfd, (events, max), timeout, ss, ())| unsafe {
            libc::epoll_pwait(epfd.raw(), events, max, timeout, ss)
        },
    )
}

/// `int epoll_pwait2(int epfd, struct epoll_event *events, int maxevents, const struct timespec
/// *timeout, const sigset_t *ss)` — [`epoll_pwait`], with a finer timeout.
///
/// Needs Linux 5.11 and glibc 2.35; musl does not have it.
///
/// # Parameters
///
/// * `epfd`, `events`, `maxevents`, `ss` — as for [`epoll_pwait`].
/// * `timeout` — the most to wait; [`NULL`] for ever, `{0, 0}` not at all.
///
/// # Returns
///
/// As [`epoll_wait`].
///
/// # Errors
///
/// Those of [`epoll_wait`], and
///
/// * `EINVAL` — `timeout` is negative, or its `tv_nsec` is not below 1000000000.
/// * `ENOSYS` — the kernel is older.
///
/// ```
/// use berkeley::{sys::epoll::*, unistd::*};
///
/// let epfd = epoll_create1(0);
/// let events = &mut [epoll_event::zeroed(); 10];
/// let timeout = timespec { tv_sec: 0, tv_nsec: 1000 }; // a microsecond
/// // epoll_pwait2(epfd, events, 10, &timeout, NULL)
/// let n = epoll_pwait2(epfd, events, 10, &timeout, NULL);
/// assert!(n <= 0);
/// close(epfd);
/// ```
///
/// See epoll_pwait2(2). Of Linux.
#[cfg(target_env = "gnu")]
pub fn epoll_pwait2<E, T, S>(
    epfd: c_int,
    events: &mut E,
    maxevents: impl Length,
    timeout: &T,
    ss: &S,
) -> c_int
where
    E: Array<epoll_event> + ?Sized,
    T: Pointer<timespec>,
    S: Pointer<sigset_t>,
{
    gate(
        "epoll_pwait2",
        (
            Fd(epfd),
            Events::new(events, maxevents),
            ReadAfter(Timeout::new(timeout)),
            ReadAfter(Sigmask::new(ss)),
            As { call: "epoll_pwait2", rest: "8" },
        ),
        // SAFETY: as for `epoll_wait`; `timeout` and `ss` point to one each, or are null.
        |(epfd, (events, max), timeout, ss, ())| unsafe {
            libc::epoll_pwait2(epfd.raw(), events, max, timeout, ss)
        },
    )
}
