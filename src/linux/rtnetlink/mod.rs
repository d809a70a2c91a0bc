//! `<linux/rtnetlink.h>`: links, addresses, routes and neighbours, over netlink.
//!
//! | C | here |
//! |---|---|
//! | `req.nlh.nlmsg_type = RTM_GETLINK;` | `req.nlh.nlmsg_type = `[`RTM_GETLINK`]`;` |
//! | `struct ifinfomsg *ifi = NLMSG_DATA(nh);` | `let ifi: RecordPtr<`[`ifinfomsg`]`> = NLMSG_DATA(nh).into();` |
//! | `struct rtattr *rta = IFLA_RTA(ifi);` | `let mut rta = `[`IFLA_RTA`]`(ifi);` |
//! | `int len = IFLA_PAYLOAD(nh);` | `let mut len = `[`IFLA_PAYLOAD`]`(nh);` |
//! | `while (RTA_OK(rta, len))` | `while `[`RTA_OK`]`(rta, len)` |
//! | `if (rta->rta_type == IFLA_IFNAME)` | `if rta.rta_type == `[`IFLA_IFNAME`] |
//! | `printf("%s", (char *)RTA_DATA(rta));` | `print!("{}", cstr(`[`RTA_DATA`]`(rta)));` |
//! | `*(int *)RTA_DATA(rta)` | `*record::<c_int>(`[`RTA_DATA`]`(rta))` |
//! | `memcpy(mac, RTA_DATA(rta), RTA_PAYLOAD(rta));` | `memcpy(mac, `[`RTA_DATA`]`(rta), `[`RTA_PAYLOAD`]`(rta));` |
//! | `rta = RTA_NEXT(rta, len);` | `rta = `[`RTA_NEXT`]`(rta, &mut len);` |
//! | `struct rtnexthop *nh = RTA_DATA(rta);` | `let nh: RecordPtr<`[`rtnexthop`]`> = RTA_DATA(rta).into();` |
//! | `while (RTNH_OK(nh, len)) { …; len -= nh->rtnh_len; nh = RTNH_NEXT(nh); }` | `while `[`RTNH_OK`]`(nh, len) { …; len -= nh.rtnh_len as i32; nh = `[`RTNH_NEXT`]`(nh) }` |
//!
//! ```
//! use berkeley::linux::rtnetlink::*; // #include <linux/rtnetlink.h>
//!
//! let nh = &mut nlmsghdr::zeroed();
//! nh.nlmsg_len = NLMSG_LENGTH(size_of::<ifinfomsg>()) as u32; // NLMSG_LENGTH(sizeof(struct ifinfomsg))
//! nh.nlmsg_type = RTM_GETLINK; // nh.nlmsg_type = RTM_GETLINK;
//! # assert_eq!(nh.nlmsg_len, 32);
//! ```
//!
//! A message of this family has a structure of its own behind its [`nlmsghdr`], and behind that
//! attributes, each a [`rtattr`] and a value, filled up to a multiple of 4 bytes:
//!
//! | messages | structure | attributes |
//! |---|---|---|
//! | `RTM_…LINK` | [`ifinfomsg`] | `IFLA_…` of [`linux::if_link`](super::if_link) |
//! | `RTM_…ADDR` | [`ifaddrmsg`] | `IFA_…` of [`linux::if_addr`](super::if_addr) |
//! | `RTM_…ROUTE`, `RTM_…RULE` | [`rtmsg`] | `RTA_…` |
//! | `RTM_…NEIGH` | [`ndmsg`] | `NDA_…` of [`linux::neighbour`](super::neighbour) |
//! | `RTM_…QDISC`, `RTM_…TCLASS`, `RTM_…TFILTER` | [`tcmsg`] | `TCA_…` |
//!
//! # A list of links
//!
//! ```
//! use berkeley::{linux::rtnetlink::*, string::*, sys::socket::*, unistd::*};
//!
//! #[repr(C)]
//! #[derive(Clone, Copy)]
//! struct Req { //                                       struct {
//!     nlh: nlmsghdr, //                                     struct nlmsghdr nlh;
//!     ifi: ifinfomsg, //                                    struct ifinfomsg ifi;
//! } //                                                  } req;
//! berkeley::plain! { Req { nlh: nlmsghdr, ifi: ifinfomsg } }
//!
//! let req = &mut Req::zeroed();
//! req.nlh.nlmsg_len = sizeof(req) as u32; //            req.nlh.nlmsg_len = sizeof(req);
//! req.nlh.nlmsg_type = RTM_GETLINK; //                  req.nlh.nlmsg_type = RTM_GETLINK;
//! req.nlh.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP; //  req.nlh.nlmsg_flags = …;
//! let sock = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
//! send(sock, req, sizeof(req), 0);
//!
//! let buf = &mut [0u8; 32768];
//! let mut done = false;
//! while !done {
//!     let mut len = recv(sock, buf, sizeof(buf), 0);
//!     let mut nh = record::<nlmsghdr>(buf); //          nh = (struct nlmsghdr *)buf;
//! #   assert!(len > 0);
//!     while NLMSG_OK(nh, len) { //                      while (NLMSG_OK(nh, len)) {
//!         if nh.nlmsg_type == NLMSG_DONE || nh.nlmsg_type == NLMSG_ERROR {
//!             done = true;
//!             break;
//!         }
//!         let ifi: RecordPtr<ifinfomsg> = NLMSG_DATA(nh).into(); // … *ifi = NLMSG_DATA(nh);
//!         let mut rta = IFLA_RTA(ifi); //                   rta = IFLA_RTA(ifi);
//!         let mut rtalen = IFLA_PAYLOAD(nh); //             rtalen = IFLA_PAYLOAD(nh);
//!         while RTA_OK(rta, rtalen) { //                    while (RTA_OK(rta, rtalen)) {
//!             if rta.rta_type == IFLA_IFNAME { //               if (rta->rta_type == IFLA_IFNAME)
//!                 println!("{}: {}", ifi.ifi_index, cstr(RTA_DATA(rta))); // printf(…);
//!             }
//!             rta = RTA_NEXT(rta, &mut rtalen); //              rta = RTA_NEXT(rta, rtalen);
//!         } //                                              }
//!         nh = NLMSG_NEXT(nh, &mut len); //                 nh = NLMSG_NEXT(nh, len);
//!     } //                                              }
//! }
//! close(sock);
//! ```
//!
//! # Writing attributes
//!
//! C writes through the pointer that `RTA_DATA` gives. Here the request is an array of bytes, or
//! has one, and [`memcpy`](crate::string::memcpy) puts each piece in its place:
//!
//! ```
//! use berkeley::{linux::rtnetlink::*, string::*};
//!
//! let attrbuf = &mut [0u8; RTA_SPACE(4)]; // char attrbuf[RTA_SPACE(4)];
//! let mtu = 1400u32;
//! let rta = rtattr { rta_len: RTA_LENGTH(4) as u16, rta_type: IFLA_MTU };
//! memcpy(attrbuf, &rta, sizeof(&rta));
//! memcpy(&mut attrbuf[RTA_LENGTH(0)..], &mtu, sizeof(&mtu)); // memcpy(RTA_DATA(rta), &mtu, sizeof(mtu));
//! assert_eq!(*record::<u32>(RTA_DATA(record(attrbuf))), 1400);
//! ```
//!
//! See rtnetlink(7), rtnetlink(3), RFC 3549.

