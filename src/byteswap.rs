//! `<byteswap.h>`: integers with their bytes turned round.
//!
//! | C | here |
//! |---|---|
//! | `n = bswap_32(n);` | `n = `[`bswap_32`]`(n);` |
//!
//! ```
//! use berkeley::byteswap::*; // #include <byteswap.h>
//!
//! let magic = bswap_32(0xa1b2_c3d4); // uint32_t magic = bswap_32(0xa1b2c3d4);
//! assert_eq!(magic, 0xd4c3_b2a1);
//! ```
//!
//! These turn the bytes round on every machine. For what comes from the network or goes there,
//! [`htons`](crate::netinet::in_::htons) and [`htobe64`](crate::endian::htobe64) do it only where
//! the machine's byte order is the other one.
//!
//! See bswap(3).

#[doc(no_inline)]
pub use crate::stddef::*;

/// `uint16_t bswap_16(uint16_t x)` — the two bytes in reverse order.
///
/// ```
/// use berkeley::byteswap::*;
///
/// assert_eq!(bswap_16(0x1234), 0x3412);
/// ```
///
/// See bswap(3).
pub const fn bswap_16(x: u16) -> u16 {
    x.swap_bytes()
}

/// `uint32_t bswap_32(uint32_t x)` — the four bytes in reverse order.
///
/// ```
/// use berkeley::byteswap::*;
///
/// assert_eq!(bswap_32(0x1234_5678), 0x7856_3412);
/// ```
///
/// See bswap(3).
pub const fn bswap_32(x: u32) -> u32 {
    x.swap_bytes()
}

/// `uint64_t bswap_64(uint64_t x)` — the eight bytes in reverse order.
///
/// ```
/// use berkeley::byteswap::*;
///
/// assert_eq!(bswap_64(0x1234_5678_9abc_def0), 0xf0de_bc9a_7856_3412);
/// ```
///
/// See bswap(3).
pub const fn bswap_64(x: u64) -> u64 {
    x.swap_bytes()
}
