/* A call that waits, with a handler of SIGUSR1 that only counts, and one of SIGUSR2 that lets the
 * call go through. table.rs has the same for Rust. Arguments: the call, 1 for SA_RESTART or 0, and a
 * directory with a FIFO and a file in it. */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int p[2], s[2], l, event;
static pid_t child;
static struct sockaddr_un addr;
static socklen_t len;
static char fifo[4096], file[4096];
static void (*complete)(void);

static void say(const char *text) { write(1, text, strlen(text)); }
static void on_usr1(int signal) { say("handled\n"); }
static void on_usr2(int signal) { if (complete) complete(); }

static void to_pipe(void) { write(p[1], "x", 1); }
static void to_socket(void) { send(s[1], "x", 1, 0); }
static void from_pipe(void) { static char buf[65536]; read(p[0], buf, sizeof buf); }
static void from_socket(void) {
	static char buf[65536];
	while (recv(s[1], buf, sizeof buf, MSG_DONTWAIT) > 0)
		;
}
static void connects(void) { connect(socket(AF_UNIX, SOCK_STREAM, 0), (void *) &addr, len); }
static void accepts(void) { accept(l, NULL, NULL); }
static void kills(void) { kill(child, SIGKILL); }
static void opens(void) { open(fifo, O_RDWR); }
static void to_event(void) { eventfd_write(event, 1); }

static void fill_pipe(void) {
	static char page[4096];
	fcntl(p[1], F_SETFL, O_NONBLOCK);
	while (write(p[1], page, sizeof page) > 0)
		;
	fcntl(p[1], F_SETFL, 0);
	complete = from_pipe;
}
static void fill_socket(void) {
	static char buf[4096];
	while (send(s[0], buf, sizeof buf, MSG_DONTWAIT) > 0)
		;
	while (send(s[0], buf, 1, MSG_DONTWAIT) > 0)
		;
	complete = from_socket;
}
static void listens(void) {
	l = socket(AF_UNIX, SOCK_STREAM, 0);
	addr.sun_family = AF_UNIX;
	bind(l, (void *) &addr, sizeof(sa_family_t));
	len = sizeof addr;
	getsockname(l, (void *) &addr, &len);
	listen(l, 0);
	complete = connects;
}
static int fill_backlog(void) {
	listens();
	while (connect(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0), (void *) &addr, len) == 0)
		;
	complete = accepts;
	return socket(AF_UNIX, SOCK_STREAM, 0);
}
static void forks(void) {
	child = fork();
	if (child == 0) {
		alarm(60);
		pause();
		_exit(0);
	}
	complete = kills;
}
static int locked(struct flock *lock) {
	char c;
	int fd = open(file, O_RDWR);
	child = fork();
	if (child == 0) {
		fcntl(fd, F_SETLK, lock);
		to_pipe();
		alarm(60);
		pause();
		_exit(0);
	}
	read(p[0], &c, 1);
	complete = kills;
	return fd;
}
static int limit(int fd, int option) {
	struct timeval minute = { 60, 0 };
	setsockopt(fd, SOL_SOCKET, option, &minute, sizeof minute);
	return fd;
}