mod constants;
mod groups;
mod walk;

pub use constants::*;
pub use groups::*;
pub use walk::*;

#[doc(no_inline)]
pub use crate::linux::if_addr::*;
#[doc(no_inline)]
pub use crate::linux::if_link::*;
#[doc(no_inline)]
pub use crate::linux::neighbour::*;

use crate::plain;
use core::ffi::{c_int, c_uchar, c_uint, c_ushort};

/// `struct rtattr` — what an attribute begins with.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rtattr {
    /// How long it is in bytes, with this header, without what it is filled up with:
    /// [`RTA_LENGTH`].
    pub rta_len: c_ushort,
    /// Which it is: `IFLA_…`, `IFA_…`, `RTA_…`, by the message. May have
    /// [`NLA_F_NESTED`] and [`NLA_F_NET_BYTEORDER`] in it.
    pub rta_type: c_ushort,
}

/// `struct rtgenmsg` — what a request to list anything at all may have for its structure.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rtgenmsg {
    /// The family of addresses, `AF_INET` and the like; `AF_UNSPEC` for all.
    pub rtgen_family: c_uchar,
}

/// `struct ifinfomsg` — a link: what messages `RTM_…LINK` begin with.
///
/// See rtnetlink(7), netdevice(7).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ifinfomsg {
    /// `AF_UNSPEC`; for a bridge's own view of its ports, `AF_BRIDGE`.
    pub ifi_family: c_uchar,
    /// Nothing; leave it zero.
    pub __ifi_pad: c_uchar,
    /// The kind of hardware, `ARPHRD_…`.
    pub ifi_type: c_ushort,
    /// The index of the interface.
    pub ifi_index: c_int,
    /// `IFF_…` flags.
    pub ifi_flags: c_uint,
    /// Which of them a request changes. (0 counts as all of them.)
    pub ifi_change: c_uint,
}

