//! The constants of `<netinet/in.h>`.

use super::in_addr_t;
use core::ffi::c_int;

// Protocols: the third argument of `socket`, the level of options, and the protocol field of an IP
// header.

/// To `socket`: the usual protocol of the type. As a level: the options of IPv4, `IP_…`. See ip(7).
pub const IPPROTO_IP: c_int = libc::IPPROTO_IP;
/// ICMP, the errors and echoes of IPv4: for raw sockets, and for datagram sockets that ping. See
/// icmp(7).
pub const IPPROTO_ICMP: c_int = libc::IPPROTO_ICMP;
/// IGMP, by which IPv4 hosts join multicast groups.
pub const IPPROTO_IGMP: c_int = libc::IPPROTO_IGMP;
/// IPv4 inside IP: tunnels.
pub const IPPROTO_IPIP: c_int = libc::IPPROTO_IPIP;
/// TCP. As a level: the options of TCP, `TCP_…`. See tcp(7).
pub const IPPROTO_TCP: c_int = libc::IPPROTO_TCP;
/// The Exterior Gateway Protocol, which BGP replaced.
pub const IPPROTO_EGP: c_int = libc::IPPROTO_EGP;
/// Xerox' PARC Universal Packet, of 1974.
pub const IPPROTO_PUP: c_int = libc::IPPROTO_PUP;
/// UDP. As a level: the options of UDP, `UDP_…`. See udp(7).
pub const IPPROTO_UDP: c_int = libc::IPPROTO_UDP;
/// The Internet Datagram Protocol of Xerox' XNS.
pub const IPPROTO_IDP: c_int = libc::IPPROTO_IDP;
/// ISO's transport protocol, class 4.
pub const IPPROTO_TP: c_int = libc::IPPROTO_TP;
/// DCCP, datagrams under congestion control (RFC 4340).
pub const IPPROTO_DCCP: c_int = libc::IPPROTO_DCCP;
/// As a level: the options of IPv6, `IPV6_…`; see ipv6(7). In an IPv4 header: IPv6 inside, a
/// tunnel.
pub const IPPROTO_IPV6: c_int = libc::IPPROTO_IPV6;
/// RSVP, reservation of capacity (RFC 2205).
pub const IPPROTO_RSVP: c_int = libc::IPPROTO_RSVP;
/// GRE, tunnels for any protocol (RFC 2784).
pub const IPPROTO_GRE: c_int = libc::IPPROTO_GRE;
/// IPsec's encrypted payload (RFC 4303).
pub const IPPROTO_ESP: c_int = libc::IPPROTO_ESP;
/// IPsec's authentication header (RFC 4302).
pub const IPPROTO_AH: c_int = libc::IPPROTO_AH;
/// The Multicast Transport Protocol (RFC 1301).
pub const IPPROTO_MTP: c_int = libc::IPPROTO_MTP;
/// The header of IPsec's BEET mode that carries IP options.
pub const IPPROTO_BEETPH: c_int = libc::IPPROTO_BEETPH;
/// Encapsulation header (RFC 1241).
pub const IPPROTO_ENCAP: c_int = libc::IPPROTO_ENCAP;
/// PIM, routing of multicast.
pub const IPPROTO_PIM: c_int = libc::IPPROTO_PIM;
/// Compressed IP payload, IPComp (RFC 3173).
pub const IPPROTO_COMP: c_int = libc::IPPROTO_COMP;
/// SCTP: messages, several streams and several addresses in one connection (RFC 9260).
pub const IPPROTO_SCTP: c_int = libc::IPPROTO_SCTP;
/// UDP-Lite: UDP whose checksum covers only a part (RFC 3828).
pub const IPPROTO_UDPLITE: c_int = libc::IPPROTO_UDPLITE;
/// MPLS inside IP (RFC 4023).
pub const IPPROTO_MPLS: c_int = libc::IPPROTO_MPLS;
/// Ethernet inside IPv6, for segment routing (RFC 8986).
pub const IPPROTO_ETHERNET: c_int = libc::IPPROTO_ETHERNET;
/// Raw IP: the program writes the IP header itself ([`IP_HDRINCL`] is set) and receives nothing.
pub const IPPROTO_RAW: c_int = libc::IPPROTO_RAW;
/// Multipath TCP (RFC 8684), of `SOCK_STREAM`. A number for `socket` only, in no header.
pub const IPPROTO_MPTCP: c_int = libc::IPPROTO_MPTCP;
/// One more than the largest protocol number that `socket` takes.
pub const IPPROTO_MAX: c_int = libc::IPPROTO_MAX;

// Protocols, or headers, that follow an IPv6 header.

/// Options that every router on the way reads.
pub const IPPROTO_HOPOPTS: c_int = libc::IPPROTO_HOPOPTS;
/// A list of routers to pass.
pub const IPPROTO_ROUTING: c_int = libc::IPPROTO_ROUTING;
/// A piece of a packet that was too large for the way.
pub const IPPROTO_FRAGMENT: c_int = libc::IPPROTO_FRAGMENT;
/// ICMPv6: errors, echoes, neighbours, routers. As a level: `ICMP6_FILTER`.
pub const IPPROTO_ICMPV6: c_int = libc::IPPROTO_ICMPV6;
/// Nothing follows.
pub const IPPROTO_NONE: c_int = libc::IPPROTO_NONE;
/// Options that only the destination reads.
pub const IPPROTO_DSTOPTS: c_int = libc::IPPROTO_DSTOPTS;
/// Mobility: a host away from its network (RFC 6275).
pub const IPPROTO_MH: c_int = libc::IPPROTO_MH;

