//! Is passed a descriptor over a Unix socket, and prints what can be read from it: of a file that
//! it may have no right to open, or that has no name any more.
//!
//!     cargo run --example fd_receiver -- path
//!
//! A path that begins with @ is an abstract name; a file that is at any other is removed.

use berkeley::{errno::*, stdio::*, stdlib::*, string::*, sys::socket::*, sys::un::*, unistd::*};
use core::ffi::c_int;
use std::io::Write;

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

/// Receives a text, and the descriptor beside it; -1 if none came.
fn receive_fd(sock: c_int, text: &mut [u8]) -> c_int {
    let msg = &mut msghdr::zeroed();
    let iov = &mut [iovec::zeroed()];
    let control = &mut [0u8; CMSG_SPACE(size_of::<c_int>())];
    let fd = &mut -1;

    iov[0].iov_len = sizeof(text) - 1;
    iov[0].iov_base = (&mut *text).into();
    msg.msg_iov = iov;
    msg.msg_iovlen = 1;
    msg.msg_controllen = sizeof(control);
    msg.msg_control = control.into();

    // 1. It is open from the moment on that it is received: in a program that starts others, they
    // are not to inherit it.
    let n = recvmsg(sock, msg, MSG_CMSG_CLOEXEC);
    if n == -1 {
        perror("recvmsg");
        return -1;
    }

    // 2. What did not fit is closed by the kernel.
    if msg.msg_flags & MSG_CTRUNC != 0 {
        eprintln!("there is room for one descriptor, and more came");
        return -1;
    }

    // 3. There may be none; and where there is room for one, there may be room for two.
    let cmsg = CMSG_FIRSTHDR(msg);
    if cmsg == NULL
        || cmsg.cmsg_level != SOL_SOCKET
        || cmsg.cmsg_type != SCM_RIGHTS
        || cmsg.cmsg_len != CMSG_LEN(sizeof(fd))
    {
        eprintln!("not one descriptor came");
        return -1;
    }
    memcpy(fd, &CMSG_DATA(cmsg), sizeof(fd));
    text[n as usize] = b'\0';
    *fd
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_un::zeroed();
    let (text, buf) = (&mut [0u8; 256], &mut [0u8; 4096]);

    if argv.len() != 2 || argv[1].is_empty() {
        eprintln!("usage: {} path", argv[0]);
        exit(1);
    }
    let server_len = address_of(&argv[1], server_addr);
    if server_len == 0 {
        eprintln!("the path is too long");
        exit(1);
    }

    let server_sock = socket(PF_UNIX, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }
    if !argv[1].starts_with('@') && unlink(&argv[1]) == -1 && errno() != ENOENT {
        perror("unlink");
        exit(1);
    }
    if bind(server_sock, server_addr, server_len) == -1 {
        perror("bind");
        exit(1);
    }
    if listen(server_sock, 1) == -1 {
        perror("listen");
        exit(1);
    }
    let client_sock = accept(server_sock, NULL, NULL);
    if client_sock == -1 {
        perror("accept");
        exit(1);
    }

    // 4. One is enough.
    close(server_sock);
    if !argv[1].starts_with('@') && unlink(&argv[1]) == -1 {
        perror("unlink");
    }

    let fd = receive_fd(client_sock, text);
    close(client_sock);
    if fd == -1 {
        exit(1);
    }
    println!("{}:", cstr(text));
    let mut n;
    while {
        n = read(fd, buf, sizeof(buf));
        n > 0
    } {
        let _ = std::io::stdout().write_all(&buf[..n as usize]);
    }
    if n == -1 {
        perror("read");
        exit(1);
    }
    close(fd);
}
