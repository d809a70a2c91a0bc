// A server that prints each datagram on a line, up to one that says bye.
// Of those with more than 30 bytes it says how many there were.

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let message = &mut [0u8; 30];
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server_addr.sin_port = htons(atoi(&argv[1]) as in_port_t);
    if bind(sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }

    loop {
        let n = recv(sock, message, sizeof(message), MSG_TRUNC);
        if n == -1 {
            perror("recv");
            exit(1);
        }
        if n > 30 {
            println!("too long: {n} bytes");
            continue;
        }
        let text = String::from_utf8_lossy(&message[..n as usize]);
        println!("{text}");
        if text == "bye" {
            break;
        }
    }
    close(sock);
}
