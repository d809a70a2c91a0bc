//! Who a socket is, and what it is.

use super::*;
use crate::base::args::{AddrOut, Fd, Named};
use crate::base::gate::gate;
use crate::trace::names::FILE_TYPES;
use core::ffi::c_int;

/// `int getsockname(int fd, struct sockaddr *addr, socklen_t *len)` — asks for a socket's own
/// address.
///
/// That is how a program learns which port the kernel chose for it, and which of the host's
/// addresses a connection came to.
///
/// # Parameters
///
/// * `fd` — a socket.
/// * `addr` — is given the address; port and IPv4 address in network byte order. Of a socket that
///   has none yet: the family, and zeros.
/// * `len` — goes in as the size of `addr` in bytes, comes out as the size of the address. If that
///   is more, the address was cut short. A path of [`PF_UNIX`] that fills all of its 108 bytes has
///   no NUL, but counts one: its address is 111 bytes long, of which a `sockaddr_un` has 110.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `ENOTSOCK` — `fd` is not a socket.
/// * `EFAULT` — `*len` says more than the object has; or `addr` or `len` is [`NULL`]. Nothing was
///   written. (With 0 as its length, `addr` may be [`NULL`]: `*len` is then how long it would be.)
/// * `EINVAL` — `*len` is negative.
/// * `ENOBUFS` — no memory for it.
///
/// ```
/// use berkeley::{arpa::inet::*, sys::socket::*, unistd::*};
///
/// let server_sock = socket(PF_INET, SOCK_STREAM, 0);
/// assert_eq!(listen(server_sock, 5), 0); // at a port that the kernel chooses
/// let server_addr = &mut sockaddr_in::zeroed();
/// let mut len = sizeof(server_addr) as socklen_t;
/// // getsockname(server_sock, (struct sockaddr *)&server_addr, &len)
/// assert_eq!(getsockname(server_sock, server_addr, &mut len), 0);
/// println!("call me at port {}", ntohs(server_addr.sin_port));
/// # assert_ne!(server_addr.sin_port, 0);
/// close(server_sock);
/// ```
///
/// See getsockname(2), unix(7), POSIX.1-2024.
pub fn getsockname<A, L>(fd: c_int, addr: &mut A, len: &mut L) -> c_int
where
    A: SockAddr + ?Sized,
    L: Pointer<socklen_t>,
{
    gate(
        "getsockname",
        (Fd(fd), AddrOut::new(addr, len)),
        // SAFETY: `fd` is held; `AddrOut` lends `*len` bytes at `addr`, or null.
        |(fd, (addr, len))| unsafe { libc::getsockname(fd.raw(), addr, len) },
    )
}

/// `int getpeername(int fd, struct sockaddr *addr, socklen_t *len)` — asks for the address of the
/// other side.
///
/// # Parameters
///
/// * `fd` — a connected socket; or a datagram socket for which [`connect`] noted an address.
/// * `addr`, `len` — as for [`getsockname`].
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `ENOTCONN` — the socket is not connected, or not any more.
/// * `EBADF`, `ENOTSOCK`, `EFAULT`, `EINVAL`, `ENOBUFS` — as for [`getsockname`].
///
/// ```
/// use berkeley::{arpa::inet::*, sys::socket::*, unistd::*};
///
/// # let server_sock = socket(PF_INET, SOCK_STREAM, 0);
/// # assert_eq!(listen(server_sock, 5), 0);
/// # let server_addr = &mut sockaddr_in::zeroed();
/// # let mut len = sizeof(server_addr) as socklen_t;
/// # assert_eq!(getsockname(server_sock, server_addr, &mut len), 0);
/// # let sock = socket(PF_INET, SOCK_STREAM, 0);
/// # assert_eq!(connect(sock, server_addr, len), 0);
/// let addr = &mut sockaddr_in::zeroed();
/// let mut len = sizeof(addr) as socklen_t;
/// // getpeername(sock, (struct sockaddr *)&addr, &len)
/// assert_eq!(getpeername(sock, addr, &mut len), 0);
/// println!("connected to {}, port {}", inet_ntoa(addr.sin_addr), ntohs(addr.sin_port));
/// # assert_eq!(addr.sin_port, server_addr.sin_port);
/// # close(server_sock);
/// # close(sock);
/// ```
///
/// See getpeername(2), POSIX.1-2024.
pub fn getpeername<A, L>(fd: c_int, addr: &mut A, len: &mut L) -> c_int
where
    A: SockAddr + ?Sized,
    L: Pointer<socklen_t>,
{
    gate(
        "getpeername",
        (Fd(fd), AddrOut::new(addr, len)),
        // SAFETY: `fd` is held; `AddrOut` lends `*len` bytes at `addr`, or null.
        |(fd, (addr, len))| unsafe { libc::getpeername(fd.raw(), addr, len) },
    )
}

