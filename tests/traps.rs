//! The traps of the sockets API that other libraries fell into, a test each.

#[path = "support/lines.rs"]
mod lines;

use berkeley::unistd::*;
use berkeley::{Bytes, Control, arpa::inet::*, errno::*, netdb::*, string::*, sys::un::*, trace};
use lines::Lines;
use std::cell::Cell;
use std::ffi::c_long;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

/// A directory that is gone when this is dropped, and a path of so many bytes in it; or none, where
/// the path to the directory is longer.
struct Path(String);

impl Path {
    fn new(name: &str, bytes: usize) -> Option<Path> {
        let dir = std::env::temp_dir().join(format!("berkeley-{name}-{}", std::process::id()));
        let mut path = format!("{}/", dir.to_str()?);
        std::fs::create_dir(&dir).unwrap();
        path.extend((path.len()..bytes).map(|_| 'p'));
        let path = Path(path);
        (path.0.len() == bytes).then_some(path)
    }
}

impl Drop for Path {
    fn drop(&mut self) {
        let (dir, _) = self.0.rsplit_once('/').unwrap();
        let _ = std::fs::remove_dir_all(dir);
    }
}

/// `getsockname` or `getpeername`.
type Ask = fn(i32, &mut [u8; 128], &mut socklen_t) -> i32;

/// Whatever calls give and take such a path, none reads beyond it and none panics.
#[test]
fn a_sun_path_of_108_bytes_has_no_nul_and_the_kernel_says_111() {
    let Some(path) = Path::new("trap", 108) else {
        let text = "skipped: a path of 108 bytes: that of the temporary directory is longer\n";
        return io::stderr().write_all(text.as_bytes()).unwrap();
    };
    let name = &mut sockaddr_un::zeroed();
    name.sun_family = AF_UNIX as sa_family_t;
    strncpy(&mut name.sun_path, &path.0, 108);
    let size = sizeof(name);
    assert_eq!((size, SUN_LEN(name), strlen(&name.sun_path)), (110, 110, 108));
    let (server, client) = (socket(AF_UNIX, SOCK_DGRAM, 0), socket(AF_UNIX, SOCK_DGRAM, 0));
    assert_eq!(bind(server, name, size), 0);
    assert_eq!(sendto(client, "x", 1, 0, name, size), 1);
    assert_eq!(connect(client, name, size), 0);

    // What comes after the address in memory is not written, and the length tells the truth.
    let is_full = |got: &[u8], len: socklen_t| {
        assert_eq!((len, &got[..110]), (111, name.as_bytes()));
        assert!(got[110..].iter().all(|byte| *byte == 0x55));
    };
    for room in [110, 128] {
        for (call, fd) in [(getsockname as Ask, server), (getpeername, client)] {
            let (got, mut len) = (&mut [0x55u8; 128], room);
            assert_eq!(call(fd, got, &mut len), 0);
            is_full(&got[..110], len);
            // The kernel keeps a NUL of its own behind it.
            assert_eq!(got[110..112], if room == 128 { [0, 0x55] } else { [0x55; 2] });
        }
    }
    let (un, mut len) = (&mut sockaddr_un::zeroed(), 110);
    assert_eq!((getsockname(server, un, &mut len), len), (0, 111));
    assert_eq!(cstr(&un.sun_path).to_bytes(), path.0.as_bytes());
    // Given back as it came, the length says more than there is.
    assert_eq!((connect(client, un, len), errno()), (-1, EFAULT));
    assert_eq!((sendto(client, "x", 1, 0, un, len), errno()), (-1, EFAULT));
    assert_eq!((bind(client, un, len), errno()), (-1, EFAULT));

    // As the sender of a datagram.
    assert_eq!(recv(server, &mut [0u8; 1], 1, 0), 1);
    for _ in 0..2 {
        assert_eq!(sendto(server, "own", 3, 0, name, size), 3);
    }
    let (got, mut len) = (&mut [0x55u8; 110], 110);
    assert_eq!(recvfrom(server, &mut [0u8; 3], 3, 0, got, &mut len), 3);
    is_full(got, len);
    let msg = &mut msghdr::zeroed();
    let got = &mut [0x55u8; 110];
    (msg.msg_name, msg.msg_namelen) = ((&mut *got).into(), 110);
    assert_eq!(recvmsg(server, msg, 0), 0);
    let len = msg.msg_namelen;
    is_full(got, len);

    // As a peer's, and as a name.
    let (listener, caller) = (socket(AF_UNIX, SOCK_STREAM, 0), socket(AF_UNIX, SOCK_STREAM, 0));
    assert_eq!(bind(listener, &sockaddr_un { sun_family: 1, ..sockaddr_un::zeroed() }, 2), 0);
    assert_eq!(listen(listener, 1), 0);
    let (own, mut len) = (&mut sockaddr_un::zeroed(), 110);
    assert_eq!(getsockname(listener, own, &mut len), 0);
    std::fs::remove_file(&path.0).unwrap();
    assert_eq!((bind(caller, name, size), connect(caller, own, len)), (0, 0));
    let (got, mut len) = (&mut [0x55u8; 110], 110);
    let taken = accept(listener, got, &mut len);
    is_full(got, len);
    let host = &mut [0u8; 8];
    let serv = &mut [0u8; 200];
    assert_eq!(getnameinfo(name, size, host, 8, serv, 200, NI_NUMERICHOST), EAI_OVERFLOW);
    assert_eq!(getnameinfo(name, size, NULL, 0, serv, 200, 0), 0);
    assert_eq!(strlen(serv), 108);
    for fd in [server, client, listener, caller, taken] {
        assert_eq!(close(fd), 0);
    }
}

