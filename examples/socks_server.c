/* A SOCKS5 proxy, RFC 1928: it connects its clients with whom they name, a process for each.
 *
 *     socks_server port [connections [seconds [target]]]
 *
 * It listens on the loopback interface alone, for whoever can reach a proxy can hide behind it. After so
 * many connections it ends; without the second argument, or with -1, it goes on for ever. It waits so
 * many seconds for a request and for a target, 10 if nothing is said. If a target is given, an address,
 * it connects to no other.
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>

#define CHILDREN_MAX 64
#define VERSION 5

/* Methods of authentication, commands, and types of addresses. */
enum { NO_AUTHENTICATION = 0, NONE_ACCEPTABLE = 255 };
enum { CONNECT = 1 };
enum { IPV4 = 1, NAME = 3, IPV6 = 4 };

/* Replies, and what they mean. */
enum {
    SUCCEEDED, FAILURE, NOT_ALLOWED, NETWORK_UNREACHABLE, HOST_UNREACHABLE, REFUSED, TTL_EXPIRED,
    NO_SUCH_COMMAND, NO_SUCH_TYPE,
};
static const char *replies[] = {
    "succeeded",
    "general failure",
    "not allowed",
    "network unreachable",
    "host unreachable",
    "connection refused",
    "TTL expired",
    "command not supported",
    "address type not supported",
};

/* One direction of a connection: what has been received and is still to be sent. */
struct direction {
    int from, to;
    char buf[16384];
    size_t at, len;
    int has_ended;
};

/* What a call failed with, as a reply. */
static int reply_of(int error)
{
    switch (error) {
    case ENETUNREACH: return NETWORK_UNREACHABLE;
    case EHOSTUNREACH: return HOST_UNREACHABLE;
    case ECONNREFUSED: return REFUSED;
    case ETIMEDOUT: return HOST_UNREACHABLE;
    case EINPROGRESS: return HOST_UNREACHABLE; /* when SO_SNDTIMEO was over */
    default: return FAILURE;
    }
}

/* Receives so many bytes. Returns -1 if they do not come. For none, recv would wait for the next one. */
static int receive(int sock, void *buf, size_t len)
{
    return len == 0 || recv(sock, buf, len, MSG_WAITALL) == (ssize_t)len ? 0 : -1;
}

/* Agrees with the client that there is no authentication. */
static int greet(int client)
{
    unsigned char hello[2], methods[255], answer[2] = { VERSION, NONE_ACCEPTABLE };

    if (receive(client, hello, 2) == -1 || hello[0] != VERSION
        || receive(client, methods, hello[1]) == -1)
        return -1;
    if (memchr(methods, NO_AUTHENTICATION, hello[1]) != NULL)
        answer[1] = NO_AUTHENTICATION;
    send(client, answer, sizeof(answer), 0);
    return answer[1] == NO_AUTHENTICATION ? 0 : -1;
}

/* Receives a request: the host, as text, with the port; and the flags with which getaddrinfo is to look
 * for it. Returns a reply, or -1 if the client is to be told nothing. */
static int receive_request(int client, char *host, char *port, int *flags)
{
    unsigned char request[4], address[256], number[2];
    int is_name;
    size_t len;

    if (receive(client, request, 4) == -1 || request[0] != VERSION)
        return -1;
    if (request[3] != IPV4 && request[3] != NAME && request[3] != IPV6)
        return NO_SUCH_TYPE;
    is_name = request[3] == NAME;
    len = request[3] == IPV4 ? 4 : 16;
    if (is_name) {
        if (receive(client, address, 1) == -1)
            return -1;
        len = address[0];
    }
    if (receive(client, address, len) == -1 || receive(client, number, 2) == -1)
        return -1;
    address[len] = '\0';
    *flags = AI_NUMERICSERV | (is_name ? 0 : AI_NUMERICHOST);
    if (is_name)
        strcpy(host, (char *)address);
    else
        inet_ntop(request[3] == IPV4 ? AF_INET : AF_INET6, address, host, INET6_ADDRSTRLEN);
    snprintf(port, NI_MAXSERV, "%d", number[0] << 8 | number[1]);
    if (is_name && strlen(host) < len)
        return FAILURE; /* A NUL in the name: there is more of it than getaddrinfo would see. */
    return request[1] == CONNECT ? SUCCEEDED : NO_SUCH_COMMAND;
}

