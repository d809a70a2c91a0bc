//! The header of ICMPv6, multicast listeners, and the renumbering of routers.

use super::*;
use crate::netinet::accessors::members;
use crate::plain;

/// `struct icmp6_hdr` — the header of an ICMPv6 message.
///
/// ```
/// use berkeley::{arpa::inet::*, netinet::icmp6::*};
///
/// let icmp6 = &mut icmp6_hdr::zeroed(); // struct icmp6_hdr icmp6 = {0};
/// icmp6.icmp6_type = ICMP6_ECHO_REQUEST;
/// icmp6.set_icmp6_id(htons(7)); // icmp6.icmp6_id = htons(7);
/// icmp6.set_icmp6_seq(htons(1)); // icmp6.icmp6_seq = htons(1);
/// assert_eq!(icmp6.icmp6_data8(), [0, 7, 0, 1]); // icmp6.icmp6_data8
/// assert_eq!(icmp6.as_bytes(), [128, 0, 0, 0, 0, 7, 0, 1]);
/// ```
///
/// See RFC 4443, section 2.1.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct icmp6_hdr {
    /// Type of message: [`ICMP6_ECHO_REQUEST`], [`ICMP6_DST_UNREACH`]… An error is below
    /// [`ICMP6_INFOMSG_MASK`].
    pub icmp6_type: u8,
    /// What the type leaves open: why, and the like.
    pub icmp6_code: u8,
    /// Checksum. The kernel makes it.
    pub icmp6_cksum: u16,
    /// The rest, which depends on the type.
    pub icmp6_dataun: icmp6_dataun,
}

members! { icmp6_hdr {
    /// `#define icmp6_data32 icmp6_dataun.icmp6_un_data32` — the four bytes as one number.
    icmp6_data32 set_icmp6_data32: [u32; 1] = icmp6_dataun[0];
    /// `#define icmp6_data16 icmp6_dataun.icmp6_un_data16` — the four bytes as two numbers.
    icmp6_data16 set_icmp6_data16: [u16; 2] = icmp6_dataun[0];
    /// `#define icmp6_data8 icmp6_dataun.icmp6_un_data8` — the four bytes.
    icmp6_data8 set_icmp6_data8: [u8; 4] = icmp6_dataun[0];
    /// `#define icmp6_pptr icmp6_data32[0]` — of [`ICMP6_PARAM_PROB`], which byte of the packet is
    /// wrong, counted from 0; network byte order.
    icmp6_pptr set_icmp6_pptr: u32 = icmp6_dataun[0];
    /// `#define icmp6_mtu icmp6_data32[0]` — of [`ICMP6_PACKET_TOO_BIG`], the longest packet that
    /// the link takes, in bytes; network byte order.
    icmp6_mtu set_icmp6_mtu: u32 = icmp6_dataun[0];
    /// `#define icmp6_id icmp6_data16[0]` — of an echo, identifier: tells one program's from
    /// another's. By custom in network byte order; only the sender reads it.
    icmp6_id set_icmp6_id: u16 = icmp6_dataun[0];
    /// `#define icmp6_seq icmp6_data16[1]` — of an echo, number: tells one from another; likewise.
    icmp6_seq set_icmp6_seq: u16 = icmp6_dataun[1];
    /// `#define icmp6_maxdelay icmp6_data16[0]` — of [`MLD_LISTENER_QUERY`], how long an answer
    /// may take, in milliseconds; network byte order.
    icmp6_maxdelay set_icmp6_maxdelay: u16 = icmp6_dataun[0];
} }

/// `union { … } icmp6_dataun` of [`icmp6_hdr`] — four bytes that depend on the type of message.
/// (Without a name in C.)
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct icmp6_dataun {
    storage: u32,
}

members! { icmp6_dataun {
    /// `uint32_t icmp6_un_data32[1]` — the four bytes as one number: `icmp6_data32`.
    icmp6_un_data32 set_icmp6_un_data32: [u32; 1] = [0];
    /// `uint16_t icmp6_un_data16[2]` — the four bytes as two numbers: `icmp6_data16`.
    icmp6_un_data16 set_icmp6_un_data16: [u16; 2] = [0];
    /// `uint8_t icmp6_un_data8[4]` — the four bytes: `icmp6_data8`.
    icmp6_un_data8 set_icmp6_un_data8: [u8; 4] = [0];
} }

/// `struct mld_hdr` — asks for the listeners of a multicast group, or is the answer.
///
/// Its types are [`MLD_LISTENER_QUERY`], [`MLD_LISTENER_REPORT`] and [`MLD_LISTENER_REDUCTION`].
///
/// See RFC 2710.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct mld_hdr {
    /// The header of the message.
    pub mld_icmp6_hdr: icmp6_hdr,
    /// The group; all zeros to ask for every group.
    pub mld_addr: in6_addr,
}

members! { mld_hdr {
    /// `#define mld_type mld_icmp6_hdr.icmp6_type` — the type.
    mld_type set_mld_type: u8 = mld_icmp6_hdr.icmp6_type[0];
    /// `#define mld_code mld_icmp6_hdr.icmp6_code` — 0.
    mld_code set_mld_code: u8 = mld_icmp6_hdr.icmp6_code[0];
    /// `#define mld_cksum mld_icmp6_hdr.icmp6_cksum` — the checksum. The kernel makes it.
    mld_cksum set_mld_cksum: u16 = mld_icmp6_hdr.icmp6_cksum[0];
    /// `#define mld_maxdelay mld_icmp6_hdr.icmp6_data16[0]` — how long an answer may take, in
    /// milliseconds; network byte order.
    mld_maxdelay set_mld_maxdelay: u16 = mld_icmp6_hdr.icmp6_dataun[0];
    /// `#define mld_reserved mld_icmp6_hdr.icmp6_data16[1]` — 0.
    mld_reserved set_mld_reserved: u16 = mld_icmp6_hdr.icmp6_dataun[1];
} }

