//! `<net/…>`.

pub mod ethernet;
pub mod if_;
pub mod if_arp;
pub mod route;
