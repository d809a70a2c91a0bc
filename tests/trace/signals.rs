//! Signals and the calls that they interrupt, in a process that strace traces and that traces itself.

use super::{alone, is_alone};
use crate::support::numbers;
use crate::support::strace::{self, Log, normal};
use crate::support::{Dir, poll};
use berkeley::poll::{POLLIN, pollfd};
use berkeley::signal::{SIG_ERR, sigaction, signal};
use berkeley::{arpa::inet::*, errno::*, fcntl::*, sys::epoll::*, unistd::*};
use berkeley::{poll as poll_h, sys::select::*, sys::uio::*, sys::un::*};
use core::ffi::{c_int, c_long, c_void};
use std::fs;
use std::mem::zeroed;
use std::os::unix::process::CommandExt;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Compares each line of the trace with strace's: the calls that `is_ours`, and the signals.
///
/// If it is to be so, all signals are `blocked` in all threads of the process.
fn compare(name: &str, blocked: bool, body: fn(), is_ours: fn(&str) -> bool) {
    let name = format!("signals::{name}");
    if is_alone() {
        alone(&name, body, |_| unreachable!());
    }
    if !strace::is_here() {
        return;
    }
    let (log, dir) = (Log::new(), Dir::new());
    let file = dir.path().join("trace");
    let text = alone(&name, body, |this| {
        let mut command = log.command(this, &[]);
        command.env("BERKELEY_TRACE", &file).env_remove("BERKELEY_TRACE_OPTIONS");
        if blocked {
            // SAFETY: a call that is allowed between fork and exec.
            unsafe {
                command.pre_exec(|| {
                    mask(libc::SIG_BLOCK);
                    Ok(())
                })
            };
        }
        command
    });
    let ours = fs::read_to_string(file).unwrap();
    let ours = ours.lines().skip_while(|line| !line.starts_with("socket("));
    let mut ours = ours.map(|line| normal(line, &mut Vec::new()));
    // The crate may have used its own signal, 64, to interrupt a call.
    let of_the_crate = |line: &String| {
        let is_signal = line.starts_with("--- ") && !line.starts_with("--- SIGRT_32 ");
        let is_call = is_ours(line.split('(').next().unwrap_or_default());
        // The trace's own, and the end of a test's directory.
        let is_other = line.starts_with("write(1000, ") || line.contains("|O_DIRECTORY");
        is_signal || is_call && !is_other
    };
    let mut count = 0;
    for theirs in log.lines_from("socket(").iter().filter(|line| of_the_crate(line)) {
        let theirs = normal(theirs, &mut Vec::new());
        assert_eq!(ours.next().as_ref(), Some(&theirs), "line {count}\n{text}");
        count += 1;
    }
    assert_eq!(ours.next(), None, "strace saw less\n{text}");
    assert!(count > 20, "{count} lines");
}

/// Blocks all signals of the thread, or unblocks them.
fn mask(how: c_int) {
    // SAFETY: a set is filled and read.
    unsafe {
        let mut set = zeroed();
        libc::sigfillset(&mut set);
        libc::pthread_sigmask(how, &set, std::ptr::null_mut());
    }
}

static HANDLED: AtomicU32 = AtomicU32::new(0);

fn on_signal(_: c_int) {
    HANDLED.fetch_add(1, SeqCst);
}

/// The signals that a program can have a handler for.
fn signals() -> impl Iterator<Item = c_int> {
    (1..64).filter(|signal| ![libc::SIGKILL, libc::SIGSTOP, 32, 33].contains(signal))
}

#[test]
fn every_sender_is_shown_as_strace_shows_it() {
    compare("every_sender_is_shown_as_strace_shows_it", true, senders, |call| {
        ["socket", "ppoll"].contains(&call)
    });
}

