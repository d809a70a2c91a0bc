//! Socket addresses, and `NULL`.

use crate::{Bytes, BytesMut, plain};
use core::ffi::c_int;
use core::ptr::NonNull;
use libc::{
    in_addr, in6_addr, sa_family_t, sockaddr, sockaddr_in, sockaddr_in6, sockaddr_un, socklen_t,
    timespec, timeval,
};

/// What may stand where C writes `(struct sockaddr *)`.
///
/// The structures of every address family, [`sockaddr_storage`], and bare bytes, for those who
/// test what a kernel makes of an address that no structure describes. [`NULL`] too, where C takes
/// it.
///
/// The trait only names what counts as an address and needs no `unsafe`: a type of your own that
/// is [`Plain`](crate::Plain) may join with an empty `impl`.
pub trait SockAddr: BytesMut {}

impl SockAddr for sockaddr {}
impl SockAddr for sockaddr_storage {}
impl SockAddr for sockaddr_in {}
impl SockAddr for sockaddr_in6 {}
impl SockAddr for sockaddr_un {}
impl SockAddr for [u8] {}
impl<const N: usize> SockAddr for [u8; N] {}
impl SockAddr for Vec<u8> {}
impl SockAddr for Null {}

plain! {
    in_addr { s_addr: u32 }
    in6_addr { s6_addr: [u8; 16] }
    sockaddr { sa_family: u16, sa_data: [core::ffi::c_char; 14] }
    sockaddr_in { sin_family: u16, sin_port: u16, sin_addr: in_addr, sin_zero: [u8; 8] }
    sockaddr_in6 {
        sin6_family: u16,
        sin6_port: u16,
        sin6_flowinfo: u32,
        sin6_addr: in6_addr,
        sin6_scope_id: u32,
    }
    timespec { tv_sec: libc::time_t, tv_nsec: core::ffi::c_long }
    timeval { tv_sec: libc::time_t, tv_usec: libc::suseconds_t }
    sockaddr_un { sun_family: u16, sun_path: [core::ffi::c_char; 108] }
}

/// `struct sockaddr_storage` — room for an address of any family, 128 bytes.
///
/// * `ss_family` — the family, such as [`AF_INET`](crate::sys::socket::AF_INET). The rest has no name: [`cast`](crate::cast) to the structure
///   of the family.
///
/// ```
/// use berkeley::{netinet::in_::*, unistd::*};
///
/// let sock = socket(PF_INET, SOCK_DGRAM, 0);
/// let addr = &mut sockaddr_storage::zeroed(); // struct sockaddr_storage addr;
/// let mut len = sizeof(addr) as socklen_t;
/// assert_eq!(getsockname(sock, addr, &mut len), 0);
/// assert_eq!(addr.ss_family, AF_INET as sa_family_t);
/// // ((struct sockaddr_in *)&addr)->sin_port
/// assert_eq!(cast::<sockaddr_in>(addr).sin_port, 0);
/// # close(sock);
/// ```
///
/// (It has libc's layout, and is a type of its own because libc's lets its bytes stay
/// uninitialised, which no call may be given.)
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sockaddr_storage {
    /// The address family, `AF_…`: what the rest is.
    pub ss_family: sa_family_t,
    rest: [u8; 128 - size_of::<sa_family_t>() - size_of::<usize>()],
    align: usize,
}

plain! {
    sockaddr_storage {
        ss_family: sa_family_t,
        rest: [u8; 128 - size_of::<sa_family_t>() - size_of::<usize>()],
        align: usize,
    }
}

/// The largest address that the kernel takes or gives: it refuses a longer one unread.
pub(crate) const LONGEST: socklen_t = size_of::<sockaddr_storage>() as socklen_t;