/// Sends a byte and these descriptors.
fn pass(sock: i32, fds: &[i32]) {
    let control = &mut vec![0u8; CMSG_SPACE(sizeof(fds))];
    let iov = [iovec::from(b"x")];
    let msg = &mut msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
    (msg.msg_controllen, msg.msg_control) = (control.len(), Control::from(control));
    let mut cmsg = CMSG_FIRSTHDR(msg);
    cmsg.set_cmsg_level(SOL_SOCKET);
    cmsg.set_cmsg_type(SCM_RIGHTS);
    cmsg.set_cmsg_len(CMSG_LEN(sizeof(fds)));
    memcpy(&mut CMSG_DATA(cmsg), fds, sizeof(fds));
    assert_eq!(sendmsg(sock, msg, 0), 1);
}

/// Three ends of a pipe are passed, and there is room for one, or less.
#[test]
fn msg_ctrunc_leaks_no_descriptor() {
    for room in [0, CMSG_LEN(0), CMSG_LEN(4), CMSG_SPACE(4)] {
        let (sv, ends) = (&mut [0; 2], &mut [0; 2]);
        assert_eq!((socketpair(AF_UNIX, SOCK_STREAM, 0, sv), pipe(ends)), (0, 0));
        pass(sv[0], &[ends[1]; 3]);
        let (byte, control) = (Cell::new([0u8; 1]), &mut [0u8; 24]);
        let iov = [iovec::from(&byte)];
        let msg = &mut msghdr::zeroed();
        (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
        (msg.msg_control, msg.msg_controllen) = (control.into(), room);
        assert_eq!(recvmsg(sv[1], msg, 0), 1);
        assert_eq!(msg.msg_flags & MSG_CTRUNC, MSG_CTRUNC);
        if room >= CMSG_LEN(4) {
            let (cmsg, fds) = (CMSG_FIRSTHDR(msg), &mut [-1; 2]);
            memcpy(fds, &CMSG_DATA(cmsg), cmsg.cmsg_len - CMSG_LEN(0));
            for fd in &fds[..(cmsg.cmsg_len - CMSG_LEN(0)) / 4] {
                assert_eq!(close(*fd), 0, "it belongs to the table");
            }
        }
        // The pipe ends when nobody has an end to write into any more.
        assert_eq!(close(ends[1]), 0);
        assert_eq!(read(ends[0], &mut [0u8; 1], 1), 0, "room for {room} bytes");
        assert_eq!([sv[0], sv[1], ends[0]].map(close), [0; 3]);
    }
}

/// `msg_namelen` and `msg_controllen` are value-result: the caller sets them again, as in C.
#[test]
fn recvmmsg_again_needs_its_lengths_again() {
    let (sock, addr) = (socket(AF_INET, SOCK_DGRAM, 0), &mut sockaddr_in::zeroed());
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_eq!((bind(sock, addr, 16), getsockname(sock, addr, &mut 16)), (0, 0));
    assert_eq!(setsockopt(sock, IPPROTO_IP, IP_RECVTTL, &1, 4), 0);
    let (buf, name, control) = (Cell::new([0u8; 8]), &mut [0u8; 128], &mut [0u8; 64]);
    let iov = [iovec::from(&buf)];
    let mut msgs = [mmsghdr::zeroed()];
    let msg = &mut msgs[0].msg_hdr;
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
    (msg.msg_name, msg.msg_control) = (name.into(), control.into());
    let mut receive = |lengths: Option<(socklen_t, usize)>| {
        if let Some((namelen, controllen)) = lengths {
            (msgs[0].msg_hdr.msg_namelen, msgs[0].msg_hdr.msg_controllen) = (namelen, controllen);
        }
        assert_eq!(sendto(sock, "x", 1, 0, addr, 16), 1);
        assert_eq!(recvmmsg(sock, &mut msgs, 1, 0, NULL), 1);
        let msg = &msgs[0].msg_hdr;
        (msg.msg_namelen, msg.msg_controllen, msg.msg_flags & MSG_CTRUNC)
    };
    assert_eq!(receive(Some((128, 64))), (16, CMSG_SPACE(4), 0));
    assert_eq!(receive(None), (16, CMSG_SPACE(4), 0), "there was just as much room again");
    assert_eq!(receive(Some((4, 0))), (16, 0, MSG_CTRUNC), "cut off");
    assert_eq!(receive(None), (16, 0, MSG_CTRUNC), "nobody made room");
    assert_eq!(receive(Some((128, 64))), (16, CMSG_SPACE(4), 0));
    close(sock);
}

/// Not as std has it.
#[test]
fn text_of_addresses_is_that_of_glibc() {
    let mut addr = in6_addr::zeroed();
    addr.s6_addr[12..].copy_from_slice(&[1, 2, 3, 4]);
    let buf = &mut [0u8; 46];
    assert_eq!(inet_ntop(AF_INET6, &addr, buf, 46), Some("::1.2.3.4"));
    let (old, new) = (&mut in_addr::zeroed(), &mut in_addr::zeroed());
    for (text, expected) in [
        ("127.1", 0x7f00_0001),
        ("0x7f.1", 0x7f00_0001),
        ("010.0.0.1", 0x0800_0001),
        ("127.0.0.1 and more", 0x7f00_0001),
        ("127.0.0.1 ", 0x7f00_0001),
    ] {
        assert_eq!((inet_aton(text, old), ntohl(old.s_addr)), (1, expected), "{text}");
        assert_eq!(inet_pton(AF_INET, text, new), 0, "{text}");
    }
}

/// The trace is everybody's: one test at a time has it.
static TRACE: Mutex<()> = Mutex::new(());

/// The trace shows what was written, no more; and the caller's objects end where they end.
#[test]
fn a_length_that_the_kernel_returns_can_exceed_the_buffer() {
    let _alone = TRACE.lock().unwrap_or_else(PoisonError::into_inner);
    let (sv, lines) = (&mut [0; 2], Lines::default());
    assert_eq!(socketpair(AF_UNIX, SOCK_DGRAM, 0, sv), 0);
    trace::start(lines.clone());
    // The length of a datagram that is longer than the buffer.
    assert_eq!(send(sv[0], &[b'a'; 100], 100, 0), 100);
    let buf = &mut [b'-'; 4];
    assert_eq!(recv(sv[1], buf, 2, MSG_PEEK | MSG_TRUNC), 100);
    assert_eq!(buf, b"aa--");
    let iov = Cell::new([b'-'; 2]);
    let iov = [iovec::from(&iov)];
    let msg = &mut msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
    assert_eq!(recvmsg(sv[1], msg, MSG_TRUNC), 100);
    // The length of an address that is longer than the room.
    let (sock, addr, mut len) = (socket(AF_INET, SOCK_DGRAM, 0), &mut [b'-'; 4], 2);
    assert_eq!((getsockname(sock, addr, &mut len), len), (0, 16));
    assert_eq!(addr[2..], *b"--");
    // The length of what an option has.
    let (value, mut len) = (&mut [b'-'; 4], 1);
    assert_eq!(getsockopt(sock, SOL_SOCKET, SO_TYPE, value, &mut len), 0);
    assert_eq!((value[0], &value[1..], len), (SOCK_DGRAM as u8, &b"---"[..], 1));
    trace::stop();
    let lines = lines.text();
    assert!(lines.contains("\"aa\", 2, MSG_PEEK|MSG_TRUNC, NULL, NULL) = 100"), "{lines}");
    assert_eq!([sv[0], sv[1], sock].map(close), [0; 3]);
}

/// A structure that C pads has the padding as a field, which is there whenever the structure is.
#[test]
fn padding_is_initialised() {
    let req = &mut group_req::zeroed();
    memset(req, 0xee, sizeof(req));
    *req = group_req::zeroed();
    req.gr_interface = 1;
    req.gr_group.ss_family = AF_INET as sa_family_t;
    // What the kernel gets, byte for byte: the number, where a long has eight bytes four between,
    // the address.
    let mut expected = [0u8; 128 + size_of::<c_long>()];
    expected[..4].copy_from_slice(&1u32.to_ne_bytes());
    expected[size_of::<c_long>()..][..2].copy_from_slice(&(AF_INET as u16).to_ne_bytes());
    assert_eq!(req.as_bytes(), expected);
    let addr = sockaddr_in { sin_family: 2, sin_port: 3, ..sockaddr_in::zeroed() };
    assert_eq!(addr.as_bytes()[8..], [0; 8]);
}

/// As in C: nothing that succeeds touches it, whether anybody watches or not.
#[test]
fn errno_survives_a_close_and_a_freeaddrinfo_that_succeed() {
    let _alone = TRACE.lock().unwrap_or_else(PoisonError::into_inner);
    for watched in [false, true] {
        if watched {
            trace::start(Lines::default());
        }
        let hints = &addrinfo { ai_flags: AI_NUMERICHOST, ..addrinfo::zeroed() };
        let mut res = AddrInfoPtr::NULL;
        assert_eq!(getaddrinfo("127.0.0.1", NULL, hints, &mut res), 0);
        let sock = socket(AF_INET, SOCK_STREAM, 0);
        assert_eq!((listen(-1, 5), errno()), (-1, EBADF));
        freeaddrinfo(res);
        assert_eq!((close(sock), errno()), (0, EBADF));
        // One that fails says why.
        assert_eq!((shutdown(-1, 9), errno()), (-1, EBADF));
        let sock = socket(AF_INET, SOCK_STREAM, 0);
        assert_eq!((shutdown(sock, 9), close(sock), errno()), (-1, 0, EINVAL));
        trace::stop();
    }
}
