//! What runs in a process that was started with descriptors.

use berkeley::errno::*;
use berkeley::fcntl::{F_GETFD, FD_CLOEXEC, fcntl};
use berkeley::sys::wait::wait;
use berkeley::systemd::sd_daemon::*;
use berkeley::unistd::*;
use berkeley::{fault, hold, release, trace};
use core::ffi::c_int;
use core::sync::atomic::{AtomicI32, Ordering::Relaxed};
use nix::fcntl::{FcntlArg, FdFlag};
use std::fs::{self, File};
use std::io::{Read, Seek};
use std::os::fd::{AsFd, AsRawFd, FromRawFd, OwnedFd};
use std::sync::{Barrier, OnceLock};
use std::thread;
use std::{env, process};

/// Says what libsystemd's twin says.
pub(crate) fn what_it_says() {
    for unset in 0..=1 {
        let n = sd_listen_fds(unset);
        let variables = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"];
        let left = variables.map(|name| env::var_os(name).map_or("gone", |_| "there"));
        println!("{n} {}", left.join(" "));
    }
}

/// 3 and 4 are the program's, and no others.
fn assert_both_are_ours() {
    for fd in 3..=4 {
        assert_eq!(fcntl(fd, F_GETFD, 0), FD_CLOEXEC, "{fd}");
    }
    assert_is_not_ours(5);
    assert_eq!((sd_is_socket(3, AF_INET, SOCK_STREAM, 1), accepts(3)), (1, EAGAIN));
    assert_eq!((sd_is_socket(4, AF_UNIX, SOCK_STREAM, 0), accepts(4)), (1, EINVAL));
}

/// The errno of an `accept` that does not wait.
fn accepts(fd: c_int) -> c_int {
    use berkeley::fcntl::{F_GETFL, F_SETFL, O_NONBLOCK};
    assert_eq!(fcntl(fd, F_SETFL, fcntl(fd, F_GETFL, 0) | O_NONBLOCK), 0);
    assert_eq!(accept(fd, NULL, NULL), -1);
    errno()
}

fn assert_is_not_ours(fd: c_int) {
    assert_eq!((read(fd, &mut [0u8; 1], 1), errno()), (-1, EBADF), "{fd}");
    assert!(hold(fd).is_none() && release(fd).is_none());
    assert_eq!((close(fd), errno()), (-1, EBADF), "{fd}");
}

/// What safe code of the editions before 2024 may do.
fn set_variable(name: &str, value: impl ToString) {
    // SAFETY: there is one thread.
    unsafe { env::set_var(name, value.to_string()) };
}

/// The environment says that so many are handed over to this process.
fn say(fds: c_int) {
    set_variable("LISTEN_PID", process::id());
    set_variable("LISTEN_FDS", fds);
}

/// A file of std's, with its flag or without.
fn file_of_std(number: c_int, flag: FdFlag) -> File {
    let file = File::open("/proc/self/stat").unwrap();
    assert_eq!(file.as_raw_fd(), number);
    nix::fcntl::fcntl(&file, FcntlArg::F_SETFD(flag)).unwrap();
    file
}

/// Nobody has touched it.
fn assert_is_stds(mut file: &File, flag: FdFlag) {
    assert_is_not_ours(file.as_raw_fd());
    let now = nix::fcntl::fcntl(file, FcntlArg::F_GETFD).unwrap();
    assert_eq!(now, flag.bits());
    file.rewind().unwrap();
    assert_eq!(file.read(&mut [0]).unwrap(), 1);
}

pub(crate) fn taken() {
    // Until they are taken they are nobody's.
    for fd in 3..=5 {
        assert_is_not_ours(fd);
    }
    for _ in 0..3 {
        assert_eq!(sd_listen_fds(0), 2);
        assert_both_are_ours();
    }
    // From C to Rust.
    let listener = std::net::TcpListener::from(release(3).unwrap());
    assert_eq!(listener.local_addr().unwrap().ip(), std::net::Ipv4Addr::LOCALHOST);
    assert_eq!(sd_listen_fds(0), -EBADF);
    assert_eq!(listener.local_addr().unwrap().ip(), std::net::Ipv4Addr::LOCALHOST);
}

pub(crate) fn unset() {
    assert_eq!(sd_listen_fds(1), 2);
    assert_both_are_ours();
    assert!(!env::vars_os().any(|(name, _)| name.to_str().unwrap().starts_with("LISTEN_")));
    assert_eq!(sd_listen_fds(0), 0);
    say(2);
    assert_eq!(sd_listen_fds(0), 2);
    assert_both_are_ours();
}

