/* Says hello to whoever calls, at a socket that it has not opened: systemd did, or who does as it
 * does.
 *
 *     systemd-socket-activate -l 12345 activated_server [connections]
 *
 * It need not know whether that is a port or the path of a Unix socket. After so many connections
 * it ends; without an argument it goes on for ever. It is linked with -lsystemd.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <systemd/sd-daemon.h>

int main(int argc, char *argv[])
{
    int n, server_sock, client_sock;
    const char *message = "Hello, Client!\n";
    int connections = argc > 1 ? atoi(argv[1]) : -1;

    if (argc > 2) {
        fprintf(stderr, "usage: %s [connections]\n", argv[0]);
        exit(1);
    }

    /* 1. How many sockets are there? The programs that this one starts are not to think that they are
     * theirs: so the environment says no more of them from here on. */
    n = sd_listen_fds(1);
    if (n < 0) {
        fprintf(stderr, "sd_listen_fds: %s\n", strerror(-n));
        exit(1);
    }
    if (n != 1) {
        fprintf(stderr, "started with %d sockets, not with one\n", n);
        exit(1);
    }

    /* 2. It is bound, and listens already; which is worth a look. */
    server_sock = SD_LISTEN_FDS_START;
    if (sd_is_socket(server_sock, AF_UNSPEC, SOCK_STREAM, 1) <= 0) {
        fprintf(stderr, "started with what is no socket that listens\n");
        exit(1);
    }

    /* 3. From here on all is as ever: the one who called first has been waiting. */
    while (connections != 0) {
        client_sock = accept(server_sock, NULL, NULL);
        if (client_sock == -1) {
            perror("accept");
            exit(1);
        }
        if (send(client_sock, message, strlen(message), MSG_NOSIGNAL) == -1)
            perror("send");
        close(client_sock);
        if (connections > 0)
            connections--;
    }

    close(server_sock);

    return 0;
}
