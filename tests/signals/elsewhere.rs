//! Signals to the process, while the thread that the kernel gives them to is not at the gate: who
//! is there handles them, or this thread once it comes there. They are not lost.

use crate::tid;
use berkeley::{errno::*, signal::*, sys::socket::*, unistd::*};
use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::thread;

static RAN: AtomicU32 = AtomicU32::new(0);
static BY: AtomicI32 = AtomicI32::new(0);
static CODE: AtomicI32 = AtomicI32::new(0);
static FROM: AtomicI32 = AtomicI32::new(0);

fn install() {
    let sa = &mut sigaction::zeroed();
    sa.set_sa_sigaction(|_, info, _| {
        BY.store(tid(), SeqCst);
        CODE.store(info.si_code, SeqCst);
        FROM.store(info.si_pid(), SeqCst);
        RAN.fetch_add(1, SeqCst);
    });
    sa.sa_flags = SA_SIGINFO;
    assert_eq!(sigaction(SIGUSR1, sa, NULL), 0);
}

/// Sends the process a signal without passing the gate.
fn kill_process() {
    // SAFETY: passes numbers; the signal has a handler.
    assert_eq!(unsafe { libc::kill(libc::getpid(), libc::SIGUSR1) }, 0);
}

/// As `kill` sent it.
fn assert_handled(times: u32) {
    assert_eq!(RAN.load(SeqCst), times);
    assert_eq!(CODE.load(SeqCst), SI_USER);
    assert_eq!(FROM.load(SeqCst), getpid());
}

/// This thread computes; another one waits in a call, and handles what comes.
pub(crate) fn another_handles_it() {
    const ROUNDS: u32 = 10_000;
    install();
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    let quiet = sv[0];
    let (tell, told) = channel();
    let waiting = thread::spawn(move || {
        tell.send(tid()).unwrap();
        let mut interrupted = 0;
        while RAN.load(SeqCst) < ROUNDS {
            let ret = recv(quiet, &mut [0u8; 1], 1, 0);
            if ret == 1 {
                break;
            }
            assert_eq!((ret, errno()), (-1, EINTR));
            interrupted += 1;
        }
        interrupted
    });
    let other = told.recv().unwrap();
    let mut by_other = 0;
    for round in 1..=ROUNDS {
        kill_process();
        while RAN.load(SeqCst) < round {
            spin_loop();
        }
        by_other += u32::from(BY.load(SeqCst) == other);
        // Lets the signal in again.
        getpid();
        assert_handled(round);
    }
    assert_eq!(by_other, ROUNDS, "this thread was never at the gate");
    send(sv[1], "x", 1, 0);
    assert!(waiting.join().unwrap() > 0);
}

/// Another thread computes, and nobody waits: it handles the signal in its next call, as it came.
pub(crate) fn it_handles_it_later() {
    install();
    let (block, old) = (&mut sigset_t::zeroed(), &mut sigset_t::zeroed());
    sigaddset(block, SIGUSR1);
    static SENT: AtomicBool = AtomicBool::new(false);
    let (tell, told) = channel();
    let computing = thread::spawn(move || {
        getpid();
        tell.send(()).unwrap();
        for round in 1..=1000 {
            while !SENT.load(SeqCst) {
                spin_loop();
            }
            // Mostly it comes now; at the latest in the call.
            for _ in 0..1000 {
                spin_loop();
            }
            assert_eq!(RAN.load(SeqCst), round - 1, "nobody has been at the gate");
            getpid();
            assert_handled(round);
            assert_eq!(BY.load(SeqCst), tid());
            SENT.store(false, SeqCst);
        }
    });
    // So the signal is for the other thread.
    assert_eq!(sigprocmask(SIG_BLOCK, block, old), 0);
    told.recv().unwrap();
    for _ in 0..1000 {
        kill_process();
        SENT.store(true, SeqCst);
        while SENT.load(SeqCst) && !computing.is_finished() {
            spin_loop();
        }
        if computing.is_finished() {
            break;
        }
    }
    computing.join().unwrap();
}
