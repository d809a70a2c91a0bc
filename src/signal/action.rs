//! What is done about a signal: `signal`, `sigaction`, and their handlers.

use super::siginfo_t;
use crate::base::gate::{Arg, gate};
use crate::base::signals::{self, Action, Run, Set};
use crate::errno::EINVAL;
use crate::poll::sigset_t;
use crate::trace::Line;
use crate::{Plain, Pointer};
use core::ffi::{c_int, c_void};
use core::mem::{transmute, zeroed};
use core::ptr;
use core::sync::atomic::AtomicPtr;
use core::sync::atomic::Ordering::Relaxed;
use libc::SA_RESTART;
use std::sync::OnceLock;

#[cfg(test)]
mod tests;

/// What C calls a `sighandler_t`: [`SIG_DFL`], [`SIG_IGN`], or a handler that the program once gave.
///
/// [`signal`] and [`sigaction`](fn@sigaction) give it for what was installed before, so that it can
/// be put back. A handler of the program's own is given to them as the function that it is.
///
/// ```standalone_crate
/// use berkeley::signal::*;
///
/// fn on_usr1(_: i32) {}
///
/// let old: sighandler_t = signal(SIGUSR1, on_usr1); // sighandler_t old = signal(SIGUSR1, on_usr1);
/// assert!(old == SIG_DFL);
/// signal(SIGUSR1, old);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct sighandler_t {
    address: usize,
}

crate::plain! {
    sighandler_t { address: usize }
}

/// What the kernel does by default: most signals end the process, `SIGCHLD` and `SIGURG` do nothing.
pub const SIG_DFL: sighandler_t = sighandler_t { address: 0 };
/// The signal is ignored. `SIGCHLD`: the children leave no zombies either.
pub const SIG_IGN: sighandler_t = sighandler_t { address: 1 };
/// What [`signal`] returns on failure.
pub const SIG_ERR: sighandler_t = sighandler_t { address: usize::MAX };

/// What can be given as a handler: a function `fn(c_int)`, or a `sighandler_t`.
///
/// A closure may be, if it captures nothing: a handler of C has nothing but its arguments either. A
/// function pointer in a variable is no handler; convert each function where it is named.
///
/// ```
/// use berkeley::signal::*;
///
/// fn on_int(_: i32) {}
/// fn on_term(_: i32) {}
///
/// let handlers = [sighandler_t::from(on_int), sighandler_t::from(on_term), SIG_IGN];
/// assert!(handlers[0] != SIG_DFL);
/// ```
///
/// A function that installs what it is given takes an `impl Handler`:
///
/// ```standalone_crate
/// use berkeley::signal::*;
///
/// // Sigfunc *Signal(int signo, Sigfunc *func)
/// fn Signal(signo: i32, func: impl Handler) -> sighandler_t {
///     let (act, oact) = (&mut sigaction::zeroed(), &mut sigaction::zeroed());
///     act.set_sa_handler(func);
///     act.sa_flags = if signo == SIGALRM { 0 } else { SA_RESTART };
///     if sigaction(signo, act, oact) < 0 { SIG_ERR } else { oact.sa_handler() }
/// }
///
/// fn on_child(_: i32) {}
///
/// assert!(Signal(SIGCHLD, on_child) == SIG_DFL);
/// assert!(Signal(SIGCHLD, SIG_IGN) == sighandler_t::from(on_child));
/// ```
pub trait Handler {
    /// The handler as an address, as C has it.
    #[doc(hidden)]
    fn address(self) -> sighandler_t;
}

impl Handler for sighandler_t {
    fn address(self) -> sighandler_t {
        self
    }
}

/// What the compiler says of a function pointer.
const NO_HANDLER: &str = "a handler is a function by its name, or a closure that captures nothing: \
                          in place of a `fn` pointer take an `impl Handler`";

impl<F: Fn(c_int) + Copy + Send + Sync + 'static> Handler for F {
    fn address(self) -> sighandler_t {
        sighandler_t::from(self)
    }
}

