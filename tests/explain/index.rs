//! The pages as they lie in `docs/errors`.

use crate::all;
use crate::pages::LANGUAGES;
use berkeley::explain::{Block, Language, calls};
use std::collections::BTreeSet;
use std::fs;

/// The table of contents names all pages that there are, and no others.
#[test]
fn the_index_names_every_page() {
    for language in LANGUAGES {
        let folder = format!("{}/docs/errors/{}", env!("CARGO_MANIFEST_DIR"), language.folder);
        let pages: BTreeSet<String> = fs::read_dir(&folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "README.md")
            .collect();
        let index = fs::read_to_string(format!("{folder}/README.md")).unwrap();
        let linked: BTreeSet<String> =
            links(&index).filter(|link| !link.contains('/')).map(|link| link.to_string()).collect();
        assert_eq!(linked, pages, "{folder}");
        for call in calls() {
            assert!(index.contains(call), "{folder}: {call}");
        }
    }
}

/// Links from page to page lead somewhere.
#[test]
fn links_lead_to_pages() {
    for language in LANGUAGES {
        let folder = format!("{}/docs/errors/{}", env!("CARGO_MANIFEST_DIR"), language.folder);
        for file in fs::read_dir(&folder).unwrap() {
            let file = file.unwrap().path();
            let text = fs::read_to_string(&file).unwrap();
            for link in links(&text) {
                let (path, _) = link.split_once('#').unwrap_or((link, ""));
                assert!(fs::exists(format!("{folder}/{path}")).unwrap(), "{file:?}: {link}");
            }
        }
    }
}

fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0))
}

/// What stands in the library of an error is what stands under its heading, in its language.
#[test]
fn the_library_has_what_the_pages_have() {
    for (language, folder) in [(Language::English, "en"), (Language::Korean, "ko")] {
        assert_eq!(language.code(), folder);
        for error in all(language) {
            let path = format!("{}/docs/errors/{folder}", env!("CARGO_MANIFEST_DIR"));
            let mut pages = error.calls().iter().map(|name| format!("{path}/{name}.md"));
            let page = pages.find_map(|page| fs::read_to_string(page).ok()).unwrap();
            let (_, entry) = page
                .split("\n## ")
                .filter_map(|entry| entry.split_once('\n'))
                .find(|(names, _)| names.split(", ").any(|name| name == error.name()))
                .unwrap();
            let entry = without_links(&one_line(entry).replace("**", ""));
            let blocks =
                error.how_to_tell().iter().chain(error.remedy()).map(|block| match block {
                    Block::Paragraph(text) | Block::Item { text, .. } | Block::Code(text) => *text,
                    _ => unreachable!(),
                });
            for text in error.causes().iter().copied().chain([error.meaning()]).chain(blocks) {
                // Line by line, since lines of code between them may be hidden.
                for line in text.split('\n').map(one_line) {
                    assert!(entry.contains(&line), "{error:?}: {line}");
                }
            }
        }
    }
}

/// A text with the words of its links alone.
fn without_links(text: &str) -> String {
    let mut parts = text.split("](");
    let mut plain = parts.next().unwrap().to_string();
    for part in parts {
        plain.remove(plain.rfind('[').unwrap());
        plain.push_str(part.split_once(')').unwrap().1);
    }
    plain
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
