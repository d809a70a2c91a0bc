//! Options of IPv6's hop-by-hop and destination headers: RFC 3542, section 10.

use super::*;
use crate::errno::{EFAULT, set_errno};
use crate::netinet::ip6::{IP6OPT_PAD1, IP6OPT_PADN, ip6_hbh, ip6_opt};
use core::ffi::c_int;

/// What comes before the first option.
const HEADER: usize = size_of::<ip6_hbh>();

/// What comes before the data of an option: its type and its length.
const OPTION: usize = size_of::<ip6_opt>();

/// `int inet6_opt_init(void *extbuf, socklen_t extlen)` — begins a header of options.
///
/// The `inet6_opt_…` functions make and read the extension headers of IPv6 that consist of
/// options: the values of [`IPV6_HOPOPTS`] and [`IPV6_DSTOPTS`]. A header is made twice. The first
/// time there is no buffer, and the functions count how large it gets; the second time they fill
/// it.
///
/// Writes the length of the header, and not the type of what follows: the kernel does that.
///
/// # Parameters
///
/// * `extbuf` — where the header is to be; or [`NULL`], to count only.
/// * `extlen` — its size in bytes, a multiple of 8; with [`NULL`] it does not matter.
///
/// # Returns
///
/// The size of the header without any options, 2: the offset for the first [`inet6_opt_append`].
/// Or −1.
///
/// # Errors
///
/// `extlen` is 0, no multiple of 8, or more than 2048. The function sets no
/// [`errno`](crate::errno::errno) then, in C neither. Where `extlen` says more than the object has,
/// it is `EFAULT`.
///
/// ```
/// use berkeley::{netinet::in_::*, netinet::ip6::*};
///
/// // The first time: how large does it get?
/// let mut extlen = inet6_opt_init(NULL, 0); // extlen = inet6_opt_init(NULL, 0);
/// // extlen = inet6_opt_append(NULL, 0, extlen, 0x1e, 4, 4, NULL);
/// extlen = inet6_opt_append(NULL, 0, extlen, 0x1e, 4, 4, NULL);
/// extlen = inet6_opt_finish(NULL, 0, extlen); // extlen = inet6_opt_finish(NULL, 0, extlen);
///
/// // The second time: make it.
/// let extbuf = &mut vec![0u8; extlen as usize]; // extbuf = malloc(extlen);
/// let mut databuf = 0; // void *databuf;
/// let mut offset = inet6_opt_init(extbuf, extlen); // offset = inet6_opt_init(extbuf, extlen);
/// // offset = inet6_opt_append(extbuf, extlen, offset, 0x1e, 4, 4, &databuf);
/// offset = inet6_opt_append(extbuf, extlen, offset, 0x1e, 4, 4, &mut databuf);
/// let value = htonl(0x12345678); // uint32_t value = htonl(0x12345678);
/// // inet6_opt_set_val(databuf, 0, &value, sizeof(value));
/// inet6_opt_set_val(&mut extbuf[databuf..], 0, &value, sizeof(&value));
/// offset = inet6_opt_finish(extbuf, extlen, offset);
/// assert_eq!(offset, 8);
/// assert_eq!(extbuf.as_bytes(), [0, 0, 0x1e, 4, 0x12, 0x34, 0x56, 0x78]);
/// ```
///
/// See RFC 3542, section 10.1.
pub fn inet6_opt_init<B: BytesMut + ?Sized>(extbuf: &mut B, extlen: impl Length) -> c_int {
    if !extbuf.is_null() {
        let extlen = extlen.to_socklen() as usize;
        if extlen == 0 || extlen % 8 != 0 || extlen > 256 * 8 {
            return -1;
        }
        let Some(header) = extbuf.as_bytes_mut().get_mut(..extlen) else { return fault() };
        header[1] = (extlen / 8 - 1) as u8;
    }
    HEADER as c_int
}

