//! What a trace shows of the calls that wait.

use super::alone;
use super::port::Report;
use berkeley::{poll::*, sys::epoll::*, sys::eventfd::*, sys::select::*, trace, unistd::*};
use std::io::{Result, Write};
use std::process::Command;
use std::sync::{Arc, Mutex};

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> Result<usize> {
        self.0.lock().unwrap().write(line)
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

/// The call as the trace shows it, and what it returned.
fn shown(call: impl FnOnce() -> i32) -> String {
    let lines = Lines::default();
    trace::start(lines.clone());
    call();
    trace::stop();
    let line = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let (call, ret) = line.rsplit_once(" = ").unwrap();
    let ret = ret.split_whitespace().next().unwrap();
    format!("{} = {ret}", call.trim_end())
}

fn calls(_: &mut Report) {
    let fds = &mut [0; 2];
    assert_eq!(pipe(fds), 0);
    for (fd, number) in [(fds[0], 100), (fds[1], 101), (epoll_create1(0), 102)] {
        assert_eq!(dup2(fd, number), number);
    }
    write(101, "x", 1);
    let (mask, timeout) = (&mut sigset_t::zeroed(), &timespec { tv_sec: 1, tv_nsec: 5 });
    mask.as_bytes_mut()[1] = 2; // SIGUSR1

    let pfd = &mut [pollfd { fd: 100, events: POLLIN | POLLPRI, revents: 0 }; 3];
    pfd[1].fd = -1;
    pfd[2] = pollfd { fd: 105, events: 0, revents: 0 };
    assert_eq!(
        shown(|| poll(pfd, 3, -1)),
        "poll([{fd=100, events=POLLIN|POLLPRI, revents=POLLIN}, {fd=-1}, \
         {fd=105, events=0, revents=POLLNVAL}], 3, -1) = 2"
    );
    pfd[0].events = POLLPRI;
    assert_eq!(shown(|| poll(pfd, 1, 0)), "poll([{fd=100, events=POLLPRI}], 1, 0) = 0");
    assert_eq!(
        shown(|| ppoll(NULL, 0, &timespec::zeroed(), mask)),
        "ppoll(NULL, 0, {tv_sec=0, tv_nsec=0}, [USR1]) = 0"
    );
    assert!(shown(|| poll(pfd, 4, 0)).starts_with("poll(0x"));

    let (r, w) = (&mut fd_set::zeroed(), &mut fd_set::zeroed());
    for fd in [100, 101] {
        FD_SET(fd, r);
        FD_SET(fd, w);
    }
    assert_eq!(
        shown(|| select(102, r, w, NULL, &mut timeval::zeroed())),
        "select(102, [100 101] => [100], [100 101] => [101], NULL, {tv_sec=0, tv_usec=0}) = 2"
    );
    FD_SET(105, w);
    assert_eq!(
        shown(|| pselect(106, NULL, w, NULL, timeout, mask)),
        "pselect(106, NULL, [101 105], NULL, {tv_sec=1, tv_nsec=5}, [USR1]) = -1"
    );

    let ev = &mut epoll_event { events: EPOLLIN | EPOLLET, ..epoll_event::zeroed() };
    ev.data.set_u64(1 << 32 | 7);
    let events = &mut [epoll_event::zeroed(); 4];
    assert_eq!(
        shown(|| epoll_ctl(102, EPOLL_CTL_ADD, 100, ev)),
        "epoll_ctl(102, EPOLL_CTL_ADD, 100, \
         {events=EPOLLIN|EPOLLET, data={u32=7, u64=4294967303}}) = 0"
    );
    assert_eq!(
        shown(|| epoll_pwait2(102, events, 4, timeout, NULL)),
        "epoll_pwait2(102, [{events=EPOLLIN, data={u32=7, u64=4294967303}}], 4, \
         {tv_sec=1, tv_nsec=5}, NULL) = 1"
    );
    assert_eq!(shown(|| epoll_wait(102, events, 4, 0)), "epoll_wait(102, [], 4, 0) = 0");
    mask.as_bytes_mut().fill(0xff);
    mask.as_bytes_mut()[0] = 0xfd; // SIGINT
    assert_eq!(
        shown(|| epoll_pwait(102, events, 4, 0, mask)),
        "epoll_pwait(102, [], 4, 0, ~[INT]) = 0"
    );
    assert_eq!(
        shown(|| epoll_ctl(102, EPOLL_CTL_DEL, 100, NULL)),
        "epoll_ctl(102, EPOLL_CTL_DEL, 100, NULL) = 0"
    );

    assert_eq!(shown(|| eventfd(7, EFD_SEMAPHORE | 2)), "eventfd(7, EFD_SEMAPHORE|0x2) = -1");
    assert_eq!(dup2(eventfd(7, 0), 103), 103);
    assert_eq!(shown(|| eventfd_write(103, 3)), "eventfd_write(103, 3) = 0");
    assert_eq!(shown(|| eventfd_read(103, &mut 0)), "eventfd_read(103, [10]) = 0");
}

#[test]
fn a_trace_shows_what_is_waited_for() {
    let name = "text::a_trace_shows_what_is_waited_for";
    alone(name, |this| Command::new(this), calls);
}
