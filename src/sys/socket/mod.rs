//! `<sys/socket.h>`: sockets.
//!
//! | C | here |
//! |---|---|
//! | `sock = socket(PF_INET, SOCK_STREAM, 0)` | `let sock = `[`socket`]`(PF_INET, SOCK_STREAM, 0)` |
//! | `int sv[2]; socketpair(AF_UNIX, SOCK_STREAM, 0, sv)` | `let sv = &mut [0; 2]; `[`socketpair`]`(AF_UNIX, SOCK_STREAM, 0, sv)` |
//! | `bind(sock, (struct sockaddr *)&addr, sizeof(addr))` | [`bind`]`(sock, addr, sizeof(addr))` |
//! | `listen(sock, 5)` | [`listen`]`(sock, 5)` |
//! | `accept(sock, (struct sockaddr *)&addr, &addr_size)` | [`accept`]`(sock, addr, &mut addr_size)` |
//! | `accept(sock, NULL, NULL)` | [`accept`]`(sock, NULL, NULL)` |
//! | `accept4(sock, NULL, NULL, SOCK_CLOEXEC)` | [`accept4`]`(sock, NULL, NULL, SOCK_CLOEXEC)` |
//! | `connect(sock, (struct sockaddr *)&addr, sizeof(addr))` | [`connect`]`(sock, addr, sizeof(addr))` |
//! | `getsockname(sock, (struct sockaddr *)&addr, &addr_size)` | [`getsockname`]`(sock, addr, &mut addr_size)` |
//! | `getpeername(sock, (struct sockaddr *)&addr, &addr_size)` | [`getpeername`]`(sock, addr, &mut addr_size)` |
//! | `send(sock, message, sizeof(message), 0)` | [`send`]`(sock, message, sizeof(message), 0)` |
//! | `recv(sock, message, sizeof(message) - 1, 0)` | [`recv`]`(sock, message, sizeof(message) - 1, 0)` |
//! | `sendto(sock, message, 5, 0, (struct sockaddr *)&addr, sizeof(addr))` | [`sendto`]`(sock, message, 5, 0, addr, sizeof(addr))` |
//! | `recvfrom(sock, buf, sizeof(buf), 0, (struct sockaddr *)&addr, &addr_size)` | [`recvfrom`]`(sock, buf, sizeof(buf), 0, addr, &mut addr_size)` |
//! | `struct msghdr msg = { 0 }; sendmsg(sock, &msg, 0)` | `let mut msg = `[`msghdr`]`::zeroed(); `[`sendmsg`]`(sock, &msg, 0)` |
//! | `recvmsg(sock, &msg, 0)` | [`recvmsg`]`(sock, &mut msg, 0)` |
//! | `struct mmsghdr msgs[2]; recvmmsg(sock, msgs, 2, 0, NULL)` | `let msgs = &mut [`[`mmsghdr`]`::zeroed(), mmsghdr::zeroed()]; `[`recvmmsg`]`(sock, msgs, 2, 0, NULL)` |
//! | `sendmmsg(sock, msgs, 2, 0)` | [`sendmmsg`]`(sock, msgs, 2, 0)` |
//! | `char cbuf[CMSG_SPACE(sizeof(int))];` | `let cbuf = &mut [0u8; `[`CMSG_SPACE`]`(size_of::<i32>())];` |
//! | `cmsg = CMSG_FIRSTHDR(&msg)` | `let mut cmsg = `[`CMSG_FIRSTHDR`]`(&msg)` |
//! | `cmsg->cmsg_type == SCM_RIGHTS` | `cmsg.cmsg_type == SCM_RIGHTS` |
//! | `cmsg->cmsg_type = SCM_RIGHTS` | `cmsg.set_cmsg_type(SCM_RIGHTS)` |
//! | `cmsg->cmsg_len = CMSG_LEN(sizeof(fd))` | `cmsg.set_cmsg_len(`[`CMSG_LEN`]`(sizeof(&fd)))` |
//! | `memcpy(&fd, CMSG_DATA(cmsg), sizeof(fd))` | `memcpy(fd, &`[`CMSG_DATA`]`(cmsg), sizeof(fd))` |
//! | `cmsg = CMSG_NXTHDR(&msg, cmsg)` | `cmsg = `[`CMSG_NXTHDR`]`(&msg, cmsg)` |
//! | `setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on))` | [`setsockopt`]`(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(&on))` |
//! | `getsockopt(sock, SOL_SOCKET, SO_ERROR, &error, &len)` | [`getsockopt`]`(sock, SOL_SOCKET, SO_ERROR, &mut error, &mut len)` |
//! | `struct linger linger = { 1, 0 };` | `let linger = &`[`linger`]` { l_onoff: 1, l_linger: 0 };` |
//! | `shutdown(sock, SHUT_WR)` | [`shutdown`]`(sock, SHUT_WR)` |
//! | `if (sockatmark(sock))` | `if `[`sockatmark`]`(sock) != 0` |
//! | `close(sock)` | [`close`](crate::unistd::close)`(sock)` |
//!
//! ```
//! use berkeley::{arpa::inet::*, unistd::*}; // <arpa/inet.h> brings <sys/socket.h> along
//!
//! let sock = socket(PF_INET, SOCK_STREAM, 0); // int sock = socket(PF_INET, SOCK_STREAM, 0);
//! let on = 1; // int on = 1;
//! // setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
//! assert_eq!(setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(&on)), 0);
//! close(sock); // close(sock);
//! ```
//!
//! # A connection, call by call
//!
//! A socket is one end of a conversation, and a descriptor, an `int`, is the program's name for it.
//! This is how two programs come to talk over TCP:
//!
//! ```text
//! server                              client
//!
//! socket                              socket
//! bind      (takes an address)
//! listen    (may be called there)
//! accept    (waits)           <-----  connect
//! read, write                <----->  read, write
//! close                               close
//! ```
//!
//! With datagrams there is no connection to make: after [`socket`], and [`bind`] at the side that is
//! to be found, [`sendto`] says with each message where it goes, and [`recvfrom`] where it came from.
//!
//! The address is a structure of its family, and C casts a pointer to it to `struct sockaddr *`. Here
//! every such structure serves as it is:
//!
//! | domain | structure | |
//! |---|---|---|
//! | [`PF_INET`] | [`sockaddr_in`](crate::netinet::in_::sockaddr_in) | IPv4: address and port |
//! | [`PF_INET6`] | [`sockaddr_in6`](crate::netinet::in_::sockaddr_in6) | IPv6: address, port, scope |
//! | [`PF_UNIX`] | `sockaddr_un` | within the host: a path or a name |
//! | any | [`sockaddr_storage`] | room for every one of them |
//!
//! # What differs from C
//!
//! * The descriptors are this crate's: a call on any other number fails with `EBADF`. See
//!   [`adopt`](crate::adopt) and [`release`](crate::release) for the way in and out.
//! * A length may say less than the object behind it, never more: that is `EFAULT`, and nothing
//!   happens.
//! * Numbers go to the kernel as they are: an unknown domain, type, level, option or flag earns the
//!   kernel's own error.
//!
//! See socket(7), ip(7), ipv6(7), unix(7), POSIX.1-2024.

