//! How an explanation looks on a terminal.

use super::pages::{Block, SECTIONS};
use super::{Explanation, Language};
use crate::Text;
use core::fmt::{self, Display, Formatter};

/// How wide a line is, unless the formatter says.
const WIDTH: usize = 80;

/// As a manual page: headings, and all else indented.
impl Display for Explanation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let [causes, how_to_tell, remedy] = SECTIONS[self.language() as usize];
        write!(f, "{}: {} ({}), {}", self.call(), self.name(), self.number(), self.message())?;
        wrapped(f, "\n  ", 2, self.meaning())?;
        write!(f, "\n\n{causes}")?;
        for (cause, number) in self.causes().iter().zip(1u8..) {
            item(f, &Text::<4>::format(format_args!("{number}.")), cause)?;
        }
        for (heading, blocks) in [(how_to_tell, self.how_to_tell()), (remedy, self.remedy())] {
            write!(f, "\n\n{heading}")?;
            show(f, blocks)?;
        }
        Ok(())
    }
}

/// An [`Explanation`] in a few lines.
///
/// It prints with `{}`, in lines of 80 columns, or of another number with `{:60}`.
#[derive(Clone, Copy, Debug)]
pub struct Brief(pub(super) Explanation);

impl Display for Brief {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let why = self.0;
        let (folder, [likely, remedy, more]) = match why.language() {
            Language::English => ("en", ["Likely", "Remedy", "More"]),
            Language::Korean => ("ko", ["유력한 원인", "해결", "자세히"]),
        };
        let first = |blocks: &[Block]| match blocks.first() {
            Some(Block::Paragraph(text) | Block::Item { text, .. } | Block::Code(text)) => *text,
            None => "",
        };
        let name = Text::<32>::format(format_args!("{} ({})", why.name(), why.number()));
        let page = Text::<128>::format(format_args!(
            "https://docs.rs/crate/berkeley/{}/source/docs/errors/{folder}/{}.md",
            env!("CARGO_PKG_VERSION"),
            why.page.name
        ));
        let lines = [
            (&*name, why.summary()),
            (likely, why.causes()[0]),
            (remedy, first(why.remedy())),
            (more, &*page),
        ];
        for (nth, (label, text)) in lines.into_iter().enumerate() {
            let newline = if nth > 0 { "\n" } else { "" };
            let start = Text::<64>::format(format_args!("{newline}  {label}: "));
            wrapped(f, &start, 4, text)?;
        }
        Ok(())
    }
}

/// Paragraphs, lists and code, each behind an empty line but for the first and the items of a list.
fn show(f: &mut Formatter<'_>, blocks: &[Block]) -> fmt::Result {
    let is_item = |block: &Block| matches!(block, Block::Item { .. });
    for (nth, block) in blocks.iter().enumerate() {
        if nth > 0 && !(is_item(block) && is_item(&blocks[nth - 1])) {
            f.write_str("\n")?;
        }
        match block {
            Block::Paragraph(text) => wrapped(f, "\n  ", 2, text)?,
            Block::Item { mark, text } => item(f, mark, text)?,
            Block::Code(code) => {
                for line in code.lines() {
                    f.write_str(if line.is_empty() { "\n" } else { "\n      " })?;
                    f.write_str(line)?;
                }
            }
        }
    }
    Ok(())
}

fn item(f: &mut Formatter<'_>, mark: &str, text: &str) -> fmt::Result {
    let start = Text::<16>::format(format_args!("\n  {mark} "));
    wrapped(f, &start, start.len() - 1, text)
}

/// A text behind `start`, in lines that are `indent` columns in but for the first. Code is not broken.
fn wrapped(f: &mut Formatter<'_>, start: &str, indent: usize, text: &str) -> fmt::Result {
    let width = f.width().unwrap_or(WIDTH);
    f.write_str(start)?;
    let mut column = columns(start.trim_start_matches('\n'));
    let mut in_code = false;
    let words = text.split(|c| {
        in_code ^= c == '`';
        c == ' ' && !in_code
    });
    for (nth, word) in words.enumerate() {
        if nth > 0 && column + 1 + columns(word) > width {
            write!(f, "\n{:indent$}", "")?;
            column = indent;
        } else if nth > 0 {
            f.write_str(" ")?;
            column += 1;
        }
        f.write_str(word)?;
        column += columns(word);
    }
    Ok(())
}

/// How many columns a text takes on a terminal: two for each character of Korean.
fn columns(text: &str) -> usize {
    let is_wide = |c: char| matches!(c as u32, 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xff00..=0xff60);
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}
