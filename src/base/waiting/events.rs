//! Events of epoll, and counters.

use super::pointer;
use crate::base::gate::Arg;
use crate::errno::{EFAULT, EINVAL};
use crate::sys::epoll::{EPOLL_CTL_DEL, epoll_event};
use crate::trace::Line;
use crate::{Array, Length, Pointer};
use core::ffi::c_int;
use core::ptr;

/// Room for events, and how many at most.
pub(crate) struct Events<'a> {
    events: Option<&'a mut [epoll_event]>,
    max: c_int,
}

/// More events the kernel does not give, nor look where they would go to.
const MOST_EVENTS: c_int = c_int::MAX / size_of::<epoll_event>() as c_int;

impl<'a> Events<'a> {
    #[inline(always)]
    pub(crate) fn new<E: Array<epoll_event> + ?Sized>(events: &'a mut E, max: impl Length) -> Self {
        Events { events: events.array_mut(), max: max.to_socklen() as c_int }
    }
}

impl Arg for Events<'_> {
    type Raw = (*mut libc::epoll_event, c_int);

    #[inline(always)]
    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        let events = self.events.as_deref_mut();
        let room = events.as_deref().map_or(0, <[_]>::len);
        if self.max > MOST_EVENTS {
            return Err(EINVAL);
        }
        // What is not positive is the kernel's to refuse.
        match usize::try_from(self.max) {
            Ok(max) if max > room => Err(EFAULT),
            _ => {
                Ok((events.map_or(ptr::null_mut(), |events| events.as_mut_ptr().cast()), self.max))
            }
        }
    }

    fn show(&self, line: &mut Line, ret: i64) {
        let ready = usize::try_from(ret).ok();
        match (self.events.as_deref(), ready) {
            (None, _) => line.push("NULL"),
            (Some(events), Some(ready)) => line.epoll_events(&events[..ready.min(events.len())]),
            (Some(events), None) => line.pointer(events.as_ptr()),
        }
        line.push(", ");
        line.int(self.max);
    }
}

/// What to wait for, for `epoll_ctl` with the operation `op`; or null.
pub(crate) struct Event<'a> {
    op: c_int,
    event: Option<&'a mut epoll_event>,
}

impl<'a> Event<'a> {
    #[inline(always)]
    pub(crate) fn new<E: Pointer<epoll_event>>(op: c_int, event: &'a mut E) -> Self {
        Event { op, event: event.target() }
    }
}

impl Arg for Event<'_> {
    type Raw = *mut libc::epoll_event;

    #[inline(always)]
    fn lend(&mut self) -> Result<*mut libc::epoll_event, c_int> {
        Ok(pointer(&mut self.event).cast())
    }

    fn show(&self, line: &mut Line, _: i64) {
        match self.event.as_deref() {
            None => line.push("NULL"),
            Some(event) if self.op == EPOLL_CTL_DEL => line.pointer(event),
            Some(event) => line.epoll_event(event),
        }
    }
}

/// An argument of a call that the kernel has by another name.
pub(crate) struct InKernel<A>(pub(crate) A, pub(crate) &'static str);

impl<A: Arg> Arg for InKernel<A> {
    type Raw = A::Raw;

    #[inline(always)]
    fn lend(&mut self) -> Result<A::Raw, c_int> {
        self.0.lend()
    }

    fn show(&self, line: &mut Line, ret: i64) {
        line.rename(self.1);
        self.0.show(line, ret);
    }
}

/// The counter's value, which the call writes.
pub(crate) struct Counter<'a>(pub(crate) &'a mut u64);

impl Arg for Counter<'_> {
    type Raw = *mut u64;

    #[inline(always)]
    fn lend(&mut self) -> Result<*mut u64, c_int> {
        Ok(&mut *self.0)
    }

    fn show(&self, line: &mut Line, ret: i64) {
        match ret {
            0.. => line.fmt(format_args!("[{}]", self.0)),
            _ => line.pointer(&raw const *self.0),
        }
    }
}

/// An unsigned number.
pub(crate) struct Count<T>(pub(crate) T);

impl<T: Copy + core::fmt::Display> Arg for Count<T> {
    type Raw = T;

    #[inline(always)]
    fn lend(&mut self) -> Result<T, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.fmt(format_args!("{}", self.0));
    }
}