mod connection;
mod constants;
mod control;
mod message;
mod names;
mod options;
mod requests;
mod transfer;

pub use connection::*;
pub use constants::*;
pub use control::*;
pub use message::*;
pub use names::*;
pub use options::*;
pub use requests::*;
pub use transfer::*;

pub use crate::base::memory::{CmsgData, Control};
#[doc(no_inline)]
pub use crate::base::sockopt::OptionValue;
#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::sys::types::*;
#[doc(no_inline)]
pub use crate::sys::uio::{Memory, iovec};

use crate::plain;
use core::ffi::{c_int, c_uchar, c_ushort};

/// `sa_family_t` — the family of an address, such as [`AF_INET`]: the first field of every one.
///
/// The constants are `int`s, as in C, where they convert without being asked. Here one says
/// `addr.sin_family = AF_INET as sa_family_t`.
#[doc(inline)]
pub use libc::sa_family_t;

/// `socklen_t` — the length of an address or of an option's value, in bytes.
#[doc(inline)]
pub use libc::socklen_t;

/// `struct sockaddr` — an address of any family: what all of them have in common.
///
/// * `sa_family` — the family, such as [`AF_INET`]; it says which structure the address is.
/// * `sa_data` — the beginning of what the family makes of it.
///
/// In C it is what pointers to addresses are cast to; the calls here take the address as it is.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let addr = &mut sockaddr_in::zeroed();
/// addr.sin_family = AF_INET as sa_family_t;
/// // ((struct sockaddr *)&addr)->sa_family
/// assert_eq!(cast::<sockaddr>(addr).sa_family, AF_INET as sa_family_t);
/// ```
#[doc(inline)]
pub use libc::sockaddr;

pub use crate::base::addr::sockaddr_storage;

/// `struct linger` — the value of [`SO_LINGER`]: what `close` does about data not yet sent.
///
/// * `l_onoff` — 0: `close` returns at once and the kernel goes on sending. Else:
/// * `l_linger` — for how many seconds `close` waits until all is sent and acknowledged. With 0 it
///   does not wait, throws the data away and breaks the connection (TCP: RST).
///
/// ```
/// use berkeley::{sys::socket::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_STREAM, 0);
/// let value = linger { l_onoff: 1, l_linger: 0 }; // struct linger value = { 1, 0 };
/// // setsockopt(sock, SOL_SOCKET, SO_LINGER, &value, sizeof(value))
/// assert_eq!(setsockopt(sock, SOL_SOCKET, SO_LINGER, &value, sizeof(&value)), 0);
/// close(sock);
/// ```
#[doc(inline)]
pub use libc::linger;

/// `struct ucred` — who a process is: the value of [`SO_PEERCRED`] and of [`SCM_CREDENTIALS`].
///
/// * `pid` — the process.
/// * `uid` — its effective user (in a message: effective, real or saved).
/// * `gid` — its effective group, likewise.
///
/// ```
/// use berkeley::{sys::socket::*, unistd::*};
///
/// let sv = &mut [0; 2];
/// socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
/// let peer = &mut ucred::zeroed(); // struct ucred peer;
/// let mut len = sizeof(peer) as socklen_t;
/// // getsockopt(sv[0], SOL_SOCKET, SO_PEERCRED, &peer, &len)
/// assert_eq!(getsockopt(sv[0], SOL_SOCKET, SO_PEERCRED, peer, &mut len), 0);
/// assert_eq!(peer.pid as u32, std::process::id()); // this process made the pair
/// # close(sv[0]);
/// # close(sv[1]);
/// ```
#[doc(inline)]
pub use libc::ucred;

/// `struct osockaddr` — an address as 4.3BSD had it, which old protocols (talk) still send.
///
/// * `sa_family` — the family, 16 bits.
/// * `sa_data` — what the family makes of it.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct osockaddr {
    /// The family, such as [`AF_INET`].
    pub sa_family: c_ushort,
    /// What the family makes of it.
    pub sa_data: [c_uchar; 14],
}

impl SockAddr for osockaddr {}

plain! {
    linger { l_onoff: c_int, l_linger: c_int }
    ucred { pid: pid_t, uid: uid_t, gid: gid_t }
    osockaddr { sa_family: c_ushort, sa_data: [c_uchar; 14] }
}
