//! Each example beside its C original: the same words on the wire and on standard output, the same
//! system calls, the same calls in the source.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use support::strace::{self, Call, Log, normal};
use support::{Dir, Process, cc, example, has_cc, listening_port, say, terminal, traced};

/// A server and its client: `NAME_server` takes a port, `NAME_client` a port and an address.
const PAIRS: [&str; 1] = ["hello"];

/// Those that live on signals: `signal_examples.rs` runs them.
const OF_SIGNALS: [&str; 6] =
    ["alarm_client", "fork_server", "stop_server", "ticker", "urgent_client", "urgent_server"];

/// A program in both languages.
struct Program {
    c: PathBuf,
    rust: PathBuf,
}

impl Program {
    /// An example, with its C original compiled into `dir`.
    fn new(name: &str, dir: &Dir) -> Program {
        Program { c: cc(&source(name, "c"), dir), rust: example(name) }
    }

    fn both(&self) -> [&Path; 2] {
        [&self.c, &self.rust]
    }
}

fn source(name: &str, extension: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name).with_extension(extension)
}

/// Starts a program with what it says kept, and without a trace of its own.
fn start(command: &mut Command) -> Process {
    let command = command.stdin(Stdio::null()).stderr(Stdio::piped());
    Process::start(command.env_remove("BERKELEY_TRACE").env_remove("BERKELEY_TRACE_OPTIONS"))
}

/// Lets a server and a client meet, and gives what each of them said.
fn meet(server: &Path, client: &Path) -> [Output; 2] {
    let server = start(Command::new(server).arg("0").stdout(Stdio::piped()));
    let port = listening_port(server.id()).to_string();
    let client = start(Command::new(client).args([&port, "127.0.0.1"]).stdout(Stdio::piped()));
    [client, server].map(|process| {
        let output = process.finish();
        assert!(output.status.success(), "{output:?}");
        output
    })
}

#[test]
fn any_server_serves_any_client() {
    if !has_cc() {
        return;
    }
    for name in PAIRS {
        let dir = Dir::new();
        let server = Program::new(&format!("{name}_server"), &dir);
        let client = Program::new(&format!("{name}_client"), &dir);
        let originals = meet(&server.c, &client.c).map(|output| output.stdout);
        assert!(!originals[0].is_empty(), "the client of {name} says nothing");
        for server in server.both() {
            for client in client.both() {
                let outputs = meet(server, client).map(|output| output.stdout);
                assert_eq!(outputs, originals, "{server:?} {client:?}");
            }
        }
    }
}

#[test]
fn strace_sees_the_same_calls() {
    if !(has_cc() && strace::is_here()) {
        return;
    }
    for name in PAIRS {
        let dir = Dir::new();
        let server = Program::new(&format!("{name}_server"), &dir);
        let client = Program::new(&format!("{name}_client"), &dir);
        let [c_server, c_client] = calls(&server.c, &client.c);
        let [rust_server, rust_client] = calls(&server.rust, &client.rust);
        assert!(c_server.len() > 4 && c_client.len() > 3, "{c_server:#?} {c_client:#?}");
        assert_eq!(rust_server, c_server);
        assert_eq!(rust_client, c_client);
    }
}

/// The calls of a server and a client that meet.
///
/// Each writes to a terminal: there C's stdio writes a line when it ends, as Rust's does everywhere,
/// and not all of them when the program does.
fn calls(server: &Path, client: &Path) -> [Vec<String>; 2] {
    let logs = [Log::new(), Log::new()];
    let (_terminal, slave) = terminal();
    let out = || slave.try_clone().unwrap();
    let server = start(logs[0].command(server, &[]).arg("0").stdout(out()));
    let port = listening_port(logs[0].pid()).to_string();
    let client = start(logs[1].command(client, &[]).args([&port, "127.0.0.1"]).stdout(out()));
    for process in [client, server] {
        let output = process.finish();
        assert!(output.status.success(), "{output:?}");
    }
    logs.map(|log| {
        let mut ports = Vec::new();
        let calls = log.calls_from("socket").into_iter().filter(is_of_the_program);
        calls.map(|call| normal(&call.line, &mut ports)).collect()
    })
}

/// Not memory, signals and the end of the process, which are the languages' own, and not what C's
/// stdio asks of a file before it writes to it.
fn is_of_the_program(call: &Call) -> bool {
    match call.name.as_str() {
        "brk" | "mmap" | "munmap" | "mprotect" | "getrandom" => false,
        "sigaltstack" | "rt_sigaction" | "rt_sigprocmask" | "exit_group" => false,
        "fstat" | "newfstatat" => !call.args.starts_with("1,"),
        "ioctl" => !call.args.starts_with("1, TCGETS"),
        _ => true,
    }
}

#[test]
fn the_trace_is_what_strace_prints() {
    if !strace::is_here() {
        return;
    }
    for name in PAIRS {
        let dir = Dir::new();
        let logs = [Log::new(), Log::new()];
        let traces = ["server", "client"].map(|program| dir.path().join(program));
        let traced = |program: usize, args: &[&str]| {
            let example = example(&format!("{name}_{}", ["server", "client"][program]));
            let mut command = logs[program].command(&example, &[]);
            traced::traced(&mut command, &traces[program]).args(args);
            Process::start(command.stdin(Stdio::null()).stdout(Stdio::piped()))
        };
        let server = traced(0, &["0"]);
        let port = listening_port(logs[0].pid()).to_string();
        for process in [traced(1, &[&port, "127.0.0.1"]), server] {
            let output = process.finish();
            assert!(output.status.success(), "{output:?}");
        }
        let lines: usize =
            logs.iter().zip(&traces).map(|(log, trace)| traced::compare(trace, log).lines).sum();
        assert!(lines >= 11, "{name}: {lines} lines");
        say(&format!("{name}: {lines} lines of the trace are strace's"));
    }
}

