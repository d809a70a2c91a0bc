//! What an interface is and does.
//!
//! For `ifr_flags`, which has 16 bits, and [`ifa_flags`](crate::ifaddrs::ifaddrs::ifa_flags).

use core::ffi::c_int;

/// The interface is switched on.
pub const IFF_UP: c_int = libc::IFF_UP;
/// It has a broadcast address.
pub const IFF_BROADCAST: c_int = libc::IFF_BROADCAST;
/// Its driver is told to say what it does.
pub const IFF_DEBUG: c_int = libc::IFF_DEBUG;
/// It is the loopback interface: what is sent comes back to this host.
pub const IFF_LOOPBACK: c_int = libc::IFF_LOOPBACK;
/// It leads to one other host, and has that one's address.
pub const IFF_POINTOPOINT: c_int = libc::IFF_POINTOPOINT;
/// It sends no trailers. Linux never does, and takes no notice of it.
pub const IFF_NOTRAILERS: c_int = libc::IFF_NOTRAILERS;
/// It is ready to send: switched on, and its cable is plugged in.
pub const IFF_RUNNING: c_int = libc::IFF_RUNNING;
/// It has no ARP: nobody is asked for the hardware address of an IP address.
pub const IFF_NOARP: c_int = libc::IFF_NOARP;
/// It takes all packets that come by, not only its own.
pub const IFF_PROMISC: c_int = libc::IFF_PROMISC;
/// It takes all multicast packets, whoever joined.
pub const IFF_ALLMULTI: c_int = libc::IFF_ALLMULTI;
/// It is several interfaces under one name, as a bond is.
pub const IFF_MASTER: c_int = libc::IFF_MASTER;
/// It is one of those.
pub const IFF_SLAVE: c_int = libc::IFF_SLAVE;
/// It can send multicast packets.
pub const IFF_MULTICAST: c_int = libc::IFF_MULTICAST;
/// One of its plugs can be chosen, through [`ifmap`](super::ifmap).
pub const IFF_PORTSEL: c_int = libc::IFF_PORTSEL;
/// It has chosen its plug by itself.
pub const IFF_AUTOMEDIA: c_int = libc::IFF_AUTOMEDIA;
/// It loses its addresses when it is switched off.
pub const IFF_DYNAMIC: c_int = libc::IFF_DYNAMIC;
