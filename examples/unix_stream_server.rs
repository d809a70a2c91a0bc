//! An echo server for the programs of this host: a stream, as over TCP, at a path or at an abstract
//! name.
//!
//!     cargo run --example unix_stream_server -- path [connections]
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

/// Returns what comes until the client has no more, and says how much that was.
fn echo(sock: c_int) {
    let buf = &mut [0u8; 4096];
    let mut total = 0;

    let mut n;
    while {
        n = read(sock, buf, sizeof(buf));
        n > 0
    } {
        let mut sent = 0;
        while sent < n {
            let written = send(sock, &buf[sent as usize..], n - sent, MSG_NOSIGNAL);
            if written == -1 {
                perror("send");
                return;
            }
            sent += written;
        }
        total += n;
    }
    if n == -1 {
        perror("read");
    }
    println!("{total} bytes");
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

    let server_sock = socket(PF_UNIX, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }

    // 1. The file of a server that has ended is in the way, and nobody hears there.
    if !argv[1].starts_with('@') && unlink(&argv[1]) == -1 && errno() != ENOENT {
        perror("unlink");
        exit(1);
    }

    // 2. Here the name of a file, in place of an address and a port.
    if bind(server_sock, server_addr, server_len) == -1 {
        perror("bind");
        exit(1);
    }
    if listen(server_sock, SOMAXCONN) == -1 {
        perror("listen");
        exit(1);
    }

    // 3. From here on it is as with TCP.
    while connections != 0 {
        let client_sock = accept(server_sock, NULL, NULL);
        if client_sock == -1 {
            perror("accept");
            exit(1);
        }
        echo(client_sock);
        close(client_sock);
        if connections > 0 {
            connections -= 1;
        }
    }

    // 4. The socket goes, its file stays.
    close(server_sock);
    if !argv[1].starts_with('@') && unlink(&argv[1]) == -1 {
        perror("unlink");
    }
}
