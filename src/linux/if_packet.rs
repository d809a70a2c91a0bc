//! `<linux/if_packet.h>`: packet sockets, and the rings of buffers that they share with a program.
//!
//! | C | here |
//! |---|---|
//! | `int v = TPACKET_V3; setsockopt(sock, SOL_PACKET, PACKET_VERSION, &v, sizeof(v))` | `let v = `[`TPACKET_V3`]`; setsockopt(sock, SOL_PACKET, PACKET_VERSION, &v, sizeof(&v))` |
//! | `struct tpacket_req3 req;` | `let req = &mut `[`tpacket_req3`]`::zeroed();` |
//! | `u.req3.tp_block_nr` | `u.`[`req3`](tpacket_req_u::req3)`().tp_block_nr` |
//! | `int fanout = id \| (PACKET_FANOUT_HASH << 16);` | `let fanout = id \| (`[`PACKET_FANOUT_HASH`]` << 16);` |
//! | `TPACKET_ALIGN(TPACKET2_HDRLEN)` | [`TPACKET_ALIGN`]`(`[`TPACKET2_HDRLEN`]`)` |
//! | `if (hdr->tp_status & TP_STATUS_VLAN_VALID)` | `if hdr.tp_status & `[`TP_STATUS_VLAN_VALID`]` != 0` |
//!
//! ```
//! use berkeley::{linux::if_packet::*, sys::socket::*, unistd::*};
//!
//! let sock = socket(PF_PACKET, SOCK_RAW, 0);
//! let stats = &mut tpacket_stats::zeroed(); // struct tpacket_stats stats;
//! let mut len = sizeof(stats) as socklen_t;
//! // getsockopt(sock, SOL_PACKET, PACKET_STATISTICS, &stats, &len)
//! if getsockopt(sock, SOL_PACKET, PACKET_STATISTICS, stats, &mut len) == 0 {
//!     println!("{} frames, {} dropped", stats.tp_packets, stats.tp_drops);
//! }
//! close(sock);
//! ```
//!
//! What [`netpacket::packet`](crate::netpacket::packet) has, this has too. A constant has the type
//! of the field that it is for. A C union is a structure here, with a method for each member.
//!
//! A ring is memory that the kernel and the program write at the same time. Making one is an option
//! of the socket; to map it takes `mmap`, of another crate. The structures serve to read what is
//! in it.
//!
//! See packet(7), and Documentation/networking/packet_mmap.rst of the kernel.

#[doc(inline)]
pub use crate::netpacket::packet::{
    PACKET_ADD_MEMBERSHIP, PACKET_AUXDATA, PACKET_BROADCAST, PACKET_COPY_THRESH,
    PACKET_DROP_MEMBERSHIP, PACKET_FANOUT, PACKET_FANOUT_DATA, PACKET_FASTROUTE, PACKET_HDRLEN,
    PACKET_HOST, PACKET_IGNORE_OUTGOING, PACKET_LOOPBACK, PACKET_LOSS, PACKET_MR_ALLMULTI,
    PACKET_MR_MULTICAST, PACKET_MR_PROMISC, PACKET_MR_UNICAST, PACKET_MULTICAST, PACKET_ORIGDEV,
    PACKET_OTHERHOST, PACKET_OUTGOING, PACKET_QDISC_BYPASS, PACKET_RECV_OUTPUT, PACKET_RESERVE,
    PACKET_ROLLOVER_STATS, PACKET_RX_RING, PACKET_STATISTICS, PACKET_TIMESTAMP, PACKET_TX_HAS_OFF,
    PACKET_TX_RING, PACKET_TX_TIMESTAMP, PACKET_VERSION, PACKET_VNET_HDR, packet_mreq, sockaddr_ll,
};
#[doc(no_inline)]
pub use crate::stddef::*;

use crate::plain;
use core::ffi::{c_int, c_uchar, c_uint, c_ulong, c_ushort};

/// `struct sockaddr_pkt` — the address of a packet socket of Linux 2.0, `SOCK_PACKET`.
///
/// [`sockaddr_ll`] replaced it. See packet(7).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sockaddr_pkt {
    /// The family, `AF_PACKET`; received: the kind of hardware, `ARPHRD_…`.
    pub spkt_family: c_ushort,
    /// The name of the interface, ended by a NUL. Longer ones are cut.
    pub spkt_device: [c_uchar; 14],
    /// The Ethernet type, in network byte order.
    pub spkt_protocol: u16,
}