/// `struct rtmsg` — a route, or a rule: what messages `RTM_…ROUTE` and `RTM_…RULE` begin with.
///
/// See rtnetlink(7).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rtmsg {
    /// The family of addresses: `AF_INET`, `AF_INET6`.
    pub rtm_family: c_uchar,
    /// How many bits of [`RTA_DST`] count: 0 is the default route.
    pub rtm_dst_len: c_uchar,
    /// How many bits of [`RTA_SRC`] count.
    pub rtm_src_len: c_uchar,
    /// The type of service it is for.
    pub rtm_tos: c_uchar,
    /// The table it is in: [`RT_TABLE_MAIN`] and the like. Tables above 255 are in [`RTA_TABLE`],
    /// and here is [`RT_TABLE_COMPAT`].
    pub rtm_table: c_uchar,
    /// Who made it: [`RTPROT_KERNEL`] and the like.
    pub rtm_protocol: c_uchar,
    /// How far it leads: [`RT_SCOPE_UNIVERSE`] and the like.
    pub rtm_scope: c_uchar,
    /// What becomes of packets: [`RTN_UNICAST`] and the like.
    pub rtm_type: c_uchar,
    /// `RTM_F_…` and `RTNH_F_…` flags.
    pub rtm_flags: c_uint,
}

/// `struct rtnexthop` — one of the ways that a route with several has: what [`RTA_MULTIPATH`]
/// consists of, one after the other, each with attributes of its own.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rtnexthop {
    /// How long it is in bytes, with its attributes.
    pub rtnh_len: c_ushort,
    /// `RTNH_F_…` flags.
    pub rtnh_flags: c_uchar,
    /// Its weight, less 1.
    pub rtnh_hops: c_uchar,
    /// The index of the interface.
    pub rtnh_ifindex: c_int,
}

/// `struct rtvia` — a gateway of another family than the route: what [`RTA_VIA`] begins with. Its
/// address follows.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rtvia {
    /// The family of the gateway's address.
    pub rtvia_family: libc::sa_family_t,
}

/// `struct rta_cacheinfo` — how a route is used: the value of [`RTA_CACHEINFO`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rta_cacheinfo {
    /// How many references there are to it.
    pub rta_clntref: u32,
    /// How long ago it was used, in ticks of 1/100 s.
    pub rta_lastuse: u32,
    /// When it ends, in ticks of 1/100 s from now; 0 if it does not.
    pub rta_expires: i32,
    /// The error it answers with, a negative number; or 0.
    pub rta_error: u32,
    /// How often it was used.
    pub rta_used: u32,
    /// No longer used: of the peer, the identification of its last packet.
    pub rta_id: u32,
    /// No longer used: of the peer, its last TCP timestamp.
    pub rta_ts: u32,
    /// No longer used: how old that is, in seconds.
    pub rta_tsage: u32,
}

/// `struct rta_session` — a flow of packets: the value of [`RTA_SESSION`], which the kernel no
/// longer uses.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rta_session {
    /// The protocol.
    pub proto: u8,
    /// Nothing.
    pub pad1: u8,
    /// Nothing.
    pub pad2: u16,
    /// What the protocol has to tell flows apart.
    pub u: rta_session_u,
}

