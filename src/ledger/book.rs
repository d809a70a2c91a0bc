//! The book: every open socket's account, how its number leads to it, and what has ended.

use super::account::{Account, PEERS};
use super::kernel::{self, Socket, aside};
use super::name::Name;
use super::places::{NO_SOCKET, place};
use super::record::{Info, Read, Record, Which};
use super::{Entry, Scope, sink};
use crate::base::gate::{is_ledgered, set_ledgered};
use crate::base::signals::no_longer_in_call;
use crate::base::table::{self, InFlight};
use core::cell::UnsafeCell;
use core::ffi::c_int;
use core::ptr::{self, NonNull};
use core::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use core::sync::atomic::{AtomicBool, AtomicPtr};
use libc::{AF_NETLINK, AF_UNSPEC};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;

/// How many connections that have ended are kept apart.
const ENDED: usize = 16_384;

/// Whether there ever was a ledger: then descriptors that are closed may have an account.
static EVER: AtomicBool = AtomicBool::new(false);

static BOOK: Mutex<Book> =
    Mutex::new(Book { records: BTreeMap::new(), ended: VecDeque::new(), earlier: None });

struct Book {
    /// The open sockets, by their cookies.
    records: BTreeMap<u64, Record>,
    /// What has ended, the first first.
    ended: VecDeque<Entry>,
    /// What has ended before those, added up.
    earlier: Option<Entry>,
}

/// No thread panics while it holds this, and none holds it for long.
fn lock() -> MutexGuard<'static, Book> {
    BOOK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does something with counts that only those do who hold the lock.
#[cold]
pub(super) fn under_lock(work: impl FnOnce()) {
    aside(|| {
        let _book = lock();
        work();
    });
}

// ---- From a number to its account -----------------------------------------------------------

/// The account of what the number is, if it is a socket. The caller holds the number.
#[inline]
pub(super) fn find(fd: c_int) -> Option<NonNull<Account>> {
    let place = place(fd)?;
    let mut account = place.load(Acquire);
    // More than once only if `dup2` empties the place again meanwhile.
    while account.is_null() {
        aside(|| look(fd, place));
        account = place.load(Acquire);
    }
    NonNull::new(account).filter(|account| account.as_ptr() != NO_SOCKET)
}

/// Finds out what the number is. The caller holds it, or alone knows of it.
#[cold]
fn look(fd: c_int, place: &AtomicPtr<Account>) {
    // The kernel is asked under the lock: if `dup2` puts something else behind the number later, it
    // empties the place after this has filled it.
    let mut book = lock();
    if !place.load(Relaxed).is_null() {
        return; // Another thread was first.
    }
    let Some(socket) = Socket::of(fd) else { return place.store(NO_SOCKET, Release) };
    let (local, peer) = (kernel::local(fd), kernel::peer(fd));
    let record = book.records.entry(socket.cookie).or_insert_with(|| {
        let Socket { cookie, domain, type_, protocol } = socket;
        let account = Account::new(cookie, domain, type_, protocol);
        let mut main = Info { since: None, local, peer };
        account.connected.store(peer.is_some(), Relaxed);
        // Every socket of netlink has a peer from its birth, the kernel, though they may never speak.
        if peer.is_some() && domain != AF_NETLINK {
            main.begin();
            account.main.made.store(true, Relaxed);
            account.main.introduced.store(true, Relaxed);
        }
        let (rest, peers) = (Info::default(), Vec::new());
        Record { account: Arc::new(account), connecting: false, main, rest, peers }
    });
    record.account.numbers.fetch_add(1, Relaxed);
    place.store(Arc::into_raw(record.account.clone()).cast_mut(), Release);
}

/// The kernel has opened this number for the crate, and nobody else knows of it yet.
#[inline]
pub(crate) fn opened(fd: c_int) {
    if EVER.load(Relaxed) {
        opened_for_it(fd);
    }
}

#[cold]
fn opened_for_it(fd: c_int) {
    no_longer_in_call();
    aside(|| {
        // What the number was may have been closed by another hand, as after a fork.
        leave(fd, None, || false);
        if let Some(place) = place(fd).filter(|_| is_ledgered()) {
            look(fd, place);
        }
    });
}

/// The number is about to be closed, or to leave the crate. Nobody holds it.
#[inline]
pub(crate) fn closing(fd: c_int) {
    if EVER.load(Relaxed) {
        no_longer_in_call();
        aside(|| leave(fd, Some(fd), || false));
    }
}

