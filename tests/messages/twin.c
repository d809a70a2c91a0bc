/* What twin.rs does, in C: messages there and back, each with what came of it. */

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static char buf[2][8], name[128];
static unsigned char control[128];
static struct iovec iov[2] = { { buf[0], 8 }, { buf[1], 8 } };

static void say(const char *what, long ret)
{
    printf("%s: %ld %d\n", what, ret, ret == -1 ? errno : 0);
}

/* Receives with this much room, and says everything about it. */
static void receive(const char *what, int sock, int iovlen, int namelen, int controllen, int flags)
{
    struct msghdr msg;
    struct cmsghdr *cmsg;
    int i, fd;
    memset(&msg, 0, sizeof(msg));
    memset(buf, '.', sizeof(buf));
    memset(name, '.', sizeof(name));
    memset(control, 0, sizeof(control));
    msg.msg_name = name;
    msg.msg_namelen = namelen;
    msg.msg_iov = iov;
    msg.msg_iovlen = iovlen;
    msg.msg_control = control;
    msg.msg_controllen = controllen;
    say(what, recvmsg(sock, &msg, flags));
    printf(" %.16s name %u control %zu flags %x\n", buf[0], msg.msg_namelen, msg.msg_controllen,
           msg.msg_flags);
    for (cmsg = CMSG_FIRSTHDR(&msg); cmsg != NULL; cmsg = CMSG_NXTHDR(&msg, cmsg)) {
        printf(" level %d type %d length %zu\n", cmsg->cmsg_level, cmsg->cmsg_type, cmsg->cmsg_len);
        if (cmsg->cmsg_level == SOL_SOCKET && cmsg->cmsg_type == SCM_RIGHTS)
            for (i = 0; i < (cmsg->cmsg_len - CMSG_LEN(0)) / 4; i++) {
                memcpy(&fd, CMSG_DATA(cmsg) + 4 * i, 4);
                say(" descriptor", write(fd, "through", 7));
                close(fd);
            }
        if (cmsg->cmsg_level == IPPROTO_IP)
            printf(" %d\n", CMSG_DATA(cmsg)[0]);
    }
}

/* Sends two texts with a control message of this level, type and length. */
static void send_with(const char *what, int sock, int level, int type, const void *data, int len,
                      int flags)
{
    struct iovec texts[2] = { { "one", 3 }, { "eleven", 6 } };
    struct msghdr msg;
    struct cmsghdr *cmsg;
    memset(&msg, 0, sizeof(msg));
    memset(control, 0, sizeof(control));
    msg.msg_iov = texts;
    msg.msg_iovlen = 2;
    if (data != NULL) {
        msg.msg_control = control;
        msg.msg_controllen = CMSG_SPACE(len);
        cmsg = CMSG_FIRSTHDR(&msg);
        cmsg->cmsg_level = level;
        cmsg->cmsg_type = type;
        cmsg->cmsg_len = CMSG_LEN(len);
        memcpy(CMSG_DATA(cmsg), data, len);
    }
    say(what, sendmsg(sock, &msg, flags));
}

