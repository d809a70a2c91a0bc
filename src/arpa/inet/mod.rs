//! `<arpa/inet.h>`: addresses as text and as numbers.
//!
//! | C | here |
//! |---|---|
//! | `addr.sin_port = htons(80)` | `addr.sin_port = `[`htons`]`(80)` |
//! | `addr.sin_addr.s_addr = inet_addr("127.0.0.1")` | `addr.sin_addr.s_addr = `[`inet_addr`]`("127.0.0.1")` |
//! | `inet_pton(AF_INET, text, &addr.sin_addr) == 1` | [`inet_pton`]`(AF_INET, text, &mut addr.sin_addr) == 1` |
//! | `inet_ntop(AF_INET, &addr.sin_addr, str, sizeof(str)) == NULL` | [`inet_ntop`]`(AF_INET, &addr.sin_addr, str, sizeof(str)) == NULL` |
//! | `inet_aton(text, &addr.sin_addr) == 0` | [`inet_aton`]`(text, &mut addr.sin_addr) == 0` |
//! | `printf("%s", inet_ntoa(addr.sin_addr))` | `print!("{}", `[`inet_ntoa`]`(addr.sin_addr))` |
//! | `inet_network("192.168.1")` | [`inet_network`]`("192.168.1")` |
//! | `inet_makeaddr(net, host)` | [`inet_makeaddr`]`(net, host)` |
//! | `inet_netof(addr)`, `inet_lnaof(addr)` | [`inet_netof`]`(addr)`, [`inet_lnaof`]`(addr)` |
//!
//! ```
//! use berkeley::arpa::inet::*;
//!
//! let server_addr = &mut sockaddr_in::zeroed(); // struct sockaddr_in server_addr;
//! // inet_pton(AF_INET, "127.0.0.1", &server_addr.sin_addr);
//! inet_pton(AF_INET, "127.0.0.1", &mut server_addr.sin_addr);
//! # assert_eq!(server_addr.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
//! ```
//!
//! # Byte order
//!
//! The Internet sends the most significant byte first; most computers keep the least significant
//! byte first. `sin_port` and `sin_addr` are in the order of the Internet, *network byte order*.
//! A number goes into them through [`htons`] or [`htonl`] and comes out through [`ntohs`] or
//! [`ntohl`]; what [`inet_addr`], [`inet_aton`] and [`inet_pton`] make is in network byte order
//! already.
//!
//! ```
//! use berkeley::arpa::inet::*;
//!
//! assert_eq!(80u16.to_be_bytes(), [0, 80]); // as the Internet sends 80
//! assert_eq!(htons(80).to_ne_bytes(), [0, 80]); // as htons(80) lies in memory, on any computer
//! assert_eq!(inet_addr("127.0.0.1").to_ne_bytes(), [127, 0, 0, 1]);
//! # #[cfg(target_endian = "little")]
//! assert_eq!(htons(80), 0x5000); // the number that this is on a PC, which reads it backwards
//! # #[cfg(target_endian = "little")]
//! assert_eq!(inet_addr("127.0.0.1"), 0x0100007f);
//! assert_eq!(ntohl(inet_addr("127.0.0.1")), 0x7f000001); // INADDR_LOOPBACK
//! ```
//!
//! # Which one to take
//!
//! [`inet_pton`] and [`inet_ntop`]: they know IPv6, take and give one form only, and tell an error
//! from every address. The others know IPv4 only and are older than the standard form; POSIX.1-2024
//! calls [`inet_addr`] and [`inet_ntoa`] obsolescent.
//!
//! No name is looked up here (see `getaddrinfo`). All of these take a text up to its first NUL, or
//! up to its end, and answer for every text as glibc does in the "C" locale, whatever the libc.

#[doc(no_inline)]
pub use crate::netinet::in_::*;

use crate::Text;
use crate::errno::{EAFNOSUPPORT, EFAULT, ENOSPC, set_errno};
use crate::string::cstr;
use core::ffi::c_int;
use core::fmt::Display;
use text::{Ipv4, Ipv6};

mod text;

