//! The requests about interfaces, routes and the ARP table.

use super::Request;
use crate::base::request::Way::{In, InOut, Refused};
use crate::net::if_::{ifconf, ifreq};
use crate::net::if_arp::arpreq;
use crate::net::route::rtentry;
use core::ffi::c_int;

// Routes.

/// Adds an IPv4 route: an [`rtentry`]. Needs `CAP_NET_ADMIN`.
///
/// `EEXIST`: there is one. `ENETUNREACH`: the gateway cannot be reached. `ENODEV`: there is no
/// interface `rt_dev`. `EINVAL`: the mask has gaps, or the destination bits that the mask has not.
/// On a socket of another family than IPv4 it takes another structure, which [`Request::new`] can
/// be given.
pub const SIOCADDRT: Request<rtentry<'static>> = Request::known("SIOCADDRT", 0x890b, In);
/// Removes an IPv4 route: an [`rtentry`]. Needs `CAP_NET_ADMIN`. `ESRCH`: there is none.
pub const SIOCDELRT: Request<rtentry<'static>> = Request::known("SIOCDELRT", 0x890c, In);
/// Of very old kernels; since then `EINVAL` or `ENOTTY`.
pub const SIOCRTMSG: Request<rtentry<'static>> = Request::known("SIOCRTMSG", 0x890d, In);

// Interfaces: which ones there are, their names and numbers.

/// The name of the interface with the number `ifr_ifindex`: `ifr_name`. `ENODEV`: there is none.
pub const SIOCGIFNAME: Request<ifreq> = Request::known("SIOCGIFNAME", 0x8910, InOut);
/// Refused, with `ENOTTY`. The kernel says the same of it, where it does not mistake the number for
/// another.
pub const SIOCSIFLINK: Request<ifreq> = Request::known("SIOCSIFLINK", 0x8911, Refused);
/// All interfaces that have an IPv4 address, once for each address: an [`ifconf`], with room for
/// them.
pub const SIOCGIFCONF: Request<ifconf<'static>> = Request::known("SIOCGIFCONF", 0x8912, InOut);
/// The number of an interface: `ifr_ifindex`.
pub const SIOCGIFINDEX: Request<ifreq> = Request::known("SIOCGIFINDEX", 0x8933, InOut);
/// Names an interface: `ifr_newname`. Needs `CAP_NET_ADMIN`. `EEXIST`: the name is taken. `EINVAL`:
/// not a name for one. `EBUSY`: the interface is up, and the kernel older than 6.2.
pub const SIOCSIFNAME: Request<ifreq> = Request::known("SIOCSIFNAME", 0x8923, InOut);
/// Meant to count the interfaces, in an `int`; the kernel never knew it: `ENOTTY`.
pub const SIOCGIFCOUNT: Request<c_int> = Request::known("SIOCGIFCOUNT", 0x8938, InOut);

// Interfaces: what they are.

/// The flags of an interface: `ifr_flags`, such as `IFF_UP`.
pub const SIOCGIFFLAGS: Request<ifreq> = Request::known("SIOCGIFFLAGS", 0x8913, InOut);
/// Sets the flags of an interface: `ifr_flags`. `IFF_UP` starts it. Needs `CAP_NET_ADMIN`.
pub const SIOCSIFFLAGS: Request<ifreq> = Request::known("SIOCSIFFLAGS", 0x8914, In);
/// The metric of an interface: `ifr_metric`, always 0.
pub const SIOCGIFMETRIC: Request<ifreq> = Request::known("SIOCGIFMETRIC", 0x891d, InOut);
/// Meant to set the metric of an interface: `EOPNOTSUPP`.
pub const SIOCSIFMETRIC: Request<ifreq> = Request::known("SIOCSIFMETRIC", 0x891e, In);
/// Meant for memory that an interface shares with the host: `ENOTTY`.
pub const SIOCGIFMEM: Request<ifreq> = Request::known("SIOCGIFMEM", 0x891f, InOut);
/// Meant for memory that an interface shares with the host: `ENOTTY`.
pub const SIOCSIFMEM: Request<ifreq> = Request::known("SIOCSIFMEM", 0x8920, In);
/// The MTU of an interface, the largest packet in bytes: `ifr_mtu`.
pub const SIOCGIFMTU: Request<ifreq> = Request::known("SIOCGIFMTU", 0x8921, InOut);
/// Sets the MTU of an interface: `ifr_mtu`, in bytes. Needs `CAP_NET_ADMIN`. `EINVAL`: too small or
/// too large for the interface.
pub const SIOCSIFMTU: Request<ifreq> = Request::known("SIOCSIFMTU", 0x8922, In);
/// How many packets may wait to be sent: `ifr_qlen`.
pub const SIOCGIFTXQLEN: Request<ifreq> = Request::known("SIOCGIFTXQLEN", 0x8942, InOut);
/// Sets how many packets may wait to be sent: `ifr_qlen`. Needs `CAP_NET_ADMIN`, in the first user
/// namespace. `EINVAL`: negative.
pub const SIOCSIFTXQLEN: Request<ifreq> = Request::known("SIOCSIFTXQLEN", 0x8943, In);
/// Where the hardware is found: `ifr_map`. Zeros, except with old cards.
pub const SIOCGIFMAP: Request<ifreq> = Request::known("SIOCGIFMAP", 0x8970, InOut);
/// Sets where the hardware is found, or which plug is in use: `ifr_map`. Needs `CAP_NET_ADMIN`.
/// `EOPNOTSUPP` for all but a few drivers of old cards.
pub const SIOCSIFMAP: Request<ifreq> = Request::known("SIOCSIFMAP", 0x8971, In);

