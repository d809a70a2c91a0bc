//! Routing headers of IPv6: RFC 3542, section 7.

use super::*;
use crate::base::pointer::sealed::Pointee;
use crate::errno::{EFAULT, set_errno};
use crate::netinet::ip6::ip6_rthdr0;
use core::ffi::c_int;
use core::ops::Range;

/// What comes before the first address.
const HEADER: usize = size_of::<ip6_rthdr0>();

/// An address.
const ADDRESS: usize = size_of::<in6_addr>();

/// How many addresses there can be.
const MOST: c_int = 127;

/// `socklen_t inet6_rth_space(int type, int segments)` — how many bytes a routing header has.
///
/// The `inet6_rth_…` functions make and read the value of [`IPV6_RTHDR`]: the addresses that a
/// packet is to come through. They know [`IPV6_RTHDR_TYPE_0`] only, which RFC 5095 abolished in
/// 2007: Linux neither sends nor accepts it any more.
///
/// # Parameters
///
/// * `type_` — [`IPV6_RTHDR_TYPE_0`]. (C's name for it is a keyword of Rust.)
/// * `segments` — how many addresses it names, 0 to 127.
///
/// # Returns
///
/// The size in bytes; or 0, of another type or number. There is no
/// [`errno`](crate::errno::errno).
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// // bp_len = inet6_rth_space(IPV6_RTHDR_TYPE_0, 2);
/// assert_eq!(inet6_rth_space(IPV6_RTHDR_TYPE_0, 2), 40);
/// ```
///
/// See RFC 3542, section 7.1.
pub const fn inet6_rth_space(type_: c_int, segments: c_int) -> socklen_t {
    if type_ == IPV6_RTHDR_TYPE_0 && segments >= 0 && segments <= MOST {
        (HEADER + segments as usize * ADDRESS) as socklen_t
    } else {
        0
    }
}

/// `void *inet6_rth_init(void *bp, socklen_t bp_len, int type, int segments)` — begins a routing
/// header.
///
/// Makes all of it zero but its length, which has room for the addresses: [`inet6_rth_add`].
///
/// # Parameters
///
/// * `bp` — where the header is to be.
/// * `bp_len` — its size in bytes: [`inet6_rth_space`] or more.
/// * `type_`, `segments` — as for [`inet6_rth_space`].
///
/// # Returns
///
/// `bp`; or `None`, which `== NULL` is true of.
///
/// # Errors
///
/// Another type or number, or a buffer that is too small. The function sets no
/// [`errno`](crate::errno::errno) then, in C neither. Where `bp_len` says more than the object has,
/// it is `EFAULT`.
///
/// ```
/// use berkeley::{netinet::in_::*, stdlib::*};
///
/// // bp_len = inet6_rth_space(IPV6_RTHDR_TYPE_0, 2);
/// let bp_len = inet6_rth_space(IPV6_RTHDR_TYPE_0, 2);
/// let bp = &mut vec![0u8; bp_len as usize]; // bp = malloc(bp_len);
/// // if (inet6_rth_init(bp, bp_len, IPV6_RTHDR_TYPE_0, 2) == NULL)
/// if inet6_rth_init(bp, bp_len, IPV6_RTHDR_TYPE_0, 2) == NULL {
///     exit(1);
/// }
/// inet6_rth_add(bp, &in6addr_loopback); // inet6_rth_add(bp, &in6addr_loopback);
/// assert_eq!(inet6_rth_segments(bp), 2);
/// ```
///
/// See RFC 3542, section 7.2.
pub fn inet6_rth_init<B: BytesMut + ?Sized>(
    bp: &mut B,
    bp_len: impl Length,
    type_: c_int,
    segments: c_int,
) -> Option<&mut B> {
    let (bp_len, len) = (bp_len.to_socklen() as usize, inet6_rth_space(type_, segments) as usize);
    if len == 0 || len > bp_len {
        return None;
    }
    let bytes = bp.as_bytes_mut();
    if bp_len > bytes.len() {
        set_errno(EFAULT);
        return None;
    }
    bytes[..len].fill(0);
    bytes[1] = (segments as usize * ADDRESS / 8) as u8;
    Some(bp)
}

