use super::*;
use crate::errno::EINVAL;
use crate::poll::{poll, pollfd, ppoll, timespec};
use crate::signal::{SIGURG, signal, sigprocmask, sigset_t};
use crate::{NULL, Plain};
use std::io::{self, Write};
use std::sync::atomic::AtomicUsize;
use std::thread::{self, ThreadId};

/// How often the sink found a passage, and how often with something of its own calls in it.
static FOUND: [AtomicUsize; 2] = [const { AtomicUsize::new(0) }; 2];

struct Sink(ThreadId);

impl Write for Sink {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if thread::current().id() == self.0 {
            let (set, old) = (sigset_t::zeroed(), &mut sigset_t::zeroed());
            let at_once = timespec { tv_sec: 0, tv_nsec: 0 };
            let nobody = &mut pollfd { fd: -1, events: 0, revents: 0 };
            assert_eq!(ppoll(nobody, 1, &at_once, &set), 0);
            assert_eq!((sigprocmask(-1, &set, old), errno()), (-1, EINVAL));
            let visit = VISIT.with(|visit| visit.load(Relaxed));
            // SAFETY: the passage of this thread, which is in the sink, and so is still there.
            if let Some(visit) = unsafe { visit.as_ref() } {
                FOUND[0].fetch_add(1, Relaxed);
                let lent = [&visit.mask, &visit.old].map(|lent| lent.load(Relaxed));
                FOUND[1].fetch_add(lent.iter().any(|lent| !lent.is_null()).into(), Relaxed);
            }
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A call that a sink makes is over while the call that is traced goes on, perhaps for a long time.
#[test]
fn a_call_in_a_sink_leaves_no_pointer_behind() {
    signal(SIGURG, |_| ());
    trace::start(Sink(thread::current().id()));
    poll(NULL, 0, 0);
    trace::stop();
    let [found, with_pointer] = FOUND.each_ref().map(|count| count.load(Relaxed));
    assert_ne!(found, 0);
    assert_eq!(with_pointer, 0);
}
