//! How explanations look on a terminal.

use super::pages::{Block, SECTIONS};
use super::{Explanation, Language, Table, errors};
use crate::Text;
use core::fmt::{self, Display, Formatter};

/// How wide a line is, unless the formatter says.
const WIDTH: usize = 80;

/// As a manual page: headings, and all else indented.
impl Display for Explanation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let [causes, how_to_tell, remedy] = SECTIONS[self.language as usize];
        write!(f, "{}: {} ({}), {}", self.call, self.name(), self.number(), self.message())?;
        wrapped(f, "\n  ", 2, self.meaning())?;
        write!(f, "\n\n{causes}")?;
        for (cause, number) in self.causes().iter().zip(1u8..) {
            item(f, &Text::<4>::format(format_args!("{number}.")), cause)?;
        }
        for (heading, body) in [(how_to_tell, self.how_to_tell()), (remedy, self.remedy())] {
            write!(f, "\n\n{heading}")?;
            blocks(f, body)?;
        }
        Ok(())
    }
}

/// An [`Explanation`] in a few lines: see [`Explanation::brief`].
///
/// It prints with `{}`, in lines of 80 columns, or of another number with `{:60}`.
#[derive(Clone, Copy, Debug)]
pub struct Brief(pub(super) Explanation);

impl Display for Brief {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Brief(why) = *self;
        let (likely, more) = match why.language {
            Language::English => ("Likely", "More"),
            Language::Korean => ("유력한 원인", "자세히"),
        };
        let remedy = match why.remedy() {
            [Block::Paragraph(text) | Block::Item { text, .. }, ..] => first_sentence(text),
            // No page has that.
            _ => "",
        };
        let name = Text::<32>::format(format_args!("{} ({})", why.name(), why.number()));
        let page = Text::<128>::format(format_args!(
            "https://docs.rs/crate/berkeley/{}/source/docs/errors/{}/{}.md",
            env!("CARGO_PKG_VERSION"),
            why.language.code(),
            why.page.name
        ));
        let lines = [
            (&*name, why.summary()),
            (likely, first_sentence(why.causes()[0])),
            (SECTIONS[why.language as usize][2], remedy),
            (more, &*page),
        ];
        for (nth, (label, text)) in lines.into_iter().enumerate() {
            let newline = if nth > 0 { "\n" } else { "" };
            wrapped(f, &Text::<64>::format(format_args!("{newline}  {label}: ")), 4, text)?;
        }
        Ok(())
    }
}

/// What the call does, and its errors with their summaries.
impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let errors = || errors(self.0.call).map(|error| error.in_language(self.0.language));
        let names = errors().map(|error| error.name().len()).max().unwrap_or(0);
        f.write_str(self.0.call)?;
        blocks(f, self.0.about())?;
        f.write_str("\n")?;
        for error in errors() {
            let (name, number) = (error.name(), error.number());
            let start = Text::<64>::format(format_args!("\n  {name:names$} {number:>4}  "));
            wrapped(f, &start, start.len() - 1, error.summary())?;
        }
        Ok(())
    }
}

/// The beginning of a text, up to the first full stop; of one that leads to code, without the colon.
pub(super) fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text.trim_end_matches(':'), |stop| &text[..=stop])
}

/// Paragraphs, lists and code, each behind an empty line but for the first and the items of a list.
fn blocks(f: &mut Formatter<'_>, blocks: &[Block]) -> fmt::Result {
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

/// `start` and a text, in lines that are `indent` columns in but for the first. Code is not broken.
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

/// How many columns a text takes on a terminal: two for each character of Korean, Chinese or Japanese.
fn columns(text: &str) -> usize {
    let is_wide = |c| {
        matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}')
            || matches!(c, '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}')
    };
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}
