//! `<linux/bpf_common.h>`: the codes of a filter's instructions.
//!
//! | C | here |
//! |---|---|
//! | `BPF_LD \| BPF_W \| BPF_ABS` | `BPF_LD \| BPF_W \| BPF_ABS` |
//! | `BPF_CLASS(insn.code) == BPF_RET` | [`BPF_CLASS`]`(insn.code) == BPF_RET` |
//!
//! ```
//! use berkeley::linux::bpf_common::*; // #include <linux/bpf_common.h>
//!
//! let code = BPF_LD | BPF_H | BPF_ABS; // __u16 code = BPF_LD | BPF_H | BPF_ABS;
//! assert_eq!(BPF_CLASS(code), BPF_LD); // BPF_CLASS(code) == BPF_LD
//! ```
//!
//! A code is a class ORed with what the class needs. The constants have the type of the field that
//! they go into, `code` of [`sock_filter`](super::filter::sock_filter).
//!
//! The machine that they are for has two registers of 32 bits, the accumulator and the index
//! register, and a scratch memory of 16 words. See
//! [`linux::filter`](super::filter) for programs.
#![doc(alias = "linux/bpf_common.h")]

// Classes of instructions, BPF_CLASS of a code.

/// Loads into the accumulator.
pub const BPF_LD: u16 = 0x00;

/// Loads into the index register.
pub const BPF_LDX: u16 = 0x01;

/// Stores the accumulator in scratch memory.
pub const BPF_ST: u16 = 0x02;

/// Stores the index register in scratch memory.
pub const BPF_STX: u16 = 0x03;

/// Computes: the accumulator with a constant or with the index register.
pub const BPF_ALU: u16 = 0x04;

/// Jumps.
pub const BPF_JMP: u16 = 0x05;

/// Ends the program with how many bytes of the packet are kept: 0 drops it.
pub const BPF_RET: u16 = 0x06;

/// Copies one register into the other.
pub const BPF_MISC: u16 = 0x07;

// Sizes of what is loaded, BPF_SIZE of a code.

/// A word, 32 bits, out of network byte order.
pub const BPF_W: u16 = 0x00;

/// A half word, 16 bits, out of network byte order.
pub const BPF_H: u16 = 0x08;

/// A byte.
pub const BPF_B: u16 = 0x10;

// Places that are loaded from, BPF_MODE of a code.

/// The constant `k` itself.
pub const BPF_IMM: u16 = 0x00;

/// The packet, at the offset `k`.
pub const BPF_ABS: u16 = 0x20;

/// The packet, at the index register plus `k`.
pub const BPF_IND: u16 = 0x40;

/// Scratch memory, the word number `k`.
pub const BPF_MEM: u16 = 0x60;

/// The length of the packet in bytes.
pub const BPF_LEN: u16 = 0x80;

/// Four times the lower half of the byte at `k`: the length of an IPv4 header; for [`BPF_LDX`] with [`BPF_B`].
pub const BPF_MSH: u16 = 0xa0;

// Operations of BPF_ALU, BPF_OP of a code.

/// Plus.
pub const BPF_ADD: u16 = 0x00;

/// Minus.
pub const BPF_SUB: u16 = 0x10;

/// Times.
pub const BPF_MUL: u16 = 0x20;

/// Divided by, without signs; by 0 in the index register ends the program with 0.
pub const BPF_DIV: u16 = 0x30;

/// Bits that are in either.
pub const BPF_OR: u16 = 0x40;

/// Bits that are in both.
pub const BPF_AND: u16 = 0x50;

/// Shifted to the left.
pub const BPF_LSH: u16 = 0x60;

/// Shifted to the right.
pub const BPF_RSH: u16 = 0x70;

/// The accumulator with the other sign.
pub const BPF_NEG: u16 = 0x80;

/// The rest of the division.
pub const BPF_MOD: u16 = 0x90;

/// Bits that are in one of the two only.
pub const BPF_XOR: u16 = 0xa0;

// Conditions of BPF_JMP, BPF_OP of a code.

/// Always: on by `k` instructions.
pub const BPF_JA: u16 = 0x00;

/// If the accumulator equals.
pub const BPF_JEQ: u16 = 0x10;

/// If it is greater, without signs.
pub const BPF_JGT: u16 = 0x20;

/// If it is greater or equal, without signs.
pub const BPF_JGE: u16 = 0x30;

/// If it has one of the bits.
pub const BPF_JSET: u16 = 0x40;

// The other operand, BPF_SRC of a code.

/// The constant `k`.
pub const BPF_K: u16 = 0x00;

/// The index register.
pub const BPF_X: u16 = 0x08;

/// `BPF_CLASS(code)` — the class of an instruction, such as [`BPF_LD`].
///
/// ```
/// use berkeley::linux::filter::*;
///
/// assert_eq!(BPF_CLASS(BPF_LD | BPF_H | BPF_ABS), BPF_LD); // BPF_CLASS(BPF_LD | BPF_H | BPF_ABS) == BPF_LD
/// ```
///
/// See Documentation/networking/filter.rst of Linux.
pub const fn BPF_CLASS(code: u16) -> u16 {
    code & 0x07
}

/// `BPF_SIZE(code)` — the size of what it loads, such as [`BPF_W`].
///
/// ```
/// use berkeley::linux::filter::*;
///
/// assert_eq!(BPF_SIZE(BPF_LD | BPF_H | BPF_ABS), BPF_H); // BPF_SIZE(BPF_LD | BPF_H | BPF_ABS) == BPF_H
/// ```
///
/// See Documentation/networking/filter.rst of Linux.
pub const fn BPF_SIZE(code: u16) -> u16 {
    code & 0x18
}

/// `BPF_MODE(code)` — where it loads from, such as [`BPF_ABS`].
///
/// ```
/// use berkeley::linux::filter::*;
///
/// assert_eq!(BPF_MODE(BPF_LD | BPF_H | BPF_ABS), BPF_ABS); // BPF_MODE(BPF_LD | BPF_H | BPF_ABS) == BPF_ABS
/// ```
///
/// See Documentation/networking/filter.rst of Linux.
pub const fn BPF_MODE(code: u16) -> u16 {
    code & 0xe0
}

/// `BPF_OP(code)` — what it computes, or its condition, such as [`BPF_JEQ`].
///
/// ```
/// use berkeley::linux::filter::*;
///
/// assert_eq!(BPF_OP(BPF_JMP | BPF_JEQ | BPF_X), BPF_JEQ); // BPF_OP(BPF_JMP | BPF_JEQ | BPF_X) == BPF_JEQ
/// ```
///
/// See Documentation/networking/filter.rst of Linux.
pub const fn BPF_OP(code: u16) -> u16 {
    code & 0xf0
}

/// `BPF_SRC(code)` — its other operand: [`BPF_K`] or [`BPF_X`].
///
/// ```
/// use berkeley::linux::filter::*;
///
/// assert_eq!(BPF_SRC(BPF_JMP | BPF_JEQ | BPF_X), BPF_X); // BPF_SRC(BPF_JMP | BPF_JEQ | BPF_X) == BPF_X
/// ```
///
/// See Documentation/networking/filter.rst of Linux.
pub const fn BPF_SRC(code: u16) -> u16 {
    code & 0x08
}

/// The most instructions that a program may have.
pub const BPF_MAXINSNS: u16 = 4096;
