//! `<sys/…>`.

pub mod epoll;
pub mod eventfd;
pub mod ioctl;
pub mod select;
pub mod sendfile;
pub mod socket;
pub mod stat;
pub mod time;
pub mod timerfd;
pub mod types;
pub mod uio;
pub mod un;
pub mod wait;
