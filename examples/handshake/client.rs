//! The client: calls the server, reads until it hangs up, and does the same.

use super::options::{Mode, Options};
use berkeley::{arpa::inet::*, stdio::*, stdlib::*, unistd::*};

pub(crate) fn run(options: &Options, port: u16) {
    let server_addr = &mut sockaddr_in::zeroed();
    let message = &mut [0u8; 1024];

    let sock = socket(PF_INET, SOCK_STREAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }

    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = inet_addr("127.0.0.1");
    server_addr.sin_port = htons(port);
    if connect(sock, server_addr, sizeof(server_addr)) == -1 {
        perror("connect");
        close(sock);
        exit(1);
    }

    if options.mode == Mode::HalfClose {
        shutdown(sock, SHUT_WR);
    }

    // 0: the server has hung up.
    while read(sock, message, sizeof(message)) > 0 {
        // The server may go on.
        println!("read");
    }

    close(sock);
}
