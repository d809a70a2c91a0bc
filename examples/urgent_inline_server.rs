//! Takes one connection, and prints what comes over it: the ordinary bytes, and the urgent ones, which
//! come in line with them, each behind a mark.
//!
//!     cargo run --example urgent_inline_server -- port

use berkeley::{arpa::inet::*, poll::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let pfd = &mut pollfd::zeroed();
    let buf = &mut [0u8; 100];
    let on = &1;
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

    // 1. The urgent bytes stay where they are among the others.
    if setsockopt(client_sock, SOL_SOCKET, SO_OOBINLINE, on, sizeof(on)) == -1 {
        perror("setsockopt");
        exit(1);
    }

    loop {
        // 2. Where there is nothing yet to read, there is no mark yet, either.
        pfd.fd = client_sock;
        pfd.events = POLLIN;
        if poll(pfd, 1, -1) == -1 {
            perror("poll");
            exit(1);
        }
        let at_mark = sockatmark(client_sock);
        if at_mark == -1 {
            perror("sockatmark");
            exit(1);
        }

        // 3. What is read ends before the mark. At the mark, the first byte is the urgent one.
        let n = read(client_sock, buf, if at_mark != 0 { 1 } else { sizeof(buf) - 1 });
        if n == -1 {
            perror("read");
            exit(1);
        }
        if n == 0 {
            break;
        }
        buf[n as usize] = b'\0';
        println!("{}: {}", if at_mark != 0 { "urgent" } else { "read" }, cstr(buf));
    }

    close(client_sock);
    close(server_sock);
}
