// Finding: closes-at-eagain

use berkeley::{arpa::inet::*, fcntl::*, stdio::*, stdlib::*, sys::epoll::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let events = &mut [epoll_event::zeroed(); 2];
    let ev = &mut epoll_event::zeroed();
    let buf = &mut [0u8; 16];
    let epfd = epoll_create1(0);
    if epfd == -1 {
        perror("epoll_create1");
        exit(1);
    }
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for port in &argv[1..3] {
        let sock = socket(PF_INET, SOCK_STREAM, 0);
        if sock == -1 {
            perror("socket");
            exit(1);
        }
        server_addr.sin_port = htons(atoi(port) as in_port_t);
        if connect(sock, server_addr, sizeof(server_addr)) == -1 {
            perror("connect");
            exit(1);
        }
        if fcntl(sock, F_SETFL, fcntl(sock, F_GETFL, 0) | O_NONBLOCK) == -1 {
            perror("fcntl");
            exit(1);
        }
        ev.events = EPOLLIN | EPOLLET;
        ev.data.set_fd(sock);
        if epoll_ctl(epfd, EPOLL_CTL_ADD, sock, ev) == -1 {
            perror("epoll_ctl");
            exit(1);
        }
    }

    let mut open = 2;
    while open > 0 {
        let ready = epoll_wait(epfd, events, 2, -1);
        if ready == -1 {
            perror("epoll_wait");
            exit(1);
        }
        for event in &events[..ready as usize] {
            let sock = event.data.fd();
            loop {
                let n = read(sock, buf, sizeof(buf));
                if n == -1 {
                    perror("read");
                    exit(1);
                }
                if n == 0 {
                    close(sock);
                    open -= 1;
                    break;
                }
                write(STDOUT_FILENO, buf, n);
            }
        }
    }
    close(epfd);
}
