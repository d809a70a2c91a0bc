//! The structures of `<netinet/tcp.h>`.

use super::*;
use crate::netinet::accessors::{bit_fields, members};
use crate::plain;
use core::ffi::{c_int, c_uint};

/// `tcp_seq` — a sequence number: counts bytes, and begins anew after the last.
pub type tcp_seq = u32;

/// `enum tcp_ca_state` — how the control of congestion stands: [`TCP_CA_Open`] and the like.
///
/// As large as in C. The field that holds it, `tcpi_ca_state`, has one byte, and so have these
/// constants.
pub type tcp_ca_state = c_uint;

/// `struct tcphdr` — the header of TCP without its options.
///
/// Numbers of more than one byte are in network byte order. C has two names for each field. BSD's
/// are the fields here; Linux's are methods, as `tcp.dest()` and `tcp.set_dest(htons(80))`, and so
/// are bit-fields.
///
/// ```
/// use berkeley::{arpa::inet::*, netinet::tcp::*};
///
/// let tcp = &mut tcphdr::zeroed(); // struct tcphdr tcp = {0};
/// tcp.th_sport = htons(1234);
/// tcp.set_dest(htons(80)); // tcp.dest = htons(80);
/// tcp.th_seq = htonl(1);
/// tcp.set_doff(5); // tcp.doff = 5;
/// tcp.set_syn(1); // tcp.syn = 1;
/// tcp.th_win = htons(TCP_MAXWIN);
/// assert_eq!(tcp.th_flags, TH_SYN);
/// assert_eq!(tcp.as_bytes()[12..16], [0x50, 2, 0xff, 0xff]);
/// ```
///
/// See RFC 9293, section 3.1. How its checksum is made: [`checksum`](crate::checksum).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct tcphdr {
    /// The port it comes from.
    pub th_sport: u16,
    /// The port it goes to.
    pub th_dport: u16,
    /// The number of its first byte of data; in a SYN, the number before that.
    pub th_seq: tcp_seq,
    /// The number of the byte that the sender expects next, if [`TH_ACK`] is set.
    pub th_ack: tcp_seq,
    th_off_x2: u8,
    /// Flags: [`TH_SYN`] and the like.
    pub th_flags: u8,
    /// Window: how much more the sender can take, in bytes, shifted to the right as
    /// [`TCPOPT_WINDOW`] said.
    pub th_win: u16,
    /// Checksum over a pseudo-header, header and data.
    pub th_sum: u16,
    /// Where urgent data ends, counted from `th_seq`, if [`TH_URG`] is set.
    pub th_urp: u16,
}

members! { tcphdr {
    /// `uint16_t source` — the port it comes from: `th_sport`.
    source set_source: u16 = th_sport[0];
    /// `uint16_t dest` — the port it goes to: `th_dport`.
    dest set_dest: u16 = th_dport[0];
    /// `uint32_t seq` — the number of its first byte: `th_seq`.
    seq set_seq: u32 = th_seq[0];
    /// `uint32_t ack_seq` — the number of the byte that is expected next: `th_ack`.
    ack_seq set_ack_seq: u32 = th_ack[0];
    /// `uint16_t window` — how much more the sender can take: `th_win`.
    window set_window: u16 = th_win[0];
    /// `uint16_t check` — the checksum: `th_sum`.
    check set_check: u16 = th_sum[0];
    /// `uint16_t urg_ptr` — where urgent data ends: `th_urp`.
    urg_ptr set_urg_ptr: u16 = th_urp[0];
} }

bit_fields! { tcphdr {
    /// `uint8_t th_x2:4` — reserved.
    th_x2 set_th_x2 = th_off_x2 >> 0 & 0x0f;
    /// `uint8_t th_off:4` — the length of the header with its options, in units of 4 bytes: 5
    /// without any.
    th_off set_th_off = th_off_x2 >> 4 & 0x0f;
    /// `uint16_t res1:4` — reserved: `th_x2`.
    res1 set_res1 = th_off_x2 >> 0 & 0x0f;
    /// `uint16_t doff:4` — the length of the header with its options: `th_off`.
    doff set_doff = th_off_x2 >> 4 & 0x0f;
    /// `uint16_t fin:1` — [`TH_FIN`] of `th_flags`.
    fin set_fin = th_flags >> 0 & 0x01;
    /// `uint16_t syn:1` — [`TH_SYN`] of `th_flags`.
    syn set_syn = th_flags >> 1 & 0x01;
    /// `uint16_t rst:1` — [`TH_RST`] of `th_flags`.
    rst set_rst = th_flags >> 2 & 0x01;
    /// `uint16_t psh:1` — [`TH_PUSH`] of `th_flags`.
    psh set_psh = th_flags >> 3 & 0x01;
    /// `uint16_t ack:1` — [`TH_ACK`] of `th_flags`.
    ack set_ack = th_flags >> 4 & 0x01;
    /// `uint16_t urg:1` — [`TH_URG`] of `th_flags`.
    urg set_urg = th_flags >> 5 & 0x01;
    /// `uint16_t res2:2` — the two upper bits of `th_flags`, which ECN uses (RFC 3168): ECE is 1,
    /// CWR is 2.
    res2 set_res2 = th_flags >> 6 & 0x03;
} }

