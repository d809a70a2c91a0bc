//! Makes the table behind `explain` of the pages in `docs/errors`, and fails where they are not as
//! they should be: `docs/errors/ko/bind.md:12: what`.

#[path = "build/pages.rs"]
mod pages;

use pages::{Block, Kind, LANGUAGES, Language, Page, Pages, Problem, compare, path};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Where the numbers of errors are, and the module that they are in for the crate.
const NUMBERS: [(&str, &str); 2] =
    [("src/errno.rs", "crate::errno"), ("src/netdb/constants.rs", "crate::netdb")];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build/pages.rs");
    println!("cargo::rerun-if-changed=docs/errors");
    let mut modules = BTreeMap::new();
    for (file, module) in NUMBERS {
        println!("cargo::rerun-if-changed={file}");
        let source = fs::read_to_string(file).expect(file);
        for constant in source.lines().filter_map(|line| line.strip_prefix("pub const ")) {
            let name = constant.split(':').next().unwrap_or_default();
            modules.insert(name.to_string(), module);
        }
    }
    let mut complaints = Vec::new();
    let languages = LANGUAGES.map(|language| read(&language, &modules, &mut complaints));
    if complaints.is_empty() {
        complaints = compare(&languages);
    }
    for complaint in &complaints {
        println!("cargo::error={complaint}");
    }
    if complaints.is_empty() {
        let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
        fs::write(out.join("pages.rs"), table(&languages, &modules)).expect("OUT_DIR");
    }
}

/// Reads the pages of a language.
fn read(
    language: &Language,
    errors: &BTreeMap<String, &str>,
    complaints: &mut Vec<String>,
) -> Pages {
    let folder = Path::new("docs/errors").join(language.folder);
    let mut pages = Pages::new();
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    for file in files {
        let file = file.expect("a folder can be read").path();
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if name == "README" || file.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file:?}: {error}"));
        match Page::read(&name, &text, language, |error| errors.contains_key(error)) {
            Ok(page) => _ = pages.insert(name, page),
            Err(Problem(line, what)) => {
                complaints.push(format!("{}:{line}: {what}", path(language, &name)))
            }
        }
    }
    pages
}

/// The table, as Rust's source.
fn table(languages: &[Pages; LANGUAGES.len()], modules: &BTreeMap<String, &str>) -> String {
    let sections = LANGUAGES.map(|language| language.sections);
    let mut table =
        format!("pub(super) static SECTIONS: [[&str; 3]; {}] = {sections:?};\n", LANGUAGES.len());
    table.push_str("pub(super) static PAGES: &[Page] = &[\n");
    for (name, page) in &languages[0] {
        let pages = languages.each_ref().map(|pages| &pages[name]);
        let about = pages.map(|page| blocks(&page.about)).join(", ");
        let calls = &page.calls;
        _ = writeln!(
            table,
            "Page {{ name: {name:?}, calls: &{calls:?}, about: [{about}], entries: &["
        );
        for (nth, entry) in page.entries.iter().enumerate() {
            let error = &entry.name;
            let number = format!("{}::{error}", modules[error]);
            let texts = pages.map(|page| {
                let entry = &page.entries[nth];
                let (how_to_tell, remedy) = (blocks(&entry.how_to_tell), blocks(&entry.remedy));
                format!(
                    "Texts {{ meaning: {:?}, causes: &{:?}, how_to_tell: {how_to_tell}, remedy: {remedy} }}",
                    entry.meaning, entry.causes
                )
            });
            let texts = texts.join(", ");
            _ = writeln!(table, "Entry {{ name: {error:?}, number: {number}, texts: [{texts}] }},");
        }
        table.push_str("] },\n");
    }
    table.push_str("];\n");
    // The code on the pages of the first language, which is that of all, compiles and runs.
    for name in languages[0].keys() {
        let page = format!("/{}", path(&LANGUAGES[0], name));
        _ = writeln!(
            table,
            "#[cfg(doctest)] #[doc = include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {page:?}))] mod {name}_page {{}}"
        );
    }
    table
}

/// Blocks, as Rust's source.
fn blocks(blocks: &[Block]) -> String {
    let mut list = String::from("&[");
    for Block { kind, text, .. } in blocks {
        _ = match kind {
            Kind::Item(mark) => write!(list, "Block::Item {{ mark: {mark:?}, text: {text:?} }}, "),
            Kind::Code(language) if language.starts_with("rust") => {
                // What rustdoc does not show is not shown here.
                let shown = text.lines().filter(|line| *line != "#" && !line.starts_with("# "));
                let shown = shown.collect::<Vec<_>>().join("\n");
                write!(list, "Block::Code({shown:?}), ")
            }
            Kind::Code(_) => write!(list, "Block::Code({text:?}), "),
            Kind::Paragraph | Kind::Heading(_) => write!(list, "Block::Paragraph({text:?}), "),
        };
    }
    list.push(']');
    list
}
