//! `<errno.h>`: why a call failed.
//!
//! | C | here |
//! |---|---|
//! | `errno == EINTR` | [`errno`]`() == EINTR` |
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

/// EPERM: 1: Operation not permitted.
pub const EPERM: c_int = libc::EPERM;
/// ENOENT: 2: No such file or directory.
pub const ENOENT: c_int = libc::ENOENT;
/// ESRCH: 3: No such process.
pub const ESRCH: c_int = libc::ESRCH;
/// EINTR: 4: Interrupted system call.
pub const EINTR: c_int = libc::EINTR;
/// EIO: 5: Input/output error.
pub const EIO: c_int = libc::EIO;
/// ENXIO: 6: No such device or address.
pub const ENXIO: c_int = libc::ENXIO;
/// E2BIG: 7: Argument list too long.
pub const E2BIG: c_int = libc::E2BIG;
/// ENOEXEC: 8: Exec format error.
pub const ENOEXEC: c_int = libc::ENOEXEC;
/// EBADF: 9: Bad file descriptor.
pub const EBADF: c_int = libc::EBADF;
/// ECHILD: 10: No child processes.
pub const ECHILD: c_int = libc::ECHILD;
/// EAGAIN: 11: Resource temporarily unavailable.
pub const EAGAIN: c_int = libc::EAGAIN;
/// ENOMEM: 12: Cannot allocate memory.
pub const ENOMEM: c_int = libc::ENOMEM;
/// EACCES: 13: Permission denied.
pub const EACCES: c_int = libc::EACCES;
/// EFAULT: 14: Bad address.
pub const EFAULT: c_int = libc::EFAULT;
/// ENOTBLK: 15: Block device required.
pub const ENOTBLK: c_int = libc::ENOTBLK;
/// EBUSY: 16: Device or resource busy.
pub const EBUSY: c_int = libc::EBUSY;
/// EEXIST: 17: File exists.
pub const EEXIST: c_int = libc::EEXIST;
/// EXDEV: 18: Invalid cross-device link.
pub const EXDEV: c_int = libc::EXDEV;
/// ENODEV: 19: No such device.
pub const ENODEV: c_int = libc::ENODEV;
/// ENOTDIR: 20: Not a directory.
pub const ENOTDIR: c_int = libc::ENOTDIR;
/// EISDIR: 21: Is a directory.
pub const EISDIR: c_int = libc::EISDIR;
/// EINVAL: 22: Invalid argument.
pub const EINVAL: c_int = libc::EINVAL;
/// ENFILE: 23: Too many open files in system.
pub const ENFILE: c_int = libc::ENFILE;
/// EMFILE: 24: Too many open files.
pub const EMFILE: c_int = libc::EMFILE;
/// ENOTTY: 25: Inappropriate ioctl for device.
pub const ENOTTY: c_int = libc::ENOTTY;
/// ETXTBSY: 26: Text file busy.
pub const ETXTBSY: c_int = libc::ETXTBSY;
/// EFBIG: 27: File too large.
pub const EFBIG: c_int = libc::EFBIG;
/// ENOSPC: 28: No space left on device.
pub const ENOSPC: c_int = libc::ENOSPC;
/// ESPIPE: 29: Illegal seek.
pub const ESPIPE: c_int = libc::ESPIPE;
/// EROFS: 30: Read-only file system.
pub const EROFS: c_int = libc::EROFS;
/// EMLINK: 31: Too many links.
pub const EMLINK: c_int = libc::EMLINK;
/// EPIPE: 32: Broken pipe.
pub const EPIPE: c_int = libc::EPIPE;
/// EDOM: 33: Numerical argument out of domain.
pub const EDOM: c_int = libc::EDOM;
/// ERANGE: 34: Numerical result out of range.
pub const ERANGE: c_int = libc::ERANGE;
/// EDEADLK: 35: Resource deadlock avoided.
pub const EDEADLK: c_int = libc::EDEADLK;
/// ENAMETOOLONG: 36: File name too long.
pub const ENAMETOOLONG: c_int = libc::ENAMETOOLONG;
/// ENOLCK: 37: No locks available.
pub const ENOLCK: c_int = libc::ENOLCK;
/// ENOSYS: 38: Function not implemented.
pub const ENOSYS: c_int = libc::ENOSYS;
/// ENOTEMPTY: 39: Directory not empty.
pub const ENOTEMPTY: c_int = libc::ENOTEMPTY;
/// ELOOP: 40: Too many levels of symbolic links.
pub const ELOOP: c_int = libc::ELOOP;
/// EWOULDBLOCK: 11: Resource temporarily unavailable.
pub const EWOULDBLOCK: c_int = libc::EWOULDBLOCK;
/// ENOMSG: 42: No message of desired type.
pub const ENOMSG: c_int = libc::ENOMSG;
/// EIDRM: 43: Identifier removed.
pub const EIDRM: c_int = libc::EIDRM;
/// ECHRNG: 44: Channel number out of range.
pub const ECHRNG: c_int = libc::ECHRNG;
/// EL2NSYNC: 45: Level 2 not synchronized.
pub const EL2NSYNC: c_int = libc::EL2NSYNC;
/// EL3HLT: 46: Level 3 halted.
pub const EL3HLT: c_int = libc::EL3HLT;
/// EL3RST: 47: Level 3 reset.
pub const EL3RST: c_int = libc::EL3RST;
/// ELNRNG: 48: Link number out of range.
pub const ELNRNG: c_int = libc::ELNRNG;
/// EUNATCH: 49: Protocol driver not attached.
pub const EUNATCH: c_int = libc::EUNATCH;
/// ENOCSI: 50: No CSI structure available.
pub const ENOCSI: c_int = libc::ENOCSI;
/// EL2HLT: 51: Level 2 halted.
pub const EL2HLT: c_int = libc::EL2HLT;
/// EBADE: 52: Invalid exchange.
pub const EBADE: c_int = libc::EBADE;
/// EBADR: 53: Invalid request descriptor.
pub const EBADR: c_int = libc::EBADR;
/// EXFULL: 54: Exchange full.
pub const EXFULL: c_int = libc::EXFULL;
/// ENOANO: 55: No anode.
pub const ENOANO: c_int = libc::ENOANO;
/// EBADRQC: 56: Invalid request code.
pub const EBADRQC: c_int = libc::EBADRQC;
/// EBADSLT: 57: Invalid slot.
pub const EBADSLT: c_int = libc::EBADSLT;
/// EDEADLOCK: 35: Resource deadlock avoided.
pub const EDEADLOCK: c_int = libc::EDEADLOCK;
/// EBFONT: 59: Bad font file format.
pub const EBFONT: c_int = libc::EBFONT;
/// ENOSTR: 60: Device not a stream.
pub const ENOSTR: c_int = libc::ENOSTR;
/// ENODATA: 61: No data available.
pub const ENODATA: c_int = libc::ENODATA;
/// ETIME: 62: Timer expired.
pub const ETIME: c_int = libc::ETIME;
/// ENOSR: 63: Out of streams resources.
pub const ENOSR: c_int = libc::ENOSR;
/// ENONET: 64: Machine is not on the network.
pub const ENONET: c_int = libc::ENONET;
/// ENOPKG: 65: Package not installed.
pub const ENOPKG: c_int = libc::ENOPKG;
/// EREMOTE: 66: Object is remote.
pub const EREMOTE: c_int = libc::EREMOTE;
/// ENOLINK: 67: Link has been severed.
pub const ENOLINK: c_int = libc::ENOLINK;
/// EADV: 68: Advertise error.
pub const EADV: c_int = libc::EADV;
/// ESRMNT: 69: Srmount error.
pub const ESRMNT: c_int = libc::ESRMNT;
/// ECOMM: 70: Communication error on send.
pub const ECOMM: c_int = libc::ECOMM;
/// EPROTO: 71: Protocol error.
pub const EPROTO: c_int = libc::EPROTO;
/// EMULTIHOP: 72: Multihop attempted.
pub const EMULTIHOP: c_int = libc::EMULTIHOP;
/// EDOTDOT: 73: RFS specific error.
pub const EDOTDOT: c_int = libc::EDOTDOT;
/// EBADMSG: 74: Bad message.
pub const EBADMSG: c_int = libc::EBADMSG;
/// EOVERFLOW: 75: Value too large for defined data type.
pub const EOVERFLOW: c_int = libc::EOVERFLOW;
/// ENOTUNIQ: 76: Name not unique on network.
pub const ENOTUNIQ: c_int = libc::ENOTUNIQ;
/// EBADFD: 77: File descriptor in bad state.
pub const EBADFD: c_int = libc::EBADFD;
/// EREMCHG: 78: Remote address changed.
pub const EREMCHG: c_int = libc::EREMCHG;
/// ELIBACC: 79: Can not access a needed shared library.
pub const ELIBACC: c_int = libc::ELIBACC;
/// ELIBBAD: 80: Accessing a corrupted shared library.
pub const ELIBBAD: c_int = libc::ELIBBAD;
/// ELIBSCN: 81: .lib section in a.out corrupted.
pub const ELIBSCN: c_int = libc::ELIBSCN;
/// ELIBMAX: 82: Attempting to link in too many shared libraries.
pub const ELIBMAX: c_int = libc::ELIBMAX;
/// ELIBEXEC: 83: Cannot exec a shared library directly.
pub const ELIBEXEC: c_int = libc::ELIBEXEC;
/// EILSEQ: 84: Invalid or incomplete multibyte or wide character.
pub const EILSEQ: c_int = libc::EILSEQ;
/// ERESTART: 85: Interrupted system call should be restarted.
pub const ERESTART: c_int = libc::ERESTART;
/// ESTRPIPE: 86: Streams pipe error.
pub const ESTRPIPE: c_int = libc::ESTRPIPE;
/// EUSERS: 87: Too many users.
pub const EUSERS: c_int = libc::EUSERS;
/// ENOTSOCK: 88: Socket operation on non-socket.
pub const ENOTSOCK: c_int = libc::ENOTSOCK;
/// EDESTADDRREQ: 89: Destination address required.
pub const EDESTADDRREQ: c_int = libc::EDESTADDRREQ;
/// EMSGSIZE: 90: Message too long.
pub const EMSGSIZE: c_int = libc::EMSGSIZE;
/// EPROTOTYPE: 91: Protocol wrong type for socket.
pub const EPROTOTYPE: c_int = libc::EPROTOTYPE;
/// ENOPROTOOPT: 92: Protocol not available.
pub const ENOPROTOOPT: c_int = libc::ENOPROTOOPT;
/// EPROTONOSUPPORT: 93: Protocol not supported.
pub const EPROTONOSUPPORT: c_int = libc::EPROTONOSUPPORT;
/// ESOCKTNOSUPPORT: 94: Socket type not supported.
pub const ESOCKTNOSUPPORT: c_int = libc::ESOCKTNOSUPPORT;
/// EOPNOTSUPP: 95: Operation not supported.
pub const EOPNOTSUPP: c_int = libc::EOPNOTSUPP;
/// EPFNOSUPPORT: 96: Protocol family not supported.
pub const EPFNOSUPPORT: c_int = libc::EPFNOSUPPORT;
/// EAFNOSUPPORT: 97: Address family not supported by protocol.
pub const EAFNOSUPPORT: c_int = libc::EAFNOSUPPORT;
/// EADDRINUSE: 98: Address already in use.
pub const EADDRINUSE: c_int = libc::EADDRINUSE;
/// EADDRNOTAVAIL: 99: Cannot assign requested address.
pub const EADDRNOTAVAIL: c_int = libc::EADDRNOTAVAIL;
/// ENETDOWN: 100: Network is down.
pub const ENETDOWN: c_int = libc::ENETDOWN;
/// ENETUNREACH: 101: Network is unreachable.
pub const ENETUNREACH: c_int = libc::ENETUNREACH;
/// ENETRESET: 102: Network dropped connection on reset.
pub const ENETRESET: c_int = libc::ENETRESET;
/// ECONNABORTED: 103: Software caused connection abort.
pub const ECONNABORTED: c_int = libc::ECONNABORTED;
/// ECONNRESET: 104: Connection reset by peer.
pub const ECONNRESET: c_int = libc::ECONNRESET;
/// ENOBUFS: 105: No buffer space available.
pub const ENOBUFS: c_int = libc::ENOBUFS;
/// EISCONN: 106: Transport endpoint is already connected.
pub const EISCONN: c_int = libc::EISCONN;
/// ENOTCONN: 107: Transport endpoint is not connected.
pub const ENOTCONN: c_int = libc::ENOTCONN;
/// ESHUTDOWN: 108: Cannot send after transport endpoint shutdown.
pub const ESHUTDOWN: c_int = libc::ESHUTDOWN;
/// ETOOMANYREFS: 109: Too many references: cannot splice.
pub const ETOOMANYREFS: c_int = libc::ETOOMANYREFS;
/// ETIMEDOUT: 110: Connection timed out.
pub const ETIMEDOUT: c_int = libc::ETIMEDOUT;
/// ECONNREFUSED: 111: Connection refused.
pub const ECONNREFUSED: c_int = libc::ECONNREFUSED;
/// EHOSTDOWN: 112: Host is down.
pub const EHOSTDOWN: c_int = libc::EHOSTDOWN;
/// EHOSTUNREACH: 113: No route to host.
pub const EHOSTUNREACH: c_int = libc::EHOSTUNREACH;
/// EALREADY: 114: Operation already in progress.
pub const EALREADY: c_int = libc::EALREADY;
/// EINPROGRESS: 115: Operation now in progress.
pub const EINPROGRESS: c_int = libc::EINPROGRESS;
/// ESTALE: 116: Stale file handle.
pub const ESTALE: c_int = libc::ESTALE;
/// EUCLEAN: 117: Structure needs cleaning.
pub const EUCLEAN: c_int = libc::EUCLEAN;
/// ENOTNAM: 118: Not a XENIX named type file.
pub const ENOTNAM: c_int = libc::ENOTNAM;
/// ENAVAIL: 119: No XENIX semaphores available.
pub const ENAVAIL: c_int = libc::ENAVAIL;
/// EISNAM: 120: Is a named type file.
pub const EISNAM: c_int = libc::EISNAM;
/// EREMOTEIO: 121: Remote I/O error.
pub const EREMOTEIO: c_int = libc::EREMOTEIO;
/// EDQUOT: 122: Disk quota exceeded.
pub const EDQUOT: c_int = libc::EDQUOT;
/// ENOMEDIUM: 123: No medium found.
pub const ENOMEDIUM: c_int = libc::ENOMEDIUM;
/// EMEDIUMTYPE: 124: Wrong medium type.
pub const EMEDIUMTYPE: c_int = libc::EMEDIUMTYPE;
/// ECANCELED: 125: Operation canceled.
pub const ECANCELED: c_int = libc::ECANCELED;
/// ENOKEY: 126: Required key not available.
pub const ENOKEY: c_int = libc::ENOKEY;
/// EKEYEXPIRED: 127: Key has expired.
pub const EKEYEXPIRED: c_int = libc::EKEYEXPIRED;
/// EKEYREVOKED: 128: Key has been revoked.
pub const EKEYREVOKED: c_int = libc::EKEYREVOKED;
/// EKEYREJECTED: 129: Key was rejected by service.
pub const EKEYREJECTED: c_int = libc::EKEYREJECTED;
/// EOWNERDEAD: 130: Owner died.
pub const EOWNERDEAD: c_int = libc::EOWNERDEAD;
/// ENOTRECOVERABLE: 131: State not recoverable.
pub const ENOTRECOVERABLE: c_int = libc::ENOTRECOVERABLE;
/// ERFKILL: 132: Operation not possible due to RF-kill.
pub const ERFKILL: c_int = libc::ERFKILL;
/// EHWPOISON: 133: Memory page has hardware error.
pub const EHWPOISON: c_int = libc::EHWPOISON;
/// ENOTSUP: 95: Operation not supported.
pub const ENOTSUP: c_int = libc::ENOTSUP;
