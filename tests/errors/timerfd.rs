//! `timerfd_create`, `timerfd_settime` and `timerfd_gettime`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::errno::*;
use berkeley::sys::{eventfd::*, timerfd::*};

pub(crate) const ROWS: &[Row] = &[
    Row { call: "timerfd_create", error: "EINVAL", how: Provoked(no_such_timer) },
    Row { call: "timerfd_settime", error: "EINVAL", how: Provoked(no_such_time) },
    Row { call: "timerfd_gettime", error: "EINVAL", how: Provoked(no_timer) },
    Row { call: "timerfd_settime", error: "EBADF", how: Provoked(start_none) },
    Row { call: "timerfd_gettime", error: "EBADF", how: Provoked(ask_none) },
    Row { call: "timerfd_create", error: "EPERM", how: Apart(wake_the_machine) },
    Row { call: "timerfd_settime", error: "EPERM", how: Apart(wake_it_no_more) },
    Row { call: "timerfd_create", error: "EMFILE", how: Apart(none_free) },
    Row { call: "timerfd_settime", error: "ECANCELED", how: NotHere(CLOCK) },
    Row { call: "timerfd_create", error: "ENFILE", how: NotHere(ALL_FILES) },
    Row { call: "timerfd_create", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
    Row {
        call: "timerfd_create",
        error: "ENODEV",
        how: NotHere("the kernel would have to have failed to start"),
    },
    Row {
        call: "timerfd_settime",
        error: "EFAULT",
        how: NotHere("times are references, and `old` that or NULL"),
    },
];

fn timer() -> Fd {
    Fd(timerfd_create(CLOCK_MONOTONIC, 0))
}

fn no_such_timer() -> Outcome {
    for clock in [CLOCK_MONOTONIC_RAW, CLOCK_PROCESS_CPUTIME_ID, TFD_NONBLOCK] {
        expect(timerfd_create(clock, 0) == -1, EINVAL)?;
    }
    expect(timerfd_create(CLOCK_MONOTONIC, TFD_TIMER_ABSTIME) == -1, EINVAL)
}

fn no_such_time() -> Outcome {
    let (fd, it) = (timer(), &mut itimerspec::zeroed());
    expect(timerfd_settime(*fd, TFD_NONBLOCK, it, NULL) == -1, EINVAL)?;
    for (sec, nsec) in [(-1, 0), (0, -1), (0, 1_000_000_000)] {
        (it.it_value.tv_sec, it.it_value.tv_nsec) = (sec, nsec);
        expect(timerfd_settime(*fd, 0, it, NULL) == -1, EINVAL)?;
    }
    Ok(EINVAL)
}

fn no_timer() -> Outcome {
    let (fd, it) = (Fd(eventfd(0, 0)), &mut itimerspec::zeroed());
    expect(timerfd_settime(*fd, 0, it, NULL) == -1, EINVAL)?;
    expect(timerfd_gettime(*fd, it) == -1, EINVAL)
}

fn start_none() -> Outcome {
    expect(timerfd_settime(NOT_OPEN, 0, &itimerspec::zeroed(), NULL) == -1, EBADF)
}

fn ask_none() -> Outcome {
    expect(timerfd_gettime(NOT_OPEN, &mut itimerspec::zeroed()) == -1, EBADF)
}

fn wake_the_machine() -> Outcome {
    no_rights()?;
    expect(timerfd_create(CLOCK_REALTIME_ALARM, 0) == -1, EPERM)?;
    expect(timerfd_create(CLOCK_BOOTTIME_ALARM, 0) == -1, EPERM)
}

fn wake_it_no_more() -> Outcome {
    let fd = Fd(timerfd_create(CLOCK_BOOTTIME_ALARM, 0));
    if *fd == -1 {
        return Err("needs CAP_WAKE_ALARM".into());
    }
    become_nobody()?;
    // It is to be stopped, and it does not run.
    expect(timerfd_settime(*fd, 0, &itimerspec::zeroed(), NULL) == -1, EPERM)
}

fn none_free() -> Outcome {
    no_descriptor_left();
    expect(timerfd_create(CLOCK_MONOTONIC, 0) == -1, EMFILE)
}
