//! Which senders to a multicast group a socket receives: RFC 3678, sections 4.2 and 5.2.
//!
//! In C these functions of the library make one value of their arguments, and one call of it:
//! `getsockopt` or `setsockopt`. So they do here, and pass by the same gate.

use super::*;
use crate::errno::{EINVAL, set_errno};
use core::ffi::c_int;

// Of headers that this crate does not otherwise have.
const SOL_IPX: c_int = 256;
const SOL_AX25: c_int = 257;
const SOL_ATALK: c_int = 258;
const SOL_ROSE: c_int = 260;

/// The largest value that glibc keeps on the stack; for a larger one it allocates, and so does this.
const ON_STACK: usize = 65536;

/// The largest value of the usual kind: the kernel takes 10 senders of IPv4, unless told otherwise.
const USUAL: usize = 2048;

/// `int setipv4sourcefilter(int s, struct in_addr interface, struct in_addr group, uint32_t fmode,
/// uint32_t numsrc, const struct in_addr *slist)` — says which senders to an IPv4 multicast group a
/// socket receives.
///
/// It is `setsockopt` of [`IP_MSFILTER`], and replaces the whole list at once.
///
/// # Parameters
///
/// * `s` — a socket of [`PF_INET`] that has joined the group.
/// * `interface` — an address of the interface where it did, in network byte order.
/// * `group` — the group, in network byte order.
/// * `fmode` — [`MCAST_INCLUDE`]: receive from these senders only; [`MCAST_EXCLUDE`]: receive from
///   all but these.
/// * `numsrc` — how many senders there are in the list.
/// * `slist` — the senders, in network byte order; may be [`NULL`] where there are none.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `s` is not an open descriptor of this crate.
/// * `EFAULT` — `numsrc` says more than the list has.
/// * `EINVAL` — `group` is no multicast group, `fmode` is neither of the two, or the socket has not
///   joined the group.
/// * `EADDRNOTAVAIL` — `MCAST_INCLUDE` of no senders, and the socket has not joined the group.
/// * `ENODEV` — no interface has that address.
/// * `ENOBUFS` — too many senders: more than `/proc/sys/net/ipv4/igmp_max_msf`, or than there is
///   memory for.
/// * `EOPNOTSUPP`, `ENOTSOCK` — `s` is no socket of the Internet.
///
/// ```
/// use berkeley::{arpa::inet::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_DGRAM, 0);
/// let loopback = in_addr { s_addr: htonl(INADDR_LOOPBACK) };
/// let group = in_addr { s_addr: inet_addr("239.255.0.1") };
/// let mreq = ip_mreq { imr_multiaddr: group, imr_interface: loopback };
/// assert_eq!(setsockopt(sock, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof(&mreq)), 0);
///
/// let slist = [in_addr { s_addr: inet_addr("192.0.2.1") }; 1]; // struct in_addr slist[1];
/// // setipv4sourcefilter(sock, loopback, group, MCAST_EXCLUDE, 1, slist)
/// let ret = setipv4sourcefilter(sock, loopback, group, MCAST_EXCLUDE as u32, 1, &slist);
/// assert_eq!(ret, 0);
/// close(sock);
/// ```
///
/// See RFC 3678, section 4.2.1; ip(7).
pub fn setipv4sourcefilter<S>(
    s: c_int,
    interface: in_addr,
    group: in_addr,
    fmode: u32,
    numsrc: u32,
    slist: &S,
) -> c_int
where
    S: Bytes + ?Sized,
{
    let mut filter = ip_msfilter::zeroed();
    (filter.imsf_multiaddr, filter.imsf_interface) = (group, interface);
    (filter.imsf_fmode, filter.imsf_numsrc) = (fmode, numsrc);
    IPV4.set(s, IPPROTO_IP, filter.as_bytes(), numsrc, slist.as_bytes())
}

