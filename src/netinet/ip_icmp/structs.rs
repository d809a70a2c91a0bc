//! The structures of `<netinet/ip_icmp.h>`.

use super::*;
use crate::netinet::accessors::members;
use crate::plain;

/// `struct icmphdr` — the header of an ICMP message, by Linux's names.
///
/// ```
/// use berkeley::{arpa::inet::*, netinet::ip_icmp::*};
///
/// let icmp = &mut icmphdr::zeroed(); // struct icmphdr icmp = {0};
/// icmp.type_ = ICMP_ECHO; // icmp.type = ICMP_ECHO;
/// icmp.un.echo.id = htons(7);
/// icmp.un.echo.sequence = htons(1);
/// assert_eq!(icmp.as_bytes(), [8, 0, 0, 0, 0, 7, 0, 1]);
/// assert_eq!(ntohl(icmp.un.gateway()), 0x00070001); // ntohl(icmp.un.gateway)
/// ```
///
/// See RFC 792. [`icmp`] has more of the message, by BSD's names.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct icmphdr {
    /// Type of message: [`ICMP_ECHO`], [`ICMP_DEST_UNREACH`]… (`type` is a keyword of Rust.)
    pub type_: u8,
    /// What the type leaves open: which thing is unreachable, and the like.
    pub code: u8,
    /// Checksum of the whole message, from [`in_cksum`](crate::checksum::in_cksum).
    pub checksum: u16,
    /// The rest, which depends on the type.
    pub un: icmphdr_un,
}

/// `union { … } un` of [`icmphdr`] — four bytes that depend on the type of message. (Without a name
/// in C.)
#[repr(C, align(4))]
#[derive(Clone, Copy, Debug)]
pub struct icmphdr_un {
    /// Of an echo or its reply.
    pub echo: icmphdr_echo,
}

members! { icmphdr_un {
    /// `uint32_t gateway` — of [`ICMP_REDIRECT`], the router to go to; network byte order.
    gateway set_gateway: u32 = [0];
    /// `struct { … } frag` — of [`ICMP_DEST_UNREACH`] with [`ICMP_FRAG_NEEDED`], what fits.
    frag set_frag: icmphdr_frag = [0];
} }

/// `struct { … } echo` of [`icmphdr`] — which echo it is. (Without a name in C.)
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct icmphdr_echo {
    /// Identifier: tells one program's echoes from another's. By custom in network byte order;
    /// only the sender reads it.
    pub id: u16,
    /// Number: tells one echo from another; likewise.
    pub sequence: u16,
}

/// `struct { … } frag` of [`icmphdr`] — what fits without fragments. (Without a name in C.)
///
/// See RFC 1191.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct icmphdr_frag {
    __glibc_reserved: u16,
    /// The longest packet that the router can pass on, in bytes; network byte order.
    pub mtu: u16,
}

/// `struct icmp_ra_addr` — one of the routers that a router advertisement names.
///
/// See RFC 1256.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct icmp_ra_addr {
    /// Address of the router; network byte order.
    pub ira_addr: u32,
    /// How much it is preferred, as a signed number; network byte order.
    pub ira_preference: u32,
}

/// `struct icmp` — an ICMP message, by BSD's names.
///
/// Its size is that of the message that carries the header of a packet; others are shorter, and
/// data follows in the buffer behind it.
///
/// ```
/// use berkeley::{arpa::inet::*, checksum::*, netinet::ip_icmp::*};
///
/// let icmp = &mut icmp::zeroed(); // struct icmp icmp = {0};
/// icmp.icmp_type = ICMP_ECHO;
/// icmp.set_icmp_id(htons(7)); // icmp.icmp_id = htons(7);
/// icmp.set_icmp_seq(htons(1)); // icmp.icmp_seq = htons(1);
/// icmp.icmp_cksum = in_cksum(icmp, ICMP_MINLEN);
/// assert_eq!(icmp.icmp_id(), htons(7)); // icmp.icmp_id
/// assert_eq!(icmp.as_bytes()[..8], [8, 0, 0xf7, 0xf7, 0, 7, 0, 1]);
/// ```
///
/// See RFC 792. [`icmphdr`] is its first eight bytes by Linux's names.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct icmp {
    /// Type of message: [`ICMP_ECHO`], [`ICMP_UNREACH`]…
    pub icmp_type: u8,
    /// What the type leaves open: which thing is unreachable, and the like.
    pub icmp_code: u8,
    /// Checksum of the whole message, from [`in_cksum`](crate::checksum::in_cksum).
    pub icmp_cksum: u16,
    /// The rest of the header, which depends on the type.
    pub icmp_hun: icmp_hun,
    /// The beginning of the data, which depends on the type.
    pub icmp_dun: icmp_dun,
}

