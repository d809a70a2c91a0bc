//! The lengths of attributes, and the walk from one to the next.

use super::*;

/// What the length of an attribute is rounded up to a multiple of: 4 bytes.
pub const RTA_ALIGNTO: size_t = 4;
/// What the length of a [`rtnexthop`] is rounded up to a multiple of: 4 bytes.
pub const RTNH_ALIGNTO: size_t = 4;

/// `RTM_FAM(cmd)` — which kind of thing a message is about: links are 0, addresses 1, routes 2…
///
/// # Parameters
///
/// * `cmd` — the type of the message, from [`RTM_BASE`] on.
///
/// # Returns
///
/// Its number; less than [`RTM_NR_FAMILIES`].
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// assert_eq!(RTM_FAM(RTM_GETADDR), RTM_FAM(RTM_NEWADDR));
/// ```
///
/// See rtnetlink(7). Of Linux.
pub const fn RTM_FAM(cmd: u16) -> c_int {
    (cmd as c_int - RTM_BASE as c_int) >> 2
}

/// `RTA_ALIGN(len)` — rounds the length of an attribute up to a multiple of [`RTA_ALIGNTO`].
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// assert_eq!(RTA_ALIGN(7), 8);
/// ```
///
/// See rtnetlink(3). Of Linux.
pub const fn RTA_ALIGN(len: size_t) -> size_t {
    // C's mask has the 32 bits of its 4U, whatever the length has.
    len.wrapping_add(RTA_ALIGNTO - 1) & !(RTA_ALIGNTO as u32 - 1) as size_t
}

/// `int RTA_OK(struct rtattr *rta, int rtabuflen)` — whether there is an attribute.
///
/// # Parameters
///
/// * `rta` — where it would be.
/// * `len` — how many bytes of attributes are left, from there on: any integer.
///
/// # Returns
///
/// Whether the header, and the attribute as long as the header says, lie within `len` bytes.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let rta = rtattr { rta_len: 8, rta_type: IFLA_MTU };
/// assert!(RTA_OK(record(&rta), 8));
/// assert!(!RTA_OK(record(&rta), 7)); // cut
/// assert!(!RTA_OK(record(&rta), -1)); // the end of a walk
/// ```
///
/// See rtnetlink(3).
pub fn RTA_OK(rta: RecordPtr<'_, rtattr>, len: impl Remaining) -> bool {
    let claimed = rta.rta_len as usize;
    len.at_least(size_of::<rtattr>()) && claimed >= size_of::<rtattr>() && len.at_least(claimed)
}

/// `struct rtattr *RTA_NEXT(struct rtattr *rta, unsigned int rtabuflen)` — the attribute after
/// another.
///
/// # Parameters
///
/// * `rta` — an attribute that is [`RTA_OK`].
/// * `attrlen` — how many bytes of attributes are left, from `rta` on: any integer. It goes down by
///   what the attribute takes; below zero if the last one was not filled up. (C's macro changes
///   the variable it is given; here it is given a `&mut`.)
///
/// # Returns
///
/// The next one; look with [`RTA_OK`] whether it is there.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let attributes = [rtattr { rta_len: 4, rta_type: 1 }, rtattr { rta_len: 4, rta_type: 2 }];
/// let mut len = 8;
/// let rta = record::<rtattr>(&attributes);
/// let rta = RTA_NEXT(rta, &mut len); // rta = RTA_NEXT(rta, len);
/// assert_eq!((rta.rta_type, len), (2, 4));
/// ```
///
/// See rtnetlink(3).
pub fn RTA_NEXT<'a>(
    rta: RecordPtr<'a, rtattr>,
    attrlen: &mut impl Remaining,
) -> RecordPtr<'a, rtattr> {
    let taken = RTA_ALIGN(rta.rta_len as size_t);
    *attrlen = attrlen.minus(taken);
    rta.byte_add(taken)
}

