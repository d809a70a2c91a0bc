/* Takes one connection, and prints what comes over it: the ordinary bytes, and the urgent ones, which
 * come in line with them, each behind a mark.
 *
 *     urgent_inline_server port
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <poll.h>
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
    struct sockaddr_in server_addr;
    struct pollfd pfd;
    char buf[100];
    ssize_t n;
    int at_mark;
    int on = 1;
    int port = argc > 1 ? port_of(argv[1]) : -1;

    if (argc > 2 || port == -1) {
        fprintf(stderr, "usage: %s port\n", argv[0]);
        exit(1);
    }

    server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if (server_sock == -1) {
        perror("socket");
        exit(1);
    }
    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port);
    if (bind(server_sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("bind");
        exit(1);
    }
    if (listen(server_sock, 5) == -1) {
        perror("listen");
        exit(1);
    }
    client_sock = accept(server_sock, NULL, NULL);
    if (client_sock == -1) {
        perror("accept");
        exit(1);
    }

    /* 1. The urgent bytes stay where they are among the others. */
    if (setsockopt(client_sock, SOL_SOCKET, SO_OOBINLINE, &on, sizeof(on)) == -1) {
        perror("setsockopt");
        exit(1);
    }

    for (;;) {
        /* 2. Where there is nothing yet to read, there is no mark yet, either. */
        pfd.fd = client_sock;
        pfd.events = POLLIN;
        if (poll(&pfd, 1, -1) == -1) {
            perror("poll");
            exit(1);
        }
        at_mark = sockatmark(client_sock);
        if (at_mark == -1) {
            perror("sockatmark");
            exit(1);
        }

        /* 3. What is read ends before the mark. At the mark, the first byte is the urgent one. */
        n = read(client_sock, buf, at_mark ? 1 : sizeof(buf) - 1);
        if (n == -1) {
            perror("read");
            exit(1);
        }
        if (n == 0)
            break;
        buf[n] = '\0';
        printf("%s: %s\n", at_mark ? "urgent" : "read", buf);
    }

    close(client_sock);
    close(server_sock);

    return 0;
}
