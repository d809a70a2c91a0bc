//! `<sys/stat.h>`: what a file is, of which a program has a descriptor, and what may be done with new ones.
//!
//! | C | here |
//! |---|---|
//! | `struct stat st; fstat(fd, &st)` | `let st = &mut stat::zeroed();` [`fstat`]`(fd, st)` |
//! | `S_ISREG(st.st_mode)` | [`S_ISREG`]`(st.st_mode)` |
//! | `umask(077)` | [`umask`]`(0o077)` |
//! | `st.st_mtim.tv_nsec` | `st.st_mtime_nsec` |
//!
//! ```
//! use berkeley::{fcntl::*, sys::stat::*, unistd::*};
//!
//! let fd = open("/etc/passwd", O_RDONLY, 0);
//! let st = &mut stat::zeroed(); // struct stat st;
//! // if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
//! if fstat(fd, st) == 0 && S_ISREG(st.st_mode) {
//!     println!("{} bytes", st.st_size);
//! }
//! close(fd);
//! ```

#[doc(inline)]
pub use crate::base::plain::Zeroed;
#[doc(no_inline)]
pub use crate::fcntl::{
    S_IRGRP, S_IROTH, S_IRUSR, S_IRWXG, S_IRWXO, S_IRWXU, S_ISGID, S_ISUID, S_ISVTX, S_IWGRP,
    S_IWOTH, S_IWUSR, S_IXGRP, S_IXOTH, S_IXUSR, mode_t,
};
#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

use crate::base::args::Fd;
use crate::base::file::{Mask, Stat};
use crate::base::gate::gate;
use crate::base::plain::{Object, sealed::Sealed};
use core::ffi::c_int;

/// `struct stat` — what a file is: its type and who may do what with it (`st_mode`), its size in bytes
/// (`st_size`), when it was changed last (`st_mtime`), its owner (`st_uid`)…
///
/// See stat(3type), POSIX.1-2024.
// An alias: `libc::stat` is a function, too.
pub type stat = libc::stat;

impl Zeroed for libc::stat {
    fn zeroed() -> Self {
        // SAFETY: numbers, all of them, and gaps.
        unsafe { core::mem::zeroed() }
    }
}

impl Sealed for libc::stat {}
impl Object for libc::stat {}

/// The bits of `st_mode` that say of which type a file is.
pub const S_IFMT: mode_t = libc::S_IFMT;
/// A socket.
pub const S_IFSOCK: mode_t = libc::S_IFSOCK;
/// A symbolic link.
pub const S_IFLNK: mode_t = libc::S_IFLNK;
/// A regular file.
pub const S_IFREG: mode_t = libc::S_IFREG;
/// A block device.
pub const S_IFBLK: mode_t = libc::S_IFBLK;
/// A directory.
pub const S_IFDIR: mode_t = libc::S_IFDIR;
/// A character device.
pub const S_IFCHR: mode_t = libc::S_IFCHR;
/// A pipe, with a name or without one.
pub const S_IFIFO: mode_t = libc::S_IFIFO;

/// `S_ISREG(mode)` — whether a file is a regular one.
///
/// ```
/// use berkeley::sys::stat::*;
///
/// assert!(S_ISREG(S_IFREG | 0o644)); // S_ISREG(buf.st_mode)
/// assert!(!S_ISREG(S_IFDIR | 0o755));
/// ```
///
/// The mode is the `st_mode` that [`fstat`] gives. See inode(7), POSIX.1-2024.
pub const fn S_ISREG(mode: mode_t) -> bool {
    mode & S_IFMT == S_IFREG
}

/// `S_ISDIR(mode)` — whether a file is a directory.
///
/// ```
/// use berkeley::sys::stat::*;
///
/// assert!(S_ISDIR(S_IFDIR | 0o755)); // S_ISDIR(buf.st_mode)
/// assert!(!S_ISDIR(S_IFREG | 0o644));
/// ```
///
/// The mode is the `st_mode` that [`fstat`] gives. See inode(7), POSIX.1-2024.
pub const fn S_ISDIR(mode: mode_t) -> bool {
    mode & S_IFMT == S_IFDIR
}

/// `S_ISSOCK(mode)` — whether a file is a socket.
///
/// ```
/// use berkeley::sys::stat::*;
///
/// assert!(S_ISSOCK(S_IFSOCK | 0o755)); // S_ISSOCK(buf.st_mode)
/// assert!(!S_ISSOCK(S_IFIFO | 0o644));
/// ```
///
/// The mode is the `st_mode` that [`fstat`] gives. See inode(7), POSIX.1-2024.
pub const fn S_ISSOCK(mode: mode_t) -> bool {
    mode & S_IFMT == S_IFSOCK
}

