/* Takes records at a path or at an abstract name, and says of each how long it is: the answers are
 * records, too. What does not fit its buffer of 16 bytes is cut off, and the next record is the
 * next.
 *
 *     unix_seqpacket_server path [connections]
 *
 * A path that begins with @ is an abstract name; a file that is at any other is removed. After so
 * many connections it ends; without the second argument it goes on for ever.
 */
#include <errno.h>
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

static void serve(int sock)
{
    char buf[16], answer[64];
    ssize_t n;
    int kept, records = 0;

    /* 1. One call takes one record, never two. With MSG_TRUNC it says how long that was, and not
     * only how much of it is in the buffer. Of one without bytes it says what it says at the end. */
    while ((n = recv(sock, buf, sizeof(buf), MSG_TRUNC)) > 0) {
        kept = n < (ssize_t)sizeof(buf) ? n : (ssize_t)sizeof(buf);
        printf("record %d: %.*s%s\n", ++records, kept, buf, kept < n ? " and more" : "");

        /* 2. One call makes one record. */
        snprintf(answer, sizeof(answer), "record %d has %zd bytes", records, n);
        if (send(sock, answer, strlen(answer), MSG_NOSIGNAL) == -1) {
            perror("send");
            return;
        }
    }
    if (n == -1)
        perror("recv");
}

int main(int argc, char *argv[])
{
    int server_sock, client_sock;
    struct sockaddr_un server_addr;
    socklen_t server_len;
    int connections = argc > 2 ? atoi(argv[2]) : -1;

    if (argc < 2 || argc > 3 || argv[1][0] == '\0') {
        fprintf(stderr, "usage: %s path [connections]\n", argv[0]);
        exit(1);
    }
    server_len = address_of(argv[1], &server_addr);
    if (server_len == 0) {
        fprintf(stderr, "the path is too long\n");
        exit(1);
    }

    server_sock = socket(PF_UNIX, SOCK_SEQPACKET, 0);
    if (server_sock == -1) {
        perror("socket");
        exit(1);
    }
    if (argv[1][0] != '@' && unlink(argv[1]) == -1 && errno != ENOENT) {
        perror("unlink");
        exit(1);
    }
    if (bind(server_sock, (struct sockaddr *)&server_addr, server_len) == -1) {
        perror("bind");
        exit(1);
    }
    if (listen(server_sock, SOMAXCONN) == -1) {
        perror("listen");
        exit(1);
    }

    while (connections != 0) {
        client_sock = accept(server_sock, NULL, NULL);
        if (client_sock == -1) {
            perror("accept");
            exit(1);
        }
        serve(client_sock);
        close(client_sock);
        if (connections > 0)
            connections--;
    }

    close(server_sock);
    if (argv[1][0] != '@' && unlink(argv[1]) == -1)
        perror("unlink");

    return 0;
}
