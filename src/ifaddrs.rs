//! `<ifaddrs.h>`: the addresses of this host's network interfaces.
//!
//! | C | here |
//! |---|---|
//! | `struct ifaddrs *ifaddr, *ifa;` | `let mut ifaddr = `[`IfAddrsPtr::NULL`](crate::ListPtr::NULL)`;` |
//! | `getifaddrs(&ifaddr) == -1` | [`getifaddrs`]`(&mut ifaddr) == -1` |
//! | `for (ifa = ifaddr; ifa != NULL; ifa = ifa->ifa_next)` | `let mut ifa = &ifaddr; while ifa != NULL { …; ifa = &ifa.ifa_next }` |
//! | `if (ifa->ifa_addr == NULL) continue;` | `let Some(addr) = &ifa.ifa_addr else { … }` |
//! | `ifa->ifa_addr->sa_family == AF_INET` | `addr.ss_family == AF_INET as sa_family_t` |
//! | `((struct sockaddr_in *)ifa->ifa_addr)->sin_addr` | `cast::<sockaddr_in>(addr).sin_addr` |
//! | `((struct rtnl_link_stats *)ifa->ifa_data)->rx_packets` | `ifa.ifa_data.unwrap().rx_packets` |
//! | `freeifaddrs(ifaddr)` | [`freeifaddrs`]`(ifaddr)` |
//!
//! ```
//! use berkeley::ifaddrs::*;
//!
//! let mut ifaddr = IfAddrsPtr::NULL; // struct ifaddrs *ifaddr;
//! assert_eq!(getifaddrs(&mut ifaddr), 0); // getifaddrs(&ifaddr);
//! ```

#[doc(no_inline)]
pub use crate::sys::socket::*;

pub use crate::CharPtr;

use crate::ListPtr;
use crate::base::foreign;
use crate::base::list::sealed::Linked;
use crate::base::pointer::sealed::Pointee;
use crate::errno::{errno, set_errno};
use crate::linux::if_link::rtnl_link_stats;
use core::ffi::{c_int, c_uint};
use core::mem::{MaybeUninit, offset_of};
use core::ptr;
use libc::{sockaddr_in, sockaddr_in6, sockaddr_ll};

/// `struct ifaddrs *` — a list of addresses of interfaces, or null: what [`getifaddrs`] gives.
pub type IfAddrsPtr = ListPtr<ifaddrs>;

/// `struct ifaddrs` — an address of an interface.
///
/// An interface has one of these for itself, whose address is a `sockaddr_ll` (`AF_PACKET`), and
/// one for each of its addresses. The addresses are `None` where C's pointer is null.
#[derive(Debug)]
pub struct ifaddrs {
    /// The next structure of the list, or null.
    pub ifa_next: IfAddrsPtr,
    /// The name of the interface; the label of the address where it has one (`eth0:1`).
    pub ifa_name: CharPtr,
    /// What the interface is and does: `IFF_…` flags, ORed.
    pub ifa_flags: c_uint,
    /// The address.
    pub ifa_addr: Option<sockaddr_storage>,
    /// Its netmask.
    pub ifa_netmask: Option<sockaddr_storage>,
    /// The broadcast address, or the address of the other end. See
    /// [`ifa_broadaddr`](ifaddrs::ifa_broadaddr), [`ifa_dstaddr`](ifaddrs::ifa_dstaddr).
    pub ifa_ifu: ifaddrs_ifu,
    /// With an `AF_PACKET` address, what the interface has counted since it was made.
    pub ifa_data: Option<rtnl_link_stats>,
}

/// `union { … } ifa_ifu` of [`ifaddrs`] — an address that depends on the interface. (Without a name
/// in C.)
///
/// ```
/// use berkeley::ifaddrs::*;
///
/// let mut ifaddr = IfAddrsPtr::NULL;
/// getifaddrs(&mut ifaddr);
/// for ifa in &ifaddr {
///     // ifa->ifa_ifu.ifu_broadaddr == ifa->ifa_broadaddr
///     assert_eq!(ifa.ifa_ifu.ifu_broadaddr().is_some(), ifa.ifa_broadaddr() != NULL);
/// }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct ifaddrs_ifu(Option<sockaddr_storage>);

impl ifaddrs_ifu {
    /// `ifu_broadaddr` — [`ifa_broadaddr`](ifaddrs::ifa_broadaddr).
    pub fn ifu_broadaddr(&self) -> Option<&sockaddr_storage> {
        self.0.as_ref()
    }

    /// `ifu_dstaddr` — [`ifa_dstaddr`](ifaddrs::ifa_dstaddr).
    pub fn ifu_dstaddr(&self) -> Option<&sockaddr_storage> {
        self.0.as_ref()
    }
}

