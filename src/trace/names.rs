//! The names of numbers, as strace prints them.
//!
//! A header's module makes the [`Names`] of its own constants. Here are those of the sockets
//! themselves.

mod links;
mod options;
mod protocols;

pub(crate) use links::{ETHERNET, HARDWARE};
pub(crate) use options::{Way, option};
pub(crate) use protocols::{Protocol, protocols};

use libc::{SOCK_CLOEXEC, SOCK_NONBLOCK};

/// A number and its name.
pub(crate) type Name = (u32, &'static str);

/// How the numbers of one kind are shown.
///
/// The last text, like `AF_???`, stands beside a number that has no name.
pub(crate) enum Names {
    /// One name for each number: `AF_INET`, `0xfa /* AF_??? */`.
    Values(&'static [Name], &'static str),
    /// The name as a remark beside each number: `0xcc /* AX25_P_IP */`.
    Commented(&'static [Name], &'static str),
    /// A name for each flag, in strace's order: `MSG_OOB|MSG_PEEK|0x100000`,
    /// `0x100000 /* MSG_??? */`, `0`. One that consists of several comes before them.
    Flags(&'static [Name], &'static str),
    /// A value in the bits of `mask`, flags in the others: `SOCK_STREAM|SOCK_CLOEXEC`. If the value
    /// has no name, all of it is shown as flags.
    Field { mask: u32, values: &'static [Name], flags: &'static Names },
}

/// The name of a number, if it has one.
pub(crate) fn find(names: &[Name], n: u32) -> Option<&'static str> {
    names.iter().find(|(value, _)| *value == n).map(|(_, name)| *name)
}

/// Address families.
pub(crate) static DOMAINS: Names = Names::Values(
    &[
        (0, "AF_UNSPEC"),
        (1, "AF_UNIX"),
        (2, "AF_INET"),
        (3, "AF_AX25"),
        (4, "AF_IPX"),
        (5, "AF_APPLETALK"),
        (6, "AF_NETROM"),
        (7, "AF_BRIDGE"),
        (8, "AF_ATMPVC"),
        (9, "AF_X25"),
        (10, "AF_INET6"),
        (11, "AF_ROSE"),
        (12, "AF_DECnet"),
        (13, "AF_NETBEUI"),
        (14, "AF_SECURITY"),
        (15, "AF_KEY"),
        (16, "AF_NETLINK"),
        (17, "AF_PACKET"),
        (18, "AF_ASH"),
        (19, "AF_ECONET"),
        (20, "AF_ATMSVC"),
        (21, "AF_RDS"),
        (22, "AF_SNA"),
        (23, "AF_IRDA"),
        (24, "AF_PPPOX"),
        (25, "AF_WANPIPE"),
        (26, "AF_LLC"),
        (27, "AF_IB"),
        (28, "AF_MPLS"),
        (29, "AF_CAN"),
        (30, "AF_TIPC"),
        (31, "AF_BLUETOOTH"),
        (32, "AF_IUCV"),
        (33, "AF_RXRPC"),
        (34, "AF_ISDN"),
        (35, "AF_PHONET"),
        (36, "AF_IEEE802154"),
        (37, "AF_CAIF"),
        (38, "AF_ALG"),
        (39, "AF_NFC"),
        (40, "AF_VSOCK"),
        (41, "AF_KCM"),
        (42, "AF_QIPCRTR"),
        (43, "AF_SMC"),
        (44, "AF_XDP"),
        (45, "AF_MCTP"),
    ],
    "AF_???",
);

/// Types of sockets, with the flags that [`socket`](crate::sys::socket::socket) takes along.
pub(crate) static TYPES: Names = Names::Field {
    mask: 0xf,
    values: &[
        (libc::SOCK_STREAM as u32, "SOCK_STREAM"),
        (libc::SOCK_DGRAM as u32, "SOCK_DGRAM"),
        (libc::SOCK_RAW as u32, "SOCK_RAW"),
        (libc::SOCK_RDM as u32, "SOCK_RDM"),
        (libc::SOCK_SEQPACKET as u32, "SOCK_SEQPACKET"),
        (libc::SOCK_DCCP as u32, "SOCK_DCCP"),
        (10, "SOCK_PACKET"),
    ],
    flags: &SOCK_FLAGS,
};

/// Flags of new sockets.
pub(crate) static SOCK_FLAGS: Names = Names::Flags(
    &[(SOCK_CLOEXEC as u32, "SOCK_CLOEXEC"), (SOCK_NONBLOCK as u32, "SOCK_NONBLOCK")],
    "SOCK_???",
);

/// Ways to shut a socket down.
pub(crate) static HOW: Names =
    Names::Values(&[(0, "SHUT_RD"), (1, "SHUT_WR"), (2, "SHUT_RDWR")], "SHUT_???");

