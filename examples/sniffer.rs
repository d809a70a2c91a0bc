//! Shows the packets that come to this host and leave it: Ethernet, ARP, IPv4 and IPv6, and in those
//! ICMP, TCP and UDP.
//!
//!     cargo run --example sniffer -- count [interface]
//!
//! Ends after so many packets. Without an interface it looks at all of them. It takes a privilege
//! (CAP_NET_RAW). Nothing that a packet says of its own length is believed before it is looked at.

use berkeley::{
    arpa::inet::*, net::ethernet::*, net::if_::*, net::if_arp::*, netinet::icmp6::*,
    netinet::ip::*, netinet::ip_icmp::*, netinet::ip6::*, netinet::tcp::*, netinet::udp::*,
    netpacket::packet::*, stdio::*, stdlib::*, sys::ioctl::*, unistd::*,
};
use core::ffi::c_int;

fn malformed(what: &str) {
    println!("    {what}, malformed");
}

fn print_pair<A: Bytes + ?Sized>(what: &str, family: c_int, src: &A, dst: &A) {
    let (from, to) = (&mut [0u8; INET6_ADDRSTRLEN], &mut [0u8; INET6_ADDRSTRLEN]);

    inet_ntop(family, src, from, sizeof(from));
    inet_ntop(family, dst, to, sizeof(to));
    print!("    {what} {} > {}", cstr(from), cstr(to));
}

fn print_hardware(addr: &[u8]) {
    for (i, byte) in addr[..ETH_ALEN].iter().enumerate() {
        print!("{}{byte:02x}", if i == 0 { "" } else { ":" });
    }
}

// A slice knows its length, so that the functions below need no other.

fn print_tcp(p: &[u8]) {
    const NAMES: [&str; 8] = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"];
    let tcp = &mut tcphdr::zeroed();

    if p.len() < sizeof(tcp) {
        malformed("TCP");
        return;
    }
    memcpy(tcp, p, sizeof(tcp));
    let hlen = usize::from(tcp.th_off()) << 2;
    if hlen < sizeof(tcp) || hlen > p.len() {
        malformed("TCP");
        return;
    }
    print!("    TCP {} > {}", ntohs(tcp.th_sport), ntohs(tcp.th_dport));
    for (i, name) in NAMES.iter().enumerate() {
        if tcp.th_flags & 1 << i != 0 {
            print!(" {name}");
        }
    }
    print!(" seq {}", ntohl(tcp.th_seq));
    if tcp.th_flags & TH_ACK != 0 {
        print!(" ack {}", ntohl(tcp.th_ack));
    }
    print!(" window {}", ntohs(tcp.th_win));
    if hlen > sizeof(tcp) {
        print!(", {} bytes of options", hlen - sizeof(tcp));
    }
    println!(", {} bytes of data", p.len() - hlen);
}

fn print_udp(p: &[u8]) {
    let udp = &mut udphdr::zeroed();

    if p.len() < sizeof(udp) {
        malformed("UDP");
        return;
    }
    memcpy(udp, p, sizeof(udp));
    let ulen = usize::from(ntohs(udp.uh_ulen));
    if ulen < sizeof(udp) {
        malformed("UDP");
        return;
    }
    // The data may go on in other fragments.
    let (sport, dport) = (ntohs(udp.uh_sport), ntohs(udp.uh_dport));
    println!("    UDP {sport} > {dport}, {} bytes of data", ulen - sizeof(udp));
}

fn icmp_name(type_: u8) -> &'static str {
    match type_ {
        ICMP_ECHOREPLY => "echo reply",
        ICMP_DEST_UNREACH => "destination unreachable",
        ICMP_ECHO => "echo request",
        ICMP_TIME_EXCEEDED => "time exceeded",
        _ => "message",
    }
}

