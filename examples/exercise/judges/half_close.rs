//! 10: who has said all can say so, and still hear the answer.

use crate::bench::{Bench, Call, Ended, listen};
use crate::task::{Finding, Verdict};
use std::io::{self, Read, Write};
use std::net::TcpStream;

const POEM: &str = "An old silent pond.\nA frog jumps into the pond.\nSplash! Silence again.\n";

pub(crate) fn judge(bench: &Bench) -> Verdict {
    // A server that hangs up as soon as it has the poem, so that nobody waits for the other.
    let ended = serve(bench, |mut stream| stream.read_exact(&mut [0; POEM.len()]))?;
    let calls = ended.calls.iter();
    let before: Vec<&Call> = calls.clone().take_while(|call| !call.is_read()).collect();
    let shutdown = calls.clone().find(|call| call.is("shutdown"));
    let has_ended = before.iter().any(|call| call.is("shutdown") && call.args.contains("SHUT_WR"));
    let key = match shutdown.map_or("", |call| &*call.args) {
        how if how.contains("SHUT_RDWR") => "both-shut",
        _ if before.iter().any(|call| call.is("close")) => "closed-before",
        how if how.contains("SHUT_RD") => "wrong-side",
        _ if !has_ended => "never-ends",
        _ => "",
    };
    if !key.is_empty() {
        let shown = calls.filter(|call| call.is_read() || call.is("shutdown") || call.is("close"));
        return Err(Finding::new(key).show_calls(shown));
    }

    let ended = serve(bench, |mut stream| {
        let poem = &mut String::new();
        stream.read_to_string(poem)?;
        writeln!(stream, "{} lines", poem.lines().count())
    })?;
    if ended.out != "3 lines\n" {
        return Err(Finding::new("other-words").show(ended.out.trim_end()));
    }
    ended.succeeded()
}

fn serve(
    bench: &Bench,
    serve: impl FnOnce(TcpStream) -> io::Result<()> + Send + 'static,
) -> Result<Ended, Finding> {
    let (listener, port) = listen();
    let client = bench.start(&[&port]);
    let served =
        std::thread::spawn(move || listener.accept().and_then(|(stream, _)| serve(stream)));
    let ended = client.finish();
    let _ = served.join();
    ended
}
