//! What table.c does, here: line for line.

#![allow(clippy::no_effect, reason = "of some calls nothing is prepared")]

use berkeley::{
    errno::*, fcntl::*, poll::*, sys::epoll::*, sys::eventfd::*, sys::select::*, sys::sendfile::*,
    sys::socket::*, sys::uio::*, sys::un::*, sys::wait::*, time::*, unistd::*,
};
use std::env;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

/// Lets the call go through. Shared with a handler, which in C is undefined; here it is a lock.
static COMPLETE: Mutex<Option<Box<dyn Fn() + Send>>> = Mutex::new(None);
static CHILD: AtomicI32 = AtomicI32::new(0);

fn on_usr1(_: i32) {
    println!("handled");
}

fn on_usr2(_: i32) {
    if let Some(complete) = &*COMPLETE.lock().unwrap() {
        complete();
    }
}

fn complete(how: impl Fn() + Send + 'static) {
    *COMPLETE.lock().unwrap() = Some(Box::new(how));
}

fn fill_pipe(p: [i32; 2]) {
    let page = &[0u8; 4096];
    fcntl(p[1], F_SETFL, O_NONBLOCK);
    while write(p[1], page, sizeof(page)) > 0 {}
    fcntl(p[1], F_SETFL, 0);
    complete(move || {
        let mut buf = vec![0; 65536];
        read(p[0], &mut buf, 65536);
    });
}

fn fill_socket(s: [i32; 2]) {
    let buf = &[0u8; 4096];
    while send(s[0], buf, sizeof(buf), MSG_DONTWAIT) > 0 {}
    while send(s[0], buf, 1, MSG_DONTWAIT) > 0 {}
    complete(move || {
        let mut buf = vec![0; 65536];
        while recv(s[1], &mut buf, 65536, MSG_DONTWAIT) > 0 {}
    });
}

fn listens() -> (i32, sockaddr_un, socklen_t) {
    let l = socket(AF_UNIX, SOCK_STREAM, 0);
    let addr = &mut sockaddr_un::zeroed();
    addr.sun_family = AF_UNIX as sa_family_t;
    bind(l, addr, size_of::<sa_family_t>());
    let mut len = sizeof(addr) as socklen_t;
    getsockname(l, addr, &mut len);
    listen(l, 0);
    let to = *addr;
    complete(move || _ = connect(socket(AF_UNIX, SOCK_STREAM, 0), &to, len));
    (l, to, len)
}

fn fill_backlog() -> (i32, sockaddr_un, socklen_t) {
    let (l, addr, len) = listens();
    while connect(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0), &addr, len) == 0 {}
    complete(move || _ = accept(l, NULL, NULL));
    (socket(AF_UNIX, SOCK_STREAM, 0), addr, len)
}

/// A child, which does something first.
fn forks(first: impl FnOnce()) -> pid_t {
    let child = fork();
    if child == 0 {
        first();
        alarm(60);
        pause();
        _exit(0);
    }
    CHILD.store(child, Relaxed);
    complete(move || _ = kill(child, SIGKILL));
    child
}

fn locked(p: [i32; 2], file: &str, lock: &flock) -> i32 {
    let fd = open(file, O_RDWR, 0);
    forks(|| {
        fcntl(fd, F_SETLK, &mut lock.clone());
        write(p[1], "x", 1);
    });
    read(p[0], &mut [0u8; 1], 1);
    fd
}

fn limit(fd: i32, option: i32) -> i32 {
    let minute = &timeval { tv_sec: 60, tv_usec: 0 };
    setsockopt(fd, SOL_SOCKET, option, minute, sizeof(minute));
    fd
}

/// `sleep`, as the other calls fail.
fn sleeps(seconds: u32) -> i32 {
    if sleep(seconds) == 0 {
        return 0;
    }
    set_errno(EINTR);
    -1
}

