//! Programs that serve files and pass connections on: HTTP, TFTP, SOCKS.

mod browser;
mod http;
mod lossy;
mod packets;
mod site;
mod socks;
mod tftp;

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &["http_server", "socks_server", "tftp_client", "tftp_server"];
