//! What waiting.c does, here: line for line.

#![allow(clippy::needless_range_loop, reason = "C's loops")]

use berkeley::{
    adopt, arpa::inet::*, errno::*, poll::*, string::*, sys::epoll::*, sys::eventfd::*,
    sys::select::*, sys::timerfd::*, unistd::*,
};
use std::fmt::Write;
use std::fs::File;
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

/// What came of the calls.
pub(crate) struct Report(pub(crate) String);

impl Report {
    fn print(&mut self, text: impl std::fmt::Display) {
        write!(self.0, "{text}").unwrap();
    }

    fn said(&mut self, what: &str, ret: i32) {
        let errno = if ret == -1 { errno() } else { 0 };
        self.print(format!("{what}: {ret} {errno}\n"));
    }

    fn polled(&mut self, what: &str, ret: i32, fds: &[pollfd]) {
        self.said(what, ret);
        for pollfd { fd, events, revents } in fds {
            self.print(format!(" {fd} {events} {revents}\n"));
        }
    }

    fn selected(&mut self, what: &str, ret: i32, sets: [&fd_set; 3]) {
        self.said(what, ret);
        for set in sets {
            for fd in 0..FD_SETSIZE {
                if FD_ISSET(fd, set) {
                    self.print(format!(" {fd}"));
                }
            }
            self.print("\n");
        }
    }

    fn waited(&mut self, what: &str, ret: i32, events: &[epoll_event]) {
        self.said(what, ret);
        for event in events {
            self.print(format!(" {} {}\n", event.events, event.data.u64()));
        }
    }
}

fn at(fd: i32, number: i32) -> i32 {
    let ret = dup2(fd, number);
    close(fd);
    assert_eq!(ret, number);
    ret
}

fn two(fds: &[i32; 2], number: i32) {
    at(fds[0], number);
    at(fds[1], number + 1);
}

fn sigemptyset(set: &mut sigset_t) {
    *set = sigset_t::zeroed();
}

fn sigaddset(set: &mut sigset_t, signal: i32) {
    set.as_bytes_mut()[(signal - 1) as usize / 8] |= 1 << ((signal - 1) % 8);
}

