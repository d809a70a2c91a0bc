//! `recv` and its kin.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::net::*;
use crate::{Outcome, Row, expect};
use berkeley::linux::rtnetlink::*;
use berkeley::netinet::in_::*;
use berkeley::time::timespec;
use berkeley::{errno::*, plain};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "recv", error: "EAGAIN", how: Provoked(nothing_yet) },
    Row { call: "recv", error: "ECONNRESET", how: Provoked(|| of(*broken(), ECONNRESET)) },
    Row { call: "recv", error: "ENOTCONN", how: Provoked(not_connected) },
    Row { call: "recv", error: "EBADF", how: Provoked(|| of(NOT_OPEN, EBADF)) },
    Row { call: "recv", error: "EINTR", how: Apart(interrupted) },
    Row { call: "recv", error: "ECONNREFUSED", how: Provoked(|| of(*refused(), ECONNREFUSED)) },
    Row { call: "recv", error: "ENOTSOCK", how: Provoked(|| of(*no_socket(), ENOTSOCK)) },
    Row { call: "recv", error: "EFAULT", how: Provoked(beyond_the_buffer) },
    Row { call: "recv", error: "EINVAL", how: Provoked(no_urgent_byte) },
    Row { call: "recvmmsg", error: "EINVAL", how: Provoked(no_such_time) },
    Row { call: "recv", error: "ETIMEDOUT", how: Provoked(|| of(*given_up(), ETIMEDOUT)) },
    Row { call: "recv", error: "EHOSTUNREACH", how: Apart(|| of(*told(1)?, EHOSTUNREACH)) },
    Row { call: "recv", error: "ENETUNREACH", how: Apart(|| of(*told(0)?, ENETUNREACH)) },
    Row { call: "recvmsg", error: "EMSGSIZE", how: Provoked(too_many_buffers) },
    Row { call: "recv", error: "EMSGSIZE", how: Apart(|| of(*told(4)?, EMSGSIZE)) },
    Row { call: "recv", error: "EOPNOTSUPP", how: Provoked(urgent_datagram) },
    Row { call: "recv", error: "ENOBUFS", how: Provoked(|| of(*overrun(), ENOBUFS)) },
    Row { call: "recv", error: "ECONNABORTED", how: Apart(|| of(*killed()?, ECONNABORTED)) },
    Row { call: "recv", error: "ENETDOWN", how: Apart(|| of(*on_a_dead_interface()?, ENETDOWN)) },
    Row { call: "recv", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
];

fn of(fd: c_int, errno: c_int) -> Outcome {
    expect(recv(fd, &mut [0u8; 8], 8, 0) == -1, errno)
}

fn nothing_yet() -> Outcome {
    let (one, _two) = pair(SOCK_STREAM);
    expect(recv(*one, &mut [0u8; 8], 8, MSG_DONTWAIT) == -1, EAGAIN)
}

fn not_connected() -> Outcome {
    let (server, _) = listener(1);
    of(*server, ENOTCONN)?;
    of(*Fd(socket(AF_UNIX, SOCK_SEQPACKET, 0)), ENOTCONN)?;
    of(*tcp(), ENOTCONN)
}

fn interrupted() -> Outcome {
    let (one, _two) = pair(SOCK_STREAM);
    interrupt();
    expect(recv(*one, &mut [0u8; 8], 8, 0) == -1, EINTR)
}

fn beyond_the_buffer() -> Outcome {
    let (one, two) = pair(SOCK_STREAM);
    assert_eq!(send(*two, "Hello, Client!", 14, 0), 14);
    let outcome = expect(recv(*one, &mut [0u8; 8], 9, 0) == -1, EFAULT);
    assert_eq!(recv(*one, &mut [0u8; 14], 14, MSG_DONTWAIT), 14);
    outcome
}

fn no_urgent_byte() -> Outcome {
    of(*Fd(socket(AF_UNIX, SOCK_STREAM, 0)), EINVAL)?;
    let (one, _two) = connection();
    expect(recv(*one, &mut [0u8; 8], 8, MSG_OOB) == -1, EINVAL)
}

fn no_such_time() -> Outcome {
    let mut time = timespec { tv_sec: 0, tv_nsec: 1_000_000_000 };
    let msgs = &mut [mmsghdr::zeroed()];
    expect(recvmmsg(*udp(), msgs, 1, 0, &mut time) == -1, EINVAL)
}

fn too_many_buffers() -> Outcome {
    let iov = [iovec::zeroed(); 1025];
    let mut msg = msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1025);
    expect(recvmsg(*udp(), &mut msg, MSG_DONTWAIT) == -1, EMSGSIZE)
}

fn urgent_datagram() -> Outcome {
    let (one, _two) = pair(SOCK_DGRAM);
    expect(recv(*one, &mut [0u8; 8], 8, MSG_OOB) == -1, EOPNOTSUPP)
}

/// A question to the kernel, which it answers.
#[repr(C)]
#[derive(Clone, Copy)]
struct Question {
    header: nlmsghdr,
    link: ifinfomsg,
}

plain! { Question { header: nlmsghdr, link: ifinfomsg } }

/// A netlink socket that was sent more answers than it has room for.
pub(crate) fn overrun() -> Fd {
    let fd = Fd(socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE));
    set(*fd, SOL_SOCKET, SO_RCVBUF, 1);
    let mut question = Question::zeroed();
    question.header.nlmsg_len = sizeof(&question) as u32;
    question.header.nlmsg_type = RTM_GETLINK;
    question.header.nlmsg_flags = NLM_F_REQUEST;
    question.link.ifi_index = 1;
    for _ in 0..100 {
        assert_eq!(send(*fd, &question, sizeof(&question), 0), sizeof(&question) as isize);
    }
    fd
}
