//! The kinds of arguments that calls have: how each is checked, lent and shown.
//!
//! Whatever `lend` returns is valid until the call returns, since the argument borrows what it was
//! made from. That is what the wrappers' SAFETY comments rely on:
//!
//! * [`Fd`] lends a descriptor that the table owns, and holds it.
//! * [`In`], [`Out`], [`Addr`], [`AddrOut`], [`Opt`], [`OptOut`] lend a pointer and a length for
//!   which the memory behind the pointer is valid, to be read or to be written; or null.

use super::addr::LONGEST;
use super::gate::Arg;
use super::length::is_negative;
use super::sockopt::{self, ROOM};
use super::table::{InFlight, own};
use crate::errno::{EBADF, EFAULT, EINVAL, EOPNOTSUPP};
use crate::trace::Line;
use crate::trace::names::{MSG_FLAGS, Names};
use crate::{Bytes, BytesMut, Length, SockAddr, SocklenPtr};
use core::ffi::{c_int, c_void};
use core::ptr;
use libc::{size_t, sockaddr, socklen_t};

/// A descriptor that the call works on.
pub(crate) struct Fd(pub(crate) c_int);

impl Arg for Fd {
    type Raw = InFlight;

    #[inline(always)]
    fn lend(&mut self) -> Result<InFlight, c_int> {
        InFlight::new(self.0).ok_or(EBADF)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.int(self.0);
    }
}

/// A plain number.
pub(crate) struct Int(pub(crate) c_int);

impl Arg for Int {
    type Raw = c_int;

    #[inline(always)]
    fn lend(&mut self) -> Result<c_int, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.int(self.0);
    }
}

/// A number that has names: a constant, or flags.
pub(crate) struct Named(pub(crate) c_int, pub(crate) &'static Names);

impl Arg for Named {
    type Raw = c_int;

    #[inline(always)]
    fn lend(&mut self) -> Result<c_int, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.named(self.0, self.1);
    }
}

/// The flags of a call that sends.
pub(crate) struct SendFlags(pub(crate) c_int);

impl Arg for SendFlags {
    type Raw = c_int;

    #[inline(always)]
    fn lend(&mut self) -> Result<c_int, c_int> {
        // With it the kernel goes on reading the buffer after the call has returned, when it may
        // have become another object's memory.
        if self.0 & libc::MSG_ZEROCOPY != 0 {
            return Err(EOPNOTSUPP);
        }
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.named(self.0, &MSG_FLAGS);
    }
}

/// The protocol of a socket, whose names depend on the domain.
pub(crate) struct Protocol {
    pub(crate) domain: c_int,
    pub(crate) protocol: c_int,
}

impl Arg for Protocol {
    type Raw = c_int;

    #[inline(always)]
    fn lend(&mut self) -> Result<c_int, c_int> {
        Ok(self.protocol)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.protocol(self.domain, self.protocol);
    }
}

/// Bytes that the call reads, and how many of them.
pub(crate) struct In<'a> {
    bytes: &'a [u8],
    null: bool,
    len: size_t,
}

impl<'a> In<'a> {
    #[inline(always)]
    pub(crate) fn new<B: Bytes + ?Sized>(buf: &'a B, len: impl Length) -> Self {
        In { bytes: buf.as_bytes(), null: buf.is_null(), len: len.to_size() }
    }
}

impl Arg for In<'_> {
    type Raw = (*const c_void, size_t);

    #[inline(always)]
    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        if self.len > self.bytes.len() {
            return Err(EFAULT);
        }
        Ok((if self.null { ptr::null() } else { self.bytes.as_ptr().cast() }, self.len))
    }

    fn show(&self, line: &mut Line, _: i64) {
        match self.bytes.get(..self.len) {
            _ if self.null => line.push("NULL"),
            Some(sent) => line.quoted(sent),
            None => line.pointer(self.bytes.as_ptr()),
        }
        line.push(", ");
        line.size(self.len);
    }
}

/// Bytes that the call writes, at most so many; as many as it returns.
pub(crate) struct Out<'a> {
    bytes: &'a mut [u8],
    null: bool,
    len: size_t,
}

impl<'a> Out<'a> {
    #[inline(always)]
    pub(crate) fn new<B: BytesMut + ?Sized>(buf: &'a mut B, len: impl Length) -> Self {
        let null = buf.is_null();
        Out { bytes: buf.as_bytes_mut(), null, len: len.to_size() }
    }
}

