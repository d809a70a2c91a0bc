//! The language of the rules.

use super::calls::{
    CALLS, END, FD, MESSAGES, NEVER_FAILS, PEER, RESET, SHORT, call_of, group, traits_of,
};
use super::errno_of;
use super::peer::Peer;
use super::rule::{Chance, Effect, Understood, When};
use core::fmt::{self, Display, Formatter};
use core::ops::Range;
use core::str::FromStr;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};
use core::time::Duration;

/// What is wrong with a rule, and at which word.
///
/// As text it is three lines: what is wrong, the rules, and a mark under the word.
///
/// ```
/// use berkeley::fault;
///
/// let error = fault::thread("read:shrot=1;accept:errno=EINTR").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`shrot` is no word of a rule\n\
///      read:shrot=1;accept:errno=EINTR\n     \
///           ^^^^^^^"
/// );
/// assert_eq!(error.word(), "shrot=1");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    rules: String,
    at: Range<usize>,
    why: String,
}

impl Error {
    /// The word that could not be understood; empty where one is missing.
    pub fn word(&self) -> &str {
        &self.rules[self.at.clone()]
    }

    /// Where the word is in the text of the rules, in bytes.
    pub fn range(&self) -> Range<usize> {
        self.at.clone()
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // The mark is to stand under the word, so all is on one line.
        let line: String =
            self.rules.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let before = " ".repeat(self.rules[..self.at.start].chars().count());
        let mark = "^".repeat(self.word().chars().count().max(1));
        write!(f, "{}\n{line}\n{before}{mark}", self.why)
    }
}

impl core::error::Error for Error {}

/// Understands rules, or says at which word it does not.
pub(super) fn parse(rules: &str) -> Result<Vec<Understood>, Error> {
    let text = Text(rules);
    rules
        .split(';')
        .map(str::trim)
        .filter(|rule| !rule.is_empty())
        .map(|rule| text.rule(rule))
        .collect()
}

/// All of the text, of which the words are parts.
struct Text<'a>(&'a str);

/// A rule as far as it is understood.
struct Draft<'a> {
    rule: Understood,
    /// The calls as they are written.
    calls: &'a str,
    /// The words that were said, without their values.
    said: Vec<&'a str>,
    seed: Option<(&'a str, u64)>,
}

impl<'a> Text<'a> {
    fn error<T>(&self, part: &str, why: impl Into<String>) -> Result<T, Error> {
        let start = part.as_ptr().addr() - self.0.as_ptr().addr();
        let at = start..start + part.len();
        Err(Error { rules: self.0.to_string(), at, why: why.into() })
    }

    fn rule(&self, text: &'a str) -> Result<Understood, Error> {
        static ID: AtomicU64 = AtomicU64::new(0);
        let (calls, mut rest) = split(text, text.find([':', ',']));
        let mut draft = Draft {
            rule: Understood {
                id: ID.fetch_add(1, Relaxed),
                text: text.to_string(),
                calls: self.calls(calls)?,
                effect: None,
                delay: None,
                fd: None,
                peer: None,
                when: When::Always,
                times: u64::MAX,
                chance: None,
                seen: AtomicU64::new(0),
                done: AtomicU64::new(0),
            },
            calls,
            said: Vec::new(),
            seed: None,
        };
        while let Some(words) = rest {
            let word;
            (word, rest) = split(words, end_of_word(words));
            self.word(&mut draft, word)?;
        }
        let Draft { mut rule, calls, seed, .. } = draft;
        if rule.effect.is_none() && rule.delay.is_none() {
            return self.error(
                calls,
                "what happens to the call is missing: errno=, short=, eof, reset or delay=",
            );
        }
        match (&mut rule.chance, seed) {
            (Some(chance), Some((_, seed))) => chance.seed = seed,
            (None, Some((word, _))) => {
                return self.error(word, "`seed` is of `p=`, which is missing");
            }
            _ => {}
        }
        Ok(rule)
    }

