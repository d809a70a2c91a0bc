//! A SOCKS5 proxy, RFC 1928: it connects its clients with whom they name, a process for each.
//!
//!     cargo run --example socks_server -- port [connections [seconds [target]]]
//!
//! It listens on the loopback interface alone, for whoever can reach a proxy can hide behind it. After so
//! many connections it ends; without the second argument, or with -1, it goes on for ever. It waits so
//! many seconds for a request and for a target, 10 if nothing is said. If a target is given, an address,
//! it connects to no other.

use berkeley::{
    arpa::inet::*, errno::*, netdb::*, poll::*, signal::*, stdio::*, stdlib::*, string::*,
    sys::time::*, sys::wait::*, unistd::*,
};
use core::ffi::c_int;

const CHILDREN_MAX: c_int = 64;
const VERSION: u8 = 5;

// Methods of authentication, commands, and types of addresses.
const NO_AUTHENTICATION: u8 = 0;
const NONE_ACCEPTABLE: u8 = 255;
const CONNECT: u8 = 1;
const IPV4: u8 = 1;
const NAME: u8 = 3;
const IPV6: u8 = 4;

// Replies, and what they mean.
const SUCCEEDED: c_int = 0;
const FAILURE: c_int = 1;
const NOT_ALLOWED: c_int = 2;
const NETWORK_UNREACHABLE: c_int = 3;
const HOST_UNREACHABLE: c_int = 4;
const REFUSED: c_int = 5;
const NO_SUCH_COMMAND: c_int = 7;
const NO_SUCH_TYPE: c_int = 8;
const REPLIES: [&str; 9] = [
    "succeeded",
    "general failure",
    "not allowed",
    "network unreachable",
    "host unreachable",
    "connection refused",
    "TTL expired",
    "command not supported",
    "address type not supported",
];

/// One direction of a connection: what has been received and is still to be sent.
struct Direction {
    from: c_int,
    to: c_int,
    buf: [u8; 16384],
    at: usize,
    len: usize,
    has_ended: bool,
}

/// What a call failed with, as a reply.
fn reply_of(error: c_int) -> c_int {
    match error {
        ENETUNREACH => NETWORK_UNREACHABLE,
        EHOSTUNREACH => HOST_UNREACHABLE,
        ECONNREFUSED => REFUSED,
        ETIMEDOUT => HOST_UNREACHABLE,
        EINPROGRESS => HOST_UNREACHABLE, // when SO_SNDTIMEO was over
        _ => FAILURE,
    }
}

/// Receives as many bytes as there is room for. Returns -1 if they do not come. For none, recv would wait
/// for the next one.
fn receive(sock: c_int, buf: &mut [u8]) -> c_int {
    let len = buf.len();
    if len == 0 || recv(sock, buf, len, MSG_WAITALL) == len as ssize_t { 0 } else { -1 }
}

/// Agrees with the client that there is no authentication.
fn greet(client: c_int) -> c_int {
    let (hello, methods) = (&mut [0u8; 2], &mut [0u8; 255]);
    let answer = &mut [VERSION, NONE_ACCEPTABLE];

    if receive(client, hello) == -1 || hello[0] != VERSION {
        return -1;
    }
    let methods = &mut methods[..hello[1] as usize];
    if receive(client, methods) == -1 {
        return -1;
    }
    if methods.contains(&NO_AUTHENTICATION) {
        answer[1] = NO_AUTHENTICATION;
    }
    send(client, answer, sizeof(answer), 0);
    if answer[1] == NO_AUTHENTICATION { 0 } else { -1 }
}

/// Receives a request: the host, as text, with the port; and the flags with which getaddrinfo is to look
/// for it. Returns a reply, or -1 if the client is to be told nothing.
fn receive_request(
    client: c_int,
    host: &mut Vec<u8>,
    port: &mut String,
    flags: &mut c_int,
) -> c_int {
    let (request, address, number) = (&mut [0u8; 4], &mut [0u8; 256], &mut [0u8; 2]);

    if receive(client, request) == -1 || request[0] != VERSION {
        return -1;
    }
    if ![IPV4, NAME, IPV6].contains(&request[3]) {
        return NO_SUCH_TYPE;
    }
    let is_name = request[3] == NAME;
    let mut len = if request[3] == IPV4 { 4 } else { 16 };
    if is_name {
        if receive(client, &mut address[..1]) == -1 {
            return -1;
        }
        len = address[0] as usize;
    }
    if receive(client, &mut address[..len]) == -1 || receive(client, number) == -1 {
        return -1;
    }
    *flags = AI_NUMERICSERV | if is_name { 0 } else { AI_NUMERICHOST };
    if is_name {
        *host = cstr(&address[..len]).to_bytes().to_vec();
    } else {
        let (family, text) =
            (if len == 4 { AF_INET } else { AF_INET6 }, &mut [0u8; INET6_ADDRSTRLEN]);
        *host = inet_ntop(family, address, text, INET6_ADDRSTRLEN).unwrap().into();
    }
    *port = u16::from_be_bytes(*number).to_string();
    if is_name && host.len() < len {
        return FAILURE; // A NUL in the name: there is more of it than getaddrinfo would see.
    }
    if request[1] == CONNECT { SUCCEEDED } else { NO_SUCH_COMMAND }
}

