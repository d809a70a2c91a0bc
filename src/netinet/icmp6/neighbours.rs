//! Neighbour discovery.

use super::*;
use crate::netinet::accessors::members;
use crate::plain;

/// `struct nd_router_solicit` — is there a router? Options may follow.
///
/// See RFC 4861, section 4.1.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nd_router_solicit {
    /// The header of the message. Its type is [`ND_ROUTER_SOLICIT`].
    pub nd_rs_hdr: icmp6_hdr,
}

members! { nd_router_solicit {
    /// `#define nd_rs_type nd_rs_hdr.icmp6_type` — the type.
    nd_rs_type set_nd_rs_type: u8 = nd_rs_hdr.icmp6_type[0];
    /// `#define nd_rs_code nd_rs_hdr.icmp6_code` — 0.
    nd_rs_code set_nd_rs_code: u8 = nd_rs_hdr.icmp6_code[0];
    /// `#define nd_rs_cksum nd_rs_hdr.icmp6_cksum` — the checksum. The kernel makes it.
    nd_rs_cksum set_nd_rs_cksum: u16 = nd_rs_hdr.icmp6_cksum[0];
    /// `#define nd_rs_reserved nd_rs_hdr.icmp6_data32[0]` — 0.
    nd_rs_reserved set_nd_rs_reserved: u32 = nd_rs_hdr.icmp6_dataun[0];
} }

/// `struct nd_router_advert` — a router says that it is there. Options may follow.
///
/// ```
/// use berkeley::{arpa::inet::*, netinet::icmp6::*};
///
/// let ra = &mut nd_router_advert::zeroed(); // struct nd_router_advert ra = {0};
/// ra.set_nd_ra_type(ND_ROUTER_ADVERT); // ra.nd_ra_type = ND_ROUTER_ADVERT;
/// ra.set_nd_ra_curhoplimit(64);
/// ra.set_nd_ra_flags_reserved(ND_RA_FLAG_OTHER);
/// ra.set_nd_ra_router_lifetime(htons(1800));
/// assert_eq!(ra.as_bytes()[..8], [134, 0, 0, 0, 64, 0x40, 7, 8]);
/// ```
///
/// See RFC 4861, section 4.2.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nd_router_advert {
    /// The header of the message. Its type is [`ND_ROUTER_ADVERT`].
    pub nd_ra_hdr: icmp6_hdr,
    /// For how long a neighbour counts as reachable after it was heard, in milliseconds; 0 says
    /// nothing; network byte order.
    pub nd_ra_reachable: u32,
    /// After how long a question is repeated, in milliseconds; 0 says nothing; network byte order.
    pub nd_ra_retransmit: u32,
}

members! { nd_router_advert {
    /// `#define nd_ra_type nd_ra_hdr.icmp6_type` — the type.
    nd_ra_type set_nd_ra_type: u8 = nd_ra_hdr.icmp6_type[0];
    /// `#define nd_ra_code nd_ra_hdr.icmp6_code` — 0.
    nd_ra_code set_nd_ra_code: u8 = nd_ra_hdr.icmp6_code[0];
    /// `#define nd_ra_cksum nd_ra_hdr.icmp6_cksum` — the checksum. The kernel makes it.
    nd_ra_cksum set_nd_ra_cksum: u16 = nd_ra_hdr.icmp6_cksum[0];
    /// `#define nd_ra_curhoplimit nd_ra_hdr.icmp6_data8[0]` — the hop limit for packets that hosts
    /// send; 0 says nothing.
    nd_ra_curhoplimit set_nd_ra_curhoplimit: u8 = nd_ra_hdr.icmp6_dataun[0];
    /// `#define nd_ra_flags_reserved nd_ra_hdr.icmp6_data8[1]` — flags: `ND_RA_FLAG_…`.
    nd_ra_flags_reserved set_nd_ra_flags_reserved: u8 = nd_ra_hdr.icmp6_dataun[1];
    /// `#define nd_ra_router_lifetime nd_ra_hdr.icmp6_data16[1]` — for how long it may be the
    /// default router, in seconds; 0 if it is none; network byte order.
    nd_ra_router_lifetime set_nd_ra_router_lifetime: u16 = nd_ra_hdr.icmp6_dataun[1];
} }

/// `struct nd_neighbor_solicit` — who has this address? Options may follow.
///
/// See RFC 4861, section 4.3.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nd_neighbor_solicit {
    /// The header of the message. Its type is [`ND_NEIGHBOR_SOLICIT`].
    pub nd_ns_hdr: icmp6_hdr,
    /// The address that is asked for.
    pub nd_ns_target: in6_addr,
}

