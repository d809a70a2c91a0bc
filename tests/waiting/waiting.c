/* What port.rs does, in C: each call prints what came of it. The descriptors have the numbers that
   are written here, so that strace shows the same of both. */

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

static int at(int fd, int number)
{
    int ret = dup2(fd, number);
    close(fd);
    return ret;
}

static void two(int fds[2], int number)
{
    at(fds[0], number);
    at(fds[1], number + 1);
}

static void said(const char *what, int ret)
{
    printf("%s: %d %d\n", what, ret, ret == -1 ? errno : 0);
}

static void polled(const char *what, int ret, struct pollfd *fds, int nfds)
{
    said(what, ret);
    for (int i = 0; i < nfds; i++)
        printf(" %d %d %d\n", fds[i].fd, fds[i].events, fds[i].revents);
}

static void selected(const char *what, int ret, fd_set *sets[3])
{
    said(what, ret);
    for (int i = 0; i < 3; i++) {
        for (int fd = 0; fd < FD_SETSIZE; fd++)
            if (FD_ISSET(fd, sets[i]))
                printf(" %d", fd);
        printf("\n");
    }
}

static void waited(const char *what, int ret, struct epoll_event *events, int nfds)
{
    said(what, ret);
    for (int i = 0; i < nfds; i++)
        printf(" %u %llu\n", events[i].events, (unsigned long long)events[i].data.u64);
}

static void polls(void)
{
    int fds[2], sock, on = 1;
    struct pollfd pfd[3];
    struct sockaddr_in addr;
    socklen_t len = sizeof(addr);
    struct timespec now = { 0, 0 }, wrong = { 0, 1000000000 }, negative = { -1, 0 };
    sigset_t none, usr1;
    memset(&none, 0, sizeof(none));
    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);

    pipe(fds);
    two(fds, 100);
    memset(pfd, 0, sizeof(pfd));
    pfd[0].fd = 100;
    pfd[0].events = POLLIN;
    polled("empty pipe", poll(pfd, 1, 0), pfd, 1);
    write(101, "x", 1);
    polled("full pipe", poll(pfd, 1, -1), pfd, 1);
    pfd[1].fd = 101;
    pfd[1].events = POLLOUT | POLLWRNORM;
    pfd[2].fd = -5;
    pfd[2].events = POLLIN;
    pfd[2].revents = 77;
    polled("both ends", poll(pfd, 3, -1), pfd, 3);
    polled("the first of them", poll(pfd, 1, -1), pfd, 3);
    close(101);
    polled("no writer", poll(pfd, 1, -1), pfd, 1);
    read(100, pfd + 2, 1);
    polled("no writer, empty", poll(pfd, 1, -1), pfd, 1);
    pipe(fds);
    two(fds, 100);
    close(100);
    pfd[0].fd = 101;
    pfd[0].events = 0;
    polled("no reader", poll(pfd, 1, -1), pfd, 1);

    socketpair(AF_UNIX, SOCK_STREAM, 0, fds);
    two(fds, 102);
    pfd[0].fd = 102;
    pfd[0].events = POLLIN | POLLOUT | POLLRDHUP | POLLRDNORM | POLLWRBAND;
    polled("socket", poll(pfd, 1, -1), pfd, 1);
    shutdown(103, SHUT_WR);
    polled("shut down", poll(pfd, 1, -1), pfd, 1);
    close(103);
    polled("closed", poll(pfd, 1, -1), pfd, 1);

    at(socket(PF_INET, SOCK_STREAM, 0), 104);
    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(104, (struct sockaddr *)&addr, sizeof(addr));
    getsockname(104, (struct sockaddr *)&addr, &len);
    /* Nobody listens there yet. */
    at(socket(PF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), 105);
    said("connect", connect(105, (struct sockaddr *)&addr, sizeof(addr)));
    pfd[0].fd = 105;
    pfd[0].events = POLLOUT;
    polled("refused", poll(pfd, 1, -1), pfd, 1);
    listen(104, 5);
    pfd[0].fd = 104;
    pfd[0].events = POLLIN;
    polled("nobody calls", poll(pfd, 1, 0), pfd, 1);
    at(socket(PF_INET, SOCK_STREAM, 0), 105);
    said("connect", connect(105, (struct sockaddr *)&addr, sizeof(addr)));
    polled("somebody calls", poll(pfd, 1, -1), pfd, 1);
    at(accept(104, NULL, NULL), 106);
    send(105, "!", 1, MSG_OOB);
    pfd[0].fd = 106;
    pfd[0].events = POLLPRI;
    polled("urgent", poll(pfd, 1, -1), pfd, 1);
    pfd[0].events = POLLIN | POLLOUT;
    polled("not urgent", ppoll(pfd, 1, NULL, NULL), pfd, 1);
    pfd[0].events = POLLIN;
    polled("nothing else", ppoll(pfd, 1, &now, &none), pfd, 1);
    send(105, "!", 1, 0);
    polled("after it", ppoll(pfd, 1, NULL, &usr1), pfd, 1);
    polled("no nanoseconds", ppoll(pfd, 1, &wrong, NULL), pfd, 1);
    polled("negative", ppoll(pfd, 1, &negative, NULL), pfd, 1);

    said("nothing", poll(NULL, 0, 0));
    said("nothing", poll(NULL, 0, 1));
    said("nothing", ppoll(NULL, 0, &now, NULL));
    said("null", poll(NULL, 5, 0));
}

