// Finding: naps

use berkeley::{arpa::inet::*, errno::*, fcntl::*, stdio::*, stdlib::*, unistd::*};
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

/// What has nothing to read is not to keep the other waiting.
fn set_nonblocking(sock: c_int) {
    if fcntl(sock, F_SETFL, fcntl(sock, F_GETFL, 0) | O_NONBLOCK) == -1 {
        perror("fcntl");
        exit(1);
    }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let buf = &mut [0u8; 1000];
    let socks = &mut [connect_to(&argv[1]), connect_to(&argv[2])];
    set_nonblocking(socks[0]);
    set_nonblocking(socks[1]);

    while *socks != [-1, -1] {
        for sock in &mut *socks {
            if *sock == -1 {
                continue;
            }
            let n = read(*sock, buf, sizeof(buf));
            if n == -1 && errno() == EAGAIN {
                continue; // nothing yet
            }
            if n == -1 {
                perror("read");
                exit(1);
            }
            if n == 0 {
                close(*sock);
                *sock = -1;
                continue;
            }
            write(STDOUT_FILENO, buf, n);
        }
        usleep(1000);
    }
}