/// `int inet6_opt_append(void *extbuf, socklen_t extlen, int offset, uint8_t type, socklen_t len,
/// uint8_t align, void **databufp)` — adds an option to a header.
///
/// Puts in what padding the alignment needs, then the type and the length of the option. Its data
/// are for the caller to fill in: [`inet6_opt_set_val`].
///
/// # Parameters
///
/// * `extbuf`, `extlen` — as for [`inet6_opt_init`].
/// * `offset` — where the header ends so far: what the call before returned.
/// * `type_` — the type of the option, 2 to 255. (C's name for it is a keyword of Rust.)
/// * `len` — how many bytes of data it has, at most 255.
/// * `align` — the alignment of the data: 1, 2, 4 or 8, and no more than `len`.
/// * `databufp` — is given where in `extbuf` the data are to go: what is the pointer `databuf` in C
///   is `&mut extbuf[databuf..]` here. Left as it is where there is no buffer; may be [`NULL`].
///
/// # Returns
///
/// Where the header ends now, in bytes from its beginning; or −1.
///
/// # Errors
///
/// The option does not fit into the buffer, or an argument is not as said above. The function sets
/// no [`errno`](crate::errno::errno) then, in C neither. Where `extlen` says more than the object
/// has, it is `EFAULT`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let (extbuf, mut databuf) = (&mut [0xffu8; 16], 0); // uint8_t extbuf[16]; void *databuf;
/// // offset = inet6_opt_append(extbuf, sizeof(extbuf), 2, 0x1e, 8, 8, &databuf);
/// let offset = inet6_opt_append(extbuf, sizeof(extbuf), 2, 0x1e, 8, 8, &mut databuf);
/// assert_eq!((offset, databuf), (16, 8));
/// assert_eq!(extbuf[2..8], [1, 2, 0, 0, 0x1e, 8]); // padding of four bytes, then the option
/// ```
///
/// See RFC 3542, section 10.2.
pub fn inet6_opt_append<B, P>(
    extbuf: &mut B,
    extlen: impl Length,
    offset: c_int,
    type_: u8,
    len: impl Length,
    align: u8,
    databufp: &mut P,
) -> c_int
where
    B: BytesMut + ?Sized,
    P: Pointer<usize>,
{
    let (extlen, len) = (extlen.to_socklen() as usize, len.to_socklen());
    // A negative offset passes in C, which compares it as if it had no sign.
    if (0..HEADER as c_int).contains(&offset)
        || matches!(type_, IP6OPT_PAD1 | IP6OPT_PADN)
        || len > 255
        || !matches!(align, 1 | 2 | 4 | 8)
        || u32::from(align) > len
    {
        return -1;
    }
    let data = offset.wrapping_add(OPTION as c_int);
    let padding = data.wrapping_neg() & (c_int::from(align) - 1);
    let end = data.wrapping_add(padding).wrapping_add(len as c_int);
    if extbuf.is_null() {
        return end;
    }
    let Some(header) = extbuf.as_bytes_mut().get_mut(..extlen) else { return fault() };
    // Where C would write before the buffer, or count beyond the largest `int`.
    let (Ok(at), Ok(whole)) = (usize::try_from(offset), usize::try_from(end)) else { return -1 };
    if whole > extlen {
        return -1;
    }
    let (padding, option) = header[at..whole].split_at_mut(padding as usize);
    pad(padding);
    option[0] = type_;
    option[1] = len as u8;
    if let Some(databuf) = databufp.target() {
        *databuf = whole - len as usize;
    }
    end
}

/// `int inet6_opt_finish(void *extbuf, socklen_t extlen, int offset)` — ends a header of options.
///
/// Puts in the padding that makes its size a multiple of 8.
///
/// # Parameters
///
/// * `extbuf`, `extlen` — as for [`inet6_opt_init`].
/// * `offset` — where the header ends so far: what the call before returned.
///
/// # Returns
///
/// The size of the whole header in bytes, a multiple of 8; or −1.
///
/// # Errors
///
/// The padding does not fit into the buffer, or `offset` is less than 2. The function sets no
/// [`errno`](crate::errno::errno) then, in C neither. Where `extlen` says more than the object has,
/// it is `EFAULT`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let extbuf = &mut [0xffu8; 8]; // uint8_t extbuf[8];
/// // offset = inet6_opt_finish(extbuf, sizeof(extbuf), 5);
/// assert_eq!(inet6_opt_finish(extbuf, sizeof(extbuf), 5), 8);
/// assert_eq!(extbuf[5..], [1, 1, 0]); // IP6OPT_PADN with one byte of data
/// ```
///
/// See RFC 3542, section 10.3.
pub fn inet6_opt_finish<B: BytesMut + ?Sized>(
    extbuf: &mut B,
    extlen: impl Length,
    offset: c_int,
) -> c_int {
    if (0..HEADER as c_int).contains(&offset) {
        return -1;
    }
    let end = offset.wrapping_add(offset.wrapping_neg() & 7);
    if extbuf.is_null() {
        return end;
    }
    let Some(header) = extbuf.as_bytes_mut().get_mut(..extlen.to_socklen() as usize) else {
        return fault();
    };
    let (Ok(at), Ok(whole)) = (usize::try_from(offset), usize::try_from(end)) else { return -1 };
    let Some(padding) = header.get_mut(at..whole) else { return -1 };
    pad(padding);
    end
}

