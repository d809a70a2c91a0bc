//! 5: when a call has failed, the program says so, and does not go on.

use crate::bench::{Bench, listen};
use crate::task::{Finding, Verdict};
use std::io::Write;

pub(crate) fn judge(bench: &Bench) -> Verdict {
    // Where there is a server, it is heard.
    let (listener, port) = listen();
    let client = bench.start(&[&port]);
    let said = std::thread::spawn(move || {
        listener.accept().and_then(|(mut stream, _)| stream.write_all(b"Hello, Client!\0"))
    });
    let ended = client.finish()?;
    let _ = said.join();
    if ended.out != "Message from server: Hello, Client!\n" {
        return Err(Finding::new("other-words").show(ended.out.trim_end()));
    }
    ended.succeeded()?;

    // Where there is none any more, that is said.
    let ended = bench.start(&[&port]).finish()?;
    let connect = ended.calls.iter().position(|call| call.is("connect"));
    let Some(at) = connect.filter(|at| ended.calls[*at].result.contains("ECONNREFUSED")) else {
        return Err(Finding::new("no-connect"));
    };
    let says = ended.err.contains("Connection refused");
    let read = ended.calls[at..].iter().find(|call| call.is("read") || call.is("recvfrom"));
    let key = match read {
        Some(_) if says => "tells-and-goes-on",
        Some(_) => "goes-on",
        None if ended.status.success() => "success",
        None if !says => "silent",
        None => return Ok(()),
    };
    let finding = Finding::new(key).show(&*ended.calls[at].line);
    Err(match read {
        Some(read) => finding.show(&*read.line),
        None => finding,
    })
}
