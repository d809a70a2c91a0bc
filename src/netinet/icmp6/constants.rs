//! The constants of `<netinet/icmp6.h>`.

use core::ffi::c_int;

// ---- The filter ----

/// Option of raw sockets, at the level `IPPROTO_ICMPV6`: which types of message to receive.
/// [`icmp6_filter`](super::icmp6_filter).
pub const ICMP6_FILTER: c_int = 1;
/// Unused: no option of the kernel takes it.
pub const ICMP6_FILTER_BLOCK: c_int = 1;
/// Unused: no option of the kernel takes it.
pub const ICMP6_FILTER_PASS: c_int = 2;
/// Unused: no option of the kernel takes it.
pub const ICMP6_FILTER_BLOCKOTHERS: c_int = 3;
/// Unused: no option of the kernel takes it.
pub const ICMP6_FILTER_PASSONLY: c_int = 4;

// ---- Types of message ----

/// Type: a packet could not be delivered; the code says why.
pub const ICMP6_DST_UNREACH: u8 = 1;
/// Type: a packet is too long for the next link; `icmp6_mtu` says what fits.
pub const ICMP6_PACKET_TOO_BIG: u8 = 2;
/// Type: a packet was on its way for too long; the code says where.
pub const ICMP6_TIME_EXCEEDED: u8 = 3;
/// Type: a packet is wrong; `icmp6_pptr` says where, the code what.
pub const ICMP6_PARAM_PROB: u8 = 4;
/// The bit that types have that are not errors.
pub const ICMP6_INFOMSG_MASK: u8 = 0x80;
/// Type: send this back (`ping`).
pub const ICMP6_ECHO_REQUEST: u8 = 128;
/// Type: the answer to [`ICMP6_ECHO_REQUEST`].
pub const ICMP6_ECHO_REPLY: u8 = 129;
/// Type: who listens to this multicast group?
pub const MLD_LISTENER_QUERY: u8 = 130;
/// Type: a host listens to this multicast group.
pub const MLD_LISTENER_REPORT: u8 = 131;
/// Type: a host listens no longer. (RFC 2710 calls it `Done`.)
pub const MLD_LISTENER_REDUCTION: u8 = 132;
/// Type: is that interface of yours up? (RFC 8335.)
pub const ICMPV6_EXT_ECHO_REQUEST: u8 = 160;
/// Type: the answer to [`ICMPV6_EXT_ECHO_REQUEST`].
pub const ICMPV6_EXT_ECHO_REPLY: u8 = 161;

/// Code of [`ICMP6_DST_UNREACH`]: no way leads there.
pub const ICMP6_DST_UNREACH_NOROUTE: u8 = 0;
/// Code of [`ICMP6_DST_UNREACH`]: an administrator forbids it.
pub const ICMP6_DST_UNREACH_ADMIN: u8 = 1;
/// Code of [`ICMP6_DST_UNREACH`]: the address it comes from is not valid so far away.
pub const ICMP6_DST_UNREACH_BEYONDSCOPE: u8 = 2;
/// Code of [`ICMP6_DST_UNREACH`]: the host does not answer.
pub const ICMP6_DST_UNREACH_ADDR: u8 = 3;
/// Code of [`ICMP6_DST_UNREACH`]: no socket has the port.
pub const ICMP6_DST_UNREACH_NOPORT: u8 = 4;

/// Code of [`ICMP6_TIME_EXCEEDED`]: the hop limit ended on the way (`traceroute` lives on it).
pub const ICMP6_TIME_EXCEED_TRANSIT: u8 = 0;
/// Code of [`ICMP6_TIME_EXCEEDED`]: the other fragments did not come in time.
pub const ICMP6_TIME_EXCEED_REASSEMBLY: u8 = 1;

/// Code of [`ICMP6_PARAM_PROB`]: a field of a header is wrong.
pub const ICMP6_PARAMPROB_HEADER: u8 = 0;
/// Code of [`ICMP6_PARAM_PROB`]: the next header is of a kind not known.
pub const ICMP6_PARAMPROB_NEXTHEADER: u8 = 1;
/// Code of [`ICMP6_PARAM_PROB`]: an option is of a kind not known.
pub const ICMP6_PARAMPROB_OPTION: u8 = 2;

// ---- Neighbour discovery ----

/// Type: is there a router? See [`nd_router_solicit`](super::nd_router_solicit).
pub const ND_ROUTER_SOLICIT: u8 = 133;
/// Type: a router says that it is there. See [`nd_router_advert`](super::nd_router_advert).
pub const ND_ROUTER_ADVERT: u8 = 134;
/// Type: who has this address? See [`nd_neighbor_solicit`](super::nd_neighbor_solicit).
pub const ND_NEIGHBOR_SOLICIT: u8 = 135;
/// Type: a host says that it has this address. See
/// [`nd_neighbor_advert`](super::nd_neighbor_advert).
pub const ND_NEIGHBOR_ADVERT: u8 = 136;
/// Type: another router is on the shorter way. See [`nd_redirect`](super::nd_redirect).
pub const ND_REDIRECT: u8 = 137;

