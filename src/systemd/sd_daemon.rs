//! `<systemd/sd-daemon.h>`: sockets that somebody else has opened: socket activation.
//!
//! | C | here |
//! |---|---|
//! | `n = sd_listen_fds(0)` | `n = `[`sd_listen_fds`]`(0)` |
//! | `fd = SD_LISTEN_FDS_START + i` | `fd = `[`SD_LISTEN_FDS_START`]` + i` |
//! | `sd_is_socket(fd, AF_INET, SOCK_STREAM, 1)` | [`sd_is_socket`]`(fd, AF_INET, SOCK_STREAM, 1)` |
//! | `sd_is_socket_inet(fd, AF_INET, SOCK_STREAM, 1, 80)` | [`sd_is_socket_inet`]`(fd, AF_INET, SOCK_STREAM, 1, 80)` |
//! | `sd_is_socket_unix(fd, SOCK_STREAM, 1, path, 0)` | [`sd_is_socket_unix`]`(fd, SOCK_STREAM, 1, path, 0)` |
//!
//! A server that is activated does not make its socket: systemd has made it, bound it and listened, and
//! starts the server when the first client comes, or with the system. So the server needs no right to
//! its port, can be started anew without a client's noticing, and takes no memory until it is needed.
//! It finds its sockets at the numbers from [`SD_LISTEN_FDS_START`] on.
//!
//! ```
//! use berkeley::{errno::*, systemd::sd_daemon::*}; // #include <systemd/sd-daemon.h>
//!
//! let n = sd_listen_fds(0); // n = sd_listen_fds(0);
//! if n < 0 {
//!     eprintln!("sd_listen_fds: {}", strerror(-n));
//! } else if n == 0 {
//!     println!("nobody has activated this program: it makes its sockets itself");
//! }
//! for fd in SD_LISTEN_FDS_START..SD_LISTEN_FDS_START + n {
//!     // if (sd_is_socket(fd, AF_UNSPEC, SOCK_STREAM, 1) > 0)
//!     if sd_is_socket(fd, AF_UNSPEC, SOCK_STREAM, 1) > 0 {
//!         println!("{fd} listens");
//!     }
//! }
//! ```
//!
//! `systemd-socket-activate -l 12345 PROGRAM` does what systemd does, and needs no configuration. No
//! library of systemd's is linked: the protocol is a few variables in the environment, and those are read here.
//!
//! As in C these functions return their error, as a negative number, instead of setting `errno`.

#[doc(no_inline)]
pub use crate::sys::socket::*;

use crate::base::inherited::{LISTEN_FDS, LISTEN_PID, START, said, take};
use crate::base::threads;
use crate::errno::{EBADF, EFAULT, EINVAL, errno};
use crate::fcntl::{F_SETFD, FD_CLOEXEC, fcntl};
use crate::netinet::in_::{in_port_t, ntohs, sockaddr_in, sockaddr_in6};
use crate::string::strlen;
use crate::sys::un::sockaddr_un;
use crate::unistd::getpid;
use core::ffi::c_int;
use core::mem::offset_of;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::env;

/// The number of the first descriptor that is handed over.
pub const SD_LISTEN_FDS_START: c_int = START;

/// What each is called, which [`sd_listen_fds`] does not need to know.
const LISTEN_FDNAMES: &str = "LISTEN_FDNAMES";

/// The type of a file that is a socket.
const S_IFSOCK: c_int = libc::S_IFSOCK as c_int;

/// Whether the environment is to be taken for unset, since it could not be changed.
static IS_UNSET: AtomicBool = AtomicBool::new(false);

