/* Calls several servers at once, and says in which order they answer, and what.
 *
 *     connect_many seconds address port [address port]...
 *
 * After so many seconds it no longer waits for those that have not answered. It has succeeded if one
 * has taken the call.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#define MOST 16

/* Starts a call. Returns the socket; or -1, if the call has failed already. */
static int call(const char *address, const char *port)
{
    int sock, status, flags;
    struct addrinfo hints, *res;

    memset(&hints, 0, sizeof(hints));
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    status = getaddrinfo(address, port, &hints, &res);
    if (status != 0) {
        fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(status));
        exit(1);
    }
    sock = socket(res->ai_family, res->ai_socktype, res->ai_protocol);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }

    /* Now connect does not wait for the answer: it fails with EINPROGRESS, and goes on. */
    flags = fcntl(sock, F_GETFL, 0);
    if (flags == -1 || fcntl(sock, F_SETFL, flags | O_NONBLOCK) == -1) {
        perror("fcntl");
        exit(1);
    }
    if (connect(sock, res->ai_addr, res->ai_addrlen) == -1 && errno != EINPROGRESS) {
        printf("%s port %s: %s\n", address, port, strerror(errno));
        close(sock);
        sock = -1;
    }
    freeaddrinfo(res);

    return sock;
}

/* How many milliseconds are left until then. */
static int until(const struct timespec *end)
{
    struct timespec now;
    long left;

    clock_gettime(CLOCK_MONOTONIC, &now);
    left = (end->tv_sec - now.tv_sec) * 1000 + (end->tv_nsec - now.tv_nsec) / 1000000;

    return left > 0 ? left : 0;
}

int main(int argc, char *argv[])
{
    struct pollfd fds[MOST];
    struct timespec end;
    int error, i;
    socklen_t len;
    int waiting = 0;
    int connected = 0;
    int seconds = argc > 1 ? atoi(argv[1]) : 0;
    int count = (argc - 2) / 2;

    if (argc < 4 || argc % 2 != 0 || count > MOST || seconds < 1 || seconds > 3600) {
        fprintf(stderr, "usage: %s seconds address port [address port]...\n", argv[0]);
        exit(1);
    }

    /* 1. Call them all. */
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += seconds;
    for (i = 0; i < count; i++) {
        fds[i].fd = call(argv[2 + 2 * i], argv[3 + 2 * i]);
        fds[i].events = POLLOUT;
        if (fds[i].fd != -1)
            waiting++;
    }

    /* 2. A socket can be written to when its call has been answered, however it was. */
    while (waiting > 0) {
        int ready = poll(fds, count, until(&end));

        if (ready == -1) {
            perror("poll");
            exit(1);
        }
        if (ready == 0)
            break;
        for (i = 0; i < count; i++) {
            if (fds[i].revents == 0)
                continue;

            /* 3. This is the errno that connect would have had. */
            len = sizeof(error);
            if (getsockopt(fds[i].fd, SOL_SOCKET, SO_ERROR, &error, &len) == -1) {
                perror("getsockopt");
                exit(1);
            }
            printf("%s port %s: %s\n", argv[2 + 2 * i], argv[3 + 2 * i],
                   error != 0 ? strerror(error) : connected > 0 ? "connected" : "connected first");
            if (error == 0)
                connected++;

            /* 4. poll passes over a negative number. */
            close(fds[i].fd);
            fds[i].fd = -1;
            waiting--;
        }
    }

    /* 5. Those that have not answered. The kernel alone would try for minutes. */
    for (i = 0; i < count; i++) {
        if (fds[i].fd != -1) {
            printf("%s port %s: no answer\n", argv[2 + 2 * i], argv[3 + 2 * i]);
            close(fds[i].fd);
        }
    }

    exit(connected > 0 ? 0 : 1);
}
