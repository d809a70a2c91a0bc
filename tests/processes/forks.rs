//! What `fork` leaves to whom, and when it refuses.

use berkeley::{
    adopt, errno::*, hold, release, signal::*, sys::socket::*, sys::wait::*, time::*, trace,
    unistd::*,
};
use std::ffi::c_int;
use std::fs::{self, File};
use std::io::Read;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::process::abort;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::mpsc::channel;
use std::thread;

/// Whether the process may fork: a child that ends at once, and is waited for.
fn forks() -> bool {
    match fork() {
        -1 => {
            assert_eq!(errno(), EAGAIN);
            false
        }
        0 => _exit(0),
        pid => {
            assert_eq!(waitpid(pid, NULL, 0), pid);
            true
        }
    }
}

/// What a child answers to a question.
fn in_child(check: impl FnOnce() -> bool) -> bool {
    let pid = fork();
    assert_ne!(pid, -1, "{}", strerror(errno()));
    if pid == 0 {
        _exit(c_int::from(check()));
    }
    let mut status = 0;
    assert_eq!(waitpid(pid, &mut status, 0), pid);
    assert!(WIFEXITED(status), "{status:#x}");
    WEXITSTATUS(status) == 1
}

/// With a second thread it refuses; once that is joined, it works at once, however often.
pub(crate) fn threads() {
    assert!(forks());
    for _ in 0..300 {
        let (stop, stopped) = channel::<()>();
        let other = thread::spawn(move || stopped.recv());
        assert!(!forks());
        drop(stop);
        assert!(other.join().unwrap().is_err());
        assert!(forks());
    }
    // From another than the first, too, it is not the only one.
    assert!(!thread::spawn(forks).join().unwrap());
    // The child may do whatever it likes: allocate, print, start threads, fork.
    assert!(in_child(|| {
        let text: String = (0..1000).map(|n| n.to_string()).collect();
        let joined = thread::spawn(move || text.len()).join().unwrap();
        eprintln!("{joined}");
        joined == 2890 && forks()
    }));
}

/// While another thread is in a call, the process cannot fork; afterwards nothing is left of that.
pub(crate) fn in_flight() {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    let (reader, writer) = (sv[0], sv[1]);
    let blocked = thread::spawn(move || read(reader, &mut [0u8; 4], 4));
    assert!(!forks());
    assert_eq!(write(writer, "ping", 4), 4);
    assert_eq!(blocked.join().unwrap(), 4);
    assert!(forks());
    assert!(in_child(|| close(reader) == 0 && close(reader) == -1 && errno() == EBADF));
    assert!(release(reader).is_some());
}

/// Each process has its own descriptors: what one closes, the other still has.
pub(crate) fn descriptors() {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    let held = hold(sv[0]).unwrap();
    let file = File::open("/dev/zero").unwrap();
    assert!(in_child(|| {
        // The guard came along, and goes on holding.
        let number = held.as_raw_fd();
        let closed = close(sv[0]) == 0 && close(sv[1]) == 0;
        let held_on = fs::read_link(format!("/proc/self/fd/{number}")).is_ok();
        drop(held);
        closed && held_on && fs::read_link(format!("/proc/self/fd/{number}")).is_err()
    }));
    assert_eq!(write(sv[0], "ping", 4), 4);
    assert_eq!(read(sv[1], &mut [0u8; 8], 8), 4);
    // Rust's own are not the crate's in the child either.
    assert!(in_child(|| {
        let mut byte = [1];
        let fd = file.as_raw_fd();
        close(fd) == -1 && errno() == EBADF && (&file).read(&mut byte).is_ok() && byte == [0]
    }));

    // Now the parent closes, and the child still has them: what it writes arrives.
    let pipes = &mut [0; 2];
    assert_eq!(pipe(pipes), 0);
    let pid = fork();
    assert_ne!(pid, -1);
    if pid == 0 {
        assert_eq!(close(pipes[1]), 0);
        // Until the parent has closed.
        assert_eq!(read(pipes[0], &mut [0u8; 1], 1), 0);
        assert_eq!(write(sv[0], "child", 5), 5);
        _exit(0);
    }
    assert_eq!(close(sv[0]), 0);
    assert_eq!(close(pipes[1]), 0);
    let buf = &mut [0u8; 8];
    assert_eq!(read(sv[1], buf, sizeof(buf)), 5);
    assert_eq!(read(sv[1], buf, sizeof(buf)), 0); // the child is gone, and its end with it
    assert_eq!(waitpid(pid, NULL, 0), pid);
}

