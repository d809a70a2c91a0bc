//! The socket options whose value is more than so many bytes for the kernel to read or write.
//!
//! `docs/design.md` lists them with the place in the kernel that makes each so. There are four
//! kinds: values that hold addresses, which are refused; values that name a descriptor, which must
//! be the table's; options that open one, which goes into the table; and options that go beyond
//! the length they are given, which get the room they take, or none of it.
//!
//! One more is refused for what it leads to: after `SO_ZEROCOPY` the kernel reads what is sent with
//! `MSG_ZEROCOPY` when the call has long returned. The flag is refused too (`SendFlags`), since a
//! socket may come from elsewhere with the option set; but programs try the option first, and do
//! without where it is not to be had.

use super::addr::sockaddr_storage;
use super::table::{InFlight, own};
use crate::Bytes;
use crate::errno::{EBADF, EFAULT, EINVAL, ENOPROTOOPT};
use crate::linux::filter::sock_fprog;
use core::ffi::c_int;
use libc::{
    IP_MSFILTER, IPPROTO_IP, IPPROTO_IPV6, IPPROTO_SCTP, IPPROTO_TCP, MCAST_MSFILTER,
    SO_ATTACH_BPF, SO_ATTACH_FILTER, SO_ATTACH_REUSEPORT_CBPF, SO_ATTACH_REUSEPORT_EBPF,
    SO_GET_FILTER, SO_PEERPIDFD, SO_ZEROCOPY, SOL_PACKET, SOL_SOCKET, SOL_XDP,
    TCP_ZEROCOPY_RECEIVE, in_addr, sock_filter,
};

/// Shorter values go through a buffer of this size, zeroed behind them: some old code of the
/// kernel takes the whole of its structure whatever the length says, and the largest is 120 bytes.
pub(crate) const ROOM: usize = 128;

// Of headers that this crate does not otherwise have.
const PACKET_FANOUT_DATA: c_int = 22;
const SOL_RDS: c_int = 276;
const RDS_GET_MR: c_int = 2;
const RDS_GET_MR_FOR_DEST: c_int = 7;
const XDP_UMEM_REG: c_int = 4;
const SOL_MPTCP: c_int = 284;
const MPTCP_FULL_INFO: c_int = 4;
const SCTP_SOCKOPT_PEELOFF: c_int = 102;
const SCTP_SOCKOPT_CONNECTX3: c_int = 111;
const SCTP_SOCKOPT_PEELOFF_FLAGS: c_int = 122;
const IPT_SO_SET_REPLACE: c_int = 64;
const ARPT_SO_SET_REPLACE: c_int = 96;
const EBT_SO_SET_ENTRIES: c_int = 128;
const EBT_SO_SET_COUNTERS: c_int = 129;
const EBT_SO_GET_ENTRIES: c_int = 129;
const EBT_SO_GET_INIT_ENTRIES: c_int = 131;
const IPV6_FLOWLABEL_MGR: c_int = 32;
const TCP_AO_GET_KEYS: c_int = 41;

/// What [`setsockopt`](crate::sys::socket::setsockopt) takes as a value: [`Bytes`], or a structure
/// of C that holds an address, in its safe form: [`sock_fprog`].
///
/// Nobody can add to it, since the kernel reads what such a structure points to: bytes of which
/// somebody says that they are one are still bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of a socket option",
    note = "values are what they are in C: an `int` such as `let on = &1;`, a `linger`, a `timeval`, an `ip_mreq`"
)]
pub trait OptionValue: sealed::Sealed {
    #[doc(hidden)]
    fn value(&self) -> Value<'_>;
}

/// The value of an option.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum Value<'a> {
    Null,
    Bytes(&'a [u8]),
    Program(sock_fprog<'a>),
}

impl<B: Bytes + ?Sized> OptionValue for B {
    #[inline]
    fn value(&self) -> Value<'_> {
        if self.is_null() { Value::Null } else { Value::Bytes(self.as_bytes()) }
    }
}

impl OptionValue for sock_fprog<'_> {
    fn value(&self) -> Value<'_> {
        Value::Program(*self)
    }
}

mod sealed {
    pub trait Sealed {}
    impl<B: super::Bytes + ?Sized> Sealed for B {}
    impl Sealed for super::sock_fprog<'_> {}
}

/// Looks at an option before it is set to a program. Where the kernel takes one, it reads the
/// instructions that the program says it has.
pub(crate) fn check_program(
    level: c_int,
    name: c_int,
    program: &sock_fprog<'_>,
    value: &[u8],
) -> Result<Option<InFlight>, c_int> {
    match (level, name) {
        // Of another length this one takes a descriptor.
        (SOL_PACKET, PACKET_FANOUT_DATA) if value.len() < size_of::<libc::sock_fprog>() => {
            check_set(level, name, value)
        }
        (SOL_SOCKET, SO_ATTACH_FILTER | SO_ATTACH_REUSEPORT_CBPF)
        | (SOL_PACKET, PACKET_FANOUT_DATA) => {
            let all_there = usize::from(program.len) <= program.filter.len();
            if all_there { Ok(None) } else { Err(EFAULT) }
        }
        _ => check_set(level, name, value),
    }
}