/// `struct tcp_info` — everything about a connection: the value of the option [`TCP_INFO`].
///
/// The kernel's structure goes on beyond this one of C's header; it gives as much as is asked for.
///
/// ```
/// use berkeley::{netinet::tcp::*, arpa::inet::*, unistd::*};
///
/// # let server_sock = socket(PF_INET, SOCK_STREAM, 0);
/// # assert_eq!(listen(server_sock, 5), 0);
/// # let sock = socket(PF_INET, SOCK_STREAM, 0);
/// # let addr = &mut sockaddr_in::zeroed();
/// # let mut len = sizeof(addr) as socklen_t;
/// # assert_eq!(getsockname(server_sock, addr, &mut len), 0);
/// # assert_eq!(connect(sock, addr, len), 0);
/// let info = &mut tcp_info::zeroed(); // struct tcp_info info;
/// let mut len = sizeof(info) as socklen_t; // socklen_t len = sizeof(info);
/// // getsockopt(sock, IPPROTO_TCP, TCP_INFO, &info, &len)
/// assert_eq!(getsockopt(sock, IPPROTO_TCP, TCP_INFO, info, &mut len), 0);
/// assert_eq!(info.tcpi_state, TCP_ESTABLISHED);
/// println!("round trip {} µs, window shift {}", info.tcpi_rtt, info.tcpi_snd_wscale());
/// # assert_eq!(len, 104);
/// # close(sock);
/// # close(server_sock);
/// ```
///
/// See tcp(7). RFC 4898 describes most of the quantities.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct tcp_info {
    /// State of the connection: [`TCP_ESTABLISHED`] and the like.
    pub tcpi_state: u8,
    /// How the control of congestion stands: [`TCP_CA_Open`] and the like.
    pub tcpi_ca_state: u8,
    /// How often the oldest segment was repeated because no acknowledgement came in time.
    pub tcpi_retransmits: u8,
    /// How many probes, of a closed window or of an idle connection, are unanswered.
    pub tcpi_probes: u8,
    /// How often the time to wait was doubled.
    pub tcpi_backoff: u8,
    /// What is in use: `TCPI_OPT_…`.
    pub tcpi_options: u8,
    tcpi_wscale: u8,
    _pad: u8,
    /// How long to wait for an acknowledgement before repeating, in microseconds.
    pub tcpi_rto: u32,
    /// How long an acknowledgement may wait for data to go with it, in microseconds.
    pub tcpi_ato: u32,
    /// The most data in a segment that is sent, in bytes.
    pub tcpi_snd_mss: u32,
    /// The most data in a segment that came, as an estimate, in bytes.
    pub tcpi_rcv_mss: u32,
    /// Segments under way and not acknowledged. Of a listening socket, connections that wait for
    /// `accept`.
    pub tcpi_unacked: u32,
    /// Segments acknowledged selectively. Of a listening socket, how many connections may wait.
    pub tcpi_sacked: u32,
    /// Segments that count as lost.
    pub tcpi_lost: u32,
    /// Segments repeated and not acknowledged.
    pub tcpi_retrans: u32,
    /// 0: current kernels no longer count it.
    pub tcpi_fackets: u32,
    /// How long ago data was last sent, in milliseconds.
    pub tcpi_last_data_sent: u32,
    /// 0: the kernel does not note it.
    pub tcpi_last_ack_sent: u32,
    /// How long ago data last came, in milliseconds.
    pub tcpi_last_data_recv: u32,
    /// How long ago an acknowledgement last came, in milliseconds.
    pub tcpi_last_ack_recv: u32,
    /// The longest packet that the way takes (path MTU), in bytes.
    pub tcpi_pmtu: u32,
    /// How far the window that is offered may grow, in bytes.
    pub tcpi_rcv_ssthresh: u32,
    /// Time of a round trip, smoothed, in microseconds.
    pub tcpi_rtt: u32,
    /// How much that time varies, in microseconds.
    pub tcpi_rttvar: u32,
    /// Where slow start ends, in segments.
    pub tcpi_snd_ssthresh: u32,
    /// Congestion window: how many segments may be under way.
    pub tcpi_snd_cwnd: u32,
    /// The most data in a segment that this side asked for, in bytes.
    pub tcpi_advmss: u32,
    /// How far segments may come out of turn before one counts as lost, in segments.
    pub tcpi_reordering: u32,
    /// Time of a round trip as the receiver sees it, in microseconds.
    pub tcpi_rcv_rtt: u32,
    /// Room for what comes in one round trip, in bytes.
    pub tcpi_rcv_space: u32,
    /// How many segments were repeated since the connection began.
    pub tcpi_total_retrans: u32,
}

