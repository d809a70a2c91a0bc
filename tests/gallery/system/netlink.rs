//! Links, addresses and routes, as `ip` knows them too.

use super::interfaces::flags;
use super::{json, much};
use crate::hosts::Host;
use crate::run::{Outcome, Pair, Start, Under, compare_calls, complains, prints_usage};
use crate::support::{example, strace};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;
use std::path::Path;

#[test]
fn netlink() {
    let Some([host, _other]) = much() else { return };
    for args in [&["link"][..], &["link", "eth0"], &["addr"], &["route"]] {
        compare_calls("netlink", |program, under| run(program, args, under, &host));
    }
}

fn run(program: &Path, args: &[&str], under: Under, host: &Host) -> Outcome {
    let mut outcome = Start::new(program, args, under).on(host).run().finish("socket(");
    assert_eq!(outcome.status, Some(0));
    for line in outcome.calls.iter_mut().flatten() {
        // What is received has counters in it, which go on.
        if let Some((start, end)) = line.split_once(", MSG_TRUNC, ") {
            let (_, room) = start.rsplit_once(", ").unwrap();
            *line = format!("recvfrom(3, …, {room}, MSG_TRUNC, {end}");
        }
    }
    outcome
}

/// What the port says, sorted.
fn lines(host: &Host, args: &[&str]) -> Vec<String> {
    let outcome = run(&example("netlink"), args, Under::Nobody, host);
    sorted(outcome.said.lines().map(String::from).collect())
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

/// What `ip` says, each of it in the words of the program, sorted.
fn theirs(host: &Host, args: &[&str], line: impl Fn(&Value) -> Vec<String>) -> Vec<String> {
    sorted(json(host, args).as_array().unwrap().iter().flat_map(line).collect())
}

/// A field, with a word before it; nothing, if it is not there.
fn word(word: &str, of: &Value, field: &str) -> String {
    match &of[field] {
        Value::Null => String::new(),
        Value::String(text) => format!(" {word} {text}"),
        number => format!(" {word} {number}"),
    }
}

#[test]
fn ip_knows_the_same_links() {
    let Some([host, _other]) = much() else { return };
    let link = |link: &Value| {
        let name = link["ifname"].as_str().unwrap();
        let mut line = format!("{}: {name}: <{}>", link["ifindex"], flags(link));
        for field in ["mtu", "qdisc"] {
            line += &word(field, link, field);
        }
        line += &word("state", link, "operstate");
        for field in ["address", "broadcast"] {
            line += &word(field, link, field);
        }
        vec![line + &word("kind", &link["linkinfo"], "info_kind")]
    };
    let all = theirs(&host, &["-d", "link"], link);
    assert!(all.len() >= 5 && all.iter().any(|line| line.ends_with(" kind veth")), "{all:#?}");
    assert_eq!(lines(&host, &["link"]), all);
    assert_eq!(lines(&host, &["link", "br0"]), theirs(&host, &["-d", "link", "show", "br0"], link));
}

#[test]
fn ip_knows_the_same_addresses() {
    let Some([host, _other]) = much() else { return };
    let addresses = |link: &Value| {
        let of_one = |addr: &Value| {
            let name = addr["label"].as_str().or(link["ifname"].as_str()).unwrap();
            let family = addr["family"].as_str().unwrap();
            let mut line = format!("{}: {name}:", link["ifindex"]);
            line += &word(family, addr, "local");
            line += &word("peer", addr, "address");
            line += &format!("/{}", addr["prefixlen"]);
            line += &word("broadcast", addr, "broadcast");
            line + &word("scope", addr, "scope")
        };
        link["addr_info"].as_array().unwrap().iter().map(of_one).collect()
    };
    let all = theirs(&host, &["addr"], addresses);
    assert!(all.len() > 8 && all.iter().any(|line| line.contains(" peer ")), "{all:#?}");
    assert_eq!(lines(&host, &["addr"]), all);
}

#[test]
fn ip_knows_the_same_routes() {
    let Some([host, _other]) = much() else { return };
    let mut all = Vec::new();
    for (option, family, bits) in [("-4", "inet", 32), ("-6", "inet6", 128)] {
        let route = |route: &Value| {
            let kind = route["type"].as_str().unwrap_or("unicast");
            let mut to = route["dst"].as_str().unwrap().to_string();
            if to != "default" && !to.contains('/') {
                to += &format!("/{bits}");
            }
            let mut line = format!("{family} {kind} to {to}");
            line += &word("via", route, "gateway");
            line += &word("via", &route["via"], "host");
            line += &word("dev", route, "dev");
            line += &word("src", route, "prefsrc");
            line += &word("metric", route, "metric");
            line += &format!(" scope {}", route["scope"].as_str().unwrap_or("global"));
            let table = match route["table"].as_str() {
                None => "254",
                Some("local") => "255",
                Some(number) => number,
            };
            let mut lines = vec![line + &format!(" table {table}")];
            let ways = route["nexthops"].as_array().into_iter().flatten();
            lines.extend(ways.map(|way| {
                let way = ["via", "dev", "weight"]
                    .map(|field| word(field, way, if field == "via" { "gateway" } else { field }));
                format!("    nexthop{}", way.concat())
            }));
            lines
        };
        all.extend(theirs(&host, &[option, "route", "show", "table", "all"], route));
    }
    for text in [" via fd00::2 dev eth0 scope", "nexthop", "blackhole", "unreachable", "table 1000"]
    {
        assert!(all.iter().any(|line| line.contains(text)), "{text}: {all:#?}");
    }
    assert_eq!(lines(&host, &["route"]), sorted(all));
}

#[test]
fn wrong_arguments() {
    prints_usage("netlink", &[&[], &["lin"], &["addr", "lo"], &["link", "a name of 16 byt"]]);
    complains("netlink", &["link", "nothing"], "netlink: No such device\n");
}

/// The program is stopped behind the first part of a list. Then something is added to the list.
#[test]
fn a_list_that_changes_is_asked_for_again() {
    let Some([host, _other]) = much() else { return };
    if !strace::is_here() {
        return;
    }
    let Some(pair) = Pair::new("netlink") else { return };
    let sh = |command: &str| {
        let output = host.command("sh").args(["-ec", command]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    // So many do not fit one datagram.
    sh("for i in $(seq 40); do ip link add many$i type bridge; done");
    for program in pair.both() {
        let stop = ["-e", "inject=recvfrom:signal=SIGSTOP:when=1"];
        let start = Start::new(program, &["link"], Under::Strace).on(&host).strace(&stop);
        let run = start.run();
        run.strace_says("--- stopped by SIGSTOP ---");
        sh("ip link add late type bridge");
        kill(Pid::from_raw(run.pid as i32), Signal::SIGCONT).unwrap();
        let outcome = run.fail("socket(");
        assert_eq!(outcome.status, Some(0), "{outcome:?}");
        assert_eq!(outcome.complained, "netlink: something changed meanwhile, once more\n");
        let said: Vec<_> = outcome.said.lines().map(String::from).collect();
        assert!(said.iter().any(|line| line.contains(": late:")), "{said:#?}");
        // Once, all of them.
        assert_eq!(sorted(said), lines(&host, &["link"]));
        sh("ip link del late");
    }
}
