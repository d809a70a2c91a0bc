//! Socket options, as strace prints them: the level, the name, and the value by its type.

use super::Line;
use super::names::{self, LEVELS, Name, Names, Way};
use crate::linux::filter::sock_fprog;
use crate::sizeof;
use core::ffi::c_int;
use libc::{
    IP_ADD_MEMBERSHIP, IP_DROP_MEMBERSHIP, IPPROTO_IP, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP,
    IPV6_DROP_MEMBERSHIP, MCAST_JOIN_GROUP, MCAST_LEAVE_GROUP, NETLINK_LIST_MEMBERSHIPS,
    PACKET_ADD_MEMBERSHIP, PACKET_DROP_MEMBERSHIP, PACKET_RX_RING, PACKET_STATISTICS,
    PACKET_TX_RING, SO_ATTACH_FILTER, SO_ATTACH_REUSEPORT_CBPF, SO_ERROR, SO_GET_FILTER, SO_LINGER,
    SO_PEERCRED, SO_TXREHASH, SOL_NETLINK, SOL_PACKET, SOL_RAW, SOL_SOCKET,
};

/// How many numbers of a list strace shows before it breaks off.
const SHOWN: usize = 32;

// libc lacks them.
const ICMP_FILTER: c_int = 1;
const IPV6_JOIN_ANYCAST: c_int = 27;
const IPV6_LEAVE_ANYCAST: c_int = 28;

impl Line {
    /// The level and the name of an option.
    pub(crate) fn option(&mut self, level: c_int, option: c_int, way: Way) {
        self.named(level, &LEVELS);
        self.push(", ");
        match names::option(level, option as u32, way) {
            None => self.unsigned(option as u32),
            Some(Ok(name)) => self.push(name),
            Some(Err(kind)) => self.unknown(option as u32, kind),
        }
    }

    /// The value that an option is set to.
    pub(crate) fn value_set(&mut self, level: c_int, option: c_int, value: &[u8]) {
        let pointer = value.as_ptr();
        match (level, option) {
            (SOL_SOCKET, SO_LINGER) => match value.len() {
                8.. => self.structure(LINGER, value),
                _ => self.pointer(pointer),
            },
            // The instructions lie elsewhere, and the crate sends none that it is given this way.
            (SOL_SOCKET, SO_ATTACH_FILTER | SO_ATTACH_REUSEPORT_CBPF) => self.pointer(pointer),
            (SOL_SOCKET, _) if is_int(option) => match int_at(value, 0) {
                Some(n) => self.int_value(option, n),
                None => self.pointer(pointer),
            },
            (IPPROTO_IP, IP_ADD_MEMBERSHIP | IP_DROP_MEMBERSHIP) => match value {
                [a, b, c, d, e, f, g, h, ..] => {
                    self.push("{");
                    self.internet_address("imr_multiaddr", [*a, *b, *c, *d]);
                    self.push(", ");
                    self.internet_address("imr_interface", [*e, *f, *g, *h]);
                    self.push("}");
                }
                _ => self.pointer(pointer),
            },
            (
                IPPROTO_IPV6,
                IPV6_ADD_MEMBERSHIP | IPV6_DROP_MEMBERSHIP | IPV6_JOIN_ANYCAST | IPV6_LEAVE_ANYCAST,
            ) => match (value.first_chunk(), int_at(value, 16)) {
                (Some(group), Some(interface)) => {
                    self.push("{");
                    self.internet6_address("ipv6mr_multiaddr", *group);
                    self.push(", ipv6mr_interface=");
                    self.interface(interface as u32);
                    self.push("}");
                }
                _ => self.pointer(pointer),
            },
            (IPPROTO_IP | IPPROTO_IPV6, MCAST_JOIN_GROUP | MCAST_LEAVE_GROUP) => {
                // The address is aligned as the largest integer is.
                let group = align_of::<libc::sockaddr_storage>();
                match (int_at(value, 0), value.get(group..group + 128)) {
                    (Some(interface), Some(group)) => {
                        self.push("{gr_interface=");
                        self.interface(interface as u32);
                        self.push(", gr_group=");
                        self.sockaddr(group);
                        self.push("}");
                    }
                    _ => self.pointer(pointer),
                }
            }
            (SOL_PACKET, PACKET_RX_RING | PACKET_TX_RING) if value.len() == 16 => {
                self.structure(TPACKET_REQ, value);
            }
            (SOL_PACKET, PACKET_ADD_MEMBERSHIP | PACKET_DROP_MEMBERSHIP) if value.len() == 16 => {
                self.packet_mreq(value);
            }
            (
                SOL_PACKET,
                PACKET_RX_RING | PACKET_TX_RING | PACKET_ADD_MEMBERSHIP | PACKET_DROP_MEMBERSHIP,
            ) => self.pointer(pointer),
            (SOL_RAW, ICMP_FILTER) if value.is_empty() => self.pointer(pointer),
            (SOL_RAW, ICMP_FILTER) => self.icmp_filter(value),
            (SOL_NETLINK, _) => match int_at(value, 0) {
                Some(n) => self.fmt(format_args!("[{n}]")),
                None => self.pointer(pointer),
            },
            _ => self.value(value),
        }
    }