impl ifaddrs {
    /// `ifa_broadaddr`, C's short name for `ifa_ifu.ifu_broadaddr` — the broadcast address, if
    /// `IFF_BROADCAST` is in `ifa_flags`.
    ///
    /// ```
    /// use berkeley::{arpa::inet::*, ifaddrs::*, net::if_::*};
    ///
    /// let mut ifaddr = IfAddrsPtr::NULL;
    /// getifaddrs(&mut ifaddr);
    /// for ifa in &ifaddr {
    ///     // if (ifa->ifa_broadaddr == NULL) continue;
    ///     let Some(addr) = ifa.ifa_broadaddr() else { continue };
    ///     if ifa.ifa_flags as i32 & IFF_BROADCAST != 0 && addr.ss_family == AF_INET as sa_family_t {
    ///         // ((struct sockaddr_in *)ifa->ifa_broadaddr)->sin_addr
    ///         println!("{}", inet_ntoa(cast::<sockaddr_in>(addr).sin_addr));
    ///     }
    /// }
    /// ```
    pub fn ifa_broadaddr(&self) -> Option<&sockaddr_storage> {
        self.ifa_ifu.ifu_broadaddr()
    }

    /// `ifa_dstaddr`, C's short name for `ifa_ifu.ifu_dstaddr` — the address of the other end, if
    /// `IFF_POINTOPOINT` is in `ifa_flags`.
    pub fn ifa_dstaddr(&self) -> Option<&sockaddr_storage> {
        self.ifa_ifu.ifu_dstaddr()
    }

    /// Copies one structure of libc's.
    ///
    /// # Safety
    ///
    /// Its pointers are null or point to what they should; `ifa_data`, to `given` bytes.
    unsafe fn copy(ifa: &libc::ifaddrs, given: usize) -> ifaddrs {
        // SAFETY: null or an address, as the caller promises.
        let [addr, netmask, ifu] =
            [ifa.ifa_addr, ifa.ifa_netmask, ifa.ifa_ifu].map(|addr| unsafe { address(addr) });
        // Only with an interface itself is it known what the data is.
        let counted = addr.is_some_and(|addr| c_int::from(addr.ss_family) == AF_PACKET)
            && !ifa.ifa_data.is_null();
        let data = counted.then(|| {
            let mut stats = rtnl_link_stats::zeroed();
            let room = stats.as_bytes_mut();
            // SAFETY: there are `given` bytes, as the caller promises, and room for as many as
            // this, apart from libc's memory.
            unsafe {
                let from = ifa.ifa_data.cast_const().cast();
                ptr::copy_nonoverlapping(from, room.as_mut_ptr(), given.min(room.len()));
            }
            stats
        });
        ifaddrs {
            ifa_next: IfAddrsPtr::NULL,
            // SAFETY: null, or a text that ends with a NUL, as the caller promises.
            ifa_name: unsafe { CharPtr::copy(ifa.ifa_name) },
            ifa_flags: ifa.ifa_flags,
            ifa_addr: addr,
            ifa_netmask: netmask,
            ifa_ifu: ifaddrs_ifu(ifu),
            ifa_data: data,
        }
    }
}

impl Linked for ifaddrs {
    fn next(&self) -> &IfAddrsPtr {
        &self.ifa_next
    }

    fn next_mut(&mut self) -> &mut IfAddrsPtr {
        &mut self.ifa_next
    }
}

impl Pointee for sockaddr_storage {}
impl Pointee for &sockaddr_storage {}
impl Pointee for rtnl_link_stats {}

/// Copies an address of an interface, which is as long as those of its family.
///
/// # Safety
///
/// `addr` is null, or points to an address that getifaddrs made.
unsafe fn address(addr: *const sockaddr) -> Option<sockaddr_storage> {
    if addr.is_null() {
        return None;
    }
    // SAFETY: not null, so it points to an address, as the caller promises.
    let family = c_int::from(unsafe { (*addr).sa_family });
    let len = match family {
        AF_INET => size_of::<sockaddr_in>(),
        AF_INET6 => size_of::<sockaddr_in6>(),
        AF_PACKET => {
            // SAFETY: of this family it is a sockaddr_ll.
            let halen = unsafe { (*addr.cast::<sockaddr_ll>()).sll_halen };
            // Hardware addresses may be longer than a sockaddr_ll (Infiniband's have 20 bytes):
            // both glibc and musl have room for 24.
            offset_of!(sockaddr_ll, sll_addr) + usize::from(halen).clamp(8, 24)
        }
        _ => size_of::<sockaddr>(),
    };
    // SAFETY: an address of this family has so many bytes.
    Some(unsafe { foreign::address(addr, len) })
}

