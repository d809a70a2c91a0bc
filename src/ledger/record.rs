//! What is known of an open socket beside its counts, and the entries that come of both.

use super::account::{Account, Line, Peer};
use super::entry::protocol;
use super::kernel;
use super::name::Name;
use super::{End, Entry, Scope};
use core::ffi::c_int;
use core::sync::atomic::Ordering::Relaxed;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

/// What else than its counts is known of an open socket.
pub(super) struct Record {
    pub(super) account: Arc<Account>,
    /// `connect` has said that it goes on meanwhile.
    pub(super) connecting: bool,
    pub(super) main: Info,
    pub(super) rest: Info,
    /// Of the peers, by their index.
    pub(super) peers: Vec<Info>,
}

/// Since when, and between whom.
#[derive(Clone, Copy, Default)]
pub(super) struct Info {
    pub(super) since: Option<(SystemTime, Instant)>,
    pub(super) local: Option<Name>,
    pub(super) peer: Option<Name>,
}

impl Info {
    pub(super) fn begin(&mut self) {
        self.since.get_or_insert_with(|| (SystemTime::now(), Instant::now()));
    }
}

/// One of the lines of an account.
#[derive(Clone, Copy)]
pub(super) enum Which<'a> {
    Main,
    Rest,
    Peer(&'a Peer),
}

impl<'a> Which<'a> {
    pub(super) fn line(self, account: &'a Account) -> &'a Line {
        match self {
            Which::Main => &account.main,
            Which::Rest => &account.rest,
            Which::Peer(peer) => &peer.line,
        }
    }
}

/// How the counts are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    /// They go on.
    Open,
    /// They start again from nothing; what they were has ended.
    Last,
}

impl Record {
    /// Whether a connection was made meanwhile, though nothing went over it.
    pub(super) fn look_whether_connected(&mut self, fd: c_int) {
        if let (false, Some(peer)) = (self.account.main.is_visible(), kernel::peer(fd)) {
            (self.main.local, self.main.peer) = (kernel::local(fd), Some(peer));
            self.account.main.made.store(true, Relaxed);
        }
    }

    /// All that there is to say of the socket.
    pub(super) fn entries(&self, read: Read) -> Vec<Entry> {
        [Which::Main, Which::Rest]
            .into_iter()
            .chain(self.account.peers().map(Which::Peer))
            .filter_map(|which| self.entry(which, read))
            .collect()
    }

    pub(super) fn entry(&self, which: Which<'_>, read: Read) -> Option<Entry> {
        let account = &*self.account;
        let line = which.line(account);
        if !line.is_visible() {
            return None;
        }
        let (info, scope) = match which {
            Which::Main => (&self.main, Scope::Connection),
            Which::Rest => (&self.rest, Scope::Others),
            Which::Peer(peer) => (&self.peers[peer.index], Scope::Connection),
        };
        let (start, begun) = info.since.unwrap_or_else(|| (SystemTime::now(), Instant::now()));
        let [(sent, _), (received, bytes_cut)] = [&line.out, &line.in_].map(|counts| {
            let count = counts.read();
            if read == Read::Last {
                counts.clear(count);
            }
            count
        });
        let end =
            |name: Option<Name>| name.map_or_else(End::default, |name| name.end(account.type_));
        let entry = Entry {
            process: std::process::id(),
            socket: account.cookie,
            protocol: protocol(account.domain, account.type_, account.protocol),
            scope,
            open: read == Read::Open,
            start,
            duration: begun.elapsed(),
            local: end(info.local),
            peer: end(info.peer),
            sent,
            received,
            bytes_cut,
        };
        if read == Read::Last {
            line.made.store(false, Relaxed);
        }
        Some(entry)
    }
}
