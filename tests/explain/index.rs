//! The pages as they lie in `docs/errors`.

use crate::pages::LANGUAGES;
use berkeley::explain::{Language, calls, errors};
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

/// What stands in the library is what stands on the page, in its language.
#[test]
fn the_library_has_what_the_pages_have() {
    for (language, folder) in [(Language::English, "en"), (Language::Korean, "ko")] {
        assert_eq!(language.code(), folder);
        let path = format!("{}/docs/errors/{folder}", env!("CARGO_MANIFEST_DIR"));
        for call in calls() {
            let name = errors(call).next().unwrap().calls().iter().find_map(|name| {
                let page = fs::read_to_string(format!("{path}/{name}.md"));
                page.ok().map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "))
            });
            let page = name.unwrap();
            for error in errors(call).map(|error| error.in_language(language)) {
                let first = error.summary().split(['*', '[']).next().unwrap();
                assert!(page.contains(first), "{folder}: {call} {}", error.name());
                for cause in error.causes() {
                    let first = cause.split(' ').next().unwrap();
                    assert!(page.contains(first), "{folder}: {call} {}", error.name());
                }
            }
        }
    }
}
