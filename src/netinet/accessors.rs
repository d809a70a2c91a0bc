//! Members that Rust has no fields for: bit-fields, the members of unions, and the shortcuts to
//! members of members that C headers `#define`. Each becomes a method that reads it, which has C's
//! name, and one that sets it.
//!
//! These are macros because a function cannot make methods.

/// Members that share their bytes with others.
///
/// `get set: type = place[n];` is the `n`th value of that type, counted from where the field
/// `place` begins; without a `place`, from where the structure begins. A member that is not wholly
/// within its place, or not aligned there, does not compile.
macro_rules! members {
    ($name:ident { $(
        $(#[$doc:meta])* $get:ident $set:ident: $type:ty = $($place:ident).* [$n:literal];
    )* }) => {
        impl $name { $(
            $(#[$doc])*
            #[inline]
            pub const fn $get(&self) -> $type {
                crate::cast::<[$type; $n + 1]>(&(*self) $(.$place)*)[$n]
            }

            #[doc = concat!("Sets [`", stringify!($get), "`](Self::", stringify!($get), ").")]
            #[inline]
            pub const fn $set(&mut self, value: $type) {
                crate::cast_mut::<[$type; $n + 1]>(&mut (*self) $(.$place)*)[$n] = value;
            }
        )* }
    };
}

/// Bit-fields.
///
/// `get set = byte >> shift & mask;` is a bit-field within the field `byte`. A value too large
/// for it loses its upper bits, as in C.
macro_rules! bit_fields {
    ($name:ident { $(
        $(#[$doc:meta])* $get:ident $set:ident = $byte:ident >> $shift:tt & $mask:literal;
    )* }) => {
        impl $name { $(
            $(#[$doc])*
            #[inline]
            pub const fn $get(&self) -> u8 {
                (self.$byte >> $shift) & $mask
            }

            #[doc = concat!("Sets [`", stringify!($get), "`](Self::", stringify!($get), "); ")]
            #[doc = concat!("of the value, the bits that it has room for (", stringify!($mask), ").")]
            #[inline]
            pub const fn $set(&mut self, value: u8) {
                self.$byte = (self.$byte & !($mask << $shift)) | ((value & $mask) << $shift);
            }
        )* }
    };
}

pub(crate) use {bit_fields, members};
