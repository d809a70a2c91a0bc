/* Sends some ordinary bytes and two urgent ones, with a pause between them.
 *
 *     urgent_client [port [address]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char *argv[])
{
    int sock;
    struct sockaddr_in server_addr;
    int port = argc > 1 ? atoi(argv[1]) : 12345;
    const char *address = argc > 2 ? argv[2] : "127.0.0.1";

    sock = socket(PF_INET, SOCK_STREAM, 0);
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

    usleep(300000);
    write(sock, "123", 3);
    usleep(300000);
    send(sock, "4", 1, MSG_OOB);
    usleep(300000);
    write(sock, "56", 2);
    usleep(300000);
    send(sock, "7", 1, MSG_OOB);
    usleep(300000);
    write(sock, "89", 2);

    close(sock);

    return 0;
}
