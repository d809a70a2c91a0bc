//! What control messages mean for the descriptor table: those that pass descriptors on, and those
//! that hand some out.

use super::memory::Memory;
use super::table::{self, InFlight, own};
use crate::errno::{EBADF, EINVAL};
use crate::sys::socket::{CMSG_ALIGN, cmsghdr, msghdr};
use core::ffi::c_int;
use core::mem::{forget, size_of};
use libc::{SCM_RIGHTS, SOL_SOCKET};

/// A control message of this kind hands out a descriptor: one of the sender's process.
const SCM_PIDFD: c_int = 4;

/// Control messages of this level carry addresses of memory to be read and written later.
const SOL_RDS: c_int = 276;

/// Takes over the descriptors that the control messages hand out of a message that the kernel has
/// just received.
pub(super) fn own_handed_out(msg: &msghdr<'_>) {
    // Everything up to its length was written by the kernel just now, and by nothing after it: no
    // other memory of the call is this one (see `Control` in `memory.rs`). So what it says to be a
    // descriptor is one that the kernel has opened for this process.
    for part in Controls::of(msg) {
        if part.header.cmsg_level == SOL_SOCKET
            && matches!(part.header.cmsg_type, SCM_RIGHTS | SCM_PIDFD)
        {
            // A negative one: the kernel could not open it.
            part.descriptors().filter(|fd| *fd >= 0).for_each(|fd| _ = own(fd));
        }
    }
}

/// Holds the descriptors that a message carries, in the order in which the kernel reads them.
pub(super) fn hold_rights(msg: &msghdr<'_>) -> Result<(), c_int> {
    let mut held = 0;
    for part in Controls::of(msg) {
        let refused = match part.header.cmsg_level {
            SOL_RDS => Some(EINVAL),
            _ => part.rights().find_map(|fd| match InFlight::new(fd) {
                Some(call) => {
                    held += 1;
                    // Let go of by `drop_rights`, which finds the same numbers in the message:
                    // nothing changes it meanwhile.
                    forget(call);
                    None
                }
                None => Some(EBADF),
            }),
        };
        if let Some(errno) = refused {
            drop_rights(msg, held);
            return Err(errno);
        }
    }
    Ok(())
}

/// Lets go of the first `held` descriptors that a message carries.
pub(super) fn drop_rights(msg: &msghdr<'_>, held: usize) {
    Controls::of(msg).flat_map(|part| part.rights()).take(held).for_each(table::let_go_of);
}

/// The control messages of a message, in the order and within the bounds in which the kernel reads
/// those that it is sent and writes those that it hands out.
struct Controls<'b> {
    control: Memory<'b>,
    at: usize,
}

/// One control message: its header, and where its data is.
struct Control<'b> {
    header: cmsghdr,
    data: Memory<'b>,
}

impl<'b> Controls<'b> {
    fn of(msg: &msghdr<'b>) -> Self {
        Controls { control: msg.msg_control.0.part(0, msg.msg_controllen), at: 0 }
    }
}

impl<'b> Iterator for Controls<'b> {
    type Item = Control<'b>;

    fn next(&mut self) -> Option<Control<'b>> {
        let header: cmsghdr = self.control.read(self.at)?;
        let len = header.cmsg_len;
        // What does not fit ends the walk, for the kernel too (which then refuses the call).
        if len < size_of::<cmsghdr>() || len > self.control.len() - self.at {
            return None;
        }
        let data = self.control.part(self.at + size_of::<cmsghdr>(), len - size_of::<cmsghdr>());
        self.at += CMSG_ALIGN(len);
        Some(Control { header, data })
    }
}

impl<'b> Control<'b> {
    /// The descriptors that a control message to be sent passes on.
    fn rights(self) -> impl Iterator<Item = c_int> + use<'b> {
        let passes = (self.header.cmsg_level, self.header.cmsg_type) == (SOL_SOCKET, SCM_RIGHTS);
        self.descriptors().take_while(move |_| passes)
    }

    /// The numbers in its data.
    fn descriptors(self) -> impl Iterator<Item = c_int> + use<'b> {
        let data = self.data;
        (0..data.len() / size_of::<c_int>()).map_while(move |i| data.read(i * size_of::<c_int>()))
    }
}