/// Flags of sending and receiving.
pub(crate) static MSG_FLAGS: Names = Names::Flags(
    &[
        (0x1, "MSG_OOB"),
        (0x2, "MSG_PEEK"),
        (0x4, "MSG_DONTROUTE"),
        (0x8, "MSG_CTRUNC"),
        (0x10, "MSG_PROBE"),
        (0x20, "MSG_TRUNC"),
        (0x40, "MSG_DONTWAIT"),
        (0x80, "MSG_EOR"),
        (0x100, "MSG_WAITALL"),
        (0x200, "MSG_FIN"),
        (0x400, "MSG_SYN"),
        (0x800, "MSG_CONFIRM"),
        (0x1000, "MSG_RST"),
        (0x2000, "MSG_ERRQUEUE"),
        (0x4000, "MSG_NOSIGNAL"),
        (0x8000, "MSG_MORE"),
        (0x10000, "MSG_WAITFORONE"),
        (0x20000, "MSG_SENDPAGE_NOTLAST"),
        (0x40000, "MSG_BATCH"),
        (0x80000, "MSG_NO_SHARED_FRAGS"),
        (0x4000000, "MSG_ZEROCOPY"),
        (0x20000000, "MSG_FASTOPEN"),
        (0x40000000, "MSG_CMSG_CLOEXEC"),
        (0x80000000, "MSG_CMSG_COMPAT"),
    ],
    "MSG_???",
);

/// Flags of open files, other than the way of access.
pub(crate) static OPEN_FLAGS: Names = Names::Flags(
    &[
        (libc::O_CREAT as u32, "O_CREAT"),
        (libc::O_EXCL as u32, "O_EXCL"),
        (libc::O_NOCTTY as u32, "O_NOCTTY"),
        (libc::O_TRUNC as u32, "O_TRUNC"),
        (libc::O_APPEND as u32, "O_APPEND"),
        (libc::O_NONBLOCK as u32, "O_NONBLOCK"),
        (libc::O_SYNC as u32, "O_SYNC"),
        (libc::O_DSYNC as u32, "O_DSYNC"),
        ((libc::O_SYNC & !libc::O_DSYNC) as u32, "__O_SYNC"),
        (libc::O_DIRECT as u32, "O_DIRECT"),
        (O_LARGEFILE, "O_LARGEFILE"),
        (libc::O_NOFOLLOW as u32, "O_NOFOLLOW"),
        (libc::O_NOATIME as u32, "O_NOATIME"),
        (libc::O_CLOEXEC as u32, "O_CLOEXEC"),
        (libc::O_PATH as u32, "O_PATH"),
        (libc::O_TMPFILE as u32, "O_TMPFILE"),
        ((libc::O_TMPFILE & !libc::O_DIRECTORY) as u32, "__O_TMPFILE"),
        (libc::O_DIRECTORY as u32, "O_DIRECTORY"),
        (libc::O_ASYNC as u32, "FASYNC"),
    ],
    "O_???",
);

/// The kernel's: libc has 0 where a 64-bit program need not give it.
const O_LARGEFILE: u32 = if cfg!(any(target_arch = "arm", target_arch = "aarch64")) {
    0o400000
} else if cfg!(any(target_arch = "powerpc", target_arch = "powerpc64")) {
    0o200000
} else {
    0o100000
};

/// Types of files.
pub(crate) static FILE_TYPES: Names = Names::Values(
    &[
        (libc::S_IFSOCK, "S_IFSOCK"),
        (libc::S_IFLNK, "S_IFLNK"),
        (libc::S_IFREG, "S_IFREG"),
        (libc::S_IFBLK, "S_IFBLK"),
        (libc::S_IFDIR, "S_IFDIR"),
        (libc::S_IFCHR, "S_IFCHR"),
        (libc::S_IFIFO, "S_IFIFO"),
    ],
    "S_IF???",
);

/// Levels of socket options.
pub(crate) static LEVELS: Names = Names::Values(LEVEL_NAMES, "SOL_??");

/// Levels of control messages.
pub(crate) static CONTROL_LEVELS: Names = Names::Values(LEVEL_NAMES, "SOL_???");

const LEVEL_NAMES: &[Name] = &[
    (0, "SOL_IP"),
    (libc::SOL_SOCKET as u32, "SOL_SOCKET"),
    (6, "SOL_TCP"),
    (17, "SOL_UDP"),
    (40, "AF_VSOCK"),
    (41, "SOL_IPV6"),
    (58, "SOL_ICMPV6"),
    (100, "SOL_CAN_BASE"),
    (101, "SOL_CAN_RAW"),
    (132, "SOL_SCTP"),
    (136, "SOL_UDPLITE"),
    (255, "SOL_RAW"),
    (256, "SOL_IPX"),
    (257, "SOL_AX25"),
    (258, "SOL_ATALK"),
    (259, "SOL_NETROM"),
    (260, "SOL_ROSE"),
    (261, "SOL_DECNET"),
    (262, "SOL_X25"),
    (263, "SOL_PACKET"),
    (264, "SOL_ATM"),
    (265, "SOL_AAL"),
    (266, "SOL_IRDA"),
    (267, "SOL_NETBEUI"),
    (268, "SOL_LLC"),
    (269, "SOL_DCCP"),
    (270, "SOL_NETLINK"),
    (271, "SOL_TIPC"),
    (272, "SOL_RXRPC"),
    (273, "SOL_PPPOL2TP"),
    (274, "SOL_BLUETOOTH"),
    (275, "SOL_PNPIPE"),
    (276, "SOL_RDS"),
    (277, "SOL_IUCV"),
    (278, "SOL_CAIF"),
    (279, "SOL_ALG"),
    (280, "SOL_NFC"),
    (281, "SOL_KCM"),
    (282, "SOL_TLS"),
    (283, "SOL_XDP"),
];
