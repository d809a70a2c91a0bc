// An echo server with a child for each client.
// Those that have ended stay in the list of ps, as <defunct>, until there can be no more.

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, unistd::*};
use core::ffi::c_int;

fn echo(sock: c_int) {
    let buf = &mut [0u8; 1000];
    loop {
        let n = read(sock, buf, sizeof(buf));
        if n <= 0 || write(sock, buf, n) == -1 {
            return;
        }
    }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server_addr.sin_port = htons(atoi(&argv[1]) as in_port_t);
    if bind(server_sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }
    if listen(server_sock, 5) == -1 {
        perror("listen");
        exit(1);
    }

    loop {
        let client_sock = accept(server_sock, NULL, NULL);
        if client_sock == -1 {
            perror("accept");
            exit(1);
        }
        let pid = fork();
        if pid == -1 {
            perror("fork");
            exit(1);
        }
        if pid == 0 {
            close(server_sock);
            echo(client_sock);
            exit(0);
        }
        close(client_sock);
    }
}