/* Connects with the first address of the host that takes it. Returns a reply. */
static int connect_to(const char *host, const char *port, int flags, const char *only,
                      const struct timeval *timeout, int *target)
{
    char address[NI_MAXHOST];
    struct addrinfo hints, *res, *p;
    int reply = NOT_ALLOWED;

    memset(&hints, 0, sizeof(hints));
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    if (getaddrinfo(host, port, &hints, &res) != 0)
        return HOST_UNREACHABLE;
    for (p = res; p != NULL && reply != SUCCEEDED; p = p->ai_next) {
        if (getnameinfo(p->ai_addr, p->ai_addrlen, address, sizeof(address), NULL, 0, NI_NUMERICHOST)
            != 0 || (only != NULL && strcmp(address, only) != 0))
            continue;
        *target = socket(p->ai_family, p->ai_socktype, p->ai_protocol);
        setsockopt(*target, SOL_SOCKET, SO_SNDTIMEO, timeout, sizeof(*timeout));
        if (*target != -1 && connect(*target, p->ai_addr, p->ai_addrlen) == 0) {
            reply = SUCCEEDED;
        } else {
            reply = reply_of(errno);
            close(*target);
        }
    }
    freeaddrinfo(res);
    return reply;
}

/* Tells the client what came of its request, and if it succeeded, from which address. */
static void send_reply(int client, int reply, int target)
{
    unsigned char packet[4 + 16 + 2] = { VERSION, reply, 0, IPV4 };
    struct sockaddr_storage bound;
    struct sockaddr_in *in = (struct sockaddr_in *)&bound;
    struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&bound;
    socklen_t len = sizeof(bound);
    size_t size = 4 + 4 + 2;

    memset(&bound, 0, sizeof(bound));
    if (reply == SUCCEEDED)
        getsockname(target, (struct sockaddr *)&bound, &len);
    if (bound.ss_family == AF_INET6) {
        packet[3] = IPV6;
        memcpy(packet + 4, &in6->sin6_addr, 16);
        memcpy(packet + 20, &in6->sin6_port, 2);
        size = sizeof(packet);
    } else {
        memcpy(packet + 4, &in->sin_addr, 4);
        memcpy(packet + 8, &in->sin_port, 2);
    }
    send(client, packet, size, 0);
}

/* Passes on what can be without waiting. The end of one direction is not that of the other. */
static int pass(struct direction *d)
{
    ssize_t n;

    if (d->at == d->len) {
        n = recv(d->from, d->buf, sizeof(d->buf), MSG_DONTWAIT);
        if (n == -1)
            return errno == EAGAIN ? 0 : -1;
        if (n == 0) {
            d->has_ended = 1;
            return shutdown(d->to, SHUT_WR);
        }
        d->at = 0;
        d->len = n;
    }
    n = send(d->to, d->buf + d->at, d->len - d->at, MSG_DONTWAIT);
    if (n == -1)
        return errno == EAGAIN ? 0 : -1;
    d->at += n;
    return 0;
}

/* Relays in both directions, until both have ended. Returns -1 if the connection breaks off. */
static int relay(int client, int target)
{
    static struct direction directions[2];
    struct direction *d;
    struct pollfd fds[2];
    int i;

    directions[0].from = directions[1].to = fds[0].fd = client;
    directions[1].from = directions[0].to = fds[1].fd = target;
    while (!directions[0].has_ended || !directions[1].has_ended) {
        /* Either there is something to be sent, or there is room to receive something. */
        fds[0].events = fds[1].events = 0;
        for (i = 0; i < 2; i++) {
            d = &directions[i];
            if (d->at < d->len)
                fds[1 - i].events |= POLLOUT;
            else if (!d->has_ended)
                fds[i].events |= POLLIN;
        }
        /* Of one from which nothing is wanted, poll would tell again and again that it has hung up. */
        fds[0].fd = fds[0].events == 0 ? -1 : client;
        fds[1].fd = fds[1].events == 0 ? -1 : target;
        if (poll(fds, 2, -1) == -1)
            return -1;
        for (i = 0; i < 2; i++) {
            d = &directions[i];
            if (d->at < d->len ? fds[1 - i].revents & ~POLLIN : fds[i].revents & ~POLLOUT) {
                if (!d->has_ended && pass(d) == -1)
                    return -1;
            }
        }
    }
    return 0;
}

