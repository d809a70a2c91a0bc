//! The descriptor table: what makes a plain `int` a safe key to a descriptor.
//!
//! The table owns every descriptor that the crate opened or was given, process-wide. A number that
//! it does not own is `EBADF` before anything reaches the kernel. A call *holds* the descriptors it
//! works on; closing a held one answers `EBADF` to new calls at once, and gives the number back to
//! the kernel when the last holder lets go. `docs/design.md` argues why that is sound.
//!
//! Each number has one word, its *slot*. Taking hold and letting go are one atomic operation each;
//! a plain one while the process has a single thread.

use super::signals;
use crate::errno::{EBADF, EBUSY, EINVAL, EMFILE, ENOMEM, errno, set_errno};
use crate::ledger;
use core::ffi::c_int;
use core::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use core::sync::atomic::{AtomicI32, AtomicPtr, AtomicU8};
use slots::{CALL, CALLS, CALLS_FULL, GUARDS, OPEN, SLOTS, Slot, find, find_or_make};
use std::sync::Once;

mod rust;
mod slots;
#[cfg(test)]
mod tests;

pub use rust::{Held, adopt, hold, release};

/// The largest number that the table ever owned.
static LARGEST: AtomicI32 = AtomicI32::new(2);

/// Where libc says whether the process has a single thread: not zero while it certainly has. That
/// is glibc's `__libc_single_threaded`, since 2.32; without it, [`UNKNOWN`].
static SINGLE_THREADED: AtomicPtr<AtomicU8> = AtomicPtr::new((&raw const UNKNOWN).cast_mut());
static UNKNOWN: AtomicU8 = AtomicU8::new(0);

/// Done before the first number is owned or refused: see [`start`].
static START: Once = Once::new();

/// Standard input, output and error: std uses them all along, so they are never given back.
const STANDARD: core::ops::RangeInclusive<c_int> = 0..=2;

/// Opens 0, 1 and 2, with which a process is born, finds [`SINGLE_THREADED`], and arranges for
/// forks.
#[cold]
fn start() {
    START.call_once(|| {
        for fd in STANDARD {
            SLOTS[fd as usize].store(OPEN, Release);
        }
        // SAFETY: the name ends with NUL.
        let flag = unsafe { libc::dlsym(libc::RTLD_DEFAULT, c"__libc_single_threaded".as_ptr()) };
        if !flag.is_null() {
            SINGLE_THREADED.store(flag.cast(), Relaxed);
        }
        // SAFETY: `forked` is a function for the life of the process that touches only statics. A
        // failure (no memory for the registration) is not an error here: see `forked`.
        unsafe { libc::pthread_atfork(None, None, Some(forked)) };
    });
}

/// The calls in flight stayed in the parent, with the threads that make them; in a new child the
/// count of them starts again from zero, or what they held could never be closed there.
///
/// The thread that forks is not in a call itself: whatever runs other people's code does so while
/// it holds nothing. The guards are counted apart, since its own came along with it.
extern "C" fn forked() {
    for fd in 0..=LARGEST.load(Relaxed) {
        let Some(slot) = find(fd) else { continue };
        // All guards at once are those of a `dup2`.
        let replacing = slot.load(Relaxed) & GUARDS == GUARDS;
        let parents = if replacing { CALLS | GUARDS } else { CALLS };
        let before = slot.fetch_and(!parents, Relaxed);
        if before != 0 && before & !parents == 0 && !STANDARD.contains(&fd) {
            // Closed in the parent while a call was in flight there: nobody else will finish it.
            // SAFETY: the table owned the number until this moment and is done with it.
            unsafe { libc::close(fd) };
        }
    }
}

/// A call in flight: its descriptor keeps its number until this is dropped.
pub(crate) struct InFlight {
    /// None if another one has taken over the hold.
    slot: Option<&'static Slot>,
    fd: c_int,
}

impl InFlight {
    /// Takes over the hold: the number stays held until what this returns is dropped, which is to
    /// outlive the call that `self` is lent to.
    #[inline(always)]
    pub(crate) fn take_over(&mut self) -> InFlight {
        InFlight { slot: self.slot.take(), fd: self.fd }
    }

    /// The number, for libc.
    #[inline(always)]
    pub(crate) fn raw(&self) -> c_int {
        self.fd
    }

    /// Takes hold of a descriptor for one call, if the table owns it.
    #[inline(always)]
    pub(crate) fn new(fd: c_int) -> Option<InFlight> {
        // A slot with the counter full is refused like one that is not open.
        let slot = match take(find(fd)?, CALL, CALLS_FULL) {
            Some(slot) => slot,
            None => InFlight::first(fd)?,
        };
        Some(InFlight { slot: Some(slot), fd })
    }