/// `S_ISLNK(mode)` — whether a file is a symbolic link.
///
/// ```
/// use berkeley::sys::stat::*;
///
/// assert!(S_ISLNK(S_IFLNK | 0o777)); // S_ISLNK(buf.st_mode)
/// assert!(!S_ISLNK(S_IFREG | 0o644));
/// ```
///
/// The mode is the `st_mode` that [`fstat`] gives. See inode(7), POSIX.1-2024.
pub const fn S_ISLNK(mode: mode_t) -> bool {
    mode & S_IFMT == S_IFLNK
}

/// `S_ISFIFO(mode)` — whether a file is a pipe.
///
/// ```
/// use berkeley::sys::stat::*;
///
/// assert!(S_ISFIFO(S_IFIFO | 0o600)); // S_ISFIFO(buf.st_mode)
/// assert!(!S_ISFIFO(S_IFSOCK | 0o755));
/// ```
///
/// The mode is the `st_mode` that [`fstat`] gives. See inode(7), POSIX.1-2024.
pub const fn S_ISFIFO(mode: mode_t) -> bool {
    mode & S_IFMT == S_IFIFO
}

/// `S_ISCHR(mode)` — whether a file is a character device.
///
/// ```
/// use berkeley::sys::stat::*;
///
/// assert!(S_ISCHR(S_IFCHR | 0o666)); // S_ISCHR(buf.st_mode)
/// assert!(!S_ISCHR(S_IFBLK | 0o660));
/// ```
///
/// The mode is the `st_mode` that [`fstat`] gives. See inode(7), POSIX.1-2024.
pub const fn S_ISCHR(mode: mode_t) -> bool {
    mode & S_IFMT == S_IFCHR
}

/// `S_ISBLK(mode)` — whether a file is a block device.
///
/// ```
/// use berkeley::sys::stat::*;
///
/// assert!(S_ISBLK(S_IFBLK | 0o660)); // S_ISBLK(buf.st_mode)
/// assert!(!S_ISBLK(S_IFCHR | 0o666));
/// ```
///
/// The mode is the `st_mode` that [`fstat`] gives. See inode(7), POSIX.1-2024.
pub const fn S_ISBLK(mode: mode_t) -> bool {
    mode & S_IFMT == S_IFBLK
}

/// `int fstat(int fd, struct stat *buf)` — tells what the file behind a descriptor is.
///
/// # Parameters
///
/// * `fd` — a descriptor, of whatever kind.
/// * `buf` — is given what there is to know.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `fd` is not an open descriptor of this crate.
/// * `EIO`, `ENOMEM` — the file system failed; no memory.
/// * `EOVERFLOW` — a number has no room in its member: the size of a file of 2 GiB, in a 32-bit
///   program.
///
/// ```
/// use berkeley::{sys::socket::*, sys::stat::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_STREAM, 0);
/// let st = &mut stat::zeroed(); // struct stat st;
/// assert_eq!(fstat(sock, st), 0); // fstat(sock, &st)
/// assert!(S_ISSOCK(st.st_mode)); // S_ISSOCK(st.st_mode)
/// # close(sock);
/// ```
///
/// See fstat(2), POSIX.1-2024.
#[doc(alias = "sys/stat.h")]
pub fn fstat(fd: c_int, buf: &mut stat) -> c_int {
    gate(
        "fstat",
        (Fd(fd), Stat(buf)),
        // SAFETY: `fd` is held; `Stat` lends room for one.
        |(fd, buf)| unsafe { libc::fstat(fd.raw(), buf) },
    )
}

/// `mode_t umask(mode_t mask)` — says what nobody may do with files that the process makes.
///
/// The bits of the mask are taken away from the mode that `open`, `creat` and the like give a new
/// file, and from that of the path that a Unix socket is bound to (`0777`): with `umask(077)` before
/// `bind` nobody but the owner can connect. It is the mask of the whole process, and goes on to its
/// children.
///
/// # Parameters
///
/// * `mask` — the bits, of `0777`; the kernel ignores others.
///
/// # Returns
///
/// The mask that there was before. It cannot fail.
///
/// ```standalone_crate
/// use berkeley::{string::*, sys::socket::*, sys::stat::*, sys::un::*, unistd::*};
///
/// # let path = format!("/tmp/berkeley-umask-{}", std::process::id());
/// let server_addr = &mut sockaddr_un::zeroed();
/// server_addr.sun_family = AF_UNIX as sa_family_t;
/// strcpy(&mut server_addr.sun_path, &path);
/// let server_sock = socket(PF_UNIX, SOCK_STREAM, 0);
/// let old = umask(0o077); // mode_t old = umask(077);
/// assert_eq!(bind(server_sock, server_addr, sizeof(server_addr)), 0);
/// assert_eq!(umask(old), 0o077); // umask(old);
/// # use std::os::unix::fs::PermissionsExt;
/// # assert_eq!(std::fs::metadata(&path)?.permissions().mode() & 0o777, 0o700);
/// # close(server_sock);
/// # unlink(&path);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// See umask(2), POSIX.1-2024.
pub fn umask(mask: mode_t) -> mode_t {
    // SAFETY: passes a number only.
    gate("umask", (Mask(mask),), |(mask,)| unsafe { libc::umask(mask) })
}
