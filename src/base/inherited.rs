//! The descriptors with which a process is born, and which its environment says are for it: those of
//! socket activation. `docs/design.md` argues why they may be taken.

use super::args::Number;
use super::command::Command;
use super::gate::gate;
use super::table::{InFlight, fail, own};
use crate::errno::{EBADF, EINVAL, ENOMEM, ERANGE, errno, set_errno};
use crate::fcntl::F_GETFD;
use crate::stdlib::strtol;
use core::ffi::{c_int, c_long, c_void};
use core::slice;
use core::sync::atomic::{AtomicI32, Ordering::Relaxed};
use libc::{dl_phdr_info, pid_t, size_t};
use std::env;
use std::os::unix::ffi::OsStrExt;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The first number that is handed over.
pub(crate) const START: c_int = 3;

/// Whom the descriptors are for.
pub(crate) const LISTEN_PID: &str = "LISTEN_PID";
/// How many there are.
pub(crate) const LISTEN_FDS: &str = "LISTEN_FDS";

/// The end of the numbers that were handed over when the process began.
static END: Mutex<c_int> = Mutex::new(START);

fn end() -> MutexGuard<'static, c_int> {
    END.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The first number that has not been taken yet. Another copy of the crate in the program, of another
/// version, has one, too, in a section of the same name; the first in there is that of all.
// SAFETY: nobody else has a section of this name, and there is nothing but these in it.
#[unsafe(link_section = "berkeley_listen_fds")]
static ONE_OF_NEXT: AtomicI32 = AtomicI32::new(START);

// SAFETY: the linker says where the section begins, with one that has its value from the start.
unsafe extern "C" {
    #[link_name = "__start_berkeley_listen_fds"]
    safe static NEXT: AtomicI32;
}

/// Runs [`note`] before `main`, and before what other crates have run there: those that do not say
/// when run last, and std's own start has 99.
#[used]
// SAFETY: what begins with this name is a list of functions, and this is one, as C has them.
#[unsafe(link_section = ".init_array.00000")]
static AT_START: extern "C" fn() = note;

/// Notes what is handed over to this process: numbers that the environment says are for it, and that are
/// open indeed. What was opened since the process began is not taken for such a one, unless by
/// somebody who does without `FD_CLOEXEC`, which no descriptor has that was inherited.
extern "C" fn note() {
    let kept = errno();
    // SAFETY: passes nothing.
    if let Ok(count @ 1..) = said(|| unsafe { libc::getpid() }) {
        // SAFETY: passes numbers; asking for flags changes nothing, whoever's the number is.
        let is_inherited = |fd: &c_int| unsafe { libc::fcntl(*fd, F_GETFD) } == 0;
        if is_in_the_program() {
            let open = (START..START + count).take_while(is_inherited).count();
            *end() = START + open as c_int;
        }
    }
    set_errno(kept);
}

/// Whether this code is part of the program itself. That of a library may be loaded when the program
/// has run for long, and has put the descriptors to use.
fn is_in_the_program() -> bool {
    /// Is shown the program, as the first of all that is loaded.
    unsafe extern "C" fn first(info: *mut dl_phdr_info, _: size_t, found: *mut c_void) -> c_int {
        // SAFETY: libc lends the structure, and in it an array of so many headers.
        let (info, headers) = unsafe {
            let headers = slice::from_raw_parts((*info).dlpi_phdr, (*info).dlpi_phnum.into());
            (&*info, headers)
        };
        let here = (&raw const ONE_OF_NEXT).addr().wrapping_sub(info.dlpi_addr as usize);
        let is_it = headers.iter().any(|header| {
            let at = here.wrapping_sub(header.p_vaddr as usize);
            header.p_type == libc::PT_LOAD && at < header.p_memsz as usize
        });
        // SAFETY: it is the `bool` below.
        unsafe { *found.cast::<bool>() = is_it };
        // It is not shown the others.
        1
    }
    let mut found = false;
    // SAFETY: `first` takes what it is given here: a `bool`, which outlives the call.
    unsafe { libc::dl_iterate_phdr(Some(first), (&raw mut found).cast()) };
    found
}

/// How many descriptors the environment says are handed over to the process `this`, or an errno:
/// what libsystemd makes of the two variables.
pub(crate) fn said(this: impl FnOnce() -> pid_t) -> Result<c_int, c_int> {
    let Some(pid) = env::var_os(LISTEN_PID) else { return Ok(0) };
    let pid = pid_t::try_from(number(pid.as_bytes())?).ok().filter(|pid| *pid > 0).ok_or(ERANGE)?;
    if pid != this() {
        return Ok(0);
    }
    let Some(count) = env::var_os(LISTEN_FDS) else { return Ok(0) };
    let count = c_int::try_from(number(count.as_bytes())?).map_err(|_| ERANGE)?;
    if (1..=c_int::MAX - START).contains(&count) { Ok(count) } else { Err(EINVAL) }
}

/// A number as libsystemd reads it: as C does, in which it may be octal or hexadecimal, with `0b` and
/// `0o` besides, and nothing behind it.
fn number(text: &[u8]) -> Result<c_long, c_int> {
    let space = |byte: &u8| !b" \t\n\r".contains(byte);
    let text = &text[text.iter().position(space).unwrap_or(text.len())..];
    let (digits, base) = match text {
        [b'0', b'b' | b'B', digits @ ..] => (digits, 2),
        [b'0', b'o' | b'O', digits @ ..] => (digits, 8),
        _ => (text, 0),
    };
    let end = &mut &digits[..];
    set_errno(0);
    let number = strtol(digits, end, base);
    match errno() {
        0 if end.len() < digits.len() && end.is_empty() => Ok(number),
        0 => Err(EINVAL),
        errno => Err(errno),
    }
}

/// `fcntl(fd, F_GETFD)`. A number that was handed over is the table's after that.
///
/// Each is taken once, in order; and only if it is still as it was inherited. One that is closed has been
/// taken by somebody else, and so has one that would be closed at the next `exec`, as others have it
/// with what they open or take.
pub(crate) fn take(fd: c_int) -> c_int {
    gate("fcntl", (Number(fd), Command::new(F_GETFD, 0)), |(fd, _)| {
        // Held until the table has it, for another thread may look for it there.
        let end = end();
        let is_next = || NEXT.compare_exchange(fd, fd + 1, Relaxed, Relaxed).is_ok();
        if fd >= *end || !is_next() {
            let Some(held) = InFlight::new(fd) else { return fail(EBADF) };
            // SAFETY: the number is held; no memory is passed.
            return unsafe { libc::fcntl(held.raw(), F_GETFD) };
        }
        // SAFETY: no memory is passed; asking for flags changes nothing, whoever's the number is.
        match unsafe { libc::fcntl(fd, F_GETFD) } {
            0 if own(fd) => 0,
            0 => fail(ENOMEM),
            -1 => -1,
            _ => fail(EBADF),
        }
    })
}