/// `int sd_listen_fds(int unset_environment)` — takes the descriptors that were handed over to this
/// process.
///
/// They have the numbers from [`SD_LISTEN_FDS_START`] on. Each gets the flag
/// [`FD_CLOEXEC`], so that programs which this one starts do not get it.
///
/// The environment says that there are any: `LISTEN_PID` is the process that they are for, and `LISTEN_FDS`
/// how many there are. A child that [`fork`](crate::unistd::fork) has made is another process: there
/// nothing is handed over.
///
/// # Parameters
///
/// * `unset_environment` — whether to remove the variables: not 0, yes. Whoever calls again then gets 0.
///
/// # Returns
///
/// How many there are; 0 if nobody has activated this process; or the negative number of an error.
///
/// # Errors
///
/// * `-EBADF` — the environment says that there are more than there are. A number that is not open is
///   `EBADF` in C, and here every number is that was not handed over when the process began,
///   or that somebody else has taken: see below.
/// * `-EINVAL` — a variable is no number; or `LISTEN_FDS` is less than 1, or too many.
/// * `-ERANGE` — a variable is a number that no `int` holds, or no process has.
/// * `-ENOMEM` — there was no memory to remember a descriptor. Only numbers from 65536 on ever need any.
///
/// ```
/// use berkeley::{sys::socket::*, systemd::sd_daemon::*, unistd::*};
///
/// let n = sd_listen_fds(1); // n = sd_listen_fds(1);
/// for server_sock in SD_LISTEN_FDS_START..SD_LISTEN_FDS_START + n {
///     let client_sock = accept(server_sock, NULL, NULL);
///     # close(client_sock);
/// }
/// ```
///
/// # Whose they are
///
/// Nobody's, until somebody takes them; and then his alone. Here they become this crate's, as if it had
/// opened them: [`close`](crate::unistd::close) closes them, [`release`](crate::release) gives them to
/// std. To be sure that they are nobody's, the crate has a look when the process begins, before `main`:
/// which numbers are handed over, and open indeed. Only those are ever taken, each once, whatever
/// the environment says later, and only by the code of the program itself, not by that of a
/// library (a `cdylib`) in somebody else's program.
///
/// *One may take them.* Other crates do what this function does, and some turn the numbers into
/// [`OwnedFd`](std::os::fd::OwnedFd)s that close them. Use one of them or this. A number that has got `FD_CLOEXEC`
/// meanwhile, or is closed, is not taken: somebody was here before.
///
/// # What `unset_environment` does
///
/// Nothing may change the environment while another thread may be reading it, which even
/// [`getaddrinfo`](crate::netdb::getaddrinfo) does. So the variables are removed if the process has one thread. If it
/// has more, they stay, for programs that it starts to see, which they do not concern: `LISTEN_PID` says
/// so. This function behaves as if they were gone.
///
/// See sd_listen_fds(3). Of systemd.
#[doc(alias = "sd-daemon.h")]
pub fn sd_listen_fds(unset_environment: c_int) -> c_int {
    let ret = listen_fds();
    if unset_environment != 0 {
        unset();
    }
    ret
}

fn listen_fds() -> c_int {
    if IS_UNSET.load(Relaxed) {
        return 0;
    }
    let n = match said(getpid) {
        Ok(n) => n,
        Err(error) => return -error,
    };
    for fd in START..START + n {
        let flags = take(fd);
        let is_set = flags != -1 && flags & FD_CLOEXEC != 0;
        if flags == -1 || !is_set && fcntl(fd, F_SETFD, flags | FD_CLOEXEC) == -1 {
            return -errno();
        }
    }
    n
}

/// Removes the variables, or has them taken for removed.
fn unset() {
    let variables = [LISTEN_PID, LISTEN_FDS, LISTEN_FDNAMES];
    if variables.iter().all(|name| env::var_os(name).is_none()) {
        return;
    }
    if !threads::is_only_one() {
        IS_UNSET.store(true, Relaxed);
        return;
    }
    for name in variables {
        // SAFETY: this is the only thread, so nobody else reads the environment or changes it.
        unsafe { env::remove_var(name) };
    }
}