impl<F: Fn(c_int) + Copy + Send + Sync + 'static> From<F> for sighandler_t {
    fn from(_: F) -> sighandler_t {
        fn run<F: Fn(c_int)>(info: &siginfo_t) {
            // SAFETY: `F` has no bytes, and there is one: `from` was given it, and it is `Copy`.
            let handler: F = unsafe { zeroed() };
            handler(info.si_signo);
        }
        const { assert!(size_of::<F>() == 0, "{}", NO_HANDLER) };
        register(run::<F>)
    }
}

/// A handler with three arguments, as an address.
fn with_information<F>(_: F) -> sighandler_t
where
    F: Fn(c_int, &siginfo_t, *mut c_void) + Copy + Send + Sync + 'static,
{
    fn run<F: Fn(c_int, &siginfo_t, *mut c_void)>(info: &siginfo_t) {
        // SAFETY: as above.
        let handler: F = unsafe { zeroed() };
        handler(info.si_signo, info, ptr::null_mut());
    }
    const { assert!(size_of::<F>() == 0, "{}", NO_HANDLER) };
    register(run::<F>)
}

/// The addresses that are handlers. A `sighandler_t` is plain data, so it may have any value; only
/// one that stands here is ever called.
static KNOWN: [AtomicPtr<()>; 1024] = [const { AtomicPtr::new(ptr::null_mut()) }; 1024];

/// Notes down that a function is a handler; [`SIG_ERR`] if a program has more than there is room for.
fn register(run: Run) -> sighandler_t {
    let run = run as *mut ();
    for known in &KNOWN {
        match known.compare_exchange(ptr::null_mut(), run, Relaxed, Relaxed) {
            Err(there) if there != run => {}
            _ => return sighandler_t { address: run.addr() },
        }
    }
    SIG_ERR
}

/// The function that an address is, if it is a handler.
fn known(handler: sighandler_t) -> Option<Run> {
    let mut known = KNOWN.iter().map(|known| known.load(Relaxed)).take_while(|run| !run.is_null());
    let run = known.find(|run| run.addr() == handler.address)?;
    // SAFETY: only `register` stores there, and what it stores is a `Run`.
    Some(unsafe { transmute::<*mut (), Run>(run) })
}

/// `struct sigaction` — a handler, and how it is called.
///
/// ```
/// use berkeley::signal::*;
///
/// fn on_alarm(_: i32) {}
///
/// let sa = &mut sigaction::zeroed(); // struct sigaction sa;
/// sa.set_sa_handler(on_alarm); // sa.sa_handler = on_alarm;
/// sigemptyset(&mut sa.sa_mask); // sigemptyset(&sa.sa_mask);
/// sa.sa_flags = SA_RESTART; // sa.sa_flags = SA_RESTART;
/// assert!(sa.sa_handler() == sighandler_t::from(on_alarm));
/// ```
#[derive(Clone, Copy)]
#[repr(C)]
pub struct sigaction {
    handler: sighandler_t,
    /// The signals that are blocked while the handler runs, beside the one that it handles.
    pub sa_mask: sigset_t,
    /// [`SA_RESTART`](super::SA_RESTART) and the like.
    pub sa_flags: c_int,
    // Named where the structure would have a gap.
    #[cfg(target_pointer_width = "64")]
    padding: c_int,
    restorer: usize,
}

#[cfg(target_pointer_width = "64")]
crate::plain! {
    sigaction {
        handler: sighandler_t,
        sa_mask: sigset_t,
        sa_flags: c_int,
        padding: c_int,
        restorer: usize,
    }
}
#[cfg(not(target_pointer_width = "64"))]
crate::plain! {
    sigaction {
        handler: sighandler_t,
        sa_mask: sigset_t,
        sa_flags: c_int,
        restorer: usize,
    }
}

impl sigaction {
    /// C's `sa_handler`: what is installed.
    pub fn sa_handler(&self) -> sighandler_t {
        self.handler
    }

