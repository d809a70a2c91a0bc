//! What the kernel is asked of a socket.

use super::name::Name;
use crate::errno::{errno, set_errno};
use core::ffi::c_int;
use core::mem::size_of;
use core::ptr;
use libc::{SO_COOKIE, SO_DOMAIN, SO_PROTOCOL, SO_TYPE, SOL_SOCKET, sockaddr, socklen_t};

/// What a socket is.
pub(super) struct Socket {
    /// The kernel's number of it, which no other has or will have.
    pub(super) cookie: u64,
    pub(super) domain: c_int,
    pub(super) type_: c_int,
    pub(super) protocol: c_int,
}

impl Socket {
    /// None if it is no socket.
    pub(super) fn of(fd: c_int) -> Option<Socket> {
        Some(Socket {
            cookie: option(fd, SO_COOKIE, 0u64)?,
            domain: option(fd, SO_DOMAIN, 0)?,
            type_: option(fd, SO_TYPE, 0)?,
            protocol: option(fd, SO_PROTOCOL, 0)?,
        })
    }
}

/// The value of an option of the socket, a number.
fn option<T: Number>(fd: c_int, name: c_int, mut value: T) -> Option<T> {
    let mut len = size_of::<T>() as socklen_t;
    // SAFETY: the value has room for `len` bytes, and is a number whatever they are. A descriptor
    // that is none of ours is only asked.
    let ret = unsafe {
        libc::getsockopt(fd, SOL_SOCKET, name, ptr::from_mut(&mut value).cast(), &mut len)
    };
    (ret == 0).then_some(value)
}

/// A number: any bytes are one.
trait Number: Copy {}
impl Number for c_int {}
impl Number for u64 {}

/// The socket's own name.
pub(super) fn local(fd: c_int) -> Option<Name> {
    name(fd, libc::getsockname)
}

/// That of the peer it is connected with.
pub(super) fn peer(fd: c_int) -> Option<Name> {
    name(fd, libc::getpeername)
}

type Ask = unsafe extern "C" fn(c_int, *mut sockaddr, *mut socklen_t) -> c_int;

fn name(fd: c_int, ask: Ask) -> Option<Name> {
    let mut addr = [0u8; 128];
    let mut len = addr.len() as socklen_t;
    // SAFETY: there is room for `len` bytes, and any address is at most so long.
    let ret = unsafe { ask(fd, addr.as_mut_ptr().cast(), &mut len) };
    (ret == 0).then(|| Name::of(&addr[..(len as usize).min(128)]))?
}

/// Does something of the ledger's own: the program's `errno` is not to tell.
pub(super) fn aside<T>(work: impl FnOnce() -> T) -> T {
    let kept = errno();
    let done = work();
    set_errno(kept);
    done
}
