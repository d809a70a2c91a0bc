//! `<sys/select.h>`: waiting until one of a set of descriptors is ready.
//!
//! | C | here |
//! |---|---|
//! | `fd_set read_fds;` | `let read_fds = &mut `[`fd_set`]`::zeroed();` |
//! | `FD_ZERO(&read_fds);` | [`FD_ZERO`]`(read_fds);` |
//! | `FD_SET(sock, &read_fds);` | [`FD_SET`]`(sock, read_fds);` |
//! | `FD_CLR(sock, &read_fds);` | [`FD_CLR`]`(sock, read_fds);` |
//! | `read_fds = master;` | `*read_fds = *master;` |
//! | `select(fdmax + 1, &read_fds, NULL, NULL, NULL)` | [`select`]`(fdmax + 1, read_fds, NULL, NULL, NULL)` |
//! | `pselect(fdmax + 1, &read_fds, NULL, NULL, NULL, &sigmask)` | [`pselect`]`(fdmax + 1, read_fds, NULL, NULL, NULL, sigmask)` |
//! | `if (FD_ISSET(sock, &read_fds))` | `if `[`FD_ISSET`]`(sock, read_fds)` |
//! | `struct timeval tv = {5, 0};` | `let tv = &mut `[`timeval`]` { tv_sec: 5, tv_usec: 0 };` |
//!
//! ```
//! use berkeley::{sys::select::*, unistd::*};
//!
//! let read_fds = &mut fd_set::zeroed(); // fd_set read_fds;
//! FD_SET(STDIN_FILENO, read_fds); // FD_SET(STDIN_FILENO, &read_fds);
//! # let tv = &mut timeval { tv_sec: 0, tv_usec: 0 };
//! # assert!(select(STDIN_FILENO + 1, read_fds, NULL, NULL, tv) >= 0);
//! ```
//!
//! # Limits
//!
//! A set has [`FD_SETSIZE`] = 1024 bits, for the descriptors 0 to 1023. C programs that need more
//! allocate several sets in a row, and so can a program here: every function takes an array, a slice
//! or a `Vec` of `fd_set` as one large set. To [`FD_SET`] a descriptor that a set has no bit for
//! panics; in C it overwrites what lies beyond. [`poll`](crate::poll::poll()) has no such limit.
//!
//! A number in a set that the crate's table does not own is `EBADF`, as a closed descriptor is in C.
//! (Linux passes over numbers that are larger than any it has opened for the process; POSIX has
//! `EBADF` for them too, and so has this crate.)
//!
//! A descriptor that another thread closes meanwhile stays in the call until it returns, and only
//! then is its number given back.

#[doc(no_inline)]
pub use crate::stddef::*;

pub use crate::signal::sigset_t;
pub use libc::{suseconds_t, time_t, timespec, timeval};

use crate::base::args::As;
use crate::base::gate::gate;
use crate::base::waiting::{BoxedSigmask, Sets, Sigmask, Timeout, Timeval};
use core::ffi::{c_int, c_long};

/// How many descriptors an [`fd_set`] has bits for: 0 to 1023.
pub const FD_SETSIZE: c_int = 1024;

/// How many bits an [`fd_mask`] has. BSD's.
pub const NFDBITS: c_int = 8 * size_of::<fd_mask>() as c_int;

/// `fd_mask` — a word of an [`fd_set`]. BSD's.
pub type fd_mask = c_long;

/// `fd_set` — a set of descriptors.
///
/// It is copied by assignment, as in C: `*read_fds = *master`.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct fd_set {
    /// The bits: that of descriptor `fd` is bit `fd % NFDBITS` of word `fd / NFDBITS`.
    pub fds_bits: [fd_mask; (FD_SETSIZE / NFDBITS) as usize],
}

crate::plain! {
    fd_set { fds_bits: [fd_mask; (FD_SETSIZE / NFDBITS) as usize] }
}

// What the calls below are given as libc's is this.
const _: () = assert!(
    size_of::<fd_set>() == size_of::<libc::fd_set>()
        && align_of::<fd_set>() >= align_of::<libc::fd_set>()
);

/// The numbers in the set.
impl core::fmt::Debug for fd_set {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_set().entries((0..FD_SETSIZE).filter(|fd| FD_ISSET(*fd, self))).finish()
    }
}

/// `FD_ZERO(fd_set *set)` — takes all descriptors out of a set.
///
/// ```
/// use berkeley::sys::select::*;
///
/// let read_fds = &mut fd_set::zeroed(); // fd_set read_fds;
/// FD_ZERO(read_fds); // FD_ZERO(&read_fds);
/// assert!(!FD_ISSET(0, read_fds));
/// ```
///
/// See FD_ZERO(3), POSIX.1-2024.
#[inline]
pub fn FD_ZERO<S: Array<fd_set> + ?Sized>(set: &mut S) {
    set.array_mut().unwrap_or_default().fill(fd_set::zeroed());
}

