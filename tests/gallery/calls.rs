//! What strace saw of a program, without what differs from one run to the next, and from one language to the
//! other.

use crate::support::strace::{Log, normal};

/// What each process called: the first one from its first own call on, its children all.
pub(crate) fn calls(log: &Log, first: &str) -> Vec<Vec<String>> {
    let mut processes = log.of_all();
    let mut names: Vec<String> = processes.iter().map(|(pid, _)| pid.to_string()).collect();
    names.push(std::process::id().to_string());
    // A shell that became the program made calls of its own before.
    let lines = &mut processes[0].1;
    let program = lines.iter().rposition(|line| line.starts_with("execve(")).unwrap_or(0);
    let own = lines[program..].iter().position(|line| line.starts_with(first));
    lines.drain(
        ..program + own.unwrap_or_else(|| panic!("no call begins like {first}: {lines:#?}")),
    );
    let of_one = |lines: Vec<String>| {
        let mut ports = Vec::new();
        let lines = without_complaints(lines);
        let kept = lines.iter().filter(is_of_the_program);
        kept.map(|line| numbered(&handler(&normal(line, &mut ports)), &names)).collect()
    };
    processes.into_iter().map(|(_, lines)| of_one(lines)).collect()
}

/// Not memory and threads, which are the languages' own, and not what C's stdio asks of a file before
/// it writes to it. And neither the end of C's handlers nor those of the crate's and of the program's: by
/// design there are two of these where C has one, around the calls of the handler.
fn is_of_the_program(line: &&String) -> bool {
    const NOT: [&str; 27] = [
        "brk(",
        "mmap(",
        "munmap(",
        "mremap(",
        "mprotect(",
        "madvise(",
        "getrandom(",
        "sigaltstack(",
        "clone3(",
        "clone(child_stack=0x",
        "set_robust_list(",
        "rseq(",
        "prctl(PR_SET_NAME",
        "prctl(PR_SET_VMA",
        "sched_getaffinity(",
        "sched_yield(",
        "futex(",
        "exit(0)",
        "fstat(1,",
        "newfstatat(1,",
        "newfstatat(0,",
        "fstat(0,",
        "ioctl(1, TCGETS",
        "ioctl(0, TCGETS",
        "rt_sigreturn(",
        "rt_sigprocmask(SIG_SETMASK, [], NULL",
        "gettid(",
    ];
    !NOT.iter().any(|start| line.starts_with(start))
}

/// Lines without what is written to standard error: that is compared as a text, and the languages write it in
/// different pieces. glibc's `perror` does so on a copy of the descriptor.
fn without_complaints(lines: Vec<String>) -> Vec<String> {
    let mut lines = lines.into_iter();
    let mut kept = Vec::new();
    while let Some(line) = lines.next() {
        if line.starts_with("dup(2) ") {
            // If that was allowed, its flags and its end follow.
            if !line.contains(" = -1 ") {
                lines.nth(1);
            }
        } else if !line.starts_with("write(2, ") && !line.starts_with("writev(2, ") {
            kept.push(line);
        }
    }
    kept
}

/// A line without what differs by design where a handler is installed: its address, `SA_SIGINFO` and
/// `sa_mask`.
fn handler(line: &str) -> String {
    let of_a_handler = || {
        let (signal, action) =
            line.strip_prefix("rt_sigaction(")?.split_once(", {sa_handler=0x")?;
        let (flags, rest) = action.split_once("sa_flags=")?.1.split_once([',', '}'])?;
        let flags = flags.replace("|SA_SIGINFO", "");
        let old = rest.split_once("}, ")?.1;
        Some(format!("rt_sigaction({signal}, {flags}, {old}"))
    };
    of_a_handler().unwrap_or_else(|| line.into())
}

/// A line in which processes are the first, the second…, and without the time that they took.
fn numbered(line: &str, names: &[String]) -> String {
    let mut line = line.to_string();
    let result = ["clone(", "wait4(", "getpid("].iter().any(|call| line.starts_with(call));
    for (at, name) in names.iter().enumerate() {
        for before in ["si_pid=", "F_SETOWN, ", "pid="] {
            for after in [",", ")", "}"] {
                let number = format!("{before}process {at}{after}");
                line = line.replace(&format!("{before}{name}{after}"), &number);
            }
        }
        if let Some(call) = line.strip_suffix(&format!(" = {name}")).filter(|_| result) {
            line = format!("{call} = process {at}");
        }
    }
    match line.split_once(", si_utime=") {
        Some((line, _)) => line.into(),
        None => line,
    }
}

/// A line without the numbers that stand behind this text in it.
pub(crate) fn without_numbers(line: &str, behind: &str) -> String {
    let mut parts = line.split(behind);
    let mut without = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = if rest.len() < part.len() { "…" } else { "" };
        without += &format!("{behind}{number}{rest}");
    }
    without
}

/// A `poll` of one descriptor without the time that it waits.
pub(crate) fn without_timeout(line: &str) -> String {
    let line = without_numbers(line, "}], 1, ");
    // The time moved what follows it.
    line.replace(')', " )").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line without the texts in it.
pub(crate) fn without_texts(line: &str) -> String {
    let mut without = String::new();
    let (mut is_text, mut is_escaped) = (false, false);
    for c in line.chars() {
        match c {
            '"' if !is_escaped => {
                without += if is_text { "…\"" } else { "\"" };
                is_text = !is_text;
            }
            _ if !is_text => without.push(c),
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    without
}

#[test]
fn lines_without_what_differs() {
    let line = r#"sendto(3, "\1\"2"..., 12, seq=34, {seq=5, of=6})"#;
    assert_eq!(without_numbers(line, "seq="), line.replace("34", "…").replace('5', "…"));
    assert_eq!(without_numbers(line, "none="), line);
    assert_eq!(without_texts(line), r#"sendto(3, "…"..., 12, seq=34, {seq=5, of=6})"#);
}
