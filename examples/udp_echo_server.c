/* An echo server over UDP: sends each datagram back to where it came from.
 *
 *     udp_echo_server port [datagrams]
 *
 * After so many datagrams it ends; without the second argument it goes on for ever.
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
    int sock;
    struct sockaddr_in server_addr, client_addr;
    socklen_t len;
    char buf[65536]; /* No datagram is larger. */
    ssize_t n;
    int port = argc > 1 ? port_of(argv[1]) : -1;
    int datagrams = argc > 2 ? atoi(argv[2]) : -1;

    if (argc > 3 || port == -1) {
        fprintf(stderr, "usage: %s port [datagrams]\n", argv[0]);
        exit(1);
    }

    /* 1. A socket with a port is all: there is nothing to listen for and nobody to accept. */
    sock = socket(PF_INET, SOCK_DGRAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port);
    if (bind(sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("bind");
        exit(1);
    }

    /* 2. One socket serves all clients: each datagram comes with the address of its sender. */
    while (datagrams != 0) {
        len = sizeof(client_addr);
        n = recvfrom(sock, buf, sizeof(buf), 0, (struct sockaddr *)&client_addr, &len);
        if (n == -1) {
            perror("recvfrom");
            exit(1);
        }
        printf("%zd bytes from %s port %d\n", n, inet_ntoa(client_addr.sin_addr),
               ntohs(client_addr.sin_port));

        /* An answer that cannot be sent is that client's loss, and nobody else's. */
        if (sendto(sock, buf, n, 0, (struct sockaddr *)&client_addr, len) == -1)
            perror("sendto");
        if (datagrams > 0)
            datagrams--;
    }

    close(sock);

    return 0;
}
