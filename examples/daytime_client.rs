//! Asks a host what time it is, in words (RFC 867), over IPv4 or IPv6, whichever leads there.
//!
//!     cargo run --example daytime_client -- host service
//!
//! The service is a port, or a name: "daytime" is 13.

use berkeley::{netdb::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;

/// A connection to a host: to the first of its addresses that answers.
fn connect_to(host: &str, service: &str) -> c_int {
    let hints = &mut addrinfo::zeroed();
    let mut res = AddrInfoPtr::NULL;
    let mut sock = -1;

    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    let status = getaddrinfo(host, service, hints, &mut res);
    if status != 0 {
        eprintln!("getaddrinfo: {}", gai_strerror(status));
        exit(1);
    }
    let mut p = &res;
    while p != NULL {
        sock = socket(p.ai_family, p.ai_socktype, p.ai_protocol);
        if sock == -1 {
            perror("socket");
        } else if connect(sock, &p.ai_addr, p.ai_addrlen) == 0 {
            break;
        } else {
            perror("connect");
            close(sock);
            sock = -1;
        }
        p = &p.ai_next;
    }
    freeaddrinfo(res);
    sock
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let addr = &mut sockaddr_storage::zeroed();
    let addr_len = &mut (sizeof(addr) as socklen_t);
    let host = &mut [0u8; NI_MAXHOST];
    let buf = &mut [0u8; 100];

    if argv.len() != 3 {
        eprintln!("usage: {} host service", argv[0]);
        exit(1);
    }

    // 1. Call the host.
    let sock = connect_to(&argv[1], &argv[2]);
    if sock == -1 {
        exit(1);
    }

    // 2. Which one that was.
    if getpeername(sock, addr, addr_len) == -1 {
        perror("getpeername");
        exit(1);
    }
    let status = getnameinfo(addr, *addr_len, host, sizeof(host), NULL, 0, NI_NUMERICHOST);
    if status != 0 {
        eprintln!("getnameinfo: {}", gai_strerror(status));
        exit(1);
    }
    print!("{} says: ", cstr(host));

    // 3. The end of the answer is the end of the connection.
    let mut n;
    while {
        n = read(sock, buf, sizeof(buf) - 1);
        n > 0
    } {
        buf[n as usize] = b'\0';
        print!("{}", cstr(buf));
    }
    if n == -1 {
        perror("read");
        exit(1);
    }

    close(sock);
}
