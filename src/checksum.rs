//! The Internet checksum, which IP, ICMP, TCP and UDP share.
//!
//! No C header has it: programs that make packets themselves carry a copy of `in_cksum`, the
//! function of BSD's `ping` and of Stevens' books.
//!
//! | C | here |
//! |---|---|
//! | `icmp->icmp_cksum = in_cksum((u_short *)icmp, len)` | `icmp.icmp_cksum = `[`in_cksum`]`(packet, len)` |
//! | `if (in_cksum((u_short *)ip, hlen) == 0)` | `if `[`in_cksum`]`(packet, hlen) == 0` |
//!
//! ```
//! use berkeley::{checksum::*, netinet::ip::*};
//!
//! let ip = &mut ip::zeroed();
//! ip.ip_sum = in_cksum(ip, sizeof(ip)); // ip->ip_sum = in_cksum((u_short *)ip, sizeof(*ip));
//! ```
//!
//! # Who sums what
//!
//! * The header of IPv4 sums itself alone. The kernel fills it in, on raw sockets too.
//! * ICMP sums its message, from the type to the last byte of data. On a raw socket the program
//!   makes it; a host does not answer what came with a wrong one.
//! * ICMPv6, TCP and UDP sum a *pseudo-header* of the addresses first, which is not sent, and then
//!   header and data. For ICMPv6 the kernel always makes it, for TCP and UDP unless the program
//!   makes these headers itself:
//!
//! ```
//! use berkeley::{arpa::inet::*, checksum::*, netinet::udp::*, plain, string::*};
//!
//! #[repr(C)]
//! #[derive(Clone, Copy)]
//! struct pseudo {
//!     src: in_addr,
//!     dst: in_addr,
//!     zero: u8,
//!     protocol: u8,
//!     len: u16,
//! }
//! plain! { pseudo { src: in_addr, dst: in_addr, zero: u8, protocol: u8, len: u16 } }
//!
//! let len = size_of::<udphdr>() + 2;
//! let pseudo = &mut pseudo::zeroed();
//! pseudo.src.s_addr = inet_addr("127.0.0.1");
//! pseudo.dst.s_addr = inet_addr("127.0.0.1");
//! pseudo.protocol = IPPROTO_UDP as u8;
//! pseudo.len = htons(len as u16);
//!
//! let udp = &mut udphdr::zeroed();
//! udp.uh_sport = htons(1234);
//! udp.uh_dport = htons(53);
//! udp.uh_ulen = htons(len as u16);
//!
//! let buf = &mut [0u8; 64];
//! memcpy(buf, pseudo, sizeof(pseudo));
//! memcpy(&mut buf[12..], udp, sizeof(udp));
//! memcpy(&mut buf[20..], b"hi", 2);
//! udp.uh_sum = in_cksum(buf, sizeof(pseudo) + len);
//! if udp.uh_sum == 0 {
//!     udp.uh_sum = 0xffff; // to UDP, 0 says that there is none
//! }
//! # memcpy(&mut buf[12..], udp, sizeof(udp));
//! # assert_eq!(in_cksum(buf, sizeof(pseudo) + len), 0);
//! ```
//!
//! See RFC 1071, RFC 1141, RFC 1624.

use crate::{Bytes, Length};

/// `unsigned short in_cksum(unsigned short *addr, int len)` — makes the Internet checksum.
///
/// The complement of the ones' complement sum of the bytes, taken as 16-bit words; a byte that is
/// left over counts as a word whose other byte is zero.
///
/// # Parameters
///
/// * `bytes` — what to sum, its own checksum field zero: a structure, an array, part of a buffer.
/// * `len` — how many of its bytes.
///
/// # Returns
///
/// The checksum, to be stored as it is: no `htons`, since the sum of words in network byte order
/// comes out in network byte order (RFC 1071, section 2 B).
///
/// Over bytes whose checksum field is filled in already, 0 says that it is right.
///
/// # Panics
///
/// If `len` is larger than the object, where C would read beyond it.
///
/// ```
/// use berkeley::{arpa::inet::*, checksum::*, netinet::ip_icmp::*, string::*};
///
/// let packet = &mut [0u8; 64]; // char packet[64];
/// let icmp = &mut icmphdr::zeroed(); // struct icmphdr icmp = {0};
/// let len = sizeof(icmp) + 5;
/// icmp.type_ = ICMP_ECHO;
/// icmp.un.echo.id = htons(7);
/// icmp.un.echo.sequence = htons(1);
/// memcpy(packet, icmp, sizeof(icmp));
/// memcpy(&mut packet[sizeof(icmp)..], "hello", 5);
/// icmp.checksum = in_cksum(packet, len); // icmp.checksum = in_cksum((u_short *)packet, len);
/// memcpy(packet, icmp, sizeof(icmp));
///
/// // And the receiver:
/// assert_eq!(in_cksum(packet, len), 0);
/// packet[9] ^= 1;
/// assert_ne!(in_cksum(packet, len), 0);
/// ```
///
/// See RFC 1071.
pub fn in_cksum<B: Bytes + ?Sized>(bytes: &B, len: impl Length) -> u16 {
    let (bytes, len) = (bytes.as_bytes(), len.to_size());
    assert!(len <= bytes.len(), "in_cksum of {len} bytes, of an object of {}", bytes.len());
    let words = bytes[..len].chunks_exact(2);
    let last = words.remainder().first().map_or(0, |last| u16::from_ne_bytes([*last, 0]));
    let sum = words.map(|word| u16::from_ne_bytes([word[0], word[1]])).map(u64::from).sum::<u64>();
    let mut sum = sum + u64::from(last);
    while sum > 0xffff {
        sum = (sum >> 16) + (sum & 0xffff);
    }
    !(sum as u16)
}
