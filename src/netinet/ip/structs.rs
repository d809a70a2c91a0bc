//! The structures of `<netinet/ip.h>`.

use super::*;
use crate::netinet::accessors::bit_fields;
use crate::plain;

/// `struct ip` — the header of IPv4 without its options, by BSD's names.
///
/// ```
/// use berkeley::{arpa::inet::*, checksum::*, netinet::ip::*};
///
/// let ip = &mut ip::zeroed(); // struct ip ip = {0};
/// ip.set_ip_v(IPVERSION); // ip.ip_v = IPVERSION;
/// ip.set_ip_hl(5); // ip.ip_hl = 5;
/// ip.ip_len = htons(20);
/// ip.ip_off = htons(IP_DF);
/// ip.ip_ttl = IPDEFTTL;
/// ip.ip_p = IPPROTO_ICMP as u8;
/// ip.ip_src.s_addr = inet_addr("127.0.0.1");
/// ip.ip_dst.s_addr = inet_addr("127.0.0.1");
/// ip.ip_sum = in_cksum(ip, sizeof(ip));
/// assert_eq!(ip.as_bytes()[..10], *b"\x45\0\0\x14\0\0\x40\0\x40\x01");
/// ```
///
/// See RFC 791, section 3.1. [`iphdr`] is the same by Linux's names.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip {
    ip_vhl: u8,
    /// Type of service: a code point (`IPTOS_DSCP_…`) and ECN (`IPTOS_ECN_…`).
    pub ip_tos: u8,
    /// Length of the packet in bytes, header and options included; network byte order.
    pub ip_len: u16,
    /// Identification: the same in all fragments of a packet; network byte order.
    pub ip_id: u16,
    /// Flags ([`IP_DF`], [`IP_MF`]), and where in the packet this fragment begins, in units of 8
    /// bytes ([`IP_OFFMASK`]); network byte order.
    pub ip_off: u16,
    /// Time to live: how many routers may still pass it on.
    pub ip_ttl: u8,
    /// Protocol of what follows: an `IPPROTO_…` number.
    pub ip_p: u8,
    /// Checksum of the header with its options, from [`in_cksum`](crate::checksum::in_cksum).
    pub ip_sum: u16,
    /// Address it comes from.
    pub ip_src: in_addr,
    /// Address it goes to.
    pub ip_dst: in_addr,
}

bit_fields! { ip {
    /// `unsigned int ip_hl:4` — the length of the header with its options, in units of 4 bytes: 5
    /// without any.
    ip_hl set_ip_hl = ip_vhl >> 0 & 0x0f;
    /// `unsigned int ip_v:4` — the version: [`IPVERSION`].
    ip_v set_ip_v = ip_vhl >> 4 & 0x0f;
} }

/// `struct iphdr` — the header of IPv4 without its options, by Linux's names.
///
/// ```
/// use berkeley::{arpa::inet::*, netinet::ip::*};
///
/// let iph = &mut iphdr::zeroed(); // struct iphdr iph = {0};
/// iph.set_version(4); // iph.version = 4;
/// iph.set_ihl(5); // iph.ihl = 5;
/// iph.tot_len = htons(20);
/// iph.saddr = inet_addr("127.0.0.1");
/// assert_eq!(iph.as_bytes()[..4], [0x45, 0, 0, 20]);
/// ```
///
/// See RFC 791, section 3.1. [`ip`] is the same by BSD's names.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct iphdr {
    version_ihl: u8,
    /// Type of service: a code point (`IPTOS_DSCP_…`) and ECN (`IPTOS_ECN_…`).
    pub tos: u8,
    /// Length of the packet in bytes, header and options included; network byte order.
    pub tot_len: u16,
    /// Identification: the same in all fragments of a packet; network byte order.
    pub id: u16,
    /// Flags ([`IP_DF`], [`IP_MF`]), and where in the packet this fragment begins, in units of 8
    /// bytes ([`IP_OFFMASK`]); network byte order.
    pub frag_off: u16,
    /// Time to live: how many routers may still pass it on.
    pub ttl: u8,
    /// Protocol of what follows: an `IPPROTO_…` number.
    pub protocol: u8,
    /// Checksum of the header with its options, from [`in_cksum`](crate::checksum::in_cksum).
    pub check: u16,
    /// Address it comes from; network byte order.
    pub saddr: u32,
    /// Address it goes to; network byte order.
    pub daddr: u32,
}

