//! Addresses that go in: of `bind`, `connect` and `sendto`.

use crate::*;

/// Lengths of an address that no kernel takes, whatever is behind it.
const NO_ADDRESS: [i64; 6] = [129, 130, 4096, i32::MAX as i64, i32::MIN as i64, -1];

#[test]
fn bind_with_a_shorter_length() {
    let _quiet = no_children();
    let mut in6 = sockaddr_in6::zeroed();
    in6.sin6_family = AF_INET6 as sa_family_t;
    in6.sin6_addr.s6_addr[15] = 1;
    // An abstract name, of which each length makes another; 2 lets the kernel choose one.
    let mut un = (AF_UNIX as sa_family_t).to_ne_bytes().to_vec();
    un.extend(format!("\0berkeley {}", std::process::id()).into_bytes());
    shorter_binds(PF_INET, loopback().as_bytes());
    shorter_binds(PF_INET6, in6.as_bytes());
    shorter_binds(PF_UNIX, &un);
}

fn shorter_binds(domain: c_int, addr: &[u8]) {
    for len in 0..=addr.len() as socklen_t {
        let [ours, kernels] = [socket(domain, SOCK_STREAM, 0), socket(domain, SOCK_STREAM, 0)];
        let our = answer(|| bind(ours, addr, len));
        close(ours); // it would have the name
        // SAFETY: `addr` has `len` bytes.
        let kernel = answer(|| unsafe { libc::bind(kernels, addr.as_ptr().cast(), len) });
        assert_eq!(our, kernel, "domain {domain}, length {len}");
        close(kernels);
    }
}

#[test]
fn bind_with_a_longer_length() {
    let (sock, addr) = (socket(PF_INET, SOCK_STREAM, 0), loopback());
    for len in 17..=128 {
        assert_eq!(answer(|| bind(sock, &addr, len)), failed(EFAULT), "{len}");
    }
    for len in NO_ADDRESS {
        // SAFETY: the kernel refuses such a length before it reads anything.
        let kernel =
            answer(|| unsafe { libc::bind(sock, (&raw const addr).cast(), len as socklen_t) });
        assert_eq!(kernel, failed(EINVAL), "{len}");
        assert_eq!(answer(|| bind(sock, &addr, len)), kernel, "{len}");
    }
    assert_eq!(own_address(sock).sin_port, 0, "it has no address yet");
    // C's conversion to socklen_t leaves 16 of this.
    assert_eq!(bind(sock, &addr, (1u64 << 32) + 16), 0);
    close(sock);
}

#[test]
fn connect_with_a_shorter_length() {
    let (server, addr) = bound(SOCK_DGRAM);
    for len in 0..=16 {
        let [ours, kernels] = [socket(PF_INET, SOCK_DGRAM, 0), socket(PF_INET, SOCK_DGRAM, 0)];
        let our = answer(|| connect(ours, &addr, len));
        // SAFETY: `addr` has `len` bytes.
        let kernel = answer(|| unsafe { libc::connect(kernels, (&raw const addr).cast(), len) });
        assert_eq!(our, kernel, "{len}");
        close_all([ours, kernels]);
    }
    close(server);
}

#[test]
fn connect_with_a_longer_length() {
    let (server, addr) = listener();
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    for len in 17..=128 {
        assert_eq!(answer(|| connect(sock, &addr, len)), failed(EFAULT), "{len}");
    }
    for len in NO_ADDRESS {
        // SAFETY: the kernel refuses such a length before it reads anything.
        let kernel =
            answer(|| unsafe { libc::connect(sock, (&raw const addr).cast(), len as socklen_t) });
        assert_eq!(kernel, failed(EINVAL), "{len}");
        assert_eq!(answer(|| connect(sock, &addr, len)), kernel, "{len}");
    }
    assert_eq!(answer(|| accept(server, NULL, NULL)), failed(EAGAIN), "nobody called");
    close_all([server, sock]);
}

#[test]
fn sendto_with_a_shorter_length() {
    let (server, addr) = bound(SOCK_DGRAM);
    for len in 0..=16 {
        let [ours, kernels] = [socket(PF_INET, SOCK_DGRAM, 0), socket(PF_INET, SOCK_DGRAM, 0)];
        let our = count(|| sendto(ours, "ping", 4, 0, &addr, len));
        let to = (&raw const addr).cast();
        // SAFETY: `addr` has `len` bytes.
        let kernel =
            count(|| unsafe { libc::sendto(kernels, c"ping".as_ptr().cast(), 4, 0, to, len) });
        assert_eq!(our, kernel, "{len}");
        close_all([ours, kernels]);
    }
    for _ in 0..2 {
        assert_eq!(recv(server, &mut [0u8; 8], 8, 0), 4); // of length 16, once each
    }
    assert_silent(server);
    close(server);
}

#[test]
fn sendto_with_a_longer_length() {
    let (server, addr) = bound(SOCK_DGRAM);
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    for len in 17..=128 {
        assert_eq!(count(|| sendto(sock, "ping", 4, 0, &addr, len)), failed(EFAULT), "{len}");
    }
    for len in NO_ADDRESS {
        let (to, raw) = ((&raw const addr).cast(), len as socklen_t);
        // SAFETY: the kernel refuses such a length before it reads anything.
        let kernel =
            count(|| unsafe { libc::sendto(sock, c"ping".as_ptr().cast(), 4, 0, to, raw) });
        assert_eq!(kernel, failed(EINVAL), "{len}");
        assert_eq!(count(|| sendto(sock, "ping", 4, 0, &addr, len)), kernel, "{len}");
    }
    assert_eq!(count(|| sendto(sock, "ping", 5, 0, &addr, 16)), failed(EFAULT));
    assert_silent(server);
    assert_eq!(own_address(sock).sin_port, 0, "it was not bound for the purpose either");
    close_all([server, sock]);
}

#[test]
fn no_address_at_all() {
    for len in [0, 1, 16, 128, 129, -1] {
        for type_ in [SOCK_STREAM, SOCK_DGRAM] {
            let sock = socket(PF_INET, type_, 0);
            let raw = len as socklen_t;
            // SAFETY: the kernel reads nothing at a null pointer.
            let kernel = answer(|| unsafe { libc::bind(sock, ptr::null(), raw) });
            assert_eq!(answer(|| bind(sock, NULL, len)), kernel, "bind {len}");
            // SAFETY: as above.
            let kernel = answer(|| unsafe { libc::connect(sock, ptr::null(), raw) });
            assert_eq!(answer(|| connect(sock, NULL, len)), kernel, "connect {len}");
            close(sock);
        }
        // Without an address sendto is send, and ignores the length.
        let [sock, peer] = unix_pair(SOCK_DGRAM);
        assert_eq!(count(|| sendto(sock, "ping", 4, 0, NULL, len)), returned(4), "{len}");
        assert_eq!(recv(peer, &mut [0u8; 8], 8, 0), 4);
        close_all([sock, peer]);
    }
}
