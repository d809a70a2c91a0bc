//! The pages as mdBook is to read them: gathered from all over the project, with links to where they
//! are in the book.

use crate::{Language, Result, book, read, said, write};
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The pages of a language, from the project's root.
struct Pages {
    home: String,
    course: Vec<PathBuf>,
    errors: Vec<PathBuf>,
    exercises: Vec<PathBuf>,
    porting: String,
    gallery: String,
    /// The examples that there are in C and in Rust.
    pairs: Vec<String>,
}

/// Where each page of the project is in the book; the paths of both are relative.
type Places = BTreeMap<PathBuf, PathBuf>;

impl Pages {
    fn of(root: &Path, language: &Language) -> Result<Pages> {
        let Language { code, suffix, .. } = language;
        let mut exercises = pages(root, &format!("docs/exercises/{code}"))?;
        // What is said of all of them is for the program that says it.
        exercises.retain(|page| !page.ends_with("common.md"));
        Ok(Pages {
            home: format!("README{suffix}.md"),
            course: pages(root, &format!("docs/course/{code}"))?,
            errors: pages(root, &format!("docs/errors/{code}"))?,
            exercises,
            porting: format!("docs/porting{suffix}.md"),
            gallery: format!("examples/README{suffix}.md"),
            pairs: pairs(root)?,
        })
    }

    fn places(&self) -> Places {
        let mut places = Places::new();
        let mut add = |from: &Path, to: String| places.insert(from.into(), to.into());
        add(Path::new(&self.home), "index.md".into());
        let folders =
            [("course", &self.course), ("errors", &self.errors), ("exercises", &self.exercises)];
        for (folder, files) in folders {
            for file in files {
                let name = match file.file_name().and_then(|name| name.to_str()) {
                    Some("README.md") | None => "index.md",
                    Some(name) => name,
                };
                add(file, format!("{folder}/{name}"));
            }
        }
        add(Path::new(&self.porting), "porting.md".into());
        for name in ["design", "requests"] {
            add(Path::new(&format!("docs/{name}.md")), format!("{name}.md"));
        }
        add(Path::new(&self.gallery), "programs/index.md".into());
        for name in &self.pairs {
            for extension in ["c", "rs"] {
                let file = format!("examples/{name}.{extension}");
                add(Path::new(&file), format!("programs/{name}.md"));
            }
        }
        places
    }
}

/// Where the files of the crate can be read that are no pages.
const SOURCES: &str = "https://docs.rs/crate/berkeley/latest/source";

/// Writes all pages of a language, and their order, into a folder.
pub fn gather(root: &Path, language: &Language, other: &Language, out: &Path) -> Result<()> {
    let pages = Pages::of(root, language)?;
    let places = pages.places();
    let elsewhere = Elsewhere { code: other.code, places: Pages::of(root, other)?.places() };

    let mut summary = Summary::default();
    summary.add_prefix(root, &pages.home, &places)?;
    summary.part(language.parts.course);
    summary.add_tree(root, &pages.course, &places)?;
    summary.part(language.parts.exercises);
    for (number, page) in pages.exercises.iter().enumerate() {
        // The README, and below it the others with their numbers.
        let number = if number == 0 { "- [".into() } else { format!("  - [{number}. ") };
        summary.0.push_str(&format!(
            "{number}{}]({})\n",
            title(root, page)?,
            places[page].display()
        ));
    }
    summary.part(language.parts.errors);
    summary.add_tree(root, &pages.errors, &places)?;
    summary.part(language.parts.guides);
    for page in [&*pages.porting, "docs/design.md", "docs/requests.md"] {
        summary.add(root, Path::new(page), &places, 0)?;
    }
    summary.part(language.parts.gallery);
    summary.add(root, Path::new(&pages.gallery), &places, 0)?;
    for name in &pages.pairs {
        summary.0.push_str(&format!("  - [{name}](programs/{name}.md)\n"));
        write_pair(root, name, out)?;
    }
    write(&out.join("SUMMARY.md"), &summary.0)?;
    write(&out.join("site.css"), book::STYLE)?;

    for (from, to) in &places {
        if from.extension().is_some_and(|extension| extension == "md") {
            let mut text = read(&root.join(from))?;
            if pages.exercises[1..].contains(from) {
                // What is wrong with the program, its judge says when it is.
                text.truncate(last_part(&text));
            }
            write(&out.join(to), &linked(root, from, &text, to, &places, &elsewhere, out)?)?;
        }
    }
    Ok(())
}

/// The pages of the other language, for links to it.
struct Elsewhere {
    code: &'static str,
    places: Places,
}

/// Where the last part of a page begins.
fn last_part(text: &str) -> usize {
    text.rfind("\n## ").unwrap_or(text.len())
}

