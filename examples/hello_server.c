/* The server: says hello to the first that calls, and ends.
 *
 *     hello_server [port]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    int server_sock, client_sock;
    struct sockaddr_in server_addr, client_addr;
    socklen_t client_addr_size;
    char message[] = "Hello, Client!";
    int port = argc > 1 ? port_of(argv[1]) : 12345;

    if (argc > 2 || port == -1) {
        fprintf(stderr, "usage: %s [port]\n", argv[0]);
        exit(1);
    }

    /* 1. Make a socket. */
    server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if (server_sock == -1) {
        perror("socket");
        exit(1);
    }

    /* 2. Its address: this port, at every address of the host. */
    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port);

    /* 3. Give the socket the address. */
    if (bind(server_sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("bind");
        exit(1);
    }

    /* 4. Let it be called. */
    if (listen(server_sock, 5) == -1) {
        perror("listen");
        exit(1);
    }

    /* 5. Take the first call. */
    client_addr_size = sizeof(client_addr);
    client_sock = accept(server_sock, (struct sockaddr *)&client_addr, &client_addr_size);
    if (client_sock == -1) {
        perror("accept");
        exit(1);
    }

    /* 6. Say hello, NUL and all. */
    write(client_sock, message, sizeof(message));

    /* 7. Hang up. */
    close(client_sock);
    close(server_sock);

    return 0;
}
