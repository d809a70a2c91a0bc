//! `<sys/un.h>`: the addresses of Unix sockets, which connect processes of one host.
//!
//! | C | here |
//! |---|---|
//! | `struct sockaddr_un addr;` | `let addr = &mut `[`sockaddr_un`]`::zeroed();` |
//! | `addr.sun_family = AF_UNIX;` | `addr.sun_family = AF_UNIX as sa_family_t;` |
//! | `strcpy(addr.sun_path, path);` | [`strcpy`]`(&mut addr.sun_path, path);` |
//! | `strncpy(addr.sun_path, path, sizeof(addr.sun_path) - 1);` | `let sun_path = &mut addr.sun_path;` <br> [`strncpy`]`(sun_path, path, sizeof(sun_path) - 1);` |
//! | `printf("%s", addr.sun_path);` | `print!("{}", cstr(&addr.sun_path));` |
//! | `bind(sock, (struct sockaddr *)&addr, SUN_LEN(&addr))` | `bind(sock, addr, `[`SUN_LEN`]`(addr))` |
//!
//! ```
//! use berkeley::sys::{socket::*, un::*}; // #include <sys/un.h>
//!
//! let addr = &mut sockaddr_un::zeroed(); // struct sockaddr_un addr;
//! strcpy(&mut addr.sun_path, "/run/service.sock"); // strcpy(addr.sun_path, "/run/service.sock");
//! # assert_eq!(SUN_LEN(addr), 19);
//! ```
//!
//! # Three kinds of address
//!
//! What the address is, the length says that goes with it: to [`bind`](super::socket::bind) and
//! [`connect`](super::socket::connect), and back from
//! [`getsockname`](super::socket::getsockname), [`accept`](super::socket::accept) and
//! [`recvfrom`](super::socket::recvfrom).
//!
//! | kind | `sun_path` | length |
//! |---|---|---|
//! | a path | the path of the socket's file, and a NUL | 2 + the path + the NUL |
//! | abstract | a NUL, and then the name: any bytes, NULs too | 2 + the NUL + the name |
//! | unnamed | nothing: the kernel leaves it as it was | 2 |
//!
//! * **A path** makes a file, which outlives the socket: a server removes an old one before it
//!   binds. `sizeof(addr)` will do for the length, since the path ends at its NUL.
//! * **Abstract** names have no file and vanish with the socket. Every byte within the length
//!   belongs to the name, so `sizeof(addr)` is a name of 107 bytes, most of them NULs, and not the
//!   one that was meant. [`SUN_LEN`] does not count it either: it stops at the first NUL.
//! * **Unnamed** are sockets that were never bound: a client's, and both of a pair. `sun_path`
//!   still holds what was there before the call.
//!
//! # A path of 108 bytes
//!
//! `sun_path` has 108 bytes, and Linux takes a path that fills it, without a NUL. It keeps one of
//! its own behind it, and so answers **111** for the length of that address: one more than the 110
//! bytes of a `sockaddr_un`. C's `sun_path[len - 3]`, or `%s` of `printf`, then leaves the
//! structure. Here [`cstr`] ends with the array, and so does [`SUN_LEN`]; a
//! length from the kernel that is to be used again is clamped as in careful C:
//!
//! ```
//! use berkeley::{string::*, sys::socket::*, sys::un::*, unistd::*};
//!
//! let sock = socket(PF_UNIX, SOCK_STREAM, 0);
//! let addr = &mut sockaddr_un::zeroed();
//! addr.sun_family = AF_UNIX as sa_family_t;
//! addr.sun_path.as_bytes_mut()[1..8].copy_from_slice(b"service");
//! // bind(sock, (struct sockaddr *)&addr, offsetof(struct sockaddr_un, sun_path) + 1 + 7)
//! assert_eq!(bind(sock, addr, 2 + 1 + 7), 0);
//!
//! let mut len = sizeof(addr) as socklen_t;
//! assert_eq!(getsockname(sock, addr, &mut len), 0);
//! let len = (len as usize).min(sizeof(addr)); // if (len > sizeof(addr)) len = sizeof(addr);
//! // printf("%.*s\n", len - 3, addr.sun_path + 1);
//! println!("{}", cstr(&addr.as_bytes()[3..len]));
//! assert_eq!(addr.as_bytes()[3..len], *b"service");
//! # close(sock);
//! ```
//!
//! See unix(7), POSIX.1-2024 (which has paths alone, and leaves the size of `sun_path` open: 92 to
//! 108).

#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::string::*;
#[doc(no_inline)]
pub use crate::sys::socket::sa_family_t;

use core::mem::offset_of;

/// `struct sockaddr_un` — the address of a Unix socket.
///
/// * `sun_family` — [`AF_UNIX`](super::socket::AF_UNIX).
/// * `sun_path` — the path of the socket's file, ended by a NUL; or a NUL and an abstract name.
///   What of it counts depends on the length that comes with the address: see
///   [the kinds of address](self#three-kinds-of-address).
///
/// ```
/// use berkeley::{string::*, sys::socket::*, sys::un::*, unistd::*};
///
/// # let path = format!("/tmp/berkeley-doc-{}.sock", std::process::id());
/// let server_sock = socket(PF_UNIX, SOCK_STREAM, 0);
/// let server_addr = &mut sockaddr_un::zeroed(); // struct sockaddr_un server_addr;
/// server_addr.sun_family = AF_UNIX as sa_family_t;
/// strcpy(&mut server_addr.sun_path, &path); // strcpy(server_addr.sun_path, path);
/// assert_eq!(bind(server_sock, server_addr, sizeof(server_addr)), 0);
/// # std::fs::remove_file(path).unwrap();
/// close(server_sock);
/// ```
///
/// See unix(7), POSIX.1-2024.
#[doc(inline)]
pub use libc::sockaddr_un;

/// `size_t SUN_LEN(const struct sockaddr_un *ptr)` — the length of an address that is a path.
///
/// # Parameters
///
/// * `ptr` — the address.
///
/// # Returns
///
/// The bytes before the path and those of the path, without its NUL, which Linux does not need:
/// `offsetof(struct sockaddr_un, sun_path) + strlen(ptr->sun_path)`. At most 110: a path that fills
/// the array has no NUL, and C reads on beyond it.
///
/// For an abstract name it is 2, the length of no name at all: [`bind`](super::socket::bind) would
/// choose one by itself.
///
/// ```
/// use berkeley::{string::*, sys::un::*};
///
/// let addr = &mut sockaddr_un::zeroed();
/// strcpy(&mut addr.sun_path, "/tmp/s");
/// assert_eq!(SUN_LEN(addr), 2 + 6); // SUN_LEN(&addr)
/// ```
///
/// See unix(7). Of 4.3BSD.
pub const fn SUN_LEN(ptr: &sockaddr_un) -> size_t {
    let mut len = 0;
    while len < ptr.sun_path.len() && ptr.sun_path[len] != 0 {
        len += 1;
    }
    offset_of!(sockaddr_un, sun_path) + len
}
