//! The requests of sockets themselves: what can be read, waiting, signals, the mark, the time.

use crate::{Record, c, in_c};
use berkeley::{errno::*, fcntl::*, linux::sockios::*, netinet::in_::*, sys::ioctl::*, unistd::*};
use std::ffi::c_int;
use std::time::{Duration, Instant};

/// Two ends of a TCP connection within the host.
fn connection() -> [c_int; 2] {
    let (server, caller) = (socket(AF_INET, SOCK_STREAM, 0), socket(AF_INET, SOCK_STREAM, 0));
    let addr = &mut sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_eq!(bind(server, addr, sizeof(addr)), 0);
    let mut len = sizeof(addr) as socklen_t;
    assert_eq!(getsockname(server, addr, &mut len), 0);
    assert_eq!(listen(server, 1), 0);
    assert_eq!(connect(caller, addr, len), 0);
    let called = accept(server, NULL, NULL);
    assert_ne!(called, -1);
    close(server);
    [caller, called]
}

fn done(sv: &[c_int; 2]) {
    sv.iter().for_each(|fd| assert_eq!(close(*fd), 0));
}

fn ask(fd: c_int, request: Request<c_int>) -> c_int {
    let mut n = -77;
    assert_eq!(
        ioctl(fd, request, &mut n),
        0,
        "{request:?}: {}",
        berkeley::string::strerror(errno())
    );
    n
}

/// Waits for an answer that comes as soon as the network within the host has passed on what was
/// sent.
fn becomes(expected: c_int, ask: impl Fn() -> c_int) {
    let start = Instant::now();
    while ask() != expected {
        assert!(start.elapsed() < Duration::from_secs(60), "not {expected}, but {}", ask());
        std::thread::yield_now();
    }
}

#[test]
fn fionread_counts_what_waits() {
    let sv = &mut [0; 2];
    for (type_, counts) in [(SOCK_STREAM, [5, 12, 10]), (SOCK_DGRAM, [5, 5, 7])] {
        assert_eq!(socketpair(AF_UNIX, type_, 0, sv), 0);
        assert_eq!(ask(sv[1], FIONREAD), 0);
        write(sv[0], "hello", 5);
        assert_eq!(ask(sv[1], FIONREAD), counts[0]);
        write(sv[0], "goodbye", 7);
        assert_eq!(ask(sv[1], FIONREAD), counts[1]);
        read(sv[1], &mut [0u8; 2], 2);
        assert_eq!(ask(sv[1], FIONREAD), counts[2]);
        done(sv);
    }
    assert_eq!(pipe(sv), 0);
    write(sv[1], "hello", 5);
    assert_eq!(ask(sv[0], FIONREAD), 5);
    done(sv);

    let sv = connection();
    write(sv[0], "hello", 5);
    becomes(5, || ask(sv[1], FIONREAD));
    done(&sv);

    let file = open("/proc/self/exe", O_RDONLY, 0);
    let size = std::fs::metadata("/proc/self/exe").unwrap().len();
    read(file, &mut [0u8; 100], 100);
    assert_eq!(ask(file, FIONREAD), size as c_int - 100);
    close(file);
}

#[test]
fn fionread_fails_as_in_c() {
    let mut record = Record::default();
    for domain in [AF_INET, AF_INET6, AF_UNIX] {
        let sock = socket(domain, SOCK_STREAM, 0);
        for step in ["new", "listening"] {
            let mut n = 7;
            let ret = ioctl(sock, FIONREAD, &mut n);
            record.call(step, ret, &n);
            listen(sock, 1);
        }
        close(sock);
    }
    let body = r#"
        int domains[] = {AF_INET, AF_INET6, AF_UNIX};
        for (int i = 0; i < 3; i++) {
            int sock = socket(domains[i], SOCK_STREAM, 0);
            for (int j = 0; j < 2; j++) {
                int n = 7, ret = ioctl(sock, FIONREAD, &n);
                call(j ? "listening" : "new", ret, &n, sizeof(n));
                listen(sock, 1);
            }
            close(sock);
        }
    "#;
    if let Some(program) = in_c("fionread", body) {
        record.is_as(&c::run(&program, ""));
    }
}

