//! The lengths of messages, and the walk from one to the next.

use super::*;

/// What the length of a message is rounded up to a multiple of: 4 bytes.
pub const NLMSG_ALIGNTO: size_t = 4;
/// The size of a message's header: 16 bytes.
pub const NLMSG_HDRLEN: size_t = NLMSG_ALIGN(size_of::<nlmsghdr>());
/// What the length of an attribute is rounded up to a multiple of: 4 bytes.
pub const NLA_ALIGNTO: size_t = 4;
/// The size of an attribute's header: 4 bytes.
pub const NLA_HDRLEN: size_t = NLA_ALIGN(size_of::<nlattr>());
/// What the length of a message in a ring is rounded up to a multiple of: 4 bytes.
pub const NL_MMAP_MSG_ALIGNMENT: size_t = NLMSG_ALIGNTO;
/// The size of the header of a slot in a ring: 24 bytes.
pub const NL_MMAP_HDRLEN: size_t = NL_MMAP_MSG_ALIGN(size_of::<nl_mmap_hdr>());

/// `int NLMSG_ALIGN(size_t len)` — rounds a length up to a multiple of [`NLMSG_ALIGNTO`].
///
/// ```
/// use berkeley::linux::netlink::*;
///
/// assert_eq!(NLMSG_ALIGN(17), 20);
/// ```
///
/// See netlink(3).
pub const fn NLMSG_ALIGN(len: size_t) -> size_t {
    // C's mask has the 32 bits of its 4U, whatever the length has.
    len.wrapping_add(NLMSG_ALIGNTO - 1) & !(NLMSG_ALIGNTO as u32 - 1) as size_t
}

/// `int NLMSG_LENGTH(size_t len)` — what `nlmsg_len` is for a payload of `len` bytes.
///
/// ```
/// use berkeley::linux::netlink::*;
///
/// let nh = &mut nlmsghdr::zeroed();
/// nh.nlmsg_len = NLMSG_LENGTH(5) as u32; // nh.nlmsg_len = NLMSG_LENGTH(5);
/// assert_eq!(nh.nlmsg_len, 16 + 5);
/// ```
///
/// See netlink(3).
pub const fn NLMSG_LENGTH(len: size_t) -> size_t {
    len.wrapping_add(NLMSG_HDRLEN)
}

/// `int NLMSG_SPACE(size_t len)` — how much room a message with a payload of `len` bytes takes.
///
/// ```
/// use berkeley::linux::netlink::*;
///
/// let buf = &mut [0u8; NLMSG_SPACE(5)]; // char buf[NLMSG_SPACE(5)];
/// assert_eq!(buf.len(), 16 + 8);
/// ```
///
/// See netlink(3).
pub const fn NLMSG_SPACE(len: size_t) -> size_t {
    NLMSG_ALIGN(NLMSG_LENGTH(len))
}

/// `void *NLMSG_DATA(struct nlmsghdr *nlh)` — the payload of a message.
///
/// # Parameters
///
/// * `nlh` — the message.
///
/// # Returns
///
/// The bytes from the payload on, to the end of the buffer, as C's pointer has no end either. The
/// message's own are the first [`NLMSG_PAYLOAD`]`(nlh, 0)`. With [`record`] or `.into()` they are
/// the structure that the message has there.
///
/// ```
/// use berkeley::linux::netlink::*;
///
/// let buf = [nlmsghdr { nlmsg_len: 20, ..nlmsghdr::zeroed() }.as_bytes(), &[0xfb; 4]].concat();
/// let nh = record::<nlmsghdr>(&buf);
/// let err = record::<nlmsgerr>(NLMSG_DATA(nh)); // struct nlmsgerr *err = NLMSG_DATA(nh);
/// assert_eq!(err.error.to_ne_bytes(), [0xfb; 4]);
/// ```
///
/// See netlink(3).
pub fn NLMSG_DATA(nlh: RecordPtr<'_, nlmsghdr>) -> &[u8] {
    nlh.byte_add::<u8>(NLMSG_HDRLEN).bytes()
}

