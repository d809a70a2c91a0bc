//! To all hosts of a network, and to a group of hosts. The hosts are two of a network of their own.

use crate::hosts::{Host, hosts};
use crate::run::{
    Outcome, Pair, Run, Start, Under, complains, has, pairings, prints_usage, tells_calls,
};
use crate::support::numbers;
use nix::libc;
use std::io::ErrorKind;
use std::net::UdpSocket;
use std::path::Path;

/// The address of all hosts of their network.
const ALL: &str = "10.1.1.255";

/// The groups, and the address that the first host sends to them from.
const GROUPS: [(&str, &str); 3] =
    [("239.1.2.3", "10.1.1.1"), ("ff15::1234", "fd00::1"), ("ff02::1234", "fe80::")];

/// Runs a program to its end.
fn run(program: &Path, args: &[&str], under: Under, host: &Host) -> Outcome {
    let outcome = Start::new(program, args, under).on(host).run().finish("socket(");
    assert_eq!((outcome.status, &*outcome.said), (Some(0), ""));
    outcome
}

/// A receiver that is ready to receive.
fn receiver(program: &Path, args: &[&str], under: Under, host: &Host) -> Run {
    let receiver = Start::new(program, args, under).on(host).run();
    receiver.sleeps_in(numbers::SYS_recvfrom);
    receiver
}

#[test]
fn any_receiver_hears_any_broadcast() {
    let Some([left, right]) = hosts() else { return };
    pairings("broadcast_receiver", "broadcast_sender", |to, from, under| {
        let receiver = receiver(to, &["0", "2"], under, &right);
        let port = receiver.udp_port().to_string();
        let sender = run(from, &[ALL, &port, "Hello, all!"], under, &left);
        run(from, &["10.1.1.2", &port, "Hello, you!"], Under::Nobody, &left);
        let receiver = receiver.finish("socket(");
        let said = "10.1.1.1: Hello, all!\n10.1.1.1: Hello, you!\n";
        assert_eq!((receiver.status, &*receiver.said), (Some(0), said));
        [receiver, sender]
    });
}

#[test]
fn any_member_hears_any_sender_to_the_group() {
    let Some([left, right]) = hosts() else { return };
    let Some(other) = Pair::new("broadcast_sender") else { return };
    for (group, source) in GROUPS {
        pairings("multicast_receiver", "multicast_sender", |to, from, under| {
            let receiver = receiver(to, &[group, "0", "eth0", "1"], under, &right);
            let port = receiver.udp_port().to_string();
            // Not to the group, so not for its members.
            run(&other.c, &["10.1.1.2", &port, "Hello, you!"], Under::Nobody, &left);
            let sender = run(from, &[group, &port, "eth0", "Hello, group!"], under, &left);
            let receiver = receiver.finish("socket(");
            assert!(receiver.said.starts_with(source), "{receiver:?}");
            assert!(receiver.said.ends_with(": Hello, group!\n"), "{receiver:?}");
            assert_eq!((receiver.said.lines().count(), receiver.status), (1, Some(0)));
            [receiver, sender]
        });
    }
}

/// Two on each host, one of them that of the sender, all at one port.
#[test]
fn all_receivers_of_both_hosts_hear_it() {
    let Some(hosts) = hosts() else { return };
    if !tells_calls() {
        return;
    }
    let all = |receivers: &str, sender: &str, to: &str, rest: &[&str]| {
        let (Some(receivers), Some(sender)) = (Pair::new(receivers), Pair::new(sender)) else {
            return;
        };
        let to_receive = |port: &str| match rest {
            [] => vec![port.to_string(), "1".into()],
            [interface] => vec![to.into(), port.into(), interface.to_string(), "1".into()],
            _ => unreachable!(),
        };
        let mut running: Vec<Run> = Vec::new();
        for host in &hosts {
            for program in receivers.both() {
                let first = running.first().map(|first| first.udp_port().to_string());
                let args = to_receive(&first.unwrap_or("0".into()));
                let args: Vec<&str> = args.iter().map(String::as_str).collect();
                running.push(receiver(program, &args, Under::Nobody, host));
            }
        }
        let port = running[0].udp_port().to_string();
        run(&sender.rust, &[&[to, &port], rest].concat(), Under::Nobody, &hosts[0]);
        for receiver in running {
            let outcome = receiver.finish("");
            assert!(outcome.said.ends_with(": Anybody there?\n"), "{outcome:?}");
            assert_eq!(outcome.status, Some(0));
        }
    };
    all("broadcast_receiver", "broadcast_sender", ALL, &[]);
    for (group, _) in GROUPS {
        all("multicast_receiver", "multicast_sender", group, &["eth0"]);
    }
}

