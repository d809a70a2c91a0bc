//! `<linux/vm_sockets.h>`: sockets between a virtual machine and its host.
//!
//! | C | here |
//! |---|---|
//! | `sock = socket(AF_VSOCK, SOCK_STREAM, 0);` | `let sock = socket(AF_VSOCK, SOCK_STREAM, 0);` |
//! | `struct sockaddr_vm addr;` | `let addr = &mut `[`sockaddr_vm`]`::zeroed();` |
//! | `addr.svm_cid = VMADDR_CID_HOST;` | `addr.svm_cid = `[`VMADDR_CID_HOST`]`;` |
//! | `setsockopt(sock, AF_VSOCK, SO_VM_SOCKETS_BUFFER_SIZE, &size, sizeof(size))` | `setsockopt(sock, AF_VSOCK, `[`SO_VM_SOCKETS_BUFFER_SIZE`]`, &size, sizeof(&size))` |
//!
//! ```no_run
//! use berkeley::linux::vm_sockets::*; // #include <linux/vm_sockets.h>
//!
//! let addr = &mut sockaddr_vm::zeroed(); // struct sockaddr_vm addr;
//! addr.svm_family = AF_VSOCK as sa_family_t;
//! addr.svm_cid = VMADDR_CID_HOST; // addr.svm_cid = VMADDR_CID_HOST;
//! addr.svm_port = 1024;
//! let sock = socket(AF_VSOCK, SOCK_STREAM, 0);
//! connect(sock, addr, sizeof(addr)); // connect(sock, (struct sockaddr *)&addr, sizeof(addr))
//! ```
//!
//! A machine has a number, its context id (CID), and a port has 32 bits. Both are in host byte
//! order. A constant has the type of the field that it is for.
//!
//! See vsock(7).

#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::sys::socket::*;

use crate::plain;
use core::ffi::{c_int, c_uchar, c_uint, c_ushort};

/// `struct sockaddr_vm` — the address of a socket of a virtual machine, or of its host.
///
/// See vsock(7).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sockaddr_vm {
    /// The family, [`AF_VSOCK`].
    pub svm_family: sa_family_t,
    /// Nothing; it must be zero.
    pub svm_reserved1: c_ushort,
    /// The port; [`VMADDR_PORT_ANY`] lets the kernel choose one. Below 1024 it takes
    /// `CAP_NET_BIND_SERVICE`.
    pub svm_port: c_uint,
    /// The machine: [`VMADDR_CID_HOST`] and the like, or its number. To bind: [`VMADDR_CID_ANY`]
    /// for every one that this machine has.
    pub svm_cid: c_uint,
    /// [`VMADDR_FLAG_TO_HOST`], or 0.
    pub svm_flags: u8,
    /// Nothing; it must be zero.
    pub svm_zero: [c_uchar; 3],
}

impl SockAddr for sockaddr_vm {}

plain! {
    sockaddr_vm {
        svm_family: sa_family_t,
        svm_reserved1: c_ushort,
        svm_port: c_uint,
        svm_cid: c_uint,
        svm_flags: u8,
        svm_zero: [c_uchar; 3],
    }
}

// Machines: `svm_cid`.

/// To bind: every context id that this machine has.
pub const VMADDR_CID_ANY: c_uint = u32::MAX;
/// The hypervisor itself.
pub const VMADDR_CID_HYPERVISOR: c_uint = 0;
/// This machine: a connection within it. Since Linux 5.6.
pub const VMADDR_CID_LOCAL: c_uint = 1;
/// The host that this virtual machine runs on.
pub const VMADDR_CID_HOST: c_uint = 2;

/// To bind: any port that is free, for `svm_port`.
pub const VMADDR_PORT_ANY: c_uint = u32::MAX;

/// A flag in `svm_flags`: to the host in any case, which passes it on to another virtual machine.
/// Since Linux 5.11.
pub const VMADDR_FLAG_TO_HOST: u8 = 0x01;

