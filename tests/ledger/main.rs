//! The ledger against what was sent and received, and against what the kernel counts.
//!
//! A ledger is of a whole process, so each test has one of its own.

#[path = "../child/mod.rs"]
mod child;
#[path = "../support/mod.rs"]
mod support;

mod kinds;
mod output;
mod sockets;
mod tcp;

use berkeley::ledger::{self, Entry, Scope};
use berkeley::netinet::in_::*;
use berkeley::unistd::*;

/// A message: how many, and how many bytes.
type Count = (u64, u64);

/// What an entry says was sent and received.
fn counts(entry: &Entry) -> (Count, Count) {
    let [sent, received] = [entry.sent, entry.received];
    ((sent.messages, sent.bytes), (received.messages, received.bytes))
}

/// All that the ledger says was sent and received.
fn totals(entries: &[Entry]) -> (Count, Count) {
    let sum = |of: &dyn Fn(&Entry) -> u64| entries.iter().map(of).sum();
    let sent = (sum(&|entry| entry.sent.messages), sum(&|entry| entry.sent.bytes));
    (sent, (sum(&|entry| entry.received.messages), sum(&|entry| entry.received.bytes)))
}

fn entries() -> Vec<Entry> {
    ledger::snapshot().entries
}

/// The one entry for which this holds.
#[track_caller]
fn only(is: impl Fn(&Entry) -> bool) -> Entry {
    let mut entries = entries();
    entries.retain(is);
    assert_eq!(entries.len(), 1, "{entries:#?}");
    entries.remove(0)
}

fn loopback(port: u16) -> sockaddr_in {
    let mut addr = sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    addr.sin_port = htons(port);
    addr
}

/// A socket of the type, bound to a port that the kernel chose; and the port.
fn bound(type_: i32) -> (i32, u16) {
    let sock = socket(PF_INET, type_, 0);
    let addr = &mut loopback(0);
    assert_eq!(bind(sock, addr, sizeof(addr)), 0);
    (sock, port(sock))
}

fn port(sock: i32) -> u16 {
    let addr = &mut loopback(0);
    let mut len = sizeof(addr) as socklen_t;
    assert_eq!(getsockname(sock, addr, &mut len), 0);
    ntohs(addr.sin_port)
}

/// How it is written: `127.0.0.1:` and the port.
fn at(port: u16) -> String {
    format!("127.0.0.1:{port}")
}

/// A connection of TCP: both ends.
fn tcp() -> [i32; 2] {
    let (listener, port) = bound(SOCK_STREAM);
    assert_eq!(listen(listener, 1), 0);
    let client = socket(PF_INET, SOCK_STREAM, 0);
    let addr = &loopback(port);
    assert_eq!(connect(client, addr, sizeof(addr)), 0);
    let server = accept(listener, NULL, NULL);
    assert!(server > 0);
    assert_eq!(close(listener), 0);
    [client, server]
}
