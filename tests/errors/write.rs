//! `write`, `writev`, and those that write at a place: `pwrite`, `pwritev`, `pwritev2`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::net::*;
use crate::support::{Dir, terminal};
use crate::{Outcome, Row, expect};
use berkeley::net::route::RTF_REJECT;
use berkeley::signal::{SIG_IGN, SIGXFSZ, signal};
use berkeley::sys::{epoll::*, eventfd::*, ioctl::*, uio::*};
use berkeley::{adopt, errno::*, fcntl::*, netinet::in_::*, unistd::*};
use nix::sys::memfd::{MFdFlags, memfd_create};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "write", error: "EPIPE", how: Provoked(nobody_reads) },
    Row { call: "write", error: "ECONNRESET", how: Provoked(|| of(*broken(), ECONNRESET)) },
    Row { call: "write", error: "EAGAIN", how: Provoked(no_room) },
    Row { call: "pwritev2", error: "EAGAIN", how: Provoked(not_without_waiting) },
    Row { call: "write", error: "EBADF", how: Provoked(other_end) },
    Row { call: "write", error: "EINTR", how: Apart(interrupted) },
    Row { call: "write", error: "ENOSPC", how: Provoked(device_full) },
    Row { call: "write", error: "EDQUOT", how: NotHere(QUOTA) },
    Row { call: "write", error: "EDESTADDRREQ", how: Provoked(|| of(*udp(), EDESTADDRREQ)) },
    Row { call: "write", error: "ENOTCONN", how: Provoked(unix_not_connected) },
    Row { call: "write", error: "EFAULT", how: Provoked(beyond_the_object) },
    Row { call: "writev", error: "EFAULT", how: Provoked(more_buffers_than_there_are) },
    Row { call: "write", error: "EINVAL", how: Provoked(half_a_number) },
    Row { call: "writev", error: "EINVAL", how: Provoked(too_many_buffers) },
    Row { call: "pwrite", error: "EINVAL", how: Provoked(before_the_beginning) },
    Row { call: "pwrite", error: "ESPIPE", how: Provoked(no_places) },
    Row { call: "pwritev2", error: "EOPNOTSUPP", how: Provoked(no_such_flag) },
    Row { call: "write", error: "EMSGSIZE", how: Provoked(too_long) },
    Row { call: "write", error: "ECONNREFUSED", how: Provoked(|| of(*refused(), ECONNREFUSED)) },
    Row { call: "write", error: "EFBIG", how: Apart(file_too_large) },
    Row { call: "pwrite", error: "EFBIG", how: Provoked(too_far) },
    Row { call: "write", error: "EIO", how: Provoked(terminal_closed) },
    Row { call: "write", error: "EPERM", how: Provoked(|| of(*sealed(), EPERM)) },
    Row { call: "write", error: "ETIMEDOUT", how: Provoked(|| of(*given_up(), ETIMEDOUT)) },
    Row { call: "write", error: "EHOSTUNREACH", how: Apart(route_replaced) },
    Row { call: "write", error: "ENETUNREACH", how: Apart(|| of(*cut_off()?, ENETUNREACH)) },
    Row { call: "write", error: "EACCES", how: Apart(route_forbids) },
    Row { call: "write", error: "ECONNABORTED", how: Apart(|| of(*killed()?, ECONNABORTED)) },
    Row { call: "write", error: "ENETDOWN", how: Apart(|| of(*on_a_dead_interface()?, ENETDOWN)) },
    Row { call: "write", error: "ENXIO", how: Apart(not_bound) },
    Row { call: "write", error: "ENOBUFS", how: Apart(|| of(*on_a_full_interface()?, ENOBUFS)) },
    Row { call: "write", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
];

/// Why there is no `EDQUOT` here.
pub(crate) const QUOTA: &str = "needs a file system with quotas, and one that is used up";

fn of(fd: c_int, errno: c_int) -> Outcome {
    expect(write(fd, "pingpong", 8) == -1, errno)
}

fn nobody_reads() -> Outcome {
    let (reader, writer) = pipes();
    drop(reader);
    of(*writer, EPIPE)?;
    of(*tcp(), EPIPE)
}

fn no_room() -> Outcome {
    let (_reader, writer) = pipes();
    of(*full(writer), EAGAIN)
}

fn other_end() -> Outcome {
    of(NOT_OPEN, EBADF)?;
    let (reader, _writer) = pipes();
    of(*reader, EBADF)
}

fn interrupted() -> Outcome {
    let (_reader, writer) = pipes();
    let writer = full(writer);
    assert_eq!(fcntl(*writer, F_SETFL, 0), 0);
    interrupt();
    expect(write(*writer, "ping", 4) == -1, EINTR)
}

fn device_full() -> Outcome {
    of(*Fd(open("/dev/full", O_WRONLY, 0)), ENOSPC)
}

fn unix_not_connected() -> Outcome {
    of(*Fd(socket(AF_UNIX, SOCK_DGRAM, 0)), ENOTCONN)
}

