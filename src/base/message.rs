//! Messages: from this crate's `msghdr`s to libc's and back.

use super::addr::LONGEST;
use super::gate::Arg;
use super::length::is_negative;
use super::memory::Memory;
use super::rights::{drop_rights, hold_rights, own_handed_out};
use super::vectors::{self, FEW, MAX};
use crate::errno::{EFAULT, EINVAL, EMSGSIZE, ENOBUFS};
use crate::fault::Ask;
use crate::ledger::{Told, Way};
use crate::sys::socket::{mmsghdr, msghdr};
use crate::trace::Line;
use core::ffi::{c_int, c_uint};
use core::marker::PhantomData;
use core::mem::{MaybeUninit, zeroed};
use core::slice;
use libc::{iovec, socklen_t, ssize_t};

/// A message to send.
pub(crate) struct MsgIn<'a, 'b> {
    msg: &'a msghdr<'b>,
    /// However long its buffers are, no more than so many bytes of them are lent.
    most: usize,
}

impl<'a, 'b> MsgIn<'a, 'b> {
    #[inline(always)]
    pub(crate) fn new(msg: &'a msghdr<'b>) -> Self {
        MsgIn { msg, most: usize::MAX }
    }
}

impl<'a, 'b> Arg for MsgIn<'a, 'b> {
    type Raw = Outgoing<'a, 'b>;

    fn lend(&mut self) -> Result<Outgoing<'a, 'b>, c_int> {
        check(self.msg, false)?;
        hold_rights(self.msg)?;
        Ok(Outgoing { msg: self.msg, most: self.most })
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.message(self.msg, usize::MAX, None);
    }

    fn meet(&mut self, ask: &mut Ask) {
        match ask {
            Ask::Address(to, len) if !self.msg.msg_name.is_null() => {
                let addr = &mut to[..LONGEST.min(self.msg.msg_namelen) as usize];
                *len = self.msg.msg_name.copy_out(0, addr).then_some(addr.len());
            }
            Ask::AtMost(most, fewer) => {
                let iov = self.msg.msg_iov.get(..self.msg.msg_iovlen).unwrap_or_default();
                (self.most, *fewer) = (*most, vectors::is_more(iov, *most));
            }
            _ => {}
        }
    }

    fn tell<'s>(&'s self, told: &mut Told<'s>, _: i64) {
        told.way = Some((Way::Out, usize::MAX));
        told.msg = Some((self.msg, self.msg.msg_namelen));
    }
}

/// A checked message on its way out; the descriptors that it carries are held until this is
/// dropped.
pub(crate) struct Outgoing<'a, 'b> {
    msg: &'a msghdr<'b>,
    most: usize,
}

impl Outgoing<'_, '_> {
    /// Makes libc's form of the message, on the stack, and the call with it.
    #[inline(always)]
    pub(crate) fn lend_to<R>(self, call: impl FnOnce(*mut libc::msghdr) -> R) -> R {
        with_c(self.msg, self.most, |c| call(c))
    }
}

impl Drop for Outgoing<'_, '_> {
    fn drop(&mut self) {
        drop_rights(self.msg, usize::MAX);
    }
}

/// A message to receive into.
pub(crate) struct MsgOut<'a, 'b> {
    msg: &'a mut msghdr<'b>,
    room: socklen_t,
    /// However long its buffers are, there is room for no more than so many bytes.
    most: usize,
}

impl<'a, 'b> MsgOut<'a, 'b> {
    #[inline(always)]
    pub(crate) fn new(msg: &'a mut msghdr<'b>) -> Self {
        let room = msg.msg_namelen;
        MsgOut { msg, room, most: usize::MAX }
    }
}

impl<'a, 'b> Arg for MsgOut<'a, 'b> {
    type Raw = Incoming<'a, 'b>;

    fn lend(&mut self) -> Result<Incoming<'a, 'b>, c_int> {
        check(self.msg, true)?;
        Ok(Incoming { msg: self.msg, most: self.most, borrow: PhantomData })
    }