#[test]
fn fionbio_decides_whether_calls_wait() {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    let mut on = 1;
    assert_eq!(ioctl(sv[0], FIONBIO, &mut on), 0);
    assert_eq!(on, 1);
    assert_eq!((read(sv[0], &mut [0u8; 1], 1), errno()), (-1, EAGAIN));
    assert_eq!(fcntl(sv[0], F_GETFL, 0), O_RDWR | O_NONBLOCK);
    assert_eq!(ioctl(sv[0], FIONBIO, &mut 0), 0);
    assert_eq!(fcntl(sv[0], F_GETFL, 0), O_RDWR);
    // Any file has it.
    let null = open("/dev/null", O_RDWR, 0);
    assert_eq!(ioctl(null, FIONBIO, &mut on), 0);
    assert_eq!(fcntl(null, F_GETFL, 0) & O_NONBLOCK, O_NONBLOCK);
    close(null);
    done(sv);
}

#[test]
fn who_gets_the_signals_of_a_socket() {
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    let this = std::process::id() as c_int;
    // SAFETY: getpgrp has no arguments and always succeeds.
    let group = unsafe { libc::getpgrp() };
    assert_eq!(ask(sock, SIOCGPGRP), 0);
    for (set, get) in [(SIOCSPGRP, FIOGETOWN), (FIOSETOWN, SIOCGPGRP)] {
        for mut owner in [this, 0, -group] {
            assert_eq!(ioctl(sock, set, &mut owner), 0);
            assert_eq!(ask(sock, get), owner);
        }
        for (mut nobody, error) in [(c_int::MAX, ESRCH), (c_int::MIN, EINVAL)] {
            assert_eq!((ioctl(sock, set, &mut nobody), errno()), (-1, error));
        }
        assert_eq!(ask(sock, get), -group);
    }
    assert_eq!(ioctl(sock, FIOASYNC, &mut 1), 0);
    assert_eq!(fcntl(sock, F_GETFL, 0), O_RDWR | O_ASYNC);
    assert_eq!(ioctl(sock, FIOASYNC, &mut 0), 0);
    assert_eq!(fcntl(sock, F_GETFL, 0), O_RDWR);
    close(sock);
}

/// A socket of each kind, new, with something sent, and with one that has read none of it.
#[test]
fn siocoutq_counts_what_is_on_its_way_as_in_c() {
    let mut record = Record::default();
    let note = |record: &mut Record, what: &str, fd: c_int| {
        for request in [SIOCINQ, SIOCOUTQ, SIOCOUTQNSD] {
            let mut n = 7;
            let ret = ioctl(fd, request, &mut n);
            record.call(what, ret, &n);
        }
    };
    for domain in [AF_INET, AF_INET6, AF_UNIX] {
        for type_ in [SOCK_STREAM, SOCK_DGRAM] {
            let sock = socket(domain, type_, 0);
            note(&mut record, "new", sock);
            listen(sock, 1);
            note(&mut record, "listening", sock);
            close(sock);
        }
    }
    let sv = &mut [0; 2];
    for type_ in [SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET] {
        assert_eq!(socketpair(AF_UNIX, type_, 0, sv), 0);
        write(sv[0], "hello", 5);
        sv.iter().for_each(|end| note(&mut record, "waiting", *end));
        read(sv[1], &mut [0u8; 5], 5);
        sv.iter().for_each(|end| note(&mut record, "read", *end));
        done(sv);
    }
    let null = open("/dev/null", O_RDWR, 0);
    note(&mut record, "file", null);
    close(null);
    let body = r#"
        int domains[] = {AF_INET, AF_INET6, AF_UNIX};
        int types[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET};
        int requests[] = {SIOCINQ, SIOCOUTQ, SIOCOUTQNSD}, sv[2];
        #define NOTE(what, fd) for (int r = 0; r < 3; r++) { \
            int n = 7, ret = ioctl(fd, requests[r], &n); call(what, ret, &n, sizeof(n)); }
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 2; j++) {
                int sock = socket(domains[i], types[j], 0);
                NOTE("new", sock)
                listen(sock, 1);
                NOTE("listening", sock)
                close(sock);
            }
        for (int j = 0; j < 3; j++) {
            socketpair(AF_UNIX, types[j], 0, sv);
            write(sv[0], "hello", 5);
            NOTE("waiting", sv[0])
            NOTE("waiting", sv[1])
            char buf[5];
            read(sv[1], buf, 5);
            NOTE("read", sv[0])
            NOTE("read", sv[1])
            close(sv[0]);
            close(sv[1]);
        }
        int file = open("/dev/null", O_RDWR);
        NOTE("file", file)
    "#;
    if let Some(program) = in_c("siocoutq", body) {
        record.is_as(&c::run(&program, ""));
    }
}