/// `int inet6_rth_add(void *bp, const struct in6_addr *addr)` — adds an address to a routing header.
///
/// # Parameters
///
/// * `bp` — the header, which [`inet6_rth_init`] began. The addresses that it has are counted in
///   it, as segments left.
/// * `addr` — the address, in network byte order as all of IPv6.
///
/// # Returns
///
/// 0; or −1.
///
/// # Errors
///
/// The header is full, or of another type. The function sets no [`errno`](crate::errno::errno)
/// then, in C neither. Where the object ends before the address does, it is `EFAULT`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let bp = &mut [0u8; 24]; // uint8_t bp[24];
/// inet6_rth_init(bp, sizeof(bp), IPV6_RTHDR_TYPE_0, 1);
/// assert_eq!(inet6_rth_add(bp, &in6addr_loopback), 0); // inet6_rth_add(bp, &in6addr_loopback)
/// assert_eq!(inet6_rth_add(bp, &in6addr_loopback), -1); // it has room for one only
/// ```
///
/// See RFC 3542, section 7.3.
pub fn inet6_rth_add<B: BytesMut + ?Sized>(bp: &mut B, addr: &in6_addr) -> c_int {
    let bytes = bp.as_bytes_mut();
    let segments = match segments_of(bytes) {
        Some(segments) => segments,
        None => return refuse(bytes),
    };
    let Some(left) = bytes.get(3).copied().map(usize::from) else { return fault() };
    // Only a header that says it is full is full in C: one that says more was made by nobody.
    if left == segments {
        return -1;
    }
    let Some(place) = bytes.get_mut(place(left)) else { return fault() };
    place.copy_from_slice(&addr.s6_addr);
    bytes[3] = bytes[3].wrapping_add(1);
    0
}

/// `int inet6_rth_reverse(const void *in, void *out)` — turns a routing header round, for the way
/// back.
///
/// # Parameters
///
/// * `in_` — the header, as it came. (C's name for it is a keyword of Rust.)
/// * `out` — is given the header with its addresses the other way round, all of them left to visit.
///
/// In C both may be the same buffer. Here `in_` is a copy then: `inet6_rth_reverse(&bp.clone(), bp)`.
///
/// # Returns
///
/// 0; or −1.
///
/// # Errors
///
/// The header is of another type. The function sets no [`errno`](crate::errno::errno) then, in C
/// neither. Where one of the objects ends before the header does, it is `EFAULT`, and nothing was
/// written.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let bp = &mut vec![0u8; 40]; // bp = malloc(40);
/// inet6_rth_init(bp, 40, IPV6_RTHDR_TYPE_0, 2);
/// inet6_rth_add(bp, &in6addr_any);
/// inet6_rth_add(bp, &in6addr_loopback);
/// assert_eq!(inet6_rth_reverse(&bp.clone(), bp), 0); // inet6_rth_reverse(bp, bp)
/// assert!(IN6_IS_ADDR_LOOPBACK(&inet6_rth_getaddr(bp, 0).unwrap()));
/// ```
///
/// See RFC 3542, section 7.4.
pub fn inet6_rth_reverse<A, B>(in_: &A, out: &mut B) -> c_int
where
    A: Bytes + ?Sized,
    B: BytesMut + ?Sized,
{
    let (bytes, out) = (in_.as_bytes(), out.as_bytes_mut());
    let segments = match segments_of(bytes) {
        Some(segments) => segments,
        None => return refuse(bytes),
    };
    let whole = HEADER + segments * ADDRESS;
    let (Some(bytes), Some(out)) = (bytes.get(..whole), out.get_mut(..whole)) else {
        return fault();
    };
    let (header, addresses) = bytes.split_at(HEADER);
    let (out_header, out_addresses) = out.split_at_mut(HEADER);
    out_header.copy_from_slice(header);
    let out_addresses = out_addresses.chunks_exact_mut(ADDRESS);
    for (to, from) in out_addresses.zip(addresses.chunks_exact(ADDRESS).rev()) {
        to.copy_from_slice(from);
    }
    out_header[3] = segments as u8;
    0
}

