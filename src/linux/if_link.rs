//! `<linux/if_link.h>`: links, which is the kernel's word for network interfaces, over rtnetlink.
//!
//! | C | here |
//! |---|---|
//! | `struct rtattr *rta = IFLA_RTA(ifi);` | `let mut rta = `[`IFLA_RTA`]`(ifi);` |
//! | `int len = IFLA_PAYLOAD(nh);` | `let mut len = `[`IFLA_PAYLOAD`]`(nh);` |
//! | `if (rta->rta_type == IFLA_IFNAME)` | `if rta.rta_type == `[`IFLA_IFNAME`] |
//! | `struct rtnl_link_stats64 *st = RTA_DATA(rta);` | `let st = record::<`[`rtnl_link_stats64`]`>(RTA_DATA(rta));` |
//!
//! ```
//! use berkeley::linux::{if_link::*, rtnetlink::*};
//!
//! # let attribute = rtattr { rta_len: 5, rta_type: IFLA_CARRIER };
//! # let rta = record::<rtattr>(&attribute);
//! if rta.rta_type == IFLA_MTU { // if (rta->rta_type == IFLA_MTU)
//!     println!("mtu {}", *record::<u32>(RTA_DATA(rta))); // printf("mtu %u", *(unsigned *)RTA_DATA(rta));
//! }
//! ```
//!
//! [`linux::rtnetlink`](super::rtnetlink) brings this along, and shows a list of links.
//!
//! Here is what a link of any kind has. What bridges, VLANs, tunnels and other kinds keep in
//! [`IFLA_INFO_DATA`] is numbered by each kind for itself, from 1 on.
//!
//! See rtnetlink(7), netdevice(7).

#[doc(no_inline)]
pub use crate::linux::netlink::*;
#[doc(no_inline)]
pub use crate::stddef::*;

use super::rtnetlink::{ifinfomsg, rtattr};
use crate::plain;
use core::ffi::{c_int, c_ushort};

/// `struct rtnl_link_stats` — a link's statistics since it was made: the value of [`IFLA_STATS`].
///
/// 32 bits wrap around soon on a fast link: [`rtnl_link_stats64`] does not.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rtnl_link_stats {
    /// Packets received.
    pub rx_packets: u32,
    /// Packets sent.
    pub tx_packets: u32,
    /// Bytes received.
    pub rx_bytes: u32,
    /// Bytes sent.
    pub tx_bytes: u32,
    /// Packets received that were bad.
    pub rx_errors: u32,
    /// Packets that could not be sent.
    pub tx_errors: u32,
    /// Packets received and dropped, for want of memory or of a protocol that takes them.
    pub rx_dropped: u32,
    /// Packets dropped before they were sent.
    pub tx_dropped: u32,
    /// Multicast packets received.
    pub multicast: u32,
    /// Collisions while sending.
    pub collisions: u32,
    /// Bad: of a wrong length.
    pub rx_length_errors: u32,
    /// Bad: too large for the device's buffers.
    pub rx_over_errors: u32,
    /// Bad: with a wrong checksum.
    pub rx_crc_errors: u32,
    /// Bad: not of whole bytes.
    pub rx_frame_errors: u32,
    /// Bad: the device's queue was full.
    pub rx_fifo_errors: u32,
    /// Missed: the host was too slow.
    pub rx_missed_errors: u32,
    /// Not sent: too many collisions.
    pub tx_aborted_errors: u32,
    /// Not sent: the carrier was lost.
    pub tx_carrier_errors: u32,
    /// Not sent: the device ran out of bytes in the middle.
    pub tx_fifo_errors: u32,
    /// Not sent: no heartbeat, on old Ethernet.
    pub tx_heartbeat_errors: u32,
    /// Not sent: a collision that came too late.
    pub tx_window_errors: u32,
    /// Compressed packets received.
    pub rx_compressed: u32,
    /// Compressed packets sent.
    pub tx_compressed: u32,
    /// Packets received that this link is not for, such as the spare of a bond.
    pub rx_nohandler: u32,
}