/// `int getipv4sourcefilter(int s, struct in_addr interface, struct in_addr group, uint32_t *fmode,
/// uint32_t *numsrc, struct in_addr *slist)` — asks which senders to an IPv4 multicast group a socket
/// receives.
///
/// It is `getsockopt` of [`IP_MSFILTER`].
///
/// # Parameters
///
/// * `s`, `interface`, `group` — as for [`setipv4sourcefilter`].
/// * `fmode` — is given [`MCAST_INCLUDE`] or [`MCAST_EXCLUDE`].
/// * `numsrc` — goes in as how many senders `slist` has room for, comes out as how many there are,
///   which may be more.
/// * `slist` — is given the senders, as many as there is room for, in network byte order; may be
///   [`NULL`] where that is 0.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno), and then nothing is given.
///
/// # Errors
///
/// * `EBADF` — `s` is not an open descriptor of this crate.
/// * `EFAULT` — `*numsrc` says more than the list has room for.
/// * `EINVAL` — `group` is no multicast group.
/// * `EADDRNOTAVAIL` — the socket has not joined the group there.
/// * `ENODEV` — no interface has that address.
/// * `EOPNOTSUPP`, `ENOTSOCK` — `s` is no socket of the Internet.
///
/// ```
/// use berkeley::{arpa::inet::*, unistd::*};
///
/// # let sock = socket(PF_INET, SOCK_DGRAM, 0);
/// # let loopback = in_addr { s_addr: htonl(INADDR_LOOPBACK) };
/// # let group = in_addr { s_addr: inet_addr("239.255.0.1") };
/// # let mreq = ip_mreq { imr_multiaddr: group, imr_interface: loopback };
/// # assert_eq!(setsockopt(sock, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof(&mreq)), 0);
/// // A socket that has joined the group with IP_ADD_MEMBERSHIP:
/// let slist = &mut [in_addr::zeroed(); 10]; // struct in_addr slist[10];
/// let (mut fmode, mut numsrc) = (0, 10); // uint32_t fmode, numsrc = 10;
/// // getipv4sourcefilter(sock, loopback, group, &fmode, &numsrc, slist)
/// let ret = getipv4sourcefilter(sock, loopback, group, &mut fmode, &mut numsrc, slist);
/// // It receives from everybody: all but none.
/// assert_eq!((ret, fmode, numsrc), (0, MCAST_EXCLUDE as u32, 0));
/// close(sock);
/// ```
///
/// See RFC 3678, section 4.2.2; ip(7).
pub fn getipv4sourcefilter<S>(
    s: c_int,
    interface: in_addr,
    group: in_addr,
    fmode: &mut u32,
    numsrc: &mut u32,
    slist: &mut S,
) -> c_int
where
    S: BytesMut + ?Sized,
{
    let mut filter = ip_msfilter::zeroed();
    (filter.imsf_multiaddr, filter.imsf_interface) = (group, interface);
    filter.imsf_numsrc = *numsrc;
    let ret = IPV4.get(s, IPPROTO_IP, filter.as_bytes_mut(), *numsrc, slist.as_bytes_mut());
    if ret == 0 {
        (*fmode, *numsrc) = (filter.imsf_fmode, filter.imsf_numsrc);
    }
    ret
}

/// `int setsourcefilter(int s, uint32_t interface, const struct sockaddr *group, socklen_t grouplen,
/// uint32_t fmode, uint32_t numsrc, const struct sockaddr_storage *slist)` — says which senders to a
/// multicast group a socket receives.
///
/// It is `setsockopt` of [`MCAST_MSFILTER`], at the level of the group's address, and replaces the
/// whole list at once.
///
/// # Parameters
///
/// * `s` — a socket that has joined the group.
/// * `interface` — the index of the interface where it did.
/// * `group` — the group: a `sockaddr_in` or a `sockaddr_in6`, whose port does not matter.
/// * `grouplen` — its size in bytes.
/// * `fmode` — [`MCAST_INCLUDE`]: receive from these senders only; [`MCAST_EXCLUDE`]: receive from
///   all but these.
/// * `numsrc` — how many senders there are in the list.
/// * `slist` — the senders, addresses of the same family as the group's; may be [`NULL`] where there
///   are none.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EINVAL` — no family has addresses of `grouplen` bytes; or `group` is no multicast group, or
///   `fmode` is neither of the two, or the socket has not joined the group.
/// * `EBADF` — `s` is not an open descriptor of this crate.
/// * `EFAULT` — `grouplen` or `numsrc` says more than there is.
/// * `EADDRNOTAVAIL` — the group, or a sender, is of another family; or `MCAST_INCLUDE` of no
///   senders, and the socket has not joined the group.
/// * `ENODEV` — there is no such interface.
/// * `ENOBUFS` — too many senders: more than `/proc/sys/net/ipv4/igmp_max_msf` or
///   `/proc/sys/net/ipv6/mld_max_msf`, or than there is memory for.
/// * `ENOPROTOOPT`, `EOPNOTSUPP`, `ENOTSOCK` — `s` is no socket that knows such groups.
///
/// ```
/// use berkeley::{arpa::inet::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_DGRAM, 0);
/// let group = &mut sockaddr_in::zeroed(); // struct sockaddr_in group;
/// group.sin_family = AF_INET as sa_family_t;
/// group.sin_addr.s_addr = inet_addr("239.255.0.1");
/// # let loopback = in_addr { s_addr: htonl(INADDR_LOOPBACK) };
/// # let mreq = ip_mreq { imr_multiaddr: group.sin_addr, imr_interface: loopback };
/// # assert_eq!(setsockopt(sock, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof(&mreq)), 0);
/// let slist = &mut [sockaddr_storage::zeroed(); 1]; // struct sockaddr_storage slist[1];
/// let sender = cast_mut::<sockaddr_in>(&mut slist[0]);
/// sender.sin_family = AF_INET as sa_family_t;
/// sender.sin_addr.s_addr = inet_addr("192.0.2.1");
/// // setsourcefilter(sock, 1, (struct sockaddr *)&group, sizeof(group), MCAST_EXCLUDE, 1, slist)
/// let ret = setsourcefilter(sock, 1, group, sizeof(group), MCAST_EXCLUDE as u32, 1, slist);
/// assert_eq!(ret, 0); // at the interface with the index 1, of Linux the loopback interface
/// close(sock);
/// ```
///
/// See RFC 3678, section 5.2.1.
pub fn setsourcefilter<A, S>(
    s: c_int,
    interface: u32,
    group: &A,
    grouplen: impl Length,
    fmode: u32,
    numsrc: u32,
    slist: &S,
) -> c_int
where
    A: SockAddr + ?Sized,
    S: Bytes + ?Sized,
{
    let mut filter = group_filter::zeroed();
    filter.gf_interface = interface;
    (filter.gf_fmode, filter.gf_numsrc) = (fmode, numsrc);
    match put_group(group.as_bytes(), grouplen, &mut filter) {
        Some(Ok(level)) => ANY.set(s, level, filter.as_bytes(), numsrc, slist.as_bytes()),
        Some(Err(level)) => setsockopt(s, level, MCAST_MSFILTER, NULL, 1),
        None => no_such_family(),
    }
}

