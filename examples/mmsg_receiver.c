/* Receives as many datagrams with one call as there are.
 *
 *     mmsg_receiver port [datagrams]
 *
 * After so many datagrams it ends; without the second argument it goes on for ever.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define AT_ONCE 8

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    int sock, i, n;
    struct sockaddr_in local_addr;
    struct sockaddr_in from_addrs[AT_ONCE];
    char texts[AT_ONCE][100];
    struct iovec iovs[AT_ONCE];
    struct mmsghdr msgs[AT_ONCE];
    int port = argc > 1 ? port_of(argv[1]) : -1;
    int datagrams = argc > 2 ? atoi(argv[2]) : -1;

    if (argc > 3 || port == -1) {
        fprintf(stderr, "usage: %s port [datagrams]\n", argv[0]);
        exit(1);
    }

    sock = socket(PF_INET, SOCK_DGRAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    memset(&local_addr, 0, sizeof(local_addr));
    local_addr.sin_family = AF_INET;
    local_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    local_addr.sin_port = htons(port);
    if (bind(sock, (struct sockaddr *)&local_addr, sizeof(local_addr)) == -1) {
        perror("bind");
        exit(1);
    }

    /* 1. Room for each message, and for the address of its sender. */
    for (i = 0; i < AT_ONCE; i++) {
        iovs[i].iov_len = sizeof(texts[i]);
        iovs[i].iov_base = texts[i];
    }
    memset(msgs, 0, sizeof(msgs));
    for (i = 0; i < AT_ONCE; i++) {
        msgs[i].msg_hdr.msg_name = &from_addrs[i];
        msgs[i].msg_hdr.msg_iov = &iovs[i];
        msgs[i].msg_hdr.msg_iovlen = 1;
    }

    while (datagrams != 0) {
        /* 2. The call puts the sizes of the addresses here: before each, say how much room there is. */
        for (i = 0; i < AT_ONCE; i++)
            msgs[i].msg_hdr.msg_namelen = sizeof(from_addrs[i]);

        /* 3. Wait for one message, and take what others are there by then. Without the flag, the
         * call would wait until there are so many. */
        n = datagrams > 0 && datagrams < AT_ONCE ? datagrams : AT_ONCE;
        n = recvmmsg(sock, msgs, n, MSG_WAITFORONE, NULL);
        if (n == -1) {
            perror("recvmmsg");
            exit(1);
        }
        printf("%d at once\n", n);
        for (i = 0; i < n; i++)
            printf("%u bytes from %s port %d: %.*s\n", msgs[i].msg_len,
                   inet_ntoa(from_addrs[i].sin_addr), ntohs(from_addrs[i].sin_port),
                   (int)msgs[i].msg_len, texts[i]);
        if (datagrams > 0)
            datagrams -= n;
    }

    close(sock);

    return 0;
}