unsafe extern "C" {
    #[link_name = "sockatmark"]
    safe fn libc_sockatmark(fd: c_int) -> c_int;
}

/// `int sockatmark(int fd)` — asks whether reading has come to the urgent byte.
///
/// What [`send`] sends with [`MSG_OOB`] sets a mark in the stream. A [`recv`] never goes on past the
/// mark: it returns what is before it, and from then on, until the next, `sockatmark` is 1. The
/// urgent byte itself is not in the stream, but waits for a [`recv`] with [`MSG_OOB`]; with
/// [`SO_OOBINLINE`] it is the first byte after the mark.
///
/// # Parameters
///
/// * `fd` — a stream socket: TCP or [`PF_UNIX`].
///
/// # Returns
///
/// 1 at the mark, 0 elsewhere; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `ENOTTY` — `fd` is not a socket, or one that has no urgent bytes (UDP).
/// * `EOPNOTSUPP` — the same, for [`PF_UNIX`].
///
/// ```
/// use berkeley::{sys::socket::*, unistd::*};
///
/// # let server_sock = socket(PF_INET, SOCK_STREAM, 0);
/// # assert_eq!(listen(server_sock, 5), 0);
/// # let server_addr = &mut sockaddr_storage::zeroed();
/// # let mut len = size_of::<sockaddr_storage>() as socklen_t;
/// # assert_eq!(getsockname(server_sock, server_addr, &mut len), 0);
/// # let sock = socket(PF_INET, SOCK_STREAM, 0);
/// # assert_eq!(connect(sock, server_addr, len), 0);
/// let client_sock = accept(server_sock, NULL, NULL);
/// // sockatmark(client_sock)
/// assert_eq!(sockatmark(client_sock), 0); // nothing urgent came
/// # close(server_sock);
/// # close(client_sock);
/// # close(sock);
/// ```
///
/// See sockatmark(3), tcp(7), POSIX.1-2024.
pub fn sockatmark(fd: c_int) -> c_int {
    gate("sockatmark", (Fd(fd),), |(fd,)| libc_sockatmark(fd.raw()))
}

/// `int isfdtype(int fd, int fdtype)` — asks whether a descriptor is of a type.
///
/// # Parameters
///
/// * `fd` — a descriptor.
/// * `fdtype` — an `S_IF…` constant of `<sys/stat.h>`: `S_IFSOCK` for a socket, `S_IFIFO` for a
///   pipe, `S_IFREG` for a file, `S_IFCHR` for a terminal…
///
/// # Returns
///
/// 1 if it is, 0 if it is not; or −1, with [`errno`](crate::errno::errno) (which glibc's own leaves
/// as it was).
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate.
///
/// ```
/// use berkeley::{sys::socket::*, unistd::*};
///
/// const S_IFSOCK: i32 = 0o140000; // of <sys/stat.h>
/// const S_IFREG: i32 = 0o100000;
///
/// let sock = socket(PF_INET, SOCK_STREAM, 0);
/// assert_eq!(isfdtype(sock, S_IFSOCK), 1); // isfdtype(sock, S_IFSOCK)
/// assert_eq!(isfdtype(sock, S_IFREG), 0);
/// close(sock);
/// ```
///
/// See isfdtype(3). Of the draft POSIX.1g; no standard has it. fstat(2) tells the same.
pub fn isfdtype(fd: c_int, fdtype: c_int) -> c_int {
    gate("isfdtype", (Fd(fd), Named(fdtype, &FILE_TYPES)), |(fd, fdtype)| {
        file_type(fd.raw()).map_or(-1, |of_file| c_int::from(of_file == fdtype as libc::mode_t))
    })
}

/// Of what type a file is, whose descriptor the caller holds: an `S_IF…`. None with an errno.
pub(crate) fn file_type(fd: c_int) -> Option<libc::mode_t> {
    let mut stat = core::mem::MaybeUninit::<libc::stat>::uninit();
    // SAFETY: `fd` is held; there is room for what fstat writes.
    if unsafe { libc::fstat(fd, stat.as_mut_ptr()) } == -1 {
        return None;
    }
    // SAFETY: fstat succeeded, so it has written all of it.
    Some(unsafe { stat.assume_init() }.st_mode & libc::S_IFMT)
}
