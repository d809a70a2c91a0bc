//! A chat: what one client says in a line, all others hear.
//!
//!     cargo run --example chat_server -- port [connections]
//!
//! The first line that a client sends is its name; then "/who" tells who is there, and "/quit" ends.
//! nc, socat and echo_select_client are clients of it. After so many connections the server ends;
//! without the second argument it goes on for ever.

use berkeley::{
    arpa::inet::*, errno::*, fcntl::*, poll::*, signal::*, stdio::*, stdlib::*, string::*,
    unistd::*,
};
use core::ffi::c_int;

const MAX_CLIENTS: usize = 100;
const MAX_NAME: usize = 20;
const MAX_LINE: usize = 512;
const MAX_OUTPUT: usize = 16384;

#[derive(Clone)]
struct Client {
    name: [u8; MAX_NAME + 1], // "" until it has told it
    line: [u8; MAX_LINE],     // what has come of a line, without its end
    line_len: usize,
    output: [u8; MAX_OUTPUT], // what it has not taken yet
    output_len: usize,
    leaves: Option<&'static str>, // why
}

/// The first is the listening socket, the others are clients, without a gap.
struct Room {
    fds: [pollfd; 1 + MAX_CLIENTS],
    clients: Vec<Client>,
    nfds: usize,
}

/// Has a text ready for a client. Nobody waits for one that does not take what it was told before.
fn tell(room: &mut Room, i: usize, text: &[u8]) {
    let client = &mut room.clients[i];
    let len = text.len();

    if client.leaves.is_some() {
        return;
    }
    if len > sizeof(&client.output) - client.output_len {
        client.leaves = Some("does not listen");
        return;
    }
    memcpy(&mut client.output[client.output_len..], text, len);
    client.output_len += len;
}

/// Tells all that have a name, but for one.
fn tell_others(room: &mut Room, one: usize, text: &[u8]) {
    for i in 1..room.nfds {
        if i != one && room.clients[i].name[0] != b'\0' {
            tell(room, i, text);
        }
    }
}

/// Writes as much as a client takes.
fn flush(room: &mut Room, i: usize) {
    let client = &mut room.clients[i];
    let n = write(room.fds[i].fd, &client.output, client.output_len);

    if n == -1 && errno() != EAGAIN {
        client.leaves = Some("is gone");
    }
    if n > 0 {
        client.output.copy_within(n as usize..client.output_len, 0);
        client.output_len -= n as usize;
    }
}

fn join(room: &mut Room, i: usize, name: &[u8]) {
    let letters = name.iter().take_while(|letter| letter.is_ascii_alphanumeric()).count();
    if letters == 0 || letters > MAX_NAME || letters < name.len() {
        tell(room, i, b"* A name has 1 to 20 letters and digits. What is yours?\n");
        return;
    }
    for other in 1..room.nfds {
        if cstr(&room.clients[other].name).to_bytes() == name {
            tell(room, i, b"* That one is here already. What is your name?\n");
            return;
        }
    }
    strcpy(&mut room.clients[i].name, name);
    tell(room, i, b"* Welcome! /who tells who is here, /quit ends.\n");
    let text = format!("* {} has joined\n", cstr(name));
    print!("{text}");
    tell_others(room, i, text.as_bytes());
}

/// The last one moves into the gap.
fn leave(room: &mut Room, i: usize) {
    let client = room.clients[i].clone();

    if client.output_len > 0 {
        flush(room, i);
    }
    close(room.fds[i].fd);
    room.nfds -= 1;
    room.fds[i] = room.fds[room.nfds];
    room.clients[i] = room.clients[room.nfds].clone();
    if client.name[0] == b'\0' {
        return;
    }
    let text = format!("* {} {}\n", cstr(&client.name), client.leaves.unwrap_or_default());
    print!("{text}");
    tell_others(room, 0, text.as_bytes());
}

