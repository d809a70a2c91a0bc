//! The names of protocols, as strace 6.1 knows them.

use super::{DOMAINS, Name, Names};
use core::ffi::c_int;

/// How a protocol is shown.
pub(crate) enum Protocol {
    Named(&'static Names),
    /// An Ethernet type in network byte order.
    Ethernet,
    /// As a plain number.
    Number,
}

/// How the protocols of a domain are shown.
pub(crate) fn protocols(domain: c_int) -> Protocol {
    Protocol::Named(match domain {
        libc::AF_INET | libc::AF_INET6 => &INET,
        libc::AF_PACKET => return Protocol::Ethernet,
        libc::AF_NETLINK => &NETLINK,
        libc::AF_AX25 => &AX25,
        libc::AF_IRDA => &IRDA,
        libc::AF_CAN => &CAN,
        libc::AF_BLUETOOTH => &BLUETOOTH,
        libc::AF_RXRPC => &DOMAINS,
        libc::AF_ISDN => &ISDN,
        libc::AF_PHONET => &PHONET,
        libc::AF_CAIF => &CAIF,
        libc::AF_NFC => &NFC,
        AF_KCM => &KCM,
        AF_SMC => &SMC,
        _ => return Protocol::Number,
    })
}

// libc lacks them.
const AF_KCM: c_int = 41;
const AF_SMC: c_int = 43;

/// Protocols of the Internet.
static INET: Names = Names::Values(
    &[
        (0, "IPPROTO_IP"),
        (1, "IPPROTO_ICMP"),
        (2, "IPPROTO_IGMP"),
        (4, "IPPROTO_IPIP"),
        (6, "IPPROTO_TCP"),
        (8, "IPPROTO_EGP"),
        (12, "IPPROTO_PUP"),
        (17, "IPPROTO_UDP"),
        (22, "IPPROTO_IDP"),
        (29, "IPPROTO_TP"),
        (33, "IPPROTO_DCCP"),
        (41, "IPPROTO_IPV6"),
        (43, "IPPROTO_ROUTING"),
        (44, "IPPROTO_FRAGMENT"),
        (46, "IPPROTO_RSVP"),
        (47, "IPPROTO_GRE"),
        (50, "IPPROTO_ESP"),
        (51, "IPPROTO_AH"),
        (58, "IPPROTO_ICMPV6"),
        (59, "IPPROTO_NONE"),
        (60, "IPPROTO_DSTOPTS"),
        (92, "IPPROTO_MTP"),
        (94, "IPPROTO_BEETPH"),
        (98, "IPPROTO_ENCAP"),
        (103, "IPPROTO_PIM"),
        (108, "IPPROTO_COMP"),
        (115, "IPPROTO_L2TP"),
        (132, "IPPROTO_SCTP"),
        (135, "IPPROTO_MH"),
        (136, "IPPROTO_UDPLITE"),
        (137, "IPPROTO_MPLS"),
        (143, "IPPROTO_ETHERNET"),
        (255, "IPPROTO_RAW"),
        (262, "IPPROTO_MPTCP"),
    ],
    "IPPROTO_???",
);

/// Protocols of netlink.
static NETLINK: Names = Names::Values(
    &[
        (0, "NETLINK_ROUTE"),
        (1, "NETLINK_UNUSED"),
        (2, "NETLINK_USERSOCK"),
        (3, "NETLINK_FIREWALL"),
        (4, "NETLINK_SOCK_DIAG"),
        (5, "NETLINK_NFLOG"),
        (6, "NETLINK_XFRM"),
        (7, "NETLINK_SELINUX"),
        (8, "NETLINK_ISCSI"),
        (9, "NETLINK_AUDIT"),
        (10, "NETLINK_FIB_LOOKUP"),
        (11, "NETLINK_CONNECTOR"),
        (12, "NETLINK_NETFILTER"),
        (13, "NETLINK_IP6_FW"),
        (14, "NETLINK_DNRTMSG"),
        (15, "NETLINK_KOBJECT_UEVENT"),
        (16, "NETLINK_GENERIC"),
        (18, "NETLINK_SCSITRANSPORT"),
        (19, "NETLINK_ECRYPTFS"),
        (20, "NETLINK_RDMA"),
        (21, "NETLINK_CRYPTO"),
        (22, "NETLINK_SMC"),
    ],
    "NETLINK_???",
);

/// Protocols of AX.25, which no public header names.
static AX25: Names = Names::Commented(
    &[
        (1, "AX25_P_ROSE"),
        (6, "AX25_P_VJCOMP"),
        (7, "AX25_P_VJUNCOMP"),
        (8, "AX25_P_SEGMENT"),
        (195, "AX25_P_TEXNET"),
        (196, "AX25_P_LQ"),
        (202, "AX25_P_ATALK"),
        (203, "AX25_P_ATALK_ARP"),
        (204, "AX25_P_IP"),
        (205, "AX25_P_ARP"),
        (206, "AX25_P_FLEXNET"),
        (207, "AX25_P_NETROM"),
        (240, "AX25_P_TEXT"),
    ],
    "AX25_P_???",
);

/// IrDA has protocols of its own, but strace takes the names of those of CAN.
static IRDA: Names = Names::Values(CAN_NAMES, "IRDAPROTO_???");

/// Protocols of CAN.
static CAN: Names = Names::Values(CAN_NAMES, "CAN_???");

static CAN_NAMES: &[Name] = &[
    (1, "CAN_RAW"),
    (2, "CAN_BCM"),
    (3, "CAN_TP16"),
    (4, "CAN_TP20"),
    (5, "CAN_MCNET"),
    (6, "CAN_ISOTP"),
    (7, "CAN_J1939"),
];

/// Protocols of Bluetooth.
static BLUETOOTH: Names = Names::Values(
    &[
        (0, "BTPROTO_L2CAP"),
        (1, "BTPROTO_HCI"),
        (2, "BTPROTO_SCO"),
        (3, "BTPROTO_RFCOMM"),
        (4, "BTPROTO_BNEP"),
        (5, "BTPROTO_CMTP"),
        (6, "BTPROTO_HIDP"),
        (7, "BTPROTO_AVDTP"),
    ],
    "BTPROTO_???",
);

/// Protocols of ISDN.
static ISDN: Names = Names::Values(
    &[
        (0, "ISDN_P_BASE"),
        (1, "ISDN_P_TE_S0"),
        (2, "ISDN_P_NT_S0"),
        (3, "ISDN_P_TE_E1"),
        (4, "ISDN_P_NT_E1"),
        (16, "ISDN_P_LAPD_TE"),
        (17, "ISDN_P_LAPD_NT"),
        (33, "ISDN_P_B_RAW"),
        (34, "ISDN_P_B_HDLC"),
        (35, "ISDN_P_B_X75SLP"),
        (36, "ISDN_P_B_L2DTMF"),
        (37, "ISDN_P_B_L2DSP"),
        (38, "ISDN_P_B_L2DSPHDLC"),
    ],
    "ISDN_P_???",
);

/// Protocols of Phonet.
static PHONET: Names = Names::Values(
    &[(0, "PN_PROTO_TRANSPORT"), (1, "PN_PROTO_PHONET"), (2, "PN_PROTO_PIPE")],
    "PN_PROTO_???",
);

/// Protocols of CAIF.
static CAIF: Names = Names::Values(
    &[
        (0, "CAIFPROTO_AT"),
        (1, "CAIFPROTO_DATAGRAM"),
        (2, "CAIFPROTO_DATAGRAM_LOOP"),
        (3, "CAIFPROTO_UTIL"),
        (4, "CAIFPROTO_RFM"),
        (5, "CAIFPROTO_DEBUG"),
    ],
    "CAIFPROTO_???",
);

/// Protocols of NFC.
static NFC: Names =
    Names::Values(&[(0, "NFC_SOCKPROTO_RAW"), (1, "NFC_SOCKPROTO_LLCP")], "NFC_SOCKPROTO_???");

/// Protocols of the kernel connection multiplexor.
static KCM: Names = Names::Values(&[(0, "KCMPROTO_CONNECTED")], "KCMPROTO_???");

/// Protocols of SMC.
static SMC: Names = Names::Values(&[(0, "SMCPROTO_SMC"), (1, "SMCPROTO_SMC6")], "SMCPROTO_???");
