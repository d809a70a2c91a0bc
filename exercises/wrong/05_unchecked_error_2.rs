// Finding: silent

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let message = &mut [0u8; 30];

    let sock = socket(PF_INET, SOCK_STREAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server_addr.sin_port = htons(atoi(&argv[1]) as in_port_t);

    if connect(sock, server_addr, sizeof(server_addr)) == -1 {
        exit(1);
    }
    memset(message, 0, sizeof(message));
    if read(sock, message, sizeof(message) - 1) == -1 {
        perror("read");
    }
    println!("Message from server: {}", cstr(message));

    close(sock);
}
