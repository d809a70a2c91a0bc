//! Requests of `ioctl`: which memory the kernel is lent for them, and which are refused.
//!
//! A request is a number that the file behind the descriptor makes something of, and other files,
//! sockets of other families, and devices may make something else of it. So the kernel is never
//! given the argument itself but a copy with zeros behind it: see [`ROOM`]. `docs/requests.md` says
//! what was looked through for that, and what the refused requests would do.

use super::gate::{Arg, New, Ret};
use crate::errno::ENOTTY;
use crate::net::if_::ifconf;
use crate::net::route::rtentry;
use crate::sys::ioctl::Request;
use crate::trace::Line;
use crate::{Bytes, BytesMut, Null, Plain};
use core::ffi::{c_int, c_ulong, c_void};

/// The arguments go through a buffer of this size, zeroed behind them: where a family or a driver
/// takes a request's number for one of its own, it reads or writes more than the argument. The most
/// is what `SIOCADDRT` reads for X.25, 220 bytes; then what a compressed-audio device writes for
/// the number of `SIOCGIFNAME`, 196. Zeros, too, are what keeps a persistent-memory device, which
/// takes the numbers of some for requests with lengths in their arguments, from any length.
pub(crate) const ROOM: usize = 256;

/// What the kernel does with the argument of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Reads it.
    In,
    /// Writes it. What it was before is not lent.
    Out,
    /// Both.
    InOut,
    /// Writes it, if the file is a socket. Others may make more of the number, and are not asked.
    OutOfSocket,
    /// Takes no notice of it: it is null. What the request returns is a descriptor that it opened, if
    /// the file is a socket. Others may return any number, and are not asked.
    Opens,
    /// More than that: it would follow an address. Refused.
    Refused,
}

/// The copy of an argument that the kernel is lent.
#[doc(hidden)]
#[derive(Debug)]
#[repr(C, align(16))]
pub struct Room([u8; ROOM]);

impl Room {
    /// Copies bytes to a place in the room.
    pub(crate) fn put(&mut self, at: usize, bytes: &[u8]) {
        self.0[at..at + bytes.len()].copy_from_slice(bytes);
    }

    /// Copies bytes back.
    pub(crate) fn get(&self, at: usize, bytes: &mut [u8]) {
        bytes.copy_from_slice(&self.0[at..at + bytes.len()]);
    }

    /// The address of a place in the room, for a pointer inside it.
    pub(crate) fn address_of(&mut self, at: usize) -> usize {
        self.0[at..].as_mut_ptr().expose_provenance()
    }

    fn start(&mut self) -> *mut c_void {
        self.0.as_mut_ptr().cast()
    }
}

/// What `ioctl` takes for C's third argument: a `&mut` of [`Plain`] data, of an [`ifconf`] or of an
/// [`rtentry`], or [`NULL`](crate::NULL). The request says which.
pub trait IoctlArg: sealed::Sealed {
    /// Makes the kernel's form of it, in a room of zeros, and says where it is; or refuses with an
    /// errno. Only what the kernel reads need be there.
    #[doc(hidden)]
    fn lend(&mut self, room: &mut Room, way: Way) -> Result<*mut c_void, c_int>;

    /// Takes back what the kernel wrote.
    #[doc(hidden)]
    fn take_back(&mut self, room: &Room);

    /// Shows it as strace does, after a call that returned `ret`. Gives its own address if strace
    /// shows no more.
    #[doc(hidden)]
    fn show(&self, of: Shown<'_>) -> Option<*const u8>;
}

/// What an argument is to be shown for.
#[doc(hidden)]
#[allow(missing_debug_implementations, reason = "not for programs")]
pub struct Shown<'a> {
    pub(crate) line: &'a mut Line,
    pub(crate) request: c_ulong,
    pub(crate) ret: i64,
    pub(crate) room: &'a Room,
}

