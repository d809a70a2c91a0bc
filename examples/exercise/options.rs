//! What the program is asked for.

use berkeley::explain::Language;
use lexopt::prelude::*;
use std::ffi::OsString;
use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
Broken programs to mend, and a judge for each.

usage: exercise [--lang en|ko] [list | show N | run N [ARG]... | hint N [K] | check N [FILE]]

  list            all exercises (what it does when asked for nothing)
  show N          what the program of exercise N is to do, and where it is
  run N [ARG]...  compiles the program and runs it with these arguments, as with a port
  hint N [K]      the first hint, or the K-th
  check N [FILE]  compiles and tries the program, or another FILE in its place
  --lang L        en or ko; otherwise the language of the environment
  --terse         check says one word: right, or what is wrong
";

pub(crate) struct Options {
    pub(crate) what: What,
    pub(crate) language: Language,
    pub(crate) terse: bool,
}

pub(crate) enum What {
    List,
    Show(usize),
    Run(usize, Vec<OsString>),
    Hint(usize, Option<usize>),
    Check(usize, Option<PathBuf>),
}

/// The options; `None` if the usage is asked for.
pub(crate) fn read() -> Result<Option<Options>, lexopt::Error> {
    let mut language = Language::of_environment();
    let mut terse = false;
    let mut words = Vec::new();
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        match arg {
            Long("lang") => {
                let value = args.value()?.string()?;
                let languages = [Language::English, Language::Korean];
                let known = languages.into_iter().find(|known| known.code() == value);
                language = known.ok_or_else(|| format!("--lang {value}: en or ko"))?;
            }
            Long("terse") => terse = true,
            Long("help") | Short('h') => return Ok(None),
            Value(word) => words.push(word),
            _ => return Err(arg.unexpected()),
        }
    }
    let mut words = words.into_iter();
    let what = match words.next() {
        None => What::List,
        Some(word) => {
            let mut number =
                |what: &str| words.next().ok_or(format!("{what}: of which exercise?"))?.parse();
            match word.to_str() {
                Some("list") => What::List,
                Some("show") => What::Show(number("show")?),
                Some("run") => What::Run(number("run")?, words.by_ref().collect()),
                Some("hint") => {
                    let task = number("hint")?;
                    What::Hint(task, words.next().map(|word| word.parse()).transpose()?)
                }
                Some("check") => What::Check(number("check")?, words.next().map(PathBuf::from)),
                _ => return Err(format!("{}: unknown", word.to_string_lossy()).into()),
            }
        }
    };
    match words.next() {
        Some(word) => Err(format!("{}: one too many", word.to_string_lossy()).into()),
        None => Ok(Some(Options { what, language, terse })),
    }
}
