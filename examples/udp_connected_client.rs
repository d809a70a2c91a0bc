//! Sends each line of standard input over a UDP socket that is connected, and prints what comes back.
//!
//!     cargo run --example udp_connected_client -- address port
//!
//! To connect sends nothing. It tells the kernel whom this socket talks to: others are not heard, the
//! address need not be given again, and that nobody is at the port is an error, not silence.

use berkeley::{arpa::inet::*, errno::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let (server_addr, local_addr) = (&mut sockaddr_in::zeroed(), &mut sockaddr_in::zeroed());
    let line = &mut [0u8; 1000];
    let answer = &mut [0u8; 1001];
    let port = if argv.len() > 2 { port_of(&argv[2]) } else { -1 };
    let address = if argv.len() > 1 { &argv[1] } else { "127.0.0.1" };

    if argv.len() > 3 || port == -1 || inet_pton(AF_INET, address, &mut server_addr.sin_addr) != 1 {
        eprintln!("usage: {} address port", argv[0]);
        exit(1);
    }

    let sock = socket(PF_INET, SOCK_DGRAM, 0);
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

    // 1. The kernel has chosen a port, and the address that routes to the server begin at.
    let mut len = sizeof(local_addr) as socklen_t;
    if getsockname(sock, local_addr, &mut len) == -1 {
        perror("getsockname");
        exit(1);
    }
    println!("from {} port {}", inet_ntoa(local_addr.sin_addr), ntohs(local_addr.sin_port));

    // 2. read and write do, as over TCP; but each is a datagram.
    let mut n;
    while {
        n = read(STDIN_FILENO, line, sizeof(line));
        n > 0
    } {
        if write(sock, line, n) == -1 {
            perror("write");
            exit(1);
        }
        n = read(sock, answer, sizeof(answer) - 1);

        // 3. The host has sent an ICMP message: there is no such port. Perhaps there will be.
        if n == -1 && errno() == ECONNREFUSED {
            println!("nobody is there: {}", strerror(errno()));
            continue;
        }
        if n == -1 {
            perror("read");
            exit(1);
        }
        answer[n as usize] = b'\0';
        print!("{}", cstr(answer));
    }
    if n == -1 {
        perror("read");
        exit(1);
    }

    close(sock);
}