    /// C's `sa_handler`, to be set: a function that is given the signal's number, [`SIG_DFL`] or
    /// [`SIG_IGN`].
    pub fn set_sa_handler(&mut self, handler: impl Handler) {
        self.handler = handler.address();
    }

    /// C's `sa_sigaction`: the same place as `sa_handler`.
    pub fn sa_sigaction(&self) -> sighandler_t {
        self.handler
    }

    /// C's `sa_sigaction`, to be set, together with
    /// [`SA_SIGINFO`](super::SA_SIGINFO) in `sa_flags`: a function that is given the signal's
    /// number, what is known of it, and C's `ucontext`, which is always null here: the handler runs
    /// at the gate, not in the middle of anything.
    pub fn set_sa_sigaction<F>(&mut self, handler: F)
    where
        F: Fn(c_int, &siginfo_t, *mut c_void) + Copy + Send + Sync + 'static,
    {
        self.handler = with_information(handler);
    }
}

/// Actions that other code of the process has installed, as they were found: the first one of each
/// signal. It can be put back where it was, and only there, and as it was: the handler may rely on
/// what is blocked while it runs, on which stack it does, and how often.
static FOREIGN: [OnceLock<libc::sigaction>; 65] = [const { OnceLock::new() }; 65];

fn foreign(signal: c_int) -> Option<&'static OnceLock<libc::sigaction>> {
    FOREIGN.get(usize::try_from(signal).ok()?)
}

/// The three arguments of `sigaction`.
struct Actions<'a> {
    signal: c_int,
    new: Option<sigaction>,
    old: Option<&'a mut sigaction>,
    /// The handler that the program had before.
    before: Option<(Run, Action)>,
    /// The one that it is to have, if it is one.
    handler: Option<(Run, Action)>,
    /// What libc is given, and what it gives back.
    lent: [libc::sigaction; 2],
}

impl<'a> Actions<'a> {
    fn new(signal: c_int, new: Option<sigaction>, old: Option<&'a mut sigaction>) -> Actions<'a> {
        // SAFETY: zeros are a valid `sigaction`.
        let lent = unsafe { zeroed() };
        Actions { signal, new, old, before: None, handler: None, lent }
    }

    /// What libc is told of an action.
    fn translate(&mut self, new: &sigaction) -> Option<libc::sigaction> {
        let flags = new.sa_flags & !SA_RESTORER;
        if let Some(run) = known(new.handler) {
            self.handler = Some((run, Action { mask: Set::from(&new.sa_mask), flags }));
            return Some(signals::for_kernel(flags));
        }
        match (new.handler, foreign(self.signal)?.get()) {
            (SIG_DFL | SIG_IGN, _) => {
                // SAFETY: zeros are a valid `sigaction`.
                let mut action: libc::sigaction = unsafe { zeroed() };
                action.sa_sigaction = new.handler.address;
                action.sa_flags = flags;
                action.sa_mask = new.sa_mask;
                Some(action)
            }
            (sighandler_t { address }, Some(there)) if address == there.sa_sigaction => {
                Some(*there)
            }
            _ => None,
        }
    }
}

impl Arg for Actions<'_> {
    type Raw = (c_int, Option<(Run, Action)>, *const libc::sigaction, *mut libc::sigaction);

    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        if signals::is_reserved(self.signal) {
            return Err(EINVAL);
        }
        self.before = signals::action_of(self.signal);
        let new = match self.new {
            Some(new) => {
                self.lent[0] = self.translate(&new).ok_or(EINVAL)?;
                &raw const self.lent[0]
            }
            None => ptr::null(),
        };
        let old = if self.old.is_some() { &raw mut self.lent[1] } else { ptr::null_mut() };
        Ok((self.signal, self.handler, new, old))
    }

    fn done(&mut self) {
        let Some(place) = self.old.as_deref_mut() else { return };
        let [_, there] = &self.lent;
        let address = there.sa_sigaction;
        let mut old = sigaction::zeroed();
        old.handler = sighandler_t { address };
        old.sa_mask = there.sa_mask;
        old.sa_flags = there.sa_flags;
        match self.before {
            Some((run, action)) if address == signals::real_handler() => {
                old.handler = sighandler_t { address: run as usize };
                old.sa_mask = action.mask.into();
                old.sa_flags = action.flags | there.sa_flags & SA_RESTORER;
            }
            _ if old.handler == SIG_DFL || old.handler == SIG_IGN => {}
            _ => {
                if let Some(foreign) = foreign(self.signal) {
                    foreign.get_or_init(|| {
                        let mut found = *there;
                        found.sa_flags &= !SA_RESTORER;
                        found
                    });
                }
            }
        }
        *place = old;
    }

    fn show(&self, line: &mut Line, ret: i64) {
        line.signal(self.signal);
        line.push(", ");
        match &self.new {
            Some(_) => line.sigaction(&self.lent[0], true),
            None => line.push("NULL"),
        }
        line.push(", ");
        match &self.old {
            Some(_) if ret >= 0 => line.sigaction(&self.lent[1], false),
            Some(old) => line.pointer(ptr::from_ref(&**old)),
            None => line.push("NULL"),
        }
        line.push(", 8");
    }
}

