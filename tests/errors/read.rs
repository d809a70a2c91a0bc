//! `read`, `readv`, and those that read at a place: `pread`, `preadv`, `preadv2`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::net::*;
use crate::recv::overrun;
use crate::support::terminal;
use crate::{Outcome, Row, expect};
use berkeley::sys::{epoll::*, eventfd::*, uio::*};
use berkeley::{adopt, errno::*, fcntl::*, netinet::in_::*, unistd::*};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "read", error: "EAGAIN", how: Provoked(nothing_yet) },
    Row { call: "preadv2", error: "EAGAIN", how: Provoked(not_without_waiting) },
    Row { call: "read", error: "EBADF", how: Provoked(other_end) },
    Row { call: "read", error: "EINTR", how: Apart(interrupted) },
    Row { call: "read", error: "ECONNRESET", how: Provoked(|| of(*broken(), ECONNRESET)) },
    Row { call: "read", error: "ENOTCONN", how: Provoked(|| of(*listener(1).0, ENOTCONN)) },
    Row { call: "read", error: "EFAULT", how: Provoked(beyond_the_buffer) },
    Row { call: "readv", error: "EFAULT", how: Provoked(only_to_be_read) },
    Row { call: "read", error: "EINVAL", how: Provoked(half_a_number) },
    Row { call: "readv", error: "EINVAL", how: Provoked(too_many_buffers) },
    Row { call: "pread", error: "EINVAL", how: Provoked(before_the_beginning) },
    Row { call: "pread", error: "ESPIPE", how: Provoked(no_places) },
    Row { call: "preadv2", error: "EOPNOTSUPP", how: Provoked(no_such_flag) },
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
    Row { call: "read", error: "ECANCELED", how: NotHere(CLOCK) },
    Row { call: "read", error: "EOVERFLOW", how: Provoked(beyond_the_last_place) },
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

/// With a flag; `preadv2` has the others' place with -1.
fn at(fd: c_int, offset: off_t, flags: c_int, errno: c_int) -> Outcome {
    let buf = &mut [0u8; 8];
    expect(preadv2(fd, &[iovec::from(buf)], 1, offset, flags) == -1, errno)
}

fn not_without_waiting() -> Outcome {
    let (fd, buf) = (udp(), &mut [0u8; 8]);
    let read = preadv2(*fd, &[iovec::from(buf)], 1, -1, RWF_NOWAIT);
    if errno() == EOPNOTSUPP {
        return Err("sockets have it since Linux 6.5".into());
    }
    expect(read == -1, EAGAIN)
}

fn before_the_beginning() -> Outcome {
    let (file, buf) = (Fd(open("/proc/self/exe", O_RDONLY, 0)), &mut [0u8; 8]);
    at(*file, -2, 0, EINVAL)?;
    expect(preadv(*file, &[iovec::from(&mut *buf)], 1, -1) == -1, EINVAL)?;
    expect(pread(*file, buf, 8, off_t::MAX) == -1, EINVAL)?;
    expect(pread(*file, buf, 8, -1) == -1, EINVAL)
}

fn no_places() -> Outcome {
    let ((reader, _writer), (_master, program)) = (pipes(), terminal());
    let (terminal, counter) = (Fd(adopt(program.into())), Fd(eventfd(1, 0)));
    for fd in [reader, terminal, counter, Fd(epoll_create1(0)), udp()] {
        at(*fd, 0, 0, ESPIPE)?;
        expect(pread(*fd, &mut [0u8; 8], 8, 0) == -1, ESPIPE)?;
    }
    Ok(ESPIPE)
}

fn no_such_flag() -> Outcome {
    at(*Fd(open("/proc/self/stat", O_RDONLY, 0)), 0, RWF_NOWAIT, EOPNOTSUPP)?;
    at(*Fd(open("/proc/self/exe", O_RDONLY, 0)), 0, 1 << 30, EOPNOTSUPP)
}

fn beyond_the_last_place() -> Outcome {
    let memory = Fd(open("/proc/self/mem", O_RDONLY, 0));
    assert_eq!(lseek(*memory, -4096, SEEK_SET), -4096);
    expect(read(*memory, &mut [0u8; 4096], 4096) == -1, EOVERFLOW)
}

fn directory() -> Outcome {
    of(*Fd(open("/", O_RDONLY, 0)), EISDIR)
}

fn nobody_at_the_terminal() -> Outcome {
    let (master, program) = terminal();
    drop(program);
    of(*Fd(adopt(master.into())), EIO)
}
