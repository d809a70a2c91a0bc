//! What rows need to provoke an error.

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

/// A number that is not a process's, nor a group's: Linux has at most 2²² of them.
pub(crate) const NOBODY: pid_t = pid_t::MAX;

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

/// The same, and this process may do in them as it likes, root or not.
pub(crate) fn own(namespaces: c_int) -> Result<(), String> {
    if root().is_ok() {
        return unshare(namespaces);
    }
    let (uid, gid) = (getuid(), getgid());
    unshare(libc::CLONE_NEWUSER | namespaces)?;
    let maps = [
        ("setgroups", "deny".into()),
        ("uid_map", format!("0 {uid} 1")),
        ("gid_map", format!("0 {gid} 1")),
    ];
    for (file, map) in maps {
        let written = fs::write(format!("/proc/self/{file}"), map);
        written.map_err(|error| format!("needs namespaces: {file}: {error}"))?;
    }
    Ok(())
}

/// For a row in a process of its own: a network with nothing but the loopback interface, which works.
pub(crate) fn own_network() -> Result<(), String> {
    own(libc::CLONE_NEWNET)?;
    set_flags_of_loopback(IFF_UP)
}

/// Starts the loopback interface, or stops it.
pub(crate) fn set_flags_of_loopback(flags: c_int) -> Result<(), String> {
    let (sock, ifr) = (udp(), &mut ifreq::zeroed());
    strcpy(&mut ifr.ifr_name, "lo");
    ifr.set_ifr_flags(flags);
    match ioctl(*sock, SIOCSIFFLAGS, ifr) {
        0 => Ok(()),
        _ => Err(format!("needs a network: {}", io::Error::last_os_error())),
    }
}

/// For a row in a process of its own: mounts a file system that is no disk's, a `tmpfs`, say; where. No
/// other process sees it. ([`own`] has to be asked for the namespace before.)
pub(crate) fn mount(
    kind: &str,
    options: &str,
    flags: libc::c_ulong,
) -> Result<&'static Path, String> {
    const PLACE: &str = env!("CARGO_TARGET_TMPDIR");
    let [kind, options, place] =
        [kind, options, PLACE].map(|text| CString::new(text).expect("no NUL"));
    let (root, none) = (c"/".as_ptr(), ptr::null());
    let private = libc::MS_REC | libc::MS_PRIVATE;
    // SAFETY: changes what this process sees of the file systems; all texts end with a NUL.
    let done = unsafe {
        libc::mount(none, root, none, private, none.cast()) == 0
            && libc::mount(none, place.as_ptr(), kind.as_ptr(), flags, options.as_ptr().cast()) == 0
    };
    if done {
        Ok(Path::new(PLACE))
    } else {
        Err(format!("needs mount: {}", io::Error::last_os_error()))
    }
}

/// For a row in a process of its own: sets what stands in a file below `/proc/sys`.
pub(crate) fn sysctl(name: &str, value: &str) -> Result<(), String> {
    let file = format!("/proc/sys/{}", name.replace('.', "/"));
    fs::write(&file, value).map_err(|error| format!("needs {file}: {error}"))
}

/// For a row in a process of its own: at most so much of a resource (`RLIMIT_NOFILE`…).
pub(crate) fn limit(resource: libc::__rlimit_resource_t, most: libc::rlim_t) {
    let limit = libc::rlimit { rlim_cur: most, rlim_max: most };
    // SAFETY: reads the limits.
    assert_eq!(unsafe { libc::setrlimit(resource, &limit) }, 0);
}

/// For a row in a process of its own: no descriptor can be opened from now on.
pub(crate) fn no_descriptor_left() {
    let free = Fd(dup(0));
    limit(libc::RLIMIT_NOFILE, *free as libc::rlim_t);
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

/// For a row in a process of its own: has no rights beyond those of an ordinary user.
pub(crate) fn no_rights() -> Result<(), String> {
    if root().is_ok() { become_nobody() } else { Ok(()) }
}

/// Why there is no `ENFILE` here.
pub(crate) const ALL_FILES: &str =
    "the machine would have to have as many files open as it may, for all its programs";
/// Why there is no `ENOMEM` or `ENOBUFS` here.
pub(crate) const ALL_MEMORY: &str = "the kernel would have to run out of memory";

/// Why there is no `EIO` here.
pub(crate) const DISK: &str = "a disk would have to fail";
/// Why there is no `ECANCELED` here.
pub(crate) const CLOCK: &str = "the clock would have to be set, for all programs";

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
