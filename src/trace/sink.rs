//! Where the lines go: one at a time, and at nobody's cost but the trace's own.

use super::options::Options;
use super::{Begun, forget};
use crate::base::signals::spared;
use crate::errno::strerror;
use core::ffi::c_int;
use core::fmt::Write as _;
use nix::fcntl::{FcntlArg, fcntl};
use std::cell::Cell;
use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::fd::{AsFd, FromRawFd, OwnedFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

thread_local! {
    /// Whether this thread is in the sink's code: the calls that it makes there are not traced.
    static IN_SINK: Cell<bool> = const { Cell::new(false) };
}

/// Whether the calling thread is in the sink's code.
pub(crate) fn is_in_sink() -> bool {
    IN_SINK.get()
}

/// What the lines are written to.
pub(super) enum Sink {
    /// What the environment named.
    Own(Arc<Own>),
    /// What the program gave.
    Program(Box<dyn Write + Send>),
}

impl Sink {
    fn put(&mut self, line: &str) -> io::Result<()> {
        match self {
            Sink::Own(own) => own.put(line),
            Sink::Program(sink) => sink.write_all(line.as_bytes()).and_then(|()| sink.flush()),
        }
    }
}

/// A descriptor for the lines.
pub(super) struct Own {
    /// None is standard error.
    file: Option<File>,
    /// Whether it is on a disk, whose writers get no signals for it.
    is_silent: bool,
}

impl Own {
    pub(super) fn standard_error() -> Own {
        Own { file: None, is_silent: false }
    }

    /// A file, to write at its end.
    pub(super) fn open(path: &OsStr) -> io::Result<Own> {
        let file = open(path)?;
        let is_silent = file.metadata().is_ok_and(|file| file.is_file()) && may_be_of_any_size();
        Ok(Own { file: Some(file), is_silent })
    }

    /// Writes a line in one piece, as far as the file can take it so. Nothing else is called: a lock
    /// of std's could be held by a thread that waits for this one.
    fn put(&self, line: &str) -> io::Result<()> {
        let mut rest = line.as_bytes();
        while !rest.is_empty() {
            let written = match &self.file {
                Some(file) => nix::unistd::write(file, rest),
                None => nix::unistd::write(io::stderr().as_fd(), rest),
            };
            match written {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(n) => rest = &rest[n..],
                Err(nix::errno::Errno::EINTR) => {}
                Err(errno) => return Err(errno.into()),
            }
        }
        Ok(())
    }
}

/// Opens a file to write at its end, with a number out of the program's way.
pub(crate) fn open(path: &OsStr) -> io::Result<File> {
    let opened = OpenOptions::new().create(true).append(true).open(path)?;
    match fcntl(&opened, FcntlArg::F_DUPFD_CLOEXEC(FAR)) {
        // SAFETY: the kernel has just given this number, and nobody else was told of it.
        Ok(fd) => Ok(File::from(unsafe { OwnedFd::from_raw_fd(fd) })),
        // The process may not have so many.
        Err(_) => Ok(opened),
    }
}

/// A number that few programs come near, though every process may have it by default.
const FAR: c_int = 1000;

/// Whether a file may grow as it likes: where it may not, `SIGXFSZ` tells who tries.
fn may_be_of_any_size() -> bool {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the kernel writes there.
    let asked = unsafe { libc::getrlimit(libc::RLIMIT_FSIZE, &mut limit) };
    asked == 0 && limit.rlim_cur == libc::RLIM_INFINITY
}

/// Why a line was lost.
fn why(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(errno) => strerror(errno).to_string(),
        // What the program's own errors say is the program's own code.
        None => error.kind().to_string(),
    }
}

/// Says something on standard error. It has nobody to tell that that fails.
pub(super) fn complain(message: &str) {
    let _ = in_sink(false, || Own::standard_error().put(message));
}

/// A trace that was started, until it is stopped.
pub(super) struct Trace {
    pub(super) options: Options,
    /// The sink, if it is not the program's.
    own: Option<Arc<Own>>,
    state: Mutex<State>,
    /// Told when a thread writes no more, if another waits for that.
    idle: Condvar,
}

/// No thread waits for ever for another's line to be written: the sink may be a pipe, and the thread
/// that reads its other end be traced too. A thread that finds another one writing leaves its line to
/// it; but if there are [`MANY`] already it waits for a while, to go on with them itself. Or one thread
/// would write for the others for ever, and lines pile up.
#[derive(Default)]
struct State {
    /// What the lines are written to. `None` while a thread writes, and when the trace has ended.
    sink: Option<Sink>,
    /// The lines that are to be written, the first one first.
    lines: VecDeque<String>,
    /// When the call of the newest line was made.
    last: Option<Instant>,
    writing: bool,
    /// How many threads wait to write.
    waiting: usize,
    ended: bool,
    /// Whether it has been said that lines are lost.
    complained: bool,
}

/// So many lines a thread may leave to another, and writes for others while they wait to.
const MANY: usize = 64;
/// So long a thread waits to write.
const PATIENCE: Duration = Duration::from_millis(10);

impl State {
    /// Whether a thread writes, or is about to go on with what another has left.
    fn is_busy(&self) -> bool {
        self.writing || !self.lines.is_empty()
    }
}

