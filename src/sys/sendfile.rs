//! `<sys/sendfile.h>`: from a file to a socket, without a buffer in between.
//!
//! | C | here |
//! |---|---|
//! | `sendfile(sock, fd, NULL, n)` | [`sendfile`]`(sock, fd, NULL, n)` |
//! | `off_t at = 0; sendfile(sock, fd, &at, n)` | `let mut at = 0; sendfile(sock, fd, &mut at, n)` |
//!
//! ```no_run
//! use berkeley::{fcntl::*, sys::sendfile::*, unistd::*};
//!
//! # let sock = 0;
//! let fd = open("index.html", O_RDONLY, 0); // fd = open("index.html", O_RDONLY);
//! while sendfile(sock, fd, NULL, 65536) > 0 {} // while (sendfile(sock, fd, NULL, 65536) > 0) ;
//! close(fd);
//! ```

#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

use crate::base::args::Fd;
use crate::base::file::{Count, Place};
use crate::base::gate::gate;
use core::ffi::c_int;

/// `ssize_t sendfile(int out_fd, int in_fd, off_t *offset, size_t count)` — copies from one
/// descriptor to another inside the kernel.
///
/// # Parameters
///
/// * `out_fd` — where the data goes: a socket, or any file.
/// * `in_fd` — where it comes from: a file that can be mapped into memory, so not a socket.
/// * `offset` — where in `in_fd` to begin, in bytes; it is set to behind the last byte that was
///   copied, and the file's own place stays as it is. Or [`NULL`]: begins at that place and moves
///   it.
/// * `count` — how many bytes to copy, at most. The kernel copies 2,147,479,552 at a time.
///
/// # Returns
///
/// How many bytes were copied, which may be fewer; 0 at the end of the file; or −1, with
/// [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EAGAIN` — `out_fd` does not wait and takes nothing now.
/// * `EBADF` — one of them is not an open descriptor of this crate, or not open for reading or for
///   writing.
/// * `EINVAL` — `in_fd` cannot be read so (it is a socket); `out_fd` has `O_APPEND`; `offset` is
///   negative.
/// * `ESPIPE` — `offset` is given and `in_fd` has no places (a pipe).
/// * `EOVERFLOW` — beyond the largest place that there is.
/// * `EIO`, `ENOMEM` — the file could not be read; no memory.
/// * Those of [`write`](crate::unistd::write) to `out_fd`, such as `EPIPE`.
///
/// ```
/// use berkeley::{fcntl::*, sys::sendfile::*, sys::socket::*, unistd::*};
///
/// # let path = std::env::temp_dir().join(format!("berkeley-sendfile-{}", std::process::id()));
/// # std::fs::write(&path, "Hello, Client!")?;
/// # let path = path.to_str().unwrap();
/// let sv = &mut [0; 2];
/// socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
/// let fd = open(path, O_RDONLY, 0);
/// let mut offset = 7; // off_t offset = 7;
/// // sendfile(sv[0], fd, &offset, 100)
/// assert_eq!(sendfile(sv[0], fd, &mut offset, 100), 7); // all that there was: "Client!"
/// assert_eq!(offset, 14);
/// # for fd in [sv[0], sv[1], fd] { close(fd); }
/// # std::fs::remove_file(path)?;
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// See sendfile(2). Of Linux; other systems have calls of this name with other parameters.
#[doc(alias = "sys/sendfile.h")]
pub fn sendfile<O>(out_fd: c_int, in_fd: c_int, offset: &mut O, count: impl Length) -> ssize_t
where
    O: Pointer<off_t>,
{
    gate(
        "sendfile",
        (Fd(out_fd), Fd(in_fd), Place::new(offset), Count::new(count)),
        // SAFETY: both descriptors are held; `Place` lends an offset, or null.
        |(out_fd, in_fd, offset, count)| unsafe {
            libc::sendfile(out_fd.raw(), in_fd.raw(), offset, count)
        },
    )
}
