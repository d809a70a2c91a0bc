//! `processes.c`, ported line by line.

use berkeley::{
    errno::*, signal::*, string::*, sys::stat::*, sys::time::*, sys::wait::*, time::*, trace,
    unistd::*,
};
use std::ffi::c_int;

/// A call: what it returned, or the error.
fn say(call: &str, ret: impl TryInto<i64>) {
    match ret.try_into().ok().expect("a number") {
        -1 => println!("{call}: -1 {}", errno()),
        ret => println!("{call}: {ret}"),
    }
}

/// In a child, whose calls are not those that are compared.
fn in_child() -> bool {
    trace::stop();
    true
}

fn masks() {
    let (set, old) = (&mut sigset_t::zeroed(), &mut sigset_t::zeroed());
    sigemptyset(set);
    for sig in -1..=70 {
        say("sigaddset", sigaddset(set, sig));
        say("sigismember", sigismember(set, sig));
        say("sigdelset", sigdelset(set, sig));
    }
    sigfillset(set);
    for sig in 0..=66 {
        say("full", sigismember(set, sig));
    }
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGUSR1);
    sigaddset(set, SIGRTMIN() + 1);
    say("sigprocmask", sigprocmask(SIG_BLOCK, set, NULL));
    say("sigprocmask", sigprocmask(SIG_BLOCK, NULL, old));
    say("member", sigismember(old, SIGINT));
    say("member", sigismember(old, SIGTERM));
    say("sigprocmask", sigprocmask(77, set, old));
    say("sigprocmask", sigprocmask(77, NULL, old));
    say("pthread_sigmask", pthread_sigmask(78, set, old));
    say("pthread_sigmask", pthread_sigmask(SIG_UNBLOCK, set, old));
    say("pthread_sigmask", pthread_sigmask(SIG_BLOCK, set, old));
    sigemptyset(old);
    memset(old, 0xff, 8);
    say("sigprocmask", sigprocmask(SIG_BLOCK, old, NULL));
    say("sigprocmask", sigprocmask(SIG_SETMASK, set, old));
    for sig in 1..=64 {
        say("blocked", sigismember(old, sig));
    }
    say("sigpending", sigpending(old));
    say("kill", kill(getpid(), SIGUSR1));
    say("sigpending", sigpending(old));
    say("pending", sigismember(old, SIGUSR1));
    sigemptyset(old);
    say("sigsuspend", sigsuspend(old));
}

fn sent() {
    say("kill", kill(1 << 29, SIGTERM));
    say("kill", kill(getpid(), 0));
    say("kill", kill(getpid(), 65));
    say("kill", kill(getpid(), -1));
    for sig in [16, 31, 32, 33, 34, 63, 64, 99] {
        say("kill", kill(1 << 29, sig));
    }
    say("killpg", killpg(1 << 29, SIGHUP));
    say("killpg", killpg(0, 0));
}

