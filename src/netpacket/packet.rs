//! `<netpacket/packet.h>`: packet sockets, which send and receive frames of a network device.
//!
//! | C | here |
//! |---|---|
//! | `sock = socket(PF_PACKET, SOCK_RAW, htons(ETH_P_ALL));` | `let sock = socket(PF_PACKET, SOCK_RAW, htons(ETH_P_ALL).into());` |
//! | `struct sockaddr_ll addr;` | `let addr = &mut `[`sockaddr_ll`]`::zeroed();` |
//! | `addr.sll_protocol = htons(ETH_P_IP);` | `addr.sll_protocol = htons(ETH_P_IP);` |
//! | `if (addr.sll_pkttype == PACKET_OUTGOING)` | `if addr.sll_pkttype == `[`PACKET_OUTGOING`] |
//! | `struct packet_mreq mreq;` | `let mreq = &mut `[`packet_mreq`]`::zeroed();` |
//! | `setsockopt(sock, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &mreq, sizeof(mreq))` | `setsockopt(sock, SOL_PACKET, `[`PACKET_ADD_MEMBERSHIP`]`, mreq, sizeof(mreq))` |
//!
//! ```no_run
//! use berkeley::{linux::if_ether::*, netinet::in_::*, netpacket::packet::*, unistd::*};
//!
//! let sock = socket(PF_PACKET, SOCK_RAW, htons(ETH_P_ALL).into()); // needs CAP_NET_RAW
//! let (frame, from) = (&mut [0u8; ETH_FRAME_LEN], &mut sockaddr_ll::zeroed());
//! let mut len = sizeof(from) as socklen_t;
//! let n = recvfrom(sock, frame, sizeof(frame), 0, from, &mut len);
//! println!("{n} bytes by interface {}, out: {}", from.sll_ifindex, from.sll_pkttype == PACKET_OUTGOING);
//! # close(sock);
//! ```
//!
//! With `SOCK_RAW` a frame has its link-layer header, with `SOCK_DGRAM` the kernel takes it off and
//! makes it from the address. The third argument of `socket` is an Ethernet type in network byte
//! order, `ETH_P_…` of [`linux::if_ether`](crate::linux::if_ether); 0 receives nothing until
//! [`bind`](crate::sys::socket::bind) names one.
//!
//! [`linux::if_packet`](crate::linux::if_packet) is the kernel's own header for the same, with more
//! in it: in C a program includes the one or the other.
//!
//! See packet(7).

#[doc(no_inline)]
pub use crate::stddef::*;

use crate::plain;
use core::ffi::{c_int, c_uchar, c_ushort};

/// `struct sockaddr_ll` — the address of a packet socket: an interface and a link-layer address.
///
/// * `sll_family` — `AF_PACKET`.
/// * `sll_protocol` — the Ethernet type, in network byte order: `htons(ETH_P_IP)`.
/// * `sll_ifindex` — the index of the interface. To bind: 0 for all of them.
/// * `sll_hatype` — received: the kind of hardware, `ARPHRD_…`.
/// * `sll_pkttype` — received: whom the frame was for, [`PACKET_HOST`] and the like.
/// * `sll_halen` — how many bytes of `sll_addr` count: 6 for Ethernet.
/// * `sll_addr` — the link-layer address: where the frame comes from, or where it is to go.
///
/// To bind, the first three count. To send, those, `sll_halen` and `sll_addr`.
///
/// ```
/// use berkeley::{linux::if_ether::*, netinet::in_::*, netpacket::packet::*};
///
/// let addr = &mut sockaddr_ll::zeroed(); // struct sockaddr_ll addr;
/// addr.sll_family = AF_PACKET as sa_family_t;
/// addr.sll_protocol = htons(ETH_P_IP); // addr.sll_protocol = htons(ETH_P_IP);
/// addr.sll_ifindex = 1; // of Linux, the loopback interface
/// assert_eq!(sizeof(addr), 20);
/// ```
///
/// The kernel may say a longer address than the 20 bytes: the link-layer addresses of some devices
/// (InfiniBand) have more than 8 bytes. See packet(7).
#[doc(inline)]
pub use libc::sockaddr_ll;

