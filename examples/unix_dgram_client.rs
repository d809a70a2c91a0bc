//! Sends a datagram to a path or to an abstract name, and prints the answer. For that it binds a
//! name of its own: a datagram is answered to where it came from.
//!
//!     cargo run --example unix_dgram_client -- path own_path message
//!
//! A path that begins with @ is an abstract name; a file that is at any other own path is removed.

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

/// Asks the server, and prints what it answers. 0, or 1 if something failed.
fn ask(sock: c_int, message: &str, addr: &sockaddr_un, addr_len: socklen_t) -> c_int {
    let buf = &mut [0u8; 1024];

    // No datagram is lost on its way: if nobody is there to take it, that is an error.
    let n = sendto(sock, message, strlen(message), 0, addr, addr_len);
    if n == -1 {
        perror("sendto");
        return 1;
    }
    let n = recvfrom(sock, buf, sizeof(buf), 0, NULL, NULL);
    if n == -1 {
        perror("recvfrom");
        return 1;
    }
    println!("{}", cstr(&buf[..n as usize]));
    0
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_un::zeroed();
    let client_addr = &mut sockaddr_un::zeroed();

    if argv.len() != 4 || argv[1].is_empty() || argv[2].is_empty() {
        eprintln!("usage: {} path own_path message", argv[0]);
        exit(1);
    }
    let server_len = address_of(&argv[1], server_addr);
    let client_len = address_of(&argv[2], client_addr);
    if server_len == 0 || client_len == 0 {
        eprintln!("the path is too long");
        exit(1);
    }

    // 1. Over UDP the kernel would choose a port. Here it chooses no name.
    let sock = socket(PF_UNIX, SOCK_DGRAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    if !argv[2].starts_with('@') && unlink(&argv[2]) == -1 && errno() != ENOENT {
        perror("unlink");
        exit(1);
    }
    if bind(sock, client_addr, client_len) == -1 {
        perror("bind");
        exit(1);
    }

    // 2. Question and answer.
    let status = ask(sock, &argv[3], server_addr, server_len);

    // 3. Whatever came of it, the file goes.
    close(sock);
    if !argv[2].starts_with('@') && unlink(&argv[2]) == -1 {
        perror("unlink");
    }
    exit(status);
}
