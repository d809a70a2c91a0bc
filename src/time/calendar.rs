//! Times of the calendar, and as text.

use crate::base::chars::Chars;
use crate::base::pointer::sealed::Pointee;
use crate::base::text::Text;
use crate::errno::{EFAULT, EOVERFLOW, set_errno};
use crate::{Bytes, BytesMut, Length};
use core::ffi::{CStr, c_char, c_double, c_int, c_long};
use core::mem::MaybeUninit;
use libc::{size_t, time_t};

/// `struct tm` — a time, in the parts of the calendar.
///
/// `tm::zeroed()` is one to fill in.
///
/// See tm(3type), POSIX.1-2024.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct tm {
    /// Seconds: 0 to 60, for a leap second.
    pub tm_sec: c_int,
    /// Minutes: 0 to 59.
    pub tm_min: c_int,
    /// Hours: 0 to 23.
    pub tm_hour: c_int,
    /// The day of the month: 1 to 31.
    pub tm_mday: c_int,
    /// The month: 0 is January.
    pub tm_mon: c_int,
    /// The year, less 1900.
    pub tm_year: c_int,
    /// The day of the week: 0 is Sunday.
    pub tm_wday: c_int,
    /// The day of the year: 0 is the first of January.
    pub tm_yday: c_int,
    /// Positive: it is daylight saving time; 0: it is not; negative, for [`mktime`]: find out.
    pub tm_isdst: c_int,
    padding: [c_int; PADDING],
    /// Seconds east of Greenwich.
    pub tm_gmtoff: c_long,
    /// The name of the time zone, with NULs behind it: `cstr(&tm.tm_zone)` prints it. In C it is a
    /// pointer; here the first 7 letters, and hardly any has more.
    pub tm_zone: [u8; 8],
}

/// How many `int`s C leaves free behind nine of them, where a `long` is to follow.
const PADDING: usize = size_of::<c_long>() / size_of::<c_int>() - 1;

crate::plain! {
    tm {
        tm_sec: c_int,
        tm_min: c_int,
        tm_hour: c_int,
        tm_mday: c_int,
        tm_mon: c_int,
        tm_year: c_int,
        tm_wday: c_int,
        tm_yday: c_int,
        tm_isdst: c_int,
        padding: [c_int; PADDING],
        tm_gmtoff: c_long,
        tm_zone: [u8; 8],
    }
}

impl Pointee for tm {}

unsafe extern "C" {
    #[link_name = "tzset"]
    fn libc_tzset();
}

impl tm {
    /// The same as libc has it, with the name of its zone as a text that ends with a NUL.
    fn with_zone<T>(&self, with: impl FnOnce(&mut libc::tm) -> T) -> T {
        let mut zone = [0; 9];
        zone[..8].copy_from_slice(&self.tm_zone);
        with(&mut libc::tm {
            tm_sec: self.tm_sec,
            tm_min: self.tm_min,
            tm_hour: self.tm_hour,
            tm_mday: self.tm_mday,
            tm_mon: self.tm_mon,
            tm_year: self.tm_year,
            tm_wday: self.tm_wday,
            tm_yday: self.tm_yday,
            tm_isdst: self.tm_isdst,
            tm_gmtoff: self.tm_gmtoff,
            tm_zone: zone.as_ptr().cast(),
        })
    }

    /// Copies what libc has filled in.
    ///
    /// # Safety
    ///
    /// `tm_zone` is null, or points to a text that ends with a NUL and stays as it is meanwhile.
    unsafe fn copy(it: &libc::tm) -> tm {
        let mut tm_zone = [0; 8];
        if !it.tm_zone.is_null() {
            // SAFETY: not null, so a text that ends with a NUL, as the caller promises.
            let zone = unsafe { CStr::from_ptr(it.tm_zone) }.to_bytes();
            let len = zone.len().min(tm_zone.len() - 1);
            tm_zone[..len].copy_from_slice(&zone[..len]);
        }
        tm {
            tm_sec: it.tm_sec,
            tm_min: it.tm_min,
            tm_hour: it.tm_hour,
            tm_mday: it.tm_mday,
            tm_mon: it.tm_mon,
            tm_year: it.tm_year,
            tm_wday: it.tm_wday,
            tm_yday: it.tm_yday,
            tm_isdst: it.tm_isdst,
            padding: [0; PADDING],
            tm_gmtoff: it.tm_gmtoff,
            tm_zone,
        }
    }
}

