//! The client: calls the server, reads one message and prints it.
//!
//!     cargo run --example hello_client [port [address]]

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, unistd::*};

pub(crate) fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let message = &mut [0u8; 30];
    let port = if argv.len() > 1 { atoi(&argv[1]) } else { 12345 };
    let address = if argv.len() > 2 { &argv[2] } else { "127.0.0.1" };

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
