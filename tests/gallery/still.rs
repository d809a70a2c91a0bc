//! Programs that stand still for a while: what comes meanwhile, they find all at once.

use crate::run::{Outcome, Run, state};
use crate::support::poll;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// Stops a program that sleeps in a call, does something, and lets the program go on.
pub(crate) fn while_it_stands_still<R>(
    program: &Run,
    call: libc::c_long,
    work: impl FnOnce() -> R,
) -> R {
    program.sleeps_in(call);
    let pid = Pid::from_raw(program.pid as i32);
    kill(pid, Signal::SIGSTOP).unwrap();
    // `t` is what strace makes of it.
    poll("a standstill", || "Tt".contains(state(program.pid)?.0).then_some(()));
    let done = work();
    kill(pid, Signal::SIGCONT).unwrap();
    done
}

/// What came of a program, without its having stood still: neither the signals nor the call that the
/// kernel then made again.
pub(crate) fn moving(mut outcome: Outcome) -> Outcome {
    for lines in &mut outcome.calls {
        lines.retain(|line| !line.starts_with("--- SIG") && !line.starts_with("--- stopped"));
        lines.retain(|line| !line.contains(" = ? ERESTART"));
    }
    outcome
}
