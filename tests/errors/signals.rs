//! `sigaction` and `signal`.

use crate::How::Provoked;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, signal::*};

pub(crate) const ROWS: &[Row] = &[
    Row { call: "sigaction", error: "EINVAL", how: Provoked(unchangeable) },
    Row { call: "signal", error: "EINVAL", how: Provoked(no_handler) },
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
