//! 2: what was read is printed with a NUL behind it, and there is room for one.

use crate::bench::{Bench, answer, listen};
use crate::task::{Finding, Verdict};

/// The second is shorter than the first, and the third as long as the buffer and longer.
const SAYINGS: [&str; 3] =
    ["A stitch in time saves nine.", "No pain, no gain.", "All work and no play makes Jack dull."];

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let (listener, port) = listen();
    let client = bench.start(&[&port]);
    let sayings = std::thread::spawn(move || answer(&listener, "next", &SAYINGS));
    let ended = client.finish()?;
    let _ = sayings.join();
    let reads: Vec<_> = ended.calls.iter().filter(|call| call.is("read")).collect();
    let wants_all = reads.iter().any(|read| read.args.ends_with(", 30"));
    let lines: Vec<&str> = ended.out.lines().collect();
    if lines.get(1).is_some_and(|line| line.starts_with(SAYINGS[1]) && *line != SAYINGS[1]) {
        let key = if wants_all { "leftovers" } else { "nul-too-late" };
        return Err(Finding::new(key).show(lines[1]));
    }
    if ended.status.code() == Some(101) && wants_all {
        return Err(Finding::new("no-room").show(ended.err.lines().nth(1).unwrap_or_default()));
    }
    // The third comes in two pieces.
    let (piece, rest) = SAYINGS[2].split_at(29);
    if !lines.starts_with(&[SAYINGS[0], SAYINGS[1], piece])
        || !lines[3..].concat().starts_with(rest)
    {
        return Err(Finding::new("other-words").show(ended.out.trim_end()));
    }
    ended.succeeded()
}
