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
//! or from inside, with [`start`] or [`Options::start`], and [`stop`].
//!
//! | `BERKELEY_TRACE` | |
//! |---|---|
//! | not set, empty or `0` | no trace |
//! | `1` | to standard error |
//! | anything else | to the end of the file of that name |
//!
//! The environment is asked when the first call is made, unless the program has called [`start`] or
//! [`stop`] before; but not in a program that has more rights than the one who started it (`AT_SECURE` of
//! getauxval(3)). The trace's own file takes a number far from those of the program, so that its
//! descriptors are numbered as they are without.
//!
//! # Options
//!
//! `BERKELEY_TRACE_OPTIONS` says what the lines show besides the calls, and which calls have a line:
//!
//! ```console
//! $ BERKELEY_TRACE=1 BERKELEY_TRACE_OPTIONS='time,duration,calls=connect|read' cargo run --example hello_client
//! 14:03:59 connect(3, {sa_family=AF_INET, sin_port=htons(12345), sin_addr=inet_addr("127.0.0.1")}, 16) = 0 <0.000068>
//! 14:03:59 read(3, "Hello, Client!\0", 29) = 15 <0.000013>
//! ```
//!
//! | option | | strace |
//! |---|---|---|
//! | `time`, `time=us`, `time=unix` | when the call was made | `-t`, `-tt`, `-ttt` |
//! | `relative` | how long after the call of the line before | `-r` |
//! | `duration` | how long the call took | `-T` |
//! | `pid`, `thread` | the numbers of the process and of the thread | `-f` |
//! | `calls=connect\|read`, `calls=!network` | only these calls, or all others | `-e trace=…` |
//!
//! [`Options`] explains them, and is how a program says them. What can't be understood is pointed at
//! on standard error, and the trace goes on without it:
//!
//! ```text
//! BERKELEY_TRACE_OPTIONS: time,colour
//!                              ^^^^^^ no such option; there are time, …
//! ```
//!
//! # The lines
//!
//! A line is the very text that strace 6.1 prints of the call with its default options: constants
//! by name, addresses decoded, at most 32 bytes of a buffer. The arguments are those that the call
//! had, and what it gave back stands in their place if it succeeded. So what is known of strace
//! holds here, and so do programs that read its output. A later strace knows names that came later,
//! like `SO_PASSPIDFD`, and the inside of a few more values.
//!
//! A signal has a line, too, right before the program's handler for it runs, and the call that it
//! interrupted says what the kernel meant to do, which is not yet what the program gets:
//!
//! ```text
//! accept(3, NULL, NULL)                   = ? ERESTARTSYS (To be restarted if SA_RESTART is set)
//! --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=4711, si_uid=0, si_status=3, si_utime=0, si_stime=0} ---
//! ```
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
//!   most are read without a system call, and strace sees none. Nor is the end of the program, but for
//!   [`_exit`](crate::unistd::_exit).
//! * A call that this crate answers itself, like one on a descriptor that is not the crate's, never
//!   reaches the kernel. strace does not see it; the line shows what C would have got.
//! * `dup2` to a number that is not the crate's is an `fcntl`, and `close` of 0, 1 or 2 is a `dup2`;
//!   the lines say `dup2` and `close`. `SIOCGSKNS` and `SIOCUNIXFILE` are made by another number for
//!   the descriptor, with an `fcntl`, an `fstat` and a `close` around them.
//! * Signals are shown for which the program has installed a handler through this crate, when that is
//!   about to run. strace shows every signal, even one that is ignored, and when it comes; so twice,
//!   if the thread was not in a call of this crate just then and had it sent again; and before a call,
//!   if it came between the call's beginning and its system call, where a line here comes behind. The
//!   end of a handler, `rt_sigreturn`, is none of the program's calls.
//!   Nor are the calls with which the crate delivers it: a change of the mask, and now and then a timer
//!   with a signal of its own, the topmost (`SIGRT_32`).
//! * What the kernel meant by an `EINTR` is known from the call, and for a socket from its timeout; a
//!   driver of a device could mean something else. A call that the kernel makes again by itself,
//!   after a signal that another thread took or that stopped the process, or as `fork` after any, is
//!   one line here, and several in strace.
//! * A line is written when its call is over, with the time when it was made. strace begins it before,
//!   and if another thread's comes between, ends it in a line of its own (`<unfinished ...>`,
//!   `<... resumed>`). So the calls of several threads may come in another order.
//! * `pid` and `thread` are always shown, as strace has them with `-f -o`: on a terminal it says
//!   `[pid 4711]`, and only if there are several.
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
//! A call that met a rule of [`fault`](crate::fault) is marked as strace marks what it injects
//! itself: `(INJECTED)`, `(DELAYED)`.
//!
//! # What it does to the program
//!
//! Nothing, but that it takes its time: results and `errno` are what they are without. A call while
//! no trace is on costs one load from memory for it; one that is traced to a file, a microsecond, most of
//! which is the one `write` for the line. (Under strace it is more than ten times that.) A line
//! is written in one piece, so that the lines of several threads or processes do not mix. That is
//! before the call returns, unless another thread is writing a line just then: then that thread
//! writes this one next. (So a program that ends while its threads still make calls should call [`stop`]
//! first, or it may lose the last.)
//!
//! Where threads make calls faster than their lines can be written, they take turns at it, and a
//! call whose line finds many others before it waits for that: at most 10 ms.
//!
//! Where lines can't be written, because the disk is full or nobody reads the pipe, they are lost
//! and the program goes on. Standard error is told so once, if it is not what fails:
//!
//! ```text
//! BERKELEY_TRACE: No space left on device; lines were lost
//! ```
//!
//! No signal comes of it either: `SIGPIPE` and `SIGXFSZ` are blocked in the thread while it writes,
//! and taken away if the trace brought them.
//!
//! A child that `fork` makes goes on with the trace. But if another thread of the parent was writing
//! just then, and to something that the program gave, the child cannot know what state that is
//! in: it says that its lines are lost.

