//! The older way from host names to addresses and back.

use super::look_up::{Entry, Room, alone, look_up_host, name_of, refused};
use super::*;
use crate::base::foreign::pointers;
use crate::base::pointer::sealed::Pointee;
use crate::errno::{EFAULT, EINVAL};
use crate::plain;
use core::ffi::{c_char, c_int, c_void};
use core::ptr;
use libc::size_t;

/// `struct hostent` — a host: its names and addresses.
#[derive(Clone, Debug)]
pub struct hostent {
    /// The official name.
    pub h_name: CharPtr,
    /// Other names.
    pub h_aliases: NullTerminated<CharPtr>,
    /// The family of the addresses: `AF_INET` or `AF_INET6`.
    pub h_addrtype: c_int,
    /// The size of each address in bytes: 4 or 16.
    pub h_length: c_int,
    /// The addresses, in network byte order: [`cast`] makes an [`in_addr`] or an [`in6_addr`] of
    /// one.
    pub h_addr_list: NullTerminated<HostAddr>,
}

impl hostent {
    /// `he->h_addr` — the first address, C's older name for `h_addr_list[0]`.
    ///
    /// # Panics
    ///
    /// If there is none.
    ///
    /// ```
    /// use berkeley::{arpa::inet::*, netdb::*};
    ///
    /// let Some(he) = gethostbyname("127.0.0.1") else { panic!("{}", hstrerror(h_errno())) };
    /// let addr = *cast::<in_addr>(he.h_addr()); // *(struct in_addr *)he->h_addr
    /// assert_eq!(addr.s_addr, htonl(INADDR_LOOPBACK));
    /// ```
    #[track_caller]
    pub fn h_addr(&self) -> &HostAddr {
        self.h_addr_list.first().expect("the host has an address")
    }
}

/// An address in the list of a [`hostent`]: C's `char *`, with room for one of any family.
///
/// Its first [`h_length`](hostent::h_length) bytes are the address, in network byte order. It compares
/// with [`NULL`](crate::NULL), and is that at the end of the list.
///
/// ```
/// use berkeley::{arpa::inet::*, netdb::*, string::*};
///
/// let Some(he) = gethostbyname("127.0.0.1") else { panic!("{}", hstrerror(h_errno())) };
/// // *(struct in_addr *)he->h_addr_list[0]
/// let addr = *cast::<in_addr>(&he.h_addr_list[0]);
/// println!("{}", inet_ntoa(addr));
/// let server_addr = &mut sockaddr_in::zeroed();
/// // memcpy(&server_addr.sin_addr, he->h_addr, he->h_length);
/// memcpy(&mut server_addr.sin_addr, he.h_addr(), he.h_length);
/// assert_eq!(server_addr.sin_addr.s_addr, addr.s_addr);
/// ```
#[repr(C, align(4))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HostAddr {
    bytes: [u8; 16],
    /// How many of them are the address; none of a null pointer.
    length: u32,
}

plain! { HostAddr { bytes: [u8; 16], length: u32 } }

/// `he->h_addr_list[i] == NULL`.
impl PartialEq<&mut Null> for HostAddr {
    fn eq(&self, _: &&mut Null) -> bool {
        self.length == 0
    }
}

impl Pointee for hostent {}

impl Entry for hostent {
    type Raw = libc::hostent;

    unsafe fn copy(raw: &libc::hostent) -> hostent {
        // SAFETY: a list of addresses that ends with a null pointer, as the caller promises.
        let addrs = unsafe { pointers(raw.h_addr_list) }.map(|addr| {
            let mut copy = HostAddr::zeroed();
            let len = usize::try_from(raw.h_length).unwrap_or(0).min(copy.bytes.len());
            // SAFETY: each of them has `h_length` bytes, of which this is no more; and there is
            // room for them, apart from libc's memory.
            unsafe { ptr::copy_nonoverlapping(addr.cast(), copy.bytes.as_mut_ptr(), len) };
            copy.length = len as u32;
            copy
        });
        hostent {
            h_addr_list: NullTerminated::of(addrs, HostAddr::zeroed()),
            h_addrtype: raw.h_addrtype,
            h_length: raw.h_length,
            // SAFETY: a text that ends with a NUL, as the caller promises.
            h_name: unsafe { CharPtr::copy(raw.h_name) },
            // SAFETY: a list of such texts that ends with a null pointer, as the caller promises.
            h_aliases: unsafe { CharPtr::copy_list(raw.h_aliases) },
        }
    }
}

