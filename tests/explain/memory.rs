//! Nothing is allocated but what it takes to ask the environment, once.

use berkeley::errno::*;
use berkeley::explain::*;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fmt::Write;

struct Counting;

thread_local! {
    /// How often this thread has allocated.
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

// SAFETY: passes everything on to the system's allocator, and counts.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // A thread that ends allocates without its variables; nobody asks about that.
        let _ = COUNT.try_with(|count| count.set(count.get() + 1));
        // SAFETY: as promised to us.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SAFETY: as promised to us.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Counts what it is given.
struct Length(usize);

impl Write for Length {
    fn write_str(&mut self, s: &str) -> std::fmt::Result {
        self.0 += s.len();
        Ok(())
    }
}

#[test]
fn nothing_is_allocated() {
    Language::of_environment();
    let before = COUNT.get();
    let mut length = Length(0);
    for call in calls() {
        for error in errors(call) {
            for language in [Language::English, Language::Korean] {
                let found = explain(call, error.number()).unwrap().in_language(language);
                write!(length, "{found}{}{:60}", found.brief(), found).unwrap();
            }
            assert!(named(call, error.name()).is_some());
        }
        write!(length, "{}", table(call).unwrap()).unwrap();
    }
    // Its call is none that is explained, so that there is one line for whoever runs the tests.
    set_errno(EADDRINUSE);
    pexplain("(a test of pexplain)");
    assert_eq!(COUNT.get(), before);
    assert!(length.0 > 100_000);

    drop(std::hint::black_box(vec![0u8; 10]));
    assert_eq!(COUNT.get(), before + 1, "what allocates is counted");
}
