//! `<sys/types.h>`: the integer types of the system's interfaces.
//!
//! | C | here |
//! |---|---|
//! | `ssize_t n = read(sock, buf, sizeof(buf));` | `let n: `[`ssize_t`]` = read(sock, buf, sizeof(buf));` |
//! | `size_t left = n;` | `let left = n as `[`size_t`]`;` |
//! | `u_short port = ntohs(addr.sin_port);` | `let port: `[`u_short`]` = ntohs(addr.sin_port);` |
//!
//! ```
//! use berkeley::sys::types::*; // #include <sys/types.h>
//!
//! let port: u_short = 80; // u_short port = 80;
//! assert_eq!(size_of::<u_short>(), 2); // sizeof(u_short)
//! ```
//!
//! They are names of Rust's own integers. C converts one to another without being asked; here
//! that is `as`.
//!
//! See POSIX.1-2024.

#[doc(no_inline)]
pub use crate::stddef::*;

use core::ffi::{c_uchar, c_uint, c_ulong, c_ushort};

/// `ssize_t` — a number of bytes, or −1 for an error: what [`read`](crate::unistd::read) returns.
#[doc(inline)]
pub use libc::ssize_t;

/// `off_t` — a position in a file, or a distance, in bytes.
#[doc(inline)]
pub use libc::off_t;

/// `pid_t` — a process; negative, a process group.
#[doc(inline)]
pub use libc::pid_t;

/// `uid_t` — a user; 0 is root.
#[doc(inline)]
pub use libc::uid_t;

/// `gid_t` — a group of users.
#[doc(inline)]
pub use libc::gid_t;

/// `mode_t` — the permissions of a file, with its kind.
#[doc(inline)]
pub use libc::mode_t;

/// `time_t` — a time in seconds; of the calendar, since 1970.
#[doc(inline)]
pub use libc::time_t;

/// `u_char` — BSD's name of `unsigned char`: 8 bits, a byte.
pub type u_char = c_uchar;

/// `u_short` — BSD's name of `unsigned short`: 16 bits, such as a port.
pub type u_short = c_ushort;

/// `u_int` — BSD's name of `unsigned int`: 32 bits.
pub type u_int = c_uint;

/// `u_long` — BSD's name of `unsigned long`: as many bits as a pointer. (Old code keeps IPv4
/// addresses in it, which have 32: `in_addr_t` is their type.)
pub type u_long = c_ulong;

/// `u_int8_t` — BSD's name of `uint8_t`: 8 bits.
pub type u_int8_t = u8;

/// `u_int16_t` — BSD's name of `uint16_t`: 16 bits.
pub type u_int16_t = u16;

/// `u_int32_t` — BSD's name of `uint32_t`: 32 bits.
pub type u_int32_t = u32;

/// `u_int64_t` — BSD's name of `uint64_t`: 64 bits.
pub type u_int64_t = u64;