fn print_icmp(p: &[u8]) {
    let icmp = &mut icmphdr::zeroed();

    if p.len() < sizeof(icmp) {
        malformed("ICMP");
        return;
    }
    memcpy(icmp, p, sizeof(icmp));
    print!("    ICMP {}, type {}, code {}", icmp_name(icmp.type_), icmp.type_, icmp.code);
    if icmp.type_ == ICMP_ECHO || icmp.type_ == ICMP_ECHOREPLY {
        print!(", id {}, seq {}", ntohs(icmp.un.echo.id), ntohs(icmp.un.echo.sequence));
    }
    println!();
}

fn icmp6_name(type_: u8) -> &'static str {
    match type_ {
        ICMP6_DST_UNREACH => "destination unreachable",
        ICMP6_PACKET_TOO_BIG => "packet too big",
        ICMP6_TIME_EXCEEDED => "time exceeded",
        ICMP6_ECHO_REQUEST => "echo request",
        ICMP6_ECHO_REPLY => "echo reply",
        ND_ROUTER_SOLICIT => "router solicitation",
        ND_ROUTER_ADVERT => "router advertisement",
        ND_NEIGHBOR_SOLICIT => "neighbour solicitation",
        ND_NEIGHBOR_ADVERT => "neighbour advertisement",
        _ => "message",
    }
}

fn print_icmp6(p: &[u8]) {
    let icmp6 = &mut icmp6_hdr::zeroed();
    let target = &mut [0u8; INET6_ADDRSTRLEN];

    if p.len() < sizeof(icmp6) {
        malformed("ICMPv6");
        return;
    }
    memcpy(icmp6, p, sizeof(icmp6));
    let (type_, code) = (icmp6.icmp6_type, icmp6.icmp6_code);
    print!("    ICMPv6 {}, type {type_}, code {code}", icmp6_name(type_));
    if type_ == ICMP6_ECHO_REQUEST || type_ == ICMP6_ECHO_REPLY {
        print!(", id {}, seq {}", ntohs(icmp6.icmp6_id()), ntohs(icmp6.icmp6_seq()));
    }
    // Whose hardware address is asked for, or told, follows.
    if (type_ == ND_NEIGHBOR_SOLICIT || type_ == ND_NEIGHBOR_ADVERT)
        && p.len() >= sizeof(icmp6) + size_of::<in6_addr>()
    {
        inet_ntop(AF_INET6, &p[sizeof(icmp6)..], target, sizeof(target));
        print!(", of {}", cstr(target));
    }
    println!();
}

fn print_transport(protocol: c_int, p: &[u8]) {
    match protocol {
        IPPROTO_ICMP => print_icmp(p),
        IPPROTO_TCP => print_tcp(p),
        IPPROTO_UDP => print_udp(p),
        IPPROTO_ICMPV6 => print_icmp6(p),
        IPPROTO_NONE => {}
        _ => println!("    protocol {protocol}, {} bytes", p.len()),
    }
}

fn print_ipv4(p: &[u8]) {
    let ip = &mut ip::zeroed();

    if p.len() < sizeof(ip) {
        malformed("IPv4");
        return;
    }
    memcpy(ip, p, sizeof(ip));
    let hlen = usize::from(ip.ip_hl()) << 2;
    let total = usize::from(ntohs(ip.ip_len));
    let off = ntohs(ip.ip_off);
    if ip.ip_v() != IPVERSION || hlen < sizeof(ip) || total < hlen || hlen > p.len() {
        malformed("IPv4");
        return;
    }
    print_pair("IPv4", AF_INET, &ip.ip_src, &ip.ip_dst);
    print!(", ttl {}, id {}, {total} bytes", ip.ip_ttl, ntohs(ip.ip_id));
    if hlen > sizeof(ip) {
        print!(", {} bytes of options", hlen - sizeof(ip));
    }
    if off & IP_DF != 0 {
        print!(", DF");
    }
    if off & (IP_MF | IP_OFFMASK) != 0 {
        let more = if off & IP_MF != 0 { ", more follow" } else { "" };
        print!(", fragment at {}{more}", (off & IP_OFFMASK) << 3);
    }
    println!();

    // Behind a short packet there may be padding. Only the first fragment has a header to look at.
    let len = p.len().min(total);
    if off & IP_OFFMASK == 0 {
        print_transport(ip.ip_p.into(), &p[hlen..len]);
    }
}