    fn show(&self, line: &mut Line, ret: i64) {
        match usize::try_from(ret) {
            Ok(received) => line.message(self.msg, received, Some(self.room)),
            Err(_) => line.fmt(format_args!("{{msg_namelen={}}}", self.room as c_int)),
        }
    }

    fn meet(&mut self, ask: &mut Ask) {
        match ask {
            Ask::AtMost(most, fewer) => {
                let iov = self.msg.msg_iov.get(..self.msg.msg_iovlen).unwrap_or_default();
                (self.most, *fewer) = (*most, vectors::is_more(iov, *most));
            }
            Ask::End => {
                if !self.msg.msg_name.is_null() {
                    self.msg.msg_namelen = 0;
                }
                (self.msg.msg_controllen, self.msg.msg_flags) = (0, 0);
            }
            Ask::Address(..) => {}
        }
    }

    fn tell<'s>(&'s self, told: &mut Told<'s>, _: i64) {
        told.way = Some((Way::In, room(self.msg)));
        told.msg = Some((self.msg, self.room));
    }
}

/// A checked message to receive into: the one that [`MsgOut`] borrows for `'a`, and does not touch
/// before the call has returned.
pub(crate) struct Incoming<'a, 'b> {
    msg: *mut msghdr<'b>,
    most: usize,
    borrow: PhantomData<&'a mut msghdr<'b>>,
}

impl Incoming<'_, '_> {
    /// Makes libc's form of the message, on the stack, and the call with it; takes back what a
    /// call that succeeded answered in it.
    #[inline(always)]
    pub(crate) fn lend_to(self, call: impl FnOnce(*mut libc::msghdr) -> ssize_t) -> ssize_t {
        // SAFETY: see the type: the message is borrowed exclusively, and at this moment for us.
        let msg = unsafe { &mut *self.msg };
        let (ret, answered) = with_c(msg, self.most, |c| (call(c), *c));
        if ret >= 0 {
            answer(msg, &answered);
        }
        ret
    }
}

/// Messages to send or to receive at once, and how many of them take part.
pub(crate) struct Batch<'a, 'b> {
    msgs: &'a mut [mmsghdr<'b>],
    count: c_uint,
    to_write: bool,
    /// However many they are, no more than so many take part.
    most: usize,
}

impl<'a, 'b> Batch<'a, 'b> {
    pub(crate) fn to_send(msgs: &'a mut [mmsghdr<'b>], count: socklen_t) -> Self {
        Batch { msgs, count, to_write: false, most: MAX }
    }

    pub(crate) fn to_receive(msgs: &'a mut [mmsghdr<'b>], count: socklen_t) -> Self {
        Batch { msgs, count, to_write: true, most: MAX }
    }
}

impl<'a, 'b> Arg for Batch<'a, 'b> {
    type Raw = CheckedBatch<'a, 'b>;

    fn lend(&mut self) -> Result<CheckedBatch<'a, 'b>, c_int> {
        let msgs = self.msgs.get_mut(..self.count as usize).ok_or(EFAULT)?;
        let mut iovs = 0;
        let mut count = 0;
        for msg in msgs.iter().take(self.most) {
            let msg = &msg.msg_hdr;
            let checked = check(msg, self.to_write).and_then(|()| {
                iovs += msg.msg_iovlen;
                // Room for no further one: the call does as many as it can, as it does anyway.
                if iovs > MAX { Err(EMSGSIZE) } else { Ok(()) }
            });
            let held = match checked {
                Ok(()) if !self.to_write => hold_rights(msg),
                checked => checked,
            };
            match held {
                Ok(()) => count += 1,
                // As in C: what comes before a bad message is done, and the number of it returned.
                Err(errno) if count == 0 => return Err(errno),
                Err(_) => break,
            }
        }
        let (msgs, to_write) = (msgs.as_mut_ptr(), self.to_write);
        Ok(CheckedBatch { msgs, count, to_write, borrow: PhantomData })
    }

    fn show(&self, line: &mut Line, ret: i64) {
        let done = usize::try_from(ret).ok();
        let shown = if self.to_write { done } else { Some(self.count as usize) };
        match shown.and_then(|shown| self.msgs.get(..shown)) {
            Some(msgs) => line.messages(msgs, done),
            None => line.pointer(self.msgs.as_ptr()),
        }
        line.push(", ");
        line.size(self.count as usize);
    }

