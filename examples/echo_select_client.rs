//! Sends standard input to a server, and prints what comes back, whenever it comes. At the end of
//! the input it tells the server so, and goes on until that ends too: what is on its way is not lost.
//!
//!     cargo run --example echo_select_client -- address port

use berkeley::{
    arpa::inet::*, errno::*, fcntl::*, stdio::*, stdlib::*, string::*, sys::select::*, unistd::*,
};
use core::ffi::c_int;

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let [read_fds, write_fds] = &mut [fd_set::zeroed(); 2];
    let [input, answer] = &mut [[0u8; 4096]; 2];
    let (mut start, mut end) = (0, 0); // what of the input is still to be sent
    let mut at_end = false;
    let port = if argv.len() > 2 { port_of(&argv[2]) } else { -1 };

    memset(server_addr, 0, sizeof(server_addr));
    if argv.len() != 3 || port == -1 || inet_pton(AF_INET, &argv[1], &mut server_addr.sin_addr) != 1
    {
        eprintln!("usage: {} address port", argv[0]);
        exit(1);
    }

    // 1. Call the server.
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_port = htons(port as in_port_t);
    if connect(sock, server_addr, sizeof(server_addr)) == -1 {
        perror("connect");
        exit(1);
    }

    // 2. From here on a write takes what there is room for. To wait for more could be for ever:
    // the server may be waiting until we read.
    let flags = fcntl(sock, F_GETFL, 0);
    if flags == -1 || fcntl(sock, F_SETFL, flags | O_NONBLOCK) == -1 {
        perror("fcntl");
        exit(1);
    }

    loop {
        // 3. Wait for the server, and for room for what is to be sent, or else for more of it.
        FD_ZERO(read_fds);
        FD_ZERO(write_fds);
        FD_SET(sock, read_fds);
        if start < end {
            FD_SET(sock, write_fds);
        } else if !at_end {
            FD_SET(STDIN_FILENO, read_fds);
        }
        if select(sock + 1, read_fds, write_fds, NULL, NULL) == -1 {
            perror("select");
            exit(1);
        }

        // 4. From the server to standard output.
        if FD_ISSET(sock, read_fds) {
            let n = read(sock, answer, sizeof(answer));
            if n == -1 && errno() != EAGAIN {
                perror("read");
                exit(1);
            }
            if n == 0 {
                break;
            }
            if n > 0 && write(STDOUT_FILENO, answer, n) == -1 {
                perror("write");
                exit(1);
            }
        }

        // 5. From standard input to the server.
        if FD_ISSET(STDIN_FILENO, read_fds) {
            let n = read(STDIN_FILENO, input, sizeof(input));
            if n == -1 {
                perror("read");
                exit(1);
            }
            start = 0;
            end = n as usize;
            // Half of the connection ends: we send no more, and still read.
            if n == 0 {
                at_end = true;
                shutdown(sock, SHUT_WR);
            }
        } else if FD_ISSET(sock, write_fds) {
            let n = write(sock, &input[start..], end - start);
            if n == -1 && errno() != EAGAIN {
                perror("write");
                exit(1);
            }
            if n > 0 {
                start += n as usize;
            }
        }
    }

    // 6. The server is at its end as well. If we were not at ours, that is a pity.
    close(sock);
    if !at_end {
        eprintln!("{}: the server hung up", argv[0]);
        exit(1);
    }
}
