//! Options.

use super::*;
use crate::base::args::Fd;
use crate::base::gate::gate;
use crate::base::option::{Opt, OptOut};
use core::ffi::c_int;

/// `int getsockopt(int fd, int level, int optname, void *optval, socklen_t *optlen)` — asks for an
/// option of a socket.
///
/// # Parameters
///
/// * `fd` — a socket.
/// * `level` — which layer's option: [`SOL_SOCKET`] for those that every socket has, else the
///   number of a protocol: `IPPROTO_IP`, `IPPROTO_IPV6`, `IPPROTO_TCP`…
/// * `optname` — which option.
/// * `optval` — is given the value. Most are an `int`, in the byte order of the host; switches are
///   0 or 1. Times are a `struct timeval`, [`SO_LINGER`] is a `struct linger`, names are text.
/// * `optlen` — goes in as the size of `optval` in bytes, comes out as how many were written. A
///   value that is longer is cut short, or refused: that is up to the option.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `ENOTSOCK` — `fd` is not a socket.
/// * `ENOPROTOOPT` — the level has no such option to ask for; or the option is one of those below
///   that are refused.
/// * `EOPNOTSUPP` — the socket has no such level.
/// * `EINVAL` — `*optlen` is negative, or less than the option needs.
/// * `EFAULT` — `*optlen` says more than the object has, or came as [`NULL`].
/// * `ERANGE` — the value needs more room; `*optlen` now says how much (`SO_PEERGROUPS`,
///   `SO_PEERSEC`).
/// * `EPERM` — the process may not see it.
/// * `ENODATA`, `ENOTCONN`, `EADDRNOTAVAIL`… — the option has no value yet: see its own page.
///
/// # Options that do more
///
/// A few options are not just a value that the kernel writes into `*optlen` bytes:
///
/// * Values that carry addresses, for the kernel to write wherever they point to, are refused with
///   `ENOPROTOOPT`: `TCP_ZEROCOPY_RECEIVE`, `MPTCP_FULL_INFO`, `SCTP_SOCKOPT_CONNECTX3`,
///   `EBT_SO_GET_ENTRIES` and `EBT_SO_GET_INIT_ENTRIES`.
/// * Options that open a descriptor give it to this crate, so that
///   [`close`](crate::unistd::close) closes it: `SO_PEERPIDFD`, `SCTP_SOCKOPT_PEELOFF`. A length
///   that has no room for its number is `EINVAL`.
/// * Options that say otherwise than in bytes how much they write may write no more than the object
///   has room for, else `EFAULT`: [`SO_GET_FILTER`], whose length counts instructions of 8 bytes;
///   `IP_MSFILTER`, `MCAST_MSFILTER` and `TCP_AO_GET_KEYS`, whose value says how many sources or
///   keys may follow.
///
/// ```
/// use berkeley::{string::*, sys::socket::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_STREAM, 0);
/// let mut sock_type = 0; // int sock_type;
/// let mut optlen = sizeof(&sock_type) as socklen_t;
/// // getsockopt(sock, SOL_SOCKET, SO_TYPE, (void *)&sock_type, &optlen)
/// assert_eq!(getsockopt(sock, SOL_SOCKET, SO_TYPE, &mut sock_type, &mut optlen), 0);
/// assert_eq!((sock_type, optlen), (SOCK_STREAM, 4));
/// close(sock);
/// ```
///
/// See getsockopt(2), socket(7), ip(7), tcp(7), unix(7), POSIX.1-2024.
pub fn getsockopt<B, L>(
    fd: c_int,
    level: c_int,
    optname: c_int,
    optval: &mut B,
    optlen: &mut L,
) -> c_int
where
    B: BytesMut + ?Sized,
    L: Pointer<socklen_t>,
{
    gate(
        "getsockopt",
        (Fd(fd), OptOut::new(level, optname, optval, optlen)),
        // SAFETY: `fd` is held; `OptOut` lends `*len` bytes at `val`, and let no option pass that
        // writes elsewhere.
        |(fd, (level, name, val, len))| unsafe {
            libc::getsockopt(fd.raw(), level, name, val, len)
        },
    )
}

