//! An echo server that forks for each connection, and reaps its children as they end.
//!
//!     cargo run --example fork_server -- port [connections]
//!
//! After so many connections it ends; without the second argument it goes on for ever.

use berkeley::{
    arpa::inet::*, errno::*, signal::*, stdio::*, stdlib::*, string::*, sys::wait::*, unistd::*,
};
use core::ffi::c_int;

fn reap(_signum: c_int) {
    // Signals merge: several children may have ended.
    let saved = errno();
    while waitpid(-1, NULL, WNOHANG) > 0 {}
    set_errno(saved);
}

fn echo(sock: c_int) {
    let buf = &mut [0u8; 4096];

    let mut n;
    while {
        n = read(sock, buf, sizeof(buf));
        n > 0
    } {
        if write(sock, buf, n) == -1 {
            perror("write");
            exit(1);
        }
    }
    if n == -1 {
        perror("read");
        exit(1);
    }
}

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let sa = &mut sigaction::zeroed();
    let on = &1;
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };
    let mut connections = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };

    if argv.len() > 3 || port == -1 {
        eprintln!("usage: {} port [connections]", argv[0]);
        exit(1);
    }

    // 1. Children that end are reaped; accept goes on meanwhile.
    memset(sa, 0, sizeof(sa));
    sa.set_sa_handler(reap);
    sigemptyset(&mut sa.sa_mask);
    sa.sa_flags = SA_RESTART;
    if sigaction(SIGCHLD, sa, NULL) == -1 {
        perror("sigaction");
        exit(1);
    }

    // 2. Listen.
    let server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }
    setsockopt(server_sock, SOL_SOCKET, SO_REUSEADDR, on, sizeof(on));
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port as in_port_t);
    if bind(server_sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }
    if listen(server_sock, SOMAXCONN) == -1 {
        perror("listen");
        exit(1);
    }

    // 3. A child for each connection.
    while connections != 0 {
        let client_sock = accept(server_sock, NULL, NULL);
        if client_sock == -1 {
            perror("accept");
            exit(1);
        }
        match fork() {
            -1 => {
                perror("fork");
                exit(1);
            }
            0 => {
                close(server_sock);
                echo(client_sock);
                close(client_sock);
                exit(0);
            }
            _ => {}
        }
        close(client_sock);
        if connections > 0 {
            connections -= 1;
        }
    }

    // 4. The children that are left.
    close(server_sock);
    while wait(NULL) > 0 {}
}
