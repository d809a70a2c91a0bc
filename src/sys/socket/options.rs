//! Options.

use super::*;
use crate::base::args::{Fd, Opt, OptOut};
use crate::base::gate::gate;
use core::ffi::c_int;

/// `int getsockopt(int fd, int level, int optname, void *optval, socklen_t *optlen)`
pub fn getsockopt<B, L>(
    fd: c_int,
    level: c_int,
    optname: c_int,
    optval: &mut B,
    optlen: &mut L,
) -> c_int
where
    B: BytesMut + ?Sized,
    L: SocklenPtr,
{
    gate(
        "getsockopt",
        (Fd(fd), OptOut::new(level, optname, optval, optlen)),
        // SAFETY: `fd` is held; `OptOut` lends `*len` bytes at `val`, and let no option pass that
        // writes elsewhere.
        |(fd, (level, name, val, len))| unsafe {
            libc::getsockopt(fd.raw(), level, name, val, len)
        },
    )
}

/// `int setsockopt(int fd, int level, int optname, const void *optval, socklen_t optlen)`
pub fn setsockopt<B>(
    fd: c_int,
    level: c_int,
    optname: c_int,
    optval: &B,
    optlen: impl Length,
) -> c_int
where
    B: Bytes + ?Sized,
{
    gate(
        "setsockopt",
        (Fd(fd), Opt::new(level, optname, optval, optlen)),
        // SAFETY: `fd` is held, and so is what the value names; `Opt` lends `len` bytes at `val`,
        // or null, and let no option pass that carries addresses.
        |(fd, (level, name, val, len, _named))| unsafe {
            libc::setsockopt(fd.raw(), level, name, val, len)
        },
    )
}
