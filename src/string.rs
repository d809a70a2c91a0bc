//! `<string.h>`: memory, byte by byte, and text that ends with a NUL.
//!
//! | C | here |
//! |---|---|
//! | `memset(&addr, 0, sizeof(addr))` | [`memset`]`(addr, 0, sizeof(addr))` |
//! | `memcpy(&addr, buf + 4, sizeof(addr))` | [`memcpy`]`(addr, &buf[4..], sizeof(addr))` |
//! | `memcmp(a, b, n)` | [`memcmp`]`(a, b, n)` |
//! | `bzero(buf, n)` | [`bzero`]`(buf, n)` |
//! | `strcpy(addr.sun_path, path)` | [`strcpy`]`(&mut addr.sun_path, path)` |
//! | `strncpy(name, "lo", sizeof(name))` | [`strncpy`]`(name, "lo", sizeof(name))` |
//! | `strcat(path, "/")`, `strncat(path, name, n)` | [`strcat`]`(path, "/")`, [`strncat`]`(path, name, n)` |
//! | `strcmp(line, "quit\n") == 0` | [`strcmp`]`(line, "quit\n") == 0` |
//! | `strncmp(line, "GET ", 4) == 0` | [`strncmp`]`(line, "GET ", 4) == 0` |
//! | `strlen(message)` | [`strlen`]`(message)` |
//! | `printf("%s", message)` | `print!("{}", `[`cstr`]`(message))` |
//! | `strerror(errno)` | [`strerror`]`(errno())` |
//! | `strsignal(signo)` | [`strsignal`]`(signo)` |
//!
//! ```
//! use berkeley::string::*;
//!
//! let message = &mut [0u8; 30]; // char message[30];
//! memset(message, 0, sizeof(message)); // memset(message, 0, sizeof(message));
//! ```

#[doc(no_inline)]
pub use crate::errno::strerror;
#[doc(no_inline)]
pub use crate::stddef::*;

use crate::base::memory::{Dest, Source};
use crate::base::text::Text;
use crate::errno::{errno, set_errno};
use core::cmp::Ordering;
use core::ffi::{CStr, c_int};
use core::fmt::{self, Display, Formatter};

/// `void *memset(void *s, int c, size_t n)` — fills an object with a byte.
///
/// Sets the first `n` bytes of `s` to `c` (its low 8 bits, as in C).
///
/// # Panics
///
/// If `n` is larger than the object, where C would write beyond it.
///
/// ```
/// use berkeley::string::*;
///
/// let buf = &mut [1u8; 4];
/// memset(buf, 0xff, 2);
/// assert_eq!(buf, &[255, 255, 1, 1]);
/// ```
///
/// See memset(3), POSIX.1-2024.
#[doc(alias = "string.h")]
#[track_caller]
pub fn memset<T: BytesMut + ?Sized>(s: &mut T, c: c_int, n: impl Length) -> &mut T {
    let (bytes, n) = (s.as_bytes_mut(), n.to_size());
    within("memset", n, bytes.len());
    bytes[..n].fill(c as u8);
    s
}

/// `void bzero(void *s, size_t n)` — fills an object with zeros.
///
/// # Panics
///
/// If `n` is larger than the object, where C would write beyond it.
///
/// ```
/// use berkeley::{netinet::in_::*, string::*};
///
/// let addr = &mut sockaddr_in::zeroed();
/// addr.sin_port = htons(80);
/// bzero(addr, sizeof(addr));
/// assert_eq!(addr.sin_port, 0);
/// ```
///
/// See bzero(3). Of 4.3BSD; POSIX.1-2008 withdrew it in favour of [`memset`].
#[doc(alias = "strings.h")]
#[track_caller]
pub fn bzero<T: BytesMut + ?Sized>(s: &mut T, n: impl Length) {
    let (bytes, n) = (s.as_bytes_mut(), n.to_size());
    within("bzero", n, bytes.len());
    bytes[..n].fill(0);
}