/// A peer that reads nothing has a window, and what does not fit into it is not sent.
#[test]
fn siocoutqnsd_counts_what_is_not_sent() {
    let sv = connection();
    assert_eq!(fcntl(sv[0], F_SETFL, O_NONBLOCK), 0);
    let mut sent = 0;
    while let n @ 1.. = send(sv[0], &[b'x'; 4096], 4096, 0) {
        sent += n as c_int;
    }
    assert_eq!(errno(), EAGAIN);
    // What is under way arrives, and is acknowledged; the rest is not sent.
    becomes(0, || ask(sv[0], SIOCOUTQ) - ask(sv[0], SIOCOUTQNSD));
    becomes(sent, || ask(sv[1], SIOCINQ) + ask(sv[0], SIOCOUTQNSD));
    assert!(ask(sv[0], SIOCOUTQNSD) > 0);
    let room = &mut [0u8; 4096];
    while sent > 0 {
        sent -= read(sv[1], room, sizeof(room)) as c_int;
    }
    becomes(0, || ask(sv[0], SIOCOUTQ));
    done(&sv);
}

#[test]
fn siocatmark_finds_the_mark() {
    let sv = connection();
    assert_eq!(ask(sv[1], SIOCATMARK), 0);
    assert_eq!(send(sv[0], "ab", 2, 0), 2);
    assert_eq!(send(sv[0], "!", 1, MSG_OOB), 1);
    assert_eq!(send(sv[0], "cd", 2, 0), 2);
    // "ab", the mark, the urgent byte beside the stream, "cd". FIONREAD, too, stops at the mark.
    becomes(2, || ask(sv[1], FIONREAD));
    let buf = &mut [0u8; 10];
    assert_eq!(ask(sv[1], SIOCATMARK), 0);
    assert_eq!(read(sv[1], buf, 10), 2, "a read stops at the mark");
    becomes(1, || ask(sv[1], SIOCATMARK));
    assert_eq!((recv(sv[1], buf, 10, MSG_OOB), buf[0]), (1, b'!'));
    assert_eq!(read(sv[1], buf, 10), 2);
    assert_eq!(ask(sv[1], SIOCATMARK), 0);
    done(&sv);

    let mut n = 7;
    let datagrams = socket(AF_INET, SOCK_DGRAM, 0);
    assert_eq!((ioctl(datagrams, SIOCATMARK, &mut n), errno(), n), (-1, ENOTTY, 7));
    close(datagrams);
}

#[test]
fn siocgstamp_tells_when_a_datagram_came() {
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    let addr = &mut sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_eq!(bind(sock, addr, sizeof(addr)), 0);
    let mut len = sizeof(addr) as socklen_t;
    assert_eq!(getsockname(sock, addr, &mut len), 0);

    let micro = &mut libc::timeval { tv_sec: 7, tv_usec: 7 };
    let nano = &mut libc::timespec { tv_sec: 7, tv_nsec: 7 };
    assert_eq!((ioctl(sock, SIOCGSTAMP, micro), errno()), (-1, ENOENT));
    assert_eq!((micro.tv_sec, micro.tv_usec), (7, 7));
    assert_eq!(sendto(sock, "x", 1, 0, addr, len), 1);
    assert_eq!(recv(sock, &mut [0u8; 1], 1, 0), 1);
    assert_eq!(ioctl(sock, SIOCGSTAMP_OLD, micro), 0);
    assert_eq!(ioctl(sock, SIOCGSTAMPNS_OLD, nano), 0);
    // The same time, of this century.
    assert_eq!((micro.tv_sec, micro.tv_usec), (nano.tv_sec, nano.tv_nsec / 1000));
    assert!(nano.tv_sec > 1_500_000_000 && (0..1_000_000_000).contains(&nano.tv_nsec), "{nano:?}");
    close(sock);

    let other = socket(AF_UNIX, SOCK_DGRAM, 0);
    assert_eq!((ioctl(other, SIOCGSTAMP, micro), errno()), (-1, ENOTTY));
    close(other);
}
