//! Makes the site: the course, the explained errors, the guides and the gallery, as one book in English
//! and one in Korean, with a switch between them.
//!
//!     cargo run --manifest-path site/Cargo.toml [FOLDER]
//!
//! The folder is `target/site` unless another is named; `index.html` in it is where to begin. Nothing is
//! fetched: with the packages on the machine, `--offline` works.
//!
//! The pages are those of `docs/`, README.md and `examples/README.md`; a page of the gallery is made for each
//! pair of programs. Links between them are changed to where the pages are in the book, and a link that leads
//! nowhere is an error.

mod book;
mod finish;
mod pages;
mod search;

use mdbook_driver::MDBook;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

/// A language of the site.
struct Language {
    /// Its folder, and its code in HTML.
    code: &'static str,
    /// What stands between a file's name and `.md` in this language.
    suffix: &'static str,
    title: &'static str,
    /// Its name, for readers of the other language.
    name: &'static str,
    parts: Parts,
}

/// What the parts of a book are called.
struct Parts {
    course: &'static str,
    exercises: &'static str,
    errors: &'static str,
    guides: &'static str,
    gallery: &'static str,
}

const LANGUAGES: [Language; 2] = [
    Language {
        code: "en",
        suffix: "",
        title: "berkeley: the sockets API of C, in safe Rust",
        name: "English",
        parts: Parts {
            course: "The course",
            exercises: "Exercises",
            errors: "Errors, explained",
            guides: "Guides",
            gallery: "Programs",
        },
    },
    Language {
        code: "ko",
        suffix: ".ko",
        title: "berkeley: 안전한 Rust로 쓰는 C 소켓 API",
        name: "한국어",
        parts: Parts {
            course: "소켓 강좌",
            exercises: "연습 문제",
            errors: "에러 설명",
            guides: "안내서",
            gallery: "프로그램",
        },
    },
];

type Result<T> = std::result::Result<T, String>;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("it is within the project");
    let args: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let out = match &args[..] {
        [] => root.join("target/site"),
        [out] if !out.to_string_lossy().starts_with('-') => out.clone(),
        _ => {
            eprintln!("usage: site [FOLDER]");
            return ExitCode::from(2);
        }
    };
    match make(root, &out) {
        Ok(pages) => {
            println!("{pages} pages: {}", out.join("index.html").display());
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("site: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// Makes the site, and tells how many pages it has.
fn make(root: &Path, out: &Path) -> Result<usize> {
    let sources = root.join("target/site-sources");
    for folder in [&sources, out] {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(|error| said(folder, error))?;
        }
    }
    let [english, korean] = &LANGUAGES;
    for (language, other) in [(english, korean), (korean, english)] {
        let source = sources.join(language.code);
        pages::gather(root, language, other, &source)?;
        let config = book::config(language, &source, &out.join(language.code))?;
        let book = MDBook::load_with_config(&source, config);
        book.and_then(|book| book.build()).map_err(|error| format!("{error:#}"))?;
        search::in_korean(language, &out.join(language.code))?;
    }
    finish::finish(out)
}

/// What went wrong with which file.
fn said(path: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| said(path, error))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::create_dir_all(path.parent().expect("a file is in a folder"))
        .and_then(|()| fs::write(path, text))
        .map_err(|error| said(path, error))
}