static void selects(void)
{
    int fds[2];
    fd_set master, r, w, x, *sets[3] = { &r, &w, &x };
    struct timeval now = { 0, 0 }, long_time = { 1000, 1500000 }, negative = { -1, 0 };
    struct timespec now_ns = { 0, 0 }, long_ns = { 1000, 5 }, wrong = { 0, 1000000000 };
    sigset_t none, usr1;
    memset(&none, 0, sizeof(none));
    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);

    socketpair(AF_UNIX, SOCK_STREAM, 0, fds);
    two(fds, 110);
    FD_ZERO(&master);
    FD_SET(106, &master);
    FD_SET(110, &master);
    FD_SET(111, &master);
    r = master;
    FD_ZERO(&w);
    FD_ZERO(&x);
    FD_CLR(106, &r);
    selected("nothing to read", select(112, &r, NULL, NULL, &now), sets);
    write(111, "x", 1);
    r = master;
    FD_CLR(106, &r);
    selected("something to read", select(112, &r, NULL, NULL, NULL), sets);
    r = w = x = master;
    selected("three sets", select(112, &r, &w, &x, &long_time), sets);
    printf("%d\n", long_time.tv_sec > 900 && long_time.tv_sec <= 1001);
    r = w = x = master;
    selected("numbers from 111 on are not looked at", select(111, &r, &w, &x, NULL), sets);
    r = w = x = master;
    selected("negative timeout", select(112, &r, &w, &x, &negative), sets);
    said("nothing", select(0, NULL, NULL, NULL, &now));
    said("many nothings", select(1 << 24, NULL, NULL, NULL, &now));

    r = w = x = master;
    selected("pselect", pselect(112, &r, NULL, &x, &long_ns, &usr1), sets);
    printf("%d %d\n", (int)long_ns.tv_sec, (int)long_ns.tv_nsec);
    r = master;
    selected("pselect to write", pselect(112, NULL, &w, NULL, NULL, &none), sets);
    said("nothing", pselect(0, NULL, NULL, NULL, &now_ns, NULL));
    w = master;
    selected("no nanoseconds", pselect(112, &r, &w, NULL, &wrong, NULL), sets);
}

