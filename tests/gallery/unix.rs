//! Unix sockets, and what only they pass; and sockets that a program is started with.

mod activated;
mod others;
mod passed;

use crate::run::{
    BOUND, Outcome, Pair, Run, Under, compare, complains, pairings, prints_usage, tells_calls,
};
use crate::support::numbers;
use crate::support::{Dir, poll};
use berkeley::{string::*, sys::socket::*, sys::time::*, sys::un::*, unistd::*};
use nix::libc;
use std::fs;
use std::io::{ErrorKind, Write};
use std::net::Shutdown;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram, UnixListener, UnixStream};
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &[
    "activated_server",
    "fd_receiver",
    "fd_sender",
    "peer_credentials",
    "unix_dgram_client",
    "unix_dgram_server",
    "unix_seqpacket_client",
    "unix_seqpacket_server",
    "unix_stream_client",
    "unix_stream_server",
];

/// Those that make a file for their socket.
const SERVERS: [&str; 5] = [
    "fd_receiver",
    "peer_credentials",
    "unix_dgram_server",
    "unix_seqpacket_server",
    "unix_stream_server",
];

/// Where the sockets of a test are. All names are equally long, since the lengths of addresses are
/// compared.
struct Names {
    dir: Dir,
    count: AtomicU32,
}

impl Names {
    fn new() -> Names {
        Names { dir: Dir::new(), count: AtomicU32::new(0) }
    }

    /// A path.
    fn path(&self) -> String {
        format!("{}/{:04}", self.dir.path().display(), self.count.fetch_add(1, Relaxed))
    }

    /// An abstract name, with the @ that stands for its NUL.
    fn name(&self) -> String {
        let dir = self.dir.path().file_name().unwrap().to_str().unwrap();
        format!("@berkeley-{dir}-{:04}", self.count.fetch_add(1, Relaxed))
    }
}

/// An outcome with a name for what is called otherwise each time.
fn named(outcome: Outcome, names: &[(&str, &str)]) -> Outcome {
    let text = |text: String| names.iter().fold(text, |text, (name, is)| text.replace(name, is));
    let calls = outcome.calls.into_iter().map(|lines| lines.into_iter().map(text).collect());
    let (said, complained) = (text(outcome.said), text(outcome.complained));
    Outcome { said, complained, calls: calls.collect(), ..outcome }
}

/// Sends a message to a server at `name` and gets it back.
fn streams(name: &str, server: &Path, client: &Path, under: Under) -> [Outcome; 2] {
    let server = Run::start(server, &[name, "1"], under);
    server.sleeps_in(numbers::SYS_accept);
    let client = Run::start(client, &[name, "Hello, Server!"], under).finish("socket(");
    let server = server.finish("socket(");
    assert_eq!((client.status, &*client.said), (Some(0), "Hello, Server!\n"));
    assert_eq!((server.status, &*server.said), (Some(0), "14 bytes\n"));
    assert!(!Path::new(name).exists(), "the server has removed its file");
    [server, client].map(|outcome| named(outcome, &[(bare(name), "NAME")]))
}

/// A name without its @, as strace and the kernel have it.
fn bare(name: &str) -> &str {
    name.trim_start_matches('@')
}

#[test]
fn any_stream_server_serves_any_client() {
    let names = Names::new();
    pairings("unix_stream_server", "unix_stream_client", |server, client, under| {
        streams(&names.path(), server, client, under)
    });
}

#[test]
fn any_stream_server_serves_any_client_at_a_name() {
    let names = Names::new();
    pairings("unix_stream_server", "unix_stream_client", |server, client, under| {
        let outcomes = streams(&names.name(), server, client, under);
        if under == Under::Strace {
            // The name, and neither the rest of `sun_path` nor a NUL.
            let bind = outcomes[0].calls[0].iter().find(|line| line.starts_with("bind("));
            let length = 2 + 1 + bare(&names.name()).len();
            let end = format!("sun_path=@\"NAME\"}}, {length}) = 0");
            let line = bind.unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(line.ends_with(&end), "{line}, not {end}");
        }
        outcomes
    });
}

