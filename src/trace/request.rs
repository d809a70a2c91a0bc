//! Requests of `ioctl` and their arguments, as strace prints them.

use super::Line;
use super::names::{HARDWARE, Names};
use crate::base::request::Shown;
use crate::net::if_::{ifconf, ifreq};
use crate::sys::ioctl::SIOCGSKNS;
use crate::{Bytes, BytesMut, Plain};
use core::ffi::{c_int, c_ulong};
use libc::{timespec, timeval};

/// Flags of interfaces.
static INTERFACE_FLAGS: Names = Names::Flags(
    &[
        (0x1, "IFF_UP"),
        (0x2, "IFF_BROADCAST"),
        (0x4, "IFF_DEBUG"),
        (0x8, "IFF_LOOPBACK"),
        (0x10, "IFF_POINTOPOINT"),
        (0x20, "IFF_NOTRAILERS"),
        (0x40, "IFF_RUNNING"),
        (0x80, "IFF_NOARP"),
        (0x100, "IFF_PROMISC"),
        (0x200, "IFF_ALLMULTI"),
        (0x400, "IFF_MASTER"),
        (0x800, "IFF_SLAVE"),
        (0x1000, "IFF_MULTICAST"),
        (0x2000, "IFF_PORTSEL"),
        (0x4000, "IFF_AUTOMEDIA"),
        (0x8000, "IFF_DYNAMIC"),
    ],
    "IFF_???",
);

