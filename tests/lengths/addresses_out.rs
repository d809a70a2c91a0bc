//! Addresses that come out: of `accept`, `accept4`, `getsockname`, `getpeername`, `recvfrom`.

use crate::*;

/// A call that writes an address of 16 bytes, through this crate or through libc.
type Asks<'a> = &'a dyn Fn(&mut [u8; 24], &mut socklen_t) -> Answer;

/// That the call cuts the address to the length that went in, and that the true one comes out.
#[track_caller]
fn assert_cut(len: socklen_t, expected: &sockaddr_in, asks: Asks<'_>) {
    let (addr, mut out) = (&mut [CANARY; 24], len);
    let (ret, errno) = asks(addr, &mut out);
    assert!(ret >= 0 && errno == 0, "length {len}: {ret}, errno {errno}");
    let (written, rest) = addr.split_at(len.min(16) as usize);
    assert_eq!((written, out), (&expected.as_bytes()[..written.len()], 16), "length {len}");
    assert!(rest.iter().all(|byte| *byte == CANARY), "length {len}: {rest:x?}");
}

/// That the call refuses a length that says more than the object, and changes nothing.
#[track_caller]
fn assert_refused(asks: Asks<'_>) {
    for (len, errno) in [
        (25, EFAULT),
        (128, EFAULT),
        (4096, EFAULT),
        (i32::MAX, EFAULT),
        (-1, EINVAL),
        (i32::MIN, EINVAL),
    ] {
        let (addr, mut out) = (&mut [CANARY; 24], len as socklen_t);
        assert_eq!(asks(addr, &mut out), failed(errno), "length {len}");
        assert_eq!((*addr, out as c_int), ([CANARY; 24], len), "length {len}");
    }
}

#[test]
fn getsockname_and_getpeername_lengths() {
    let [sock, peer] = tcp_pair();
    let (own, other) = (own_address(sock), own_address(peer));
    for len in 0..=24 {
        assert_cut(len, &own, &|addr, len| answer(|| getsockname(sock, addr, len)));
        assert_cut(len, &other, &|addr, len| answer(|| getpeername(sock, addr, len)));
        assert_cut(len, &own, &|addr, len| {
            // SAFETY: `addr` has `len` bytes.
            answer(|| unsafe { libc::getsockname(sock, addr.as_mut_ptr().cast(), len) })
        });
        assert_cut(len, &other, &|addr, len| {
            // SAFETY: as above.
            answer(|| unsafe { libc::getpeername(sock, addr.as_mut_ptr().cast(), len) })
        });
    }
    assert_refused(&|addr, len| answer(|| getsockname(sock, addr, len)));
    assert_refused(&|addr, len| answer(|| getpeername(sock, addr, len)));
    close_all([sock, peer]);
}

#[test]
fn getsockname_and_getpeername_without_an_address() {
    let [sock, peer] = tcp_pair();
    for before in [0, 16, -1] {
        let (mut our, mut kernels) = (before as socklen_t, before as socklen_t);
        // SAFETY: the kernel writes nothing at a null pointer.
        let kernel = answer(|| unsafe { libc::getsockname(sock, ptr::null_mut(), &mut kernels) });
        assert_eq!(answer(|| getsockname(sock, NULL, &mut our)), kernel, "{before}");
        assert_eq!(our, kernels, "{before}");
        our = before as socklen_t;
        assert_eq!(answer(|| getpeername(sock, NULL, &mut our)), kernel, "{before}");
        assert_eq!(our, kernels, "{before}");
    }
    let addr = &mut [CANARY; 16];
    assert_eq!(answer(|| getsockname(sock, addr, NULL)), failed(EFAULT));
    assert_eq!(answer(|| getpeername(sock, addr, NULL)), failed(EFAULT));
    assert_eq!(answer(|| getpeername(sock, NULL, NULL)), failed(EFAULT));
    assert_eq!(*addr, [CANARY; 16]);
    close_all([sock, peer]);
}

#[test]
fn accept_lengths() {
    let (server, addr) = listener();
    for len in 0..=24 {
        // SAFETY: `addr` has `len` bytes.
        let kernels: Asks<'_> =
            &|addr, len| answer(|| unsafe { libc::accept(server, addr.as_mut_ptr().cast(), len) });
        let ours: Asks<'_> = &|addr, len| answer(|| accept(server, addr, len));
        let ours4: Asks<'_> = &|addr, len| answer(|| accept4(server, addr, len, 0));
        for asks in [ours, ours4, kernels] {
            let client = caller(&addr);
            wait_for(server, libc::POLLIN);
            assert_cut(len, &own_address(client), asks);
            close(client);
        }
    }
    close(server);
}

