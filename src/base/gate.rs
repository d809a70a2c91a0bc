//! The gate: the one place that every call passes.
//!
//! A wrapper is one expression: the call's name, its arguments, and what to do with libc. The
//! arguments know how to be checked, held, lent and shown ([`Arg`]); the gate lends them, makes
//! the call, and takes care of what came of it ([`Ret`]). Whoever wants to watch the calls of a
//! program hangs on here; while nobody does, that costs one load.

pub(crate) use super::ret::{ErrorNumber, Forked, New, Position, Ret, Unslept};

use super::signals::Visit;
use super::table::InFlight;
use crate::errno::{errno, set_errno};
use crate::fault::{self, Ask, Fault, Met};
use crate::ledger::{self, Page, Told};
use crate::signal::siginfo_t;
use crate::trace::{self, Line};
use core::ffi::c_int;
use core::sync::atomic::{AtomicU8, Ordering::Relaxed};

/// An argument of a call.
pub(crate) trait Arg {
    /// What libc is given. It may be a guard that holds a descriptor until the call has returned.
    type Raw;

    /// Checks the argument and lends it to the call that follows at once; or refuses with an errno.
    fn lend(&mut self) -> Result<Self::Raw, c_int>;

    /// Takes note of a call that succeeded.
    fn done(&mut self) {}

    /// Writes the argument as strace does, after a call that returned `ret` (−1: it failed).
    fn show(&self, line: &mut Line, ret: i64);

    /// The descriptor that this is, if it is one.
    fn descriptor(&self) -> Option<c_int> {
        None
    }

    /// Does what the rules of [`fault`] ask, if it is asked of such an argument.
    fn meet(&mut self, _: &mut Ask) {}

    /// Takes over the hold on a descriptor, for longer than the call.
    fn keep(_raw: &mut Self::Raw) -> Option<InFlight> {
        None
    }

    /// Tells the ledger what the argument has to do with a call that returned `ret`.
    fn tell<'a>(&'a self, _told: &mut Told<'a>, _ret: i64) {}
}

/// The arguments of a call: a tuple of them, lent from the first to the last.
pub(crate) trait Args {
    type Raw;
    fn lend(&mut self) -> Result<Self::Raw, c_int>;
    fn done(&mut self);
    fn show(&self, line: &mut Line, ret: i64);

    /// The descriptor that the call works on: the first one.
    fn descriptor(&self) -> Option<c_int>;

    fn meet(&mut self, ask: &mut Ask);

    /// Takes over the hold on that descriptor, for longer than the call.
    fn keep(raw: &mut Self::Raw) -> Option<InFlight>;

    fn tell<'a>(&'a self, told: &mut Told<'a>, ret: i64);
}

macro_rules! args {
    ($(($($a:ident $i:tt)+))*) => { $(
        impl<$($a: Arg),+> Args for ($($a,)+) {
            type Raw = ($($a::Raw,)+);

            #[inline(always)]
            fn lend(&mut self) -> Result<Self::Raw, c_int> {
                Ok(($(self.$i.lend()?,)+))
            }

            #[inline(always)]
            fn done(&mut self) {
                $(self.$i.done();)+
            }

            fn show(&self, line: &mut Line, ret: i64) {
                $(
                    if $i > 0 {
                        line.push(", ");
                    }
                    self.$i.show(line, ret);
                )+
            }

            fn descriptor(&self) -> Option<c_int> {
                None$(.or_else(|| self.$i.descriptor()))+
            }

            fn meet(&mut self, ask: &mut Ask) {
                $(self.$i.meet(ask);)+
            }

            #[inline(always)]
            fn keep(raw: &mut Self::Raw) -> Option<InFlight> {
                None$(.or_else(|| $a::keep(&mut raw.$i)))+
            }

            #[inline(always)]
            fn tell<'a>(&'a self, told: &mut Told<'a>, ret: i64) {
                $(self.$i.tell(told, ret);)+
            }
        }
    )* };
}
args! {
    (A 0)
    (A 0 B 1)
    (A 0 B 1 C 2)
    (A 0 B 1 C 2 D 3)
    (A 0 B 1 C 2 D 3 E 4)
}

/// A call without arguments.
impl Args for () {
    type Raw = ();

    #[inline(always)]
    fn lend(&mut self) -> Result<(), c_int> {
        Ok(())
    }

    #[inline(always)]
    fn done(&mut self) {}

    fn show(&self, _: &mut Line, _: i64) {}

    fn descriptor(&self) -> Option<c_int> {
        None
    }

    fn meet(&mut self, _: &mut Ask) {}