/// `void tzset(void)` — has libc look up the time zone again: in the environment's `TZ`, or else in
/// `/etc/localtime`.
///
/// [`localtime`], [`mktime`], [`ctime`] and [`strftime`] do so themselves.
///
/// ```
/// use berkeley::time::*;
///
/// tzset(); // tzset();
/// ```
///
/// See tzset(3), POSIX.1-2024.
pub fn tzset() {
    // SAFETY: passes nothing. libc reads the environment, as it does where std looks up a name; to
    // change that while another thread may read it is `unsafe` for that reason.
    unsafe { libc_tzset() }
}

/// `struct tm *localtime(const time_t *timep)` — a time in the parts of the calendar, as the clocks
/// show it here.
///
/// # Parameters
///
/// * `timep` — seconds since 1970 (UTC).
///
/// # Returns
///
/// The time, as a value: the next call does not overwrite it. None, which compares equal to
/// [`NULL`](crate::NULL), with [`errno`](crate::errno::errno), if it has none.
///
/// # Errors
///
/// * `EOVERFLOW` — the year is larger than an `int`.
///
/// ```
/// use berkeley::time::*;
///
/// let now = time(NULL);
/// let tm = localtime(&now); // struct tm *tm = localtime(&now);
/// assert!(tm != NULL); // if (tm == NULL) …
/// let tm = tm.unwrap();
/// println!("{:02}:{:02}", tm.tm_hour, tm.tm_min); // printf("%02d:%02d\n", tm->tm_hour, tm->tm_min);
/// ```
///
/// See localtime(3), POSIX.1-2024.
pub fn localtime(timep: &time_t) -> Option<tm> {
    // As C does; `localtime_r` need not look for a change.
    tzset();
    let mut it = MaybeUninit::<libc::tm>::uninit();
    // SAFETY: `timep` points to one, and there is room for the other. Of the environment: see
    // `tzset`.
    let filled = unsafe { libc::localtime_r(timep, it.as_mut_ptr()) };
    // SAFETY: if it is not null, libc has filled in all of it; the zone is a text of libc's own,
    // which stays at least until somebody changes `TZ`.
    (!filled.is_null()).then(|| unsafe { tm::copy(&it.assume_init()) })
}

/// `struct tm *localtime_r(const time_t *timep, struct tm *result)` — [`localtime`], into an object
/// of the program's.
///
/// # Parameters
///
/// * `timep` — as for [`localtime`].
/// * `result` — is given the time.
///
/// # Returns
///
/// `result`; or none, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// Those of [`localtime`].
///
/// ```
/// use berkeley::time::*;
///
/// let tm = &mut tm::zeroed(); // struct tm tm;
/// // if (localtime_r(&now, &tm) == NULL)
/// if localtime_r(&time(NULL), tm) == NULL {
///     unreachable!("that is far in the future");
/// }
/// assert!(tm.tm_year > 100);
/// ```
///
/// See localtime_r(3), POSIX.1-2024.
pub fn localtime_r<'a>(timep: &time_t, result: &'a mut tm) -> Option<&'a mut tm> {
    *result = localtime(timep)?;
    Some(result)
}

/// `struct tm *gmtime(const time_t *timep)` — a time in the parts of the calendar, in UTC.
///
/// # Parameters
///
/// * `timep` — seconds since 1970 (UTC).
///
/// # Returns
///
/// As [`localtime`].
///
/// # Errors
///
/// Those of [`localtime`].
///
/// ```
/// use berkeley::time::*;
///
/// let tm = gmtime(&1_000_000_000).unwrap(); // struct tm *tm = gmtime(&t);
/// assert_eq!((tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday), (2001, 9, 9));
/// assert_eq!((tm.tm_hour, tm.tm_min, tm.tm_sec), (1, 46, 40));
/// ```
///
/// See gmtime(3), POSIX.1-2024.
pub fn gmtime(timep: &time_t) -> Option<tm> {
    let mut it = MaybeUninit::<libc::tm>::uninit();
    // SAFETY: `timep` points to one, and there is room for the other. Of the environment: see
    // `tzset`.
    let filled = unsafe { libc::gmtime_r(timep, it.as_mut_ptr()) };
    // SAFETY: if it is not null, libc has filled in all of it; the zone is a text of libc's own,
    // which stays.
    (!filled.is_null()).then(|| unsafe { tm::copy(&it.assume_init()) })
}

