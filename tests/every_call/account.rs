//! The account of the calls: which worked, which failed, and how often they allocated.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

struct Counting;

thread_local! {
    /// How often this thread has allocated or freed.
    static COUNT: Cell<u32> = const { Cell::new(0) };
    static CALLS: RefCell<BTreeMap<&'static str, Entry>> = const { RefCell::new(BTreeMap::new()) };
}

fn count() {
    // A thread that ends allocates without its variables; nobody asks about that.
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
}

// SAFETY: passes everything on to the system's allocator, and counts.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: as promised to us.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        count();
        // SAFETY: as promised to us.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often this thread has allocated or freed.
pub(crate) fn allocations() -> u32 {
    COUNT.get()
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
        let before = crate::account::allocations();
        let ret = $function($($arg),*);
        crate::account::enter(stringify!($function), true, before);
        assert!(matches!(ret, $ret), "{}: {}", stringify!($function), berkeley::errno::errno());
        ret
    }};
}

/// Calls a function, which is to fail and to return this, with this `errno` if it has one.
macro_rules! fails {
    ($function:ident($($arg:expr),* $(,)?), $ret:pat $(, $errno:expr)?) => {{
        let before = crate::account::allocations();
        let ret = $function($($arg),*);
        crate::account::enter(stringify!($function), false, before);
        assert!(matches!(ret, $ret), "{} worked", stringify!($function));
        $(assert_eq!(berkeley::errno::errno(), $errno, "{}", stringify!($function));)?
    }};
}

pub(crate) use {fails, works};
