//! The examples that live on signals, beside their C originals: told the same in the same order, they
//! say the same and make the same system calls. And the trace of each is what strace prints of it.
//!
//! The test is the other side of each program. It goes on when the program sleeps in the call in
//! which the signal is to find it, so nothing depends on how long anything takes.

mod support;

use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::libc;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use support::strace::{self, Log, normal};
use support::traced::{self, Compared};
use support::{Dir, Process, cc, example, has_cc, listening_port, poll, say, skip, terminal};

/// How long an answer may take: after that, it will not come.
const BOUND: Duration = Duration::from_secs(60);

/// Who watches a program.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Under {
    Nobody,
    Strace,
    /// strace, and the program writes its own trace.
    StraceAndTrace,
}

/// A run of a program, that writes to a terminal: there C's stdio writes a line when it ends, as
/// Rust's does everywhere.
struct Run {
    process: Process,
    pid: u32,
    log: Option<Log>,
    /// The directory of the trace.
    trace: Option<Dir>,
    out: nix::pty::PtyMaster,
    said: String,
}

/// What came of a run: the exit status, what was said, the calls of each process, and what
/// came of comparing the trace with strace's lines.
#[derive(PartialEq, Debug)]
struct Outcome {
    status: Option<i32>,
    said: String,
    calls: Vec<Vec<String>>,
    compared: Compared,
}

impl Run {
    fn start(program: &Path, args: &[&str], under: Under) -> Run {
        let (out, slave) = terminal();
        let log = (under != Under::Nobody).then(Log::new);
        let trace = (under == Under::StraceAndTrace).then(Dir::new);
        let mut command = match &log {
            Some(log) => log.command(program, &[]),
            None => Command::new(program),
        };
        command.args(args).stdin(Stdio::null()).stdout(slave).stderr(Stdio::piped());
        command.env_remove("BERKELEY_TRACE").env_remove("BERKELEY_TRACE_OPTIONS");
        if let Some(dir) = &trace {
            traced::traced(&mut command, &dir.path().join("trace"));
        }
        let process = Process::start(&mut command);
        fcntl(&out, FcntlArg::F_SETFL(OFlag::O_NONBLOCK)).unwrap();
        let pid = log.as_ref().map_or(process.id(), Log::pid);
        Run { process, pid, log, trace, out, said: String::new() }
    }

    fn port(&self) -> u16 {
        listening_port(self.pid)
    }

    fn connect(&self) -> TcpStream {
        connect(self.port())
    }

    /// Waits until the program sleeps in a call.
    fn sleeps_in(&self, call: i64) {
        poll(&format!("asleep in call {call}"), || {
            let now = fs::read_to_string(format!("/proc/{}/syscall", self.pid)).ok()?;
            // Stopped by strace at the call, it is not yet asleep.
            let is_there = now.split(' ').next()? == call.to_string();
            (is_there && state(self.pid)?.0 == 'S').then_some(())
        });
    }

    /// Waits until the program has said this.
    fn says(&mut self, what: &str) {
        poll(what, || {
            let mut bytes = [0; 1000];
            match self.out.read(&mut bytes) {
                Ok(n) => self.said.push_str(std::str::from_utf8(&bytes[..n]).unwrap()),
                Err(error) => assert_eq!(error.kind(), ErrorKind::WouldBlock, "it ended"),
            }
            self.said.contains(what).then_some(())
        });
    }

    /// Waits for its end. Its calls are given from the one on that begins like `first`.
    fn finish(mut self, first: &str) -> Outcome {
        let output = self.process.finish();
        assert!(output.stderr.is_empty(), "{output:?}");
        // A terminal that nobody has open any more has no end, but an error.
        let mut rest = Vec::new();
        let error = self.out.read_to_end(&mut rest).unwrap_err();
        assert_eq!(error.raw_os_error(), Some(libc::EIO));
        self.said.push_str(std::str::from_utf8(&rest).unwrap());
        let calls = self.log.as_ref().map(|log| calls(log, first)).unwrap_or_default();
        let of_trace = self.log.as_ref().zip(self.trace);
        let compared = of_trace.map(|(log, dir)| traced::compare(&dir.path().join("trace"), log));
        let compared = compared.unwrap_or_default();
        let said = self.said.replace('\r', "");
        Outcome { status: output.status.code(), said, calls, compared }
    }
}

