//! Programs under strace, and the system calls that it saw.

use super::{Dir, poll, skip};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

/// Whether strace is there and may trace, and sees the calls that the trace shows; skips the test if
/// not.
pub(crate) fn is_here() -> bool {
    static HERE: OnceLock<Result<(), String>> = OnceLock::new();
    let here = HERE.get_or_init(|| {
        if cfg!(target_arch = "x86") {
            return Err("on i386 libc makes the calls of sockets by way of one, socketcall".into());
        }
        let strace = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
        let strace = strace.map_err(|_| "there is no strace".to_string())?;
        let why = String::from_utf8_lossy(&strace.stderr);
        let why = why.lines().next().unwrap_or_default();
        if strace.status.success() { Ok(()) } else { Err(format!("strace may not trace: {why}")) }
    });
    here.as_ref().inspect_err(|why| skip(why)).is_ok()
}

/// Whether it is the version whose text the trace is; skips the test if not. Later ones know names of
/// numbers that this one shows as numbers.
pub(crate) fn is_6_1() -> bool {
    let version = Command::new("strace").arg("--version").output().unwrap().stdout;
    let version = String::from_utf8_lossy(&version);
    let is = version.starts_with("strace -- version 6.1\n");
    if !is {
        skip(&format!("not strace 6.1, but {}", version.lines().next().unwrap_or_default()));
    }
    is
}

/// What strace saw of a program: a file for each process and thread.
pub(crate) struct Log {
    dir: Dir,
}

impl Log {
    pub(crate) fn new() -> Log {
        Log { dir: Dir::new() }
    }

    /// A program under strace, to which arguments can be added.
    pub(crate) fn command(&self, program: &Path, options: &[&str]) -> Command {
        let mut strace = Command::new("strace");
        // With a file to write to it would ignore that it is asked to end, unless told otherwise.
        strace.args(["-I2", "-ff", "-o"]).arg(self.dir.path().join("log")).args(options);
        strace.arg(program);
        strace
    }

    /// The process of the program, as soon as it runs.
    pub(crate) fn pid(&self) -> u32 {
        poll("strace does not start", || self.pids().into_iter().find(|pid| self.is_first(*pid)))
    }

    /// Whether it is the process that strace started.
    fn is_first(&self, pid: u32) -> bool {
        self.of(pid).starts_with(b"execve(")
    }

    fn of(&self, pid: u32) -> Vec<u8> {
        fs::read(self.dir.path().join(format!("log.{pid}"))).unwrap()
    }

    fn pids(&self) -> Vec<u32> {
        let files = fs::read_dir(self.dir.path()).unwrap();
        let pid = |name: &str| name.strip_prefix("log.")?.parse().ok();
        files.filter_map(|file| pid(file.ok()?.file_name().to_str()?)).collect()
    }

    /// What strace said of each process and thread, once the program has ended: the first ones
    /// first, as far as their numbers tell. The kernel gives these in a circle.
    pub(crate) fn of_all(&self) -> Vec<(u32, Vec<String>)> {
        let mut pids = self.pids();
        pids.sort_unstable();
        let first = pids.iter().position(|pid| self.is_first(*pid));
        pids.rotate_left(first.unwrap_or(0));
        let log = |pid: u32| {
            let log = String::from_utf8(self.of(pid)).expect("strace writes ASCII");
            (pid, log.lines().map(String::from).collect())
        };
        pids.into_iter().map(log).collect()
    }

    /// What it said of the thread that made the first call `first`, from that one on.
    pub(crate) fn lines_from(&self, first: &str) -> Vec<String> {
        let from = |lines: Vec<String>| {
            let at = lines.iter().position(|line| line.starts_with(first))?;
            Some(lines[at..].to_vec())
        };
        self.of_all().into_iter().find_map(|(_, lines)| from(lines)).unwrap_or_default()
    }

    /// The calls of the thread that made the first call `first`, from that one on.
    pub(crate) fn calls_from(&self, first: &str) -> Vec<Call> {
        let lines = self.lines_from(&format!("{first}("));
        lines.iter().filter_map(|line| Call::parse(line)).collect()
    }
}

/// One line of strace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Call {
    pub(crate) name: String,
    /// The text between the brackets.
    pub(crate) args: String,
    /// The text behind the equals sign.
    pub(crate) result: String,
    /// All of the line.
    pub(crate) line: String,
}

impl Call {
    /// A call out of its line; none of a line that is about something else.
    pub(crate) fn parse(line: &str) -> Option<Call> {
        let (call, result) = line.rsplit_once(" = ")?;
        let (name, args) = call.split_once('(')?;
        let args = args.trim_end().strip_suffix(')')?;
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        is_name.then(|| Call {
            name: name.into(),
            args: args.into(),
            result: result.trim_end().into(),
            line: line.into(),
        })
    }
}

/// A line without what differs from one run to the next: the pointers, and the ports that the kernel
/// chose, which become the first, the second…
pub(crate) fn normal(line: &str, ports: &mut Vec<String>) -> String {
    let mut normal = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (digits, from) = if let Some(digits) = rest.strip_prefix("0x") {
            (digits, "0x")
        } else if let Some(digits) = rest.strip_prefix("htons(") {
            (digits, "htons(")
        } else {
            let next = rest.chars().next().unwrap();
            normal.push(next);
            rest = &rest[next.len_utf8()..];
            continue;
        };
        let end = digits.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(digits.len());
        let (number, after) = digits.split_at(end);
        normal.push_str(from);
        match from {
            // Constants have at most eight digits, addresses of memory more, or as many on 32 bits.
            "0x" if number.len() > 8 || usize::BITS == 32 && number.len() == 8 => normal.push('…'),
            "htons(" if number.parse::<u16>().is_ok_and(|port| port >= 1024) => {
                let port = ports.iter().position(|port| port == number).unwrap_or_else(|| {
                    ports.push(number.into());
                    ports.len() - 1
                });
                normal.push_str(&format!("port {}", port + 1));
            }
            _ => normal.push_str(number),
        }
        rest = after;
    }
    normal
}
