//! 4: before the call, the length says how much room there is for the address.

use crate::bench::{Bench, connect};
use crate::task::{Finding, Verdict};

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let mut server = bench.start(&["0"]);
    // A program whose `accept` is refused may be gone already.
    let client = connect(server.port()?);
    let port = client.as_ref().ok().and_then(|client| client.local_addr().ok());
    let port = port.map_or(0, |address| address.port());
    let ended = server.finish()?;
    let Some(accept) = ended.calls.iter().find(|call| call.is("accept") || call.is("accept4"))
    else {
        return Err(Finding::new("no-accept"));
    };
    // The length that the program gave, and behind the arrow the one that the address has.
    let given = accept.args.rsplit_once(", [").map_or("", |(_, length)| length);
    let key = match given.split([' ', ']']).next().unwrap_or_default() {
        "16" if ended.out == format!("127.0.0.1 {port}\n") => return ended.succeeded(),
        "0" => "no-length",
        _ if accept.result.contains("EFAULT") => "long-length",
        _ if given.contains("=>") => "short-length",
        _ => "other-words",
    };
    Err(Finding::new(key).show(&*accept.line).show(ended.out.trim_end()))
}
