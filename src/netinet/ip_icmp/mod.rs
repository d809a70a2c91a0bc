//! `<netinet/ip_icmp.h>`: ICMP, the messages of IPv4 about itself: echoes, and why a packet did
//! not arrive.
//!
//! | C | here |
//! |---|---|
//! | `struct icmphdr icmp;` | `let icmp = &mut `[`icmphdr`]`::zeroed();` |
//! | `icmp.type = ICMP_ECHO` | `icmp.type_ = `[`ICMP_ECHO`] |
//! | `icmp.un.echo.id = htons(7)` | `icmp.un.echo.id = htons(7)` |
//! | `icmp.un.gateway` | `icmp.un.`[`gateway`](icmphdr_un::gateway)`()` |
//! | `struct icmp icmp;` | `let icmp = &mut `[`icmp`]`::zeroed();` |
//! | `icmp.icmp_id`, `icmp.icmp_hun.ih_void` | `icmp.`[`icmp_id`](icmp::icmp_id)`()`, `icmp.icmp_hun.`[`ih_void`](icmp_hun::ih_void)`()` |
//! | `icmp.icmp_seq = htons(1)` | `icmp.`[`set_icmp_seq`](icmp::set_icmp_seq)`(htons(1))` |
//! | `if (ICMP_INFOTYPE(icmp.icmp_type))` | `if `[`ICMP_INFOTYPE`]`(icmp.icmp_type)` |
//!
//! ```
//! use berkeley::{netinet::ip_icmp::*, string::*};
//!
//! # let packet = [8u8; 64];
//! let icmp = &mut icmphdr::zeroed(); // struct icmphdr icmp;
//! memcpy(icmp, &packet, sizeof(icmp)); // memcpy(&icmp, packet, sizeof(icmp));
//! # assert_eq!(icmp.type_, ICMP_ECHO);
//! ```
//!
//! Fields of more than one byte stay in network byte order, as in C: `htons` what goes in, `ntohs`
//! what comes out. A constant has the type of the field that it goes into; lengths are `usize`.
//!
//! # Unions
//!
//! Rust has no union that safe code may read. Each member of one is a method that reads it, named
//! as in C, and a method `set_…`; both see the same bytes as those of the other members. `echo`,
//! which nearly every program uses, is a field.
//!
//! See icmp(7), raw(7), RFC 792, RFC 1122; [`checksum`](crate::checksum).
#![doc(alias = "netinet/ip_icmp.h")]

#[doc(no_inline)]
pub use crate::netinet::in_::*;
#[doc(no_inline)]
pub use crate::netinet::ip::*;

mod constants;
mod structs;

pub use constants::*;
pub use structs::*;

/// `ICMP_INFOTYPE(type)` — whether a message asks or answers, rather than reports an error.
///
/// ```
/// use berkeley::netinet::ip_icmp::*;
///
/// assert!(ICMP_INFOTYPE(ICMP_ECHO)); // ICMP_INFOTYPE(ICMP_ECHO)
/// assert!(!ICMP_INFOTYPE(ICMP_UNREACH));
/// ```
///
/// Of 4.3BSD. The types of RFC 8335 ([`ICMP_EXT_ECHO`]) came later and are not among them.
pub const fn ICMP_INFOTYPE(type_: u8) -> bool {
    matches!(
        type_,
        ICMP_ECHOREPLY
            | ICMP_ECHO
            | ICMP_ROUTERADVERT
            | ICMP_ROUTERSOLICIT
            | ICMP_TSTAMP
            | ICMP_TSTAMPREPLY
            | ICMP_IREQ
            | ICMP_IREQREPLY
            | ICMP_MASKREQ
            | ICMP_MASKREPLY
    )
}

/// `ICMP_ADVLEN(p)` — how many bytes an error message has at least, by the length of the IP header
/// in it: its own header, that header with its options, and 8 bytes more.
///
/// The header may say a length that no header has: look first whether `ip_hl` is at least 5.
///
/// ```
/// use berkeley::netinet::ip_icmp::*;
///
/// let icmp = &mut icmp::zeroed(); // struct icmp icmp = {0};
/// let mut ip = ip::zeroed();
/// ip.set_ip_hl(6); // a header with 4 bytes of options
/// icmp.set_icmp_ip(ip); // icmp.icmp_ip = ip;
/// assert_eq!(ICMP_ADVLEN(icmp), 8 + 24 + 8); // ICMP_ADVLEN(&icmp)
/// ```
///
/// Of 4.3BSD.
pub const fn ICMP_ADVLEN(p: &icmp) -> usize {
    8 + ((p.icmp_ip().ip_hl() as usize) << 2) + 8
}
