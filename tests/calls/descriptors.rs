//! read, write, close, dup, dup2, dup3, pipe, pipe2; numbers that are not the crate's; errno.

use crate::*;
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

/// A number from this one on that nobody has open.
fn free_number(from: c_int) -> c_int {
    // SAFETY: no memory is passed, and what it opens is closed at once.
    let fd = unsafe { libc::fcntl(STDERR_FILENO, libc::F_DUPFD, from) };
    assert!(fd >= from);
    // SAFETY: as above.
    assert_eq!(unsafe { libc::close(fd) }, 0);
    fd
}

/// Whether the kernel knows the number.
fn is_open(fd: c_int) -> bool {
    flags(fd, libc::F_GETFD) != -1
}

/// How many descriptors the process may have.
fn descriptor_limit() -> libc::rlimit {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: there is room for the limits.
    assert_eq!(unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) }, 0);
    limit
}

#[test]
fn nobody_elses_descriptor_is_touched() {
    let _quiet = no_children();
    let (mut theirs, mut other) = UnixStream::pair().unwrap();
    let (fd, [ours, peer]) = (theirs.as_raw_fd(), unix_pair(SOCK_STREAM));
    let (buf, addr, mut len) = (&mut [0u8; 4], &mut sockaddr_in::zeroed(), 16);
    other.write_all(b"here").unwrap();
    for number in [fd, -1, c_int::MIN, c_int::MAX, free_number(700)] {
        let refused = [
            answer(|| bind(number, addr, 16)),
            answer(|| listen(number, 5)),
            answer(|| accept(number, NULL, NULL)),
            answer(|| accept4(number, addr, &mut len, 0)),
            answer(|| connect(number, addr, 16)),
            answer(|| shutdown(number, SHUT_RDWR)),
            answer(|| getsockname(number, addr, &mut len)),
            answer(|| getpeername(number, addr, &mut len)),
            answer(|| getsockopt(number, SOL_SOCKET, SO_TYPE, buf, &mut len)),
            answer(|| setsockopt(number, SOL_SOCKET, SO_KEEPALIVE, &1, 4)),
            answer(|| sockatmark(number)),
            answer(|| isfdtype(number, 0)),
            count(|| send(number, "x", 1, 0)),
            count(|| sendto(number, "x", 1, 0, NULL, 0)),
            count(|| write(number, "x", 1)),
            count(|| recv(number, buf, 4, 0)),
            count(|| recvfrom(number, buf, 4, 0, NULL, NULL)),
            count(|| read(number, buf, 4)),
            answer(|| dup(number)),
            answer(|| dup2(number, ours)),
            answer(|| dup3(number, ours, 0)),
            answer(|| dup2(number, number)),
            answer(|| close(number)),
        ];
        assert_eq!(refused, [failed(EBADF); 23], "{number}");
        assert_eq!((*buf, len), ([0; 4], 16));
    }
    // Their own connection never noticed, and ours was not replaced.
    theirs.read_exact(buf).unwrap();
    assert_eq!(buf, b"here");
    theirs.write_all(b"back").unwrap();
    drop(theirs);
    let mut came = Vec::new();
    other.read_to_end(&mut came).unwrap();
    assert_eq!(came, b"back");
    assert_eq!(write(ours, "ping", 4), 4);
    assert_eq!(read(peer, buf, 4), 4);
    close_all([ours, peer]);
}

#[test]
fn reading_and_writing() {
    let _quiet = no_children();
    let (ends, buf) = (&mut [0; 2], &mut [CANARY; 8]);
    assert_eq!(answer(|| pipe(ends)), returned(0));
    assert_eq!(ends.map(|fd| flags(fd, libc::F_GETFL)), [libc::O_RDONLY, libc::O_WRONLY]);
    assert_eq!(count(|| write(ends[1], "ping", 4)), returned(4));
    assert_eq!(count(|| read(ends[0], buf, 8)), returned(4));
    assert_eq!(buf, b"ping\xee\xee\xee\xee");
    assert_eq!(count(|| read(ends[1], buf, 8)), failed(EBADF), "not open for reading");
    assert_eq!(count(|| write(ends[0], buf, 8)), failed(EBADF), "not open for writing");
    let spare = dup(ends[0]);
    close(ends[0]);
    assert_eq!(count(|| write(ends[1], "more", 4)), returned(4));
    close(spare);
    assert_eq!(count(|| write(ends[1], "more", 4)), failed(EPIPE), "nobody reads");
    close(ends[1]);

    assert_eq!(pipe(ends), 0);
    close(ends[1]);
    assert_eq!(count(|| read(ends[0], buf, 8)), returned(0), "nobody writes");
    close(ends[0]);
    assert_eq!(answer(|| pipe2(ends, SOCK_NONBLOCK)), returned(0));
    assert_eq!(count(|| read(ends[0], buf, 8)), failed(EAGAIN));
    close_all(*ends);
    let root = berkeley::adopt(File::open("/").unwrap().into());
    assert_eq!(count(|| read(root, buf, 8)), failed(EISDIR));
    close(root);
}

