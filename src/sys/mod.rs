//! `<sys/…>`.

pub mod epoll;
pub mod eventfd;
pub mod select;
pub mod socket;
pub mod types;
pub mod uio;
pub mod un;
