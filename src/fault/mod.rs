//! Faults: chosen calls meet what a network does.
//!
//! A read may give one byte of a hundred, a signal may interrupt an `accept`, a connection may be
//! reset: rarely, on the machine of the one who writes the program. Rules make it happen, so that a
//! test shows what the program does about it.
//!
//! From inside, [`thread`] and [`process`] put rules in force until their guard is dropped:
//!
//! ```
//! use berkeley::{errno::*, fault, sys::socket::*, unistd::*};
//!
//! let sv = &mut [0; 2];
//! socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
//! write(sv[0], "Hello, Client!", 14);
//! let message = &mut [0u8; 30];
//!
//! let guard = fault::thread("read:short=5:nth=1; read:errno=EINTR:nth=2")?;
//! assert_eq!(read(sv[1], message, 30), 5); // "Hello"
//! assert_eq!((read(sv[1], message, 30), errno()), (-1, EINTR));
//! assert_eq!(read(sv[1], message, 30), 9); // ", Client!": it was left there
//! assert_eq!(guard.counts()[0].done, 1);
//! drop(guard); // from here on nothing happens to them
//! # close(sv[0]);
//! # close(sv[1]);
//! # Ok::<(), fault::Error>(())
//! ```
//!
//! From outside, `BERKELEY_FAULT` does, for any program that uses this crate:
//!
//! ```console
//! $ BERKELEY_FAULT='connect:errno=ECONNREFUSED:times=1' BERKELEY_TRACE=1 cargo run --example hello_client
//! socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3
//! connect(3, {sa_family=AF_INET, sin_port=htons(12345), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 ECONNREFUSED (Connection refused) (INJECTED)
//! connect: Connection refused
//! ```
//!
//! # The rules
//!
//! Rules are separated by `;`. A rule is the call that it is for, and words, each behind a `:` or a
//! `,`: what happens, and when. All that a rule says must be so at once. Blanks do not matter.
//!
//! | the calls | |
//! |---|---|
//! | `read` | this call, by its name in C. Those that libc makes one system call of are one: `wait` and `waitpid`, `sleep` and `nanosleep`, `signal` and `sigaction` |
//! | `read\|recv` | these calls |
//! | `%read` | those that read: `read`, `readv`, `pread`, `preadv`, `preadv2`, `recv`, `recvfrom`, `recvmsg`, `recvmmsg` |
//! | `%write` | those that write: `write`, `writev`, `pwrite`, `pwritev`, `pwritev2`, `send`, `sendto`, `sendmsg`, `sendmmsg`, `sendfile` |
//! | `%open` | those that open descriptors: `socket`, `accept`, `dup`, `pipe`, `open`, … |
//! | `*` | all |
//!
//! | what happens | |
//! |---|---|
//! | `errno=EINTR` | the call fails with this errno. The kernel is not asked: nothing is read, sent, accepted, opened. (But `close` closes, and fails then: on Linux the number is free whatever `close` returns.) |
//! | `short=5` | the call is made with 5 bytes at most, whatever the program says: the rest stays unread, or unsent. Several buffers count as one. Of `sendmmsg` and `recvmmsg`: 5 messages |
//! | `eof` | the call returns 0, as at the end of the file or connection, and leaves unread what is there. Calls that read, and `sendfile` |
//! | `reset` | the connection is reset: this call fails with `ECONNRESET`, and from then on, on this socket by whatever number, calls that read return 0 and calls that write fail with `EPIPE`, as the kernel has it |
//! | `delay=20ms` | the call is made so much later: in `us`, `ms` or `s`. Alone, or together with one of the above |
//!
//! | which calls | |
//! |---|---|
//! | `fd=3` | those on this descriptor; of several the first one |
//! | `peer=127.0.0.1:80` | those to this address: that of `connect`, `sendto` or `sendmsg`, else what the descriptor is connected with. `127.0.0.1` is any port, `*:80` any host; `[::1]`, `[::1]:80`; a Unix socket by its path, `/run/x` or `./x`, or its abstract name, `@x` |
//! | `nth=3` | the third one |
//! | `every=3` | every third one |
//! | `from=3` | the third one and those after it |
//! | `times=2` | so often at most |
//! | `p=0.1`, `seed=7` | one in ten, by chance: the same for the same seed, which is 0 if none is said |
//!
//! ```text
//! BERKELEY_FAULT='read:short=1;accept:errno=EINTR:every=3;write:delay=20ms:p=0.1,seed=7'
//! ```
//!
//! From code a rule can also be put together with [`on`] and the methods of [`Rule`].
//!
//! # Which call is the third one
//!
//! A rule counts the calls that it is for: of this name, on this descriptor, with this peer, to which
//! what it says can happen at all; whether or not it does something to them. A call that is refused
//! (`EBADF`, `EFAULT`) before the kernel is asked, or would be, is refused as ever and no rule counts
//! it. Each thread counts for itself, from when it first meets the rule. So what happens in a thread
//! does not depend on what others do, and the same seed brings the same faults in the same order. A
//! process that was forked goes on with the counts of the thread that forked.
//!
//! Rules do not know of each other: each counts all of its calls. If several choose the same call,
//! their delays add up, and of the other things the first one happens: of the rules that came into
//! force last, in the order in which they are written; those of the environment come last.
//!
//! # What can happen to what
//!
//! * `short` and `eof` are for streams: connections of `SOCK_STREAM`, pipes, regular files,
//!   terminals (`eof` also for `SOCK_SEQPACKET`). Other descriptors are left alone: of a datagram the
//!   rest would be lost, which no network does to it, and a counter like
//!   [`eventfd`](crate::sys::eventfd::eventfd) is read whole or not at all. Of `sendmmsg` and
//!   `recvmmsg` `short` is for all sockets, for no message is cut.
//! * `reset` is for sockets of `SOCK_STREAM` and `SOCK_SEQPACKET`. The kernel keeps the connection: the
//!   peer is not told, and learns when the program closes it. `poll`, `getsockopt`
//!   and the other calls that move no data do not know either. The last 1024 resets are remembered,
//!   as long as their rule is in force.
//! * What was injected is not what the kernel did: after `connect:errno=EINTR` no connection is on
//!   its way, and `EAGAIN` comes where `poll` says that there is something.
//! * No handler runs for an injected `EINTR`, and `SA_RESTART` does not matter to it.
//! * The functions of [`netdb`](crate::netdb), like `getaddrinfo`, are libc's own: rules reach neither
//!   them nor the calls that they make. Nor do they reach [`adopt`](crate::adopt), [`hold`](crate::hold),
//!   [`release`](crate::release), and what std does with its own sockets.
//!
//! # In the trace
//!
//! A line of the [`trace`](crate::trace) says at its end what strace says of what it injects itself:
//! `(INJECTED)`, `(DELAYED)`. The arguments are those that the program gave: a `read` of 30 bytes with
//! `short=5` is `read(3, "Hello", 30) = 5 (INJECTED)`. (strace, of the same call, sees the 5 that the
//! kernel is given. To know the descriptor and its peer, the kernel may be asked `fstat`,
//! `getsockopt`, `fcntl` and `getpeername`, which the trace does not show.)
//!
//! # The environment
//!
//! `BERKELEY_FAULT` is read on the first call, and its rules are in force for all threads until the
//! process ends, beside those of the code; a child process reads it anew if it executes another
//! program. If it can't be understood, that is said on standard error, and the process ends with the
//! status 2: a test that went on without the faults that it asked for would pass for the wrong
//! reason.
//!
//! While no rules are in force, a call costs nothing for them.

