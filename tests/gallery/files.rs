//! Programs that serve files and pass connections on: HTTP, TFTP, SOCKS.

mod browser;
mod http;
mod lossy;
mod packets;
mod proxied;
mod site;
mod socks;
mod tftp;

use crate::run::Outcome;

/// What a server and its children did, without when the children ended: under strace that interrupts the
/// parent, wherever it is.
fn whenever_children_ended(mut outcome: Outcome) -> Outcome {
    let is_about_it =
        |call: &String| call.starts_with("--- SIGCHLD") || call.contains(" = ? ERESTART");
    outcome.calls.iter_mut().for_each(|calls| calls.retain(|call| !is_about_it(call)));
    outcome
}

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &["http_server", "socks_server", "tftp_client", "tftp_server"];
