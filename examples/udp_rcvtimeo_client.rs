//! A client that does not wait for ever: it asks over UDP, and the socket has an option that ends the
//! waiting.
//!
//!     cargo run --example udp_rcvtimeo_client -- address port

use berkeley::{arpa::inet::*, errno::*, stdio::*, stdlib::*, string::*, sys::time::*, unistd::*};
use core::ffi::c_int;

const TRIES: c_int = 3;

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let timeout = &mut timeval::zeroed();
    let message = b"Anybody there?\0";
    let answer = &mut [0u8; 100];
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

    // 1. From now on, a call that receives waits a second at the most.
    timeout.tv_sec = 1;
    timeout.tv_usec = 0;
    if setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, timeout, sizeof(timeout)) == -1 {
        perror("setsockopt");
        exit(1);
    }

    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = inet_addr(address);
    server_addr.sin_port = htons(port as in_port_t);

    for r#try in 1..=TRIES {
        // 2. Ask.
        if sendto(sock, message, sizeof(message), 0, server_addr, sizeof(server_addr)) == -1 {
            perror("sendto");
            exit(1);
        }

        // 3. Wait for the answer. That the time is up is the error of a call that must not wait.
        let n = recvfrom(sock, answer, sizeof(answer) - 1, 0, NULL, NULL);
        if n >= 0 {
            answer[n as usize] = b'\0';
            println!("answer: {}", cstr(answer));
            close(sock);
            exit(0);
        }
        if errno() != EAGAIN {
            perror("recvfrom");
            exit(1);
        }
        println!("no answer to question {}", r#try);
    }

    println!("giving up");
    close(sock);
    exit(1);
}