mod calls;
mod meet;
mod parse;
mod peer;
mod rule;

pub(crate) use meet::{Ask, Fault, Met, meet};
pub use parse::Error;
pub use rule::{Rule, on};

use crate::base::gate::{are_faults_unasked, set_faulted, set_faults_asked};
use crate::errno::{errno, set_errno};
use core::cell::{Cell, RefCell};
use core::ffi::c_int;
use core::fmt::{Debug, Display};
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};
use meet::Identity;
use nix::errno::Errno;
use rule::Understood;
use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};

/// Rules that came into force together.
#[derive(Debug)]
struct Set {
    rules: Vec<Understood>,
    /// The one thread that they are for.
    thread: Option<u64>,
}

/// The rules that are in force, the latest last; and what became of them.
struct State {
    sets: Option<Arc<Vec<Arc<Set>>>>,
    were_reset: VecDeque<Reset>,
}

/// A connection that a rule has reset.
struct Reset {
    rule: u64,
    thread: Option<u64>,
    socket: Identity,
}

static STATE: Mutex<State> = Mutex::new(State { sets: None, were_reset: VecDeque::new() });

/// So many resets are remembered.
const RESETS: usize = 1024;

impl State {
    fn change(&mut self, change: impl FnOnce(&mut Vec<Arc<Set>>)) {
        let mut sets = self.sets.as_deref().cloned().unwrap_or_default();
        change(&mut sets);
        set_faulted(!sets.is_empty());
        self.sets = Some(Arc::new(sets));
    }