/// Does what a line says.
fn hear(room: &mut Room, i: usize, line: &[u8]) {
    // Clients like telnet end a line with two characters. Others could do things to a terminal.
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let printable = |byte: &u8| if byte.is_ascii_control() { b' ' } else { *byte };
    let line: &[u8] = &line.iter().map(printable).collect::<Vec<u8>>();

    if room.clients[i].name[0] == b'\0' {
        join(room, i, line);
    } else if line == b"/quit" {
        tell(room, i, b"* Bye!\n");
        room.clients[i].leaves = Some("has left");
    } else if line == b"/who" {
        for other in 1..room.nfds {
            if room.clients[other].name[0] != b'\0' {
                let text = format!("* {} is here\n", cstr(&room.clients[other].name));
                tell(room, i, text.as_bytes());
            }
        }
    } else if line.starts_with(b"/") {
        tell(room, i, b"* There are /who and /quit.\n");
    } else if !line.is_empty() {
        let text = [cstr(&room.clients[i].name).to_bytes(), b": ", line, b"\n"].concat();
        tell_others(room, i, &text);
    }
}

/// Reads what a client says, and hears each line of it.
fn listen_to(room: &mut Room, i: usize) {
    let client = &mut room.clients[i];
    let space = sizeof(&client.line) - 1 - client.line_len;

    if client.leaves.is_some() {
        return;
    }
    let n = read(room.fds[i].fd, &mut client.line[client.line_len..], space);

    if n == -1 && errno() == EAGAIN {
        return;
    }
    if n > 0 {
        client.line_len += n as usize;
    }
    let said = client.line[..client.line_len].to_vec();
    let mut rest = &said[..];
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        hear(room, i, &rest[..end]);
        if room.clients[i].leaves.is_some() {
            return;
        }
        rest = &rest[end + 1..];
    }
    // A line that is too long comes in pieces, and the last one may have no end.
    if rest.len() == MAX_LINE - 1 || (n <= 0 && !rest.is_empty()) {
        hear(room, i, rest);
        rest = b"";
    }
    let client = &mut room.clients[i];
    memcpy(&mut client.line, rest, rest.len());
    client.line_len = rest.len();
    if n <= 0 {
        client.leaves = Some(if n == 0 { "has left" } else { "is gone" });
    }
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
    const FULL: &str = "* Too many are here, try again later.\n";
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let nobody = Client {
        name: [0; MAX_NAME + 1],
        line: [0; MAX_LINE],
        line_len: 0,
        output: [0; MAX_OUTPUT],
        output_len: 0,
        leaves: None,
    };
    let room = &mut Room {
        fds: [pollfd::zeroed(); 1 + MAX_CLIENTS],
        clients: vec![nobody.clone(); 1 + MAX_CLIENTS],
        nfds: 0,
    };
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
    room.fds[0].fd = server_sock;
    room.fds[0].events = POLLIN;
    room.nfds = 1;
    while connections != 0 || room.nfds > 1 {
        for i in 1..room.nfds {
            room.fds[i].events =
                if room.clients[i].output_len > 0 { POLLIN | POLLOUT } else { POLLIN };
        }
        if poll(&mut room.fds, room.nfds, -1) == -1 {
            perror("poll");
            exit(1);
        }

        // 4. Those that are here.
        for i in 1..room.nfds {
            if room.fds[i].revents & POLLOUT != 0 {
                flush(room, i);
            }
            if room.fds[i].revents & !POLLOUT != 0 {
                listen_to(room, i);
            }
        }

        // 5. Those that leave. That one does may be one word too many for another.
        let mut i = 1;
        while i < room.nfds {
            if room.clients[i].leaves.is_some() {
                leave(room, i);
                room.fds[0].events = POLLIN;
                i = 0;
            }
            i += 1;
        }

        // 6. A new one, if there is room for it.
        if room.fds[0].revents == 0 {
            continue;
        }
        let client_sock = accept(server_sock, NULL, NULL);
        if client_sock == -1 {
            if errno() == EAGAIN || errno() == ECONNABORTED {
                continue;
            }
            // Too many descriptors: the others wait in the queue until somebody leaves.
            perror("accept");
            room.fds[0].events = 0;
            continue;
        }
        set_nonblocking(client_sock);
        if room.nfds == 1 + MAX_CLIENTS {
            if write(client_sock, FULL, FULL.len()) == -1 {
                perror("write");
            }
            close(client_sock);
            continue;
        }
        let i = room.nfds;
        room.nfds += 1;
        room.fds[i].fd = client_sock;
        room.clients[i] = nobody.clone();
        tell(room, i, b"* What is your name?\n");
        if connections > 0 {
            connections -= 1;
        }
        if connections == 0 {
            close(server_sock);
            room.fds[0].fd = -1;
        }
    }
}