/// The signals are blocked but in the call that waits, so each comes there.
fn senders() {
    signals().for_each(|number| assert!(signal(number, on_signal) != SIG_ERR));
    // From here on the lines are compared.
    socket(-1, 0, 0);
    let comes = || {
        let before = HANDLED.load(SeqCst);
        poll_h::ppoll(NULL, 0, NULL, &poll_h::sigset_t::zeroed());
        assert_eq!((errno(), HANDLED.load(SeqCst)), (EINTR, before + 1));
    };

    // SAFETY: to this process, which has a handler.
    let process = unsafe { libc::getpid() };
    for number in [libc::SIGHUP, libc::SIGTERM, libc::SIGRTMIN(), libc::SIGSEGV] {
        // SAFETY: the same.
        unsafe { libc::kill(process, number) };
        comes();
        // SAFETY: the same.
        unsafe { libc::raise(number) };
        comes();
        for value in [0usize, 7, usize::MAX, 1 << (usize::BITS / 2)] {
            let value = libc::sigval { sival_ptr: value as *mut c_void };
            // SAFETY: the same.
            unsafe { libc::sigqueue(process, number, value) };
            comes();
        }
    }
    // SAFETY: the same.
    unsafe { libc::alarm(1) };
    comes();

    for end in [0, 3, -libc::SIGTERM] {
        // SAFETY: the child only ends.
        let child = unsafe { libc::fork() };
        if child == 0 {
            // SAFETY: as above; the child has the parent's handlers, but no longer this one.
            unsafe {
                libc::signal(libc::SIGTERM, libc::SIG_DFL);
                mask(libc::SIG_UNBLOCK);
                if end < 0 {
                    libc::kill(libc::getpid(), -end);
                }
                libc::_exit(end)
            }
        }
        // SAFETY: nobody asks how it ended.
        unsafe { libc::waitpid(child, std::ptr::null_mut(), 0) };
        comes();
    }

    // SAFETY: a timer that sends a signal once.
    unsafe {
        let mut event: libc::sigevent = zeroed();
        event.sigev_notify = libc::SIGEV_SIGNAL;
        event.sigev_signo = libc::SIGUSR1;
        event.sigev_value.sival_ptr = 9 as *mut c_void;
        let mut timer = zeroed();
        assert_eq!(libc::timer_create(libc::CLOCK_MONOTONIC, &mut event, &mut timer), 0);
        let mut soon: libc::itimerspec = zeroed();
        soon.it_value.tv_nsec = 1;
        libc::timer_settime(timer, 0, &soon, std::ptr::null_mut());
    }
    comes();

    // What a descriptor is ready for, by `libc::SIGIO` and by another.
    let ends = &mut [0; 2];
    // SAFETY: the descriptors are new.
    unsafe {
        libc::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.as_mut_ptr());
        libc::fcntl(ends[0], F_SETOWN, process);
        libc::fcntl(ends[0], libc::F_SETFL, libc::O_ASYNC);
    }
    for number in [0, libc::SIGIO, libc::SIGRTMIN() + 5] {
        // SAFETY: as above.
        unsafe {
            const F_SETSIG: c_int = 10;
            libc::fcntl(ends[0], F_SETSIG, number);
            libc::write(ends[1], b"x".as_ptr().cast(), 1);
        }
        comes();
    }

    // And whatever anybody may send to himself.
    for number in [libc::SIGUSR1, libc::SIGIO, libc::SIGCHLD, 40, libc::SIGSEGV, libc::SIGURG] {
        for code in [0, 0x80, -1, -2, -3, -4, -5, -6, -7, -60, -77, 1, 2, 6, 9] {
            // Of an instruction: the program would have ended.
            if number == libc::SIGSEGV && code > 0 {
                continue;
            }
            for (pid, uid, value) in [(0, 0, 0), (5, 0, 9), (0, 6, 0x7_0000_0008), (5, 6, 0)] {
                #[repr(C)]
                struct Info {
                    members: [c_int; 4],
                    sender: [c_int; 2],
                    value: u64,
                    rest: [u64; 12],
                }
                let info =
                    Info { members: [0, 0, code, 0], sender: [pid, uid], value, rest: [0; 12] };
                let call = libc::SYS_rt_tgsigqueueinfo;
                // SAFETY: as long as the kernel reads. To this very thread, whatever it says.
                unsafe { libc::syscall(call, process, libc::gettid(), number, &info) };
                comes();
            }
        }
    }
}

#[test]
fn an_interrupted_call_is_shown_as_strace_shows_it() {
    compare("an_interrupted_call_is_shown_as_strace_shows_it", false, interrupted, |call| {
        let calls = "socket socketpair bind listen accept connect setsockopt read write readv \
            sendto recvfrom recvmsg recvmmsg poll ppoll pselect6 epoll_wait epoll_create1";
        call == "openat" || calls.split_whitespace().any(|ours| ours == call)
    });
}

