//! The kinds of arguments that calls have: how each is checked, lent and shown.
//!
//! Whatever `lend` returns is valid until the call returns, since the argument borrows what it was
//! made from. That is what the wrappers' SAFETY comments rely on:
//!
//! * [`Fd`] lends a descriptor that the table owns, and holds it.
//! * [`In`], [`Out`], [`Addr`], [`AddrOut`], and those of `option.rs`, lend a pointer and a length
//!   for which the memory behind the pointer is valid, to be read or to be written; or null.

use super::addr::{LONGEST, named_descriptor};
use super::gate::Arg;
use super::length::is_negative;
use super::table::{InFlight, own};
use crate::errno::{EBADF, EFAULT, EINVAL, EOPNOTSUPP};
use crate::fault::Ask;
use crate::ledger::{Told, Way};
use crate::trace::Line;
use crate::trace::names::{HOW, MSG_FLAGS, Names};
use crate::{Bytes, BytesMut, Length, Pointer, SockAddr};
use core::ffi::{c_int, c_void};
use core::ptr;
use libc::{size_t, sockaddr, socklen_t, timespec};

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

    fn descriptor(&self) -> Option<c_int> {
        Some(self.0)
    }

    #[inline(always)]
    fn keep(raw: &mut InFlight) -> Option<InFlight> {
        Some(raw.take_over())
    }
}

/// The number of a descriptor, of which the call finds out by itself whose it is.
pub(crate) struct Number(pub(crate) c_int);

impl Arg for Number {
    type Raw = c_int;

    #[inline(always)]
    fn lend(&mut self) -> Result<c_int, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.int(self.0);
    }

    fn descriptor(&self) -> Option<c_int> {
        Some(self.0)
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

/// A number that strace shows without a sign.
pub(crate) struct Unsigned(pub(crate) c_int);

impl Arg for Unsigned {
    type Raw = c_int;

    #[inline(always)]
    fn lend(&mut self) -> Result<c_int, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.unsigned(self.0 as u32);
    }
}

/// A place in a file.
pub(crate) struct Offset(pub(crate) libc::off_t);

impl Arg for Offset {
    type Raw = libc::off_t;

    #[inline(always)]
    fn lend(&mut self) -> Result<libc::off_t, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.fmt(format_args!("{}", self.0));
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

    fn tell<'a>(&'a self, told: &mut Told<'a>, _: i64) {
        if ptr::eq(self.1, &MSG_FLAGS) {
            told.flags = Some(self.0);
        } else if ptr::eq(self.1, &HOW) {
            told.how = Some(self.0);
        }
    }
}

/// Flags of a call that sends.
pub(crate) struct SendFlags(pub(crate) c_int);

impl Arg for SendFlags {
    type Raw = c_int;

    /// With `MSG_ZEROCOPY` the kernel would go on reading the bytes after the call has returned,
    /// when they are the program's to change or to free: safe code could send what it frees.
    #[inline(always)]
    fn lend(&mut self) -> Result<c_int, c_int> {
        if self.0 & libc::MSG_ZEROCOPY == 0 { Ok(self.0) } else { Err(EOPNOTSUPP) }
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.named(self.0, &MSG_FLAGS);
    }

    fn tell<'a>(&'a self, told: &mut Told<'a>, _: i64) {
        told.flags = Some(self.0);
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

/// What libc makes of a call that the kernel has not: the call that it has, and the arguments that
/// libc gives it at the end. Stands last, and shows what strace shows.
pub(crate) struct As {
    pub(crate) call: &'static str,
    pub(crate) rest: &'static str,
}

impl Arg for As {
    type Raw = ();

    #[inline(always)]
    fn lend(&mut self) -> Result<(), c_int> {
        Ok(())
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.rename(self.call);
        line.push(self.rest);
    }
}

/// Bytes that the call reads, and how many of them.
pub(crate) struct In<'a> {
    bytes: &'a [u8],
    null: bool,
    len: size_t,
    /// However many are to be read, no more than so many are lent.
    most: size_t,
}

impl<'a> In<'a> {
    #[inline(always)]
    pub(crate) fn new<B: Bytes + ?Sized>(buf: &'a B, len: impl Length) -> Self {
        let (bytes, null) = bytes_of(buf);
        In { bytes, null, len: len.to_size(), most: size_t::MAX }
    }
}

