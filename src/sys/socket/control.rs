//! Control messages: what goes beside the bytes of a message.

use super::*;
use crate::plain;
use core::ffi::c_int;
use core::mem::size_of;
use core::ops::Deref;

/// `struct cmsghdr` — the header of a control message; its data follows.
///
/// Control messages go beside the bytes of a message, and say something of it or bring something
/// along: descriptors, who sent it, when and where it came. They stand one after the other in the
/// memory at `msg_control`. [`CMSG_FIRSTHDR`] and [`CMSG_NXTHDR`] find the headers in it,
/// [`CMSG_DATA`] the data.
///
/// See cmsg(3), RFC 3542, POSIX.1-2024.
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

/// `struct cmsghdr *` — a control message in the buffer of a message, or null.
///
/// [`CMSG_FIRSTHDR`] and [`CMSG_NXTHDR`] give it. It reads like C's pointer: `cmsg.cmsg_type`,
/// `cmsg != NULL`. What C writes through it, the setters do.
///
/// The fields are those that were there when the pointer was given, or that were set through it: of
/// memory that has changed since, by another call or another pointer, take a new one.
///
/// # Panics
///
/// To read or set a field through a null one panics, where C would crash; so does to set one in
/// memory that may only be read.
///
/// ```
/// use berkeley::sys::socket::*;
///
/// let cbuf = &mut [0u8; CMSG_SPACE(4)];
/// let mut msg = msghdr::zeroed();
/// msg.msg_controllen = sizeof(cbuf);
/// msg.msg_control = cbuf.into();
/// let mut cmsg = CMSG_FIRSTHDR(&msg);
/// cmsg.set_cmsg_len(CMSG_LEN(4)); // cmsg->cmsg_len = CMSG_LEN(4);
/// cmsg.set_cmsg_level(SOL_SOCKET); // cmsg->cmsg_level = SOL_SOCKET;
/// cmsg.set_cmsg_type(SCM_RIGHTS); // cmsg->cmsg_type = SCM_RIGHTS;
/// assert_eq!(CMSG_FIRSTHDR(&msg).cmsg_type, SCM_RIGHTS);
/// ```
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

/// `struct cmsghdr *CMSG_FIRSTHDR(struct msghdr *mhdr)` — the first control message of a message.
///
/// # Returns
///
/// The control message; or null if there is no room for a header in `msg_controllen` bytes. To send,
/// it is where the first one is to be made.
///
/// ```
/// use berkeley::{NULL, sys::socket::*};
///
/// let cbuf = &mut [0u8; CMSG_SPACE(4)]; // char cbuf[CMSG_SPACE(sizeof(int))];
/// let mut msg = msghdr::zeroed();
/// assert!(CMSG_FIRSTHDR(&msg) == NULL); // no room yet
/// msg.msg_controllen = sizeof(cbuf);
/// msg.msg_control = cbuf.into();
/// let cmsg = CMSG_FIRSTHDR(&msg); // struct cmsghdr *cmsg = CMSG_FIRSTHDR(&msg);
/// assert!(cmsg != NULL && cmsg.cmsg_len == 0);
/// ```
///
/// With what was received: see [`recvmsg`].
///
/// See cmsg(3), POSIX.1-2024.
pub fn CMSG_FIRSTHDR<'a>(mhdr: &msghdr<'a>) -> CmsgPtr<'a> {
    CmsgPtr::at(mhdr.msg_control.0.part(0, mhdr.msg_controllen), 0)
}

/// `struct cmsghdr *CMSG_NXTHDR(struct msghdr *mhdr, struct cmsghdr *cmsg)` — the control message
/// after another.
///
/// Where it is, `cmsg_len` of the one before says: to send, set that first.
///
/// # Returns
///
/// The control message; or null if there is no room for a further header, or `cmsg_len` is none that
/// a control message can have.
///
/// # Panics
///
/// If `cmsg` is null, where C would crash.
///
/// ```
/// use berkeley::{NULL, sys::socket::*};
///
/// let cbuf = &mut [0u8; CMSG_SPACE(4) + CMSG_SPACE(1)];
/// let mut msg = msghdr::zeroed();
/// msg.msg_controllen = sizeof(cbuf);
/// msg.msg_control = cbuf.into();
/// let mut cmsg = CMSG_FIRSTHDR(&msg);
/// cmsg.set_cmsg_len(CMSG_LEN(4));
/// cmsg = CMSG_NXTHDR(&msg, cmsg); // cmsg = CMSG_NXTHDR(&msg, cmsg);
/// cmsg.set_cmsg_len(CMSG_LEN(1));
/// assert!(CMSG_NXTHDR(&msg, cmsg) == NULL);
/// ```
///
/// See cmsg(3), POSIX.1-2024.
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