// The headers between that of IPv6 and that of the transport: any number, of lengths of their own.
fn print_extensions(mut nxt: c_int, mut p: &[u8]) {
    let ext = &mut ip6_ext::zeroed();
    let frag = &mut ip6_frag::zeroed();

    loop {
        match nxt {
            IPPROTO_HOPOPTS | IPPROTO_ROUTING | IPPROTO_DSTOPTS | IPPROTO_FRAGMENT | IPPROTO_AH => {
            }
            _ => {
                print_transport(nxt, p);
                return;
            }
        }
        if p.len() < sizeof(ext) {
            malformed("extension header");
            return;
        }
        memcpy(ext, p, sizeof(ext));
        let mut hlen = (usize::from(ext.ip6e_len) + 1) << 3;
        if nxt == IPPROTO_FRAGMENT {
            hlen = sizeof(frag);
        }
        if nxt == IPPROTO_AH {
            hlen = (usize::from(ext.ip6e_len) + 2) << 2;
        }
        if hlen > p.len() {
            malformed("extension header");
            return;
        }
        print!("    extension header {nxt}, {hlen} bytes");
        let mut off = 0;
        if nxt == IPPROTO_FRAGMENT {
            memcpy(frag, p, sizeof(frag));
            off = ntohs(frag.ip6f_offlg & IP6F_OFF_MASK);
            let more = if frag.ip6f_offlg & IP6F_MORE_FRAG != 0 { ", more follow" } else { "" };
            print!(", fragment at {off}{more}");
        }
        println!();
        if off != 0 {
            return;
        }
        nxt = ext.ip6e_nxt.into();
        p = &p[hlen..];
    }
}

fn print_ipv6(p: &[u8]) {
    let ip6 = &mut ip6_hdr::zeroed();

    if p.len() < sizeof(ip6) {
        malformed("IPv6");
        return;
    }
    memcpy(ip6, p, sizeof(ip6));
    let plen = usize::from(ntohs(ip6.ip6_plen));
    if ip6.ip6_vfc() >> 4 != 6 {
        malformed("IPv6");
        return;
    }
    print_pair("IPv6", AF_INET6, &ip6.ip6_src, &ip6.ip6_dst);
    println!(", hop limit {}, {} bytes", ip6.ip6_hlim, sizeof(ip6) + plen);
    let p = &p[sizeof(ip6)..];
    print_extensions(ip6.ip6_nxt.into(), &p[..p.len().min(plen)]);
}

fn print_arp(p: &[u8]) {
    let arp = &mut arphdr::zeroed();

    if p.len() < sizeof(arp) {
        malformed("ARP");
        return;
    }
    memcpy(arp, p, sizeof(arp));
    let op = ntohs(arp.ar_op);
    if ntohs(arp.ar_pro) != ETHERTYPE_IP || arp.ar_hln != ETH_ALEN as u8 || arp.ar_pln != 4 {
        println!("    ARP of other addresses, operation {op}");
        return;
    }
    // Of the sender and of the target, a hardware address and an IPv4 address.
    if p.len() < sizeof(arp) + 2 * (ETH_ALEN + 4) {
        malformed("ARP");
        return;
    }
    let addr = &p[sizeof(arp)..];
    print_pair("ARP", AF_INET, &addr[ETH_ALEN..], &addr[ETH_ALEN + 4 + ETH_ALEN..]);
    match op {
        ARPOP_REQUEST => print!(", request"),
        ARPOP_REPLY => print!(", reply"),
        _ => print!(", operation {op}"),
    }
    print!(", sender has ");
    print_hardware(addr);
    println!();
}