static void serve(int client, int seconds, const char *only)
{
    struct timeval timeout = { seconds, 0 };
    struct linger at_once = { 1, 0 };
    char host[256], port[NI_MAXSERV], rest[4096], *c;
    int on = 1, flags = 0, target = -1, reply;

    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
    setsockopt(client, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));

    /* 1. What does the client want? */
    if (greet(client) == -1)
        return;
    reply = receive_request(client, host, port, &flags);
    if (reply == -1)
        return;

    /* 2. A connection. */
    if (reply == SUCCEEDED)
        reply = connect_to(host, port, flags, only, &timeout, &target);
    if (reply != NO_SUCH_TYPE) {
        for (c = host; *c != '\0'; c++) {
            if (*c < ' ' || *c > '~')
                *c = '?'; /* It is shown on a terminal. */
        }
        printf("%s %s: %s\n", host, port, replies[reply]);
    }
    send_reply(client, reply, target);
    if (reply != SUCCEEDED) {
        /* What the client has sent beyond would make close break the connection off. */
        shutdown(client, SHUT_WR);
        recv(client, rest, sizeof(rest), MSG_WAITALL);
        return;
    }
    setsockopt(target, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));

    /* 3. From here on each hears the other. If one breaks off, so does this for the other. */
    if (relay(client, target) == -1) {
        setsockopt(client, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
        setsockopt(target, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    }
    close(target);
}

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    int server_sock, client_sock;
    struct sockaddr_in server_addr;
    unsigned char address[sizeof(struct in6_addr)];
    int on = 1, children = 0;
    int port = argc > 1 ? port_of(argv[1]) : -1;
    int connections = argc > 2 ? atoi(argv[2]) : -1;
    int seconds = argc > 3 ? atoi(argv[3]) : 10;
    const char *only = argc > 4 ? argv[4] : NULL;

    if (argc > 5 || port == -1 || seconds < 1
        || (only != NULL && inet_pton(AF_INET, only, address) != 1
            && inet_pton(AF_INET6, only, address) != 1)) {
        fprintf(stderr, "usage: %s port [connections [seconds [target]]]\n", argv[0]);
        exit(1);
    }

    /* 1. Listen. Who hangs up is no reason to end. */
    signal(SIGPIPE, SIG_IGN);
    server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if (server_sock == -1) {
        perror("socket");
        exit(1);
    }
    setsockopt(server_sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server_addr.sin_port = htons(port);
    if (bind(server_sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("bind");
        exit(1);
    }
    if (listen(server_sock, SOMAXCONN) == -1) {
        perror("listen");
        exit(1);
    }

    /* 2. A child for each client. */
    while (connections != 0) {
        client_sock = accept(server_sock, NULL, NULL);
        if (client_sock == -1) {
            if (errno == ECONNABORTED || errno == EINTR)
                continue;
            perror("accept");
            exit(1);
        }
        /* Those that have ended; and if there are too many, the next one that does. */
        while (children > 0 && waitpid(-1, NULL, children < CHILDREN_MAX ? WNOHANG : 0) > 0)
            children--;
        switch (fork()) {
        case -1:
            perror("fork");
            break;
        case 0:
            close(server_sock);
            serve(client_sock, seconds, only);
            exit(0);
        default:
            children++;
        }
        close(client_sock);
        if (connections > 0)
            connections--;
    }

    /* 3. The children that are left. */
    close(server_sock);
    while (wait(NULL) > 0)
        ;

    return 0;
}
