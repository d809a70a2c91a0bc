//! What a call meets: asked by the gate, of every call while there are rules.

use super::calls::{RESET, WRITE, traits_of};
use super::parse::counts_messages;
use super::peer::Peer;
use super::rule::{Effect, Understood};
use super::{Reset, STATE, Set, lock, number_of_thread};
use crate::base::gate::Args;
use crate::base::table::InFlight;
use crate::errno::{ECONNRESET, EPIPE, errno, set_errno};
use crate::trace::{self, Line};
use core::cell::{OnceCell, RefCell};
use core::ffi::c_int;
use core::mem::size_of;
use core::sync::atomic::Ordering::Relaxed;
use core::time::Duration;
use std::sync::Arc;

/// The longest address that the kernel gives.
const LONGEST: usize = 128;

/// What the rules ask of a call's arguments.
pub(crate) enum Ask {
    /// Where the call goes to, if an argument says that: the address, and its length.
    Address([u8; LONGEST], Option<usize>),
    /// To lend so many bytes at most, or messages; and whether those are fewer than the program
    /// wants.
    AtMost(usize, bool),
    /// What a call gives back that came to an end: there is no address, there are no control
    /// messages.
    End,
}

/// What a call meets.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Fault {
    /// Nothing; or no more than its arguments already know.
    None,
    /// It fails and is not made.
    Fail(c_int),
    /// It is made, and fails if it did not do so by itself.
    FailAfter(c_int),
    /// It returns 0 and is not made.
    End,
}

/// What the rules say of a call: asked once, however often the gate has to make it.
pub(crate) struct Met {
    pub(crate) is_known: bool,
    pub(crate) fault: Fault,
    injected: bool,
    delayed: bool,
}

impl Met {
    pub(crate) const UNKNOWN: Met =
        Met { is_known: false, fault: Fault::None, injected: false, delayed: false };

    /// Whether the call is not made.
    pub(crate) fn is_in_the_way(&self) -> bool {
        matches!(self.fault, Fault::Fail(_) | Fault::End)
    }

    /// Marks a call that returned `ret` in the trace, as strace marks what it injects.
    pub(crate) fn show(&self, line: &mut Line, ret: i64) {
        // A call that was made with less, and failed, failed by itself.
        if self.injected && (ret >= 0 || self.fault != Fault::None) {
            line.mark("INJECTED");
        }
        if self.delayed {
            line.mark("DELAYED");
        }
    }
}

/// How often a rule was for a call of this thread, and how often it did something.
struct Count {
    rule: u64,
    seen: u64,
    done: u64,
}

thread_local! {
    static COUNTS: RefCell<Vec<Count>> = const { RefCell::new(Vec::new()) };
}

/// Asks all rules what a call meets, and waits as long as they say.
///
/// No argument of the call is lent while it waits, and nothing is held.
pub(crate) fn meet<A: Args>(name: &'static str, args: &mut A) -> Met {
    let mut met = Met { is_known: true, ..Met::UNKNOWN };
    if trace::is_in_sink() {
        return met;
    }
    let kept = errno();
    let (sets, some_were_reset) = {
        let state = lock(&STATE);
        (state.sets.clone(), !state.were_reset.is_empty())
    };
    let Some(sets) = sets else { return met };
    let delay = Call { name, args, on: None, kind: OnceCell::new(), peer: None }.ask(
        &sets,
        some_were_reset,
        &mut met,
    );
    if !delay.is_zero() {
        std::thread::sleep(delay);
    }
    set_errno(kept);
    met
}

/// A call that is about to be made, and what the kernel was asked about it.
struct Call<'a, A> {
    name: &'static str,
    args: &'a mut A,
    /// Its descriptor, once it is held.
    on: Option<InFlight>,
    kind: OnceCell<Kind>,
    /// The address at the other end, once it is known, and its length.
    peer: Option<([u8; LONGEST], usize)>,
}

/// What a descriptor is, as far as it matters.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A stream of bytes that any call may get a part of: a regular file, a pipe, a terminal.
    Stream,
    /// That, and a connection.
    Connection,
    /// A connection whose messages are whole.
    Messages,
    /// Anything else: datagrams, counters.
    Other,
}

