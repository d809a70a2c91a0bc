//! Takes one connection, and prints what comes over it: the ordinary bytes, and the urgent ones, of which
//! select tells.
//!
//!     cargo run --example urgent_select_server -- port

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, sys::select::*, unistd::*};
use core::ffi::c_int;

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let (read_fds, except_fds) = (&mut fd_set::zeroed(), &mut fd_set::zeroed());
    let buf = &mut [0u8; 100];
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };

    if argv.len() > 2 || port == -1 {
        eprintln!("usage: {} port", argv[0]);
        exit(1);
    }

    let server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port as in_port_t);
    if bind(server_sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }
    if listen(server_sock, 5) == -1 {
        perror("listen");
        exit(1);
    }
    let client_sock = accept(server_sock, NULL, NULL);
    if client_sock == -1 {
        perror("accept");
        exit(1);
    }

    loop {
        // 1. Two questions of one socket: whether there is something to read, and something urgent.
        FD_ZERO(read_fds);
        FD_ZERO(except_fds);
        FD_SET(client_sock, read_fds);
        FD_SET(client_sock, except_fds);
        if select(client_sock + 1, read_fds, NULL, except_fds, NULL) == -1 {
            perror("select");
            exit(1);
        }

        // 2. The urgent byte is not among the others. To receive it once ends the exception. (BSD
        // goes on with it until the bytes before it are read, and has EINVAL for a second recv.)
        if FD_ISSET(client_sock, except_fds) {
            let n = recv(client_sock, buf, sizeof(buf) - 1, MSG_OOB);
            if n == -1 {
                perror("recv");
                exit(1);
            }
            buf[n as usize] = b'\0';
            println!("urgent: {}", cstr(buf));
        }

        // 3. The others.
        if FD_ISSET(client_sock, read_fds) {
            let n = read(client_sock, buf, sizeof(buf) - 1);
            if n == -1 {
                perror("read");
                exit(1);
            }
            if n == 0 {
                break;
            }
            buf[n as usize] = b'\0';
            println!("read: {}", cstr(buf));
        }
    }

    close(client_sock);
    close(server_sock);
}
