//! `<linux/neighbour.h>`: the neighbours on a link and their link-layer addresses, over rtnetlink.
//!
//! | C | here |
//! |---|---|
//! | `struct ndmsg *ndm = NLMSG_DATA(nh);` | `let ndm: RecordPtr<`[`ndmsg`]`> = NLMSG_DATA(nh).into();` |
//! | `(struct rtattr *)((char *)ndm + NLMSG_ALIGN(sizeof(*ndm)))` | `ndm.byte_add::<rtattr>(NLMSG_ALIGN(size_of::<ndmsg>()))` |
//! | `if (ndm->ndm_state & NUD_REACHABLE)` | `if ndm.ndm_state & `[`NUD_REACHABLE`]` != 0` |
//! | `if (rta->rta_type == NDA_LLADDR)` | `if rta.rta_type == `[`NDA_LLADDR`] |
//!
//! ```
//! use berkeley::{linux::neighbour::*, netinet::in_::*};
//!
//! let ndm = &mut ndmsg::zeroed(); // struct ndmsg ndm;
//! ndm.ndm_state = NUD_PERMANENT; // ndm.ndm_state = NUD_PERMANENT;
//! # assert_eq!(sizeof(ndm), 12);
//! ```
//!
//! This is the ARP table of IPv4, neighbour discovery of IPv6, and the tables of bridges.
//! [`linux::rtnetlink`](super::rtnetlink) brings this along, and shows a walk along attributes.
//!
//! See rtnetlink(7), arp(7).

#[doc(no_inline)]
pub use crate::linux::netlink::*;
#[doc(no_inline)]
pub use crate::stddef::*;

use crate::plain;
use core::ffi::c_ushort;

/// `struct ndmsg` — a neighbour: what messages `RTM_…NEIGH` begin with.
///
/// See rtnetlink(7).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ndmsg {
    /// The family of its address: `AF_INET`, `AF_INET6`; `AF_BRIDGE` for a bridge's table.
    pub ndm_family: u8,
    /// Nothing.
    pub ndm_pad1: u8,
    /// Nothing.
    pub ndm_pad2: u16,
    /// The index of the interface.
    pub ndm_ifindex: i32,
    /// What is known of it: `NUD_…` bits.
    pub ndm_state: u16,
    /// `NTF_…` flags.
    pub ndm_flags: u8,
    /// What becomes of packets for it: [`RTN_UNICAST`](super::rtnetlink::RTN_UNICAST) and the like.
    pub ndm_type: u8,
}

/// `struct nda_cacheinfo` — how a neighbour is used: the value of [`NDA_CACHEINFO`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nda_cacheinfo {
    /// How long ago it last answered, in 1/100 s.
    pub ndm_confirmed: u32,
    /// How long ago it was last used, in 1/100 s.
    pub ndm_used: u32,
    /// How long ago it last changed, in 1/100 s.
    pub ndm_updated: u32,
    /// How many references there are to it.
    pub ndm_refcnt: u32,
}

/// `struct ndt_stats` — how a neighbour table is used: the value of [`NDTA_STATS`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ndt_stats {
    /// How many entries were made.
    pub ndts_allocs: u64,
    /// How many were removed.
    pub ndts_destroys: u64,
    /// How often the table grew.
    pub ndts_hash_grows: u64,
    /// How many neighbours did not answer.
    pub ndts_res_failed: u64,
    /// How often an entry was looked for.
    pub ndts_lookups: u64,
    /// How often it was found.
    pub ndts_hits: u64,
    /// How many questions to everyone came in.
    pub ndts_rcv_probes_mcast: u64,
    /// How many questions to this host came in.
    pub ndts_rcv_probes_ucast: u64,
    /// How often old entries were removed because it was time.
    pub ndts_periodic_gc_runs: u64,
    /// How often because there were too many.
    pub ndts_forced_gc_runs: u64,
    /// How often there was no room all the same.
    pub ndts_table_fulls: u64,
}

