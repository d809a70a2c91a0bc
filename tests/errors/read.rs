//! `read` and `readv`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::net::*;
use crate::recv::overrun;
use crate::support::terminal;
use crate::{Outcome, Row, expect};
use berkeley::sys::{eventfd::*, uio::*};
use berkeley::{adopt, errno::*, fcntl::*, netinet::in_::*, unistd::*};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "read", error: "EAGAIN", how: Provoked(nothing_yet) },
    Row { call: "read", error: "EBADF", how: Provoked(other_end) },
    Row { call: "read", error: "EINTR", how: Apart(interrupted) },
    Row { call: "read", error: "ECONNRESET", how: Provoked(|| of(*broken(), ECONNRESET)) },
    Row { call: "read", error: "ENOTCONN", how: Provoked(|| of(*listener(1).0, ENOTCONN)) },
    Row { call: "read", error: "EFAULT", how: Provoked(beyond_the_buffer) },
    Row { call: "readv", error: "EFAULT", how: Provoked(only_to_be_read) },
    Row { call: "read", error: "EINVAL", how: Provoked(half_a_number) },
    Row { call: "readv", error: "EINVAL", how: Provoked(too_many_buffers) },
    Row { call: "read", error: "EISDIR", how: Provoked(directory) },
    Row { call: "read", error: "EIO", how: Provoked(nobody_at_the_terminal) },
    Row { call: "read", error: "ECONNREFUSED", how: Provoked(|| of(*refused(), ECONNREFUSED)) },
    Row { call: "read", error: "ETIMEDOUT", how: Provoked(|| of(*given_up(), ETIMEDOUT)) },
    Row { call: "read", error: "EHOSTUNREACH", how: Apart(|| of(*told(1)?, EHOSTUNREACH)) },
    Row { call: "read", error: "ENETUNREACH", how: Apart(|| of(*told(0)?, ENETUNREACH)) },
    Row { call: "read", error: "EMSGSIZE", how: Apart(|| of(*told(4)?, EMSGSIZE)) },
    Row { call: "read", error: "ECONNABORTED", how: Apart(|| of(*killed()?, ECONNABORTED)) },
    Row { call: "read", error: "ENETDOWN", how: Apart(|| of(*on_a_dead_interface()?, ENETDOWN)) },
    Row { call: "read", error: "ENOBUFS", how: Provoked(|| of(*overrun(), ENOBUFS)) },
    Row { call: "read", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
];

fn of(fd: c_int, errno: c_int) -> Outcome {
    expect(read(fd, &mut [0u8; 8], 8) == -1, errno)
}

fn nothing_yet() -> Outcome {
    let (reader, _writer) = pipes();
    of(*without_waiting(reader), EAGAIN)
}

fn other_end() -> Outcome {
    of(NOT_OPEN, EBADF)?;
    let (_reader, writer) = pipes();
    of(*writer, EBADF)
}

fn interrupted() -> Outcome {
    let (reader, _writer) = pipes();
    interrupt();
    expect(read(*reader, &mut [0u8; 8], 8) == -1, EINTR)
}

fn beyond_the_buffer() -> Outcome {
    let (reader, writer) = pipes();
    assert_eq!(write(*writer, "Hello, Client!", 14), 14);
    let outcome = expect(read(*reader, &mut [0u8; 8], 9) == -1, EFAULT);
    assert_eq!(read(*reader, &mut [0u8; 14], 14), 14);
    outcome
}

fn only_to_be_read() -> Outcome {
    let (reader, writer) = pipes();
    assert_eq!(write(*writer, "ping", 4), 4);
    expect(readv(*reader, &[iovec::from(b"pong")], 1) == -1, EFAULT)
}

fn half_a_number() -> Outcome {
    of(*Fd(socket(AF_UNIX, SOCK_STREAM, 0)), EINVAL)?;
    expect(read(*Fd(eventfd(1, 0)), &mut [0u8; 4], 4) == -1, EINVAL)
}

fn too_many_buffers() -> Outcome {
    let (reader, _writer) = pipes();
    expect(readv(*reader, &[iovec::zeroed(); 1025], 1025) == -1, EINVAL)
}

fn directory() -> Outcome {
    of(*Fd(open("/", O_RDONLY, 0)), EISDIR)
}

fn nobody_at_the_terminal() -> Outcome {
    let (master, program) = terminal();
    drop(program);
    of(*Fd(adopt(master.into())), EIO)
}
