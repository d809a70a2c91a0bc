//! The pages of `docs/errors`: how they are read, and what can be wrong with them.
//!
//! `build.rs` uses it, and a test, which shows it pages that are wrong.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A language that there are pages in.
pub(crate) struct Language {
    /// Its folder in `docs/errors`.
    pub(crate) folder: &'static str,
    /// What the sections of an entry are called, in their order.
    pub(crate) sections: [&'static str; 3],
}

/// The languages. The first is the one that the others are compared with.
pub(crate) const LANGUAGES: [Language; 2] = [
    Language { folder: "en", sections: ["Causes", "How to tell", "Remedy"] },
    Language { folder: "ko", sections: ["원인", "확인 방법", "해결"] },
];

/// What a block of code may be called. What is not run is not Rust, for rustdoc runs the rest.
const CODE: [&str; 4] = ["sh", "text", "c", "rust"];

/// A page: calls that fail for the same reasons.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) calls: Vec<String>,
    pub(crate) about: Vec<Block>,
    pub(crate) entries: Vec<Entry>,
}

/// The pages of a language, by name.
pub(crate) type Pages = BTreeMap<String, Page>;

/// What one error means.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) line: usize,
    pub(crate) name: String,
    pub(crate) meaning: String,
    pub(crate) causes: Vec<String>,
    pub(crate) how_to_tell: Vec<Block>,
    pub(crate) remedy: Vec<Block>,
}

/// A piece of a page, and the line on which it begins.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) line: usize,
    pub(crate) kind: Kind,
    pub(crate) text: String,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// With as many `#`.
    Heading(usize),
    Paragraph,
    /// Of a list, with its mark: `1.` or `-`.
    Item(String),
    /// With what stands behind the fence.
    Code(String),
}

/// What is wrong, and on which line.
#[derive(Debug, PartialEq)]
pub(crate) struct Problem(pub(crate) usize, pub(crate) String);

fn problem<T>(line: usize, what: impl Into<String>) -> Result<T, Problem> {
    Err(Problem(line, what.into()))
}

impl Page {
    /// Reads the page of this `name`. `is_error` knows the names of errors.
    pub(crate) fn read(
        name: &str,
        text: &str,
        language: &Language,
        is_error: impl Fn(&str) -> bool,
    ) -> Result<Page, Problem> {
        let mut parts = Parts { blocks: blocks(text)?, last: text.lines().count() };
        let (line, title) = parts.heading(1, "the calls")?;
        let calls: Vec<String> = title.split(", ").map(str::to_string).collect();
        for call in &calls {
            let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if call.is_empty() || !call.chars().all(is_name) {
                return problem(
                    line,
                    format!("`{call}` is no call; a title is `# recv, recvfrom`"),
                );
            }
        }
        if !calls.iter().any(|call| call == name) {
            return problem(line, format!("the title does not name `{name}`, as the file does"));
        }
        let about = parts.body("what the call does")?;
        let mut entries: Vec<Entry> = Vec::new();
        while !parts.blocks.is_empty() {
            let entry = Entry::read(&mut parts, language)?;
            // Several errors may mean the same.
            for name in entry.name.split(", ") {
                if !is_error(name) {
                    return problem(entry.line, format!("there is no error `{name}`"));
                }
                if let Some(other) = entries.iter().find(|other| other.name == name) {
                    let what = format!("{name} is on line {} already", other.line);
                    return problem(entry.line, what);
                }
                entries.push(Entry { name: name.into(), ..entry.clone() });
            }
        }
        if entries.is_empty() {
            return problem(parts.last, "no entry");
        }
        Ok(Page { calls, about, entries })
    }

    /// What differs from the same page in the first language, but for the language.
    pub(crate) fn compare(&self, first: &Page) -> Result<(), Problem> {
        if self.calls != first.calls {
            return problem(1, format!("the title is `{}` elsewhere", first.calls.join(", ")));
        }
        same_code(1, &self.about, &first.about)?;
        let theirs = first.entries.iter().map(Some).chain(std::iter::repeat(None));
        for (ours, theirs) in self.entries.iter().zip(theirs) {
            let Some(theirs) = theirs.filter(|theirs| theirs.name == ours.name) else {
                let there = theirs.map_or("the end", |theirs| &theirs.name);
                return problem(ours.line, format!("{}, where {there} is elsewhere", ours.name));
            };
            if ours.causes.len() != theirs.causes.len() {
                let (here, there) = (ours.causes.len(), theirs.causes.len());
                let what = format!("{}: {here} causes, and {there} elsewhere", ours.name);
                return problem(ours.line, what);
            }
            same_code(ours.line, &ours.how_to_tell, &theirs.how_to_tell)?;
            same_code(ours.line, &ours.remedy, &theirs.remedy)?;
        }
        match first.entries.get(self.entries.len()) {
            Some(missing) => {
                let end = self.entries.last().map_or(1, |entry| entry.line);
                problem(end, format!("no {} behind this, which is elsewhere", missing.name))
            }
            None => Ok(()),
        }
    }
}

