//! `fork`, the calls that wait for what it made, and process groups.

use crate::How::{Apart, Provoked};
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::{adopt, errno::*, sys::wait::*, unistd::*};
use std::ffi::c_int;
use std::os::fd::{FromRawFd, OwnedFd};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "fork", error: "EAGAIN", how: Provoked(another_thread) },
    Row { call: "fork", error: "ENOMEM", how: Apart(first_is_gone) },
    Row { call: "wait", error: "ECHILD", how: Provoked(no_child) },
    Row { call: "waitpid", error: "ECHILD", how: Provoked(not_a_child) },
    Row { call: "wait", error: "EINTR", how: Apart(interrupted) },
    Row { call: "waitpid", error: "EINVAL", how: Provoked(unknown_option) },
    Row { call: "waitid", error: "EINVAL", how: Provoked(for_nothing) },
    Row { call: "waitpid", error: "ESRCH", how: Provoked(smallest) },
    Row { call: "waitid", error: "EBADF", how: Provoked(not_open) },
    Row { call: "waitid", error: "EAGAIN", how: Apart(still_running) },
    Row { call: "setsid", error: "EPERM", how: Apart(leader) },
    Row { call: "setpgid", error: "EPERM", how: Provoked(no_such_group) },
    Row { call: "setpgid", error: "ESRCH", how: Provoked(neither_self_nor_child) },
    Row { call: "getpgid", error: "ESRCH", how: Provoked(group_of_none) },
    Row { call: "getsid", error: "ESRCH", how: Provoked(session_of_none) },
    Row { call: "setpgid", error: "EACCES", how: Provoked(another_program) },
    Row { call: "setpgid", error: "EINVAL", how: Provoked(negative_group) },
];

fn another_thread() -> Outcome {
    let (stop, stopped) = channel::<()>();
    let other = thread::spawn(move || stopped.recv());
    let outcome = expect(fork() == -1, EAGAIN);
    drop(stop);
    assert!(other.join().unwrap().is_err());
    outcome
}

fn first_is_gone() -> Outcome {
    own(libc::CLONE_NEWPID)?;
    let first = fork();
    if first == 0 {
        _exit(0);
    }
    assert_eq!(waitpid(first, NULL, 0), first);
    let second = fork();
    if second == 0 {
        _exit(0);
    }
    expect(second == -1, ENOMEM)
}

fn no_child() -> Outcome {
    expect(wait(NULL) == -1, ECHILD)
}

fn not_a_child() -> Outcome {
    expect(waitpid(getppid(), NULL, 0) == -1, ECHILD)
}

/// A child that does nothing until it is killed, or a minute is over.
fn child() -> pid_t {
    let pid = fork();
    if pid == 0 {
        alarm(60);
        loop {
            pause();
        }
    }
    assert!(pid > 0);
    pid
}

/// Ends a child. Signals may interrupt that wait, too.
fn end(pid: pid_t) {
    assert_eq!(kill(pid, SIGKILL), 0);
    while waitpid(pid, NULL, 0) == -1 {
        assert_eq!(errno(), EINTR);
    }
}

fn interrupted() -> Outcome {
    let pid = child();
    interrupt();
    let outcome = expect(wait(NULL) == -1, EINTR);
    end(pid);
    outcome
}

fn unknown_option() -> Outcome {
    expect(waitpid(-1, NULL, 0x100) == -1, EINVAL)
}

fn for_nothing() -> Outcome {
    expect(waitid(P_ALL, 0, NULL, 0) == -1, EINVAL)
}

fn smallest() -> Outcome {
    expect(waitpid(pid_t::MIN, NULL, 0) == -1, ESRCH)
}

fn not_open() -> Outcome {
    expect(waitid(P_PIDFD, NOT_OPEN as id_t, NULL, WEXITED) == -1, EBADF)
}

fn still_running() -> Outcome {
    let pid = child();
    // SAFETY: passes numbers; what it opens is nobody else's.
    let pidfd = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, libc::PIDFD_NONBLOCK) } as c_int;
    let outcome = if pidfd == -1 {
        Err("needs non-blocking pidfds".into())
    } else {
        // SAFETY: it was just opened.
        let fd = Fd(adopt(unsafe { OwnedFd::from_raw_fd(pidfd) }));
        expect(waitid(P_PIDFD, *fd as id_t, NULL, WEXITED) == -1, EAGAIN)
    };
    end(pid);
    outcome
}

fn leader() -> Outcome {
    // If not that, it leads its session.
    let _ = setpgid(0, 0);
    expect(setsid() == -1, EPERM)
}

fn no_such_group() -> Outcome {
    expect(setpgid(0, NOBODY) == -1, EPERM)
}

fn neither_self_nor_child() -> Outcome {
    expect(setpgid(NOBODY, 0) == -1, ESRCH)?;
    match getppid() {
        0 => Err("needs a parent".into()),
        parent => expect(setpgid(parent, 0) == -1, ESRCH),
    }
}

fn group_of_none() -> Outcome {
    expect(getpgid(NOBODY) == -1, ESRCH)
}

fn session_of_none() -> Outcome {
    expect(getsid(NOBODY) == -1, ESRCH)
}

fn another_program() -> Outcome {
    // It waits for its input to end, and executes `cat` already when this returns.
    let cat = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::null()).spawn();
    let mut cat = cat.map_err(|error| format!("needs cat: {error}"))?;
    let pid = cat.id() as pid_t;
    let outcome = expect(setpgid(pid, pid) == -1, EACCES);
    assert!(cat.wait().unwrap().success());
    outcome
}

fn negative_group() -> Outcome {
    expect(setpgid(0, -1) == -1, EINVAL)
}
