//! What the resolver answers: in a world of its own, whose names nobody else has, and which no packet
//! leaves.

#[path = "../../names/world.rs"]
mod world;

use crate::calls::{without_numbers, without_texts, without_timeout};
use crate::run::{Outcome, Start, compare_calls, has, prints_usage};
use crate::support::{example, skip};
use std::env;
use std::process::Command;
use std::sync::Mutex;
use std::thread;

/// Set for a test that is in a world of its own.
const WORLD: &str = "GALLERY_WORLD";

/// Whether this test is in a world of its own, where names are served. If not, it is run in one, in
/// another process.
fn is_in_a_world() -> bool {
    if env::var_os(WORLD).is_some() {
        world::serve_names();
        return true;
    }
    let test = thread::current().name().expect("a test").to_string();
    match world::command(&test.replace("::", "_"), &env::current_exe().unwrap()) {
        Err(why) => skip(&format!("no namespaces can be made: {why}")),
        Ok(mut world) => {
            let world = world.args(["--exact", &test, "--nocapture"]).env(WORLD, "1");
            assert!(world.status().unwrap().success());
        }
    }
    false
}

/// What is asked, and what must be among the answers.
const QUESTIONS: &[(&[&str], &[&str])] = &[
    (
        &["-c", "two.example", "http"],
        &[
            "getaddrinfo: official name two.example",
            "getaddrinfo: 2001:db8::2, port 80, stream",
            "getaddrinfo: 192.0.2.2, port 80, stream",
            "getnameinfo: two.example, service web",
            "gethostbyname: 192.0.2.2",
            "getservbyname: alias www",
        ],
    ),
    (&["-4s", "localhost", "web"], &["getaddrinfo: 127.0.0.1, port 80, stream"]),
    (
        &["-6d", "localhost", "shell"],
        &[
            "getaddrinfo: Servname not supported for ai_socktype",
            "gethostbyname: alias ip6-localhost",
            "getservbyname: no such service",
        ],
    ),
    (&["-4d", "localhost", "514"], &["getnameinfo: localhost, service syslog"]),
    (&["-4s", "localhost", "514"], &["getnameinfo: localhost, service shell"]),
    (
        &["-4s", "uno", "shell"],
        &["getservbyname: shell, port 514, tcp", "gethostbyname: alias one"],
    ),
    (&["uno"], &["getaddrinfo: 192.0.2.1, port 0, raw"]),
    (&["-", "www"], &["getaddrinfo: ::1, port 80, stream"]),
    (&["-p", "-", "www"], &["getaddrinfo: ::, port 80, stream"]),
    (&["-n", "127.1", "80"], &["getaddrinfo: 127.0.0.1, port 80, datagram"]),
    (&["-n", "localhost"], &["getaddrinfo: Name or service not known"]),
    (&["-n", "127.0.0.1", "http"], &["getaddrinfo: Name or service not known"]),
    (&["-n4", "::1"], &["getaddrinfo: Address family for hostname not supported"]),
    (&["-s", "both.test"], &["getaddrinfo: 2001:db8::4d, port 0, stream"]),
    (&["-sc", "alias.test"], &["getaddrinfo: official name real.test"]),
    (&["-4", "192.0.2.9"], &["getnameinfo: nine.example, service 0"]),
    (&["-6", "v4.test"], &["getaddrinfo: No address associated with hostname"]),
    (&["-4", "v6.test"], &["gethostbyname: No address associated with name"]),
    (&["name.invalid"], &["gethostbyname: Unknown host"]),
    (
        &["servfail.test"],
        &[
            "getaddrinfo: Temporary failure in name resolution",
            "gethostbyname: Host name lookup failure",
        ],
    ),
    (&["refused.test"], &["gethostbyname: Host name lookup failure"]),
    (&["-", "-"], &["getaddrinfo: Servname not supported for ai_socktype"]),
];

