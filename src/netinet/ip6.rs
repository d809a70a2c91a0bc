//! `<netinet/ip6.h>`: the header of IPv6, its extension headers, and their options.
//!
//! | C | here |
//! |---|---|
//! | `struct ip6_hdr ip6;` | `let ip6 = &mut `[`ip6_hdr`]`::zeroed();` |
//! | `ip6.ip6_flow = htonl(6 << 28)` | `ip6.ip6_flow = htonl(6 << 28)` |
//! | `ip6.ip6_vfc >> 4` | `ip6.`[`ip6_vfc`](ip6_hdr::ip6_vfc)`() >> 4` |
//! | `ip6.ip6_vfc = 6 << 4` | `ip6.`[`set_ip6_vfc`](ip6_hdr::set_ip6_vfc)`(6 << 4)` |
//! | `frag.ip6f_offlg & IP6F_MORE_FRAG` | `frag.ip6f_offlg & `[`IP6F_MORE_FRAG`] |
//! | `IP6OPT_TYPE(opt.ip6o_type)` | [`IP6OPT_TYPE`]`(opt.ip6o_type)` |
//!
//! ```
//! use berkeley::{netinet::ip6::*, string::*};
//!
//! # let packet = &[0x60u8; 40];
//! let ip6 = &mut ip6_hdr::zeroed(); // struct ip6_hdr ip6;
//! memcpy(ip6, packet, sizeof(ip6)); // memcpy(&ip6, packet, sizeof(ip6));
//! # assert_eq!(ip6.ip6_vfc() >> 4, 6);
//! ```
//!
//! Fields of more than one byte stay in network byte order, as in C: `htons` what goes in, `ntohs`
//! what comes out. A constant has the type of the field that it goes into.
//!
//! See ipv6(7), RFC 8200; RFC 3542 for the names.
#![doc(alias = "netinet/ip6.h")]

#[doc(no_inline)]
pub use crate::netinet::in_::*;

use super::accessors::members;
use crate::plain;

/// `struct ip6_hdr` — the header of IPv6.
///
/// In C the first eight bytes are the union `ip6_ctlun`, and `#define`s lead into it. Here
/// `ip6_flow`, `ip6_plen`, `ip6_nxt` and `ip6_hlim` are fields; the rest of it are methods, as
/// `ip6.ip6_vfc()` and `ip6.set_ip6_vfc(6 << 4)`.
///
/// ```
/// use berkeley::{arpa::inet::*, netinet::ip6::*};
///
/// let ip6 = &mut ip6_hdr::zeroed(); // struct ip6_hdr ip6 = {0};
/// ip6.ip6_flow = htonl(6 << 28 | 0x12345); // version 6, flow label 0x12345
/// ip6.ip6_plen = htons(8);
/// ip6.ip6_nxt = IPPROTO_UDP as u8;
/// ip6.ip6_hlim = 64;
/// inet_pton(AF_INET6, "::1", &mut ip6.ip6_dst);
/// assert_eq!(ip6.ip6_vfc() >> 4, 6); // ip6.ip6_vfc >> 4
/// assert_eq!(ip6.as_bytes()[..8], [0x60, 1, 0x23, 0x45, 0, 8, 17, 64]);
/// ```
///
/// See RFC 8200, section 3.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_hdr {
    /// Version (4 bits, which are 6), traffic class (8 bits, as `ip_tos` of IPv4), flow label (20
    /// bits); network byte order.
    pub ip6_flow: u32,
    /// Length in bytes of what follows this header; network byte order.
    pub ip6_plen: u16,
    /// What follows this header: an `IPPROTO_…` number.
    pub ip6_nxt: u8,
    /// Hop limit: how many routers may still pass it on.
    pub ip6_hlim: u8,
    /// Address it comes from.
    pub ip6_src: in6_addr,
    /// Address it goes to.
    pub ip6_dst: in6_addr,
}

members! { ip6_hdr {
    /// `uint8_t ip6_vfc` — the first byte: the version in the upper 4 bits, half of the traffic
    /// class in the lower.
    ip6_vfc set_ip6_vfc: u8 = [0];
    /// `uint8_t ip6_hops` — the hop limit: `ip6_hlim`.
    ip6_hops set_ip6_hops: u8 = ip6_hlim[0];
    /// `union { … } ip6_ctlun` — the first eight bytes, by the names that they have without
    /// `#define`s.
    ip6_ctlun set_ip6_ctlun: ip6_ctlun = [0];
} }

/// `union { … } ip6_ctlun` — the first eight bytes of [`ip6_hdr`]. (Without a name in C.)
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_ctlun {
    storage: [u32; 2],
}