/// Where a page is.
pub(crate) fn path(language: &Language, page: &str) -> String {
    format!("docs/errors/{}/{page}.md", language.folder)
}

/// What is wrong with the pages of all languages taken together.
pub(crate) fn compare(languages: &[Pages; LANGUAGES.len()]) -> Vec<String> {
    let mut complaints = Vec::new();
    let names: BTreeSet<&String> = languages.iter().flat_map(Pages::keys).collect();
    let mut calls: BTreeMap<&str, &str> = BTreeMap::new();
    for name in names {
        for (pages, language) in languages.iter().zip(&LANGUAGES) {
            match (pages.get(name), languages[0].get(name)) {
                (None, _) => complaints.push(format!("{}:1: no such page", path(language, name))),
                (Some(page), Some(first)) => {
                    if let Err(Problem(line, what)) = page.compare(first) {
                        complaints.push(format!("{}:{line}: {what}", path(language, name)));
                    }
                }
                (Some(_), None) => {}
            }
        }
        for call in languages[0].get(name).into_iter().flat_map(|page| &page.calls) {
            if let Some(other) = calls.insert(call, name) {
                let path = path(&LANGUAGES[0], name);
                complaints.push(format!("{path}:1: `{call}` is on the page `{other}` already"));
            }
        }
    }
    complaints
}

/// Code is the same in all languages.
fn same_code(line: usize, ours: &[Block], theirs: &[Block]) -> Result<(), Problem> {
    let is_code = |block: &&Block| matches!(block.kind, Kind::Code(_));
    let mut theirs = theirs.iter().filter(is_code);
    for code in ours.iter().filter(is_code) {
        if !theirs.next().is_some_and(|other| other.kind == code.kind && other.text == code.text) {
            return problem(code.line, "this code is another elsewhere");
        }
    }
    match theirs.next() {
        Some(_) => problem(line, "code is missing that is elsewhere"),
        None => Ok(()),
    }
}

impl Entry {
    fn read(parts: &mut Parts, language: &Language) -> Result<Entry, Problem> {
        let (line, name) = parts.heading(2, "an error")?;
        let Some(meaning) = parts.next_if(|kind| *kind == Kind::Paragraph) else {
            return problem(line, format!("{name}: what it means is missing"));
        };
        let [causes, how_to_tell, remedy] = language.sections;
        parts.section(causes)?;
        let list = parts.body(causes)?;
        for (block, number) in list.iter().zip(1..) {
            if block.kind != Kind::Item(format!("{number}.")) {
                return problem(block.line, format!("{causes}: `{number}. …` belongs here"));
            }
        }
        parts.section(how_to_tell)?;
        let how_to_tell = parts.body(how_to_tell)?;
        parts.section(remedy)?;
        let remedy = parts.body(remedy)?;
        if let Kind::Code(_) = remedy[0].kind {
            return problem(remedy[0].line, "a remedy begins with words");
        }
        let causes = list.into_iter().map(|block| block.text).collect();
        Ok(Entry { line, name, meaning: meaning.text, causes, how_to_tell, remedy })
    }
}

/// What has not been read yet of a page.
struct Parts {
    blocks: VecDeque<Block>,
    last: usize,
}

impl Parts {
    fn next_if(&mut self, is_right: impl Fn(&Kind) -> bool) -> Option<Block> {
        if is_right(&self.blocks.front()?.kind) { self.blocks.pop_front() } else { None }
    }

    /// Where the next block begins, or the page ends.
    fn line(&self) -> usize {
        self.blocks.front().map_or(self.last, |block| block.line)
    }

    fn heading(&mut self, level: usize, what: &str) -> Result<(usize, String), Problem> {
        match self.next_if(|kind| *kind == Kind::Heading(level)) {
            Some(heading) => Ok((heading.line, heading.text)),
            None => problem(
                self.line(),
                format!("a heading belongs here: `{} {what}`", "#".repeat(level)),
            ),
        }
    }

