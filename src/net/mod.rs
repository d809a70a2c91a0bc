//! `<net/…>`.

pub mod ethernet;
pub mod if_;
