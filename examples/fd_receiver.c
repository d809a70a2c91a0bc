/* Is passed a descriptor over a Unix socket, and prints what can be read from it: of a file that
 * it may have no right to open, or that has no name any more.
 *
 *     fd_receiver path
 *
 * A path that begins with @ is an abstract name; a file that is at any other is removed.
 */
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

/* Receives a text, and the descriptor beside it; -1 if none came. */
static int receive_fd(int sock, char *text, size_t size)
{
    struct msghdr msg;
    struct iovec iov[1];
    struct cmsghdr *cmsg;
    union {
        char buf[CMSG_SPACE(sizeof(int))];
        struct cmsghdr aligned;
    } control;
    ssize_t n;
    int fd;

    memset(&msg, 0, sizeof(msg));
    iov[0].iov_len = size - 1;
    iov[0].iov_base = text;
    msg.msg_iov = iov;
    msg.msg_iovlen = 1;
    msg.msg_controllen = sizeof(control.buf);
    msg.msg_control = control.buf;

    /* 1. It is open from the moment on that it is received: in a program that starts others, they
     * are not to inherit it. */
    n = recvmsg(sock, &msg, MSG_CMSG_CLOEXEC);
    if (n == -1) {
        perror("recvmsg");
        return -1;
    }

    /* 2. What did not fit is closed by the kernel. */
    if (msg.msg_flags & MSG_CTRUNC) {
        fprintf(stderr, "there is room for one descriptor, and more came\n");
        return -1;
    }

    /* 3. There may be none; and where there is room for one, there may be room for two. */
    cmsg = CMSG_FIRSTHDR(&msg);
    if (cmsg == NULL || cmsg->cmsg_level != SOL_SOCKET || cmsg->cmsg_type != SCM_RIGHTS
        || cmsg->cmsg_len != CMSG_LEN(sizeof(fd))) {
        fprintf(stderr, "not one descriptor came\n");
        return -1;
    }
    memcpy(&fd, CMSG_DATA(cmsg), sizeof(fd));
    text[n] = '\0';
    return fd;
}

int main(int argc, char *argv[])
{
    int server_sock, client_sock, fd;
    struct sockaddr_un server_addr;
    socklen_t server_len;
    char text[256], buf[4096];
    ssize_t n;

    if (argc != 2 || argv[1][0] == '\0') {
        fprintf(stderr, "usage: %s path\n", argv[0]);
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
    if (argv[1][0] != '@' && unlink(argv[1]) == -1 && errno != ENOENT) {
        perror("unlink");
        exit(1);
    }
    if (bind(server_sock, (struct sockaddr *)&server_addr, server_len) == -1) {
        perror("bind");
        exit(1);
    }
    if (listen(server_sock, 1) == -1) {
        perror("listen");
        exit(1);
    }
    client_sock = accept(server_sock, NULL, NULL);
    if (client_sock == -1) {
        perror("accept");
        exit(1);
    }

    /* 4. One is enough. */
    close(server_sock);
    if (argv[1][0] != '@' && unlink(argv[1]) == -1)
        perror("unlink");

    fd = receive_fd(client_sock, text, sizeof(text));
    close(client_sock);
    if (fd == -1)
        exit(1);
    printf("%s:\n", text);
    while ((n = read(fd, buf, sizeof(buf))) > 0)
        fwrite(buf, 1, n, stdout);
    if (n == -1) {
        perror("read");
        exit(1);
    }
    close(fd);

    return 0;
}
