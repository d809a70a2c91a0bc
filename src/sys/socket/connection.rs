//! Making sockets and connections.

use super::*;
use crate::base::args::{Addr, AddrOut, Fd, Int, Named, Pair, Protocol, Unsigned};
use crate::base::gate::{New, gate};
use crate::trace::names::{DOMAINS, HOW, SOCK_FLAGS, TYPES};
use core::ffi::c_int;

/// `int socket(int domain, int type, int protocol)` — makes a socket.
///
/// A new socket has no address and no connection yet: [`bind`] gives it the one, [`connect`] or
/// [`accept`] the other.
///
/// # Parameters
///
/// * `domain` — the protocol family: [`PF_INET`] for IPv4, [`PF_INET6`] for IPv6, [`PF_UNIX`] for
///   sockets within the host, [`PF_NETLINK`], [`PF_PACKET`]… (`AF_INET` is the same number.)
/// * `type_` — [`SOCK_STREAM`] for a reliable stream of bytes (TCP), [`SOCK_DGRAM`] for datagrams
///   (UDP), [`SOCK_SEQPACKET`], [`SOCK_RAW`]…; may be ORed with [`SOCK_NONBLOCK`] and
///   [`SOCK_CLOEXEC`]. (C's name for it is a keyword of Rust.)
/// * `protocol` — 0 for the usual one of that domain and type, or an `IPPROTO_…` number; for
///   [`PF_PACKET`] an Ethernet type in network byte order.
///
/// # Returns
///
/// The descriptor, the lowest free number; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EACCES` — the process may not make such a socket.
/// * `EPERM` — likewise: raw and packet sockets need `CAP_NET_RAW`.
/// * `EAFNOSUPPORT` — the kernel does not know the domain.
/// * `EINVAL` — unknown flags in `type_`, or an unknown type or protocol.
/// * `EPROTONOSUPPORT` — the domain has no such type or protocol.
/// * `ESOCKTNOSUPPORT` — the domain has no such type.
/// * `EMFILE` — the process has as many descriptors as it may (`RLIMIT_NOFILE`).
/// * `ENFILE` — the system has.
/// * `ENOBUFS`, `ENOMEM` — no memory for it.
///
/// ```
/// use berkeley::{stdio::*, stdlib::*, sys::socket::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_STREAM, 0); // sock = socket(PF_INET, SOCK_STREAM, 0);
/// if sock == -1 {
///     perror("socket");
///     exit(1);
/// }
/// close(sock);
/// ```
///
/// See socket(2), ip(7), ipv6(7), unix(7), packet(7), POSIX.1-2024.
#[doc(alias = "sys/socket.h")]
pub fn socket(domain: c_int, type_: c_int, protocol: c_int) -> c_int {
    gate(
        "socket",
        (Named(domain, &DOMAINS), Named(type_, &TYPES), Protocol { domain, protocol }),
        // SAFETY: passes numbers only.
        |(domain, type_, protocol)| New(unsafe { libc::socket(domain, type_, protocol) }),
    )
}

/// `int socketpair(int domain, int type, int protocol, int sv[2])` — makes two sockets that are
/// connected to each other.
///
/// # Parameters
///
/// * `domain` — [`PF_UNIX`]; Linux has pairs in `PF_TIPC` too, and in no other domain.
/// * `type_`, `protocol` — as for [`socket`].
/// * `sv` — is given the two descriptors. After a failure what it has means nothing: Linux writes
///   the numbers before it knows whether there is a pair.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EOPNOTSUPP` — the domain has no pairs.
/// * `EAFNOSUPPORT`, `EINVAL`, `EPROTONOSUPPORT`, `ESOCKTNOSUPPORT`, `EMFILE`, `ENFILE` — as for
///   [`socket`].
///
/// ```
/// use berkeley::{string::*, sys::socket::*, unistd::*};
///
/// let sv = &mut [0; 2]; // int sv[2];
/// assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
/// write(sv[0], "ping", 4);
/// let buf = &mut [0u8; 16];
/// assert_eq!(read(sv[1], buf, sizeof(buf)), 4);
/// close(sv[0]);
/// close(sv[1]);
/// ```
///
/// See socketpair(2), unix(7), POSIX.1-2024.
pub fn socketpair(domain: c_int, type_: c_int, protocol: c_int, sv: &mut [c_int; 2]) -> c_int {
    gate(
        "socketpair",
        (Named(domain, &DOMAINS), Named(type_, &TYPES), Unsigned(protocol), Pair(sv)),
        // SAFETY: `Pair` lends room for two descriptors.
        |(domain, type_, protocol, sv)| unsafe { libc::socketpair(domain, type_, protocol, sv) },
    )
}

