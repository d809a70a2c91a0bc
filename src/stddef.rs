//! `<stddef.h>`, and what C has in the language: `NULL`, `sizeof`, casts, plain objects.
//!
//! | C | here |
//! |---|---|
//! | `NULL` | [`NULL`] |
//! | `sizeof(object)` | [`sizeof`]`(object)` |
//! | `sizeof(struct sockaddr_in)` | `size_of::<sockaddr_in>()` |
//! | `offsetof(struct sockaddr_un, sun_path)` | `offsetof!(sockaddr_un, sun_path)` |
//! | `struct sockaddr_in addr;` | `let addr = &mut sockaddr_in::`[`zeroed`](Plain::zeroed)`();` |
//! | `(struct sockaddr_in *)&storage` | [`cast`]`::<sockaddr_in>(storage)`, [`cast_mut`] |
//! | `char buf[512];` | `let buf = &mut [0u8; 512];` |
//!
//! ```
//! use berkeley::{netinet::in_::*, stddef::*}; // #include <stddef.h>
//!
//! let storage = &mut sockaddr_storage::zeroed(); // struct sockaddr_storage storage;
//! let sin = cast_mut::<sockaddr_in>(storage); // struct sockaddr_in *sin = (… *)&storage;
//! # sin.sin_port = htons(80);
//! # assert_eq!(sizeof(storage), 128);
//! ```
//!
//! Every header module brings these along, as every C header does that needs them.

pub use crate::base::addr::{NULL, Null, SockAddr};
pub use crate::base::length::Length;
pub use crate::base::plain::{Bytes, BytesMut, Plain, cast, cast_mut, sizeof};
pub use crate::base::pointer::{Array, Pointer};
pub use core::mem::{offset_of as offsetof, size_of};
pub use libc::{ptrdiff_t, size_t};
