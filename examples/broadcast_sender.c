/* Sends a message to all hosts of a network.
 *
 *     broadcast_sender address port [message]
 *
 * The address is the network's last one: ip address calls it brd. 127.255.255.255 stays on this host.
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
    struct sockaddr_in to_addr;
    int on = 1;
    int port = argc > 2 ? port_of(argv[2]) : -1;
    const char *address = argc > 1 ? argv[1] : "127.255.255.255";
    const char *message = argc > 3 ? argv[3] : "Anybody there?";

    if (argc > 4 || port == -1 || inet_pton(AF_INET, address, &to_addr.sin_addr) != 1) {
        fprintf(stderr, "usage: %s address port [message]\n", argv[0]);
        exit(1);
    }

    sock = socket(PF_INET, SOCK_DGRAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }

    /* 1. Without this, sendto fails with EACCES: nobody is to call everybody by mistake. */
    if (setsockopt(sock, SOL_SOCKET, SO_BROADCAST, &on, sizeof(on)) == -1) {
        perror("setsockopt");
        exit(1);
    }

    /* 2. One datagram, for as many as there are. Nobody says whether it came. */
    memset(&to_addr, 0, sizeof(to_addr));
    to_addr.sin_family = AF_INET;
    to_addr.sin_addr.s_addr = inet_addr(address);
    to_addr.sin_port = htons(port);
    if (sendto(sock, message, strlen(message), 0,
               (struct sockaddr *)&to_addr, sizeof(to_addr)) == -1) {
        perror("sendto");
        exit(1);
    }

    close(sock);

    return 0;
}
