//! Processes, signals and time.

use crate::account::{fails, works};
use berkeley::{
    errno::*, signal::*, string::*, sys::stat::umask, sys::time::*, sys::wait::*, time::*,
    unistd::*,
};
use std::process::Command;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// No process has this number: it is beyond the largest that there may be.
const NOBODY: pid_t = 1 << 29;

pub(crate) fn all() {
    ids();
    surroundings();
    sets();
    sent();
    children();
    timers();
    clocks();
    calendar();
    // It is of no consequence that it comes: by default nothing is done.
    signal(SIGURG, |_| ());
    blocked();
    while_signals_come(interrupted);
    assert!(signal(SIGURG, SIG_DFL) != SIG_DFL);
}

fn ids() {
    works!(getpid(), 1..);
    works!(getppid(), 0..);
    works!(getpgrp(), 0..);
    works!(getpgid(0), 0..);
    fails!(getpgid(NOBODY), -1, ESRCH);
    works!(getsid(0), 0..);
    fails!(getsid(NOBODY), -1, ESRCH);
    fails!(setpgid(NOBODY, 0), -1, ESRCH);
    fails!(setpgid(0, -1), -1, EINVAL);
    assert_eq!(works!(getuid(), _), geteuid());
    works!(geteuid(), _);
    assert_eq!(works!(getgid(), _), getegid());
    works!(getegid(), _);
}

/// What a process is allowed, and where it is.
fn surroundings() {
    let old = works!(umask(0o077), _);
    assert_eq!(works!(umask(old), _), 0o077);
    works!(chdir("."), 0);
    fails!(chdir("none such"), -1, ENOENT);
    fails!(chdir(NULL), -1, EFAULT);
}

fn sets() {
    let (set, old) = (&mut sigset_t::zeroed(), &mut sigset_t::zeroed());
    works!(SIGRTMIN(), 32..);
    works!(SIGRTMAX(), 33..);
    works!(sigfillset(set), 0);
    works!(sigismember(set, SIGUSR1), 1);
    works!(sigemptyset(set), 0);
    works!(sigismember(set, SIGUSR1), 0);
    works!(sigaddset(set, SIGUSR1), 0);
    works!(sigdelset(set, SIGUSR1), 0);
    assert_eq!(sigismember(set, SIGUSR1), 0);
    fails!(sigaddset(set, 65), -1, EINVAL);
    fails!(sigdelset(set, 0), -1, EINVAL);
    fails!(sigismember(set, -1), -1, EINVAL);
    works!(sigprocmask(SIG_BLOCK, set, old), 0);
    works!(sigprocmask(SIG_SETMASK, old, NULL), 0);
    fails!(sigprocmask(77, set, old), -1, EINVAL);
    works!(pthread_sigmask(SIG_BLOCK, NULL, old), 0);
    // It returns the error.
    fails!(pthread_sigmask(77, set, old), EINVAL);
}

fn sent() {
    works!(kill(getpid(), 0), 0);
    fails!(kill(NOBODY, SIGTERM), -1, ESRCH);
    fails!(kill(getpid(), 65), -1, EINVAL);
    works!(killpg(0, 0), 0);
    fails!(killpg(NOBODY, SIGHUP), -1, ESRCH);
    works!(raise(SIGURG), 0);
    fails!(raise(65), -1, EINVAL);
    works!(sigqueue(getpid(), SIGURG, sigval::zeroed()), 0);
    fails!(sigqueue(getpid(), 99, sigval::zeroed()), -1, EINVAL);
    assert_eq!(works!(strsignal(SIGINT), _).as_str(), "Interrupt");
    works!(psignal(SIGURG, "what psignal says"), ());
}

/// A child that ends by itself, for the calls that wait.
#[allow(clippy::zombie_processes, reason = "the caller waits for it")]
fn child() -> pid_t {
    Command::new("true").spawn().expect("there is such a program").id() as pid_t
}

fn children() {
    let (mut status, usage) = (-1, &mut rusage::zeroed());
    let info = &mut siginfo_t::zeroed();
    let pid = child();
    assert_eq!((works!(wait(&mut status), 1..), status), (pid, 0));
    let pid = child();
    assert_eq!(works!(waitpid(pid, NULL, 0), 1..), pid);
    let pid = child();
    assert_eq!(works!(wait3(NULL, 0, usage), 1..), pid);
    let pid = child();
    assert_eq!(works!(wait4(pid, NULL, 0, usage), 1..), pid);
    let pid = child();
    works!(waitid(P_PID, pid as id_t, info, WEXITED), 0);
    assert_eq!((info.si_code, info.si_pid(), info.si_status()), (CLD_EXITED, pid, 0));
    fails!(wait(NULL), -1, ECHILD);
    fails!(waitpid(pid, &mut status, 0), -1, ECHILD);
    fails!(waitpid(-1, NULL, 0x70), -1, EINVAL);
    fails!(wait3(NULL, 0, NULL), -1, ECHILD);
    fails!(wait4(pid, NULL, 0, usage), -1, ECHILD);
    fails!(waitid(P_PID, pid as id_t, info, WEXITED), -1, ECHILD);
    fails!(waitid(P_PID, pid as id_t, info, 0), -1, EINVAL);
}

