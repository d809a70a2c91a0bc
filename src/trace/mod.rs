//! Trace: each call and its result as a line, as `strace` prints it.
//!
//! strace is a program of its own: it is not everywhere, it may not be permitted, and it shows all
//! of the system calls of a process. This shows the calls that the program makes through this
//! crate, and needs nothing. Ask for it from outside, of any program that uses this crate,
//!
//! ```console
//! $ BERKELEY_TRACE=1 cargo run --example hello_client
//! socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3
//! connect(3, {sa_family=AF_INET, sin_port=htons(12345), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 ECONNREFUSED (Connection refused)
//! connect: Connection refused
//! ```
//!
//! or from inside, with [`start`] and [`stop`].
//!
//! | `BERKELEY_TRACE` | |
//! |---|---|
//! | not set, empty or `0` | no trace |
//! | `1` | to standard error |
//! | anything else | to the end of the file of that name |
//!
//! The environment is asked when the first call is made, unless the program has called [`start`] or
//! [`stop`] before. The trace's own file takes a number far from those of the program, so that its
//! descriptors are numbered as they are without.
//!
//! # The lines
//!
//! A line is the very text that strace 6.1 prints of the call with its default options: constants
//! by name, addresses decoded, at most 32 bytes of a buffer. The arguments are those that the call
//! had, and what it gave back stands in their place if it succeeded. So what is known of strace
//! holds here, and so do programs that read its output. A later strace knows names that came later,
//! like `SO_PASSPIDFD`, and the inside of a few more values.
//!
//! strace shows what libc makes of a call, and so does a line: `send` is `sendto(…, NULL, 0)`,
//! `recv` is `recvfrom(…, NULL, NULL)`, `pipe` is `pipe2(…, 0)`. Here the two differ:
//!
//! * A function of libc that is no system call, like [`sockatmark`](crate::sys::socket::sockatmark)
//!   or [`gethostname`](crate::unistd::gethostname), is shown as it was called; strace shows what
//!   it is made of. So is `F_GETOWN` of [`fcntl`](crate::fcntl::fcntl), of which glibc makes
//!   `F_GETOWN_EX`. And so are [`raise`](crate::signal::raise) and
//!   [`sigqueue`](crate::signal::sigqueue), for which libc asks for the process's number first.
//! * `fork()` is shown as that, where strace shows the `clone` that libc makes of it, with an address
//!   of libc's. As in strace the line is the parent's; in the child there is none. The lines of
//!   both go to where the parent's went, and tell nobody's number.
//! * Clocks are not shown ([`time`](mod@crate::time), [`gettimeofday`](crate::sys::time::gettimeofday)):
//!   most are read without a system call, and strace sees none. Nor are signals that arrive, which
//!   strace shows between the calls (`--- SIGCHLD … ---`), and the end of the program, but for
//!   [`_exit`](crate::unistd::_exit).
//! * A call that this crate answers itself, like one on a descriptor that is not the crate's, never
//!   reaches the kernel. strace does not see it; the line shows what C would have got.
//! * `dup2` to a number that is not the crate's is an `fcntl`, and `close` of 0, 1 or 2 is a `dup2`;
//!   the lines say `dup2` and `close`. `SIOCGSKNS` and `SIOCUNIXFILE` are made by another number for
//!   the descriptor, with an `fcntl`, an `fstat` and a `close` around them.
//! * A call that a signal ended is shown with what it returned: `EINTR`, where strace tells what
//!   the kernel meant to do.
//! * Of `recvmmsg` strace adds how much of the time was left, which a line does not.
//! * Messages of netlink, and addresses of families for which this crate has no structure, are
//!   shown as bytes; strace knows some.
//! * `poll` with a number that is not the crate's is made in parts, which strace sees; the line shows
//!   the whole.
//! * The time that was left, behind the result, libc keeps to itself, but for `select`, where it is
//!   rounded down to microseconds.
//! * So does `sleep` with the time that was left when a signal came first: a line has an address in its
//!   place.
//! * Sets of `select` with more than 1024 bits are shown as addresses.
//! * On other architectures libc makes some calls by way of others (of `dup2` it makes `dup3`, where
//!   the kernel has no `dup2`), which a line does not follow.
//!
//! # What it does to the program
//!
//! Nothing, but that it takes its time: results and `errno` are what they are without. A call while
//! no trace is on costs one load from memory for it. A line is written in one piece, so that the
//! lines of several threads or processes do not mix. That is before the call returns, unless another
//! thread is writing a line just then: then that thread writes this one next. (So a program that
//! ends while its threads still make calls should call [`stop`] first, or it may lose the last.)
//! Where threads make calls faster than their lines can be written, they take turns at it, and a
//! call whose line finds many others before it waits for that: at most 10 ms.

