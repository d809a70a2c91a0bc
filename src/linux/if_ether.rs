//! `<linux/if_ether.h>`: Ethernet frames, and the numbers of the protocols in them.
//!
//! | C | here |
//! |---|---|
//! | `unsigned char mac[ETH_ALEN];` | `let mac = &mut [0u8; `[`ETH_ALEN`]`];` |
//! | `struct ethhdr *eth = (struct ethhdr *)frame;` | `let eth = record::<`[`ethhdr`]`>(frame);` |
//! | `if (ntohs(eth->h_proto) == ETH_P_IP)` | `if ntohs(eth.h_proto) == `[`ETH_P_IP`] |
//! | `socket(PF_PACKET, SOCK_RAW, htons(ETH_P_ALL))` | `socket(PF_PACKET, SOCK_RAW, htons(`[`ETH_P_ALL`]`).into())` |
//!
//! ```
//! use berkeley::{linux::if_ether::*, netinet::in_::*, record};
//!
//! let frame = *b"\xff\xff\xff\xff\xff\xff\x02\0\0\0\0\x01\x08\x06 and so on";
//! let eth = record::<ethhdr>(&frame); // struct ethhdr *eth = (struct ethhdr *)frame;
//! assert!(ntohs(eth.h_proto) == ETH_P_ARP); // ntohs(eth->h_proto) == ETH_P_ARP
//! ```
//!
//! Lengths are `size_t`s, to be added and to be sizes of arrays. Protocols have the 16 bits of
//! `h_proto`, in host byte order: `htons` goes between.
//!
//! See packet(7), IEEE 802.3.

#[doc(no_inline)]
pub use crate::base::record::{RecordPtr, record};
#[doc(no_inline)]
pub use crate::stddef::*;

use crate::plain;
use core::ffi::c_uchar;

/// `struct ethhdr` — what an Ethernet frame begins with, 14 bytes.
///
/// It needs no alignment, so a reference to `h_proto` is refused; its value is not:
/// `ntohs(eth.h_proto)`.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct ethhdr {
    /// The address of the station that it goes to.
    pub h_dest: [c_uchar; ETH_ALEN],
    /// The address of the station that it comes from.
    pub h_source: [c_uchar; ETH_ALEN],
    /// The protocol inside, `ETH_P_…`, in network byte order.
    pub h_proto: u16,
}

plain! { ethhdr { h_dest: [c_uchar; ETH_ALEN], h_source: [c_uchar; ETH_ALEN], h_proto: u16 } }

// Lengths, in bytes.

/// An Ethernet address: 6 bytes.
pub const ETH_ALEN: size_t = 6;
/// The type field of the header: 2 bytes.
pub const ETH_TLEN: size_t = 2;
/// The header: 14 bytes.
pub const ETH_HLEN: size_t = 14;
/// The shortest frame, header and all, without the checksum: 60 bytes. Devices fill up to it.
pub const ETH_ZLEN: size_t = 60;
/// The longest content: 1500 bytes.
pub const ETH_DATA_LEN: size_t = 1500;
/// The longest frame, header and all, without the checksum: 1514 bytes.
pub const ETH_FRAME_LEN: size_t = 1514;
/// The checksum behind the frame (FCS): 4 bytes. Programs hardly ever see it.
pub const ETH_FCS_LEN: size_t = 4;
/// The least MTU, that of IPv4 (RFC 791): 68 bytes.
pub const ETH_MIN_MTU: size_t = 68;
/// The greatest MTU, that of IPv4: 65535 bytes.
pub const ETH_MAX_MTU: size_t = 65535;

// Protocols, as they are in `h_proto`.

