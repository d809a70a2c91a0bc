//! `<signal.h>`
mod action;
pub use action::*;
pub use libc::siginfo_t;
