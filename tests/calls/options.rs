//! getsockopt and setsockopt: values of every kind, as libc sees them.

use crate::*;

/// What libc says the option is: its bytes.
fn value(sock: c_int, level: c_int, name: c_int) -> Vec<u8> {
    let (mut len, mut value) = (64, vec![CANARY; 64]);
    let at = value.as_mut_ptr().cast();
    // SAFETY: there is room for `len` bytes.
    assert_eq!(unsafe { libc::getsockopt(sock, level, name, at, &mut len) }, 0);
    value.truncate(len as usize);
    value
}

/// Sets the option to a value, which libc is then to see, and asks for it.
#[track_caller]
fn set_and_get<T>(sock: c_int, level: c_int, name: c_int, set: &T)
where
    T: Plain + PartialEq + std::fmt::Debug,
{
    assert_eq!(answer(|| setsockopt(sock, level, name, set, sizeof(set))), returned(0));
    assert_eq!(value(sock, level, name), set.as_bytes());
    let (got, mut len) = (&mut T::zeroed(), sizeof(set) as socklen_t);
    assert_eq!(answer(|| getsockopt(sock, level, name, got, &mut len)), returned(0));
    assert_eq!((&*got, len as usize), (set, sizeof(set)));
}

#[test]
fn an_int() {
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    for (level, name) in [
        (SOL_SOCKET, SO_KEEPALIVE),
        (SOL_SOCKET, SO_REUSEADDR),
        (IPPROTO_TCP, libc::TCP_NODELAY),
        (IPPROTO_IP, libc::IP_TTL),
    ] {
        set_and_get(sock, level, name, &1);
    }
    set_and_get(sock, IPPROTO_IP, libc::IP_TTL, &255);
    close(sock);
}

#[test]
fn one_byte_of_ttl() {
    let (sock, ttl, mut len) = (socket(PF_INET, SOCK_DGRAM, 0), &mut [CANARY; 2], 1);
    assert_eq!(answer(|| setsockopt(sock, IPPROTO_IP, libc::IP_TTL, &7u8, 1)), returned(0));
    assert_eq!(value(sock, IPPROTO_IP, libc::IP_TTL), 7i32.to_ne_bytes());
    assert_eq!(answer(|| getsockopt(sock, IPPROTO_IP, libc::IP_TTL, ttl, &mut len)), returned(0));
    assert_eq!((*ttl, len), ([7, CANARY], 1));
    assert_eq!(answer(|| setsockopt(sock, IPPROTO_IP, libc::IP_TTL, &0u8, 1)), failed(EINVAL));
    close(sock);
}

#[test]
fn a_linger() {
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    set_and_get(sock, SOL_SOCKET, SO_LINGER, &[1, 5]); // l_onoff, l_linger
    set_and_get(sock, SOL_SOCKET, SO_LINGER, &[0, 5]);
    let on = 1;
    assert_eq!(answer(|| setsockopt(sock, SOL_SOCKET, SO_LINGER, &on, 4)), failed(EINVAL));
    close(sock);
}

#[test]
fn lingering_for_no_time_breaks_off() {
    let _quiet = no_children();
    let [sock, peer] = tcp_pair();
    assert_eq!(setsockopt(sock, SOL_SOCKET, SO_LINGER, &[1, 0], 8), 0);
    close(sock);
    wait_for(peer, libc::POLLIN);
    assert_eq!(count(|| recv(peer, &mut [0u8; 1], 1, 0)), failed(ECONNRESET));
    close(peer);
}

#[test]
fn a_timeval() {
    let [sock, peer] = unix_pair(SOCK_STREAM);
    set_and_get(sock, SOL_SOCKET, SO_SNDTIMEO, &[3 as libc::time_t, 500_000]); // tv_sec, tv_usec
    set_and_get(sock, SOL_SOCKET, SO_RCVTIMEO, &[0 as libc::time_t, 20_000]);
    assert_eq!(count(|| recv(sock, &mut [0u8; 1], 1, 0)), failed(EAGAIN), "it ran out");
    let much = [0 as libc::time_t, 1_000_000];
    assert_eq!(
        answer(|| setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &much, sizeof(&much))),
        failed(EDOM)
    );
    close_all([sock, peer]);
}

