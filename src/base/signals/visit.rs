//! A thread's passage through the gate, and the signal that is noted there.

use super::action::{self, Run};
use super::handler::send_again;
use super::restart::{Kind, kind};
use super::wake::Timer;
use super::{Set, change_mask};
use crate::base::gate;
use crate::errno::{EINTR, errno, set_errno};
use crate::signal::siginfo_t;
use crate::trace;
use core::cell::{Cell, UnsafeCell};
use core::ffi::c_int;
use core::mem::MaybeUninit;
use core::ptr;
use core::sync::atomic::Ordering::{Relaxed, SeqCst};
use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU8, AtomicU64, compiler_fence};
use libc::{pid_t, sigset_t};

#[cfg(test)]
mod tests;

// A signal handler of this thread and the thread itself share what follows: atomics, so that each
// access is one, and in the order written.
thread_local! {
    /// The passage that the thread is making; null while it is not at the gate.
    pub(super) static VISIT: AtomicPtr<Visit> = const { AtomicPtr::new(ptr::null_mut()) };
    /// Signals that came elsewhere and are blocked until the thread is at the gate.
    pub(super) static DEFERRED: AtomicU64 = const { AtomicU64::new(0) };
}

/// A signal that came, with what is to be done about it.
pub(super) struct Note {
    pub(super) info: siginfo_t,
    pub(super) run: Run,
    pub(super) flags: c_int,
    /// The signals that were blocked before.
    pub(super) before: Set,
    /// Whether a call that waits fails with `EINTR` because of it.
    pub(super) stops: bool,
    /// Of `fork`: the process that it came to.
    pub(super) process: pid_t,
}

/// A change of the thread's mask that a call makes: `how`, and which signals.
#[derive(Clone, Copy)]
pub(crate) struct Change(pub(crate) c_int, pub(crate) Set);

impl Change {
    /// What the change makes of a mask. Made twice, it is the same.
    fn of(self, mask: Set) -> Set {
        match (self.0, self.1.0) {
            (libc::SIG_BLOCK, signals) => Set(mask.0 | signals),
            (libc::SIG_UNBLOCK, signals) => Set(mask.0 & !signals),
            (libc::SIG_SETMASK, signals) => Set(signals),
            _ => mask,
        }
    }
}

/// How far the passage is: nothing is asleep, and [`Visit::leave`] will look for notes.
const AT_GATE: u8 = 0;
/// The call is about to be made, or is being made.
pub(super) const IN_CALL: u8 = 1;

/// A thread's passage through the gate.
pub(crate) struct Visit {
    pub(super) call: &'static str,
    pub(super) phase: AtomicU8,
    /// Whether `note` is filled in. Only one at a time: further signals wait in the kernel.
    pub(super) noted: AtomicBool,
    pub(super) note: UnsafeCell<MaybeUninit<Note>>,
    /// Interrupts the call.
    pub(super) timer: Timer,
    /// The signals that are blocked while the call runs, if it brings its own set.
    mask: AtomicPtr<sigset_t>,
    /// How the call changes the thread's mask, if that is what it does.
    change: Cell<Option<Change>>,
    /// Where the kernel writes which signals were blocked before that.
    old: AtomicPtr<sigset_t>,
    /// The signals that the crate has blocked since the passage began, until the mask changed.
    kept: AtomicU64,
    /// Whether the mask that was there before a handler is being put back, and which it is.
    restoring: AtomicBool,
    restored: AtomicU64,
    /// Deferred signals that are just being unblocked.
    pub(super) let_in: AtomicU64,
    /// Whether the call was made: a rule of `fault` may have prevented it.
    made: Cell<bool>,
    /// Those of the signals handled so far for which a call that waits fails with `EINTR`.
    stops: AtomicU64,
    /// The passage that this one is made within: by a trace's sink.
    outer: AtomicPtr<Visit>,
}

