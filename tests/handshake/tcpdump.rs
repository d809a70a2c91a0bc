//! The segments that tcpdump sees.

use super::read::{Segment, port, segments};
use super::support::{poll, skip};
use super::{handshake, may_capture};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

/// A tcpdump that ends with the test.
struct Tcpdump(Child);

impl Drop for Tcpdump {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn tcpdump_sees_the_same_segments() {
    if !may_capture() {
        return;
    }
    if Command::new("tcpdump").arg("--version").output().is_err() {
        skip("there is no tcpdump");
        return;
    }
    let tcpdump = Command::new("tcpdump")
        .args(["-i", "lo", "-n", "-l", "-t", "--immediate-mode", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut tcpdump = Tcpdump(tcpdump.unwrap());
    let mut said = BufReader::new(tcpdump.0.stderr.take().unwrap()).lines().map_while(Result::ok);
    if !said.any(|line| line.starts_with("listening on")) {
        skip("tcpdump may not see the loopback interface");
        return;
    }
    let lines = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&lines);
    let prints = tcpdump.0.stdout.take().unwrap();
    thread::spawn(move || {
        for line in BufReader::new(prints).lines().map_while(Result::ok) {
            heard.lock().unwrap().push(line);
        }
    });

    for mode in [&[][..], &["--half-close"], &["--reset"], &["--refused"]] {
        let text = handshake(mode);
        // When it prints a segment of the next run, it has printed all of this one.
        let next = port(&handshake(&[]));
        let mark = format!(" > 127.0.0.1.{next}: ");
        let seen = poll("tcpdump prints nothing", || {
            let lines = lines.lock().unwrap();
            lines.iter().any(|line| line.contains(&mark)).then(|| lines.clone())
        });
        let port = port(&text);
        let mut seen: Vec<Segment> = seen.iter().filter_map(|line| segment(line, port)).collect();
        let mut shown = segments(&text);
        // The first two it prints with the numbers of the wire, which begin with 0 here; of an
        // acknowledgement alone it prints no number.
        for (at, shown) in shown.iter_mut().enumerate() {
            if at < 2 {
                (shown.seq, shown.ack) = (0, None);
            } else if shown.flags == "ACK" {
                shown.seq = 0;
            }
        }
        // It sees segments as they arrive: those of the two sides may be in another order.
        seen.sort_by_key(|segment| segment.from);
        shown.sort_by_key(|segment| segment.from);
        assert_eq!(seen, shown, "{text}");
    }
}

/// A segment of this port, as tcpdump prints it:
/// `IP 127.0.0.1.43745 > 127.0.0.1.44694: Flags [P.], seq 1:16, ack 1, win 512, length 15`.
fn segment(line: &str, port: u16) -> Option<Segment> {
    let (ends, what) = line.strip_prefix("IP ")?.split_once(": Flags [")?;
    let (from, to) = ends.split_once(" > ")?;
    let end = format!("127.0.0.1.{port}");
    let from = match (from == end, to == end) {
        (true, false) => "server",
        (false, true) => "client",
        _ => return None,
    };
    let (flags, numbers) = what.split_once(']')?;
    let names = [('S', "SYN"), ('F', "FIN"), ('R', "RST"), ('P', "PSH"), ('.', "ACK")];
    let names = names.iter().filter(|(flag, _)| flags.contains(*flag)).map(|(_, name)| *name);
    let number = |name: &str| {
        let mut numbers = numbers.split(", ").filter_map(|part| part.split_once(' '));
        let number = numbers.find(|(is, _)| *is == name)?.1;
        number.split(':').next()?.parse::<u32>().ok()
    };
    let is_first = flags.contains('S') || number("seq") == Some(0);
    let len = number("length").unwrap();
    Some(Segment {
        from,
        flags: names.collect::<Vec<_>>().join(" "),
        seq: if is_first { 0 } else { number("seq").unwrap_or(0) },
        ack: number("ack").filter(|_| !is_first),
        len,
    })
}