// Well-known ports, in host byte order: `htons(IPPORT_ECHO as in_port_t)`.

/// Echo: sends back what it gets (RFC 862).
pub const IPPORT_ECHO: c_int = 7;
/// Discard: throws away what it gets (RFC 863).
pub const IPPORT_DISCARD: c_int = 9;
/// Systat: who is logged in (RFC 866).
pub const IPPORT_SYSTAT: c_int = 11;
/// Daytime: the time, as text (RFC 867).
pub const IPPORT_DAYTIME: c_int = 13;
/// Netstat: the state of the network.
pub const IPPORT_NETSTAT: c_int = 15;
/// FTP, the control connection (RFC 959).
pub const IPPORT_FTP: c_int = 21;
/// Telnet (RFC 854).
pub const IPPORT_TELNET: c_int = 23;
/// SMTP, mail (RFC 5321).
pub const IPPORT_SMTP: c_int = 25;
/// Time, as a 32-bit number (RFC 868).
pub const IPPORT_TIMESERVER: c_int = 37;
/// The name server of IEN 116. Not DNS, which is port 53.
pub const IPPORT_NAMESERVER: c_int = 42;
/// Whois, who owns a name (RFC 3912).
pub const IPPORT_WHOIS: c_int = 43;
/// The Mail Transfer Protocol, which SMTP replaced (RFC 780).
pub const IPPORT_MTP: c_int = 57;
/// TFTP, over UDP (RFC 1350).
pub const IPPORT_TFTP: c_int = 69;
/// Remote job entry (RFC 407).
pub const IPPORT_RJE: c_int = 77;
/// Finger, who somebody is (RFC 1288).
pub const IPPORT_FINGER: c_int = 79;
/// A link between terminals.
pub const IPPORT_TTYLINK: c_int = 87;
/// Supdup, a display terminal at a distance (RFC 734).
pub const IPPORT_SUPDUP: c_int = 95;
/// rexec: runs a command, with a password. TCP.
pub const IPPORT_EXECSERVER: c_int = 512;
/// rlogin: logs in, by trust in the host. TCP.
pub const IPPORT_LOGINSERVER: c_int = 513;
/// rsh: runs a command, by trust in the host. TCP.
pub const IPPORT_CMDSERVER: c_int = 514;
/// The extended file name server, efs. TCP.
pub const IPPORT_EFSSERVER: c_int = 520;
/// biff: tells that mail came. UDP.
pub const IPPORT_BIFFUDP: c_int = 512;
/// rwho: who is logged in on the network. UDP.
pub const IPPORT_WHOSERVER: c_int = 513;
/// RIP, the routing daemons' exchange. UDP.
pub const IPPORT_ROUTESERVER: c_int = 520;
/// To bind a port below this needs `CAP_NET_BIND_SERVICE`.
pub const IPPORT_RESERVED: c_int = 1024;
/// BSD left the ports above this to servers, and gave out those below. Linux gives out those of
/// `/proc/sys/net/ipv4/ip_local_port_range`.
pub const IPPORT_USERRESERVED: c_int = 5000;

// Options of the level `IPPROTO_IP`. An `int` of 0 to 255 may be an `unsigned char` as
// well. See ip(7).