/// In `nd_ra_flags_reserved`: addresses are to be had from DHCPv6.
pub const ND_RA_FLAG_MANAGED: u8 = 0x80;
/// In `nd_ra_flags_reserved`: other settings, as name servers, are to be had from DHCPv6.
pub const ND_RA_FLAG_OTHER: u8 = 0x40;
/// In `nd_ra_flags_reserved`: the router is a home agent for mobile hosts.
pub const ND_RA_FLAG_HOME_AGENT: u8 = 0x20;

/// In `nd_na_flags_reserved`: the sender is a router. Itself in network byte order.
pub const ND_NA_FLAG_ROUTER: u32 = 0x8000_0000_u32.to_be();
/// In `nd_na_flags_reserved`: somebody asked. Itself in network byte order.
pub const ND_NA_FLAG_SOLICITED: u32 = 0x4000_0000_u32.to_be();
/// In `nd_na_flags_reserved`: forget the link address known so far. Itself in network byte order.
pub const ND_NA_FLAG_OVERRIDE: u32 = 0x2000_0000_u32.to_be();

/// Kind of option: the link address of the sender.
pub const ND_OPT_SOURCE_LINKADDR: u8 = 1;
/// Kind of option: the link address of the target.
pub const ND_OPT_TARGET_LINKADDR: u8 = 2;
/// Kind of option: see [`nd_opt_prefix_info`](super::nd_opt_prefix_info).
pub const ND_OPT_PREFIX_INFORMATION: u8 = 3;
/// Kind of option: see [`nd_opt_rd_hdr`](super::nd_opt_rd_hdr).
pub const ND_OPT_REDIRECTED_HEADER: u8 = 4;
/// Kind of option: see [`nd_opt_mtu`](super::nd_opt_mtu).
pub const ND_OPT_MTU: u8 = 5;
/// Kind of option: see [`nd_opt_adv_interval`](super::nd_opt_adv_interval).
pub const ND_OPT_RTR_ADV_INTERVAL: u8 = 7;
/// Kind of option: see [`nd_opt_home_agent_info`](super::nd_opt_home_agent_info).
pub const ND_OPT_HOME_AGENT_INFO: u8 = 8;

/// In `nd_opt_pi_flags_reserved`: addresses with the prefix are on this link.
pub const ND_OPT_PI_FLAG_ONLINK: u8 = 0x80;
/// In `nd_opt_pi_flags_reserved`: hosts may make themselves addresses with the prefix.
pub const ND_OPT_PI_FLAG_AUTO: u8 = 0x40;
/// In `nd_opt_pi_flags_reserved`: the prefix is a whole address of the router (RFC 6275).
pub const ND_OPT_PI_FLAG_RADDR: u8 = 0x20;

// ---- Renumbering of routers ----

/// Type: see [`icmp6_router_renum`](super::icmp6_router_renum).
pub const ICMP6_ROUTER_RENUMBERING: u8 = 138;

/// In `rr_flags`: only say what would be done.
pub const ICMP6_RR_FLAGS_TEST: u8 = 0x80;
/// In `rr_flags`: answer what was done.
pub const ICMP6_RR_FLAGS_REQRESULT: u8 = 0x40;
/// In `rr_flags`: apply it to interfaces that are shut down too.
pub const ICMP6_RR_FLAGS_FORCEAPPLY: u8 = 0x20;
/// In `rr_flags`: apply it only to interfaces of one site.
pub const ICMP6_RR_FLAGS_SPECSITE: u8 = 0x10;
/// In `rr_flags` of an answer: the command had been carried out before.
pub const ICMP6_RR_FLAGS_PREVDONE: u8 = 0x08;

/// For `rpm_code`: add the new prefixes to those that match.
pub const RPM_PCO_ADD: u8 = 1;
/// For `rpm_code`: put the new prefixes in the place of those that match.
pub const RPM_PCO_CHANGE: u8 = 2;
/// For `rpm_code`: put the new prefixes in the place of all global ones.
pub const RPM_PCO_SETGLOBAL: u8 = 3;

/// In `rpu_ramask` and `rpu_raflags`: [`ND_OPT_PI_FLAG_ONLINK`] of the advertisements.
pub const ICMP6_RR_PCOUSE_RAFLAGS_ONLINK: u8 = 0x20;
/// In `rpu_ramask` and `rpu_raflags`: [`ND_OPT_PI_FLAG_AUTO`] of the advertisements.
pub const ICMP6_RR_PCOUSE_RAFLAGS_AUTO: u8 = 0x10;

/// In `rpu_flags`: `rpu_vltime` shall run down as time goes. Itself in network byte order.
pub const ICMP6_RR_PCOUSE_FLAGS_DECRVLTIME: u32 = 0x8000_0000_u32.to_be();
/// In `rpu_flags`: `rpu_pltime` shall run down as time goes. Itself in network byte order.
pub const ICMP6_RR_PCOUSE_FLAGS_DECRPLTIME: u32 = 0x4000_0000_u32.to_be();

/// In `rrr_flags`: a length was out of bounds. Itself in network byte order.
pub const ICMP6_RR_RESULT_FLAGS_OOB: u16 = 0x0002_u16.to_be();
/// In `rrr_flags`: the prefix may not be used on that interface. Itself in network byte order.
pub const ICMP6_RR_RESULT_FLAGS_FORBIDDEN: u16 = 0x0001_u16.to_be();
