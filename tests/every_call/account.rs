//! The account of the calls: which worked, which failed, and how often they allocated.

use crate::allocator::allocations;
use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static CALLS: RefCell<BTreeMap<&'static str, Entry>> = const { RefCell::new(BTreeMap::new()) };
}

/// What is known of a function.
#[derive(Clone, Copy, Default)]
pub(crate) struct Entry {
    pub(crate) worked: bool,
    pub(crate) failed: bool,
    pub(crate) allocated: u32,
}

/// Enters a call that has allocated from `before` on.
pub(crate) fn enter(name: &'static str, worked: bool, before: u32) {
    let allocated = allocations() - before;
    CALLS.with_borrow_mut(|calls| {
        let entry = calls.entry(name).or_default();
        entry.worked |= worked;
        entry.failed |= !worked;
        entry.allocated += allocated;
    });
}

/// What this thread knows of a function.
pub(crate) fn of(name: &str) -> Entry {
    CALLS.with_borrow(|calls| calls.get(name).copied().unwrap_or_default())
}

/// Calls a function, which is to work and to return this, and enters that under the function's name.
macro_rules! works {
    ($function:ident($($arg:expr),* $(,)?), $ret:pat) => {{
        let before = crate::allocator::allocations();
        let ret = $function($($arg),*);
        crate::account::enter(stringify!($function), true, before);
        assert!(matches!(ret, $ret), "{}: {}", stringify!($function), berkeley::errno::errno());
        ret
    }};
}

/// Calls a function, which is to fail and to return this, with this `errno` if it has one.
macro_rules! fails {
    ($function:ident($($arg:expr),* $(,)?), $ret:pat $(, $errno:expr)?) => {{
        let before = crate::allocator::allocations();
        let ret = $function($($arg),*);
        crate::account::enter(stringify!($function), false, before);
        assert!(matches!(ret, $ret), "{} worked", stringify!($function));
        $(assert_eq!(berkeley::errno::errno(), $errno, "{}", stringify!($function));)?
    }};
}

pub(crate) use {fails, works};
