// A server that greets three clients. At SIGUSR1 it says how many it has greeted until now.

use berkeley::{arpa::inet::*, errno::*, signal::*, stdio::*, stdlib::*, unistd::*};
use core::ffi::c_int;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

static GREETED: AtomicU32 = AtomicU32::new(0);

fn report(_signum: c_int) {
    println!("{} greeted", GREETED.load(Relaxed));
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let sa = &mut sigaction::zeroed();
    let message = "Hello, Client!\n";
    sa.set_sa_handler(report);
    sigemptyset(&mut sa.sa_mask);
    if sigaction(SIGUSR1, sa, NULL) == -1 {
        perror("sigaction");
        exit(1);
    }
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

    while GREETED.load(Relaxed) < 3 {
        let client_sock = accept(server_sock, NULL, NULL);
        if client_sock == -1 && errno() == EINTR {
            continue;
        }
        if client_sock == -1 {
            perror("accept");
            exit(1);
        }
        write(client_sock, message, message.len());
        close(client_sock);
        GREETED.fetch_add(1, Relaxed);
    }
    close(server_sock);
}
