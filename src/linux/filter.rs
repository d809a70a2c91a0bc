//! `<linux/filter.h>`: socket filters, programs that the kernel runs over what a socket receives.
//!
//! | C | here |
//! |---|---|
//! | `struct sock_filter code[] = { BPF_STMT(BPF_RET \| BPF_K, 0) };` | `let code = [`[`BPF_STMT`]`(BPF_RET \| BPF_K, 0)];` |
//! | `BPF_JUMP(BPF_JMP \| BPF_JEQ \| BPF_K, 17, 0, 1)` | [`BPF_JUMP`]`(BPF_JMP \| BPF_JEQ \| BPF_K, 17, 0, 1)` |
//! | `BPF_STMT(code, SKF_AD_OFF + SKF_AD_PROTOCOL)` | `BPF_STMT(code, (SKF_AD_OFF + SKF_AD_PROTOCOL) as u32)` |
//! | `struct sock_fprog bpf = { .len = 4, .filter = code };` | `let bpf = `[`sock_fprog`]` { len: 4, filter: &code };` |
//! | `setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &bpf, sizeof(bpf))` | `setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &bpf, sizeof(&bpf))` |
//!
//! ```
//! use berkeley::{linux::filter::*, sys::socket::*, unistd::*};
//!
//! let sock = socket(PF_INET, SOCK_DGRAM, 0);
//! // struct sock_filter code[] = { … };
//! let code = [
//!     BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 8), //      load the byte behind the header of UDP
//!     BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 120, 0, 1), // if it is an 'x', go on; else skip one
//!     BPF_STMT(BPF_RET | BPF_K, 0), //               keep nothing: drop the datagram
//!     BPF_STMT(BPF_RET | BPF_K, 0xffff), //          keep the first 65535 bytes
//! ];
//! let bpf = sock_fprog { len: 4, filter: &code }; // struct sock_fprog bpf = { 4, code };
//! // setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &bpf, sizeof(bpf))
//! assert_eq!(setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &bpf, sizeof(&bpf)), 0);
//! close(sock);
//! ```
//!
//! The kernel copies the program and checks it: all its jumps lead forward and to an instruction of
//! its own, and its last instruction returns. One that is not in order is `EINVAL`.
//!
//! A filter sees what the socket's own layer has: for UDP the packet from the header of UDP on, for
//! a packet socket all of it. Offsets from [`SKF_NET_OFF`] and [`SKF_LL_OFF`] reach before that.
//!
//! See socket(7), packet(7), and Documentation/networking/filter.rst of Linux.
#![doc(alias = "linux/filter.h")]

#[doc(no_inline)]
pub use super::bpf_common::*;
#[doc(no_inline)]
pub use crate::stddef::*;

use crate::base::plain::sealed::Sealed;
use crate::{Object, plain};
use core::ffi::{c_int, c_ushort};
use core::mem::offset_of;

/// `struct sock_filter` — an instruction of a filter.
///
/// * `code` — what it does: [`BPF_LD`] and the like, ORed.
/// * `jt`, `jf` — of a jump: how many instructions to skip if the condition is true, and if not.
/// * `k` — a constant, in host byte order.
///
/// ```
/// use berkeley::linux::filter::*;
///
/// let code = [sock_filter { code: 0x06, jt: 0, jf: 0, k: 0xffff }]; // as tcpdump -dd prints it
/// assert_eq!(code[0].as_bytes(), BPF_STMT(BPF_RET | BPF_K, 0xffff).as_bytes());
/// ```
#[doc(inline)]
pub use libc::sock_filter;

/// `struct sock_fprog` — a filter: the value of
/// [`SO_ATTACH_FILTER`](crate::sys::socket::SO_ATTACH_FILTER), of
/// [`SO_ATTACH_REUSEPORT_CBPF`](crate::sys::socket::SO_ATTACH_REUSEPORT_CBPF), and of
/// `PACKET_FANOUT_DATA`.
///
/// Where C has a pointer to the instructions, this borrows them. Say `sizeof(&bpf)`, which is C's
/// size (16 bytes, where pointers have 8); `size_of::<sock_fprog>()` is that of the borrow, and
/// `setsockopt` answers it with `EFAULT`. So it does if `len` says more than the slice has.
///
/// ```
/// use berkeley::linux::filter::*;
///
/// let code = [BPF_STMT(BPF_RET | BPF_K, 0)]; // struct sock_filter code[] = { … };
/// let bpf = sock_fprog { len: 1, filter: &code }; // struct sock_fprog bpf = { 1, code };
/// assert_eq!(sizeof(&bpf), 2 * size_of::<usize>());
/// ```
///
/// See socket(7).
#[derive(Clone, Copy, Debug)]
pub struct sock_fprog<'a> {
    /// How many instructions there are.
    pub len: c_ushort,
    /// The instructions.
    pub filter: &'a [sock_filter],
}

impl Sealed for sock_fprog<'_> {}
impl Object for sock_fprog<'_> {
    const SIZE_IN_C: Option<usize> = Some(size_of::<libc::sock_fprog>());
}

impl sock_fprog<'_> {
    /// The bytes of C's structure.
    pub(crate) fn image(&self) -> [u8; size_of::<libc::sock_fprog>()] {
        let mut image = [0; size_of::<libc::sock_fprog>()];
        image[..size_of::<c_ushort>()].copy_from_slice(&self.len.to_ne_bytes());
        let filter = self.filter.as_ptr().expose_provenance();
        image[offset_of!(libc::sock_fprog, filter)..].copy_from_slice(&filter.to_ne_bytes());
        image
    }
}

