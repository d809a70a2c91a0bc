//! 14: the server closes each connection, however it ends, and nothing else.

use crate::bench::{Bench, Call, Run, connect};
use crate::task::{Finding, Verdict};
use std::io::{BufRead, BufReader, Write};

/// What clients say, and what they are to hear. The third hangs up without a word.
const CLIENTS: [(&str, &str); 4] =
    [("7\n", "49\n"), ("seven\n", "not a number\n"), ("", ""), ("8\n", "64\n")];

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let mut server = bench.start(&["0"]);
    let port = server.port()?;
    let served = serve(&mut server, port);
    let calls = server.calls();
    let is_accept = |call: &Call| call.is("accept") && !call.result.starts_with('-');
    let closed = |call: &Call, what: &str| call.is("close") && call.args == what;
    let connections: Vec<usize> = (0..calls.len()).filter(|at| is_accept(&calls[*at])).collect();
    let listening = calls.iter().find(|call| call.is("listen")).map_or("", listening);
    // Each but the last was followed by another one; until then it had to be closed.
    for (served, at) in connections.iter().enumerate() {
        let end = connections.get(served + 1).copied().unwrap_or(calls.len());
        let part = &calls[*at..end];
        if part.iter().any(|call| closed(call, &part[0].result)) {
            continue;
        }
        let is_last = end == calls.len();
        let key = match served {
            _ if part.iter().any(|call| closed(call, listening)) => "wrong-one",
            _ if is_last => break,
            0 => "never-closed",
            1 => "leaks-on-error",
            _ => "leaks-at-end",
        };
        return Err(Finding::new(key).show_calls(part));
    }
    served
}

/// The descriptor that a call of `listen` is about.
fn listening(call: &Call) -> &str {
    call.args.split(',').next().unwrap_or_default()
}

/// Each client has its answer, and the next one comes.
fn serve(server: &mut Run, port: u16) -> Verdict {
    for (count, (question, answer)) in (1..).zip(CLIENTS) {
        // Where nobody listens any more, it will end.
        let mut client = connect(port).or_else(|_| server.wait_until(|_| None))?;
        let mut heard = String::new();
        let _ = client.write_all(question.as_bytes());
        if !question.is_empty() {
            let _ = BufReader::new(&client).read_line(&mut heard);
        }
        if heard.is_empty() && !answer.is_empty() {
            return server.wait_until(|_| None);
        }
        if heard != answer {
            return Err(Finding::new("other-words").show(heard.trim_end()));
        }
        server.wait_for_calls("accept", count)?;
    }
    Ok(())
}
