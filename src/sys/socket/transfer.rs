//! Sending and receiving.

use super::*;
use crate::base::args::{Addr, AddrOut, As, Fd, In, Named, Out, SendFlags};
use crate::base::gate::gate;
use crate::trace::names::MSG_FLAGS;
use core::ffi::c_int;

/// `ssize_t send(int fd, const void *buf, size_t n, int flags)` — sends bytes over a connection.
///
/// In a stream the bytes follow those sent before, and the other side may read them in other
/// portions. A datagram socket sends one datagram for each call, whole or not at all.
///
/// Waits while the kernel has no room for the bytes. When the call returns, the kernel has taken
/// them; whether the other side gets them shows later, if at all.
///
/// Without flags it is [`write`](crate::unistd::write).
///
/// # Parameters
///
/// * `fd` — a socket that [`connect`], [`accept`] or [`socketpair`] connected.
/// * `buf` — the bytes to send: an array, a slice, text, a structure.
/// * `n` — how many, in bytes. Less than the object has sends its beginning.
/// * `flags` — 0, or any of these, ORed:
///   * [`MSG_DONTWAIT`] — do not wait, this once: `EAGAIN` instead.
///   * [`MSG_NOSIGNAL`] — no `SIGPIPE` where the connection has ended: only `EPIPE`. (Rust ignores
///     `SIGPIPE` from the start of the program.)
///   * [`MSG_OOB`] — the last byte is urgent (TCP, and streams of [`PF_UNIX`]): see [`sockatmark`].
///   * [`MSG_MORE`] — more is coming: TCP waits for a full segment, UDP makes one datagram of
///     all that is sent until a call without the flag.
///   * [`MSG_EOR`] — ends a record ([`SOCK_SEQPACKET`]).
///   * [`MSG_DONTROUTE`] — only to hosts that are reached without a gateway.
///   * [`MSG_CONFIRM`] — the other side has just answered: no need to ask who has its address.
///
/// # Returns
///
/// How many bytes the kernel took; or −1, with [`errno`](crate::errno::errno). In a stream that may
/// be fewer than `n`, if the socket is non-blocking or a signal came: send the rest with another
/// call.
///
/// # Errors
///
/// * `EAGAIN` (which is `EWOULDBLOCK`) — the call would have to wait, and is not to; or
///   `SO_SNDTIMEO` ran out.
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `ENOTSOCK` — `fd` is not a socket.
/// * `EPIPE` — the connection has ended, this side has shut it down for sending, or a TCP socket
///   was never connected.
/// * `ECONNRESET` — the other side broke the connection off.
/// * `ECONNABORTED` — the host's administrator ended it (`ss -K`).
/// * `ENOTCONN` — the socket is not connected, for [`PF_UNIX`].
/// * `EDESTADDRREQ` — a UDP socket is not connected: there is no address to send to.
/// * `ECONNREFUSED` — an earlier datagram met nobody there; this one was not sent.
/// * `EMSGSIZE` — the datagram is too long: over IPv4, more than 65507 bytes.
/// * `ETIMEDOUT` — no answer came to what was sent before.
/// * `EHOSTUNREACH`, `ENETUNREACH`, `ENETDOWN` — no way leads there any more.
/// * `EOPNOTSUPP` — a flag that this type of socket does not have; or `MSG_ZEROCOPY`, with which
///   the kernel would go on reading `buf` after the call has returned. Nothing was sent.
/// * `EFAULT` — `n` says more than the object has; nothing was sent.
/// * `EINTR` — a signal came before anything was sent.
/// * `EACCES`, `EPERM` — a broadcast address without `SO_BROADCAST`; a firewall forbids it.
/// * `ENXIO` — a packet socket is bound to no interface, or to one that is gone.
/// * `ENOBUFS`, `ENOMEM` — no memory for it.
///
/// ```
/// use berkeley::{string::*, sys::socket::*, unistd::*};
///
/// # let sv = &mut [0; 2];
/// # assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
/// # let [sock, client_sock] = *sv;
/// let message = b"Hello, Client!\0"; // char message[] = "Hello, Client!";
/// // send(client_sock, message, sizeof(message), MSG_NOSIGNAL)
/// assert_eq!(send(client_sock, message, sizeof(message), MSG_NOSIGNAL), 15);
/// # assert_eq!(recv(sock, &mut [0u8; 30], 30, 0), 15);
/// # close(sock);
/// # close(client_sock);
/// ```
///
/// See send(2), tcp(7), udp(7), unix(7), POSIX.1-2024.
#[inline]
pub fn send<B: Bytes + ?Sized>(fd: c_int, buf: &B, n: impl Length, flags: c_int) -> ssize_t {
    gate(
        "send",
        (Fd(fd), In::new(buf, n), SendFlags(flags), As { call: "sendto", rest: "NULL, 0" }),
        // SAFETY: `fd` is held; `In` lends `n` bytes at `buf`; `SendFlags` let no flag pass with
        // which they would be read later.
        |(fd, (buf, n), flags, ())| unsafe { libc::send(fd.raw(), buf, n, flags) },
    )
}

