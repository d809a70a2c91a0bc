//! Thousands of descriptors.

use super::port::Report;
use super::{alone, c};
use berkeley::{errno::*, poll::*, sys::select::*, unistd::*};
use std::process::Command;

const PIPES: usize = 2500;

#[test]
fn thousands_of_descriptors() {
    alone("large::thousands_of_descriptors", |this| Command::new(this), |_: &mut Report| all());
}

/// Raises the limit of descriptors, if that is allowed.
fn may_have(most: libc::rlim_t) -> bool {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `limit` is one, to write and to read.
    unsafe {
        libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit);
        limit.rlim_cur = most;
        libc::setrlimit(libc::RLIMIT_NOFILE, &limit) == 0
    }
}

fn all() {
    if !may_have(2 * PIPES as libc::rlim_t + 100) {
        return c::say("thousands_of_descriptors: SKIPPED, RLIMIT_NOFILE may not be raised");
    }
    let pipes: Vec<[i32; 2]> = (0..PIPES)
        .map(|i| {
            let fds = &mut [0; 2];
            assert_eq!(pipe(fds), 0);
            if i % 7 == 0 {
                write(fds[1], "x", 1);
            }
            *fds
        })
        .collect();
    polls(&pipes);
    selects(&pipes);
    // What a call held and did not let go of would now stay open.
    for fd in pipes.as_flattened() {
        close(*fd);
        // SAFETY: F_GETFD changes nothing, of whatever number.
        assert_eq!(unsafe { libc::fcntl(*fd, libc::F_GETFD) }, -1, "{fd}");
    }
}

/// What poll says of each end, with some of them no descriptors.
fn polls(pipes: &[[i32; 2]]) {
    let mut fds = Vec::new();
    for [r, w] in pipes {
        fds.push(pollfd { fd: *r, events: POLLIN, revents: 99 });
        fds.push(pollfd { fd: *w, events: POLLOUT, revents: 99 });
    }
    let before = fds.clone();
    let expected = |i: usize| match i % 2 {
        0 if i / 2 % 7 == 0 => POLLIN,
        0 => 0,
        _ => POLLOUT,
    };
    let readable = PIPES.div_ceil(7);
    let len = fds.len();
    assert_eq!(poll(&mut fds, len, -1), (PIPES + readable) as i32);
    for (i, entry) in fds.iter().enumerate() {
        assert_eq!((entry.fd, entry.events), (before[i].fd, before[i].events));
        assert_eq!(entry.revents, expected(i), "{i}");
    }
    // Where one part of 29 ends and the next begins, and at both ends.
    let strangers = [0, 28, 29, 30, 57, 58, 2900, 4998, 4999];
    for i in strangers {
        fds[i].fd = 1_000_000 + i as i32;
    }
    let ready = (0..len).filter(|i| strangers.contains(i) || expected(*i) != 0).count();
    assert_eq!(poll(&mut fds, len, -1), ready as i32);
    for (i, entry) in fds.iter().enumerate() {
        let stranger = strangers.contains(&i);
        assert_eq!(entry.revents, if stranger { POLLNVAL } else { expected(i) }, "{i}");
        assert_eq!(entry.fd, if stranger { 1_000_000 + i as i32 } else { before[i].fd });
    }
}

/// What select says of them, in sets of more than 1024, 65536 and 2²⁰ bits.
fn selects(pipes: &[[i32; 2]]) {
    let largest = *pipes.as_flattened().iter().max().unwrap();
    assert!(largest > 4 * FD_SETSIZE);
    for sets in [8, 64, 65, 1024] {
        let (r, w) = (&mut vec![fd_set::zeroed(); sets], &mut vec![fd_set::zeroed(); sets]);
        for [read_end, write_end] in pipes {
            FD_SET(*read_end, r);
            FD_SET(*write_end, w);
        }
        let nfds = if sets == 8 { largest + 1 } else { sets as i32 * FD_SETSIZE };
        let ready = select(nfds, r, w, NULL, NULL);
        assert_eq!(ready as usize, PIPES.div_ceil(7) + PIPES, "{sets} sets");
        for (i, [read_end, write_end]) in pipes.iter().enumerate() {
            assert_eq!(FD_ISSET(*read_end, r), i % 7 == 0);
            assert!(FD_ISSET(*write_end, w));
        }
        // What is there, in one word with a stranger, and in one beyond it.
        FD_SET(nfds - 1, r);
        let before = r.clone();
        if nfds - 1 > largest {
            assert_eq!((select(nfds, r, w, NULL, NULL), errno()), (-1, EBADF));
            assert_eq!(*r, before);
        }
        let bits = sets as i32 * FD_SETSIZE;
        assert_eq!((select(bits + 1, r, w, NULL, NULL), errno()), (-1, EFAULT));
    }
    let r = &mut vec![fd_set::zeroed(); 1025];
    let now = &mut timeval { tv_sec: 0, tv_usec: 0 };
    assert_eq!(select(1 << 20, r, NULL, NULL, now), 0);
    assert_eq!((select((1 << 20) + 1, r, NULL, NULL, now), errno()), (-1, ENOMEM));
}