#[test]
fn names() {
    if !is_in_a_world() {
        return;
    }
    for (args, answers) in QUESTIONS {
        let said = ask(args);
        for answer in *answers {
            assert!(said.lines().any(|line| line == *answer), "{args:?}: {answer}\n{said}");
        }
    }
}

/// What both programs answer.
fn ask(args: &[&str]) -> String {
    let said = Mutex::new(String::new());
    compare_calls("names", |program, under| {
        // The first thing that a look-up does is to ask for a daemon; a number is not looked up.
        let is_number = args[0].starts_with('-') && args[0].contains('n');
        let first = if is_number { "write(1, " } else { "socket(" };
        let outcome = Start::new(program, args, under).run().finish(first);
        let found = outcome.said.contains(", port ") && outcome.said.starts_with("getaddrinfo: ");
        assert_eq!(outcome.status, Some(i32::from(!found)), "{outcome:?}");
        said.lock().unwrap().clone_from(&outcome.said);
        let calls = outcome
            .calls
            .iter()
            .map(|lines| lines.iter().filter_map(|line| normal(line)).collect());
        Outcome { calls: calls.collect(), ..outcome }
    });
    said.into_inner().unwrap()
}

/// A call without what differs between two runs: the time, by which a question to the kernel is
/// numbered, and which is left to wait; and the random numbers of questions to a name server.
fn normal(line: &str) -> Option<String> {
    // The port's gethostbyname is libc's re-entrant one. That looks at this file again whenever its
    // buffer is too small and it is called once more.
    if line.starts_with("newfstatat(AT_FDCWD, \"/etc/resolv.conf\"") {
        return None;
    }
    let line = without_numbers(line, "nlmsg_seq=");
    match line.split_once('(') {
        Some(("sendto" | "sendmmsg" | "recvfrom", _)) => Some(without_texts(&line)),
        Some(("poll", _)) => Some(without_timeout(&line)),
        _ => Some(line),
    }
}

/// The system's own program finds the same.
#[test]
fn getent_finds_the_same() {
    if !has("getent") || !is_in_a_world() {
        return;
    }
    let lines = |command: &mut Command| {
        let output = command.output().unwrap();
        String::from_utf8(output.stdout).unwrap().lines().map(String::from).collect::<Vec<_>>()
    };
    for name in ["localhost", "one", "two.example", "both.test", "lots.test", "name.invalid"] {
        // Lines such as `192.0.2.1  STREAM one.example`.
        let theirs = lines(Command::new("getent").args(["-A", "ahosts", name]));
        let of_streams = theirs.iter().filter(|line| line.contains(" STREAM"));
        let theirs: Vec<_> = of_streams.filter_map(|line| line.split(' ').next()).collect();
        let ours = lines(Command::new(example("names")).args(["-s", name]));
        let address = |line: &'_ String| {
            let address = line.strip_prefix("getaddrinfo: ")?.strip_suffix(", port 0, stream")?;
            Some(address.to_string())
        };
        let ours: Vec<_> = ours.iter().filter_map(address).collect();
        assert_eq!(ours, theirs, "{name}");
        assert_eq!(ours.is_empty(), name == "name.invalid");
    }
    for (service, protocol, option) in [("http", "tcp", "-s"), ("syslog", "udp", "-d")] {
        // `web  80/tcp http www`.
        let theirs =
            lines(Command::new("getent").args(["services", &format!("{service}/{protocol}")]));
        let theirs: Vec<_> = theirs[0].split_whitespace().map(String::from).collect();
        let ours = lines(Command::new(example("names")).args([option, "-", service]));
        let (port, _) = theirs[1].split_once('/').unwrap();
        let mut entry = vec![format!("getservbyname: {}, port {port}, {protocol}", theirs[0])];
        entry.extend(theirs[2..].iter().map(|alias| format!("getservbyname: alias {alias}")));
        assert_eq!(ours[ours.len() - entry.len()..], entry);
    }
}

#[test]
fn wrong_arguments() {
    prints_usage("names", &[&[], &["-x", "localhost"], &["-4"], &["1", "2", "3"]]);
}
