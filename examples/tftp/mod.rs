//! The Trivial File Transfer Protocol, RFC 1350: what its server and its client have in common.
//!
//! A file goes in blocks of 512 bytes. Each is acknowledged before the next one is sent; the first that
//! is shorter is the last. Each side has a port of its own for a transfer, its identifier.

#![allow(dead_code, reason = "the client has no use for all of it")]

use berkeley::{arpa::inet::*, errno::*, fcntl::*, string::*, time::*, unistd::*};
use core::ffi::c_int;
use core::time::Duration;

pub(crate) const BLOCK: usize = 512;
pub(crate) const PACKET: usize = 4 + BLOCK;

pub(crate) const RRQ: u16 = 1;
pub(crate) const WRQ: u16 = 2;
pub(crate) const DATA: u16 = 3;
pub(crate) const ACK: u16 = 4;
pub(crate) const ERROR: u16 = 5;

// Codes of errors, and what they mean.
pub(crate) const NOT_DEFINED: u16 = 0;
pub(crate) const NOT_FOUND: u16 = 1;
pub(crate) const NO_ACCESS: u16 = 2;
pub(crate) const DISK_FULL: u16 = 3;
pub(crate) const ILLEGAL: u16 = 4;
pub(crate) const UNKNOWN_ID: u16 = 5;
pub(crate) const EXISTS: u16 = 6;
const ERRORS: [&str; 7] = [
    "Not defined",
    "File not found",
    "Access violation",
    "Disk full or allocation exceeded",
    "Illegal TFTP operation",
    "Unknown transfer ID",
    "File already exists",
];

/// A transfer, as one side sees it.
pub(crate) struct Transfer {
    pub(crate) sock: c_int,
    pub(crate) peer: sockaddr_in,
    /// Its port is known: that which the first answer comes from.
    pub(crate) has_peer: bool,
    /// How long to wait for an answer,
    pub(crate) milliseconds: c_int,
    /// and how often, before giving up.
    pub(crate) tries: c_int,
    pub(crate) file: c_int,
    /// Of a file that is made when the first block has come.
    pub(crate) path: Option<String>,
    pub(crate) netascii: bool,
    /// In netascii, the second byte of two.
    pub(crate) pending: Option<u8>,
    /// What has been read of the file,
    pub(crate) buf: Vec<u8>,
    /// and how much of it has been sent.
    pub(crate) at: usize,
    /// Of all blocks.
    pub(crate) bytes: u64,
    /// What went wrong.
    pub(crate) problem: String,
}

/// A transfer that has not begun.
pub(crate) fn no_transfer() -> Transfer {
    Transfer {
        sock: -1,
        peer: sockaddr_in::zeroed(),
        has_peer: false,
        milliseconds: 0,
        tries: 0,
        file: -1,
        path: None,
        netascii: false,
        pending: None,
        buf: Vec::new(),
        at: 0,
        bytes: 0,
        problem: String::new(),
    }
}

pub(crate) fn put16(at: &mut [u8], value: u16) {
    memcpy(at, &htons(value), 2);
}

pub(crate) fn get16(at: &[u8]) -> u16 {
    let mut in_network_order = 0u16;
    memcpy(&mut in_network_order, at, 2);
    ntohs(in_network_order)
}

fn now() -> Duration {
    let ts = &mut timespec::zeroed();
    clock_gettime(CLOCK_MONOTONIC, ts);
    Duration::new(ts.tv_sec as u64, ts.tv_nsec as u32)
}

/// A text that somebody else has sent: what might do something to a terminal becomes a "?".
pub(crate) fn printable(from: &[u8]) -> String {
    let shown = |byte: &u8| if (b' '..=b'~').contains(byte) { *byte as char } else { '?' };
    cstr(from).to_bytes().iter().map(shown).collect()
}

fn problem(t: &mut Transfer, what: &[u8]) -> ssize_t {
    t.problem = printable(what);
    -1
}

pub(crate) fn send_error(sock: c_int, to: &sockaddr_in, code: u16) {
    let packet = &mut [0u8; PACKET];
    let message = ERRORS[code as usize];
    let len = 4 + message.len() + 1;

    put16(packet, ERROR);
    put16(&mut packet[2..], code);
    strcpy(&mut packet[4..], message);
    sendto(sock, packet, len, 0, to, sizeof(to));
}

/// A file can't be opened, read or written: tells the other side.
pub(crate) fn refuse(t: &mut Transfer, error: c_int) -> ssize_t {
    let code = match error {
        ENOENT | ENOTDIR => NOT_FOUND,
        EACCES | EPERM | ELOOP | EISDIR => NO_ACCESS,
        ENOSPC | EDQUOT | EFBIG => DISK_FULL,
        EEXIST => EXISTS,
        _ => NOT_DEFINED,
    };

    send_error(t.sock, &t.peer, code);
    problem(t, strerror(error).as_bytes())
}

pub(crate) fn is_same(a: &sockaddr_in, b: &sockaddr_in) -> bool {
    a.sin_addr.s_addr == b.sin_addr.s_addr && a.sin_port == b.sin_port
}