/// `unsigned int RTA_LENGTH(unsigned int length)` — what `rta_len` is for a value of `len` bytes.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let rta = rtattr { rta_len: RTA_LENGTH(3) as u16, rta_type: IFLA_IFNAME };
/// assert_eq!(rta.rta_len, 7);
/// ```
///
/// See rtnetlink(3).
pub const fn RTA_LENGTH(len: size_t) -> size_t {
    RTA_ALIGN(size_of::<rtattr>()).wrapping_add(len)
}

/// `unsigned int RTA_SPACE(unsigned int length)` — how much room an attribute with a value of `len`
/// bytes takes.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// assert_eq!(RTA_SPACE(3), 8);
/// ```
///
/// See rtnetlink(3).
pub const fn RTA_SPACE(len: size_t) -> size_t {
    RTA_ALIGN(RTA_LENGTH(len))
}

/// `void *RTA_DATA(struct rtattr *rta)` — the value of an attribute.
///
/// # Parameters
///
/// * `rta` — the attribute.
///
/// # Returns
///
/// The bytes from the value on, to the end of the buffer, as C's pointer has no end either. The
/// attribute's own are the first [`RTA_PAYLOAD`]`(rta)`. With [`record`] they are an integer or a
/// structure, or the first of the attributes inside.
///
/// ```
/// use berkeley::{linux::rtnetlink::*, string::*};
///
/// let attribute = [rtattr { rta_len: 8, rta_type: IFLA_MTU }.as_bytes(), &1500u32.as_bytes()].concat();
/// let rta = record::<rtattr>(&attribute);
/// assert_eq!(*record::<u32>(RTA_DATA(rta)), 1500); // *(unsigned int *)RTA_DATA(rta)
///
/// let mut mtu = 0u32;
/// memcpy(&mut mtu, RTA_DATA(rta), RTA_PAYLOAD(rta)); // memcpy(&mtu, RTA_DATA(rta), RTA_PAYLOAD(rta));
/// assert_eq!(mtu, 1500);
/// ```
///
/// See rtnetlink(3).
pub fn RTA_DATA(rta: RecordPtr<'_, rtattr>) -> &[u8] {
    rta.byte_add::<u8>(RTA_LENGTH(0)).bytes()
}

/// `unsigned int RTA_PAYLOAD(struct rtattr *rta)` — how long the value of an attribute is.
///
/// # Returns
///
/// The number of bytes; negative if the attribute is shorter than its header, which [`RTA_OK`]
/// excludes. (The expression behind C's macro wraps around there.)
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// assert_eq!(RTA_PAYLOAD(record(&rtattr { rta_len: 7, rta_type: IFLA_IFNAME })), 3);
/// ```
///
/// See rtnetlink(3).
pub fn RTA_PAYLOAD(rta: RecordPtr<'_, rtattr>) -> c_int {
    rta.rta_len as c_int - RTA_LENGTH(0) as c_int
}

/// `RTM_RTA(r)` — the first attribute of a route or a rule.
///
/// # Parameters
///
/// * `r` — the [`rtmsg`], or the `NLMSG_DATA(nh)` that it is.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let message = [rtmsg::zeroed().as_bytes(), rtattr { rta_len: 4, rta_type: RTA_DST }.as_bytes()].concat();
/// assert_eq!(RTM_RTA(&*message).rta_type, RTA_DST); // RTM_RTA(NLMSG_DATA(nh))->rta_type
/// ```
///
/// See rtnetlink(7). Of Linux.
pub fn RTM_RTA<'a>(r: impl Into<RecordPtr<'a, rtmsg>>) -> RecordPtr<'a, rtattr> {
    r.into().byte_add(NLMSG_ALIGN(size_of::<rtmsg>()))
}

