//! Echoes, over a network of the test's own: a raw socket receives all that comes to a host, so every
//! run has hosts of its own.

use super::Capture;
use crate::calls::{without_texts, without_timeout};
use crate::hosts::{Host, V4, V6, hosts};
use crate::run::{BOUND, Outcome, Pair, Start, Under, compare, has, prints_usage, uninterrupted};
use berkeley::checksum::in_cksum;
use nix::libc;
use socket2::{Domain, Protocol, Socket, Type};
use std::io::Read;
use std::net::SocketAddrV4;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

/// What the far host is told: to be a router, which knows no way to some networks, and to others one
/// back to where they come from; and to report every packet that it does not pass on.
const FAR: &str = "\
    echo 1 > /proc/sys/net/ipv4/ip_forward
    echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
    echo 0 > /proc/sys/net/ipv4/icmp_ratelimit
    echo 0 > /proc/sys/net/ipv6/icmp/ratelimit
    ip route add unreachable 10.7.0.0/16
    ip -6 route add unreachable fd07::/64
    ip route add 10.8.0.0/16 via 10.1.1.1
    ip -6 route add fd08::/64 via fd00::1";

/// And the near one. The groups that may ask without a privilege are all.
const NEAR: &str = "\
    echo 0 2147483647 > /proc/sys/net/ipv4/ping_group_range
    ip route add 10.7.0.0/16 via 10.1.1.2
    ip route add 10.8.0.0/16 via 10.1.1.2
    ip -6 route add fd07::/64 via fd00::2
    ip -6 route add fd08::/64 via fd00::2";

/// Two hosts, of which the far one is a router; none, with a word, where they may not be made.
fn near_and_far() -> Option<[Host; 2]> {
    let hosts = hosts()?;
    for (host, settings) in hosts.iter().zip([NEAR, FAR]) {
        let made = host.command("sh").args(["-ec", settings]).output().unwrap();
        assert!(made.status.success(), "{made:?}");
    }
    Some(hosts)
}

/// Runs ping on a near host, in C and in Rust, without and with its privilege. Tells what it said.
fn ping(args: &[&str], privileged: bool) -> Option<String> {
    if hosts().is_none() || !privileged && !has("setpriv") {
        return None;
    }
    let said = Mutex::new(String::new());
    compare("ping", |program, under| {
        let [near, _far] = near_and_far().expect("there were hosts before");
        let outcome = run(program, args, under, &near, privileged);
        said.lock().unwrap().clone_from(&outcome.said);
        outcome
    });
    Some(said.into_inner().unwrap())
}

fn run(program: &Path, args: &[&str], under: Under, host: &Host, privileged: bool) -> Outcome {
    let mut start = Start::new(program, args, under).on(host);
    if !privileged {
        start = start.through(&["setpriv", "--bounding-set", "-net_raw"]);
    }
    normal(start.run().fail("socket("))
}

/// Without what differs between two runs: times, and with them what is written and waited for; the
/// number of the process, and with it the messages.
fn normal(mut outcome: Outcome) -> Outcome {
    let line = |line: &str| match line.split_once(" time=") {
        Some((line, time)) => format!("{line} time=…{}", time.split_once(" ms").unwrap().1),
        None if line.starts_with("rtt ") => "rtt".into(),
        None => line.into(),
    };
    outcome.said = outcome.said.lines().map(|text| line(text) + "\n").collect();
    for line in outcome.calls.iter_mut().flatten() {
        *line = match line.split_once('(') {
            Some(("sendto" | "recvmsg", _)) => without_texts(line),
            Some(("poll", _)) => without_timeout(line),
            Some(("write", _)) => "write".into(),
            _ => continue,
        };
    }
    outcome
}

#[test]
fn an_answer() {
    for (address, length) in [(V4[1], 2), (V6[1], 2), ("127.0.0.1", 1), ("::1", 1)] {
        let Some(said) = ping(&[address, &length.to_string()], true) else { return };
        let mut lines = said.lines();
        assert_eq!(lines.next(), Some(&*format!("PING {address}: 56 data bytes")));
        for seq in 1..=length {
            let line = format!("64 bytes from {address}: icmp_seq={seq} ttl=64 time=…");
            assert_eq!(lines.next(), Some(&*line));
        }
        let packets = format!("{length} packets transmitted, {length} received");
        assert_eq!(lines.next(), Some(&*format!("{packets}, 0 errors, 0% packet loss")));
    }
}

#[test]
fn without_a_privilege() {
    for address in [V4[1], V6[1]] {
        let Some(said) = ping(&[address, "1"], false) else { return };
        assert!(said.contains(&format!("64 bytes from {address}: icmp_seq=1 ttl=64")), "{said}");
    }
}

