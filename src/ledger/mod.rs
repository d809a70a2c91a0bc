//! Ledger: an account of every connection, as RFC 147 asked of each host in 1971.
//!
//! Computers of the [ARPANET](crate::arpanet) were shared and their time was charged for; so RFC 147
//! wishes that the network control program of each host "keep an account" of every connection: how
//! long it was connected, how many messages and bits were sent, between which hosts and which
//! sockets. This keeps it, of the connections that the program makes through this crate. Ask for it
//! from outside, of any program that uses the crate,
//!
//! ```console
//! $ BERKELEY_LEDGER=1 cargo run --example hello_client
//! ```
//!
//! ```text
//! Ledger of process 4711, 1 connection, times in UTC
//! made      seconds  kind  local            peer             sent bits  got bits
//! 2026-11-23
//! 22:37:04   0.000   tcp   127.0.0.1:54502  127.0.0.1:12345     0    0    1  120
//!                                           total               0    0    1  120
//! ```
//!
//! or from inside, with [`start`], [`snapshot`] and [`stop`]:
//!
//! ```
//! use berkeley::{ledger, netinet::in_::*, sys::socket::*, unistd::*};
//!
//! ledger::start();
//! let sv = &mut [0; 2];
//! socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
//! write(sv[0], "Hello, ", 7);
//! write(sv[0], "Server!", 7);
//! let buf = &mut [0u8; 100];
//! read(sv[1], buf, sizeof(buf));
//! close(sv[0]);
//!
//! let ledger = ledger::snapshot();
//! println!("{ledger}");
//! let [one, other] = &ledger.entries[..] else { panic!("two sockets, two entries") };
//! assert_eq!((one.sent.messages, one.sent.bits()), (2, 112));
//! assert_eq!((other.received.messages, other.received.bits()), (1, 112));
//! assert!(!one.open && other.open);
//! # close(sv[1]);
//! ```
//!
//! | `BERKELEY_LEDGER` | |
//! |---|---|
//! | not set, empty or `0` | no ledger |
//! | `1` | the table, to standard error, at the end of the process |
//! | anything else | lines of JSON, to the end of the file of that name: one as each connection ends, and at the end of the process one for each that is still open |
//!
//! The environment is asked when the first call is made, unless the program has called [`start`] or
//! [`stop`] before. The end of the process is `exit`, or the return from `main`: a process that a
//! signal ends, or `_exit`, has written what ended before. The file is best an ordinary one: if it is
//! a pipe that nobody empties, the calls that close connections wait.
//!
//! In the table are, of each connection, when it was made and how many seconds it lasted (with a `+` if
//! it goes on), what it is, its two ends, and the messages and bits that were sent and got. In a line of
//! JSON is the same, and bytes: see [`Entry::to_json`].
//!
//! # What is counted
//!
//! * **A connection** is an open socket, by whatever number it goes: copies of its descriptor (`dup`,
//!   `fcntl`) count in the same entry, which ends when the last of them is closed. A socket that is
//!   connected anew has a new entry. So has one that left the crate by [`release`](crate::release) and
//!   came back: what happened to it meanwhile, the crate did not see. Neither does it see what others
//!   do with a descriptor that it lends ([`hold`](crate::hold)), or shares with another process.
//! * **A socket that is not connected**, of UDP or another kind that sends messages, has an entry for
//!   each peer that it sent to or received from, by the address in the call. There may be 512 of
//!   them ([`PEERS`]); the peers beyond, and those whose address the program did not ask for, are in
//!   one entry together ([`Scope::Others`]). Connected, it has one for the peer it is connected with.
//! * **A listening socket**, or one that was never used, has none. A connection that is made while
//!   the program goes on (`EINPROGRESS`) has one from its first message, or at the latest at its end.
//! * **Messages** are those of the protocol where it has them, also those of no bytes; several of one
//!   `sendmmsg` or `recvmmsg` count as several. In a stream a message is a call that transferred
//!   something. (Of `SOCK_SEQPACKET` no message without a byte is counted: to the one who receives it,
//!   it looks like the end.)
//! * **Bytes** are those that the program gave and was given: what a call returned, if it succeeded.
//!   What is sent again or acknowledged, the headers, and what still lies in the kernel, are not in it.
//!   What a call only looked at (`MSG_PEEK`) counts when it is received; what comes back on the error
//!   queue (`MSG_ERRQUEUE`) does not. Of a message that is cut, what was delivered is
//!   [received](Entry::received), and the rest is [cut](Entry::bytes_cut) if the call told of it.
//! * **Processes**: after a fork each has its own part of the account. That of the child begins empty:
//!   of the connections that it shares with its parent there are entries once it has used them. An
//!   entry of the child and one of the parent are of the same connection if their
//!   [`socket`](Entry::socket) is the same, and both ends: then their messages and bytes add up to what
//!   the connection carried, and it was made and ended when the first of them was made and the last one
//!   ended. Lines of both may go to one file, each in one piece.
//!
//! The ledger keeps 16,384 connections that have ended, and adds up those that ended before them
//! ([`Scope::Earlier`]); in the file there is a line for each.
//!
//! # What it does to the program
//!
//! Nothing, but that it takes its time: results and `errno` are what they are without, and what is
//! lost because the file can't be written is lost, once with a word on standard error. A call while no
//! ledger is kept costs nothing for it. With it, a call adds to counts that belong to its socket
//! alone, without a lock; the kernel is asked for addresses once for each connection. (`strace` sees
//! these questions: `getsockopt`, `getsockname`, `getpeername`. A [`trace`](crate::trace) does not.)