#[test]
fn closing_is_for_once() {
    let _quiet = no_children();
    let ([one, two], high) = (unix_pair(SOCK_STREAM), free_number(800));
    // A number that no other test's descriptor gets meanwhile.
    assert_eq!(dup2(one, high), high);
    close(one);
    assert_eq!(answer(|| close(high)), returned(0));
    assert_eq!(answer(|| close(high)), failed(EBADF));
    assert_eq!(count(|| read(two, &mut [0u8; 1], 1)), returned(0), "the other side sees it");
    close(two);
}

#[test]
fn a_duplicate_is_the_same_socket() {
    let _quiet = no_children();
    let ([sock, peer], buf) = (unix_pair(SOCK_STREAM | SOCK_CLOEXEC), &mut [0u8; 4]);
    let copy = dup(sock);
    assert!(copy >= 0 && copy != sock);
    assert_eq!([sock, copy].map(|fd| flags(fd, libc::F_GETFD)), [libc::FD_CLOEXEC, 0]);
    close(sock);
    assert_eq!(count(|| write(copy, "ping", 4)), returned(4));
    assert_eq!(read(peer, buf, 4), 4);
    close(copy);
    assert_eq!(read(peer, buf, 4), 0, "with the last one it ends");
    close(peer);
}

#[test]
fn dup2_onto_an_open_number() {
    let _quiet = no_children();
    let ([one, two], [three, four], buf) =
        (unix_pair(SOCK_STREAM), unix_pair(SOCK_STREAM), &mut [0u8; 4]);
    assert_eq!(answer(|| dup2(one, three)), returned(three.into()));
    assert_eq!(read(four, buf, 4), 0, "what it was before is closed");
    assert_eq!(write(three, "ping", 4), 4);
    assert_eq!(read(two, buf, 4), 4);
    assert_eq!(answer(|| dup2(one, one)), returned(one.into()));
    assert_eq!(answer(|| dup3(one, three, SOCK_CLOEXEC)), returned(three.into()));
    assert_eq!(flags(three, libc::F_GETFD), libc::FD_CLOEXEC);
    assert_eq!(answer(|| dup2(one, three)), returned(three.into()));
    assert_eq!(flags(three, libc::F_GETFD), 0);
    close_all([one, two, three, four]);
}

#[test]
fn dup2_onto_a_free_number() {
    let ([one, two], free) = (unix_pair(SOCK_STREAM), free_number(500));
    for (duplicate, cloexec) in [
        (answer(|| dup2(one, free)), 0),
        (answer(|| dup3(one, free + 1, 0)), 0),
        (answer(|| dup3(one, free + 2, SOCK_CLOEXEC)), libc::FD_CLOEXEC),
    ] {
        let fd = duplicate.0 as c_int;
        assert_eq!(flags(fd, libc::F_GETFD), cloexec);
        assert_eq!(write(fd, "x", 1), 1, "it is the crate's");
    }
    assert_eq!(read(two, &mut [0u8; 8], 8), 3);
    for fd in free..free + 3 {
        assert_eq!(answer(|| close(fd)), returned(0));
        assert!(!is_open(fd));
    }
    close_all([one, two]);
}

#[test]
fn dup2_onto_somebody_elses_number() {
    let mut file = File::open("/dev/zero").unwrap();
    let ([one, two], fd) = (unix_pair(SOCK_STREAM), file.as_raw_fd());
    // Here the kernel would have closed it under its owner.
    assert_eq!(answer(|| dup2(one, fd)), failed(EBUSY));
    assert_eq!(answer(|| dup3(one, fd, SOCK_CLOEXEC)), failed(EBUSY));
    file.read_exact(&mut [CANARY; 8]).unwrap();
    assert_eq!(answer(|| close(fd)), failed(EBADF));
    close_all([one, two]);
}

