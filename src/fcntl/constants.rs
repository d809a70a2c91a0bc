//! The constants of `<fcntl.h>`.

use super::{c_int, mode_t};

// Access: one of the three.

/// To be read.
pub const O_RDONLY: c_int = libc::O_RDONLY;
/// To be written.
pub const O_WRONLY: c_int = libc::O_WRONLY;
/// To be read and written.
pub const O_RDWR: c_int = libc::O_RDWR;
/// The bits that say which of the three.
pub const O_ACCMODE: c_int = libc::O_ACCMODE;
/// Neither to be read nor written: the descriptor only stands for the place in the tree of files.
pub const O_PATH: c_int = libc::O_PATH;

// How a file is opened.

/// Makes the file if there is none.
pub const O_CREAT: c_int = libc::O_CREAT;
/// With [`O_CREAT`]: fails with `EEXIST` if there is one.
pub const O_EXCL: c_int = libc::O_EXCL;
/// A terminal does not become the process's controlling one.
pub const O_NOCTTY: c_int = libc::O_NOCTTY;
/// Empties the file.
pub const O_TRUNC: c_int = libc::O_TRUNC;
/// Fails with `ENOTDIR` if the file is not a directory.
pub const O_DIRECTORY: c_int = libc::O_DIRECTORY;
/// Fails with `ELOOP` if the file is a symbolic link.
pub const O_NOFOLLOW: c_int = libc::O_NOFOLLOW;
/// The descriptor has [`FD_CLOEXEC`]: it is closed when the process executes another program.
pub const O_CLOEXEC: c_int = libc::O_CLOEXEC;
/// Makes a file without a name, in the directory that the path says.
pub const O_TMPFILE: c_int = libc::O_TMPFILE;
/// Files larger than 2 GiB may be opened. 0 where they always may.
pub const O_LARGEFILE: c_int = libc::O_LARGEFILE;

// Paths in a directory.

/// For [`openat`](super::openat) and [`unlinkat`](crate::unistd::unlinkat), in the place of a
/// descriptor: the directory that the process is in.
pub const AT_FDCWD: c_int = libc::AT_FDCWD;
/// For [`unlinkat`](crate::unistd::unlinkat): removes a directory, which must be empty.
pub const AT_REMOVEDIR: c_int = libc::AT_REMOVEDIR;

// Status: what `F_GETFL` returns besides the access, and `F_SETFL` sets some of.

/// Writes go to the end of the file.
pub const O_APPEND: c_int = libc::O_APPEND;
/// Calls do not wait: they fail with `EAGAIN` where they would.
pub const O_NONBLOCK: c_int = libc::O_NONBLOCK;
/// The older name of [`O_NONBLOCK`].
pub const O_NDELAY: c_int = libc::O_NDELAY;
/// A signal, `SIGIO`, tells of data that comes. [`F_SETOWN`] says who gets it.
pub const O_ASYNC: c_int = libc::O_ASYNC;
/// A write returns when the data, and what is needed to find it, is on the disk.
pub const O_DSYNC: c_int = libc::O_DSYNC;
/// A write returns when the data, and all that belongs to the file, is on the disk.
pub const O_SYNC: c_int = libc::O_SYNC;
/// The older name of [`O_SYNC`].
pub const O_FSYNC: c_int = O_SYNC;
/// A read waits for writes as [`O_SYNC`] does; Linux does not tell the two apart.
pub const O_RSYNC: c_int = libc::O_RSYNC;
/// Data goes past the kernel's cache; a pipe keeps writes apart.
pub const O_DIRECT: c_int = libc::O_DIRECT;
/// Reading does not change the time of last access.
pub const O_NOATIME: c_int = libc::O_NOATIME;

// Commands of fcntl: see there.

