//! Programs as they are run here: with somebody who watches, and a test that is the other side.

use crate::calls::calls;
use crate::hosts::{Host, island};
use crate::support::strace::{self, Log};
use crate::support::traced::{self, Compared};
use crate::support::{
    self, Dir, Process, bound_port, c, example, has_cc, listening_port, poll, say, skip, terminal,
};
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::libc;
use nix::pty::PtyMaster;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// How long an answer may take: after that, it will not come.
pub(crate) const BOUND: Duration = Duration::from_secs(60);

/// What a C original is compiled with, beside `-Wall -Wextra -Werror`, if it needs more.
const FLAGS: [(&str, &str); 2] =
    [("activated_server", "-Wl,--no-as-needed,-lsystemd"), ("echo_thread_server", "-pthread")];

/// A program in both languages.
pub(crate) struct Pair {
    pub(crate) c: PathBuf,
    pub(crate) rust: PathBuf,
    _dir: Dir,
}

impl Pair {
    /// An example, and its C original compiled on the spot; none, with a word, without a compiler.
    pub(crate) fn new(name: &str) -> Option<Pair> {
        if !has_cc() {
            return None;
        }
        let dir = Dir::new();
        let mut flags = vec!["-std=gnu11", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Werror"];
        let more = FLAGS.iter().filter(|(program, _)| *program == name).map(|(_, flag)| *flag);
        flags.extend(more);
        let c = dir.path().join(name);
        c::cc(&flags, &source(name, "c"), &c).unwrap_or_else(|complaints| panic!("{complaints}"));
        Some(Pair { c, rust: example(name), _dir: dir })
    }

    pub(crate) fn both(&self) -> [&Path; 2] {
        [&self.c, &self.rust]
    }
}

/// A file of an example.
pub(crate) fn source(name: &str, extension: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name).with_extension(extension)
}

/// Who watches a program.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Under {
    Nobody,
    Strace,
    /// strace, and the program writes its own trace.
    StraceAndTrace,
}

/// A program that is about to run.
pub(crate) struct Start<'a> {
    program: &'a Path,
    args: &'a [&'a str],
    under: Under,
    host: Option<&'a Host>,
    variables: Vec<(String, String)>,
    options: &'a [&'a str],
    through: &'a [&'a str],
    has_input: bool,
    socket: Option<OwnedFd>,
}

/// Makes the program, which is the first argument, of the shell: with the standard input as the one
/// descriptor that is handed over.
const ACTIVATE: &str = "exec 3<&0 0</dev/null; LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\" \"$@\"";

impl<'a> Start<'a> {
    pub(crate) fn new(program: &'a Path, args: &'a [&'a str], under: Under) -> Start<'a> {
        Start {
            program,
            args,
            under,
            host: None,
            variables: vec![],
            options: &[],
            through: &[],
            has_input: false,
            socket: None,
        }
    }

    /// On a host of its own.
    pub(crate) fn on(self, host: &'a Host) -> Start<'a> {
        Start { host: Some(host), ..self }
    }

    /// With this in its environment.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Start<'a> {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// With options for strace.
    pub(crate) fn strace(self, options: &'a [&'a str]) -> Start<'a> {
        Start { options, ..self }
    }

    /// Through another program, which is given its name and arguments behind others.
    pub(crate) fn through(self, through: &'a [&'a str]) -> Start<'a> {
        Start { through, ..self }
    }

    /// With a standard input, a pipe, that the test writes: [`Run::types`], [`Run::types_no_more`].
    pub(crate) fn with_input(self) -> Start<'a> {
        Start { has_input: true, ..self }
    }

    /// Activated: started with this socket.
    pub(crate) fn with_socket(self, socket: impl Into<OwnedFd>) -> Start<'a> {
        Start { socket: Some(socket.into()), ..self }
    }

    /// Runs it. It writes to a terminal: there C's stdio writes a line when it ends, as Rust's does
    /// everywhere.
    pub(crate) fn run(self) -> Run {
        let (out, slave) = terminal();
        let log = (self.under != Under::Nobody).then(Log::new);
        let trace = (self.under == Under::StraceAndTrace).then(Dir::new);
        let program = if self.socket.is_some() { Path::new("sh") } else { self.program };
        let mut command = match &log {
            Some(log) => log.command(program, self.options),
            None => Command::new(program),
        };
        if let [through, options @ ..] = self.through {
            let mut outer = Command::new(through);
            outer.args(options).arg(command.get_program()).args(command.get_args());
            command = outer;
        }
        if let Some(host) = self.host {
            command = host.lends_its_network_to(&command);
        }
        if self.socket.is_some() {
            command.args(["-c", ACTIVATE]).arg(self.program);
        }
        command.args(self.args).stdin(Stdio::null()).stdout(slave).stderr(Stdio::piped());
        command.env_remove("BERKELEY_TRACE").env_remove("BERKELEY_TRACE_OPTIONS");
        command.envs(self.variables);
        if let Some(dir) = &trace {
            traced::traced(&mut command, &dir.path().join("trace"));
        }
        let mut input = None;
        if self.has_input {
            // Neither end is for the programs that other tests start meanwhile.
            let (read, write) = nix::unistd::pipe2(OFlag::O_CLOEXEC).unwrap();
            command.stdin(read);
            input = Some(File::from(write));
        }
        if let Some(socket) = self.socket {
            command.stdin(socket);
        }
        let process = Process::start(&mut command);
        fcntl(&out, FcntlArg::F_SETFL(OFlag::O_NONBLOCK)).unwrap();
        let pid = log.as_ref().map_or(process.id(), Log::pid);
        Run { process, pid, log, trace, out, said: String::new(), input }
    }
}