unsafe extern "C" {
    #[link_name = "sethostent"]
    safe fn libc_sethostent(stay_open: c_int);
    #[link_name = "endhostent"]
    safe fn libc_endhostent();

    fn gethostbyname_r(
        name: *const c_char,
        entry: *mut libc::hostent,
        buf: *mut c_char,
        len: size_t,
        found: *mut *mut libc::hostent,
        h_err: *mut c_int,
    ) -> c_int;
    fn gethostbyname2_r(
        name: *const c_char,
        af: c_int,
        entry: *mut libc::hostent,
        buf: *mut c_char,
        len: size_t,
        found: *mut *mut libc::hostent,
        h_err: *mut c_int,
    ) -> c_int;
    fn gethostbyaddr_r(
        addr: *const c_void,
        addrlen: socklen_t,
        type_: c_int,
        entry: *mut libc::hostent,
        buf: *mut c_char,
        len: size_t,
        found: *mut *mut libc::hostent,
        h_err: *mut c_int,
    ) -> c_int;
}

/// `struct hostent *gethostbyname(const char *name)` — the IPv4 addresses of a host.
///
/// [`getaddrinfo`] does it for IPv6 too.
///
/// # Parameters
///
/// * `name` — a host name; or an IPv4 address in numbers, which is not looked up.
///
/// # Returns
///
/// The host, as a value of its own (in C it lies in a static buffer, which the next call
/// overwrites); or `None`, C's null pointer, with [`h_errno`].
///
/// # Errors
///
/// In [`h_errno`]:
///
/// * [`HOST_NOT_FOUND`] — there is no such host.
/// * [`NO_DATA`] — the host has no IPv4 address.
/// * [`TRY_AGAIN`] — no name server answered, or it could not say for now.
/// * [`NO_RECOVERY`] — a name server refused or failed.
/// * [`NETDB_INTERNAL`] — [`errno`](crate::errno::errno) says what went wrong: `EMFILE`…; `EFAULT`
///   if `name` is [`NULL`].
///
/// ```
/// use berkeley::{arpa::inet::*, netdb::*, stdlib::*};
///
/// // if ((he = gethostbyname("localhost")) == NULL) { herror("gethostbyname"); exit(1); }
/// # if gethostbyname("localhost") != NULL {
/// let Some(he) = gethostbyname("localhost") else { herror("gethostbyname"); exit(1) };
/// println!("{}", he.h_name); // printf("%s\n", he->h_name);
/// let mut i = 0;
/// while he.h_addr_list[i] != NULL {
///     // for (i = 0; he->h_addr_list[i] != NULL; i++)
///     println!("{}", inet_ntoa(*cast::<in_addr>(&he.h_addr_list[i])));
///     i += 1;
/// }
/// # }
/// ```
///
/// See gethostbyname(3). Of 4.3BSD; POSIX.1-2008 withdrew it in favour of [`getaddrinfo`].
pub fn gethostbyname<N: Bytes + ?Sized>(name: &N) -> Option<hostent> {
    let name = name_of(name)?;
    // SAFETY: the name ends with a NUL; the twin keeps to its room and finds an entry or none.
    unsafe {
        look_up_host(|Room { entry, buf, len, found }, h_err| {
            gethostbyname_r(name.as_ptr(), entry, buf, len, found, h_err)
        })
    }
}

/// `struct hostent *gethostbyname2(const char *name, int af)` — the addresses of a host in one
/// family.
///
/// # Parameters
///
/// * `name` — a host name; or an address in numbers, which is not looked up.
/// * `af` — `AF_INET` or `AF_INET6`.
///
/// # Returns
///
/// The host; or `None`, C's null pointer, with [`h_errno`]. See [`gethostbyname`].
///
/// # Errors
///
/// Those of [`gethostbyname`], in [`h_errno`], and
///
/// * [`NO_DATA`] — the host has no address of the family; or there is no such family, and then
///   [`errno`](crate::errno::errno) is `EAFNOSUPPORT`.
///
/// ```
/// use berkeley::netdb::*;
///
/// // he = gethostbyname2("::1", AF_INET6);
/// let Some(he) = gethostbyname2("::1", AF_INET6) else { panic!("{}", hstrerror(h_errno())) };
/// assert_eq!(cast::<in6_addr>(&he.h_addr_list[0]).s6_addr[15], 1);
/// assert_eq!(he.h_length, 16);
/// ```
///
/// See gethostbyname2(3). Of BSD; no standard has it.
pub fn gethostbyname2<N: Bytes + ?Sized>(name: &N, af: c_int) -> Option<hostent> {
    let name = name_of(name)?;
    // For glibc's look at /etc/hosts that one is any family at first, and then its own mistake, of
    // which the program dies. No other number that is no family does so.
    let af = if af == AF_UNSPEC { -1 } else { af };
    // SAFETY: the name ends with a NUL; the twin keeps to its room and finds an entry or none.
    unsafe {
        look_up_host(|Room { entry, buf, len, found }, h_err| {
            gethostbyname2_r(name.as_ptr(), af, entry, buf, len, found, h_err)
        })
    }
}

