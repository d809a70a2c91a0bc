//! Programs that ask the system: names, interfaces, options, netlink.

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &[];
