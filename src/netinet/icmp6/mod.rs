//! `<netinet/icmp6.h>`: ICMPv6, the messages of IPv6 about itself: echoes, why a packet did not
//! arrive, who is in the neighbourhood, and the filter of a raw socket.
//!
//! | C | here |
//! |---|---|
//! | `struct icmp6_hdr icmp6;` | `let icmp6 = &mut `[`icmp6_hdr`]`::zeroed();` |
//! | `icmp6.icmp6_type = ICMP6_ECHO_REQUEST` | `icmp6.icmp6_type = `[`ICMP6_ECHO_REQUEST`] |
//! | `icmp6.icmp6_id`, `icmp6.icmp6_data8[0]` | `icmp6.`[`icmp6_id`](icmp6_hdr::icmp6_id)`()`, `icmp6.`[`icmp6_data8`](icmp6_hdr::icmp6_data8)`()[0]` |
//! | `icmp6.icmp6_seq = htons(1)` | `icmp6.`[`set_icmp6_seq`](icmp6_hdr::set_icmp6_seq)`(htons(1))` |
//! | `ns.nd_ns_type = ND_NEIGHBOR_SOLICIT` | `ns.`[`set_nd_ns_type`](nd_neighbor_solicit::set_nd_ns_type)`(`[`ND_NEIGHBOR_SOLICIT`]`)`, `ns.nd_ns_hdr.icmp6_type = `[`ND_NEIGHBOR_SOLICIT`] |
//! | `ICMP6_FILTER_SETBLOCKALL(&filter)` | [`ICMP6_FILTER_SETBLOCKALL`]`(filter)` |
//! | `ICMP6_FILTER_SETPASS(ICMP6_ECHO_REPLY, &filter)` | [`ICMP6_FILTER_SETPASS`]`(ICMP6_ECHO_REPLY, filter)` |
//! | `if (ICMP6_FILTER_WILLPASS(ND_REDIRECT, &filter))` | `if `[`ICMP6_FILTER_WILLPASS`]`(ND_REDIRECT, filter)` |
//! | `setsockopt(sock, IPPROTO_ICMPV6, ICMP6_FILTER, &filter, sizeof(filter))` | `setsockopt(sock, IPPROTO_ICMPV6, `[`ICMP6_FILTER`]`, filter, sizeof(filter))` |
//!
//! ```
//! use berkeley::{netinet::icmp6::*, string::*};
//!
//! # let packet = [128u8; 64];
//! let icmp6 = &mut icmp6_hdr::zeroed(); // struct icmp6_hdr icmp6;
//! memcpy(icmp6, &packet, sizeof(icmp6)); // memcpy(&icmp6, packet, sizeof(icmp6));
//! # assert_eq!(icmp6.icmp6_type, ICMP6_ECHO_REQUEST);
//! ```
//!
//! Fields of more than one byte stay in network byte order, as in C: `htons` what goes in, `ntohs`
//! what comes out. A constant has the type of the field that it goes into.
//!
//! # Unions and shortcuts
//!
//! Rust has no union that safe code may read, and no `#define` of a member. Each member of a union
//! and each shortcut is a method that reads it, named as in C, and a method `set_…`.
//!
//! The kernel makes the checksum of what a raw socket of `IPPROTO_ICMPV6` sends, and checks what
//! it receives.
//!
//! See ipv6(7), raw(7), RFC 4443, RFC 4861 (neighbours), RFC 2710 (multicast listeners), RFC 2894
//! (renumbering), RFC 6275 (mobility); RFC 3542 for the names.
#![doc(alias = "netinet/icmp6.h")]

#[doc(no_inline)]
pub use crate::netinet::in_::*;
#[doc(no_inline)]
pub use crate::string::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

mod constants;
mod filter;
mod messages;
mod neighbours;

pub use constants::*;
pub use filter::*;
pub use messages::*;
pub use neighbours::*;
