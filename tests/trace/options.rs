//! What the lines say beside the calls, and which calls have one: beside strace with the options that
//! it has for that.

use super::{alone, is_alone};
use crate::support::strace::{self, Log, normal};
use crate::support::{Dir, Process};
use berkeley::poll::{POLLIN, poll, pollfd, ppoll};
use berkeley::trace::{self, Options, Time};
use berkeley::{arpa::inet::*, fcntl::*, sys::epoll::*, sys::eventfd::*, unistd::*};
use berkeley::{sys::ioctl::*, sys::select::*, sys::sendfile::*, sys::uio::*};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Calls of each kind.
fn kinds() {
    let pair = &mut [0; 2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    let sock = socket(AF_INET, SOCK_STREAM, 0);
    let addr = &mut sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(sock, addr, sizeof(addr));
    listen(sock, 5);
    getsockname(sock, addr, &mut 16);
    getpeername(sock, addr, &mut 16);
    getsockopt(sock, SOL_SOCKET, SO_TYPE, &mut 0, &mut 4);
    setsockopt(sock, SOL_SOCKET, SO_KEEPALIVE, &1, 4);
    let client = socket(AF_INET, SOCK_STREAM, 0);
    connect(client, addr, sizeof(addr));
    close(accept(sock, NULL, NULL));
    accept4(sock, NULL, NULL, 0x1234);
    let buf = &mut [b'x'; 64];
    send(pair[0], buf, 20, 0);
    sendto(pair[0], buf, 20, 0, NULL, 0);
    recv(pair[1], buf, 5, 0);
    recvfrom(pair[1], buf, 5, 0, NULL, NULL);
    read(pair[1], buf, 5);
    write(pair[1], buf, 5);
    readv(pair[1], &[iovec::zeroed()], 1);
    writev(pair[1], &[iovec::zeroed()], 1);
    lseek(pair[1], 0, SEEK_SET);
    pread(pair[1], buf, 1, 0);
    pwrite(pair[1], buf, 1, 0);
    preadv(pair[1], &[iovec::zeroed()], 1, 0);
    pwritev(pair[1], &[iovec::zeroed()], 1, 0);
    sendmsg(pair[0], &msghdr::zeroed(), 0);
    recvmsg(pair[1], &mut msghdr::zeroed(), MSG_DONTWAIT);
    ioctl(pair[1], FIONREAD, &mut 0);
    fcntl(pair[1], F_GETFL, 0);
    poll(&mut [pollfd { fd: pair[1], events: POLLIN, revents: 0 }], 1, 0);
    ppoll(NULL, 0, &timespec::zeroed(), NULL);
    select(0, NULL, NULL, NULL, &mut timeval::zeroed());
    pselect(0, NULL, NULL, NULL, &timespec::zeroed(), NULL);
    let epoll = epoll_create1(0);
    epoll_ctl(epoll, EPOLL_CTL_ADD, pair[1], &mut epoll_event::zeroed());
    epoll_wait(epoll, &mut [epoll_event::zeroed()], 1, 0);
    epoll_pwait(epoll, &mut [epoll_event::zeroed()], 1, 0, NULL);
    close(eventfd(0, 0));
    close(dup(epoll));
    dup2(epoll, epoll);
    pipe(&mut [0; 2]);
    pipe2(&mut [0; 2], O_NONBLOCK);
    let file = open("/dev/null", O_RDWR, 0);
    creat("/no/such/directory", 0o600);
    sendfile(pair[0], file, NULL, 10);
    shutdown(sock, SHUT_RDWR);
}

/// A run under strace with these options, with a trace of its own with those: the lines of both, and
/// of strace's only those of the thread that makes the calls, from the first one on.
fn both(name: &str, theirs: &[&str], ours: &str) -> [Vec<String>; 2] {
    let (log, dir) = (Log::new(), Dir::new());
    let file = dir.path().join("trace");
    alone(&format!("options::{name}"), kinds, |this| {
        let mut strace = log.command(this, theirs);
        strace.env("BERKELEY_TRACE", &file).env("BERKELEY_TRACE_OPTIONS", ours);
        strace.env("TZ", "NEPAL-5:45");
        strace
    });
    let ours: Vec<String> = fs::read_to_string(file).unwrap().lines().map(String::from).collect();
    // The thread that wrote the lines.
    let wrote = |lines: &Vec<String>| lines.iter().any(|line| line.contains("write(1000, "));
    let made = |lines: &Vec<String>| lines.iter().any(|line| is_ours(line));
    let logs: Vec<_> = log.of_all().into_iter().map(|(_, lines)| lines).collect();
    let theirs = logs.iter().find(|lines| wrote(lines)).or(logs.iter().rfind(|lines| made(lines)));
    let theirs = theirs.unwrap();
    // The trace opens its file when the first call is made.
    let opens = theirs.iter().position(|line| line.contains(", F_DUPFD_CLOEXEC, 1000)"));
    let from = opens.map_or(0, |at| {
        at + 1 + theirs[at..].iter().position(|line| line.contains("close(")).unwrap_or(0)
    });
    let calls: Vec<String> = theirs[from..]
        .iter()
        .filter(|line| is_ours(line) && !line.contains("write(1000, "))
        // The trace is opened, and libc looks up the time zone.
        .filter(|line| !line.contains("F_GETFD") && !line.contains("/trace\""))
        .filter(|line| {
            !line.contains("/trace\"")
                && !line.contains("/zoneinfo/")
                && !line.contains("/etc/localtime")
        })
        .cloned()
        .collect();
    // What comes after the test is the harness's.
    let calls = calls.into_iter().take(ours.len()).collect();
    [ours, calls]
}

/// Whether a line is of a call that [`kinds`] makes.
fn is_ours(line: &str) -> bool {
    const CALLS: &str = "socketpair socket bind listen getsockname getpeername getsockopt setsockopt \
        connect close accept accept4 sendto recvfrom read write readv writev lseek pread64 pwrite64 preadv pwritev sendmsg \
        recvmsg ioctl fcntl poll ppoll pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait \
        eventfd2 dup dup2 pipe pipe2 pipe2 openat creat sendfile shutdown";
    let before = line.split('(').find(|part| !part.ends_with(' ')).unwrap_or_default();
    let name = before.rsplit(' ').next().unwrap_or_default();
    CALLS.split_whitespace().any(|call| call == name)
}

/// A line with its numbers made equal.
fn shape(line: &str) -> String {
    let digit = |c: char| if c.is_ascii_digit() { '0' } else { c };
    normal(line, &mut Vec::new()).chars().map(digit).collect()
}

#[test]
fn times_are_as_strace_prints_them() {
    let name = "times_are_as_strace_prints_them";
    if is_alone() {
        both(name, &[], "");
    }
    if !strace::is_here() {
        return;
    }
    for (theirs, ours) in [
        (&["-t"] as &[&str], "time"),
        (&["-tt"], "time=us"),
        (&["-ttt"], "time=unix"),
        (&["-r"], "relative"),
        (&["-T"], "duration"),
        (&["-t", "-r"], "time,relative"),
        (&["-ttt", "-r", "-T"], "duration,time=unix,relative"),
    ] {
        let [ours, theirs] = both(name, theirs, ours);
        assert!(ours.len() > 45);
        same_shapes(&ours, &theirs);
        // The same clock, in the same time zone.
        if let [Some(ours), Some(theirs)] = [&ours, &theirs].map(|lines| seconds(&lines[0])) {
            let apart = (ours - theirs + 43200.0).rem_euclid(86400.0) - 43200.0;
            assert!(apart.abs() < 1000.0, "{ours} {theirs}");
        }
    }
}

fn same_shapes(ours: &[String], theirs: &[String]) {
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert_eq!(shape(ours), shape(theirs));
    }
    assert_eq!(ours.len(), theirs.len(), "{:#?}", [ours, theirs]);
}

