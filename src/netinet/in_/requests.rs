//! The structures that options and ancillary data take.

use super::{in_addr, in6_addr, sockaddr_in6, sockaddr_storage};
use crate::plain;
use core::ffi::{c_char, c_int, c_uint};

/// `struct ip_opts` — IP options as BSD hands them over: those of [`IP_OPTIONS`](super::IP_OPTIONS)
/// and [`IP_RETOPTS`](super::IP_RETOPTS).
///
/// Linux takes and gives the options alone, without `ip_dst`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip_opts {
    /// The first router of a source route, in network byte order; 0.0.0.0 without one.
    pub ip_dst: in_addr,
    /// The options in their wire format, as many bytes as there are.
    pub ip_opts: [c_char; 40],
}

/// `struct in_pktinfo` — which way a datagram came or is to go: ancillary data of
/// [`IP_PKTINFO`](super::IP_PKTINFO).
///
/// * `ipi_ifindex` — the index of the interface. To send: 0 for any.
/// * `ipi_spec_dst` — the local address that an answer would come from. To send: the address to send
///   from, or 0.0.0.0.
/// * `ipi_addr` — the destination in the packet's header. To send: ignored.
///
/// The addresses are in network byte order. See ip(7).
#[doc(inline)]
pub use libc::in_pktinfo;

/// `struct ip_mreq` — a multicast group, at the interface with an address.
///
/// * `imr_multiaddr` — the group.
/// * `imr_interface` — an address of the interface; 0.0.0.0 lets the routes choose.
///
/// Both in network byte order.
///
/// ```
/// use berkeley::{netinet::in_::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_DGRAM, 0);
/// let mreq = &mut ip_mreq::zeroed(); // struct ip_mreq mreq;
/// mreq.imr_multiaddr.s_addr = htonl(0xefff_0001); // 239.255.0.1
/// mreq.imr_interface.s_addr = htonl(INADDR_LOOPBACK);
/// // setsockopt(sock, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof(mreq))
/// assert_eq!(setsockopt(sock, IPPROTO_IP, IP_ADD_MEMBERSHIP, mreq, sizeof(mreq)), 0);
/// close(sock);
/// ```
///
/// See ip(7).
#[doc(inline)]
pub use libc::ip_mreq;

/// `struct ip_mreqn` — a multicast group, at the interface with an index.
///
/// * `imr_multiaddr` — the group, in network byte order.
/// * `imr_address` — an address of the interface, in network byte order, if there is no index.
/// * `imr_ifindex` — the index of the interface, or 0.
///
/// See ip(7).
#[doc(inline)]
pub use libc::ip_mreqn;

/// `struct ip_mreq_source` — a sender to a multicast group.
///
/// * `imr_multiaddr` — the group.
/// * `imr_interface` — an address of the interface; 0.0.0.0 lets the routes choose.
/// * `imr_sourceaddr` — the sender.
///
/// All in network byte order. See ip(7).
#[doc(inline)]
pub use libc::ip_mreq_source;

/// `struct ipv6_mreq` — a multicast group of IPv6, at an interface.
///
/// * `ipv6mr_multiaddr` — the group.
/// * `ipv6mr_interface` — the index of the interface; 0 lets the routes choose.
///
/// See ipv6(7), RFC 3493, POSIX.1-2024.
#[doc(inline)]
pub use libc::ipv6_mreq;

/// `struct in6_pktinfo` — which way a datagram came or is to go: the value of
/// [`IPV6_PKTINFO`](super::IPV6_PKTINFO).
///
/// * `ipi6_addr` — the address that it came to, or is to be sent from; `::` for any.
/// * `ipi6_ifindex` — the index of the interface, 0 for any.
///
/// See ipv6(7), RFC 3542.
#[doc(inline)]
pub use libc::in6_pktinfo;

/// `struct ip6_mtuinfo` — how large a packet may be on the way to an address: the value of
/// [`IPV6_PATHMTU`](super::IPV6_PATHMTU).
///
/// See RFC 3542.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip6_mtuinfo {
    /// The address.
    pub ip6m_addr: sockaddr_in6,
    /// The size in bytes, in host byte order.
    pub ip6m_mtu: u32,
}

/// What C leaves unused behind a first field of 32 bits: 4 bytes where the address after it is
/// aligned as 64 bits are, none elsewhere.
type Gap = [u8; align_of::<sockaddr_storage>() - size_of::<u32>()];

