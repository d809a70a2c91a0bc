//! `<linux/netlink.h>`: netlink, the sockets by which a program talks with the kernel.
//!
//! | C | here |
//! |---|---|
//! | `sock = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);` | `let sock = socket(AF_NETLINK, SOCK_RAW, `[`NETLINK_ROUTE`]`);` |
//! | `struct sockaddr_nl addr;` | `let addr = &mut `[`sockaddr_nl`]`::zeroed();` |
//! | `req.nlh.nlmsg_len = NLMSG_LENGTH(sizeof(req.ifi));` | `req.nlh.nlmsg_len = `[`NLMSG_LENGTH`]`(sizeof(&req.ifi)) as u32;` |
//! | `nh = (struct nlmsghdr *)buf;` | `nh = `[`record`]`::<`[`nlmsghdr`]`>(buf);` |
//! | `while (NLMSG_OK(nh, len))` | `while `[`NLMSG_OK`]`(nh, len)` |
//! | `if (nh->nlmsg_type == NLMSG_DONE)` | `if nh.nlmsg_type == `[`NLMSG_DONE`] |
//! | `struct nlmsgerr *err = NLMSG_DATA(nh);` | `let err: `[`RecordPtr`]`<`[`nlmsgerr`]`> = `[`NLMSG_DATA`]`(nh).into();` |
//! | `NLMSG_PAYLOAD(nh, sizeof(*err))` | [`NLMSG_PAYLOAD`]`(nh, size_of::<`[`nlmsgerr`]`>())` |
//! | `struct nlattr *nla; NLA_ALIGN(nla->nla_len)` | [`NLA_ALIGN`]`(nla.nla_len as size_t)`, of a [`nlattr`] |
//! | `nh = NLMSG_NEXT(nh, len);` | `nh = `[`NLMSG_NEXT`]`(nh, &mut len);` |
//!
//! ```
//! use berkeley::linux::netlink::*; // #include <linux/netlink.h>
//!
//! let nh = &mut nlmsghdr::zeroed(); // struct nlmsghdr nh;
//! nh.nlmsg_len = NLMSG_LENGTH(0) as u32; // nh.nlmsg_len = NLMSG_LENGTH(0);
//! # assert_eq!(nh.nlmsg_len, 16);
//! ```
//!
//! A constant has the type of the field that it is for, so that `nh.nlmsg_type == NLMSG_DONE` and
//! `nh.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP` are written as in C. Lengths are `size_t`s.
//!
//! # Messages, one after the other
//!
//! What a program sends or receives is a row of messages, each a [`nlmsghdr`] and its payload,
//! filled up to a multiple of 4 bytes. The walk along the row is C's, with one difference: a C
//! pointer into the buffer is a [`RecordPtr`], which has the structure it points to copied out and
//! knows where the buffer ends.
//!
//! ```
//! use berkeley::{linux::netlink::*, sys::socket::*, unistd::*};
//!
//! let sock = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
//! let nh = &mut nlmsghdr::zeroed(); // a message that does nothing, and an answer to it
//! nh.nlmsg_len = NLMSG_LENGTH(0) as u32;
//! nh.nlmsg_type = NLMSG_NOOP;
//! nh.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
//! send(sock, nh, nh.nlmsg_len, 0);
//!
//! let buf = &mut [0u8; 8192]; //                     char buf[8192];
//! let mut len = recv(sock, buf, sizeof(buf), 0); //  ssize_t len = recv(sock, buf, sizeof(buf), 0);
//! let mut nh = record::<nlmsghdr>(buf); //           struct nlmsghdr *nh = (struct nlmsghdr *)buf;
//! while NLMSG_OK(nh, len) { //                       while (NLMSG_OK(nh, len)) {
//!     if nh.nlmsg_type == NLMSG_ERROR { //               if (nh->nlmsg_type == NLMSG_ERROR) {
//!         let err: RecordPtr<nlmsgerr> = NLMSG_DATA(nh).into(); // … *err = NLMSG_DATA(nh);
//!         println!("answer: {}", -err.error); //             printf("answer: %d\n", -err->error);
//! #       assert_eq!(err.error, 0);
//!     } //                                               }
//!     nh = NLMSG_NEXT(nh, &mut len); //                  nh = NLMSG_NEXT(nh, len);
//! } //                                               }
//! # assert_eq!(len, 0);
//! close(sock);
//! ```
//!
//! Whatever the bytes are, nothing is read beyond the buffer. [`linux::rtnetlink`] walks along the
//! attributes inside of a message in the same way.
//!
//! [`linux::rtnetlink`]: crate::linux::rtnetlink
//!
//! See netlink(7), netlink(3), RFC 3549.

mod constants;
mod walk;

pub use constants::*;
pub use walk::*;

#[doc(no_inline)]
pub use crate::base::record::{RecordPtr, Remaining, record};
#[doc(no_inline)]
pub use crate::stddef::*;

use crate::plain;
use core::ffi::{c_int, c_uint, c_ushort};

