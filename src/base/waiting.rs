//! The arguments of the calls that wait for several descriptors at once.
//!
//! What they name, they hold: each number in poll's array or select's sets is in flight until the
//! call returns, as the descriptor of any other call is. Nothing is allocated for that. The array
//! still has its numbers when the call has returned; of the sets, which the kernel overwrites, a
//! record is kept on the stack.

mod events;
mod time;

pub(crate) use events::{Count, Counter, Event, Events, InKernel};
pub(crate) use time::{BoxedSigmask, Const, ReadAfter, Show, Sigmask, Timeout, Timeval};

use super::gate::Arg;
use super::table::{InFlight, fail, let_go_of};
use crate::errno::{EBADF, EFAULT, EINVAL, ENOMEM};
use crate::poll::{nfds_t, pollfd};
use crate::sys::select::{FD_SETSIZE, NFDBITS, fd_mask, fd_set};
use crate::trace::Line;
use crate::{Array, Length};
use core::ffi::{c_int, c_ulong};
use core::marker::PhantomData;
use core::mem::{MaybeUninit, forget};
use core::ptr::{self, NonNull};
use core::slice;
use libc::size_t;

/// Descriptors to poll, and how many of them take part.
pub(crate) struct Polled<'a> {
    fds: Option<&'a mut [pollfd]>,
    nfds: size_t,
}

impl<'a> Polled<'a> {
    #[inline(always)]
    pub(crate) fn new<F: Array<pollfd> + ?Sized>(fds: &'a mut F, nfds: impl Length) -> Self {
        Polled { fds: fds.array_mut(), nfds: nfds.to_size() }
    }
}

impl<'a> Arg for Polled<'a> {
    type Raw = HeldFds<'a>;

    #[inline(always)]
    fn lend(&mut self) -> Result<HeldFds<'a>, c_int> {
        let nfds = self.nfds as nfds_t;
        let (mut held, mut stranger, borrow) = (0, None, PhantomData);
        // More than there are is the kernel's to refuse, for it says EINVAL of more than the
        // process may have open. Of others it looks for the first at null, and says EFAULT.
        let fds = self.fds.as_deref_mut().and_then(|fds| fds.get_mut(..self.nfds));
        let Some(fds) = fds else {
            return Ok(HeldFds { fds: ptr::null_mut(), nfds, held, stranger, borrow });
        };
        for entry in &*fds {
            if entry.fd >= 0 {
                match InFlight::new(entry.fd) {
                    // Let go of when what is returned here is dropped.
                    Some(call) => forget(call),
                    None => {
                        stranger = Some(held);
                        break;
                    }
                }
            }
            held += 1;
        }
        Ok(HeldFds { fds: fds.as_mut_ptr(), nfds, held, stranger, borrow })
    }

    fn show(&self, line: &mut Line, ret: i64) {
        match self.fds.as_deref() {
            None => line.push("NULL"),
            Some(fds) => match fds.get(..self.nfds) {
                Some(fds) => line.pollfds(fds, ret),
                None => line.pointer(fds.as_ptr()),
            },
        }
        if ret == 0 {
            line.note(|line| line.push("Timeout"));
        }
        line.push(", ");
        line.unsigned(self.nfds as u32);
    }
}

/// How many entries are polled at once where not all numbers are the table's: with one more, no
/// more than the kernel has room for without allocating, so that no part fails after another.
const PART: usize = 29;

/// An entry that answers `POLLNVAL`, as a closed descriptor does: the kernel has no file of this
/// number, for the most that it can be made to allow a process is less.
const NOBODY: pollfd = pollfd { fd: c_int::MAX, events: 0, revents: 0 };

/// Descriptors to poll: those that [`Polled`] borrows for `'a`, and does not touch before the call
/// has returned. Null if there are fewer than `nfds`.
pub(crate) struct HeldFds<'a> {
    fds: *mut pollfd,
    nfds: nfds_t,
    /// So many entries, from the first on, are held if their number is not negative.
    held: usize,
    /// The first entry whose number is not the table's.
    stranger: Option<usize>,
    borrow: PhantomData<&'a mut pollfd>,
}

