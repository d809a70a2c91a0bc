//! The constants of `<linux/netlink.h>`.

use core::ffi::{c_int, c_uint};

// Whom to talk with: the third argument of `socket`.

/// Links, addresses, routes, neighbours, traffic control: see
/// [`linux::rtnetlink`](crate::linux::rtnetlink) and rtnetlink(7).
pub const NETLINK_ROUTE: c_int = 0;
/// Unused.
pub const NETLINK_UNUSED: c_int = 1;
/// Programs among themselves; the kernel takes no part.
pub const NETLINK_USERSOCK: c_int = 2;
/// Unused: packets handed to a program by netfilter's `ip_queue`, up to Linux 3.4.
pub const NETLINK_FIREWALL: c_int = 3;
/// What sockets there are: what `ss` lists. See sock_diag(7).
pub const NETLINK_SOCK_DIAG: c_int = 4;
/// Unused: the log of netfilter (ULOG), up to Linux 3.16.
pub const NETLINK_NFLOG: c_int = 5;
/// IPsec.
pub const NETLINK_XFRM: c_int = 6;
/// Events of SELinux.
pub const NETLINK_SELINUX: c_int = 7;
/// iSCSI, the part of it that is in user space.
pub const NETLINK_ISCSI: c_int = 8;
/// The audit trail of security.
pub const NETLINK_AUDIT: c_int = 9;
/// Look-ups in the tables of IPv4 routes.
pub const NETLINK_FIB_LOOKUP: c_int = 10;
/// The kernel's connector: the coming and going of processes, for one.
pub const NETLINK_CONNECTOR: c_int = 11;
/// Netfilter: tables of rules, tracked connections, queues and logs of packets.
pub const NETLINK_NETFILTER: c_int = 12;
/// Unused: [`NETLINK_FIREWALL`] for IPv6, up to Linux 3.4.
pub const NETLINK_IP6_FW: c_int = 13;
/// Routes of DECnet, up to Linux 6.0.
pub const NETLINK_DNRTMSG: c_int = 14;
/// Events of devices, as udev listens to.
pub const NETLINK_KOBJECT_UEVENT: c_int = 15;
/// Generic netlink: families under a name, that share this number.
pub const NETLINK_GENERIC: c_int = 16;
/// Events of SCSI transports, such as Fibre Channel.
pub const NETLINK_SCSITRANSPORT: c_int = 18;
/// Unused: once eCryptfs.
pub const NETLINK_ECRYPTFS: c_int = 19;
/// RDMA: InfiniBand and its like.
pub const NETLINK_RDMA: c_int = 20;
/// The ciphers that the kernel has.
pub const NETLINK_CRYPTO: c_int = 21;
/// Unused: [`NETLINK_SOCK_DIAG`] lists the sockets of SMC.
pub const NETLINK_SMC: c_int = 22;
/// [`NETLINK_SOCK_DIAG`], by an older name.
pub const NETLINK_INET_DIAG: c_int = NETLINK_SOCK_DIAG;
/// How many of them there can be: 32.
pub const MAX_LINKS: c_int = 32;

// Flags of every message: `nlmsg_flags`.

/// This is a request. The kernel passes over messages that have it not.
pub const NLM_F_REQUEST: u16 = 0x01;
/// This is one of several messages, the last of which is a [`NLMSG_DONE`].
pub const NLM_F_MULTI: u16 = 0x02;
/// Answer with a [`NLMSG_ERROR`] even if it goes well: one with the error 0.
pub const NLM_F_ACK: u16 = 0x04;
/// Send me, too, what those who listen are told of this request.
pub const NLM_F_ECHO: u16 = 0x08;
/// Of an answer: what is listed changed meanwhile, so that the list may not fit together.
pub const NLM_F_DUMP_INTR: u16 = 0x10;
/// Of an answer: the list has only what the request asked for.
pub const NLM_F_DUMP_FILTERED: u16 = 0x20;

// Flags of requests that get.

/// The whole table, not one entry.
pub const NLM_F_ROOT: u16 = 0x100;
/// All that match. Little of the kernel makes a difference between this and [`NLM_F_ROOT`].
pub const NLM_F_MATCH: u16 = 0x200;
/// All as it is at one moment. Needs `CAP_NET_ADMIN`; little of the kernel has it.
pub const NLM_F_ATOMIC: u16 = 0x400;
/// List them all: [`NLM_F_ROOT`] and [`NLM_F_MATCH`].
pub const NLM_F_DUMP: u16 = NLM_F_ROOT | NLM_F_MATCH;

// Flags of requests that make or change.

/// Replace the one that is there.
pub const NLM_F_REPLACE: u16 = 0x100;
/// Fail with `EEXIST` if there is one.
pub const NLM_F_EXCL: u16 = 0x200;
/// Make one if there is none.
pub const NLM_F_CREATE: u16 = 0x400;
/// Put it at the end of the list.
pub const NLM_F_APPEND: u16 = 0x800;

// Flags of requests that delete.