/// The time of a line, in seconds since some midnight.
fn seconds(line: &str) -> Option<f64> {
    let time = line.split_whitespace().next()?;
    let parts: Vec<f64> = time.split(':').map_while(|part| part.parse().ok()).collect();
    match parts[..] {
        [hours, minutes, seconds] => Some(hours * 3600.0 + minutes * 60.0 + seconds),
        [unix] if unix > 1e9 => Some(unix),
        _ => None,
    }
}

#[test]
fn strace_shows_the_same_choice() {
    let name = "strace_shows_the_same_choice";
    if is_alone() {
        both(name, &[], "");
    }
    if !strace::is_here() {
        return;
    }
    for (choice, at_least) in [
        ("%network", 15),
        ("%desc", 20),
        ("%file,bind", 2),
        ("!%network", 20),
        ("!%desc,socket", 10),
        ("connect,recvfrom", 3),
        ("!read,write,close", 30),
    ] {
        let ours = format!("calls={}", choice.replace(',', "|"));
        let [ours, theirs] = both(name, &["-e", &format!("trace={choice}")], &ours);
        same_shapes(&ours, &theirs);
        assert!(ours.len() >= at_least, "{choice}: {ours:#?}");
    }
}

#[test]
fn what_is_no_option_is_pointed_at() {
    let name = "options::what_is_no_option_is_pointed_at";
    let said = alone(
        name,
        || {
            listen(-1, 5);
            close(-1);
        },
        |this| {
            let mut command = Command::new(this);
            command.env("BERKELEY_TRACE", "1");
            let options = "colour, duration,calls=raed|listen|%netwrok,time=noon,";
            command.env("BERKELEY_TRACE_OPTIONS", options);
            command
        },
    );
    let at = said.find("BERKELEY_TRACE_OPTIONS").unwrap();
    let lines: Vec<&str> = said[at..].lines().collect();
    let text = "BERKELEY_TRACE_OPTIONS: colour, duration,calls=raed|listen|%netwrok,time=noon,";
    let no_call = "no call of this crate, nor one of desc, file, network, process, signal";
    let no_option = "no such option; there are time, time=us, time=unix, relative, duration, pid, \
                     thread, calls=NAME|NAME…, calls=!NAME|NAME…";
    let expected = [
        text,
        &format!("                        ^^^^^^ {no_option}"),
        text,
        &format!("                                               ^^^^ {no_call}"),
        text,
        &format!("                                                           ^^^^^^^^ {no_call}"),
        text,
        &format!(
            "                                                                    ^^^^^^^^^ {no_option}"
        ),
    ];
    assert_eq!(lines[..8], expected);
    let (call, took) = lines[8].rsplit_once(" <").unwrap();
    assert_eq!(call, "listen(-1, 5)                           = -1 EBADF (Bad file descriptor)");
    assert!(took.starts_with("0.0") && took.len() == "0.000001>".len(), "{took}");
    assert!(!said.contains("close(-1)"), "{said}");
}

