//! What the program is asked for.

use berkeley::explain::Language;
use lexopt::prelude::*;
use std::ffi::OsString;
use std::path::PathBuf;

pub(crate) struct Options {
    pub(crate) what: What,
    pub(crate) terse: bool,
}

pub(crate) enum What {
    List,
    Show(usize),
    Run(usize, Vec<OsString>),
    Hint(usize, Option<usize>),
    Check(usize, Option<PathBuf>),
}

/// The options; `None` if the usage is asked for. And the language, if that is given.
pub(crate) fn read(language: &mut Language) -> Result<Option<Options>, lexopt::Error> {
    let (mut help, mut terse) = (false, false);
    let mut words = Vec::new();
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        match arg {
            Long("lang") => {
                let value = args.value()?.string()?;
                let languages = [Language::English, Language::Korean];
                let known = languages.into_iter().find(|known| known.code() == value);
                *language = known.ok_or_else(|| format!("--lang {value}: en or ko"))?;
            }
            Long("terse") => terse = true,
            Long("help") | Short('h') => help = true,
            Value(word) => words.push(word),
            _ => return Err(arg.unexpected()),
        }
    }
    if help {
        return Ok(None);
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
        None => Ok(Some(Options { what, terse })),
    }
}
