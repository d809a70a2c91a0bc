//! Files by their names.

use crate::base::args::Named;
use crate::base::file::{Directory, Path};
use crate::base::gate::gate;
use crate::stddef::*;
use crate::trace::AT_FLAGS;
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

/// `int chdir(const char *path)` — goes to another directory, in which paths begin from then on.
///
/// It is the directory of the whole process. A server that goes into the background goes to `/`, not to
/// keep the one that it was started in from being unmounted.
///
/// # Parameters
///
/// * `path` — the directory: text, or bytes up to a NUL or to their end.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno), and the process is where it was.
///
/// # Errors
///
/// * `ENOENT` — there is no such directory.
/// * `ENOTDIR` — it is, or a part of the path is, not a directory.
/// * `EACCES` — the process may not enter it.
/// * `ENAMETOOLONG` — the path has 4096 bytes or more, or a part of it more than 255.
/// * `ELOOP` — too many symbolic links.
/// * `EFAULT` — `path` is [`NULL`](crate::NULL).
/// * `EIO`, `ENOMEM` — the disk; no memory.
///
/// ```standalone_crate
/// use berkeley::{errno::*, unistd::*};
///
/// assert_eq!(chdir("/"), 0); // chdir("/")
/// assert_eq!((chdir("/dev/null"), errno()), (-1, ENOTDIR));
/// # assert_eq!(std::env::current_dir()?.to_str(), Some("/"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// See chdir(2), POSIX.1-2024.
pub fn chdir<P: Bytes + ?Sized>(path: &P) -> c_int {
    gate("chdir", (Path::new(path),), |(path,)| {
        // SAFETY: `Path` lends text that ends with a NUL, or null.
        path.lend_to(|path| unsafe { libc::chdir(path) })
    })
}

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
