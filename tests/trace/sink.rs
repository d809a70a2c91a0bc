//! What a sink may do, and what it may not do to the program.

use super::{alone, is_alone};
use crate::support::Dir;
use berkeley::{
    errno::*, fcntl::*, linux::sockios::*, sys::ioctl::*, sys::socket::*, trace, unistd::*,
};
use core::ffi::c_int;
use std::error::Error;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;

/// Runs a test as the only one in its process.
fn in_its_own_process(name: &str, body: impl FnOnce()) {
    alone(&format!("sink::{name}"), body, untraced);
}

/// A command that the environment does not ask for a trace.
fn untraced(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_remove("BERKELEY_TRACE").env_remove("BERKELEY_TRACE_OPTIONS");
    command
}

/// A sink that does as it is told with each line.
struct Do<F>(F);

impl<F: FnMut(&[u8]) -> io::Result<()>> Write for Do<F> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        (self.0)(line).map(|()| line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A sink that keeps what is written, and a look at it: a text for each `write`.
fn kept() -> (impl Write + Send + 'static, impl Fn() -> Vec<String>) {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let to = lines.clone();
    let sink = Do(move |line: &[u8]| {
        to.lock().unwrap().push(String::from_utf8(line.into()).unwrap());
        Ok(())
    });
    (sink, move || lines.lock().unwrap().clone())
}

#[test]
fn a_line_is_one_write() {
    in_its_own_process("a_line_is_one_write", || {
        let (sink, lines) = kept();
        trace::start(sink);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for backlog in 0..500 {
                        listen(-1, backlog);
                    }
                });
            }
        });
        trace::stop();
        listen(-1, 5);
        let mut lines = lines();
        lines.sort();
        let mut all: Vec<String> = (0..500)
            .flat_map(|backlog| {
                let call = format!("listen(-1, {backlog})");
                vec![format!("{call:39} = -1 EBADF (Bad file descriptor)\n"); 8]
            })
            .collect();
        all.sort();
        assert_eq!(lines, all);
    });
}

#[test]
fn what_strace_does_not_see_is_shown_as_it_was_called() {
    in_its_own_process("what_strace_does_not_see_is_shown_as_it_was_called", || {
        let sock = socket(PF_INET, SOCK_STREAM, 0);
        // A group of its own: one from outside the process's namespace has no number.
        setpgid(0, 0);
        let group = getpgrp();
        fcntl(sock, F_SETOWN, -group);
        let name = &mut [0u8; 65];
        gethostname(name, sizeof(name));
        let text = name.split(|byte| *byte == 0).next().unwrap();
        let text = String::from_utf8(text.into()).unwrap();
        let (sink, lines) = kept();
        trace::start(sink);
        gethostname(name, sizeof(name));
        gethostname(name, 0);
        isfdtype(sock, libc::S_IFSOCK as c_int);
        isfdtype(sock, 0);
        sockatmark(sock);
        read(99, name, 65);
        send(99, "nobody", 6, MSG_DONTWAIT);
        recv(99, name, 10, 0);
        bind(sock, b"\x01\0/path", 1000);
        getsockname(sock, name, &mut 100);
        write(sock, "too short", 10);
        // A group, with a minus: it is no error.
        fcntl(sock, F_GETOWN, 0);
        let ns = ioctl(sock, SIOCGSKNS, NULL);
        ioctl(sock, SIOCUNIXFILE, NULL);
        // A kernel of 64 bits does not pass it on for a program of 32.
        let refused = match errno() {
            ENOTTY if usize::BITS == 32 => "ENOTTY (Inappropriate ioctl for device)",
            _ => "EFAULT (Bad address)",
        };
        ioctl(sock, SIOCOUTQ, &mut 7);
        ioctl(0, SIOCOUTQNSD, &mut 7);
        trace::stop();
        close(ns);
        let ns = match ns {
            -1 => "-1 EPERM (Operation not permitted)".to_string(),
            ns => ns.to_string(),
        };
        let lines: Vec<String> = lines().iter().map(|line| normal(line, sock)).collect();
        let expected = [
            &format!("gethostname(\"{text}\", 65) = 0"),
            "gethostname(0x…, 0) = -1 ENAMETOOLONG (File name too long)",
            "isfdtype(SOCK, S_IFSOCK) = 1",
            "isfdtype(SOCK, 0 /* S_IF??? */) = 0",
            "sockatmark(SOCK) = 0",
            "read(99, 0x…, 65) = -1 EBADF (Bad file descriptor)",
            "sendto(99, \"nobody\", 6, MSG_DONTWAIT, NULL, 0) = -1 EBADF (Bad file descriptor)",
            "recvfrom(99, 0x…, 10, 0, NULL, NULL) = -1 EBADF (Bad file descriptor)",
            "bind(SOCK, 0x…, 1000) = -1 EINVAL (Invalid argument)",
            "getsockname(SOCK, 0x…, [100]) = -1 EFAULT (Bad address)",
            "write(SOCK, 0x…, 10) = -1 EFAULT (Bad address)",
            &format!("fcntl(SOCK, F_GETOWN) = -{group}"),
            &format!("ioctl(SOCK, SIOCGSKNS, NULL) = {ns}"),
            &format!("ioctl(SOCK, SIOCPROTOPRIVATE, 0) = -1 {refused}"),
            "ioctl(SOCK, TIOCOUTQ, [0]) = 0",
            "ioctl(0, SIOCOUTQNSD, 0x…) = -1 ENOTTY (Inappropriate ioctl for device)",
        ];
        assert_eq!(lines, expected);
    });
}