impl SockAddr for sockaddr_pkt {}

/// The kernel's own mark of a frame for user space. No program gets to see it.
pub const PACKET_USER: c_uchar = 6;
/// The kernel's own mark of a frame for the kernel. No program gets to see it.
pub const PACKET_KERNEL: c_uchar = 7;

// How a group shares its frames: the high 16 bits of `PACKET_FANOUT`, and `type_flags`.

/// By a hash of addresses and ports: a flow stays with one socket.
pub const PACKET_FANOUT_HASH: c_int = 0;
/// To each socket in turn.
pub const PACKET_FANOUT_LB: c_int = 1;
/// By the processor that the frame came to.
pub const PACKET_FANOUT_CPU: c_int = 2;
/// To one socket until it is full, then to the next.
pub const PACKET_FANOUT_ROLLOVER: c_int = 3;
/// At random.
pub const PACKET_FANOUT_RND: c_int = 4;
/// By the device's queue that the frame came in.
pub const PACKET_FANOUT_QM: c_int = 5;
/// As a classic BPF program says, which [`PACKET_FANOUT_DATA`] sets.
pub const PACKET_FANOUT_CBPF: c_int = 6;
/// As an eBPF program says, which [`PACKET_FANOUT_DATA`] sets.
pub const PACKET_FANOUT_EBPF: c_int = 7;
/// Flag: whatever the way, a full socket passes its frames on to the next.
pub const PACKET_FANOUT_FLAG_ROLLOVER: c_int = 0x1000;
/// Flag: the kernel chooses a group number that no other group has.
pub const PACKET_FANOUT_FLAG_UNIQUEID: c_int = 0x2000;
/// Flag: IPv4 fragments are put together first, so that they stay with their flow.
pub const PACKET_FANOUT_FLAG_DEFRAG: c_int = 0x8000;

// The state of a slot, or of a frame: `tp_status`, `block_status`.

/// Received slots: the kernel's, empty.
pub const TP_STATUS_KERNEL: u32 = 0;
/// Received slots: the program's, with a frame in it. It gives it back with [`TP_STATUS_KERNEL`].
pub const TP_STATUS_USER: u32 = 1 << 0;
/// Received: the frame did not fit and is also in the queue, whole: [`PACKET_COPY_THRESH`].
pub const TP_STATUS_COPY: u32 = 1 << 1;
/// Received: frames were dropped since [`PACKET_STATISTICS`] was last asked.
pub const TP_STATUS_LOSING: u32 = 1 << 2;
/// Received: the checksum is yet to be made, by the device; of a frame that this host sends.
pub const TP_STATUS_CSUMNOTREADY: u32 = 1 << 3;
/// Received: `tp_vlan_tci` counts.
pub const TP_STATUS_VLAN_VALID: u32 = 1 << 4;
/// Received, version 3: the block was closed because its time was up.
pub const TP_STATUS_BLK_TMO: u32 = 1 << 5;
/// Received: `tp_vlan_tpid` counts.
pub const TP_STATUS_VLAN_TPID_VALID: u32 = 1 << 6;
/// Received: the device found the transport checksum right.
pub const TP_STATUS_CSUM_VALID: u32 = 1 << 7;

/// Slots to send: the program's, free.
pub const TP_STATUS_AVAILABLE: u32 = 0;
/// Slots to send: there is a frame in it; the next `send` takes it.
pub const TP_STATUS_SEND_REQUEST: u32 = 1 << 0;
/// Slots to send: the frame is on its way.
pub const TP_STATUS_SENDING: u32 = 1 << 1;
/// Slots to send: the frame is malformed.
pub const TP_STATUS_WRONG_FORMAT: u32 = 1 << 2;

/// The time is from the kernel's clock.
pub const TP_STATUS_TS_SOFTWARE: u32 = 1 << 29;
/// The time is from the device's clock, converted. No kernel sets it any more.
pub const TP_STATUS_TS_SYS_HARDWARE: u32 = 1 << 30;
/// The time is from the device's clock.
pub const TP_STATUS_TS_RAW_HARDWARE: u32 = 1 << 31;

/// A bit of `tp_feature_req_word`: `tp_rxhash` is to be filled in.
pub const TP_FT_REQ_FILL_RXHASH: c_uint = 1;