#[test]
fn the_program_says_the_same() {
    let parse = |text: &str| text.parse::<Options>();
    assert_eq!(parse(""), Ok(Options::new()));
    let all = Options::new().time(Time::Seconds).relative().duration().pid().thread();
    assert_eq!(parse("thread, pid ,duration,relative,time"), Ok(all));
    assert_eq!(parse("calls=!network"), Options::new().calls("!%network"));
    for no in ["times", "time=", "calls", "calls=", "calls=!", "calls=read|", "calls=read write"] {
        assert!(parse(no).is_err(), "{no}");
    }
    assert_eq!(
        Options::new().calls("read|raed").unwrap_err().to_string(),
        "\"raed\": no call of this crate, nor one of desc, file, network, process, signal"
    );
}

#[test]
fn lines_of_processes_and_threads_say_so() {
    let name = "options::lines_of_processes_and_threads_say_so";
    let dir = Dir::new();
    let file = dir.path().join("trace");
    let body = || {
        let path = std::env::var_os("BERKELEY_TEST_FILE").unwrap();
        let file = fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        Options::new().pid().thread().start(file);
        let listens = |backlog| {
            listen(-1, backlog);
            // SAFETY: passes nothing.
            println!("{backlog}: {:<5} {:<5} listen(", unsafe { libc::getpid() }, unsafe {
                libc::gettid()
            });
        };
        listens(1);
        std::thread::spawn(move || listens(2)).join().unwrap();
        // SAFETY: the other thread waits for this one, and holds nothing that the child needs.
        let child = unsafe { libc::fork() };
        listens(if child == 0 { 3 } else { 4 });
        if child == 0 {
            // SAFETY: ends the child.
            unsafe { libc::_exit(0) };
        }
        // SAFETY: nobody asks how it ended.
        unsafe { libc::waitpid(child, std::ptr::null_mut(), 0) };
        trace::stop();
    };
    let said = alone(name, body, |this| {
        let mut command = Command::new(this);
        command.env_remove("BERKELEY_TRACE").env("BERKELEY_TEST_FILE", &file);
        command
    });
    let lines = fs::read_to_string(file).unwrap();
    assert_eq!(lines.lines().count(), 4);
    for backlog in 1..=4 {
        let line = said.split(&format!("{backlog}: ")).nth(1).unwrap().lines().next().unwrap();
        assert!(lines.contains(&format!("{line}-1, {backlog})")), "{line} in\n{lines}");
    }
}