/// Connects with the first address of the host that takes it. Returns a reply.
fn connect_to(
    host: &[u8],
    port: &str,
    flags: c_int,
    only: Option<&String>,
    timeout: &timeval,
    target: &mut c_int,
) -> c_int {
    let address = &mut [0u8; NI_MAXHOST];
    let hints = &mut addrinfo::zeroed();
    let mut res = AddrInfoPtr::NULL;
    let mut reply = NOT_ALLOWED;

    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    if getaddrinfo(host, port, hints, &mut res) != 0 {
        return HOST_UNREACHABLE;
    }
    let mut p = &res;
    while p != NULL && reply != SUCCEEDED {
        let (addr, len, size) = (&p.ai_addr, p.ai_addrlen, sizeof(address));
        let is_named = getnameinfo(addr, len, address, size, NULL, 0, NI_NUMERICHOST) == 0;
        if is_named && only.is_none_or(|only| cstr(address).to_bytes() == only.as_bytes()) {
            *target = socket(p.ai_family, p.ai_socktype, p.ai_protocol);
            setsockopt(*target, SOL_SOCKET, SO_SNDTIMEO, timeout, sizeof(timeout));
            if *target != -1 && connect(*target, &p.ai_addr, p.ai_addrlen) == 0 {
                reply = SUCCEEDED;
            } else {
                reply = reply_of(errno());
                close(*target);
            }
        }
        p = &p.ai_next;
    }
    freeaddrinfo(res);
    reply
}

/// Tells the client what came of its request, and if it succeeded, from which address.
fn send_reply(client: c_int, reply: c_int, target: c_int) {
    let packet = &mut [0u8; 4 + 16 + 2];
    let bound = &mut sockaddr_storage::zeroed();
    let mut len = sizeof(bound) as socklen_t;
    let mut size = 4 + 4 + 2;

    packet[..4].copy_from_slice(&[VERSION, reply as u8, 0, IPV4]);
    if reply == SUCCEEDED {
        getsockname(target, bound, &mut len);
    }
    if bound.ss_family == AF_INET6 as sa_family_t {
        let in6 = cast::<sockaddr_in6>(bound);
        packet[3] = IPV6;
        memcpy(&mut packet[4..], &in6.sin6_addr, 16);
        memcpy(&mut packet[20..], &in6.sin6_port, 2);
        size = sizeof(packet);
    } else {
        let in_ = cast::<sockaddr_in>(bound);
        memcpy(&mut packet[4..], &in_.sin_addr, 4);
        memcpy(&mut packet[8..], &in_.sin_port, 2);
    }
    send(client, packet, size, 0);
}

/// Passes on what can be without waiting. The end of one direction is not that of the other.
fn pass(d: &mut Direction) -> c_int {
    if d.at == d.len {
        let n = recv(d.from, &mut d.buf, 16384, MSG_DONTWAIT);
        if n == -1 {
            return if errno() == EAGAIN { 0 } else { -1 };
        }
        if n == 0 {
            d.has_ended = true;
            return shutdown(d.to, SHUT_WR);
        }
        d.at = 0;
        d.len = n as usize;
    }
    let n = send(d.to, &d.buf[d.at..], d.len - d.at, MSG_DONTWAIT);
    if n == -1 {
        return if errno() == EAGAIN { 0 } else { -1 };
    }
    d.at += n as usize;
    0
}

