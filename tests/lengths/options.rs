//! Values of options: of `getsockopt` and `setsockopt`.

use crate::*;

#[test]
fn getsockopt_lengths() {
    // It listens: what TCP_INFO tells of other sockets changes with the time.
    let (sock, _) = listener();
    for (level, name) in [
        (SOL_SOCKET, SO_TYPE),
        (SOL_SOCKET, SO_LINGER),
        (SOL_SOCKET, SO_RCVTIMEO),
        (SOL_SOCKET, SO_BINDTODEVICE),
        (SOL_SOCKET, SO_COOKIE),
        (SOL_SOCKET, SO_MEMINFO),
        (SOL_SOCKET, SO_PEERNAME),
        (IPPROTO_IP, libc::IP_TTL),
        (IPPROTO_IP, libc::IP_OPTIONS),
        (IPPROTO_TCP, libc::TCP_NODELAY),
        (IPPROTO_TCP, libc::TCP_CONGESTION),
        (IPPROTO_TCP, libc::TCP_INFO),
        (IPPROTO_TCP, libc::TCP_FASTOPEN_KEY),
    ] {
        // On both sides of the size up to which a value goes through a buffer of the crate.
        shorter_getsockopts::<32>(sock, level, name);
        shorter_getsockopts::<128>(sock, level, name);
        shorter_getsockopts::<129>(sock, level, name);
        shorter_getsockopts::<300>(sock, level, name);
    }
    close(sock);
}

fn shorter_getsockopts<const N: usize>(sock: c_int, level: c_int, name: c_int) {
    for before in (0..=24).chain([100, 127, 128, 129, 200, 232, 299, 300]) {
        if before as usize > N {
            continue;
        }
        let [mut our_len, mut kernel_len] = [before; 2];
        let [our_value, kernel_value] = &mut [[CANARY; N]; 2];
        let our = answer(|| getsockopt(sock, level, name, our_value, &mut our_len));
        let value = kernel_value.as_mut_ptr().cast();
        // SAFETY: there is room for as many bytes at `value`.
        let kernel =
            answer(|| unsafe { libc::getsockopt(sock, level, name, value, &mut kernel_len) });
        assert_eq!((our, our_len), (kernel, kernel_len), "{level} {name}, {before} of {N}");
        assert_eq!(our_value, kernel_value, "{level} {name}, {before} of {N}");
    }
}

#[test]
fn getsockopt_with_a_longer_length() {
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    for (len, errno) in
        [(9, EFAULT), (4096, EFAULT), (i32::MAX, EFAULT), (-1, EINVAL), (i32::MIN, EINVAL)]
    {
        let (value, mut out) = (&mut [CANARY; 8], len as socklen_t);
        let ret = answer(|| getsockopt(sock, SOL_SOCKET, SO_TYPE, value, &mut out));
        assert_eq!((ret, *value, out as c_int), (failed(errno), [CANARY; 8], len));
        if len < 0 {
            // SAFETY: a negative length is refused before anything is written.
            let kernel = answer(|| unsafe {
                libc::getsockopt(sock, SOL_SOCKET, SO_TYPE, value.as_mut_ptr().cast(), &mut out)
            });
            assert_eq!(kernel, failed(EINVAL));
        }
    }
    // An option that reading resets is not reset.
    let value = &mut 0;
    // SAFETY: the kernel writes nothing at a null pointer.
    let kernel = answer(|| unsafe {
        libc::getsockopt(sock, SOL_SOCKET, SO_TYPE, (&raw mut *value).cast(), ptr::null_mut())
    });
    assert_eq!(answer(|| getsockopt(sock, SOL_SOCKET, SO_TYPE, value, NULL)), kernel);
    assert_eq!((kernel, *value), (failed(EFAULT), 0));
    for before in [0, 1, 4] {
        let (mut our, mut kernels) = (before, before);
        // SAFETY: as above.
        let kernel = answer(|| unsafe {
            libc::getsockopt(sock, SOL_SOCKET, SO_TYPE, ptr::null_mut(), &mut kernels)
        });
        assert_eq!(answer(|| getsockopt(sock, SOL_SOCKET, SO_TYPE, NULL, &mut our)), kernel);
        assert_eq!(our, kernels);
    }
    close(sock);
}