static void local(void)
{
    int sv[2], fds[2], on = 1, strange = 77;
    socketpair(AF_UNIX, SOCK_DGRAM, 0, sv);
    pipe(fds);
    send_with("sent", sv[0], 0, 0, NULL, 0, 0);
    receive("peeked", sv[1], 2, 128, 0, MSG_PEEK);
    receive("cut off", sv[1], 1, 128, 128, 0);
    receive("nothing", sv[1], 2, 128, 128, MSG_DONTWAIT);
    send_with("longer", sv[0], 0, 0, NULL, 0, 0);
    receive("its length", sv[1], 0, 0, 0, MSG_TRUNC);
    send_with("descriptors", sv[0], SOL_SOCKET, SCM_RIGHTS, &fds[1], 4, 0);
    receive("descriptors", sv[1], 2, 128, 128, MSG_CMSG_CLOEXEC);
    send_with("descriptors", sv[0], SOL_SOCKET, SCM_RIGHTS, fds, 8, 0);
    receive("no room", sv[1], 2, 0, 0, 0);
    send_with("another type", sv[0], SOL_SOCKET, 99, &strange, 4, 0);
    send_with("another level", sv[0], 99, SCM_RIGHTS, &strange, 4, 0);
    send_with("an option", sv[0], SOL_SOCKET, SCM_RIGHTS, fds, 3, 0);
    receive("of those", sv[1], 2, 128, 128, MSG_DONTWAIT);
    receive("errors", sv[1], 2, 128, 128, MSG_DONTWAIT | MSG_ERRQUEUE);
    receive("urgent", sv[1], 2, 128, 128, MSG_DONTWAIT | MSG_OOB);
    setsockopt(sv[1], SOL_SOCKET, SO_PASSCRED, &on, 4);
    send_with("credentials", sv[0], 0, 0, NULL, 0, 0);
    receive("credentials", sv[1], 2, 128, 128, 0);
    close(sv[0]);
    send_with("nobody", sv[1], 0, 0, NULL, 0, MSG_NOSIGNAL);
    send_with("closed", sv[0], 0, 0, NULL, 0, 0);
    send_with("to a pipe", fds[1], 0, 0, NULL, 0, 0);
    receive("from a pipe", fds[0], 2, 128, 128, 0);
    close(sv[1]);
    close(fds[0]);
    close(fds[1]);
}

static void internet(void)
{
    struct sockaddr_in addr;
    struct mmsghdr msgs[4];
    struct iovec big = { buf, 16 };
    struct timespec now = { 0, 0 }, wrong = { 0, -1 };
    socklen_t len = sizeof(addr);
    int i, on = 1, ttl = 33, sock = socket(AF_INET, SOCK_DGRAM, 0);
    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(sock, (struct sockaddr *)&addr, sizeof(addr));
    getsockname(sock, (struct sockaddr *)&addr, &len);
    send_with("to whom", sock, 0, 0, NULL, 0, 0);
    connect(sock, (struct sockaddr *)&addr, sizeof(addr));
    setsockopt(sock, IPPROTO_IP, IP_RECVTTL, &on, 4);
    send_with("hops", sock, IPPROTO_IP, IP_TTL, &ttl, 4, 0);
    receive("hops", sock, 2, 16, 128, 0);
    ttl = 0;
    send_with("no hops", sock, IPPROTO_IP, IP_TTL, &ttl, 4, 0);
    send_with("half a number", sock, IPPROTO_IP, IP_TTL, &ttl, 2, 0);

    memset(msgs, 0, sizeof(msgs));
    for (i = 0; i < 4; i++) {
        msgs[i].msg_hdr.msg_iov = i == 2 ? NULL : &big;
        msgs[i].msg_hdr.msg_iovlen = i == 2 ? 0 : 1;
    }
    say("sendmmsg", sendmmsg(sock, msgs, 3, 0));
    printf("%u %u %u %u\n", msgs[0].msg_len, msgs[1].msg_len, msgs[2].msg_len, msgs[3].msg_len);
    say("none", sendmmsg(sock, msgs, 0, 0));
    say("recvmmsg", recvmmsg(sock, msgs, 2, MSG_DONTWAIT, NULL));
    say("one more", recvmmsg(sock, msgs, 4, MSG_WAITFORONE, &now));
    printf("%u %u %u %u\n", msgs[0].msg_len, msgs[1].msg_len, msgs[2].msg_len, msgs[3].msg_len);
    say("no more", recvmmsg(sock, msgs, 4, MSG_DONTWAIT, NULL));
    say("no time", recvmmsg(sock, msgs, 4, MSG_DONTWAIT, &wrong));
    say("to nobody", sendmmsg(-1, msgs, 3, 0));
    say("of nobody", recvmmsg(-1, msgs, 3, 0, NULL));
    msgs[1].msg_hdr.msg_flags = -1;
    msgs[1].msg_hdr.msg_iovlen = 1025;
    say("the first of them", sendmmsg(sock, msgs, 3, 0));
    say("not the first", sendmmsg(sock, msgs + 1, 2, 0));
    close(sock);
}

int main(void)
{
    local();
    internet();
    return 0;
}