/// `void *memcpy(void *dest, const void *src, size_t n)` — copies bytes from one object to another.
///
/// Also the safe way to take a structure out of a buffer, or to put one into it, at any offset.
///
/// # Panics
///
/// If `n` is larger than either object, where C would read or write beyond it.
///
/// ```
/// use berkeley::{netinet::in_::*, string::*};
///
/// let packet = b"\x01\x7f\x00\x00\x01";
/// let addr = &mut in_addr::zeroed();
/// memcpy(addr, &packet[1..], sizeof(addr)); // memcpy(&addr, packet + 1, sizeof(addr));
/// assert_eq!(addr.s_addr, htonl(INADDR_LOOPBACK));
/// ```
///
/// See memcpy(3), POSIX.1-2024.
#[track_caller]
pub fn memcpy<'d, D, S>(dest: &'d mut D, src: &S, n: impl Length) -> &'d mut D
where
    D: Dest + ?Sized,
    S: Source + ?Sized,
{
    let n = n.to_size();
    within("memcpy", n, dest.size().min(src.size()));
    dest.copy_from(src, n);
    dest
}

/// `int memcmp(const void *s1, const void *s2, size_t n)` — compares bytes.
///
/// Less than, equal to, or greater than 0, as the first byte that differs is less or greater in
/// `s1` than in `s2`, taken as `unsigned char`; here −1, 0 or 1.
///
/// # Panics
///
/// If `n` is larger than either object, where C would read beyond it.
///
/// ```
/// use berkeley::string::*;
///
/// assert_eq!(memcmp(b"abc", b"abd", 2), 0);
/// assert!(memcmp(b"abc", b"abd", 3) < 0);
/// ```
///
/// See memcmp(3), POSIX.1-2024.
#[track_caller]
pub fn memcmp<A, B>(s1: &A, s2: &B, n: impl Length) -> c_int
where
    A: Bytes + ?Sized,
    B: Bytes + ?Sized,
{
    let (one, two, n) = (s1.as_bytes(), s2.as_bytes(), n.to_size());
    within("memcmp", n, one.len().min(two.len()));
    sign(one[..n].cmp(&two[..n]))
}

/// `size_t strlen(const char *s)` — how long a text is.
///
/// # Parameters
///
/// * `s` — the text: up to its first NUL or, where C would read on beyond it, to its end.
///
/// # Returns
///
/// The number of bytes before the NUL.
///
/// ```
/// use berkeley::string::*;
///
/// let message = b"Hello, Client!\0\0\0";
/// assert_eq!(strlen(message), 14);
/// assert_eq!(strlen("Hello"), 5); // a literal of Rust has no NUL, and ends all the same
/// ```
///
/// See strlen(3), POSIX.1-2024.
pub fn strlen<B: Bytes + ?Sized>(s: &B) -> size_t {
    cstr(s).0.len()
}

/// `char *strcpy(char *dest, const char *src)` — copies a text, with the NUL that ends it.
///
/// # Parameters
///
/// * `dest` — where to. What is behind the NUL there stays as it was.
/// * `src` — the text: up to its first NUL or, where C would read on beyond it, to its end.
///
/// # Returns
///
/// `dest`.
///
/// # Panics
///
/// If `dest` is too small for the text and its NUL, where C would write beyond it.
///
/// ```
/// use berkeley::{string::*, sys::un::*};
///
/// let addr = &mut sockaddr_un::zeroed();
/// strcpy(&mut addr.sun_path, "/tmp/socket"); // strcpy(addr.sun_path, "/tmp/socket");
/// assert_eq!(cstr(&addr.sun_path).to_string(), "/tmp/socket");
/// ```
///
/// See strcpy(3), POSIX.1-2024.
#[track_caller]
pub fn strcpy<'d, D, S>(dest: &'d mut D, src: &S) -> &'d mut D
where
    D: BytesMut + ?Sized,
    S: Bytes + ?Sized,
{
    let (to, text) = (dest.as_bytes_mut(), cstr(src).0);
    within("strcpy", text.len() + 1, to.len());
    to[..text.len()].copy_from_slice(text);
    to[text.len()] = 0;
    dest
}

