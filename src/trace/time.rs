//! When a call was made, and how long it took, as strace prints it.

use super::options::{Options, Time};
use core::fmt::Write;
use core::mem::MaybeUninit;
use core::ptr;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use core::time::Duration;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Whether the trace that is on asks for times.
static TIMED: AtomicBool = AtomicBool::new(false);

/// From now on the clocks are read at each call, or not any more.
pub(super) fn set_timed(options: Option<&Options>) {
    if options.is_some_and(|o| matches!(o.time, Some(Time::Seconds | Time::Microseconds))) {
        // libc reads a file for the time zone: now, not while the program opens something.
        let _ = format!("{}", Clock(0));
    }
    let is_timed = |o: &Options| o.time.is_some() || o.relative || o.duration;
    TIMED.store(options.is_some_and(is_timed), Relaxed);
}

/// When a call was made.
#[derive(Clone, Copy)]
pub(crate) struct Begun(Option<(SystemTime, Instant)>);

impl Begun {
    /// Now, if anybody wants to know.
    pub(crate) fn now() -> Begun {
        Begun(TIMED.load(Relaxed).then(|| (SystemTime::now(), Instant::now())))
    }

    /// How long ago that is.
    pub(super) fn elapsed(self) -> Duration {
        self.0.map_or(Duration::ZERO, |(_, begun)| begun.elapsed())
    }

    /// What stands before the call because of it. `last` is when the call of the line before was
    /// made.
    pub(super) fn show(self, line: &mut String, options: &Options, last: &mut Option<Instant>) {
        if options.time.is_none() && !options.relative {
            return;
        }
        // The trace may have begun while the call ran.
        let (time, begun) = self.0.unwrap_or_else(|| (SystemTime::now(), Instant::now()));
        let time = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        let (seconds, micros) = (time.as_secs(), time.subsec_micros());
        // Writing to a string does not fail.
        let _ = match options.time {
            None => Ok(()),
            Some(Time::Seconds) => write!(line, "{} ", Clock(seconds)),
            Some(Time::Microseconds) => write!(line, "{}.{micros:06} ", Clock(seconds)),
            Some(Time::Unix) => write!(line, "{seconds}.{micros:06} "),
        };
        if options.relative {
            let since = begun.saturating_duration_since(last.unwrap_or(begun));
            *last = (*last).max(Some(begun));
            let (seconds, micros) = (since.as_secs(), since.subsec_micros());
            // Nor does this.
            let _ = match options.time {
                None => write!(line, "{seconds:6}.{micros:06} "),
                Some(_) => write!(line, "(+{seconds:6}.{micros:06}) "),
            };
        }
    }
}

/// Seconds since 1970, shown as the time of day.
struct Clock(u64);

impl core::fmt::Display for Clock {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Clock(seconds) = *self;
        let mut local = MaybeUninit::<libc::tm>::uninit();
        // SAFETY: it reads the one and writes the other.
        let done = unsafe { libc::localtime_r(&(seconds as libc::time_t), local.as_mut_ptr()) };
        let [hour, minute, second] = match ptr::eq(done, local.as_ptr()) {
            true => {
                // SAFETY: it has been filled in.
                let local = unsafe { local.assume_init_ref() };
                [local.tm_hour, local.tm_min, local.tm_sec]
            }
            // A year that is no `int`.
            false => [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(|n| n as i32),
        };
        write!(f, "{hour:02}:{minute:02}:{second:02}")
    }
}
