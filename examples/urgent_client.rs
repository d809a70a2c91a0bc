//! Sends some ordinary bytes and two urgent ones, with a pause between them.
//!
//!     cargo run --example urgent_client [port [address]]

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let port = if argv.len() > 1 { atoi(&argv[1]) } else { 12345 };
    let address = if argv.len() > 2 { &argv[2] } else { "127.0.0.1" };

    let sock = socket(PF_INET, SOCK_STREAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = inet_addr(address);
    server_addr.sin_port = htons(port as in_port_t);
    if connect(sock, server_addr, sizeof(server_addr)) == -1 {
        perror("connect");
        exit(1);
    }

    usleep(300000);
    write(sock, "123", 3);
    usleep(300000);
    send(sock, "4", 1, MSG_OOB);
    usleep(300000);
    write(sock, "56", 2);
    usleep(300000);
    send(sock, "7", 1, MSG_OOB);
    usleep(300000);
    write(sock, "89", 2);

    close(sock);
}