mod sealed {
    pub trait Sealed {}
    impl<T: crate::Plain> Sealed for T {}
    impl Sealed for crate::net::if_::ifconf<'_> {}
    impl Sealed for crate::net::route::rtentry<'_> {}
    impl Sealed for crate::Null {}
}

impl<T: Plain> IoctlArg for T {
    #[inline]
    fn lend(&mut self, room: &mut Room, way: Way) -> Result<*mut c_void, c_int> {
        if size_of::<T>() > ROOM {
            // No request of this crate's has so large an argument.
            return Ok(self.as_bytes_mut().as_mut_ptr().cast());
        }
        if !matches!(way, Way::Out | Way::OutOfSocket) {
            room.put(0, self.as_bytes());
        }
        Ok(room.start())
    }

    #[inline]
    fn take_back(&mut self, room: &Room) {
        if size_of::<T>() <= ROOM {
            room.get(0, self.as_bytes_mut());
        }
    }

    fn show(&self, mut of: Shown<'_>) -> Option<*const u8> {
        let bytes = self.as_bytes();
        let shown = of.argument(bytes);
        (!shown).then_some(bytes.as_ptr())
    }
}

impl IoctlArg for ifconf<'_> {
    fn lend(&mut self, room: &mut Room, _: Way) -> Result<*mut c_void, c_int> {
        self.put_into(room)?;
        Ok(room.start())
    }

    fn take_back(&mut self, room: &Room) {
        self.take_from(room);
    }

    fn show(&self, mut of: Shown<'_>) -> Option<*const u8> {
        of.interfaces(self);
        None
    }
}

impl IoctlArg for rtentry<'_> {
    fn lend(&mut self, room: &mut Room, _: Way) -> Result<*mut c_void, c_int> {
        self.put_into(room);
        Ok(room.start())
    }

    fn take_back(&mut self, _: &Room) {}

    fn show(&self, _: Shown<'_>) -> Option<*const u8> {
        Some((&raw const *self).cast())
    }
}

/// Nothing is lent: who takes the number for a request that has an argument finds none, `EFAULT`.
impl IoctlArg for Null {
    fn lend(&mut self, _: &mut Room, _: Way) -> Result<*mut c_void, c_int> {
        Ok(core::ptr::null_mut())
    }

    fn take_back(&mut self, _: &Room) {}

    fn show(&self, mut of: Shown<'_>) -> Option<*const u8> {
        of.nothing();
        None
    }
}

/// What `ioctl` returned: a number, or a descriptor that the request opened.
pub(crate) struct Answer {
    pub(crate) ret: c_int,
    pub(crate) opened: bool,
}

impl Ret for Answer {
    type C = c_int;
    const FAILED: c_int = -1;

    #[inline]
    fn settle(self) -> c_int {
        if self.opened { New(self.ret).settle() } else { self.ret }
    }

    fn number(c: c_int) -> i64 {
        c.into()
    }
}

/// The request of an `ioctl` and its argument.
pub(crate) struct Asked<'a, A> {
    request: Request<A>,
    arg: &'a mut A,
    room: Room,
}

impl<'a, A: IoctlArg> Asked<'a, A> {
    #[inline]
    pub(crate) fn new(request: Request<A>, arg: &'a mut A) -> Self {
        Asked { request, arg, room: Room([0; ROOM]) }
    }
}

impl<A: IoctlArg> Arg for Asked<'_, A> {
    type Raw = (c_ulong, *mut c_void);

    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        match self.request.way() {
            Way::Refused => Err(ENOTTY),
            way => Ok((self.request.code(), self.arg.lend(&mut self.room, way)?)),
        }
    }

    fn done(&mut self) {
        if self.request.way() != Way::In {
            self.arg.take_back(&self.room);
        }
    }

    fn show(&self, line: &mut Line, ret: i64) {
        let request = self.request.code();
        line.request(self.request.name(), request);
        line.push(", ");
        let shown = Shown { line, request, ret, room: &self.room };
        if let Some(address) = self.arg.show(shown) {
            line.pointer(address);
        }
    }
}
