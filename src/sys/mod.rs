//! `<sys/…>`.

pub mod socket;
pub mod types;
pub mod uio;
pub mod un;