/// The IP options that every packet sent carries, at most 40 bytes in their wire format. Bytes;
/// get, set. As ancillary data: those of a packet received, with [`IP_RECVOPTS`].
pub const IP_OPTIONS: c_int = libc::IP_OPTIONS;
/// The program writes the IP header itself. Raw sockets; see raw(7). `int`, 0 or 1; get, set.
pub const IP_HDRINCL: c_int = libc::IP_HDRINCL;
/// The type of service of what is sent: DSCP and ECN, as in the header. `int`, 0 to 255; get, set.
/// As ancillary data: that of one datagram, sent, or received with [`IP_RECVTOS`].
pub const IP_TOS: c_int = libc::IP_TOS;
/// How many routers what is sent may pass. `int`, 1 to 255, −1 for the default (64); get, set. As
/// ancillary data: that of one datagram, sent, or received with [`IP_RECVTTL`].
pub const IP_TTL: c_int = libc::IP_TTL;
/// Adds the IP options of every datagram received, as [`IP_OPTIONS`]. `int`, 0 or 1; get, set.
pub const IP_RECVOPTS: c_int = libc::IP_RECVOPTS;
/// BSD's name of [`IP_RETOPTS`].
pub const IP_RECVRETOPTS: c_int = IP_RETOPTS;
/// Adds the IP options of every datagram received, turned round so that an answer can carry them.
/// `int`, 0 or 1; get, set. As ancillary data: those options, received or to be sent.
pub const IP_RETOPTS: c_int = libc::IP_RETOPTS;
/// The interface that multicast goes out by. [`ip_mreqn`](super::ip_mreqn),
/// [`ip_mreq`](super::ip_mreq) or [`in_addr`](super::in_addr), an address of the interface; set.
/// [`in_addr`](super::in_addr); get.
pub const IP_MULTICAST_IF: c_int = libc::IP_MULTICAST_IF;
/// How many routers multicast may pass; 1 at first: it stays on this network. `int`, 0 to 255, −1
/// for 1; get, set.
pub const IP_MULTICAST_TTL: c_int = libc::IP_MULTICAST_TTL;
/// Whether this host receives what it sends to a group that it is in. `int`, 0 or 1, 1 at first;
/// get, set.
pub const IP_MULTICAST_LOOP: c_int = libc::IP_MULTICAST_LOOP;
/// Joins a multicast group, at one interface. [`ip_mreqn`](super::ip_mreqn) or
/// [`ip_mreq`](super::ip_mreq); set.
pub const IP_ADD_MEMBERSHIP: c_int = libc::IP_ADD_MEMBERSHIP;
/// Leaves a multicast group. [`ip_mreqn`](super::ip_mreqn) or [`ip_mreq`](super::ip_mreq); set.
pub const IP_DROP_MEMBERSHIP: c_int = libc::IP_DROP_MEMBERSHIP;
/// Receives from this sender to the group again. [`ip_mreq_source`](super::ip_mreq_source); set.
pub const IP_UNBLOCK_SOURCE: c_int = libc::IP_UNBLOCK_SOURCE;
/// Receives no more from this sender to a joined group. [`ip_mreq_source`](super::ip_mreq_source);
/// set.
pub const IP_BLOCK_SOURCE: c_int = libc::IP_BLOCK_SOURCE;
/// Joins a multicast group for one sender; again, for another.
/// [`ip_mreq_source`](super::ip_mreq_source); set.
pub const IP_ADD_SOURCE_MEMBERSHIP: c_int = libc::IP_ADD_SOURCE_MEMBERSHIP;
/// Leaves a multicast group for one sender. [`ip_mreq_source`](super::ip_mreq_source); set.
pub const IP_DROP_SOURCE_MEMBERSHIP: c_int = libc::IP_DROP_SOURCE_MEMBERSHIP;
/// All the senders of a group that are received, or not. [`ip_msfilter`](super::ip_msfilter); get,
/// set.
pub const IP_MSFILTER: c_int = libc::IP_MSFILTER;

// Options of the levels `IPPROTO_IP` and `IPPROTO_IPV6` alike (RFC 3678).

/// Joins a multicast group, at one interface. [`group_req`](super::group_req); set.
pub const MCAST_JOIN_GROUP: c_int = libc::MCAST_JOIN_GROUP;
/// Receives no more from this sender to a joined group.
/// [`group_source_req`](super::group_source_req); set.
pub const MCAST_BLOCK_SOURCE: c_int = libc::MCAST_BLOCK_SOURCE;
/// Receives from this sender to the group again. [`group_source_req`](super::group_source_req);
/// set.
pub const MCAST_UNBLOCK_SOURCE: c_int = libc::MCAST_UNBLOCK_SOURCE;
/// Leaves a multicast group. [`group_req`](super::group_req); set.
pub const MCAST_LEAVE_GROUP: c_int = libc::MCAST_LEAVE_GROUP;
/// Joins a multicast group for one sender; again, for another.
/// [`group_source_req`](super::group_source_req); set.
pub const MCAST_JOIN_SOURCE_GROUP: c_int = libc::MCAST_JOIN_SOURCE_GROUP;
/// Leaves a multicast group for one sender. [`group_source_req`](super::group_source_req); set.
pub const MCAST_LEAVE_SOURCE_GROUP: c_int = libc::MCAST_LEAVE_SOURCE_GROUP;
/// All the senders of a group that are received, or not. [`group_filter`](super::group_filter);
/// get, set.
pub const MCAST_MSFILTER: c_int = libc::MCAST_MSFILTER;
/// Mode of a filter: the senders in the list are not received, all others are.
pub const MCAST_EXCLUDE: c_int = libc::MCAST_EXCLUDE;
/// Mode of a filter: only the senders in the list are received.
pub const MCAST_INCLUDE: c_int = libc::MCAST_INCLUDE;

// Options of the level `IPPROTO_IP`, continued: those of Linux.

