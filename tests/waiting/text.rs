//! What a trace shows of the calls that wait, beside what strace shows of them.

use super::port::Report;
use super::{REPORT, alone, calls, same, scratch, strace_is_here, traced};
use berkeley::{
    poll::*, sys::epoll::*, sys::eventfd::*, sys::select::*, sys::socket::*, sys::timerfd::*,
    unistd::*,
};
use std::env;
use std::process::Command;

/// Two connected sockets, 100 and 101.
fn pair() {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    assert_eq!((dup2(sv[0], 100), dup2(sv[1], 101)), (100, 101));
}

/// Names, arrays that are cut short, sets of signals.
fn wide(_: &mut Report) {
    // What is compared begins here.
    epoll_create(-777);
    pair();
    let fds = &mut [pollfd { fd: 100, events: POLLOUT, revents: 0 }; 40];
    for nfds in [31, 32, 33, 40] {
        poll(fds, nfds, 0);
    }
    for i in 0..20 {
        fds[2 * i].events = POLLIN;
    }
    poll(fds, 40, -1);
    for events in (0..16).map(|bit| 1 << bit).chain([-1, 0x4001, 0]) {
        fds[0].events = events;
        poll(fds, 1, 0);
    }

    let times = [(0, 0), (0, 1), (5, 0), (0, 1_000_000_000), (-1, 0), (0, -1)];
    let times = times.map(|(tv_sec, tv_nsec)| timespec { tv_sec, tv_nsec });
    fds[0].events = POLLOUT;
    for time in &times {
        ppoll(fds, 1, time, NULL);
    }
    let mask = &mut sigset_t::zeroed();
    for bytes in
        [[0; 8], [0xff; 8], [1, 2, 4, 8, 16, 32, 64, 128], [0, 2, 0xff, 0xff, 255, 0, 7, 1]]
    {
        mask.as_bytes_mut()[..8].copy_from_slice(&bytes);
        ppoll(fds, 1, NULL, mask);
        pselect(0, NULL, NULL, NULL, &times[0], mask);
    }

    let sets = &mut [fd_set::zeroed(); 3];
    write(101, "x", 1);
    for nfds in [0, 100, 101, 102, 1024] {
        for set in sets.iter_mut() {
            FD_SET(100, set);
            FD_SET(101, set);
        }
        let [r, w, x] = sets;
        select(nfds, r, NULL, x, &mut timeval { tv_sec: 0, tv_usec: 0 });
        let tv_usec = if nfds > 101 { 3_500_000 } else { 0 };
        select(nfds, NULL, w, NULL, &mut timeval { tv_sec: 0, tv_usec });
    }

    for flags in [0, EPOLL_CLOEXEC, EPOLL_CLOEXEC | 1, 6] {
        close(epoll_create1(flags));
    }
    for flags in [0, EFD_CLOEXEC, EFD_SEMAPHORE | EFD_NONBLOCK, EFD_SEMAPHORE | 6, 6] {
        close(eventfd(u32::MAX, flags));
    }
    for clock in -3..14 {
        close(timerfd_create(clock, TFD_CLOEXEC));
    }
    for flags in [TFD_NONBLOCK | TFD_CLOEXEC, 1, TFD_CLOEXEC | 0x100] {
        close(timerfd_create(CLOCK_MONOTONIC, flags));
    }
    let tfd = timerfd_create(CLOCK_REALTIME, 0);
    let (it, old) = (&mut itimerspec::zeroed(), &mut itimerspec::zeroed());
    for (sec, nsec) in [(1000, 5), (0, 0), (-1, 0), (0, 1_000_000_000)] {
        (it.it_value.tv_sec, it.it_interval.tv_nsec) = (sec, nsec);
        for flags in [0, TFD_TIMER_ABSTIME, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, 7, 8] {
            timerfd_settime(tfd, flags, it, old);
            timerfd_settime(tfd, flags, it, NULL);
        }
        timerfd_gettime(tfd, it);
    }
    timerfd_settime(100, 0, it, old);
    timerfd_gettime(100, old);
    close(tfd);
    let efd = epoll_create(1);
    assert_eq!(dup2(efd, 102), 102);
    let ev = &mut epoll_event::zeroed();
    for op in [EPOLL_CTL_ADD, EPOLL_CTL_MOD, EPOLL_CTL_DEL, 0, 9] {
        epoll_ctl(102, op, 100, ev);
        epoll_ctl(102, op, 100, NULL);
    }
    epoll_ctl(102, EPOLL_CTL_ADD, 100, ev);
    for events in (0..32).map(|bit| 1 << bit).chain([u32::MAX, 0x800001, 0]) {
        ev.events = events;
        ev.data.set_u64(u64::MAX - u64::from(events));
        epoll_ctl(102, EPOLL_CTL_MOD, 100, ev);
    }
    for i in 0..40 {
        assert_eq!(dup2(100, 110 + i), 110 + i);
        ev.events = EPOLLOUT;
        ev.data.set_fd(i);
        epoll_ctl(102, EPOLL_CTL_ADD, 110 + i, ev);
    }
    let events = &mut [epoll_event::zeroed(); 40];
    for max in [40, 32, 1, 0, -1] {
        epoll_wait(102, events, max, 0);
        epoll_pwait(102, events, max, 0, mask);
        for time in &times {
            epoll_pwait2(102, events, max, time, mask);
        }
    }
}

#[test]
fn strace_prints_the_same() {
    let name = "text::strace_prints_the_same";
    if env::var_os(REPORT).is_none() && !strace_is_here(name) {
        return;
    }
    let (strace, trace) = traced(name, wide);
    assert!(strace.lines().count() > 150, "{} lines", strace.lines().count());
    same(&trace, &strace);
}

/// Of a call that the crate does otherwise, the trace shows what the program called.
fn answered(_: &mut Report) {
    epoll_create(-777);
    pair();
    write(101, "x", 1);
    let pfd = &mut [pollfd { fd: 100, events: POLLIN, revents: 0 }; 3];
    pfd[1].fd = -1;
    pfd[2].fd = 105;
    poll(pfd, 3, -1);
    let set = &mut fd_set::zeroed();
    FD_SET(105, set);
    select(106, NULL, set, NULL, NULL);
    epoll_wait(105, &mut epoll_event::zeroed(), 1, 0);
}

#[test]
fn what_the_crate_answers_is_shown() {
    let name = "text::what_the_crate_answers_is_shown";
    let trace = scratch("answered");
    let command = |this: &std::path::Path| {
        let mut command = Command::new(this);
        command.env("BERKELEY_TRACE", &trace);
        command
    };
    alone(name, command, answered);
    let lines = [
        "poll([{fd=100, events=POLLIN}, {fd=-1}, {fd=105, events=POLLIN}], 3, -1) = 2 \
         ([{fd=100, revents=POLLIN}, {fd=105, revents=POLLNVAL}])",
        "pselect6(106, NULL, [105], NULL, NULL, NULL) = -1 EBADF (Bad file descriptor)",
        "epoll_wait(105, 0x..., 1, 0) = -1 EBADF (Bad file descriptor)",
    ];
    assert_eq!(calls(&trace).lines().skip(1).collect::<Vec<_>>(), lines);
}
