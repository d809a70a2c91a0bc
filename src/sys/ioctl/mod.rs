//! `<sys/ioctl.h>`: requests that only some kinds of files know: of sockets, of interfaces, of
//! routes.
//!
//! | C | here |
//! |---|---|
//! | `int n; ioctl(sock, FIONREAD, &n)` | `let mut n = 0; `[`ioctl`]`(sock, FIONREAD, &mut n)` |
//! | `int on = 1; ioctl(sock, FIONBIO, &on)` | `let mut on = 1; ioctl(sock, FIONBIO, &mut on)` |
//! | `struct ifreq ifr;` | `let ifr = &mut ifreq::zeroed();` |
//! | `strcpy(ifr.ifr_name, "lo")` | `strcpy(&mut ifr.ifr_name, "lo")` |
//! | `ioctl(sock, SIOCGIFFLAGS, &ifr)` | `ioctl(sock, SIOCGIFFLAGS, ifr)` |
//! | `ifr.ifr_flags & IFF_UP` | `ifr.ifr_flags() & IFF_UP` |
//! | `ifr.ifr_mtu = 1400;` | `ifr.set_ifr_mtu(1400);` |
//! | `int ns = ioctl(sock, SIOCGSKNS);` | `let ns = ioctl(sock, `[`SIOCGSKNS`]`, NULL);` |
//!
//! ```
//! use berkeley::{net::if_::*, string::*, sys::ioctl::*, unistd::*};
//!
//! let sock = socket(AF_INET, SOCK_DGRAM, 0);
//! let ifr = &mut ifreq::zeroed(); // struct ifreq ifr = {0};
//! strcpy(&mut ifr.ifr_name, "lo"); // strcpy(ifr.ifr_name, "lo");
//! assert_eq!(ioctl(sock, SIOCGIFMTU, ifr), 0); // ioctl(sock, SIOCGIFMTU, &ifr)
//! println!("{}: {} bytes", cstr(&ifr.ifr_name), ifr.ifr_mtu());
//! close(sock);
//! ```
//!
//! # Which argument
//!
//! In C any pointer will do for any request, and a wrong one lets the kernel write where it should
//! not. Here each request knows its argument: [`FIONREAD`] is a `Request<c_int>`, [`SIOCGIFADDR`] a
//! `Request<ifreq>`, and another argument does not compile:
//!
//! ```compile_fail
//! # use berkeley::{net::if_::*, sys::ioctl::*};
//! # let sock = 0;
//! ioctl(sock, FIONREAD, &mut ifreq::zeroed()); // FIONREAD takes an int
//! ```
//!
//! # Requests that are refused
//!
//! [`SIOCGIFBR`], [`SIOCSIFBR`], [`SIOCDEVPRIVATE`] and [`SIOCPROTOPRIVATE`] have the kernel follow
//! an address inside the argument, or may, and [`SIOCSIFLINK`] may have it write more than anybody
//! expects. They fail with `ENOTTY`, which is what the kernel says of a request that it does not
//! know. [`SIOCGSKNS`] and [`SIOCUNIXFILE`] return a descriptor, and so are made of sockets only:
//! another file may answer with a number that is none. So is [`SIOCOUTQ`], for some devices write
//! more for its number. For requests that are not here, there is [`Request::new`].
//!
//! [`SIOCOUTQ`]: crate::linux::sockios::SIOCOUTQ

pub(crate) mod interface;

pub use crate::base::request::IoctlArg;
pub use interface::*;

use crate::base::args::Fd;
use crate::base::gate::gate;
use crate::base::request::{Answer, Asked, Way};
use crate::base::table::fail;
use crate::errno::{ENOTTY, errno, set_errno};
use crate::sys::socket::file_type;
use crate::{Null, Plain};
use core::ffi::{c_int, c_ulong};
use core::fmt::{self, Debug, Formatter};
use core::marker::PhantomData;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

