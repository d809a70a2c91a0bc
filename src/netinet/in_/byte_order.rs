//! Host and network byte order.

/// `uint16_t htons(uint16_t hostshort)` — host to network, short: a port, into an address.
///
/// The network's order is the most significant byte first. On a machine that keeps integers so, the
/// number stays as it is; on others, such as x86, its two bytes change places. Either way the result,
/// put into memory, is the number as it goes over the wire.
///
/// # Parameters
///
/// * `hostshort` — a number of 16 bits in the machine's own byte order. (C converts an `int` to it
///   without being asked; here one says `htons(port as in_port_t)`.)
///
/// # Returns
///
/// The number in network byte order. It cannot fail.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let addr = &mut sockaddr_in::zeroed();
/// addr.sin_port = htons(80); // addr.sin_port = htons(80);
/// assert_eq!(addr.sin_port.to_ne_bytes(), [0, 80]); // in memory: the high byte first
/// ```
///
/// See htons(3), POSIX.1-2024.
#[doc(alias = "byteorder")]
pub const fn htons(hostshort: u16) -> u16 {
    hostshort.to_be()
}

/// `uint32_t htonl(uint32_t hostlong)` — host to network, long: an IPv4 address, into an address.
///
/// The network's order is the most significant byte first. On a machine that keeps integers so, the
/// number stays as it is; on others, such as x86, its four bytes turn round. Either way the result,
/// put into memory, is the number as it goes over the wire. ("Long" was 32 bits when the name was
/// given.)
///
/// # Parameters
///
/// * `hostlong` — a number of 32 bits in the machine's own byte order, such as
///   [`INADDR_LOOPBACK`](super::INADDR_LOOPBACK).
///
/// # Returns
///
/// The number in network byte order. It cannot fail.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let addr = &mut sockaddr_in::zeroed();
/// addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK); // addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
/// assert_eq!(addr.sin_addr.s_addr.to_ne_bytes(), [127, 0, 0, 1]);
/// ```
///
/// See htonl(3), POSIX.1-2024.
#[doc(alias = "byteorder")]
pub const fn htonl(hostlong: u32) -> u32 {
    hostlong.to_be()
}

/// `uint16_t ntohs(uint16_t netshort)` — network to host, short: a port, out of an address.
///
/// Undoes [`htons`], with the same change of places.
///
/// # Parameters
///
/// * `netshort` — a number of 16 bits in network byte order.
///
/// # Returns
///
/// The number in the machine's own byte order. It cannot fail.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// # let addr = &mut sockaddr_in::zeroed();
/// addr.sin_port = htons(12345);
/// println!("port {}", ntohs(addr.sin_port)); // printf("port %d\n", ntohs(addr.sin_port));
/// # assert_eq!(ntohs(addr.sin_port), 12345);
/// ```
///
/// See ntohs(3), POSIX.1-2024.
#[doc(alias = "byteorder")]
pub const fn ntohs(netshort: u16) -> u16 {
    u16::from_be(netshort)
}

/// `uint32_t ntohl(uint32_t netlong)` — network to host, long: an IPv4 address, out of an address.
///
/// Undoes [`htonl`], with the same turn.
///
/// # Parameters
///
/// * `netlong` — a number of 32 bits in network byte order.
///
/// # Returns
///
/// The number in the machine's own byte order. It cannot fail.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let group = in_addr { s_addr: htonl(INADDR_ALLHOSTS_GROUP) };
/// // IN_MULTICAST(ntohl(group.s_addr))
/// assert!(IN_MULTICAST(ntohl(group.s_addr)));
/// ```
///
/// See ntohl(3), POSIX.1-2024.
#[doc(alias = "byteorder")]
pub const fn ntohl(netlong: u32) -> u32 {
    u32::from_be(netlong)
}
