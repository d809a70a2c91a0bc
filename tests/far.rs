//! Numbers from 65536 on, which the table keeps elsewhere.
//!
//! Where the process may not have so many descriptors, it has them in play: this program's own
//! `read`, `write`, `close`, `dup2`, `dup3`, `fcntl` and `fstat`, in the place of libc's, give the
//! kernel a small number for each far one.

mod child;

use berkeley::errno::EBUSY;
use berkeley::{adopt, hold, release};
use child::*;
use core::ffi::{c_int, c_uint, c_void};
use std::os::fd::AsRawFd;
use std::sync::atomic::AtomicI32;
use std::sync::atomic::Ordering::Relaxed;

const FAR: [c_int; 9] = [65535, 65536, 65537, 100_000, 131_071, 131_072, 262_143, 262_144, NEXT];
/// The next one that is free.
const NEXT: c_int = 262_145;

/// The kernel's numbers for the far ones, where they are in play; −1 of one that is not open.
static REAL: [AtomicI32; FAR.len()] = [const { AtomicI32::new(NOT_IN_PLAY) }; FAR.len()];
const NOT_IN_PLAY: c_int = -2;

/// Where the kernel's number is noted, of a far one that is in play.
fn noted(fd: c_int) -> Option<&'static AtomicI32> {
    let noted = &REAL[FAR.iter().position(|far| *far == fd)?];
    (noted.load(Relaxed) != NOT_IN_PLAY).then_some(noted)
}

/// The number to give to the kernel.
fn real(fd: c_int) -> c_int {
    noted(fd).map_or(fd, |real| real.load(Relaxed))
}

#[unsafe(no_mangle)]
extern "C" fn read(fd: c_int, buf: *mut c_void, count: usize) -> isize {
    // SAFETY: what libc's own does, as everywhere below.
    unsafe { libc::syscall(libc::SYS_read, real(fd), buf, count) as isize }
}

#[unsafe(no_mangle)]
extern "C" fn write(fd: c_int, buf: *const c_void, count: usize) -> isize {
    // SAFETY: see `read`.
    unsafe { libc::syscall(libc::SYS_write, real(fd), buf, count) as isize }
}

#[unsafe(no_mangle)]
extern "C" fn fstat(fd: c_int, stat: *mut libc::stat) -> c_int {
    // SAFETY: see `read`.
    unsafe { libc::syscall(libc::SYS_fstat, real(fd), stat) as c_int }
}

#[unsafe(no_mangle)]
extern "C" fn close(fd: c_int) -> c_int {
    let number = noted(fd).map_or(fd, |real| real.swap(-1, Relaxed));
    // SAFETY: see `read`.
    unsafe { libc::syscall(libc::SYS_close, number) as c_int }
}

#[unsafe(no_mangle)]
extern "C" fn fcntl(fd: c_int, command: c_int, argument: usize) -> c_int {
    let duplicates = matches!(command, libc::F_DUPFD | libc::F_DUPFD_CLOEXEC);
    let free = FAR.iter().find(|far| {
        **far >= argument as c_int && noted(**far).is_some_and(|real| real.load(Relaxed) == -1)
    });
    let (argument, wanted) = match free {
        Some(far) if duplicates && argument > 60_000 => (0, Some(far)),
        _ => (argument, None),
    };
    // SAFETY: see `read`.
    let ret = unsafe { libc::syscall(libc::SYS_fcntl, real(fd), command, argument) as c_int };
    match wanted {
        Some(far) if ret != -1 => {
            noted(*far).unwrap().store(ret, Relaxed);
            *far
        }
        _ => ret,
    }
}

#[unsafe(no_mangle)]
extern "C" fn dup3(old: c_int, new: c_int, flags: c_int) -> c_int {
    // SAFETY: see `read`.
    match unsafe { libc::syscall(libc::SYS_dup3, real(old), real(new), flags as c_uint) } {
        -1 => -1,
        _ => new,
    }
}

#[unsafe(no_mangle)]
extern "C" fn dup2(old: c_int, new: c_int) -> c_int {
    // Nobody here asks for `old == new`.
    dup3(old, new, 0)
}

#[test]
fn numbers_from_65536_on() {
    in_child("numbers_from_65536_on", || {
        if !set_limit(270_000) {
            say("so many descriptors are not allowed: the far ones are in play");
            REAL.iter().for_each(|real| real.store(-1, Relaxed));
        }
        use berkeley::unistd::*;

        let [x, peer] = pair();
        let known = identity(x);
        for n in &FAR[..8] {
            let n = *n;
            assert_not_owned(n);
            assert_eq!(dup2(x, n), n);
            assert_eq!(identity(n), known);
            assert_eq!(write(peer, "far", 3), 3);
            let mut buf = [0; 3];
            assert_eq!((read(n, &mut buf, 3), &buf), (3, b"far"));

            let guard = hold(n).unwrap();
            assert_eq!(close(n), 0);
            assert_not_owned(n);
            assert!(is_open(n));
            drop(guard);
            assert!(!is_open(n));

            assert_eq!(dup3(x, n, libc::O_CLOEXEC), n);
            let owned = release(n).unwrap();
            assert_eq!(owned.as_raw_fd(), n);
            assert_not_owned(n);
            assert_eq!(failure(dup2(peer, n)), EBUSY);
            assert_eq!(identity(n), known);
            assert_eq!(adopt(owned), n);
        }

        // All are open, and two calls are in flight, one of them on what is closed by now.
        let (closed, blocked) = (FAR[1], FAR[7]);
        let readers = [closed, blocked].map(|fd| blocked_in_read_as(fd, real(fd)));
        assert_eq!(close(closed), 0);
        let failed = forked(|| {
            expect(!is_open(closed))?;
            FAR[2..8].iter().try_for_each(|n| expect(close(*n) == 0 && !is_open(*n)))
        });
        assert_eq!(failed, 0);
        assert_eq!(write(peer, "0123456789", 10), 10);
        let read: usize = readers.into_iter().map(|reader| reader.join().unwrap().len()).sum();
        assert_eq!(read, 10);
        assert!(!is_open(closed));
        FAR[..8].iter().filter(|n| **n != closed).for_each(|n| assert_eq!(close(*n), 0));
        assert!(FAR.iter().all(|n| !is_open(*n)));
    });
}