static void epolls(void)
{
    int fds[2];
    struct epoll_event ev, events[4];
    struct pollfd pfd = { 120, POLLIN, 0 };
    struct timespec now = { 0, 0 }, wrong = { 0, -1 };
    sigset_t usr1;
    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);

    at(epoll_create1(0), 120);
    at(epoll_create1(EPOLL_CLOEXEC), 121);
    at(epoll_create(1), 122);
    said("no size", epoll_create(0));
    said("no flags", epoll_create1(1));
    socketpair(AF_UNIX, SOCK_STREAM, 0, fds);
    two(fds, 123);
    at(open("/dev/null", O_RDONLY), 125);
    memset(&ev, 0, sizeof(ev));
    memset(events, 0xee, sizeof(events));

    ev.events = EPOLLIN;
    ev.data.u64 = 0x1122334455667788;
    ev.data.fd = 123;
    said("add", epoll_ctl(120, EPOLL_CTL_ADD, 123, &ev));
    said("add again", epoll_ctl(120, EPOLL_CTL_ADD, 123, &ev));
    said("add nothing", epoll_ctl(120, EPOLL_CTL_ADD, 124, NULL));
    said("modify another", epoll_ctl(120, EPOLL_CTL_MOD, 124, &ev));
    said("delete another", epoll_ctl(120, EPOLL_CTL_DEL, 124, NULL));
    said("add itself", epoll_ctl(120, EPOLL_CTL_ADD, 120, &ev));
    said("add a file", epoll_ctl(120, EPOLL_CTL_ADD, 125, &ev));
    said("to no epoll", epoll_ctl(123, EPOLL_CTL_ADD, 124, &ev));
    said("what?", epoll_ctl(120, 4, 124, &ev));
    ev.data.u64 = 9;
    said("add an epoll", epoll_ctl(121, EPOLL_CTL_ADD, 120, &ev));
    said("in a circle", epoll_ctl(120, EPOLL_CTL_ADD, 121, &ev));

    waited("nothing", epoll_wait(120, events, 4, 0), events, 4);
    write(124, "x", 1);
    waited("level", epoll_wait(120, events, 4, -1), events, 4);
    waited("still", epoll_wait(120, events, 1, -1), events, 4);
    waited("of the epoll", epoll_wait(121, events + 1, 3, -1), events, 4);
    polled("polled", poll(&pfd, 1, -1), &pfd, 1);
    ev.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    ev.data.u32 = 5;
    said("modify", epoll_ctl(120, EPOLL_CTL_MOD, 123, &ev));
    waited("edge", epoll_wait(120, events, 4, -1), events, 4);
    waited("no edge", epoll_wait(120, events, 4, 0), events, 4);
    shutdown(124, SHUT_WR);
    waited("another edge", epoll_wait(120, events, 4, -1), events, 4);
    ev.events = EPOLLOUT | EPOLLONESHOT;
    said("modify", epoll_ctl(120, EPOLL_CTL_MOD, 123, &ev));
    waited("one shot", epoll_pwait(120, events, 4, -1, NULL), events, 4);
    waited("no other", epoll_pwait(120, events, 4, 0, &usr1), events, 4);
    said("load", epoll_ctl(120, EPOLL_CTL_MOD, 123, &ev));
    waited("another shot", epoll_pwait2(120, events, 4, NULL, &usr1), events, 4);
    waited("no other", epoll_pwait2(120, events, 4, &now, NULL), events, 4);
    waited("negative", epoll_pwait2(120, events, 4, &wrong, NULL), events, 4);
    said("delete", epoll_ctl(120, EPOLL_CTL_DEL, 123, NULL));

    ev.events = EPOLLIN | EPOLLEXCLUSIVE;
    said("exclusive epoll", epoll_ctl(122, EPOLL_CTL_ADD, 120, &ev));
    said("exclusive", epoll_ctl(120, EPOLL_CTL_ADD, 123, &ev));
    said("modify exclusively", epoll_ctl(120, EPOLL_CTL_MOD, 123, &ev));
    ev.events = EPOLLIN;
    said("modify exclusive", epoll_ctl(120, EPOLL_CTL_MOD, 123, &ev));
    ev.events = EPOLLIN | EPOLLEXCLUSIVE | EPOLLONESHOT;
    said("exclusive shot", epoll_ctl(120, EPOLL_CTL_ADD, 124, &ev));
    close(124);
    waited("hung up", epoll_wait(120, events, 4, -1), events, 4);
    close(123);
    waited("closed", epoll_wait(120, events, 4, 0), events, 4);
    waited("no room", epoll_wait(120, events, 0, 0), events, 4);
    waited("less room", epoll_wait(120, events, -1, 0), events, 4);
    waited("no epoll", epoll_wait(102, events, 4, 0), events, 4);
    waited("none at all", epoll_wait(125, events, 4, 0), events, 4);
}

