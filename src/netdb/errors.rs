//! The errors of the older functions.

use super::*;
use crate::Text;
use crate::stdio::report;
use crate::string::cstr;
use core::ffi::{CStr, c_int};

unsafe extern "C" {
    #[link_name = "__h_errno_location"]
    pub(super) safe fn h_errno_location() -> *mut c_int;
}

/// `h_errno` — why the last look-up of a host or a network of this thread failed.
///
/// Each thread has its own. A look-up that fails sets it; one that succeeds leaves there what
/// happened on the way. So it says something only after one has returned null.
///
/// # Returns
///
/// [`HOST_NOT_FOUND`], [`TRY_AGAIN`], [`NO_RECOVERY`], [`NO_DATA`]; or [`NETDB_INTERNAL`]: then
/// [`errno`](crate::errno::errno) says what went wrong.
///
/// ```
/// use berkeley::netdb::*;
///
/// if gethostbyaddr(b"?", 1, AF_INET) == NULL {
///     println!("{}", hstrerror(h_errno())); // puts(hstrerror(h_errno));
/// }
/// ```
///
/// See gethostbyname(3). POSIX.1-2008 withdrew it.
pub fn h_errno() -> c_int {
    // SAFETY: it is this thread's, and always there.
    unsafe { *h_errno_location() }
}

/// `h_errno = value` — sets this thread's error of looking up hosts and networks.
///
/// ```
/// use berkeley::netdb::*;
///
/// set_h_errno(NETDB_SUCCESS); // h_errno = NETDB_SUCCESS;
/// assert_eq!(h_errno(), NETDB_SUCCESS);
/// ```
pub fn set_h_errno(value: c_int) {
    // SAFETY: it is this thread's, and always there.
    unsafe { *h_errno_location() = value };
}

/// `void herror(const char *str)` — says on standard error what [`h_errno`] means.
///
/// Prints `str`, a colon and the message, or the message alone if `str` is empty or [`NULL`].
/// Neither `errno` nor [`h_errno`] changes.
///
/// ```
/// use berkeley::netdb::*;
///
/// set_h_errno(HOST_NOT_FOUND);
/// herror("gethostbyname"); // gethostbyname: Unknown host
/// ```
///
/// See herror(3). Of 4.3BSD; no standard has it.
pub fn herror<S: Bytes + ?Sized>(str: &S) {
    report(cstr(str).to_bytes(), &hstrerror(h_errno()));
}

/// `const char *hstrerror(int err_num)` — the message of an error of looking up hosts and
/// networks, in English.
///
/// # Parameters
///
/// * `err_num` — a value of [`h_errno`].
///
/// # Returns
///
/// The message, libc's own; `Unknown resolver error` of a number beyond [`NO_DATA`]. glibc says of
/// all negative ones what it says of [`NETDB_INTERNAL`].
///
/// ```
/// use berkeley::netdb::*;
///
/// assert_eq!(hstrerror(HOST_NOT_FOUND), "Unknown host");
/// ```
///
/// See hstrerror(3). Of 4.3BSD; no standard has it.
pub fn hstrerror(err_num: c_int) -> Text<64> {
    // SAFETY: a text that ends with a NUL, for every number.
    let message = unsafe { CStr::from_ptr(libc::hstrerror(err_num)) };
    Text::format(format_args!("{}", cstr(message)))
}
