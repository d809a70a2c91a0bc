//! The options of sockets and what they are by default: as C has it, as the kernel is set, and all of
//! them.

use crate::calls::without_numbers;
use crate::run::{Outcome, Start, Under, compare, complains, prints_usage, source};
use crate::support::example;
use std::fs;
use std::path::Path;

#[test]
fn sockopts() {
    compare("sockopts", |program, under| {
        let outcome = Start::new(program, &[], under).run().finish("socket(");
        assert_eq!(outcome.status, Some(0));
        assert!(outcome.said.lines().count() > 250, "{}", outcome.said);
        without_what_differs(outcome)
    });
    compare("sockopts", |program, under| {
        let outcome = Start::new(program, &["SO_KEEPALIVE"], under).run().finish("socket(");
        let lines: Vec<_> = outcome.said.lines().collect();
        assert!((2..=4).contains(&lines.len()), "{lines:?}");
        assert_eq!(lines[0], "IPv4 stream    SO_KEEPALIVE              flag     off");
        outcome
    });
}

/// Without the numbers of sockets, and times.
fn without_what_differs(mut outcome: Outcome) -> Outcome {
    outcome.said = without_numbers(&outcome.said, "TCP_TIMESTAMP             unsigned ");
    for line in outcome.calls.iter_mut().flatten() {
        let differs = ["SO_COOKIE", "TCP_TIMESTAMP", "TCP_INFO"];
        if let Some(option) = differs.iter().find(|option| line.contains(*option)) {
            *line = format!("getsockopt of {option}");
        }
    }
    outcome
}

/// The defaults are those that the system is set to, as far as it can be.
#[test]
fn the_defaults_are_the_systems() {
    let said = Start::new(&example("sockopts"), &[], Under::Nobody).run().finish("").said;
    let value = |socket: &str, option: &str| {
        let mut of_socket = said.lines().filter(|line| line.starts_with(socket));
        let line = of_socket.find(|line| line.split_whitespace().nth(2) == Some(option)).unwrap();
        line.split_whitespace().nth(4).unwrap().trim_matches('"').to_string()
    };
    let setting = |name: &str, field: usize| {
        let setting = fs::read_to_string(Path::new("/proc/sys/net").join(name)).ok();
        setting.and_then(|text| text.split_whitespace().nth(field).map(String::from))
    };
    let stream = [
        ("SO_RCVBUF", "ipv4/tcp_rmem", 1),
        ("SO_SNDBUF", "ipv4/tcp_wmem", 1),
        ("IP_TTL", "ipv4/ip_default_ttl", 0),
        ("TCP_CONGESTION", "ipv4/tcp_congestion_control", 0),
        ("TCP_KEEPIDLE", "ipv4/tcp_keepalive_time", 0),
        ("TCP_KEEPINTVL", "ipv4/tcp_keepalive_intvl", 0),
        ("TCP_KEEPCNT", "ipv4/tcp_keepalive_probes", 0),
        ("TCP_SYNCNT", "ipv4/tcp_syn_retries", 0),
        ("TCP_LINGER2", "ipv4/tcp_fin_timeout", 0),
    ];
    let datagram = [("SO_RCVBUF", "core/rmem_default", 0), ("SO_SNDBUF", "core/wmem_default", 0)];
    let of_streams = stream.map(|it| ("IPv4 stream", it));
    let of_datagrams = datagram.map(|it| ("IPv4 datagram", it));
    let mut compared = 0;
    for (socket, (option, name, field)) in of_streams.into_iter().chain(of_datagrams) {
        if let Some(setting) = setting(name, field) {
            assert_eq!(value(socket, option), setting, "{option}, {name}");
            compared += 1;
        }
    }
    assert!(compared > 8, "{compared}");
}

/// What is no option that can be asked for without more: it can only be set, must be told what is asked
/// for, is another's older name, is known to no kernel any more; or is a value.
const LEFT_OUT: &str = "\
    SO_ATTACH_* SO_DETACH_* SO_GET_FILTER SO_CNX_ADVICE SO_RCVBUFFORCE SO_SNDBUFFORCE SO_SECURITY_* \
    *_OLD *_NEW \
    IP_RECVRETOPTS IP_PMTUDISC* IP_ORIGDSTADDR IP_IPSEC_POLICY IP_XFRM_POLICY IP_*BLOCK_SOURCE \
    IP_ADD_* IP_DROP_* IP_MSFILTER IP_DEFAULT_* IP_MAX_MEMBERSHIPS \
    IPV6_2292* IPV6_NEXTHOP IPV6_AUTHHDR IPV6_JOIN_* IPV6_LEAVE_* IPV6_ADD_* IPV6_DROP_* \
    IPV6_IPSEC_POLICY IPV6_XFRM_POLICY IPV6_PKTINFO IPV6_HOPLIMIT IPV6_ORIGDSTADDR IPV6_RXHOPOPTS \
    IPV6_RXDSTOPTS IPV6_PMTUDISC_* IPV6_RTHDR_* \
    TCP_ESTABLISHED TCP_SYN_SENT TCP_SYN_RECV TCP_FIN_WAIT* TCP_TIME_WAIT TCP_CLOSE* TCP_LAST_ACK \
    TCP_LISTEN TCP_CLOSING TCP_CA_* TCP_NO_QUEUE TCP_RECV_QUEUE TCP_SEND_QUEUE TCP_QUEUES_NR TCP_MD5SIG* TCP_COOKIE_* \
    TCP_REPAIR_O* TCP_ZEROCOPY_RECEIVE TCP_CM_INQ TCP_MSS* TCP_MAXWIN TCP_MAX_WINSHIFT TCP_S_DATA_* \
    UDP_ENCAP_*";

#[test]
fn no_option_is_forgotten() {
    let headers = include_str!("../../headers.tsv");
    let program = fs::read_to_string(source("sockopts", "c")).unwrap();
    let of_sockets = |line: &&str| {
        let mut fields = line.split('\t');
        let (kind, name, header) = (fields.next(), fields.next(), fields.next());
        let headers = ["sys/socket.h", "netinet/in.h", "netinet/tcp.h", "netinet/udp.h"];
        let prefixes = ["SO_", "IP_", "IPV6_", "TCP_", "UDP_"];
        kind == Some("constant")
            && headers.iter().any(|it| header == Some(*it))
            && prefixes.iter().any(|it| name.is_some_and(|name| name.starts_with(it)))
    };
    let names = headers.lines().filter(of_sockets).map(|line| line.split('\t').nth(1).unwrap());
    let mut asked = 0;
    for name in names {
        let is_asked = program.contains(&format!("\"{name}\""));
        let is_left_out = LEFT_OUT.split_whitespace().any(|pattern| matches(name, pattern));
        assert!(is_asked != is_left_out, "{name} is asked for: {is_asked}");
        asked += usize::from(is_asked);
    }
    assert!(asked > 150, "{asked}");
}

/// Whether a name is like a pattern, in which a star is any text.
fn matches(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => {
            name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
        }
        None => name == pattern,
    }
}

#[test]
fn wrong_arguments() {
    prints_usage("sockopts", &[&["SO_TYPE", "SO_ERROR"]]);
    complains("sockopts", &["SO_NOTHING"], "SO_NOTHING: no such option\n");
}
