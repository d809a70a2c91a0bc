//! Who owns a number, and what `close`, `dup2`, `adopt`, `release`, `hold` and a fork change of it.

mod child;

use berkeley::errno::{
    EBADF, EBUSY, EFAULT, EINVAL, ENOPROTOOPT, EOPNOTSUPP, errno, set_errno, strerror,
};
use berkeley::netinet::in_::*;
use berkeley::unistd::*;
use berkeley::{Bytes, BytesMut, Held, adopt, hold, release};
use child::*;
use std::fs::{self, File};
use std::io::Write;
use std::os::fd::{AsFd, AsRawFd, OwnedFd, RawFd};
use std::process::Command;
use std::sync::mpsc;
use std::thread;

/// What a call returned, and its errno.
fn outcome(call: impl FnOnce() -> i32) -> (i32, i32) {
    set_errno(0);
    (call(), errno())
}

#[test]
fn what_the_table_does_not_own_is_ebadf() {
    let file = File::open("/dev/null").unwrap();
    for fd in [-1, i32::MIN, i32::MAX, 65535, 65536, 1 << 20, file.as_raw_fd()] {
        assert_not_owned(fd);
        set_errno(0);
        assert!(release(fd).is_none());
        assert_eq!(errno(), EBADF);
    }
}

#[test]
fn adopt_and_release_are_inverse() {
    let file = File::open("/dev/null").unwrap();
    let (fd, known) = (file.as_raw_fd(), identity(file.as_raw_fd()));
    set_errno(77);
    assert_eq!(adopt(file.into()), fd);
    assert_eq!(read(fd, &mut [0u8; 1], 1), 0);
    let owned = release(fd).unwrap();
    assert_eq!(errno(), 77, "what succeeds leaves errno alone");
    assert_eq!((owned.as_raw_fd(), identity(fd)), (fd, known));
    assert_not_owned(fd);
    assert!(is_open(fd));
    assert_eq!(adopt(owned), fd);
    assert_eq!(close(fd), 0);
}

#[test]
fn release_refuses_what_others_use() {
    in_child("release_refuses_what_others_use", || {
        let release_errno = |fd| release(fd).map_or_else(errno, |_| 0);
        let [x, peer] = pair();
        let reader = blocked_in_read(x);
        assert_eq!(release_errno(x), EBUSY);
        assert_eq!(write(peer, "!", 1), 1);
        assert_eq!(reader.join().unwrap(), b"!");

        let held = [hold(x).unwrap(), hold(x).unwrap()];
        for guard in held {
            assert_eq!(release_errno(x), EBUSY);
            drop(guard);
        }
        assert_eq!(release_errno(x), 0);
        assert_eq!(release_errno(x), EBADF);

        for fd in 0..3 {
            assert_eq!(release_errno(fd), EBUSY);
        }
    });
}

#[test]
fn held_keeps_the_number() {
    in_child("held_keeps_the_number", || {
        let ([x, peer], [y, _other]) = (pair(), pair());
        let guards = [hold(x).unwrap(), hold(x).unwrap()];
        assert_eq!(guards[0].as_fd().as_raw_fd(), x);
        assert_eq!(close(x), 0);
        assert_not_owned(x);
        let known = identity(x);
        for guard in guards {
            assert!(File::open("/dev/null").unwrap().as_raw_fd() != x);
            assert_eq!(identity(guard.as_raw_fd()), known);
            set_errno(77);
            drop(guard);
            assert_eq!(errno(), 77, "even if it closes");
        }
        assert!(!is_open(x));
        assert_eq!(read(peer, &mut [0u8; 1], 1), 0);

        // What was lent stays what it is: dup2 does not replace it, open or closed.
        let [x, _peer] = pair();
        let known = identity(x);
        for copies in 1..=2 {
            let guards: Vec<_> = (0..copies).map(|_| hold(x).unwrap()).collect();
            assert_eq!(failure(dup2(y, x)), EBUSY);
            assert_eq!(failure(dup3(y, x, libc::O_CLOEXEC)), EBUSY);
            assert_eq!(identity(guards[0].as_raw_fd()), known);
            assert!(hold(x).is_some(), "it can be held as before");
        }
        let guard = hold(x).unwrap();
        assert_eq!(close(x), 0);
        assert_eq!(failure(dup2(y, x)), EBUSY);
        assert_eq!(identity(guard.as_raw_fd()), known);
        drop(guard);
        assert!(!is_open(x));
        assert_eq!(dup2(y, x), x);
        assert_eq!(dup2(peer, x), x);
        assert!(hold(x).is_some(), "dup2 is over");
        assert_eq!(identity(x), identity(peer));
        assert_eq!(close(x), 0);
        assert!(!is_open(x));
    });
}

