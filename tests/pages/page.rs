//! A page of Markdown, and what of it is tested.

use crate::root;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

/// A page.
pub(crate) struct Page {
    /// From the project's root.
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) items: Vec<Item>,
}

/// What stands on a page, in order.
#[derive(Debug)]
pub(crate) enum Item {
    Heading { level: HeadingLevel, text: String },
    Code(Block),
    Picture { to: String, line: usize, comment: Option<Comment> },
    Link { to: String, line: usize },
    Row,
}

/// A code block.
#[derive(Debug)]
pub(crate) struct Block {
    /// The language, and what else stands there.
    pub(crate) info: String,
    pub(crate) text: String,
    pub(crate) line: usize,
    /// Where the text stands on the page.
    pub(crate) span: Range<usize>,
    pub(crate) comment: Option<Comment>,
}

/// What the comment before a block says it is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Comment {
    From(String),
    C(String),
    Printed(String),
    Drawn(String),
}

impl Comment {
    fn parse(html: &str) -> Option<Comment> {
        let text = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
        let (kind, rest) = text.split_once(": ")?;
        let rest = rest.trim().to_string();
        match kind {
            "from" => Some(Comment::From(rest)),
            "c" => Some(Comment::C(rest)),
            "printed by" => Some(Comment::Printed(rest)),
            "drawn by" => Some(Comment::Drawn(rest)),
            _ => None,
        }
    }
}

impl Block {
    /// The language of the block, without what else its first line says.
    pub(crate) fn language(&self) -> &str {
        self.info.split([',', ' ']).next().unwrap_or_default()
    }
}

impl Page {
    pub(crate) fn read(path: &Path) -> Page {
        let text = fs::read_to_string(root().join(path)).unwrap();
        let items = items(&text);
        Page { path: path.into(), text, items }
    }

    /// The blocks of a language.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.items.iter().filter_map(|item| match item {
            Item::Code(block) => Some(block),
            _ => None,
        })
    }

    /// Where a link of this page leads, from the project's root.
    pub(crate) fn beside(&self, link: &str) -> PathBuf {
        let mut path = PathBuf::new();
        for part in self.path.parent().unwrap().join(link).components() {
            match part {
                Component::ParentDir => {
                    path.pop();
                }
                Component::CurDir => {}
                part => path.push(part),
            }
        }
        path
    }

    /// The names by which links find the headings of the page.
    pub(crate) fn anchors(&self) -> impl Iterator<Item = String> {
        self.items.iter().filter_map(|item| match item {
            Item::Heading { text, .. } => {
                let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
                let text = text.to_lowercase();
                Some(text.chars().filter(kept).collect::<String>().replace(' ', "-"))
            }
            _ => None,
        })
    }

    /// The page and the line, as a compiler names them.
    pub(crate) fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.path.display())
    }
}

fn items(text: &str) -> Vec<Item> {
    let line_of = |at: usize| text[..at].matches('\n').count() + 1;
    let mut items = Vec::new();
    let mut comment = None;
    let mut heading: Option<(HeadingLevel, String)> = None;
    let mut block: Option<Block> = None;
    for (event, span) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Html(html) => {
                if let Some(said) = Comment::parse(&html) {
                    comment = Some(said);
                }
            }
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
            Event::End(TagEnd::Heading(_)) => {
                let (level, text) = heading.take().expect("it began");
                items.push(Item::Heading { level, text });
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                let line = line_of(span.start);
                let comment = comment.take();
                block = Some(Block { info, text: String::new(), line, span: 0..0, comment });
            }
            Event::End(TagEnd::CodeBlock) => items.push(Item::Code(block.take().expect("began"))),
            Event::Text(part) => match (&mut block, &mut heading) {
                (Some(block), _) => {
                    let start = if block.text.is_empty() { span.start } else { block.span.start };
                    block.span = start..span.end;
                    block.text.push_str(&part);
                }
                (None, Some((_, text))) => text.push_str(&part),
                (None, None) => {}
            },
            Event::Code(part) => {
                if let Some((_, text)) = &mut heading {
                    text.push_str(&part);
                }
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let (to, line) = (dest_url.to_string(), line_of(span.start));
                items.push(Item::Picture { to, line, comment: comment.take() });
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                items.push(Item::Link { to: dest_url.to_string(), line: line_of(span.start) });
            }
            // Of tables and lists, how many rows and entries they have.
            Event::Start(Tag::TableRow | Tag::Item) => {
                comment = None;
                items.push(Item::Row);
            }
            // A comment is about what stands right behind it.
            Event::Start(Tag::Paragraph | Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            _ => comment = None,
        }
    }
    items
}