/// Looks at an option before it is set. Refuses a value with addresses in it; holds the descriptor
/// that a value names.
#[inline]
pub(crate) fn check_set(
    level: c_int,
    name: c_int,
    value: &[u8],
) -> Result<Option<InFlight>, c_int> {
    match (level, name) {
        (SOL_SOCKET, SO_ATTACH_FILTER | SO_ATTACH_REUSEPORT_CBPF | SO_ZEROCOPY)
        | (SOL_RDS, RDS_GET_MR | RDS_GET_MR_FOR_DEST)
        | (SOL_XDP, XDP_UMEM_REG)
        | (IPPROTO_IP, IPT_SO_SET_REPLACE | ARPT_SO_SET_REPLACE)
        | (IPPROTO_IP, EBT_SO_SET_ENTRIES | EBT_SO_SET_COUNTERS)
        | (IPPROTO_IPV6, IPT_SO_SET_REPLACE) => Err(ENOPROTOOPT),
        (SOL_SOCKET, SO_ATTACH_BPF | SO_ATTACH_REUSEPORT_EBPF) => named(value),
        // A descriptor, or a structure with an address.
        (SOL_PACKET, PACKET_FANOUT_DATA) if value.len() > size_of::<c_int>() => Err(ENOPROTOOPT),
        (SOL_PACKET, PACKET_FANOUT_DATA) => named(value),
        (IPPROTO_IPV6, IPV6_FLOWLABEL_MGR) if asks_for_label(value) => Err(EFAULT),
        _ => Ok(None),
    }
}

/// Looks at an option before it is asked for. `len` is the length it is asked for with, `object`
/// all of the object that the value goes into.
#[inline]
pub(crate) fn check_get(level: c_int, name: c_int, len: usize, object: &[u8]) -> Result<(), c_int> {
    let fits = match (level, name) {
        (IPPROTO_TCP, TCP_ZEROCOPY_RECEIVE)
        | (SOL_MPTCP, MPTCP_FULL_INFO)
        | (IPPROTO_SCTP, SCTP_SOCKOPT_CONNECTX3)
        | (IPPROTO_IP, EBT_SO_GET_ENTRIES | EBT_SO_GET_INIT_ENTRIES) => return Err(ENOPROTOOPT),
        // The length counts instructions.
        (SOL_SOCKET, SO_GET_FILTER) => has_room(object, 0, len, size_of::<sock_filter>()),
        // Counts inside the value say how many addresses follow it.
        (IPPROTO_IP, IP_MSFILTER) => {
            has_room(object, 16, count_at(object, 12), size_of::<in_addr>())
        }
        (IPPROTO_IP | IPPROTO_IPV6, MCAST_MSFILTER) => {
            let address = size_of::<sockaddr_storage>();
            let list = align_of::<sockaddr_storage>().max(4) + address + 8;
            has_room(object, list, count_at(object, list - 4), address)
        }
        // The length is that of one key; a count inside the value, which is written even if the
        // length ends before it, says how many fit.
        (IPPROTO_TCP, TCP_AO_GET_KEYS) => {
            has_room(object, 276, 0, 0) && has_room(object, 0, count_at(object, 272), len)
        }
        _ => match hands_out(level, name) {
            // The kernel would open a descriptor and tell half of its number.
            Some(at) if len < at + size_of::<c_int>() => return Err(EINVAL),
            _ => true,
        },
    };
    if fits { Ok(()) } else { Err(EFAULT) }
}

/// Whether a request about flow labels is one that the kernel answers by writing into the value:
/// to make a new label (`IPV6_FL_A_GET`, `IPV6_FL_F_CREATE`) of its own choice (0).
fn asks_for_label(value: &[u8]) -> bool {
    const CREATE: u16 = 1;
    const REFLECT: u16 = 4;
    // A shorter one is no request at all.
    let Some(request) = value.first_chunk::<32>() else { return false };
    let (action, flags) = (request[20], u16::from_ne_bytes([request[22], request[23]]));
    int_at(request, 16) == Some(0) && action == 0 && flags & (CREATE | REFLECT) == CREATE
}

/// Whether an object has room for a header and `count` elements.
fn has_room(object: &[u8], header: usize, count: usize, element: usize) -> bool {
    let whole = count.checked_mul(element).and_then(|elements| elements.checked_add(header));
    whole.is_some_and(|whole| whole <= object.len())
}

/// The count at an offset of a value; of one that ends before it there are none.
fn count_at(value: &[u8], at: usize) -> usize {
    int_at(value, at).map_or(0, |count| count as u32 as usize)
}

/// Where in its value an option that opens a descriptor puts the number.
#[inline]
pub(crate) fn hands_out(level: c_int, name: c_int) -> Option<usize> {
    match (level, name) {
        (SOL_SOCKET, SO_PEERPIDFD) => Some(0),
        (IPPROTO_SCTP, SCTP_SOCKOPT_PEELOFF | SCTP_SOCKOPT_PEELOFF_FLAGS) => Some(4),
        _ => None,
    }
}

/// Takes over the descriptor that an option opened.
#[cold]
pub(crate) fn take_over(value: &[u8], at: usize) {
    if let Some(fd) = int_at(value, at) {
        own(fd);
    }
}

/// Holds the descriptor that a value names in its first bytes.
#[cold]
fn named(value: &[u8]) -> Result<Option<InFlight>, c_int> {
    match int_at(value, 0) {
        Some(fd) => InFlight::new(fd).map(Some).ok_or(EBADF),
        // Too short to name one: the kernel's to refuse.
        None => Ok(None),
    }
}

/// The `int` at an offset of a value, if the value reaches that far.
fn int_at(value: &[u8], at: usize) -> Option<c_int> {
    value.get(at..)?.first_chunk().map(|int| c_int::from_ne_bytes(*int))
}
