//! The calls that wait allocate nothing, whatever they are given.

use berkeley::{
    poll::*, sys::epoll::*, sys::eventfd::*, sys::select::*, sys::socket::*, unistd::*,
};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Counts what a thread allocates.
struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: everything is the system allocator's; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        // SAFETY: the caller keeps to the rules of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps to the rules of `dealloc`.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often `body` allocates.
fn allocations(body: impl FnOnce()) -> usize {
    let before = COUNT.get();
    body();
    COUNT.get() - before
}

#[test]
fn waiting_allocates_nothing() {
    assert_eq!(allocations(|| drop(Box::new(5))), 1, "the counter counts");
    // The first call of all asks the environment whether to trace.
    close(-1);

    let sv = &mut [0; 2];
    let set = &mut vec![fd_set::zeroed(); 1024];
    let fds = &mut vec![pollfd::zeroed(); 900];
    let ev = &mut epoll_event { events: EPOLLOUT, ..epoll_event::zeroed() };
    let events = &mut [epoll_event::zeroed(); 64];
    let (now, now_ns) = (&mut timeval::zeroed(), &timespec::zeroed());
    let (none, value) = (&sigset_t::zeroed(), &mut 0);
    let made = allocations(|| {
        assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
        fds.fill(pollfd { fd: sv[0], events: POLLOUT, revents: 0 });
        assert_eq!(poll(fds, 900, -1), 900);
        assert_eq!(ppoll(fds, 900, now_ns, none), 900);
        fds[450].fd = 1_000_000;
        assert_eq!(poll(fds, 900, -1), 900);
        assert_eq!(fds[450].revents, POLLNVAL);

        for nfds in [FD_SETSIZE, 60 * FD_SETSIZE, 1024 * FD_SETSIZE] {
            FD_SET(sv[1], set);
            assert_eq!(select(nfds, NULL, set, NULL, now), 1);
            assert_eq!(pselect(nfds, NULL, set, NULL, now_ns, none), 1);
            FD_SET(1000, set);
            assert_eq!(select(nfds, NULL, set, NULL, now), -1);
            FD_ZERO(set);
        }

        let epfd = epoll_create1(0);
        assert_eq!(epoll_ctl(epfd, EPOLL_CTL_ADD, sv[0], ev), 0);
        assert_eq!(epoll_wait(epfd, events, 64, -1), 1);
        assert_eq!(epoll_pwait(epfd, events, 64, -1, none), 1);
        assert_eq!(epoll_pwait2(epfd, events, 64, NULL, none), 1);
        let efd = eventfd(1, 0);
        assert_eq!(eventfd_write(efd, 1) + eventfd_read(efd, value), 0);
        for fd in [efd, epfd, sv[0], sv[1]] {
            assert_eq!(close(fd), 0);
        }
    });
    assert_eq!(made, 0);
}
