//! `<stdlib.h>`: what a socket program takes from it to end and to read its arguments.
//!
//! | C | here |
//! |---|---|
//! | `exit(1)` | [`exit`]`(1)` |
//! | `atoi(argv[1])` | [`atoi`]`(&argv[1])` |
//! | `strtol(argv[1], &end, 10)`, then `*end != '\0'` | [`strtol`]`(&argv[1], end, 10)`, then `*end != b""` |
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

use crate::errno::{EINVAL, ERANGE, set_errno};
use crate::string::cstr;
use core::ffi::{c_int, c_long};

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
/// `int` keeps the low bits, with `errno` `ERANGE`, as glibc does (the standard leaves it undefined).
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
    strtol(nptr, NULL, 10) as c_int
}

/// `long strtol(const char *nptr, char **endptr, int base)` — the number at the beginning of a text,
/// and what follows it.
///
/// Skips white space, takes a sign and digits of this `base`, 2 to 36; of base 16 a `0x` may stand
/// before them. Base 0 is what the text says: `0x` 16, another `0` 8, else 10. `*endptr` becomes the
/// text behind the number: empty if the number is all there was, all of `nptr` if it does not begin with
/// a number. With [`NULL`] nobody is told.
///
/// # Return value
///
/// The number; 0 if there is none. A number that no `long` holds is the nearest one, and
/// `errno` is `ERANGE`. As in C, who wants to know sets `errno` to 0 before.
///
/// # Errors
///
/// * `ERANGE`: the number is out of range.
/// * `EINVAL`: there is no such base. The result is 0, and `*endptr` is left alone.
///
/// ```
/// use berkeley::{errno::*, stdlib::*};
///
/// let end = &mut &b""[..]; //                        char *end;
/// let port = strtol("12345", end, 10); //            port = strtol("12345", &end, 10);
/// assert!(port == 12345 && *end == b""); //          *end == '\0'
/// assert_eq!((strtol("80 or so", end, 10), *end), (80, &b" or so"[..]));
/// assert_eq!((strtol("http", end, 10), *end), (0, &b"http"[..]));
/// assert_eq!(strtol("0x7f", NULL, 0), 127);
/// assert_eq!(strtol("99999999999999999999", NULL, 10), core::ffi::c_long::MAX);
/// assert_eq!(errno(), ERANGE);
/// ```
///
/// See strtol(3), POSIX.1-2024.
pub fn strtol<'a, S: Bytes + ?Sized>(
    nptr: &'a S,
    endptr: &mut (impl End<'a> + ?Sized),
    base: c_int,
) -> c_long {
    if base != 0 && !(2..=36).contains(&base) {
        set_errno(EINVAL);
        return 0;
    }
    let text = cstr(nptr).to_bytes();
    let Some(number) = signed(text, base as u32) else {
        endptr.set(text);
        return 0;
    };
    endptr.set(number.rest);
    let nearest = c_long::try_from(number.value);
    if number.is_cut || nearest.is_err() {
        set_errno(ERANGE);
    }
    nearest.unwrap_or(if number.value < 0 { c_long::MIN } else { c_long::MAX })
}

/// What [`strtol`] tells the rest of its text: `&mut` of a slice, or [`NULL`].
pub trait End<'a>: sealed::Sealed {
    #[doc(hidden)]
    fn set(&mut self, rest: &'a [u8]);
}

impl<'a> End<'a> for &'a [u8] {
    fn set(&mut self, rest: &'a [u8]) {
        *self = rest;
    }
}

impl<'a> End<'a> for crate::Null {
    fn set(&mut self, _rest: &'a [u8]) {}
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for &[u8] {}
    impl Sealed for crate::Null {}
}

/// A number that stood at the beginning of a text.
struct Number<'a> {
    /// The number, or the nearest one.
    value: i64,
    /// Whether it is only the nearest one.
    is_cut: bool,
    rest: &'a [u8],
}

/// The number at the beginning of a text.
fn signed(text: &[u8], base: u32) -> Option<Number<'_>> {
    let space = |byte: &u8| !matches!(byte, b' ' | b'\t'..=b'\r');
    let text = &text[text.iter().position(space).unwrap_or(text.len())..];
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    let is_hex = u8::is_ascii_hexdigit;
    let (base, digits) = match (base, text) {
        // Without a digit behind it, the number is the 0, and the x follows it.
        (0 | 16, [b'0', b'x' | b'X', digits @ ..]) if digits.first().is_some_and(is_hex) => {
            (16, digits)
        }
        (0, [b'0', ..]) => (8, text),
        (0, _) => (10, text),
        _ => (base, text),
    };
    let count = digits.iter().take_while(|byte| char::from(**byte).is_digit(base)).count();
    let (digits, rest) = digits.split_at(count);
    let mut is_cut = false;
    let value = digits.iter().fold(0, |number: i64, byte| {
        let digit = char::from(*byte).to_digit(base).map_or(0, i64::from);
        let digit = if negative { -digit } else { digit };
        let next = number.checked_mul(base.into()).and_then(|number| number.checked_add(digit));
        is_cut |= next.is_none();
        next.unwrap_or(if negative { i64::MIN } else { i64::MAX })
    });
    (count > 0).then_some(Number { value, is_cut, rest })
}