/// `enum tpacket_versions` — the layout of a ring.
pub type tpacket_versions = c_uint;
/// Slots that begin with a [`tpacket_hdr`]: the first layout, and the default.
pub const TPACKET_V1: tpacket_versions = 0;
/// Slots that begin with a [`tpacket2_hdr`]: nanoseconds, VLAN tags.
pub const TPACKET_V2: tpacket_versions = 1;
/// Blocks of as many frames as fit, each with a [`tpacket3_hdr`].
pub const TPACKET_V3: tpacket_versions = 2;

/// What a slot, and the frame in it, begins at a multiple of: 16 bytes.
pub const TPACKET_ALIGNMENT: size_t = 16;
/// The header of a slot of version 1 and the [`sockaddr_ll`] behind it, in bytes.
pub const TPACKET_HDRLEN: size_t =
    TPACKET_ALIGN(size_of::<tpacket_hdr>()) + size_of::<sockaddr_ll>();
/// The header of a slot of version 2 and the [`sockaddr_ll`] behind it, in bytes.
pub const TPACKET2_HDRLEN: size_t =
    TPACKET_ALIGN(size_of::<tpacket2_hdr>()) + size_of::<sockaddr_ll>();
/// The header of a frame of version 3 and the [`sockaddr_ll`] behind it, in bytes.
pub const TPACKET3_HDRLEN: size_t =
    TPACKET_ALIGN(size_of::<tpacket3_hdr>()) + size_of::<sockaddr_ll>();

/// `TPACKET_ALIGN(x)` — rounds a number of bytes up to a multiple of [`TPACKET_ALIGNMENT`].
///
/// ```
/// use berkeley::linux::if_packet::*;
///
/// // req.tp_frame_size = TPACKET_ALIGN(TPACKET2_HDRLEN + 1514)
/// assert_eq!(TPACKET_ALIGN(TPACKET2_HDRLEN + 1514), 1568);
/// ```
///
/// See packet(7).
pub const fn TPACKET_ALIGN(x: size_t) -> size_t {
    x.wrapping_add(TPACKET_ALIGNMENT - 1) & !(TPACKET_ALIGNMENT - 1)
}

/// `struct tpacket_stats` — the value of [`PACKET_STATISTICS`].
///
/// * `tp_packets` — how many frames came for the socket, those dropped among them.
/// * `tp_drops` — how many were dropped, the buffer being full.
///
/// Asking sets both to 0. See packet(7).
#[doc(inline)]
pub use libc::tpacket_stats;

/// `struct tpacket_stats_v3` — the value of [`PACKET_STATISTICS`] with a ring of version 3.
///
/// * `tp_packets`, `tp_drops` — as for [`tpacket_stats`].
/// * `tp_freeze_q_cnt` — how often all blocks were the program's and the ring stood still.
#[doc(inline)]
pub use libc::tpacket_stats_v3;

/// `struct tpacket_rollover_stats` — the value of [`PACKET_ROLLOVER_STATS`].
///
/// * `tp_all` — how many frames were passed on to another socket.
/// * `tp_huge` — how many of those, because they belong to a flow that is a large part of it all.
/// * `tp_failed` — how many were not, since no other socket had room.
#[doc(inline)]
pub use libc::tpacket_rollover_stats;

/// `struct tpacket_auxdata` — what is known of a frame: ancillary data of [`PACKET_AUXDATA`].
///
/// * `tp_status` — `TP_STATUS_…` bits.
/// * `tp_len` — how long the frame was, in bytes.
/// * `tp_snaplen` — how much of it was received.
/// * `tp_mac` — where its link-layer header begins, in bytes from its beginning: 0.
/// * `tp_net` — where its network header begins.
/// * `tp_vlan_tci` — priority and number of the VLAN, with [`TP_STATUS_VLAN_VALID`].
/// * `tp_vlan_tpid` — the Ethernet type of the tag, with [`TP_STATUS_VLAN_TPID_VALID`].
///
/// All in host byte order. The kernel takes the tag itself off the frame. See packet(7).
#[doc(inline)]
pub use libc::tpacket_auxdata;

/// What C leaves unused at the end of a structure of one `long` and 20 bytes.
type Gap = [u8; size_of::<c_ulong>() - 4];

