//! The file server of the Web, and what is asked of it: by the book, by mistake, and to do harm.

use super::site::{SECRET, Site, large};
use super::whenever_children_ended;
use crate::run::{
    BOUND, Outcome, Pair, Run, Under, children, compare, complains, connect, has, prints_usage,
    sleeps_in, state, tells_calls,
};
use crate::support::poll;
use nix::libc;
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

fn start(program: &Path, site: &Site, more: &[&str], under: Under) -> Run {
    let root = site.root();
    let args = [&["0", root.to_str().unwrap()], more].concat();
    Run::start(program, &args, under)
}

/// Whether a child is about its connection; those that have ended may not be waited for yet.
fn has_child(server: &Run) -> bool {
    let is_alive = |child: &u32| state(*child).is_some_and(|(state, _)| state != 'Z');
    children(server.pid).iter().any(is_alive)
}

/// Reads what the server has said: of what nobody reads, a terminal takes a few thousand bytes.
fn read_log(server: &mut Run) {
    server.says("");
}

/// Sends a request, and nothing more; gives all of the answer.
fn ask(server: &Run, request: &[u8]) -> Vec<u8> {
    let mut stream = server.connect();
    stream.write_all(request).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

fn get(server: &Run, target: &str) -> Vec<u8> {
    ask(server, format!("GET {target} HTTP/1.0\r\n\r\n").as_bytes())
}

/// An answer in its parts: the status, the headers without the date, and what follows.
fn parts(answer: &[u8]) -> (u16, String, &[u8]) {
    let end = answer.windows(4).position(|end| end == b"\r\n\r\n").expect("an end of the headers");
    let (head, body) = (std::str::from_utf8(&answer[..end + 2]).unwrap(), &answer[end + 4..]);
    let (line, headers) = head.split_once("\r\n").unwrap();
    let status = line.strip_prefix("HTTP/1.0 ").expect("HTTP/1.0");
    let date = headers.lines().find(|line| line.starts_with("Date: ")).expect("a date");
    assert!(date.len() == "Date: Sun, 06 Nov 1994 08:49:37 GMT".len() && date.ends_with(" GMT"));
    (status[..3].parse().unwrap(), headers.replace(&format!("{date}\r\n"), ""), body)
}

/// The value of a header.
fn header<'a>(headers: &'a str, name: &str) -> Option<&'a str> {
    headers.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

/// What is asked for by the book: the target, the status, the type, and the file that it is; or where
/// that file would be.
const TARGETS: &[(&str, u16, &str, &str)] = &[
    ("/", 200, "text/html; charset=utf-8", "index.html"),
    ("/index.html", 200, "text/html; charset=utf-8", "index.html"),
    ("//index.html", 200, "text/html; charset=utf-8", "index.html"),
    ("/./index.html?x=1#there", 200, "text/html; charset=utf-8", "index.html"),
    ("/style.css?../../secret.txt", 200, "text/css; charset=utf-8", "style.css"),
    ("/image.svg", 200, "image/svg+xml", "image.svg"),
    ("/script.js", 200, "text/javascript; charset=utf-8", "script.js"),
    ("/dir/", 200, "text/html; charset=utf-8", "dir/index.html"),
    ("/dir/data.unknown", 200, "application/octet-stream", "dir/data.unknown"),
    ("/d%69r%2Findex.html", 200, "text/html; charset=utf-8", "dir/index.html"),
    ("/empty.txt", 200, "text/plain; charset=utf-8", "empty.txt"),
    ("/a%20b&c.txt", 200, "text/plain; charset=utf-8", "a b&c.txt"),
    ("/100%25.txt", 200, "text/plain; charset=utf-8", "100%.txt"),
    ("/%ED%95%9C%ea%b8%80.txt", 200, "text/plain; charset=utf-8", "\u{d55c}\u{ae00}.txt"),
    ("/\u{d55c}\u{ae00}.txt", 200, "text/plain; charset=utf-8", "\u{d55c}\u{ae00}.txt"),
    ("/..more", 200, "application/octet-stream", "..more"),
    ("/UPPER.HTML", 200, "text/html; charset=utf-8", "UPPER.HTML"),
    ("/dir", 301, "./dir/", ""),
    ("//dir", 301, "./dir/", ""),
    ("/dir/.?x", 301, "././", ""),
    ("/none/", 404, "", ""),
    ("/none such", 400, "", ""),
    ("/none%20such", 404, "", ""),
    ("/index.html/", 404, "", ""),
    ("/index.html/more", 404, "", ""),
    ("/%6eone/such/file", 404, "", ""),
];

