// A server that reads the news to whoever calls.
// A client that hangs up before it has heard them ends the server, without a word.

use berkeley::{arpa::inet::*, signal::*, stdio::*, stdlib::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let news = ["Rain in the morning.\n", "Sun at noon.\n", "A clear night.\n"];
    signal(SIGPIPE, SIG_DFL); // as in C: Rust starts its programs with SIG_IGN
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
        for line in news {
            write(client_sock, line, line.len());
        }
        close(client_sock);
    }
}