#[test]
fn dup2_onto_no_number() {
    let [one, two] = unix_pair(SOCK_STREAM);
    let beyond = c_int::try_from(descriptor_limit().rlim_cur).unwrap_or(c_int::MAX);
    for fd2 in [-1, c_int::MIN, c_int::MAX, beyond] {
        // SAFETY: passes numbers, which name nothing.
        let kernel = answer(|| unsafe { libc::dup2(one, fd2) });
        assert_eq!((answer(|| dup2(one, fd2)), kernel), (failed(EBADF), kernel), "{fd2}");
        assert_eq!(answer(|| dup3(one, fd2, 0)), kernel, "{fd2}");
    }
    // SAFETY: passes numbers; nothing is duplicated.
    let kernel = answer(|| unsafe { libc::dup3(one, one, 0) });
    assert_eq!((answer(|| dup3(one, one, 0)), kernel), (failed(EINVAL), kernel));
    close_all([one, two]);
}

#[test]
fn success_leaves_errno_alone() {
    let untouched = |what: &str, call: &mut dyn FnMut() -> c_int| {
        set_errno(0x1234);
        let ret = call();
        assert!(ret >= 0, "{what}: {}", strerror(errno()));
        assert_eq!(errno(), 0x1234, "{what}");
        ret
    };
    let (addr, mut len, buf, sv) = (&mut loopback(), 16, &mut [0u8; 80], &mut [0; 2]);
    let server = untouched("socket", &mut || socket(PF_INET, SOCK_STREAM, 0));
    untouched("bind", &mut || bind(server, addr, 16));
    untouched("getsockname", &mut || getsockname(server, addr, &mut len));
    untouched("listen", &mut || listen(server, 5));
    let sock = untouched("socket", &mut || socket(PF_INET, SOCK_STREAM, 0));
    untouched("connect", &mut || connect(sock, addr, 16));
    let conn = untouched("accept", &mut || accept(server, addr, &mut len));
    untouched("getpeername", &mut || getpeername(sock, addr, &mut len));
    untouched("send", &mut || send(sock, "x", 1, 0) as c_int);
    untouched("sendto", &mut || sendto(sock, "x", 1, 0, NULL, 0) as c_int);
    untouched("write", &mut || write(sock, "x", 1) as c_int);
    untouched("recv", &mut || recv(conn, buf, 1, 0) as c_int);
    untouched("recvfrom", &mut || recvfrom(conn, buf, 1, 0, NULL, NULL) as c_int);
    untouched("read", &mut || read(conn, buf, 1) as c_int);
    untouched("sockatmark", &mut || sockatmark(conn));
    untouched("isfdtype", &mut || isfdtype(conn, 0));
    untouched("setsockopt", &mut || setsockopt(sock, SOL_SOCKET, SO_KEEPALIVE, &1, 4));
    untouched("getsockopt", &mut || getsockopt(sock, SOL_SOCKET, SO_ERROR, buf, &mut 4));
    untouched("shutdown", &mut || shutdown(sock, SHUT_WR));
    untouched("socketpair", &mut || socketpair(AF_UNIX, SOCK_STREAM, 0, sv));
    untouched("dup2", &mut || dup2(sv[0], sv[1]));
    untouched("dup3", &mut || dup3(sv[0], sv[1], SOCK_CLOEXEC));
    let free = free_number(600);
    let copies =
        [untouched("dup", &mut || dup(sv[0])), untouched("dup2", &mut || dup2(sv[0], free))];
    for fd in [server, sock, conn, copies[0], copies[1], sv[0], sv[1]] {
        untouched("close", &mut || close(fd));
    }
    untouched("pipe", &mut || pipe(sv));
    close_all(*sv);
    untouched("pipe2", &mut || pipe2(sv, 0));
    close_all(*sv);
    untouched("gethostname", &mut || gethostname(buf, 80));
    untouched("getdomainname", &mut || getdomainname(buf, 80));
    untouched("strerror", &mut || strerror(EBADF).len() as c_int);
    untouched("atoi", &mut || atoi("12 and more"));
}

#[test]
fn errno_survives_what_follows() {
    let [one, two] = unix_pair(SOCK_STREAM);
    assert_eq!(count(|| recv(one, &mut [0u8; 1], 1, MSG_DONTWAIT)), failed(EAGAIN));
    // The classic mistake in reverse: clean up first, report then.
    assert_eq!((close(one), close(two)), (0, 0));
    assert_eq!(errno(), EAGAIN);
}

