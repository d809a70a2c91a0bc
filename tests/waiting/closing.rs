//! A descriptor that is closed while a call waits for it.

use super::alone;
use super::port::Report;
use berkeley::{
    adopt, errno::*, poll::*, release, sys::epoll::*, sys::select::*, sys::socket::*, unistd::*,
};
use std::process::Command;
use std::thread;

/// Whether the kernel has the number open.
fn is_open(fd: i32) -> bool {
    // SAFETY: F_GETFD changes nothing, of whatever number.
    unsafe { libc::fcntl(fd, libc::F_GETFD) != -1 }
}

/// Waits until a call works on the descriptor: then the table does not release it. Until then, such
/// a call may meet the moment in which it is released.
fn until_in_flight(fd: i32) {
    while let Some(owned) = release(fd) {
        assert_eq!(adopt(owned), fd);
        thread::yield_now();
    }
    assert_eq!(errno(), EBUSY);
}

/// Closes `fd` while `wait` waits for it, and then lets something happen with `wake`.
fn close_during(fd: i32, wait: impl FnOnce() + Send, wake: impl FnOnce()) {
    thread::scope(|scope| {
        let waiting = scope.spawn(wait);
        until_in_flight(fd);
        assert_eq!(close(fd), 0);
        assert_eq!((close(fd), errno()), (-1, EBADF), "it is closed for new calls");
        assert!(is_open(fd), "nobody else can get the number");
        let pfd = &mut pollfd { fd, events: POLLIN, revents: 0 };
        assert_eq!((poll(pfd, 1, -1), pfd.revents), (1, POLLNVAL));
        wake();
        waiting.join().unwrap();
    });
    assert!(!is_open(fd), "the number is given back");
}

fn pair() -> [i32; 2] {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    *sv
}

fn during_poll(_: &mut Report) {
    let [sock, other] = pair();
    let wait = || {
        let fds = &mut [pollfd { fd: sock, events: POLLIN, revents: 0 }; 2];
        fds[0].fd = -1;
        while (poll(fds, 2, -1), fds[1].revents) != (1, POLLIN) {
            assert_eq!(fds[1].revents, POLLNVAL);
        }
        assert_eq!(fds[1].fd, sock);
    };
    close_during(sock, wait, || _ = write(other, "x", 1));
}

fn during_select(_: &mut Report) {
    let [sock, other] = pair();
    let wait = || {
        let (read_fds, except_fds) = (&mut fd_set::zeroed(), &mut fd_set::zeroed());
        FD_SET(sock, read_fds);
        FD_SET(sock, except_fds);
        while select(sock + 1, read_fds, NULL, except_fds, NULL) != 1 {
            assert_eq!(errno(), EBADF);
        }
        assert!(FD_ISSET(sock, read_fds) && !FD_ISSET(sock, except_fds));
    };
    close_during(sock, wait, || _ = write(other, "x", 1));
}

fn during_epoll_wait(_: &mut Report) {
    let [sock, other] = pair();
    let epfd = epoll_create1(0);
    let ev = &mut epoll_event { events: EPOLLIN, ..epoll_event::zeroed() };
    assert_eq!(epoll_ctl(epfd, EPOLL_CTL_ADD, sock, ev), 0);
    let wait = || {
        let events = &mut [epoll_event::zeroed(); 2];
        while epoll_wait(epfd, events, 2, -1) != 1 {
            assert_eq!(errno(), EBADF);
        }
        assert_eq!(events[0].events, EPOLLIN);
    };
    close_during(epfd, wait, || _ = write(other, "x", 1));
}

#[test]
fn a_poll_sees_the_file_that_was_closed() {
    let name = "closing::a_poll_sees_the_file_that_was_closed";
    alone(name, |this| Command::new(this), during_poll);
}

#[test]
fn a_select_sees_the_file_that_was_closed() {
    let name = "closing::a_select_sees_the_file_that_was_closed";
    alone(name, |this| Command::new(this), during_select);
}

#[test]
fn an_epoll_wait_sees_the_epoll_that_was_closed() {
    let name = "closing::an_epoll_wait_sees_the_epoll_that_was_closed";
    alone(name, |this| Command::new(this), during_epoll_wait);
}
