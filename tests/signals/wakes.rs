//! A signal that comes just before a call sleeps wakes it, as one that comes later does.
//!
//! Each round is a call that would never return, and one signal at a random moment around its
//! beginning. If one were lost, the round would not end, and the alarm of `main` would tell.

use crate::{Random, send_to, tid};
use berkeley::{
    errno::*, poll::*, signal::*, sys::epoll::*, sys::select::*, sys::socket::*, sys::un::*,
    unistd::*,
};
use std::hint::spin_loop;
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

/// How often the handler has run.
static RAN: AtomicU32 = AtomicU32::new(0);
/// The round that the sender is to send its signal in; 0 before the first.
static ROUND: AtomicU32 = AtomicU32::new(0);
const OVER: u32 = u32::MAX;

fn count(_: i32) {
    RAN.fetch_add(1, SeqCst);
}

/// Sends the thread a signal a random time after each round's beginning.
fn sender(thread: i32) {
    let mut random = Random::new();
    let mut seen = 0;
    loop {
        let round = ROUND.load(SeqCst);
        if round == OVER {
            return;
        }
        if round == seen {
            // Where there is one processor, it is to be the other's.
            if random.below(1000) == 0 {
                thread::yield_now();
            }
            spin_loop();
            continue;
        }
        seen = round;
        // Mostly about as long as it takes to get into the call; sometimes until it sleeps.
        let longest = [20, 100, 400, 3000][random.below(4) as usize];
        for _ in 0..random.below(longest) {
            spin_loop();
        }
        send_to(thread, SIGUSR1);
    }
}

/// Makes the call in as many rounds, and says how long the longest took.
fn rounds(what: &str, rounds: u32, mut call: impl FnMut()) {
    let thread = tid();
    let start = Instant::now();
    let mut worst = Duration::ZERO;
    RAN.store(0, SeqCst);
    ROUND.store(0, SeqCst);
    thread::scope(|scope| {
        scope.spawn(move || sender(thread));
        for round in 1..=rounds {
            let start = Instant::now();
            ROUND.store(round, SeqCst);
            call();
            assert_eq!(RAN.load(SeqCst), round, "{what}: the handler has run once a round");
            worst = worst.max(start.elapsed());
        }
        ROUND.store(OVER, SeqCst);
    });
    println!("  {what}: {rounds} rounds in {:.1?}, the longest {worst:.1?}", start.elapsed());
}

/// The call fails with `EINTR` in every round.
fn interrupted(what: &str, count: u32, mut call: impl FnMut() -> i64) {
    rounds(what, count, || {
        assert_eq!((call(), errno()), (-1, EINTR), "{what}");
    });
}

pub(crate) fn none_is_lost() {
    let sa = &mut sigaction::zeroed();
    sa.set_sa_handler(count);
    assert_eq!(sigaction(SIGUSR1, sa, NULL), 0);

    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    let quiet = sv[0];
    let buf = &mut [0u8; 4];
    interrupted("recv", 100_000, || recv(quiet, buf, 4, 0) as i64);

    interrupted("pause", 100_000, || pause().into());

    let listener = socket(AF_UNIX, SOCK_STREAM, 0);
    let addr = &mut sockaddr_un::zeroed();
    addr.sun_family = AF_UNIX as sa_family_t;
    // The kernel chooses a name.
    assert_eq!(bind(listener, addr, size_of::<sa_family_t>()), 0);
    assert_eq!(listen(listener, 1), 0);
    interrupted("accept", 100_000, || accept(listener, NULL, NULL).into());

    let set = &mut fd_set::zeroed();
    interrupted("select", 100_000, || {
        FD_ZERO(set);
        FD_SET(quiet, set);
        select(quiet + 1, set, NULL, NULL, NULL).into()
    });

    let pfd = &mut [pollfd { fd: quiet, events: POLLIN, revents: 0 }];
    interrupted("poll", 100_000, || poll(pfd, 1, -1).into());

    let ep = epoll_create1(0);
    let ev = &mut epoll_event::zeroed();
    ev.events = EPOLLIN;
    assert_eq!(epoll_ctl(ep, EPOLL_CTL_ADD, quiet, ev), 0);
    let evs = &mut [epoll_event::zeroed(); 2];
    interrupted("epoll_wait", 100_000, || epoll_wait(ep, evs, 2, -1).into());

    // As programs use it: the signal is blocked but while they wait.
    let (block, old) = (&mut sigset_t::zeroed(), &mut sigset_t::zeroed());
    sigaddset(block, SIGUSR1);
    assert_eq!(sigprocmask(SIG_BLOCK, block, old), 0);
    interrupted("sigsuspend", 100_000, || sigsuspend(old).into());
    interrupted("ppoll", 20_000, || ppoll(pfd, 1, NULL, old).into());
    interrupted("pselect", 20_000, || {
        FD_ZERO(set);
        FD_SET(quiet, set);
        pselect(quiet + 1, set, NULL, NULL, NULL, old).into()
    });
    interrupted("epoll_pwait", 20_000, || epoll_pwait(ep, evs, 2, -1, old).into());
    let now = &mut sigset_t::zeroed();
    assert_eq!(sigprocmask(SIG_SETMASK, old, now), 0);
    assert!(now == block, "what was blocked still is, and nothing else");
}

/// Under `SA_RESTART` the call is made again after the handler, and is completed by what that does.
pub(crate) fn goes_on() {
    static PEER: AtomicI32 = AtomicI32::new(-1);
    fn write_byte(signal: i32) {
        count(signal);
        assert_eq!(send(PEER.load(SeqCst), "x", 1, 0), 1);
    }
    let sa = &mut sigaction::zeroed();
    sa.set_sa_handler(write_byte);
    sa.sa_flags = SA_RESTART;
    assert_eq!(sigaction(SIGUSR1, sa, NULL), 0);

    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    PEER.store(sv[1], SeqCst);
    let buf = &mut [0u8; 4];
    rounds("recv, with SA_RESTART", 100_000, || {
        assert_eq!(recv(sv[0], buf, 4, 0), 1, "{}", strerror(errno()));
    });
    rounds("read, with SA_RESTART", 20_000, || {
        assert_eq!(read(sv[0], buf, 4), 1, "{}", strerror(errno()));
    });
}
