//! C's `char *`: in structures that libc fills, and as an argument.

use super::foreign::pointers;
use super::terminated::NullTerminated;
use crate::errno::{errno, set_errno};
use crate::string::cstr;
use crate::{Bytes, Null};
use core::ffi::{CStr, c_char};
use core::fmt::{self, Debug, Display, Formatter};
use core::ptr;
use std::borrow::Cow;
use std::ffi::CString;

/// Text that a structure points to: C's `char *`, which may be null.
///
/// It owns the text. It prints with `{}`, compares with `"text"` and with [`NULL`](crate::NULL),
/// and can be given to every call that takes a text. A null one prints as `(null)`, as glibc's
/// `printf` prints it, and stands for C's null pointer where it is given to a call.
///
/// ```
/// use berkeley::netdb::*;
///
/// let tcp = getprotobynumber(IPPROTO_TCP);
/// if let Some(tcp) = tcp {
///     println!("{}", tcp.p_name); // printf("%s\n", tcp->p_name);
///     assert!(tcp.p_name != NULL && tcp.p_name == "tcp");
///     assert_eq!(getprotobyname(&tcp.p_name).unwrap().p_proto, IPPROTO_TCP);
/// }
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct CharPtr(Option<CString>);

impl CharPtr {
    /// A null pointer.
    pub const NULL: CharPtr = CharPtr(None);

    /// The bytes of the text, without the NUL; none if the pointer is null. Their number is C's
    /// `strlen`.
    ///
    /// ```
    /// use berkeley::netdb::*;
    ///
    /// // strlen(p->p_name)
    /// if let Some(p) = getprotobynumber(IPPROTO_TCP) {
    ///     assert_eq!(p.p_name.to_bytes().len(), 3);
    /// }
    /// assert_eq!(CharPtr::NULL.to_bytes(), b"");
    /// ```
    pub fn to_bytes(&self) -> &[u8] {
        self.0.as_ref().map_or(&[], |text| text.to_bytes())
    }

    /// Copies a text of libc's.
    ///
    /// # Safety
    ///
    /// `text` is null, or points to a text that ends with a NUL and stays as it is meanwhile.
    pub(crate) unsafe fn copy(text: *const c_char) -> CharPtr {
        if text.is_null() {
            return CharPtr::NULL;
        }
        // SAFETY: not null, so a text that ends with a NUL, as the caller promises.
        CharPtr(Some(unsafe { CStr::from_ptr(text) }.to_owned()))
    }

    /// Copies a list of texts that ends with a null pointer, as C keeps aliases.
    ///
    /// # Safety
    ///
    /// `texts` is null, or points to such a list, of texts as for [`copy`](CharPtr::copy).
    pub(crate) unsafe fn copy_list(texts: *const *mut c_char) -> NullTerminated<CharPtr> {
        // SAFETY: the caller promises what `pointers` and `copy` ask for.
        unsafe {
            NullTerminated::of(pointers(texts).map(|text| CharPtr::copy(text)), CharPtr::NULL)
        }
    }
}

/// The bytes include the NUL that ends the text. A null pointer has none.
impl Bytes for CharPtr {
    fn as_bytes(&self) -> &[u8] {
        self.0.as_ref().map_or(&[], |text| text.to_bytes_with_nul())
    }

    fn is_null(&self) -> bool {
        self.0.is_none()
    }
}

impl Display for CharPtr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.is_null() { f.pad("(null)") } else { Display::fmt(&cstr(self), f) }
    }
}

impl Debug for CharPtr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(text) => Debug::fmt(text, f),
            None => f.write_str("NULL"),
        }
    }
}

impl PartialEq<str> for CharPtr {
    fn eq(&self, other: &str) -> bool {
        !self.is_null() && self.to_bytes() == other.as_bytes()
    }
}

impl PartialEq<&str> for CharPtr {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

/// `p->ai_canonname == NULL`.
impl PartialEq<&mut Null> for CharPtr {
    fn eq(&self, _: &&mut Null) -> bool {
        self.is_null()
    }
}

/// A text as libc takes it: it ends with a NUL. Or a null pointer.
pub(crate) struct Chars<'a>(Option<Cow<'a, CStr>>);

impl<'a> Chars<'a> {
    /// The text in an object up to its first NUL, or all of it.
    pub(crate) fn of<B: Bytes + ?Sized>(object: &'a B) -> Chars<'a> {
        if object.is_null() {
            return Chars(None);
        }
        let bytes = object.as_bytes();
        Chars(Some(match CStr::from_bytes_until_nul(bytes) {
            Ok(text) => text.into(),
            // There is no NUL to find in it.
            Err(_) => CString::new(bytes).unwrap_or_default().into(),
        }))
    }

    /// The same, copied to `room` if it has no NUL and fits there, so that nothing is allocated.
    pub(crate) fn within<B: Bytes + ?Sized>(object: &'a B, room: &'a mut [u8]) -> Chars<'a> {
        let bytes = object.as_bytes();
        match room.get_mut(..=bytes.len()) {
            Some(room) if !object.is_null() && !bytes.contains(&0) => {
                room[..bytes.len()].copy_from_slice(bytes);
                room[bytes.len()] = 0;
                Chars(CStr::from_bytes_with_nul(room).ok().map(Cow::from))
            }
            _ => Chars::of(object),
        }
    }

    /// The pointer, for as long as this lives.
    pub(crate) fn as_ptr(&self) -> *const c_char {
        self.0.as_ref().map_or(ptr::null(), |text| text.as_ptr())
    }

    /// Whether this is a null pointer.
    pub(crate) fn is_null(&self) -> bool {
        self.0.is_none()
    }
}

impl Drop for Chars<'_> {
    fn drop(&mut self) {
        // The text outlives the call that it was made for, whose errno an allocator must not touch.
        let kept = errno();
        self.0 = None;
        set_errno(kept);
    }
}
