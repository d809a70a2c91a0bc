//! Messages: several buffers, an address and control messages in one call.

use super::*;
use crate::base::args::{Fd, Named, SendFlags, Timespec};
use crate::base::gate::gate;
use crate::base::message::{Batch, MsgIn, MsgOut};
use crate::trace::names::MSG_FLAGS;
use core::ffi::{c_int, c_uint};
use libc::timespec;

/// `struct msghdr` — a message: whom it goes to or comes from, its buffers, its control messages.
///
/// What it points to, it borrows for as long as it is in use. So a length that is taken from a
/// buffer with `sizeof` comes before the line that lends the buffer. A buffer that the program is
/// to look at between two calls is a [`Cell`](std::cell::Cell): see [`Memory`].
///
/// ```
/// use berkeley::{arpa::inet::*, unistd::*};
///
/// let buf = &mut [0u8; 512]; // char buf[512];
/// let from = &mut sockaddr_in::zeroed(); // struct sockaddr_in from;
/// let iov = [iovec::from(buf)]; // struct iovec iov = { buf, sizeof(buf) };
/// let mut msg = msghdr::zeroed(); // struct msghdr msg = { 0 };
/// msg.msg_namelen = sizeof(from) as socklen_t; // msg.msg_namelen = sizeof(from);
/// msg.msg_name = from.into(); // msg.msg_name = &from;
/// msg.msg_iov = &iov; // msg.msg_iov = &iov;
/// msg.msg_iovlen = 1; // msg.msg_iovlen = 1;
/// ```
///
/// See recvmsg(2), POSIX.1-2024.
#[derive(Debug, Default)]
pub struct msghdr<'a> {
    /// Where the address is, or null. To send to, or to receive the sender's into.
    pub msg_name: Memory<'a>,
    /// The size of the address in bytes. Receiving sets it to the true size.
    pub msg_namelen: socklen_t,
    /// The buffers.
    pub msg_iov: &'a [iovec<'a>],
    /// How many buffers take part: all of them or fewer, at most 1024.
    pub msg_iovlen: size_t,
    /// Where the control messages are, or null.
    pub msg_control: Control<'a>,
    /// How many bytes of control messages there are, or room for. Receiving sets it to what came.
    pub msg_controllen: size_t,
    /// What receiving tells of the message, ORed: [`MSG_TRUNC`], it was longer than the buffers;
    /// [`MSG_CTRUNC`], there was no room for all of its control messages; [`MSG_EOR`], a record
    /// ends; [`MSG_OOB`]; [`MSG_ERRQUEUE`]. [`sendmsg`] ignores it, [`sendmmsg`] takes [`MSG_EOR`].
    pub msg_flags: c_int,
}

impl msghdr<'_> {
    /// No address, no buffers, no control messages: C's `struct msghdr msg = { 0 };`.
    pub const fn zeroed() -> msghdr<'static> {
        msghdr {
            msg_name: Memory::NULL,
            msg_namelen: 0,
            msg_iov: &[],
            msg_iovlen: 0,
            msg_control: Control::NULL,
            msg_controllen: 0,
            msg_flags: 0,
        }
    }
}

/// `struct mmsghdr` — one of several messages, for [`sendmmsg`] and [`recvmmsg`].
///
/// ```
/// use berkeley::sys::socket::*;
///
/// let iov = [iovec::from(b"hello")];
/// let msgs = &mut [mmsghdr::zeroed(), mmsghdr::zeroed()]; // struct mmsghdr msgs[2] = { 0 };
/// msgs[0].msg_hdr.msg_iov = &iov; // msgs[0].msg_hdr.msg_iov = iov;
/// msgs[0].msg_hdr.msg_iovlen = 1;
/// assert_eq!(msgs[0].msg_len, 0); // sendmmsg sets it
/// ```
///
/// See sendmmsg(2). Of Linux.
#[derive(Debug, Default)]
pub struct mmsghdr<'a> {
    /// The message.
    pub msg_hdr: msghdr<'a>,
    /// How many bytes of it were sent or received: the call sets it.
    pub msg_len: c_uint,
}

impl mmsghdr<'_> {
    /// A message without anything.
    pub const fn zeroed() -> mmsghdr<'static> {
        mmsghdr { msg_hdr: msghdr::zeroed(), msg_len: 0 }
    }
}