/// The state of a process, as `/proc` shows it; none of one that is not there.
fn state(pid: pid_t) -> Option<char> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit(')').next()?.trim_start().chars().next()
}

/// A child that has ended stays until it is waited for, and then is gone.
pub(crate) fn children() {
    let pids: Vec<_> = (0..20)
        .map(|code| {
            let pid = fork();
            if pid == 0 {
                _exit(code);
            }
            pid
        })
        .collect();
    let info = &mut siginfo_t::zeroed();
    for pid in &pids {
        assert_eq!(waitid(P_PID, *pid as id_t, info, WEXITED | WNOWAIT), 0);
        assert_eq!((info.si_pid(), state(*pid)), (*pid, Some('Z')));
    }
    let mut status = 0;
    let mut reaped = vec![];
    loop {
        let pid = waitpid(-1, &mut status, WNOHANG);
        if pid <= 0 {
            break;
        }
        let nth = pids.iter().position(|child| *child == pid).unwrap();
        assert_eq!(WEXITSTATUS(status), nth as c_int);
        reaped.push(pid);
    }
    assert_eq!((reaped.len(), errno()), (20, ECHILD));
    assert!(pids.iter().all(|pid| state(*pid).is_none()));

    // What one has used comes with it; and a signal that ends it is told.
    let pid = fork();
    if pid == 0 {
        raise(SIGKILL);
    }
    let usage = &mut rusage::zeroed();
    usage.ru_maxrss = -1;
    assert_eq!(wait4(pid, &mut status, 0, usage), pid);
    assert!(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && usage.ru_maxrss >= 0);
}

/// The classical server: children are waited for by the handler of `SIGCHLD`, and the program sleeps
/// until the last is gone.
pub(crate) fn reaped_by_handler() {
    static REAPED: AtomicU32 = AtomicU32::new(0);
    static USR1: AtomicU32 = AtomicU32::new(0);
    fn on_child(_: c_int) {
        let mut status = 0;
        while waitpid(-1, &mut status, WNOHANG) > 0 {
            if status != 0 {
                abort();
            }
            REAPED.fetch_add(1, Relaxed);
        }
    }
    assert!(signal(SIGCHLD, on_child) == SIG_DFL);
    signal(SIGUSR1, |_| _ = USR1.fetch_add(1, Relaxed));
    let (set, old) = (&mut sigset_t::zeroed(), &mut sigset_t::zeroed());
    sigaddset(set, SIGCHLD);
    assert_eq!(sigprocmask(SIG_BLOCK, set, old), 0);
    for _ in 0..50 {
        let pid = fork();
        assert_ne!(pid, -1);
        if pid == 0 {
            // Handlers run in the child as well.
            raise(SIGUSR1);
            _exit(c_int::from(USR1.load(Relaxed) != 1));
        }
    }
    while REAPED.load(Relaxed) < 50 {
        assert_eq!((sigsuspend(old), errno()), (-1, EINTR));
    }
    assert_eq!((wait(NULL), errno()), (-1, ECHILD));
    assert_eq!(sigprocmask(SIG_SETMASK, old, set), 0);
    assert_eq!((sigismember(set, SIGCHLD), sigismember(set, SIGUSR1)), (1, 0));
    assert_eq!((sigismember(old, SIGCHLD), USR1.load(Relaxed)), (0, 0));

    // The same while they may come at any moment: what comes to the parent as it forks is the
    // parent's.
    for _ in 0..150 {
        let before = REAPED.load(Relaxed);
        let pid = fork();
        assert_ne!(pid, -1);
        if pid == 0 {
            getpid();
            _exit(c_int::from(REAPED.load(Relaxed) < before));
        }
    }
    while REAPED.load(Relaxed) < 200 {
        usleep(1000);
    }
    sigprocmask(SIG_BLOCK, NULL, set);
    assert_eq!(sigismember(set, SIGCHLD), 0);
}