/// `int inet6_opt_set_val(void *databuf, int offset, void *val, socklen_t vallen)` — writes a value
/// into the data of an option.
///
/// # Parameters
///
/// * `databuf` — the data of the option: `&mut extbuf[databuf..]`, with the `databuf` that
///   [`inet6_opt_append`] gave.
/// * `offset` — where in the data the value goes, in bytes.
/// * `val` — the value, in network byte order.
/// * `vallen` — its size in bytes.
///
/// # Returns
///
/// Where the next value goes, `offset + vallen`; or −1.
///
/// # Errors
///
/// `EFAULT` — the value would go beyond `databuf`, or `vallen` says more than `val` has. (C would
/// write or read there.) Nothing was written.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let (databuf, value) = (&mut [0u8; 4], htons(0x1234)); // uint16_t value = htons(0x1234);
/// // offset = inet6_opt_set_val(databuf, 2, &value, sizeof(value));
/// let offset = inet6_opt_set_val(databuf, 2, &value, sizeof(&value));
/// assert_eq!((offset, *databuf), (4, [0, 0, 0x12, 0x34]));
/// ```
///
/// See RFC 3542, section 10.4.
pub fn inet6_opt_set_val<B, V>(
    databuf: &mut B,
    offset: c_int,
    val: &V,
    vallen: impl Length,
) -> c_int
where
    B: BytesMut + ?Sized,
    V: Bytes + ?Sized,
{
    let Some((at, end)) = range(offset, vallen) else { return fault() };
    match (databuf.as_bytes_mut().get_mut(at..end), val.as_bytes().get(..end - at)) {
        (Some(data), Some(val)) => data.copy_from_slice(val),
        _ => return fault(),
    }
    end as c_int
}

/// `int inet6_opt_get_val(void *databuf, int offset, void *val, socklen_t vallen)` — reads a value
/// out of the data of an option.
///
/// # Parameters
///
/// * `databuf` — the data of the option: `&extbuf[databuf..]`, with the `databuf` that
///   [`inet6_opt_next`] or [`inet6_opt_find`] gave.
/// * `offset` — where in the data the value is, in bytes.
/// * `val` — is given the value, in network byte order.
/// * `vallen` — its size in bytes.
///
/// # Returns
///
/// Where the next value is, `offset + vallen`; or −1.
///
/// # Errors
///
/// `EFAULT` — the value would lie beyond `databuf`, or `vallen` says more than `val` has. (C would
/// read or write there.) Nothing was read.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let (databuf, value) = (&[0, 0, 0x12, 0x34u8], &mut 0u16); // uint16_t value;
/// // offset = inet6_opt_get_val(databuf, 2, &value, sizeof(value));
/// let offset = inet6_opt_get_val(databuf, 2, value, sizeof(value));
/// assert_eq!((offset, ntohs(*value)), (4, 0x1234));
/// ```
///
/// See RFC 3542, section 10.7.
pub fn inet6_opt_get_val<B, V>(
    databuf: &B,
    offset: c_int,
    val: &mut V,
    vallen: impl Length,
) -> c_int
where
    B: Bytes + ?Sized,
    V: BytesMut + ?Sized,
{
    let Some((at, end)) = range(offset, vallen) else { return fault() };
    match (databuf.as_bytes().get(at..end), val.as_bytes_mut().get_mut(..end - at)) {
        (Some(data), Some(val)) => val.copy_from_slice(data),
        _ => return fault(),
    }
    end as c_int
}

/// `int inet6_opt_next(void *extbuf, socklen_t extlen, int offset, uint8_t *typep, socklen_t *lenp,
/// void **databufp)` — finds the next option of a header.
///
/// Padding is passed over.
///
/// # Parameters
///
/// * `extbuf` — the header, as it came: `CMSG_DATA` of a message of [`IPV6_HOPOPTS`] or
///   [`IPV6_DSTOPTS`].
/// * `extlen` — its size in bytes.
/// * `offset` — 0 for the first option; then what the call before returned.
/// * `typep` — is given the type of the option.
/// * `lenp` — is given how many bytes of data it has.
/// * `databufp` — is given where in `extbuf` they are: what is the pointer `databuf` in C is
///   `&extbuf[databuf..]` here.
///
/// # Returns
///
/// Where the option ends, to go on from; or −1, and then nothing is given.
///
/// # Errors
///
/// There is no further option, the header is cut short, or `offset` is negative or 1. The function
/// sets no [`errno`](crate::errno::errno) then, in C neither. Where `extlen` says more than the
/// object has, it is `EFAULT`.
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let extbuf = &[0, 0, 0x1e, 4, 0x12, 0x34, 0x56, 0x78u8];
/// let (mut type_, mut len, mut databuf) = (0, 0, 0); // uint8_t type; socklen_t len; void *databuf;
/// let value = &mut 0u32; // uint32_t value;
/// let mut offset = 0;
/// loop {
///     // offset = inet6_opt_next(extbuf, sizeof(extbuf), offset, &type, &len, &databuf);
///     offset =
///         inet6_opt_next(extbuf, sizeof(extbuf), offset, &mut type_, &mut len, &mut databuf);
///     if offset == -1 {
///         break;
///     }
///     // inet6_opt_get_val(databuf, 0, &value, sizeof(value));
///     inet6_opt_get_val(&extbuf[databuf..], 0, value, sizeof(value));
/// }
/// assert_eq!((type_, len, ntohl(*value)), (0x1e, 4, 0x12345678));
/// ```
///
/// See RFC 3542, section 10.5.
pub fn inet6_opt_next<B: Bytes + ?Sized>(
    extbuf: &B,
    extlen: impl Length,
    offset: c_int,
    typep: &mut u8,
    lenp: &mut socklen_t,
    databufp: &mut usize,
) -> c_int {
    let wanted = |type_| !matches!(type_, IP6OPT_PAD1 | IP6OPT_PADN);
    search(extbuf.as_bytes(), extlen, offset, wanted, |type_, len, data| {
        (*typep, *lenp, *databufp) = (type_, len, data);
    })
}

