//! Every function of every header is called: it works, it fails, it allocates nothing; and on
//! descriptors that are not there and arguments that are wrong, it answers as C does.
//!
//! What there is to call is read from the crate's own sources. So a function that is new there
//! fails these tests until it is called here, too.

#![allow(clippy::redundant_pattern_matching, reason = "of any type, by a macro")]

mod account;
#[path = "../allocator/mod.rs"]
mod allocator;
#[path = "../c/mod.rs"]
mod c;
mod connections;
mod lengths;
mod memory;
mod messages;
mod names;
mod processes;
mod requests;
mod signals;
mod sources;
mod twins;
mod waiting;

use sources::{Function, functions};
use std::collections::HashSet;
use std::hint::black_box;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// What allocates, or frees, as it does in C: the resolver, the lists of interfaces, the
/// databases of names, and `fork`.
const MAY_ALLOCATE: &[&str] = &[
    "getaddrinfo",
    "freeaddrinfo",
    "gethostbyname",
    "gethostbyname2",
    "gethostbyaddr",
    "gethostent",
    "getnetbyname",
    "getnetbyaddr",
    "getnetent",
    "getprotobyname",
    "getprotobynumber",
    "getprotoent",
    "getservbyname",
    "getservbyport",
    "getservent",
    "getifaddrs",
    "freeifaddrs",
    "if_nameindex",
    "if_freenameindex",
    // Where it refuses: it looks whether the other threads are about to end.
    "fork",
    // What the environment says, std copies.
    "sd_listen_fds",
];

/// What is not to be seen working here, and where it is.
const WORKS_ELSEWHERE: &[(&str, &str)] = &[
    ("exit", "ends the process: tests/calls/text.rs"),
    ("sethostname", "in a namespace of its own: tests/lengths/hosts.rs"),
    ("bindresvport", "with the right to such a port: tests/in6/senders.rs"),
    ("gethostent", "where there is a hosts file: tests/names"),
    ("getnetbyaddr", "where there is a networks file: tests/names"),
    ("getnetbyname", "where there is a networks file: tests/names"),
    ("getnetent", "where there is a networks file: tests/names"),
    ("fork", "in a process with one thread: tests/processes/forks.rs"),
    ("_exit", "ends the process: tests/processes/forks.rs"),
    ("setpgid", "in a process that may leave its group: tests/processes/port.rs"),
    ("setsid", "in a child: tests/processes/port.rs"),
    ("pause", "has no result but -1, which is seen here"),
    ("sigsuspend", "has no result but -1, which is seen here"),
];

/// What is not to be seen failing here, and where it is.
const FAILS_ELSEWHERE: &[(&str, &str)] = &[
    ("setsid", "it would work, unless this process leads its group: tests/processes/port.rs"),
    ("sd_listen_fds", "in a process that is told nonsense: tests/activation"),
];

/// What fails in a year that is larger than an int alone. Seconds of 32 bits reach no such year.
const FAILS_IN_LARGE_YEARS: [&str; 5] = ["localtime", "localtime_r", "gmtime", "gmtime_r", "ctime"];

/// While this lives, no other test runs: some change what the whole process has.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    static FIRST: Once = Once::new();
    let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    // The first call of all, which asks the environment whether to trace, does not allocate either.
    FIRST.call_once(|| {
        let before = allocator::allocations();
        berkeley::unistd::close(-1);
        assert_eq!(allocator::allocations(), before);
    });
    alone
}

/// Runs `body` where no descriptor can be opened.
fn without_files(body: impl FnOnce()) {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: there is room for the limits.
    assert_eq!(unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) }, 0);
    let none = libc::rlimit { rlim_cur: 0, ..limit };
    // SAFETY: the limits are there to be read.
    assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &none) }, 0);
    body();
    // SAFETY: the limits are there to be read.
    assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limit) }, 0);
}

/// Fails unless each constant function is known to some other test.
fn assert_constants_are_tested() {
    let mut tests = String::new();
    sources::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"), &mut |path, text| {
        if !path.starts_with(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/every_call")) {
            tests.push_str(text);
        }
    });
    let words = words(&tests);
    for function in functions().iter().filter(|function| function.is_const) {
        let name = function.name.as_str();
        assert!(words.contains(name), "{name} is in no test");
    }
}

/// What the same work is done with in C: messages, waiting, names and requests; processes, signals
/// and time.
const BESIDE_C: &[&str] = &[
    "sys/socket/message.rs",
    "sys/socket/control.rs",
    "poll.rs",
    "sys/select.rs",
    "sys/epoll/",
    "sys/eventfd.rs",
    "sys/timerfd.rs",
    "netdb/",
    "net/if_/names.rs",
    "ifaddrs.rs",
    "sys/ioctl/",
    "sys/sendfile.rs",
    "fcntl/",
    "signal/",
    "sys/wait.rs",
    "sys/time.rs",
    "time/",
    "unistd/files.rs",
    "unistd/process.rs",
    "unistd/time.rs",
];

/// The programs in C that do it.
const IN_C: &[&str] = &[
    include_str!("../messages/twin.c"),
    include_str!("../messages/macros.rs"),
    include_str!("../waiting/waiting.c"),
    include_str!("../names/ask.c"),
    include_str!("../processes/processes.c"),
    include_str!("twins.rs"),
];

#[test]
fn messages_waiting_names_and_requests_are_compared_with_c() {
    let _alone = alone();
    let programs = IN_C.concat();
    let words = words(&programs);
    for Function { name, file, .. } in functions() {
        let beside_c = BESIDE_C.iter().any(|beside| file.starts_with(beside));
        // In C h_errno is assigned to.
        let in_c = name.strip_prefix("set_").unwrap_or(&name);
        assert!(!beside_c || words.contains(in_c), "{name} is in no program in C");
    }
}

/// The words of a program.
fn words(text: &str) -> HashSet<&str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect()
}

#[test]
fn every_function_works_and_fails_and_allocates_nothing() {
    let _alone = alone();
    connections::all();
    messages::all();
    waiting::all();
    requests::all();
    signals::all();
    processes::all();
    names::all();
    memory::all();

    let elsewhere =
        |names: &[(&str, &str)], name: &str| names.iter().any(|(other, _)| *other == name);
    let mut missing = vec![];
    let mut called = 0;
    // A constant function cannot allocate; what it computes is compared with C's macro elsewhere.
    for Function { name, fails, .. } in functions().iter().filter(|function| !function.is_const) {
        let entry = account::of(name);
        called += u32::from(entry.worked || entry.failed);
        if !entry.worked && !elsewhere(WORKS_ELSEWHERE, name) {
            missing.push(format!("{name} was not seen to work"));
        }
        let cannot =
            berkeley::time::time_t::BITS == 32 && FAILS_IN_LARGE_YEARS.contains(&name.as_str());
        if *fails && !entry.failed && !cannot && !elsewhere(FAILS_ELSEWHERE, name) {
            missing.push(format!("{name} was not seen to fail"));
        }
        if entry.allocated > 0 && !MAY_ALLOCATE.contains(&name.as_str()) {
            missing.push(format!("{name} allocates"));
        }
    }
    assert!(missing.is_empty(), "call these with works! and fails!: {missing:#?}");
    c::say(&format!("every_call: {called} functions called, of {} declared", functions().len()));

    assert_constants_are_tested();

    let before = allocator::allocations();
    drop(black_box(Box::new(before)));
    assert_eq!(allocator::allocations() - before, 2, "what allocates is counted");
}
