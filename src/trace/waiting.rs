//! What the calls that wait for several descriptors wait for, as strace prints it.

use super::Line;
use super::names::Names;
use crate::Bytes;
use crate::poll::{EVENTS as POLL_EVENTS, pollfd};
use crate::sys::epoll::{EVENTS as EPOLL_EVENTS, epoll_event};
use core::ffi::{c_int, c_ulong};
use libc::sigset_t;

/// How many signals there are.
const SIGNALS: usize = 64;

/// The signals' names. Further ones are called by their distance from `SIGRTMIN`, which is 32.
pub(super) static SIGNAL_NAMES: Names = Names::Values(
    &[
        (libc::SIGHUP as u32, "HUP"),
        (libc::SIGINT as u32, "INT"),
        (libc::SIGQUIT as u32, "QUIT"),
        (libc::SIGILL as u32, "ILL"),
        (libc::SIGTRAP as u32, "TRAP"),
        (libc::SIGABRT as u32, "ABRT"),
        (libc::SIGBUS as u32, "BUS"),
        (libc::SIGFPE as u32, "FPE"),
        (libc::SIGKILL as u32, "KILL"),
        (libc::SIGUSR1 as u32, "USR1"),
        (libc::SIGSEGV as u32, "SEGV"),
        (libc::SIGUSR2 as u32, "USR2"),
        (libc::SIGPIPE as u32, "PIPE"),
        (libc::SIGALRM as u32, "ALRM"),
        (libc::SIGTERM as u32, "TERM"),
        (libc::SIGCHLD as u32, "CHLD"),
        (libc::SIGCONT as u32, "CONT"),
        (libc::SIGSTOP as u32, "STOP"),
        (libc::SIGTSTP as u32, "TSTP"),
        (libc::SIGTTIN as u32, "TTIN"),
        (libc::SIGTTOU as u32, "TTOU"),
        (libc::SIGURG as u32, "URG"),
        (libc::SIGXCPU as u32, "XCPU"),
        (libc::SIGXFSZ as u32, "XFSZ"),
        (libc::SIGVTALRM as u32, "VTALRM"),
        (libc::SIGPROF as u32, "PROF"),
        (libc::SIGWINCH as u32, "WINCH"),
        (libc::SIGIO as u32, "IO"),
        (libc::SIGPWR as u32, "PWR"),
        (libc::SIGSYS as u32, "SYS"),
        // Where there is one. Elsewhere the number is another's, which comes before.
        (16, "STKFLT"),
        (32, "RTMIN"),
    ],
    "",
);

impl Line {
    /// What `poll` was asked, and behind the result what it answered.
    pub(crate) fn pollfds(&mut self, fds: &[pollfd], ret: i64) {
        self.elements(fds.iter(), |line, entry| {
            line.fmt(format_args!("{{fd={}", entry.fd));
            if entry.fd >= 0 {
                line.push(", events=");
                line.named(c_int::from(entry.events as u16), &POLL_EVENTS);
            }
            line.push("}");
        });
        if ret > 0 {
            let ready: Vec<_> = fds.iter().filter(|entry| entry.revents != 0).collect();
            self.note(|line| {
                line.elements(ready.iter(), |line, entry| {
                    line.fmt(format_args!("{{fd={}, revents=", entry.fd));
                    line.named(c_int::from(entry.revents as u16), &POLL_EVENTS);
                    line.push("}");
                });
            });
        }
    }

    /// The descriptors in a set.
    pub(crate) fn descriptors(&mut self, fds: impl Iterator<Item = c_int>) {
        self.push("[");
        for (i, fd) in fds.enumerate() {
            self.push(if i > 0 { " " } else { "" });
            self.int(fd);
        }
        self.push("]");
    }

    /// Events, and what the program keeps with them.
    pub(crate) fn epoll_events(&mut self, events: &[epoll_event]) {
        self.elements(events.iter(), Line::epoll_event);
    }

    /// One of them.
    pub(crate) fn epoll_event(&mut self, event: &epoll_event) {
        self.push("{events=");
        self.named(event.events as c_int, &EPOLL_EVENTS);
        let (u32, u64) = (event.data.u32(), event.data.u64());
        self.fmt(format_args!(", data={{u32={u32}, u64={u64}}}}}"));
    }

    /// A set of signals: those in it, or if it has most of them, those that are not.
    pub(crate) fn signals(&mut self, set: &sigset_t) {
        const BITS: usize = c_ulong::BITS as usize;
        let words: Vec<_> = set
            .as_bytes()
            .chunks_exact(BITS / 8)
            .filter_map(|word| Some(c_ulong::from_ne_bytes(*word.first_chunk()?)))
            .collect();
        let has = |signal: &usize| words[(signal - 1) / BITS] >> ((signal - 1) % BITS) & 1 == 1;
        let most = (1..=SIGNALS).filter(has).count() >= SIGNALS * 2 / 3;
        self.push(if most { "~[" } else { "[" });
        for (i, signal) in (1..=SIGNALS).filter(|signal| has(signal) != most).enumerate() {
            self.push(if i > 0 { " " } else { "" });
            match signal {
                0..=32 => self.named(signal as c_int, &SIGNAL_NAMES),
                _ => self.fmt(format_args!("RT_{}", signal - 32)),
            }
        }
        self.push("]");
    }
}
