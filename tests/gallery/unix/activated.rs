//! A server that is started with its socket: by the test, and by systemd's own program.

use super::{Names, named};
use crate::run::{
    BOUND, Outcome, Pair, Run, Start, Under, compare, complains, connect, has, listener,
    prints_usage, same,
};
use crate::support::c;
use crate::support::{Process, has_cc, poll, skip};
use std::fs::File;
use std::io::Read;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

const HELLO: &str = "Hello, Client!\n";

/// Whether C has libsystemd to link with; skips the test if not.
fn has_libsystemd() -> bool {
    static HERE: OnceLock<bool> = OnceLock::new();
    let program = "#include <systemd/sd-daemon.h>\nint main(void) { return SD_LISTEN_FDS_START; }";
    let here = has_cc() && *HERE.get_or_init(|| c::compile("sd_daemon_here", program).is_ok());
    if !here {
        skip("there is no <systemd/sd-daemon.h>");
    }
    here
}

/// What comes over a connection until it ends.
fn all_of(mut stream: impl Read) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_server_is_started_with_its_socket() {
    if !has_libsystemd() {
        return;
    }
    compare("activated_server", |program, under| {
        let (listener, port) = listener();
        let port = port.parse().unwrap();
        // Who calls before it runs is served, too.
        let first = connect(port);
        let server = Start::new(program, &["2"], under).with_socket(listener).run();
        assert_eq!(all_of(first), HELLO);
        assert_eq!(all_of(connect(port)), HELLO);
        ended(server)
    });
}

#[test]
fn a_server_is_started_with_a_unix_socket() {
    let names = Names::new();
    if !has_libsystemd() {
        return;
    }
    compare("activated_server", |program, under| {
        let path = names.path();
        let listener = UnixListener::bind(&path).unwrap();
        let server = Start::new(program, &["1"], under).with_socket(listener).run();
        assert_eq!(all_of(UnixStream::connect(&path).unwrap()), HELLO);
        // The file is not the server's to remove.
        assert!(Path::new(&path).exists());
        named(ended(server), &[(&path, "NAME")])
    });
}

/// From where the first one is taken on: what the crate looks at before `main`, libsystemd does not.
fn ended(server: Run) -> Outcome {
    let outcome = server.finish("fcntl(3, F_SETFD, FD_CLOEXEC)");
    assert_eq!((outcome.status, &*outcome.said), (Some(0), ""));
    outcome
}

/// What is not one socket that listens.
#[test]
fn a_server_that_is_started_otherwise() {
    if !has_libsystemd() {
        return;
    }
    complains("activated_server", &[], "started with 0 sockets, not with one\n");
    let Some(pair) = Pair::new("activated_server") else { return };
    let fail = |started: fn(Start) -> Start, complaint: &str| {
        let [c, rust] = pair
            .both()
            .map(|program| started(Start::new(program, &[], Under::Nobody)).run().fail(""));
        assert_eq!((c.status, &*c.complained), (Some(1), complaint));
        same("activated_server", &rust, &c);
    };
    let no_socket = "started with what is no socket that listens\n";
    fail(|start| start.with_socket(UdpSocket::bind("127.0.0.1:0").unwrap()), no_socket);
    fail(|start| start.with_socket(File::open("/dev/null").unwrap()), no_socket);
    let nonsense = "sd_listen_fds: Invalid argument\n";
    fail(|start| start.env("LISTEN_PID", "nonsense"), nonsense);
    let anothers = "started with 0 sockets, not with one\n";
    fail(|start| start.env("LISTEN_PID", "1").env("LISTEN_FDS", "1"), anothers);
}

const ACTIVATE: &str = "systemd-socket-activate";

/// A server that systemd's program starts when somebody calls.
fn activate(server: &Path, address: &str) -> Process {
    let mut command = Command::new(ACTIVATE);
    command.args(["-l", address]).arg(server).arg("1");
    Process::start(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()))
}

#[test]
fn systemd_starts_a_server_when_somebody_calls() {
    let names = Names::new();
    if !(has(ACTIVATE) && has_libsystemd()) {
        return;
    }
    let Some(pair) = Pair::new("activated_server") else { return };
    for program in pair.both() {
        let path = names.path();
        let server = activate(program, &path);
        let stream = poll("a socket", || UnixStream::connect(&path).ok());
        assert_eq!(all_of(stream), HELLO);
        let output = server.finish();
        assert!(output.status.success(), "{output:?}");
    }
    for program in pair.both() {
        // The port is to be known before. Another one may have taken it meanwhile.
        let came = (0..20).any(|_| {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            let address = format!("127.0.0.1:{port}");
            let mut server = activate(program, &address);
            let stream = poll("a socket, or its end", || {
                let stream = TcpStream::connect(&address).ok();
                (stream.is_some() || server.has_ended()).then_some(stream)
            });
            let Some(stream) = stream else { return false };
            stream.set_read_timeout(Some(BOUND)).unwrap();
            let said = all_of(stream);
            said == HELLO && server.finish().status.success()
        });
        assert!(came, "{program:?}");
    }
}

#[test]
fn wrong_arguments() {
    if has_libsystemd() {
        prints_usage("activated_server", &[&["1", "2"]]);
    }
}
