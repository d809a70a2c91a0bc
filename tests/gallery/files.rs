//! Programs that serve files and pass connections on: HTTP, TFTP, SOCKS.

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &[];
