//! Plain data: what C lets a program treat as so many bytes, and when Rust may do the same.

use core::ffi::CStr;
use core::mem::{MaybeUninit, align_of, size_of, size_of_val};
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

/// Makes structures of your own [`Plain`], or fails to compile.
///
/// Give each field's name and type; the structure must be `#[repr(C)]` and `Copy`. The compiler
/// checks that all the fields are named, that they are plain, and that together they are as large
/// as the structure: then there is no padding. (Where C would pad, name the padding as a field of
/// bytes.)
///
/// ```
/// use berkeley::{netinet::in_::*, plain};
///
/// #[repr(C)]
/// #[derive(Clone, Copy)]
/// struct Header {
///     version: u8,
///     kind: u8,
///     length: u16,
/// }
/// plain! { Header { version: u8, kind: u8, length: u16 } }
///
/// let header = Header { version: 1, kind: 2, length: htons(3) };
/// assert_eq!(header.as_bytes(), [1, 2, 0, 3]);
/// ```
///
/// A byte that no field owns is refused:
///
/// ```compile_fail
/// #[repr(C)]
/// #[derive(Clone, Copy)]
/// struct Padded {
///     kind: u8,
///     length: u16,
/// }
/// berkeley::plain! { Padded { kind: u8, length: u16 } }
/// ```
#[macro_export]
macro_rules! plain {
    ($($name:ident { $($field:ident: $type:ty),* $(,)? })*) => { $(
        const _: () = {
            // Each field once and none left out: one without size may be of a type that has no
            // values, or whose values are nobody's to make. And each of the very type that is
            // claimed: between raw pointers to sized types nothing is coerced, a packed field may
            // be pointed at, and in a signature no part of a type is left for the compiler to
            // infer, which may infer another one where the size is asked for.
            #[allow(dead_code)]
            fn fields(it: &$name) -> ($(*const $type,)*) {
                let $name { $($field: _),* } = it;
                // Unlike the one above, this pattern is not for unions.
                let $name { $($field: _,)* .. } = it;
                ($(&raw const it.$field,)*)
            }
            $crate::__plain_check::<$name>(0 $( + $crate::__plain_size::<$type>() )*);
        };
        // SAFETY: checked above: the structure consists of plain fields and nothing else.
        unsafe impl $crate::Plain for $name {}
    )* };
}

