//! `<linux/errqueue.h>`: what the error queue of a socket tells.
//!
//! | C | here |
//! |---|---|
//! | `if (ee->ee_origin == SO_EE_ORIGIN_ICMP)` | `if ee.ee_origin == `[`SO_EE_ORIGIN_ICMP`] |
//! | `struct sockaddr *sa = SO_EE_OFFENDER(ee);` | `let sa = `[`SO_EE_OFFENDER`]`(ee);` |
//! | `((struct sockaddr_in *)SO_EE_OFFENDER(ee))->sin_addr` | [`SO_EE_OFFENDER`]`(ee).cast::<sockaddr_in>().sin_addr` |
//! | `ee->ee_rfc4884.len` | `ee.`[`ee_rfc4884`](sock_extended_err::ee_rfc4884)`().len` |
//!
//! ```
//! use berkeley::linux::errqueue::*; // #include <linux/errqueue.h>
//!
//! # let data = [0u8; 32];
//! // struct sock_extended_err *ee = (struct sock_extended_err *)data;
//! let ee = record::<sock_extended_err>(&data);
//! let offender = SO_EE_OFFENDER(ee); // struct sockaddr *offender = SO_EE_OFFENDER(ee);
//! # assert_eq!((ee.ee_errno, offender.sa_family), (0, 0));
//! ```
//!
//! A socket with `IP_RECVERR` or `IPV6_RECVERR` keeps the errors that come back for what it sent,
//! and `recvmsg` with `MSG_ERRQUEUE` takes them, each as ancillary data of that name: a
//! [`sock_extended_err`] and the address of whoever reported it. Send timestamps and the end of
//! zero-copy sends come the same way. A constant has the type of the field that it is for.
//!
//! Ancillary data may be memory that the program shares with a message, so it is copied before a
//! pointer is made to it:
//!
//! ```
//! use berkeley::{errno::*, linux::errqueue::*, netinet::in_::*, string::*, unistd::*};
//!
//! let (sock, on) = (socket(PF_INET, SOCK_DGRAM, 0), 1);
//! setsockopt(sock, IPPROTO_IP, IP_RECVERR, &on, sizeof(&on));
//! # let held = socket(PF_INET, SOCK_DGRAM, 0); // has a port, and takes nothing from others
//! # let addr = &mut sockaddr_in::zeroed();
//! # addr.sin_family = AF_INET as sa_family_t;
//! # addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
//! # bind(held, addr, sizeof(addr));
//! # let mut len = sizeof(addr) as socklen_t;
//! # getsockname(held, addr, &mut len);
//! # let port = addr.sin_port;
//! # addr.sin_port = htons(1);
//! # connect(held, addr, sizeof(addr));
//! # addr.sin_port = port;
//! sendto(sock, "anybody there?", 14, 0, addr, sizeof(addr)); // to a port that nobody has
//!
//! let control = &mut [0u8; 256]; // char control[256];
//! let msg = &mut msghdr::zeroed();
//! msg.msg_controllen = sizeof(control);
//! msg.msg_control = control.into(); // msg.msg_control = control;
//! assert_eq!(recvmsg(sock, msg, MSG_ERRQUEUE), 0);
//!
//! let cmsg = CMSG_FIRSTHDR(msg);
//! let data = &mut [0u8; 64];
//! memcpy(data, &CMSG_DATA(cmsg), cmsg.cmsg_len as usize - CMSG_LEN(0));
//! // struct sock_extended_err *ee = (struct sock_extended_err *)data;
//! let ee = record::<sock_extended_err>(data);
//! assert_eq!(ee.ee_errno, ECONNREFUSED as u32);
//! assert_eq!(ee.ee_origin, SO_EE_ORIGIN_ICMP);
//! // ((struct sockaddr_in *)SO_EE_OFFENDER(ee))->sin_addr
//! let from = SO_EE_OFFENDER(ee).cast::<sockaddr_in>().sin_addr;
//! assert_eq!(ntohl(from.s_addr), INADDR_LOOPBACK);
//! # close(held);
//! close(sock);
//! ```
//!
//! See ip(7), ipv6(7), and Documentation/networking/timestamping.rst of the kernel.

#[doc(no_inline)]
pub use crate::base::record::{RecordPtr, record};
#[doc(no_inline)]
pub use crate::stddef::*;

use crate::plain;
use libc::{sockaddr, timespec};