/// `int ioctl(int fd, unsigned long request, ...)` — asks the file behind a descriptor for
/// something that only its kind of file knows.
///
/// # Parameters
///
/// * `fd` — for [`FIONREAD`], [`FIONBIO`] and [`FIOASYNC`] any descriptor; for `SIOC…` a socket. A
///   request about an interface does not care which one; `socket(AF_INET, SOCK_DGRAM, 0)` is
///   usual.
/// * `request` — one of the constants of this module or of [`sys::socket`](crate::sys::socket).
/// * `arg` — what the request reads or writes. Untouched on failure. `NULL` for the requests that
///   take none.
///
/// # Returns
///
/// 0, or for some requests another number that is not negative: of [`SIOCGSKNS`] and
/// [`SIOCUNIXFILE`] a descriptor, which the program must close. Or −1, with
/// [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `ENOTTY` — the file behind `fd` does not know the request: it is not a socket, or not of this
///   kind. Or the request is one that is refused here.
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `EINVAL` — the request or its argument is wrong for this file.
/// * `ENODEV` — no interface has that name or that number.
/// * `EADDRNOTAVAIL` — the interface has no address.
/// * `EPERM` — the request changes an interface, a route or the ARP table, and the process may not
///   (`CAP_NET_ADMIN`).
/// * `EOPNOTSUPP` — the interface's driver cannot do it.
/// * `EFAULT` — for [`SIOCGIFCONF`]: `ifc_len` says more than the buffer has; nothing was written.
/// * Each request has its own besides: see there.
///
/// ```
/// use berkeley::{sys::ioctl::*, sys::socket::*, unistd::*};
///
/// let sv = &mut [0; 2];
/// socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
/// write(sv[0], "hello", 5);
/// let mut n = 0; // int n;
/// assert_eq!(ioctl(sv[1], FIONREAD, &mut n), 0); // ioctl(sv[1], FIONREAD, &n)
/// assert_eq!(n, 5); // so many bytes can be read at once
/// # close(sv[0]);
/// # close(sv[1]);
/// ```
///
/// See ioctl(2), netdevice(7), arp(7). Of Version 7 Unix; in no standard.
#[doc(alias = "sys/ioctl.h")]
pub fn ioctl<A: IoctlArg>(fd: c_int, request: Request<A>, arg: &mut A) -> c_int {
    let way = request.way();
    gate("ioctl", (Fd(fd), Asked::new(request, arg)), |(fd, (request, arg))| {
        // SAFETY: `fd` is held, or is a copy of it; `Asked` lends what the request works on with room
        // behind it, and lets no request of this crate pass that works on more. For others, who
        // made the request has promised the same: see `Request::new`.
        let ask = |fd| unsafe { libc::ioctl(fd, request as _, arg) };
        let of_socket = matches!(way, Way::Opens | Way::OutOfSocket);
        let ret = if of_socket { ask_socket(fd.raw(), ask) } else { ask(fd.raw()) };
        Answer { ret, opened: way == Way::Opens }
    })
}

/// Makes a request of a socket alone: of another file, somebody else may answer, with any number (of
/// a file of FUSE a program does), or write more. It is asked by a number that nobody else knows, or
/// another thread could put another file behind `fd` after the look at it.
///
/// The caller holds `fd`.
#[cold]
fn ask_socket(fd: c_int, ask: impl FnOnce(c_int) -> c_int) -> c_int {
    // Out of the program's way, if the process may have so many.
    let copied = [1000, 0].into_iter().find_map(|from| {
        // SAFETY: `fd` is held; no memory is passed.
        let copy = unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, from) };
        // SAFETY: the kernel has just given this number, and nobody else was told of it.
        (copy != -1).then(|| unsafe { OwnedFd::from_raw_fd(copy) })
    });
    let Some(copy) = copied else { return -1 };
    let ret = match file_type(copy.as_raw_fd()) {
        Some(libc::S_IFSOCK) => ask(copy.as_raw_fd()),
        Some(_) => fail(ENOTTY),
        None => -1,
    };
    let kept = errno();
    drop(copy);
    set_errno(kept);
    ret
}

/// A request for [`ioctl`], with an argument of type `A`.
///
/// ```
/// use berkeley::sys::ioctl::*;
///
/// assert_eq!(SIOCGIFADDR.code(), 0x8915);
/// ```
pub struct Request<A> {
    code: c_ulong,
    name: &'static str,
    way: Way,
    arg: PhantomData<fn() -> A>,
}

impl<A> Request<A> {
    /// One of this crate's: it is the caller's to know what the kernel does with it.
    pub(crate) const fn known(name: &'static str, code: c_ulong, way: Way) -> Self {
        Request { code, name, way, arg: PhantomData }
    }

    /// The number of the request, as the kernel knows it.
    pub const fn code(self) -> c_ulong {
        self.code
    }

    pub(crate) const fn name(self) -> &'static str {
        self.name
    }

    pub(crate) const fn way(self) -> Way {
        self.way
    }
}

