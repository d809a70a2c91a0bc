//! Sets of signals as the kernel has them: a bit for each of its 64.

use core::ffi::{c_int, c_ulong};
use core::mem::size_of;
use libc::sigset_t;

/// The kernel's own type: longer than its 64 bits is only libc's.
type Words = [c_ulong; 64 / c_ulong::BITS as usize];

/// Signals, a bit each: signal 1 is the lowest.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Set(pub(crate) u64);

impl Set {
    pub(crate) const EMPTY: Set = Set(0);

    /// The set with one signal in it; none if there is no such signal.
    pub(crate) fn of(signal: c_int) -> Set {
        Set(if (1..=64).contains(&signal) { 1 << (signal - 1) } else { 0 })
    }

    pub(crate) fn has(self, signal: c_int) -> bool {
        self.0 & Set::of(signal).0 != 0
    }

    /// Reads the kernel's part of a set.
    ///
    /// # Safety
    ///
    /// At `set` there are that many bytes to be read.
    #[allow(clippy::unnecessary_cast, reason = "a word has 32 bits elsewhere")]
    pub(super) unsafe fn read(set: *const sigset_t) -> Set {
        const { assert!(size_of::<sigset_t>() >= size_of::<Words>()) };
        // SAFETY: the caller guarantees it.
        let words = unsafe { set.cast::<Words>().read_unaligned() };
        Set(words.iter().rev().fold(0, |bits, word| (bits << (c_ulong::BITS % 64)) | *word as u64))
    }

    /// Writes the kernel's part of a set, and leaves the rest.
    pub(crate) fn write_to(self, set: &mut sigset_t) {
        // SAFETY: a `sigset_t` is that large.
        unsafe { self.write(set) };
    }

    /// Writes the kernel's part of a set.
    ///
    /// # Safety
    ///
    /// At `set` there are that many bytes to be written.
    pub(super) unsafe fn write(self, set: *mut sigset_t) {
        let mut words: Words = [0; 64 / c_ulong::BITS as usize];
        let mut bits = self.0;
        for word in &mut words {
            *word = bits as c_ulong;
            bits = bits.checked_shr(c_ulong::BITS).unwrap_or(0);
        }
        // SAFETY: the caller guarantees it.
        unsafe { set.cast::<Words>().write_unaligned(words) };
    }
}

impl From<&sigset_t> for Set {
    fn from(set: &sigset_t) -> Set {
        // SAFETY: a `sigset_t` is that large.
        unsafe { Set::read(set) }
    }
}

impl From<Set> for sigset_t {
    fn from(set: Set) -> sigset_t {
        let mut full = <sigset_t as crate::Plain>::zeroed();
        // SAFETY: a `sigset_t` is that large.
        unsafe { set.write(&mut full) };
        full
    }
}
