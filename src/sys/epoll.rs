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

#[doc(no_inline)]
pub use crate::stddef::*;

pub use crate::signal::sigset_t;
pub use libc::timespec;

use crate::base::args::{As, Fd, Int, Named};
use crate::base::gate::{New, gate};
#[cfg(target_env = "gnu")]
use crate::base::waiting::Timeout;
use crate::base::waiting::{Event, Events, ReadAfter, Sigmask};
use crate::trace::names::Names;
use core::ffi::{c_int, c_uint, c_void};
use core::ptr;

/// For [`epoll_create1`]: a program that `exec` starts does not get the descriptor.
pub const EPOLL_CLOEXEC: c_int = libc::EPOLL_CLOEXEC;

/// For [`epoll_ctl`]: put a descriptor on the list.
pub const EPOLL_CTL_ADD: c_int = 1;
/// For [`epoll_ctl`]: take a descriptor off the list.
pub const EPOLL_CTL_DEL: c_int = 2;
/// For [`epoll_ctl`]: wait for other events of a descriptor that is on the list.
pub const EPOLL_CTL_MOD: c_int = 3;

/// `enum EPOLL_EVENTS` — the type of the events, a bit each: that of `events` in [`epoll_event`].
pub type EPOLL_EVENTS = c_uint;

/// For `events`: there is something to read. For a listening socket, a connection waits; at the end
/// of a stream, it is the end that is there to be read.
pub const EPOLLIN: EPOLL_EVENTS = 0x001;
/// For `events`: something urgent is there, such as out-of-band data of TCP.
pub const EPOLLPRI: EPOLL_EVENTS = 0x002;
/// For `events`: a write does not wait. For a socket that connects, it is connected, or could not
/// be.
pub const EPOLLOUT: EPOLL_EVENTS = 0x004;
/// For `events`: ordinary data to read. It comes with [`EPOLLIN`].
pub const EPOLLRDNORM: EPOLL_EVENTS = 0x040;
/// For `events`: data of a priority band to read. Linux hardly uses it.
pub const EPOLLRDBAND: EPOLL_EVENTS = 0x080;
/// For `events`: ordinary data can be written. It comes with [`EPOLLOUT`].
pub const EPOLLWRNORM: EPOLL_EVENTS = 0x100;
/// For `events`: data of a priority band can be written.
pub const EPOLLWRBAND: EPOLL_EVENTS = 0x200;
/// For `events`: Linux knows it and does nothing with it.
pub const EPOLLMSG: EPOLL_EVENTS = 0x400;
/// Asked for or not: an error: of a socket, `SO_ERROR` says which; of a pipe's writing end, nobody
/// reads any more.
pub const EPOLLERR: EPOLL_EVENTS = 0x008;
/// Asked for or not: hung up: a connection is closed in both directions; nobody writes to a pipe
/// any more.
pub const EPOLLHUP: EPOLL_EVENTS = 0x010;
/// For `events`: the other side of a stream socket has closed, or shut down its writing half.
pub const EPOLLRDHUP: EPOLL_EVENTS = 0x2000;
/// For `events` of [`EPOLL_CTL_ADD`]: where several epoll instances wait for the same file, an event
/// wakes one or some of them, not all.
pub const EPOLLEXCLUSIVE: EPOLL_EVENTS = 1 << 28;
/// For `events`: the system does not go to sleep while the event is dealt with. Needs
/// `CAP_BLOCK_SUSPEND`, and is ignored without.
pub const EPOLLWAKEUP: EPOLL_EVENTS = 1 << 29;
/// For `events`: after one event nothing more is reported of the descriptor until
/// [`EPOLL_CTL_MOD`].
pub const EPOLLONESHOT: EPOLL_EVENTS = 1 << 30;
/// For `events`: edge-triggered: an event is reported when it happens, not for as long as it lasts.
/// Read, or write, until `EAGAIN` then.
pub const EPOLLET: EPOLL_EVENTS = 1 << 31;

/// The names of events, in strace's order.
pub(crate) static EVENTS: Names = Names::Flags(
    &[
        (EPOLLIN, "EPOLLIN"),
        (EPOLLPRI, "EPOLLPRI"),
        (EPOLLOUT, "EPOLLOUT"),
        (EPOLLERR, "EPOLLERR"),
        (EPOLLHUP, "EPOLLHUP"),
        // Of no header.
        (0x20, "EPOLLNVAL"),
        (EPOLLRDNORM, "EPOLLRDNORM"),
        (EPOLLRDBAND, "EPOLLRDBAND"),
        (EPOLLWRNORM, "EPOLLWRNORM"),
        (EPOLLWRBAND, "EPOLLWRBAND"),
        (EPOLLMSG, "EPOLLMSG"),
        (EPOLLRDHUP, "EPOLLRDHUP"),
        (EPOLLEXCLUSIVE, "EPOLLEXCLUSIVE"),
        (EPOLLWAKEUP, "EPOLLWAKEUP"),
        (EPOLLONESHOT, "EPOLLONESHOT"),
        (EPOLLET, "EPOLLET"),
    ],
    "EPOLL???",
);