/// Whether a socket bound to [`INADDR_ANY`] receives what goes to any group that the host is in, or
/// only to those that the socket itself joined. `int`, 0 or 1, 1 at first; get, set.
pub const IP_MULTICAST_ALL: c_int = libc::IP_MULTICAST_ALL;
/// The interface that what is sent goes out by. `int`, its index in network byte order, 0 for any;
/// get, set.
pub const IP_UNICAST_IF: c_int = libc::IP_UNICAST_IF;
/// Takes the packets with a router alert that this host would forward. Raw sockets. `int`, 0 or 1;
/// get, set.
pub const IP_ROUTER_ALERT: c_int = libc::IP_ROUTER_ALERT;
/// Says with every datagram received by which interface and to which address it came. `int`, 0 or
/// 1; get, set. As ancillary data, [`in_pktinfo`](super::in_pktinfo): that; or, sent, the interface
/// and address to send from.
pub const IP_PKTINFO: c_int = libc::IP_PKTINFO;
/// What the ancillary data of a TCP connection would say: messages as `recvmsg` gives them. Bytes;
/// get.
pub const IP_PKTOPTIONS: c_int = libc::IP_PKTOPTIONS;
/// An old name of [`IP_MTU_DISCOVER`].
pub const IP_PMTUDISC: c_int = IP_MTU_DISCOVER;
/// Whether packets may be fragmented on the way: [`IP_PMTUDISC_WANT`] and its like. `int`; get,
/// set.
pub const IP_MTU_DISCOVER: c_int = libc::IP_MTU_DISCOVER;
/// Keeps errors, ICMP's among them, in a queue for `recvmsg` with `MSG_ERRQUEUE`. `int`, 0 or 1;
/// get, set. As ancillary data: `struct sock_extended_err` (`<linux/errqueue.h>`).
pub const IP_RECVERR: c_int = libc::IP_RECVERR;
/// Adds the TTL of every datagram received, as [`IP_TTL`], an `int`. The option: `int`, 0 or 1;
/// get, set.
pub const IP_RECVTTL: c_int = libc::IP_RECVTTL;
/// Adds the type of service of every datagram received, as [`IP_TOS`], one byte. The option: `int`,
/// 0 or 1; get, set.
pub const IP_RECVTOS: c_int = libc::IP_RECVTOS;
/// The largest packet that the way to the other side takes, in bytes. The socket must be connected
/// (`ENOTCONN`). `int`; get.
pub const IP_MTU: c_int = libc::IP_MTU;
/// Lets `bind` take an address that this host does not have, or not yet. `int`, 0 or 1; get, set.
pub const IP_FREEBIND: c_int = libc::IP_FREEBIND;
/// The IPsec policy of the socket, as PF_KEY writes it. `struct sadb_x_policy`
/// (`<linux/pfkeyv2.h>`); set.
pub const IP_IPSEC_POLICY: c_int = libc::IP_IPSEC_POLICY;
/// The IPsec policy of the socket. `struct xfrm_userpolicy_info` (`<linux/xfrm.h>`); set.
pub const IP_XFRM_POLICY: c_int = libc::IP_XFRM_POLICY;
/// Adds the sender's security label to every datagram received, as `SCM_SECURITY`. UDP. `int`, 0 or
/// 1; get, set.
pub const IP_PASSSEC: c_int = libc::IP_PASSSEC;
/// Lets a proxy bind and speak for addresses of other hosts. Needs `CAP_NET_ADMIN` or
/// `CAP_NET_RAW`. `int`, 0 or 1; get, set.
pub const IP_TRANSPARENT: c_int = libc::IP_TRANSPARENT;
/// Ancillary data: the address that the datagram was sent to before a proxy rule took it,
/// [`sockaddr_in`](super::sockaddr_in). See [`IP_RECVORIGDSTADDR`].
pub const IP_ORIGDSTADDR: c_int = libc::IP_ORIGDSTADDR;
/// Adds the original destination of every datagram received, as [`IP_ORIGDSTADDR`]. `int`, 0 or 1;
/// get, set.
pub const IP_RECVORIGDSTADDR: c_int = IP_ORIGDSTADDR;
/// Drops what arrives with a smaller TTL: it came from farther away. `int`, 0 to 255, 0 for all;
/// get, set.
pub const IP_MINTTL: c_int = libc::IP_MINTTL;
/// The firewall does not put fragments together that are sent. Raw sockets. `int`, 0 or 1; get,
/// set.
pub const IP_NODEFRAG: c_int = libc::IP_NODEFRAG;
/// Adds the checksum over every datagram received, as ancillary data of this name, a `uint32_t`.
/// UDP. The option: `int`, 0 or 1; get, set.
pub const IP_CHECKSUM: c_int = libc::IP_CHECKSUM;
/// `bind` with port 0 takes only the address; `connect` chooses the port, which then need be free
/// for that destination only. `int`, 0 or 1; get, set.
pub const IP_BIND_ADDRESS_NO_PORT: c_int = libc::IP_BIND_ADDRESS_NO_PORT;
/// Adds the size of the largest fragment that a datagram came in, as ancillary data of this name,
/// an `int`. Datagram and raw sockets. The option: `int`, 0 or 1; get, set.
pub const IP_RECVFRAGSIZE: c_int = libc::IP_RECVFRAGSIZE;
/// Tells, with [`IP_RECVERR`], how long the quoted packet of an ICMP error is that carries
/// extensions (RFC 4884). `int`, 0 or 1; get, set.
pub const IP_RECVERR_RFC4884: c_int = 26;

// Values of `IP_MTU_DISCOVER`.

/// Packets may be fragmented on the way.
pub const IP_PMTUDISC_DONT: c_int = libc::IP_PMTUDISC_DONT;
/// As the route says; what is too large is fragmented before it is sent. The default.
pub const IP_PMTUDISC_WANT: c_int = libc::IP_PMTUDISC_WANT;
/// Packets are not fragmented, neither here nor on the way: too large is `EMSGSIZE`.
pub const IP_PMTUDISC_DO: c_int = libc::IP_PMTUDISC_DO;
/// Packets are not fragmented, and what is known of the way is ignored: to probe it.
pub const IP_PMTUDISC_PROBE: c_int = libc::IP_PMTUDISC_PROBE;
/// Only the interface's own limit counts, and larger is `EMSGSIZE`; routers may fragment.
pub const IP_PMTUDISC_INTERFACE: c_int = libc::IP_PMTUDISC_INTERFACE;
/// As [`IP_PMTUDISC_INTERFACE`], but what is larger is fragmented before it is sent.
pub const IP_PMTUDISC_OMIT: c_int = libc::IP_PMTUDISC_OMIT;

