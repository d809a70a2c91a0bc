/* The Trivial File Transfer Protocol, RFC 1350: what its server and its client have in common.
 *
 * A file goes in blocks of 512 bytes. Each is acknowledged before the next one is sent; the first that
 * is shorter is the last. Each side has a port of its own for a transfer, its identifier.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>

#define BLOCK 512
#define PACKET (4 + BLOCK)

enum { RRQ = 1, WRQ, DATA, ACK, ERROR };

/* Codes of errors, and what they mean. */
enum { NOT_DEFINED, NOT_FOUND, NO_ACCESS, DISK_FULL, ILLEGAL, UNKNOWN_ID, EXISTS };
static const char *errors[] = {
    "Not defined",
    "File not found",
    "Access violation",
    "Disk full or allocation exceeded",
    "Illegal TFTP operation",
    "Unknown transfer ID",
    "File already exists",
};

/* A transfer, as one side sees it. */
struct transfer {
    int sock;
    struct sockaddr_in peer;
    int has_peer;         /* its port is known: that which the first answer comes from */
    int milliseconds;     /* how long to wait for an answer, */
    int tries;            /* and how often, before giving up */
    int file;
    const char *path;     /* of a file that is made when the first block has come */
    int netascii;
    int pending;          /* in netascii, the second byte of two; or -1 */
    char buf[BLOCK];      /* what has been read of the file, */
    size_t len, at;       /* and how much of it has been sent */
    long long bytes;      /* of all blocks */
    char problem[PACKET]; /* what went wrong */
};

static inline void put16(char *at, int value)
{
    uint16_t in_network_order = htons(value);

    memcpy(at, &in_network_order, 2);
}

static inline int get16(const char *at)
{
    uint16_t in_network_order;

    memcpy(&in_network_order, at, 2);
    return ntohs(in_network_order);
}