members! { ip6_ctlun {
    /// `struct ip6_hdrctl ip6_un1` — the eight bytes as four fields.
    ip6_un1 set_ip6_un1: ip6_hdrctl = [0];
    /// `uint8_t ip6_un2_vfc` — the first byte: `ip6_vfc`.
    ip6_un2_vfc set_ip6_un2_vfc: u8 = [0];
} }

/// `struct ip6_hdrctl` — what precedes the addresses in [`ip6_hdr`].
///
/// See RFC 8200, section 3.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_hdrctl {
    /// Version, traffic class, flow label; network byte order: `ip6_flow`.
    pub ip6_un1_flow: u32,
    /// Length in bytes of what follows the header; network byte order: `ip6_plen`.
    pub ip6_un1_plen: u16,
    /// What follows the header: `ip6_nxt`.
    pub ip6_un1_nxt: u8,
    /// Hop limit: `ip6_hlim`.
    pub ip6_un1_hlim: u8,
}

/// `struct ip6_ext` — what most extension headers begin with.
///
/// A walk from header to header takes the next one's kind from `ip6e_nxt` and its place from
/// `ip6e_len`:
///
/// ```
/// use berkeley::{netinet::ip6::*, string::*};
///
/// // Destination options, 8 bytes of them, and then UDP.
/// let packet = b"\x11\0\x01\x04\0\0\0\0\x04\xd2\0\x35\0\x08\0\0";
/// let (mut nxt, mut at) = (IPPROTO_DSTOPTS, 0);
/// while nxt == IPPROTO_HOPOPTS || nxt == IPPROTO_DSTOPTS {
///     let ext = &mut ip6_ext::zeroed(); // struct ip6_ext ext;
///     memcpy(ext, &packet[at..], sizeof(ext)); // memcpy(&ext, packet + at, sizeof(ext));
///     nxt = ext.ip6e_nxt.into();
///     at += (usize::from(ext.ip6e_len) + 1) * 8; // at += (ext.ip6e_len + 1) << 3;
/// }
/// assert_eq!((nxt, at), (IPPROTO_UDP, 8));
/// ```
///
/// See RFC 8200, section 4, RFC 6564.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_ext {
    /// What follows this header: an `IPPROTO_…` number.
    pub ip6e_nxt: u8,
    /// Length of this header in units of 8 bytes, not counting the first 8.
    pub ip6e_len: u8,
}

/// `struct ip6_hbh` — hop-by-hop options, for every router on the way. The options follow.
///
/// See RFC 8200, section 4.3.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_hbh {
    /// What follows this header: an `IPPROTO_…` number.
    pub ip6h_nxt: u8,
    /// Length of this header in units of 8 bytes, not counting the first 8.
    pub ip6h_len: u8,
}

/// `struct ip6_dest` — options for where the packet goes to. The options follow.
///
/// See RFC 8200, section 4.6.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_dest {
    /// What follows this header: an `IPPROTO_…` number.
    pub ip6d_nxt: u8,
    /// Length of this header in units of 8 bytes, not counting the first 8.
    pub ip6d_len: u8,
}

/// `struct ip6_rthdr` — a routing header, of any type. What its type has follows.
///
/// See RFC 8200, section 4.4.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_rthdr {
    /// What follows this header: an `IPPROTO_…` number.
    pub ip6r_nxt: u8,
    /// Length of this header in units of 8 bytes, not counting the first 8.
    pub ip6r_len: u8,
    /// Type of routing: 4 for segment routing (RFC 8754).
    pub ip6r_type: u8,
    /// How many of the nodes that it names are still to be visited.
    pub ip6r_segleft: u8,
}

/// `struct ip6_rthdr0` — a routing header of type 0, which names nodes to come through. The
/// addresses follow.
///
/// RFC 5095 abolished it in 2007: hosts refuse it.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_rthdr0 {
    /// What follows this header: an `IPPROTO_…` number.
    pub ip6r0_nxt: u8,
    /// Length of this header in units of 8 bytes, not counting the first 8: twice the number of
    /// addresses.
    pub ip6r0_len: u8,
    /// 0.
    pub ip6r0_type: u8,
    /// How many of the addresses are still to be visited.
    pub ip6r0_segleft: u8,
    /// 0.
    pub ip6r0_reserved: u8,
    /// A bit for each address in RFC 1883; 0 since RFC 2460.
    pub ip6r0_slmap: [u8; 3],
    /// Where the addresses begin: none of them, as in C, where it is an array of size 0.
    pub ip6r0_addr: [in6_addr; 0],
}