/// `struct group_req` — a multicast group of IPv4 or IPv6, at an interface: the value of
/// [`MCAST_JOIN_GROUP`](super::MCAST_JOIN_GROUP).
///
/// ```
/// use berkeley::{netinet::in_::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_DGRAM, 0);
/// let req = &mut group_req::zeroed(); // struct group_req req;
/// req.gr_interface = 1; // of Linux, the loopback interface
/// let group = cast_mut::<sockaddr_in>(&mut req.gr_group);
/// group.sin_family = AF_INET as sa_family_t;
/// group.sin_addr.s_addr = htonl(0xefff_0001); // 239.255.0.1
/// // setsockopt(sock, IPPROTO_IP, MCAST_JOIN_GROUP, &req, sizeof(req))
/// assert_eq!(setsockopt(sock, IPPROTO_IP, MCAST_JOIN_GROUP, req, sizeof(req)), 0);
/// close(sock);
/// ```
///
/// Begins as [`zeroed`](crate::Plain::zeroed). See RFC 3678.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct group_req {
    /// The index of the interface; 0 lets the routes choose.
    pub gr_interface: u32,
    gap: Gap,
    /// The group: a `sockaddr_in` or `sockaddr_in6`, whose port does not matter.
    pub gr_group: sockaddr_storage,
}

/// `struct group_source_req` — a sender to a multicast group of IPv4 or IPv6: the value of
/// [`MCAST_JOIN_SOURCE_GROUP`](super::MCAST_JOIN_SOURCE_GROUP).
///
/// Begins as [`zeroed`](crate::Plain::zeroed). See RFC 3678.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct group_source_req {
    /// The index of the interface; 0 lets the routes choose.
    pub gsr_interface: u32,
    gap: Gap,
    /// The group: a `sockaddr_in` or `sockaddr_in6`, whose port does not matter.
    pub gsr_group: sockaddr_storage,
    /// The sender, likewise.
    pub gsr_source: sockaddr_storage,
}

/// `struct ip_msfilter` — the senders to a multicast group that a socket receives, or does not: the
/// value of [`IP_MSFILTER`](super::IP_MSFILTER).
///
/// Has room for one sender. With none the length says less than the structure; with more the value
/// is so many bytes: see [`IP_MSFILTER_SIZE`].
///
/// ```
/// use berkeley::{netinet::in_::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_DGRAM, 0);
/// let loopback = in_addr { s_addr: htonl(INADDR_LOOPBACK) };
/// let group = in_addr { s_addr: htonl(0xefff_0001) }; // 239.255.0.1
/// # let mreq = ip_mreq { imr_multiaddr: group, imr_interface: loopback };
/// # assert_eq!(setsockopt(sock, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof(&mreq)), 0);
/// let filter = &mut ip_msfilter::zeroed(); // struct ip_msfilter filter;
/// filter.imsf_multiaddr = group;
/// filter.imsf_interface = loopback;
/// filter.imsf_fmode = MCAST_INCLUDE as u32;
/// filter.imsf_numsrc = 1;
/// filter.imsf_slist[0] = loopback;
/// // setsockopt(sock, IPPROTO_IP, IP_MSFILTER, &filter, IP_MSFILTER_SIZE(1))
/// assert_eq!(setsockopt(sock, IPPROTO_IP, IP_MSFILTER, filter, IP_MSFILTER_SIZE(1)), 0);
/// close(sock);
/// ```
///
/// See ip(7), RFC 3678.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ip_msfilter {
    /// The group, in network byte order.
    pub imsf_multiaddr: in_addr,
    /// An address of the interface, in network byte order.
    pub imsf_interface: in_addr,
    /// [`MCAST_INCLUDE`](super::MCAST_INCLUDE) or [`MCAST_EXCLUDE`](super::MCAST_EXCLUDE).
    pub imsf_fmode: u32,
    /// How many senders follow. Asked for: how many there is room for; answered: how many there are.
    pub imsf_numsrc: u32,
    /// The senders, in network byte order.
    pub imsf_slist: [in_addr; 1],
}

/// `struct group_filter` — the senders to a multicast group of IPv4 or IPv6 that a socket receives,
/// or does not: the value of [`MCAST_MSFILTER`](super::MCAST_MSFILTER).
///
/// Has room for one sender. With none the length says less than the structure; with more the value
/// is so many bytes: see [`GROUP_FILTER_SIZE`].
///
/// Begins as [`zeroed`](crate::Plain::zeroed). See RFC 3678.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct group_filter {
    /// The index of the interface; 0 lets the routes choose.
    pub gf_interface: u32,
    gap: Gap,
    /// The group: a `sockaddr_in` or `sockaddr_in6`, whose port does not matter.
    pub gf_group: sockaddr_storage,
    /// [`MCAST_INCLUDE`](super::MCAST_INCLUDE) or [`MCAST_EXCLUDE`](super::MCAST_EXCLUDE).
    pub gf_fmode: u32,
    /// How many senders follow. Asked for: how many there is room for; answered: how many there are.
    pub gf_numsrc: u32,
    /// The senders: each a `sockaddr_in` or `sockaddr_in6`, whose port does not matter.
    pub gf_slist: [sockaddr_storage; 1],
}