/// `in_addr_t inet_addr(const char *cp)` — the IPv4 address that a text names.
///
/// Prefer [`inet_pton`]: this function cannot tell its error from an address, and takes more than
/// most people expect.
///
/// # Parameters
///
/// * `cp` — one to four numbers between dots, each decimal, octal (`0…`) or hexadecimal (`0x…`).
///   All but the last are one byte each; the last fills the bytes that are left, so that `127.1`
///   is 127.0.0.1 and `10.258` is 10.0.1.2. A leading zero makes a number octal: `010.0.0.1` is
///   8.0.0.1. After white space anything may follow: `127.0.0.1 localhost` is an address too.
///
/// # Returns
///
/// The address, in network byte order; or [`INADDR_NONE`] if the text names none. [`errno`] stays
/// as it was.
///
/// [`INADDR_NONE`] is `0xffffffff`, and so is 255.255.255.255, the broadcast address: for that one
/// the answer is right and looks like an error. Where it matters, [`inet_aton`] and [`inet_pton`]
/// keep the two apart.
///
/// ```
/// use berkeley::arpa::inet::*;
///
/// let server_addr = &mut sockaddr_in::zeroed();
/// // server_addr.sin_addr.s_addr = inet_addr("127.0.0.1");
/// server_addr.sin_addr.s_addr = inet_addr("127.0.0.1");
/// assert_eq!(server_addr.sin_addr.s_addr, htonl(0x7f000001));
///
/// assert_eq!(inet_addr("localhost"), INADDR_NONE); // a name, not an address
/// assert_eq!(inet_addr("255.255.255.255"), INADDR_NONE); // an address all the same
/// ```
///
/// See inet_addr(3), POSIX.1-2024 (obsolescent).
///
/// [`errno`]: crate::errno::errno
#[doc(alias = "arpa/inet.h")]
pub fn inet_addr<S: Bytes + ?Sized>(cp: &S) -> in_addr_t {
    text::numbers_and_dots(cstr(cp).to_bytes()).map_or(INADDR_NONE, htonl)
}

/// `int inet_aton(const char *cp, struct in_addr *inp)` — the IPv4 address that a text names
/// (ASCII to number).
///
/// [`inet_addr`] with an answer that cannot be mistaken. [`inet_pton`] does it for IPv6 too, and
/// does not read `010` as 8.
///
/// # Parameters
///
/// * `cp` — the text, in any of the forms that [`inet_addr`] takes.
/// * `inp` — is given the address, in network byte order. Untouched if the text names none.
///
/// # Returns
///
/// 1; or 0 if the text names no address (not −1, and [`errno`] stays as it was).
///
/// ```
/// use berkeley::arpa::inet::*;
///
/// let addr = &mut sockaddr_in::zeroed();
/// // inet_aton("127.0.0.1", &addr.sin_addr)
/// assert_eq!(inet_aton("127.0.0.1", &mut addr.sin_addr), 1);
/// assert_eq!(addr.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
///
/// assert_eq!(inet_aton("255.255.255.255", &mut addr.sin_addr), 1);
/// assert_eq!(inet_aton("256.0.0.1", &mut addr.sin_addr), 0);
/// assert_eq!(addr.sin_addr.s_addr, INADDR_BROADCAST); // from the call before
/// ```
///
/// See inet_aton(3). Of 4.3BSD; no standard has it.
///
/// [`errno`]: crate::errno::errno
pub fn inet_aton<S: Bytes + ?Sized>(cp: &S, inp: &mut in_addr) -> c_int {
    match text::numbers_and_dots(cstr(cp).to_bytes()) {
        Some(addr) => {
            inp.s_addr = htonl(addr);
            1
        }
        None => 0,
    }
}

