//! 6: a server may have its port again while a connection of the last one rests in TIME_WAIT.

use super::byte_order::free_port;
use crate::bench::{Bench, connect};
use crate::task::{Finding, Verdict};
use std::io::Read;

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let port = free_port();
    let serve = || {
        let mut server = bench.start(&[&port.to_string()]);
        server.port()?;
        let mut goodbye = String::new();
        let mut client = connect(port)?;
        let _ = client.read_to_string(&mut goodbye);
        // The server has hung up first, so it is its end that rests.
        drop(client);
        if goodbye != "Goodbye!\n" {
            return Err(Finding::new("other-words").show(goodbye.trim_end()));
        }
        server.finish()?.succeeded()
    };
    serve()?;
    serve().or_else(|finding| {
        let ended = bench.start(&[&port.to_string()]).finish()?;
        let at = |name: &str| ended.calls.iter().position(|call| call.is(name));
        let Some(bind) = at("bind").filter(|at| ended.calls[*at].result.contains("EADDRINUSE"))
        else {
            return Err(finding);
        };
        let option = ended.calls.iter().find(|call| call.args.contains("SO_REUSEADDR"));
        // What stands behind a `bind` that fails is seen in a run at another port.
        let key = match option {
            Some(call) if call.args.contains("[0]") => "switched-off",
            Some(_) => "set-too-late",
            None if sets_later(bench)? => "set-too-late",
            None => "not-set",
        };
        Err(Finding::new(key).show(&*ended.calls[bind].line))
    })
}

/// Whether the program sets the option once it has its port.
fn sets_later(bench: &Bench) -> Result<bool, Finding> {
    let mut server = bench.start(&["0"]);
    server.port()?;
    Ok(server.calls().iter().any(|call| call.args.contains("SO_REUSEADDR")))
}
