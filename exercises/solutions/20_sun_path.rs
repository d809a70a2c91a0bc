// A server with an abstract name, which needs no file. It greets the first that calls.

use berkeley::{stdio::*, stdlib::*, string::*, sys::socket::*, sys::un::*, unistd::*};

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_un::zeroed();
    let message = "Hello, Client!\n";
    let server_sock = socket(PF_UNIX, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }
    server_addr.sun_family = AF_UNIX as sa_family_t;
    server_addr.sun_path[0] = 0; // what begins with a NUL is no path
    strcpy(&mut server_addr.sun_path[1..], &argv[1]);
    let server_len = offsetof!(sockaddr_un, sun_path) + 1 + strlen(&argv[1]);
    if bind(server_sock, server_addr, server_len) == -1 {
        perror("bind");
        exit(1);
    }
    if listen(server_sock, 5) == -1 {
        perror("listen");
        exit(1);
    }

    let client_sock = accept(server_sock, NULL, NULL);
    if client_sock == -1 {
        perror("accept");
        exit(1);
    }
    write(client_sock, message, message.len());
    close(client_sock);
    close(server_sock);
}