// Interfaces: IPv4 addresses.

/// The IPv4 address of an interface: `ifr_addr`, a `sockaddr_in` without a port. `EADDRNOTAVAIL`:
/// it has none.
pub const SIOCGIFADDR: Request<ifreq> = Request::known("SIOCGIFADDR", 0x8915, InOut);
/// Sets the IPv4 address of an interface: `ifr_addr`, a `sockaddr_in`. Netmask and broadcast
/// address become those of the address's class. Needs `CAP_NET_ADMIN`. On an IPv6 socket it adds an
/// address, and takes `struct in6_ifreq`, of 24 bytes, at the beginning of the `ifreq`.
pub const SIOCSIFADDR: Request<ifreq> = Request::known("SIOCSIFADDR", 0x8916, In);
/// On an IPv6 socket, removes an address, and takes `struct in6_ifreq`, of 24 bytes, at the
/// beginning of the `ifreq`. On others `ENOTTY`. Needs `CAP_NET_ADMIN`.
pub const SIOCDIFADDR: Request<ifreq> = Request::known("SIOCDIFADDR", 0x8936, In);
/// The address at the other end of a point-to-point interface: `ifr_dstaddr`. Of others, its own.
pub const SIOCGIFDSTADDR: Request<ifreq> = Request::known("SIOCGIFDSTADDR", 0x8917, InOut);
/// Sets the address at the other end of a point-to-point interface: `ifr_dstaddr`. Needs
/// `CAP_NET_ADMIN`.
pub const SIOCSIFDSTADDR: Request<ifreq> = Request::known("SIOCSIFDSTADDR", 0x8918, In);
/// The broadcast address of an interface: `ifr_broadaddr`.
pub const SIOCGIFBRDADDR: Request<ifreq> = Request::known("SIOCGIFBRDADDR", 0x8919, InOut);
/// Sets the broadcast address of an interface: `ifr_broadaddr`. Needs `CAP_NET_ADMIN`.
pub const SIOCSIFBRDADDR: Request<ifreq> = Request::known("SIOCSIFBRDADDR", 0x891a, In);
/// The netmask of an interface: `ifr_netmask`.
pub const SIOCGIFNETMASK: Request<ifreq> = Request::known("SIOCGIFNETMASK", 0x891b, InOut);
/// Sets the netmask of an interface: `ifr_netmask`. Needs `CAP_NET_ADMIN`. `EINVAL`: it has gaps.
pub const SIOCSIFNETMASK: Request<ifreq> = Request::known("SIOCSIFNETMASK", 0x891c, In);
/// Meant for private flags of an interface's address: `EINVAL`.
pub const SIOCGIFPFLAGS: Request<ifreq> = Request::known("SIOCGIFPFLAGS", 0x8935, InOut);
/// Meant for private flags of an interface's address: `EINVAL`.
pub const SIOCSIFPFLAGS: Request<ifreq> = Request::known("SIOCSIFPFLAGS", 0x8934, In);

// Interfaces: hardware addresses.

/// The hardware address of an interface: `ifr_hwaddr`, whose `sa_family` says of which kind
/// ([`ARPHRD_ETHER`](crate::net::if_arp::ARPHRD_ETHER)…) and whose `sa_data` has the bytes.
pub const SIOCGIFHWADDR: Request<ifreq> = Request::known("SIOCGIFHWADDR", 0x8927, InOut);
/// Sets the hardware address of an interface: `ifr_hwaddr`, of the kind that it has. Needs
/// `CAP_NET_ADMIN`. `EBUSY`: the interface is up, and its driver cannot do it then.
pub const SIOCSIFHWADDR: Request<ifreq> = Request::known("SIOCSIFHWADDR", 0x8924, In);
/// Sets the hardware address that reaches all: `ifr_hwaddr`, of the kind that the interface has.
/// Needs `CAP_NET_ADMIN`.
pub const SIOCSIFHWBROADCAST: Request<ifreq> = Request::known("SIOCSIFHWBROADCAST", 0x8937, In);
/// Has an interface receive what is sent to a hardware multicast address: `ifr_hwaddr`, with
/// `AF_UNSPEC` for its family. Needs `CAP_NET_ADMIN`.
pub const SIOCADDMULTI: Request<ifreq> = Request::known("SIOCADDMULTI", 0x8931, In);
/// Undoes [`SIOCADDMULTI`]. `ENOENT`: it was not done.
pub const SIOCDELMULTI: Request<ifreq> = Request::known("SIOCDELMULTI", 0x8932, In);

