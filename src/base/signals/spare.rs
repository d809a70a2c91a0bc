//! Writing without the signals that it may bring.

use super::visit::{Note, VISIT};
use super::{Set, change_mask, exchange_mask};
use core::mem::MaybeUninit;
use core::ptr;
use core::sync::atomic::{Ordering::Relaxed, Ordering::SeqCst, compiler_fence};
use libc::{SIGPIPE, SIGXFSZ, sigset_t, timespec};

/// Runs code that writes where nobody may read, or more than a file may have: without the signal
/// that tells the program, for which that could be the end.
///
/// The kernel sends such a signal to the thread that writes. It is blocked meanwhile, and taken
/// away; but not if one has come before.
pub(crate) fn spared<T>(code: impl FnOnce() -> T) -> T {
    let both = Set(Set::of(SIGPIPE).0 | Set::of(SIGXFSZ).0);
    let blocked = exchange_mask(libc::SIG_BLOCK, both);
    let ours = Set(both.0 & !blocked.0);
    // What was not blocked can't have been waiting.
    let waited = if ours == both { Set::EMPTY } else { pending() };
    let done = code();
    take(Set(both.0 & !waited.0));
    change_mask(libc::SIG_UNBLOCK, ours);
    was_not_blocked(ours);
    done
}

/// The signals that wait for the thread, or for the process.
fn pending() -> Set {
    let mut set = MaybeUninit::<sigset_t>::zeroed();
    // SAFETY: there is room for a set; the kernel's part of it is written.
    unsafe {
        libc::sigpending(set.as_mut_ptr());
        Set::read(set.as_ptr())
    }
}

/// Takes away those of the signals that wait.
fn take(signals: Set) {
    let set = sigset_t::from(signals);
    let at_once = timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the set and the time are valid, and nobody asks what came.
    while unsafe { libc::sigtimedwait(&set, ptr::null_mut(), &at_once) } > 0 {}
}

/// If another signal came meanwhile and is noted: the mask that its handler leaves behind is to be
/// the program's own, in which these were not blocked.
fn was_not_blocked(signals: Set) {
    let visit = VISIT.with(|visit| visit.load(Relaxed));
    // SAFETY: the thread's passage, if there is one, lives until it has left the gate.
    let Some(visit) = (unsafe { visit.as_ref() }) else { return };
    if visit.noted.load(Relaxed) {
        compiler_fence(SeqCst);
        // SAFETY: it is filled in, and while it is noted nobody else reads or writes there.
        let note = unsafe { &mut *visit.note.get().cast::<Note>() };
        note.before.0 &= !signals.0;
    }
}