    /// Another file is behind the number now. The caller alone has replaced it.
    fn replaced(&self) {
        // Whoever holds the number beside the caller may have found the page of what was there
        // before, and go on to use it. In one step with the count, so that a call which begins
        // later finds the new page.
        let in_use = |slot: &Slot| slot.fetch_add(0, AcqRel) & CALLS > CALL;
        ledger::replaced(self.fd, || self.slot.is_some_and(in_use));
    }

    /// The very first call may be on a descriptor that the process was born with.
    #[cold]
    fn first(fd: c_int) -> Option<&'static Slot> {
        start();
        take(find(fd)?, CALL, CALLS_FULL)
    }
}

/// All numbers that may be the table's: to take hold of each and see.
pub(crate) fn numbers() -> core::ops::RangeInclusive<c_int> {
    0..=LARGEST.load(Relaxed)
}

/// Lets go of a number that an [`InFlight`] holds which was forgotten.
pub(crate) fn let_go_of(fd: c_int) {
    if let Some(slot) = find(fd) {
        drop(InFlight { slot: Some(slot), fd });
    }
}

impl Drop for InFlight {
    #[inline(always)]
    fn drop(&mut self) {
        let Some(slot) = self.slot else { return };
        let before = if alone() {
            let before = slot.load(Relaxed);
            slot.store(before - CALL, Relaxed);
            before
        } else {
            slot.fetch_sub(CALL, Release)
        };
        if before & OPEN == 0 {
            let_go(self.fd, before - CALL);
        }
    }
}

/// [`alone`], whether or not the table was asked before.
pub(crate) fn is_alone() -> bool {
    start();
    alone()
}

/// Whether the calling thread is certainly the only one of the process. Then nobody changes a slot
/// between its reading it and its writing it, and a thread that it starts later sees what it wrote.
///
/// Asked anew each time: a call may begin alone and end otherwise. It is worth asking because a
/// locked instruction right before or after a system call costs more than the rest of the gate.
#[inline(always)]
pub(crate) fn alone() -> bool {
    // SAFETY: the pointer is to a static of this module or of libc, a byte each. Libc changes its
    // own only while there is no second thread, which might read it at that moment.
    unsafe { &*SINGLE_THREADED.load(Relaxed) }.load(Relaxed) != 0
}

/// Counts one more holder of the slot, if it is open and `full` is not set.
#[inline(always)]
fn take(slot: &'static Slot, one: u64, full: u64) -> Option<&'static Slot> {
    let alone = alone();
    // Read after that question: whoever else there was may have changed it until then.
    let mut state = slot.load(Relaxed);
    loop {
        if state & (OPEN | full) != OPEN {
            return None;
        }
        if alone {
            slot.store(state + one, Relaxed);
            return Some(slot);
        }
        match slot.compare_exchange_weak(state, state + one, Acquire, Relaxed) {
            Ok(_) => return Some(slot),
            Err(now) => state = now,
        }
    }
}

/// A holder let go of a closed descriptor; the last one gives the number back to the kernel.
#[cold]
fn let_go(fd: c_int, left: u64) {
    if left == 0 && !STANDARD.contains(&fd) {
        core::sync::atomic::fence(Acquire);
        signals::no_longer_in_call();
        ledger::closing(fd);
        let kept = errno();
        // SAFETY: the slot went to zero by this thread's hand, once: nobody holds the number, no
        // call can take hold of it, and until this close the kernel gives it to nobody.
        unsafe { libc::close(fd) };
        set_errno(kept);
    }
}

/// Takes over a descriptor that the kernel has just opened for this process. False if there was no
/// memory to remember it, in which case it is closed again.
pub(crate) fn own(fd: c_int) -> bool {
    start();
    let Some(slot) = find_or_make(fd) else {
        // SAFETY: the kernel has just given the number to the caller, who passes it on to us.
        unsafe { libc::close(fd) };
        return false;
    };
    LARGEST.fetch_max(fd, Relaxed);
    ledger::opened(fd);
    slot.fetch_or(OPEN, Release);
    true
}

/// Closes: for new calls now, for the kernel when nobody holds it. −1 and `errno`, or 0.
pub(crate) fn close(fd: c_int) -> c_int {
    start();
    if STANDARD.contains(&fd) {
        return close_standard(fd);
    }
    match find(fd).map(|slot| slot.compare_exchange(OPEN, 0, AcqRel, Relaxed)) {
        Some(Ok(_)) => {
            ledger::closing(fd);
            // SAFETY: the slot went to zero by this thread's hand: see `let_go`.
            unsafe { libc::close(fd) }
        }
        Some(Err(state)) if state & OPEN != 0 => close_held(fd),
        _ => fail(EBADF),
    }
}

/// Closes what somebody holds, who will close it for the kernel.
#[cold]
fn close_held(fd: c_int) -> c_int {
    let Some(held) = InFlight::new(fd) else { return fail(EBADF) };
    // A program that another thread executes from here on must not inherit it.
    // SAFETY: the number is held; no memory is passed.
    unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) };
    let closed = shut(fd);
    // Now, or when the others have let go.
    drop(held);
    if closed { 0 } else { fail(EBADF) }
}

