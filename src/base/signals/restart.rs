//! Which calls go on after a signal: the table of signal(7).

use core::ffi::c_long;

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
        "read" | "readv" | "pread" | "preadv" | "preadv2" | "write" | "writev" | "pwrite"
        | "pwritev" | "pwritev2" | "accept" | "accept4" | "connect" | "recv" | "recvfrom"
        | "recvmsg" | "recvmmsg" | "send" | "sendto" | "sendmsg" | "sendmmsg" | "sendfile"
        | "eventfd_read" | "eventfd_write" | "open" | "openat" | "creat" | "fcntl" | "ioctl"
        | "wait4" | "waitid" => Kind::Restarted,
        "poll" | "ppoll" | "select" | "pselect" | "epoll_wait" | "epoll_pwait" | "epoll_pwait2"
        | "pause" | "rt_sigsuspend" | "clock_nanosleep" => Kind::Interrupted,
        _ => Kind::Quick,
    }
}

/// Nobody knows which: see `context.rs`.
#[cfg(not(any(
    all(target_arch = "x86_64", target_pointer_width = "64"),
    target_arch = "x86",
    target_arch = "aarch64"
)))]
pub(super) fn may_go_on(_: c_long) -> bool {
    false
}

/// Whether a system call is one that those which go on are made with. Memory, locks and `close` are
/// not among them: of those, nobody looks for `EINTR`.
#[cfg(any(
    all(target_arch = "x86_64", target_pointer_width = "64"),
    target_arch = "x86",
    target_arch = "aarch64"
))]
pub(super) fn may_go_on(number: c_long) -> bool {
    #[cfg(any(target_arch = "x86_64", target_arch = "x86"))]
    if matches!(number, libc::SYS_open | libc::SYS_creat) {
        return true;
    }
    #[cfg(not(target_arch = "x86"))]
    if number == libc::SYS_accept {
        return true;
    }
    #[cfg(target_arch = "x86")]
    if matches!(
        number,
        libc::SYS_socketcall | libc::SYS_fcntl64 | libc::SYS_sendfile64 | libc::SYS_waitpid | 417 // recvmmsg_time64, which libc lacks
    ) {
        return true;
    }
    matches!(
        number,
        libc::SYS_read
            | libc::SYS_readv
            | libc::SYS_pread64
            | libc::SYS_preadv
            | libc::SYS_preadv2
            | libc::SYS_write
            | libc::SYS_writev
            | libc::SYS_pwrite64
            | libc::SYS_pwritev
            | libc::SYS_pwritev2
            | libc::SYS_accept4
            | libc::SYS_connect
            | libc::SYS_recvfrom
            | libc::SYS_recvmsg
            | libc::SYS_recvmmsg
            | libc::SYS_sendto
            | libc::SYS_sendmsg
            | libc::SYS_sendmmsg
            | libc::SYS_sendfile
            | libc::SYS_openat
            | libc::SYS_fcntl
            | libc::SYS_ioctl
            | libc::SYS_wait4
            | libc::SYS_waitid
    )
}
