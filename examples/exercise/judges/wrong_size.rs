//! 3: as many bytes are sent as the text has, and not as the buffer has.

use crate::bench::{Bench, connect};
use crate::task::{Finding, Verdict};
use std::io::Read;

const HELLO: &str = "Hello, Ada!\nHello, Bartholomew!\nHello, Jo!\n";

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let mut server = bench.start(&["0", "Ada", "Bartholomew", "Jo"]);
    let mut heard = Vec::new();
    let _ = connect(server.port()?)?.read_to_end(&mut heard);
    let ended = server.finish()?;
    if heard == HELLO.as_bytes() {
        return ended.succeeded();
    }
    let key = match heard.len().checked_sub(HELLO.len()) {
        None | Some(0) => "cut",
        Some(3) => "nul-sent",
        Some(_) => "whole-buffer",
    };
    let writes = ended.calls.iter().filter(|call| call.is("write") || call.is("sendto"));
    Err(Finding::new(key).show_calls(writes))
}
