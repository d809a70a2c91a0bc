/* Sends each argument as a record of its own, all of them at once, and prints the answers: there
 * are as many, since records stay apart, as datagrams do, on a connection that keeps their order,
 * as a stream does.
 *
 *     unix_seqpacket_client path message...
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <sys/un.h>

/* The address of a path or of an abstract name, and its length; 0 if it is too long. */
static socklen_t address_of(const char *path, struct sockaddr_un *addr)
{
    size_t len = strlen(path);

    if (len >= sizeof(addr->sun_path))
        return 0;
    memset(addr, 0, sizeof(*addr));
    addr->sun_family = AF_UNIX;
    strcpy(addr->sun_path, path);
    if (path[0] == '@') {
        /* It begins with a NUL, and ends where the length says: no NUL stands behind it. */
        addr->sun_path[0] = '\0';
        return offsetof(struct sockaddr_un, sun_path) + len;
    }
    return offsetof(struct sockaddr_un, sun_path) + len + 1;
}

int main(int argc, char *argv[])
{
    int sock, i;
    struct sockaddr_un server_addr;
    socklen_t server_len;
    char answer[64];
    ssize_t n;

    if (argc < 3 || argv[1][0] == '\0') {
        fprintf(stderr, "usage: %s path message...\n", argv[0]);
        exit(1);
    }
    server_len = address_of(argv[1], &server_addr);
    if (server_len == 0) {
        fprintf(stderr, "the path is too long\n");
        exit(1);
    }

    sock = socket(PF_UNIX, SOCK_SEQPACKET, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    if (connect(sock, (struct sockaddr *)&server_addr, server_len) == -1) {
        perror("connect");
        exit(1);
    }

    /* 1. A record is sent whole or not at all: there is no rest to be sent again. */
    for (i = 2; i < argc; i++) {
        if (send(sock, argv[i], strlen(argv[i]), 0) == -1) {
            perror("send");
            exit(1);
        }
    }
    if (shutdown(sock, SHUT_WR) == -1) {
        perror("shutdown");
        exit(1);
    }

    /* 2. By now several answers may lie here: each comes by itself. */
    while ((n = recv(sock, answer, sizeof(answer), 0)) > 0)
        printf("%.*s\n", (int)n, answer);
    if (n == -1) {
        perror("recv");
        exit(1);
    }

    close(sock);

    return 0;
}
