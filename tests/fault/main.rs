//! Faults: each rule does what it says and nothing else, exposes the programs that are wrong, and
//! leaves alone those that are right.

#[path = "../child/mod.rs"]
mod child;
#[path = "../support/mod.rs"]
mod support;

mod environment;
mod errors;
mod loops;
mod opening;
mod reset;
mod scope;
mod signals;
mod table;
mod traced;

use berkeley::errno::errno;
use nix::errno::Errno;
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// The name of the errno.
fn why() -> String {
    format!("{:?}", Errno::from_raw(errno()))
}

/// Set in a process that was started for one test.
const ALONE: &str = "BERKELEY_TEST_ALONE";

/// Whether this is such a process. It does not outlive a minute, whatever hangs.
fn is_alone() -> bool {
    let is = std::env::var_os(ALONE).is_some();
    if is {
        // SAFETY: no handler; the signal ends the process.
        unsafe { libc::alarm(60) };
    }
    is
}

/// A command that runs one test of this program alone in a process of its own, where [`is_alone`].
fn alone(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture", "--test-threads=1"]);
    command.env(ALONE, "1").env_remove("BERKELEY_FAULT").env_remove("BERKELEY_TRACE");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Says something to the test that has started this process, past what the harness prints.
fn answer(text: &str) -> ! {
    std::io::stdout().write_all(format!("\nanswer: {text}\n").as_bytes()).unwrap();
    std::process::exit(0);
}

/// What such a process has said.
fn answer_of(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout);
    let said = text.lines().find_map(|line| line.strip_prefix("answer: "));
    said.unwrap_or_else(|| panic!("no answer: {output:?}")).to_string()
}
