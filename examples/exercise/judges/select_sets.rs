//! 16: each `select` is told of every descriptor that matters, and of one more than the largest.

use crate::bench::{Bench, Call, Run, connect};
use crate::task::{Finding, Verdict};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;

pub(crate) fn judge(bench: &Bench) -> Verdict {
    // What the first one is told. It is interrupted, for it might never return.
    let first = "select|pselect|poll|epoll_wait:errno=EINTR:nth=1";
    let mut server = bench.start_with_faults(&["0"], first);
    server.wait_for(waits)?;
    check(&server.calls())?;

    let mut server = bench.start(&["0"]);
    let port = server.port()?;
    let mut clients = Vec::new();
    for count in 1..=2 {
        clients.push(connect(port)?);
        server.wait_for_calls("accept", count)?;
    }
    for (client, text) in clients.iter_mut().zip(["one", "two"]) {
        let _ = client.write_all(text.as_bytes());
    }
    // Both have called and one of them has spoken: it waits for the third time at least.
    server.wait_until(|server| match check(&server.calls()) {
        Ok(()) => (server.calls().iter().filter(|call| waits(call)).count() > 2).then_some(Ok(())),
        wrong => Some(wrong),
    })??;
    let served = serve(&mut server, clients, port);
    check(&server.calls())?;
    served
}

/// Both have their words back; one leaves, and another comes.
fn serve(server: &mut Run, clients: Vec<TcpStream>, port: u16) -> Verdict {
    for (mut client, text) in clients.iter().zip(["one", "two"]) {
        hears(&mut client, text)?;
    }
    drop(clients);
    server.wait_for_calls("close", 2)?;
    let mut client = connect(port)?;
    let _ = client.write_all(b"three");
    hears(&mut client, "three")
}

fn hears(client: &mut impl Read, text: &str) -> Verdict {
    let mut heard = vec![0; text.len()];
    let _ = client.read_exact(&mut heard);
    if heard != text.as_bytes() {
        return Err(Finding::new("other-words").show(String::from_utf8_lossy(&heard)));
    }
    Ok(())
}

fn waits(call: &Call) -> bool {
    is_select(call) || call.is("poll") || call.is("epoll_wait")
}

fn is_select(call: &Call) -> bool {
    call.is("select") || call.is("pselect6")
}

/// Each of the calls of `select` against what was open then.
fn check(calls: &[Call]) -> Verdict {
    let mut open: BTreeSet<i32> = BTreeSet::new();
    let mut known: BTreeSet<i32> = BTreeSet::new();
    for call in calls {
        let first = call.args.split(',').next().and_then(|fd| fd.parse().ok()).unwrap_or(-1);
        match &*call.name {
            "listen" => {
                open.insert(first);
            }
            "accept" | "accept4" => {
                open.extend(call.result.parse::<i32>().ok().filter(|fd| *fd != -1))
            }
            "close" => {
                open.remove(&first);
            }
            _ if is_select(call) => {
                let set = readers(call);
                let key = match open.iter().find(|fd| !set.contains(fd)) {
                    _ if call.result.contains("EBADF") => "closed-left",
                    Some(missing) if *missing >= first => "nfds",
                    Some(missing) if known.contains(missing) => "not-rebuilt",
                    Some(_) => "client-missing",
                    None => {
                        known.extend(set);
                        continue;
                    }
                };
                return Err(Finding::new(key).show(&*call.line));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The descriptors in the first set of a `select`, as far as it looks at them.
fn readers(call: &Call) -> BTreeSet<i32> {
    let set = call.args.split_once(", [").and_then(|(_, rest)| rest.split_once(']'));
    // A second set, where the first is NULL, is another one.
    let set = set.filter(|_| !call.args.contains(", NULL, ["));
    set.map_or("", |(set, _)| set).split(' ').filter_map(|fd| fd.parse().ok()).collect()
}
