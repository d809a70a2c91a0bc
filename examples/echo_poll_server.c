/* An echo server for many clients at once, in one thread: poll tells whose turn it is.
 *
 *     echo_poll_server port [connections]
 *
 * After so many connections it ends; without the second argument it goes on for ever.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define MAX_CLIENTS 500

struct client {
    char buf[4096];
    size_t start, end; /* what is still to be sent back */
};

/* The first is the listening socket, the others are clients, without a gap. */
static struct pollfd fds[1 + MAX_CLIENTS];
static struct client clients[1 + MAX_CLIENTS];

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

/* What is ready need not stay so: then a call is to fail, and not to wait. */
static void set_nonblocking(int sock)
{
    int flags = fcntl(sock, F_GETFL, 0);

    if (flags == -1 || fcntl(sock, F_SETFL, flags | O_NONBLOCK) == -1) {
        perror("fcntl");
        exit(1);
    }
}

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    static const char full[] = "Too many clients, try again later.\r\n";
    int server_sock, client_sock;
    struct sockaddr_in server_addr;
    int nfds, i;
    int on = 1;
    int port = argc > 1 ? port_of(argv[1]) : -1;
    int connections = argc > 2 ? atoi(argv[2]) : -1;

    if (argc > 3 || port == -1) {
        fprintf(stderr, "usage: %s port [connections]\n", argv[0]);
        exit(1);
    }

    /* 1. To write to a client that is gone is an error like others, not this program's end. */
    signal(SIGPIPE, SIG_IGN);

    /* 2. Listen. */
    server_sock = socket(PF_INET, SOCK_STREAM, 0);
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
    set_nonblocking(server_sock);

    /* 3. Serve whoever is ready. */
    fds[0].fd = server_sock;
    fds[0].events = POLLIN;
    nfds = 1;
    while (connections != 0 || nfds > 1) {
        if (poll(fds, nfds, -1) == -1) {
            perror("poll");
            exit(1);
        }

        /* 4. Those that were accepted before. Into a gap moves the last one, which had its turn. */
        for (i = nfds - 1; i > 0; i--) {
            if (fds[i].revents == 0)
                continue;
            if (serve(fds[i].fd, &clients[i])) {
                fds[i].events = clients[i].start < clients[i].end ? POLLOUT : POLLIN;
                continue;
            }
            close(fds[i].fd);
            nfds--;
            fds[i] = fds[nfds];
            clients[i] = clients[nfds];
            fds[0].events = POLLIN;
        }

        /* 5. A new one, if there is room for it. */
        if (fds[0].revents == 0)
            continue;
        client_sock = accept(server_sock, NULL, NULL);
        if (client_sock == -1) {
            if (errno == EAGAIN || errno == ECONNABORTED)
                continue;
            /* Too many descriptors: the others wait in the queue until a client leaves. */
            perror("accept");
            fds[0].events = 0;
            continue;
        }
        set_nonblocking(client_sock);
        if (nfds == 1 + MAX_CLIENTS) {
            if (write(client_sock, full, sizeof(full) - 1) == -1)
                perror("write");
            close(client_sock);
            continue;
        }
        fds[nfds].fd = client_sock;
        fds[nfds].events = POLLIN;
        clients[nfds].start = clients[nfds].end = 0;
        nfds++;
        if (connections > 0)
            connections--;
        if (connections == 0) {
            close(server_sock);
            fds[0].fd = -1;
        }
    }

    return 0;
}
