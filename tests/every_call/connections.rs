//! What is called on the way of a connection, and on any descriptor.

use crate::account::{fails, works};
use crate::without_files;
use berkeley::systemd::sd_daemon::*;
use berkeley::{adopt, errno::*, hold, netinet::in_::*, release, sys::uio::*, unistd::*};
use std::cell::Cell;

pub(crate) fn all() {
    connection(AF_UNIX);
    connection(AF_INET);
    descriptors();
    standard_input();
    vectors();
    hosts();
    senders();
    works!(sd_listen_fds(1), 0);
}

fn connection(domain: i32) {
    let (addr, buf) = (&mut sockaddr_storage::zeroed(), &mut [0u8; 200]);
    let mut len = if domain == AF_UNIX { 2 } else { sizeof(addr) as socklen_t };
    addr.ss_family = domain as sa_family_t;

    let server = works!(socket(domain, SOCK_STREAM, 0), 0..);
    let caller = works!(socket(domain, SOCK_STREAM, 0), 0..);
    works!(setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &1i32, 4), 0);
    works!(bind(server, addr, len), 0);
    works!(listen(server, 5), 0);
    len = sizeof(addr) as socklen_t;
    works!(getsockname(server, addr, &mut len), 0);
    works!(connect(caller, addr, len), 0);
    len = sizeof(addr) as socklen_t;
    let client = works!(accept(server, addr, &mut len), 0..);
    len = sizeof(addr) as socklen_t;
    works!(getpeername(client, addr, &mut len), 0);
    len = 4;
    works!(getsockopt(client, SOL_SOCKET, SO_TYPE, buf, &mut len), 0);
    works!(isfdtype(client, libc::S_IFSOCK as i32), 1);
    works!(sd_is_socket(server, domain, SOCK_STREAM, 1), 1);
    works!(sd_is_socket_inet(server, AF_UNSPEC, 0, 1, 0), 0 | 1);
    works!(sd_is_socket_unix(server, 0, 1, NULL, 0), 0 | 1);
    if domain == AF_INET {
        works!(sockatmark(client), 0);
    }

    works!(send(client, "one", 3, 0), 3);
    works!(recv(caller, buf, 200, 0), 3);
    works!(sendto(client, "three", 5, MSG_NOSIGNAL, NULL, 0), 5);
    works!(recvfrom(caller, buf, 200, 0, NULL, NULL), 5);
    works!(write(client, "eleven", 6), 6);
    works!(read(caller, buf, 200), 6);
    works!(shutdown(client, SHUT_RDWR), 0);
    fails!(send(client, "late", 4, 0), -1, EPIPE);
    fails!(write(client, "late", 4), -1, EPIPE);
    fails!(sendto(client, "late", 4, 0, NULL, 0), -1, EPIPE);
    [client, caller].into_iter().for_each(|fd| assert_eq!(works!(close(fd), 0), 0));

    len = sizeof(addr) as socklen_t;
    fails!(getpeername(server, addr, &mut len), -1, ENOTCONN);
    fails!(shutdown(server, 9), -1, EINVAL);
    fails!(sd_is_socket(server, -1, 0, 0), -22);
    fails!(sd_is_socket_inet(server, AF_UNIX, 0, 0, 0), -22);
    fails!(sd_is_socket_unix(-1, 0, 0, NULL, 0), -9);
    fails!(getsockopt(server, SOL_SOCKET, 9999, buf, &mut len), -1, ENOPROTOOPT);
    fails!(setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &1i32, 3), -1, EINVAL);
    fails!(recv(server, buf, 201, 0), -1, EFAULT);
    fails!(recvfrom(server, buf, -1, 0, NULL, NULL), -1, EFAULT);
    fails!(read(server, buf, 201), -1, EFAULT);
    let fd = works!(dup(server), 0..);
    works!(close(fd), 0);
    let other = works!(accept4(busy(server), NULL, NULL, SOCK_CLOEXEC), 0..);
    [other, server].into_iter().for_each(|fd| assert_eq!(close(fd), 0));

    fails!(close(server), -1, EBADF);
    fails!(accept(server, NULL, NULL), -1, EBADF);
    fails!(accept4(server, NULL, NULL, SOCK_CLOEXEC), -1, EBADF);
    fails!(bind(server, addr, 16), -1, EBADF);
    fails!(connect(99_999, addr, 16), -1, EBADF);
    fails!(listen(-1, 5), -1, EBADF);
    fails!(getsockname(server, addr, &mut len), -1, EBADF);
    fails!(sockatmark(server), -1, EBADF);
    fails!(isfdtype(server, 0), -1, EBADF);
    fails!(socket(99, SOCK_STREAM, 0), -1, EAFNOSUPPORT);
}

/// A server that somebody calls.
fn busy(server: i32) -> i32 {
    let addr = &mut sockaddr_storage::zeroed();
    let mut len = sizeof(addr) as socklen_t;
    assert_eq!(getsockname(server, addr, &mut len), 0);
    let caller = socket(addr.ss_family.into(), SOCK_STREAM, 0);
    assert_eq!(connect(caller, addr, len), 0);
    assert_eq!(close(caller), 0);
    server
}