/// `struct sock_extended_err` — an error, or something else that the error queue tells.
///
/// `ee_data` and `ee_rfc4884` are a union in C: the same 4 bytes.
///
/// ```
/// use berkeley::linux::errqueue::*;
///
/// let mut ee = sock_extended_err::zeroed();
/// ee.set_ee_rfc4884(sock_ee_data_rfc4884 { len: 28, ..sock_ee_data_rfc4884::zeroed() });
/// assert_eq!(ee.ee_rfc4884().len, 28); // ee.ee_rfc4884.len
/// assert_eq!(ee.ee_data.to_ne_bytes()[..2], 28u16.to_ne_bytes());
/// ```
///
/// See ip(7).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sock_extended_err {
    /// The error number: `EHOSTUNREACH`, `ECONNREFUSED` and so on; `ENOMSG` with a timestamp, 0
    /// with the end of a zero-copy send.
    pub ee_errno: u32,
    /// Where it comes from: [`SO_EE_ORIGIN_ICMP`] and the like.
    pub ee_origin: u8,
    /// The type of the ICMP message.
    pub ee_type: u8,
    /// The code of the ICMP message; or of the origin.
    pub ee_code: u8,
    /// Nothing.
    pub ee_pad: u8,
    /// More: with `EMSGSIZE` the path MTU in bytes; with a timestamp [`SCM_TSTAMP_SND`] and the
    /// like; with zero-copy sends the first one that is done.
    pub ee_info: u32,
    /// More: with a timestamp the number of the send or the byte, if asked for; with zero-copy
    /// sends the last one that is done.
    pub ee_data: u32,
}

impl sock_extended_err {
    /// `ee.ee_rfc4884` — where the extensions in an ICMP message are, if `IP_RECVERR_RFC4884` or
    /// `IPV6_RECVERR_RFC4884` is set.
    pub const fn ee_rfc4884(&self) -> sock_ee_data_rfc4884 {
        *cast(&self.ee_data)
    }

    /// `ee.ee_rfc4884 = value` — sets it.
    pub const fn set_ee_rfc4884(&mut self, value: sock_ee_data_rfc4884) {
        *cast_mut(&mut self.ee_data) = value;
    }
}

/// `struct sock_ee_data_rfc4884` — where the extensions in an ICMP message are (RFC 4884).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sock_ee_data_rfc4884 {
    /// How far into the packet that the message quotes, in bytes.
    pub len: u16,
    /// [`SO_EE_RFC4884_FLAG_INVALID`], or 0.
    pub flags: u8,
    /// Nothing.
    pub reserved: u8,
}

/// `struct __kernel_timespec` — a time of 64 bits on every machine. Of `<linux/time_types.h>`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct __kernel_timespec {
    /// Seconds.
    pub tv_sec: i64,
    /// Nanoseconds.
    pub tv_nsec: i64,
}

/// `struct scm_timestamping` — times of a packet: ancillary data of `SO_TIMESTAMPING`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct scm_timestamping {
    /// By the kernel's clock, nothing (once the device's clock, converted), by the device's own
    /// clock. Zero where there is none.
    pub ts: [timespec; 3],
}

/// `struct scm_timestamping64` — times of a packet, of 64 bits on every machine: ancillary data of
/// `SO_TIMESTAMPING_NEW`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct scm_timestamping64 {
    /// As in [`scm_timestamping`].
    pub ts: [__kernel_timespec; 3],
}

plain! {
    sock_extended_err {
        ee_errno: u32,
        ee_origin: u8,
        ee_type: u8,
        ee_code: u8,
        ee_pad: u8,
        ee_info: u32,
        ee_data: u32,
    }
    sock_ee_data_rfc4884 { len: u16, flags: u8, reserved: u8 }
    __kernel_timespec { tv_sec: i64, tv_nsec: i64 }
    scm_timestamping { ts: [timespec; 3] }
    scm_timestamping64 { ts: [__kernel_timespec; 3] }
}

