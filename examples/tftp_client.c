/* Fetches a file by TFTP, RFC 1350, or brings one.
 *
 *     tftp_client address port get file local [mode [milliseconds [tries]]]
 *     tftp_client address port put local file [mode [milliseconds [tries]]]
 *
 * The mode is octet, bytes as they are, or netascii, text in which each system ends lines in its own way.
 * It sends a packet so many times, 5 if nothing is said, and each time waits so long for an answer,
 * 1000 ms.
 */
#include "tftp/tftp.h"

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    struct transfer t = { .file = -1, .pending = -1 };
    struct timeval timeout;
    char request[PACKET], answer[PACKET + 1];
    int port = argc > 2 ? port_of(argv[2]) : -1;
    int is_get = argc > 3 && strcmp(argv[3], "get") == 0;
    int is_put = argc > 3 && strcmp(argv[3], "put") == 0;
    const char *mode = argc > 6 ? argv[6] : "octet", *name;
    size_t len;
    int result;

    t.netascii = strcmp(mode, "netascii") == 0;
    t.milliseconds = argc > 7 ? atoi(argv[7]) : 1000;
    t.tries = argc > 8 ? atoi(argv[8]) : 5;
    if (argc < 6 || argc > 9 || inet_pton(AF_INET, argv[1], &t.peer.sin_addr) != 1 || port == -1
        || !(is_get || is_put) || !(t.netascii || strcmp(mode, "octet") == 0)
        || t.milliseconds < 1 || t.tries < 1) {
        fprintf(stderr, "usage: %s address port get|put from to [mode [milliseconds [tries]]]\n", argv[0]);
        exit(1);
    }
    t.peer.sin_family = AF_INET;
    t.peer.sin_port = htons(port);

    t.sock = socket(PF_INET, SOCK_DGRAM, 0);
    if (t.sock == -1) {
        perror("socket");
        exit(1);
    }
    timeout.tv_sec = t.milliseconds / 1000;
    timeout.tv_usec = t.milliseconds % 1000 * 1000;
    setsockopt(t.sock, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));

    /* 1. The request: the name and the mode, each with its NUL. */
    name = is_get ? argv[4] : argv[5];
    len = 2 + strlen(name) + 1 + strlen(mode) + 1;
    if (len > sizeof(request)) {
        fprintf(stderr, "%s: the name is too long\n", name);
        exit(1);
    }
    put16(request, is_get ? RRQ : WRQ);
    strcpy(request + 2, name);
    strcpy(request + 2 + strlen(name) + 1, mode);

    /* 2. The file: it comes with the answer, or goes when that has come. */
    if (is_get) {
        t.path = argv[5];
        result = receive_file(&t, request, len);
    } else {
        t.file = open(argv[4], O_RDONLY, 0);
        if (t.file == -1) {
            perror(argv[4]);
            exit(1);
        }
        result = exchange(&t, request, len, ACK, 0, answer);
        if (result != -1)
            result = send_file(&t);
    }
    if (result == -1) {
        fprintf(stderr, "%s: %s\n", name, t.problem);
        exit(1);
    }
    printf("%lld bytes\n", t.bytes);
    close(t.file);
    close(t.sock);

    return 0;
}
