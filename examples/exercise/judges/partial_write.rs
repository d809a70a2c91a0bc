//! 8: what `write` left is sent, too.

use crate::bench::{Bench, listen};
use crate::task::{Finding, Verdict};
use std::io::Read;

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let text: String = (1..=1000).map(|line| format!("line {line}\n")).collect();
    let (listener, port) = listen();
    let client = bench.start_with_faults(&[&port], "write:short=4000");
    let heard = std::thread::spawn(move || {
        let mut heard = String::new();
        listener.accept().and_then(|(mut stream, _)| stream.read_to_string(&mut heard))?;
        Ok::<String, std::io::Error>(heard)
    });
    let ended = client.finish()?;
    let heard = heard.join().ok().and_then(Result::ok).unwrap_or_default();
    if heard == text {
        return ended.succeeded();
    }
    let key = match heard.len() {
        len if len == text.len() => "from-the-start",
        len if len < text.len() && !ended.status.success() => "gives-up",
        _ if text.starts_with(&heard) => "cut",
        _ => "from-the-start",
    };
    let writes = ended.calls.iter().filter(|call| call.is("write") || call.is("sendto"));
    Err(Finding::new(key).show_calls(writes))
}
