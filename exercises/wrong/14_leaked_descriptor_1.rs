// Finding: wrong-one

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let buf = &mut [0u8; 30];
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
        let n = read(client_sock, buf, sizeof(buf));
        if n == -1 {
            perror("read");
        }
        if n <= 0 {
            continue;
        }
        let text = String::from_utf8_lossy(&buf[..n as usize]);
        let Ok(number) = text.trim_end().parse::<i64>() else {
            write(client_sock, "not a number\n", 13);
            continue;
        };
        let answer = format!("{}\n", i128::from(number) * i128::from(number));
        write(client_sock, &answer, answer.len());
        close(server_sock);
    }
}
