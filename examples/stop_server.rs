//! A server that says hello to whoever calls, until SIGINT (Ctrl-C) tells it to stop: then it closes
//! what it opened, and says how many it served.
//!
//!     cargo run --example stop_server -- port

use berkeley::{arpa::inet::*, errno::*, signal::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

static STOP: AtomicBool = AtomicBool::new(false);

fn on_int(_signum: c_int) {
    STOP.store(true, Relaxed);
}

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let sa = &mut sigaction::zeroed();
    let message = b"Hello, Client!\0";
    let mut served = 0;
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };

    if argv.len() > 2 || port == -1 {
        eprintln!("usage: {} port", argv[0]);
        exit(1);
    }

    let server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port as in_port_t);
    if bind(server_sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }
    if listen(server_sock, 5) == -1 {
        perror("listen");
        exit(1);
    }

    // Without SA_RESTART: accept is to return.
    memset(sa, 0, sizeof(sa));
    sa.set_sa_handler(on_int);
    sigemptyset(&mut sa.sa_mask);
    if sigaction(SIGINT, sa, NULL) == -1 {
        perror("sigaction");
        exit(1);
    }

    while !STOP.load(Relaxed) {
        let client_sock = accept(server_sock, NULL, NULL);
        if client_sock == -1 {
            if errno() == EINTR {
                continue;
            }
            perror("accept");
            exit(1);
        }
        write(client_sock, message, sizeof(message));
        close(client_sock);
        served += 1;
    }

    close(server_sock);
    println!("stopped: {served} served");
}
