//! What a line says beside the call, and which calls have one.

use super::calls::Calls;
use super::{Sink, Trace, replace};
use core::fmt::{self, Display, Formatter};
use core::ops::Range;
use core::str::FromStr;
use std::error::Error;
use std::io::Write;

/// How the time when a call was made stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Time {
    /// The time of day, in the local time zone: `14:03:59`. (`strace -t`.)
    Seconds,
    /// The same with microseconds: `14:03:59.000042`. (`strace -tt`.)
    Microseconds,
    /// Seconds since 1970 with microseconds: `1700000000.000042`. (`strace -ttt`.)
    Unix,
}

/// What the lines of a trace say, and which calls have one.
///
/// Without any option a line is the call alone, as strace's are, and every call has one.
///
/// ```
/// use berkeley::{trace::{Options, Time}, unistd::*};
///
/// Options::new().time(Time::Microseconds).duration().start(std::io::stderr());
/// close(-1); // 14:03:59.000042 close(-1)                               = -1 EBADF (Bad file descriptor) <0.000001>
/// berkeley::trace::stop();
/// ```
///
/// They can be read from a text, too. It is a list of these words, with commas between them:
///
/// | word | | strace |
/// |---|---|---|
/// | `time` | the time of day | `-t` |
/// | `time=us` | the same with microseconds | `-tt` |
/// | `time=unix` | seconds since 1970 with microseconds | `-ttt` |
/// | `relative` | how long after the line before | `-r` |
/// | `duration` | how long the call took, in seconds, behind its result | `-T` |
/// | `pid` | the number of the process | |
/// | `thread` | the number of the thread, which in the first one is the process's | `-f` |
/// | `calls=connect\|read` | only these calls | `-e trace=connect,read` |
/// | `calls=!read` | all but these | `-e trace=!read` |
///
/// A call can be named as C has it or as the line shows it: `recv` are the calls of `recv`,
/// `recvfrom` these and those of `recvfrom`. `network`, `desc`, `file`, `process` and `signal` are
/// strace's classes of calls: those with sockets, with descriptors, with names of files, with
/// processes, and with signals. (`%network` is the same.) They can stand among names.
///
/// ```
/// use berkeley::trace::{Options, Time};
///
/// let options: Options = "time=unix,calls=connect|desc".parse()?;
/// assert_eq!(options, Options::new().time(Time::Unix).calls("connect|desc")?);
///
/// let error = "time,colour".parse::<Options>().unwrap_err();
/// assert!(error.to_string().starts_with(r#""colour": no such option"#));
/// # Ok::<(), berkeley::trace::UnknownOption>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub(super) time: Option<Time>,
    pub(super) relative: bool,
    pub(super) duration: bool,
    pub(super) pid: bool,
    pub(super) thread: bool,
    pub(super) calls: Option<Calls>,
}

impl Options {
    /// None yet.
    pub fn new() -> Options {
        Options::default()
    }

    /// Before each call, when it was made.
    #[must_use]
    pub fn time(mut self, time: Time) -> Options {
        self.time = Some(time);
        self
    }

    /// Before each call, how long after the one of the line before it was made, in seconds:
    /// `0.000042`. In the first line, 0. (`strace -r`.)
    ///
    /// A line is written when its call is over. So a call may have been made before that of the line
    /// before, by another thread: that is 0, too.
    #[must_use]
    pub fn relative(mut self) -> Options {
        self.relative = true;
        self
    }

    /// Behind each result, how long the call took, in seconds: `<0.000042>`. (`strace -T`.)
    #[must_use]
    pub fn duration(mut self) -> Options {
        self.duration = true;
        self
    }

    /// First in each line, the number of the process.
    #[must_use]
    pub fn pid(mut self) -> Options {
        self.pid = true;
        self
    }

    /// First in each line, or after that of the process, the number of the thread: as gettid(2)
    /// gives it. (`strace -f`.)
    #[must_use]
    pub fn thread(mut self) -> Options {
        self.thread = true;
        self
    }

    /// Only these calls: names and classes with `|` between them. With a `!` before the first one,
    /// all others. Signals are shown as before. (`strace -e trace=…`.)
    ///
    /// # Errors
    ///
    /// Names that are not calls of this crate.
    ///
    /// ```
    /// use berkeley::trace::Options;
    ///
    /// let options = Options::new().calls("!poll|select")?;
    /// assert!(Options::new().calls("raed").is_err());
    /// # Ok::<(), berkeley::trace::UnknownOption>(())
    /// ```
    pub fn calls(mut self, calls: &str) -> Result<Options, UnknownOption> {
        let mut errors = Vec::new();
        self.calls = Calls::parse(calls, |at, name| errors.push(no_call(calls, at, name)));
        errors.into_iter().next().map_or(Ok(self), Err)
    }

    /// From now on the program's calls are written to `sink` with these options, as
    /// [`start`](super::start) does without.
    pub fn start(self, sink: impl Write + Send + 'static) {
        replace(Some(Trace::new(self, Sink::Program(Box::new(sink)))));
    }

    /// Reads them from a text, tells `unknown` of what can't be understood, and goes on without it.
    pub(super) fn parse(text: &str, mut unknown: impl FnMut(UnknownOption)) -> Options {
        let mut options = Options::new();
        let mut begin = 0;
        for part in text.split(',') {
            let word = part.trim();
            let at = begin + part.len() - part.trim_start().len();
            begin += part.len() + 1;
            match word {
                "" => {}
                "time" => options.time = Some(Time::Seconds),
                "time=us" => options.time = Some(Time::Microseconds),
                "time=unix" => options.time = Some(Time::Unix),
                "relative" => options.relative = true,
                "duration" => options.duration = true,
                "pid" => options.pid = true,
                "thread" => options.thread = true,
                _ => match word.strip_prefix("calls=") {
                    Some(calls) => {
                        let at = at + word.len() - calls.len();
                        let error = |i: usize, name: &str| unknown(no_call(text, at + i, name));
                        options.calls = Calls::parse(calls, error);
                    }
                    None => unknown(UnknownOption {
                        text: text.into(),
                        at: at..at + word.len(),
                        why: NO_OPTION,
                    }),
                },
            }
        }
        options
    }
}

impl FromStr for Options {
    type Err = UnknownOption;

    fn from_str(text: &str) -> Result<Options, UnknownOption> {
        let mut errors = Vec::new();
        let options = Options::parse(text, |error| errors.push(error));
        errors.into_iter().next().map_or(Ok(options), Err)
    }
}

const NO_OPTION: &str = "no such option; there are time, time=us, time=unix, relative, duration, \
                         pid, thread, calls=NAME|NAME…, calls=!NAME|NAME…";

fn no_call(text: &str, at: usize, name: &str) -> UnknownOption {
    let why = "no call of this crate, nor one of desc, file, network, process, signal";
    UnknownOption { text: text.into(), at: at..at + name.len(), why }
}

/// A word among the options of a trace that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownOption {
    text: String,
    at: Range<usize>,
    why: &'static str,
}

impl UnknownOption {
    /// The options, and what is wrong below the word: two lines, of which the first begins so.
    pub(super) fn pointing(&self, before: &str) -> String {
        let blanks = before.chars().count() + self.text[..self.at.start].chars().count();
        let marks = "^".repeat(self.text[self.at.clone()].chars().count().max(1));
        // In one line, whatever stands there.
        let text: String =
            self.text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        format!("{before}{text}\n{:blanks$}{marks} {}\n", "", self.why)
    }
}

impl Display for UnknownOption {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", &self.text[self.at.clone()], self.why)
    }
}

impl Error for UnknownOption {}