impl<A: Args> Call<'_, A> {
    /// What all rules say together, and how long the call is to be delayed.
    fn ask(&mut self, sets: &[Arc<Set>], some_were_reset: bool, met: &mut Met) -> Duration {
        let mut delay = Duration::ZERO;
        if some_were_reset {
            self.ask_resets(met);
        }
        let thread = number_of_thread();
        // The innermost rules first.
        for set in sets.iter().rev().filter(|set| set.thread.is_none_or(|only| only == thread)) {
            for rule in &set.rules {
                if !rule.calls.contains(&self.name) || !self.is_meant(rule) {
                    continue;
                }
                let acts = |rule: &Understood| {
                    let mut acts = false;
                    if let Some(time) = rule.delay {
                        delay = delay.saturating_add(time);
                        (acts, met.delayed) = (true, true);
                    }
                    match rule.effect {
                        // The first one decides.
                        Some(effect) if !met.injected => {
                            met.injected = self.cause(effect, rule, set.thread, met);
                            acts || met.injected
                        }
                        _ => acts,
                    }
                };
                if take_turn(rule, sets, acts) {
                    rule.done.fetch_add(1, Relaxed);
                }
            }
        }
        delay
    }

    /// Brings about an effect. False if it changes nothing of this call.
    fn cause(
        &mut self,
        effect: Effect,
        rule: &Understood,
        thread: Option<u64>,
        met: &mut Met,
    ) -> bool {
        met.fault = match effect {
            // The number is free after `close` has failed, as it is on Linux.
            Effect::Errno(errno) if self.name == "close" => Fault::FailAfter(errno),
            Effect::Errno(errno) => Fault::Fail(errno),
            Effect::Short(most) => {
                let mut ask = Ask::AtMost(most, false);
                self.args.meet(&mut ask);
                return matches!(ask, Ask::AtMost(_, true));
            }
            Effect::End => {
                self.args.meet(&mut Ask::End);
                Fault::End
            }
            Effect::Reset => {
                if let Some(socket) = self.fd().and_then(identity) {
                    lock(&STATE).remember_reset(Reset { rule: rule.id, thread, socket });
                }
                Fault::Fail(ECONNRESET)
            }
        };
        true
    }

    /// After a reset the kernel answers a reader with the end, and a writer with `EPIPE`.
    fn ask_resets(&mut self, met: &mut Met) {
        let traits = traits_of(self.name).unwrap_or(0);
        if traits & RESET == 0 {
            return;
        }
        let Some(socket) = self.fd().and_then(identity) else { return };
        let thread = number_of_thread();
        if !lock(&STATE).was_reset(socket, thread) {
            return;
        }
        met.injected = true;
        met.fault = if traits & WRITE != 0 {
            Fault::Fail(EPIPE)
        } else {
            self.args.meet(&mut Ask::End);
            Fault::End
        };
    }

    /// Whether a rule that names the call is for this one.
    fn is_meant(&mut self, rule: &Understood) -> bool {
        if rule.fd.is_some_and(|fd| self.args.descriptor() != Some(fd)) {
            return false;
        }
        let suits = match rule.effect {
            Some(Effect::Short(_)) if counts_messages(self.name) => true,
            Some(Effect::Short(_)) => matches!(self.kind(), Kind::Stream | Kind::Connection),
            Some(Effect::End) => self.kind() != Kind::Other,
            Some(Effect::Reset) => matches!(self.kind(), Kind::Connection | Kind::Messages),
            Some(Effect::Errno(_)) | None => true,
        };
        suits && rule.peer.as_ref().is_none_or(|peer| self.has_peer(peer))
    }

    /// The descriptor of the call, held until the rules have been asked.
    fn fd(&mut self) -> Option<c_int> {
        if self.on.is_none() {
            self.on = self.args.descriptor().and_then(InFlight::new);
        }
        self.on.as_ref().map(InFlight::raw)
    }

    fn kind(&mut self) -> Kind {
        let fd = self.fd();
        *self.kind.get_or_init(|| fd.map_or(Kind::Other, kind))
    }

    /// Whether the call goes to this address, or its descriptor is connected with it.
    fn has_peer(&mut self, peer: &Peer) -> bool {
        if self.peer.is_none() {
            let mut ask = Ask::Address([0; LONGEST], None);
            self.args.meet(&mut ask);
            self.peer = match ask {
                Ask::Address(addr, Some(len)) => Some((addr, len)),
                _ => Some(self.fd().map_or(([0; LONGEST], 0), peer_of)),
            };
        }
        self.peer.is_some_and(|(addr, len)| peer.is(&addr[..len]))
    }
}