fn descriptors() {
    let fds = &mut [-1; 2];
    works!(pipe(fds), 0);
    assert_eq!((close(fds[0]), close(fds[1])), (0, 0));
    works!(pipe2(fds, libc::O_CLOEXEC), 0);
    let [end, other] = *fds;
    works!(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    let [one, two] = *fds;
    fails!(pipe2(fds, 1), -1, EINVAL);
    fails!(socketpair(AF_INET, SOCK_STREAM, 0, fds), -1, EOPNOTSUPP);
    without_files(|| fails!(pipe(fds), -1, EMFILE));

    works!(dup2(one, end), _);
    works!(dup3(one, other, libc::O_CLOEXEC), _);
    works!(dup2(one, 500), 500);
    fails!(dup2(one, -1), -1, EBADF);
    fails!(dup3(one, 501, -1), -1, EINVAL);
    fails!(dup(501), -1, EBADF);
    let copy = works!(dup(one), 3..);
    let held = works!(hold(one), Some(_));
    works!(close(one), 0);
    fails!(hold(one), None);
    drop(held);
    let file = works!(release(two), Some(_)).expect("it was ours");
    works!(adopt(file), 0..);
    for fd in [two, end, other, copy, 500] {
        works!(close(fd), 0);
    }
}

fn standard_input() {
    let copy = works!(dup(STDIN_FILENO), 3..);
    works!(close(STDIN_FILENO), 0);
    fails!(close(STDIN_FILENO), -1, EBADF);
    works!(dup2(copy, STDIN_FILENO), STDIN_FILENO);
    works!(close(copy), 0);
}

/// Few buffers, and many.
fn vectors() {
    let fds = &mut [0; 2];
    assert_eq!(pipe(fds), 0);
    let buf = Cell::new([0u8; 64]);
    let iov = [iovec::from(&buf); 20];
    let path = format!("{}/every_call-vectors", env!("CARGO_TARGET_TMPDIR"));
    let file = berkeley::fcntl::open(&path, libc::O_RDWR | libc::O_CREAT, 0o600);
    for count in [1, 20] {
        works!(writev(fds[1], &iov, count), 64..);
        works!(readv(fds[0], &iov, count), 64..);
        works!(pwritev(file, &iov, count, 0), 64..);
        works!(preadv(file, &iov, count, 0), 64..);
        works!(pwritev2(file, &iov, count, 0, 0), 64..);
        works!(preadv2(file, &iov, count, 0, 0), 64..);
        fails!(writev(fds[0], &iov, count), -1, EBADF);
        fails!(readv(fds[0], &iov, 21), -1, EFAULT);
        fails!(preadv(fds[0], &iov, count, 0), -1, ESPIPE);
        fails!(pwritev(fds[1], &iov, count, 0), -1, ESPIPE);
        fails!(preadv2(fds[0], &iov, count, 0, 0), -1, ESPIPE);
        fails!(pwritev2(fds[1], &iov, count, 0, 0), -1, ESPIPE);
    }
    for fd in [fds[0], fds[1], file] {
        assert_eq!(close(fd), 0);
    }
    std::fs::remove_file(path).unwrap();
}

fn hosts() {
    let name = &mut [0u8; 100];
    works!(gethostname(name, 100), 0);
    works!(getdomainname(name, 100), 0);
    fails!(gethostname(name, 101), -1, EFAULT);
    fails!(getdomainname(name, -1), -1, EFAULT);
    fails!(sethostname(name, usize::MAX), -1, EFAULT);
}

/// Senders to a multicast group. (Of a list of more than 64 KiB, glibc allocates too.)
fn senders() {
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    let group = &mut sockaddr_in { sin_family: AF_INET as sa_family_t, ..sockaddr_in::zeroed() };
    group.sin_addr.s_addr = htonl(0xef00_0001);
    let local = in_addr { s_addr: htonl(INADDR_LOOPBACK) };
    let mreq = ip_mreq { imr_multiaddr: group.sin_addr, imr_interface: local };
    works!(setsockopt(sock, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof(&mreq)), 0);
    let (any, slist) = (in_addr::zeroed(), &mut [in_addr::zeroed(); 16_000]);
    let (to, len, out) = (group.sin_addr, sizeof(group), MCAST_EXCLUDE as u32);
    let (mut fmode, mut numsrc) = (0, 16_000);
    works!(setipv4sourcefilter(sock, local, to, out, 0, slist), 0);
    works!(getipv4sourcefilter(sock, local, to, &mut fmode, &mut numsrc, slist), 0);
    fails!(setipv4sourcefilter(sock, any, any, 0, 2, slist), -1, EINVAL);
    numsrc = 16_000;
    fails!(getipv4sourcefilter(sock, any, any, &mut fmode, &mut numsrc, slist), -1);
    let slist = &mut [sockaddr_storage::zeroed(); 2];
    works!(setsourcefilter(sock, 1, group, len, out, 0, slist), 0);
    fails!(setsourcefilter(sock, 1, group, len, 0, 3, slist), -1, EFAULT);
    numsrc = 2;
    works!(getsourcefilter(sock, 1, group, len, &mut fmode, &mut numsrc, slist), 0);
    fails!(getsourcefilter(-1, 1, group, len, &mut fmode, &mut numsrc, slist), -1, EBADF);
    fails!(bindresvport(-1, NULL), -1, EBADF);
    close(sock);
}
