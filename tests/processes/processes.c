/* What C does, for port.rs to compare with: line by line the same program. */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A call: what it returned, or the error. */
static void say(const char *call, long ret)
{
	if (ret == -1)
		printf("%s: -1 %d\n", call, errno);
	else
		printf("%s: %ld\n", call, ret);
	fflush(stdout);
}

static void nothing(int sig)
{
	(void)sig;
}

static void masks(void)
{
	sigset_t set, old;
	sigemptyset(&set);
	for (int sig = -1; sig <= 70; sig++) {
		say("sigaddset", sigaddset(&set, sig));
		say("sigismember", sigismember(&set, sig));
		say("sigdelset", sigdelset(&set, sig));
	}
	sigfillset(&set);
	for (int sig = 0; sig <= 66; sig++)
		say("full", sigismember(&set, sig));
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGRTMIN + 1);
	say("sigprocmask", sigprocmask(SIG_BLOCK, &set, NULL));
	say("sigprocmask", sigprocmask(SIG_BLOCK, NULL, &old));
	say("member", sigismember(&old, SIGINT));
	say("member", sigismember(&old, SIGTERM));
	say("sigprocmask", sigprocmask(77, &set, &old));
	say("sigprocmask", sigprocmask(77, NULL, &old));
	say("pthread_sigmask", pthread_sigmask(78, &set, &old));
	say("pthread_sigmask", pthread_sigmask(SIG_UNBLOCK, &set, &old));
	say("pthread_sigmask", pthread_sigmask(SIG_BLOCK, &set, &old));
	sigemptyset(&old);
	memset(&old, 0xff, 8);
	say("sigprocmask", sigprocmask(SIG_BLOCK, &old, NULL));
	say("sigprocmask", sigprocmask(SIG_SETMASK, &set, &old));
	for (int sig = 1; sig <= 64; sig++)
		say("blocked", sigismember(&old, sig));
	say("sigpending", sigpending(&old));
	say("kill", kill(getpid(), SIGUSR1));
	say("sigpending", sigpending(&old));
	say("pending", sigismember(&old, SIGUSR1));
	sigemptyset(&old);
	say("sigsuspend", sigsuspend(&old));
}

static void sent(void)
{
	say("kill", kill(1 << 29, SIGTERM));
	say("kill", kill(getpid(), 0));
	say("kill", kill(getpid(), 65));
	say("kill", kill(getpid(), -1));
	int sigs[] = { 16, 31, 32, 33, 34, 63, 64, 99 };
	for (int i = 0; i < 8; i++)
		say("kill", kill(1 << 29, sigs[i]));
	say("killpg", killpg(1 << 29, SIGHUP));
	say("killpg", killpg(0, 0));
}