members! { icmp {
    /// `#define icmp_pptr icmp_hun.ih_pptr` — of [`ICMP_PARAMPROB`], which byte of the packet is
    /// wrong, counted from 0.
    icmp_pptr set_icmp_pptr: u8 = icmp_hun[0];
    /// `#define icmp_gwaddr icmp_hun.ih_gwaddr` — of [`ICMP_REDIRECT`], the router to go to.
    icmp_gwaddr set_icmp_gwaddr: in_addr = icmp_hun[0];
    /// `#define icmp_id icmp_hun.ih_idseq.icd_id` — of [`ICMP_ECHO`] and other questions,
    /// identifier: tells one program's from another's. By custom in network byte order; only who
    /// asked reads it.
    icmp_id set_icmp_id: u16 = icmp_hun[0];
    /// `#define icmp_seq icmp_hun.ih_idseq.icd_seq` — of [`ICMP_ECHO`] and other questions,
    /// number: tells one from another; likewise.
    icmp_seq set_icmp_seq: u16 = icmp_hun[1];
    /// `#define icmp_void icmp_hun.ih_void` — all four bytes, which are 0 where nothing is said in
    /// them.
    icmp_void set_icmp_void: u32 = icmp_hun[0];
    /// `#define icmp_pmvoid icmp_hun.ih_pmtu.ipm_void` — of [`ICMP_UNREACH_NEEDFRAG`], 0.
    icmp_pmvoid set_icmp_pmvoid: u16 = icmp_hun[0];
    /// `#define icmp_nextmtu icmp_hun.ih_pmtu.ipm_nextmtu` — of [`ICMP_UNREACH_NEEDFRAG`], the
    /// longest packet that the router can pass on, in bytes; network byte order.
    icmp_nextmtu set_icmp_nextmtu: u16 = icmp_hun[1];
    /// `#define icmp_num_addrs icmp_hun.ih_rtradv.irt_num_addrs` — of [`ICMP_ROUTERADVERT`], how
    /// many routers it names.
    icmp_num_addrs set_icmp_num_addrs: u8 = icmp_hun[0];
    /// `#define icmp_wpa icmp_hun.ih_rtradv.irt_wpa` — of [`ICMP_ROUTERADVERT`], how many words of
    /// 4 bytes it has for each: 2.
    icmp_wpa set_icmp_wpa: u8 = icmp_hun[1];
    /// `#define icmp_lifetime icmp_hun.ih_rtradv.irt_lifetime` — of [`ICMP_ROUTERADVERT`], for how
    /// many seconds it holds; network byte order.
    icmp_lifetime set_icmp_lifetime: u16 = icmp_hun[1];
    /// `#define icmp_otime icmp_dun.id_ts.its_otime` — of [`ICMP_TSTAMP`], when it was sent, in
    /// milliseconds since midnight UTC; network byte order.
    icmp_otime set_icmp_otime: u32 = icmp_dun[0];
    /// `#define icmp_rtime icmp_dun.id_ts.its_rtime` — of [`ICMP_TSTAMPREPLY`], when the question
    /// came; likewise.
    icmp_rtime set_icmp_rtime: u32 = icmp_dun[1];
    /// `#define icmp_ttime icmp_dun.id_ts.its_ttime` — of [`ICMP_TSTAMPREPLY`], when the answer
    /// left; likewise.
    icmp_ttime set_icmp_ttime: u32 = icmp_dun[2];
    /// `#define icmp_ip icmp_dun.id_ip.idi_ip` — of an error, the header of the packet that it is
    /// about.
    icmp_ip set_icmp_ip: ip = icmp_dun[0];
    /// `#define icmp_radv icmp_dun.id_radv` — of [`ICMP_ROUTERADVERT`], the first router.
    icmp_radv set_icmp_radv: icmp_ra_addr = icmp_dun[0];
    /// `#define icmp_mask icmp_dun.id_mask` — of [`ICMP_MASKREPLY`], the mask of the network;
    /// network byte order.
    icmp_mask set_icmp_mask: u32 = icmp_dun[0];
    /// `#define icmp_data icmp_dun.id_data` — the first byte of the data. Where C goes on from its
    /// address, take the buffer that the message is in, from byte 8 on.
    icmp_data set_icmp_data: [u8; 1] = icmp_dun[0];
} }

/// `union { … } icmp_hun` of [`icmp`] — four bytes that depend on the type of message. (Without a
/// name in C.)
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct icmp_hun {
    storage: u32,
}