static void eventfds(void)
{
    eventfd_t value = 5;
    struct pollfd pfd = { 130, POLLIN | POLLOUT, 0 };

    at(eventfd(3, EFD_NONBLOCK | EFD_CLOEXEC), 130);
    at(eventfd(3, EFD_NONBLOCK | EFD_SEMAPHORE), 131);
    said("no flags", eventfd(0, 2));
    said("read", eventfd_read(130, &value));
    printf("%d\n", (int)value);
    polled("at 0", poll(&pfd, 1, -1), &pfd, 1);
    said("read at 0", eventfd_read(130, &value));
    printf("%d\n", (int)value);
    said("write too much", eventfd_write(130, -1));
    said("write", eventfd_write(130, 0xfffffffffffffffe));
    polled("full", poll(&pfd, 1, -1), &pfd, 1);
    said("write more", eventfd_write(130, 1));
    said("semaphore", eventfd_read(131, &value));
    printf("%d\n", (int)value);
    said("of a file", eventfd_read(125, &value));
    said("to a file", eventfd_write(125, 1));
}

static void timerfds(void)
{
    struct itimerspec it = { { 7, 0 }, { 0, 1 } }, old = { { 5, 5 }, { 5, 5 } };
    struct pollfd pfd = { 132, POLLIN | POLLOUT, 0 };
    uint64_t expired = 5;
    int fd;

    for (int clock = -2; clock < 14; clock++)
        if ((fd = timerfd_create(clock, 0)) == -1)
            said("no clock", fd);
        else
            said("clock", close(fd));
    at(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), 132);
    said("no flags", timerfd_create(CLOCK_MONOTONIC, 1));
    said("not running", read(132, &expired, 8));
    said("settime", timerfd_settime(132, 0, &it, NULL));
    polled("expired", poll(&pfd, 1, -1), &pfd, 1);
    said("too short", read(132, &expired, 7));
    said("read", read(132, &expired, 8));
    printf("%d\n", (int)expired);
    said("write", write(132, &expired, 8));
    it.it_value.tv_sec = 0;
    it.it_value.tv_nsec = 0;
    said("stop", timerfd_settime(132, 0, &it, NULL));
    said("stopped", timerfd_settime(132, 0, &it, &old));
    printf("%d %d %d\n", (int)old.it_interval.tv_sec, (int)old.it_interval.tv_nsec, old.it_value.tv_sec > 0);
    said("gettime", timerfd_gettime(132, &old));
    printf("%d %d %d\n", (int)old.it_interval.tv_sec, (int)old.it_value.tv_sec, (int)old.it_value.tv_nsec);
    it.it_value.tv_nsec = 1;
    said("in the past", timerfd_settime(132, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &it, NULL));
    polled("expired", poll(&pfd, 1, -1), &pfd, 1);
    said("flags", timerfd_settime(132, 4, &it, &old));
    it.it_value.tv_nsec = 1000000000;
    said("nanoseconds", timerfd_settime(132, 0, &it, &old));
    it.it_value.tv_nsec = -1;
    said("negative", timerfd_settime(132, 0, &it, &old));
    it.it_value.tv_nsec = 1;
    said("of a file", timerfd_settime(125, 0, &it, &old));
    said("of a file", timerfd_gettime(125, &old));
    printf("%d\n", (int)old.it_interval.tv_sec);
}