/// A connection on which nothing is waited for without end.
fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("not refused");
    stream.set_read_timeout(Some(BOUND)).unwrap();
    stream
}

/// A socket that programs can send to, and its port.
fn datagrams() -> (UdpSocket, String) {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(BOUND)).unwrap();
    let port = socket.local_addr().unwrap().port().to_string();
    (socket, port)
}

/// A process's state, and its parent.
fn state(pid: u32) -> Option<(char, u32)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}

/// A process's children, zombies and all.
fn children(pid: u32) -> Vec<u32> {
    let all = fs::read_dir("/proc").unwrap();
    let numbers = all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    numbers.filter(|child| state(*child).is_some_and(|(_, parent)| parent == pid)).collect()
}

/// What each process called: the first one from its first own call on, its children all.
fn calls(log: &Log, first: &str) -> Vec<Vec<String>> {
    let mut processes = log.of_all();
    let mut names: Vec<String> = processes.iter().map(|(pid, _)| pid.to_string()).collect();
    names.push(std::process::id().to_string());
    processes[0].1 = log.lines_from(first);
    assert!(processes[0].1.len() > 4, "{processes:?}");
    let of_one = |lines: Vec<String>| {
        let mut ports = Vec::new();
        let kept = lines.iter().filter(is_of_the_program);
        kept.map(|line| numbered(&handler(&normal(line, &mut ports)), &names)).collect()
    };
    processes.into_iter().map(|(_, lines)| of_one(lines)).collect()
}

