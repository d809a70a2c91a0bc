//! What is left of a thread's mask when handlers have run.

use berkeley::{NULL, Plain, signal::*};
use std::panic::catch_unwind;
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

static RUNS: AtomicI32 = AtomicI32::new(0);

fn count(_: i32) {
    RUNS.fetch_add(1, Relaxed);
}

fn mask() -> sigset_t {
    let old = &mut sigset_t::zeroed();
    sigprocmask(SIG_BLOCK, NULL, old);
    *old
}

/// Two signals of a kind that does not block itself: the second comes while the first is handled.
#[test]
fn a_second_signal_leaves_the_mask_of_the_program() {
    let sa = &mut sigaction::zeroed();
    sa.set_sa_handler(count);
    sa.sa_flags = SA_NODEFER;
    sigaddset(&mut sa.sa_mask, SIGUSR2);
    assert_eq!(sigaction(SIGRTMIN(), sa, NULL), 0);

    let set = &mut sigset_t::zeroed();
    sigaddset(set, SIGRTMIN());
    sigprocmask(SIG_BLOCK, set, NULL);
    raise(SIGRTMIN());
    raise(SIGRTMIN());
    sigprocmask(SIG_UNBLOCK, set, NULL);
    assert_eq!(RUNS.load(Relaxed), 2);
    assert_eq!(sigismember(&mask(), SIGUSR2), 0);
    assert_eq!(sigismember(&mask(), SIGRTMIN()), 0);
}

/// One that waits while a handler panics, and is to be handled only once, is still handled.
#[test]
fn a_panic_loses_no_signal_that_is_handled_once() {
    static ONCE: AtomicI32 = AtomicI32::new(0);
    fn fails(_: i32) {
        raise(SIGUSR2);
        panic!("as it is to");
    }
    fn once(_: i32) {
        ONCE.fetch_add(1, Relaxed);
    }
    let sa = &mut sigaction::zeroed();
    sa.set_sa_handler(once);
    sa.sa_flags = SA_RESETHAND;
    assert_eq!(sigaction(SIGUSR2, sa, NULL), 0);
    sa.set_sa_handler(fails);
    sa.sa_flags = 0;
    sigaddset(&mut sa.sa_mask, SIGUSR2);
    assert_eq!(sigaction(SIGUSR1, sa, NULL), 0);

    assert!(catch_unwind(|| raise(SIGUSR1)).is_err());
    assert_eq!(sigismember(&mask(), SIGUSR2), 0);
    assert_eq!(ONCE.load(Relaxed), 1);
}
