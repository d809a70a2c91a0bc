//! What kind of address an address is.

use super::{in_addr_t, in6_addr};
use crate::{cast, cast_mut};

/// `::`, the address of every interface: what a server binds to be reached by all of them.
///
/// As an initialiser it is [`IN6ADDR_ANY_INIT`].
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let addr = &mut sockaddr_in6::zeroed();
/// addr.sin6_addr = in6addr_any; // addr.sin6_addr = in6addr_any;
/// assert!(IN6_IS_ADDR_UNSPECIFIED(&addr.sin6_addr));
/// ```
///
/// See ipv6(7), POSIX.1-2024.
pub static in6addr_any: in6_addr = IN6ADDR_ANY_INIT;

/// `::1`, this host, from within.
///
/// As an initialiser it is [`IN6ADDR_LOOPBACK_INIT`].
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let addr = &mut sockaddr_in6::zeroed();
/// addr.sin6_addr = in6addr_loopback; // addr.sin6_addr = in6addr_loopback;
/// assert!(IN6_IS_ADDR_LOOPBACK(&addr.sin6_addr));
/// ```
///
/// See ipv6(7), POSIX.1-2024.
pub static in6addr_loopback: in6_addr = IN6ADDR_LOOPBACK_INIT;

/// `::` as an initialiser: `let addr = IN6ADDR_ANY_INIT;`.
pub const IN6ADDR_ANY_INIT: in6_addr = in6_addr { s6_addr: [0; 16] };

/// `::1` as an initialiser: `let addr = IN6ADDR_LOOPBACK_INIT;`.
pub const IN6ADDR_LOOPBACK_INIT: in6_addr =
    in6_addr { s6_addr: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] };

/// C's views of an IPv6 address as 16-bit and 32-bit numbers.
///
/// In C `s6_addr16` and `s6_addr32` are members of a union with `s6_addr`; here they are methods,
/// which come with `use berkeley::netinet::in_::*`. Each number is in network byte order.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let mut mapped = in6addr_any; // ::ffff:127.0.0.1
/// mapped.s6_addr16_mut()[5] = htons(0xffff); // mapped.s6_addr16[5] = htons(0xffff);
/// mapped.s6_addr32_mut()[3] = htonl(INADDR_LOOPBACK); // mapped.s6_addr32[3] = htonl(…);
/// assert!(IN6_IS_ADDR_V4MAPPED(&mapped));
/// assert_eq!(mapped.s6_addr32()[3], htonl(INADDR_LOOPBACK));
/// ```
pub trait S6Addr {
    /// The address as eight numbers of 16 bits, each in network byte order.
    fn s6_addr16(&self) -> &[u16; 8];
    /// [`s6_addr16`](S6Addr::s6_addr16), to be changed.
    fn s6_addr16_mut(&mut self) -> &mut [u16; 8];
    /// The address as four numbers of 32 bits, each in network byte order.
    fn s6_addr32(&self) -> &[u32; 4];
    /// [`s6_addr32`](S6Addr::s6_addr32), to be changed.
    fn s6_addr32_mut(&mut self) -> &mut [u32; 4];
}

impl S6Addr for in6_addr {
    fn s6_addr16(&self) -> &[u16; 8] {
        cast(self)
    }

    fn s6_addr16_mut(&mut self) -> &mut [u16; 8] {
        cast_mut(self)
    }

    fn s6_addr32(&self) -> &[u32; 4] {
        cast(self)
    }

    fn s6_addr32_mut(&mut self) -> &mut [u32; 4] {
        cast_mut(self)
    }
}

// The questions that C asks with macros. An IPv4 address is a number in host byte order, as
// `ntohl(addr.s_addr)` gives it; of an IPv6 address the macros take a pointer.

/// `IN_CLASSA(a)` — whether an IPv4 address, in host byte order, was of class A: 0.0.0.0 to
/// 127.255.255.255.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// assert!(IN_CLASSA(INADDR_LOOPBACK));
/// ```
///
/// See RFC 791, section 3.2. The macro is of BSD; POSIX does not have it.
pub const fn IN_CLASSA(a: in_addr_t) -> bool {
    a >> 31 == 0
}

/// `IN_CLASSB(a)` — whether an IPv4 address, in host byte order, was of class B: 128.0.0.0 to
/// 191.255.255.255.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// assert!(IN_CLASSB(0xac10_0001)); // 172.16.0.1
/// ```
///
/// See RFC 791, section 3.2. The macro is of BSD; POSIX does not have it.
pub const fn IN_CLASSB(a: in_addr_t) -> bool {
    a >> 30 == 0b10
}

/// `IN_CLASSC(a)` — whether an IPv4 address, in host byte order, was of class C: 192.0.0.0 to
/// 223.255.255.255.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// assert!(IN_CLASSC(0xc0a8_0001)); // 192.168.0.1
/// ```
///
/// See RFC 791, section 3.2. The macro is of BSD; POSIX does not have it.
pub const fn IN_CLASSC(a: in_addr_t) -> bool {
    a >> 29 == 0b110
}

