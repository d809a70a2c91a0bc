//! Files by their names.

use crate::base::file::Path;
use crate::base::gate::gate;
use crate::stddef::*;
use core::ffi::c_int;

/// `int unlink(const char *path)` — removes the name of a file: of a Unix socket, say.
///
/// A Unix socket that was bound to a path leaves a file there, and nobody can bind to that path
/// again. So a server unlinks it when it ends, and, since the last one may have ended otherwise, before
/// it binds.
///
/// # Parameters
///
/// * `path` — the name: text, or bytes up to a NUL or to their end.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno). Who has the file open may go on using it.
///
/// # Errors
///
/// * `ENOENT` — there is no such file.
/// * `EACCES`, `EPERM` — the directory may not be written, or the file is another's, in a directory
///   such as `/tmp` where each may remove only his own.
/// * `EISDIR` — a directory: Linux's word for it, POSIX has `EPERM`.
/// * `ENOTDIR` — part of the path is not a directory.
/// * `ENAMETOOLONG` — the path has 4096 bytes or more, or a part of it more than 255.
/// * `ELOOP` — too many symbolic links.
/// * `EBUSY` — something is mounted there.
/// * `EROFS` — the file system may not be written.
/// * `EFAULT` — `path` is [`NULL`](crate::NULL).
/// * `EIO`, `ENOMEM` — the disk; no memory.
///
/// ```
/// use berkeley::{errno::*, string::*, sys::socket::*, sys::un::*, unistd::*};
///
/// # let path = format!("/tmp/berkeley-unlink-{}", std::process::id());
/// let server_addr = &mut sockaddr_un::zeroed();
/// server_addr.sun_family = AF_UNIX as sa_family_t;
/// strcpy(&mut server_addr.sun_path, &path);
/// assert!(unlink(&path) == 0 || errno() == ENOENT); // unlink(path) == 0 || errno == ENOENT
/// let server_sock = socket(PF_UNIX, SOCK_STREAM, 0);
/// assert_eq!(bind(server_sock, server_addr, sizeof(server_addr)), 0);
/// close(server_sock);
/// assert_eq!(unlink(&path), 0); // the file is still there: unlink(path)
/// ```
///
/// See unlink(2), POSIX.1-2024.
pub fn unlink<P: Bytes + ?Sized>(path: &P) -> c_int {
    gate("unlink", (Path::new(path),), |(path,)| {
        // SAFETY: `Path` lends text that ends with a NUL, or null.
        path.lend_to(|path| unsafe { libc::unlink(path) })
    })
}
