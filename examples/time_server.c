/* Tells whoever calls what time it is, in seconds (RFC 868), over IPv4 and IPv6: one socket for
 * both.
 *
 *     time_server service [connections]
 *
 * The service is a port, or a name: "time" is 37. After so many connections it ends; without the
 * second argument it goes on for ever.
 */
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <netinet/in.h>
#include <sys/socket.h>

/* The seconds from 1900, where they are counted from here, to 1970. */
#define SINCE_1900 2208988800u

/* Prints an address of any family. */
static void print_address(const char *what, struct sockaddr *addr, socklen_t len)
{
    char host[NI_MAXHOST], serv[NI_MAXSERV];
    int status = getnameinfo(addr, len, host, sizeof(host), serv, sizeof(serv),
                             NI_NUMERICHOST | NI_NUMERICSERV);

    if (status != 0) {
        fprintf(stderr, "getnameinfo: %s\n", gai_strerror(status));
        exit(1);
    }
    printf("%s %s port %s\n", what, host, serv);
}

/* A socket that listens at any address of a family, or -1. */
static int listen_at(int family, const char *service)
{
    struct addrinfo hints, *res, *p;
    int on = 1, off = 0;
    int sock = -1;
    int status;

    memset(&hints, 0, sizeof(hints));
    hints.ai_family = family;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    status = getaddrinfo(NULL, service, &hints, &res);
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
        setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
        /* IPv4 as well: its addresses look like ::ffff:127.0.0.1 then. */
        if (family == AF_INET6)
            setsockopt(sock, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
        if (bind(sock, p->ai_addr, p->ai_addrlen) == -1) {
            perror("bind");
        } else if (listen(sock, SOMAXCONN) == -1) {
            perror("listen");
        } else {
            break;
        }
        close(sock);
        sock = -1;
    }
    freeaddrinfo(res);
    return sock;
}

int main(int argc, char *argv[])
{
    struct sockaddr_storage addr;
    socklen_t addr_len;
    int server_sock, client_sock;
    uint32_t answer;
    int connections = argc > 2 ? atoi(argv[2]) : -1;

    if (argc != 2 && argc != 3) {
        fprintf(stderr, "usage: %s service [connections]\n", argv[0]);
        exit(1);
    }

    /* 1. To write to a client that is gone is an error like others, not this program's end. */
    signal(SIGPIPE, SIG_IGN);

    /* 2. Listen: with IPv6, and where there is none, with IPv4. */
    server_sock = listen_at(AF_INET6, argv[1]);
    if (server_sock == -1)
        server_sock = listen_at(AF_INET, argv[1]);
    if (server_sock == -1)
        exit(1);
    addr_len = sizeof(addr);
    if (getsockname(server_sock, (struct sockaddr *)&addr, &addr_len) == -1) {
        perror("getsockname");
        exit(1);
    }
    print_address("listening at", (struct sockaddr *)&addr, addr_len);

    /* 3. Tell the time. */
    while (connections != 0) {
        addr_len = sizeof(addr);
        client_sock = accept(server_sock, (struct sockaddr *)&addr, &addr_len);
        if (client_sock == -1) {
            perror("accept");
            exit(1);
        }
        print_address("called by", (struct sockaddr *)&addr, addr_len);
        answer = htonl((uint32_t)(time(NULL) + SINCE_1900));
        if (write(client_sock, &answer, sizeof(answer)) == -1)
            perror("write");
        close(client_sock);
        if (connections > 0)
            connections--;
    }

    close(server_sock);

    return 0;
}
