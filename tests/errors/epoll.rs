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
    Row { call: "epoll_ctl", error: "EBADF", how: Provoked(not_open) },
    Row { call: "epoll_ctl", error: "EPERM", how: Provoked(a_directory) },
    Row { call: "epoll_ctl", error: "EINVAL", how: Provoked(unfit) },
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
    Row { call: "epoll_wait", error: "EBADF", how: Provoked(no_instance) },
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
    Row { call: "eventfd_read", error: "EBADF", how: Provoked(no_counter) },
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

fn instance() -> Fd {
    Fd(epoll_create1(0))
}

fn counter(flags: c_int) -> Fd {
    Fd(eventfd(0, flags))
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
    let (epfd, sock, ev) = (instance(), udp(), &mut epoll_event::zeroed());
    assert_eq!(epoll_ctl(*epfd, EPOLL_CTL_ADD, *sock, ev), 0);
    expect(epoll_ctl(*epfd, EPOLL_CTL_ADD, *sock, ev) == -1, EEXIST)
}

fn not_on_the_list() -> Outcome {
    let (epfd, sock, ev) = (instance(), udp(), &mut epoll_event::zeroed());
    assert_eq!(epoll_ctl(*epfd, EPOLL_CTL_ADD, *sock, ev), 0);
    let copy = Fd(dup(*sock));
    expect(epoll_ctl(*epfd, EPOLL_CTL_MOD, *copy, ev) == -1, ENOENT)?;
    // What comes to a number that was on the list.
    drop(copy);
    close(*sock);
    let new = udp();
    assert_eq!(*new, *sock);
    expect(epoll_ctl(*epfd, EPOLL_CTL_DEL, *new, NULL) == -1, ENOENT)
}

fn not_open() -> Outcome {
    let ev = &mut epoll_event::zeroed();
    expect(epoll_ctl(NOT_OPEN, EPOLL_CTL_ADD, 0, ev) == -1, EBADF)?;
    expect(epoll_ctl(*instance(), EPOLL_CTL_ADD, NOT_OPEN, ev) == -1, EBADF)
}

fn a_directory() -> Outcome {
    let (dir, ev) = (Fd(open("/", O_RDONLY, 0)), &mut epoll_event::zeroed());
    expect(epoll_ctl(*instance(), EPOLL_CTL_ADD, *dir, ev) == -1, EPERM)
}

fn unfit() -> Outcome {
    let (epfd, sock, ev) = (instance(), udp(), &mut epoll_event::zeroed());
    expect(epoll_ctl(*epfd, EPOLL_CTL_ADD, *epfd, ev) == -1, EINVAL)?;
    expect(epoll_ctl(*sock, EPOLL_CTL_ADD, *epfd, ev) == -1, EINVAL)?;
    expect(epoll_ctl(*epfd, 99, *sock, ev) == -1, EINVAL)?;
    ev.events = EPOLLEXCLUSIVE | EPOLLONESHOT;
    expect(epoll_ctl(*epfd, EPOLL_CTL_ADD, *sock, ev) == -1, EINVAL)
}

fn in_a_circle() -> Outcome {
    let (one, other, ev) = (instance(), instance(), &mut epoll_event::zeroed());
    assert_eq!(epoll_ctl(*one, EPOLL_CTL_ADD, *other, ev), 0);
    expect(epoll_ctl(*other, EPOLL_CTL_ADD, *one, ev) == -1, ELOOP)
}

fn no_event() -> Outcome {
    expect(epoll_ctl(*instance(), EPOLL_CTL_ADD, *udp(), NULL) == -1, EFAULT)
}

fn wait_interrupted() -> Outcome {
    interrupt();
    expect(epoll_wait(*instance(), &mut [epoll_event::zeroed()], 1, -1) == -1, EINTR)
}

fn pwait_interrupted() -> Outcome {
    interrupt();
    expect(epoll_pwait(*instance(), &mut [epoll_event::zeroed()], 1, -1, NULL) == -1, EINTR)
}

fn no_room() -> Outcome {
    let events = &mut [epoll_event::zeroed()];
    expect(epoll_wait(*udp(), events, 1, 0) == -1, EINVAL)?;
    expect(epoll_wait(*instance(), events, 0, 0) == -1, EINVAL)
}

fn no_instance() -> Outcome {
    expect(epoll_wait(NOT_OPEN, &mut [epoll_event::zeroed()], 1, 0) == -1, EBADF)
}

fn more_than_there_is_room_for() -> Outcome {
    expect(epoll_wait(*instance(), &mut [epoll_event::zeroed(); 2], 3, 0) == -1, EFAULT)
}

fn nothing_to_take() -> Outcome {
    expect(eventfd_read(*counter(EFD_NONBLOCK), &mut 0) == -1, EAGAIN)
}

fn no_room_in_the_counter() -> Outcome {
    let efd = counter(EFD_NONBLOCK);
    assert_eq!(eventfd_write(*efd, u64::MAX - 1), 0);
    expect(eventfd_write(*efd, 1) == -1, EAGAIN)
}

fn no_flags_of_a_counter() -> Outcome {
    expect(eventfd(0, 0x10) == -1, EINVAL)
}

fn never_fits() -> Outcome {
    expect(eventfd_write(*counter(0), u64::MAX) == -1, EINVAL)
}

fn no_counter() -> Outcome {
    expect(eventfd_write(NOT_OPEN, 1) == -1, EBADF)?;
    expect(eventfd_read(NOT_OPEN, &mut 0) == -1, EBADF)
}

fn read_interrupted() -> Outcome {
    interrupt();
    expect(eventfd_read(*counter(0), &mut 0) == -1, EINTR)
}

fn no_counter_free() -> Outcome {
    no_descriptor_left();
    expect(eventfd(0, 0) == -1, EMFILE)
}
