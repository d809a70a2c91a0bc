//! The ladder of the examples `handshake` and `hello`: the segments that it shows are those that
//! TCP has to send, and those that tcpdump sees.

#[path = "../../examples/ladder/mod.rs"]
#[allow(dead_code, reason = "this only looks at its states")]
mod ladder;
mod read;
mod states;
#[path = "../support/mod.rs"]
mod support;
mod tcpdump;

use berkeley::{arpa::inet::*, unistd::*};
use read::{Segment, calls, port, segments, states};
use std::io::Read;
use std::process::{Command, Output, Stdio};
use std::{fs, thread};
use support::{Dir, Process, example, skip, terminal};

/// Runs `handshake`, and gives what it prints.
fn handshake(args: &[&str]) -> String {
    let output = run(Command::new(example("handshake")).args(args));
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn run(command: &mut Command) -> Output {
    Process::start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))
        .finish()
}

/// Whether segments can be seen; skips the test if not.
fn may_capture() -> bool {
    let sock = socket(PF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if sock == -1 {
        skip("it takes CAP_NET_RAW to see segments");
        return false;
    }
    close(sock) == 0
}

/// What is there but for acknowledgements alone, of which TCP may send more or fewer.
fn without_acks(segments: &[Segment]) -> Vec<String> {
    let is_more = |segment: &&Segment| segment.flags != "ACK";
    segments.iter().filter(is_more).map(Segment::to_string).collect()
}

/// The states of the two sides, without FIN-WAIT-2: the segment that brings it may also bring FIN,
/// and with it the next state.
fn all_states(text: &str) -> [Vec<&str>; 2] {
    states(text).map(|states| states.into_iter().filter(|state| *state != "FIN-WAIT-2").collect())
}

#[test]
fn a_connection() {
    if !may_capture() {
        return;
    }
    let text = handshake(&[]);
    let segments = segments(&text);
    assert!(segments.len() > 3, "{text}");
    let opening: Vec<String> = segments[..3].iter().map(Segment::to_string).collect();
    assert_eq!(
        opening,
        ["client SYN seq 0", "server SYN ACK seq 0, ack 1", "client ACK seq 1, ack 1"],
        "{text}"
    );
    assert_eq!(
        without_acks(&segments[3..]),
        [
            "server PSH ACK seq 1, ack 1, len 15",
            "server FIN ACK seq 16, ack 1",
            "client FIN ACK seq 1, ack 17"
        ],
        "{text}"
    );
    assert_eq!(segments.last().unwrap().to_string(), "server ACK seq 17, ack 2", "{text}");
    let [client, server] = all_states(&text);
    assert_eq!(client, ["SYN-SENT", "ESTABLISHED", "CLOSE-WAIT", "LAST-ACK", "CLOSED"], "{text}");
    assert_eq!(
        server,
        ["LISTEN", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1", "TIME-WAIT"],
        "{text}"
    );
    // The kernel says the same of the end: 06 is TIME-WAIT.
    let own = format!("0100007F:{:04X}", port(&text));
    let table = fs::read_to_string("/proc/net/tcp").unwrap();
    let of_port = |line: &&str| line.split_whitespace().nth(1) == Some(own.as_str());
    let rest: Vec<&str> = table.lines().filter(of_port).collect();
    assert_eq!(rest.len(), 1, "{table}");
    assert_eq!(rest[0].split_whitespace().nth(3), Some("06"), "{table}");
}

#[test]
fn a_call_begins_before_its_segments_and_ends_behind_them() {
    if !may_capture() {
        return;
    }
    let text = handshake(&[]);
    let order = [
        "accept(3, …",
        "connect(3, 127.0.0.1:",
        "SYN seq 0",
        "SYN ACK seq 0, ack 1",
        "ACK seq 1, ack 1",
        "= 0",
        "read(3, …",
        "[16]) = 4",
        "write(4, \"Hello, Client!\\0\", 15)",
        "PSH ACK seq 1, ack 1, len 15",
        "… \"Hello, Client!\\0\", 1024) = 15",
        "close(4)",
        "FIN ACK seq 16, ack 1",
        "… \"\", 1024) = 0",
        "close(3)",
        "FIN ACK seq 1, ack 17",
    ];
    let mut rest = text.as_str();
    for step in order {
        let (_, after) = rest.split_once(step).unwrap_or_else(|| panic!("{step} in {text}"));
        rest = after;
    }
}

#[test]
fn a_half_close() {
    if !may_capture() {
        return;
    }
    let text = handshake(&["--half-close"]);
    assert_eq!(
        without_acks(&segments(&text)[3..]),
        [
            "client FIN ACK seq 1, ack 1",
            "server PSH ACK seq 1, ack 2, len 15",
            "server FIN ACK seq 16, ack 2"
        ],
        "{text}"
    );
    let [client, server] = all_states(&text);
    assert_eq!(client, ["SYN-SENT", "ESTABLISHED", "FIN-WAIT-1", "TIME-WAIT"], "{text}");
    assert_eq!(
        server,
        ["LISTEN", "SYN-RECEIVED", "ESTABLISHED", "CLOSE-WAIT", "LAST-ACK", "CLOSED"],
        "{text}"
    );
}

#[test]
fn a_reset() {
    if !may_capture() {
        return;
    }
    let text = handshake(&["--reset"]);
    assert_eq!(
        without_acks(&segments(&text)[3..]),
        ["server PSH ACK seq 1, ack 1, len 15", "server RST ACK seq 16, ack 1"],
        "{text}"
    );
    assert!(text.contains("ECONNRESET"), "{text}");
    let [client, server] = all_states(&text);
    assert_eq!(client, ["SYN-SENT", "ESTABLISHED", "CLOSED"], "{text}");
    assert_eq!(server, ["LISTEN", "SYN-RECEIVED", "ESTABLISHED", "CLOSED"], "{text}");
}

#[test]
fn nobody_listens() {
    if !may_capture() {
        return;
    }
    let text = handshake(&["--refused"]);
    let segments: Vec<String> = segments(&text).iter().map(Segment::to_string).collect();
    assert_eq!(segments, ["client SYN seq 0", "server RST ACK seq 0, ack 1"], "{text}");
    assert!(text.contains("= -1 ECONNREFUSED"), "{text}");
    assert_eq!(all_states(&text), [vec!["SYN-SENT", "CLOSED"], vec![]], "{text}");
}

#[test]
fn a_message_and_a_port_of_ones_own() {
    if !may_capture() {
        return;
    }
    // With SO_REUSEADDR others that have it, too, can have the port, but nobody else.
    let sock = socket(PF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    let (addr, on) = (&mut sockaddr_in::zeroed(), 1);
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    let mut len = sizeof(addr) as socklen_t;
    assert_eq!(setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(&on)), 0);
    assert_eq!(bind(sock, addr, len), 0);
    assert_eq!(getsockname(sock, addr, &mut len), 0);
    let port = ntohs(addr.sin_port).to_string();

    let message = "x".repeat(2999);
    let args = ["--port", &port, "--message", &message];
    handshake(&args);
    // Again, while the port rests in TIME-WAIT.
    let text = handshake(&args);
    close(sock);
    assert!(text.contains(&format!("bind(3, 127.0.0.1:{port}")), "{text}");
    let sent: u32 = segments(&text).iter().map(|segment| segment.len).sum();
    assert_eq!(sent, 3000, "with its NUL: {text}");
    let fin = segments(&text).into_iter().find(|segment| segment.flags == "FIN ACK").unwrap();
    assert_eq!(fin.to_string(), "server FIN ACK seq 3001, ack 1");
}

#[test]
fn it_fits_and_has_colours_only_where_they_are_wanted() {
    if !may_capture() {
        return;
    }
    let handshake = || {
        let mut command = Command::new(example("handshake"));
        command.env("TERM", "xterm").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    };
    let piped = String::from_utf8(run(&mut handshake()).stdout).unwrap();
    assert!(!piped.contains('\x1b'), "{piped}");
    for args in [vec![], vec!["--message", "a long message: more than a line has room for"]] {
        let text = String::from_utf8(run(handshake().args(&args)).stdout).unwrap();
        assert!(segments(&text).len() > 5, "{text}");
        for line in text.lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }
    assert!(on_a_terminal(&mut handshake()).contains("\x1b["));
    let plain = on_a_terminal(handshake().env("NO_COLOR", "1"));
    assert!(!plain.contains('\x1b') && plain.contains("SYN ACK seq 0, ack 1"), "{plain}");
}

/// What a program writes to a terminal.
fn on_a_terminal(command: &mut Command) -> String {
    let (mut terminal, slave) = terminal();
    let process = Process::start(command.stdin(Stdio::null()).stdout(slave));
    // The command keeps its copy of the other side, without which this would read no end.
    command.stdout(Stdio::null());
    let reader = thread::spawn(move || {
        let (mut text, mut buf) = (Vec::new(), [0; 4096]);
        while let Ok(n @ 1..) = terminal.read(&mut buf) {
            text.extend_from_slice(&buf[..n]);
        }
        text
    });
    assert!(process.finish().status.success());
    String::from_utf8(reader.join().unwrap()).unwrap()
}

#[test]
fn the_picture_has_every_segment_call_and_state() {
    if !may_capture() {
        return;
    }
    let dir = Dir::new();
    let file = dir.path().join("ladder.svg");
    let text = handshake(&["--svg", file.to_str().unwrap(), "--message", "<&'>\u{1}"]);
    let picture = fs::read_to_string(file).unwrap();
    let picture = roxmltree::Document::parse(&picture).unwrap();
    let root = picture.root_element();
    assert_eq!(root.tag_name().namespace(), Some("http://www.w3.org/2000/svg"));
    let words = |node: roxmltree::Node<'_, '_>| {
        let texts = node.descendants().filter_map(|node| node.text().filter(|_| node.is_text()));
        let words: Vec<&str> = texts.flat_map(str::split_whitespace).collect();
        words.join(" ")
    };
    let of_class = |class: &str| {
        let nodes = root.descendants().filter(|node| node.attribute("class") == Some(class));
        nodes.map(words).collect::<Vec<String>>()
    };
    let said: Vec<String> = segments(&text).iter().map(Segment::label).collect();
    assert!(said.len() > 5);
    assert_eq!(of_class("segment"), said);

    let mut drawn = of_class("state");
    let mut said: Vec<String> =
        states(&text).into_iter().flatten().map(|state| state.to_string()).collect();
    drawn.sort();
    said.sort();
    assert_eq!(drawn, said);

    let texts = words(root);
    for call in ["listen(3, 5) = 0", "write(4, \"<&'>\\1\\0\", 6)", "SOCK_STREAM, IPPROTO_IP) = 3"]
    {
        assert!(texts.contains(call), "{call} in {texts}");
    }
    let tags = ["script", "style", "a", "image", "foreignObject"];
    assert!(!root.descendants().any(|node| tags.contains(&node.tag_name().name())));
}

#[test]
fn without_the_privilege_it_says_so() {
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set", "-net_raw", "--inh-caps", "-net_raw"]);
    command.arg(example("handshake"));
    let sock = socket(PF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if sock == -1 {
        // It has none to give up.
        command = Command::new(example("handshake"));
    } else if Command::new("setpriv").arg("--version").output().is_err() {
        skip("there is no setpriv to give the privilege up with");
        return;
    }
    close(sock);
    let output = run(&mut command);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("The segments are not shown: it takes a privilege"), "{text}");
    assert!(text.contains("CAP_NET_RAW"), "{text}");
    assert!(segments(&text).is_empty(), "{text}");
    let [client, server] = calls(&text);
    assert_eq!(client, ["socket", "connect", "read", "read", "close"], "{text}");
    let expected = ["socket", "bind", "getsockname", "listen", "accept", "write", "close", "close"];
    assert_eq!(server, expected, "{text}");
    // How far the other side is when the kernel is asked, nobody knows.
    let [client, server] = states(&text);
    assert!(["ESTABLISHED", "CLOSE-WAIT"].contains(&client[0]), "{text}");
    assert_eq!(server, ["LISTEN", "ESTABLISHED"], "{text}");
}

#[test]
fn wrong_arguments_are_refused() {
    for args in [&["--tea"][..], &["--port", "70000"], &["--reset", "--refused"], &["--svg"]] {
        let output = run(Command::new(example("handshake")).args(args));
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("handshake: ") && said.lines().count() == 1, "{said}");
        assert!(output.stdout.is_empty());
    }
    let help = handshake(&["--help"]);
    for option in ["--svg", "--port", "--message", "--half-close", "--reset", "--refused"] {
        assert!(help.contains(option), "{help}");
    }
}

#[test]
fn hello_ends_with_the_ladder() {
    if !may_capture() {
        return;
    }
    // In a network of its own, the port of the example is free.
    let script = "ip link set lo up && exec \"$0\"";
    let hello = example("hello");
    let output = run(Command::new("unshare").args(["-n", "sh", "-c", script]).arg(&hello));
    if !output.status.success() && !String::from_utf8_lossy(&output.stderr).contains("hello:") {
        skip("no network of its own can be made with unshare and ip");
        return;
    }
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let (calls, ladder) = text.split_once("\n\n").unwrap();
    assert!(calls.contains("client >> Message from server: Hello, Client!"), "{text}");
    assert!(calls.contains("server    listen(3, 5)                            = 0"), "{text}");
    let sent = without_acks(&segments(ladder));
    assert_eq!(sent[..2], ["client SYN seq 0", "server SYN ACK seq 0, ack 1"], "{text}");
    assert!(sent.contains(&"server PSH ACK seq 1, ack 1, len 15".to_string()), "{text}");
    // Who of the two hangs up first, nobody knows.
    assert_eq!(sent.iter().filter(|sent| sent.contains("FIN")).count(), 2, "{text}");

    if Command::new("setpriv").arg("--version").output().is_ok() {
        let drop = "exec setpriv --bounding-set -net_raw --inh-caps -net_raw";
        let script = format!("ip link set lo up && {drop} \"$0\"");
        let output = run(Command::new("unshare").args(["-n", "sh", "-c", &script]).arg(&hello));
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("Message from server: Hello, Client!"), "{text}");
        assert!(text.trim_end().lines().last().unwrap().contains("CAP_NET_RAW"), "{text}");
        assert!(segments(&text).is_empty(), "{text}");
    }
}