/// `struct rtnl_link_stats64` — a link's statistics since it was made: the value of
/// [`IFLA_STATS64`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rtnl_link_stats64 {
    /// Packets received.
    pub rx_packets: u64,
    /// Packets sent.
    pub tx_packets: u64,
    /// Bytes received.
    pub rx_bytes: u64,
    /// Bytes sent.
    pub tx_bytes: u64,
    /// Packets received that were bad.
    pub rx_errors: u64,
    /// Packets that could not be sent.
    pub tx_errors: u64,
    /// Packets received and dropped, for want of memory or of a protocol that takes them.
    pub rx_dropped: u64,
    /// Packets dropped before they were sent.
    pub tx_dropped: u64,
    /// Multicast packets received.
    pub multicast: u64,
    /// Collisions while sending.
    pub collisions: u64,
    /// Bad: of a wrong length.
    pub rx_length_errors: u64,
    /// Bad: too large for the device's buffers.
    pub rx_over_errors: u64,
    /// Bad: with a wrong checksum.
    pub rx_crc_errors: u64,
    /// Bad: not of whole bytes.
    pub rx_frame_errors: u64,
    /// Bad: the device's queue was full.
    pub rx_fifo_errors: u64,
    /// Missed: the host was too slow.
    pub rx_missed_errors: u64,
    /// Not sent: too many collisions.
    pub tx_aborted_errors: u64,
    /// Not sent: the carrier was lost.
    pub tx_carrier_errors: u64,
    /// Not sent: the device ran out of bytes in the middle.
    pub tx_fifo_errors: u64,
    /// Not sent: no heartbeat, on old Ethernet.
    pub tx_heartbeat_errors: u64,
    /// Not sent: a collision that came too late.
    pub tx_window_errors: u64,
    /// Compressed packets received.
    pub rx_compressed: u64,
    /// Compressed packets sent.
    pub tx_compressed: u64,
    /// Packets received that this link is not for, such as the spare of a bond.
    pub rx_nohandler: u64,
    /// Packets dropped that were for another host.
    pub rx_otherhost_dropped: u64,
}

/// `struct rtnl_hw_stats64` — what the hardware counted of a link.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rtnl_hw_stats64 {
    /// Packets received.
    pub rx_packets: u64,
    /// Packets sent.
    pub tx_packets: u64,
    /// Bytes received.
    pub rx_bytes: u64,
    /// Bytes sent.
    pub tx_bytes: u64,
    /// Packets received that were bad.
    pub rx_errors: u64,
    /// Packets that could not be sent.
    pub tx_errors: u64,
    /// Packets received and dropped, for want of memory or of a protocol that takes them.
    pub rx_dropped: u64,
    /// Packets dropped before they were sent.
    pub tx_dropped: u64,
    /// Multicast packets received.
    pub multicast: u64,
}

/// What C leaves unused at the end of three 64-bit numbers and 4 bytes, by how they are aligned.
type Gap = [u8; align_of::<u64>() - 4];

/// `struct rtnl_link_ifmap` — the resources of a link's device: the value of [`IFLA_MAP`].
///
/// Begins as [`zeroed`](Plain::zeroed).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rtnl_link_ifmap {
    /// Where its memory begins.
    pub mem_start: u64,
    /// Where it ends.
    pub mem_end: u64,
    /// Its base address of ports.
    pub base_addr: u64,
    /// Its interrupt.
    pub irq: u16,
    /// Its DMA channel.
    pub dma: u8,
    /// Which of its connectors is in use: `IF_PORT_…`.
    pub port: u8,
    gap: Gap,
}

/// `struct ifla_cacheinfo` — times of IPv6 on a link: the value of [`IFLA_INET6_CACHEINFO`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ifla_cacheinfo {
    /// The largest packet that is put together from fragments, in bytes.
    pub max_reasm_len: u32,
    /// When it was last changed, in 1/100 s since the system started.
    pub tstamp: u32,
    /// For how long a neighbour's answer counts, in milliseconds.
    pub reachable_time: u32,
    /// How long to wait before asking it again, in milliseconds.
    pub retrans_time: u32,
}

