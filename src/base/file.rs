//! The arguments of the calls that open files and copy between them.

use super::gate::Arg;
use super::table::InFlight;
use crate::errno::{EBADF, ENAMETOOLONG};
use crate::fault::Ask;
use crate::ledger::{Told, Way};
use crate::trace::Line;
use crate::{Bytes, Length, Pointer};
use core::ffi::{c_char, c_int};
use core::mem::MaybeUninit;
use core::ptr;
use libc::{AT_FDCWD, PATH_MAX, mode_t, off_t, size_t, stat};

/// The longest path that the kernel takes, with its NUL.
const LONGEST: usize = PATH_MAX as usize;

/// The path of a file: bytes up to the first NUL, or all of them.
pub(crate) struct Path<'a> {
    bytes: &'a [u8],
    null: bool,
    /// The call that libc makes instead, with the path relative to the directory that we are in.
    instead: Option<&'static str>,
}

impl<'a> Path<'a> {
    pub(crate) fn new<B: Bytes + ?Sized>(path: &'a B) -> Self {
        let null = path.is_null();
        Path { bytes: if null { &[] } else { path.as_bytes() }, null, instead: None }
    }

    /// Of a call that libc makes another of.
    pub(crate) fn of_call(self, instead: Option<&'static str>) -> Self {
        Path { instead, ..self }
    }

    /// Whether it begins at the root, wherever the process is.
    fn is_absolute(&self) -> bool {
        self.bytes.first() == Some(&b'/')
    }

    /// The bytes up to the first NUL.
    fn text(&self) -> &'a [u8] {
        self.bytes.split(|byte| *byte == 0).next().unwrap_or_default()
    }
}

impl<'a> Arg for Path<'a> {
    type Raw = CheckedPath<'a>;

    fn lend(&mut self) -> Result<CheckedPath<'a>, c_int> {
        if self.null {
            return Ok(CheckedPath::Null);
        }
        match self.text() {
            text if text.len() < self.bytes.len() => Ok(CheckedPath::Ended(self.bytes)),
            text if text.len() < LONGEST => Ok(CheckedPath::Open(text)),
            _ => Err(ENAMETOOLONG),
        }
    }

    fn show(&self, line: &mut Line, _: i64) {
        if let Some(call) = self.instead {
            line.rename(call);
            line.push("AT_FDCWD, ");
        }
        match self.null {
            true => line.push("NULL"),
            false => line.quoted_whole(self.text()),
        }
    }
}

/// A path for libc.
pub(crate) enum CheckedPath<'a> {
    Null,
    /// With a NUL in it.
    Ended(&'a [u8]),
    /// Without one, and shorter than [`LONGEST`].
    Open(&'a [u8]),
}

impl CheckedPath<'_> {
    /// Makes the call with the path, which ends with a NUL.
    #[inline]
    pub(crate) fn lend_to<R>(self, call: impl FnOnce(*const c_char) -> R) -> R {
        match self {
            CheckedPath::Null => call(ptr::null()),
            CheckedPath::Ended(path) => call(path.as_ptr().cast()),
            CheckedPath::Open(path) => with_nul(path, call),
        }
    }
}

/// Apart from the other cases, which need no such large frame.
#[inline(never)]
fn with_nul<R>(path: &[u8], call: impl FnOnce(*const c_char) -> R) -> R {
    let mut room = [const { MaybeUninit::<u8>::uninit() }; LONGEST];
    for (place, byte) in room.iter_mut().zip(path.iter().chain(&[0])) {
        place.write(*byte);
    }
    call(room.as_ptr().cast())
}

/// The directory that a path begins in: a descriptor, or `AT_FDCWD` for the one that the process is in.
pub(crate) struct Directory {
    fd: c_int,
    /// Whether the kernel does not look at the number.
    is_beside: bool,
}

impl Directory {
    /// Of the path that follows.
    pub(crate) fn of(fd: c_int, path: &Path) -> Self {
        Directory { fd, is_beside: fd == AT_FDCWD || path.is_absolute() }
    }
}

