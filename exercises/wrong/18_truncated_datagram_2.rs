// Finding: glued

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
        let mut whole = Vec::new();
        loop {
            let n = recv(sock, message, sizeof(message), 0);
            if n == -1 {
                perror("recv");
                exit(1);
            }
            whole.extend(&message[..n as usize]);
            if n < 30 {
                break;
            }
        }
        if whole.len() > 30 {
            println!("too long: {} bytes", whole.len());
            continue;
        }
        let text = String::from_utf8_lossy(&whole);
        println!("{text}");
        if text == "bye" {
            break;
        }
    }
    close(sock);
}
