//! Entries: what the ledger says of a connection, as a line of a table and as JSON.

use core::ffi::c_int;
use core::fmt::{self, Display, Formatter, Write};
use libc::{
    AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_UNIX, AF_VSOCK, IPPROTO_ICMP, IPPROTO_ICMPV6,
    IPPROTO_SCTP, IPPROTO_TCP, IPPROTO_UDP, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET, SOCK_STREAM,
};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What the ledger says of one connection: RFC 147's list, item by item.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The process whose part of the account this is, by its number (`getpid`).
    pub process: u32,
    /// The socket here, as the kernel numbers sockets (`SO_COOKIE`): no other has the same number
    /// while the system runs, and after a fork it is the same in both processes. Entries of several
    /// peers of one socket share it.
    pub socket: u64,
    /// `tcp`, `udp`, `mptcp`, `sctp`, `icmp` or `icmp6`; `unix`, `unix-dgram` or `unix-seq`; `raw/` and
    /// the number of the protocol; `netlink`, `packet` or `vsock`. Of any other socket, the numbers of
    /// its domain, type and protocol.
    pub protocol: String,
    /// What is counted here: a connection, or what has no entry of its own.
    pub scope: Scope,
    /// Whether it goes on.
    pub open: bool,
    /// When the connection was made, or, where none is made, the first message went. If it was there
    /// when the ledger was started, that moment.
    pub start: SystemTime,
    /// How long it has lasted, by a clock that nobody sets.
    pub duration: Duration,
    /// This end.
    pub local: End,
    /// The other end.
    pub peer: End,
    /// What went from here to there.
    pub sent: Traffic,
    /// What came from there, and the program was given.
    pub received: Traffic,
    /// What came from there beyond that, and was thrown away because the buffer was too small: so
    /// far as a call told, which it does if it has the flag `MSG_TRUNC`.
    pub bytes_cut: u64,
}

/// What an [`Entry`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scope {
    /// One connection; or, of a socket that is not connected, all that it has to do with one peer.
    Connection,
    /// What a socket that is not connected has to do with all the other peers, those beyond the
    /// bound and those who are not known because the program did not ask for their address.
    Others,
    /// The connections that ended before those that the ledger still has apart, added up.
    Earlier,
}

/// One end of a connection: RFC 147's host and socket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct End {
    /// The host: an IPv4 or IPv6 address, the hardware address of packets, the CID of a virtual
    /// machine. None where the socket does not leave the host.
    pub host: Option<String>,
    /// The socket at that host: a port; the path of a Unix socket, or `@` and an abstract name;
    /// netlink's port, and groups if there are any; the protocol of packets and the number of the
    /// interface. Empty if it has no name, as that of raw sockets.
    ///
    /// Bytes of a path that are not text are written `\xNN`, and a backslash as two.
    pub socket: String,
}

/// How much went one way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Traffic {
    /// Messages: datagrams, or, of a stream, calls that transferred anything.
    pub messages: u64,
    /// Bytes of their contents.
    pub bytes: u64,
}

impl Traffic {
    /// How many bits that is, as RFC 147 counts.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.bytes.saturating_mul(8)
    }

    fn add(&mut self, other: Traffic) {
        self.messages += other.messages;
        self.bytes += other.bytes;
    }
}

/// As one writes it: `127.0.0.1:80`, `[::1]:80`, `/run/server`; `-` for no name.
impl Display for End {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = match (&self.host, &*self.socket) {
            (None, "") => "-".to_owned(),
            (None, socket) => socket.to_owned(),
            (Some(host), "") => host.clone(),
            // A hardware address has colons too.
            (Some(host), socket) if host.contains(':') => format!("[{host}]:{socket}"),
            (Some(host), socket) => format!("{host}:{socket}"),
        };
        f.pad(&text)
    }
}