#[test]
fn a_large_message_comes_back() {
    let programs = (Pair::new("unix_stream_server"), Pair::new("unix_stream_client"));
    let (Some(servers), Some(clients)) = programs else { return };
    if !tells_calls() {
        return;
    }
    // More than a buffer has room for, less than an argument may have.
    let (names, message) = (Names::new(), "0123456789".repeat(10_000));
    for (server, client) in [(&servers.c, &clients.rust), (&servers.rust, &clients.c)] {
        let path = names.path();
        let server = Run::start(server, &[&path, "1"], Under::Nobody);
        server.sleeps_in(numbers::SYS_accept);
        let client = Run::start(client, &[&path, &message], Under::Nobody).finish("");
        assert_eq!((client.status, client.said.trim_end()), (Some(0), &*message));
        assert_eq!(server.finish("").said, "100000 bytes\n");
    }
}

/// A client that reads nothing and hangs up: what the server sends it is an error, and the server
/// serves the next one. So is one that was served before the server came to send.
#[test]
fn a_client_that_vanishes() {
    let names = Names::new();
    compare("unix_stream_server", |program, under| {
        let path = names.path();
        let server = Run::start(program, &[&path, "2"], under);
        server.sleeps_in(numbers::SYS_accept);
        let mut vanishes = UnixStream::connect(&path).unwrap();
        server.sleeps_in(libc::SYS_read);
        vanishes.shutdown(Shutdown::Read).unwrap();
        vanishes.write_all(b"Hello").unwrap();
        server.sleeps_in(numbers::SYS_accept);
        drop(vanishes);
        drop(UnixStream::connect(&path).unwrap());
        let outcome = server.fail("socket(");
        assert_eq!((outcome.status, &*outcome.said), (Some(0), "0 bytes\n"));
        assert_eq!(outcome.complained, "send: Broken pipe\n");
        named(outcome, &[(&path, "NAME")])
    });
}

/// Leaves the file of a server that has ended.
fn leave_a_file(path: &str) {
    drop(UnixListener::bind(path).unwrap());
    // A process that is just being started by another test may have it open still.
    poll("a refusal", || {
        let refused = UnixStream::connect(path).err()?;
        assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
        Some(())
    });
}

/// A server that was killed leaves its file, and the next one begins in spite of it.
#[test]
fn a_stale_file_is_no_obstacle() {
    let names = Names::new();
    for server in ["unix_stream_server", "peer_credentials"] {
        compare(server, |program, under| {
            let path = names.path();
            leave_a_file(&path);
            let server = Run::start(program, &[&path, "1"], under);
            server.sleeps_in(numbers::SYS_accept);
            drop(UnixStream::connect(&path).unwrap());
            let outcome = server.finish("socket(");
            assert_eq!(outcome.status, Some(0));
            assert!(!Path::new(&path).exists());
            let me = format!("process {}", process::id());
            named(outcome, &[(&path, "NAME"), (&me, "process 0")])
        });
    }
}

/// A question to a server at `name`, which is answered to `own`.
fn datagrams(name: &str, own: &str, server: &Path, client: &Path, under: Under) -> [Outcome; 2] {
    let server = Run::start(server, &[name, "1"], under);
    server.sleeps_in(numbers::SYS_recvfrom);
    let client = Run::start(client, &[name, own, "Hello"], under).finish("socket(");
    let server = server.finish("socket(");
    assert_eq!((client.status, &*client.said), (Some(0), "HELLO\n"));
    assert_eq!((server.status, &*server.said), (Some(0), &*format!("{own}: Hello\n")));
    assert!(!Path::new(name).exists() && !Path::new(own).exists());
    [server, client].map(|outcome| named(outcome, &[(bare(name), "NAME"), (bare(own), "OWN")]))
}

#[test]
fn any_dgram_server_answers_any_client() {
    let names = Names::new();
    pairings("unix_dgram_server", "unix_dgram_client", |server, client, under| {
        datagrams(&names.path(), &names.path(), server, client, under)
    });
}

#[test]
fn any_dgram_server_answers_any_client_at_a_name() {
    let names = Names::new();
    pairings("unix_dgram_server", "unix_dgram_client", |server, client, under| {
        datagrams(&names.name(), &names.name(), server, client, under)
    });
}

