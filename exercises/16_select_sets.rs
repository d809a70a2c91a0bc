// An echo server for many clients at once.
// They are connected, all of them. Nobody ever gets an answer.

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, sys::select::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let ready = &mut fd_set::zeroed();
    let buf = &mut [0u8; 1000];
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

    FD_ZERO(ready);
    FD_SET(server_sock, ready);
    let mut maxfd = server_sock;
    loop {
        if select(maxfd, ready, NULL, NULL, NULL) == -1 {
            perror("select");
            exit(1);
        }

        for sock in 0..=maxfd {
            if sock == server_sock || !FD_ISSET(sock, ready) {
                continue;
            }
            let n = read(sock, buf, sizeof(buf));
            if n <= 0 || write(sock, buf, n) == -1 {
                FD_CLR(sock, ready);
                close(sock);
            }
        }

        if FD_ISSET(server_sock, ready) {
            let client_sock = accept(server_sock, NULL, NULL);
            if client_sock == -1 {
                perror("accept");
                exit(1);
            }
            FD_SET(client_sock, ready);
            if client_sock > maxfd {
                maxfd = client_sock;
            }
        }
    }
}