/// `IN_CLASSD(a)` — whether an IPv4 address, in host byte order, is of class D: a multicast group,
/// 224.0.0.0 to 239.255.255.255.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// assert!(IN_CLASSD(INADDR_ALLHOSTS_GROUP));
/// ```
///
/// See RFC 1112, section 4. The macro is of BSD; POSIX does not have it.
pub const fn IN_CLASSD(a: in_addr_t) -> bool {
    a >> 28 == 0b1110
}

/// `IN_MULTICAST(a)` — whether an IPv4 address, in host byte order, is a multicast group: 224.0.0.0
/// to 239.255.255.255.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let addr = in_addr { s_addr: htonl(INADDR_ALLHOSTS_GROUP) };
/// assert!(IN_MULTICAST(ntohl(addr.s_addr))); // IN_MULTICAST(ntohl(addr.s_addr))
/// ```
///
/// See RFC 1112, section 4. The macro is of BSD; POSIX does not have it.
pub const fn IN_MULTICAST(a: in_addr_t) -> bool {
    IN_CLASSD(a)
}

/// `IN_EXPERIMENTAL(a)` — whether an IPv4 address, in host byte order, is 224.0.0.0 or above.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// assert!(IN_EXPERIMENTAL(INADDR_BROADCAST));
/// ```
///
/// See RFC 1112, section 4. The macro is of BSD; POSIX does not have it.
pub const fn IN_EXPERIMENTAL(a: in_addr_t) -> bool {
    a >> 29 == 0b111
}

/// `IN_BADCLASS(a)` — whether an IPv4 address, in host byte order, is of no class: 240.0.0.0 or
/// above.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// assert!(IN_BADCLASS(INADDR_BROADCAST));
/// ```
///
/// See RFC 1112, section 4. The macro is of BSD; POSIX does not have it.
pub const fn IN_BADCLASS(a: in_addr_t) -> bool {
    a >> 28 == 0b1111
}

/// `int IN6_IS_ADDR_UNSPECIFIED(const struct in6_addr *a)` — whether an address is `::`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// assert!(IN6_IS_ADDR_UNSPECIFIED(&in6addr_any));
/// ```
///
/// See RFC 3493, POSIX.1-2024.
pub const fn IN6_IS_ADDR_UNSPECIFIED(a: &in6_addr) -> bool {
    number(a) == 0
}

/// `int IN6_IS_ADDR_LOOPBACK(const struct in6_addr *a)` — whether an address is `::1`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// assert!(IN6_IS_ADDR_LOOPBACK(&in6addr_loopback));
/// ```
///
/// See RFC 3493, POSIX.1-2024.
pub const fn IN6_IS_ADDR_LOOPBACK(a: &in6_addr) -> bool {
    number(a) == 1
}

/// `int IN6_IS_ADDR_LINKLOCAL(const struct in6_addr *a)` — whether an address is valid on one link
/// only: `fe80::/10`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let mut addr = in6addr_loopback; // fe80::1
/// addr.s6_addr16_mut()[0] = htons(0xfe80);
/// assert!(IN6_IS_ADDR_LINKLOCAL(&addr));
/// ```
///
/// See RFC 3493, POSIX.1-2024.
pub const fn IN6_IS_ADDR_LINKLOCAL(a: &in6_addr) -> bool {
    number(a) >> 118 == 0xfe80 >> 6
}

/// `int IN6_IS_ADDR_SITELOCAL(const struct in6_addr *a)` — whether an address is valid within one
/// site only: `fec0::/10`, which RFC 3879 gave up.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let mut addr = in6addr_loopback; // fec0::1
/// addr.s6_addr16_mut()[0] = htons(0xfec0);
/// assert!(IN6_IS_ADDR_SITELOCAL(&addr));
/// ```
///
/// See RFC 3493, POSIX.1-2024.
pub const fn IN6_IS_ADDR_SITELOCAL(a: &in6_addr) -> bool {
    number(a) >> 118 == 0xfec0 >> 6
}

/// `int IN6_IS_ADDR_V4MAPPED(const struct in6_addr *a)` — whether an address stands for an IPv4
/// address: `::ffff:a.b.c.d`.
///
/// That is how an IPv6 socket sees IPv4. The IPv4 address is `s6_addr32[3]`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let mut addr = in6addr_any; // ::ffff:127.0.0.1
/// addr.s6_addr16_mut()[5] = htons(0xffff);
/// addr.s6_addr32_mut()[3] = htonl(INADDR_LOOPBACK);
/// assert!(IN6_IS_ADDR_V4MAPPED(&addr));
/// ```
///
/// See RFC 3493, POSIX.1-2024.
pub const fn IN6_IS_ADDR_V4MAPPED(a: &in6_addr) -> bool {
    number(a) >> 32 == 0xffff
}

/// `int IN6_IS_ADDR_V4COMPAT(const struct in6_addr *a)` — whether an address is an IPv4 address with
/// zeros before it: `::a.b.c.d`, other than `::` and `::1`. RFC 4291 gave them up.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let mut addr = in6addr_any; // ::127.0.0.1
/// addr.s6_addr32_mut()[3] = htonl(INADDR_LOOPBACK);
/// assert!(IN6_IS_ADDR_V4COMPAT(&addr));
/// ```
///
/// See RFC 3493, POSIX.1-2024.
pub const fn IN6_IS_ADDR_V4COMPAT(a: &in6_addr) -> bool {
    number(a) >> 32 == 0 && number(a) > 1
}

