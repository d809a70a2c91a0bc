//! A call's way into the ledger: from what its arguments tell to the line that it counts in.

use super::account::{Account, Line};
use super::book;
use super::name::Name;
use super::record::Which;
use crate::base::gate::Args;
use crate::base::memory::Memory;
use crate::base::message;
use crate::base::table::InFlight;
use crate::errno::errno;
use crate::sys::socket::{mmsghdr, msghdr};
use core::ffi::c_int;
use core::ptr::NonNull;
use core::sync::atomic::Ordering::Relaxed;
use libc::{MSG_ERRQUEUE, MSG_PEEK, SHUT_WR, socklen_t};

/// Which way bytes go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// To the peer.
    Out,
    /// From the peer.
    In,
}

/// What the arguments of a call that has returned tell of it.
#[derive(Default)]
pub(crate) struct Told<'a> {
    /// Which way bytes went, and how many at the most.
    pub(crate) way: Option<(Way, usize)>,
    /// `MSG_…`, if the call takes them.
    pub(crate) flags: Option<c_int>,
    /// `SHUT_…`
    pub(crate) how: Option<c_int>,
    /// An address.
    pub(crate) addr: Option<&'a [u8]>,
    /// A message, and how much room it had for an address.
    pub(crate) msg: Option<(&'a msghdr<'a>, socklen_t)>,
    /// The messages of several that were sent or received.
    pub(crate) batch: Option<&'a [mmsghdr<'a>]>,
}

impl Told<'_> {
    /// Whether nothing is received: what is looked at will be later; what comes from the error
    /// queue was sent.
    #[inline]
    fn only_looks(&self, way: Way) -> bool {
        way == Way::In && self.flags.unwrap_or(0) & (MSG_PEEK | MSG_ERRQUEUE) != 0
    }

    /// Whether it has no address.
    #[inline]
    fn names_nobody(&self) -> bool {
        self.addr.is_none() && self.msg.is_none()
    }

    /// The address that it is about.
    pub(super) fn name(&self) -> Option<Name> {
        match self.msg {
            Some((msg, room)) => name(msg, room),
            None => Name::of(self.addr?),
        }
    }
}

/// The address of a message, if it fit in the room.
fn name(msg: &msghdr<'_>, room: socklen_t) -> Option<Name> {
    let len = (msg.msg_namelen as usize).min(128);
    if msg.msg_namelen > room || Memory::is_null(msg.msg_name) {
        return None;
    }
    let mut bytes = [0; 128];
    msg.msg_name.copy_out(0, &mut bytes[..len]).then(|| Name::of(&bytes[..len]))?
}

/// Where a call counts. Its descriptor is held until it has, so that the account of a connection is
/// complete when it is closed.
pub(crate) struct Page {
    held: InFlight,
    /// None if it is no socket.
    account: Option<NonNull<Account>>,
}

impl Page {
    /// The page of what the descriptor is.
    #[inline]
    pub(crate) fn of(held: InFlight) -> Page {
        let account = book::find(held.raw());
        Page { held, account }
    }

    /// Enters a call that returned `ret`.
    #[inline(always)]
    pub(crate) fn enter<A: Args>(&self, call: &str, args: &A, ret: i64) {
        let Some(account) = self.account else { return };
        // SAFETY: the account was found by a number that was held then, and is while `self` lives.
        // `book` frees it only when nobody holds a number that it could have been found by.
        let account = unsafe { account.as_ref() };
        // The usual case apart, in which there is next to nothing to do. What the arguments tell
        // is in registers here, so it is not handed on.
        let mut told = Told::default();
        args.tell(&mut told, ret);
        if let (Some((way, room)), None, 1..) = (told.way, told.batch, ret) {
            let line = if account.is_plain()
                && (account.is_stream || way == Way::In || told.names_nobody())
            {
                Some(&account.main)
            } else {
                told.addr.and_then(|addr| quick_line(account, addr))
            };
            if let Some(line) = line {
                if !told.only_looks(way) {
                    line.counts(way).count(ret as usize, room);
                }
                return;
            }
        }
        enter_any(account, self.held.raw(), call, args, ret);
    }
}

/// The line of a peer that is known already, by its IPv4 address, if the socket is not connected.
#[inline(never)]
fn quick_line<'a>(account: &'a Account, addr: &[u8]) -> Option<&'a Line> {
    if account.is_stream || account.connected.load(Relaxed) {
        return None;
    }
    let line = &account.peer(&Name::of_inet(addr)?)?.line;
    line.introduced.load(Relaxed).then_some(line)
}

/// Enters any call.
#[inline(never)]
fn enter_any<A: Args>(account: &Account, fd: c_int, call: &str, args: &A, ret: i64) {
    let mut told = Told::default();
    args.tell(&mut told, ret);
    Entering { account, fd }.enter(call, &told, ret);
}

/// A call that is being entered.
struct Entering<'a> {
    account: &'a Account,
    fd: c_int,
}

impl<'a> Entering<'a> {
    /// Enters a call that returned `ret`.
    #[inline]
    fn enter(self, call: &str, told: &Told<'_>, ret: i64) {
        let Some((way, room)) = told.way else { return self.enter_other(call, told, ret) };
        let Ok(ret) = usize::try_from(ret) else { return };
        if told.only_looks(way) {
            return;
        }
        match told.batch {
            None => self.count(way, room, ret, told.flags.is_none(), || told.name()),
            Some(msgs) => {
                for msg in msgs {
                    let (hdr, len) = (&msg.msg_hdr, msg.msg_len as usize);
                    let room = if way == Way::In { message::room(hdr) } else { usize::MAX };
                    self.count(way, room, len, false, || {
                        name(hdr, hdr.msg_name.len() as socklen_t)
                    });
                }
            }
        }
    }

    /// One message of so many bytes.
    #[inline]
    fn count(
        &self,
        way: Way,
        room: usize,
        len: usize,
        no_flags: bool,
        name: impl FnOnce() -> Option<Name>,
    ) {
        let account = self.account;
        // `read` of no bytes does not receive, as `recv` does.
        let no_message = account.is_stream
            || way == Way::In && (account.shut.load(Relaxed) || no_flags && room == 0);
        if len == 0 && no_message {
            return;
        }
        let line = self.line(way, name);
        line.counts(way).count(len, room);
    }

    /// The line of what is received from the name, or sent to it.
    #[inline]
    fn line(&self, way: Way, name: impl FnOnce() -> Option<Name>) -> &'a Line {
        let account = self.account;
        let connected = account.connected.load(Relaxed);
        let name = match connected && way == Way::In || account.is_stream {
            true => None,
            false => name(),
        };
        let which = match name {
            None if connected || account.is_stream => Which::Main,
            None => Which::Rest,
            Some(name) => match account.peer(&name) {
                Some(peer) => Which::Peer(peer),
                None => book::meet(account, name),
            },
        };
        let line = which.line(account);
        if !line.introduced.load(Relaxed) {
            book::introduce(account, self.fd, which);
        }
        line
    }

    /// A call that does not transfer anything.
    #[cold]
    fn enter_other(&self, call: &str, told: &Told<'_>, ret: i64) {
        if call == "connect" {
            let pending = ret < 0 && matches!(errno(), libc::EINPROGRESS | libc::EINTR);
            if ret == 0 || pending {
                book::connected(self.account, self.fd, told.name(), pending);
            }
        } else if let (Some(how), 0) = (told.how, ret) {
            if how != SHUT_WR {
                self.account.shut.store(true, Relaxed);
            }
        }
    }
}
