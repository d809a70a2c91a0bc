//! Signals that come to handlers of Rust: none is lost, none comes twice, and what they do to a
//! call is what they do to it in C.
//!
//! Each part runs in a process of its own, whose signals are its own affair; and without cargo's
//! harness, whose threads would be where signals come to as well.

#[path = "../c/mod.rs"]
mod c;
mod elsewhere;
mod handlers;
mod port;
mod storm;
mod table;
mod wakes;

use std::process::Command;
use std::{env, process};

/// Says to a process which part it is to run.
const PART: &str = "BERKELEY_TEST_PART";

/// What is no test, but a program that one looks at.
pub(crate) const LINE: &str = "one line of the table";

/// The tests, each of which runs in a process of its own.
const TESTS: &[(&str, fn())] = &[
    ("no wake-up is lost", wakes::none_is_lost),
    ("the table is that of C", table::is_that_of_c),
    ("a call that goes on sees the handler's byte", wakes::goes_on),
    ("another thread handles it", elsewhere::another_handles_it),
    ("a thread handles it later", elsewhere::it_handles_it_later),
    ("a handler panics", handlers::one_panics),
    ("a handler never returns", handlers::one_never_returns),
    ("a handler meets another", handlers::one_meets_another),
    ("a handler is reset", handlers::one_is_reset),
    ("masks stay as they are", handlers::masks_stay),
    ("forks in a storm", handlers::forks_in_a_storm),
    ("data flows in a storm", storm::flows),
    ("a made-up number is no handler", handlers::a_number_is_none),
];

fn main() {
    // SAFETY: no handler; the signal ends the process, should it wait for ever.
    unsafe { libc::alarm(300) };
    if let Some(part) = env::var_os(PART) {
        if part == LINE {
            return port::main();
        }
        return TESTS.iter().find(|(name, _)| *name == part).expect("such a part").1();
    }
    let filter = env::args().skip(1).find(|arg| !arg.starts_with('-')).unwrap_or_default();
    let mut ran = 0;
    for (name, _) in TESTS.iter().filter(|(name, _)| name.contains(&filter)) {
        let status = this(name).status().unwrap();
        if !status.success() {
            println!("test {name} ... FAILED: {status}");
            process::exit(1);
        }
        println!("test {name} ... ok");
        ran += 1;
    }
    println!("test result: ok. {ran} passed; 0 failed; 0 ignored");
}

/// This program, to run a part of it.
fn this(part: &str) -> Command {
    let mut this = Command::new(env::current_exe().unwrap());
    this.env(PART, part);
    this
}

/// A generator of numbers: xorshift64.
struct Random(u64);

impl Random {
    fn new() -> Random {
        Random(std::time::UNIX_EPOCH.elapsed().unwrap().as_nanos() as u64 | 1)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

/// The kernel's number of the calling thread.
fn tid() -> libc::pid_t {
    // SAFETY: passes nothing.
    unsafe { libc::gettid() }
}

/// Sends a signal that has a handler to a thread of this process.
fn send_to(thread: libc::pid_t, signal: i32) {
    // SAFETY: passes numbers, and the signal has a handler.
    unsafe { libc::syscall(libc::SYS_tgkill, libc::getpid(), thread, signal) };
}
