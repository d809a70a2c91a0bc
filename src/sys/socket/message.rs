//! Messages: several buffers, an address and control messages in one call.

use super::*;
use crate::base::args::{Fd, Named, SendFlags, Timespec};
use crate::base::gate::gate;
use crate::base::message::{Batch, MsgIn, MsgOut};
use crate::plain;
use crate::trace::names::MSG_FLAGS;
use core::ffi::{c_int, c_uint};
use core::mem::size_of;
use core::ops::Deref;

use libc::timespec;

/// `struct cmsghdr` — the header of a control message; its data follows.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct cmsghdr {
    /// How long header and data are together: [`CMSG_LEN`] of the data.
    pub cmsg_len: size_t,
    /// Whose kind of control message it is: `SOL_SOCKET`, `IPPROTO_IP`…
    pub cmsg_level: c_int,
    /// The kind: `SCM_RIGHTS`, `IP_TTL`…
    pub cmsg_type: c_int,
}

plain! { cmsghdr { cmsg_len: usize, cmsg_level: c_int, cmsg_type: c_int } }

/// `struct msghdr` — a message: whom it goes to or comes from, its buffers, its control messages.
#[derive(Debug, Default)]
pub struct msghdr<'a> {
    /// Where the address is, or null. To send to, or to receive the sender's into.
    pub msg_name: Memory<'a>,
    /// The size of the address in bytes. Receiving sets it to the true size.
    pub msg_namelen: socklen_t,
    /// The buffers.
    pub msg_iov: &'a [iovec<'a>],
    /// How many buffers take part: all of them or fewer.
    pub msg_iovlen: size_t,
    /// Where the control messages are, or null.
    pub msg_control: Control<'a>,
    /// How many bytes of control messages there are, or room for. Receiving sets it to what came.
    pub msg_controllen: size_t,
    /// What receiving tells of the message: `MSG_TRUNC`, `MSG_CTRUNC`, `MSG_EOR`, `MSG_OOB`… .
    /// Sending ignores it.
    pub msg_flags: c_int,
}

impl msghdr<'_> {
    /// No address, no buffers, no control messages.
    pub const fn zeroed() -> msghdr<'static> {
        msghdr {
            msg_name: Memory::NULL,
            msg_namelen: 0,
            msg_iov: &[],
            msg_iovlen: 0,
            msg_control: Control::NULL,
            msg_controllen: 0,
            msg_flags: 0,
        }
    }
}

/// `struct mmsghdr` — one of several messages.
#[derive(Debug, Default)]
pub struct mmsghdr<'a> {
    /// The message.
    pub msg_hdr: msghdr<'a>,
    /// How many bytes of it were sent or received: the call sets it.
    pub msg_len: c_uint,
}

impl mmsghdr<'_> {
    /// A message without anything.
    pub const fn zeroed() -> mmsghdr<'static> {
        mmsghdr { msg_hdr: msghdr::zeroed(), msg_len: 0 }
    }
}

/// `ssize_t sendmsg(int fd, const struct msghdr *message, int flags)` — sends a message.
pub fn sendmsg(fd: c_int, message: &msghdr<'_>, flags: c_int) -> ssize_t {
    gate(
        "sendmsg",
        (Fd(fd), MsgIn(message), SendFlags(flags)),
        // SAFETY: `fd` is held, and so is what the message carries; `MsgIn` lends a message all of
        // whose memory may be read.
        |(fd, msg, flags)| msg.lend_to(|msg| unsafe { libc::sendmsg(fd.raw(), msg, flags) }),
    )
}

/// `ssize_t recvmsg(int fd, struct msghdr *message, int flags)` — receives a message.
pub fn recvmsg(fd: c_int, message: &mut msghdr<'_>, flags: c_int) -> ssize_t {
    gate(
        "recvmsg",
        (Fd(fd), MsgOut::new(message), Named(flags, &MSG_FLAGS)),
        // SAFETY: `fd` is held; `MsgOut` lends a message all of whose memory may be written.
        |(fd, msg, flags)| msg.lend_to(|msg| unsafe { libc::recvmsg(fd.raw(), msg, flags) }),
    )
}