/// Where C's compilers put the first of two halves of a byte, and the second.
const FIRST: u8 = if cfg!(target_endian = "little") { 0 } else { 4 };
const SECOND: u8 = 4 - FIRST;

bit_fields! { tcp_info {
    /// `uint8_t tcpi_snd_wscale:4` — by how many bits the windows that come are shifted.
    tcpi_snd_wscale set_tcpi_snd_wscale = tcpi_wscale >> FIRST & 0x0f;
    /// `uint8_t tcpi_rcv_wscale:4` — by how many bits the windows that are sent are shifted.
    tcpi_rcv_wscale set_tcpi_rcv_wscale = tcpi_wscale >> SECOND & 0x0f;
} }

/// `struct tcp_md5sig` — the key for the segments to and from an address: the value of the options
/// [`TCP_MD5SIG`] and [`TCP_MD5SIG_EXT`].
///
/// ```
/// use berkeley::{arpa::inet::*, netinet::tcp::*, string::*};
///
/// let md5 = &mut tcp_md5sig::zeroed(); // struct tcp_md5sig md5 = {0};
/// // struct sockaddr_in *peer = (struct sockaddr_in *)&md5.tcpm_addr;
/// let peer = cast_mut::<sockaddr_in>(&mut md5.tcpm_addr);
/// peer.sin_family = AF_INET as sa_family_t;
/// peer.sin_addr.s_addr = inet_addr("192.0.2.1");
/// md5.tcpm_keylen = 6;
/// memcpy(&mut md5.tcpm_key, "secret", 6); // memcpy(md5.tcpm_key, "secret", 6);
/// ```
///
/// See RFC 2385.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct tcp_md5sig {
    /// Address of the other side. Its port does not count.
    pub tcpm_addr: sockaddr_storage,
    /// Flags: `TCP_MD5SIG_FLAG_…`.
    pub tcpm_flags: u8,
    /// How many bits of the address count, with [`TCP_MD5SIG_FLAG_PREFIX`].
    pub tcpm_prefixlen: u8,
    /// Length of the key in bytes, host byte order; 0 takes the key away.
    pub tcpm_keylen: u16,
    /// Index of the interface, with [`TCP_MD5SIG_FLAG_IFINDEX`]. (`__tcpm_pad` before glibc 2.38.)
    pub tcpm_ifindex: c_int,
    /// The key.
    pub tcpm_key: [u8; TCP_MD5SIG_MAXKEYLEN],
}

/// `struct tcp_repair_opt` — one thing that the two sides agreed on: an element of the value of the
/// option [`TCP_REPAIR_OPTIONS`]. Host byte order.
///
/// ```
/// use berkeley::netinet::tcp::*;
///
/// let opts = [ // struct tcp_repair_opt opts[] = {
///     tcp_repair_opt { opt_code: TCPOPT_MAXSEG.into(), opt_val: 1460 },
///     tcp_repair_opt { opt_code: TCPOPT_WINDOW.into(), opt_val: 7 | 7 << 16 },
/// ]; // };
/// assert_eq!(sizeof(&opts), 16);
/// ```
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct tcp_repair_opt {
    /// [`TCPOPT_MAXSEG`], [`TCPOPT_WINDOW`], [`TCPOPT_SACK_PERMITTED`] or [`TCPOPT_TIMESTAMP`].
    pub opt_code: u32,
    /// Of [`TCPOPT_MAXSEG`], bytes; of [`TCPOPT_WINDOW`], the shift of the windows that come, and
    /// in the upper 16 bits that of those that are sent; of the others, 0.
    pub opt_val: u32,
}

