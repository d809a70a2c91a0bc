/* Asks a host what time it is, in words (RFC 867), over IPv4 or IPv6, whichever leads there.
 *
 *     daytime_client host service
 *
 * The service is a port, or a name: "daytime" is 13.
 */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>

/* A connection to a host: to the first of its addresses that answers. */
static int connect_to(const char *host, const char *service)
{
    struct addrinfo hints, *res, *p;
    int sock = -1;
    int status;

    memset(&hints, 0, sizeof(hints));
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    status = getaddrinfo(host, service, &hints, &res);
    if (status != 0) {
        fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(status));
        exit(1);
    }
    for (p = res; p != NULL; p = p->ai_next) {
        sock = socket(p->ai_family, p->ai_socktype, p->ai_protocol);
        if (sock == -1) {
            perror("socket");
            continue;
        }
        if (connect(sock, p->ai_addr, p->ai_addrlen) == 0)
            break;
        perror("connect");
        close(sock);
        sock = -1;
    }
    freeaddrinfo(res);
    return sock;
}

int main(int argc, char *argv[])
{
    struct sockaddr_storage addr;
    socklen_t addr_len = sizeof(addr);
    char host[NI_MAXHOST], buf[100];
    ssize_t n;
    int sock, status;

    if (argc != 3) {
        fprintf(stderr, "usage: %s host service\n", argv[0]);
        exit(1);
    }

    /* 1. Call the host. */
    sock = connect_to(argv[1], argv[2]);
    if (sock == -1)
        exit(1);

    /* 2. Which one that was. */
    if (getpeername(sock, (struct sockaddr *)&addr, &addr_len) == -1) {
        perror("getpeername");
        exit(1);
    }
    status = getnameinfo((struct sockaddr *)&addr, addr_len, host, sizeof(host), NULL, 0,
                         NI_NUMERICHOST);
    if (status != 0) {
        fprintf(stderr, "getnameinfo: %s\n", gai_strerror(status));
        exit(1);
    }
    printf("%s says: ", host);

    /* 3. The end of the answer is the end of the connection. */
    while ((n = read(sock, buf, sizeof(buf) - 1)) > 0) {
        buf[n] = '\0';
        printf("%s", buf);
    }
    if (n == -1) {
        perror("read");
        exit(1);
    }

    close(sock);

    return 0;
}
