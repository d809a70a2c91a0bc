// A client that sends a poem, and prints how many lines the server has counted in it.

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let poem = "An old silent pond.\nA frog jumps into the pond.\nSplash! Silence again.\n";
    let answer = &mut [0u8; 30];
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server_addr.sin_port = htons(atoi(&argv[1]) as in_port_t);
    if connect(sock, server_addr, sizeof(server_addr)) == -1 {
        perror("connect");
        exit(1);
    }

    if write(sock, poem, poem.len()) == -1 {
        perror("write");
        exit(1);
    }
    if shutdown(sock, SHUT_WR) == -1 {
        perror("shutdown");
        exit(1);
    }

    loop {
        let n = read(sock, answer, sizeof(answer));
        if n == -1 {
            perror("read");
            exit(1);
        }
        if n == 0 {
            break;
        }
        print!("{}", String::from_utf8_lossy(&answer[..n as usize]));
    }

    close(sock);
}