/// Not memory, which is the languages' own, and not what C's stdio asks of a file before it writes
/// to it. And neither the end of C's handlers nor those of the crate's and of the program's: by
/// design there are two of these where C has one, around the calls of the handler.
fn is_of_the_program(line: &&String) -> bool {
    let not = [
        "brk(",
        "mmap(",
        "munmap(",
        "mprotect(",
        "getrandom(",
        "sigaltstack(",
        "fstat(1,",
        "newfstatat(1,",
        "ioctl(1, TCGETS",
        "rt_sigreturn(",
        "rt_sigprocmask(SIG_SETMASK, [], NULL",
    ];
    !not.iter().any(|start| line.starts_with(start))
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
        for before in ["si_pid=", "F_SETOWN, "] {
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

/// Whether the kernel tells in which call a process sleeps; skips the test if not.
fn tells_calls() -> bool {
    let told = fs::read_to_string("/proc/self/syscall");
    told.inspect_err(|error| skip(&format!("/proc/self/syscall: {error}"))).is_ok()
}

/// Runs a program in C and in Rust, without and with strace, and compares. And its trace with strace.
fn compare(name: &str, run: fn(&Path, Under) -> Outcome) {
    if !(has_cc() && tells_calls()) {
        return;
    }
    let dir = Dir::new();
    let [c, rust] = programs(name, &dir);
    let mut said = String::new();
    for under in [Under::Nobody, Under::Strace] {
        if under == Under::Strace && !strace::is_here() {
            return;
        }
        let [c, rust] = thread::scope(|scope| {
            [&c, &rust]
                .map(|program| scope.spawn(move || run(program, under)))
                .map(|run| run.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        assert_eq!(rust.said, c.said, "{name}");
        assert_eq!(rust.status, c.status, "{name}");
        assert_eq!(rust.calls.len(), c.calls.len(), "{rust:#?} {c:#?}");
        for (rust, c) in rust.calls.iter().zip(&c.calls) {
            assert_eq!(rust, c, "{name}");
        }
        let lines: usize = c.calls.iter().map(Vec::len).sum();
        if under == Under::Strace {
            say(&format!("{name}: {lines} lines of strace are C's"));
        }
        said = c.said;
    }
    let traced = run(&rust, Under::StraceAndTrace);
    assert_eq!(traced.said, said, "{name}");
    // Each signal found it asleep in a call.
    assert!(traced.compared.lines > 6 && traced.compared.late == 0, "{traced:#?}");
    say(&format!("{name}: {} lines of the trace are strace's", traced.compared.lines));
}

fn programs(name: &str, dir: &Dir) -> [PathBuf; 2] {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    [cc(&source.with_extension("c"), dir), example(name)]
}

fn echo(stream: &mut TcpStream, message: &[u8]) {
    stream.write_all(message).unwrap();
    let mut answer = vec![0; message.len()];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(answer, message);
}

#[test]
fn fork_server() {
    compare("fork_server", |program, under| {
        let server = Run::start(program, &["0", "2"], under);
        let mut first = server.connect();
        echo(&mut first, b"first");
        server.sleeps_in(libc::SYS_accept);
        // The child ends while its parent waits for the next connection.
        let child = children(server.pid)[0];
        drop(first);
        poll("a zombie", || state(child).is_none().then_some(()));
        server.sleeps_in(libc::SYS_accept);
        let mut second = server.connect();
        echo(&mut second, b"second");
        server.sleeps_in(libc::SYS_wait4);
        drop(second);
        let outcome = server.finish("rt_sigaction(SIGCHLD");
        assert_eq!(outcome.status, Some(0));
        assert_eq!(outcome.calls.len(), if under == Under::Nobody { 0 } else { 3 });
        outcome
    });
}

#[test]
fn alarm_client() {
    compare("alarm_client", |program, under| {
        let (socket, port) = datagrams();
        let client = Run::start(program, &[&port], under);
        let question = &mut [0; 100];
        socket.recv_from(question).unwrap();
        let (n, address) = socket.recv_from(question).unwrap();
        assert_eq!(&question[..n], b"Anybody there?\0");
        socket.send_to(b"I am", address).unwrap();
        let outcome = client.finish("rt_sigaction(SIGALRM");
        assert_eq!(outcome.said, "no answer to question 1\nanswer: I am\n");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

#[test]
fn alarm_client_gives_up() {
    compare("alarm_client", |program, under| {
        let (_socket, port) = datagrams();
        let outcome =
            Run::start(program, &[&port, "127.0.0.1"], under).finish("rt_sigaction(SIGALRM");
        assert!(outcome.said.ends_with("no answer to question 3\ngiving up\n"), "{outcome:?}");
        assert_eq!(outcome.status, Some(1));
        outcome
    });
}

#[test]
fn ticker() {
    /// Answers each tick. None if the machine was so slow that there were more ticks than answers.
    fn run(program: &Path, under: Under) -> Option<Outcome> {
        let (socket, port) = datagrams();
        let ticker = Run::start(program, &[&port, "127.0.0.1", "3"], under);
        let message = &mut [0; 100];
        for tick in 1..=3 {
            let (n, address) = socket.recv_from(message).unwrap();
            assert_eq!(message[..n], *format!("tick {tick}").as_bytes());
            ticker.sleeps_in(libc::SYS_recvmsg);
            socket.send_to(&message[..n], address).unwrap();
        }
        let outcome = ticker.finish("socket(");
        assert_eq!(outcome.said, "tick 1\ntick 2\ntick 3\n");
        assert_eq!(outcome.status, Some(0));
        socket.set_nonblocking(true).unwrap();
        let more = socket.recv_from(message).map_err(|error| error.kind());
        if more != Err(ErrorKind::WouldBlock) {
            return None;
        }
        // Each signal found it asleep.
        let mut lines = outcome.calls.iter().flatten().zip(outcome.calls.iter().flatten().skip(1));
        let asleep = |(before, line): (&String, &String)| {
            !line.starts_with("--- SIGALRM") || before.starts_with("recvmsg(")
        };
        lines.all(asleep).then_some(outcome)
    }
    compare("ticker", |program, under| {
        (0..20).find_map(|_| run(program, under)).expect("a run without a superfluous tick")
    });
}

#[test]
fn stop_server() {
    compare("stop_server", |program, under| {
        let server = Run::start(program, &["0"], under);
        let mut hello = String::new();
        server.connect().read_to_string(&mut hello).unwrap();
        assert_eq!(hello, "Hello, Client!\0");
        server.sleeps_in(libc::SYS_accept);
        kill(Pid::from_raw(server.pid as i32), Signal::SIGINT).unwrap();
        let outcome = server.finish("socket(");
        assert_eq!(outcome.said, "stopped: 1 served\n");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

/// What the urgent server says of what the urgent client sends.
const URGENT: [&str; 5] = ["read: 123", "urgent: 4", "read: 56", "urgent: 7", "read: 89"];

#[test]
fn urgent_server() {
    compare("urgent_server", |program, under| {
        let mut server = Run::start(program, &["0"], under);
        let client = server.connect();
        for line in URGENT {
            server.sleeps_in(libc::SYS_read);
            let (kind, bytes) = line.split_once(": ").unwrap();
            let flags = if kind == "urgent" { libc::MSG_OOB } else { 0 };
            send(&client, bytes, flags);
            server.says(line);
        }
        server.sleeps_in(libc::SYS_read);
        client.shutdown(Shutdown::Both).unwrap();
        let outcome = server.finish("socket(");
        assert_eq!(outcome.said, URGENT.join("\n") + "\n");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

/// std has no urgent bytes.
fn send(stream: &TcpStream, bytes: &str, flags: i32) {
    let n = socket2::SockRef::from(stream).send_with_flags(bytes.as_bytes(), flags).unwrap();
    assert_eq!(n, bytes.len());
}

#[test]
fn urgent_client() {
    compare("urgent_client", |program, under| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        let client = Run::start(program, &[&port, "127.0.0.1"], under);
        let mut ordinary = String::new();
        listener.accept().unwrap().0.read_to_string(&mut ordinary).unwrap();
        assert_eq!(ordinary, "1235689");
        let outcome = client.finish("socket(");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

#[test]
fn any_urgent_server_serves_any_urgent_client() {
    if !has_cc() {
        return;
    }
    let dir = Dir::new();
    let (servers, clients) = (programs("urgent_server", &dir), programs("urgent_client", &dir));
    // The client's pauses are long, but on a machine that is busy they may be too short: bytes that
    // come together are read together, and of two urgent ones the first is lost, in C too.
    let meets = |server: &Path, client: &Path| {
        let server = Run::start(server, &["0"], Under::Nobody);
        let port = server.port().to_string();
        let client = Run::start(client, &[&port, "127.0.0.1"], Under::Nobody).finish("");
        assert_eq!((client.status, &*client.said), (Some(0), ""));
        let server = server.finish("");
        assert_eq!(server.status, Some(0));
        server.said == URGENT.join("\n") + "\n"
    };
    thread::scope(|scope| {
        for server in &servers {
            for client in &clients {
                scope.spawn(move || assert!((0..10).any(|_| meets(server, client))));
            }
        }
    });
}

/// Here children end whenever they do, so `SIGCHLD` finds the parent anywhere.
#[test]
fn the_trace_of_signals_that_come_at_any_time() {
    if !(tells_calls() && strace::is_here()) {
        return;
    }
    let server = Run::start(&example("fork_server"), &["0", "40"], Under::StraceAndTrace);
    let port = server.port();
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            scope.spawn(move || {
                for connection in 0..40 / CLIENTS {
                    echo(&mut connect(port), format!("{client} {connection}").as_bytes());
                }
            });
        }
    });
    let outcome = server.finish("socket(");
    assert_eq!((outcome.status, outcome.calls.len()), (Some(0), 41));
    let Compared { lines, late } = outcome.compared;
    assert!(lines > 40 * 9, "{lines} lines");
    say(&format!("at any time: {lines} lines of the trace are strace's, {late} behind their call"));
}

const CLIENTS: usize = 4;
const CONNECTIONS: usize = 5000;

#[test]
fn a_server_that_forks_serves_5000() {
    if !tells_calls() {
        return;
    }
    let server = Run::start(&example("fork_server"), &["0", "5001"], Under::Nobody);
    let port = server.port();
    server.sleeps_in(libc::SYS_accept);
    let descriptors = || {
        let all = fs::read_dir(format!("/proc/{}/fd", server.pid)).unwrap();
        let mut all: Vec<_> = all.map(|fd| fs::read_link(fd.unwrap().path()).unwrap()).collect();
        all.sort();
        all
    };
    let before = descriptors();
    let start = Instant::now();
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            scope.spawn(move || {
                for connection in 0..CONNECTIONS / CLIENTS {
                    echo(&mut connect(port), format!("{client} {connection}").as_bytes());
                }
            });
        }
    });
    let took = start.elapsed();
    poll("children that nobody waits for", || children(server.pid).is_empty().then_some(()));
    server.sleeps_in(libc::SYS_accept);
    assert_eq!(descriptors(), before);
    say(&format!("{CONNECTIONS} connections, a process each: {took:.1?}"));
    echo(&mut server.connect(), b"the last one");
    assert_eq!(server.finish("").status, Some(0));
}
