//! Waiting for a time, and timers that send signals.

use crate::How::{Apart, Provoked};
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, sys::time::*, time::*, unistd::*};

pub(crate) const ROWS: &[Row] = &[
    Row { call: "setitimer", error: "EINVAL", how: Provoked(no_time) },
    Row { call: "getitimer", error: "EINVAL", how: Provoked(no_timer) },
    Row { call: "nanosleep", error: "EINTR", how: Apart(interrupted) },
    Row { call: "usleep", error: "EINTR", how: Apart(interrupted_for_microseconds) },
    Row { call: "nanosleep", error: "EINVAL", how: Provoked(no_time_to_wait) },
];

fn no_time() -> Outcome {
    let [full, negative, past] =
        [(0, 1_000_000), (0, -1), (-1, 0)].map(|(tv_sec, tv_usec)| timeval { tv_sec, tv_usec });
    for it_value in [full, negative, past] {
        let it = &itimerval { it_value, it_interval: timeval::zeroed() };
        expect(setitimer(ITIMER_PROF, it, NULL) == -1, EINVAL)?;
    }
    expect(setitimer(99, &itimerval::zeroed(), NULL) == -1, EINVAL)
}

fn no_timer() -> Outcome {
    expect(getitimer(99, &mut itimerval::zeroed()) == -1, EINVAL)
}

fn interrupted() -> Outcome {
    interrupt();
    expect(nanosleep(&timespec { tv_sec: 60, tv_nsec: 0 }, NULL) == -1, EINTR)
}

fn interrupted_for_microseconds() -> Outcome {
    interrupt();
    expect(usleep(60_000_000) == -1, EINTR)
}

fn no_time_to_wait() -> Outcome {
    for (tv_sec, tv_nsec) in [(0, 1_000_000_000), (0, -1), (-1, 0)] {
        expect(nanosleep(&timespec { tv_sec, tv_nsec }, NULL) == -1, EINVAL)?;
    }
    Ok(EINVAL)
}
