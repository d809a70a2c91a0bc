//! The values of socket options, as arguments: what `sockopt.rs` has to say of each is asked here.

use super::args::bytes_of_mut;
use super::gate::Arg;
use super::length::is_negative;
use super::sockopt::{self, OptionValue, ROOM, Value};
use super::table::InFlight;
use crate::errno::{EFAULT, EINVAL};
use crate::linux::filter::sock_fprog;
use crate::trace::Line;
use crate::trace::names::Way;
use crate::{BytesMut, Length, Pointer};
use core::ffi::{c_int, c_void};
use core::ptr;
use libc::socklen_t;

/// The value of a socket option that the call reads, with the option's level and name.
pub(crate) struct Opt<'a> {
    level: c_int,
    optname: c_int,
    value: Value<'a>,
    len: socklen_t,
    room: [u8; ROOM],
}

/// What [`Opt`] lends: level, name, value, length, and a descriptor that the value names.
type RawOpt = (c_int, c_int, *const c_void, socklen_t, Option<InFlight>);

impl<'a> Opt<'a> {
    #[inline(always)]
    pub(crate) fn new<V: OptionValue + ?Sized>(
        level: c_int,
        optname: c_int,
        optval: &'a V,
        optlen: impl Length,
    ) -> Self {
        let (value, len) = (optval.value(), optlen.to_socklen());
        Opt { level, optname, value, len, room: [0; ROOM] }
    }

    /// Lends a program as C has it: its length, and where its instructions are.
    #[cold]
    fn lend_program(&mut self, program: sock_fprog<'a>) -> Result<RawOpt, c_int> {
        let image = program.image();
        let value = image.get(..self.len as usize).ok_or(EFAULT)?;
        let named = sockopt::check_program(self.level, self.optname, &program, value)?;
        self.room[..value.len()].copy_from_slice(value);
        Ok((self.level, self.optname, self.room.as_ptr().cast(), self.len, named))
    }
}

impl Arg for Opt<'_> {
    type Raw = RawOpt;

    #[inline(always)]
    fn lend(&mut self) -> Result<RawOpt, c_int> {
        if is_negative(self.len) {
            return Err(EINVAL);
        }
        let (bytes, null) = match self.value {
            Value::Bytes(bytes) => (bytes, false),
            Value::Null => (&[][..], true),
            Value::Program(program) => return self.lend_program(program),
        };
        let Some(value) = bytes.get(..self.len as usize) else { return Err(EFAULT) };
        let named = sockopt::check_set(self.level, self.optname, value)?;
        let value = match self.room.get_mut(..value.len()) {
            _ if null => ptr::null(),
            Some(short) => {
                short.copy_from_slice(value);
                self.room.as_ptr()
            }
            None => value.as_ptr(),
        };
        Ok((self.level, self.optname, value.cast(), self.len, named))
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.option(self.level, self.optname, Way::Set);
        line.push(", ");
        let len = self.len as usize;
        match self.value {
            Value::Null => line.push("NULL"),
            Value::Bytes(bytes) => match bytes.get(..len) {
                Some(value) => line.value_set(self.level, self.optname, value),
                None => line.pointer(bytes.as_ptr()),
            },
            Value::Program(program) => match program.image().get(..len) {
                Some(value) => line.program_set(self.level, self.optname, program, value),
                None => line.pointer(program.filter.as_ptr()),
            },
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
    pub(crate) fn new<B: BytesMut + ?Sized, L: Pointer<socklen_t>>(
        level: c_int,
        optname: c_int,
        optval: &'a mut B,
        optlen: &'a mut L,
    ) -> Self {
        let (bytes, null) = bytes_of_mut(optval);
        let len = optlen.target();
        let len_before = len.as_deref().copied().unwrap_or(0);
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
        line.option(self.level, self.optname, Way::Get);
        line.push(", ");
        let len = self.len.as_deref().copied();
        match self.bytes.get(..len.unwrap_or(0).min(self.len_before) as usize) {
            _ if self.null => line.push("NULL"),
            Some(value) if ret >= 0 => line.value_got(self.level, self.optname, value),
            _ => line.pointer(self.bytes.as_ptr()),
        }
        line.push(", ");
        match len {
            Some(len) => line.value_result(len, self.len_before, ret),
            None => line.push("NULL"),
        }
    }
}
