//! Sends some ordinary bytes and two urgent ones, with a pause between them.
//!
//!     cargo run --example urgent_client -- address port

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let port = if argv.len() > 2 { port_of(&argv[2]) } else { -1 };
    let address = if argv.len() > 1 { &argv[1] } else { "127.0.0.1" };

    if argv.len() > 3 || port == -1 || inet_pton(AF_INET, address, &mut server_addr.sin_addr) != 1 {
        eprintln!("usage: {} address port", argv[0]);
        exit(1);
    }

    let sock = socket(PF_INET, SOCK_STREAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = inet_addr(address);
    server_addr.sin_port = htons(port as in_port_t);
    if connect(sock, server_addr, sizeof(server_addr)) == -1 {
        perror("connect");
        exit(1);
    }

    usleep(300000);
    write(sock, "123", 3);
    usleep(300000);
    send(sock, "4", 1, MSG_OOB);
    usleep(300000);
    write(sock, "56", 2);
    usleep(300000);
    send(sock, "7", 1, MSG_OOB);
    usleep(300000);
    write(sock, "89", 2);

    close(sock);
}
