//! 12: a signal that interrupts a call is not the end, and other errors are not a signal.

use crate::bench::{Bench, Call, connect, read_all};
use crate::task::{Finding, Verdict};
use berkeley::signal::SIGUSR1;

const HELLO: &str = "Hello, Client!\n";

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let mut server = bench.start(&["0"]);
    let port = server.port()?;
    let hello = read_all(connect(port)?);
    if hello != HELLO {
        return Err(Finding::new("other-words").show(hello.trim_end()));
    }
    // Again, until one comes while the server waits.
    let is_interrupted = |call: &Call| call.is("accept") && call.result.starts_with("? ERESTART");
    let interrupted = server.wait_until(|server| {
        let interrupted = server.calls().into_iter().find(is_interrupted);
        if interrupted.is_none() {
            server.signal(SIGUSR1);
        }
        interrupted
    })?;
    let others: Vec<String> =
        (0..2).map(|_| connect(port).map(read_all).unwrap_or_default()).collect();
    let ended = server.finish()?;
    let key = if others.iter().any(|hello| hello != HELLO) {
        "ends"
    } else if !ended.out.lines().any(|line| line == "1 greeted") {
        "unsaid"
    } else if !ended.err.is_empty() {
        "complains"
    } else {
        ended.succeeded()?;
        return fails(bench);
    };
    Err(Finding::new(key).show(interrupted.line).show(ended.err.trim_end()))
}

/// Where no connection can be accepted, the server has to say so, and end.
fn fails(bench: &Bench) -> Verdict {
    let ended = bench.start_with_faults(&["0"], "accept:errno=EMFILE").finish();
    let ended = ended.map_err(|finding| Finding { key: "goes-on-regardless", ..finding })?;
    if ended.status.success() || ended.err.is_empty() {
        return Err(Finding::new("silent"));
    }
    Ok(())
}
