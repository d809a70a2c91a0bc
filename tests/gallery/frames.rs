//! A protocol of frames over TCP.

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &["frame_client", "frame_server"];
