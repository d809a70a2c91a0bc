// Finding: client-missing

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, sys::select::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let [readers, ready] = &mut [fd_set::zeroed(); 2];
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

    FD_ZERO(readers);
    FD_SET(server_sock, readers);
    let mut maxfd = server_sock;
    loop {
        *ready = *readers; // select leaves in it what is ready
        if select(maxfd + 1, ready, NULL, NULL, NULL) == -1 {
            perror("select");
            exit(1);
        }

        for sock in 0..=maxfd {
            if sock == server_sock || !FD_ISSET(sock, ready) {
                continue;
            }
            let n = read(sock, buf, sizeof(buf));
            if n <= 0 || write(sock, buf, n) == -1 {
                FD_CLR(sock, readers);
                close(sock);
            }
        }

        if FD_ISSET(server_sock, ready) {
            let client_sock = accept(server_sock, NULL, NULL);
            if client_sock == -1 {
                perror("accept");
                exit(1);
            }
            if client_sock > maxfd {
                maxfd = client_sock;
            }
        }
    }
}