mod action;
mod address;
mod calls;
mod file;
mod line;
mod message;
pub(crate) mod names;
mod option;
mod options;
mod process;
mod request;
mod signal;
mod sink;
mod time;
mod waiting;

pub(crate) use file::{AT_FLAGS, WHENCE};
pub(crate) use line::Line;
pub use options::{Options, Time, UnknownOption};
pub(crate) use sink::{is_in_sink, open};
pub(crate) use time::Begun;

use crate::base::gate::{is_unasked, set_traced};
use crate::errno::{errno, set_errno};
use crate::signal::siginfo_t;
use sink::{Own, Sink, Trace, complain, lock};
use std::cell::RefCell;
use std::env;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, Once};

/// The trace that is on.
static TRACE: Mutex<Option<Arc<Trace>>> = Mutex::new(None);

/// From now on the program's calls are written to `sink`, a line each.
///
/// A trace that was on ends as with [`stop`].
///
/// # Parameters
///
/// * `sink` — is given each line, with its newline, in one `write`, and then `flush`. Calls of this
///   crate that it makes itself are not traced. If it fails, lines are lost: that is said on standard
///   error, once, and nothing else happens, not even a `SIGPIPE`. If it panics, the trace ends.
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
    Options::new().start(sink);
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
        set(&mut trace, new)
    };
    if let Some(old) = old {
        old.end();
    }
}

/// Puts another trace in the place of the one that is on.
fn set(trace: &mut Option<Arc<Trace>>, new: Option<Arc<Trace>>) -> Option<Arc<Trace>> {
    static WITH_FORK: Once = Once::new();
    if new.is_some() {
        // SAFETY: the three are functions for the life of the process. If there is no memory for
        // them, the locks may be lost in a child of a process with several threads.
        WITH_FORK.call_once(|| unsafe {
            libc::pthread_atfork(Some(before_fork), Some(after_fork), Some(forked));
        });
    }
    time::set_timed(new.as_ref().map(|trace| &trace.options));
    set_traced(new.is_some());
    core::mem::replace(trace, new)
}

