//! Processes, signals and time, against the same calls in C; and what `fork` leaves to whom.
//!
//! A process with more than one thread cannot fork, and under cargo's harness every process has: so
//! this does without it.

#[path = "../c/mod.rs"]
mod c;
mod forks;
mod port;

use std::ffi::c_int;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs, process, ptr};

/// Says to a process which part it is to run.
const PART: &str = "BERKELEY_TEST_PART";

/// What runs in a process of its own.
const PARTS: [(&str, fn()); 16] = [
    ("calls", port::calls),
    ("handled calls", || {
        port::handle();
        port::calls();
    }),
    ("composed", port::composed),
    ("clocks", port::clocks),
    ("statuses", port::statuses),
    ("members", port::members),
    ("texts", port::texts),
    ("threads", forks::threads),
    ("in flight", forks::in_flight),
    ("descriptors", forks::descriptors),
    ("children", forks::children),
    ("reaped by handler", forks::reaped_by_handler),
    ("without proc", forks::without_proc),
    ("traced", forks::traced),
    ("by descriptor", forks::by_descriptor),
    ("internal", forks::internal),
];

const TESTS: [(&str, fn()); 5] = [
    ("results_are_as_in_c", results_are_as_in_c),
    ("texts_are_as_in_c_in_every_zone", texts_are_as_in_c_in_every_zone),
    ("system_calls_are_as_in_c_and_traced", system_calls_are_as_in_c_and_traced),
    ("what_libc_composes_is_shown_as_called", what_libc_composes_is_shown_as_called),
    ("forks", all_forks),
];

fn main() {
    // SAFETY: no handler; the signal ends the process, should it wait for ever.
    unsafe { libc::alarm(300) };
    if let Some(part) = env::var_os(PART) {
        handle();
        let run = PARTS.iter().find(|(name, _)| *name == part).expect("such a part").1;
        return run();
    }
    let filter = env::args().skip(1).find(|arg| !arg.starts_with('-')).unwrap_or_default();
    let mut ran = 0;
    for (name, test) in TESTS.iter().filter(|(name, _)| name.contains(&filter)) {
        test();
        println!("test {name} ... ok");
        ran += 1;
    }
    println!("test result: ok. {ran} passed; 0 failed; 0 ignored");
}

/// Has some signals do nothing but interrupt.
fn handle() {
    extern "C" fn nothing(_: c_int) {}
    for signal in [libc::SIGUSR1, libc::SIGUSR2, libc::SIGALRM, libc::SIGRTMIN() + 2] {
        // SAFETY: all zeros are a valid `sigaction`; the handler may run anywhere.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = nothing as extern "C" fn(c_int) as usize;
            assert_eq!(libc::sigaction(signal, &action, ptr::null_mut()), 0);
        }
    }
}

/// This program, to run a part of it.
fn this(part: &str) -> Command {
    let mut this = Command::new(env::current_exe().unwrap());
    this.env(PART, part);
    this
}

/// What a program prints that must succeed.
fn output(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert!(status.success(), "{command:?}: {status}\n{}", String::from_utf8_lossy(&stderr));
    String::from_utf8_lossy(&stdout).into_owned()
}

/// The program processes.c, if there is a C compiler.
fn in_c(test: &str) -> Option<PathBuf> {
    c::is_here(test).then(|| c::compile("processes", include_str!("processes.c")).unwrap())
}

/// Two texts, compared line by line.
fn same(part: &str, ours: &str, theirs: &str) {
    for (nth, (ours, theirs)) in ours.lines().zip(theirs.lines()).enumerate() {
        assert_eq!(ours, theirs, "{part}, line {nth}: here, and in C");
    }
    assert_eq!(ours.lines().count(), theirs.lines().count(), "{part}");
}

fn results_are_as_in_c() {
    let Some(program) = in_c("results_are_as_in_c") else { return };
    for part in ["calls", "composed", "clocks", "statuses", "members"] {
        same(part, &output(&mut this(part)), &output(Command::new(&program).arg(part)));
    }
    // With handlers of Rust's.
    same(
        "calls",
        &output(&mut this("handled calls")),
        &output(Command::new(&program).arg("calls")),
    );
}

fn texts_are_as_in_c_in_every_zone() {
    let Some(program) = in_c("texts_are_as_in_c_in_every_zone") else { return };
    for zone in ["", "UTC", "CET-1CEST,M3.5.0,M10.5.0/3", "<+1245>-12:45", "America/New_York"] {
        let ours = output(this("texts").env("TZ", zone));
        same(zone, &ours, &output(Command::new(&program).arg("texts").env("TZ", zone)));
    }
}

/// The system calls that are looked at, and `fork`, which the trace calls so.
const CALLS: &str = "rt_sigprocmask,rt_sigpending,rt_sigsuspend,kill,tgkill,rt_sigqueueinfo,wait4,\
    waitid,setitimer,getitimer,alarm,pause,clock_nanosleep,getpid,getppid,getpgrp,getpgid,setpgid,\
    getsid,setsid,getuid,geteuid,getgid,getegid,?getuid32,?geteuid32,?getgid32,?getegid32,umask,chdir,clone,\
    exit_group";

/// Whether strace is there and may trace, and is the one whose text the trace is; says that `test` is
/// skipped if not.
fn strace_is_here(test: &str) -> bool {
    let here = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    let version = Command::new("strace").arg("--version").output();
    let here = here.is_ok_and(|output| output.status.success())
        && version.is_ok_and(|output| output.stdout.starts_with(b"strace -- version 6.1\n"));
    if !here {
        c::say(&format!("{test}: SKIPPED, there is no strace 6.1, or it may not trace"));
    }
    here
}