/// `int setsockopt(int fd, int level, int optname, const void *optval, socklen_t optlen)` — sets an
/// option of a socket.
///
/// # Parameters
///
/// * `fd`, `level`, `optname` — as for [`getsockopt`].
/// * `optval` — the value. Most are an `int`, in the byte order of the host: 0 switches an option
///   off, anything else on. Times are a `struct timeval`, [`SO_LINGER`] is a `struct linger`, names
///   are text. [`NULL`], with 0, for the few that are set to nothing that way.
/// * `optlen` — its size in bytes. Less than the object goes to the kernel as it is; more than the
///   option needs is ignored.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate; or the value names one that is not.
/// * `ENOTSOCK` — `fd` is not a socket.
/// * `ENOPROTOOPT` — the level has no such option, or the socket no such level; or the option is
///   one of those below that are refused.
/// * `EOPNOTSUPP` — the socket has no such level, or no option at all ([`PF_UNIX`]: none but those
///   of [`SOL_SOCKET`]).
/// * `EINVAL` — `optlen` is less than the option needs, or negative; or the option does not take
///   the value.
/// * `EFAULT` — `optlen` says more than the object has; nothing was set. So is any length but 0
///   with [`NULL`].
/// * `EDOM` — a time out of range ([`SO_RCVTIMEO`], [`SO_SNDTIMEO`]).
/// * `EPERM`, `EACCES` — the process may not set it.
/// * `EADDRINUSE`, `EADDRNOTAVAIL` — of a multicast group: the socket is a member already, or is
///   none.
/// * `ENODEV` — no interface has that name or that number.
/// * `ENOBUFS` — as many multicast groups or sources as may be; or the value is too long.
/// * `EPROTO` — a multicast group, for a stream.
/// * `ENOMEM` — no memory for it, or more than options may take (`net.core.optmem_max`).
/// * `EISCONN`, `ENOTCONN`, `EBUSY`, `ENOENT`… — of single options: see their own page.
///
/// # Options that do more
///
/// A few options are not just a value that the kernel reads:
///
/// * [`SO_ATTACH_FILTER`], [`SO_ATTACH_REUSEPORT_CBPF`] and `PACKET_FANOUT_DATA` take a program, a
///   [`sock_fprog`](crate::linux::filter::sock_fprog), and refuse the bytes of one with
///   `ENOPROTOOPT`: in bytes, an address is a mere number.
/// * Other values that carry addresses, of memory for the kernel to read or write, are refused with
///   `ENOPROTOOPT`: the tables of netfilter (`IPT_SO_SET_REPLACE` and its like), `XDP_UMEM_REG`,
///   `RDS_GET_MR` and `RDS_GET_MR_FOR_DEST`.
/// * [`SO_ZEROCOPY`] is refused likewise: with it the kernel would go on reading a buffer after
///   [`send`] has returned. Do as on a kernel without it: send without `MSG_ZEROCOPY`.
/// * A descriptor that a value names must be one of this crate, else `EBADF`: [`SO_ATTACH_BPF`],
///   [`SO_ATTACH_REUSEPORT_EBPF`], `PACKET_FANOUT_DATA` with a descriptor.
/// * `IPV6_FLOWLABEL_MGR` can make a new flow label, but not choose it (that is `EFAULT`): the
///   kernel would write the one that it chose into `optval`, which is yours to read only.
///
/// ```
/// use berkeley::{string::*, sys::socket::*, unistd::*};
///
/// let server_sock = socket(PF_INET, SOCK_STREAM, 0);
/// let on = 1; // int on = 1;
/// // setsockopt(server_sock, SOL_SOCKET, SO_REUSEADDR, (void *)&on, sizeof(on))
/// assert_eq!(setsockopt(server_sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(&on)), 0);
/// close(server_sock);
/// ```
///
/// See setsockopt(2), socket(7), ip(7), tcp(7), unix(7), POSIX.1-2024.
pub fn setsockopt<V>(
    fd: c_int,
    level: c_int,
    optname: c_int,
    optval: &V,
    optlen: impl Length,
) -> c_int
where
    V: OptionValue + ?Sized,
{
    gate(
        "setsockopt",
        (Fd(fd), Opt::new(level, optname, optval, optlen)),
        // SAFETY: `fd` is held, and so is what the value names; `Opt` lends `len` bytes at `val`,
        // or null, and let no option pass that carries addresses but those of a program that is
        // there, which the argument borrows.
        |(fd, (level, name, val, len, _named))| unsafe {
            libc::setsockopt(fd.raw(), level, name, val, len)
        },
    )
}