/// Asks the environment whether to trace, unless the program has said it: on the first call of the
/// process.
pub(crate) fn start_if_asked() {
    let new = asked();
    let mut trace = lock(&TRACE);
    // Another thread's first call, or the program, may have been faster.
    if is_unasked() {
        set(&mut trace, new);
    }
}

/// The trace that the environment asks for.
fn asked() -> Option<Arc<Trace>> {
    let asked = env::var_os("BERKELEY_TRACE").unwrap_or_default();
    // SAFETY: asks the kernel for a number that it gave the process at its start.
    let is_privileged = unsafe { libc::getauxval(libc::AT_SECURE) } != 0;
    let sink = match asked.to_str() {
        _ if is_privileged => return None,
        Some("" | "0") => return None,
        Some("1") => Own::standard_error(),
        _ => match Own::open(&asked) {
            Ok(file) => file,
            Err(error) => {
                complain(&format!("BERKELEY_TRACE: {}: {error}\n", Path::new(&asked).display()));
                return None;
            }
        },
    };
    let options = env::var_os("BERKELEY_TRACE_OPTIONS").unwrap_or_default();
    let options = Options::parse(&options.to_string_lossy(), |unknown| {
        complain(&unknown.pointing("BERKELEY_TRACE_OPTIONS: "));
    });
    Some(Trace::new(options, Sink::Own(Arc::new(sink))))
}

/// Writes one call down: its name, its arguments as `args` shows them, what it returned.
pub(crate) fn write(
    begun: Begun,
    name: &'static str,
    ret: i64,
    errno: i32,
    args: impl FnOnce(&mut Line),
) {
    if is_in_sink() {
        return;
    }
    let trace = lock(&TRACE).clone();
    let Some(trace) = trace else { return };
    let took = trace.options.duration.then(|| begun.elapsed());
    let mut line = Line::new(name);
    args(&mut line);
    if trace.options.calls.as_ref().is_none_or(|calls| calls.has(name, line.call())) {
        trace.write(begun, |before| line.finish(before, ret, errno, took));
    }
}

/// Writes down that a signal came, whose handler is about to run.
pub(crate) fn signal(info: &siginfo_t) {
    let kept = errno();
    let trace = if is_in_sink() { None } else { lock(&TRACE).clone() };
    if let Some(trace) = trace {
        let mut name = Line::new("");
        name.signal(info.si_signo);
        let mut line = Line::new("");
        line.siginfo(info);
        let (name, info) = (name.into_text(), line.into_text());
        trace.write(Begun::now(), |before| format!("{before}--- {name} {info} ---\n"));
    }
    set_errno(kept);
}

/// Traces no more calls, if this trace is the one that is on.
fn forget(ended: &Arc<Trace>) {
    let mut trace = lock(&TRACE);
    if trace.as_ref().is_some_and(|trace| Arc::ptr_eq(trace, ended)) {
        set(&mut trace, None);
    }
}

thread_local! {
    /// The lock, while this thread forks: so that no other thread has it in the parent, for it would
    /// never give it back in the child.
    static FORKING: RefCell<Option<MutexGuard<'static, Option<Arc<Trace>>>>> =
        const { RefCell::new(None) };
}

extern "C" fn before_fork() {
    let _ = FORKING.try_with(|forking| forking.replace(Some(lock(&TRACE))));
}

extern "C" fn after_fork() {
    let _ = FORKING.try_with(RefCell::take);
}

/// The child goes on with the trace, if there is what it needs for that.
extern "C" fn forked() {
    let _ = FORKING.try_with(|forking| {
        if let Some(mut trace) = forking.take() {
            if let Some(parents) = trace.take() {
                let childs = parents.in_child();
                set(&mut trace, childs);
            }
        }
    });
}
