//! Short text as a value, for what C returns in a static buffer.

use core::fmt::{self, Debug, Display, Formatter, Write};
use core::ops::Deref;

/// Text of at most `N` bytes, kept in the value itself.
///
/// Where C returns a pointer to a static buffer that the next call overwrites, this crate returns
/// a value of this type: it allocates nothing, and it stays what it is. It prints as its text and
/// derefs to `&str`.
///
/// ```
/// use berkeley::arpa::inet::*;
///
/// let one = inet_ntoa(in_addr { s_addr: inet_addr("10.0.0.1") });
/// let two = inet_ntoa(in_addr { s_addr: inet_addr("10.0.0.2") });
/// assert_eq!(format!("{one} {two}"), "10.0.0.1 10.0.0.2"); // in C, twice the second
/// ```
#[derive(Clone, Copy)]
pub struct Text<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Text<N> {
    /// Formats into a text; what does not fit is left out, from the first character that does not.
    pub(crate) fn format(args: fmt::Arguments<'_>) -> Self {
        let mut text = Text { bytes: [0; N], len: 0 };
        // Only a text that is full reports an error, and it ends there.
        let _ = text.write_fmt(args);
        text
    }

    /// The text.
    ///
    /// ```
    /// use berkeley::arpa::inet::*;
    ///
    /// let text = inet_ntoa(in_addr { s_addr: htonl(INADDR_LOOPBACK) });
    /// assert_eq!(text.as_str(), "127.0.0.1");
    /// ```
    pub fn as_str(&self) -> &str {
        // Whole characters are all that is ever written.
        core::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

impl<const N: usize> Write for Text<N> {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        let mut end = s.len().min(N - self.len);
        while !s.is_char_boundary(end) {
            end -= 1;
        }
        self.bytes[self.len..self.len + end].copy_from_slice(&s.as_bytes()[..end]);
        self.len += end;
        if end < s.len() { Err(fmt::Error) } else { Ok(()) }
    }
}

impl<const N: usize> Deref for Text<N> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl<const N: usize> Display for Text<N> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<const N: usize> Debug for Text<N> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(self.as_str(), f)
    }
}

impl<const N: usize> PartialEq<str> for Text<N> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl<const N: usize> PartialEq<&str> for Text<N> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}