/// `RTM_PAYLOAD(n)` — how many bytes of attributes a route or a rule has: [`NLMSG_PAYLOAD`] without
/// the [`rtmsg`].
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let nh = nlmsghdr { nlmsg_len: 16 + 12 + 8, ..nlmsghdr::zeroed() };
/// assert_eq!(RTM_PAYLOAD(record(&nh)), 8);
/// ```
///
/// See rtnetlink(7). Of Linux.
pub fn RTM_PAYLOAD(n: RecordPtr<'_, nlmsghdr>) -> c_int {
    NLMSG_PAYLOAD(n, size_of::<rtmsg>())
}

/// `RTNH_ALIGN(len)` — rounds the length of a [`rtnexthop`] up to a multiple of [`RTNH_ALIGNTO`].
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// assert_eq!(RTNH_ALIGN(13), 16);
/// ```
///
/// See rtnetlink(7). Of Linux.
pub const fn RTNH_ALIGN(len: size_t) -> size_t {
    len.wrapping_add(RTNH_ALIGNTO - 1) & !(RTNH_ALIGNTO - 1)
}

/// `RTNH_OK(rtnh, len)` — whether there is one more way of a route.
///
/// # Parameters
///
/// * `rtnh` — where it would be.
/// * `len` — how many bytes of [`RTA_MULTIPATH`] are left, from there on: any integer.
///
/// # Returns
///
/// Whether it is as long as its header, and lies within `len` bytes.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let rtnh = rtnexthop { rtnh_len: 16, ..rtnexthop::zeroed() };
/// assert!(RTNH_OK(record(&rtnh), 16));
/// assert!(!RTNH_OK(record(&rtnh), 15));
/// ```
///
/// See rtnetlink(7). Of Linux.
pub fn RTNH_OK(rtnh: RecordPtr<'_, rtnexthop>, len: impl Remaining) -> bool {
    let claimed = rtnh.rtnh_len as usize;
    claimed >= size_of::<rtnexthop>() && len.at_least(claimed)
}

/// `RTNH_NEXT(rtnh)` — the way after another.
///
/// It does not count down what is left: C's loops say `len -= RTNH_ALIGN(rtnh->rtnh_len)`
/// themselves.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let way = rtnexthop { rtnh_len: 8, rtnh_flags: 0, rtnh_hops: 0, rtnh_ifindex: 2 };
/// let multipath = [way, rtnexthop { rtnh_ifindex: 3, ..way }];
/// let mut len = sizeof(&multipath) as isize;
/// let mut rtnh = record::<rtnexthop>(&multipath); // rtnh = (struct rtnexthop *)RTA_DATA(rta);
/// let mut ways = vec![];
/// while RTNH_OK(rtnh, len) {
///     ways.push(rtnh.rtnh_ifindex);
///     len -= RTNH_ALIGN(rtnh.rtnh_len as usize) as isize; // len -= RTNH_ALIGN(rtnh->rtnh_len);
///     rtnh = RTNH_NEXT(rtnh); // rtnh = RTNH_NEXT(rtnh);
/// }
/// assert_eq!(ways, [2, 3]);
/// ```
///
/// See rtnetlink(7). Of Linux.
pub fn RTNH_NEXT(rtnh: RecordPtr<'_, rtnexthop>) -> RecordPtr<'_, rtnexthop> {
    rtnh.byte_add(RTNH_ALIGN(rtnh.rtnh_len as size_t))
}

/// `RTNH_LENGTH(len)` — what `rtnh_len` is with `len` bytes of attributes.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// assert_eq!(RTNH_LENGTH(8), 16);
/// ```
///
/// See rtnetlink(7). Of Linux.
pub const fn RTNH_LENGTH(len: size_t) -> size_t {
    RTNH_ALIGN(size_of::<rtnexthop>()).wrapping_add(len)
}

/// `RTNH_SPACE(len)` — how much room a [`rtnexthop`] with `len` bytes of attributes takes.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// assert_eq!(RTNH_SPACE(6), 16);
/// ```
///
/// See rtnetlink(7). Of Linux.
pub const fn RTNH_SPACE(len: size_t) -> size_t {
    RTNH_ALIGN(RTNH_LENGTH(len))
}

/// `RTNH_DATA(rtnh)` — the first attribute of a way.
///
/// How many bytes of attributes there are is `rtnh_len` less the 8 bytes of the header.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let way = rtnexthop { rtnh_len: 12, ..rtnexthop::zeroed() };
/// let bytes = [way.as_bytes(), rtattr { rta_len: 4, rta_type: RTA_GATEWAY }.as_bytes()].concat();
/// assert_eq!(RTNH_DATA(record(&bytes)).rta_type, RTA_GATEWAY);
/// ```
///
/// See rtnetlink(7). Of Linux.
pub fn RTNH_DATA(rtnh: RecordPtr<'_, rtnexthop>) -> RecordPtr<'_, rtattr> {
    rtnh.byte_add(RTNH_LENGTH(0))
}

/// `TCA_RTA(r)` — the first attribute of a message of traffic control.
///
/// # Parameters
///
/// * `r` — the [`tcmsg`], or the `NLMSG_DATA(nh)` that it is.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let message = [tcmsg::zeroed().as_bytes(), rtattr { rta_len: 4, rta_type: TCA_KIND }.as_bytes()].concat();
/// assert_eq!(TCA_RTA(&*message).rta_type, TCA_KIND); // TCA_RTA(NLMSG_DATA(nh))->rta_type
/// ```
///
/// See rtnetlink(7), tc(8). Of Linux.
pub fn TCA_RTA<'a>(r: impl Into<RecordPtr<'a, tcmsg>>) -> RecordPtr<'a, rtattr> {
    r.into().byte_add(NLMSG_ALIGN(size_of::<tcmsg>()))
}