/// Whom nobody can answer: a sender without a name, and one whose name is gone. And one whose name
/// is as long as any: the kernel says that it is longer.
#[test]
fn senders_of_every_kind() {
    let names = Names::new();
    compare("unix_dgram_server", |program, under| {
        let (path, gone) = (names.path(), names.path());
        let server = Run::start(program, &[&path, "4"], under);
        server.sleeps_in(numbers::SYS_recvfrom);
        UnixDatagram::unbound().unwrap().send_to(b"one", &path).unwrap();
        let vanishes = UnixDatagram::bind(&gone).unwrap();
        fs::remove_file(&gone).unwrap();
        vanishes.send_to(b"two", &path).unwrap();
        // Cut where it ends, and where it has a NUL.
        vanishes.send_to(&[b'x'; 2000], &path).unwrap();
        let longest = Longest::new(&names);
        longest.send_to(b"four\0five", &path);
        assert_eq!(longest.receive(), b"FOUR\0FIVE");
        let outcome = server.fail("socket(");
        let long = "x".repeat(512);
        let longest = &longest.path;
        let said =
            format!("somebody without a name: one\n{gone}: two\n{gone}: {long}\n{longest}: four\n");
        assert_eq!((outcome.status, outcome.said.as_str()), (Some(0), said.as_str()));
        assert_eq!(outcome.complained, "sendto: No such file or directory\n".repeat(2));
        named(outcome, &[(longest, "LONGEST"), (&path, "NAME"), (&gone, "GONE")])
    });
}

/// A socket at a path that fills `sun_path`: std makes none.
struct Longest {
    path: String,
    sock: i32,
}

impl Longest {
    fn new(names: &Names) -> Longest {
        let path = format!("{:x<108}", names.path());
        let addr = &mut sockaddr_un::zeroed();
        assert_eq!(path.len(), sizeof(&addr.sun_path), "the tests are in no deep folder");
        addr.sun_family = AF_UNIX as sa_family_t;
        memcpy(&mut addr.sun_path, &path, path.len());
        let sock = socket(PF_UNIX, SOCK_DGRAM, 0);
        assert_eq!(bind(sock, addr, sizeof(addr)), 0);
        let bound = &timeval { tv_sec: BOUND.as_secs() as time_t, ..timeval::zeroed() };
        assert_eq!(setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, bound, sizeof(bound)), 0);
        Longest { path, sock }
    }

    fn send_to(&self, message: &[u8], path: &str) {
        let addr = &mut sockaddr_un::zeroed();
        addr.sun_family = AF_UNIX as sa_family_t;
        strcpy(&mut addr.sun_path, path);
        let n = sendto(self.sock, message, message.len(), 0, addr, sizeof(addr));
        assert_eq!(n, message.len() as isize);
    }

    fn receive(&self) -> Vec<u8> {
        let buf = &mut [0u8; 100];
        let n = recvfrom(self.sock, buf, sizeof(buf), 0, NULL, NULL);
        buf[..usize::try_from(n).expect("an answer")].to_vec()
    }
}

impl Drop for Longest {
    fn drop(&mut self) {
        close(self.sock);
    }
}

const RECORDS: [&str; 3] = ["one", "two, of more than sixteen bytes", "three"];

/// Records to a server at `name`.
fn records(name: &str, server: &Path, client: &Path, under: Under) -> [Outcome; 2] {
    let server = Run::start(server, &[name, "1"], under);
    server.sleeps_in(numbers::SYS_accept);
    let args: Vec<&str> = [name].into_iter().chain(RECORDS).collect();
    let client = Run::start(client, &args, under).finish("socket(");
    let server = server.finish("socket(");
    let answers = "record 1 has 3 bytes\nrecord 2 has 31 bytes\nrecord 3 has 5 bytes\n";
    assert_eq!((client.status, &*client.said), (Some(0), answers));
    let said = "record 1: one\nrecord 2: two, of more tha and more\nrecord 3: three\n";
    assert_eq!((server.status, &*server.said), (Some(0), said));
    assert!(!Path::new(name).exists());
    [server, client].map(|outcome| named(outcome, &[(bare(name), "NAME")]))
}

#[test]
fn any_seqpacket_server_serves_any_client() {
    let names = Names::new();
    pairings("unix_seqpacket_server", "unix_seqpacket_client", |server, client, under| {
        records(&names.path(), server, client, under)
    });
}

#[test]
fn any_seqpacket_server_serves_any_client_at_a_name() {
    let names = Names::new();
    pairings("unix_seqpacket_server", "unix_seqpacket_client", |server, client, under| {
        records(&names.name(), server, client, under)
    });
}