/// `ssize_t sendmsg(int fd, const struct msghdr *message, int flags)` — sends a message: several
/// buffers as one, to an address, with control messages.
///
/// Apart from that it is [`sendto`]. A datagram socket makes one datagram of all the buffers.
///
/// # Parameters
///
/// * `fd` — a socket.
/// * `message` — what to send:
///   * `msg_name`, `msg_namelen` — where to, as for [`sendto`]; null: where [`connect`] said.
///   * `msg_iov`, `msg_iovlen` — the bytes, buffer after buffer.
///   * `msg_control`, `msg_controllen` — the control messages: one after the other, all of them
///     together `msg_controllen` bytes long; null and 0 if there are none.
/// * `flags` — as for [`send`].
///
/// Over a Unix socket [`SCM_RIGHTS`] passes descriptors on. The peer gets copies, as of [`dup`](crate::unistd::dup): this
/// program's stay its own, and may be closed as soon as the call has returned. On a stream at least
/// one byte must go with them.
///
/// # Returns
///
/// How many bytes the kernel took; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// Those of [`send`] and [`sendto`], and
///
/// * `EBADF` — `fd`, or a descriptor to be passed on, is not an open one of this crate.
/// * `EMSGSIZE` — `msg_iovlen` is more than 1024; or the datagram is too long.
/// * `EINVAL` — the length of a control message is less than that of its header, or more than there
///   is left; the kernel does not know its kind, or its data is not of the length that belongs to
///   it; more than 253 descriptors; a `msg_namelen` or `iov_len` that is negative as C's signed
///   type. Also any control message of RDS, since some carry addresses of memory.
/// * `ENOBUFS` — the control messages are longer than the kernel takes (`net.core.optmem_max`).
/// * `EPERM` — [`SCM_CREDENTIALS`] that are not the process's own.
/// * `ESRCH` — [`SCM_CREDENTIALS`] of a process that does not exist.
/// * `ENODEV` — a control message names an interface that does not exist.
/// * `ETOOMANYREFS` — too many descriptors are on their way, sent and not yet received.
/// * `EFAULT` — a length in `message`, or `msg_iovlen`, says more than there is. Nothing was sent.
///
/// ```
/// use berkeley::{string::*, sys::socket::*, unistd::*};
///
/// # let sv = &mut [0; 2];
/// # assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
/// # let [sock, client_sock] = *sv;
/// // struct iovec iov[2] = { { "Hello, ", 7 }, { "Client!", 8 } };
/// let iov = [iovec::from(b"Hello, "), iovec::from(b"Client!\0")];
/// let mut msg = msghdr::zeroed(); // struct msghdr msg = { 0 };
/// msg.msg_iov = &iov; // msg.msg_iov = iov;
/// msg.msg_iovlen = 2; // msg.msg_iovlen = 2;
/// // sendmsg(client_sock, &msg, 0)
/// assert_eq!(sendmsg(client_sock, &msg, 0), 15);
/// # let message = &mut [0u8; 30];
/// # assert_eq!(recv(sock, message, 30, 0), 15);
/// # assert_eq!(cstr(message).to_string(), "Hello, Client!");
/// # close(sock);
/// # close(client_sock);
/// ```
///
/// Passing a descriptor on:
///
/// ```
/// use berkeley::{string::*, sys::socket::*, unistd::*};
///
/// # let sv = &mut [0; 2];
/// # assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
/// # let [sock, fd] = *sv;
/// let cbuf = &mut [0u8; CMSG_SPACE(size_of::<i32>())]; // char cbuf[CMSG_SPACE(sizeof(int))];
/// let iov = [iovec::from(b"x")];
/// let mut msg = msghdr::zeroed();
/// msg.msg_iov = &iov;
/// msg.msg_iovlen = 1;
/// msg.msg_controllen = sizeof(cbuf); // msg.msg_controllen = sizeof(cbuf);
/// msg.msg_control = cbuf.into(); // msg.msg_control = cbuf;
/// let mut cmsg = CMSG_FIRSTHDR(&msg); // struct cmsghdr *cmsg = CMSG_FIRSTHDR(&msg);
/// cmsg.set_cmsg_level(SOL_SOCKET); // cmsg->cmsg_level = SOL_SOCKET;
/// cmsg.set_cmsg_type(SCM_RIGHTS); // cmsg->cmsg_type = SCM_RIGHTS;
/// cmsg.set_cmsg_len(CMSG_LEN(sizeof(&fd))); // cmsg->cmsg_len = CMSG_LEN(sizeof(fd));
/// memcpy(&mut CMSG_DATA(cmsg), &fd, sizeof(&fd)); // memcpy(CMSG_DATA(cmsg), &fd, sizeof(fd));
/// assert_eq!(sendmsg(sock, &msg, 0), 1);
/// # close(sock);
/// # close(fd);
/// ```
///
/// See sendmsg(2), cmsg(3), unix(7), POSIX.1-2024.
pub fn sendmsg(fd: c_int, message: &msghdr<'_>, flags: c_int) -> ssize_t {
    gate(
        "sendmsg",
        (Fd(fd), MsgIn::new(message), SendFlags(flags)),
        // SAFETY: `fd` is held, and so is what the message carries; `MsgIn` lends a message all of
        // whose memory may be read.
        |(fd, msg, flags)| msg.lend_to(|msg| unsafe { libc::sendmsg(fd.raw(), msg, flags) }),
    )
}

