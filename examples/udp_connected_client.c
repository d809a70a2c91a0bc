/* Sends each line of standard input over a UDP socket that is connected, and prints what comes back.
 *
 *     udp_connected_client address port
 *
 * To connect sends nothing. It tells the kernel whom this socket talks to: others are not heard, the
 * address need not be given again, and that nobody is at the port is an error, not silence.
 */
#include <errno.h>
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
    int sock;
    struct sockaddr_in server_addr, local_addr;
    socklen_t len;
    char line[1000];
    char answer[1001];
    ssize_t n;
    int port = argc > 2 ? port_of(argv[2]) : -1;
    const char *address = argc > 1 ? argv[1] : "127.0.0.1";

    if (argc > 3 || port == -1 || inet_pton(AF_INET, address, &server_addr.sin_addr) != 1) {
        fprintf(stderr, "usage: %s address port\n", argv[0]);
        exit(1);
    }

    sock = socket(PF_INET, SOCK_DGRAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = inet_addr(address);
    server_addr.sin_port = htons(port);
    if (connect(sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("connect");
        exit(1);
    }

    /* 1. The kernel has chosen a port, and the address that routes to the server begin at. */
    len = sizeof(local_addr);
    if (getsockname(sock, (struct sockaddr *)&local_addr, &len) == -1) {
        perror("getsockname");
        exit(1);
    }
    printf("from %s port %d\n", inet_ntoa(local_addr.sin_addr), ntohs(local_addr.sin_port));

    /* 2. read and write do, as over TCP; but each is a datagram. */
    while ((n = read(STDIN_FILENO, line, sizeof(line))) > 0) {
        if (write(sock, line, n) == -1) {
            perror("write");
            exit(1);
        }
        n = read(sock, answer, sizeof(answer) - 1);

        /* 3. The host has sent an ICMP message: there is no such port. Perhaps there will be. */
        if (n == -1 && errno == ECONNREFUSED) {
            printf("nobody is there: %s\n", strerror(errno));
            continue;
        }
        if (n == -1) {
            perror("read");
            exit(1);
        }
        answer[n] = '\0';
        printf("%s", answer);
    }
    if (n == -1) {
        perror("read");
        exit(1);
    }

    close(sock);

    return 0;
}
