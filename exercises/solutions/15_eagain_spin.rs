// A client that prints what two servers say, whichever speaks, until both have hung up.

use berkeley::{arpa::inet::*, poll::*, stdio::*, stdlib::*, unistd::*};
use core::ffi::c_int;

fn connect_to(port: &str) -> c_int {
    let server_addr = &mut sockaddr_in::zeroed();
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server_addr.sin_port = htons(atoi(port) as in_port_t);
    if connect(sock, server_addr, sizeof(server_addr)) == -1 {
        perror("connect");
        exit(1);
    }
    sock
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let buf = &mut [0u8; 1000];
    let fds = &mut [pollfd::zeroed(); 2];
    for i in 0..2 {
        fds[i].fd = connect_to(&argv[1 + i]);
        fds[i].events = POLLIN;
    }

    while fds[0].fd != -1 || fds[1].fd != -1 {
        if poll(fds, 2, -1) == -1 {
            perror("poll");
            exit(1);
        }
        for server in &mut *fds {
            if server.fd == -1 || server.revents == 0 {
                continue;
            }
            let n = read(server.fd, buf, sizeof(buf));
            if n == -1 {
                perror("read");
                exit(1);
            }
            if n == 0 {
                close(server.fd);
                server.fd = -1; // poll skips it
                continue;
            }
            write(STDOUT_FILENO, buf, n);
        }
    }
}