/// libc's own flag: it brings the way back from a handler along. A program's is not passed on: where
/// libc leaves that way to the kernel, the kernel would take the one that is not there.
const SA_RESTORER: c_int = 0x0400_0000;

/// `int sigaction(int signum, const struct sigaction *act, struct sigaction *oldact)` — says what is
/// done when a signal comes, and tells what was.
///
/// A handler is any function of Rust: it may allocate, print, lock, make calls of this crate, install
/// handlers and panic. That is possible because it runs *at the gate*: not in the middle of whatever
/// the thread is doing, but when it next makes a call of this crate, or at once if it is waiting in
/// one. A call that waits is interrupted as C's is: it fails with `EINTR`, or goes on after the
/// handler if `sa_flags` has [`SA_RESTART`](super::SA_RESTART) and the call is one of those
/// that do (`read`, `accept`, `recv`, `connect`…; not `poll`, `select`, `epoll_wait`, `pause`, `sleep`,
/// and no call on a socket with a timeout). The crate's `docs/design.md` tells how, and what differs
/// from C: a thread that computes, or waits in something else than a call of this crate, runs no
/// handler meanwhile.
///
/// # Parameters
///
/// * `signum` — the signal: [`SIGINT`](super::SIGINT), [`SIGCHLD`](super::SIGCHLD)…
/// * `act` — what is to be done from now on: `sa_handler` (or `sa_sigaction`), `sa_mask`: the
///   signals that are blocked while the handler runs, beside its own, and `sa_flags`. Or [`NULL`](crate::NULL),
///   to ask only.
/// * `oldact` — is given what was done so far; or [`NULL`](crate::NULL).
///
/// | `sa_flags` | |
/// |---|---|
/// | `SA_RESTART` | calls that the signal interrupts go on, where they can |
/// | `SA_SIGINFO` | goes with `sa_sigaction`; the handler is given a [`siginfo_t`] |
/// | `SA_RESETHAND` | back to [`SIG_DFL`] when the signal has come |
/// | `SA_NODEFER` | the handler's own signal is not blocked while it runs |
/// | `SA_NOCLDSTOP` | of `SIGCHLD`: not for children that stop or continue |
/// | `SA_NOCLDWAIT` | of `SIGCHLD`: children leave no zombies |
/// | `SA_ONSTACK` | the kernel's part of the delivery uses the alternative stack, if there is one |
///
/// # Returns
///
/// 0, or −1 with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — there is no such signal; or it is `SIGKILL` or `SIGSTOP`, of which nothing can be
///   changed; or the topmost one (64), which the crate keeps for itself; or `act` has a handler
///   that nobody has given it: a number that the program made up.
///
/// An action that code in another language has installed can be put back, where and as it was found:
/// with its own mask and flags, whatever `act` says.
///
/// A handler for `SIGSEGV` and its like runs if another process sends the signal. If the
/// program itself has done what they stand for, it ends, as it does by default.
///
/// ```standalone_crate
/// use berkeley::{errno::*, poll::*, signal::*, sys::time::*};
/// use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
///
/// static ALARM: AtomicBool = AtomicBool::new(false); // volatile sig_atomic_t alarm;
///
/// fn on_alarm(_: i32) {
///     ALARM.store(true, Relaxed);
///     println!("alarm"); // not allowed in C; here it is
/// }
///
/// let sa = &mut sigaction::zeroed(); // struct sigaction sa;
/// sa.set_sa_handler(on_alarm); // sa.sa_handler = on_alarm;
/// sigemptyset(&mut sa.sa_mask);
/// assert_eq!(sigaction(SIGALRM, sa, NULL), 0); // sigaction(SIGALRM, &sa, NULL)
///
/// let soon = &mut itimerval::zeroed();
/// soon.it_value.tv_usec = 1000;
/// setitimer(ITIMER_REAL, soon, NULL);
/// assert_eq!(poll(NULL, 0, -1), -1); // nothing to wait for but the signal
/// assert_eq!(errno(), EINTR);
/// assert!(ALARM.load(Relaxed));
/// ```
///
/// See sigaction(2), signal(7), POSIX.1-2024.
#[doc(alias = "signal.h")]
pub fn sigaction<A, O>(signum: c_int, act: &A, oldact: &mut O) -> c_int
where
    A: Pointer<sigaction>,
    O: Pointer<sigaction>,
{
    install(signum, act.const_target().copied(), oldact.target())
}

