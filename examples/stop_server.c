/* A server that says hello to whoever calls, until SIGINT (Ctrl-C) tells it to stop: then it closes
 * what it opened, and says how many it served.
 *
 *     stop_server port
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

static volatile sig_atomic_t stop;

static void on_int(int signum)
{
    stop = 1;
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
    struct sigaction sa;
    char message[] = "Hello, Client!";
    int served = 0;
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

    /* Without SA_RESTART: accept is to return. */
    memset(&sa, 0, sizeof(sa));
    sa.sa_handler = on_int;
    sigemptyset(&sa.sa_mask);
    if (sigaction(SIGINT, &sa, NULL) == -1) {
        perror("sigaction");
        exit(1);
    }

    while (!stop) {
        client_sock = accept(server_sock, NULL, NULL);
        if (client_sock == -1) {
            if (errno == EINTR)
                continue;
            perror("accept");
            exit(1);
        }
        write(client_sock, message, sizeof(message));
        close(client_sock);
        served++;
    }

    close(server_sock);
    printf("stopped: %d served\n", served);

    return 0;
}
