//! `<net/…>`.

pub mod if_;