bit_fields! { iphdr {
    /// `unsigned int ihl:4` — the length of the header with its options, in units of 4 bytes: 5
    /// without any.
    ihl set_ihl = version_ihl >> 0 & 0x0f;
    /// `unsigned int version:4` — the version: [`IPVERSION`].
    version set_version = version_ihl >> 4 & 0x0f;
} }

/// `struct ip_timestamp` — the option that asks routers for the time, by BSD's names.
///
/// ```
/// use berkeley::netinet::ip::*;
///
/// let ts = &mut ip_timestamp::zeroed(); // struct ip_timestamp ts = {0};
/// ts.ipt_code = IPOPT_TS;
/// ts.ipt_len = sizeof(ts) as u8;
/// ts.ipt_ptr = 5;
/// ts.set_ipt_flg(IPOPT_TS_TSONLY); // ts.ipt_flg = IPOPT_TS_TSONLY;
/// assert_eq!(ts.as_bytes()[..4], [68, 40, 5, 0]);
/// ```
///
/// See RFC 791, section 3.1.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip_timestamp {
    /// [`IPOPT_TS`].
    pub ipt_code: u8,
    /// Length of the option in bytes, at most 40.
    pub ipt_len: u8,
    /// Where the next router is to write, counted from 1: at first 5.
    pub ipt_ptr: u8,
    ipt_oflw_flg: u8,
    /// The times, in milliseconds since midnight UTC, and addresses if asked for; network byte
    /// order.
    pub data: [u32; 9],
}

bit_fields! { ip_timestamp {
    /// `unsigned int ipt_flg:4` — what to write: [`IPOPT_TS_TSONLY`], [`IPOPT_TS_TSANDADDR`],
    /// [`IPOPT_TS_PRESPEC`].
    ipt_flg set_ipt_flg = ipt_oflw_flg >> 0 & 0x0f;
    /// `unsigned int ipt_oflw:4` — how many routers found no room left.
    ipt_oflw set_ipt_oflw = ipt_oflw_flg >> 4 & 0x0f;
} }

/// `struct timestamp` — the timestamp option without its first byte, by Linux's names.
///
/// Its fourth byte is padding, in C too, so that it is no picture of the option in a packet.
/// [`ip_timestamp`] is.
///
/// See RFC 791, section 3.1.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct timestamp {
    /// Length of the option in bytes.
    pub len: u8,
    /// Where the next router is to write, counted from 1.
    pub ptr: u8,
    overflow_flags: u8,
    _pad: u8,
    /// The times and addresses; network byte order.
    pub data: [u32; 9],
}

bit_fields! { timestamp {
    /// `unsigned int flags:4` — what to write: [`IPOPT_TS_TSONLY`] and the like.
    flags set_flags = overflow_flags >> 0 & 0x0f;
    /// `unsigned int overflow:4` — how many routers found no room left.
    overflow set_overflow = overflow_flags >> 4 & 0x0f;
} }

plain! {
    ip {
        ip_vhl: u8,
        ip_tos: u8,
        ip_len: u16,
        ip_id: u16,
        ip_off: u16,
        ip_ttl: u8,
        ip_p: u8,
        ip_sum: u16,
        ip_src: in_addr,
        ip_dst: in_addr,
    }
    iphdr {
        version_ihl: u8,
        tos: u8,
        tot_len: u16,
        id: u16,
        frag_off: u16,
        ttl: u8,
        protocol: u8,
        check: u16,
        saddr: u32,
        daddr: u32,
    }
    ip_timestamp { ipt_code: u8, ipt_len: u8, ipt_ptr: u8, ipt_oflw_flg: u8, data: [u32; 9] }
    timestamp { len: u8, ptr: u8, overflow_flags: u8, _pad: u8, data: [u32; 9] }
}
