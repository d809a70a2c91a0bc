//! Sends a message to a server at a path or at an abstract name, says that this is all, and prints
//! what comes back.
//!
//!     cargo run --example unix_stream_client -- path message

use berkeley::{stdio::*, stdlib::*, string::*, sys::socket::*, sys::un::*, unistd::*};
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

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_un::zeroed();
    let buf = &mut [0u8; 4096];

    if argv.len() != 3 || argv[1].is_empty() {
        eprintln!("usage: {} path message", argv[0]);
        exit(1);
    }
    let server_len = address_of(&argv[1], server_addr);
    if server_len == 0 {
        eprintln!("the path is too long");
        exit(1);
    }

    // 1. Call the server. This side needs no name.
    let sock = socket(PF_UNIX, SOCK_STREAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    if connect(sock, server_addr, server_len) == -1 {
        perror("connect");
        exit(1);
    }

    // 2. Send, and say that there is no more: the server reads an end, and may answer still.
    let len = strlen(&argv[2]);
    let mut sent = 0;
    while sent < len {
        let n = write(sock, &argv[2].as_bytes()[sent..], len - sent);
        if n == -1 {
            perror("write");
            exit(1);
        }
        sent += n as usize;
    }
    if shutdown(sock, SHUT_WR) == -1 {
        perror("shutdown");
        exit(1);
    }

    // 3. A stream has no messages: what was sent in one call may come in many.
    let mut n;
    while {
        n = read(sock, buf, sizeof(buf));
        n > 0
    } {
        let _ = std::io::stdout().write_all(&buf[..n as usize]);
    }
    if n == -1 {
        perror("read");
        exit(1);
    }
    println!();

    close(sock);
}