/// A line without its blanks before the result, its pointers, and the number of this descriptor.
fn normal(line: &str, fd: c_int) -> String {
    let line = crate::support::strace::normal(line.trim_end(), &mut Vec::new());
    let (call, result) = line.rsplit_once(" = ").unwrap();
    let call = call.trim_end().replacen(&format!("({fd}"), "(SOCK", 1);
    format!("{call} = {result}")
}

#[test]
fn calls_of_the_sink_are_not_traced() {
    in_its_own_process("calls_of_the_sink_are_not_traced", || {
        let fds = &mut [0; 2];
        pipe(fds);
        let to = fds[1];
        trace::start(Do(move |line: &[u8]| {
            write(to, line, line.len());
            set_errno(EINTR);
            Ok(())
        }));
        listen(-1, 5);
        assert_eq!(errno(), EBADF);
        set_errno(EAGAIN);
        let sock = socket(PF_INET, SOCK_DGRAM, 0);
        assert_eq!(errno(), EAGAIN);
        close(sock);
        trace::stop();
        let buf = &mut [0u8; 4096];
        let n = read(fds[0], buf, sizeof(buf)) as usize;
        let lines = String::from_utf8(buf[..n].into()).unwrap();
        let names: Vec<_> = lines.lines().map(|line| line.split('(').next().unwrap()).collect();
        assert_eq!(names, ["listen", "socket", "close"]);
    });
}

#[test]
fn the_sink_may_wait_for_a_thread_that_is_traced() {
    in_its_own_process("the_sink_may_wait_for_a_thread_that_is_traced", || {
        let (to_thread, asked) = channel();
        let (answer, answered) = channel();
        let asks = thread::spawn(move || {
            for call in asked {
                if call < 100 {
                    listen(-1, call);
                }
                answer.send(()).unwrap();
            }
        });
        let mut calls = 0;
        trace::start(Do(move |_: &[u8]| {
            to_thread.send(calls).unwrap();
            calls += 1;
            answered.recv().unwrap();
            Ok(())
        }));
        listen(-1, 5);
        trace::stop();
        asks.join().unwrap();
    });
}

/// A thread that makes calls faster than the sink takes lines does not make another's call last as
/// long as it goes on.
#[test]
fn no_thread_writes_for_the_others_for_ever() {
    const MOST: u32 = 20_000;
    in_its_own_process("no_thread_writes_for_the_others_for_ever", || {
        static CALLS: AtomicU32 = AtomicU32::new(0);
        static WRITES: AtomicBool = AtomicBool::new(false);
        static RETURNED: AtomicBool = AtomicBool::new(false);
        let slow = thread::current().id();
        let (mut sink, lines) = kept();
        trace::start(Do(move |line: &[u8]| {
            sink.write_all(line)?;
            WRITES.store(true, Relaxed);
            // For each line that this thread writes, the other one makes another call.
            let before = CALLS.load(Relaxed);
            let ahead = || CALLS.load(Relaxed) > before || before == MOST;
            while thread::current().id() == slow && !RETURNED.load(Relaxed) && !ahead() {
                thread::yield_now();
            }
            Ok(())
        }));
        let fast = thread::spawn(|| {
            while !WRITES.load(Relaxed) {
                thread::yield_now();
            }
            while !RETURNED.load(Relaxed) && CALLS.load(Relaxed) < MOST {
                listen(-1, 2);
                CALLS.fetch_add(1, Relaxed);
            }
            CALLS.swap(MOST, Relaxed)
        });
        listen(-1, 1);
        RETURNED.store(true, Relaxed);
        let calls = fast.join().unwrap();
        trace::stop();
        assert!(calls < MOST, "the call returned when there was nothing left to write");
        assert_eq!(lines().len(), calls as usize + 1, "every line is written");
    });
}

#[test]
fn a_sink_that_fails_loses_its_lines() {
    in_its_own_process("a_sink_that_fails_loses_its_lines", || {
        trace::start(Do(|_: &[u8]| Err(io::ErrorKind::BrokenPipe.into())));
        for backlog in 0..10 {
            assert_eq!(listen(-1, backlog), -1);
            assert_eq!(errno(), EBADF);
        }
        trace::stop();
    });
}

/// An error of the program's own, whose end is traced like anything else, or would be.
#[derive(Debug)]
struct Calls;

impl Drop for Calls {
    fn drop(&mut self) {
        assert_eq!(listen(-1, 5), -1);
    }
}