/// `ssize_t recvmsg(int fd, struct msghdr *message, int flags)` — receives a message: into several
/// buffers, with the sender's address and the control messages.
///
/// Apart from that it is [`recvfrom`]. It fills the first buffer before it begins with the next.
///
/// A descriptor that comes ([`SCM_RIGHTS`], or that of a process, `SCM_PIDFD`) belongs to the
/// program from then on: the number in the data is good for every call of this crate, and the
/// program must close it. Descriptors for which there is no room in the control messages, the kernel
/// closes.
///
/// # Parameters
///
/// * `fd` — a socket.
/// * `message` — where to put it, and what of it came:
///   * `msg_name`, `msg_namelen` — is given the sender's address, in as many bytes; then
///     `msg_namelen` is its true size, which may be more than there was room for. Null: no address.
///   * `msg_iov`, `msg_iovlen` — the buffers.
///   * `msg_control`, `msg_controllen` — is given the control messages, in as many bytes; then
///     `msg_controllen` is how many were used.
///   * `msg_flags` — is given what there is to say of the message; what it was does not matter.
/// * `flags` — as for [`recv`], and
///   * [`MSG_CMSG_CLOEXEC`] — `execve` closes the descriptors that come.
///   * [`MSG_ERRQUEUE`] — a datagram that came back with an error: `IP_RECVERR` tells which.
///
/// Since both lengths come out, they must be set again before the next call.
///
/// # Returns
///
/// How many bytes were received; 0 as for [`recv`]; or −1, with [`errno`](crate::errno::errno). Then
/// `message` is as it was.
///
/// # Errors
///
/// Those of [`recv`], and
///
/// * `EMSGSIZE` — `msg_iovlen` is more than 1024.
/// * `EINVAL` — a `msg_namelen` or `iov_len` that is negative as C's signed type; or
///   `MSG_CMSG_COMPAT`, the kernel's own flag.
/// * `EFAULT` — a length in `message`, or `msg_iovlen`, says more than there is; or the memory may
///   only be read, having been made from a `&` rather than a `&mut` or `&Cell`. Nothing was received.
///
/// The loop over what came is C's:
///
/// ```
/// use berkeley::{arpa::inet::*, string::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_DGRAM, 0);
/// # let addr = &mut sockaddr_in::zeroed();
/// # addr.sin_family = AF_INET as sa_family_t;
/// # addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
/// # assert_eq!(bind(sock, addr, sizeof(addr)), 0);
/// # assert_eq!(getsockname(sock, addr, &mut 16), 0);
/// let on = 1;
/// setsockopt(sock, IPPROTO_IP, IP_RECVTTL, &on, sizeof(&on));
/// # assert_eq!(sendto(sock, "ping", 4, 0, addr, sizeof(addr)), 4);
/// // …
/// let (buf, cbuf) = (&mut [0u8; 512], &mut [0u8; 128]); // char buf[512], cbuf[128];
/// let iov = [iovec::from(buf)];
/// let mut msg = msghdr::zeroed();
/// msg.msg_iov = &iov;
/// msg.msg_iovlen = 1;
/// msg.msg_controllen = sizeof(cbuf);
/// msg.msg_control = cbuf.into();
/// assert_eq!(recvmsg(sock, &mut msg, 0), 4);
///
/// let ttl = &mut 0; // int ttl = 0;
/// let mut cmsg = CMSG_FIRSTHDR(&msg); // for (cmsg = CMSG_FIRSTHDR(&msg);
/// while cmsg != NULL { //                  cmsg != NULL; cmsg = CMSG_NXTHDR(&msg, cmsg))
///     if cmsg.cmsg_level == IPPROTO_IP && cmsg.cmsg_type == IP_TTL {
///         memcpy(ttl, &CMSG_DATA(cmsg), sizeof(ttl)); // memcpy(&ttl, CMSG_DATA(cmsg), …);
///     }
///     cmsg = CMSG_NXTHDR(&msg, cmsg);
/// }
/// assert!(*ttl > 0);
/// # close(sock);
/// ```
///
/// Receiving a descriptor:
///
/// ```
/// use berkeley::{string::*, sys::socket::*, unistd::*};
///
/// # let sv = &mut [0; 2];
/// # assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
/// # let [sock, peer] = *sv;
/// # {
/// #     let cbuf = &mut [0u8; CMSG_SPACE(4)];
/// #     let iov = [iovec::from(b"x")];
/// #     let mut msg = msghdr::zeroed();
/// #     (msg.msg_iov, msg.msg_iovlen) = (&iov, 1);
/// #     (msg.msg_controllen, msg.msg_control) = (CMSG_SPACE(4), cbuf.into());
/// #     let mut cmsg = CMSG_FIRSTHDR(&msg);
/// #     cmsg.set_cmsg_level(SOL_SOCKET);
/// #     cmsg.set_cmsg_type(SCM_RIGHTS);
/// #     cmsg.set_cmsg_len(CMSG_LEN(4));
/// #     memcpy(&mut CMSG_DATA(cmsg), &peer, 4);
/// #     assert_eq!(sendmsg(peer, &msg, 0), 1);
/// # }
/// let cbuf = &mut [0u8; CMSG_SPACE(size_of::<i32>())]; // char cbuf[CMSG_SPACE(sizeof(int))];
/// let byte = &mut [0u8; 1];
/// let iov = [iovec::from(byte)];
/// let mut msg = msghdr::zeroed();
/// msg.msg_iov = &iov;
/// msg.msg_iovlen = 1;
/// msg.msg_controllen = sizeof(cbuf);
/// msg.msg_control = cbuf.into();
/// assert_eq!(recvmsg(sock, &mut msg, MSG_CMSG_CLOEXEC), 1);
/// let cmsg = CMSG_FIRSTHDR(&msg);
/// assert!(cmsg != NULL && cmsg.cmsg_type == SCM_RIGHTS);
/// let fd = &mut -1; // int fd = -1;
/// memcpy(fd, &CMSG_DATA(cmsg), sizeof(fd)); // memcpy(&fd, CMSG_DATA(cmsg), sizeof(fd));
/// assert_eq!(close(*fd), 0);
/// # close(sock);
/// # close(peer);
/// ```
///
/// See recvmsg(2), cmsg(3), ip(7), unix(7), POSIX.1-2024.
pub fn recvmsg(fd: c_int, message: &mut msghdr<'_>, flags: c_int) -> ssize_t {
    gate(
        "recvmsg",
        (Fd(fd), MsgOut::new(message), Named(flags, &MSG_FLAGS)),
        // SAFETY: `fd` is held; `MsgOut` lends a message all of whose memory may be written.
        |(fd, msg, flags)| msg.lend_to(|msg| unsafe { libc::recvmsg(fd.raw(), msg, flags) }),
    )
}

