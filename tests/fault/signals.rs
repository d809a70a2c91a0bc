//! An injected `EINTR` and signals that come at the same time.

use super::support::lines::Lines;
use super::{alone, answer, answer_of, is_alone, why};
use berkeley::signal::*;
use berkeley::unistd::*;
use berkeley::{fault, trace};
use std::fs;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread;

static HANDLED: AtomicU64 = AtomicU64::new(0);

fn handler(_: i32) {
    HANDLED.fetch_add(1, Relaxed);
}

/// A signal that is handled with `SA_RESTART`, while a call waits that is to fail with `EINTR`: the
/// handler runs, and the call fails; it is not made again, and counted once.
#[test]
fn an_injected_eintr_is_not_restarted() {
    let name = "signals::an_injected_eintr_is_not_restarted";
    if !is_alone() {
        let output = alone(name).output().unwrap();
        assert_eq!(answer_of(&output), "fine", "{output:?}");
        return;
    }
    signal(libc::SIGUSR1, handler);
    let fds = &mut [0; 2];
    pipe(fds);
    write(fds[1], "x", 1);
    let lines = Lines::default();
    trace::start(lines.clone());
    let guard = fault::thread("read:delay=50ms:errno=EINTR").unwrap();
    let (this, stop) = (super::child::tid(), AtomicBool::new(false));
    let mut calls = 0;
    thread::scope(|scope| {
        scope.spawn(|| {
            // Into its sleep.
            let sleeps = |call: &str| {
                let asleep = [libc::SYS_clock_nanosleep, libc::SYS_nanosleep];
                asleep.iter().any(|number| call.starts_with(&format!("{number} ")))
            };
            while !stop.load(Relaxed) {
                match fs::read_to_string(format!("/proc/self/task/{this}/syscall")) {
                    Ok(call) if sleeps(&call) => super::child::signal(this, libc::SIGUSR1),
                    _ => thread::yield_now(),
                }
            }
        });
        while HANDLED.load(Relaxed) < 5 {
            assert_eq!((read(fds[0], &mut [0u8; 4], 4), why()), (-1, "EINTR".to_string()));
            calls += 1;
        }
        stop.store(true, Relaxed);
    });
    trace::stop();
    assert_eq!((guard.counts()[0].seen, guard.counts()[0].done), (calls, calls));
    let text = lines.text();
    assert_eq!(text.matches("(INJECTED) (DELAYED)").count() as u64, calls, "{text}");
    drop(guard);
    assert_eq!(read(fds[0], &mut [0u8; 4], 4), 1);
    answer("fine");
}

/// A call that the gate makes again after a signal has met its rules already.
#[test]
fn a_call_that_goes_on_is_counted_once() {
    let name = "signals::a_call_that_goes_on_is_counted_once";
    if !is_alone() {
        let output = alone(name).output().unwrap();
        assert_eq!(answer_of(&output), "fine", "{output:?}");
        return;
    }
    signal(libc::SIGUSR1, handler);
    let fds = &mut [0; 2];
    pipe(fds);
    let guard = fault::thread("read:short=1:nth=1;read:errno=EIO:nth=2").unwrap();
    let (this, [from, to]) = (super::child::tid(), *fds);
    thread::scope(|scope| {
        scope.spawn(move || {
            while HANDLED.load(Relaxed) < 3 {
                let handled = HANDLED.load(Relaxed);
                super::child::wait_until_blocked(this, libc::SYS_read, from);
                super::child::signal(this, libc::SIGUSR1);
                while HANDLED.load(Relaxed) == handled {
                    thread::yield_now();
                }
            }
            write(to, "four", 4);
        });
        assert_eq!(read(from, &mut [0u8; 4], 4), 1);
    });
    let seen: Vec<u64> = guard.counts().iter().map(|count| count.seen).collect();
    assert_eq!(seen, [1, 1]);
    answer("fine");
}