/// `FD_SET(int fd, fd_set *set)` — puts a descriptor into a set.
///
/// # Panics
///
/// If the set has no bit for the number: it is negative, or not below [`FD_SETSIZE`] (of several
/// sets in a row, their number times that). C writes beyond the set then.
///
/// ```
/// use berkeley::sys::select::*;
///
/// let read_fds = &mut fd_set::zeroed();
/// FD_SET(5, read_fds); // FD_SET(5, &read_fds);
/// assert!(FD_ISSET(5, read_fds));
///
/// let large = &mut vec![fd_set::zeroed(); 4]; // calloc(4, sizeof(fd_set))
/// FD_SET(4000, large);
/// ```
///
/// See FD_SET(3), POSIX.1-2024.
#[inline]
#[track_caller]
pub fn FD_SET<S: Array<fd_set> + ?Sized>(fd: c_int, set: &mut S) {
    let (word, bit) = place("FD_SET", fd, set);
    set.array_mut().unwrap_or_default()[word / WORDS].fds_bits[word % WORDS] |= bit;
}

/// `FD_CLR(int fd, fd_set *set)` — takes a descriptor out of a set.
///
/// # Panics
///
/// If the set has no bit for the number: see [`FD_SET`].
///
/// ```
/// use berkeley::sys::select::*;
///
/// let read_fds = &mut fd_set::zeroed();
/// FD_SET(5, read_fds);
/// FD_CLR(5, read_fds); // FD_CLR(5, &read_fds);
/// assert!(!FD_ISSET(5, read_fds));
/// ```
///
/// See FD_CLR(3), POSIX.1-2024.
#[inline]
#[track_caller]
pub fn FD_CLR<S: Array<fd_set> + ?Sized>(fd: c_int, set: &mut S) {
    let (word, bit) = place("FD_CLR", fd, set);
    set.array_mut().unwrap_or_default()[word / WORDS].fds_bits[word % WORDS] &= !bit;
}

/// `int FD_ISSET(int fd, fd_set *set)` — whether a descriptor is in a set.
///
/// C gives an `int`; a `bool` lets `if (FD_ISSET(fd, &set))` and `if (!FD_ISSET(fd, &set))` port as
/// they stand.
///
/// # Panics
///
/// If the set has no bit for the number: see [`FD_SET`].
///
/// ```
/// use berkeley::sys::select::*;
///
/// let read_fds = &mut fd_set::zeroed();
/// FD_SET(5, read_fds);
/// // for (i = 0; i <= fdmax; i++) if (FD_ISSET(i, &read_fds))
/// for i in 0..=7 {
///     if FD_ISSET(i, read_fds) {
///         assert_eq!(i, 5);
///     }
/// }
/// ```
///
/// See FD_ISSET(3), POSIX.1-2024.
#[inline]
#[track_caller]
pub fn FD_ISSET<S: Array<fd_set> + ?Sized>(fd: c_int, set: &S) -> bool {
    let (word, bit) = place("FD_ISSET", fd, set);
    set.array().unwrap_or_default()[word / WORDS].fds_bits[word % WORDS] & bit != 0
}

/// How many words a set has.
const WORDS: usize = (FD_SETSIZE / NFDBITS) as usize;

/// The word that has a descriptor's bit, and the bit.
#[inline]
#[track_caller]
fn place<S: Array<fd_set> + ?Sized>(function: &str, fd: c_int, set: &S) -> (usize, fd_mask) {
    let size = set.array().unwrap_or_default().len() * FD_SETSIZE as usize;
    match usize::try_from(fd) {
        Ok(fd) if fd < size => (fd / NFDBITS as usize, 1 << (fd % NFDBITS as usize)),
        _ => no_bit(function, fd, size),
    }
}

#[cold]
#[track_caller]
fn no_bit(function: &str, fd: c_int, size: usize) -> ! {
    let limit = if size == FD_SETSIZE as usize { "FD_SETSIZE, " } else { "" };
    panic!("{function} of descriptor {fd}, in a set for those from 0 to below {limit}{size}")
}

