//! What handlers may do: panic, never return, be interrupted by other signals, fork.

use crate::{Random, send_to, tid};
use berkeley::{adopt, errno::*, release, signal::*, sys::socket::*, sys::wait::*, unistd::*};
use std::panic::catch_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering::SeqCst};
use std::{process, thread};

static RAN: AtomicU32 = AtomicU32::new(0);

fn count(_: i32) {
    RAN.fetch_add(1, SeqCst);
}

fn install<H: Handler>(signal: i32, handler: H, flags: i32, mask: &[i32]) {
    let sa = &mut sigaction::zeroed();
    sa.set_sa_handler(handler);
    sa.sa_flags = flags;
    for signal in mask {
        sigaddset(&mut sa.sa_mask, *signal);
    }
    assert_eq!(sigaction(signal, sa, NULL), 0);
}

/// What the kernel has blocked for this thread.
fn blocked() -> Vec<i32> {
    let set = &mut sigset_t::zeroed();
    // SAFETY: there is room for the set.
    assert_eq!(unsafe { libc::pthread_sigmask(SIG_BLOCK, std::ptr::null(), set) }, 0);
    (1..=64).filter(|signal| sigismember(set, *signal) == 1).collect()
}

fn set_of(signals: &[i32]) -> sigset_t {
    let mut set = sigset_t::zeroed();
    signals.iter().for_each(|signal| assert_eq!(sigaddset(&mut set, *signal), 0));
    set
}

/// The panic comes out of the call; nothing is held, nothing stays blocked, and later signals come.
pub(crate) fn one_panics() {
    std::panic::set_hook(Box::new(|_| ()));
    fn panics(signal: i32) {
        count(signal);
        panic!("{signal}");
    }
    install(SIGUSR1, panics, 0, &[SIGHUP]);
    install(SIGUSR2, count, 0, &[]);
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    let (sock, main) = (sv[0], tid());
    for round in 1..=1000 {
        let sender = thread::spawn(move || {
            for _ in 0..Random::new().below(10_000) {
                std::hint::spin_loop();
            }
            send_to(main, SIGUSR1);
        });
        let panic = catch_unwind(|| recv(sock, &mut [0u8; 1], 1, 0)).unwrap_err();
        assert_eq!(*panic.downcast::<String>().unwrap(), SIGUSR1.to_string());
        sender.join().unwrap();
        assert_eq!((RAN.load(SeqCst), blocked()), (round, vec![]));
        // No call holds it any more.
        assert_eq!(adopt(release(sock).unwrap()), sock);
    }
    // The one that waits behind the one that panics still comes.
    let both = &set_of(&[SIGUSR1, SIGUSR2]);
    for round in 1..=1000 {
        RAN.store(0, SeqCst);
        assert_eq!(sigprocmask(SIG_BLOCK, both, NULL), 0);
        send_to(main, SIGUSR1);
        send_to(main, SIGUSR2);
        assert!(catch_unwind(|| sigprocmask(SIG_UNBLOCK, both, NULL)).is_err());
        getpid();
        assert_eq!((RAN.load(SeqCst), blocked()), (2, vec![]), "{round}");
    }
}

/// How a child ends that does this.
fn child(body: impl FnOnce()) -> i32 {
    let pid = fork();
    assert_ne!(pid, -1, "{}", strerror(errno()));
    if pid == 0 {
        alarm(60);
        body();
        _exit(99);
    }
    let mut status = 0;
    while waitpid(pid, &mut status, 0) == -1 {
        assert_eq!(errno(), EINTR);
    }
    status
}

/// A handler that goes on making calls, and ends the process itself.
pub(crate) fn one_never_returns() {
    fn serves(_: i32) {
        let fds = &mut [0; 2];
        pipe(fds);
        for _ in 0..1000 {
            assert_eq!((write(fds[1], "x", 1), read(fds[0], &mut [0u8; 1], 1)), (1, 1));
        }
        _exit(7);
    }
    install(SIGUSR1, serves, 0, &[]);
    install(SIGUSR2, |_| process::exit(8), 0, &[]);
    let ends = |signal| WEXITSTATUS(child(|| _ = raise(signal)));
    assert_eq!((ends(SIGUSR1), ends(SIGUSR2)), (7, 8));
    // In the middle of a call that waits.
    let ends = child(|| {
        let parent = getpid();
        if fork() == 0 {
            usleep(10_000);
            kill(parent, SIGUSR1);
            _exit(0);
        }
        loop {
            pause();
        }
    });
    assert_eq!(WEXITSTATUS(ends), 7);
}

static LOG: Mutex<Vec<String>> = Mutex::new(vec![]);

fn log(text: impl ToString) {
    LOG.lock().unwrap().push(text.to_string());
}

fn logged() -> String {
    LOG.lock().unwrap().drain(..).collect::<Vec<_>>().join(" ")
}

