/* The client: calls the server, reads one message and prints it.
 *
 *     hello_client [address [port]]
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
    char message[30];
    int str_len;
    int port = argc > 2 ? port_of(argv[2]) : 12345;
    const char *address = argc > 1 ? argv[1] : "127.0.0.1";

    if (argc > 3 || port == -1 || inet_pton(AF_INET, address, &server_addr.sin_addr) != 1) {
        fprintf(stderr, "usage: %s [address [port]]\n", argv[0]);
        exit(1);
    }

    /* 1. Make a socket. */
    sock = socket(PF_INET, SOCK_STREAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }

    /* 2. The address of the server. */
    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = inet_addr(address);
    server_addr.sin_port = htons(port);

    /* 3. Call it. */
    if (connect(sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("connect");
        exit(1);
    }

    /* 4. Read what it says, leaving room for a NUL. */
    memset(message, 0, sizeof(message));
    str_len = read(sock, message, sizeof(message) - 1);
    if (str_len == -1) {
        perror("read");
        exit(1);
    }

    printf("Message from server: %s\n", message);

    /* 5. Hang up. */
    close(sock);

    return 0;
}
