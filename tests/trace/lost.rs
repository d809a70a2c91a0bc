//! Where lines can't be written: the program goes on as if nothing were, and it is said once.

use super::alone;
use crate::support::Dir;
use berkeley::{errno::*, signal::*, sys::socket::*, trace, unistd::*};
use core::ffi::c_int;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::{mem, ptr, thread};

/// Makes calls, whose results and `errno` are what they are without a trace.
fn calls() {
    for _ in 0..3 {
        set_errno(EINTR);
        let sock = socket(PF_INET, SOCK_DGRAM, 0);
        assert!(sock > 2);
        assert_eq!(errno(), EINTR);
        assert_eq!((listen(sock, 5), errno()), (-1, EOPNOTSUPP));
        assert_eq!(close(sock), 0);
    }
    println!("all is well");
}

/// Makes calls that open nothing.
fn refused() {
    for backlog in 0..3 {
        assert_eq!((listen(-1, backlog), errno()), (-1, EBADF));
    }
}

/// Runs a test in its own process, and gives what it said.
fn run(name: &str, body: fn(), prepare: impl FnOnce(&mut Command)) -> String {
    let said = alone(&format!("lost::{name}"), body, |this| {
        let mut command = Command::new(this);
        command.env_remove("BERKELEY_TRACE").env_remove("BERKELEY_TRACE_OPTIONS");
        prepare(&mut command);
        command
    });
    assert!(said.contains("all is well"), "{said}");
    said
}

/// How often it was said that lines were lost.
fn told(said: &str) -> Vec<&str> {
    said.lines()
        .filter(|line| line.contains(" lost"))
        .filter(|line| !line.starts_with("test "))
        .collect()
}

/// As a program in C starts: what writes to a pipe that nobody reads is ended.
fn as_in_c() {
    // SAFETY: no handler.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
}

/// Which of the two signals are blocked in this thread, and which wait.
fn blocked() -> [bool; 4] {
    // SAFETY: the sets are filled in, and read.
    unsafe {
        let (mut set, mut waiting) = mem::zeroed();
        libc::pthread_sigmask(libc::SIG_BLOCK, ptr::null(), &mut set);
        libc::sigpending(&mut waiting);
        let has = |set, signal| libc::sigismember(set, signal) == 1;
        [&set, &waiting].map(|set| [libc::SIGPIPE, libc::SIGXFSZ].map(|signal| has(set, signal)))
    }
    .concat()
    .try_into()
    .unwrap()
}

/// A pipe that nobody reads.
fn broken() -> OwnedFd {
    nix::unistd::pipe().unwrap().1
}

#[test]
fn a_full_disk_is_said_once() {
    let said = run("a_full_disk_is_said_once", calls, |command| {
        command.env("BERKELEY_TRACE", "/dev/full");
    });
    assert_eq!(told(&said), ["BERKELEY_TRACE: No space left on device; lines were lost"]);
}

#[test]
fn a_file_that_is_too_large_is_said_once() {
    let name = "a_file_that_is_too_large_is_said_once";
    let dir = Dir::new();
    let body = || {
        let limit = libc::rlimit { rlim_cur: 100, rlim_max: 100 };
        // SAFETY: it is read.
        unsafe { libc::setrlimit(libc::RLIMIT_FSIZE, &limit) };
        calls();
        assert_eq!(blocked(), [false; 4]);
    };
    let said = run(name, body, |command| {
        command.env("BERKELEY_TRACE", dir.path().join("trace"));
    });
    assert_eq!(told(&said), ["BERKELEY_TRACE: File too large; lines were lost"]);
    assert_eq!(fs::metadata(dir.path().join("trace")).unwrap().len(), 100);
}

#[test]
fn standard_error_may_be_broken() {
    let body = || {
        as_in_c();
        // SAFETY: nobody else uses the number meanwhile.
        let kept = unsafe { libc::dup(2) };
        // SAFETY: the same.
        unsafe { libc::dup2(std::os::fd::AsRawFd::as_raw_fd(&broken()), 2) };
        calls();
        assert_eq!(blocked(), [false; 4]);
        // SAFETY: the same; and now it is closed.
        unsafe { libc::close(2) };
        refused();
        // SAFETY: the same.
        unsafe { libc::dup2(kept, 2) };
    };
    let said = run("standard_error_may_be_broken", body, |command| {
        command.env("BERKELEY_TRACE", "1");
    });
    assert_eq!(told(&said), [""; 0]);
}

#[test]
fn standard_error_may_be_closed_for_what_is_to_be_said() {
    let body = || {
        // SAFETY: nobody else uses the number meanwhile.
        let kept = unsafe { libc::dup(2) };
        // SAFETY: the same.
        unsafe { libc::close(2) };
        refused();
        println!("all is well");
        // SAFETY: the same.
        unsafe { libc::dup2(kept, 2) };
    };
    let name = "standard_error_may_be_closed_for_what_is_to_be_said";
    run(name, body, |command| _ = command.env("BERKELEY_TRACE", "/dev/full"));
}

