//! The constants of `<netdb.h>`.

use core::ffi::c_int;

/// For [`addrinfo::ai_flags`](super::addrinfo::ai_flags): the address is to [`bind`] to. Without a
/// name it is the wildcard address, `INADDR_ANY` and its like, not the loopback address.
///
/// [`bind`]: crate::sys::socket::bind
pub const AI_PASSIVE: c_int = 0x0001;
/// For `ai_flags`: say the host's official name in `ai_canonname` of the first structure.
pub const AI_CANONNAME: c_int = 0x0002;
/// For `ai_flags`: the name is an address written in numbers; look nothing up.
pub const AI_NUMERICHOST: c_int = 0x0004;
/// For `ai_flags`, with `AF_INET6`: if the host has no IPv6 address, give its IPv4 addresses as
/// `::ffff:a.b.c.d`.
pub const AI_V4MAPPED: c_int = 0x0008;
/// For `ai_flags`, with [`AI_V4MAPPED`]: give those also if the host has IPv6 addresses.
pub const AI_ALL: c_int = 0x0010;
/// For `ai_flags`: give only addresses of families of which this host has an address itself, other
/// than loopback.
pub const AI_ADDRCONFIG: c_int = 0x0020;
/// For `ai_flags`: the name may have letters beyond ASCII, in the locale's encoding. Of glibc.
pub const AI_IDN: c_int = 0x0040;
/// For `ai_flags`, with [`AI_CANONNAME`]: the official name may have such letters too. Of glibc.
pub const AI_CANONIDN: c_int = 0x0080;
/// For `ai_flags`: has had no effect since glibc 2.28, which warns of it when compiling.
pub const AI_IDN_ALLOW_UNASSIGNED: c_int = 0x0100;
/// For `ai_flags`: has had no effect since glibc 2.28, which warns of it when compiling.
pub const AI_IDN_USE_STD3_ASCII_RULES: c_int = 0x0200;
/// For `ai_flags`: the service is a port number; look nothing up.
pub const AI_NUMERICSERV: c_int = 0x0400;

/// From `getaddrinfo`, `getnameinfo`: flags that do not exist, or do not fit each other.
pub const EAI_BADFLAGS: c_int = -1;
/// From `getaddrinfo`, `getnameinfo`: no such name; or neither a name nor a service was given.
pub const EAI_NONAME: c_int = -2;
/// From `getaddrinfo`, `getnameinfo`: no name server answered, for now. Try again later.
pub const EAI_AGAIN: c_int = -3;
/// From `getaddrinfo`, `getnameinfo`: a name server failed for good.
pub const EAI_FAIL: c_int = -4;
/// From `getaddrinfo`: the name exists and has no address of the family. Of RFC 2553; POSIX has
/// [`EAI_NONAME`] for it.
pub const EAI_NODATA: c_int = -5;
/// From `getaddrinfo`, `getnameinfo`: an address family that is not supported; or a length that is
/// not the family's.
pub const EAI_FAMILY: c_int = -6;
/// From `getaddrinfo`: a socket type that is not supported, or does not fit the protocol.
pub const EAI_SOCKTYPE: c_int = -7;
/// From `getaddrinfo`: there is no such service of this socket type.
pub const EAI_SERVICE: c_int = -8;
/// From `getaddrinfo`: the name is an address, of another family than asked for. Of RFC 2553; POSIX
/// has [`EAI_NONAME`] for it.
pub const EAI_ADDRFAMILY: c_int = -9;
/// From `getaddrinfo`, `getnameinfo`: no memory.
pub const EAI_MEMORY: c_int = -10;
/// From `getaddrinfo`, `getnameinfo`: [`errno`](crate::errno::errno) says what went wrong.
pub const EAI_SYSTEM: c_int = -11;
/// From `getnameinfo`: a buffer is too small for its text.
pub const EAI_OVERFLOW: c_int = -12;
/// From glibc's `gai_error`: the look-up goes on.
pub const EAI_INPROGRESS: c_int = -100;
/// From glibc's `gai_cancel`: the look-up was called off.
pub const EAI_CANCELED: c_int = -101;
/// From glibc's `gai_cancel`: the look-up could not be called off.
pub const EAI_NOTCANCELED: c_int = -102;
/// From glibc's `gai_suspend` and `gai_cancel`: all look-ups are done.
pub const EAI_ALLDONE: c_int = -103;
/// From glibc's `gai_suspend`: a signal came first.
pub const EAI_INTR: c_int = -104;
/// From `getaddrinfo`, `getnameinfo`, with the `…_IDN` flags: the name cannot be encoded.
pub const EAI_IDN_ENCODE: c_int = -105;

/// Room in bytes for every host name that [`getnameinfo`](super::getnameinfo) gives, its NUL
/// included: `[0u8; NI_MAXHOST]`.
pub const NI_MAXHOST: usize = 1025;
/// Room in bytes for every service name that [`getnameinfo`](super::getnameinfo) gives, its NUL
/// included: `[0u8; NI_MAXSERV]`.
pub const NI_MAXSERV: usize = 32;
/// For `getnameinfo`: give the host's address in numbers; look nothing up.
pub const NI_NUMERICHOST: c_int = 1;
/// For `getnameinfo`: give the port number; look nothing up.
pub const NI_NUMERICSERV: c_int = 2;
/// For `getnameinfo`: of hosts of this domain, give the name without the domain.
pub const NI_NOFQDN: c_int = 4;
/// For `getnameinfo`: a host without a name is an error, [`EAI_NONAME`]. Else its address is given.
pub const NI_NAMEREQD: c_int = 8;
/// For `getnameinfo`: the service is one of UDP, not of TCP.
pub const NI_DGRAM: c_int = 16;
/// For `getnameinfo`: give the name with letters beyond ASCII, in the locale's encoding. Of glibc.
pub const NI_IDN: c_int = 32;
/// For `getnameinfo`: has had no effect since glibc 2.28, which warns of it when compiling.
pub const NI_IDN_ALLOW_UNASSIGNED: c_int = 64;
/// For `getnameinfo`: has had no effect since glibc 2.28, which warns of it when compiling.
pub const NI_IDN_USE_STD3_ASCII_RULES: c_int = 128;

/// In [`h_errno`](super::h_errno): [`errno`](crate::errno::errno) says what went wrong.
pub const NETDB_INTERNAL: c_int = -1;
/// In [`h_errno`](super::h_errno): nothing went wrong.
pub const NETDB_SUCCESS: c_int = 0;
/// In [`h_errno`](super::h_errno): there is no such host.
pub const HOST_NOT_FOUND: c_int = 1;
/// In [`h_errno`](super::h_errno): no name server answered, for now. Try again later.
pub const TRY_AGAIN: c_int = 2;
/// In [`h_errno`](super::h_errno): a name server failed for good.
pub const NO_RECOVERY: c_int = 3;
/// In [`h_errno`](super::h_errno): the name exists and has no such address.
pub const NO_DATA: c_int = 4;
/// The same as [`NO_DATA`].
pub const NO_ADDRESS: c_int = NO_DATA;

/// What stands between an IPv6 address and its scope: the `%` of `fe80::1%eth0`.
pub const SCOPE_DELIMITER: u8 = b'%';

/// For glibc's `getaddrinfo_a`: wait for the answers.
pub const GAI_WAIT: c_int = 0;
/// For glibc's `getaddrinfo_a`: do not wait for the answers.
pub const GAI_NOWAIT: c_int = 1;
