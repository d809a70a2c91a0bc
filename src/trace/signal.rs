//! Signals, as strace shows that one came, and what it did to a call.

use super::line::Line;
use super::names::Names;
use crate::base::signals::interrupted;
use crate::errno::EINTR;
use crate::signal::siginfo_t;
use core::ffi::c_int;
use libc::{clock_t, socklen_t, timeval};

/// What sent a signal, whichever it is.
static CODES: Names = Names::Values(
    &[
        (libc::SI_USER as u32, "SI_USER"),
        (libc::SI_KERNEL as u32, "SI_KERNEL"),
        (libc::SI_QUEUE as u32, "SI_QUEUE"),
        (libc::SI_TIMER as u32, "SI_TIMER"),
        (libc::SI_MESGQ as u32, "SI_MESGQ"),
        (libc::SI_ASYNCIO as u32, "SI_ASYNCIO"),
        (libc::SI_SIGIO as u32, "SI_SIGIO"),
        (libc::SI_TKILL as u32, "SI_TKILL"),
        (-7i32 as u32, "SI_DETHREAD"),
        (libc::SI_ASYNCNL as u32, "SI_ASYNCNL"),
    ],
    "",
);

/// What happened to a child process.
static CHILD_CODES: [&str; 6] =
    ["CLD_EXITED", "CLD_KILLED", "CLD_DUMPED", "CLD_TRAPPED", "CLD_STOPPED", "CLD_CONTINUED"];

/// What a descriptor is ready for.
static POLL_CODES: [&str; 6] =
    ["POLL_IN", "POLL_OUT", "POLL_MSG", "POLL_ERR", "POLL_PRI", "POLL_HUP"];

impl Line {
    /// That a signal came.
    pub(super) fn siginfo(&mut self, info: &siginfo_t) {
        self.push("{si_signo=");
        self.signal(info.si_signo);
        self.push(", si_code=");
        let code = info.si_code;
        let of_signal = match info.si_signo {
            libc::SIGCHLD => CHILD_CODES.as_slice(),
            libc::SIGIO => POLL_CODES.as_slice(),
            _ => &[],
        };
        match usize::try_from(code - 1).ok().and_then(|i| of_signal.get(i)) {
            Some(name) => self.push(name),
            None => self.named(code, &CODES),
        }
        match (info.si_signo, code) {
            (_, libc::SI_USER | libc::SI_TKILL) => self.sender(info),
            (_, libc::SI_TIMER) => {
                self.push(", si_timerid=");
                self.hex(info.si_timerid() as u32);
                self.fmt(format_args!(", si_overrun={}", info.si_overrun()));
                self.queued(info);
            }
            (_, libc::SI_SIGIO) => self.ready(info),
            (_, ..=0) => {
                self.sender(info);
                self.value_if_any(info);
            }
            (libc::SIGCHLD, _) => self.child(info),
            (libc::SIGIO, 1..=6) => self.ready(info),
            (libc::SIGIO, _) => {}
            _ => {
                if info.si_pid() != 0 || info.si_uid() != 0 {
                    self.sender(info);
                }
                self.value_if_any(info);
            }
        }
        self.push("}");
    }

    fn sender(&mut self, info: &siginfo_t) {
        self.fmt(format_args!(", si_pid={}, si_uid={}", info.si_pid(), info.si_uid()));
    }

    fn value_if_any(&mut self, info: &siginfo_t) {
        if !info.si_ptr().is_null() {
            self.queued(info);
        }
    }

    fn queued(&mut self, info: &siginfo_t) {
        self.fmt(format_args!(", si_int={}, si_ptr=", info.si_int()));
        self.pointer(info.si_ptr());
    }

    fn ready(&mut self, info: &siginfo_t) {
        self.fmt(format_args!(", si_band={}, si_fd={}", info.si_band(), info.si_fd()));
    }

    fn child(&mut self, info: &siginfo_t) {
        self.sender(info);
        self.push(", si_status=");
        match info.si_code {
            libc::CLD_EXITED => self.int(info.si_status()),
            _ => self.signal(info.si_status()),
        }
        self.push(", si_utime=");
        self.ticks(info.si_utime());
        self.push(", si_stime=");
        self.ticks(info.si_stime());
    }

    /// Time of a processor, in hundredths of a second.
    fn ticks(&mut self, ticks: clock_t) {
        self.fmt(format_args!("{ticks}"));
        if ticks != 0 {
            self.fmt(format_args!(" /* {}.{:02} s */", ticks / 100, ticks % 100));
        }
    }
}

impl Line {
    /// Shows a call that failed with `EINTR` because of a signal as strace does, which sees what the
    /// kernel meant to do, before libc and the program see `EINTR`. `fd` is what it waited for.
    pub(crate) fn interrupted(&mut self, errno: c_int, fd: Option<c_int>) {
        if errno != EINTR || !interrupted() {
            return;
        }
        let meant = match self.called() {
            "poll" | "clock_nanosleep" | "nanosleep" | "sleep" | "usleep" => {
                "ERESTART_RESTARTBLOCK (Interrupted by signal)"
            }
            "ppoll" | "select" | "pselect" | "pause" | "rt_sigsuspend" | "sigsuspend" => {
                "ERESTARTNOHAND (To be restarted if no handler)"
            }
            "epoll_wait" | "epoll_pwait" | "epoll_pwait2" => return,
            name => match fd {
                // signal(7): these are not restarted, so the kernel means what it says.
                Some(fd) if has_timeout(fd, timeout_of(name)) => return,
                _ => "ERESTARTSYS (To be restarted if SA_RESTART is set)",
            },
        };
        self.returns(format!("? {meant}"));
    }
}

/// The option that says how long a call waits on a socket.
fn timeout_of(name: &str) -> c_int {
    match name {
        "accept" | "accept4" | "read" | "readv" | "pread" | "preadv" | "preadv2" => {
            libc::SO_RCVTIMEO
        }
        "recv" | "recvfrom" | "recvmsg" | "recvmmsg" => libc::SO_RCVTIMEO,
        _ => libc::SO_SNDTIMEO,
    }
}

/// Whether this is a socket on which calls don't wait for ever.
fn has_timeout(fd: c_int, option: c_int) -> bool {
    let mut time = timeval { tv_sec: 0, tv_usec: 0 };
    let mut len = size_of::<timeval>() as socklen_t;
    let value: *mut timeval = &mut time;
    // SAFETY: the kernel writes the time, which is as long as it is said to be. Whoever has this
    // number by now, nothing of his is changed.
    let asked = unsafe { libc::getsockopt(fd, libc::SOL_SOCKET, option, value.cast(), &mut len) };
    asked == 0 && (time.tv_sec, time.tv_usec) != (0, 0)
}