/// `int getsourcefilter(int s, uint32_t interface, const struct sockaddr *group, socklen_t grouplen,
/// uint32_t *fmode, uint32_t *numsrc, struct sockaddr_storage *slist)` — asks which senders to a
/// multicast group a socket receives.
///
/// It is `getsockopt` of [`MCAST_MSFILTER`], at the level of the group's address.
///
/// # Parameters
///
/// * `s`, `interface`, `group`, `grouplen` — as for [`setsourcefilter`].
/// * `fmode` — is given [`MCAST_INCLUDE`] or [`MCAST_EXCLUDE`].
/// * `numsrc` — goes in as how many senders `slist` has room for, comes out as how many there are,
///   which may be more.
/// * `slist` — is given the senders, as many as there is room for; may be [`NULL`] where that is 0.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno), and then nothing is given.
///
/// # Errors
///
/// * `EINVAL` — no family has addresses of `grouplen` bytes; or `group` is no multicast group of the
///   socket's family.
/// * `EBADF` — `s` is not an open descriptor of this crate.
/// * `EFAULT` — `grouplen` says more than there is, or `*numsrc` more than there is room for.
/// * `EADDRNOTAVAIL` — the socket has not joined the group at that interface.
/// * `EOPNOTSUPP`, `ENOTSOCK` — `s` is no socket that knows such groups.
///
/// ```
/// use berkeley::{arpa::inet::*, unistd::*};
///
/// # let sock = socket(PF_INET, SOCK_DGRAM, 0);
/// # let group = &mut sockaddr_in::zeroed();
/// # group.sin_family = AF_INET as sa_family_t;
/// # group.sin_addr.s_addr = inet_addr("239.255.0.1");
/// # let loopback = in_addr { s_addr: htonl(INADDR_LOOPBACK) };
/// # let mreq = ip_mreq { imr_multiaddr: group.sin_addr, imr_interface: loopback };
/// # assert_eq!(setsockopt(sock, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof(&mreq)), 0);
/// // A socket that has joined the group at the interface with the index 1:
/// let slist = &mut [sockaddr_storage::zeroed(); 10]; // struct sockaddr_storage slist[10];
/// let (mut fmode, mut numsrc) = (0, 10); // uint32_t fmode, numsrc = 10;
/// // getsourcefilter(sock, 1, (struct sockaddr *)&group, sizeof(group), &fmode, &numsrc, slist)
/// let ret = getsourcefilter(sock, 1, group, sizeof(group), &mut fmode, &mut numsrc, slist);
/// // It receives from everybody: all but none.
/// assert_eq!((ret, fmode, numsrc), (0, MCAST_EXCLUDE as u32, 0));
/// close(sock);
/// ```
///
/// See RFC 3678, section 5.2.2.
pub fn getsourcefilter<A, S>(
    s: c_int,
    interface: u32,
    group: &A,
    grouplen: impl Length,
    fmode: &mut u32,
    numsrc: &mut u32,
    slist: &mut S,
) -> c_int
where
    A: SockAddr + ?Sized,
    S: BytesMut + ?Sized,
{
    let mut filter = group_filter::zeroed();
    (filter.gf_interface, filter.gf_numsrc) = (interface, *numsrc);
    let ret = match put_group(group.as_bytes(), grouplen, &mut filter) {
        Some(Ok(level)) => ANY.get(s, level, filter.as_bytes_mut(), *numsrc, slist.as_bytes_mut()),
        Some(Err(level)) => getsockopt(s, level, MCAST_MSFILTER, NULL, &mut 1),
        None => no_such_family(),
    };
    if ret == 0 {
        (*fmode, *numsrc) = (filter.gf_fmode, filter.gf_numsrc);
    }
    ret
}

