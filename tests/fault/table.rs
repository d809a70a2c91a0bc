//! A table of rules: of each, everything that the calls return with it, and what is left in the
//! kernel afterwards. The same calls without a rule are in the table, too.

use super::why;
use berkeley::netinet::in_::*;
use berkeley::sys::eventfd::*;
use berkeley::sys::sendfile::*;
use berkeley::sys::uio::*;
use berkeley::unistd::*;
use berkeley::{adopt, fault};
use std::cell::Cell;
use std::io::{Read, Seek, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::{UnixDatagram, UnixStream};

/// Calls that read, by name: at most 3 bytes of the 12 in a stream, four times.
fn reads(call: &str) -> String {
    let (mut peer, end) = UnixStream::pair().unwrap();
    let mut rest = end.try_clone().unwrap();
    peer.write_all(b"abcdefghijkl").unwrap();
    drop(peer);
    let fd = adopt(OwnedFd::from(end));
    let mut said: Vec<String> = (0..4).map(|_| read_3(call, fd)).collect();
    // What is left, by calls that no rule is for.
    let mut left = String::new();
    rest.read_to_string(&mut left).unwrap();
    said.push(format!("left {left}"));
    assert_eq!(close(fd), 0);
    said.join(" ")
}

fn read_3(call: &str, fd: i32) -> String {
    let buf = &mut [b'.'; 3];
    let n = match call {
        "read" => read(fd, buf, 3),
        "pread" => pread(fd, buf, 3, 0),
        "recv" => recv(fd, buf, 3, 0),
        "recvfrom" => {
            let (addr, mut len) = (&mut sockaddr_storage::zeroed(), 128);
            let n = recvfrom(fd, buf, 3, 0, addr, &mut len);
            // A stream's peer says nothing of itself.
            assert_eq!(len, if n == -1 { 128 } else { 0 });
            n
        }
        _ => {
            // In two buffers, of which a short read fills but a part.
            let cells = Cell::from_mut(&mut buf[..]).as_slice_of_cells();
            let iov = [iovec::from(&cells[..1]), iovec::from(&cells[1..])];
            match call {
                "readv" => readv(fd, &iov, 2),
                "preadv" => preadv(fd, &iov, 2, 0),
                "preadv2" => preadv2(fd, &iov, 2, 0, 0),
                _ => {
                    let (name, control) = (&mut [0u8; 16], &mut [0u8; 64]);
                    let mut msg = msghdr::zeroed();
                    (msg.msg_iov, msg.msg_iovlen) = (&iov, 2);
                    (msg.msg_namelen, msg.msg_controllen) = (16, 64);
                    (msg.msg_name, msg.msg_control) = ((&mut *name).into(), (&mut *control).into());
                    msg.msg_flags = -1;
                    let n = recvmsg(fd, &mut msg, 0);
                    let lengths = (msg.msg_namelen, msg.msg_controllen, msg.msg_flags);
                    assert_eq!(lengths, if n == -1 { (16, 64, -1) } else { (0, 0, 0) });
                    n
                }
            }
        }
    };
    // What lies behind that many bytes was not touched.
    let there = usize::try_from(n).unwrap_or(0);
    assert!(buf[there..].iter().all(|byte| *byte == b'.'));
    match n {
        -1 => why(),
        0 => "end".to_string(),
        n => String::from_utf8_lossy(&buf[..n as usize]).to_string(),
    }
}

/// Calls that write, by name: 3 bytes, four times; and what came out at the other end.
fn writes(call: &str) -> String {
    let (mut peer, end) = UnixStream::pair().unwrap();
    let fd = adopt(OwnedFd::from(end));
    let mut said: Vec<String> =
        ["abc", "def", "ghi", "jkl"].iter().map(|text| write_3(call, fd, text)).collect();
    assert_eq!(close(fd), 0);
    let mut out = String::new();
    peer.read_to_string(&mut out).unwrap();
    said.push(format!("sent {out}"));
    said.join(" ")
}

fn write_3(call: &str, fd: i32, text: &str) -> String {
    let iov = [iovec::from(&text.as_bytes()[..1]), iovec::from(&text.as_bytes()[1..])];
    let n = match call {
        "write" => write(fd, text, 3),
        "pwrite" => pwrite(fd, text, 3, 0),
        "send" => send(fd, text, 3, 0),
        "sendto" => sendto(fd, text, 3, 0, NULL, 0),
        "writev" => writev(fd, &iov, 2),
        "pwritev" => pwritev(fd, &iov, 2, 0),
        "pwritev2" => pwritev2(fd, &iov, 2, 0, 0),
        _ => {
            let mut msg = msghdr::zeroed();
            (msg.msg_iov, msg.msg_iovlen) = (&iov, 2);
            sendmsg(fd, &msg, 0)
        }
    };
    if n == -1 { why() } else { n.to_string() }
}

/// Calls that read at a place in a file, or write there; and the file's bytes afterwards.
fn file(call: &str) -> String {
    let mut file = file_of("abcdefghijkl");
    let fd = adopt(file.try_clone().unwrap().into());
    let mut said = match call {
        "sendfile" => {
            let (mut peer, end) = UnixStream::pair().unwrap();
            let out = adopt(OwnedFd::from(end));
            let mut said: Vec<String> = (0..3)
                .map(|_| match sendfile(out, fd, NULL, 3) {
                    -1 => why(),
                    n => n.to_string(),
                })
                .collect();
            assert_eq!(close(out), 0);
            let mut sent = String::new();
            peer.read_to_string(&mut sent).unwrap();
            said.push(format!("sent {sent}"));
            said
        }
        "read" | "pread" | "preadv" | "preadv2" => vec![read_3(call, fd), read_3(call, fd)],
        _ => vec![write_3(call, fd, "ABC"), write_3(call, fd, "DEF")],
    };
    assert_eq!(close(fd), 0);
    if !call.starts_with("pread") && call != "sendfile" {
        file.rewind().unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        said.push(text);
    }
    said.join(" ")
}

fn file_of(text: &str) -> std::fs::File {
    let dir = super::support::Dir::new();
    let path = dir.path().join("file");
    std::fs::write(&path, text).unwrap();
    std::fs::File::options().read(true).write(true).open(path).unwrap()
}

/// Datagrams, which no network cuts: two out, two in.
fn datagrams(call: &str) -> String {
    let (one, two) = UnixDatagram::pair().unwrap();
    two.set_nonblocking(true).unwrap();
    let (out, into) = (adopt(OwnedFd::from(one)), adopt(OwnedFd::from(two)));
    let mut said = Vec::new();
    match call {
        "messages" => {
            let (hello, world) = ([iovec::from("hello")], [iovec::from("world")]);
            let mut msgs = [const { mmsghdr::zeroed() }; 2];
            (msgs[0].msg_hdr.msg_iov, msgs[0].msg_hdr.msg_iovlen) = (&hello, 1);
            (msgs[1].msg_hdr.msg_iov, msgs[1].msg_hdr.msg_iovlen) = (&world, 1);
            said.push(number(sendmmsg(out, &mut msgs, 2, 0) as isize));
            let cells = [const { Cell::new([0u8; 8]) }; 2];
            let (first, second) = ([iovec::from(&cells[0])], [iovec::from(&cells[1])]);
            let mut msgs = [const { mmsghdr::zeroed() }; 2];
            (msgs[0].msg_hdr.msg_iov, msgs[0].msg_hdr.msg_iovlen) = (&first, 1);
            (msgs[1].msg_hdr.msg_iov, msgs[1].msg_hdr.msg_iovlen) = (&second, 1);
            said.push(number(recvmmsg(into, &mut msgs, 2, 0, NULL) as isize));
        }
        _ => {
            said.push(number(write(out, "hello", 5)));
            said.push(number(send(out, "world", 5, 0)));
        }
    }
    loop {
        let buf = &mut [0u8; 8];
        match recv(into, buf, 8, MSG_DONTWAIT) {
            -1 => break said.push(why()),
            n => said.push(String::from_utf8_lossy(&buf[..n as usize]).to_string()),
        }
        if said.len() > 5 {
            break;
        }
    }
    assert_eq!((close(out), close(into)), (0, 0));
    said.join(" ")
}

fn number(n: isize) -> String {
    if n == -1 { why() } else { n.to_string() }
}

/// Calls of other kinds, each where it succeeds without a rule.
fn others(_: &str) -> String {
    let efd = eventfd(5, 0);
    let mut value = 0;
    let buf = &mut [0u8; 8];
    let sv = &mut [0; 2];
    socketpair(AF_UNIX, SOCK_SEQPACKET, 0, sv);
    let said = [
        number(read(efd, buf, 8)),
        number(eventfd_write(efd, 2) as isize),
        number(eventfd_read(efd, &mut value) as isize),
        number(send(sv[0], "whole", 5, 0)),
        number(recv(sv[1], buf, 8, MSG_DONTWAIT)),
        number(shutdown(sv[0], SHUT_WR) as isize),
    ];
    for fd in [efd, sv[0], sv[1]] {
        close(fd);
    }
    said.join(" ")
}

/// What a rule is tried on.
type Calls = fn(&str) -> String;

/// Each rule with the calls that it is tried on, and all that comes of them.
const RULES: &[(&str, Calls, &str, &str)] = &[
    // Without a rule.
    ("", reads, "read", "abc def ghi jkl left "),
    ("", reads, "readv", "abc def ghi jkl left "),
    ("", reads, "recv", "abc def ghi jkl left "),
    ("", reads, "recvfrom", "abc def ghi jkl left "),
    ("", reads, "recvmsg", "abc def ghi jkl left "),
    ("", writes, "write", "3 3 3 3 sent abcdefghijkl"),
    ("", file, "preadv", "abc abc"),
    ("", file, "pwritev", "3 3 DEFdefghijkl"),
    ("", file, "sendfile", "3 3 3 sent abcdefghi"),
    ("", datagrams, "", "5 5 hello world EAGAIN"),
    ("", datagrams, "messages", "2 2 EAGAIN"),
    ("", others, "", "8 0 0 5 5 0"),
    // A part of what is asked for: the rest stays there.
    ("read:short=1", reads, "read", "a b c d left efghijkl"),
    ("read:short=2", reads, "read", "ab cd ef gh left ijkl"),
    ("read:short=3", reads, "read", "abc def ghi jkl left "),
    ("read:short=30", reads, "read", "abc def ghi jkl left "),
    ("readv:short=1", reads, "readv", "a b c d left efghijkl"),
    ("readv:short=2", reads, "readv", "ab cd ef gh left ijkl"),
    ("recv:short=1", reads, "recv", "a b c d left efghijkl"),
    ("recvfrom:short=2", reads, "recvfrom", "ab cd ef gh left ijkl"),
    ("recvmsg:short=1", reads, "recvmsg", "a b c d left efghijkl"),
    ("recvmsg:short=2", reads, "recvmsg", "ab cd ef gh left ijkl"),
    ("read:short=1", reads, "recv", "abc def ghi jkl left "),
    ("recv:short=1", reads, "read", "abc def ghi jkl left "),
    ("write:short=1", writes, "write", "1 1 1 1 sent adgj"),
    ("write:short=2", writes, "write", "2 2 2 2 sent abdeghjk"),
    ("writev:short=1", writes, "writev", "1 1 1 1 sent adgj"),
    ("writev:short=2", writes, "writev", "2 2 2 2 sent abdeghjk"),
    ("send:short=1", writes, "send", "1 1 1 1 sent adgj"),
    ("sendto:short=1", writes, "sendto", "1 1 1 1 sent adgj"),
    ("sendmsg:short=2", writes, "sendmsg", "2 2 2 2 sent abdeghjk"),
    ("read:short=2", file, "read", "ab cd abcdefghijkl"),
    ("pread:short=2", file, "pread", "ab ab"),
    ("pwrite:short=2", file, "pwrite", "2 2 DEcdefghijkl"),
    ("preadv:short=2", file, "preadv", "ab ab"),
    ("preadv2:short=1", file, "preadv2", "a a"),
    ("pwritev:short=2", file, "pwritev", "2 2 DEcdefghijkl"),
    ("pwritev2:short=1", file, "pwritev2", "1 1 Dbcdefghijkl"),
    ("sendfile:short=2", file, "sendfile", "2 2 2 sent abcdef"),
    ("sendmmsg:short=1", datagrams, "messages", "1 1 EAGAIN"),
    ("recvmmsg:short=1", datagrams, "messages", "2 1 world EAGAIN"),
    // Not of what would be lost.
    ("%write:short=1;%read:short=1", datagrams, "", "5 5 hello world EAGAIN"),
    ("%write:short=1;%read:short=1", others, "", "8 0 0 5 5 0"),
    // An errno: the kernel is not asked.
    ("read:errno=EINTR", reads, "read", "EINTR EINTR EINTR EINTR left abcdefghijkl"),
    ("recv:errno=EAGAIN", reads, "recv", "EAGAIN EAGAIN EAGAIN EAGAIN left abcdefghijkl"),
    ("recvmsg:errno=EIO", reads, "recvmsg", "EIO EIO EIO EIO left abcdefghijkl"),
    ("readv:errno=EIO", reads, "readv", "EIO EIO EIO EIO left abcdefghijkl"),
    ("recvfrom:errno=ENOMEM", reads, "recvfrom", "ENOMEM ENOMEM ENOMEM ENOMEM left abcdefghijkl"),
    ("write:errno=EPIPE", writes, "write", "EPIPE EPIPE EPIPE EPIPE sent "),
    ("sendmsg:errno=ENOBUFS", writes, "sendmsg", "ENOBUFS ENOBUFS ENOBUFS ENOBUFS sent "),
    ("%write:errno=ENOSPC", file, "pwrite", "ENOSPC ENOSPC abcdefghijkl"),
    ("pwritev:errno=ENOSPC", file, "pwritev", "ENOSPC ENOSPC abcdefghijkl"),
    ("sendfile:errno=EAGAIN", file, "sendfile", "EAGAIN EAGAIN EAGAIN sent "),
    ("write:errno=ENOBUFS", datagrams, "", "ENOBUFS 5 world EAGAIN"),
    ("recvmmsg:errno=EINTR", datagrams, "messages", "2 EINTR hello world EAGAIN"),
    ("eventfd_read:errno=EINTR", others, "", "8 0 EINTR 5 5 0"),
    ("shutdown:errno=ENOTCONN", others, "", "8 0 0 5 5 ENOTCONN"),
    // The end.
    ("read:eof", reads, "read", "end end end end left abcdefghijkl"),
    ("readv:eof", reads, "readv", "end end end end left abcdefghijkl"),
    ("recv:eof", reads, "recv", "end end end end left abcdefghijkl"),
    ("recvfrom:eof:nth=2", reads, "recvfrom", "abc end def ghi left jkl"),
    ("recvmsg:eof:from=3", reads, "recvmsg", "abc def end end left ghijkl"),
    ("sendfile:eof:nth=1", file, "sendfile", "0 3 3 sent abcdef"),
    ("pread:eof:nth=2", file, "pread", "abc end"),
    ("preadv:eof:nth=2", file, "preadv", "abc end"),
    ("%read:eof", datagrams, "", "5 5 hello world EAGAIN"),
    ("%read:eof", others, "", "8 0 0 5 0 0"),
    // Which calls.
    ("read:errno=EINTR:nth=1", reads, "read", "EINTR abc def ghi left jkl"),
    ("read:errno=EINTR:nth=3", reads, "read", "abc def EINTR ghi left jkl"),
    ("read:errno=EINTR:nth=5", reads, "read", "abc def ghi jkl left "),
    ("read:errno=EINTR:every=2", reads, "read", "abc EINTR def EINTR left ghijkl"),
    ("read:errno=EINTR:every=1", reads, "read", "EINTR EINTR EINTR EINTR left abcdefghijkl"),
    ("read:errno=EINTR:from=2", reads, "read", "abc EINTR EINTR EINTR left defghijkl"),
    ("read:errno=EINTR:times=2", reads, "read", "EINTR EINTR abc def left ghijkl"),
    ("read:errno=EINTR:every=2:times=1", reads, "read", "abc EINTR def ghi left jkl"),
    ("read:errno=EINTR:from=2:times=1", reads, "read", "abc EINTR def ghi left jkl"),
    ("read:short=1:nth=2", reads, "read", "abc d efg hij left kl"),
    ("read:short=1:every=2", reads, "read", "abc d efg h left ijkl"),
    ("read:short=1:from=3", reads, "read", "abc def g h left ijkl"),
    ("read:short=1:times=3", reads, "read", "a b c def left ghijkl"),
    ("write:short=1:nth=4", writes, "write", "3 3 3 1 sent abcdefghij"),
    ("read:errno=EINTR:p=1", reads, "read", "EINTR EINTR EINTR EINTR left abcdefghijkl"),
    ("read:errno=EINTR:p=0", reads, "read", "abc def ghi jkl left "),
    ("read:errno=EINTR:fd=0", reads, "read", "abc def ghi jkl left "),
    // Several calls, several rules.
    ("recv|read:short=1", reads, "read", "a b c d left efghijkl"),
    ("%read:short=1", reads, "recvmsg", "a b c d left efghijkl"),
    ("%write:short=1", writes, "sendmsg", "1 1 1 1 sent adgj"),
    ("%read:short=1", writes, "sendmsg", "3 3 3 3 sent abcdefghijkl"),
    ("read:short=1:nth=1;read:errno=EINTR:nth=2", reads, "read", "a EINTR bcd efg left hijkl"),
    ("read:short=2;read:short=1", reads, "read", "ab cd ef gh left ijkl"),
    ("read:errno=EINTR:nth=2;read:short=1", reads, "read", "a EINTR b c left defghijkl"),
    ("read:short=1;read:errno=EINTR:nth=2", reads, "read", "a b c d left efghijkl"),
    ("read:eof:nth=4;read:errno=EIO:nth=3", reads, "read", "abc def EIO end left ghijkl"),
    // Later, but no different.
    ("read:delay=1ms", reads, "read", "abc def ghi jkl left "),
    ("read:delay=100us:short=1:times=2", reads, "read", "a b cde fgh left ijkl"),
    ("write:delay=1ms:errno=EINTR:nth=2", writes, "write", "3 EINTR 3 3 sent abcghijkl"),
    // However it is written.
    (" read : short = 1 , nth = 2 ; ", reads, "read", "abc d efg hij left kl"),
    (";;read:short=1,nth=2", reads, "read", "abc d efg hij left kl"),
];

#[test]
fn each_rule_does_what_it_says() {
    assert!(RULES.iter().filter(|(rule, ..)| !rule.is_empty()).count() >= 60);
    for (rule, calls, call, expected) in RULES {
        let guard = fault::thread(rule).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(calls(call), *expected, "`{rule}` on {call}");
        // The same once more when it is gone: nothing stays behind.
        let counts = guard.counts();
        drop(guard);
        let without = RULES.iter().find(|(rule, _, other, _)| rule.is_empty() && other == call);
        if let Some((_, calls, _, expected)) = without {
            assert_eq!(calls(call), *expected, "after `{rule}` on {call}");
        }
        // Differs from what comes without a rule if, and only if, it says that it did something. (A
        // delay does not show here.)
        let plain = calls(call);
        let acted = counts.iter().any(|count| count.done > 0);
        let only_delay = rule.starts_with("read:delay=1ms");
        assert_eq!(plain != *expected, acted && !only_delay, "`{rule}` on {call}: {counts:?}");
    }
    println!("{} rules", RULES.len());
}

/// The counts of a rule: the calls that it is for, and those to which it did something.
#[test]
fn counts() {
    for (rule, seen, done) in [
        ("read:errno=EINTR", 4, 4),
        ("read:errno=EINTR:nth=3", 4, 1),
        ("read:short=1:every=2", 4, 2),
        ("read:short=3", 4, 0),
        ("read:delay=1us:from=2", 4, 3),
        ("recv:errno=EINTR", 0, 0),
        ("read:errno=EINTR:fd=0", 0, 0),
        ("read:reset:p=0", 4, 0),
        ("read:eof:times=1", 4, 1),
    ] {
        let guard = fault::thread(rule).unwrap();
        reads("read");
        let counts = guard.counts();
        assert_eq!((&*counts[0].rule, counts[0].seen, counts[0].done), (rule, seen, done));
    }
    // Of several, each has its own; what another one did instead is not counted.
    let guard = fault::thread("read:errno=EIO:nth=1;read:eof:times=2;read:delay=1us").unwrap();
    assert_eq!(reads("read"), "EIO end end abc left defghijkl");
    let done: Vec<_> = guard.counts().iter().map(|count| (count.seen, count.done)).collect();
    assert_eq!(done, [(4, 1), (4, 2), (4, 4)]);
}

/// A refused call is refused as ever, and no rule hears of it.
#[test]
fn refused_calls_are_refused_first() {
    let guard = fault::thread("read|write|close|connect|accept:errno=EINTR").unwrap();
    let buf = &mut [0u8; 4];
    let addr = &sockaddr_in::zeroed();
    assert_eq!((read(-1, buf, 4), why()), (-1, "EBADF".to_string()));
    assert_eq!((write(99_999, "x", 1), why()), (-1, "EBADF".to_string()));
    assert_eq!((read(0, buf, 5), why()), (-1, "EFAULT".to_string()));
    assert_eq!((connect(0, addr, 17), why()), (-1, "EFAULT".to_string()));
    assert_eq!((accept(0, &mut sockaddr_in::zeroed(), NULL), why()), (-1, "EFAULT".to_string()));
    assert_eq!(guard.counts()[0].seen, 0);
    // `close` asks the table itself.
    assert_eq!((close(99_999), why()), (-1, "EBADF".to_string()));
}

/// A call that meets nothing leaves `errno` as it is, whatever was asked to find that out.
#[test]
fn errno_is_undisturbed() {
    let _guard = fault::thread(
        "%read:errno=EIO:peer=1.2.3.4:1;%read:reset:nth=100;%read:short=1:nth=100;*:delay=1us",
    );
    let sv = &mut [0; 2];
    socketpair(AF_UNIX, SOCK_DGRAM, 0, sv);
    write(sv[0], "x", 1);
    berkeley::errno::set_errno(147);
    assert_eq!(read(sv[1], &mut [0u8; 4], 4), 1);
    assert_eq!(berkeley::errno::errno(), 147);
    close(sv[0]);
    close(sv[1]);
}

/// By chance: which calls, splitmix64 says, written down here once more.
#[test]
fn chance_follows_from_the_seed() {
    let mut state = 7u64;
    let mut fraction = || {
        state = state.wrapping_add(0x9e3779b97f4a7c15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58476d1ce4e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d049bb133111eb);
        ((z ^ (z >> 31)) >> 11) as f64 / 9007199254740992.0
    };
    let guard = fault::thread("getdomainname:errno=EINTR:p=0.1,seed=7").unwrap();
    for _ in 0..2000 {
        let failed = getdomainname(&mut [0u8; 65], 65) == -1;
        assert_eq!(failed, fraction() < 0.1);
    }
    let done = guard.counts()[0].done;
    assert!((150..250).contains(&done), "{done} of 2000");
}