/// A run of a program.
pub(crate) struct Run {
    process: Process,
    pub(crate) pid: u32,
    log: Option<Log>,
    /// The directory of the trace.
    trace: Option<Dir>,
    out: PtyMaster,
    pub(crate) said: String,
    input: Option<File>,
}

/// What came of a run: the exit status, what was said, the calls of each process, and what
/// came of comparing the trace with strace's lines.
#[derive(PartialEq, Debug)]
pub(crate) struct Outcome {
    pub(crate) status: Option<i32>,
    /// Standard output.
    pub(crate) said: String,
    /// Standard error.
    pub(crate) complained: String,
    /// For each process and thread, as they began: strace's lines, without what differs between
    /// two runs and what is a language's own. A scenario may take out more before it returns them.
    pub(crate) calls: Vec<Vec<String>>,
    pub(crate) compared: Compared,
}

impl Run {
    pub(crate) fn start(program: &Path, args: &[&str], under: Under) -> Run {
        Start::new(program, args, under).run()
    }

    /// The TCP port at which it listens, as soon as it does.
    pub(crate) fn port(&self) -> u16 {
        listening_port(self.pid)
    }

    /// The port of its UDP socket, as soon as that has one.
    pub(crate) fn udp_port(&self) -> u16 {
        bound_port(self.pid, "udp", "07")
    }

    pub(crate) fn connect(&self) -> TcpStream {
        connect(self.port())
    }

    /// Waits until the program sleeps in a call.
    pub(crate) fn sleeps_in(&self, call: libc::c_long) {
        sleeps_in(self.pid, call);
    }

    /// Waits until strace has said this.
    pub(crate) fn strace_says(&self, what: &str) {
        let log = self.log.as_ref().expect("under strace");
        let says = |line: &String| line.contains(what);
        poll(what, || log.of_all().iter().flat_map(|(_, lines)| lines).any(says).then_some(()));
    }

    /// Waits until the program has said this.
    pub(crate) fn says(&mut self, what: &str) {
        poll(what, || {
            let mut bytes = [0; 1000];
            match self.out.read(&mut bytes) {
                Ok(n) => self.said.push_str(std::str::from_utf8(&bytes[..n]).unwrap()),
                Err(error) => assert_eq!(error.kind(), ErrorKind::WouldBlock, "it ended"),
            }
            self.said.contains(what).then_some(())
        });
    }

    /// Writes to its standard input.
    pub(crate) fn types(&mut self, text: &str) {
        self.input.as_mut().expect("an input").write_all(text.as_bytes()).unwrap();
    }

    /// Ends its standard input.
    pub(crate) fn types_no_more(&mut self) {
        self.input = None;
    }

    /// Waits for its end, without a complaint. Its calls are given from the one on that begins
    /// like `first`.
    pub(crate) fn finish(self, first: &str) -> Outcome {
        let outcome = self.fail(first);
        assert_eq!(outcome.complained, "", "{outcome:?}");
        outcome
    }

