//! UDP: echo, timeouts, broadcast, multicast.

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &[];