/// The union `u` of [`rta_session`].
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let mut session = rta_session::zeroed();
/// session.u.set_ports(rta_session_ports { sport: 1, dport: 2 });
/// assert_eq!(session.u.ports().dport, 2); // session.u.ports.dport
/// ```
#[repr(C, align(4))]
#[derive(Clone, Copy, Debug)]
pub struct rta_session_u {
    bytes: [u8; 4],
}

/// The member `ports` of [`rta_session_u`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rta_session_ports {
    /// The port that it comes from.
    pub sport: u16,
    /// The port that it goes to.
    pub dport: u16,
}

/// The member `icmpt` of [`rta_session_u`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rta_session_icmpt {
    /// The type.
    pub type_: u8,
    /// The code.
    pub code: u8,
    /// The identifier.
    pub ident: u16,
}

impl rta_session_u {
    /// `u.ports` — of TCP and UDP.
    pub const fn ports(&self) -> rta_session_ports {
        *cast(self)
    }

    /// `u.ports = ports` — sets those.
    pub const fn set_ports(&mut self, ports: rta_session_ports) {
        *cast_mut(self) = ports;
    }

    /// `u.icmpt` — of ICMP.
    pub const fn icmpt(&self) -> rta_session_icmpt {
        *cast(self)
    }

    /// `u.icmpt = icmpt` — sets it.
    pub const fn set_icmpt(&mut self, icmpt: rta_session_icmpt) {
        *cast_mut(self) = icmpt;
    }

    /// `u.spi` — of IPsec.
    pub const fn spi(&self) -> u32 {
        *cast(self)
    }

    /// `u.spi = spi` — sets it.
    pub const fn set_spi(&mut self, spi: u32) {
        *cast_mut(self) = spi;
    }
}

/// `struct rta_mfc_stats` — how a multicast route is used: the value of [`RTA_MFC_STATS`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rta_mfc_stats {
    /// How many packets went by it.
    pub mfcs_packets: u64,
    /// How many bytes they had.
    pub mfcs_bytes: u64,
    /// How many packets came by another interface than the route's.
    pub mfcs_wrong_if: u64,
}

/// `struct prefixmsg` — an IPv6 prefix that a router announced: what [`RTM_NEWPREFIX`] begins with.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct prefixmsg {
    /// `AF_INET6`.
    pub prefix_family: c_uchar,
    /// Nothing.
    pub prefix_pad1: c_uchar,
    /// Nothing.
    pub prefix_pad2: c_ushort,
    /// The index of the interface.
    pub prefix_ifindex: c_int,
    /// The type of the option in the announcement: 3.
    pub prefix_type: c_uchar,
    /// How many bits of [`PREFIX_ADDRESS`] count.
    pub prefix_len: c_uchar,
    /// The flags in the announcement: 1, on this link; 2, for addresses to be made of it.
    pub prefix_flags: c_uchar,
    /// Nothing.
    pub prefix_pad3: c_uchar,
}

/// `struct prefix_cacheinfo` — how long a prefix holds: the value of [`PREFIX_CACHEINFO`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct prefix_cacheinfo {
    /// For how long addresses of it are preferred, in seconds.
    pub preferred_time: u32,
    /// For how long it is valid, in seconds.
    pub valid_time: u32,
}

/// `struct tcmsg` — traffic control: what messages `RTM_…QDISC`, `RTM_…TCLASS`, `RTM_…TFILTER` and
/// `RTM_…CHAIN` begin with.
///
/// See rtnetlink(7), tc(8).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct tcmsg {
    /// `AF_UNSPEC`.
    pub tcm_family: c_uchar,
    /// Nothing.
    pub tcm__pad1: c_uchar,
    /// Nothing.
    pub tcm__pad2: c_ushort,
    /// The index of the interface; or [`TCM_IFINDEX_MAGIC_BLOCK`].
    pub tcm_ifindex: c_int,
    /// The number of the queueing discipline, class or filter: major in the high 16 bits, minor in
    /// the low ones.
    pub tcm_handle: u32,
    /// The number of what it belongs to. C has `tcm_block_index` for another name of it: the block,
    /// if `tcm_ifindex` says so.
    pub tcm_parent: u32,
    /// Of a filter: its priority in the high 16 bits, its protocol in network byte order in the low
    /// ones. Of a queueing discipline: how many references there are to it.
    pub tcm_info: u32,
}