// More of IPv4.

/// Linux' name of the level [`IPPROTO_IP`].
pub const SOL_IP: c_int = libc::SOL_IP;
/// What [`IP_MULTICAST_TTL`] is at first.
pub const IP_DEFAULT_MULTICAST_TTL: c_int = libc::IP_DEFAULT_MULTICAST_TTL;
/// What [`IP_MULTICAST_LOOP`] is at first.
pub const IP_DEFAULT_MULTICAST_LOOP: c_int = libc::IP_DEFAULT_MULTICAST_LOOP;
/// How many groups a socket may join by default; what rules is
/// `/proc/sys/net/ipv4/igmp_max_memberships`, and beyond it is `ENOBUFS`.
pub const IP_MAX_MEMBERSHIPS: c_int = 20;

// Options of the level `IPPROTO_IPV6`. Where the value is an `int`, it takes four
// bytes. See ipv6(7), RFC 3493, RFC 3542.

/// Turns an IPv6 socket that is connected to a mapped IPv4 address into an IPv4 socket. `int`,
/// `AF_INET`; set. Get: the family.
pub const IPV6_ADDRFORM: c_int = libc::IPV6_ADDRFORM;
/// [`IPV6_RECVPKTINFO`] and [`IPV6_PKTINFO`] in one, of the older RFC 2292. `int`, 0 or 1; get,
/// set.
pub const IPV6_2292PKTINFO: c_int = libc::IPV6_2292PKTINFO;
/// [`IPV6_RECVHOPOPTS`] and [`IPV6_HOPOPTS`] in one, of the older RFC 2292. `int`, 0 or 1; get,
/// set.
pub const IPV6_2292HOPOPTS: c_int = libc::IPV6_2292HOPOPTS;
/// [`IPV6_RECVDSTOPTS`] and [`IPV6_DSTOPTS`] in one, of the older RFC 2292. `int`, 0 or 1; get,
/// set.
pub const IPV6_2292DSTOPTS: c_int = libc::IPV6_2292DSTOPTS;
/// [`IPV6_RECVRTHDR`] and [`IPV6_RTHDR`] in one, of the older RFC 2292. `int`, 0 or 1; get, set.
pub const IPV6_2292RTHDR: c_int = libc::IPV6_2292RTHDR;
/// All options at once, as ancillary data, of the older RFC 2292. Bytes; set. Get: what a TCP
/// connection's would say.
pub const IPV6_2292PKTOPTIONS: c_int = libc::IPV6_2292PKTOPTIONS;
/// Where in the data of a raw socket its checksum is, in bytes; the kernel then computes and checks
/// it. `int`, even, −1 for none; get, set. ICMPv6 has it always.
pub const IPV6_CHECKSUM: c_int = libc::IPV6_CHECKSUM;
/// [`IPV6_RECVHOPLIMIT`] and [`IPV6_HOPLIMIT`] in one, of the older RFC 2292. `int`, 0 or 1; get,
/// set.
pub const IPV6_2292HOPLIMIT: c_int = libc::IPV6_2292HOPLIMIT;
/// The neighbour to send by (RFC 3542), an address. Linux has no such option: `ENOPROTOOPT`.
pub const IPV6_NEXTHOP: c_int = libc::IPV6_NEXTHOP;
/// Authentication headers, of an early draft. Linux has no such option: `ENOPROTOOPT`.
pub const IPV6_AUTHHDR: c_int = libc::IPV6_AUTHHDR;
/// How many routers what is sent may pass. `int`, 0 to 255, −1 for the default (64); get, set.
pub const IPV6_UNICAST_HOPS: c_int = libc::IPV6_UNICAST_HOPS;
/// The interface that multicast goes out by. `int`, its index, 0 for any; get, set.
pub const IPV6_MULTICAST_IF: c_int = libc::IPV6_MULTICAST_IF;
/// How many routers multicast may pass; 1 at first: it stays on this network. `int`, 0 to 255, −1
/// for 1; get, set.
pub const IPV6_MULTICAST_HOPS: c_int = libc::IPV6_MULTICAST_HOPS;
/// Whether this host receives what it sends to a group that it is in. `int`, 0 or 1, 1 at first;
/// get, set.
pub const IPV6_MULTICAST_LOOP: c_int = libc::IPV6_MULTICAST_LOOP;
/// Joins a multicast group, at one interface. [`ipv6_mreq`](super::ipv6_mreq); set.
pub const IPV6_JOIN_GROUP: c_int = 20;
/// Leaves a multicast group. [`ipv6_mreq`](super::ipv6_mreq); set.
pub const IPV6_LEAVE_GROUP: c_int = 21;
/// Takes the packets with a router alert of this value that this host would forward. `int`, −1 for
/// none; get, set. Raw sockets of `IPPROTO_RAW`.
pub const IPV6_ROUTER_ALERT: c_int = libc::IPV6_ROUTER_ALERT;
/// Whether packets may be fragmented: [`IPV6_PMTUDISC_WANT`] and its like. `int`; get, set.
pub const IPV6_MTU_DISCOVER: c_int = libc::IPV6_MTU_DISCOVER;
/// The largest packet that the way to the other side takes, in bytes; the socket must be connected
/// (`ENOTCONN`). `int`; get. Set: how large packets may be, at least 1280, 0 for as large as may
/// be.
pub const IPV6_MTU: c_int = libc::IPV6_MTU;
/// Keeps errors, ICMPv6's among them, in a queue for `recvmsg` with `MSG_ERRQUEUE`. `int`, 0 or 1;
/// get, set. As ancillary data: `struct sock_extended_err` (`<linux/errqueue.h>`).
pub const IPV6_RECVERR: c_int = libc::IPV6_RECVERR;
/// The socket takes no IPv4, which it would as mapped addresses `::ffff:a.b.c.d`. `int`, 0 or 1;
/// get, set, before `bind`.
pub const IPV6_V6ONLY: c_int = libc::IPV6_V6ONLY;
/// Takes an anycast address, at one interface. [`ipv6_mreq`](super::ipv6_mreq); set. Needs
/// `CAP_NET_ADMIN`.
pub const IPV6_JOIN_ANYCAST: c_int = libc::IPV6_JOIN_ANYCAST;
/// Gives an anycast address up. [`ipv6_mreq`](super::ipv6_mreq); set.
pub const IPV6_LEAVE_ANYCAST: c_int = libc::IPV6_LEAVE_ANYCAST;
/// Whether the socket receives what goes to any group that the host is in, or only to those that
/// the socket itself joined. `int`, 0 or 1, 1 at first; get, set.
pub const IPV6_MULTICAST_ALL: c_int = libc::IPV6_MULTICAST_ALL;
/// [`IPV6_ROUTER_ALERT`] takes packets of the socket's own network namespace only. `int`, 0 or 1;
/// get, set.
pub const IPV6_ROUTER_ALERT_ISOLATE: c_int = libc::IPV6_ROUTER_ALERT_ISOLATE;
/// Tells, with [`IPV6_RECVERR`], how long the quoted packet of an ICMPv6 error is that carries
/// extensions (RFC 4884). `int`, 0 or 1; get, set.
pub const IPV6_RECVERR_RFC4884: c_int = 31;
/// The IPsec policy of the socket, as PF_KEY writes it. `struct sadb_x_policy`
/// (`<linux/pfkeyv2.h>`); set.
pub const IPV6_IPSEC_POLICY: c_int = libc::IPV6_IPSEC_POLICY;
/// The IPsec policy of the socket. `struct xfrm_userpolicy_info` (`<linux/xfrm.h>`); set.
pub const IPV6_XFRM_POLICY: c_int = libc::IPV6_XFRM_POLICY;
/// The program writes the IPv6 header itself. Raw sockets. `int`, 0 or 1; get, set.
pub const IPV6_HDRINCL: c_int = libc::IPV6_HDRINCL;
/// Says with every datagram received by which interface and to which address it came, as
/// [`IPV6_PKTINFO`]. `int`, 0 or 1; get, set.
pub const IPV6_RECVPKTINFO: c_int = libc::IPV6_RECVPKTINFO;
/// The interface and address to send from. [`in6_pktinfo`](super::in6_pktinfo); set. As ancillary
/// data: that of one datagram, sent, or received with [`IPV6_RECVPKTINFO`].
pub const IPV6_PKTINFO: c_int = libc::IPV6_PKTINFO;
/// Adds the hop limit of every datagram received, as [`IPV6_HOPLIMIT`]. `int`, 0 or 1; get, set.
pub const IPV6_RECVHOPLIMIT: c_int = libc::IPV6_RECVHOPLIMIT;
/// Ancillary data: how many routers the datagram may still pass. `int`, 0 to 255, sent −1 for the
/// default.
pub const IPV6_HOPLIMIT: c_int = libc::IPV6_HOPLIMIT;
/// Adds the hop-by-hop options of every datagram received, as [`IPV6_HOPOPTS`]. `int`, 0 or 1; get,
/// set.
pub const IPV6_RECVHOPOPTS: c_int = libc::IPV6_RECVHOPOPTS;
/// Hop-by-hop options, an extension header as `inet6_opt_init` begins it. Bytes; get, set (needs
/// `CAP_NET_RAW`). As ancillary data: those of one datagram.
pub const IPV6_HOPOPTS: c_int = libc::IPV6_HOPOPTS;
/// Options that every host of a routing header reads, an extension header. Bytes; get, set (needs
/// `CAP_NET_RAW`). As ancillary data: those of one datagram.
pub const IPV6_RTHDRDSTOPTS: c_int = libc::IPV6_RTHDRDSTOPTS;
/// Adds the routing header of every datagram received, as [`IPV6_RTHDR`]. `int`, 0 or 1; get, set.
pub const IPV6_RECVRTHDR: c_int = libc::IPV6_RECVRTHDR;
/// A routing header, as `inet6_rth_init` begins it. Bytes; get, set. As ancillary data: that of one
/// datagram.
pub const IPV6_RTHDR: c_int = libc::IPV6_RTHDR;
/// Adds the destination options of every datagram received, as [`IPV6_DSTOPTS`]. `int`, 0 or 1;
/// get, set.
pub const IPV6_RECVDSTOPTS: c_int = libc::IPV6_RECVDSTOPTS;
/// Options that the destination reads, an extension header as `inet6_opt_init` begins it. Bytes;
/// get, set (needs `CAP_NET_RAW`). As ancillary data: those of one datagram.
pub const IPV6_DSTOPTS: c_int = libc::IPV6_DSTOPTS;
/// Tells when the way proves to take smaller packets only, as [`IPV6_PATHMTU`]. `int`, 0 or 1; get,
/// set.
pub const IPV6_RECVPATHMTU: c_int = libc::IPV6_RECVPATHMTU;
/// The largest packet that the way to the other side takes; the socket must be connected
/// (`ENOTCONN`). [`ip6_mtuinfo`](super::ip6_mtuinfo); get. As ancillary data: likewise.
pub const IPV6_PATHMTU: c_int = libc::IPV6_PATHMTU;
/// What is too large is not sent, and [`IPV6_RECVPATHMTU`] tells. `int`, 0 or 1; get, set. As
/// ancillary data: for one datagram.
pub const IPV6_DONTFRAG: c_int = libc::IPV6_DONTFRAG;
/// Adds the traffic class of every datagram received, as [`IPV6_TCLASS`]. `int`, 0 or 1; get, set.
pub const IPV6_RECVTCLASS: c_int = libc::IPV6_RECVTCLASS;
/// The traffic class of what is sent: DSCP and ECN, as in the header. `int`, 0 to 255, −1 for the
/// default; get, set. As ancillary data: that of one datagram.
pub const IPV6_TCLASS: c_int = libc::IPV6_TCLASS;
/// The kernel gives every flow a flow label. `int`, 0 or 1; get, set.
pub const IPV6_AUTOFLOWLABEL: c_int = libc::IPV6_AUTOFLOWLABEL;
/// Which of its own addresses to send from: temporary, home… `int`, flags `IPV6_PREFER_SRC_…`
/// (`<linux/in6.h>`, RFC 5014); get, set.
pub const IPV6_ADDR_PREFERENCES: c_int = libc::IPV6_ADDR_PREFERENCES;
/// Drops what arrives with a smaller hop limit: it came from farther away (RFC 5082). `int`, 0 to
/// 255, 0 for all; get, set.
pub const IPV6_MINHOPCOUNT: c_int = libc::IPV6_MINHOPCOUNT;
/// Ancillary data: the address that the datagram was sent to before a proxy rule took it,
/// [`sockaddr_in6`](super::sockaddr_in6). See [`IPV6_RECVORIGDSTADDR`].
pub const IPV6_ORIGDSTADDR: c_int = libc::IPV6_ORIGDSTADDR;
/// Adds the original destination of every datagram received, as [`IPV6_ORIGDSTADDR`]. `int`, 0 or
/// 1; get, set.
pub const IPV6_RECVORIGDSTADDR: c_int = IPV6_ORIGDSTADDR;
/// Lets a proxy bind and speak for addresses of other hosts. Needs `CAP_NET_ADMIN` or
/// `CAP_NET_RAW`. `int`, 0 or 1; get, set.
pub const IPV6_TRANSPARENT: c_int = libc::IPV6_TRANSPARENT;
/// The interface that what is sent goes out by. `int`, its index in network byte order, 0 for any;
/// get, set.
pub const IPV6_UNICAST_IF: c_int = libc::IPV6_UNICAST_IF;
/// Adds the size of the largest fragment that a datagram came in, as ancillary data of this name,
/// an `int`. The option: `int`, 0 or 1; get, set.
pub const IPV6_RECVFRAGSIZE: c_int = libc::IPV6_RECVFRAGSIZE;
/// Lets `bind` take an address that this host does not have, or not yet. `int`, 0 or 1; get, set.
pub const IPV6_FREEBIND: c_int = libc::IPV6_FREEBIND;
/// An old name of [`IPV6_JOIN_GROUP`].
pub const IPV6_ADD_MEMBERSHIP: c_int = IPV6_JOIN_GROUP;
/// An old name of [`IPV6_LEAVE_GROUP`].
pub const IPV6_DROP_MEMBERSHIP: c_int = IPV6_LEAVE_GROUP;
/// An old name of [`IPV6_HOPOPTS`].
pub const IPV6_RXHOPOPTS: c_int = IPV6_HOPOPTS;
/// An old name of [`IPV6_DSTOPTS`].
pub const IPV6_RXDSTOPTS: c_int = IPV6_DSTOPTS;

