//! What the program wants done about each signal.

use super::handler::note;
use super::set::Set;
use super::wake;
use crate::base::gate::set_signalled;
use crate::signal::siginfo_t;
use core::ffi::c_int;
use core::mem::{transmute, zeroed};
use core::ptr;
use core::sync::atomic::Ordering::Relaxed;
use core::sync::atomic::{AtomicI32, AtomicPtr, AtomicU64};
use libc::sigset_t;

/// A handler of the program, whichever of C's two kinds it is.
pub(crate) type Run = fn(&siginfo_t);

/// What belongs to a handler.
#[derive(Clone, Copy)]
pub(crate) struct Action {
    pub(crate) mask: Set,
    pub(crate) flags: c_int,
}

/// One signal's handler, for the kernel's part of which [`note`] stands. The kernel knows whether it
/// is installed; this only says what it is.
struct Entry {
    run: AtomicPtr<()>,
    mask: AtomicU64,
    flags: AtomicI32,
}

static ENTRIES: [Entry; 65] = [const {
    Entry {
        run: AtomicPtr::new(ptr::null_mut()),
        mask: AtomicU64::new(0),
        flags: AtomicI32::new(0),
    }
}; 65];

fn entry(signal: c_int) -> Option<&'static Entry> {
    ENTRIES.get(usize::try_from(signal).ok()?)
}

/// The handler of a signal, and what belongs to it.
pub(crate) fn action_of(signal: c_int) -> Option<(Run, Action)> {
    let entry = entry(signal)?;
    let run = entry.run.load(Relaxed);
    if run.is_null() {
        return None;
    }
    // SAFETY: only `set_action` stores there, and what it stores is a `Run`.
    let run = unsafe { transmute::<*mut (), Run>(run) };
    let mask = Set(entry.mask.load(Relaxed));
    Some((run, Action { mask, flags: entry.flags.load(Relaxed) }))
}

/// The handler of a signal from now on. The kernel is to be told at once: see [`for_kernel`].
pub(crate) fn set_action(signal: c_int, run: Run, action: Action) {
    set_signalled();
    if let Some(entry) = entry(signal) {
        entry.mask.store(action.mask.0, Relaxed);
        entry.flags.store(action.flags, Relaxed);
        entry.run.store(run as *mut (), Relaxed);
    }
}

/// What the kernel is told of a handler: its flags, but all signals are blocked while [`note`] runs,
/// which must know what came.
pub(crate) fn for_kernel(flags: c_int) -> libc::sigaction {
    // SAFETY: zeros are a valid `sigaction`.
    let mut action: libc::sigaction = unsafe { zeroed() };
    action.sa_sigaction = real_handler();
    action.sa_flags = flags & !libc::SA_NODEFER | libc::SA_SIGINFO;
    action.sa_mask = sigset_t::from(Set(!0));
    action
}

/// What the kernel has for a handler where one of the program's is installed.
pub(crate) fn real_handler() -> libc::sighandler_t {
    note as extern "C" fn(c_int, *mut siginfo_t, *mut core::ffi::c_void) as libc::sighandler_t
}

/// The kernel has reset a signal for which `SA_RESETHAND` was asked, but the handler is still to
/// come.
pub(super) fn put_back(signal: c_int) {
    if let Some((_, action)) = action_of(signal) {
        if action.flags & libc::SA_RESETHAND != 0 {
            // SAFETY: as where it was installed first.
            unsafe { libc::sigaction(signal, &for_kernel(action.flags), ptr::null_mut()) };
        }
    }
}

/// Whether the crate keeps the signal for itself.
pub(crate) fn is_reserved(signal: c_int) -> bool {
    wake::is_taken(signal)
}