/// `int select(int nfds, fd_set *readfds, fd_set *writefds, fd_set *exceptfds, struct timeval
/// *timeout)` — waits until one of several descriptors is ready.
///
/// # Parameters
///
/// * `nfds` — the largest number in any of the sets, plus 1. Numbers from there on are not looked
///   at.
/// * `readfds` — descriptors of which one waits until there is something to read: data, the end of
///   a stream, a connection to accept.
/// * `writefds` — until a write does not wait; of a socket that connects, until it is connected or
///   could not be.
/// * `exceptfds` — until something urgent is there: out-of-band data of TCP.
/// * `timeout` — the most to wait; [`NULL`] for ever, `{0, 0}` not at all. Linux leaves in it the
///   time that was left; elsewhere it may stay as it was.
///
/// Each set may be [`NULL`]; or several in a row, as one large set.
///
/// # Returns
///
/// How many descriptors the three sets have now, for only those that are ready are left in them; 0
/// if the time was up; or −1, with [`errno`](crate::errno::errno), and the sets are as before. A
/// loop sets them anew before each call.
///
/// # Errors
///
/// * `EBADF` — a set has a number that is not an open descriptor of this crate.
/// * `EINTR` — a signal came first. `select` is never restarted, `SA_RESTART` or not.
/// * `EINVAL` — `nfds` is negative, or `timeout` is.
/// * `EFAULT` — `nfds` says more than a set has.
/// * `ENOMEM` — the kernel has no memory for so many; or `nfds` is more than 1048576, for which
///   this crate has none.
///
/// ```
/// use berkeley::{sys::select::*, sys::socket::*, unistd::*};
///
/// let sv = &mut [0; 2];
/// socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
/// write(sv[1], "ping", 4);
///
/// let read_fds = &mut fd_set::zeroed(); // fd_set read_fds;
/// FD_ZERO(read_fds); // FD_ZERO(&read_fds);
/// FD_SET(sv[0], read_fds); // FD_SET(sv[0], &read_fds);
/// let tv = &mut timeval { tv_sec: 5, tv_usec: 0 }; // struct timeval tv = {5, 0};
/// // select(sv[0] + 1, &read_fds, NULL, NULL, &tv)
/// assert_eq!(select(sv[0] + 1, read_fds, NULL, NULL, tv), 1);
/// if FD_ISSET(sv[0], read_fds) {
///     println!("something to read, and {} seconds left", tv.tv_sec);
/// }
/// # assert!(FD_ISSET(sv[0], read_fds));
/// # close(sv[0]);
/// # close(sv[1]);
/// ```
///
/// See select(2), select_tut(2), POSIX.1-2024.
#[doc(alias = "sys/select.h")]
pub fn select<R, W, X, T>(
    nfds: c_int,
    readfds: &mut R,
    writefds: &mut W,
    exceptfds: &mut X,
    timeout: &mut T,
) -> c_int
where
    R: Array<fd_set> + ?Sized,
    W: Array<fd_set> + ?Sized,
    X: Array<fd_set> + ?Sized,
    T: Pointer<timeval>,
{
    gate(
        "select",
        (
            Sets::new(nfds, readfds, writefds, exceptfds),
            Timeval::new(timeout),
            As { call: "pselect6", rest: "NULL" },
        ),
        |(sets, timeout, ())| {
            sets.lend_to(|nfds, [r, w, x]| {
                // SAFETY: `Sets` lends sets of at least `nfds` bits, whose descriptors are held,
                // or null; `timeout` points to one, or is null.
                unsafe { libc::select(nfds, r, w, x, timeout) }
            })
        },
    )
}

/// `int pselect(int nfds, fd_set *readfds, fd_set *writefds, fd_set *exceptfds, const struct
/// timespec *timeout, const sigset_t *sigmask)` — [`select`], with a finer timeout, and with other
/// signals blocked while it waits.
///
/// To block the signals before and to unblock them for the wait alone is the way to wait for a
/// descriptor *or* a signal: one that comes just before the call is not missed.
///
/// # Parameters
///
/// * `nfds`, `readfds`, `writefds`, `exceptfds` — as for [`select`].
/// * `timeout` — the most to wait; [`NULL`] for ever, `{0, 0}` not at all. It is left as it is.
/// * `sigmask` — the signals that are blocked while the call runs, in place of the thread's own; or
///   [`NULL`], to leave them. `sigset_t::zeroed()` is the empty set.
///
/// # Returns
///
/// As [`select`].
///
/// # Errors
///
/// Those of [`select`], and
///
/// * `EINVAL` — the `tv_nsec` of `timeout` is not below 1000000000.
///
/// ```
/// use berkeley::{sys::select::*, unistd::*};
///
/// # let fds = &mut [0; 2];
/// # pipe(fds);
/// let write_fds = &mut fd_set::zeroed();
/// FD_SET(fds[1], write_fds);
/// // pselect(fds[1] + 1, NULL, &write_fds, NULL, NULL, NULL)
/// assert_eq!(pselect(fds[1] + 1, NULL, write_fds, NULL, NULL, NULL), 1);
/// # close(fds[0]);
/// # close(fds[1]);
/// ```
///
/// See pselect(2), POSIX.1-2024.
pub fn pselect<R, W, X, T, S>(
    nfds: c_int,
    readfds: &mut R,
    writefds: &mut W,
    exceptfds: &mut X,
    timeout: &T,
    sigmask: &S,
) -> c_int
where
    R: Array<fd_set> + ?Sized,
    W: Array<fd_set> + ?Sized,
    X: Array<fd_set> + ?Sized,
    T: Pointer<timespec>,
    S: Pointer<sigset_t>,
{
    gate(
        "pselect",
        (
            Sets::new(nfds, readfds, writefds, exceptfds),
            Timeout::new(timeout),
            BoxedSigmask(Sigmask::new(sigmask)),
        ),
        |(sets, timeout, sigmask)| {
            sets.lend_to(|nfds, [r, w, x]| {
                // SAFETY: `Sets` lends sets of at least `nfds` bits, whose descriptors are held,
                // or null; `timeout` and `sigmask` point to one each, or are null.
                unsafe { libc::pselect(nfds, r, w, x, timeout, sigmask) }
            })
        },
    )
}