/// `in_addr_t inet_network(const char *cp)` — the IPv4 network number that a text names, in **host**
/// byte order.
///
/// For [`inet_makeaddr`]. It looks like [`inet_addr`] and reads otherwise: every number is one
/// byte, and the numbers that there are come last, so that `127.1` is 0x7f01 here and 0x7f000001
/// there.
///
/// # Parameters
///
/// * `cp` — one to four numbers between dots, each decimal, octal (`0…`) or hexadecimal (`0x…`, also
///   `x…`), none above 255. White space may follow, and nothing else.
///
/// # Returns
///
/// The number, in host byte order; or [`INADDR_NONE`] if the text names none, and for
/// 255.255.255.255. [`errno`](crate::errno::errno) stays as it was.
///
/// A number of more than 32 bits is taken modulo 2³², as glibc does: `4294967297` is 1.
///
/// ```
/// use berkeley::arpa::inet::*;
///
/// assert_eq!(inet_network("192.168.1"), 0xc0a801); // inet_network("192.168.1")
/// assert_eq!(inet_network("192.168.256"), INADDR_NONE);
/// ```
///
/// See inet_network(3). Of 4.3BSD; no standard has it.
pub fn inet_network<S: Bytes + ?Sized>(cp: &S) -> in_addr_t {
    text::network(cstr(cp).to_bytes()).unwrap_or(INADDR_NONE)
}

/// `char *inet_ntoa(struct in_addr in)` — an IPv4 address as text (number to ASCII).
///
/// # Parameters
///
/// * `in_` — the address, in network byte order. (C's name for it is a keyword of Rust.)
///
/// # Returns
///
/// Four decimal numbers between dots, as a value of its own. (In C it lies in a static buffer, which
/// the next call overwrites: two calls in one `printf` print one address twice.)
///
/// ```
/// use berkeley::arpa::inet::*;
///
/// let client_addr = &mut sockaddr_in::zeroed();
/// client_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
/// // printf("%s called\n", inet_ntoa(client_addr.sin_addr));
/// println!("{} called", inet_ntoa(client_addr.sin_addr));
/// assert_eq!(inet_ntoa(client_addr.sin_addr), "127.0.0.1");
/// ```
///
/// See inet_ntoa(3), POSIX.1-2024 (obsolescent).
pub fn inet_ntoa(in_: in_addr) -> Text<16> {
    Text::format(format_args!("{}", Ipv4(in_.s_addr.to_ne_bytes())))
}

/// `struct in_addr inet_makeaddr(in_addr_t net, in_addr_t host)` — an IPv4 address, of a network
/// number and the number of a host in that network.
///
/// It keeps to the classes A, B and C that networks had until 1993: a `net` below 128 leaves 24 bits
/// to `host`, one below 65536 leaves 16, one below 2²⁴ leaves 8; higher bits of `host` are dropped.
/// A larger `net` is ORed with `host` as it is.
///
/// # Parameters
///
/// * `net` — the network number, in host byte order, as [`inet_network`] and [`inet_netof`] give it.
/// * `host` — the number of the host, in host byte order.
///
/// # Returns
///
/// The address, in network byte order.
///
/// ```
/// use berkeley::arpa::inet::*;
///
/// let addr = inet_makeaddr(inet_network("192.168.1"), 7);
/// assert_eq!(inet_ntoa(addr), "192.168.1.7");
/// assert_eq!(inet_ntoa(inet_makeaddr(10, 7)), "10.0.0.7");
/// ```
///
/// See inet_makeaddr(3). Of 4.3BSD; no standard has it.
pub const fn inet_makeaddr(net: in_addr_t, host: in_addr_t) -> in_addr {
    let addr = match net {
        0..0x80 => net << 24 | host & 0xff_ffff,
        0x80..0x1_0000 => net << 16 | host & 0xffff,
        0x1_0000..0x100_0000 => net << 8 | host & 0xff,
        _ => net | host,
    };
    in_addr { s_addr: htonl(addr) }
}

/// `in_addr_t inet_lnaof(struct in_addr in)` — the host's part of an IPv4 address (local network
/// address of).
///
/// By the classes of before 1993: the last three bytes of 0.0.0.0 to 127.255.255.255, the last two
/// of 128.0.0.0 to 191.255.255.255, the last one of all others. A network of today says in its
/// prefix length where the host's part begins.
///
/// # Parameters
///
/// * `in_` — the address, in network byte order. (C's name for it is a keyword of Rust.)
///
/// # Returns
///
/// The number of the host, in host byte order.
///
/// ```
/// use berkeley::arpa::inet::*;
///
/// let addr = in_addr { s_addr: inet_addr("10.1.2.3") };
/// assert_eq!(inet_lnaof(addr), 0x010203); // inet_lnaof(addr)
/// ```
///
/// See inet_lnaof(3). Of 4.3BSD; no standard has it.
pub const fn inet_lnaof(in_: in_addr) -> in_addr_t {
    let addr = ntohl(in_.s_addr);
    addr & ((1 << host_bits(addr)) - 1)
}

