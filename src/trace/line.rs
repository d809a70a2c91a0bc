//! One line of a trace, written piece by piece as strace writes it.

use super::names::{self, Names, Protocol};
use core::ffi::{CStr, c_int};
use core::fmt::{Arguments, Write};
use core::time::Duration;
use nix::errno::Errno;

/// How many bytes of a buffer strace shows before it breaks off.
const SHOWN: usize = 32;

/// The column that strace begins the result in, where what stands before it is shorter.
const RESULT_COLUMN: usize = 40;

/// A line on its way: a call's name, and its arguments as far as they are written.
pub(crate) struct Line {
    /// The name that the program called.
    called: &'static str,
    /// The name that is shown.
    call: &'static str,
    args: String,
    returned: Option<String>,
    note: String,
    marks: String,
}

impl Line {
    pub(crate) fn new(call: &'static str) -> Line {
        let args = String::with_capacity(128);
        Line { called: call, call, args, returned: None, note: String::new(), marks: String::new() }
    }

    /// The name of the call in C.
    pub(super) fn called(&self) -> &'static str {
        self.called
    }

    /// The name of the call in the kernel, as far as the two differ.
    pub(super) fn call(&self) -> &'static str {
        self.call
    }

    /// What has been written so far: of something that is no call.
    pub(super) fn into_text(self) -> String {
        self.args
    }

    /// Writes something behind the result instead, in brackets.
    pub(crate) fn note(&mut self, write: impl FnOnce(&mut Line)) {
        if !self.note.is_empty() {
            self.note.push_str(", ");
        }
        core::mem::swap(&mut self.args, &mut self.note);
        write(self);
        core::mem::swap(&mut self.args, &mut self.note);
    }

    /// Marks the call, behind everything else, in brackets of its own.
    pub(crate) fn mark(&mut self, mark: &str) {
        self.marks.push_str(" (");
        self.marks.push_str(mark);
        self.marks.push(')');
    }

    /// Shows the call under another name: the one that the kernel knows it by.
    pub(crate) fn rename(&mut self, call: &'static str) {
        self.call = call;
    }

    /// Shows what a call that succeeded returned as this text, instead of as a number.
    pub(crate) fn returns(&mut self, text: String) {
        self.returned = Some(text);
    }

    /// Adds text as it is.
    pub(crate) fn push(&mut self, text: &str) {
        self.args.push_str(text);
    }

    /// Adds formatted text.
    pub(crate) fn fmt(&mut self, text: Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.args.write_fmt(text);
    }

    /// An `int`.
    pub(crate) fn int(&mut self, n: c_int) {
        decimal(&mut self.args, n.into());
    }

    /// An `unsigned int`, or what strace takes for one.
    pub(crate) fn unsigned(&mut self, n: u32) {
        decimal(&mut self.args, n.into());
    }

    /// A `size_t`.
    pub(crate) fn size(&mut self, n: usize) {
        self.fmt(format_args!("{n}"));
    }

    /// A number in hexadecimal, as `printf("%#x")` has it: nought is plain.
    pub(crate) fn hex(&mut self, n: u32) {
        match n {
            0 => self.push("0"),
            _ => self.fmt(format_args!("{n:#x}")),
        }
    }

    /// A pointer.
    pub(crate) fn pointer<T>(&mut self, p: *const T) {
        match p.is_null() {
            true => self.push("NULL"),
            false => self.fmt(format_args!("{:#x}", p.addr())),
        }
    }

    /// A number by its name, or several by theirs.
    pub(crate) fn named(&mut self, n: c_int, names: &Names) {
        let n = n as u32;
        match names {
            Names::Values(table, unknown) => match names::find(table, n) {
                Some(name) => self.push(name),
                None => self.unknown(n, unknown),
            },
            Names::Commented(table, unknown) => {
                self.unknown(n, names::find(table, n).unwrap_or(unknown));
            }
            Names::Flags(table, unknown) => self.flags(n, table, unknown),
            Names::Field { mask, values, flags } => match names::find(values, n & mask) {
                Some(name) => {
                    self.push(name);
                    if n & !mask != 0 {
                        self.push("|");
                        self.named((n & !mask) as c_int, flags);
                    }
                }
                None => self.named(n as c_int, flags),
            },
        }
    }

    fn flags(&mut self, n: u32, table: &[names::Name], unknown: &str) {
        let mut rest = n;
        for (flag, name) in table {
            if *flag != 0 && rest & flag == *flag {
                self.push(if rest == n { "" } else { "|" });
                self.push(name);
                rest &= !flag;
            }
        }
        match rest {
            0 if n == 0 => self.push("0"),
            0 => {}
            _ if rest == n => self.unknown(n, unknown),
            _ => self.fmt(format_args!("|{rest:#x}")),
        }
    }

    /// A number without a name, and what kind of name it lacks.
    pub(crate) fn unknown(&mut self, n: u32, kind: &str) {
        self.hex(n);
        if !kind.is_empty() {
            self.fmt(format_args!(" /* {kind} */"));
        }
    }

    /// The protocol of a socket of this domain.
    pub(crate) fn protocol(&mut self, domain: c_int, protocol: c_int) {
        match names::protocols(domain) {
            Protocol::Named(names) => self.named(protocol, names),
            Protocol::Ethernet => self.ethernet(protocol as u16),
            Protocol::Number => self.unsigned(protocol as u32),
        }
    }

    /// An Ethernet type in network byte order.
    pub(crate) fn ethernet(&mut self, protocol: u16) {
        self.push("htons(");
        self.named(u16::from_be(protocol).into(), &names::ETHERNET);
        self.push(")");
    }

    /// The bytes of a buffer in quotes, at most 32 of them.
    pub(crate) fn quoted(&mut self, bytes: &[u8]) {
        self.quoted_whole(&bytes[..bytes.len().min(SHOWN)]);
        if bytes.len() > SHOWN {
            self.push("...");
        }
    }

    /// Bytes in quotes, all of them.
    pub(crate) fn quoted_whole(&mut self, bytes: &[u8]) {
        self.args.reserve(4 * bytes.len() + 2);
        self.push("\"");
        for (i, byte) in bytes.iter().enumerate() {
            match byte {
                b'"' => self.push("\\\""),
                b'\\' => self.push("\\\\"),
                b'\t' => self.push("\\t"),
                b'\n' => self.push("\\n"),
                0x0b => self.push("\\v"),
                0x0c => self.push("\\f"),
                b'\r' => self.push("\\r"),
                b' '..=b'~' => self.args.push(char::from(*byte)),
                // As short as it can be read back: a digit that follows would be taken for one of
                // its own.
                byte => {
                    let whole = matches!(bytes.get(i + 1), Some(b'0'..=b'7'));
                    let skipped = match byte {
                        _ if whole => 0,
                        ..=0o7 => 2,
                        ..=0o77 => 1,
                        _ => 0,
                    };
                    let at = 4 * usize::from(*byte);
                    self.push("\\");
                    self.push(&OCTAL[at + skipped..at + 3]);
                }
            }
        }
        self.push("\"");
    }

    /// Bytes in quotes, each in hexadecimal: what strace shows of a value that was cut short.
    pub(crate) fn quoted_hex(&mut self, bytes: &[u8]) {
        self.push("\"");
        for byte in bytes {
            self.fmt(format_args!("\\x{byte:02x}"));
        }
        self.push("\"");
    }

    /// The text in a buffer up to its NUL.
    pub(crate) fn text(&mut self, bytes: &[u8]) {
        self.quoted(bytes.split(|byte| *byte == 0).next().unwrap_or_default());
    }

    /// The number of a network interface, by its name.
    pub(crate) fn interface(&mut self, index: u32) {
        if index == 0 {
            return self.push("0"); // None.
        }
        let mut name = [0u8; libc::IF_NAMESIZE];
        // SAFETY: `name` has room for the `IF_NAMESIZE` bytes that a name takes at most.
        let found = unsafe { libc::if_indextoname(index, name.as_mut_ptr().cast()) };
        match CStr::from_bytes_until_nul(&name) {
            Ok(name) if !found.is_null() => {
                self.push("if_nametoindex(");
                self.quoted_whole(name.to_bytes());
                self.push(")");
            }
            _ => self.unsigned(index),
        }
    }

    /// A length that went in as `before`, and came out as `len` if the call succeeded.
    pub(crate) fn value_result(&mut self, len: u32, before: u32, ret: i64) {
        match (before as c_int, len as c_int) {
            (before, len) if ret >= 0 && before != len => {
                self.fmt(format_args!("[{before} => {len}]"));
            }
            (before, _) => self.fmt(format_args!("[{before}]")),
        }
    }

    /// An error number by its name.
    pub(crate) fn error(&mut self, errno: c_int) {
        match error_name(errno) {
            Some(name) => self.push(&name),
            None => self.unsigned(errno as u32),
        }
    }

    /// The whole line behind `before`, with what the call returned, and how long it took.
    pub(super) fn finish(
        self,
        before: &str,
        ret: i64,
        errno: c_int,
        took: Option<Duration>,
    ) -> String {
        let mut line = String::with_capacity(before.len() + self.args.len() + RESULT_COLUMN + 64);
        for part in [before, self.call, "(", &self.args, ") "] {
            line.push_str(part);
        }
        while line.len() < RESULT_COLUMN {
            line.push(' ');
        }
        line.push_str("= ");
        let returns = self.returned.as_deref() != Some("?");
        match (self.returned, error_name(errno)) {
            (Some(text), _) => line.push_str(&text),
            (None, _) if ret >= 0 => decimal(&mut line, ret),
            // Writing to a string does not fail.
            (None, Some(name)) => {
                let _ = write!(line, "{ret} {name} ({})", crate::errno::strerror(errno));
            }
            (None, None) => _ = write!(line, "{ret} (errno {errno})"),
        }
        if !self.note.is_empty() {
            // Nor does this.
            let _ = write!(line, " ({})", self.note);
        }
        line.push_str(&self.marks);
        if let Some(took) = took.filter(|_| returns) {
            // Nor does this.
            let _ = write!(line, " <{}.{:06}>", took.as_secs(), took.subsec_micros());
        }
        line.push('\n');
        line
    }
}

/// All bytes as three octal digits, with a blank behind each.
static OCTAL: &str = {
    static DIGITS: [u8; 4 * 256] = {
        let mut digits = [b' '; 4 * 256];
        let mut byte = 0;
        while byte < 256 {
            digits[4 * byte] = b'0' + (byte >> 6) as u8;
            digits[4 * byte + 1] = b'0' + (byte >> 3 & 7) as u8;
            digits[4 * byte + 2] = b'0' + (byte & 7) as u8;
            byte += 1;
        }
        digits
    };
    match core::str::from_utf8(&DIGITS) {
        Ok(digits) => digits,
        Err(_) => panic!(),
    }
};

/// Adds a number: as the machinery of formats does, but that takes longer than the rest of a line.
fn decimal(text: &mut String, n: i64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut rest = n.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    text.push_str(if n < 0 { "-" } else { "" });
    text.extend(digits[at..].iter().copied().map(char::from));
}

/// The name of an error number, if it has one.
fn error_name(errno: c_int) -> Option<String> {
    match Errno::from_raw(errno) {
        Errno::UnknownErrno => None,
        known => Some(format!("{known:?}")),
    }
}
