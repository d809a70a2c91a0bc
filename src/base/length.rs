//! Lengths given by value: what C converts without being asked.

use core::ffi::c_int;
use libc::{size_t, socklen_t};

/// A length or a count given by value: any integer, as in C.
///
/// C converts an argument to the parameter's type without being asked, so that an `int`, a
/// `ssize_t` that [`read`](crate::unistd::read) returned, a `socklen_t` or a `size_t` all serve.
/// The conversion is C's too: −1 is the largest `size_t`.
///
/// ```no_run
/// # use berkeley::{string::*, unistd::*};
/// # let (client_sock, message) = (0, &mut [0u8; 30]);
/// let str_len = read(client_sock, message, sizeof(message)); // a size_t
/// write(client_sock, message, str_len); // a ssize_t
/// ```
pub trait Length: Copy + sealed::Sealed {
    /// As a parameter of type `size_t` takes it.
    fn to_size(self) -> size_t;
    /// As a parameter of type `socklen_t` takes it.
    fn to_socklen(self) -> socklen_t;
}

macro_rules! lengths {
    ($($t:ty)*) => { $(
        impl sealed::Sealed for $t {}
        impl Length for $t {
            #[inline]
            fn to_size(self) -> size_t {
                self as size_t
            }
            #[inline]
            fn to_socklen(self) -> socklen_t {
                self as socklen_t
            }
        }
    )* };
}
lengths!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

/// Whether the kernel, which takes address and option lengths as an `int`, sees a negative one.
#[inline]
pub(crate) fn is_negative(len: socklen_t) -> bool {
    (len as c_int) < 0
}

mod sealed {
    pub trait Sealed {}
}
