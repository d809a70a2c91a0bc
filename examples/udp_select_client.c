/* A client that does not wait for ever: it asks over UDP, and waits with select, which has a
 * timeout.
 *
 *     udp_select_client address port
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/select.h>
#include <sys/socket.h>

#define TRIES 3

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    int sock, try, ready;
    struct sockaddr_in server_addr;
    fd_set read_fds;
    struct timeval timeout;
    char message[] = "Anybody there?";
    char answer[100];
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

    for (try = 1; try <= TRIES; try++) {
        /* 1. Ask. */
        if (sendto(sock, message, sizeof(message), 0,
                   (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
            perror("sendto");
            exit(1);
        }

        /* 2. Wait for the answer, a second at the most. select changes what it is given. */
        FD_ZERO(&read_fds);
        FD_SET(sock, &read_fds);
        timeout.tv_sec = 1;
        timeout.tv_usec = 0;
        ready = select(sock + 1, &read_fds, NULL, NULL, &timeout);
        if (ready == -1) {
            perror("select");
            exit(1);
        }

        /* 3. Nothing is ready, or the only socket that there is. */
        if (ready > 0) {
            n = recvfrom(sock, answer, sizeof(answer) - 1, 0, NULL, NULL);
            if (n == -1) {
                perror("recvfrom");
                exit(1);
            }
            answer[n] = '\0';
            printf("answer: %s\n", answer);
            close(sock);
            exit(0);
        }
        printf("no answer to question %d\n", try);
    }

    printf("giving up\n");
    close(sock);
    exit(1);
}