impl Visit {
    /// A passage that has not begun.
    #[inline]
    pub(crate) fn new(call: &'static str) -> Visit {
        Visit {
            call,
            phase: AtomicU8::new(AT_GATE),
            noted: AtomicBool::new(false),
            note: UnsafeCell::new(MaybeUninit::uninit()),
            timer: Timer::none(),
            mask: AtomicPtr::new(ptr::null_mut()),
            change: Cell::new(None),
            old: AtomicPtr::new(ptr::null_mut()),
            kept: AtomicU64::new(0),
            restoring: AtomicBool::new(false),
            restored: AtomicU64::new(0),
            let_in: AtomicU64::new(0),
            made: Cell::new(false),
            stops: AtomicU64::new(0),
            outer: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// The thread is at the gate now: what came meanwhile is handled.
    ///
    /// # Safety
    ///
    /// Until it is dropped, the passage stays where it is in memory.
    pub(crate) unsafe fn enter(&self) {
        self.outer.store(VISIT.with(|visit| visit.swap(self.pointer(), Relaxed)), Relaxed);
        compiler_fence(SeqCst);
        let deferred = Set(DEFERRED.with(|deferred| deferred.load(Relaxed)));
        if deferred != Set::EMPTY {
            // Another one may come before they are unblocked: what was blocked before it does not
            // include them.
            self.let_in.store(deferred.0, Relaxed);
            compiler_fence(SeqCst);
            DEFERRED.with(|all| all.fetch_and(!deferred.0, Relaxed));
            // They come while the kernel makes this call, and are noted.
            change_mask(libc::SIG_UNBLOCK, deferred);
            compiler_fence(SeqCst);
            self.let_in.store(0, Relaxed);
        }
        self.handle();
    }

    /// From here on, the call itself: it may sleep, and a signal is to end that.
    #[inline]
    pub(crate) fn call(&self) {
        self.phase.store(IN_CALL, Relaxed);
        compiler_fence(SeqCst);
        // Handlers that ran just now, or will in a moment: the call must not sleep on.
        let stops = self.stops.load(Relaxed) & !self.mask().0;
        if (stops != 0 || self.noted.load(Relaxed)) && kind(self.call) != Kind::Quick {
            // A signal that comes meanwhile is not to start it a second time.
            self.phase.store(AT_GATE, Relaxed);
            compiler_fence(SeqCst);
            let signal = self.timer.start();
            self.unblock(signal);
            change_mask(libc::SIG_UNBLOCK, signal);
            compiler_fence(SeqCst);
            self.phase.store(IN_CALL, Relaxed);
            compiler_fence(SeqCst);
        }
    }

    /// The call has been made.
    #[inline]
    pub(crate) fn called(&self) {
        self.made.set(true);
        self.phase.store(AT_GATE, Relaxed);
        compiler_fence(SeqCst);
        self.mask.store(ptr::null_mut(), Relaxed);
    }

    /// Nothing is held any more: handles what came, and leaves the gate. Or stays, if the call
    /// failed because of a signal after which it goes on: then it is to be made again.
    pub(crate) fn leave(&self, interrupted: bool) -> bool {
        let kept = errno();
        self.timer.stop();
        if !self.made.get() {
            self.change.set(None);
        }
        let handled = self.handle();
        if interrupted && kept == EINTR && handled && self.stops.load(Relaxed) == 0 {
            return true;
        }
        loop {
            VISIT.with(|visit| visit.store(self.outer.load(Relaxed), Relaxed));
            compiler_fence(SeqCst);
            // From here on signals are deferred. One may have come just before.
            if !self.noted.load(Relaxed) {
                break;
            }
            VISIT.with(|visit| visit.store(self.pointer(), Relaxed));
            self.handle();
        }
        set_errno(kept);
        false
    }

    /// The call brings a set of signals of its own, at `mask`, for as long as it runs.
    fn bring(&self, mask: *mut sigset_t) {
        self.mask.store(mask, Relaxed);
    }

    /// Notes down what the crate blocks, if that will be in what the call says was blocked before.
    pub(super) fn keep(&self, signals: Set) {
        let old = self.old.load(Relaxed);
        // SAFETY: what `lend_old` was given is valid until the call has been made.
        if old.is_null() || unsafe { Set::read(old) } == UNWRITTEN {
            self.kept.fetch_or(signals.0, Relaxed);
        }
    }

    pub(super) fn mask(&self) -> Set {
        let mask = self.mask.load(Relaxed);
        // SAFETY: what `lend_mask` was given is valid until the call has been made.
        if mask.is_null() { Set::EMPTY } else { unsafe { Set::read(mask) } }
    }

    /// Sees to it that the call's own set doesn't block a signal.
    pub(super) fn unblock(&self, signal: Set) {
        let mask = self.mask.load(Relaxed);
        if !mask.is_null() {
            // SAFETY: as for `mask`.
            unsafe { Set(Set::read(mask).0 & !signal.0).write(mask) };
        }
    }

    /// The note that there is. Until [`Visit::done`] no other is made.
    fn noted(&self) -> Option<Note> {
        if !self.noted.load(Relaxed) {
            return None;
        }
        compiler_fence(SeqCst);
        // SAFETY: `noted` says that it is filled in, and while it does nobody writes there.
        let mut note = unsafe { self.note.get().cast::<Note>().read() };
        // It may have come just before the call changed the mask.
        note.before = self.change.get().map_or(note.before, |change| change.of(note.before));
        Some(note)
    }

    /// The note has been read.
    fn done(&self) {
        compiler_fence(SeqCst);
        self.noted.store(false, Relaxed);
        compiler_fence(SeqCst);
    }

    /// Whether the mask is still that of a handler that is over: what comes now waits until it is not.
    pub(super) fn is_restoring(&self, mask: Set) -> bool {
        // Those two libc never blocks.
        let libcs = Set::of(32).0 | Set::of(33).0;
        let differs = (mask.0 ^ self.restored.load(Relaxed)) & !libcs != 0;
        self.restoring.load(Relaxed) && differs
    }

    /// Runs the handlers of what is noted. False if nothing was.
    fn handle(&self) -> bool {
        let mut handled = false;
        while let Some(note) = self.noted() {
            if note.stops {
                self.stops.fetch_or(Set::of(note.info.si_signo).0, Relaxed);
            }
            handled = true;
            self.run(&note);
        }
        handled
    }

    /// Whether signals have interrupted the call.
    fn is_interrupted(&self) -> bool {
        self.noted.load(Relaxed) || self.stops.load(Relaxed) != 0
    }

    /// Runs one handler, as far as the thread is concerned away from the gate: it may make calls
    /// itself, and panic.
    fn run(&self, note: &Note) {
        /// Back at the gate, by whatever way, with the mask as it was before the signal.
        struct Back<'a>(&'a Visit, Set);
        impl Drop for Back<'_> {
            fn drop(&mut self) {
                self.0.restored.store(self.1.0, Relaxed);
                self.0.restoring.store(true, Relaxed);
                compiler_fence(SeqCst);
                VISIT.with(|visit| visit.store(self.0.pointer(), Relaxed));
                // What came during the handler and was deferred is let in by this.
                DEFERRED.with(|deferred| deferred.store(0, Relaxed));
                compiler_fence(SeqCst);
                change_mask(libc::SIG_SETMASK, self.1);
                compiler_fence(SeqCst);
                self.0.restoring.store(false, Relaxed);
            }
        }
        gate::signalled(&note.info);
        VISIT.with(|visit| visit.store(ptr::null_mut(), Relaxed));
        // Only now: what came before would be told that what this one blocks was blocked before.
        self.done();
        if note.flags & libc::SA_NODEFER != 0 {
            change_mask(libc::SIG_UNBLOCK, Set::of(note.info.si_signo));
        }
        let _back = Back(self, note.before);
        (note.run)(&note.info);
    }

