//! Which calls go on after a signal: the table of signal(7).

/// What a signal does to a call that waits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It doesn't wait, or nothing interrupts it.
    Quick,
    /// It fails with `EINTR`, or goes on if the handler was installed with `SA_RESTART`.
    Restarted,
    /// It fails with `EINTR`, whatever the handler was installed with.
    Interrupted,
}

/// Of which kind a call is, by the name that the gate knows it by.
pub(super) fn kind(call: &str) -> Kind {
    match call {
        "read" | "readv" | "preadv" | "preadv2" | "write" | "writev" | "pwritev" | "pwritev2"
        | "accept" | "accept4" | "connect" | "recv" | "recvfrom" | "recvmsg" | "recvmmsg"
        | "send" | "sendto" | "sendmsg" | "sendmmsg" | "sendfile" | "eventfd_read"
        | "eventfd_write" | "open" | "creat" | "fcntl" | "ioctl" | "wait4" | "waitid" => {
            Kind::Restarted
        }
        "poll" | "ppoll" | "select" | "pselect" | "epoll_wait" | "epoll_pwait" | "epoll_pwait2"
        | "pause" | "rt_sigsuspend" | "clock_nanosleep" => Kind::Interrupted,
        _ => Kind::Quick,
    }
}
