//! `sendfile`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::net::*;
use crate::support::Dir;
use crate::write::{QUOTA, as_long_as_it_may_be, sealed};
use crate::{Outcome, Row, expect};
use berkeley::net::route::RTF_REJECT;
use berkeley::sys::{ioctl::*, sendfile::*};
use berkeley::{adopt, errno::*, fcntl::*, netinet::in_::*, unistd::*};
use nix::sys::memfd::{MFdFlags, memfd_create};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "sendfile", error: "EAGAIN", how: Provoked(no_room) },
    Row { call: "sendfile", error: "EPIPE", how: Provoked(nobody_reads) },
    Row { call: "sendfile", error: "EINVAL", how: Provoked(from_a_socket) },
    Row { call: "sendfile", error: "EBADF", how: Provoked(wrong_order) },
    Row { call: "sendfile", error: "ECONNRESET", how: Provoked(|| to(*broken(), ECONNRESET)) },
    Row { call: "sendfile", error: "EINTR", how: Apart(interrupted) },
    Row { call: "sendfile", error: "ENOTCONN", how: Provoked(unix_not_connected) },
    Row { call: "sendfile", error: "EDESTADDRREQ", how: Provoked(|| to(*udp(), EDESTADDRREQ)) },
    Row { call: "sendfile", error: "ESPIPE", how: Provoked(no_places) },
    Row { call: "sendfile", error: "EMSGSIZE", how: Provoked(too_long) },
    Row { call: "sendfile", error: "ECONNREFUSED", how: Provoked(|| to(*refused(), ECONNREFUSED)) },
    Row { call: "sendfile", error: "ETIMEDOUT", how: Provoked(|| to(*given_up(), ETIMEDOUT)) },
    Row { call: "sendfile", error: "EHOSTUNREACH", how: Apart(route_replaced) },
    Row { call: "sendfile", error: "ENETUNREACH", how: Apart(|| to(*cut_off()?, ENETUNREACH)) },
    Row { call: "sendfile", error: "EACCES", how: Apart(route_forbids) },
    Row { call: "sendfile", error: "ECONNABORTED", how: Apart(|| to(*killed()?, ECONNABORTED)) },
    Row { call: "sendfile", error: "ENOSPC", how: Apart(file_system_full) },
    Row { call: "sendfile", error: "EDQUOT", how: NotHere(QUOTA) },
    Row { call: "sendfile", error: "EFBIG", how: Apart(file_too_large) },
    Row { call: "sendfile", error: "EPERM", how: Provoked(|| to(*sealed(), EPERM)) },
    Row { call: "sendfile", error: "EOVERFLOW", how: Provoked(beyond_every_file) },
    Row { call: "sendfile", error: "EIO", how: NotHere(DISK) },
    Row { call: "sendfile", error: "ENOBUFS", how: Apart(|| to(*on_a_full_interface()?, ENOBUFS)) },
    Row { call: "sendfile", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
    Row { call: "sendfile", error: "EFAULT", how: NotHere("`offset` is a reference or NULL") },
];

/// A file of so many bytes.
fn file(len: usize) -> Fd {
    let fd = Fd(adopt(memfd_create(c"file", MFdFlags::empty()).unwrap()));
    assert_eq!(write(*fd, &vec![0u8; len], len), len as isize);
    fd
}

/// Of a file to this descriptor.
fn to(fd: c_int, errno: c_int) -> Outcome {
    expect(sendfile(fd, *file(10), &mut 0, 10) == -1, errno)
}

fn no_room() -> Outcome {
    let (one, _two) = pair(SOCK_STREAM);
    to(*full(one), EAGAIN)
}

fn nobody_reads() -> Outcome {
    let (reader, writer) = pipes();
    drop(reader);
    to(*writer, EPIPE)?;
    to(*tcp(), EPIPE)
}

fn from_a_socket() -> Outcome {
    let ((one, _two), file) = (pair(SOCK_STREAM), file(10));
    expect(sendfile(*one, *file, &mut -1, 10) == -1, EINVAL)?;
    expect(sendfile(*file, *one, NULL, 10) == -1, EINVAL)
}

fn wrong_order() -> Outcome {
    let (one, _two) = pair(SOCK_STREAM);
    let zeros = Fd(open("/dev/zero", O_RDONLY, 0));
    expect(sendfile(*zeros, *one, NULL, 10) == -1, EBADF)?;
    to(NOT_OPEN, EBADF)
}

fn interrupted() -> Outcome {
    let (one, _two) = pair(SOCK_STREAM);
    let (one, file) = (full(one), file(10));
    assert_eq!(fcntl(*one, F_SETFL, O_RDWR), 0);
    interrupt();
    expect(sendfile(*one, *file, &mut 0, 10) == -1, EINTR)
}

fn unix_not_connected() -> Outcome {
    to(*Fd(socket(AF_UNIX, SOCK_STREAM, 0)), ENOTCONN)
}

fn no_places() -> Outcome {
    let ((one, _two), (reader, _writer)) = (pair(SOCK_STREAM), pipes());
    expect(sendfile(*one, *reader, &mut 0, 10) == -1, ESPIPE)
}

fn too_long() -> Outcome {
    let (fd, addr) = (udp(), loopback(9));
    assert_eq!(connect(*fd, &addr, sizeof(&addr)), 0);
    expect(sendfile(*fd, *file(100_000), &mut 0, 100_000) == -1, EMSGSIZE)
}

fn route_replaced() -> Outcome {
    let fd = cut_off()?;
    route(SIOCADDRT, RTF_REJECT);
    to(*fd, EHOSTUNREACH)
}

fn route_forbids() -> Outcome {
    let fd = cut_off()?;
    run("ip", "route add prohibit 192.0.2.0/24")?;
    to(*fd, EACCES)
}

fn file_system_full() -> Outcome {
    own(libc::CLONE_NEWNS)?;
    let path = mount("tmpfs", "size=4096", 0)?.join("file");
    let fd = Fd(open(path.to_str().unwrap(), O_WRONLY | O_CREAT, 0o600));
    while write(*fd, &[0u8; 4096], 4096) > 0 {}
    to(*fd, ENOSPC)
}

fn file_too_large() -> Outcome {
    let dir = Dir::new();
    to(*as_long_as_it_may_be(&dir), EFBIG)
}

fn beyond_every_file() -> Outcome {
    let ((one, _two), dir) = (pair(SOCK_STREAM), Dir::new());
    let path = dir.path().join("file");
    let fd = Fd(open(path.to_str().unwrap(), O_RDWR | O_CREAT, 0o600));
    match sendfile(*one, *fd, &mut (off_t::MAX - 1), 1) {
        0 => Err("needs a file system with a largest file".into()),
        n => expect(n == -1, EOVERFLOW),
    }
}
