//! Calls on descriptors of every kind, open and not, with arguments right and wrong: each is made
//! here and in C, and must return the same with the same `errno`.

use crate::sources::functions;
use crate::{alone, c};
use berkeley::{arpa::inet::*, errno::*, fcntl::*, net::if_::*, poll::*, unistd::*};
use berkeley::{sys::epoll::*, sys::eventfd::*, sys::ioctl::*, sys::select::*, sys::sendfile::*};
use berkeley::{sys::stat::*, sys::timerfd::*, sys::uio::*, sys::un::*, sys::wait::*};
use std::fs::File;
use std::os::fd::AsRawFd;

/// One call: the function's name, the call here, and the same call in C.
type Twin = (&'static str, fn(i32) -> i64, &'static str);

/// A call on the descriptor `fd`, and the same in C.
macro_rules! twin {
    ($fd:ident: $function:ident($($arg:expr),*), $c:expr) => {
        (stringify!($function), |$fd| $function($($arg),*) as i64, $c)
    };
}

/// The same of a call that opens a descriptor: it is closed again, and stands as 0.
macro_rules! opens {
    ($fd:ident: $function:ident($($arg:expr),*), $c:expr) => {
        (stringify!($function), |$fd| opened($function($($arg),*)), concat!("opened(", $c, ")"))
    };
}

fn opened(fd: i32) -> i64 {
    if fd < 0 { -1 } else { close(fd).into() }
}

/// The descriptors that each call is made on, as `fd`, by number. [`CLOSED`] has no other than the
/// process has none of its own at that height.
const KINDS: [&str; 10] =
    ["-1", "the largest", "closed", "/dev/null", "pipe", "udp", "tcp", "unix", "epoll", "eventfd"];
const CLOSED: i32 = 900;
/// `/dev/null` and an epoll instance, for calls on two descriptors.
const NULL_FD: i32 = 902;
const EPOLL_FD: i32 = 903;

fn open_kind(kind: usize) -> i32 {
    let sv = &mut [0; 2];
    match KINDS[kind] {
        "-1" => -1,
        "the largest" => i32::MAX,
        "closed" => CLOSED,
        "/dev/null" => open("/dev/null", O_RDWR, 0),
        "pipe" => {
            assert_eq!((pipe2(sv, O_NONBLOCK), close(sv[1])), (0, 0));
            sv[0]
        }
        "udp" => socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0),
        "tcp" => socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0),
        "unix" => socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0),
        "epoll" => epoll_create1(0),
        _ => eventfd(0, EFD_NONBLOCK),
    }
}

/// An address of the Internet, of this family: nobody's, so that nothing ever gets there.
fn address(family: i32) -> sockaddr_in {
    sockaddr_in { sin_family: family as sa_family_t, ..sockaddr_in::zeroed() }
}

/// A path of 108 bytes without a NUL, in a directory that is not there.
fn full_path() -> sockaddr_un {
    let mut un = sockaddr_un::zeroed();
    un.sun_family = AF_UNIX as sa_family_t;
    un.sun_path = [b'/' as _; 108];
    un.sun_path[1..5].copy_from_slice(&[b'n' as _; 4]);
    un.sun_path[6..].fill(b'x' as _);
    un
}

/// A set with a descriptor in it that a set has room for.
fn set(fd: i32) -> fd_set {
    let mut set = fd_set::zeroed();
    FD_SET(if (0..1024).contains(&fd) { fd } else { CLOSED }, &mut set);
    set
}

