//! `<errno.h>`: why a call failed.
//!
//! | C | here |
//! |---|---|
//! | `errno == EINTR` | [`errno`](fn@errno)`() == EINTR` |
//! | `errno = 0` | [`set_errno`]`(0)` |
//! | `strerror(errno)` | [`strerror`]`(errno())` |
//!
//! ```
//! use berkeley::{errno::*, unistd::*};
//!
//! // if (close(12345) == -1 && errno == EBADF)
//! assert!(close(12345) == -1 && errno() == EBADF);
//! ```

#[doc(no_inline)]
pub use crate::stddef::*;

use crate::base::text::Text;
use core::ffi::{CStr, c_int};

/// `errno` — the number of the last error of this thread.
///
/// Each thread has its own. A call that fails sets it; a call that succeeds leaves it as it was, so
/// it says something only after a call has returned −1. No call sets it to 0.
///
/// ```
/// use berkeley::{errno::*, sys::socket::*};
///
/// assert_eq!(listen(-1, 5), -1);
/// assert_eq!(errno(), EBADF);
/// ```
///
/// See errno(3), POSIX.1-2024.
#[inline]
pub fn errno() -> c_int {
    ::errno::errno().0
}

/// `errno = value` — sets this thread's number of the last error.
///
/// ```
/// use berkeley::errno::*;
///
/// set_errno(0); // errno = 0;
/// assert_eq!(errno(), 0);
/// ```
#[inline]
pub fn set_errno(value: c_int) {
    ::errno::set_errno(::errno::Errno(value))
}

/// `char *strerror(int errnum)` — the message of an error number, in English.
///
/// Of a number that is none: `Unknown error 12345`. The text is libc's own.
///
/// ```
/// use berkeley::errno::*;
///
/// assert_eq!(strerror(ECONNREFUSED), "Connection refused");
/// ```
///
/// See strerror(3), POSIX.1-2024.
pub fn strerror(errnum: c_int) -> Text<64> {
    let mut buf = [0u8; 64];
    let kept = errno();
    // SAFETY: the buffer is as long as it is said to be.
    unsafe { libc::strerror_r(errnum, buf.as_mut_ptr().cast(), buf.len()) };
    set_errno(kept);
    // libc ends the text with a NUL, short as it may have had to cut it.
    let text = CStr::from_bytes_until_nul(&buf).unwrap_or_default();
    Text::format(format_args!("{}", text.to_str().unwrap_or_default()))
}