    fn pointer(&self) -> *mut Visit {
        ptr::from_ref(self).cast_mut()
    }
}

impl Drop for Visit {
    /// Does nothing after [`Visit::leave`]; but a handler may have panicked.
    fn drop(&mut self) {
        let here = VISIT.with(|visit| visit.load(Relaxed)) == self.pointer();
        if here {
            self.timer.stop();
            VISIT.with(|visit| visit.store(self.outer.load(Relaxed), Relaxed));
            compiler_fence(SeqCst);
            // Left for the next time.
            if let Some(note) = self.noted() {
                self.done();
                let signal = Set::of(note.info.si_signo);
                action::put_back(note.info.si_signo);
                DEFERRED.with(|deferred| deferred.fetch_or(signal.0, Relaxed));
                send_again(&note.info);
                change_mask(libc::SIG_SETMASK, Set(note.before.0 | signal.0));
            }
        }
    }
}

/// The thread's call brings a set of signals of its own for as long as it runs.
///
/// # Safety
///
/// The set stays there until the call has been made, and nobody else has a reference to it.
pub(crate) unsafe fn lend_mask(mask: *mut sigset_t) {
    if trace::is_in_sink() {
        return; // The passage is that of the call which is traced, and it outlives this one.
    }
    let visit = VISIT.with(|visit| visit.load(Relaxed));
    // SAFETY: the thread's passage, if there is one, lives until it has left the gate.
    if let Some(visit) = unsafe { visit.as_ref() } {
        visit.bring(mask);
    }
}