const TWINS: &[Twin] = &[
    // <unistd.h>
    twin!(fd: read(fd, &mut [0u8; 8], 8), "read(fd, buf, 8)"),
    twin!(fd: write(fd, "01234567", 8), "write(fd, \"01234567\", 8)"),
    twin!(fd: close(fd), "close(fd)"),
    opens!(fd: dup(fd), "dup(fd)"),
    opens!(fd: dup2(fd, 901), "dup2(fd, 901)"),
    twin!(fd: dup2(fd, -1), "dup2(fd, -1)"),
    twin!(fd: dup2(fd, i32::MAX), "dup2(fd, 0x7fffffff)"),
    opens!(fd: dup3(fd, 901, 0), "dup3(fd, 901, 0)"),
    twin!(fd: dup3(fd, 901, 1), "dup3(fd, 901, 1)"),
    twin!(fd: dup3(fd, fd, 0), "dup3(fd, fd, 0)"),
    // <fcntl.h>, <sys/stat.h>, <sys/ioctl.h>, <sys/sendfile.h>
    twin!(fd: fcntl(fd, F_GETFD, 0), "fcntl(fd, F_GETFD, 0)"),
    twin!(fd: fcntl(fd, -1, 0), "fcntl(fd, -1, 0)"),
    twin!(fd: fcntl(fd, F_DUPFD, -1), "fcntl(fd, F_DUPFD, -1)"),
    opens!(fd: openat(fd, "x", O_RDONLY, 0), "openat(fd, \"x\", O_RDONLY)"),
    opens!(fd: openat(fd, "/dev/null", O_RDONLY, 0), "openat(fd, \"/dev/null\", O_RDONLY)"),
    opens!(fd: openat(fd, NULL, O_RDONLY, 0), "openat(fd, NULL, O_RDONLY)"),
    twin!(fd: unlinkat(fd, "x", 0), "unlinkat(fd, \"x\", 0)"),
    twin!(fd: unlinkat(fd, "/dev/null/x", 0), "unlinkat(fd, \"/dev/null/x\", 0)"),
    twin!(fd: unlinkat(fd, "/dev/null/x", 1), "unlinkat(fd, \"/dev/null/x\", 1)"),
    twin!(fd: lseek(fd, 0, SEEK_CUR), "lseek(fd, 0, SEEK_CUR)"),
    twin!(fd: lseek(fd, -1, SEEK_SET), "lseek(fd, -1, SEEK_SET)"),
    twin!(fd: lseek(fd, 0, 9), "lseek(fd, 0, 9)"),
    twin!(fd: pread(fd, &mut [0u8; 8], 8, 0), "pread(fd, buf, 8, 0)"),
    twin!(fd: pread(fd, &mut [0u8; 8], 8, -1), "pread(fd, buf, 8, -1)"),
    twin!(fd: pwrite(fd, b"12345678", 8, 0), "pwrite(fd, \"12345678\", 8, 0)"),
    twin!(fd: pwrite(fd, b"12345678", 8, -1), "pwrite(fd, \"12345678\", 8, -1)"),
    twin!(fd: timerfd_settime(fd, 0, &itimerspec::zeroed(), NULL), "timerfd_settime(fd, 0, &timer, NULL)"),
    twin!(fd: timerfd_settime(fd, 8, &itimerspec::zeroed(), NULL), "timerfd_settime(fd, 8, &timer, NULL)"),
    twin!(fd: timerfd_gettime(fd, &mut itimerspec::zeroed()), "timerfd_gettime(fd, &timer)"),
    twin!(fd: fstat(fd, &mut stat::zeroed()), "fstat(fd, &st)"),
    twin!(fd: ioctl(fd, FIONREAD, &mut 0), "ioctl(fd, FIONREAD, buf)"),
    twin!(fd: ioctl(fd, SIOCATMARK, &mut 0), "ioctl(fd, SIOCATMARK, buf)"),
    twin!(fd: sendfile(fd, NULL_FD, NULL, 8), "sendfile(fd, 902, NULL, 8)"),
    twin!(fd: sendfile(NULL_FD, fd, NULL, 8), "sendfile(902, fd, NULL, 8)"),
    twin!(fd: sendfile(fd, NULL_FD, NULL, -1), "sendfile(fd, 902, NULL, -1)"),
    // <sys/socket.h>: connections
    twin!(fd: bind(fd, &address(99), 16), "bind(fd, address(99), 16)"),
    twin!(fd: bind(fd, &address(AF_INET), 3), "bind(fd, address(AF_INET), 3)"),
    twin!(fd: bind(fd, &full_path(), 110), "bind(fd, full_path(), 110)"),
    twin!(fd: bind(fd, NULL, 0), "bind(fd, NULL, 0)"),
    twin!(fd: bind(fd, NULL, 16), "bind(fd, NULL, 16)"),
    twin!(fd: connect(fd, &address(99), 16), "connect(fd, address(99), 16)"),
    twin!(fd: connect(fd, &address(AF_INET), 3), "connect(fd, address(AF_INET), 3)"),
    twin!(fd: connect(fd, &full_path(), 110), "connect(fd, full_path(), 110)"),
    twin!(fd: connect(fd, NULL, 0), "connect(fd, NULL, 0)"),
    twin!(fd: listen(fd, 5), "listen(fd, 5)"),
    twin!(fd: listen(fd, -1), "listen(fd, -1)"),
    opens!(fd: accept(fd, NULL, NULL), "accept(fd, NULL, NULL)"),
    opens!(fd: accept4(fd, NULL, NULL, 1), "accept4(fd, NULL, NULL, 1)"),
    twin!(fd: shutdown(fd, SHUT_WR), "shutdown(fd, SHUT_WR)"),
    twin!(fd: shutdown(fd, 3), "shutdown(fd, 3)"),
    twin!(fd: shutdown(fd, -1), "shutdown(fd, -1)"),
    twin!(fd: getsockname(fd, &mut address(0), &mut 16), "getsockname(fd, address(0), len(16))"),
    twin!(fd: getsockname(fd, &mut address(0), &mut 0xffff_ffff), "getsockname(fd, address(0), len(-1))"),
    twin!(fd: getpeername(fd, &mut address(0), &mut 16), "getpeername(fd, address(0), len(16))"),
    twin!(fd: sockatmark(fd), "sockatmark(fd)"),
    twin!(fd: isfdtype(fd, libc::S_IFSOCK as i32), "isfdtype(fd, S_IFSOCK)"),
    twin!(fd: isfdtype(fd, -1), "isfdtype(fd, -1)"),
    twin!(fd: bindresvport(fd, NULL), "bindresvport(fd, NULL)"),
    twin!(fd: bindresvport(fd, &mut address(99)), "bindresvport(fd, address(99))"),
    // options
    twin!(fd: getsockopt(fd, SOL_SOCKET, SO_TYPE, &mut 0, &mut 4), "getsockopt(fd, SOL_SOCKET, SO_TYPE, buf, len(4))"),
    twin!(fd: getsockopt(fd, 9999, SO_TYPE, &mut 0, &mut 4), "getsockopt(fd, 9999, SO_TYPE, buf, len(4))"),
    twin!(fd: getsockopt(fd, SOL_SOCKET, 9999, &mut 0, &mut 4), "getsockopt(fd, SOL_SOCKET, 9999, buf, len(4))"),
    twin!(fd: getsockopt(fd, IPPROTO_IP, -1, &mut 0, &mut 4), "getsockopt(fd, IPPROTO_IP, -1, buf, len(4))"),
    twin!(fd: setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &1, 4), "setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, len(1), 4)"),
    twin!(fd: setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &1, 3), "setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, len(1), 3)"),
    twin!(fd: setsockopt(fd, 9999, SO_REUSEADDR, &1, 4), "setsockopt(fd, 9999, SO_REUSEADDR, len(1), 4)"),
    twin!(fd: setsockopt(fd, SOL_SOCKET, 9999, &1, 4), "setsockopt(fd, SOL_SOCKET, 9999, len(1), 4)"),
    twin!(fd: setsockopt(fd, IPPROTO_TCP, -1, &1, 4), "setsockopt(fd, IPPROTO_TCP, -1, len(1), 4)"),
    // what is sent and received
    twin!(fd: send(fd, "01", 2, 0), "send(fd, \"01\", 2, 0)"),
    twin!(fd: send(fd, "01", 2, MSG_OOB), "send(fd, \"01\", 2, MSG_OOB)"),
    twin!(fd: sendto(fd, "01", 2, 0, &address(99), 16), "sendto(fd, \"01\", 2, 0, address(99), 16)"),
    twin!(fd: sendto(fd, "01", 2, 0, &address(AF_INET), 3), "sendto(fd, \"01\", 2, 0, address(AF_INET), 3)"),
    twin!(fd: sendto(fd, "01", 2, 0, &full_path(), 110), "sendto(fd, \"01\", 2, 0, full_path(), 110)"),
    twin!(fd: recv(fd, &mut [0u8; 2], 2, 0), "recv(fd, buf, 2, 0)"),
    twin!(fd: recv(fd, &mut [0u8; 2], 2, MSG_OOB), "recv(fd, buf, 2, MSG_OOB)"),
    twin!(fd: recvfrom(fd, &mut [0u8; 2], 2, 0, NULL, NULL), "recvfrom(fd, buf, 2, 0, NULL, NULL)"),
    twin!(fd: recvfrom(fd, &mut [0u8; 2], 2, MSG_ERRQUEUE, NULL, NULL), "recvfrom(fd, buf, 2, MSG_ERRQUEUE, NULL, NULL)"),
    twin!(fd: sendmsg(fd, &msghdr::zeroed(), 0), "sendmsg(fd, message(0), 0)"),
    twin!(fd: sendmsg(fd, &message(-1), 0), "sendmsg(fd, message(-1), 0)"),
    twin!(fd: sendmsg(fd, &message(0), MSG_OOB), "sendmsg(fd, message(0), MSG_OOB)"),
    twin!(fd: recvmsg(fd, &mut message(0), 0), "recvmsg(fd, message(0), 0)"),
    twin!(fd: recvmsg(fd, &mut message(-1), 0), "recvmsg(fd, message(-1), 0)"),
    twin!(fd: recvmsg(fd, &mut message(0), MSG_OOB), "recvmsg(fd, message(0), MSG_OOB)"),
    twin!(fd: sendmmsg(fd, &mut messages(0), 1, 0), "sendmmsg(fd, messages(0), 1, 0)"),
    twin!(fd: sendmmsg(fd, &mut messages(0), 0, 0), "sendmmsg(fd, messages(0), 0, 0)"),
    twin!(fd: sendmmsg(fd, &mut messages(-1), 1, 0), "sendmmsg(fd, messages(-1), 1, 0)"),
    twin!(fd: recvmmsg(fd, &mut messages(0), 1, 0, NULL), "recvmmsg(fd, messages(0), 1, 0, NULL)"),
    twin!(fd: recvmmsg(fd, &mut messages(0), 0, 0, NULL), "recvmmsg(fd, messages(0), 0, 0, NULL)"),
    twin!(fd: recvmmsg(fd, &mut messages(0), 1, 0, &mut wrong_time()), "recvmmsg(fd, messages(0), 1, 0, &wrong_time)"),
    // <sys/uio.h>
    twin!(fd: readv(fd, &buffers(), 1), "readv(fd, buffers, 1)"),
    twin!(fd: readv(fd, &buffers(), -1), "readv(fd, buffers, -1)"),
    twin!(fd: readv(fd, &buffers(), 1025), "readv(fd, buffers, 1025)"),
    twin!(fd: readv(fd, &buffers(), 0), "readv(fd, buffers, 0)"),
    twin!(fd: writev(fd, &buffers(), 1), "writev(fd, buffers, 1)"),
    twin!(fd: writev(fd, &buffers(), -1), "writev(fd, buffers, -1)"),
    twin!(fd: preadv(fd, &buffers(), 1, 0), "preadv(fd, buffers, 1, 0)"),
    twin!(fd: preadv(fd, &buffers(), 1, -1), "preadv(fd, buffers, 1, -1)"),
    twin!(fd: preadv(fd, &buffers(), -1, 0), "preadv(fd, buffers, -1, 0)"),
    twin!(fd: pwritev(fd, &buffers(), 1, 0), "pwritev(fd, buffers, 1, 0)"),
    twin!(fd: pwritev(fd, &buffers(), 1, -1), "pwritev(fd, buffers, 1, -1)"),
    twin!(fd: preadv2(fd, &buffers(), 1, 0, 0), "preadv2(fd, buffers, 1, 0, 0)"),
    twin!(fd: preadv2(fd, &buffers(), 1, 0, 1 << 30), "preadv2(fd, buffers, 1, 0, 1 << 30)"),
    twin!(fd: pwritev2(fd, &buffers(), 1, 0, 0), "pwritev2(fd, buffers, 1, 0, 0)"),
    twin!(fd: pwritev2(fd, &buffers(), 1, 0, 1 << 30), "pwritev2(fd, buffers, 1, 0, 1 << 30)"),
    // <poll.h>, <sys/select.h>
    twin!(fd: poll(&mut pollfd { fd, events: POLLIN | POLLOUT, revents: 0 }, 1, 0), "poll(&(struct pollfd){ fd, POLLIN | POLLOUT }, 1, 0)"),
    twin!(fd: ppoll(&mut pollfd { fd, events: POLLIN, revents: 0 }, 1, &timespec::zeroed(), NULL), "ppoll(&(struct pollfd){ fd, POLLIN }, 1, &now, NULL)"),
    twin!(fd: ppoll(&mut pollfd { fd, events: POLLIN, revents: 0 }, 1, &wrong_time(), NULL), "ppoll(&(struct pollfd){ fd, POLLIN }, 1, &wrong_time, NULL)"),
    twin!(fd: select(1024, &mut set(fd), NULL, NULL, &mut timeval::zeroed()), "select(1024, set(fd), NULL, NULL, &no_time)"),
    twin!(fd: select(-1, &mut set(fd), NULL, NULL, &mut timeval::zeroed()), "select(-1, set(fd), NULL, NULL, &no_time)"),
    twin!(fd: pselect(1024, NULL, &mut set(fd), NULL, &timespec::zeroed(), NULL), "pselect(1024, NULL, set(fd), NULL, &now, NULL)"),
    twin!(fd: pselect(1024, NULL, &mut set(fd), NULL, &wrong_time(), NULL), "pselect(1024, NULL, set(fd), NULL, &wrong_time, NULL)"),
    // <sys/epoll.h>, <sys/eventfd.h>
    twin!(fd: epoll_ctl(fd, EPOLL_CTL_ADD, NULL_FD, &mut epoll_event::zeroed()), "epoll_ctl(fd, EPOLL_CTL_ADD, 902, &event)"),
    twin!(fd: epoll_ctl(EPOLL_FD, EPOLL_CTL_ADD, fd, &mut epoll_event::zeroed()), "epoll_ctl(903, EPOLL_CTL_ADD, fd, &event)"),
    twin!(fd: epoll_ctl(EPOLL_FD, 4, fd, &mut epoll_event::zeroed()), "epoll_ctl(903, 4, fd, &event)"),
    twin!(fd: epoll_ctl(EPOLL_FD, EPOLL_CTL_ADD, fd, NULL), "epoll_ctl(903, EPOLL_CTL_ADD, fd, NULL)"),
    twin!(fd: epoll_wait(fd, &mut epoll_event::zeroed(), 1, 0), "epoll_wait(fd, &event, 1, 0)"),
    twin!(fd: epoll_wait(fd, &mut epoll_event::zeroed(), 0, 0), "epoll_wait(fd, &event, 0, 0)"),
    twin!(fd: epoll_wait(fd, &mut epoll_event::zeroed(), -1, 0), "epoll_wait(fd, &event, -1, 0)"),
    twin!(fd: epoll_pwait(fd, &mut epoll_event::zeroed(), 1, 0, NULL), "epoll_pwait(fd, &event, 1, 0, NULL)"),
    twin!(fd: epoll_pwait(fd, &mut epoll_event::zeroed(), -1, 0, NULL), "epoll_pwait(fd, &event, -1, 0, NULL)"),
    twin!(fd: epoll_pwait2(fd, &mut epoll_event::zeroed(), 1, &timespec::zeroed(), NULL), "epoll_pwait2(fd, &event, 1, &now, NULL)"),
    twin!(fd: epoll_pwait2(fd, &mut epoll_event::zeroed(), 1, &wrong_time(), NULL), "epoll_pwait2(fd, &event, 1, &wrong_time, NULL)"),
    twin!(fd: eventfd_read(fd, &mut 0), "eventfd_read(fd, (eventfd_t *)buf)"),
    twin!(fd: eventfd_write(fd, 1), "eventfd_write(fd, 1)"),
    twin!(fd: eventfd_write(fd, u64::MAX), "eventfd_write(fd, -1)"),
    // <netinet/in.h>: senders to a multicast group, which none of them has joined
    twin!(fd: setipv4sourcefilter(fd, any(), any(), 0, 0, NULL), "setipv4sourcefilter(fd, any, any, 0, 0, NULL)"),
    twin!(fd: setipv4sourcefilter(fd, any(), any(), 9, 0, NULL), "setipv4sourcefilter(fd, any, any, 9, 0, NULL)"),
    twin!(fd: getipv4sourcefilter(fd, any(), any(), &mut 0, &mut 0, NULL), "getipv4sourcefilter(fd, any, any, len(0), len(0), NULL)"),
    twin!(fd: setsourcefilter(fd, 1, &address(AF_INET), 16, 0, 0, NULL), "setsourcefilter(fd, 1, address(AF_INET), 16, 0, 0, NULL)"),
    twin!(fd: setsourcefilter(fd, 1, &address(99), 16, 0, 0, NULL), "setsourcefilter(fd, 1, address(99), 16, 0, 0, NULL)"),
    twin!(fd: getsourcefilter(fd, 1, &address(AF_INET), 16, &mut 0, &mut 0, NULL), "getsourcefilter(fd, 1, address(AF_INET), 16, len(0), len(0), NULL)"),
    twin!(fd: getsourcefilter(fd, 1, &address(AF_INET), 3, &mut 0, &mut 0, NULL), "getsourcefilter(fd, 1, address(AF_INET), 3, len(0), len(0), NULL)"),
    // <sys/wait.h>, <time.h>: descriptors that are arguments of another kind
    twin!(fd: waitid(P_PIDFD, fd as id_t, NULL, WEXITED | WNOHANG), "waitid(P_PIDFD, fd, NULL, WEXITED | WNOHANG)"),
    twin!(fd: waitid(P_PIDFD, fd as id_t, NULL, 0), "waitid(P_PIDFD, fd, NULL, 0)"),
    twin!(fd: clock_gettime((!fd << 3) | 3, &mut timespec::zeroed()), "clock_gettime((~(unsigned)fd << 3) | 3, &then)"),
    twin!(fd: clock_getres((!fd << 3) | 3, NULL), "clock_getres((~(unsigned)fd << 3) | 3, NULL)"),
    // What takes none: made once.
    opens!(_fd: socket(99, SOCK_STREAM, 0), "socket(99, SOCK_STREAM, 0)"),
    opens!(_fd: socket(-1, -1, -1), "socket(-1, -1, -1)"),
    opens!(_fd: socket(AF_INET, 99, 0), "socket(AF_INET, 99, 0)"),
    opens!(_fd: socket(AF_INET, SOCK_STREAM, 99), "socket(AF_INET, SOCK_STREAM, 99)"),
    twin!(_fd: socketpair(99, SOCK_STREAM, 0, &mut [0; 2]), "socketpair(99, SOCK_STREAM, 0, sv)"),
    twin!(_fd: socketpair(AF_INET, SOCK_STREAM, 0, &mut [0; 2]), "socketpair(AF_INET, SOCK_STREAM, 0, sv)"),
    twin!(_fd: socketpair(AF_UNIX, 99, 0, &mut [0; 2]), "socketpair(AF_UNIX, 99, 0, sv)"),
    twin!(_fd: socketpair(AF_UNIX, SOCK_STREAM, 99, &mut [0; 2]), "socketpair(AF_UNIX, SOCK_STREAM, 99, sv)"),
    twin!(_fd: pipe2(&mut [0; 2], 1), "pipe2(sv, 1)"),
    twin!(_fd: pipe2(&mut [0; 2], -1), "pipe2(sv, -1)"),
    opens!(_fd: open("", O_RDONLY, 0), "open(\"\", O_RDONLY, 0)"),
    opens!(_fd: open("/dev/null", -1, 0), "open(\"/dev/null\", -1, 0)"),
    opens!(_fd: creat("/dev/null/x", 0), "creat(\"/dev/null/x\", 0)"),
    twin!(_fd: unlink("/dev/null/x"), "unlink(\"/dev/null/x\")"),
    twin!(_fd: unlink(""), "unlink(\"\")"),
    opens!(_fd: epoll_create(-1), "epoll_create(-1)"),
    opens!(_fd: epoll_create1(-1), "epoll_create1(-1)"),
    opens!(_fd: eventfd(0, -1), "eventfd(0, -1)"),
    twin!(_fd: gethostname(&mut [0u8; 8], 0), "gethostname(buf, 0)"),
    twin!(_fd: poll(NULL, 0, 0), "poll(NULL, 0, 0)"),
    twin!(_fd: if_nametoindex("none such"), "if_nametoindex(\"none such\")"),
    twin!(_fd: inet_pton(99, "::1", &mut [0u8; 8]), "inet_pton(99, \"::1\", buf)"),
];

