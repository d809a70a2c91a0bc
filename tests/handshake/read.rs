//! Reads a ladder.

use std::fmt::{self, Display, Formatter};

/// A segment, as the ladder has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Segment {
    pub(crate) from: &'static str,
    pub(crate) flags: String,
    pub(crate) seq: u32,
    pub(crate) ack: Option<u32>,
    pub(crate) len: u32,
}

impl Segment {
    pub(crate) fn label(&self) -> String {
        self.to_string().split_once(' ').unwrap().1.to_string()
    }
}

impl Display for Segment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} seq {}", self.from, self.flags, self.seq)?;
        if let Some(ack) = self.ack {
            write!(f, ", ack {ack}")?;
        }
        if self.len > 0 {
            write!(f, ", len {}", self.len)?;
        }
        Ok(())
    }
}

/// The rows: beside the client, between the lines, beside the server.
fn rows(text: &str) -> impl Iterator<Item = [&str; 3]> {
    text.lines().filter_map(|line| {
        let mut columns = line.splitn(3, ['│', '┃']).map(str::trim);
        Some([columns.next()?, columns.next()?, columns.next()?])
    })
}

/// The segments, each from the row with its numbers and the row with its arrow.
pub(crate) fn segments(text: &str) -> Vec<Segment> {
    let mut between = rows(text).map(|[_, between, _]| between).filter(|text| !text.is_empty());
    let mut segments = Vec::new();
    while let Some(label) = between.next() {
        let arrow = between.next().unwrap();
        let from = match (arrow.starts_with('◀'), arrow.ends_with('▶')) {
            (false, true) => "client",
            (true, false) => "server",
            _ => panic!("not an arrow: {arrow}"),
        };
        let (flags, numbers) = label.split_at(label.find(" seq ").unwrap());
        let number = |name: &str| {
            let mut numbers = numbers.split(',').filter_map(|part| part.trim().split_once(' '));
            numbers.find(|(is, _)| *is == name).map(|(_, number)| number.parse::<u32>().unwrap())
        };
        segments.push(Segment {
            from,
            flags: flags.to_string(),
            seq: number("seq").unwrap(),
            ack: number("ack"),
            len: number("len").unwrap_or(0),
        });
    }
    segments
}

/// The states that each side goes through.
pub(crate) fn states(text: &str) -> [Vec<&str>; 2] {
    let is_state = |word: &&str| {
        let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
        !word.is_empty() && word.chars().all(|c| c.is_ascii_uppercase() || c == '-')
    };
    [0, 2].map(|side| rows(text).map(|row| row[side]).filter(is_state).collect())
}

/// The names of the calls of each side.
pub(crate) fn calls(text: &str) -> [Vec<&str>; 2] {
    [0, 2].map(|side| {
        let begins = rows(text).filter_map(|row| row[side].split_once('('));
        begins.map(|(name, _)| name).filter(|name| !name.contains('…')).collect()
    })
}

/// The port that the server was given.
pub(crate) fn port(text: &str) -> u16 {
    let (_, after) = text.split_once("getsockname(3, ").unwrap();
    let (_, after) = after.split_once("127.0.0.1:").unwrap();
    after.split(',').next().unwrap().parse().unwrap()
}
