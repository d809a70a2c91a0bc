//! What comes with a signal.

use crate::Bytes;
use core::ffi::{c_int, c_long, c_void};
use core::fmt::{self, Debug, Formatter};
use core::mem::offset_of;
use core::ptr;
use libc::{clock_t, pid_t, uid_t};

/// `union sigval` — what goes with a signal that [`sigqueue`](crate::signal::sigqueue) sends: a
/// number or a pointer.
///
/// A union in C: both members begin at the same place. Here each has a function to read it and one
/// to write it, of its name; as in C, to write the number leaves the rest of the pointer as it was.
///
/// ```
/// use berkeley::signal::*;
///
/// let value = &mut sigval::zeroed(); // union sigval value;
/// value.set_sival_int(7); // value.sival_int = 7;
/// assert_eq!(value.sival_int(), 7); // value.sival_int == 7
/// ```
///
/// See sigval(3type), POSIX.1-2024.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct sigval {
    bits: usize,
}

impl sigval {
    /// `value.sival_int` — as a number.
    pub fn sival_int(&self) -> c_int {
        int_at(self, 0)
    }

    /// `value.sival_ptr` — as a pointer. To follow it takes `unsafe`.
    pub fn sival_ptr(&self) -> *mut c_void {
        ptr::with_exposed_provenance_mut(self.bits)
    }

    /// `value.sival_int = int` — sets the number.
    pub fn set_sival_int(&mut self, int: c_int) {
        let mut bytes = self.bits.to_ne_bytes();
        bytes[..size_of::<c_int>()].copy_from_slice(&int.to_ne_bytes());
        self.bits = usize::from_ne_bytes(bytes);
    }

    /// `value.sival_ptr = ptr` — sets the pointer.
    pub fn set_sival_ptr(&mut self, ptr: *mut c_void) {
        self.bits = ptr.expose_provenance();
    }
}

impl Debug for sigval {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("sigval")
            .field("sival_int", &self.sival_int())
            .field("sival_ptr", &self.sival_ptr())
            .finish()
    }
}

/// `siginfo_t` — what is known of a signal: to its handler, and to
/// [`waitid`](crate::sys::wait::waitid).
///
/// What it is about depends on the signal and on `si_code`. In C these are members of a union; here
/// they are functions of the members' names, and as in C, one that the signal does not have gives
/// whatever lies there.
///
/// ```
/// use berkeley::signal::*;
///
/// fn of(info: &siginfo_t) -> pid_t {
///     info.si_pid() // info->si_pid
/// }
/// assert_eq!(of(&siginfo_t::zeroed()), 0);
/// ```
///
/// See sigaction(2), POSIX.1-2024.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct siginfo_t {
    /// The signal.
    pub si_signo: c_int,
    /// An error that belongs to it. Linux hardly uses it.
    pub si_errno: c_int,
    /// Where the signal comes from: [`SI_USER`](crate::signal::SI_USER),
    /// [`CLD_EXITED`](crate::signal::CLD_EXITED)…
    pub si_code: c_int,
    /// The rest, of which C aligns the pointers.
    rest: [c_int; (128 - 3 * size_of::<c_int>()) / size_of::<c_int>()],
    aligned: [usize; 0],
}

crate::plain! {
    sigval { bits: usize }
    siginfo_t {
        si_signo: c_int,
        si_errno: c_int,
        si_code: c_int,
        rest: [c_int; (128 - 3 * size_of::<c_int>()) / size_of::<c_int>()],
        aligned: [usize; 0],
    }
}

// waitid and the kernel fill it as libc's.
const _: () = assert!(
    size_of::<siginfo_t>() == size_of::<libc::siginfo_t>()
        && align_of::<siginfo_t>() == align_of::<libc::siginfo_t>()
        && offset_of!(siginfo_t, si_errno) == offset_of!(libc::siginfo_t, si_errno)
        && offset_of!(siginfo_t, si_code) == offset_of!(libc::siginfo_t, si_code)
);