    fn remember_reset(&mut self, reset: Reset) {
        if self.were_reset.len() == RESETS {
            self.were_reset.pop_front();
        }
        self.were_reset.push_back(reset);
    }

    fn was_reset(&self, socket: Identity, thread: u64) -> bool {
        let is = |reset: &Reset| {
            reset.socket == socket && reset.thread.is_none_or(|only| only == thread)
        };
        self.were_reset.iter().any(is)
    }
}

/// Puts rules in force for the calls of this thread, until the guard is dropped.
///
/// # Parameters
///
/// * `rules` — their text, or a [`Rule`].
///
/// # Errors
///
/// An [`Error`] that says which word of the rules can't be understood; none of them is in force
/// then.
///
/// ```
/// use berkeley::{errno::*, fault, unistd::*};
///
/// let fds = &mut [0; 2];
/// pipe(fds);
/// let guard = fault::thread(fault::on("write").errno(ENOSPC).fd(fds[1]).times(1))?;
/// assert_eq!((write(fds[1], "ping", 4), errno()), (-1, ENOSPC));
/// assert_eq!(write(fds[1], "ping", 4), 4);
/// # close(fds[0]);
/// # close(fds[1]);
/// # Ok::<(), fault::Error>(())
/// ```
pub fn thread(rules: impl Display) -> Result<Guard, Error> {
    install(&rules.to_string(), Some(number_of_thread()))
}

/// Puts rules in force for the calls of all threads, until the guard is dropped.
///
/// Each thread counts for itself: `times=1` is once in each. See [`thread`].
///
/// ```
/// use berkeley::{errno::*, fault, sys::socket::*};
///
/// let guard = fault::process("socket:errno=EMFILE:nth=1")?;
/// let threads = [(); 3].map(|()| std::thread::spawn(|| socket(PF_INET, SOCK_STREAM, 0)));
/// assert_eq!(threads.map(|thread| thread.join().unwrap()), [-1, -1, -1]);
/// assert_eq!(guard.counts()[0].done, 3);
/// # Ok::<(), fault::Error>(())
/// ```
pub fn process(rules: impl Display) -> Result<Guard, Error> {
    install(&rules.to_string(), None)
}

fn install(rules: &str, thread: Option<u64>) -> Result<Guard, Error> {
    let set = Arc::new(Set { rules: parse::parse(rules)?, thread });
    if !set.rules.is_empty() {
        survive_forks();
        lock(&STATE).change(|sets| sets.push(Arc::clone(&set)));
    }
    Ok(Guard { set })
}

/// Rules in force: until this is dropped, in whatever thread that is.
#[derive(Debug)]
#[must_use = "the rules are in force until this is dropped"]
pub struct Guard {
    set: Arc<Set>,
}

/// What a rule did so far: see [`Guard::counts`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Count {
    /// The rule, as it was written.
    pub rule: String,
    /// How many calls it counted.
    pub seen: u64,
    /// To how many of them it did something. Those that a reset connection meets later are not
    /// among them.
    pub done: u64,
}