static inline long long now(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

/* A text that somebody else has sent: what might do something to a terminal becomes a "?". */
static inline void printable(char *to, size_t size, const char *from)
{
    size_t i;

    for (i = 0; i < size - 1 && from[i] != '\0'; i++)
        to[i] = from[i] >= ' ' && from[i] <= '~' ? from[i] : '?';
    to[i] = '\0';
}

static inline int problem(struct transfer *t, const char *what)
{
    printable(t->problem, sizeof(t->problem), what);
    return -1;
}

static inline void send_error(int sock, const struct sockaddr_in *to, int code)
{
    char packet[PACKET];
    size_t len = 4 + strlen(errors[code]) + 1;

    put16(packet, ERROR);
    put16(packet + 2, code);
    strcpy(packet + 4, errors[code]);
    sendto(sock, packet, len, 0, (struct sockaddr *)to, sizeof(*to));
}

/* A file can't be opened, read or written: tells the other side. */
static inline int refuse(struct transfer *t, int error)
{
    int code = error == ENOENT || error == ENOTDIR ? NOT_FOUND
        : error == EACCES || error == EPERM || error == ELOOP || error == EISDIR ? NO_ACCESS
        : error == ENOSPC || error == EDQUOT || error == EFBIG ? DISK_FULL
        : error == EEXIST ? EXISTS
        : NOT_DEFINED;

    send_error(t->sock, &t->peer, code);
    return problem(t, strerror(error));
}

static inline int is_same(const struct sockaddr_in *a, const struct sockaddr_in *b)
{
    return a->sin_addr.s_addr == b->sin_addr.s_addr && a->sin_port == b->sin_port;
}

/* Sends a packet until the answer to it comes: DATA or ACK, as expected, of this block. Returns the
 * length of the answer; or -1, and what the problem is. */
static inline ssize_t exchange(struct transfer *t, const char *packet, size_t len,
                               int expected, uint16_t block, char *answer)
{
    struct sockaddr_in from;
    socklen_t from_len;
    long long limit;
    ssize_t n;
    int tries, opcode, number;

    for (tries = 0; tries < t->tries; tries++) {
        if (sendto(t->sock, packet, len, 0, (struct sockaddr *)&t->peer, sizeof(t->peer)) == -1)
            return problem(t, strerror(errno));
        limit = now() + t->milliseconds;
        do {
            from_len = sizeof(from);
            n = recvfrom(t->sock, answer, PACKET + 1, 0, (struct sockaddr *)&from, &from_len);
            if (n == -1 && errno == EAGAIN)
                break;
            if (n == -1)
                return problem(t, strerror(errno));
            answer[n < PACKET ? n : PACKET] = '\0';
            opcode = n < 4 || n > PACKET ? 0 : get16(answer);
            number = n < 4 ? 0 : get16(answer + 2);
            if (t->has_peer && !is_same(&from, &t->peer)) {
                /* Of another transfer. This one goes on. */
                if (opcode != ERROR)
                    send_error(t->sock, &from, UNKNOWN_ID);
            } else if (opcode == ERROR) {
                return problem(t, answer + 4);
            } else if (opcode == expected && number == block) {
                t->peer = from;
                t->has_peer = 1;
                return n;
            } else if (opcode == DATA && expected == DATA && number == (uint16_t)(block - 1)) {
                /* The block before comes again: our answer was lost. But an ACK that comes again is no
                 * reason to send a block again: nothing need be lost, and if both sides answered what
                 * comes again, all that follows would go twice. RFC 1123 calls that the Sorcerer's
                 * Apprentice. */
                sendto(t->sock, packet, len, 0, (struct sockaddr *)&t->peer, sizeof(t->peer));
            }
        } while (now() < limit);
    }
    return problem(t, "no answer");
}

/* Reads the next block. In netascii, a newline goes as CR LF, a CR as CR NUL. */
static inline ssize_t read_block(struct transfer *t, char *data)
{
    size_t len = 0;
    ssize_t n;
    char c;

    while (len < BLOCK) {
        if (t->pending != -1) {
            data[len++] = t->pending;
            t->pending = -1;
            continue;
        }
        if (t->at == t->len) {
            n = read(t->file, t->buf, sizeof(t->buf));
            if (n <= 0)
                return n == 0 ? (ssize_t)len : -1;
            t->len = n;
            t->at = 0;
        }
        c = t->buf[t->at++];
        if (t->netascii && (c == '\n' || c == '\r')) {
            t->pending = c == '\n' ? '\n' : '\0';
            c = '\r';
        }
        data[len++] = c;
    }
    return len;
}

/* Writes a block. In netascii, what follows a CR says what the CR is. */
static inline int write_block(struct transfer *t, const char *data, size_t size)
{
    char out[BLOCK + 2];
    size_t i, len = 0, at;
    ssize_t n;

    for (i = 0; i < size; i++) {
        if (t->pending != -1) {
            t->pending = -1;
            out[len++] = data[i] == '\n' ? '\n' : '\r';
            if (data[i] == '\n' || data[i] == '\0')
                continue;
        }
        if (t->netascii && data[i] == '\r')
            t->pending = '\r';
        else
            out[len++] = data[i];
    }
    if (size < BLOCK && t->pending != -1)
        out[len++] = '\r';
    for (at = 0; at < len; at += n) {
        n = write(t->file, out + at, len - at);
        if (n == -1)
            return -1;
    }
    return 0;
}

/* Sends the file to a peer that waits for its first block. Returns -1 if there was a problem. */
static inline int send_file(struct transfer *t)
{
    char packet[PACKET], answer[PACKET + 1];
    uint16_t block = 1;
    ssize_t n;

    do {
        n = read_block(t, packet + 4);
        if (n == -1)
            return refuse(t, errno);
        put16(packet, DATA);
        put16(packet + 2, block);
        if (exchange(t, packet, 4 + n, ACK, block, answer) == -1)
            return -1;
        t->bytes += n;
        block++; /* Behind 65535 comes 0: so all do that send large files. */
    } while (n == BLOCK);
    return 0;
}

/* Receives the file, whose first block answers this packet. Returns -1 if there was a problem. */
static inline int receive_file(struct transfer *t, char *packet, size_t len)
{
    char answer[PACKET + 1];
    uint16_t block = 1;
    ssize_t n;

    do {
        n = exchange(t, packet, len, DATA, block, answer);
        if (n == -1)
            return -1;
        if (t->path != NULL) {
            t->file = open(t->path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
            if (t->file == -1)
                return refuse(t, errno);
            t->path = NULL;
        }
        if (write_block(t, answer + 4, n - 4) == -1)
            return refuse(t, errno);
        t->bytes += n - 4;
        put16(packet, ACK);
        put16(packet + 2, block);
        len = 4;
        block++;
    } while (n == PACKET);

    /* Nobody sends another block. But the last one comes again, if this ACK is lost. */
    t->tries = 2;
    exchange(t, packet, len, DATA, block, answer);
    return 0;
}
