//! 17: an edge is told once. All that came with it is read then, and not waited for.

use crate::bench::{Bench, Call, listen};
use crate::task::{Finding, Verdict};
use std::io::Write;

pub(crate) fn judge(bench: &Bench) -> Verdict {
    // As long as six buffers of the program, to the byte.
    let verses: String = (1..=6).map(|verse| format!("verse {verse} of six.\n")).collect();
    let [(first, first_port), (second, second_port)] = [listen(), listen()];
    let mut client = bench.start(&[&first_port, &second_port]);
    client.wait_for_calls("connect", 2)?;
    let accepted = first.accept().and_then(|(first, _)| Ok((first, second.accept()?.0)));
    let (mut first, mut second) = accepted.map_err(|_| Finding::new("hangs"))?;
    let _ = first.write_all(verses.as_bytes());
    client.wait_for(Call::is_read)?;
    // It has read what it would read, and waits. In which call, the next line tells.
    let waits = client.wait_for_state('S');
    let before = client.calls();
    let gives_up = waits.is_err() || before.iter().any(|call| call.is("close"));
    let empty = before.iter().position(|call| call.result.contains("EAGAIN"));
    if let Some(empty) = empty.filter(|_| gives_up) {
        return Err(show("closes-at-eagain", &before[empty..]));
    }
    waits?;
    let _ = first.write_all(b"The end.\n");
    let next = client.wait_until(|client| {
        let calls = client.calls().into_iter().skip(before.len());
        calls.into_iter().find(|call| call.is_read() || call.is("epoll_wait"))
    })?;
    let read: usize = before.iter().filter(|call| call.is_read()).map(length).sum();
    let key = match next.is_read() {
        true => "blocks",
        false if read < verses.len() => "not-drained",
        false => "",
    };
    if !key.is_empty() {
        let from = before.iter().position(Call::is_read).unwrap_or_default();
        return Err(show(key, &[&before[from..], &[next]].concat()));
    }

    client.wait_for(|call| call.is_read() && call.args.contains("The end."))?;
    let _ = second.write_all(b"Good night.\n");
    drop((first, second));
    let ended = client.finish()?;
    if ended.out != [&*verses, "The end.\n", "Good night.\n"].concat() {
        return Err(Finding::new("other-words").show(ended.out.trim_end()));
    }
    ended.succeeded()
}

/// How many bytes were read.
fn length(read: &Call) -> usize {
    read.result.parse().unwrap_or_default()
}

fn show(key: &'static str, calls: &[Call]) -> Finding {
    let shown = calls.iter().filter(|call| !call.is("write"));
    Finding::new(key).show_calls(shown)
}