/// `struct tpacket_hdr` — what a slot of version 1 begins with.
///
/// Begins as [`zeroed`](Plain::zeroed). See packet(7).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct tpacket_hdr {
    /// Whose the slot is, and more: `TP_STATUS_…`, as a `long`.
    pub tp_status: c_ulong,
    /// How long the frame is, in bytes.
    pub tp_len: c_uint,
    /// How much of it is in the slot.
    pub tp_snaplen: c_uint,
    /// Where the link-layer header is, in bytes from the beginning of the slot.
    pub tp_mac: c_ushort,
    /// Where the network header is, likewise.
    pub tp_net: c_ushort,
    /// When it came: seconds since 1970.
    pub tp_sec: c_uint,
    /// Microseconds of that.
    pub tp_usec: c_uint,
    gap: Gap,
}

/// `struct tpacket2_hdr` — what a slot of version 2 begins with.
///
/// * `tp_status` — whose the slot is, and more: `TP_STATUS_…`.
/// * `tp_len`, `tp_snaplen` — how long the frame is, and how much of it is in the slot, in bytes.
/// * `tp_mac`, `tp_net` — where its headers are, in bytes from the beginning of the slot.
/// * `tp_sec`, `tp_nsec` — when it came: seconds since 1970, nanoseconds.
/// * `tp_vlan_tci`, `tp_vlan_tpid` — as in [`tpacket_auxdata`].
/// * `tp_padding` — nothing.
#[doc(inline)]
pub use libc::tpacket2_hdr;

/// `struct tpacket_hdr_variant1` — what a [`tpacket3_hdr`] has of the frame's flow and VLAN.
///
/// * `tp_rxhash` — a hash of its addresses and ports, if [`TP_FT_REQ_FILL_RXHASH`] asked for it.
/// * `tp_vlan_tci`, `tp_vlan_tpid` — as in [`tpacket_auxdata`].
/// * `tp_padding` — nothing.
#[doc(inline)]
pub use libc::tpacket_hdr_variant1;

/// `struct tpacket3_hdr` — what a frame in a block of version 3 begins with.
///
/// * `tp_next_offset` — where the next one is, in bytes from this one; 0 for the last.
/// * `tp_sec`, `tp_nsec` — when it came: seconds since 1970, nanoseconds.
/// * `tp_snaplen`, `tp_len` — how much of the frame is here, and how long it was, in bytes.
/// * `tp_status` — `TP_STATUS_…` bits.
/// * `tp_mac`, `tp_net` — where its headers are, in bytes from this header.
/// * `hv1` — its flow and VLAN. (In C the one member of a union.)
/// * `tp_padding` — nothing.
#[doc(inline)]
pub use libc::tpacket3_hdr;

/// `struct tpacket_bd_ts` — a time in the header of a block.
///
/// `ts_usec` and `ts_nsec` are a union in C: in a ring of version 3 it is nanoseconds.
///
/// ```
/// use berkeley::linux::if_packet::*;
///
/// let mut ts = tpacket_bd_ts::zeroed();
/// ts.set_ts_nsec(5); // ts.ts_nsec = 5;
/// assert_eq!(ts.ts_usec, 5); // the same field
/// ```
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct tpacket_bd_ts {
    /// Seconds since 1970.
    pub ts_sec: c_uint,
    /// Microseconds of that, or nanoseconds.
    pub ts_usec: c_uint,
}

impl tpacket_bd_ts {
    /// `ts.ts_nsec` — the nanoseconds.
    pub const fn ts_nsec(&self) -> c_uint {
        self.ts_usec
    }

    /// `ts.ts_nsec = nsec` — sets the nanoseconds.
    pub const fn set_ts_nsec(&mut self, nsec: c_uint) {
        self.ts_usec = nsec;
    }
}

/// `struct tpacket_hdr_v1` — what is known of a block.
#[repr(C, align(8))]
#[derive(Clone, Copy, Debug)]
pub struct tpacket_hdr_v1 {
    /// Whose the block is: [`TP_STATUS_USER`], or [`TP_STATUS_KERNEL`] to give it back.
    pub block_status: u32,
    /// How many frames are in it.
    pub num_pkts: u32,
    /// Where the first one's [`tpacket3_hdr`] is, in bytes from the beginning of the block.
    pub offset_to_first_pkt: u32,
    /// How many bytes of the block count.
    pub blk_len: u32,
    /// Its number; blocks are counted from 1.
    pub seq_num: u64,
    /// When the block was opened.
    pub ts_first_pkt: tpacket_bd_ts,
    /// When its last frame came; or when its time was up, if there is none.
    pub ts_last_pkt: tpacket_bd_ts,
}

