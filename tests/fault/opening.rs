//! Calls that open and close descriptors: what they meet leaks none.

use super::{child, why};
use berkeley::fcntl::*;
use berkeley::netinet::in_::*;
use berkeley::poll::*;
use berkeley::string::memcpy;
use berkeley::sys::epoll::*;
use berkeley::sys::eventfd::*;
use berkeley::sys::select::*;
use berkeley::unistd::*;
use berkeley::{fault, unistd};
use std::fs;

/// How many descriptors the process has.
fn descriptors() -> usize {
    fs::read_dir("/proc/self/fd").unwrap().count()
}

fn loopback() -> sockaddr_in {
    let mut addr = sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    addr
}

#[test]
fn nothing_leaks() {
    child::in_child("opening::nothing_leaks", || {
        let server = socket(PF_INET, SOCK_STREAM, 0);
        let (addr, mut len) = (&mut loopback(), 16);
        assert_eq!((bind(server, addr, 16), listen(server, 9)), (0, 0));
        assert_eq!(getsockname(server, addr, &mut len), 0);
        let client = socket(PF_INET, SOCK_STREAM, 0);
        assert_eq!(connect(client, addr, 16), 0);
        let free = dup(0);
        close(free);
        let before = descriptors();

        let guard = fault::thread("%open|connect:errno=EMFILE").unwrap();
        let fds = &mut [7; 2];
        let calls: &mut [(&str, &mut dyn FnMut() -> i32)] = &mut [
            ("socket", &mut || socket(PF_INET, SOCK_STREAM, 0)),
            ("socketpair", &mut || socketpair(AF_UNIX, SOCK_STREAM, 0, &mut [7; 2])),
            ("accept", &mut || accept(server, NULL, NULL)),
            ("accept4", &mut || accept4(server, NULL, NULL, SOCK_CLOEXEC)),
            ("dup", &mut || dup(server)),
            ("dup2", &mut || dup2(server, free)),
            ("dup3", &mut || dup3(server, free, O_CLOEXEC)),
            ("pipe", &mut || pipe(fds)),
            ("pipe2", &mut || pipe2(&mut [7; 2], O_CLOEXEC)),
            ("open", &mut || open("/dev/null", O_RDONLY, 0)),
            ("openat", &mut || openat(AT_FDCWD, "/dev/null", O_RDONLY, 0)),
            ("creat", &mut || creat("/dev/null", 0)),
            ("epoll_create", &mut || epoll_create(1)),
            ("epoll_create1", &mut || epoll_create1(0)),
            ("eventfd", &mut || eventfd(0, 0)),
            ("connect", &mut || connect(client, addr, 16)),
        ];
        let count = calls.len() as u64;
        for (name, call) in calls {
            assert_eq!((call(), why()), (-1, "EMFILE".to_string()), "{name}");
            assert_eq!(descriptors(), before, "{name}");
        }
        assert_eq!(*fds, [7, 7], "the program's own array");
        assert_eq!(guard.counts()[0].done, count);
        drop(guard);

        // The connection still waits.
        let accepted = accept(server, NULL, NULL);
        assert!(accepted > 2);
        assert_eq!(descriptors(), before + 1);
        close(accepted);

        // `accept` failed thrice, and then has it.
        assert_eq!((close(client), { client_of(addr) > 2 }), (0, true));
        let _guard = fault::thread("accept:errno=ECONNABORTED:times=3").unwrap();
        let tries: Vec<i32> = (0..4).map(|_| accept(server, NULL, NULL)).collect();
        assert_eq!(tries[..3], [-1; 3]);
        assert!(tries[3] > 2);
    });
}

fn client_of(addr: &sockaddr_in) -> i32 {
    let client = socket(PF_INET, SOCK_STREAM, 0);
    assert_eq!(connect(client, addr, 16), 0);
    client
}

/// As on Linux the number is free when `close` has failed: whoever closes once more is wrong.
#[test]
fn close_closes_and_fails() {
    child::in_child("opening::close_closes_and_fails", || {
        let fd = unistd::dup(0);
        let before = descriptors();
        let guard = fault::thread(fault::on("close").errno(libc::EINTR).fd(fd)).unwrap();
        assert_eq!((close(fd), why()), (-1, "EINTR".to_string()));
        assert_eq!(descriptors(), before - 1);
        assert_eq!((close(fd), why()), (-1, "EBADF".to_string()));
        assert_eq!(close(0), 0, "another one");
        assert!(guard.counts()[0].done >= 1);
    });
}

/// Arguments are lent once more than without rules: what they hold, they let go of as often.
#[test]
fn nothing_stays_held() {
    child::in_child("opening::nothing_stays_held", || {
        let _guard = fault::thread("*:delay=0us;poll|select|sendmsg:errno=EINTR:nth=2").unwrap();
        for _ in 0..3 {
            let (sv, passed) = (&mut [0; 2], dup(0));
            assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
            let fds = &mut [pollfd { fd: sv[0], events: POLLIN, revents: 0 }];
            poll(fds, 1, 0);
            let mut set = fd_set::zeroed();
            FD_SET(sv[0], &mut set);
            let mut now = timeval { tv_sec: 0, tv_usec: 0 };
            select(sv[0] + 1, &mut set, NULL, NULL, &mut now);
            let (iov, control) = ([iovec::from("x")], &mut [0u8; CMSG_SPACE(4)]);
            let mut msg = msghdr::zeroed();
            (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
            msg.msg_controllen = control.len();
            msg.msg_control = control.into();
            let mut cmsg = CMSG_FIRSTHDR(&msg);
            cmsg.set_cmsg_level(SOL_SOCKET);
            cmsg.set_cmsg_type(SCM_RIGHTS);
            cmsg.set_cmsg_len(CMSG_LEN(4));
            memcpy(&mut CMSG_DATA(cmsg), &passed, 4);
            sendmsg(sv[0], &msg, 0);
            fcntl(sv[0], F_GETFD, 0);
            let fds = [sv[0], sv[1], passed];
            assert!(fds.iter().all(|fd| child::is_open(*fd) && close(*fd) == 0));
            assert!(!fds.iter().any(|fd| child::is_open(*fd)), "closed for the kernel, too");
        }
    });
}

/// Every call that passes the gate can be named; and nothing else.
#[test]
fn every_call_has_a_rule() {
    fn walk(dir: &std::path::Path, names: &mut Vec<String>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, names);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for call in text.split("gate(").skip(1) {
                let call = call.trim_start();
                let name = call.strip_prefix('"').and_then(|call| call.split_once('"'));
                names.extend(name.map(|(name, _)| name.to_string()));
            }
        }
    }
    let mut names = Vec::new();
    walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut names);
    names.sort();
    names.dedup();
    assert!(names.len() > 50, "{names:?}");
    for name in &names {
        let rule = fault::thread(format!("{name}:delay=1us"));
        assert!(rule.is_ok(), "src/fault/calls.rs lacks `{name}`, which passes the gate");
    }
    println!("{} calls", names.len());
}
