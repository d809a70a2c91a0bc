//! The arguments of the calls about processes, signals and timers.

use super::gate::Arg;
use super::signals::{self, Change, Set};
use super::table::InFlight;
use super::waiting::{Const, Show};
use crate::Pointer;
use crate::errno::EBADF;
use crate::signal::{HOW, siginfo_t};
use crate::sys::wait::WAIT_ANY;
use crate::trace::Line;
use core::ffi::{c_int, c_uint};
use core::ptr;
use libc::{id_t, itimerspec, itimerval, pid_t, rusage, sigset_t, sigval, timespec, useconds_t};

/// A signal, shown by its name.
pub(crate) struct Signal(pub(crate) c_int);

impl Arg for Signal {
    type Raw = c_int;

    fn lend(&mut self) -> Result<c_int, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.signal(self.0);
    }
}

/// A process group, to which libc sends a signal as the kernel has it: as a negative process. libc
/// refuses a negative one itself.
pub(crate) struct Group(pub(crate) pid_t);

impl Arg for Group {
    type Raw = pid_t;

    fn lend(&mut self) -> Result<pid_t, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        if self.0 >= 0 {
            line.rename("kill");
            line.int(-self.0);
        } else {
            line.int(self.0);
        }
    }
}

/// What goes with a queued signal.
pub(crate) struct Value(pub(crate) crate::signal::sigval);

impl Arg for Value {
    type Raw = sigval;

    fn lend(&mut self) -> Result<sigval, c_int> {
        Ok(sigval { sival_ptr: self.0.sival_ptr() })
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.fmt(format_args!("{{sival_int={}, sival_ptr=", self.0.sival_int()));
        line.pointer(self.0.sival_ptr());
        line.push("}");
    }
}

/// A change of the thread's mask: how, and which signals, or null.
pub(crate) struct Blocked<'a> {
    how: c_int,
    set: Option<&'a sigset_t>,
}

impl<'a> Blocked<'a> {
    pub(crate) fn new<S: Pointer<sigset_t>>(how: c_int, set: &'a S) -> Self {
        Blocked { how, set: set.const_target() }
    }

    /// The signals that libc passes on: glibc does not let anybody block the two that it uses
    /// itself, 32 and 33.
    fn signals(&self) -> Option<Set> {
        let libcs = if cfg!(target_env = "gnu") { Set::of(32).0 | Set::of(33).0 } else { 0 };
        self.set.map(|set| Set(Set::from(set).0 & !libcs))
    }
}

impl Arg for Blocked<'_> {
    type Raw = (c_int, *const sigset_t);

    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        if let Some(signals) = self.signals() {
            signals::lend_change(Change(self.how, signals));
        }
        Ok((self.how, self.set.map_or(ptr::null(), ptr::from_ref)))
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.named(self.how, &HOW);
        line.push(", ");
        match self.signals() {
            Some(signals) => line.signals(&signals.into()),
            None => line.push("NULL"),
        }
    }
}

/// The mask that the thread had before, or null.
pub(crate) struct Before<'a> {
    given: Given<'a, sigset_t>,
    /// What the kernel fills.
    lent: sigset_t,
}

impl<'a> Before<'a> {
    pub(crate) fn new<P: Pointer<sigset_t>>(pointer: &'a mut P) -> Self {
        Before { given: Given::new(pointer), lent: Set::EMPTY.into() }
    }
}

impl Arg for Before<'_> {
    type Raw = *mut sigset_t;

    fn lend(&mut self) -> Result<*mut sigset_t, c_int> {
        if self.given.object.is_none() {
            return Ok(ptr::null_mut());
        }
        // SAFETY: it stays in its place until the call has been made, and only the kernel writes.
        unsafe { signals::lend_old(&mut self.lent) };
        Ok(&mut self.lent)
    }

    fn done(&mut self) {
        if let Some(set) = self.given.object.as_deref_mut() {
            // The kernel's part of it is all that is written.
            signals::old_mask(Set::from(&self.lent)).write_to(set);
        }
    }

    fn show(&self, line: &mut Line, ret: i64) {
        self.given.show(line, ret);
    }
}

/// An object that a call fills, or null. It has done so if it returned `least` or more.
pub(crate) struct Given<'a, T> {
    object: Option<&'a mut T>,
    least: i64,
}

impl<'a, T> Given<'a, T> {
    /// Filled unless the call fails.
    pub(crate) fn new<P: Pointer<T>>(pointer: &'a mut P) -> Self {
        Given { object: pointer.target(), least: 0 }
    }

    /// Filled only if there was something to tell.
    pub(crate) fn above_0<P: Pointer<T>>(pointer: &'a mut P) -> Self {
        Given { object: pointer.target(), least: 1 }
    }
}

impl<T: Show> Arg for Given<'_, T> {
    type Raw = *mut T;

    fn lend(&mut self) -> Result<*mut T, c_int> {
        Ok(self.object.as_deref_mut().map_or(ptr::null_mut(), ptr::from_mut))
    }

    fn show(&self, line: &mut Line, ret: i64) {
        match self.object.as_deref() {
            Some(object) if ret >= self.least => object.show(line),
            Some(object) => line.pointer(object),
            None => line.push("NULL"),
        }
    }
}

