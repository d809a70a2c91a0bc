//! The multicast groups: what a program can listen to.

use core::ffi::c_int;

// The first groups as bits: `nl_groups` of a `sockaddr_nl` to bind.

/// Bit: links.
pub const RTMGRP_LINK: u32 = 1;
/// Bit: unused.
pub const RTMGRP_NOTIFY: u32 = 2;
/// Bit: neighbours.
pub const RTMGRP_NEIGH: u32 = 4;
/// Bit: traffic control.
pub const RTMGRP_TC: u32 = 8;
/// Bit: IPv4 addresses.
pub const RTMGRP_IPV4_IFADDR: u32 = 0x10;
/// Bit: IPv4 multicast routes.
pub const RTMGRP_IPV4_MROUTE: u32 = 0x20;
/// Bit: IPv4 routes.
pub const RTMGRP_IPV4_ROUTE: u32 = 0x40;
/// Bit: IPv4 rules.
pub const RTMGRP_IPV4_RULE: u32 = 0x80;
/// Bit: IPv6 addresses.
pub const RTMGRP_IPV6_IFADDR: u32 = 0x100;
/// Bit: IPv6 multicast routes.
pub const RTMGRP_IPV6_MROUTE: u32 = 0x200;
/// Bit: IPv6 routes.
pub const RTMGRP_IPV6_ROUTE: u32 = 0x400;
/// Bit: links, as IPv6 sees them.
pub const RTMGRP_IPV6_IFINFO: u32 = 0x800;
/// Bit: DECnet addresses, up to Linux 6.0.
pub const RTMGRP_DECnet_IFADDR: u32 = 0x1000;
/// Bit: DECnet routes, up to Linux 6.0.
pub const RTMGRP_DECnet_ROUTE: u32 = 0x4000;
/// Bit: IPv6 prefixes that routers announce.
pub const RTMGRP_IPV6_PREFIX: u32 = 0x20000;

// All groups by number: the value of `NETLINK_ADD_MEMBERSHIP`.

/// No group.
pub const RTNLGRP_NONE: c_int = 0;
/// Links.
pub const RTNLGRP_LINK: c_int = 1;
/// Unused.
pub const RTNLGRP_NOTIFY: c_int = 2;
/// Neighbours, and neighbour tables' entries of bridges.
pub const RTNLGRP_NEIGH: c_int = 3;
/// Traffic control.
pub const RTNLGRP_TC: c_int = 4;
/// IPv4 addresses.
pub const RTNLGRP_IPV4_IFADDR: c_int = 5;
/// IPv4 multicast routes.
pub const RTNLGRP_IPV4_MROUTE: c_int = 6;
/// IPv4 routes.
pub const RTNLGRP_IPV4_ROUTE: c_int = 7;
/// IPv4 rules.
pub const RTNLGRP_IPV4_RULE: c_int = 8;
/// IPv6 addresses.
pub const RTNLGRP_IPV6_IFADDR: c_int = 9;
/// IPv6 multicast routes.
pub const RTNLGRP_IPV6_MROUTE: c_int = 10;
/// IPv6 routes.
pub const RTNLGRP_IPV6_ROUTE: c_int = 11;
/// Links, as IPv6 sees them.
pub const RTNLGRP_IPV6_IFINFO: c_int = 12;
/// DECnet addresses, up to Linux 6.0.
pub const RTNLGRP_DECnet_IFADDR: c_int = 13;
/// Unused.
pub const RTNLGRP_NOP2: c_int = 14;
/// DECnet routes, up to Linux 6.0.
pub const RTNLGRP_DECnet_ROUTE: c_int = 15;
/// DECnet rules, up to Linux 6.0.
pub const RTNLGRP_DECnet_RULE: c_int = 16;
/// Unused.
pub const RTNLGRP_NOP4: c_int = 17;
/// IPv6 prefixes that routers announce.
pub const RTNLGRP_IPV6_PREFIX: c_int = 18;
/// IPv6 rules.
pub const RTNLGRP_IPV6_RULE: c_int = 19;
/// Options that IPv6 routers announce, for programs to handle.
pub const RTNLGRP_ND_USEROPT: c_int = 20;
/// Phonet addresses.
pub const RTNLGRP_PHONET_IFADDR: c_int = 21;
/// Phonet routes.
pub const RTNLGRP_PHONET_ROUTE: c_int = 22;
/// Data centre Ethernet.
pub const RTNLGRP_DCB: c_int = 23;
/// How interfaces are set up for IPv4.
pub const RTNLGRP_IPV4_NETCONF: c_int = 24;
/// How interfaces are set up for IPv6.
pub const RTNLGRP_IPV6_NETCONF: c_int = 25;
/// Multicast groups of bridges.
pub const RTNLGRP_MDB: c_int = 26;
/// MPLS routes.
pub const RTNLGRP_MPLS_ROUTE: c_int = 27;
/// Numbers of network namespaces.
pub const RTNLGRP_NSID: c_int = 28;
/// How interfaces are set up for MPLS.
pub const RTNLGRP_MPLS_NETCONF: c_int = 29;
/// IPv4 multicast packets without a route. Needs `CAP_NET_ADMIN`.
pub const RTNLGRP_IPV4_MROUTE_R: c_int = 30;
/// IPv6 multicast packets without a route. Needs `CAP_NET_ADMIN`.
pub const RTNLGRP_IPV6_MROUTE_R: c_int = 31;
/// Ways that routes share.
pub const RTNLGRP_NEXTHOP: c_int = 32;
/// VLANs of bridges.
pub const RTNLGRP_BRVLAN: c_int = 33;
/// MCTP addresses.
pub const RTNLGRP_MCTP_IFADDR: c_int = 34;
/// VNIs of tunnels.
pub const RTNLGRP_TUNNEL: c_int = 35;
/// Statistics that are switched on or off.
pub const RTNLGRP_STATS: c_int = 36;
/// The largest of these, as of this header.
pub const RTNLGRP_MAX: c_int = RTNLGRP_STATS;