/// `int sendmmsg(int fd, struct mmsghdr *vmessages, unsigned int vlen, int flags)` — sends several
/// messages with one system call.
///
/// Each is sent as [`sendmsg`] sends it, from the first on, up to the first that fails.
///
/// # Parameters
///
/// * `fd` — a socket.
/// * `vmessages` — the messages. In each one that was sent, `msg_len` is set to how many bytes of it
///   the kernel took.
/// * `vlen` — how many. Of more than 1024 messages, or of messages with more than 1024 buffers in
///   all, the first ones are sent that are no more than that.
/// * `flags` — as for [`send`].
///
/// # Returns
///
/// How many messages were sent, which may be fewer than `vlen`: call again for the rest. Or −1, with
/// [`errno`](crate::errno::errno), if the very first failed.
///
/// # Errors
///
/// Those of [`sendmsg`], of the first message; and
///
/// * `EFAULT` — `vlen` says more than there is.
///
/// ```
/// use berkeley::{sys::socket::*, unistd::*};
///
/// # let sv = &mut [0; 2];
/// # assert_eq!(socketpair(AF_UNIX, SOCK_DGRAM, 0, sv), 0);
/// # let [sock, peer] = *sv;
/// let iov = [iovec::from(b"one"), iovec::from(b"three")];
/// let msgs = &mut [mmsghdr::zeroed(), mmsghdr::zeroed()]; // struct mmsghdr msgs[2] = { 0 };
/// for i in 0..2 {
///     msgs[i].msg_hdr.msg_iov = &iov[i..]; // msgs[i].msg_hdr.msg_iov = &iov[i];
///     msgs[i].msg_hdr.msg_iovlen = 1;
/// }
/// // sendmmsg(sock, msgs, 2, 0)
/// assert_eq!(sendmmsg(sock, msgs, 2, 0), 2);
/// assert_eq!((msgs[0].msg_len, msgs[1].msg_len), (3, 5));
/// # close(sock);
/// # close(peer);
/// ```
///
/// See sendmmsg(2). Of Linux.
pub fn sendmmsg(
    fd: c_int,
    vmessages: &mut [mmsghdr<'_>],
    vlen: impl Length,
    flags: c_int,
) -> c_int {
    gate(
        "sendmmsg",
        (Fd(fd), Batch::to_send(vmessages, vlen.to_socklen()), SendFlags(flags)),
        |(fd, msgs, flags)| {
            // SAFETY: `fd` is held, and so is what the messages carry; `Batch` lends `n` messages
            // all of whose memory may be read.
            msgs.lend_to(|msgs, n| unsafe { libc::sendmmsg(fd.raw(), msgs, n, flags as _) })
        },
    )
}

/// `int recvmmsg(int fd, struct mmsghdr *vmessages, unsigned int vlen, int flags, struct timespec
/// *tmo)` — receives several messages with one system call.
///
/// Each is received as [`recvmsg`] receives it. Waits until all `vlen` are there, unless `flags` or
/// `tmo` say otherwise.
///
/// # Parameters
///
/// * `fd` — a socket.
/// * `vmessages` — where to put them; `msg_len` is set to how many bytes were received.
/// * `vlen` — how many at most. Of more than 1024 messages, or of messages with more than 1024
///   buffers in all, the first ones are received into that are no more than that.
/// * `flags` — as for [`recvmsg`], and [`MSG_WAITFORONE`]: wait for the first message only.
/// * `tmo` — for how long, at most; after the call, how much of it was left. [`NULL`](crate::NULL): for ever. It is
///   only looked at when a message has come: as long as none does, the call waits on.
///
/// # Returns
///
/// How many messages were received; or −1, with [`errno`](crate::errno::errno), if there was not
/// even one. Messages after those are as they were. An error that came after the first message, the
/// next call on the socket reports.
///
/// # Errors
///
/// Those of [`recvmsg`], and
///
/// * `EINVAL` — `tmo` is negative, or its `tv_nsec` is not below 1,000,000,000.
/// * `EFAULT` — `vlen` says more than there is.
///
/// Buffers that are cells can be looked at while the messages still point to them:
///
/// ```
/// use berkeley::{string::*, sys::socket::*, unistd::*};
/// use std::cell::Cell;
///
/// # let sv = &mut [0; 2];
/// # assert_eq!(socketpair(AF_UNIX, SOCK_DGRAM, 0, sv), 0);
/// # let [sock, peer] = *sv;
/// # send(peer, "one\0", 4, 0);
/// # send(peer, "three\0", 6, 0);
/// let bufs = [const { Cell::new([0u8; 512]) }; 8]; // char bufs[8][512];
/// let iovs = [0, 1, 2, 3, 4, 5, 6, 7].map(|i| iovec::from(&bufs[i]));
/// let msgs = &mut [const { mmsghdr::zeroed() }; 8]; // struct mmsghdr msgs[8] = { 0 };
/// for i in 0..8 {
///     msgs[i].msg_hdr.msg_iov = &iovs[i..]; // msgs[i].msg_hdr.msg_iov = &iovs[i];
///     msgs[i].msg_hdr.msg_iovlen = 1;
/// }
/// // n = recvmmsg(sock, msgs, 8, MSG_WAITFORONE, NULL);
/// let n = recvmmsg(sock, msgs, 8, MSG_WAITFORONE, NULL);
/// assert_eq!(n, 2);
/// for i in 0..n as usize {
///     println!("{} bytes: {}", msgs[i].msg_len, cstr(&bufs[i].get()));
/// }
/// # assert_eq!(cstr(&bufs[1].get()).to_string(), "three");
/// # close(sock);
/// # close(peer);
/// ```
///
/// See recvmmsg(2). Of Linux.
pub fn recvmmsg<T: Pointer<timespec>>(
    fd: c_int,
    vmessages: &mut [mmsghdr<'_>],
    vlen: impl Length,
    flags: c_int,
    tmo: &mut T,
) -> c_int {
    gate(
        "recvmmsg",
        (
            Fd(fd),
            Batch::to_receive(vmessages, vlen.to_socklen()),
            Named(flags, &MSG_FLAGS),
            Timespec::new(tmo),
        ),
        |(fd, msgs, flags, tmo)| {
            // SAFETY: `fd` is held; `Batch` lends `n` messages all of whose memory may be written,
            // `Timespec` a time or null.
            msgs.lend_to(|msgs, n| unsafe { libc::recvmmsg(fd.raw(), msgs, n, flags as _, tmo) })
        },
    )
}
