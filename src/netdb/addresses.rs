//! From names to socket addresses and back.

use super::*;
use crate::base::chars::Chars;
use crate::base::foreign;
use crate::base::list::sealed::Linked;
use crate::errno::{EFAULT, errno, set_errno};
use crate::string::cstr;
use crate::{ListPtr, Text};
use core::ffi::{CStr, c_int};
use core::{mem, ptr};

/// `struct addrinfo *` — a list of socket addresses, or null: what [`getaddrinfo`] gives.
pub type AddrInfoPtr = ListPtr<addrinfo>;

/// `struct addrinfo` — a socket address that a name stands for, with what
/// [`socket`] needs to be told for it; or what [`getaddrinfo`] is to look for.
///
/// ```
/// use berkeley::netdb::*;
///
/// let hints = &mut addrinfo::zeroed(); // struct addrinfo hints; memset(&hints, 0, sizeof hints);
/// hints.ai_family = AF_UNSPEC; // hints.ai_family = AF_UNSPEC;
/// hints.ai_socktype = SOCK_STREAM; // hints.ai_socktype = SOCK_STREAM;
/// ```
#[derive(Debug)]
pub struct addrinfo {
    /// What to look for: `AI_…` flags, ORed.
    pub ai_flags: c_int,
    /// The protocol family, for [`socket`]: `AF_INET`, `AF_INET6`. In hints also `AF_UNSPEC`, any.
    pub ai_family: c_int,
    /// The socket type, for [`socket`]: `SOCK_STREAM`, `SOCK_DGRAM`… . In hints also 0, any.
    pub ai_socktype: c_int,
    /// The protocol, for [`socket`]: `IPPROTO_TCP`… . In hints also 0, any.
    pub ai_protocol: c_int,
    /// The size of the address in bytes.
    pub ai_addrlen: socklen_t,
    /// The address, for [`connect`] or [`bind`]: `&p.ai_addr`. [`cast`] makes a [`sockaddr_in`] of
    /// it. (C has a pointer here, and so needs no `&`.)
    pub ai_addr: sockaddr_storage,
    /// The official name of the host, with [`AI_CANONNAME`], in the first structure of the list;
    /// else null.
    pub ai_canonname: CharPtr,
    /// The next structure of the list, or null.
    pub ai_next: AddrInfoPtr,
}

impl addrinfo {
    /// All zeros and null.
    pub fn zeroed() -> addrinfo {
        addrinfo {
            ai_flags: 0,
            ai_family: 0,
            ai_socktype: 0,
            ai_protocol: 0,
            ai_addrlen: 0,
            ai_addr: sockaddr_storage::zeroed(),
            ai_canonname: CharPtr::NULL,
            ai_next: AddrInfoPtr::NULL,
        }
    }

    /// As hints for libc. It looks at no more than these four, and asks that the rest be zero.
    fn to_libc(&self) -> libc::addrinfo {
        libc::addrinfo {
            ai_flags: self.ai_flags,
            ai_family: self.ai_family,
            ai_socktype: self.ai_socktype,
            ai_protocol: self.ai_protocol,
            ai_addrlen: 0,
            ai_addr: ptr::null_mut(),
            ai_canonname: ptr::null_mut(),
            ai_next: ptr::null_mut(),
        }
    }

    /// Copies one structure of libc's.
    ///
    /// # Safety
    ///
    /// Its pointers are null or point to what they should.
    unsafe fn copy(info: &libc::addrinfo) -> addrinfo {
        let mut copy = addrinfo {
            ai_flags: info.ai_flags,
            ai_family: info.ai_family,
            ai_socktype: info.ai_socktype,
            ai_protocol: info.ai_protocol,
            ai_addrlen: info.ai_addrlen,
            // SAFETY: null, or a text that ends with a NUL, as the caller promises.
            ai_canonname: unsafe { CharPtr::copy(info.ai_canonname) },
            ..addrinfo::zeroed()
        };
        if !info.ai_addr.is_null() {
            // SAFETY: the address has `ai_addrlen` bytes, as the caller promises.
            copy.ai_addr = unsafe { foreign::address(info.ai_addr, info.ai_addrlen as usize) };
        }
        copy
    }
}

impl Linked for addrinfo {
    fn next(&self) -> &AddrInfoPtr {
        &self.ai_next
    }

    fn next_mut(&mut self) -> &mut AddrInfoPtr {
        &mut self.ai_next
    }
}