/// Where the kernel cannot be asked, a process that had threads cannot fork; nor does a directory of
/// that name say anything.
pub(crate) fn without_proc() {
    if geteuid() != 0 {
        return println!("without_proc: SKIPPED, only root may change the root");
    }
    thread::spawn(|| ()).join().unwrap();
    assert!(forks());
    let root = crate::scratch("root");
    fs::create_dir_all(root.join("proc/self/task/1")).unwrap();
    let kept = File::open("/").unwrap();
    std::os::unix::fs::chroot(&root).unwrap();
    std::env::set_current_dir("/").unwrap();
    assert!(!forks());
    fs::remove_dir_all("/proc").unwrap();
    assert!(!forks());
    drop(kept);
    fs::remove_dir_all("/").unwrap_or_default();
}

/// The trace of a fork: the parent's line; in the child, what it calls itself.
pub(crate) fn traced() {
    let path = crate::scratch("fork");
    trace::start(File::options().create_new(true).append(true).open(&path).unwrap());
    let pid = fork();
    if pid == 0 {
        assert_eq!(close(-1), -1);
        _exit(5);
    }
    assert_eq!(waitpid(pid, NULL, 0), pid);
    trace::stop();
    let text = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    // Whoever was faster.
    let mut lines: Vec<_> = text.lines().map(crate::normal).collect();
    lines.sort();
    let expected = [
        "close(-1) = -1 EBADF (Bad file descriptor)".to_string(),
        "exit_group(5) = ?".to_string(),
        format!("fork() = {pid}"),
        format!("wait4({pid}, NULL, 0, NULL) = {pid}"),
    ];
    assert_eq!(lines, expected);

    // Refused, it is shown as well.
    trace::start(File::options().create_new(true).append(true).open(&path).unwrap());
    assert_eq!(thread::spawn(fork).join().unwrap(), -1);
    trace::stop();
    let text = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    let expected = "fork() = -1 EAGAIN (Resource temporarily unavailable)";
    assert_eq!(crate::normal(text.trim()), expected);
}

/// A descriptor of a process, and of a clock, is used if it is the crate's.
pub(crate) fn by_descriptor() {
    let pid = fork();
    if pid == 0 {
        _exit(7);
    }
    // SAFETY: passes numbers only.
    let fd = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) } as c_int;
    assert_ne!(fd, -1);
    let info = &mut siginfo_t::zeroed();
    assert_eq!((waitid(P_PIDFD, fd as id_t, info, WEXITED), errno()), (-1, EBADF));
    // SAFETY: the kernel has just given the number.
    assert_eq!(adopt(unsafe { OwnedFd::from_raw_fd(fd) }), fd);
    assert_eq!(waitid(P_PIDFD, fd as id_t, info, WEXITED), 0);
    assert_eq!((info.si_pid(), info.si_status()), (pid, 7));

    let ts = &mut timespec::zeroed();
    for fd in [fd, 0, 12345] {
        assert_eq!((clock_gettime((!fd << 3) | 3, ts), errno()), (-1, EINVAL));
    }
    assert_eq!(close(fd), 0);
}

/// The signals that libc keeps for itself are not the thread's to send to itself.
pub(crate) fn internal() {
    // So that libc handles one, and would make the call of somebody else's again.
    thread::spawn(|| ()).join().unwrap();
    for sig in 32..SIGRTMIN() {
        assert_eq!((raise(sig), errno()), (-1, EINVAL));
    }
    let set = &mut sigset_t::zeroed();
    sigaddset(set, SIGRTMAX());
    sigprocmask(SIG_BLOCK, set, NULL);
    assert_eq!(raise(SIGRTMAX()), 0);
    sigpending(set);
    assert_eq!(sigismember(set, SIGRTMAX()), 1);
}