#[test]
fn reports_of_errors() {
    const UNREACHABLE: &str = "Destination unreachable: No route to host";
    const NO_ROUTE: &str = "Destination unreachable: Network is unreachable";
    const EXCEEDED: &str = "Time exceeded: No route to host";
    for privileged in [true, false] {
        for (args, from, what) in [
            (&["10.7.0.1", "1"][..], V4[1], UNREACHABLE),
            (&["fd07::1", "1"], V6[1], NO_ROUTE),
            (&["10.8.0.1", "1", "1"], V4[1], EXCEEDED),
            (&["fd08::1", "1", "1"], V6[1], EXCEEDED),
        ] {
            let Some(said) = ping(args, privileged) else { return };
            assert!(said.contains(&format!("from {from}: icmp_seq=1 {what}\n")), "{said}");
            assert!(said.contains("1 packets transmitted, 0 received, 1 errors, 100%"), "{said}");
        }
    }
}

#[test]
fn nobody_answers() {
    let Some(said) = ping(&["10.1.1.77", "1"], true) else { return };
    assert!(said.ends_with("1 packets transmitted, 0 received, 0 errors, 100% packet loss\n"));
}

#[test]
fn wrong_arguments() {
    prints_usage(
        "ping",
        &[&[], &["localhost"], &["127.0.0.1", "0"], &["::1", "1", "256"], &["::1", "1", "1", "1"]],
    );
}

/// What goes over the wire is right, all of it.
#[test]
fn on_the_wire() {
    const V4_FIELDS: [&str; 5] =
        ["icmp.type", "icmp.checksum.status", "icmp.seq", "data.len", "ip.ttl"];
    const V6_FIELDS: [&str; 5] = [
        "icmpv6.type",
        "icmpv6.checksum.status",
        "icmpv6.echo.sequence_number",
        "data.len",
        "ipv6.hlim",
    ];
    let Some(pair) = Pair::new("ping") else { return };
    if !(has("tcpdump") && has("tshark")) {
        return;
    }
    for program in pair.both() {
        for (address, filter, fields, [echo, answer]) in [
            (V4[1], "icmp[0] == 8 or icmp[0] == 0", V4_FIELDS, ["8", "0"]),
            (V6[1], "ip6[40] == 128 or ip6[40] == 129", V6_FIELDS, ["128", "129"]),
        ] {
            let Some([near, far]) = near_and_far() else { return };
            let capture = Capture::start(&far, "eth0", filter);
            let outcome = run(program, &[address, "2", "7"], Under::Nobody, &near, true);
            assert_eq!(outcome.status, Some(0), "{outcome:?}");
            capture.wait_for(|packets| packets.len() >= 4);
            // 1 is a good checksum.
            let expected = [
                [echo, "1", "1", "56", "7"],
                [answer, "1", "1", "56", "64"],
                [echo, "1", "2", "56", "7"],
                [answer, "1", "2", "56", "64"],
            ];
            assert_eq!(capture.fields(&fields), expected);
        }
    }
}

/// Of what comes, only what is an answer counts, and each one once.
#[test]
fn answers_that_are_none() {
    let Some(pair) = Pair::new("ping") else { return };
    for program in pair.both() {
        let Some([near, far]) = near_and_far() else { return };
        let silent = "echo 1 > /proc/sys/net/ipv4/icmp_echo_ignore_all";
        assert!(far.command("sh").args(["-c", silent]).status().unwrap().success());
        let socket = far
            .run(|| Socket::new(Domain::IPV4, Type::from(libc::SOCK_RAW), Some(Protocol::ICMPV4)));
        let socket = socket.unwrap();
        socket.set_read_timeout(Some(BOUND)).unwrap();
        let outcome = thread::scope(|scope| {
            scope.spawn(|| (1..=2).for_each(|seq| answer(&socket, seq)));
            run(program, &[V4[1], "2"], Under::Nobody, &near, true)
        });
        assert_eq!(
            outcome.said,
            "PING 10.1.1.2: 56 data bytes\n\
             64 bytes from 10.1.1.2: icmp_seq=1 ttl=64 time=…\n\
             64 bytes from 10.1.1.2: icmp_seq=1 ttl=64 time=… (DUP!)\n\
             64 bytes from 10.1.1.2: icmp_seq=2 ttl=64 time=…\n\
             2 packets transmitted, 2 received, 0 errors, 0% packet loss\n\
             rtt\n"
        );
    }
}

/// Answers an echo: wrongly, rightly, and the first one once more.
fn answer(mut socket: &Socket, seq: u16) {
    let buf = &mut [0; 1000];
    let n = uninterrupted(|| socket.read(buf));
    // Behind a header without options.
    let echo = &buf[20..n];
    assert_eq!((echo[0], &echo[6..8]), (8, &seq.to_be_bytes()[..]));
    let with = |at: usize, byte: u8| {
        let mut answer = [&[0, 0, 0, 0], &echo[4..]].concat();
        answer[at] = byte;
        let checksum = in_cksum(&answer, answer.len());
        answer[2..4].copy_from_slice(&checksum.to_ne_bytes());
        answer
    };
    let right = with(0, 0);
    let bad_checksum = [&right[..63], &[!right[63]]].concat();
    let others = with(4, !echo[4]);
    let more = if seq == 1 { &right[..] } else { &others };
    let to = SocketAddrV4::new(V4[0].parse().unwrap(), 0).into();
    for message in [&right[..7], &bad_checksum, &others, &with(0, 14), &right, more] {
        assert_eq!(socket.send_to(message, &to).unwrap(), message.len());
    }
}
