//! `<systemd/…>`.

pub mod sd_daemon;
