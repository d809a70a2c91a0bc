//! Bytes that a call reads or writes, and how many of them.

use crate::base::gate::Arg;
use crate::errno::EFAULT;
use crate::fault::Ask;
use crate::ledger::{Told, Way};
use crate::trace::Line;
use crate::{Bytes, BytesMut, Length};
use core::ffi::{c_int, c_void};
use core::ptr;
use libc::size_t;

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

/// The bytes to lend, and whether they are null instead: then there are none. `is_null` is anybody's
/// to implement, and some functions of libc use the memory themselves: glibc's gethostname.
#[inline(always)]
pub(super) fn bytes_of<B: Bytes + ?Sized>(object: &B) -> (&[u8], bool) {
    if object.is_null() { (&[], true) } else { (object.as_bytes(), false) }
}

/// [`bytes_of`], to be changed.
#[inline(always)]
pub(in crate::base) fn bytes_of_mut<B: BytesMut + ?Sized>(object: &mut B) -> (&mut [u8], bool) {
    if object.is_null() { (&mut [], true) } else { (object.as_bytes_mut(), false) }
}
