//! What pages show of programs: text that they print and pictures that they draw.

use crate::page::{Block, Comment, Item, Page};
use crate::printed_blocks::print_block;
use crate::support::{example, skip};
use crate::{pages, printed_handshake, printed_hello, root};
use berkeley::explain::{self, Language};
use berkeley::string::strerror;
use std::fs;
use std::process::{Command, Stdio};

/// Writes anew what differs, if this is in the environment.
const UPDATE: &str = "UPDATE_PAGES";

/// What a comment names is printed by one of these, given the words behind the name. None, with a
/// word, where this machine can't.
type Printer = fn(&[&str]) -> Option<String>;

const PRINTERS: &[(&str, Printer)] = &[
    ("block", print_block),
    ("example", print_example),
    ("hello", printed_hello::print),
    ("pexplain", print_pexplain),
];

/// Likewise, pictures; and whether two of them tell the same, where not every line is the program's
/// to decide. (To have one drawn in a new style, remove it first.)
const DRAWERS: &[(&str, Printer)] = &[("handshake", printed_handshake::draw)];
const DRAWINGS: usize = 5;
const TELL_THE_SAME: fn(&str, &str) -> bool = printed_handshake::tell_the_same;

/// `example NAME ARGUMENT…`: both its outputs; words with a `=` before the name are variables.
fn print_example(words: &[&str]) -> Option<String> {
    let name_at = words.iter().position(|word| !word.contains('=')).expect("a name");
    let mut command = clean(Command::new(example(words[name_at])), &words[..name_at]);
    command.args(&words[name_at + 1..]).stdin(Stdio::null());
    let output = command.output().unwrap();
    let both = [output.stdout, output.stderr].concat();
    Some(String::from_utf8(both).unwrap())
}

/// `pexplain LANGUAGE CALL ERROR`: what [`explain::pexplain`] says of this error of a call.
fn print_pexplain(words: &[&str]) -> Option<String> {
    let [language, call, error] = words[..] else { panic!("LANGUAGE CALL ERROR") };
    let language = if language == "ko" { Language::Korean } else { Language::English };
    let why = explain::named(call, error).expect("it is explained").in_language(language);
    Some(format!("{call}: {}\n{}", strerror(why.number()), why.brief()))
}

/// A command with these variables, `NAME=VALUE`, and nothing else in its environment that changes
/// what a program prints.
pub(crate) fn clean(mut command: Command, variables: &[&str]) -> Command {
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG", "RUST_BACKTRACE"] {
        command.env_remove(variable);
    }
    for variable in ["TRACE", "TRACE_OPTIONS", "FAULT", "LEDGER"] {
        command.env_remove(format!("BERKELEY_{variable}"));
    }
    command.envs(variables.iter().map(|word| word.split_once('=').expect("NAME=VALUE")));
    command
}

/// A text in which what looks like the `shape` (a 0 in it is any digit) is the `sample`: what differs from
/// run to run, and takes as much room.
pub(crate) fn like(text: &str, shape: &str, sample: &str) -> String {
    let fits = |at: usize| {
        let seen = text.as_bytes().get(at..at + shape.len())?;
        let same = |(seen, shape): (&u8, u8)| match shape {
            b'0' => seen.is_ascii_digit(),
            other => *seen == other,
        };
        seen.iter().zip(shape.bytes()).all(same).then_some(())
    };
    let (mut changed, mut rest) = (String::new(), 0);
    for (at, _) in text.char_indices() {
        if at >= rest && fits(at).is_some() {
            changed.push_str(&text[rest..at]);
            changed.push_str(sample);
            rest = at + shape.len();
        }
    }
    changed + &text[rest..]
}

/// A text in which an address in memory, as a trace has it of what was not stored, is always the same.
pub(crate) fn addresses(text: &str) -> String {
    let mut parts = text.split("0x7f");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| {
        let end = part.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(part.len());
        text + "0x7ffd5a3c1e4c" + &part[end..]
    })
}

/// A text in which the server's port is `shown`, that of a client 54502: both are the kernel's to choose.
pub(crate) fn ports(text: &str, server: u16, shown: u16) -> String {
    let mut changed = text.to_string();
    for before in [":", "htons("] {
        let parts: Vec<&str> = changed.split(before).collect();
        let parts = parts.iter().enumerate().map(|(number, part)| {
            let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            let (digits, rest) = part.split_at(end);
            match digits.parse::<u16>() {
                Ok(port) if number > 0 && (port == server || (port == 0 && before != ":")) => {
                    format!("{shown}{rest}")
                }
                Ok(port) if number > 0 && digits.len() == 5 && port != shown => {
                    format!("54502{rest}")
                }
                _ => part.to_string(),
            }
        });
        changed = parts.collect::<Vec<_>>().join(before);
    }
    changed
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
                    let is_old = |drawn: &String| match fs::read_to_string(&file) {
                        Ok(old) => !TELL_THE_SAME(&old, drawn),
                        Err(_) => true,
                    };
                    // What two sides do at once the kernel may put into one segment or into two: a
                    // picture is old if none of several drawings tells the same.
                    let mut drawings = (0..DRAWINGS).map_while(|_| make(DRAWERS, what));
                    let first = drawings.next().filter(is_old);
                    if let Some(drawn) = first.filter(|_| drawings.all(|drawn| is_old(&drawn))) {
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