#[test]
fn a_refused_length_leaves_a_pending_error_pending() {
    let (free, addr) = bound(SOCK_STREAM); // bound, but nobody listens
    let sock = socket(PF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    assert_eq!(answer(|| connect(sock, &addr, sizeof(&addr))), failed(EINPROGRESS));
    wait_for(sock, libc::POLLOUT);
    let (error, mut len) = (&mut 0, 5);
    assert_eq!(answer(|| getsockopt(sock, SOL_SOCKET, SO_ERROR, error, &mut len)), failed(EFAULT));
    len = 4;
    assert_eq!(answer(|| getsockopt(sock, SOL_SOCKET, SO_ERROR, error, &mut len)), returned(0));
    assert_eq!(*error, ECONNREFUSED, "asking for it resets it, so nobody had");
    close_all([free, sock]);
}

#[test]
fn setsockopt_lengths() {
    let mut value = [0u8; 300];
    value[0] = 1;
    for (level, name) in [
        (SOL_SOCKET, SO_KEEPALIVE),
        (SOL_SOCKET, SO_LINGER),
        (SOL_SOCKET, SO_RCVTIMEO),
        (IPPROTO_IP, libc::IP_TTL),
        (IPPROTO_IP, libc::IP_OPTIONS),
        (IPPROTO_TCP, libc::TCP_NODELAY),
        (IPPROTO_TCP, libc::TCP_FASTOPEN_KEY),
    ] {
        for len in (0..=24).chain([127, 128, 129, 300]) {
            let [ours, kernels] =
                [socket(PF_INET, SOCK_STREAM, 0), socket(PF_INET, SOCK_STREAM, 0)];
            let our = answer(|| setsockopt(ours, level, name, &value, len));
            let at = value.as_ptr().cast::<c_void>();
            // SAFETY: there are as many bytes at `at`.
            let kernel = answer(|| unsafe { libc::setsockopt(kernels, level, name, at, len) });
            assert_eq!(our, kernel, "{level} {name}, {len}");
            assert_eq!(set_value(ours, level, name), set_value(kernels, level, name));
            close_all([ours, kernels]);
        }
    }
}

/// What libc says the option is.
fn set_value(sock: c_int, level: c_int, name: c_int) -> (c_int, socklen_t, [u8; 64]) {
    let (mut len, mut value) = (64, [CANARY; 64]);
    // SAFETY: there is room for `len` bytes.
    let ret = unsafe { libc::getsockopt(sock, level, name, value.as_mut_ptr().cast(), &mut len) };
    (ret, len, value)
}

#[test]
fn setsockopt_with_a_longer_length() {
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    let on = 1;
    for len in [5, 16, 4096, i32::MAX] {
        let ret = answer(|| setsockopt(sock, SOL_SOCKET, SO_KEEPALIVE, &on, len));
        assert_eq!(ret, failed(EFAULT), "{len}");
    }
    for len in [-1, -4, i32::MIN] {
        // SAFETY: a negative length is refused before anything is read.
        let kernel = answer(|| unsafe {
            libc::setsockopt(
                sock,
                SOL_SOCKET,
                SO_KEEPALIVE,
                (&raw const on).cast(),
                len as socklen_t,
            )
        });
        assert_eq!(kernel, failed(EINVAL), "{len}");
        assert_eq!(answer(|| setsockopt(sock, SOL_SOCKET, SO_KEEPALIVE, &on, len)), kernel);
    }
    // No value: the kernel's to judge. One of some length: not even where the kernel takes it for 0.
    // SAFETY: the kernel reads nothing at a null pointer.
    let kernel =
        answer(|| unsafe { libc::setsockopt(sock, SOL_SOCKET, SO_KEEPALIVE, ptr::null(), 0) });
    assert_eq!(answer(|| setsockopt(sock, SOL_SOCKET, SO_KEEPALIVE, NULL, 0)), kernel);
    assert_eq!(answer(|| setsockopt(sock, IPPROTO_IP, libc::IP_OPTIONS, NULL, 0)), returned(0));
    for len in [1, 4, 4096] {
        let ret = answer(|| setsockopt(sock, SOL_SOCKET, SO_KEEPALIVE, NULL, len));
        assert_eq!(ret, failed(EFAULT), "{len}");
    }
    assert_eq!(set_value(sock, SOL_SOCKET, SO_KEEPALIVE).2[..4], [0; 4], "it is still off");
    close(sock);
}
