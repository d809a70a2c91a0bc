//! The constants of `<netinet/ip.h>`.

// ---- The fields of the header ----

/// The version of IP that `ip_v` says.
pub const IPVERSION: u8 = 4;
/// The longest packet of IPv4, in bytes.
pub const IP_MAXPACKET: usize = 65535;

/// In `ip_off`: the reserved flag, 0 in every packet.
pub const IP_RF: u16 = 0x8000;
/// In `ip_off`: do not fragment; a router that would have to answers with
/// [`ICMP_FRAG_NEEDED`](crate::netinet::ip_icmp::ICMP_FRAG_NEEDED).
pub const IP_DF: u16 = 0x4000;
/// In `ip_off`: more fragments follow this one.
pub const IP_MF: u16 = 0x2000;
/// In `ip_off`: the bits that say where the fragment begins, in units of 8 bytes.
pub const IP_OFFMASK: u16 = 0x1fff;

/// The largest time to live.
pub const MAXTTL: u8 = 255;
/// The usual time to live of a packet that is sent.
pub const IPDEFTTL: u8 = 64;
/// How long BSD keeps fragments of an incomplete packet, in half seconds.
pub const IPFRAGTTL: u8 = 60;
/// What a router takes off the time to live.
pub const IPTTLDEC: u8 = 1;
/// The longest packet, in bytes, that every host must accept, and so the size to send where nothing
/// better is known.
pub const IP_MSS: usize = 576;

// ---- The type of service: ECN, RFC 3168 ----

/// The bits of `ip_tos` that say whether the way is congested.
pub const IPTOS_ECN_MASK: u8 = 0x03;
/// The sender does not use ECN: a congested router drops the packet.
pub const IPTOS_ECN_NOT_ECT: u8 = 0x00;
/// The sender uses ECN, kind 1 (RFC 9331: it wants low latency).
pub const IPTOS_ECN_ECT1: u8 = 0x01;
/// The sender uses ECN, kind 0: the usual one.
pub const IPTOS_ECN_ECT0: u8 = 0x02;
/// Congestion experienced: a router on the way is congested.
pub const IPTOS_ECN_CE: u8 = 0x03;

// ---- The type of service: code points, RFC 2474 ----

/// The bits of `ip_tos` that say how routers shall treat the packet.
pub const IPTOS_DSCP_MASK: u8 = 0xfc;
/// Assured forwarding, class 1, dropped last in it (RFC 2597).
pub const IPTOS_DSCP_AF11: u8 = 0x28;
/// Assured forwarding, class 1, dropped before AF11.
pub const IPTOS_DSCP_AF12: u8 = 0x30;
/// Assured forwarding, class 1, dropped first in it.
pub const IPTOS_DSCP_AF13: u8 = 0x38;
/// Assured forwarding, class 2, dropped last in it.
pub const IPTOS_DSCP_AF21: u8 = 0x48;
/// Assured forwarding, class 2, dropped before AF21.
pub const IPTOS_DSCP_AF22: u8 = 0x50;
/// Assured forwarding, class 2, dropped first in it.
pub const IPTOS_DSCP_AF23: u8 = 0x58;
/// Assured forwarding, class 3, dropped last in it.
pub const IPTOS_DSCP_AF31: u8 = 0x68;
/// Assured forwarding, class 3, dropped before AF31.
pub const IPTOS_DSCP_AF32: u8 = 0x70;
/// Assured forwarding, class 3, dropped first in it.
pub const IPTOS_DSCP_AF33: u8 = 0x78;
/// Assured forwarding, class 4, dropped last in it.
pub const IPTOS_DSCP_AF41: u8 = 0x88;
/// Assured forwarding, class 4, dropped before AF41.
pub const IPTOS_DSCP_AF42: u8 = 0x90;
/// Assured forwarding, class 4, dropped first in it.
pub const IPTOS_DSCP_AF43: u8 = 0x98;
/// Expedited forwarding, for what must not wait, as a voice (RFC 3246).
pub const IPTOS_DSCP_EF: u8 = 0xb8;

