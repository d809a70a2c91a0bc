//! `<linux/sockios.h>`: requests of sockets.
//!
//! | C | here |
//! |---|---|
//! | `int n; ioctl(sock, SIOCINQ, &n)` | `let mut n = 0; ioctl(sock, `[`SIOCINQ`]`, &mut n)` |
//! | `ioctl(sock, SIOCOUTQ, &n)` | `ioctl(sock, `[`SIOCOUTQ`]`, &mut n)` |
//!
//! The function itself is that of [`sys::ioctl`](crate::sys::ioctl::ioctl), as in C; the requests about
//! interfaces, routes and ARP stand there, too, for C's `<sys/ioctl.h>` has them.
//!
//! ```
//! use berkeley::{linux::sockios::*, sys::ioctl::*, sys::socket::*, unistd::*};
//!
//! let sv = &mut [0; 2];
//! socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
//! write(sv[0], "hello", 5);
//! let (mut here, mut there) = (0, 0); // int here, there;
//! ioctl(sv[1], SIOCINQ, &mut here); // ioctl(sv[1], SIOCINQ, &here);
//! ioctl(sv[0], SIOCOUTQ, &mut there); // ioctl(sv[0], SIOCOUTQ, &there);
//! assert_eq!(here, 5); // not read yet
//! assert!(there >= 5); // of a Unix socket, the memory that it takes
//! # close(sv[0]);
//! # close(sv[1]);
//! ```

pub use crate::sys::ioctl::interface::*;
#[doc(no_inline)]
pub use crate::sys::ioctl::{SIOCGSKNS, SIOCUNIXFILE};
#[doc(no_inline)]
pub use crate::sys::socket::{
    FIOGETOWN, FIOSETOWN, SIOCATMARK, SIOCGPGRP, SIOCGSTAMP, SIOCGSTAMP_OLD, SIOCGSTAMPNS,
    SIOCGSTAMPNS_OLD, SIOCSPGRP,
};

use crate::base::request::Way;
use crate::sys::ioctl::{FIONREAD, Request};
use core::ffi::{c_int, c_ulong};

/// How many bytes wait to be read: an `int`. The same as [`FIONREAD`].
///
/// See tcp(7), udp(7), unix(7). Of Linux.
pub const SIOCINQ: Request<c_int> = FIONREAD;

/// How many bytes wait in a socket to be sent, or to be acknowledged: an `int`.
///
/// Of a TCP socket, the bytes that the other side has not acknowledged: 0 says that all has arrived. Of
/// others, the memory that waiting messages take in the kernel, which is more than they have bytes. To
/// ask again and again whether a peer has everything is better left to a timeout: `SO_LINGER`, or
/// `TCP_USER_TIMEOUT`.
///
/// `EINVAL` for a TCP socket that listens. `ENOTTY` for what is not a socket: a terminal has another
/// request of this number, `TIOCOUTQ`, which is what strace names it, and some devices have others, which
/// write more. So a second number is made for the socket, looked at, asked, and closed: four
/// system calls, and `EMFILE` or `ENFILE` if there is no number free.
///
/// ```
/// use berkeley::{errno::*, linux::sockios::*, sys::ioctl::*, sys::socket::*, unistd::*};
///
/// let sock = socket(AF_INET, SOCK_STREAM, 0);
/// let mut n = -1; // int n;
/// assert_eq!(ioctl(sock, SIOCOUTQ, &mut n), 0); // ioctl(sock, SIOCOUTQ, &n)
/// assert_eq!(n, 0);
/// # listen(sock, 1);
/// # assert_eq!((ioctl(sock, SIOCOUTQ, &mut n), errno()), (-1, EINVAL));
/// # close(sock);
/// ```
///
/// See tcp(7), udp(7), unix(7). Of Linux.
pub const SIOCOUTQ: Request<c_int> =
    Request::known("TIOCOUTQ", libc::TIOCOUTQ as u32 as c_ulong, Way::OutOfSocket);

/// How many bytes of a TCP socket have not been sent yet: an `int`.
///
/// It is [`SIOCOUTQ`] without what is under way: what the peer's window, or the network, has no room for.
/// `EINVAL` for one that listens, `ENOTTY` for sockets that are not of TCP. Made as that is.
///
/// See `<linux/sockios.h>`. Of Linux.
pub const SIOCOUTQNSD: Request<c_int> = Request::known("SIOCOUTQNSD", 0x894b, Way::OutOfSocket);
