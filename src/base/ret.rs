//! What libc's calls return, and what becomes of it.

use super::table::{fail, own};
use crate::errno::{EINTR, EINVAL, ENOMEM, errno, set_errno};
use core::ffi::{c_int, c_uint};
use libc::{off_t, pid_t, ssize_t};

/// What libc's call returns: a number, negative where it failed.
pub(crate) trait Ret {
    /// The same for the program.
    type C: Copy;

    /// What a refused call returns.
    const FAILED: Self::C;

    /// What a call returns that reads, and came to an end.
    const NOTHING: Self::C = Self::FAILED;

    /// Takes care of what the call returned.
    fn settle(self) -> Self::C;

    /// The number, for those who watch.
    fn number(c: Self::C) -> i64;

    /// Fails as the call does.
    fn fail(errno: c_int) -> Self::C {
        set_errno(errno);
        Self::FAILED
    }

    /// Why it failed, for those who watch, if it did.
    fn error(_: Self::C) -> c_int {
        errno()
    }

    /// Whether this process is the one that made the call.
    fn is_caller(_: Self::C) -> bool {
        true
    }
}

impl Ret for c_int {
    type C = c_int;
    const FAILED: c_int = -1;

    #[inline(always)]
    fn settle(self) -> c_int {
        self
    }

    fn number(c: c_int) -> i64 {
        c.into()
    }
}

impl Ret for ssize_t {
    type C = ssize_t;
    const FAILED: ssize_t = -1;
    const NOTHING: ssize_t = 0;

    #[inline(always)]
    fn settle(self) -> ssize_t {
        self
    }

    fn number(c: ssize_t) -> i64 {
        c as i64
    }
}

/// Of the calls that cannot fail, and return what has no sign.
impl Ret for c_uint {
    type C = c_uint;
    const FAILED: c_uint = c_uint::MAX;

    #[inline(always)]
    fn settle(self) -> c_uint {
        self
    }

    fn number(c: c_uint) -> i64 {
        c.into()
    }
}

/// A place in a file.
pub(crate) struct Position(pub(crate) off_t);

impl Ret for Position {
    type C = off_t;
    const FAILED: off_t = -1;

    #[inline(always)]
    fn settle(self) -> off_t {
        self.0
    }

    #[allow(clippy::useless_conversion, reason = "on some machines it has 32 bits")]
    fn number(c: off_t) -> i64 {
        c.into()
    }
}

/// 0, or the number of the error, which `errno` is not told.
pub(crate) struct ErrorNumber(pub(crate) c_int);

impl Ret for ErrorNumber {
    type C = c_int;
    const FAILED: c_int = EINVAL;

    #[inline(always)]
    fn settle(self) -> c_int {
        self.0
    }

    fn number(c: c_int) -> i64 {
        if c == 0 { 0 } else { -1 }
    }

    fn fail(errno: c_int) -> c_int {
        errno
    }

    fn error(c: c_int) -> c_int {
        c
    }
}

/// How much of its time a call slept less, because a signal came first; or 0.
pub(crate) struct Unslept(pub(crate) c_uint);

impl Ret for Unslept {
    type C = c_uint;
    const FAILED: c_uint = c_uint::MAX;

    #[inline(always)]
    fn settle(self) -> c_uint {
        self.0
    }

    fn number(c: c_uint) -> i64 {
        if c == 0 { 0 } else { -1 }
    }

    fn error(_: c_uint) -> c_int {
        EINTR
    }
}

/// The new process in the old one, and 0 in the new one.
pub(crate) struct Forked(pub(crate) pid_t);

impl Ret for Forked {
    type C = pid_t;
    const FAILED: pid_t = -1;

    fn settle(self) -> pid_t {
        self.0
    }

    fn number(c: pid_t) -> i64 {
        c.into()
    }

    fn is_caller(c: pid_t) -> bool {
        c != 0
    }
}

/// A descriptor that the call opened: from here on it belongs to the table.
pub(crate) struct New(pub(crate) c_int);

impl Ret for New {
    type C = c_int;
    const FAILED: c_int = -1;

    #[inline]
    fn settle(self) -> c_int {
        if self.0 < 0 || own(self.0) { self.0 } else { fail(ENOMEM) }
    }

    fn number(c: c_int) -> i64 {
        c.into()
    }
}