    /// The calls that a rule is for.
    fn calls(&self, names: &str) -> Result<Vec<&'static str>, Error> {
        let mut calls = Vec::new();
        for name in names.split('|').map(str::trim) {
            let call = CALLS.iter().find(|(call, _)| *call == call_of(name));
            match (call, group(name)) {
                (Some((call, _)), _) => calls.push(*call),
                (_, Some(group)) => calls
                    .extend(CALLS.iter().filter(|call| call.1 & group == group).map(|call| call.0)),
                _ if name.is_empty() => return self.error(name, "the name of a call is missing"),
                _ => return self.error(name, format!("`{name}` is no call that rules can be for")),
            }
        }
        Ok(calls)
    }

    fn word(&self, draft: &mut Draft<'a>, word: &'a str) -> Result<(), Error> {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name.trim(), Some(value.trim())),
            None => (word, None),
        };
        let takes_value = match name {
            "eof" | "reset" => false,
            "errno" | "short" | "delay" | "fd" | "peer" | "nth" | "every" | "from" | "times"
            | "p" | "seed" => true,
            "" if value.is_none() => return self.error(word, "a word is missing"),
            _ => return self.error(word, format!("`{name}` is no word of a rule")),
        };
        let value = match (value, takes_value) {
            (Some(value), true) if !value.is_empty() => value,
            (None, false) => "",
            (_, true) => return self.error(word, format!("`{name}=` needs a value")),
            (_, false) => return self.error(word, format!("`{name}` takes no value")),
        };
        if draft.said.contains(&name) {
            return self.error(word, format!("`{name}` was said already"));
        }
        self.exclude(draft, word, name, &["errno", "short", "eof", "reset"])?;
        self.exclude(draft, word, name, &["nth", "every", "from"])?;
        draft.said.push(name);
        let rule = &mut draft.rule;
        match name {
            "errno" => match errno_of(value) {
                Some(errno) => rule.effect = Some(Effect::Errno(errno)),
                None => return self.error(word, format!("`{value}` is not the name of an errno")),
            },
            "short" => rule.effect = Some(Effect::Short(self.number(word, value, 1)?)),
            "eof" => rule.effect = Some(Effect::End),
            "reset" => rule.effect = Some(Effect::Reset),
            "delay" => rule.delay = Some(self.delay(word, value)?),
            "fd" => rule.fd = Some(self.number(word, value, 0)?),
            "peer" => match Peer::parse(value) {
                Some(peer) => rule.peer = Some(peer),
                None => {
                    return self.error(
                        word,
                        format!(
                            "`{value}` is no address: 127.0.0.1, 127.0.0.1:80, *:80, [::1], \
                             [::1]:80, /path or @name"
                        ),
                    );
                }
            },
            "nth" => rule.when = When::Nth(self.number(word, value, 1)?),
            "every" => rule.when = When::Every(self.number(word, value, 1)?),
            "from" => rule.when = When::From(self.number(word, value, 1)?),
            "times" => rule.times = self.number(word, value, 1)?,
            "p" => match value.parse::<f64>() {
                Ok(p) if (0.0..=1.0).contains(&p) => rule.chance = Some(Chance { p, seed: 0 }),
                _ => return self.error(word, format!("`{value}` is not between 0 and 1")),
            },
            _ => draft.seed = Some((word, self.number(word, value, 0)?)),
        }
        self.apply(draft, word, name)
    }

    /// Refuses a word beside another one of the same kind.
    fn exclude(
        &self,
        draft: &Draft<'_>,
        word: &str,
        name: &str,
        kind: &[&str],
    ) -> Result<(), Error> {
        match draft.said.iter().find(|said| kind.contains(said) && kind.contains(&name)) {
            Some(said) => self.error(word, format!("`{name}` does not go with `{said}`")),
            None => Ok(()),
        }
    }

    /// Refuses a word that makes no sense of a call that was named. Of a group it leaves those calls
    /// of which it makes sense.
    fn apply(&self, draft: &mut Draft<'_>, word: &str, name: &str) -> Result<(), Error> {
        let (needs, not) = match name {
            "short" => (SHORT, "does not move bytes that could be fewer"),
            "eof" => (END, "does not read to an end"),
            "reset" => (RESET, "does not move data of a connection"),
            "fd" => (FD, "is not of one descriptor"),
            "peer" => (PEER, "has no peer"),
            "errno" => (0, "never fails"),
            _ => return Ok(()),
        };
        let applies = |call: &str| match (needs, traits_of(call)) {
            (0, Some(traits)) => traits & NEVER_FAILS == 0,
            (needs, Some(traits)) => traits & needs != 0,
            (_, None) => false,
        };
        let named = draft
            .calls
            .split('|')
            .map(|name| call_of(name.trim()))
            .find(|call| traits_of(call).is_some() && !applies(call));
        if let Some(call) = named {
            return self.error(word, format!("`{call}` {not}"));
        }
        draft.rule.calls.retain(|call| applies(call));
        match draft.rule.calls.is_empty() {
            true => self.error(word, format!("no call of `{}` is left for `{name}`", draft.calls)),
            false => Ok(()),
        }
    }

    /// A number that is not less than `least`.
    fn number<T: FromStr + PartialOrd + From<u8> + Display>(
        &self,
        word: &str,
        value: &str,
        least: u8,
    ) -> Result<T, Error> {
        // `parse` would take a sign.
        match value.parse() {
            Ok(n) if value.bytes().all(|byte| byte.is_ascii_digit()) && n >= T::from(least) => {
                Ok(n)
            }
            Ok(n) if n < T::from(least) => {
                self.error(word, format!("`{value}` is less than {least}"))
            }
            _ => self.error(word, format!("`{value}` is not a number that fits here")),
        }
    }

    /// A time with its unit.
    fn delay(&self, word: &str, value: &str) -> Result<Duration, Error> {
        let digits = value.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = value.split_at(digits);
        let micros: u64 = match unit.trim() {
            "us" => 1,
            "ms" => 1000,
            "s" => 1_000_000,
            _ => return self.error(word, format!("`{value}` is no time: 500us, 20ms or 1s")),
        };
        match number.parse::<u64>().ok().and_then(|number| number.checked_mul(micros)) {
            Some(micros) => Ok(Duration::from_micros(micros)),
            None => self.error(word, format!("`{value}` is no time: 500us, 20ms or 1s")),
        }
    }
}

/// The part up to a separator, and what is behind it.
fn split(text: &str, separator: Option<usize>) -> (&str, Option<&str>) {
    match separator {
        Some(at) => (text[..at].trim(), Some(&text[at + 1..])),
        None => (text.trim(), None),
    }
}

/// The separator behind the first word. The address of `peer=` has colons of its own.
fn end_of_word(text: &str) -> Option<usize> {
    let start = match text.trim_start().strip_prefix("peer=") {
        Some(address) => text.len() - address.len() + Peer::len(address),
        None => 0,
    };
    text[start..].find([':', ',']).map(|at| start + at)
}

/// Whether a call counts messages instead of bytes.
pub(super) fn counts_messages(call: &str) -> bool {
    traits_of(call).is_some_and(|traits| traits & MESSAGES != 0)
}
