//! Commands of `fcntl`: what each takes for its third argument, which in C nobody checks.

use super::gate::{Arg, Ret};
use super::table::{InFlight, fail, own};
use crate::Null;
use crate::errno::{EBADF, EFAULT, EINVAL, ENOMEM};
use crate::fcntl::*;
use crate::trace::Line;
use core::ffi::{c_int, c_void};
use core::ptr;

/// What [`fcntl`] takes for C's third argument: a `c_int`, a `&mut` of what the command works on, or
/// [`NULL`](crate::NULL).
pub trait FcntlArg: sealed::Sealed {
    #[doc(hidden)]
    fn given<'a>(self) -> Given<'a>
    where
        Self: 'a;
}

/// A third argument, of whichever kind.
#[doc(hidden)]
#[derive(Debug)]
pub enum Given<'a> {
    Int(c_int),
    Null,
    Lock(&'a mut flock),
    Owner(&'a mut f_owner_ex),
    Users(&'a mut [uid_t; 2]),
    Hint(&'a mut u64),
}

macro_rules! given {
    ($($(#[doc = $doc:literal])* $kind:ident($type:ty);)*) => { $(
        $(#[doc = $doc])*
        impl FcntlArg for $type {
            #[inline]
            fn given<'a>(self) -> Given<'a>
            where
                Self: 'a,
            {
                Given::$kind(self)
            }
        }

        impl sealed::Sealed for $type {}
    )* };
}
given! {
    /// For the commands that take a number, or nothing: then 0.
    Int(c_int);
    /// For `F_GETLK`, `F_SETLK`, `F_SETLKW` and their kin of open file descriptions.
    Lock(&mut flock);
    /// For `F_GETOWN_EX` and `F_SETOWN_EX`.
    Owner(&mut f_owner_ex);
    /// For `F_GETOWNER_UIDS`.
    Users(&mut [uid_t; 2]);
    /// For `F_GET_RW_HINT`, `F_SET_RW_HINT` and their kin of files.
    Hint(&mut u64);
}

/// For any command, as 0 is.
impl FcntlArg for &mut Null {
    #[inline]
    fn given<'a>(self) -> Given<'a>
    where
        Self: 'a,
    {
        Given::Null
    }
}

impl sealed::Sealed for &mut Null {}

mod sealed {
    pub trait Sealed {}
}

/// What a command takes.
#[derive(PartialEq, Eq)]
enum Takes {
    /// A number, or nothing.
    Int,
    /// The number of a descriptor.
    Descriptor,
    /// A pointer to one of these.
    Lock,
    Owner,
    Users,
    Hint,
    /// This crate does not know.
    Unknown,
}

/// Which of them a command takes: from every command that Linux 6.12 has (fs/fcntl.c).
fn takes(command: c_int) -> Takes {
    match command {
        F_DUPFD | F_DUPFD_CLOEXEC | F_GETFD | F_SETFD | F_GETFL | F_SETFL | F_GETOWN | F_SETOWN
        | F_GETSIG | F_SETSIG | F_GETLEASE | F_SETLEASE | F_NOTIFY | F_GETPIPE_SZ
        | F_SETPIPE_SZ | F_GET_SEALS | F_ADD_SEALS | F_CREATED_QUERY | F_CANCELLK => Takes::Int,
        F_DUPFD_QUERY => Takes::Descriptor,
        F_GETLK | F_SETLK | F_SETLKW | F_OFD_GETLK | F_OFD_SETLK | F_OFD_SETLKW => Takes::Lock,
        F_GETOWN_EX | F_SETOWN_EX => Takes::Owner,
        F_GETOWNER_UIDS => Takes::Users,
        F_GET_RW_HINT | F_SET_RW_HINT | F_GET_FILE_RW_HINT | F_SET_FILE_RW_HINT => Takes::Hint,
        _ => Takes::Unknown,
    }
}

// Of newer kernels than the C library's headers.
const F_DUPFD_QUERY: c_int = 1027;
const F_CREATED_QUERY: c_int = 1028;
const F_CANCELLK: c_int = 1029;

/// A command and its third argument.
pub(crate) struct Command<'a> {
    command: c_int,
    given: Given<'a>,
}

impl<'a> Command<'a> {
    #[inline]
    pub(crate) fn new<A: FcntlArg + 'a>(command: c_int, arg: A) -> Self {
        Command { command, given: arg.given() }
    }
}

/// What [`Command`] lends: the command, its third argument, and a descriptor that this names.
type RawCommand = (c_int, *mut c_void, Option<InFlight>);

impl Arg for Command<'_> {
    type Raw = RawCommand;

    fn lend(&mut self) -> Result<RawCommand, c_int> {
        // A number where the kernel expects an address would be taken for one; an address where it
        // expects a number would tell it something that the program does not mean. Nought is
        // neither, and goes to the kernel with any command.
        let takes = takes(self.command);
        let mut named = None;
        let arg = match &mut self.given {
            Given::Int(n) if takes == Takes::Descriptor => {
                named = Some(InFlight::new(*n).ok_or(EBADF)?);
                number(*n)
            }
            // Where an offset has two sizes, libc reads the lock itself, to tell the kernel of the other.
            Given::Int(0) | Given::Null
                if takes == Takes::Lock && cfg!(target_pointer_width = "32") =>
            {
                return Err(EFAULT);
            }
            Given::Int(0) | Given::Null => ptr::null_mut(),
            Given::Int(n) if takes == Takes::Int => number(*n),
            Given::Lock(lock) if takes == Takes::Lock => (&raw mut **lock).cast(),
            Given::Owner(owner) if takes == Takes::Owner => (&raw mut **owner).cast(),
            Given::Users(users) if takes == Takes::Users => (&raw mut **users).cast(),
            Given::Hint(hint) if takes == Takes::Hint => (&raw mut **hint).cast(),
            _ => return Err(EINVAL),
        };
        Ok((self.command, arg, named))
    }

    fn show(&self, line: &mut Line, ret: i64) {
        line.command(self.command, &self.given, ret);
    }
}

/// A number as the kernel takes it, in the place of a pointer.
fn number(n: c_int) -> *mut c_void {
    ptr::without_provenance_mut(n as isize as usize)
}

/// What a command returned: a descriptor that belongs to the table from here on, or any number.
pub(crate) struct Answer {
    pub(crate) number: c_int,
    pub(crate) opened: bool,
}

impl Answer {
    pub(crate) fn of(command: c_int, number: c_int) -> Self {
        Answer { number, opened: matches!(command, F_DUPFD | F_DUPFD_CLOEXEC) }
    }
}

impl Ret for Answer {
    type C = c_int;
    const FAILED: c_int = -1;

    #[inline]
    fn settle(self) -> c_int {
        if !self.opened || self.number < 0 || own(self.number) { self.number } else { fail(ENOMEM) }
    }

    fn number(c: c_int) -> i64 {
        c.into()
    }
}
