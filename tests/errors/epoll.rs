//! `epoll` and `eventfd`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, fcntl::*, sys::epoll::*, sys::eventfd::*, unistd::*};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "epoll_create", error: "EMFILE", how: Apart(no_instance_free) },
    Row { call: "epoll_create", error: "EINVAL", how: Provoked(no_size) },
    Row { call: "epoll_create1", error: "EINVAL", how: Provoked(no_flags) },
    Row { call: "epoll_create", error: "ENFILE", how: NotHere(ALL_FILES) },
    Row { call: "epoll_create", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
    Row { call: "epoll_ctl", error: "EEXIST", how: Provoked(added_twice) },
    Row { call: "epoll_ctl", error: "ENOENT", how: Provoked(not_on_the_list) },
    Row { call: "epoll_ctl", error: "EBADF", how: Provoked(closed) },
    Row { call: "epoll_ctl", error: "EPERM", how: Provoked(a_directory) },
    Row { call: "epoll_ctl", error: "EINVAL", how: Provoked(itself) },
    Row { call: "epoll_ctl", error: "ELOOP", how: Provoked(in_a_circle) },
    Row { call: "epoll_ctl", error: "EFAULT", how: Provoked(no_event) },
    Row {
        call: "epoll_ctl",
        error: "ENOSPC",
        how: NotHere("the limit is one of millions, of all processes of the user"),
    },
    Row { call: "epoll_ctl", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
    Row { call: "epoll_wait", error: "EINTR", how: Apart(wait_interrupted) },
    Row { call: "epoll_pwait", error: "EINTR", how: Apart(pwait_interrupted) },
    Row { call: "epoll_wait", error: "EINVAL", how: Provoked(no_room) },
    Row { call: "epoll_wait", error: "EBADF", how: Provoked(closed_instance) },
    Row { call: "epoll_wait", error: "EFAULT", how: Provoked(more_than_there_is_room_for) },
    Row {
        call: "epoll_wait",
        error: "ENOSYS",
        how: NotHere("the kernel would have to be older than Linux 5.11"),
    },
    Row { call: "eventfd_read", error: "EAGAIN", how: Provoked(nothing_to_take) },
    Row { call: "eventfd_write", error: "EAGAIN", how: Provoked(no_room_in_the_counter) },
    Row { call: "eventfd", error: "EINVAL", how: Provoked(no_flags_of_a_counter) },
    Row { call: "eventfd_write", error: "EINVAL", how: Provoked(never_fits) },
    Row { call: "eventfd_read", error: "EBADF", how: Provoked(closed_counter) },
    Row { call: "eventfd_read", error: "EINTR", how: Apart(read_interrupted) },
    Row { call: "eventfd", error: "EMFILE", how: Apart(no_counter_free) },
    Row { call: "eventfd", error: "ENFILE", how: NotHere(ALL_FILES) },
    Row { call: "eventfd", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
    Row {
        call: "eventfd",
        error: "ENODEV",
        how: NotHere("the kernel would have to have failed to start"),
    },
];

/// An instance, and a pipe.
fn instance() -> (c_int, [c_int; 2]) {
    let mut fds = [0; 2];
    assert_eq!(pipe(&mut fds), 0);
    (epoll_create1(0), fds)
}

fn end<const N: usize>(fds: [c_int; N]) {
    for fd in fds {
        assert_eq!(close(fd), 0);
    }
}

fn no_instance_free() -> Outcome {
    no_descriptor_left();
    expect(epoll_create(1) == -1, EMFILE)?;
    expect(epoll_create1(0) == -1, EMFILE)
}

fn no_size() -> Outcome {
    expect(epoll_create(0) == -1, EINVAL)
}

fn no_flags() -> Outcome {
    expect(epoll_create1(10) == -1, EINVAL)
}

fn added_twice() -> Outcome {
    let (epfd, fds) = instance();
    let ev = &mut epoll_event::zeroed();
    assert_eq!(epoll_ctl(epfd, EPOLL_CTL_ADD, fds[0], ev), 0);
    let outcome = expect(epoll_ctl(epfd, EPOLL_CTL_ADD, fds[0], ev) == -1, EEXIST);
    end([epfd, fds[0], fds[1]]);
    outcome
}

fn not_on_the_list() -> Outcome {
    let (epfd, fds) = instance();
    let ev = &mut epoll_event::zeroed();
    assert_eq!(epoll_ctl(epfd, EPOLL_CTL_ADD, fds[0], ev), 0);
    // Its copy is not on the list, and neither is what comes to its number.
    let copy = dup(fds[0]);
    expect(epoll_ctl(epfd, EPOLL_CTL_MOD, copy, ev) == -1, ENOENT)?;
    end([fds[0], copy]);
    assert_eq!(dup(fds[1]), fds[0]);
    let outcome = expect(epoll_ctl(epfd, EPOLL_CTL_DEL, fds[0], NULL) == -1, ENOENT);
    end([epfd, fds[0], fds[1]]);
    outcome
}

fn closed() -> Outcome {
    let (epfd, fds) = instance();
    end(fds);
    let ev = &mut epoll_event::zeroed();
    let outcome = expect(epoll_ctl(epfd, EPOLL_CTL_ADD, fds[0], ev) == -1, EBADF);
    close(epfd);
    outcome
}

fn a_directory() -> Outcome {
    let (epfd, fds) = instance();
    let dir = open("/", O_RDONLY, 0);
    let ev = &mut epoll_event::zeroed();
    let outcome = expect(epoll_ctl(epfd, EPOLL_CTL_ADD, dir, ev) == -1, EPERM);
    end([epfd, fds[0], fds[1], dir]);
    outcome
}

fn itself() -> Outcome {
    let (epfd, fds) = instance();
    let ev = &mut epoll_event::zeroed();
    expect(epoll_ctl(fds[0], EPOLL_CTL_ADD, epfd, ev) == -1, EINVAL)?;
    expect(epoll_ctl(epfd, 99, fds[0], ev) == -1, EINVAL)?;
    ev.events = EPOLLEXCLUSIVE | EPOLLONESHOT;
    expect(epoll_ctl(epfd, EPOLL_CTL_ADD, fds[0], ev) == -1, EINVAL)?;
    let outcome = expect(epoll_ctl(epfd, EPOLL_CTL_ADD, epfd, ev) == -1, EINVAL);
    end([epfd, fds[0], fds[1]]);
    outcome
}

fn in_a_circle() -> Outcome {
    let (one, other) = (epoll_create1(0), epoll_create1(0));
    let ev = &mut epoll_event::zeroed();
    assert_eq!(epoll_ctl(one, EPOLL_CTL_ADD, other, ev), 0);
    let outcome = expect(epoll_ctl(other, EPOLL_CTL_ADD, one, ev) == -1, ELOOP);
    end([one, other]);
    outcome
}

fn no_event() -> Outcome {
    let (epfd, fds) = instance();
    let outcome = expect(epoll_ctl(epfd, EPOLL_CTL_ADD, fds[0], NULL) == -1, EFAULT);
    end([epfd, fds[0], fds[1]]);
    outcome
}

fn wait_interrupted() -> Outcome {
    let events = &mut [epoll_event::zeroed(); 1];
    let epfd = epoll_create1(0);
    interrupt();
    expect(epoll_wait(epfd, events, 1, -1) == -1, EINTR)
}

fn pwait_interrupted() -> Outcome {
    let events = &mut [epoll_event::zeroed(); 1];
    let epfd = epoll_create1(0);
    interrupt();
    expect(epoll_pwait(epfd, events, 1, -1, NULL) == -1, EINTR)
}

fn no_room() -> Outcome {
    let (epfd, fds) = instance();
    let events = &mut [epoll_event::zeroed(); 1];
    expect(epoll_wait(fds[0], events, 1, 0) == -1, EINVAL)?;
    let outcome = expect(epoll_wait(epfd, events, 0, 0) == -1, EINVAL);
    end([epfd, fds[0], fds[1]]);
    outcome
}

fn closed_instance() -> Outcome {
    let epfd = epoll_create1(0);
    close(epfd);
    expect(epoll_wait(epfd, &mut [epoll_event::zeroed(); 1], 1, 0) == -1, EBADF)
}

fn more_than_there_is_room_for() -> Outcome {
    let epfd = epoll_create1(0);
    let events = &mut [epoll_event::zeroed(); 2];
    let outcome = expect(epoll_wait(epfd, events, 3, 0) == -1, EFAULT);
    close(epfd);
    outcome
}

fn nothing_to_take() -> Outcome {
    let efd = eventfd(0, EFD_NONBLOCK);
    let outcome = expect(eventfd_read(efd, &mut 0) == -1, EAGAIN);
    close(efd);
    outcome
}

fn no_room_in_the_counter() -> Outcome {
    let efd = eventfd(1, EFD_NONBLOCK);
    let outcome = expect(eventfd_write(efd, u64::MAX - 1) == -1, EAGAIN);
    close(efd);
    outcome
}

fn no_flags_of_a_counter() -> Outcome {
    expect(eventfd(0, 0x10) == -1, EINVAL)
}

fn never_fits() -> Outcome {
    let efd = eventfd(0, 0);
    let outcome = expect(eventfd_write(efd, u64::MAX) == -1, EINVAL);
    close(efd);
    outcome
}

fn closed_counter() -> Outcome {
    let efd = eventfd(0, 0);
    close(efd);
    expect(eventfd_write(efd, 1) == -1, EBADF)?;
    expect(eventfd_read(efd, &mut 0) == -1, EBADF)
}

fn read_interrupted() -> Outcome {
    let efd = eventfd(0, 0);
    interrupt();
    expect(eventfd_read(efd, &mut 0) == -1, EINTR)
}

fn no_counter_free() -> Outcome {
    no_descriptor_left();
    expect(eventfd(0, 0) == -1, EMFILE)
}
