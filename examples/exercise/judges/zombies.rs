//! 13: children that have ended are waited for; all of them, and without waiting.

use crate::bench::{Bench, Call, Run, connect};
use crate::process::state;
use crate::task::{Finding, Verdict};
use berkeley::signal::{SIGCONT, SIGSTOP};
use std::io::{Read, Write};
use std::net::TcpStream;

pub(crate) fn judge(bench: &Bench) -> Verdict {
    waits_for_nobody(bench)?;

    // Five clients hang up while the server does not run, so that their children end at once.
    let mut server = bench.start(&["0"]);
    let port = server.port()?;
    let clients = (0..5).map(|_| call_on(port)).collect::<Result<Vec<_>, _>>()?;
    let children = children(&server);
    server.signal(SIGSTOP);
    server.wait_for_state('T')?;
    drop(clients);
    let is_over = |child: &u32| state(*child).is_none_or(|state| state == 'Z');
    server.wait_until(|_| children.iter().all(is_over).then_some(()))?;
    server.signal(SIGCONT);
    // When the second of these is served, the server has been through its loop once.
    let after = call_on(port).and_then(|first| Ok((first, call_on(port)?)));
    if after.is_err() {
        server.wait_until(|_| None)?;
    }
    let left = children.iter().filter(|child| state(**child).is_some()).count();
    let calls = server.calls();
    let waits = calls.iter().filter(|call| call.is("wait4") || call.is("waitid"));
    let key = match left {
        0 if waits.clone().any(may_wait) => "waits-in-handler",
        0 => return Ok(()),
        _ if waits.clone().any(|call| call.result != "0") => "some-left",
        _ => "zombies",
    };
    Err(Finding::new(key).show_calls(waits).show(format!("{left} <defunct>")))
}

/// While a child serves a client, its parent is there for others. To see which `wait` would wait,
/// none does: each is interrupted.
fn waits_for_nobody(bench: &Bench) -> Verdict {
    let mut server = bench.start_with_faults(&["0"], "wait|waitpid|waitid:errno=EINTR");
    let port = server.port()?;
    let _first = call_on(port)?;
    let _second = connect(port);
    let accepted = server.wait_for_calls("accept", 2);
    match server.calls().into_iter().find(may_wait) {
        Some(call) => Err(Finding::new("waits-for-each").show(call.line)),
        None => accepted,
    }
}

/// Whether it is a call that waits for a child, as long as that may take.
fn may_wait(call: &Call) -> bool {
    (call.is("wait4") || call.is("waitid")) && !call.args.contains("WNOHANG")
}

/// The children that the server has made.
fn children(server: &Run) -> Vec<u32> {
    let calls = server.calls();
    calls
        .iter()
        .filter(|call| call.is("fork"))
        .filter_map(|call| call.result.parse().ok())
        .collect()
}

/// A client that has been served once, and stays.
fn call_on(port: u16) -> Result<TcpStream, Finding> {
    let mut client = connect(port)?;
    let heard = &mut [0; 5];
    let answered = client.write_all(b"Echo!").and_then(|()| client.read_exact(heard));
    if answered.is_err() || heard != b"Echo!" {
        return Err(Finding::new("other-words").show(String::from_utf8_lossy(heard)));
    }
    Ok(client)
}
