//! Prints what is sent to a port of this host: to the host alone, or to all of the network.
//!
//!     cargo run --example broadcast_receiver -- port [datagrams]
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
    let (local_addr, from_addr) = (&mut sockaddr_in::zeroed(), &mut sockaddr_in::zeroed());
    let message = &mut [0u8; 1000];
    let on = &1;
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };
    let mut datagrams = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };

    if argv.len() > 3 || port == -1 {
        eprintln!("usage: {} port [datagrams]", argv[0]);
        exit(1);
    }

    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }

    // 1. Several programs of a host may listen to the same port. Each gets what is sent to all.
    if setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, on, sizeof(on)) == -1 {
        perror("setsockopt");
        exit(1);
    }

    // 2. Bound to the host's own address, it would not get what is sent to the network's.
    memset(local_addr, 0, sizeof(local_addr));
    local_addr.sin_family = AF_INET as sa_family_t;
    local_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    local_addr.sin_port = htons(port as in_port_t);
    if bind(sock, local_addr, sizeof(local_addr)) == -1 {
        perror("bind");
        exit(1);
    }

    // 3. The sender's own address is an ordinary one: it could be answered.
    while datagrams != 0 {
        let mut len = sizeof(from_addr) as socklen_t;
        let n = recvfrom(sock, message, sizeof(message) - 1, 0, from_addr, &mut len);
        if n == -1 {
            perror("recvfrom");
            exit(1);
        }
        message[n as usize] = b'\0';
        println!("{}: {}", inet_ntoa(from_addr.sin_addr), cstr(message));
        if datagrams > 0 {
            datagrams -= 1;
        }
    }

    close(sock);
}
