//! The pages as mdBook is to read them: gathered from all over the project, with links to where they
//! are in the book.

use crate::{Language, Result, book, read, said, write};
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Where each page of the project is in the book; the paths of both are relative.
type Places = BTreeMap<PathBuf, PathBuf>;

/// Writes all pages of a language, and their order, into a folder.
pub fn gather(root: &Path, language: &Language, out: &Path) -> Result<()> {
    let code = language.code;
    let home = format!("README{}.md", language.suffix);
    let course = pages(root, &format!("docs/course/{code}"))?;
    let errors = pages(root, &format!("docs/errors/{code}"))?;
    let porting = format!("docs/porting{}.md", language.suffix);
    let pairs = pairs(root)?;

    let mut places = Places::new();
    places.insert(home.clone().into(), "index.md".into());
    for (folder, files) in [("course", &course), ("errors", &errors)] {
        for file in files {
            let name = match file.file_name().and_then(|name| name.to_str()) {
                Some("README.md") | None => "index.md",
                Some(name) => name,
            };
            places.insert(file.clone(), Path::new(folder).join(name));
        }
    }
    places.insert(porting.clone().into(), "porting.md".into());
    for name in ["design", "requests"] {
        places.insert(format!("docs/{name}.md").into(), format!("{name}.md").into());
    }
    places.insert("examples/README.md".into(), "programs/index.md".into());
    for name in &pairs {
        for extension in ["c", "rs"] {
            let file = format!("examples/{name}.{extension}");
            places.insert(file.into(), format!("programs/{name}.md").into());
        }
    }

    let mut summary = Summary::default();
    summary.add_prefix(root, &home, &places)?;
    summary.part(language.parts.course);
    summary.add_tree(root, &course, &places)?;
    summary.part(language.parts.errors);
    summary.add_tree(root, &errors, &places)?;
    summary.part(language.parts.guides);
    for page in [&*porting, "docs/design.md", "docs/requests.md"] {
        summary.add(root, Path::new(page), &places, 0)?;
    }
    summary.part(language.parts.gallery);
    summary.add(root, Path::new("examples/README.md"), &places, 0)?;
    for name in &pairs {
        summary.0.push_str(&format!("  - [{name}](programs/{name}.md)\n"));
        write_pair(root, name, out)?;
    }
    write(&out.join("SUMMARY.md"), &summary.0)?;
    write(&out.join("site.css"), book::STYLE)?;

    for (from, to) in &places {
        if from.extension().is_some_and(|extension| extension == "md") {
            let text = read(&root.join(from))?;
            write(&out.join(to), &linked(root, from, &text, to, &places, out)?)?;
        }
    }
    Ok(())
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
            places.get(&target).or_else(|| places.get(&target.join("README.md"))).cloned()
        };
        let line = text[..span.start].matches('\n').count() + 1;
        let Some(place) = place else {
            return Err(format!("{}:{line}: the site has no {}", from.display(), target.display()));
        };
        let mut new = relative(to, &place);
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
