//! The pages for readers (the course, the explained errors, the porting guide, the READMEs) hold
//! what they promise: every code block compiles, what they quote and show is what the programs say today, links
//! lead somewhere, and English and Korean are the same page.
//!
//! A comment of Markdown, which no reader sees, says what the block or picture behind it is:
//!
//! | comment | the block |
//! |---|---|
//! | `<!-- from: examples/hello_server.c -->` | stands in that file, line by line; `…` on a line of its own leaves some out |
//! | `<!-- c: int sock; -->` | a piece of C that needs these declarations |
//! | `<!-- printed by: example explain bind -->` | what a program prints: `printed.rs` knows how |
//! | `<!-- drawn by: handshake -->` | a picture, likewise |
//!
//! `UPDATE_PAGES=1 cargo test --test pages` writes anew what is printed and drawn.

#[path = "../support/mod.rs"]
mod support;

mod code;
mod page;
mod printed;
mod printed_blocks;
mod printed_handshake;
mod printed_hello;
mod twins;

use page::{Item, Page};
use std::fs;
use std::path::{Path, PathBuf};

/// The project's root.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All pages, read.
fn pages() -> Vec<Page> {
    let mut paths: Vec<PathBuf> = ["README.md", "README.ko.md"]
        .into_iter()
        .chain(["docs/porting.md", "docs/porting.ko.md"])
        .chain(["examples/README.md", "examples/README.ko.md"])
        .map(PathBuf::from)
        .filter(|path| root().join(path).exists())
        .collect();
    for folder in ["docs/course", "docs/errors", "docs/exercises"] {
        find(Path::new(folder), &mut paths);
    }
    paths.sort();
    paths.iter().map(|path| Page::read(path)).collect()
}

fn find(folder: &Path, paths: &mut Vec<PathBuf>) {
    for file in fs::read_dir(root().join(folder)).into_iter().flatten() {
        let file = file.unwrap();
        let path = folder.join(file.file_name());
        if file.file_type().unwrap().is_dir() {
            find(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            paths.push(path);
        }
    }
}

#[test]
fn links_lead_somewhere() {
    let pages = pages();
    let mut broken = Vec::new();
    let mut seen = 0;
    for page in &pages {
        for (line, to) in page.items.iter().filter_map(|item| match item {
            Item::Link { to, line } | Item::Picture { to, line, .. } => Some((line, to)),
            _ => None,
        }) {
            if to.contains("://") || to.starts_with("mailto:") {
                continue;
            }
            seen += 1;
            let (file, anchor) = to.split_once('#').unwrap_or((to, ""));
            let target = if file.is_empty() { page.path.clone() } else { page.beside(file) };
            let is_there = root().join(&target).exists();
            let other = pages.iter().find(|other| other.path == target);
            let has_anchor = anchor.is_empty()
                || other.is_none_or(|other| other.anchors().any(|of| of == anchor));
            if !is_there || !has_anchor {
                broken.push(format!("{}:{line}: {to}", page.path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(seen > 10, "{seen} links");
}