/// `in_addr_t inet_netof(struct in_addr in)` — the network's part of an IPv4 address.
///
/// What [`inet_lnaof`] leaves.
///
/// # Parameters
///
/// * `in_` — the address, in network byte order. (C's name for it is a keyword of Rust.)
///
/// # Returns
///
/// The network number, in host byte order.
///
/// ```
/// use berkeley::arpa::inet::*;
///
/// let addr = in_addr { s_addr: inet_addr("192.168.1.7") };
/// assert_eq!(inet_netof(addr), inet_network("192.168.1")); // inet_netof(addr)
/// assert_eq!(inet_makeaddr(inet_netof(addr), inet_lnaof(addr)).s_addr, addr.s_addr);
/// ```
///
/// See inet_netof(3). Of 4.3BSD; no standard has it.
pub const fn inet_netof(in_: in_addr) -> in_addr_t {
    let addr = ntohl(in_.s_addr);
    addr >> host_bits(addr)
}

/// How many bits of an address, in host byte order, its class leaves to the host.
const fn host_bits(addr: u32) -> u32 {
    match addr >> 30 {
        0b00 | 0b01 => 24,
        0b10 => 16,
        _ => 8,
    }
}

/// `int inet_pton(int af, const char *cp, void *buf)` — the IPv4 or IPv6 address that a text names
/// (presentation to network).
///
/// # Parameters
///
/// * `af` — [`AF_INET`] or [`AF_INET6`].
/// * `cp` — the text. For [`AF_INET`]: four decimal numbers up to 255 between dots, without leading
///   zeros. For [`AF_INET6`]: eight groups of one to four hexadecimal digits between colons, the
///   last two of which may be an IPv4 address; `::` stands once for one or more groups of zeros.
///   Nothing may come before or after it: no white space, no `%eth0`, no `/64`, no brackets.
/// * `buf` — is given the address, in network byte order: 4 bytes (an `in_addr`) or 16 (an
///   `in6_addr`). The rest of a larger object stays as it is.
///
/// # Returns
///
/// 1; 0 if the text names no such address, and [`errno`] stays as it was; or −1, with [`errno`].
/// `buf` is untouched unless it returns 1. Compare with 1, not with −1: that a text is wrong is 0.
///
/// # Errors
///
/// * `EAFNOSUPPORT` — `af` is another family.
/// * `EFAULT` — the text names an address, and `buf` is too small for it (C would write beyond it).
///
/// ```
/// use berkeley::arpa::inet::*;
///
/// let addr = &mut sockaddr_in6::zeroed();
/// // if (inet_pton(AF_INET6, "::1", &addr.sin6_addr) != 1)
/// if inet_pton(AF_INET6, "::1", &mut addr.sin6_addr) != 1 {
///     println!("not an IPv6 address");
/// }
/// assert_eq!(addr.sin6_addr.s6_addr, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
///
/// let ip = &mut in_addr::zeroed();
/// assert_eq!(inet_pton(AF_INET, "192.168.0.1", ip), 1);
/// assert_eq!(ip.s_addr, inet_addr("192.168.0.1"));
/// assert_eq!(inet_pton(AF_INET, "192.168.000.001", ip), 0);
/// ```
///
/// See inet_pton(3), POSIX.1-2024.
///
/// [`errno`]: crate::errno::errno
pub fn inet_pton<S, D>(af: c_int, cp: &S, buf: &mut D) -> c_int
where
    S: Bytes + ?Sized,
    D: BytesMut + ?Sized,
{
    let (text, buf) = (cstr(cp).to_bytes(), buf.as_bytes_mut());
    match af {
        AF_INET => put(text::to_ipv4(text), buf),
        AF_INET6 => put(text::to_ipv6(text), buf),
        _ => {
            set_errno(EAFNOSUPPORT);
            -1
        }
    }
}