/// `int IN6_ARE_ADDR_EQUAL(const struct in6_addr *a, const struct in6_addr *b)` — whether two
/// addresses are the same.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// assert!(!IN6_ARE_ADDR_EQUAL(&in6addr_any, &in6addr_loopback));
/// ```
///
/// See RFC 3542, section 2.3.
pub const fn IN6_ARE_ADDR_EQUAL(a: &in6_addr, b: &in6_addr) -> bool {
    number(a) == number(b)
}

/// `int IN6_IS_ADDR_MULTICAST(const struct in6_addr *a)` — whether an address is a multicast group:
/// `ff00::/8`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let mut all_nodes = in6addr_loopback; // ff02::1
/// all_nodes.s6_addr16_mut()[0] = htons(0xff02);
/// assert!(IN6_IS_ADDR_MULTICAST(&all_nodes));
/// assert!(IN6_IS_ADDR_MC_LINKLOCAL(&all_nodes));
/// ```
///
/// See RFC 3493, POSIX.1-2024.
pub const fn IN6_IS_ADDR_MULTICAST(a: &in6_addr) -> bool {
    a.s6_addr[0] == 0xff
}

/// `int IN6_IS_ADDR_MC_NODELOCAL(const struct in6_addr *a)` — whether an address is a multicast
/// group within one host: `ff01::…`, or with other flags `ff11::…`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let mut group = in6addr_loopback; // ff01::1
/// group.s6_addr16_mut()[0] = htons(0xff01);
/// assert!(IN6_IS_ADDR_MC_NODELOCAL(&group));
/// ```
///
/// See RFC 3493, POSIX.1-2024.
pub const fn IN6_IS_ADDR_MC_NODELOCAL(a: &in6_addr) -> bool {
    is_multicast_of_scope(a, 0x1)
}

/// `int IN6_IS_ADDR_MC_LINKLOCAL(const struct in6_addr *a)` — whether an address is a multicast
/// group on one link: `ff02::…`, or with other flags `ff12::…`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let mut group = in6addr_loopback; // ff02::1
/// group.s6_addr16_mut()[0] = htons(0xff02);
/// assert!(IN6_IS_ADDR_MC_LINKLOCAL(&group));
/// ```
///
/// See RFC 3493, POSIX.1-2024.
pub const fn IN6_IS_ADDR_MC_LINKLOCAL(a: &in6_addr) -> bool {
    is_multicast_of_scope(a, 0x2)
}

/// `int IN6_IS_ADDR_MC_SITELOCAL(const struct in6_addr *a)` — whether an address is a multicast
/// group within one site: `ff05::…`, or with other flags `ff15::…`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let mut group = in6addr_loopback; // ff05::1
/// group.s6_addr16_mut()[0] = htons(0xff05);
/// assert!(IN6_IS_ADDR_MC_SITELOCAL(&group));
/// ```
///
/// See RFC 3493, POSIX.1-2024.
pub const fn IN6_IS_ADDR_MC_SITELOCAL(a: &in6_addr) -> bool {
    is_multicast_of_scope(a, 0x5)
}

/// `int IN6_IS_ADDR_MC_ORGLOCAL(const struct in6_addr *a)` — whether an address is a multicast group
/// within one organisation: `ff08::…`, or with other flags `ff18::…`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let mut group = in6addr_loopback; // ff08::1
/// group.s6_addr16_mut()[0] = htons(0xff08);
/// assert!(IN6_IS_ADDR_MC_ORGLOCAL(&group));
/// ```
///
/// See RFC 3493, POSIX.1-2024.
pub const fn IN6_IS_ADDR_MC_ORGLOCAL(a: &in6_addr) -> bool {
    is_multicast_of_scope(a, 0x8)
}

/// `int IN6_IS_ADDR_MC_GLOBAL(const struct in6_addr *a)` — whether an address is a multicast group
/// of all the Internet: `ff0e::…`, or with other flags `ff1e::…`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let mut group = in6addr_loopback; // ff0e::1
/// group.s6_addr16_mut()[0] = htons(0xff0e);
/// assert!(IN6_IS_ADDR_MC_GLOBAL(&group));
/// ```
///
/// See RFC 3493, POSIX.1-2024.
pub const fn IN6_IS_ADDR_MC_GLOBAL(a: &in6_addr) -> bool {
    is_multicast_of_scope(a, 0xe)
}

/// How far a group reaches stands in the low half of the second byte.
const fn is_multicast_of_scope(a: &in6_addr, scope: u8) -> bool {
    IN6_IS_ADDR_MULTICAST(a) && a.s6_addr[1] & 0xf == scope
}

/// The address as one number.
const fn number(a: &in6_addr) -> u128 {
    u128::from_be_bytes(a.s6_addr)
}