/// The thread's call changes its mask.
pub(crate) fn lend_change(change: Change) {
    let visit = VISIT.with(|visit| visit.load(Relaxed));
    // SAFETY: as above.
    if let Some(visit) = unsafe { visit.as_ref() } {
        visit.change.set(Some(change));
    }
}

/// The thread's call is told which signals were blocked before it, at `old`.
///
/// # Safety
///
/// The set stays there until the call has been made, and nobody but the kernel writes there.
pub(crate) unsafe fn lend_old(old: &mut sigset_t) {
    UNWRITTEN.write_to(old);
    if trace::is_in_sink() {
        return; // As above.
    }
    let visit = VISIT.with(|visit| visit.load(Relaxed));
    // SAFETY: as above.
    if let Some(visit) = unsafe { visit.as_ref() } {
        visit.old.store(old, Relaxed);
        compiler_fence(SeqCst);
    }
}

/// What no thread has blocked: as long as it stands there, the kernel has written nothing.
const UNWRITTEN: Set = Set(1 << (libc::SIGKILL - 1));

/// After such a call: the mask that it was told to be the old one may have signals in it that are
/// blocked for the sake of a handler that is still to run, or deferred. Gives it without them.
pub(crate) fn old_mask(old: Set) -> Set {
    let visit = VISIT.with(|visit| visit.load(Relaxed));
    // SAFETY: as above.
    let Some(visit) = (unsafe { visit.as_ref() }) else { return old };
    visit.old.store(ptr::null_mut(), Relaxed);
    compiler_fence(SeqCst);
    Set(old.0 & !visit.kept.load(Relaxed))
}

/// Something is done at the end of a call that must not be mistaken for the call.
pub(crate) fn no_longer_in_call() {
    let visit = VISIT.with(|visit| visit.load(Relaxed));
    // SAFETY: as above.
    if let Some(visit) = unsafe { visit.as_ref() } {
        visit.phase.store(AT_GATE, Relaxed);
        compiler_fence(SeqCst);
    }
}

/// Whether the thread's call, if it returned `EINTR`, did so because of a signal that was noted here.
pub(crate) fn interrupted() -> bool {
    let visit = VISIT.with(|visit| visit.load(Relaxed));
    // SAFETY: as above.
    unsafe { visit.as_ref() }.is_some_and(Visit::is_interrupted)
}

/// Makes a child process with `fork`. In the child, what was noted in the parent is the parent's.
pub(crate) fn forking(fork: impl FnOnce() -> pid_t) -> pid_t {
    let pid = fork();
    let visit = VISIT.with(|visit| visit.load(Relaxed));
    // SAFETY: as above; the child has a copy of the thread's stack.
    if let (0, Some(visit)) = (pid, unsafe { visit.as_ref() }) {
        visit.timer.forget();
        if let Some(note) = visit.noted().filter(|note| note.process != process()) {
            change_mask(libc::SIG_SETMASK, note.before);
            visit.done();
        }
    }
    pid
}

/// The number of the process.
pub(super) fn process() -> pid_t {
    // SAFETY: passes nothing.
    unsafe { libc::getpid() }
}
