// An echo server with a child for each client.

use berkeley::{arpa::inet::*, errno::*, signal::*, stdio::*, stdlib::*, sys::wait::*, unistd::*};
use core::ffi::c_int;

fn reap(_signum: c_int) {
    // Behind the call that the signal interrupts, somebody may look at errno.
    let saved = errno();
    while waitpid(-1, NULL, WNOHANG) > 0 {}
    set_errno(saved);
}

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
    let sa = &mut sigaction::zeroed();
    sa.set_sa_handler(reap);
    sigemptyset(&mut sa.sa_mask);
    sa.sa_flags = SA_RESTART;
    if sigaction(SIGCHLD, sa, NULL) == -1 {
        perror("sigaction");
        exit(1);
    }
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