/// `struct packet_mreq` — what else an interface shall receive: the value of
/// [`PACKET_ADD_MEMBERSHIP`] and [`PACKET_DROP_MEMBERSHIP`].
///
/// * `mr_ifindex` — the index of the interface.
/// * `mr_type` — what: [`PACKET_MR_MULTICAST`] and the like.
/// * `mr_alen` — how many bytes of `mr_address` count.
/// * `mr_address` — the link-layer address, for [`PACKET_MR_MULTICAST`] and [`PACKET_MR_UNICAST`].
///
/// ```no_run
/// use berkeley::{netpacket::packet::*, sys::socket::*};
///
/// # let sock = 0;
/// let mreq = &mut packet_mreq::zeroed(); // struct packet_mreq mreq;
/// mreq.mr_ifindex = 2;
/// mreq.mr_type = PACKET_MR_PROMISC; // mreq.mr_type = PACKET_MR_PROMISC;
/// setsockopt(sock, SOL_PACKET, PACKET_ADD_MEMBERSHIP, mreq, sizeof(mreq));
/// ```
///
/// See packet(7).
#[doc(inline)]
pub use libc::packet_mreq;

impl SockAddr for sockaddr_ll {}

plain! {
    sockaddr_ll {
        sll_family: c_ushort,
        sll_protocol: c_ushort,
        sll_ifindex: c_int,
        sll_hatype: c_ushort,
        sll_pkttype: c_uchar,
        sll_halen: c_uchar,
        sll_addr: [c_uchar; 8],
    }
    packet_mreq { mr_ifindex: c_int, mr_type: c_ushort, mr_alen: c_ushort, mr_address: [c_uchar; 8] }
}

// Whom a received frame was for: `sll_pkttype`.

/// The frame was for this host.
pub const PACKET_HOST: c_uchar = 0;
/// The frame was for every host of the link.
pub const PACKET_BROADCAST: c_uchar = 1;
/// The frame was for a multicast group of the link layer.
pub const PACKET_MULTICAST: c_uchar = 2;
/// The frame was for another host; the interface, being promiscuous, took it all the same.
pub const PACKET_OTHERHOST: c_uchar = 3;
/// The frame is one that this host sends. Sockets bound to `ETH_P_ALL` see them.
pub const PACKET_OUTGOING: c_uchar = 4;
/// The kernel's own mark of a frame that it loops back. No program gets to see it.
pub const PACKET_LOOPBACK: c_uchar = 5;
/// The kernel's mark of a frame that it forwarded by a short cut, up to Linux 2.4. No program gets
/// to see it.
pub const PACKET_FASTROUTE: c_uchar = 6;

// Options of the level `SOL_PACKET`.