mod action;
mod address;
mod file;
mod line;
mod message;
pub(crate) mod names;
mod option;
mod process;
mod request;
mod waiting;

pub(crate) use line::Line;

use crate::base::gate::{is_unasked, set_traced};
use core::ffi::c_int;
use nix::fcntl::{FcntlArg, fcntl};
use std::cell::Cell;
use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::fd::{FromRawFd, OwnedFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What a program writes its lines to.
type Sink = Box<dyn Write + Send>;

/// The trace that is on.
static TRACE: Mutex<Option<Arc<Trace>>> = Mutex::new(None);

thread_local! {
    /// Whether this thread is in the sink's code: the calls that it makes there are not traced.
    static IN_SINK: Cell<bool> = const { Cell::new(false) };
}

/// A trace that was started, until it is stopped.
struct Trace {
    state: Mutex<State>,
    /// Told when a thread writes no more.
    idle: Condvar,
}

/// No thread waits for ever for another's line to be written: the sink may be a pipe, and the thread
/// that reads its other end be traced too. A thread that finds another one writing leaves its line to
/// it; but if there are [`MANY`] already it waits for a while, to go on with them itself. Or one thread
/// would write for the others for ever, and lines pile up.
struct State {
    /// What the lines are written to. `None` while a thread writes, and when the trace has ended.
    sink: Option<Sink>,
    /// The lines that are to be written, the first one first.
    lines: VecDeque<String>,
    writing: bool,
    /// How many threads wait to write.
    waiting: usize,
    ended: bool,
}

/// So many lines a thread may leave to another, and writes for others while they wait to.
const MANY: usize = 64;
/// So long a thread waits to write.
const PATIENCE: Duration = Duration::from_millis(10);

/// From now on the program's calls are written to `sink`, a line each.
///
/// A trace that was on ends as with [`stop`].
///
/// # Parameters
///
/// * `sink` — is given each line, with its newline, in one `write`, and then `flush`. Calls of this
///   crate that it makes itself are not traced. If it fails, lines are lost and nothing else
///   happens; if it panics, the trace ends.
///
/// ```
/// use berkeley::{sys::socket::*, trace, unistd::*};
/// use std::io::Write;
/// use std::sync::{Arc, Mutex};
///
/// #[derive(Clone, Default)]
/// struct Lines(Arc<Mutex<Vec<u8>>>);
///
/// impl Write for Lines {
///     fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
///         self.0.lock().unwrap().write(line)
///     }
///     fn flush(&mut self) -> std::io::Result<()> {
///         Ok(())
///     }
/// }
///
/// let lines = Lines::default();
/// trace::start(lines.clone());
/// let sock = socket(PF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
/// close(sock);
/// listen(-1, 5);
/// trace::stop();
///
/// let lines = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
/// # let lines = lines.replace(&format!("{sock}"), "3");
/// assert_eq!(
///     lines,
///     "socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 3\n\
///      close(3)                                = 0\n\
///      listen(-1, 5)                           = -1 EBADF (Bad file descriptor)\n"
/// );
/// ```
pub fn start(sink: impl Write + Send + 'static) {
    replace(Some(Trace::new(sink)));
}

/// Calls are not traced any more, whatever the environment says.
///
/// When this returns, all lines are written and the sink is dropped; it waits for a thread that is
/// writing. (Unless it is the sink that calls this: then that comes when the sink is done.)
///
/// ```
/// use berkeley::{trace, unistd::*};
///
/// trace::start(std::io::stderr());
/// close(-1); // close(-1)                               = -1 EBADF (Bad file descriptor)
/// trace::stop();
/// close(-1);
/// ```
pub fn stop() {
    replace(None);
}

fn replace(new: Option<Arc<Trace>>) {
    let old = {
        let mut trace = lock(&TRACE);
        set_traced(new.is_some());
        core::mem::replace(&mut *trace, new)
    };
    if let Some(old) = old {
        old.end();
    }
}

/// Asks the environment whether to trace, unless the program has said it: on the first call of the
/// process.
pub(crate) fn start_if_asked() {
    let asked = std::env::var_os("BERKELEY_TRACE").unwrap_or_default();
    let new = match asked.to_str() {
        Some("" | "0") => None,
        Some("1") => Some(Trace::new(io::stderr())),
        _ => match open(&asked) {
            Ok(file) => Some(Trace::new(file)),
            Err(error) => {
                let message = format!("BERKELEY_TRACE: {}: {error}\n", Path::new(&asked).display());
                // It has nobody to tell that standard error itself fails.
                let _ = io::stderr().write_all(message.as_bytes());
                None
            }
        },
    };
    let mut trace = lock(&TRACE);
    // Another thread's first call, or the program, may have been faster.
    if is_unasked() {
        set_traced(new.is_some());
        *trace = new;
    }
}

/// Opens the file of a trace, with a number out of the program's way.
fn open(path: &OsStr) -> io::Result<File> {
    let file = OpenOptions::new().create(true).append(true).open(path)?;
    match fcntl(&file, FcntlArg::F_DUPFD_CLOEXEC(FAR)) {
        // SAFETY: the kernel has just given this number, and nobody else was told of it.
        Ok(fd) => Ok(unsafe { OwnedFd::from_raw_fd(fd) }.into()),
        // The process may not have so many.
        Err(_) => Ok(file),
    }
}

/// A number that few programs come near, though every process may have it by default.
const FAR: c_int = 1000;

/// Whether the calling thread is in the sink's code.
pub(crate) fn is_in_sink() -> bool {
    IN_SINK.get()
}

/// Writes one call down: its name, its arguments as `args` shows them, what it returned.
pub(crate) fn write(name: &'static str, ret: i64, errno: i32, args: impl FnOnce(&mut Line)) {
    if IN_SINK.get() {
        return;
    }
    let trace = lock(&TRACE).clone();
    if let Some(trace) = trace {
        let mut line = Line::new(name);
        args(&mut line);
        trace.write(line.finish(ret, errno));
    }
}

impl State {
    /// Whether a thread writes, or is about to go on with what another has left.
    fn is_busy(&self) -> bool {
        self.writing || !self.lines.is_empty()
    }
}

impl Trace {
    fn new(sink: impl Write + Send + 'static) -> Arc<Trace> {
        Arc::new(Trace {
            state: Mutex::new(State {
                sink: Some(Box::new(sink)),
                lines: VecDeque::new(),
                writing: false,
                waiting: 0,
                ended: false,
            }),
            idle: Condvar::new(),
        })
    }

    /// Writes a line, and those that other threads leave here meanwhile; or leaves it to the thread
    /// that is writing.
    fn write(self: &Arc<Trace>, line: String) {
        let mut state = lock(&self.state);
        if state.ended {
            return;
        }
        state.lines.push_back(line);
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
            // A sink that fails loses its lines; the call that is traced is not to suffer from it.
            let put = sink.as_mut().map(|sink| {
                in_sink(|| sink.write_all(line.as_bytes()).and_then(|()| sink.flush()))
            });
            state = lock(&self.state);
            if let Some(None) = put {
                state.ended = true;
                state.lines.clear();
            }
        }
        if state.ended && state.lines.is_empty() {
            drop(state);
            in_sink(|| drop(sink));
            self.forget();
            state = lock(&self.state);
        } else {
            state.sink = sink;
        }
        state.writing = false;
        drop(state);
        self.idle.notify_all();
    }

    /// Ends the trace when the lines that wait are written, and drops the sink.
    fn end(&self) {
        let mut state = lock(&self.state);
        state.ended = true;
        while state.is_busy() && !IN_SINK.get() {
            state = self.idle.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        // Whoever is busy drops it when he is done.
        let sink = if state.is_busy() { None } else { state.sink.take() };
        drop(state);
        in_sink(|| drop(sink));
    }

    /// Traces no more calls, if this trace is the one that is on.
    fn forget(self: &Arc<Trace>) {
        let mut trace = lock(&TRACE);
        if trace.as_ref().is_some_and(|trace| Arc::ptr_eq(trace, self)) {
            set_traced(false);
            *trace = None;
        }
    }
}

/// Runs code of the sink's: calls that it makes are not traced, and if it panics, that ends here,
/// with nothing for an answer.
fn in_sink<T>(code: impl FnOnce() -> T) -> Option<T> {
    let before = IN_SINK.replace(true);
    let done = catch_unwind(AssertUnwindSafe(code));
    IN_SINK.set(before);
    // What it panicked with may panic itself when it is dropped, so it is not.
    done.map_err(core::mem::forget).ok()
}

/// The state behind a lock. No thread panics while it holds one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
