//! Messages with control messages, several at once, few buffers and many; and options that are more
//! than their value.

use crate::account::{fails, works};
use berkeley::{Control, errno::*, linux::filter::*, netinet::in_::*, string::*, unistd::*};
use std::cell::Cell;

pub(crate) fn all() {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_DGRAM, 0, sv), 0);
    let (buf, control) = (Cell::new([0u8; 64]), &mut [0u8; CMSG_SPACE(8)]);
    let iov = [iovec::from(&buf); 20];
    for count in [1, 20] {
        let mut msg = msghdr::zeroed();
        (msg.msg_iov, msg.msg_iovlen) = (&iov, count);
        msg.msg_controllen = sizeof(control);
        msg.msg_control = Control::from(&mut *control);
        let mut cmsg = works!(CMSG_FIRSTHDR(&msg), _);
        cmsg.set_cmsg_level(SOL_SOCKET);
        cmsg.set_cmsg_type(SCM_RIGHTS);
        cmsg.set_cmsg_len(CMSG_LEN(8));
        memcpy(&mut works!(CMSG_DATA(cmsg), _), sv, 8);
        works!(sendmsg(sv[0], &msg, 0), 64..);
        works!(recvmsg(sv[1], &mut msg, 0), 64..);
        let cmsg = works!(CMSG_FIRSTHDR(&msg), _);
        let fds = works!(CMSG_DATA(cmsg), _).get::<[i32; 2]>().unwrap_or_default();
        assert!(works!(CMSG_NXTHDR(&msg, cmsg), _) == NULL);
        assert_eq!((close(fds[0]), close(fds[1])), (0, 0));
        fails!(recvmsg(sv[1], &mut msg, MSG_DONTWAIT), -1, EAGAIN);
        fails!(sendmsg(-1, &msg, 0), -1, EBADF);

        let mut msgs = [const { mmsghdr::zeroed() }; 3];
        for msg in &mut msgs {
            (msg.msg_hdr.msg_iov, msg.msg_hdr.msg_iovlen) = (&iov, count);
        }
        works!(sendmmsg(sv[0], &mut msgs, 3, 0), 3);
        works!(recvmmsg(sv[1], &mut msgs, 3, MSG_DONTWAIT, NULL), 3);
        fails!(recvmmsg(sv[1], &mut msgs, 4, MSG_DONTWAIT, NULL), -1, EFAULT);
        fails!(sendmmsg(-1, &mut msgs, 3, 0), -1, EBADF);
    }
    close(sv[0]);
    close(sv[1]);

    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    let code = [BPF_STMT(BPF_RET | BPF_K, 0)];
    let bpf = sock_fprog { len: 1, filter: &code };
    works!(setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &bpf, sizeof(&bpf)), 0);
    close(sock);
}
