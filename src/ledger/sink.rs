//! Where the ledger goes that the environment asked for.

use super::{Entry, Snapshot, book};
use crate::errno::{EINTR, EIO};
use core::mem::{MaybeUninit, zeroed};
use core::ptr;
use libc::{SIG_BLOCK, SIG_SETMASK, SIGPIPE, sigset_t, timespec};
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::path::Path;
use std::sync::Once;
use std::sync::OnceLock;

/// Where it goes, if anywhere.
static SINK: OnceLock<Sink> = OnceLock::new();

enum Sink {
    /// As a table, to standard error, at the end.
    Table,
    /// As lines of JSON, to the file of this name.
    Lines(File, OsString),
}

/// The environment wants the ledger there. Says what prevents it.
pub(super) fn set(asked: OsString) -> io::Result<()> {
    let sink = match asked.to_str() {
        Some("1") => Sink::Table,
        _ => Sink::Lines(crate::trace::open(&asked)?, asked),
    };
    if SINK.set(sink).is_ok() {
        // SAFETY: the function is one for the life of the process. If there is no memory to register
        // it, what is open at the end is lost.
        unsafe { libc::atexit(at_exit) };
    }
    Ok(())
}

/// These have ended.
pub(super) fn ended(entries: &[Entry]) {
    if let (Some(Sink::Lines(file, path)), false) = (SINK.get(), entries.is_empty()) {
        let lines: String = entries.iter().map(|entry| entry.to_json() + "\n").collect();
        if let Err(error) = write(file.as_fd(), lines.as_bytes()) {
            // Once is enough: a full disk stays full.
            static SAID: Once = Once::new();
            SAID.call_once(|| complain(path, &error, "entries are lost"));
        }
    }
}

/// Says on standard error that something was lost. If that fails too, nobody is there to tell.
pub(super) fn complain(path: &OsString, error: &io::Error, lost: &str) {
    let message = format!("BERKELEY_LEDGER: {}: {error}: {lost}\n", Path::new(path).display());
    let _ = write(io::stderr().as_fd(), message.as_bytes());
}

extern "C" fn at_exit() {
    let Some(entries) = book::last_entries() else { return };
    match SINK.get() {
        Some(Sink::Table) => {
            let table = Snapshot { entries }.to_string();
            let _ = write(io::stderr().as_fd(), table.as_bytes());
        }
        Some(Sink::Lines(..)) => {
            let open: Vec<_> = entries.into_iter().filter(|entry| entry.open).collect();
            ended(&open);
        }
        None => {}
    }
}

/// Writes all of it, in one piece if the file takes it so. A pipe without a reader is an error like
/// any other, and no signal: the program that may be waiting for one is not concerned.
fn write(fd: BorrowedFd<'_>, mut bytes: &[u8]) -> io::Result<()> {
    let before = block_pipe_signal();
    let mut done = Ok(());
    while !bytes.is_empty() && done.is_ok() {
        match nix::unistd::write(fd, bytes) {
            Ok(0) => done = Err(io::Error::from_raw_os_error(EIO)),
            Ok(n) => bytes = &bytes[n..],
            Err(error) if error as i32 == EINTR => {}
            Err(error) => done = Err(error.into()),
        }
    }
    if let Some(before) = before {
        unblock_pipe_signal(&before);
    }
    done
}

/// Blocks `SIGPIPE` in this thread, and gives the signals that were blocked before; none if there is
/// nothing to be done about it, since one waits already.
fn block_pipe_signal() -> Option<sigset_t> {
    // SAFETY: the sets are written before they are read, and all pointers are to them.
    unsafe {
        let mut pending = zeroed::<sigset_t>();
        libc::sigpending(&mut pending);
        if libc::sigismember(&pending, SIGPIPE) == 1 {
            return None;
        }
        let mut before = MaybeUninit::<sigset_t>::zeroed();
        libc::pthread_sigmask(SIG_BLOCK, &only_pipe(), before.as_mut_ptr());
        Some(before.assume_init())
    }
}

/// Takes the `SIGPIPE` that came meanwhile, if one did, and blocks what was blocked before.
fn unblock_pipe_signal(before: &sigset_t) {
    let now = timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: all pointers are to what they are to be, or null.
    unsafe {
        libc::sigtimedwait(&only_pipe(), ptr::null_mut(), &now);
        libc::pthread_sigmask(SIG_SETMASK, before, ptr::null_mut());
    }
}

fn only_pipe() -> sigset_t {
    // SAFETY: all zeros is a value of this structure of integers, and the pointer is to it.
    unsafe {
        let mut set = zeroed::<sigset_t>();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, SIGPIPE);
        set
    }
}
