//! No call allocates because there are rules, but the first one that a thread makes for a rule.

mod allocator;

use allocator::{allocations, bytes};
use berkeley::fault;
use berkeley::netinet::in_::*;
use berkeley::unistd::*;

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
    let before = allocations();
    let mut first = 0;
    for round in 0..100 {
        let (sent, got) = (write(sv[0], "ping", 4), read(sv[1], buf, 1));
        assert!(sent <= 4 && got <= 1);
        if round == 0 {
            first = allocations() - before;
        }
    }
    assert!(first > 0, "what allocates is counted");
    assert_eq!(allocations() - before, first);
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
    let before = bytes();
    (0..1000).for_each(|_| round());
    let grown = bytes() - before;
    assert!(grown < 2000, "{grown} bytes");
}
