//! Programs that are clients of many servers at once, and those that are started with their sockets.

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &[];
