//! The account of one open socket: what calls count in, without a lock.

use super::name::{Key, Name};
use super::{Traffic, Way, book};
use crate::base::table::alone;
use core::ffi::c_int;
use core::ptr;
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64};
use libc::{SOCK_SEQPACKET, SOCK_STREAM};

/// How many peers of an unconnected socket have a line of their own.
pub(super) const PEERS: usize = 512;

/// Places for them: twice as many, so that one that is not there is soon known not to be.
const PLACES: usize = 2 * PEERS;

/// One open socket. Calls find it by the numbers of its descriptors, and count in its lines.
pub(super) struct Account {
    pub(super) cookie: u64,
    pub(super) domain: c_int,
    pub(super) type_: c_int,
    pub(super) protocol: c_int,
    /// Whether all of its traffic is with one peer, at whose end there is an end: so that 0 bytes
    /// are no message.
    pub(super) is_stream: bool,
    /// How many numbers it is found by. Changes under the book's lock.
    pub(super) numbers: AtomicU32,
    /// A call may still be counting in it that no number leads to it any more. Changes under the
    /// book's lock.
    pub(super) kept: AtomicBool,
    pub(super) connected: AtomicBool,
    /// There is nothing more to receive.
    pub(super) shut: AtomicBool,
    /// The connection.
    pub(super) main: Line,
    /// The peers that have no line, or that are not known.
    pub(super) rest: Line,
    peers: AtomicPtr<Peers>,
}

/// Open addressing. Changes under the book's lock, and only by more peers coming; all there are
/// together are freed with the account.
type Peers = [AtomicPtr<Peer>; PLACES];

/// One of those that an unconnected socket has to do with.
pub(super) struct Peer {
    pub(super) name: Name,
    /// Which one it is, in the order in which they came.
    pub(super) index: usize,
    pub(super) line: Line,
}

