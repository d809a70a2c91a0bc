/* Says who is at the other end: who connected (SO_PEERCRED), and who sent what came then
 * (SCM_CREDENTIALS), which may be another one that has inherited the connection. The kernel says
 * it, and nobody can claim to be who he is not: root may.
 *
 *     peer_credentials path [connections]
 *
 * A path that begins with @ is an abstract name; a file that is at any other is removed. After so
 * many connections it ends; without the second argument it goes on for ever.
 */
#define _GNU_SOURCE /* struct ucred */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <sys/un.h>

/* The address of a path or of an abstract name, and its length; 0 if it is too long. */
static socklen_t address_of(const char *path, struct sockaddr_un *addr)
{
    size_t len = strlen(path);

    if (len >= sizeof(addr->sun_path))
        return 0;
    memset(addr, 0, sizeof(*addr));
    addr->sun_family = AF_UNIX;
    strcpy(addr->sun_path, path);
    if (path[0] == '@') {
        /* It begins with a NUL, and ends where the length says: no NUL stands behind it. */
        addr->sun_path[0] = '\0';
        return offsetof(struct sockaddr_un, sun_path) + len;
    }
    return offsetof(struct sockaddr_un, sun_path) + len + 1;
}

static void print_cred(const struct ucred *cred)
{
    printf("process %d, user %u, group %u\n", cred->pid, cred->uid, cred->gid);
}

/* Receives some bytes, and the credentials beside them. */
static ssize_t receive(int sock, void *buf, size_t size, struct ucred *cred)
{
    struct msghdr msg;
    struct iovec iov[1];
    struct cmsghdr *cmsg;
    union {
        char buf[CMSG_SPACE(sizeof(struct ucred))];
        struct cmsghdr aligned;
    } control;
    ssize_t n;

    memset(&msg, 0, sizeof(msg));
    iov[0].iov_len = size;
    iov[0].iov_base = buf;
    msg.msg_iov = iov;
    msg.msg_iovlen = 1;
    msg.msg_controllen = sizeof(control.buf);
    msg.msg_control = control.buf;
    n = recvmsg(sock, &msg, 0);
    if (n > 0) {
        for (cmsg = CMSG_FIRSTHDR(&msg); cmsg != NULL; cmsg = CMSG_NXTHDR(&msg, cmsg)) {
            if (cmsg->cmsg_level == SOL_SOCKET && cmsg->cmsg_type == SCM_CREDENTIALS
                && cmsg->cmsg_len == CMSG_LEN(sizeof(*cred)))
                memcpy(cred, CMSG_DATA(cmsg), sizeof(*cred));
        }
    }
    return n;
}

int main(int argc, char *argv[])
{
    int server_sock, client_sock;
    struct sockaddr_un server_addr;
    socklen_t server_len, cred_len;
    struct ucred cred;
    char buf[4096];
    ssize_t n;
    int on = 1;
    int connections = argc > 2 ? atoi(argv[2]) : -1;

    if (argc < 2 || argc > 3 || argv[1][0] == '\0') {
        fprintf(stderr, "usage: %s path [connections]\n", argv[0]);
        exit(1);
    }
    server_len = address_of(argv[1], &server_addr);
    if (server_len == 0) {
        fprintf(stderr, "the path is too long\n");
        exit(1);
    }

    server_sock = socket(PF_UNIX, SOCK_STREAM, 0);
    if (server_sock == -1) {
        perror("socket");
        exit(1);
    }

    /* 1. Of what is sent before this option is set, nobody notes the sender. So the socket that
     * listens gets it, before it does: those that it accepts have it, too. */
    if (setsockopt(server_sock, SOL_SOCKET, SO_PASSCRED, &on, sizeof(on)) == -1) {
        perror("setsockopt");
        exit(1);
    }
    if (argv[1][0] != '@' && unlink(argv[1]) == -1 && errno != ENOENT) {
        perror("unlink");
        exit(1);
    }
    if (bind(server_sock, (struct sockaddr *)&server_addr, server_len) == -1) {
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

        /* 2. As they were when it connected. */
        cred_len = sizeof(cred);
        if (getsockopt(client_sock, SOL_SOCKET, SO_PEERCRED, &cred, &cred_len) == -1) {
            perror("getsockopt");
            exit(1);
        }
        printf("connected: ");
        print_cred(&cred);

        /* 3. As they were when it sent. What two have sent is not received in one piece. */
        while ((n = receive(client_sock, buf, sizeof(buf), &cred)) > 0) {
            printf("sent %zd bytes: ", n);
            print_cred(&cred);
        }
        if (n == -1)
            perror("recvmsg");
        close(client_sock);
        if (connections > 0)
            connections--;
    }

    close(server_sock);
    if (argv[1][0] != '@' && unlink(argv[1]) == -1)
        perror("unlink");

    return 0;
}