/// `ssize_t recv(int fd, void *buf, size_t n, int flags)` — receives bytes from a connection.
///
/// From a stream it takes what is there, at most `n` bytes: what one [`send`] sent may come in
/// several portions, and what several sent, in one. From a datagram socket it takes one datagram.
/// What of that has no room in `n` bytes is lost.
///
/// Waits until something is there. Without flags it is [`read`](crate::unistd::read).
///
/// # Parameters
///
/// * `fd` — a connected socket; or a datagram socket with an address.
/// * `buf` — is given the bytes. What lies behind them stays as it was.
/// * `n` — how many at most, in bytes.
/// * `flags` — 0, or any of these, ORed:
///   * [`MSG_DONTWAIT`] — do not wait, this once: `EAGAIN` instead.
///   * [`MSG_PEEK`] — leave the bytes there: the next call gets them again.
///   * [`MSG_WAITALL`] — of a stream, wait for all `n` bytes.
///   * [`MSG_TRUNC`] — of a datagram, return its true length, even if that is more than `n`. Of a
///     TCP stream, throw up to `n` bytes away, and write none into `buf`.
///   * [`MSG_OOB`] — the urgent byte: see [`sockatmark`].
///   * [`MSG_ERRQUEUE`] — not data, but a datagram that came back with an error.
///
/// # Returns
///
/// How many bytes were received; 0 where the other side ended the stream, and for a datagram
/// without content; or −1, with [`errno`](crate::errno::errno). With [`MSG_TRUNC`] the number may be
/// more than `n`: take no more than `n` bytes of `buf` then.
///
/// # Errors
///
/// * `EAGAIN` (which is `EWOULDBLOCK`) — nothing is there, and the call is not to wait; or
///   `SO_RCVTIMEO` ran out.
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `ENOTSOCK` — `fd` is not a socket.
/// * `ENOTCONN` — a TCP or seqpacket socket that is not connected.
/// * `ECONNRESET` — the other side broke the connection off.
/// * `ECONNREFUSED` — an earlier datagram met nobody there.
/// * `EMSGSIZE` — an earlier datagram was too long for the path, and `IP_MTU_DISCOVER` forbids to
///   cut it.
/// * `ETIMEDOUT`, `EHOSTUNREACH`, `ENETUNREACH` — the other side does not answer any more.
/// * `ECONNABORTED` — the host's administrator ended the connection (`ss -K`).
/// * `ENETDOWN` — the interface of a packet socket went down.
/// * `ENOBUFS` — a netlink socket's buffer was full, and messages are lost.
/// * `EINVAL` — [`MSG_OOB`], and no urgent byte is there; a stream of [`PF_UNIX`] is not connected.
/// * `EOPNOTSUPP` — a flag that this type of socket does not have.
/// * `EFAULT` — `n` says more than the object has; nothing was received. So is any `n` but 0 with
///   [`NULL`], which has no bytes: C takes it with [`MSG_TRUNC`], here that needs a buffer too.
/// * `EINTR` — a signal came first.
/// * `ENOMEM` — no memory for it.
///
/// ```
/// use berkeley::{string::*, sys::socket::*, unistd::*};
///
/// # let sv = &mut [0; 2];
/// # assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
/// # let [sock, client_sock] = *sv;
/// # send(client_sock, "Hello, Client!", 14, 0);
/// let message = &mut [0u8; 30]; // char message[30];
/// // recv(sock, message, sizeof(message), MSG_PEEK)
/// assert_eq!(recv(sock, message, sizeof(message), MSG_PEEK), 14);
/// assert_eq!(recv(sock, message, sizeof(message), 0), 14); // still there
/// assert_eq!(cstr(message).to_string(), "Hello, Client!");
///
/// shutdown(client_sock, SHUT_WR);
/// assert_eq!(recv(sock, message, sizeof(message), 0), 0); // end of file
/// # close(sock);
/// # close(client_sock);
/// ```
///
/// See recv(2), tcp(7), udp(7), unix(7), POSIX.1-2024.
#[inline]
pub fn recv<B: BytesMut + ?Sized>(fd: c_int, buf: &mut B, n: impl Length, flags: c_int) -> ssize_t {
    gate(
        "recv",
        (
            Fd(fd),
            Out::new(buf, n),
            Named(flags, &MSG_FLAGS),
            As { call: "recvfrom", rest: "NULL, NULL" },
        ),
        // SAFETY: `fd` is held; `Out` lends room for `n` bytes at `buf`.
        |(fd, (buf, n), flags, ())| unsafe { libc::recv(fd.raw(), buf, n, flags) },
    )
}

