//! TCP: echo servers of every kind, and their clients.

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &[];
