//! Every error that is explained, provoked: the call is made so that the kernel fails it for that
//! reason. Those that this machine or any machine cannot be brought to are listed, with the reason.
//!
//! Rows run one after the other in a process with one thread, so that they may fork: cargo's harness
//! has more. `cargo test --test errors -- bind` runs the rows of one call.

mod help;
#[path = "../support/mod.rs"]
mod support;

mod accept;
mod addresses;
mod bind;
mod close;
mod connect;
mod dup;
mod epoll;
mod fcntl;
mod files;
mod host;
mod ioctl;
mod listen;
mod names;
mod net;
mod open;
mod options;
mod processes;
mod read;
mod recv;
mod send;
mod sendfile;
mod signals;
mod sleeping;
mod socket;
mod timerfd;
mod waiting;
mod write;

use How::{Apart, NotHere, Provoked};
use berkeley::errno::errno;
use berkeley::explain::{calls, errors, explain, named};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::c_int;
use std::panic::catch_unwind;
use std::process::{Command, ExitCode, Stdio};
use std::{env, fs, process};
use support::say;

/// The rows of all pages.
const TABLES: &[&[Row]] = &[
    accept::ROWS,
    addresses::ROWS,
    bind::ROWS,
    close::ROWS,
    connect::ROWS,
    dup::ROWS,
    epoll::ROWS,
    fcntl::ROWS,
    files::ROWS,
    host::ROWS,
    ioctl::ROWS,
    listen::ROWS,
    names::ROWS,
    open::ROWS,
    options::ROWS,
    processes::ROWS,
    read::ROWS,
    recv::ROWS,
    send::ROWS,
    sendfile::ROWS,
    signals::ROWS,
    sleeping::ROWS,
    socket::ROWS,
    timerfd::ROWS,
    waiting::ROWS,
    write::ROWS,
];

/// How a call comes to fail with an error.
pub(crate) struct Row {
    pub(crate) call: &'static str,
    pub(crate) error: &'static str,
    pub(crate) how: How,
}

pub(crate) enum How {
    /// This makes the call fail so.
    Provoked(fn() -> Outcome),
    /// The same, in a process of its own: it may change limits, privileges and namespaces, and leave
    /// things behind.
    Apart(fn() -> Outcome),
    /// It can't be done in a test, for this reason.
    NotHere(&'static str),
}

/// The error that the call failed with; or why it could not be tried here.
pub(crate) type Outcome = Result<c_int, String>;

/// That a call has just failed, with this `errno`.
#[track_caller]
pub(crate) fn expect(has_failed: bool, error: c_int) -> Outcome {
    let errno = errno();
    assert!(has_failed, "the call did not fail");
    assert_eq!(errno, error, "{}", berkeley::errno::strerror(errno));
    Ok(error)
}

/// Tells a process which row it is to run, and where to write how it went.
const ROW: &str = "BERKELEY_TEST_ROW";
const REPORT: &str = "BERKELEY_TEST_REPORT";

impl Row {
    fn name(&self) -> String {
        format!("{} {}", self.call, self.error)
    }

    /// Runs it, and checks that the error was the one that it is the row of.
    fn run(&self) -> Outcome {
        let outcome = match self.how {
            Provoked(run) => run(),
            Apart(run) if env::var_os(ROW).is_some() => run(),
            Apart(_) => self.run_apart(),
            NotHere(why) => Err(why.into()),
        };
        if let Ok(error) = outcome {
            let name = explain(self.call, error).map(|error| error.name());
            assert_eq!(name, Some(self.error), "the call failed with {error}");
        }
        outcome
    }

    /// Runs it in this test program again.
    fn run_apart(&self) -> Outcome {
        let report = format!("{}/row-{}", env!("CARGO_TARGET_TMPDIR"), process::id());
        let status = Command::new(env::current_exe().unwrap())
            .env(ROW, self.name())
            .env(REPORT, &report)
            .stdin(Stdio::null())
            .status()
            .unwrap();
        let outcome = fs::read_to_string(&report).unwrap_or_default();
        let _ = fs::remove_file(&report);
        assert!(status.success(), "{status}");
        match outcome.parse() {
            Ok(error) => Ok(error),
            Err(_) => Err(outcome),
        }
    }
}

fn main() -> ExitCode {
    let mut rows = TABLES.iter().flat_map(|rows| rows.iter());
    if let Some(name) = env::var_os(ROW) {
        // Opened first: the row may leave nothing to open it with.
        let mut report = fs::File::create(env::var_os(REPORT).unwrap()).unwrap();
        bound(50);
        let outcome = rows.find(|row| *row.name() == *name).expect("such a row").run();
        let text = outcome.map_or_else(|why| why, |error| error.to_string());
        std::io::Write::write_all(&mut report, text.as_bytes()).unwrap();
        return ExitCode::SUCCESS;
    }
    let filter = env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let is_chosen = |row: &&Row| filter.as_ref().is_none_or(|filter| row.name().contains(filter));
    let mut failed = table_and_rows_agree();
    let mut provoked = BTreeSet::new();
    let mut reasons = BTreeMap::new();
    for row in rows.filter(is_chosen) {
        bound(60);
        match catch_unwind(|| row.run()) {
            Ok(Ok(_)) => _ = provoked.insert(row.name()),
            Ok(Err(why)) => _ = reasons.insert(row.name(), why),
            // The panic has been told.
            Err(_) => failed.push(format!("{}: FAILED", row.name())),
        }
    }
    for (row, why) in &reasons {
        say(&format!("not here: {row}: {why}"));
    }
    let verdict = if failed.is_empty() { "ok" } else { "FAILED" };
    say(&format!("{} errors provoked, {} not here", provoked.len(), reasons.len()));
    failed.iter().for_each(|row| say(row));
    println!(
        "test result: {verdict}. {} passed; {} failed; 0 ignored",
        provoked.len(),
        failed.len()
    );
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// From now on no row waits for longer than that.
fn bound(seconds: u32) {
    // SAFETY: no handler; the signal ends the process.
    unsafe { libc::alarm(seconds) };
}

/// Every error that is explained has a row, of one of the calls that share it; and no row is of anything
/// else, or there twice. Says what is not so.
fn table_and_rows_agree() -> Vec<String> {
    let mut wrong = Vec::new();
    let mut rows = BTreeSet::new();
    for row in TABLES.iter().flat_map(|rows| rows.iter()) {
        if named(row.call, row.error).is_none_or(|error| error.name() != row.error) {
            wrong.push(format!("{}: a row, and not explained", row.name()));
        }
        if !rows.insert((row.call, row.error)) {
            wrong.push(format!("{}: two rows", row.name()));
        }
    }
    for call in calls() {
        for error in errors(call).filter(|error| error.calls()[0] == call) {
            if !error.calls().iter().any(|call| rows.contains(&(*call, error.name()))) {
                wrong.push(format!("{call} {}: explained, and no row", error.name()));
            }
        }
    }
    wrong
}