fn put<const N: usize>(addr: Option<[u8; N]>, buf: &mut [u8]) -> c_int {
    match (addr, buf.first_chunk_mut()) {
        (Some(addr), Some(room)) => {
            *room = addr;
            1
        }
        (Some(_), None) => {
            set_errno(EFAULT);
            -1
        }
        (None, _) => 0,
    }
}

/// `const char *inet_ntop(int af, const void *cp, char *buf, socklen_t len)` — an IPv4 or IPv6
/// address as text (network to presentation).
///
/// IPv6 is written as RFC 5952 recommends: hexadecimal in small letters without leading zeros, `::`
/// for the longest run of two or more groups of zeros, for the first of them if several are as
/// long. Addresses that carry an IPv4 address show it: `::ffff:1.2.3.4`, and the obsolete
/// `::1.2.3.4`. (Rust's `Ipv6Addr` prints the latter as `::102:304`.)
///
/// # Parameters
///
/// * `af` — [`AF_INET`] or [`AF_INET6`].
/// * `cp` — the address, in network byte order: an `in_addr` or any 4 bytes, an `in6_addr` or any
///   16. What follows in a larger object is not looked at.
/// * `buf` — is given the text and the NUL that ends it. The rest of it stays as it is.
/// * `len` — its size in bytes. [`INET_ADDRSTRLEN`] is enough for every IPv4 address,
///   [`INET6_ADDRSTRLEN`] for every IPv6 one.
///
/// # Returns
///
/// The text in `buf`, without the NUL; or `None`, with [`errno`](crate::errno::errno), which
/// `== NULL` asks for as in C. `buf` is untouched then.
///
/// # Errors
///
/// * `EAFNOSUPPORT` — `af` is another family.
/// * `EFAULT` — `len` says more than `buf` has, or `cp` has fewer than 4 or 16 bytes.
/// * `ENOSPC` — the text with its NUL is longer than `len`.
///
/// ```
/// use berkeley::{arpa::inet::*, stdio::*, string::*};
///
/// let addr = in_addr { s_addr: htonl(INADDR_LOOPBACK) };
/// let str = &mut [0u8; INET_ADDRSTRLEN]; // char str[INET_ADDRSTRLEN];
/// // if (inet_ntop(AF_INET, &addr, str, sizeof(str)) == NULL)
/// if inet_ntop(AF_INET, &addr, str, sizeof(str)) == NULL {
///     perror("inet_ntop");
/// }
/// println!("{}", cstr(str)); // printf("%s\n", str);
/// assert_eq!(cstr(str).to_bytes(), b"127.0.0.1");
///
/// let str = &mut [0u8; INET6_ADDRSTRLEN];
/// let addr = in6_addr { s6_addr: [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7] };
/// assert_eq!(inet_ntop(AF_INET6, &addr, str, sizeof(str)), Some("2001:db8::7"));
/// ```
///
/// See inet_ntop(3), POSIX.1-2024.
pub fn inet_ntop<'b, A, D>(af: c_int, cp: &A, buf: &'b mut D, len: impl Length) -> Option<&'b str>
where
    A: Bytes + ?Sized,
    D: BytesMut + ?Sized,
{
    let (cp, buf, len) = (cp.as_bytes(), buf.as_bytes_mut(), len.to_socklen() as usize);
    let written = match af {
        AF_INET => write(cp.first_chunk().map(|addr| Ipv4(*addr)), buf, len),
        AF_INET6 => write(cp.first_chunk().map(|addr| Ipv6(*addr)), buf, len),
        _ => Err(EAFNOSUPPORT),
    };
    written.map_err(set_errno).ok()
}

fn write(addr: Option<impl Display>, buf: &mut [u8], len: usize) -> Result<&str, c_int> {
    let addr = addr.filter(|_| len <= buf.len()).ok_or(EFAULT)?;
    let text = Text::<INET6_ADDRSTRLEN>::format(format_args!("{addr}"));
    let end = text.len();
    if end >= len {
        return Err(ENOSPC);
    }
    buf[..end].copy_from_slice(text.as_bytes());
    buf[end] = 0;
    // Digits, dots and colons are always UTF-8.
    Ok(core::str::from_utf8(&buf[..end]).unwrap_or_default())
}
