/* Sends a message to a server at a path or at an abstract name, says that this is all, and prints
 * what comes back.
 *
 *     unix_stream_client path message
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
    int sock;
    struct sockaddr_un server_addr;
    socklen_t server_len;
    char buf[4096];
    size_t sent, len;
    ssize_t n;

    if (argc != 3 || argv[1][0] == '\0') {
        fprintf(stderr, "usage: %s path message\n", argv[0]);
        exit(1);
    }
    server_len = address_of(argv[1], &server_addr);
    if (server_len == 0) {
        fprintf(stderr, "the path is too long\n");
        exit(1);
    }

    /* 1. Call the server. This side needs no name. */
    sock = socket(PF_UNIX, SOCK_STREAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    if (connect(sock, (struct sockaddr *)&server_addr, server_len) == -1) {
        perror("connect");
        exit(1);
    }

    /* 2. Send, and say that there is no more: the server reads an end, and may answer still. */
    len = strlen(argv[2]);
    for (sent = 0; sent < len; sent += n) {
        n = write(sock, argv[2] + sent, len - sent);
        if (n == -1) {
            perror("write");
            exit(1);
        }
    }
    if (shutdown(sock, SHUT_WR) == -1) {
        perror("shutdown");
        exit(1);
    }

    /* 3. A stream has no messages: what was sent in one call may come in many. */
    while ((n = read(sock, buf, sizeof(buf))) > 0)
        fwrite(buf, 1, n, stdout);
    if (n == -1) {
        perror("read");
        exit(1);
    }
    printf("\n");

    close(sock);

    return 0;
}
