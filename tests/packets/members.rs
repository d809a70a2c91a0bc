//! The members that are methods: those of unions, `#define`d shortcuts, and bit-fields.

use berkeley::netinet::{icmp6::*, ip::*, ip_icmp::*, ip6::*, tcp::*, udp::*};

/// A member: what C calls its structure and itself, and what Rust does with it.
pub(crate) struct Member {
    pub(crate) c: &'static str,
    pub(crate) member: &'static str,
    pub(crate) lines: Vec<String>,
}

fn fill(at: &mut [u8], begin: u8, step: u8) {
    for (i, byte) in at.iter_mut().enumerate() {
        *byte = begin.wrapping_add(step.wrapping_mul(i as u8));
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What an object holds at first, in three rounds. The value put into it begins with the complement.
pub(crate) const BEGINS: [u8; 3] = [0x00, 0x5a, 0xff];
/// By how much the next byte differs, in an object and in a value.
pub(crate) const STEPS: (u8, u8) = (7, 29);

/// In each round: the member read, the object after it was set, the member read again.
fn view<S: Plain, T: Plain>(name: &str, get: fn(&S) -> T, set: fn(&mut S, T)) -> Vec<String> {
    let round = |begin: u8| {
        let (mut object, mut value) = (S::zeroed(), T::zeroed());
        fill(object.as_bytes_mut(), begin, STEPS.0);
        fill(value.as_bytes_mut(), !begin, STEPS.1);
        let before = hex(get(&object).as_bytes());
        set(&mut object, value);
        format!("{name} {before} {} {}", hex(object.as_bytes()), hex(get(&object).as_bytes()))
    };
    BEGINS.into_iter().map(round).collect()
}

/// For each value, also those that no bit-field here has room for: the object after it was set, the
/// bit-field read again.
fn bits<S: Plain>(name: &str, get: fn(&S) -> u8, set: fn(&mut S, u8)) -> Vec<String> {
    let set = |begin: u8, value: u8| {
        let mut object = S::zeroed();
        fill(object.as_bytes_mut(), begin, STEPS.0);
        set(&mut object, value);
        format!("{name} {} {}", hex(object.as_bytes()), get(&object))
    };
    BEGINS.into_iter().flat_map(|begin| (0..=255).map(move |value| set(begin, value))).collect()
}

macro_rules! members {
    ($how:ident; $($c:literal $name:ident: $($get:ident $set:ident),*;)*) => {
        vec![$($(Member {
            c: $c,
            member: stringify!($get),
            lines: $how(stringify!($name.$get), $name::$get, $name::$set),
        }),*),*]
    };
}

pub(crate) fn views() -> Vec<Member> {
    members! { view;
        "struct udphdr" udphdr: source set_source, dest set_dest, len set_len, check set_check;
        "struct tcphdr" tcphdr: source set_source, dest set_dest, seq set_seq,
            ack_seq set_ack_seq, window set_window, check set_check, urg_ptr set_urg_ptr;
        "struct ip6_hdr" ip6_hdr: ip6_vfc set_ip6_vfc, ip6_hops set_ip6_hops,
            ip6_ctlun set_ip6_ctlun;
        "__typeof__(((struct ip6_hdr *)0)->ip6_ctlun)" ip6_ctlun: ip6_un1 set_ip6_un1,
            ip6_un2_vfc set_ip6_un2_vfc;
        "__typeof__(((struct icmphdr *)0)->un)" icmphdr_un: gateway set_gateway, frag set_frag;
        "struct icmp" icmp: icmp_pptr set_icmp_pptr, icmp_gwaddr set_icmp_gwaddr,
            icmp_id set_icmp_id, icmp_seq set_icmp_seq, icmp_void set_icmp_void,
            icmp_pmvoid set_icmp_pmvoid, icmp_nextmtu set_icmp_nextmtu,
            icmp_num_addrs set_icmp_num_addrs, icmp_wpa set_icmp_wpa,
            icmp_lifetime set_icmp_lifetime, icmp_otime set_icmp_otime,
            icmp_rtime set_icmp_rtime, icmp_ttime set_icmp_ttime, icmp_ip set_icmp_ip,
            icmp_radv set_icmp_radv, icmp_mask set_icmp_mask, icmp_data set_icmp_data;
        "__typeof__(((struct icmp *)0)->icmp_hun)" icmp_hun: ih_pptr set_ih_pptr,
            ih_gwaddr set_ih_gwaddr, ih_idseq set_ih_idseq, ih_void set_ih_void,
            ih_pmtu set_ih_pmtu, ih_rtradv set_ih_rtradv;
        "__typeof__(((struct icmp *)0)->icmp_dun)" icmp_dun: id_ts set_id_ts, id_ip set_id_ip,
            id_radv set_id_radv, id_mask set_id_mask, id_data set_id_data;
        "struct icmp6_hdr" icmp6_hdr: icmp6_data32 set_icmp6_data32,
            icmp6_data16 set_icmp6_data16, icmp6_data8 set_icmp6_data8,
            icmp6_pptr set_icmp6_pptr, icmp6_mtu set_icmp6_mtu, icmp6_id set_icmp6_id,
            icmp6_seq set_icmp6_seq, icmp6_maxdelay set_icmp6_maxdelay;
        "__typeof__(((struct icmp6_hdr *)0)->icmp6_dataun)" icmp6_dataun:
            icmp6_un_data32 set_icmp6_un_data32, icmp6_un_data16 set_icmp6_un_data16,
            icmp6_un_data8 set_icmp6_un_data8;
        "struct mld_hdr" mld_hdr: mld_type set_mld_type, mld_code set_mld_code,
            mld_cksum set_mld_cksum, mld_maxdelay set_mld_maxdelay,
            mld_reserved set_mld_reserved;
        "struct icmp6_router_renum" icmp6_router_renum: rr_type set_rr_type,
            rr_code set_rr_code, rr_cksum set_rr_cksum, rr_seqnum set_rr_seqnum;
        "struct nd_router_solicit" nd_router_solicit: nd_rs_type set_nd_rs_type,
            nd_rs_code set_nd_rs_code, nd_rs_cksum set_nd_rs_cksum,
            nd_rs_reserved set_nd_rs_reserved;
        "struct nd_router_advert" nd_router_advert: nd_ra_type set_nd_ra_type,
            nd_ra_code set_nd_ra_code, nd_ra_cksum set_nd_ra_cksum,
            nd_ra_curhoplimit set_nd_ra_curhoplimit,
            nd_ra_flags_reserved set_nd_ra_flags_reserved,
            nd_ra_router_lifetime set_nd_ra_router_lifetime;
        "struct nd_neighbor_solicit" nd_neighbor_solicit: nd_ns_type set_nd_ns_type,
            nd_ns_code set_nd_ns_code, nd_ns_cksum set_nd_ns_cksum,
            nd_ns_reserved set_nd_ns_reserved;
        "struct nd_neighbor_advert" nd_neighbor_advert: nd_na_type set_nd_na_type,
            nd_na_code set_nd_na_code, nd_na_cksum set_nd_na_cksum,
            nd_na_flags_reserved set_nd_na_flags_reserved;
        "struct nd_redirect" nd_redirect: nd_rd_type set_nd_rd_type, nd_rd_code set_nd_rd_code,
            nd_rd_cksum set_nd_rd_cksum, nd_rd_reserved set_nd_rd_reserved;
    }
}

pub(crate) fn bit_fields() -> Vec<Member> {
    members! { bits;
        "struct ip" ip: ip_hl set_ip_hl, ip_v set_ip_v;
        "struct iphdr" iphdr: ihl set_ihl, version set_version;
        "struct ip_timestamp" ip_timestamp: ipt_flg set_ipt_flg, ipt_oflw set_ipt_oflw;
        "struct timestamp" timestamp: flags set_flags, overflow set_overflow;
        "struct tcphdr" tcphdr: th_x2 set_th_x2, th_off set_th_off, res1 set_res1,
            doff set_doff, fin set_fin, syn set_syn, rst set_rst, psh set_psh, ack set_ack,
            urg set_urg, res2 set_res2;
        "struct tcp_info" tcp_info: tcpi_snd_wscale set_tcpi_snd_wscale,
            tcpi_rcv_wscale set_tcpi_rcv_wscale;
    }
}
