//! An echo server with a thread for each connection.
//!
//!     cargo run --example echo_thread_server -- port [connections]
//!
//! After so many connections it ends; without the second argument it goes on for ever.

use berkeley::{arpa::inet::*, errno::*, signal::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;
use std::sync::{Condvar, Mutex};
use std::thread;

/// How many threads have begun and not yet ended, and the word that one ends.
static THREADS: Mutex<c_int> = Mutex::new(0);
static THREAD_ENDED: Condvar = Condvar::new();

fn echo(sock: c_int) {
    let buf = &mut [0u8; 4096];

    let mut n;
    while {
        n = read(sock, buf, sizeof(buf));
        n > 0
    } {
        if write(sock, buf, n) == -1 {
            perror("write");
            return;
        }
    }
    if n == -1 {
        perror("read");
    }
}

fn serve(client_sock: c_int) {
    echo(client_sock);
    close(client_sock);
    *THREADS.lock().unwrap() -= 1;
    THREAD_ENDED.notify_one();
}

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let on = &1;
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };
    let mut connections = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };

    if argv.len() > 3 || port == -1 {
        eprintln!("usage: {} port [connections]", argv[0]);
        exit(1);
    }

    // 1. To write to a client that is gone is an error like others, not the end of all threads.
    signal(SIGPIPE, SIG_IGN);

    // 2. Listen.
    let server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }
    setsockopt(server_sock, SOL_SOCKET, SO_REUSEADDR, on, sizeof(on));
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port as in_port_t);
    if bind(server_sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }
    if listen(server_sock, SOMAXCONN) == -1 {
        perror("listen");
        exit(1);
    }

    // 3. A thread for each connection. Nobody joins it: without its handle, it is detached.
    while connections != 0 {
        let client_sock = accept(server_sock, NULL, NULL);
        if client_sock == -1 {
            // With too many connections, the next one waits for one to end.
            if errno() == EMFILE {
                sleep(1);
                continue;
            }
            perror("accept");
            exit(1);
        }
        if let Err(error) = thread::Builder::new().spawn(move || serve(client_sock)) {
            eprintln!("pthread_create: {}", strerror(error.raw_os_error().unwrap_or(0)));
            close(client_sock);
            continue;
        }
        *THREADS.lock().unwrap() += 1;
        if connections > 0 {
            connections -= 1;
        }
    }

    // 4. The threads that are left.
    close(server_sock);
    let threads = THREADS.lock().unwrap();
    drop(THREAD_ENDED.wait_while(threads, |threads| *threads > 0));
}
