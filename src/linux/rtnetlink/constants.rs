//! The constants of `<linux/rtnetlink.h>`, but for the groups.

use core::ffi::{c_int, c_uchar, c_uint, c_ushort};

// Families beyond those of addresses: `rtgen_family`, `rtm_family`.

/// Multicast routes of IPv4.
pub const RTNL_FAMILY_IPMR: c_uchar = 128;
/// Multicast routes of IPv6.
pub const RTNL_FAMILY_IP6MR: c_uchar = 129;
/// The largest of them.
pub const RTNL_FAMILY_MAX: c_uchar = RTNL_FAMILY_IP6MR;

// Types of messages: `nlmsg_type`. For each kind of thing there are four: new, del, get, set.

/// The first of them.
pub const RTM_BASE: u16 = 16;
/// Make or change a link; or: here is one. An [`ifinfomsg`](super::ifinfomsg) and `IFLA_…`.
pub const RTM_NEWLINK: u16 = 16;
/// Remove a link; or: it is gone.
pub const RTM_DELLINK: u16 = 17;
/// Tell me of a link, or list them.
pub const RTM_GETLINK: u16 = 18;
/// Change a link.
pub const RTM_SETLINK: u16 = 19;
/// Give an interface an address; or: here is one. An [`ifaddrmsg`](super::ifaddrmsg) and `IFA_…`.
pub const RTM_NEWADDR: u16 = 20;
/// Remove an address; or: it is gone.
pub const RTM_DELADDR: u16 = 21;
/// List addresses; or, of IPv6, tell me of one.
pub const RTM_GETADDR: u16 = 22;
/// Make or change a route; or: here is one. An [`rtmsg`](super::rtmsg) and `RTA_…`.
pub const RTM_NEWROUTE: u16 = 24;
/// Remove a route; or: it is gone.
pub const RTM_DELROUTE: u16 = 25;
/// Which route leads to an address; or list them.
pub const RTM_GETROUTE: u16 = 26;
/// Make or change an entry of the neighbour (ARP) table or of a bridge's; or: here is one. A
/// [`ndmsg`](super::ndmsg) and `NDA_…`.
pub const RTM_NEWNEIGH: u16 = 28;
/// Remove a neighbour; or: it is gone.
pub const RTM_DELNEIGH: u16 = 29;
/// Tell me of a neighbour, or list them.
pub const RTM_GETNEIGH: u16 = 30;
/// Make a rule that chooses a table of routes; or: here is one. An [`rtmsg`](super::rtmsg) (as
/// `struct fib_rule_hdr`) and `FRA_…`.
pub const RTM_NEWRULE: u16 = 32;
/// Remove a rule; or: it is gone.
pub const RTM_DELRULE: u16 = 33;
/// List rules.
pub const RTM_GETRULE: u16 = 34;
/// Make or change a queueing discipline; or: here is one. A [`tcmsg`](super::tcmsg) and `TCA_…`.
pub const RTM_NEWQDISC: u16 = 36;
/// Remove a queueing discipline; or: it is gone.
pub const RTM_DELQDISC: u16 = 37;
/// List queueing disciplines.
pub const RTM_GETQDISC: u16 = 38;
/// Make or change a class of traffic; or: here is one. A [`tcmsg`](super::tcmsg) and `TCA_…`.
pub const RTM_NEWTCLASS: u16 = 40;
/// Remove a class; or: it is gone.
pub const RTM_DELTCLASS: u16 = 41;
/// List classes.
pub const RTM_GETTCLASS: u16 = 42;
/// Make or change a filter; or: here is one. A [`tcmsg`](super::tcmsg) and `TCA_…`.
pub const RTM_NEWTFILTER: u16 = 44;
/// Remove a filter; or: it is gone.
pub const RTM_DELTFILTER: u16 = 45;
/// List filters.
pub const RTM_GETTFILTER: u16 = 46;
/// Make or change actions; or: here they are. A [`tcamsg`](super::tcamsg) and `TCA_ROOT_…`.
pub const RTM_NEWACTION: u16 = 48;
/// Remove actions; or: they are gone.
pub const RTM_DELACTION: u16 = 49;
/// List actions.
pub const RTM_GETACTION: u16 = 50;
/// A router announced an IPv6 prefix. A [`prefixmsg`](super::prefixmsg) and `PREFIX_…`.
pub const RTM_NEWPREFIX: u16 = 52;
/// List the multicast groups that interfaces are in. An [`ifaddrmsg`](super::ifaddrmsg) and
/// `IFA_…`.
pub const RTM_GETMULTICAST: u16 = 58;
/// List the anycast addresses of interfaces. An [`ifaddrmsg`](super::ifaddrmsg) and `IFA_…`.
pub const RTM_GETANYCAST: u16 = 62;
/// Here is a neighbour table, with its limits. A [`ndtmsg`](super::ndtmsg) and `NDTA_…`.
pub const RTM_NEWNEIGHTBL: u16 = 64;
/// List neighbour tables.
pub const RTM_GETNEIGHTBL: u16 = 66;
/// Change a neighbour table.
pub const RTM_SETNEIGHTBL: u16 = 67;
/// A router announced an option for programs to handle, such as DNS servers. A
/// [`nduseroptmsg`](super::nduseroptmsg).
pub const RTM_NEWNDUSEROPT: u16 = 68;
/// Give IPv6 addresses a label, by which the one to send from is chosen (RFC 6724). A `struct
/// ifaddrlblmsg` and `IFAL_…`.
pub const RTM_NEWADDRLABEL: u16 = 72;
/// Remove a label; or: it is gone.
pub const RTM_DELADDRLABEL: u16 = 73;
/// Tell me of a label, or list them.
pub const RTM_GETADDRLABEL: u16 = 74;
/// Tell me of a data centre's Ethernet (IEEE 802.1Qaz). A `struct dcbmsg` and `DCB_ATTR_…`.
pub const RTM_GETDCB: u16 = 78;
/// Change that.
pub const RTM_SETDCB: u16 = 79;
/// Here is how an interface is set up for IPv4 or IPv6. A `struct netconfmsg` and `NETCONFA_…`.
pub const RTM_NEWNETCONF: u16 = 80;
/// That interface is gone.
pub const RTM_DELNETCONF: u16 = 81;
/// Tell me how an interface is set up, or list them.
pub const RTM_GETNETCONF: u16 = 82;
/// Put a multicast group into a bridge's table; or: here is one. A `struct br_port_msg` and
/// `MDBA_…`.
pub const RTM_NEWMDB: u16 = 84;
/// Remove it; or: it is gone.
pub const RTM_DELMDB: u16 = 85;
/// List a bridge's multicast groups.
pub const RTM_GETMDB: u16 = 86;
/// Give another network namespace a number in this one; or: it has one. A
/// [`rtgenmsg`](super::rtgenmsg) and `NETNSA_…`.
pub const RTM_NEWNSID: u16 = 88;
/// That number is gone.
pub const RTM_DELNSID: u16 = 89;
/// Tell me the number of a network namespace, or list them.
pub const RTM_GETNSID: u16 = 90;
/// Here are an interface's statistics. A `struct if_stats_msg` and `IFLA_STATS_…`.
pub const RTM_NEWSTATS: u16 = 92;
/// Tell me an interface's statistics, or list them.
pub const RTM_GETSTATS: u16 = 94;
/// Switch statistics on or off.
pub const RTM_SETSTATS: u16 = 95;
/// A multicast packet came that has no route. A [`rtgenmsg`](super::rtgenmsg) and
/// `IPMRA_CREPORT_…`.
pub const RTM_NEWCACHEREPORT: u16 = 96;
/// Make a chain of filters; or: here is one. A [`tcmsg`](super::tcmsg) and `TCA_…`.
pub const RTM_NEWCHAIN: u16 = 100;
/// Remove a chain; or: it is gone.
pub const RTM_DELCHAIN: u16 = 101;
/// List chains.
pub const RTM_GETCHAIN: u16 = 102;
/// Make or change a way that routes share; or: here is one. A `struct nhmsg` and `NHA_…`.
pub const RTM_NEWNEXTHOP: u16 = 104;
/// Remove it; or: it is gone.
pub const RTM_DELNEXTHOP: u16 = 105;
/// Tell me of such a way, or list them.
pub const RTM_GETNEXTHOP: u16 = 106;
/// Give a link more names. An [`ifinfomsg`](super::ifinfomsg) and
/// [`IFLA_PROP_LIST`](super::IFLA_PROP_LIST).
pub const RTM_NEWLINKPROP: u16 = 108;
/// Take such names away.
pub const RTM_DELLINKPROP: u16 = 109;
/// Reserved: [`RTM_GETLINK`] tells these names.
pub const RTM_GETLINKPROP: u16 = 110;
/// Change a VLAN of a bridge; or: here is one. A `struct br_vlan_msg` and `BRIDGE_VLANDB_…`.
pub const RTM_NEWVLAN: u16 = 112;
/// Remove it; or: it is gone.
pub const RTM_DELVLAN: u16 = 113;
/// List a bridge's VLANs.
pub const RTM_GETVLAN: u16 = 114;
/// Change a bucket of a resilient group of ways; or: here is one. A `struct nhmsg` and `NHA_…`.
pub const RTM_NEWNEXTHOPBUCKET: u16 = 116;
/// That bucket is gone.
pub const RTM_DELNEXTHOPBUCKET: u16 = 117;
/// Tell me of a bucket, or list them.
pub const RTM_GETNEXTHOPBUCKET: u16 = 118;
/// Let a tunnel know a VNI, or more of it; or: here is one. A `struct tunnel_msg` and
/// `VXLAN_VNIFILTER_…`.
pub const RTM_NEWTUNNEL: u16 = 120;
/// Remove it; or: it is gone.
pub const RTM_DELTUNNEL: u16 = 121;
/// List a tunnel's VNIs.
pub const RTM_GETTUNNEL: u16 = 122;
/// The largest type there may be, as of this header: the last of the last four.
pub const RTM_MAX: u16 = 123;
/// How many types that makes.
pub const RTM_NR_MSGTYPES: c_int = RTM_MAX as c_int + 1 - RTM_BASE as c_int;
/// How many kinds of things that makes: see [`RTM_FAM`](super::RTM_FAM).
pub const RTM_NR_FAMILIES: c_int = RTM_NR_MSGTYPES >> 2;