/// What comes while a handler runs.
pub(crate) fn one_meets_another() {
    static AGAIN: AtomicBool = AtomicBool::new(false);
    /// The first time, sends itself these, twice.
    fn during(signals: &[i32]) {
        log("(");
        if AGAIN.swap(false, SeqCst) {
            for _ in 0..2 {
                signals.iter().for_each(|signal| assert_eq!(raise(*signal), 0));
            }
        }
        log(")");
    }
    let first = |signal| {
        AGAIN.store(true, SeqCst);
        assert_eq!(raise(signal), 0);
        assert_eq!(blocked(), []);
        logged()
    };
    // Its own waits; two are one.
    install(SIGUSR1, |_| during(&[SIGUSR1]), 0, &[]);
    assert_eq!(first(SIGUSR1), "( ) ( )");
    // Those of real time are two.
    install(SIGRTMIN(), |_| during(&[SIGRTMIN()]), 0, &[]);
    assert_eq!(first(SIGRTMIN()), "( ) ( ) ( )");
    // Another one comes within.
    install(SIGUSR1, |_| during(&[SIGUSR2]), 0, &[]);
    install(SIGUSR2, |_| log("2"), 0, &[]);
    assert_eq!(first(SIGUSR1), "( 2 2 )");
    // Unless it is blocked meanwhile.
    install(SIGUSR1, |_| during(&[SIGUSR2]), 0, &[SIGUSR2]);
    assert_eq!(first(SIGUSR1), "( ) 2");
    // With SA_NODEFER its own comes within as well.
    install(SIGUSR1, |_| during(&[SIGUSR1]), SA_NODEFER, &[]);
    assert_eq!(first(SIGUSR1), "( ( ) ( ) )");
    // And the mask of the second handler comes on top of that of the first.
    install(SIGUSR1, |_| during(&[SIGUSR2]), 0, &[SIGHUP]);
    install(SIGUSR2, |_| log(format!("{:?}", blocked())), 0, &[SIGALRM]);
    let mask = format!("{:?}", [SIGHUP, SIGUSR1, SIGUSR2, SIGALRM]);
    assert_eq!(first(SIGUSR1), format!("( {mask} {mask} )"));
}

/// With `SA_RESETHAND` a handler runs once, and the signal is back at its default before.
pub(crate) fn one_is_reset() {
    static WITHIN: AtomicBool = AtomicBool::new(false);
    fn asks(signal: i32) {
        count(signal);
        let now = &mut sigaction::zeroed();
        sigaction(signal, NULL, now);
        WITHIN.store(now.sa_handler() == SIG_DFL, SeqCst);
    }
    install(SIGUSR1, asks, SA_RESETHAND, &[]);
    assert_eq!((raise(SIGUSR1), RAN.load(SeqCst), WITHIN.load(SeqCst)), (0, 1, true));
    install(SIGUSR1, asks, SA_RESETHAND, &[]);
    WITHIN.store(false, SeqCst);
    // It comes to this thread away from the gate.
    send_to(tid(), SIGUSR1);
    assert_eq!(RAN.load(SeqCst), 1);
    getpid();
    assert_eq!((RAN.load(SeqCst), WITHIN.load(SeqCst)), (2, true));
    // The second one of two ends the process.
    let status = child(|| {
        install(SIGUSR1, asks, SA_RESETHAND, &[]);
        raise(SIGUSR1);
        raise(SIGUSR1);
    });
    assert!(WIFSIGNALED(status) && WTERMSIG(status) == SIGUSR1, "{status:#x}");
}

/// In a storm, the old mask is always what it was, a signal that is blocked does not come, and
/// nothing is blocked at the end.
pub(crate) fn masks_stay() {
    install(SIGUSR1, count, 0, &[SIGHUP]);
    install(SIGUSR2, |_| (), SA_RESTART, &[SIGUSR1, SIGALRM]);
    let (main, over) = (tid(), &AtomicBool::new(false));
    let block = &set_of(&[SIGUSR1, SIGTERM]);
    let none = &sigset_t::zeroed();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut random = Random::new();
            while !over.load(SeqCst) {
                send_to(main, [SIGUSR1, SIGUSR2][random.below(2) as usize]);
                for _ in 0..random.below(50) {
                    std::hint::spin_loop();
                }
            }
        });
        // Where the two share a processor, few signals come.
        let mut round = 0;
        while round < 50_000 || RAN.load(SeqCst) < 1000 {
            round += 1;
            let old = &mut set_of(&[SIGINT]);
            assert_eq!(sigprocmask(SIG_BLOCK, block, old), 0);
            assert!(old == none, "{round}: {old:?}");
            let before = RAN.load(SeqCst);
            getpid();
            sigprocmask(SIG_BLOCK, NULL, old);
            assert!(old == block, "{round}: {old:?}");
            assert_eq!(RAN.load(SeqCst), before, "SIGUSR1 is blocked");
            if round % 2 == 0 {
                assert_eq!(sigprocmask(SIG_SETMASK, none, old), 0);
            } else {
                assert_eq!(sigprocmask(SIG_UNBLOCK, block, old), 0);
            }
            assert!(old == block, "{round}: {old:?}");
        }
        over.store(true, SeqCst);
    });
    getpid();
    assert_eq!(blocked(), []);
    let ran = RAN.load(SeqCst);
    println!("  {ran} signals");
}

