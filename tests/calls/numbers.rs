//! Numbers that nobody knows: each earns the kernel's own answer, whatever it is.

use crate::*;

/// Numbers at and beyond the limits of everything.
const ODD: [c_int; 6] = [-1, 46, 1000, 1 << 16, c_int::MAX, c_int::MIN];

#[test]
fn domains_types_and_protocols() {
    for domain in (0..=46).chain(ODD) {
        for (type_, protocol) in [(SOCK_STREAM, 0), (SOCK_DGRAM, 0), (99, 99)] {
            compare_sockets(domain, type_, protocol);
        }
    }
    for type_ in (0..=11).chain([0x10, 0x80, 0x1000, SOCK_NONBLOCK | 77]).chain(ODD) {
        for protocol in [0, 1, 6, 17, 58, 132, 253, 255, 256, 262].into_iter().chain(ODD) {
            compare_sockets(PF_UNIX, type_, protocol);
            compare_sockets(PF_INET, type_, protocol);
        }
        compare_sockets(PF_INET6, type_, 0);
        compare_sockets(PF_NETLINK, type_, 0);
    }
}

fn compare_sockets(domain: c_int, type_: c_int, protocol: c_int) {
    set_errno(0);
    let ours = socket(domain, type_, protocol);
    let our = (ours == -1, errno());
    set_errno(0);
    // SAFETY: passes numbers only.
    let kernels = unsafe { libc::socket(domain, type_, protocol) };
    let kernel = (kernels == -1, errno());
    assert_eq!(our, kernel, "socket({domain}, {type_}, {protocol})");
    close(ours);
    // SAFETY: it was opened above, and is nobody else's; or it is −1.
    unsafe { libc::close(kernels) };
}

#[test]
fn pairs() {
    for domain in (0..=46).chain(ODD) {
        for (type_, protocol) in [(SOCK_STREAM, 0), (SOCK_STREAM, 77), (SOCK_RAW, 0), (77, 0)] {
            let [ours, kernels] = &mut [[-1; 2]; 2];
            let our = answer(|| socketpair(domain, type_, protocol, ours));
            // SAFETY: there is room for two descriptors.
            let kernel = answer(|| unsafe {
                libc::socketpair(domain, type_, protocol, kernels.as_mut_ptr())
            });
            assert_eq!(our, kernel, "socketpair({domain}, {type_}, {protocol})");
            if our.0 == 0 {
                close_all(*ours);
                // SAFETY: they were opened above, and are nobody else's.
                _ = kernels.map(|fd| unsafe { libc::close(fd) });
            }
        }
    }
}

#[test]
fn ways_to_shut_down_and_backlogs() {
    for how in (0..=4).chain(ODD) {
        let [ours, kernels] = unix_pair(SOCK_STREAM);
        // SAFETY: passes numbers only.
        let kernel = answer(|| unsafe { libc::shutdown(kernels, how) });
        assert_eq!(answer(|| shutdown(ours, how)), kernel, "{how}");
        close_all([ours, kernels]);
    }
    for backlog in (0..=1).chain(ODD) {
        let sock = socket(PF_INET, SOCK_STREAM, 0);
        assert_eq!(answer(|| listen(sock, backlog)), returned(0), "{backlog}");
        close(sock);
    }
}

#[test]
fn flags_of_sending() {
    for type_ in [SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET] {
        for flag in (0..32).map(|bit| 1 << bit) {
            let by = |sends: &dyn Fn(c_int) -> ssize_t| {
                let ([sock, peer], buf) = (unix_pair(type_), &mut [CANARY; 8]);
                let took = count(|| sends(sock));
                let came = count(|| recv(peer, buf, 8, MSG_DONTWAIT));
                close_all([sock, peer]);
                (took, came, *buf)
            };
            let our = by(&|sock| send(sock, "ping", 4, flag));
            if flag == MSG_ZEROCOPY {
                // The kernel would read the buffer later: see `guarded`.
                assert_eq!((our.0, our.1), (failed(EOPNOTSUPP), failed(EAGAIN)));
                continue;
            }
            // SAFETY: there are 4 bytes.
            let kernel = by(&|sock| unsafe { libc::send(sock, c"ping".as_ptr().cast(), 4, flag) });
            assert_eq!(our, kernel, "flag {flag:#x} of a socket of type {type_}");
        }
    }
}

#[test]
fn flags_of_receiving() {
    for type_ in [SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET] {
        for flag in (0..32).map(|bit| 1 << bit) {
            let flags = flag | MSG_DONTWAIT;
            let by = |receives: &dyn Fn(c_int, &mut [u8; 8]) -> ssize_t| {
                let ([sock, peer], buf) = (unix_pair(type_), &mut [CANARY; 8]);
                assert_eq!(send(peer, "ping", 4, 0), 4);
                let got = count(|| receives(sock, buf));
                let left = count(|| recv(sock, &mut [0u8; 8], 8, MSG_DONTWAIT));
                close_all([sock, peer]);
                (got, left, *buf)
            };
            let our = by(&|sock, buf| recv(sock, buf, 3, flags));
            // SAFETY: there is room for 3 bytes.
            let kernel =
                by(&|sock, buf| unsafe { libc::recv(sock, buf.as_mut_ptr().cast(), 3, flags) });
            assert_eq!(our, kernel, "flag {flag:#x} of a socket of type {type_}");
        }
    }
}

