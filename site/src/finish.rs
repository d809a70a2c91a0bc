//! What makes one site of two books: the page that chooses a language, the switch on every page, and a check
//! that all links lead somewhere.

use crate::{LANGUAGES, Language, Result, read, said, write};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where mdBook's pages have the buttons on the right.
const BUTTONS: &str = "<div class=\"right-buttons\">";

/// The first page: the reader's language, as far as the browser tells.
const CHOICE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>berkeley</title>
<script>
location.replace((navigator.language || "").startsWith("ko") ? "ko/index.html" : "en/index.html");
</script>
</head>
<body>
<p><a href="en/index.html" lang="en">English</a> · <a href="ko/index.html" lang="ko">한국어</a></p>
</body>
</html>
"#;

/// Finishes the site, and tells how many pages it has.
pub fn finish(out: &Path) -> Result<usize> {
    write(&out.join("index.html"), CHOICE)?;
    let mut count = 0;
    for (language, other) in [(0, 1), (1, 0)] {
        let [language, other] = [&LANGUAGES[language], &LANGUAGES[other]];
        for page in html(&out.join(language.code))? {
            let path = page.strip_prefix(out.join(language.code)).expect("it is within");
            if is_page(path) {
                add_switch(out, path, language, other)?;
                count += 1;
            }
        }
    }
    check(out)?;
    Ok(count)
}

/// Whether a file is a page to read: not a list of contents, nor a word that something is missing.
fn is_page(path: &Path) -> bool {
    !["toc.html", "404.html", "print.html"].iter().any(|name| path == Path::new(name))
}

fn html(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut pages = Vec::new();
    for file in fs::read_dir(folder).map_err(|error| said(folder, error))? {
        let path = file.map_err(|error| said(folder, error))?.path();
        if path.is_dir() {
            pages.extend(html(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            pages.push(path);
        }
    }
    pages.sort();
    Ok(pages)
}

/// Lets the reader of a page go to the same page in the other language.
fn add_switch(out: &Path, path: &Path, language: &Language, other: &Language) -> Result<()> {
    let page = out.join(language.code).join(path);
    let to = "../".repeat(path.components().count());
    let to = format!("{to}{}/{}", other.code, path.display());
    let text = read(&page)?;
    let (code, name) = (other.code, other.name);
    let switch = format!(
        "{BUTTONS}\n<a class=\"language-switch\" href=\"{to}\" hreflang=\"{code}\" lang=\"{code}\">{name}</a>"
    );
    if !text.contains(BUTTONS) {
        return Err(said(&page, "has no place for the other language"));
    }
    let alternate = format!("<link rel=\"alternate\" hreflang=\"{code}\" href=\"{to}\">\n</head>");
    let text = text.replacen(BUTTONS, &switch, 1).replacen("</head>", &alternate, 1);
    write(&page, &text)
}

/// Sees that each link of each page leads to a file of the site, and to a place in it.
fn check(out: &Path) -> Result<()> {
    let mut broken = BTreeSet::new();
    // What a server shows for a page that is not there takes itself to be at the server's root.
    for page in html(out)?.iter().filter(|page| !page.ends_with("404.html")) {
        let text = read(page)?;
        for link in attributes(&text, "href").chain(attributes(&text, "src")) {
            let is_elsewhere = ["://", "data:", "mailto:", "javascript:"];
            if is_elsewhere.iter().any(|kind| link.contains(kind)) {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let folder = page.parent().expect("it is a file");
            let target = if file.is_empty() { page.clone() } else { folder.join(file) };
            let has_place = || {
                anchor.is_empty()
                    || read(&target).is_ok_and(|text| {
                        let has = |id: &str| text.contains(&format!("id=\"{id}\""));
                        has(anchor) || has(&decoded(anchor))
                    })
            };
            if !target.is_file() || !has_place() {
                let page = page.strip_prefix(out).unwrap_or(page);
                broken.insert(format!("{}: {link}", page.display()));
            }
        }
    }
    if broken.is_empty() {
        return Ok(());
    }
    Err(format!("broken links:\n{}", broken.into_iter().collect::<Vec<_>>().join("\n")))
}

/// What an attribute is wherever it stands in a page.
fn attributes<'a>(text: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let before = format!(" {name}=\"");
    let ends: Vec<usize> =
        text.match_indices(&before).map(|(at, before)| at + before.len()).collect();
    ends.into_iter().filter_map(|start| text[start..].split('"').next())
}

/// A place's name without the `%` that links need.
fn decoded(anchor: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = anchor.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
