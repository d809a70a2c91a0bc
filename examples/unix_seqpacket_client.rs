//! Sends each argument as a record of its own, all of them at once, and prints the answers: there
//! are as many, since records stay apart, as datagrams do, on a connection that keeps their order,
//! as a stream does.
//!
//!     cargo run --example unix_seqpacket_client -- path message...

use berkeley::{stdio::*, stdlib::*, string::*, sys::socket::*, sys::un::*, unistd::*};

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
    let answer = &mut [0u8; 64];

    if argv.len() < 3 || argv[1].is_empty() {
        eprintln!("usage: {} path message...", argv[0]);
        exit(1);
    }
    let server_len = address_of(&argv[1], server_addr);
    if server_len == 0 {
        eprintln!("the path is too long");
        exit(1);
    }

    let sock = socket(PF_UNIX, SOCK_SEQPACKET, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    if connect(sock, server_addr, server_len) == -1 {
        perror("connect");
        exit(1);
    }

    // 1. A record is sent whole or not at all: there is no rest to be sent again.
    for message in &argv[2..] {
        if send(sock, message, strlen(message), 0) == -1 {
            perror("send");
            exit(1);
        }
    }
    if shutdown(sock, SHUT_WR) == -1 {
        perror("shutdown");
        exit(1);
    }

    // 2. By now several answers may lie here: each comes by itself.
    let mut n;
    while {
        n = recv(sock, answer, sizeof(answer), 0);
        n > 0
    } {
        println!("{}", cstr(&answer[..n as usize]));
    }
    if n == -1 {
        perror("recv");
        exit(1);
    }

    close(sock);
}
