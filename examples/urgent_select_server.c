/* Takes one connection, and prints what comes over it: the ordinary bytes, and the urgent ones, of which
 * select tells.
 *
 *     urgent_select_server port
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/select.h>
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
    fd_set read_fds, except_fds;
    char buf[100];
    ssize_t n;
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

    for (;;) {
        /* 1. Two questions of one socket: whether there is something to read, and something urgent. */
        FD_ZERO(&read_fds);
        FD_ZERO(&except_fds);
        FD_SET(client_sock, &read_fds);
        FD_SET(client_sock, &except_fds);
        if (select(client_sock + 1, &read_fds, NULL, &except_fds, NULL) == -1) {
            perror("select");
            exit(1);
        }

        /* 2. The urgent byte is not among the others. To receive it once ends the exception. (BSD
         * goes on with it until the bytes before it are read, and has EINVAL for a second recv.) */
        if (FD_ISSET(client_sock, &except_fds)) {
            n = recv(client_sock, buf, sizeof(buf) - 1, MSG_OOB);
            if (n == -1) {
                perror("recv");
                exit(1);
            }
            buf[n] = '\0';
            printf("urgent: %s\n", buf);
        }

        /* 3. The others. */
        if (FD_ISSET(client_sock, &read_fds)) {
            n = read(client_sock, buf, sizeof(buf) - 1);
            if (n == -1) {
                perror("read");
                exit(1);
            }
            if (n == 0)
                break;
            buf[n] = '\0';
            printf("read: %s\n", buf);
        }
    }

    close(client_sock);
    close(server_sock);

    return 0;
}