impl Guard {
    /// What the rules did so far, in the order in which they are written, of all threads together.
    ///
    /// ```
    /// use berkeley::{fault, unistd::*};
    ///
    /// let guard = fault::thread("gethostname:errno=EINTR:nth=2;read:short=1")?;
    /// gethostname(&mut [0u8; 65], 65);
    /// gethostname(&mut [0u8; 65], 65);
    /// let [first, second] = &guard.counts()[..] else { unreachable!() };
    /// assert_eq!((first.seen, first.done), (2, 1));
    /// assert_eq!((&*second.rule, second.seen, second.done), ("read:short=1", 0, 0));
    /// # Ok::<(), fault::Error>(())
    /// ```
    pub fn counts(&self) -> Vec<Count> {
        let count = |rule: &Understood| Count {
            rule: rule.text.clone(),
            seen: rule.seen.load(Relaxed),
            done: rule.done.load(Relaxed),
        };
        self.set.rules.iter().map(count).collect()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let mut state = lock(&STATE);
        state.change(|sets| sets.retain(|set| !Arc::ptr_eq(set, &self.set)));
        let is_ours = |reset: &Reset| self.set.rules.iter().any(|rule| rule.id == reset.rule);
        state.were_reset.retain(|reset| !is_ours(reset));
    }
}

/// Asks the environment for rules, on the first call of the process.
#[cold]
pub(crate) fn start_if_asked() {
    let kept = errno();
    let asked = std::env::var_os("BERKELEY_FAULT").unwrap_or_default();
    let rules = match asked.to_str() {
        Some(rules) => parse::parse(rules).map_err(|error| error.to_string()),
        None => Err("it is not UTF-8".to_string()),
    };
    match rules {
        // Without a lock, which a fork of another thread might find taken.
        Ok(rules) if rules.is_empty() => _ = set_faults_asked(),
        Ok(rules) => {
            survive_forks();
            let mut state = lock(&STATE);
            // Another thread's first call may have been faster.
            if are_faults_unasked() {
                state.change(|sets| sets.insert(0, Arc::new(Set { rules, thread: None })));
                set_faults_asked();
            }
        }
        Err(why) => {
            if set_faults_asked() {
                // It has nobody to tell that standard error itself fails.
                let _ = io::stderr().write_all(format!("BERKELEY_FAULT: {why}\n").as_bytes());
                std::process::exit(2);
            }
        }
    }
    set_errno(kept);
}

/// A number of the calling thread that no other one has or will have.
fn number_of_thread() -> u64 {
    thread_local! {
        static NUMBER: Cell<u64> = const { Cell::new(0) };
    }
    static LAST: AtomicU64 = AtomicU64::new(0);
    if NUMBER.get() == 0 {
        NUMBER.set(LAST.fetch_add(1, Relaxed) + 1);
    }
    NUMBER.get()
}

/// Sees to it that a new child process does not find the state locked, by a thread that is not there.
fn survive_forks() {
    static ONCE: Once = Once::new();
    thread_local! {
        static HELD: RefCell<Option<MutexGuard<'static, State>>> = const { RefCell::new(None) };
    }
    /// The thread that forks takes the lock, so that no other one has it at that moment.
    extern "C" fn before() {
        let _ = HELD.try_with(|held| held.replace(Some(lock(&STATE))));
    }
    extern "C" fn after() {
        let _ = HELD.try_with(|held| held.take());
    }
    ONCE.call_once(|| {
        // SAFETY: functions for the life of the process. If there is no memory for the registration,
        // a fork is no worse than that of any other program with locks.
        unsafe { libc::pthread_atfork(Some(before), Some(after), Some(after)) };
    });
}

/// The state behind a lock. No thread panics while it holds one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The name of an error number, if it has one.
fn errno_name(errno: c_int) -> Option<String> {
    match Errno::from_raw(errno) {
        Errno::UnknownErrno => None,
        known => Some(format!("{known:?}")),
    }
}

/// The error number of a name.
fn errno_of(name: &str) -> Option<c_int> {
    let second_names = [
        ("EWOULDBLOCK", crate::errno::EWOULDBLOCK),
        ("ENOTSUP", crate::errno::ENOTSUP),
        ("EDEADLOCK", libc::EDEADLOCK),
    ];
    let second = second_names.into_iter().find(|(second, _)| *second == name);
    second.map(|(_, errno)| errno).or_else(|| {
        // Those of Linux end at 133 (on MIPS at 1133).
        (1..=1133).find(|errno| errno_name(*errno).is_some_and(|known| known == name))
    })
}
