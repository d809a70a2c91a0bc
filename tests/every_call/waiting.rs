//! The calls that wait, with few descriptors and with many.

use crate::account::{fails, works};
use berkeley::{
    errno::*, poll::*, sys::epoll::*, sys::eventfd::*, sys::select::*, sys::timerfd::*,
};
use berkeley::{sys::socket::*, unistd::*};

pub(crate) fn all() {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    polls(sv[0]);
    selects(sv[1]);
    epolls(sv[0]);
    let (efd, value) = (works!(eventfd(1, 0), 0..), &mut 0);
    works!(eventfd_write(efd, 1), 0);
    works!(eventfd_read(efd, value), 0);
    fails!(eventfd_write(efd, u64::MAX), -1, EINVAL);
    fails!(eventfd(0, 2), -1, EINVAL);
    let (tfd, it) = (works!(timerfd_create(CLOCK_MONOTONIC, 0), 0..), &mut itimerspec::zeroed());
    it.it_value.tv_nsec = 1;
    works!(timerfd_settime(tfd, 0, it, NULL), 0);
    works!(timerfd_gettime(tfd, it), 0);
    fails!(timerfd_settime(tfd, 8, it, NULL), -1, EINVAL);
    fails!(timerfd_gettime(efd, it), -1, EINVAL);
    fails!(timerfd_create(CLOCK_MONOTONIC, 1), -1, EINVAL);
    close(tfd);
    [efd, sv[0], sv[1]].into_iter().for_each(|fd| assert_eq!(close(fd), 0));
    fails!(eventfd_read(efd, value), -1, EBADF);
}

fn polls(sock: i32) {
    let fds = &mut vec![pollfd { fd: sock, events: POLLOUT, revents: 0 }; 900];
    let none = &sigset_t::zeroed();
    works!(poll(fds, 900, -1), 900);
    works!(ppoll(fds, 900, &timespec::zeroed(), none), 900);
    fds[450].fd = 1_000_000;
    works!(poll(fds, 900, -1), 900);
    assert_eq!(fds[450].revents, POLLNVAL);
    fails!(poll(fds, 901, -1), -1, EFAULT);
    fails!(ppoll(fds, 900, &timespec { tv_sec: 0, tv_nsec: -1 }, none), -1, EINVAL);
}

fn selects(sock: i32) {
    let set = &mut vec![fd_set::zeroed(); 1024];
    let (now, now_ns, none) = (&mut timeval::zeroed(), &timespec::zeroed(), &sigset_t::zeroed());
    for nfds in [FD_SETSIZE, 60 * FD_SETSIZE, 1024 * FD_SETSIZE] {
        works!(FD_SET(sock, set), ());
        works!(select(nfds, NULL, set, NULL, now), 1);
        works!(pselect(nfds, NULL, set, NULL, now_ns, none), 1);
        assert!(works!(FD_ISSET(sock, set), true));
        works!(FD_CLR(sock, set), ());
        FD_SET(1000, set);
        fails!(select(nfds, NULL, set, NULL, now), -1, EBADF);
        fails!(pselect(nfds, NULL, set, NULL, now_ns, none), -1, EBADF);
        works!(FD_ZERO(set), ());
    }
}

fn epolls(sock: i32) {
    let ev = &mut epoll_event { events: EPOLLOUT, ..epoll_event::zeroed() };
    let (events, none) = (&mut [epoll_event::zeroed(); 64], &sigset_t::zeroed());
    let epfd = works!(epoll_create1(0), 0..);
    let other = works!(epoll_create(1), 0..);
    works!(epoll_ctl(epfd, EPOLL_CTL_ADD, sock, ev), 0);
    works!(epoll_wait(epfd, events, 64, -1), 1);
    works!(epoll_pwait(epfd, events, 64, -1, none), 1);
    works!(epoll_pwait2(epfd, events, 64, NULL, none), 1);
    fails!(epoll_ctl(epfd, EPOLL_CTL_ADD, sock, ev), -1, EEXIST);
    fails!(epoll_wait(epfd, events, 0, -1), -1, EINVAL);
    fails!(epoll_pwait(epfd, events, -1, -1, none), -1, EINVAL);
    fails!(epoll_pwait2(sock, events, 64, NULL, none), -1, EINVAL);
    fails!(epoll_create(0), -1, EINVAL);
    fails!(epoll_create1(1), -1, EINVAL);
    close(epfd);
    close(other);
}