/// Lets an interface receive more, until it is dropped again or the socket is closed: a
/// [`packet_mreq`]. Set only. Needs no privilege beyond the socket's.
pub const PACKET_ADD_MEMBERSHIP: c_int = 1;
/// Takes back [`PACKET_ADD_MEMBERSHIP`]: the same [`packet_mreq`]. Set only.
pub const PACKET_DROP_MEMBERSHIP: c_int = 2;
/// Of an early design, that outgoing frames be seen or not. No kernel has it:
/// [`PACKET_IGNORE_OUTGOING`] does that.
pub const PACKET_RECV_OUTPUT: c_int = 3;
/// Makes a ring of buffers that received frames go into, to be mapped with `mmap`: a
/// [`tpacket_req`](crate::linux::if_packet::tpacket_req), or for version 3 a
/// [`tpacket_req3`](crate::linux::if_packet::tpacket_req3). Set only.
pub const PACKET_RX_RING: c_int = 5;
/// How many frames came and how many were dropped since it was last asked: a
/// [`tpacket_stats`](crate::linux::if_packet::tpacket_stats), or for version 3 a
/// [`tpacket_stats_v3`](crate::linux::if_packet::tpacket_stats_v3). Get only.
pub const PACKET_STATISTICS: c_int = 6;
/// With a ring: frames that do not fit a slot are also queued whole for `recv`, while the queue is
/// not full: an `int`, not 0 for yes. Get and set.
pub const PACKET_COPY_THRESH: c_int = 7;
/// Each received frame brings a [`tpacket_auxdata`](crate::linux::if_packet::tpacket_auxdata) as
/// ancillary data, under this same number: an `int`, 0 or 1. Get and set.
pub const PACKET_AUXDATA: c_int = 8;
/// `sll_ifindex` tells the device that the frame first came by, not the bond or team it belongs to:
/// an `int`, 0 or 1. Get and set.
pub const PACKET_ORIGDEV: c_int = 9;
/// The version of the ring's layout, [`TPACKET_V1`](crate::linux::if_packet::TPACKET_V1) and so on:
/// an `int`. Get; and set, before there is a ring.
pub const PACKET_VERSION: c_int = 10;
/// How large the header of a slot is: an `int` that goes in as the version and comes out as the
/// size in bytes. Get only.
pub const PACKET_HDRLEN: c_int = 11;
/// Room that a slot keeps free before the frame, in bytes: an `unsigned int`. Get; and set, before
/// there is a ring.
pub const PACKET_RESERVE: c_int = 12;
/// Makes a ring of buffers to send frames from; the value is as for [`PACKET_RX_RING`]. Set only.
pub const PACKET_TX_RING: c_int = 13;
/// With [`PACKET_TX_RING`]: a malformed frame is skipped; else it stops the ring: an `int`, 0 or 1.
/// Get and set.
pub const PACKET_LOSS: c_int = 14;
/// Frames begin with a `struct virtio_net_hdr`, which tells of checksums and segments yet to be
/// made: an `int`, 0 or 1. `SOCK_RAW` only. Get and set.
pub const PACKET_VNET_HDR: c_int = 15;
/// Ancillary data of the error queue, not an option: the
/// [`sock_extended_err`](crate::linux::errqueue::sock_extended_err) that comes with the time at which
/// a frame was sent, after `SO_TIMESTAMPING`.
pub const PACKET_TX_TIMESTAMP: c_int = 16;
/// Which clock the times in a ring are from: an `int` of `SOF_TIMESTAMPING_…` flags; 0 for the
/// kernel's. Get and set.
pub const PACKET_TIMESTAMP: c_int = 17;
/// Joins a group of sockets that share the frames among them, once it is bound: an `int`, the group in its low 16
/// bits, [`PACKET_FANOUT_HASH`](crate::linux::if_packet::PACKET_FANOUT_HASH) or another way in the
/// high ones; or a [`fanout_args`](crate::linux::if_packet::fanout_args). Get (the `int`) and set.
pub const PACKET_FANOUT: c_int = 18;
/// With [`PACKET_TX_RING`]: the slot says where the frame in it begins: an `int`, 0 or 1. Get and
/// set.
pub const PACKET_TX_HAS_OFF: c_int = 19;
/// Sent frames go to the device past the queues of traffic control; when it is busy they are
/// dropped: an `int`, 0 or 1. Get and set.
pub const PACKET_QDISC_BYPASS: c_int = 20;
/// How often a full socket of a group passed its frames on to another: a
/// [`tpacket_rollover_stats`](crate::linux::if_packet::tpacket_rollover_stats). Get only; of a group
/// that does so.
pub const PACKET_ROLLOVER_STATS: c_int = 21;
/// The program that chooses the socket of a group: for
/// [`PACKET_FANOUT_EBPF`](crate::linux::if_packet::PACKET_FANOUT_EBPF) an `int`, its descriptor;
/// for [`PACKET_FANOUT_CBPF`](crate::linux::if_packet::PACKET_FANOUT_CBPF) a
/// [`struct sock_fprog`](crate::linux::filter::sock_fprog). Set only.
pub const PACKET_FANOUT_DATA: c_int = 22;
/// Frames that this host sends are not received: an `int`, 0 or 1. Get and set.
pub const PACKET_IGNORE_OUTGOING: c_int = 23;

// What else to receive: `mr_type`.

/// Frames for a multicast address of the link layer.
pub const PACKET_MR_MULTICAST: c_ushort = 0;
/// Everything on the link, whomever it is for.
pub const PACKET_MR_PROMISC: c_ushort = 1;
/// Frames for any multicast address of the link layer.
pub const PACKET_MR_ALLMULTI: c_ushort = 2;
/// Frames for another address of the link layer than the interface's own.
pub const PACKET_MR_UNICAST: c_ushort = 3;
