//! 7: a record is read until it is whole, and no further.

use crate::bench::{Bench, Ended, listen};
use crate::task::{Finding, Verdict};
use std::io::Write;

/// Three records of 100 bytes, which no shift makes equal.
fn records() -> Vec<String> {
    (1..=3).map(|record| (1..=20).map(|n| format!("{record}-{n:02}.")).collect()).collect()
}

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let records = records();
    // As a network may bring them: in pieces of 30 bytes.
    let ended = hear(bench, &records.concat())?;
    let lines: Vec<&str> = ended.out.lines().collect();
    if lines != records {
        let reads: Vec<_> = ended.calls.iter().filter(|call| call.is("read")).collect();
        let asked = |args: &str| args.rsplit_once(", ").and_then(|(_, n)| n.parse().ok());
        let most = reads.iter().filter_map(|read| asked(&read.args)).max().unwrap_or(0);
        let key = match lines.first() {
            _ if most > 100 => "reads-too-much",
            Some(line) if lines.len() > 3 && line.starts_with("1-01") => "one-read",
            _ => "overwrites",
        };
        let finding = Finding::new(key).show(lines.first().copied().unwrap_or_default());
        return Err(finding.show_calls(reads.into_iter().take(5)));
    }
    ended.succeeded()?;

    // A server that hangs up in the middle of a record.
    let ended = hear(bench, &records.concat()[..150])?;
    if ended.out.lines().count() != 1 {
        return Err(Finding::new("end-ignored").show(ended.out.trim_end()));
    }
    if ended.status.success() {
        return Err(Finding::new("end-unsaid"));
    }
    Ok(())
}

fn hear(bench: &Bench, text: &str) -> Result<Ended, Finding> {
    let (listener, port) = listen();
    let client = bench.start_with_faults(&[&port], "read:short=30");
    let text = text.to_string();
    let said = std::thread::spawn(move || {
        listener.accept().and_then(|(mut stream, _)| stream.write_all(text.as_bytes()))
    });
    let ended = client.finish();
    let _ = said.join();
    ended
}
