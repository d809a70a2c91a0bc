//! What the requests about interfaces take.

use super::{IFNAMSIZ, ifmap};
use crate::base::request::Room;
use crate::errno::EFAULT;
use crate::{Memory, SockAddr, cast, cast_mut, plain};
use core::ffi::{c_char, c_int, c_short, c_ulong};
use core::fmt::{self, Debug, Formatter};
use core::mem::{offset_of, size_of};
use libc::{sa_family_t, sockaddr, sockaddr_in};

/// A `struct sockaddr` inside another structure, such as `ifr_addr`, `rt_dst` and `arp_pa`.
///
/// It has the fields of a [`sockaddr`], and as in C it is seen as the address that it is with a
/// cast:
///
/// ```
/// use berkeley::{net::if_::*, netinet::in_::*};
///
/// let ifr = &mut ifreq::zeroed();
/// // struct sockaddr_in *sin = (struct sockaddr_in *)&ifr.ifr_addr;
/// let sin = cast_mut::<sockaddr_in>(ifr.ifr_addr_mut());
/// sin.sin_family = AF_INET as sa_family_t;
/// sin.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
/// assert_eq!(ifr.ifr_addr().sa_family, AF_INET as sa_family_t);
/// ```
#[repr(C, align(4))]
#[derive(Clone, Copy, Debug)]
pub struct SockaddrField {
    /// The family, such as `AF_INET`; of a hardware address its kind, such as `ARPHRD_ETHER`.
    pub sa_family: sa_family_t,
    /// What the family makes of it: the bytes of a hardware address.
    pub sa_data: [c_char; 14],
}

impl SockAddr for SockaddrField {}

impl From<sockaddr> for SockaddrField {
    fn from(addr: sockaddr) -> Self {
        SockaddrField { sa_family: addr.sa_family, sa_data: addr.sa_data }
    }
}

impl From<sockaddr_in> for SockaddrField {
    fn from(addr: sockaddr_in) -> Self {
        *cast(&addr)
    }
}

/// `struct ifreq` — an interface by its name, and something about it.
///
/// What it is about depends on the request: in C a union, `ifr_ifru`, whose members have short
/// names such as `ifr_addr` and `ifr_mtu`. Here each is a method, and another sets it; they all
/// share the same bytes, as in C.
///
/// ```
/// use berkeley::{net::if_::*, netinet::in_::*, string::*, sys::ioctl::*, unistd::*};
///
/// let sock = socket(AF_INET, SOCK_DGRAM, 0);
/// let ifr = &mut ifreq::zeroed(); // struct ifreq ifr = {0};
/// strcpy(&mut ifr.ifr_name, "lo"); // strcpy(ifr.ifr_name, "lo");
/// assert_eq!(ioctl(sock, SIOCGIFHWADDR, ifr), 0); // ioctl(sock, SIOCGIFHWADDR, &ifr)
/// assert_eq!(ifr.ifr_hwaddr().sa_data[..6], [0; 6]); // ifr.ifr_hwaddr.sa_data
/// close(sock);
/// ```
///
/// See netdevice(7).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct ifreq {
    /// The name of the interface, with a NUL behind it; an alias such as `eth0:1` counts as one.
    pub ifr_name: [c_char; IFNAMSIZ],
    /// What it is about: see there for the members by their long names.
    pub ifr_ifru: ifreq_ifru,
}

/// `union { … } ifr_ifrn` of [`ifreq`] — which interface it is. (Without a name in C.)
///
/// See [`ifreq::ifr_ifrn`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ifreq_ifrn {
    /// The name of the interface: `ifr_name`.
    pub ifrn_name: [c_char; IFNAMSIZ],
}

/// `union { … } ifr_ifru` of [`ifreq`] — what it says of the interface. (Without a name in C.)
///
/// ```
/// use berkeley::net::if_::*;
///
/// let ifr = &mut ifreq::zeroed();
/// ifr.ifr_ifru.set_ifru_mtu(1400); // ifr.ifr_ifru.ifru_mtu = 1400;
/// assert_eq!(ifr.ifr_mtu(), 1400); // ifr.ifr_mtu
/// ```
#[repr(C)]
#[derive(Clone, Copy)]
pub struct ifreq_ifru {
    /// The largest of its members is `ifru_map`.
    storage: Storage,
}