impl Arg for In<'_> {
    type Raw = (*const c_void, size_t);

    #[inline(always)]
    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        if self.len > self.bytes.len() {
            return Err(EFAULT);
        }
        Ok((
            if self.null { ptr::null() } else { self.bytes.as_ptr().cast() },
            self.len.min(self.most),
        ))
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

    fn meet(&mut self, ask: &mut Ask) {
        if let Ask::AtMost(most, fewer) = ask {
            (self.most, *fewer) = (*most, *most < self.len);
        }
    }

    #[inline(always)]
    fn tell<'a>(&'a self, told: &mut Told<'a>, _: i64) {
        told.way = Some((Way::Out, self.len));
    }
}

/// Bytes that the call writes, at most so many; as many as it returns.
pub(crate) struct Out<'a> {
    bytes: &'a mut [u8],
    null: bool,
    len: size_t,
    /// However many are to be written, there is room for no more than so many.
    most: size_t,
}

impl<'a> Out<'a> {
    #[inline(always)]
    pub(crate) fn new<B: BytesMut + ?Sized>(buf: &'a mut B, len: impl Length) -> Self {
        let (bytes, null) = bytes_of_mut(buf);
        Out { bytes, null, len: len.to_size(), most: size_t::MAX }
    }
}

impl Arg for Out<'_> {
    type Raw = (*mut c_void, size_t);

    #[inline(always)]
    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        if self.len > self.bytes.len() {
            return Err(EFAULT);
        }
        Ok((
            if self.null { ptr::null_mut() } else { self.bytes.as_mut_ptr().cast() },
            self.len.min(self.most),
        ))
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

    fn meet(&mut self, ask: &mut Ask) {
        if let Ask::AtMost(most, fewer) = ask {
            (self.most, *fewer) = (*most, *most < self.len);
        }
    }

    #[inline(always)]
    fn tell<'a>(&'a self, told: &mut Told<'a>, _: i64) {
        told.way = Some((Way::In, self.len));
    }
}

/// The name of the host or its domain, which the call reads. One too long for the kernel, strace
/// does not read either.
pub(crate) struct NameIn<'a>(pub(crate) In<'a>);

impl Arg for NameIn<'_> {
    type Raw = (*const c_void, size_t);

    #[inline(always)]
    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        self.0.lend()
    }

    fn show(&self, line: &mut Line, ret: i64) {
        match self.0.len {
            0..=LONGEST_NAME => self.0.show(line, ret),
            len => {
                line.pointer(if self.0.null { ptr::null() } else { self.0.bytes.as_ptr() });
                line.push(", ");
                line.size(len);
            }
        }
    }
}

/// `__NEW_UTS_LEN` of the kernel.
const LONGEST_NAME: usize = 64;

/// Text that the call writes, with a NUL, into a buffer of so many bytes.
pub(crate) struct TextOut<'a>(pub(crate) Out<'a>);

impl Arg for TextOut<'_> {
    type Raw = (*mut c_void, size_t);

    #[inline(always)]
    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        self.0.lend()
    }

    fn show(&self, line: &mut Line, ret: i64) {
        match self.0.bytes.get(..self.0.len) {
            _ if self.0.null => line.push("NULL"),
            Some(text) if ret >= 0 => line.text(text),
            _ => line.pointer(self.0.bytes.as_ptr()),
        }
        line.push(", ");
        line.size(self.0.len);
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
        let (bytes, null) = bytes_of(addr);
        Addr { bytes, null, len: len.to_socklen() }
    }
}

/// What [`Addr`] lends: address, length, and a descriptor that the address names.
type RawAddr = (*const sockaddr, socklen_t, Option<InFlight>);