fn any() -> in_addr {
    in_addr::zeroed()
}

fn wrong_time() -> timespec {
    timespec { tv_sec: 0, tv_nsec: -1 }
}

/// One of no bytes, and `len` bytes of a name.
fn message(len: i32) -> msghdr<'static> {
    static NAME: sockaddr_in = sockaddr_in {
        sin_family: 99,
        sin_port: 0,
        sin_addr: in_addr { s_addr: 0 },
        sin_zero: [0; 8],
    };
    let mut msg = msghdr::zeroed();
    if len != 0 {
        (msg.msg_name, msg.msg_namelen) = ((&NAME).into(), len as socklen_t);
    }
    msg
}

fn messages(len: i32) -> [mmsghdr<'static>; 1] {
    [mmsghdr { msg_hdr: message(len), msg_len: 0 }]
}

fn buffers() -> [iovec<'static>; 1] {
    thread_local!(static BUF: &'static std::cell::Cell<[u8; 8]> = Box::leak(Box::default()));
    [iovec::from(BUF.with(|buf| *buf))]
}

const NOT_OPEN: &[&str] = &["-1", "the largest", "closed", "std's"];
const NO_SOCKET: &[&str] = &["/dev/null", "pipe", "epoll", "eventfd"];
const NO_PLACE: &[&str] = &["pipe", "udp", "tcp", "unix", "epoll", "eventfd"];

/// Where two things are wrong, and C names another one first; and what is named here, where
/// arguments are looked at from the first to the last. (C's `isfdtype` has no `errno`.)
const OTHERWISE: &[(&str, &[&str], i32)] = &[
    ("getsockname(fd, address(0), len(-1))", NO_SOCKET, EINVAL),
    ("sendmsg(fd, message(-1), 0)", NO_SOCKET, EINVAL),
    ("recvmsg(fd, message(-1), 0)", NO_SOCKET, EINVAL),
    ("sendmmsg(fd, messages(-1), 1, 0)", NO_SOCKET, EINVAL),
    ("writev(fd, buffers, -1)", &["pipe"], EINVAL),
    ("preadv(fd, buffers, -1, 0)", NO_PLACE, EINVAL),
    #[cfg(target_pointer_width = "64")]
    ("sendfile(fd, 902, NULL, -1)", NOT_OPEN, EBADF),
    ("opened(openat(fd, NULL, O_RDONLY))", NOT_OPEN, EBADF),
    ("isfdtype(fd, S_IFSOCK)", NOT_OPEN, EBADF),
    ("isfdtype(fd, -1)", NOT_OPEN, EBADF),
    ("bindresvport(fd, address(99))", NOT_OPEN, EBADF),
    ("recvmmsg(fd, messages(0), 1, 0, &wrong_time)", NOT_OPEN, EBADF),
    ("waitid(P_PIDFD, fd, NULL, 0)", &["the largest", "closed", "std's"], EBADF),
    ("pread(fd, buf, 8, -1)", NOT_OPEN, EBADF),
    ("pwrite(fd, \"12345678\", 8, -1)", NOT_OPEN, EBADF),
    ("timerfd_settime(fd, 8, &timer, NULL)", NOT_OPEN, EBADF),
    ("preadv(fd, buffers, 1, -1)", NOT_OPEN, EBADF),
    ("pwritev(fd, buffers, 1, -1)", NOT_OPEN, EBADF),
    ("pselect(1024, NULL, set(fd), NULL, &wrong_time, NULL)", NOT_OPEN, EBADF),
    ("epoll_ctl(903, EPOLL_CTL_ADD, fd, NULL)", NOT_OPEN, EBADF),
    ("epoll_pwait2(fd, &event, 1, &wrong_time, NULL)", NOT_OPEN, EBADF),
];

const C: &str = r#"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char buf[64];
static int sv[2];
static struct itimerspec timer;
static struct stat st;
static struct in_addr any;
static struct timespec now, then, wrong_time = { 0, -1 };
static struct timeval no_time;
static struct epoll_event event;
static struct iovec buffers[1] = { { buf, 8 } };

static int open_kind(int kind)
{
    switch (kind) {
    case 0: return -1;
    case 1: return INT_MAX;
    case 2: return 900;
    case 3: return open("/dev/null", O_RDWR);
    case 4: pipe2(sv, O_NONBLOCK); close(sv[1]); return sv[0];
    case 5: return socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    case 6: return socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    case 7: return socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    case 8: return epoll_create1(0);
    default: return eventfd(0, EFD_NONBLOCK);
    }
}

static int opened(int fd)
{
    return fd < 0 ? -1 : close(fd);
}

static void *len(unsigned value)
{
    static unsigned values[2], i;
    values[i ^= 1] = value;
    return &values[i];
}

static void *address(int family)
{
    static struct sockaddr_in in;
    memset(&in, 0, sizeof(in));
    in.sin_family = family;
    return &in;
}

static void *full_path(void)
{
    static struct sockaddr_un un = { AF_UNIX, "/nnnn/" };
    memset(un.sun_path + 6, 'x', 102);
    return &un;
}

static fd_set *set(int fd)
{
    static fd_set set;
    FD_ZERO(&set);
    FD_SET(fd >= 0 && fd < 1024 ? fd : 900, &set);
    return &set;
}

static struct msghdr *message(int len)
{
    static struct msghdr msg;
    memset(&msg, 0, sizeof(msg));
    if (len != 0) {
        msg.msg_name = address(99);
        msg.msg_namelen = len;
    }
    return &msg;
}

static struct mmsghdr *messages(int len)
{
    static struct mmsghdr msgs[1];
    msgs[0].msg_hdr = *message(len);
    return msgs;
}

int main(void)
{
    int fd;
    long ret;
    signal(SIGPIPE, SIG_IGN);
    dup2(open("/dev/null", O_RDWR), 902);
    dup2(epoll_create1(0), 903);
"#;

/// On how many kinds of descriptors a call is made.
fn kinds(in_c: &str) -> usize {
    if in_c.contains("fd") && !in_c.contains("eventfd(0") { KINDS.len() } else { 1 }
}

/// What the calls return in C: the value and `errno`, or `None` without a compiler.
fn in_c() -> Option<Vec<(i64, i32)>> {
    let mut source = String::from(C);
    for (_, _, call) in TWINS {
        source += &format!(
            "    for (int kind = 0; kind < {}; kind++) {{\n\
             \x20       fd = open_kind(kind);\n\
             \x20       errno = 0;\n\
             \x20       ret = {call};\n\
             \x20       printf(\"%ld %d\\n\", ret, errno);\n\
             \x20       close(fd);\n\
             \x20   }}\n",
            kinds(call)
        );
    }
    source += "}\n";
    if !c::is_here("twins") {
        return None;
    }
    let program = c::compile("every_call-twins", &source).expect("the C program compiles");
    let parse = |line: &str| {
        let (ret, errno) = line.split_once(' ').expect("two numbers");
        (ret.parse().unwrap(), errno.parse().unwrap())
    };
    Some(c::run(&program, "").lines().map(parse).collect())
}

#[test]
fn every_call_fails_as_in_c() {
    let _alone = alone();
    for (name, _, call) in TWINS {
        assert!(call.contains(&format!("{name}(")), "{name} is not {call}");
    }
    let Some(in_c) = in_c() else { return };
    assert_eq!(dup2(open("/dev/null", O_RDWR, 0), NULL_FD), NULL_FD);
    assert_eq!(dup2(epoll_create1(0), EPOLL_FD), EPOLL_FD);
    let file = File::open("/dev/null").unwrap();
    let mut answers = in_c.into_iter();
    let mut differ = vec![];
    let mut compared = 0;
    for (_, call, text) in TWINS {
        for (kind, name) in KINDS.iter().enumerate().take(kinds(text)) {
            let theirs = answers.next().expect("C answered every call");
            let ours = |fd| {
                set_errno(0);
                let ret = call(fd);
                (ret, errno())
            };
            let mut compare = |name: &str, ours: (i64, i32)| {
                compared += 1;
                let otherwise = OTHERWISE
                    .iter()
                    .find(|(other, kinds, _)| other == text && kinds.contains(&name));
                let same = match otherwise {
                    Some((_, _, errno)) => {
                        (theirs.0, theirs.1 != *errno, ours) == (-1, true, (-1, *errno))
                    }
                    None => ours.0 == theirs.0 && (ours.0 != -1 || ours.1 == theirs.1),
                };
                if !same {
                    differ.push(format!("{text} on {name}: {ours:?}, in C {theirs:?}"));
                }
            };
            let fd = open_kind(kind);
            compare(name, ours(fd));
            close(fd);
            // What is std's is as good as closed.
            if fd == CLOSED {
                compare("std's", ours(file.as_raw_fd()));
            }
        }
    }
    assert!(differ.is_empty(), "{} of {compared}: {differ:#?}", differ.len());
    c::say(&format!("every_call: {compared} calls as in C"));
    close(NULL_FD);
    close(EPOLL_FD);
}

#[test]
fn no_call_on_a_descriptor_is_missing() {
    let _alone = alone();
    for function in functions().iter().filter(|function| function.takes_descriptor()) {
        let name = &function.name;
        assert!(TWINS.iter().any(|(twin, _, _)| twin == name), "{name} has no twin");
    }
}
