/* Sends a datagram to a path or to an abstract name, and prints the answer. For that it binds a
 * name of its own: a datagram is answered to where it came from.
 *
 *     unix_dgram_client path own_path message
 *
 * A path that begins with @ is an abstract name; a file that is at any other own path is removed.
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

/* Asks the server, and prints what it answers. 0, or 1 if something failed. */
static int ask(int sock, const char *message, const struct sockaddr_un *addr, socklen_t addr_len)
{
    char buf[1024];
    ssize_t n;

    /* No datagram is lost on its way: if nobody is there to take it, that is an error. */
    n = sendto(sock, message, strlen(message), 0, (const struct sockaddr *)addr, addr_len);
    if (n == -1) {
        perror("sendto");
        return 1;
    }
    n = recvfrom(sock, buf, sizeof(buf), 0, NULL, NULL);
    if (n == -1) {
        perror("recvfrom");
        return 1;
    }
    printf("%.*s\n", (int)n, buf);
    return 0;
}

int main(int argc, char *argv[])
{
    int sock, status;
    struct sockaddr_un server_addr, client_addr;
    socklen_t server_len, client_len;

    if (argc != 4 || argv[1][0] == '\0' || argv[2][0] == '\0') {
        fprintf(stderr, "usage: %s path own_path message\n", argv[0]);
        exit(1);
    }
    server_len = address_of(argv[1], &server_addr);
    client_len = address_of(argv[2], &client_addr);
    if (server_len == 0 || client_len == 0) {
        fprintf(stderr, "the path is too long\n");
        exit(1);
    }

    /* 1. Over UDP the kernel would choose a port. Here it chooses no name. */
    sock = socket(PF_UNIX, SOCK_DGRAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    if (argv[2][0] != '@' && unlink(argv[2]) == -1 && errno != ENOENT) {
        perror("unlink");
        exit(1);
    }
    if (bind(sock, (struct sockaddr *)&client_addr, client_len) == -1) {
        perror("bind");
        exit(1);
    }

    /* 2. Question and answer. */
    status = ask(sock, argv[3], &server_addr, server_len);

    /* 3. Whatever came of it, the file goes. */
    close(sock);
    if (argv[2][0] != '@' && unlink(argv[2]) == -1)
        perror("unlink");

    exit(status);
}
