//! The server: says hello to the first that calls, and ends.
//!
//!     cargo run --example hello_server [port]

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

pub(crate) fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let client_addr = &mut sockaddr_in::zeroed();
    let message = b"Hello, Client!\0";
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { 12345 };

    if argv.len() > 2 || port == -1 {
        eprintln!("usage: {} [port]", argv[0]);
        exit(1);
    }

    // 1. Make a socket.
    let server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }

    // 2. Its address: this port, at every address of the host.
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port as in_port_t);

    // 3. Give the socket the address.
    if bind(server_sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }

    // 4. Let it be called.
    if listen(server_sock, 5) == -1 {
        perror("listen");
        exit(1);
    }

    // 5. Take the first call.
    let mut client_addr_size = sizeof(client_addr) as socklen_t;
    let client_sock = accept(server_sock, client_addr, &mut client_addr_size);
    if client_sock == -1 {
        perror("accept");
        exit(1);
    }

    // 6. Say hello, NUL and all.
    write(client_sock, message, sizeof(message));

    // 7. Hang up.
    close(client_sock);
    close(server_sock);
}
