//! Records in a buffer, and C's pointers to them.

use crate::{Bytes, BytesMut, Length, Plain};
use core::fmt::{self, Debug, Formatter};
use core::ops::Deref;

/// C's pointer to a structure somewhere in a buffer: `(struct nlmsghdr *)buf`, made by [`record`].
///
/// It reads like the pointer: `nh.nlmsg_len` is `nh->nlmsg_len`, and `*p` is the structure. It also
/// has the bytes from there to the end of the buffer, which the macros that walk from record to
/// record go on in: [`NLMSG_NEXT`](crate::linux::netlink::NLMSG_NEXT),
/// [`RTA_DATA`](crate::linux::rtnetlink::RTA_DATA) and the like.
///
/// The structure is copied out of the buffer, so that it may begin at any address. It never leaves
/// the buffer: what of it lies beyond the end reads as zero, with which every walk ends.
#[derive(Clone, Copy)]
pub struct RecordPtr<'a, T> {
    value: T,
    /// From the record to the end of the buffer.
    bytes: &'a [u8],
}

/// `(struct nlmsghdr *)buf` — a pointer to the structure that a buffer begins with.
///
/// ```
/// use berkeley::{linux::netlink::*, record};
///
/// let buf = &mut [0u8; 64]; // char buf[64];
/// buf[..4].copy_from_slice(&20u32.to_ne_bytes());
/// let nh = record::<nlmsghdr>(buf); // struct nlmsghdr *nh = (struct nlmsghdr *)buf;
/// assert_eq!(nh.nlmsg_len, 20); // nh->nlmsg_len
/// ```
pub fn record<T: Plain>(buf: &(impl Bytes + ?Sized)) -> RecordPtr<'_, T> {
    RecordPtr::from(buf.as_bytes())
}

impl<'a, T> RecordPtr<'a, T> {
    /// `(char *)p` — the bytes from the record to the end of the buffer.
    ///
    /// ```
    /// use berkeley::{linux::netlink::*, record};
    ///
    /// let attribute = [6u16.to_ne_bytes(), 1u16.to_ne_bytes(), *b"on"].concat();
    /// let nla = record::<nlattr>(&attribute);
    /// // (char *)nla + NLA_HDRLEN
    /// assert_eq!(nla.bytes()[NLA_HDRLEN..nla.nla_len as usize], *b"on");
    /// ```
    pub fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// `(struct sockaddr_in *)p` — the same place, as another structure.
    ///
    /// ```
    /// use berkeley::{linux::netlink::*, record};
    ///
    /// let nh = record::<nlmsghdr>(&[7u8, 0, 0, 0]);
    /// assert_eq!(*nh.cast::<u8>(), 7); // *(unsigned char *)nh
    /// ```
    pub fn cast<U: Plain>(self) -> RecordPtr<'a, U> {
        self.byte_add(0)
    }

    /// `(struct rtattr *)((char *)p + n)` — a structure `n` bytes further on.
    ///
    /// Beyond the end of the buffer there is one that is all zeros.
    ///
    /// ```
    /// use berkeley::{linux::rtnetlink::*, record};
    ///
    /// // #define NDA_RTA(r) ((struct rtattr *)((char *)(r) + NLMSG_ALIGN(sizeof(struct ndmsg))))
    /// let ndm = record::<ndmsg>(&[0u8; 12]);
    /// let rta = ndm.byte_add::<rtattr>(NLMSG_ALIGN(size_of::<ndmsg>()));
    /// assert!(!RTA_OK(rta, 0));
    /// ```
    pub fn byte_add<U: Plain>(self, n: usize) -> RecordPtr<'a, U> {
        RecordPtr::from(self.bytes.get(n..).unwrap_or_default())
    }
}

/// `struct ifinfomsg *ifi = NLMSG_DATA(nh);` — a `void *` is any pointer, here by `.into()`.
impl<'a, T: Plain> From<&'a [u8]> for RecordPtr<'a, T> {
    fn from(bytes: &'a [u8]) -> Self {
        let mut value = T::zeroed();
        let there = bytes.len().min(size_of::<T>());
        value.as_bytes_mut()[..there].copy_from_slice(&bytes[..there]);
        RecordPtr { value, bytes }
    }
}

impl<T> Deref for RecordPtr<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// The structure, not what follows it.
impl<T: Debug> Debug for RecordPtr<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&self.value, f)
    }
}

/// How many bytes of records are left: any integer, as in C.
///
/// The macros that walk compare with it and count it down, by C's rules for its type. So a signed
/// one goes below zero when the last record is shorter than its alignment, and the walk ends; with
/// an unsigned one it wraps around and the walk goes on to the end of the buffer, as it does in C.
pub trait Remaining: Length {
    /// Whether there are `n` left.
    #[doc(hidden)]
    fn at_least(self, n: usize) -> bool;
    /// `len - n`, as `len -= n` leaves it.
    #[doc(hidden)]
    fn minus(self, n: usize) -> Self;
}

macro_rules! remaining {
    ($($t:ty)*) => { $(
        impl Remaining for $t {
            #[inline]
            fn at_least(self, n: usize) -> bool {
                self as i128 >= n as i128
            }
            #[inline]
            fn minus(self, n: usize) -> Self {
                self.wrapping_sub(n as $t)
            }
        }
    )* };
}
remaining!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);