/// `int bind(int fd, const struct sockaddr *addr, socklen_t len)` — gives a socket its own address.
///
/// # Parameters
///
/// * `fd` — a socket that has no address yet.
/// * `addr` — the address: for [`PF_INET`] a `sockaddr_in` whose `sin_port` and `sin_addr` are in
///   network byte order. Port 0 lets the kernel choose a free one (ask with [`getsockname`]),
///   `INADDR_ANY` takes every address of the host.
/// * `len` — its size in bytes. Less than the object goes to the kernel as it is.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EADDRINUSE` — another socket has the address; or it had, and a connection of it lingers in
///   TIME_WAIT (`SO_REUSEADDR`, set before, allows it then); or no port is free.
/// * `EACCES` — the port is below 1024 and the process may not take it (`CAP_NET_BIND_SERVICE`);
///   for [`PF_UNIX`], a directory of the path may not be written or searched.
/// * `EADDRNOTAVAIL` — no interface of the host has the address.
/// * `EINVAL` — the socket has an address already; `len` is wrong for the family, negative, or
///   larger than any address.
/// * `EAFNOSUPPORT` — the address is of another family than the socket.
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `ENOTSOCK` — `fd` is not a socket.
/// * `EFAULT` — `len` says more than the object has; nothing was bound.
/// * `ELOOP`, `ENAMETOOLONG`, `ENOENT`, `ENOTDIR`, `EROFS` — of the path, for [`PF_UNIX`].
/// * `EPERM` — the file system of the path has no sockets, for [`PF_UNIX`].
/// * `ENODEV` — no interface has the number in the address (`sin6_scope_id`, `sll_ifindex`).
/// * `ENOMEM` — no memory for it.
///
/// ```
/// use berkeley::{arpa::inet::*, sys::socket::*, unistd::*};
///
/// let server_sock = socket(PF_INET, SOCK_STREAM, 0);
/// let server_addr = &mut sockaddr_in::zeroed();
/// server_addr.sin_family = AF_INET as sa_family_t;
/// server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
/// server_addr.sin_port = htons(0);
/// // bind(server_sock, (struct sockaddr *)&server_addr, sizeof(server_addr))
/// assert_eq!(bind(server_sock, server_addr, sizeof(server_addr)), 0);
/// close(server_sock);
/// ```
///
/// See bind(2), ip(7), unix(7), POSIX.1-2024.
pub fn bind<A: SockAddr + ?Sized>(fd: c_int, addr: &A, len: impl Length) -> c_int {
    gate(
        "bind",
        (Fd(fd), Addr::new(addr, len)),
        // SAFETY: `fd` is held, and so is what the address names; `Addr` lends `len` bytes at `addr`,
        // or null.
        |(fd, (addr, len, _named))| unsafe { libc::bind(fd.raw(), addr, len) },
    )
}

/// `int listen(int fd, int backlog)` — lets a socket be called.
///
/// # Parameters
///
/// * `fd` — a stream or seqpacket socket, usually one that [`bind`] gave an address.
/// * `backlog` — how many connections may wait for [`accept`]. The kernel takes at most
///   `/proc/sys/net/core/somaxconn`, and that too if the number is negative.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EADDRINUSE` — another socket listens at the address; or the socket has none and no port is
///   free.
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `ENOTSOCK` — `fd` is not a socket.
/// * `EOPNOTSUPP` — a socket of this type is not called (a datagram socket).
/// * `EINVAL` — the socket is connected.
///
/// ```
/// use berkeley::{sys::socket::*, unistd::*};
///
/// let server_sock = socket(PF_INET, SOCK_STREAM, 0);
/// assert_eq!(listen(server_sock, 5), 0); // listen(server_sock, 5)
/// close(server_sock);
/// ```
///
/// See listen(2), tcp(7), POSIX.1-2024.
pub fn listen(fd: c_int, backlog: c_int) -> c_int {
    gate(
        "listen",
        (Fd(fd), Int(backlog)),
        // SAFETY: `fd` is held; no memory is passed.
        |(fd, backlog)| unsafe { libc::listen(fd.raw(), backlog) },
    )
}

