//! Lists that C walks by a pointer to the next one.

use crate::Null;
use crate::errno::{errno, set_errno};
use core::fmt::{self, Debug, Formatter};
use core::iter::{self, Successors};
use core::ops::{Deref, DerefMut};
use sealed::Linked;

/// A list that C walks by a pointer to the next one: `struct addrinfo *`, `struct ifaddrs *`. May
/// be null.
///
/// It owns the structure that it points to, and that one owns the rest. Reading a field follows the
/// pointer, as `->` does in C; walking the list borrows it. So what C forbids and compilers of C do
/// not notice, rustc does: to read a structure after the list was freed, or to free it twice.
///
/// ```
/// use berkeley::{netdb::*, unistd::*};
///
/// let hints = &mut addrinfo::zeroed(); // struct addrinfo hints;
/// hints.ai_flags = AI_NUMERICHOST;
/// let mut res = AddrInfoPtr::NULL; // struct addrinfo *res;
/// assert_eq!(getaddrinfo("127.0.0.1", "80", hints, &mut res), 0);
///
/// let mut p = &res; // p = res;
/// while p != NULL {
///     println!("{} {}", p.ai_family, p.ai_socktype);
///     p = &p.ai_next; // p = p->ai_next;
/// }
/// freeaddrinfo(res); // freeaddrinfo(res);
/// ```
///
/// Mind a `continue` in C's `for (p = res; p != NULL; p = p->ai_next)`: it goes to the next one
/// first, which a `while` does not. There, [`iter`](ListPtr::iter) helps:
///
/// ```
/// # use berkeley::netdb::*;
/// # let mut res = AddrInfoPtr::NULL;
/// # assert_eq!(getaddrinfo("::1", NULL, NULL, &mut res), 0);
/// for p in &res {
///     if p.ai_socktype != SOCK_STREAM {
///         continue;
///     }
///     // …
/// }
/// ```
///
/// Reading after the list was freed:
///
/// ```compile_fail,E0505
/// # use berkeley::netdb::*;
/// # let mut res = AddrInfoPtr::NULL;
/// # assert_eq!(getaddrinfo("::1", NULL, NULL, &mut res), 0);
/// let p = &res;
/// freeaddrinfo(res);
/// println!("{}", p.ai_family);
/// ```
///
/// # Panics
///
/// To read or set a field through a null one panics, where C would crash.
pub struct ListPtr<T: Linked>(Option<Box<T>>);

impl<T: Linked> ListPtr<T> {
    /// A null pointer: a list without anything, and what is behind the last one.
    pub const NULL: ListPtr<T> = ListPtr(None);

    /// The structures of the list, from the first to the last.
    ///
    /// ```
    /// use berkeley::netdb::*;
    ///
    /// let mut res = AddrInfoPtr::NULL;
    /// # assert_eq!(res.iter().count(), 0);
    /// assert_eq!(getaddrinfo("::1", "80", NULL, &mut res), 0);
    /// assert!(res.iter().all(|p| p.ai_family == AF_INET6));
    /// freeaddrinfo(res);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.into_iter()
    }

    /// The list of these, in their order.
    pub(crate) fn of(all: Vec<T>) -> ListPtr<T> {
        all.into_iter().rev().fold(ListPtr::NULL, |rest, mut first| {
            *first.next_mut() = rest;
            ListPtr(Some(Box::new(first)))
        })
    }
}

impl<T: Linked> Deref for ListPtr<T> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        self.0.as_deref().expect("a null pointer has no fields")
    }
}

impl<T: Linked> DerefMut for ListPtr<T> {
    #[track_caller]
    fn deref_mut(&mut self) -> &mut T {
        self.0.as_deref_mut().expect("a null pointer has no fields")
    }
}

/// [`ListPtr::NULL`].
impl<T: Linked> Default for ListPtr<T> {
    fn default() -> Self {
        ListPtr::NULL
    }
}

/// A pointer to this structure.
impl<T: Linked> From<T> for ListPtr<T> {
    fn from(first: T) -> Self {
        ListPtr(Some(Box::new(first)))
    }
}

/// Shows the pointer, not the list.
impl<T: Linked> Debug for ListPtr<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(first) => write!(f, "{first:p}"),
            None => f.write_str("NULL"),
        }
    }
}

/// `p == NULL`, of a `p` that borrows: `let mut p = &res`.
impl<T: Linked> PartialEq<Null> for ListPtr<T> {
    fn eq(&self, _: &Null) -> bool {
        self.0.is_none()
    }
}

/// `res == NULL`.
impl<T: Linked> PartialEq<&mut Null> for ListPtr<T> {
    fn eq(&self, _: &&mut Null) -> bool {
        self.0.is_none()
    }
}

impl<T: Linked> Drop for ListPtr<T> {
    fn drop(&mut self) {
        if self.0.is_some() {
            let kept = errno();
            // One after the other: each inside the one before it would take as much of the stack
            // as the list is long.
            while let Some(mut first) = self.0.take() {
                self.0 = first.next_mut().0.take();
            }
            set_errno(kept);
        }
    }
}

impl<'a, T: Linked> IntoIterator for &'a ListPtr<T> {
    type Item = &'a T;
    type IntoIter = Successors<&'a T, fn(&&'a T) -> Option<&'a T>>;

    fn into_iter(self) -> Self::IntoIter {
        iter::successors(self.0.as_deref(), |first| first.next().0.as_deref())
    }
}

pub(crate) mod sealed {
    use super::ListPtr;

    /// A structure that points to the next of its kind.
    pub trait Linked: Sized {
        fn next(&self) -> &ListPtr<Self>;
        fn next_mut(&mut self) -> &mut ListPtr<Self>;
    }
}
