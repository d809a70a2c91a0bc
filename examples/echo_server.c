/* An echo server for one client at a time: sends back what it reads, until the client hangs up.
 * Whoever calls meanwhile waits in the queue.
 *
 *     echo_server port [connections]
 *
 * After so many connections it ends; without the second argument it goes on for ever.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

static void echo(int sock)
{
    char buf[4096];
    ssize_t n;

    while ((n = read(sock, buf, sizeof(buf))) > 0) {
        /* It waits until all is sent: only a signal's handler could cut that short. */
        if (write(sock, buf, n) == -1) {
            perror("write");
            return;
        }
    }
    if (n == -1)
        perror("read");
}

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
    socklen_t client_addr_len;
    int on = 1;
    int port = argc > 1 ? port_of(argv[1]) : -1;
    int connections = argc > 2 ? atoi(argv[2]) : -1;

    if (argc > 3 || port == -1) {
        fprintf(stderr, "usage: %s port [connections]\n", argv[0]);
        exit(1);
    }

    /* 1. To write to a client that is gone is an error like others, not this program's end. */
    signal(SIGPIPE, SIG_IGN);

    /* 2. Listen. */
    server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if (server_sock == -1) {
        perror("socket");
        exit(1);
    }
    setsockopt(server_sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port);
    if (bind(server_sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("bind");
        exit(1);
    }
    if (listen(server_sock, SOMAXCONN) == -1) {
        perror("listen");
        exit(1);
    }

    /* 3. One client after the other. */
    while (connections != 0) {
        client_addr_len = sizeof(client_addr);
        client_sock = accept(server_sock, (struct sockaddr *)&client_addr, &client_addr_len);
        if (client_sock == -1) {
            perror("accept");
            exit(1);
        }
        printf("%s calls from port %d\n", inet_ntoa(client_addr.sin_addr),
               ntohs(client_addr.sin_port));
        echo(client_sock);
        printf("%s has hung up\n", inet_ntoa(client_addr.sin_addr));
        close(client_sock);
        if (connections > 0)
            connections--;
    }

    close(server_sock);

    return 0;
}
