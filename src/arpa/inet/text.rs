//! The forms in which addresses are written: reading them, and writing them.

use core::fmt::{self, Display, Formatter};

/// The address, in host byte order, that one to four numbers name, of which the last fills the
/// bytes that are left. White space ends it.
pub(super) fn numbers_and_dots(mut text: &[u8]) -> Option<u32> {
    let mut addr = 0;
    let mut free = 32;
    loop {
        let (radix, digits) = match text {
            [b'0', b'x' | b'X', digits @ ..] => (16, digits),
            [b'0', ..] => (8, text),
            _ => (10, text),
        };
        let (mut digits, rest) = split_number(digits, radix)?;
        let value =
            digits.try_fold(0u32, |value, digit| value.checked_mul(radix)?.checked_add(digit))?;
        match rest {
            [b'.', rest @ ..] if free > 8 && value <= 0xff => {
                free -= 8;
                addr |= value << free;
                text = rest;
            }
            [after, ..] if !is_space(after) => return None,
            _ => return (u64::from(value) >> free == 0).then_some(addr | value),
        }
    }
}

/// The number, in host byte order, of which one to four numbers are the bytes. White space may
/// follow.
pub(super) fn network(mut text: &[u8]) -> Option<u32> {
    let mut network = 0;
    for _ in 0..4 {
        let (radix, digits) = match text {
            [b'0', b'x' | b'X', digits @ ..] | [b'x' | b'X', digits @ ..] => (16, digits),
            [b'0', ..] => (8, text),
            _ => (10, text),
        };
        let (digits, rest) = split_number(digits, radix)?;
        // glibc does not look for an overflow: what is left of the number then counts.
        let value = digits.fold(0u32, |value, digit| value.wrapping_mul(radix).wrapping_add(digit));
        if value > 0xff {
            return None;
        }
        network = network << 8 | value;
        match rest {
            [b'.', rest @ ..] => text = rest,
            _ => return rest.iter().all(is_space).then_some(network),
        }
    }
    None
}

/// The values of the digits that a text begins with, of which there must be one, and what follows
/// them.
fn split_number(text: &[u8], radix: u32) -> Option<(impl Iterator<Item = u32>, &[u8])> {
    let digits = text.iter().map_while(move |byte| digit_value(*byte, radix));
    let len = digits.clone().count();
    (len > 0).then(|| (digits, &text[len..]))
}

fn digit_value(byte: u8, radix: u32) -> Option<u32> {
    char::from(byte).to_digit(radix)
}

/// C's `isspace()`. (Rust's `is_ascii_whitespace` leaves out the vertical tab.)
fn is_space(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// The address of four decimal numbers between dots, and nothing else.
pub(super) fn to_ipv4(text: &[u8]) -> Option<[u8; 4]> {
    let mut parts = text.split(|byte| *byte == b'.');
    let mut addr = [0; 4];
    for byte in &mut addr {
        *byte = match parts.next()? {
            [] | [b'0', _, ..] => return None,
            digits => digits.iter().try_fold(0, |value: u8, digit| {
                value.checked_mul(10)?.checked_add(digit_value(*digit, 10)? as u8)
            })?,
        };
    }
    parts.next().is_none().then_some(addr)
}

/// The address of eight groups between colons, or of fewer around one `::`, and nothing else.
pub(super) fn to_ipv6(text: &[u8]) -> Option<[u8; 16]> {
    let Some(gap) = text.windows(2).position(|pair| pair == b"::") else {
        return groups(text).and_then(|(addr, len)| (len == 16).then_some(addr));
    };
    let (head, tail) = (&text[..gap], &text[gap + 2..]);
    let (mut addr, before) = groups(head)?;
    let (after_gap, after) = groups(tail)?;
    // An IPv4 address comes last, and `::` stands for one group at the least.
    if head.contains(&b'.') || before + after > 14 {
        return None;
    }
    addr[16 - after..].copy_from_slice(&after_gap[..after]);
    Some(addr)
}

/// The bytes that groups of hexadecimal digits between colons stand for, and how many there are. The
/// last two groups may be written as an IPv4 address.
fn groups(text: &[u8]) -> Option<([u8; 16], usize)> {
    let mut bytes = [0; 16];
    let mut len = 0;
    let mut rest = Some(text).filter(|text| !text.is_empty());
    while let Some(text) = rest {
        let end = text.iter().position(|byte| *byte == b':');
        let group = &text[..end.unwrap_or(text.len())];
        rest = end.map(|end| &text[end + 1..]);
        if rest.is_none() && group.contains(&b'.') {
            bytes.get_mut(len..len + 4)?.copy_from_slice(&to_ipv4(group)?);
            len += 4;
        } else {
            bytes.get_mut(len..len + 2)?.copy_from_slice(&to_group(group)?);
            len += 2;
        }
    }
    Some((bytes, len))
}

fn to_group(digits: &[u8]) -> Option<[u8; 2]> {
    if !(1..=4).contains(&digits.len()) {
        return None;
    }
    let value =
        digits.iter().try_fold(0, |value, digit| Some(value << 4 | digit_value(*digit, 16)?));
    value.map(|value| (value as u16).to_be_bytes())
}

/// Prints as four decimal numbers between dots.
pub(super) struct Ipv4(pub(super) [u8; 4]);

impl Display for Ipv4 {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.0;
        write!(f, "{a}.{b}.{c}.{d}")
    }
}

/// Prints as hexadecimal groups between colons, with `::` for the longest run of zeros.
pub(super) struct Ipv6(pub(super) [u8; 16]);

impl Display for Ipv6 {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut groups = [0; 8];
        for (group, bytes) in groups.iter_mut().zip(self.0.chunks_exact(2)) {
            *group = u16::from_be_bytes([bytes[0], bytes[1]]);
        }
        let (start, end) = longest_zeros(&groups);
        write_groups(f, &groups[..start])?;
        if start == end {
            return Ok(());
        }
        f.write_str("::")?;
        let [.., a, b, c, d] = self.0;
        match (start, &groups[end..]) {
            (0, [_, _]) => Ipv4([a, b, c, d]).fmt(f),
            (0, [0xffff, _, _]) => write!(f, "ffff:{}", Ipv4([a, b, c, d])),
            (_, tail) => write_groups(f, tail),
        }
    }
}

/// Where the longest run of two or more zeros starts and ends, the first of equals; without one,
/// the end of the groups.
fn longest_zeros(groups: &[u16; 8]) -> (usize, usize) {
    let mut longest = (8, 8);
    for start in 0..7 {
        let len = groups[start..].iter().take_while(|group| **group == 0).count();
        if len > (longest.1 - longest.0).max(1) {
            longest = (start, start + len);
        }
    }
    longest
}

fn write_groups(f: &mut Formatter<'_>, groups: &[u16]) -> fmt::Result {
    for (i, group) in groups.iter().enumerate() {
        write!(f, "{}{group:x}", if i == 0 { "" } else { ":" })?;
    }
    Ok(())
}