/// The pages of a folder, in order: its README first.
fn pages(root: &Path, folder: &str) -> Result<Vec<PathBuf>> {
    let path = root.join(folder);
    let files = fs::read_dir(&path).map_err(|error| said(&path, error))?;
    let mut pages: Vec<PathBuf> = files
        .filter_map(|file| Some(Path::new(folder).join(file.ok()?.file_name())))
        .filter(|file| file.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort_by_key(|page| (!page.ends_with("README.md"), page.clone()));
    Ok(pages)
}

/// The examples that there are in both languages.
fn pairs(root: &Path) -> Result<Vec<String>> {
    let path = root.join("examples");
    let files = fs::read_dir(&path).map_err(|error| said(&path, error))?;
    let mut pairs: Vec<String> = files
        .filter_map(|file| {
            let path = file.ok()?.path();
            let is_c = path.extension()? == "c" && path.with_extension("rs").exists();
            is_c.then(|| path.file_stem()?.to_str().map(String::from))?
        })
        .collect();
    pairs.sort();
    Ok(pairs)
}

/// A page with a program in both languages.
fn write_pair(root: &Path, name: &str, out: &Path) -> Result<()> {
    let mut page = format!("# {name}\n");
    for (language, extension) in [("c", "c"), ("rust", "rs")] {
        let file = format!("{name}.{extension}");
        let text = read(&root.join("examples").join(&file))?;
        page.push_str(&format!("\n## {file}\n\n```{language}\n{}\n```\n", text.trim_end()));
    }
    write(&out.join(format!("programs/{name}.md")), &page)
}

/// The order of the pages, as mdBook reads it.
#[derive(Default)]
struct Summary(String);

impl Summary {
    fn part(&mut self, title: &str) {
        self.0.push_str(&format!("\n# {title}\n\n"));
    }

    fn add_prefix(&mut self, root: &Path, page: &str, places: &Places) -> Result<()> {
        let title = title(root, Path::new(page))?;
        self.0.push_str(&format!("[{title}]({})\n", places[Path::new(page)].display()));
        Ok(())
    }

    /// A page and, below it, the others.
    fn add_tree(&mut self, root: &Path, pages: &[PathBuf], places: &Places) -> Result<()> {
        for (number, page) in pages.iter().enumerate() {
            self.add(root, page, places, usize::from(number > 0))?;
        }
        Ok(())
    }

    fn add(&mut self, root: &Path, page: &Path, places: &Places, depth: usize) -> Result<()> {
        let (indent, title) = ("  ".repeat(depth), title(root, page)?);
        self.0.push_str(&format!("{indent}- [{title}]({})\n", places[page].display()));
        Ok(())
    }
}

/// The title of a page: its first heading.
fn title(root: &Path, page: &Path) -> Result<String> {
    let text = read(&root.join(page))?;
    let title = text.lines().find_map(|line| line.strip_prefix("# "));
    title.map(|title| title.replace('`', "")).ok_or_else(|| said(page, "has no title"))
}

/// The text of a page with its links changed to where the pages are in the book. Pictures are copied.
fn linked(
    root: &Path,
    from: &Path,
    text: &str,
    to: &Path,
    places: &Places,
    elsewhere: &Elsewhere,
    out: &Path,
) -> Result<String> {
    let mut changed = text.to_string();
    let events: Vec<_> = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter().collect();
    for (event, span) in events.into_iter().rev() {
        let (link, is_picture) = match event {
            Event::Start(Tag::Link { dest_url, .. }) => (dest_url, false),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url, true),
            _ => continue,
        };
        if link.contains("://") || link.starts_with('#') {
            continue;
        }
        let (file, anchor) = link.split_once('#').map_or((&*link, ""), |(file, at)| (file, at));
        let target = normal(&from.parent().expect("it is a file").join(file));
        let place = if is_picture {
            let picture = Path::new("pictures").join(target.file_name().expect("it is a file"));
            let copy = out.join(&picture);
            fs::create_dir_all(copy.parent().expect("it is a file"))
                .and_then(|()| fs::copy(root.join(&target), copy))
                .map_err(|error| said(&target, error))?;
            Some(picture)
        } else {
            // A folder of pages is its first one.
            let find = |places: &Places| {
                places.get(&target).or_else(|| places.get(&target.join("README.md"))).cloned()
            };
            // The other language has a book of its own, which mdBook knows nothing of.
            let other = Path::new("..").join(elsewhere.code);
            let in_other = |page: PathBuf| other.join(page.with_extension("html"));
            find(places).or_else(|| find(&elsewhere.places).map(in_other))
        };
        let line = text[..span.start].matches('\n').count() + 1;
        let source = || {
            let is_there = !target.starts_with("docs") && root.join(&target).is_file();
            is_there.then(|| format!("{SOURCES}/{}", target.display()))
        };
        let Some(mut new) = place.map(|place| relative(to, &place)).or_else(source) else {
            return Err(format!("{}:{line}: the site has no {}", from.display(), target.display()));
        };
        if !anchor.is_empty() {
            new = format!("{new}#{anchor}");
        }
        let start = if let Some(at) = text[span.clone()].rfind(&format!("({link}")) {
            span.start + at + 1
        } else {
            // A link by reference: what it refers to stands elsewhere.
            let definition = format!("]: {link}");
            match changed.find(&definition) {
                Some(at) => at + 3,
                // Changed already, by an earlier link to the same place.
                None => continue,
            }
        };
        changed.replace_range(start..start + link.len(), &new);
    }
    Ok(changed)
}

/// A path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                normal.pop();
            }
            Component::CurDir => {}
            part => normal.push(part),
        }
    }
    normal
}

/// How a page names another one.
fn relative(from: &Path, to: &Path) -> String {
    let depth = from.components().count() - 1;
    format!("{}{}", "../".repeat(depth), to.display())
}