    fn keep(_: &mut ()) -> Option<InFlight> {
        None
    }

    fn tell<'a>(&'a self, _: &mut Told<'a>, _: i64) {}
}

/// Who watches the calls: a bit each. Anything but zero sends the calls the long way.
static WATCHED: AtomicU8 = AtomicU8::new(UNASKED | LEDGER_UNASKED | FAULTS_UNASKED);

/// Nobody has asked the environment yet whether to trace, nor has the program said.
const UNASKED: u8 = 1;
/// [`trace`] writes the calls down.
const TRACED: u8 = 2;
/// The program has installed a handler for a signal, which runs here: see [`signals`].
const SIGNALLED: u8 = 4;
/// Nobody has asked the environment yet whether to keep a [`ledger`], nor has the program said.
const LEDGER_UNASKED: u8 = 8;
/// The ledger is kept.
const LEDGERED: u8 = 16;
/// Nobody has asked the environment yet for rules of [`fault`].
const FAULTS_UNASKED: u8 = 32;
/// There are rules of [`fault`].
const FAULTED: u8 = 64;

/// From now on the calls are traced, or not any more.
pub(crate) fn set_traced(traced: bool) {
    let (set, cleared) = if traced { (TRACED, UNASKED) } else { (0, UNASKED | TRACED) };
    // In one step: no call may see neither bit on the way from the one to the other.
    let _ = WATCHED.fetch_update(Relaxed, Relaxed, |watched| Some(watched & !cleared | set));
}

/// Whether neither the environment nor the program has said yet whether to trace.
pub(crate) fn is_unasked() -> bool {
    WATCHED.load(Relaxed) & UNASKED != 0
}

/// From now on the ledger is kept, or not any more.
pub(crate) fn set_ledgered(ledgered: bool) {
    let set = if ledgered { LEDGERED } else { 0 };
    let cleared = LEDGER_UNASKED | LEDGERED;
    let _ = WATCHED.fetch_update(Relaxed, Relaxed, |watched| Some(watched & !cleared | set));
}

/// The environment wants no ledger. Whatever the program said meanwhile holds.
pub(crate) fn leave_ledger() {
    WATCHED.fetch_and(!LEDGER_UNASKED, Relaxed);
}

/// Whether the ledger is kept.
pub(crate) fn is_ledgered() -> bool {
    WATCHED.load(Relaxed) & LEDGERED != 0
}

/// Whether neither the environment nor the program has said yet whether to keep a ledger.
pub(crate) fn is_ledger_unasked() -> bool {
    WATCHED.load(Relaxed) & LEDGER_UNASKED != 0
}

/// From now on signals come to handlers at the gate.
pub(crate) fn set_signalled() {
    WATCHED.fetch_or(SIGNALLED, Relaxed);
}

/// From now on there are rules that calls meet, or no more.
pub(crate) fn set_faulted(faulted: bool) {
    match faulted {
        true => WATCHED.fetch_or(FAULTED, Relaxed),
        false => WATCHED.fetch_and(!FAULTED, Relaxed),
    };
}

/// Whether nobody has asked the environment yet for rules.
pub(crate) fn are_faults_unasked() -> bool {
    WATCHED.load(Relaxed) & FAULTS_UNASKED != 0
}

/// The environment has been asked for rules. Whether by this thread first.
pub(crate) fn set_faults_asked() -> bool {
    WATCHED.fetch_and(!FAULTS_UNASKED, Relaxed) & FAULTS_UNASKED != 0
}

/// Makes one call: `call`, the libc function of this `name`, with what the `args` lend.
///
/// If an argument refuses, the call is not made and fails with that argument's errno. The first
/// argument that refuses wins, so a bad descriptor is `EBADF` whatever else is wrong, as it is for
/// most of the kernel's calls.
///
/// `call` is made once; and once more only where the kernel itself would, after a signal.
#[inline(always)]
pub(crate) fn gate<A: Args, R: Ret>(
    name: &'static str,
    mut args: A,
    call: impl FnMut(A::Raw) -> R,
) -> R::C {
    match WATCHED.load(Relaxed) {
        0 => pass(&mut args, call),
        // What is kept for as long as a program runs is not to take the longest way.
        LEDGERED => only_ledgered(name, args, call),
        _ => watched(name, args, call),
    }
}

#[inline(always)]
fn pass<A: Args, R: Ret>(args: &mut A, mut call: impl FnMut(A::Raw) -> R) -> R::C {
    match args.lend() {
        Ok(raw) => {
            let c = call(raw).settle();
            if R::number(c) >= 0 {
                args.done();
            }
            c
        }
        Err(errno) => {
            set_errno(errno);
            R::FAILED
        }
    }
}

