//! Addresses: as keys to be compared, and as the text of an entry.

use super::End;
use crate::base::addr::LONGEST;
use core::ffi::c_int;
use core::fmt::Write;
use libc::{AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_UNIX, AF_VSOCK, SOCK_RAW};
use std::net::{Ipv4Addr, Ipv6Addr};

const ROOM: usize = LONGEST as usize;

/// A socket address without what does not belong to the name: two are equal if they name the same.
#[derive(Clone, Copy)]
pub(super) struct Name {
    len: u8,
    bytes: [u8; ROOM],
}

impl Name {
    /// Of an address as the kernel takes and gives it; none if it does not even have a family.
    pub(super) fn of(addr: &[u8]) -> Option<Name> {
        let mut len = addr.len().min(ROOM);
        if len < 2 {
            return None;
        }
        let mut bytes = [0; ROOM];
        bytes[..len].copy_from_slice(&addr[..len]);
        let mut name = Name { len: 0, bytes };
        match name.family() {
            // Behind port and address there is nothing.
            AF_INET if len >= 8 => len = 8,
            // The label of the flow is in between.
            AF_INET6 if len >= 28 => name.bytes[4..8].fill(0),
            AF_UNIX if len > 2 && bytes[2] != 0 => {
                len = 2 + bytes[2..len].iter().position(|byte| *byte == 0).unwrap_or(len - 2);
            }
            // What kind of packet it was, and of hardware.
            AF_PACKET if len >= 12 => {
                name.bytes[8..11].fill(0);
                len = (12 + usize::from(bytes[11])).min(20).min(len);
            }
            _ => {}
        }
        name.bytes[len..].fill(0);
        name.len = len as u8;
        Some(name)
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len.into()]
    }

    /// Of an IPv4 address, short; none of another.
    pub(super) fn of_inet(addr: &[u8]) -> Option<Inet> {
        let word = u64::from_ne_bytes(*addr.first_chunk()?);
        (addr[..2] == (AF_INET as u16).to_ne_bytes()).then_some(Inet(word))
    }

    pub(super) fn family(&self) -> c_int {
        self.u16(0).into()
    }

    fn u16(&self, at: usize) -> u16 {
        u16::from_ne_bytes([self.bytes[at], self.bytes[at + 1]])
    }

    fn u32(&self, at: usize) -> u32 {
        u32::from_ne_bytes(self.array(at))
    }

    fn array<const N: usize>(&self, at: usize) -> [u8; N] {
        let mut array = [0; N];
        array.copy_from_slice(&self.bytes[at..at + N]);
        array
    }

    /// The host and the socket that this names, for a socket of the type.
    pub(super) fn end(&self, type_: c_int) -> End {
        let port =
            if type_ == SOCK_RAW { String::new() } else { u16::from_be(self.u16(2)).to_string() };
        let (host, socket) = match self.family() {
            AF_INET if self.len >= 8 => {
                (Some(Ipv4Addr::from(self.array::<4>(4)).to_string()), port)
            }
            AF_INET6 if self.len >= 28 => {
                let mut host = Ipv6Addr::from(self.array::<16>(8)).to_string();
                if self.u32(24) != 0 {
                    host += &format!("%{}", self.u32(24));
                }
                (Some(host), port)
            }
            AF_UNIX if self.len == 2 => (None, String::new()),
            AF_UNIX if self.bytes[2] == 0 => (None, format!("@{}", text(&self.as_bytes()[3..]))),
            AF_UNIX => (None, text(&self.as_bytes()[2..])),
            AF_NETLINK if self.len >= 12 => (
                None,
                match self.u32(8) {
                    0 => self.u32(4).to_string(),
                    groups => format!("{},groups={groups:#x}", self.u32(4)),
                },
            ),
            AF_PACKET if self.len >= 12 => {
                let hardware: Vec<_> =
                    self.as_bytes()[12..].iter().map(|byte| format!("{byte:02x}")).collect();
                let host = (!hardware.is_empty()).then(|| hardware.join(":"));
                (host, format!("{:#06x}%{}", u16::from_be(self.u16(2)), self.u32(4)))
            }
            AF_VSOCK if self.len >= 16 => (Some(self.u32(8).to_string()), self.u32(4).to_string()),
            family => {
                let mut socket = format!("{family}/");
                for byte in &self.as_bytes()[2..] {
                    // Writing to a string does not fail.
                    let _ = write!(socket, "{byte:02x}");
                }
                (None, socket)
            }
        };
        End { host, socket }
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Name) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

/// The name of an IPv4 address: family, port and address.
pub(super) struct Inet(u64);

/// What a name is found by.
pub(super) trait Key {
    /// A number that is the same for equal names, and spread over its bits.
    fn hash(&self) -> usize;
    fn is(&self, name: &Name) -> bool;
}

impl Key for Name {
    fn hash(&self) -> usize {
        self.as_bytes().chunks(8).fold(0, |hash, part| {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            spread(hash, u64::from_ne_bytes(word))
        }) as usize
    }

    fn is(&self, name: &Name) -> bool {
        self == name
    }
}

impl Key for Inet {
    fn hash(&self) -> usize {
        spread(0, self.0) as usize
    }

    fn is(&self, name: &Name) -> bool {
        name.len == 8 && u64::from_ne_bytes(name.array(0)) == self.0
    }
}

fn spread(hash: u64, word: u64) -> u64 {
    let hash = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ hash >> 32
}

/// A path as text: what is no text, or would move the cursor of a terminal, as `\xNN`.
fn text(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' => text.push_str("\\\\"),
                c if c.is_control() => {
                    let mut bytes = [0; 4];
                    escape(&mut text, c.encode_utf8(&mut bytes).as_bytes());
                }
                c => text.push(c),
            }
        }
        escape(&mut text, chunk.invalid());
    }
    text
}

fn escape(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(text, "\\x{byte:02x}");
    }
}
