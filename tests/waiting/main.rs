//! The calls that wait, against the same calls in C.

#[path = "../c/mod.rs"]
mod c;
mod closing;
mod large;
mod loops;
mod port;
mod sets;
mod text;

use port::Report;
use std::path::{Path, PathBuf};
use std::process::{Command, exit};
use std::{env, fs, process};

/// Where a process that was started for one test writes its report. That it is set tells it so.
const REPORT: &str = "BERKELEY_TEST_REPORT";

/// A path for a file of this process's tests.
fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("waiting-{name}-{}", process::id()))
}

/// Runs `body` in a process of its own: this program again, with the one test of this `name`, by
/// way of `command`. Returns what it reports.
fn alone(name: &str, command: impl FnOnce(&Path) -> Command, body: fn(&mut Report)) -> String {
    if let Some(path) = env::var_os(REPORT) {
        // SAFETY: no handler; the signal ends the process, should it wait for ever.
        unsafe { libc::alarm(60) };
        let mut report = Report(String::new());
        body(&mut report);
        fs::write(path, report.0).unwrap();
        exit(0);
    }
    let path = scratch(name);
    let output = command(&env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture", "--test-threads=1"])
        .env(REPORT, &path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} alone: {}\n{said}", output.status);
    if said.contains("SKIPPED") {
        c::say(said.trim());
    }
    let report = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    report
}

/// The program waiting.c, if there is a C compiler.
fn in_c(test: &str) -> Option<PathBuf> {
    c::is_here(test).then(|| c::compile(test, include_str!("waiting.c")).unwrap())
}

#[test]
fn results_are_as_in_c() {
    let ours = alone("results_are_as_in_c", |this| Command::new(this), port::ordinary);
    let Some(program) = in_c("results_are_as_in_c") else { return };
    same(&ours, &c::run(&program, ""));
}

#[test]
fn strangers_are_as_closed_ones_in_c() {
    let name = "strangers_are_as_closed_ones_in_c";
    let ours = alone(
        name,
        |this| Command::new(this),
        |report| {
            port::strangers(report);
            port::signals(report);
        },
    );
    let Some(program) = in_c(name) else { return };
    let theirs = Command::new(program).arg("strangers").output().unwrap();
    same(&ours, &String::from_utf8(theirs.stdout).unwrap());
}

/// Each call that waits is one system call, with the arguments that C's has.
#[test]
fn system_calls_are_as_in_c() {
    const CALLS: &str = "trace=poll,ppoll,ppoll_time64,select,_newselect,pselect6,pselect6_time64,\
        epoll_create,epoll_create1,epoll_ctl,epoll_wait,epoll_pwait,epoll_pwait2,eventfd,eventfd2";
    let name = "system_calls_are_as_in_c";
    let log = scratch("strace");
    let strace = |program: &Path| {
        let mut strace = Command::new("strace");
        strace.args(["-f", "-e", CALLS, "-e", "signal=none", "-o"]).arg(&log).arg(program);
        strace
    };
    if env::var_os(REPORT).is_none() {
        match strace(Path::new("true")).output() {
            Ok(output) if output.status.success() => (),
            _ => {
                return c::say(&format!(
                    "{name}: SKIPPED, there is no strace, or it may not trace"
                ));
            }
        }
    }
    alone(name, strace, port::ordinary);
    let ours = calls(&log);
    let Some(program) = in_c(name) else { return };
    assert!(strace(&program).output().unwrap().status.success());
    let theirs = calls(&log);
    fs::remove_file(&log).unwrap();
    assert!(theirs.lines().count() > 80, "{theirs}");
    same(&ours, &theirs);
}

/// What strace wrote from the call that marks the beginning, without what differs from one run to
/// the next: processes, addresses, the time that was left, and the numbers of new descriptors.
fn calls(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap();
    let text =
        text.lines().map(|line| line.trim_start_matches(|c: char| c.is_ascii_digit()).trim());
    let text = text.skip_while(|line| !line.contains("epoll_create(-777)"));
    let mut calls = String::new();
    for line in text.filter(|line| !line.starts_with("+++")) {
        let mut line = line.split_once("left {").map_or(line, |(line, _)| line);
        if let Some((call, ret)) = line.rsplit_once(" = ") {
            let opens = call.starts_with("epoll_create") || call.starts_with("eventfd");
            if opens && ret.parse::<i32>().is_ok() {
                line = call;
            }
        }
        let is_address = |word: &str| word.starts_with("0x7") && word.len() > 10;
        let words = line.split(' ').map(|word| if is_address(word) { "0x..." } else { word });
        calls += &(words.collect::<Vec<_>>().join(" ") + "\n");
    }
    calls
}

/// Two texts, compared line by line.
fn same(ours: &str, theirs: &str) {
    for (nth, (ours, theirs)) in ours.lines().zip(theirs.lines()).enumerate() {
        assert_eq!(ours, theirs, "line {nth}: here, and in C");
    }
    assert_eq!(ours.lines().count(), theirs.lines().count());
}