    /// The value that an option is set to, of a program: where it is one for strace, too.
    pub(crate) fn program_set(
        &mut self,
        level: c_int,
        option: c_int,
        program: sock_fprog<'_>,
        value: &[u8],
    ) {
        match (level, option) {
            (SOL_SOCKET, SO_ATTACH_FILTER | SO_ATTACH_REUSEPORT_CBPF)
                if value.len() == sizeof(&program) =>
            {
                self.fmt(format_args!("{{len={}, filter=", program.len));
                self.pointer(program.filter.as_ptr());
                self.push("}");
            }
            _ => self.value_set(level, option, value),
        }
    }

    /// The value that an option has.
    pub(crate) fn value_got(&mut self, level: c_int, option: c_int, value: &[u8]) {
        if value.is_empty() {
            return self.pointer(value.as_ptr());
        }
        match (level, option) {
            (SOL_SOCKET, SO_LINGER) => {
                self.structure(LINGER, value);
            }
            (SOL_SOCKET, SO_PEERCRED) => {
                self.structure(UCRED, value);
            }
            (SOL_SOCKET, SO_GET_FILTER) => self.pointer(value.as_ptr()),
            (SOL_SOCKET, _) if option == SO_ERROR || is_int(option) => match int_at(value, 0) {
                Some(n) => self.int_value(option, n),
                None => self.quoted_hex(value),
            },
            (SOL_PACKET, PACKET_STATISTICS) => {
                self.structure(TPACKET_STATS, value);
            }
            (SOL_RAW, ICMP_FILTER) => self.icmp_filter(value),
            (SOL_NETLINK, NETLINK_LIST_MEMBERSHIPS) => self.list(value),
            (SOL_NETLINK, _) => match int_at(value, 0) {
                Some(n) => self.fmt(format_args!("[{n}]")),
                None => self.pointer(value.as_ptr()),
            },
            _ => self.value(value),
        }
    }

    /// The value of an option of which strace does not know the type: an `int` if it has the size.
    fn value(&mut self, value: &[u8]) {
        match int_at(value, 0) {
            Some(n) if value.len() == size_of::<c_int>() => self.fmt(format_args!("[{n}]")),
            _ => self.quoted(value),
        }
    }

    /// The value of an option that is an `int`.
    fn int_value(&mut self, option: c_int, n: c_int) {
        self.push("[");
        match option {
            SO_ERROR => self.error(n),
            SO_TXREHASH => match names::find(TXREHASH, n as u32) {
                Some(name) => self.push(name),
                None => self.fmt(format_args!("{n} /* SOCK_TXREHASH_??? */")),
            },
            _ => self.int(n),
        }
        self.push("]");
    }

    /// A structure of numbers, as far as the value goes.
    fn structure(&mut self, fields: &[Field], value: &[u8]) {
        for (i, ((name, show), bytes)) in fields.iter().zip(value.chunks(4)).enumerate() {
            self.push(if i > 0 { ", " } else { "{" });
            self.push(name);
            self.push("=");
            match int_at(bytes, 0) {
                Some(n) => show(self, n),
                None => self.quoted_hex(bytes),
            }
        }
        self.push("}");
    }

    fn unsigned_field(&mut self, n: c_int) {
        self.unsigned(n as u32);
    }

    /// A user's or a group's: −1 stands for none.
    fn id_field(&mut self, n: c_int) {
        if n == -1 { self.int(n) } else { self.unsigned(n as u32) }
    }

    /// `struct packet_mreq`, whole.
    fn packet_mreq(&mut self, value: &[u8]) {
        let half = |at| u16::from_ne_bytes([value[at], value[at + 1]]);
        self.push("{mr_ifindex=");
        self.interface(int_at(value, 0).unwrap_or_default() as u32);
        self.push(", mr_type=");
        self.named(half(4).into(), &PACKET_MR_TYPES);
        self.fmt(format_args!(", mr_alen={}, mr_address=", half(6)));
        let address = &value[8..];
        for (i, byte) in address.iter().take(half(6).into()).enumerate() {
            self.push(if i > 0 { ":" } else { "" });
            self.fmt(format_args!("{byte:02x}"));
        }
        self.push("}");
    }

    /// The ICMP types that are kept out: those, or `~` those that are not.
    fn icmp_filter(&mut self, value: &[u8]) {
        // A value cut short leaves the rest of the types kept out.
        let mut filter = [0xff; 4];
        let len = value.len().min(filter.len());
        filter[..len].copy_from_slice(&value[..len]);
        let filter = u32::from_ne_bytes(filter);
        let most = filter.count_ones() > 16;
        let shown = if most { !filter } else { filter };
        self.push(if most { "~[" } else { "[" });
        for (i, bit) in (0..32).filter(|bit| shown >> bit & 1 != 0).enumerate() {
            self.push(if i > 0 { " " } else { "" });
            self.named(bit, &ICMP_TYPES);
        }
        self.push("]");
    }

