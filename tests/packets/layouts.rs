//! The structures and their fields.

use berkeley::netinet::{icmp6::*, ip::*, ip_icmp::*, ip6::*, tcp::*, udp::*};
use core::mem::{offset_of, size_of_val};

/// A structure: its type in C, its size and alignment, and of each field the name in C, the place
/// and the size.
pub(crate) struct Layout {
    pub(crate) c: &'static str,
    pub(crate) size: usize,
    pub(crate) align: usize,
    pub(crate) fields: Vec<(String, usize, usize)>,
}

macro_rules! layouts {
    ($($c:literal $name:ident { $($($field:ident).+),* $(,)? })*) => {
        vec![$(Layout {
            c: $c,
            size: size_of::<$name>(),
            align: align_of::<$name>(),
            fields: vec![$((
                // A keyword of Rust has an underscore behind it.
                stringify!($($field).+).replace(' ', "").replace("type_", "type"),
                offset_of!($name, $($field).+),
                size_of_val(&$name::zeroed().$($field).+),
            )),*],
        }),*]
    };
}

pub(crate) fn layouts() -> Vec<Layout> {
    layouts! {
        "struct ip" ip { ip_tos, ip_len, ip_id, ip_off, ip_ttl, ip_p, ip_sum, ip_src, ip_dst }
        "struct iphdr" iphdr {
            tos, tot_len, id, frag_off, ttl, protocol, check, saddr, daddr,
        }
        "struct ip_timestamp" ip_timestamp { ipt_code, ipt_len, ipt_ptr, data }
        "struct timestamp" timestamp { len, ptr, data }

        "struct ip6_hdr" ip6_hdr { ip6_flow, ip6_plen, ip6_nxt, ip6_hlim, ip6_src, ip6_dst }
        "__typeof__(((struct ip6_hdr *)0)->ip6_ctlun)" ip6_ctlun {}
        "struct ip6_hdrctl" ip6_hdrctl { ip6_un1_flow, ip6_un1_plen, ip6_un1_nxt, ip6_un1_hlim }
        "struct ip6_ext" ip6_ext { ip6e_nxt, ip6e_len }
        "struct ip6_hbh" ip6_hbh { ip6h_nxt, ip6h_len }
        "struct ip6_dest" ip6_dest { ip6d_nxt, ip6d_len }
        "struct ip6_rthdr" ip6_rthdr { ip6r_nxt, ip6r_len, ip6r_type, ip6r_segleft }
        "struct ip6_rthdr0" ip6_rthdr0 {
            ip6r0_nxt, ip6r0_len, ip6r0_type, ip6r0_segleft, ip6r0_reserved, ip6r0_slmap,
            ip6r0_addr,
        }
        "struct ip6_frag" ip6_frag { ip6f_nxt, ip6f_reserved, ip6f_offlg, ip6f_ident }
        "struct ip6_opt" ip6_opt { ip6o_type, ip6o_len }
        "struct ip6_opt_jumbo" ip6_opt_jumbo { ip6oj_type, ip6oj_len, ip6oj_jumbo_len }
        "struct ip6_opt_nsap" ip6_opt_nsap {
            ip6on_type, ip6on_len, ip6on_src_nsap_len, ip6on_dst_nsap_len,
        }
        "struct ip6_opt_tunnel" ip6_opt_tunnel { ip6ot_type, ip6ot_len, ip6ot_encap_limit }
        "struct ip6_opt_router" ip6_opt_router { ip6or_type, ip6or_len, ip6or_value }

        "struct icmphdr" icmphdr {
            type_, code, checksum, un, un.echo, un.echo.id, un.echo.sequence,
        }
        "__typeof__(((struct icmphdr *)0)->un)" icmphdr_un { echo }
        "__typeof__(((struct icmphdr *)0)->un.echo)" icmphdr_echo { id, sequence }
        "__typeof__(((struct icmphdr *)0)->un.frag)" icmphdr_frag { mtu }
        "struct icmp_ra_addr" icmp_ra_addr { ira_addr, ira_preference }
        "struct ih_idseq" ih_idseq { icd_id, icd_seq }
        "struct ih_pmtu" ih_pmtu { ipm_void, ipm_nextmtu }
        "struct ih_rtradv" ih_rtradv { irt_num_addrs, irt_wpa, irt_lifetime }
        "struct icmp" icmp { icmp_type, icmp_code, icmp_cksum, icmp_hun, icmp_dun }
        "__typeof__(((struct icmp *)0)->icmp_hun)" icmp_hun {}
        "__typeof__(((struct icmp *)0)->icmp_dun)" icmp_dun {}
        "__typeof__(((struct icmp *)0)->icmp_dun.id_ts)" icmp_id_ts {
            its_otime, its_rtime, its_ttime,
        }
        "__typeof__(((struct icmp *)0)->icmp_dun.id_ip)" icmp_id_ip { idi_ip }

        "struct icmp6_filter" icmp6_filter { icmp6_filt }
        "struct icmp6_hdr" icmp6_hdr { icmp6_type, icmp6_code, icmp6_cksum, icmp6_dataun }
        "__typeof__(((struct icmp6_hdr *)0)->icmp6_dataun)" icmp6_dataun {}
        "struct nd_router_solicit" nd_router_solicit { nd_rs_hdr }
        "struct nd_router_advert" nd_router_advert {
            nd_ra_hdr, nd_ra_reachable, nd_ra_retransmit,
        }
        "struct nd_neighbor_solicit" nd_neighbor_solicit { nd_ns_hdr, nd_ns_target }
        "struct nd_neighbor_advert" nd_neighbor_advert { nd_na_hdr, nd_na_target }
        "struct nd_redirect" nd_redirect { nd_rd_hdr, nd_rd_target, nd_rd_dst }
        "struct nd_opt_hdr" nd_opt_hdr { nd_opt_type, nd_opt_len }
        "struct nd_opt_prefix_info" nd_opt_prefix_info {
            nd_opt_pi_type, nd_opt_pi_len, nd_opt_pi_prefix_len, nd_opt_pi_flags_reserved,
            nd_opt_pi_valid_time, nd_opt_pi_preferred_time, nd_opt_pi_reserved2,
            nd_opt_pi_prefix,
        }
        "struct nd_opt_rd_hdr" nd_opt_rd_hdr {
            nd_opt_rh_type, nd_opt_rh_len, nd_opt_rh_reserved1, nd_opt_rh_reserved2,
        }
        "struct nd_opt_mtu" nd_opt_mtu {
            nd_opt_mtu_type, nd_opt_mtu_len, nd_opt_mtu_reserved, nd_opt_mtu_mtu,
        }
        "struct mld_hdr" mld_hdr { mld_icmp6_hdr, mld_addr }
        "struct icmp6_router_renum" icmp6_router_renum {
            rr_hdr, rr_segnum, rr_flags, rr_maxdelay, rr_reserved,
        }
        "struct rr_pco_match" rr_pco_match {
            rpm_code, rpm_len, rpm_ordinal, rpm_matchlen, rpm_minlen, rpm_maxlen, rpm_reserved,
            rpm_prefix,
        }
        "struct rr_pco_use" rr_pco_use {
            rpu_uselen, rpu_keeplen, rpu_ramask, rpu_raflags, rpu_vltime, rpu_pltime, rpu_flags,
            rpu_prefix,
        }
        "struct rr_result" rr_result {
            rrr_flags, rrr_ordinal, rrr_matchedlen, rrr_ifid, rrr_prefix,
        }
        "struct nd_opt_adv_interval" nd_opt_adv_interval {
            nd_opt_adv_interval_type, nd_opt_adv_interval_len, nd_opt_adv_interval_reserved,
            nd_opt_adv_interval_ival,
        }
        "struct nd_opt_home_agent_info" nd_opt_home_agent_info {
            nd_opt_home_agent_info_type, nd_opt_home_agent_info_len,
            nd_opt_home_agent_info_reserved, nd_opt_home_agent_info_preference,
            nd_opt_home_agent_info_lifetime,
        }

        "tcp_seq" tcp_seq {}
        "enum tcp_ca_state" tcp_ca_state {}
        "struct tcphdr" tcphdr {
            th_sport, th_dport, th_seq, th_ack, th_flags, th_win, th_sum, th_urp,
        }
        "struct tcp_info" tcp_info {
            tcpi_state, tcpi_ca_state, tcpi_retransmits, tcpi_probes, tcpi_backoff, tcpi_options,
            tcpi_rto, tcpi_ato, tcpi_snd_mss, tcpi_rcv_mss, tcpi_unacked, tcpi_sacked, tcpi_lost,
            tcpi_retrans, tcpi_fackets, tcpi_last_data_sent, tcpi_last_ack_sent,
            tcpi_last_data_recv, tcpi_last_ack_recv, tcpi_pmtu, tcpi_rcv_ssthresh, tcpi_rtt,
            tcpi_rttvar, tcpi_snd_ssthresh, tcpi_snd_cwnd, tcpi_advmss, tcpi_reordering,
            tcpi_rcv_rtt, tcpi_rcv_space, tcpi_total_retrans,
        }
        // Without `tcpm_ifindex`, which glibc calls so since 2.38 only.
        "struct tcp_md5sig" tcp_md5sig {
            tcpm_addr, tcpm_flags, tcpm_prefixlen, tcpm_keylen, tcpm_key,
        }
        "struct tcp_repair_opt" tcp_repair_opt { opt_code, opt_val }
        "struct tcp_cookie_transactions" tcp_cookie_transactions {
            tcpct_flags, tcpct_cookie_desired, tcpct_s_data_desired, tcpct_used, tcpct_value,
        }
        "struct tcp_repair_window" tcp_repair_window {
            snd_wl1, snd_wnd, max_window, rcv_wnd, rcv_wup,
        }
        "struct tcp_zerocopy_receive" tcp_zerocopy_receive { address, length, recv_skip_hint }

        "struct udphdr" udphdr { uh_sport, uh_dport, uh_ulen, uh_sum }
    }
}
