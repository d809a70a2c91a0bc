//! Which calls a trace shows.

/// Calls of a kind, as strace's `%network` and so on: a bit each.
const NETWORK: u8 = 1;
const DESC: u8 = 2;
const FILE: u8 = 4;
const PROCESS: u8 = 8;
const SIGNAL: u8 = 16;

/// The kinds, by strace's names for them.
const CLASSES: [(&str, u8); 5] = [
    ("desc", DESC),
    ("file", FILE),
    ("network", NETWORK),
    ("process", PROCESS),
    ("signal", SIGNAL),
];

/// The calls of the crate, by the names that C and the kernel have for them, with their kinds.
const CALLS: &[(&str, u8)] = &[
    ("_exit", PROCESS),
    ("accept", NETWORK),
    ("accept4", NETWORK),
    ("alarm", 0),
    ("bind", NETWORK),
    ("bindresvport", NETWORK),
    ("chdir", FILE),
    ("clock_nanosleep", 0),
    ("clone", PROCESS),
    ("close", DESC),
    ("connect", NETWORK),
    ("creat", DESC | FILE),
    ("dup", DESC),
    ("dup2", DESC),
    ("dup3", DESC),
    ("epoll_create", DESC),
    ("epoll_create1", DESC),
    ("epoll_ctl", DESC),
    ("epoll_pwait", DESC),
    ("epoll_pwait2", DESC),
    ("epoll_wait", DESC),
    ("eventfd", DESC),
    ("eventfd2", DESC),
    ("eventfd_read", DESC),
    ("eventfd_write", DESC),
    ("exit_group", PROCESS),
    ("fcntl", DESC),
    ("fork", PROCESS),
    ("fstat", DESC),
    ("getdomainname", 0),
    ("getegid", 0),
    ("geteuid", 0),
    ("getgid", 0),
    ("gethostname", 0),
    ("getitimer", 0),
    ("getpeername", NETWORK),
    ("getpgid", 0),
    ("getpgrp", 0),
    ("getpid", 0),
    ("getppid", 0),
    ("getsid", 0),
    ("getsockname", NETWORK),
    ("getsockopt", NETWORK),
    ("getuid", 0),
    ("ioctl", DESC),
    ("isfdtype", DESC),
    ("kill", PROCESS | SIGNAL),
    ("killpg", PROCESS | SIGNAL),
    ("listen", NETWORK),
    ("lseek", DESC),
    ("nanosleep", 0),
    ("newfstatat", DESC),
    ("open", DESC | FILE),
    ("openat", DESC | FILE),
    ("pause", SIGNAL),
    ("pipe", DESC),
    ("pipe2", DESC),
    ("poll", DESC),
    ("ppoll", DESC),
    ("pread", DESC),
    ("pread64", DESC),
    ("preadv", DESC),
    ("preadv2", DESC),
    ("pselect", DESC),
    ("pselect6", DESC),
    ("pthread_sigmask", SIGNAL),
    ("pwrite", DESC),
    ("pwrite64", DESC),
    ("pwritev", DESC),
    ("pwritev2", DESC),
    ("raise", PROCESS | SIGNAL),
    ("read", DESC),
    ("readv", DESC),
    ("recv", NETWORK),
    ("recvfrom", NETWORK),
    ("recvmmsg", NETWORK),
    ("recvmsg", NETWORK),
    ("rt_sigaction", SIGNAL),
    ("rt_sigpending", SIGNAL),
    ("rt_sigprocmask", SIGNAL),
    ("rt_sigqueueinfo", PROCESS | SIGNAL),
    ("rt_sigsuspend", SIGNAL),
    ("select", DESC),
    ("send", NETWORK),
    ("sendfile", DESC | NETWORK),
    ("sendmmsg", NETWORK),
    ("sendmsg", NETWORK),
    ("sendto", NETWORK),
    ("sethostname", 0),
    ("setitimer", 0),
    ("setpgid", 0),
    ("setsid", 0),
    ("setsockopt", NETWORK),
    ("shutdown", NETWORK),
    ("sigaction", SIGNAL),
    ("signal", SIGNAL),
    ("sigpending", SIGNAL),
    ("sigprocmask", SIGNAL),
    ("sigqueue", PROCESS | SIGNAL),
    ("sigsuspend", SIGNAL),
    ("sleep", 0),
    ("sockatmark", NETWORK | DESC),
    ("socket", NETWORK),
    ("socketpair", NETWORK),
    ("tgkill", PROCESS | SIGNAL),
    ("timerfd_create", DESC),
    ("timerfd_gettime", DESC),
    ("timerfd_settime", DESC),
    ("umask", 0),
    ("unlink", FILE),
    ("unlinkat", DESC | FILE),
    ("usleep", 0),
    ("wait", PROCESS),
    ("wait4", PROCESS),
    ("waitid", PROCESS),
    ("waitpid", PROCESS),
    ("write", DESC),
    ("writev", DESC),
];

/// A choice of calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Calls {
    names: Vec<&'static str>,
    classes: u8,
    /// All others than those.
    others: bool,
}

impl Calls {
    /// Understands `!?NAME(|NAME)*`. Tells `unknown` of each word that is no call, with where it
    /// begins, and goes on without it. None if nothing is left.
    pub(super) fn parse(text: &str, mut unknown: impl FnMut(usize, &str)) -> Option<Calls> {
        let list = text.strip_prefix('!').unwrap_or(text);
        let mut calls = Calls { others: list.len() < text.len(), ..Calls::default() };
        let mut at = text.len() - list.len();
        for word in list.split('|') {
            let name = word.trim();
            let class = CLASSES.iter().find(|(class, _)| name.trim_start_matches('%') == *class);
            let call = CALLS.iter().find(|(call, _)| *call == name);
            match (class, call) {
                (Some((_, class)), _) => calls.classes |= class,
                (_, Some((call, _))) => calls.names.push(call),
                _ => unknown(at + word.len() - word.trim_start().len(), name),
            }
            at += word.len() + 1;
        }
        (calls.classes != 0 || !calls.names.is_empty()).then_some(calls)
    }

    /// Whether a call is among them, of which C has the one name and the kernel the other.
    pub(super) fn has(&self, name: &str, in_kernel: &str) -> bool {
        let is_named = self.names.iter().any(|call| *call == name || *call == in_kernel);
        (is_named || self.classes & classes(name) != 0) != self.others
    }
}

/// Of which kinds a call is.
fn classes(name: &str) -> u8 {
    CALLS.iter().find(|(call, _)| *call == name).map_or(0, |(_, classes)| *classes)
}
