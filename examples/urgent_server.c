/* Takes one connection, and prints what comes over it: the ordinary bytes as they are read, and the
 * urgent ones from the handler of SIGURG.
 *
 *     urgent_server port
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>

static int client_sock;

static void on_urgent(int signum)
{
    char buf[100];
    ssize_t n = recv(client_sock, buf, sizeof(buf) - 1, MSG_OOB);

    if (n == -1) {
        perror("recv");
        return;
    }
    buf[n] = '\0';
    printf("urgent: %s\n", buf);
}

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    int server_sock;
    struct sockaddr_in server_addr;
    char buf[100];
    ssize_t n;
    int port = argc > 1 ? port_of(argv[1]) : -1;

    if (argc > 2 || port == -1) {
        fprintf(stderr, "usage: %s port\n", argv[0]);
        exit(1);
    }

    server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if (server_sock == -1) {
        perror("socket");
        exit(1);
    }
    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port);
    if (bind(server_sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("bind");
        exit(1);
    }
    if (listen(server_sock, 5) == -1) {
        perror("listen");
        exit(1);
    }
    client_sock = accept(server_sock, NULL, NULL);
    if (client_sock == -1) {
        perror("accept");
        exit(1);
    }

    /* 1. The signal for urgent data comes to the owner of the socket: to nobody, before. */
    signal(SIGURG, on_urgent);
    if (fcntl(client_sock, F_SETOWN, getpid()) == -1) {
        perror("fcntl");
        exit(1);
    }

    /* 2. The ordinary data. read goes on after the handler. */
    while ((n = read(client_sock, buf, sizeof(buf) - 1)) > 0) {
        buf[n] = '\0';
        printf("read: %s\n", buf);
    }
    if (n == -1)
        perror("read");

    close(client_sock);
    close(server_sock);

    return 0;
}
