//! What no program reaches: counters that are full, and numbers that no kernel gives.

use super::*;

/// The slot of a number that no test opens, in a state.
fn slot(fd: c_int, state: u64) -> &'static Slot {
    let slot = find(fd).unwrap();
    assert_eq!(slot.swap(state, Relaxed), 0);
    slot
}

#[test]
fn the_parts_of_a_slot_do_not_overlap() {
    assert_eq!(OPEN ^ GUARDS ^ CALLS, u64::MAX);
    assert_eq!(OPEN & GUARDS | GUARDS & CALLS | OPEN & CALLS, 0);
    assert_eq!((GUARDS + GUARD, CALLS + CALL), (OPEN, GUARD));
    assert_eq!(CALLS_FULL & CALLS, CALLS_FULL);
}

#[test]
fn no_more_calls_than_can_be_counted() {
    let slot = slot(60_000, OPEN | (CALLS_FULL - CALL));
    let last = InFlight::new(60_000).unwrap();
    assert!(InFlight::new(60_000).is_none());
    assert!(hold_to_replace(60_000).is_none());
    assert!(release(60_000).is_none());
    assert_eq!(errno(), EBUSY);
    assert!(hold(60_000).is_some(), "guards are counted apart");
    drop(last);
    assert!(InFlight::new(60_000).is_some());
    slot.store(0, Relaxed);
}

#[test]
fn no_more_guards_than_can_be_counted() {
    let slot = slot(60_001, OPEN | (MOST_GUARDS - GUARD));
    let last = hold(60_001).unwrap();
    assert_eq!(slot.load(Relaxed), OPEN | MOST_GUARDS);
    assert!(hold(60_001).is_none());
    assert_eq!(errno(), EMFILE);
    assert!(InFlight::new(60_001).is_some(), "calls are counted apart");
    drop(last);
    assert!(hold(60_001).is_some());
    slot.store(0, Relaxed);
}

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
