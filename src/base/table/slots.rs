//! A word for each number, and where to find it.

use core::ffi::c_int;
use core::ptr;
use core::sync::atomic::Ordering::{AcqRel, Acquire};
use core::sync::atomic::{AtomicPtr, AtomicU64};
use std::alloc::{Layout, alloc_zeroed, dealloc};

/// One number's state: the bit [`OPEN`], a count of [`Held`](super::Held) guards, a count
/// of calls in flight.
///
/// All zero: the table does not own the number. `OPEN`: calls may take hold of it. Not `OPEN`, but
/// counts above zero: closed, and still held; the last to let go closes it for the kernel too.
pub(super) type Slot = AtomicU64;

pub(super) const OPEN: u64 = 1 << 63;
/// One [`Held`](super::Held) guard; there is room for 2³¹ − 1 of them, all of which only `dup2`
/// ever takes.
pub(super) const GUARD: u64 = 1 << 32;
pub(super) const GUARDS: u64 = OPEN - GUARD;
pub(super) const MOST_GUARDS: u64 = GUARDS - GUARD;
/// One call in flight.
pub(super) const CALL: u64 = 1;
pub(super) const CALLS: u64 = GUARD - 1;
/// Set when more calls are in flight than any process has threads: no further one may take hold.
pub(super) const CALLS_FULL: u64 = 1 << 31;

/// The slots of the ordinary numbers. Memory that starts as zeros costs nothing until it is used.
pub(super) static SLOTS: [Slot; 1 << 16] = [const { Slot::new(0) }; 1 << 16];

/// The slots of the numbers from 2¹⁶ on: block `i` has those from 2^(16+i) to below 2^(17+i), and
/// is allocated, for good, when the first of them is opened.
static MORE_SLOTS: [AtomicPtr<Slot>; 15] = [const { AtomicPtr::new(ptr::null_mut()) }; 15];

/// The number's slot, if there is one yet.
#[inline]
pub(super) fn find(fd: c_int) -> Option<&'static Slot> {
    match SLOTS.get(fd as u32 as usize) {
        Some(slot) => Some(slot),
        None => find_more(fd),
    }
}

#[cold]
fn find_more(fd: c_int) -> Option<&'static Slot> {
    let (block, index) = place(fd)?;
    let block = MORE_SLOTS[block].load(Acquire);
    // SAFETY: a block that is there has a slot for every index that `place` gives for it, zeroed,
    // which is a valid slot, and is never freed.
    (!block.is_null()).then(|| unsafe { &*block.add(index) })
}

/// Which block a number from 2¹⁶ on is in, and where in it.
pub(super) fn place(fd: c_int) -> Option<(usize, usize)> {
    let fd = u32::try_from(fd).ok()?;
    let block = fd.ilog2() as usize - 16;
    Some((block, fd as usize - (1 << (16 + block))))
}

/// The number's slot, allocated if need be; none if there is no memory for it.
pub(super) fn find_or_make(fd: c_int) -> Option<&'static Slot> {
    if let Some(slot) = find(fd) {
        return Some(slot);
    }
    let (block, _) = place(fd)?;
    let layout = Layout::array::<Slot>(1 << (16 + block)).ok()?;
    // SAFETY: the layout is not empty.
    let new = unsafe { alloc_zeroed(layout) }.cast::<Slot>();
    if new.is_null() {
        return None;
    }
    if MORE_SLOTS[block].compare_exchange(ptr::null_mut(), new, AcqRel, Acquire).is_err() {
        // SAFETY: allocated above with this layout; another thread was first, so nobody saw it.
        unsafe { dealloc(new.cast(), layout) };
    }
    find(fd)
}

#[cfg(test)]
mod tests {
    //! Numbers that no kernel gives.

    use super::*;
    use core::sync::atomic::Ordering::Relaxed;

    #[test]
    fn every_number_has_a_place_of_its_own() {
        for block in 0..MORE_SLOTS.len() {
            let size = 1usize << (16 + block);
            let first = size as c_int;
            assert_eq!(place(first), Some((block, 0)));
            assert_eq!(place(first + (size - 1) as c_int), Some((block, size - 1)));
        }
        assert_eq!(place(c_int::MAX), Some((14, (1 << 30) - 1)));
        assert_eq!((place(-1), place(c_int::MIN)), (None, None));
        for fd in [-1, c_int::MIN, c_int::MAX] {
            assert!(find(fd).is_none());
        }
        assert!(find(0).is_some() && find(65535).is_some());
    }

    #[test]
    fn slots_that_are_made_stay() {
        let threads = [(); 8].map(|()| std::thread::spawn(|| find_or_make(131_072).unwrap()));
        let slots = threads.map(|thread| thread.join().unwrap());
        assert!(slots.iter().all(|slot| ptr::eq(*slot, slots[0])), "one block, whoever made it");
        assert!(ptr::eq(find(131_072).unwrap(), slots[0]));
        let (next, last) = (find(131_073).unwrap(), find(262_143).unwrap());
        assert!(ptr::eq(next, ptr::from_ref(slots[0]).wrapping_add(1)));
        assert!(ptr::eq(last, ptr::from_ref(slots[0]).wrapping_add((1 << 17) - 1)));
        assert!([slots[0], next, last].iter().all(|slot| slot.load(Relaxed) == 0));
        assert!(find(262_144).is_none());
    }
}
