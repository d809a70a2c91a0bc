//! `<netinet/ip.h>`: the header of IPv4, its options, and its type of service.
//!
//! | C | here |
//! |---|---|
//! | `struct ip ip;` | `let ip = &mut `[`ip`]`::zeroed();` |
//! | `struct iphdr iph;` | `let iph = &mut `[`iphdr`]`::zeroed();` |
//! | `ip.ip_len = htons(20)` | `ip.ip_len = htons(20)` |
//! | `ip.ip_hl << 2` | `ip.`[`ip_hl`](ip::ip_hl)`() << 2` |
//! | `ip.ip_v = IPVERSION` | `ip.`[`set_ip_v`](ip::set_ip_v)`(`[`IPVERSION`]`)` |
//! | `IPTOS_DSCP(ip.ip_tos)` | [`IPTOS_DSCP`]`(ip.ip_tos)` |
//! | `IPOPT_COPIED(opt[IPOPT_OPTVAL])` | [`IPOPT_COPIED`]`(opt[`[`IPOPT_OPTVAL`]`])` |
//!
//! ```
//! use berkeley::{netinet::ip::*, string::*};
//!
//! # let packet = b"\x45\0\0\x14\0\0\x40\0\x40\x01\0\0\x7f\0\0\x01\x7f\0\0\x01";
//! let ip = &mut ip::zeroed(); // struct ip ip;
//! memcpy(ip, packet, sizeof(ip)); // memcpy(&ip, packet, sizeof(ip));
//! # assert_eq!((ip.ip_v(), ip.ip_hl(), ip.ip_p as i32), (4, 5, IPPROTO_ICMP));
//! ```
//!
//! Fields of more than one byte stay in network byte order, as in C: `htons` what goes in, `ntohs`
//! what comes out. Rust has no bit-fields: each is a method that reads it, and a method `set_…`.
//!
//! A constant has the type of the field that it goes into, so that none needs a cast there.
//! Lengths, and places in an array of bytes, are `usize`.
//!
//! See ip(7), raw(7), RFC 791, RFC 2474, RFC 3168.
#![doc(alias = "netinet/ip.h")]

#[doc(no_inline)]
pub use crate::netinet::in_::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

mod constants;
mod structs;

pub use constants::*;
pub use structs::*;

/// `IPTOS_ECN(x)` — the ECN bits of a type of service: one of the `IPTOS_ECN_…` values.
///
/// ```
/// use berkeley::netinet::ip::*;
///
/// assert_eq!(IPTOS_ECN(IPTOS_DSCP_EF | IPTOS_ECN_CE), IPTOS_ECN_CE); // IPTOS_ECN(tos)
/// ```
///
/// See RFC 3168.
pub const fn IPTOS_ECN(x: u8) -> u8 {
    x & IPTOS_ECN_MASK
}

/// `IPTOS_DSCP(x)` — the code point of a type of service: its upper six bits, in their place, as
/// the `IPTOS_DSCP_…` values have them.
///
/// ```
/// use berkeley::netinet::ip::*;
///
/// assert_eq!(IPTOS_DSCP(IPTOS_DSCP_EF | IPTOS_ECN_CE), IPTOS_DSCP_EF); // IPTOS_DSCP(tos)
/// ```
///
/// See RFC 2474.
pub const fn IPTOS_DSCP(x: u8) -> u8 {
    x & IPTOS_DSCP_MASK
}

/// `IPTOS_CLASS(class)` — the class of a code point: its upper three bits, in their place, as the
/// `IPTOS_CLASS_…` values have them.
///
/// ```
/// use berkeley::netinet::ip::*;
///
/// assert_eq!(IPTOS_CLASS(IPTOS_DSCP_AF31), IPTOS_CLASS_CS3); // IPTOS_CLASS(tos)
/// ```
///
/// See RFC 2474, section 4.2.2.
pub const fn IPTOS_CLASS(class: u8) -> u8 {
    class & IPTOS_CLASS_MASK
}

/// `IPTOS_TOS(tos)` — the type of service in the old sense: [`IPTOS_LOWDELAY`] and the like.
///
/// ```
/// use berkeley::netinet::ip::*;
///
/// assert_eq!(IPTOS_TOS(IPTOS_PREC_FLASH | IPTOS_LOWDELAY), IPTOS_LOWDELAY); // IPTOS_TOS(tos)
/// ```
///
/// See RFC 1349, which RFC 2474 replaced.
pub const fn IPTOS_TOS(tos: u8) -> u8 {
    tos & IPTOS_TOS_MASK
}

/// `IPTOS_PREC(tos)` — the precedence in a type of service: one of the `IPTOS_PREC_…` values.
///
/// ```
/// use berkeley::netinet::ip::*;
///
/// assert_eq!(IPTOS_PREC(IPTOS_PREC_FLASH | IPTOS_LOWDELAY), IPTOS_PREC_FLASH); // IPTOS_PREC(tos)
/// ```
///
/// See RFC 791, which RFC 2474 replaced in this.
pub const fn IPTOS_PREC(tos: u8) -> u8 {
    IPTOS_CLASS(tos)
}

/// `IPOPT_COPIED(o)` — whether an option goes into every fragment of a packet: [`IPOPT_COPY`], or
/// 0 if only into the first.
///
/// ```
/// use berkeley::netinet::ip::*;
///
/// assert_ne!(IPOPT_COPIED(IPOPT_LSRR), 0); // IPOPT_COPIED(IPOPT_LSRR)
/// assert_eq!(IPOPT_COPIED(IPOPT_RR), 0);
/// ```
///
/// See RFC 791, section 3.1.
pub const fn IPOPT_COPIED(o: u8) -> u8 {
    o & IPOPT_COPY
}

/// `IPOPT_CLASS(o)` — the class of an option: [`IPOPT_CONTROL`] or [`IPOPT_MEASUREMENT`].
///
/// ```
/// use berkeley::netinet::ip::*;
///
/// assert_eq!(IPOPT_CLASS(IPOPT_TIMESTAMP), IPOPT_MEASUREMENT); // IPOPT_CLASS(IPOPT_TIMESTAMP)
/// ```
///
/// See RFC 791, section 3.1.
pub const fn IPOPT_CLASS(o: u8) -> u8 {
    o & IPOPT_CLASS_MASK
}

/// `IPOPT_NUMBER(o)` — the number of an option within its class.
///
/// ```
/// use berkeley::netinet::ip::*;
///
/// assert_eq!(IPOPT_NUMBER(IPOPT_LSRR), 3); // IPOPT_NUMBER(IPOPT_LSRR)
/// ```
///
/// See RFC 791, section 3.1.
pub const fn IPOPT_NUMBER(o: u8) -> u8 {
    o & IPOPT_NUMBER_MASK
}
