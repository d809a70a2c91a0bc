//! How long a call waits, and which signals wait meanwhile.

use super::pointer;
use crate::base::gate::Arg;
use crate::base::signals;
use crate::trace::Line;
use crate::{Plain, Pointer};
use core::ffi::c_int;
use core::ptr;
use libc::{sigset_t, timespec, timeval};

/// The most that select waits, or null. The call leaves in it what was left of that.
pub(crate) struct Timeval<'a> {
    time: Option<&'a mut timeval>,
    before: timeval,
}

impl<'a> Timeval<'a> {
    #[inline(always)]
    pub(crate) fn new<T: Pointer<timeval>>(time: &'a mut T) -> Self {
        let time = time.target();
        let before = time.as_deref().copied().unwrap_or_else(timeval::zeroed);
        Timeval { time, before }
    }
}

impl Arg for Timeval<'_> {
    type Raw = *mut timeval;

    #[inline(always)]
    fn lend(&mut self) -> Result<*mut timeval, c_int> {
        Ok(pointer(&mut self.time))
    }

    /// As what libc makes of it.
    fn show(&self, line: &mut Line, ret: i64) {
        let timespec = |time: &timeval| timespec {
            tv_sec: time.tv_sec.saturating_add(time.tv_usec / 1_000_000),
            tv_nsec: time.tv_usec % 1_000_000 * 1000,
        };
        let before = self.time.is_some().then(|| timespec(&self.before));
        line.timespec(before.as_ref());
        if let Some(left) = self.time.as_deref().filter(|_| ret > 0) {
            line.note(|line| {
                line.push("left ");
                line.timespec(Some(&timespec(left)));
            });
        }
    }
}

/// An object that the call only reads, or null.
pub(crate) struct Const<'a, T>(Option<&'a T>);

/// The most that a call waits.
pub(crate) type Timeout<'a> = Const<'a, timespec>;

/// The signals that are blocked while the call runs.
pub(crate) struct Sigmask<'a> {
    set: Const<'a, sigset_t>,
    /// What is lent: a copy, from which the signal is taken that ends the call for the gate.
    lent: Option<sigset_t>,
}

impl<'a> Sigmask<'a> {
    #[inline(always)]
    pub(crate) fn new<P: Pointer<sigset_t>>(set: &'a P) -> Self {
        Sigmask { set: Const::new(set), lent: None }
    }
}

impl Arg for Sigmask<'_> {
    type Raw = *const sigset_t;

    #[inline(always)]
    fn lend(&mut self) -> Result<*const sigset_t, c_int> {
        self.lent = self.set.0.copied();
        let Some(set) = &mut self.lent else { return Ok(ptr::null()) };
        let set = ptr::from_mut(set);
        // SAFETY: this argument stays where it is until the call has been made, and is not looked
        // at meanwhile.
        unsafe { signals::lend_mask(set) };
        Ok(set)
    }

    fn show(&self, line: &mut Line, ret: i64) {
        self.set.show(line, ret);
    }
}

impl<'a, T> Const<'a, T> {
    #[inline(always)]
    pub(crate) fn new<P: Pointer<T>>(pointer: &'a P) -> Self {
        Const(pointer.const_target())
    }
}

/// What stands for such an object in a trace.
pub(crate) trait Show {
    fn show(&self, line: &mut Line);
}

impl Show for timespec {
    fn show(&self, line: &mut Line) {
        line.timespec(Some(self));
    }
}

impl Show for sigset_t {
    fn show(&self, line: &mut Line) {
        line.signals(self);
    }
}

impl<T: Show> Arg for Const<'_, T> {
    type Raw = *const T;

    #[inline(always)]
    fn lend(&mut self) -> Result<*const T, c_int> {
        Ok(self.0.map_or(ptr::null(), ptr::from_ref))
    }

    fn show(&self, line: &mut Line, _: i64) {
        match self.0 {
            Some(object) => object.show(line),
            None => line.push("NULL"),
        }
    }
}

/// An object of a call after which strace reads it: only if the call has succeeded.
pub(crate) struct ReadAfter<A>(pub(crate) A);

impl<T: Show> Arg for ReadAfter<Const<'_, T>> {
    type Raw = *const T;

    #[inline(always)]
    fn lend(&mut self) -> Result<*const T, c_int> {
        self.0.lend()
    }

    fn show(&self, line: &mut Line, ret: i64) {
        match self.0.0 {
            Some(object) if ret < 0 => line.pointer(object),
            _ => self.0.show(line, ret),
        }
    }
}

impl Arg for ReadAfter<Sigmask<'_>> {
    type Raw = *const sigset_t;

    #[inline(always)]
    fn lend(&mut self) -> Result<*const sigset_t, c_int> {
        self.0.lend()
    }

    fn show(&self, line: &mut Line, ret: i64) {
        match self.0.set.0 {
            Some(set) if ret < 0 => line.pointer(set),
            _ => self.0.show(line, ret),
        }
    }
}

/// [`Sigmask`], as libc gives it to the kernel's `pselect6`.
pub(crate) struct BoxedSigmask<'a>(pub(crate) Sigmask<'a>);

impl Arg for BoxedSigmask<'_> {
    type Raw = *const sigset_t;

    #[inline(always)]
    fn lend(&mut self) -> Result<*const sigset_t, c_int> {
        self.0.lend()
    }

    fn show(&self, line: &mut Line, ret: i64) {
        line.rename("pselect6");
        line.push("{sigmask=");
        self.0.show(line, ret);
        line.push(", sigsetsize=8}");
    }
}