/// `struct tcp_cookie_transactions` — the value of the option [`TCP_COOKIE_TRANSACTIONS`], which
/// Linux no longer has.
///
/// See RFC 6013, which RFC 7805 made historic.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct tcp_cookie_transactions {
    /// Flags: [`TCP_COOKIE_IN_ALWAYS`] and the like.
    pub tcpct_flags: u16,
    __tcpct_pad1: u8,
    /// Length of the cookie to send, in bytes.
    pub tcpct_cookie_desired: u8,
    /// Length of the data to send with the SYN, in bytes.
    pub tcpct_s_data_desired: u16,
    /// How many bytes of `tcpct_value` are in use.
    pub tcpct_used: u16,
    /// The cookie, and the data.
    pub tcpct_value: [u8; TCP_MSS_DEFAULT],
}

/// `struct tcp_repair_window` — the windows of both sides: the value of the option
/// [`TCP_REPAIR_WINDOW`]. Host byte order.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct tcp_repair_window {
    /// Sequence number of the segment that last changed the other side's window.
    pub snd_wl1: u32,
    /// The other side's window, in bytes.
    pub snd_wnd: u32,
    /// The largest that it was.
    pub max_window: u32,
    /// This side's window, in bytes.
    pub rcv_wnd: u32,
    /// Sequence number from which it counts.
    pub rcv_wup: u32,
}

/// `struct tcp_zerocopy_receive` — the value of the option [`TCP_ZEROCOPY_RECEIVE`], which this
/// crate refuses.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct tcp_zerocopy_receive {
    /// Goes in: the address to map at.
    pub address: u64,
    /// Goes in: how many bytes to map; comes out: how many were.
    pub length: u32,
    /// Comes out: how many bytes to read in the usual way before the next.
    pub recv_skip_hint: u32,
}

plain! {
    tcphdr {
        th_sport: u16,
        th_dport: u16,
        th_seq: tcp_seq,
        th_ack: tcp_seq,
        th_off_x2: u8,
        th_flags: u8,
        th_win: u16,
        th_sum: u16,
        th_urp: u16,
    }
    tcp_info {
        tcpi_state: u8,
        tcpi_ca_state: u8,
        tcpi_retransmits: u8,
        tcpi_probes: u8,
        tcpi_backoff: u8,
        tcpi_options: u8,
        tcpi_wscale: u8,
        _pad: u8,
        tcpi_rto: u32,
        tcpi_ato: u32,
        tcpi_snd_mss: u32,
        tcpi_rcv_mss: u32,
        tcpi_unacked: u32,
        tcpi_sacked: u32,
        tcpi_lost: u32,
        tcpi_retrans: u32,
        tcpi_fackets: u32,
        tcpi_last_data_sent: u32,
        tcpi_last_ack_sent: u32,
        tcpi_last_data_recv: u32,
        tcpi_last_ack_recv: u32,
        tcpi_pmtu: u32,
        tcpi_rcv_ssthresh: u32,
        tcpi_rtt: u32,
        tcpi_rttvar: u32,
        tcpi_snd_ssthresh: u32,
        tcpi_snd_cwnd: u32,
        tcpi_advmss: u32,
        tcpi_reordering: u32,
        tcpi_rcv_rtt: u32,
        tcpi_rcv_space: u32,
        tcpi_total_retrans: u32,
    }
    tcp_md5sig {
        tcpm_addr: sockaddr_storage,
        tcpm_flags: u8,
        tcpm_prefixlen: u8,
        tcpm_keylen: u16,
        tcpm_ifindex: c_int,
        tcpm_key: [u8; TCP_MD5SIG_MAXKEYLEN],
    }
    tcp_repair_opt { opt_code: u32, opt_val: u32 }
    tcp_cookie_transactions {
        tcpct_flags: u16,
        __tcpct_pad1: u8,
        tcpct_cookie_desired: u8,
        tcpct_s_data_desired: u16,
        tcpct_used: u16,
        tcpct_value: [u8; TCP_MSS_DEFAULT],
    }
    tcp_repair_window { snd_wl1: u32, snd_wnd: u32, max_window: u32, rcv_wnd: u32, rcv_wup: u32 }
    tcp_zerocopy_receive { address: u64, length: u32, recv_skip_hint: u32 }
}
