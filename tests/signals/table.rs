//! The table of signal(7): which calls go on after a handler that was installed with `SA_RESTART`,
//! and which fail with `EINTR` all the same. Each is compared with the same call in C.

use crate::{LINE, c, this};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use std::{env, fs, process, thread};

/// Restarted, all of them.
const RESTARTED: [&str; 25] = [
    "read",
    "read socket",
    "readv",
    "readv socket",
    "write",
    "writev",
    "write socket",
    "accept",
    "accept4",
    "recv",
    "recvfrom",
    "recvmsg",
    "recvmmsg",
    "send",
    "sendto",
    "sendmsg",
    "sendmmsg",
    "connect",
    "wait",
    "waitpid",
    "waitid",
    "F_SETLKW",
    "open",
    "sendfile",
    "eventfd_read",
];

/// Never restarted.
const INTERRUPTED: [&str; 15] = [
    "poll",
    "ppoll",
    "select",
    "pselect",
    "epoll_wait",
    "epoll_pwait",
    "pause",
    "sigsuspend",
    "sleep",
    "usleep",
    "nanosleep",
    "recv, timeout",
    "accept, timeout",
    "send, timeout",
    "connect, timeout",
];

/// Whether it is known where a signal meets a thread, on this processor.
const KNOWS_PLACES: bool = cfg!(any(
    all(target_arch = "x86_64", target_pointer_width = "64"),
    target_arch = "x86",
    target_arch = "aarch64"
));

/// A directory with what the programs open, gone when this is dropped.
struct Dir(PathBuf);

impl Dir {
    fn new() -> Dir {
        let dir = Dir(env::temp_dir().join(format!("berkeley-signals-{}", process::id())));
        fs::create_dir_all(&dir.0).unwrap();
        fs::write(dir.0.join("file"), "some bytes").unwrap();
        let fifo = dir.0.join("fifo");
        assert!(Command::new("mkfifo").arg(fifo).status().unwrap().success());
        dir
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// A program that is about to wait in a call, and the lines that it says.
struct Program {
    child: Child,
    lines: Receiver<String>,
}

impl Program {
    fn start(mut command: Command) -> Program {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let (tell, lines) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || out.lines().try_for_each(|line| tell.send(line.unwrap())));
        Program { child, lines }
    }

    fn line(&self) -> String {
        self.lines.recv_timeout(Duration::from_secs(90)).expect("the program says something")
    }

    /// The system call that the process sleeps in, if it does. Where the kernel does not tell
    /// which, that it sleeps.
    fn asleep(&self) -> Option<String> {
        let proc = format!("/proc/{}", self.child.id());
        let call = fs::read_to_string(format!("{proc}/syscall")).unwrap_or_default();
        let stat = fs::read_to_string(format!("{proc}/stat")).unwrap();
        let sleeps = stat.rsplit(')').next().unwrap().starts_with(" S");
        let call = call.split(' ').next().unwrap().trim();
        (sleeps && call != "running").then(|| call.to_string())
    }

    fn until_asleep(&self) -> String {
        loop {
            if let Some(call) = self.asleep() {
                return call;
            }
            thread::yield_now();
        }
    }

    fn signal(&self, signal: i32) {
        // SAFETY: passes numbers; the process is a child that has not been waited for.
        assert_eq!(unsafe { libc::kill(self.child.id() as i32, signal) }, 0);
    }

    /// What a signal does to the call.
    fn outcome(mut self) -> String {
        assert_eq!(self.line(), "ready");
        let call = self.until_asleep();
        self.signal(libc::SIGUSR1);
        assert_eq!(self.line(), "handled");
        let outcome = loop {
            if let Ok(line) = self.lines.try_recv() {
                break line;
            }
            if self.asleep().as_ref() == Some(&call) {
                // It has gone on, and now goes through.
                self.signal(libc::SIGUSR2);
                break match &*self.line() {
                    "goes on" => "goes on".to_string(),
                    other => format!("waits again, and then: {other}"),
                };
            }
            thread::yield_now();
        };
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{status}");
        outcome
    }
}

pub(crate) fn is_that_of_c() {
    if !c::is_here("the table of signal(7)") {
        return;
    }
    let program = c::compile("signals-table", include_str!("table.c")).unwrap();
    let dir = Dir::new();
    let outcome = |mut command: Command, call: &str, restart: bool| {
        command.args([call, if restart { "1" } else { "0" }]).arg(Path::new(&dir.0));
        Program::start(command).outcome()
    };
    let mut unlike = vec![];
    for call in RESTARTED.iter().chain(&INTERRUPTED) {
        for restart in [false, true] {
            let ours = outcome(this(LINE), call, restart);
            let theirs = outcome(Command::new(&program), call, restart);
            // And C itself is as signal(7) says: a comparison of two that wait for nothing would
            // compare nothing.
            let goes_on = restart && RESTARTED.contains(call);
            let expected = |goes_on| if goes_on { "goes on" } else { "EINTR" };
            // Where nobody knows whether the kernel means to go on, the timeouts of sockets are not
            // noticed.
            let not_noticed = !KNOWS_PLACES && restart && call.ends_with(", timeout");
            let both = [expected(goes_on || not_noticed), expected(goes_on)];
            if [&*ours, &*theirs] != both {
                unlike.push(format!("{call}, SA_RESTART {restart}: {ours}; in C {theirs}"));
            }
        }
    }
    assert!(unlike.is_empty(), "{unlike:#?}");
}
