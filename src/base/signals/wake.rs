//! A timer of the thread's own that interrupts the call it is in, or is about to make.
//!
//! Between the gate's last look for signals and the moment when the kernel puts the thread to sleep
//! there are a few instructions. A signal that comes there is noted, and the call that follows might
//! sleep on. So a timer is armed that interrupts the thread with a signal of its own, at once and
//! then again and again, until the call has returned. It takes a signal number, as libc's own
//! internals take some: the topmost, or the next one below that nobody uses.

use super::set::Set;
use core::ffi::{c_int, c_long};
use core::mem::zeroed;
use core::ptr;
use core::sync::atomic::{AtomicI32, Ordering::Relaxed};
use libc::{SYS_gettid, SYS_timer_create, SYS_timer_delete, SYS_timer_settime, syscall};

/// No signal, and no timer.
const NONE: c_int = -1;

/// The signal that interrupts, once there is one.
static SIGNAL: AtomicI32 = AtomicI32::new(NONE);

/// What the kernel calls an `itimerspec` in this system call.
#[repr(C)]
struct Times {
    interval: [c_long; 2],
    value: [c_long; 2],
}

/// Soon, and then in time for whoever waits, even on a machine that is busy.
const TIMES: Times = Times { interval: [0, 200_000], value: [0, 1_000] };

/// One call's timer, if it has needed one.
pub(super) struct Timer(AtomicI32);

impl Timer {
    pub(super) const fn none() -> Timer {
        Timer(AtomicI32::new(NONE))
    }

    /// Interrupts the calling thread until [`Timer::stop`], and tells with which signal: the thread
    /// is not to block it.
    ///
    /// Allowed in a signal handler: it makes nothing but system calls.
    pub(super) fn start(&self) -> Set {
        let signal = signal();
        if signal == NONE || self.0.load(Relaxed) != NONE {
            return Set::of(signal);
        }
        // SAFETY: zeros are a valid `sigevent`.
        let mut event: libc::sigevent = unsafe { zeroed() };
        event.sigev_notify = libc::SIGEV_THREAD_ID;
        event.sigev_signo = signal;
        // SAFETY: no memory is passed.
        event.sigev_notify_thread_id = unsafe { syscall(SYS_gettid) } as c_int;
        let mut timer: c_int = NONE;
        // SAFETY: the kernel reads the event and writes the timer's number.
        if unsafe { syscall(SYS_timer_create, libc::CLOCK_MONOTONIC, &event, &mut timer) } == 0 {
            self.0.store(timer, Relaxed);
            let none = ptr::null_mut::<Times>();
            // SAFETY: the kernel reads the times; the timer is this one's own.
            unsafe { syscall(SYS_timer_settime, timer, 0, &TIMES, none) };
        }
        Set::of(signal)
    }

    /// Ends the interrupting.
    pub(super) fn stop(&self) {
        let timer = self.0.swap(NONE, Relaxed);
        if timer != NONE {
            // SAFETY: no memory is passed; the timer is this one's own.
            unsafe { syscall(SYS_timer_delete, timer) };
        }
    }

    /// In a child process, which has no timers.
    pub(super) fn forget(&self) {
        self.0.store(NONE, Relaxed);
    }
}

/// Whether the number is the one that the timers use.
pub(super) fn is_taken(signal: c_int) -> bool {
    signal == TOPMOST || signal == SIGNAL.load(Relaxed)
}

/// The largest signal number.
const TOPMOST: c_int = 64;

/// The signal that interrupts, found and made ready at the first time.
fn signal() -> c_int {
    let known = SIGNAL.load(Relaxed);
    if known != NONE {
        return known;
    }
    // One that another part of the program has taken is left to it.
    let found = (libc::SIGRTMIN()..=TOPMOST).rev().find(|signal| take(*signal)).unwrap_or(NONE);
    SIGNAL.store(found, Relaxed);
    found
}

/// Installs [`interrupt`] for a signal that nobody has a handler for.
fn take(signal: c_int) -> bool {
    // SAFETY: zeros are a valid `sigaction`.
    let mut ours: libc::sigaction = unsafe { zeroed() };
    // Without `SA_RESTART`: it is to interrupt.
    ours.sa_flags = libc::SA_ONSTACK;
    ours.sa_sigaction = interrupt as extern "C" fn(c_int) as libc::sighandler_t;
    // SAFETY: as above.
    let mut found: libc::sigaction = unsafe { zeroed() };
    // SAFETY: both are valid, and the handler does nothing, which any handler may.
    unsafe {
        libc::sigaction(signal, ptr::null(), &mut found) == 0
            && (found.sa_sigaction == libc::SIG_DFL || found.sa_sigaction == ours.sa_sigaction)
            && libc::sigaction(signal, &ours, ptr::null_mut()) == 0
    }
}

/// The interruption itself is all.
extern "C" fn interrupt(_: c_int) {}