#[test]
fn flags_of_duplicates_and_pipes() {
    let [one, two] = unix_pair(SOCK_STREAM);
    for flag in (0..32).map(|bit| 1 << bit) {
        // SAFETY: passes numbers only; `two` is this test's own.
        let kernel = answer(|| unsafe { libc::dup3(one, two, flag) });
        assert_eq!(answer(|| dup3(one, two, flag)), kernel, "dup3 {flag:#x}");
        let [ours, kernels] = &mut [[-1; 2]; 2];
        let our = answer(|| pipe2(ours, flag));
        // SAFETY: there is room for two descriptors.
        let kernel = answer(|| unsafe { libc::pipe2(kernels.as_mut_ptr(), flag) });
        assert_eq!(our, kernel, "pipe2 {flag:#x}");
        if our.0 == 0 {
            assert_eq!(
                ours.map(|fd| (self::flags(fd, libc::F_GETFL), self::flags(fd, libc::F_GETFD))),
                kernels.map(|fd| (self::flags(fd, libc::F_GETFL), self::flags(fd, libc::F_GETFD))),
            );
            close_all(*ours);
            // SAFETY: they were opened above, and are nobody else's.
            _ = kernels.map(|fd| unsafe { libc::close(fd) });
        } else {
            assert_eq!(*ours, [-1; 2], "untouched on failure");
        }
    }
    close_all([one, two]);
}

/// Levels: of every protocol that the sockets below have, of some that they have not, and odd ones.
fn levels() -> impl Iterator<Item = c_int> {
    [SOL_SOCKET, IPPROTO_IP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6, 58, 136, 255, 270, 282, 285]
        .into_iter()
        .chain(ODD)
}

/// Names of options at a level, known or not.
fn names(level: c_int) -> impl Iterator<Item = c_int> {
    // Of SOL_SOCKET there are more. (From 64 on netfilter has its own at IPPROTO_IP.)
    (0..=if level == SOL_SOCKET { 99 } else { 60 }).chain(ODD)
}

/// A socket with the options of TCP, UDP, IPv6, or none. (TCP listens: what TCP_INFO tells of other
/// sockets changes with the time.)
fn sockets() -> [c_int; 4] {
    let [tcp, tcp6] = [PF_INET, PF_INET6].map(|domain| {
        let fd = socket(domain, SOCK_STREAM, 0);
        listen(fd, 1);
        fd
    });
    [tcp, tcp6, socket(PF_INET, SOCK_DGRAM, 0), socket(PF_UNIX, SOCK_DGRAM, 0)]
}

#[test]
fn levels_and_options_to_ask_for() {
    for sock in sockets() {
        for (level, name) in levels().flat_map(|level| names(level).map(move |name| (level, name)))
        {
            // The first is refused; the second is a clock.
            if [(IPPROTO_TCP, libc::TCP_ZEROCOPY_RECEIVE), (IPPROTO_TCP, libc::TCP_TIMESTAMP)]
                .contains(&(level, name))
            {
                continue;
            }
            for before in [4, 64] {
                let ([ours, kernels], [mut our_len, mut kernel_len]) =
                    (&mut [[0u8; 1024]; 2], [before; 2]);
                let our = answer(|| getsockopt(sock, level, name, ours, &mut our_len));
                let at = kernels.as_mut_ptr().cast();
                // SAFETY: there is room for `kernel_len` bytes, and for as many instructions,
                // which one option counts.
                let kernel =
                    answer(|| unsafe { libc::getsockopt(sock, level, name, at, &mut kernel_len) });
                assert_eq!(our, kernel, "level {level}, option {name}, socket {sock}");
                assert_eq!((our_len, &ours), (kernel_len, &kernels), "{level}, {name}");
            }
        }
        close(sock);
    }
}

#[test]
fn levels_and_options_to_set() {
    // Refused: see `guarded`.
    let refused = [SO_ATTACH_FILTER, SO_ATTACH_REUSEPORT_CBPF, SO_ZEROCOPY];
    for (level, name) in levels().flat_map(|level| names(level).map(move |name| (level, name))) {
        if level == SOL_SOCKET && refused.contains(&name) {
            continue;
        }
        for value in [1, -1] {
            for (ours, kernels) in sockets().into_iter().zip(sockets()) {
                let our = answer(|| setsockopt(ours, level, name, &value, 4));
                let at = (&raw const value).cast();
                // SAFETY: there are 4 bytes.
                let kernel = answer(|| unsafe { libc::setsockopt(kernels, level, name, at, 4) });
                assert_eq!(our, kernel, "level {level}, option {name}, value {value}");
                close(ours);
                close(kernels);
            }
        }
    }
}
