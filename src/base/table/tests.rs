//! What no program reaches: counters that are full.

use super::slots::{GUARD, MOST_GUARDS};
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
