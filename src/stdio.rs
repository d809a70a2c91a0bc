//! `<stdio.h>`: what a socket program takes from it to report an error.
//!
//! | C | here |
//! |---|---|
//! | `perror("socket")` | [`perror`]`("socket")` |
//! | `printf("%s\n", message)` | `println!("{}", `[`cstr`]`(message))` |
//!
//! ```
//! use berkeley::{stdio::*, sys::socket::*};
//!
//! // if (socket(…) == -1) { perror("socket"); }
//! if socket(-1, SOCK_STREAM, 0) == -1 { perror("socket") }
//! // socket: Address family not supported by protocol
//! ```

#[doc(no_inline)]
pub use crate::stddef::*;

use crate::errno::{errno, set_errno, strerror};
use crate::string::cstr;
use std::io::{self, IoSlice, Write};

/// `void perror(const char *s)` — says on standard error what `errno` means.
///
/// Prints `s`, a colon and the message of the current [`errno`](fn@errno), or the message alone if `s` is
/// empty or [`NULL`]. `errno` is left as it was.
///
/// ```
/// use berkeley::{errno::*, stdio::*};
///
/// set_errno(EADDRINUSE);
/// perror("bind"); // bind: Address already in use
/// perror(NULL); // Address already in use
/// ```
///
/// See perror(3), POSIX.1-2024.
pub fn perror<S: Bytes + ?Sized>(s: &S) {
    report(cstr(s).to_bytes(), &strerror(errno()));
}

/// Writes `s: message` on standard error, or the message alone if `s` is empty.
pub(crate) fn report(s: &[u8], message: &str) {
    let kept = errno();
    let colon: &[u8] = if s.is_empty() { b"" } else { b": " };
    let line = [s, colon, message.as_bytes(), b"\n"].map(IoSlice::new);
    // In one piece, so that what others print does not come between. Like C's, it has nobody to
    // tell that standard error itself fails.
    let _ = io::stderr().write_vectored(&line);
    set_errno(kept);
}
