//! 15: a program that has nothing to do waits until there is something.

use crate::bench::{Bench, Call, Run, listen};
use crate::process::state;
use crate::task::{Finding, Verdict};
use std::io::Write;

/// How many calls may be made for nothing, of some ten that are needed.
const FEW: usize = 20;

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let [(first, first_port), (second, second_port)] = [listen(), listen()];
    let mut client = bench.start(&[&first_port, &second_port]);
    client.wait_for_calls("connect", 2)?;
    let accepted = first.accept().and_then(|(first, _)| Ok([first, second.accept()?.0]));
    let mut servers = accepted.map_err(|_| Finding::new("hangs"))?;
    let sayings = [(1, "Bees hum.\n"), (0, "Ants work.\n"), (1, "Bees sting.\n")];
    for (server, text) in sayings {
        waits(&mut client)?;
        let _ = servers[server].write_all(text.as_bytes());
        client.wait_for(|call| call.is_read() && call.args.contains(text.trim_end()))?;
    }
    waits(&mut client)?;
    drop(servers);
    let ended = client.finish()?;
    if let Some(nap) = ended.calls.iter().find(|call| is_nap(call)) {
        return Err(Finding::new("naps").show(&*nap.line));
    }
    if ended.out != sayings.map(|(_, text)| text).concat() {
        return Err(Finding::new("other-words").show(ended.out.trim_end()));
    }
    ended.succeeded()
}

/// Nobody says anything: until somebody does, the program is to be asleep.
fn waits(client: &mut Run) -> Verdict {
    let in_vain = |calls: &[Call]| calls.iter().filter(|call| is_in_vain(call)).count();
    let calls = client.wait_until(|client| {
        let calls = client.calls();
        let waits = in_vain(&calls) > FEW || state(client.pid()) == Some('S');
        waits.then_some(calls)
    })?;
    let key = match in_vain(&calls) {
        _ if calls.iter().any(is_nap) => "naps",
        0..=FEW => return Ok(()),
        _ if calls.iter().any(|call| call.args.contains("POLLOUT")) => "wrong-event",
        _ => "spins-at-eagain",
    };
    let last = &calls[calls.len() - 3..];
    Err(Finding::new(key).show_calls(last))
}

fn is_nap(call: &Call) -> bool {
    call.name.ends_with("nanosleep")
}

/// A call that had nothing to give: at once, or when its time was over; or that speaks of what the
/// program does not wait for.
fn is_in_vain(call: &Call) -> bool {
    call.result.contains("EAGAIN")
        || call.result.starts_with("0 (Timeout")
        || call.result.contains("revents=POLLOUT")
}
