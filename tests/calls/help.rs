//! What the tests of the calls share: answers to compare, sockets to call on, programs to run.

#![allow(dead_code, reason = "each test program uses some of it")]

#[path = "../c/mod.rs"]
mod c;

use berkeley::{errno::*, netinet::in_::*, unistd::*};
pub(crate) use c::skip;
use std::ffi::c_int;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// What a call answered: what it returned, and `errno` as it left it, which was 0 before.
pub(crate) type Answer = (i64, c_int);

/// Makes a call, of this crate or of libc.
pub(crate) fn answer<R: Into<i64>>(call: impl FnOnce() -> R) -> Answer {
    set_errno(0);
    let ret = call().into();
    (ret, errno())
}

/// [`answer`], of a call that returns a `ssize_t`.
pub(crate) fn count(call: impl FnOnce() -> ssize_t) -> Answer {
    answer(|| call() as i64)
}

/// A call that failed.
pub(crate) const fn failed(errno: c_int) -> Answer {
    (-1, errno)
}

/// A call that returned this, and left `errno` alone.
pub(crate) const fn returned(ret: i64) -> Answer {
    (ret, 0)
}

/// The address 127.0.0.1, at a port to be chosen.
pub(crate) fn loopback() -> sockaddr_in {
    let mut addr = sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    addr
}

/// A socket's own address, as libc says it.
pub(crate) fn own_address(fd: c_int) -> sockaddr_in {
    let mut addr = sockaddr_in::zeroed();
    let mut len = size_of::<sockaddr_in>() as socklen_t;
    // SAFETY: there is room for `len` bytes at `addr`.
    let ret = unsafe { libc::getsockname(fd, (&raw mut addr).cast(), &mut len) };
    assert_eq!((ret, len), (0, 16));
    addr
}

/// A socket of this type at a port of 127.0.0.1, and its address.
pub(crate) fn bound(type_: c_int) -> (c_int, sockaddr_in) {
    let fd = socket(PF_INET, type_, 0);
    let addr = loopback();
    assert_eq!(bind(fd, &addr, sizeof(&addr)), 0);
    (fd, own_address(fd))
}

/// A listening TCP socket that does not wait, and its address.
pub(crate) fn listener() -> (c_int, sockaddr_in) {
    let (fd, addr) = bound(SOCK_STREAM | SOCK_NONBLOCK);
    assert_eq!(listen(fd, 16), 0);
    (fd, addr)
}

/// A socket that is connected to the address.
pub(crate) fn caller(addr: &sockaddr_in) -> c_int {
    let fd = socket(PF_INET, SOCK_STREAM, 0);
    assert_eq!(connect(fd, addr, sizeof(addr)), 0);
    fd
}

/// Both ends of a TCP connection over the loopback interface.
pub(crate) fn tcp_pair() -> [c_int; 2] {
    let (server, addr) = listener();
    let client = caller(&addr);
    wait_for(server, libc::POLLIN);
    let conn = accept(server, NULL, NULL);
    assert_ne!(conn, -1);
    close(server);
    [client, conn]
}

/// Two sockets of the Unix domain that are connected to each other.
pub(crate) fn unix_pair(type_: c_int) -> [c_int; 2] {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, type_, 0, sv), 0);
    *sv
}

pub(crate) fn close_all(fds: impl IntoIterator<Item = c_int>) {
    for fd in fds {
        assert_eq!(close(fd), 0);
    }
}

/// Waits until the descriptor is ready, for as long as no test should take.
pub(crate) fn wait_for(fd: c_int, events: i16) {
    let mut poll = libc::pollfd { fd, events, revents: 0 };
    // SAFETY: there is one `pollfd`.
    let ready = unsafe { libc::poll(&mut poll, 1, 60_000) };
    assert_eq!((ready, poll.revents & events), (1, events));
}

/// That nothing is there to be received.
#[track_caller]
pub(crate) fn assert_silent(fd: c_int) {
    let buf = &mut [0u8; 1];
    assert_eq!(count(|| recv(fd, buf, 1, MSG_DONTWAIT)), failed(EAGAIN), "something came");
}

/// A child inherits every descriptor of its parent: while there is one, no close is the last.
static CHILDREN: RwLock<()> = RwLock::new(());

/// While this lives, no test has a child, and what this one closes is closed for good.
pub(crate) fn no_children() -> RwLockReadGuard<'static, ()> {
    CHILDREN.read().unwrap_or_else(PoisonError::into_inner)
}

/// While this lives, this test alone has a child.
fn only_child() -> RwLockWriteGuard<'static, ()> {
    CHILDREN.write().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a program to its end.
pub(crate) fn run(program: &mut Command) -> io::Result<Output> {
    let _only = only_child();
    program.output()
}

/// Compiles a C program. None if there is no compiler here, which it prints.
pub(crate) fn compile(name: &str, source: &str) -> Option<PathBuf> {
    let _only = only_child();
    c::is_here(name).then(|| c::compile(name, source).expect("the C program compiles"))
}

/// Set for a test that runs again as a process of its own.
const CHILD: &str = "BERKELEY_TEST_CHILD";

pub(crate) fn is_child() -> bool {
    std::env::var_os(CHILD).is_some()
}

/// Runs the test of this name once more, alone, as a process of its own.
pub(crate) fn child(test: &str) -> Command {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(CHILD, "1");
    child
}

/// Does what changes the whole process in one of its own, and passes on how that went.
pub(crate) fn in_child(test: &str, body: impl FnOnce()) {
    if is_child() {
        return body();
    }
    let output = run(&mut child(test)).unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{said}{stderr}", output.status);
    assert!(said.contains("1 passed"), "no test of the name {test}: {said}");
    stderr.lines().filter(|line| line.contains("skipped")).for_each(c::say);
}

/// The standard output of a program that succeeded.
pub(crate) fn stdout(output: Output) -> Vec<u8> {
    assert!(output.status.success(), "{}", output.status);
    output.stdout
}
