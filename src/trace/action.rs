//! What is done about a signal, as strace shows it.

use super::line::Line;
use super::names::Names;
use super::waiting::SIGNAL_NAMES;
use core::ffi::c_int;

/// libc's own flag: it says where to continue after the handler.
const SA_RESTORER: c_int = 0x0400_0000;

/// Flags of an action, in strace's order.
static FLAGS: Names = Names::Flags(
    &[
        (SA_RESTORER as u32, "SA_RESTORER"),
        (libc::SA_ONSTACK as u32, "SA_ONSTACK"),
        (libc::SA_RESTART as u32, "SA_RESTART"),
        (libc::SA_NODEFER as u32, "SA_NODEFER"),
        (libc::SA_RESETHAND as u32, "SA_RESETHAND"),
        (libc::SA_SIGINFO as u32, "SA_SIGINFO"),
        (libc::SA_NOCLDSTOP as u32, "SA_NOCLDSTOP"),
        (libc::SA_NOCLDWAIT as u32, "SA_NOCLDWAIT"),
    ],
    "SA_???",
);

impl Line {
    /// A signal by its name.
    pub(crate) fn signal(&mut self, signal: c_int) {
        match signal {
            1..=31 => {
                self.push("SIG");
                self.named(signal, &SIGNAL_NAMES);
            }
            32 => self.push("SIGRTMIN"),
            33..=64 => self.fmt(format_args!("SIGRT_{}", signal - 32)),
            _ => self.int(signal),
        }
    }

    /// An action, as libc gives it to the kernel (`given`) or gets it back.
    pub(crate) fn sigaction(&mut self, action: &libc::sigaction, given: bool) {
        self.push("{sa_handler=");
        match action.sa_sigaction {
            libc::SIG_DFL => self.push("SIG_DFL"),
            libc::SIG_IGN => self.push("SIG_IGN"),
            libc::SIG_ERR => self.push("SIG_ERR"),
            address => self.fmt(format_args!("{address:#x}")),
        }
        self.push(", sa_mask=");
        self.signals(&action.sa_mask);
        self.push(", sa_flags=");
        // What libc adds to each that it gives.
        let restorer =
            if given { restorer() } else { action.sa_restorer.map_or(0, |f| f as usize) };
        let added = if restorer != 0 { SA_RESTORER } else { 0 };
        self.named(action.sa_flags | added, &FLAGS);
        if restorer != 0 {
            self.fmt(format_args!(", sa_restorer={restorer:#x}"));
        }
        self.push("}");
    }
}

/// Where libc has the kernel continue after a handler, if it does: it tells nobody, but a signal for
/// which it has installed something has it. (On other processors the kernel knows by itself.)
fn restorer() -> usize {
    // SAFETY: zeros are a valid `sigaction`.
    let mut action: libc::sigaction = unsafe { core::mem::zeroed() };
    (1..=64)
        .find_map(|signal| {
            // SAFETY: none is given, one is to be written.
            let asked = unsafe { libc::sigaction(signal, core::ptr::null(), &mut action) };
            (asked == 0).then_some(action.sa_restorer?).map(|restorer| restorer as usize)
        })
        .unwrap_or(0)
}