fn install(signal: c_int, new: Option<sigaction>, old: Option<&mut sigaction>) -> c_int {
    gate("rt_sigaction", (Actions::new(signal, new, old),), |((signal, handler, new, old),)| {
        if let Some((run, action)) = handler {
            signals::set_action(signal, run, action);
        }
        // SAFETY: the two are valid or null. A handler that is installed is the crate's own,
        // which does only what a handler may; or was installed for this signal before, by code
        // that answers for it.
        unsafe { libc::sigaction(signal, new, old) }
    })
}

/// `sighandler_t signal(int signum, sighandler_t handler)` — says what is done when a signal comes.
///
/// As glibc has it, which is BSD's way: the handler stays installed, its signal is blocked while it
/// runs, and calls that it interrupts go on where they can. So it is
/// [`sigaction`](fn@sigaction) with [`SA_RESTART`](super::SA_RESTART); that says when a
/// handler runs and what it may do.
///
/// # Parameters
///
/// * `signum` — the signal: [`SIGINT`](super::SIGINT), [`SIGCHLD`](super::SIGCHLD)…
/// * `handler` — a function that is given the signal's number, [`SIG_IGN`], [`SIG_DFL`], or what this
///   function once returned.
///
/// # Returns
///
/// What was done about the signal so far, or [`SIG_ERR`] with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — there is no such signal; it is `SIGKILL` or `SIGSTOP`; or the topmost one, which the
///   crate keeps for itself; or `handler` is [`SIG_ERR`].
///
/// ```standalone_crate
/// use berkeley::{signal::*, unistd::*};
///
/// fn on_int(signum: i32) {
///     println!("signal {signum}");
/// }
///
/// // if (signal(SIGINT, on_int) == SIG_ERR)
/// if signal(SIGINT, on_int) == SIG_ERR {
///     berkeley::stdio::perror("signal");
/// }
/// raise(SIGINT); // prints "signal 2"
/// signal(SIGPIPE, SIG_DFL); // as a program in C starts: Rust ignores it
/// ```
///
/// See signal(2), POSIX.1-2024.
#[doc(alias = "signal.h")]
pub fn signal(signum: c_int, handler: impl Handler) -> sighandler_t {
    let (act, old) = (&mut sigaction::zeroed(), &mut sigaction::zeroed());
    act.handler = handler.address();
    act.sa_mask = Set::of(signum).into();
    act.sa_flags = SA_RESTART;
    if install(signum, Some(*act), Some(old)) == -1 { SIG_ERR } else { old.handler }
}