pub(crate) fn unset_in_spite_of_a_thread() {
    let (begun, end) = (Barrier::new(2), Barrier::new(2));
    let (n, left) = thread::scope(|scope| {
        scope.spawn(|| {
            begun.wait();
            end.wait();
        });
        begun.wait();
        let (n, left) = (sd_listen_fds(1), env::var("LISTEN_FDS"));
        end.wait();
        (n, left)
    });
    assert_eq!((n, left.as_deref()), (2, Ok("2")));
    assert_eq!(sd_listen_fds(0), 0);
    assert_both_are_ours();
}

pub(crate) fn by_many_threads() {
    const THREADS: usize = 16;
    let together = Barrier::new(THREADS);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                together.wait();
                assert_eq!(sd_listen_fds(0), 2);
            });
        }
    });
    assert_both_are_ours();
}

pub(crate) fn one_after_the_other() {
    say(1);
    assert_eq!(sd_listen_fds(0), 1);
    assert_is_not_ours(4);
    say(2);
    assert_eq!(sd_listen_fds(0), 2);
    assert_both_are_ours();
    say(3);
    let file = file_of_std(5, FdFlag::empty());
    assert_eq!(sd_listen_fds(0), -EBADF);
    assert_is_stds(&file, FdFlag::empty());
    assert_both_are_ours_and(&file);
}

fn assert_both_are_ours_and(file: &File) {
    assert_eq!((close(3), close(4)), (0, 0));
    assert_is_stds(file, FdFlag::empty());
}

pub(crate) fn not_more() {
    // 4 is open, but was not handed over.
    say(2);
    assert_eq!(sd_listen_fds(0), -EBADF);
    assert_is_not_ours(4);
    say(1);
    assert_eq!(sd_listen_fds(0), 1);
    assert_eq!(fcntl(3, F_GETFD, 0), FD_CLOEXEC);
    // SAFETY: nobody owns it.
    let another = unsafe { OwnedFd::from_raw_fd(4) };
    let now = nix::fcntl::fcntl(another.as_fd(), FcntlArg::F_GETFD).unwrap();
    assert_eq!(now, 0, "nobody has touched it");
}

pub(crate) fn not_more_than_are_open() {
    for flag in [FdFlag::empty(), FdFlag::FD_CLOEXEC] {
        let file = file_of_std(5, flag);
        for _ in 0..2 {
            assert_eq!(sd_listen_fds(0), -EBADF);
            assert_is_stds(&file, flag);
        }
    }
    say(2);
    assert_eq!(sd_listen_fds(0), 2);
    assert_both_are_ours();
}

pub(crate) fn not_what_was_opened_later() {
    // They are open, but the environment did not say so.
    for fd in 3..=4 {
        // SAFETY: nobody owns it.
        drop(unsafe { OwnedFd::from_raw_fd(fd) });
    }
    for flag in [FdFlag::FD_CLOEXEC, FdFlag::empty()] {
        let files = [file_of_std(3, flag), file_of_std(4, flag)];
        for fds in [1, 2, 3, 1000] {
            say(fds);
            assert_eq!(sd_listen_fds(0), -EBADF);
            files.iter().for_each(|file| assert_is_stds(file, flag));
        }
    }
}

pub(crate) fn not_what_was_anothers() {
    assert_eq!(sd_listen_fds(0), 0);
    say(2);
    assert_eq!(sd_listen_fds(0), -EBADF);
    assert_is_not_ours(3);
    assert_is_not_ours(4);
}

pub(crate) fn not_once_it_is_closed() {
    assert_eq!(sd_listen_fds(0), 2);
    assert_eq!(close(3), 0);
    let file = file_of_std(3, FdFlag::empty());
    for _ in 0..2 {
        assert_eq!(sd_listen_fds(0), -EBADF);
        assert_is_stds(&file, FdFlag::empty());
    }
    assert_eq!(fcntl(4, F_GETFD, 0), FD_CLOEXEC);
    // If the number is the program's again, it is what any number of the program's is.
    drop(file);
    assert_eq!(socket(PF_INET, SOCK_DGRAM, 0), 3);
    assert_eq!(sd_listen_fds(0), 2);
    assert_eq!(fcntl(3, F_GETFD, 0), FD_CLOEXEC);
}

/// As another crate would that turns them into `OwnedFd`s.
fn owner(fd: c_int) -> OwnedFd {
    // SAFETY: nobody owns it: this program has not called `sd_listen_fds` yet.
    unsafe { OwnedFd::from_raw_fd(fd) }
}

pub(crate) fn not_what_somebody_took() {
    let owner = owner(3);
    nix::fcntl::fcntl(&owner, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC)).unwrap();
    for flag in [FdFlag::FD_CLOEXEC, FdFlag::empty()] {
        nix::fcntl::fcntl(&owner, FcntlArg::F_SETFD(flag)).unwrap();
        assert_eq!(sd_listen_fds(0), -EBADF);
        assert_is_not_ours(3);
    }
}

