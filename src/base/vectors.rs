//! Several buffers at once: from this crate's `iovec`s, which know how large their memory is, to
//! libc's, which do not.

use super::gate::Arg;
use crate::Length;
use crate::errno::{EFAULT, EINVAL};
use crate::fault::Ask;
use crate::ledger::{Told, Way};
use crate::sys::uio::{UIO_MAXIOV, iovec};
use crate::trace::Line;
use core::ffi::c_int;
use core::mem::MaybeUninit;

/// The most buffers, and the most messages, that the kernel takes in one call.
pub(crate) const MAX: usize = UIO_MAXIOV as usize;

/// Up to so many, as in most programs, there is no need for room for the most.
pub(crate) const FEW: usize = 8;

/// Buffers for `readv` and `writev`, and how many of them take part.
pub(crate) struct Vectors<'a> {
    iov: &'a [iovec<'a>],
    count: c_int,
    to_write: bool,
    /// However long they are together, no more than so many bytes are lent.
    most: usize,
}

impl<'a> Vectors<'a> {
    /// Buffers that the call reads from.
    #[inline(always)]
    pub(crate) fn to_read(iov: &'a [iovec<'a>], count: impl Length) -> Self {
        Vectors { iov, count: count.to_socklen() as c_int, to_write: false, most: usize::MAX }
    }

    /// Buffers that the call writes to.
    #[inline(always)]
    pub(crate) fn to_write(iov: &'a [iovec<'a>], count: impl Length) -> Self {
        Vectors { iov, count: count.to_socklen() as c_int, to_write: true, most: usize::MAX }
    }
}

impl<'a> Arg for Vectors<'a> {
    type Raw = Checked<'a>;

    fn lend(&mut self) -> Result<Checked<'a>, c_int> {
        let count = usize::try_from(self.count).ok().filter(|count| *count <= MAX).ok_or(EINVAL)?;
        let iov = self.iov.get(..count).ok_or(EFAULT)?;
        check(iov, self.to_write)?;
        Ok(Checked { iov, most: self.most })
    }

    fn show(&self, line: &mut Line, ret: i64) {
        let count = usize::try_from(self.count).ok();
        match count.and_then(|count| self.iov.get(..count)) {
            Some(iov) if !self.to_write => line.iovecs(iov, Some(usize::MAX)),
            Some(iov) => line.iovecs(iov, usize::try_from(ret).ok()),
            None => line.pointer(self.iov.as_ptr()),
        }
        line.push(", ");
        line.int(self.count);
    }

    fn meet(&mut self, ask: &mut Ask) {
        if let Ask::AtMost(most, fewer) = ask {
            let iov = self.iov.get(..self.count as usize).unwrap_or_default();
            (self.most, *fewer) = (*most, is_more(iov, *most));
        }
    }

    fn tell<'s>(&'s self, told: &mut Told<'s>, ret: i64) {
        // Without a byte in its buffers such a call does nothing.
        if ret > 0 {
            told.way = Some((if self.to_write { Way::In } else { Way::Out }, usize::MAX));
        } else if self.to_write && self.iov.iter().take(self.count as usize).any(|p| p.iov_len > 0)
        {
            told.way = Some((Way::In, usize::MAX));
        }
    }
}

/// Refuses buffers that say more than they have, or that may not be written but are to be.
pub(crate) fn check(iov: &[iovec<'_>], to_write: bool) -> Result<(), c_int> {
    for part in iov {
        if part.iov_len > isize::MAX as usize {
            return Err(EINVAL);
        }
        let lent = part.iov_base.pointer(to_write);
        if part.iov_len > part.iov_base.len() || (lent.is_none() && part.iov_len > 0) {
            return Err(EFAULT);
        }
    }
    Ok(())
}

/// Whether buffers are longer together than so many bytes.
pub(crate) fn is_more(iov: &[iovec<'_>], most: usize) -> bool {
    let total = iov.iter().fold(0usize, |total, part| total.saturating_add(part.iov_len));
    total > most
}

/// Buffers that [`check`] found good: at most [`MAX`] of them; and how many bytes of them may be lent.
pub(crate) struct Checked<'a> {
    iov: &'a [iovec<'a>],
    most: usize,
}

impl Checked<'_> {
    /// Makes libc's form of the buffers, on the stack, and the call with it.
    #[inline(always)]
    pub(crate) fn lend_to<R>(self, call: impl FnOnce(*const libc::iovec, c_int) -> R) -> R {
        if self.iov.len() <= FEW { self.convert::<FEW, R>(call) } else { self.many(call) }
    }

    /// Apart from the usual case, which needs no such large frame.
    #[inline(never)]
    fn many<R>(self, call: impl FnOnce(*const libc::iovec, c_int) -> R) -> R {
        self.convert::<MAX, R>(call)
    }

    #[inline(always)]
    fn convert<const N: usize, R>(self, call: impl FnOnce(*const libc::iovec, c_int) -> R) -> R {
        let mut room = [const { MaybeUninit::<libc::iovec>::uninit() }; N];
        convert(self.iov, &mut room, self.most);
        call(room.as_ptr().cast(), self.iov.len() as c_int)
    }
}

/// Writes libc's form of the buffers, of at most `most` bytes together, to the beginning of `room`,
/// which must have as many places.
#[inline]
pub(crate) fn convert(iov: &[iovec<'_>], room: &mut [MaybeUninit<libc::iovec>], mut most: usize) {
    for (part, place) in iov.iter().zip(room) {
        let iov_base = part.iov_base.pointer(false).unwrap_or(core::ptr::null_mut());
        let iov_len = part.iov_len.min(most);
        most -= iov_len;
        place.write(libc::iovec { iov_base: iov_base.cast(), iov_len });
    }
}
