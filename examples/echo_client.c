/* Sends each line of standard input to an echo server, waits until all of it has come back, and
 * prints it.
 *
 *     echo_client address port
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    int sock;
    struct sockaddr_in server_addr;
    char line[4096];
    size_t len, got;
    ssize_t n;
    int port = argc > 2 ? port_of(argv[2]) : -1;

    memset(&server_addr, 0, sizeof(server_addr));
    if (argc != 3 || port == -1 || inet_pton(AF_INET, argv[1], &server_addr.sin_addr) != 1) {
        fprintf(stderr, "usage: %s address port\n", argv[0]);
        exit(1);
    }

    /* 1. Call the server. */
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

    /* 2. Send a line. One that is too long comes in pieces, which do as well. */
    while (fgets(line, sizeof(line), stdin) != NULL) {
        len = strlen(line);
        if (write(sock, line, len) == -1) {
            perror("write");
            exit(1);
        }

        /* 3. TCP keeps the order of bytes, but knows no lines: it may come back in any pieces. */
        for (got = 0; got < len; got += n) {
            n = read(sock, line + got, len - got);
            if (n == -1) {
                perror("read");
                exit(1);
            }
            if (n == 0) {
                fprintf(stderr, "%s: the server hung up\n", argv[0]);
                exit(1);
            }
        }
        fwrite(line, 1, len, stdout);
    }

    close(sock);

    return 0;
}