fn print_network(type_: u16, p: &[u8]) {
    match type_ {
        ETHERTYPE_IP => print_ipv4(p),
        ETHERTYPE_IPV6 => print_ipv6(p),
        ETHERTYPE_ARP => print_arp(p),
        _ => {}
    }
}

fn print_ethernet(p: &[u8]) {
    let eh = &mut ether_header::zeroed();

    if p.len() < sizeof(eh) {
        malformed("Ethernet");
        return;
    }
    memcpy(eh, p, sizeof(eh));
    print!("    Ethernet ");
    print_hardware(&eh.ether_shost);
    print!(" > ");
    print_hardware(&eh.ether_dhost);
    println!(", type 0x{:04x}", ntohs(eh.ether_type));
    print_network(ntohs(eh.ether_type), &p[sizeof(eh)..]);
}

fn way_of(pkttype: u8) -> &'static str {
    match pkttype {
        PACKET_HOST => "to this host",
        PACKET_BROADCAST => "to all",
        PACKET_MULTICAST => "to a group",
        PACKET_OTHERHOST => "to another host",
        PACKET_OUTGOING => "from this host",
        _ => "unknown",
    }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let (addr, from) = (&mut sockaddr_ll::zeroed(), &mut sockaddr_ll::zeroed());
    let mreq = &mut packet_mreq::zeroed();
    let buf = &mut [0u8; 65536];
    let count = if argv.len() > 1 { atoi(&argv[1]) } else { 0 };
    let mut index = 0;

    if argv.len() < 2 || argv.len() > 3 || count < 1 {
        eprintln!("usage: {} count [interface]", argv[0]);
        exit(1);
    }
    if argv.len() > 2 {
        index = if_nametoindex(&argv[2]);
        if index == 0 {
            perror(&argv[2]);
            exit(1);
        }
    }

    // 1. A socket for frames, with all of their headers. Nothing comes yet: before it is bound, it
    // would come from all interfaces.
    let sock = socket(PF_PACKET, SOCK_RAW, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    addr.sll_family = AF_PACKET as sa_family_t;
    addr.sll_protocol = htons(ETH_P_ALL);
    addr.sll_ifindex = index as c_int;
    if bind(sock, addr, sizeof(addr)) == -1 {
        perror("bind");
        exit(1);
    }

    // 2. Also frames that are for others, as long as the socket is open.
    if index != 0 {
        mreq.mr_ifindex = index as c_int;
        mreq.mr_type = PACKET_MR_PROMISC;
        if setsockopt(sock, SOL_PACKET, PACKET_ADD_MEMBERSHIP, mreq, sizeof(mreq)) == -1 {
            perror("PACKET_ADD_MEMBERSHIP");
            exit(1);
        }
    }

    // 3. Frame after frame.
    for i in 1..=count {
        let mut fromlen = sizeof(from) as socklen_t;
        let n = recvfrom(sock, buf, sizeof(buf), MSG_TRUNC, from, &mut fromlen);
        if n == -1 {
            perror("recvfrom");
            exit(1);
        }
        let ifr = &mut ifreq::zeroed();
        ifr.set_ifr_ifindex(from.sll_ifindex);
        if ioctl(sock, SIOCGIFNAME, ifr) == -1 {
            strcpy(&mut ifr.ifr_name, "?");
        }
        println!("{i}: {}, {}, {n} bytes", cstr(&ifr.ifr_name), way_of(from.sll_pkttype));
        let len = (n as usize).min(sizeof(buf));
        // Other kinds of links, such as tunnels, have other headers or none.
        let hatype = c_int::from(from.sll_hatype);
        if hatype == ARPHRD_ETHER || hatype == ARPHRD_LOOPBACK {
            print_ethernet(&buf[..len]);
        } else {
            print_network(ntohs(from.sll_protocol), &buf[..len]);
        }
    }
    close(sock);
}
