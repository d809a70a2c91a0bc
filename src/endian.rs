//! `<endian.h>`: integers in a byte order that is said by name.
//!
//! | C | here |
//! |---|---|
//! | `uint64_t wire = htobe64(n);` | `let wire = `[`htobe64`]`(n);` |
//! | `n = le32toh(header.size);` | `n = `[`le32toh`]`(header.size);` |
//! | `#if BYTE_ORDER == LITTLE_ENDIAN` | `if `[`BYTE_ORDER`]` == `[`LITTLE_ENDIAN`]` { … }` |
//!
//! ```
//! use berkeley::endian::*; // #include <endian.h>
//!
//! let wire = htobe64(0x0102_0304_0506_0708); // uint64_t wire = htobe64(0x0102030405060708);
//! assert_eq!(wire.to_ne_bytes(), [1, 2, 3, 4, 5, 6, 7, 8]);
//! ```
//!
//! The names read from left to right: `htobe16` is *host to big-endian, 16 bits*, `le32toh`
//! *little-endian to host, 32 bits*. Big-endian is network byte order, so that `htobe16` is
//! [`htons`](crate::netinet::in_::htons); only here are there 64 bits, and little-endian, which
//! USB, PCI and many file formats have.
//!
//! See endian(3), POSIX.1-2024.

#[doc(no_inline)]
pub use crate::stddef::*;

use core::ffi::c_int;

/// The least significant byte is first: a value of [`BYTE_ORDER`].
pub const LITTLE_ENDIAN: c_int = 1234;
/// The most significant byte is first: a value of [`BYTE_ORDER`].
pub const BIG_ENDIAN: c_int = 4321;
/// The order of the PDP-11: two halves, the more significant first, each little-endian. No machine
/// that runs Linux has it.
pub const PDP_ENDIAN: c_int = 3412;
/// The byte order of this machine: [`LITTLE_ENDIAN`] or [`BIG_ENDIAN`].
pub const BYTE_ORDER: c_int =
    if cfg!(target_endian = "little") { LITTLE_ENDIAN } else { BIG_ENDIAN };

/// `uint16_t htobe16(uint16_t host_16bits)` — from this machine's byte order to big-endian.
///
/// ```
/// use berkeley::endian::*;
///
/// assert_eq!(htobe16(0x1234).to_ne_bytes(), [0x12, 0x34]);
/// ```
///
/// See endian(3), POSIX.1-2024.
pub const fn htobe16(host_16bits: u16) -> u16 {
    host_16bits.to_be()
}

/// `uint16_t be16toh(uint16_t big_endian_16bits)` — from big-endian to this machine's byte
/// order.
///
/// ```
/// use berkeley::endian::*;
///
/// assert_eq!(be16toh(u16::from_ne_bytes([0x12, 0x34])), 0x1234);
/// ```
///
/// See endian(3), POSIX.1-2024.
pub const fn be16toh(big_endian_16bits: u16) -> u16 {
    u16::from_be(big_endian_16bits)
}

/// `uint16_t htole16(uint16_t host_16bits)` — from this machine's byte order to little-endian.
///
/// ```
/// use berkeley::endian::*;
///
/// assert_eq!(htole16(0x1234).to_ne_bytes(), [0x34, 0x12]);
/// ```
///
/// See endian(3), POSIX.1-2024.
pub const fn htole16(host_16bits: u16) -> u16 {
    host_16bits.to_le()
}

/// `uint16_t le16toh(uint16_t little_endian_16bits)` — from little-endian to this machine's byte
/// order.
///
/// ```
/// use berkeley::endian::*;
///
/// assert_eq!(le16toh(u16::from_ne_bytes([0x34, 0x12])), 0x1234);
/// ```
///
/// See endian(3), POSIX.1-2024.
pub const fn le16toh(little_endian_16bits: u16) -> u16 {
    u16::from_le(little_endian_16bits)
}

