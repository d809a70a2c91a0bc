// Finding: other-port

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let message = b"Hello, Client!\0";

    let server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }

    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server_addr.sin_port = htonl(atoi(&argv[1]) as u32) as in_port_t;

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
    write(client_sock, message, sizeof(message));

    close(client_sock);
    close(server_sock);
}
