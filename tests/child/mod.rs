//! A process of its own for a test that mistreats descriptors, and what tests ask the kernel.

#![allow(dead_code, reason = "each test program uses some of it")]

use berkeley::errno::{EBADF, errno, set_errno};
use berkeley::hold;
use berkeley::sys::socket::*;
use berkeley::unistd::*;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::fd::RawFd;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::PathBuf;
use std::process::{Command, Stdio, exit};
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{OnceLock, mpsc};
use std::thread::{self, JoinHandle};
use std::{env, process};

/// Where the child writes what it has to say. That it is set tells the child that it is one.
const REPORT: &str = "BERKELEY_TEST_REPORT";

static SAY: OnceLock<File> = OnceLock::new();

/// Runs `body` in a process of its own, in which standard input, output and error are `/dev/null`:
/// this test program again, with the one test of this `name`. Fails if `body` panics.
pub(crate) fn in_child(name: &str, body: impl FnOnce()) {
    if let Some(path) = env::var_os(REPORT) {
        let report = OpenOptions::new().append(true).open(path).unwrap();
        SAY.set(report).unwrap();
        set_hook(Box::new(|info| say(&format!("{info}"))));
        // SAFETY: no handler; the signal ends the process, should it hang.
        unsafe { libc::alarm(120) };
        exit(if catch_unwind(AssertUnwindSafe(body)).is_ok() { 0 } else { 1 });
    }
    let path = scratch(name).with_extension("report");
    File::create(&path).unwrap();
    let status = Command::new(env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture", "--test-threads=1"])
        .env(REPORT, &path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let said = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    print!("{said}");
    assert!(status.success(), "the child: {status}\n{said}");
}

/// From the child: a line for the parent to print.
pub(crate) fn say(line: &str) {
    let mut report = SAY.get().unwrap();
    report.write_all(format!("{line}\n").as_bytes()).unwrap();
}

/// A path for temporary files of the test, of this process.
pub(crate) fn scratch(name: &str) -> PathBuf {
    env::temp_dir().join(format!("berkeley-{name}-{}", process::id()))
}

/// Whether the kernel has the number open, whoever owns it.
pub(crate) fn is_open(fd: RawFd) -> bool {
    // SAFETY: F_GETFD changes nothing, of whatever number.
    unsafe { libc::fcntl(fd, libc::F_GETFD) != -1 }
}

/// Which file a number is: device and inode.
pub(crate) fn identity(fd: RawFd) -> (libc::dev_t, libc::ino_t) {
    // SAFETY: an all-zero `stat` is valid, and fstat writes nothing else; it changes nothing.
    let (stat, ret) = unsafe {
        let mut stat: libc::stat = std::mem::zeroed();
        let ret = libc::fstat(fd, &mut stat);
        (stat, ret)
    };
    assert_eq!(ret, 0, "fstat({fd}): {}", std::io::Error::last_os_error());
    (stat.st_dev, stat.st_ino)
}

/// The kernel's number of the calling thread.
pub(crate) fn tid() -> libc::pid_t {
    // SAFETY: passes nothing.
    unsafe { libc::gettid() }
}

/// Waits until a thread sleeps in this system call on this descriptor.
pub(crate) fn wait_until_blocked(tid: libc::pid_t, call: libc::c_long, fd: RawFd) {
    let blocked = format!("{call} {fd:#x} ");
    let path = format!("/proc/self/task/{tid}/syscall");
    // It says "running" of a thread that is.
    while !fs::read_to_string(&path).unwrap().starts_with(&blocked) {
        thread::yield_now();
    }
}

/// How often a signal was handled.
pub(crate) static HANDLED: AtomicU32 = AtomicU32::new(0);

/// Makes a signal do nothing but interrupt and be counted.
pub(crate) fn handle(signal: libc::c_int, flags: libc::c_int) {
    extern "C" fn handler(_: libc::c_int) {
        HANDLED.fetch_add(1, Relaxed);
    }
    // SAFETY: all zeros are a valid `sigaction`; the handler may run anywhere.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler as extern "C" fn(libc::c_int) as usize;
        action.sa_flags = flags;
        assert_eq!(libc::sigaction(signal, &action, std::ptr::null_mut()), 0);
    }
}

/// Sends a signal that has a handler to a thread of this process. If it is over, or has not begun
/// (0), that is an error and nothing else.
pub(crate) fn signal(thread: libc::pid_t, signal: libc::c_int) {
    // SAFETY: passes numbers, and the signal has a handler.
    unsafe { libc::syscall(libc::SYS_tgkill, libc::getpid(), thread, signal) };
}

/// A generator of numbers: xorshift64*.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(crate) fn below(&mut self, n: u32) -> u32 {
        (((self.next() >> 32) * u64::from(n)) >> 32) as u32
    }

    pub(crate) fn of<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u32) as usize]
    }
}

