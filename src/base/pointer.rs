//! Pointers that C lets be null.

use crate::{Null, Plain};

/// An argument that is C's pointer to a `T`: a `&mut T`, or [`NULL`](crate::NULL) where C takes it.
///
/// ```
/// use berkeley::{Pointer, sys::socket::*};
///
/// fn timeout_or_none<T: Pointer<libc::timespec>>(_timeout: &mut T) {}
///
/// timeout_or_none(&mut libc::timespec { tv_sec: 1, tv_nsec: 0 });
/// timeout_or_none(NULL);
/// ```
pub trait Pointer<T>: sealed::Sealed<T> {
    /// What it points to; none if it is null.
    #[doc(hidden)]
    fn target(&mut self) -> Option<&mut T>;
}

impl<T: Plain> Pointer<T> for T {
    #[inline]
    fn target(&mut self) -> Option<&mut T> {
        Some(self)
    }
}

impl<T: Plain> Pointer<T> for Null {
    #[inline]
    fn target(&mut self) -> Option<&mut T> {
        None
    }
}

/// `he == NULL`, of what C returns as a pointer that may be null: here it is an `Option`.
impl<T: sealed::Pointee> PartialEq<&mut Null> for Option<T> {
    fn eq(&self, _: &&mut Null) -> bool {
        self.is_none()
    }
}

pub(crate) mod sealed {
    /// What C returns a pointer to.
    pub trait Pointee {}

    pub trait Sealed<T> {}
    impl<T: crate::Plain> Sealed<T> for T {}
    impl<T: crate::Plain> Sealed<T> for crate::Null {}
}