/// `union tpacket_bd_header_u` — what is known of a block, by the version in its beginning.
///
/// There is one version.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct tpacket_bd_header_u {
    /// Of version 1.
    pub bh1: tpacket_hdr_v1,
}

/// `struct tpacket_block_desc` — what a block of a ring of version 3 begins with.
///
/// ```
/// use berkeley::linux::if_packet::*;
///
/// let block = &mut tpacket_block_desc::zeroed();
/// block.hdr.bh1.block_status = TP_STATUS_KERNEL; // block->hdr.bh1.block_status = TP_STATUS_KERNEL;
/// assert_eq!(block.hdr.bh1.num_pkts, 0);
/// ```
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct tpacket_block_desc {
    /// The layout of the rest: 1.
    pub version: u32,
    /// Where the program's own area in the block is, in bytes from its beginning.
    pub offset_to_priv: u32,
    /// What is known of the block.
    pub hdr: tpacket_bd_header_u,
}

/// `struct tpacket_req` — how large a ring is: the value of [`PACKET_RX_RING`] and
/// [`PACKET_TX_RING`]. All zero removes the ring.
///
/// * `tp_block_size` — the bytes of a block, a multiple of the page's.
/// * `tp_block_nr` — how many blocks.
/// * `tp_frame_size` — the bytes of a slot, a multiple of [`TPACKET_ALIGNMENT`].
/// * `tp_frame_nr` — how many slots: as many as fit into all blocks.
///
/// See packet(7).
#[doc(inline)]
pub use libc::tpacket_req;

/// `struct tpacket_req3` — how large a ring of version 3 is: the value of [`PACKET_RX_RING`] and
/// [`PACKET_TX_RING`].
///
/// * `tp_block_size`, `tp_block_nr`, `tp_frame_size`, `tp_frame_nr` — as in [`tpacket_req`].
/// * `tp_retire_blk_tov` — when a block that is not full is handed over all the same, in
///   milliseconds; 0 lets the kernel choose.
/// * `tp_sizeof_priv` — how many bytes of each block are the program's own.
/// * `tp_feature_req_word` — [`TP_FT_REQ_FILL_RXHASH`], or 0.
#[doc(inline)]
pub use libc::tpacket_req3;

/// `struct fanout_args` — a group to join: the longer value of [`PACKET_FANOUT`].
///
/// * `id` — the group.
/// * `type_flags` — how it shares its frames: [`PACKET_FANOUT_HASH`] or another way, with flags.
/// * `max_num_members` — how many sockets it may have, for the one that makes it; 0 for 256.
#[doc(inline)]
pub use libc::fanout_args;

/// `union tpacket_stats_u` — the value of [`PACKET_STATISTICS`], by the version of the ring.
///
/// ```
/// use berkeley::linux::if_packet::*;
///
/// let mut stats = tpacket_stats_u::zeroed(); // union tpacket_stats_u stats;
/// stats.set_stats1(tpacket_stats { tp_packets: 7, tp_drops: 1 });
/// assert_eq!(stats.stats3().tp_packets, 7); // stats.stats3.tp_packets
/// ```
#[repr(C, align(4))]
#[derive(Clone, Copy, Debug)]
pub struct tpacket_stats_u {
    bytes: [u8; size_of::<tpacket_stats_v3>()],
}

impl tpacket_stats_u {
    /// `u.stats1` — of versions 1 and 2.
    pub const fn stats1(&self) -> tpacket_stats {
        *cast(self)
    }

    /// `u.stats1 = stats` — sets those of versions 1 and 2.
    pub const fn set_stats1(&mut self, stats: tpacket_stats) {
        *cast_mut(self) = stats;
    }

    /// `u.stats3` — of version 3.
    pub const fn stats3(&self) -> tpacket_stats_v3 {
        *cast(self)
    }

    /// `u.stats3 = stats` — sets those of version 3.
    pub const fn set_stats3(&mut self, stats: tpacket_stats_v3) {
        *cast_mut(self) = stats;
    }
}