// What becomes of packets: `rtm_type`.

/// Not said.
pub const RTN_UNSPEC: c_uchar = 0;
/// They go on, to a gateway or to their destination.
pub const RTN_UNICAST: c_uchar = 1;
/// They are for this host.
pub const RTN_LOCAL: c_uchar = 2;
/// They are for this host, and go out as broadcasts.
pub const RTN_BROADCAST: c_uchar = 3;
/// They are for this host, and go out as unicasts.
pub const RTN_ANYCAST: c_uchar = 4;
/// They go to a multicast group.
pub const RTN_MULTICAST: c_uchar = 5;
/// They vanish.
pub const RTN_BLACKHOLE: c_uchar = 6;
/// They are refused: host unreachable.
pub const RTN_UNREACHABLE: c_uchar = 7;
/// They are refused: administratively prohibited.
pub const RTN_PROHIBIT: c_uchar = 8;
/// The look-up goes on in another table.
pub const RTN_THROW: c_uchar = 9;
/// Their address is translated. Not since Linux 2.6.
pub const RTN_NAT: c_uchar = 10;
/// A program resolves them. No kernel has it.
pub const RTN_XRESOLVE: c_uchar = 11;
/// The largest of these.
pub const RTN_MAX: c_uchar = RTN_XRESOLVE;

