//! For whom rules are, and for how long.

use super::{alone, answer, answer_of, child, is_alone, why};
use berkeley::errno::*;
use berkeley::netinet::in_::*;
use berkeley::unistd::*;
use berkeley::{adopt, fault};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener, UnixStream};
use std::sync::Barrier;
use std::thread;

/// A call that always succeeds without rules.
fn fails() -> bool {
    getdomainname(&mut [0u8; 65], 65) == -1
}

#[test]
fn until_the_guard_is_dropped() {
    assert!(!fails());
    let guard = fault::thread("getdomainname:errno=EIO").unwrap();
    assert!(fails() && fails());
    drop(guard);
    assert!(!fails());
    // One inside the other: the inner one decides, and counts begin with it.
    let _outer = fault::thread("getdomainname:errno=EIO:nth=3").unwrap();
    for _ in 0..2 {
        let inner = fault::thread("getdomainname:errno=EINTR:nth=1").unwrap();
        assert!(fails() && errno() == EINTR);
        drop(inner);
    }
    assert!(fails() && errno() == EIO, "the outer one has counted all three");
    assert!(!fails());
    // Both at once: the later one decides.
    let _other = fault::thread("getdomainname:errno=EINTR").unwrap();
    let _last = fault::thread("getdomainname:errno=EPERM").unwrap();
    assert!(fails() && errno() == EPERM);
    // What can't be understood has no effect, not even the part that can.
    assert!(fault::thread("getdomainname:errno=EFBIG;getdomainname:x").is_err());
    assert!(fails() && errno() == EPERM);
    // No rules are no rules.
    assert!(fault::thread(" ; ").unwrap().counts().is_empty());
}

/// Wherever it is dropped, and not before.
#[test]
fn a_guard_may_go_to_another_thread() {
    let guard = fault::thread("getdomainname:errno=EIO").unwrap();
    thread::scope(|scope| {
        scope.spawn(move || {
            assert!(!fails(), "it is not for this thread");
            drop(guard);
        });
    });
    assert!(!fails());
}

#[test]
fn a_threads_rules_are_its_own() {
    let guard = fault::thread("getdomainname:errno=EIO").unwrap();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert!((0..100).all(|_| !fails())));
        }
    });
    assert!(fails());
    assert_eq!(guard.counts()[0].seen, 1);
}

/// The calls of many threads while rules come and go: only its own thread's rule is in each one's way.
#[test]
fn many_threads() {
    let barrier = Barrier::new(8);
    thread::scope(|scope| {
        for i in 0..8i32 {
            let barrier = &barrier;
            scope.spawn(move || {
                barrier.wait();
                for round in 0..200 {
                    let errno_here = EPERM + (i + round) % 30;
                    let rule = fault::on("getdomainname").errno(errno_here).nth(2);
                    let guard = fault::thread(rule).unwrap();
                    assert!(!fails());
                    assert!(fails() && errno() == errno_here);
                    assert!(!fails());
                    assert_eq!((guard.counts()[0].seen, guard.counts()[0].done), (3, 1));
                }
            });
        }
    });
}

/// For all threads: each counts for itself, and the same seed brings each the same faults.
#[test]
fn the_process() {
    if !is_alone() {
        let output = alone("scope::the_process").output().unwrap();
        assert_eq!(answer_of(&output), "fine", "{output:?}");
        return;
    }
    let faults = || -> Vec<bool> { (0..100).map(|_| fails()).collect() };
    let here = {
        let _guard = fault::thread("getdomainname:errno=EIO:p=0.3,seed=147").unwrap();
        faults()
    };
    let failed = here.iter().filter(|failed| **failed).count();
    assert!((10..50).contains(&failed), "{failed} of 100");
    assert!(!faults().contains(&true));

    let guard = fault::process("getdomainname:errno=EIO:p=0.3,seed=147").unwrap();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(faults)).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), here);
        }
    });
    assert_eq!(faults(), here);
    let count = &guard.counts()[0];
    assert_eq!((count.seen, count.done), (900, 9 * failed as u64));
    drop(guard);

    // Another seed, other faults.
    let _guard =
        fault::process("getdomainname:errno=EIO:p=0.3,seed=148;socket:errno=EMFILE:times=1");
    assert_ne!(faults(), here);
    let sockets = || [(); 2].map(|()| socket(PF_INET, SOCK_DGRAM, 0));
    for fds in [(); 3].map(|()| thread::spawn(sockets)).map(|thread| thread.join().unwrap()) {
        assert!(fds[0] == -1 && fds[1] > 2, "once in each thread");
    }
    answer("fine");
}

/// A child process has the rules and the counts of the thread that forked; and whatever other threads
/// were doing with rules at that moment, its own calls go on.
#[test]
fn forks() {
    if !is_alone() {
        let output = alone("scope::forks").output().unwrap();
        assert_eq!(answer_of(&output), "fine", "{output:?}");
        return;
    }
    let stop = std::sync::atomic::AtomicBool::new(false);
    let relaxed = std::sync::atomic::Ordering::Relaxed;
    let guard = fault::process("getdomainname:errno=EIO:every=3").unwrap();
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !stop.load(relaxed) {
                    drop(fault::process("gethostname:errno=EIO"));
                    gethostname(&mut [0u8; 65], 65);
                }
            });
        }
        let right = (0..300).all(|_| {
            let first = fails();
            // Of the child this is the second call.
            let failed = child::forked(|| {
                // SAFETY: no handler; the signal ends the process, should it hang.
                unsafe { libc::alarm(5) };
                child::expect(!fails())?;
                child::expect(fails() && errno() == EIO)
            });
            (first, failed, fails(), fails()) == (false, 0, false, true)
        });
        stop.store(true, relaxed);
        assert!(right);
    });
    assert_eq!(guard.counts()[0].done, 300);
    answer("fine");
}