    /// Waits for its end, with or without a complaint.
    pub(crate) fn fail(mut self, first: &str) -> Outcome {
        drop(self.input);
        let mut rest = Vec::new();
        // Read meanwhile: a terminal takes a few thousand bytes, and then the writer waits.
        let output = self.process.finish_while(|| {
            let _ = self.out.read_to_end(&mut rest);
        });
        // A terminal that nobody has open any more has no end, but an error. A process that is just
        // being started by another test may have it open still.
        let error = poll("the end of what it says", || {
            let error = self.out.read_to_end(&mut rest).unwrap_err();
            (error.kind() != ErrorKind::WouldBlock).then_some(error)
        });
        assert_eq!(error.raw_os_error(), Some(libc::EIO));
        self.said.push_str(std::str::from_utf8(&rest).unwrap());
        let calls = self.log.as_ref().map(|log| calls(log, first)).unwrap_or_default();
        let of_trace = self.log.as_ref().zip(self.trace);
        let compared = of_trace.map(|(log, dir)| traced::compare(&dir.path().join("trace"), log));
        let compared = compared.unwrap_or_default();
        let said = self.said.replace('\r', "");
        let complained = String::from_utf8(output.stderr).unwrap();
        Outcome { status: output.status.code(), said, complained, calls, compared }
    }
}

/// A connection on which nothing is waited for without end.
pub(crate) fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("not refused");
    stream.set_read_timeout(Some(BOUND)).unwrap();
    stream
}

/// Sends a message to an echo server, and waits for it to come back.
pub(crate) fn echo(stream: &mut TcpStream, message: &[u8]) {
    stream.write_all(message).unwrap();
    let mut answer = vec![0; message.len()];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(answer, message);
}

/// A call of the test that is made again if a signal ends it: a child may end just while its parent,
/// which blocks signals for that moment, starts another, and a socket with a timeout isn't
/// restarted by the kernel.
pub(crate) fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> T {
    loop {
        match call() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result.unwrap(),
        }
    }
}

/// A socket that programs can send to, and its port.
pub(crate) fn datagrams() -> (UdpSocket, String) {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(BOUND)).unwrap();
    let port = socket.local_addr().unwrap().port().to_string();
    (socket, port)
}

/// A socket that programs can connect to, and its port.
pub(crate) fn listener() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    (listener, port)
}

/// Waits until a thread sleeps in a call.
pub(crate) fn sleeps_in(pid: u32, call: libc::c_long) {
    poll(&format!("asleep in call {call}"), || {
        let now = fs::read_to_string(format!("/proc/{pid}/syscall")).ok()?;
        // Stopped by strace at the call, it is not yet asleep.
        let is_there = now.split(' ').next()? == call.to_string();
        (is_there && state(pid)?.0 == 'S').then_some(())
    });
}

/// A process's state, and its parent.
pub(crate) fn state(pid: u32) -> Option<(char, u32)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}

/// A process's children, zombies and all.
pub(crate) fn children(pid: u32) -> Vec<u32> {
    let all = fs::read_dir("/proc").unwrap();
    let numbers = all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    numbers.filter(|child| state(*child).is_some_and(|(_, parent)| parent == pid)).collect()
}

/// Whether the kernel tells in which call a process sleeps; skips the test if not.
pub(crate) fn tells_calls() -> bool {
    let told = fs::read_to_string("/proc/self/syscall");
    told.inspect_err(|error| skip(&format!("/proc/self/syscall: {error}"))).is_ok()
}

/// Runs a program in C and in Rust, without and with strace, and compares; the test is the other
/// side. And its trace with strace.
pub(crate) fn compare(name: &str, run: impl Fn(&Path, Under) -> Outcome + Sync) {
    let Some(pair) = Pair::new(name) else { return };
    let Some(said) = compare_untraced(name, &pair, &run) else { return };
    let traced = run(&pair.rust, Under::StraceAndTrace);
    assert_eq!(traced.said, said, "{name}");
    // Each signal found it asleep in a call.
    assert!(traced.compared.lines > 2 && traced.compared.late == 0, "{traced:#?}");
    say(&format!("{name}: {} lines of the trace are strace's", traced.compared.lines));
}

/// The same of a program whose calls are not all traced: functions of `netdb` are not.
pub(crate) fn compare_calls(name: &str, run: impl Fn(&Path, Under) -> Outcome + Sync) {
    if let Some(pair) = Pair::new(name) {
        compare_untraced(name, &pair, &run);
    }
}