// Serial lines that carry packets.

/// Which packets a serial line carries: an `int`, on the descriptor of the line (a terminal with
/// SLIP or AX.25 for its discipline). On sockets `ENOTTY`.
pub const SIOCGIFENCAP: Request<c_int> = Request::known("SIOCGIFENCAP", 0x8925, InOut);
/// Sets which packets a serial line carries: see [`SIOCGIFENCAP`].
pub const SIOCSIFENCAP: Request<c_int> = Request::known("SIOCSIFENCAP", 0x8926, In);
/// Meant for interfaces with several lines: `EINVAL`.
pub const SIOCGIFSLAVE: Request<ifreq> = Request::known("SIOCGIFSLAVE", 0x8929, InOut);
/// Meant for interfaces with several lines: `EINVAL`.
pub const SIOCSIFSLAVE: Request<ifreq> = Request::known("SIOCSIFSLAVE", 0x8930, In);

// Bridges, frame relay.

/// Refused, with `ENOTTY`: the argument is numbers of which one is an address that the kernel
/// follows.
pub const SIOCGIFBR: Request<ifreq> = Request::known("SIOCGIFBR", 0x8940, Refused);
/// Refused, with `ENOTTY`: the argument is numbers of which one is an address that the kernel
/// follows.
pub const SIOCSIFBR: Request<ifreq> = Request::known("SIOCSIFBR", 0x8941, Refused);
/// Meant to add a frame-relay circuit, which kernels of today know nothing of: `ENOTTY`.
pub const SIOCADDDLCI: Request<ifreq> = Request::known("SIOCADDDLCI", 0x8980, InOut);
/// Meant to remove a frame-relay circuit: `ENOTTY`.
pub const SIOCDELDLCI: Request<ifreq> = Request::known("SIOCDELDLCI", 0x8981, InOut);

// The ARP table.

/// The hardware address that belongs to an IPv4 address: an [`arpreq`] with `arp_pa` and `arp_dev`
/// set, which is given `arp_ha` and `arp_flags`. `ENXIO`: the table has none. `ENODEV`: there is no
/// interface `arp_dev`.
pub const SIOCGARP: Request<arpreq> = Request::known("SIOCGARP", 0x8954, InOut);
/// Enters the hardware address that belongs to an IPv4 address into the table: an [`arpreq`]. Needs
/// `CAP_NET_ADMIN`. `ENETUNREACH`: no interface leads to the address.
pub const SIOCSARP: Request<arpreq> = Request::known("SIOCSARP", 0x8955, In);
/// Removes an entry of the table: an [`arpreq`] with `arp_pa` and `arp_dev`. Needs `CAP_NET_ADMIN`.
/// `ENXIO`: there is none.
pub const SIOCDARP: Request<arpreq> = Request::known("SIOCDARP", 0x8953, In);
/// Of the table for RARP that old kernels had: `ENOTTY`.
pub const SIOCGRARP: Request<arpreq> = Request::known("SIOCGRARP", 0x8961, InOut);
/// Of the table for RARP that old kernels had: `ENOTTY`.
pub const SIOCSRARP: Request<arpreq> = Request::known("SIOCSRARP", 0x8962, In);
/// Of the table for RARP that old kernels had: `ENOTTY`.
pub const SIOCDRARP: Request<arpreq> = Request::known("SIOCDRARP", 0x8960, In);

// Where the numbers of others begin.

/// The first of 16 requests that an interface's driver gives a meaning. Refused, with `ENOTTY`:
/// drivers follow the address in `ifr_data`. See [`Request::new`].
pub const SIOCDEVPRIVATE: Request<ifreq> = Request::known("SIOCDEVPRIVATE", 0x89f0, Refused);
/// The first of 16 requests that a protocol gives a meaning. Refused, with `ENOTTY`: what the
/// argument is depends on the protocol, and in some it names or opens descriptors. See
/// [`Request::new`].
pub const SIOCPROTOPRIVATE: Request<ifreq> = Request::known("SIOCPROTOPRIVATE", 0x89e0, Refused);
