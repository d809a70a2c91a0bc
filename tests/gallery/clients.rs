//! Programs that are clients of many servers at once, those that take urgent data without signals, and
//! those that are started with their sockets.

mod many;
mod urgent;

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] =
    &["connect_many", "urgent_inline_server", "urgent_select_server"];
