//! An echo server for one client at a time: sends back what it reads, until the client hangs up.
//! Whoever calls meanwhile waits in the queue.
//!
//!     cargo run --example echo_server -- port [connections]
//!
//! After so many connections it ends; without the second argument it goes on for ever.

use berkeley::{arpa::inet::*, signal::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;

fn echo(sock: c_int) {
    let buf = &mut [0u8; 4096];

    let mut n;
    while {
        n = read(sock, buf, sizeof(buf));
        n > 0
    } {
        // It waits until all is sent: only a signal's handler could cut that short.
        if write(sock, buf, n) == -1 {
            perror("write");
            return;
        }
    }
    if n == -1 {
        perror("read");
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
    let client_addr = &mut sockaddr_in::zeroed();
    let client_addr_len = &mut 0;
    let on = &1;
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };
    let mut connections = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };

    if argv.len() > 3 || port == -1 {
        eprintln!("usage: {} port [connections]", argv[0]);
        exit(1);
    }

    // 1. To write to a client that is gone is an error like others, not this program's end.
    signal(SIGPIPE, SIG_IGN);

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

    // 3. One client after the other.
    while connections != 0 {
        *client_addr_len = sizeof(client_addr) as socklen_t;
        let client_sock = accept(server_sock, client_addr, client_addr_len);
        if client_sock == -1 {
            perror("accept");
            exit(1);
        }
        println!(
            "{} calls from port {}",
            inet_ntoa(client_addr.sin_addr),
            ntohs(client_addr.sin_port)
        );
        echo(client_sock);
        println!("{} has hung up", inet_ntoa(client_addr.sin_addr));
        close(client_sock);
        if connections > 0 {
            connections -= 1;
        }
    }

    close(server_sock);
}