/// `struct nlmsghdr *NLMSG_NEXT(struct nlmsghdr *nlh, int len)` — the message after another.
///
/// # Parameters
///
/// * `nlh` — a message that is [`NLMSG_OK`].
/// * `len` — how many bytes are left, from `nlh` on: any integer. It goes down by what the message
///   takes; below zero if the last one was not filled up. (C's macro changes the variable it is
///   given; here it is given a `&mut`.)
///
/// # Returns
///
/// The next one; look with [`NLMSG_OK`] whether it is there.
///
/// ```
/// use berkeley::linux::netlink::*;
///
/// let one = nlmsghdr { nlmsg_len: 16, nlmsg_seq: 1, ..nlmsghdr::zeroed() };
/// let two = nlmsghdr { nlmsg_seq: 2, ..one };
/// let buf = [one, two];
/// let mut len = 32;
/// let nh = record::<nlmsghdr>(&buf);
/// let nh = NLMSG_NEXT(nh, &mut len); // nh = NLMSG_NEXT(nh, len);
/// assert_eq!((nh.nlmsg_seq, len), (2, 16));
/// ```
///
/// See netlink(3).
pub fn NLMSG_NEXT<'a>(
    nlh: RecordPtr<'a, nlmsghdr>,
    len: &mut impl Remaining,
) -> RecordPtr<'a, nlmsghdr> {
    let taken = NLMSG_ALIGN(nlh.nlmsg_len as size_t);
    *len = len.minus(taken);
    nlh.byte_add(taken)
}

/// `int NLMSG_OK(struct nlmsghdr *nlh, int len)` — whether there is a message.
///
/// # Parameters
///
/// * `nlh` — where it would be.
/// * `len` — how many bytes are left, from there on: any integer.
///
/// # Returns
///
/// Whether the header, and the message as long as the header says, lie within `len` bytes.
///
/// ```
/// use berkeley::linux::netlink::*;
///
/// let nh = nlmsghdr { nlmsg_len: 20, ..nlmsghdr::zeroed() };
/// assert!(NLMSG_OK(record(&nh), 20));
/// assert!(!NLMSG_OK(record(&nh), 19)); // cut
/// assert!(!NLMSG_OK(record(&nh), -1)); // the end of a walk
/// ```
///
/// See netlink(3).
pub fn NLMSG_OK(nlh: RecordPtr<'_, nlmsghdr>, len: impl Remaining) -> bool {
    let claimed = nlh.nlmsg_len as usize;
    len.at_least(size_of::<nlmsghdr>()) && claimed >= size_of::<nlmsghdr>() && len.at_least(claimed)
}

/// `int NLMSG_PAYLOAD(struct nlmsghdr *nlh, int len)` — how long the payload is.
///
/// # Parameters
///
/// * `nlh` — the message.
/// * `len` — how many bytes of the payload not to count: of a structure before the attributes, or
///   0.
///
/// # Returns
///
/// The number of bytes after the header and those; negative if the message is shorter. (The
/// expression behind C's macro wraps around there; programs assign it to an `int`, as the manual
/// page has it, where it is negative.)
///
/// ```
/// use berkeley::linux::netlink::*;
///
/// let nh = nlmsghdr { nlmsg_len: 30, ..nlmsghdr::zeroed() };
/// assert_eq!(NLMSG_PAYLOAD(record(&nh), 0), 14);
/// assert_eq!(NLMSG_PAYLOAD(record(&nh), 16), -2);
/// ```
///
/// See netlink(3).
pub fn NLMSG_PAYLOAD(nlh: RecordPtr<'_, nlmsghdr>, len: size_t) -> c_int {
    nlh.nlmsg_len.wrapping_sub(NLMSG_SPACE(len) as u32) as c_int
}

/// `NLA_ALIGN(len)` — rounds the length of an attribute up to a multiple of [`NLA_ALIGNTO`].
///
/// ```
/// use berkeley::linux::netlink::*;
///
/// assert_eq!(NLA_ALIGN(NLA_HDRLEN + 1), 8);
/// ```
///
/// See netlink(7). Of Linux.
pub const fn NLA_ALIGN(len: size_t) -> size_t {
    len.wrapping_add(NLA_ALIGNTO - 1) & !(NLA_ALIGNTO - 1)
}

/// `NL_MMAP_MSG_ALIGN(sz)` — rounds the length of a message in a ring up to a multiple of
/// [`NL_MMAP_MSG_ALIGNMENT`].
///
/// ```
/// use berkeley::linux::netlink::*;
///
/// assert_eq!(NL_MMAP_MSG_ALIGN(21), 24);
/// ```
///
/// Of Linux before 4.6, whose netlink sockets had rings.
pub const fn NL_MMAP_MSG_ALIGN(sz: size_t) -> size_t {
    sz.wrapping_add(NL_MMAP_MSG_ALIGNMENT - 1) & !(NL_MMAP_MSG_ALIGNMENT - 1)
}
