//! C's lists that end with a null pointer.

use core::fmt::{self, Debug, Formatter};
use core::ops::{Deref, Index};
use core::slice;

/// A list that a null pointer ends: C's `char **`, as in a [`hostent`](crate::netdb::hostent).
///
/// By index it can be walked up to that pointer, as in C; beyond it that panics. As a slice, and in a
/// `for`, it is what comes before.
///
/// ```
/// use berkeley::netdb::*;
///
/// if let Some(se) = getservbyname("domain", "udp") {
///     let mut i = 0;
///     while se.s_aliases[i] != NULL { // for (i = 0; se->s_aliases[i] != NULL; i++)
///         println!("{}", se.s_aliases[i]);
///         i += 1;
///     }
///     assert_eq!(se.s_aliases.len(), i);
/// }
/// ```
#[derive(Clone)]
pub struct NullTerminated<T> {
    /// The last one is null.
    pointers: Vec<T>,
}

impl<T> NullTerminated<T> {
    /// The list of these, which `null` ends.
    pub(crate) fn of(pointers: impl Iterator<Item = T>, null: T) -> Self {
        NullTerminated { pointers: pointers.chain([null]).collect() }
    }
}

impl<T> Index<usize> for NullTerminated<T> {
    type Output = T;

    #[track_caller]
    fn index(&self, index: usize) -> &T {
        &self.pointers[index]
    }
}

impl<T> Deref for NullTerminated<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.pointers.split_last().map_or(&[], |(_, before)| before)
    }
}

impl<'a, T> IntoIterator for &'a NullTerminated<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Debug> Debug for NullTerminated<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::NullTerminated;

    #[test]
    fn the_null_pointer_is_there_by_index_alone() {
        for len in 0..3 {
            let list = NullTerminated::of((1..=len).map(|i| i * 10), 0);
            assert!((0..len).all(|i| list[i] == (i + 1) * 10) && list[len] == 0);
            assert_eq!((list.len(), list.into_iter().count()), (len, len));
            assert_eq!(format!("{list:?}"), format!("{:?}", &*list));
            assert!(std::panic::catch_unwind(|| list[len + 1]).is_err(), "beyond it");
        }
    }
}
