//! Says who is at the other end: who connected (SO_PEERCRED), and who sent what came then
//! (SCM_CREDENTIALS), which may be another one that has inherited the connection. The kernel says
//! it, and nobody can claim to be who he is not: root may.
//!
//!     cargo run --example peer_credentials -- path [connections]
//!
//! A path that begins with @ is an abstract name; a file that is at any other is removed. After so
//! many connections it ends; without the second argument it goes on for ever.

use berkeley::{errno::*, stdio::*, stdlib::*, string::*, sys::socket::*, sys::un::*, unistd::*};
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

fn print_cred(cred: &ucred) {
    println!("process {}, user {}, group {}", cred.pid, cred.uid, cred.gid);
}

/// Receives some bytes, and the credentials beside them.
fn receive(sock: c_int, buf: &mut [u8], cred: &mut ucred) -> ssize_t {
    let msg = &mut msghdr::zeroed();
    let iov = &mut [iovec::zeroed()];
    let control = &mut [0u8; CMSG_SPACE(size_of::<ucred>())];

    iov[0].iov_len = sizeof(buf);
    iov[0].iov_base = buf.into();
    msg.msg_iov = iov;
    msg.msg_iovlen = 1;
    msg.msg_controllen = sizeof(control);
    msg.msg_control = control.into();
    let n = recvmsg(sock, msg, 0);
    if n > 0 {
        let mut cmsg = CMSG_FIRSTHDR(msg);
        while cmsg != NULL {
            if cmsg.cmsg_level == SOL_SOCKET
                && cmsg.cmsg_type == SCM_CREDENTIALS
                && cmsg.cmsg_len == CMSG_LEN(sizeof(cred))
            {
                memcpy(cred, &CMSG_DATA(cmsg), sizeof(cred));
            }
            cmsg = CMSG_NXTHDR(msg, cmsg);
        }
    }
    n
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_un::zeroed();
    let cred = &mut ucred::zeroed();
    let buf = &mut [0u8; 4096];
    let on = &1;
    let mut connections = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };

    if argv.len() < 2 || argv.len() > 3 || argv[1].is_empty() {
        eprintln!("usage: {} path [connections]", argv[0]);
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

    // 1. Of what is sent before this option is set, nobody notes the sender. So the socket that
    // listens gets it, before it does: those that it accepts have it, too.
    if setsockopt(server_sock, SOL_SOCKET, SO_PASSCRED, on, sizeof(on)) == -1 {
        perror("setsockopt");
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
    if listen(server_sock, SOMAXCONN) == -1 {
        perror("listen");
        exit(1);
    }

    while connections != 0 {
        let client_sock = accept(server_sock, NULL, NULL);
        if client_sock == -1 {
            perror("accept");
            exit(1);
        }

        // 2. As they were when it connected.
        let mut cred_len = sizeof(cred) as socklen_t;
        if getsockopt(client_sock, SOL_SOCKET, SO_PEERCRED, cred, &mut cred_len) == -1 {
            perror("getsockopt");
            exit(1);
        }
        print!("connected: ");
        print_cred(cred);

        // 3. As they were when it sent. What two have sent is not received in one piece.
        let mut n;
        while {
            n = receive(client_sock, buf, cred);
            n > 0
        } {
            print!("sent {n} bytes: ");
            print_cred(cred);
        }
        if n == -1 {
            perror("recvmsg");
        }
        close(client_sock);
        if connections > 0 {
            connections -= 1;
        }
    }

    close(server_sock);
    if !argv[1].starts_with('@') && unlink(&argv[1]) == -1 {
        perror("unlink");
    }
}