impl HeldFds<'_> {
    /// Makes the call: with the program's own array, if all of its numbers are the table's.
    #[inline(always)]
    pub(crate) fn lend_to(self, mut call: impl FnMut(*mut pollfd, nfds_t) -> c_int) -> c_int {
        match self.stranger {
            None => call(self.fds, self.nfds),
            Some(stranger) => self.in_parts(stranger, &mut call),
        }
    }

    /// Makes the call on copies, a part of the array after the other, with [`NOBODY`] in place of
    /// the numbers that are not the table's. It does not wait, since it would not in C: there too
    /// such a number is an answer. For that each part has one: at its beginning, unless it has the
    /// stranger anyway. (With one more, a short array could be too long for the process.)
    #[cold]
    #[inline(never)]
    fn in_parts(
        mut self,
        stranger: usize,
        call: &mut dyn FnMut(*mut pollfd, nfds_t) -> c_int,
    ) -> c_int {
        self.let_go();
        if self.nfds > most_fds() {
            return fail(EINVAL);
        }
        // SAFETY: see the type: with a stranger among them there are `nfds` entries, borrowed
        // exclusively, and at this moment for us.
        let fds = unsafe { slice::from_raw_parts_mut(self.fds, self.nfds as usize) };
        let mut ready = 0;
        for (nth, part) in fds.chunks_mut(PART).enumerate() {
            let extra = usize::from(nth != stranger / PART);
            let mut copies = [NOBODY; PART + 1];
            let mut held = [const { None::<InFlight> }; PART];
            for (i, entry) in part.iter().enumerate() {
                copies[i + 1] = *entry;
                if entry.fd >= 0 {
                    // Whoever it belongs to by now, it was nobody's when the call began.
                    let ours = nth * PART + i != stranger;
                    held[i] = if ours { InFlight::new(entry.fd) } else { None };
                    if held[i].is_none() {
                        copies[i + 1].fd = NOBODY.fd;
                    }
                }
            }
            let asked = &mut copies[1 - extra..][..extra + part.len()];
            let answered = call(asked.as_mut_ptr(), asked.len() as nfds_t);
            if answered < 0 {
                return answered;
            }
            for (entry, copy) in part.iter_mut().zip(&copies[1..]) {
                entry.revents = copy.revents;
            }
            ready += answered - extra as c_int;
        }
        ready
    }

    fn let_go(&mut self) {
        for i in 0..self.held {
            // SAFETY: see the type: an entry that is held is there.
            let fd = unsafe { (*self.fds.add(i)).fd };
            if fd >= 0 {
                let_go_of(fd);
            }
        }
        self.held = 0;
    }
}

impl Drop for HeldFds<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        self.let_go();
    }
}

/// As many descriptors as the process may have: more to poll are the kernel's `EINVAL`.
fn most_fds() -> nfds_t {
    let mut limit = MaybeUninit::<libc::rlimit>::uninit();
    // SAFETY: there is room for what getrlimit writes.
    match unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, limit.as_mut_ptr()) } {
        // SAFETY: getrlimit succeeded, so it has written all of it.
        0 => unsafe { limit.assume_init() }.rlim_cur as nfds_t,
        _ => nfds_t::MAX,
    }
}

/// `nfds` and the three sets of select.
pub(crate) struct Sets<'a> {
    nfds: c_int,
    sets: [Option<&'a mut [fd_set]>; 3],
    /// What was in the sets before the call, for those who watch: as far as a usual set goes.
    before: [fd_set; 3],
}

/// How many words a usual set has.
const FEW: usize = size_of::<fd_set>() / size_of::<fd_mask>();
/// How many words a set of 65536 descriptors has.
const MANY: usize = FEW * 64;
/// How many words a set of 2²⁰ descriptors has: as many as the kernel allows a process by default.
const MOST: usize = MANY * 16;

/// How many descriptors a word of a set has bits for.
const BITS: usize = NFDBITS as usize;

impl<'a> Sets<'a> {
    #[inline(always)]
    pub(crate) fn new<R, W, X>(
        nfds: c_int,
        readfds: &'a mut R,
        writefds: &'a mut W,
        exceptfds: &'a mut X,
    ) -> Self
    where
        R: Array<fd_set> + ?Sized,
        W: Array<fd_set> + ?Sized,
        X: Array<fd_set> + ?Sized,
    {
        let sets = [readfds.array_mut(), writefds.array_mut(), exceptfds.array_mut()];
        Sets { nfds, sets, before: [fd_set { fds_bits: [0; FEW] }; 3] }
    }
}

impl<'a> Arg for Sets<'a> {
    type Raw = CheckedSets<'a>;

    #[inline]
    fn lend(&mut self) -> Result<CheckedSets<'a>, c_int> {
        let nfds = usize::try_from(self.nfds).map_err(|_| EINVAL)?;
        // Without a set there is nothing to record, however many descriptors it would be of.
        let any = self.sets.iter().any(Option::is_some);
        let words = if any { nfds.div_ceil(BITS) } else { 0 };
        let mut checked =
            CheckedSets { nfds: self.nfds, words, sets: [None; 3], borrow: PhantomData };
        for (i, set) in self.sets.iter_mut().enumerate() {
            let Some(set) = set else { continue };
            if words > set.len() * FEW {
                return Err(EFAULT);
            }
            if let Some(first) = set.first() {
                self.before[i] = *first;
            }
            checked.sets[i] = Some(NonNull::from(&mut **set));
        }
        if words > MOST { Err(ENOMEM) } else { Ok(checked) }
    }

    fn show(&self, line: &mut Line, ret: i64) {
        line.int(self.nfds);
        let nfds = self.nfds;
        for (i, (set, before)) in self.sets.iter().zip(&self.before).enumerate() {
            line.push(", ");
            let Some(set) = set.as_deref() else {
                line.push("NULL");
                continue;
            };
            let members = |set: &fd_set| {
                let words = set.fds_bits.map(|word| word as c_ulong);
                numbers(&words).take_while(|fd| *fd < nfds).collect::<Vec<_>>()
            };
            let Some(after) = set.first().filter(|_| (1..=FD_SETSIZE).contains(&nfds)) else {
                line.pointer(set.as_ptr());
                continue;
            };
            line.descriptors(members(before).into_iter());
            let ready = members(after);
            if ret > 0 && !ready.is_empty() {
                line.note(|line| {
                    line.push(["in ", "out ", "except "][i]);
                    line.descriptors(ready.into_iter());
                });
            }
        }
        if ret == 0 {
            line.note(|line| line.push("Timeout"));
        }
    }
}

