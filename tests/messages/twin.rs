//! What twin.c does, here: line for line.

use crate::c;
use berkeley::{errno::*, netinet::in_::*, string::*, sys::select::timespec, unistd::*};
use std::cell::Cell;
use std::fmt::Write as _;

/// What is printed in C.
#[derive(Default)]
struct Twin(String);

impl Twin {
    fn say(&mut self, what: &str, ret: impl TryInto<i64>) {
        let ret = ret.try_into().unwrap_or(i64::MAX);
        let errno = if ret == -1 { errno() } else { 0 };
        writeln!(self.0, "{what}: {ret} {errno}").unwrap();
    }

    /// Receives with this much room, and says everything about it.
    fn receive(&mut self, what: &str, sock: i32, room: (usize, u32, usize), flags: i32) {
        let (iovlen, namelen, controllen) = room;
        let (buf, name) = ([b'.'; 16].map(Cell::new), &mut [b'.'; 128]);
        let (one, two) = buf.split_at(8);
        let (iov, control) = ([iovec::from(one), iovec::from(two)], &mut [0u8; 128]);
        let mut msg = msghdr::zeroed();
        msg.msg_name = name.into();
        msg.msg_namelen = namelen;
        msg.msg_iov = &iov;
        msg.msg_iovlen = iovlen;
        msg.msg_control = control.into();
        msg.msg_controllen = controllen;
        self.say(what, recvmsg(sock, &mut msg, flags));
        let text = buf.each_ref().map(Cell::get);
        let text = cstr(&text);
        let (namelen, controllen) = (msg.msg_namelen, msg.msg_controllen);
        writeln!(self.0, " {text} name {namelen} control {controllen} flags {:x}", msg.msg_flags)
            .unwrap();
        let mut cmsg = CMSG_FIRSTHDR(&msg);
        while cmsg != NULL {
            let (level, kind, len) = (cmsg.cmsg_level, cmsg.cmsg_type, cmsg.cmsg_len);
            writeln!(self.0, " level {level} type {kind} length {len}").unwrap();
            if level == SOL_SOCKET && kind == SCM_RIGHTS {
                let fds = &mut [0; 4];
                memcpy(fds, &CMSG_DATA(cmsg), len - CMSG_LEN(0));
                for fd in &fds[..(len - CMSG_LEN(0)) / 4] {
                    self.say(" descriptor", write(*fd, "through", 7));
                    close(*fd);
                }
            }
            if level == IPPROTO_IP {
                writeln!(self.0, " {}", CMSG_DATA(cmsg).get::<u8>().unwrap()).unwrap();
            }
            cmsg = CMSG_NXTHDR(&msg, cmsg);
        }
    }

    /// Sends two texts with a control message of this level, type and data.
    fn send_with(&mut self, what: &str, sock: i32, kind: (i32, i32), data: &[u8], flags: i32) {
        let texts = [iovec::from("one"), iovec::from("eleven")];
        let control = &mut [0u8; 128];
        let mut msg = msghdr::zeroed();
        msg.msg_iov = &texts;
        msg.msg_iovlen = 2;
        if !data.is_empty() {
            msg.msg_control = control.into();
            msg.msg_controllen = CMSG_SPACE(data.len());
            let mut cmsg = CMSG_FIRSTHDR(&msg);
            cmsg.set_cmsg_level(kind.0);
            cmsg.set_cmsg_type(kind.1);
            cmsg.set_cmsg_len(CMSG_LEN(data.len()));
            memcpy(&mut CMSG_DATA(cmsg), data, data.len());
        }
        self.say(what, sendmsg(sock, &msg, flags));
    }

