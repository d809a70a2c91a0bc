//! Rules: as they are written, and as they are understood.

use super::peer::Peer;
use core::ffi::c_int;
use core::fmt::{self, Display, Formatter, Write};
use core::sync::atomic::AtomicU64;
use core::time::Duration;

/// A rule as it is understood.
#[derive(Debug)]
pub(super) struct Understood {
    /// Unlike that of any other rule.
    pub(super) id: u64,
    pub(super) text: String,
    pub(super) calls: Vec<&'static str>,
    pub(super) effect: Option<Effect>,
    pub(super) delay: Option<Duration>,
    pub(super) fd: Option<c_int>,
    pub(super) peer: Option<Peer>,
    pub(super) when: When,
    pub(super) times: u64,
    pub(super) chance: Option<Chance>,
    /// How many calls it was for, and how many of them it did something to.
    pub(super) seen: AtomicU64,
    pub(super) done: AtomicU64,
}

/// What a call meets, apart from a delay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Effect {
    Errno(c_int),
    Short(usize),
    End,
    Reset,
}

/// Which of the calls meet it, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    Always,
    Nth(u64),
    Every(u64),
    From(u64),
}

impl When {
    pub(super) fn is(self, count: u64) -> bool {
        match self {
            When::Always => true,
            When::Nth(n) => count == n,
            When::Every(n) => count % n == 0,
            When::From(n) => count >= n,
        }
    }
}

/// With which probability.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chance {
    pub(super) p: f64,
    pub(super) seed: u64,
}

impl Chance {
    /// Whether it comes to pass at the call of this count: the count-th number of splitmix64 with
    /// this seed, taken as a fraction, is less than `p`.
    pub(super) fn is(self, count: u64) -> bool {
        let mut z = self.seed.wrapping_add(count.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        // The 53 bits that a double holds.
        ((z >> 11) as f64) / ((1u64 << 53) as f64) < self.p
    }
}

/// A rule, or several, put together from code: its text, which [`thread`](super::thread) and
/// [`process`](super::process) take.
///
/// Each method adds the word of its name. What is wrong with a rule, the function that it is given
/// to says.
///
/// ```
/// use berkeley::{errno::*, fault};
/// use std::time::Duration;
///
/// let rules = fault::on("read").short(1).and(fault::on("accept|accept4").errno(EINTR).every(3));
/// assert_eq!(rules.to_string(), "read:short=1;accept|accept4:errno=EINTR:every=3");
///
/// let slow = fault::on("write").delay(Duration::from_millis(20)).chance(0.1, 7);
/// assert_eq!(slow.to_string(), "write:delay=20000us:p=0.1:seed=7");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a rule is in force only once it is given to `thread` or `process`"]
pub struct Rule {
    text: String,
}

/// A rule for these calls: a name, or several with `|` between them, or a group. See [`Rule`].
pub fn on(calls: &str) -> Rule {
    Rule { text: calls.to_string() }
}

impl Rule {
    fn word(mut self, word: fmt::Arguments<'_>) -> Rule {
        // Writing to a string does not fail.
        let _ = write!(self.text, ":{word}");
        self
    }

    /// The call fails with this errno; the kernel is not asked.
    pub fn errno(self, errno: c_int) -> Rule {
        match super::errno_name(errno) {
            Some(name) => self.word(format_args!("errno={name}")),
            None => self.word(format_args!("errno={errno}")),
        }
    }

    /// The call is made with so many bytes at most (`sendmmsg`, `recvmmsg`: messages).
    pub fn short(self, most: usize) -> Rule {
        self.word(format_args!("short={most}"))
    }

    /// The call returns 0, as at the end of a file or connection, and reads nothing.
    pub fn eof(self) -> Rule {
        self.word(format_args!("eof"))
    }

    /// The call fails with `ECONNRESET`, and the connection is dead from then on.
    pub fn reset(self) -> Rule {
        self.word(format_args!("reset"))
    }

    /// The call is made so much later, counted in microseconds.
    pub fn delay(self, delay: Duration) -> Rule {
        self.word(format_args!("delay={}us", delay.as_micros()))
    }

    /// Only calls on this descriptor.
    pub fn fd(self, fd: c_int) -> Rule {
        self.word(format_args!("fd={fd}"))
    }

    /// Only calls to this address: a [`SocketAddr`](std::net::SocketAddr), or the text of `peer=`.
    pub fn peer(self, peer: impl Display) -> Rule {
        self.word(format_args!("peer={peer}"))
    }

    /// Only the `n`-th call, counted from 1.
    pub fn nth(self, n: u64) -> Rule {
        self.word(format_args!("nth={n}"))
    }

    /// Only every `n`-th call.
    pub fn every(self, n: u64) -> Rule {
        self.word(format_args!("every={n}"))
    }

    /// Only the `n`-th call and those after it.
    pub fn from(self, n: u64) -> Rule {
        self.word(format_args!("from={n}"))
    }

    /// At most `n` times.
    pub fn times(self, n: u64) -> Rule {
        self.word(format_args!("times={n}"))
    }

    /// Only with the probability `p`, by the numbers that follow from `seed`.
    pub fn chance(self, p: f64, seed: u64) -> Rule {
        self.word(format_args!("p={p}")).word(format_args!("seed={seed}"))
    }

    /// This, and other rules.
    pub fn and(self, other: Rule) -> Rule {
        Rule { text: self.text + ";" + &other.text }
    }
}

/// The rule as it is written.
impl Display for Rule {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    /// The first numbers of splitmix64 with the seed 1234567 are published with it.
    #[test]
    fn the_generator_is_splitmix64() {
        let first = [
            6457827717110365317u64,
            3203168211198807973,
            9817491932198370423,
            4593380528125082431,
            16408922859458223821,
        ];
        for (count, number) in (1..).zip(first) {
            let fraction = (number >> 11) as f64 / (1u64 << 53) as f64;
            let is = |p| Chance { p, seed: 1234567 }.is(count);
            assert!(!is(fraction) && is(fraction + f64::EPSILON), "{count}");
        }
    }

    #[test]
    fn certain_and_never() {
        assert!((1..1000).all(|count| Chance { p: 1.0, seed: 3 }.is(count)));
        assert!(!(1..1000).any(|count| Chance { p: 0.0, seed: 3 }.is(count)));
    }
}
