//! `<linux/if_addr.h>`: the addresses of interfaces, over rtnetlink.
//!
//! | C | here |
//! |---|---|
//! | `struct ifaddrmsg *ifa = NLMSG_DATA(nh);` | `let ifa: RecordPtr<`[`ifaddrmsg`]`> = NLMSG_DATA(nh).into();` |
//! | `struct rtattr *rta = IFA_RTA(ifa);` | `let mut rta = `[`IFA_RTA`]`(ifa);` |
//! | `int len = IFA_PAYLOAD(nh);` | `let mut len = `[`IFA_PAYLOAD`]`(nh);` |
//! | `if (rta->rta_type == IFA_LOCAL)` | `if rta.rta_type == `[`IFA_LOCAL`] |
//!
//! ```
//! use berkeley::{linux::if_addr::*, netinet::in_::*};
//!
//! let ifa = &mut ifaddrmsg::zeroed(); // struct ifaddrmsg ifa;
//! ifa.ifa_family = AF_INET as u8; // ifa.ifa_family = AF_INET;
//! # assert_eq!(sizeof(ifa), 8);
//! ```
//!
//! [`linux::rtnetlink`](super::rtnetlink) brings this along, and shows a walk along attributes.
//!
//! See rtnetlink(7).

#[doc(no_inline)]
pub use crate::linux::netlink::*;
#[doc(no_inline)]
pub use crate::stddef::*;

use super::rtnetlink::rtattr;
use crate::plain;
use core::ffi::{c_int, c_ushort};

/// `struct ifaddrmsg` — an address of an interface: what messages `RTM_…ADDR` begin with.
///
/// * `ifa_family` — `AF_INET` or `AF_INET6`; to list, `AF_UNSPEC` for both.
/// * `ifa_prefixlen` — how many bits of it are the network's.
/// * `ifa_flags` — the low 8 bits of [`IFA_FLAGS`].
/// * `ifa_scope` — where it is valid: [`RT_SCOPE_UNIVERSE`](super::rtnetlink::RT_SCOPE_UNIVERSE)
///   and the like.
/// * `ifa_index` — the index of the interface.
///
/// See rtnetlink(7).
#[doc(inline)]
pub use libc::ifaddrmsg;

/// `struct ifa_cacheinfo` — how long an address holds: the value of [`IFA_CACHEINFO`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ifa_cacheinfo {
    /// For how long it is preferred, in seconds; `0xffffffff` for ever.
    pub ifa_prefered: u32,
    /// For how long it is valid, in seconds; `0xffffffff` for ever.
    pub ifa_valid: u32,
    /// When it was made, in 1/100 s since the system started.
    pub cstamp: u32,
    /// When it was last changed, in 1/100 s since the system started.
    pub tstamp: u32,
}

plain! {
    ifaddrmsg { ifa_family: u8, ifa_prefixlen: u8, ifa_flags: u8, ifa_scope: u8, ifa_index: u32 }
    ifa_cacheinfo { ifa_prefered: u32, ifa_valid: u32, cstamp: u32, tstamp: u32 }
}

/// `IFA_RTA(r)` — the first attribute of an address.
///
/// # Parameters
///
/// * `r` — the [`ifaddrmsg`], or the `NLMSG_DATA(nh)` that it is.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let message = [ifaddrmsg::zeroed().as_bytes(), rtattr { rta_len: 4, rta_type: IFA_LOCAL }.as_bytes()].concat();
/// assert_eq!(IFA_RTA(&*message).rta_type, IFA_LOCAL); // IFA_RTA(NLMSG_DATA(nh))->rta_type
/// ```
///
/// See rtnetlink(7). Of Linux.
pub fn IFA_RTA<'a>(r: impl Into<RecordPtr<'a, ifaddrmsg>>) -> RecordPtr<'a, rtattr> {
    r.into().byte_add(NLMSG_ALIGN(size_of::<ifaddrmsg>()))
}