/// What is shown of the argument of a request.
#[derive(Clone, Copy)]
enum Part {
    Int,
    Timeval,
    Timespec,
    /// Of an `ifreq`, by its name: an address, the hardware's, the flags, a number, the map, a name.
    Address(&'static str),
    Hardware,
    Flags,
    Number(&'static str),
    Map,
    Name(&'static str),
    /// The number of an interface, and its name.
    Index,
}

/// What strace shows of the argument of a request, and whether the kernel wrote it. Of other
/// requests it shows where the argument is.
fn part(request: c_ulong) -> Option<(Part, bool)> {
    const FIONREAD: c_ulong = libc::FIONREAD as u32 as c_ulong;
    const FIONBIO: c_ulong = libc::FIONBIO as u32 as c_ulong;
    const FIOASYNC: c_ulong = libc::FIOASYNC as u32 as c_ulong;
    const TIOCOUTQ: c_ulong = libc::TIOCOUTQ as u32 as c_ulong;
    Some(match request {
        FIONBIO | FIOASYNC | 0x8901 | 0x8902 | 0x8926 => (Part::Int, false),
        FIONREAD | TIOCOUTQ | 0x8903..=0x8905 | 0x8925 | 0x894b => (Part::Int, true),
        0x8906 => (Part::Timeval, true),
        0x8907 => (Part::Timespec, true),
        0x8910 => (Part::Index, true),
        0x8913 => (Part::Flags, true),
        0x8914 => (Part::Flags, false),
        0x8915 => (Part::Address("ifr_addr"), true),
        0x8916 => (Part::Address("ifr_addr"), false),
        0x8917 => (Part::Address("ifr_dstaddr"), true),
        0x8918 => (Part::Address("ifr_dstaddr"), false),
        0x8919 => (Part::Address("ifr_broadaddr"), true),
        0x891a => (Part::Address("ifr_broadaddr"), false),
        0x891b => (Part::Address("ifr_netmask"), true),
        0x891c => (Part::Address("ifr_netmask"), false),
        0x891d => (Part::Number("ifr_metric"), true),
        0x891e => (Part::Number("ifr_metric"), false),
        0x8921 => (Part::Number("ifr_mtu"), true),
        0x8922 => (Part::Number("ifr_mtu"), false),
        0x8923 => (Part::Name("ifr_newname"), false),
        0x8924 | 0x8931 | 0x8932 | 0x8937 => (Part::Hardware, false),
        0x8927 => (Part::Hardware, true),
        0x8929 => (Part::Name("ifr_slave"), true),
        0x8930 => (Part::Name("ifr_slave"), false),
        0x8933 => (Part::Number("ifr_ifindex"), true),
        0x8942 => (Part::Number("ifr_qlen"), true),
        0x8943 => (Part::Number("ifr_qlen"), false),
        0x8970 => (Part::Map, true),
        0x8971 => (Part::Map, false),
        _ => return None,
    })
}

impl Line {
    /// The request itself.
    pub(crate) fn request(&mut self, name: &str, code: c_ulong) {
        match name {
            "" => {}
            // strace names the number by what it may be on other sockets.
            "SIOCUNIXFILE" => return self.push("SIOCPROTOPRIVATE"),
            _ => return self.push(name),
        }
        // As <linux/ioctl.h> makes most of them.
        let way = match code >> 30 & 3 {
            0 => "_IOC_NONE",
            1 => "_IOC_WRITE",
            2 => "_IOC_READ",
            _ => "_IOC_READ|_IOC_WRITE",
        };
        self.fmt(format_args!("_IOC({way}, "));
        self.hex((code >> 8 & 0xff) as u32);
        self.push(", ");
        self.hex((code & 0xff) as u32);
        self.push(", ");
        self.hex((code >> 16 & 0x3fff) as u32);
        self.push(")");
    }

    fn ifreq(&mut self, part: Part, ifr: &ifreq, whole: bool) {
        let text = |line: &mut Line, field: &str, name: &[core::ffi::c_char; 16]| {
            line.fmt(format_args!("{field}="));
            line.quoted_whole(crate::string::cstr(name).to_bytes());
        };
        self.push("{");
        if let Part::Index = part {
            self.fmt(format_args!("ifr_ifindex={}", ifr.ifr_ifindex()));
            self.push(if whole { ", " } else { "" });
        }
        if whole || !matches!(part, Part::Index) {
            text(self, "ifr_name", &ifr.ifr_name);
        }
        if whole {
            self.push(if let Part::Index = part { "" } else { ", " });
            match part {
                Part::Address(field) => {
                    self.fmt(format_args!("{field}="));
                    self.sockaddr(ifr.ifr_addr().as_bytes());
                }
                Part::Hardware => {
                    let addr = ifr.ifr_hwaddr();
                    self.push("ifr_hwaddr={sa_family=");
                    self.named(addr.sa_family.into(), &HARDWARE);
                    self.push(", sa_data=");
                    // strace knows how long those of some kinds are.
                    let len = if matches!(addr.sa_family, 1 | 772) { 6 } else { 14 };
                    for (i, byte) in addr.sa_data[..len].as_bytes().iter().enumerate() {
                        self.fmt(format_args!("{}{byte:02x}", if i == 0 { "" } else { ":" }));
                    }
                    self.push("}");
                }
                Part::Flags => {
                    self.push("ifr_flags=");
                    self.named(ifr.ifr_flags() & 0xffff, &INTERFACE_FLAGS);
                }
                Part::Number(field) => self.fmt(format_args!("{field}={}", ifr.ifr_mtu())),
                Part::Map => {
                    let map = ifr.ifr_map();
                    self.push("ifr_map={mem_start=");
                    self.long_hex(map.mem_start);
                    self.push(", mem_end=");
                    self.long_hex(map.mem_end);
                    self.push(", base_addr=");
                    self.hex(map.base_addr.into());
                    for (field, value) in [("irq", map.irq), ("dma", map.dma), ("port", map.port)] {
                        self.fmt(format_args!(", {field}="));
                        self.hex(value.into());
                    }
                    self.push("}");
                }
                Part::Name(field) => text(self, field, ifr.ifr_newname()),
                Part::Index | Part::Int | Part::Timeval | Part::Timespec => {}
            }
        }
        self.push("}");
    }

    fn long_hex(&mut self, n: c_ulong) {
        match n {
            0 => self.push("0"),
            _ => self.fmt(format_args!("{n:#x}")),
        }
    }

    /// The length of the buffer of an `ifconf`.
    fn ifc_len(&mut self, len: c_int) {
        let one = size_of::<ifreq>() as c_int;
        self.int(len);
        if len > 0 && len % one == 0 {
            self.fmt(format_args!(" /* {} * sizeof(struct ifreq) */", len / one));
        }
    }
}

impl Shown<'_> {
    /// Shows an argument that is plain data. False if there is no more to show than its address.
    pub(crate) fn argument(&mut self, bytes: &[u8]) -> bool {
        let Some((part, written)) = part(self.request) else { return false };
        let known = self.ret >= 0 || !written;
        match part {
            Part::Int | Part::Timeval | Part::Timespec if !known => return false,
            Part::Int => self.line.fmt(format_args!("[{}]", read::<c_int>(bytes))),
            Part::Timeval => {
                let timeval { tv_sec, tv_usec } = read(bytes);
                self.line.fmt(format_args!("{{tv_sec={tv_sec}, tv_usec={tv_usec}}}"));
            }
            Part::Timespec => self.line.timespec(Some(&read(bytes))),
            of_ifreq => self.line.ifreq(of_ifreq, &read(bytes), known),
        }
        true
    }

    /// Shows that there is no argument.
    pub(crate) fn nothing(&mut self) {
        let known = self.request == SIOCGSKNS.code();
        self.line.push(if known { "NULL" } else { "0" });
    }

    /// Shows an `ifconf`.
    pub(crate) fn interfaces(&mut self, ifc: &ifconf<'_>) {
        let (line, before) = (&mut *self.line, ifconf::len_before(self.room));
        let null = ifc.ifc_buf.is_null();
        line.push("{ifc_len=");
        if self.ret >= 0 && !null && before != ifc.ifc_len {
            line.ifc_len(before);
            line.push(" => ");
        }
        line.ifc_len(ifc.ifc_len);
        line.push(", ifc_buf=");
        if null || self.ret < 0 {
            line.pointer(ifc.ifc_buf.pointer(false).unwrap_or(core::ptr::null_mut()));
        } else {
            line.push("[");
            for (i, ifr) in (0..).map_while(|i| ifc.ifc_req(i)).enumerate() {
                line.push(if i == 0 { "" } else { ", " });
                line.ifreq(Part::Address("ifr_addr"), &ifr, true);
            }
            line.push("]");
        }
        line.push("}");
    }
}

/// A value at the beginning of bytes, of which there may be fewer.
fn read<T: Plain>(bytes: &[u8]) -> T {
    let mut value = T::zeroed();
    value.as_bytes_mut().iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    value
}

/// `read` has to work for these.
const _: fn(&[u8]) -> (timeval, timespec) = |bytes| (read(bytes), read(bytes));
