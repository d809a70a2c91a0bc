//! `recv` and its kin.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::bound;
use crate::net::*;
use crate::{Outcome, Row, expect};
use berkeley::linux::rtnetlink::*;
use berkeley::netinet::in_::*;
use berkeley::time::timespec;
use berkeley::unistd::*;
use berkeley::{errno::*, plain};
use std::ffi::c_int;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "recv", error: "EAGAIN", how: Provoked(nothing_yet) },
    Row { call: "recv", error: "ECONNRESET", how: Provoked(|| failing(broken(), ECONNRESET)) },
    Row { call: "recv", error: "ENOTCONN", how: Provoked(not_connected) },
    Row { call: "recv", error: "EBADF", how: Provoked(|| failing(-1, EBADF)) },
    Row { call: "recv", error: "EINTR", how: Apart(interrupted_by_a_signal) },
    Row { call: "recv", error: "ECONNREFUSED", how: Provoked(|| failing(refused(), ECONNREFUSED)) },
    Row { call: "recv", error: "ENOTSOCK", how: Provoked(no_socket) },
    Row { call: "recv", error: "EFAULT", how: Provoked(beyond_the_buffer) },
    Row { call: "recv", error: "EINVAL", how: Provoked(no_urgent_byte) },
    Row { call: "recvmmsg", error: "EINVAL", how: Provoked(no_such_time) },
    Row { call: "recv", error: "ETIMEDOUT", how: Provoked(|| failing(given_up(), ETIMEDOUT)) },
    Row { call: "recv", error: "EHOSTUNREACH", how: Apart(|| failing(told(1)?, EHOSTUNREACH)) },
    Row { call: "recv", error: "ENETUNREACH", how: Apart(|| failing(told(0)?, ENETUNREACH)) },
    Row { call: "recvmsg", error: "EMSGSIZE", how: Provoked(too_many_buffers) },
    Row { call: "recv", error: "EMSGSIZE", how: Apart(|| failing(told(4)?, EMSGSIZE)) },
    Row { call: "recv", error: "EOPNOTSUPP", how: Provoked(urgent_datagram) },
    Row { call: "recv", error: "ENOBUFS", how: Provoked(overrun) },
    Row { call: "recv", error: "ECONNABORTED", how: Apart(|| failing(killed()?, ECONNABORTED)) },
    Row { call: "recv", error: "ENETDOWN", how: Apart(dead_interface) },
    Row { call: "recv", error: "ENOMEM", how: NotHere("the kernel would have to run out of memory") },
];

/// Receives from it, which fails, and closes it.
fn failing(fd: c_int, error: c_int) -> Outcome {
    let outcome = expect(recv(fd, &mut [0u8; 8], 8, 0) == -1, error);
    close(fd);
    outcome
}

fn nothing_yet() -> Outcome {
    let (one, two) = pair(SOCK_STREAM);
    let outcome = expect(recv(one, &mut [0u8; 8], 8, MSG_DONTWAIT) == -1, EAGAIN);
    close(two);
    close(one);
    outcome
}

fn not_connected() -> Outcome {
    let (server, _) = listener();
    failing(server, ENOTCONN)?;
    failing(socket(AF_UNIX, SOCK_SEQPACKET, 0), ENOTCONN)?;
    failing(socket(AF_INET, SOCK_STREAM, 0), ENOTCONN)
}

fn interrupted_by_a_signal() -> Outcome {
    let (fd, _) = pair(SOCK_STREAM);
    interrupted(|| recv(fd, &mut [0u8; 8], 8, 0) == -1)
}

fn no_socket() -> Outcome {
    let (reader, writer) = pipes();
    close(writer);
    failing(reader, ENOTSOCK)
}

fn beyond_the_buffer() -> Outcome {
    let (one, two) = pair(SOCK_STREAM);
    assert_eq!(send(two, "Hello, Client!", 14, 0), 14);
    let outcome = expect(recv(one, &mut [0u8; 8], 9, 0) == -1, EFAULT);
    assert_eq!(recv(one, &mut [0u8; 14], 14, MSG_DONTWAIT), 14);
    close(two);
    close(one);
    outcome
}

fn no_urgent_byte() -> Outcome {
    failing(socket(AF_UNIX, SOCK_STREAM, 0), EINVAL)?;
    let (one, two) = tcp();
    let outcome = expect(recv(one, &mut [0u8; 8], 8, MSG_OOB) == -1, EINVAL);
    close(two);
    close(one);
    outcome
}

fn no_such_time() -> Outcome {
    let (fd, _) = bound(SOCK_DGRAM);
    let mut time = timespec { tv_sec: 0, tv_nsec: 1_000_000_000 };
    let msgs = &mut [mmsghdr::zeroed()];
    let outcome = expect(recvmmsg(fd, msgs, 1, 0, &mut time) == -1, EINVAL);
    close(fd);
    outcome
}

fn too_many_buffers() -> Outcome {
    let (fd, _) = bound(SOCK_DGRAM);
    let iov = [iovec::zeroed(); 1025];
    let mut msg = msghdr::zeroed();
    (msg.msg_iov, msg.msg_iovlen) = (&iov, 1025);
    let outcome = expect(recvmsg(fd, &mut msg, MSG_DONTWAIT) == -1, EMSGSIZE);
    close(fd);
    outcome
}

fn urgent_datagram() -> Outcome {
    let (fd, other) = pair(SOCK_DGRAM);
    close(other);
    let outcome = expect(recv(fd, &mut [0u8; 8], 8, MSG_OOB) == -1, EOPNOTSUPP);
    close(fd);
    outcome
}

/// A question to the kernel, which it answers.
#[repr(C)]
#[derive(Clone, Copy)]
struct Question {
    header: nlmsghdr,
    link: ifinfomsg,
}

plain! { Question { header: nlmsghdr, link: ifinfomsg } }

fn overrun() -> Outcome {
    let fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    set(fd, SOL_SOCKET, SO_RCVBUF, 1);
    let mut question = Question::zeroed();
    question.header.nlmsg_len = sizeof(&question) as u32;
    question.header.nlmsg_type = RTM_GETLINK;
    question.header.nlmsg_flags = NLM_F_REQUEST;
    question.link.ifi_index = 1;
    // More answers than there is room for.
    for _ in 0..100 {
        assert_eq!(send(fd, &question, sizeof(&question), 0), sizeof(&question) as isize);
    }
    failing(fd, ENOBUFS)
}

fn dead_interface() -> Outcome {
    failing(on_a_dead_interface()?, ENETDOWN)
}
