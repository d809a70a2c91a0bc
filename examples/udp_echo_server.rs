//! An echo server over UDP: sends each datagram back to where it came from.
//!
//!     cargo run --example udp_echo_server -- port [datagrams]
//!
//! After so many datagrams it ends; without the second argument it goes on for ever.

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let (server_addr, client_addr) = (&mut sockaddr_in::zeroed(), &mut sockaddr_in::zeroed());
    let buf = &mut [0u8; 65536]; // No datagram is larger.
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };
    let mut datagrams = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };

    if argv.len() > 3 || port == -1 {
        eprintln!("usage: {} port [datagrams]", argv[0]);
        exit(1);
    }

    // 1. A socket with a port is all: there is nothing to listen for and nobody to accept.
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port as in_port_t);
    if bind(sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }

    // 2. One socket serves all clients: each datagram comes with the address of its sender.
    while datagrams != 0 {
        let mut len = sizeof(client_addr) as socklen_t;
        let n = recvfrom(sock, buf, sizeof(buf), 0, client_addr, &mut len);
        if n == -1 {
            perror("recvfrom");
            exit(1);
        }
        println!(
            "{n} bytes from {} port {}",
            inet_ntoa(client_addr.sin_addr),
            ntohs(client_addr.sin_port)
        );

        // An answer that cannot be sent is that client's loss, and nobody else's.
        if sendto(sock, buf, n, 0, client_addr, len) == -1 {
            perror("sendto");
        }
        if datagrams > 0 {
            datagrams -= 1;
        }
    }

    close(sock);
}
