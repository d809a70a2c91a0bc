//! `<unistd.h>`: what every descriptor can do, processes, and the names of the host.
//!
//! | C | here |
//! |---|---|
//! | `read(sock, message, sizeof(message) - 1)` | [`read`]`(sock, message, sizeof(message) - 1)` |
//! | `write(sock, message, sizeof(message))` | [`write`](fn@write)`(sock, message, sizeof(message))` |
//! | `write(sock, message + sent, len - sent)` | [`write`](fn@write)`(sock, &message[sent..], len - sent)` |
//! | `close(sock)` | [`close`]`(sock)` |
//! | `dup(sock)`, `dup2(sock, 0)` | [`dup`]`(sock)`, [`dup2`]`(sock, 0)` |
//! | `dup3(sock, 5, O_CLOEXEC)` | [`dup3`]`(sock, 5, O_CLOEXEC)` |
//! | `int fds[2]; pipe(fds)` | `let fds = &mut [0; 2];` [`pipe`]`(fds)` |
//! | `pipe2(fds, O_NONBLOCK)` | [`pipe2`]`(fds, O_NONBLOCK)` |
//! | `lseek(fd, 0, SEEK_END)` | [`lseek`]`(fd, 0, SEEK_END)` |
//! | `pread(fd, buf, sizeof(buf), 512)`, `pwrite(fd, buf, n, 512)` | [`pread`]`(fd, buf, sizeof(buf), 512)`, [`pwrite`]`(fd, buf, n, 512)` |
//! | `chdir("/")` | [`chdir`]`("/")` |
//! | `unlink(path)` | [`unlink`]`(path)` |
//! | `unlinkat(dir, "log", 0)` | [`unlinkat`]`(dir, "log", 0)` |
//! | `pid = fork()` | `pid = `[`fork`]`()` |
//! | `_exit(0)` | [`_exit`]`(0)` |
//! | `getpid()`, `getppid()` | [`getpid`]`()`, [`getppid`]`()` |
//! | `getpgrp()`, `getpgid(pid)`, `setpgid(0, 0)` | [`getpgrp`]`()`, [`getpgid`]`(pid)`, [`setpgid`]`(0, 0)` |
//! | `setsid()`, `getsid(0)` | [`setsid`]`()`, [`getsid`]`(0)` |
//! | `getuid()`, `geteuid()`, `getgid()`, `getegid()` | [`getuid`]`()`, [`geteuid`]`()`, [`getgid`]`()`, [`getegid`]`()` |
//! | `sleep(1)`, `usleep(1000)` | [`sleep`]`(1)`, [`usleep`]`(1000)` |
//! | `alarm(5)`, `pause()` | [`alarm`]`(5)`, [`pause`]`()` |
//! | `gethostname(name, sizeof(name))` | [`gethostname`]`(name, sizeof(name))` |
//! | `getdomainname(name, sizeof(name))`, `sethostname(name, len)` | [`getdomainname`]`(name, sizeof(name))`, [`sethostname`]`(name, len)` |
//!
//! ```
//! use berkeley::{string::*, unistd::*};
//!
//! let message = "hello\n"; // char message[] = "hello\n";
//! write(STDOUT_FILENO, message, 6); // write(STDOUT_FILENO, message, 6);
//! ```
//!
//! # Descriptors
//!
//! A descriptor is an `int`, as in C: −1 where a call failed, good for arrays, comparisons and
//! `maxfd + 1`. The crate keeps a table of those that it opened or was given
//! ([`adopt`](crate::adopt)). A number that is not in the table is `EBADF`, whoever else has it
//! open: no call of this crate touches a descriptor of Rust's own [`File`](std::fs::File)s and
//! sockets, and closing twice closes nobody else's.
//!
//! 0, 1 and 2 are in the table from the beginning: they can be read, written and replaced
//! ([`dup2`]). Rust's standard library goes on using them, so [`close`] never frees their numbers.

mod descriptors;
mod files;
mod host;
mod places;
mod process;
mod time;

#[doc(no_inline)]
pub use crate::fcntl::{SEEK_CUR, SEEK_END, SEEK_SET};
#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

pub use descriptors::{close, dup, dup2, dup3, pipe, pipe2, read, write};
pub use files::{chdir, unlink, unlinkat};
pub use host::{getdomainname, gethostname, sethostname};
pub use places::{SEEK_DATA, SEEK_HOLE, lseek, pread, pwrite};
pub use process::{
    _exit, fork, getegid, geteuid, getgid, getpgid, getpgrp, getpid, getppid, getsid, getuid,
    setpgid, setsid,
};
pub use time::{alarm, pause, sleep, usleep};

use core::ffi::c_int;

/// The descriptor of standard input: 0.
pub const STDIN_FILENO: c_int = 0;
/// The descriptor of standard output: 1. Rust's `print!` writes to it too, through a buffer.
pub const STDOUT_FILENO: c_int = 1;
/// The descriptor of standard error: 2. Rust's `eprint!` and panics write to it too.
pub const STDERR_FILENO: c_int = 2;
