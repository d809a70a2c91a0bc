//! Lengths and counts, shorter and longer than what is behind them.

use crate::pair;
use berkeley::{errno::*, netinet::in_::*, unistd::*};
use std::cell::Cell;

fn failed(ret: isize) -> i32 {
    if ret == -1 { errno() } else { 0 }
}

#[track_caller]
fn assert_silent(sock: i32) {
    assert_eq!((recv(sock, &mut [0u8; 1], 1, MSG_DONTWAIT), errno()), (-1, EAGAIN));
}

#[test]
fn a_length_says_no_more_than_there_is() {
    let sv = pair(SOCK_DGRAM);
    let (name, control, text) = ([0u8; 20], [0u8; 32], *b"text");
    let iov = [iovec::from(&text)];
    let fill = |msg: &mut msghdr<'_>, field: usize, len: usize| match field {
        0 => msg.msg_namelen = len as socklen_t,
        1 => msg.msg_iovlen = len,
        _ => msg.msg_controllen = len,
    };
    // For every field: a length, and what sending and receiving say of it.
    let cases = [
        (0, 21, EFAULT, EFAULT),
        (0, 128, EFAULT, EFAULT),
        (0, 1 << 31, EINVAL, EINVAL),
        (0, u32::MAX as usize, EINVAL, EINVAL),
        (1, 2, EFAULT, EFAULT),
        (1, 1024, EFAULT, EFAULT),
        (1, 1025, EMSGSIZE, EMSGSIZE),
        (1, usize::MAX, EMSGSIZE, EMSGSIZE),
        (2, 33, EFAULT, EFAULT),
        (2, i32::MAX as usize, EFAULT, EFAULT),
        (2, 1 << 31, ENOBUFS, EFAULT),
        (2, usize::MAX, ENOBUFS, EFAULT),
    ];
    for (field, len, sending, receiving) in cases {
        let mut msg = msghdr::zeroed();
        msg.msg_name = (&name).into();
        (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
        msg.msg_control = (&control).into();
        fill(&mut msg, field, len);
        assert_eq!(failed(sendmsg(sv[0], &msg, 0)), sending, "field {field}: {len}");
        let mut msgs = [mmsghdr { msg_hdr: msg, msg_len: 9 }];
        assert_eq!(failed(sendmmsg(sv[0], &mut msgs, 1, 0) as isize), sending);
        assert_silent(sv[1]);

        assert_eq!(send(sv[0], "x", 1, 0), 1);
        let (buf, name, control) = (&mut [0u8; 4], &mut [0u8; 20], &mut [0u8; 32]);
        let iov = [iovec::from(buf)];
        let mut msg = msghdr::zeroed();
        msg.msg_name = name.into();
        (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
        msg.msg_control = control.into();
        fill(&mut msg, field, len);
        assert_eq!(failed(recvmsg(sv[1], &mut msg, 0)), receiving, "field {field}: {len}");
        let mut msgs = [mmsghdr { msg_hdr: msg, msg_len: 9 }];
        let ret = recvmmsg(sv[1], &mut msgs, 1, 0, NULL);
        assert_eq!((failed(ret as isize), msgs[0].msg_len), (receiving, 9));
        assert_eq!(recv(sv[1], &mut [0u8; 1], 1, MSG_DONTWAIT), 1, "it is still there");
    }
    let mut msgs = [mmsghdr::zeroed()];
    assert_eq!((sendmmsg(sv[0], &mut msgs, 2, 0), errno()), (-1, EFAULT));
    assert_eq!((recvmmsg(sv[0], &mut msgs, -1, 0, NULL), errno()), (-1, EFAULT));
    close(sv[0]);
    close(sv[1]);
}

#[test]
fn what_may_only_be_read_is_not_written() {
    let sv = pair(SOCK_DGRAM);
    assert_eq!(send(sv[0], "x", 1, 0), 1);
    let constant = [5u8; 64];
    let iov = [iovec::from(&constant)];
    for field in 0..3 {
        let mut msg = msghdr::zeroed();
        match field {
            0 => (msg.msg_name, msg.msg_namelen) = ((&constant).into(), 64),
            1 => (msg.msg_iov, msg.msg_iovlen) = (&iov, 1),
            _ => (msg.msg_control, msg.msg_controllen) = ((&constant).into(), 64),
        }
        assert_eq!(failed(recvmsg(sv[1], &mut msg, 0)), EFAULT, "field {field}");
    }
    assert_eq!(constant, [5; 64]);
    assert_eq!(recv(sv[1], &mut [0u8; 1], 1, MSG_DONTWAIT), 1);
    close(sv[0]);
    close(sv[1]);
}

#[test]
fn as_many_buffers_and_messages_as_the_kernel_takes() {
    let sv = pair(SOCK_DGRAM);
    let byte = [7u8];
    let iov = vec![iovec::from(&byte); 1024];
    for n in [0, 1, 8, 9, 1024] {
        let mut msg = msghdr::zeroed();
        (msg.msg_iov, msg.msg_iovlen) = (&iov, n);
        assert_eq!(sendmsg(sv[0], &msg, 0), n as isize);
        let bufs = vec![Cell::new(0u8); 1024];
        let iov: Vec<iovec> = bufs.iter().map(iovec::from).collect();
        (msg.msg_iov, msg.msg_iovlen) = (&iov, n);
        assert_eq!(recvmsg(sv[1], &mut msg, 0), n as isize);
        assert_eq!(bufs.iter().filter(|buf| buf.get() == 7).count(), n);
    }
    for n in [0, 1, 8, 9, 1024, 1025] {
        let mut msgs: Vec<mmsghdr> = (0..n).map(|_| mmsghdr::zeroed()).collect();
        for msg in &mut msgs {
            (msg.msg_hdr.msg_iov, msg.msg_hdr.msg_iovlen) = (&iov[..1], 1);
        }
        let mut sent = 0;
        let (mut received, buf) = (0, Cell::new(0u8));
        let room = [iovec::from(&buf)];
        while sent < n {
            // As many as the other side's queue takes.
            match sendmmsg(sv[0], &mut msgs[sent..], n - sent, MSG_DONTWAIT) {
                -1 => assert_eq!(errno(), EAGAIN),
                more => sent += more as usize,
            }
            let mut msgs: Vec<mmsghdr> = (0..n).map(|_| mmsghdr::zeroed()).collect();
            for msg in &mut msgs {
                (msg.msg_hdr.msg_iov, msg.msg_hdr.msg_iovlen) = (&room, 1);
            }
            let more = recvmmsg(sv[1], &mut msgs, n, MSG_DONTWAIT, NULL);
            assert!(more > 0);
            received += more as usize;
            assert!(msgs[..more as usize].iter().all(|msg| msg.msg_len == 1));
        }
        assert_eq!((sent, received), (n, n));
    }
    close(sv[0]);
    close(sv[1]);
}

#[test]
fn lengths_that_go_in_and_come_out() {
    let addr = sockaddr_in {
        sin_family: AF_INET as sa_family_t,
        sin_addr: in_addr { s_addr: htonl(INADDR_LOOPBACK) },
        ..sockaddr_in::zeroed()
    };
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    assert_eq!(bind(sock, &addr, 16), 0);
    let mut own = addr;
    assert_eq!(getsockname(sock, &mut own, &mut 16), 0);
    assert_eq!(setsockopt(sock, IPPROTO_IP, IP_RECVTTL, &1, 4), 0);
    let bufs = [const { Cell::new([0u8; 8]) }; 3];
    let names = [const { Cell::new([0u8; 128]) }; 3];
    let iovs: [iovec; 3] = std::array::from_fn(|i| iovec::from(&bufs[i]));
    let mut controls = [[0u8; 64]; 3];
    let mut msgs = [const { mmsghdr::zeroed() }; 3];
    for (i, (msg, control)) in msgs.iter_mut().zip(&mut controls).enumerate() {
        (msg.msg_hdr.msg_iov, msg.msg_hdr.msg_iovlen) = (&iovs[i..=i], 1);
        msg.msg_hdr.msg_name = (&names[i]).into();
        msg.msg_hdr.msg_control = control.into();
    }
    for round in 0..3 {
        for msg in &mut msgs {
            // The call changed both: a program sets them again, or gets less the next time.
            (msg.msg_hdr.msg_namelen, msg.msg_hdr.msg_controllen) = (128, 64);
        }
        for i in 0..2 {
            assert_eq!(sendto(sock, &[round, i], 2, 0, &own, 16), 2);
        }
        assert_eq!(recvmmsg(sock, &mut msgs, 3, MSG_DONTWAIT, NULL), 2);
        for i in 0..2 {
            let msg = &msgs[i].msg_hdr;
            assert_eq!((msgs[i].msg_len, msg.msg_namelen), (2, 16));
            assert_eq!(msg.msg_controllen, CMSG_SPACE(4));
            assert_eq!(CMSG_DATA(CMSG_FIRSTHDR(msg)).get::<i32>().map(|ttl| ttl > 0), Some(true));
            assert_eq!(&names[i].get()[..16], own.as_bytes());
            assert_eq!(bufs[i].get()[..2], [round, i as u8]);
        }
        let third = &msgs[2].msg_hdr;
        assert_eq!((third.msg_namelen, third.msg_controllen), (128, 64), "not received");
    }
    close(sock);
}