/// Ways out of the root, and what else nobody is to get: targets that begin with a `/`.
const WAYS_OUT: &[(&str, u16)] = &[
    ("/../secret.txt", 403),
    ("/..", 403),
    ("/../", 403),
    ("/dir/../../secret.txt", 403),
    ("/dir/../index.html", 403),
    ("/%2e%2e/secret.txt", 403),
    ("/.%2E/secret.txt", 403),
    ("/%2e%2e%2fsecret.txt", 403),
    ("/..%2fsecret.txt", 403),
    ("/dir%2f..%2f..%2fsecret.txt", 403),
    ("/..%2froot%20and%20more/secret.txt", 403),
    ("/%252e%252e/secret.txt", 404),
    ("/..%5csecret.txt", 404),
    ("/..%c0%afsecret.txt", 404),
    ("/..%00/secret.txt", 400),
    ("/index.html%00.txt", 400),
    ("/%", 400),
    ("/%2", 400),
    ("/%2x/", 400),
    ("/%-1/", 400),
    ("/% 1/", 400),
    ("/link.txt", 403),
    ("/up/secret.txt", 403),
    ("/up/", 403),
    ("/slash/etc/passwd", 403),
    ("/inside.html", 403),
    ("/dir/loop/", 403),
    ("/fifo", 403),
    ("/sock", 403),
    ("/etc/passwd", 404),
    ("//etc/passwd", 404),
];

/// Requests that are no such ones.
const MISTAKES: &[(&[u8], u16)] = &[
    (b"GET / HTTP/1.0", 400),
    (b"GET / HTTP/1.0\r\n", 400),
    (b"GET / HTTP/1.0\r\nHost: a", 400),
    (b"\r\n\r\n", 400),
    (b"GET\r\n\r\n", 400),
    (b"GET /\r\n\r\n", 400),
    (b"GET / HTTP/1.0 more\r\n\r\n", 400),
    (b"GET / FTP/1.0\r\n\r\n", 400),
    (b"GET / HTTP/2.0\r\n\r\n", 505),
    (b"GET / HTTP/0.9\r\n\r\n", 505),
    (b"GET index.html HTTP/1.0\r\n\r\n", 400),
    (b"GET http://127.0.0.1/ HTTP/1.0\r\n\r\n", 400),
    (b"GET /\0 HTTP/1.0\r\n\r\n", 400),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    (b"\x1b[2J\x07\" \xff\xfe\r\n\r\n", 400),
    (b"POST / HTTP/1.0\r\nContent-Length: 4\r\n\r\nmore", 405),
    (b"DELETE /index.html HTTP/1.1\r\nHost: a\r\n\r\n", 405),
    (b"BREW /pot HTTP/1.0\r\n\r\n", 501),
    (b"get / HTTP/1.0\r\n\r\n", 501),
    (b"GE / HTTP/1.0\r\n\r\n", 501),
    (b"HEADX / HTTP/1.0\r\n\r\n", 501),
    (b"%s%n%d / HTTP/1.0\r\n\r\n", 501),
];

