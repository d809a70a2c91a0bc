//! Sending and receiving.

use super::*;
use crate::base::args::{Addr, AddrOut, As, Fd, In, Named, Out, SendFlags};
use crate::base::gate::gate;
use crate::trace::names::MSG_FLAGS;
use core::ffi::c_int;

/// `ssize_t send(int fd, const void *buf, size_t n, int flags)`
#[inline]
pub fn send<B: Bytes + ?Sized>(fd: c_int, buf: &B, n: impl Length, flags: c_int) -> ssize_t {
    gate(
        "send",
        (Fd(fd), In::new(buf, n), SendFlags(flags), As { call: "sendto", rest: "NULL, 0" }),
        // SAFETY: `fd` is held; `In` lends `n` bytes at `buf`.
        |(fd, (buf, n), flags, ())| unsafe { libc::send(fd.raw(), buf, n, flags) },
    )
}

/// `ssize_t recv(int fd, void *buf, size_t n, int flags)`
#[inline]
pub fn recv<B: BytesMut + ?Sized>(fd: c_int, buf: &mut B, n: impl Length, flags: c_int) -> ssize_t {
    gate(
        "recv",
        (
            Fd(fd),
            Out::new(buf, n),
            Named(flags, &MSG_FLAGS),
            As { call: "recvfrom", rest: "NULL, NULL" },
        ),
        // SAFETY: `fd` is held; `Out` lends room for `n` bytes at `buf`.
        |(fd, (buf, n), flags, ())| unsafe { libc::recv(fd.raw(), buf, n, flags) },
    )
}

/// `ssize_t sendto(int fd, const void *buf, size_t n, int flags, const struct sockaddr *addr, socklen_t len)`
#[inline]
pub fn sendto<B, A>(
    fd: c_int,
    buf: &B,
    n: impl Length,
    flags: c_int,
    addr: &A,
    len: impl Length,
) -> ssize_t
where
    B: Bytes + ?Sized,
    A: SockAddr + ?Sized,
{
    gate(
        "sendto",
        (Fd(fd), In::new(buf, n), SendFlags(flags), Addr::new(addr, len)),
        // SAFETY: `fd` is held; `In` lends `n` bytes at `buf`, `Addr` `len` bytes at `addr` or null.
        |(fd, (buf, n), flags, (addr, len, _named))| unsafe {
            libc::sendto(fd.raw(), buf, n, flags, addr, len)
        },
    )
}

/// `ssize_t recvfrom(int fd, void *buf, size_t n, int flags, struct sockaddr *addr, socklen_t *len)`
#[inline]
pub fn recvfrom<B, A, L>(
    fd: c_int,
    buf: &mut B,
    n: impl Length,
    flags: c_int,
    addr: &mut A,
    len: &mut L,
) -> ssize_t
where
    B: BytesMut + ?Sized,
    A: SockAddr + ?Sized,
    L: SocklenPtr,
{
    gate(
        "recvfrom",
        (Fd(fd), Out::new(buf, n), Named(flags, &MSG_FLAGS), AddrOut::new(addr, len)),
        // SAFETY: `fd` is held; `Out` lends room for `n` bytes at `buf`, `AddrOut` `*len` bytes at
        // `addr`, or null.
        |(fd, (buf, n), flags, (addr, len))| unsafe {
            libc::recvfrom(fd.raw(), buf, n, flags, addr, len)
        },
    )
}
