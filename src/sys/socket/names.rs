//! Who a socket is, and what it is.

use super::*;
use crate::base::args::{AddrOut, Fd, Named};
use crate::base::gate::gate;
use crate::trace::names::FILE_TYPES;
use core::ffi::c_int;

/// `int getsockname(int fd, struct sockaddr *addr, socklen_t *len)` — asks for a socket's own address.
pub fn getsockname<A, L>(fd: c_int, addr: &mut A, len: &mut L) -> c_int
where
    A: SockAddr + ?Sized,
    L: SocklenPtr,
{
    gate(
        "getsockname",
        (Fd(fd), AddrOut::new(addr, len)),
        // SAFETY: `fd` is held; `AddrOut` lends `*len` bytes at `addr`, or null.
        |(fd, (addr, len))| unsafe { libc::getsockname(fd.raw(), addr, len) },
    )
}

/// `int getpeername(int fd, struct sockaddr *addr, socklen_t *len)` — asks for the address of the
/// other side.
pub fn getpeername<A, L>(fd: c_int, addr: &mut A, len: &mut L) -> c_int
where
    A: SockAddr + ?Sized,
    L: SocklenPtr,
{
    gate(
        "getpeername",
        (Fd(fd), AddrOut::new(addr, len)),
        // SAFETY: `fd` is held; `AddrOut` lends `*len` bytes at `addr`, or null.
        |(fd, (addr, len))| unsafe { libc::getpeername(fd.raw(), addr, len) },
    )
}

unsafe extern "C" {
    #[link_name = "sockatmark"]
    safe fn libc_sockatmark(fd: c_int) -> c_int;
}

/// `int sockatmark(int fd)` — asks whether the next byte to read is the urgent one.
pub fn sockatmark(fd: c_int) -> c_int {
    gate("sockatmark", (Fd(fd),), |(fd,)| libc_sockatmark(fd.raw()))
}

/// `int isfdtype(int fd, int fdtype)` — asks whether a descriptor is of a type.
pub fn isfdtype(fd: c_int, fdtype: c_int) -> c_int {
    gate("isfdtype", (Fd(fd), Named(fdtype, &FILE_TYPES)), |(fd, fdtype)| {
        let mut stat = core::mem::MaybeUninit::<libc::stat>::uninit();
        // SAFETY: `fd` is held; there is room for what fstat writes.
        if unsafe { libc::fstat(fd.raw(), stat.as_mut_ptr()) } == -1 {
            return -1;
        }
        // SAFETY: fstat succeeded, so it has written all of it.
        let mode = unsafe { stat.assume_init() }.st_mode;
        c_int::from(mode & libc::S_IFMT == fdtype as libc::mode_t)
    })
}