/// A path for a file of this process's tests.
fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("processes-{name}-{}", process::id()))
}

/// A program's calls, as strace sees them; of the first process alone.
fn under_strace(program: &Path, part: &str, trace: Option<&Path>) -> Vec<String> {
    let log = scratch("log");
    let mut strace = Command::new("strace");
    strace.args(["-e", &format!("trace={CALLS}"), "-e", "signal=none", "-o"]);
    strace.arg(&log).arg(program).arg(part).env(PART, part);
    if let Some(trace) = trace {
        strace.env("BERKELEY_TRACE", trace);
    }
    output(&mut strace);
    lines(&log)
}

/// The lines of a file, from where the calls that are compared begin; which is gone then.
fn lines(log: &Path) -> Vec<String> {
    let text = fs::read_to_string(log).unwrap();
    fs::remove_file(log).unwrap();
    let calls = text.lines().filter(|line| line.contains('('));
    calls.skip_while(|line| !line.starts_with(port::BEGIN)).map(normal).collect()
}

/// A line as the trace has it, where it differs from strace's as the trace's page says: `fork`, and
/// calls that a signal ended. Without addresses, and without the end of the program.
fn normal(line: &str) -> String {
    let mut line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    // Where users once had 16 bits.
    line = line.replacen("uid32(", "uid(", 1).replacen("gid32(", "gid(", 1);
    if let Some((_, pid)) = line.strip_prefix("clone(").and_then(|rest| rest.rsplit_once(" = ")) {
        line = format!("fork() = {pid}");
    }
    if let Some((call, _)) = line.split_once(" = ? ERESTART") {
        line = format!("{call} = -1 EINTR (Interrupted system call)");
    }
    let words = line.split(' ').map(|word| match word.strip_prefix("0x") {
        // Addresses of memory have more digits than numbers, or as many on 32 bits.
        Some(number) if number.len() > if usize::BITS == 64 { 10 } else { 8 } => {
            "0x…".to_string() + word.trim_start_matches(|c| c != ',' && c != ')')
        }
        _ => word.to_string(),
    });
    let line = words.collect::<Vec<_>>().join(" ");
    // Where times have two sizes, libc has the rest of the time written to a place of its own.
    match line.strip_prefix("clock_nanosleep(").and_then(|args| args.split_once("}, ")) {
        Some((time, rest)) if usize::BITS == 32 => {
            let (_, result) = rest.rsplit_once(") = ").unwrap();
            format!("clock_nanosleep({time}}}, …) = {result}")
        }
        _ => line,
    }
}

/// Every call is the one system call that C makes, and the trace shows it as strace does.
fn system_calls_are_as_in_c_and_traced() {
    let test = "system_calls_are_as_in_c_and_traced";
    if !strace_is_here(test) {
        return;
    }
    let trace = scratch("trace");
    let mut ours = under_strace(&env::current_exe().unwrap(), "calls", Some(&trace));
    assert!(ours.len() > 100, "{ours:#?}");
    // The end of `main`, which is no call of the program's.
    assert_eq!(ours.pop().unwrap(), "exit_group(0) = ?");
    let traced = lines(&trace);
    for (ours, traced) in ours.iter().zip(&traced) {
        // Where libc had the rest of the time written to, it alone knows.
        match traced.strip_suffix("0x…) = -1 EINTR (Interrupted system call)") {
            Some(sleep) => assert!(ours.starts_with(sleep), "{ours}, and {traced}"),
            None => assert_eq!(ours, traced, "strace, and the trace"),
        }
    }
    assert_eq!(ours.len(), traced.len());

    let Some(program) = in_c(test) else { return };
    let names = |calls: &[String]| -> Vec<String> {
        calls.iter().map(|call| call.split('(').next().unwrap().to_string()).collect()
    };
    let mut theirs = under_strace(&program, "calls", None);
    theirs.pop();
    assert_eq!(names(&ours), names(&theirs), "here, and in C");
}

/// What libc makes several system calls of.
fn what_libc_composes_is_shown_as_called() {
    let trace = scratch("composed");
    output(this("composed").env("BERKELEY_TRACE", &trace));
    let text = fs::read_to_string(&trace).unwrap();
    fs::remove_file(&trace).unwrap();
    let pid = text.lines().find_map(|line| line.strip_prefix("getpid()")?.split("= ").nth(1));
    let pid = pid.expect("the program asks for its number");
    let calls = text.lines().filter(|line| !line.starts_with("getpid"));
    let calls: Vec<_> = calls.map(|line| normal(line).replace(pid, "PID")).collect();
    let value = "{sival_int=7, sival_ptr=0x7}";
    let sigqueue = |args: &str, ret: &str| format!("sigqueue({args}, {value}) = {ret}");
    let expected = [
        "raise(0) = 0".to_string(),
        "raise(SIGUSR2) = 0".to_string(),
        "raise(65) = -1 EINVAL (Invalid argument)".to_string(),
        "raise(-1) = -1 EINVAL (Invalid argument)".to_string(),
        sigqueue("PID, SIGRT_4", "0"),
        sigqueue("PID, 0", "0"),
        sigqueue("536870912, SIGUSR1", "-1 ESRCH (No such process)"),
        sigqueue("PID, 99", "-1 EINVAL (Invalid argument)"),
        "killpg(-1, SIGHUP) = -1 EINVAL (Invalid argument)".to_string(),
    ];
    assert_eq!(calls, expected);
}

fn all_forks() {
    for part in [
        "threads",
        "in flight",
        "descriptors",
        "children",
        "reaped by handler",
        "without proc",
        "traced",
        "by descriptor",
        "internal",
    ] {
        let said = output(&mut this(part));
        if !said.is_empty() {
            c::say(said.trim());
        }
    }
}