/// The long way, for calls that somebody watches.
#[cold]
#[inline(never)]
fn watched<A: Args, R: Ret>(
    name: &'static str,
    mut args: A,
    mut call: impl FnMut(A::Raw) -> R,
) -> R::C {
    if is_unasked() {
        let kept = errno();
        trace::start_if_asked();
        set_errno(kept);
    }
    if is_ledger_unasked() {
        ledger::start_if_asked();
    }
    if are_faults_unasked() {
        fault::start_if_asked();
    }
    let mut met = Met::UNKNOWN;
    if WATCHED.load(Relaxed) & SIGNALLED == 0 || trace::is_in_sink() {
        return traced(name, &mut args, &mut met, call);
    }
    let visit = Visit::new(name);
    // SAFETY: it stays in this frame.
    unsafe { visit.enter() };
    loop {
        let c = traced(name, &mut args, &mut met, |raw| {
            visit.call();
            let ret = call(raw);
            visit.called();
            ret
        });
        if !visit.leave(R::number(c) < 0 && !met.is_in_the_way()) {
            return c;
        }
    }
}

/// Makes the call, and writes it down if it is to be.
fn traced<A: Args, R: Ret>(
    name: &'static str,
    args: &mut A,
    met: &mut Met,
    call: impl FnMut(A::Raw) -> R,
) -> R::C {
    let begun = trace::Begun::now();
    let c = match WATCHED.load(Relaxed) & FAULTED {
        0 => entered(name, args, call),
        _ => faulted(name, args, met, call),
    };
    if WATCHED.load(Relaxed) & TRACED != 0 && R::is_caller(c) {
        let kept = errno();
        trace::write(begun, name, R::number(c), R::error(c), |line| {
            args.show(line, R::number(c));
            if R::number(c) < 0 {
                line.interrupted(R::error(c), args.descriptor());
            }
            met.show(line, R::number(c));
        });
        set_errno(kept);
    }
    c
}

/// For a call that does not return: whoever watches is told before it is made.
pub(crate) fn announce<A: Args>(name: &'static str, args: A) {
    if WATCHED.load(Relaxed) != 0 {
        if is_unasked() {
            trace::start_if_asked();
        }
        if WATCHED.load(Relaxed) & TRACED != 0 {
            trace::write(trace::Begun::now(), name, 0, 0, |line| {
                args.show(line, 0);
                line.returns("?".to_string());
            });
        }
    }
}

/// A signal came, whose handler is about to run here.
pub(crate) fn signalled(info: &siginfo_t) {
    if WATCHED.load(Relaxed) & TRACED != 0 {
        trace::signal(info);
    }
}

/// Makes the call, with what the rules want it to meet.
fn faulted<A: Args, R: Ret>(
    name: &'static str,
    args: &mut A,
    met: &mut Met,
    call: impl FnMut(A::Raw) -> R,
) -> R::C {
    if !met.is_known {
        // What would be refused is refused below, and no rule hears of it.
        if args.lend().is_ok() {
            *met = fault::meet(name, args);
        }
    }
    let errno = match met.fault {
        Fault::None => return entered(name, args, call),
        Fault::End => return R::NOTHING,
        Fault::Fail(errno) => errno,
        Fault::FailAfter(errno) => {
            let c = entered(name, args, call);
            if R::number(c) < 0 {
                return c;
            }
            errno
        }
    };
    R::fail(errno)
}

/// Makes the call, and enters it in the ledger if that is kept.
fn entered<A: Args, R: Ret>(
    name: &'static str,
    args: &mut A,
    call: impl FnMut(A::Raw) -> R,
) -> R::C {
    match WATCHED.load(Relaxed) & LEDGERED {
        0 => pass(args, call),
        _ => ledgered(name, args, call),
    }
}

/// The way of calls that only the ledger watches.
#[inline(never)]
fn only_ledgered<A: Args, R: Ret>(
    name: &'static str,
    mut args: A,
    call: impl FnMut(A::Raw) -> R,
) -> R::C {
    ledgered(name, &mut args, call)
}

/// Makes the call, and enters it in the ledger.
#[inline(always)]
fn ledgered<A: Args, R: Ret>(
    name: &'static str,
    args: &mut A,
    mut call: impl FnMut(A::Raw) -> R,
) -> R::C {
    let mut page = None;
    let c = pass(args, |mut raw| {
        // From here on the page holds what the call works on, until the call has been entered.
        page = A::keep(&mut raw).map(Page::of);
        call(raw)
    });
    if let Some(page) = page {
        page.enter(name, args, R::number(c));
    }
    c
}
