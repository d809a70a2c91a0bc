//! `fcntl`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::support::Dir;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, fcntl::*, sys::wait::*, unistd::*};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "fcntl", error: "EAGAIN", how: Provoked(locked) },
    Row { call: "fcntl", error: "EBADF", how: Provoked(unfit) },
    Row { call: "fcntl", error: "EINVAL", how: Provoked(unfit_arguments) },
    Row { call: "fcntl", error: "EINTR", how: Apart(waiting_for_a_lock) },
    Row { call: "fcntl", error: "EFAULT", how: Provoked(no_structure) },
    Row { call: "fcntl", error: "EDEADLK", how: Apart(each_other) },
    Row { call: "fcntl", error: "EACCES", how: Apart(lease_of_another) },
    Row { call: "fcntl", error: "EMFILE", how: Apart(none_free) },
    Row { call: "fcntl", error: "EPERM", how: Apart(too_large_a_pipe) },
    Row { call: "fcntl", error: "EBUSY", how: Provoked(too_small_a_pipe) },
    Row { call: "fcntl", error: "ESRCH", how: Provoked(nobody) },
    Row { call: "fcntl", error: "ENOTDIR", how: Provoked(no_directory) },
    Row { call: "fcntl", error: "EOVERFLOW", how: Provoked(beyond_all_files) },
    Row { call: "fcntl", error: "ENOLCK", how: NotHere("needs a file server without locks") },
    Row { call: "fcntl", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
];

/// A file, opened with each of these flags, and without a name.
fn file<const N: usize>(flags: [c_int; N]) -> [Fd; N] {
    let dir = Dir::new();
    let path = dir.path().join("file").into_os_string().into_string().expect("UTF-8");
    assert_ne!(*Fd(creat(&path, 0o600)), -1);
    flags.map(|flags| Fd(open(&path, flags, 0)))
}

/// A pipe.
fn pipe() -> [Fd; 2] {
    let fds = &mut [0; 2];
    assert_eq!(berkeley::unistd::pipe(fds), 0);
    fds.map(Fd)
}

/// A lock on a byte, to write it.
fn byte(n: off_t) -> flock {
    flock { l_type: F_WRLCK as i16, l_start: n, l_len: 1, ..flock::zeroed() }
}

fn locked() -> Outcome {
    let [one, other] = file([O_RDWR; 2]);
    assert_eq!(fcntl(*one, F_OFD_SETLK, &mut byte(0)), 0);
    expect(fcntl(*other, F_OFD_SETLK, &mut byte(0)) == -1, EAGAIN)
}

fn unfit() -> Outcome {
    let [to_read, place] = file([O_RDONLY, O_PATH]);
    expect(fcntl(*to_read, F_SETLK, &mut byte(0)) == -1, EBADF)?;
    expect(fcntl(*to_read, F_GETPIPE_SZ, 0) == -1, EBADF)?;
    expect(fcntl(*place, F_SETFL, 0) == -1, EBADF)?;
    expect(fcntl(NOT_OPEN, F_GETFL, 0) == -1, EBADF)
}

fn unfit_arguments() -> Outcome {
    let [fd, _] = pipe();
    expect(fcntl(*fd, F_SETFL, &mut byte(0)) == -1, EINVAL)?;
    expect(fcntl(*fd, F_SETLK, 1) == -1, EINVAL)?;
    expect(fcntl(*fd, F_DUPFD, -1) == -1, EINVAL)?;
    expect(fcntl(*fd, F_SETSIG, 99) == -1, EINVAL)?;
    expect(fcntl(*fd, 9999, 0) == -1, EINVAL)
}

fn waiting_for_a_lock() -> Outcome {
    let [one, other] = file([O_RDWR; 2]);
    assert_eq!(fcntl(*one, F_OFD_SETLK, &mut byte(0)), 0);
    interrupt();
    expect(fcntl(*other, F_OFD_SETLKW, &mut byte(0)) == -1, EINTR)
}

fn no_structure() -> Outcome {
    let [fd] = file([O_RDWR]);
    expect(fcntl(*fd, F_GETLK, 0) == -1, EFAULT)?;
    expect(fcntl(*fd, F_GETOWN_EX, NULL) == -1, EFAULT)
}

/// Locks two bytes, one after the other, when both processes have their first. What the second lock
/// failed with, or 0.
fn lock_two(fd: c_int, bytes: [off_t; 2], told: c_int, tell: c_int) -> c_int {
    assert_eq!(fcntl(fd, F_SETLK, &mut byte(bytes[0])), 0);
    assert_eq!((write(tell, "x", 1), read(told, &mut [0u8; 1], 1)), (1, 1));
    if fcntl(fd, F_SETLKW, &mut byte(bytes[1])) == 0 { 0 } else { errno() }
}

/// Two processes of which each waits for the other: whoever waits last is told.
fn each_other() -> Outcome {
    let [fd] = file([O_RDWR]);
    let (here, there) = (pipe(), pipe());
    let child = fork();
    assert_ne!(child, -1);
    if child == 0 {
        alarm(50);
        _exit(lock_two(*fd, [1, 0], *there[0], *here[1]));
    }
    let ours = lock_two(*fd, [0, 1], *here[0], *there[1]);
    // Gives up what we have: now the child gets its lock, if it waits.
    drop(fd);
    let mut status = 0;
    assert_eq!(waitpid(child, &mut status, 0), child);
    assert!(WIFEXITED(status), "{status:#x}");
    let mut both = [ours, WEXITSTATUS(status)];
    both.sort();
    assert_eq!(both, [0, EDEADLK]);
    Ok(EDEADLK)
}

fn lease_of_another() -> Outcome {
    no_rights()?;
    // It is root's.
    let fd = Fd(open("/etc/passwd", O_RDONLY, 0));
    assert_ne!(*fd, -1);
    expect(fcntl(*fd, F_SETLEASE, F_RDLCK) == -1, EACCES)
}

fn none_free() -> Outcome {
    limit(libc::RLIMIT_NOFILE, 16);
    assert_eq!(fcntl(0, F_DUPFD, 15), 15);
    expect(fcntl(0, F_DUPFD, 15) == -1, EMFILE)
}

fn too_large_a_pipe() -> Outcome {
    no_rights()?;
    expect(fcntl(*pipe()[0], F_SETPIPE_SZ, 1 << 30) == -1, EPERM)
}

fn too_small_a_pipe() -> Outcome {
    let [there, here] = pipe();
    let size = fcntl(*here, F_GETPIPE_SZ, 0) as usize;
    assert_eq!(write(*here, &vec![0u8; size], size), size as isize);
    expect(fcntl(*there, F_SETPIPE_SZ, 1) == -1, EBUSY)
}

fn nobody() -> Outcome {
    // More than there can be.
    expect(fcntl(*pipe()[0], F_SETOWN, c_int::MAX) == -1, ESRCH)
}

fn no_directory() -> Outcome {
    let [fd] = file([O_RDONLY]);
    // Watches nothing, but of a kernel that does not know the command.
    if fcntl(*fd, F_NOTIFY, 0) == -1 {
        return Err("needs a kernel with F_NOTIFY".into());
    }
    expect(fcntl(*fd, F_NOTIFY, DN_CREATE) == -1, ENOTDIR)
}

fn beyond_all_files() -> Outcome {
    if off_t::BITS < 64 {
        return Err("needs places of 64 bits: the kernel has files that large".into());
    }
    let [fd] = file([O_RDWR]);
    let mut lock = flock { l_len: 2, ..byte(off_t::MAX) };
    expect(fcntl(*fd, F_SETLK, &mut lock) == -1, EOVERFLOW)
}
