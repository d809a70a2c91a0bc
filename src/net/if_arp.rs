//! `<net/if_arp.h>`: ARP, by which a host learns the hardware address that belongs to an IPv4 address: its
//! table, and the header of its packets.
//!
//! | C | here |
//! |---|---|
//! | `struct arpreq arp = {0};` | `let arp = &mut `[`arpreq`]`::zeroed();` |
//! | `struct sockaddr_in *pa = (struct sockaddr_in *)&arp.arp_pa;` | `let pa = cast_mut::<sockaddr_in>(&mut arp.arp_pa);` |
//! | `strcpy(arp.arp_dev, "eth0")` | `strcpy(&mut arp.arp_dev, "eth0")` |
//! | `ioctl(sock, SIOCGARP, &arp)` | `ioctl(sock, `[`SIOCGARP`](crate::sys::ioctl::SIOCGARP)`, arp)` |
//! | `if (arp.arp_flags & ATF_COM)` | `if arp.arp_flags & `[`ATF_COM`]` != 0` |
//! | `if (arp.arp_ha.sa_family == ARPHRD_ETHER)` | `if arp.arp_ha.sa_family == `[`ARPHRD_ETHER`]` as sa_family_t` |
//! | `struct arphdr arp; memcpy(&arp, packet, sizeof(arp));` | `let arp = &mut `[`arphdr`]`::zeroed(); memcpy(arp, packet, sizeof(arp));` |
//! | `if (ntohs(arp.ar_op) == ARPOP_REQUEST)` | `if ntohs(arp.ar_op) == `[`ARPOP_REQUEST`] |
//!
//! ```
//! use berkeley::{net::if_arp::*, netinet::in_::*, string::*, sys::ioctl::*, unistd::*};
//! use berkeley::errno::*;
//!
//! let sock = socket(AF_INET, SOCK_DGRAM, 0);
//! let arp = &mut arpreq::zeroed(); // struct arpreq arp = {0};
//! let pa = cast_mut::<sockaddr_in>(&mut arp.arp_pa); // (struct sockaddr_in *)&arp.arp_pa
//! pa.sin_family = AF_INET as sa_family_t;
//! pa.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
//! strcpy(&mut arp.arp_dev, "lo"); // strcpy(arp.arp_dev, "lo");
//! assert_eq!(ioctl(sock, SIOCGARP, arp), -1); // ioctl(sock, SIOCGARP, &arp)
//! assert_eq!(errno(), ENXIO); // the loopback interface has no need of hardware addresses
//! close(sock);
//! ```
//!
//! See arp(7).

#[doc(no_inline)]
pub use crate::sys::socket::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

pub use crate::net::if_::SockaddrField;

use crate::plain;
use core::ffi::{c_char, c_int};

/// `struct arpreq` — an entry of the table: what `SIOCGARP`, `SIOCSARP` and `SIOCDARP` take.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct arpreq {
    /// The protocol's address: a `sockaddr_in` without a port.
    pub arp_pa: SockaddrField,
    /// The hardware address: its kind in `sa_family`, its bytes in `sa_data`.
    pub arp_ha: SockaddrField,
    /// The flags of the entry: `ATF_…`.
    pub arp_flags: c_int,
    /// The netmask of an entry for many addresses: all ones, or zero. With [`ATF_NETMASK`].
    pub arp_netmask: SockaddrField,
    /// The name of the interface, with a NUL behind it.
    pub arp_dev: [c_char; 16],
}

/// `struct arphdr` — the header of an ARP packet.
///
/// Four addresses follow, as long as the header says: the hardware address and the protocol address of
/// the sender, and the two of the target.
///
/// ```
/// use berkeley::{net::ethernet::*, net::if_arp::*, netinet::in_::*, string::*};
///
/// let packet = *b"\0\x01\x08\0\x06\x04\0\x01\x02\0\0\0\0\x01\x7f\0\0\x01\0\0\0\0\0\0\x7f\0\0\x02";
/// let arp = &mut arphdr::zeroed(); // struct arphdr arp;
/// memcpy(arp, &packet, sizeof(arp)); // memcpy(&arp, packet, sizeof(arp));
/// assert_eq!((ntohs(arp.ar_op), ntohs(arp.ar_pro)), (ARPOP_REQUEST, ETHERTYPE_IP));
/// // who has the address behind three others?
/// let at = sizeof(arp) + usize::from(2 * arp.ar_hln + arp.ar_pln);
/// assert_eq!(packet[at..], [127, 0, 0, 2]);
/// ```
///
/// See RFC 826.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct arphdr {
    /// The kind of hardware address, such as [`ARPHRD_ETHER`]; network byte order.
    pub ar_hrd: u16,
    /// The protocol that the other addresses are of, by its Ethernet type; network byte order.
    pub ar_pro: u16,
    /// The length of a hardware address in bytes: 6 for Ethernet.
    pub ar_hln: u8,
    /// The length of a protocol address in bytes: 4 for IPv4.
    pub ar_pln: u8,
    /// What it is: [`ARPOP_REQUEST`] and the like; network byte order.
    pub ar_op: u16,
}

/// In `ar_op`: asks for the hardware address of the target.
pub const ARPOP_REQUEST: u16 = 1;
/// In `ar_op`: the answer, in which the sender is who was asked for.
pub const ARPOP_REPLY: u16 = 2;
/// In `ar_op`: asks for the protocol address of a hardware address (RARP, RFC 903).
pub const ARPOP_RREQUEST: u16 = 3;
/// In `ar_op`: the answer to that.
pub const ARPOP_RREPLY: u16 = 4;
/// In `ar_op`: asks for the protocol address at the other end of a circuit (InARP, RFC 2390).
pub const ARPOP_InREQUEST: u16 = 8;
/// In `ar_op`: the answer to that.
pub const ARPOP_InREPLY: u16 = 9;
/// In `ar_op`: there is no such address (ATMARP, RFC 2225).
pub const ARPOP_NAK: u16 = 10;

/// The entry is complete: its hardware address is known.
pub const ATF_COM: c_int = 0x02;
/// The entry stays until it is removed.
pub const ATF_PERM: c_int = 0x04;
/// The host answers for this address: it stands for another (proxy ARP).
pub const ATF_PUBL: c_int = 0x08;
/// The other host wants trailers; they are history.
pub const ATF_USETRAILERS: c_int = 0x10;
/// `arp_netmask` counts. Only with [`ATF_PUBL`].
pub const ATF_NETMASK: c_int = 0x20;
/// The host does not answer for these addresses. Only with [`ATF_PUBL`].
pub const ATF_DONTPUB: c_int = 0x40;
/// The entry was made without being asked for.
pub const ATF_MAGIC: c_int = 0x80;

/// The kind of a hardware address: Ethernet, 6 bytes.
pub const ARPHRD_ETHER: c_int = 1;
/// The kind of a hardware address: the loopback interface's.
pub const ARPHRD_LOOPBACK: c_int = 772;

plain! {
    arphdr { ar_hrd: u16, ar_pro: u16, ar_hln: u8, ar_pln: u8, ar_op: u16 }
    arpreq {
        arp_pa: SockaddrField,
        arp_ha: SockaddrField,
        arp_flags: c_int,
        arp_netmask: SockaddrField,
        arp_dev: [c_char; 16],
    }
}
