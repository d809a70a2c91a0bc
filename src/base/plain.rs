//! Plain data: what C lets a program treat as so many bytes, and when Rust may do the same.

mod cast;
mod check;

pub(crate) use cast::sealed;
pub use cast::{Object, cast, cast_mut, sizeof};
pub use check::{__plain_check, __plain_size};

use core::ffi::CStr;
use core::mem::{MaybeUninit, size_of_val};
use core::slice;

/// Data that is nothing but its bytes, as a C `struct` or an array of `char` is.
///
/// C zeroes, copies, sends and receives such objects byte by byte. For a type that is `Plain`, safe
/// Rust may do so too: [`zeroed`](Plain::zeroed), [`memset`](crate::string::memset),
/// [`read`](crate::unistd::read) into it, [`write`](crate::unistd::write) from it.
///
/// All integers and floats, arrays and slices of plain data, and every structure of the C headers
/// in this crate are plain. For a structure of your own, the
/// [`plain!`](crate::plain!) macro makes the compiler check the requirements below.
///
/// ```
/// use berkeley::{netinet::in_::*, string::*};
///
/// let server_addr = &mut sockaddr_in::zeroed(); // struct sockaddr_in server_addr;
/// memset(server_addr, 0, sizeof(server_addr)); // memset(&server_addr, 0, sizeof(server_addr));
/// assert_eq!(server_addr.sin_port, 0);
/// ```
///
/// # Safety
///
/// The implementor guarantees that for the type
///
/// * every pattern of bits is a valid value,
/// * every byte is initialised in every value: there is no padding,
/// * there are no references, no pointers that anything dereferences, and no interior mutability.
pub unsafe trait Plain {
    /// An object all of whose bytes are zero, as a C object with static storage begins.
    fn zeroed() -> Self
    where
        Self: Sized,
    {
        // SAFETY: every pattern of bits is a valid value of a `Plain` type, so all zeros is one.
        unsafe { MaybeUninit::zeroed().assume_init() }
    }
}

/// How a structure of libc's begins that is not [`Plain`]: `struct stat`, `struct rusage`.
///
/// On some machines libc (the crate) lets what lies between or behind their members be uninitialised.
/// So their bytes are nobody's to read; but they may be all zeros.
pub trait Zeroed: Sized + sealed::Sealed {
    /// A structure that is all zeros.
    ///
    /// ```
    /// use berkeley::sys::stat::*;
    ///
    /// let st = &mut stat::zeroed();
    /// assert_eq!(st.st_size, 0);
    /// ```
    fn zeroed() -> Self;
}

/// What a call can read bytes from: C's `const void *` and `const char *`.
///
/// [`Plain`] data and strings are; [`NULL`](crate::NULL) is, with no bytes. A type of your own may
/// be, and needs no `unsafe` for it.
///
/// ```
/// use berkeley::Bytes;
///
/// assert_eq!(7u16.to_be().as_bytes(), [0, 7]);
/// assert_eq!("seven".as_bytes(), b"seven");
/// ```
#[diagnostic::on_unimplemented(
    message = "the bytes of `{Self}` cannot be read as they are",
    note = "integers, arrays of them, strings, C's structures without pointers, and those of `plain!` can be"
)]
pub trait Bytes {
    /// The bytes of the object, in memory order.
    fn as_bytes(&self) -> &[u8];

    /// Whether this stands for C's null pointer: [`NULL`](crate::NULL) does, and `None`.
    fn is_null(&self) -> bool {
        false
    }
}

/// What a call can write bytes into: C's `void *` and `char *`.
///
/// ```
/// use berkeley::BytesMut;
///
/// let mut n = 0u16;
/// n.as_bytes_mut().copy_from_slice(&[0, 7]);
/// assert_eq!(u16::from_be(n), 7);
/// ```
#[diagnostic::on_unimplemented(
    message = "the bytes of `{Self}` cannot be written as they are",
    note = "integers, arrays of them, C's structures without pointers, and those of `plain!` can be",
    note = "in place of `memset` to 0, a structure of C's with pointers begins as its `zeroed()`"
)]
pub trait BytesMut: Bytes {
    /// The bytes of the object, in memory order, to be changed at will.
    fn as_bytes_mut(&mut self) -> &mut [u8];
}

impl<T: Plain + ?Sized> Bytes for T {
    #[inline]
    fn as_bytes(&self) -> &[u8] {
        // SAFETY: the object occupies `size_of_val` bytes, all initialised since `Plain` has no
        // padding, none of which changes while it is borrowed since `Plain` has no interior
        // mutability; the slice borrows the object for as long as it lives.
        unsafe { slice::from_raw_parts((&raw const *self).cast(), size_of_val(self)) }
    }
}

impl<T: Plain + ?Sized> BytesMut for T {
    #[inline]
    fn as_bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: as for `as_bytes`; the borrow is exclusive, and whatever is written leaves a
        // valid value since every pattern of bits is one.
        unsafe { slice::from_raw_parts_mut((&raw mut *self).cast(), size_of_val(self)) }
    }
}

impl Bytes for str {
    fn as_bytes(&self) -> &[u8] {
        str::as_bytes(self)
    }
}

impl Bytes for String {
    fn as_bytes(&self) -> &[u8] {
        str::as_bytes(self)
    }
}

/// The bytes of a C string include the NUL that ends it, as `sizeof` of a literal does in C.
impl Bytes for CStr {
    fn as_bytes(&self) -> &[u8] {
        self.to_bytes_with_nul()
    }
}

impl<T: Plain> Bytes for Vec<T> {
    fn as_bytes(&self) -> &[u8] {
        self.as_slice().as_bytes()
    }
}

/// A pointer that may be null: what it points to, or `None`, which is [`NULL`](crate::NULL).
///
/// ```
/// use berkeley::netdb::*;
///
/// let host = None::<&str>; // const char *host = NULL;
/// let mut res = AddrInfoPtr::NULL;
/// assert_eq!(getaddrinfo(&host, "80", NULL, &mut res), 0); // getaddrinfo(host, "80", NULL, &res)
/// ```
impl<B: Bytes + ?Sized> Bytes for Option<&B> {
    fn as_bytes(&self) -> &[u8] {
        self.map_or(&[], Bytes::as_bytes)
    }

    fn is_null(&self) -> bool {
        self.is_none_or(Bytes::is_null)
    }
}

impl<T: Plain> BytesMut for Vec<T> {
    fn as_bytes_mut(&mut self) -> &mut [u8] {
        self.as_mut_slice().as_bytes_mut()
    }
}

macro_rules! plain_numbers {
    ($($t:ty)*) => { $(
        // SAFETY: a number has no padding and a value for every pattern of bits.
        unsafe impl Plain for $t {}
    )* };
}
plain_numbers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64);

// SAFETY: a slice is its elements, one after the other, without padding between them.
unsafe impl<T: Plain> Plain for [T] {}
// SAFETY: an array is its elements, one after the other, without padding between them.
unsafe impl<T: Plain, const N: usize> Plain for [T; N] {}