// Who made a route: `rtm_protocol`. The kernel looks at none beyond `RTPROT_STATIC`.

/// Not said.
pub const RTPROT_UNSPEC: c_uchar = 0;
/// An ICMP redirect. IPv4 does not use it.
pub const RTPROT_REDIRECT: c_uchar = 1;
/// The kernel.
pub const RTPROT_KERNEL: c_uchar = 2;
/// The start of the system; what a route gets whose maker does not say.
pub const RTPROT_BOOT: c_uchar = 3;
/// The administrator.
pub const RTPROT_STATIC: c_uchar = 4;
/// GateD.
pub const RTPROT_GATED: c_uchar = 8;
/// Announcements of IPv6 routers.
pub const RTPROT_RA: c_uchar = 9;
/// MRT, of Merit.
pub const RTPROT_MRT: c_uchar = 10;
/// Zebra, and FRRouting.
pub const RTPROT_ZEBRA: c_uchar = 11;
/// BIRD.
pub const RTPROT_BIRD: c_uchar = 12;
/// The DECnet routing daemon.
pub const RTPROT_DNROUTED: c_uchar = 13;
/// XORP.
pub const RTPROT_XORP: c_uchar = 14;
/// Netsukuku.
pub const RTPROT_NTK: c_uchar = 15;
/// A DHCP client.
pub const RTPROT_DHCP: c_uchar = 16;
/// A multicast routing daemon.
pub const RTPROT_MROUTED: c_uchar = 17;
/// Keepalived.
pub const RTPROT_KEEPALIVED: c_uchar = 18;
/// Babel.
pub const RTPROT_BABEL: c_uchar = 42;
/// Open/R.
pub const RTPROT_OPENR: c_uchar = 99;
/// BGP.
pub const RTPROT_BGP: c_uchar = 186;
/// IS-IS.
pub const RTPROT_ISIS: c_uchar = 187;
/// OSPF.
pub const RTPROT_OSPF: c_uchar = 188;
/// RIP.
pub const RTPROT_RIP: c_uchar = 189;
/// EIGRP.
pub const RTPROT_EIGRP: c_uchar = 192;