/// As large as an [`ifmap`], and aligned like one.
type Storage = [c_ulong; size_of::<ifmap>() / size_of::<c_ulong>()];

/// Methods for members of the union that are structures or arrays.
macro_rules! members {
    ($place:ident: $(
        $(#[doc = $doc:literal])* $name:ident $name_mut:ident $set_name:ident: $type:ty;
    )*) => { $(
        $(#[doc = $doc])*
        pub const fn $name(&self) -> &$type {
            cast(&self.$place)
        }

        #[doc = concat!("[`", stringify!($name), "`](Self::", stringify!($name), "), to be changed.")]
        pub const fn $name_mut(&mut self) -> &mut $type {
            cast_mut(&mut self.$place)
        }

        #[doc = concat!("Sets [`", stringify!($name), "`](Self::", stringify!($name), ").")]
        pub fn $set_name(&mut self, value: impl Into<$type>) {
            *self.$name_mut() = value.into();
        }
    )* };
}

/// Methods for members of the union that are numbers.
macro_rules! numbers {
    ($place:ident: $($(#[doc = $doc:literal])* $name:ident $set_name:ident: $type:ty;)*) => { $(
        $(#[doc = $doc])*
        pub const fn $name(&self) -> $type {
            *cast(&self.$place)
        }

        #[doc = concat!("Sets [`", stringify!($name), "`](Self::", stringify!($name), ").")]
        pub const fn $set_name(&mut self, value: $type) {
            *cast_mut(&mut self.$place) = value;
        }
    )* };
}

impl ifreq {
    members! { ifr_ifru:
        /// `ifr_addr` — the address of the interface.
        ifr_addr ifr_addr_mut set_ifr_addr: SockaddrField;
        /// `ifr_dstaddr` — the address at the other end of a point-to-point interface.
        ifr_dstaddr ifr_dstaddr_mut set_ifr_dstaddr: SockaddrField;
        /// `ifr_broadaddr` — the broadcast address.
        ifr_broadaddr ifr_broadaddr_mut set_ifr_broadaddr: SockaddrField;
        /// `ifr_netmask` — the netmask, as an address.
        ifr_netmask ifr_netmask_mut set_ifr_netmask: SockaddrField;
        /// `ifr_hwaddr` — the hardware address: its kind in `sa_family`, its bytes in `sa_data`.
        ifr_hwaddr ifr_hwaddr_mut set_ifr_hwaddr: SockaddrField;
        /// `ifr_map` — where the hardware is found.
        ifr_map ifr_map_mut set_ifr_map: ifmap;
        /// `ifr_slave` — the name of another interface, with a NUL behind it.
        ifr_slave ifr_slave_mut set_ifr_slave: [c_char; IFNAMSIZ];
        /// `ifr_newname` — the name that the interface is to have, with a NUL behind it.
        ifr_newname ifr_newname_mut set_ifr_newname: [c_char; IFNAMSIZ];
    }

    numbers! { ifr_ifru:
        /// `ifr_metric` — the metric.
        ifr_metric set_ifr_metric: c_int;
        /// `ifr_mtu` — the MTU, the largest packet in bytes.
        ifr_mtu set_ifr_mtu: c_int;
        /// `ifr_ifindex` — the number of the interface.
        ifr_ifindex set_ifr_ifindex: c_int;
        /// `ifr_bandwidth` — the bandwidth; no request of today uses it.
        ifr_bandwidth set_ifr_bandwidth: c_int;
        /// `ifr_qlen` — how many packets may wait to be sent.
        ifr_qlen set_ifr_qlen: c_int;
    }

    /// `ifr_ifrn` — the union that `ifr_name` is in.
    ///
    /// ```
    /// use berkeley::{net::if_::*, string::*};
    ///
    /// let ifr = &mut ifreq::zeroed();
    /// strcpy(&mut ifr.ifr_ifrn_mut().ifrn_name, "lo"); // strcpy(ifr.ifr_ifrn.ifrn_name, "lo");
    /// assert_eq!(cstr(&ifr.ifr_ifrn().ifrn_name), cstr(&ifr.ifr_name));
    /// ```
    pub const fn ifr_ifrn(&self) -> &ifreq_ifrn {
        cast(&self.ifr_name)
    }

    /// [`ifr_ifrn`](Self::ifr_ifrn), to be changed.
    pub const fn ifr_ifrn_mut(&mut self) -> &mut ifreq_ifrn {
        cast_mut(&mut self.ifr_name)
    }

    /// `ifr_flags` — the flags, such as `IFF_UP`. A `short` that is read as an `int`, as C does.
    ///
    /// ```
    /// use berkeley::net::if_::*;
    ///
    /// let ifr = &mut ifreq::zeroed();
    /// ifr.set_ifr_flags(ifr.ifr_flags() | IFF_UP); // ifr.ifr_flags |= IFF_UP;
    /// assert!(ifr.ifr_flags() & IFF_UP != 0); // if (ifr.ifr_flags & IFF_UP)
    /// ```
    pub const fn ifr_flags(&self) -> c_int {
        self.ifr_ifru.ifru_flags()
    }

    /// Sets [`ifr_flags`](Self::ifr_flags), to the low 16 bits of an `int`, as C does.
    pub const fn set_ifr_flags(&mut self, value: c_int) {
        self.ifr_ifru.set_ifru_flags(value);
    }

    /// `ifr_data` — an address, which the requests of a driver follow. None of this crate's
    /// requests does; it is for those that [`Request::new`](crate::sys::ioctl::Request::new) makes.
    ///
    /// ```
    /// use berkeley::net::if_::*;
    ///
    /// let ifr = &mut ifreq::zeroed();
    /// ifr.set_ifr_data(std::ptr::null_mut()); // ifr.ifr_data = NULL;
    /// assert!(ifr.ifr_data().is_null());
    /// ```
    pub fn ifr_data(&self) -> *mut c_char {
        self.ifr_ifru.ifru_data()
    }

    /// Sets [`ifr_data`](Self::ifr_data).
    pub fn set_ifr_data(&mut self, data: *mut c_char) {
        self.ifr_ifru.set_ifru_data(data);
    }
}

impl ifreq_ifru {
    members! { storage:
        /// `ifru_addr` — [`ifr_addr`](ifreq::ifr_addr).
        ifru_addr ifru_addr_mut set_ifru_addr: SockaddrField;
        /// `ifru_dstaddr` — [`ifr_dstaddr`](ifreq::ifr_dstaddr).
        ifru_dstaddr ifru_dstaddr_mut set_ifru_dstaddr: SockaddrField;
        /// `ifru_broadaddr` — [`ifr_broadaddr`](ifreq::ifr_broadaddr).
        ifru_broadaddr ifru_broadaddr_mut set_ifru_broadaddr: SockaddrField;
        /// `ifru_netmask` — [`ifr_netmask`](ifreq::ifr_netmask).
        ifru_netmask ifru_netmask_mut set_ifru_netmask: SockaddrField;
        /// `ifru_hwaddr` — [`ifr_hwaddr`](ifreq::ifr_hwaddr).
        ifru_hwaddr ifru_hwaddr_mut set_ifru_hwaddr: SockaddrField;
        /// `ifru_map` — [`ifr_map`](ifreq::ifr_map).
        ifru_map ifru_map_mut set_ifru_map: ifmap;
        /// `ifru_slave` — [`ifr_slave`](ifreq::ifr_slave).
        ifru_slave ifru_slave_mut set_ifru_slave: [c_char; IFNAMSIZ];
        /// `ifru_newname` — [`ifr_newname`](ifreq::ifr_newname).
        ifru_newname ifru_newname_mut set_ifru_newname: [c_char; IFNAMSIZ];
    }

    numbers! { storage:
        /// `ifru_ivalue` — a number: [`ifr_metric`](ifreq::ifr_metric),
        /// [`ifr_ifindex`](ifreq::ifr_ifindex), [`ifr_bandwidth`](ifreq::ifr_bandwidth) or
        /// [`ifr_qlen`](ifreq::ifr_qlen).
        ifru_ivalue set_ifru_ivalue: c_int;
        /// `ifru_mtu` — [`ifr_mtu`](ifreq::ifr_mtu).
        ifru_mtu set_ifru_mtu: c_int;
    }

    /// `ifru_flags` — [`ifr_flags`](ifreq::ifr_flags).
    pub const fn ifru_flags(&self) -> c_int {
        *cast::<c_short>(&self.storage) as c_int
    }

    /// Sets [`ifru_flags`](Self::ifru_flags), to the low 16 bits of an `int`, as C does.
    pub const fn set_ifru_flags(&mut self, value: c_int) {
        *cast_mut(&mut self.storage) = value as c_short;
    }

    /// `ifru_data` — [`ifr_data`](ifreq::ifr_data).
    pub fn ifru_data(&self) -> *mut c_char {
        core::ptr::with_exposed_provenance_mut(*cast::<usize>(&self.storage))
    }

    /// Sets [`ifru_data`](Self::ifru_data).
    pub fn set_ifru_data(&mut self, data: *mut c_char) {
        *cast_mut::<usize>(&mut self.storage) = data.expose_provenance();
    }
}

impl Debug for ifreq_ifru {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:02x?}", crate::Bytes::as_bytes(&self.storage))
    }
}

impl Debug for ifreq {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = crate::string::cstr(&self.ifr_name);
        f.debug_struct("ifreq")
            .field("ifr_name", &format_args!("{name}"))
            .field("ifr_ifru", &self.ifr_ifru)
            .finish()
    }
}

/// `struct ifconf` — room for all interfaces: what `SIOCGIFCONF` takes.
///
/// In C `ifc_buf` and `ifc_req` are two names of one pointer, in the union `ifc_ifcu`. Here the
/// pointer is [`ifc_buf`](Self::ifc_buf), and [`ifc_req`](Self::ifc_req) takes an `ifreq` out of
/// what it points to.
///
/// ```
/// use berkeley::{arpa::inet::*, net::if_::*, string::*, sys::ioctl::*, unistd::*};
///
/// let sock = socket(AF_INET, SOCK_DGRAM, 0);
/// let reqs = &mut [ifreq::zeroed(); 32]; // struct ifreq reqs[32];
/// let ifc = &mut ifconf::zeroed(); // struct ifconf ifc;
/// ifc.ifc_len = sizeof(reqs) as i32; // ifc.ifc_len = sizeof(reqs);
/// ifc.ifc_buf = reqs.into(); // ifc.ifc_req = reqs;
/// assert_eq!(ioctl(sock, SIOCGIFCONF, ifc), 0); // ioctl(sock, SIOCGIFCONF, &ifc)
/// let n = ifc.ifc_len as usize / size_of::<ifreq>(); // n = ifc.ifc_len / sizeof(struct ifreq);
/// for i in 0..n {
///     let sin = cast::<sockaddr_in>(reqs[i].ifr_addr());
///     println!("{}: {}", cstr(&reqs[i].ifr_name), inet_ntoa(sin.sin_addr));
/// }
/// close(sock);
/// ```
///
/// See netdevice(7).
#[derive(Clone, Copy, Debug, Default)]
pub struct ifconf<'a> {
    /// How many bytes there is room for; then, how many there are. A multiple of the size of an
    /// [`ifreq`]. What finds no room is left out, and nothing tells: ask again with more room until
    /// some of it is left.
    pub ifc_len: c_int,
    /// Where the `ifreq`s go: `reqs.into()`; or [`NULL`](crate::NULL)`.into()`, which asks how many
    /// bytes they would take.
    pub ifc_buf: Memory<'a>,
}

