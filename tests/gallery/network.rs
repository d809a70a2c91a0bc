//! Programs that look at packets and make them: ping, the sniffer.

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &[];