// How far a route leads: `rtm_scope`, and `ifa_scope` of an address. Others between the first two are free to use.

/// Anywhere: by a gateway.
pub const RT_SCOPE_UNIVERSE: c_uchar = 0;
/// Within the site.
pub const RT_SCOPE_SITE: c_uchar = 200;
/// On the link that the host is on.
pub const RT_SCOPE_LINK: c_uchar = 253;
/// Within the host.
pub const RT_SCOPE_HOST: c_uchar = 254;
/// Nowhere: there is no such destination.
pub const RT_SCOPE_NOWHERE: c_uchar = 255;

// Flags of a route: `rtm_flags`.

/// Tell me when the route changes.
pub const RTM_F_NOTIFY: c_uint = 0x100;
/// The route is one that the kernel made of another for a single destination.
pub const RTM_F_CLONED: c_uint = 0x200;
/// Share packets among several ways. No kernel has it.
pub const RTM_F_EQUALIZE: c_uint = 0x400;
/// List only what routers announced.
pub const RTM_F_PREFIX: c_uint = 0x800;
/// [`RTM_GETROUTE`]: tell me the table that the route was found in.
pub const RTM_F_LOOKUP_TABLE: c_uint = 0x1000;
/// [`RTM_GETROUTE`]: tell me the route as it is in the table.
pub const RTM_F_FIB_MATCH: c_uint = 0x2000;
/// The route is in hardware.
pub const RTM_F_OFFLOAD: c_uint = 0x4000;
/// The hardware hands the route's packets to the host.
pub const RTM_F_TRAP: c_uint = 0x8000;
/// The route could not be put into hardware.
pub const RTM_F_OFFLOAD_FAILED: c_uint = 0x2000_0000;

// Tables of routes: `rtm_table`, and `RTA_TABLE`. Others from 1 on are free to use.

/// Not said: [`RT_TABLE_MAIN`].
pub const RT_TABLE_UNSPEC: c_uchar = 0;
/// The number is above 255 and in [`RTA_TABLE`].
pub const RT_TABLE_COMPAT: c_uchar = 252;
/// The one that is looked at last. Usually empty.
pub const RT_TABLE_DEFAULT: c_uchar = 253;
/// The usual one.
pub const RT_TABLE_MAIN: c_uchar = 254;
/// The host's own addresses and broadcasts, which the kernel keeps itself.
pub const RT_TABLE_LOCAL: c_uchar = 255;
/// The largest number of a table, for [`RTA_TABLE`].
pub const RT_TABLE_MAX: u32 = 0xffff_ffff;

// Attributes of a route: `rta_type`. Addresses are as they go over the wire, numbers in host byte order.

