//! `<net/ethernet.h>`: Ethernet frames, under BSD's names.
//!
//! | C | here |
//! |---|---|
//! | `struct ether_header *eh = (struct ether_header *)frame;` | `let eh = record::<`[`ether_header`]`>(frame);` |
//! | `if (ntohs(eh->ether_type) == ETHERTYPE_IP)` | `if ntohs(eh.ether_type) == `[`ETHERTYPE_IP`] |
//! | `struct ether_addr mac;` | `let mac = &mut `[`ether_addr`]`::zeroed();` |
//! | `memcpy(&mac, eh->ether_shost, ETHER_ADDR_LEN);` | `memcpy(mac, &eh.ether_shost, `[`ETHER_ADDR_LEN`]`);` |
//! | `if (ETHER_IS_VALID_LEN(len))` | `if `[`ETHER_IS_VALID_LEN`]`(len)` |
//!
//! ```
//! use berkeley::{net::ethernet::*, netinet::in_::*, record};
//!
//! let frame = *b"\xff\xff\xff\xff\xff\xff\x02\0\0\0\0\x01\x08\0 and so on";
//! let eh = record::<ether_header>(&frame); // struct ether_header *eh = (struct ether_header *)frame;
//! assert!(ntohs(eh.ether_type) == ETHERTYPE_IP); // ntohs(eh->ether_type) == ETHERTYPE_IP
//! ```
//!
//! As in C it brings along [`linux::if_ether`](crate::linux::if_ether), with the kernel's names for
//! the same: `struct ethhdr`, `ETH_P_…`.
//!
//! Of 4.3BSD.

#[doc(inline)]
pub use crate::linux::if_ether::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

use crate::plain;

/// `struct ether_addr` — an Ethernet address.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct ether_addr {
    /// Its 6 bytes, as they go over the wire.
    pub ether_addr_octet: [u8; ETH_ALEN],
}

/// `struct ether_header` — what an Ethernet frame begins with, 14 bytes. The kernel's name for it
/// is [`ethhdr`].
///
/// It needs no alignment, so a reference to `ether_type` is refused; its value is not:
/// `ntohs(eh.ether_type)`.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct ether_header {
    /// The address of the station that it goes to.
    pub ether_dhost: [u8; ETH_ALEN],
    /// The address of the station that it comes from.
    pub ether_shost: [u8; ETH_ALEN],
    /// The protocol inside, `ETHERTYPE_…`, in network byte order.
    pub ether_type: u16,
}

plain! {
    ether_addr { ether_addr_octet: [u8; ETH_ALEN] }
    ether_header { ether_dhost: [u8; ETH_ALEN], ether_shost: [u8; ETH_ALEN], ether_type: u16 }
}

// Protocols, as they are in `ether_type`.

/// PUP of Xerox.
pub const ETHERTYPE_PUP: u16 = 0x0200;
/// Sprite, an operating system of Berkeley.
pub const ETHERTYPE_SPRITE: u16 = 0x0500;
/// IPv4.
pub const ETHERTYPE_IP: u16 = 0x0800;
/// ARP: which Ethernet address has an IPv4 address.
pub const ETHERTYPE_ARP: u16 = 0x0806;
/// RARP: which IPv4 address has an Ethernet address.
pub const ETHERTYPE_REVARP: u16 = 0x8035;
/// AppleTalk, datagrams.
pub const ETHERTYPE_AT: u16 = 0x809b;
/// AppleTalk's address resolution.
pub const ETHERTYPE_AARP: u16 = 0x80f3;
/// A VLAN tag follows (IEEE 802.1Q).
pub const ETHERTYPE_VLAN: u16 = 0x8100;
/// IPX of Novell.
pub const ETHERTYPE_IPX: u16 = 0x8137;
/// IPv6.
pub const ETHERTYPE_IPV6: u16 = 0x86dd;
/// Loopback test.
pub const ETHERTYPE_LOOPBACK: u16 = 0x9000;

/// The first of the types that 4.2BSD gave to frames with their headers behind the data: this and
/// the number of 512-byte blocks of data. Other protocols have these numbers today.
pub const ETHERTYPE_TRAIL: u16 = 0x1000;
/// How many types there are from [`ETHERTYPE_TRAIL`] on.
pub const ETHERTYPE_NTRAILER: u16 = 16;

// Lengths, in bytes.

/// An Ethernet address: 6 bytes.
pub const ETHER_ADDR_LEN: size_t = ETH_ALEN;
/// The type field of the header: 2 bytes.
pub const ETHER_TYPE_LEN: size_t = 2;
/// The checksum behind the frame: 4 bytes.
pub const ETHER_CRC_LEN: size_t = 4;
/// The header: 14 bytes.
pub const ETHER_HDR_LEN: size_t = ETH_HLEN;
/// The shortest frame, header and checksum and all: 64 bytes.
pub const ETHER_MIN_LEN: size_t = ETH_ZLEN + ETHER_CRC_LEN;
/// The longest frame, header and checksum and all: 1518 bytes.
pub const ETHER_MAX_LEN: size_t = ETH_FRAME_LEN + ETHER_CRC_LEN;
/// The longest content: 1500 bytes.
pub const ETHERMTU: size_t = ETH_DATA_LEN;
/// The shortest content: 46 bytes.
pub const ETHERMIN: size_t = ETHER_MIN_LEN - ETHER_HDR_LEN - ETHER_CRC_LEN;

/// `ETHER_IS_VALID_LEN(len)` — whether a frame may be so long.
///
/// # Parameters
///
/// * `len` — its length in bytes, header and checksum and all.
///
/// ```
/// use berkeley::net::ethernet::*;
///
/// assert!(ETHER_IS_VALID_LEN(64));
/// assert!(!ETHER_IS_VALID_LEN(1519));
/// ```
///
/// Of 4.3BSD; no standard has it.
pub const fn ETHER_IS_VALID_LEN(len: size_t) -> bool {
    len >= ETHER_MIN_LEN && len <= ETHER_MAX_LEN
}
