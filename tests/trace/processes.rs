//! Calls about processes, signals and timers, in many ways: the names of their numbers.

use berkeley::{
    signal::*, sys::socket::*, sys::stat::*, sys::time::*, sys::wait::*, time::*, unistd::*,
};

/// The system calls that these make.
pub(crate) const CALLS: [&str; 20] = [
    "kill",
    "rt_sigprocmask",
    "rt_sigpending",
    "wait4",
    "waitid",
    "setitimer",
    "getitimer",
    "clock_nanosleep",
    "getpid",
    "getppid",
    "getpgrp",
    "getpgid",
    "setpgid",
    "getsid",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "umask",
    "chdir",
];

/// A process that there never is.
const NOBODY: pid_t = 1 << 29;

pub(crate) fn all() {
    // What is compared begins here.
    socket(-1, 0, 0);
    for sig in -2..=70 {
        kill(NOBODY, sig);
    }
    killpg(NOBODY, SIGCHLD);

    let (set, old) = (&mut sigset_t::zeroed(), &mut sigset_t::zeroed());
    for how in [-1, 0, 1, 2, 3, 0x4000] {
        for words in [0, 1, 0x4202, 0x8000_0000, 3 << 30, 0xff_ffff_ffff, u64::MAX] {
            set.as_bytes_mut()[..8].copy_from_slice(&words.to_ne_bytes());
            sigprocmask(how, set, old);
            pthread_sigmask(how, set, NULL);
        }
        sigprocmask(how, NULL, old);
        pthread_sigmask(how, NULL, NULL);
        sigpending(old);
    }

    let bits = (0..32).map(|bit| 1 << bit);
    for options in bits.chain([0, 0xf, -1, WNOHANG | WUNTRACED | WCONTINUED, __WALL | 0x100]) {
        wait4(-1, NULL, options, NULL);
        waitpid(NOBODY, &mut 0, options);
        wait3(&mut 0, options, &mut rusage::zeroed());
        waitid(P_ALL, 0, NULL, options);
    }
    wait(NULL);
    wait(&mut 0);
    for kind in [0, 1, 2, 4, 9, u32::MAX] {
        for id in [0, NOBODY as id_t, u32::MAX] {
            waitid(kind, id, &mut siginfo_t::zeroed(), WEXITED | WNOHANG);
        }
    }

    let it = &mut itimerval::zeroed();
    for which in [-1, 1, 2, 3, 12345] {
        for (tv_sec, tv_usec) in
            [(0, 0), (-1, 0), (0, -1), (5, 1_000_000), (1 << (time_t::BITS - 24), 999_999)]
        {
            it.it_interval = timeval { tv_sec, tv_usec };
            setitimer(which, it, &mut itimerval::zeroed());
            setitimer(which, it, NULL);
            getitimer(which, it);
        }
    }
    for (tv_sec, tv_nsec) in [(0, 0), (0, 1), (-1, 0), (0, -1), (0, 1_000_000_000)] {
        nanosleep(&timespec { tv_sec, tv_nsec }, NULL);
        nanosleep(&timespec { tv_sec, tv_nsec }, &mut timespec::zeroed());
    }
    sleep(0);
    usleep(0);
    usleep(1_000);

    for id in [-1, 0, 1, NOBODY] {
        getpgid(id);
        getsid(id);
        setpgid(NOBODY, id);
    }
    for mask in [0o022, 0, 7, 0o100777, !0, umask(0o77)] {
        umask(mask);
    }
    for path in [".", "none such", "a name of more than thirty-two bytes \"\u{e9}\n\""] {
        chdir(path);
    }
    chdir(NULL);
    let _ = (getpid(), getppid(), getpgrp(), getuid(), geteuid(), getgid(), getegid());
}
