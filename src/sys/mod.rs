//! `<sys/…>`.

pub mod socket;
pub mod types;
