//! Where each number leads.

use super::account::Account;
use core::ffi::c_int;
use core::ptr;
use core::sync::atomic::AtomicPtr;
use core::sync::atomic::Ordering::{AcqRel, Acquire};
use std::alloc::{Layout, alloc_zeroed, dealloc};

/// What the numbers lead to: nothing is known of them (null), [`NO_SOCKET`], or an account of which
/// the place has a share. It leaves a place only when nobody holds the number (or, where that may
/// not be so, for ever).
type Chunk = [AtomicPtr<Account>; 1 << 16];

static CHUNKS: [AtomicPtr<Chunk>; 1 << 15] = [const { AtomicPtr::new(ptr::null_mut()) }; 1 << 15];

/// Where the number of something leads that is no socket.
pub(super) const NO_SOCKET: *mut Account = ptr::without_provenance_mut(align_of::<Account>());

/// The number's place.
#[inline]
pub(super) fn place(fd: c_int) -> Option<&'static AtomicPtr<Account>> {
    let fd = usize::try_from(fd).ok()?;
    let chunk = CHUNKS[fd >> 16].load(Acquire);
    // SAFETY: null, or a chunk, of zeros at first, which are null pointers, and never freed.
    let chunk = match unsafe { chunk.as_ref() } {
        Some(chunk) => chunk,
        None => make_chunk(&CHUNKS[fd >> 16])?,
    };
    Some(&chunk[fd & 0xffff])
}

/// None if there is no memory for it: then its numbers are not in the ledger.
#[cold]
fn make_chunk(at: &AtomicPtr<Chunk>) -> Option<&'static Chunk> {
    let layout = Layout::new::<Chunk>();
    // SAFETY: the layout is not empty.
    let new = unsafe { alloc_zeroed(layout) }.cast::<Chunk>();
    if new.is_null() {
        return None;
    }
    if at.compare_exchange(ptr::null_mut(), new, AcqRel, Acquire).is_err() {
        // SAFETY: allocated above with this layout; another thread was first, so nobody saw it.
        unsafe { dealloc(new.cast(), layout) };
    }
    // SAFETY: as for `place`.
    unsafe { at.load(Acquire).as_ref() }
}