/// `union tpacket_req_u` — how large a ring is, by its version.
///
/// ```
/// use berkeley::linux::if_packet::*;
///
/// let mut u = tpacket_req_u::zeroed(); // union tpacket_req_u u;
/// u.set_req3(tpacket_req3 { tp_block_size: 4096, ..tpacket_req3::zeroed() });
/// assert_eq!(u.req().tp_block_size, 4096); // u.req.tp_block_size
/// ```
#[repr(C, align(4))]
#[derive(Clone, Copy, Debug)]
pub struct tpacket_req_u {
    bytes: [u8; size_of::<tpacket_req3>()],
}

impl tpacket_req_u {
    /// `u.req` — of versions 1 and 2.
    pub const fn req(&self) -> tpacket_req {
        *cast(self)
    }

    /// `u.req = req` — sets that of versions 1 and 2.
    pub const fn set_req(&mut self, req: tpacket_req) {
        *cast_mut(self) = req;
    }

    /// `u.req3` — of version 3.
    pub const fn req3(&self) -> tpacket_req3 {
        *cast(self)
    }

    /// `u.req3 = req3` — sets that of version 3.
    pub const fn set_req3(&mut self, req3: tpacket_req3) {
        *cast_mut(self) = req3;
    }
}

plain! {
    sockaddr_pkt { spkt_family: c_ushort, spkt_device: [c_uchar; 14], spkt_protocol: u16 }
    tpacket_stats { tp_packets: c_uint, tp_drops: c_uint }
    tpacket_stats_v3 { tp_packets: c_uint, tp_drops: c_uint, tp_freeze_q_cnt: c_uint }
    tpacket_rollover_stats { tp_all: u64, tp_huge: u64, tp_failed: u64 }
    tpacket_auxdata {
        tp_status: u32,
        tp_len: u32,
        tp_snaplen: u32,
        tp_mac: u16,
        tp_net: u16,
        tp_vlan_tci: u16,
        tp_vlan_tpid: u16,
    }
    tpacket_hdr {
        tp_status: c_ulong,
        tp_len: c_uint,
        tp_snaplen: c_uint,
        tp_mac: c_ushort,
        tp_net: c_ushort,
        tp_sec: c_uint,
        tp_usec: c_uint,
        gap: Gap,
    }
    tpacket2_hdr {
        tp_status: u32,
        tp_len: u32,
        tp_snaplen: u32,
        tp_mac: u16,
        tp_net: u16,
        tp_sec: u32,
        tp_nsec: u32,
        tp_vlan_tci: u16,
        tp_vlan_tpid: u16,
        tp_padding: [u8; 4],
    }
    tpacket_hdr_variant1 { tp_rxhash: u32, tp_vlan_tci: u32, tp_vlan_tpid: u16, tp_padding: u16 }
    tpacket3_hdr {
        tp_next_offset: u32,
        tp_sec: u32,
        tp_nsec: u32,
        tp_snaplen: u32,
        tp_len: u32,
        tp_status: u32,
        tp_mac: u16,
        tp_net: u16,
        hv1: tpacket_hdr_variant1,
        tp_padding: [u8; 8],
    }
    tpacket_bd_ts { ts_sec: c_uint, ts_usec: c_uint }
    tpacket_hdr_v1 {
        block_status: u32,
        num_pkts: u32,
        offset_to_first_pkt: u32,
        blk_len: u32,
        seq_num: u64,
        ts_first_pkt: tpacket_bd_ts,
        ts_last_pkt: tpacket_bd_ts,
    }
    tpacket_bd_header_u { bh1: tpacket_hdr_v1 }
    tpacket_block_desc { version: u32, offset_to_priv: u32, hdr: tpacket_bd_header_u }
    tpacket_req { tp_block_size: c_uint, tp_block_nr: c_uint, tp_frame_size: c_uint, tp_frame_nr: c_uint }
    tpacket_req3 {
        tp_block_size: c_uint,
        tp_block_nr: c_uint,
        tp_frame_size: c_uint,
        tp_frame_nr: c_uint,
        tp_retire_blk_tov: c_uint,
        tp_sizeof_priv: c_uint,
        tp_feature_req_word: c_uint,
    }
    fanout_args { id: u16, type_flags: u16, max_num_members: u32 }
    tpacket_stats_u { bytes: [u8; size_of::<tpacket_stats_v3>()] }
    tpacket_req_u { bytes: [u8; size_of::<tpacket_req3>()] }
}
