//! `<netinet/in.h>`: the Internet's addresses, ports, protocols and options.
//!
//! | C | here |
//! |---|---|
//! | `struct sockaddr_in addr;` | `let addr = &mut `[`sockaddr_in`]`::zeroed();` |
//! | `addr.sin_family = AF_INET` | `addr.sin_family = AF_INET as sa_family_t` |
//! | `addr.sin_port = htons(80)` | `addr.sin_port = `[`htons`]`(80)` |
//! | `addr.sin_addr.s_addr = htonl(INADDR_ANY)` | `addr.sin_addr.s_addr = `[`htonl`]`(`[`INADDR_ANY`]`)` |
//! | `addr6.sin6_addr = in6addr_any` | `addr6.sin6_addr = `[`in6addr_any`] |
//! | `struct in6_addr a = IN6ADDR_LOOPBACK_INIT;` | `let a = `[`IN6ADDR_LOOPBACK_INIT`]`;` |
//! | `a.s6_addr[15]` | `a.s6_addr[15]` |
//! | `a.s6_addr32[3] = htonl(1)` | `a.`[`s6_addr32_mut`](S6Addr::s6_addr32_mut)`()[3] = htonl(1)` |
//! | `if (IN6_IS_ADDR_LINKLOCAL(&a))` | `if `[`IN6_IS_ADDR_LINKLOCAL`]`(&a)` |
//! | `if (IN6_ARE_ADDR_EQUAL(&a, &b))` | `if `[`IN6_ARE_ADDR_EQUAL`]`(&a, &b)` |
//! | `if (IN_MULTICAST(ntohl(in.s_addr)))` | `if `[`IN_MULTICAST`]`(ntohl(in_.s_addr))` |
//! | `struct ip_mreq mreq;` | `let mreq = &mut `[`ip_mreq`]`::zeroed();` |
//! | `struct ipv6_mreq`, `in_pktinfo`, `in6_pktinfo`, `group_req`, `group_source_req`, … | the same: [`ipv6_mreq`], [`in_pktinfo`], [`in6_pktinfo`], [`group_req`], [`group_source_req`]… |
//! | `char filter[GROUP_FILTER_SIZE(2)];` | `let filter = &mut [0u8; `[`GROUP_FILTER_SIZE`]`(2)];` |
//! | `setsourcefilter(s, index, &group, sizeof(group), MCAST_INCLUDE, 2, slist)` | [`setsourcefilter`]`(s, index, group, sizeof(group), MCAST_INCLUDE as u32, 2, slist)` |
//! | `setipv4sourcefilter(s, interface, group, MCAST_EXCLUDE, 2, slist)` | [`setipv4sourcefilter`]`(s, interface, group, MCAST_EXCLUDE as u32, 2, slist)` |
//! | `offset = inet6_opt_append(extbuf, extlen, offset, type, 4, 4, &databuf)` | `offset = `[`inet6_opt_append`]`(extbuf, extlen, offset, type_, 4, 4, &mut databuf)` |
//! | `inet6_opt_set_val(databuf, 0, &value, sizeof(value))` | [`inet6_opt_set_val`]`(&mut extbuf[databuf..], 0, &value, sizeof(&value))` |
//! | `inet6_rth_add(bp, &addr)` | [`inet6_rth_add`]`(bp, &addr)` |
//! | `bindresvport(sock, NULL)` | [`bindresvport`]`(sock, NULL)` |
//!
//! ```
//! use berkeley::netinet::in_::*; // #include <netinet/in.h>
//!
//! let addr = &mut sockaddr_in::zeroed(); // struct sockaddr_in addr;
//! addr.sin_family = AF_INET as sa_family_t; // addr.sin_family = AF_INET;
//! addr.sin_port = htons(12345); // addr.sin_port = htons(12345);
//! addr.sin_addr.s_addr = htonl(INADDR_ANY); // addr.sin_addr.s_addr = htonl(INADDR_ANY);
//! ```
//!
//! The module is `in_` since `in` is a word of Rust.
//!
//! # Two byte orders
//!
//! Ports and IPv4 addresses stand in the structures as they go over the wire: the most significant
//! byte first, *network byte order*. The machine may keep its integers the other way round, *host
//! byte order*. The constants here are in host byte order, so that everything that goes into a
//! structure passes [`htons`] (16 bits) or [`htonl`] (32 bits) first, and what comes out passes
//! [`ntohs`] or [`ntohl`]. An IPv6 address is an array of bytes and needs neither; a scope or an
//! interface index never leaves the host and stays in host byte order.
//!
//! See ip(7), ipv6(7), POSIX.1-2024.

