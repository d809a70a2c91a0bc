/* Answers datagrams at a path or at an abstract name, each with its text in capitals; and says
 * whose they were.
 *
 *     unix_dgram_server path [datagrams]
 *
 * A path that begins with @ is an abstract name; a file that is at any other is removed. After so
 * many datagrams it ends; without the second argument it goes on for ever.
 */
#include <ctype.h>
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

/* Whether the address is one that can be answered, and which: its length says it. */
static int print_sender(const struct sockaddr_un *addr, socklen_t addr_len)
{
    int len = addr_len - offsetof(struct sockaddr_un, sun_path);

    if (len <= 0) {
        printf("somebody without a name: ");
        return 0;
    }
    if (addr->sun_path[0] == '\0')
        printf("@%.*s: ", len - 1, addr->sun_path + 1);
    else
        printf("%.*s: ", len, addr->sun_path);
    return 1;
}

int main(int argc, char *argv[])
{
    int sock, has_name;
    struct sockaddr_un server_addr, client_addr;
    socklen_t server_len, client_len;
    char buf[512];
    ssize_t n, i;
    int datagrams = argc > 2 ? atoi(argv[2]) : -1;

    if (argc < 2 || argc > 3 || argv[1][0] == '\0') {
        fprintf(stderr, "usage: %s path [datagrams]\n", argv[0]);
        exit(1);
    }
    server_len = address_of(argv[1], &server_addr);
    if (server_len == 0) {
        fprintf(stderr, "the path is too long\n");
        exit(1);
    }

    sock = socket(PF_UNIX, SOCK_DGRAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    if (argv[1][0] != '@' && unlink(argv[1]) == -1 && errno != ENOENT) {
        perror("unlink");
        exit(1);
    }
    if (bind(sock, (struct sockaddr *)&server_addr, server_len) == -1) {
        perror("bind");
        exit(1);
    }

    while (datagrams != 0) {
        /* 1. A sender has an address only if it has bound its socket to one. */
        client_len = sizeof(client_addr);
        n = recvfrom(sock, buf, sizeof(buf), 0, (struct sockaddr *)&client_addr, &client_len);
        if (n == -1) {
            perror("recvfrom");
            exit(1);
        }
        /* With a path that fills the array the kernel counts a NUL behind it: more than there is. */
        if (client_len > sizeof(client_addr))
            client_len = sizeof(client_addr);
        has_name = print_sender(&client_addr, client_len);
        printf("%.*s\n", (int)n, buf);

        /* 2. It may be gone by now: that is no reason to end. */
        for (i = 0; i < n; i++)
            buf[i] = toupper((unsigned char)buf[i]);
        if (has_name
            && sendto(sock, buf, n, 0, (struct sockaddr *)&client_addr, client_len) == -1)
            perror("sendto");
        if (datagrams > 0)
            datagrams--;
    }

    close(sock);
    if (argv[1][0] != '@' && unlink(argv[1]) == -1)
        perror("unlink");

    return 0;
}