/// The seed that `BERKELEY_TEST_SEED` says, or another each time.
pub(crate) fn seed() -> u64 {
    match env::var("BERKELEY_TEST_SEED") {
        Ok(seed) => seed.parse().unwrap(),
        Err(_) => std::time::UNIX_EPOCH.elapsed().unwrap().as_nanos() as u64,
    }
}

/// A connected pair.
pub(crate) fn pair() -> [RawFd; 2] {
    let mut sv = [-1; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, &mut sv), 0);
    sv
}

/// The errno of what failed; or 0, of what did not.
pub(crate) fn failure(ret: i32) -> i32 {
    if ret == -1 { errno() } else { 0 }
}

/// That the table does not own the number.
pub(crate) fn assert_not_owned(fd: RawFd) {
    assert_eq!(failure(read(fd, &mut [0u8; 1], 1) as i32), EBADF);
    assert_eq!(failure(dup(fd)), EBADF);
    assert_eq!(failure(dup2(fd, 1000)), EBADF);
    assert_eq!(failure(close(fd)), EBADF);
    set_errno(0);
    assert!(hold(fd).is_none());
    assert_eq!(errno(), EBADF);
}

/// A thread that blocks in `read`, and what it reads in the end.
pub(crate) fn blocked_in_read(fd: RawFd) -> JoinHandle<Vec<u8>> {
    blocked_in_read_as(fd, fd)
}

/// [`blocked_in_read`], of what the kernel knows by another number.
pub(crate) fn blocked_in_read_as(fd: RawFd, real: RawFd) -> JoinHandle<Vec<u8>> {
    let (tell, told) = mpsc::channel();
    let reader = thread::spawn(move || {
        tell.send(tid()).unwrap();
        let mut buf = [0; 8];
        let n = read(fd, &mut buf, 8);
        assert!(n >= 0, "read: {}", errno());
        buf[..n as usize].to_vec()
    });
    wait_until_blocked(told.recv().unwrap(), libc::SYS_read, real);
    reader
}

/// Runs `check` in a process forked from this one, where it may do only what is safe in one forked
/// from a process with threads: nothing that allocates or takes a lock. 0, or where it failed.
pub(crate) fn forked(check: impl FnOnce() -> Result<(), i32>) -> i32 {
    // SAFETY: the child does no more than said above, and ends without returning.
    match unsafe { libc::fork() } {
        0 => {
            let line = check().err().unwrap_or(0);
            // SAFETY: ends the process at once.
            unsafe { libc::_exit(line) }
        }
        child => {
            let mut status = 0;
            // SAFETY: there is room for the status.
            assert_eq!(unsafe { libc::waitpid(child, &mut status, 0) }, child);
            assert!(libc::WIFEXITED(status), "{status:#x}");
            libc::WEXITSTATUS(status)
        }
    }
}

/// For [`forked`]: goes on if the answer is as expected. Else says the line, modulo 255, plus 1.
#[track_caller]
pub(crate) fn expect(answer: bool) -> Result<(), i32> {
    let line = std::panic::Location::caller().line() as i32;
    if answer { Ok(()) } else { Err(line % 255 + 1) }
}

/// Changes how many descriptors this process may have, if it may.
pub(crate) fn set_limit(limit: i32) -> bool {
    let mut now = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: writes, and reads, the one structure.
    unsafe {
        assert_eq!(libc::getrlimit(libc::RLIMIT_NOFILE, &mut now), 0);
        now.rlim_cur = limit as libc::rlim_t;
        now.rlim_max = now.rlim_max.max(now.rlim_cur);
        libc::setrlimit(libc::RLIMIT_NOFILE, &now) == 0
    }
}
