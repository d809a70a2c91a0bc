//! 9: a line is a message, however the lines arrive.

use crate::bench::{Bench, connect};
use crate::task::{Finding, Verdict};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::Shutdown;

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let mut server = bench.start(&["0"]);
    let mut client = connect(server.port()?)?;
    let mut answers = BufReader::new(client.try_clone().map_err(|_| Finding::new("not-there"))?);
    let mut answer = |client: &mut dyn Write, text: &str| {
        let mut line = String::new();
        let _ = client.write_all(text.as_bytes()).and_then(|()| answers.read_line(&mut line));
        line
    };
    let one = answer(&mut client, "one\n");
    if one != "ok one\n" {
        return Err(Finding::new("other-words").show(one.trim_end()));
    }
    // Two in one; the first answer tells that both have been read.
    answer(&mut client, "two\nthree\n");
    // One in two: the second half comes when the first has been read.
    let reads = |call: &crate::bench::Call| call.is("read") && call.args.contains("\"fo\"");
    let _ = client.write_all(b"fo");
    server.wait_for(reads)?;
    let _ = client.write_all(b"ur\n");
    let _ = client.shutdown(Shutdown::Write);
    let mut rest = String::new();
    let _ = answers.read_to_string(&mut rest);
    let ended = server.finish()?;
    let key = match &*rest {
        "ok three\nok four\n" => return ended.succeeded(),
        rest if !rest.contains("ok three\n") => "glued",
        rest if rest.contains("ok fo\n") => "piece-answered",
        _ => "piece-lost",
    };
    let shown = ended.calls.iter().filter(|call| call.is("read") || call.is("write"));
    Err(Finding::new(key).show_calls(shown))
}