/// `IFA_PAYLOAD(n)` — how many bytes of attributes an address has: [`NLMSG_PAYLOAD`] without the
/// [`ifaddrmsg`].
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let nh = nlmsghdr { nlmsg_len: 16 + 8 + 8, ..nlmsghdr::zeroed() };
/// assert_eq!(IFA_PAYLOAD(record(&nh)), 8);
/// ```
///
/// See rtnetlink(7). Of Linux.
pub fn IFA_PAYLOAD(n: RecordPtr<'_, nlmsghdr>) -> c_int {
    NLMSG_PAYLOAD(n, size_of::<ifaddrmsg>())
}

// Attributes of an address: `rta_type`. Addresses are as they go over the wire, numbers in host byte order.

/// Unused.
pub const IFA_UNSPEC: c_ushort = 0;
/// The address; on a point-to-point link, that of the other side.
pub const IFA_ADDRESS: c_ushort = 1;
/// The interface's own address. For IPv6 only where it differs.
pub const IFA_LOCAL: c_ushort = 2;
/// The name that it goes by, such as `eth0:1`: text. IPv4.
pub const IFA_LABEL: c_ushort = 3;
/// The broadcast address.
pub const IFA_BROADCAST: c_ushort = 4;
/// An anycast address: of an answer to [`RTM_GETANYCAST`](super::rtnetlink::RTM_GETANYCAST).
pub const IFA_ANYCAST: c_ushort = 5;
/// How long it holds: an [`ifa_cacheinfo`].
pub const IFA_CACHEINFO: c_ushort = 6;
/// A multicast group: of an answer to [`RTM_GETMULTICAST`](super::rtnetlink::RTM_GETMULTICAST).
pub const IFA_MULTICAST: c_ushort = 7;
/// All of its flags: a `u32`, `IFA_F_…`. Counts instead of `ifa_flags`.
pub const IFA_FLAGS: c_ushort = 8;
/// The metric of the route that comes with it: a `u32`.
pub const IFA_RT_PRIORITY: c_ushort = 9;
/// The network namespace that it is in: an `int`, its number.
pub const IFA_TARGET_NETNSID: c_ushort = 10;
/// Who made it: a `u8`, `IFAPROT_…`.
pub const IFA_PROTO: c_ushort = 11;
/// The largest of these, as of this header.
pub const IFA_MAX: c_ushort = IFA_PROTO;

// Flags of an address: `IFA_FLAGS`, the low 8 bits of them in `ifa_flags`.

/// IPv4: another one of the same network came before it.
pub const IFA_F_SECONDARY: u32 = 0x01;
/// IPv6: made for privacy, for a time (RFC 8981). The same bit.
pub const IFA_F_TEMPORARY: u32 = IFA_F_SECONDARY;
/// IPv6: it is not checked whether another host has it.
pub const IFA_F_NODAD: u32 = 0x02;
/// IPv6: it is used while that is being checked (RFC 4429).
pub const IFA_F_OPTIMISTIC: u32 = 0x04;
/// IPv6: another host has it.
pub const IFA_F_DADFAILED: u32 = 0x08;
/// IPv6: the home address of a mobile host.
pub const IFA_F_HOMEADDRESS: u32 = 0x10;
/// Not to be used for new connections any more.
pub const IFA_F_DEPRECATED: u32 = 0x20;
/// IPv6: not to be used before it is checked whether another host has it.
pub const IFA_F_TENTATIVE: u32 = 0x40;
/// It does not expire.
pub const IFA_F_PERMANENT: u32 = 0x80;
/// IPv6: temporary addresses are to be made from it.
pub const IFA_F_MANAGETEMPADDR: u32 = 0x100;
/// No route to its network comes with it.
pub const IFA_F_NOPREFIXROUTE: u32 = 0x200;
/// A multicast group, which the interface is to join.
pub const IFA_F_MCAUTOJOIN: u32 = 0x400;
/// IPv6: made from a secret, one for each network (RFC 7217).
pub const IFA_F_STABLE_PRIVACY: u32 = 0x800;

// Who made an address: `IFA_PROTO`.

/// Not said.
pub const IFAPROT_UNSPEC: u8 = 0;
/// The kernel, for the loopback interface.
pub const IFAPROT_KERNEL_LO: u8 = 1;
/// The kernel, from a router's announcement.
pub const IFAPROT_KERNEL_RA: u8 = 2;
/// The kernel, for a link-local address.
pub const IFAPROT_KERNEL_LL: u8 = 3;