/// Relays in both directions, until both have ended. Returns -1 if the connection breaks off.
fn relay(client: c_int, target: c_int) -> c_int {
    let direction =
        |from, to| Direction { from, to, buf: [0; 16384], at: 0, len: 0, has_ended: false };
    let directions = &mut [direction(client, target), direction(target, client)];
    let fds = &mut [pollfd::zeroed(); 2];

    while !directions[0].has_ended || !directions[1].has_ended {
        // Either there is something to be sent, or there is room to receive something.
        fds[0].events = 0;
        fds[1].events = 0;
        for (i, d) in directions.iter().enumerate() {
            if d.at < d.len {
                fds[1 - i].events |= POLLOUT;
            } else if !d.has_ended {
                fds[i].events |= POLLIN;
            }
        }
        // Of one from which nothing is wanted, poll would tell again and again that it has hung up.
        fds[0].fd = if fds[0].events == 0 { -1 } else { client };
        fds[1].fd = if fds[1].events == 0 { -1 } else { target };
        if poll(fds, 2, -1) == -1 {
            return -1;
        }
        for (i, d) in directions.iter_mut().enumerate() {
            let is_to_send = d.at < d.len;
            let is_ready =
                if is_to_send { fds[1 - i].revents & !POLLIN } else { fds[i].revents & !POLLOUT };
            if is_ready != 0 && !d.has_ended && pass(d) == -1 {
                return -1;
            }
        }
    }
    0
}

fn serve(client: c_int, seconds: c_int, only: Option<&String>) {
    let timeout = &timeval { tv_sec: seconds.into(), tv_usec: 0 };
    let at_once = &linger { l_onoff: 1, l_linger: 0 };
    let (mut host, mut port, rest) = (Vec::new(), String::new(), &mut [0u8; 4096]);
    let (on, mut flags, mut target) = (&1, 0, -1);

    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, timeout, sizeof(timeout));
    setsockopt(client, SOL_SOCKET, SO_KEEPALIVE, on, sizeof(on));

    // 1. What does the client want?
    if greet(client) == -1 {
        return;
    }
    let mut reply = receive_request(client, &mut host, &mut port, &mut flags);
    if reply == -1 {
        return;
    }

    // 2. A connection.
    if reply == SUCCEEDED {
        reply = connect_to(&host, &port, flags, only, timeout, &mut target);
    }
    if reply != NO_SUCH_TYPE {
        for c in &mut host {
            if *c < b' ' || *c > b'~' {
                *c = b'?'; // It is shown on a terminal.
            }
        }
        println!("{} {port}: {}", cstr(&host), REPLIES[reply as usize]);
    }
    send_reply(client, reply, target);
    if reply != SUCCEEDED {
        // What the client has sent beyond would make close break the connection off.
        shutdown(client, SHUT_WR);
        recv(client, rest, sizeof(rest), MSG_WAITALL);
        return;
    }
    setsockopt(target, SOL_SOCKET, SO_KEEPALIVE, on, sizeof(on));

    // 3. From here on each hears the other. If one breaks off, so does this for the other.
    if relay(client, target) == -1 {
        setsockopt(client, SOL_SOCKET, SO_LINGER, at_once, sizeof(at_once));
        setsockopt(target, SOL_SOCKET, SO_LINGER, at_once, sizeof(at_once));
    }
    close(target);
}

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let address = &mut [0u8; size_of::<in6_addr>()];
    let (on, mut children) = (&1, 0);
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };
    let mut connections = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };
    let seconds = if argv.len() > 3 { atoi(&argv[3]) } else { 10 };
    let only = argv.get(4);

    if argv.len() > 5
        || port == -1
        || seconds < 1
        || only.is_some_and(|only| {
            inet_pton(AF_INET, only, address) != 1 && inet_pton(AF_INET6, only, address) != 1
        })
    {
        eprintln!("usage: {} port [connections [seconds [target]]]", argv[0]);
        exit(1);
    }

    // 1. Listen. Who hangs up is no reason to end.
    signal(SIGPIPE, SIG_IGN);
    let server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }
    setsockopt(server_sock, SOL_SOCKET, SO_REUSEADDR, on, sizeof(on));
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server_addr.sin_port = htons(port as in_port_t);
    if bind(server_sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }
    if listen(server_sock, SOMAXCONN) == -1 {
        perror("listen");
        exit(1);
    }

    // 2. A child for each client.
    while connections != 0 {
        let client_sock = accept(server_sock, NULL, NULL);
        if client_sock == -1 {
            if errno() == ECONNABORTED || errno() == EINTR {
                continue;
            }
            perror("accept");
            exit(1);
        }
        // Those that have ended; and if there are too many, the next one that does.
        while children > 0
            && waitpid(-1, NULL, if children < CHILDREN_MAX { WNOHANG } else { 0 }) > 0
        {
            children -= 1;
        }
        match fork() {
            -1 => perror("fork"),
            0 => {
                close(server_sock);
                serve(client_sock, seconds, only);
                exit(0);
            }
            _ => children += 1,
        }
        close(client_sock);
        if connections > 0 {
            connections -= 1;
        }
    }

    // 3. The children that are left.
    close(server_sock);
    while wait(NULL) > 0 {}
}
