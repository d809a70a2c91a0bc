//! The filter of a raw ICMPv6 socket.

use crate::plain;

/// `struct icmp6_filter` — which types of message a raw socket receives: the value of the option
/// [`ICMP6_FILTER`](super::ICMP6_FILTER).
///
/// It has a bit for each type, set if the kernel keeps messages of that type back. A new socket
/// receives all.
///
/// ```no_run
/// use berkeley::{netinet::icmp6::*, sys::socket::*};
///
/// let sock = socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6);
/// let filter = &mut icmp6_filter::zeroed(); // struct icmp6_filter filter;
/// ICMP6_FILTER_SETBLOCKALL(filter); // ICMP6_FILTER_SETBLOCKALL(&filter);
/// ICMP6_FILTER_SETPASS(ICMP6_ECHO_REPLY, filter); // ICMP6_FILTER_SETPASS(ICMP6_ECHO_REPLY, &filter);
/// setsockopt(sock, IPPROTO_ICMPV6, ICMP6_FILTER, filter, sizeof(filter));
/// ```
///
/// See RFC 3542, section 3.2.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct icmp6_filter {
    /// The bits: type `t` is bit `t & 31` of element `t >> 5`.
    pub icmp6_filt: [u32; 8],
}

plain! { icmp6_filter { icmp6_filt: [u32; 8] } }

/// The element of the filter and the bit in it that belong to a type of message.
const fn place(type_: u8) -> (usize, u32) {
    ((type_ >> 5) as usize, 1 << (type_ & 31))
}

/// `ICMP6_FILTER_WILLPASS(type, filterp)` — whether the filter lets messages of this type through.
///
/// ```
/// use berkeley::netinet::icmp6::*;
///
/// let filter = &mut icmp6_filter::zeroed();
/// assert!(ICMP6_FILTER_WILLPASS(ICMP6_ECHO_REPLY, filter));
/// ```
///
/// See RFC 3542, section 3.2.
pub const fn ICMP6_FILTER_WILLPASS(type_: u8, filterp: &icmp6_filter) -> bool {
    !ICMP6_FILTER_WILLBLOCK(type_, filterp)
}

/// `ICMP6_FILTER_WILLBLOCK(type, filterp)` — whether the filter keeps messages of this type back.
///
/// ```
/// use berkeley::netinet::icmp6::*;
///
/// let filter = &mut icmp6_filter::zeroed();
/// assert!(!ICMP6_FILTER_WILLBLOCK(ICMP6_ECHO_REPLY, filter));
/// ```
///
/// See RFC 3542, section 3.2.
pub const fn ICMP6_FILTER_WILLBLOCK(type_: u8, filterp: &icmp6_filter) -> bool {
    let (element, bit) = place(type_);
    filterp.icmp6_filt[element] & bit != 0
}

/// `ICMP6_FILTER_SETPASS(type, filterp)` — makes the filter let messages of this type through.
///
/// ```
/// use berkeley::netinet::icmp6::*;
///
/// let filter = &mut icmp6_filter::zeroed();
/// ICMP6_FILTER_SETBLOCKALL(filter);
/// ICMP6_FILTER_SETPASS(ND_ROUTER_ADVERT, filter);
/// assert!(ICMP6_FILTER_WILLPASS(ND_ROUTER_ADVERT, filter));
/// assert!(ICMP6_FILTER_WILLBLOCK(ND_ROUTER_SOLICIT, filter));
/// ```
///
/// See RFC 3542, section 3.2.
pub const fn ICMP6_FILTER_SETPASS(type_: u8, filterp: &mut icmp6_filter) {
    let (element, bit) = place(type_);
    filterp.icmp6_filt[element] &= !bit;
}

/// `ICMP6_FILTER_SETBLOCK(type, filterp)` — makes the filter keep messages of this type back.
///
/// ```
/// use berkeley::netinet::icmp6::*;
///
/// let filter = &mut icmp6_filter::zeroed();
/// ICMP6_FILTER_SETPASSALL(filter);
/// ICMP6_FILTER_SETBLOCK(ICMP6_ECHO_REQUEST, filter);
/// assert!(ICMP6_FILTER_WILLBLOCK(ICMP6_ECHO_REQUEST, filter));
/// assert!(ICMP6_FILTER_WILLPASS(ICMP6_ECHO_REPLY, filter));
/// ```
///
/// See RFC 3542, section 3.2.
pub const fn ICMP6_FILTER_SETBLOCK(type_: u8, filterp: &mut icmp6_filter) {
    let (element, bit) = place(type_);
    filterp.icmp6_filt[element] |= bit;
}

/// `ICMP6_FILTER_SETPASSALL(filterp)` — makes the filter let every message through.
///
/// ```
/// use berkeley::netinet::icmp6::*;
///
/// let filter = &mut icmp6_filter::zeroed();
/// ICMP6_FILTER_SETPASSALL(filter);
/// assert_eq!(filter.icmp6_filt, [0; 8]);
/// ```
///
/// See RFC 3542, section 3.2.
pub const fn ICMP6_FILTER_SETPASSALL(filterp: &mut icmp6_filter) {
    filterp.icmp6_filt = [0; 8];
}

/// `ICMP6_FILTER_SETBLOCKALL(filterp)` — makes the filter keep every message back.
///
/// ```
/// use berkeley::netinet::icmp6::*;
///
/// let filter = &mut icmp6_filter::zeroed();
/// ICMP6_FILTER_SETBLOCKALL(filter);
/// assert_eq!(filter.icmp6_filt, [u32::MAX; 8]);
/// ```
///
/// See RFC 3542, section 3.2.
pub const fn ICMP6_FILTER_SETBLOCKALL(filterp: &mut icmp6_filter) {
    filterp.icmp6_filt = [u32::MAX; 8];
}
