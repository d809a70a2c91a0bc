// Finding: overwrites

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let record = &mut [0u8; 100];
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

    loop {
        let mut got = 0;
        while got < 100 {
            let n = read(sock, record, 100 - got);
            if n == -1 {
                perror("read");
                exit(1);
            }
            if n == 0 {
                if got > 0 {
                    eprintln!("the server hung up within a record");
                    exit(1);
                }
                close(sock);
                exit(0);
            }
            got += n as usize;
        }
        println!("{}", String::from_utf8_lossy(record));
    }
}