/// `unsigned char *CMSG_DATA(struct cmsghdr *cmsg)` — the data of a control message.
///
/// It reaches from the header to the end of all the control messages, as far as C's pointer may be
/// used: how much of it is the data of this one, `cmsg_len` says. [`memcpy`](crate::string::memcpy)
/// copies from it and to it, [`CmsgData::get`] reads a value. It need not be aligned. Of a null
/// pointer it is empty.
///
/// ```
/// use berkeley::{string::*, sys::socket::*};
///
/// let cbuf = &mut [0u8; CMSG_SPACE(4)];
/// let mut msg = msghdr::zeroed();
/// msg.msg_controllen = sizeof(cbuf);
/// msg.msg_control = cbuf.into();
/// let cmsg = CMSG_FIRSTHDR(&msg);
/// memcpy(&mut CMSG_DATA(cmsg), &64i32, 4); // memcpy(CMSG_DATA(cmsg), &ttl, sizeof(ttl));
/// assert_eq!(CMSG_DATA(cmsg).get(), Some(64i32)); // *(int *)CMSG_DATA(cmsg) == 64
/// ```
///
/// See cmsg(3), POSIX.1-2024.
pub fn CMSG_DATA(cmsg: CmsgPtr<'_>) -> CmsgData<'_> {
    CmsgData(cmsg.rest.part(size_of::<cmsghdr>(), usize::MAX))
}

/// `size_t CMSG_ALIGN(size_t len)` — a length, rounded up to where the next control message may
/// begin: to a multiple of the size of a `size_t`.
///
/// ```
/// use berkeley::sys::socket::*;
///
/// let size = size_of::<size_t>(); // sizeof(size_t)
/// assert_eq!(CMSG_ALIGN(1), size);
/// assert_eq!(CMSG_ALIGN(size), size);
/// ```
///
/// See cmsg(3). Of Linux and the BSDs.
pub const fn CMSG_ALIGN(len: usize) -> usize {
    len.wrapping_add(size_of::<usize>() - 1) & !(size_of::<usize>() - 1)
}

/// `size_t CMSG_SPACE(size_t len)` — how much room a control message with `len` bytes of data takes:
/// header, data, and what separates it from the next. For the size of a buffer.
///
/// ```
/// use berkeley::sys::socket::*;
///
/// let _cbuf = [0u8; CMSG_SPACE(4) + CMSG_SPACE(12)]; // for an int and a struct in_pktinfo
/// assert_eq!((CMSG_SPACE(4), CMSG_LEN(4)), (24, 20));
/// ```
///
/// See cmsg(3), RFC 3542, POSIX.1-2024.
pub const fn CMSG_SPACE(len: usize) -> usize {
    CMSG_ALIGN(len).wrapping_add(CMSG_ALIGN(size_of::<cmsghdr>()))
}

/// `size_t CMSG_LEN(size_t len)` — what `cmsg_len` is for a control message with `len` bytes of data:
/// header and data, without what separates it from the next.
///
/// ```
/// use berkeley::{string::*, sys::socket::*};
///
/// let ttl = 64i32; // int ttl = 64;
/// let cbuf = &mut [0u8; CMSG_SPACE(4)];
/// let mut msg = msghdr::zeroed();
/// msg.msg_controllen = sizeof(cbuf);
/// msg.msg_control = cbuf.into();
/// let mut cmsg = CMSG_FIRSTHDR(&msg);
/// cmsg.set_cmsg_len(CMSG_LEN(sizeof(&ttl))); // cmsg->cmsg_len = CMSG_LEN(sizeof(ttl));
/// memcpy(&mut CMSG_DATA(cmsg), &ttl, sizeof(&ttl));
/// assert_eq!(cmsg.cmsg_len, size_of::<cmsghdr>() + 4);
/// ```
///
/// See cmsg(3), RFC 3542, POSIX.1-2024.
pub const fn CMSG_LEN(len: usize) -> usize {
    CMSG_ALIGN(size_of::<cmsghdr>()).wrapping_add(len)
}