/// Answers `EBADF` to new calls from now on. False if it did so before.
fn shut(fd: c_int) -> bool {
    find(fd).is_some_and(|slot| slot.fetch_and(!OPEN, AcqRel) & OPEN != 0)
}

/// Closes 0, 1 or 2 without giving up its number: `/dev/null` takes its place, as std itself has
/// it where a process is born without them, so that std's own use of it meets nothing else.
fn close_standard(fd: c_int) -> c_int {
    if SLOTS[fd as usize].load(Relaxed) & OPEN == 0 {
        return fail(EBADF);
    }
    let null = match std::fs::OpenOptions::new().read(true).write(true).open("/dev/null") {
        Ok(null) => null,
        Err(_) => return -1,
    };
    let Some(replacing) = hold_to_replace(fd) else { return fail(EBADF) };
    if !shut(fd) {
        return fail(EBADF);
    }
    let replaced = match fd {
        0 => nix::unistd::dup2_stdin(null),
        1 => nix::unistd::dup2_stdout(null),
        _ => nix::unistd::dup2_stderr(null),
    };
    if replaced.is_err() {
        return -1;
    }
    replacing.held.replaced();
    0
}

/// `dup2` and `dup3`: makes `new` another number for what `old` is, with libc's own call `plain`
/// where the table owns `new`.
///
/// A number that the table does not own may be another's, or become so at any moment, and `dup2`
/// would close that. The kernel is asked for a free number from `new` on instead, with the flag
/// that `duplicate` (`F_DUPFD` or `F_DUPFD_CLOEXEC`) says: if it is `new`, then nobody else had it.
/// If not, the answer is `EBUSY`, which dup2(2) has for a race with what opens descriptors. So it is
/// for a number that a [`Held`] guards.
///
/// The caller holds `old`.
pub(crate) fn dup_onto(
    old: c_int,
    new: c_int,
    duplicate: c_int,
    plain: impl FnOnce() -> c_int,
) -> c_int {
    if old == new {
        // Nothing changes, not even if another thread closes it meanwhile.
        return plain();
    }
    if let (Some(replacing), Some(slot)) = (hold_to_replace(new), find(new)) {
        let fd = plain();
        if fd != -1 {
            replacing.held.replaced();
            // Only now may calls find it, if it was closed: they are to meet the new file.
            slot.fetch_or(OPEN, Release);
        }
        return fd;
    }
    // SAFETY: no memory is passed; the caller holds `old`.
    match unsafe { libc::fcntl(old, duplicate, new) } {
        -1 => match errno() {
            // What fcntl says where dup2 says EBADF: `new` is none that a process may have.
            EINVAL => fail(EBADF),
            EMFILE => fail(EBUSY),
            _ => -1,
        },
        fd if fd == new => {
            if own(fd) {
                fd
            } else {
                fail(ENOMEM)
            }
        }
        fd => {
            // SAFETY: the kernel has just given this number, and nobody was told of it.
            unsafe { libc::close(fd) };
            fail(EBUSY)
        }
    }
}

/// A number that is being replaced: held, and until this is dropped nobody can get a [`Held`] of it.
struct Replacing {
    held: InFlight,
    /// What keeps others from getting one.
    guards: u64,
}

impl Drop for Replacing {
    fn drop(&mut self) {
        if let Some(slot) = self.held.slot {
            slot.fetch_sub(self.guards, Release);
        }
    }
}

/// Takes hold of a number that `dup2` is to replace: an open one, a closed one that a call still
/// holds, or a standard one.
///
/// None if there is a [`Held`]: those to whom it was lent may go on relying on what is behind it. So
/// all the guards that there can be are taken here. (std lends the standard ones for ever, and they
/// are replaced all the same, here as elsewhere.)
fn hold_to_replace(fd: c_int) -> Option<Replacing> {
    start();
    let slot = find(fd)?;
    let guards = if STANDARD.contains(&fd) { 0 } else { GUARDS };
    let mut state = slot.load(Relaxed);
    loop {
        if state & CALLS_FULL != 0 || guards != 0 && (state == 0 || state & GUARDS != 0) {
            return None;
        }
        match slot.compare_exchange_weak(state, state + guards + CALL, Acquire, Relaxed) {
            Ok(_) => return Some(Replacing { held: InFlight { slot: Some(slot), fd }, guards }),
            Err(now) => state = now,
        }
    }
}

/// C's way to fail: sets `errno` and gives −1.
pub(crate) fn fail(errno: c_int) -> c_int {
    set_errno(errno);
    -1
}