/// `int accept(int fd, struct sockaddr *addr, socklen_t *len)` — takes the first connection that
/// waits, as a new socket.
///
/// Waits for one, unless the socket is non-blocking. The new socket does not inherit
/// `O_NONBLOCK` from the listening one.
///
/// # Parameters
///
/// * `fd` — a listening socket.
/// * `addr` — is given the caller's address; or [`NULL`].
/// * `len` — goes in as the size of `addr` in bytes, comes out as the size of the address. If that
///   is more, the address was cut short. Or [`NULL`], with `addr`.
///
/// # Returns
///
/// The descriptor of the connection; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EAGAIN` (which is `EWOULDBLOCK`) — the socket is non-blocking and nobody waits; or
///   `SO_RCVTIMEO` ran out.
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `ECONNABORTED` — the caller gave up before.
/// * `EFAULT` — `*len` says more than the object has, or `addr` came without `len`; nothing was
///   accepted.
/// * `EINTR` — a signal came first.
/// * `EINVAL` — the socket does not listen; or `*len` is negative.
/// * `EMFILE`, `ENFILE` — no descriptor is free. The connection goes on waiting.
/// * `ENOBUFS`, `ENOMEM` — no memory for it.
/// * `ENOTSOCK` — `fd` is not a socket.
/// * `EOPNOTSUPP` — not a socket that is called.
/// * `EPERM` — a firewall forbids it.
/// * `ENETDOWN`, `EPROTO`, `ENOPROTOOPT`, `EHOSTDOWN`, `ENONET`, `EHOSTUNREACH`, `ENETUNREACH` —
///   Linux passes errors on that the new connection has already; treat them like `EAGAIN`.
///
/// ```
/// use berkeley::{arpa::inet::*, sys::socket::*, unistd::*};
///
/// let server_sock = socket(PF_INET, SOCK_STREAM, 0);
/// assert_eq!(listen(server_sock, 5), 0);
/// # let sock = socket(PF_INET, SOCK_STREAM, 0);
/// # let addr = &mut sockaddr_in::zeroed();
/// # let mut len = sizeof(addr) as socklen_t;
/// # assert_eq!(getsockname(server_sock, addr, &mut len), 0);
/// # assert_eq!(connect(sock, addr, len), 0);
/// let client_addr = &mut sockaddr_in::zeroed();
/// let mut client_addr_size = sizeof(client_addr) as socklen_t;
/// // accept(server_sock, (struct sockaddr *)&client_addr, &client_addr_size)
/// let client_sock = accept(server_sock, client_addr, &mut client_addr_size);
/// println!("{} called", inet_ntoa(client_addr.sin_addr));
/// # assert_eq!(client_addr_size, 16);
/// # for fd in [client_sock, server_sock, sock] { assert_eq!(close(fd), 0) }
/// ```
///
/// See accept(2), socket(7), POSIX.1-2024.
pub fn accept<A, L>(fd: c_int, addr: &mut A, len: &mut L) -> c_int
where
    A: SockAddr + ?Sized,
    L: Pointer<socklen_t>,
{
    gate(
        "accept",
        (Fd(fd), AddrOut::new(addr, len)),
        // SAFETY: `fd` is held; `AddrOut` lends `*len` bytes at `addr`, or null.
        |(fd, (addr, len))| New(unsafe { libc::accept(fd.raw(), addr, len) }),
    )
}

/// `int accept4(int fd, struct sockaddr *addr, socklen_t *len, int flags)` — [`accept`], with flags
/// for the new descriptor.
///
/// # Parameters
///
/// * `fd`, `addr`, `len` — as for [`accept`].
/// * `flags` — 0, [`SOCK_NONBLOCK`], [`SOCK_CLOEXEC`].
///
/// # Returns
///
/// The descriptor of the connection; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// Those of [`accept`], and
///
/// * `EINVAL` — unknown flags.
///
/// ```
/// use berkeley::{errno::*, sys::socket::*, unistd::*};
///
/// let server_sock = socket(PF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
/// assert_eq!(listen(server_sock, 5), 0);
/// assert_eq!(accept4(server_sock, NULL, NULL, SOCK_CLOEXEC), -1);
/// assert_eq!(errno(), EAGAIN);
/// close(server_sock);
/// ```
///
/// See accept4(2), POSIX.1-2024.
pub fn accept4<A, L>(fd: c_int, addr: &mut A, len: &mut L, flags: c_int) -> c_int
where
    A: SockAddr + ?Sized,
    L: Pointer<socklen_t>,
{
    gate(
        "accept4",
        (Fd(fd), AddrOut::new(addr, len), Named(flags, &SOCK_FLAGS)),
        // SAFETY: `fd` is held; `AddrOut` lends `*len` bytes at `addr`, or null.
        |(fd, (addr, len), flags)| New(unsafe { libc::accept4(fd.raw(), addr, len, flags) }),
    )
}