/// `int sd_is_socket(int fd, int family, int type, int listening)` — asks whether a descriptor is such a
/// socket.
///
/// # Parameters
///
/// * `fd` — the descriptor.
/// * `family` — [`AF_INET`], [`AF_INET6`], [`AF_UNIX`]…, or [`AF_UNSPEC`] for any.
/// * `type_` — [`SOCK_STREAM`], [`SOCK_DGRAM`]…, or 0 for any.
/// * `listening` — more than 0: it must listen; 0: it must not; less: either.
///
/// # Returns
///
/// 1 if it is, 0 if it is not; or the negative number of an error.
///
/// # Errors
///
/// * `-EBADF` — `fd` is not an open descriptor of this crate.
/// * `-EINVAL` — `family` is negative.
///
/// ```
/// use berkeley::{sys::socket::*, systemd::sd_daemon::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_STREAM, 0);
/// assert_eq!(sd_is_socket(sock, AF_INET, SOCK_STREAM, -1), 1); // sd_is_socket(sock, AF_INET, SOCK_STREAM, -1)
/// assert_eq!(sd_is_socket(sock, AF_INET, SOCK_STREAM, 1), 0); // it does not listen
/// close(sock);
/// ```
///
/// See sd_is_socket(3). Of systemd.
pub fn sd_is_socket(fd: c_int, family: c_int, type_: c_int, listening: c_int) -> c_int {
    answer(|| {
        is_valid(fd, family >= 0)?;
        let is_socket = is_socket(fd, type_, listening)?;
        Ok(is_socket && (family == AF_UNSPEC || c_int::from(address(fd)?.0.ss_family) == family))
    })
}

/// `int sd_is_socket_inet(int fd, int family, int type, int listening, uint16_t port)` — asks whether a
/// descriptor is such a socket of the Internet.
///
/// # Parameters
///
/// * `fd`, `type_`, `listening` — as for [`sd_is_socket`].
/// * `family` — [`AF_INET`], [`AF_INET6`], or [`AF_UNSPEC`] for either.
/// * `port` — the port that it is bound to, in the byte order of the host; 0 for any.
///
/// # Returns
///
/// As [`sd_is_socket`].
///
/// # Errors
///
/// * `-EBADF` — `fd` is not an open descriptor of this crate.
/// * `-EINVAL` — `family` is another.
///
/// ```
/// use berkeley::{systemd::sd_daemon::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_STREAM, 0);
/// // sd_is_socket_inet(sock, AF_UNSPEC, SOCK_STREAM, 0, 0)
/// assert_eq!(sd_is_socket_inet(sock, AF_UNSPEC, SOCK_STREAM, 0, 0), 1);
/// assert_eq!(sd_is_socket_inet(sock, AF_INET6, SOCK_STREAM, 0, 0), 0);
/// close(sock);
/// ```
///
/// See sd_is_socket_inet(3). Of systemd.
pub fn sd_is_socket_inet(
    fd: c_int,
    family: c_int,
    type_: c_int,
    listening: c_int,
    port: in_port_t,
) -> c_int {
    answer(|| {
        is_valid(fd, [AF_UNSPEC, AF_INET, AF_INET6].contains(&family))?;
        if !is_socket(fd, type_, listening)? {
            return Ok(false);
        }
        let (addr, _) = address(fd)?;
        let (is_of, bound) = match addr.ss_family.into() {
            AF_INET => (AF_INET, cast::<sockaddr_in>(&addr).sin_port),
            AF_INET6 => (AF_INET6, cast::<sockaddr_in6>(&addr).sin6_port),
            _ => return Ok(false),
        };
        Ok((family == AF_UNSPEC || family == is_of) && (port == 0 || port == ntohs(bound)))
    })
}

