//! What pages show of programs: text that they print and pictures that they draw.

use crate::page::{Block, Comment, Item, Page};
use crate::printed_blocks::print_block;
use crate::support::{example, skip};
use crate::{pages, root};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Writes anew what differs, if this is in the environment.
const UPDATE: &str = "UPDATE_PAGES";

/// What a comment names is printed by one of these, given the words behind the name. None, with a
/// word, where this machine can't.
type Printer = fn(&[&str]) -> Option<String>;

const PRINTERS: &[(&str, Printer)] = &[("example", print_example), ("block", print_block)];

/// Likewise, pictures.
const DRAWERS: &[(&str, Printer)] = &[];

/// `example NAME ARGUMENT…`: both its outputs; words with a `=` before the name are variables.
fn print_example(words: &[&str]) -> Option<String> {
    let name_at = words.iter().position(|word| !word.contains('=')).expect("a name");
    let mut command = Command::new(example(words[name_at]));
    command.envs(words[..name_at].iter().filter_map(|word| word.split_once('=')));
    command.args(&words[name_at + 1..]).stdin(Stdio::null());
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG", "BERKELEY_TRACE", "BERKELEY_FAULT"] {
        if !words[..name_at].iter().any(|word| word.starts_with(&format!("{variable}="))) {
            command.env_remove(variable);
        }
    }
    let output = command.output().unwrap();
    let both = [output.stdout, output.stderr].concat();
    Some(String::from_utf8(both).unwrap())
}

fn make(makers: &[(&str, Printer)], what: &str) -> Option<String> {
    let words: Vec<&str> = what.split_whitespace().collect();
    let (name, args) = words.split_first().expect("a name");
    let maker = makers.iter().find(|(known, _)| known == name);
    let (_, maker) = maker.unwrap_or_else(|| panic!("nobody knows how to print {what}"));
    maker(args)
}

/// Text that stands in a page, and what it is today.
fn of_block(page: &Page, block: &Block) -> Option<(std::ops::Range<usize>, String)> {
    let Some(Comment::Printed(what)) = &block.comment else { return None };
    let mut printed = make(PRINTERS, what)?;
    if !printed.ends_with('\n') {
        printed.push('\n');
    }
    assert!(page.text[block.span.clone()] == block.text, "{}: is indented", page.at(block.line));
    (printed != block.text).then(|| (block.span.clone(), printed))
}

#[test]
fn what_pages_show_is_what_programs_print() {
    let update = std::env::var_os(UPDATE).is_some();
    let mut old = Vec::new();
    for page in pages() {
        let mut text = page.text.clone();
        // From the end, so that places before stay where they are.
        for item in page.items.iter().rev() {
            match item {
                Item::Code(block) => {
                    if let Some((span, printed)) = of_block(&page, block) {
                        let place = page.at(block.line);
                        old.push(format!("{place}:\n{}---\n{printed}", block.text));
                        text.replace_range(span, &printed);
                    }
                }
                Item::Picture { to, line, comment: Some(Comment::Drawn(what)) } => {
                    let file = root().join(page.beside(to));
                    if let Some(drawn) = make(DRAWERS, what).filter(|drawn| !is(&file, drawn)) {
                        old.push(format!("{}: {to}", page.at(*line)));
                        if update {
                            fs::create_dir_all(file.parent().unwrap()).unwrap();
                            fs::write(file, drawn).unwrap();
                        }
                    }
                }
                _ => {}
            }
        }
        if update && text != page.text {
            fs::write(root().join(&page.path), text).unwrap();
        }
    }
    if update {
        skip(&format!("{} places were written anew", old.len()));
        return;
    }
    assert!(old.is_empty(), "{UPDATE}=1 writes these anew:\n{}", old.join("\n"));
}

fn is(file: &Path, text: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|old| old == text)
}