/// Sets that have at least `words` words: those that [`Sets`] borrows for `'a`, and does not touch
/// before the call has returned.
pub(crate) struct CheckedSets<'a> {
    nfds: c_int,
    words: usize,
    sets: [Option<NonNull<[fd_set]>>; 3],
    borrow: PhantomData<&'a mut [fd_set]>,
}

impl CheckedSets<'_> {
    /// Makes the call, with all descriptors in the sets held; or refuses it.
    #[inline(always)]
    pub(crate) fn lend_to(
        self,
        call: impl FnOnce(c_int, [*mut libc::fd_set; 3]) -> c_int,
    ) -> c_int {
        if self.words <= FEW {
            self.hold::<FEW>(call)
        } else if self.words <= MANY {
            self.many::<MANY>(call)
        } else {
            self.many::<MOST>(call)
        }
    }

    /// Apart from the usual case, which needs no such large frame.
    #[inline(never)]
    fn many<const N: usize>(
        self,
        call: impl FnOnce(c_int, [*mut libc::fd_set; 3]) -> c_int,
    ) -> c_int {
        self.hold::<N>(call)
    }

    #[inline(always)]
    fn hold<const N: usize>(
        self,
        call: impl FnOnce(c_int, [*mut libc::fd_set; 3]) -> c_int,
    ) -> c_int {
        let mut record = [0; N];
        let record = &mut record[..self.words];
        for set in self.sets.into_iter().flatten() {
            // SAFETY: see the type: the set is borrowed exclusively, and at this moment for us.
            let set = unsafe { set.as_ref() };
            for (word, of_set) in record.iter_mut().zip(set.iter().flat_map(|set| set.fds_bits)) {
                *word |= of_set as c_ulong;
            }
        }
        // The last word may have bits from `nfds` on: nobody looks at those.
        clear_from(record, self.nfds);
        let Some(_held) = HeldNumbers::hold(record) else { return fail(EBADF) };
        call(self.nfds, self.sets.map(|set| set.map_or(ptr::null_mut(), |set| set.cast().as_ptr())))
    }
}

/// The record of what select's sets have in common: numbers that are held until this is dropped.
struct HeldNumbers<'a>(&'a [c_ulong]);

impl<'a> HeldNumbers<'a> {
    /// Holds all numbers of a record; or none, if one is not the table's.
    #[inline(always)]
    fn hold(record: &'a mut [c_ulong]) -> Option<Self> {
        let stranger = numbers(record).find(|fd| match InFlight::new(*fd) {
            Some(call) => {
                // Let go of when this is dropped.
                forget(call);
                false
            }
            None => true,
        });
        match stranger {
            None => Some(HeldNumbers(record)),
            Some(fd) => {
                clear_from(record, fd);
                drop(HeldNumbers(record));
                None
            }
        }
    }
}

impl Drop for HeldNumbers<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        numbers(self.0).for_each(let_go_of);
    }
}

/// The numbers whose bits are set, from the smallest to the largest.
#[inline(always)]
fn numbers(words: &[c_ulong]) -> impl Iterator<Item = c_int> + '_ {
    words.iter().enumerate().flat_map(|(i, word)| {
        let mut rest = *word;
        core::iter::from_fn(move || {
            let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some((i * BITS + bit) as c_int)
        })
    })
}

/// Takes out the numbers from `fd` on.
#[inline(always)]
fn clear_from(words: &mut [c_ulong], fd: c_int) {
    let (word, bit) = (fd as usize / BITS, fd as usize % BITS);
    if let Some((first, rest)) = words.get_mut(word..).and_then(<[_]>::split_first_mut) {
        *first &= (1 << bit) - 1;
        rest.fill(0);
    }
}

/// The pointer to an object, if there is one.
#[inline(always)]
fn pointer<T>(object: &mut Option<&mut T>) -> *mut T {
    object.as_deref_mut().map_or(ptr::null_mut(), ptr::from_mut)
}
