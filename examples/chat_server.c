/* A chat: what one client says in a line, all others hear.
 *
 *     chat_server port [connections]
 *
 * The first line that a client sends is its name; then "/who" tells who is there, and "/quit" ends.
 * nc, socat and echo_select_client are clients of it. After so many connections the server ends;
 * without the second argument it goes on for ever.
 */
#include <ctype.h>
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

#define MAX_CLIENTS 100
#define MAX_NAME 20
#define MAX_LINE 512
#define MAX_OUTPUT 16384

struct client {
    char name[MAX_NAME + 1]; /* "" until it has told it */
    char line[MAX_LINE];     /* what has come of a line, without its end */
    size_t line_len;
    char output[MAX_OUTPUT]; /* what it has not taken yet */
    size_t output_len;
    const char *leaves;      /* why, or NULL */
};

/* The first is the listening socket, the others are clients, without a gap. */
struct room {
    struct pollfd fds[1 + MAX_CLIENTS];
    struct client clients[1 + MAX_CLIENTS];
    int nfds;
};

/* Has a text ready for a client. Nobody waits for one that does not take what it was told before. */
static void tell(struct room *room, int i, const char *text)
{
    struct client *client = &room->clients[i];
    size_t len = strlen(text);

    if (client->leaves != NULL)
        return;
    if (len > sizeof(client->output) - client->output_len) {
        client->leaves = "does not listen";
        return;
    }
    memcpy(client->output + client->output_len, text, len);
    client->output_len += len;
}

/* Tells all that have a name, but for one. */
static void tell_others(struct room *room, int one, const char *text)
{
    int i;

    for (i = 1; i < room->nfds; i++)
        if (i != one && room->clients[i].name[0] != '\0')
            tell(room, i, text);
}

/* Writes as much as a client takes. */
static void flush(struct room *room, int i)
{
    struct client *client = &room->clients[i];
    ssize_t n = write(room->fds[i].fd, client->output, client->output_len);

    if (n == -1 && errno != EAGAIN)
        client->leaves = "is gone";
    if (n > 0) {
        client->output_len -= n;
        memmove(client->output, client->output + n, client->output_len);
    }
}

static void join(struct room *room, int i, const char *name)
{
    char text[MAX_LINE];
    size_t letters = 0;
    int other;

    while (isalnum((unsigned char)name[letters]))
        letters++;
    if (letters == 0 || letters > MAX_NAME || name[letters] != '\0') {
        tell(room, i, "* A name has 1 to 20 letters and digits. What is yours?\n");
        return;
    }
    for (other = 1; other < room->nfds; other++) {
        if (strcmp(room->clients[other].name, name) == 0) {
            tell(room, i, "* That one is here already. What is your name?\n");
            return;
        }
    }
    strcpy(room->clients[i].name, name);
    tell(room, i, "* Welcome! /who tells who is here, /quit ends.\n");
    snprintf(text, sizeof(text), "* %s has joined\n", name);
    printf("%s", text);
    tell_others(room, i, text);
}

/* The last one moves into the gap. */
static void leave(struct room *room, int i)
{
    struct client client = room->clients[i];
    char text[MAX_LINE];

    if (client.output_len > 0)
        flush(room, i);
    close(room->fds[i].fd);
    room->nfds--;
    room->fds[i] = room->fds[room->nfds];
    room->clients[i] = room->clients[room->nfds];
    if (client.name[0] == '\0')
        return;
    snprintf(text, sizeof(text), "* %s %s\n", client.name, client.leaves);
    printf("%s", text);
    tell_others(room, 0, text);
}