/// By its address: that of the call, or what the descriptor is connected with.
#[test]
fn peers() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap();
    let port = address.port();
    let mut addr = sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_port = htons(port);
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);

    let meets = |peer: &str| {
        let rules = format!("connect|write:errno=EIO:peer={peer}");
        let guard = fault::thread(&rules).unwrap_or_else(|error| panic!("{error}"));
        let fd = socket(PF_INET, SOCK_STREAM, 0);
        let to_be = connect(fd, &addr, 16);
        close(fd);
        let fd = adopt(TcpStream::connect(address).unwrap().into());
        let is = write(fd, "x", 1);
        close(fd);
        let met = guard.counts()[0].done;
        assert_eq!((to_be, is), if met == 0 { (0, 1) } else { (-1, -1) }, "{rules}");
        met == 2
    };
    for (peer, expected) in [
        (format!("127.0.0.1:{port}"), true),
        ("127.0.0.1".to_string(), true),
        (format!("*:{port}"), true),
        (format!("127.0.0.1:{}", port ^ 1), false),
        (format!("127.0.0.2:{port}"), false),
        ("127.0.0.2".to_string(), false),
        (format!("*:{}", port ^ 1), false),
        ("[::1]".to_string(), false),
        (format!("[::ffff:127.0.0.1]:{port}"), true),
        ("/tmp/x".to_string(), false),
        (format!("{address}:times=9"), true),
    ] {
        assert_eq!(meets(&peer), expected, "peer={peer}");
    }
}

#[test]
fn peers_of_datagrams() {
    let [one, two] = [(); 2].map(|()| UdpSocket::bind("127.0.0.1:0").unwrap());
    let addresses = [&one, &two].map(|socket| {
        let mut addr = sockaddr_in::zeroed();
        addr.sin_family = AF_INET as sa_family_t;
        addr.sin_port = htons(socket.local_addr().unwrap().port());
        addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        addr
    });
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    let peer = one.local_addr().unwrap();
    let guard = fault::thread(fault::on("%write").errno(ENETUNREACH).peer(peer)).unwrap();
    assert_eq!((sendto(sock, "x", 1, 0, &addresses[0], 16), why()), (-1, "ENETUNREACH".into()));
    assert_eq!(sendto(sock, "x", 1, 0, &addresses[1], 16), 1);
    for (addr, sent) in addresses.iter().zip([-1, 1]) {
        let iov = [iovec::from("y")];
        let mut msgs = [mmsghdr::zeroed()];
        let msg = &mut msgs[0].msg_hdr;
        (msg.msg_iov, msg.msg_iovlen, msg.msg_namelen) = (&iov, 1, 16);
        msg.msg_name = addr.into();
        assert_eq!(sendmsg(sock, msg, 0), sent);
        assert_eq!(sendmmsg(sock, &mut msgs, 1, 0) as isize, sent);
    }
    // Without an address in the call it is the one that the socket is connected with, if any.
    assert_eq!((send(sock, "x", 1, 0), why()), (-1, "EDESTADDRREQ".into()));
    assert_eq!((connect(sock, &addresses[0], 16), send(sock, "x", 1, 0)), (0, -1));
    assert_eq!((connect(sock, &addresses[1], 16), send(sock, "x", 1, 0)), (0, 1));
    assert_eq!(guard.counts()[0].done, 4);
    close(sock);
}

#[test]
fn peers_of_unix_sockets() {
    let dir = super::support::Dir::new();
    // Short enough for an address, wherever the tests are: relative.
    let path = dir.path().join("s");
    let name = format!("berkeley-fault-{}", std::process::id());
    let at_path = UnixListener::bind(&path).ok();
    let abstract_one = SocketAddr::from_abstract_name(&name).unwrap();
    let at_name = UnixListener::bind_addr(&abstract_one).unwrap();
    let meets = |rule: String, stream: UnixStream| {
        let guard = fault::thread(&rule).unwrap_or_else(|error| panic!("{error}"));
        let fd = adopt(stream.into());
        write(fd, "x", 1);
        close(fd);
        guard.counts()[0].done == 1
    };
    let named = || UnixStream::connect_addr(&abstract_one).unwrap();
    assert!(meets(format!("write:errno=EIO:peer=@{name}"), named()));
    assert!(!meets(format!("write:errno=EIO:peer=@{name}x"), named()));
    assert!(!meets("write:errno=EIO:peer=@berkeley".to_string(), named()));
    assert!(!meets(format!("write:errno=EIO:peer=/{name}"), named()));
    if at_path.is_some() {
        let path = path.to_str().unwrap();
        let at = || UnixStream::connect(path).unwrap();
        assert!(meets(format!("write:errno=EIO:peer={path}"), at()));
        assert!(!meets(format!("write:errno=EIO:peer={path}/"), at()));
    }
    drop(at_name);
}