/// Makes another descriptor for the file: the lowest free one from a number on.
pub const F_DUPFD: c_int = libc::F_DUPFD;
/// [`F_DUPFD`], with [`FD_CLOEXEC`].
pub const F_DUPFD_CLOEXEC: c_int = libc::F_DUPFD_CLOEXEC;
/// Returns the flags of the descriptor: [`FD_CLOEXEC`], or 0.
pub const F_GETFD: c_int = libc::F_GETFD;
/// Sets the flags of the descriptor.
pub const F_SETFD: c_int = libc::F_SETFD;
/// Returns access and status of the file: `O_…`.
pub const F_GETFL: c_int = libc::F_GETFL;
/// Sets the status of the file: [`O_APPEND`], [`O_ASYNC`], [`O_DIRECT`], [`O_NOATIME`] and
/// [`O_NONBLOCK`]; what else the number says is not looked at.
pub const F_SETFL: c_int = libc::F_SETFL;
/// Returns who gets the signals of the file: the number of a process, or of a group with a minus.
pub const F_GETOWN: c_int = libc::F_GETOWN;
/// Sets who gets the signals of the file (`SIGIO`, and `SIGURG` of a socket): the number of a
/// process, or of a group with a minus.
pub const F_SETOWN: c_int = libc::F_SETOWN;
/// Tells who gets the signals of the file: an [`f_owner_ex`](super::f_owner_ex).
pub const F_GETOWN_EX: c_int = 16;
/// Sets who gets the signals of the file: an [`f_owner_ex`](super::f_owner_ex).
pub const F_SETOWN_EX: c_int = 15;
/// Tells which users, real and effective, set who gets the signals: two `uid_t`.
pub const F_GETOWNER_UIDS: c_int = 17;
/// Returns which signal tells of data; 0 is `SIGIO`.
pub const F_GETSIG: c_int = 11;
/// Sets which signal tells of data; 0 is `SIGIO`.
pub const F_SETSIG: c_int = 10;
/// Tells which lock is in the way of a [`flock`](super::flock): its `l_type` becomes [`F_UNLCK`] if
/// none is.
pub const F_GETLK: c_int = libc::F_GETLK;
/// Locks or unlocks a part of a file for the process: a [`flock`](super::flock).
pub const F_SETLK: c_int = libc::F_SETLK;
/// [`F_SETLK`], and waits for it.
pub const F_SETLKW: c_int = libc::F_SETLKW;
/// [`F_GETLK`], for the open file.
pub const F_OFD_GETLK: c_int = libc::F_OFD_GETLK;
/// [`F_SETLK`], for the open file, which all descriptors of it share.
pub const F_OFD_SETLK: c_int = libc::F_OFD_SETLK;
/// [`F_OFD_SETLK`], and waits for it.
pub const F_OFD_SETLKW: c_int = libc::F_OFD_SETLKW;
/// Returns how many bytes a pipe holds.
pub const F_GETPIPE_SZ: c_int = libc::F_GETPIPE_SZ;
/// Sets how many bytes a pipe holds, at least; returns how many it does.
pub const F_SETPIPE_SZ: c_int = libc::F_SETPIPE_SZ;
/// Returns the seals of a memory file: `F_SEAL_…`.
pub const F_GET_SEALS: c_int = libc::F_GET_SEALS;
/// Adds seals to a memory file: `F_SEAL_…`.
pub const F_ADD_SEALS: c_int = libc::F_ADD_SEALS;
/// Returns the lease on a file: [`F_RDLCK`], [`F_WRLCK`] or [`F_UNLCK`].
pub const F_GETLEASE: c_int = libc::F_GETLEASE;
/// Takes or gives back a lease on a file: [`F_RDLCK`], [`F_WRLCK`] or [`F_UNLCK`].
pub const F_SETLEASE: c_int = libc::F_SETLEASE;
/// A signal when something of this changes in a directory: `DN_…`.
pub const F_NOTIFY: c_int = libc::F_NOTIFY;
/// Tells how long what is written to the file will be kept: a `u64`, `RWH_WRITE_LIFE_…`.
pub const F_GET_RW_HINT: c_int = 1035;
/// Sets how long what is written to the file will be kept: a `u64`.
pub const F_SET_RW_HINT: c_int = 1036;
/// [`F_GET_RW_HINT`], of the open file alone; later kernels do not know it: `EINVAL`.
pub const F_GET_FILE_RW_HINT: c_int = 1037;
/// [`F_SET_RW_HINT`], of the open file alone; later kernels do not know it: `EINVAL`.
pub const F_SET_FILE_RW_HINT: c_int = 1038;

/// A flag of the descriptor: it is closed when the process executes another program.
pub const FD_CLOEXEC: c_int = libc::FD_CLOEXEC;

// For locks and leases.