/* Does what a line says. */
static void hear(struct room *room, int i, char *line, size_t len)
{
    struct client *client = &room->clients[i];
    char text[MAX_NAME + MAX_LINE + 4];
    size_t at;
    int other;

    /* Clients like telnet end a line with two characters. Others could do things to a terminal. */
    if (len > 0 && line[len - 1] == '\r')
        len--;
    for (at = 0; at < len; at++)
        if (iscntrl((unsigned char)line[at]))
            line[at] = ' ';
    line[len] = '\0';

    if (client->name[0] == '\0') {
        join(room, i, line);
    } else if (strcmp(line, "/quit") == 0) {
        tell(room, i, "* Bye!\n");
        client->leaves = "has left";
    } else if (strcmp(line, "/who") == 0) {
        for (other = 1; other < room->nfds; other++) {
            if (room->clients[other].name[0] != '\0') {
                snprintf(text, sizeof(text), "* %s is here\n", room->clients[other].name);
                tell(room, i, text);
            }
        }
    } else if (line[0] == '/') {
        tell(room, i, "* There are /who and /quit.\n");
    } else if (len > 0) {
        snprintf(text, sizeof(text), "%s: %s\n", client->name, line);
        tell_others(room, i, text);
    }
}

/* Reads what a client says, and hears each line of it. */
static void listen_to(struct room *room, int i)
{
    struct client *client = &room->clients[i];
    char *start = client->line, *end;
    size_t space = sizeof(client->line) - 1 - client->line_len;
    ssize_t n;

    if (client->leaves != NULL)
        return;
    n = read(room->fds[i].fd, client->line + client->line_len, space);
    if (n == -1 && errno == EAGAIN)
        return;
    if (n > 0)
        client->line_len += n;
    while ((end = memchr(start, '\n', client->line_len)) != NULL) {
        client->line_len -= end + 1 - start;
        hear(room, i, start, end - start);
        if (client->leaves != NULL)
            return;
        start = end + 1;
    }
    memmove(client->line, start, client->line_len);
    /* A line that is too long comes in pieces, and the last one may have no end. */
    if (client->line_len == sizeof(client->line) - 1 || (n <= 0 && client->line_len > 0)) {
        hear(room, i, client->line, client->line_len);
        client->line_len = 0;
    }
    if (n <= 0)
        client->leaves = n == 0 ? "has left" : "is gone";
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
    static const char full[] = "* Too many are here, try again later.\n";
    int server_sock, client_sock;
    struct sockaddr_in server_addr;
    static struct room room;
    int i;
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
    room.fds[0].fd = server_sock;
    room.fds[0].events = POLLIN;
    room.nfds = 1;
    while (connections != 0 || room.nfds > 1) {
        for (i = 1; i < room.nfds; i++)
            room.fds[i].events = room.clients[i].output_len > 0 ? POLLIN | POLLOUT : POLLIN;
        if (poll(room.fds, room.nfds, -1) == -1) {
            perror("poll");
            exit(1);
        }

        /* 4. Those that are here. */
        for (i = 1; i < room.nfds; i++) {
            if (room.fds[i].revents & POLLOUT)
                flush(&room, i);
            if (room.fds[i].revents & ~POLLOUT)
                listen_to(&room, i);
        }

        /* 5. Those that leave. That one does may be one word too many for another. */
        for (i = 1; i < room.nfds; i++) {
            if (room.clients[i].leaves != NULL) {
                leave(&room, i);
                room.fds[0].events = POLLIN;
                i = 0;
            }
        }

        /* 6. A new one, if there is room for it. */
        if (room.fds[0].revents == 0)
            continue;
        client_sock = accept(server_sock, NULL, NULL);
        if (client_sock == -1) {
            if (errno == EAGAIN || errno == ECONNABORTED)
                continue;
            /* Too many descriptors: the others wait in the queue until somebody leaves. */
            perror("accept");
            room.fds[0].events = 0;
            continue;
        }
        set_nonblocking(client_sock);
        if (room.nfds == 1 + MAX_CLIENTS) {
            if (write(client_sock, full, sizeof(full) - 1) == -1)
                perror("write");
            close(client_sock);
            continue;
        }
        i = room.nfds++;
        room.fds[i].fd = client_sock;
        memset(&room.clients[i], 0, sizeof(room.clients[i]));
        tell(&room, i, "* What is your name?\n");
        if (connections > 0)
            connections--;
        if (connections == 0) {
            close(server_sock);
            room.fds[0].fd = -1;
        }
    }

    return 0;
}
