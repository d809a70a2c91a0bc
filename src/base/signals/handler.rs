//! The real handler, [`note`]: it notes a signal for the passage that its thread makes through the
//! gate, or defers it.

use super::Set;
use super::action::{self, action_of};
use super::context::{Place, number, place, skip};
use super::restart::{Kind, kind, may_go_on};
use super::visit::{DEFERRED, IN_CALL, Note, VISIT, Visit, process};
use crate::errno::{errno, set_errno};
use crate::signal::siginfo_t;
use core::ffi::{c_int, c_void};
use core::sync::atomic::Ordering::{Relaxed, SeqCst};
use core::sync::atomic::compiler_fence;
use libc::ucontext_t;

/// The handler that the kernel calls, for every signal for which the program has installed one. All
/// signals are blocked meanwhile, so it is never interrupted by itself.
pub(super) extern "C" fn note(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
    let kept = errno();
    let context = context.cast::<ucontext_t>();
    let visit = VISIT.with(|visit| visit.load(Relaxed));
    // SAFETY: the kernel gave this handler the context.
    let mask = unsafe { mask_of(context) };
    // SAFETY: the thread's passage lives until it has left the gate.
    match unsafe { visit.as_ref() } {
        Some(visit) if !visit.noted.load(Relaxed) && visit.is_restoring(mask) => {
            // The mask that is about to be put back lets it in once more.
            // SAFETY: the kernel gave this handler the two.
            unsafe { block_after(context, Set::of(signal)) };
            action::put_back(signal);
            // SAFETY: as before.
            send_again(unsafe { &*info });
        }
        // SAFETY: as before.
        Some(visit) if !visit.noted.load(Relaxed) => unsafe { at_gate(visit, info, context) },
        visit => {
            if let Some(visit) = visit {
                visit.keep(Set::of(signal));
            }
            // SAFETY: as before.
            unsafe { elsewhere(signal, info, context) }
        }
    }
    set_errno(kept);
}

/// Notes a signal that came to a thread at the gate.
///
/// # Safety
///
/// `info` and `context` are what the kernel gave the handler that calls this, and nothing is noted.
unsafe fn at_gate(visit: &Visit, info: *mut siginfo_t, context: *mut ucontext_t) {
    // SAFETY: the kernel has filled it in.
    let info = unsafe { *info };
    let Some((run, action)) = action_of(info.si_signo) else { return };
    let kind = kind(visit.call);
    let goes_on = action.flags & libc::SA_RESTART != 0 && kind == Kind::Restarted;
    let mut stops = !goes_on && !visit.mask().has(info.si_signo);
    // SAFETY: the caller guarantees it.
    let place = unsafe { place(context) };
    if visit.phase.load(Relaxed) == IN_CALL && kind != Kind::Quick {
        match place {
            // The kernel is about to make the call again after this handler, or it was not made
            // yet: either way the gate makes it, after the program's handler.
            // SAFETY: as before. What else the thread does within such a call (give memory back,
            // close a copy) are system calls of other numbers, which are left alone.
            Place::Before if goes_on && may_go_on(unsafe { number(context) }) => unsafe {
                skip(context)
            },
            // With EINTR, if it was interrupted: the kernel knows that it does not go on.
            Place::After => stops = true,
            // In the window before the call, or behind it.
            _ => {
                let signal = visit.timer.start();
                visit.unblock(signal);
                // SAFETY: as before.
                unsafe { unblock_after(context, signal) };
            }
        }
    }
    let blocked = Set(Set::of(info.si_signo).0 | action.mask.0);
    // SAFETY: as before.
    let before = unsafe { block_after(context, blocked) };
    let before = Set(before.0 & !visit.let_in.load(Relaxed));
    visit.keep(Set(blocked.0 & !before.0));
    let process = if visit.call == "fork" { process() } else { 0 };
    let note = Note { info, run, flags: action.flags, before, stops, process };
    // SAFETY: the passage's own thread reads this only once it is noted; this handler interrupts
    // that thread.
    unsafe { visit.note.get().cast::<Note>().write(note) };
    compiler_fence(SeqCst);
    visit.noted.store(true, Relaxed);
}

/// Defers a signal that came to a thread that is not at the gate, or that has one noted.
///
/// # Safety
///
/// As for [`at_gate`].
unsafe fn elsewhere(signal: c_int, info: *mut siginfo_t, context: *mut ucontext_t) {
    DEFERRED.with(|deferred| deferred.fetch_or(Set::of(signal).0, Relaxed));
    // SAFETY: the caller guarantees it.
    unsafe { block_after(context, Set::of(signal)) };
    action::put_back(signal);
    // SAFETY: the kernel has filled it in.
    send_again(unsafe { &*info });
}

/// Sends a signal once more: to the process, or to this thread, if it came to this thread alone or the
/// kernel allows no more.
pub(super) fn send_again(info: &siginfo_t) {
    let info: *const siginfo_t = info;
    // SAFETY: the kernel reads the information, which it has made itself.
    unsafe {
        let process = libc::getpid();
        let signal = (*info).si_signo;
        // To the process, with what `kill` or the kernel says, the kernel lets only its first thread
        // send; any thread may so to itself.
        let is_sent = (*info).si_code != libc::SI_TKILL
            && libc::syscall(libc::SYS_rt_sigqueueinfo, process, signal, info) == 0;
        if !is_sent {
            let thread = libc::syscall(libc::SYS_gettid);
            libc::syscall(libc::SYS_rt_tgsigqueueinfo, process, thread, signal, info);
        }
    }
}

/// Blocks more signals once the handler has returned. Gives those that were blocked before it.
///
/// # Safety
///
/// `context` is what the kernel gave the handler that calls this.
unsafe fn block_after(context: *mut ucontext_t, signals: Set) -> Set {
    // SAFETY: the caller guarantees it; the kernel's own part of the set is there.
    unsafe {
        let set = &raw mut (*context).uc_sigmask;
        let before = Set::read(set);
        Set(before.0 | signals.0).write(set);
        before
    }
}

/// The signals that were blocked before the handler.
///
/// # Safety
///
/// As for [`block_after`].
unsafe fn mask_of(context: *const ucontext_t) -> Set {
    // SAFETY: as there.
    unsafe { Set::read(&raw const (*context).uc_sigmask) }
}

/// Blocks fewer signals once the handler has returned.
///
/// # Safety
///
/// As for [`block_after`].
unsafe fn unblock_after(context: *mut ucontext_t, signals: Set) {
    // SAFETY: as there.
    unsafe {
        let set = &raw mut (*context).uc_sigmask;
        Set(Set::read(set).0 & !signals.0).write(set);
    }
}
