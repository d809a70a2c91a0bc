//! `<net/…>`.

pub mod ethernet;