impl Arg for Out<'_> {
    type Raw = (*mut c_void, size_t);

    #[inline(always)]
    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        if self.len > self.bytes.len() {
            return Err(EFAULT);
        }
        Ok((if self.null { ptr::null_mut() } else { self.bytes.as_mut_ptr().cast() }, self.len))
    }

    fn show(&self, line: &mut Line, ret: i64) {
        match usize::try_from(ret) {
            _ if self.null => line.push("NULL"),
            // With MSG_TRUNC the kernel answers how long the datagram was, buffer or not.
            Ok(read) => line.quoted(&self.bytes[..read.min(self.len)]),
            Err(_) => line.pointer(self.bytes.as_ptr()),
        }
        line.push(", ");
        line.size(self.len);
    }
}

/// An address that the call reads, and its length.
pub(crate) struct Addr<'a> {
    bytes: &'a [u8],
    null: bool,
    len: socklen_t,
}

impl<'a> Addr<'a> {
    #[inline(always)]
    pub(crate) fn new<A: SockAddr + ?Sized>(addr: &'a A, len: impl Length) -> Self {
        Addr { bytes: addr.as_bytes(), null: addr.is_null(), len: len.to_socklen() }
    }
}

impl Arg for Addr<'_> {
    type Raw = (*const sockaddr, socklen_t);

    #[inline(always)]
    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        if self.null {
            // With no address the length is the kernel's to judge: sendto has none then, to bind
            // it is an address nowhere in memory. Either way nothing is read.
            return Ok((ptr::null(), self.len));
        }
        if is_negative(self.len) || self.len > LONGEST {
            return Err(EINVAL);
        }
        if self.len as usize > self.bytes.len() {
            return Err(EFAULT);
        }
        Ok((self.bytes.as_ptr().cast(), self.len))
    }

    fn show(&self, line: &mut Line, _: i64) {
        match self.bytes.get(..self.len as usize) {
            _ if self.null => line.push("NULL"),
            Some(addr) => line.sockaddr(addr),
            None => line.pointer(self.bytes.as_ptr()),
        }
        line.push(", ");
        line.size(self.len as usize);
    }
}

/// An address that the call writes, and its length, which goes in and comes out.
pub(crate) struct AddrOut<'a> {
    bytes: &'a mut [u8],
    null: bool,
    len: Option<&'a mut socklen_t>,
    len_before: socklen_t,
}

impl<'a> AddrOut<'a> {
    #[inline(always)]
    pub(crate) fn new<A: SockAddr + ?Sized, L: SocklenPtr + ?Sized>(
        addr: &'a mut A,
        len: &'a mut L,
    ) -> Self {
        let null = addr.is_null();
        let len = len.socklen();
        let len_before = len.as_deref().copied().unwrap_or(0);
        AddrOut { bytes: addr.as_bytes_mut(), null, len, len_before }
    }
}

impl Arg for AddrOut<'_> {
    type Raw = (*mut sockaddr, *mut socklen_t);

    #[inline(always)]
    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        if self.null {
            // The kernel writes no address then, or (getsockname) answers EFAULT.
            return Ok((ptr::null_mut(), pointer_or_null(&mut self.len)));
        }
        let Some(len) = self.len.as_deref_mut() else { return Err(EFAULT) };
        if is_negative(*len) {
            return Err(EINVAL);
        }
        if *len as usize > self.bytes.len() {
            return Err(EFAULT);
        }
        Ok((self.bytes.as_mut_ptr().cast(), len))
    }

    fn show(&self, line: &mut Line, ret: i64) {
        let len = self.len.as_deref().copied();
        let written = len.unwrap_or(0).min(self.len_before) as usize;
        match self.bytes.get(..written) {
            _ if self.null => line.push("NULL"),
            Some(addr) if ret >= 0 => line.sockaddr(addr),
            _ => line.pointer(self.bytes.as_ptr()),
        }
        line.push(", ");
        line.value_result(len, self.len_before, ret);
    }
}

/// The value of a socket option that the call reads, with the option's level and name.
pub(crate) struct Opt<'a> {
    level: c_int,
    optname: c_int,
    bytes: &'a [u8],
    null: bool,
    len: socklen_t,
    room: [u8; ROOM],
}

/// What [`Opt`] lends: level, name, value, length, and a descriptor that the value names.
type RawOpt = (c_int, c_int, *const c_void, socklen_t, Option<InFlight>);

impl<'a> Opt<'a> {
    #[inline(always)]
    pub(crate) fn new<B: Bytes + ?Sized>(
        level: c_int,
        optname: c_int,
        optval: &'a B,
        optlen: impl Length,
    ) -> Self {
        let (bytes, null) = (optval.as_bytes(), optval.is_null());
        Opt { level, optname, bytes, null, len: optlen.to_socklen(), room: [0; ROOM] }
    }
}