#[test]
fn a_signal_that_comes_to_another_thread_elsewhere_is_not_lost() {
    let name = "signals::a_signal_that_comes_to_another_thread_elsewhere_is_not_lost";
    let body = || {
        signal(libc::SIGUSR1, on_signal);
        // All threads of the process block it but this one, which is not its first.
        // SAFETY: a set is filled and read; the signal has a handler.
        unsafe {
            let mut set = zeroed();
            libc::sigaddset(&mut set, libc::SIGUSR1);
            libc::pthread_sigmask(libc::SIG_UNBLOCK, &set, std::ptr::null_mut());
            libc::kill(libc::getpid(), libc::SIGUSR1);
        }
        assert_eq!(HANDLED.load(SeqCst), 0);
        listen(-1, 5);
        assert_eq!(HANDLED.load(SeqCst), 1);
    };
    let said = alone(name, body, |this| {
        let mut command = std::process::Command::new(this);
        command.env("BERKELEY_TRACE", "1").env_remove("BERKELEY_TRACE_OPTIONS");
        // SAFETY: a call that is allowed between fork and exec.
        unsafe {
            command.pre_exec(|| {
                mask(libc::SIG_BLOCK);
                Ok(())
            })
        };
        command
    });
    let lines: Vec<&str> = said.lines().filter(|line| line.starts_with("--- ")).collect();
    assert_eq!(lines.len(), 1, "{said}");
    assert!(lines[0].contains("{si_signo=SIGUSR1, si_code=SI_USER, si_pid="), "{said}");
}

/// A thread that interrupts the one that made it, when that sleeps in a call.
struct Interrupter {
    to: Sender<Task>,
}

/// A system call, the signal that is to interrupt it, and what is done then.
type Task = (c_long, c_int, Box<dyn FnOnce() + Send>);

impl Interrupter {
    fn new() -> Interrupter {
        let (to, tasks): (Sender<Task>, Receiver<Task>) = channel();
        // SAFETY: passes nothing.
        let (process, thread) = unsafe { (libc::getpid(), libc::gettid()) };
        let task = format!("/proc/self/task/{thread}");
        thread::spawn(move || {
            let sleeps_in = |call: c_long| {
                poll("it does not sleep", || {
                    let of = |file: &str| fs::read_to_string(format!("{task}/{file}")).unwrap();
                    let sleeps = || of("stat").rsplit(") ").next().unwrap().starts_with('S');
                    let is_in =
                        || of("syscall").split(' ').next() == Some(call.to_string().as_str());
                    (sleeps() && is_in() && sleeps()).then_some(())
                });
            };
            for (call, signal, after) in tasks {
                let times = if signal == libc::SIGUSR2 { 2 } else { 1 };
                for _ in 0..times {
                    sleeps_in(call);
                    let before = HANDLED.load(SeqCst);
                    // SAFETY: the thread lives, and has a handler.
                    unsafe { libc::syscall(libc::SYS_tgkill, process, thread, signal) };
                    poll("no handler runs", || (HANDLED.load(SeqCst) > before).then_some(()));
                }
                if times > 1 {
                    sleeps_in(call);
                }
                after();
            }
        });
        Interrupter { to }
    }

    /// The next call, which the kernel knows as this one, fails.
    fn next(&self, call: c_long) {
        self.to.send((call, libc::SIGUSR1, Box::new(|| ()))).unwrap();
    }

    /// The next call is interrupted twice and goes on; then this is done.
    fn next_goes_on(&self, call: c_long, done: impl FnOnce() + Send + 'static) {
        self.to.send((call, libc::SIGUSR2, Box::new(done))).unwrap();
    }
}