/// `struct ip6_frag` — says which part of a longer packet this one carries.
///
/// ```
/// use berkeley::{arpa::inet::*, netinet::ip6::*};
///
/// let frag = &mut ip6_frag::zeroed(); // struct ip6_frag frag = {0};
/// frag.ip6f_offlg = htons(1448) | IP6F_MORE_FRAG;
/// assert_eq!(ntohs(frag.ip6f_offlg & IP6F_OFF_MASK), 1448); // in bytes: the units of 8 are shifted
/// assert_ne!(frag.ip6f_offlg & IP6F_MORE_FRAG, 0);
/// ```
///
/// See RFC 8200, section 4.5.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_frag {
    /// What the packet goes on with: an `IPPROTO_…` number.
    pub ip6f_nxt: u8,
    /// 0.
    pub ip6f_reserved: u8,
    /// Where this part begins ([`IP6F_OFF_MASK`]), and whether more follow ([`IP6F_MORE_FRAG`]);
    /// network byte order.
    pub ip6f_offlg: u16,
    /// Identification: the same in all parts of a packet; network byte order.
    pub ip6f_ident: u32,
}

/// `struct ip6_opt` — what every option but [`IP6OPT_PAD1`] begins with. Its data follows.
///
/// See RFC 8200, section 4.2.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_opt {
    /// Kind of option: an `IP6OPT_…` number.
    pub ip6o_type: u8,
    /// Length of its data in bytes, these two not counted.
    pub ip6o_len: u8,
}

/// `struct ip6_opt_jumbo` — the option that gives the length of a packet beyond 65535 bytes.
///
/// See RFC 2675.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_opt_jumbo {
    /// [`IP6OPT_JUMBO`].
    pub ip6oj_type: u8,
    /// 4.
    pub ip6oj_len: u8,
    /// Length in bytes of what follows the header of the packet; network byte order.
    pub ip6oj_jumbo_len: [u8; 4],
}

/// `struct ip6_opt_nsap` — the option that carries OSI addresses. The two addresses follow.
///
/// See RFC 1888, which RFC 4048 made historic.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_opt_nsap {
    /// [`IP6OPT_NSAP_ADDR`].
    pub ip6on_type: u8,
    /// Length of its data in bytes.
    pub ip6on_len: u8,
    /// Length in bytes of the address it comes from.
    pub ip6on_src_nsap_len: u8,
    /// Length in bytes of the address it goes to.
    pub ip6on_dst_nsap_len: u8,
}

/// `struct ip6_opt_tunnel` — the option that limits how many tunnels may nest.
///
/// See RFC 2473, section 4.1.1.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_opt_tunnel {
    /// [`IP6OPT_TUNNEL_LIMIT`].
    pub ip6ot_type: u8,
    /// 1.
    pub ip6ot_len: u8,
    /// How many more tunnels may be wrapped around the packet.
    pub ip6ot_encap_limit: u8,
}

/// `struct ip6_opt_router` — the option that asks each router to look into the packet.
///
/// ```
/// use berkeley::{netinet::ip6::*, string::*};
///
/// let opt = &mut ip6_opt_router::zeroed(); // struct ip6_opt_router opt = {0};
/// opt.ip6or_type = IP6OPT_ROUTER_ALERT;
/// opt.ip6or_len = 2;
/// // memcpy(opt.ip6or_value, &(uint16_t){IP6_ALERT_MLD}, 2);
/// memcpy(&mut opt.ip6or_value, &IP6_ALERT_MLD, 2);
/// assert_eq!(opt.as_bytes(), [5, 2, 0, 0]);
/// ```
///
/// See RFC 2711.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_opt_router {
    /// [`IP6OPT_ROUTER_ALERT`].
    pub ip6or_type: u8,
    /// 2.
    pub ip6or_len: u8,
    /// What the packet carries: [`IP6_ALERT_MLD`], [`IP6_ALERT_RSVP`], [`IP6_ALERT_AN`].
    pub ip6or_value: [u8; 2],
}

