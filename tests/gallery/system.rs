//! Programs that ask the system: names, interfaces, options, netlink.

mod names;

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &["names"];
