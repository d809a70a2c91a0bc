//! Sends each line of standard input to an echo server, waits until all of it has come back, and
//! prints it.
//!
//!     cargo run --example echo_client -- address port

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;
use std::io::{BufRead, Read, Write};

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let port = if argv.len() > 2 { port_of(&argv[2]) } else { -1 };

    memset(server_addr, 0, sizeof(server_addr));
    if argv.len() != 3 || port == -1 || inet_pton(AF_INET, &argv[1], &mut server_addr.sin_addr) != 1
    {
        eprintln!("usage: {} address port", argv[0]);
        exit(1);
    }

    // 1. Call the server.
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_port = htons(port as in_port_t);
    if connect(sock, server_addr, sizeof(server_addr)) == -1 {
        perror("connect");
        exit(1);
    }

    // 2. Send a line. One that is too long comes in pieces, which do as well.
    let line = &mut Vec::new();
    while std::io::stdin().lock().take(4095).read_until(b'\n', line).is_ok_and(|len| len > 0) {
        let len = strlen(line);
        if write(sock, line, len) == -1 {
            perror("write");
            exit(1);
        }

        // 3. TCP keeps the order of bytes, but knows no lines: it may come back in any pieces.
        let mut got = 0;
        while got < len {
            let n = read(sock, &mut line[got..], len - got);
            if n == -1 {
                perror("read");
                exit(1);
            }
            if n == 0 {
                eprintln!("{}: the server hung up", argv[0]);
                exit(1);
            }
            got += n as usize;
        }
        let _ = std::io::stdout().write_all(&line[..len]);
        line.clear();
    }

    close(sock);
}