/// Where the union begins: it has pointers.
const UNION: usize = (3 * size_of::<c_int>()).next_multiple_of(size_of::<usize>());
/// How far the members of the union lie apart that are numbers: one after the other.
const INT: usize = size_of::<c_int>();
/// Where two numbers of the processor's time begin, behind three others.
const TIMES: usize = (UNION + 3 * INT).next_multiple_of(size_of::<clock_t>());

impl siginfo_t {
    /// `si_pid` — the process that sent the signal; of `SIGCHLD`, the child.
    pub fn si_pid(&self) -> pid_t {
        int_at(self, UNION)
    }

    /// `si_uid` — the user, the real one, of the process that [`si_pid`](Self::si_pid) says.
    pub fn si_uid(&self) -> uid_t {
        int_at(self, UNION + INT) as uid_t
    }

    /// `si_status` — of `SIGCHLD`: what the child gave to `exit`, if `si_code` is
    /// [`CLD_EXITED`](crate::signal::CLD_EXITED), or else the signal that it got.
    pub fn si_status(&self) -> c_int {
        int_at(self, UNION + 2 * INT)
    }

    /// `si_utime` — of `SIGCHLD`: the processor's time that the child has used itself, in hundredths
    /// of a second. [`waitid`](crate::sys::wait::waitid) does not tell it.
    pub fn si_utime(&self) -> clock_t {
        word_at(self, TIMES) as clock_t
    }

    /// `si_stime` — the time that the kernel has worked for the child, likewise.
    pub fn si_stime(&self) -> clock_t {
        word_at(self, TIMES + size_of::<clock_t>()) as clock_t
    }

    /// `si_value` — of [`sigqueue`](crate::signal::sigqueue) and of POSIX timers: what went with it.
    pub fn si_value(&self) -> sigval {
        sigval { bits: word_at(self, UNION + 2 * INT) }
    }

    /// `si_int` — the same, as a number.
    pub fn si_int(&self) -> c_int {
        self.si_value().sival_int()
    }

    /// `si_ptr` — the same, as a pointer.
    pub fn si_ptr(&self) -> *mut c_void {
        self.si_value().sival_ptr()
    }

    /// `si_addr` — of `SIGSEGV`, `SIGBUS`, `SIGILL`, `SIGFPE`: the address that it is about.
    pub fn si_addr(&self) -> *mut c_void {
        ptr::with_exposed_provenance_mut(word_at(self, UNION))
    }

    /// `si_band` — of `SIGIO`: what is ready, as `revents` of [`poll`](crate::poll::poll()) has it.
    pub fn si_band(&self) -> c_long {
        word_at(self, UNION) as c_long
    }

    /// `si_fd` — of `SIGIO`: the descriptor, if the signal was named with `F_SETSIG`.
    pub fn si_fd(&self) -> c_int {
        int_at(self, UNION + size_of::<c_long>())
    }

    /// `si_timerid` — of POSIX timers: the kernel's number of the timer.
    pub fn si_timerid(&self) -> c_int {
        int_at(self, UNION)
    }

    /// `si_overrun` — of POSIX timers: how often the time was up again before this arrived.
    pub fn si_overrun(&self) -> c_int {
        int_at(self, UNION + INT)
    }
}

impl Debug for siginfo_t {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("siginfo_t")
            .field("si_signo", &self.si_signo)
            .field("si_errno", &self.si_errno)
            .field("si_code", &self.si_code)
            .finish_non_exhaustive()
    }
}

/// The bytes of an object from `at` on.
fn bytes_at<const N: usize>(object: &impl Bytes, at: usize) -> [u8; N] {
    let bytes = object.as_bytes();
    core::array::from_fn(|i| bytes[at + i])
}

fn int_at(object: &impl Bytes, at: usize) -> c_int {
    c_int::from_ne_bytes(bytes_at(object, at))
}

fn word_at(object: &impl Bytes, at: usize) -> usize {
    usize::from_ne_bytes(bytes_at(object, at))
}
