//! Each call on success and on errors, against the real kernel and the C library.
//!
//! What a call did is asked of the kernel through libc, past the crate; what C's own functions do,
//! of a C program compiled on the spot.

use berkeley::{errno::*, netinet::in_::*, stdio::*, stdlib::*, string::*, unistd::*};
use help::*;
use libc::sockaddr_un;
use std::ffi::{c_int, c_void};
use std::os::fd::AsRawFd;

mod connections;
mod descriptors;
mod guarded;
mod help;
mod memory;
mod messages;
mod names;
mod numbers;
mod options;
mod text;

/// What fills an object that a call is to write into, or not.
const CANARY: u8 = 0xee;

/// What libc's fcntl says of a descriptor: `F_GETFL` or `F_GETFD`.
fn flags(fd: c_int, command: c_int) -> c_int {
    // SAFETY: these commands take no argument.
    unsafe { libc::fcntl(fd, command) }
}