/// What comes around a fork is handled by the parent, once.
pub(crate) fn forks_in_a_storm() {
    static PARENT: AtomicI32 = AtomicI32::new(0);
    static SEEN: Mutex<Vec<i32>> = Mutex::new(vec![]);
    static IN_CHILD: AtomicU32 = AtomicU32::new(0);
    fn takes(_: i32, info: &siginfo_t, _: *mut std::ffi::c_void) {
        if getpid() != PARENT.load(SeqCst) {
            IN_CHILD.fetch_add(1, SeqCst);
        }
        SEEN.lock().unwrap().push(info.si_int());
    }
    PARENT.store(getpid(), SeqCst);
    // Real-time signals: each of them comes, and brings its number.
    let sa = &mut sigaction::zeroed();
    sa.set_sa_sigaction(takes);
    sa.sa_flags = SA_SIGINFO | SA_RESTART;
    assert_eq!(sigaction(SIGRTMIN(), sa, NULL), 0);
    const SIGNALS: i32 = 30_000;
    let parent = getpid();
    let sender = fork();
    if sender == 0 {
        alarm(100);
        let mut random = Random::new();
        for n in 0..SIGNALS {
            let mut value = sigval::zeroed();
            value.set_sival_int(n);
            // As long as the queue is full.
            while sigqueue(parent, SIGRTMIN(), value) == -1 {
                usleep(10);
            }
            for _ in 0..random.below(3000) {
                std::hint::spin_loop();
            }
        }
        _exit(0);
    }
    let seen = || SEEN.lock().unwrap().len();
    let mut forks = 0;
    while seen() < SIGNALS as usize && waitpid(sender, NULL, WNOHANG) == 0 {
        let status = child(|| {
            IN_CHILD.store(0, SeqCst);
            getpid();
            getppid();
            let clean = IN_CHILD.load(SeqCst) == 0 && blocked().is_empty();
            _exit(i32::from(!clean));
        });
        assert!(WIFEXITED(status) && WEXITSTATUS(status) == 0, "{status:#x}");
        forks += 1;
    }
    getpid();
    let mut numbers = SEEN.lock().unwrap().clone();
    let in_order = numbers.is_sorted();
    numbers.sort();
    assert!(numbers == (0..SIGNALS).collect::<Vec<_>>(), "each once: {}", numbers.len());
    assert_eq!(blocked(), []);
    println!("  {forks} forks, {SIGNALS} signals; in order: {in_order}");
}

/// A handler is a function that was given as one. A number is none.
pub(crate) fn a_number_is_none() {
    let real = sighandler_t::from(count);
    let mut numbers = vec![2, 3, 0x1000, usize::MAX - 1, usize::MAX, main as fn() as usize];
    let bytes: [u8; size_of::<usize>()] = real.as_bytes().try_into().unwrap();
    let address = usize::from_ne_bytes(bytes);
    numbers.extend([address + 1, address - 1]);
    fn main() {}
    for number in numbers {
        let mut made_up = sighandler_t::zeroed();
        made_up.as_bytes_mut().copy_from_slice(&number.to_ne_bytes());
        assert_eq!((signal(SIGUSR1, made_up), errno()), (SIG_ERR, EINVAL), "{number:#x}");
        let sa = &mut sigaction::zeroed();
        sa.set_sa_handler(made_up);
        for flags in [0, SA_SIGINFO] {
            sa.sa_flags = flags;
            assert_eq!((sigaction(SIGUSR1, sa, NULL), errno()), (-1, EINVAL), "{number:#x}");
        }
        // As bytes of the whole structure.
        let sa = &mut sigaction::zeroed();
        sa.as_bytes_mut()[..size_of::<usize>()].copy_from_slice(&number.to_ne_bytes());
        assert_eq!((sigaction(SIGUSR1, sa, NULL), errno()), (-1, EINVAL), "{number:#x}");
    }
    let old = &mut sigaction::zeroed();
    sigaction(SIGUSR1, NULL, old);
    assert!(old.sa_handler() == SIG_DFL, "nothing has changed");
    // The same bytes as those of a handler are that handler.
    let mut copy = sighandler_t::zeroed();
    copy.as_bytes_mut().copy_from_slice(real.as_bytes());
    assert!(signal(SIGUSR1, copy) == SIG_DFL);
    assert_eq!((raise(SIGUSR1), RAN.load(SeqCst)), (0, 1));
}
