//! `<net/route.h>`: routes, which say through which interface and which gateway a packet goes.
//!
//! | C | here |
//! |---|---|
//! | `struct rtentry rt = {0};` | `let rt = &mut `[`rtentry`]`::zeroed();` |
//! | `struct sockaddr_in *dst = (struct sockaddr_in *)&rt.rt_dst;` | `let dst = cast_mut::<sockaddr_in>(&mut rt.rt_dst);` |
//! | `rt.rt_flags = RTF_UP \| RTF_GATEWAY;` | `rt.rt_flags = `[`RTF_UP`]` \| `[`RTF_GATEWAY`]`;` |
//! | `rt.rt_dev = "eth0";` | `rt.rt_dev = "eth0".into();` |
//! | `ioctl(sock, SIOCADDRT, &rt)` | `ioctl(sock, `[`SIOCADDRT`](crate::sys::ioctl::SIOCADDRT)`, rt)` |
//!
//! ```
//! use berkeley::{arpa::inet::*, net::route::*, sys::ioctl::*, unistd::*};
//!
//! /// Routes 10.0.0.0/8 through `dev`.
//! fn route(sock: i32, dev: &str) -> i32 {
//!     let rt = &mut rtentry::zeroed(); // struct rtentry rt = {0};
//!     let dst = cast_mut::<sockaddr_in>(&mut rt.rt_dst); // (struct sockaddr_in *)&rt.rt_dst
//!     dst.sin_family = AF_INET as sa_family_t;
//!     dst.sin_addr.s_addr = inet_addr("10.0.0.0");
//!     let mask = cast_mut::<sockaddr_in>(&mut rt.rt_genmask);
//!     mask.sin_family = AF_INET as sa_family_t;
//!     mask.sin_addr.s_addr = inet_addr("255.0.0.0");
//!     rt.rt_flags = RTF_UP; // rt.rt_flags = RTF_UP;
//!     rt.rt_dev = dev.into(); // rt.rt_dev = dev;
//!     ioctl(sock, SIOCADDRT, rt) // ioctl(sock, SIOCADDRT, &rt)
//! }
//!
//! let sock = socket(AF_INET, SOCK_DGRAM, 0);
//! assert_eq!(route(sock, "none such"), -1);
//! close(sock);
//! ```
//!
//! See `SIOCADDRT` in [`sys::ioctl`](crate::sys::ioctl).

pub use crate::base::memory::Memory;
pub use crate::net::if_::SockaddrField;
#[doc(no_inline)]
pub use crate::sys::socket::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

use crate::base::request::{ROOM, Room};
use core::ffi::{c_char, c_short, c_uchar, c_ulong, c_ushort};
use core::mem::offset_of;

/// `struct rtentry` — a route: what `SIOCADDRT` and `SIOCDELRT` take.
///
/// The fields that C reserves (`rt_pad1` to `rt_pad4`) are zeros.
///
/// ```
/// use berkeley::net::route::*;
///
/// let rt = &mut rtentry::zeroed(); // struct rtentry rt = {0};
/// rt.rt_flags = RTF_UP; // rt.rt_flags = RTF_UP;
/// rt.rt_dev = "eth0".into(); // rt.rt_dev = "eth0";
/// ```
#[derive(Clone, Copy, Debug)]
pub struct rtentry<'a> {
    /// Where the packets want to go: a `sockaddr_in`, without the bits that the mask has not.
    pub rt_dst: SockaddrField,
    /// The gateway that takes them there: a `sockaddr_in`. With [`RTF_GATEWAY`].
    pub rt_gateway: SockaddrField,
    /// Which bits of the destination count: a `sockaddr_in`. Not with [`RTF_HOST`].
    pub rt_genmask: SockaddrField,
    /// What kind of route it is: [`RTF_UP`]…
    pub rt_flags: c_ushort,
    /// The type of service; the kernel does not look at it.
    pub rt_tos: c_uchar,
    /// The class; the kernel does not look at it.
    pub rt_class: c_uchar,
    /// The metric, and one more: of two routes to a destination the lower one is taken.
    pub rt_metric: c_short,
    /// The name of the interface: `"eth0".into()`; or [`NULL`]`.into()`, for the one
    /// that leads to the gateway. At most 15 bytes of it count.
    pub rt_dev: Memory<'a>,
    /// The largest packet in bytes. With [`RTF_MTU`].
    pub rt_mtu: c_ulong,
    /// The largest window in bytes. With [`RTF_WINDOW`].
    pub rt_window: c_ulong,
    /// The first guess at a round trip, in units of 8 ms. With [`RTF_IRTT`].
    pub rt_irtt: c_ushort,
}

