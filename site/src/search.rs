//! Search in Korean. mdBook makes its index as for English: of each word it keeps what begins and ends with
//! Latin letters, which is nothing of a Korean one. So the index of the Korean book is made anew, of the words as
//! they stand. A word is found by its beginning, so 소켓 finds 소켓을.

use crate::{Language, Result, read, said, write};
use elasticlunr::{IndexBuilder, Pipeline};
use serde_json::Value;
use std::fs;
use std::path::Path;

const BEFORE: &str = "window.search = Object.assign(window.search, JSON.parse('";
const BEHIND: &str = "'));";

struct Korean;

impl elasticlunr::Language for Korean {
    fn name(&self) -> String {
        "Korean".into()
    }

    fn code(&self) -> String {
        "ko".into()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        let is_end = |c: char| !(c.is_alphanumeric() || c == '_');
        let words = text.split(is_end).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    }

    fn make_pipeline(&self) -> Pipeline {
        Pipeline { queue: vec![] }
    }
}

pub fn in_korean(language: &Language, book: &Path) -> Result<()> {
    if language.code != "ko" {
        return Ok(());
    }
    let files = fs::read_dir(book).map_err(|error| said(book, error))?;
    let path = files
        .filter_map(|file| Some(file.ok()?.path()))
        .find(|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("searchindex"))
        })
        .ok_or_else(|| said(book, "has no index to search"))?;
    let script = read(&path)?;
    let json = script.strip_prefix(BEFORE).and_then(|json| json.strip_suffix(BEHIND));
    let json = json.ok_or_else(|| said(&path, "is not written as expected"))?;
    let json = json.replace("\\'", "'").replace("\\\\", "\\");
    let mut search: Value = serde_json::from_str(&json).map_err(|error| said(&path, error))?;

    let fields = ["title", "body", "breadcrumbs"];
    let mut index = IndexBuilder::with_language(Box::new(Korean)).add_fields(fields).build();
    let docs = search["index"]["documentStore"]["docs"].as_object().cloned().unwrap_or_default();
    for (id, doc) in &docs {
        index.add_doc(id, fields.map(|field| doc[field].as_str().unwrap_or_default()));
    }
    if docs.is_empty() {
        return Err(said(&path, "has nothing to search"));
    }
    search["index"] = serde_json::to_value(&index).map_err(|error| said(&path, error))?;
    let json = search.to_string().replace('\\', "\\\\").replace('\'', "\\'");
    write(&path, &format!("{BEFORE}{json}{BEHIND}"))
}