/// The bits of a code point that say its class.
pub const IPTOS_CLASS_MASK: u8 = 0xe0;
/// Class 0: as good as the network can.
pub const IPTOS_CLASS_CS0: u8 = 0x00;
/// Class 1: as the old precedence 1. (RFC 8622 moved the traffic that yields to all other from
/// here to a code point of its own.)
pub const IPTOS_CLASS_CS1: u8 = 0x20;
/// Class 2; RFC 4594 suggests it for network management.
pub const IPTOS_CLASS_CS2: u8 = 0x40;
/// Class 3; RFC 4594 suggests it for broadcast video.
pub const IPTOS_CLASS_CS3: u8 = 0x60;
/// Class 4; RFC 4594 suggests it for interactive video and games.
pub const IPTOS_CLASS_CS4: u8 = 0x80;
/// Class 5; RFC 4594 suggests it for signalling.
pub const IPTOS_CLASS_CS5: u8 = 0xa0;
/// Class 6: routing protocols.
pub const IPTOS_CLASS_CS6: u8 = 0xc0;
/// Class 7: reserved for the network itself.
pub const IPTOS_CLASS_CS7: u8 = 0xe0;
/// The class of packets that say nothing else.
pub const IPTOS_CLASS_DEFAULT: u8 = IPTOS_CLASS_CS0;

// ---- The type of service: the old meaning, RFC 1349 ----

/// The bits of `ip_tos` that were the type of service.
pub const IPTOS_TOS_MASK: u8 = 0x1e;
/// Wants little delay, as a terminal session. For `ip_tos`, and for the option `IP_TOS`.
pub const IPTOS_LOWDELAY: u8 = 0x10;
/// Wants many bytes per second, as a file transfer.
pub const IPTOS_THROUGHPUT: u8 = 0x08;
/// Wants to arrive.
pub const IPTOS_RELIABILITY: u8 = 0x04;
/// Wants to be cheap. (Its bit is part of ECN now.)
pub const IPTOS_LOWCOST: u8 = 0x02;
/// [`IPTOS_LOWCOST`] by Linux's name.
pub const IPTOS_MINCOST: u8 = IPTOS_LOWCOST;

/// The bits of `ip_tos` that were the precedence.
pub const IPTOS_PREC_MASK: u8 = IPTOS_CLASS_MASK;
/// Precedence 7: the control of one network.
pub const IPTOS_PREC_NETCONTROL: u8 = IPTOS_CLASS_CS7;
/// Precedence 6: control between networks, as routing protocols.
pub const IPTOS_PREC_INTERNETCONTROL: u8 = IPTOS_CLASS_CS6;
/// Precedence 5: critical.
pub const IPTOS_PREC_CRITIC_ECP: u8 = IPTOS_CLASS_CS5;
/// Precedence 4: before flash.
pub const IPTOS_PREC_FLASHOVERRIDE: u8 = IPTOS_CLASS_CS4;
/// Precedence 3: flash, before immediate.
pub const IPTOS_PREC_FLASH: u8 = IPTOS_CLASS_CS3;
/// Precedence 2: immediate, before priority.
pub const IPTOS_PREC_IMMEDIATE: u8 = IPTOS_CLASS_CS2;
/// Precedence 1: priority, before routine.
pub const IPTOS_PREC_PRIORITY: u8 = IPTOS_CLASS_CS1;
/// Precedence 0: routine, as nearly everything.
pub const IPTOS_PREC_ROUTINE: u8 = IPTOS_CLASS_CS0;

// ---- Options ----

/// The bit of an option that says that it goes into every fragment.
pub const IPOPT_COPY: u8 = 0x80;
/// The bits of an option that say its class.
pub const IPOPT_CLASS_MASK: u8 = 0x60;
/// The bits of an option that say its number within the class.
pub const IPOPT_NUMBER_MASK: u8 = 0x1f;

