//! Socket addresses, as strace prints them.

use super::Line;
use super::names::{DOMAINS, HARDWARE, Names};
use crate::arpa::inet::inet_ntop;
use crate::base::addr::LONGEST;
use crate::netinet::in_::INET6_ADDRSTRLEN;
use core::net::Ipv4Addr;
use libc::{AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_UNIX, AF_VSOCK};

/// What the fields of an address are read from: its bytes, and zeros behind them.
struct Fields([u8; LONGEST as usize + 1]);

impl Fields {
    fn u8(&self, at: usize) -> u8 {
        self.0[at]
    }

    fn u16(&self, at: usize) -> u16 {
        u16::from_ne_bytes(self.array(at))
    }

    fn u32(&self, at: usize) -> u32 {
        u32::from_ne_bytes(self.array(at))
    }

    /// A number in network byte order.
    fn port(&self, at: usize) -> u16 {
        u16::from_be(self.u16(at))
    }

    fn array<const N: usize>(&self, at: usize) -> [u8; N] {
        let mut array = [0; N];
        array.copy_from_slice(&self.0[at..at + N]);
        array
    }
}

impl Line {
    /// A socket address.
    ///
    /// strace knows the structures of some families; of those, the ones that this crate has are
    /// here. Any other address, and one too short for its structure, is shown as bytes.
    pub(crate) fn sockaddr(&mut self, addr: &[u8]) {
        let len = addr.len().min(LONGEST as usize);
        if len < 2 {
            return self.pointer(addr.as_ptr());
        }
        let mut fields = Fields([0; LONGEST as usize + 1]);
        fields.0[..len].copy_from_slice(&addr[..len]);
        let family = fields.u16(0).into();
        self.push("{sa_family=");
        self.named(family, &DOMAINS);
        if len > 2 {
            self.push(", ");
            match family {
                AF_UNIX => self.sockaddr_un(&fields.0, len),
                AF_INET if len >= 16 => self.sockaddr_in(&fields),
                AF_INET6 if len >= 24 => self.sockaddr_in6(&fields, len),
                AF_NETLINK if len >= 12 => self.sockaddr_nl(&fields),
                AF_PACKET if len >= 20 => self.sockaddr_ll(&fields, len),
                AF_VSOCK if len >= 16 => self.sockaddr_vm(&fields),
                _ => {
                    self.push("sa_data=");
                    self.quoted_whole(&addr[2..len]);
                }
            }
        }
        self.push("}");
    }

    fn sockaddr_un(&mut self, addr: &[u8], len: usize) {
        let end = len.min(size_of::<libc::sockaddr_un>());
        match &addr[2..end] {
            [0, name @ ..] => {
                self.push("sun_path=@");
                self.quoted_whole(name);
            }
            path => {
                self.push("sun_path=");
                self.quoted_whole(path.split(|byte| *byte == 0).next().unwrap_or_default());
            }
        }
    }

    fn sockaddr_in(&mut self, addr: &Fields) {
        self.fmt(format_args!("sin_port=htons({}), ", addr.port(2)));
        self.internet_address("sin_addr", addr.array(4));
    }

    /// A field that is an IPv4 address.
    pub(crate) fn internet_address(&mut self, field: &str, addr: [u8; 4]) {
        self.fmt(format_args!("{field}=inet_addr(\"{}\")", Ipv4Addr::from(addr)));
    }

    fn sockaddr_in6(&mut self, addr: &Fields, len: usize) {
        let flow = u32::from_be(addr.u32(4));
        self.fmt(format_args!("sin6_port=htons({}), sin6_flowinfo=htonl({flow}), ", addr.port(2)));
        let address: [u8; 16] = addr.array(8);
        self.internet6_address("sin6_addr", address);
        if len > 24 {
            let scope = addr.u32(24);
            self.push(", sin6_scope_id=");
            // Of the addresses of a link, fe80::/10 and ff02::/16 whatever its flags.
            let link = matches!(address, [0xfe, 0x80..=0xbf, ..])
                || address[0] == 0xff && address[1] & 0x0f == 2;
            if link { self.interface(scope) } else { self.unsigned(scope) }
        }
    }