/// Another file is behind the number. `in_use` says whether somebody else holds it, so that a call
/// of theirs may still be counting.
#[inline]
pub(crate) fn replaced(fd: c_int, in_use: impl FnOnce() -> bool) {
    if EVER.load(Relaxed) {
        no_longer_in_call();
        // Of what it is now, the next call will find out; or the next `start`.
        aside(|| leave(fd, None, in_use));
        if let Some(place) = place(fd).filter(|_| is_ledgered()) {
            aside(|| look(fd, place));
        }
    }
}

/// The number does not lead to what it did any more. `still` is a descriptor that is yet the same.
#[cold]
fn leave(fd: c_int, still: Option<c_int>, in_use: impl FnOnce() -> bool) {
    let Some(place) = place(fd) else { return };
    if place.load(Relaxed).is_null() && still.is_some() {
        return; // Nobody has the number, so nobody is about to fill the place.
    }
    let mut book = lock();
    let account = place.swap(ptr::null_mut(), AcqRel);
    if account.is_null() || account == NO_SOCKET {
        return;
    }
    // SAFETY: it came from `Arc::into_raw`, and the place's share of it is taken over.
    let account = unsafe { Arc::from_raw(account.cast_const()) };
    let mut ended = Vec::new();
    let kept = in_use();
    if kept {
        account.kept.store(true, Relaxed);
    }
    if account.numbers.fetch_sub(1, Relaxed) == 1 {
        if let Some(record) = book.records.get_mut(&account.cookie) {
            if let (true, Some(fd)) = (record.connecting, still) {
                record.look_whether_connected(fd);
            }
            ended = record.entries(Read::Last);
        }
        if !account.kept.load(Relaxed) {
            book.records.remove(&account.cookie);
        }
        book.keep(&ended);
    }
    drop(book);
    sink::ended(&ended);
    if kept {
        // Whoever found it by the number goes on to use it. That is rare, and it is little.
        core::mem::forget(account);
    }
}

// ---- What calls find out --------------------------------------------------------------------

/// The line of a peer that has none yet.
#[cold]
pub(super) fn meet(account: &Account, name: Name) -> Which<'_> {
    aside(|| {
        let mut book = lock();
        let Some(record) = book.records.get_mut(&account.cookie) else { return Which::Rest };
        if account.connected.load(Relaxed) && record.main.peer == Some(name) {
            return Which::Main;
        }
        if let Some(peer) = account.peer(&name) {
            return Which::Peer(peer);
        }
        match account.add(name, record.peers.len()) {
            Some(peer) => {
                record.peers.push(Info { peer: Some(name), ..Info::default() });
                Which::Peer(peer)
            }
            None => Which::Rest,
        }
    })
}

/// The first traffic in a line: asks who it is between.
#[cold]
pub(super) fn introduce(account: &Account, fd: c_int, which: Which<'_>) {
    aside(|| {
        let local = kernel::local(fd);
        let peer = if matches!(which, Which::Main) { kernel::peer(fd) } else { None };
        let mut book = lock();
        let Some(record) = book.records.get_mut(&account.cookie) else { return };
        let info = match which {
            Which::Main => &mut record.main,
            Which::Rest => &mut record.rest,
            Which::Peer(peer) => &mut record.peers[peer.index],
        };
        info.begin();
        info.local = local.or(info.local);
        let mut known = true;
        if let Which::Main = which {
            info.peer = peer.or(info.peer);
            known = peer.is_some();
            if known {
                account.connected.store(true, Relaxed);
            }
        }
        which.line(account).introduced.store(known, Relaxed);
    });
}

/// `connect` has succeeded, or goes on meanwhile; with `AF_UNSPEC` it has dissolved a connection.
pub(super) fn connected(account: &Account, fd: c_int, name: Option<Name>, pending: bool) {
    aside(|| {
        let (local, peer) = (kernel::local(fd), kernel::peer(fd));
        let mut book = lock();
        let Some(record) = book.records.get_mut(&account.cookie) else { return };
        let mut ended = None;
        if pending || !record.connecting {
            // What there was before, if anything, was another connection.
            ended = record.entry(Which::Main, Read::Last);
            record.main = Info::default();
        }
        let dissolved = name.is_some_and(|name| name.family() == AF_UNSPEC);
        record.connecting = pending;
        if !dissolved {
            record.main.begin();
            record.main.local = local;
            record.main.peer = peer.or(name);
        }
        account.connected.store(peer.is_some(), Relaxed);
        account.main.introduced.store(peer.is_some(), Relaxed);
        account.main.made.store(!dissolved && !pending, Relaxed);
        book.keep(ended.as_slice());
        drop(book);
        sink::ended(ended.as_slice());
    });
}