/// `ssize_t sendto(int fd, const void *buf, size_t n, int flags, const struct sockaddr *addr, socklen_t len)`
/// — sends a datagram to an address.
///
/// With [`NULL`] for the address it is [`send`]. A UDP socket without an address of its own gets
/// one first, with a port that the kernel chooses.
///
/// # Parameters
///
/// * `fd` — a socket, usually a datagram socket.
/// * `buf`, `n`, `flags` — as for [`send`].
/// * `addr` — where to; port and IPv4 address in network byte order. [`NULL`]: where [`connect`]
///   said. For this one datagram it comes before what [`connect`] said; TCP ignores it.
/// * `len` — its size in bytes. Less than the object goes to the kernel as it is. Ignored with
///   [`NULL`].
///
/// # Returns
///
/// How many bytes the kernel took; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// Those of [`send`], and
///
/// * `EINVAL` — `len` is too short for the family, negative, or larger than any address; or the
///   port is 0.
/// * `EAFNOSUPPORT` — the address is of another family than the socket.
/// * `EFAULT` — `n` or `len` says more than the object has; nothing was sent.
/// * `EISCONN` — a stream of [`PF_UNIX`] is connected, and takes no address; with
///   [`MSG_FASTOPEN`], one of TCP.
/// * `EINPROGRESS` — with [`MSG_FASTOPEN`], the socket is non-blocking and connects now; nothing
///   was sent.
/// * `EALREADY` — with [`MSG_FASTOPEN`], another thread does that.
/// * `EACCES` — a broadcast address without `SO_BROADCAST`; for [`PF_UNIX`], the socket file may
///   not be written.
/// * `ECONNREFUSED`, `ENOENT`, `ENOTDIR`, `ELOOP` — of the path, for [`PF_UNIX`].
/// * `EPROTOTYPE` — for [`PF_UNIX`], the socket there is of another type.
/// * `EAGAIN` — the socket had no address, and no port is free.
///
/// ```
/// use berkeley::{arpa::inet::*, string::*, sys::socket::*, unistd::*};
///
/// # let server_sock = socket(PF_INET, SOCK_DGRAM, 0);
/// # let server_addr = &mut sockaddr_in::zeroed();
/// # server_addr.sin_family = AF_INET as sa_family_t;
/// # server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
/// # assert_eq!(bind(server_sock, server_addr, sizeof(server_addr)), 0);
/// # let mut len = sizeof(server_addr) as socklen_t;
/// # assert_eq!(getsockname(server_sock, server_addr, &mut len), 0);
/// let sock = socket(PF_INET, SOCK_DGRAM, 0);
/// // sendto(sock, "ping", 4, 0, (struct sockaddr *)&server_addr, sizeof(server_addr))
/// assert_eq!(sendto(sock, "ping", 4, 0, server_addr, sizeof(server_addr)), 4);
/// # assert_eq!(recv(server_sock, &mut [0u8; 16], 16, 0), 4);
/// # close(server_sock);
/// close(sock);
/// ```
///
/// See sendto(2), udp(7), unix(7), POSIX.1-2024.
#[inline]
pub fn sendto<B, A>(
    fd: c_int,
    buf: &B,
    n: impl Length,
    flags: c_int,
    addr: &A,
    len: impl Length,
) -> ssize_t
where
    B: Bytes + ?Sized,
    A: SockAddr + ?Sized,
{
    gate(
        "sendto",
        (Fd(fd), In::new(buf, n), SendFlags(flags), Addr::new(addr, len)),
        // SAFETY: `fd` is held; `In` lends `n` bytes at `buf`, `Addr` `len` bytes at `addr` or
        // null; `SendFlags` let no flag pass with which the bytes would be read later.
        |(fd, (buf, n), flags, (addr, len, _named))| unsafe {
            libc::sendto(fd.raw(), buf, n, flags, addr, len)
        },
    )
}