fn polls(r: &mut Report) {
    let (fds, sock) = (&mut [0; 2], SOCK_STREAM);
    let pfd = &mut [pollfd::zeroed(); 3];
    let addr = &mut sockaddr_in::zeroed();
    let mut len = sizeof(addr) as socklen_t;
    let now = &timespec { tv_sec: 0, tv_nsec: 0 };
    let wrong = &timespec { tv_sec: 0, tv_nsec: 1000000000 };
    let negative = &timespec { tv_sec: -1, tv_nsec: 0 };
    let none = &mut sigset_t::zeroed();
    let usr1 = &mut sigset_t::zeroed();
    memset(none, 0, sizeof(none));
    sigemptyset(usr1);
    sigaddset(usr1, libc::SIGUSR1);

    pipe(fds);
    two(fds, 100);
    memset(pfd, 0, sizeof(pfd));
    pfd[0].fd = 100;
    pfd[0].events = POLLIN;
    r.polled("empty pipe", poll(pfd, 1, 0), &pfd[..1]);
    write(101, "x", 1);
    r.polled("full pipe", poll(pfd, 1, -1), &pfd[..1]);
    pfd[1].fd = 101;
    pfd[1].events = POLLOUT | POLLWRNORM;
    pfd[2].fd = -5;
    pfd[2].events = POLLIN;
    pfd[2].revents = 77;
    r.polled("both ends", poll(pfd, 3, -1), pfd);
    r.polled("the first of them", poll(pfd, 1, -1), pfd);
    close(101);
    r.polled("no writer", poll(pfd, 1, -1), &pfd[..1]);
    read(100, &mut pfd[2], 1);
    r.polled("no writer, empty", poll(pfd, 1, -1), &pfd[..1]);
    pipe(fds);
    two(fds, 100);
    close(100);
    pfd[0].fd = 101;
    pfd[0].events = 0;
    r.polled("no reader", poll(pfd, 1, -1), &pfd[..1]);

    socketpair(AF_UNIX, SOCK_STREAM, 0, fds);
    two(fds, 102);
    pfd[0].fd = 102;
    pfd[0].events = POLLIN | POLLOUT | POLLRDHUP | POLLRDNORM | POLLWRBAND;
    r.polled("socket", poll(pfd, 1, -1), &pfd[..1]);
    shutdown(103, SHUT_WR);
    r.polled("shut down", poll(pfd, 1, -1), &pfd[..1]);
    close(103);
    r.polled("closed", poll(pfd, 1, -1), &pfd[..1]);

    at(socket(PF_INET, sock, 0), 104);
    memset(addr, 0, sizeof(addr));
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(104, addr, sizeof(addr));
    getsockname(104, addr, &mut len);
    // Nobody listens there yet.
    at(socket(PF_INET, sock | SOCK_NONBLOCK, 0), 105);
    r.said("connect", connect(105, addr, sizeof(addr)));
    pfd[0].fd = 105;
    pfd[0].events = POLLOUT;
    r.polled("refused", poll(pfd, 1, -1), &pfd[..1]);
    listen(104, 5);
    pfd[0].fd = 104;
    pfd[0].events = POLLIN;
    r.polled("nobody calls", poll(pfd, 1, 0), &pfd[..1]);
    at(socket(PF_INET, sock, 0), 105);
    r.said("connect", connect(105, addr, sizeof(addr)));
    r.polled("somebody calls", poll(pfd, 1, -1), &pfd[..1]);
    at(accept(104, NULL, NULL), 106);
    send(105, "!", 1, MSG_OOB);
    pfd[0].fd = 106;
    pfd[0].events = POLLPRI;
    r.polled("urgent", poll(pfd, 1, -1), &pfd[..1]);
    pfd[0].events = POLLIN | POLLOUT;
    r.polled("not urgent", ppoll(pfd, 1, NULL, NULL), &pfd[..1]);
    pfd[0].events = POLLIN;
    r.polled("nothing else", ppoll(pfd, 1, now, none), &pfd[..1]);
    send(105, "!", 1, 0);
    r.polled("after it", ppoll(pfd, 1, NULL, usr1), &pfd[..1]);
    r.polled("no nanoseconds", ppoll(pfd, 1, wrong, NULL), &pfd[..1]);
    r.polled("negative", ppoll(pfd, 1, negative, NULL), &pfd[..1]);

    r.said("nothing", poll(NULL, 0, 0));
    r.said("nothing", poll(NULL, 0, 1));
    r.said("nothing", ppoll(NULL, 0, now, NULL));
    r.said("null", poll(NULL, 5, 0));
}

fn selects(out: &mut Report) {
    let fds = &mut [0; 2];
    let master = &mut fd_set::zeroed();
    let (r, w, x) = (&mut fd_set::zeroed(), &mut fd_set::zeroed(), &mut fd_set::zeroed());
    let now = &mut timeval { tv_sec: 0, tv_usec: 0 };
    let long_time = &mut timeval { tv_sec: 1000, tv_usec: 1500000 };
    let negative = &mut timeval { tv_sec: -1, tv_usec: 0 };
    let now_ns = &mut timespec { tv_sec: 0, tv_nsec: 0 };
    let long_ns = &mut timespec { tv_sec: 1000, tv_nsec: 5 };
    let wrong = &mut timespec { tv_sec: 0, tv_nsec: 1000000000 };
    let none = &mut sigset_t::zeroed();
    let usr1 = &mut sigset_t::zeroed();
    memset(none, 0, sizeof(none));
    sigemptyset(usr1);
    sigaddset(usr1, libc::SIGUSR1);

    socketpair(AF_UNIX, SOCK_STREAM, 0, fds);
    two(fds, 110);
    FD_ZERO(master);
    FD_SET(106, master);
    FD_SET(110, master);
    FD_SET(111, master);
    *r = *master;
    FD_ZERO(w);
    FD_ZERO(x);
    FD_CLR(106, r);
    out.selected("nothing to read", select(112, r, NULL, NULL, now), [r, w, x]);
    write(111, "x", 1);
    *r = *master;
    FD_CLR(106, r);
    out.selected("something to read", select(112, r, NULL, NULL, NULL), [r, w, x]);
    (*r, *w, *x) = (*master, *master, *master);
    out.selected("three sets", select(112, r, w, x, long_time), [r, w, x]);
    out.print(format!("{}\n", (long_time.tv_sec > 900 && long_time.tv_sec <= 1001) as i32));
    (*r, *w, *x) = (*master, *master, *master);
    let ret = select(111, r, w, x, NULL);
    out.selected("numbers from 111 on are not looked at", ret, [r, w, x]);
    (*r, *w, *x) = (*master, *master, *master);
    out.selected("negative timeout", select(112, r, w, x, negative), [r, w, x]);
    out.said("nothing", select(0, NULL, NULL, NULL, now));
    out.said("many nothings", select(1 << 24, NULL, NULL, NULL, now));

    (*r, *w, *x) = (*master, *master, *master);
    out.selected("pselect", pselect(112, r, NULL, x, long_ns, usr1), [r, w, x]);
    out.print(format!("{} {}\n", long_ns.tv_sec, long_ns.tv_nsec));
    *r = *master;
    out.selected("pselect to write", pselect(112, NULL, w, NULL, NULL, none), [r, w, x]);
    out.said("nothing", pselect(0, NULL, NULL, NULL, now_ns, NULL));
    *w = *master;
    out.selected("no nanoseconds", pselect(112, r, w, NULL, wrong, NULL), [r, w, x]);
}

