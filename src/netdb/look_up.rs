//! How libc is asked for an entry of one of its databases.
//!
//! For each function that returns a pointer to a static structure glibc has a re-entrant twin,
//! `…_r`, which writes into memory of the caller. Those are called here, so that no other thread
//! can overwrite what was found; where a libc lacks a twin, the plain function is, alone.

use super::{NETDB_INTERNAL, NETDB_SUCCESS, set_h_errno};
use crate::Bytes;
use crate::base::chars::Chars;
use crate::errno::{EFAULT, ENOMEM, ERANGE, errno, set_errno};
use core::cell::Cell;
use core::ffi::{c_char, c_int};
use core::mem::MaybeUninit;
use core::ptr;
use libc::size_t;
use std::sync::{Mutex, PoisonError};

/// An entry of a database.
pub(super) trait Entry: Sized {
    /// The same in C: a structure of pointers.
    type Raw;

    /// Copies one of libc's.
    ///
    /// # Safety
    ///
    /// What it points to is as the header says, and stays so meanwhile.
    unsafe fn copy(raw: &Self::Raw) -> Self;
}

/// What a twin is given.
pub(super) struct Room<R> {
    /// Room for the structure.
    pub(super) entry: *mut R,
    /// Room for what it points to,
    pub(super) buf: *mut c_char,
    /// and how many bytes that is.
    pub(super) len: size_t,
    /// Room for the pointer to the structure, or null if there is no such entry.
    pub(super) found: *mut *mut R,
}

/// Calls a twin, with more and more room until what it found fits.
///
/// # Safety
///
/// Given room that is as large as said, the twin writes nowhere else; and unless it returns
/// `ERANGE` it leaves in `found` null, or a pointer to an entry that is as its header says for as
/// long as the room is there. (`found` is null before.)
pub(super) unsafe fn look_up<E: Entry>(twin: impl Fn(Room<E::Raw>) -> c_int) -> Option<E> {
    let mut buf = Vec::<u8>::new();
    // As much as glibc's plain functions begin with.
    let mut len = 1024;
    let entry = loop {
        if buf.try_reserve_exact(len).is_err() {
            set_errno(ENOMEM);
            return None;
        }
        let mut entry = MaybeUninit::uninit();
        let mut found = ptr::null_mut();
        let room = Room {
            entry: entry.as_mut_ptr(),
            buf: buf.as_mut_ptr().cast(),
            len,
            found: &raw mut found,
        };
        if twin(room) == ERANGE {
            len *= 2;
            continue;
        }
        // SAFETY: null, or an entry whose room is still there.
        let found: Option<&E::Raw> = unsafe { found.as_ref() };
        // SAFETY: the twin made it as the header says.
        break found.map(|raw| unsafe { E::copy(raw) });
    };
    let kept = errno();
    drop(buf);
    set_errno(kept);
    entry
}

/// [`look_up`] of one host or network, by a twin that reports in its second argument.
///
/// # Safety
///
/// As for [`look_up`], whatever the twin returns.
pub(super) unsafe fn look_up_host<E: Entry>(
    twin: impl Fn(Room<E::Raw>, *mut c_int) -> c_int,
) -> Option<E> {
    // As the plain functions do: what is reported counts together, and success is not passed on.
    let h_err = Cell::new(NETDB_SUCCESS);
    // SAFETY: as the caller promises; `h_err` is there.
    let entry = unsafe { reported_in(h_err.as_ptr(), twin) };
    if h_err.get() != NETDB_SUCCESS {
        set_h_errno(h_err.get());
    }
    entry
}

/// [`look_up`], by a twin that reports in `h_err`.
///
/// # Safety
///
/// As for [`look_up`], whatever the twin returns; and `h_err` points to a number.
pub(super) unsafe fn reported_in<E: Entry>(
    h_err: *mut c_int,
    twin: impl Fn(Room<E::Raw>, *mut c_int) -> c_int,
) -> Option<E> {
    let twin = |room| {
        let status = twin(room, h_err);
        // ERANGE can have come from elsewhere: glibc wants more room only if it says so here too.
        // SAFETY: a number, as the caller promises.
        let wanted = unsafe { *h_err } == NETDB_INTERNAL || cfg!(not(target_env = "gnu"));
        if status == ERANGE && !wanted { 0 } else { status }
    };
    // SAFETY: as the caller promises.
    unsafe { look_up(twin) }
}

/// Does something that no other thread does meanwhile, as far as this crate goes: call one of the
/// functions that share the place that a walk through a database has come to.
pub(super) fn alone<R>(call: impl FnOnce() -> R) -> R {
    static WALKS: Mutex<()> = Mutex::new(());
    let _lock = WALKS.lock().unwrap_or_else(PoisonError::into_inner);
    call()
}

/// A name to look up. A null one is refused, since libc would read it.
pub(super) fn name_of<N: Bytes + ?Sized>(name: &N) -> Option<Chars<'_>> {
    let name = Chars::of(name);
    if name.is_null() { refused(EFAULT) } else { Some(name) }
}

/// Looks nothing up, for this `errno`; also for those who ask `h_errno` first.
pub(super) fn refused<T>(errno: c_int) -> Option<T> {
    set_h_errno(NETDB_INTERNAL);
    set_errno(errno);
    None
}