/// What a socket is called by: see [`Entry::protocol`].
pub(super) fn protocol(domain: c_int, type_: c_int, protocol: c_int) -> String {
    const IPPROTO_MPTCP: c_int = 262;
    let name = match (domain, type_, protocol) {
        (AF_INET | AF_INET6, SOCK_RAW, protocol) => return format!("raw/{protocol}"),
        (AF_INET | AF_INET6, _, IPPROTO_SCTP) => "sctp",
        (AF_INET | AF_INET6, SOCK_STREAM, IPPROTO_TCP) => "tcp",
        (AF_INET | AF_INET6, SOCK_STREAM, IPPROTO_MPTCP) => "mptcp",
        (AF_INET | AF_INET6, SOCK_DGRAM, IPPROTO_UDP) => "udp",
        (AF_INET, SOCK_DGRAM, IPPROTO_ICMP) => "icmp",
        (AF_INET6, SOCK_DGRAM, IPPROTO_ICMPV6) => "icmp6",
        (AF_UNIX, SOCK_STREAM, _) => "unix",
        (AF_UNIX, SOCK_DGRAM, _) => "unix-dgram",
        (AF_UNIX, SOCK_SEQPACKET, _) => "unix-seq",
        (AF_NETLINK, ..) => "netlink",
        (AF_PACKET, ..) => "packet",
        (AF_VSOCK, ..) => "vsock",
        _ => return format!("{domain}/{type_}/{protocol}"),
    };
    name.to_owned()
}

impl Entry {
    /// The entry as an object of JSON (RFC 8259), in one line without its end.
    ///
    /// Its members are those of this structure, with `start` as RFC 3339 has it, in UTC; `seconds`
    /// for the duration; and `bits` beside `bytes`. `host` is `null` where there is none.
    ///
    /// ```
    /// use berkeley::{ledger, sys::socket::*, unistd::*};
    ///
    /// ledger::start();
    /// let sv = &mut [0; 2];
    /// socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
    /// write(sv[0], "Hello", 5);
    /// let json = ledger::snapshot().entries[0].to_json();
    /// assert!(json.starts_with(r#"{"process":"#));
    /// assert!(json.contains(r#""protocol":"unix","scope":"connection","open":true,"start":"2"#));
    /// assert!(json.contains(r#""sent":{"messages":1,"bytes":5,"bits":40}"#));
    /// # close(sv[0]);
    /// # close(sv[1]);
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let scope = match self.scope {
            Scope::Connection => "connection",
            Scope::Others => "others",
            Scope::Earlier => "earlier",
        };
        let end = |end: &End| {
            let host = end.host.as_deref().map_or("null".to_owned(), quoted);
            format!(r#"{{"host":{host},"socket":{}}}"#, quoted(&end.socket))
        };
        let traffic = |traffic: Traffic| {
            let Traffic { messages, bytes } = traffic;
            format!(r#"{{"messages":{messages},"bytes":{bytes},"bits":{}}}"#, traffic.bits())
        };
        format!(
            r#"{{"process":{},"socket":{},"protocol":{},"scope":"{scope}","open":{},"start":"{}","seconds":{}.{:06},"local":{},"peer":{},"sent":{},"received":{},"bytes_cut":{}}}"#,
            self.process,
            self.socket,
            quoted(&self.protocol),
            self.open,
            Utc::of(self.start),
            self.duration.as_secs(),
            self.duration.subsec_micros(),
            end(&self.local),
            end(&self.peer),
            traffic(self.sent),
            traffic(self.received),
            self.bytes_cut,
        )
    }

    /// The beginning of a sum of entries: of nobody in particular.
    pub(super) fn into_sum(self) -> Entry {
        let (local, peer) = (End::default(), End::default());
        Entry { socket: 0, protocol: String::new(), scope: Scope::Earlier, local, peer, ..self }
    }

    /// Adds another one to a sum, which lasts from the first beginning to the last end.
    pub(super) fn add(&mut self, other: &Entry) {
        let start = self.start.min(other.start);
        let end = (self.start + self.duration).max(other.start + other.duration);
        self.start = start;
        self.duration = end.duration_since(start).unwrap_or_default();
        self.sent.add(other.sent);
        self.received.add(other.received);
        self.bytes_cut += other.bytes_cut;
    }
}

/// Text as a string of JSON.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // Writing to a string does not fail.
            '\0'..='\x1f' => _ = write!(quoted, "\\u{:04x}", u32::from(c)),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// The entries of a ledger. Shown, a table.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Snapshot {
    /// The entries, by their beginning.
    pub entries: Vec<Entry>,
}

impl Snapshot {
    /// The entries as lines of JSON: see [`Entry::to_json`].
    #[must_use]
    pub fn to_json_lines(&self) -> String {
        self.entries.iter().map(|entry| entry.to_json() + "\n").collect()
    }
}

