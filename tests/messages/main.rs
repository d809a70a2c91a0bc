//! Messages and control messages, against the kernel.

#[path = "../c/mod.rs"]
mod c;
#[path = "../child/mod.rs"]
mod child;

mod kinds;
mod limits;
mod macros;
mod twin;
mod vectors;

use berkeley::{arpa::inet::*, errno::*, string::*, unistd::*};
use std::cell::Cell;
use std::os::fd::AsRawFd;

fn pair(kind: i32) -> [i32; 2] {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, kind, 0, sv), 0);
    *sv
}

/// Sends one byte with descriptors beside it, as C does it.
fn pass(sock: i32, fds: &[i32]) -> isize {
    let iov = [iovec::from(b"x")];
    let cbuf = &mut vec![0u8; CMSG_SPACE(sizeof(fds))];
    let msg = &mut msghdr::zeroed();
    msg.msg_iov = &iov;
    msg.msg_iovlen = 1;
    msg.msg_controllen = cbuf.len();
    msg.msg_control = cbuf.into();
    let mut cmsg = CMSG_FIRSTHDR(msg);
    cmsg.set_cmsg_level(SOL_SOCKET);
    cmsg.set_cmsg_type(SCM_RIGHTS);
    cmsg.set_cmsg_len(CMSG_LEN(sizeof(fds)));
    memcpy(&mut CMSG_DATA(cmsg), fds, sizeof(fds));
    sendmsg(sock, msg, 0)
}

/// Receives one byte and what descriptors there is room for beside it.
fn take(sock: i32, room: usize) -> (Vec<i32>, i32) {
    let (byte, cbuf) = (&Cell::new(0u8), &mut vec![0u8; room]);
    let iov = [iovec::from(byte)];
    let msg = &mut msghdr::zeroed();
    msg.msg_iov = &iov;
    msg.msg_iovlen = 1;
    msg.msg_controllen = cbuf.len();
    msg.msg_control = cbuf.into();
    assert_eq!(recvmsg(sock, msg, MSG_CMSG_CLOEXEC), 1);
    assert_eq!(byte.get(), b'x');
    let mut fds = vec![];
    let mut cmsg = CMSG_FIRSTHDR(msg);
    while cmsg != NULL {
        if cmsg.cmsg_level == SOL_SOCKET && cmsg.cmsg_type == SCM_RIGHTS {
            for i in 0..(cmsg.cmsg_len - CMSG_LEN(0)) / 4 {
                let all = &mut vec![0; i + 1];
                memcpy(all, &CMSG_DATA(cmsg), 4 * (i + 1));
                fds.push(all[i]);
            }
        }
        cmsg = CMSG_NXTHDR(msg, cmsg);
    }
    (fds, msg.msg_flags)
}

#[test]
fn descriptors_are_passed_and_belong_to_the_table() {
    let sv = pair(SOCK_STREAM);
    let fds = &mut [0; 2];
    assert_eq!(pipe(fds), 0);
    assert_eq!(pass(sv[0], fds), 1);
    let (got, flags) = take(sv[1], CMSG_SPACE(64));
    assert_eq!((got.len(), flags & MSG_CTRUNC), (2, 0));
    assert_eq!(write(got[1], "through", 7), 7);
    let buf = &mut [0u8; 16];
    assert_eq!(read(fds[0], buf, sizeof(buf)), 7);
    assert_eq!(cstr(buf).to_bytes(), b"through");
    for fd in got.iter().chain(fds.iter()).chain(&sv) {
        assert_eq!(close(*fd), 0);
    }
}

#[test]
fn a_descriptor_that_is_not_ours_is_not_passed_on() {
    let sv = pair(SOCK_STREAM);
    let file = std::fs::File::open("/dev/null").unwrap();
    assert_eq!((pass(sv[0], &[sv[0], file.as_raw_fd()]), errno()), (-1, EBADF));
    assert_eq!(recv(sv[1], &mut [0u8; 1], 1, MSG_DONTWAIT), -1);
    // What was held meanwhile was let go of.
    assert_eq!(close(sv[0]), 0);
    assert_eq!(recv(sv[1], &mut [0u8; 1], 1, 0), 0);
    close(sv[1]);
}

