//! `<netinet/in.h>`.
#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::sys::socket::*;
use core::ffi::c_int;
pub use libc::{in_addr, in_addr_t, in_port_t, in6_addr, sockaddr_in, sockaddr_in6};
/// htons
pub const fn htons(x: u16) -> u16 {
    x.to_be()
}
/// htonl
pub const fn htonl(x: u32) -> u32 {
    x.to_be()
}
/// ntohs
pub const fn ntohs(x: u16) -> u16 {
    u16::from_be(x)
}
/// ntohl
pub const fn ntohl(x: u32) -> u32 {
    u32::from_be(x)
}
/// IPPROTO_IP
pub const IPPROTO_IP: c_int = libc::IPPROTO_IP;
/// IPPROTO_ICMP
pub const IPPROTO_ICMP: c_int = libc::IPPROTO_ICMP;
/// IPPROTO_IGMP
pub const IPPROTO_IGMP: c_int = libc::IPPROTO_IGMP;
/// IPPROTO_IPIP
pub const IPPROTO_IPIP: c_int = libc::IPPROTO_IPIP;
/// IPPROTO_TCP
pub const IPPROTO_TCP: c_int = libc::IPPROTO_TCP;
/// IPPROTO_EGP
pub const IPPROTO_EGP: c_int = libc::IPPROTO_EGP;
/// IPPROTO_PUP
pub const IPPROTO_PUP: c_int = libc::IPPROTO_PUP;
/// IPPROTO_UDP
pub const IPPROTO_UDP: c_int = libc::IPPROTO_UDP;
/// IPPROTO_IDP
pub const IPPROTO_IDP: c_int = libc::IPPROTO_IDP;
/// IPPROTO_TP
pub const IPPROTO_TP: c_int = libc::IPPROTO_TP;
/// IPPROTO_DCCP
pub const IPPROTO_DCCP: c_int = libc::IPPROTO_DCCP;
/// IPPROTO_IPV6
pub const IPPROTO_IPV6: c_int = libc::IPPROTO_IPV6;
/// IPPROTO_RSVP
pub const IPPROTO_RSVP: c_int = libc::IPPROTO_RSVP;
/// IPPROTO_GRE
pub const IPPROTO_GRE: c_int = libc::IPPROTO_GRE;
/// IPPROTO_ESP
pub const IPPROTO_ESP: c_int = libc::IPPROTO_ESP;
/// IPPROTO_AH
pub const IPPROTO_AH: c_int = libc::IPPROTO_AH;
/// IPPROTO_MTP
pub const IPPROTO_MTP: c_int = libc::IPPROTO_MTP;
/// IPPROTO_BEETPH
pub const IPPROTO_BEETPH: c_int = libc::IPPROTO_BEETPH;
/// IPPROTO_ENCAP
pub const IPPROTO_ENCAP: c_int = libc::IPPROTO_ENCAP;
/// IPPROTO_PIM
pub const IPPROTO_PIM: c_int = libc::IPPROTO_PIM;
/// IPPROTO_COMP
pub const IPPROTO_COMP: c_int = libc::IPPROTO_COMP;
/// IPPROTO_SCTP
pub const IPPROTO_SCTP: c_int = libc::IPPROTO_SCTP;
/// IPPROTO_UDPLITE
pub const IPPROTO_UDPLITE: c_int = libc::IPPROTO_UDPLITE;
/// IPPROTO_MPLS
pub const IPPROTO_MPLS: c_int = libc::IPPROTO_MPLS;
/// IPPROTO_ETHERNET
pub const IPPROTO_ETHERNET: c_int = libc::IPPROTO_ETHERNET;
/// IPPROTO_RAW
pub const IPPROTO_RAW: c_int = libc::IPPROTO_RAW;
/// IPPROTO_MPTCP
pub const IPPROTO_MPTCP: c_int = libc::IPPROTO_MPTCP;
/// IPPROTO_MAX
pub const IPPROTO_MAX: c_int = libc::IPPROTO_MAX;
/// IPPROTO_HOPOPTS
pub const IPPROTO_HOPOPTS: c_int = libc::IPPROTO_HOPOPTS;
/// IPPROTO_ROUTING
pub const IPPROTO_ROUTING: c_int = libc::IPPROTO_ROUTING;
/// IPPROTO_FRAGMENT
pub const IPPROTO_FRAGMENT: c_int = libc::IPPROTO_FRAGMENT;
/// IPPROTO_ICMPV6
pub const IPPROTO_ICMPV6: c_int = libc::IPPROTO_ICMPV6;
/// IPPROTO_NONE
pub const IPPROTO_NONE: c_int = libc::IPPROTO_NONE;
/// IPPROTO_DSTOPTS
pub const IPPROTO_DSTOPTS: c_int = libc::IPPROTO_DSTOPTS;
/// IPPROTO_MH
pub const IPPROTO_MH: c_int = libc::IPPROTO_MH;
/// IPPORT_ECHO
pub const IPPORT_ECHO: c_int = 7;
/// IPPORT_DISCARD
pub const IPPORT_DISCARD: c_int = 9;
/// IPPORT_SYSTAT
pub const IPPORT_SYSTAT: c_int = 11;
/// IPPORT_DAYTIME
pub const IPPORT_DAYTIME: c_int = 13;
/// IPPORT_NETSTAT
pub const IPPORT_NETSTAT: c_int = 15;
/// IPPORT_FTP
pub const IPPORT_FTP: c_int = 21;
/// IPPORT_TELNET
pub const IPPORT_TELNET: c_int = 23;
/// IPPORT_SMTP
pub const IPPORT_SMTP: c_int = 25;
/// IPPORT_TIMESERVER
pub const IPPORT_TIMESERVER: c_int = 37;
/// IPPORT_NAMESERVER
pub const IPPORT_NAMESERVER: c_int = 42;
/// IPPORT_WHOIS
pub const IPPORT_WHOIS: c_int = 43;
/// IPPORT_MTP
pub const IPPORT_MTP: c_int = 57;
/// IPPORT_TFTP
pub const IPPORT_TFTP: c_int = 69;
/// IPPORT_RJE
pub const IPPORT_RJE: c_int = 77;
/// IPPORT_FINGER
pub const IPPORT_FINGER: c_int = 79;
/// IPPORT_TTYLINK
pub const IPPORT_TTYLINK: c_int = 87;
/// IPPORT_SUPDUP
pub const IPPORT_SUPDUP: c_int = 95;
/// IPPORT_EXECSERVER
pub const IPPORT_EXECSERVER: c_int = 512;
/// IPPORT_LOGINSERVER
pub const IPPORT_LOGINSERVER: c_int = 513;
/// IPPORT_CMDSERVER
pub const IPPORT_CMDSERVER: c_int = 514;
/// IPPORT_EFSSERVER
pub const IPPORT_EFSSERVER: c_int = 520;
/// IPPORT_BIFFUDP
pub const IPPORT_BIFFUDP: c_int = 512;
/// IPPORT_WHOSERVER
pub const IPPORT_WHOSERVER: c_int = 513;
/// IPPORT_ROUTESERVER
pub const IPPORT_ROUTESERVER: c_int = 520;
/// IPPORT_RESERVED
pub const IPPORT_RESERVED: c_int = 1024;
/// IPPORT_USERRESERVED
pub const IPPORT_USERRESERVED: c_int = 5000;
/// IP_OPTIONS
pub const IP_OPTIONS: c_int = libc::IP_OPTIONS;
/// IP_HDRINCL
pub const IP_HDRINCL: c_int = libc::IP_HDRINCL;
/// IP_TOS
pub const IP_TOS: c_int = libc::IP_TOS;
/// IP_TTL
pub const IP_TTL: c_int = libc::IP_TTL;
/// IP_RECVOPTS
pub const IP_RECVOPTS: c_int = libc::IP_RECVOPTS;
/// IP_RECVRETOPTS
pub const IP_RECVRETOPTS: c_int = 7;
/// IP_RETOPTS
pub const IP_RETOPTS: c_int = libc::IP_RETOPTS;
/// IP_MULTICAST_IF
pub const IP_MULTICAST_IF: c_int = libc::IP_MULTICAST_IF;
/// IP_MULTICAST_TTL
pub const IP_MULTICAST_TTL: c_int = libc::IP_MULTICAST_TTL;
/// IP_MULTICAST_LOOP
pub const IP_MULTICAST_LOOP: c_int = libc::IP_MULTICAST_LOOP;
/// IP_ADD_MEMBERSHIP
pub const IP_ADD_MEMBERSHIP: c_int = libc::IP_ADD_MEMBERSHIP;
/// IP_DROP_MEMBERSHIP
pub const IP_DROP_MEMBERSHIP: c_int = libc::IP_DROP_MEMBERSHIP;
/// IP_UNBLOCK_SOURCE
pub const IP_UNBLOCK_SOURCE: c_int = libc::IP_UNBLOCK_SOURCE;
/// IP_BLOCK_SOURCE
pub const IP_BLOCK_SOURCE: c_int = libc::IP_BLOCK_SOURCE;
/// IP_ADD_SOURCE_MEMBERSHIP
pub const IP_ADD_SOURCE_MEMBERSHIP: c_int = libc::IP_ADD_SOURCE_MEMBERSHIP;
/// IP_DROP_SOURCE_MEMBERSHIP
pub const IP_DROP_SOURCE_MEMBERSHIP: c_int = libc::IP_DROP_SOURCE_MEMBERSHIP;
/// IP_MSFILTER
pub const IP_MSFILTER: c_int = libc::IP_MSFILTER;
/// MCAST_JOIN_GROUP
pub const MCAST_JOIN_GROUP: c_int = libc::MCAST_JOIN_GROUP;
/// MCAST_BLOCK_SOURCE
pub const MCAST_BLOCK_SOURCE: c_int = libc::MCAST_BLOCK_SOURCE;
/// MCAST_UNBLOCK_SOURCE
pub const MCAST_UNBLOCK_SOURCE: c_int = libc::MCAST_UNBLOCK_SOURCE;
/// MCAST_LEAVE_GROUP
pub const MCAST_LEAVE_GROUP: c_int = libc::MCAST_LEAVE_GROUP;
/// MCAST_JOIN_SOURCE_GROUP
pub const MCAST_JOIN_SOURCE_GROUP: c_int = libc::MCAST_JOIN_SOURCE_GROUP;
/// MCAST_LEAVE_SOURCE_GROUP
pub const MCAST_LEAVE_SOURCE_GROUP: c_int = libc::MCAST_LEAVE_SOURCE_GROUP;
/// MCAST_MSFILTER
pub const MCAST_MSFILTER: c_int = libc::MCAST_MSFILTER;
/// IP_MULTICAST_ALL
pub const IP_MULTICAST_ALL: c_int = libc::IP_MULTICAST_ALL;
/// IP_UNICAST_IF
pub const IP_UNICAST_IF: c_int = libc::IP_UNICAST_IF;
/// MCAST_EXCLUDE
pub const MCAST_EXCLUDE: c_int = libc::MCAST_EXCLUDE;
/// MCAST_INCLUDE
pub const MCAST_INCLUDE: c_int = libc::MCAST_INCLUDE;
/// IP_ROUTER_ALERT
pub const IP_ROUTER_ALERT: c_int = libc::IP_ROUTER_ALERT;
/// IP_PKTINFO
pub const IP_PKTINFO: c_int = libc::IP_PKTINFO;
/// IP_PKTOPTIONS
pub const IP_PKTOPTIONS: c_int = libc::IP_PKTOPTIONS;
/// IP_PMTUDISC
pub const IP_PMTUDISC: c_int = 10;
/// IP_MTU_DISCOVER
pub const IP_MTU_DISCOVER: c_int = libc::IP_MTU_DISCOVER;
/// IP_RECVERR
pub const IP_RECVERR: c_int = libc::IP_RECVERR;
/// IP_RECVTTL
pub const IP_RECVTTL: c_int = libc::IP_RECVTTL;
/// IP_RECVTOS
pub const IP_RECVTOS: c_int = libc::IP_RECVTOS;
/// IP_MTU
pub const IP_MTU: c_int = libc::IP_MTU;
/// IP_FREEBIND
pub const IP_FREEBIND: c_int = libc::IP_FREEBIND;
/// IP_IPSEC_POLICY
pub const IP_IPSEC_POLICY: c_int = libc::IP_IPSEC_POLICY;
/// IP_XFRM_POLICY
pub const IP_XFRM_POLICY: c_int = libc::IP_XFRM_POLICY;
/// IP_PASSSEC
pub const IP_PASSSEC: c_int = libc::IP_PASSSEC;
/// IP_TRANSPARENT
pub const IP_TRANSPARENT: c_int = libc::IP_TRANSPARENT;
/// IP_ORIGDSTADDR
pub const IP_ORIGDSTADDR: c_int = libc::IP_ORIGDSTADDR;
/// IP_RECVORIGDSTADDR
pub const IP_RECVORIGDSTADDR: c_int = libc::IP_RECVORIGDSTADDR;
/// IP_MINTTL
pub const IP_MINTTL: c_int = libc::IP_MINTTL;
/// IP_NODEFRAG
pub const IP_NODEFRAG: c_int = libc::IP_NODEFRAG;
/// IP_CHECKSUM
pub const IP_CHECKSUM: c_int = libc::IP_CHECKSUM;
/// IP_BIND_ADDRESS_NO_PORT
pub const IP_BIND_ADDRESS_NO_PORT: c_int = libc::IP_BIND_ADDRESS_NO_PORT;
/// IP_RECVFRAGSIZE
pub const IP_RECVFRAGSIZE: c_int = libc::IP_RECVFRAGSIZE;
/// IP_RECVERR_RFC4884
pub const IP_RECVERR_RFC4884: c_int = 26;
/// IP_PMTUDISC_DONT
pub const IP_PMTUDISC_DONT: c_int = libc::IP_PMTUDISC_DONT;
/// IP_PMTUDISC_WANT
pub const IP_PMTUDISC_WANT: c_int = libc::IP_PMTUDISC_WANT;
/// IP_PMTUDISC_DO
pub const IP_PMTUDISC_DO: c_int = libc::IP_PMTUDISC_DO;
/// IP_PMTUDISC_PROBE
pub const IP_PMTUDISC_PROBE: c_int = libc::IP_PMTUDISC_PROBE;
/// IP_PMTUDISC_INTERFACE
pub const IP_PMTUDISC_INTERFACE: c_int = libc::IP_PMTUDISC_INTERFACE;
/// IP_PMTUDISC_OMIT
pub const IP_PMTUDISC_OMIT: c_int = libc::IP_PMTUDISC_OMIT;
/// SOL_IP
pub const SOL_IP: c_int = libc::SOL_IP;
/// IP_DEFAULT_MULTICAST_TTL
pub const IP_DEFAULT_MULTICAST_TTL: c_int = libc::IP_DEFAULT_MULTICAST_TTL;
/// IP_DEFAULT_MULTICAST_LOOP
pub const IP_DEFAULT_MULTICAST_LOOP: c_int = libc::IP_DEFAULT_MULTICAST_LOOP;
/// IP_MAX_MEMBERSHIPS
pub const IP_MAX_MEMBERSHIPS: c_int = 20;
/// IPV6_ADDRFORM
pub const IPV6_ADDRFORM: c_int = libc::IPV6_ADDRFORM;
/// IPV6_2292PKTINFO
pub const IPV6_2292PKTINFO: c_int = libc::IPV6_2292PKTINFO;
/// IPV6_2292HOPOPTS
pub const IPV6_2292HOPOPTS: c_int = libc::IPV6_2292HOPOPTS;
/// IPV6_2292DSTOPTS
pub const IPV6_2292DSTOPTS: c_int = libc::IPV6_2292DSTOPTS;
/// IPV6_2292RTHDR
pub const IPV6_2292RTHDR: c_int = libc::IPV6_2292RTHDR;
/// IPV6_2292PKTOPTIONS
pub const IPV6_2292PKTOPTIONS: c_int = libc::IPV6_2292PKTOPTIONS;
/// IPV6_CHECKSUM
pub const IPV6_CHECKSUM: c_int = libc::IPV6_CHECKSUM;
/// IPV6_2292HOPLIMIT
pub const IPV6_2292HOPLIMIT: c_int = libc::IPV6_2292HOPLIMIT;
/// IPV6_NEXTHOP
pub const IPV6_NEXTHOP: c_int = libc::IPV6_NEXTHOP;
/// IPV6_AUTHHDR
pub const IPV6_AUTHHDR: c_int = libc::IPV6_AUTHHDR;
/// IPV6_UNICAST_HOPS
pub const IPV6_UNICAST_HOPS: c_int = libc::IPV6_UNICAST_HOPS;
/// IPV6_MULTICAST_IF
pub const IPV6_MULTICAST_IF: c_int = libc::IPV6_MULTICAST_IF;
/// IPV6_MULTICAST_HOPS
pub const IPV6_MULTICAST_HOPS: c_int = libc::IPV6_MULTICAST_HOPS;
/// IPV6_MULTICAST_LOOP
pub const IPV6_MULTICAST_LOOP: c_int = libc::IPV6_MULTICAST_LOOP;
/// IPV6_JOIN_GROUP
pub const IPV6_JOIN_GROUP: c_int = 20;
/// IPV6_LEAVE_GROUP
pub const IPV6_LEAVE_GROUP: c_int = 21;
/// IPV6_ROUTER_ALERT
pub const IPV6_ROUTER_ALERT: c_int = libc::IPV6_ROUTER_ALERT;
/// IPV6_MTU_DISCOVER
pub const IPV6_MTU_DISCOVER: c_int = libc::IPV6_MTU_DISCOVER;
/// IPV6_MTU
pub const IPV6_MTU: c_int = libc::IPV6_MTU;
/// IPV6_RECVERR
pub const IPV6_RECVERR: c_int = libc::IPV6_RECVERR;
/// IPV6_V6ONLY
pub const IPV6_V6ONLY: c_int = libc::IPV6_V6ONLY;
/// IPV6_JOIN_ANYCAST
pub const IPV6_JOIN_ANYCAST: c_int = libc::IPV6_JOIN_ANYCAST;
/// IPV6_LEAVE_ANYCAST
pub const IPV6_LEAVE_ANYCAST: c_int = libc::IPV6_LEAVE_ANYCAST;
/// IPV6_MULTICAST_ALL
pub const IPV6_MULTICAST_ALL: c_int = libc::IPV6_MULTICAST_ALL;
/// IPV6_ROUTER_ALERT_ISOLATE
pub const IPV6_ROUTER_ALERT_ISOLATE: c_int = libc::IPV6_ROUTER_ALERT_ISOLATE;
/// IPV6_RECVERR_RFC4884
pub const IPV6_RECVERR_RFC4884: c_int = 31;
/// IPV6_IPSEC_POLICY
pub const IPV6_IPSEC_POLICY: c_int = libc::IPV6_IPSEC_POLICY;
/// IPV6_XFRM_POLICY
pub const IPV6_XFRM_POLICY: c_int = libc::IPV6_XFRM_POLICY;
/// IPV6_HDRINCL
pub const IPV6_HDRINCL: c_int = libc::IPV6_HDRINCL;
/// IPV6_RECVPKTINFO
pub const IPV6_RECVPKTINFO: c_int = libc::IPV6_RECVPKTINFO;
/// IPV6_PKTINFO
pub const IPV6_PKTINFO: c_int = libc::IPV6_PKTINFO;
/// IPV6_RECVHOPLIMIT
pub const IPV6_RECVHOPLIMIT: c_int = libc::IPV6_RECVHOPLIMIT;
/// IPV6_HOPLIMIT
pub const IPV6_HOPLIMIT: c_int = libc::IPV6_HOPLIMIT;
/// IPV6_RECVHOPOPTS
pub const IPV6_RECVHOPOPTS: c_int = libc::IPV6_RECVHOPOPTS;
/// IPV6_HOPOPTS
pub const IPV6_HOPOPTS: c_int = libc::IPV6_HOPOPTS;
/// IPV6_RTHDRDSTOPTS
pub const IPV6_RTHDRDSTOPTS: c_int = libc::IPV6_RTHDRDSTOPTS;
/// IPV6_RECVRTHDR
pub const IPV6_RECVRTHDR: c_int = libc::IPV6_RECVRTHDR;
/// IPV6_RTHDR
pub const IPV6_RTHDR: c_int = libc::IPV6_RTHDR;
/// IPV6_RECVDSTOPTS
pub const IPV6_RECVDSTOPTS: c_int = libc::IPV6_RECVDSTOPTS;
/// IPV6_DSTOPTS
pub const IPV6_DSTOPTS: c_int = libc::IPV6_DSTOPTS;
/// IPV6_RECVPATHMTU
pub const IPV6_RECVPATHMTU: c_int = libc::IPV6_RECVPATHMTU;
/// IPV6_PATHMTU
pub const IPV6_PATHMTU: c_int = libc::IPV6_PATHMTU;
/// IPV6_DONTFRAG
pub const IPV6_DONTFRAG: c_int = libc::IPV6_DONTFRAG;
/// IPV6_RECVTCLASS
pub const IPV6_RECVTCLASS: c_int = libc::IPV6_RECVTCLASS;
/// IPV6_TCLASS
pub const IPV6_TCLASS: c_int = libc::IPV6_TCLASS;
/// IPV6_AUTOFLOWLABEL
pub const IPV6_AUTOFLOWLABEL: c_int = libc::IPV6_AUTOFLOWLABEL;
/// IPV6_ADDR_PREFERENCES
pub const IPV6_ADDR_PREFERENCES: c_int = libc::IPV6_ADDR_PREFERENCES;
/// IPV6_MINHOPCOUNT
pub const IPV6_MINHOPCOUNT: c_int = libc::IPV6_MINHOPCOUNT;
/// IPV6_ORIGDSTADDR
pub const IPV6_ORIGDSTADDR: c_int = libc::IPV6_ORIGDSTADDR;
/// IPV6_RECVORIGDSTADDR
pub const IPV6_RECVORIGDSTADDR: c_int = libc::IPV6_RECVORIGDSTADDR;
/// IPV6_TRANSPARENT
pub const IPV6_TRANSPARENT: c_int = libc::IPV6_TRANSPARENT;
/// IPV6_UNICAST_IF
pub const IPV6_UNICAST_IF: c_int = libc::IPV6_UNICAST_IF;
/// IPV6_RECVFRAGSIZE
pub const IPV6_RECVFRAGSIZE: c_int = libc::IPV6_RECVFRAGSIZE;
/// IPV6_FREEBIND
pub const IPV6_FREEBIND: c_int = libc::IPV6_FREEBIND;
/// IPV6_ADD_MEMBERSHIP
pub const IPV6_ADD_MEMBERSHIP: c_int = libc::IPV6_ADD_MEMBERSHIP;
/// IPV6_DROP_MEMBERSHIP
pub const IPV6_DROP_MEMBERSHIP: c_int = libc::IPV6_DROP_MEMBERSHIP;
/// IPV6_RXHOPOPTS
pub const IPV6_RXHOPOPTS: c_int = 54;
/// IPV6_RXDSTOPTS
pub const IPV6_RXDSTOPTS: c_int = 59;
/// IPV6_PMTUDISC_DONT
pub const IPV6_PMTUDISC_DONT: c_int = libc::IPV6_PMTUDISC_DONT;
/// IPV6_PMTUDISC_WANT
pub const IPV6_PMTUDISC_WANT: c_int = libc::IPV6_PMTUDISC_WANT;
/// IPV6_PMTUDISC_DO
pub const IPV6_PMTUDISC_DO: c_int = libc::IPV6_PMTUDISC_DO;
/// IPV6_PMTUDISC_PROBE
pub const IPV6_PMTUDISC_PROBE: c_int = libc::IPV6_PMTUDISC_PROBE;
/// IPV6_PMTUDISC_INTERFACE
pub const IPV6_PMTUDISC_INTERFACE: c_int = libc::IPV6_PMTUDISC_INTERFACE;
/// IPV6_PMTUDISC_OMIT
pub const IPV6_PMTUDISC_OMIT: c_int = libc::IPV6_PMTUDISC_OMIT;
/// SOL_IPV6
pub const SOL_IPV6: c_int = libc::SOL_IPV6;
/// SOL_ICMPV6
pub const SOL_ICMPV6: c_int = libc::SOL_ICMPV6;
/// IPV6_RTHDR_LOOSE
pub const IPV6_RTHDR_LOOSE: c_int = libc::IPV6_RTHDR_LOOSE;
/// IPV6_RTHDR_STRICT
pub const IPV6_RTHDR_STRICT: c_int = libc::IPV6_RTHDR_STRICT;
/// IPV6_RTHDR_TYPE_0
pub const IPV6_RTHDR_TYPE_0: c_int = 0;
/// IN_CLASSA_NET
pub const IN_CLASSA_NET: in_addr_t = 4278190080;
/// IN_CLASSA_NSHIFT
pub const IN_CLASSA_NSHIFT: c_int = 24;
/// IN_CLASSA_HOST
pub const IN_CLASSA_HOST: in_addr_t = 16777215;
/// IN_CLASSA_MAX
pub const IN_CLASSA_MAX: c_int = 128;
/// IN_CLASSB_NET
pub const IN_CLASSB_NET: in_addr_t = 4294901760;
/// IN_CLASSB_NSHIFT
pub const IN_CLASSB_NSHIFT: c_int = 16;
/// IN_CLASSB_HOST
pub const IN_CLASSB_HOST: in_addr_t = 65535;
/// IN_CLASSB_MAX
pub const IN_CLASSB_MAX: c_int = 65536;
/// IN_CLASSC_NET
pub const IN_CLASSC_NET: in_addr_t = 4294967040;
/// IN_CLASSC_NSHIFT
pub const IN_CLASSC_NSHIFT: c_int = 8;
/// IN_CLASSC_HOST
pub const IN_CLASSC_HOST: in_addr_t = 255;
/// INADDR_ANY
pub const INADDR_ANY: in_addr_t = libc::INADDR_ANY;
/// INADDR_BROADCAST
pub const INADDR_BROADCAST: in_addr_t = libc::INADDR_BROADCAST;
/// INADDR_NONE
pub const INADDR_NONE: in_addr_t = libc::INADDR_NONE;
/// INADDR_DUMMY
pub const INADDR_DUMMY: in_addr_t = 3221225480;
/// IN_LOOPBACKNET
pub const IN_LOOPBACKNET: c_int = 127;
/// INADDR_LOOPBACK
pub const INADDR_LOOPBACK: in_addr_t = libc::INADDR_LOOPBACK;
/// INADDR_UNSPEC_GROUP
pub const INADDR_UNSPEC_GROUP: in_addr_t = 3758096384;
/// INADDR_ALLHOSTS_GROUP
pub const INADDR_ALLHOSTS_GROUP: in_addr_t = 3758096385;
/// INADDR_ALLRTRS_GROUP
pub const INADDR_ALLRTRS_GROUP: in_addr_t = 3758096386;
/// INADDR_ALLSNOOPERS_GROUP
pub const INADDR_ALLSNOOPERS_GROUP: in_addr_t = 3758096490;
/// INADDR_MAX_LOCAL_GROUP
pub const INADDR_MAX_LOCAL_GROUP: in_addr_t = 3758096639;
/// INET_ADDRSTRLEN
pub const INET_ADDRSTRLEN: c_int = 16;
/// INET6_ADDRSTRLEN
pub const INET6_ADDRSTRLEN: c_int = 46;
