//! `bindresvport`.

use super::*;
use crate::base::args::Fd;
use crate::base::gate::{Arg, gate};
use crate::trace::Line;
use core::ffi::c_int;
use core::ptr;

// SAFETY: the declaration is that of glibc's <netinet/in.h>; libc (the crate) lacks it.
unsafe extern "C" {
    #[link_name = "bindresvport"]
    fn libc_bindresvport(sockfd: c_int, sock_in: *mut sockaddr_in) -> c_int;
}

/// `int bindresvport(int sockfd, struct sockaddr_in *sock_in)` — binds a socket to a free port that
/// is reserved for privileged processes.
///
/// Tries one port after the other, from 600 to 1023, until one is free, with a
/// [`bind`](crate::sys::socket::bind) each; if none is, those from 512 on.
///
/// glibc has it; other libraries of C do not, and nor does this crate with them.
///
/// # Parameters
///
/// * `sockfd` — a socket of [`PF_INET`].
/// * `sock_in` — the address to bind to, of which the port does not matter; is given the port, in
///   network byte order. With [`NULL`] it is any address, and [`getsockname`] tells the port.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EBADF` — `sockfd` is not an open descriptor of this crate.
/// * `EAFNOSUPPORT` — `sock_in` is not an address of [`AF_INET`].
/// * `EACCES` — the process may not bind to such a port: that needs `CAP_NET_BIND_SERVICE`.
/// * `EADDRINUSE` — none is free.
/// * `EADDRNOTAVAIL`, `EINVAL`, `ENOTSOCK` — as for [`bind`](crate::sys::socket::bind).
///
/// ```
/// use berkeley::{netinet::in_::*, stdio::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_STREAM, 0);
/// let addr = &mut sockaddr_in::zeroed(); // struct sockaddr_in addr;
/// addr.sin_family = AF_INET as sa_family_t;
/// addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
/// if bindresvport(sock, addr) == -1 { // if (bindresvport(sock, &addr) == -1)
///     perror("bindresvport");
/// }
/// close(sock);
/// ```
///
/// See bindresvport(3). Of 4.4BSD.
pub fn bindresvport<A: Pointer<sockaddr_in>>(sockfd: c_int, sock_in: &mut A) -> c_int {
    gate(
        "bindresvport",
        (Fd(sockfd), Reserved(sock_in.target())),
        // SAFETY: `sockfd` is held; `Reserved` lends an address to read and to write, or null. Of
        // addresses the function takes those of AF_INET, which name no descriptor.
        |(fd, addr)| unsafe { libc_bindresvport(fd.raw(), addr) },
    )
}

/// The address that `bindresvport` reads, and gives a port.
struct Reserved<'a>(Option<&'a mut sockaddr_in>);

impl Arg for Reserved<'_> {
    type Raw = *mut sockaddr_in;

    fn lend(&mut self) -> Result<*mut sockaddr_in, c_int> {
        Ok(self.0.as_deref_mut().map_or(ptr::null_mut(), |addr| addr))
    }

    fn show(&self, line: &mut Line, _: i64) {
        match &self.0 {
            Some(addr) => line.sockaddr(addr.as_bytes()),
            None => line.push("NULL"),
        }
    }
}