impl<A: Plain> Request<A> {
    /// A request that this crate lacks: of a device, or of a protocol.
    ///
    /// The argument is lent to the kernel for reading and for writing.
    ///
    /// # Safety
    ///
    /// On every descriptor that the request will be made on, the kernel
    ///
    /// * reads and writes the argument, and no memory beyond its `size_of::<A>()` bytes;
    /// * follows no address that is in the argument, or only to memory that may be used so until
    ///   the request is answered;
    /// * does not keep using any of it after that;
    /// * closes no descriptor, and acts on none but `fd`: not on one whose number is in the
    ///   argument.
    ///
    /// What the request opens belongs to the caller: [`adopt`](crate::adopt) it.
    ///
    /// ```
    /// use berkeley::{fcntl::*, sys::ioctl::*, unistd::*};
    /// use std::ffi::c_int;
    ///
    /// /// The block size of the file system.
    /// // SAFETY: the kernel answers it before the file is asked: it writes an int and does nothing else.
    /// const FIGETBSZ: Request<c_int> = unsafe { Request::new(2) };
    ///
    /// let file = open("/proc/self/exe", O_RDONLY, 0);
    /// let mut n = 0;
    /// assert_eq!(ioctl(file, FIGETBSZ, &mut n), 0);
    /// assert!(n > 0);
    /// # close(file);
    /// ```
    pub const unsafe fn new(code: c_ulong) -> Self {
        Request { code, name: "", way: Way::InOut, arg: PhantomData }
    }
}

impl<A> Clone for Request<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for Request<A> {}

impl<A> Debug for Request<A> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.name {
            "" => write!(f, "Request({:#x})", self.code),
            name => f.write_str(name),
        }
    }
}

/// How many bytes can be read at once: an `int`.
///
/// Of a stream socket or a pipe, all that wait; of a datagram socket, those of the first datagram;
/// of a file, those from the offset to the end. `EINVAL` for a socket that listens.
///
/// See tcp(7), udp(7), unix(7). `SIOCINQ` is the same.
#[doc(alias = "SIOCINQ")]
pub const FIONREAD: Request<c_int> =
    Request::known("FIONREAD", libc::FIONREAD as u32 as c_ulong, Way::Out);

/// Whether calls on the file wait: 0 says that they do, any other `int` that they do not. Clears or
/// sets [`O_NONBLOCK`](crate::fcntl::O_NONBLOCK).
pub const FIONBIO: Request<c_int> =
    Request::known("FIONBIO", libc::FIONBIO as u32 as c_ulong, Way::In);

/// Whether a signal tells of data that comes: 0 says no, any other `int` yes. Clears or sets
/// [`O_ASYNC`](crate::fcntl::O_ASYNC); who gets the signal,
/// [`SIOCSPGRP`](crate::sys::socket::SIOCSPGRP) says. `ENOTTY` for a file that sends none.
pub const FIOASYNC: Request<c_int> =
    Request::known("FIOASYNC", libc::FIOASYNC as u32 as c_ulong, Way::In);

/// The network namespace that a socket is in: opens a descriptor of it. Takes [`NULL`](crate::NULL).
///
/// Of `<linux/sockios.h>`. The descriptor is that of a file such as `/proc/self/ns/net`: setns(2)
/// enters the namespace. `execve` closes it. `EPERM`: the process lacks `CAP_NET_ADMIN` there.
///
/// ```
/// use berkeley::{errno::*, sys::ioctl::*, sys::socket::*, unistd::*};
///
/// let sock = socket(AF_INET, SOCK_DGRAM, 0);
/// let ns = ioctl(sock, SIOCGSKNS, NULL); // int ns = ioctl(sock, SIOCGSKNS);
/// if ns == -1 {
///     assert_eq!(errno(), EPERM);
/// }
/// close(ns);
/// close(sock);
/// ```
///
/// See network_namespaces(7). Of Linux.
pub const SIOCGSKNS: Request<Null> = Request::known("SIOCGSKNS", 0x894c, Way::Opens);

/// The file that a Unix socket is bound to: opens a descriptor of it, as `O_PATH` does. Takes
/// [`NULL`](crate::NULL).
///
/// Of `<linux/un.h>`. The descriptor can be passed on, and tells which file it is even when that was
/// renamed or removed; it neither reads nor writes. `execve` closes it. `ENOENT`: the socket has no
/// address, or one without a file. `EPERM`: the process lacks `CAP_NET_ADMIN` in the network
/// namespace of the socket. On a socket of another family `EFAULT` or `ENOTTY`: there the number
/// is [`SIOCPROTOPRIVATE`], and wants an argument.
///
/// ```
/// use berkeley::{errno::*, sys::ioctl::*, sys::socket::*, unistd::*};
///
/// let sock = socket(AF_UNIX, SOCK_STREAM, 0);
/// let file = ioctl(sock, SIOCUNIXFILE, NULL); // int file = ioctl(sock, SIOCUNIXFILE);
/// assert!(file == -1 && (errno() == ENOENT || errno() == EPERM)); // bound to none yet
/// close(sock);
/// ```
///
/// See unix(7). Of Linux.
pub const SIOCUNIXFILE: Request<Null> = Request::known("SIOCUNIXFILE", 0x89e0, Way::Opens);
