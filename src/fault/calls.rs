//! The calls that rules can name, and which of the words make sense of each.

/// It works on a descriptor.
pub(super) const FD: u16 = 1;
/// That has a peer, or an argument of the call is one.
pub(super) const PEER: u16 = 2;
/// It can do less than it is asked to.
pub(super) const SHORT: u16 = 4;
/// It tells the end of a file by returning 0.
pub(super) const END: u16 = 8;
/// It moves data of a connection, which can be reset.
pub(super) const RESET: u16 = 16;
/// It reads: of the group `%read`.
pub(super) const READ: u16 = 32;
/// It writes: of the group `%write`.
pub(super) const WRITE: u16 = 64;
/// It opens descriptors: of the group `%open`.
pub(super) const OPEN: u16 = 128;
/// It moves messages, and counts them instead of bytes.
pub(super) const MESSAGES: u16 = 256;
/// It succeeds whatever happens.
pub(super) const NEVER_FAILS: u16 = 512;

const READS: u16 = FD | PEER | SHORT | END | RESET | READ;
const WRITES: u16 = FD | PEER | SHORT | RESET | WRITE;

/// Every call that passes the gate, by the name that it has there.
pub(super) const CALLS: &[(&str, u16)] = &[
    ("accept", FD | OPEN),
    ("accept4", FD | OPEN),
    ("alarm", NEVER_FAILS),
    ("bind", FD),
    ("bindresvport", FD),
    ("chdir", 0),
    ("clock_nanosleep", 0),
    ("close", FD | PEER),
    ("connect", FD | PEER),
    ("creat", OPEN),
    ("dup", FD | PEER | OPEN),
    ("dup2", FD | PEER | OPEN),
    ("dup3", FD | PEER | OPEN),
    ("epoll_create", OPEN),
    ("epoll_create1", OPEN),
    ("epoll_ctl", FD),
    ("epoll_pwait", FD),
    ("epoll_pwait2", FD),
    ("epoll_wait", FD),
    ("eventfd", OPEN),
    ("eventfd_read", FD),
    ("eventfd_write", FD),
    ("fcntl", FD | PEER),
    ("fork", 0),
    ("fstat", FD | PEER),
    ("getdomainname", 0),
    ("getegid", NEVER_FAILS),
    ("geteuid", NEVER_FAILS),
    ("getgid", NEVER_FAILS),
    ("gethostname", 0),
    ("getitimer", 0),
    ("getpeername", FD | PEER),
    ("getpgid", 0),
    ("getpgrp", NEVER_FAILS),
    ("getpid", NEVER_FAILS),
    ("getppid", NEVER_FAILS),
    ("getsid", 0),
    ("getsockname", FD | PEER),
    ("getsockopt", FD | PEER),
    ("getuid", NEVER_FAILS),
    ("ioctl", FD | PEER),
    ("isfdtype", FD | PEER),
    ("kill", 0),
    ("killpg", 0),
    ("listen", FD),
    ("lseek", FD),
    ("open", OPEN),
    ("openat", OPEN),
    ("pause", 0),
    ("pipe", OPEN),
    ("pipe2", OPEN),
    ("poll", 0),
    ("ppoll", 0),
    ("pread", FD | SHORT | END | READ),
    ("preadv", FD | SHORT | END | READ),
    ("preadv2", FD | SHORT | END | READ),
    ("pselect", 0),
    ("pwrite", FD | SHORT | WRITE),
    ("pwritev", FD | SHORT | WRITE),
    ("pwritev2", FD | SHORT | WRITE),
    ("raise", 0),
    ("read", READS),
    ("readv", READS),
    ("recv", READS),
    ("recvfrom", READS),
    ("recvmmsg", FD | PEER | SHORT | READ | MESSAGES),
    ("recvmsg", READS),
    ("rt_sigaction", 0),
    ("rt_sigpending", 0),
    ("rt_sigprocmask", 0),
    ("rt_sigsuspend", 0),
    ("select", 0),
    ("send", WRITES),
    ("sendfile", WRITES | END),
    ("sendmmsg", FD | PEER | SHORT | WRITE | MESSAGES),
    ("sendmsg", WRITES),
    ("sendto", WRITES),
    ("sethostname", 0),
    ("setitimer", 0),
    ("setpgid", 0),
    ("setsid", 0),
    ("setsockopt", FD | PEER),
    ("shutdown", FD | PEER),
    ("sigqueue", 0),
    ("sockatmark", FD | PEER),
    ("socket", OPEN),
    ("socketpair", OPEN),
    ("timerfd_create", OPEN),
    ("timerfd_gettime", FD),
    ("timerfd_settime", FD),
    ("umask", NEVER_FAILS),
    ("unlink", 0),
    ("unlinkat", 0),
    ("wait4", 0),
    ("waitid", 0),
    ("write", WRITES),
    ("writev", WRITES),
];

/// What C calls some of them.
pub(super) const OTHER_NAMES: [(&str, &str); 12] = [
    ("nanosleep", "clock_nanosleep"),
    ("pthread_sigmask", "rt_sigprocmask"),
    ("sigaction", "rt_sigaction"),
    ("signal", "rt_sigaction"),
    ("sigpending", "rt_sigpending"),
    ("sigprocmask", "rt_sigprocmask"),
    ("sigsuspend", "rt_sigsuspend"),
    ("sleep", "clock_nanosleep"),
    ("usleep", "clock_nanosleep"),
    ("wait", "wait4"),
    ("wait3", "wait4"),
    ("waitpid", "wait4"),
];

/// The call that a rule means by a name, as the gate knows it.
pub(super) fn call_of(name: &str) -> &str {
    OTHER_NAMES.iter().find(|(other, _)| *other == name).map_or(name, |(_, call)| call)
}

/// What makes sense of the call of this name.
pub(super) fn traits_of(name: &str) -> Option<u16> {
    let at = CALLS.binary_search_by(|(call, _)| (*call).cmp(name)).ok()?;
    Some(CALLS[at].1)
}

/// The calls of a group: those that have this trait, or all.
pub(super) fn group(name: &str) -> Option<u16> {
    match name {
        "*" => Some(0),
        "%read" => Some(READ),
        "%write" => Some(WRITE),
        "%open" => Some(OPEN),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_in_order() {
        assert!(CALLS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(CALLS.iter().all(|(name, traits)| traits_of(name) == Some(*traits)));
        assert_eq!(traits_of("getaddrinfo"), None);
    }
}