/// How a child has ended or changed, as `wait` tells it; or null.
pub(crate) struct Status<'a>(Option<&'a mut c_int>);

impl<'a> Status<'a> {
    pub(crate) fn new<S: Pointer<c_int>>(status: &'a mut S) -> Self {
        Status(status.target())
    }
}

impl Arg for Status<'_> {
    type Raw = *mut c_int;

    fn lend(&mut self) -> Result<*mut c_int, c_int> {
        Ok(self.0.as_deref_mut().map_or(ptr::null_mut(), ptr::from_mut))
    }

    fn show(&self, line: &mut Line, ret: i64) {
        match self.0.as_deref() {
            Some(status) if ret > 0 => line.wait_status(*status),
            Some(status) => line.pointer(status),
            None => line.push("NULL"),
        }
    }
}

/// Any child, of the call that waits for no other.
pub(crate) struct AnyChild;

impl Arg for AnyChild {
    type Raw = ();

    fn lend(&mut self) -> Result<(), c_int> {
        Ok(())
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.int(WAIT_ANY);
    }
}

/// The child that `waitid` waits for: a process, a group, or a descriptor of a process.
pub(crate) struct Child {
    pub(crate) kind: libc::idtype_t,
    pub(crate) id: id_t,
}

impl Arg for Child {
    type Raw = (id_t, Option<InFlight>);

    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        let held = match self.kind {
            // A negative one is nobody's, and the kernel says so before it looks: `EINVAL`.
            libc::P_PIDFD if (self.id as c_int) >= 0 => {
                Some(InFlight::new(self.id as c_int).ok_or(EBADF)?)
            }
            _ => None,
        };
        Ok((self.id, held))
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.int(self.id as c_int);
    }
}

impl Show for siginfo_t {
    fn show(&self, line: &mut Line) {
        line.child_info(self);
    }
}

impl Show for itimerval {
    fn show(&self, line: &mut Line) {
        line.push("{it_interval=");
        line.timeval(&self.it_interval);
        line.push(", it_value=");
        line.timeval(&self.it_value);
        line.push("}");
    }
}

impl Show for itimerspec {
    fn show(&self, line: &mut Line) {
        line.push("{it_interval=");
        line.timespec(Some(&self.it_interval));
        line.push(", it_value=");
        line.timespec(Some(&self.it_value));
        line.push("}");
    }
}

impl Show for rusage {
    fn show(&self, line: &mut Line) {
        line.push("{ru_utime=");
        line.timeval(&self.ru_utime);
        line.push(", ru_stime=");
        line.timeval(&self.ru_stime);
        line.push(", ...}");
    }
}

/// How long to sleep, and where the rest of it goes if a signal comes first; shown as what libc
/// makes of it.
pub(crate) struct Sleep<'a> {
    time: Const<'a, timespec>,
    rest: Option<&'a mut timespec>,
}

impl<'a> Sleep<'a> {
    pub(crate) fn new<R: Pointer<timespec>>(time: &'a timespec, rest: &'a mut R) -> Self {
        Sleep { time: Const::new(time), rest: rest.target() }
    }
}

impl Arg for Sleep<'_> {
    type Raw = (*const timespec, *mut timespec);

    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        let rest = self.rest.as_deref_mut().map_or(ptr::null_mut(), ptr::from_mut);
        Ok((self.time.lend()?, rest))
    }

    fn show(&self, line: &mut Line, ret: i64) {
        line.push(REALTIME);
        self.time.show(line, ret);
        line.push(", ");
        match self.rest.as_deref() {
            Some(rest) if ret < 0 && crate::errno::errno() == libc::EINTR => rest.show(line),
            Some(rest) => line.pointer(rest),
            None => line.push("NULL"),
        }
    }
}

/// What libc calls to sleep, on the clock that the standard names.
pub(crate) const SLEEP: &str = "clock_nanosleep";
const REALTIME: &str = "CLOCK_REALTIME, 0, ";

/// Seconds to sleep. libc has the rest of the time written to a place of its own.
pub(crate) struct Seconds(pub(crate) c_uint);

impl Arg for Seconds {
    type Raw = c_uint;

    fn lend(&mut self) -> Result<c_uint, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.push(REALTIME);
        line.fmt(format_args!("{{tv_sec={}, tv_nsec=0}}, ", self.0));
        line.pointer(self);
    }
}

/// Microseconds to sleep.
pub(crate) struct Microseconds(pub(crate) useconds_t);

impl Arg for Microseconds {
    type Raw = useconds_t;

    fn lend(&mut self) -> Result<useconds_t, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.push(REALTIME);
        let (seconds, rest) = (self.0 / 1_000_000, self.0 % 1_000_000);
        line.fmt(format_args!("{{tv_sec={seconds}, tv_nsec={}}}, NULL", rest * 1000));
    }
}