/// Loopback test, as early drivers had it; [`ETH_P_LOOPBACK`] is the registered one.
pub const ETH_P_LOOP: u16 = 0x0060;
/// PUP of Xerox, which IP learned from.
pub const ETH_P_PUP: u16 = 0x0200;
/// Address translation of PUP.
pub const ETH_P_PUPAT: u16 = 0x0201;
/// Audio and video streams with guaranteed times (IEEE 1722).
pub const ETH_P_TSN: u16 = 0x22f0;
/// Mirrored frames of switches in GRE: ERSPAN version 2, which is type III.
pub const ETH_P_ERSPAN2: u16 = 0x22eb;
/// IPv4.
pub const ETH_P_IP: u16 = 0x0800;
/// X.25, packet layer.
pub const ETH_P_X25: u16 = 0x0805;
/// ARP: which Ethernet address has an IPv4 address.
pub const ETH_P_ARP: u16 = 0x0806;
/// AX.25 frames of amateur radio over Ethernet (G8BPQ). Not registered.
pub const ETH_P_BPQ: u16 = 0x08ff;
/// PUP in IEEE 802.3 frames.
pub const ETH_P_IEEEPUP: u16 = 0x0a00;
/// Address translation of PUP in IEEE 802.3 frames.
pub const ETH_P_IEEEPUPAT: u16 = 0x0a01;
/// B.A.T.M.A.N. Advanced, a wireless mesh. Not registered.
pub const ETH_P_BATMAN: u16 = 0x4305;
/// A number assigned to DEC.
pub const ETH_P_DEC: u16 = 0x6000;
/// DECnet: dump and load.
pub const ETH_P_DNA_DL: u16 = 0x6001;
/// DECnet: remote console.
pub const ETH_P_DNA_RC: u16 = 0x6002;
/// DECnet: routing.
pub const ETH_P_DNA_RT: u16 = 0x6003;
/// DEC's local area transport, for terminals.
pub const ETH_P_LAT: u16 = 0x6004;
/// DEC's diagnostics.
pub const ETH_P_DIAG: u16 = 0x6005;
/// DEC's number for its customers' own use.
pub const ETH_P_CUST: u16 = 0x6006;
/// DEC's systems communication architecture, for clusters.
pub const ETH_P_SCA: u16 = 0x6007;
/// Ethernet frames inside of a tunnel (GRE, Geneve).
pub const ETH_P_TEB: u16 = 0x6558;
/// RARP: which IPv4 address has an Ethernet address.
pub const ETH_P_RARP: u16 = 0x8035;
/// AppleTalk, datagrams (DDP).
pub const ETH_P_ATALK: u16 = 0x809b;
/// AppleTalk's address resolution.
pub const ETH_P_AARP: u16 = 0x80f3;
/// A VLAN tag follows (IEEE 802.1Q).
pub const ETH_P_8021Q: u16 = 0x8100;
/// Mirrored frames of switches in GRE: ERSPAN type II.
pub const ETH_P_ERSPAN: u16 = 0x88be;
/// IPX of Novell.
pub const ETH_P_IPX: u16 = 0x8137;
/// IPv6.
pub const ETH_P_IPV6: u16 = 0x86dd;
/// Flow control: asks the other station to pause (IEEE 802.3, annex 31B).
pub const ETH_P_PAUSE: u16 = 0x8808;
/// Slow protocols, such as link aggregation (LACP).
pub const ETH_P_SLOW: u16 = 0x8809;
/// Web cache coordination (Cisco), in GRE.
pub const ETH_P_WCCP: u16 = 0x883e;
/// MPLS, unicast.
pub const ETH_P_MPLS_UC: u16 = 0x8847;
/// MPLS, multicast.
pub const ETH_P_MPLS_MC: u16 = 0x8848;
/// Several protocols over ATM.
pub const ETH_P_ATMMPOA: u16 = 0x884c;
/// PPPoE, where stations find each other.
pub const ETH_P_PPP_DISC: u16 = 0x8863;
/// PPPoE, the session.
pub const ETH_P_PPP_SES: u16 = 0x8864;
/// Control of the link itself: HomePNA, tunnels in wireless networks.
pub const ETH_P_LINK_CTL: u16 = 0x886c;
/// ATM cells in Ethernet frames.
pub const ETH_P_ATMFATE: u16 = 0x8884;
/// Authentication of a port (IEEE 802.1X, EAPOL).
pub const ETH_P_PAE: u16 = 0x888e;
/// PROFINET, of automation.
pub const ETH_P_PROFINET: u16 = 0x8892;
/// Several protocols of Realtek's own, and its switches' tags.
pub const ETH_P_REALTEK: u16 = 0x8899;
/// ATA disks over Ethernet.
pub const ETH_P_AOE: u16 = 0x88a2;
/// EtherCAT, of automation.
pub const ETH_P_ETHERCAT: u16 = 0x88a4;
/// A service provider's VLAN tag follows (IEEE 802.1ad).
pub const ETH_P_8021AD: u16 = 0x88a8;
/// For experiments (IEEE 802, local experimental 1).
pub const ETH_P_802_EX1: u16 = 0x88b5;
/// Authentication with a wireless station before moving to it (IEEE 802.11).
pub const ETH_P_PREAUTH: u16 = 0x88c7;
/// TIPC, among the nodes of a cluster.
pub const ETH_P_TIPC: u16 = 0x88ca;
/// LLDP: who the neighbour is.
pub const ETH_P_LLDP: u16 = 0x88cc;
/// Media redundancy: rings of automation (IEC 62439-2).
pub const ETH_P_MRP: u16 = 0x88e3;
/// Encrypted frames (IEEE 802.1AE).
pub const ETH_P_MACSEC: u16 = 0x88e5;
/// A provider backbone's tag follows (IEEE 802.1ah).
pub const ETH_P_8021AH: u16 = 0x88e7;
/// Registration of VLANs (IEEE 802.1Q, MVRP).
pub const ETH_P_MVRP: u16 = 0x88f5;
/// Precise time (IEEE 1588, PTP).
pub const ETH_P_1588: u16 = 0x88f7;
/// Control of a network adapter by the machine's management controller.
pub const ETH_P_NCSI: u16 = 0x88f8;
/// Parallel redundancy, and HSR version 0 (IEC 62439-3).
pub const ETH_P_PRP: u16 = 0x88fb;
/// Connectivity fault management (IEEE 802.1ag).
pub const ETH_P_CFM: u16 = 0x8902;
/// Fibre Channel over Ethernet.
pub const ETH_P_FCOE: u16 = 0x8906;
/// InfiniBand over Ethernet (RoCE).
pub const ETH_P_IBOE: u16 = 0x8915;
/// Direct links between wireless stations.
pub const ETH_P_TDLS: u16 = 0x890d;
/// Fibre Channel over Ethernet, where stations find each other.
pub const ETH_P_FIP: u16 = 0x8914;
/// Handover between different kinds of networks (IEEE 802.21).
pub const ETH_P_80221: u16 = 0x8917;
/// Seamless redundancy in a ring, version 1 (IEC 62439-3).
pub const ETH_P_HSR: u16 = 0x892f;
/// A network service header follows (RFC 8300).
pub const ETH_P_NSH: u16 = 0x894f;
/// Loopback test (IEEE 802.3).
pub const ETH_P_LOOPBACK: u16 = 0x9000;
/// A VLAN tag around another, as some makers had it. Not registered.
pub const ETH_P_QINQ1: u16 = 0x9100;
/// A VLAN tag around another, as some makers had it. Not registered.
pub const ETH_P_QINQ2: u16 = 0x9200;
/// A VLAN tag around another, as some makers had it. Not registered.
pub const ETH_P_QINQ3: u16 = 0x9300;
/// A tag of Marvell switches between switch and host, with its own type. Not registered.
pub const ETH_P_EDSA: u16 = 0xdada;
/// A VLAN tag that stands for a port of a switch, inside of the kernel. Not registered.
pub const ETH_P_DSA_8021Q: u16 = 0xdadb;
/// A tag of Renesas switches between switch and host. Not registered.
pub const ETH_P_DSA_A5PSW: u16 = 0xe001;
/// Metadata that one router hands on to another (ForCES).
pub const ETH_P_IFE: u16 = 0xed3e;
/// Sockets of IBM mainframes, [`AF_IUCV`](crate::sys::socket::AF_IUCV). Not registered.
pub const ETH_P_AF_IUCV: u16 = 0xfbfb;
/// The least number that is a protocol: a lesser one is the length of an IEEE 802.3 frame.
pub const ETH_P_802_3_MIN: u16 = 0x0600;