/// The names of what [`epoll_ctl`] does.
static OPERATIONS: Names = Names::Values(
    &[
        (EPOLL_CTL_ADD as u32, "EPOLL_CTL_ADD"),
        (EPOLL_CTL_DEL as u32, "EPOLL_CTL_DEL"),
        (EPOLL_CTL_MOD as u32, "EPOLL_CTL_MOD"),
    ],
    "EPOLL_CTL_???",
);

/// The names of the flags of [`epoll_create1`].
static FLAGS: Names = Names::Flags(&[(EPOLL_CLOEXEC as u32, "EPOLL_CLOEXEC")], "EPOLL_???");

/// `union epoll_data` — what the program gives to [`epoll_ctl`] with a descriptor, and gets back
/// with its events.
///
/// A union in C: all members begin at the same place. Here each has a function to read it and one to
/// write it, of its name; as in C, to write a short one leaves the rest as it was.
///
/// ```
/// use berkeley::sys::epoll::*;
///
/// let ev = &mut epoll_event::zeroed();
/// ev.data.set_fd(5); // ev.data.fd = 5;
/// assert_eq!(ev.data.fd(), 5); // ev.data.fd == 5
/// ev.data.set_u64(7); // ev.data.u64 = 7;
/// assert_eq!(ev.data.u64(), 7); // ev.data.u64 == 7
/// ev.data.set_ptr(std::ptr::null_mut()); // ev.data.ptr = NULL;
/// assert_eq!(ev.data.u32(), 0); // ev.data.u32 == 0
/// ```
#[repr(C)]
#[cfg_attr(not(any(target_arch = "x86_64", target_arch = "x86")), repr(align(8)))]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct epoll_data {
    bytes: [u8; 8],
}

/// `epoll_data_t` — the same as [`epoll_data`].
pub type epoll_data_t = epoll_data;

impl epoll_data {
    /// `data.ptr` — as a pointer.
    ///
    /// To follow it takes `unsafe`; a number that finds the object, in an array for instance, does
    /// not.
    pub fn ptr(&self) -> *mut c_void {
        ptr::with_exposed_provenance_mut(usize::from_ne_bytes(self.first()))
    }

    /// `data.fd` — as a descriptor.
    pub fn fd(&self) -> c_int {
        c_int::from_ne_bytes(self.first())
    }

    /// `data.u32` — as a number of 32 bits.
    pub fn u32(&self) -> u32 {
        u32::from_ne_bytes(self.first())
    }

    /// `data.u64` — as a number of 64 bits.
    pub fn u64(&self) -> u64 {
        u64::from_ne_bytes(self.bytes)
    }

    /// `data.ptr = ptr` — sets the pointer.
    pub fn set_ptr(&mut self, ptr: *mut c_void) {
        self.set_first(ptr.expose_provenance().to_ne_bytes());
    }

    /// `data.fd = fd` — sets the descriptor.
    pub fn set_fd(&mut self, fd: c_int) {
        self.set_first(fd.to_ne_bytes());
    }

    /// `data.u32 = u32` — sets the number of 32 bits.
    pub fn set_u32(&mut self, u32: u32) {
        self.set_first(u32.to_ne_bytes());
    }

    /// `data.u64 = u64` — sets the number of 64 bits.
    pub fn set_u64(&mut self, u64: u64) {
        self.bytes = u64.to_ne_bytes();
    }

    /// The first bytes, which a member of that size consists of.
    fn first<const N: usize>(&self) -> [u8; N] {
        core::array::from_fn(|i| self.bytes[i])
    }

    fn set_first<const N: usize>(&mut self, first: [u8; N]) {
        self.bytes[..N].copy_from_slice(&first);
    }
}

impl core::fmt::Debug for epoll_data {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("epoll_data").field("u64", &self.u64()).finish()
    }
}

/// `struct epoll_event` — events of a descriptor, and what the program keeps with it.
///
/// ```
/// use berkeley::sys::epoll::*;
///
/// // struct epoll_event ev = { .events = EPOLLIN };
/// let ev = &mut epoll_event { events: EPOLLIN, ..epoll_event::zeroed() };
/// assert_eq!(ev.data.u64(), 0);
/// ```
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct epoll_event {
    /// The events that are waited for, or that happened: [`EPOLLIN`]…
    pub events: u32,
    #[doc(hidden)]
    pub padding: [u32; PADDING],
    /// What was given to [`epoll_ctl`] with the descriptor: comes back unchanged.
    pub data: epoll_data_t,
}

impl core::fmt::Debug for epoll_event {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let epoll_event { events, data, .. } = self;
        f.debug_struct("epoll_event").field("events", events).field("data", data).finish()
    }
}

/// How many words lie between the members: on x86-64 C packs the structure.
const PADDING: usize = align_of::<epoll_data>() / 8;

crate::plain! {
    epoll_data { bytes: [u8; 8] }
    epoll_event { events: u32, padding: [u32; PADDING], data: epoll_data }
}

// What the calls below are given as libc's is this.
const _: () = assert!(
    size_of::<epoll_event>() == size_of::<libc::epoll_event>()
        && align_of::<epoll_event>() >= align_of::<libc::epoll_event>()
        && core::mem::offset_of!(epoll_event, data)
            == core::mem::offset_of!(libc::epoll_event, u64)
);

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
