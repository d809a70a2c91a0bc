//! The table, the lines, and what the environment asks for.

use super::*;
use crate::child::{in_child, pair};
use crate::support::Dir;
use berkeley::errno::{errno, set_errno};
use berkeley::release;
use berkeley::sys::un::sockaddr_un;
use serde_json::Value;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Set in a process that the environment asks for a ledger.
const ALONE: &str = "BERKELEY_TEST_LEDGER";

/// Runs `body` in a process of its own, with this for `BERKELEY_LEDGER`, and standard error there.
fn with(name: &str, asked: &Path, stderr: Stdio, body: impl FnOnce()) -> Output {
    if std::env::var_os(ALONE).is_some() {
        body();
        std::process::exit(0);
    }
    command(&std::env::current_exe().unwrap(), name, asked).stderr(stderr).output().unwrap()
}

fn command(program: &Path, name: &str, asked: &Path) -> Command {
    let mut command = Command::new(program);
    command.args([name, "--exact", "--nocapture", "--test-threads=1"]);
    command.env(ALONE, "1").env("BERKELEY_LEDGER", asked).stdout(Stdio::null());
    command
}

/// Some traffic: a connection that ends, and one that does not.
fn traffic() {
    let [client, server] = tcp();
    let [one, other] = pair();
    set_errno(77);
    assert_eq!((write(client, "Hello", 5), write(one, "you", 3)), (5, 3));
    assert_eq!((read(server, &mut [0u8; 9], 9), read(other, &mut [0u8; 9], 9)), (5, 3));
    assert_eq!((close(client), close(server)), (0, 0));
    assert_eq!(errno(), 77, "what succeeds leaves errno alone");
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

#[test]
fn the_table_fits_and_is_aligned() {
    in_child("output::the_table_fits_and_is_aligned", || {
        ledger::start();
        let big = &vec![7u8; 60_000];
        for _ in 0..20 {
            let [client, server] = tcp();
            for _ in 0..1000 {
                assert_eq!(write(client, big, 60_000), 60_000);
                assert_eq!(
                    recv(server, &mut vec![0u8; 60_000][..], 60_000, libc::MSG_WAITALL),
                    60_000
                );
            }
        }
        let (one, port) = bound(SOCK_DGRAM);
        assert_eq!(sendto(one, "!", 1, 0, &loopback(port), 16), 1);
        assert_eq!(recv(one, &mut [0u8; 9], 9, 0), 1);
        let sock = socket(PF_INET6, SOCK_DGRAM, 0);
        let addr = &mut sockaddr_in6::zeroed();
        addr.sin6_family = AF_INET6 as sa_family_t;
        addr.sin6_addr = IN6ADDR_LOOPBACK_INIT;
        addr.sin6_port = htons(9);
        // Where there is no IPv6, there is no line of it.
        let sixth = sendto(sock, "six", 3, 0, addr, sizeof(addr)) == 3;

        let ledger = ledger::snapshot();
        let table = ledger.to_string();
        let rows: Vec<&str> = table.lines().collect();
        let extra = usize::from(rows.iter().filter(|row| row.len() == 10).count() == 2);
        assert_eq!(rows.len(), 2 + 1 + extra + ledger.entries.len() + 2, "{table}");
        assert!(rows.iter().all(|row| row.chars().count() <= 100), "{table}");
        assert!(rows[0].starts_with(&format!("Ledger of process {}, 4", std::process::id())));
        assert_eq!(sixth, table.contains("[::1]:9"));
        for word in ["sent", "got"] {
            let column = rows[1].find(word).unwrap() + word.len();
            for row in &rows[3..rows.len() - 1] {
                let ends = row.len() == 10 || row.as_bytes()[column - 1].is_ascii_digit();
                assert!(ends && row.as_bytes().get(column).is_none_or(|c| *c == b' '), "{table}");
            }
        }
        let bits = 20 * 1000 * 60_000u64 * 8 + 8 + if sixth { 24 } else { 0 };
        assert!(rows[rows.len() - 2].contains(&format!(" {bits} ")), "{table}");
        assert_eq!(rows[rows.len() - 1], "+ still open");
    });
}

#[test]
fn the_lines_are_json() {
    in_child("output::the_lines_are_json", || {
        ledger::start();
        traffic();
        // A name with all that a string of JSON has to escape.
        let sock = socket(AF_UNIX, SOCK_DGRAM, 0);
        let addr = &mut sockaddr_un::zeroed();
        addr.sun_family = AF_UNIX as sa_family_t;
        let name = b"\0\"\\\n\t\x01\x7f/\xc3\xa9\xff";
        for (to, from) in addr.sun_path.iter_mut().zip(name) {
            *to = *from as _;
        }
        assert_eq!(bind(sock, addr, 2 + name.len()), 0);
        assert_eq!(sendto(sock, "me", 2, 0, addr, 2 + name.len()), 2);

        let ledger = ledger::snapshot();
        let lines = lines(&ledger.to_json_lines());
        assert_eq!((lines.len(), ledger.entries.len()), (5, 5));
        for (line, entry) in lines.iter().zip(&ledger.entries) {
            let members: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
            let mut all = vec![
                "process",
                "socket",
                "protocol",
                "scope",
                "open",
                "start",
                "seconds",
                "local",
                "peer",
                "sent",
                "received",
                "bytes_cut",
            ];
            all.sort_unstable();
            assert_eq!(members, all);
            assert_eq!(line["process"], std::process::id());
            assert_eq!(line["socket"], entry.socket);
            assert_eq!(
                (&line["protocol"], &line["open"]),
                (&entry.protocol.clone().into(), &entry.open.into())
            );
            assert_eq!(line["local"]["socket"], *entry.local.socket);
            assert_eq!(
                line["peer"]["host"],
                entry.peer.host.clone().map_or(Value::Null, Value::from)
            );
            for (json, traffic) in
                [(&line["sent"], entry.sent), (&line["received"], entry.received)]
            {
                assert_eq!(json["messages"], traffic.messages);
                assert_eq!(json["bytes"], traffic.bytes);
                assert_eq!(json["bits"], traffic.bytes * 8);
            }
            let seconds = line["seconds"].as_f64().unwrap();
            assert!((seconds - entry.duration.as_secs_f64()).abs() < 1e-5);
            // As `date` reads it.
            let start = line["start"].as_str().unwrap();
            let date = Command::new("date").args(["-d", start, "+%s%6N"]).output().unwrap();
            let micros = entry.start.duration_since(std::time::UNIX_EPOCH).unwrap().as_micros();
            assert_eq!(String::from_utf8(date.stdout).unwrap().trim(), micros.to_string());
        }
        let text = &lines.iter().find(|line| line["sent"]["bytes"] == 2).unwrap()["peer"]["socket"];
        assert_eq!(text, r#"@"\\\x0a\x09\x01\x7f/é\xff"#);
    });
}

#[test]
fn a_table_at_the_end() {
    let name = "output::a_table_at_the_end";
    let output = with(name, Path::new("1"), Stdio::piped(), traffic);
    let table = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{table}");
    let at = table.find("Ledger of process").unwrap_or_else(|| panic!("{table}"));
    assert!(table[at..].contains(", 4 connections"), "{table}");
    assert_eq!(table.matches("tcp").count(), 2, "{table}");
    // None is asked for.
    for off in ["", "0"] {
        let output = with(name, Path::new(off), Stdio::piped(), traffic);
        assert!(output.status.success());
        assert_eq!(String::from_utf8_lossy(&output.stderr).matches("Ledger").count(), 0);
    }
}

#[test]
fn lines_as_connections_end() {
    let dir = Dir::new();
    let path = dir.path().join("lines");
    // The parent's and the child's, to the same file.
    let output = with("output::lines_as_connections_end", &path, Stdio::piped(), || {
        traffic();
        let asked = std::env::var_os("BERKELEY_LEDGER").unwrap();
        assert_eq!(lines(&fs::read_to_string(&asked).unwrap()).len(), 2, "what has ended");
        // SAFETY: the test harness's own thread waits for this one, and does nothing.
        let child = unsafe { libc::fork() };
        if child == 0 {
            traffic();
            // SAFETY: ends the process, with what is to be done at the end.
            unsafe { libc::exit(0) };
        }
        // SAFETY: no status is asked for.
        unsafe { libc::waitpid(child, std::ptr::null_mut(), 0) };
    });
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = lines(&fs::read_to_string(&path).unwrap());
    // Of both: two that ended, two that were open at the end.
    assert_eq!(lines.len(), 8, "{lines:#?}");
    for process in [&lines[0]["process"], &lines[2]["process"]] {
        for open in [false, true] {
            let is = |line: &&Value| line["process"] == *process && line["open"] == open;
            assert_eq!(lines.iter().filter(is).count(), 2);
        }
    }
    assert_ne!(lines[0]["process"], lines[2]["process"]);
}

#[test]
fn what_cannot_be_written_is_lost() {
    let name = "output::what_cannot_be_written_is_lost";
    let body = || {
        let asked = std::env::var_os("BERKELEY_LEDGER").unwrap();
        // As a program has it that means to be ended by a broken pipe, though not by this one.
        // SAFETY: the default action is no handler.
        unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
        traffic();
        let fifo = Path::new(&asked);
        if fifo.ends_with("fifo") {
            // Its reader goes when it is open.
            fs::write(fifo.with_extension("opened"), "").unwrap();
            while !fifo.with_extension("closed").exists() {
                std::thread::yield_now();
            }
        }
        traffic();
        let kept = asked != "/nowhere/file";
        assert_eq!(entries().len(), if kept { 8 } else { 0 });
    };
    let check = |output: Output| {
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{}\n{text}", output.status);
        text
    };
    for (path, error) in [
        ("/dev/full", "/dev/full: No space left on device (os error 28): entries are lost\n"),
        (
            "/nowhere/file",
            "/nowhere/file: No such file or directory (os error 2): no ledger is kept\n",
        ),
    ] {
        let text = check(with(name, Path::new(path), Stdio::piped(), body));
        assert_eq!(text, format!("BERKELEY_LEDGER: {error}"), "once");
    }
    // Standard error full, a pipe that nobody reads, and closed.
    for asked in ["1", "/dev/full"].map(Path::new) {
        let full = File::options().write(true).open("/dev/full").unwrap();
        check(with(name, asked, full.into(), body));
        let broken = &mut [0; 2];
        assert_eq!(pipe(broken), 0);
        assert_eq!(close(broken[0]), 0);
        check(with(name, asked, release(broken[1]).unwrap().into(), body));
        let mut shell = command(Path::new("sh"), name, asked);
        let this = std::env::current_exe().unwrap();
        let mut closed = Command::new("sh");
        closed.args(["-c", "exec \"$0\" \"$@\" 2>&-"]).arg(this).args(shell.get_args());
        closed.envs(shell.get_envs().filter_map(|(name, value)| Some((name, value?))));
        check(closed.stdout(Stdio::null()).output().unwrap());
        shell.stdout(Stdio::null());
    }
    // The file is a pipe without a reader.
    let dir = Dir::new();
    let fifo = dir.path().join("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let reader = File::options().read(true).write(true).open(&fifo).unwrap();
    let closer = std::thread::spawn({
        let fifo = fifo.clone();
        move || {
            while !fifo.with_extension("opened").exists() {
                std::thread::yield_now();
            }
            drop(reader);
            fs::write(fifo.with_extension("closed"), "").unwrap();
        }
    });
    let output = with(name, &fifo, Stdio::piped(), body);
    closer.join().unwrap();
    assert!(check(output).contains("Broken pipe"));
}
