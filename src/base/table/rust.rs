//! The way to and from Rust: descriptors given to the table, taken out of it, and lent.

use super::slots::{GUARD, GUARDS, MOST_GUARDS, OPEN, Slot, find};
use super::{STANDARD, fail, let_go, own, start};
use crate::errno::{EBADF, EBUSY, EMFILE, ENOMEM, set_errno};
use crate::ledger;
use core::ffi::c_int;
use core::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};

/// Gives a descriptor to the table, and its number to the program: from Rust to C.
///
/// From then on the number can be used with every call of this crate, and
/// [`close`](crate::unistd::close) closes it.
///
/// # Returns
///
/// The number, or −1.
///
/// # Errors
///
/// * `ENOMEM` — there was no memory to remember the descriptor, and it is closed. Only numbers
///   from 65536 on ever need any.
///
/// ```
/// use berkeley::{adopt, sys::socket::*, unistd::*};
/// use std::net::TcpListener;
///
/// let listener = TcpListener::bind("127.0.0.1:0")?;
/// let server_sock = adopt(listener.into());
/// assert_eq!(listen(server_sock, 5), 0);
/// assert_eq!(close(server_sock), 0);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn adopt(fd: OwnedFd) -> c_int {
    let fd = fd.into_raw_fd();
    if own(fd) { fd } else { fail(ENOMEM) }
}

/// Takes a descriptor out of the table: from C to Rust.
///
/// Its owner is then the [`OwnedFd`], which std, nix, mio or tokio can be given; for this crate the
/// number is `EBADF`.
///
/// # Errors
///
/// None, with `errno`:
///
/// * `EBADF` — the table does not own the number.
/// * `EBUSY` — another thread's call is working on the descriptor, or a [`Held`] holds it: it would
///   go on using the number after its new owner closed it. Or the number is 0, 1 or 2, which
///   belong to the whole process: [`dup`](crate::unistd::dup) it, and release the copy.
///
/// ```
/// use berkeley::{release, sys::socket::*, unistd::*};
/// use std::net::UdpSocket;
///
/// let sock = socket(PF_INET, SOCK_DGRAM, 0);
/// let udp: UdpSocket = release(sock).unwrap().into();
/// udp.set_nonblocking(true)?;
/// assert_eq!(close(sock), -1); // EBADF: it is not ours any more
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn release(fd: c_int) -> Option<OwnedFd> {
    start();
    let released = match find(fd) {
        Some(_) if STANDARD.contains(&fd) => Err(EBUSY),
        Some(slot) => match slot.compare_exchange(OPEN, 0, AcqRel, Relaxed) {
            Ok(_) => Ok(()),
            Err(state) if state & OPEN != 0 => Err(EBUSY),
            Err(_) => Err(EBADF),
        },
        None => Err(EBADF),
    };
    match released {
        Ok(()) => {
            ledger::closing(fd);
            // SAFETY: the table owned the number, nobody holds it, and the table is done with it.
            Some(unsafe { OwnedFd::from_raw_fd(fd) })
        }
        Err(errno) => {
            set_errno(errno);
            None
        }
    }
}

/// Holds a descriptor for as long as the [`Held`] lives, to lend it to Rust: to std, nix or mio.
///
/// # Errors
///
/// None, with `errno`:
///
/// * `EBADF` — the table does not own the number.
/// * `EMFILE` — 2³¹ − 2 guards hold it already; or another thread's `dup2` is just replacing it.
///
/// ```
/// use berkeley::{hold, sys::socket::*, unistd::*};
/// use std::os::fd::AsFd;
///
/// let sock = socket(PF_INET, SOCK_STREAM, 0);
/// let held = hold(sock).unwrap();
/// let another = held.as_fd().try_clone_to_owned()?;
/// assert_eq!(close(sock), 0); // for this crate, closed at once
/// drop(held); // and now for the kernel
/// # drop(another);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn hold(fd: c_int) -> Option<Held> {
    start();
    let slot = find(fd);
    let mut state = slot.map_or(0, |slot| slot.load(Relaxed));
    while let Some(slot) = slot.filter(|_| state & OPEN != 0 && state & GUARDS < MOST_GUARDS) {
        match slot.compare_exchange_weak(state, state + GUARD, Acquire, Relaxed) {
            Ok(_) => return Some(Held { slot, fd }),
            Err(now) => state = now,
        }
    }
    set_errno(if state & OPEN == 0 { EBADF } else { EMFILE });
    None
}

/// A descriptor that keeps its number while this lives, whoever closes it meanwhile: see [`hold`].
#[derive(Debug)]
#[must_use = "the descriptor is held until this is dropped"]
pub struct Held {
    slot: &'static Slot,
    fd: c_int,
}

impl AsFd for Held {
    fn as_fd(&self) -> BorrowedFd<'_> {
        // SAFETY: the number stays open while `self` lives, which the borrow cannot outlive.
        unsafe { BorrowedFd::borrow_raw(self.fd) }
    }
}

impl AsRawFd for Held {
    fn as_raw_fd(&self) -> RawFd {
        self.fd
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let before = self.slot.fetch_sub(GUARD, Release);
        if before & OPEN == 0 {
            let_go(self.fd, before - GUARD);
        }
    }
}
