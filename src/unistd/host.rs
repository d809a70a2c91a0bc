//! The names of the host.

use crate::base::args::{In, NameIn, Out, TextOut};
use crate::base::gate::gate;
use crate::{Bytes, BytesMut, Length};
use core::ffi::c_int;

/// `int gethostname(char *name, size_t len)` — asks for the name of this host.
///
/// The name as the kernel has it, which need not be one that a name server knows.
///
/// # Parameters
///
/// * `name` — is given the name, with a NUL. Linux has at most 64 bytes of name: 65 hold any.
/// * `len` — the size of `name` in bytes.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `ENAMETOOLONG` — the name and its NUL are longer than `len`. `name` has the beginning, without
///   a NUL. (That is glibc. musl puts a NUL at the end of what fits, and returns 0.)
/// * `EFAULT` — `len` says more than the object has; nothing was written.
///
/// ```
/// use berkeley::{string::*, unistd::*};
///
/// let name = &mut [0u8; 65]; // char name[65];
/// assert_eq!(gethostname(name, sizeof(name)), 0); // gethostname(name, sizeof(name))
/// println!("this is {}", cstr(name));
/// ```
///
/// See gethostname(2), POSIX.1-2024.
pub fn gethostname<B: BytesMut + ?Sized>(name: &mut B, len: impl Length) -> c_int {
    gate(
        "gethostname",
        (TextOut(Out::new(name, len)),),
        // SAFETY: `TextOut` lends room for `len` bytes at `name`.
        |((name, len),)| unsafe { libc::gethostname(name.cast(), len) },
    )
}

/// `int sethostname(const char *name, size_t len)` — gives this host another name.
///
/// # Parameters
///
/// * `name` — the name.
/// * `len` — its length in bytes, without a NUL: at most 64.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EPERM` — the process may not (`CAP_SYS_ADMIN`).
/// * `EINVAL` — `len` is more than 64.
/// * `EFAULT` — `len` says more than the object has; the name stays.
///
/// ```no_run
/// use berkeley::{stdio::*, unistd::*};
///
/// let name = "babbage"; // char *name = "babbage";
/// // sethostname(name, strlen(name))
/// if sethostname(name, name.len()) == -1 { perror("sethostname") }
/// ```
///
/// See sethostname(2). Of 4.2BSD; POSIX does not have it.
pub fn sethostname<B: Bytes + ?Sized>(name: &B, len: impl Length) -> c_int {
    gate(
        "sethostname",
        (NameIn(In::new(name, len)),),
        // SAFETY: `NameIn` lends `len` bytes at `name`.
        |((name, len),)| unsafe { libc::sethostname(name.cast(), len) },
    )
}

/// `int getdomainname(char *name, size_t len)` — asks for the NIS domain of this host.
///
/// That is the name of the Network Information Service (`yp`), not of DNS; hosts without have
/// `(none)`.
///
/// # Parameters
///
/// * `name` — is given the name, with a NUL. Linux has at most 64 bytes of name: 65 hold any.
/// * `len` — the size of `name` in bytes. A longer name is cut short and left without a NUL, and
///   glibc does not call that an error (musl does: `EINVAL`).
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EFAULT` — `len` says more than the object has; nothing was written.
///
/// ```
/// use berkeley::{string::*, unistd::*};
///
/// let name = &mut [0u8; 65]; // char name[65];
/// assert_eq!(getdomainname(name, sizeof(name)), 0); // getdomainname(name, sizeof(name))
/// println!("our NIS domain is {}", cstr(name));
/// ```
///
/// See getdomainname(2). Of BSD; POSIX does not have it.
pub fn getdomainname<B: BytesMut + ?Sized>(name: &mut B, len: impl Length) -> c_int {
    gate(
        "getdomainname",
        (TextOut(Out::new(name, len)),),
        // SAFETY: `TextOut` lends room for `len` bytes at `name`.
        |((name, len),)| unsafe { libc::getdomainname(name.cast(), len) },
    )
}