#[test]
fn no_descriptor_is_free() {
    in_child("descriptors::no_descriptor_is_free", || {
        let (server, addr) = listener();
        let client = caller(&addr);
        wait_for(server, libc::POLLIN);
        let (full, sv) = (free_number(0) as libc::rlim_t, &mut [-1; 2]);
        let before = descriptor_limit();
        let limit = |rlim_cur| {
            let limit = libc::rlimit { rlim_cur, ..before };
            // SAFETY: there is a limit to read.
            assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limit) }, 0);
        };
        limit(full);
        assert_eq!(answer(|| socket(PF_INET, SOCK_STREAM, 0)), failed(EMFILE));
        assert_eq!(answer(|| accept(server, NULL, NULL)), failed(EMFILE));
        assert_eq!(answer(|| accept4(server, NULL, NULL, 0)), failed(EMFILE));
        assert_eq!(answer(|| dup(server)), failed(EMFILE));
        assert_eq!(answer(|| pipe(sv)), failed(EMFILE));
        assert_eq!(answer(|| pipe2(sv, 0)), failed(EMFILE));
        assert_eq!(answer(|| socketpair(AF_UNIX, SOCK_STREAM, 0, sv)), failed(EMFILE));
        assert_eq!(answer(|| dup2(client, server + 100)), failed(EBADF));
        // Not even for the /dev/null that would take the place of standard input.
        assert_eq!(answer(|| close(STDIN_FILENO)), failed(EMFILE));
        assert_eq!(answer(|| dup2(STDIN_FILENO, STDIN_FILENO)), returned(0), "still open");
        // The last number there is, and somebody else's: the search for a free one ends there.
        limit(before.rlim_cur);
        let file = File::open("/dev/null").unwrap();
        limit(file.as_raw_fd() as libc::rlim_t + 1);
        assert_eq!(answer(|| dup2(client, file.as_raw_fd())), failed(EBUSY));
        limit(before.rlim_cur);
        let conn = accept(server, NULL, NULL);
        assert!(conn >= 0, "the connection went on waiting");
    });
}

#[test]
fn standard_input() {
    in_child("descriptors::standard_input", || {
        let ([sock, peer], buf) = (unix_pair(SOCK_STREAM), &mut [0u8; 4]);
        assert_eq!(answer(|| dup2(sock, STDIN_FILENO)), returned(0));
        assert_eq!(write(peer, "std 's", 6), 6);
        assert_eq!(read(STDIN_FILENO, buf, 4), 4);
        // Rust's own standard input is the same descriptor.
        let rest = &mut [0u8; 2];
        std::io::stdin().read_exact(rest).unwrap();
        assert_eq!(rest, b"'s");

        assert_eq!(answer(|| close(STDIN_FILENO)), returned(0));
        for _ in 0..2 {
            assert_eq!(answer(|| close(STDIN_FILENO)), failed(EBADF));
            assert_eq!(count(|| read(STDIN_FILENO, buf, 4)), failed(EBADF));
        }
        close(sock);
        assert_eq!(count(|| write(peer, "x", 1)), failed(EPIPE), "what was there is closed");
        // In C the next descriptor would be 0. Here the number stays taken, by /dev/null.
        let next = socket(PF_INET, SOCK_STREAM, 0);
        assert!(next > 2);
        assert_eq!(std::io::stdin().read(&mut [0; 4]).unwrap(), 0);
        let link = std::fs::read_link("/proc/self/fd/0").unwrap();
        assert_eq!(link.to_str(), Some("/dev/null"));

        let [sock, peer] = unix_pair(SOCK_STREAM);
        assert_eq!(answer(|| dup2(sock, STDIN_FILENO)), returned(0), "and open again");
        assert_eq!(write(peer, "ping", 4), 4);
        assert_eq!(read(STDIN_FILENO, buf, 4), 4);
    });
}

#[test]
fn standard_output_and_error() {
    in_child("descriptors::standard_output_and_error", || {
        let kept = dup(STDOUT_FILENO);
        let ([sock, peer], buf) = (unix_pair(SOCK_STREAM), &mut [0u8; 16]);
        for fd in [STDOUT_FILENO, STDERR_FILENO] {
            assert_eq!(answer(|| dup2(sock, fd)), returned(fd.into()));
            assert_eq!(count(|| write(fd, "C", 1)), returned(1));
            let _ = match fd {
                STDOUT_FILENO => std::io::stdout().write_all(b"Rust\n"),
                _ => std::io::stderr().write_all(b"Rust\n"),
            };
            assert_eq!(recv(peer, buf, 6, MSG_WAITALL), 6);
            assert_eq!(&buf[..6], b"CRust\n");
            assert_eq!(answer(|| close(fd)), returned(0));
            assert_eq!(count(|| write(fd, "C", 1)), failed(EBADF));
        }
        // Nobody is there to see it, and it harms nobody.
        println!("to standard output");
        eprintln!("to standard error");
        assert_silent(peer);
        assert_eq!(dup2(kept, STDOUT_FILENO), STDOUT_FILENO); // for the harness to report on
    });
}
