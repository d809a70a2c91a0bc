//! A page in English and the same in Korean: the same headings, the same code, the same pictures, as many rows
//! and entries in tables and lists, links to the same places.

use crate::page::{Block, Comment, Item, Page};
use crate::pages;
use crate::support::say;
use std::path::{Path, PathBuf};

/// The Korean page to an English one; none of pages that are in English only.
fn korean(path: &Path) -> Option<PathBuf> {
    let path = path.to_str().unwrap();
    match path {
        "README.md" => Some("README.ko.md".into()),
        "docs/porting.md" => Some("docs/porting.ko.md".into()),
        "examples/README.md" => Some("examples/README.ko.md".into()),
        _ => path.contains("/en/").then(|| path.replace("/en/", "/ko/").into()),
    }
}

/// What must be the same, in the order of the page.
fn skeleton(page: &Page) -> Vec<String> {
    let mut skeleton = Vec::new();
    for item in &page.items {
        match item {
            Item::Heading { level, text } => {
                // Names of calls, errors and programs are no words of a language.
                let is_name = text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
                let name = if is_name { text } else { "" };
                skeleton.push(format!("heading {level} {name}"));
            }
            Item::Code(block) => skeleton.push(format!("{} {}", block.info, code(block))),
            Item::Picture { to, .. } => skeleton.push(format!("picture {to}")),
            Item::Row => skeleton.push("row".into()),
            Item::Link { to, .. } => {
                let (file, anchor) = to.split_once('#').unwrap_or((to, ""));
                // The anchors are the headings, and so of the language.
                let anchor = if anchor.is_empty() { "" } else { "#" };
                let file = file.replace("/ko/", "/en/").replace(".ko.", ".");
                skeleton.push(format!("link {file}{anchor}"));
            }
        }
    }
    // A sentence may order its links otherwise in the other language; between two headings, blocks or rows
    // they are the same.
    for part in skeleton.split_mut(|line| !line.starts_with("link ")) {
        part.sort();
    }
    skeleton
}

/// The code of a block without its comments, which are words.
fn code(block: &Block) -> String {
    let comment = match block.language() {
        "c" | "rust" => "//",
        "sh" | "console" | "toml" => "# ",
        // A drawing has words in it; what a program prints is in the language that it is told.
        _ if matches!(block.comment, Some(Comment::Printed(_) | Comment::From(_))) => {
            return format!("{:?}", block.comment).replace("ko", "en");
        }
        _ => return String::new(),
    };
    let mut text = block.text.clone();
    while let (true, Some(start)) = (comment == "//", text.find("/*")) {
        let end = text[start..].find("*/").map_or(text.len(), |end| start + end + 2);
        text.replace_range(start..end, "");
    }
    // A line of Rust that is hidden begins with "# ".
    let lines = text.lines().map(|line| line.split(comment).next().unwrap_or_default().trim_end());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn english_and_korean_are_the_same_page() {
    let pages = pages();
    let mut count = 0;
    let mut differ = Vec::new();
    for english in &pages {
        let Some(path) = korean(&english.path) else { continue };
        let Some(korean) = pages.iter().find(|page| page.path == path) else {
            differ.push(format!("{} is missing", path.display()));
            continue;
        };
        let (left, right) = (skeleton(english), skeleton(korean));
        if let Some(at) =
            (0..left.len().max(right.len())).find(|at| left.get(*at) != right.get(*at))
        {
            let show = |side: &[String]| side.get(at).cloned().unwrap_or("the end".into());
            let (left, right) = (show(&left), show(&right));
            differ.push(format!("{}: item {at}:\n{left}\n---\n{right}", path.display()));
        }
        count += 1;
    }
    for page in &pages {
        let path = page.path.to_str().unwrap();
        if path.contains("/ko/") {
            let english = PathBuf::from(path.replace("/ko/", "/en/"));
            if !pages.iter().any(|page| page.path == english) {
                differ.push(format!("{} is missing", english.display()));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    say(&format!("{count} pages are the same in English and Korean"));
}
