//! `poll`, `select` and their kin.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, poll::*, sys::select::*, unistd::*};

pub(crate) const ROWS: &[Row] = &[
    Row { call: "poll", error: "EINTR", how: Apart(poll_interrupted) },
    Row { call: "ppoll", error: "EINTR", how: Apart(ppoll_interrupted) },
    Row { call: "poll", error: "EINVAL", how: Apart(more_than_may_be_open) },
    Row { call: "ppoll", error: "EINVAL", how: Provoked(no_time) },
    Row { call: "poll", error: "EFAULT", how: Provoked(more_than_there_are) },
    Row { call: "poll", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
    Row { call: "select", error: "EBADF", how: Provoked(closed_in_the_set) },
    Row { call: "select", error: "EINTR", how: Apart(select_interrupted) },
    Row { call: "pselect", error: "EINTR", how: Apart(pselect_interrupted) },
    Row { call: "select", error: "EINVAL", how: Provoked(negative) },
    Row { call: "pselect", error: "EINVAL", how: Provoked(too_many_nanoseconds) },
    Row { call: "select", error: "EFAULT", how: Provoked(more_bits_than_there_are) },
    Row { call: "select", error: "ENOMEM", how: Provoked(more_than_are_held) },
];

fn poll_interrupted() -> Outcome {
    interrupt();
    expect(poll(NULL, 0, -1) == -1, EINTR)
}

fn ppoll_interrupted() -> Outcome {
    interrupt();
    expect(ppoll(NULL, 0, NULL, NULL) == -1, EINTR)
}

fn more_than_may_be_open() -> Outcome {
    limit(libc::RLIMIT_NOFILE, 8);
    let fds = &mut [pollfd { fd: -1, events: POLLIN, revents: 0 }; 9];
    assert_eq!(poll(fds, 8, 0), 0);
    expect(poll(fds, 9, 0) == -1, EINVAL)
}

fn no_time() -> Outcome {
    let timeout = &timespec { tv_sec: 0, tv_nsec: 1_000_000_000 };
    expect(ppoll(NULL, 0, timeout, NULL) == -1, EINVAL)
}

fn more_than_there_are() -> Outcome {
    let fds = &mut [pollfd { fd: 0, events: POLLIN, revents: 0 }; 2];
    expect(poll(fds, 3, 0) == -1, EFAULT)
}

fn closed_in_the_set() -> Outcome {
    let fds = &mut [0; 2];
    assert_eq!(pipe(fds), 0);
    let set = &mut fd_set::zeroed();
    FD_SET(fds[0], set);
    close(fds[0]);
    close(fds[1]);
    expect(select(fds[0] + 1, set, NULL, NULL, NULL) == -1, EBADF)
}

fn select_interrupted() -> Outcome {
    interrupt();
    expect(select(0, NULL, NULL, NULL, NULL) == -1, EINTR)
}

fn pselect_interrupted() -> Outcome {
    interrupt();
    expect(pselect(0, NULL, NULL, NULL, NULL, NULL) == -1, EINTR)
}

fn negative() -> Outcome {
    let past = &mut timeval { tv_sec: -1, tv_usec: 0 };
    expect(select(0, NULL, NULL, NULL, past) == -1, EINVAL)?;
    expect(select(-1, NULL, NULL, NULL, NULL) == -1, EINVAL)
}

fn too_many_nanoseconds() -> Outcome {
    let timeout = &timespec { tv_sec: 0, tv_nsec: 1_000_000_000 };
    expect(pselect(0, NULL, NULL, NULL, timeout, NULL) == -1, EINVAL)
}

fn more_bits_than_there_are() -> Outcome {
    expect(select(FD_SETSIZE + 1, &mut fd_set::zeroed(), NULL, NULL, NULL) == -1, EFAULT)
}

fn more_than_are_held() -> Outcome {
    let sets = &mut vec![fd_set::zeroed(); 1025];
    let now = &mut timeval { tv_sec: 0, tv_usec: 0 };
    assert_eq!(select(1024 * FD_SETSIZE, sets, NULL, NULL, now), 0);
    expect(select(1024 * FD_SETSIZE + 1, sets, NULL, NULL, now) == -1, ENOMEM)
}
