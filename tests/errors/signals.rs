//! Signals: what is done when they come, sending, blocking and awaiting them.

use crate::How::{Apart, Provoked};
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, signal::*, unistd::*};
use std::ffi::c_int;
use std::fs;
use std::os::unix::fs::MetadataExt;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "sigaction", error: "EINVAL", how: Provoked(unchangeable) },
    Row { call: "signal", error: "EINVAL", how: Provoked(no_handler) },
    Row { call: "kill", error: "ESRCH", how: Provoked(nobody) },
    Row { call: "killpg", error: "ESRCH", how: Provoked(no_group) },
    Row { call: "sigqueue", error: "ESRCH", how: Provoked(queued_for_nobody) },
    Row { call: "kill", error: "EPERM", how: Apart(another_users) },
    Row { call: "kill", error: "EINVAL", how: Provoked(no_signal) },
    Row { call: "killpg", error: "EINVAL", how: Provoked(negative_group) },
    Row { call: "raise", error: "EINVAL", how: Provoked(raised_no_signal) },
    Row { call: "sigqueue", error: "EINVAL", how: Provoked(queued_no_signal) },
    Row { call: "sigqueue", error: "EAGAIN", how: Apart(no_place) },
    Row { call: "raise", error: "EAGAIN", how: Apart(no_place_for_a_raised_one) },
    Row { call: "sigsuspend", error: "EINTR", how: Apart(signal_came) },
    Row { call: "pause", error: "EINTR", how: Apart(signal_ended_the_pause) },
    Row { call: "sigprocmask", error: "EINVAL", how: Provoked(no_way_to_block) },
    Row { call: "pthread_sigmask", error: "EINVAL", how: Provoked(returned) },
];

fn unchangeable() -> Outcome {
    let act = &mut sigaction::zeroed();
    for signal in [SIGSTOP, 0, -1, 32, 64, 65, SIGKILL] {
        expect(sigaction(signal, act, NULL) == -1, EINVAL)?;
    }
    Ok(EINVAL)
}

fn no_handler() -> Outcome {
    expect(signal(SIGKILL, SIG_IGN) == SIG_ERR, EINVAL)?;
    expect(signal(SIGUSR2, *cast::<sighandler_t>(&12345usize)) == SIG_ERR, EINVAL)?;
    expect(signal(SIGUSR2, SIG_ERR) == SIG_ERR, EINVAL)
}

fn nobody() -> Outcome {
    expect(kill(-NOBODY, 0) == -1, ESRCH)?;
    expect(kill(NOBODY, 0) == -1, ESRCH)
}

fn no_group() -> Outcome {
    expect(killpg(NOBODY, 0) == -1, ESRCH)
}

fn queued_for_nobody() -> Outcome {
    for pid in [0, -getpgrp(), NOBODY] {
        expect(sigqueue(pid, 0, sigval::zeroed()) == -1, ESRCH)?;
    }
    Ok(ESRCH)
}

fn another_users() -> Outcome {
    no_rights()?;
    let first = fs::metadata("/proc/1").map_err(|error| format!("needs /proc: {error}"))?;
    if first.uid() == geteuid() {
        return Err("needs a process of another user".into());
    }
    expect(sigqueue(1, 0, sigval::zeroed()) == -1, EPERM)?;
    expect(kill(1, 0) == -1, EPERM)
}

/// What no signal has as its number.
const NO_SIGNALS: [c_int; 3] = [-1, NSIG, c_int::MAX];

fn no_signal() -> Outcome {
    for signal in NO_SIGNALS {
        expect(kill(getpid(), signal) == -1, EINVAL)?;
    }
    Ok(EINVAL)
}

fn negative_group() -> Outcome {
    expect(killpg(-NOBODY, 0) == -1, EINVAL)
}

fn raised_no_signal() -> Outcome {
    for signal in NO_SIGNALS.into_iter().chain([32, 33]) {
        expect(raise(signal) == -1, EINVAL)?;
    }
    Ok(EINVAL)
}

fn queued_no_signal() -> Outcome {
    for signal in NO_SIGNALS {
        expect(sigqueue(getpid(), signal, sigval::zeroed()) == -1, EINVAL)?;
    }
    Ok(EINVAL)
}

/// From now on no signal can be queued. One that is real-time does nothing when it comes.
fn no_queue() {
    fn nothing(_: c_int) {}
    assert_ne!(signal(SIGRTMIN(), nothing), SIG_ERR);
    limit(libc::RLIMIT_SIGPENDING, 0);
    // It needs no place: nothing goes with it that would have to be kept.
    assert_eq!(kill(getpid(), SIGRTMIN()), 0);
}

fn no_place() -> Outcome {
    no_queue();
    expect(sigqueue(getpid(), SIGRTMIN(), sigval::zeroed()) == -1, EAGAIN)
}

fn no_place_for_a_raised_one() -> Outcome {
    no_queue();
    expect(raise(SIGRTMIN()) == -1, EAGAIN)
}

fn signal_came() -> Outcome {
    interrupt();
    expect(sigsuspend(&sigset_t::zeroed()) == -1, EINTR)
}

fn signal_ended_the_pause() -> Outcome {
    interrupt();
    expect(pause() == -1, EINTR)
}

fn no_way_to_block() -> Outcome {
    expect(sigprocmask(99, &sigset_t::zeroed(), NULL) == -1, EINVAL)
}

/// It leaves `errno` alone.
fn returned() -> Outcome {
    set_errno(ECHILD);
    let error = pthread_sigmask(99, &sigset_t::zeroed(), NULL);
    assert_eq!((error, errno()), (EINVAL, ECHILD));
    Ok(error)
}
