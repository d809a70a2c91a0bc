/* Speaks a protocol of frames over TCP: a header that says what kind of frame this is and how
 * long, and then so many bytes. Texts it returns in capitals; what it does not know it says so;
 * and who sends what is no frame is hung up on.
 *
 *     frame_server port [connections]
 *
 * After so many connections it ends; without the second argument it goes on for ever.
 */
#include <ctype.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* What goes before the bytes of each frame, in network byte order: no padding, and sizes that are the
 * same on every machine. */
struct frame_header {
    uint32_t magic;
    uint16_t type;
    uint16_t reserved;
    uint32_t length;
};

#define FRAME_MAGIC 0x4672616d
#define FRAME_TEXT 1
#define FRAME_ERROR 2
#define FRAME_MAX 65536

/* Reads so many bytes, in as many pieces as they come in; fewer only if the connection ends before. */
static ssize_t read_all(int sock, void *buf, size_t count)
{
    size_t got;
    ssize_t n;

    for (got = 0; got < count; got += n) {
        n = read(sock, (char *)buf + got, count - got);
        if (n == -1)
            return -1;
        if (n == 0)
            break;
    }
    return got;
}

/* Writes a frame: header and payload in one call, and what that left in further ones. */
static int write_frame(int sock, int type, const void *payload, size_t length)
{
    struct frame_header header;
    struct iovec iov[2];
    size_t done;
    ssize_t n;
    int i;

    header.magic = htonl(FRAME_MAGIC);
    header.type = htons(type);
    header.reserved = 0;
    header.length = htonl(length);
    iov[0].iov_len = sizeof(header);
    iov[0].iov_base = &header;
    iov[1].iov_len = length;
    iov[1].iov_base = (void *)payload;
    while (iov[0].iov_len + iov[1].iov_len > 0) {
        n = writev(sock, iov, 2);
        if (n == -1)
            return -1;
        for (i = 0; i < 2; i++) {
            done = (size_t)n < iov[i].iov_len ? (size_t)n : iov[i].iov_len;
            iov[i].iov_base = (char *)iov[i].iov_base + done;
            iov[i].iov_len -= done;
            n -= done;
        }
    }
    return 0;
}

/* Answers frames until the client has no more, or what comes is none. */
static void serve(int sock)
{
    struct frame_header header;
    char payload[FRAME_MAX];
    const char *unknown = "there are no such frames";
    size_t length, i;
    ssize_t n;
    int ret;

    for (;;) {
        /* 1. The header. An end before it is the end; an end in it is not. */
        n = read_all(sock, &header, sizeof(header));
        if (n == -1) {
            perror("read");
            return;
        }
        if (n == 0)
            return;
        if (n < (ssize_t)sizeof(header)) {
            printf("it ended within a header\n");
            return;
        }

        /* 2. Nothing of it is believed before it is checked: the length least of all. */
        if (ntohl(header.magic) != FRAME_MAGIC) {
            printf("no frame\n");
            return;
        }
        length = ntohl(header.length);
        if (length > FRAME_MAX) {
            printf("too long: %zu bytes\n", length);
            return;
        }

        /* 3. The payload. */
        n = read_all(sock, payload, length);
        if (n == -1) {
            perror("read");
            return;
        }
        if ((size_t)n < length) {
            printf("it ended within a frame\n");
            return;
        }
        printf("type %d, %zu bytes\n", ntohs(header.type), length);

        /* 4. The answer. */
        if (ntohs(header.type) == FRAME_TEXT) {
            for (i = 0; i < length; i++)
                payload[i] = toupper((unsigned char)payload[i]);
            ret = write_frame(sock, FRAME_TEXT, payload, length);
        } else {
            ret = write_frame(sock, FRAME_ERROR, unknown, strlen(unknown));
        }
        if (ret == -1) {
            perror("writev");
            return;
        }
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
    int server_sock, client_sock;
    struct sockaddr_in server_addr;
    int on = 1;
    int port = argc > 1 ? port_of(argv[1]) : -1;
    int connections = argc > 2 ? atoi(argv[2]) : -1;

    if (argc > 3 || port == -1) {
        fprintf(stderr, "usage: %s port [connections]\n", argv[0]);
        exit(1);
    }

    /* A client that has gone is an error of its connection, not the end of the server. */
    signal(SIGPIPE, SIG_IGN);

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

    while (connections != 0) {
        client_sock = accept(server_sock, NULL, NULL);
        if (client_sock == -1) {
            perror("accept");
            exit(1);
        }
        serve(client_sock);
        close(client_sock);
        if (connections > 0)
            connections--;
    }

    close(server_sock);

    return 0;
}
