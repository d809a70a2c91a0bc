//! Answers datagrams at a path or at an abstract name, each with its text in capitals; and says
//! whose they were.
//!
//!     cargo run --example unix_dgram_server -- path [datagrams]
//!
//! A path that begins with @ is an abstract name; a file that is at any other is removed. After so
//! many datagrams it ends; without the second argument it goes on for ever.

use berkeley::{errno::*, stdio::*, stdlib::*, string::*, sys::socket::*, sys::un::*, unistd::*};

/// The address of a path or of an abstract name, and its length; 0 if it is too long.
fn address_of(path: &str, addr: &mut sockaddr_un) -> socklen_t {
    let len = strlen(path);

    if len >= sizeof(&addr.sun_path) {
        return 0;
    }
    memset(addr, 0, sizeof(addr));
    addr.sun_family = AF_UNIX as sa_family_t;
    strcpy(&mut addr.sun_path, path);
    if path.starts_with('@') {
        // It begins with a NUL, and ends where the length says: no NUL stands behind it.
        addr.sun_path[0] = 0;
        return (offsetof!(sockaddr_un, sun_path) + len) as socklen_t;
    }
    (offsetof!(sockaddr_un, sun_path) + len + 1) as socklen_t
}

/// Whether the address is one that can be answered, and which: its length says it.
fn print_sender(addr: &sockaddr_un, addr_len: socklen_t) -> bool {
    let addr_len = addr_len as usize;
    let name = &addr.as_bytes()[addr_len.min(offsetof!(sockaddr_un, sun_path))..addr_len];

    if name.is_empty() {
        print!("somebody without a name: ");
        return false;
    }
    if name[0] == b'\0' {
        print!("@{}: ", cstr(&name[1..]));
    } else {
        print!("{}: ", cstr(name));
    }
    true
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_un::zeroed();
    let client_addr = &mut sockaddr_un::zeroed();
    let buf = &mut [0u8; 512];
    let mut datagrams = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };

    if argv.len() < 2 || argv.len() > 3 || argv[1].is_empty() {
        eprintln!("usage: {} path [datagrams]", argv[0]);
        exit(1);
    }
    let server_len = address_of(&argv[1], server_addr);
    if server_len == 0 {
        eprintln!("the path is too long");
        exit(1);
    }

    let sock = socket(PF_UNIX, SOCK_DGRAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    if !argv[1].starts_with('@') && unlink(&argv[1]) == -1 && errno() != ENOENT {
        perror("unlink");
        exit(1);
    }
    if bind(sock, server_addr, server_len) == -1 {
        perror("bind");
        exit(1);
    }

    while datagrams != 0 {
        // 1. A sender has an address only if it has bound its socket to one.
        let mut client_len = sizeof(client_addr) as socklen_t;
        let n = recvfrom(sock, buf, sizeof(buf), 0, client_addr, &mut client_len);
        if n == -1 {
            perror("recvfrom");
            exit(1);
        }
        // With a path that fills the array the kernel counts a NUL behind it: more than there is.
        if client_len > sizeof(client_addr) as socklen_t {
            client_len = sizeof(client_addr) as socklen_t;
        }
        let has_name = print_sender(client_addr, client_len);
        println!("{}", cstr(&buf[..n as usize]));

        // 2. It may be gone by now: that is no reason to end.
        buf[..n as usize].make_ascii_uppercase();
        if has_name && sendto(sock, buf, n, 0, client_addr, client_len) == -1 {
            perror("sendto");
        }
        if datagrams > 0 {
            datagrams -= 1;
        }
    }

    close(sock);
    if !argv[1].starts_with('@') && unlink(&argv[1]) == -1 {
        perror("unlink");
    }
}
