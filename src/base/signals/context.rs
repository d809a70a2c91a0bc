//! Where a signal met a thread: at a system call, just after it, or elsewhere.
//!
//! This is the one piece that depends on the processor. Where it isn't known, nobody knows where, and
//! `handler.rs` does without.

use core::ffi::c_long;
use libc::ucontext_t;

/// Where a thread stands that a signal interrupted.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "no processor has all of them")]
pub(super) enum Place {
    /// At the instruction that makes a system call. Either the call has not been made yet, or it
    /// was interrupted and the kernel is about to make it again: that looks the same.
    Before,
    /// Just after that instruction: the call has been made, and has its result.
    After,
    /// Anywhere else.
    Elsewhere,
    /// On this processor, nobody knows.
    Unknown,
}

/// Where the thread stands.
///
/// # Safety
///
/// `context` is what the kernel gave the signal handler that calls this.
pub(super) unsafe fn place(context: *const ucontext_t) -> Place {
    // SAFETY: the caller guarantees it.
    unsafe { machine::place(context) }
}

/// The number of the system call that the thread is [`Place::Before`].
///
/// # Safety
///
/// As for [`place`].
pub(super) unsafe fn number(context: *const ucontext_t) -> c_long {
    // SAFETY: the caller guarantees it.
    unsafe { machine::number(context) }
}

/// Takes a thread that is [`Place::Before`] a system call past it, as if the call had been made and
/// a signal had interrupted it: it returns `EINTR`.
///
/// # Safety
///
/// [`place`] said of this `context`, in this signal handler, that it is [`Place::Before`]. Nobody
/// relies on what that call does, since nobody relies on what a call does that returns `EINTR`.
pub(super) unsafe fn skip(context: *mut ucontext_t) {
    // SAFETY: the caller guarantees it.
    unsafe { machine::skip(context) }
}

#[cfg(any(all(target_arch = "x86_64", target_pointer_width = "64"), target_arch = "x86"))]
mod machine {
    use super::{Place, c_long};
    use libc::{EINTR, greg_t, ucontext_t};
    #[cfg(target_arch = "x86")]
    use libc::{REG_EAX as RAX, REG_EIP as RIP};
    #[cfg(target_arch = "x86_64")]
    use libc::{REG_RAX as RAX, REG_RIP as RIP};

    /// The instruction `syscall`; or `int 0x80`, behind which the kernel returns from `sysenter` too,
    /// and which makes a call again.
    const SYSCALL: [u8; 2] = if cfg!(target_arch = "x86_64") { [0x0f, 0x05] } else { [0xcd, 0x80] };
    const PAGE: usize = 4096;

    pub(super) unsafe fn place(context: *const ucontext_t) -> Place {
        // SAFETY: the kernel has filled the registers in.
        let next = unsafe { (*context).uc_mcontext.gregs[RIP as usize] } as usize;
        let at = |address: usize| {
            // SAFETY: the thread executes the instruction at `next`, and it is read within the page
            // that this begins in. (That code can be executed but not read, Linux does not have
            // here by itself.)
            unsafe { (address as *const [u8; 2]).read_unaligned() }
        };
        if next % PAGE <= PAGE - 2 && at(next) == SYSCALL {
            Place::Before
        } else if next % PAGE >= 2 && at(next - 2) == SYSCALL {
            Place::After
        } else {
            Place::Elsewhere
        }
    }

    pub(super) unsafe fn number(context: *const ucontext_t) -> c_long {
        // SAFETY: as for `place`; to make a call again, the kernel has put its number back.
        let registers = unsafe { &(*context).uc_mcontext.gregs };
        let number = registers[RAX as usize] as c_long;
        // All calls of sockets are one: those of linux/net.h that wait keep its number.
        #[cfg(target_arch = "x86")]
        if number == libc::SYS_socketcall
            && !matches!(registers[libc::REG_EBX as usize], 3 | 5 | 9..=12 | 16..=20)
        {
            return -1;
        }
        number
    }

    pub(super) unsafe fn skip(context: *mut ucontext_t) {
        // SAFETY: as for `place`; the kernel continues with what stands there.
        let registers = unsafe { &mut (*context).uc_mcontext.gregs };
        registers[RIP as usize] += SYSCALL.len() as greg_t;
        registers[RAX as usize] = -greg_t::from(EINTR);
    }
}

#[cfg(target_arch = "aarch64")]
mod machine {
    use super::{Place, c_long};
    use libc::{EINTR, ucontext_t};

    /// The instruction `svc #0`.
    const SVC: u32 = 0xd400_0001;
    const PAGE: usize = 4096;

    pub(super) unsafe fn place(context: *const ucontext_t) -> Place {
        // SAFETY: the kernel has filled the registers in.
        let next = unsafe { (*context).uc_mcontext.pc } as usize;
        // SAFETY: the thread executes the instruction at `next`; instructions are aligned, and one
        // before it is in the same page.
        let at = |address: usize| u32::from_le(unsafe { (address as *const u32).read() });
        if at(next) == SVC {
            Place::Before
        } else if next % PAGE >= 4 && at(next - 4) == SVC {
            Place::After
        } else {
            Place::Elsewhere
        }
    }

    pub(super) unsafe fn number(context: *const ucontext_t) -> c_long {
        // SAFETY: as for `place`.
        unsafe { (*context).uc_mcontext.regs[8] as c_long }
    }

    pub(super) unsafe fn skip(context: *mut ucontext_t) {
        // SAFETY: as for `place`; the kernel continues with what stands there.
        let machine = unsafe { &mut (*context).uc_mcontext };
        machine.pc += 4;
        machine.regs[0] = -i64::from(EINTR) as _;
    }
}

#[cfg(not(any(
    all(target_arch = "x86_64", target_pointer_width = "64"),
    target_arch = "x86",
    target_arch = "aarch64"
)))]
mod machine {
    use super::{Place, c_long};
    use libc::ucontext_t;

    pub(super) unsafe fn place(_: *const ucontext_t) -> Place {
        Place::Unknown
    }

    pub(super) unsafe fn number(_: *const ucontext_t) -> c_long {
        -1
    }

    pub(super) unsafe fn skip(_: *mut ucontext_t) {}
}