/// `struct sockaddr_nl` — the address of a netlink socket.
///
/// The kernel's is all zeros, but for the family. To bind with a port of 0 lets the kernel choose
/// one; so does sending without having bound.
///
/// ```
/// use berkeley::{linux::netlink::*, linux::rtnetlink::RTMGRP_LINK, sys::socket::*, unistd::*};
///
/// let sock = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
/// let addr = &mut sockaddr_nl::zeroed(); // struct sockaddr_nl addr;
/// addr.nl_family = AF_NETLINK as sa_family_t;
/// addr.nl_groups = RTMGRP_LINK; // tell me of every link that comes, changes or goes
/// // bind(sock, (struct sockaddr *)&addr, sizeof(addr))
/// assert_eq!(bind(sock, addr, sizeof(addr)), 0);
/// close(sock);
/// ```
///
/// See netlink(7).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sockaddr_nl {
    /// The family, `AF_NETLINK`.
    pub nl_family: libc::sa_family_t,
    /// Nothing; leave it zero.
    pub nl_pad: c_ushort,
    /// The port: 0 for the kernel, else a number that one socket of the network namespace has. The
    /// first socket of a process gets the process's number.
    pub nl_pid: u32,
    /// The multicast groups, a bit for each of the first 32. To bind: those to listen to. For the
    /// others there is [`NETLINK_ADD_MEMBERSHIP`].
    pub nl_groups: u32,
}

impl SockAddr for sockaddr_nl {}

/// `struct nlmsghdr` — what each netlink message begins with.
///
/// * `nlmsg_len` — how long the message is in bytes, with this header: [`NLMSG_LENGTH`].
/// * `nlmsg_type` — what it is: [`NLMSG_DONE`] and the like; from [`NLMSG_MIN_TYPE`] on the
///   family's own.
/// * `nlmsg_flags` — `NLM_F_…`.
/// * `nlmsg_seq` — a number of the sender's choice; the answers have it too.
/// * `nlmsg_pid` — the port of the socket that it comes from. To the kernel: 0 will do.
///
/// All in host byte order. See netlink(7).
#[doc(inline)]
pub use libc::nlmsghdr;

/// `struct nlmsgerr` — the payload of [`NLMSG_ERROR`]: how a request went.
///
/// * `error` — 0 if it was done (the answer that [`NLM_F_ACK`] asks for), else a negative error
///   number.
/// * `msg` — the header of the request. On an error the rest of the request follows, unless
///   [`NETLINK_CAP_ACK`] is set; then, if [`NETLINK_EXT_ACK`] is, attributes: `NLMSGERR_ATTR_…`.
///
/// See netlink(7).
#[doc(inline)]
pub use libc::nlmsgerr;

/// `struct nl_pktinfo` — the multicast group that a message came by: ancillary data of
/// [`NETLINK_PKTINFO`].
///
/// * `group` — its number; 0 for none.
#[doc(inline)]
pub use libc::nl_pktinfo;

/// `struct nl_mmap_req` — how large a ring of buffers is: the value of [`NETLINK_RX_RING`] and
/// [`NETLINK_TX_RING`], which Linux had from 3.10 to 4.5.
///
/// * `nm_block_size`, `nm_block_nr` — the bytes of a block, and how many blocks.
/// * `nm_frame_size`, `nm_frame_nr` — the bytes of a slot, and how many slots in all.
#[doc(inline)]
pub use libc::nl_mmap_req;

/// `struct nl_mmap_hdr` — what a slot of such a ring begins with.
///
/// * `nm_status` — whose it is: `NL_MMAP_STATUS_…`.
/// * `nm_len` — how long the message is, in bytes.
/// * `nm_group` — the multicast group that it came by.
/// * `nm_pid`, `nm_uid`, `nm_gid` — who sent it.
#[doc(inline)]
pub use libc::nl_mmap_hdr;

/// `struct nlattr` — what an attribute begins with.
///
/// * `nla_len` — how long it is in bytes, with this header, without what it is filled up with.
/// * `nla_type` — which it is, and flags: [`NLA_F_NESTED`], [`NLA_F_NET_BYTEORDER`].
///
/// The same as [`rtattr`](crate::linux::rtnetlink::rtattr), whose macros will do for it:
/// `nla.cast::<rtattr>()`.
#[doc(inline)]
pub use libc::nlattr;

/// `struct nla_bitfield32` — the value of an attribute that sets some of 32 bits.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nla_bitfield32 {
    /// What the bits become.
    pub value: u32,
    /// Which bits count.
    pub selector: u32,
}

plain! {
    sockaddr_nl { nl_family: u16, nl_pad: c_ushort, nl_pid: u32, nl_groups: u32 }
    nlmsghdr { nlmsg_len: u32, nlmsg_type: u16, nlmsg_flags: u16, nlmsg_seq: u32, nlmsg_pid: u32 }
    nlmsgerr { error: c_int, msg: nlmsghdr }
    nl_pktinfo { group: u32 }
    nl_mmap_req {
        nm_block_size: c_uint,
        nm_block_nr: c_uint,
        nm_frame_size: c_uint,
        nm_frame_nr: c_uint,
    }
    nl_mmap_hdr {
        nm_status: c_uint,
        nm_len: c_uint,
        nm_group: u32,
        nm_pid: u32,
        nm_uid: u32,
        nm_gid: u32,
    }
    nlattr { nla_len: u16, nla_type: u16 }
    nla_bitfield32 { value: u32, selector: u32 }
}
