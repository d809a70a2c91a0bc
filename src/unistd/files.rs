//! The names of files.

use crate::Bytes;
use crate::base::args::Named;
use crate::base::file::{Directory, Path};
use crate::base::gate::gate;
use crate::trace::AT_FLAGS;
use core::ffi::c_int;

/// `int unlinkat(int fd, const char *path, int flag)` — removes a name from a directory.
///
/// The file goes with its last name, as soon as nobody has it open any more.
///
/// # Parameters
///
/// * `fd` — a descriptor of the directory that the path begins in; or
///   [`AT_FDCWD`](crate::fcntl::AT_FDCWD), the one that the process is in. Nobody looks at it if the path
///   begins with a `/`.
/// * `path` — the name: text, or bytes up to a NUL or to their end.
/// * `flag` — 0; or [`AT_REMOVEDIR`](crate::fcntl::AT_REMOVEDIR), to remove a directory.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `ENOENT` — there is no such name, or it is empty.
/// * `ENOTDIR` — `fd`, or a part of the path, is not a directory; or the flag is given and the file
///   is none.
/// * `EISDIR` — a directory, and the flag is not given.
/// * `ENOTEMPTY` — the directory is not empty.
/// * `EACCES`, `EPERM` — the process may not remove names from that directory, or not this one.
/// * `EBUSY`, `EROFS`, `EIO`, `ENOMEM` — in use by the system; a file system that may not be
///   written; the device failed; no memory.
/// * `ENAMETOOLONG` — the path has 4096 bytes or more, or a part of it more than 255.
/// * `ELOOP` — too many symbolic links.
/// * `EINVAL` — unknown flags.
/// * `EFAULT` — `path` is [`NULL`](crate::NULL).
///
/// ```
/// use berkeley::{errno::*, fcntl::*, unistd::*};
///
/// # let path = std::env::temp_dir().join(format!("berkeley-unlinkat-{}", std::process::id()));
/// # std::fs::create_dir(&path)?;
/// # let path = path.to_str().unwrap();
/// let dir = open(path, O_RDONLY | O_DIRECTORY, 0);
/// let fd = openat(dir, "part", O_WRONLY | O_CREAT | O_EXCL, 0o600);
/// assert_eq!(unlinkat(dir, "part", 0), 0); // unlinkat(dir, "part", 0)
/// assert_eq!((unlinkat(dir, "part", 0), errno()), (-1, ENOENT));
/// # close(fd);
/// # close(dir);
/// # std::fs::remove_dir(path)?;
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// See unlinkat(2), POSIX.1-2024.
pub fn unlinkat<P: Bytes + ?Sized>(fd: c_int, path: &P, flag: c_int) -> c_int {
    let path = Path::new(path);
    let args = (Directory::of(fd, &path), path, Named(flag, &AT_FLAGS));
    gate("unlinkat", args, |((fd, _held), path, flag)| {
        // SAFETY: `fd` is held, unless the kernel does not look at it; `Path` lends text that ends
        // with a NUL, or null.
        path.lend_to(|path| unsafe { libc::unlinkat(fd, path, flag) })
    })
}
