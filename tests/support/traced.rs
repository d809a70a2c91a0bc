//! The trace of a program beside what strace sees of the same run: per process and thread, the same
//! lines.

use super::strace::Log;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Has a program write its trace to a file. The lines tell their process and thread.
pub(crate) fn traced<'a>(command: &'a mut Command, trace: &Path) -> &'a mut Command {
    command.env("BERKELEY_TRACE", trace).env("BERKELEY_TRACE_OPTIONS", "thread")
}

/// What came of a comparison.
#[derive(Default, PartialEq, Debug)]
pub(crate) struct Compared {
    /// How many lines are the same.
    pub(crate) lines: usize,
    /// How many of them are signals that came before the system call of a call: the handler ran
    /// behind it, and there the trace has them.
    pub(crate) late: usize,
}

/// Compares a trace with what strace saw of the same run: for each process and thread, the lines are
/// the same, and what strace saw beside is none of the crate's.
pub(crate) fn compare(trace: &Path, log: &Log) -> Compared {
    let trace = fs::read_to_string(trace).unwrap();
    let all = log.of_all();
    // A child has its parent's handlers; so all processes of a program count as one.
    let lines = all.iter().flat_map(|(_, lines)| lines);
    let handled: Vec<&str> = lines.filter_map(|line| handler_of(line)).collect();
    let is_handled = |line: &str| signal_of(line).is_some_and(|signal| handled.contains(&signal));
    let mut compared = Compared::default();
    for (thread, theirs) in &all {
        let of_thread = |line: &str| {
            let (of, line) = line.split_once(' ')?;
            (of == thread.to_string()).then(|| aligned(line.trim_start()))
        };
        let ours: Vec<String> = trace.lines().filter_map(of_thread).collect();
        let mut theirs = as_the_trace_has_it(since_it_opened(theirs), is_handled).into_iter();
        // Signals that came, but whose handlers did not yet run.
        let mut noted: Vec<String> = Vec::new();
        let mut has_called = false;
        for ours in &ours {
            if let Some(at) = noted.iter().position(|noted| noted == ours) {
                noted.remove(at);
                compared.late += 1;
                continue;
            }
            assert!(noted.is_empty() || !has_called, "{noted:?} before {ours}\n{trace}");
            let next = theirs.find(|theirs| {
                let is_noted = theirs != ours && is_handled(theirs);
                if is_noted {
                    noted.push(theirs.clone());
                    has_called = false;
                }
                theirs == ours || !is_noted && !is_beside(theirs)
            });
            assert_eq!(next.as_ref(), Some(ours), "\n{trace}");
            has_called = true;
        }
        assert_eq!(noted, [""; 0], "{trace}");
        let not_std = theirs.find(|line| is_handled(line) || !is_beside(line));
        assert_eq!(not_std, None, "after {:?}\n{trace}", ours.last());
        compared.lines += ours.len();
    }
    let lines = trace.lines().count();
    assert_eq!(compared.lines, lines, "lines of other threads than strace's:\n{trace}");
    compared
}

/// A line as strace aligns it behind no number.
fn aligned(line: &str) -> String {
    match line.rsplit_once(" = ") {
        Some((call, result)) => format!("{:39} = {result}", call.trim_end()),
        None => line.into(),
    }
}

/// The lines behind the opening of the trace, which the first call of a process does; those of a
/// child, which opens none, are all.
fn since_it_opened(lines: &[String]) -> &[String] {
    let Some(at) = lines.iter().position(|line| line.contains(", F_DUPFD_CLOEXEC, 1000)")) else {
        return lines;
    };
    let opened = lines[at..].iter().position(|line| line.starts_with("close("));
    &lines[at + opened.unwrap() + 1..]
}

/// Lines without the trace's own questions after the names of interfaces, which libc asks with a socket.
fn without_names(lines: &[String]) -> Vec<&String> {
    const CALLS: [&str; 3] = ["socket(AF_UNIX, SOCK_DGRAM|SOCK_CLOEXEC, 0)", "ioctl(", "close("];
    let is_a_question = |lines: &[String]| {
        lines.len() >= 3
            && lines.iter().zip(CALLS).all(|(line, call)| line.starts_with(call))
            && lines[1].contains(", SIOCGIFNAME, ")
    };
    let (mut kept, mut rest) = (Vec::new(), lines);
    while let Some((line, others)) = rest.split_first() {
        if is_a_question(rest) {
            rest = &rest[3..];
        } else {
            kept.push(line);
            rest = others;
        }
    }
    kept
}