/// The descriptor that an address names, for the two kinds that name one.
///
/// `AF_XDP` (net/xdp/xsk.c, `xsk_bind`): with a flag, the socket whose memory is to be shared.
/// `PX_PROTO_OL2TP` (net/l2tp/l2tp_ppp.c, `pppol2tp_connect`): the socket that carries the tunnel,
/// unless it is negative. The kernel knows the latter by its length, and ignores the family.
#[inline]
pub(crate) fn named_descriptor(addr: &[u8]) -> Option<c_int> {
    const AF_XDP: u16 = 44;
    const XDP_SHARED_UMEM: u16 = 1;
    const PX_PROTO_OL2TP: u32 = 1;

    let at = match addr.len() {
        16.. if half(addr, 0) == AF_XDP && half(addr, 2) & XDP_SHARED_UMEM != 0 => 12,
        38 | 46 | 50 | 58 if word(addr, 2) == PX_PROTO_OL2TP => 10,
        _ => return None,
    };
    Some(word(addr, at) as c_int).filter(|fd| *fd >= 0)
}

fn half(addr: &[u8], at: usize) -> u16 {
    u16::from_ne_bytes([addr[at], addr[at + 1]])
}

fn word(addr: &[u8], at: usize) -> u32 {
    u32::from_ne_bytes([addr[at], addr[at + 1], addr[at + 2], addr[at + 3]])
}

/// The type of [`NULL`]: nothing, wherever C takes a null pointer for a buffer, an address or a
/// length.
pub struct Null {
    _only_as_null: (),
}

/// C's `NULL`, as an argument.
///
/// ```
/// use berkeley::{netinet::in_::*, sys::socket::*, unistd::*};
///
/// let server_sock = socket(PF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
/// assert_eq!(listen(server_sock, 5), 0);
/// // client_sock = accept(server_sock, NULL, NULL);
/// let client_sock = accept(server_sock, NULL, NULL);
/// assert_eq!(client_sock, -1); // nobody called yet, and this socket does not wait
/// close(server_sock);
/// ```
///
/// It is a reference to nothing, of the type that the parameter asks for, so that it can stand
/// beside a `&mut sockaddr_in`. What C gives back as a pointer that may be null is an `Option` here,
/// and `== NULL` asks it whether it is `None`.
// SAFETY: `Null` has no bytes, so a reference to it needs to be aligned and not null, which
// `NonNull::dangling` is, and any number of them refer to nothing in common.
pub const NULL: &mut Null = unsafe { &mut *NonNull::<Null>::dangling().as_ptr() };

impl Bytes for Null {
    #[inline]
    fn as_bytes(&self) -> &[u8] {
        &[]
    }

    #[inline]
    fn is_null(&self) -> bool {
        true
    }
}

impl BytesMut for Null {
    #[inline]
    fn as_bytes_mut(&mut self) -> &mut [u8] {
        &mut []
    }
}

/// `inet_ntop(…) == NULL`, of what C returns as a `const char *`.
impl PartialEq<&mut Null> for Option<&str> {
    fn eq(&self, _: &&mut Null) -> bool {
        self.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::named_descriptor;

    /// An address of the length, zero but for some bytes.
    fn addr(len: usize, parts: &[(usize, &[u8])]) -> Vec<u8> {
        let mut addr = vec![0; len];
        for (at, bytes) in parts {
            addr[*at..*at + bytes.len()].copy_from_slice(bytes);
        }
        addr
    }

    #[test]
    fn addresses_that_name_a_descriptor() {
        let (xdp, shared, fd) = (&44u16.to_ne_bytes(), &1u16.to_ne_bytes(), &7i32.to_ne_bytes());
        assert_eq!(named_descriptor(&addr(16, &[(0, xdp), (2, shared), (12, fd)])), Some(7));
        assert_eq!(named_descriptor(&addr(16, &[(0, xdp), (12, fd)])), None, "not shared");
        assert_eq!(named_descriptor(&addr(15, &[(0, xdp), (2, shared)])), None, "EINVAL");

        let (l2tp, none) = (&1u32.to_ne_bytes(), &(-1i32).to_ne_bytes());
        for len in [38, 46, 50, 58] {
            // Whatever the family: the kernel does not look.
            assert_eq!(named_descriptor(&addr(len, &[(2, l2tp), (10, fd)])), Some(7));
            assert_eq!(named_descriptor(&addr(len, &[(2, l2tp), (10, none)])), None);
            assert_eq!(named_descriptor(&addr(len, &[(10, fd)])), None, "PPPoE");
        }
        for len in 0..=16 {
            assert_eq!(named_descriptor(&addr(len, &[])), None);
        }
    }
}