members! { nd_neighbor_solicit {
    /// `#define nd_ns_type nd_ns_hdr.icmp6_type` — the type.
    nd_ns_type set_nd_ns_type: u8 = nd_ns_hdr.icmp6_type[0];
    /// `#define nd_ns_code nd_ns_hdr.icmp6_code` — 0.
    nd_ns_code set_nd_ns_code: u8 = nd_ns_hdr.icmp6_code[0];
    /// `#define nd_ns_cksum nd_ns_hdr.icmp6_cksum` — the checksum. The kernel makes it.
    nd_ns_cksum set_nd_ns_cksum: u16 = nd_ns_hdr.icmp6_cksum[0];
    /// `#define nd_ns_reserved nd_ns_hdr.icmp6_data32[0]` — 0.
    nd_ns_reserved set_nd_ns_reserved: u32 = nd_ns_hdr.icmp6_dataun[0];
} }

/// `struct nd_neighbor_advert` — a host says that it has this address. Options may follow.
///
/// ```
/// use berkeley::netinet::icmp6::*;
///
/// let na = &mut nd_neighbor_advert::zeroed(); // struct nd_neighbor_advert na = {0};
/// na.set_nd_na_type(ND_NEIGHBOR_ADVERT); // na.nd_na_type = ND_NEIGHBOR_ADVERT;
/// // na.nd_na_flags_reserved = ND_NA_FLAG_SOLICITED | ND_NA_FLAG_OVERRIDE;
/// na.set_nd_na_flags_reserved(ND_NA_FLAG_SOLICITED | ND_NA_FLAG_OVERRIDE);
/// assert_eq!(na.as_bytes()[..8], [136, 0, 0, 0, 0x60, 0, 0, 0]);
/// ```
///
/// See RFC 4861, section 4.4.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nd_neighbor_advert {
    /// The header of the message. Its type is [`ND_NEIGHBOR_ADVERT`].
    pub nd_na_hdr: icmp6_hdr,
    /// The address.
    pub nd_na_target: in6_addr,
}

members! { nd_neighbor_advert {
    /// `#define nd_na_type nd_na_hdr.icmp6_type` — the type.
    nd_na_type set_nd_na_type: u8 = nd_na_hdr.icmp6_type[0];
    /// `#define nd_na_code nd_na_hdr.icmp6_code` — 0.
    nd_na_code set_nd_na_code: u8 = nd_na_hdr.icmp6_code[0];
    /// `#define nd_na_cksum nd_na_hdr.icmp6_cksum` — the checksum. The kernel makes it.
    nd_na_cksum set_nd_na_cksum: u16 = nd_na_hdr.icmp6_cksum[0];
    /// `#define nd_na_flags_reserved nd_na_hdr.icmp6_data32[0]` — flags: `ND_NA_FLAG_…`, which
    /// are in network byte order already.
    nd_na_flags_reserved set_nd_na_flags_reserved: u32 = nd_na_hdr.icmp6_dataun[0];
} }

/// `struct nd_redirect` — a router says that another is on the shorter way. Options may follow.
///
/// See RFC 4861, section 4.5.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nd_redirect {
    /// The header of the message. Its type is [`ND_REDIRECT`].
    pub nd_rd_hdr: icmp6_hdr,
    /// Where to send instead.
    pub nd_rd_target: in6_addr,
    /// What goes there.
    pub nd_rd_dst: in6_addr,
}

members! { nd_redirect {
    /// `#define nd_rd_type nd_rd_hdr.icmp6_type` — the type.
    nd_rd_type set_nd_rd_type: u8 = nd_rd_hdr.icmp6_type[0];
    /// `#define nd_rd_code nd_rd_hdr.icmp6_code` — 0.
    nd_rd_code set_nd_rd_code: u8 = nd_rd_hdr.icmp6_code[0];
    /// `#define nd_rd_cksum nd_rd_hdr.icmp6_cksum` — the checksum. The kernel makes it.
    nd_rd_cksum set_nd_rd_cksum: u16 = nd_rd_hdr.icmp6_cksum[0];
    /// `#define nd_rd_reserved nd_rd_hdr.icmp6_data32[0]` — 0.
    nd_rd_reserved set_nd_rd_reserved: u32 = nd_rd_hdr.icmp6_dataun[0];
} }

/// `struct nd_opt_hdr` — what every option of these messages begins with. Its data follows.
///
/// See RFC 4861, section 4.6.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nd_opt_hdr {
    /// Kind of option: an `ND_OPT_…` number.
    pub nd_opt_type: u8,
    /// Length of the option, these two bytes included, in units of 8 bytes; never 0.
    pub nd_opt_len: u8,
}

/// `struct nd_opt_prefix_info` — the option that names a prefix of the network.
///
/// See RFC 4861, section 4.6.2.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nd_opt_prefix_info {
    /// [`ND_OPT_PREFIX_INFORMATION`].
    pub nd_opt_pi_type: u8,
    /// 4: length of the option in units of 8 bytes.
    pub nd_opt_pi_len: u8,
    /// Length of the prefix in bits.
    pub nd_opt_pi_prefix_len: u8,
    /// Flags: `ND_OPT_PI_FLAG_…`.
    pub nd_opt_pi_flags_reserved: u8,
    /// For how long the prefix is valid, in seconds; all ones is for ever; network byte order.
    pub nd_opt_pi_valid_time: u32,
    /// For how long addresses made of it are preferred; likewise.
    pub nd_opt_pi_preferred_time: u32,
    /// 0.
    pub nd_opt_pi_reserved2: u32,
    /// The prefix.
    pub nd_opt_pi_prefix: in6_addr,
}