fn timers() {
    let (it, old) = (&mut itimerval::zeroed(), &mut itimerval::zeroed());
    it.it_value.tv_sec = 1000;
    works!(setitimer(ITIMER_REAL, it, NULL), 0);
    works!(getitimer(ITIMER_REAL, old), 0);
    assert!(old.it_value.tv_sec > 0);
    fails!(setitimer(7, it, old), -1, EINVAL);
    fails!(getitimer(-1, old), -1, EINVAL);
    // It is the same clock; and now it is off.
    works!(alarm(2000), 1..);
    works!(alarm(0), 1..);
    works!(getitimer(ITIMER_REAL, old), 0);
    assert_eq!((old.it_value.tv_sec, old.it_value.tv_usec), (0, 0));

    works!(sleep(0), 0);
    works!(usleep(1), 0);
    works!(nanosleep(&timespec { tv_sec: 0, tv_nsec: 1 }, NULL), 0);
    fails!(nanosleep(&timespec { tv_sec: 0, tv_nsec: -1 }, NULL), -1, EINVAL);

    let (a, b) =
        (&timeval { tv_sec: 1, tv_usec: 600_000 }, &timeval { tv_sec: 0, tv_usec: 500_000 });
    let res = &mut timeval::zeroed();
    works!(timeradd(a, b, res), ());
    assert_eq!((res.tv_sec, res.tv_usec), (2, 100_000));
    works!(timersub(b, a, res), ());
    assert_eq!((res.tv_sec, res.tv_usec), (-2, 900_000));
    works!(timerisset(res), true);
    works!(timerclear(res), ());
    works!(timerisset(res), false);
    works!(timercmp(a, b, i64::gt), true);
}

fn clocks() {
    let (ts, tv) = (&mut timespec::zeroed(), &mut timeval::zeroed());
    works!(clock_gettime(CLOCK_MONOTONIC, ts), 0);
    works!(clock_getres(CLOCK_MONOTONIC, ts), 0);
    fails!(clock_gettime(99, ts), -1, EINVAL);
    fails!(clock_getres(99, NULL), -1, EINVAL);
    works!(gettimeofday(tv, NULL), 0);
    works!(time(NULL), 1..);
    works!(difftime(10, 4), 6.0);
}

fn calendar() {
    let (buf, tm) = (&mut [0u8; 8], &mut tm::zeroed());
    works!(tzset(), ());
    works!(localtime(&0), Some(_));
    works!(localtime_r(&0, tm), Some(_));
    works!(gmtime(&0), Some(_));
    works!(gmtime_r(&0, tm), Some(_));
    works!(timegm(tm), 0);
    works!(mktime(tm), _);
    works!(strftime(buf, 8, "%Y", tm), 4);
    assert_eq!(works!(asctime(tm), _).len(), 25);
    assert_eq!(works!(ctime(&0), _).len(), 25);

    // A year that is larger than an int, each time. (Seconds of 32 bits reach no such year.)
    if time_t::BITS == 64 {
        fails!(localtime(&time_t::MAX), None, EOVERFLOW);
        set_errno(0);
        fails!(localtime_r(&time_t::MAX, tm), None, EOVERFLOW);
        set_errno(0);
        fails!(gmtime(&time_t::MAX), None, EOVERFLOW);
        set_errno(0);
        fails!(gmtime_r(&time_t::MAX, tm), None, EOVERFLOW);
        set_errno(0);
        fails!(ctime(&time_t::MAX), _, EOVERFLOW);
        assert_eq!(ctime(&time_t::MAX), "");
    }
    (tm.tm_year, tm.tm_mon) = (i32::MAX, i32::MAX);
    set_errno(0);
    fails!(mktime(tm), -1, EOVERFLOW);
    set_errno(0);
    fails!(timegm(tm), -1, EOVERFLOW);
    set_errno(0);
    fails!(asctime(tm), _, EOVERFLOW);
    assert_eq!(asctime(tm), "");
    fails!(strftime(buf, 9, "%Y", tm), 0, EFAULT);
}

/// A signal that is blocked waits, and is let through.
fn blocked() {
    let (set, old) = (&mut sigset_t::zeroed(), &mut sigset_t::zeroed());
    sigaddset(set, SIGURG);
    assert_eq!((sigprocmask(SIG_BLOCK, set, old), raise(SIGURG)), (0, 0));
    works!(sigpending(set), 0);
    assert_eq!(sigismember(set, SIGURG), 1);
    fails!(sigsuspend(old), -1, EINTR);
    assert_eq!((sigpending(set), sigismember(set, SIGURG)), (0, 0));
    assert_eq!(sigprocmask(SIG_SETMASK, old, NULL), 0);
}

/// Runs `body` while another thread sends this one signals: again and again, so that one is sure to
/// come while a call waits.
fn while_signals_come(body: impl FnOnce()) {
    // SAFETY: passes nothing.
    let here = unsafe { libc::pthread_self() };
    // Dropped however `body` ends, or the other would never.
    let (stop, stopped) = channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            let moment = Duration::from_millis(1);
            while stopped.recv_timeout(moment) == Err(RecvTimeoutError::Timeout) {
                // SAFETY: that thread lives: it waits for this one at the end of the scope.
                assert_eq!(unsafe { libc::pthread_kill(here, SIGURG) }, 0);
            }
        });
        let _stop = stop;
        body();
    });
}

fn interrupted() {
    fails!(pause(), -1, EINTR);
    fails!(usleep(1_000_000_000), -1, EINTR);
    works!(sleep(1000), 1..);
    let rem = &mut timespec::zeroed();
    fails!(nanosleep(&timespec { tv_sec: 1000, tv_nsec: 0 }, rem), -1, EINTR);
    assert!(rem.tv_sec > 0);
    // There are two threads now, whatever the harness does.
    fails!(fork(), -1, EAGAIN);
}
