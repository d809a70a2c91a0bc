//! Pointers that C lets be null.

use crate::{Null, Plain};
use core::slice;

/// An argument that is C's pointer to a `T`: a `&mut T`, or [`NULL`](crate::NULL) where C takes it.
///
/// Which of the two is known only when the program runs, an `Option<&mut T>` says: `None` is the null
/// pointer.
///
/// ```
/// use berkeley::sys::select::*;
///
/// let tval = &mut timeval::zeroed(); // struct timeval tval = { 0 };
/// select(0, NULL, NULL, NULL, tval); // select(0, NULL, NULL, NULL, &tval);
/// # let wait = false;
/// // select(0, NULL, NULL, NULL, wait ? NULL : &tval);
/// select(0, NULL, NULL, NULL, &mut if wait { None } else { Some(tval) });
/// ```
#[diagnostic::on_unimplemented(
    message = "expected a pointer to `{T}`, found one to `{Self}`",
    note = "the variable must be of this very type, as in `let mut len = sizeof(addr) as socklen_t;`"
)]
pub trait Pointer<T>: sealed::Sealed<T> {
    /// What it points to; none if it is null.
    #[doc(hidden)]
    fn target(&mut self) -> Option<&mut T>;
    /// What it points to, of a call that only reads it: C's `const T *`.
    #[doc(hidden)]
    fn const_target(&self) -> Option<&T>;
}

impl<T: Plain> Pointer<T> for T {
    #[inline]
    fn target(&mut self) -> Option<&mut T> {
        Some(self)
    }
    #[inline]
    fn const_target(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T: Plain> Pointer<T> for Null {
    #[inline]
    fn target(&mut self) -> Option<&mut T> {
        None
    }
    #[inline]
    fn const_target(&self) -> Option<&T> {
        None
    }
}

/// `None` is the null pointer.
impl<T: Plain> Pointer<T> for Option<&mut T> {
    #[inline]
    fn target(&mut self) -> Option<&mut T> {
        self.as_deref_mut()
    }
    #[inline]
    fn const_target(&self) -> Option<&T> {
        self.as_deref()
    }
}

/// An argument that is C's pointer to the first of several `T`, or to a single one: an array, a
/// slice, a `Vec`, a `T`, or [`NULL`](crate::NULL); or an `Option<&mut …>` of these.
///
/// A type of your own may be, and needs no `unsafe` for it.
///
/// ```
/// use berkeley::poll::*;
///
/// let pfd = &mut pollfd { fd: 0, events: POLLIN, revents: 0 };
/// poll(pfd, 1, 0); // poll(&pfd, 1, 0)
/// let fds = &mut [*pfd; 2];
/// poll(fds, 2, 0);
/// poll(&mut fds[1..], 1, 0); // poll(fds + 1, 1, 0)
/// poll(NULL, 0, 0);
/// ```
pub trait Array<T> {
    /// What it points to; none if it is null.
    fn array(&self) -> Option<&[T]>;
    /// What it points to, to be changed; none if it is null.
    fn array_mut(&mut self) -> Option<&mut [T]>;
}

impl<T: Plain> Array<T> for T {
    #[inline]
    fn array(&self) -> Option<&[T]> {
        Some(slice::from_ref(self))
    }
    #[inline]
    fn array_mut(&mut self) -> Option<&mut [T]> {
        Some(slice::from_mut(self))
    }
}

impl<T: Plain> Array<T> for [T] {
    #[inline]
    fn array(&self) -> Option<&[T]> {
        Some(self)
    }
    #[inline]
    fn array_mut(&mut self) -> Option<&mut [T]> {
        Some(self)
    }
}

impl<T: Plain, const N: usize> Array<T> for [T; N] {
    #[inline]
    fn array(&self) -> Option<&[T]> {
        Some(self)
    }
    #[inline]
    fn array_mut(&mut self) -> Option<&mut [T]> {
        Some(self)
    }
}

impl<T: Plain> Array<T> for Vec<T> {
    #[inline]
    fn array(&self) -> Option<&[T]> {
        Some(self)
    }
    #[inline]
    fn array_mut(&mut self) -> Option<&mut [T]> {
        Some(self)
    }
}

/// `None` is the null pointer.
impl<T, A: Array<T> + ?Sized> Array<T> for Option<&mut A> {
    #[inline]
    fn array(&self) -> Option<&[T]> {
        self.as_deref()?.array()
    }
    #[inline]
    fn array_mut(&mut self) -> Option<&mut [T]> {
        self.as_deref_mut()?.array_mut()
    }
}

impl<T: Plain> Array<T> for Null {
    #[inline]
    fn array(&self) -> Option<&[T]> {
        None
    }
    #[inline]
    fn array_mut(&mut self) -> Option<&mut [T]> {
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
    impl<T: crate::Plain> Sealed<T> for Option<&mut T> {}
}
