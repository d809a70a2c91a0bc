//! Sends each line of standard input to an echo server over UDP, and prints what comes back.
//!
//!     cargo run --example udp_echo_client -- address port
//!
//! It takes an answer from its server alone, but waits for it for ever: the three clients that do
//! not are alarm_client, udp_rcvtimeo_client and udp_select_client.

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

/// Whether it is the same port of the same host. An address has further bytes, which do not count.
fn is_same(a: &sockaddr_in, b: &sockaddr_in) -> bool {
    a.sin_addr.s_addr == b.sin_addr.s_addr && a.sin_port == b.sin_port
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let (server_addr, from_addr) = (&mut sockaddr_in::zeroed(), &mut sockaddr_in::zeroed());
    let line = &mut [0u8; 1000];
    let answer = &mut [0u8; 1001];
    let port = if argv.len() > 2 { port_of(&argv[2]) } else { -1 };
    let address = if argv.len() > 1 { &argv[1] } else { "127.0.0.1" };

    if argv.len() > 3 || port == -1 || inet_pton(AF_INET, address, &mut server_addr.sin_addr) != 1 {
        eprintln!("usage: {} address port", argv[0]);
        exit(1);
    }

    // 1. The socket has no port yet: the first sendto gives it one.
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = inet_addr(address);
    server_addr.sin_port = htons(port as in_port_t);

    // 2. A datagram for each line.
    let mut n;
    while {
        n = read(STDIN_FILENO, line, sizeof(line));
        n > 0
    } {
        if sendto(sock, line, n, 0, server_addr, sizeof(server_addr)) == -1 {
            perror("sendto");
            exit(1);
        }

        // 3. Whoever knows the port can send to it. Only the server's word counts.
        loop {
            let mut len = sizeof(from_addr) as socklen_t;
            n = recvfrom(sock, answer, sizeof(answer) - 1, 0, from_addr, &mut len);
            if n == -1 {
                perror("recvfrom");
                exit(1);
            }
            if is_same(from_addr, server_addr) {
                break;
            }
            let (from, port) = (inet_ntoa(from_addr.sin_addr), ntohs(from_addr.sin_port));
            println!("not from the server, but from {from} port {port}: {n} bytes");
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