/// `struct nduseroptmsg` — options of a neighbour discovery message, for programs to handle: what
/// [`RTM_NEWNDUSEROPT`] begins with. The options follow.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nduseroptmsg {
    /// `AF_INET6`.
    pub nduseropt_family: c_uchar,
    /// Nothing.
    pub nduseropt_pad1: c_uchar,
    /// How long all of the options are, in bytes.
    pub nduseropt_opts_len: c_ushort,
    /// The index of the interface.
    pub nduseropt_ifindex: c_int,
    /// The ICMPv6 type of the message that they were in.
    pub nduseropt_icmp_type: u8,
    /// Its code.
    pub nduseropt_icmp_code: u8,
    /// Nothing.
    pub nduseropt_pad2: c_ushort,
    /// Nothing.
    pub nduseropt_pad3: c_uint,
}

/// `struct tcamsg` — actions of traffic control: what messages `RTM_…ACTION` begin with.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct tcamsg {
    /// `AF_UNSPEC`.
    pub tca_family: c_uchar,
    /// Nothing.
    pub tca__pad1: c_uchar,
    /// Nothing.
    pub tca__pad2: c_ushort,
}

plain! {
    rtattr { rta_len: c_ushort, rta_type: c_ushort }
    rtgenmsg { rtgen_family: c_uchar }
    ifinfomsg {
        ifi_family: c_uchar,
        __ifi_pad: c_uchar,
        ifi_type: c_ushort,
        ifi_index: c_int,
        ifi_flags: c_uint,
        ifi_change: c_uint,
    }
    rtmsg {
        rtm_family: c_uchar,
        rtm_dst_len: c_uchar,
        rtm_src_len: c_uchar,
        rtm_tos: c_uchar,
        rtm_table: c_uchar,
        rtm_protocol: c_uchar,
        rtm_scope: c_uchar,
        rtm_type: c_uchar,
        rtm_flags: c_uint,
    }
    rtnexthop { rtnh_len: c_ushort, rtnh_flags: c_uchar, rtnh_hops: c_uchar, rtnh_ifindex: c_int }
    rtvia { rtvia_family: u16 }
    rta_cacheinfo {
        rta_clntref: u32,
        rta_lastuse: u32,
        rta_expires: i32,
        rta_error: u32,
        rta_used: u32,
        rta_id: u32,
        rta_ts: u32,
        rta_tsage: u32,
    }
    rta_session { proto: u8, pad1: u8, pad2: u16, u: rta_session_u }
    rta_session_u { bytes: [u8; 4] }
    rta_session_ports { sport: u16, dport: u16 }
    rta_session_icmpt { type_: u8, code: u8, ident: u16 }
    rta_mfc_stats { mfcs_packets: u64, mfcs_bytes: u64, mfcs_wrong_if: u64 }
    prefixmsg {
        prefix_family: c_uchar,
        prefix_pad1: c_uchar,
        prefix_pad2: c_ushort,
        prefix_ifindex: c_int,
        prefix_type: c_uchar,
        prefix_len: c_uchar,
        prefix_flags: c_uchar,
        prefix_pad3: c_uchar,
    }
    prefix_cacheinfo { preferred_time: u32, valid_time: u32 }
    tcmsg {
        tcm_family: c_uchar,
        tcm__pad1: c_uchar,
        tcm__pad2: c_ushort,
        tcm_ifindex: c_int,
        tcm_handle: u32,
        tcm_parent: u32,
        tcm_info: u32,
    }
    nduseroptmsg {
        nduseropt_family: c_uchar,
        nduseropt_pad1: c_uchar,
        nduseropt_opts_len: c_ushort,
        nduseropt_ifindex: c_int,
        nduseropt_icmp_type: u8,
        nduseropt_icmp_code: u8,
        nduseropt_pad2: c_ushort,
        nduseropt_pad3: c_uint,
    }
    tcamsg { tca_family: c_uchar, tca__pad1: c_uchar, tca__pad2: c_ushort }
}