/// `struct ndtmsg` — a neighbour table: what messages `RTM_…NEIGHTBL` begin with.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ndtmsg {
    /// The family of its addresses: `AF_INET`, `AF_INET6`.
    pub ndtm_family: u8,
    /// Nothing.
    pub ndtm_pad1: u8,
    /// Nothing.
    pub ndtm_pad2: u16,
}

/// `struct ndt_config` — how a neighbour table is set up: the value of [`NDTA_CONFIG`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ndt_config {
    /// How long an address is, in bytes.
    pub ndtc_key_len: u16,
    /// How large an entry is, in bytes.
    pub ndtc_entry_size: u16,
    /// How many entries there are.
    pub ndtc_entries: u32,
    /// How long ago old entries were removed, in milliseconds.
    pub ndtc_last_flush: u32,
    /// How long ago the times of answers were chosen anew, in milliseconds.
    pub ndtc_last_rand: u32,
    /// The random number that addresses are spread with.
    pub ndtc_hash_rnd: u32,
    /// How large the table is, less 1.
    pub ndtc_hash_mask: u32,
    /// No longer used.
    pub ndtc_hash_chain_gc: u32,
    /// How many answers for others wait.
    pub ndtc_proxy_qlen: u32,
}

plain! {
    ndmsg {
        ndm_family: u8,
        ndm_pad1: u8,
        ndm_pad2: u16,
        ndm_ifindex: i32,
        ndm_state: u16,
        ndm_flags: u8,
        ndm_type: u8,
    }
    nda_cacheinfo { ndm_confirmed: u32, ndm_used: u32, ndm_updated: u32, ndm_refcnt: u32 }
    ndt_stats {
        ndts_allocs: u64,
        ndts_destroys: u64,
        ndts_hash_grows: u64,
        ndts_res_failed: u64,
        ndts_lookups: u64,
        ndts_hits: u64,
        ndts_rcv_probes_mcast: u64,
        ndts_rcv_probes_ucast: u64,
        ndts_periodic_gc_runs: u64,
        ndts_forced_gc_runs: u64,
        ndts_table_fulls: u64,
    }
    ndtmsg { ndtm_family: u8, ndtm_pad1: u8, ndtm_pad2: u16 }
    ndt_config {
        ndtc_key_len: u16,
        ndtc_entry_size: u16,
        ndtc_entries: u32,
        ndtc_last_flush: u32,
        ndtc_last_rand: u32,
        ndtc_hash_rnd: u32,
        ndtc_hash_mask: u32,
        ndtc_hash_chain_gc: u32,
        ndtc_proxy_qlen: u32,
    }
}

// Attributes of a neighbour: `rta_type`. Addresses and ports are as they go over the wire, other numbers in host byte order.

/// Unused.
pub const NDA_UNSPEC: c_ushort = 0;
/// Its network address.
pub const NDA_DST: c_ushort = 1;
/// Its link-layer address.
pub const NDA_LLADDR: c_ushort = 2;
/// How it is used: a [`nda_cacheinfo`].
pub const NDA_CACHEINFO: c_ushort = 3;
/// How often it was asked in vain: a `u32`.
pub const NDA_PROBES: c_ushort = 4;
/// The VLAN, in a bridge's table: a `u16`.
pub const NDA_VLAN: c_ushort = 5;
/// The UDP port of the tunnel's other end: a `u16` in network byte order.
pub const NDA_PORT: c_ushort = 6;
/// The network within the tunnel: a `u32`.
pub const NDA_VNI: c_ushort = 7;
/// The interface that the tunnel goes by: a `u32`, its index.
pub const NDA_IFINDEX: c_ushort = 8;
/// The bridge, or what else the interface belongs to: a `u32`, its index.
pub const NDA_MASTER: c_ushort = 9;
/// The network namespace of that interface: an `int`, its number.
pub const NDA_LINK_NETNSID: c_ushort = 10;
/// The network that the entry was learned in: a `u32`.
pub const NDA_SRC_VNI: c_ushort = 11;
/// Who made it: a `u8`, [`RTPROT_KERNEL`](super::rtnetlink::RTPROT_KERNEL) and the like.
pub const NDA_PROTOCOL: c_ushort = 12;
/// A way that entries share: a `u32`, its number.
pub const NDA_NH_ID: c_ushort = 13;
/// More of an entry in a bridge's table: attributes, `NFEA_…`.
pub const NDA_FDB_EXT_ATTRS: c_ushort = 14;
/// More flags: a `u32`, `NTF_EXT_…`.
pub const NDA_FLAGS_EXT: c_ushort = 15;
/// To remove many: which bits of `ndm_state` count: a `u16`.
pub const NDA_NDM_STATE_MASK: c_ushort = 16;
/// To remove many: which bits of `ndm_flags` count: a `u8`.
pub const NDA_NDM_FLAGS_MASK: c_ushort = 17;
/// The largest of these, as of this header.
pub const NDA_MAX: c_ushort = NDA_NDM_FLAGS_MASK;

