//! Socket activation: which descriptors `sd_listen_fds` takes, and which not, whatever the environment says;
//! and that it says what libsystemd says, with the same system calls.
//!
//! Each part runs in a process of its own, which is started with descriptors from 3 on. Most of them
//! change the environment, which takes a process with one thread: so this does without the harness.

#[path = "../c/mod.rs"]
mod c;
mod parts;
mod questions;

use nix::fcntl::FcntlArg;
use nix::libc;
use std::net::TcpListener;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs, io};

/// Says to a process which part it is to run.
const PART: &str = "BERKELEY_TEST_PART";

/// A part: what it is called, `LISTEN_PID` and `LISTEN_FDS` as the shell has them, what it does.
type Part = (&'static str, &'static str, &'static str, fn());

/// Each is started with two sockets: the first listens, the second does not.
const PARTS: [Part; 18] = [
    ("taken", "$$", "2", parts::taken),
    ("taken and unset", "$$", "2", parts::unset),
    ("unset in spite of a thread", "$$", "2", parts::unset_in_spite_of_a_thread),
    ("by many threads", "$$", "2", parts::by_many_threads),
    ("one after the other", "$$", "2", parts::one_after_the_other),
    ("not more than were handed over", "$$", "1", parts::not_more),
    ("not more than are open", "$$", "5", parts::not_more_than_are_open),
    ("not what was opened later", "", "", parts::not_what_was_opened_later),
    ("not what was another's", "1", "2", parts::not_what_was_anothers),
    ("not once it is closed", "$$", "2", parts::not_once_it_is_closed),
    ("not what somebody took", "$$", "2", parts::not_what_somebody_took),
    ("not what somebody closed", "$$", "2", parts::not_what_somebody_closed),
    ("not what another copy took", "$$", "2", parts::not_what_another_copy_took),
    (parts::OPENED_EARLY, "$$", "5", parts::not_what_was_opened_early),
    ("not in a child", "$$", "2", parts::not_in_a_child),
    ("after a rule of faults", "$$", "2", parts::after_a_fault),
    ("traced", "$$", "2", parts::traced),
    ("what it says", "$$", "2", parts::what_it_says),
];

const TESTS: [(&str, fn()); 4] = [
    ("parts", || PARTS.iter().for_each(run_part)),
    ("the_environment_is_read_as_libsystemd_reads_it", as_libsystemd_reads_it),
    ("questions_are_answered_as_by_libsystemd", questions::are_answered_as_by_libsystemd),
    ("the_system_calls_are_those_of_libsystemd", the_calls_of_libsystemd),
];

fn main() {
    // SAFETY: no handler; the signal ends the process, should it wait for ever.
    unsafe { libc::alarm(120) };
    if let Some(part) = env::var_os(PART) {
        if part == questions::PART {
            return questions::part();
        }
        return PARTS.iter().find(|(name, ..)| *name == part).expect("such a part").3();
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

fn run_part(part: &Part) {
    let (name, pid, fds, _) = part;
    output(activated(&this(), pid, fds).env(PART, name));
}

fn this() -> PathBuf {
    env::current_exe().unwrap()
}

/// A program that is activated with two sockets: the first listens, the second does not.
fn activated(program: &Path, pid: &str, fds: &str) -> Command {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (stream, _) = UnixStream::pair().unwrap();
    activated_with(program, pid, fds, &[listener.as_fd(), stream.as_fd()])
}

/// A program that is activated with these descriptors: `pid` and `fds` are what the variables are, as the
/// shell has them. The program is the shell's process.
fn activated_with(program: &Path, pid: &str, fds: &str, open: &[BorrowedFd]) -> Command {
    let mut sh = Command::new("sh");
    // The copies have numbers beyond those that they are to have.
    let copy = |fd: &BorrowedFd| nix::fcntl::fcntl(fd, FcntlArg::F_DUPFD_CLOEXEC(100)).unwrap();
    // SAFETY: the kernel has just opened it.
    let copies: Vec<_> = open.iter().map(|fd| unsafe { OwnedFd::from_raw_fd(copy(fd)) }).collect();
    let hand_over = move || {
        for (copy, number) in copies.iter().zip(3..) {
            // SAFETY: in the child, where nobody goes on using what is at these numbers.
            if unsafe { libc::dup2(copy.as_raw_fd(), number) } == -1 {
                return Err(io::Error::last_os_error());
            }
        }
        Ok(())
    };
    // SAFETY: makes system calls alone.
    unsafe { sh.pre_exec(hand_over) };
    sh.arg("-c").arg(format!(
        "LISTEN_PID=\"{pid}\" LISTEN_FDS=\"{fds}\" LISTEN_FDNAMES=one:two exec \"$@\""
    ));
    sh.arg("sh").arg(program).env_remove("BERKELEY_TRACE");
    sh
}

/// What a program prints that must succeed.
fn output(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert!(status.success(), "{command:?}: {status}\n{}", String::from_utf8_lossy(&stderr));
    String::from_utf8_lossy(&stdout).into_owned()
}

/// A program in C, with libsystemd; none, with a word, where there is no such thing.
fn with_libsystemd(test: &str, source: &str) -> Option<PathBuf> {
    if !c::is_here(test) {
        return None;
    }
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let make = |name: &str, source: &str| {
        let (file, program) = (directory.join(name).with_extension("c"), directory.join(name));
        fs::write(&file, source).unwrap();
        c::cc(&["-std=gnu11", "-Wl,--no-as-needed,-lsystemd"], &file, &program).map(|()| program)
    };
    let nothing = "#include <systemd/sd-daemon.h>\nint main(void) { return sd_listen_fds(0); }\n";
    if make("activation_none", nothing).is_err() {
        c::say(&format!("skipped: {test}: there is no <systemd/sd-daemon.h>"));
        return None;
    }
    Some(make(test, source).unwrap_or_else(|complaints| panic!("{complaints}")))
}

/// Says twice what `sd_listen_fds` returns, first leaving the environment as it is or not, and what
/// is left of it.
const IN_C: &str = r#"
#include <stdio.h>
#include <stdlib.h>
#include <systemd/sd-daemon.h>

int main(void)
{
    const char *names[] = { "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES" };

    for (int unset = 0; unset <= 1; unset++) {
        printf("%d", sd_listen_fds(unset));
        for (int i = 0; i < 3; i++)
            printf(" %s", getenv(names[i]) ? "there" : "gone");
        printf("\n");
    }
    return 0;
}
"#;

/// What the variables may be, as the shell has them.
const PIDS: [&str; 21] = [
    "$$",
    " $$",
    "	$$",
    "$$ ",
    "$$x",
    "+$$",
    "-$$",
    "0$$8",
    "0777777777",
    "0x$(printf %x $$)",
    "0X$(printf %X $$)",
    "0o$(printf %o $$)",
    "0$(printf %o $$)",
    "0b",
    "1",
    "0",
    "-0",
    "",
    "x",
    "4294967297",
    "99999999999999999999",
];
const COUNTS: [&str; 23] = [
    "1",
    "2",
    "3",
    "0",
    "-1",
    "",
    " ",
    "x",
    " 2",
    "2 ",
    "+2",
    "2x",
    "02",
    "08",
    "0x2",
    "0x",
    "0b10",
    "0B1",
    "0o2",
    "2147483644",
    "2147483645",
    "2147483648",
    "-99999999999999999999",
];

fn as_libsystemd_reads_it() {
    let Some(program) = with_libsystemd("as_libsystemd_reads_it", IN_C) else { return };
    let pids = PIDS.map(|pid| (pid, "2"));
    let counts = COUNTS.map(|count| ("$$", count));
    let all: Vec<_> = pids.into_iter().chain(counts).chain([("x", "x"), ("1", "x")]).collect();
    let mut taken = 0;
    for (pid, fds) in &all {
        let ours = output(activated(&this(), pid, fds).env(PART, "what it says"));
        let theirs = output(&mut activated(&program, pid, fds));
        assert_eq!(ours, theirs, "LISTEN_PID='{pid}' LISTEN_FDS='{fds}'");
        taken += u32::from(ours.starts_with("2 there there there\n2 gone gone gone"));
    }
    assert!(taken > 10, "{taken}");
    c::say(&format!("activation: {} environments are read as by libsystemd", all.len()));
}

fn the_calls_of_libsystemd() {
    let here = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    if !here.is_ok_and(|output| output.status.success()) {
        return c::say("skipped: the_calls_of_libsystemd: there is no strace, or it may not trace");
    }
    let Some(program) = with_libsystemd("the_calls_of_libsystemd", IN_C) else { return };
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join("activation-log");
    let calls = |program: &Path| {
        let sh = activated(program, "$$", "2");
        // The shell, too, so that the process's number is the shell's.
        let mut strace = activated(Path::new("strace"), "", "");
        strace.args(["-e", "trace=execve,getpid,fcntl", "-o"]).arg(&log);
        strace.arg(sh.get_program()).args(sh.get_args()).env(PART, "what it says");
        let said = output(&mut strace);
        let text = fs::read_to_string(&log).unwrap();
        fs::remove_file(&log).unwrap();
        // The program begins where the shell has become it.
        let (_, of_program) = text.rsplit_once("execve(").unwrap();
        let is_call = |line: &&str| line.starts_with("fcntl(") || line.starts_with("getpid(");
        let line = |line: &str| match line.starts_with("getpid(") {
            true => "getpid".into(),
            false => line.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        (said, of_program.lines().filter(is_call).map(line).collect::<Vec<_>>())
    };
    let (said, theirs) = calls(&program);
    let (ours_said, mut ours) = calls(&this());
    assert_eq!(ours_said, said);
    // Before `main`: which numbers there are.
    const LOOK: [&str; 3] = ["getpid", "fcntl(3, F_GETFD) = 0", "fcntl(4, F_GETFD) = 0"];
    assert_eq!(ours.drain(..LOOK.len()).collect::<Vec<_>>(), LOOK);
    // libsystemd asks only once who it is.
    let again = ours.iter().rposition(|line| line == "getpid").unwrap();
    assert_ne!(again, 0);
    ours.remove(again);
    assert_eq!(ours, theirs);
    assert_eq!(theirs.len(), 7, "{theirs:#?}");
}