#[test]
fn a_crafted_control_buffer_gives_no_descriptor_away() {
    let sv = pair(SOCK_STREAM);
    let file = std::fs::File::open("/dev/null").unwrap();
    write(sv[0], "x", 1);
    // What lies in the buffers before the call looks like a descriptor that came.
    let mut cbufs = [[0u8; CMSG_SPACE(4)]; 2];
    for cbuf in &mut cbufs {
        let size = size_of::<usize>();
        memcpy(cbuf, &CMSG_LEN(4), size);
        memcpy(&mut cbuf[size..], &[SOL_SOCKET, SCM_RIGHTS, file.as_raw_fd()], 12);
    }
    let byte = &mut 0u8;
    let iov = [iovec::from(byte)];
    let mut msgs = cbufs.each_mut().map(|cbuf| {
        let mut msg = mmsghdr::zeroed();
        msg.msg_hdr.msg_iov = &iov;
        msg.msg_hdr.msg_iovlen = 1;
        msg.msg_hdr.msg_controllen = sizeof(cbuf);
        msg.msg_hdr.msg_control = cbuf.into();
        msg
    });
    assert_eq!(recvmmsg(sv[1], &mut msgs, 2, MSG_DONTWAIT, NULL), 1);
    assert_eq!(msgs[0].msg_hdr.msg_controllen, 0);
    assert_eq!((close(file.as_raw_fd()), errno()), (-1, EBADF));
    close(sv[0]);
    close(sv[1]);
}

#[test]
fn several_messages_at_once() {
    let sv = pair(SOCK_DGRAM);
    let texts = ["one", "two", "three"];
    let iovs = texts.map(iovec::from);
    let msgs = &mut [const { mmsghdr::zeroed() }; 3];
    for i in 0..3 {
        msgs[i].msg_hdr.msg_iov = &iovs[i..=i];
        msgs[i].msg_hdr.msg_iovlen = 1;
    }
    assert_eq!(sendmmsg(sv[0], msgs, 3, 0), 3);
    assert_eq!(msgs.each_ref().map(|msg| msg.msg_len), [3, 3, 5]);

    let bufs = [const { Cell::new([0u8; 16]) }; 4];
    let iovs: [iovec; 4] = std::array::from_fn(|i| iovec::from(&bufs[i]));
    let msgs = &mut [const { mmsghdr::zeroed() }; 4];
    for i in 0..4 {
        msgs[i].msg_hdr.msg_iov = &iovs[i..=i];
        msgs[i].msg_hdr.msg_iovlen = 1;
    }
    let n = recvmmsg(sv[1], msgs, 4, MSG_DONTWAIT, NULL);
    assert_eq!(n, 3);
    for i in 0..n as usize {
        assert_eq!(msgs[i].msg_len as usize, texts[i].len());
        assert_eq!(cstr(&bufs[i].get()).to_bytes(), texts[i].as_bytes());
    }
    close(sv[0]);
    close(sv[1]);
}

/// Says that it is null, and that it has bytes.
struct Liar([u8; 64]);

impl berkeley::Bytes for Liar {
    fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    fn is_null(&self) -> bool {
        true
    }
}

impl berkeley::BytesMut for Liar {
    fn as_bytes_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

#[test]
fn what_says_that_it_is_null_has_no_bytes() {
    let sv = pair(SOCK_DGRAM);
    let (liar, mut other) = (Liar([1; 64]), Liar([1; 64]));
    let msg = &mut msghdr::zeroed();
    msg.msg_controllen = 64;
    for control in [Control::from(&liar), Control::from(&mut other)] {
        msg.msg_control = control;
        // As C's null pointer.
        assert_eq!((sendmsg(sv[0], msg, 0), errno()), (-1, EFAULT));
        assert!(CMSG_FIRSTHDR(msg) == NULL);
    }
    for iov in [iovec::from(&liar), iovec::from(&mut other)] {
        assert!(iov.iov_base == NULL && iov.iov_len == 0 && iov.iov_base.is_empty());
    }
    close(sv[0]);
    close(sv[1]);
}
