/* An echo server for the programs of this host: a stream, as over TCP, at a path or at an abstract
 * name.
 *
 *     unix_stream_server path [connections]
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

/* Returns what comes until the client has no more, and says how much that was. */
static void echo(int sock)
{
    char buf[4096];
    ssize_t n, sent, written;
    long total = 0;

    while ((n = read(sock, buf, sizeof(buf))) > 0) {
        for (sent = 0; sent < n; sent += written) {
            written = send(sock, buf + sent, n - sent, MSG_NOSIGNAL);
            if (written == -1) {
                perror("send");
                return;
            }
        }
        total += n;
    }
    if (n == -1)
        perror("read");
    printf("%ld bytes\n", total);
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

    server_sock = socket(PF_UNIX, SOCK_STREAM, 0);
    if (server_sock == -1) {
        perror("socket");
        exit(1);
    }

    /* 1. The file of a server that has ended is in the way, and nobody hears there. */
    if (argv[1][0] != '@' && unlink(argv[1]) == -1 && errno != ENOENT) {
        perror("unlink");
        exit(1);
    }

    /* 2. Here the name of a file, in place of an address and a port. */
    if (bind(server_sock, (struct sockaddr *)&server_addr, server_len) == -1) {
        perror("bind");
        exit(1);
    }
    if (listen(server_sock, SOMAXCONN) == -1) {
        perror("listen");
        exit(1);
    }

    /* 3. From here on it is as with TCP. */
    while (connections != 0) {
        client_sock = accept(server_sock, NULL, NULL);
        if (client_sock == -1) {
            perror("accept");
            exit(1);
        }
        echo(client_sock);
        close(client_sock);
        if (connections > 0)
            connections--;
    }

    /* 4. The socket goes, its file stays. */
    close(server_sock);
    if (argv[1][0] != '@' && unlink(argv[1]) == -1)
        perror("unlink");

    return 0;
}
