//! The server: says one message to the first that calls, and ends.

use super::options::{Mode, Options};
use berkeley::{arpa::inet::*, stdio::*, stdlib::*, unistd::*};
use std::io;

pub(crate) fn run(options: &Options) {
    let server_addr = &mut sockaddr_in::zeroed();
    let client_addr = &mut sockaddr_in::zeroed();
    let message = format!("{}\0", options.message);

    let server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }

    if options.port.is_some() {
        // Of a port that was asked for, an earlier run may be in TIME-WAIT.
        let on = 1;
        setsockopt(server_sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(&on));
    }
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server_addr.sin_port = htons(options.port.unwrap_or(0));
    if bind(server_sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }

    if options.port.is_none() {
        // Which one is it?
        let mut server_addr_size = sizeof(server_addr) as socklen_t;
        getsockname(server_sock, server_addr, &mut server_addr_size);
    }

    if options.mode == Mode::Refused {
        // It has the port, so that nobody else can listen there.
        println!("{}", ntohs(server_addr.sin_port));
        wait_for_client();
        close(server_sock);
        return;
    }
    if listen(server_sock, 5) == -1 {
        perror("listen");
        exit(1);
    }
    println!("{}", ntohs(server_addr.sin_port));

    let mut client_addr_size = sizeof(client_addr) as socklen_t;
    let client_sock = accept(server_sock, client_addr, &mut client_addr_size);
    if client_sock == -1 {
        perror("accept");
        exit(1);
    }

    if options.mode == Mode::HalfClose {
        // Until the client has nothing more to say.
        while read(client_sock, &mut [0u8; 30], 30) > 0 {}
    }
    write(client_sock, message.as_bytes(), message.len());

    if options.mode == Mode::Reset {
        // Else the reset might come first, and connect would fail with it.
        wait_for_client();
        let abort = linger { l_onoff: 1, l_linger: 0 };
        setsockopt(client_sock, SOL_SOCKET, SO_LINGER, &abort, sizeof(&abort));
    }
    close(client_sock);
    close(server_sock);
}

/// Its input ends when the client has done what this mode is to show first.
fn wait_for_client() {
    let _ = io::read_to_string(io::stdin());
}