/// `uint32_t htobe32(uint32_t host_32bits)` — from this machine's byte order to big-endian.
///
/// ```
/// use berkeley::endian::*;
///
/// assert_eq!(htobe32(0x1234_5678).to_ne_bytes(), [0x12, 0x34, 0x56, 0x78]);
/// ```
///
/// See endian(3), POSIX.1-2024.
pub const fn htobe32(host_32bits: u32) -> u32 {
    host_32bits.to_be()
}

/// `uint32_t be32toh(uint32_t big_endian_32bits)` — from big-endian to this machine's byte
/// order.
///
/// ```
/// use berkeley::endian::*;
///
/// assert_eq!(be32toh(u32::from_ne_bytes([0x12, 0x34, 0x56, 0x78])), 0x1234_5678);
/// ```
///
/// See endian(3), POSIX.1-2024.
pub const fn be32toh(big_endian_32bits: u32) -> u32 {
    u32::from_be(big_endian_32bits)
}

/// `uint32_t htole32(uint32_t host_32bits)` — from this machine's byte order to little-endian.
///
/// ```
/// use berkeley::endian::*;
///
/// assert_eq!(htole32(0x1234_5678).to_ne_bytes(), [0x78, 0x56, 0x34, 0x12]);
/// ```
///
/// See endian(3), POSIX.1-2024.
pub const fn htole32(host_32bits: u32) -> u32 {
    host_32bits.to_le()
}

/// `uint32_t le32toh(uint32_t little_endian_32bits)` — from little-endian to this machine's byte
/// order.
///
/// ```
/// use berkeley::endian::*;
///
/// assert_eq!(le32toh(u32::from_ne_bytes([0x78, 0x56, 0x34, 0x12])), 0x1234_5678);
/// ```
///
/// See endian(3), POSIX.1-2024.
pub const fn le32toh(little_endian_32bits: u32) -> u32 {
    u32::from_le(little_endian_32bits)
}

/// `uint64_t htobe64(uint64_t host_64bits)` — from this machine's byte order to big-endian.
///
/// ```
/// use berkeley::endian::*;
///
/// assert_eq!(htobe64(0x1234_5678_9abc_def0).to_ne_bytes(), [0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0]);
/// ```
///
/// See endian(3), POSIX.1-2024.
pub const fn htobe64(host_64bits: u64) -> u64 {
    host_64bits.to_be()
}

/// `uint64_t be64toh(uint64_t big_endian_64bits)` — from big-endian to this machine's byte
/// order.
///
/// ```
/// use berkeley::endian::*;
///
/// assert_eq!(be64toh(u64::from_ne_bytes([0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0])), 0x1234_5678_9abc_def0);
/// ```
///
/// See endian(3), POSIX.1-2024.
pub const fn be64toh(big_endian_64bits: u64) -> u64 {
    u64::from_be(big_endian_64bits)
}

/// `uint64_t htole64(uint64_t host_64bits)` — from this machine's byte order to little-endian.
///
/// ```
/// use berkeley::endian::*;
///
/// assert_eq!(htole64(0x1234_5678_9abc_def0).to_ne_bytes(), [0xf0, 0xde, 0xbc, 0x9a, 0x78, 0x56, 0x34, 0x12]);
/// ```
///
/// See endian(3), POSIX.1-2024.
pub const fn htole64(host_64bits: u64) -> u64 {
    host_64bits.to_le()
}

/// `uint64_t le64toh(uint64_t little_endian_64bits)` — from little-endian to this machine's byte
/// order.
///
/// ```
/// use berkeley::endian::*;
///
/// assert_eq!(le64toh(u64::from_ne_bytes([0xf0, 0xde, 0xbc, 0x9a, 0x78, 0x56, 0x34, 0x12])), 0x1234_5678_9abc_def0);
/// ```
///
/// See endian(3), POSIX.1-2024.
pub const fn le64toh(little_endian_64bits: u64) -> u64 {
    u64::from_le(little_endian_64bits)
}