// Flags of a neighbour: `ndm_flags`.

/// Use it now, so that it is looked for.
pub const NTF_USE: u8 = 1 << 0;
/// It is in the table of the device itself.
pub const NTF_SELF: u8 = 1 << 1;
/// It is in the table of the bridge that the device belongs to.
pub const NTF_MASTER: u8 = 1 << 2;
/// This host answers for it (proxy ARP).
pub const NTF_PROXY: u8 = 1 << 3;
/// A program, or hardware, learned of it.
pub const NTF_EXT_LEARNED: u8 = 1 << 4;
/// It is in hardware.
pub const NTF_OFFLOADED: u8 = 1 << 5;
/// It does not move to another port of the bridge.
pub const NTF_STICKY: u8 = 1 << 6;
/// It is an IPv6 router.
pub const NTF_ROUTER: u8 = 1 << 7;
/// Of [`NDA_FLAGS_EXT`]: the kernel is to keep it reachable.
pub const NTF_EXT_MANAGED: u32 = 1 << 0;

// The state of a neighbour: `ndm_state`.

/// It has been asked and has not answered yet.
pub const NUD_INCOMPLETE: u16 = 0x01;
/// It answered not long ago.
pub const NUD_REACHABLE: u16 = 0x02;
/// It answered long ago; it is used, and will then be asked.
pub const NUD_STALE: u16 = 0x04;
/// It is used and will be asked soon, unless it is heard from.
pub const NUD_DELAY: u16 = 0x08;
/// It is being asked again.
pub const NUD_PROBE: u16 = 0x10;
/// It did not answer.
pub const NUD_FAILED: u16 = 0x20;
/// It need not be asked: the link has no such thing.
pub const NUD_NOARP: u16 = 0x40;
/// The administrator gave it; it stays.
pub const NUD_PERMANENT: u16 = 0x80;
/// Nothing is known of it.
pub const NUD_NONE: u16 = 0x00;

// Attributes of a table's limits: `NDTA_PARMS`. Times are in milliseconds.