plain! {
    rtnl_link_stats {
        rx_packets: u32,
        tx_packets: u32,
        rx_bytes: u32,
        tx_bytes: u32,
        rx_errors: u32,
        tx_errors: u32,
        rx_dropped: u32,
        tx_dropped: u32,
        multicast: u32,
        collisions: u32,
        rx_length_errors: u32,
        rx_over_errors: u32,
        rx_crc_errors: u32,
        rx_frame_errors: u32,
        rx_fifo_errors: u32,
        rx_missed_errors: u32,
        tx_aborted_errors: u32,
        tx_carrier_errors: u32,
        tx_fifo_errors: u32,
        tx_heartbeat_errors: u32,
        tx_window_errors: u32,
        rx_compressed: u32,
        tx_compressed: u32,
        rx_nohandler: u32,
    }
    rtnl_link_stats64 {
        rx_packets: u64,
        tx_packets: u64,
        rx_bytes: u64,
        tx_bytes: u64,
        rx_errors: u64,
        tx_errors: u64,
        rx_dropped: u64,
        tx_dropped: u64,
        multicast: u64,
        collisions: u64,
        rx_length_errors: u64,
        rx_over_errors: u64,
        rx_crc_errors: u64,
        rx_frame_errors: u64,
        rx_fifo_errors: u64,
        rx_missed_errors: u64,
        tx_aborted_errors: u64,
        tx_carrier_errors: u64,
        tx_fifo_errors: u64,
        tx_heartbeat_errors: u64,
        tx_window_errors: u64,
        rx_compressed: u64,
        tx_compressed: u64,
        rx_nohandler: u64,
        rx_otherhost_dropped: u64,
    }
    rtnl_hw_stats64 {
        rx_packets: u64,
        tx_packets: u64,
        rx_bytes: u64,
        tx_bytes: u64,
        rx_errors: u64,
        tx_errors: u64,
        rx_dropped: u64,
        tx_dropped: u64,
        multicast: u64,
    }
    rtnl_link_ifmap {
        mem_start: u64,
        mem_end: u64,
        base_addr: u64,
        irq: u16,
        dma: u8,
        port: u8,
        gap: Gap,
    }
    ifla_cacheinfo { max_reasm_len: u32, tstamp: u32, reachable_time: u32, retrans_time: u32 }
}

/// `IFLA_RTA(r)` — the first attribute of a link.
///
/// # Parameters
///
/// * `r` — the [`ifinfomsg`], or the `NLMSG_DATA(nh)` that it is.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let message = [ifinfomsg::zeroed().as_bytes(), rtattr { rta_len: 4, rta_type: IFLA_MTU }.as_bytes()].concat();
/// assert_eq!(IFLA_RTA(&*message).rta_type, IFLA_MTU); // IFLA_RTA(NLMSG_DATA(nh))->rta_type
/// ```
///
/// See rtnetlink(7). Of Linux.
pub fn IFLA_RTA<'a>(r: impl Into<RecordPtr<'a, ifinfomsg>>) -> RecordPtr<'a, rtattr> {
    r.into().byte_add(NLMSG_ALIGN(size_of::<ifinfomsg>()))
}

/// `IFLA_PAYLOAD(n)` — how many bytes of attributes a link has: [`NLMSG_PAYLOAD`] without the
/// [`ifinfomsg`].
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let nh = nlmsghdr { nlmsg_len: 16 + 16 + 8, ..nlmsghdr::zeroed() };
/// assert_eq!(IFLA_PAYLOAD(record(&nh)), 8);
/// ```
///
/// See rtnetlink(7). Of Linux.
pub fn IFLA_PAYLOAD(n: RecordPtr<'_, nlmsghdr>) -> c_int {
    NLMSG_PAYLOAD(n, size_of::<ifinfomsg>())
}

