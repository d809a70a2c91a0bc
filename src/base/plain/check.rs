//! [`plain!`](crate::plain!): the compiler checks what a plain structure must be.

use super::Plain;
use core::mem::size_of;

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
///
/// What libc keeps private may be uninitialised:
///
/// ```compile_fail,E0277
/// use berkeley::{sys::stat::*, unistd::*};
/// write(1, &stat::zeroed(), 1);
/// ```
///
/// ```compile_fail,E0277
/// use berkeley::{sys::wait::*, unistd::*};
/// write(1, &rusage::zeroed(), 1);
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
