//! Memory that a structure points to: the `void *` inside `iovec` and `msghdr`.

use crate::{Bytes, BytesMut, Null, Plain};
use core::cell::Cell;
use core::fmt::{self, Debug, Formatter};
use core::marker::PhantomData;
use core::ops::AddAssign;
use core::ptr;

/// What a `void *` inside a structure points to: borrowed memory, and how much of it there is.
///
/// Made with `.into()` from whatever a call could be given itself:
///
/// * `&mut buf` — memory to read and to write;
/// * `&buf` — memory to read only. A call that would write there fails with `EFAULT`, as it does in
///   C with a constant in read-only memory;
/// * `&Cell<buf>` — memory to read and to write that the program may look at, too, while the
///   structure is in use: what C does with a buffer that a structure keeps pointing to;
/// * [`NULL`](crate::NULL).
///
/// ```
/// use berkeley::sys::uio::*;
/// use std::cell::Cell;
///
/// let (head, body) = (&mut [0u8; 4], &Cell::new([0u8; 512]));
/// let iov = &mut [iovec::zeroed(); 2]; // struct iovec iov[2];
/// iov[0].iov_len = sizeof(head);
/// iov[0].iov_base = head.into(); // iov[0].iov_base = head;
/// iov[1].iov_len = 512;
/// iov[1].iov_base = body.into(); // iov[1].iov_base = body;
/// ```
#[derive(Clone, Copy)]
pub struct Memory<'a> {
    start: *mut u8,
    len: usize,
    writable: bool,
    /// Writable memory is shared, in one thread, as cells are; so is the constant kind, for
    /// simplicity.
    borrow: PhantomData<&'a [Cell<u8>]>,
}

impl<'a> Memory<'a> {
    /// A null pointer.
    pub const NULL: Memory<'static> =
        Memory { start: ptr::null_mut(), len: 0, writable: true, borrow: PhantomData };

    /// How many bytes there are.
    ///
    /// ```
    /// use berkeley::sys::uio::*;
    ///
    /// let iov = iovec::from(b"Hello");
    /// assert_eq!(iov.iov_base.len(), 5);
    /// ```
    pub fn len(self) -> usize {
        self.len
    }

    /// Whether there are none.
    ///
    /// ```
    /// use berkeley::sys::uio::*;
    ///
    /// assert!(Memory::NULL.is_empty() && Memory::from(b"").is_empty());
    /// ```
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// Whether this is a null pointer.
    ///
    /// ```
    /// use berkeley::{NULL, sys::uio::*};
    ///
    /// let iov = iovec::zeroed();
    /// assert!(iov.iov_base.is_null() && iov.iov_base == NULL); // iov.iov_base == NULL
    /// assert!(!Memory::from(b"").is_null());
    /// ```
    pub fn is_null(self) -> bool {
        self.start.is_null()
    }

    /// The pointer, for libc; of memory to write only if it may be written.
    #[inline]
    pub(crate) fn pointer(self, to_write: bool) -> Option<*mut u8> {
        (self.writable || !to_write).then_some(self.start)
    }

    /// The part from `at` on of at most `len` bytes; empty where there is none.
    pub(crate) fn part(self, at: usize, len: usize) -> Memory<'a> {
        let at = at.min(self.len);
        // Of a null pointer the only part is itself, at 0.
        Memory { start: self.start.wrapping_add(at), len: len.min(self.len - at), ..self }
    }

    /// How far into `whole` this begins; none if it does not.
    pub(crate) fn offset_in(self, whole: Memory<'_>) -> Option<usize> {
        let offset = self.start.addr().wrapping_sub(whole.start.addr());
        (offset <= whole.len).then_some(offset)
    }

    /// Copies bytes out of the memory: as many as `to` has, from `at` on. False if it ends before.
    pub(crate) fn copy_out(self, at: usize, to: &mut [u8]) -> bool {
        let part = self.part(at, to.len());
        if part.len < to.len() {
            return false;
        }
        if !to.is_empty() {
            // SAFETY: `part` lies in memory that is borrowed for 'a, of initialised bytes; nobody
            // else is at it while this copies, since other access to cells is in this thread and
            // other access to constant memory only reads; `to` is exclusive, so apart from it.
            unsafe { ptr::copy_nonoverlapping(part.start, to.as_mut_ptr(), to.len()) };
        }
        true
    }

    /// Copies bytes into the memory, from `at` on. False if it ends before, or must not be written.
    pub(crate) fn copy_in(self, at: usize, from: &[u8]) -> bool {
        let part = self.part(at, from.len());
        if part.len < from.len() || !self.writable {
            return false;
        }
        if !from.is_empty() {
            // SAFETY: as for `copy_out`; the memory is writable, so it consists of cells of plain
            // data, which take any bytes; a `&[u8]` is never a view of cells, so apart from them.
            unsafe { ptr::copy_nonoverlapping(from.as_ptr(), part.start, from.len()) };
        }
        true
    }

    /// Copies a plain value out of the memory, from `at` on.
    pub(crate) fn read<T: Plain>(self, at: usize) -> Option<T> {
        let mut value = T::zeroed();
        self.copy_out(at, value.as_bytes_mut()).then_some(value)
    }

    fn over(bytes: &'a mut [u8]) -> Memory<'a> {
        let len = bytes.len();
        Memory { start: bytes.as_mut_ptr(), len, writable: true, borrow: PhantomData }
    }
}

