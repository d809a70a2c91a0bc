//! Sends a message to all hosts of a network.
//!
//!     cargo run --example broadcast_sender -- address port [message]
//!
//! The address is the network's last one: ip address calls it brd. 127.255.255.255 stays on this host.

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let to_addr = &mut sockaddr_in::zeroed();
    let on = &1;
    let port = if argv.len() > 2 { port_of(&argv[2]) } else { -1 };
    let address = if argv.len() > 1 { &argv[1] } else { "127.255.255.255" };
    let message = if argv.len() > 3 { &argv[3] } else { "Anybody there?" };

    if argv.len() > 4 || port == -1 || inet_pton(AF_INET, address, &mut to_addr.sin_addr) != 1 {
        eprintln!("usage: {} address port [message]", argv[0]);
        exit(1);
    }

    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }

    // 1. Without this, sendto fails with EACCES: nobody is to call everybody by mistake.
    if setsockopt(sock, SOL_SOCKET, SO_BROADCAST, on, sizeof(on)) == -1 {
        perror("setsockopt");
        exit(1);
    }

    // 2. One datagram, for as many as there are. Nobody says whether it came.
    memset(to_addr, 0, sizeof(to_addr));
    to_addr.sin_family = AF_INET as sa_family_t;
    to_addr.sin_addr.s_addr = inet_addr(address);
    to_addr.sin_port = htons(port as in_port_t);
    if sendto(sock, message, strlen(message), 0, to_addr, sizeof(to_addr)) == -1 {
        perror("sendto");
        exit(1);
    }

    close(sock);
}
