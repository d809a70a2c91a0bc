//! The kinds of arguments that calls have: how each is checked, lent and shown.
//!
//! Whatever `lend` returns is valid until the call returns, since the argument borrows what it was
//! made from. That is what the wrappers' SAFETY comments rely on:
//!
//! * [`Fd`] lends a descriptor that the table owns, and holds it.
//! * [`In`], [`Out`], [`Addr`], [`AddrOut`], and those of `option.rs`, lend a pointer and a length
//!   for which the memory behind the pointer is valid, to be read or to be written; or null.

mod addresses;
mod bytes;

pub(crate) use addresses::{Addr, AddrOut};
pub(super) use bytes::bytes_of_mut;
pub(crate) use bytes::{In, NameIn, Out, TextOut};

use super::gate::Arg;
use super::table::{InFlight, own};
use crate::Pointer;
use crate::errno::{EBADF, EOPNOTSUPP};
use crate::ledger::Told;
use crate::trace::Line;
use crate::trace::names::{HOW, MSG_FLAGS, Names};
use core::ffi::c_int;
use core::ptr;
use libc::timespec;

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