fn epolls(r: &mut Report) {
    let fds = &mut [0; 2];
    let (ev, events) = (&mut epoll_event::zeroed(), &mut [epoll_event::zeroed(); 4]);
    let pfd = &mut pollfd { fd: 120, events: POLLIN, revents: 0 };
    let now = &mut timespec { tv_sec: 0, tv_nsec: 0 };
    let wrong = &mut timespec { tv_sec: 0, tv_nsec: -1 };
    let usr1 = &mut sigset_t::zeroed();
    sigemptyset(usr1);
    sigaddset(usr1, libc::SIGUSR1);

    at(epoll_create1(0), 120);
    at(epoll_create1(EPOLL_CLOEXEC), 121);
    at(epoll_create(1), 122);
    r.said("no size", epoll_create(0));
    r.said("no flags", epoll_create1(1));
    socketpair(AF_UNIX, SOCK_STREAM, 0, fds);
    two(fds, 123);
    at(adopt(File::open("/dev/null").unwrap().into()), 125);
    memset(ev, 0, sizeof(ev));
    memset(events, 0xee, sizeof(events));

    ev.events = EPOLLIN;
    ev.data.set_u64(0x1122334455667788);
    ev.data.set_fd(123);
    r.said("add", epoll_ctl(120, EPOLL_CTL_ADD, 123, ev));
    r.said("add again", epoll_ctl(120, EPOLL_CTL_ADD, 123, ev));
    r.said("add nothing", epoll_ctl(120, EPOLL_CTL_ADD, 124, NULL));
    r.said("modify another", epoll_ctl(120, EPOLL_CTL_MOD, 124, ev));
    r.said("delete another", epoll_ctl(120, EPOLL_CTL_DEL, 124, NULL));
    r.said("add itself", epoll_ctl(120, EPOLL_CTL_ADD, 120, ev));
    r.said("add a file", epoll_ctl(120, EPOLL_CTL_ADD, 125, ev));
    r.said("to no epoll", epoll_ctl(123, EPOLL_CTL_ADD, 124, ev));
    r.said("what?", epoll_ctl(120, 4, 124, ev));
    ev.data.set_u64(9);
    r.said("add an epoll", epoll_ctl(121, EPOLL_CTL_ADD, 120, ev));
    r.said("in a circle", epoll_ctl(120, EPOLL_CTL_ADD, 121, ev));

    r.waited("nothing", epoll_wait(120, events, 4, 0), events);
    write(124, "x", 1);
    r.waited("level", epoll_wait(120, events, 4, -1), events);
    r.waited("still", epoll_wait(120, events, 1, -1), events);
    r.waited("of the epoll", epoll_wait(121, &mut events[1..], 3, -1), events);
    r.polled("polled", poll(pfd, 1, -1), &[*pfd]);
    ev.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    ev.data.set_u32(5);
    r.said("modify", epoll_ctl(120, EPOLL_CTL_MOD, 123, ev));
    r.waited("edge", epoll_wait(120, events, 4, -1), events);
    r.waited("no edge", epoll_wait(120, events, 4, 0), events);
    shutdown(124, SHUT_WR);
    r.waited("another edge", epoll_wait(120, events, 4, -1), events);
    ev.events = EPOLLOUT | EPOLLONESHOT;
    r.said("modify", epoll_ctl(120, EPOLL_CTL_MOD, 123, ev));
    r.waited("one shot", epoll_pwait(120, events, 4, -1, NULL), events);
    r.waited("no other", epoll_pwait(120, events, 4, 0, usr1), events);
    r.said("load", epoll_ctl(120, EPOLL_CTL_MOD, 123, ev));
    r.waited("another shot", epoll_pwait2(120, events, 4, NULL, usr1), events);
    r.waited("no other", epoll_pwait2(120, events, 4, now, NULL), events);
    r.waited("negative", epoll_pwait2(120, events, 4, wrong, NULL), events);
    r.said("delete", epoll_ctl(120, EPOLL_CTL_DEL, 123, NULL));

    ev.events = EPOLLIN | EPOLLEXCLUSIVE;
    r.said("exclusive epoll", epoll_ctl(122, EPOLL_CTL_ADD, 120, ev));
    r.said("exclusive", epoll_ctl(120, EPOLL_CTL_ADD, 123, ev));
    r.said("modify exclusively", epoll_ctl(120, EPOLL_CTL_MOD, 123, ev));
    ev.events = EPOLLIN;
    r.said("modify exclusive", epoll_ctl(120, EPOLL_CTL_MOD, 123, ev));
    ev.events = EPOLLIN | EPOLLEXCLUSIVE | EPOLLONESHOT;
    r.said("exclusive shot", epoll_ctl(120, EPOLL_CTL_ADD, 124, ev));
    close(124);
    r.waited("hung up", epoll_wait(120, events, 4, -1), events);
    close(123);
    r.waited("closed", epoll_wait(120, events, 4, 0), events);
    r.waited("no room", epoll_wait(120, events, 0, 0), events);
    r.waited("less room", epoll_wait(120, events, -1, 0), events);
    r.waited("no epoll", epoll_wait(102, events, 4, 0), events);
    r.waited("none at all", epoll_wait(125, events, 4, 0), events);
}

