//! Each call on success and on errors, against the real kernel and the C library.
//!
//! What a call did is asked of the kernel through libc, past the crate; what C's own functions do,
//! of a C program compiled on the spot.

use berkeley::{errno::*, netinet::in_::*, stdio::*, stdlib::*, string::*, unistd::*};
use help::*;
use libc::sockaddr_un;
use std::ffi::{c_int, c_void};
use std::os::fd::AsRawFd;

#[path = "calls/connections.rs"]
mod connections;
#[path = "calls/descriptors.rs"]
mod descriptors;
#[path = "calls/guarded.rs"]
mod guarded;
#[path = "calls/help.rs"]
mod help;
#[path = "calls/memory.rs"]
mod memory;
#[path = "calls/messages.rs"]
mod messages;
#[path = "calls/names.rs"]
mod names;
#[path = "calls/numbers.rs"]
mod numbers;
#[path = "calls/options.rs"]
mod options;
#[path = "calls/text.rs"]
mod text;

/// What fills an object that a call is to write into, or not.
const CANARY: u8 = 0xee;

/// What libc's fcntl says of a descriptor: `F_GETFL` or `F_GETFD`.
fn flags(fd: c_int, command: c_int) -> c_int {
    // SAFETY: these commands take no argument.
    unsafe { libc::fcntl(fd, command) }
}
