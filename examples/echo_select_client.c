/* Sends standard input to a server, and prints what comes back, whenever it comes. At the end of
 * the input it tells the server so, and goes on until that ends too: what is on its way is not lost.
 *
 *     echo_select_client address port
 */
#include <errno.h>
#include <fcntl.h>
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
    int sock, flags;
    struct sockaddr_in server_addr;
    fd_set read_fds, write_fds;
    char input[4096], answer[4096];
    size_t start = 0, end = 0; /* what of the input is still to be sent */
    int at_end = 0;
    ssize_t n;
    int port = argc > 2 ? port_of(argv[2]) : -1;

    memset(&server_addr, 0, sizeof(server_addr));
    if (argc != 3 || port == -1 || inet_pton(AF_INET, argv[1], &server_addr.sin_addr) != 1) {
        fprintf(stderr, "usage: %s address port\n", argv[0]);
        exit(1);
    }

    /* 1. Call the server. */
    sock = socket(PF_INET, SOCK_STREAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    server_addr.sin_family = AF_INET;
    server_addr.sin_port = htons(port);
    if (connect(sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("connect");
        exit(1);
    }

    /* 2. From here on a write takes what there is room for. To wait for more could be for ever:
     * the server may be waiting until we read. */
    flags = fcntl(sock, F_GETFL, 0);
    if (flags == -1 || fcntl(sock, F_SETFL, flags | O_NONBLOCK) == -1) {
        perror("fcntl");
        exit(1);
    }

    for (;;) {
        /* 3. Wait for the server, and for room for what is to be sent, or else for more of it. */
        FD_ZERO(&read_fds);
        FD_ZERO(&write_fds);
        FD_SET(sock, &read_fds);
        if (start < end)
            FD_SET(sock, &write_fds);
        else if (!at_end)
            FD_SET(STDIN_FILENO, &read_fds);
        if (select(sock + 1, &read_fds, &write_fds, NULL, NULL) == -1) {
            perror("select");
            exit(1);
        }

        /* 4. From the server to standard output. */
        if (FD_ISSET(sock, &read_fds)) {
            n = read(sock, answer, sizeof(answer));
            if (n == -1 && errno != EAGAIN) {
                perror("read");
                exit(1);
            }
            if (n == 0)
                break;
            if (n > 0 && write(STDOUT_FILENO, answer, n) == -1) {
                perror("write");
                exit(1);
            }
        }

        /* 5. From standard input to the server. */
        if (FD_ISSET(STDIN_FILENO, &read_fds)) {
            n = read(STDIN_FILENO, input, sizeof(input));
            if (n == -1) {
                perror("read");
                exit(1);
            }
            start = 0;
            end = n;
            /* Half of the connection ends: we send no more, and still read. */
            if (n == 0) {
                at_end = 1;
                shutdown(sock, SHUT_WR);
            }
        } else if (FD_ISSET(sock, &write_fds)) {
            n = write(sock, input + start, end - start);
            if (n == -1 && errno != EAGAIN) {
                perror("write");
                exit(1);
            }
            if (n > 0)
                start += n;
        }
    }

    /* 6. The server is at its end as well. If we were not at ours, that is a pity. */
    close(sock);
    if (!at_end) {
        fprintf(stderr, "%s: the server hung up\n", argv[0]);
        exit(1);
    }

    return 0;
}