/// `struct tm *gmtime_r(const time_t *timep, struct tm *result)` — [`gmtime`], into an object of the
/// program's.
///
/// # Parameters
///
/// * `timep` — as for [`gmtime`].
/// * `result` — is given the time.
///
/// # Returns
///
/// `result`; or none, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// Those of [`localtime`].
///
/// ```
/// use berkeley::time::*;
///
/// let tm = &mut tm::zeroed(); // struct tm tm;
/// gmtime_r(&0, tm); // gmtime_r(&t, &tm);
/// assert_eq!((tm.tm_year, tm.tm_yday, tm.tm_wday), (70, 0, 4)); // a Thursday
/// ```
///
/// See gmtime_r(3), POSIX.1-2024.
pub fn gmtime_r<'a>(timep: &time_t, result: &'a mut tm) -> Option<&'a mut tm> {
    *result = gmtime(timep)?;
    Some(result)
}

/// `time_t mktime(struct tm *tm)` — a local time of the calendar, in seconds.
///
/// # Parameters
///
/// * `tm` — the time; `tm_wday`, `tm_yday` and the zone are not looked at. What is too much in one
///   part is carried to the next, like the 40th of October, and it is given back in order, with all
///   parts filled in.
///
/// # Returns
///
/// Seconds since 1970 (UTC); or −1, with [`errno`](crate::errno::errno).
///
/// # Errors
///
/// * `EOVERFLOW` — no `time_t` is as large; or the year, once all is in order, is larger than an
///   `int`.
///
/// ```
/// use berkeley::time::*;
///
/// let tm = &mut tm::zeroed(); // struct tm tm = {0};
/// (tm.tm_year, tm.tm_mon, tm.tm_mday, tm.tm_isdst) = (73, 9, 40, -1);
/// assert_ne!(mktime(tm), -1); // mktime(&tm)
/// assert_eq!((tm.tm_mon, tm.tm_mday), (10, 9)); // the 40th of October is the 9th of November
/// ```
///
/// See mktime(3), POSIX.1-2024.
pub fn mktime(tm: &mut tm) -> time_t {
    // SAFETY: `it` points to one. Of the environment: see `tzset`.
    in_seconds(tm, |it| unsafe { libc::mktime(it) })
}

/// `time_t timegm(struct tm *tm)` — [`mktime`], of a time in UTC.
///
/// # Parameters
///
/// * `tm` — as for [`mktime`].
///
/// # Returns
///
/// As [`mktime`].
///
/// # Errors
///
/// Those of [`mktime`].
///
/// ```
/// use berkeley::time::*;
///
/// let tm = &mut gmtime(&1_000_000_000).unwrap();
/// assert_eq!(timegm(tm), 1_000_000_000); // timegm(&tm)
/// ```
///
/// See timegm(3), POSIX.1-2024.
pub fn timegm(tm: &mut tm) -> time_t {
    // SAFETY: `it` points to one. Of the environment: see `tzset`.
    in_seconds(tm, |it| unsafe { libc::timegm(it) })
}

fn in_seconds(tm: &mut tm, call: impl FnOnce(&mut libc::tm) -> time_t) -> time_t {
    let (seconds, in_order) = tm.with_zone(|it| {
        let seconds = call(it);
        // SAFETY: the zone is still that of `with_zone`, or a text of libc's own, which stays at least
        // until somebody changes `TZ`.
        (seconds, unsafe { tm::copy(it) })
    });
    *tm = in_order;
    seconds
}

/// `double difftime(time_t time1, time_t time0)` — the seconds from `time0` to `time1`.
///
/// ```
/// use berkeley::time::*;
///
/// assert_eq!(difftime(10, 4), 6.0); // difftime(end, start)
/// ```
///
/// See difftime(3), POSIX.1-2024.
pub fn difftime(time1: time_t, time0: time_t) -> c_double {
    // SAFETY: passes numbers only.
    unsafe { libc::difftime(time1, time0) }
}