impl fmt::Display for Calls {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl Error for Calls {}

#[test]
fn a_sinks_error_may_make_calls() {
    in_its_own_process("a_sinks_error_may_make_calls", || {
        trace::start(Do(|_: &[u8]| Err(io::Error::other(Calls))));
        for _ in 0..2 {
            assert_eq!((listen(-1, 5), errno()), (-1, EBADF));
        }
        trace::stop();
    });
}

#[test]
fn a_sink_that_panics_ends_the_trace() {
    in_its_own_process("a_sink_that_panics_ends_the_trace", || {
        let (told, drops) = channel();
        struct Drops(std::sync::mpsc::Sender<()>);
        impl Drop for Drops {
            fn drop(&mut self) {
                self.0.send(()).unwrap();
                panic!("when it is dropped, too");
            }
        }
        let drops_loudly = Drops(told);
        trace::start(Do(move |_: &[u8]| {
            let _ = &drops_loudly;
            panic!("instead of writing")
        }));
        assert_eq!(listen(-1, 5), -1);
        assert_eq!(errno(), EBADF);
        assert!(drops.recv().is_ok());
        assert_eq!(listen(-1, 6), -1);

        let (sink, lines) = kept();
        trace::start(sink);
        listen(-1, 7);
        trace::stop();
        assert_eq!(
            lines(),
            ["listen(-1, 7)                           = -1 EBADF (Bad file descriptor)\n"]
        );
    });
}

#[test]
fn the_sink_may_end_its_own_trace() {
    in_its_own_process("the_sink_may_end_its_own_trace", || {
        let (sink, lines) = kept();
        let mut next = Some(sink);
        trace::start(Do(move |_: &[u8]| {
            trace::stop();
            if let Some(next) = next.take() {
                trace::start(next);
            }
            Ok(())
        }));
        listen(-1, 1);
        listen(-1, 2);
        trace::stop();
        assert_eq!(lines().len(), 1, "{:?}", lines());
        assert!(lines()[0].starts_with("listen(-1, 2)"));
    });
}

#[test]
fn a_child_is_traced_too() {
    in_its_own_process("a_child_is_traced_too", || {
        let dir = Dir::new();
        let path = dir.path().join("trace");
        trace::start(fs::OpenOptions::new().create(true).append(true).open(&path).unwrap());
        listen(-1, 1);
        // SAFETY: the other thread of this process, the harness, waits for this one and holds no
        // lock that the child would need.
        let child = unsafe { libc::fork() };
        listen(-1, if child == 0 { 2 } else { 3 });
        if child == 0 {
            // SAFETY: ends the child here and now, which has nothing to tidy up.
            unsafe { libc::_exit(0) };
        }
        let mut status = 0;
        // SAFETY: `status` lives.
        assert_eq!(unsafe { libc::waitpid(child, &mut status, 0) }, child);
        assert_eq!(status, 0);
        trace::stop();
        let lines = fs::read_to_string(path).unwrap();
        let mut calls: Vec<_> = lines.lines().map(|line| line.split(')').next().unwrap()).collect();
        calls.sort();
        assert_eq!(calls, ["listen(-1, 1", "listen(-1, 2", "listen(-1, 3"]);
    });
}

#[test]
fn the_environment_asks_for_it() {
    let name = "sink::the_environment_asks_for_it";
    let body = || {
        set_errno(0);
        let sock = socket(PF_INET, SOCK_DGRAM, 0);
        let another = socket(PF_INET, SOCK_DGRAM, 0);
        println!("the sockets are {sock} and {another}");
        println!("errno is {}", errno());
    };
    if is_alone() {
        alone(name, body, |_| unreachable!());
    }
    let run = |value: Option<&Path>| {
        alone(name, body, |this| {
            let mut command = untraced(this);
            if let Some(value) = value {
                command.env("BERKELEY_TRACE", value);
            }
            command
        })
    };
    let untraced = run(None);
    assert!(untraced.contains("the sockets are ") && untraced.contains("errno is 0"), "{untraced}");
    for value in ["", "0"] {
        assert_eq!(without_time(&run(Some(value.as_ref()))), without_time(&untraced));
    }
    let traced = run(Some("1".as_ref()));
    assert!(traced.contains("\nsocket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = "), "{traced}");

    // To the end of a file, which does not change the numbers of the program's descriptors.
    let dir = Dir::new();
    let file = dir.path().join("trace");
    for runs in 1..=2 {
        assert_eq!(without_time(&run(Some(&file))), without_time(&untraced));
        let lines = fs::read_to_string(&file).unwrap();
        assert_eq!(lines.lines().count(), 2 * runs, "{lines}");
    }

    let nowhere = dir.path().join("no/such/directory");
    let failed = run(Some(&nowhere));
    let message = format!("BERKELEY_TRACE: {}: No such file or directory", nowhere.display());
    assert!(failed.contains(&message), "{failed}");
    assert!(failed.contains("errno is 0"), "{failed}");
}

/// What the harness says, but for how long it took.
fn without_time(text: &str) -> String {
    text.lines().filter(|line| !line.contains("finished in")).collect::<Vec<_>>().join("\n")
}
