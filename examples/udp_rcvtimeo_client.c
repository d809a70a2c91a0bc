/* A client that does not wait for ever: it asks over UDP, and the socket has an option that ends the
 * waiting.
 *
 *     udp_rcvtimeo_client address port
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>

#define TRIES 3

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    int sock, try;
    struct sockaddr_in server_addr;
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

    /* 1. From now on, a call that receives waits a second at the most. */
    timeout.tv_sec = 1;
    timeout.tv_usec = 0;
    if (setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout)) == -1) {
        perror("setsockopt");
        exit(1);
    }

    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = inet_addr(address);
    server_addr.sin_port = htons(port);

    for (try = 1; try <= TRIES; try++) {
        /* 2. Ask. */
        if (sendto(sock, message, sizeof(message), 0,
                   (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
            perror("sendto");
            exit(1);
        }

        /* 3. Wait for the answer. That the time is up is the error of a call that must not wait. */
        n = recvfrom(sock, answer, sizeof(answer) - 1, 0, NULL, NULL);
        if (n >= 0) {
            answer[n] = '\0';
            printf("answer: %s\n", answer);
            close(sock);
            exit(0);
        }
        if (errno != EAGAIN) {
            perror("recvfrom");
            exit(1);
        }
        printf("no answer to question %d\n", try);
    }

    printf("giving up\n");
    close(sock);
    exit(1);
}
