//! The requests of `ioctl` that `<sys/socket.h>` names.

use crate::base::request::Way::{In, Out};
use crate::sys::ioctl::Request;
use core::ffi::{c_int, c_long};
use libc::{timespec, timeval};

/// Sets who gets the signals of the socket, as [`SIOCSPGRP`] does.
pub const FIOSETOWN: Request<c_int> = Request::known("FIOSETOWN", 0x8901, In);
/// Sets who gets the signals of the socket, `SIGIO` and `SIGURG`: an `int`, the number of a
/// process, or of a group with a minus. The same as
/// [`F_SETOWN`](crate::fcntl::F_SETOWN).
pub const SIOCSPGRP: Request<c_int> = Request::known("SIOCSPGRP", 0x8902, In);
/// Who gets the signals of the socket, as [`SIOCGPGRP`] tells.
pub const FIOGETOWN: Request<c_int> = Request::known("FIOGETOWN", 0x8903, Out);
/// Who gets the signals of the socket: an `int`, the number of a process, or of a group with a
/// minus; 0 if nobody does.
pub const SIOCGPGRP: Request<c_int> = Request::known("SIOCGPGRP", 0x8904, Out);
/// Whether what is read next of a stream is at the mark of urgent data: an `int`, 1 or 0. What
/// `sockatmark` asks. `ENOTTY` for a socket that has no urgent data.
///
/// ```
/// use berkeley::{sys::ioctl::*, sys::socket::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_STREAM, 0);
/// let mut at_mark = -1;
/// assert_eq!(ioctl(sock, SIOCATMARK, &mut at_mark), 0); // ioctl(sock, SIOCATMARK, &at_mark)
/// assert_eq!(at_mark, 0);
/// close(sock);
/// ```
pub const SIOCATMARK: Request<c_int> = Request::known("SIOCATMARK", 0x8905, Out);
/// When the datagram that was received last came: a [`timeval`]. `ENOENT`: none was; the kernel
/// keeps the times from the first such request on. The newer `SO_TIMESTAMP` tells with each one.
pub const SIOCGSTAMP_OLD: Request<timeval> = Request::known("SIOCGSTAMP_OLD", 0x8906, Out);
/// [`SIOCGSTAMP_OLD`], as a [`timespec`].
pub const SIOCGSTAMPNS_OLD: Request<timespec> = Request::known("SIOCGSTAMPNS_OLD", 0x8907, Out);
/// The name by which programs know [`SIOCGSTAMP_OLD`]; newer headers have it in
/// `<linux/sockios.h>`.
pub const SIOCGSTAMP: Request<timeval> = match size_of::<timeval>() == 2 * size_of::<c_long>() {
    true => SIOCGSTAMP_OLD,
    // A `time_t` of 64 bits on a machine of 32.
    false => Request::known("SIOCGSTAMP_NEW", 0x8010_8906, Out),
};
/// The name by which programs know [`SIOCGSTAMPNS_OLD`]; newer headers have it in
/// `<linux/sockios.h>`.
pub const SIOCGSTAMPNS: Request<timespec> = match size_of::<timespec>() == 2 * size_of::<c_long>() {
    true => SIOCGSTAMPNS_OLD,
    false => Request::known("SIOCGSTAMPNS_NEW", 0x8010_8907, Out),
};
