//! `<stdlib.h>`: what a socket program takes from it to end and to read its arguments.
//!
//! | C | here |
//! |---|---|
//! | `exit(1)` | [`exit`]`(1)` |
//! | `atoi(argv[1])` | [`atoi`]`(&argv[1])` |
//! | `EXIT_SUCCESS`, `EXIT_FAILURE` | [`EXIT_SUCCESS`], [`EXIT_FAILURE`] |
//!
//! ```
//! use berkeley::stdlib::*;
//!
//! let port = atoi("12345"); // atoi("12345")
//! assert_eq!(port, 12345);
//! ```

#[doc(no_inline)]
pub use crate::stddef::*;

use crate::string::cstr;
use core::ffi::c_int;

/// What a program that did its work gives to [`exit`].
pub const EXIT_SUCCESS: c_int = 0;
/// What a program that failed gives to [`exit`].
pub const EXIT_FAILURE: c_int = 1;

/// `void exit(int status)` — ends the program.
///
/// The parent process sees the low 8 bits of `status`. As in C, functions on the stack do not
/// return: nothing is dropped. The kernel closes all descriptors.
///
/// ```no_run
/// use berkeley::stdlib::*;
///
/// exit(1);
/// ```
///
/// See exit(3), POSIX.1-2024.
pub fn exit(status: c_int) -> ! {
    std::process::exit(status)
}

/// `int atoi(const char *nptr)` — the number at the beginning of a text.
///
/// Skips white space, takes a sign and digits, and ignores what follows; a text that does not begin
/// with a number is 0. Of a number that no `long` holds it takes the nearest `long`, of which the
/// `int` keeps the low bits, as glibc does (the standard leaves it undefined).
///
/// ```
/// use berkeley::stdlib::*;
///
/// assert_eq!(atoi("12345"), 12345);
/// assert_eq!(atoi("  -7 apples"), -7);
/// assert_eq!(atoi("apples"), 0);
/// ```
///
/// See atoi(3), POSIX.1-2024.
pub fn atoi<S: Bytes + ?Sized>(nptr: &S) -> c_int {
    let text = cstr(nptr).to_bytes();
    let space = |byte: &u8| !matches!(byte, b' ' | b'\t'..=b'\r');
    let text = &text[text.iter().position(space).unwrap_or(text.len())..];
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    let number =
        digits.iter().map_while(|byte| char::from(*byte).to_digit(10)).fold(0, |n: i64, digit| {
            let digit = if negative { -i64::from(digit) } else { digit.into() };
            n.saturating_mul(10).saturating_add(digit)
        });
    number as c_int
}