// Values of `IPV6_MTU_DISCOVER`. On the way IPv6 is never fragmented.

/// On Linux the same as [`IPV6_PMTUDISC_WANT`].
pub const IPV6_PMTUDISC_DONT: c_int = libc::IPV6_PMTUDISC_DONT;
/// What is too large for the way is fragmented before it is sent. The default.
pub const IPV6_PMTUDISC_WANT: c_int = libc::IPV6_PMTUDISC_WANT;
/// Nothing is fragmented: too large for the way is `EMSGSIZE`.
pub const IPV6_PMTUDISC_DO: c_int = libc::IPV6_PMTUDISC_DO;
/// Nothing is fragmented, and what is known of the way is ignored: to probe it.
pub const IPV6_PMTUDISC_PROBE: c_int = libc::IPV6_PMTUDISC_PROBE;
/// As [`IPV6_PMTUDISC_PROBE`], and nothing is learnt of the way either.
pub const IPV6_PMTUDISC_INTERFACE: c_int = libc::IPV6_PMTUDISC_INTERFACE;
/// As [`IPV6_PMTUDISC_INTERFACE`], but what is larger is fragmented before it is sent.
pub const IPV6_PMTUDISC_OMIT: c_int = libc::IPV6_PMTUDISC_OMIT;

// More of IPv6.