fn wait_in(call: &str, dir: &str) -> i64 {
    let (fifo, file) = (&*format!("{dir}/fifo"), &*format!("{dir}/file"));
    let (p, s) = (&mut [0; 2], &mut [0; 2]);
    pipe(p);
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    let (p, s) = (*p, *s);
    let event = eventfd(0, 0);
    let (c, byte) = (&mut [b'x'], &mut [0u8]);
    let (into, from) = ([iovec::from(&mut *byte)], [iovec::from(b"x")]);
    let (min, mout) = (&mut [mmsghdr::zeroed()], &mut [mmsghdr::zeroed()]);
    min[0].msg_hdr.msg_iov = &into;
    min[0].msg_hdr.msg_iovlen = 1;
    mout[0].msg_hdr.msg_iov = &from;
    mout[0].msg_hdr.msg_iovlen = 1;
    let lock = &mut flock { l_type: F_WRLCK as i16, ..flock::zeroed() };
    let minute = &mut timespec { tv_sec: 60, tv_nsec: 0 };
    let tv_minute = &mut timeval { tv_sec: 60, tv_usec: 0 };
    let pfd = &mut [pollfd { fd: s[0], events: POLLIN, revents: 0 }];
    let ev = &mut [epoll_event::zeroed()];
    ev[0].events = EPOLLIN;
    let info = &mut siginfo_t::zeroed();
    let (set, none, mut status, mut value) = (&mut fd_set::zeroed(), &sigset_t::zeroed(), 0, 0);
    FD_SET(s[0], set);
    let ep = epoll_create1(0);
    epoll_ctl(ep, EPOLL_CTL_ADD, s[0], &mut ev[0]);

    let to_pipe = move || _ = write(p[1], "x", 1);
    let to_socket = move || _ = send(s[1], "x", 1, 0);
    let ready = || println!("ready");

    /// One line of the table: the call's name, what is prepared, the call.
    macro_rules! calls {
        ($($name:literal, $prepare:expr, $call:expr;)*) => {
            match call {
                $($name => {
                    $prepare;
                    ready();
                    i64::from($call as i32)
                })*
                _ => panic!("no such call: {call}"),
            }
        };
    }
    let (fd, addr, len);
    calls! {
        "read", complete(to_pipe), read(p[0], c, 1);
        "read socket", complete(to_socket), read(s[0], c, 1);
        "readv", complete(to_pipe), readv(p[0], &into, 1);
        "readv socket", complete(to_socket), readv(s[0], &into, 1);
        "write", fill_pipe(p), write(p[1], c, 1);
        "writev", fill_pipe(p), writev(p[1], &from, 1);
        "write socket", fill_socket(s), write(s[0], c, 1);
        "accept", (fd, _, _) = listens(), accept(fd, NULL, NULL);
        "accept4", (fd, _, _) = listens(), accept4(fd, NULL, NULL, SOCK_CLOEXEC);
        "recv", complete(to_socket), recv(s[0], c, 1, 0);
        "recvfrom", complete(to_socket), recvfrom(s[0], c, 1, 0, NULL, NULL);
        "recvmsg", complete(to_socket), recvmsg(s[0], &mut min[0].msg_hdr, 0);
        "recvmmsg", complete(to_socket), recvmmsg(s[0], min, 1, 0, NULL);
        "send", fill_socket(s), send(s[0], c, 1, 0);
        "sendto", fill_socket(s), sendto(s[0], c, 1, 0, NULL, 0);
        "sendmsg", fill_socket(s), sendmsg(s[0], &mout[0].msg_hdr, 0);
        "sendmmsg", fill_socket(s), sendmmsg(s[0], mout, 1, 0);
        "connect", (fd, addr, len) = fill_backlog(), connect(fd, &addr, len);
        "wait", forks(|| ()), wait(&mut status);
        "waitpid", fd = forks(|| ()), waitpid(fd, &mut status, 0);
        "waitid", fd = forks(|| ()), waitid(P_PID, fd as id_t, info, WEXITED);
        "F_SETLKW", fd = locked(p, file, lock), fcntl(fd, F_SETLKW, lock);
        "open", { let fifo = fifo.to_string(); complete(move || _ = open(&*fifo, O_RDWR, 0)) },
            open(fifo, O_RDONLY, 0);
        "sendfile", { fill_socket(s); fd = open(file, O_RDONLY, 0) }, sendfile(s[0], fd, NULL, 1);
        "eventfd_read", complete(move || _ = eventfd_write(event, 1)),
            eventfd_read(event, &mut value);

        "poll", (), poll(pfd, 1, 60000);
        "ppoll", (), ppoll(pfd, 1, minute, none);
        "select", (), select(s[0] + 1, set, NULL, NULL, tv_minute);
        "pselect", (), pselect(s[0] + 1, set, NULL, NULL, minute, none);
        "epoll_wait", (), epoll_wait(ep, ev, 1, 60000);
        "epoll_pwait", (), epoll_pwait(ep, ev, 1, 60000, none);
        "pause", (), pause();
        "sigsuspend", (), sigsuspend(none);
        "sleep", (), sleeps(60);
        "usleep", (), usleep(60000000);
        "nanosleep", (), nanosleep(minute, NULL);

        "recv, timeout", complete(to_socket), recv(limit(s[0], SO_RCVTIMEO), c, 1, 0);
        "accept, timeout", (fd, _, _) = listens(), accept(limit(fd, SO_RCVTIMEO), NULL, NULL);
        "send, timeout", fill_socket(s), send(limit(s[0], SO_SNDTIMEO), c, 1, 0);
        "connect, timeout", (fd, addr, len) = fill_backlog(),
            connect(limit(fd, SO_SNDTIMEO), &addr, len);
    }
}

pub(crate) fn main() {
    let args: Vec<String> = env::args().collect();
    alarm(100);
    let sa = &mut sigaction::zeroed();
    sa.set_sa_handler(on_usr1);
    sa.sa_flags = if args[2] == "1" { SA_RESTART } else { 0 };
    sigaction(SIGUSR1, sa, NULL);
    sa.set_sa_handler(on_usr2);
    sa.sa_flags = SA_RESTART;
    sigaction(SIGUSR2, sa, NULL);

    if wait_in(&args[1], &args[3]) >= 0 {
        println!("goes on");
    } else if errno() == EINTR {
        println!("EINTR");
    } else {
        println!("{}", strerror(errno()));
    }
    if CHILD.load(Relaxed) != 0 {
        kill(CHILD.load(Relaxed), SIGKILL);
    }
}
