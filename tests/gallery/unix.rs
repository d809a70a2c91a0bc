//! Unix sockets, and what only they pass.

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &[];