impl Account {
    pub(super) fn new(cookie: u64, domain: c_int, type_: c_int, protocol: c_int) -> Account {
        Account {
            cookie,
            domain,
            type_,
            protocol,
            is_stream: matches!(type_, SOCK_STREAM | SOCK_SEQPACKET),
            numbers: AtomicU32::new(0),
            kept: AtomicBool::new(false),
            connected: AtomicBool::new(false),
            shut: AtomicBool::new(false),
            main: Line::default(),
            rest: Line::default(),
            peers: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// Whether all goes into the main line, which needs no introduction; but, of a socket that is no
    /// stream, what goes out by name.
    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        self.connected.load(Relaxed) && self.main.introduced.load(Relaxed)
    }

    fn places(&self) -> &[AtomicPtr<Peer>] {
        // SAFETY: null, or a table that `add` has made, which lives as long as the account.
        unsafe { self.peers.load(Acquire).as_ref() }.map_or(&[], |peers| peers)
    }

    /// All peers, in no order.
    pub(super) fn peers(&self) -> impl Iterator<Item = &Peer> {
        // SAFETY: null, or a peer that `add` has made, which lives as long as the account.
        self.places().iter().filter_map(|place| unsafe { place.load(Acquire).as_ref() })
    }

    /// The peer of the name, if it has a line.
    pub(super) fn peer(&self, name: &impl Key) -> Option<&Peer> {
        let places = self.places();
        let start = name.hash();
        for i in 0..places.len() {
            // SAFETY: as for `peers`. The first place that is empty ends the search: it would be in it.
            let peer = unsafe { places[start.wrapping_add(i) % PLACES].load(Acquire).as_ref() }?;
            if name.is(&peer.name) {
                return Some(peer);
            }
        }
        None
    }

    /// Adds a peer that is not there yet, the `index`th one. Under the book's lock.
    pub(super) fn add(&self, name: Name, index: usize) -> Option<&Peer> {
        if index >= PEERS {
            return None;
        }
        if self.places().is_empty() {
            let peers: Box<Peers> = Box::new([const { AtomicPtr::new(ptr::null_mut()) }; PLACES]);
            self.peers.store(Box::into_raw(peers), Release);
        }
        let places = self.places();
        let start = name.hash();
        let free = (0..PLACES)
            .map(|i| &places[start.wrapping_add(i) % PLACES])
            .find(|place| place.load(Relaxed).is_null())?;
        free.store(Box::into_raw(Box::new(Peer { name, index, line: Line::default() })), Release);
        self.peer(&name)
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = &Line> {
        [&self.main, &self.rest].into_iter().chain(self.peers().map(|peer| &peer.line))
    }
}

impl Drop for Account {
    fn drop(&mut self) {
        for place in self.places() {
            let peer = place.load(Relaxed);
            if !peer.is_null() {
                // SAFETY: made by `add` from a box, and freed here only.
                drop(unsafe { Box::from_raw(peer) });
            }
        }
        let peers = *self.peers.get_mut();
        if !peers.is_null() {
            // SAFETY: as before.
            drop(unsafe { Box::from_raw(peers) });
        }
    }
}

/// What is counted between two sockets.
#[derive(Default)]
pub(super) struct Line {
    pub(super) out: Counts,
    pub(super) in_: Counts,
    /// Whether there is a connection, traffic or not.
    pub(super) made: AtomicBool,
    /// Whether the book knows when it was made, and between whom.
    pub(super) introduced: AtomicBool,
}

impl Line {
    #[inline]
    pub(super) fn counts(&self, way: Way) -> &Counts {
        if way == Way::Out { &self.out } else { &self.in_ }
    }

    /// Whether there is something to be said of it. Under the book's lock.
    pub(super) fn is_visible(&self) -> bool {
        let messages = |counts: &Counts| counts.read().0.messages;
        self.made.load(Relaxed) || messages(&self.out) + messages(&self.in_) != 0
    }
}

/// What went one way. Apart from the other way, which another thread may be counting.
#[derive(Default)]
#[repr(align(64))]
pub(super) struct Counts {
    /// The last messages, from bit [`MESSAGE`] on, and bytes, below it: in one word, because a locked
    /// instruction is what counting costs. When either half is half full it is moved on to the
    /// others, by whoever filled it.
    last: AtomicU64,
    /// The messages before. Changes under the book's lock, as do the next two.
    messages: AtomicU64,
    bytes: AtomicU64,
    cut: AtomicU64,
}

/// 2²⁰ messages, and 2⁴⁴ bytes: before it is full beyond the half, 4096 threads would have to
/// transfer at once the 2 GB that a call transfers at the most.
const MESSAGE: u32 = 44;
const HALF_FULL: u64 = 1 << 63 | 1 << (MESSAGE - 1);

impl Counts {
    /// Counts a message of so many bytes, for which there was so much room.
    #[inline]
    pub(super) fn count(&self, len: usize, room: usize) {
        let message = 1 << MESSAGE;
        let before = add(&self.last, message + len.min(room) as u64);
        if len > room || before & HALF_FULL != 0 {
            // With MSG_TRUNC the kernel tells how long the message was.
            let cut = len.saturating_sub(room) as u64;
            book::under_lock(|| {
                self.move_on();
                self.cut.fetch_add(cut, Relaxed);
            });
        }
    }

    /// Under the book's lock.
    fn move_on(&self) {
        let last = self.last.swap(0, Relaxed);
        self.messages.fetch_add(last >> MESSAGE, Relaxed);
        self.bytes.fetch_add(last & ((1 << MESSAGE) - 1), Relaxed);
    }

    /// Messages and bytes, and the bytes that were cut. Under the book's lock.
    pub(super) fn read(&self) -> (Traffic, u64) {
        self.move_on();
        let (messages, bytes) = (self.messages.load(Relaxed), self.bytes.load(Relaxed));
        (Traffic { messages, bytes }, self.cut.load(Relaxed))
    }

    /// Under the book's lock, what was counted is counted no more.
    pub(super) fn clear(&self, (traffic, cut): (Traffic, u64)) {
        self.messages.fetch_sub(traffic.messages, Relaxed);
        self.bytes.fetch_sub(traffic.bytes, Relaxed);
        self.cut.fetch_sub(cut, Relaxed);
    }
}

/// Adds, locked only if another thread may be adding. Gives what it was before.
#[inline]
fn add(count: &AtomicU64, n: u64) -> u64 {
    if alone() {
        let before = count.load(Relaxed);
        count.store(before + n, Relaxed);
        before
    } else {
        count.fetch_add(n, Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Neither half of the word runs over, however much is counted, by however many.
    #[test]
    fn counts_move_on() {
        let (many, large) = (Counts::default(), Counts::default());
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..(1 << 19) + 3).for_each(|_| many.count(3, usize::MAX)));
                scope.spawn(|| (0..10_000).for_each(|_| large.count(1 << 31, usize::MAX)));
            }
        });
        let read =
            |counts: &Counts| (counts.read().0.messages, counts.read().0.bytes, counts.read().1);
        assert_eq!(read(&many), ((1 << 21) + 12, 3 * ((1 << 21) + 12), 0));
        assert_eq!(read(&large), (40_000, 40_000 << 31, 0));
        let seen = large.read();
        large.count(5, 3);
        large.clear(seen);
        assert_eq!(read(&large), (1, 3, 2));
    }

    #[test]
    fn peers_up_to_the_bound() {
        let account = Account::new(1, libc::AF_INET, libc::SOCK_DGRAM, 17);
        // Addresses with neighbouring numbers.
        let name = |i: usize| {
            let mut addr = [0u8; 16];
            addr[..2].copy_from_slice(&(libc::AF_INET as u16).to_ne_bytes());
            addr[4..8].copy_from_slice(&(i as u32).to_be_bytes());
            Name::of(&addr).unwrap()
        };
        for i in 0..PEERS + 5 {
            assert!(account.peer(&name(i)).is_none());
            let added = account.add(name(i), i).map(|peer| peer.index);
            assert_eq!(added, (i < PEERS).then_some(i));
        }
        for i in 0..PEERS {
            assert_eq!(account.peer(&name(i)).map(|peer| peer.index), Some(i));
        }
        assert_eq!(account.peers().count(), PEERS);
    }
}
