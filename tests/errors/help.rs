//! What rows need to provoke an error.

#![allow(dead_code, reason = "rows come with their pages")]

use berkeley::net::if_::*;
use berkeley::signal::*;
use berkeley::sys::ioctl::*;
use berkeley::sys::time::*;
use berkeley::sys::un::*;
use berkeley::{arpa::inet::*, unistd::*};
use std::ffi::{CString, c_int};
use std::ops::Deref;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::{fs, io, ptr};

/// A descriptor that is closed in the end. As a number it is `*fd`.
pub(crate) struct Fd(pub(crate) c_int);

impl Drop for Fd {
    fn drop(&mut self) {
        close(self.0);
    }
}

impl Deref for Fd {
    type Target = c_int;

    fn deref(&self) -> &c_int {
        &self.0
    }
}

/// A number that is not an open descriptor.
pub(crate) const NOT_OPEN: c_int = 1_000_000;

pub(crate) fn tcp() -> Fd {
    Fd(socket(AF_INET, SOCK_STREAM, 0))
}

pub(crate) fn udp() -> Fd {
    Fd(socket(AF_INET, SOCK_DGRAM, 0))
}

/// A descriptor that is no socket.
pub(crate) fn no_socket() -> Fd {
    let fds = &mut [0; 2];
    assert_eq!(pipe(fds), 0);
    close(fds[1]);
    Fd(fds[0])
}

/// The address of a port on the loopback interface.
pub(crate) fn loopback(port: u16) -> sockaddr_in {
    inet("127.0.0.1", port)
}

/// An address of IPv4.
pub(crate) fn inet(addr: &str, port: u16) -> sockaddr_in {
    let sin = &mut sockaddr_in::zeroed();
    sin.sin_family = AF_INET as sa_family_t;
    sin.sin_port = htons(port);
    assert_eq!(inet_pton(AF_INET, addr, &mut sin.sin_addr), 1);
    *sin
}

/// An address of IPv6.
pub(crate) fn inet6(addr: &str, port: u16) -> sockaddr_in6 {
    let sin6 = &mut sockaddr_in6::zeroed();
    sin6.sin6_family = AF_INET6 as sa_family_t;
    sin6.sin6_port = htons(port);
    assert_eq!(inet_pton(AF_INET6, addr, &mut sin6.sin6_addr), 1);
    *sin6
}

/// The address of a Unix socket, or why it could not be tried.
pub(crate) fn unix(path: &Path) -> Result<sockaddr_un, String> {
    let sun = &mut sockaddr_un::zeroed();
    sun.sun_family = AF_UNIX as sa_family_t;
    let path = path.to_str().expect("UTF-8");
    if path.len() >= sun.sun_path.len() {
        return Err(format!("needs a shorter path than {path}"));
    }
    strcpy(&mut sun.sun_path, path);
    Ok(*sun)
}

/// Gives a socket an address that is for the kernel to choose, and returns it.
pub(crate) fn named(fd: c_int) -> sockaddr_in {
    let addr = &mut loopback(0);
    let len = &mut (sizeof(addr) as socklen_t);
    assert_eq!(bind(fd, addr, *len), 0);
    assert_eq!(getsockname(fd, addr, len), 0);
    *addr
}

/// A socket that listens, and its address.
pub(crate) fn listener(backlog: c_int) -> (Fd, sockaddr_in) {
    let fd = tcp();
    let addr = named(*fd);
    assert_eq!(listen(*fd, backlog), 0);
    (fd, addr)
}

/// A connection over TCP: the client's end, and the server's.
pub(crate) fn connection() -> (Fd, Fd) {
    let (server, addr) = listener(1);
    let client = tcp();
    assert_eq!(connect(*client, &addr, sizeof(&addr)), 0);
    let peer = Fd(accept(*server, NULL, NULL));
    (client, peer)
}

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

/// For a row in a process of its own: a network with nothing but the loopback interface, which works.
pub(crate) fn own_network() -> Result<(), String> {
    unshare(libc::CLONE_NEWNET)?;
    let (sock, ifr) = (udp(), &mut ifreq::zeroed());
    strcpy(&mut ifr.ifr_name, "lo");
    ifr.set_ifr_flags(IFF_UP);
    assert_eq!(ioctl(*sock, SIOCSIFFLAGS, ifr), 0);
    Ok(())
}

/// For a row in a process of its own: mounts a file system that is in memory.
pub(crate) fn mount_tmpfs(dir: &Path, flags: libc::c_ulong) -> Result<(), String> {
    unshare(libc::CLONE_NEWNS)?;
    let dir = CString::new(dir.as_os_str().as_encoded_bytes()).expect("no NUL");
    let (root, kind, none) = (c"/".as_ptr(), c"tmpfs".as_ptr(), ptr::null());
    let private = libc::MS_REC | libc::MS_PRIVATE;
    // SAFETY: changes what this process sees of the file systems; all texts end with a NUL.
    let done = unsafe {
        libc::mount(none, root, none, private, none.cast()) == 0
            && libc::mount(kind, dir.as_ptr(), kind, flags, none.cast()) == 0
    };
    if done { Ok(()) } else { Err(format!("needs mount: {}", io::Error::last_os_error())) }
}

/// For a row in a process of its own: sets what stands in a file below `/proc/sys`.
pub(crate) fn sysctl(name: &str, value: &str) -> Result<(), String> {
    let file = format!("/proc/sys/{}", name.replace('.', "/"));
    fs::write(&file, value).map_err(|error| format!("needs {file}: {error}"))
}

/// For a row in a process of its own: at most so much of a resource (`RLIMIT_NOFILE`…).
pub(crate) fn limit(resource: libc::__rlimit_resource_t, most: u64) {
    let limit = libc::rlimit { rlim_cur: most, rlim_max: most };
    // SAFETY: reads the limits.
    assert_eq!(unsafe { libc::setrlimit(resource, &limit) }, 0);
}

/// For a row in a process of its own: no descriptor can be opened from now on.
pub(crate) fn no_descriptor_left() {
    let free = Fd(dup(0));
    limit(libc::RLIMIT_NOFILE, *free as u64);
}

/// For a row in a process of its own: becomes a user with no rights.
pub(crate) fn become_nobody() -> Result<(), String> {
    root()?;
    // SAFETY: passes numbers, and no list.
    let done = unsafe {
        libc::setgroups(0, ptr::null()) == 0
            && libc::setresgid(65534, 65534, 65534) == 0
            && libc::setresuid(65534, 65534, 65534) == 0
    };
    if done {
        Ok(())
    } else {
        Err(format!("needs to become another user: {}", io::Error::last_os_error()))
    }
}

/// Why there is no `ENFILE` here.
pub(crate) const ALL_FILES: &str =
    "the machine would have to have as many files open as it may, for all its programs";
/// Why there is no `ENOMEM` or `ENOBUFS` here.
pub(crate) const ALL_MEMORY: &str = "the kernel would have to run out of memory";

/// For a row in a process of its own: from now on a signal interrupts every call that waits.
pub(crate) fn interrupt() {
    fn count(_: c_int) {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        // No call is made again that often.
        if COUNT.fetch_add(1, Relaxed) == 1000 {
            std::process::exit(1);
        }
    }
    let action = &mut sigaction::zeroed();
    action.set_sa_handler(count);
    assert_eq!(sigaction(SIGALRM, action, NULL), 0);
    let often = &mut itimerval::zeroed();
    (often.it_value.tv_usec, often.it_interval.tv_usec) = (10_000, 10_000);
    assert_eq!(setitimer(ITIMER_REAL, often, NULL), 0);
}