/// `struct hostent *gethostbyaddr(const void *addr, socklen_t len, int type)` — the name of the
/// host that has an address.
///
/// [`getnameinfo`] does the same for a whole socket address.
///
/// # Parameters
///
/// * `addr` — an [`in_addr`] or an [`in6_addr`]: the address alone, without family and port, in
///   network byte order.
/// * `len` — its size in bytes.
/// * `type_` — its family: `AF_INET` or `AF_INET6`. (C's name for it is a keyword of Rust.)
///
/// # Returns
///
/// The host; or `None`, C's null pointer, with [`h_errno`]. See [`gethostbyname`].
///
/// # Errors
///
/// In [`h_errno`]:
///
/// * [`HOST_NOT_FOUND`] — no host of a known name has the address.
/// * [`TRY_AGAIN`], [`NO_RECOVERY`], [`NO_DATA`] — as for [`gethostbyname`].
/// * [`NETDB_INTERNAL`] — [`errno`](crate::errno::errno) says what went wrong. `EAFNOSUPPORT`:
///   there is no such family, or `len` is less than an address of it. `EINVAL`: `len` is negative
///   or larger than any address. `EFAULT`: `len` says more than the object has, or `addr` is
///   [`NULL`].
///
/// ```no_run
/// use berkeley::netdb::*;
///
/// let addr = in_addr { s_addr: htonl(INADDR_LOOPBACK) };
/// // he = gethostbyaddr(&addr, sizeof addr, AF_INET);
/// match gethostbyaddr(&addr, sizeof(&addr), AF_INET) {
///     Some(he) => println!("{}", he.h_name),
///     None => herror("gethostbyaddr"),
/// }
/// ```
///
/// See gethostbyaddr(3). Of 4.3BSD; POSIX.1-2008 withdrew it in favour of [`getnameinfo`].
pub fn gethostbyaddr<A>(addr: &A, len: impl Length, type_: c_int) -> Option<hostent>
where
    A: Bytes + ?Sized,
{
    let (bytes, len) = (addr.as_bytes(), len.to_socklen());
    let mut copy = HostAddr::zeroed();
    let Some(room) = copy.bytes.get_mut(..len as usize) else {
        return refused(EINVAL);
    };
    match bytes.get(..len as usize) {
        Some(bytes) if !addr.is_null() => room.copy_from_slice(bytes),
        _ => return refused(EFAULT),
    }
    // Aligned, as whoever libc asks may take an address to be.
    let addr = copy.bytes.as_ptr();
    // SAFETY: `addr` has `len` bytes, and no more than an address has: glibc would copy more of them
    // to where there is no room. The twin keeps to its room then, and finds an entry or none.
    unsafe {
        look_up_host(|Room { entry, buf, len: buflen, found }, h_err| {
            gethostbyaddr_r(addr.cast(), len, type_, entry, buf, buflen, found, h_err)
        })
    }
}

/// `void sethostent(int stay_open)` — goes to the beginning of the hosts, for [`gethostent`].
///
/// # Parameters
///
/// * `stay_open` — unless 0, keep the connection to a name server, or the file, open between
///   look-ups, until [`endhostent`].
///
/// ```
/// use berkeley::netdb::*;
///
/// sethostent(1); // sethostent(1);
/// endhostent();
/// ```
///
/// See sethostent(3), POSIX.1-2024.
pub fn sethostent(stay_open: c_int) {
    alone(|| libc_sethostent(stay_open));
}

/// `void endhostent(void)` — ends walking through the hosts with [`gethostent`].
///
/// ```
/// use berkeley::netdb::*;
///
/// endhostent(); // endhostent();
/// ```
///
/// See endhostent(3), POSIX.1-2024.
pub fn endhostent() {
    alone(|| libc_endhostent());
}

/// `struct hostent *gethostent(void)` — the next host of `/etc/hosts`.
///
/// The first call opens the file. All threads of the process walk together: each entry is given
/// once, to whoever asks next. glibc gives IPv4 addresses only (and `::1` as 127.0.0.1); musl gives
/// nothing.
///
/// # Returns
///
/// The host; or `None`, C's null pointer, at the end, or with [`h_errno`].
///
/// ```
/// use berkeley::netdb::*;
///
/// sethostent(1);
/// while let Some(he) = gethostent() { // while ((he = gethostent()) != NULL)
///     println!("{}", he.h_name);
/// }
/// endhostent();
/// ```
///
/// See gethostent(3), POSIX.1-2024.
pub fn gethostent() -> Option<hostent> {
    alone(twins::next_host)
}

#[cfg(all(test, target_env = "gnu"))]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn no_family_is_not_the_end_of_the_program() {
        let hosts = fs::read_to_string("/etc/hosts").unwrap_or_default();
        let name = hosts
            .lines()
            .find_map(|line| line.strip_prefix("127.0.0.1")?.split_whitespace().next());
        // Nobody else is asked for the name of a family that there is not.
        assert!(gethostbyname2(name.unwrap_or("localhost"), AF_UNSPEC).is_none());
    }
}