/// How socat receives what is sent to all, or to a group; and how it sends to them.
const SOCAT: [(&str, &str, &str); 3] = [
    (ALL, "UDP4-RECV:0", "UDP4-DATAGRAM:10.1.1.255:PORT,broadcast"),
    (
        "239.1.2.3",
        "UDP4-RECV:0,ip-add-membership=239.1.2.3:eth0",
        "UDP4-DATAGRAM:239.1.2.3:PORT,ip-multicast-if=10.1.1.1",
    ),
    (
        "ff15::1234",
        "UDP6-RECV:0,ipv6-join-group=[ff15::1234]:eth0",
        "UDP6-DATAGRAM:[ff15::1234]:PORT,so-bindtodevice=eth0",
    ),
];

#[test]
fn socat_hears_and_is_heard() {
    if !has("socat") {
        return;
    }
    let Some([left, right]) = hosts() else { return };
    if !tells_calls() {
        return;
    }
    let start = |args: &[&str], host| {
        Start::new(Path::new("socat"), args, Under::Nobody).on(host).with_input().run()
    };
    for (to, receive, send) in SOCAT {
        let (theme, interface): (_, &[&str]) =
            if to == ALL { ("broadcast", &[]) } else { ("multicast", &["eth0"]) };
        let pair = |role: &str| Pair::new(&format!("{theme}_{role}"));
        let (Some(senders), Some(receivers)) = (pair("sender"), pair("receiver")) else { return };
        for (sender, program) in senders.both().into_iter().zip(receivers.both()) {
            let mut socat = start(&["-u", receive, "-"], &right);
            // In its table are members only, once it is one.
            socat.sleeps_in(libc::SYS_pselect6);
            let port = socat.udp_port().to_string();
            let args = [&[to, &port], interface, &["Hello, socat!"]].concat();
            run(sender, &args, Under::Nobody, &left);
            socat.says("Hello, socat!");

            let args: &[&str] = if to == ALL { &["0", "1"] } else { &[to, "0", "eth0", "1"] };
            let receiver = receiver(program, args, Under::Nobody, &right);
            let to = send.replace("PORT", &receiver.udp_port().to_string());
            let mut socat = start(&["-u", "-", &to], &left);
            socat.types("Hello from socat!");
            assert_eq!(socat.finish("").status, Some(0));
            let outcome = receiver.finish("");
            assert!(outcome.said.ends_with("1: Hello from socat!\n"), "{outcome:?}");
        }
    }
}

/// What the sender's option is for.
#[test]
fn who_did_not_ask_may_not_broadcast() {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let sent = socket.send_to(b"Anybody there?", "127.255.255.255:1");
    assert_eq!(sent.map_err(|error| error.kind()), Err(ErrorKind::PermissionDenied));
}

#[test]
fn failures() {
    let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
    let port = socket.local_addr().unwrap().port().to_string();
    complains("broadcast_receiver", &[&port], "bind: Address already in use\n");
    complains("broadcast_sender", &["127.255.255.255", "0"], "sendto: Invalid argument\n");
    for program in ["multicast_receiver", "multicast_sender"] {
        complains(program, &["127.0.0.1", "1", "lo"], "127.0.0.1 is no multicast group\n");
        complains(program, &["::1", "1", "lo"], "::1 is no multicast group\n");
        complains(program, &["239.1.2.3", "1", "eth99"], "if_nametoindex: No such device\n");
        complains(program, &["localhost", "1", "lo"], "getaddrinfo: Name or service not known\n");
    }
}

#[test]
fn wrong_arguments() {
    prints_usage("broadcast_receiver", &[&[], &["no port"], &["1", "2", "3"]]);
    let address = "127.255.255.255";
    prints_usage(
        "broadcast_sender",
        &[&[], &[address], &["1", address], &[address, "1", "2", "3"]],
    );
    for program in ["multicast_receiver", "multicast_sender"] {
        prints_usage(program, &[&[], &["239.1.2.3", "1"], &["239.1.2.3", "1", "lo", "2", "3"]]);
    }
}