// Attributes of a link: `rta_type`. Numbers are in host byte order.

/// Unused.
pub const IFLA_UNSPEC: c_ushort = 0;
/// Its link-layer address.
pub const IFLA_ADDRESS: c_ushort = 1;
/// The link's broadcast address.
pub const IFLA_BROADCAST: c_ushort = 2;
/// Its name: text with a NUL.
pub const IFLA_IFNAME: c_ushort = 3;
/// Its MTU in bytes: a `u32`.
pub const IFLA_MTU: c_ushort = 4;
/// The link below it, of a VLAN or tunnel: a `u32`, its index.
pub const IFLA_LINK: c_ushort = 5;
/// Its queueing discipline: text.
pub const IFLA_QDISC: c_ushort = 6;
/// Its statistics: a [`rtnl_link_stats`].
pub const IFLA_STATS: c_ushort = 7;
/// Not used.
pub const IFLA_COST: c_ushort = 8;
/// Not used.
pub const IFLA_PRIORITY: c_ushort = 9;
/// The bridge, bond or the like that it belongs to: a `u32`, its index.
pub const IFLA_MASTER: c_ushort = 10;
/// An event of a wireless interface: a `struct iw_event`.
pub const IFLA_WIRELESS: c_ushort = 11;
/// What a protocol has to say of it: attributes, `IFLA_INET6_…` or `IFLA_BRPORT_…` by `ifi_family`.
pub const IFLA_PROTINFO: c_ushort = 12;
/// How many packets wait to be sent at most: a `u32`.
pub const IFLA_TXQLEN: c_ushort = 13;
/// Its resources: a [`rtnl_link_ifmap`].
pub const IFLA_MAP: c_ushort = 14;
/// Not used.
pub const IFLA_WEIGHT: c_ushort = 15;
/// Its state (RFC 2863): a `u8`, `IF_OPER_…`.
pub const IFLA_OPERSTATE: c_ushort = 16;
/// Whether a program has a say in that state: a `u8`, `IF_LINK_MODE_…`.
pub const IFLA_LINKMODE: c_ushort = 17;
/// What kind of link it is: attributes, `IFLA_INFO_…`.
pub const IFLA_LINKINFO: c_ushort = 18;
/// To move it: the network namespace of a process: a `u32`.
pub const IFLA_NET_NS_PID: c_ushort = 19;
/// What the administrator calls it: text.
pub const IFLA_IFALIAS: c_ushort = 20;
/// How many virtual functions it has: a `u32`.
pub const IFLA_NUM_VF: c_ushort = 21;
/// These: attributes, one for each.
pub const IFLA_VFINFO_LIST: c_ushort = 22;
/// Its statistics: a [`rtnl_link_stats64`].
pub const IFLA_STATS64: c_ushort = 23;
/// The ports of virtual functions: attributes.
pub const IFLA_VF_PORTS: c_ushort = 24;
/// Its own port: attributes.
pub const IFLA_PORT_SELF: c_ushort = 25;
/// What families have to say of it: for each an attribute whose type is its `AF_…`, with attributes
/// in it: `IFLA_INET_…`, `IFLA_INET6_…`.
pub const IFLA_AF_SPEC: c_ushort = 26;
/// The group of links it is in: a `u32`.
pub const IFLA_GROUP: c_ushort = 27;
/// To move it: the network namespace that a descriptor stands for: a `u32`.
pub const IFLA_NET_NS_FD: c_ushort = 28;
/// What a list is to have beside: a `u32`, `RTEXT_FILTER_…`.
pub const IFLA_EXT_MASK: c_ushort = 29;
/// By how many it is asked to receive everything: a `u32`.
pub const IFLA_PROMISCUITY: c_ushort = 30;
/// How many queues it sends from: a `u32`.
pub const IFLA_NUM_TX_QUEUES: c_ushort = 31;
/// How many queues it receives in: a `u32`.
pub const IFLA_NUM_RX_QUEUES: c_ushort = 32;
/// Whether it has a carrier: a `u8`.
pub const IFLA_CARRIER: c_ushort = 33;
/// What tells its physical port from others: bytes.
pub const IFLA_PHYS_PORT_ID: c_ushort = 34;
/// How often the carrier came or went: a `u32`.
pub const IFLA_CARRIER_CHANGES: c_ushort = 35;
/// What tells the switch that it is a port of from others: bytes.
pub const IFLA_PHYS_SWITCH_ID: c_ushort = 36;
/// The network namespace of [`IFLA_LINK`]: an `int`, its number.
pub const IFLA_LINK_NETNSID: c_ushort = 37;
/// The name of its physical port: text.
pub const IFLA_PHYS_PORT_NAME: c_ushort = 38;
/// Whether a protocol keeps it down: a `u8`.
pub const IFLA_PROTO_DOWN: c_ushort = 39;
/// How many segments a packet that it is to cut may make: a `u32`.
pub const IFLA_GSO_MAX_SEGS: c_ushort = 40;
/// How many bytes such a packet may have: a `u32`.
pub const IFLA_GSO_MAX_SIZE: c_ushort = 41;
/// Nothing: makes a `u64` behind it begin at a multiple of 8 bytes.
pub const IFLA_PAD: c_ushort = 42;
/// The program that its packets go through: attributes, `IFLA_XDP_…`.
pub const IFLA_XDP: c_ushort = 43;
/// What made this message: a `u32`, `IFLA_EVENT_…`.
pub const IFLA_EVENT: c_ushort = 44;
/// The network namespace that it moved to: an `int`, its number.
pub const IFLA_NEW_NETNSID: c_ushort = 45;
/// The network namespace that it is in: an `int`, its number.
pub const IFLA_IF_NETNSID: c_ushort = 46;
/// [`IFLA_IF_NETNSID`], by a newer name.
pub const IFLA_TARGET_NETNSID: c_ushort = IFLA_IF_NETNSID;
/// How often the carrier came: a `u32`.
pub const IFLA_CARRIER_UP_COUNT: c_ushort = 47;
/// How often it went: a `u32`.
pub const IFLA_CARRIER_DOWN_COUNT: c_ushort = 48;
/// Its index in the network namespace that it moved to: an `int`.
pub const IFLA_NEW_IFINDEX: c_ushort = 49;
/// The least MTU it may have: a `u32`.
pub const IFLA_MIN_MTU: c_ushort = 50;
/// The greatest MTU it may have: a `u32`; 0 if there is none.
pub const IFLA_MAX_MTU: c_ushort = 51;
/// More of its properties: attributes, [`IFLA_ALT_IFNAME`].
pub const IFLA_PROP_LIST: c_ushort = 52;
/// Another name of it: text.
pub const IFLA_ALT_IFNAME: c_ushort = 53;
/// The link-layer address that it was made with.
pub const IFLA_PERM_ADDRESS: c_ushort = 54;
/// Why it is kept down: attributes, `IFLA_PROTO_DOWN_REASON_…`.
pub const IFLA_PROTO_DOWN_REASON: c_ushort = 55;
/// The device that it is on, such as a PCI card: text.
pub const IFLA_PARENT_DEV_NAME: c_ushort = 56;
/// The bus of that: text.
pub const IFLA_PARENT_DEV_BUS_NAME: c_ushort = 57;
/// How many bytes received packets may be put together to: a `u32`.
pub const IFLA_GRO_MAX_SIZE: c_ushort = 58;
/// How many bytes a packet that the device cuts may have: a `u32`.
pub const IFLA_TSO_MAX_SIZE: c_ushort = 59;
/// How many segments it may make: a `u32`.
pub const IFLA_TSO_MAX_SEGS: c_ushort = 60;
/// By how many it is asked to receive all multicasts: a `u32`.
pub const IFLA_ALLMULTI: c_ushort = 61;
/// The largest of these, as of this header.
pub const IFLA_MAX: c_ushort = IFLA_ALLMULTI;