static long wait_in(const char *call) {
	char c = 'x';
	struct iovec iov = { &c, 1 };
	struct mmsghdr mmsg = { { .msg_iov = &iov, .msg_iovlen = 1 } };
	struct msghdr *msg = &mmsg.msg_hdr;
	struct flock lock = { .l_type = F_WRLCK };
	struct timespec minute = { 60, 0 };
	struct timeval tv_minute = { 60, 0 };
	struct pollfd pfd = { s[0], POLLIN, 0 };
	struct epoll_event ev = { EPOLLIN };
	siginfo_t info;
	eventfd_t value;
	fd_set set;
	sigset_t none;
	int fd, ep, status;

	sigemptyset(&none);
	FD_ZERO(&set);
	FD_SET(s[0], &set);
	ep = epoll_create1(0);
	epoll_ctl(ep, EPOLL_CTL_ADD, s[0], &ev);

#define CALL(name, prepare, expression) \
	if (strcmp(call, name) == 0) { prepare; say("ready\n"); return expression; }

	CALL("read", complete = to_pipe, read(p[0], &c, 1))
	CALL("read socket", complete = to_socket, read(s[0], &c, 1))
	CALL("readv", complete = to_pipe, readv(p[0], &iov, 1))
	CALL("readv socket", complete = to_socket, readv(s[0], &iov, 1))
	CALL("write", fill_pipe(), write(p[1], &c, 1))
	CALL("writev", fill_pipe(), writev(p[1], &iov, 1))
	CALL("write socket", fill_socket(), write(s[0], &c, 1))
	CALL("accept", listens(), accept(l, NULL, NULL))
	CALL("accept4", listens(), accept4(l, NULL, NULL, SOCK_CLOEXEC))
	CALL("recv", complete = to_socket, recv(s[0], &c, 1, 0))
	CALL("recvfrom", complete = to_socket, recvfrom(s[0], &c, 1, 0, NULL, NULL))
	CALL("recvmsg", complete = to_socket, recvmsg(s[0], msg, 0))
	CALL("recvmmsg", complete = to_socket, recvmmsg(s[0], &mmsg, 1, 0, NULL))
	CALL("send", fill_socket(), send(s[0], &c, 1, 0))
	CALL("sendto", fill_socket(), sendto(s[0], &c, 1, 0, NULL, 0))
	CALL("sendmsg", fill_socket(), sendmsg(s[0], msg, 0))
	CALL("sendmmsg", fill_socket(), sendmmsg(s[0], &mmsg, 1, 0))
	CALL("connect", fd = fill_backlog(), connect(fd, (void *) &addr, len))
	CALL("wait", forks(), wait(&status))
	CALL("waitpid", forks(), waitpid(child, &status, 0))
	CALL("waitid", forks(), waitid(P_PID, child, &info, WEXITED))
	CALL("F_SETLKW", fd = locked(&lock), fcntl(fd, F_SETLKW, &lock))
	CALL("open", complete = opens, open(fifo, O_RDONLY))
	CALL("sendfile", fill_socket(); fd = open(file, O_RDONLY), sendfile(s[0], fd, NULL, 1))
	CALL("eventfd_read", complete = to_event, eventfd_read(event, &value))

	CALL("poll", , poll(&pfd, 1, 60000))
	CALL("ppoll", , ppoll(&pfd, 1, &minute, &none))
	CALL("select", , select(s[0] + 1, &set, NULL, NULL, &tv_minute))
	CALL("pselect", , pselect(s[0] + 1, &set, NULL, NULL, &minute, &none))
	CALL("epoll_wait", , epoll_wait(ep, &ev, 1, 60000))
	CALL("epoll_pwait", , epoll_pwait(ep, &ev, 1, 60000, &none))
	CALL("pause", , pause())
	CALL("sigsuspend", , sigsuspend(&none))
	CALL("sleep", , sleep(60) ? (errno = EINTR, -1) : 0)
	CALL("usleep", , usleep(60000000))
	CALL("nanosleep", , nanosleep(&minute, NULL))

	CALL("recv, timeout", complete = to_socket, recv(limit(s[0], SO_RCVTIMEO), &c, 1, 0))
	CALL("accept, timeout", listens(), accept(limit(l, SO_RCVTIMEO), NULL, NULL))
	CALL("send, timeout", fill_socket(), send(limit(s[0], SO_SNDTIMEO), &c, 1, 0))
	CALL("connect, timeout", fd = fill_backlog(),
	     connect(limit(fd, SO_SNDTIMEO), (void *) &addr, len))
	abort();
}

int main(int argc, char **argv) {
	struct sigaction sa = { .sa_handler = on_usr1 };

	alarm(100);
	sprintf(fifo, "%s/fifo", argv[3]);
	sprintf(file, "%s/file", argv[3]);
	pipe(p);
	socketpair(AF_UNIX, SOCK_STREAM, 0, s);
	event = eventfd(0, 0);
	sa.sa_flags = atoi(argv[2]) ? SA_RESTART : 0;
	sigaction(SIGUSR1, &sa, NULL);
	sa.sa_handler = on_usr2;
	sa.sa_flags = SA_RESTART;
	sigaction(SIGUSR2, &sa, NULL);

	if (wait_in(argv[1]) >= 0)
		say("goes on\n");
	else
		say(errno == EINTR ? "EINTR\n" : strerror(errno));
	if (child)
		kill(child, SIGKILL);
	return 0;
}
