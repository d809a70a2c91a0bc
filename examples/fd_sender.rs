//! Opens a file and passes the descriptor to another process, over a Unix socket: what the other
//! gets is another number for the same open file.
//!
//!     cargo run --example fd_sender -- path file

use berkeley::{fcntl::*, stdio::*, stdlib::*, string::*, sys::socket::*, sys::un::*, unistd::*};
use core::ffi::c_int;

/// The address of a path or of an abstract name, and its length; 0 if it is too long.
fn address_of(path: &str, addr: &mut sockaddr_un) -> socklen_t {
    let len = strlen(path);

    if len >= sizeof(&addr.sun_path) {
        return 0;
    }
    memset(addr, 0, sizeof(addr));
    addr.sun_family = AF_UNIX as sa_family_t;
    strcpy(&mut addr.sun_path, path);
    if path.starts_with('@') {
        // It begins with a NUL, and ends where the length says: no NUL stands behind it.
        addr.sun_path[0] = 0;
        return (offsetof!(sockaddr_un, sun_path) + len) as socklen_t;
    }
    (offsetof!(sockaddr_un, sun_path) + len + 1) as socklen_t
}

/// Sends a text, and a descriptor beside it.
fn send_fd(sock: c_int, text: &str, fd: c_int) -> ssize_t {
    let msg = &mut msghdr::zeroed();
    let iov = &mut [iovec::zeroed()];
    let control = &mut [0u8; CMSG_SPACE(size_of::<c_int>())];

    // 1. At least one byte has to go with it.
    iov[0].iov_len = strlen(text);
    iov[0].iov_base = text.into();
    msg.msg_iov = iov;
    msg.msg_iovlen = 1;

    // 2. The descriptor is the data of a control message.
    msg.msg_controllen = sizeof(control);
    msg.msg_control = control.into();
    let mut cmsg = CMSG_FIRSTHDR(msg);
    cmsg.set_cmsg_level(SOL_SOCKET);
    cmsg.set_cmsg_type(SCM_RIGHTS);
    cmsg.set_cmsg_len(CMSG_LEN(sizeof(&fd)));
    memcpy(&mut CMSG_DATA(cmsg), &fd, sizeof(&fd));

    sendmsg(sock, msg, 0)
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_un::zeroed();

    if argv.len() != 3 || argv[1].is_empty() || argv[2].is_empty() {
        eprintln!("usage: {} path file", argv[0]);
        exit(1);
    }
    let server_len = address_of(&argv[1], server_addr);
    if server_len == 0 {
        eprintln!("the path is too long");
        exit(1);
    }

    let fd = open(&argv[2], O_RDONLY, 0);
    if fd == -1 {
        perror("open");
        exit(1);
    }
    let sock = socket(PF_UNIX, SOCK_STREAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    if connect(sock, server_addr, server_len) == -1 {
        perror("connect");
        exit(1);
    }
    if send_fd(sock, &argv[2], fd) == -1 {
        perror("sendmsg");
        exit(1);
    }

    // 3. The other has one of its own by now, even if it has not taken it yet.
    close(fd);
    close(sock);
}