plain! {
    ip6_hdr {
        ip6_flow: u32,
        ip6_plen: u16,
        ip6_nxt: u8,
        ip6_hlim: u8,
        ip6_src: in6_addr,
        ip6_dst: in6_addr,
    }
    ip6_ctlun { storage: [u32; 2] }
    ip6_hdrctl { ip6_un1_flow: u32, ip6_un1_plen: u16, ip6_un1_nxt: u8, ip6_un1_hlim: u8 }
    ip6_ext { ip6e_nxt: u8, ip6e_len: u8 }
    ip6_hbh { ip6h_nxt: u8, ip6h_len: u8 }
    ip6_dest { ip6d_nxt: u8, ip6d_len: u8 }
    ip6_rthdr { ip6r_nxt: u8, ip6r_len: u8, ip6r_type: u8, ip6r_segleft: u8 }
    ip6_rthdr0 {
        ip6r0_nxt: u8,
        ip6r0_len: u8,
        ip6r0_type: u8,
        ip6r0_segleft: u8,
        ip6r0_reserved: u8,
        ip6r0_slmap: [u8; 3],
        ip6r0_addr: [in6_addr; 0],
    }
    ip6_frag { ip6f_nxt: u8, ip6f_reserved: u8, ip6f_offlg: u16, ip6f_ident: u32 }
    ip6_opt { ip6o_type: u8, ip6o_len: u8 }
    ip6_opt_jumbo { ip6oj_type: u8, ip6oj_len: u8, ip6oj_jumbo_len: [u8; 4] }
    ip6_opt_nsap {
        ip6on_type: u8,
        ip6on_len: u8,
        ip6on_src_nsap_len: u8,
        ip6on_dst_nsap_len: u8,
    }
    ip6_opt_tunnel { ip6ot_type: u8, ip6ot_len: u8, ip6ot_encap_limit: u8 }
    ip6_opt_router { ip6or_type: u8, ip6or_len: u8, ip6or_value: [u8; 2] }
}

/// In `ip6f_offlg`: the bits that say where the part begins, in bytes once `ntohs` is applied.
/// Itself in network byte order.
pub const IP6F_OFF_MASK: u16 = 0xfff8_u16.to_be();
/// In `ip6f_offlg`: the reserved bits. Itself in network byte order.
pub const IP6F_RESERVED_MASK: u16 = 0x0006_u16.to_be();
/// In `ip6f_offlg`: more parts follow this one. Itself in network byte order.
pub const IP6F_MORE_FRAG: u16 = 0x0001_u16.to_be();

/// `IP6OPT_TYPE(o)` — what a node does that does not know an option: one of the four
/// `IP6OPT_TYPE_…` values.
///
/// ```
/// use berkeley::netinet::ip6::*;
///
/// assert_eq!(IP6OPT_TYPE(IP6OPT_JUMBO), IP6OPT_TYPE_ICMP); // IP6OPT_TYPE(IP6OPT_JUMBO)
/// ```
///
/// See RFC 8200, section 4.2.
pub const fn IP6OPT_TYPE(o: u8) -> u8 {
    o & 0xc0
}

/// A node that does not know the option passes over it.
pub const IP6OPT_TYPE_SKIP: u8 = 0x00;
/// A node that does not know the option drops the packet.
pub const IP6OPT_TYPE_DISCARD: u8 = 0x40;
/// A node that does not know the option drops the packet and reports it with ICMPv6.
pub const IP6OPT_TYPE_FORCEICMP: u8 = 0x80;
/// A node that does not know the option drops the packet, and reports it with ICMPv6 unless it
/// went to a multicast address.
pub const IP6OPT_TYPE_ICMP: u8 = 0xc0;
/// In an option's kind: its data may change on the way.
pub const IP6OPT_TYPE_MUTABLE: u8 = 0x20;

/// Kind of option: one byte to fill room, without length or data.
pub const IP6OPT_PAD1: u8 = 0;
/// Kind of option: two or more bytes to fill room.
pub const IP6OPT_PADN: u8 = 1;
/// Kind of option: see [`ip6_opt_jumbo`].
pub const IP6OPT_JUMBO: u8 = 0xc2;
/// Kind of option: see [`ip6_opt_nsap`].
pub const IP6OPT_NSAP_ADDR: u8 = 0xc3;
/// Kind of option: see [`ip6_opt_tunnel`].
pub const IP6OPT_TUNNEL_LIMIT: u8 = 0x04;
/// Kind of option: see [`ip6_opt_router`].
pub const IP6OPT_ROUTER_ALERT: u8 = 0x05;
/// The length in bytes of the whole of [`ip6_opt_jumbo`].
pub const IP6OPT_JUMBO_LEN: u8 = 6;

/// For `ip6or_value`: multicast listener discovery. Itself in network byte order.
pub const IP6_ALERT_MLD: u16 = 0x0000_u16.to_be();
/// For `ip6or_value`: RSVP, resource reservation. Itself in network byte order.
pub const IP6_ALERT_RSVP: u16 = 0x0001_u16.to_be();
/// For `ip6or_value`: active networks. Itself in network byte order.
pub const IP6_ALERT_AN: u16 = 0x0002_u16.to_be();
