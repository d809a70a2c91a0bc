//! Says hello to whoever calls, at a socket that it has not opened: systemd did, or who does as it
//! does.
//!
//!     systemd-socket-activate -l 12345 target/debug/examples/activated_server [connections]
//!
//! It need not know whether that is a port or the path of a Unix socket. After so many connections
//! it ends; without an argument it goes on for ever.

use berkeley::{errno::*, stdio::*, stdlib::*, string::*, systemd::sd_daemon::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let message = "Hello, Client!\n";
    let mut connections = if argv.len() > 1 { atoi(&argv[1]) } else { -1 };

    if argv.len() > 2 {
        eprintln!("usage: {} [connections]", argv[0]);
        exit(1);
    }

    // 1. How many sockets are there? The programs that this one starts are not to think that they are
    // theirs: so the environment says no more of them from here on.
    let n = sd_listen_fds(1);
    if n < 0 {
        eprintln!("sd_listen_fds: {}", strerror(-n));
        exit(1);
    }
    if n != 1 {
        eprintln!("started with {n} sockets, not with one");
        exit(1);
    }

    // 2. It is bound, and listens already; which is worth a look.
    let server_sock = SD_LISTEN_FDS_START;
    if sd_is_socket(server_sock, AF_UNSPEC, SOCK_STREAM, 1) <= 0 {
        eprintln!("started with what is no socket that listens");
        exit(1);
    }

    // 3. From here on all is as ever: the one who called first has been waiting.
    while connections != 0 {
        let client_sock = accept(server_sock, NULL, NULL);
        if client_sock == -1 {
            perror("accept");
            exit(1);
        }
        if send(client_sock, message, strlen(message), MSG_NOSIGNAL) == -1 {
            perror("send");
        }
        close(client_sock);
        if connections > 0 {
            connections -= 1;
        }
    }

    close(server_sock);
}