/// `char *asctime(const struct tm *tm)` — a time as text: 24 letters and a newline.
///
/// # Parameters
///
/// * `tm` — the time. A day of the week or a month that there is none of is `???`; a year of more than
///   four digits takes as many.
///
/// # Returns
///
/// The text, as a value: the next call does not overwrite it. An empty one, where C returns `NULL`,
/// with [`errno`](crate::errno::errno), of a year for which there is no text.
///
/// # Errors
///
/// * `EOVERFLOW` — the year is larger than an `int`. (POSIX has no text for more than four digits.)
///
/// ```
/// use berkeley::time::*;
///
/// let tm = gmtime(&1_000_000_000).unwrap();
/// assert_eq!(asctime(&tm), "Sun Sep  9 01:46:40 2001\n"); // asctime(tm)
/// ```
///
/// See asctime(3). Of POSIX until 2017; [`strftime`] is what it has now.
pub fn asctime(tm: &tm) -> Text<66> {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let name = |names: &[&'static str], n: c_int| {
        usize::try_from(n).ok().and_then(|n| names.get(n).copied()).unwrap_or("???")
    };
    // At least two digits, beside a sign.
    let two = |n: c_int| {
        let sign = if n < 0 { "-" } else { "" };
        Text::<11>::format(format_args!("{sign}{:02}", n.unsigned_abs()))
    };
    let Some(year) = tm.tm_year.checked_add(1900) else {
        set_errno(EOVERFLOW);
        return Text::format(format_args!(""));
    };
    Text::format(format_args!(
        "{} {}{:3} {}:{}:{} {year}\n",
        name(&DAYS, tm.tm_wday),
        name(&MONTHS, tm.tm_mon),
        tm.tm_mday,
        two(tm.tm_hour),
        two(tm.tm_min),
        two(tm.tm_sec),
    ))
}

/// `char *ctime(const time_t *timep)` — a time as text, as the clocks show it here.
///
/// It is [`asctime`] of [`localtime`].
///
/// # Parameters
///
/// * `timep` — seconds since 1970 (UTC).
///
/// # Returns
///
/// As [`asctime`].
///
/// # Errors
///
/// Those of [`localtime`] and [`asctime`].
///
/// ```
/// use berkeley::time::*;
///
/// let now = time(NULL); // time_t now = time(NULL);
/// // snprintf(buf, sizeof(buf), "%.24s\r\n", ctime(&now))
/// let line = format!("{:.24}\r\n", ctime(&now));
/// assert_eq!(line.len(), 26);
/// ```
///
/// See ctime(3). Of POSIX until 2017; [`strftime`] is what it has now.
pub fn ctime(timep: &time_t) -> Text<66> {
    match localtime(timep) {
        Some(tm) => asctime(&tm),
        None => Text::format(format_args!("")),
    }
}

/// `size_t strftime(char *s, size_t max, const char *format, const struct tm *tm)` — a time as text,
/// in a form of one's own.
///
/// # Parameters
///
/// * `s` — is given the text, with a NUL.
/// * `max` — the size of `s` in bytes.
/// * `format` — the form: `%Y` is the year, `%m` the month, `%d` the day, `%H`, `%M` and `%S` hour,
///   minute and second, `%a` and `%b` the names of day and month, `%Z` the zone, `%z` its distance from
///   UTC, `%%` a percent sign. strftime(3) has them all.
/// * `tm` — the time.
///
/// # Returns
///
/// The length of the text, without the NUL; or 0, if it does not fit (or is empty), and then what `s`
/// has is not to be used.
///
/// # Errors
///
/// * `EFAULT` — `max` says more than the object has, or `format` is [`NULL`](crate::NULL); nothing was
///   written, and the result is 0.
///
/// ```
/// use berkeley::{string::*, time::*};
///
/// let tm = gmtime(&1_000_000_000).unwrap();
/// let buf = &mut [0u8; 64]; // char buf[64];
/// // strftime(buf, sizeof(buf), "%a, %d %b %Y %H:%M:%S GMT", tm)
/// let n = strftime(buf, sizeof(buf), "%a, %d %b %Y %H:%M:%S GMT", &tm);
/// assert_eq!((n, cstr(buf).to_bytes()), (29, &b"Sun, 09 Sep 2001 01:46:40 GMT"[..]));
/// ```
///
/// See strftime(3), POSIX.1-2024.
pub fn strftime<S, F>(s: &mut S, max: impl Length, format: &F, tm: &tm) -> size_t
where
    S: BytesMut + ?Sized,
    F: Bytes + ?Sized,
{
    let max = max.to_size();
    let room = &mut [0; 256];
    let (format, s) = (Chars::within(format, room), s.as_bytes_mut());
    if max > s.len() || format.is_null() {
        set_errno(EFAULT);
        return 0;
    }
    tm.with_zone(|it| {
        let s: *mut c_char = s.as_mut_ptr().cast();
        // SAFETY: there is room for `max` bytes at `s`; the format ends with a NUL, and so does the
        // name of the zone. libc takes any number for any part. Of the environment: see `tzset`.
        unsafe { libc::strftime(s, max, format.as_ptr(), it) }
    })
}