    fn meet(&mut self, ask: &mut Ask) {
        match ask {
            // That of the first one.
            Ask::Address(..) if !self.to_write => {
                if let Some(first) = self.msgs.first() {
                    MsgIn::new(&first.msg_hdr).meet(ask);
                }
            }
            Ask::AtMost(most, fewer) => {
                (self.most, *fewer) = ((*most).min(MAX), *most < self.count as usize);
            }
            _ => {}
        }
    }

    fn tell<'s>(&'s self, told: &mut Told<'s>, ret: i64) {
        let done = usize::try_from(ret).unwrap_or(0).min(self.msgs.len());
        told.way = Some((if self.to_write { Way::In } else { Way::Out }, usize::MAX));
        told.batch = Some(&self.msgs[..done]);
    }
}

/// How many bytes there is room for in the buffers of a message.
pub(crate) fn room(msg: &msghdr<'_>) -> usize {
    let iov = msg.msg_iov.get(..msg.msg_iovlen).unwrap_or_default();
    iov.iter().map(|part| part.iov_len).fold(0, usize::saturating_add)
}

/// Checked messages: those that [`Batch`] borrows for `'a`, and does not touch before the call has
/// returned. Descriptors that they carry out are held until this is dropped.
pub(crate) struct CheckedBatch<'a, 'b> {
    msgs: *mut mmsghdr<'b>,
    count: usize,
    to_write: bool,
    borrow: PhantomData<&'a mut mmsghdr<'b>>,
}

impl<'b> CheckedBatch<'_, 'b> {
    /// Makes libc's form of the messages, on the stack, and the call with them; takes back what
    /// the call answered in as many of them as it did.
    #[inline(always)]
    pub(crate) fn lend_to(
        mut self,
        call: impl FnOnce(*mut libc::mmsghdr, c_uint) -> c_int,
    ) -> c_int {
        if self.count <= FEW && self.buffers() <= FEW {
            self.convert::<FEW>(call)
        } else {
            self.many(call)
        }
    }

    /// Apart from the usual case, which needs no such large frame.
    #[inline(never)]
    fn many(self, call: impl FnOnce(*mut libc::mmsghdr, c_uint) -> c_int) -> c_int {
        self.convert::<MAX>(call)
    }

    #[inline(always)]
    fn convert<const N: usize>(
        mut self,
        call: impl FnOnce(*mut libc::mmsghdr, c_uint) -> c_int,
    ) -> c_int {
        let mut headers = [const { MaybeUninit::<libc::mmsghdr>::uninit() }; N];
        let mut iovs = [const { MaybeUninit::<iovec>::uninit() }; N];
        let mut rest = &mut iovs[..];
        let to_write = self.to_write;
        let msgs = self.messages();
        for (msg, header) in msgs.iter().zip(&mut headers) {
            let (own, others) = rest.split_at_mut(msg.msg_hdr.msg_iovlen);
            rest = others;
            header.write(libc::mmsghdr {
                msg_hdr: to_c(&msg.msg_hdr, own, usize::MAX),
                msg_len: msg.msg_len,
            });
        }
        let ret = call(headers.as_mut_ptr().cast(), msgs.len() as c_uint);
        let answered = usize::try_from(ret).unwrap_or(0);
        for (msg, header) in msgs.iter_mut().zip(&headers).take(answered) {
            // SAFETY: written above, one for each message; the call at most changed it.
            let header = unsafe { header.assume_init_ref() };
            msg.msg_len = header.msg_len;
            if to_write {
                answer(&mut msg.msg_hdr, &header.msg_hdr);
            }
        }
        ret
    }

    fn messages(&mut self) -> &mut [mmsghdr<'b>] {
        // SAFETY: see the type: `count` messages are borrowed exclusively, and at this moment for
        // us.
        unsafe { slice::from_raw_parts_mut(self.msgs, self.count) }
    }

    fn buffers(&mut self) -> usize {
        self.messages().iter().map(|msg| msg.msg_hdr.msg_iovlen).sum()
    }
}

