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

/// The system calls that are looked at.
const CALLS: &str = "poll,ppoll,ppoll_time64,select,_newselect,pselect6,pselect6_time64,\
    epoll_create,epoll_create1,epoll_ctl,epoll_wait,epoll_pwait,epoll_pwait2,eventfd,eventfd2,timerfd_create,\
    timerfd_settime,timerfd_gettime,?timerfd_settime64,?timerfd_gettime64";

/// Whether strace is there and may trace; says that `test` is skipped if not.
fn strace_is_here(test: &str) -> bool {
    let here = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    let here = here.is_ok_and(|output| output.status.success());
    if !here {
        c::say(&format!("{test}: SKIPPED, there is no strace, or it may not trace"));
    }
    here
}

/// A program under strace.
fn strace(program: &Path, log: &Path) -> Command {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-e", &format!("trace={CALLS}"), "-e", "signal=none", "-o"]);
    strace.arg(log).arg(program);
    strace
}

/// Runs `body` in a process of its own under strace: the calls that strace saw, and those that the
/// crate's own trace wrote.
fn traced(name: &str, body: fn(&mut Report)) -> (String, String) {
    let (log, trace) = (scratch(&format!("{name}-log")), scratch(&format!("{name}-trace")));
    let command = |this: &Path| {
        let mut strace = strace(this, &log);
        strace.env("BERKELEY_TRACE", &trace);
        strace
    };
    alone(name, command, body);
    (calls(&log), calls(&trace))
}

/// Each call that waits is one system call, with the arguments that C's has; and the trace shows it
/// as strace does.
#[test]
fn system_calls_are_as_in_c() {
    let name = "system_calls_are_as_in_c";
    if env::var_os(REPORT).is_none() && !strace_is_here(name) {
        return;
    }
    let (ours, trace) = traced(name, port::ordinary);
    same(
        &ours,
        &without(&trace, "pselect6(112, [106 110 111], [106 110 111], [106 110 111], {tv_sec=-1,"),
    );
    let Some(program) = in_c(name) else { return };
    let log = scratch("c-log");
    assert!(strace(&program, &log).output().unwrap().status.success());
    let theirs = calls(&log);
    assert!(theirs.lines().count() > 80, "{theirs}");
    same(&ours, &theirs);
}

/// Without a call that libc refuses itself.
fn without(trace: &str, refused: &str) -> String {
    let lines = trace.lines().filter(|line| !line.starts_with(refused));
    assert_eq!(lines.clone().count() + 1, trace.lines().count(), "{trace}");
    lines.map(|line| format!("{line}\n")).collect()
}

/// What is written in a file of the calls that are looked at, from the one that marks the beginning,
/// without what differs from one run to the next: processes, addresses, the time that was left, the
/// numbers of new descriptors, and blanks. And the file is gone.
fn calls(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap();
    fs::remove_file(log).unwrap();
    let text =
        text.lines().map(|line| line.trim_start_matches(|c: char| c.is_ascii_digit()).trim());
    let text = text.skip_while(|line| !line.contains("epoll_create(-777)"));
    let mut calls = String::new();
    for line in text {
        // glibc's, where C's times have 32 bits.
        let line = line.replacen("timerfd_gettime64(", "timerfd_gettime(", 1);
        let line = line.replacen("timerfd_settime64(", "timerfd_settime(", 1);
        let Some((name, _)) = line.split_once('(') else { continue };
        if !CALLS.split(',').any(|call| call == name) {
            continue;
        }
        let mut line = line.clone();
        if let Some(left) = line.find("left {") {
            line.truncate(left);
            line.truncate(line.trim_end_matches([' ', ',', '(']).len());
            line.push(')');
        }
        if let Some((call, ret)) = line.rsplit_once(" = ") {
            let opens = name.starts_with("epoll_create")
                || name.starts_with("eventfd")
                || name == "timerfd_create";
            if opens && ret.parse::<i32>().is_ok() {
                line = call.to_string();
            }
        }
        // Addresses of memory have more digits than flags, or as many on 32 bits.
        let digits = if usize::BITS == 64 { 9 } else { 8 };
        let words = line.split_whitespace().map(|word| match word.find("0x") {
            Some(at) if word.len() > at + 2 + digits => format!("{}0x...,", &word[..at]),
            _ => word.to_string(),
        });
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