#[test]
fn what_is_closed_is_not_inherited() {
    in_child("what_is_closed_is_not_inherited", || {
        let [x, peer] = pair();
        let inherits = || {
            let (script, x) = ("[ -e /proc/self/fd/$0 ]", x.to_string());
            Command::new("/bin/sh").args(["-c", script, &x]).status().unwrap().success()
        };
        let reader = blocked_in_read(x);
        assert!(inherits());
        set_errno(77);
        assert_eq!((close(x), errno()), (0, 77));
        assert!(is_open(x) && !inherits());
        assert_eq!(dup2(peer, x), x);
        assert!(inherits(), "it is open again");
        assert_eq!(write(peer, "!", 1), 1);
        drop(reader);
    });
}

#[test]
fn what_is_held_can_be_lent_to_another_thread() {
    let [x, peer] = pair();
    let guard: Held = hold(x).unwrap();
    let thread = thread::spawn(move || guard.as_fd().try_clone_to_owned().unwrap());
    let another: OwnedFd = thread.join().unwrap();
    assert_eq!(identity(another.as_raw_fd()), identity(x));
    assert_eq!(close(x), 0);
    assert_eq!(write(peer, "!", 1), 1, "the copy is open");
    drop(another);
    assert_eq!(close(peer), 0);
}

#[test]
fn standard_numbers_are_replaced_and_not_given_back() {
    in_child("standard_numbers_are_replaced_and_not_given_back", || {
        let null = identity(File::open("/dev/null").unwrap().as_raw_fd());
        let (out, victim) = (scratch("out"), scratch("victim"));
        let content = |path| fs::read_to_string(path).unwrap();

        let file = adopt(File::create(&out).unwrap().into());
        assert_eq!(dup2(file, STDOUT_FILENO), STDOUT_FILENO);
        println!("one");
        assert_eq!(content(&out), "one\n");

        set_errno(77);
        assert_eq!(close(STDOUT_FILENO), 0);
        assert_eq!(errno(), 77);
        assert_not_owned(STDOUT_FILENO);
        assert!(release(STDOUT_FILENO).is_none());
        let other = File::create(&victim).unwrap();
        assert!(other.as_raw_fd() > 2);
        println!("two");
        assert_eq!((content(&out), content(&victim)), ("one\n".into(), String::new()));
        assert_eq!(identity(1), null);

        assert_eq!(dup2(file, STDOUT_FILENO), STDOUT_FILENO);
        println!("three");
        assert_eq!(content(&out), "one\nthree\n");

        for fd in [0, 2] {
            let known = identity(fd);
            let guard = hold(fd).unwrap();
            assert_eq!(close(fd), 0);
            assert_not_owned(fd);
            drop(guard);
            assert_eq!((known, identity(fd)), (null, null), "not given back by the guard either");
            assert_eq!(dup2(file, fd), fd);
            assert_eq!(identity(fd), identity(file));
        }
        std::io::stderr().write_all(b"four\n").unwrap();
        assert_eq!(content(&out), "one\nthree\nfour\n");
        fs::remove_file(out).unwrap();
        fs::remove_file(victim).unwrap();
    });
}

#[test]
fn dup2_onto_owned_free_and_foreign_numbers() {
    in_child("dup2_onto_owned_free_and_foreign_numbers", || {
        let cloexec = |fd| {
            // SAFETY: F_GETFD changes nothing.
            unsafe { libc::fcntl(fd, libc::F_GETFD) & libc::FD_CLOEXEC != 0 }
        };
        let dup2 = |fd, fd2, _: i32| dup2(fd, fd2);
        type Call = fn(RawFd, RawFd, i32) -> RawFd;
        let calls: [(Call, i32); 3] = [(dup2, 0), (dup3, 0), (dup3, libc::O_CLOEXEC)];
        let [x, _peer] = pair();
        let path = scratch("foreign");
        for (call, flags) in calls {
            // An owned one.
            let [y, other] = pair();
            set_errno(77);
            assert_eq!((call(x, y, flags), errno()), (y, 77));
            assert_eq!((identity(y), cloexec(y)), (identity(x), flags != 0));
            assert_eq!(read(other, &mut [0u8; 1], 1), 0, "what it was before is closed");
            assert_eq!((close(y), close(other)), (0, 0));

            // A free one, near and far.
            for free in [y, 300] {
                set_errno(77);
                assert_eq!(call(x, free, flags), free);
                assert_eq!(errno(), 77, "what succeeds leaves errno alone");
                assert_eq!((identity(free), cloexec(free)), (identity(x), flags != 0));
                assert_eq!(close(free), 0);
                assert!(!is_open(free));
            }

            // One that std owns.
            let mut file = File::create(&path).unwrap();
            file.write_all(b"std's").unwrap();
            let (fd, known) = (file.as_raw_fd(), identity(file.as_raw_fd()));
            let open = || fs::read_dir("/proc/self/fd").unwrap().count();
            let before = open();
            assert_eq!(failure(call(x, fd, flags)), EBUSY);
            assert_eq!(identity(fd), known);
            assert_eq!(open(), before, "nothing is left open");
            assert_not_owned(fd);
            assert_eq!(fs::read(&path).unwrap(), b"std's");
        }
        fs::remove_file(path).unwrap();
    });
}