#[test]
fn a_name_of_an_algorithm() {
    let (sock, name, mut len) = (socket(PF_INET, SOCK_STREAM, 0), &mut [CANARY; 16], 16);
    let (level, option) = (IPPROTO_TCP, libc::TCP_CONGESTION);
    assert_eq!(answer(|| setsockopt(sock, level, option, "reno", 4)), returned(0));
    assert_eq!(value(sock, level, option), *b"reno\0\0\0\0\0\0\0\0\0\0\0\0");
    assert_eq!(answer(|| getsockopt(sock, level, option, name, &mut len)), returned(0));
    assert_eq!((cstr(name).to_bytes(), len), (&b"reno"[..], 16));
    let none = "no such thing";
    assert_eq!(answer(|| setsockopt(sock, level, option, none, none.len())), failed(ENOENT));
    assert_eq!(answer(|| setsockopt(sock, level, option, none, 0)), failed(EINVAL));
    close(sock);
}

#[test]
fn a_name_of_a_device() {
    let (sock, name, mut len) = (socket(PF_INET, SOCK_DGRAM, 0), &mut [CANARY; 16], 16);
    assert_eq!(answer(|| setsockopt(sock, SOL_SOCKET, SO_BINDTODEVICE, "lo", 2)), returned(0));
    assert_eq!(value(sock, SOL_SOCKET, SO_BINDTODEVICE), *b"lo\0");
    assert_eq!(
        answer(|| getsockopt(sock, SOL_SOCKET, SO_BINDTODEVICE, name, &mut len)),
        returned(0)
    );
    assert_eq!((&name[..4], len), (&b"lo\0\xee"[..], 3));
    let none = "nosuchif";
    let other = socket(PF_INET, SOCK_DGRAM, 0);
    assert_eq!(answer(|| setsockopt(other, SOL_SOCKET, SO_BINDTODEVICE, none, 8)), failed(ENODEV));
    close_all([sock, other]);
}

#[test]
fn a_pending_error_is_asked_for_once() {
    let (free, addr) = bound(SOCK_STREAM);
    let sock = socket(PF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    assert_eq!(answer(|| connect(sock, &addr, 16)), failed(EINPROGRESS));
    wait_for(sock, libc::POLLOUT);
    for expected in [ECONNREFUSED, 0] {
        let (error, mut len) = (&mut -1, 4);
        assert_eq!(answer(|| getsockopt(sock, SOL_SOCKET, SO_ERROR, error, &mut len)), returned(0));
        assert_eq!((*error, len), (expected, 4));
    }
    close_all([free, sock]);
}

#[test]
fn options_fail() {
    let (sock, ends, on, mut len) = (socket(PF_UNIX, SOCK_STREAM, 0), &mut [0; 2], &mut 1, 4);
    assert_eq!(pipe(ends), 0);
    let type_ = SO_TYPE;
    assert_eq!(answer(|| setsockopt(ends[0], SOL_SOCKET, SO_KEEPALIVE, on, 4)), failed(ENOTSOCK));
    assert_eq!(answer(|| getsockopt(ends[0], SOL_SOCKET, type_, on, &mut len)), failed(ENOTSOCK));
    assert_eq!(answer(|| setsockopt(sock, SOL_SOCKET, type_, on, 4)), failed(ENOPROTOOPT));
    assert_eq!(
        answer(|| getsockopt(sock, IPPROTO_IP, libc::IP_TTL, on, &mut len)),
        failed(EOPNOTSUPP)
    );
    assert_eq!((*on, len), (1, 4));
    close_all([sock, ends[0], ends[1]]);
}