fn eventfds(r: &mut Report) {
    let value = &mut 5;
    let pfd = &mut pollfd { fd: 130, events: POLLIN | POLLOUT, revents: 0 };

    at(eventfd(3, EFD_NONBLOCK | EFD_CLOEXEC), 130);
    at(eventfd(3, EFD_NONBLOCK | EFD_SEMAPHORE), 131);
    r.said("no flags", eventfd(0, 2));
    r.said("read", eventfd_read(130, value));
    r.print(format!("{value}\n"));
    r.polled("at 0", poll(pfd, 1, -1), &[*pfd]);
    r.said("read at 0", eventfd_read(130, value));
    r.print(format!("{value}\n"));
    r.said("write too much", eventfd_write(130, u64::MAX));
    r.said("write", eventfd_write(130, 0xfffffffffffffffe));
    r.polled("full", poll(pfd, 1, -1), &[*pfd]);
    r.said("write more", eventfd_write(130, 1));
    r.said("semaphore", eventfd_read(131, value));
    r.print(format!("{value}\n"));
    r.said("of a file", eventfd_read(125, value));
    r.said("to a file", eventfd_write(125, 1));
}

fn timerfds(r: &mut Report) {
    let it = &mut itimerspec::zeroed();
    let old = &mut itimerspec::zeroed();
    let pfd = &mut pollfd { fd: 132, events: POLLIN | POLLOUT, revents: 0 };
    let expired = &mut 5u64;

    (it.it_interval.tv_sec, it.it_value.tv_nsec) = (7, 1);
    for clock in -2..14 {
        match timerfd_create(clock, 0) {
            -1 => r.said("no clock", -1),
            fd => r.said("clock", close(fd)),
        }
    }
    at(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), 132);
    r.said("no flags", timerfd_create(CLOCK_MONOTONIC, 1));
    r.said("not running", read(132, expired, 8) as i32);
    r.said("settime", timerfd_settime(132, 0, it, NULL));
    r.polled("expired", poll(pfd, 1, -1), &[*pfd]);
    r.said("too short", read(132, expired, 7) as i32);
    r.said("read", read(132, expired, 8) as i32);
    r.print(format!("{expired}\n"));
    r.said("write", write(132, expired, 8) as i32);
    it.it_value.tv_sec = 0;
    it.it_value.tv_nsec = 0;
    r.said("stop", timerfd_settime(132, 0, it, NULL));
    r.said("stopped", timerfd_settime(132, 0, it, old));
    let (interval, value) = (old.it_interval, old.it_value);
    r.print(format!("{} {} {}\n", interval.tv_sec, interval.tv_nsec, (value.tv_sec > 0) as i32));
    r.said("gettime", timerfd_gettime(132, old));
    let (interval, value) = (old.it_interval, old.it_value);
    r.print(format!("{} {} {}\n", interval.tv_sec, value.tv_sec, value.tv_nsec));
    it.it_value.tv_nsec = 1;
    let flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
    r.said("in the past", timerfd_settime(132, flags, it, NULL));
    r.polled("expired", poll(pfd, 1, -1), &[*pfd]);
    r.said("flags", timerfd_settime(132, 4, it, old));
    it.it_value.tv_nsec = 1000000000;
    r.said("nanoseconds", timerfd_settime(132, 0, it, old));
    it.it_value.tv_nsec = -1;
    r.said("negative", timerfd_settime(132, 0, it, old));
    it.it_value.tv_nsec = 1;
    r.said("of a file", timerfd_settime(125, 0, it, old));
    r.said("of a file", timerfd_gettime(125, old));
    r.print(format!("{}\n", old.it_interval.tv_sec));
}