/// `union { … } ifc_ifcu` of [`ifconf`] — where the `ifreq`s go. (Without a name in C.)
///
/// ```
/// use berkeley::net::if_::*;
///
/// let reqs = &mut [ifreq::zeroed(); 2];
/// let ifc = &mut ifconf::zeroed();
/// ifc.set_ifc_ifcu(ifconf_ifcu { ifcu_buf: reqs.into() }); // ifc.ifc_ifcu.ifcu_req = reqs;
/// assert_eq!(ifc.ifc_buf.len(), 80);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct ifconf_ifcu<'a> {
    /// The memory: `ifc_buf`.
    pub ifcu_buf: Memory<'a>,
}

impl ifconf_ifcu<'_> {
    /// `ifcu_req[i]` — one of the `ifreq`s that the memory has room for; none beyond it.
    ///
    /// ```
    /// use berkeley::net::if_::*;
    ///
    /// let reqs = &mut [ifreq::zeroed(); 2];
    /// let ifcu = ifconf_ifcu { ifcu_buf: reqs.into() };
    /// assert_eq!(ifcu.ifcu_req(1).map(|ifr| ifr.ifr_mtu()), Some(0)); // ifcu_req[1].ifr_mtu
    /// assert!(ifcu.ifcu_req(2).is_none());
    /// ```
    pub fn ifcu_req(&self, i: usize) -> Option<ifreq> {
        self.ifcu_buf.read(i.checked_mul(size_of::<ifreq>())?)
    }
}