/// `char *strncpy(char *dest, const char *src, size_t n)` — copies a text into a field of a fixed
/// size.
///
/// Writes exactly `n` bytes: the text, and NULs behind it. A text of `n` bytes or more is cut and
/// gets **no** NUL. That is right for fields such as `ifr_name` and `sun_path`; for a text that
/// must end with a NUL, begin with zeros and copy one byte less than there is room for.
///
/// # Parameters
///
/// * `dest` — where to.
/// * `src` — the text: up to its first NUL or, where C would read on beyond it, to its end.
/// * `n` — how many bytes to write.
///
/// # Returns
///
/// `dest`.
///
/// # Panics
///
/// If `n` is larger than `dest`, where C would write beyond it.
///
/// ```
/// use berkeley::{string::*, sys::un::*};
///
/// let addr = &mut sockaddr_un::zeroed();
/// let sun_path = &mut addr.sun_path;
/// // strncpy(addr.sun_path, "/tmp/socket", sizeof(addr.sun_path) - 1);
/// strncpy(sun_path, "/tmp/socket", sizeof(sun_path) - 1);
/// assert_eq!(strlen(&addr.sun_path), 11);
/// ```
///
/// See strncpy(3), POSIX.1-2024.
#[track_caller]
pub fn strncpy<'d, D, S>(dest: &'d mut D, src: &S, n: impl Length) -> &'d mut D
where
    D: BytesMut + ?Sized,
    S: Bytes + ?Sized,
{
    let (to, text, n) = (dest.as_bytes_mut(), cstr(src).0, n.to_size());
    within("strncpy", n, to.len());
    let copied = n.min(text.len());
    to[..copied].copy_from_slice(&text[..copied]);
    to[copied..n].fill(0);
    dest
}

/// `char *strcat(char *dest, const char *src)` — appends a text to another.
///
/// # Parameters
///
/// * `dest` — where to: behind the text that is there.
/// * `src` — the text: up to its first NUL or, where C would read on beyond it, to its end.
///
/// # Returns
///
/// `dest`.
///
/// # Panics
///
/// If `dest` is too small for both and a NUL, where C would write beyond it.
///
/// ```
/// use berkeley::string::*;
///
/// let path = &mut [0u8; 30]; // char path[30];
/// strcpy(path, "/tmp/");
/// strcat(path, "socket"); // strcat(path, "socket");
/// assert_eq!(cstr(path).to_string(), "/tmp/socket");
/// ```
///
/// See strcat(3), POSIX.1-2024.
#[track_caller]
pub fn strcat<'d, D, S>(dest: &'d mut D, src: &S) -> &'d mut D
where
    D: BytesMut + ?Sized,
    S: Bytes + ?Sized,
{
    append("strcat", dest, cstr(src).0)
}

/// `char *strncat(char *dest, const char *src, size_t n)` — appends the beginning of a text to
/// another.
///
/// # Parameters
///
/// * `dest` — where to: behind the text that is there.
/// * `src` — the text: up to its first NUL or, where C would read on beyond it, to its end.
/// * `n` — how many bytes of it at most. A NUL comes behind them in any case.
///
/// # Returns
///
/// `dest`.
///
/// # Panics
///
/// If `dest` is too small for what is there, what is appended and a NUL, where C would write beyond
/// it.
///
/// ```
/// use berkeley::string::*;
///
/// let name = &mut [0u8; 8]; // char name[8];
/// strcpy(name, "eth");
/// strncat(name, "ernet0", sizeof(name) - strlen(name) - 1);
/// assert_eq!(cstr(name).to_string(), "etherne");
/// ```
///
/// See strncat(3), POSIX.1-2024.
#[track_caller]
pub fn strncat<'d, D, S>(dest: &'d mut D, src: &S, n: impl Length) -> &'d mut D
where
    D: BytesMut + ?Sized,
    S: Bytes + ?Sized,
{
    append("strncat", dest, first(cstr(src).0, n))
}

#[track_caller]
fn append<'d, D: BytesMut + ?Sized>(function: &str, dest: &'d mut D, text: &[u8]) -> &'d mut D {
    let (at, to) = (strlen(dest), dest.as_bytes_mut());
    within(function, at + text.len() + 1, to.len());
    to[at..at + text.len()].copy_from_slice(text);
    to[at + text.len()] = 0;
    dest
}

/// `int strcmp(const char *s1, const char *s2)` — compares texts.
///
/// Each goes up to its first NUL or, where C would read on beyond it, to its end: a buffer can be
/// compared with a literal of Rust, which has no NUL.
///
/// # Returns
///
/// Less than, equal to, or greater than 0, as the first byte that differs is less or greater in
/// `s1` than in `s2`, taken as `unsigned char`, or as `s1` ends first; here −1, 0 or 1.
///
/// ```
/// use berkeley::string::*;
///
/// let line = b"quit\n\0\0\0"; // char line[8] = "quit\n";
/// assert!(strcmp(line, "quit\n") == 0); // strcmp(line, "quit\n") == 0
/// assert!(strcmp(line, "quit") > 0);
/// ```
///
/// See strcmp(3), POSIX.1-2024.
pub fn strcmp<A, B>(s1: &A, s2: &B) -> c_int
where
    A: Bytes + ?Sized,
    B: Bytes + ?Sized,
{
    sign(cstr(s1).0.cmp(cstr(s2).0))
}

