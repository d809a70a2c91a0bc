//! The client: calls the server, reads one message and prints it.
//!
//!     cargo run --example hello_client [address [port]]

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
    let message = &mut [0u8; 30];
    let port = if argv.len() > 2 { port_of(&argv[2]) } else { 12345 };
    let address = if argv.len() > 1 { &argv[1] } else { "127.0.0.1" };

    if argv.len() > 3 || port == -1 || inet_pton(AF_INET, address, &mut server_addr.sin_addr) != 1 {
        eprintln!("usage: {} [address [port]]", argv[0]);
        exit(1);
    }

    // 1. Make a socket.
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }

    // 2. The address of the server.
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = inet_addr(address);
    server_addr.sin_port = htons(port as in_port_t);

    // 3. Call it.
    if connect(sock, server_addr, sizeof(server_addr)) == -1 {
        perror("connect");
        exit(1);
    }

    // 4. Read what it says, leaving room for a NUL.
    memset(message, 0, sizeof(message));
    let str_len = read(sock, message, sizeof(message) - 1);
    if str_len == -1 {
        perror("read");
        exit(1);
    }

    println!("Message from server: {}", cstr(message));

    // 5. Hang up.
    close(sock);
}