// Protocols that have no number of their own on the wire; these are less than 0x600.

/// IEEE 802.3 frames, with a length for a type. To send; they are received as [`ETH_P_802_2`].
pub const ETH_P_802_3: u16 = 0x0001;
/// AX.25 of amateur radio.
pub const ETH_P_AX25: u16 = 0x0002;
/// Every protocol. A packet socket with it sees all frames, those that the host sends too.
pub const ETH_P_ALL: u16 = 0x0003;
/// IEEE 802.2 frames: after the length comes an LLC header.
pub const ETH_P_802_2: u16 = 0x0004;
/// Inside of the kernel: LLC frames with a SNAP header.
pub const ETH_P_SNAP: u16 = 0x0005;
/// Inside of the kernel: DEC's DDCMP.
pub const ETH_P_DDCMP: u16 = 0x0006;
/// PPP frames of wide area links.
pub const ETH_P_WAN_PPP: u16 = 0x0007;
/// PPP frames of a bundle of links.
pub const ETH_P_PPP_MP: u16 = 0x0008;
/// LocalTalk, AppleTalk's own cable.
pub const ETH_P_LOCALTALK: u16 = 0x0009;
/// CAN, the bus of vehicles: frames of up to 8 bytes.
pub const ETH_P_CAN: u16 = 0x000c;
/// CAN FD: frames of up to 64 bytes.
pub const ETH_P_CANFD: u16 = 0x000d;
/// CAN XL: frames of up to 2048 bytes.
pub const ETH_P_CANXL: u16 = 0x000e;
/// AppleTalk over PPP.
pub const ETH_P_PPPTALK: u16 = 0x0010;
/// IEEE 802.2 frames of a Token Ring.
pub const ETH_P_TR_802_2: u16 = 0x0011;
/// Mobitex, a radio network.
pub const ETH_P_MOBITEX: u16 = 0x0015;
/// A card's own control frames.
pub const ETH_P_CONTROL: u16 = 0x0016;
/// Infrared (IrDA).
pub const ETH_P_IRDA: u16 = 0x0017;
/// Econet, of Acorn.
pub const ETH_P_ECONET: u16 = 0x0018;
/// HDLC frames.
pub const ETH_P_HDLC: u16 = 0x0019;
/// ARCnet.
pub const ETH_P_ARCNET: u16 = 0x001a;
/// A tag of Marvell switches between switch and host.
pub const ETH_P_DSA: u16 = 0x001b;
/// A tag behind the frame, between switch and host.
pub const ETH_P_TRAILER: u16 = 0x001c;
/// Phonet, of Nokia's telephones.
pub const ETH_P_PHONET: u16 = 0x00f5;
/// IEEE 802.15.4: low-power radio.
pub const ETH_P_IEEE802154: u16 = 0x00f6;
/// CAIF, to modems of ST-Ericsson.
pub const ETH_P_CAIF: u16 = 0x00f7;
/// Tags of several kinds of switches between switch and host.
pub const ETH_P_XDSA: u16 = 0x00f8;
/// Multiplexed and aggregated packets, of Qualcomm's modems.
pub const ETH_P_MAP: u16 = 0x00f9;
/// MCTP, among the components of a machine.
pub const ETH_P_MCTP: u16 = 0x00fa;
