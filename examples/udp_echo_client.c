/* Sends each line of standard input to an echo server over UDP, and prints what comes back.
 *
 *     udp_echo_client address port
 *
 * It takes an answer from its server alone, but waits for it for ever: the three clients that do
 * not are alarm_client, udp_rcvtimeo_client and udp_select_client.
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

/* Whether it is the same port of the same host. An address has further bytes, which do not count. */
static int is_same(const struct sockaddr_in *a, const struct sockaddr_in *b)
{
    return a->sin_addr.s_addr == b->sin_addr.s_addr && a->sin_port == b->sin_port;
}

int main(int argc, char *argv[])
{
    int sock;
    struct sockaddr_in server_addr, from_addr;
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

    /* 1. The socket has no port yet: the first sendto gives it one. */
    sock = socket(PF_INET, SOCK_DGRAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = inet_addr(address);
    server_addr.sin_port = htons(port);

    /* 2. A datagram for each line. */
    while ((n = read(STDIN_FILENO, line, sizeof(line))) > 0) {
        if (sendto(sock, line, n, 0, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
            perror("sendto");
            exit(1);
        }

        /* 3. Whoever knows the port can send to it. Only the server's word counts. */
        for (;;) {
            len = sizeof(from_addr);
            n = recvfrom(sock, answer, sizeof(answer) - 1, 0, (struct sockaddr *)&from_addr, &len);
            if (n == -1) {
                perror("recvfrom");
                exit(1);
            }
            if (is_same(&from_addr, &server_addr))
                break;
            printf("not from the server, but from %s port %d: %zd bytes\n",
                   inet_ntoa(from_addr.sin_addr), ntohs(from_addr.sin_port), n);
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