/// What both said, if there was an strace to look at them.
fn compare_untraced(
    name: &str,
    pair: &Pair,
    run: &(impl Fn(&Path, Under) -> Outcome + Sync),
) -> Option<String> {
    if !tells_calls() {
        return None;
    }
    let mut said = String::new();
    for under in [Under::Nobody, Under::Strace] {
        if under == Under::Strace && !strace::is_here() {
            return None;
        }
        let [c, rust] = thread::scope(|scope| {
            pair.both()
                .map(|program| scope.spawn(move || run(program, under)))
                .map(|run| run.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        same(name, &rust, &c);
        if under == Under::Strace {
            let lines: usize = c.calls.iter().map(Vec::len).sum();
            say(&format!("{name}: {lines} lines of strace are C's"));
        }
        said = c.said;
    }
    Some(said)
}

/// Lets each of a pair of servers meet each of a pair of clients, without and with strace. `meet` runs
/// a server and a client and gives the outcome of both.
pub(crate) fn pairings(
    server: &str,
    client: &str,
    meet: impl Fn(&Path, &Path, Under) -> [Outcome; 2],
) {
    let (Some(servers), Some(clients)) = (Pair::new(server), Pair::new(client)) else { return };
    if !tells_calls() {
        return;
    }
    for under in [Under::Nobody, Under::Strace] {
        if under == Under::Strace && !strace::is_here() {
            return;
        }
        let originals = meet(&servers.c, &clients.c, under);
        for (s, c) in [(&servers.c, &clients.rust), (&servers.rust, &clients.c)] {
            let outcomes = meet(s, c, under);
            same(&format!("{s:?} with {c:?}"), &outcomes[0], &originals[0]);
            same(&format!("{c:?} with {s:?}"), &outcomes[1], &originals[1]);
        }
        let outcomes = meet(&servers.rust, &clients.rust, under);
        same(server, &outcomes[0], &originals[0]);
        same(client, &outcomes[1], &originals[1]);
        if under == Under::Strace {
            let lines = originals.map(|outcome| outcome.calls.iter().map(Vec::len).sum::<usize>());
            say(&format!(
                "{server} and {client}: {} and {} lines of strace are C's",
                lines[0], lines[1]
            ));
        }
    }
}

/// What a port did is what its original did.
pub(crate) fn same(name: &str, port: &Outcome, original: &Outcome) {
    assert_eq!(port.said, original.said, "{name}");
    assert_eq!(port.complained, original.complained, "{name}");
    assert_eq!(port.status, original.status, "{name}");
    assert_eq!(port.calls.len(), original.calls.len(), "{name}: {port:#?} {original:#?}");
    for (port, original) in port.calls.iter().zip(&original.calls) {
        for (at, (port, original)) in port.iter().zip(original).enumerate() {
            assert_eq!(port, original, "{name}, call {at}");
        }
        assert_eq!(port.len(), original.len(), "{name}: {port:#?} {original:#?}");
    }
}

/// Runs a program with arguments that are wrong: both print the same usage line, and fail. If they
/// take one of them for an address after all, that leads nowhere.
pub(crate) fn prints_usage(name: &str, wrong: &[&[&str]]) {
    let (Some(pair), Some(island)) = (Pair::new(name), island()) else { return };
    for args in wrong {
        let [c, rust] = pair.both().map(|program| {
            let outcome = Start::new(program, args, Under::Nobody).on(&island).run().fail("");
            let complained = outcome.complained.replace(program.to_str().unwrap(), name);
            Outcome { complained, ..outcome }
        });
        assert!(c.complained.starts_with(&format!("usage: {name}")), "{args:?}: {c:?}");
        assert_eq!((c.status, &*c.said), (Some(1), ""), "{args:?}");
        same(&format!("{name} {args:?}"), &rust, &c);
    }
}

/// Runs a program that fails, and compares: the same complaint, the same status, which is no success.
pub(crate) fn complains(name: &str, args: &[&str], what: &str) {
    let Some(pair) = Pair::new(name) else { return };
    let [c, rust] = pair.both().map(|program| Run::start(program, args, Under::Nobody).fail(""));
    assert!(c.complained.contains(what), "{c:?}");
    assert_eq!(c.status, Some(1), "{c:?}");
    same(name, &rust, &c);
}

/// Whether the system has a program that nobody here wrote; skips the test if not.
pub(crate) fn has(program: &str) -> bool {
    support::has_program(program)
}