/// `int inet6_opt_find(void *extbuf, socklen_t extlen, int offset, uint8_t type, socklen_t *lenp,
/// void **databufp)` — finds the next option of a type.
///
/// # Parameters
///
/// As for [`inet6_opt_next`], but `type_` says which type to look for. (C's name for it is a keyword
/// of Rust.) Padding can be looked for, too.
///
/// # Returns
///
/// Where the option ends, to go on from; or −1, and then nothing is given.
///
/// # Errors
///
/// There is no further option of that type; the rest as for [`inet6_opt_next`].
///
/// ```
/// use berkeley::netinet::in_::*;
///
/// let extbuf = &[0, 0, 1, 0, 5, 2, 0, 0u8]; // padding, then a router alert
/// let (mut len, mut databuf) = (0, 0); // socklen_t len; void *databuf;
/// // offset = inet6_opt_find(extbuf, sizeof(extbuf), 0, 5, &len, &databuf);
/// let offset = inet6_opt_find(extbuf, sizeof(extbuf), 0, 5, &mut len, &mut databuf);
/// assert_eq!((offset, len, databuf), (8, 2, 6));
/// ```
///
/// See RFC 3542, section 10.6.
pub fn inet6_opt_find<B: Bytes + ?Sized>(
    extbuf: &B,
    extlen: impl Length,
    offset: c_int,
    type_: u8,
    lenp: &mut socklen_t,
    databufp: &mut usize,
) -> c_int {
    let wanted = |found| found == type_;
    search(extbuf.as_bytes(), extlen, offset, wanted, |_, len, data| {
        (*lenp, *databufp) = (len, data);
    })
}

/// Looks for an option whose type is wanted, and gives its type, its length, and where its data are.
fn search(
    bytes: &[u8],
    extlen: impl Length,
    offset: c_int,
    wanted: impl Fn(u8) -> bool,
    mut give: impl FnMut(u8, socklen_t, usize),
) -> c_int {
    let Some(header) = bytes.get(..extlen.to_socklen() as usize) else { return fault() };
    let mut at = match usize::try_from(offset) {
        Ok(0) => HEADER,
        Ok(at @ HEADER..) => at,
        _ => return -1,
    };
    while let Some(&type_) = header.get(at) {
        // Padding of one byte has neither length nor data.
        let (len, data) = match (type_, header.get(at + 1)) {
            (IP6OPT_PAD1, _) => (0, at + 1),
            (_, Some(&len)) => (len, at + OPTION),
            (_, None) => return -1,
        };
        let end = data + usize::from(len);
        if wanted(type_) {
            let (true, Ok(next)) = (end <= header.len(), c_int::try_from(end)) else { return -1 };
            give(type_, len.into(), data);
            return next;
        }
        at = end;
    }
    -1
}

/// Fills a gap with one option that says nothing.
fn pad(gap: &mut [u8]) {
    gap.fill(0);
    if gap.len() > 1 {
        gap[0] = IP6OPT_PADN;
        gap[1] = (gap.len() - OPTION) as u8;
    }
}

/// From where to where a value goes, if an `int` can say so.
fn range(offset: c_int, vallen: impl Length) -> Option<(usize, usize)> {
    let at = usize::try_from(offset).ok()?;
    let end = at.checked_add(vallen.to_socklen() as usize)?;
    c_int::try_from(end).ok()?;
    Some((at, end))
}

/// What a length gets that says more than there is.
fn fault() -> c_int {
    set_errno(EFAULT);
    -1
}