/// Do not delete what belongs to it.
pub const NLM_F_NONREC: u16 = 0x100;
/// Delete all that match.
pub const NLM_F_BULK: u16 = 0x200;

// Flags of `NLMSG_ERROR`.

/// The request does not follow behind its header: [`NETLINK_CAP_ACK`].
pub const NLM_F_CAPPED: u16 = 0x100;
/// Attributes follow, `NLMSGERR_ATTR_…`: [`NETLINK_EXT_ACK`].
pub const NLM_F_ACK_TLVS: u16 = 0x200;

// Types of messages that all families have: `nlmsg_type`.

/// Nothing; to be passed over.
pub const NLMSG_NOOP: u16 = 0x1;
/// How a request went: a [`nlmsgerr`](super::nlmsgerr).
pub const NLMSG_ERROR: u16 = 0x2;
/// The end of a list. Its payload is an `int`: 0, or a negative error number.
pub const NLMSG_DONE: u16 = 0x3;
/// Data was lost. No kernel sends it: `recv` fails with `ENOBUFS`.
pub const NLMSG_OVERRUN: u16 = 0x4;
/// The least type that is a family's own.
pub const NLMSG_MIN_TYPE: u16 = 0x10;

// Attributes behind a `nlmsgerr`: `nla_type`.

/// Unused.
pub const NLMSGERR_ATTR_UNUSED: u16 = 0;
/// What is wrong, in words: text with a NUL.
pub const NLMSGERR_ATTR_MSG: u16 = 1;
/// Which attribute is wrong: a `u32`, how far into the request it is, in bytes.
pub const NLMSGERR_ATTR_OFFS: u16 = 2;
/// Something the family has to say, even if all went well: bytes.
pub const NLMSGERR_ATTR_COOKIE: u16 = 3;
/// What the attribute that is wrong should be like: nested, `NL_POLICY_TYPE_ATTR_…`.
pub const NLMSGERR_ATTR_POLICY: u16 = 4;
/// The type of an attribute that is missing: a `u32`.
pub const NLMSGERR_ATTR_MISS_TYPE: u16 = 5;
/// Which attribute it is missing in: a `u32`, how far into the request that is.
pub const NLMSGERR_ATTR_MISS_NEST: u16 = 6;
/// The largest of these types.
pub const NLMSGERR_ATTR_MAX: u16 = NLMSGERR_ATTR_MISS_NEST;

// Options of the level `SOL_NETLINK`.

/// Listen to a multicast group: an `int`, its number. Set only.
pub const NETLINK_ADD_MEMBERSHIP: c_int = 1;
/// Listen to it no more: an `int`, its number. Set only.
pub const NETLINK_DROP_MEMBERSHIP: c_int = 2;
/// Each message brings a [`nl_pktinfo`](super::nl_pktinfo) as ancillary data, under this same
/// number: an `int`, 0 or 1. Get and set.
pub const NETLINK_PKTINFO: c_int = 3;
/// Whoever sends to a group is told, `ENOBUFS`, if this socket had no room: an `int`, 0 or 1. Get
/// and set.
pub const NETLINK_BROADCAST_ERROR: c_int = 4;
/// Messages that there was no room for are lost without `recv` failing with `ENOBUFS`: an `int`, 0
/// or 1. Get and set.
pub const NETLINK_NO_ENOBUFS: c_int = 5;
/// Makes a ring of buffers to receive in: a [`nl_mmap_req`](super::nl_mmap_req). Gone since Linux
/// 4.6.
pub const NETLINK_RX_RING: c_int = 6;
/// Makes a ring of buffers to send from, likewise.
pub const NETLINK_TX_RING: c_int = 7;
/// Hear the groups of other network namespaces too, those that have a number in this one: an
/// `int`, 0 or 1. Set needs `CAP_NET_BROADCAST`. Get and set.
pub const NETLINK_LISTEN_ALL_NSID: c_int = 8;
/// Which groups this socket listens to: an array of `u32`, a bit for each group. The length comes
/// out as what all of them take. Get only.
pub const NETLINK_LIST_MEMBERSHIPS: c_int = 9;
/// A [`NLMSG_ERROR`] has only the header of the request, not all of it: an `int`, 0 or 1. Get and
/// set.
pub const NETLINK_CAP_ACK: c_int = 10;
/// A [`NLMSG_ERROR`] tells more, in attributes: an `int`, 0 or 1. Get and set.
pub const NETLINK_EXT_ACK: c_int = 11;
/// A request to list is checked strictly, and lists only what it asks for: an `int`, 0 or 1. Get
/// and set.
pub const NETLINK_GET_STRICT_CHK: c_int = 12;

// The state of a slot in a ring: `nm_status`.

/// Free; the kernel's to receive into, the program's to send from.
pub const NL_MMAP_STATUS_UNUSED: c_uint = 0;
/// The kernel is filling it.
pub const NL_MMAP_STATUS_RESERVED: c_uint = 1;
/// There is a message in it.
pub const NL_MMAP_STATUS_VALID: c_uint = 2;
/// The message did not fit: `recv` has it.
pub const NL_MMAP_STATUS_COPY: c_uint = 3;
/// The program still has it; to be passed over.
pub const NL_MMAP_STATUS_SKIP: c_uint = 4;