/// [`Memory::NULL`].
impl Default for Memory<'_> {
    fn default() -> Self {
        Memory::NULL
    }
}

impl<'a, B: BytesMut + ?Sized> From<&'a mut B> for Memory<'a> {
    fn from(buf: &'a mut B) -> Self {
        if buf.is_null() { Memory::NULL } else { Memory::over(buf.as_bytes_mut()) }
    }
}

impl<'a, B: Bytes + ?Sized> From<&'a B> for Memory<'a> {
    fn from(buf: &'a B) -> Self {
        if buf.is_null() {
            // Whatever bytes it says that it has: `is_null` is anybody's to implement.
            return Memory { writable: false, ..Memory::NULL };
        }
        let bytes = buf.as_bytes();
        let start = bytes.as_ptr().cast_mut();
        Memory { start, len: bytes.len(), writable: false, borrow: PhantomData }
    }
}

impl<'a, T: Plain> From<&'a Cell<T>> for Memory<'a> {
    fn from(buf: &'a Cell<T>) -> Self {
        let len = size_of::<T>();
        Memory { start: buf.as_ptr().cast(), len, writable: true, borrow: PhantomData }
    }
}

impl<'a, T: Plain> From<&'a [Cell<T>]> for Memory<'a> {
    fn from(buf: &'a [Cell<T>]) -> Self {
        let (start, len) = (buf.as_ptr().cast_mut().cast(), size_of_val(buf));
        Memory { start, len, writable: true, borrow: PhantomData }
    }
}

/// `iov_base == NULL`.
impl PartialEq<&mut Null> for Memory<'_> {
    fn eq(&self, _: &&mut Null) -> bool {
        self.is_null()
    }
}

/// `iov_base += n`: leaves behind the first `n` bytes, which a call has taken or filled already.
///
/// # Panics
///
/// If there are fewer bytes, where C's pointer would leave its object.
///
/// ```
/// use berkeley::{sys::uio::*, unistd::*};
///
/// # let fds = &mut [0; 2];
/// # assert_eq!(pipe(fds), 0);
/// # let fd = fds[1];
/// let mut iov = [iovec::from(b"Hello, Client!")];
/// iov[0].iov_len = 5; // so many were written by now, say
/// let n = writev(fd, &iov, 1); // n = writev(fd, iov, 1);
/// iov[0].iov_base += n as usize; // iov[0].iov_base += n;
/// iov[0].iov_len = 9;
/// assert_eq!(writev(fd, &iov, 1), 9); // the rest
/// # let buf = &mut [0u8; 20];
/// # assert_eq!((read(fds[0], buf, 20), &buf[..14]), (14, &b"Hello, Client!"[..]));
/// # close(fds[0]);
/// # close(fds[1]);
/// ```
impl AddAssign<usize> for Memory<'_> {
    #[track_caller]
    fn add_assign(&mut self, n: usize) {
        assert!(n <= self.len, "{n} bytes further, of {}", self.len);
        *self = self.part(n, self.len);
    }
}

impl Debug for Memory<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory").field("start", &self.start).field("len", &self.len).finish()
    }
}

