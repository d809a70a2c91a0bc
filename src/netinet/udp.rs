//! `<netinet/udp.h>`: the header of a UDP datagram, and the options of UDP sockets.
//!
//! | C | here |
//! |---|---|
//! | `struct udphdr udp;` | `let udp = &mut `[`udphdr`]`::zeroed();` |
//! | `udp.uh_sport`, `udp.uh_ulen` | `udp.uh_sport`, `udp.uh_ulen` |
//! | `udp.source`, `udp.len` | `udp.`[`source`](udphdr::source)`()`, `udp.`[`len`](udphdr::len)`()` |
//! | `udp.dest = htons(53)` | `udp.`[`set_dest`](udphdr::set_dest)`(htons(53))` |
//! | `setsockopt(sock, IPPROTO_UDP, UDP_CORK, &on, sizeof(on))` | `setsockopt(sock, IPPROTO_UDP, `[`UDP_CORK`]`, &on, sizeof(&on))` |
//!
//! ```
//! use berkeley::{arpa::inet::*, netinet::udp::*};
//!
//! let udp = &mut udphdr::zeroed(); // struct udphdr udp = {0};
//! udp.uh_dport = htons(53); // udp.uh_dport = htons(53);
//! assert_eq!(udp.dest(), htons(53));
//! ```
//!
//! See udp(7), RFC 768.
#![doc(alias = "netinet/udp.h")]

#[doc(no_inline)]
pub use crate::sys::types::*;

use super::accessors::members;
use crate::plain;
use core::ffi::c_int;

/// `struct udphdr` — the header of a UDP datagram.
///
/// Every field is in network byte order: `htons` what goes in, `ntohs` what comes out. C has two
/// names for each field. BSD's are the fields here; Linux's are methods, as `udp.len()` and
/// `udp.set_len(n)`.
///
/// ```
/// use berkeley::{arpa::inet::*, netinet::udp::*, string::*};
///
/// let packet = b"\x04\xd2\x00\x35\x00\x0a\x00\x00hi";
/// let udp = &mut udphdr::zeroed();
/// memcpy(udp, packet, sizeof(udp)); // memcpy(&udp, packet, sizeof(udp));
/// assert_eq!(ntohs(udp.uh_sport), 1234);
/// assert_eq!(ntohs(udp.dest()), 53);
/// assert_eq!(ntohs(udp.len()), 10); // ntohs(udp.len)
/// ```
///
/// See RFC 768. How its checksum is made: [`checksum`](crate::checksum).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct udphdr {
    /// The port it comes from; 0 if no answer is expected.
    pub uh_sport: u16,
    /// The port it goes to.
    pub uh_dport: u16,
    /// Length in bytes, of header and data.
    pub uh_ulen: u16,
    /// Checksum over a pseudo-header, header and data; 0 if the sender made none (only IPv4
    /// allows that).
    pub uh_sum: u16,
}

plain! { udphdr { uh_sport: u16, uh_dport: u16, uh_ulen: u16, uh_sum: u16 } }

members! { udphdr {
    /// `uint16_t source` — the port it comes from: `uh_sport`.
    source set_source: u16 = uh_sport[0];
    /// `uint16_t dest` — the port it goes to: `uh_dport`.
    dest set_dest: u16 = uh_dport[0];
    /// `uint16_t len` — the length in bytes of header and data: `uh_ulen`.
    #[allow(clippy::len_without_is_empty, reason = "C's name, of a header that is never empty")]
    len set_len: u16 = uh_ulen[0];
    /// `uint16_t check` — the checksum: `uh_sum`.
    check set_check: u16 = uh_sum[0];
} }

/// The level of UDP's options for `setsockopt` and `getsockopt`: the same number as `IPPROTO_UDP`.
pub const SOL_UDP: c_int = 17;

/// Gathers what is sent into one datagram, which leaves when the option is set to 0 again. `int`,
/// 0 or 1.
pub const UDP_CORK: c_int = 1;
/// Makes the socket take packets of a tunnel that UDP carries. `int`, one of the `UDP_ENCAP_…`
/// kinds; 0 for none.
pub const UDP_ENCAP: c_int = 100;
/// Sends without a checksum over IPv6 too, for tunnels. `int`, 0 or 1.
pub const UDP_NO_CHECK6_TX: c_int = 101;
/// Accepts datagrams without a checksum over IPv6 too, for tunnels. `int`, 0 or 1.
pub const UDP_NO_CHECK6_RX: c_int = 102;
/// Cuts what one call sends into datagrams of so many bytes of data each; 0 for not at all. `int`;
/// in a control message of `sendmsg`, `uint16_t`.
pub const UDP_SEGMENT: c_int = 103;
/// Lets one call receive several datagrams of equal length as one. `int`, 0 or 1. The length of
/// each comes as an `int` in a control message of this type.
pub const UDP_GRO: c_int = 104;

/// For [`UDP_ENCAP`]: IPsec (ESP) as an early draft had it. Current kernels refuse it with
/// `ENOPROTOOPT`.
pub const UDP_ENCAP_ESPINUDP_NON_IKE: c_int = 1;
/// For [`UDP_ENCAP`]: IPsec (ESP) in UDP, RFC 3948.
pub const UDP_ENCAP_ESPINUDP: c_int = 2;
/// For [`UDP_ENCAP`]: L2TP, RFC 2661.
pub const UDP_ENCAP_L2TPINUDP: c_int = 3;
/// GTP version 0 of mobile networks, GSM TS 09.60. The kernel's own driver uses it; `setsockopt`
/// refuses it with `ENOPROTOOPT`.
pub const UDP_ENCAP_GTP0: c_int = 4;
/// GTP version 1 of mobile networks, 3GPP TS 29.060. The kernel's own driver uses it; `setsockopt`
/// refuses it with `ENOPROTOOPT`.
pub const UDP_ENCAP_GTP1U: c_int = 5;
