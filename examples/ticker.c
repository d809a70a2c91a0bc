/* Sends a message each tenth of a second, from the handler of a timer's signal, and prints what comes
 * back: how ping is made.
 *
 *     ticker address port [times]
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>

static int sock;
static int sent;

static void tick(int signum)
{
    char message[20];

    snprintf(message, sizeof(message), "tick %d", ++sent);
    if (send(sock, message, strlen(message), 0) == -1)
        perror("send");
}

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    struct sockaddr_in server_addr;
    struct itimerval timer;
    struct msghdr msg;
    struct iovec iov[1];
    char message[100];
    ssize_t n;
    int i;
    int port = argc > 2 ? port_of(argv[2]) : -1;
    const char *address = argc > 1 ? argv[1] : "127.0.0.1";
    int times = argc > 3 ? atoi(argv[3]) : 5;

    if (argc > 4 || port == -1 || inet_pton(AF_INET, address, &server_addr.sin_addr) != 1) {
        fprintf(stderr, "usage: %s address port [times]\n", argv[0]);
        exit(1);
    }

    sock = socket(PF_INET, SOCK_DGRAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = inet_addr(address);
    server_addr.sin_port = htons(port);
    if (connect(sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("connect");
        exit(1);
    }

    /* 1. The handler sends from now on. */
    signal(SIGALRM, tick);
    timer.it_interval.tv_sec = 0;
    timer.it_interval.tv_usec = 100000;
    timer.it_value = timer.it_interval;
    if (setitimer(ITIMER_REAL, &timer, NULL) == -1) {
        perror("setitimer");
        exit(1);
    }

    /* 2. Meanwhile, wait for what comes back: recvmsg goes on after the handler. */
    for (i = 0; i < times; i++) {
        memset(&msg, 0, sizeof(msg));
        iov[0].iov_len = sizeof(message) - 1;
        iov[0].iov_base = message;
        msg.msg_iov = iov;
        msg.msg_iovlen = 1;
        n = recvmsg(sock, &msg, 0);
        if (n == -1) {
            perror("recvmsg");
            exit(1);
        }
        message[n] = '\0';
        printf("%s\n", message);
    }

    /* 3. Enough. */
    memset(&timer, 0, sizeof(timer));
    setitimer(ITIMER_REAL, &timer, NULL);
    close(sock);

    return 0;
}
