//! An echo server for many clients at once, in one thread: select tells whose turn it is.
//!
//!     cargo run --example echo_select_server -- port [connections]
//!
//! After so many connections it ends; without the second argument it goes on for ever.

use berkeley::{
    arpa::inet::*, errno::*, fcntl::*, signal::*, stdio::*, stdlib::*, string::*, sys::select::*,
    unistd::*,
};
use core::ffi::c_int;

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
    // At the number of its socket, each: there are no more in a set.
    let clients = &mut vec![Client { buf: [0; 4096], start: 0, end: 0 }; FD_SETSIZE as usize];
    let [readers, writers, read_fds, write_fds] = &mut [fd_set::zeroed(); 4];
    let on = &1;
    let mut served = 0;
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

    // 3. Serve whoever is ready. select changes its sets, so it is given copies.
    FD_ZERO(readers);
    FD_ZERO(writers);
    FD_SET(server_sock, readers);
    let mut maxfd = server_sock;
    while connections != 0 || served > 0 {
        *read_fds = *readers;
        *write_fds = *writers;
        if select(maxfd + 1, read_fds, write_fds, NULL, NULL) == -1 {
            perror("select");
            exit(1);
        }

        // 4. Those that were accepted before.
        for sock in 0..=maxfd {
            if sock == server_sock || (!FD_ISSET(sock, read_fds) && !FD_ISSET(sock, write_fds)) {
                continue;
            }
            FD_CLR(sock, readers);
            FD_CLR(sock, writers);
            let client = &mut clients[sock as usize];
            if serve(sock, client) {
                FD_SET(sock, if client.start < client.end { &mut *writers } else { &mut *readers });
                continue;
            }
            close(sock);
            served -= 1;
            if connections != 0 {
                FD_SET(server_sock, readers);
            }
        }

        // 5. A new one, if its number is not too large for a set.
        if connections == 0 || !FD_ISSET(server_sock, read_fds) {
            continue;
        }
        let client_sock = accept(server_sock, NULL, NULL);
        if client_sock == -1 {
            if errno() == EAGAIN || errno() == ECONNABORTED {
                continue;
            }
            // Too many descriptors: the others wait in the queue until a client leaves.
            perror("accept");
            FD_CLR(server_sock, readers);
            continue;
        }
        set_nonblocking(client_sock);
        if client_sock >= FD_SETSIZE {
            if write(client_sock, FULL, FULL.len()) == -1 {
                perror("write");
            }
            close(client_sock);
            continue;
        }
        (clients[client_sock as usize].start, clients[client_sock as usize].end) = (0, 0);
        FD_SET(client_sock, readers);
        if client_sock > maxfd {
            maxfd = client_sock;
        }
        served += 1;
        if connections > 0 {
            connections -= 1;
        }
        if connections == 0 {
            FD_CLR(server_sock, readers);
            close(server_sock);
        }
    }
}