/// Where the control messages of a message are: what `msg_control` points to.
///
/// Made with `.into()` from `&mut buf`; to send from, `&buf` will do; or from
/// [`NULL`](crate::NULL).
///
/// Unlike [`Memory`] it is lent to one message alone: after receiving, the numbers of new
/// descriptors are read from it, so the same call must not write anything else there. See
/// [`msghdr`](crate::sys::socket::msghdr).
#[derive(Debug, Default)]
pub struct Control<'a>(pub(crate) Memory<'a>);

impl Control<'_> {
    /// A null pointer.
    pub const NULL: Control<'static> = Control(Memory::NULL);
}

impl<'a, B: BytesMut + ?Sized> From<&'a mut B> for Control<'a> {
    fn from(buf: &'a mut B) -> Self {
        Control(buf.into())
    }
}

impl<'a, B: Bytes + ?Sized> From<&'a B> for Control<'a> {
    fn from(buf: &'a B) -> Self {
        Control(buf.into())
    }
}

/// The data of a control message: what [`CMSG_DATA`](crate::sys::socket::CMSG_DATA) points to.
///
/// [`memcpy`](crate::string::memcpy) copies from it and to it.
#[derive(Clone, Copy, Debug)]
pub struct CmsgData<'a>(pub(crate) Memory<'a>);

impl CmsgData<'_> {
    /// The value at the beginning of the data: C's `*(int *)CMSG_DATA(cmsg)`.
    ///
    /// None if the control messages end before the value does. No alignment is needed.
    ///
    /// ```
    /// use berkeley::sys::socket::*;
    ///
    /// let cbuf = &[0u8; CMSG_SPACE(4)];
    /// let mut msg = msghdr::zeroed();
    /// msg.msg_controllen = sizeof(cbuf);
    /// msg.msg_control = cbuf.into();
    /// let data = CMSG_DATA(CMSG_FIRSTHDR(&msg));
    /// assert_eq!(data.get(), Some(0i32)); // *(int *)CMSG_DATA(cmsg)
    /// assert_eq!(data.get::<[u64; 2]>(), None); // more than there is
    /// ```
    pub fn get<T: Plain>(self) -> Option<T> {
        self.0.read(0)
    }
}

/// What [`memcpy`](crate::string::memcpy) copies from: [`Bytes`], or [`CmsgData`].
pub trait Source {
    /// How many bytes there are.
    fn size(&self) -> usize;
    /// Copies bytes, from `at` on, to all of `to`; there must be as many.
    fn copy_to(&self, at: usize, to: &mut [u8]);
}

impl<B: Bytes + ?Sized> Source for B {
    fn size(&self) -> usize {
        self.as_bytes().len()
    }

    fn copy_to(&self, at: usize, to: &mut [u8]) {
        to.copy_from_slice(&self.as_bytes()[at..at + to.len()]);
    }
}

impl Source for CmsgData<'_> {
    fn size(&self) -> usize {
        self.0.len
    }

    fn copy_to(&self, at: usize, to: &mut [u8]) {
        assert!(self.0.copy_out(at, to), "the caller has looked at the size");
    }
}

/// What [`memcpy`](crate::string::memcpy) copies to: [`BytesMut`], or [`CmsgData`].
pub trait Dest {
    /// How many bytes there is room for.
    fn size(&self) -> usize;
    /// Copies `n` bytes from the beginning of `src`; there must be as many, and room for them.
    fn copy_from<S: Source + ?Sized>(&mut self, src: &S, n: usize);
}

impl<B: BytesMut + ?Sized> Dest for B {
    fn size(&self) -> usize {
        self.as_bytes().len()
    }

    fn copy_from<S: Source + ?Sized>(&mut self, src: &S, n: usize) {
        src.copy_to(0, &mut self.as_bytes_mut()[..n]);
    }
}

/// Data that may only be read has no room.
impl Dest for CmsgData<'_> {
    fn size(&self) -> usize {
        if self.0.writable { self.0.len } else { 0 }
    }

    fn copy_from<S: Source + ?Sized>(&mut self, src: &S, n: usize) {
        // Source and memory may be the same cells, so there is no slice of both: a piece at a time.
        let mut piece = [0; 64];
        for at in (0..n).step_by(piece.len()) {
            let piece = &mut piece[..(n - at).min(64)];
            src.copy_to(at, piece);
            assert!(self.0.copy_in(at, piece), "the caller has looked at the size");
        }
    }
}
