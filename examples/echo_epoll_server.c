/* An echo server for many clients at once, in one thread: epoll tells whose turn it is, as long as
 * it is (level triggered). The kernel keeps the list, so thousands of idle clients cost nothing.
 *
 *     echo_epoll_server port [connections]
 *
 * After so many connections it ends; without the second argument it goes on for ever.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#define MAX_EVENTS 64

struct client {
    char buf[4096];
    size_t start, end; /* what is still to be sent back */
    uint32_t events;   /* what is waited for */
};

/* At the number of its socket, each. */
static struct client *clients;
static int size;

static int epfd;

/* Goes on with a client that can be read from or, if something is to be sent back, written to. More
 * is read only when all of that is sent, so one that sends and does not read stops nobody but
 * itself. Tells whether it stays. */
static int serve(int sock, struct client *client)
{
    ssize_t n;

    if (client->start == client->end) {
        n = read(sock, client->buf, sizeof(client->buf));
        if (n == -1 && errno == EAGAIN)
            return 1;
        if (n == -1)
            perror("read");
        if (n <= 0)
            return 0;
        client->start = 0;
        client->end = n;
    }
    n = write(sock, client->buf + client->start, client->end - client->start);
    if (n == -1 && errno == EAGAIN)
        return 1;
    if (n == -1) {
        perror("write");
        return 0;
    }
    client->start += n;
    return 1;
}

/* Says what is waited for from now on. */
static void watch(int op, int sock, uint32_t events)
{
    struct epoll_event ev;

    memset(&ev, 0, sizeof(ev));
    ev.events = events;
    ev.data.fd = sock;
    if (epoll_ctl(epfd, op, sock, &ev) == -1) {
        perror("epoll_ctl");
        exit(1);
    }
}

/* Makes room for a new client, and waits for what it says. */
static void welcome(int sock)
{
    if (sock >= size) {
        size = sock + 1;
        clients = realloc(clients, size * sizeof(*clients));
        if (clients == NULL) {
            perror("realloc");
            exit(1);
        }
    }
    clients[sock].start = clients[sock].end = 0;
    clients[sock].events = EPOLLIN;
    watch(EPOLL_CTL_ADD, sock, clients[sock].events);
}

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    int server_sock, client_sock, sock;
    struct sockaddr_in server_addr;
    struct epoll_event events[MAX_EVENTS];
    uint32_t wanted;
    int ready, i;
    int on = 1;
    int served = 0, is_full = 0;
    int port = argc > 1 ? port_of(argv[1]) : -1;
    int connections = argc > 2 ? atoi(argv[2]) : -1;

    if (argc > 3 || port == -1) {
        fprintf(stderr, "usage: %s port [connections]\n", argv[0]);
        exit(1);
    }

    /* 1. To write to a client that is gone is an error like others, not this program's end. */
    signal(SIGPIPE, SIG_IGN);

    /* 2. Listen. What is ready need not stay so: then a call is to fail, and not to wait. */
    server_sock = socket(PF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (server_sock == -1) {
        perror("socket");
        exit(1);
    }
    setsockopt(server_sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port);
    if (bind(server_sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("bind");
        exit(1);
    }
    if (listen(server_sock, SOMAXCONN) == -1) {
        perror("listen");
        exit(1);
    }

    /* 3. Serve whoever is ready. */
    epfd = epoll_create1(0);
    if (epfd == -1) {
        perror("epoll_create1");
        exit(1);
    }
    watch(EPOLL_CTL_ADD, server_sock, EPOLLIN);
    while (connections != 0 || served > 0) {
        ready = epoll_wait(epfd, events, MAX_EVENTS, -1);
        if (ready == -1) {
            /* The process was stopped, and goes on. */
            if (errno == EINTR)
                continue;
            perror("epoll_wait");
            exit(1);
        }
        for (i = 0; i < ready; i++) {
            sock = events[i].data.fd;

            /* 4. A new one. */
            if (sock == server_sock) {
                client_sock = accept4(server_sock, NULL, NULL, SOCK_NONBLOCK);
                if (client_sock == -1) {
                    if (errno == EAGAIN || errno == ECONNABORTED)
                        continue;
                    /* Too many descriptors: the others wait in the queue until a client leaves. */
                    perror("accept4");
                    watch(EPOLL_CTL_MOD, server_sock, 0);
                    is_full = 1;
                    continue;
                }
                welcome(client_sock);
                served++;
                if (connections > 0)
                    connections--;
                if (connections == 0)
                    close(server_sock);
                continue;
            }

            /* 5. One that was accepted before. */
            if (serve(sock, &clients[sock])) {
                wanted = clients[sock].start < clients[sock].end ? EPOLLOUT : EPOLLIN;
                if (wanted != clients[sock].events)
                    watch(EPOLL_CTL_MOD, sock, wanted);
                clients[sock].events = wanted;
                continue;
            }
            close(sock);
            served--;
            if (is_full) {
                watch(EPOLL_CTL_MOD, server_sock, EPOLLIN);
                is_full = 0;
            }
        }
    }

    close(epfd);

    return 0;
}
