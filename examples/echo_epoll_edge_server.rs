//! An echo server for many clients at once, in one thread: epoll tells once when a turn begins (edge
//! triggered), and so each one goes on until a call would wait.
//!
//!     cargo run --example echo_epoll_edge_server -- port [connections]
//!
//! After so many connections it ends; without the second argument it goes on for ever.

use berkeley::{
    arpa::inet::*, errno::*, signal::*, stdio::*, stdlib::*, string::*, sys::epoll::*, unistd::*,
};
use core::ffi::c_int;

const MAX_EVENTS: usize = 64;
const MAX_ROUNDS: c_int = 16; // of a client, before it is the others' turn

#[derive(Clone)]
struct Client {
    buf: [u8; 4096],
    start: usize, // what is still to be sent back, to `end`
    end: usize,
    events: u32, // what is waited for
}

/// Goes on with a client until a call would wait: from then on, and not before, epoll tells when it
/// would not any more. More is read only when all is sent back, so one that sends and does not read
/// stops nobody but itself. Tells whether it stays.
fn serve(sock: c_int, client: &mut Client) -> bool {
    for _ in 0..MAX_ROUNDS {
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
    }
    // Others have been waiting. To be told of what is left here, one has to ask anew.
    client.events = 0;
    true
}

/// Says what is waited for from now on.
fn watch(epfd: c_int, op: c_int, sock: c_int, events: u32) {
    let ev = &mut epoll_event::zeroed();

    memset(ev, 0, sizeof(ev));
    ev.events = events;
    ev.data.set_fd(sock);
    if epoll_ctl(epfd, op, sock, ev) == -1 {
        perror("epoll_ctl");
        exit(1);
    }
}

/// Makes room for a new client, and waits for what it says.
fn welcome(epfd: c_int, clients: &mut Vec<Client>, sock: c_int) {
    let size = sock as usize + 1;
    if size > clients.len() {
        if clients.try_reserve(size - clients.len()).is_err() {
            perror("realloc");
            exit(1);
        }
        clients.resize(size, Client { buf: [0; 4096], start: 0, end: 0, events: 0 });
    }
    let client = &mut clients[sock as usize];
    (client.start, client.end) = (0, 0);
    client.events = EPOLLIN | EPOLLET;
    watch(epfd, EPOLL_CTL_ADD, sock, client.events);
}

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let events = &mut [epoll_event::zeroed(); MAX_EVENTS];
    // At the number of its socket, each.
    let clients = &mut Vec::new();
    let on = &1;
    let (mut served, mut is_full) = (0, false);
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };
    let mut connections = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };

    if argv.len() > 3 || port == -1 {
        eprintln!("usage: {} port [connections]", argv[0]);
        exit(1);
    }

    // 1. To write to a client that is gone is an error like others, not this program's end.
    signal(SIGPIPE, SIG_IGN);

    // 2. Listen. What is ready need not stay so: then a call is to fail, and not to wait.
    let server_sock = socket(PF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
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

    // 3. Serve whoever is ready.
    let epfd = epoll_create1(0);
    if epfd == -1 {
        perror("epoll_create1");
        exit(1);
    }
    watch(epfd, EPOLL_CTL_ADD, server_sock, EPOLLIN | EPOLLET);
    while connections != 0 || served > 0 {
        let ready = epoll_wait(epfd, events, MAX_EVENTS, -1);
        if ready == -1 {
            // The process was stopped, and goes on.
            if errno() == EINTR {
                continue;
            }
            perror("epoll_wait");
            exit(1);
        }
        for event in &events[..ready as usize] {
            let sock = event.data.fd();

            // 4. New ones, as many as there are.
            if sock == server_sock {
                while connections != 0 {
                    let client_sock = accept4(server_sock, NULL, NULL, SOCK_NONBLOCK);
                    if client_sock == -1 && errno() == ECONNABORTED {
                        continue;
                    }
                    if client_sock == -1 && errno() == EAGAIN {
                        break;
                    }
                    // Too many descriptors: the others wait in the queue until a client leaves.
                    if client_sock == -1 {
                        perror("accept4");
                        is_full = true;
                        break;
                    }
                    welcome(epfd, clients, client_sock);
                    served += 1;
                    if connections > 0 {
                        connections -= 1;
                    }
                    if connections == 0 {
                        close(server_sock);
                    }
                }
                continue;
            }

            // 5. One that was accepted before.
            let client = &mut clients[sock as usize];
            if serve(sock, client) {
                let wanted = (if client.start < client.end { EPOLLOUT } else { EPOLLIN }) | EPOLLET;
                if wanted != client.events {
                    watch(epfd, EPOLL_CTL_MOD, sock, wanted);
                }
                client.events = wanted;
                continue;
            }
            close(sock);
            served -= 1;
            if is_full {
                watch(epfd, EPOLL_CTL_MOD, server_sock, EPOLLIN | EPOLLET);
                is_full = false;
            }
        }
    }

    close(epfd);
}