/// What nobody owns: 140 is closed. (More than 20000 files nobody has: see 2000000000 too.)
pub(crate) fn strangers(out: &mut Report) {
    let fds = &mut [0; 2];
    let pfd = &mut [pollfd::zeroed(); 100];
    let (r, w, x) = (&mut fd_set::zeroed(), &mut fd_set::zeroed(), &mut fd_set::zeroed());
    let ev = &mut epoll_event { events: EPOLLIN, ..epoll_event::zeroed() };
    let events = &mut [epoll_event::zeroed(); 1];
    let now = &mut timeval { tv_sec: 0, tv_usec: 0 };
    let negative = &mut timespec { tv_sec: -1, tv_nsec: 0 };

    pipe(fds);
    two(fds, 132);
    write(133, "x", 1);
    at(epoll_create1(0), 134);
    memset(events, 0, sizeof(events));
    for i in 0..100 {
        pfd[i].fd = match i % 3 {
            0 => 132 + i as i32 % 2,
            1 => -(i as i32),
            _ => 132,
        };
        pfd[i].events = POLLIN | POLLOUT;
        pfd[i].revents = i as i16;
    }
    out.polled("no stranger", poll(pfd, 100, -1), pfd);
    pfd[70].fd = 140;
    out.polled("a stranger", poll(pfd, 100, -1), pfd);
    pfd[5].fd = 2000000000;
    pfd[99].fd = 0x7fffffff;
    out.polled("strangers", ppoll(pfd, 100, NULL, NULL), pfd);
    out.polled("but no time", ppoll(pfd, 100, negative, NULL), pfd);
    out.polled("before the stranger", poll(&mut pfd[50..], 20, -1), pfd);
    out.polled("the stranger alone", poll(&mut pfd[70..], 1, -1), pfd);

    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `limit` is one, to write and to read.
    unsafe {
        libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit);
        limit.rlim_cur = 1000;
        libc::setrlimit(libc::RLIMIT_NOFILE, &limit);
    }
    let most = limit.rlim_cur as usize;
    let many = &mut vec![pollfd::zeroed(); most + 1];
    for i in 0..=most {
        many[i].fd = if i == 3 { 140 } else { -1 };
    }
    out.polled("too many with a stranger", poll(many, most + 1, 0), &many[..5]);
    out.polled("as many", poll(many, most, 0), &many[..5]);
    many[3].fd = -1;
    many[3].revents = 5;
    out.polled("too many", poll(many, most + 1, 0), &many[..5]);
    // Entries that fill the limit leave the kernel no room for one more.
    many[1].fd = 133;
    many[1].events = POLLOUT;
    many[3].fd = 140;
    limit.rlim_cur = 4;
    // SAFETY: `limit` is one, to read.
    unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limit) };
    out.polled("a stranger at the limit", poll(many, 4, -1), &many[..5]);
    limit.rlim_cur = most as _;
    // SAFETY: as above.
    unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limit) };

    FD_ZERO(r);
    FD_ZERO(w);
    FD_ZERO(x);
    FD_SET(132, r);
    FD_SET(133, w);
    FD_SET(140, x);
    out.selected("stranger in a set", select(141, r, w, x, now), [r, w, x]);
    out.selected("pselect", pselect(141, r, w, x, NULL, NULL), [r, w, x]);
    out.selected("negative nfds", select(-1, r, w, x, now), [r, w, x]);
    out.selected("up to the stranger", select(140, r, w, x, NULL), [r, w, x]);

    let value = &mut 0;
    out.said("to a stranger", epoll_ctl(140, EPOLL_CTL_ADD, 132, ev));
    out.said("of a stranger", epoll_ctl(134, EPOLL_CTL_ADD, 140, ev));
    out.said("wait", epoll_wait(140, events, 1, 0));
    out.said("pwait", epoll_pwait(140, events, 1, 0, NULL));
    out.said("too much room", epoll_wait(134, events, 0x7fffffff, 0));
    out.said("read", eventfd_read(140, value));
    out.said("write", eventfd_write(140, 1));
    out.said("settime", timerfd_settime(140, 0, &itimerspec::zeroed(), NULL));
    out.said("gettime", timerfd_gettime(140, &mut itimerspec::zeroed()));
}