/// Counts the call for its thread; if it is one of those that the rule chooses, lets it act. Whether it
/// acted.
fn take_turn(rule: &Understood, sets: &[Arc<Set>], acts: impl FnOnce(&Understood) -> bool) -> bool {
    // While the thread ends, or in the middle of this very function (in a signal handler of libc's),
    // there is nothing to count with.
    COUNTS
        .try_with(|counts| {
            let Ok(mut counts) = counts.try_borrow_mut() else { return false };
            rule.seen.fetch_add(1, Relaxed);
            let at = counts.iter().position(|count| count.rule == rule.id).unwrap_or_else(|| {
                // Those of rules that are gone make room.
                let lives = |count: &Count| {
                    sets.iter().flat_map(|set| &set.rules).any(|rule| rule.id == count.rule)
                };
                counts.retain(lives);
                counts.push(Count { rule: rule.id, seen: 0, done: 0 });
                counts.len() - 1
            });
            let count = &mut counts[at];
            count.seen += 1;
            let chosen = rule.when.is(count.seen)
                && count.done < rule.times
                && rule.chance.is_none_or(|chance| chance.is(count.seen));
            if !chosen || !acts(rule) {
                return false;
            }
            count.done += 1;
            true
        })
        .unwrap_or(false)
}

/// What a descriptor is, which the caller holds.
fn kind(fd: c_int) -> Kind {
    let Some(stat) = stat(fd) else { return Kind::Other };
    match stat.st_mode & libc::S_IFMT {
        libc::S_IFSOCK => match socket_type(fd) {
            libc::SOCK_STREAM => Kind::Connection,
            libc::SOCK_SEQPACKET => Kind::Messages,
            _ => Kind::Other,
        },
        libc::S_IFREG | libc::S_IFIFO => {
            // Then a part of what is asked for is an error, or loses the rest.
            // SAFETY: no memory is passed.
            let flags = unsafe { libc::fcntl(fd, libc::F_GETFL) };
            if flags & libc::O_DIRECT == 0 { Kind::Stream } else { Kind::Other }
        }
        // SAFETY: no memory is passed.
        libc::S_IFCHR if unsafe { libc::isatty(fd) } == 1 => Kind::Stream,
        _ => Kind::Other,
    }
}

fn socket_type(fd: c_int) -> c_int {
    let (mut value, mut len) = (-1, size_of::<c_int>() as libc::socklen_t);
    // SAFETY: `value` has room for `len` bytes.
    unsafe {
        let value = (&raw mut value).cast();
        libc::getsockopt(fd, libc::SOL_SOCKET, libc::SO_TYPE, value, &mut len)
    };
    value
}

fn stat(fd: c_int) -> Option<libc::stat> {
    // SAFETY: zeros are a valid `stat`, and there is room for one.
    unsafe {
        let mut stat: libc::stat = core::mem::zeroed();
        (libc::fstat(fd, &mut stat) == 0).then_some(stat)
    }
}

/// A socket, whatever its numbers: no other one has the same inode while it is open.
pub(super) type Identity = (libc::dev_t, libc::ino_t);

fn identity(fd: c_int) -> Option<Identity> {
    stat(fd).map(|stat| (stat.st_dev, stat.st_ino))
}

/// The address that a socket is connected with, and its length: 0 if it is not.
fn peer_of(fd: c_int) -> ([u8; LONGEST], usize) {
    let (mut addr, mut len) = ([0; LONGEST], LONGEST as libc::socklen_t);
    // SAFETY: `addr` has room for `len` bytes, and is aligned as the kernel, which copies bytes,
    // needs it: not at all.
    let got = unsafe { libc::getpeername(fd, addr.as_mut_ptr().cast(), &mut len) };
    (addr, if got == 0 { (len as usize).min(LONGEST) } else { 0 })
}
