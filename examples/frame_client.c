/* Sends each message as a frame, and prints the frame that comes back, before it sends the next.
 *
 *     frame_client address port message...
 */
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

/* Reads a frame. What it is and how long; or -1, and why is said. */
static ssize_t read_frame(int sock, int *type, void *payload, size_t size)
{
    struct frame_header header;
    size_t length;
    ssize_t n;

    n = read_all(sock, &header, sizeof(header));
    if (n == -1) {
        perror("read");
        return -1;
    }
    if (n < (ssize_t)sizeof(header)) {
        fprintf(stderr, "the server hung up\n");
        return -1;
    }
    length = ntohl(header.length);
    if (ntohl(header.magic) != FRAME_MAGIC || length > size) {
        fprintf(stderr, "the server speaks another protocol\n");
        return -1;
    }
    n = read_all(sock, payload, length);
    if (n == -1) {
        perror("read");
        return -1;
    }
    if ((size_t)n < length) {
        fprintf(stderr, "the server hung up\n");
        return -1;
    }
    *type = ntohs(header.type);
    return length;
}

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    int sock, i, type;
    struct sockaddr_in server_addr;
    char payload[FRAME_MAX];
    ssize_t n;
    int port = argc > 3 ? port_of(argv[2]) : -1;

    memset(&server_addr, 0, sizeof(server_addr));
    if (port == -1 || inet_pton(AF_INET, argv[1], &server_addr.sin_addr) != 1) {
        fprintf(stderr, "usage: %s address port message...\n", argv[0]);
        exit(1);
    }

    sock = socket(PF_INET, SOCK_STREAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    server_addr.sin_family = AF_INET;
    server_addr.sin_port = htons(port);
    if (connect(sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("connect");
        exit(1);
    }

    for (i = 3; i < argc; i++) {
        if (write_frame(sock, FRAME_TEXT, argv[i], strlen(argv[i])) == -1) {
            perror("writev");
            exit(1);
        }
        n = read_frame(sock, &type, payload, sizeof(payload));
        if (n == -1)
            exit(1);
        printf("%s%.*s\n", type == FRAME_ERROR ? "error: " : "", (int)n, payload);
    }

    close(sock);

    return 0;
}