members! { icmp_hun {
    /// `unsigned char ih_pptr` — of [`ICMP_PARAMPROB`]: `icmp_pptr`.
    ih_pptr set_ih_pptr: u8 = [0];
    /// `struct in_addr ih_gwaddr` — of [`ICMP_REDIRECT`]: `icmp_gwaddr`.
    ih_gwaddr set_ih_gwaddr: in_addr = [0];
    /// `struct ih_idseq ih_idseq` — of [`ICMP_ECHO`] and other questions: `icmp_id`, `icmp_seq`.
    ih_idseq set_ih_idseq: ih_idseq = [0];
    /// `uint32_t ih_void` — all four bytes: `icmp_void`.
    ih_void set_ih_void: u32 = [0];
    /// `struct ih_pmtu ih_pmtu` — of [`ICMP_UNREACH_NEEDFRAG`]: `icmp_nextmtu`.
    ih_pmtu set_ih_pmtu: ih_pmtu = [0];
    /// `struct ih_rtradv ih_rtradv` — of [`ICMP_ROUTERADVERT`]: `icmp_num_addrs`, `icmp_wpa`,
    /// `icmp_lifetime`.
    ih_rtradv set_ih_rtradv: ih_rtradv = [0];
} }

/// `struct ih_idseq` — which echo it is.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ih_idseq {
    /// Identifier: `icmp_id`.
    pub icd_id: u16,
    /// Number: `icmp_seq`.
    pub icd_seq: u16,
}

/// `struct ih_pmtu` — what fits without fragments.
///
/// See RFC 1191.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ih_pmtu {
    /// 0: `icmp_pmvoid`.
    pub ipm_void: u16,
    /// The longest packet that the router can pass on, in bytes; network byte order:
    /// `icmp_nextmtu`.
    pub ipm_nextmtu: u16,
}

/// `struct ih_rtradv` — the header of a router advertisement.
///
/// See RFC 1256.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ih_rtradv {
    /// How many routers it names: `icmp_num_addrs`.
    pub irt_num_addrs: u8,
    /// How many words of 4 bytes it has for each: `icmp_wpa`.
    pub irt_wpa: u8,
    /// For how many seconds it holds; network byte order: `icmp_lifetime`.
    pub irt_lifetime: u16,
}

/// `union { … } icmp_dun` of [`icmp`] — data that depends on the type of message. (Without a name
/// in C.)
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct icmp_dun {
    storage: [u32; 5],
}

members! { icmp_dun {
    /// `struct { … } id_ts` — of [`ICMP_TSTAMP`]: `icmp_otime`, `icmp_rtime`, `icmp_ttime`.
    id_ts set_id_ts: icmp_id_ts = [0];
    /// `struct { … } id_ip` — of an error: `icmp_ip`.
    id_ip set_id_ip: icmp_id_ip = [0];
    /// `struct icmp_ra_addr id_radv` — of [`ICMP_ROUTERADVERT`]: `icmp_radv`.
    id_radv set_id_radv: icmp_ra_addr = [0];
    /// `uint32_t id_mask` — of [`ICMP_MASKREPLY`]: `icmp_mask`.
    id_mask set_id_mask: u32 = [0];
    /// `uint8_t id_data[1]` — the first byte of the data: `icmp_data`.
    id_data set_id_data: [u8; 1] = [0];
} }

/// `struct { … } id_ts` of [`icmp`] — the times of a timestamp and its reply, in milliseconds since
/// midnight UTC. (Without a name in C.)
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct icmp_id_ts {
    /// When the question was sent; network byte order: `icmp_otime`.
    pub its_otime: u32,
    /// When it came; network byte order: `icmp_rtime`.
    pub its_rtime: u32,
    /// When the answer left; network byte order: `icmp_ttime`.
    pub its_ttime: u32,
}

/// `struct { … } id_ip` of [`icmp`] — the packet that an error is about. Its options and 8 bytes of
/// its data follow. (Without a name in C.)
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct icmp_id_ip {
    /// Its header: `icmp_ip`.
    pub idi_ip: ip,
}

plain! {
    icmphdr { type_: u8, code: u8, checksum: u16, un: icmphdr_un }
    icmphdr_un { echo: icmphdr_echo }
    icmphdr_echo { id: u16, sequence: u16 }
    icmphdr_frag { __glibc_reserved: u16, mtu: u16 }
    icmp_ra_addr { ira_addr: u32, ira_preference: u32 }
    icmp { icmp_type: u8, icmp_code: u8, icmp_cksum: u16, icmp_hun: icmp_hun, icmp_dun: icmp_dun }
    icmp_hun { storage: u32 }
    ih_idseq { icd_id: u16, icd_seq: u16 }
    ih_pmtu { ipm_void: u16, ipm_nextmtu: u16 }
    ih_rtradv { irt_num_addrs: u8, irt_wpa: u8, irt_lifetime: u16 }
    icmp_dun { storage: [u32; 5] }
    icmp_id_ts { its_otime: u32, its_rtime: u32, its_ttime: u32 }
    icmp_id_ip { idi_ip: ip }
}