/// `struct icmp6_router_renum` — tells routers to change the prefixes of their addresses, or is the
/// answer.
///
/// A command goes on with [`rr_pco_match`] and [`rr_pco_use`], an answer with [`rr_result`].
///
/// See RFC 2894.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct icmp6_router_renum {
    /// The header of the message. Its type is [`ICMP6_ROUTER_RENUMBERING`]; its code 0 for a
    /// command, 1 for an answer, 255 to start the numbers over.
    pub rr_hdr: icmp6_hdr,
    /// Number of the segment: tells messages of the same sequence number apart.
    pub rr_segnum: u8,
    /// Flags: `ICMP6_RR_FLAGS_…`.
    pub rr_flags: u8,
    /// How long a router may wait before it answers, in milliseconds; network byte order.
    pub rr_maxdelay: u16,
    /// 0.
    pub rr_reserved: u32,
}

members! { icmp6_router_renum {
    /// `#define rr_type rr_hdr.icmp6_type` — the type.
    rr_type set_rr_type: u8 = rr_hdr.icmp6_type[0];
    /// `#define rr_code rr_hdr.icmp6_code` — whether it is a command or an answer.
    rr_code set_rr_code: u8 = rr_hdr.icmp6_code[0];
    /// `#define rr_cksum rr_hdr.icmp6_cksum` — the checksum. The kernel makes it.
    rr_cksum set_rr_cksum: u16 = rr_hdr.icmp6_cksum[0];
    /// `#define rr_seqnum rr_hdr.icmp6_data32[0]` — number of the command, which never goes back;
    /// network byte order.
    rr_seqnum set_rr_seqnum: u32 = rr_hdr.icmp6_dataun[0];
} }

/// `struct rr_pco_match` — which prefixes a renumbering is about.
///
/// See RFC 2894, section 3.2.1.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rr_pco_match {
    /// What to do: [`RPM_PCO_ADD`], [`RPM_PCO_CHANGE`], [`RPM_PCO_SETGLOBAL`].
    pub rpm_code: u8,
    /// Length of this part and the parts [`rr_pco_use`] after it, in units of 8 bytes.
    pub rpm_len: u8,
    /// Number that the answer repeats.
    pub rpm_ordinal: u8,
    /// How many bits of the prefix count.
    pub rpm_matchlen: u8,
    /// The shortest prefix that it is about, in bits.
    pub rpm_minlen: u8,
    /// The longest prefix that it is about, in bits.
    pub rpm_maxlen: u8,
    /// 0.
    pub rpm_reserved: u16,
    /// The prefix.
    pub rpm_prefix: in6_addr,
}

/// `struct rr_pco_use` — the prefix that a renumbering gives.
///
/// See RFC 2894, section 3.2.1.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rr_pco_use {
    /// How many bits of the new prefix come from here.
    pub rpu_uselen: u8,
    /// How many bits of the old prefix, after those, are kept.
    pub rpu_keeplen: u8,
    /// Which bits of `rpu_raflags` count: `ICMP6_RR_PCOUSE_RAFLAGS_…`.
    pub rpu_ramask: u8,
    /// What router advertisements say of the prefix: `ICMP6_RR_PCOUSE_RAFLAGS_…`.
    pub rpu_raflags: u8,
    /// For how long the prefix is valid, in seconds; all ones is for ever; network byte order.
    pub rpu_vltime: u32,
    /// For how long it is preferred; likewise.
    pub rpu_pltime: u32,
    /// Flags: `ICMP6_RR_PCOUSE_FLAGS_…`.
    pub rpu_flags: u32,
    /// The prefix.
    pub rpu_prefix: in6_addr,
}

/// `struct rr_result` — what a router did of a renumbering.
///
/// See RFC 2894, section 3.3.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rr_result {
    /// Flags: `ICMP6_RR_RESULT_FLAGS_…`.
    pub rrr_flags: u16,
    /// The number of the part [`rr_pco_match`] that it answers.
    pub rrr_ordinal: u8,
    /// Length of the prefix that it found, in bits.
    pub rrr_matchedlen: u8,
    /// Index of the interface; network byte order.
    pub rrr_ifid: u32,
    /// The prefix that it found.
    pub rrr_prefix: in6_addr,
}

plain! {
    icmp6_hdr { icmp6_type: u8, icmp6_code: u8, icmp6_cksum: u16, icmp6_dataun: icmp6_dataun }
    icmp6_dataun { storage: u32 }
    mld_hdr { mld_icmp6_hdr: icmp6_hdr, mld_addr: in6_addr }
    icmp6_router_renum {
        rr_hdr: icmp6_hdr,
        rr_segnum: u8,
        rr_flags: u8,
        rr_maxdelay: u16,
        rr_reserved: u32,
    }
    rr_pco_match {
        rpm_code: u8,
        rpm_len: u8,
        rpm_ordinal: u8,
        rpm_matchlen: u8,
        rpm_minlen: u8,
        rpm_maxlen: u8,
        rpm_reserved: u16,
        rpm_prefix: in6_addr,
    }
    rr_pco_use {
        rpu_uselen: u8,
        rpu_keeplen: u8,
        rpu_ramask: u8,
        rpu_raflags: u8,
        rpu_vltime: u32,
        rpu_pltime: u32,
        rpu_flags: u32,
        rpu_prefix: in6_addr,
    }
    rr_result {
        rrr_flags: u16,
        rrr_ordinal: u8,
        rrr_matchedlen: u8,
        rrr_ifid: u32,
        rrr_prefix: in6_addr,
    }
}
