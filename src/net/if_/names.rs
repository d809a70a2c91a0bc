//! Interfaces by name and by number.

use super::*;
use crate::base::pointer::sealed::Pointee;
use crate::errno::{EFAULT, errno, set_errno};
use crate::string::{Cstr, cstr};
use core::ffi::c_uint;

/// `unsigned int if_nametoindex(const char *ifname)` — the number of the interface of a name.
///
/// # Parameters
///
/// * `ifname` — the name: `lo`, `eth0`.
///
/// # Returns
///
/// The number, from 1 on; or 0 (not −1), with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `ENODEV` — there is no such interface; or the name is longer than any.
/// * `ENOENT` — glibc could not open a socket to ask. (musl says why: `EMFILE`, `ENFILE`, `ENOMEM`.)
/// * `EFAULT` — `ifname` is [`NULL`].
///
/// ```
/// use berkeley::{errno::*, net::if_::*};
///
/// let index = if_nametoindex("lo"); // index = if_nametoindex("lo");
/// # if index != 0 {
/// let group = &mut libc::sockaddr_in6::zeroed();
/// group.sin6_scope_id = index; // group.sin6_scope_id = index;
/// # }
/// assert!(if_nametoindex("no such one") == 0 && errno() == ENODEV);
/// ```
///
/// See if_nametoindex(3), POSIX.1-2024.
#[doc(alias = "net/if.h")]
pub fn if_nametoindex<N: Bytes + ?Sized>(ifname: &N) -> c_uint {
    if ifname.is_null() {
        set_errno(EFAULT);
        return 0;
    }
    // One more than any name has: what is too long stays too long.
    let mut name = [0; IF_NAMESIZE + 1];
    let text = ifname.as_bytes().iter().take_while(|byte| **byte != 0);
    for (place, byte) in name[..IF_NAMESIZE].iter_mut().zip(text) {
        *place = *byte;
    }
    // SAFETY: the name ends with a NUL, since the last byte is one.
    unsafe { libc::if_nametoindex(name.as_ptr().cast()) }
}

/// `char *if_indextoname(unsigned int ifindex, char ifname[IF_NAMESIZE])` — the name of the
/// interface of a number.
///
/// # Parameters
///
/// * `ifindex` — the number.
/// * `ifname` — is given the name, with a NUL behind it. At least [`IF_NAMESIZE`] bytes.
///
/// # Returns
///
/// The name in `ifname`; or `None`, C's null pointer, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `ENXIO` — there is no such interface.
/// * `ENOENT` — glibc could not open a socket to ask. (musl says why: `EMFILE`, `ENFILE`, `ENOMEM`.)
/// * `EFAULT` — `ifname` is smaller than it has to be, or [`NULL`]; nothing was written.
///
/// ```
/// use berkeley::{errno::*, net::if_::*, string::*};
///
/// let name = &mut [0u8; IF_NAMESIZE]; // char name[IF_NAMESIZE];
/// if if_indextoname(1, name) == NULL { // if (if_indextoname(1, name) == NULL)
///     assert_eq!(errno(), ENXIO);
/// }
/// println!("{}", cstr(name)); // printf("%s\n", name);
/// ```
///
/// See if_indextoname(3), POSIX.1-2024.
pub fn if_indextoname<B>(ifindex: c_uint, ifname: &mut B) -> Option<Cstr<'_>>
where
    B: BytesMut + ?Sized,
{
    let name = ifname.as_bytes_mut();
    if name.len() < IF_NAMESIZE {
        set_errno(EFAULT);
        return None;
    }
    // SAFETY: there is room for the longest name.
    let found = unsafe { libc::if_indextoname(ifindex, name.as_mut_ptr().cast()) };
    if found.is_null() { None } else { Some(cstr(&*name)) }
}

impl Pointee for Cstr<'_> {}

/// `struct if_nameindex` — the number and the name of an interface.
#[derive(Clone, Debug)]
pub struct if_nameindex {
    /// The number, from 1 on; 0 at the end of the list.
    pub if_index: c_uint,
    /// The name; null at the end of the list.
    pub if_name: CharPtr,
}

impl Pointee for Vec<if_nameindex> {}

/// `struct if_nameindex *if_nameindex(void)` — all interfaces.
///
/// # Returns
///
/// The interfaces, and behind them one of number 0 and without a name, as in C; or `None`, C's null
/// pointer, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EMFILE`, `ENFILE`, `ENOBUFS`, `ENOMEM` — libc could not ask, or had no memory for the answer.
///
/// ```
/// use berkeley::{net::if_::*, stdio::*, stdlib::*};
///
/// // if ((all = if_nameindex()) == NULL) { perror("if_nameindex"); exit(1); }
/// let Some(all) = if_nameindex() else { perror("if_nameindex"); exit(1) };
/// let mut i = 0;
/// while !(all[i].if_index == 0 && all[i].if_name == NULL) {
///     println!("{}: {}", all[i].if_index, all[i].if_name);
///     i += 1;
/// }
/// if_freenameindex(all); // if_freenameindex(all);
/// ```
///
/// See if_nameindex(3), POSIX.1-2024.
pub fn if_nameindex() -> Option<Vec<if_nameindex>> {
    // SAFETY: it takes nothing.
    let list = unsafe { libc::if_nameindex() };
    if list.is_null() {
        return None;
    }
    let kept = errno();
    let (mut all, mut next) = (vec![], list);
    loop {
        // SAFETY: the last interface of the list has no name, and this never goes beyond it.
        let interface = unsafe { &*next };
        all.push(if_nameindex {
            if_index: interface.if_index,
            // SAFETY: null, or a text that ends with a NUL.
            if_name: unsafe { CharPtr::copy(interface.if_name) },
        });
        if interface.if_index == 0 && interface.if_name.is_null() {
            break;
        }
        // SAFETY: this was not the last one, so there is another.
        next = unsafe { next.add(1) };
    }
    // SAFETY: if_nameindex made the list, and nothing refers to it any more.
    unsafe { libc::if_freenameindex(list) };
    set_errno(kept);
    Some(all)
}

/// `void if_freenameindex(struct if_nameindex *ptr)` — gives the list of interfaces back.
///
/// The list goes away with its variable too. [`errno`](crate::errno::errno) stays as it was.
///
/// # Parameters
///
/// * `ptr` — the list. To read it after it was freed does not compile.
///
/// ```
/// use berkeley::net::if_::*;
///
/// if let Some(all) = if_nameindex() {
///     if_freenameindex(all); // if_freenameindex(all);
/// }
/// ```
///
/// See if_freenameindex(3), POSIX.1-2024.
pub fn if_freenameindex(ptr: Vec<if_nameindex>) {
    let kept = errno();
    drop(ptr);
    set_errno(kept);
}