/// Unused.
pub const RTA_UNSPEC: c_ushort = 0;
/// Where it leads: an address; `rtm_dst_len` bits of it count.
pub const RTA_DST: c_ushort = 1;
/// From where: an address; `rtm_src_len` bits of it count.
pub const RTA_SRC: c_ushort = 2;
/// The interface that packets come in by: a `u32`, its index.
pub const RTA_IIF: c_ushort = 3;
/// The interface that packets go out by: a `u32`, its index.
pub const RTA_OIF: c_ushort = 4;
/// The gateway: an address.
pub const RTA_GATEWAY: c_ushort = 5;
/// The metric, by which the least of several routes is chosen: a `u32`.
pub const RTA_PRIORITY: c_ushort = 6;
/// The address to send from.
pub const RTA_PREFSRC: c_ushort = 7;
/// What is known of the way: attributes, `RTAX_…`.
pub const RTA_METRICS: c_ushort = 8;
/// Several ways: [`rtnexthop`](super::rtnexthop)s, one after the other.
pub const RTA_MULTIPATH: c_ushort = 9;
/// No longer used.
pub const RTA_PROTOINFO: c_ushort = 10;
/// The realm, for statistics and filters: a `u32`.
pub const RTA_FLOW: c_ushort = 11;
/// How it is used: a [`rta_cacheinfo`](super::rta_cacheinfo).
pub const RTA_CACHEINFO: c_ushort = 12;
/// No longer used: a [`rta_session`](super::rta_session).
pub const RTA_SESSION: c_ushort = 13;
/// No longer used.
pub const RTA_MP_ALGO: c_ushort = 14;
/// The table it is in, all 32 bits: a `u32`. Counts instead of `rtm_table`.
pub const RTA_TABLE: c_ushort = 15;
/// The mark of packets that it is for: a `u32`.
pub const RTA_MARK: c_ushort = 16;
/// How a multicast route is used: a [`rta_mfc_stats`](super::rta_mfc_stats).
pub const RTA_MFC_STATS: c_ushort = 17;
/// A gateway of another family: a [`rtvia`](super::rtvia) and its address.
pub const RTA_VIA: c_ushort = 18;
/// The destination that packets are to have from then on: MPLS labels.
pub const RTA_NEWDST: c_ushort = 19;
/// How much the router is preferred (RFC 4191): a `u8`.
pub const RTA_PREF: c_ushort = 20;
/// How packets are wrapped: a `u16`, `LWTUNNEL_ENCAP_…`.
pub const RTA_ENCAP_TYPE: c_ushort = 21;
/// What they are wrapped in: attributes, by that type.
pub const RTA_ENCAP: c_ushort = 22;
/// When it ends, in seconds from now: a `u32`. IPv6.
pub const RTA_EXPIRES: c_ushort = 23;
/// Nothing: makes a `u64` behind it begin at a multiple of 8 bytes.
pub const RTA_PAD: c_ushort = 24;
/// The user whose packets it is for: a `u32`.
pub const RTA_UID: c_ushort = 25;
/// Whether the time to live goes into MPLS labels and back: a `u8`.
pub const RTA_TTL_PROPAGATE: c_ushort = 26;
/// The protocol to look it up for: a `u8`, `IPPROTO_…`.
pub const RTA_IP_PROTO: c_ushort = 27;
/// The source port to look it up for: a `u16` in network byte order.
pub const RTA_SPORT: c_ushort = 28;
/// The destination port to look it up for: a `u16` in network byte order.
pub const RTA_DPORT: c_ushort = 29;
/// A way that routes share: a `u32`, its number.
pub const RTA_NH_ID: c_ushort = 30;
/// The largest of these, as of this header.
pub const RTA_MAX: c_ushort = RTA_NH_ID;

// Flags of a way: `rtnh_flags`, and in `rtm_flags` if the route has one way.

/// The interface is down.
pub const RTNH_F_DEAD: c_uchar = 1;
/// The gateway is to be looked up in turn. No kernel has it.
pub const RTNH_F_PERVASIVE: c_uchar = 2;
/// The gateway is on the link, whatever the routes say.
pub const RTNH_F_ONLINK: c_uchar = 4;
/// The way is in hardware.
pub const RTNH_F_OFFLOAD: c_uchar = 8;
/// The interface has no carrier.
pub const RTNH_F_LINKDOWN: c_uchar = 16;
/// A multicast route that is not yet made.
pub const RTNH_F_UNRESOLVED: c_uchar = 32;
/// The hardware hands its packets to the host.
pub const RTNH_F_TRAP: c_uchar = 64;
/// The flags that do not tell one way from another.
pub const RTNH_COMPARE_MASK: c_uchar = RTNH_F_DEAD | RTNH_F_LINKDOWN | RTNH_F_OFFLOAD | RTNH_F_TRAP;
/// The header's [`rta_cacheinfo`](super::rta_cacheinfo) has the last three fields.
pub const RTNETLINK_HAVE_PEERINFO: c_int = 1;

// What is known of the way: attributes in `RTA_METRICS`. Each is a `u32`, but for the name.