/// [`rtentry`] as the kernel has it, for the places of its fields.
#[allow(dead_code, reason = "never made: its padding would not be zeros")]
#[repr(C)]
struct InC {
    rt_pad1: c_ulong,
    rt_dst: libc::sockaddr,
    rt_gateway: libc::sockaddr,
    rt_genmask: libc::sockaddr,
    rt_flags: c_ushort,
    rt_pad2: c_short,
    rt_pad3: c_ulong,
    rt_tos: c_uchar,
    rt_class: c_uchar,
    rt_pad4: [c_short; if size_of::<c_ulong>() == 8 { 3 } else { 1 }],
    rt_metric: c_short,
    rt_dev: *mut c_char,
    rt_mtu: c_ulong,
    rt_window: c_ulong,
    rt_irtt: c_ushort,
}

/// How many bytes the kernel reads of the name, wherever its NUL is; and another, of zeros.
const NAME: usize = 16;

/// Where the copy of the name is: behind all that any kernel reads of the structure.
const NAME_AT: usize = ROOM - NAME;

impl rtentry<'_> {
    /// All zeros.
    pub fn zeroed() -> rtentry<'static> {
        rtentry {
            rt_dst: SockaddrField::zeroed(),
            rt_gateway: SockaddrField::zeroed(),
            rt_genmask: SockaddrField::zeroed(),
            rt_flags: 0,
            rt_tos: 0,
            rt_class: 0,
            rt_metric: 0,
            rt_dev: Memory::NULL,
            rt_mtu: 0,
            rt_window: 0,
            rt_irtt: 0,
        }
    }

    /// Makes C's form of it.
    pub(crate) fn put_into(&self, room: &mut Room) {
        room.put(offset_of!(InC, rt_dst), self.rt_dst.as_bytes());
        room.put(offset_of!(InC, rt_gateway), self.rt_gateway.as_bytes());
        room.put(offset_of!(InC, rt_genmask), self.rt_genmask.as_bytes());
        room.put(offset_of!(InC, rt_flags), &self.rt_flags.to_ne_bytes());
        room.put(offset_of!(InC, rt_tos), &[self.rt_tos, self.rt_class]);
        room.put(offset_of!(InC, rt_metric), &self.rt_metric.to_ne_bytes());
        room.put(offset_of!(InC, rt_mtu), &self.rt_mtu.to_ne_bytes());
        room.put(offset_of!(InC, rt_window), &self.rt_window.to_ne_bytes());
        room.put(offset_of!(InC, rt_irtt), &self.rt_irtt.to_ne_bytes());
        if !self.rt_dev.is_null() {
            let mut name = [0; NAME];
            let len = self.rt_dev.len().min(NAME - 1);
            let read = self.rt_dev.copy_out(0, &mut name[..len]);
            debug_assert!(read, "so many bytes are there");
            // Bytes behind the NUL are not of the name.
            if let Some(end) = name.iter().position(|byte| *byte == 0) {
                name[end..].fill(0);
            }
            room.put(NAME_AT, &name);
            let name = room.address_of(NAME_AT);
            room.put(offset_of!(InC, rt_dev), &name.to_ne_bytes());
        }
    }
}

/// The route can be used.
pub const RTF_UP: c_ushort = 0x0001;
/// It leads to a gateway: `rt_gateway`.
pub const RTF_GATEWAY: c_ushort = 0x0002;
/// It is for one host: `rt_dst`, with no mask.
pub const RTF_HOST: c_ushort = 0x0004;
/// It is to be made again when it has timed out.
pub const RTF_REINSTATE: c_ushort = 0x0008;
/// A redirect made it.
pub const RTF_DYNAMIC: c_ushort = 0x0010;
/// A redirect changed it.
pub const RTF_MODIFIED: c_ushort = 0x0020;
/// `rt_mtu` counts.
pub const RTF_MTU: c_ushort = 0x0040;
/// The older name of [`RTF_MTU`].
pub const RTF_MSS: c_ushort = RTF_MTU;
/// `rt_window` counts.
pub const RTF_WINDOW: c_ushort = 0x0080;
/// `rt_irtt` counts.
pub const RTF_IRTT: c_ushort = 0x0100;
/// Packets that it is for come back as unreachable.
pub const RTF_REJECT: c_ushort = 0x0200;