/// The value of an option: a head that ends in the number of senders, and the senders.
struct Kind {
    option: c_int,
    head: usize,
    sender: usize,
}

const IPV4: Kind =
    Kind { option: IP_MSFILTER, head: IP_MSFILTER_SIZE(0), sender: size_of::<in_addr>() };

const ANY: Kind = Kind {
    option: MCAST_MSFILTER,
    head: GROUP_FILTER_SIZE(0),
    sender: size_of::<sockaddr_storage>(),
};

impl Kind {
    /// Sets the option to the head that `filter` begins with, and the list.
    fn set(&self, s: c_int, level: c_int, filter: &[u8], numsrc: u32, slist: &[u8]) -> c_int {
        let Some(list) = self.size(numsrc).and_then(|size| slist.get(..size)) else {
            // The answer for what is not there, unless there is no such descriptor.
            return setsockopt(s, level, self.option, NULL, 1);
        };
        with_room(self.head + list.len(), |value| {
            let (head, rest) = value.split_at_mut(self.head);
            head.copy_from_slice(&filter[..self.head]);
            rest.copy_from_slice(list);
            setsockopt(s, level, self.option, value, sizeof(value))
        })
    }

    /// Asks for the option with the head that `filter` begins with, and gives the head and the list.
    fn get(
        &self,
        s: c_int,
        level: c_int,
        filter: &mut [u8],
        numsrc: u32,
        slist: &mut [u8],
    ) -> c_int {
        let Some(list) = self.size(numsrc).and_then(|size| slist.get_mut(..size)) else {
            return getsockopt(s, level, self.option, NULL, &mut 1);
        };
        with_room(self.head + list.len(), |value| {
            value[..self.head].copy_from_slice(&filter[..self.head]);
            let mut len = sizeof(value) as socklen_t;
            let ret = getsockopt(s, level, self.option, value, &mut len);
            if ret == 0 {
                let (head, senders) = value.split_at(self.head);
                let count = head.last_chunk().map_or(0, |count| u32::from_ne_bytes(*count));
                let given = self.size(count).map_or(list.len(), |size| size.min(list.len()));
                filter[..self.head].copy_from_slice(head);
                list[..given].copy_from_slice(&senders[..given]);
            }
            ret
        })
    }

    /// The size of a list of so many senders.
    fn size(&self, numsrc: u32) -> Option<usize> {
        usize::try_from(numsrc).ok()?.checked_mul(self.sender)
    }
}

/// Calls with zeroed memory of a size.
fn with_room<R>(size: usize, call: impl FnOnce(&mut [u8]) -> R) -> R {
    if size <= USUAL {
        on_stack::<USUAL, R>(size, call)
    } else if size <= ON_STACK {
        on_stack::<ON_STACK, R>(size, call)
    } else {
        call(&mut vec![0; size])
    }
}

/// A function of its own, so that a large frame is there only for those who need it.
#[inline(never)]
fn on_stack<const N: usize, R>(size: usize, call: impl FnOnce(&mut [u8]) -> R) -> R {
    call(&mut [0; N][..size])
}

/// Puts the address of a group into a filter. Gives the level of its family; as an error, if the
/// address ends before its length does; or none, if no family has addresses of that length.
fn put_group(
    group: &[u8],
    grouplen: impl Length,
    filter: &mut group_filter,
) -> Option<Result<c_int, c_int>> {
    let grouplen = grouplen.to_socklen() as usize;
    let family = group.first_chunk().map_or(0, |family| sa_family_t::from_ne_bytes(*family));
    // As glibc has it: the length decides, then the family among those that share it.
    let level = match (grouplen, c_int::from(family)) {
        (16, AF_AX25) => SOL_AX25,
        (16, AF_IPX) => SOL_IPX,
        (16, AF_APPLETALK) => SOL_ATALK,
        (16, _) => IPPROTO_IP,
        (20, _) => SOL_PACKET,
        (28, AF_ROSE) => SOL_ROSE,
        (28, _) => IPPROTO_IPV6,
        _ => return None,
    };
    let Some(group) = group.get(..grouplen) else { return Some(Err(level)) };
    filter.gf_group.as_bytes_mut()[..grouplen].copy_from_slice(group);
    Some(Ok(level))
}

/// glibc's answer to an address of unknown length; it makes no call then.
fn no_such_family() -> c_int {
    set_errno(EINVAL);
    -1
}