/// Unused.
pub const RTAX_UNSPEC: c_ushort = 0;
/// Which of these the kernel may not change by itself: a bit for each.
pub const RTAX_LOCK: c_ushort = 1;
/// The path MTU, in bytes.
pub const RTAX_MTU: c_ushort = 2;
/// The largest window to offer, in bytes.
pub const RTAX_WINDOW: c_ushort = 3;
/// The round-trip time, in 1/8 ms.
pub const RTAX_RTT: c_ushort = 4;
/// How much it varies, in 1/4 ms.
pub const RTAX_RTTVAR: c_ushort = 5;
/// Where slow start ends, in segments.
pub const RTAX_SSTHRESH: c_ushort = 6;
/// The largest congestion window, in segments; counts only if locked.
pub const RTAX_CWND: c_ushort = 7;
/// The segment size to ask the other side for, in bytes.
pub const RTAX_ADVMSS: c_ushort = 8;
/// By how many segments packets may overtake each other.
pub const RTAX_REORDERING: c_ushort = 9;
/// The time to live to send with.
pub const RTAX_HOPLIMIT: c_ushort = 10;
/// The congestion window to begin with, in segments.
pub const RTAX_INITCWND: c_ushort = 11;
/// `RTAX_FEATURE_…` bits.
pub const RTAX_FEATURES: c_ushort = 12;
/// The least time before a segment is sent again, in ms.
pub const RTAX_RTO_MIN: c_ushort = 13;
/// The window to offer at the beginning, in segments.
pub const RTAX_INITRWND: c_ushort = 14;
/// 1: acknowledge at once.
pub const RTAX_QUICKACK: c_ushort = 15;
/// The congestion control: text, its name.
pub const RTAX_CC_ALGO: c_ushort = 16;
/// 1: TCP Fast Open goes without a cookie.
pub const RTAX_FASTOPEN_NO_COOKIE: c_ushort = 17;
/// The largest of these, as of this header.
pub const RTAX_MAX: c_ushort = RTAX_FASTOPEN_NO_COOKIE;
/// Bit: ask for explicit congestion notification.
pub const RTAX_FEATURE_ECN: c_uint = 1 << 0;
/// Bit: selective acknowledgements. Not used.
pub const RTAX_FEATURE_SACK: c_uint = 1 << 1;
/// Bit: TCP timestamps. Not used.
pub const RTAX_FEATURE_TIMESTAMP: c_uint = 1 << 2;
/// Bit: every packet has a fragment header. Not since Linux 6.7.
pub const RTAX_FEATURE_ALLFRAG: c_uint = 1 << 3;
/// All of these bits, as of this header.
pub const RTAX_FEATURE_MASK: c_uint =
    RTAX_FEATURE_ECN | RTAX_FEATURE_SACK | RTAX_FEATURE_TIMESTAMP | RTAX_FEATURE_ALLFRAG;

// Attributes of a prefix.

/// Unused.
pub const PREFIX_UNSPEC: c_ushort = 0;
/// The prefix: an IPv6 address; `prefix_len` bits of it count.
pub const PREFIX_ADDRESS: c_ushort = 1;
/// How long it holds: a [`prefix_cacheinfo`](super::prefix_cacheinfo).
pub const PREFIX_CACHEINFO: c_ushort = 2;
/// The largest of these.
pub const PREFIX_MAX: c_ushort = PREFIX_CACHEINFO;

// Traffic control.

/// For `tcm_ifindex` (as an `int` −1): the filters of a block that interfaces share, which
/// `tcm_parent` tells.
pub const TCM_IFINDEX_MAGIC_BLOCK: u32 = 0xffff_ffff;
/// Unused.
pub const TCA_UNSPEC: c_ushort = 0;
/// The kind of discipline, class or filter: text, its name.
pub const TCA_KIND: c_ushort = 1;
/// How it is set up: attributes, by its kind.
pub const TCA_OPTIONS: c_ushort = 2;
/// Statistics: a `struct tc_stats`.
pub const TCA_STATS: c_ushort = 3;
/// More statistics, by its kind.
pub const TCA_XSTATS: c_ushort = 4;
/// How its rate is estimated: a `struct tc_estimator`.
pub const TCA_RATE: c_ushort = 5;
/// How many filters lead there. Not used.
pub const TCA_FCNT: c_ushort = 6;
/// Statistics: attributes, `TCA_STATS_…`.
pub const TCA_STATS2: c_ushort = 7;
/// How packet sizes are counted: attributes, `TCA_STAB_…`.
pub const TCA_STAB: c_ushort = 8;
/// Nothing: makes a `u64` behind it begin at a multiple of 8 bytes.
pub const TCA_PAD: c_ushort = 9;
/// List those, too, that are usually not shown. It is there or not.
pub const TCA_DUMP_INVISIBLE: c_ushort = 10;
/// The chain of a filter: a `u32`, its number.
pub const TCA_CHAIN: c_ushort = 11;
/// Whether it is in hardware: a `u8`.
pub const TCA_HW_OFFLOAD: c_ushort = 12;
/// The block of filters for what comes in: a `u32`, its number.
pub const TCA_INGRESS_BLOCK: c_ushort = 13;
/// The block of filters for what goes out: a `u32`, its number.
pub const TCA_EGRESS_BLOCK: c_ushort = 14;
/// What a list is to have: a [`nla_bitfield32`](super::nla_bitfield32), [`TCA_DUMP_FLAGS_TERSE`].
pub const TCA_DUMP_FLAGS: c_ushort = 15;
/// A warning of the driver: text.
pub const TCA_EXT_WARN_MSG: c_ushort = 16;
/// The largest of these, as of this header.
pub const TCA_MAX: c_ushort = TCA_EXT_WARN_MSG;
/// Bit: only what tells one from another, and statistics.
pub const TCA_DUMP_FLAGS_TERSE: u32 = 1 << 0;

