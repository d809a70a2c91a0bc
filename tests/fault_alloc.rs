//! No call allocates because there are rules, but the first one that a thread makes for a rule.

use berkeley::fault;
use berkeley::netinet::in_::*;
use berkeley::unistd::*;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    /// How often this thread has allocated or freed.
    static COUNT: Cell<u32> = const { Cell::new(0) };
    /// How many bytes it has allocated and not freed.
    static BYTES: Cell<isize> = const { Cell::new(0) };
}

fn count(bytes: isize) {
    // A thread that ends allocates without its variables; nobody asks about that.
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
    let _ = BYTES.try_with(|all| all.set(all.get() + bytes));
}

// SAFETY: passes everything on to the system's allocator, and counts.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: as promised to us.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: as promised to us.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One test, since a thread that looks at the rules while another one changes them may be the one that
/// frees the old list.
#[test]
fn memory() {
    only_the_first_call_allocates();
    nothing_grows();
}

fn only_the_first_call_allocates() {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    let guard = fault::thread(
        "write:short=1:every=2;write:errno=EINTR:every=3;read:eof:every=3;read:delay=1us;\
         %read|%write:errno=EIO:peer=127.0.0.1:80;%write:errno=EIO:p=0.1,seed=7",
    )
    .unwrap();
    let buf = &mut [0u8; 4];
    let before = COUNT.get();
    let mut first = 0;
    for round in 0..100 {
        let (sent, got) = (write(sv[0], "ping", 4), read(sv[1], buf, 1));
        assert!(sent <= 4 && got <= 1);
        if round == 0 {
            first = COUNT.get() - before;
        }
    }
    assert!(first > 0, "what allocates is counted");
    assert_eq!(COUNT.get() - before, first);
    assert!(guard.counts().iter().filter(|count| count.done > 0).count() >= 4);
    close(sv[0]);
    close(sv[1]);
}

/// Rules that are gone leave nothing behind, however many there were.
fn nothing_grows() {
    let round = || {
        let guard = fault::thread("getdomainname:errno=EIO;getdomainname:delay=0us").unwrap();
        assert_eq!(getdomainname(&mut [0u8; 65], 65), -1);
        drop(guard);
    };
    (0..10).for_each(|_| round());
    let before = BYTES.get();
    (0..1000).for_each(|_| round());
    let grown = BYTES.get() - before;
    assert!(grown < 2000, "{grown} bytes");
}