#[test]
fn a_time_before_that_of_the_line_before_is_nought() {
    let name = "options::a_time_before_that_of_the_line_before_is_nought";
    let body = || {
        Options::new().relative().start(std::io::stderr());
        let pair = &mut [0; 2];
        socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
        let [one, other] = *pair;
        std::thread::scope(|scope| {
            let waits = scope.spawn(move || read(one, &mut [0u8; 1], 1));
            std::thread::sleep(std::time::Duration::from_millis(5));
            write(other, b"x", 1);
            assert_eq!(waits.join().unwrap(), 1);
        });
        trace::stop();
    };
    let said = alone(name, body, |this| {
        let mut command = Command::new(this);
        command.env_remove("BERKELEY_TRACE");
        command
    });
    let of = |call: &str| said.lines().find(|line| line.contains(call)).map(|line| line.trim());
    assert!(of("socketpair(").unwrap().contains(" 0.000000 socketpair("), "{said}");
    // Made before the other, most likely, and told of behind it, or not.
    let [read, write] = [" read(", " write("].map(|call| of(call).unwrap());
    if said.find(read) > said.find(write) {
        assert!(read.starts_with("0.000000 read("), "{said}");
    }
    assert!([read, write].iter().all(|line| line.starts_with("0.")), "{said}");
}

#[test]
fn a_privileged_program_is_not_asked() {
    // Only root can make a program that is another user's.
    // SAFETY: passes nothing.
    if !is_alone() && unsafe { libc::geteuid() } != 0 {
        return crate::support::skip("only root can make a program privileged");
    }
    let name = "options::a_privileged_program_is_not_asked";
    if is_alone() {
        alone(name, || _ = listen(-1, 5), |_| unreachable!());
    }
    let dir = std::env::temp_dir().join(format!("berkeley-{}", std::process::id()));
    fs::create_dir(&dir).unwrap();
    let program = dir.join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let traced = |mode: &str| {
        let changed = Command::new("chown").arg("65534").arg(&program).status().unwrap();
        assert!(changed.success());
        assert!(Command::new("chmod").arg(mode).arg(&program).status().unwrap().success());
        let mut command = Command::new(&program);
        command.args([name, "--exact", "--nocapture"]).env(super::ALONE, "1");
        command.env("BERKELEY_TRACE", "1").stdout(Stdio::piped()).stderr(Stdio::piped());
        String::from_utf8(Process::start(&mut command).finish().stderr).unwrap()
    };
    let [plain, privileged] = ["755", "4755"].map(traced);
    fs::remove_dir_all(&dir).unwrap();
    assert!(plain.contains("listen(-1, 5)"), "{plain}");
    assert!(!privileged.contains("listen(-1, 5)"), "{privileged}");
}

#[test]
fn every_call_can_be_chosen() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut calls = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = fs::read_to_string(&path).unwrap();
            // A wrapper begins with the call's name: `gate("read", …`.
            for after in source.split("gate(").skip(1) {
                let Some(text) = after.trim_start().strip_prefix('"') else { continue };
                let name = text.split('"').next().unwrap();
                assert!(Options::new().calls(name).is_ok(), "{name} is missing in trace/calls.rs");
                calls += 1;
            }
        }
    }
    assert!(calls > 50, "{calls}");
}
