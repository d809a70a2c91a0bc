//! Echoes over loopback, whose checksums the kernel makes or checks.

use crate::c;
use berkeley::checksum::in_cksum;
use berkeley::errno::*;
use berkeley::netinet::{icmp6::*, ip::*, ip_icmp::*};
use berkeley::{plain, unistd::*};
use core::ffi::c_int;

/// A raw socket, or none where that needs a privilege that the process lacks. A reply that does not
/// come fails the test rather than to let it wait for ever.
fn raw(domain: c_int, protocol: c_int) -> Option<c_int> {
    let sock = socket(domain, SOCK_RAW, protocol);
    if sock == -1 {
        c::say(&format!("packets: SKIPPED, no raw socket: {}", strerror(errno())));
        assert!([EPERM, EACCES, EAFNOSUPPORT].contains(&errno()));
        return None;
    }
    let seconds: [libc::time_t; 2] = [20, 0];
    assert_eq!(setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &seconds, sizeof(&seconds)), 0);
    Some(sock)
}

fn ignores_echoes(setting: &str) -> bool {
    let ignores = std::fs::read(setting).is_ok_and(|setting| setting != b"0\n");
    if ignores {
        c::say("packets: SKIPPED, this host does not answer echoes");
    }
    ignores
}

fn reply(sock: c_int, buf: &mut [u8]) -> usize {
    let len = recv(sock, buf, buf.len(), 0);
    assert!(len > 0, "no reply: {}", strerror(errno()));
    len as usize
}

/// The data of each message: of even and odd length, from none to much.
fn payloads() -> Vec<Vec<u8>> {
    [0, 1, 2, 3, 55, 56, 1001, 8191]
        .map(|len| (0..len).map(|i| (i * 31 + len) as u8).collect())
        .into()
}

#[test]
fn echoes_of_icmp() {
    if ignores_echoes("/proc/sys/net/ipv4/icmp_echo_ignore_all") {
        return;
    }
    let Some(sock) = raw(AF_INET, IPPROTO_ICMP) else { return };
    let to = &mut sockaddr_in::zeroed();
    to.sin_family = AF_INET as sa_family_t;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);

    let id = std::process::id() as u16;
    for (i, data) in payloads().iter().enumerate() {
        // First one with a wrong checksum, which nobody answers.
        for wrong in [1, 0] {
            let icmp = &mut icmphdr::zeroed();
            let packet = &mut vec![0u8; sizeof(icmp)];
            packet.extend(data);
            icmp.type_ = ICMP_ECHO;
            icmp.un.echo.id = htons(id);
            icmp.un.echo.sequence = htons(i as u16 * 2 + wrong);
            memcpy(packet, icmp, sizeof(icmp));
            icmp.checksum = in_cksum(packet, packet.len()) ^ wrong;
            memcpy(packet, icmp, sizeof(icmp));
            let sent = sendto(sock, packet, packet.len(), 0, to, sizeof(to));
            assert_eq!(sent, packet.len() as isize, "{}", strerror(errno()));
        }
        // The socket receives all that comes to the host: also what it sent, and what others did.
        loop {
            let packet = &mut vec![0u8; 65535];
            let len = reply(sock, packet);
            let (ip, icmp) = (&mut ip::zeroed(), &mut icmphdr::zeroed());
            memcpy(ip, packet, sizeof(ip));
            let hlen = usize::from(ip.ip_hl()) << 2;
            assert_eq!((ip.ip_v(), ip.ip_p.into()), (IPVERSION, IPPROTO_ICMP));
            assert_eq!(in_cksum(packet, hlen), 0, "the kernel's own header");
            memcpy(icmp, &packet[hlen..], sizeof(icmp));
            if icmp.type_ != ICMP_ECHOREPLY || ntohs(icmp.un.echo.id) != id {
                continue;
            }
            assert_eq!(ntohs(icmp.un.echo.sequence), i as u16 * 2, "a wrong one was answered");
            assert_eq!(usize::from(ntohs(ip.ip_len)), len);
            assert_eq!(in_cksum(&packet[hlen..], len - hlen), 0, "the kernel's reply");
            assert_eq!(packet[hlen + sizeof(icmp)..len], **data);
            break;
        }
    }
    c::say(&format!("packets: {} echoes answered", payloads().len()));
    close(sock);
}

/// What ICMPv6 sums before the message itself: RFC 8200, section 8.1.
#[repr(C)]
#[derive(Clone, Copy)]
struct Pseudo {
    src: in6_addr,
    dst: in6_addr,
    len: u32,
    nxt: u32,
}
plain! { Pseudo { src: in6_addr, dst: in6_addr, len: u32, nxt: u32 } }

#[test]
fn echoes_of_icmp6() {
    if ignores_echoes("/proc/sys/net/ipv6/icmp/echo_ignore_all") {
        return;
    }
    let Some(sock) = raw(AF_INET6, IPPROTO_ICMPV6) else { return };
    let filter = &mut icmp6_filter::zeroed();
    ICMP6_FILTER_SETBLOCKALL(filter);
    ICMP6_FILTER_SETPASS(ICMP6_ECHO_REPLY, filter);
    assert_eq!(setsockopt(sock, IPPROTO_ICMPV6, ICMP6_FILTER, filter, sizeof(filter)), 0);
    let to = &mut sockaddr_in6::zeroed();
    to.sin6_family = AF_INET6 as sa_family_t;
    to.sin6_addr.s6_addr[15] = 1;

    let id = std::process::id() as u16;
    for (i, data) in payloads().iter().enumerate() {
        let icmp6 = &mut icmp6_hdr::zeroed();
        icmp6.icmp6_type = ICMP6_ECHO_REQUEST;
        icmp6.set_icmp6_id(htons(id));
        icmp6.set_icmp6_seq(htons(i as u16));
        let packet = &mut vec![0u8; sizeof(icmp6)];
        memcpy(packet, icmp6, sizeof(icmp6));
        packet.extend(data);
        if sendto(sock, packet, packet.len(), 0, to, sizeof(to)) == -1 {
            c::say(&format!("packets: SKIPPED, ::1 is not there: {}", strerror(errno())));
            assert!([EADDRNOTAVAIL, ENETUNREACH].contains(&errno()));
            close(sock);
            return;
        }
        loop {
            let pseudo = &mut Pseudo::zeroed();
            let packet = &mut vec![0u8; 65535];
            let len = reply(sock, &mut packet[sizeof(pseudo)..]);
            memcpy(icmp6, &packet[sizeof(pseudo)..], sizeof(icmp6));
            assert_eq!(icmp6.icmp6_type, ICMP6_ECHO_REPLY, "the filter lets through no other");
            if (ntohs(icmp6.icmp6_id()), ntohs(icmp6.icmp6_seq())) != (id, i as u16) {
                continue;
            }
            (pseudo.src, pseudo.dst) = (to.sin6_addr, to.sin6_addr);
            (pseudo.len, pseudo.nxt) = (htonl(len as u32), htonl(IPPROTO_ICMPV6 as u32));
            memcpy(packet, pseudo, sizeof(pseudo));
            assert_eq!(in_cksum(packet, sizeof(pseudo) + len), 0, "the kernel's reply");
            assert_eq!(packet[sizeof(pseudo) + sizeof(icmp6)..][..data.len()], **data);
            break;
        }
    }
    c::say(&format!("packets: {} echoes answered over IPv6", payloads().len()));
    close(sock);
}