/// `struct sockaddr *SO_EE_OFFENDER(struct sock_extended_err *ee)` — who reported an error.
///
/// # Parameters
///
/// * `ee` — the error, in the ancillary data that it came in.
///
/// # Returns
///
/// The address right behind it. If nobody is known, its family is `AF_UNSPEC`; so it is if the
/// ancillary data end there.
///
/// What the control message has is copied out of it first:
///
/// ```
/// use berkeley::{arpa::inet::*, linux::errqueue::*, string::*, sys::socket::*, unistd::*};
///
/// # let (gone, addr) = (socket(AF_INET, SOCK_DGRAM, 0), &mut sockaddr_in::zeroed());
/// # addr.sin_family = AF_INET as sa_family_t;
/// # addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
/// # bind(gone, addr, sizeof(addr));
/// # getsockname(gone, addr, &mut (sizeof(addr) as socklen_t));
/// # close(gone);
/// # let sock = socket(AF_INET, SOCK_DGRAM, 0);
/// # setsockopt(sock, IPPROTO_IP, IP_RECVERR, &1, 4);
/// # connect(sock, addr, sizeof(addr));
/// # send(sock, "anybody?", 8, 0); // nobody: the answer is an ICMP message
/// # berkeley::poll::poll(&mut berkeley::poll::pollfd { fd: sock, events: 0, revents: 0 }, 1, 60_000);
/// let cbuf = &mut [0u8; 512]; // char cbuf[512];
/// let data = &mut [0u8; 64];
/// let mut msg = msghdr::zeroed();
/// msg.msg_controllen = sizeof(cbuf);
/// msg.msg_control = cbuf.into();
/// assert_eq!(recvmsg(sock, &mut msg, MSG_ERRQUEUE), 0);
/// let cmsg = CMSG_FIRSTHDR(&msg);
/// // struct sock_extended_err *ee = (struct sock_extended_err *)CMSG_DATA(cmsg);
/// memcpy(data, &CMSG_DATA(cmsg), cmsg.cmsg_len - CMSG_LEN(0));
/// let ee = record::<sock_extended_err>(data);
/// let offender = SO_EE_OFFENDER(ee); // struct sockaddr *offender = SO_EE_OFFENDER(ee);
/// if ee.ee_origin == SO_EE_ORIGIN_ICMP && offender.sa_family as i32 == AF_INET {
///     let offender = offender.cast::<sockaddr_in>(); // (struct sockaddr_in *)offender
///     println!("{}: {}", inet_ntoa(offender.sin_addr), strerror(ee.ee_errno as i32));
/// #   assert_eq!(offender.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
/// }
/// # else { panic!("{ee:?}") }
/// ```
///
/// See ip(7).
pub fn SO_EE_OFFENDER<'a>(
    ee: impl Into<RecordPtr<'a, sock_extended_err>>,
) -> RecordPtr<'a, sockaddr> {
    ee.into().byte_add(size_of::<sock_extended_err>())
}

// Where it comes from: `ee_origin`.

/// Nowhere.
pub const SO_EE_ORIGIN_NONE: u8 = 0;
/// This host.
pub const SO_EE_ORIGIN_LOCAL: u8 = 1;
/// An ICMP message.
pub const SO_EE_ORIGIN_ICMP: u8 = 2;
/// An ICMPv6 message.
pub const SO_EE_ORIGIN_ICMP6: u8 = 3;
/// The way of a packet that was sent: its timestamps, or that it was acknowledged.
pub const SO_EE_ORIGIN_TXSTATUS: u8 = 4;
/// The end of sends with `MSG_ZEROCOPY`.
pub const SO_EE_ORIGIN_ZEROCOPY: u8 = 5;
/// A packet that was not sent at the time set for it (`SO_TXTIME`).
pub const SO_EE_ORIGIN_TXTIME: u8 = 6;
/// [`SO_EE_ORIGIN_TXSTATUS`], by another name.
pub const SO_EE_ORIGIN_TIMESTAMPING: u8 = SO_EE_ORIGIN_TXSTATUS;

// Codes of an origin: `ee_code`.

/// Zero-copy sends: the data was copied after all.
pub const SO_EE_CODE_ZEROCOPY_COPIED: u8 = 1;
/// Send times: the time set was not valid.
pub const SO_EE_CODE_TXTIME_INVALID_PARAM: u8 = 1;
/// Send times: the time set was over.
pub const SO_EE_CODE_TXTIME_MISSED: u8 = 2;

/// A flag of [`sock_ee_data_rfc4884`]: the extensions are malformed.
pub const SO_EE_RFC4884_FLAG_INVALID: u8 = 1;

// What moment a send timestamp is of: `ee_info`.

/// The packet went to the device; or, in `ts[2]`, left it.
pub const SCM_TSTAMP_SND: u32 = 0;
/// The packet came to the queues of traffic control.
pub const SCM_TSTAMP_SCHED: u32 = 1;
/// The other side acknowledged all bytes so far.
pub const SCM_TSTAMP_ACK: u32 = 2;