#[test]
fn a_broken_pipe_does_not_end_the_program() {
    let body = || {
        as_in_c();
        trace::start(File::from(broken()));
        calls();
        trace::stop();
        assert_eq!(blocked(), [false; 4]);

        // What has come before stays.
        // SAFETY: a set is filled and read.
        unsafe {
            let mut set = mem::zeroed();
            libc::sigaddset(&mut set, libc::SIGPIPE);
            libc::pthread_sigmask(libc::SIG_BLOCK, &set, ptr::null_mut());
        }
        trace::start(File::from(broken()));
        listen(-1, 5);
        assert_eq!(blocked(), [true, false, false, false]);
        // SAFETY: it is blocked.
        unsafe { libc::raise(libc::SIGPIPE) };
        listen(-1, 5);
        trace::stop();
        assert_eq!(blocked(), [true, false, true, false]);
    };
    let said = run("a_broken_pipe_does_not_end_the_program", body, |_| {});
    assert_eq!(told(&said), ["trace: Broken pipe; lines were lost"; 2]);
}

#[test]
fn signals_that_come_while_a_line_is_written_leave_the_mask_alone() {
    static HANDLED: AtomicU32 = AtomicU32::new(0);
    struct Raises(File);
    impl Write for Raises {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            // A line tells of the signal, so not each can bring one.
            if HANDLED.load(SeqCst) < 3 {
                // SAFETY: it has a handler.
                unsafe { libc::raise(libc::SIGUSR1) };
            }
            self.0.write(line)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let body = || {
        fn count(signal: c_int) {
            assert_eq!(signal, libc::SIGUSR1);
            HANDLED.fetch_add(1, SeqCst);
        }
        signal(libc::SIGUSR1, count);
        signal(libc::SIGPIPE, count);
        trace::start(Raises(broken().into()));
        calls();
        trace::stop();
        listen(-1, 5);
        assert_eq!(blocked(), [false; 4]);
        assert!(HANDLED.load(SeqCst) >= 3);
    };
    run("signals_that_come_while_a_line_is_written_leave_the_mask_alone", body, |_| {});
}

#[test]
fn lines_in_a_pipe_do_not_mix() {
    let body = || {
        let (from, to) = nix::unistd::pipe().unwrap();
        trace::start(File::from(to));
        let lines = thread::spawn(move || {
            BufReader::new(File::from(from)).lines().map(Result::unwrap).collect()
        });
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| (0..500).for_each(|backlog| _ = listen(-1, backlog)));
            }
        });
        trace::stop();
        let mut lines: Vec<String> = lines.join().unwrap();
        lines.sort();
        let line =
            |n| format!("{:39} = -1 EBADF (Bad file descriptor)", format!("listen(-1, {n})"));
        let mut all: Vec<String> = (0..500).flat_map(|n| vec![line(n); 8]).collect();
        all.sort();
        assert_eq!(lines, all);
        println!("all is well");
    };
    run("lines_in_a_pipe_do_not_mix", body, |_| {});
}

#[test]
fn a_child_may_be_made_while_another_thread_writes() {
    struct Waits(std::sync::mpsc::Receiver<()>);
    static WAITS: AtomicBool = AtomicBool::new(false);
    impl Write for Waits {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            WAITS.store(true, SeqCst);
            let _ = self.0.recv();
            Ok(line.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let body = || {
        let (go_on, waits) = channel();
        trace::start(Waits(waits));
        let writes = thread::spawn(|| listen(-1, 1));
        while !WAITS.load(SeqCst) {
            thread::yield_now();
        }
        // SAFETY: what the child does needs no lock but the trace's, and libc's, which come along.
        let child = unsafe { libc::fork() };
        if child == 0 {
            listen(-1, 2);
            trace::stop();
            // SAFETY: ends the child.
            unsafe { libc::_exit(7) };
        }
        let mut status = 0;
        // SAFETY: `status` lives.
        unsafe { libc::waitpid(child, &mut status, 0) };
        assert_eq!(libc::WEXITSTATUS(status), 7);
        drop(go_on);
        writes.join().unwrap();
        trace::stop();
        println!("all is well");
    };
    let said = run("a_child_may_be_made_while_another_thread_writes", body, |_| {});
    assert_eq!(
        told(&said),
        ["trace: the lines of a child process are lost: its parent was writing"]
    );
}

#[test]
fn a_line_in_a_file_is_one_write() {
    use crate::support::strace::{self, Log};
    if !super::is_alone() && !strace::is_here() {
        return;
    }
    let (log, dir) = (Log::new(), Dir::new());
    let file = dir.path().join("trace");
    let name = "lost::a_line_in_a_file_is_one_write";
    alone(name, calls, |this| {
        let mut command = log.command(this, &["-s", "1000"]);
        command.env("BERKELEY_TRACE", &file).stderr(Stdio::null());
        command
    });
    let lines = fs::read_to_string(file).unwrap();
    assert_eq!(lines.lines().count(), 9);
    let all = log.lines_from("write(1000, ");
    let calls: Vec<String> =
        all.iter().filter_map(|line| Some(line.strip_prefix("write(1000, ")?.into())).collect();
    let written: Vec<String> = lines
        .lines()
        .map(|line| {
            let text = format!("{line}\n");
            format!("{text:?}, {0}){1}= {0}", text.len(), " ")
        })
        .collect();
    assert_eq!(calls, written);
}
