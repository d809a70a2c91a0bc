// A client that prints what the server at a port of this machine says, at any of its addresses.
// Some servers are found, others are not: connect: Connection refused

use berkeley::{arpa::inet::*, netdb::*, stdio::*, stdlib::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let hints = &mut addrinfo::zeroed();
    let mut res = AddrInfoPtr::NULL;
    let message = &mut [0u8; 30];
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    let status = getaddrinfo(NULL, &argv[1], hints, &mut res);
    if status != 0 {
        eprintln!("getaddrinfo: {}", gai_strerror(status));
        exit(1);
    }

    let p = &res;
    let sock = socket(p.ai_family, p.ai_socktype, p.ai_protocol);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    if connect(sock, &p.ai_addr, p.ai_addrlen) == -1 {
        perror("connect");
        exit(1);
    }
    freeaddrinfo(res);

    loop {
        let n = read(sock, message, sizeof(message));
        if n == -1 {
            perror("read");
            exit(1);
        }
        if n == 0 {
            break;
        }
        write(STDOUT_FILENO, message, n);
    }
    close(sock);
}