/// Linux' name of the level [`IPPROTO_IPV6`].
pub const SOL_IPV6: c_int = libc::SOL_IPV6;
/// Linux' name of the level [`IPPROTO_ICMPV6`].
pub const SOL_ICMPV6: c_int = libc::SOL_ICMPV6;
/// In a routing header of RFC 2292: the next host need not be a neighbour.
pub const IPV6_RTHDR_LOOSE: c_int = libc::IPV6_RTHDR_LOOSE;
/// In a routing header of RFC 2292: the next host must be a neighbour.
pub const IPV6_RTHDR_STRICT: c_int = libc::IPV6_RTHDR_STRICT;
/// The routing header that lists addresses to pass; RFC 5095 forbade it on the net.
pub const IPV6_RTHDR_TYPE_0: c_int = 0;

// The classes that IPv4 addresses had before 1993, in host byte order.

/// The bits of a class A address that name the network: the first byte.
pub const IN_CLASSA_NET: in_addr_t = 0xff00_0000;
/// How far to shift a class A address right for the number of the network.
pub const IN_CLASSA_NSHIFT: c_int = 24;
/// The bits of a class A address that name the host.
pub const IN_CLASSA_HOST: in_addr_t = !IN_CLASSA_NET;
/// One more than the largest number of a class A network.
pub const IN_CLASSA_MAX: c_int = 128;
/// The bits of a class B address that name the network: the first two bytes.
pub const IN_CLASSB_NET: in_addr_t = 0xffff_0000;
/// How far to shift a class B address right for the number of the network.
pub const IN_CLASSB_NSHIFT: c_int = 16;
/// The bits of a class B address that name the host.
pub const IN_CLASSB_HOST: in_addr_t = !IN_CLASSB_NET;
/// One more than the largest number of a class B network.
pub const IN_CLASSB_MAX: c_int = 65536;
/// The bits of a class C address that name the network: the first three bytes.
pub const IN_CLASSC_NET: in_addr_t = 0xffff_ff00;
/// How far to shift a class C address right for the number of the network.
pub const IN_CLASSC_NSHIFT: c_int = 8;
/// The bits of a class C address that name the host.
pub const IN_CLASSC_HOST: in_addr_t = !IN_CLASSC_NET;