#[test]
fn every_pair_is_tested() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut found = Vec::new();
    for file in fs::read_dir(examples).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "c")
            && path.with_extension("rs").exists()
        {
            found.push(path.file_stem().unwrap().to_str().unwrap().to_string());
        }
    }
    found.sort();
    let mut tested = programs();
    tested.sort();
    assert_eq!(found, tested);
}

/// All programs that there are in both languages.
fn programs() -> Vec<String> {
    let pairs = PAIRS.iter().flat_map(|name| [format!("{name}_server"), format!("{name}_client")]);
    pairs.chain(OF_SIGNALS.map(String::from)).collect()
}

#[test]
fn a_port_in_use_is_said_and_is_a_failure() {
    if !has_cc() {
        return;
    }
    for name in PAIRS {
        let dir = Dir::new();
        let server = Program::new(&format!("{name}_server"), &dir);
        let first = start(Command::new(&server.c).arg("0").stdout(Stdio::null()));
        let port = listening_port(first.id()).to_string();
        for server in server.both() {
            let output = start(Command::new(server).arg(&port).stdout(Stdio::piped())).finish();
            assert_eq!(output.status.code(), Some(1), "{server:?}");
            assert_eq!(String::from_utf8_lossy(&output.stderr), "bind: Address already in use\n");
            assert!(output.stdout.is_empty());
        }
    }
}

#[test]
fn the_source_makes_the_same_calls() {
    for name in programs() {
        let [c, rust] = ["c", "rs"].map(|extension| code(&source(&name, extension)));
        let calls = source_calls(&c);
        assert!(calls.len() > 3, "{name}: {calls:?}");
        assert_eq!(source_calls(&rust), calls, "{name}");

        let [c, rust] =
            [c, rust].map(|code| code.lines().filter(|line| !line.trim().is_empty()).count());
        assert!(rust * 10 <= c * 11, "{name}: {c} lines of C, {rust} of Rust");
    }
}

#[test]
fn no_example_is_unsafe() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                assert!(!words(&code(&path)).any(|word| word == "unsafe"), "{path:?}");
                seen += 1;
            }
        }
    }
    // Those beside C, and some in folders.
    assert!(seen > programs().len() + 2, "{seen}");
}

/// The code of a C or Rust file: comments are gone, and texts are empty.
fn code(path: &Path) -> String {
    let source = fs::read_to_string(path).unwrap();
    let mut code = String::new();
    let mut rest = source.as_str();
    while let Some(next) = rest.chars().next() {
        let end = |length: Option<usize>| length.unwrap_or(rest.len());
        let skipped = match next {
            '/' if rest.starts_with("//") => end(rest.find('\n')),
            '/' if rest.starts_with("/*") => end(rest.find("*/").map(|at| at + 2)),
            '"' => {
                code.push_str("\"\"");
                let mut escaped = false;
                let is_end = |(_, c): &(usize, char)| {
                    let is_end = *c == '"' && !escaped;
                    escaped = *c == '\\' && !escaped;
                    is_end
                };
                end(rest[1..].char_indices().find(is_end).map(|(at, _)| at + 2))
            }
            '\'' if rest[1..].starts_with('"') => 3,
            _ => {
                code.push(next);
                next.len_utf8()
            }
        };
        rest = &rest[skipped..];
    }
    code
}

/// The words of code, in order.
fn words(code: &str) -> impl Iterator<Item = &str> {
    let is_separator = |c: char| !(c.is_alphanumeric() || c == '_');
    code.split(is_separator).filter(|word| !word.is_empty())
}

/// The socket and descriptor calls in code, in order, each with the number of its arguments.
fn source_calls(code: &str) -> Vec<(&str, usize)> {
    const CALLS: &str = "\
        socket socketpair bind listen accept accept4 connect shutdown send recv sendto recvfrom \
        sendmsg recvmsg sendmmsg recvmmsg getsockname getpeername getsockopt setsockopt sockatmark \
        isfdtype read write readv writev close dup dup2 dup3 pipe pipe2 open fcntl ioctl select \
        pselect poll ppoll epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd \
        sendfile signal sigaction alarm setitimer usleep fork getpid wait waitpid exit getaddrinfo getnameinfo gethostbyname";
    let mut calls = Vec::new();
    for (at, _) in code.match_indices('(') {
        let before = code[..at].rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next();
        if let Some(name) = before.filter(|name| CALLS.split(' ').any(|call| call == *name)) {
            calls.push((name, arguments(&code[at + 1..])));
        }
    }
    calls
}

/// How many arguments there are up to the bracket that closes the call.
fn arguments(code: &str) -> usize {
    let mut depth = 0;
    let mut commas = 0;
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => {
                // A comma behind the last one, as rustfmt writes it, separates nothing.
                let text = code[..at].trim().trim_end_matches(',');
                let trailing = usize::from(code[..at].trim().ends_with(','));
                return if text.is_empty() { 0 } else { commas + 1 - trailing };
            }
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => commas += 1,
            _ => {}
        }
    }
    panic!("a call that does not end");
}