/// strace's lines, where the trace differs by design.
fn as_the_trace_has_it(lines: &[String], is_handled: impl Fn(&str) -> bool) -> Vec<String> {
    let mut theirs: Vec<String> = Vec::new();
    for line in without_names(lines) {
        // `fork` is what the program called; the `clone` is libc's.
        if let Some(result) = line.strip_prefix("clone(").and_then(forked) {
            theirs.push(aligned(&format!("fork() = {result}")));
        // And the `fstat`, which asks of what type a socket is.
        } else if let Some(fd) = is_a_socket(line) {
            theirs.push(aligned(&format!("isfdtype({fd}, S_IFSOCK) = 1")));
        // And the `ioctl`.
        } else if let Some((fd, is_there)) = at_the_mark(line) {
            theirs.push(aligned(&format!("sockatmark({fd}) = {is_there}")));
        // A signal without a handler interrupts a call only where strace is told of it: the kernel makes
        // the call again at once, and nobody else learns of either.
        } else if signal_of(line).is_some() && !is_handled(line) {
            if theirs.last().is_some_and(|last| last.contains(" = ? ERESTART")) {
                theirs.pop();
            }
        // A signal that came outside of a call is sent again, to come in one: strace sees it twice.
        } else if let Some(signal) = sent_again(line) {
            let came = theirs.iter().rposition(|line| signal_of(line) == Some(signal));
            theirs.remove(came.unwrap_or_else(|| panic!("{signal} had not come: {lines:#?}")));
        } else {
            theirs.push(in_microseconds(line).unwrap_or_else(|| line.to_string()));
        }
    }
    theirs
}

/// The descriptor that is found to be a socket.
fn is_a_socket(fstat: &str) -> Option<&str> {
    let (call, answer) = fstat.split_once(", \"\", {st_mode=")?;
    call.strip_prefix("newfstatat(").filter(|_| answer.starts_with("S_IFSOCK"))
}

/// The descriptor of which `sockatmark` asks, and the answer.
fn at_the_mark(ioctl: &str) -> Option<(&str, &str)> {
    let (fd, result) = ioctl.strip_prefix("ioctl(")?.split_once(", SIOCATMARK, [")?;
    Some((fd, result.split_once("])")?.0))
}

/// A line of `select`, which tells the time that was left no finer.
fn in_microseconds(line: &str) -> Option<String> {
    let (call, left) = line.strip_suffix("})")?.split_once(", NULL) = ")?;
    let (left, nanoseconds) = left.rsplit_once(", tv_nsec=")?;
    let nanoseconds = nanoseconds.parse::<u32>().ok()? / 1000 * 1000;
    call.starts_with("pselect6(")
        .then(|| format!("{call}, NULL) = {left}, tv_nsec={nanoseconds}}})"))
}

/// What a `clone` that makes a process gave, unless the kernel makes it again by itself.
fn forked(clone: &str) -> Option<&str> {
    let (args, result) = clone.rsplit_once(" = ")?;
    (args.contains("|SIGCHLD") && !args.contains("CLONE_VM") && !result.starts_with('?'))
        .then_some(result)
}

/// The signal that the crate sends once more.
fn sent_again(line: &str) -> Option<&str> {
    let (call, args) = line.split_once('(')?;
    let signal = match call {
        "rt_sigqueueinfo" => args.split(", ").nth(1),
        "rt_tgsigqueueinfo" => args.split(", ").nth(2),
        _ => None,
    };
    signal.filter(|_| line.ends_with(" = 0"))
}

/// The signal that came.
fn signal_of(line: &str) -> Option<&str> {
    line.strip_prefix("--- ")?.split(' ').next()
}

/// The signal for which a call installs a handler. The crate has one of its own for the last signal, and
/// glibc for another, which are none of the program's.
fn handler_of(line: &str) -> Option<&str> {
    let (signal, _) = line.strip_prefix("rt_sigaction(")?.split_once(", {sa_handler=0x")?;
    (!["SIGRT_1", "SIGRT_32"].contains(&signal)).then_some(signal)
}

/// Whether a line of strace's can be of something else than a call of the crate or a signal that is
/// handled.
fn is_beside(line: &str) -> bool {
    // Memory, threads, and the end of a process.
    const CALLS: &str = "brk mmap munmap mremap mprotect madvise getrandom sigaltstack futex clone \
        clone3 rseq set_robust_list sched_getaffinity sched_yield prctl exit exit_group";
    const STARTS: &[&str] = &[
        // The end of a process, that of a thread with it, and signals without a handler of the program's.
        "+++ ",
        "???() ",
        "--- ",
        // What std prints, and what it reads.
        "write(1, ",
        "write(2, ",
        "writev(2, ",
        "read(0, ",
        // glibc's own signal, when the first thread is made.
        "rt_sigaction(SIGRT_1, ",
        // The trace's own file.
        "write(1000, ",
        "statx(1000, ",
        "prlimit64(",
        // Whose line it is.
        "gettid(",
        // Who sends a signal again.
        "getpid(",
        // The mask around the program's handler, and the end of the crate's handler.
        "rt_sigprocmask(",
        "rt_sigreturn(",
        // The crate's own signal, and the timer of it: for a call that began when a signal was noted
        // already, and that this one must interrupt in its place.
        "rt_sigaction(SIGRT_32, ",
        "timer_create(CLOCK_MONOTONIC, {sigev_signo=SIGRT_32, ",
        "timer_settime(",
        "timer_delete(",
        // What was not allowed in this way is sent with `rt_tgsigqueueinfo`.
        "rt_sigqueueinfo(",
    ];
    let name = line.split('(').next().unwrap_or_default();
    // Where a handler returns to, which nothing but the kernel tells; and what it meant to do with a
    // call that a signal interrupted.
    let asks = name == "rt_sigaction" && line.contains(", NULL, {sa_handler=")
        || name == "getsockopt" && line.contains(", SOL_SOCKET, SO_RCVTIMEO_OLD, ");
    asks || CALLS.split_whitespace().any(|call| call == name)
        || STARTS.iter().any(|start| line.starts_with(start))
}
