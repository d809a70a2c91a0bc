//! What rows need to provoke an error.

#![allow(dead_code, reason = "rows come with their pages")]

use berkeley::netinet::in_::*;
use berkeley::unistd::*;
use std::ffi::c_int;
use std::io;

/// Root, or why it could not be tried.
pub(crate) fn root() -> Result<(), String> {
    if geteuid() == 0 { Ok(()) } else { Err("needs root".into()) }
}

/// For a row in a process of its own: new namespaces (`CLONE_NEWNET`…), or why it could not be tried.
pub(crate) fn unshare(flags: c_int) -> Result<(), String> {
    // SAFETY: passes flags only.
    match unsafe { libc::unshare(flags) } {
        0 => Ok(()),
        _ => Err(format!("needs namespaces: {}", io::Error::last_os_error())),
    }
}

/// For a row in a process of its own: at most so much of `resource` (`RLIMIT_NOFILE`…).
pub(crate) fn limit(resource: libc::__rlimit_resource_t, most: u64) {
    let limit = libc::rlimit { rlim_cur: most, rlim_max: most };
    // SAFETY: reads the limits.
    assert_eq!(unsafe { libc::setrlimit(resource, &limit) }, 0);
}

/// For a row in a process of its own: becomes a user with no rights. Needs root.
pub(crate) fn become_nobody() -> Result<(), String> {
    root()?;
    // SAFETY: passes numbers only.
    match unsafe {
        (
            libc::setgroups(0, std::ptr::null()),
            libc::setresgid(65534, 65534, 65534),
            libc::setresuid(65534, 65534, 65534),
        )
    } {
        (0, 0, 0) => Ok(()),
        _ => Err(format!("cannot become another user: {}", io::Error::last_os_error())),
    }
}

/// An address of this machine's loopback interface.
pub(crate) fn loopback(port: u16) -> sockaddr_in {
    let mut addr = sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_port = htons(port);
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    addr
}

/// A socket with an address of the loopback interface, which the kernel has chosen; and that address.
pub(crate) fn bound(kind: c_int) -> (c_int, sockaddr_in) {
    let (fd, mut addr) = (socket(AF_INET, kind, 0), loopback(0));
    let len = &mut (sizeof(&addr) as socklen_t);
    assert_eq!(bind(fd, &addr, *len), 0);
    assert_eq!(getsockname(fd, &mut addr, len), 0);
    (fd, addr)
}