// IPv4 addresses, in host byte order: `addr.sin_addr.s_addr = htonl(INADDR_ANY)`.

/// 0.0.0.0: to `bind`, every address of this host; to `connect`, this host itself.
pub const INADDR_ANY: in_addr_t = libc::INADDR_ANY;
/// 255.255.255.255: every host of this network, no farther. Needs `SO_BROADCAST`.
pub const INADDR_BROADCAST: in_addr_t = libc::INADDR_BROADCAST;
/// What `inet_addr` returns if the text is no address; also the number of 255.255.255.255.
pub const INADDR_NONE: in_addr_t = libc::INADDR_NONE;
/// 192.0.0.8: where translated ICMPv6 errors seem to come from (RFC 7600).
pub const INADDR_DUMMY: in_addr_t = 0xc000_0008;
/// The class A network of the loopback addresses, 127.
pub const IN_LOOPBACKNET: c_int = 127;
/// 127.0.0.1: this host, from within.
pub const INADDR_LOOPBACK: in_addr_t = libc::INADDR_LOOPBACK;
/// 224.0.0.0: the first multicast address, which no group has.
pub const INADDR_UNSPEC_GROUP: in_addr_t = 0xe000_0000;
/// 224.0.0.1: all hosts of this network.
pub const INADDR_ALLHOSTS_GROUP: in_addr_t = 0xe000_0001;
/// 224.0.0.2: all routers of this network.
pub const INADDR_ALLRTRS_GROUP: in_addr_t = 0xe000_0002;
/// 224.0.0.106: all who watch which groups are joined (RFC 4286).
pub const INADDR_ALLSNOOPERS_GROUP: in_addr_t = 0xe000_006a;
/// 224.0.0.255: the last group that no router forwards.
pub const INADDR_MAX_LOCAL_GROUP: in_addr_t = 0xe000_00ff;

// Sizes of addresses written as text.

/// Bytes that an IPv4 address takes as text, at most, with the NUL: `255.255.255.255`.
pub const INET_ADDRSTRLEN: usize = 16;
/// Bytes that an IPv6 address takes as text, at most, with the NUL.
pub const INET6_ADDRSTRLEN: usize = 46;