fn interrupted() {
    let dir = Dir::new();
    let fifo = dir.path().join("fifo");
    nix::unistd::mkfifo(&fifo, nix::sys::stat::Mode::S_IRWXU).unwrap();
    let act = &mut sigaction::zeroed();
    act.set_sa_handler(on_signal);
    sigaction(libc::SIGUSR1, act, NULL);
    act.sa_flags = libc::SA_RESTART;
    sigaction(libc::SIGUSR2, act, NULL);
    let interrupter = Interrupter::new();
    let pipes = &mut [0; 2];
    pipe(pipes);
    fcntl(pipes[1], F_SETFL, O_NONBLOCK);
    let buf = &mut [0u8; 200_000];
    while write(pipes[1], buf, 4096) > 0 {}
    fcntl(pipes[1], F_SETFL, 0);

    // From here on the lines are compared.
    let listener = socket(AF_INET, SOCK_STREAM, 0);
    listen(listener, 1);
    let pair = &mut [0; 2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    let fails = |call: c_long, make: &mut dyn FnMut() -> i64| {
        interrupter.next(call);
        set_errno(0);
        assert_eq!((make(), errno()), (-1, EINTR), "system call {call}");
    };

    fails(libc::SYS_read, &mut || read(pair[0], &mut [0u8; 9], 9) as i64);
    fails(libc::SYS_write, &mut || write(pipes[1], buf, 5000) as i64);
    fails(numbers::SYS_recvfrom, &mut || recv(pair[0], &mut [0u8; 9], 9, 0) as i64);
    fails(numbers::SYS_recvfrom, &mut || recvfrom(pair[0], &mut [0u8; 9], 9, 0, NULL, NULL) as i64);
    fails(libc::SYS_readv, &mut || {
        let memory = &mut [0u8; 9];
        let iov = &mut [iovec::zeroed()];
        iov[0].iov_len = 9;
        iov[0].iov_base = memory.into();
        readv(pair[0], iov, 1) as i64
    });
    fails(numbers::SYS_accept, &mut || accept(listener, NULL, NULL).into());
    fails(numbers::SYS_poll, &mut || {
        let fds = &mut [pollfd { fd: listener, events: POLLIN, revents: 0 }];
        poll_h::poll(fds, 1, -1).into()
    });
    fails(libc::SYS_ppoll, &mut || {
        let fds = &mut [pollfd { fd: listener, events: POLLIN, revents: 0 }];
        poll_h::ppoll(fds, 1, NULL, &poll_h::sigset_t::zeroed()).into()
    });
    fails(libc::SYS_pselect6, &mut || {
        let set = &mut fd_set::zeroed();
        FD_SET(listener, set);
        select(listener + 1, set, NULL, NULL, NULL).into()
    });
    fails(libc::SYS_pselect6, &mut || {
        let set = &mut fd_set::zeroed();
        FD_SET(listener, set);
        pselect(listener + 1, set, NULL, NULL, NULL, NULL).into()
    });
    let epoll = epoll_create1(0);
    fails(numbers::SYS_epoll_wait, &mut || {
        epoll_wait(epoll, &mut [epoll_event::zeroed(); 2], 2, -1).into()
    });
    fails(libc::SYS_openat, &mut || open(fifo.to_str().unwrap(), O_RDONLY, 0).into());

    // Sockets with a timeout.
    let time = &mut timeval { tv_sec: 1000, tv_usec: 0 };
    setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, time, sizeof(time));
    setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, time, sizeof(time));
    fails(numbers::SYS_recvfrom, &mut || recv(pair[0], &mut [0u8; 9], 9, 0) as i64);
    fails(libc::SYS_read, &mut || read(pair[0], &mut [0u8; 9], 9) as i64);
    fails(numbers::SYS_accept, &mut || accept(listener, NULL, NULL).into());
    // The other direction has none; and then it has.
    send(pair[0], buf, sizeof(buf), MSG_DONTWAIT);
    while send(pair[0], buf, 1, MSG_DONTWAIT) > 0 {}
    fails(numbers::SYS_sendto, &mut || send(pair[0], buf, 9, 0) as i64);
    setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, time, sizeof(time));
    fails(numbers::SYS_sendto, &mut || send(pair[0], buf, 9, 0) as i64);

    // A peer that does not accept.
    let name = &mut sockaddr_un::zeroed();
    name.sun_family = AF_UNIX as sa_family_t;
    berkeley::string::strcpy(&mut name.sun_path, dir.path().join("socket").to_str().unwrap());
    let [busy, client, another] = [0; 3].map(|_| socket(AF_UNIX, SOCK_STREAM, 0));
    bind(busy, name, sizeof(name));
    listen(busy, 0);
    connect(client, name, sizeof(name));
    fails(numbers::SYS_connect, &mut || connect(another, name, sizeof(name)).into());
    setsockopt(another, SOL_SOCKET, SO_SNDTIMEO, time, sizeof(time));
    fails(numbers::SYS_connect, &mut || connect(another, name, sizeof(name)).into());

    // Calls that go on.
    let other = pair[1];
    let none = &mut timeval { tv_sec: 0, tv_usec: 0 };
    setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, none, sizeof(none));
    let says = move || {
        // SAFETY: the descriptor is open.
        assert_eq!(unsafe { libc::write(other, b"hello".as_ptr().cast(), 5) }, 5);
    };
    interrupter.next_goes_on(libc::SYS_read, says);
    assert_eq!(read(pair[0], &mut [0u8; 9], 9), 5);
    interrupter.next_goes_on(numbers::SYS_recvfrom, says);
    assert_eq!(recv(pair[0], &mut [0u8; 9], 9, 0), 5);
    fails(numbers::SYS_poll, &mut || {
        let fds = &mut [pollfd { fd: pair[0], events: POLLIN, revents: 0 }];
        poll_h::poll(fds, 1, -1).into()
    });
}