pub(crate) fn not_what_somebody_closed() {
    drop(owner(3));
    assert_eq!(sd_listen_fds(0), -EBADF);
    let file = file_of_std(3, FdFlag::empty());
    assert_eq!(sd_listen_fds(0), -EBADF);
    assert_is_stds(&file, FdFlag::empty());
}

// SAFETY: that is where another copy of the crate in this program looks, in whichever version.
unsafe extern "C" {
    #[link_name = "__start_berkeley_listen_fds"]
    safe static NEXT: AtomicI32;
}

pub(crate) fn not_what_another_copy_took() {
    assert_eq!(NEXT.swap(4, Relaxed), 3);
    // It does as it likes with what is its own.
    let owner = owner(3);
    assert_eq!(sd_listen_fds(0), -EBADF);
    assert_is_not_ours(3);
    assert_is_not_ours(4);
    assert_eq!(nix::fcntl::fcntl(&owner, FcntlArg::F_GETFD).unwrap(), 0, "nobody has touched it");
    assert_eq!(NEXT.load(Relaxed), 4);
}

pub(crate) const OPENED_EARLY: &str = "not what was opened early";

/// Before `main`, but after the crate has had its look.
#[used]
// SAFETY: what begins with this name is a list of functions, and this is one, as C has them.
#[unsafe(link_section = ".init_array.00001")]
static EARLY: extern "C" fn() = open_early;

static OPENED: OnceLock<OwnedFd> = OnceLock::new();

extern "C" fn open_early() {
    if env::var_os(crate::PART).is_some_and(|part| part == OPENED_EARLY) {
        // Without `FD_CLOEXEC`, as what is inherited.
        OPENED.set(nix::unistd::dup(std::io::stdin()).unwrap()).unwrap();
    }
}

pub(crate) fn not_what_was_opened_early() {
    let opened = OPENED.get().unwrap();
    assert_eq!(opened.as_raw_fd(), 5);
    assert_eq!(sd_listen_fds(0), -EBADF);
    assert_both_are_ours();
    assert_eq!(nix::fcntl::fcntl(opened, FcntlArg::F_GETFD).unwrap(), 0, "nobody has touched it");
}

pub(crate) fn not_in_a_child() {
    let child = || {
        assert_eq!(sd_listen_fds(1), 0);
        assert!(env::var_os("LISTEN_PID").is_none());
        assert_is_not_ours(3);
        assert_is_not_ours(4);
    };
    in_a_child(child);
    assert_eq!(sd_listen_fds(0), 2);
    in_a_child(|| {
        assert_eq!(sd_listen_fds(0), 0);
        // Its copies of what its parent owns are its own.
        assert_both_are_ours();
        assert_eq!((close(3), close(4)), (0, 0));
    });
    assert_both_are_ours();
}

fn in_a_child(body: impl FnOnce()) {
    let pid = fork();
    assert_ne!(pid, -1);
    if pid == 0 {
        body();
        _exit(0);
    }
    let mut status = -1;
    assert_eq!((wait(&mut status), status), (pid, 0));
}

pub(crate) fn after_a_fault() {
    let guard = fault::thread("fcntl:errno=EMFILE:nth=1;fcntl:errno=ENOLCK:nth=3").unwrap();
    // The first question of all is not asked, then the flag of the first number is set, and the
    // second one is not asked about.
    assert_eq!(sd_listen_fds(0), -EMFILE);
    assert_is_not_ours(3);
    assert_eq!(sd_listen_fds(0), -ENOLCK);
    drop(guard);
    assert_eq!(sd_listen_fds(0), 2);
    assert_both_are_ours();
}

/// The trace has the system calls, as strace would print them.
pub(crate) fn traced() {
    let path = env::temp_dir().join(format!("berkeley-activation-{}", process::id()));
    trace::start(File::create(&path).unwrap());
    assert_eq!(sd_listen_fds(0), 2);
    assert_eq!(sd_is_socket(3, AF_UNSPEC, SOCK_STREAM, 1), 1);
    trace::stop();
    let text = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    let lines: Vec<_> =
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let expected = [
        &*format!("getpid() = {}", process::id()),
        "fcntl(3, F_GETFD) = 0",
        "fcntl(3, F_SETFD, FD_CLOEXEC) = 0",
        "fcntl(4, F_GETFD) = 0",
        "fcntl(4, F_SETFD, FD_CLOEXEC) = 0",
        "isfdtype(3, S_IFSOCK) = 1",
        "getsockopt(3, SOL_SOCKET, SO_TYPE, [1], [4]) = 0",
        "getsockopt(3, SOL_SOCKET, SO_ACCEPTCONN, [1], [4]) = 0",
    ];
    assert_eq!(lines, expected);
}
