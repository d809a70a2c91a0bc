//! `<net/if.h>`: network interfaces.
//!
//! | C | here |
//! |---|---|
//! | `if_nametoindex("lo")` | [`if_nametoindex`]`("lo")` |
//! | `char name[IF_NAMESIZE]; if_indextoname(1, name)` | `let name = &mut [0u8; IF_NAMESIZE]; `[`if_indextoname`]`(1, name)` |
//! | `if_nameindex() == NULL` | [`if_nameindex()`]` == NULL`; it returns an `Option` |
//! | `if_freenameindex(all)` | [`if_freenameindex`]`(all)` |
//! | `struct ifreq ifr = {0};` | `let ifr = &mut `[`ifreq`]`::zeroed();` |
//! | `strcpy(ifr.ifr_name, "lo")` | `strcpy(&mut ifr.ifr_name, "lo")` |
//! | `if (ifr.ifr_flags & IFF_UP)` | `if ifr.`[`ifr_flags`](ifreq::ifr_flags)`() & `[`IFF_UP`]` != 0` |
//! | `ifr.ifr_mtu = 1400;` | `ifr.`[`set_ifr_mtu`](ifreq::set_ifr_mtu)`(1400);` |
//! | `struct ifconf ifc; ifc.ifc_req = reqs;` | `let ifc = &mut `[`ifconf`]`::zeroed(); ifc.ifc_buf = reqs.into();` |
//! | `ifc.ifc_req[i].ifr_name` | `ifc.`[`ifc_req`](ifconf::ifc_req)`(i)`, an `Option` of an [`ifreq`] |
//!
//! ```
//! use berkeley::net::if_::*;
//!
//! let index = if_nametoindex("lo"); // index = if_nametoindex("lo");
//! println!("{index}"); // printf("%u\n", index);
//! ```
//!
//! An interface has a name (`lo`, `eth0`) and a number, its index. The index is what an address
//! means by its scope (`sin6_scope_id`), a packet socket by `sll_ifindex`, and a multicast option by
//! the interface.
//!
//! What else there is to know about an interface, and to change, the requests of
//! [`ioctl`](crate::sys::ioctl::ioctl) tell: they take an [`ifreq`] or an [`ifconf`].

mod flags;
mod names;
mod request;

pub use flags::*;
pub use names::*;
pub use request::*;

pub use crate::CharPtr;
pub use crate::base::memory::Memory;
#[doc(no_inline)]
pub use crate::sys::socket::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

use crate::plain;
use core::ffi::{c_uchar, c_ulong, c_ushort};

/// Room in bytes for every interface name, its NUL included: `[0u8; IF_NAMESIZE]`.
pub const IF_NAMESIZE: usize = 16;
/// The same as [`IF_NAMESIZE`], its older name.
pub const IFNAMSIZ: usize = IF_NAMESIZE;
/// How many bytes of a hardware address `sa_data` has at most in `ifr_hwaddr`: those of an Ethernet
/// address.
pub const IFHWADDRLEN: usize = 6;

/// `struct ifmap` — where an interface's hardware is found: the value of `SIOCGIFMAP` and
/// `SIOCSIFMAP`. Drivers of old cards fill it in; with others it is zeros.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ifmap {
    /// Where the memory that it shares with the host begins.
    pub mem_start: c_ulong,
    /// Where that ends.
    pub mem_end: c_ulong,
    /// The I/O port.
    pub base_addr: c_ushort,
    /// The interrupt.
    pub irq: c_uchar,
    /// The DMA channel.
    pub dma: c_uchar,
    /// Which of its plugs is in use: `IF_PORT_…`.
    pub port: c_uchar,
    /// Nothing, in C without a name.
    pub spare: [c_uchar; 3],
}

/// `struct ifaddr` — an address of an interface, as old BSD kernels kept it.
///
/// Of the kernel's; no call takes or gives it. What a program wants is
/// [`getifaddrs`](crate::ifaddrs::getifaddrs).
///
/// ```
/// use berkeley::{net::if_::*, netinet::in_::*};
///
/// let mut ifa = ifaddr::zeroed();
/// ifa.ifa_ifu.set_ifu_dstaddr(*cast(&sockaddr_in::zeroed())); // ifa.ifa_ifu.ifu_dstaddr = …;
/// assert_eq!(ifa.ifa_dstaddr().sa_family, 0); // ifa.ifa_dstaddr.sa_family
/// ```
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ifaddr {
    /// The address of the interface.
    pub ifa_addr: sockaddr,
    /// The broadcast address, or the address of the other end. See
    /// [`ifa_broadaddr`](ifaddr::ifa_broadaddr), [`ifa_dstaddr`](ifaddr::ifa_dstaddr).
    pub ifa_ifu: ifaddr_ifu,
    /// Where the kernel has the interface: C's `struct iface *`, a number here.
    pub ifa_ifp: usize,
    /// Where the kernel has the next address: C's `struct ifaddr *`, a number here.
    pub ifa_next: usize,
}

/// `union { … } ifa_ifu` of [`ifaddr`] — an address that depends on the interface. (Without a name
/// in C.)
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ifaddr_ifu {
    storage: sockaddr,
}

impl ifaddr_ifu {
    /// `ifu_broadaddr` — the broadcast address: `ifa_broadaddr`.
    pub const fn ifu_broadaddr(&self) -> &sockaddr {
        &self.storage
    }

    /// Sets [`ifu_broadaddr`](Self::ifu_broadaddr).
    pub const fn set_ifu_broadaddr(&mut self, addr: sockaddr) {
        self.storage = addr;
    }

    /// `ifu_dstaddr` — the address of the other end: `ifa_dstaddr`.
    pub const fn ifu_dstaddr(&self) -> &sockaddr {
        &self.storage
    }

    /// Sets [`ifu_dstaddr`](Self::ifu_dstaddr).
    pub const fn set_ifu_dstaddr(&mut self, addr: sockaddr) {
        self.storage = addr;
    }
}

impl ifaddr {
    /// `ifa_broadaddr`, C's short name for `ifa_ifu.ifu_broadaddr` — the broadcast address.
    pub fn ifa_broadaddr(&self) -> &sockaddr {
        self.ifa_ifu.ifu_broadaddr()
    }

    /// `ifa_dstaddr`, C's short name for `ifa_ifu.ifu_dstaddr` — the address of the other end.
    pub fn ifa_dstaddr(&self) -> &sockaddr {
        self.ifa_ifu.ifu_dstaddr()
    }
}

plain! {
    ifmap {
        mem_start: c_ulong,
        mem_end: c_ulong,
        base_addr: c_ushort,
        irq: c_uchar,
        dma: c_uchar,
        port: c_uchar,
        spare: [c_uchar; 3],
    }
    ifaddr { ifa_addr: sockaddr, ifa_ifu: ifaddr_ifu, ifa_ifp: usize, ifa_next: usize }
    ifaddr_ifu { storage: sockaddr }
}
