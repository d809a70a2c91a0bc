//! 11: a client that is gone ends neither the server nor its work for others.

use crate::bench::{Bench, connect, read_all};
use crate::task::{Finding, Verdict};
use berkeley::signal::{SIGCONT, SIGPIPE, SIGSTOP};
use berkeley::sys::socket::{SO_LINGER, SOL_SOCKET, linger, setsockopt};
use berkeley::unistd::{close, sizeof};
use std::fs;
use std::net::{Shutdown, TcpStream};
use std::os::unix::process::ExitStatusExt;

const NEWS: &str = "Rain in the morning.\nSun at noon.\nA clear night.\n";

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let mut server = bench.start(&["0"]);
    let port = server.port()?;
    let news = read_all(connect(port)?);
    if news != NEWS {
        return Err(Finding::new("other-words").show(news.trim_end()));
    }
    // While the server does not run, a client comes and goes.
    server.signal(SIGSTOP);
    server.wait_for_state('T')?;
    let client = connect(port)?;
    let from = client.local_addr().map_or(0, |address| address.port());
    hang_up(client);
    server.wait_until(|_| (!has_connection(port, from)).then_some(()))?;
    server.signal(SIGCONT);

    let news = connect(port).map(read_all).unwrap_or_default();
    if news != NEWS {
        let ended = server.finish()?;
        if ended.status.signal() == Some(SIGPIPE) {
            return Err(Finding::new("killed").show("+++ killed by SIGPIPE +++"));
        }
        let last = ended.calls.iter().find(|call| call.result.contains("EPIPE"));
        return Err(match last {
            Some(call) => {
                Finding::new("ends-at-epipe").show(&*call.line).show(ended.err.trim_end())
            }
            None => Finding::new("other-words").show(news.trim_end()),
        });
    }
    let calls = server.calls();
    let in_vain = calls.iter().filter(|call| call.result.contains("EPIPE"));
    if in_vain.clone().count() > 1 {
        return Err(Finding::new("writes-on").show_calls(in_vain));
    }
    Ok(())
}

/// Ends what the client says, and then the connection, at once: a reset.
fn hang_up(client: TcpStream) {
    let now = linger { l_onoff: 1, l_linger: 0 };
    let _ = client.shutdown(Shutdown::Write);
    let sock = berkeley::adopt(client.into());
    setsockopt(sock, SOL_SOCKET, SO_LINGER, &now, sizeof(&now));
    close(sock);
}

/// Whether the kernel still has the server's end of a connection.
fn has_connection(port: u16, client: u16) -> bool {
    let table = fs::read_to_string("/proc/self/net/tcp").unwrap_or_default();
    let ends = [format!(":{port:04X}"), format!(":{client:04X}")];
    table.lines().skip(1).any(|line| {
        let addresses = line.split_whitespace().skip(1);
        addresses.zip(&ends).all(|(address, end)| address.ends_with(end))
    })
}
