//! Real runs: the kernel's lists over netlink, frames over the loopback interface, addresses.

use crate::c;
use berkeley::errno::*;
use berkeley::linux::{if_ether::*, if_packet::*, rtnetlink::*, vm_sockets::*};
use berkeley::netinet::in_::*;
use berkeley::string::*;
use berkeley::unistd::*;
use berkeley::{RecordPtr, record};
use std::collections::BTreeSet;
use std::fs;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::process::{self, Command};

fn netlink() -> i32 {
    let sock = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    assert!(sock >= 0, "{}", errno());
    let addr = &mut sockaddr_nl::zeroed();
    addr.nl_family = AF_NETLINK as sa_family_t;
    assert_eq!(bind(sock, addr, sizeof(addr)), 0);
    let mut len = sizeof(addr) as socklen_t;
    assert_eq!(getsockname(sock, addr, &mut len), 0);
    assert_eq!(len, 12);
    assert_ne!(addr.nl_pid, 0, "the kernel chose a port");
    sock
}

/// Asks for a list; `each` sees each message of it, but the end.
fn dump(kind: u16, mut each: impl FnMut(RecordPtr<'_, nlmsghdr>)) {
    #[repr(C)]
    #[derive(Clone, Copy)]
    struct Req {
        nlh: nlmsghdr,
        ifi: ifinfomsg,
    }
    berkeley::plain! { Req { nlh: nlmsghdr, ifi: ifinfomsg } }

    let sock = netlink();
    let req = &mut Req::zeroed();
    req.nlh.nlmsg_len = NLMSG_LENGTH(size_of::<ifinfomsg>()) as u32;
    req.nlh.nlmsg_type = kind;
    req.nlh.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    req.nlh.nlmsg_seq = 147;
    let kernel = &mut sockaddr_nl::zeroed();
    kernel.nl_family = AF_NETLINK as sa_family_t;
    assert_eq!(sendto(sock, req, sizeof(req), 0, kernel, sizeof(kernel)), sizeof(req) as isize);

    let buf = &mut [0u8; 65536];
    loop {
        let mut len = recv(sock, buf, sizeof(buf), 0);
        assert!(len > 0, "{}", errno());
        let mut nh = record::<nlmsghdr>(buf);
        while NLMSG_OK(nh, len) {
            assert_eq!(nh.nlmsg_seq, 147);
            assert_ne!(nh.nlmsg_type, NLMSG_ERROR);
            assert_ne!(nh.nlmsg_flags & NLM_F_MULTI, 0);
            if nh.nlmsg_type == NLMSG_DONE {
                assert_eq!(*record::<i32>(NLMSG_DATA(nh)), 0);
                close(sock);
                return;
            }
            each(nh);
            nh = NLMSG_NEXT(nh, &mut len);
        }
        assert_eq!(len, 0, "messages fill what was received");
    }
}

/// Index, name and MTU of each link.
type Links = BTreeSet<(i32, String, u32)>;

fn links_by_netlink() -> Links {
    let mut links = Links::new();
    dump(RTM_GETLINK, |nh| {
        assert_eq!(nh.nlmsg_type, RTM_NEWLINK);
        let ifi: RecordPtr<ifinfomsg> = NLMSG_DATA(nh).into();
        let (mut name, mut mtu, mut mac) = (String::new(), 0, [0xff_u8; 32]);
        let mut rta = IFLA_RTA(ifi);
        let mut len = IFLA_PAYLOAD(nh);
        while RTA_OK(rta, len) {
            match rta.rta_type {
                IFLA_IFNAME => {
                    name = cstr(RTA_DATA(rta)).to_string();
                    assert_eq!(RTA_PAYLOAD(rta) as usize, name.len() + 1);
                }
                IFLA_MTU => mtu = *record::<u32>(RTA_DATA(rta)),
                IFLA_ADDRESS => _ = memcpy(&mut mac, RTA_DATA(rta), RTA_PAYLOAD(rta)),
                _ => (),
            }
            rta = RTA_NEXT(rta, &mut len);
        }
        assert_eq!(len, 0);
        assert!(name != "lo" || mac[..7] == [0, 0, 0, 0, 0, 0, 0xff]);
        links.insert((ifi.ifi_index, name, mtu));
    });
    links
}

/// What `ip -o link` says; none without it.
fn links_by_ip() -> Option<Links> {
    let out = Command::new("ip").args(["-o", "link"]).output().ok()?;
    let text = String::from_utf8_lossy(&out.stdout);
    let mut links = Links::new();
    for line in text.lines().filter(|_| out.status.success()) {
        // "2: eth0@if5: <BROADCAST,UP> mtu 1500 …"
        let words: Vec<_> = line.split_whitespace().collect();
        let name = words[1].trim_end_matches(':').split('@').next().unwrap();
        let mtu = words[1 + words.iter().position(|word| *word == "mtu")?].parse().unwrap();
        links.insert((words[0].trim_end_matches(':').parse().unwrap(), name.to_string(), mtu));
    }
    Some(links).filter(|links| !links.is_empty())
}

/// What `/sys` says.
fn links_by_sys() -> Links {
    let mut links = Links::new();
    for entry in fs::read_dir("/sys/class/net").expect("/sys is there") {
        let path = entry.expect("it can be read").path();
        let read = |name| fs::read_to_string(path.join(name)).ok()?.trim().parse::<u32>().ok();
        // There may be files that are no interfaces (bonding_masters).
        if let (Some(index), Some(mtu)) = (read("ifindex"), read("mtu")) {
            let name = path.file_name().unwrap().to_str().unwrap().to_string();
            links.insert((index as i32, name, mtu));
        }
    }
    links
}

/// Index, address and length of prefix of each address.
type Addresses = BTreeSet<(u32, String, u8)>;

fn addresses_by_netlink() -> Addresses {
    let mut addresses = Addresses::new();
    dump(RTM_GETADDR, |nh| {
        assert_eq!(nh.nlmsg_type, RTM_NEWADDR);
        let ifa: RecordPtr<ifaddrmsg> = NLMSG_DATA(nh).into();
        let (mut address, mut local) = (None, None);
        let mut rta = IFA_RTA(ifa);
        let mut len = IFA_PAYLOAD(nh);
        while RTA_OK(rta, len) {
            let text = || match i32::from(ifa.ifa_family) {
                AF_INET => Ipv4Addr::from(u32::from_be(*record::<u32>(RTA_DATA(rta)))).to_string(),
                _ => Ipv6Addr::from(record::<in6_addr>(RTA_DATA(rta)).s6_addr).to_string(),
            };
            match rta.rta_type {
                IFA_ADDRESS => address = Some(text()),
                IFA_LOCAL => local = Some(text()),
                _ => (),
            }
            rta = RTA_NEXT(rta, &mut len);
        }
        let text = local.or(address).expect("every address has one");
        addresses.insert((ifa.ifa_index, text, ifa.ifa_prefixlen));
    });
    addresses
}

/// What `ip -o addr` says; none without it.
fn addresses_by_ip() -> Option<Addresses> {
    let out = Command::new("ip").args(["-o", "addr"]).output().ok()?;
    let text = String::from_utf8_lossy(&out.stdout);
    let mut addresses = Addresses::new();
    for line in text.lines().filter(|_| out.status.success()) {
        // "1: lo    inet 127.0.0.1/8 scope host lo…", or with " peer 10.0.0.2/32" for the prefix.
        let words: Vec<_> = line.split_whitespace().collect();
        let index = words[0].trim_end_matches(':').parse().unwrap();
        let at = words.iter().position(|word| word.starts_with("inet"))?;
        let with_prefix = if words[at + 2] == "peer" { words[at + 3] } else { words[at + 1] };
        let address = words[at + 1].split('/').next().unwrap();
        let prefix = with_prefix.split('/').nth(1).unwrap().parse().unwrap();
        addresses.insert((index, address.to_string(), prefix));
    }
    Some(addresses)
}

/// Asks one way and the other until nothing changed between: other programs change links, too.
fn at_rest<T: PartialEq>(one: impl Fn() -> T, other: impl Fn() -> T) -> (T, T) {
    loop {
        let before = other();
        let asked = one();
        let after = other();
        if before == after {
            return (asked, after);
        }
    }
}

#[test]
fn links_are_those_of_ip() {
    let by_ip = links_by_ip().is_some();
    let other = if by_ip { || links_by_ip().unwrap() } else { links_by_sys };
    let (ours, theirs) = at_rest(links_by_netlink, other);
    assert_eq!(ours, theirs);
    assert!(ours.iter().any(|(_, name, _)| name == "lo"));
    let other = if by_ip { "`ip -o link` says" } else { "in /sys/class/net" };
    c::say(&format!("links_netlink: {} links as {other}", ours.len()));
}

#[test]
fn addresses_are_those_of_ip() {
    if addresses_by_ip().is_none() {
        c::say("links_netlink: SKIPPED addresses, there is no program ip to compare with");
        return;
    }
    let (ours, theirs) = at_rest(addresses_by_netlink, || addresses_by_ip().unwrap());
    assert_eq!(ours, theirs);
    assert!(ours.iter().any(|(_, text, _)| text == "127.0.0.1"));
    c::say(&format!("links_netlink: {} addresses as `ip -o addr` says", ours.len()));
}

#[test]
fn an_error_comes_with_the_request() {
    let sock = netlink();
    let on = 1;
    assert_eq!(setsockopt(sock, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(&on)), 0);
    // Nothing has this type.
    let nh = nlmsghdr {
        nlmsg_len: NLMSG_LENGTH(0) as u32,
        nlmsg_type: RTM_MAX + 400,
        nlmsg_flags: NLM_F_REQUEST,
        nlmsg_seq: 7,
        nlmsg_pid: 0,
    };
    assert_eq!(send(sock, &nh, nh.nlmsg_len, 0), 16);
    let buf = &mut [0u8; 4096];
    let mut len = recv(sock, buf, sizeof(buf), 0);
    let answer = record::<nlmsghdr>(buf);
    assert!(NLMSG_OK(answer, len));
    assert_eq!((answer.nlmsg_type, answer.nlmsg_seq), (NLMSG_ERROR, 7));
    let err: RecordPtr<nlmsgerr> = NLMSG_DATA(answer).into();
    assert_eq!(-err.error, EOPNOTSUPP);
    assert_eq!(err.msg.as_bytes(), nh.as_bytes());
    let next = NLMSG_NEXT(answer, &mut len);
    assert!(len == 0 && !NLMSG_OK(next, len));
    close(sock);
}

#[test]
fn groups_are_listed_as_bits() {
    let sock = netlink();
    for group in [RTNLGRP_LINK, RTNLGRP_IPV6_RULE, RTNLGRP_NEXTHOP] {
        assert_eq!(
            setsockopt(sock, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof(&group)),
            0
        );
    }
    let groups = &mut [0u32; 8];
    let mut len = sizeof(groups) as socklen_t;
    assert_eq!(getsockopt(sock, SOL_NETLINK, NETLINK_LIST_MEMBERSHIPS, groups, &mut len), 0);
    let bit = |group: i32| 1 << (group - 1);
    assert_eq!(groups[0], RTMGRP_LINK | bit(RTNLGRP_IPV6_RULE) | bit(RTNLGRP_NEXTHOP));
    let addr = &mut sockaddr_nl::zeroed();
    let mut len = sizeof(addr) as socklen_t;
    getsockname(sock, addr, &mut len);
    assert_eq!(addr.nl_groups, groups[0]);
    close(sock);
}

#[test]
fn a_frame_over_the_loopback() {
    let sock = socket(PF_PACKET, SOCK_RAW, 0);
    if sock == -1 {
        assert_eq!(errno(), EPERM);
        c::say("links_packet: SKIPPED, packet sockets need CAP_NET_RAW");
        return;
    }
    let lo = fs::read_to_string("/sys/class/net/lo/ifindex").unwrap().trim().parse().unwrap();
    let addr = &mut sockaddr_ll::zeroed();
    addr.sll_family = AF_PACKET as sa_family_t;
    addr.sll_protocol = htons(ETH_P_802_EX1);
    addr.sll_ifindex = lo;
    assert_eq!(bind(sock, addr, sizeof(addr)), 0, "{}", errno());

    let content = format!("berkeley {}", process::id());
    // The interface's own address, and its broadcast address, are all zeros.
    for (to, kind) in [(0, PACKET_HOST), (0xff, PACKET_MULTICAST), (4, PACKET_OTHERHOST)] {
        let to = [to; ETH_ALEN];
        let header = ethhdr { h_dest: to, h_source: [2; ETH_ALEN], h_proto: htons(ETH_P_802_EX1) };
        let frame = [header.as_bytes(), content.as_bytes()].concat();
        let n = sendto(sock, &frame, frame.len(), 0, addr, sizeof(addr));
        assert_eq!(n, frame.len() as isize, "{}", errno());

        let (got, from) = (&mut [0u8; ETH_FRAME_LEN], &mut sockaddr_ll::zeroed());
        loop {
            let mut len = sizeof(from) as socklen_t;
            let n = recvfrom(sock, got, sizeof(got), 0, from, &mut len);
            assert_eq!(len, 20);
            // Others may be experimenting, too.
            if got[..n as usize] == frame {
                break;
            }
        }
        assert_eq!(from.sll_pkttype, kind);
        assert_eq!((from.sll_protocol, from.sll_ifindex), (htons(ETH_P_802_EX1), lo));
        assert_eq!((from.sll_hatype, from.sll_halen), (772, 6), "ARPHRD_LOOPBACK");
        assert_eq!(from.sll_addr[..6], [2; 6]);
        let eth = record::<ethhdr>(got);
        assert_eq!((eth.h_dest, ntohs(eth.h_proto)), (to, ETH_P_802_EX1));
    }
    let stats = &mut tpacket_stats::zeroed();
    let mut len = sizeof(stats) as socklen_t;
    assert_eq!(getsockopt(sock, SOL_PACKET, PACKET_STATISTICS, stats, &mut len), 0);
    assert!(stats.tp_packets >= 3);
    let mut version = TPACKET_V3;
    assert_eq!(setsockopt(sock, SOL_PACKET, PACKET_VERSION, &version, sizeof(&version)), 0);
    let mut len = sizeof(&version) as socklen_t;
    assert_eq!(getsockopt(sock, SOL_PACKET, PACKET_HDRLEN, &mut version, &mut len), 0);
    assert_eq!(version as usize, size_of::<tpacket3_hdr>());
    close(sock);
}

#[test]
fn a_name_for_a_virtual_machines_socket() {
    let sock = socket(AF_VSOCK, SOCK_STREAM, 0);
    if sock == -1 {
        c::say(&format!("links_vsock: SKIPPED, no such sockets here: {}", strerror(errno())));
        return;
    }
    let addr = &mut sockaddr_vm::zeroed();
    addr.svm_family = AF_VSOCK as sa_family_t;
    (addr.svm_cid, addr.svm_port) = (VMADDR_CID_ANY, VMADDR_PORT_ANY);
    assert_eq!(bind(sock, addr, sizeof(addr)), 0, "{}", errno());
    let mut len = sizeof(addr) as socklen_t;
    assert_eq!(getsockname(sock, addr, &mut len), 0);
    assert_eq!(len, 16);
    assert_eq!(addr.svm_cid, VMADDR_CID_ANY);
    assert!(addr.svm_port != VMADDR_PORT_ANY && addr.svm_port >= 1024);
    close(sock);
}