    /// A list of numbers.
    fn list(&mut self, value: &[u8]) {
        self.push("[");
        for (i, number) in value.chunks_exact(size_of::<u32>()).enumerate() {
            self.push(if i > 0 { ", " } else { "" });
            if i == SHOWN {
                self.push("...");
                break;
            }
            self.unsigned(int_at(number, 0).unwrap_or_default() as u32);
        }
        self.push("]");
    }
}

/// The `int` at an offset of a value, if the value reaches that far.
fn int_at(value: &[u8], at: usize) -> Option<c_int> {
    value.get(at..)?.first_chunk().map(|int| c_int::from_ne_bytes(*int))
}

/// A number of four bytes in a structure: its name, and how it is shown.
type Field = (&'static str, fn(&mut Line, c_int));

const LINGER: &[Field] = &[("l_onoff", Line::int), ("l_linger", Line::int)];
const UCRED: &[Field] = &[("pid", Line::int), ("uid", Line::id_field), ("gid", Line::id_field)];
const TPACKET_REQ: &[Field] = &[
    ("tp_block_size", Line::unsigned_field),
    ("tp_block_nr", Line::unsigned_field),
    ("tp_frame_size", Line::unsigned_field),
    ("tp_frame_nr", Line::unsigned_field),
];
const TPACKET_STATS: &[Field] = &[
    ("tp_packets", Line::unsigned_field),
    ("tp_drops", Line::unsigned_field),
    ("tp_freeze_q_cnt", Line::unsigned_field),
];

/// Whether strace knows that an option of `SOL_SOCKET` is an `int`, however long the value is said
/// to be.
fn is_int(option: c_int) -> bool {
    INTS.contains(&option)
}

static INTS: [c_int; 44] = [
    SO_TXREHASH,
    libc::SO_DEBUG,
    libc::SO_REUSEADDR,
    libc::SO_DONTROUTE,
    libc::SO_BROADCAST,
    libc::SO_SNDBUF,
    libc::SO_RCVBUF,
    libc::SO_KEEPALIVE,
    libc::SO_OOBINLINE,
    libc::SO_NO_CHECK,
    libc::SO_PRIORITY,
    libc::SO_BSDCOMPAT,
    libc::SO_REUSEPORT,
    libc::SO_PASSCRED,
    libc::SO_RCVLOWAT,
    libc::SO_SNDLOWAT,
    libc::SO_DETACH_FILTER,
    libc::SO_TIMESTAMP,
    libc::SO_ACCEPTCONN,
    libc::SO_SNDBUFFORCE,
    libc::SO_RCVBUFFORCE,
    libc::SO_PASSSEC,
    libc::SO_TIMESTAMPNS,
    libc::SO_MARK,
    libc::SO_TIMESTAMPING,
    libc::SO_RXQ_OVFL,
    libc::SO_WIFI_STATUS,
    libc::SO_PEEK_OFF,
    libc::SO_NOFCS,
    libc::SO_LOCK_FILTER,
    libc::SO_SELECT_ERR_QUEUE,
    libc::SO_BUSY_POLL,
    libc::SO_INCOMING_CPU,
    libc::SO_CNX_ADVICE,
    libc::SO_INCOMING_NAPI_ID,
    libc::SO_ZEROCOPY,
    crate::sys::socket::SO_TIMESTAMP_NEW,
    crate::sys::socket::SO_TIMESTAMPNS_NEW,
    crate::sys::socket::SO_TIMESTAMPING_NEW,
    libc::SO_DETACH_REUSEPORT_BPF,
    libc::SO_PREFER_BUSY_POLL,
    libc::SO_BUSY_POLL_BUDGET,
    libc::SO_RESERVE_MEM,
    libc::SO_RCVMARK,
];

static TXREHASH: &[Name] =
    &[(0, "SOCK_TXREHASH_DISABLED"), (1, "SOCK_TXREHASH_ENABLED"), (255, "SOCK_TXREHASH_DEFAULT")];

static PACKET_MR_TYPES: Names = Names::Values(
    &[
        (0, "PACKET_MR_MULTICAST"),
        (1, "PACKET_MR_PROMISC"),
        (2, "PACKET_MR_ALLMULTI"),
        (3, "PACKET_MR_UNICAST"),
    ],
    "PACKET_MR_???",
);

static ICMP_TYPES: Names = Names::Values(
    &[
        (0, "ICMP_ECHOREPLY"),
        (3, "ICMP_DEST_UNREACH"),
        (4, "ICMP_SOURCE_QUENCH"),
        (5, "ICMP_REDIRECT"),
        (8, "ICMP_ECHO"),
        (11, "ICMP_TIME_EXCEEDED"),
        (12, "ICMP_PARAMETERPROB"),
        (13, "ICMP_TIMESTAMP"),
        (14, "ICMP_TIMESTAMPREPLY"),
        (15, "ICMP_INFO_REQUEST"),
        (16, "ICMP_INFO_REPLY"),
        (17, "ICMP_ADDRESS"),
        (18, "ICMP_ADDRESSREPLY"),
    ],
    "ICMP_???",
);