/// Asks for all that there is to ask for, one after the other.
fn conversation(server: &mut Run, site: &Site) -> Vec<Vec<u8>> {
    let mut answers = Vec::new();
    let mut ask = |request: &[u8]| {
        let answer = ask(server, request);
        poll("no child", || (!has_child(server)).then_some(()));
        read_log(server);
        answers.push(answer);
        let answer: &[u8] = answers.last().unwrap();
        let (status, headers, body) = parts(answer);
        let length = header(&headers, "Content-Length").unwrap().parse().unwrap();
        assert!(!answer.windows(SECRET.len()).any(|part| part == SECRET.as_bytes()), "{headers}");
        (status, headers, body.to_vec(), length)
    };
    for (target, expected, what, file) in TARGETS {
        let (status, headers, body, length) =
            ask(format!("GET {target} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes());
        assert_eq!((status, length), (*expected, body.len()), "{target}");
        match status {
            200 => {
                assert_eq!(header(&headers, "Content-Type"), Some(*what), "{target}");
                assert!(header(&headers, "Last-Modified").unwrap().ends_with(" GMT"), "{target}");
                assert_eq!(body, fs::read(site.path(file)).unwrap(), "{target}");
            }
            301 => assert_eq!(header(&headers, "Location"), Some(*what), "{target}"),
            _ => assert!(body.starts_with(b"<!DOCTYPE html>"), "{target}"),
        }
        let (of_head, head_headers, nothing, _) =
            ask(format!("HEAD {target} HTTP/1.0\n\n").as_bytes());
        if status != 400 {
            assert_eq!((of_head, &head_headers, nothing.len()), (status, &headers, 0), "{target}");
        }
    }
    for (target, expected) in WAYS_OUT {
        let (status, ..) = ask(format!("GET {target} HTTP/1.0\r\n\r\n").as_bytes());
        assert_eq!(status, *expected, "{target}");
    }
    for (request, expected) in MISTAKES {
        let (status, headers, ..) = ask(request);
        assert_eq!(status, *expected, "{}", request.escape_ascii());
        assert_eq!(header(&headers, "Allow").is_some(), status == 405);
    }
    answers
}

/// How many requests those are.
const CONVERSATION: usize = 2 * TARGETS.len() + WAYS_OUT.len() + MISTAKES.len();

/// What the server said and did, with the answers.
fn with_answers(outcome: Outcome, answers: &[Vec<u8>]) -> Outcome {
    let mut outcome = whenever_children_ended(outcome);
    assert_eq!(outcome.status, Some(0));
    for answer in answers {
        let (status, headers, body) = parts(answer);
        outcome.said += &format!("{status}\n{headers}\n{}\n", body.escape_ascii());
    }
    outcome
}

#[test]
fn answers() {
    let site = Site::new();
    compare("http_server", |program, under| {
        let mut server = start(program, &site, &[&CONVERSATION.to_string()], under);
        let answers = conversation(&mut server, &site);
        let outcome = server.finish(&format!("openat(AT_FDCWD, {:?}", site.root()));
        let logged: Vec<&str> = outcome.said.lines().collect();
        assert_eq!(logged.len(), CONVERSATION);
        assert_eq!(logged[0], "127.0.0.1 \"GET / HTTP/1.1\" 200");
        // What might do something to a terminal is not shown.
        assert!(logged.contains(&"127.0.0.1 \"?[2J?? ??\" 400"), "{logged:#?}");
        with_answers(outcome, &answers)
    });
}

/// Requests that do not end: what follows them is read, and the answer gets there.
#[test]
fn requests_without_end() {
    let site = Site::new();
    let header = |len: usize| format!("GET / HTTP/1.0\r\nX: {}\r\n\r\n", "x".repeat(len));
    let longest = 8192 - header(0).len();
    let requests = [
        (header(longest), 200),
        (header(longest + 1), 431),
        (format!("GET /{} HTTP/1.0\r\n\r\n", "x".repeat(7000)), 404),
        (format!("GET /{} HTTP/1.0\r\n\r\n", "x/".repeat(4000)), 404),
        (format!("GET /{}", "x".repeat(20_000_000)), 414),
        ("x".repeat(20_000_000), 414),
        (format!("GET / HTTP/1.0\r\n{}", "A: b\r\n".repeat(4_000_000)), 431),
        (format!("GET / HTTP/1.0\r\n{}", "x".repeat(20_000_000)), 431),
        (format!("POST / HTTP/1.0\r\n\r\n{}", "x".repeat(20_000_000)), 405),
    ];
    each(|program| {
        let server = start(program, &site, &[&requests.len().to_string()], Under::Nobody);
        for (request, expected) in &requests {
            let answer = ask(&server, request.as_bytes());
            assert_eq!(parts(&answer).0, *expected, "{}", &request[..30.min(request.len())]);
        }
        assert_eq!(server.finish("").status, Some(0));
    });
}

/// Runs the server in C, and in Rust.
fn each(run: impl Fn(&Path)) {
    let Some(pair) = Pair::new("http_server") else { return };
    pair.both().into_iter().for_each(run);
}

#[test]
fn who_is_slow_is_told_so_and_is_in_nobody_s_way() {
    let site = Site::new();
    each(|program| {
        let server = start(program, &site, &["6", "2"], Under::Nobody);
        let mut silent = server.connect();
        let mut slow = server.connect();
        slow.write_all(b"GET / HTTP/1.0\r\n").unwrap();
        // Nobody waits for a reader, either.
        let mut reader = server.connect();
        reader.write_all(b"GET /large.bin HTTP/1.0\r\n\r\n").unwrap();
        poll("three children", || (children(server.pid).len() == 3).then_some(()));
        assert_eq!(parts(&get(&server, "/")).0, 200);
        // One who sends something again and again.
        let mut drop_by_drop = server.connect();
        drop_by_drop.write_all(b"GET / HTTP/1.0\r\nX: ").unwrap();
        drop_by_drop.set_nonblocking(true).unwrap();
        let start = Instant::now();
        while drop_by_drop.peek(&mut [0]).is_err_and(|why| why.kind() == ErrorKind::WouldBlock) {
            assert!(start.elapsed() < BOUND);
            let _ = drop_by_drop.write(b"x");
            thread::sleep(Duration::from_millis(50));
        }
        drop_by_drop.set_nonblocking(false).unwrap();
        for stream in [&mut silent, &mut slow, &mut drop_by_drop] {
            stream.shutdown(Shutdown::Write).unwrap();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).unwrap();
            assert_eq!(parts(&answer).0, 408);
        }
        assert_eq!(parts(&get(&server, "/")).0, 200);
        // The reader has read nothing; it was given up, too.
        assert_eq!(server.finish("").status, Some(0));
        let mut answer = Vec::new();
        let _ = reader.read_to_end(&mut answer);
        assert!(answer.len() < 12_000_000, "it was not there as a whole");
    });
}

#[test]
fn who_reads_slowly_gets_all() {
    let site = Site::new();
    let file = large(12_000_000);
    each(|program| {
        let server = start(program, &site, &["1"], Under::Nobody);
        let mut stream = server.connect();
        stream.write_all(b"GET /large.bin HTTP/1.0\r\n\r\n").unwrap();
        // The server waits in the middle of the file.
        let child = poll("a child", || children(server.pid).first().copied());
        sleeps_in(child, libc::SYS_sendfile);
        let mut answer = Vec::new();
        while (&stream).take(100_000).read_to_end(&mut answer).unwrap() > 0 {
            thread::sleep(Duration::from_millis(5));
        }
        let (status, headers, body) = parts(&answer);
        assert_eq!((status, header(&headers, "Content-Length")), (200, Some("12000000")));
        assert!(body == file);
        drop(stream);
        assert_eq!(server.finish("").status, Some(0));
    });
}

/// Breaks a connection off.
fn reset(stream: TcpStream) {
    socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
}

#[test]
fn who_leaves_early_is_no_matter() {
    let site = Site::new();
    each(|program| {
        let server = start(program, &site, &["8"], Under::Nobody);
        drop(server.connect());
        reset(server.connect());
        for request in ["GET / HT", "GET /large.bin HTTP/1.0\r\n\r\n"] {
            for leave in [drop, reset] {
                let mut stream = server.connect();
                stream.write_all(request.as_bytes()).unwrap();
                if request.contains("large") {
                    stream.read_exact(&mut [0; 20]).unwrap();
                }
                leave(stream);
            }
        }
        let mut hurried = server.connect();
        hurried.write_all(b"GET /large.bin HTTP/1.0\r\n\r\n").unwrap();
        let child = poll("a child", || {
            let is_asleep = |child: &u32| {
                let call = fs::read_to_string(format!("/proc/{child}/syscall")).unwrap_or_default();
                call.starts_with(&format!("{} ", libc::SYS_sendfile))
            };
            children(server.pid).into_iter().find(is_asleep)
        });
        sleeps_in(child, libc::SYS_sendfile);
        reset(hurried);
        assert_eq!(parts(&get(&server, "/")).0, 200);
        assert_eq!(server.finish("").status, Some(0));
    });
}

#[test]
fn no_more_than_64_at_once() {
    if !tells_calls() {
        return;
    }
    let site = Site::new();
    each(|program| {
        let server = start(program, &site, &["66", "60"], Under::Nobody);
        let mut idle: Vec<TcpStream> = (0..64).map(|_| server.connect()).collect();
        poll("64 children", || (children(server.pid).len() == 64).then_some(()));
        let mut next = server.connect();
        next.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
        server.sleeps_in(libc::SYS_wait4);
        assert_eq!(children(server.pid).len(), 64);
        idle.pop();
        let mut answer = Vec::new();
        next.read_to_end(&mut answer).unwrap();
        assert_eq!(parts(&answer).0, 200);
        drop((next, idle));
        assert_eq!(parts(&get(&server, "/")).0, 200);
        assert_eq!(server.finish("").status, Some(0));
    });
}

#[test]
fn curl_and_wget_fetch_files() {
    let site = Site::new();
    let file = large(12_000_000);
    each(|program| {
        let server = start(program, &site, &[], Under::Nobody);
        let url = |target: &str| format!("http://127.0.0.1:{}{target}", server.port());
        let run = |program: &str, args: &[&str], target: &str| {
            let mut command = Command::new(program);
            // Neither settings nor proxies of whoever runs this.
            command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
            let output = command.args(args).arg(url(target)).output().unwrap();
            (output.status.code(), output.stdout)
        };
        if has("curl") {
            let curl = |args: &[&str], target: &str| {
                run("curl", &[&["-q", "-sS", "--path-as-is", "-m", "60"], args].concat(), target)
            };
            assert!(curl(&[], "/large.bin") == (Some(0), file.clone()));
            let (status, head) = curl(&["-I"], "/large.bin");
            assert_eq!((status, parts(&head).0, parts(&head).2), (Some(0), 200, &b""[..]));
            let (status, body) = curl(&["-L"], "/dir");
            assert_eq!((status, &*body), (Some(0), &b"<p>below</p>\n"[..]));
            assert_eq!(curl(&["-f"], "/../secret.txt").0, Some(22));
            let (status, page) = curl(&["-d", "a=b"], "/");
            assert!(status == Some(0) && page.starts_with(b"<!DOCTYPE html>\n<title>405"));
            // More than the server reads before it answers.
            let upload = site.path("large.bin");
            let (status, page) = curl(&["-T", upload.to_str().unwrap()], "/new.bin");
            assert!(status == Some(0) && page.starts_with(b"<!DOCTYPE html>\n<title>405"));
        }
        if has("wget") {
            let wget = ["-q", "--no-config", "-O", "-", "-T", "60", "-t", "1"];
            assert!(run("wget", &wget, "/large.bin") == (Some(0), file.clone()));
            assert_eq!(run("wget", &wget, "/none").0, Some(8));
        }
    });
}

#[test]
fn what_is_wrong_from_the_beginning() {
    let Some(pair) = Pair::new("http_server") else { return };
    let site = Site::new();
    let first = start(&pair.c, &site, &[], Under::Nobody);
    let root = site.root();
    let root = root.to_str().unwrap();
    let used = first.port().to_string();
    complains("http_server", &[&used, root], "bind: Address already in use\n");
    complains("http_server", &["0", "/none/such"], "/none/such: No such file or directory\n");
    let file = format!("{root}/index.html");
    complains("http_server", &["0", &file], "index.html: Not a directory\n");
    let wrong: &[&[&str]] =
        &[&[], &["0"], &["no port", "."], &["65536", "."], &["0", ".", "1", "0"], &["0"; 5]];
    prints_usage("http_server", wrong);
}

#[test]
fn connections_one_after_the_other() {
    let site = Site::new();
    each(|program| {
        let mut server = start(program, &site, &["501"], Under::Nobody);
        let port = server.port();
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..125 {
                        let mut stream = connect(port);
                        stream.write_all(b"GET /style.css HTTP/1.0\r\n\r\n").unwrap();
                        let mut answer = Vec::new();
                        stream.read_to_end(&mut answer).unwrap();
                        assert_eq!(parts(&answer).0, 200);
                    }
                });
            }
            poll("500 lines", || {
                read_log(&mut server);
                (server.said.lines().count() == 500).then_some(())
            });
        });
        assert_eq!(parts(&get(&server, "/")).0, 200);
        let outcome = server.finish("");
        assert_eq!((outcome.status, outcome.said.lines().count()), (Some(0), 501));
    });
}
