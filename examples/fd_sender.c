/* Opens a file and passes the descriptor to another process, over a Unix socket: what the other
 * gets is another number for the same open file.
 *
 *     fd_sender path file
 */
#include <fcntl.h>
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

/* Sends a text, and a descriptor beside it. */
static ssize_t send_fd(int sock, const char *text, int fd)
{
    struct msghdr msg;
    struct iovec iov[1];
    struct cmsghdr *cmsg;
    union {
        char buf[CMSG_SPACE(sizeof(int))];
        struct cmsghdr aligned;
    } control;

    /* 1. At least one byte has to go with it. */
    memset(&msg, 0, sizeof(msg));
    iov[0].iov_len = strlen(text);
    iov[0].iov_base = (char *)text;
    msg.msg_iov = iov;
    msg.msg_iovlen = 1;

    /* 2. The descriptor is the data of a control message. */
    memset(&control, 0, sizeof(control));
    msg.msg_controllen = sizeof(control.buf);
    msg.msg_control = control.buf;
    cmsg = CMSG_FIRSTHDR(&msg);
    cmsg->cmsg_level = SOL_SOCKET;
    cmsg->cmsg_type = SCM_RIGHTS;
    cmsg->cmsg_len = CMSG_LEN(sizeof(fd));
    memcpy(CMSG_DATA(cmsg), &fd, sizeof(fd));

    return sendmsg(sock, &msg, 0);
}

int main(int argc, char *argv[])
{
    int sock, fd;
    struct sockaddr_un server_addr;
    socklen_t server_len;

    if (argc != 3 || argv[1][0] == '\0' || argv[2][0] == '\0') {
        fprintf(stderr, "usage: %s path file\n", argv[0]);
        exit(1);
    }
    server_len = address_of(argv[1], &server_addr);
    if (server_len == 0) {
        fprintf(stderr, "the path is too long\n");
        exit(1);
    }

    fd = open(argv[2], O_RDONLY, 0);
    if (fd == -1) {
        perror("open");
        exit(1);
    }
    sock = socket(PF_UNIX, SOCK_STREAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    if (connect(sock, (struct sockaddr *)&server_addr, server_len) == -1) {
        perror("connect");
        exit(1);
    }
    if (send_fd(sock, argv[2], fd) == -1) {
        perror("sendmsg");
        exit(1);
    }

    /* 3. The other has one of its own by now, even if it has not taken it yet. */
    close(fd);
    close(sock);

    return 0;
}