    /// A field that is an IPv6 address.
    pub(crate) fn internet6_address(&mut self, field: &str, addr: [u8; 16]) {
        let text = &mut [0; INET6_ADDRSTRLEN];
        let text = inet_ntop(AF_INET6, &addr, text, INET6_ADDRSTRLEN).unwrap_or_default();
        self.fmt(format_args!("inet_pton(AF_INET6, \"{text}\", &{field})"));
    }

    fn sockaddr_nl(&mut self, addr: &Fields) {
        if addr.u16(2) != 0 {
            self.fmt(format_args!("nl_pad={:#x}, ", addr.u16(2)));
        }
        self.fmt(format_args!("nl_pid={}, nl_groups=", addr.u32(4) as i32));
        self.hex_padded(addr.u32(8), 8);
    }

    /// A number in hexadecimal, as `printf("%#0*x", width)` has it.
    fn hex_padded(&mut self, n: u32, width: usize) {
        match n {
            0 => self.fmt(format_args!("{n:0width$}")),
            _ => self.fmt(format_args!("{n:#0width$x}")),
        }
    }

    fn sockaddr_ll(&mut self, addr: &Fields, len: usize) {
        self.push("sll_protocol=");
        self.ethernet(addr.u16(2));
        self.push(", sll_ifindex=");
        self.interface(addr.u32(4));
        self.push(", sll_hatype=");
        self.named(addr.u16(8).into(), &HARDWARE);
        self.push(", sll_pkttype=");
        self.named(addr.u8(10).into(), &PACKET_TYPES);
        let halen = usize::from(addr.u8(11));
        self.fmt(format_args!(", sll_halen={halen}"));
        if halen > 0 {
            self.push(", sll_addr=[");
            let shown = halen.min(len - 12);
            for (i, byte) in addr.0[12..12 + shown].iter().enumerate() {
                self.push(if i > 0 { ", " } else { "" });
                self.hex_padded((*byte).into(), 2);
            }
            self.push(if shown < halen { ", ...]" } else { "]" });
        }
    }

    fn sockaddr_vm(&mut self, addr: &Fields) {
        if addr.u16(2) != 0 {
            self.fmt(format_args!("svm_reserved1={:#x}, ", addr.u16(2)));
        }
        self.push("svm_cid=");
        self.named(addr.u32(8) as i32, &VSOCK_CIDS);
        self.push(", svm_port=");
        self.named(addr.u32(4) as i32, &VSOCK_PORTS);
        self.push(", svm_flags=");
        self.named(addr.u8(12).into(), &VSOCK_FLAGS);
        let zero: [u8; 3] = addr.array(13);
        if zero != [0; 3] {
            self.push(", svm_zero=");
            self.quoted_hex(&zero);
        }
    }
}

/// What packet sockets say of a packet's way.
static PACKET_TYPES: Names = Names::Values(
    &[
        (0, "PACKET_HOST"),
        (1, "PACKET_BROADCAST"),
        (2, "PACKET_MULTICAST"),
        (3, "PACKET_OTHERHOST"),
        (4, "PACKET_OUTGOING"),
        (5, "PACKET_LOOPBACK"),
        (6, "PACKET_USER"),
        (7, "PACKET_KERNEL"),
    ],
    "PACKET_???",
);

static VSOCK_CIDS: Names = Names::Values(
    &[
        (0, "VMADDR_CID_HYPERVISOR"),
        (1, "VMADDR_CID_LOCAL"),
        (2, "VMADDR_CID_HOST"),
        (u32::MAX, "VMADDR_CID_ANY"),
    ],
    "",
);

static VSOCK_PORTS: Names = Names::Values(&[(u32::MAX, "VMADDR_PORT_ANY")], "");

static VSOCK_FLAGS: Names = Names::Flags(&[(1, "VMADDR_FLAG_TO_HOST")], "VMADDR_FLAG_???");
