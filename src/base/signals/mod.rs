//! Signals: what the program installs as a handler runs at the gate, in ordinary context.
//!
//! The real handler, `note` of `handler.rs`, runs in the middle of anything and does next to nothing. If its
//! thread is at the gate it notes the signal there, and leaves it blocked together with the signals
//! that its action blocks. So from the kernel's point of view the handler is running: further
//! signals wait, or merge, as they do in C. The gate runs the program's handler as soon as it holds
//! nothing, and then puts the old mask back, as the end of a handler does in C. If the thread is not
//! at the gate, the signal is blocked and sent once more: another thread that is at the gate may
//! take it now, or this one when it comes there and unblocks it.
//!
//! A thread's passage through the gate is a [`Visit`]. `docs/design.md` tells the whole.

mod action;
mod context;
mod handler;
mod restart;
mod set;
mod spare;
mod visit;
mod wake;

pub(crate) use action::{
    Action, Run, action_of, for_kernel, is_reserved, real_handler, set_action,
};
pub(crate) use set::Set;
pub(crate) use spare::spared;
pub(crate) use visit::{
    Change, Visit, forking, interrupted, lend_change, lend_mask, lend_old, no_longer_in_call,
    old_mask,
};

use core::ffi::c_int;
use core::mem::MaybeUninit;
use core::ptr;
use libc::sigset_t;

/// Changes the calling thread's mask, and gives the one before.
fn exchange_mask(how: c_int, signals: Set) -> Set {
    let mut before = MaybeUninit::<sigset_t>::zeroed();
    // SAFETY: the one is a valid set, and there is room for the other; the kernel's part of which is
    // written.
    unsafe {
        libc::pthread_sigmask(how, &sigset_t::from(signals), before.as_mut_ptr());
        Set::read(before.as_ptr())
    }
}

/// Changes the calling thread's mask.
fn change_mask(how: c_int, signals: Set) {
    let set = sigset_t::from(signals);
    // SAFETY: the set is valid; none is to be returned.
    unsafe { libc::pthread_sigmask(how, &set, ptr::null_mut()) };
}
