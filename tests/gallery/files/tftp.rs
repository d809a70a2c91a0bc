//! Files by TFTP: between the two programs, on a way that loses packets, and with others' clients.

use super::lossy::Way;
use super::site::{SECRET, large};
use super::whenever_children_ended;
use crate::run::{
    Outcome, Pair, Run, Start, Under, complains, has, pairings, prints_usage, tells_calls,
};
use crate::support::numbers;
use crate::support::{Dir, say};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

/// A directory that a server serves, and files of the client's beside it.
pub(super) struct Place {
    dir: Dir,
}

impl Place {
    pub(super) fn new() -> Place {
        let place = Place { dir: Dir::new() };
        fs::create_dir_all(place.root().join("dir")).unwrap();
        fs::write(place.path("secret.txt"), SECRET).unwrap();
        symlink("../secret.txt", place.served("link")).unwrap();
        symlink("..", place.served("up")).unwrap();
        let fifo = std::ffi::CString::new(place.served("fifo").to_str().unwrap()).unwrap();
        nix::unistd::mkfifo(fifo.as_c_str(), nix::sys::stat::Mode::S_IRWXU).unwrap();
        place
    }

    pub(super) fn root(&self) -> PathBuf {
        self.path("root")
    }

    pub(super) fn served(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(super) fn start(&self, program: &Path, more: &[&str], under: Under) -> Run {
        Run::start(program, &[&["0", self.root().to_str().unwrap()], more].concat(), under)
    }

    /// What a program said and did, without what differs between two runs: the place, and when children
    /// ended. And without how it said it on standard error, which is each language's own.
    pub(super) fn same(&self, outcome: Outcome) -> Outcome {
        let mut outcome = whenever_children_ended(outcome);
        let place = self.dir.path().to_str().unwrap();
        for text in [&mut outcome.said, &mut outcome.complained] {
            *text = text.replace(place, "PLACE");
        }
        for calls in &mut outcome.calls {
            calls.retain(|call| !call.starts_with("write(2, "));
            calls.iter_mut().for_each(|call| *call = call.replace(place, "PLACE"));
        }
        outcome
    }
}

/// Text that netascii changes, across the bounds of blocks, too.
fn text() -> Vec<u8> {
    let mut text = b"x".repeat(510);
    text.extend_from_slice(b"\n\r\n\r\r\n\r\0");
    text.extend(b"\n\r".repeat(300));
    text.extend_from_slice(b"the end\r");
    text
}

/// A file is fetched or brought, by any client from or to any server.
fn goes_everywhere(way: &str, mode: &str, file: &[u8]) {
    let blocks = match mode {
        "octet" => file.len() / 512 + 1,
        _ => (file.len() + file.iter().filter(|byte| b"\r\n".contains(byte)).count()) / 512 + 1,
    };
    pairings("tftp_server", "tftp_client", |server, client, under| {
        let meet = || {
            let place = Place::new();
            let (from, to) = match way {
                "get" => (place.served("file"), place.path("copy")),
                _ => (place.path("file"), place.served("dir/copy")),
            };
            fs::write(&from, file).unwrap();
            let server = place.start(server, &["1", "500"], under);
            let port = server.udp_port().to_string();
            let (local_from, local_to) = match way {
                "get" => ("file", to.to_str().unwrap()),
                _ => (from.to_str().unwrap(), "dir/copy"),
            };
            let args = ["127.0.0.1", &port, way, local_from, local_to, mode, "500"];
            let client = Run::start(client, &args, under).finish("socket(");
            let server = server.finish(&format!("openat(AT_FDCWD, {:?}", place.root()));
            assert_eq!((server.status, client.status), (Some(0), Some(0)));
            assert!(fs::read(to).unwrap() == file, "not the same");
            [server, client].map(|outcome| place.same(outcome))
        };
        // Each packet once: the request, the blocks, their acknowledgements, and the last of these again.
        let sent = |outcomes: &[Outcome; 2]| {
            let calls = outcomes.iter().flat_map(|outcome| outcome.calls.iter().flatten());
            calls.filter(|call| call.starts_with("sendto(")).count()
        };
        let expected = 2 + 2 * blocks + usize::from(way == "put");
        let once = |outcomes: &[Outcome; 2]| under == Under::Nobody || sent(outcomes) == expected;
        let mut runs = (0..20).map(|_| meet());
        runs.find(once).expect("a run in which nothing was sent again for want of time")
    });
}

#[test]
fn any_client_gets_a_file_from_any_server() {
    goes_everywhere("get", "octet", &large(1300));
    goes_everywhere("get", "octet", b"");
}

#[test]
fn any_client_puts_a_file_on_any_server() {
    // The last block is an empty one.
    goes_everywhere("put", "octet", &large(1024));
}

#[test]
fn any_client_gets_text_from_any_server() {
    goes_everywhere("get", "netascii", &text());
}

#[test]
fn any_client_puts_text_on_any_server() {
    goes_everywhere("put", "netascii", &text());
}

/// The programs, in C and in Rust: each server with each client.
fn each_pair(meet: impl Fn(&Path, &Path) + Sync) {
    let (Some(servers), Some(clients)) = (Pair::new("tftp_server"), Pair::new("tftp_client"))
    else {
        return;
    };
    thread::scope(|scope| {
        for server in servers.both() {
            for client in clients.both() {
                let meet = &meet;
                scope.spawn(move || meet(server, client));
            }
        }
    });
}

#[test]
fn files_get_there_on_a_way_that_loses_packets() {
    let file = large(20_000);
    each_pair(|server, client| {
        for (way, seed) in [("get", 1), ("put", 2), ("get", 3), ("put", 4)] {
            let place = Place::new();
            let (from, to) = match way {
                "get" => (place.served("file"), place.path("copy")),
                _ => (place.path("file"), place.served("copy")),
            };
            fs::write(&from, &file).unwrap();
            let server = place.start(server, &["1", "60", "100"], Under::Nobody);
            let relay = Way::to(server.udp_port(), seed);
            let port = relay.port().to_string();
            let end = AtomicBool::new(false);
            let fates = thread::scope(|scope| {
                let relay = scope.spawn(|| relay.run(&end));
                let (from, to) = match way {
                    "get" => ("file", to.to_str().unwrap()),
                    _ => (from.to_str().unwrap(), "copy"),
                };
                let args = ["127.0.0.1", &port, way, from, to, "octet", "60", "100"];
                let outcome = Run::start(client, &args, Under::Nobody).finish("");
                assert_eq!((outcome.status, &*outcome.said), (Some(0), "20000 bytes\n"));
                let outcome = server.finish("");
                let does = if way == "get" { "reads file" } else { "writes copy" };
                assert_eq!(outcome.said, format!("127.0.0.1 {does}: 20000 bytes\n"));
                end.store(true, Relaxed);
                relay.join().unwrap()
            });
            assert!(fs::read(to).unwrap() == file, "not the same");
            assert!(fates.lost > 5 && fates.twice > 2 && fates.late > 2, "{fates:?}");
        }
    });
}

/// What the fault rules can do to the port: a wait that is over too soon, parts of what is read and
/// written.
#[test]
fn files_get_there_whatever_the_calls_do() {
    let Some(servers) = Pair::new("tftp_server") else { return };
    let client = crate::support::example("tftp_client");
    let file = large(20_000);
    for server in servers.both() {
        for way in ["get", "put"] {
            let place = Place::new();
            let (from, to) = match way {
                "get" => (place.served("file"), place.path("copy")),
                _ => (place.path("file"), place.served("copy")),
            };
            fs::write(&from, &file).unwrap();
            const RULES: &str =
                "recvfrom:errno=EAGAIN:every=3; read:short=7; write:short=100:every=2";
            let args = ["0", place.root().to_str().unwrap(), "1", "200", "20"].map(String::from);
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let server = Start::new(server, &args, Under::Nobody);
            let server = server.env("BERKELEY_FAULT", RULES).run();
            let port = server.udp_port().to_string();
            let (local_from, local_to) = match way {
                "get" => ("file", to.to_str().unwrap()),
                _ => (from.to_str().unwrap(), "copy"),
            };
            let args = ["127.0.0.1", &port, way, local_from, local_to, "octet", "200", "20"];
            let client = Start::new(&client, &args, Under::Nobody);
            let client = client.env("BERKELEY_FAULT", RULES).run().finish("");
            assert_eq!((client.status, &*client.said), (Some(0), "20000 bytes\n"));
            assert_eq!(server.finish("").status, Some(0));
            assert!(fs::read(to).unwrap() == file, "not the same");
        }
    }
}

/// More blocks than there are numbers: behind 65535 comes 0.
#[test]
fn block_numbers_begin_anew() {
    let (Some(servers), Some(clients)) = (Pair::new("tftp_server"), Pair::new("tftp_client"))
    else {
        return;
    };
    let file = large(65_540 * 512 + 100);
    let meet = |server: &Path, client: &Path| {
        let place = Place::new();
        fs::write(place.served("file"), &file).unwrap();
        let server = place.start(server, &["2", "1000", "60"], Under::Nobody);
        let port = server.udp_port().to_string();
        let copy = place.path("copy");
        let copy = copy.to_str().unwrap();
        let run = |args: [&str; 3]| {
            let args = [&["127.0.0.1", &port][..], &args, &["octet", "1000", "60"]].concat();
            let outcome = Run::start(client, &args, Under::Nobody).finish("");
            assert_eq!(
                (outcome.status, outcome.said),
                (Some(0), format!("{} bytes\n", file.len()))
            );
        };
        run(["get", "file", copy]);
        assert!(fs::read(copy).unwrap() == file, "not the same");
        run(["put", copy, "again"]);
        assert_eq!(server.finish("").status, Some(0));
        assert!(fs::read(place.served("again")).unwrap() == file, "not the same");
    };
    meet(&servers.c, &clients.rust);
    meet(&servers.rust, &clients.c);
}

#[test]
fn many_clients_at_once() {
    each_pair(|server, client| {
        let place = Place::new();
        let file = large(50_000);
        fs::write(place.served("file"), &file).unwrap();
        let server = place.start(server, &["10", "1000", "60"], Under::Nobody);
        let port = server.udp_port().to_string();
        let (place, file, port) = (&place, &file, &port);
        thread::scope(|scope| {
            for number in 0..5 {
                scope.spawn(move || {
                    let copy = place.path(&format!("copy{number}"));
                    let name = format!("again{number}");
                    for args in [
                        ["get", "file", copy.to_str().unwrap()],
                        ["put", copy.to_str().unwrap(), &name],
                    ] {
                        let args = [&["127.0.0.1", port][..], &args, &["octet", "1000"]].concat();
                        assert_eq!(
                            Run::start(client, &args, Under::Nobody).finish("").status,
                            Some(0)
                        );
                    }
                    assert!(fs::read(copy).unwrap() == *file);
                    assert!(fs::read(place.served(&name)).unwrap() == *file);
                });
            }
        });
        let outcome = server.finish("");
        assert_eq!((outcome.status, outcome.said.lines().count()), (Some(0), 10));
    });
}

#[test]
fn others_clients() {
    let Some(servers) = Pair::new("tftp_server") else { return };
    let (tftp, curl) = (has("tftp"), has("curl"));
    let file = large(5120);
    for program in servers.both() {
        let place = Place::new();
        fs::write(place.served("file"), &file).unwrap();
        fs::write(place.served("text"), text()).unwrap();
        let server = place.start(program, &["-1", "2000"], Under::Nobody);
        let port = server.udp_port().to_string();
        let here = place.path("here");
        fs::create_dir(&here).unwrap();
        let run = |program: &str, args: &[&str]| {
            let mut command = Command::new("timeout");
            command.args(["60", program]).args(args).current_dir(&here);
            command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
            command.output().unwrap()
        };
        if tftp {
            let tftp = |mode: &str, args: &[&str]| {
                let output = run("tftp", &[&["-m", mode, "127.0.0.1", &port, "-c"], args].concat());
                String::from_utf8_lossy(&output.stdout).into_owned()
            };
            tftp("octet", &["get", "file"]);
            assert!(fs::read(here.join("file")).unwrap() == file);
            tftp("octet", &["put", "file", "dir/hpa"]);
            assert!(fs::read(place.served("dir/hpa")).unwrap() == file);
            tftp("netascii", &["get", "text"]);
            assert!(fs::read(here.join("text")).unwrap() == text());
            tftp("netascii", &["put", "text", "text2"]);
            assert!(fs::read(place.served("text2")).unwrap() == text());
            let refused = |args: &[&str], code: &str| {
                let said = tftp("octet", args);
                assert!(said.contains(code), "{args:?}: {said}");
            };
            refused(&["get", "none"], "Error code 1: File not found");
            refused(&["get", "../secret.txt"], "Error code 2: Access violation");
            refused(&["put", "file"], "Error code 6: File already exists");
            say("tftp gets and puts files");
        }
        if curl {
            // It asks for options (RFC 2347), and is answered without any.
            let url = |name: &str| format!("tftp://127.0.0.1:{port}/{name}");
            let curl = |args: &[&str]| run("curl", &[&["-q", "-sS", "-m", "60"], args].concat());
            assert!(curl(&[&url("file")]).stdout == file);
            fs::write(here.join("own"), &file).unwrap();
            assert_eq!(curl(&["-T", "own", &url("curl")]).status.code(), Some(0));
            assert!(fs::read(place.served("curl")).unwrap() == file);
            assert_eq!(curl(&[&url("none")]).status.code(), Some(68), "file not found");
            assert_eq!(curl(&[&url("link")]).status.code(), Some(69), "no access");
            say("curl gets and puts files by TFTP");
        }
    }
}

#[test]
fn what_is_wrong_from_the_beginning() {
    if !tells_calls() {
        return;
    }
    let Some(pair) = Pair::new("tftp_server") else { return };
    let place = Place::new();
    let first = place.start(&pair.c, &[], Under::Nobody);
    first.sleeps_in(numbers::SYS_recvfrom);
    let (used, root) = (first.udp_port().to_string(), place.root());
    let root = root.to_str().unwrap();
    complains("tftp_server", &[&used, root], "bind: Address already in use\n");
    complains("tftp_server", &["0", "/none/such"], "/none/such: No such file or directory\n");
    let put = ["127.0.0.1", &used, "put", "/none/such", "x"];
    complains("tftp_client", &put, "/none/such: No such file or directory\n");
    let long = "x".repeat(600);
    complains("tftp_client", &["127.0.0.1", &used, "get", &long, "x"], ": the name is too long\n");
    let nowhere = ["127.0.0.1", &used, "get", "link", "/dev/null"];
    complains("tftp_client", &nowhere, "link: Access violation\n");
    let wrong: &[&[&str]] = &[
        &[],
        &["0"],
        &["no port", "."],
        &["65536", "."],
        &["0", ".", "1", "0"],
        &["0", ".", "1", "1", "0"],
        &["0"; 7],
    ];
    prints_usage("tftp_server", wrong);
    let wrong: &[&[&str]] = &[
        &["127.0.0.1", "1", "get", "a"],
        &["12345", "127.0.0.1", "get", "a", "b"],
        &["127.0.0.1", "1", "fetch", "a", "b"],
        &["127.0.0.1", "1", "get", "a", "b", "mail"],
        &["127.0.0.1", "1", "get", "a", "b", "octet", "0"],
        &["127.0.0.1", "1", "get", "a", "b", "octet", "1", "0"],
        &["127.0.0.1", "1", "get", "a", "b", "octet", "1", "1", "1"],
    ];
    prints_usage("tftp_client", wrong);
}