/// What [`plain!`](crate::plain!) must not accept, besides the example that it has itself.
///
/// A type that has no value for some patterns of bits.
///
/// ```compile_fail,E0277
/// #[derive(Clone, Copy)]
/// struct S {
///     flag: bool,
/// }
/// berkeley::plain! { S { flag: bool } }
/// ```
///
/// A reference.
///
/// ```compile_fail,E0277
/// #[derive(Clone, Copy)]
/// struct S {
///     to: &'static u8,
/// }
/// berkeley::plain! { S { to: &'static u8 } }
/// ```
///
/// A pointer: in [`Plain`] data nobody expects one.
///
/// ```compile_fail,E0277
/// #[derive(Clone, Copy)]
/// struct S {
///     to: *const u8,
/// }
/// berkeley::plain! { S { to: *const u8 } }
/// ```
///
/// A structure that is not `Copy`: it may have a destructor.
///
/// ```compile_fail,E0277
/// struct S {
///     n: u8,
/// }
/// berkeley::plain! { S { n: u8 } }
/// ```
///
/// A field of another type than is claimed.
///
/// ```compile_fail,E0308
/// #[derive(Clone, Copy)]
/// struct S {
///     flag: bool,
/// }
/// berkeley::plain! { S { flag: u8 } }
/// ```
///
/// A type left for the compiler to infer: `Wrap<bool>` here, `Wrap<u8>` there.
///
/// ```compile_fail,E0121
/// #[derive(Clone, Copy)]
/// struct Wrap<T> {
///     it: T,
/// }
/// type Byte = Wrap<u8>;
/// berkeley::plain! { Byte { it: u8 } }
/// #[derive(Clone, Copy)]
/// struct S {
///     flag: Wrap<bool>,
/// }
/// berkeley::plain! { S { flag: Wrap<_> } }
/// ```
///
/// Or left for the compiler to find out.
///
/// ```compile_fail,E0562
/// #[derive(Clone, Copy)]
/// struct S {
///     flag: bool,
/// }
/// berkeley::plain! { S { flag: impl Copy } }
/// ```
///
/// One field twice in the place of another.
///
/// ```compile_fail,E0025
/// #[derive(Clone, Copy)]
/// struct S {
///     n: u8,
///     flag: bool,
/// }
/// berkeley::plain! { S { n: u8, n: u8 } }
/// ```
///
/// A field left out that has no size, and no values: nobody can have an `S`.
///
/// ```compile_fail
/// #[derive(Clone, Copy)]
/// struct S {
///     n: u8,
///     never: std::convert::Infallible,
/// }
/// berkeley::plain! { S { n: u8 } }
/// ```
///
/// A union: another of its members may have left bytes uninitialised.
///
/// ```compile_fail
/// #[derive(Clone, Copy)]
/// union U {
///     n: u8,
///     nothing: (),
/// }
/// berkeley::plain! { U { n: u8 } }
/// ```
///
/// An enumeration.
///
/// ```compile_fail,E0574
/// #[derive(Clone, Copy)]
/// enum E {
///     V { n: u8 },
/// }
/// berkeley::plain! { E { n: u8 } }
/// ```
///
/// A field that is only reached through `Deref`.
///
/// ```compile_fail,E0026
/// #[derive(Clone, Copy)]
/// struct S {
///     flag: bool,
/// }
/// #[derive(Clone, Copy)]
/// struct Other {
///     n: u8,
/// }
/// impl std::ops::Deref for S {
///     type Target = Other;
///     fn deref(&self) -> &Other {
///         &Other { n: 0 }
///     }
/// }
/// berkeley::plain! { S { n: u8 } }
/// ```
///
/// Padding at the end.
///
/// ```compile_fail,E0080
/// #[repr(align(4))]
/// #[derive(Clone, Copy)]
/// struct S {
///     n: u8,
/// }
/// berkeley::plain! { S { n: u8 } }
/// ```
///
/// An array of what is not plain, of no elements.
///
/// ```compile_fail,E0277
/// #[derive(Clone, Copy)]
/// struct S {
///     n: u8,
///     none: [bool; 0],
/// }
/// berkeley::plain! { S { n: u8, none: [bool; 0] } }
/// ```
///
/// Accepted, to compare with: packed and generic structures, and the compiler's own order of fields.
///
/// ```
/// use berkeley::plain;
///
/// #[repr(C, packed)]
/// #[derive(Clone, Copy)]
/// struct Packed {
///     n: u8,
///     m: u32,
/// }
/// #[derive(Clone, Copy)]
/// struct Wrap<T = u8> {
///     it: T,
/// }
/// #[derive(Clone, Copy)]
/// struct Mixed {
///     n: u8,
///     m: u32,
///     rest: [Wrap; 3],
/// }
/// plain! {
///     Packed { n: u8, m: u32 }
///     Wrap { it: u8 }
///     Mixed { n: u8, m: u32, rest: [Wrap<u8>; 3] }
/// }
/// ```
#[cfg(doctest)]
struct Refused;

/// For [`plain!`](crate::plain!): the size of a field, which must be plain.
#[doc(hidden)]
pub const fn __plain_size<T: Plain>() -> usize {
    size_of::<T>()
}

/// For [`plain!`](crate::plain!): fails unless the fields make up the whole of the structure.
#[doc(hidden)]
pub const fn __plain_check<T: Copy>(fields: usize) {
    assert!(
        fields == size_of::<T>(),
        "the fields named must make up the whole structure, without padding"
    );
}

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
    impl<T: super::Plain + ?Sized> Sealed for T {}
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