plain! {
    sock_filter { code: u16, jt: u8, jf: u8, k: u32 }
}

/// `BPF_STMT(code, k)` — an instruction without jumps.
///
/// ```
/// use berkeley::linux::filter::*;
///
/// let load = BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 12); // BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 12)
/// assert_eq!((load.code, load.k), (0x28, 12));
/// ```
///
/// See Documentation/networking/filter.rst of Linux.
pub const fn BPF_STMT(code: u16, k: u32) -> sock_filter {
    BPF_JUMP(code, k, 0, 0)
}

/// `BPF_JUMP(code, k, jt, jf)` — a jump: skips `jt` instructions if the condition is true, else `jf`.
///
/// ```
/// use berkeley::linux::filter::*;
///
/// // BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 17, 0, 1)
/// let jump = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 17, 0, 1);
/// assert_eq!((jump.code, jump.k, jump.jt, jump.jf), (0x15, 17, 0, 1));
/// ```
///
/// See Documentation/networking/filter.rst of Linux.
pub const fn BPF_JUMP(code: u16, k: u32, jt: u8, jf: u8) -> sock_filter {
    sock_filter { code, jt, jf, k }
}

/// `BPF_RVAL(code)` — what [`BPF_RET`] returns: [`BPF_K`] or [`BPF_A`].
///
/// ```
/// use berkeley::linux::filter::*;
///
/// assert_eq!(BPF_RVAL(BPF_RET | BPF_A), BPF_A); // BPF_RVAL(BPF_RET | BPF_A) == BPF_A
/// ```
///
/// See Documentation/networking/filter.rst of Linux.
pub const fn BPF_RVAL(code: u16) -> u16 {
    code & 0x18
}

/// `BPF_MISCOP(code)` — what [`BPF_MISC`] copies: [`BPF_TAX`] or [`BPF_TXA`].
///
/// ```
/// use berkeley::linux::filter::*;
///
/// assert_eq!(BPF_MISCOP(BPF_MISC | BPF_TXA), BPF_TXA); // BPF_MISCOP(BPF_MISC | BPF_TXA) == BPF_TXA
/// ```
///
/// See Documentation/networking/filter.rst of Linux.
pub const fn BPF_MISCOP(code: u16) -> u16 {
    code & 0xf8
}

/// [`BPF_RET`] returns the accumulator.
pub const BPF_A: u16 = 0x10;
/// [`BPF_MISC`] copies the accumulator into the index register.
pub const BPF_TAX: u16 = 0x00;
/// [`BPF_MISC`] copies the index register into the accumulator.
pub const BPF_TXA: u16 = 0x80;

/// How many words of scratch memory there are.
pub const BPF_MEMWORDS: u32 = 16;
/// The version of the machine, before the point.
pub const BPF_MAJOR_VERSION: c_int = 1;
/// The version of the machine, behind the point.
pub const BPF_MINOR_VERSION: c_int = 1;

/// Offsets from here on ([`BPF_LD`] with [`BPF_ABS`]) are no bytes of the packet, but what the
/// kernel knows of it: add one of the `SKF_AD_…`, and say `as u32`.
pub const SKF_AD_OFF: c_int = -0x1000;
/// The protocol, as an Ethernet type such as `ETH_P_IP`.
pub const SKF_AD_PROTOCOL: c_int = 0;
/// For whom the packet is, such as `PACKET_HOST` or `PACKET_OUTGOING`.
pub const SKF_AD_PKTTYPE: c_int = 4;
/// The index of the interface.
pub const SKF_AD_IFINDEX: c_int = 8;
/// Where in the packet the next netlink attribute of the type in the index register is, from the accumulator on; or 0.
pub const SKF_AD_NLATTR: c_int = 12;
/// The same, inside of the attribute at the accumulator.
pub const SKF_AD_NLATTR_NEST: c_int = 16;
/// The mark: `SO_MARK`.
pub const SKF_AD_MARK: c_int = 20;
/// The receive queue of the device.
pub const SKF_AD_QUEUE: c_int = 24;
/// The type of the device, such as `ARPHRD_ETHER`.
pub const SKF_AD_HATYPE: c_int = 28;
/// The hash of the flow.
pub const SKF_AD_RXHASH: c_int = 32;
/// The processor that this runs on.
pub const SKF_AD_CPU: c_int = 36;
/// No load: the accumulator XOR the index register.
pub const SKF_AD_ALU_XOR_X: c_int = 40;
/// The tag of the VLAN, without the bit for whether there is one.
pub const SKF_AD_VLAN_TAG: c_int = 44;
/// Whether there is a tag of a VLAN, 1 or 0.
pub const SKF_AD_VLAN_TAG_PRESENT: c_int = 48;
/// Where in the packet the data of the transport protocol begin.
pub const SKF_AD_PAY_OFFSET: c_int = 52;
/// A random number.
pub const SKF_AD_RANDOM: c_int = 56;
/// The Ethernet type of the VLAN's tag.
pub const SKF_AD_VLAN_TPID: c_int = 60;
/// One more than the largest of these, aligned.
pub const SKF_AD_MAX: c_int = 64;
/// Offsets from here on count from the network header: that of IP.
pub const SKF_NET_OFF: c_int = -0x10_0000;
/// Offsets from here on count from the link's header: that of Ethernet.
pub const SKF_LL_OFF: c_int = -0x20_0000;
/// [`SKF_NET_OFF`].
pub const BPF_NET_OFF: c_int = SKF_NET_OFF;
/// [`SKF_LL_OFF`].
pub const BPF_LL_OFF: c_int = SKF_LL_OFF;