    fn section(&mut self, name: &str) -> Result<(), Problem> {
        let line = self.line();
        match self.heading(3, name)? {
            (_, found) if found == name => Ok(()),
            (_, found) => problem(line, format!("`### {name}` belongs here, not `{found}`")),
        }
    }

    /// All up to the next heading.
    fn body(&mut self, what: &str) -> Result<Vec<Block>, Problem> {
        let mut body = Vec::new();
        while let Some(block) = self.next_if(|kind| !matches!(kind, Kind::Heading(_))) {
            body.push(block);
        }
        if body.is_empty() {
            problem(self.line(), format!("{what}: nothing is said"))
        } else {
            Ok(body)
        }
    }
}

/// Takes a page apart, without asking what it says.
fn blocks(page: &str) -> Result<VecDeque<Block>, Problem> {
    let mut blocks: VecDeque<Block> = VecDeque::new();
    // The last of them may go on in the next line.
    let mut is_open = false;
    let mut lines = (1..).zip(page.lines());
    while let Some((line, text)) = lines.next() {
        let last = blocks.back_mut().filter(|_| is_open);
        let (kind, text) = if text.trim().is_empty() {
            is_open = false;
            continue;
        } else if let Some(language) = text.strip_prefix("```") {
            if !CODE.contains(&language.split(',').next().unwrap_or_default()) {
                return problem(line, format!("code is one of {CODE:?}, not `{language}`"));
            }
            let mut code = Vec::new();
            loop {
                match lines.next() {
                    Some((_, "```")) => break,
                    Some((_, text)) => code.push(text),
                    None => return problem(line, "code without an end"),
                }
            }
            (Kind::Code(language.into()), code.join("\n"))
        } else if text.starts_with('#') {
            let title = text.trim_start_matches('#');
            let level = text.len() - title.len();
            match title.strip_prefix(' ') {
                Some(title) if !title.is_empty() && title == title.trim() => {
                    (Kind::Heading(level), title.into())
                }
                _ => return problem(line, "a heading is `#`, a space and its text"),
            }
        } else if let Some((mark, text)) = item(text) {
            if last.is_some_and(|last| last.kind == Kind::Paragraph) {
                return problem(line, "a list begins after an empty line");
            }
            (Kind::Item(mark.into()), text.into())
        } else if text.starts_with(['|', '>', '*', '+', '~']) && !text.starts_with("**") {
            return problem(line, "neither a table nor a quote, and a list has `-` or `1.`");
        } else if let Some(last) = last {
            last.text.push(' ');
            last.text.push_str(text.trim());
            continue;
        } else if text.starts_with(char::is_whitespace) {
            return problem(line, "indented, and not the rest of an item");
        } else {
            (Kind::Paragraph, text.trim().into())
        };
        is_open = matches!(kind, Kind::Paragraph | Kind::Item(_));
        blocks.push_back(Block { line, kind, text });
    }
    for block in &mut blocks {
        if matches!(block.kind, Kind::Paragraph | Kind::Item(_)) {
            block.text = plain(&block.text).ok_or_else(|| {
                Problem(block.line, "a `, ** or [ here has no counterpart".into())
            })?;
        }
    }
    Ok(blocks)
}

/// The mark of an item of a list, and its text.
fn item(line: &str) -> Option<(&str, &str)> {
    let (mark, text) = line.split_once(' ')?;
    let is_number =
        |mark: &str| mark.strip_suffix('.').is_some_and(|number| number.parse::<u8>().is_ok());
    (mark == "-" || is_number(mark)).then(|| (mark, text.trim()))
}

/// A text without the marks of bold words and links. Those of code stay: they tell where it ends.
fn plain(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = text;
    let mut is_bold = false;
    while let Some(at) = rest.find(['`', '*', '[']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(code) = rest.strip_prefix('`') {
            let end = code.find('`')?;
            plain.push_str(&rest[..end + 2]);
            rest = &code[end + 1..];
        } else if let Some(after) = rest.strip_prefix("**") {
            is_bold = !is_bold;
            rest = after;
        } else if let Some(link) = rest.strip_prefix('[') {
            let (words, after) = link.split_once("](")?;
            let (_, after) = after.split_once(')')?;
            plain.push_str(words);
            rest = after;
        } else {
            return None;
        }
    }
    plain.push_str(rest);
    (!is_bold).then_some(plain)
}