/// `struct nd_opt_rd_hdr` — the option that carries the packet a redirect is about. The packet
/// follows, as much of it as fits.
///
/// See RFC 4861, section 4.6.3.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nd_opt_rd_hdr {
    /// [`ND_OPT_REDIRECTED_HEADER`].
    pub nd_opt_rh_type: u8,
    /// Length of the option in units of 8 bytes.
    pub nd_opt_rh_len: u8,
    /// 0.
    pub nd_opt_rh_reserved1: u16,
    /// 0.
    pub nd_opt_rh_reserved2: u32,
}

/// `struct nd_opt_mtu` — the option that says how long a packet the link takes.
///
/// See RFC 4861, section 4.6.4.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nd_opt_mtu {
    /// [`ND_OPT_MTU`].
    pub nd_opt_mtu_type: u8,
    /// 1: length of the option in units of 8 bytes.
    pub nd_opt_mtu_len: u8,
    /// 0.
    pub nd_opt_mtu_reserved: u16,
    /// The longest packet, in bytes; network byte order.
    pub nd_opt_mtu_mtu: u32,
}

/// `struct nd_opt_adv_interval` — the option that says how often a router advertises itself, for
/// mobile hosts.
///
/// See RFC 6275, section 7.3.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nd_opt_adv_interval {
    /// [`ND_OPT_RTR_ADV_INTERVAL`].
    pub nd_opt_adv_interval_type: u8,
    /// 1: length of the option in units of 8 bytes.
    pub nd_opt_adv_interval_len: u8,
    /// 0.
    pub nd_opt_adv_interval_reserved: u16,
    /// The longest time between two advertisements, in milliseconds; network byte order.
    pub nd_opt_adv_interval_ival: u32,
}

/// `struct nd_opt_home_agent_info` — the option with which a home agent recommends itself to mobile
/// hosts.
///
/// See RFC 6275, section 7.4.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct nd_opt_home_agent_info {
    /// [`ND_OPT_HOME_AGENT_INFO`].
    pub nd_opt_home_agent_info_type: u8,
    /// 1: length of the option in units of 8 bytes.
    pub nd_opt_home_agent_info_len: u8,
    /// 0.
    pub nd_opt_home_agent_info_reserved: u16,
    /// How much it is preferred: higher is better; network byte order.
    pub nd_opt_home_agent_info_preference: u16,
    /// For how long it is a home agent, in seconds; network byte order.
    pub nd_opt_home_agent_info_lifetime: u16,
}

plain! {
    nd_router_solicit { nd_rs_hdr: icmp6_hdr }
    nd_router_advert { nd_ra_hdr: icmp6_hdr, nd_ra_reachable: u32, nd_ra_retransmit: u32 }
    nd_neighbor_solicit { nd_ns_hdr: icmp6_hdr, nd_ns_target: in6_addr }
    nd_neighbor_advert { nd_na_hdr: icmp6_hdr, nd_na_target: in6_addr }
    nd_redirect { nd_rd_hdr: icmp6_hdr, nd_rd_target: in6_addr, nd_rd_dst: in6_addr }
    nd_opt_hdr { nd_opt_type: u8, nd_opt_len: u8 }
    nd_opt_prefix_info {
        nd_opt_pi_type: u8,
        nd_opt_pi_len: u8,
        nd_opt_pi_prefix_len: u8,
        nd_opt_pi_flags_reserved: u8,
        nd_opt_pi_valid_time: u32,
        nd_opt_pi_preferred_time: u32,
        nd_opt_pi_reserved2: u32,
        nd_opt_pi_prefix: in6_addr,
    }
    nd_opt_rd_hdr {
        nd_opt_rh_type: u8,
        nd_opt_rh_len: u8,
        nd_opt_rh_reserved1: u16,
        nd_opt_rh_reserved2: u32,
    }
    nd_opt_mtu {
        nd_opt_mtu_type: u8,
        nd_opt_mtu_len: u8,
        nd_opt_mtu_reserved: u16,
        nd_opt_mtu_mtu: u32,
    }
    nd_opt_adv_interval {
        nd_opt_adv_interval_type: u8,
        nd_opt_adv_interval_len: u8,
        nd_opt_adv_interval_reserved: u16,
        nd_opt_adv_interval_ival: u32,
    }
    nd_opt_home_agent_info {
        nd_opt_home_agent_info_type: u8,
        nd_opt_home_agent_info_len: u8,
        nd_opt_home_agent_info_reserved: u16,
        nd_opt_home_agent_info_preference: u16,
        nd_opt_home_agent_info_lifetime: u16,
    }
}
