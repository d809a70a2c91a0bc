//! The trace against strace itself, and the sink's rights and duties.

#[path = "../support/mod.rs"]
mod support;

mod calls;
mod lost;
mod messages;
mod options;
mod processes;
mod requests;
mod signals;
mod sink;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use support::strace::{self, Call, Log, normal};
use support::{Dir, Process};

/// Set in a process that was started for one test.
const ALONE: &str = "BERKELEY_TEST_ALONE";

/// Runs a test as the only one in a process of its own, since a trace is of the whole process.
///
/// The process runs `body`; `command` makes the command for it, of this program. Returns what it
/// printed.
fn alone(name: &str, body: impl FnOnce(), command: impl FnOnce(&Path) -> Command) -> String {
    if is_alone() {
        body();
        std::process::exit(0);
    }
    let mut command = command(&std::env::current_exe().unwrap());
    command.args([name, "--exact", "--nocapture", "--test-threads=1"]);
    command.env(ALONE, "1").stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = Process::start(&mut command).finish();
    let text = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    assert!(output.status.success(), "{name} alone: {}\n{text}", output.status);
    text
}

fn is_alone() -> bool {
    std::env::var_os(ALONE).is_some()
}

/// Runs the calls in a process that strace traces and that traces itself, and compares each line.
///
/// Returns the lines of the calls that the crate refused: those that strace did not see.
fn compare(name: &str, calls: fn(), options: &[&str]) -> Vec<String> {
    compare_also(name, calls, options, &[])
}

/// [`compare`], with `further` calls that others make in other tests.
fn compare_also(name: &str, calls: fn(), options: &[&str], further: &[&str]) -> Vec<String> {
    if is_alone() {
        alone(name, calls, |_| unreachable!());
    }
    let (log, dir) = (Log::new(), Dir::new());
    let file = dir.path().join("trace");
    let text = alone(name, calls, |this| {
        let mut command = log.command(this, options);
        command.env("BERKELEY_TRACE", &file).env_remove("BERKELEY_TRACE_OPTIONS");
        command
    });
    let theirs = of_the_crate(log.calls_from("socket"), further);
    let mut theirs = theirs.iter().map(|call| call.line.trim_end_matches(" (INJECTED)")).peekable();
    let mut refused = Vec::new();
    for ours in fs::read_to_string(file).unwrap().lines() {
        let normal = |line: &str| normal(line, &mut Vec::new());
        if theirs.next_if(|theirs| normal(theirs) == normal(ours)).is_some() {
            continue;
        }
        let result = Call::parse(ours).unwrap().result;
        let by_the_crate = ["-1 EBADF ", "-1 EFAULT ", "-1 EINVAL ", "-1 ENOPROTOOPT "];
        if !by_the_crate.iter().any(|errno| result.starts_with(errno)) {
            let theirs = theirs.peek().unwrap_or(&"nothing");
            panic!("\n  here: {ours}\nstrace: {theirs}\nrefused: {refused:#?}\n{text}");
        }
        refused.push(ours.to_string());
    }
    let more = theirs.next();
    assert_eq!(more, None, "strace saw more; refused: {refused:#?}\n{text}");
    refused
}

/// The calls that were made through the crate: not those of std, of the harness and of the trace
/// itself. Of what std and the harness call, too, only those `further` ones that the test makes.
fn of_the_crate(calls: Vec<Call>, further: &[&str]) -> Vec<Call> {
    let mut of_the_crate: Vec<Call> = Vec::new();
    let mut calls = calls.into_iter();
    while let Some(call) = calls.next() {
        match call.name.as_str() {
            // The name of an interface, which the trace shows: `socket`, this and `close`.
            "ioctl"
                if call.args.contains("SIOCGIFNAME")
                    && of_the_crate.last().is_some_and(|last| last.name == "socket") =>
            {
                of_the_crate.pop();
                calls.next();
            }
            "write" if ["1,", "2,", "1000,"].iter().any(|fd| call.args.starts_with(fd)) => {}
            "socket" | "socketpair" | "bind" | "listen" | "accept" | "accept4" | "connect"
            | "shutdown" | "sendto" | "recvfrom" | "getsockname" | "getpeername" | "getsockopt"
            | "setsockopt" | "read" | "write" | "close" | "dup" | "dup2" | "dup3" | "pipe2"
            | "sethostname" | "sendmsg" | "recvmsg" | "sendmmsg" | "recvmmsg" | "readv"
            | "writev" | "lseek" | "pread64" | "pwrite64" | "preadv" | "pwritev" | "preadv2"
            | "pwritev2" | "ioctl" | "fcntl" | "openat" | "creat" | "sendfile" => {
                of_the_crate.push(call)
            }
            name if further.contains(&name) => of_the_crate.push(call),
            _ => {}
        }
    }
    of_the_crate
}

#[test]
fn strace_prints_the_same() {
    if !(is_alone() || strace::is_here()) {
        return;
    }
    // The host keeps its name.
    let options = ["-e", "inject=sethostname:error=EPERM"];
    let refused = compare("strace_prints_the_same", calls::wide, &options);
    // The crate has no zero-copy sending.
    for refused in refused {
        assert!(refused.contains("SOL_SOCKET, SO_ZEROCOPY, "), "{refused}");
    }
}

#[test]
fn strace_prints_the_same_requests() {
    if !(is_alone() || strace::is_here() && strace::is_6_1()) {
        return;
    }
    let name = "strace_prints_the_same_requests";
    let further = ["epoll_create1", "fstat", "newfstatat", "unlink", "unlinkat"];
    let refused = compare_also(name, requests::all, &[], &further);
    assert_eq!(refused, Vec::<String>::new());
}

#[test]
fn strace_6_1_knows_the_same_names() {
    if !(is_alone() || strace::is_here() && strace::is_6_1()) {
        return;
    }
    let refused = compare("strace_6_1_knows_the_same_names", calls::names, &[]);
    // Options with addresses in their values, and some that need a larger value than they get; and
    // what looks like the address of an L2TP tunnel, which names a descriptor.
    let tunnel = |call: &str| call.starts_with("connect(") && call.contains("= -1 EBADF ");
    for refused in refused {
        assert!(refused.contains("etsockopt(") || tunnel(&refused), "{refused}");
    }
}

#[test]
fn strace_prints_the_same_values() {
    if !(is_alone() || strace::is_here()) {
        return;
    }
    let options = ["-e", "inject=getsockopt:retval=0"];
    let refused = compare("strace_prints_the_same_values", calls::values, &options);
    assert_eq!(refused, Vec::<String>::new());
}

#[test]
fn strace_prints_the_same_messages() {
    if !(is_alone() || strace::is_here()) {
        return;
    }
    let refused = compare("strace_prints_the_same_messages", messages::messages, &[]);
    // A count of buffers below nought.
    for refused in refused {
        assert!(refused.starts_with("writev("), "{refused}");
    }
}

#[test]
fn strace_prints_the_same_of_processes() {
    if !(is_alone() || strace::is_here() && strace::is_6_1()) {
        return;
    }
    let name = "strace_prints_the_same_of_processes";
    let refused = compare_also(name, processes::all, &[], &processes::CALLS);
    assert_eq!(refused, Vec::<String>::new());
}
