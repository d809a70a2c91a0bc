//! The requests that open a descriptor.

use crate::{c, fuse, namespace};
use berkeley::{adopt, linux::sockios::*, unistd::*};
use berkeley::{errno::*, fcntl::*, hold, netinet::in_::*, string::*, sys::ioctl::*, sys::un::*};
use std::ffi::c_int;
use std::fs::{self, File};
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

/// What this thread's file of this name in `/proc` points to.
fn link(name: impl AsRef<Path>) -> PathBuf {
    fs::read_link(Path::new("/proc/thread-self").join(name)).expect("proc is there")
}

/// What the descriptor is of.
fn of(fd: c_int) -> PathBuf {
    link(format!("fd/{fd}"))
}

/// Whether the process may not make these requests; says so.
fn is_forbidden(test: &str, fd: c_int) -> bool {
    let forbidden = fd == -1 && errno() == EPERM;
    if forbidden {
        c::say(&format!("{test}: SKIPPED, the process lacks CAP_NET_ADMIN"));
    }
    forbidden
}

/// The descriptor is the program's: every call takes it, and it is closed once.
fn is_owned(fd: c_int) {
    assert!(hold(fd).is_some());
    assert_eq!(fcntl(fd, F_GETFD, 0), FD_CLOEXEC);
    assert_eq!(close(fd), 0);
    assert_eq!((close(fd), errno()), (-1, EBADF));
}

/// The namespace of a socket of this thread's, opened.
fn opened(domain: c_int) -> c_int {
    let sock = socket(domain, SOCK_DGRAM, 0);
    let ns = ioctl(sock, SIOCGSKNS, NULL);
    let kept = errno();
    assert_eq!(close(sock), 0);
    set_errno(kept);
    ns
}

#[test]
fn siocgskns_opens_the_network_namespace() {
    for domain in [AF_INET, AF_INET6, AF_UNIX] {
        let ns = opened(domain);
        if is_forbidden("siocgskns", ns) {
            return;
        }
        assert_eq!(of(ns), link("ns/net"));
        is_owned(ns);
    }
    // It is the socket's, whatever the process is in.
    let outside = link("ns/net");
    namespace::within("siocgskns", || {
        let ns = opened(AF_INET);
        assert_eq!(of(ns), link("ns/net"));
        assert_ne!(of(ns), outside);
        is_owned(ns);
    });
}

#[test]
fn siocunixfile_opens_the_file_of_a_unix_socket() {
    let sock = socket(AF_UNIX, SOCK_STREAM, 0);
    let file = ioctl(sock, SIOCUNIXFILE, NULL);
    if is_forbidden("siocunixfile", file) {
        assert_eq!(close(sock), 0);
        return;
    }
    assert_eq!((file, errno()), (-1, ENOENT), "not bound yet");

    let path = std::env::temp_dir().join(format!("berkeley-unixfile-{}", std::process::id()));
    let addr = &mut sockaddr_un::zeroed();
    addr.sun_family = AF_UNIX as sa_family_t;
    strcpy(&mut addr.sun_path, path.to_str().expect("a path that is text"));
    assert_eq!(bind(sock, addr, sizeof(addr)), 0);
    let file = ioctl(sock, SIOCUNIXFILE, NULL);
    let renamed = path.with_extension("renamed");
    fs::rename(&path, &renamed).expect("it is ours");
    assert_eq!(of(file), renamed);
    fs::remove_file(&renamed).expect("it is ours");
    assert_eq!(fcntl(file, F_GETFL, 0) & O_PATH, O_PATH);
    assert_eq!((read(file, &mut [0u8; 1], 1), errno()), (-1, EBADF), "it cannot be read");
    is_owned(file);
    assert_eq!(close(sock), 0);

    // An address without a file.
    let sock = socket(AF_UNIX, SOCK_DGRAM, 0);
    assert_eq!(bind(sock, addr, sizeof(&addr.sun_family)), 0);
    assert_eq!((ioctl(sock, SIOCUNIXFILE, NULL), errno()), (-1, ENOENT));
    assert_eq!(close(sock), 0);
}

/// The number stands for other requests there, which find no argument.
#[test]
fn siocunixfile_on_other_sockets_is_an_error() {
    let types = [SOCK_STREAM, SOCK_DGRAM, SOCK_RAW];
    for domain in [AF_INET, AF_INET6, AF_NETLINK, AF_PACKET] {
        for type_ in types {
            let sock = socket(domain, type_, 0);
            if sock != -1 {
                assert_eq!(ioctl(sock, SIOCUNIXFILE, NULL), -1, "{domain}");
                // A kernel of 64 bits does not pass it on for a program of 32.
                let is_passed_on = usize::BITS == 64 || errno() != ENOTTY;
                assert_eq!(errno(), if is_passed_on { EFAULT } else { ENOTTY }, "{domain}");
                assert_eq!(close(sock), 0);
            }
        }
    }
}

#[test]
fn files_that_are_no_sockets_open_nothing() {
    let null = adopt(File::open("/dev/null").expect("it is there").into());
    for request in [SIOCGSKNS, SIOCUNIXFILE] {
        assert_eq!((ioctl(null, request, NULL), errno()), (-1, ENOTTY), "{request:?}");
        for fd in [-1, 99999, c_int::MAX] {
            assert_eq!((ioctl(fd, request, NULL), errno()), (-1, EBADF), "{request:?}");
        }
    }
    assert_eq!(close(null), 0);
}

/// What a file of FUSE answers, a program says. It is no descriptor, and may be the number of one
/// that is somebody else's.
#[test]
fn a_number_that_a_program_answers_is_no_descriptor() {
    let others = File::open("/dev/null").expect("it is there");
    let number = others.as_raw_fd();
    fuse::with_file_that_answers("a_number_that_a_program_answers", number, |path| {
        let file = open(path.to_str().expect("a path that is text"), O_RDONLY, 0);
        assert_ne!(file, -1, "{}", strerror(errno()));
        for request in [SIOCGSKNS, SIOCUNIXFILE] {
            let answered = (ioctl(file, request, NULL), errno());
            assert!(hold(number).is_none(), "{request:?}");
            assert_eq!(answered, (-1, ENOTTY), "{request:?}");
        }
        assert_eq!((ioctl(file, SIOCOUTQ, &mut 7), errno()), (-1, ENOTTY));
        assert_eq!(close(file), 0);
    });
}