/* What nobody owns: 140 is closed. */
static void strangers(void)
{
    struct itimerspec it = { { 0, 0 }, { 0, 0 } };
    int fds[2], i, most;
    struct pollfd pfd[100], *many;
    fd_set r, w, x, *sets[3] = { &r, &w, &x };
    struct epoll_event ev = { EPOLLIN }, events[1];
    struct timeval now = { 0, 0 };
    struct timespec negative = { -1, 0 };
    struct rlimit limit;

    pipe(fds);
    two(fds, 132);
    write(133, "x", 1);
    at(epoll_create1(0), 134);
    memset(events, 0, sizeof(events));
    for (i = 0; i < 100; i++) {
        pfd[i].fd = i % 3 == 0 ? 132 + i % 2 : i % 3 == 1 ? -i : 132;
        pfd[i].events = POLLIN | POLLOUT;
        pfd[i].revents = i;
    }
    polled("no stranger", poll(pfd, 100, -1), pfd, 100);
    pfd[70].fd = 140;
    polled("a stranger", poll(pfd, 100, -1), pfd, 100);
    pfd[5].fd = 2000000000;
    pfd[99].fd = 0x7fffffff;
    polled("strangers", ppoll(pfd, 100, NULL, NULL), pfd, 100);
    polled("but no time", ppoll(pfd, 100, &negative, NULL), pfd, 100);
    polled("before the stranger", poll(pfd + 50, 20, -1), pfd, 100);
    polled("the stranger alone", poll(pfd + 70, 1, -1), pfd, 100);

    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = most = 1000;
    setrlimit(RLIMIT_NOFILE, &limit);
    many = calloc(most + 1, sizeof(struct pollfd));
    for (i = 0; i <= most; i++)
        many[i].fd = i == 3 ? 140 : -1;
    polled("too many with a stranger", poll(many, most + 1, 0), many, 5);
    polled("as many", poll(many, most, 0), many, 5);
    many[3].fd = -1;
    many[3].revents = 5;
    polled("too many", poll(many, most + 1, 0), many, 5);
    many[1].fd = 133;
    many[1].events = POLLOUT;
    many[3].fd = 140;
    limit.rlim_cur = 4;
    setrlimit(RLIMIT_NOFILE, &limit);
    polled("a stranger at the limit", poll(many, 4, -1), many, 5);
    limit.rlim_cur = most;
    setrlimit(RLIMIT_NOFILE, &limit);

    FD_ZERO(&r);
    FD_ZERO(&w);
    FD_ZERO(&x);
    FD_SET(132, &r);
    FD_SET(133, &w);
    FD_SET(140, &x);
    selected("stranger in a set", select(141, &r, &w, &x, &now), sets);
    selected("pselect", pselect(141, &r, &w, &x, NULL, NULL), sets);
    selected("negative nfds", select(-1, &r, &w, &x, &now), sets);
    selected("up to the stranger", select(140, &r, &w, &x, NULL), sets);

    said("to a stranger", epoll_ctl(140, EPOLL_CTL_ADD, 132, &ev));
    said("of a stranger", epoll_ctl(134, EPOLL_CTL_ADD, 140, &ev));
    said("wait", epoll_wait(140, events, 1, 0));
    said("pwait", epoll_pwait(140, events, 1, 0, NULL));
    said("too much room", epoll_wait(134, events, 0x7fffffff, 0));
    said("read", eventfd_read(140, &ev.data.u64));
    said("write", eventfd_write(140, 1));
    said("settime", timerfd_settime(140, 0, &it, NULL));
    said("gettime", timerfd_gettime(140, &it));
}

static volatile int caught;

static void catch(int signal)
{
    caught++;
}

/* A signal that waits until the call unblocks it. 140 is closed. */
static void signals(void)
{
    struct pollfd pfd[40];
    struct epoll_event events[1];
    struct sigaction action;
    sigset_t none, usr1;
    memset(&none, 0, sizeof(none));
    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    memset(&action, 0, sizeof(action));
    action.sa_handler = catch;
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, NULL);
    sigprocmask(SIG_BLOCK, &usr1, NULL);
    at(epoll_create1(0), 134);
    for (int i = 0; i < 40; i++)
        pfd[i].fd = i == 35 ? 140 : -1;

    raise(SIGUSR1);
    said("poll", poll(NULL, 0, 0));
    said("ppoll of a stranger", ppoll(pfd, 40, NULL, &none));
    printf("%d\n", caught);
    said("ppoll", ppoll(NULL, 0, NULL, &none));
    printf("%d\n", caught);
    raise(SIGUSR1);
    said("pselect", pselect(0, NULL, NULL, NULL, NULL, &none));
    raise(SIGUSR1);
    said("pwait", epoll_pwait(134, events, 1, -1, &none));
    raise(SIGUSR1);
    said("pwait2", epoll_pwait2(134, events, 1, NULL, &none));
    printf("%d\n", caught);
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOFBF, 1 << 20);
    if (argc > 1) {
        strangers();
        signals();
        return 0;
    }
    /* strace's account is compared from here on. */
    epoll_create(-777);
    polls();
    selects();
    epolls();
    eventfds();
    timerfds();
    return 0;
}