fn beyond_the_object() -> Outcome {
    let (_reader, writer) = pipes();
    expect(write(*writer, "ping", 5) == -1, EFAULT)
}

fn more_buffers_than_there_are() -> Outcome {
    let (_reader, writer) = pipes();
    expect(writev(*writer, &[iovec::from(b"ping")], 2) == -1, EFAULT)
}

fn half_a_number() -> Outcome {
    of(*Fd(epoll_create1(0)), EINVAL)?;
    let fd = Fd(eventfd(0, 0));
    expect(write(*fd, &u64::MAX, 8) == -1, EINVAL)?;
    expect(write(*fd, &1u32, 4) == -1, EINVAL)
}

fn too_many_buffers() -> Outcome {
    let (_reader, writer) = pipes();
    expect(writev(*writer, &[iovec::zeroed(); 1025], 1025) == -1, EINVAL)
}

/// With a flag; `pwritev2` has the others' place with -1.
fn at(fd: c_int, offset: off_t, flags: c_int, errno: c_int) -> Outcome {
    expect(pwritev2(fd, &[iovec::from(b"ping")], 1, offset, flags) == -1, errno)
}

/// A file in memory.
fn file() -> Fd {
    Fd(adopt(memfd_create(c"file", MFdFlags::empty()).unwrap()))
}

fn not_without_waiting() -> Outcome {
    let (one, _two) = pair(SOCK_STREAM);
    let one = full(one);
    assert_eq!(fcntl(*one, F_SETFL, 0), 0);
    let written = pwritev2(*one, &[iovec::from(b"ping")], 1, -1, RWF_NOWAIT);
    if errno() == EOPNOTSUPP {
        return Err("sockets have it since Linux 6.5".into());
    }
    expect(written == -1, EAGAIN)
}

fn before_the_beginning() -> Outcome {
    let file = file();
    at(*file, -2, 0, EINVAL)?;
    expect(pwritev(*file, &[iovec::from(b"ping")], 1, -1) == -1, EINVAL)?;
    expect(pwrite(*file, "ping", 4, off_t::MAX) == -1, EINVAL)?;
    expect(pwrite(*file, "ping", 4, -1) == -1, EINVAL)
}

fn no_places() -> Outcome {
    let ((_reader, writer), (_master, program)) = (pipes(), terminal());
    let terminal = Fd(adopt(program.into()));
    for fd in [writer, terminal, Fd(eventfd(0, 0)), udp()] {
        at(*fd, 0, 0, ESPIPE)?;
        expect(pwrite(*fd, "ping", 4, 0) == -1, ESPIPE)?;
    }
    Ok(ESPIPE)
}

fn no_such_flag() -> Outcome {
    at(*file(), 0, 1 << 30, EOPNOTSUPP)
}

fn too_far() -> Outcome {
    let dir = Dir::new();
    let path = dir.path().join("file");
    let fd = Fd(open(path.to_str().unwrap(), O_WRONLY | O_CREAT, 0o600));
    match pwrite(*fd, "ping", 4, off_t::MAX - 4) {
        4 => Err("needs a file system with a largest file".into()),
        n => expect(n == -1, EFBIG),
    }
}

fn too_long() -> Outcome {
    let (fd, addr) = (udp(), loopback(9));
    assert_eq!(connect(*fd, &addr, sizeof(&addr)), 0);
    expect(write(*fd, &[0u8; 65508], 65508) == -1, EMSGSIZE)
}

/// A file as long as this process may make it, at its end.
pub(crate) fn as_long_as_it_may_be(dir: &Dir) -> Fd {
    signal(SIGXFSZ, SIG_IGN);
    limit(libc::RLIMIT_FSIZE, 4096);
    let path = dir.path().join("file");
    let fd = Fd(open(path.to_str().unwrap(), O_WRONLY | O_CREAT, 0o600));
    assert_eq!(write(*fd, &[0u8; 5000], 5000), 4096);
    fd
}

fn file_too_large() -> Outcome {
    let dir = Dir::new();
    of(*as_long_as_it_may_be(&dir), EFBIG)
}

fn terminal_closed() -> Outcome {
    let (master, program) = terminal();
    drop(master);
    of(*Fd(adopt(program.into())), EIO)
}

/// A file in memory that nobody may write to any more.
pub(crate) fn sealed() -> Fd {
    let fd = Fd(adopt(memfd_create(c"sealed", MFdFlags::MFD_ALLOW_SEALING).unwrap()));
    assert_eq!(fcntl(*fd, F_ADD_SEALS, F_SEAL_WRITE), 0);
    fd
}

fn route_replaced() -> Outcome {
    let fd = cut_off()?;
    route(SIOCADDRT, RTF_REJECT);
    of(*fd, EHOSTUNREACH)
}

fn route_forbids() -> Outcome {
    let fd = cut_off()?;
    run("ip", "route add prohibit 192.0.2.0/24")?;
    of(*fd, EACCES)
}

fn not_bound() -> Outcome {
    own_network()?;
    of(*Fd(socket(AF_PACKET, SOCK_DGRAM, 0)), ENXIO)
}
