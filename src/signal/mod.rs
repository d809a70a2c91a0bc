//! `<signal.h>`: signals: what they are called, blocking them, sending them.
//!
//! | C | here |
//! |---|---|
//! | `signal(SIGPIPE, SIG_IGN)` | [`signal`]`(SIGPIPE, SIG_IGN)` |
//! | `sigaction(SIGCHLD, &act, NULL)` | [`sigaction`](fn@sigaction)`(SIGCHLD, act, NULL)` |
//! | `sigset_t set; sigemptyset(&set);` | `let set = &mut `[`sigset_t`]`::zeroed();` [`sigemptyset`]`(set);` |
//! | `sigaddset(&set, SIGINT)` | [`sigaddset`]`(set, SIGINT)` |
//! | `sigfillset(&set); sigdelset(&set, SIGINT);` | [`sigfillset`]`(set); `[`sigdelset`]`(set, SIGINT);` |
//! | `if (sigismember(&set, SIGINT))` | `if `[`sigismember`]`(set, SIGINT) == 1` |
//! | `sigprocmask(SIG_BLOCK, &set, &old)` | [`sigprocmask`]`(SIG_BLOCK, set, old)` |
//! | `sigsuspend(&old)` | [`sigsuspend`]`(old)` |
//! | `sigpending(&set)` | [`sigpending`]`(set)` |
//! | `kill(pid, SIGTERM)` | [`kill`]`(pid, SIGTERM)` |
//! | `killpg(pgrp, SIGHUP)` | [`killpg`]`(pgrp, SIGHUP)` |
//! | `raise(SIGUSR1)` | [`raise`]`(SIGUSR1)` |
//! | `union sigval value; value.sival_int = 7;` | `let value = &mut `[`sigval`]`::zeroed(); value.`[`set_sival_int`](sigval::set_sival_int)`(7);` |
//! | `sigqueue(pid, SIGRTMIN, value)` | [`sigqueue`]`(pid, `[`SIGRTMIN`]`(), *value)` |
//! | `info->si_pid` | `info.`[`si_pid`](siginfo_t::si_pid)`()` |
//! | `psignal(signo, "child")` | [`psignal`]`(signo, "child")` |
//!
//! ```
//! use berkeley::signal::*;
//!
//! let set = &mut sigset_t::zeroed(); // sigset_t set;
//! sigemptyset(set); // sigemptyset(&set);
//! sigaddset(set, SIGINT); // sigaddset(&set, SIGINT);
//! assert_eq!(sigprocmask(SIG_BLOCK, set, NULL), 0); // sigprocmask(SIG_BLOCK, &set, NULL)
//! ```
//!
//! # What Rust does with signals
//!
//! Rust starts a program with [`SIGPIPE`] ignored: to write to a connection that has ended is `EPIPE`,
//! and does not end the program as in C. And it handles [`SIGSEGV`] and [`SIGBUS`], to tell of a
//! stack that overflowed. All other signals are as C has them.
//!
//! See signal(7).

mod action;
mod constants;
mod info;
mod send;
mod set;

#[doc(no_inline)]
pub use crate::stddef::*;

pub use action::*;
pub use constants::*;
pub use info::{siginfo_t, sigval};
pub use libc::{pid_t, timespec, uid_t};
pub use send::{kill, killpg, psignal, raise, sigqueue};
pub use set::{
    pthread_sigmask, sigaddset, sigdelset, sigemptyset, sigfillset, sigismember, sigpending,
    sigprocmask, sigset_t, sigsuspend,
};
