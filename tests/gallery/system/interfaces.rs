//! Interfaces and their addresses, as `ip` knows them too.

use super::{json, much};
use crate::calls::without_numbers;
use crate::hosts::Host;
use crate::run::{Outcome, Start, Under, compare, compare_calls, complains, prints_usage};
use crate::support::example;
use serde_json::Value;
use std::net::{Ipv4Addr, Ipv6Addr};

#[test]
fn interfaces() {
    let Some([host, _other]) = much() else { return };
    for args in [&[][..], &["eth0"]] {
        compare_calls("interfaces", |program, under| {
            let outcome = Start::new(program, args, under).on(&host).run().finish("socket(");
            assert_eq!(outcome.status, Some(0));
            let mut lines = outcome.said.lines();
            assert!(args.is_empty() || lines.all(|line| line.starts_with("eth0: ")));
            normal(outcome)
        });
    }
    let theirs = as_interfaces_says_it(&host);
    assert!(theirs.len() > 10, "{theirs:#?}");
    assert_eq!(lines(&host, "interfaces"), theirs);
}

/// Without what differs between two runs: libc numbers its questions to the kernel by the time, and the
/// answers have counters in them, which go on. And without the question after the version of the kernel:
/// the port asks it, since it needs to know how long the counters are that libc leaves behind without
/// saying.
fn normal(mut outcome: Outcome) -> Outcome {
    for lines in &mut outcome.calls {
        lines.retain(|line| !line.starts_with("uname("));
        for line in lines {
            *line = match line.rsplit_once(" = ") {
                Some((call, n)) if call.starts_with("recvmsg(") => format!("recvmsg = {n}"),
                _ => without_numbers(line, "nlmsg_seq="),
            };
        }
    }
    outcome
}

#[test]
fn ifconf() {
    let Some([host, _other]) = much() else { return };
    compare("ifconf", |program, under| {
        let outcome = Start::new(program, &[], under).on(&host).run().finish("socket(");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
    // It says the same of IPv4 as the other, and more.
    let mut of_both = as_interfaces_says_it(&host);
    of_both.retain(|line| line.contains("> inet "));
    let ours = lines(&host, "ifconf");
    assert_eq!(ours.iter().map(|line| of_address(line)).collect::<Vec<_>>(), of_both);
    for link in json(&host, &["link"]).as_array().unwrap() {
        let name = format!("{}:", link["ifname"].as_str().unwrap());
        let mut lines = ours.iter().filter(|line| line.starts_with(&name));
        let end = format!(" mtu {} index {}", link["mtu"], link["ifindex"]);
        assert!(lines.all(|line| line.ends_with(&end)), "{link} {ours:#?}");
    }
}

/// What a line says of the address. Where there is no broadcast address it is all zeros here, and the
/// address itself there.
fn of_address(line: &str) -> String {
    let (line, _) = line.split_once(" mtu ").unwrap();
    let address = line.split(' ').nth(3).unwrap();
    line.replace(" broadcast 0.0.0.0", &format!(" broadcast {address}"))
}

/// What a port says, sorted.
fn lines(host: &Host, name: &str) -> Vec<String> {
    let outcome = Start::new(&example(name), &[], Under::Nobody).on(host).run().finish("");
    let mut lines: Vec<_> = outcome.said.lines().map(String::from).collect();
    lines.sort();
    lines
}

/// What `ip` says, in the words of `interfaces`, sorted.
fn as_interfaces_says_it(host: &Host) -> Vec<String> {
    let text = |of: &Value, what: &str| of[what].as_str().map(String::from);
    let mut lines = Vec::new();
    for link in json(host, &["addr"]).as_array().unwrap() {
        let flags = flags(link);
        let has = |flag| flags.split(',').any(|name| name == flag);
        let name = text(link, "ifname").unwrap();
        let mut line = format!("{name}: <{flags}>");
        if let Some(mac) = text(link, "address") {
            line += &format!(" packet {mac}");
        }
        if let Some(mac) = text(link, "broadcast").filter(|_| has("BROADCAST")) {
            line += &format!(" broadcast {mac}");
        }
        lines.push(line);
        for addr in link["addr_info"].as_array().unwrap() {
            let name = text(addr, "label").unwrap_or(name.clone());
            let family = text(addr, "family").unwrap();
            let local = text(addr, "local").unwrap();
            let bits = addr["prefixlen"].as_u64().unwrap() as u32;
            let of_ipv4 = family == "inet";
            let netmask = if of_ipv4 {
                Ipv4Addr::from(!u32::MAX.checked_shr(bits).unwrap_or(0)).to_string()
            } else {
                Ipv6Addr::from(!u128::MAX.checked_shr(bits).unwrap_or(0)).to_string()
            };
            let mut line = format!("{name}: <{flags}> {family} {local} netmask {netmask}");
            if of_ipv4 && has("BROADCAST") {
                line += &format!(" broadcast {}", text(addr, "broadcast").unwrap_or(local));
            }
            if let Some(peer) = text(addr, "address") {
                line += &format!(" peer {peer}");
            }
            lines.push(line);
        }
    }
    lines.sort();
    lines
}

/// The flags of a link in the order of the programs. `ip` does not say `RUNNING`, but `NO-CARRIER` of
/// an interface that is up and not running.
pub(super) fn flags(link: &Value) -> String {
    const ORDER: [&str; 9] = [
        "UP",
        "BROADCAST",
        "LOOPBACK",
        "POINTOPOINT",
        "RUNNING",
        "NOARP",
        "PROMISC",
        "ALLMULTI",
        "MULTICAST",
    ];
    let theirs: Vec<_> = link["flags"].as_array().unwrap().iter().flat_map(Value::as_str).collect();
    let has = |flag: &str| match flag {
        "RUNNING" => theirs.contains(&"UP") && !theirs.contains(&"NO-CARRIER"),
        _ => theirs.contains(&flag),
    };
    ORDER.into_iter().filter(|flag| has(flag)).collect::<Vec<_>>().join(",")
}

#[test]
fn wrong_arguments() {
    prints_usage("interfaces", &[&["lo", "eth0"]]);
    prints_usage("ifconf", &[&["lo"]]);
    complains("interfaces", &["nothing"], "nothing: No such device\n");
}