#[test]
fn dup2_fails_as_the_kernel_does() {
    in_child("dup2_fails_as_the_kernel_does", || {
        let limit = 500;
        assert!(set_limit(limit));
        let [x, y] = pair();
        let bad = [-1, i32::MIN, i32::MAX, limit, limit + 5, 499];
        let onto = [x, -1, i32::MIN, i32::MAX, limit, limit + 5].map(|fd2| (x, fd2));
        for (fd, fd2) in onto.into_iter().chain(bad.map(|fd| (fd, y))).chain(bad.map(|fd| (fd, fd)))
        {
            // SAFETY: these fail, or (of equal numbers) change nothing.
            let real = outcome(|| unsafe { libc::dup2(fd, fd2) });
            assert_eq!(outcome(|| dup2(fd, fd2)), real, "dup2({fd}, {fd2})");
            for flags in [0, libc::O_CLOEXEC, libc::O_NONBLOCK, -1] {
                // SAFETY: these fail.
                let real = outcome(|| unsafe { libc::dup3(fd, fd2, flags) });
                assert_eq!(outcome(|| dup3(fd, fd2, flags)), real, "dup3({fd}, {fd2}, {flags})");
                assert_ne!(real.1, 0);
            }
        }
        // SAFETY: fails.
        let real = outcome(|| unsafe { libc::dup3(x, y, libc::O_NONBLOCK) });
        assert_eq!(outcome(|| dup3(x, y, libc::O_NONBLOCK)), real);
        assert!(is_open(x) && is_open(y));

        // A number that the limit no longer allows, closed and still held.
        assert_eq!(dup2(x, 400), 400);
        let guard = hold(400).unwrap();
        assert_eq!(close(400), 0);
        assert!(set_limit(300));
        assert_eq!(failure(dup2(x, 400)), EBADF);
        assert_not_owned(400);
        drop(guard);
        assert!(!is_open(400));
    });
}

#[test]
fn a_forked_child_has_no_calls_in_flight() {
    in_child("a_forked_child_has_no_calls_in_flight", || {
        let [[x, x_peer], [y, y_peer], [z, _], [w, w_peer]] = [(); 4].map(|()| pair());
        let readers = [x, y].map(blocked_in_read);
        assert_eq!(close(y), 0);
        let guard = hold(z).unwrap();

        let failed = forked(move || {
            // One that a thread of the parent is working on.
            expect(is_open(x) && close(x) == 0 && !is_open(x))?;
            expect(failure(close(x)) == EBADF)?;
            // One that is closed, and that nobody here will let go of.
            expect(!is_open(y) && failure(close(y)) == EBADF)?;
            // The guard of the thread that forked came along.
            expect(close(z) == 0 && failure(close(z)) == EBADF && is_open(z))?;
            drop(guard);
            expect(!is_open(z))?;
            // What is open can be used, and given away.
            let buf = &mut [0u8; 1];
            expect(write(w, "!", 1) == 1 && read(w_peer, buf, 1) == 1 && buf == b"!")?;
            expect(dup2(x_peer, x) == x && identity(x) == identity(x_peer))?;
            expect(release(x_peer).is_some_and(|owned| owned.as_raw_fd() == x_peer))
        });
        assert_eq!(failed, 0);

        // Nothing of that concerns the parent, where the guard is gone by now.
        let [x_reader, y_reader] = readers;
        assert!(is_open(x) && is_open(y) && is_open(z));
        assert_eq!(failure(close(y)), EBADF);
        assert_eq!(write(x_peer, "to x", 4), 4);
        assert_eq!(x_reader.join().unwrap(), b"to x");
        assert_eq!(close(x), 0);
        assert_eq!(write(y_peer, "to y", 4), 4);
        assert_eq!(y_reader.join().unwrap(), b"to y");
        assert!(!is_open(x) && !is_open(y));
        assert_eq!(close(z), 0);
        assert!(!is_open(z));
    });
}

#[test]
fn a_guard_of_another_thread_lasts_in_a_forked_child() {
    in_child("a_guard_of_another_thread_lasts_in_a_forked_child", || {
        let [x, _peer] = pair();
        let ((ready, is_ready), (end, ended)) = (mpsc::channel(), mpsc::channel::<()>());
        let holder = thread::spawn(move || {
            let guard = hold(x);
            ready.send(()).unwrap();
            ended.recv().unwrap();
            drop(guard);
        });
        is_ready.recv().unwrap();
        let failed = forked(|| expect(close(x) == 0 && failure(close(x)) == EBADF && is_open(x)));
        assert_eq!(failed, 0);
        end.send(()).unwrap();
        holder.join().unwrap();
        assert_eq!(close(x), 0);
        assert!(!is_open(x));
    });
}

