//! C's `sizeof` and C's casts, of plain data.

use super::Plain;
use core::mem::{align_of, size_of, size_of_val};

/// C's `sizeof`, of an object: how many bytes it has.
///
/// Of a type, C's `sizeof(struct sockaddr_in)` is Rust's `size_of::<sockaddr_in>()`.
///
/// ```
/// use berkeley::{netinet::in_::*, string::*};
///
/// let message = b"Hello, Client!\0"; // char message[] = "Hello, Client!";
/// assert_eq!(sizeof(message), 15); // the NUL counts, as in C
/// assert_eq!(sizeof(&sockaddr_in::zeroed()), 16);
/// ```
#[inline]
pub const fn sizeof<T: Object + ?Sized>(object: &T) -> usize {
    match T::SIZE_IN_C {
        Some(size) => size,
        None => size_of_val(object),
    }
}

/// What [`sizeof`] tells the size of: [`Plain`] data, whose size is C's, and structures of this crate
/// that hold references where C's hold pointers, and may be larger than those.
#[diagnostic::on_unimplemented(
    message = "the size of `{Self}` in C is not known",
    note = "`sizeof` is for integers, arrays of them, C's structures without pointers, and those of `plain!`"
)]
pub trait Object: sealed::Sealed {
    /// The size of the structure in C, where it is not the object's own.
    #[doc(hidden)]
    const SIZE_IN_C: Option<usize> = None;
}

impl<T: Plain + ?Sized> Object for T {}

pub(crate) mod sealed {
    pub trait Sealed {}
    impl<T: crate::Plain + ?Sized> Sealed for T {}
}

/// C's pointer cast between structures: `(struct sockaddr_in *)&storage`.
///
/// Sees the beginning of one object as another type that is no larger and needs no stricter
/// alignment; where it would be, the program does not compile. (To take a structure out of bytes
/// at any offset, do as careful C does: [`memcpy`](crate::string::memcpy) into one.)
///
/// ```
/// use berkeley::{sys::socket::*, netinet::in_::*};
///
/// let storage = &mut sockaddr_storage::zeroed();
/// cast_mut::<sockaddr_in>(storage).sin_port = htons(80);
/// assert_eq!(cast::<sockaddr_in>(storage).sin_port, htons(80));
/// ```
///
/// ```compile_fail
/// use berkeley::{sys::socket::*, netinet::in_::*};
///
/// let small = sockaddr_in::zeroed();
/// cast::<sockaddr_storage>(&small); // would read beyond it
/// ```
#[inline]
pub const fn cast<To: Plain>(from: &impl Plain) -> &To {
    // SAFETY: `fits` does not compile unless `To` fits in size and alignment; both are plain, so
    // the bytes are initialised and valid as a `To`; the borrow is passed on.
    unsafe { &*fits::<To, _>(from) }
}

/// [`cast`], to an object that may be changed.
///
/// ```
/// use berkeley::{sys::socket::*, netinet::in_::*};
///
/// let storage = &mut sockaddr_storage::zeroed();
/// cast_mut::<sockaddr_in6>(storage).sin6_family = AF_INET6 as sa_family_t;
/// assert_eq!(storage.ss_family, AF_INET6 as sa_family_t);
/// ```
#[inline]
pub const fn cast_mut<To: Plain>(from: &mut impl Plain) -> &mut To {
    let from: *mut _ = from;
    // SAFETY: as for `cast`; the borrow is exclusive, and whatever is written into the `To` leaves
    // a valid value of the other type since every pattern of bits is one.
    unsafe { &mut *fits::<To, _>(from).cast_mut() }
}

/// The pointer as one to `To`, where that compiles: `To` is no larger and no more strictly aligned.
const fn fits<To, From>(from: *const From) -> *const To {
    const {
        assert!(
            size_of::<To>() <= size_of::<From>(),
            "the object is smaller than the type: of an address, take a `sockaddr_storage`"
        );
        assert!(
            align_of::<To>() <= align_of::<From>(),
            "the type needs a stricter alignment: read it with `record` or `memcpy`; of an address, \
             take a `sockaddr_storage`"
        );
    }
    from.cast()
}
