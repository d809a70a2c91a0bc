//! What is done when a signal comes.

use crate::account::{fails, works};
use berkeley::{NULL, Plain, errno::*, signal::*};
use std::ffi::c_int;

pub(crate) fn all() {
    fn handler(_: c_int) {}
    works!(signal(libc::SIGURG, handler), SIG_DFL);
    works!(signal(libc::SIGURG, SIG_IGN), _);
    fails!(signal(99, SIG_IGN), SIG_ERR, EINVAL);
    let (act, old) = (&mut sigaction::zeroed(), &mut sigaction::zeroed());
    act.set_sa_handler(handler);
    works!(sigaction(libc::SIGURG, act, old), 0);
    assert!(old.sa_handler() == SIG_IGN);
    works!(sigaction(libc::SIGURG, old, NULL), 0);
    fails!(sigaction(libc::SIGKILL, act, NULL), -1, EINVAL);
    works!(signal(libc::SIGURG, SIG_DFL), SIG_IGN);
}