/// `int inet6_rth_segments(const void *bp)` — how many addresses a routing header has room for.
///
/// # Parameters
///
/// * `bp` — the header, as it came: `CMSG_DATA` of a message of [`IPV6_RTHDR`].
///
/// # Returns
///
/// The number, 0 to 127; or −1.
///
/// # Errors
///
/// The header is of another type. The function sets no [`errno`](crate::errno::errno) then, in C
/// neither. Where the object ends before the type does, it is `EFAULT`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let bp = &mut [0u8; 40]; // uint8_t bp[40];
/// inet6_rth_init(bp, sizeof(bp), IPV6_RTHDR_TYPE_0, 2);
/// assert_eq!(inet6_rth_segments(bp), 2); // inet6_rth_segments(bp)
/// ```
///
/// See RFC 3542, section 7.5.
pub fn inet6_rth_segments<B: Bytes + ?Sized>(bp: &B) -> c_int {
    let bytes = bp.as_bytes();
    segments_of(bytes).map_or_else(|| refuse(bytes), |segments| segments as c_int)
}

/// `struct in6_addr *inet6_rth_getaddr(const void *bp, int index)` — an address of a routing header.
///
/// # Parameters
///
/// * `bp` — the header.
/// * `index` — which address, from 0 on; less than [`inet6_rth_segments`].
///
/// # Returns
///
/// The address, where C returns a pointer to it; or `None`, which `== NULL` is true of.
///
/// # Errors
///
/// The header is of another type, or has no such address. The function sets no
/// [`errno`](crate::errno::errno) then, in C neither. Where the object ends before the address does,
/// it is `EFAULT`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let bp = &mut [0u8; 24]; // uint8_t bp[24];
/// inet6_rth_init(bp, sizeof(bp), IPV6_RTHDR_TYPE_0, 1);
/// inet6_rth_add(bp, &in6addr_loopback);
/// let addr = inet6_rth_getaddr(bp, 0); // struct in6_addr *addr = inet6_rth_getaddr(bp, 0);
/// assert!(addr.is_some_and(|addr| IN6_IS_ADDR_LOOPBACK(&addr)));
/// assert!(inet6_rth_getaddr(bp, 1) == NULL); // inet6_rth_getaddr(bp, 1) == NULL
/// ```
///
/// See RFC 3542, section 7.6.
pub fn inet6_rth_getaddr<B: Bytes + ?Sized>(bp: &B, index: c_int) -> Option<in6_addr> {
    let bytes = bp.as_bytes();
    let Some(segments) = segments_of(bytes) else {
        refuse(bytes);
        return None;
    };
    let index = usize::try_from(index).ok().filter(|index| *index < segments)?;
    let Some(s6_addr) = bytes.get(place(index)).and_then(|place| place.first_chunk()) else {
        fault();
        return None;
    };
    Some(in6_addr { s6_addr: *s6_addr })
}

// `inet6_rth_init(…) == NULL`, `inet6_rth_getaddr(…) == NULL`.
impl<B: ?Sized> Pointee for &mut B {}
impl Pointee for in6_addr {}

/// For how many addresses a header says that it has room, if it is of the type with addresses.
fn segments_of(header: &[u8]) -> Option<usize> {
    match header {
        [_, len, type_, ..] if c_int::from(*type_) == IPV6_RTHDR_TYPE_0 => {
            Some(usize::from(*len) * 8 / ADDRESS)
        }
        _ => None,
    }
}

/// Where in a header an address is.
fn place(index: usize) -> Range<usize> {
    let start = HEADER + index * ADDRESS;
    start..start + ADDRESS
}

/// What a header gets that is of another type; or so short that it has none.
fn refuse(header: &[u8]) -> c_int {
    if header.len() < 3 { fault() } else { -1 }
}

/// What an object gets that ends too early.
fn fault() -> c_int {
    set_errno(EFAULT);
    -1
}