    fn local(&mut self) {
        let (sv, fds) = (&mut [0; 2], &mut [0; 2]);
        socketpair(AF_UNIX, SOCK_DGRAM, 0, sv);
        pipe(fds);
        let (none, rights) = ((0, 0), (SOL_SOCKET, SCM_RIGHTS));
        self.send_with("sent", sv[0], none, &[], 0);
        self.receive("peeked", sv[1], (2, 128, 0), MSG_PEEK);
        self.receive("cut off", sv[1], (1, 128, 128), 0);
        self.receive("nothing", sv[1], (2, 128, 128), MSG_DONTWAIT);
        self.send_with("longer", sv[0], none, &[], 0);
        self.receive("its length", sv[1], (0, 0, 0), MSG_TRUNC);
        self.send_with("descriptors", sv[0], rights, fds[1].as_bytes(), 0);
        self.receive("descriptors", sv[1], (2, 128, 128), MSG_CMSG_CLOEXEC);
        self.send_with("descriptors", sv[0], rights, fds.as_bytes(), 0);
        self.receive("no room", sv[1], (2, 0, 0), 0);
        self.send_with("another type", sv[0], (SOL_SOCKET, 99), 77.as_bytes(), 0);
        self.send_with("another level", sv[0], (99, SCM_RIGHTS), 77.as_bytes(), 0);
        self.send_with("an option", sv[0], rights, &fds.as_bytes()[..3], 0);
        self.receive("of those", sv[1], (2, 128, 128), MSG_DONTWAIT);
        self.receive("errors", sv[1], (2, 128, 128), MSG_DONTWAIT | MSG_ERRQUEUE);
        self.receive("urgent", sv[1], (2, 128, 128), MSG_DONTWAIT | MSG_OOB);
        setsockopt(sv[1], SOL_SOCKET, SO_PASSCRED, &1, 4);
        self.send_with("credentials", sv[0], none, &[], 0);
        self.receive("credentials", sv[1], (2, 128, 128), 0);
        close(sv[0]);
        self.send_with("nobody", sv[1], none, &[], MSG_NOSIGNAL);
        self.send_with("closed", sv[0], none, &[], 0);
        self.send_with("to a pipe", fds[1], none, &[], 0);
        self.receive("from a pipe", fds[0], (2, 128, 128), 0);
        close(sv[1]);
        close(fds[0]);
        close(fds[1]);
    }

    fn internet(&mut self) {
        let addr = &mut sockaddr_in::zeroed();
        let buf = Cell::new([0u8; 16]);
        let big = [iovec::from(&buf)];
        let many = vec![big[0]; 1025];
        let (now, wrong) = (&mut timespec::zeroed(), &mut timespec { tv_sec: 0, tv_nsec: -1 });
        let sock = socket(AF_INET, SOCK_DGRAM, 0);
        addr.sin_family = AF_INET as sa_family_t;
        addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        bind(sock, addr, sizeof(addr));
        getsockname(sock, addr, &mut 16);
        self.send_with("to whom", sock, (0, 0), &[], 0);
        connect(sock, addr, sizeof(addr));
        setsockopt(sock, IPPROTO_IP, IP_RECVTTL, &1, 4);
        self.send_with("hops", sock, (IPPROTO_IP, IP_TTL), 33.as_bytes(), 0);
        self.receive("hops", sock, (2, 16, 128), 0);
        self.send_with("no hops", sock, (IPPROTO_IP, IP_TTL), 0.as_bytes(), 0);
        self.send_with("half a number", sock, (IPPROTO_IP, IP_TTL), &[0; 2], 0);

        let msgs = &mut [const { mmsghdr::zeroed() }; 4];
        for i in [0, 1, 3] {
            msgs[i].msg_hdr.msg_iov = &big;
            msgs[i].msg_hdr.msg_iovlen = 1;
        }
        self.say("sendmmsg", sendmmsg(sock, msgs, 3, 0));
        let [a, b, c, d] = msgs.each_ref().map(|msg| msg.msg_len);
        writeln!(self.0, "{a} {b} {c} {d}").unwrap();
        self.say("none", sendmmsg(sock, msgs, 0, 0));
        self.say("recvmmsg", recvmmsg(sock, msgs, 2, MSG_DONTWAIT, NULL));
        self.say("one more", recvmmsg(sock, msgs, 4, MSG_WAITFORONE, now));
        let [a, b, c, d] = msgs.each_ref().map(|msg| msg.msg_len);
        writeln!(self.0, "{a} {b} {c} {d}").unwrap();
        self.say("no more", recvmmsg(sock, msgs, 4, MSG_DONTWAIT, NULL));
        self.say("no time", recvmmsg(sock, msgs, 4, MSG_DONTWAIT, wrong));
        self.say("to nobody", sendmmsg(-1, msgs, 3, 0));
        self.say("of nobody", recvmmsg(-1, msgs, 3, 0, NULL));
        msgs[1].msg_hdr.msg_iov = &many;
        msgs[1].msg_hdr.msg_flags = -1;
        msgs[1].msg_hdr.msg_iovlen = 1025;
        self.say("the first of them", sendmmsg(sock, msgs, 3, 0));
        self.say("not the first", sendmmsg(sock, &mut msgs[1..], 2, 0));
        close(sock);
    }
}

#[test]
fn messages_are_as_in_c() {
    if !c::is_here("messages_are_as_in_c") {
        return;
    }
    let program = c::compile("messages-twin", include_str!("twin.c")).expect("it compiles");
    let mut twin = Twin::default();
    twin.local();
    twin.internet();
    let in_c = c::run(&program, "");
    for (theirs, ours) in in_c.lines().zip(twin.0.lines()) {
        assert_eq!(ours, theirs, "(left: Rust, right: C)\n{in_c}");
    }
    assert_eq!(twin.0, in_c);
}
