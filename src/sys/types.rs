//! `<sys/types.h>`: the integer types of the system's interfaces.

#[doc(no_inline)]
pub use crate::stddef::*;

pub use libc::{gid_t, mode_t, off_t, pid_t, ssize_t, time_t, uid_t};
