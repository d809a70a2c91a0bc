//! A change of the mask that a rule of `fault` prevents is none, whatever signal comes meanwhile.

use berkeley::{NULL, Plain, errno::*, fault, signal::*, trace};
use std::io::{self, Write};

/// Sends a signal when a line is written: in the middle of a call.
struct Sends;

impl Write for Sends {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if line.windows(9).any(|part| part == b"SIG_BLOCK") {
            raise(SIGUSR2);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_change_that_was_not_made_leaves_the_mask_alone() {
    fn nothing(_: i32) {}
    assert!(signal(SIGUSR2, nothing) == SIG_DFL);
    let (set, old) = (&mut sigset_t::zeroed(), &mut sigset_t::zeroed());
    sigaddset(set, SIGUSR1);

    trace::start(Sends);
    let guard = fault::thread(fault::on("rt_sigprocmask").errno(EINTR)).unwrap();
    assert_eq!((sigprocmask(SIG_BLOCK, set, NULL), errno()), (-1, EINTR));
    drop(guard);
    trace::stop();

    sigprocmask(SIG_BLOCK, NULL, old);
    assert_eq!(sigismember(old, SIGUSR1), 0);
}