fn children() {
    let mut status = 7;
    let usage = &mut rusage::zeroed();
    let info = &mut siginfo_t::zeroed();

    say("wait", wait(&mut status));
    say("wait", wait(NULL));
    say("waitpid", waitpid(-1, &mut status, WNOHANG));
    say("waitpid", waitpid(-1, &mut status, 0x70));
    say("waitpid", waitpid(1, NULL, 0));
    say("wait4", wait4(-1, &mut status, __WALL | __WNOTHREAD | __WCLONE, usage));
    say("waitid", waitid(P_ALL, 0, info, 0));
    say("waitid", waitid(P_PID, 1, info, WEXITED));
    say("waitid", waitid(9, 1, NULL, WEXITED | WSTOPPED | WCONTINUED | WNOHANG | WNOWAIT));
    say("status", status);

    for code in (0..600).step_by(77) {
        let pid = fork();
        if pid == 0 && in_child() {
            _exit(code);
        }
        say("wait", wait(&mut status) == pid);
        say("status", status);
        say("WIFEXITED", WIFEXITED(status));
        say("WEXITSTATUS", WEXITSTATUS(status));
    }

    let pid = fork();
    if pid == 0 && in_child() {
        loop {
            pause();
        }
    }
    say("waitpid", waitpid(pid, &mut status, WNOHANG));
    say("wait3", wait3(&mut status, WNOHANG, usage));
    memset(info, 0, sizeof(info));
    say("waitid", waitid(P_PID, pid as id_t, info, WEXITED | WNOHANG));
    say("si_signo", info.si_signo);
    say("kill", kill(pid, SIGSTOP));
    say("waitpid", waitpid(pid, &mut status, WUNTRACED) == pid);
    say("WIFSTOPPED", WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP);
    say("kill", kill(pid, SIGCONT));
    say("waitid", waitid(P_PID, pid as id_t, info, WCONTINUED | WNOWAIT));
    say("si_code", info.si_code);
    say("si_status", info.si_status());
    say("waitpid", waitpid(pid, &mut status, WUNTRACED | WCONTINUED) == pid);
    say("WIFCONTINUED", WIFCONTINUED(status));
    say("kill", kill(pid, SIGTERM));
    say("waitid", waitid(P_PGID, getpgrp() as id_t, info, WEXITED | WNOWAIT));
    say("si_signo", info.si_signo);
    say("si_code", info.si_code);
    say("si_pid", info.si_pid() == pid);
    say("si_uid", info.si_uid() == getuid());
    say("si_status", info.si_status());
    say("wait4", wait4(pid, &mut status, 0, usage) == pid);
    say("WIFSIGNALED", WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    say("WCOREDUMP", WCOREDUMP(status));
    say("kill", kill(pid, 0));

    let pid = fork();
    if pid == 0 && in_child() {
        _exit(9);
    }
    memset(info, 0, sizeof(info));
    say("waitid", waitid(P_ALL, 0, info, WEXITED | WNOWAIT));
    say("si_status", info.si_status());
    say("waitid", waitid(P_ALL, 0, NULL, WEXITED));
    say("waitid", waitid(P_ALL, 0, NULL, WEXITED));
}

fn timers() {
    let it = &mut itimerval::zeroed();
    let old = &mut itimerval::zeroed();
    it.it_value = timeval { tv_sec: 1000, tv_usec: 5 };
    say("setitimer", setitimer(ITIMER_REAL, it, NULL));
    say("getitimer", getitimer(ITIMER_REAL, old));
    say("left", old.it_value.tv_sec >= 900 && old.it_value.tv_sec <= 1000);
    say("setitimer", setitimer(7, it, old));
    say("getitimer", getitimer(-1, old));
    say("setitimer", setitimer(ITIMER_VIRTUAL, it, old));
    it.it_value.tv_usec = 1000000;
    say("setitimer", setitimer(ITIMER_PROF, it, old));
    it.it_value.tv_usec = -1;
    say("setitimer", setitimer(ITIMER_PROF, it, NULL));
    say("alarm", alarm(0) >= 900);
    say("alarm", alarm(4000000000));
    say("alarm", alarm(0) > 5);

    let req = &mut timespec { tv_sec: 0, tv_nsec: 1000 };
    let rem = &mut timespec { tv_sec: 7, tv_nsec: 7 };
    say("nanosleep", nanosleep(req, rem));
    say("nanosleep", nanosleep(req, NULL));
    req.tv_nsec = 1000000000;
    say("nanosleep", nanosleep(req, rem));
    req.tv_nsec = -1;
    say("nanosleep", nanosleep(req, rem));
    req.tv_sec = -1;
    req.tv_nsec = 0;
    say("nanosleep", nanosleep(req, NULL));
    say("rem", rem.tv_sec);
    say("sleep", sleep(0));
    say("usleep", usleep(0));
    say("usleep", usleep(2500));

    // Again and again, so that none is missed.
    it.it_interval.tv_usec = 20000;
    it.it_value.tv_usec = 20000;
    it.it_value.tv_sec = 0;
    say("setitimer", setitimer(ITIMER_REAL, it, NULL));
    req.tv_sec = 1000;
    say("nanosleep", nanosleep(req, rem));
    say("rem", rem.tv_sec > 0 && rem.tv_sec < 1000);
    let left = sleep(1000);
    say("left", left > 0 && left < 1000);
    say("usleep", usleep(1000000000));
    say("pause", pause());
    it.it_value.tv_usec = 0;
    say("setitimer", setitimer(ITIMER_REAL, it, NULL));
}

fn ids() {
    say("getppid", getppid() > 0);
    say("getpgrp", getpgrp() == getpgid(0));
    say("getpgid", getpgid(-5));
    say("getpgid", getpgid(1 << 29));
    say("getsid", getsid(0) == getsid(getpid()));
    say("getsid", getsid(1 << 29));
    say("setpgid", setpgid(0, 0));
    say("getpgrp", getpgrp() == getpid());
    say("setpgid", setpgid(1 << 29, 0));
    say("setpgid", setpgid(0, -1));
    say("setpgid", setpgid(0, 1 << 29));
    say("setsid", setsid());
    say("getuid", getuid());
    say("geteuid", geteuid());
    say("getgid", getgid());
    say("getegid", getegid());
}

fn surroundings() {
    say("umask", umask(0o123));
    say("umask", umask(0o100777));
    say("umask", umask(!0));
    say("umask", umask(0o022));
    say("chdir", chdir("/"));
    say("chdir", chdir("none such"));
    say("chdir", chdir("/dev/null"));
    say("chdir", chdir(""));
    say("chdir", chdir("proc/self/"));
    say("chdir", chdir("../../dev"));
}

/// Has some signals call a function, as they do in C.
pub(crate) fn handle() {
    let action = &mut sigaction::zeroed();
    action.set_sa_handler(|_| ());
    for sig in [SIGUSR1, SIGUSR2, SIGALRM, SIGRTMIN() + 2] {
        assert_eq!(sigaction(sig, action, NULL), 0);
    }
}

/// What is looked at begins here.
pub(crate) const BEGIN: &str = "kill(-777777777, 0)";

pub(crate) fn calls() {
    kill(-777777777, 0);
    masks();
    sent();
    children();
    timers();
    ids();
    surroundings();
}

/// What is not one system call.
pub(crate) fn composed() {
    say("raise", raise(0));
    say("raise", raise(SIGUSR2));
    say("raise", raise(65));
    say("raise", raise(-1));
    let value = &mut sigval::zeroed();
    value.set_sival_ptr(0x1234 as *mut _);
    value.set_sival_int(7);
    say("sigqueue", sigqueue(getpid(), SIGRTMIN() + 2, *value));
    say("sigqueue", sigqueue(getpid(), 0, *value));
    say("sigqueue", sigqueue(1 << 29, SIGUSR1, *value));
    say("sigqueue", sigqueue(getpid(), 99, *value));
    say("killpg", killpg(-1, SIGHUP));
}

pub(crate) fn clocks() {
    let ts = &mut timespec::zeroed();
    for clock in -20..=20 {
        // Whether there is a tenth, the kernel decides: of SGI it was.
        if clock == 10 {
            continue;
        }
        say("clock_gettime", clock_gettime(clock, ts));
        say("clock_getres", clock_getres(clock, ts));
        say("clock_getres", clock_getres(clock, NULL));
    }
    let tv = &mut timeval::zeroed();
    let tz = &mut timezone { tz_minuteswest: 1, tz_dsttime: 1 };
    say("gettimeofday", gettimeofday(tv, tz));
    say("tz", tz.tz_minuteswest + tz.tz_dsttime);
    let mut t = 0;
    say("time", time(&mut t) == t);
    say("time", t == tv.tv_sec || t == tv.tv_sec + 1 || t + 1 == tv.tv_sec);
    say("difftime", difftime(10, 4) as i64);
}

/// Every status there is.
pub(crate) fn statuses() {
    for i in 0..65536 {
        println!(
            "{} {} {} {} {} {} {} {}",
            c_int::from(WIFEXITED(i)),
            WEXITSTATUS(i),
            c_int::from(WIFSIGNALED(i)),
            WTERMSIG(i),
            c_int::from(WCOREDUMP(i)),
            c_int::from(WIFSTOPPED(i)),
            WSTOPSIG(i),
            c_int::from(WIFCONTINUED(i)),
        );
    }
}

/// Every member, each byte of which says where it is.
pub(crate) fn members() {
    let info = &mut siginfo_t::zeroed();
    for (i, byte) in info.as_bytes_mut().iter_mut().enumerate() {
        *byte = i as u8;
    }
    println!("{} {} {}", info.si_signo, info.si_errno, info.si_code);
    println!(
        "{} {} {} {} {}",
        info.si_pid(),
        info.si_uid(),
        info.si_status(),
        info.si_utime(),
        info.si_stime()
    );
    let value = info.si_value();
    println!("{} {:p} {} {:p}", value.sival_int(), value.sival_ptr(), info.si_int(), info.si_ptr());
    println!(
        "{:p} {} {} {} {}",
        info.si_addr(),
        info.si_band(),
        info.si_fd(),
        info.si_timerid(),
        info.si_overrun()
    );
    println!("{SA_RESETHAND} {SA_ONESHOT} {__WCLONE}");
    // The crate keeps one for itself.
    println!("{} {}", SIGRTMIN(), SIGRTMAX() + 1);
    for sig in -1..70 {
        println!("{}", strsignal(sig));
    }
    // What goes to standard error.
    dup2(STDOUT_FILENO, STDERR_FILENO);
    psignal(SIGINT, "psignal");
    psignal(SIGTERM, "");
    psignal(99, NULL);
}

struct Rnd(u64);

impl Rnd {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

fn print_tm(tm: &tm) {
    println!(
        "{} {} {} {} {} {} {} {} {} {} {}",
        tm.tm_sec,
        tm.tm_min,
        tm.tm_hour,
        tm.tm_mday,
        tm.tm_mon,
        tm.tm_year,
        tm.tm_wday,
        tm.tm_yday,
        tm.tm_isdst,
        tm.tm_gmtoff,
        cstr(&tm.tm_zone)
    );
}

/// A text, where C may have a null pointer.
fn print_text(text: &str) {
    print!("{}", if text.is_empty() { "none\n" } else { text });
}

/// Texts of times, in the zone that the environment says.
pub(crate) fn texts() {
    let mut rnd = Rnd(1);
    let forms = [
        "%a %A %b %B %c %C %d %D %e %F %g %G %h %H %I %j %k %l %m %M %n %p %P %r",
        "%R %s %S %t %T %u %U %V %w %W %x %X %y %Y %z %Z %% %Ey %Od %q %",
        "",
        "%10Y|%-d|%_H|%^a|%#Z",
    ];
    tzset();
    for i in 0..400 {
        let mut t = (rnd.next() >> (i % 64)) as time_t;
        if i % 2 == 1 {
            t = t.wrapping_neg();
        }
        let tm = localtime(&t);
        println!("{t} {}", c_int::from(tm.is_some()));
        if let Some(utc) = gmtime(&t) {
            print_tm(&utc);
        }
        let parts = &mut tm::zeroed();
        println!("{}", c_int::from(gmtime_r(&t, parts).is_some()));
        println!("{}", c_int::from(localtime_r(&t, parts).is_some()));
        if gmtime(&t).is_some() {
            print_tm(parts);
        }
        if tm == NULL {
            continue;
        }
        let copy = &mut tm.unwrap();
        print_tm(copy);
        print_text(&asctime(copy));
        print_text(&ctime(&t));
        let buf = &mut [0u8; 512];
        for form in forms {
            let n = strftime(buf, sizeof(buf), form, copy);
            println!("{n} {}", String::from_utf8_lossy(&buf[..n]));
        }
        println!("{}", strftime(buf, 5, "%Y-%m", copy));
        println!("{}", mktime(copy));
        copy.tm_mday += (rnd.next() % 1000) as c_int;
        copy.tm_hour -= (rnd.next() % 1000) as c_int;
        copy.tm_isdst = -1;
        println!("{}", mktime(copy));
        print_tm(copy);
        println!("{}", timegm(copy));
        print_tm(copy);
    }
    // Parts that no time has.
    for i in 0..200 {
        let tm = &mut tm::zeroed();
        let parts = [
            &mut tm.tm_sec,
            &mut tm.tm_min,
            &mut tm.tm_hour,
            &mut tm.tm_mday,
            &mut tm.tm_mon,
            &mut tm.tm_year,
            &mut tm.tm_wday,
        ];
        for part in parts {
            *part = (rnd.next() % 2000) as c_int / (1 + i % 20) - 20;
        }
        print_text(&asctime(tm));
    }
    for i in 0..200 {
        let mut random =
            || timeval { tv_sec: (rnd.next() % 3) as _, tv_usec: (rnd.next() % 1000000) as _ };
        let (a, b, c) = (&random(), &mut random(), &mut timeval::zeroed());
        if i % 3 == 0 {
            *b = *a;
        }
        timeradd(a, b, c);
        println!("{} {}", c.tv_sec, c.tv_usec);
        timersub(a, b, c);
        println!("{} {} {}", c.tv_sec, c.tv_usec, c_int::from(timerisset(c)));
        for cmp in [i64::lt, i64::gt, i64::le, i64::ge, i64::eq, i64::ne] {
            print!("{}", c_int::from(timercmp(a, b, cmp)));
        }
        println!();
        timerclear(c);
        println!("{}", c_int::from(timerisset(c)));
    }
}
