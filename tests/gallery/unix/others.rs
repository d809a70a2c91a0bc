//! The programs of Unix sockets, and programs that nobody here wrote: socat, and OpenBSD's nc.

use super::{Names, bare};
use crate::run::{Pair, Run, Under, has, tells_calls};
use crate::support::numbers;
use crate::support::{Process, poll, skip};
use nix::libc;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The options of nc for Unix sockets, none of which every nc has; skips the test without it.
fn has_nc() -> bool {
    if !has("nc") {
        return false;
    }
    let help = Command::new("nc").arg("-h").output().unwrap();
    let help = String::from_utf8_lossy(&help.stderr).into_owned();
    let has_all = ["-N", "-U", "-W"].iter().all(|option| help.contains(option));
    if !has_all {
        skip("nc is not OpenBSD's");
    }
    has_all
}

/// What a program says to an input.
fn answer(names: &Names, program: &str, args: &[&str], input: &str) -> String {
    let file = names.path();
    fs::write(&file, input).unwrap();
    let mut command = Command::new(program);
    command.args(args).stdin(File::open(file).unwrap());
    let process = Process::start(command.stdout(Stdio::piped()).stderr(Stdio::piped()));
    let Output { status, stdout, stderr } = process.finish();
    assert!(status.success(), "{command:?}: {status} {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

/// socat: it waits so many seconds for an answer when its input has ended, at the most.
fn socat(names: &Names, address: &str, input: &str) -> String {
    answer(names, "socat", &["-t", "60", "-", address], input)
}

/// Runs a server in both languages at a name each.
fn each(server: &str, names: &[&str], call: libc::c_long, meet: impl Fn(Run, &str)) {
    let Some(pair) = Pair::new(server) else { return };
    if !tells_calls() {
        return;
    }
    for (program, name) in pair.both().into_iter().flat_map(|p| names.iter().map(move |n| (p, n))) {
        let server = Run::start(program, &[name, "1"], Under::Nobody);
        server.sleeps_in(call);
        meet(server, name);
    }
}

#[test]
fn nc_calls_a_stream_server() {
    let names = Names::new();
    if has_nc() {
        each("unix_stream_server", &[&names.path()], numbers::SYS_accept, |server, path| {
            assert_eq!(answer(&names, "nc", &["-N", "-U", path], "Hello\n"), "Hello\n");
            assert_eq!(server.finish("").said, "6 bytes\n");
        });
    }
}

#[test]
fn socat_calls_a_stream_server() {
    let names = Names::new();
    if !has("socat") {
        return;
    }
    let servers = [&*names.path(), &*names.name()];
    each("unix_stream_server", &servers, numbers::SYS_accept, |server, name| {
        assert_eq!(socat(&names, &connect(name), "Hello\n"), "Hello\n");
        assert_eq!(server.finish("").said, "6 bytes\n");
    });
}

/// What socat calls a name.
fn connect(name: &str) -> String {
    match name.strip_prefix('@') {
        Some(name) => format!("ABSTRACT-CONNECT:{name}"),
        None => format!("UNIX-CONNECT:{name}"),
    }
}

#[test]
fn socat_calls_a_seqpacket_server() {
    let names = Names::new();
    if has("socat") {
        each("unix_seqpacket_server", &[&names.path()], numbers::SYS_accept, |server, path| {
            let type_ = format!("{},type={}", connect(path), libc::SOCK_SEQPACKET);
            assert_eq!(socat(&names, &type_, "Hello"), "record 1 has 5 bytes");
            assert_eq!(server.finish("").said, "record 1: Hello\n");
        });
    }
}

#[test]
fn nc_asks_a_dgram_server() {
    let names = Names::new();
    if has_nc() {
        each("unix_dgram_server", &[&names.path()], numbers::SYS_recvfrom, |server, path| {
            // It ends when it has received one.
            assert_eq!(answer(&names, "nc", &["-u", "-U", "-W", "1", path], "Hello"), "HELLO");
            // It has bound a name of its own.
            let said = server.finish("").said;
            assert!(said.starts_with('/') && said.ends_with(": Hello\n"), "{said}");
        });
    }
}

#[test]
fn socat_asks_a_dgram_server() {
    let names = Names::new();
    if has("socat") {
        each("unix_dgram_server", &[&names.path()], numbers::SYS_recvfrom, |server, path| {
            let own = names.path();
            let (input, output) = (names.path(), names.path());
            fs::write(&input, "Hello").unwrap();
            let mut socat = Command::new("socat");
            socat.args(["-t", "60", "-", &format!("UNIX-SENDTO:{path},bind={own}")]);
            socat.stdin(File::open(&input).unwrap()).stdout(File::create(&output).unwrap());
            // It does not know that there is no more, and is ended when it has the answer.
            let _socat = Process::start(&mut socat);
            poll("an answer", || (fs::read(&output).unwrap() == b"HELLO").then_some(()));
            assert_eq!(server.finish("").said, format!("{own}: Hello\n"));
        });
    }
}

#[test]
fn nc_is_known_by_its_number() {
    let names = Names::new();
    if has_nc() {
        each("peer_credentials", &[&names.path()], numbers::SYS_accept, |mut server, path| {
            let input = names.path();
            fs::write(&input, "Hello").unwrap();
            let mut nc = Command::new("nc");
            nc.args(["-N", "-U", path]).stdin(File::open(input).unwrap()).stdout(Stdio::null());
            let nc = Process::start(&mut nc);
            server.says("sent 5 bytes: ");
            let process = format!("process {}, user ", nc.id());
            assert!(nc.finish().status.success());
            let said = server.finish("").said;
            assert!(said.starts_with(&format!("connected: {process}")), "{said}");
            assert!(said.contains(&format!("\nsent 5 bytes: {process}")), "{said}");
        });
    }
}

/// A server of socat's at an address, when it listens or is bound.
fn socat_serves(kind: &str, name: &str, options: &str, program: &str) -> Process {
    let namespace = if name.starts_with('@') { "ABSTRACT" } else { "UNIX" };
    let mut socat = Command::new("socat");
    socat.arg(format!("{namespace}-{kind}:{}{options}", bare(name)));
    let process = Process::start(socat.arg(format!("EXEC:{program}")));
    poll("socat's socket", || {
        // Number, references, protocol, flags (a bit says that it listens), type, state, inode, path.
        let table = fs::read_to_string("/proc/net/unix").unwrap();
        let line = table.lines().find(|line| line.ends_with(&format!(" {name}")))?;
        (kind != "LISTEN" || line.split_whitespace().nth(3)? == "00010000").then_some(())
    });
    process
}

#[test]
fn clients_call_socat() {
    let names = Names::new();
    if !has("socat") {
        return;
    }
    let call = |client: &str, kind: &str, options: &str, program: &str, answer: &str| {
        let Some(pair) = Pair::new(client) else { return };
        for program_of_ours in pair.both() {
            for (name, own) in [(names.path(), names.path()), (names.name(), names.name())] {
                let socat = socat_serves(kind, &name, options, program);
                let args = [&*name, &*own, "Hello"];
                let args = if kind == "RECVFROM" { &args[..] } else { &[args[0], args[2]] };
                let outcome = Run::start(program_of_ours, args, Under::Nobody).finish("");
                assert_eq!((outcome.status, &*outcome.said), (Some(0), answer));
                assert!(socat.finish().status.success());
                assert!(!Path::new(&own).exists());
            }
        }
    };
    call("unix_stream_client", "LISTEN", "", "cat", "Hello\n");
    call("unix_seqpacket_client", "LISTEN", ",type=5", "cat", "Hello\n");
    call("unix_dgram_client", "RECVFROM", "", "tr a-z A-Z", "HELLO\n");
}