/// The number of the character devices that netlink once was.
pub const NET_MAJOR: c_int = 36;
/// A socket without a partner. (The kernel's own number.)
pub const NETLINK_UNCONNECTED: c_int = 0;
/// A socket with a partner, after `connect`. (The kernel's own number.)
pub const NETLINK_CONNECTED: c_int = 1;

// Flags in the type of an attribute: `nla_type`.

/// The attribute consists of attributes.
pub const NLA_F_NESTED: u16 = 1 << 15;
/// The attribute's value is in network byte order.
pub const NLA_F_NET_BYTEORDER: u16 = 1 << 14;
/// All bits but the flags, as an `int`, which `~` makes of them in C: `nla.nla_type & NLA_TYPE_MASK
/// as u16` is the type.
pub const NLA_TYPE_MASK: c_int = !((NLA_F_NESTED | NLA_F_NET_BYTEORDER) as c_int);

// What kind of value an attribute has: `NL_POLICY_TYPE_ATTR_TYPE`.

/// None.
pub const NL_ATTR_TYPE_INVALID: c_uint = 0;
/// No value: it is there or not.
pub const NL_ATTR_TYPE_FLAG: c_uint = 1;
/// A `u8`.
pub const NL_ATTR_TYPE_U8: c_uint = 2;
/// A `u16`.
pub const NL_ATTR_TYPE_U16: c_uint = 3;
/// A `u32`.
pub const NL_ATTR_TYPE_U32: c_uint = 4;
/// A `u64`.
pub const NL_ATTR_TYPE_U64: c_uint = 5;
/// An `i8`.
pub const NL_ATTR_TYPE_S8: c_uint = 6;
/// An `i16`.
pub const NL_ATTR_TYPE_S16: c_uint = 7;
/// An `i32`.
pub const NL_ATTR_TYPE_S32: c_uint = 8;
/// An `i64`.
pub const NL_ATTR_TYPE_S64: c_uint = 9;
/// Bytes.
pub const NL_ATTR_TYPE_BINARY: c_uint = 10;
/// Text, with or without a NUL.
pub const NL_ATTR_TYPE_STRING: c_uint = 11;
/// Text with a NUL.
pub const NL_ATTR_TYPE_NUL_STRING: c_uint = 12;
/// Attributes.
pub const NL_ATTR_TYPE_NESTED: c_uint = 13;
/// Attributes of any type, each of which consists of attributes: an array.
pub const NL_ATTR_TYPE_NESTED_ARRAY: c_uint = 14;
/// A [`nla_bitfield32`](super::nla_bitfield32).
pub const NL_ATTR_TYPE_BITFIELD32: c_uint = 15;

// What a value has to be like: attributes of a policy.

/// Unused.
pub const NL_POLICY_TYPE_ATTR_UNSPEC: u16 = 0;
/// The kind of value: a `u32`, `NL_ATTR_TYPE_…`.
pub const NL_POLICY_TYPE_ATTR_TYPE: u16 = 1;
/// The least value of a signed one: an `i64`.
pub const NL_POLICY_TYPE_ATTR_MIN_VALUE_S: u16 = 2;
/// The greatest value of a signed one: an `i64`.
pub const NL_POLICY_TYPE_ATTR_MAX_VALUE_S: u16 = 3;
/// The least value of an unsigned one: a `u64`.
pub const NL_POLICY_TYPE_ATTR_MIN_VALUE_U: u16 = 4;
/// The greatest value of an unsigned one: a `u64`.
pub const NL_POLICY_TYPE_ATTR_MAX_VALUE_U: u16 = 5;
/// The least length of bytes: a `u32`.
pub const NL_POLICY_TYPE_ATTR_MIN_LENGTH: u16 = 6;
/// The greatest length of bytes: a `u32`.
pub const NL_POLICY_TYPE_ATTR_MAX_LENGTH: u16 = 7;
/// The policy of the attributes inside: a `u32`, its number.
pub const NL_POLICY_TYPE_ATTR_POLICY_IDX: u16 = 8;
/// The largest type of the attributes inside: a `u32`.
pub const NL_POLICY_TYPE_ATTR_POLICY_MAXTYPE: u16 = 9;
/// Which bits of a [`nla_bitfield32`](super::nla_bitfield32) there are: a `u32`.
pub const NL_POLICY_TYPE_ATTR_BITFIELD32_MASK: u16 = 10;
/// Nothing: makes a `u64` behind it begin at a multiple of 8 bytes.
pub const NL_POLICY_TYPE_ATTR_PAD: u16 = 11;
/// Which bits of an unsigned value there are: a `u64`.
pub const NL_POLICY_TYPE_ATTR_MASK: u16 = 12;
/// The largest of these types.
pub const NL_POLICY_TYPE_ATTR_MAX: u16 = NL_POLICY_TYPE_ATTR_MASK;