// Why a link is kept down: attributes in `IFLA_PROTO_DOWN_REASON`.

/// Unused.
pub const IFLA_PROTO_DOWN_REASON_UNSPEC: c_ushort = 0;
/// Which reasons count: a `u32`, a bit for each.
pub const IFLA_PROTO_DOWN_REASON_MASK: c_ushort = 1;
/// The reasons: a `u32`, a bit for each.
pub const IFLA_PROTO_DOWN_REASON_VALUE: c_ushort = 2;
/// The largest of these.
pub const IFLA_PROTO_DOWN_REASON_MAX: c_ushort = IFLA_PROTO_DOWN_REASON_VALUE;

// What IPv4 has to say of a link.

/// Unused.
pub const IFLA_INET_UNSPEC: c_ushort = 0;
/// How it is set up: `u32`s, one for each `IPV4_DEVCONF_…`.
pub const IFLA_INET_CONF: c_ushort = 1;
/// The largest of these.
pub const IFLA_INET_MAX: c_ushort = IFLA_INET_CONF;

// What IPv6 has to say of a link.

/// Unused.
pub const IFLA_INET6_UNSPEC: c_ushort = 0;
/// Flags: a `u32`.
pub const IFLA_INET6_FLAGS: c_ushort = 1;
/// How it is set up: `i32`s, one for each `DEVCONF_…`.
pub const IFLA_INET6_CONF: c_ushort = 2;
/// Statistics: `u64`s.
pub const IFLA_INET6_STATS: c_ushort = 3;
/// Not used.
pub const IFLA_INET6_MCAST: c_ushort = 4;
/// Times: an [`ifla_cacheinfo`].
pub const IFLA_INET6_CACHEINFO: c_ushort = 5;
/// Statistics of ICMPv6: `u64`s.
pub const IFLA_INET6_ICMP6STATS: c_ushort = 6;
/// The host's part of addresses that are made: an IPv6 address.
pub const IFLA_INET6_TOKEN: c_ushort = 7;
/// How that part is made: a `u8`, `IN6_ADDR_GEN_MODE_…`.
pub const IFLA_INET6_ADDR_GEN_MODE: c_ushort = 8;
/// The MTU that a router announced: a `u32`.
pub const IFLA_INET6_RA_MTU: c_ushort = 9;
/// The largest of these.
pub const IFLA_INET6_MAX: c_ushort = IFLA_INET6_RA_MTU;
/// From the link-layer address.
pub const IN6_ADDR_GEN_MODE_EUI64: u8 = 0;
/// Not at all.
pub const IN6_ADDR_GEN_MODE_NONE: u8 = 1;
/// From a secret, one for each network (RFC 7217).
pub const IN6_ADDR_GEN_MODE_STABLE_PRIVACY: u8 = 2;
/// The same, from a secret of the interface's own.
pub const IN6_ADDR_GEN_MODE_RANDOM: u8 = 3;

// What kind of link it is: attributes in `IFLA_LINKINFO`.

/// Unused.
pub const IFLA_INFO_UNSPEC: c_ushort = 0;
/// The kind, such as `bridge`, `vlan`, `veth`: text.
pub const IFLA_INFO_KIND: c_ushort = 1;
/// How it is set up: attributes, by its kind.
pub const IFLA_INFO_DATA: c_ushort = 2;
/// Statistics, by its kind.
pub const IFLA_INFO_XSTATS: c_ushort = 3;
/// The kind of what it belongs to: text.
pub const IFLA_INFO_SLAVE_KIND: c_ushort = 4;
/// How it is set up as a port of that: attributes, by that kind.
pub const IFLA_INFO_SLAVE_DATA: c_ushort = 5;
/// The largest of these.
pub const IFLA_INFO_MAX: c_ushort = IFLA_INFO_SLAVE_DATA;