impl IntoIterator for Snapshot {
    type Item = Entry;
    type IntoIter = std::vec::IntoIter<Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

/// The table. It has at most 100 columns, unless an address, a number or a duration is so long that
/// it must have more.
impl Display for Snapshot {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Some(first) = self.entries.first() else {
            return writeln!(f, "Ledger: no connections");
        };
        let count = self.entries.len();
        let connections = if count == 1 { "connection" } else { "connections" };
        writeln!(f, "Ledger of process {}, {count} {connections}, times in UTC", first.process)?;

        let head = ["", "made", "seconds", "kind", "local", "peer", "sent", "bits", "got", "bits"];
        let mut rows = vec![head.map(str::to_owned)];
        let mut day = String::new();
        let mut total = [Traffic::default(); 2];
        for entry in &self.entries {
            let start = Utc::of(entry.start).to_string();
            let (date, time) = (&start[..10], &start[11..19]);
            // A day has a line of its own.
            let mut row: [String; 10] = Default::default();
            if date != day {
                day = date.to_owned();
                row[0] = format!("{day}\n");
            }
            let peer = match entry.scope {
                Scope::Connection => entry.peer.to_string(),
                Scope::Others => "(others)".to_owned(),
                Scope::Earlier => "(earlier)".to_owned(),
            };
            let open = if entry.open { "+" } else { " " };
            let lasted =
                format!("{}.{:03}{open}", entry.duration.as_secs(), entry.duration.subsec_millis());
            let texts =
                [time.to_owned(), lasted, entry.protocol.clone(), entry.local.to_string(), peer];
            row[1..6].clone_from_slice(&texts);
            row[6..].clone_from_slice(&numbers([entry.sent, entry.received]));
            total[0].add(entry.sent);
            total[1].add(entry.received);
            rows.push(row);
        }
        let mut sum: [String; 10] = Default::default();
        sum[5] = "total".to_owned();
        sum[6..].clone_from_slice(&numbers(total));
        rows.push(sum);

        let widths: [usize; 10] = core::array::from_fn(|column| {
            rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)
        });
        for row in &rows {
            f.write_str(&row[0])?;
            let mut line = String::new();
            for column in 1..row.len() {
                let (text, width) = (&row[column], widths[column]);
                let gap = if matches!(column, 1 | 7 | 9) { 1 } else { 2 };
                let gap = if column == 1 { 0 } else { gap };
                line.extend(core::iter::repeat_n(' ', gap));
                // Numbers to the right.
                match column {
                    2 | 6.. => _ = write!(line, "{text:>width$}"),
                    _ => _ = write!(line, "{text:<width$}"),
                }
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        if self.entries.iter().any(|entry| entry.open) {
            writeln!(f, "+ still open")?;
        }
        Ok(())
    }
}

fn numbers(traffic: [Traffic; 2]) -> [String; 4] {
    let [sent, received] = traffic;
    [sent.messages, sent.bits(), received.messages, received.bits()].map(|n| n.to_string())
}

/// A time as RFC 3339 writes it, in UTC: `2026-11-23T21:52:52.000001Z`.
struct Utc {
    seconds: i64,
    micros: u32,
}

impl Utc {
    fn of(time: SystemTime) -> Utc {
        // Before 1970 no socket was open.
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Utc { seconds: since.as_secs() as i64, micros: since.subsec_micros() }
    }
}

impl Display for Utc {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (mut day, second) = (self.seconds / 86_400, self.seconds % 86_400);
        let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let mut year = 1970;
        while day >= 365 + i64::from(leap(year)) {
            day -= 365 + i64::from(leap(year));
            year += 1;
        }
        let lengths = [31, 28 + i64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let mut month = 0;
        while day >= lengths[month] {
            day -= lengths[month];
            month += 1;
        }
        let (month, day) = (month + 1, day + 1);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let micros = self.micros;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_date_writes_them() {
        // date -u -d @…
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00"),
            (951_782_399, "2000-02-28T23:59:59"),
            (951_782_400, "2000-02-29T00:00:00"),
            (1_735_689_599, "2024-12-31T23:59:59"),
            (1_772_323_199, "2026-02-28T23:59:59"),
            (1_772_323_200, "2026-03-01T00:00:00"),
            (4_107_542_399, "2100-02-28T23:59:59"),
            (4_107_542_400, "2100-03-01T00:00:00"),
        ] {
            assert_eq!(Utc { seconds, micros: 7 }.to_string(), format!("{text}.000007Z"));
        }
    }

    #[test]
    fn strings_of_json() {
        assert_eq!(quoted("a\"b\\c\n\u{7f}é"), "\"a\\\"b\\\\c\\u000a\u{7f}é\"");
    }
}
