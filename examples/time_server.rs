//! Tells whoever calls what time it is, in seconds (RFC 868), over IPv4 and IPv6: one socket for
//! both.
//!
//!     cargo run --example time_server -- service [connections]
//!
//! The service is a port, or a name: "time" is 37. After so many connections it ends; without the
//! second argument it goes on for ever.

use berkeley::{netdb::*, signal::*, stdio::*, stdlib::*, string::*, time::*, unistd::*};
use core::ffi::c_int;

/// The seconds from 1900, where they are counted from here, to 1970.
const SINCE_1900: u32 = 2208988800;

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

/// A socket that listens at any address of a family, or -1.
fn listen_at(family: c_int, service: &str) -> c_int {
    let hints = &mut addrinfo::zeroed();
    let mut res = AddrInfoPtr::NULL;
    let (on, off) = (&1, &0);
    let mut sock = -1;

    hints.ai_family = family;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    let status = getaddrinfo(NULL, service, hints, &mut res);
    if status != 0 {
        eprintln!("getaddrinfo: {}", gai_strerror(status));
        exit(1);
    }
    let mut p = &res;
    while p != NULL {
        sock = socket(p.ai_family, p.ai_socktype, p.ai_protocol);
        if sock == -1 {
            perror("socket");
            p = &p.ai_next;
            continue;
        }
        setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, on, sizeof(on));
        // IPv4 as well: its addresses look like ::ffff:127.0.0.1 then.
        if family == AF_INET6 {
            setsockopt(sock, IPPROTO_IPV6, IPV6_V6ONLY, off, sizeof(off));
        }
        if bind(sock, &p.ai_addr, p.ai_addrlen) == -1 {
            perror("bind");
        } else if listen(sock, SOMAXCONN) == -1 {
            perror("listen");
        } else {
            break;
        }
        close(sock);
        sock = -1;
        p = &p.ai_next;
    }
    freeaddrinfo(res);
    sock
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let addr = &mut sockaddr_storage::zeroed();
    let addr_len = &mut (sizeof(addr) as socklen_t);
    let mut connections = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };

    if argv.len() != 2 && argv.len() != 3 {
        eprintln!("usage: {} service [connections]", argv[0]);
        exit(1);
    }

    // 1. To write to a client that is gone is an error like others, not this program's end.
    signal(SIGPIPE, SIG_IGN);

    // 2. Listen: with IPv6, and where there is none, with IPv4.
    let mut server_sock = listen_at(AF_INET6, &argv[1]);
    if server_sock == -1 {
        server_sock = listen_at(AF_INET, &argv[1]);
    }
    if server_sock == -1 {
        exit(1);
    }
    if getsockname(server_sock, addr, addr_len) == -1 {
        perror("getsockname");
        exit(1);
    }
    print_address("listening at", addr, *addr_len);

    // 3. Tell the time.
    while connections != 0 {
        *addr_len = sizeof(addr) as socklen_t;
        let client_sock = accept(server_sock, addr, addr_len);
        if client_sock == -1 {
            perror("accept");
            exit(1);
        }
        print_address("called by", addr, *addr_len);
        let answer = &htonl((time(NULL) as u32).wrapping_add(SINCE_1900));
        if write(client_sock, answer, sizeof(answer)) == -1 {
            perror("write");
        }
        close(client_sock);
        if connections > 0 {
            connections -= 1;
        }
    }

    close(server_sock);
}
