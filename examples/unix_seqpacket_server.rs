//! Takes records at a path or at an abstract name, and says of each how long it is: the answers are
//! records, too. What does not fit its buffer of 16 bytes is cut off, and the next record is the
//! next.
//!
//!     cargo run --example unix_seqpacket_server -- path [connections]
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

fn serve(sock: c_int) {
    let buf = &mut [0u8; 16];
    let mut records = 0;

    // 1. One call takes one record, never two. With MSG_TRUNC it says how long that was, and not
    // only how much of it is in the buffer. Of one without bytes it says what it says at the end.
    let mut n;
    while {
        n = recv(sock, buf, sizeof(buf), MSG_TRUNC);
        n > 0
    } {
        let kept = sizeof(buf).min(n as usize);
        records += 1;
        let more = if kept < n as usize { " and more" } else { "" };
        println!("record {records}: {}{more}", cstr(&buf[..kept]));

        // 2. One call makes one record.
        let answer = format!("record {records} has {n} bytes");
        if send(sock, &answer, answer.len(), MSG_NOSIGNAL) == -1 {
            perror("send");
            return;
        }
    }
    if n == -1 {
        perror("recv");
    }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_un::zeroed();
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

    let server_sock = socket(PF_UNIX, SOCK_SEQPACKET, 0);
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
        serve(client_sock);
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
