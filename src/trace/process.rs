//! What the calls about processes, signals and timers are given and give, as strace prints it.

use super::Line;
use super::names::Names;
use crate::signal::{
    CLD_CONTINUED, CLD_DUMPED, CLD_EXITED, CLD_KILLED, CLD_STOPPED, CLD_TRAPPED, siginfo_t,
};
use crate::sys::wait::*;
use core::ffi::{c_int, c_ulong};
use libc::timeval;

/// Why a child's parent is told of it.
static CHILD_CODES: Names = Names::Values(
    &[
        (CLD_EXITED as u32, "CLD_EXITED"),
        (CLD_KILLED as u32, "CLD_KILLED"),
        (CLD_DUMPED as u32, "CLD_DUMPED"),
        (CLD_TRAPPED as u32, "CLD_TRAPPED"),
        (CLD_STOPPED as u32, "CLD_STOPPED"),
        (CLD_CONTINUED as u32, "CLD_CONTINUED"),
    ],
    "CLD_???",
);

impl Line {
    /// What `wait` tells of a child.
    pub(crate) fn wait_status(&mut self, status: c_int) {
        self.push("[{");
        if WIFSTOPPED(status) {
            self.push("WIFSTOPPED(s) && WSTOPSIG(s) == ");
            self.signal(WSTOPSIG(status) & 0x7f);
            self.push(if WSTOPSIG(status) & 0x80 != 0 { " | 0x80" } else { "" });
        } else if WIFSIGNALED(status) {
            self.push("WIFSIGNALED(s) && WTERMSIG(s) == ");
            self.signal(WTERMSIG(status));
            self.push(if WCOREDUMP(status) { " && WCOREDUMP(s)" } else { "" });
        } else if WIFEXITED(status) {
            self.fmt(format_args!("WIFEXITED(s) && WEXITSTATUS(s) == {}", WEXITSTATUS(status)));
        } else {
            self.push("WIFCONTINUED(s)");
        }
        self.push("}]");
    }

    /// What `waitid` tells of a child, or nothing.
    pub(crate) fn child_info(&mut self, info: &siginfo_t) {
        self.push("{");
        if info.si_signo != 0 {
            self.push("si_signo=");
            self.signal(info.si_signo);
            self.push(", si_code=");
            self.named(info.si_code, &CHILD_CODES);
            self.fmt(format_args!(
                ", si_pid={}, si_uid={}, si_status=",
                info.si_pid(),
                info.si_uid()
            ));
            match info.si_code {
                CLD_EXITED => self.int(info.si_status()),
                _ => self.signal(info.si_status()),
            }
            self.push(", si_utime=");
            self.ticks(info.si_utime() as u64);
            self.push(", si_stime=");
            self.ticks(info.si_stime() as u64);
        }
        self.push("}");
    }

    /// A processor's time, in hundredths of a second.
    fn ticks(&mut self, ticks: u64) {
        self.fmt(format_args!("{ticks}"));
        if ticks != 0 {
            self.fmt(format_args!(" /* {}.{:02} s */", ticks / 100, ticks % 100));
        }
    }

    /// A time with microseconds.
    pub(crate) fn timeval(&mut self, time: &timeval) {
        let tv_usec = time.tv_usec as c_ulong;
        self.fmt(format_args!("{{tv_sec={}, tv_usec={tv_usec}}}", time.tv_sec));
    }
}