/// `int sendmmsg(int fd, struct mmsghdr *vmessages, unsigned int vlen, int flags)` — sends several
/// messages.
pub fn sendmmsg(
    fd: c_int,
    vmessages: &mut [mmsghdr<'_>],
    vlen: impl Length,
    flags: c_int,
) -> c_int {
    gate(
        "sendmmsg",
        (Fd(fd), Batch::to_send(vmessages, vlen.to_socklen()), SendFlags(flags)),
        |(fd, msgs, flags)| {
            // SAFETY: `fd` is held, and so is what the messages carry; `Batch` lends `n` messages
            // all of whose memory may be read.
            msgs.lend_to(|msgs, n| unsafe { libc::sendmmsg(fd.raw(), msgs, n, flags as _) })
        },
    )
}

/// `int recvmmsg(int fd, struct mmsghdr *vmessages, unsigned int vlen, int flags, struct timespec
/// *tmo)` — receives several messages.
pub fn recvmmsg<T: Pointer<timespec>>(
    fd: c_int,
    vmessages: &mut [mmsghdr<'_>],
    vlen: impl Length,
    flags: c_int,
    tmo: &mut T,
) -> c_int {
    gate(
        "recvmmsg",
        (
            Fd(fd),
            Batch::to_receive(vmessages, vlen.to_socklen()),
            Named(flags, &MSG_FLAGS),
            Timespec::new(tmo),
        ),
        |(fd, msgs, flags, tmo)| {
            // SAFETY: `fd` is held; `Batch` lends `n` messages all of whose memory may be written,
            // `Timespec` a time or null.
            msgs.lend_to(|msgs, n| unsafe { libc::recvmmsg(fd.raw(), msgs, n, flags as _, tmo) })
        },
    )
}

/// `struct cmsghdr *` — a control message in the buffer of a message, or null.
///
/// Reads like C's pointer: `cmsg.cmsg_type`, `cmsg != NULL`. What C writes through it, the setters
/// do.
///
/// # Panics
///
/// To read or set a field through a null one panics, where C would crash.
#[derive(Clone, Copy, Debug)]
pub struct CmsgPtr<'a> {
    /// From the header to the end of the control messages; null for a null pointer.
    rest: Memory<'a>,
    header: cmsghdr,
}

impl<'a> CmsgPtr<'a> {
    fn at(control: Memory<'a>, at: usize) -> CmsgPtr<'a> {
        let rest = control.part(at, usize::MAX);
        match rest.read(0) {
            Some(header) => CmsgPtr { rest, header },
            None => CmsgPtr { rest: Memory::NULL, header: cmsghdr::zeroed() },
        }
    }

    /// `cmsg->cmsg_len = len` — sets how long the control message is: [`CMSG_LEN`] of its data.
    #[track_caller]
    pub fn set_cmsg_len(&mut self, len: usize) {
        self.set(|header| header.cmsg_len = len);
    }

    /// `cmsg->cmsg_level = level` — sets whose kind of control message it is: `SOL_SOCKET`,
    /// `IPPROTO_IP`…
    #[track_caller]
    pub fn set_cmsg_level(&mut self, level: c_int) {
        self.set(|header| header.cmsg_level = level);
    }

    /// `cmsg->cmsg_type = kind` — sets the kind: `SCM_RIGHTS`, `IP_TTL`…
    #[track_caller]
    pub fn set_cmsg_type(&mut self, kind: c_int) {
        self.set(|header| header.cmsg_type = kind);
    }

    #[track_caller]
    fn set(&mut self, change: impl FnOnce(&mut cmsghdr)) {
        assert!(!self.rest.is_null(), "a null pointer has no fields");
        change(&mut self.header);
        assert!(
            self.rest.copy_in(0, self.header.as_bytes()),
            "the control messages may only be read"
        );
    }
}

impl Deref for CmsgPtr<'_> {
    type Target = cmsghdr;

    #[track_caller]
    fn deref(&self) -> &cmsghdr {
        assert!(!self.rest.is_null(), "a null pointer has no fields");
        &self.header
    }
}

/// `cmsg == NULL`.
impl PartialEq<&mut Null> for CmsgPtr<'_> {
    fn eq(&self, _: &&mut Null) -> bool {
        self.rest.is_null()
    }
}

/// `CMSG_FIRSTHDR(mhdr)` — the first control message of a message, or null.
pub fn CMSG_FIRSTHDR<'a>(mhdr: &msghdr<'a>) -> CmsgPtr<'a> {
    CmsgPtr::at(mhdr.msg_control.0.part(0, mhdr.msg_controllen), 0)
}

/// `CMSG_NXTHDR(mhdr, cmsg)` — the control message after another, or null.
pub fn CMSG_NXTHDR<'a>(mhdr: &msghdr<'a>, cmsg: CmsgPtr<'a>) -> CmsgPtr<'a> {
    let control = mhdr.msg_control.0.part(0, mhdr.msg_controllen);
    let len = cmsg.cmsg_len;
    let next = cmsg.rest.offset_in(control).and_then(|at| at.checked_add(CMSG_ALIGN(len)));
    match next {
        // Lengths that no control message has end the walk.
        Some(next) if (size_of::<cmsghdr>()..=control.len()).contains(&len) => {
            CmsgPtr::at(control, next)
        }
        _ => CmsgPtr::at(Memory::NULL, 0),
    }
}

/// `CMSG_DATA(cmsg)` — the data of a control message.
pub fn CMSG_DATA(cmsg: CmsgPtr<'_>) -> CmsgData<'_> {
    CmsgData(cmsg.rest.part(size_of::<cmsghdr>(), usize::MAX))
}

/// `CMSG_ALIGN(len)` — a length, rounded up to where the next control message may begin.
pub const fn CMSG_ALIGN(len: usize) -> usize {
    len.wrapping_add(size_of::<usize>() - 1) & !(size_of::<usize>() - 1)
}

/// `CMSG_SPACE(len)` — how much room a control message with `len` bytes of data takes.
pub const fn CMSG_SPACE(len: usize) -> usize {
    CMSG_ALIGN(len).wrapping_add(CMSG_ALIGN(size_of::<cmsghdr>()))
}

/// `CMSG_LEN(len)` — what `cmsg_len` is for a control message with `len` bytes of data.
pub const fn CMSG_LEN(len: usize) -> usize {
    CMSG_ALIGN(size_of::<cmsghdr>()).wrapping_add(len)
}