/// Class of options: control.
pub const IPOPT_CONTROL: u8 = 0x00;
/// Class of options: reserved.
pub const IPOPT_RESERVED1: u8 = 0x20;
/// Class of options: debugging and measurement.
pub const IPOPT_DEBMEAS: u8 = 0x40;
/// [`IPOPT_DEBMEAS`] by Linux's name.
pub const IPOPT_MEASUREMENT: u8 = IPOPT_DEBMEAS;
/// Class of options: reserved.
pub const IPOPT_RESERVED2: u8 = 0x60;

/// The end of the options: one byte, without length or data.
pub const IPOPT_EOL: u8 = 0;
/// [`IPOPT_EOL`] by Linux's name.
pub const IPOPT_END: u8 = IPOPT_EOL;
/// No operation: one byte that fills the room before an option that shall be aligned.
pub const IPOPT_NOP: u8 = 1;
/// [`IPOPT_NOP`] by Linux's name.
pub const IPOPT_NOOP: u8 = IPOPT_NOP;
/// Record route: each router writes its address.
pub const IPOPT_RR: u8 = 7;
/// Timestamp: each router writes the time; see [`ip_timestamp`](super::ip_timestamp).
pub const IPOPT_TS: u8 = 68;
/// [`IPOPT_TS`] by Linux's name.
pub const IPOPT_TIMESTAMP: u8 = IPOPT_TS;
/// Security: how secret the packet is.
pub const IPOPT_SECURITY: u8 = 130;
/// [`IPOPT_SECURITY`] by Linux's name.
pub const IPOPT_SEC: u8 = IPOPT_SECURITY;
/// Loose source route: the packet shall come through these routers, and may through others.
pub const IPOPT_LSRR: u8 = 131;
/// The stream of the SATNET network; obsolete (RFC 6814).
pub const IPOPT_SATID: u8 = 136;
/// [`IPOPT_SATID`] by Linux's name.
pub const IPOPT_SID: u8 = IPOPT_SATID;
/// Strict source route: the packet shall come through these routers and no others.
pub const IPOPT_SSRR: u8 = 137;
/// Router alert: each router shall look into the packet (RFC 2113).
pub const IPOPT_RA: u8 = 148;

/// Where in an option its kind is.
pub const IPOPT_OPTVAL: usize = 0;
/// Where in an option its length is, in all but [`IPOPT_EOL`] and [`IPOPT_NOP`].
pub const IPOPT_OLEN: usize = 1;
/// Where in an option its pointer is: the place that is used next, counted from 1.
pub const IPOPT_OFFSET: usize = 2;
/// The least value of that pointer: behind kind, length and pointer.
pub const IPOPT_MINOFF: u8 = 4;
/// The most bytes of options that a packet has room for.
pub const MAX_IPOPTLEN: usize = 40;

/// For `ipt_flg`: times only.
pub const IPOPT_TS_TSONLY: u8 = 0;
/// For `ipt_flg`: each router's address before its time.
pub const IPOPT_TS_TSANDADDR: u8 = 1;
/// For `ipt_flg`: only the routers write whose addresses are there already.
pub const IPOPT_TS_PRESPEC: u8 = 3;

/// For [`IPOPT_SECURITY`]: unclassified. (These seven go into the packet with the upper byte
/// first: `htons`.)
pub const IPOPT_SECUR_UNCLASS: u16 = 0x0000;
/// For [`IPOPT_SECURITY`]: confidential.
pub const IPOPT_SECUR_CONFID: u16 = 0xf135;
/// For [`IPOPT_SECURITY`]: EFTO, encrypted for transmission only.
pub const IPOPT_SECUR_EFTO: u16 = 0x789a;
/// For [`IPOPT_SECURITY`]: MMMM. RFC 791 does not say what the letters stand for.
pub const IPOPT_SECUR_MMMM: u16 = 0xbc4d;
/// For [`IPOPT_SECURITY`]: restricted.
pub const IPOPT_SECUR_RESTR: u16 = 0xaf13;
/// For [`IPOPT_SECURITY`]: secret.
pub const IPOPT_SECUR_SECRET: u16 = 0xd788;
/// For [`IPOPT_SECURITY`]: top secret.
pub const IPOPT_SECUR_TOPSECRET: u16 = 0x6bc5;