/// What [`getaddrinfo`] takes as its hints: an [`addrinfo`], or [`NULL`].
pub trait Hints: sealed::Sealed {
    /// The hints, if there are any.
    #[doc(hidden)]
    fn hints(&self) -> Option<&addrinfo>;
}

impl Hints for addrinfo {
    fn hints(&self) -> Option<&addrinfo> {
        Some(self)
    }
}

impl Hints for Null {
    fn hints(&self) -> Option<&addrinfo> {
        None
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::addrinfo {}
    impl Sealed for super::Null {}
}

/// `int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct
/// addrinfo **res)` — the socket addresses that a host and a service stand for.
///
/// The list is in the order in which one should try them. A host has several entries if it has
/// several addresses; and unless the hints name a socket type or a protocol, each address has an
/// entry for each of them (`SOCK_STREAM`, `SOCK_DGRAM`, `SOCK_RAW`).
///
/// # Parameters
///
/// * `name` — a host name, or an address in numbers (`127.0.0.1`, `::1`, `fe80::1%eth0`). Or
///   [`NULL`]: the host itself, that is the loopback address, and with [`AI_PASSIVE`] the wildcard
///   address, which a server gives to [`bind`].
/// * `service` — a service name of `/etc/services` (`http`), or a port number (`80`). Or
///   [`NULL`]: port 0. Not both may be [`NULL`].
/// * `hints` — what to look for, in `ai_flags`, `ai_family`, `ai_socktype` and `ai_protocol`; the
///   rest of it is not looked at. Or [`NULL`]: anything, with `AI_V4MAPPED | AI_ADDRCONFIG` (POSIX
///   says without flags, and musl does so).
/// * `res` — is given the list. Untouched on failure.
///
/// # Returns
///
/// 0; or one of the errors, which are not `errno`s: [`gai_strerror`] says what it means.
///
/// # Errors
///
/// * [`EAI_NONAME`] — there is no such host; or both are null; or [`AI_NUMERICHOST`] or
///   [`AI_NUMERICSERV`] is given and the text is not a number.
/// * [`EAI_AGAIN`] — no name server answered, or it could not say for now.
/// * [`EAI_FAIL`] — a name server failed for good. (glibc says [`EAI_NONAME`].)
/// * [`EAI_NODATA`] — the host exists, and has no address of the family. (POSIX:
///   [`EAI_NONAME`].)
/// * [`EAI_ADDRFAMILY`] — the name is an address in numbers, of another family than asked for.
///   (POSIX: [`EAI_NONAME`].)
/// * [`EAI_SERVICE`] — there is no such service of this socket type; `SOCK_RAW` has none at all,
///   not even numbers.
/// * [`EAI_BADFLAGS`] — a flag that does not exist; [`AI_CANONNAME`] without a name.
/// * [`EAI_FAMILY`] — a family other than `AF_UNSPEC`, `AF_INET`, `AF_INET6`.
/// * [`EAI_SOCKTYPE`] — an unknown socket type, or one that does not fit the protocol.
/// * [`EAI_IDN_ENCODE`] — with [`AI_IDN`]: the name cannot be encoded.
/// * [`EAI_MEMORY`] — no memory for it.
/// * [`EAI_SYSTEM`] — [`errno`](crate::errno::errno) says what: `EMFILE`…
///
/// ```
/// use berkeley::{errno::*, netdb::*, unistd::*};
///
/// let hints = &mut addrinfo::zeroed(); // struct addrinfo hints;
/// hints.ai_family = AF_UNSPEC;
/// hints.ai_socktype = SOCK_STREAM;
/// let mut res = AddrInfoPtr::NULL; // struct addrinfo *res;
/// // status = getaddrinfo("127.0.0.1", "1", &hints, &res);
/// let status = getaddrinfo("127.0.0.1", "1", hints, &mut res);
/// if status != 0 {
///     eprintln!("getaddrinfo: {}", gai_strerror(status));
/// }
/// let mut p = &res; // for (p = res;
/// while p != NULL { //     p != NULL;
///     let sock = socket(p.ai_family, p.ai_socktype, p.ai_protocol);
///     // connect(sock, p->ai_addr, p->ai_addrlen)
///     if connect(sock, &p.ai_addr, p.ai_addrlen) == -1 {
///         assert_eq!(errno(), ECONNREFUSED); // nobody listens at port 1
///     }
///     close(sock);
///     p = &p.ai_next; //   p = p->ai_next)
/// }
/// freeaddrinfo(res); // freeaddrinfo(res);
/// ```
///
/// See getaddrinfo(3), gai.conf(5), RFC 3493, POSIX.1-2024.
#[doc(alias = "netdb.h")]
pub fn getaddrinfo<N, S, H>(name: &N, service: &S, hints: &H, res: &mut AddrInfoPtr) -> c_int
where
    N: Bytes + ?Sized,
    S: Bytes + ?Sized,
    H: Hints,
{
    let (name, service) = (Chars::of(name), Chars::of(service));
    let hints = hints.hints().map(addrinfo::to_libc);
    let hints = hints.as_ref().map_or(ptr::null(), ptr::from_ref);
    let mut list = ptr::null_mut();
    // SAFETY: the texts end with a NUL or are null, the hints are complete or null, and there is
    // room for the pointer to the list.
    let status =
        unsafe { libc::getaddrinfo(name.as_ptr(), service.as_ptr(), hints, &raw mut list) };
    if status == 0 {
        let kept = errno();
        let (mut all, mut next) = (vec![], list);
        // SAFETY: getaddrinfo succeeded: each structure of its list points to the next one, the
        // last one to none.
        while let Some(info) = unsafe { next.as_ref() } {
            // SAFETY: it has an address of the length that it says, and perhaps a name.
            all.push(unsafe { addrinfo::copy(info) });
            next = info.ai_next;
        }
        // SAFETY: getaddrinfo made the list, and nothing refers to it any more.
        unsafe { libc::freeaddrinfo(list) };
        *res = AddrInfoPtr::of(all);
        set_errno(kept);
    }
    status
}

/// `void freeaddrinfo(struct addrinfo *ai)` — gives a list of addresses back.
///
/// The list goes away with its variable too. To read it after it was freed does not compile; see
/// [`ListPtr`].
///
/// # Parameters
///
/// * `ai` — the list, or null. [`errno`](crate::errno::errno) stays as it was.
///
/// ```
/// use berkeley::netdb::*;
///
/// let mut res = AddrInfoPtr::NULL;
/// if getaddrinfo("::1", NULL, NULL, &mut res) == 0 {
///     freeaddrinfo(res); // freeaddrinfo(res);
/// }
/// ```
///
/// See freeaddrinfo(3), POSIX.1-2024.
pub fn freeaddrinfo(ai: AddrInfoPtr) {
    drop(ai);
}

/// `const char *gai_strerror(int ecode)` — the message of an error of [`getaddrinfo`] or
/// [`getnameinfo`], in English.
///
/// # Parameters
///
/// * `ecode` — what the call returned.
///
/// # Returns
///
/// The message, libc's own; `Unknown error` of a number that is none, and in glibc of
/// [`EAI_OVERFLOW`].
///
/// ```
/// use berkeley::netdb::*;
///
/// let mut res = AddrInfoPtr::NULL;
/// let status = getaddrinfo(NULL, NULL, NULL, &mut res);
/// assert_eq!(status, EAI_NONAME);
/// // fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(status));
/// eprintln!("getaddrinfo: {}", gai_strerror(status));
/// assert_eq!(gai_strerror(status), "Name or service not known");
/// ```
///
/// See gai_strerror(3), POSIX.1-2024.
pub fn gai_strerror(ecode: c_int) -> Text<64> {
    // SAFETY: a text that ends with a NUL, for every number.
    let message = unsafe { CStr::from_ptr(libc::gai_strerror(ecode)) };
    Text::format(format_args!("{}", cstr(message)))
}

/// `int getnameinfo(const struct sockaddr *sa, socklen_t salen, char *host, socklen_t hostlen, char
/// *serv, socklen_t servlen, int flags)` — the names of a socket address: of its host and of its
/// service.
///
/// A host without a name is given as its address in numbers, a service without a name as its port
/// number.
///
/// # Parameters
///
/// * `sa` — the address: a [`sockaddr_in`] or a [`sockaddr_in6`], in network byte order. (glibc
///   takes a `sockaddr_un` too: its path is the service.)
/// * `salen` — its size in bytes.
/// * `host` — is given the name of the host, with a NUL behind it. [`NI_MAXHOST`] bytes are enough
///   for every name. Or [`NULL`].
/// * `hostlen` — its size in bytes. With 0 the host is not looked for.
/// * `serv` — is given the name of the service, with a NUL behind it. [`NI_MAXSERV`] bytes are
///   enough for most names. Or [`NULL`].
/// * `servlen` — its size in bytes. With 0 the service is not looked for.
/// * `flags` — 0, or [`NI_NUMERICHOST`], [`NI_NUMERICSERV`], [`NI_NAMEREQD`], [`NI_NOFQDN`],
///   [`NI_DGRAM`], [`NI_IDN`], ORed.
///
/// # Returns
///
/// 0; or one of the errors, which are not `errno`s: [`gai_strerror`] says what it means.
///
/// # Errors
///
/// * [`EAI_FAMILY`] — the family has no names; `salen` is less than an address of it; `sa` is
///   [`NULL`].
/// * [`EAI_NONAME`] — with [`NI_NAMEREQD`]: the host has no name.
/// * [`EAI_OVERFLOW`] — `host` or `serv` is too small, and may have been written to.
/// * [`EAI_AGAIN`], [`EAI_FAIL`], [`EAI_MEMORY`], [`EAI_IDN_ENCODE`] — as for [`getaddrinfo`].
/// * [`EAI_BADFLAGS`] — a flag that does not exist.
/// * [`EAI_SYSTEM`] — [`errno`](crate::errno::errno) says what. `EFAULT`: a length says more than
///   its object has; nothing was looked for.
///
/// ```
/// use berkeley::{arpa::inet::*, netdb::*, string::*};
///
/// let addr = &mut sockaddr_in::zeroed();
/// addr.sin_family = AF_INET as sa_family_t;
/// addr.sin_port = htons(80);
/// addr.sin_addr.s_addr = inet_addr("127.0.0.1");
/// let host = &mut [0u8; NI_MAXHOST]; // char host[NI_MAXHOST];
/// let serv = &mut [0u8; NI_MAXSERV]; // char serv[NI_MAXSERV];
/// let flags = NI_NUMERICHOST | NI_NUMERICSERV;
/// // getnameinfo((struct sockaddr *)&addr, sizeof addr, host, sizeof host, serv, sizeof serv, …)
/// let status =
///     getnameinfo(addr, sizeof(addr), host, sizeof(host), serv, sizeof(serv), flags);
/// assert_eq!(status, 0);
/// println!("{} {}", cstr(host), cstr(serv)); // printf("%s %s\n", host, serv);
/// # assert_eq!((cstr(host).to_bytes(), cstr(serv).to_bytes()), (&b"127.0.0.1"[..], &b"80"[..]));
/// ```
///
/// See getnameinfo(3), RFC 3493, POSIX.1-2024.
pub fn getnameinfo<A, H, S>(
    sa: &A,
    salen: impl Length,
    host: &mut H,
    hostlen: impl Length,
    serv: &mut S,
    servlen: impl Length,
    flags: c_int,
) -> c_int
where
    A: SockAddr + ?Sized,
    H: BytesMut + ?Sized,
    S: BytesMut + ?Sized,
{
    // Of no address libc says what it says of one that is too short.
    let salen = if sa.is_null() { 0 } else { salen.to_socklen() };
    let addr = sa.as_bytes();
    let (host, hostlen) = (Buffer::of(host), hostlen.to_socklen());
    let (serv, servlen) = (Buffer::of(serv), servlen.to_socklen());
    if salen as usize > addr.len() || !host.holds(hostlen) || !serv.holds(servlen) {
        set_errno(EFAULT);
        return EAI_SYSTEM;
    }
    // Aligned, as libc takes it to be; and zeros behind it, since of a path libc looks for the NUL
    // at its end, wherever that is.
    let mut room = [0u64; mem::size_of::<sockaddr_storage>() / 8 + 1];
    let len = addr.len().min(mem::size_of::<sockaddr_storage>());
    room.as_bytes_mut()[..len].copy_from_slice(&addr[..len]);
    // SAFETY: `room` holds any address, and what libc reads beyond `salen` is zeros; each buffer
    // has the length that is said of it, or is null.
    unsafe {
        libc::getnameinfo(
            room.as_ptr().cast(),
            salen,
            host.pointer().cast(),
            hostlen,
            serv.pointer().cast(),
            servlen,
            flags,
        )
    }
}

/// A buffer that a text is written to, or null.
struct Buffer<'a>(Option<&'a mut [u8]>);

impl<'a> Buffer<'a> {
    fn of<B: BytesMut + ?Sized>(buf: &'a mut B) -> Buffer<'a> {
        Buffer(if buf.is_null() { None } else { Some(buf.as_bytes_mut()) })
    }

    /// Whether so many bytes may be written. Of a null one the length says nothing.
    fn holds(&self, len: socklen_t) -> bool {
        self.0.as_ref().is_none_or(|buf| len as usize <= buf.len())
    }

    fn pointer(self) -> *mut u8 {
        self.0.map_or(ptr::null_mut(), |buf| buf.as_mut_ptr())
    }
}
