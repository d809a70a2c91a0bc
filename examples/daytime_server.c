/* Tells whoever calls what time it is, in words (RFC 867), over IPv4 and IPv6: a socket for each.
 *
 *     daytime_server service [connections]
 *
 * The service is a port, or a name: "daytime" is 13. After so many connections it ends; without the
 * second argument it goes on for ever.
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <netinet/in.h>
#include <sys/socket.h>

#define MAX_SOCKETS 8

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

/* A socket that listens at an address, or -1. */
static int listen_at(const struct addrinfo *ai)
{
    struct sockaddr_storage addr;
    socklen_t addr_len = sizeof(addr);
    int on = 1;
    int sock = socket(ai->ai_family, ai->ai_socktype | SOCK_NONBLOCK, ai->ai_protocol);

    if (sock == -1) {
        perror("socket");
        return -1;
    }
    setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    /* Not IPv4 as well, which has a socket of its own. */
    if (ai->ai_family == AF_INET6)
        setsockopt(sock, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
    if (bind(sock, ai->ai_addr, ai->ai_addrlen) == -1) {
        perror("bind");
        close(sock);
        return -1;
    }
    if (listen(sock, SOMAXCONN) == -1) {
        perror("listen");
        close(sock);
        return -1;
    }
    getsockname(sock, (struct sockaddr *)&addr, &addr_len);
    print_address("listening at", (struct sockaddr *)&addr, addr_len);
    return sock;
}

int main(int argc, char *argv[])
{
    struct addrinfo hints, *res, *p;
    struct pollfd fds[MAX_SOCKETS];
    struct sockaddr_storage client_addr;
    socklen_t client_addr_len;
    int client_sock, status, i;
    int nfds = 0;
    time_t now;
    char line[64];
    int connections = argc > 2 ? atoi(argv[2]) : -1;

    if (argc != 2 && argc != 3) {
        fprintf(stderr, "usage: %s service [connections]\n", argv[0]);
        exit(1);
    }

    /* 1. To write to a client that is gone is an error like others, not this program's end. */
    signal(SIGPIPE, SIG_IGN);

    /* 2. The addresses to listen at: that of any interface, in each family. */
    memset(&hints, 0, sizeof(hints));
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    status = getaddrinfo(NULL, argv[1], &hints, &res);
    if (status != 0) {
        fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(status));
        exit(1);
    }

    /* 3. A host may lack one of them. */
    for (p = res; p != NULL && nfds < MAX_SOCKETS; p = p->ai_next) {
        fds[nfds].fd = listen_at(p);
        fds[nfds].events = POLLIN;
        if (fds[nfds].fd != -1)
            nfds++;
    }
    freeaddrinfo(res);
    if (nfds == 0)
        exit(1);

    /* 4. Tell the time at whichever socket somebody calls. */
    while (connections != 0) {
        if (poll(fds, nfds, -1) == -1) {
            perror("poll");
            exit(1);
        }
        for (i = 0; i < nfds; i++) {
            if (fds[i].revents == 0 || connections == 0)
                continue;
            client_addr_len = sizeof(client_addr);
            client_sock = accept(fds[i].fd, (struct sockaddr *)&client_addr, &client_addr_len);
            if (client_sock == -1) {
                /* The caller has hung up. */
                if (errno == EAGAIN || errno == ECONNABORTED)
                    continue;
                perror("accept");
                exit(1);
            }
            print_address("called by", (struct sockaddr *)&client_addr, client_addr_len);
            now = time(NULL);
            snprintf(line, sizeof(line), "%.24s\r\n", ctime(&now));
            if (write(client_sock, line, strlen(line)) == -1)
                perror("write");
            close(client_sock);
            if (connections > 0)
                connections--;
        }
    }

    for (i = 0; i < nfds; i++)
        close(fds[i].fd);

    return 0;
}