impl<'a> ifconf<'a> {
    /// `ifc_ifcu` — the union that `ifc_buf` and `ifc_req` are in.
    pub const fn ifc_ifcu(&self) -> ifconf_ifcu<'a> {
        ifconf_ifcu { ifcu_buf: self.ifc_buf }
    }

    /// Sets [`ifc_ifcu`](Self::ifc_ifcu).
    pub const fn set_ifc_ifcu(&mut self, value: ifconf_ifcu<'a>) {
        self.ifc_buf = value.ifcu_buf;
    }
}

impl ifconf<'_> {
    /// No room: a null pointer and no bytes.
    pub const fn zeroed() -> ifconf<'static> {
        ifconf { ifc_len: 0, ifc_buf: Memory::NULL }
    }

    /// `ifc_req[i]` — one of the `ifreq`s; none beyond `ifc_len`.
    ///
    /// ```
    /// use berkeley::net::if_::*;
    ///
    /// let reqs = &mut [ifreq::zeroed(); 2];
    /// let ifc = ifconf { ifc_len: 40, ifc_buf: reqs.into() };
    /// assert_eq!(ifc.ifc_req(0).map(|ifr| ifr.ifr_mtu()), Some(0)); // ifc.ifc_req[0].ifr_mtu
    /// assert!(ifc.ifc_req(1).is_none()); // beyond 40 bytes
    /// ```
    pub fn ifc_req(&self, i: usize) -> Option<ifreq> {
        let at = i.checked_mul(size_of::<ifreq>())?;
        let all = self.ifc_buf.part(0, usize::try_from(self.ifc_len).ok()?);
        all.read(at)
    }

    /// Makes C's form of it.
    pub(crate) fn put_into(&self, room: &mut Room) -> Result<(), c_int> {
        if !self.ifc_buf.is_null() {
            // A negative length has room for nothing, for the kernel too.
            let len = usize::try_from(self.ifc_len).unwrap_or(0);
            if len > self.ifc_buf.len() {
                return Err(EFAULT);
            }
        }
        let writable = self.ifc_buf.pointer(true).ok_or(EFAULT)?;
        let pointer: usize = writable.expose_provenance();
        room.put(offset_of!(libc::ifconf, ifc_len), &self.ifc_len.to_ne_bytes());
        room.put(offset_of!(libc::ifconf, ifc_ifcu), &pointer.to_ne_bytes());
        room.put(LEN_BEFORE, &self.ifc_len.to_ne_bytes());
        Ok(())
    }

    /// Takes back the length that the kernel wrote.
    pub(crate) fn take_from(&mut self, room: &Room) {
        self.ifc_len = int_in(room, offset_of!(libc::ifconf, ifc_len));
    }

    /// What the length was, before the call that the room was for.
    pub(crate) fn len_before(room: &Room) -> c_int {
        int_in(room, LEN_BEFORE)
    }
}

/// Behind C's form of an `ifconf`: what its length was.
const LEN_BEFORE: usize = size_of::<libc::ifconf>();

fn int_in(room: &Room, at: usize) -> c_int {
    let mut int = [0; size_of::<c_int>()];
    room.get(at, &mut int);
    c_int::from_ne_bytes(int)
}

plain! {
    SockaddrField { sa_family: sa_family_t, sa_data: [c_char; 14] }
    ifreq { ifr_name: [c_char; IFNAMSIZ], ifr_ifru: ifreq_ifru }
    ifreq_ifrn { ifrn_name: [c_char; IFNAMSIZ] }
    ifreq_ifru { storage: Storage }
}

const _: () = assert!(size_of::<ifreq>() == size_of::<libc::ifreq>());
