//! `dup` and its kin, and `pipe`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::net::pipes;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, fcntl::*, unistd::*};
use std::fs::File;
use std::os::fd::AsRawFd;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "dup", error: "EBADF", how: Provoked(not_open) },
    Row { call: "dup2", error: "EBADF", how: Provoked(no_such_number) },
    Row { call: "dup", error: "EMFILE", how: Apart(none_left) },
    Row { call: "dup2", error: "EBUSY", how: Provoked(of_somebody_else) },
    Row { call: "dup3", error: "EINVAL", how: Provoked(the_same_number) },
    Row { call: "dup", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
    Row { call: "dup2", error: "EINTR", how: NotHere("Linux does not report it") },
    Row { call: "pipe", error: "EMFILE", how: Apart(none_left_for_a_pipe) },
    Row { call: "pipe", error: "ENFILE", how: NotHere(ALL_FILES) },
    Row { call: "pipe2", error: "EINVAL", how: Provoked(no_such_flag) },
    Row { call: "pipe2", error: "ENOPKG", how: Provoked(no_notifications) },
    Row { call: "pipe", error: "EFAULT", how: NotHere("the type of `fds` has room for two") },
];

fn not_open() -> Outcome {
    expect(dup(NOT_OPEN) == -1, EBADF)
}

fn no_such_number() -> Outcome {
    let (reader, _writer) = pipes();
    expect(dup2(*reader, i32::MAX) == -1, EBADF)?;
    expect(dup2(*reader, -1) == -1, EBADF)
}

fn none_left() -> Outcome {
    no_descriptor_left();
    expect(dup(0) == -1, EMFILE)
}

fn of_somebody_else() -> Outcome {
    let ((reader, _writer), file) = (pipes(), File::open("/dev/null").unwrap());
    expect(dup3(*reader, file.as_raw_fd(), O_CLOEXEC) == -1, EBUSY)?;
    expect(dup2(*reader, file.as_raw_fd()) == -1, EBUSY)
}

fn the_same_number() -> Outcome {
    expect(dup3(0, 0, 0) == -1, EINVAL)?;
    let (reader, writer) = pipes();
    expect(dup3(*reader, *writer, O_APPEND) == -1, EINVAL)
}

fn none_left_for_a_pipe() -> Outcome {
    no_descriptor_left();
    expect(pipe(&mut [0; 2]) == -1, EMFILE)
}

fn no_such_flag() -> Outcome {
    expect(pipe2(&mut [0; 2], O_APPEND) == -1, EINVAL)
}

/// `O_EXCL` is what asks for a pipe of notifications.
fn no_notifications() -> Outcome {
    let fds = &mut [0; 2];
    if pipe2(fds, O_EXCL) == 0 {
        close(fds[0]);
        close(fds[1]);
        return Err("needs a kernel without CONFIG_WATCH_QUEUE".into());
    }
    expect(true, ENOPKG)
}
