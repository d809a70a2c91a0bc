//! How the arguments of the calls that wait stand in a trace.

use super::{BITS, FEW};
use crate::base::gate::Arg;
use crate::poll::{EVENTS as POLL_EVENTS, pollfd};
use crate::sys::epoll::{EVENTS as EPOLL_EVENTS, epoll_event};
use crate::sys::select::fd_set;
use crate::trace::Line;
use crate::{Bytes, Plain};
use core::ffi::{c_int, c_ulong};
use libc::{sigset_t, timespec, timeval};

/// So many elements of an array are shown.
const SHOWN: usize = 32;

/// A number and its name.
pub(crate) type Name = (u32, &'static str);

/// An object that has a text, which may depend on what the call returned.
pub(crate) trait Show {
    fn show(&self, line: &mut Line, ret: i64);
}

impl Show for pollfd {
    fn show(&self, line: &mut Line, ret: i64) {
        line.push("{fd=");
        line.int(self.fd);
        if self.fd >= 0 {
            line.push(", events=");
            flags(line, u32::from(self.events as u16), POLL_EVENTS);
        }
        if ret > 0 && self.revents != 0 {
            line.push(", revents=");
            flags(line, u32::from(self.revents as u16), POLL_EVENTS);
        }
        line.push("}");
    }
}

impl Show for epoll_event {
    fn show(&self, line: &mut Line, _: i64) {
        line.push("{events=");
        flags(line, self.events, EPOLL_EVENTS);
        let (u32, u64) = (self.data.u32(), self.data.u64());
        line.push(&format!(", data={{u32={u32}, u64={u64}}}}}"));
    }
}

impl Show for timespec {
    fn show(&self, line: &mut Line, _: i64) {
        line.push(&format!("{{tv_sec={}, tv_nsec={}}}", self.tv_sec, self.tv_nsec));
    }
}

impl Show for timeval {
    fn show(&self, line: &mut Line, _: i64) {
        line.push(&format!("{{tv_sec={}, tv_usec={}}}", self.tv_sec, self.tv_usec));
    }
}

/// What a call wrote; before that there is nothing to show.
impl Show for u64 {
    fn show(&self, line: &mut Line, ret: i64) {
        match ret {
            0.. => line.push(&format!("[{self}]")),
            _ => line.pointer((&raw const *self).cast::<u8>()),
        }
    }
}

/// As strace has it: `[INT TERM]`, or what is not in the set, `~[KILL STOP]`, if that is shorter.
impl Show for sigset_t {
    fn show(&self, line: &mut Line, _: i64) {
        const BYTES: usize = size_of::<c_ulong>();
        let has = |signal: usize| {
            let word = self.as_bytes().chunks_exact(BYTES).nth((signal - 1) / (8 * BYTES));
            let word = word.and_then(|word| word.first_chunk().copied()).unwrap_or_default();
            c_ulong::from_ne_bytes(word) >> ((signal - 1) % (8 * BYTES)) & 1 == 1
        };
        let most = (1..=SIGNALS).filter(|signal| has(*signal)).count() >= SIGNALS * 2 / 3;
        let shown = (1..=SIGNALS).filter(|signal| has(*signal) != most).map(signal_name);
        let shown = shown.collect::<Vec<_>>().join(" ");
        line.push(&format!("{}[{shown}]", if most { "~" } else { "" }));
    }
}

/// How many signals there are.
const SIGNALS: usize = 64;

fn signal_name(signal: usize) -> String {
    const NAMES: [(c_int, &str); 31] = [
        (libc::SIGHUP, "HUP"),
        (libc::SIGINT, "INT"),
        (libc::SIGQUIT, "QUIT"),
        (libc::SIGILL, "ILL"),
        (libc::SIGTRAP, "TRAP"),
        (libc::SIGABRT, "ABRT"),
        (libc::SIGBUS, "BUS"),
        (libc::SIGFPE, "FPE"),
        (libc::SIGKILL, "KILL"),
        (libc::SIGUSR1, "USR1"),
        (libc::SIGSEGV, "SEGV"),
        (libc::SIGUSR2, "USR2"),
        (libc::SIGPIPE, "PIPE"),
        (libc::SIGALRM, "ALRM"),
        (libc::SIGTERM, "TERM"),
        (libc::SIGCHLD, "CHLD"),
        (libc::SIGCONT, "CONT"),
        (libc::SIGSTOP, "STOP"),
        (libc::SIGTSTP, "TSTP"),
        (libc::SIGTTIN, "TTIN"),
        (libc::SIGTTOU, "TTOU"),
        (libc::SIGURG, "URG"),
        (libc::SIGXCPU, "XCPU"),
        (libc::SIGXFSZ, "XFSZ"),
        (libc::SIGVTALRM, "VTALRM"),
        (libc::SIGPROF, "PROF"),
        (libc::SIGWINCH, "WINCH"),
        (libc::SIGIO, "IO"),
        (libc::SIGPWR, "PWR"),
        (libc::SIGSYS, "SYS"),
        // Where there is one; on MIPS the number is another's, which comes before.
        (16, "STKFLT"),
    ];
    match NAMES.iter().find(|(number, _)| *number as usize == signal) {
        Some((_, name)) => (*name).to_owned(),
        None if signal == 32 => "RTMIN".to_owned(),
        None => format!("RT_{}", signal.saturating_sub(32)),
    }
}

/// What a pointer points to, or that it is null.
pub(super) fn pointed<T: Show>(line: &mut Line, object: Option<&T>, ret: i64) {
    match object {
        Some(object) => object.show(line, ret),
        None => line.push("NULL"),
    }
}

/// The first `count` elements of an array; its address, if it has not so many.
pub(super) fn array<T: Show>(line: &mut Line, array: Option<&[T]>, count: usize, ret: i64) {
    let Some(array) = array else { return line.push("NULL") };
    let Some(elements) = array.get(..count) else {
        return line.pointer(array.as_ptr().cast::<u8>());
    };
    line.push("[");
    for (i, element) in elements.iter().take(SHOWN).enumerate() {
        line.push(if i > 0 { ", " } else { "" });
        element.show(line, ret);
    }
    line.push(if elements.len() > SHOWN { ", ...]" } else { "]" });
}

/// The numbers below `nfds` in a set, as they were before the call and, where it changed them, as
/// it left them. Of a set larger than usual only that.
pub(super) fn set(line: &mut Line, nfds: c_int, set: Option<&[fd_set]>, was: &fd_set, ret: i64) {
    let Some(set) = set else { return line.push("NULL") };
    let words = match usize::try_from(nfds) {
        Ok(nfds) if nfds.div_ceil(BITS) <= set.len() * FEW => nfds.div_ceil(BITS),
        _ => return line.pointer(set.as_ptr().cast::<u8>()),
    };
    let after = numbers(nfds, set);
    if words <= FEW {
        let before = numbers(nfds, &[*was]);
        line.push(&before);
        if ret <= 0 || before == after {
            return;
        }
        line.push(" => ");
    }
    line.push(&after);
}

fn numbers(nfds: c_int, set: &[fd_set]) -> String {
    let words: Vec<_> = set.iter().flat_map(|set| set.fds_bits).map(|word| word as _).collect();
    let numbers: Vec<_> =
        super::numbers(&words).take_while(|fd| *fd < nfds).map(|fd| fd.to_string()).collect();
    format!("[{}]", numbers.join(" "))
}

/// Names of bits, and the rest of them in hexadecimal.
fn flags(line: &mut Line, n: u32, names: &[Name]) {
    let named = names.iter().filter(|(flag, _)| n & flag != 0);
    let rest = named.clone().fold(n, |rest, (flag, _)| rest & !flag);
    let mut shown: Vec<_> = named.map(|(_, name)| (*name).to_owned()).collect();
    if rest != 0 {
        shown.push(format!("{rest:#x}"));
    }
    line.push(if shown.is_empty() { "0" } else { "" });
    line.push(&shown.join("|"));
}

/// An `int` whose bits have names.
pub(crate) struct Flags(pub(crate) c_int, pub(crate) &'static [Name]);

impl Arg for Flags {
    type Raw = c_int;

    #[inline(always)]
    fn lend(&mut self) -> Result<c_int, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        flags(line, self.0 as u32, self.1);
    }
}

/// An `int` that has a name.
pub(crate) struct Value(pub(crate) c_int, pub(crate) &'static [Name]);

impl Arg for Value {
    type Raw = c_int;

    #[inline(always)]
    fn lend(&mut self) -> Result<c_int, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        match self.1.iter().find(|(value, _)| *value == self.0 as u32) {
            Some((_, name)) => line.push(name),
            None => line.push(&format!("{:#x}", self.0)),
        }
    }
}

/// An unsigned number.
pub(crate) struct Count<T>(pub(crate) T);

impl<T: Plain + Copy + Into<u64>> Arg for Count<T> {
    type Raw = T;

    #[inline(always)]
    fn lend(&mut self) -> Result<T, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.push(&self.0.into().to_string());
    }
}
