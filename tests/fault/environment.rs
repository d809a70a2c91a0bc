//! Rules from the environment.

use super::{alone, answer, answer_of, is_alone};
use berkeley::errno::*;
use berkeley::netinet::in_::*;
use berkeley::unistd::*;
use berkeley::{fault, trace};
use std::ffi::OsStr;
use std::fs::File;
use std::os::unix::ffi::OsStrExt;
use std::process::{Command, Output};
use std::thread;

fn run(test: &str, rules: impl AsRef<OsStr>) -> Output {
    alone(test).env("BERKELEY_FAULT", rules).output().unwrap()
}

/// What a call that succeeds without rules meets.
fn meets() -> i32 {
    if getdomainname(&mut [0u8; 65], 65) == -1 { errno() } else { 0 }
}

#[test]
fn rules_are_in_force_from_the_first_call() {
    let name = "environment::rules_are_in_force_from_the_first_call";
    if is_alone() {
        set_errno(147);
        let first = [meets(), meets(), meets(), meets()];
        let others = thread::spawn(|| [meets(), meets()]).join().unwrap();
        answer(&format!("{first:?} {others:?}"));
    }
    for (rules, expected) in [
        ("", "[0, 0, 0, 0] [0, 0]"),
        ("getdomainname:errno=EIO:nth=1", "[5, 0, 0, 0] [5, 0]"),
        ("read:short=1;getdomainname:errno=EINTR:every=2", "[0, 4, 0, 4] [0, 4]"),
        ("read:eof", "[0, 0, 0, 0] [0, 0]"),
        (" ; ", "[0, 0, 0, 0] [0, 0]"),
    ] {
        assert_eq!(answer_of(&run(name, rules)), expected, "{rules}");
    }
}

/// Beside those of the code, whichever come first; and whether or not the program starts a trace.
#[test]
fn beside_the_code() {
    if is_alone() {
        trace::stop();
        let guard = fault::thread("getdomainname:errno=EPERM:nth=2").unwrap();
        let met = [meets(), meets(), meets()];
        drop(guard);
        answer(&format!("{met:?} {}", meets()));
    }
    let output = run("environment::beside_the_code", "getdomainname:errno=EIO:from=2");
    assert_eq!(answer_of(&output), "[0, 1, 5] 5");
}

/// A program that can't have the faults that it is to have ends, and says why.
#[test]
fn what_cannot_be_understood_ends_the_program() {
    let name = "environment::what_cannot_be_understood_ends_the_program";
    if is_alone() {
        let threads = [(); 4].map(|()| thread::spawn(meets));
        let met = threads.map(|thread| thread.join().unwrap());
        answer(&format!("went on: {met:?}"));
    }
    let output = run(name, "read:short=1;acept:errno=EINTR");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "BERKELEY_FAULT: `acept` is no call that rules can be for\n\
         read:short=1;acept:errno=EINTR\n             \
                      ^^^^^\n"
    );
    let output = run(name, OsStr::from_bytes(b"read:\xff"));
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stderr, b"BERKELEY_FAULT: it is not UTF-8\n");

    // Though nobody can be told.
    let mut full = alone(name);
    full.env("BERKELEY_FAULT", "nonsense").stderr(File::create("/dev/full").unwrap());
    assert_eq!(full.output().unwrap().status.code(), Some(2));
    let this = std::env::current_exe().unwrap();
    let mut closed = Command::new("sh");
    closed.args(["-c", "exec \"$0\" \"$@\" 2>&-"]).arg(this);
    closed.args([name, "--exact", "--nocapture", "--test-threads=1"]);
    closed.env(super::ALONE, "1").env("BERKELEY_FAULT", "nonsense");
    assert_eq!(closed.output().unwrap().status.code(), Some(2));
}

/// A program that knows nothing of faults meets them, and shows it in its trace.
#[test]
fn programs_that_know_nothing_of_it() {
    if is_alone() {
        let sock = socket(PF_INET, SOCK_STREAM, 0);
        let mut addr = sockaddr_in::zeroed();
        addr.sin_family = AF_INET as sa_family_t;
        addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        addr.sin_port = htons(1);
        let refused = connect(sock, &addr, 16);
        answer(&format!("{refused} {}", strerror(errno())));
    }
    let output = alone("environment::programs_that_know_nothing_of_it")
        .env("BERKELEY_FAULT", "connect:errno=ENETUNREACH:peer=*:1")
        .env("BERKELEY_TRACE", "1")
        .output()
        .unwrap();
    assert_eq!(answer_of(&output), "-1 Network is unreachable");
    let trace = String::from_utf8_lossy(&output.stderr);
    assert!(
        trace.contains("16) = -1 ENETUNREACH (Network is unreachable) (INJECTED)\n"),
        "{trace}"
    );
}