// Attributes of options for programs.

/// Unused.
pub const NDUSEROPT_UNSPEC: c_ushort = 0;
/// The router that sent it: an IPv6 address.
pub const NDUSEROPT_SRCADDR: c_ushort = 1;
/// The largest of these.
pub const NDUSEROPT_MAX: c_ushort = NDUSEROPT_SRCADDR;

// Attributes of a message about actions.

/// Unused.
pub const TCA_ROOT_UNSPEC: c_ushort = 0;
/// The actions: attributes, whose types count them from 1.
pub const TCA_ROOT_TAB: c_ushort = 1;
/// What a list is to have: a [`nla_bitfield32`](super::nla_bitfield32), `TCA_ACT_FLAG_…`.
pub const TCA_ROOT_FLAGS: c_ushort = 2;
/// How many actions there are: a `u32`.
pub const TCA_ROOT_COUNT: c_ushort = 3;
/// Only actions used in the last so many milliseconds: a `u32`.
pub const TCA_ROOT_TIME_DELTA: c_ushort = 4;
/// A warning of the driver: text.
pub const TCA_ROOT_EXT_WARN_MSG: c_ushort = 5;
/// The largest of these, as of this header.
pub const TCA_ROOT_MAX: c_ushort = TCA_ROOT_EXT_WARN_MSG;
/// [`TCA_ROOT_TAB`], by an older name.
pub const TCA_ACT_TAB: c_ushort = TCA_ROOT_TAB;
/// The largest there was at first.
pub const TCAA_MAX: c_ushort = TCA_ROOT_TAB;
/// Bit: a list may have more than 32 actions in a message.
pub const TCA_FLAG_LARGE_DUMP_ON: u32 = 1 << 0;
/// [`TCA_FLAG_LARGE_DUMP_ON`], by a newer name.
pub const TCA_ACT_FLAG_LARGE_DUMP_ON: u32 = TCA_FLAG_LARGE_DUMP_ON;
/// Bit: only what tells one from another.
pub const TCA_ACT_FLAG_TERSE_DUMP: u32 = 1 << 1;

// What a list of links is to have beside: bits of `IFLA_EXT_MASK`.

/// Bit: virtual functions of an SR-IOV device.
pub const RTEXT_FILTER_VF: u32 = 1 << 0;
/// Bit: VLANs of a bridge's ports.
pub const RTEXT_FILTER_BRVLAN: u32 = 1 << 1;
/// Bit: the same, as ranges.
pub const RTEXT_FILTER_BRVLAN_COMPRESSED: u32 = 1 << 2;
/// Bit: no statistics.
pub const RTEXT_FILTER_SKIP_STATS: u32 = 1 << 3;
/// Bit: media redundancy of a bridge.
pub const RTEXT_FILTER_MRP: u32 = 1 << 4;
/// Bit: connectivity fault management of a bridge, how it is set up.
pub const RTEXT_FILTER_CFM_CONFIG: u32 = 1 << 5;
/// Bit: connectivity fault management of a bridge, how it is.
pub const RTEXT_FILTER_CFM_STATUS: u32 = 1 << 6;
/// Bit: multiple spanning trees of a bridge.
pub const RTEXT_FILTER_MST: u32 = 1 << 7;