/// `int connect(int fd, const struct sockaddr *addr, socklen_t len)` — calls an address.
///
/// A stream socket makes the connection (TCP: the three-way handshake) and waits until it is made,
/// unless the socket is non-blocking. A datagram socket only notes the address: it is where
/// [`send`] sends to, and the only one that [`recv`] takes from; `AF_UNSPEC` undoes it.
///
/// # Parameters
///
/// * `fd` — a socket.
/// * `addr` — the address to call; port and IPv4 address in network byte order.
/// * `len` — its size in bytes. Less than the object goes to the kernel as it is.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `ECONNREFUSED` — nobody listens there.
/// * `ETIMEDOUT` — no answer came: the host is down, or a firewall drops the call.
/// * `ENETUNREACH`, `EHOSTUNREACH` — no way leads there.
/// * `EINPROGRESS` — the socket is non-blocking and the handshake is on its way: wait until the
///   socket can be written, then ask for `SO_ERROR`.
/// * `EALREADY` — it still is, from an earlier call.
/// * `EISCONN` — the socket is connected.
/// * `EADDRNOTAVAIL` — no local port is free.
/// * `EADDRINUSE` — the local address is in use.
/// * `EAFNOSUPPORT` — the address is of another family than the socket.
/// * `EAGAIN` — for [`PF_UNIX`], non-blocking: the backlog of the other side is full.
/// * `EACCES`, `EPERM` — a broadcast address without `SO_BROADCAST`; a firewall forbids it; for
///   [`PF_UNIX`], the socket file may not be written.
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `ENOTSOCK` — `fd` is not a socket.
/// * `EPROTOTYPE` — for [`PF_UNIX`], the socket there is of another type.
/// * `ENOENT`, `ENOTDIR`, `ELOOP` — of the path, for [`PF_UNIX`].
/// * `EINTR` — a signal came first; the handshake goes on.
/// * `EINVAL` — `len` is wrong for the family, negative, or larger than any address.
/// * `EFAULT` — `len` says more than the object has; nobody was called.
///
/// ```
/// use berkeley::{arpa::inet::*, errno::*, sys::socket::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_STREAM, 0);
/// let server_addr = &mut sockaddr_in::zeroed();
/// server_addr.sin_family = AF_INET as sa_family_t;
/// server_addr.sin_addr.s_addr = inet_addr("127.0.0.1");
/// server_addr.sin_port = htons(1); // where nobody listens
/// // connect(sock, (struct sockaddr *)&server_addr, sizeof(server_addr))
/// if connect(sock, server_addr, sizeof(server_addr)) == -1 {
///     assert_eq!(errno(), ECONNREFUSED);
/// }
/// close(sock);
/// ```
///
/// See connect(2), tcp(7), udp(7), unix(7), POSIX.1-2024.
pub fn connect<A: SockAddr + ?Sized>(fd: c_int, addr: &A, len: impl Length) -> c_int {
    gate(
        "connect",
        (Fd(fd), Addr::new(addr, len)),
        // SAFETY: `fd` is held, and so is what the address names; `Addr` lends `len` bytes at `addr`,
        // or null.
        |(fd, (addr, len, _named))| unsafe { libc::connect(fd.raw(), addr, len) },
    )
}

/// `int shutdown(int fd, int how)` — ends one or both directions of a connection.
///
/// Unlike [`close`](crate::unistd::close) it acts on the connection itself, whoever else has a
/// descriptor of it, and keeps the descriptor. After [`SHUT_WR`] the other side reads end of file,
/// and can still answer.
///
/// # Parameters
///
/// * `fd` — a connected socket.
/// * `how` — [`SHUT_RD`], [`SHUT_WR`] or [`SHUT_RDWR`].
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `EINVAL` — `how` is none of the three.
/// * `ENOTCONN` — the socket is not connected.
/// * `ENOTSOCK` — `fd` is not a socket.
/// * `EOPNOTSUPP` — this kind of socket has no connection to end: [`PF_PACKET`], [`PF_NETLINK`].
///
/// ```
/// use berkeley::{sys::socket::*, unistd::*};
///
/// let sv = &mut [0; 2];
/// socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
/// assert_eq!(shutdown(sv[0], SHUT_WR), 0);
/// assert_eq!(read(sv[1], &mut [0u8; 1], 1), 0); // end of file
/// # close(sv[0]);
/// # close(sv[1]);
/// ```
///
/// See shutdown(2), POSIX.1-2024.
pub fn shutdown(fd: c_int, how: c_int) -> c_int {
    gate(
        "shutdown",
        (Fd(fd), Named(how, &HOW)),
        // SAFETY: `fd` is held; no memory is passed.
        |(fd, how)| unsafe { libc::shutdown(fd.raw(), how) },
    )
}
