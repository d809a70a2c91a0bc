//! `<time.h>`: the time of day, clocks, and the calendar.
//!
//! | C | here |
//! |---|---|
//! | `time_t now = time(NULL);` | `let now = `[`time`]`(NULL);` |
//! | `ctime(&now)` | [`ctime`]`(&now)` |
//! | `struct tm *tm = localtime(&now);` | `let tm = `[`localtime`]`(&now).unwrap();` |
//! | `gmtime(&now)`, `gmtime_r(&now, &tm)` | [`gmtime`]`(&now)`, [`gmtime_r`]`(&now, tm)` |
//! | `asctime(tm)` | [`asctime`]`(&tm)` |
//! | `mktime(&tm)`, `timegm(&tm)` | [`mktime`]`(tm)`, [`timegm`]`(tm)` |
//! | `difftime(end, start)` | [`difftime`]`(end, start)` |
//! | `tm->tm_year + 1900` | `tm.tm_year + 1900` |
//! | `strftime(buf, sizeof(buf), "%H:%M", tm)` | [`strftime`]`(buf, sizeof(buf), "%H:%M", &tm)` |
//! | `clock_gettime(CLOCK_MONOTONIC, &ts)` | [`clock_gettime`]`(CLOCK_MONOTONIC, ts)` |
//! | `nanosleep(&ts, NULL)` | [`nanosleep`]`(ts, NULL)` |
//!
//! ```
//! use berkeley::time::*;
//!
//! let now = time(NULL); // time_t now = time(NULL);
//! print!("{}", ctime(&now)); // printf("%s", ctime(&now));
//! // Sun Sep 16 01:03:52 1973
//! ```
//!
//! What C returns in a buffer that the next call overwrites, or with a pointer into libc's own
//! memory, is a value here.

mod calendar;
mod clocks;

#[doc(no_inline)]
pub use crate::stddef::*;

pub use calendar::{
    asctime, ctime, difftime, gmtime, gmtime_r, localtime, localtime_r, mktime, strftime, timegm,
    tm, tzset,
};
pub use clocks::*;
pub use libc::{clock_t, clockid_t, itimerspec, pid_t, time_t, timespec};

crate::plain! { itimerspec { it_interval: timespec, it_value: timespec } }