impl Trace {
    pub(super) fn new(options: Options, sink: Sink) -> Arc<Trace> {
        let own = match &sink {
            Sink::Own(own) => Some(own.clone()),
            Sink::Program(_) => None,
        };
        let state = State { sink: Some(sink), ..State::default() };
        Arc::new(Trace { options, own, state: Mutex::new(state), idle: Condvar::new() })
    }

    /// Writes a line, of which `line` makes the rest when it knows the beginning; and those that
    /// other threads leave here meanwhile. Or leaves it to the thread that is writing.
    pub(super) fn write(self: &Arc<Trace>, begun: Begun, line: impl FnOnce(&str) -> String) {
        let mut state = lock(&self.state);
        if state.ended {
            return;
        }
        let before = self.before(begun, &mut state.last);
        state.lines.push_back(line(&before));
        if state.writing && state.lines.len() > MANY {
            state.waiting += 1;
            let waited = self.idle.wait_timeout_while(state, PATIENCE, |state| state.writing);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            state.waiting -= 1;
        }
        if state.writing {
            return;
        }
        state.writing = true;
        let mut sink = state.sink.take();
        let mut written = 0;
        // What is left when another goes on, it finds before it stops waiting.
        while written < MANY || state.waiting == 0 {
            let Some(line) = state.lines.pop_front() else { break };
            written += 1;
            drop(state);
            // What the program's own errors do when they are dropped is the program's own code.
            let put = |sink: &mut Sink| sink.put(&line).map_err(|error| why(&error));
            let put = sink.as_mut().and_then(|sink| in_sink(self.is_silent(), || put(sink)));
            state = lock(&self.state);
            match put {
                Some(Ok(())) => {}
                // A sink that fails loses its lines; the call that is traced is not to suffer.
                Some(Err(why)) => {
                    if !core::mem::replace(&mut state.complained, true) {
                        drop(state);
                        self.complain(&why);
                        state = lock(&self.state);
                    }
                }
                // One that panics has been heard of already.
                None => {
                    state.ended = true;
                    state.lines.clear();
                }
            }
        }
        if state.ended && state.lines.is_empty() {
            drop(state);
            let _ = in_sink(false, || drop(sink));
            forget(self);
            state = lock(&self.state);
        } else {
            state.sink = sink;
        }
        state.writing = false;
        // (To tell nobody is a system call, too.)
        if state.ended || state.waiting > 0 {
            self.idle.notify_all();
        }
    }

    /// What stands before a call.
    fn before(&self, begun: Begun, last: &mut Option<Instant>) -> String {
        let mut before = String::new();
        // Writing to a string does not fail.
        if self.options.pid {
            let _ = write!(before, "{:<5} ", process::id());
        }
        if self.options.thread {
            // SAFETY: passes nothing.
            let _ = write!(before, "{:<5} ", unsafe { libc::syscall(libc::SYS_gettid) });
        }
        begun.show(&mut before, &self.options, last);
        before
    }

    fn is_silent(&self) -> bool {
        self.own.as_ref().is_some_and(|own| own.is_silent)
    }

    /// Says that lines are lost, and why.
    fn complain(&self, why: &str) {
        match &self.own {
            // To say it where it fails makes no sense.
            Some(own) if own.file.is_none() => {}
            Some(_) => complain(&format!("BERKELEY_TRACE: {why}; lines were lost\n")),
            None => complain(&format!("trace: {why}; lines were lost\n")),
        }
    }

    /// Ends the trace when the lines that wait are written, and drops the sink.
    pub(super) fn end(&self) {
        let mut state = lock(&self.state);
        state.ended = true;
        while state.is_busy() && !IN_SINK.get() {
            state = self.idle.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        // Whoever is busy drops it when he is done.
        let sink = if state.is_busy() { None } else { state.sink.take() };
        drop(state);
        let _ = in_sink(false, || drop(sink));
    }

    /// In a new child, of whose threads only this one is there: the trace with which the child goes
    /// on. The lines that wait are the parent's.
    pub(super) fn in_child(self: Arc<Trace>) -> Option<Arc<Trace>> {
        let is_whole = match self.state.try_lock() {
            Ok(mut state) => {
                state.lines.clear();
                !state.writing || is_in_sink()
            }
            Err(TryLockError::Poisoned(_) | TryLockError::WouldBlock) => false,
        };
        if is_whole {
            return Some(self);
        }
        // Another thread was writing. The sink stayed on its stack, and the state perhaps half done.
        let own = self.own.clone();
        let options = self.options.clone();
        core::mem::forget(self);
        match own {
            Some(own) => Some(Trace::new(options, Sink::Own(own))),
            None => {
                complain("trace: the lines of a child process are lost: its parent was writing\n");
                None
            }
        }
    }
}

/// Runs code of the sink's: calls that it makes are not traced, signals that tell who writes do not
/// come unless it is `silent` anyway, and if it panics, that ends here, with nothing for an answer.
fn in_sink<T>(silent: bool, code: impl FnOnce() -> T) -> Option<T> {
    let before = IN_SINK.replace(true);
    let code = || catch_unwind(AssertUnwindSafe(code));
    let done = if silent { code() } else { spared(code) };
    IN_SINK.set(before);
    // What it panicked with may panic itself when it is dropped, so it is not.
    done.map_err(core::mem::forget).ok()
}

/// The state behind a lock. No thread panics while it holds one.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