/// `TCA_PAYLOAD(n)` — how many bytes of attributes a message of traffic control has:
/// [`NLMSG_PAYLOAD`] without the [`tcmsg`].
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let nh = nlmsghdr { nlmsg_len: 16 + 20 + 8, ..nlmsghdr::zeroed() };
/// assert_eq!(TCA_PAYLOAD(record(&nh)), 8);
/// ```
///
/// See rtnetlink(7), tc(8). Of Linux.
pub fn TCA_PAYLOAD(n: RecordPtr<'_, nlmsghdr>) -> c_int {
    NLMSG_PAYLOAD(n, size_of::<tcmsg>())
}

/// `TA_RTA(r)` — the first attribute of a message about actions.
///
/// # Parameters
///
/// * `r` — the [`tcamsg`], or the `NLMSG_DATA(nh)` that it is.
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let message = [tcamsg::zeroed().as_bytes(), rtattr { rta_len: 4, rta_type: TCA_ROOT_TAB }.as_bytes()].concat();
/// assert_eq!(TA_RTA(&*message).rta_type, TCA_ROOT_TAB); // TA_RTA(NLMSG_DATA(nh))->rta_type
/// ```
///
/// See rtnetlink(7), tc(8). Of Linux.
pub fn TA_RTA<'a>(r: impl Into<RecordPtr<'a, tcamsg>>) -> RecordPtr<'a, rtattr> {
    r.into().byte_add(NLMSG_ALIGN(size_of::<tcamsg>()))
}

/// `TA_PAYLOAD(n)` — how many bytes of attributes a message about actions has: [`NLMSG_PAYLOAD`]
/// without the [`tcamsg`].
///
/// ```
/// use berkeley::linux::rtnetlink::*;
///
/// let nh = nlmsghdr { nlmsg_len: 16 + 4 + 8, ..nlmsghdr::zeroed() };
/// assert_eq!(TA_PAYLOAD(record(&nh)), 8);
/// ```
///
/// See rtnetlink(7), tc(8). Of Linux.
pub fn TA_PAYLOAD(n: RecordPtr<'_, nlmsghdr>) -> c_int {
    NLMSG_PAYLOAD(n, size_of::<tcamsg>())
}
