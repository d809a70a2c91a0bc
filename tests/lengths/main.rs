//! What becomes of a length, in every call that takes one.
//!
//! * One that says less than the object has goes to the kernel as it is: the same call made through
//!   libc, on a socket just like it, answers the same and writes the same bytes.
//! * One that says more never gets there: it is `EFAULT`, or `EINVAL` where the kernel says so
//!   before it looks at the memory, and nothing is sent, received or changed. The kernel itself
//!   believes any length, so that here it cannot be compared with.

use berkeley::{errno::*, netinet::in_::*, string::*, unistd::*};
use help::*;
use std::ffi::{c_int, c_void};
use std::ptr;

mod addresses_in;
mod addresses_out;
mod buffers;
#[path = "../calls/help.rs"]
mod help;
mod hosts;
mod options;

/// What fills an object that a call is to write into, or not.
const CANARY: u8 = 0xee;
