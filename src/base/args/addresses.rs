//! Addresses that a call reads or writes, and their lengths.

use super::bytes::{bytes_of, bytes_of_mut};
use crate::base::addr::{LONGEST, named_descriptor};
use crate::base::gate::Arg;
use crate::base::length::is_negative;
use crate::base::table::InFlight;
use crate::errno::{EBADF, EFAULT, EINVAL};
use crate::fault::Ask;
use crate::ledger::Told;
use crate::trace::Line;
use crate::{Length, Pointer, SockAddr};
use core::ffi::c_int;
use core::ptr;
use libc::{sockaddr, socklen_t};

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

/// The pointer to a length, if there is one.
#[inline(always)]
fn pointer_or_null(len: &mut Option<&mut socklen_t>) -> *mut socklen_t {
    len.as_deref_mut().map_or(ptr::null_mut(), |len| len)
}