/// `int getifaddrs(struct ifaddrs **ifap)` — the addresses of this host's network interfaces.
///
/// # Parameters
///
/// * `ifap` — is given the list: the interfaces first, then their addresses. Untouched on failure.
///
/// # Returns
///
/// 0; or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EMFILE`, `ENFILE`, `ENOBUFS`, `ENOMEM` — libc could not open a socket to ask the kernel, or
///   had no memory for the answer.
///
/// ```
/// use berkeley::{arpa::inet::*, ifaddrs::*, stdio::*, stdlib::*};
///
/// let mut ifaddr = IfAddrsPtr::NULL; // struct ifaddrs *ifaddr, *ifa;
/// if getifaddrs(&mut ifaddr) == -1 { // if (getifaddrs(&ifaddr) == -1)
///     perror("getifaddrs");
///     exit(1);
/// }
/// let mut ifa = &ifaddr; // for (ifa = ifaddr;
/// while ifa != NULL { //       ifa != NULL;
///     if let Some(addr) = &ifa.ifa_addr { // if (ifa->ifa_addr != NULL)
///         if addr.ss_family == AF_INET as sa_family_t {
///             // inet_ntoa(((struct sockaddr_in *)ifa->ifa_addr)->sin_addr)
///             println!("{} {}", ifa.ifa_name, inet_ntoa(cast::<sockaddr_in>(addr).sin_addr));
///         }
///     }
///     ifa = &ifa.ifa_next; //  ifa = ifa->ifa_next)
/// }
/// freeifaddrs(ifaddr); // freeifaddrs(ifaddr);
/// ```
///
/// See getifaddrs(3), netdevice(7). Of BSD; no standard has it.
#[doc(alias = "ifaddrs.h")]
pub fn getifaddrs(ifap: &mut IfAddrsPtr) -> c_int {
    let mut list = ptr::null_mut();
    // SAFETY: there is room for the pointer to the list.
    let status = unsafe { libc::getifaddrs(&raw mut list) };
    if status == 0 {
        let kept = errno();
        let given = given_by_the_kernel();
        let (mut all, mut next) = (vec![], list);
        // SAFETY: getifaddrs succeeded: each structure of its list points to the next one, the
        // last one to none.
        while let Some(ifa) = unsafe { next.as_ref() } {
            // SAFETY: its pointers are null or point to what they should; of an interface's data
            // there is what the kernel gave.
            all.push(unsafe { ifaddrs::copy(ifa, given) });
            next = ifa.ifa_next;
        }
        // SAFETY: getifaddrs made the list, and nothing refers to it any more.
        unsafe { libc::freeifaddrs(list) };
        *ifap = IfAddrsPtr::of(all);
        set_errno(kept);
    }
    status
}

/// How many bytes of statistics this kernel gives. libc passes them on without saying.
fn given_by_the_kernel() -> usize {
    let mut name = MaybeUninit::<libc::utsname>::uninit();
    // SAFETY: there is room for the answer.
    if unsafe { libc::uname(name.as_mut_ptr()) } == -1 {
        return 0;
    }
    // SAFETY: uname succeeded, so it has written all of it.
    let name = unsafe { name.assume_init() };
    given_by(&name.release.map(|byte| byte as u8))
}

/// How many bytes of statistics the kernel of a release gives at least.
fn given_by(release: &[u8]) -> usize {
    let mut numbers = release.split(|byte| !byte.is_ascii_digit()).map(|digits| {
        let number =
            |n: u32, digit: &u8| n.saturating_mul(10).saturating_add((digit - b'0').into());
        digits.iter().fold(0, number)
    });
    let version = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    // The last of them came with Linux 4.6.
    let all = version >= (4, 6);
    if all { size_of::<rtnl_link_stats>() } else { offset_of!(rtnl_link_stats, rx_nohandler) }
}

/// `void freeifaddrs(struct ifaddrs *ifa)` — gives a list of addresses of interfaces back.
///
/// The list goes away with its variable too. To read it after it was freed does not compile; see
/// [`ListPtr`].
///
/// # Parameters
///
/// * `ifa` — the list, or null. [`errno`](crate::errno::errno) stays as it was.
///
/// ```
/// use berkeley::ifaddrs::*;
///
/// let mut ifaddr = IfAddrsPtr::NULL;
/// if getifaddrs(&mut ifaddr) == 0 {
///     freeifaddrs(ifaddr); // freeifaddrs(ifaddr);
/// }
/// ```
///
/// See freeifaddrs(3). Of BSD; no standard has it.
pub fn freeifaddrs(ifa: IfAddrsPtr) {
    drop(ifa);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_kernels_give_less() {
        for release in ["4.6.0", "4.10", "5.0-rc1", "6.12.57+deb13-amd64\0\0", "99999999999.0"] {
            assert_eq!(given_by(release.as_bytes()), 96, "{release}");
        }
        for release in ["4.5.9", "3.10.0-1160", "2.6.32", "4", "", "what.ever"] {
            assert_eq!(given_by(release.as_bytes()), 92, "{release}");
        }
    }
}
