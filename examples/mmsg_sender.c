/* Sends many datagrams with one call.
 *
 *     mmsg_sender address port [datagrams]
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define MOST 100

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    int sock, i, n, sent;
    struct sockaddr_in to_addr;
    char texts[MOST][20];
    struct iovec iovs[MOST];
    struct mmsghdr msgs[MOST];
    int port = argc > 2 ? port_of(argv[2]) : -1;
    const char *address = argc > 1 ? argv[1] : "127.0.0.1";
    int datagrams = argc > 3 ? atoi(argv[3]) : 10;

    if (argc > 4 || port == -1 || datagrams < 1 || datagrams > MOST ||
        inet_pton(AF_INET, address, &to_addr.sin_addr) != 1) {
        fprintf(stderr, "usage: %s address port [datagrams]\n", argv[0]);
        exit(1);
    }

    sock = socket(PF_INET, SOCK_DGRAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    memset(&to_addr, 0, sizeof(to_addr));
    to_addr.sin_family = AF_INET;
    to_addr.sin_addr.s_addr = inet_addr(address);
    to_addr.sin_port = htons(port);

    /* 1. A text for each message, and a buffer that is the text. */
    for (i = 0; i < datagrams; i++)
        snprintf(texts[i], sizeof(texts[i]), "datagram %d", i + 1);
    for (i = 0; i < datagrams; i++) {
        iovs[i].iov_len = strlen(texts[i]);
        iovs[i].iov_base = texts[i];
    }

    /* 2. Each message has an address of its own. Here they all go to the same. */
    memset(msgs, 0, sizeof(msgs));
    for (i = 0; i < datagrams; i++) {
        msgs[i].msg_hdr.msg_namelen = sizeof(to_addr);
        msgs[i].msg_hdr.msg_name = &to_addr;
        msgs[i].msg_hdr.msg_iov = &iovs[i];
        msgs[i].msg_hdr.msg_iovlen = 1;
    }

    /* 3. The call may send fewer than it is given. It fails only if the first one cannot be sent. */
    for (sent = 0; sent < datagrams; sent += n) {
        n = sendmmsg(sock, &msgs[sent], datagrams - sent, 0);
        if (n == -1) {
            perror("sendmmsg");
            exit(1);
        }
        for (i = sent; i < sent + n; i++)
            printf("sent %u bytes\n", msgs[i].msg_len);
    }

    close(sock);

    return 0;
}
