//! Tells whoever calls what time it is, in words (RFC 867), over IPv4 and IPv6: a socket for each.
//!
//!     cargo run --example daytime_server -- service [connections]
//!
//! The service is a port, or a name: "daytime" is 13. After so many connections it ends; without the
//! second argument it goes on for ever.

use berkeley::{
    errno::*, netdb::*, poll::*, signal::*, stdio::*, stdlib::*, string::*, time::*, unistd::*,
};
use core::ffi::c_int;

const MAX_SOCKETS: usize = 8;

/// Prints an address of any family.
fn print_address(what: &str, addr: &sockaddr_storage, len: socklen_t) {
    let host = &mut [0u8; NI_MAXHOST];
    let serv = &mut [0u8; NI_MAXSERV];
    let flags = NI_NUMERICHOST | NI_NUMERICSERV;
    let status = getnameinfo(addr, len, host, sizeof(host), serv, sizeof(serv), flags);

    if status != 0 {
        eprintln!("getnameinfo: {}", gai_strerror(status));
        exit(1);
    }
    println!("{what} {} port {}", cstr(host), cstr(serv));
}

/// A socket that listens at an address, or -1.
fn listen_at(ai: &addrinfo) -> c_int {
    let addr = &mut sockaddr_storage::zeroed();
    let addr_len = &mut (sizeof(addr) as socklen_t);
    let on = &1;
    let sock = socket(ai.ai_family, ai.ai_socktype | SOCK_NONBLOCK, ai.ai_protocol);

    if sock == -1 {
        perror("socket");
        return -1;
    }
    setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, on, sizeof(on));
    // Not IPv4 as well, which has a socket of its own.
    if ai.ai_family == AF_INET6 {
        setsockopt(sock, IPPROTO_IPV6, IPV6_V6ONLY, on, sizeof(on));
    }
    if bind(sock, &ai.ai_addr, ai.ai_addrlen) == -1 {
        perror("bind");
        close(sock);
        return -1;
    }
    if listen(sock, SOMAXCONN) == -1 {
        perror("listen");
        close(sock);
        return -1;
    }
    getsockname(sock, addr, addr_len);
    print_address("listening at", addr, *addr_len);
    sock
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let hints = &mut addrinfo::zeroed();
    let mut res = AddrInfoPtr::NULL;
    let fds = &mut [pollfd::zeroed(); MAX_SOCKETS];
    let client_addr = &mut sockaddr_storage::zeroed();
    let client_addr_len = &mut 0;
    let mut nfds = 0;
    let mut connections = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };

    if argv.len() != 2 && argv.len() != 3 {
        eprintln!("usage: {} service [connections]", argv[0]);
        exit(1);
    }

    // 1. To write to a client that is gone is an error like others, not this program's end.
    signal(SIGPIPE, SIG_IGN);

    // 2. The addresses to listen at: that of any interface, in each family.
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    let status = getaddrinfo(NULL, &argv[1], hints, &mut res);
    if status != 0 {
        eprintln!("getaddrinfo: {}", gai_strerror(status));
        exit(1);
    }

    // 3. A host may lack one of them.
    let mut p = &res;
    while p != NULL && nfds < MAX_SOCKETS {
        fds[nfds].fd = listen_at(p);
        fds[nfds].events = POLLIN;
        if fds[nfds].fd != -1 {
            nfds += 1;
        }
        p = &p.ai_next;
    }
    freeaddrinfo(res);
    if nfds == 0 {
        exit(1);
    }

    // 4. Tell the time at whichever socket somebody calls.
    while connections != 0 {
        if poll(fds, nfds, -1) == -1 {
            perror("poll");
            exit(1);
        }
        for fd in &fds[..nfds] {
            if fd.revents == 0 || connections == 0 {
                continue;
            }
            *client_addr_len = sizeof(client_addr) as socklen_t;
            let client_sock = accept(fd.fd, client_addr, client_addr_len);
            if client_sock == -1 {
                // The caller has hung up.
                if errno() == EAGAIN || errno() == ECONNABORTED {
                    continue;
                }
                perror("accept");
                exit(1);
            }
            print_address("called by", client_addr, *client_addr_len);
            let now = time(NULL);
            let line = format!("{:.24}\r\n", ctime(&now));
            if write(client_sock, &line, line.len()) == -1 {
                perror("write");
            }
            close(client_sock);
            if connections > 0 {
                connections -= 1;
            }
        }
    }

    for fd in &fds[..nfds] {
        close(fd.fd);
    }
}