/// Sends a packet until the answer to it comes: DATA or ACK, as expected, of this block. Returns the
/// length of the answer; or -1, and what the problem is.
pub(crate) fn exchange(
    t: &mut Transfer,
    packet: &[u8],
    expected: u16,
    block: u16,
    answer: &mut [u8; PACKET + 1],
) -> ssize_t {
    let from = &mut sockaddr_in::zeroed();

    for _ in 0..t.tries {
        if sendto(t.sock, packet, packet.len(), 0, &t.peer, sizeof(&t.peer)) == -1 {
            return problem(t, strerror(errno()).as_bytes());
        }
        let limit = now() + Duration::from_millis(t.milliseconds as u64);
        loop {
            let mut from_len = sizeof(from) as socklen_t;
            let n = recvfrom(t.sock, answer, PACKET + 1, 0, from, &mut from_len);
            if n == -1 && errno() == EAGAIN {
                break;
            }
            if n == -1 {
                return problem(t, strerror(errno()).as_bytes());
            }
            let len = n as usize;
            let opcode = if (4..=PACKET).contains(&len) { get16(answer) } else { 0 };
            let number = if len < 4 { 0 } else { get16(&answer[2..]) };
            if t.has_peer && !is_same(from, &t.peer) {
                // Of another transfer. This one goes on.
                if opcode != ERROR {
                    send_error(t.sock, from, UNKNOWN_ID);
                }
            } else if opcode == ERROR {
                return problem(t, &answer[4..len]);
            } else if opcode == expected && number == block {
                t.peer = *from;
                t.has_peer = true;
                return n;
            } else if opcode == DATA && expected == DATA && number == block.wrapping_sub(1) {
                // The block before comes again: our answer was lost. But an ACK that comes again is no
                // reason to send a block again: nothing need be lost, and if both sides answered what
                // comes again, all that follows would go twice. RFC 1123 calls that the Sorcerer's
                // Apprentice.
                sendto(t.sock, packet, packet.len(), 0, &t.peer, sizeof(&t.peer));
            }
            if now() >= limit {
                break;
            }
        }
    }
    problem(t, b"no answer")
}

/// Reads the next block. In netascii, a newline goes as CR LF, a CR as CR NUL.
fn read_block(t: &mut Transfer, data: &mut [u8]) -> ssize_t {
    let mut len = 0;

    while len < BLOCK {
        if let Some(pending) = t.pending.take() {
            data[len] = pending;
            len += 1;
            continue;
        }
        if t.at == t.buf.len() {
            t.buf.resize(BLOCK, 0);
            let n = read(t.file, &mut t.buf, BLOCK);
            t.buf.truncate(n.max(0) as usize);
            t.at = 0;
            if n <= 0 {
                return if n == 0 { len as ssize_t } else { -1 };
            }
        }
        data[len] = t.buf[t.at];
        t.at += 1;
        if t.netascii && (data[len] == b'\n' || data[len] == b'\r') {
            t.pending = Some(if data[len] == b'\n' { b'\n' } else { b'\0' });
            data[len] = b'\r';
        }
        len += 1;
    }
    len as ssize_t
}

/// Writes a block. In netascii, what follows a CR says what the CR is.
fn write_block(t: &mut Transfer, data: &[u8]) -> c_int {
    let mut out = Vec::with_capacity(BLOCK + 2);

    for c in data {
        if t.pending.take().is_some() {
            out.push(if *c == b'\n' { b'\n' } else { b'\r' });
            if *c == b'\n' || *c == b'\0' {
                continue;
            }
        }
        if t.netascii && *c == b'\r' {
            t.pending = Some(b'\r');
        } else {
            out.push(*c);
        }
    }
    if data.len() < BLOCK && t.pending.is_some() {
        out.push(b'\r');
    }
    let mut at = 0;
    while at < out.len() {
        let n = write(t.file, &out[at..], out.len() - at);
        if n == -1 {
            return -1;
        }
        at += n as usize;
    }
    0
}

/// Sends the file to a peer that waits for its first block. Returns -1 if there was a problem.
pub(crate) fn send_file(t: &mut Transfer) -> ssize_t {
    let (packet, answer) = (&mut [0u8; PACKET], &mut [0u8; PACKET + 1]);
    let (mut block, mut n) = (1u16, BLOCK as ssize_t);

    while n == BLOCK as ssize_t {
        n = read_block(t, &mut packet[4..]);
        if n == -1 {
            return refuse(t, errno());
        }
        put16(packet, DATA);
        put16(&mut packet[2..], block);
        if exchange(t, &packet[..4 + n as usize], ACK, block, answer) == -1 {
            return -1;
        }
        t.bytes += n as u64;
        block = block.wrapping_add(1); // Behind 65535 comes 0: so all do that send large files.
    }
    0
}

/// Receives the file, whose first block answers this packet. Returns -1 if there was a problem.
pub(crate) fn receive_file(t: &mut Transfer, packet: &[u8]) -> ssize_t {
    let mut packet = packet.to_vec();
    let answer = &mut [0u8; PACKET + 1];
    let (mut block, mut n) = (1u16, PACKET as ssize_t);

    while n == PACKET as ssize_t {
        n = exchange(t, &packet, DATA, block, answer);
        if n == -1 {
            return -1;
        }
        if let Some(path) = t.path.take() {
            t.file = open(&path, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
            if t.file == -1 {
                return refuse(t, errno());
            }
        }
        if write_block(t, &answer[4..n as usize]) == -1 {
            return refuse(t, errno());
        }
        t.bytes += n as u64 - 4;
        packet.resize(4, 0);
        put16(&mut packet, ACK);
        put16(&mut packet[2..], block);
        block = block.wrapping_add(1);
    }

    // Nobody sends another block. But the last one comes again, if this ACK is lost.
    t.tries = 2;
    exchange(t, &packet, DATA, block, answer);
    0
}
