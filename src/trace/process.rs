//! What the calls about processes, signals and timers are given and give, as strace prints it.

use super::Line;
use crate::signal::siginfo_t;
use crate::sys::wait::*;
use core::ffi::{c_int, c_ulong};
use libc::timeval;

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
        if info.si_signo == 0 { self.push("{}") } else { self.siginfo(info) }
    }

    /// A time with microseconds.
    pub(crate) fn timeval(&mut self, time: &timeval) {
        let tv_usec = time.tv_usec as c_ulong;
        self.fmt(format_args!("{{tv_sec={}, tv_usec={tv_usec}}}", time.tv_sec));
    }
}