static void children(void)
{
	int status = 7;
	struct rusage usage;
	siginfo_t info;
	pid_t pid;

	say("wait", wait(&status));
	say("wait", wait(NULL));
	say("waitpid", waitpid(-1, &status, WNOHANG));
	say("waitpid", waitpid(-1, &status, 0x70));
	say("waitpid", waitpid(1, NULL, 0));
	say("wait4", wait4(-1, &status, __WALL | __WNOTHREAD | __WCLONE, &usage));
	say("waitid", waitid(P_ALL, 0, &info, 0));
	say("waitid", waitid(P_PID, 1, &info, WEXITED));
	say("waitid", waitid(9, 1, NULL, WEXITED | WSTOPPED | WCONTINUED | WNOHANG | WNOWAIT));
	say("status", status);

	for (int code = 0; code < 600; code += 77) {
		pid = fork();
		if (pid == 0)
			_exit(code);
		say("wait", wait(&status) == pid);
		say("status", status);
		say("WIFEXITED", WIFEXITED(status));
		say("WEXITSTATUS", WEXITSTATUS(status));
	}

	pid = fork();
	if (pid == 0)
		for (;;)
			pause();
	say("waitpid", waitpid(pid, &status, WNOHANG));
	say("wait3", wait3(&status, WNOHANG, &usage));
	memset(&info, 0, sizeof(info));
	say("waitid", waitid(P_PID, pid, &info, WEXITED | WNOHANG));
	say("si_signo", info.si_signo);
	say("kill", kill(pid, SIGSTOP));
	say("waitpid", waitpid(pid, &status, WUNTRACED) == pid);
	say("WIFSTOPPED", WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP);
	say("kill", kill(pid, SIGCONT));
	say("waitid", waitid(P_PID, pid, &info, WCONTINUED | WNOWAIT));
	say("si_code", info.si_code);
	say("si_status", info.si_status);
	say("waitpid", waitpid(pid, &status, WUNTRACED | WCONTINUED) == pid);
	say("WIFCONTINUED", WIFCONTINUED(status) != 0);
	say("kill", kill(pid, SIGTERM));
	say("waitid", waitid(P_PGID, getpgrp(), &info, WEXITED | WNOWAIT));
	say("si_signo", info.si_signo);
	say("si_code", info.si_code);
	say("si_pid", info.si_pid == pid);
	say("si_uid", info.si_uid == getuid());
	say("si_status", info.si_status);
	say("wait4", wait4(pid, &status, 0, &usage) == pid);
	say("WIFSIGNALED", WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	say("WCOREDUMP", WCOREDUMP(status) != 0);
	say("kill", kill(pid, 0));

	pid = fork();
	if (pid == 0)
		_exit(9);
	memset(&info, 0, sizeof(info));
	say("waitid", waitid(P_ALL, 0, &info, WEXITED | WNOWAIT));
	say("si_status", info.si_status);
	say("waitid", waitid(P_ALL, 0, NULL, WEXITED));
	say("waitid", waitid(P_ALL, 0, NULL, WEXITED));
}

static void timers(void)
{
	struct itimerval it = { { 0, 0 }, { 1000, 5 } }, old;
	say("setitimer", setitimer(ITIMER_REAL, &it, NULL));
	say("getitimer", getitimer(ITIMER_REAL, &old));
	say("left", old.it_value.tv_sec >= 900 && old.it_value.tv_sec <= 1000);
	say("setitimer", setitimer(7, &it, &old));
	say("getitimer", getitimer(-1, &old));
	say("setitimer", setitimer(ITIMER_VIRTUAL, &it, &old));
	it.it_value.tv_usec = 1000000;
	say("setitimer", setitimer(ITIMER_PROF, &it, &old));
	it.it_value.tv_usec = -1;
	say("setitimer", setitimer(ITIMER_PROF, &it, NULL));
	say("alarm", alarm(0) >= 900);
	say("alarm", alarm(4000000000u));
	say("alarm", alarm(0) > 5);

	struct timespec req = { 0, 1000 }, rem = { 7, 7 };
	say("nanosleep", nanosleep(&req, &rem));
	say("nanosleep", nanosleep(&req, NULL));
	req.tv_nsec = 1000000000;
	say("nanosleep", nanosleep(&req, &rem));
	req.tv_nsec = -1;
	say("nanosleep", nanosleep(&req, &rem));
	req.tv_sec = -1;
	req.tv_nsec = 0;
	say("nanosleep", nanosleep(&req, NULL));
	say("rem", rem.tv_sec);
	say("sleep", sleep(0));
	say("usleep", usleep(0));
	say("usleep", usleep(2500));

	/* Again and again, so that none is missed. */
	it.it_value.tv_usec = it.it_interval.tv_usec = 20000;
	it.it_value.tv_sec = 0;
	say("setitimer", setitimer(ITIMER_REAL, &it, NULL));
	req.tv_sec = 1000;
	say("nanosleep", nanosleep(&req, &rem));
	say("rem", rem.tv_sec > 0 && rem.tv_sec < 1000);
	unsigned left = sleep(1000);
	say("left", left > 0 && left < 1000);
	say("usleep", usleep(1000000000));
	say("pause", pause());
	it.it_value.tv_usec = 0;
	say("setitimer", setitimer(ITIMER_REAL, &it, NULL));
}

static void ids(void)
{
	say("getppid", getppid() > 0);
	say("getpgrp", getpgrp() == getpgid(0));
	say("getpgid", getpgid(-5));
	say("getpgid", getpgid(1 << 29));
	say("getsid", getsid(0) == getsid(getpid()));
	say("getsid", getsid(1 << 29));
	say("setpgid", setpgid(0, 0));
	say("getpgrp", getpgrp() == getpid());
	say("setpgid", setpgid(1 << 29, 0));
	say("setpgid", setpgid(0, -1));
	say("setpgid", setpgid(0, 1 << 29));
	say("setsid", setsid());
	say("getuid", getuid());
	say("geteuid", geteuid());
	say("getgid", getgid());
	say("getegid", getegid());
}

/* What is not one system call. */
static void surroundings(void)
{
	say("umask", umask(0123));
	say("umask", umask(0100777));
	say("umask", umask(-1));
	say("umask", umask(022));
	say("chdir", chdir("/"));
	say("chdir", chdir("none such"));
	say("chdir", chdir("/dev/null"));
	say("chdir", chdir(""));
	say("chdir", chdir("proc/self/"));
	say("chdir", chdir("../../dev"));
}

static void composed(void)
{
	say("raise", raise(0));
	say("raise", raise(SIGUSR2));
	say("raise", raise(65));
	say("raise", raise(-1));
	union sigval value;
	value.sival_ptr = (void *)0x1234;
	value.sival_int = 7;
	say("sigqueue", sigqueue(getpid(), SIGRTMIN + 2, value));
	say("sigqueue", sigqueue(getpid(), 0, value));
	say("sigqueue", sigqueue(1 << 29, SIGUSR1, value));
	say("sigqueue", sigqueue(getpid(), 99, value));
	say("killpg", killpg(-1, SIGHUP));
}

static void clocks(void)
{
	struct timespec ts;
	for (int clock = -20; clock <= 20; clock++) {
		/* Whether there is a tenth, the kernel decides: of SGI it was. */
		if (clock == 10)
			continue;
		say("clock_gettime", clock_gettime(clock, &ts));
		say("clock_getres", clock_getres(clock, &ts));
		say("clock_getres", clock_getres(clock, NULL));
	}
	struct timeval tv;
	struct timezone tz = { 1, 1 };
	say("gettimeofday", gettimeofday(&tv, &tz));
	say("tz", tz.tz_minuteswest + tz.tz_dsttime);
	time_t t;
	say("time", time(&t) == t);
	say("time", t == tv.tv_sec || t == tv.tv_sec + 1 || t + 1 == tv.tv_sec);
	say("difftime", (long)difftime(10, 4));
}

/* Every status there is. */
static void statuses(void)
{
	for (int i = 0; i < 65536; i++)
		printf("%d %d %d %d %d %d %d %d\n", !!WIFEXITED(i), WEXITSTATUS(i), !!WIFSIGNALED(i),
		       WTERMSIG(i), !!WCOREDUMP(i), !!WIFSTOPPED(i), WSTOPSIG(i), !!WIFCONTINUED(i));
}

/* Every member, each byte of which says where it is. */
static void members(void)
{
	siginfo_t info;
	for (int i = 0; i < sizeof(info); i++)
		((unsigned char *)&info)[i] = i;
	printf("%d %d %d\n", info.si_signo, info.si_errno, info.si_code);
	printf("%d %u %d %ld %ld\n", info.si_pid, info.si_uid, info.si_status, (long)info.si_utime,
	       (long)info.si_stime);
	printf("%d %p %d %p\n", info.si_value.sival_int, info.si_value.sival_ptr, info.si_int, info.si_ptr);
	printf("%p %ld %d %d %d\n", info.si_addr, info.si_band, info.si_fd, info.si_timerid,
	       info.si_overrun);
	printf("%d %d %d\n", (int)SA_RESETHAND, (int)SA_ONESHOT, (int)__WCLONE);
	printf("%d %d\n", SIGRTMIN, SIGRTMAX);
	for (int sig = -1; sig < 70; sig++)
		printf("%s\n", strsignal(sig));
	/* What goes to standard error. */
	fflush(stdout);
	dup2(1, 2);
	psignal(SIGINT, "psignal");
	psignal(SIGTERM, "");
	psignal(99, NULL);
}

static uint64_t state = 1;

static uint64_t rnd(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static void print_tm(const struct tm *tm)
{
	printf("%d %d %d %d %d %d %d %d %d %ld %.7s\n", tm->tm_sec, tm->tm_min, tm->tm_hour, tm->tm_mday,
	       tm->tm_mon, tm->tm_year, tm->tm_wday, tm->tm_yday, tm->tm_isdst, tm->tm_gmtoff,
	       tm->tm_zone ? tm->tm_zone : "");
}

/* Texts of times, in the zone that the environment says. */
static void texts(void)
{
	const char *forms[] = { "%a %A %b %B %c %C %d %D %e %F %g %G %h %H %I %j %k %l %m %M %n %p %P %r",
				"%R %s %S %t %T %u %U %V %w %W %x %X %y %Y %z %Z %% %Ey %Od %q %", "",
				"%10Y|%-d|%_H|%^a|%#Z" };
	tzset();
	for (int i = 0; i < 400; i++) {
		time_t t = (time_t)(rnd() >> (i % 64));
		if (i % 2)
			t = -t;
		struct tm *tm = localtime(&t);
		printf("%ld %d\n", (long)t, tm != NULL);
		struct tm *utc = gmtime(&t);
		if (utc)
			print_tm(utc);
		struct tm parts = { 0 };
		printf("%d\n", gmtime_r(&t, &parts) != NULL);
		printf("%d\n", localtime_r(&t, &parts) != NULL);
		if (utc)
			print_tm(&parts);
		if (!(tm = localtime(&t)))
			continue;
		struct tm copy = *tm;
		print_tm(&copy);
		const char *text = asctime(&copy);
		printf("%s", text ? text : "none\n");
		text = ctime(&t);
		printf("%s", text ? text : "none\n");
		char buf[512];
		for (int form = 0; form < 4; form++) {
			size_t n = strftime(buf, sizeof(buf), forms[form], &copy);
			printf("%zu %.*s\n", n, (int)n, buf);
		}
		printf("%zu\n", strftime(buf, 5, "%Y-%m", &copy));
		printf("%ld\n", (long)mktime(&copy));
		copy.tm_mday += rnd() % 1000;
		copy.tm_hour -= rnd() % 1000;
		copy.tm_isdst = -1;
		printf("%ld\n", (long)mktime(&copy));
		print_tm(&copy);
		printf("%ld\n", (long)timegm(&copy));
		print_tm(&copy);
	}
	/* Parts that no time has. */
	for (int i = 0; i < 200; i++) {
		struct tm tm = { 0 };
		int *parts[] = { &tm.tm_sec, &tm.tm_min, &tm.tm_hour, &tm.tm_mday, &tm.tm_mon, &tm.tm_year,
				 &tm.tm_wday };
		for (int part = 0; part < 7; part++)
			*parts[part] = (int)(rnd() % 2000) / (1 + i % 20) - 20;
		const char *text = asctime(&tm);
		printf("%s", text ? text : "none\n");
	}
	for (int i = 0; i < 200; i++) {
		struct timeval a, b, c;
		a.tv_sec = rnd() % 3;
		a.tv_usec = rnd() % 1000000;
		b.tv_sec = rnd() % 3;
		b.tv_usec = rnd() % 1000000;
		if (i % 3 == 0)
			b = a;
		timeradd(&a, &b, &c);
		printf("%ld %ld\n", (long)c.tv_sec, (long)c.tv_usec);
		timersub(&a, &b, &c);
		printf("%ld %ld %d\n", (long)c.tv_sec, (long)c.tv_usec, timerisset(&c));
		printf("%d%d%d%d%d%d\n", !!timercmp(&a, &b, <), !!timercmp(&a, &b, >), !!timercmp(&a, &b, <=),
		       !!timercmp(&a, &b, >=), !!timercmp(&a, &b, ==), !!timercmp(&a, &b, !=));
		timerclear(&c);
		printf("%d\n", timerisset(&c));
	}
}

int main(int argc, char **argv)
{
	const char *part = argv[1];
	struct sigaction action;
	memset(&action, 0, sizeof(action));
	action.sa_handler = nothing;
	int handled[] = { SIGUSR1, SIGUSR2, SIGALRM, SIGRTMIN + 2 };
	for (int i = 0; i < 4; i++)
		sigaction(handled[i], &action, NULL);

	if (strcmp(part, "calls") == 0) {
		/* What is looked at begins here. */
		kill(-777777777, 0);
		masks();
		sent();
		children();
		timers();
		ids();
		surroundings();
		return 0;
	}
	if (strcmp(part, "composed") == 0)
		composed();
	if (strcmp(part, "clocks") == 0)
		clocks();
	if (strcmp(part, "statuses") == 0)
		statuses();
	if (strcmp(part, "members") == 0)
		members();
	if (strcmp(part, "texts") == 0)
		texts();
	return 0;
}