impl Arg for Directory {
    /// The number, held if it is to be looked at.
    type Raw = (c_int, Option<InFlight>);

    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        let held = (!self.is_beside).then(|| InFlight::new(self.fd).ok_or(EBADF)).transpose()?;
        Ok((self.fd, held))
    }

    fn show(&self, line: &mut Line, _: i64) {
        match self.fd {
            AT_FDCWD => line.push("AT_FDCWD"),
            fd => line.int(fd),
        }
    }

    fn descriptor(&self) -> Option<c_int> {
        (!self.is_beside).then_some(self.fd)
    }

    fn keep(raw: &mut Self::Raw) -> Option<InFlight> {
        raw.1.as_mut().map(InFlight::take_over)
    }
}

/// What a file is: the call writes it.
pub(crate) struct Stat<'a>(pub(crate) &'a mut stat);

impl Arg for Stat<'_> {
    type Raw = *mut stat;

    fn lend(&mut self) -> Result<*mut stat, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, ret: i64) {
        line.stat(self.0, ret);
    }
}

/// Flags of [`open`](crate::fcntl::open), and the mode that a new file gets.
pub(crate) struct OpenFlags {
    pub(crate) flags: c_int,
    pub(crate) mode: mode_t,
}

impl Arg for OpenFlags {
    type Raw = (c_int, mode_t);

    fn lend(&mut self) -> Result<Self::Raw, c_int> {
        Ok((self.flags, self.mode))
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.open_flags(self.flags);
        let is_new = libc::O_CREAT | (libc::O_TMPFILE & !libc::O_DIRECTORY);
        if self.flags & is_new != 0 {
            line.push(", ");
            line.mode(self.mode);
        }
    }
}

/// The mode that a new file gets.
pub(crate) struct Mode(pub(crate) mode_t);

impl Arg for Mode {
    type Raw = mode_t;

    fn lend(&mut self) -> Result<mode_t, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.mode(self.0);
    }
}

/// A mode, of a call that returns another.
pub(crate) struct Mask(pub(crate) mode_t);

impl Arg for Mask {
    type Raw = mode_t;

    fn lend(&mut self) -> Result<mode_t, c_int> {
        Ok(self.0)
    }

    fn show(&self, line: &mut Line, ret: i64) {
        line.mode(self.0);
        line.returns_mode(ret as mode_t);
    }
}

/// A place in a file, which goes in and comes out; or null.
pub(crate) struct Place<'a> {
    place: Option<&'a mut off_t>,
    before: off_t,
}

impl<'a> Place<'a> {
    #[inline(always)]
    pub(crate) fn new<T: Pointer<off_t>>(place: &'a mut T) -> Self {
        let place = place.target();
        let before = place.as_deref().copied().unwrap_or(0);
        Place { place, before }
    }
}

impl Arg for Place<'_> {
    type Raw = *mut off_t;

    #[inline(always)]
    fn lend(&mut self) -> Result<*mut off_t, c_int> {
        Ok(self.place.as_deref_mut().map_or(ptr::null_mut(), |place| place))
    }

    fn show(&self, line: &mut Line, _: i64) {
        match self.place.as_deref() {
            None => line.push("NULL"),
            Some(now) if *now == self.before => line.fmt(format_args!("[{}]", *now as u64)),
            Some(now) => line.fmt(format_args!("[{}] => [{}]", self.before as u64, *now as u64)),
        }
    }
}

/// How many bytes.
pub(crate) struct Count {
    count: size_t,
    /// However many are to be copied, no more than so many are.
    most: size_t,
}

impl Count {
    #[inline(always)]
    pub(crate) fn new(count: impl Length) -> Self {
        Count { count: count.to_size(), most: size_t::MAX }
    }
}

impl Arg for Count {
    type Raw = size_t;

    #[inline(always)]
    fn lend(&mut self) -> Result<size_t, c_int> {
        Ok(self.count.min(self.most))
    }

    fn show(&self, line: &mut Line, _: i64) {
        line.size(self.count);
    }

    fn meet(&mut self, ask: &mut Ask) {
        if let Ask::AtMost(most, fewer) = ask {
            (self.most, *fewer) = (*most, *most < self.count);
        }
    }

    /// Of `sendfile`: the first descriptor is the one that is written to.
    fn tell<'a>(&'a self, told: &mut Told<'a>, ret: i64) {
        if ret > 0 {
            told.way = Some((Way::Out, self.count));
        }
    }
}
