//! Takes one connection, and prints what comes over it: the ordinary bytes as they are read, and the
//! urgent ones from the handler of SIGURG.
//!
//!     cargo run --example urgent_server -- port

use berkeley::{arpa::inet::*, fcntl::*, signal::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

static CLIENT_SOCK: AtomicI32 = AtomicI32::new(-1);

fn on_urgent(_signum: c_int) {
    let buf = &mut [0u8; 100];
    let n = recv(CLIENT_SOCK.load(Relaxed), buf, sizeof(buf) - 1, MSG_OOB);

    if n == -1 {
        perror("recv");
        return;
    }
    buf[n as usize] = b'\0';
    println!("urgent: {}", cstr(buf));
}

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let buf = &mut [0u8; 100];
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };

    if argv.len() > 2 || port == -1 {
        eprintln!("usage: {} port", argv[0]);
        exit(1);
    }

    let server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port as in_port_t);
    if bind(server_sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }
    if listen(server_sock, 5) == -1 {
        perror("listen");
        exit(1);
    }
    let client_sock = accept(server_sock, NULL, NULL);
    if client_sock == -1 {
        perror("accept");
        exit(1);
    }
    CLIENT_SOCK.store(client_sock, Relaxed);

    // 1. The signal for urgent data comes to the owner of the socket: to nobody, before.
    signal(SIGURG, on_urgent);
    if fcntl(client_sock, F_SETOWN, getpid()) == -1 {
        perror("fcntl");
        exit(1);
    }

    // 2. The ordinary data. read goes on after the handler.
    let mut n;
    while {
        n = read(client_sock, buf, sizeof(buf) - 1);
        n > 0
    } {
        buf[n as usize] = b'\0';
        println!("read: {}", cstr(buf));
    }
    if n == -1 {
        perror("read");
    }

    close(client_sock);
    close(server_sock);
}