static CAUGHT: AtomicI32 = AtomicI32::new(0);

extern "C" fn catch(_: i32) {
    CAUGHT.fetch_add(1, Relaxed);
}

/// A signal that waits until the call unblocks it. 140 is closed.
pub(crate) fn signals(r: &mut Report) {
    let pfd = &mut [pollfd::zeroed(); 40];
    let events = &mut [epoll_event::zeroed(); 1];
    let none = &mut sigset_t::zeroed();
    let usr1 = &mut sigset_t::zeroed();
    memset(none, 0, sizeof(none));
    sigemptyset(usr1);
    sigaddset(usr1, libc::SIGUSR1);
    // SAFETY: all zeros is a valid action; the handler does nothing but count.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = catch as *const () as usize;
        action.sa_flags = libc::SA_RESTART;
        libc::sigaction(libc::SIGUSR1, &action, std::ptr::null_mut());
        libc::pthread_sigmask(libc::SIG_BLOCK, usr1, std::ptr::null_mut());
    }
    // SAFETY: the signal has a handler.
    let raise = |signal| unsafe { libc::raise(signal) };
    let caught = || CAUGHT.load(Relaxed);
    at(epoll_create1(0), 134);
    for i in 0..40 {
        pfd[i].fd = if i == 35 { 140 } else { -1 };
    }

    raise(libc::SIGUSR1);
    r.said("poll", poll(NULL, 0, 0));
    r.said("ppoll of a stranger", ppoll(pfd, 40, NULL, none));
    r.print(format!("{}\n", caught()));
    r.said("ppoll", ppoll(NULL, 0, NULL, none));
    r.print(format!("{}\n", caught()));
    raise(libc::SIGUSR1);
    r.said("pselect", pselect(0, NULL, NULL, NULL, NULL, none));
    raise(libc::SIGUSR1);
    r.said("pwait", epoll_pwait(134, events, 1, -1, none));
    raise(libc::SIGUSR1);
    r.said("pwait2", epoll_pwait2(134, events, 1, NULL, none));
    r.print(format!("{}\n", caught()));
}

/// All calls that reach the kernel as they are.
pub(crate) fn ordinary(r: &mut Report) {
    // strace's account is compared from here on.
    epoll_create(-777);
    polls(r);
    selects(r);
    epolls(r);
    eventfds(r);
    timerfds(r);
}