impl Arg for Addr<'_> {
    type Raw = RawAddr;

    #[inline(always)]
    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        if self.null {
            // With no address the length is the kernel's to judge: sendto has none then, to bind
            // it is an address nowhere in memory. Either way nothing is read.
            return Ok((ptr::null(), self.len, None));
        }
        if is_negative(self.len) || self.len > LONGEST {
            return Err(EINVAL);
        }
        let Some(addr) = self.bytes.get(..self.len as usize) else { return Err(EFAULT) };
        let named = match named_descriptor(addr) {
            Some(fd) => Some(InFlight::new(fd).ok_or(EBADF)?),
            None => None,
        };
        Ok((addr.as_ptr().cast(), self.len, named))
    }

    fn show(&self, line: &mut Line, _: i64) {
        match self.bytes.get(..self.len as usize) {
            _ if self.null => line.push("NULL"),
            Some(addr) => line.sockaddr(addr),
            None => line.pointer(self.bytes.as_ptr()),
        }
        line.push(", ");
        line.int(self.len as c_int);
    }

    fn meet(&mut self, ask: &mut Ask) {
        if let (Ask::Address(to, len), false) = (ask, self.null) {
            let addr = &self.bytes[..self.bytes.len().min(self.len as usize).min(to.len())];
            to[..addr.len()].copy_from_slice(addr);
            *len = Some(addr.len());
        }
    }

    #[inline(always)]
    fn tell<'a>(&'a self, told: &mut Told<'a>, _: i64) {
        told.addr = self.bytes.get(..self.len as usize).filter(|addr| !addr.is_empty());
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
    pub(crate) fn new<A: SockAddr + ?Sized, L: Pointer<socklen_t>>(
        addr: &'a mut A,
        len: &'a mut L,
    ) -> Self {
        let (bytes, null) = bytes_of_mut(addr);
        let len = len.target();
        let len_before = len.as_deref().copied().unwrap_or(0);
        AddrOut { bytes, null, len, len_before }
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
        let Some(len) = self.len.as_deref().filter(|_| !self.null) else {
            line.pointer(if self.null { ptr::null() } else { self.bytes.as_ptr() });
            line.push(", ");
            return line.pointer(self.len.as_deref().map_or(ptr::null(), ptr::from_ref));
        };
        let written = (*len).min(self.len_before) as usize;
        match self.bytes.get(..written) {
            Some(addr) if ret >= 0 => line.sockaddr(addr),
            _ => line.pointer(self.bytes.as_ptr()),
        }
        line.push(", ");
        line.value_result(*len, self.len_before, ret);
    }

    fn meet(&mut self, ask: &mut Ask) {
        if let (Ask::End, false, Some(len)) = (ask, self.null, self.len.as_deref_mut()) {
            *len = 0;
        }
    }

    #[inline(always)]
    fn tell<'a>(&'a self, told: &mut Told<'a>, _: i64) {
        // One that did not fit whole says nothing.
        let len = self.len.as_deref().copied().filter(|len| (1..=self.len_before).contains(len));
        told.addr = len.and_then(|len| self.bytes.get(..len as usize));
    }
}

/// A time that the call may change, or null.
pub(crate) struct Timespec<'a> {
    time: Option<&'a mut timespec>,
    before: Option<timespec>,
}

impl<'a> Timespec<'a> {
    #[inline(always)]
    pub(crate) fn new<T: Pointer<timespec>>(time: &'a mut T) -> Self {
        let time = time.target();
        Timespec { before: time.as_deref().copied(), time }
    }
}

impl Arg for Timespec<'_> {
    type Raw = *mut timespec;

    #[inline(always)]
    fn lend(&mut self) -> Result<*mut timespec, c_int> {
        Ok(self.time.as_deref_mut().map_or(ptr::null_mut(), |time| time))
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.timespec(self.before.as_ref());
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
            return line.pointer(self.0.as_ptr());
        }
        line.push("[");
        line.int(self.0[0]);
        line.push(", ");
        line.int(self.0[1]);
        line.push("]");
    }
}

/// The bytes to lend, and whether they are null instead: then there are none. `is_null` is anybody's
/// to implement, and some functions of libc use the memory themselves: glibc's gethostname.
#[inline(always)]
fn bytes_of<B: Bytes + ?Sized>(object: &B) -> (&[u8], bool) {
    if object.is_null() { (&[], true) } else { (object.as_bytes(), false) }
}

/// [`bytes_of`], to be changed.
#[inline(always)]
pub(super) fn bytes_of_mut<B: BytesMut + ?Sized>(object: &mut B) -> (&mut [u8], bool) {
    if object.is_null() { (&mut [], true) } else { (object.as_bytes_mut(), false) }
}

/// The pointer to a length, if there is one.
#[inline(always)]
fn pointer_or_null(len: &mut Option<&mut socklen_t>) -> *mut socklen_t {
    len.as_deref_mut().map_or(ptr::null_mut(), |len| len)
}
