/* Prints what is sent to a port of this host: to the host alone, or to all of the network.
 *
 *     broadcast_receiver port [datagrams]
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
    struct sockaddr_in local_addr, from_addr;
    socklen_t len;
    char message[1000];
    ssize_t n;
    int on = 1;
    int port = argc > 1 ? port_of(argv[1]) : -1;
    int datagrams = argc > 2 ? atoi(argv[2]) : -1;

    if (argc > 3 || port == -1) {
        fprintf(stderr, "usage: %s port [datagrams]\n", argv[0]);
        exit(1);
    }

    sock = socket(PF_INET, SOCK_DGRAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }

    /* 1. Several programs of a host may listen to the same port. Each gets what is sent to all. */
    if (setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1) {
        perror("setsockopt");
        exit(1);
    }

    /* 2. Bound to the host's own address, it would not get what is sent to the network's. */
    memset(&local_addr, 0, sizeof(local_addr));
    local_addr.sin_family = AF_INET;
    local_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    local_addr.sin_port = htons(port);
    if (bind(sock, (struct sockaddr *)&local_addr, sizeof(local_addr)) == -1) {
        perror("bind");
        exit(1);
    }

    /* 3. The sender's own address is an ordinary one: it could be answered. */
    while (datagrams != 0) {
        len = sizeof(from_addr);
        n = recvfrom(sock, message, sizeof(message) - 1, 0, (struct sockaddr *)&from_addr, &len);
        if (n == -1) {
            perror("recvfrom");
            exit(1);
        }
        message[n] = '\0';
        printf("%s: %s\n", inet_ntoa(from_addr.sin_addr), message);
        if (datagrams > 0)
            datagrams--;
    }

    close(sock);

    return 0;
}