#[test]
fn accept_with_a_longer_length_accepts_nobody() {
    let (server, addr) = listener();
    let client = caller(&addr);
    wait_for(server, libc::POLLIN);
    assert_refused(&|addr, len| answer(|| accept(server, addr, len)));
    assert_refused(&|addr, len| answer(|| accept4(server, addr, len, 0)));
    assert_eq!(answer(|| accept(server, &mut [0u8; 16], NULL)), failed(EFAULT));
    assert_eq!(answer(|| accept4(server, &mut [0u8; 16], NULL, 0)), failed(EFAULT));
    // It still waits, and without an address no length is looked at.
    let mut len = -1i32 as socklen_t;
    let conn = accept(server, NULL, &mut len);
    assert!(conn >= 0);
    assert_eq!(len as i32, -1);
    close_all([client, conn]);

    // The kernel accepts first and complains then: the connection is lost.
    let client = caller(&addr);
    wait_for(server, libc::POLLIN);
    let addr = &mut [CANARY; 16];
    // SAFETY: a negative length is refused before anything is written.
    let kernel = answer(|| unsafe { libc::accept(server, addr.as_mut_ptr().cast(), &mut len) });
    assert_eq!(kernel, failed(EINVAL));
    assert_eq!(answer(|| accept(server, NULL, NULL)), failed(EAGAIN));
    close_all([server, client]);
}

#[test]
fn recvfrom_lengths() {
    let (server, addr) = bound(SOCK_DGRAM);
    let (client, client_addr) = bound(SOCK_DGRAM);
    let buf = std::cell::RefCell::new([0u8; 8]);
    for len in 0..=24 {
        let ours: Asks<'_> =
            &|addr, len| count(|| recvfrom(server, &mut *buf.borrow_mut(), 8, 0, addr, len));
        let kernels: Asks<'_> = &|addr, len| {
            count(|| {
                let (buf, addr) = (buf.borrow_mut().as_mut_ptr().cast(), addr.as_mut_ptr().cast());
                // SAFETY: `buf` has 8 bytes, `addr` `len`.
                unsafe { libc::recvfrom(server, buf, 8, 0, addr, len) }
            })
        };
        for asks in [ours, kernels] {
            assert_eq!(sendto(client, "ping", 4, 0, &addr, sizeof(&addr)), 4);
            assert_cut(len, &client_addr, asks);
        }
    }
    close_all([server, client]);
}

#[test]
fn recvfrom_with_a_longer_length_receives_nothing() {
    let (server, addr) = bound(SOCK_DGRAM);
    let client = socket(PF_INET, SOCK_DGRAM, 0);
    assert_eq!(sendto(client, "ping", 4, 0, &addr, sizeof(&addr)), 4);
    let buf = &mut [CANARY; 8];
    assert_refused(&|addr, len| count(|| recvfrom(server, &mut [0u8; 8], 8, 0, addr, len)));
    let mut len = 16;
    for n in [9, 4096, usize::MAX] {
        let (ret, addr) = (count(|| recvfrom(server, buf, n, 0, NULL, NULL)), &mut [CANARY; 16]);
        assert_eq!(ret, failed(EFAULT), "{n}");
        assert_eq!(count(|| recvfrom(server, buf, n, 0, addr, &mut len)), failed(EFAULT), "{n}");
        assert_eq!((*addr, len), ([CANARY; 16], 16), "{n}");
    }
    assert_eq!(count(|| recvfrom(server, buf, 8, 0, &mut [0u8; 16], NULL)), failed(EFAULT));
    assert_eq!(*buf, [CANARY; 8]);
    // The datagram still waits. (The kernel would have taken it out before it complained.)
    assert_eq!(count(|| recvfrom(server, buf, 8, 0, NULL, NULL)), returned(4));
    assert_eq!(buf, b"ping\xee\xee\xee\xee");
    close_all([server, client]);
}

#[test]
fn an_address_without_a_sender() {
    let [sock, peer] = tcp_pair();
    let (buf, addr) = (&mut [0u8; 8], &mut [CANARY; 16]);
    for asks_libc in [false, true] {
        assert_eq!(send(peer, "ping", 4, 0), 4);
        let mut len = 16;
        let ret = count(|| match asks_libc {
            // SAFETY: `buf` has 8 bytes, `addr` 16.
            true => unsafe {
                libc::recvfrom(
                    sock,
                    buf.as_mut_ptr().cast(),
                    8,
                    0,
                    addr.as_mut_ptr().cast(),
                    &mut len,
                )
            },
            false => recvfrom(sock, buf, 8, 0, addr, &mut len),
        });
        assert_eq!((ret, len, *addr), (returned(4), 0, [CANARY; 16]));
    }
    close_all([sock, peer]);
}