/// `int sd_is_socket_unix(int fd, int type, int listening, const char *path, size_t length)` — asks
/// whether a descriptor is such a Unix socket.
///
/// # Parameters
///
/// * `fd`, `type_`, `listening` — as for [`sd_is_socket`].
/// * `path` — the path that it is bound to; a NUL and an abstract name; `""` for a socket that is
///   not bound; or [`NULL`] for any.
/// * `length` — how long an abstract name is, with its NUL; 0 of a path, which ends at its own.
///
/// # Returns
///
/// As [`sd_is_socket`].
///
/// # Errors
///
/// * `-EBADF` — `fd` is not an open descriptor of this crate.
/// * `-EFAULT` — `length` says more than `path` has.
///
/// ```
/// use berkeley::{NULL, systemd::sd_daemon::*, unistd::*};
///
/// let sv = &mut [0; 2];
/// socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
/// assert_eq!(sd_is_socket_unix(sv[0], SOCK_STREAM, 0, NULL, 0), 1); // sd_is_socket_unix(sv[0], SOCK_STREAM, 0, NULL, 0)
/// assert_eq!(sd_is_socket_unix(sv[0], SOCK_STREAM, 0, "/run/service.sock", 0), 0);
/// # close(sv[0]);
/// # close(sv[1]);
/// ```
///
/// See sd_is_socket_unix(3). Of systemd.
pub fn sd_is_socket_unix<P: Bytes + ?Sized>(
    fd: c_int,
    type_: c_int,
    listening: c_int,
    path: &P,
    length: impl Length,
) -> c_int {
    answer(|| {
        is_valid(fd, true)?;
        if !is_socket(fd, type_, listening)? {
            return Ok(false);
        }
        let (addr, len) = address(fd)?;
        if c_int::from(addr.ss_family) != AF_UNIX {
            return Ok(false);
        }
        if path.is_null() {
            return Ok(true);
        }
        let length = match length.to_size() {
            0 => strlen(path),
            length => length,
        };
        let (name, rest) = path.as_bytes().split_at_checked(length).ok_or(EFAULT)?;
        let begins = offset_of!(sockaddr_un, sun_path);
        let bound = &addr.as_bytes()[begins..len.clamp(begins, sizeof(&addr))];
        Ok(match name.first() {
            // A path is compared with the NUL that ends it.
            Some(1..) => bound
                .strip_prefix(name)
                .is_some_and(|more| more.first() == Some(rest.first().unwrap_or(&0))),
            _ => bound == name,
        })
    })
}

/// The answer of a question, or the error, as these functions return them.
fn answer(question: impl FnOnce() -> Result<bool, c_int>) -> c_int {
    question().map_or_else(|error| -error, c_int::from)
}

/// Whether there can be such a question, which has an answer only then.
fn is_valid(fd: c_int, question: bool) -> Result<(), c_int> {
    if fd < 0 {
        return Err(EBADF);
    }
    if question { Ok(()) } else { Err(EINVAL) }
}

/// What all of them ask.
fn is_socket(fd: c_int, type_: c_int, listening: c_int) -> Result<bool, c_int> {
    match isfdtype(fd, S_IFSOCK) {
        -1 => return Err(errno()),
        0 => return Ok(false),
        _ => {}
    }
    if type_ != 0 && number(fd, SO_TYPE)? != type_ {
        return Ok(false);
    }
    Ok(listening < 0 || (number(fd, SO_ACCEPTCONN)? != 0) == (listening != 0))
}

/// An option of a socket.
fn number(fd: c_int, option: c_int) -> Result<c_int, c_int> {
    let (mut value, mut len) = (0, size_of::<c_int>() as socklen_t);
    match getsockopt(fd, SOL_SOCKET, option, &mut value, &mut len) {
        -1 => Err(errno()),
        _ => Ok(value),
    }
}

/// What a socket is bound to, and the length of that.
fn address(fd: c_int) -> Result<(sockaddr_storage, usize), c_int> {
    let mut addr = sockaddr_storage::zeroed();
    let mut len = sizeof(&addr) as socklen_t;
    match getsockname(fd, &mut addr, &mut len) {
        -1 => Err(errno()),
        _ => Ok((addr, len as usize)),
    }
}