/// `Operation not permitted` — the process lacks the privilege, or a firewall rule forbids it: a
/// raw socket, an option that needs a capability, sending what netfilter rejects.
pub const EPERM: c_int = libc::EPERM;
/// `No such file or directory` — there is no such file: `connect` to a Unix socket's path that
/// nobody has bound.
pub const ENOENT: c_int = libc::ENOENT;
/// `No such process` — there is no process with that number; of routing messages, no such route.
pub const ESRCH: c_int = libc::ESRCH;
/// `Interrupted system call` — a signal came before the call did anything. Call again, or see to
/// the signal first.
pub const EINTR: c_int = libc::EINTR;
/// `Input/output error` — a device or file system failed.
pub const EIO: c_int = libc::EIO;
/// `No such device or address` — there is nothing behind the name: a device that is gone, a FIFO
/// without a reader, `open` of a socket's path.
pub const ENXIO: c_int = libc::ENXIO;
/// `Argument list too long` — `execve` was given more arguments and environment than fit.
pub const E2BIG: c_int = libc::E2BIG;
/// `Exec format error` — `execve` was given a file that is no program.
pub const ENOEXEC: c_int = libc::ENOEXEC;
/// `Bad file descriptor` — the number is not an open descriptor of this crate: never opened, closed
/// already, or another's. Also a descriptor that is not open for reading, or for writing.
pub const EBADF: c_int = libc::EBADF;
/// `No child processes` — `wait` has no child to wait for.
pub const ECHILD: c_int = libc::ECHILD;
/// `Resource temporarily unavailable` — the call would wait and may not: the socket is
/// non-blocking, `MSG_DONTWAIT` is set, or `SO_RCVTIMEO` ran out. Wait with `poll` and call again.
/// The same number as [`EWOULDBLOCK`].
pub const EAGAIN: c_int = libc::EAGAIN;
/// `Cannot allocate memory` — the kernel has no memory for it.
pub const ENOMEM: c_int = libc::ENOMEM;
/// `Permission denied` — not allowed: to bind a port below 1024, to send to a broadcast address
/// without `SO_BROADCAST`, to reach a Unix socket's path.
pub const EACCES: c_int = libc::EACCES;
/// `Bad address` — memory that is not the caller's: here, a length that says more than the object
/// has.
pub const EFAULT: c_int = libc::EFAULT;
/// `Block device required` — the operation is for block devices, such as disks, only.
pub const ENOTBLK: c_int = libc::ENOTBLK;
/// `Device or resource busy` — something else has it in use now.
pub const EBUSY: c_int = libc::EBUSY;
/// `File exists` — it exists already: a file, a descriptor in an epoll set, a route.
pub const EEXIST: c_int = libc::EEXIST;
/// `Invalid cross-device link` — a link or a new name would lie on another file system.
pub const EXDEV: c_int = libc::EXDEV;
/// `No such device` — there is no such device: an interface name or index that does not exist.
pub const ENODEV: c_int = libc::ENODEV;
/// `Not a directory` — a part of the path that must be a directory is none.
pub const ENOTDIR: c_int = libc::ENOTDIR;
/// `Is a directory` — the path is a directory, and a file is needed.
pub const EISDIR: c_int = libc::EISDIR;
/// `Invalid argument` — an argument makes no sense: a wrong length, an unknown flag; or not now:
/// `bind` of a bound socket, `accept` on one that does not listen.
pub const EINVAL: c_int = libc::EINVAL;
/// `Too many open files in system` — the whole system has as many open files as it may
/// (`/proc/sys/fs/file-max`).
pub const ENFILE: c_int = libc::ENFILE;
/// `Too many open files` — the process has as many descriptors as it may (`RLIMIT_NOFILE`).
/// `accept` leaves the caller waiting.
pub const EMFILE: c_int = libc::EMFILE;
/// `Inappropriate ioctl for device` — `ioctl` does not know this request for this kind of
/// descriptor.
pub const ENOTTY: c_int = libc::ENOTTY;
/// `Text file busy` — a program that runs cannot be written, nor one run that is being written.
pub const ETXTBSY: c_int = libc::ETXTBSY;
/// `File too large` — the file would grow larger than it may.
pub const EFBIG: c_int = libc::EFBIG;
/// `No space left on device` — no room is left: on the file system, for epoll watches.
pub const ENOSPC: c_int = libc::ENOSPC;
/// `Illegal seek` — a socket or pipe has no position: `lseek`, `pread` and the like do not work on
/// it.
pub const ESPIPE: c_int = libc::ESPIPE;
/// `Read-only file system` — the file system is mounted for reading only.
pub const EROFS: c_int = libc::EROFS;
/// `Too many links` — the file has as many names as it may.
pub const EMLINK: c_int = libc::EMLINK;
/// `Broken pipe` — nobody is left to read: the connection is closed, this side was shut down, or a
/// TCP socket never was connected. With it comes `SIGPIPE`, unless it is ignored or `MSG_NOSIGNAL`
/// set.
pub const EPIPE: c_int = libc::EPIPE;
/// `Numerical argument out of domain` — an argument of a function of `<math.h>` lies outside its
/// domain; also `SO_RCVTIMEO` with microseconds out of range.
pub const EDOM: c_int = libc::EDOM;
/// `Numerical result out of range` — a result does not fit: a number in its type, a text or list in
/// the buffer given.
pub const ERANGE: c_int = libc::ERANGE;
/// `Resource deadlock avoided` — to wait for this lock would be to wait for oneself.
pub const EDEADLK: c_int = libc::EDEADLK;
/// `File name too long` — a path or one of its parts is too long.
pub const ENAMETOOLONG: c_int = libc::ENAMETOOLONG;
/// `No locks available` — the system has no room for another lock.
pub const ENOLCK: c_int = libc::ENOLCK;
/// `Function not implemented` — the kernel does not have this call.
pub const ENOSYS: c_int = libc::ENOSYS;
/// `Directory not empty` — the directory to be removed has something in it.
pub const ENOTEMPTY: c_int = libc::ENOTEMPTY;
/// `Too many levels of symbolic links` — a path went through too many symbolic links; or epoll sets
/// would watch each other in a circle.
pub const ELOOP: c_int = libc::ELOOP;
/// `Resource temporarily unavailable` — the call would wait and may not. The same number as
/// [`EAGAIN`], and BSD's name for it.
pub const EWOULDBLOCK: c_int = EAGAIN;
/// `No message of desired type` — a System V queue has no message of the type asked for.
pub const ENOMSG: c_int = libc::ENOMSG;
/// `Identifier removed` — the System V queue, semaphore or memory was removed.
pub const EIDRM: c_int = libc::EIDRM;
/// `Channel number out of range` — of System V's channels. Linux does not use it for sockets.
pub const ECHRNG: c_int = libc::ECHRNG;
/// `Level 2 not synchronized` — of System V's links. Linux does not use it for sockets.
pub const EL2NSYNC: c_int = libc::EL2NSYNC;
/// `Level 3 halted` — of System V's links. Linux does not use it for sockets.
pub const EL3HLT: c_int = libc::EL3HLT;
/// `Level 3 reset` — of System V's links. Linux does not use it for sockets.
pub const EL3RST: c_int = libc::EL3RST;
/// `Link number out of range` — of System V's links. Linux does not use it for sockets.
pub const ELNRNG: c_int = libc::ELNRNG;
/// `Protocol driver not attached` — of System V's protocol drivers. Linux uses it for ATM and a few
/// devices.
pub const EUNATCH: c_int = libc::EUNATCH;
/// `No CSI structure available` — of System V. Linux does not use it for sockets.
pub const ENOCSI: c_int = libc::ENOCSI;
/// `Level 2 halted` — of System V's links. Linux does not use it for sockets.
pub const EL2HLT: c_int = libc::EL2HLT;
/// `Invalid exchange` — an exchange with a device or server went wrong: some drivers, such as
/// Bluetooth's.
pub const EBADE: c_int = libc::EBADE;
/// `Invalid request descriptor` — a request is not one that is known: some drivers.
pub const EBADR: c_int = libc::EBADR;
/// `Exchange full` — of System V's exchanges. Linux does not use it for sockets.
pub const EXFULL: c_int = libc::EXFULL;
/// `No anode` — of System V. Linux does not use it for sockets.
pub const ENOANO: c_int = libc::ENOANO;
/// `Invalid request code` — a request has a code that is not known: some drivers.
pub const EBADRQC: c_int = libc::EBADRQC;
/// `Invalid slot` — a slot is not one that there is: some drivers.
pub const EBADSLT: c_int = libc::EBADSLT;
/// `Resource deadlock avoided` — another name of [`EDEADLK`], but on a few architectures.
pub const EDEADLOCK: c_int = libc::EDEADLOCK;
/// `Bad font file format` — of System V's fonts. Linux does not use it for sockets.
pub const EBFONT: c_int = libc::EBFONT;
/// `Device not a stream` — of System V's streams: the descriptor is none. Linux does not use it for
/// sockets.
pub const ENOSTR: c_int = libc::ENOSTR;
/// `No data available` — there is nothing to give: an attribute that is not set, `SO_PEERGROUPS`
/// without a peer.
pub const ENODATA: c_int = libc::ENODATA;
/// `Timer expired` — a timer ran out, of a device or a stream. The network's is [`ETIMEDOUT`].
pub const ETIME: c_int = libc::ETIME;
/// `Out of streams resources` — of System V's streams: no room for another. Linux does not use it
/// for sockets.
pub const ENOSR: c_int = libc::ENOSR;
/// `Machine is not on the network` — a router says that the host is cut off from its network.
/// `accept` may pass it on from the connection.
pub const ENONET: c_int = libc::ENONET;
/// `Package not installed` — a part of the kernel is missing, such as a cipher that a key needs.
pub const ENOPKG: c_int = libc::ENOPKG;
/// `Object is remote` — the object is on another machine, and must not be.
pub const EREMOTE: c_int = libc::EREMOTE;
/// `Link has been severed` — the way to another machine is cut: some drivers.
pub const ENOLINK: c_int = libc::ENOLINK;
/// `Advertise error` — of System V's remote file sharing. Linux does not use it for sockets.
pub const EADV: c_int = libc::EADV;
/// `Srmount error` — of System V's remote file sharing. Linux does not use it for sockets.
pub const ESRMNT: c_int = libc::ESRMNT;
/// `Communication error on send` — sending to another machine or device failed: some drivers.
pub const ECOMM: c_int = libc::ECOMM;
/// `Protocol error` — the other side broke the protocol; or an option that does not go with the
/// protocol, such as joining a group on a TCP socket.
pub const EPROTO: c_int = libc::EPROTO;
/// `Multihop attempted` — the way to it leads over several machines, and must not.
pub const EMULTIHOP: c_int = libc::EMULTIHOP;
/// `RFS specific error` — of System V's remote file sharing. Linux does not use it for sockets.
pub const EDOTDOT: c_int = libc::EDOTDOT;
/// `Bad message` — what arrived is not a message that can be read: TLS in the kernel, a record that
/// does not decrypt.
pub const EBADMSG: c_int = libc::EBADMSG;
/// `Value too large for defined data type` — a value is too large for the type that is to hold it.
pub const EOVERFLOW: c_int = libc::EOVERFLOW;
/// `Name not unique on network` — the name is another's already: some drivers.
pub const ENOTUNIQ: c_int = libc::ENOTUNIQ;
/// `File descriptor in bad state` — the descriptor is open, but in no state for this: an ALSA
/// device, a Bluetooth or ATM socket.
pub const EBADFD: c_int = libc::EBADFD;
/// `Remote address changed` — the address of the other side changed. Linux does not use it for IP
/// sockets.
pub const EREMCHG: c_int = libc::EREMCHG;
/// `Can not access a needed shared library` — a shared library that a program needs cannot be read.
pub const ELIBACC: c_int = libc::ELIBACC;
/// `Accessing a corrupted shared library` — a shared library that a program needs, or its
/// interpreter, is damaged.
pub const ELIBBAD: c_int = libc::ELIBBAD;
/// `.lib section in a.out corrupted` — a part of an old program file is damaged.
pub const ELIBSCN: c_int = libc::ELIBSCN;
/// `Attempting to link in too many shared libraries` — a program needs more shared libraries than
/// it may.
pub const ELIBMAX: c_int = libc::ELIBMAX;
/// `Cannot exec a shared library directly` — a shared library was to be run as a program.
pub const ELIBEXEC: c_int = libc::ELIBEXEC;
/// `Invalid or incomplete multibyte or wide character` — bytes that are no character of the
/// encoding: `mbrtowc`, `iconv`; or a message that is not one.
pub const EILSEQ: c_int = libc::EILSEQ;
/// `Interrupted system call should be restarted` — the kernel's own mark that a call is to be made
/// again after a signal; no program sees it, except under a tracer.
pub const ERESTART: c_int = libc::ERESTART;
/// `Streams pipe error` — of System V's streams. Linux uses it for a sleeping ALSA device.
pub const ESTRPIPE: c_int = libc::ESTRPIPE;
/// `Too many users` — there are too many users: of a quota, of a device.
pub const EUSERS: c_int = libc::EUSERS;
/// `Socket operation on non-socket` — the descriptor is open but no socket: a file, a pipe.
pub const ENOTSOCK: c_int = libc::ENOTSOCK;
/// `Destination address required` — the socket is not connected and no address says where to send.
pub const EDESTADDRREQ: c_int = libc::EDESTADDRREQ;
/// `Message too long` — the datagram is larger than the protocol, the socket's buffer or,
/// unfragmented, the way takes.
pub const EMSGSIZE: c_int = libc::EMSGSIZE;
/// `Protocol wrong type for socket` — a Unix socket of another type has the path: a datagram socket
/// called a stream socket.
pub const EPROTOTYPE: c_int = libc::EPROTOTYPE;
/// `Protocol not available` — the level has no option of that number, or it cannot be got, or set,
/// or not on this socket.
pub const ENOPROTOOPT: c_int = libc::ENOPROTOOPT;
/// `Protocol not supported` — the domain and type have no such protocol, or the kernel is built
/// without it.
pub const EPROTONOSUPPORT: c_int = libc::EPROTONOSUPPORT;
/// `Socket type not supported` — the domain has no sockets of that type.
pub const ESOCKTNOSUPPORT: c_int = libc::ESOCKTNOSUPPORT;
/// `Operation not supported` — the socket is of a type that cannot do this: `listen` or `accept` on
/// a datagram socket, `MSG_OOB` without urgent data. The same number as [`ENOTSUP`].
pub const EOPNOTSUPP: c_int = libc::EOPNOTSUPP;
/// `Protocol family not supported` — the protocol family is not there. On Linux `socket` says
/// [`EAFNOSUPPORT`].
pub const EPFNOSUPPORT: c_int = libc::EPFNOSUPPORT;
/// `Address family not supported by protocol` — the kernel does not know the family, or the address
/// is of another family than the socket.
pub const EAFNOSUPPORT: c_int = libc::EAFNOSUPPORT;
/// `Address already in use` — another socket has the address and port; or a connection of it
/// lingers in TIME_WAIT, which `SO_REUSEADDR` overlooks; or no port is free.
pub const EADDRINUSE: c_int = libc::EADDRINUSE;
/// `Cannot assign requested address` — no interface of this host has the address; or, to `connect`,
/// no port is left for that destination.
pub const EADDRNOTAVAIL: c_int = libc::EADDRNOTAVAIL;
/// `Network is down` — the interface that it would go by is down.
pub const ENETDOWN: c_int = libc::ENETDOWN;
/// `Network is unreachable` — no route leads there: the host is not on a network that reaches it.
pub const ENETUNREACH: c_int = libc::ENETUNREACH;
/// `Network dropped connection on reset` — the network broke the connection. Rare on Linux, where
/// keep-alive without an answer is [`ETIMEDOUT`].
pub const ENETRESET: c_int = libc::ENETRESET;
/// `Software caused connection abort` — the connection was broken from this side, or before
/// `accept` took it. Go on accepting.
pub const ECONNABORTED: c_int = libc::ECONNABORTED;
/// `Connection reset by peer` — the other side broke the connection (TCP: RST): it ended without
/// reading all, or knows of none.
pub const ECONNRESET: c_int = libc::ECONNRESET;
/// `No buffer space available` — no room in a buffer: the device's queue is full, or an option's
/// limit is reached.
pub const ENOBUFS: c_int = libc::ENOBUFS;
/// `Transport endpoint is already connected` — the socket is connected already.
pub const EISCONN: c_int = libc::EISCONN;
/// `Transport endpoint is not connected` — the socket is not connected, and must be.
pub const ENOTCONN: c_int = libc::ENOTCONN;
/// `Cannot send after transport endpoint shutdown` — the endpoint was shut down, and nothing more
/// can be sent. Of a TCP socket it is [`EPIPE`].
pub const ESHUTDOWN: c_int = libc::ESHUTDOWN;
/// `Too many references: cannot splice` — too many descriptors are on their way in `SCM_RIGHTS`,
/// not received yet.
pub const ETOOMANYREFS: c_int = libc::ETOOMANYREFS;
/// `Connection timed out` — the other side did not answer in time: the host is down, or a firewall
/// drops what is sent.
pub const ETIMEDOUT: c_int = libc::ETIMEDOUT;
/// `Connection refused` — nobody listens at that port, or path; of a UDP socket, the answer to an
/// earlier datagram.
pub const ECONNREFUSED: c_int = libc::ECONNREFUSED;
/// `Host is down` — the host is down, or a router does not know it. Rarer than [`EHOSTUNREACH`].
pub const EHOSTDOWN: c_int = libc::EHOSTDOWN;
/// `No route to host` — the host cannot be reached: the neighbour does not answer, or a router said
/// so.
pub const EHOSTUNREACH: c_int = libc::EHOSTUNREACH;
/// `Operation already in progress` — an earlier `connect` of this non-blocking socket is still on
/// its way.
pub const EALREADY: c_int = libc::EALREADY;
/// `Operation now in progress` — `connect` of a non-blocking socket is on its way: wait until it
/// can be written, then ask for `SO_ERROR`.
pub const EINPROGRESS: c_int = libc::EINPROGRESS;
/// `Stale file handle` — the file that an NFS handle names is gone.
pub const ESTALE: c_int = libc::ESTALE;
/// `Structure needs cleaning` — the file system is damaged.
pub const EUCLEAN: c_int = libc::EUCLEAN;
/// `Not a XENIX named type file` — of XENIX. Linux does not use it for sockets.
pub const ENOTNAM: c_int = libc::ENOTNAM;
/// `No XENIX semaphores available` — of XENIX. Linux does not use it for sockets.
pub const ENAVAIL: c_int = libc::ENAVAIL;
/// `Is a named type file` — of XENIX. Linux uses it for a few file systems only.
pub const EISNAM: c_int = libc::EISNAM;
/// `Remote I/O error` — a device or server at the other end failed.
pub const EREMOTEIO: c_int = libc::EREMOTEIO;
/// `Disk quota exceeded` — the user's share is used up: of disk, of keys.
pub const EDQUOT: c_int = libc::EDQUOT;
/// `No medium found` — the drive is empty.
pub const ENOMEDIUM: c_int = libc::ENOMEDIUM;
/// `Wrong medium type` — the medium in the drive is of the wrong kind.
pub const EMEDIUMTYPE: c_int = libc::EMEDIUMTYPE;
/// `Operation canceled` — the operation was called off before it was done: asynchronous I/O, a
/// `timerfd` when the clock was set.
pub const ECANCELED: c_int = libc::ECANCELED;
/// `Required key not available` — a key is needed and not there: `AF_ALG`, RxRPC, encrypted files.
pub const ENOKEY: c_int = libc::ENOKEY;
/// `Key has expired` — the key is too old to be used, or, in TLS of the kernel, must be replaced.
pub const EKEYEXPIRED: c_int = libc::EKEYEXPIRED;
/// `Key has been revoked` — the key was withdrawn.
pub const EKEYREVOKED: c_int = libc::EKEYREVOKED;
/// `Key was rejected by service` — the other side, or the check of a signature, did not accept the
/// key.
pub const EKEYREJECTED: c_int = libc::EKEYREJECTED;
/// `Owner died` — the process that had a robust mutex ended; the lock is the caller's now.
pub const EOWNERDEAD: c_int = libc::EOWNERDEAD;
/// `State not recoverable` — what a robust mutex guards was given up by the owner before.
pub const ENOTRECOVERABLE: c_int = libc::ENOTRECOVERABLE;
/// `Operation not possible due to RF-kill` — a switch has turned the radio off: wireless LAN,
/// Bluetooth.
pub const ERFKILL: c_int = libc::ERFKILL;
/// `Memory page has hardware error` — the memory has failed, and the kernel has taken it out of
/// use.
pub const EHWPOISON: c_int = libc::EHWPOISON;
/// `Operation not supported` — it is not supported. POSIX's name; the same number as
/// [`EOPNOTSUPP`].
pub const ENOTSUP: c_int = EOPNOTSUPP;