// Options of the level `AF_VSOCK`.

/// How many bytes of a connection wait to be received at most: a `u64`. Get and set.
pub const SO_VM_SOCKETS_BUFFER_SIZE: c_int = 0;
/// How small [`SO_VM_SOCKETS_BUFFER_SIZE`] may be set: a `u64`. Get and set.
pub const SO_VM_SOCKETS_BUFFER_MIN_SIZE: c_int = 1;
/// How large [`SO_VM_SOCKETS_BUFFER_SIZE`] may be set: a `u64`. Get and set.
pub const SO_VM_SOCKETS_BUFFER_MAX_SIZE: c_int = 2;
/// The other side's number on the host: an `int`. Of VMware's own driver; Linux has it not.
pub const SO_VM_SOCKETS_PEER_HOST_VM_ID: c_int = 3;
/// Whether the socket is trusted: an `int`. Of VMware's own driver; Linux has it not.
pub const SO_VM_SOCKETS_TRUSTED: c_int = 5;
/// How long `connect` waits: a `struct timeval` with fields of the size of a `long`. Get and set.
pub const SO_VM_SOCKETS_CONNECT_TIMEOUT_OLD: c_int = 6;
/// Whether calls wait: an `int`. Of VMware's own driver; Linux has it not.
pub const SO_VM_SOCKETS_NONBLOCK_TXRX: c_int = 7;
/// How long `connect` waits: a `struct timeval` with fields of 64 bits. Get and set.
pub const SO_VM_SOCKETS_CONNECT_TIMEOUT_NEW: c_int = 8;
/// How long `connect` waits: a `struct timeval`. Get and set.
pub const SO_VM_SOCKETS_CONNECT_TIMEOUT: c_int =
    if size_of::<libc::time_t>() == size_of::<core::ffi::c_long>() {
        SO_VM_SOCKETS_CONNECT_TIMEOUT_OLD
    } else {
        SO_VM_SOCKETS_CONNECT_TIMEOUT_NEW
    };

// Ancillary data of the error queue.

/// The level of a [`sock_extended_err`](super::errqueue::sock_extended_err) that a connection gets.
pub const SOL_VSOCK: c_int = 287;
/// Its type.
pub const VSOCK_RECVERR: c_int = 1;

// The version of VMware's driver, which an `ioctl` of its own told.

/// No version.
pub const VM_SOCKETS_INVALID_VERSION: c_uint = u32::MAX;

/// `VM_SOCKETS_VERSION_EPOCH(v)` — the first of the three numbers of a version.
///
/// ```
/// use berkeley::linux::vm_sockets::*;
///
/// assert_eq!(VM_SOCKETS_VERSION_EPOCH(0x0102_0003), 1);
/// ```
///
/// Of VMware's driver for Linux, before vsock(7).
pub const fn VM_SOCKETS_VERSION_EPOCH(v: c_uint) -> c_uint {
    v >> 24
}

/// `VM_SOCKETS_VERSION_MAJOR(v)` — the second of the three numbers of a version.
///
/// ```
/// use berkeley::linux::vm_sockets::*;
///
/// assert_eq!(VM_SOCKETS_VERSION_MAJOR(0x0102_0003), 2);
/// ```
///
/// Of VMware's driver for Linux, before vsock(7).
pub const fn VM_SOCKETS_VERSION_MAJOR(v: c_uint) -> c_uint {
    (v & 0x00ff_0000) >> 16
}

/// `VM_SOCKETS_VERSION_MINOR(v)` — the third of the three numbers of a version.
///
/// ```
/// use berkeley::linux::vm_sockets::*;
///
/// assert_eq!(VM_SOCKETS_VERSION_MINOR(0x0102_0003), 3);
/// ```
///
/// Of VMware's driver for Linux, before vsock(7).
pub const fn VM_SOCKETS_VERSION_MINOR(v: c_uint) -> c_uint {
    v & 0x0000_ffff
}