mod address;
mod byte_order;
mod constants;
mod options;
mod requests;
#[cfg(target_env = "gnu")]
mod reserved;
mod routing;
mod senders;

pub use address::*;
pub use byte_order::*;
pub use constants::*;
pub use options::*;
pub use requests::*;
#[cfg(target_env = "gnu")]
pub use reserved::*;
pub use routing::*;
pub use senders::*;

#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::sys::socket::*;

/// `in_addr_t` — an IPv4 address as a number, 32 bits, in network byte order where it is part of a
/// structure.
#[doc(inline)]
pub use libc::in_addr_t;

/// `in_port_t` — a port, 16 bits, in network byte order where it is part of a structure.
#[doc(inline)]
pub use libc::in_port_t;

/// `struct in_addr` — an IPv4 address.
///
/// * `s_addr` — the address as a number, in network byte order.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let loopback = in_addr { s_addr: htonl(INADDR_LOOPBACK) };
/// assert_eq!(loopback.as_bytes(), [127, 0, 0, 1]);
/// ```
#[doc(inline)]
pub use libc::in_addr;

/// `struct in6_addr` — an IPv6 address.
///
/// * `s6_addr` — its 16 bytes, as they go over the wire. C's `s6_addr16` and `s6_addr32` are
///   methods of [`S6Addr`].
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let mut documentation = in6addr_any; // 2001:db8::
/// documentation.s6_addr[..4].copy_from_slice(&[0x20, 0x01, 0x0d, 0xb8]);
/// assert!(!IN6_IS_ADDR_LINKLOCAL(&documentation));
/// ```
#[doc(inline)]
pub use libc::in6_addr;

/// `struct sockaddr_in` — the address of an IPv4 socket: a host and a port.
///
/// * `sin_family` — [`AF_INET`].
/// * `sin_port` — the port, in network byte order: [`htons`].
/// * `sin_addr` — the host's address, in network byte order: [`htonl`].
/// * `sin_zero` — nothing; leave it zero.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let server_addr = &mut sockaddr_in::zeroed(); // struct sockaddr_in server_addr;
/// server_addr.sin_family = AF_INET as sa_family_t;
/// server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
/// server_addr.sin_port = htons(12345);
/// assert_eq!(server_addr.as_bytes()[2..8], [0x30, 0x39, 127, 0, 0, 1]);
/// ```
///
/// See ip(7), POSIX.1-2024.
#[doc(inline)]
pub use libc::sockaddr_in;

/// `struct sockaddr_in6` — the address of an IPv6 socket: a host and a port.
///
/// * `sin6_family` — [`AF_INET6`].
/// * `sin6_port` — the port, in network byte order: [`htons`].
/// * `sin6_flowinfo` — traffic class and flow label, in network byte order; usually 0.
/// * `sin6_addr` — the host's address.
/// * `sin6_scope_id` — for an address that is valid on one link only (`fe80::…`), the index of the
///   interface, in host byte order; else 0.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let server_addr = &mut sockaddr_in6::zeroed(); // struct sockaddr_in6 server_addr;
/// server_addr.sin6_family = AF_INET6 as sa_family_t;
/// server_addr.sin6_addr = in6addr_loopback;
/// server_addr.sin6_port = htons(12345);
/// ```
///
/// See ipv6(7), POSIX.1-2024.
#[doc(inline)]
pub use libc::sockaddr_in6;
