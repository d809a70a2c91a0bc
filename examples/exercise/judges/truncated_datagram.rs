//! 18: a datagram that is longer than the buffer is known for what it is.

use crate::bench::{Bench, Call};
use crate::task::{Finding, Verdict};
use std::net::UdpSocket;

/// The longest that the program is to print, and what it is to say of one byte more.
const MOST: usize = 30;
const TOO_LONG: &str = "too long: 31 bytes";

/// What it says of the longest and of the one behind it, if it takes them for one.
const BOTH: &str = "too long: 35 bytes";

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let text = |len: usize| "0123456789".repeat(10)[..len].to_string();
    let (fitting, longer, longest) = (text(MOST), text(MOST + 1), text(100));
    let mut server = bench.start(&["0"]);
    server.wait_for(|call| call.is("bind"))?;
    let port = server.bound_port("udp").ok_or(Finding::new("not-there"))?;
    let client = UdpSocket::bind("127.0.0.1:0").and_then(|client| {
        client.connect(("127.0.0.1", port))?;
        Ok(client)
    });
    let client = client.map_err(|_| Finding::new("not-there"))?;
    // Who takes several for one has enough of them to come to an end.
    let datagrams = ["hello", &*fitting, "after", &*longer, "next", &*longest, "", "last"];
    for datagram in datagrams.into_iter().chain(["bye"; 4]) {
        let _ = client.send(datagram.as_bytes());
    }
    let ended = server.finish()?;

    let expected =
        ["hello", &*fitting, "after", TOO_LONG, "next", "too long: 100 bytes", "", "last"];
    let lines: Vec<&str> = ended.out.lines().collect();
    let Some(at) = (0..expected.len()).find(|at| lines.get(*at) != Some(&expected[*at])) else {
        return ended.succeeded();
    };
    let line = lines.get(at).copied().unwrap_or_default();
    let key = match (at, line) {
        (1, line) if line.starts_with(&fitting) || line == BOTH => "glued",
        (1, line) if line.starts_with("too long") => "exact-fit",
        (3, line) if line == fitting => "cut",
        (3 | 5, line) if line.starts_with("too long") => "wrong-number",
        (6, "") => "empty-ends",
        _ => "other-words",
    };
    let receives = |call: &&Call| call.name.starts_with("recv") || call.is("read");
    let finding = Finding::new(key).show(line);
    Err(match ended.calls.iter().filter(receives).nth(at) {
        Some(call) => finding.show(&*call.line),
        None => finding,
    })
}