/// `int strncmp(const char *s1, const char *s2, size_t n)` — compares the beginnings of texts.
///
/// # Parameters
///
/// * `s1`, `s2` — the texts, as for [`strcmp`].
/// * `n` — how many bytes of each at most.
///
/// # Returns
///
/// As [`strcmp`].
///
/// ```
/// use berkeley::string::*;
///
/// let request = b"GET / HTTP/1.0\r\n";
/// assert!(strncmp(request, "GET ", 4) == 0); // strncmp(request, "GET ", 4) == 0
/// ```
///
/// See strncmp(3), POSIX.1-2024.
pub fn strncmp<A, B>(s1: &A, s2: &B, n: impl Length) -> c_int
where
    A: Bytes + ?Sized,
    B: Bytes + ?Sized,
{
    sign(first(cstr(s1).0, n).cmp(first(cstr(s2).0, n)))
}

/// The first `n` bytes of a text, or all of it.
fn first(text: &[u8], n: impl Length) -> &[u8] {
    &text[..text.len().min(n.to_size())]
}

/// What C has for an ordering.
fn sign(ordering: Ordering) -> c_int {
    ordering as c_int
}

#[track_caller]
fn within(function: &str, n: usize, len: usize) {
    assert!(n <= len, "{function} of {n} bytes, of an object of {len}");
}

/// The text in a buffer up to its first NUL, as `%s` of `printf` takes it.
///
/// Without a NUL, all of the buffer (C would read on beyond it).
///
/// It prints with `{}`. What is not UTF-8 prints as `U+FFFD`; the bytes themselves are
/// [`Cstr::to_bytes`].
///
/// ```
/// use berkeley::string::*;
///
/// let message = b"Hello, Client!\0\0\0\0\0\0";
/// println!("Message from server: {}", cstr(message)); // printf("… %s\n", message);
/// assert_eq!(cstr(message).to_string(), "Hello, Client!");
/// ```
pub fn cstr<B: Bytes + ?Sized>(buf: &B) -> Cstr<'_> {
    Cstr(buf.as_bytes().split(|byte| *byte == 0).next().unwrap_or_default())
}

/// Text that a NUL ended: see [`cstr`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cstr<'a>(&'a [u8]);

impl<'a> Cstr<'a> {
    /// The bytes of the text, without the NUL. Their number is C's `strlen`.
    ///
    /// ```
    /// use berkeley::string::*;
    ///
    /// assert_eq!(cstr(b"Hello\0\0\0").to_bytes(), b"Hello");
    /// ```
    pub fn to_bytes(self) -> &'a [u8] {
        self.0
    }
}

impl Display for Cstr<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Ok(text) = core::str::from_utf8(self.0) {
            return f.pad(text);
        }
        for chunk in self.0.utf8_chunks() {
            f.write_str(chunk.valid())?;
            if !chunk.invalid().is_empty() {
                f.write_str("\u{fffd}")?;
            }
        }
        Ok(())
    }
}

/// `char *strsignal(int sig)` — what a signal is called, in English.
///
/// Of a number that is none: `Unknown signal 99`. The text is libc's own.
///
/// ```
/// use berkeley::{signal::*, string::*};
///
/// assert_eq!(strsignal(SIGTERM), "Terminated");
/// ```
///
/// See strsignal(3), POSIX.1-2024.
pub fn strsignal(sig: c_int) -> Text<64> {
    let kept = errno();
    // SAFETY: passes a number only.
    let text = unsafe { libc::strsignal(sig) };
    let text = if text.is_null() {
        Text::format(format_args!(""))
    } else {
        // SAFETY: not null, so a text that ends with a NUL. It is a constant, or of this thread, until
        // its next call.
        let text = unsafe { CStr::from_ptr(text) };
        Text::format(format_args!("{}", text.to_str().unwrap_or_default()))
    };
    set_errno(kept);
    text
}