/// `ssize_t recvfrom(int fd, void *buf, size_t n, int flags, struct sockaddr *addr, socklen_t *len)`
/// — receives a datagram, and who sent it.
///
/// # Parameters
///
/// * `fd` — a socket, usually a datagram socket with an address.
/// * `buf`, `n`, `flags` — as for [`recv`].
/// * `addr` — is given the sender's address; or [`NULL`]. Of a TCP connection it stays as it was,
///   since the other side is known ([`getpeername`]), and so does that of a sender without one.
/// * `len` — goes in as the size of `addr` in bytes, comes out as the size of the address. If that
///   is more, the address was cut short; if it is 0, there is none. Or [`NULL`], with `addr`.
///
/// # Returns
///
/// As [`recv`]: how many bytes were received, 0 at the end of a stream; or −1, with
/// [`errno`](crate::errno::errno).
///
/// # Errors
///
/// Those of [`recv`], and
///
/// * `EFAULT` — `n` or `*len` says more than the object has, or `addr` came without `len`; nothing
///   was received. (The kernel would take the datagram first, and lose it.)
/// * `EINVAL` — `*len` is negative; nothing was received either.
///
/// ```
/// use berkeley::{arpa::inet::*, string::*, sys::socket::*, unistd::*};
///
/// # let server_sock = socket(PF_INET, SOCK_DGRAM, 0);
/// # let server_addr = &mut sockaddr_in::zeroed();
/// # server_addr.sin_family = AF_INET as sa_family_t;
/// # server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
/// # assert_eq!(bind(server_sock, server_addr, sizeof(server_addr)), 0);
/// # let mut len = sizeof(server_addr) as socklen_t;
/// # assert_eq!(getsockname(server_sock, server_addr, &mut len), 0);
/// # let sock = socket(PF_INET, SOCK_DGRAM, 0);
/// # assert_eq!(sendto(sock, "ping", 4, 0, server_addr, sizeof(server_addr)), 4);
/// let message = &mut [0u8; 30];
/// let client_addr = &mut sockaddr_in::zeroed();
/// let mut client_addr_size = sizeof(client_addr) as socklen_t;
/// // recvfrom(server_sock, message, sizeof(message), 0,
/// //          (struct sockaddr *)&client_addr, &client_addr_size)
/// let n = recvfrom(
///     server_sock, message, sizeof(message), 0, client_addr, &mut client_addr_size,
/// );
/// assert_eq!((n, client_addr_size), (4, 16));
/// // The answer goes back to where the question came from.
/// assert_eq!(sendto(server_sock, message, n, 0, client_addr, client_addr_size), 4);
/// # assert_eq!(recv(sock, message, 30, 0), 4);
/// # close(sock);
/// # close(server_sock);
/// ```
///
/// See recvfrom(2), udp(7), unix(7), POSIX.1-2024.
#[inline]
pub fn recvfrom<B, A, L>(
    fd: c_int,
    buf: &mut B,
    n: impl Length,
    flags: c_int,
    addr: &mut A,
    len: &mut L,
) -> ssize_t
where
    B: BytesMut + ?Sized,
    A: SockAddr + ?Sized,
    L: Pointer<socklen_t>,
{
    gate(
        "recvfrom",
        (Fd(fd), Out::new(buf, n), Named(flags, &MSG_FLAGS), AddrOut::new(addr, len)),
        // SAFETY: `fd` is held; `Out` lends room for `n` bytes at `buf`, `AddrOut` `*len` bytes at
        // `addr`, or null.
        |(fd, (buf, n), flags, (addr, len))| unsafe {
            libc::recvfrom(fd.raw(), buf, n, flags, addr, len)
        },
    )
}