impl Arg for Opt<'_> {
    type Raw = RawOpt;

    #[inline(always)]
    fn lend(&mut self) -> Result<RawOpt, c_int> {
        if is_negative(self.len) {
            return Err(EINVAL);
        }
        let Some(value) = self.bytes.get(..self.len as usize) else { return Err(EFAULT) };
        let named = sockopt::check_set(self.level, self.optname, value)?;
        let value = match self.room.get_mut(..value.len()) {
            _ if self.null => ptr::null(),
            Some(short) => {
                short.copy_from_slice(value);
                self.room.as_ptr()
            }
            None => value.as_ptr(),
        };
        Ok((self.level, self.optname, value.cast(), self.len, named))
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.option(self.level, self.optname);
        line.push(", ");
        match self.bytes.get(..self.len as usize) {
            _ if self.null => line.push("NULL"),
            Some(value) => line.option_value(self.level, self.optname, value),
            None => line.pointer(self.bytes.as_ptr()),
        }
        line.push(", ");
        line.int(self.len as c_int);
    }
}

/// The value of a socket option that the call writes, with the option's level and name.
pub(crate) struct OptOut<'a> {
    level: c_int,
    optname: c_int,
    bytes: &'a mut [u8],
    null: bool,
    len: Option<&'a mut socklen_t>,
    len_before: socklen_t,
    room: [u8; ROOM],
}

/// What [`OptOut`] lends: level, name, value, length.
type RawOptOut = (c_int, c_int, *mut c_void, *mut socklen_t);

impl<'a> OptOut<'a> {
    #[inline(always)]
    pub(crate) fn new<B: BytesMut + ?Sized, L: SocklenPtr + ?Sized>(
        level: c_int,
        optname: c_int,
        optval: &'a mut B,
        optlen: &'a mut L,
    ) -> Self {
        let null = optval.is_null();
        let len = optlen.socklen();
        let len_before = len.as_deref().copied().unwrap_or(0);
        let bytes = optval.as_bytes_mut();
        OptOut { level, optname, bytes, null, len, len_before, room: [0; ROOM] }
    }
}

impl Arg for OptOut<'_> {
    type Raw = RawOptOut;

    #[inline(always)]
    fn lend(&mut self) -> Result<RawOptOut, c_int> {
        let Some(len) = self.len.as_deref_mut() else { return Err(EFAULT) };
        if is_negative(*len) {
            return Err(EINVAL);
        }
        if *len as usize > self.bytes.len() {
            return Err(EFAULT);
        }
        sockopt::check_get(self.level, self.optname, *len as usize, self.bytes)?;
        let value = match self.room.get_mut(..self.bytes.len()) {
            _ if self.null => ptr::null_mut(),
            Some(short) => {
                short.copy_from_slice(self.bytes);
                self.room.as_mut_ptr()
            }
            None => self.bytes.as_mut_ptr(),
        };
        Ok((self.level, self.optname, value.cast(), len))
    }

    #[inline(always)]
    fn done(&mut self) {
        if let Some(short) = self.room.get(..self.bytes.len()) {
            self.bytes.copy_from_slice(short);
        }
        if let Some(at) = sockopt::hands_out(self.level, self.optname) {
            sockopt::take_over(self.bytes, at);
        }
    }

    fn show(&self, line: &mut Line, ret: i64) {
        let len = self.len.as_deref().copied();
        let written = len.unwrap_or(0).min(self.len_before) as usize;
        line.option(self.level, self.optname);
        line.push(", ");
        match self.bytes.get(..written) {
            _ if self.null => line.push("NULL"),
            Some(value) if ret >= 0 => line.option_value(self.level, self.optname, value),
            _ => line.pointer(self.bytes.as_ptr()),
        }
        line.push(", ");
        line.value_result(len, self.len_before, ret);
    }
}

/// Two descriptors that the call opens.
pub(crate) struct Pair<'a>(pub(crate) &'a mut [c_int; 2]);

impl Arg for Pair<'_> {
    type Raw = *mut c_int;

    #[inline(always)]
    fn lend(&mut self) -> Result<*mut c_int, c_int> {
        Ok(self.0.as_mut_ptr())
    }

    fn done(&mut self) {
        for fd in *self.0 {
            own(fd);
        }
    }

    fn show(&self, line: &mut Line, ret: i64) {
        if ret < 0 {
            return line.pointer(self.0.as_ptr().cast());
        }
        line.push("[");
        line.int(self.0[0]);
        line.push(", ");
        line.int(self.0[1]);
        line.push("]");
    }
}

/// The pointer to a length, if there is one.
#[inline(always)]
fn pointer_or_null(len: &mut Option<&mut socklen_t>) -> *mut socklen_t {
    len.as_deref_mut().map_or(ptr::null_mut(), |len| len)
}
