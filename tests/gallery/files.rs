//! Programs that serve files and pass connections on: HTTP, TFTP, SOCKS.

mod browser;
mod http;
mod site;

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &["http_server"];