// ---- What has ended --------------------------------------------------------------------------

impl Book {
    /// Keeps what has ended; what ended long ago, only added up.
    fn keep(&mut self, ended: &[Entry]) {
        self.ended.extend(ended.iter().cloned());
        while self.ended.len() > ENDED {
            let Some(first) = self.ended.pop_front() else { return };
            match &mut self.earlier {
                Some(earlier) => earlier.add(&first),
                None => self.earlier = Some(first.into_sum()),
            }
        }
    }

    /// Nothing has been counted yet, in any account.
    fn reset(&mut self) {
        self.ended.clear();
        self.earlier = None;
        for record in self.records.values() {
            for line in record.account.lines() {
                for counts in [&line.out, &line.in_] {
                    counts.clear(counts.read());
                }
                line.made.store(false, Relaxed);
            }
        }
    }

    /// A ledger begins, of what is open too.
    fn begin(&mut self) {
        self.reset();
        for record in self.records.values_mut() {
            let account = &record.account;
            for line in account.lines().skip(1) {
                line.introduced.store(false, Relaxed);
            }
            for info in record.peers.iter_mut().chain([&mut record.rest, &mut record.main]) {
                info.since = None;
            }
            if account.connected.load(Relaxed) && account.domain != AF_NETLINK {
                record.main.begin();
                account.main.made.store(true, Relaxed);
            }
        }
    }
}

/// A ledger begins with nothing in it, if it is to when the book is locked.
pub(super) fn begin(is_to: fn() -> bool) {
    static FORKS: Once = Once::new();
    FORKS.call_once(|| {
        // SAFETY: the three are functions for the life of the process. If there is no memory to
        // register them, a child that is made while another thread is at the book cannot use it.
        unsafe { libc::pthread_atfork(Some(before), Some(after), Some(forked)) };
    });
    let mut book = lock();
    if !is_to() {
        return;
    }
    EVER.store(true, Relaxed);
    book.begin();
    set_ledgered(true);
    drop(book);
    for fd in table::numbers() {
        // Dropped when nothing is locked: the last who holds a closed one closes it.
        if let Some(_held) = InFlight::new(fd) {
            let _ = find(fd);
        }
    }
}

/// All entries, the oldest first.
pub(super) fn entries() -> Vec<Entry> {
    entries_of(&lock())
}

fn entries_of(book: &Book) -> Vec<Entry> {
    let open = book.records.values().flat_map(|record| record.entries(Read::Open));
    let mut entries: Vec<_> = book.earlier.iter().chain(&book.ended).cloned().chain(open).collect();
    entries.sort_by_key(|entry| (entry.scope != Scope::Earlier, entry.start));
    entries
}

/// At the end of the process: all entries. None if another thread keeps the book locked, having
/// been stopped in the middle of it.
pub(super) fn last_entries() -> Option<Vec<Entry>> {
    for _ in 0..1000 {
        if let Ok(book) = BOOK.try_lock() {
            return Some(entries_of(&book));
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    None
}

/// The most peers of which an unconnected socket keeps apart what they sent and were sent.
pub(super) const MOST_PEERS: usize = PEERS;

// ---- Forks ----------------------------------------------------------------------------------

/// The lock on the book while the process is being forked, so that the child's is whole.
struct Forking(UnsafeCell<Option<MutexGuard<'static, Book>>>);

// SAFETY: only the thread that has locked the book is at it.
unsafe impl Sync for Forking {}

static FORKING: Forking = Forking(UnsafeCell::new(None));

extern "C" fn before() {
    let book = lock();
    // SAFETY: this thread has locked the book; see the type.
    unsafe { *FORKING.0.get() = Some(book) };
}

extern "C" fn after() {
    // SAFETY: `before` ran in this thread, so it has locked the book.
    let book = unsafe { (*FORKING.0.get()).take() };
    drop(book);
}

/// In the child: what was counted is the parent's part of the account.
extern "C" fn forked() {
    // SAFETY: as for `after`.
    let book = unsafe { (*FORKING.0.get()).take() };
    if let Some(mut book) = book {
        book.reset();
    }
}