impl Drop for CheckedBatch<'_, '_> {
    fn drop(&mut self) {
        if !self.to_write {
            self.messages().iter().for_each(|msg| drop_rights(&msg.msg_hdr, usize::MAX));
        }
    }
}

/// Refuses what the kernel would, in its words; and lengths beyond the memory behind them.
fn check(msg: &msghdr<'_>, to_write: bool) -> Result<(), c_int> {
    if !msg.msg_name.is_null() {
        if is_negative(msg.msg_namelen) {
            return Err(EINVAL);
        }
        // The kernel takes at most the longest address that there is.
        fits(msg.msg_name, msg.msg_namelen.min(LONGEST) as usize, to_write)?;
    }
    if msg.msg_iovlen > MAX {
        return Err(EMSGSIZE);
    }
    vectors::check(msg.msg_iov.get(..msg.msg_iovlen).ok_or(EFAULT)?, to_write)?;
    // Receiving, the kernel takes any length.
    if !to_write && msg.msg_controllen > c_int::MAX as usize {
        return Err(ENOBUFS);
    }
    // To receive, the kernel takes a null pointer of any length for one of none. To send, it would
    // say EFAULT; musl has copied from it by then.
    if !(to_write && msg.msg_control.0.is_null()) {
        fits(msg.msg_control.0, msg.msg_controllen, to_write)?;
    }
    Ok(())
}

/// Refuses a length beyond the memory, and memory that is to be written but may not.
fn fits(memory: Memory<'_>, len: usize, to_write: bool) -> Result<(), c_int> {
    let may = memory.pointer(to_write).is_some() || len == 0;
    if may && len <= memory.len() { Ok(()) } else { Err(EFAULT) }
}

/// Makes libc's form of a checked message, on the stack, and something with it.
#[inline(always)]
fn with_c<R>(msg: &msghdr<'_>, most: usize, then: impl FnOnce(&mut libc::msghdr) -> R) -> R {
    #[inline(always)]
    fn convert<const N: usize, R>(
        msg: &msghdr<'_>,
        most: usize,
        then: impl FnOnce(&mut libc::msghdr) -> R,
    ) -> R {
        let mut iov = [const { MaybeUninit::<iovec>::uninit() }; N];
        then(&mut to_c(msg, &mut iov, most))
    }
    /// Apart from the usual case, which needs no such large frame.
    #[inline(never)]
    fn many<R>(msg: &msghdr<'_>, most: usize, then: impl FnOnce(&mut libc::msghdr) -> R) -> R {
        convert::<MAX, R>(msg, most, then)
    }
    if msg.msg_iovlen <= FEW { convert::<FEW, R>(msg, most, then) } else { many(msg, most, then) }
}

/// Libc's form of a checked message, its buffers, of at most `most` bytes together, in `iov`, which
/// has at least as many places.
fn to_c(msg: &msghdr<'_>, iov: &mut [MaybeUninit<iovec>], most: usize) -> libc::msghdr {
    vectors::convert(&msg.msg_iov[..msg.msg_iovlen], iov, most);
    // SAFETY: all zeros is a value of this structure of integers and pointers (of which some libcs
    // have more than are named here, as padding).
    let mut c: libc::msghdr = unsafe { zeroed() };
    c.msg_name = msg.msg_name.pointer(false).unwrap_or(core::ptr::null_mut()).cast();
    c.msg_namelen = msg.msg_namelen;
    c.msg_iov = iov.as_mut_ptr().cast();
    c.msg_iovlen = msg.msg_iovlen as _;
    c.msg_control = msg.msg_control.0.pointer(false).unwrap_or(core::ptr::null_mut()).cast();
    c.msg_controllen = msg.msg_controllen as _;
    c.msg_flags = msg.msg_flags;
    c
}

/// Takes back what a call that received a message answered in it.
fn answer(msg: &mut msghdr<'_>, c: &libc::msghdr) {
    msg.msg_namelen = c.msg_namelen;
    msg.msg_controllen = c.msg_controllen as _;
    msg.msg_flags = c.msg_flags;
    own_handed_out(msg);
}