#[test]
fn a_path_that_is_too_long_is_not_cut() {
    let names = Names::new();
    let (longest, too_long) =
        (format!("{:x<107}", names.path()), format!("{:x<108}", names.path()));
    for server in SERVERS {
        for path in [&too_long, &format!("@{too_long}"), &"x".repeat(1000)] {
            complains(server, &[path], "the path is too long\n");
        }
    }
    for (client, more) in [
        ("fd_sender", &["/dev/null"][..]),
        ("unix_dgram_client", &["own", "message"]),
        ("unix_seqpacket_client", &["message"]),
        ("unix_stream_client", &["message"]),
    ] {
        let args: Vec<&str> = [&*too_long].into_iter().chain(more.iter().copied()).collect();
        complains(client, &args, "the path is too long\n");
        assert!(!Path::new("own").exists());
    }
    complains("unix_dgram_client", &["name", &too_long, "message"], "the path is too long\n");
    // All that there is room for.
    let folder = Path::new(&longest).parent().unwrap();
    for program in ["unix_stream_server", "unix_seqpacket_server"] {
        let Some(pair) = Pair::new(program) else { return };
        for program in pair.both() {
            let outcome = Run::start(program, &[&longest, "0"], Under::Nobody).finish("");
            assert_eq!(outcome.status, Some(0));
            assert_eq!(fs::read_dir(folder).unwrap().count(), 0);
        }
    }
}

#[test]
fn nobody_is_there() {
    let names = Names::new();
    let (none, stale, own) = (names.path(), names.path(), names.path());
    leave_a_file(&stale);
    let no_file = "connect: No such file or directory\n";
    complains("unix_stream_client", &[&none, "message"], no_file);
    complains("unix_stream_client", &[&stale, "message"], "connect: Connection refused\n");
    complains("unix_stream_client", &[&names.name(), "message"], "connect: Connection refused\n");
    complains("unix_seqpacket_client", &[&none, "message"], no_file);
    complains("fd_sender", &[&none, "/dev/null"], no_file);
    complains("fd_sender", &[&none, &none], "open: No such file or directory\n");
    let no_file = "sendto: No such file or directory\n";
    complains("unix_dgram_client", &[&none, &own, "message"], no_file);
    complains("unix_dgram_client", &[&stale, &own, "message"], "sendto: Connection refused\n");
    assert!(!Path::new(&own).exists(), "the client has removed its file");
    // A socket of another type.
    let _datagrams = UnixDatagram::bind(&none).unwrap();
    complains("unix_stream_client", &[&none, "message"], "Protocol wrong type for socket\n");
    complains("unix_seqpacket_client", &[&none, "message"], "Protocol wrong type for socket\n");
}

#[test]
fn where_no_socket_can_be() {
    let names = Names::new();
    let folder = names.dir.path().to_str().unwrap();
    for server in SERVERS {
        complains(server, &[folder], "unlink: Is a directory\n");
        complains(server, &[&format!("{folder}/none/s")], "bind: No such file or directory\n");
    }
    // Each type has names of its own.
    let (name, in_use) = (names.name(), "bind: Address already in use\n");
    let address = SocketAddr::from_abstract_name(bare(&name)).unwrap();
    let _listener = UnixListener::bind_addr(&address).unwrap();
    for server in ["fd_receiver", "peer_credentials", "unix_stream_server"] {
        complains(server, &[&name], in_use);
    }
    let _datagrams = UnixDatagram::bind_addr(&address).unwrap();
    complains("unix_dgram_server", &[&name], in_use);
}

#[test]
fn wrong_arguments() {
    for server in ["peer_credentials", "unix_dgram_server", "unix_seqpacket_server"] {
        prints_usage(server, &[&[], &[""], &["s", "1", "2"]]);
    }
    prints_usage("unix_stream_server", &[&[], &[""], &["s", "1", "2"]]);
    prints_usage("unix_stream_client", &[&[], &["s"], &["", "m"], &["s", "m", "n"]]);
    prints_usage("unix_seqpacket_client", &[&[], &["s"], &["", "m"]]);
    prints_usage("unix_dgram_client", &[&["s", "o"], &["", "o", "m"], &["s", "", "m"]]);
    prints_usage("fd_receiver", &[&[], &[""], &["s", "f"]]);
    prints_usage("fd_sender", &[&[], &["s"], &["", "f"], &["s", ""], &["s", "f", "g"]]);
}