/// A lock to read with: others may, too.
pub const F_RDLCK: c_int = libc::F_RDLCK as c_int;
/// A lock to write with: nobody else has one.
pub const F_WRLCK: c_int = libc::F_WRLCK as c_int;
/// No lock.
pub const F_UNLCK: c_int = libc::F_UNLCK as c_int;
/// A place counts from the beginning of the file.
pub const SEEK_SET: c_int = libc::SEEK_SET;
/// A place counts from where the file is read and written next.
pub const SEEK_CUR: c_int = libc::SEEK_CUR;
/// A place counts from the end of the file.
pub const SEEK_END: c_int = libc::SEEK_END;

// For signals.

/// A thread.
pub const F_OWNER_TID: c_int = 0;
/// A process.
pub const F_OWNER_PID: c_int = 1;
/// A process group.
pub const F_OWNER_PGRP: c_int = 2;

// Seals of memory files.

/// No seal can be added.
pub const F_SEAL_SEAL: c_int = libc::F_SEAL_SEAL;
/// The file cannot become shorter.
pub const F_SEAL_SHRINK: c_int = libc::F_SEAL_SHRINK;
/// The file cannot become longer.
pub const F_SEAL_GROW: c_int = libc::F_SEAL_GROW;
/// The file cannot be written.
pub const F_SEAL_WRITE: c_int = libc::F_SEAL_WRITE;
/// The file cannot be written, except where it is mapped for it already.
pub const F_SEAL_FUTURE_WRITE: c_int = libc::F_SEAL_FUTURE_WRITE;

// What may change in a directory.

/// A file was read.
pub const DN_ACCESS: c_int = 0x1;
/// A file was written.
pub const DN_MODIFY: c_int = 0x2;
/// A file was made.
pub const DN_CREATE: c_int = 0x4;
/// A file was removed.
pub const DN_DELETE: c_int = 0x8;
/// A file got another name.
pub const DN_RENAME: c_int = 0x10;
/// What belongs to a file changed: its mode, its owner.
pub const DN_ATTRIB: c_int = 0x20;
/// The signal comes for every change, not only for the first.
pub const DN_MULTISHOT: c_int = 0x8000_0000_u32 as c_int;

// How long what is written will be kept.

/// Nothing was said about it.
pub const RWH_WRITE_LIFE_NOT_SET: u64 = 0;
/// Nothing is known about it.
pub const RWH_WRITE_LIFE_NONE: u64 = 1;
/// For a short time.
pub const RWH_WRITE_LIFE_SHORT: u64 = 2;
/// Longer than [`RWH_WRITE_LIFE_SHORT`].
pub const RWH_WRITE_LIFE_MEDIUM: u64 = 3;
/// Longer than [`RWH_WRITE_LIFE_MEDIUM`].
pub const RWH_WRITE_LIFE_LONG: u64 = 4;
/// Longer than [`RWH_WRITE_LIFE_LONG`].
pub const RWH_WRITE_LIFE_EXTREME: u64 = 5;

// The mode of a file: who may do what with it.

/// The owner may read.
pub const S_IRUSR: mode_t = libc::S_IRUSR;
/// The owner may write.
pub const S_IWUSR: mode_t = libc::S_IWUSR;
/// The owner may execute, or search a directory.
pub const S_IXUSR: mode_t = libc::S_IXUSR;
/// The owner may do all three.
pub const S_IRWXU: mode_t = libc::S_IRWXU;
/// The group may read.
pub const S_IRGRP: mode_t = libc::S_IRGRP;
/// The group may write.
pub const S_IWGRP: mode_t = libc::S_IWGRP;
/// The group may execute, or search a directory.
pub const S_IXGRP: mode_t = libc::S_IXGRP;
/// The group may do all three.
pub const S_IRWXG: mode_t = libc::S_IRWXG;
/// All others may read.
pub const S_IROTH: mode_t = libc::S_IROTH;
/// All others may write.
pub const S_IWOTH: mode_t = libc::S_IWOTH;
/// All others may execute, or search a directory.
pub const S_IXOTH: mode_t = libc::S_IXOTH;
/// All others may do all three.
pub const S_IRWXO: mode_t = libc::S_IRWXO;
/// Who executes the file becomes its owner.
pub const S_ISUID: mode_t = libc::S_ISUID;
/// Who executes the file joins its group.
pub const S_ISGID: mode_t = libc::S_ISGID;
/// In the directory only the owner of a file may remove it.
pub const S_ISVTX: mode_t = libc::S_ISVTX;