/// `IP_MSFILTER_SIZE(numsrc)` — how many bytes an [`ip_msfilter`] with so many senders has.
///
/// ```
/// use berkeley::{netinet::in_::*, string::*};
///
/// // struct ip_msfilter *filter = malloc(IP_MSFILTER_SIZE(2));
/// let filter = &mut [0u8; IP_MSFILTER_SIZE(2)];
/// let head = &mut ip_msfilter::zeroed();
/// head.imsf_numsrc = 2;
/// head.imsf_slist[0].s_addr = htonl(0xc000_0201); // filter->imsf_slist[0].s_addr = …
/// memcpy(filter, head, sizeof(head));
/// let second = in_addr { s_addr: htonl(0xc000_0202) }; // filter->imsf_slist[1].s_addr = …
/// memcpy(&mut filter[IP_MSFILTER_SIZE(1)..], &second, sizeof(&second));
/// # assert_eq!(filter[16..], [192, 0, 2, 1, 192, 0, 2, 2]);
/// ```
///
/// See RFC 3678.
pub const fn IP_MSFILTER_SIZE(numsrc: u32) -> usize {
    with_senders(size_of::<ip_msfilter>(), size_of::<in_addr>(), numsrc)
}

/// `GROUP_FILTER_SIZE(numsrc)` — how many bytes a [`group_filter`] with so many senders has.
///
/// ```
/// use berkeley::{netinet::in_::*, string::*};
///
/// // struct group_filter *filter = malloc(GROUP_FILTER_SIZE(2));
/// let filter = &mut [0u8; GROUP_FILTER_SIZE(2)];
/// let head = &mut group_filter::zeroed();
/// head.gf_numsrc = 2;
/// memcpy(filter, head, sizeof(head));
/// let second = &mut sockaddr_in::zeroed();
/// second.sin_family = AF_INET as sa_family_t;
/// second.sin_addr.s_addr = htonl(0xc000_0202); // 192.0.2.2
/// memcpy(&mut filter[GROUP_FILTER_SIZE(1)..], second, sizeof(second));
/// ```
///
/// See RFC 3678.
pub const fn GROUP_FILTER_SIZE(numsrc: u32) -> usize {
    with_senders(size_of::<group_filter>(), size_of::<sockaddr_storage>(), numsrc)
}

/// The size of a structure that ends in one sender, if it ended in so many; it wraps as C's does.
const fn with_senders(with_one: usize, sender: usize, numsrc: u32) -> usize {
    (with_one - sender).wrapping_add(sender.wrapping_mul(numsrc as usize))
}

plain! {
    ip_opts { ip_dst: in_addr, ip_opts: [c_char; 40] }
    in_pktinfo { ipi_ifindex: c_int, ipi_spec_dst: in_addr, ipi_addr: in_addr }
    ip_mreq { imr_multiaddr: in_addr, imr_interface: in_addr }
    ip_mreqn { imr_multiaddr: in_addr, imr_address: in_addr, imr_ifindex: c_int }
    ip_mreq_source { imr_multiaddr: in_addr, imr_interface: in_addr, imr_sourceaddr: in_addr }
    ipv6_mreq { ipv6mr_multiaddr: in6_addr, ipv6mr_interface: c_uint }
    in6_pktinfo { ipi6_addr: in6_addr, ipi6_ifindex: c_uint }
    ip6_mtuinfo { ip6m_addr: sockaddr_in6, ip6m_mtu: u32 }
    group_req { gr_interface: u32, gap: Gap, gr_group: sockaddr_storage }
    group_source_req {
        gsr_interface: u32,
        gap: Gap,
        gsr_group: sockaddr_storage,
        gsr_source: sockaddr_storage,
    }
    ip_msfilter {
        imsf_multiaddr: in_addr,
        imsf_interface: in_addr,
        imsf_fmode: u32,
        imsf_numsrc: u32,
        imsf_slist: [in_addr; 1],
    }
    group_filter {
        gf_interface: u32,
        gap: Gap,
        gf_group: sockaddr_storage,
        gf_fmode: u32,
        gf_numsrc: u32,
        gf_slist: [sockaddr_storage; 1],
    }
}