/// Says that it is null, and yet has bytes.
struct Both([u8; 64]);

impl Bytes for Both {
    fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    fn is_null(&self) -> bool {
        true
    }
}

impl BytesMut for Both {
    fn as_bytes_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

impl berkeley::SockAddr for Both {}

#[test]
fn a_null_pointer_has_no_bytes() {
    let [x, _peer] = pair();
    let (both, len) = (&mut Both([7; 64]), &mut 64);
    // glibc's own code, not the kernel, would write through the pointer.
    assert_eq!(failure(gethostname(both, 64)), EFAULT);
    assert_eq!(failure(getdomainname(both, 64)), EFAULT);
    assert_eq!(failure(read(x, both, 64) as i32), EFAULT);
    assert_eq!(failure(send(x, both, 64, 0) as i32), EFAULT);
    assert_eq!(failure(setsockopt(x, SOL_SOCKET, SO_SNDBUF, both, 4)), EFAULT);
    assert_eq!(failure(getsockopt(x, SOL_SOCKET, SO_SNDBUF, both, len)), EFAULT);
    assert_eq!(failure(getsockname(x, both, len)), EFAULT);
    assert_eq!(both.0, [7; 64]);

    let message = &mut msghdr::zeroed();
    message.msg_control = (&*both).into();
    message.msg_controllen = 64;
    assert_eq!(failure(sendmsg(x, message, 0) as i32), EFAULT);
    message.msg_control = NULL.into();
    assert_eq!(failure(sendmsg(x, message, 0) as i32), EFAULT, "no libc is to look there either");
}

#[test]
fn the_kernel_keeps_no_bytes_after_a_send() {
    let [x, peer] = pair();
    assert_eq!(failure(setsockopt(x, SOL_SOCKET, SO_ZEROCOPY, &1i32, 4)), ENOPROTOOPT);
    assert_eq!(failure(send(x, "!", 1, MSG_ZEROCOPY) as i32), EOPNOTSUPP);
    let refused = sendto(x, "!", 1, MSG_ZEROCOPY | MSG_DONTWAIT, NULL, 0);
    assert_eq!(failure(refused as i32), EOPNOTSUPP);
    assert_eq!(failure(recv(peer, &mut [0u8; 1], 1, MSG_DONTWAIT) as i32), libc::EAGAIN);
}

#[test]
fn what_a_value_or_an_address_names_must_be_owned() {
    let foreign = File::open("/dev/null").unwrap();
    let [x, _peer] = pair();
    // The kernel's word for a descriptor that is open, but no program for it.
    for name in [SO_ATTACH_BPF, libc::SO_ATTACH_REUSEPORT_EBPF] {
        assert_eq!(failure(setsockopt(x, SOL_SOCKET, name, &x, 4)), EINVAL);
        assert_eq!(failure(setsockopt(x, SOL_SOCKET, name, &foreign.as_raw_fd(), 4)), EBADF);
    }

    let xdp = socket(44, SOCK_RAW, 0);
    let rings = 4i32;
    if xdp == -1 || setsockopt(xdp, libc::SOL_XDP, libc::XDP_RX_RING, &rings, 4) == -1 {
        return println!("skipped: AF_XDP: {}", strerror(errno()));
    }
    let shared = |fd: RawFd| [44 | 1 << 16, 1u32, 0, fd as u32];
    let bind = |fd| failure(bind(xdp, shared(fd).as_bytes(), 16));
    // The kernel's word for one that is not a socket is another.
    assert_eq!(bind(foreign.as_raw_fd()), EBADF);
    assert_eq!(bind(x), ENOPROTOOPT, "a socket, of another domain");
    assert_eq!(close(xdp), 0);
}

#[test]
fn a_descriptor_that_an_option_opens_is_owned() {
    let [x, _peer] = pair();
    let (pidfd, len) = (&mut -1i32, &mut 3);
    assert_eq!(failure(getsockopt(x, SOL_SOCKET, libc::SO_PEERPIDFD, pidfd, len)), EINVAL);
    *len = 4;
    if getsockopt(x, SOL_SOCKET, libc::SO_PEERPIDFD, pidfd, len) == -1 {
        return println!("skipped: SO_PEERPIDFD: {}", strerror(errno()));
    }
    assert_eq!(failure(read(*pidfd, &mut [0u8; 1], 1) as i32), EINVAL, "the kernel's own answer");
    assert_eq!(close(*pidfd), 0);
}