/// Unused.
pub const NDTPA_UNSPEC: c_ushort = 0;
/// The interface that they are for: a `u32`, its index. None: for all others.
pub const NDTPA_IFINDEX: c_ushort = 1;
/// How many references there are to them: a `u32`. Get only.
pub const NDTPA_REFCNT: c_ushort = 2;
/// For how long an answer counts, as chosen at random just now: a `u64`. Get only.
pub const NDTPA_REACHABLE_TIME: c_ushort = 3;
/// For how long an answer counts, on the average: a `u64`.
pub const NDTPA_BASE_REACHABLE_TIME: c_ushort = 4;
/// How long to wait before asking again: a `u64`.
pub const NDTPA_RETRANS_TIME: c_ushort = 5;
/// After how long without use an entry may go: a `u64`.
pub const NDTPA_GC_STALETIME: c_ushort = 6;
/// How long a stale entry is used before it is asked: a `u64`.
pub const NDTPA_DELAY_PROBE_TIME: c_ushort = 7;
/// How many packets wait for an answer at most: a `u32`.
pub const NDTPA_QUEUE_LEN: c_ushort = 8;
/// How often a program is asked first: a `u32`.
pub const NDTPA_APP_PROBES: c_ushort = 9;
/// How often the neighbour itself is asked: a `u32`.
pub const NDTPA_UCAST_PROBES: c_ushort = 10;
/// How often everyone is asked: a `u32`.
pub const NDTPA_MCAST_PROBES: c_ushort = 11;
/// How long an answer for an anycast address is held back at most: a `u64`.
pub const NDTPA_ANYCAST_DELAY: c_ushort = 12;
/// How long an answer for another is held back at most: a `u64`.
pub const NDTPA_PROXY_DELAY: c_ushort = 13;
/// How many such answers may wait: a `u32`.
pub const NDTPA_PROXY_QLEN: c_ushort = 14;
/// How long an entry stays before another answer may replace it: a `u64`.
pub const NDTPA_LOCKTIME: c_ushort = 15;
/// How many bytes of packets wait for an answer at most: a `u32`.
pub const NDTPA_QUEUE_LENBYTES: c_ushort = 16;
/// How often everyone is asked after the neighbour itself was: a `u32`.
pub const NDTPA_MCAST_REPROBES: c_ushort = 17;
/// Nothing: makes a `u64` behind it begin at a multiple of 8 bytes.
pub const NDTPA_PAD: c_ushort = 18;
/// How often those are asked that the kernel keeps reachable: a `u64`.
pub const NDTPA_INTERVAL_PROBE_TIME_MS: c_ushort = 19;
/// The largest of these, as of this header.
pub const NDTPA_MAX: c_ushort = NDTPA_INTERVAL_PROBE_TIME_MS;

// Attributes of a neighbour table.

/// Unused.
pub const NDTA_UNSPEC: c_ushort = 0;
/// Its name, such as `arp_cache`: text.
pub const NDTA_NAME: c_ushort = 1;
/// Up to how many entries none is removed: a `u32`.
pub const NDTA_THRESH1: c_ushort = 2;
/// From how many entries on they are soon removed: a `u32`.
pub const NDTA_THRESH2: c_ushort = 3;
/// How many entries there may be: a `u32`.
pub const NDTA_THRESH3: c_ushort = 4;
/// How it is set up: a [`ndt_config`]. Get only.
pub const NDTA_CONFIG: c_ushort = 5;
/// Its limits: attributes, `NDTPA_…`.
pub const NDTA_PARMS: c_ushort = 6;
/// How it is used: a [`ndt_stats`]. Get only.
pub const NDTA_STATS: c_ushort = 7;
/// How often old entries are removed, in milliseconds: a `u64`.
pub const NDTA_GC_INTERVAL: c_ushort = 8;
/// Nothing: makes a `u64` behind it begin at a multiple of 8 bytes.
pub const NDTA_PAD: c_ushort = 9;
/// The largest of these.
pub const NDTA_MAX: c_ushort = NDTA_PAD;

// More of an entry in a bridge's table.

/// Bit of [`NFEA_ACTIVITY_NOTIFY`]: tell when the entry is used, or no longer is.
pub const FDB_NOTIFY_BIT: u8 = 1 << 0;
/// Bit of [`NFEA_ACTIVITY_NOTIFY`]: the entry is not used.
pub const FDB_NOTIFY_INACTIVE_BIT: u8 = 1 << 1;
/// Unused.
pub const NFEA_UNSPEC: c_ushort = 0;
/// Whether its use is told of: a `u8`, `FDB_NOTIFY_…`.
pub const NFEA_ACTIVITY_NOTIFY: c_ushort = 1;
/// Changing it does not count as use. It is there or not.
pub const NFEA_DONT_REFRESH: c_ushort = 2;
/// The largest of these.
pub const NFEA_MAX: c_ushort = NFEA_DONT_REFRESH;
