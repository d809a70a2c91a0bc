//! An echo server for many clients at once, in one thread: poll tells whose turn it is.
//!
//!     cargo run --example echo_poll_server -- port [connections]
//!
//! After so many connections it ends; without the second argument it goes on for ever.

use berkeley::{
    arpa::inet::*, errno::*, fcntl::*, poll::*, signal::*, stdio::*, stdlib::*, string::*,
    unistd::*,
};
use core::ffi::c_int;

const MAX_CLIENTS: usize = 500;

#[derive(Clone)]
struct Client {
    buf: [u8; 4096],
    start: usize, // what is still to be sent back, to `end`
    end: usize,
}

/// Goes on with a client that can be read from or, if something is to be sent back, written to. More
/// is read only when all of that is sent, so one that sends and does not read stops nobody but
/// itself. Tells whether it stays.
fn serve(sock: c_int, client: &mut Client) -> bool {
    if client.start == client.end {
        let buf = &mut client.buf;
        let n = read(sock, buf, sizeof(buf));
        if n == -1 && errno() == EAGAIN {
            return true;
        }
        if n == -1 {
            perror("read");
        }
        if n <= 0 {
            return false;
        }
        client.start = 0;
        client.end = n as usize;
    }
    let n = write(sock, &client.buf[client.start..], client.end - client.start);
    if n == -1 && errno() == EAGAIN {
        return true;
    }
    if n == -1 {
        perror("write");
        return false;
    }
    client.start += n as usize;
    true
}

/// What is ready need not stay so: then a call is to fail, and not to wait.
fn set_nonblocking(sock: c_int) {
    let flags = fcntl(sock, F_GETFL, 0);

    if flags == -1 || fcntl(sock, F_SETFL, flags | O_NONBLOCK) == -1 {
        perror("fcntl");
        exit(1);
    }
}

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    const FULL: &str = "Too many clients, try again later.\r\n";
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    // The first is the listening socket, the others are clients, without a gap.
    let fds = &mut [pollfd::zeroed(); 1 + MAX_CLIENTS];
    let clients = &mut vec![Client { buf: [0; 4096], start: 0, end: 0 }; 1 + MAX_CLIENTS];
    let on = &1;
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };
    let mut connections = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };

    if argv.len() > 3 || port == -1 {
        eprintln!("usage: {} port [connections]", argv[0]);
        exit(1);
    }

    // 1. To write to a client that is gone is an error like others, not this program's end.
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
    set_nonblocking(server_sock);

    // 3. Serve whoever is ready.
    fds[0].fd = server_sock;
    fds[0].events = POLLIN;
    let mut nfds = 1;
    while connections != 0 || nfds > 1 {
        if poll(fds, nfds, -1) == -1 {
            perror("poll");
            exit(1);
        }

        // 4. Those that were accepted before. Into a gap moves the last one, which had its turn.
        for i in (1..nfds).rev() {
            if fds[i].revents == 0 {
                continue;
            }
            if serve(fds[i].fd, &mut clients[i]) {
                fds[i].events = if clients[i].start < clients[i].end { POLLOUT } else { POLLIN };
                continue;
            }
            close(fds[i].fd);
            nfds -= 1;
            fds[i] = fds[nfds];
            clients[i] = clients[nfds].clone();
            fds[0].events = POLLIN;
        }

        // 5. A new one, if there is room for it.
        if fds[0].revents == 0 {
            continue;
        }
        let client_sock = accept(server_sock, NULL, NULL);
        if client_sock == -1 {
            if errno() == EAGAIN || errno() == ECONNABORTED {
                continue;
            }
            // Too many descriptors: the others wait in the queue until a client leaves.
            perror("accept");
            fds[0].events = 0;
            continue;
        }
        set_nonblocking(client_sock);
        if nfds == 1 + MAX_CLIENTS {
            if write(client_sock, FULL, FULL.len()) == -1 {
                perror("write");
            }
            close(client_sock);
            continue;
        }
        fds[nfds].fd = client_sock;
        fds[nfds].events = POLLIN;
        (clients[nfds].start, clients[nfds].end) = (0, 0);
        nfds += 1;
        if connections > 0 {
            connections -= 1;
        }
        if connections == 0 {
            close(server_sock);
            fds[0].fd = -1;
        }
    }
}