mod account;
mod book;
mod entry;
mod kernel;
mod name;
mod page;
mod places;
mod record;
mod sink;

pub use entry::{End, Entry, Scope, Snapshot, Traffic};

pub(crate) use book::{closing, opened, replaced};
pub(crate) use page::{Page, Told, Way};

use crate::base::gate::{is_ledger_unasked, is_ledgered, leave_ledger, set_ledgered};

/// How many peers of an unconnected socket have an entry of their own.
pub const PEERS: usize = book::MOST_PEERS;

/// From now on the ledger is kept, and there is nothing in it.
///
/// What is open already is counted from now on. If a ledger is kept already, it goes on.
///
/// ```
/// use berkeley::{ledger, sys::socket::*, unistd::*};
///
/// let sv = &mut [0; 2];
/// socketpair(AF_UNIX, SOCK_DGRAM, 0, sv);
/// send(sv[0], "not counted", 11, 0);
/// ledger::start();
/// send(sv[0], "counted", 7, 0);
/// ledger::stop();
/// send(sv[0], "not any more", 12, 0);
///
/// let sent: u64 = ledger::snapshot().entries.iter().map(|entry| entry.sent.bytes).sum();
/// assert_eq!(sent, 7);
/// # close(sv[0]);
/// # close(sv[1]);
/// ```
pub fn start() {
    kernel::aside(|| book::begin(|| !is_ledgered()));
}

/// The ledger is not kept any more, whatever the environment says.
///
/// What is in it stays there until the next [`start`]. Connections that go on are not counted any
/// more; a call that another thread is in the middle of may still be.
pub fn stop() {
    set_ledgered(false);
}

/// What is in the ledger at this moment: the connections that go on, and those that have ended.
///
/// Empty if no ledger was ever started.
///
/// ```
/// use berkeley::{ledger, sys::socket::*, unistd::*};
///
/// assert!(ledger::snapshot().entries.is_empty());
/// ledger::start();
/// let sv = &mut [0; 2];
/// socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
/// let ledger = ledger::snapshot();
/// assert_eq!(ledger.entries.len(), 2);
/// eprint!("{ledger}"); // a table
/// print!("{}", ledger.to_json_lines());
/// # close(sv[0]);
/// # close(sv[1]);
/// ```
pub fn snapshot() -> Snapshot {
    kernel::aside(|| Snapshot { entries: book::entries() })
}

/// Asks the environment whether to keep a ledger, unless the program has said it: on the first call
/// of the process.
pub(crate) fn start_if_asked() {
    kernel::aside(|| {
        let asked = std::env::var_os("BERKELEY_LEDGER").unwrap_or_default();
        let on = !matches!(asked.to_str(), Some("" | "0"));
        match if on { sink::set(asked.clone()) } else { Ok(()) } {
            // Another thread's first call, or the program, may have been faster.
            Ok(()) if on => book::begin(is_ledger_unasked),
            Ok(()) => leave_ledger(),
            Err(error) => {
                leave_ledger();
                sink::complain(&asked, &error, "no ledger is kept");
            }
        }
    });
}
